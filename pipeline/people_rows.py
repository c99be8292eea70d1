"""Linked people -> rows: people, their spellings and roles, and the links in all tables that name somebody. What has not changed stays as it is."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from datetime import date as Date
from typing import Any, NamedTuple

from pipeline.corrections import FIELDS, Correction
from pipeline.namings import Link, Naming, Person
from pipeline.offices import Role
from pipeline.schema import transaction
from pipeline.shown_names import kind_of, shown_name, surname_of

SAME_NAME = 1_000  # in weighing who is who: the name counts before all spellings
SHARED = ("office", "initials-key", "first-name")  # spellings that many may bear tell nothing
KNOWN = "select person_id, name_as_written from person_names where person_id is not null and match_method not in ({marks}) order by id"
# The people that a scope had: of the council; of a document that names none, those whom it names, and those whom nothing names any more
HAD = """
    select id, name from people where council_id is :council and (:council is not null
      or id in (select a.person_id from attendance a join meetings m on m.id = a.meeting_id where m.document_id = :scope)
      or id not in (select person_id from attendance where person_id is not null union select person_id from mentions where person_id is not null))
    order by id"""


class Cell(NamedTuple):
    """Where a link is written. Tables and columns are this house's own words."""

    table: str
    column: str
    key: int


class Linked(NamedTuple):
    """What is known of the people of a scope."""

    people: list[Person]
    namings: list[Naming]
    links: list[Link]  # of the namings
    cells: list[tuple[Cell, Link]]
    spellings: list[tuple[str, Link]]
    roles: list[Role]


def write(connection: sqlite3.Connection, scope: str, council: str | None, linked: Linked, undone: list[Correction]) -> None:
    """Bring the rows of a scope up to what is known."""
    shown = [shown_name(person, linked.namings, linked.links) for person in linked.people]
    had = dict(connection.execute(HAD, {"council": council, "scope": scope}).fetchall())
    ids = numbered(connection, had, shown, linked.spellings)
    connection.executemany(
        "insert into people (id, name, surname, kind, council_id, first_seen, last_seen) values (?, ?, ?, ?, ?, ?, ?) on conflict (id)"
        " do update set name = excluded.name, surname = excluded.surname, kind = excluded.kind,"
        " first_seen = excluded.first_seen, last_seen = excluded.last_seen",
        [
            (key, name, surname_of(name), kind_of(person, linked.namings), council, iso(person.first), iso(person.last))
            for key, name, person in zip(ids, shown, linked.people, strict=True)
        ],
    )
    for (table, column), rows in by_column(linked.cells).items():
        connection.executemany(
            f"update {table} set {column} = :person where id = :key and {column} is not :person",  # noqa: S608
            [{"person": None if person is None else ids[person], "key": key} for key, person in rows],
        )
    everybody = sorted({*had, *ids})
    spellings = {
        (written, None if link.person is None else ids[link.person], link.method, candidates(link, ids, shown))
        for written, link in linked.spellings
        if link.method not in ("public", "not-a-name") and (link.person is not None or council is not None)
    }
    keep(connection, "person_names", ("name_as_written", "person_id", "match_method", "candidates"), council, everybody, spellings)
    roles = {(role.title, ids[role.person], role.committee, iso(role.first), iso(role.last)) for role in linked.roles}
    keep(connection, "roles", ("title", "person_id", "committee_id", "first_seen", "last_seen"), None, everybody, roles)
    connection.executemany("delete from people where id = ?", [(key,) for key in had if key not in set(ids)])
    write_undone(connection, council, undone)


