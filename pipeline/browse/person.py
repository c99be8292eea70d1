"""The page of a person: offices, attendance meeting by meeting, interests each with the strip that proves it, motions, mentions.

Who is meant: a linked person by id, or, where nobody could be linked with certainty, all that stands under one spelling of a name in one council.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from typing import Any, NamedTuple

from pipeline.browse.asking import Row, address, evidence, row, rows, short_day, with_query
from pipeline.browse.facts import item_address
from pipeline.browse.words import DID, INTERESTS

MAX_CELLS = 160  # meetings shown at once; the years before are a click away
MAX_MENTIONS = 60
SHOWN = {"present": "P", "in-attendance": "P", "apologies": "A", "absent": "X", "not-listed": "·"}
SAID = {"present": "present", "in-attendance": "present", "apologies": "apologies", "absent": "recorded absent", "not-listed": "not listed"}


class Who(NamedTuple):
    """How rows of a person are found."""

    person: int | None
    name: str | None
    council: str | None

    def where(self, prefix: str, name: str = "name_as_written", person: str = "person_id") -> str:
        """The condition on a table's rows, `prefix` being its alias; the committee's alias is `c`."""
        if self.person is not None:
            return f"{prefix}.{person} = :person"
        council = "c.council_id is null" if self.council is None else "c.council_id = :council"
        return f"{prefix}.{name} = :name and {prefix}.{person} is null and {council}"


def person_page(connection: sqlite3.Connection, who: Who, upto: str | None = None) -> dict[str, Any] | None:
    """All that the page of a person shows; None where nobody is called that. `upto` is the latest municipal year to show."""
    values = who._asdict()
    person = row(connection, PERSON, [who.person]) if who.person is not None else None
    if who.person is not None and person is None:
        return None
    listed = rows(connection, LISTED.format(where=who.where("a")), values)
    declared = [declaration(x) for x in rows(connection, DECLARED.format(where=who.where("d")), values)]
    moved = rows(
        connection,
        MOVED.format(proposer=who.where("r", "proposer_as_written", "proposer_id"), seconder=who.where("r", "seconder_as_written", "seconder_id")),
        values,
    )
    voted = rows(connection, VOTED.format(where=who.where("v")), values)
    if person is None and not (listed or declared or moved or voted):
        return None
    strips, earlier, shown_to = attendance_strips(connection, listed, upto)
    mentions = rows(connection, MENTIONED, [who.person, MAX_MENTIONS]) if who.person is not None else []
    for x in mentions:
        x["href"] = item_address(x["meeting_id"], x["sequence"]) if x["sequence"] is not None else address("meeting", x["meeting_id"])
    for x in moved:
        x["href"] = evidence("resolution", x["id"])
    for x in voted:
        x["href"] = evidence("resolution", x["resolution_id"]) if x["resolution_id"] else item_address(x["meeting_id"], x["sequence"])
    counts = {name: sum(x["status"] in statuses for x in listed) for name, statuses in COUNTED.items()}
    return {
        "person": person,
        "name": person["name"] if person else who.name,
        "council": row(connection, "select id, name from councils where id = ?", [person["council_id"] if person else who.council]),
        "linked": person is not None,
        "spellings": rows(connection, "select distinct name_as_written from person_names where person_id = ? order by 1", [who.person])
        if person
        else [],
        "roles": rows(connection, ROLES, [who.person]) if person else [],
        "posts": sorted({x["post"] for x in listed if x["post"]}),
        "counts": counts,
        "listed": len(listed),
        "strips": strips,
        "earlier": earlier,
        "upto": shown_to,
        "here": address("person", who.person) if person else with_query("/name", name=who.name, council=who.council),
        "declared": declared,
        "moved": moved,
        "voted": voted,
        "mentions": mentions,
        "more_mentions": len(mentions) == MAX_MENTIONS,
    }


COUNTED = {"present": ("present", "in-attendance"), "apologies": ("apologies",), "absent": ("absent",)}


def declaration(x: Row) -> Row:
    """A declaration with its words and addresses."""
    return x | {
        "said": INTERESTS.get(x["interest_kind"], x["interest_kind"]),
        "did": DID.get(x["participation"], x["participation"]),
        "href": evidence("declaration", x["id"]),
        "strip": evidence("declaration", x["id"]) + ".png",
    }


def municipal_year(date: str | None) -> str:
    """'2017/18', from May to April; '' where there is no date."""
    if not date or not date[:4].isdigit():
        return ""
    year = int(date[:4]) - (date[5:] < "05-01")
    return f"{year}/{(year + 1) % 100:02d}"


def attendance_strips(connection: sqlite3.Connection, listed: list[Row], upto: str | None) -> tuple[list[Row], str | None, str | None]:
    """A strip for each committee and municipal year, a cell for each meeting between the first and last that name the person; and the year before."""
    by_committee: dict[str, dict[str, Row]] = defaultdict(dict)
    for x in listed:
        if x["committee_id"] and x["date"]:
            by_committee[x["committee_id"]].setdefault(x["meeting_id"], x)
    strips: list[Row] = []
    for committee, named in by_committee.items():
        first, last = min(x["date"] for x in named.values()), max(x["date"] for x in named.values())
        is_member = any(x["capacity"] in ("member", "co-opted-member") for x in named.values())
        years: dict[str, list[Row]] = defaultdict(list)
        for meeting in rows(connection, MEETINGS, [committee, first, last]):
            there = named.get(meeting["id"])
            if there is not None or is_member:
                years[municipal_year(meeting["date"])].append(cell(meeting, there))
        for year, cells in years.items():
            strips.append(
                {"committee": next(iter(named.values()))["committee"], "href": address("committee", committee), "year": year, "cells": cells}
            )
    strips.sort(key=lambda s: (s["year"], len(s["cells"])), reverse=True)
    left = [s for s in strips if upto is None or s["year"] <= upto]
    shown: list[Row] = []
    for strip in left:
        if shown and strip["year"] != shown[-1]["year"] and sum(len(s["cells"]) for s in shown) + len(strip["cells"]) > MAX_CELLS:
            return shown, strip["year"], upto
        shown.append(strip)
    return shown, None, upto


def cell(meeting: Row, listed: Row | None) -> Row:
    """One meeting in a strip."""
    status = listed["status"] if listed else "not-listed"
    role = listed["meeting_role"] if listed else None
    return {
        "status": status,
        "letter": "C" if role == "chair" and status in ("present", "in-attendance") else SHOWN.get(status, "·"),
        "said": SAID.get(status, status)
        + (f", {role}" if role else "")
        + (", as substitute" if listed and listed["capacity"] == "substitute" else ""),
        "day": short_day(meeting["date"]),
        "date": meeting["date"],
        "href": evidence("attendance", listed["id"]) if listed else address("meeting", meeting["id"]),
    }


PERSON = "select * from people where id = ?"
LISTED = """
    select a.*, m.date, m.committee_id, c.name as committee from attendance a join meetings m on m.id = a.meeting_id
      left join committees c on c.id = m.committee_id
    where {where} and m.copy_of is null order by m.date, a.id"""
DECLARED = """
    select d.*, m.date, m.title as meeting_title, c.name as committee, about.title as about_title from declarations d
      join meetings m on m.id = d.meeting_id left join committees c on c.id = m.committee_id
      left join minute_items about on about.id = d.about_item_id
    where {where} and m.copy_of is null order by m.date desc, d.id"""
MOVED = """
    select r.id, r.text, r.page, r.outcome, m.date, m.title as meeting_title, 'moved' as part from resolutions r
      join meetings m on m.id = r.meeting_id left join committees c on c.id = m.committee_id where {proposer} and m.copy_of is null
    union all select r.id, r.text, r.page, r.outcome, m.date, m.title, 'seconded' from resolutions r
      join meetings m on m.id = r.meeting_id left join committees c on c.id = m.committee_id where {seconder} and m.copy_of is null
    order by 5 desc, 1 limit 200"""
VOTED = """
    select v.option, v.resolution_id, r.text, i.title, i.sequence, m.id as meeting_id, m.date from votes v
      left join resolutions r on r.id = v.resolution_id left join minute_items i on i.id = coalesce(v.item_id, r.item_id)
      join meetings m on m.id = coalesce(r.meeting_id, i.meeting_id) left join committees c on c.id = m.committee_id
    where {where} and m.copy_of is null order by m.date desc, v.id limit 200"""
MENTIONED = """
    select m.id as meeting_id, m.title as meeting_title, m.date, i.number, i.title, i.sequence, count(*) as times from mentions x
      join meetings m on m.id = x.meeting_id left join minute_items i on i.id = x.item_id
    where x.person_id = ? and m.copy_of is null group by m.id, i.id order by m.date desc, i.sequence limit ?"""
MEETINGS = "select id, date from meetings where committee_id = ? and date between ? and ? and copy_of is null order by date"
ROLES = """
    select r.title, r.first_seen, r.last_seen, r.committee_id, c.name as committee from roles r left join committees c on c.id = r.committee_id
    where r.person_id = ? order by r.first_seen, r.title"""
