"""The page of a meeting: who was there, what was on the agenda, the minutes as text, and each fact beside its item."""

from __future__ import annotations

import sqlite3
from typing import Any

from pipeline.browse.asking import Row, address, evidence, person_address, row, rows
from pipeline.browse.facts import Fact, facts_of_meeting, marks_of_meeting
from pipeline.browse.typeset import typeset
from pipeline.browse.words import STATEMENTS

KINDS = {"declaration": "declared", "resolution": "decided", "figure": "figure"}


def meeting_page(connection: sqlite3.Connection, key: str) -> dict[str, Any] | None:
    """All that the page of a meeting shows; None where there is no such meeting."""
    meeting = row(connection, MEETING, [key])
    if meeting is None:
        return None
    items = rows(connection, ITEMS, [key])
    facts = facts_of_meeting(connection, key)
    marks = marks_of_meeting(connection, key)
    beside: dict[int | None, list[Fact]] = {}
    for fact in facts:
        beside.setdefault(fact.item, []).append(fact)
    ends = [item["start"] for item in items[1:]]
    for item, following in zip(items, [*ends, None], strict=True):
        start, end = item["body"] if item["body"] is not None else item["start"], item["end"] or 0
        if following is not None and start is not None and start <= following < end:
            end = following  # the text of its parts stands under the parts
        own = [mark for mark in marks if start is not None and start <= mark.start < end]
        item["blocks"] = typeset(item["text"][start - item["start"] : end - item["start"]], start, own) if start is not None else []
        item["facts"] = beside.get(item["id"], [])
        item["counts"] = counts_of(item["facts"])
        item["evidence"] = evidence("item", item["id"])
    return {
        "meeting": meeting,
        "items": items,
        "loose": beside.get(None, []),
        "attendance": attendance_of(connection, key),
        "before": neighbour(connection, meeting, "<", "desc"),
        "after": neighbour(connection, meeting, ">", "asc"),
        "statement": STATEMENTS.get(meeting["declarations_statement"], ""),
        "original": row(connection, "select id, title from meetings where id = ?", [meeting["copy_of"]]) if meeting["copy_of"] else None,
        "kinds": {mark.kind for mark in marks},
    }


def counts_of(facts: list[Fact]) -> list[tuple[str, int]]:
    """'2 decided', '1 declared' behind a line of the contents."""
    return [
        (word + "s" * (kind == "figure" and count != 1), count) for kind, word in KINDS.items() if (count := sum(fact.kind == kind for fact in facts))
    ]


def attendance_of(connection: sqlite3.Connection, key: str) -> list[tuple[str, list[Row]]]:
    """Groups of those named in the attendance block, in the order of the minutes."""
    found = rows(connection, ATTENDANCE, [key])
    for person in found:
        person["href"] = person_address(person)
        person["evidence"] = evidence("attendance", person["id"])
    members = ("member", "co-opted-member", "substitute")
    groups = [
        ("Present", [p for p in found if p["capacity"] in members and p["status"] in ("present", "in-attendance")]),
        ("Apologies", [p for p in found if p["status"] == "apologies"]),
        ("Recorded absent", [p for p in found if p["status"] == "absent"]),
        ("Also there", [p for p in found if p["capacity"] not in members and p["status"] in ("present", "in-attendance")]),
    ]
    return [(title, people) for title, people in groups if people]


def neighbour(connection: sqlite3.Connection, meeting: Row, side: str, order: str) -> Row | None:
    """The meeting of the same committee before or after."""
    found = row(
        connection,
        f"select id, title, date from meetings where committee_id = ? and copy_of is null and date {side} ? order by date {order} limit 1",  # noqa: S608
        [meeting["committee_id"], meeting["date"]],
    )
    return found | {"href": address("meeting", found["id"])} if found else None


MEETING = """
    select m.*, c.name as committee, c.council_id, k.name as council, d.filename, d.page_count, d.text_source, d.id as document
    from meetings m join documents d on d.id = m.document_id left join committees c on c.id = m.committee_id
      left join councils k on k.id = c.council_id
    where m.id = ?"""
ITEMS = "select * from minute_items where meeting_id = ? order by sequence"
ATTENDANCE = """
    select a.*, c.council_id, p.name as person from attendance a join meetings m on m.id = a.meeting_id
      left join committees c on c.id = m.committee_id left join people p on p.id = a.person_id
    where a.meeting_id = ? order by a.start, a.id"""
