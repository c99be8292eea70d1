"""Schools in lists of places: 'Hilltop – PMLD – age 2-19 95 places' names a school under a heading such as 'Special Schools'."""

from __future__ import annotations

import re

from pipeline import head_nouns
from pipeline.named_bodies import Body

_AGES = r"(?:ages?d? )?\d{1,2} ?[-–] ?\d{1,2}"
_BULLET = r"[•·▪*\s–-]{0,4}"
_NAME = r"(?P<name>(?:The |St\.? )?[A-Z][\w’'&-]{1,30}(?: (?:of |the |and |& )?[A-Z][\w’'&.-]{1,30}){0,5})"
# The name, what it is for, the ages of its pupils or the number of its places.
_ONE_LINE = re.compile(
    rf"(?m)^{_BULLET}{_NAME}(?: ?[–-] ?[^\n\d]{{1,60}}| ?\([^()\n]{{1,60}}\))? ?[–-]? ?(?:ages?d? \d|{_AGES}[^\n]{{0,40}}\bplaces\b"
    rf"|\d{{1,4}} places\b)"
)
_TWO_LINES = re.compile(rf"(?m)^{_BULLET}{_NAME}[ ]?\n(?=\d{{1,4}} places\b|{_AGES}\b|(?:Primary|Secondary|Infants?|Juniors?) \(\d)")
_HEADING = re.compile(
    r"(?i)\b(?:schools?|academ(?:y|ies)|nurser(?:y|ies)|alternative provision|resource(?:d|s)? (?:provision|bases?)|enhanced resources?)\b"
)
_NO_SCHOOL = re.compile(
    r"(?i)\b(?:resources?|tuition|places|total|unit|service|team|outreach|year|key stage|pupils|capacity|class(?:es)?|hostel|care|spaces"
    r"|town|village|ward|district)\b"
)
MAX_ABOVE = 1_500  # characters up to the heading that speaks of schools


def find_listed(text: str, start: int, end: int) -> list[Body]:
    """The schools of such lists in a stretch of the document's text."""
    found = []
    for pattern in (_ONE_LINE, _TWO_LINES):
        for match in pattern.finditer(text, start, end):
            name = match["name"]
            last = name.split()[-1].lower()
            other = head_nouns.LABELS.get(last, "SCHOOL") != "SCHOOL"
            if other or _NO_SCHOOL.search(name) or not _HEADING.search(text, max(start, match.start() - MAX_ABOVE), match.start()):
                continue
            found.append(Body(match.start("name"), match.end("name"), "SCHOOL", name, "list"))
    return found
