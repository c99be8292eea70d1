"""Schools in the database: one row for each name within a council; what the minutes say of changed names, and the link to the register."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from typing import NamedTuple

from pipeline import bodies, limits
from pipeline.gias import Named, Register, Registered
from pipeline.schema import transaction
from pipeline.shown import Cell, line

BETWEEN = 60  # characters between the two names of one school
_FORMERLY = re.compile(r"[\s,(]*(?:which was |who were )?(?:formerly|previously)(?: known as| called)?:?\s+(?:the\s+)?", re.IGNORECASE)
_NOW = re.compile(
    r"[\s,(]*(?:now|renamed|(?:has |had |will |would |to |which )?(?:become|became))(?: known as| called)?\s+(?:the\s+)?", re.IGNORECASE
)
_AGES = re.compile(r"[^\n.;:]{0,40}?\bage[sd]?\s+(\d{1,2})\s?(?:-|–|to)\s?(\d{1,2})\b", re.IGNORECASE)

# A school of minutes that named no council when they were read, and were given one since
REHOMED = (
    "update mentions set school_id = ? where school_id = ? and meeting_id in"
    " (select m.id from meetings m join committees c on c.id = m.committee_id where c.council_id = ?)",
    "update statistics set school_id = ? where school_id = ? and meeting_id in"
    " (select m.id from meetings m join committees c on c.id = m.committee_id where c.council_id = ?)",
)
HOMELESS = """
    select distinct x.school_id, c.council_id from mentions x join schools s on s.id = x.school_id join meetings m on m.id = x.meeting_id
    join committees c on c.id = m.committee_id where s.council_id is null and c.council_id is not null order by 1, 2"""
MENTIONS = """
    select x.school_id, m.date, x.start, x."end", d.id, substr(d.text, x."end" + 1, 120) from mentions x join meetings m on m.id = x.meeting_id
    join documents d on d.id = m.document_id where x.label = 'SCHOOL' and x.school_id is not null order by d.id, x.start"""
SCHOOLS = "select s.id, s.name, k.name, s.became_id from schools s left join councils k on k.id = s.council_id order by s.id"


OUTCOME_HEADS = ["school", "council", "urn", "register_name", "local_authority", "candidates"]


class Outcome(NamedTuple):
    """What became of a school when it was looked up."""

    name: str
    council: str | None
    found: list[Registered]  # one where it is linked


def school_row(connection: sqlite3.Connection, name: str, council: str | None) -> int:
    """The row of a school named in a council's minutes, made at its first mention; small differences of spelling share it."""
    shown = bodies.presentable(name)[: limits.MAX_NAME]
    key = bodies.folded(shown)
    for row, known in connection.execute("select id, name from schools where council_id is ? order by id", [council]):
        if bodies.folded(known) == key:
            return int(row)
    return int(connection.execute("insert into schools (name, council_id) values (?, ?) returning id", [shown, council]).fetchone()[0])


def link_schools(connection: sqlite3.Connection) -> None:
    """Bring schools home to the councils of their minutes, and tie a school's former name to its later one, where the minutes say so."""
    with transaction(connection):
        for school, council in connection.execute(HOMELESS).fetchall():
            rehome(connection, school, council)
        later = dict(renamings(connection))
        rows = connection.execute("select id, became_id from schools").fetchall()
        changed = [(later.get(school), school) for school, became in rows if later.get(school) != became]
        connection.executemany("update schools set became_id = ? where id = ?", changed)


def rehome(connection: sqlite3.Connection, school: int, council: str) -> None:
    """The mentions and the figures in a council's minutes go to the council's own row of the school."""
    name = connection.execute("select name from schools where id = ?", [school]).fetchone()[0]
    own = school_row(connection, name, council)
    for moved in REHOMED:
        connection.execute(moved, [own, school, council])


def renamings(connection: sqlite3.Connection) -> list[tuple[int, int]]:
    """(former, later) for each pair of names that stand together as 'Fernbank Academy (formerly Fernbank Primary School)'."""
    found = []
    before: tuple[int, int, int, str, str] | None = None
    for school, _, start, end, document, following in connection.execute(MENTIONS):
        if before and before[3] == document and before[2] <= start <= before[2] + BETWEEN and before[0] != school:
            between = before[4][: start - before[2]]
            if _FORMERLY.fullmatch(between):
                found.append((school, before[0]))
            elif _NOW.fullmatch(between):
                found.append((before[0], school))
        before = (school, start, end, document, following or "")
    return found


def look_up(connection: sqlite3.Connection, register: Register) -> list[Outcome]:
    """Link each school to the register where that is certain; what was linked before and is not certain now is unlinked."""
    days: dict[int, set[str]] = defaultdict(set)
    ages: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for school, date, *_, following in connection.execute(MENTIONS):
        days[school] |= {date} if date else set()
        if said := _AGES.match(following or ""):
            ages[school].add((int(said[1]), int(said[2])))
    outcomes: dict[int, Outcome] = {}
    rows = connection.execute(SCHOOLS).fetchall()
    for school, name, council, _ in rows:
        said_ages = next(iter(ages[school])) if len(ages[school]) == 1 else None
        named = Named(name, min(days[school], default=None), max(days[school], default=None), said_ages)
        outcomes[school] = Outcome(name, council, register.find(named, council) if council else [])
    for school, _, _, became in rows:
        outcomes[school] = by_later_name(outcomes, school, became, min(days[school], default=None))
    with transaction(connection):
        connection.executemany(
            "update schools set urn = ?, phase = ?, status = ?, local_authority = ?, register_name = ? where id = ?",
            [
                (*((one.urn, one.phase, one.status, one.authority, one.name) if (one := only(outcome)) else (None,) * 5), school)
                for school, outcome in outcomes.items()
            ],
        )
    return list(outcomes.values())


def by_later_name(outcomes: dict[int, Outcome], school: int, became: int | None, first: str | None) -> Outcome:
    """A former name that the register does not have is the school of its later name, where that was open under its number already."""
    own = outcomes[school]
    later = only(outcomes[became]) if became in outcomes and not own.found else None
    return own._replace(found=[later]) if later and first and later.opened is not None and later.opened <= first else own


def only(outcome: Outcome) -> Registered | None:
    return outcome.found[0] if len(outcome.found) == 1 else None


# ---- telling it -------------------------------------------------------------------------------------------------------------------------
def rows_of(outcomes: list[Outcome]) -> list[list[Cell]]:
    """Each school under OUTCOME_HEADS."""
    return [
        [outcome.name, outcome.council, *((one.urn, one.name, one.authority) if (one := only(outcome)) else (None, None, None)), len(outcome.found)]
        for outcome in outcomes
    ]


def lines_of(outcomes: list[Outcome]) -> list[str]:
    """The same for people: what was linked, then what could be several."""
    pairs = [(outcome, one) for outcome in outcomes if (one := only(outcome))]
    linked = [f"  {one.urn}  {line(outcome.name)}{f' ({line(one.name)})' if one.name != outcome.name else ''}" for outcome, one in pairs]
    several = [outcome for outcome in outcomes if len(outcome.found) > 1]
    doubtful = [f"  {line(outcome.name)}: {', '.join(f'{one.urn} {line(one.name)}' for one in outcome.found[:5])}" for outcome in several]
    return [*linked, *(["Not linked, for they may be several:", *doubtful] if doubtful else []), f"{len(linked)} of {len(outcomes)} schools linked"]
