"""Where a meeting was held, as its title block says."""

from __future__ import annotations

import re

from pipeline.councils import find_councils, tidy
from pipeline.dates import find_dates, find_times
from pipeline.limits import MAX_NAME

# 'Venue: Town Hall', 'Venue COUNCIL CHAMBER': a label, and what it labels; a second line, or an address with its postcode, goes with it.
_LABEL = re.compile(
    r"(?:^|[\t\n|]) {0,4}"
    r"(?:(?:venue|place|location|held at)(?: of (?:the )?meeting)? {0,4}(?:[:;–-]{1,3}[ \t]{0,4}\n?|\t)|venue {1,9}(?=[A-Z\d]))"
    r"[ \t]{0,4}(?P<place>[^\t\n]{2,160}"
    r"(?:\n(?:(?!\n)(?![^\n:]{0,30}:)|\n(?=[^\n]{0,60}\b[A-Z]{1,2}\d[\dA-Z]? \d[A-Z]{2}\b))[^\t\n]{2,80})?)",
    re.IGNORECASE,
)
# What speaks of the meeting being held, and then the places after it: 'held on Monday, 2nd November 2009 at 7.30 p.m. at Steep Village Hall'.
_HELD = re.compile(r"\b(?:held|took place|commenc\w{1,8}|began|started|opened|met|meeting)\b", re.IGNORECASE)
_AT = re.compile(
    r"\b(?:in person (?:at|in)|in|at)\s{1,3}(?!person\b)(?:the\s{1,3})?(?=[A-Z0-9‘'’\"])"
    r"(?!\d{1,4}\s?(?:[.:;]\s?\d\d|[ap]\.?\s?m|noon|hrs|hours|o['’]clock|\d))",
    re.IGNORECASE,
)
_VIRTUALLY = re.compile(
    r"\bheld\s{1,3}(?P<place>virtually|remotely|on-?line|via (?:zoom|(?:microsoft |ms )?teams|video[ -]?conference)|"
    r"by (?:zoom|video[ -]?conferenc\w{1,4}))\b",
    re.IGNORECASE,
)
_END = re.compile(
    r",?\s?(?:\bon\s{0,3}(?:the\b\s{0,3})?(?:mon|tues|wednes|thurs|fri|satur|sun|\d|$)|\bat\s{1,3}\d|"
    r"\b(?:commenc|starting|beginning|from\s\d|following|immediately|when\b|owing|due to|with\b|(?:and|which was)\slivestream|for the|"
    r"to (?:consider|discuss)|during|after|before|where\b|there were|present\b)|\n\n|\.\s|\.$|\))",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:chambers?|hall|rooms?|centre|center|house|offices?|church|chapel|school|college|guildhall|library|institute|pavilion|club|hotel|"
    r"theatre|building|suite|pub|inn|hub|zoom|teams|virtual(?:ly)?|online|vestry|museum|barn|lounge)\b",
    re.IGNORECASE,
)
_NO_PLACE = re.compile(r"[:@]|\.\s|\.$|\b(?:mr|mrs|ms|cllr|councillor|chairman|clerk|minutes?|meeting|approved|draft|agenda)\b", re.IGNORECASE)
_MEETING_WORD = re.compile(r"\b(?:minutes?|meeting|which|approved|draft|agenda)\b", re.IGNORECASE)


def read_venue(block: str) -> str | None:
    """The venue: by its label, by 'held in', or a line of the title block that holds a place and nothing else."""
    label = _LABEL.search(block)
    if label and (place := _place(re.sub(r",?\n\n", ", ", label["place"]))):
        return place
    held = _HELD.search(block)
    for match in _AT.finditer(block, held.end()) if held else ():
        place = _place(block[match.end() : match.end() + MAX_NAME])
        if place and not _MEETING_WORD.search(place):
            return place
    virtually = _VIRTUALLY.search(block)
    if virtually:
        return re.sub(r"\s+", " ", virtually["place"])
    return next((place for line in block.split("\n")[1:] if _is_place(line) and (place := _place(line))), None)


def _is_place(line: str) -> bool:
    if len(line) > 100 or not _PLACE.search(line) or _NO_PLACE.search(line):
        return False
    return not find_councils(line, 0, len(line)) and not find_dates(line) and not find_times(line)


def _place(said: str) -> str | None:
    """A place, from the words that begin with it; None where they hold none."""
    end = _END.search(said)
    place = said[: end.start()] if end else said
    when = [date.start for date in find_dates(place)] + [time.start for time in find_times(place)]
    place = place[: min(when)] if when else place
    place = re.sub(r"\s+", " ", place).strip(" ,.;:-–—(")
    place = re.sub(r"^the\s|,?\s(?:on|at|the|and)$", "", place, flags=re.IGNORECASE)
    if len(place) < 4 or not any(c.isalpha() for c in place) or re.match(r"[\d.: ]{1,8}[ap]\.?m\b", place):
        return None
    return tidy(place)