def numbered(connection: sqlite3.Connection, had: dict[int, str], shown: list[str], spellings: list[tuple[str, Link]]) -> list[int]:
    """The ids of the people: those that they had, by their names and spellings; new ones, in the order of first appearance, for new people.
    Of two people who have become one the earlier id stays."""
    bearers: dict[str, set[int]] = defaultdict(set)
    for written, link in spellings:
        if link.person is not None and link.method not in SHARED:
            bearers[written].add(link.person)
    weights: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for key, written in connection.execute(KNOWN.format(marks=", ".join("?" * len(SHARED))), SHARED):
        for place in bearers[written] if key in had else ():
            weights[key][place] += 1
    for key, name in had.items():
        for place in (place for place, other in enumerate(shown) if other == name):
            weights[key][place] += SAME_NAME
    ids: dict[int, int] = {}
    for key in sorted(weights):
        ids.setdefault(max(weights[key], key=lambda place: (weights[key][place], -place)), key)
    following = 1 + connection.execute("select coalesce(max(id), 0) from people").fetchone()[0]
    for place in range(len(shown)):
        if place not in ids:
            ids[place], following = following, following + 1
    return [ids[place] for place in range(len(shown))]


def by_column(cells: Iterable[tuple[Cell, Link]]) -> dict[tuple[str, str], list[tuple[int, int | None]]]:
    columns: dict[tuple[str, str], list[tuple[int, int | None]]] = defaultdict(list)
    for cell, link in cells:
        columns[cell.table, cell.column].append((cell.key, link.person))
    return columns


def candidates(link: Link, ids: list[int], shown: list[str]) -> str | None:
    """'Janet Hargreave (7); Peter Hargreave (12)', for a name that may mean either."""
    return "; ".join(f"{shown[place]} ({ids[place]})" for place in link.candidates) or None if link.person is None else None


def keep(
    connection: sqlite3.Connection, table: str, columns: tuple[str, ...], council: str | None, people: list[int], wanted: set[tuple[Any, ...]]
) -> None:
    """Make the rows of these people, and of the council's names that mean nobody, those that are wanted; a row that is there already stays."""
    named = ", ".join(columns)
    there: dict[tuple[Any, ...], int] = {}
    for person in people:
        there |= {row[1:]: row[0] for row in connection.execute(f"select id, {named} from {table} where person_id = ?", [person])}  # noqa: S608
    if council is not None:
        query = f"select id, {named} from {table} where person_id is null and council_id = ?"  # noqa: S608
        there |= {row[1:]: row[0] for row in connection.execute(query, [council])}
    connection.executemany(f"delete from {table} where id = ?", [(key,) for row, key in there.items() if row not in wanted])  # noqa: S608
    more = sorted((row for row in wanted if row not in there), key=lambda row: tuple((value is not None, value) for value in row))
    if table == "person_names":
        named, more = f"{named}, council_id", [(*row, council) for row in more]
    marks = ", ".join("?" * len(named.split(",")))
    connection.executemany(f"insert into {table} ({named}) values ({marks})", more)  # noqa: S608


def iso(day: int | None) -> str | None:
    return None if day is None else Date.fromordinal(day).isoformat()


# ---- corrections ----------------------------------------------------------------------------------------------------------------------------
def corrections_in(connection: sqlite3.Connection) -> list[Correction]:
    """The corrections that the database holds, in their order."""
    return [Correction(*row) for row in connection.execute(f"select {', '.join(FIELDS)} from people_corrections order by id")]  # noqa: S608


def write_corrections(connection: sqlite3.Connection, corrected: list[Correction]) -> None:
    """Put these in place of the corrections that the database holds."""
    with transaction(connection):
        connection.execute("delete from people_corrections")
        marks = ", ".join("?" * len(FIELDS))
        connection.executemany(f"insert into people_corrections ({', '.join(FIELDS)}) values ({marks})", corrected)  # noqa: S608


def write_undone(connection: sqlite3.Connection, council: str | None, undone: list[Correction]) -> None:
    """Say in `issues` which corrections found nobody to correct."""
    mark = f"{council or ''}: "
    connection.execute("delete from issues where kind = 'correction-not-done' and substr(message, 1, length(:mark)) = :mark", {"mark": mark})
    connection.executemany(
        "insert into issues (stage, kind, severity, message) values ('people', 'correction-not-done', 'warning', ?)",
        [(words_of(one),) for one in undone],
    )


def words_of(one: Correction) -> str:
    """What is said of a correction that could not be done."""
    return f"{one.council or ''}: {one.kind} of {one.person} and {one.other}: nobody is called that, or nothing would change"
