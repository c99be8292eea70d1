"""Which principal council of the United Kingdom a name is: its code, kind and nation, from the public register of names and codes."""

from __future__ import annotations

import csv
import re
import sqlite3
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pipeline import bodies
from pipeline.schema import transaction

REGISTER = Path(__file__).with_name("councils_uk.csv")  # of names and codes of the Office for National Statistics (Open Government Licence)
LOCAL = re.compile(r"\b(parish|town|community|neighbourhood|village) (?:council|meeting)\b")
# Names by which a council goes beside that of the register
ALSO = {
    "hull": "kingston-upon-hull",
    "newcastle": "newcastle-upon-tyne",
    "and-of-swansea": "swansea",
    "city-and-county-of-swansea": "swansea",
    "city-of-westminster": "westminster",
}
COUNCILS = "select k.id, k.name, k.gss_code, k.council_type, k.nation from councils k order by k.id"
DATES = """
    select min(m.date), max(m.date) from meetings m join committees c on c.id = m.committee_id where c.council_id = ? and m.date is not null"""


class Authority(NamedTuple):
    """A row of the register."""

    gss_code: str
    name: str
    council_type: str
    nation: str
    county: str  # of a district: the county whose council runs its schools
    start: str  # ISO; '' where it is before all minutes
    end: str


class Facts(NamedTuple):
    gss_code: str | None
    council_type: str | None
    nation: str | None


@cache
def register() -> dict[str, list[Authority]]:
    """The councils by what their names have beside the words of their kind."""
    by_place: dict[str, list[Authority]] = {}
    with open(REGISTER, encoding="utf-8", newline="") as file:
        for row in list(csv.reader(file))[1:]:
            authority = Authority(*row)
            by_place.setdefault(place_of(authority.name), []).append(authority)
    return by_place


def place_of(name: str) -> str:
    """The id of the place that a council is named after, whichever of its spellings is given."""
    slug = bodies.council_of(name).slug
    return ALSO.get(slug, slug)


def authority_of(name: str, first: str | None = None, last: str | None = None) -> Authority | None:
    """The principal council that a name is, at the dates of its minutes; None for any other body, and where two could be meant."""
    body = bodies.council_of(name)
    if body.tier == "parish" or LOCAL.search(bodies.folded(name)):
        return None
    fitting = [
        authority
        for authority in register().get(place_of(name), [])
        if not (body.tier and (tier := bodies.council_of(authority.name).tier) and tier != body.tier)
        and (first is None or not authority.end or first <= authority.end)
        and (last is None or not authority.start or authority.start <= last)
    ]
    return fitting[0] if len(fitting) == 1 else None


def facts_of(name: str, first: str | None = None, last: str | None = None) -> Facts:
    """Code, kind and nation, as far as they are certain. A parish or town council has its kind and no code."""
    authority = authority_of(name, first, last)
    if authority is not None:
        return Facts(authority.gss_code, authority.council_type, authority.nation)
    local = LOCAL.search(bodies.folded(name))
    return Facts(None, local[1] if local else None, None)


def describe_councils(connection: sqlite3.Connection) -> int:
    """Give the councils of a database what is certain of them; returns how many rows have changed."""
    changed = []
    for key, name, *known in connection.execute(COUNCILS).fetchall():
        facts = facts_of(name, *connection.execute(DATES, [key]).fetchone())
        if tuple(known) != facts:
            changed.append((*facts, key))
    if changed:
        with transaction(connection):
            connection.executemany("update councils set gss_code = ?, council_type = ?, nation = ? where id = ?", changed)
    return len(changed)
