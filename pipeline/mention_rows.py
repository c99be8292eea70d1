"""The mentions of a meeting -> rows, and of the services, schools, committees and organisations that they name: one row for all spellings."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from pipeline import bodies
from pipeline.facts import cut, many
from pipeline.records import Mention
from pipeline.schools import school_row

COLUMNS = (
    "meeting_id",
    "item_id",
    "text",
    "label",
    "name",
    "post",
    "source",
    "service_id",
    "school_id",
    "committee_id",
    "organisation_id",
    "page",
    "start",
    "end",
)


def insert_mentions(
    connection: sqlite3.Connection,
    meeting_id: str,
    council: str | None,
    mentions: list[Mention],
    first: int,
    committee_id: Callable[[str], str | None],
) -> None:
    """All mentions of a meeting whose items stand in the rows `first` + sequence.

    `committee_id` gives the row of a committee of the meeting's own council, made where there is none.
    """
    known: dict[tuple[str, str], int] = {}
    rows = []
    for m in mentions:
        service: int | None = None
        school: int | None = None
        organisation: int | None = None
        committee: str | None = None
        if m.label == "COMMITTEE":
            committee = committee_id(m.name)
        elif m.label in BODIES:
            key = (m.label, bodies.folded(m.name))
            if key not in known:
                known[key] = BODIES[m.label](connection, m, council)
            service, school, organisation = (known[key] if m.label == label else None for label in ("SERVICE", "SCHOOL", "ORGANISATION"))
        rows.append((
            *(meeting_id, None if m.item is None else first + m.item, cut(m.text), m.label, cut(m.name), cut(m.post), m.source),
            *(service, school, committee, organisation, m.page, m.start, m.end),
        ))  # fmt: skip
    many(connection, "mentions", COLUMNS, rows)


def service_row(connection: sqlite3.Connection, mention: Mention, council: str | None) -> int:
    """The row of a service, which belongs to the council whose minutes name it."""
    key = bodies.folded(mention.name)
    row = connection.execute("select id from services where key = ? and council_id is ?", [key, council]).fetchone()
    if row is None:
        values = [cut(mention.name), key, cut(mention.acronym), council]
        row = connection.execute("insert into services (name, key, acronym, council_id) values (?, ?, ?, ?) returning id", values).fetchone()
    elif mention.acronym:
        connection.execute("update services set acronym = coalesce(acronym, ?) where id = ?", [cut(mention.acronym), row[0]])
    return int(row[0])


def organisation_row(connection: sqlite3.Connection, mention: Mention, _: str | None) -> int:
    """The row of an organisation, shared by all councils whose minutes name it."""
    key = bodies.folded(mention.name)
    row = connection.execute("select id from organisations where key = ?", [key]).fetchone()
    if row is None:
        row = connection.execute(
            "insert into organisations (name, key, acronym) values (?, ?, ?) returning id", [cut(mention.name), key, cut(mention.acronym)]
        ).fetchone()
    elif mention.acronym:
        connection.execute("update organisations set acronym = coalesce(acronym, ?) where id = ?", [cut(mention.acronym), row[0]])
    return int(row[0])


BODIES: dict[str, Callable[[sqlite3.Connection, Mention, str | None], int]] = {
    "SERVICE": service_row,
    "SCHOOL": lambda connection, mention, council: school_row(connection, mention.name, council),
    "ORGANISATION": organisation_row,
}
