"""The facts of a meeting -> rows: who came, who declared an interest, what was resolved, what was asked, what is referred to, what was counted."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

from pipeline import limits
from pipeline.records import Meeting, Resolution

ItemId = Callable[[int | None], int | None]  # from an item's sequence in its meeting to its row


def insert_facts(connection: sqlite3.Connection, meeting_id: str, first: int, meeting: Meeting) -> None:
    """All facts of a meeting whose items stand in the rows `first` + sequence. References are resolved later, over the whole database."""

    def item_id(sequence: int | None) -> int | None:
        return None if sequence is None else first + sequence

    insert_attendance(connection, meeting_id, meeting)
    insert_declarations(connection, meeting_id, meeting, item_id)
    insert_resolutions(connection, meeting_id, meeting.resolutions, item_id)
    many(
        connection,
        "questions",
        ("item_id", "sequence", "question", "answer", "page", "start", "end"),
        [(item_id(q.item), q.sequence, cut(q.question), cut(q.answer), q.page, q.start, q.end) for q in meeting.questions],
    )
    many(
        connection,
        "cross_references",
        ("item_id", "as_written", "to_number", "to_date", "state", "page", "start", "end"),
        [(item_id(r.item), cut(r.as_written), cut(r.to_number), r.to_date, "outside-archive", r.page, r.start, r.end) for r in meeting.references],
    )
    insert_statistics(connection, meeting_id, meeting, item_id)


def insert_attendance(connection: sqlite3.Connection, meeting_id: str, meeting: Meeting) -> None:
    columns = ("meeting_id", "name_as_written", "capacity", "status", "mode", "meeting_role", "post", "substitutes_for")
    rows = [
        (
            *(meeting_id, cut(a.name), a.capacity, a.status, a.mode, a.meeting_role, cut(a.post), cut(a.substitutes_for)),
            *(cut(a.initials), cut(a.arrived), cut(a.left), a.page, a.start, a.end),
        )
        for a in meeting.attendance
    ]
    many(connection, "attendance", (*columns, "initials", "arrived", "departed", "page", "start", "end"), rows)


def insert_declarations(connection: sqlite3.Connection, meeting_id: str, meeting: Meeting, item_id: ItemId) -> None:
    columns = ("meeting_id", "item_id", "name_as_written", "interest_as_written", "interest_kind", "about_as_written", "about_number")
    rows = [
        (
            *(meeting_id, item_id(d.item), cut(d.name), cut(d.interest_as_written), d.interest_kind, cut(d.about_as_written), cut(d.about_number)),
            *(cut(d.nature), d.participation, cut(d.quote), d.page, d.start, d.end),
        )
        for d in meeting.declarations
    ]
    many(connection, "declarations", (*columns, "nature", "participation", "quote", "page", "start", "end"), rows)
    many(
        connection,
        "dispensations",
        ("meeting_id", "item_id", "name_as_written", "quote", "page", "start", "end"),
        [(meeting_id, item_id(d.item), cut(d.name), cut(d.quote), d.page, d.start, d.end) for d in meeting.dispensations],
    )


def insert_resolutions(connection: sqlite3.Connection, meeting_id: str, resolutions: list[Resolution], item_id: ItemId) -> None:
    first = connection.execute("select coalesce(max(id), 0) + 1 from resolutions").fetchone()[0]
    columns = ("id", "meeting_id", "item_id", "number", "kind", "text", "proposer_as_written", "seconder_as_written")
    rows = [
        (
            *(first + k, meeting_id, item_id(r.item), cut(r.number), r.kind, cut(r.text, limits.MAX_FACT), cut(r.proposer), cut(r.seconder)),
            *(cut(r.outcome), r.votes_for, r.votes_against, r.abstentions, r.page, r.start, r.end),
        )
        for k, r in enumerate(resolutions)
    ]
    many(connection, "resolutions", (*columns, "outcome", "votes_for", "votes_against", "abstentions", "page", "start", "end"), rows)
    votes = [(first + k, item_id(r.item), cut(v.name), v.option) for k, r in enumerate(resolutions) for v in r.votes]
    many(connection, "votes", ("resolution_id", "item_id", "name_as_written", "option"), votes)


def insert_statistics(connection: sqlite3.Connection, meeting_id: str, meeting: Meeting, item_id: ItemId) -> None:
    """The figures, and the checks that hold them against each other."""
    first = connection.execute("select coalesce(max(id), 0) + 1 from statistics").fetchone()[0]
    columns = ("id", "meeting_id", "item_id", "as_written", "value", "value_high", "unit", "qualifier", "measure", "population", "subject_kind")
    rows = [
        (
            *(first + k, meeting_id, item_id(s.item), cut(s.as_written), s.value, s.value_high, s.unit, s.qualifier, cut(s.measure)),
            *(cut(s.population), s.subject_kind, cut(s.period_as_written), s.period_start, s.period_end, s.direction, cut(s.comparator)),
            *(cut(s.sentence), s.page, s.start, s.end),
        )
        for k, s in enumerate(meeting.statistics)
    ]
    told = ("period_as_written", "period_start", "period_end", "direction", "comparator", "sentence", "page", "start", "end")
    many(connection, "statistics", (*columns, *told), rows)
    compared = [(first + s.comparator_index, first + k) for k, s in enumerate(meeting.statistics) if s.comparator_index is not None]
    connection.executemany("update statistics set comparator_id = ? where id = ?", compared)
    many(
        connection,
        "statistic_checks",
        ("item_id", "rule", "stated", "computed", "verdict", "explanation", "statistic_ids"),
        [
            (item_id(c.item), c.rule, c.stated, c.computed, c.verdict, cut(c.explanation), json.dumps([first + k for k in c.figures]))
            for c in meeting.checks
        ],
    )


def many(connection: sqlite3.Connection, table: str, columns: Sequence[str], rows: list[tuple[Any, ...]]) -> None:
    """Insert rows; table and columns are this room's own words, never a document's."""
    if rows:
        names, marks = ", ".join(f'"{c}"' for c in columns), ", ".join("?" * len(columns))
        connection.executemany(f"insert into {table} ({names}) values ({marks})", rows)  # noqa: S608


def cut(text: str | None, most: int = limits.MAX_QUOTE) -> str | None:
    """Text of bounded length without NUL, at which SQLite's functions would cut it."""
    return text.replace("\0", "")[:most] if text else text
