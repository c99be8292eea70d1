"""Which school or service a figure belongs to: told only where its line or sentence names one of them, as what the figure is said of."""

from __future__ import annotations

import re
import sqlite3
from typing import NamedTuple

# What makes a name at the head of a sentence its subject: 'Hilltop School had 95 places', 'The Service supported 40 families'
_SUBJECT_OF = re.compile(
    r"\s(?:(?:now|also|currently|still|already)\s)?(?:had|has|have|was|were|is|are|would|will|could|offer(?:s|ed)|provid(?:es|ed)|support(?:s|ed)"
    r"|received|employ(?:s|ed)|took|takes|expect(?:s|ed)|help(?:s|ed)|dealt|cost|costs)\b"
    r"(?!\s(?:set|reported|told|informed|advised|asked|agreed|noted|found|been\s(?:told|asked|informed)))"
)
# What makes it the head of a list's line: 'Hilltop – PMLD – age 2-19 95 places', 'Askerdale High School (120 places)'
_HEADS_LINE = re.compile(r"\s?(?:[–—:|(]|-\s|\d)")
_BULLET = re.compile(r"^[^\w(]{0,6}(?:The\s)?$", re.IGNORECASE)
# The figure is then perhaps of others too
_OF_OTHERS = re.compile(
    r"\b(?:national(?:ly)?|average|borough|county|city|district|other|another|each|both|all|every|across|compared|schools|services|teams|total)\b",
    re.IGNORECASE,
)
MENTIONS = """
    select item_id, start, text, school_id, service_id from mentions
    where meeting_id = ? and item_id is not null and coalesce(school_id, service_id) is not null order by start, id"""
FIGURES = """
    select id, item_id, start, sentence from statistics where meeting_id = ?1 and item_id is not null
      and id not in (select comparator_id from statistics where meeting_id = ?1 and comparator_id is not null)"""
FARTHEST = 1_200  # characters of the text that a sentence may take, its breaks of lines counted


class Named(NamedTuple):
    """A school or a service named in an item."""

    start: int
    text: str
    school: int | None
    service: int | None


def find_owners(connection: sqlite3.Connection, meeting_id: str) -> None:
    """Give the figures of a meeting whose mentions stand in the database their school or service."""
    named: dict[int, list[Named]] = {}
    for item, start, text, school, service in connection.execute(MENTIONS, [meeting_id]):
        named.setdefault(item, []).append(Named(start, text, school, service))
    if not named:
        return
    found = []
    for key, item, start, sentence in connection.execute(FIGURES, [meeting_id]).fetchall():
        near = [n for n in named.get(item, ()) if abs(n.start - start) < FARTHEST and n.text in sentence]
        owner = owner_of(sentence, near) if near else None
        if owner is not None and owner.start < start:
            found.append((owner.school, owner.service, key))
    connection.executemany("update statistics set school_id = ?, service_id = ? where id = ?", found)


def owner_of(sentence: str, named: list[Named]) -> Named | None:
    """The one school or service that a sentence names, where it heads a line or is what the sentence speaks of."""
    if len({(n.school, n.service) for n in named}) != 1:
        return None
    owner = named[0]
    at = sentence.find(owner.text)
    behind = sentence[at + len(owner.text) :]
    if not _BULLET.search(sentence[:at]) or _OF_OTHERS.search(behind):
        return None
    return owner if _HEADS_LINE.match(behind) or _SUBJECT_OF.match(behind) else None
