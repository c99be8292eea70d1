"""The first page: what the archive holds, what is new in it, and where to begin; the list of people; what is missing."""

from __future__ import annotations

import sqlite3
from typing import Any

from pipeline.browse.asking import Row, address, number, person_address, rows
from pipeline.browse.bodies import COMMITTEES, members_of
from pipeline.browse.declarations import latest
from pipeline.browse.measure import disagreeing, returning

FEW = 6
FEW_SCHOOLS = 24  # those that the minutes name most
MANY = 60  # members named on the first page
MAX_MISSING = 300


def home_page(connection: sqlite3.Connection) -> dict[str, Any]:
    """All that the first page shows."""
    meetings = rows(connection, LATEST, [FEW])
    for meeting in meetings:
        meeting["href"] = address("meeting", meeting["id"])
    councils = rows(connection, COUNCILS)
    members = councillors(connection)
    return {
        "counts": counts_of(connection),
        "span": connection.execute("select min(date), max(date) from meetings where copy_of is null").fetchone(),
        "meetings": meetings,
        "declarations": latest(connection, FEW),
        "measures": returning(connection, FEW),
        "checks": disagreeing(connection, 4),
        "councils": councils,
        "committees": rows(connection, COMMITTEES.format(where="1"))[:14],
        "members": sorted(members[:MANY], key=lambda x: x["name"].split()[-1].casefold()),
        "schools": rows(connection, SCHOOLS, [FEW_SCHOOLS]),
        "more_members": len(members) > MANY,
        "unread": number(connection, "select count(*) from documents where status in ('failed', 'partial')"),
    }


def councillors(connection: sqlite3.Connection) -> list[Row]:
    """Some members by name: those who were linked, or, where nobody was, the names of the attendance blocks."""
    members = rows(connection, MEMBERS, [MANY + 1]) or rows(connection, NAMES, [MANY + 1])
    for x in members:
        x["href"] = person_address(x)
    return members


def counts_of(connection: sqlite3.Connection) -> dict[str, int]:
    """How much there is, without copies of meetings."""
    counts = {"meetings": number(connection, "select count(*) from meetings where copy_of is null")}
    for table in ("minute_items", "attendance", "declarations", "resolutions", "statistics", "documents"):
        counts[table] = number(connection, f"select count(*) from {table}")  # noqa: S608
    return counts


def people_page(connection: sqlite3.Connection, council: str | None) -> dict[str, Any]:
    """Members by council, each with how often they came."""
    where, values = ("c.council_id = ?", [council]) if council else ("1", [])
    return {"members": members_of(connection, where, *values), "councils": rows(connection, COUNCILS), "chosen": council}


def meetings_page(connection: sqlite3.Connection, year: str | None) -> dict[str, Any]:
    """All meetings, a year at a time."""
    years = rows(
        connection,
        "select coalesce(substr(date, 1, 4), 'undated') as year, count(*) as n from meetings where copy_of is null group by 1 order by 1 desc",
    )
    chosen = year or (years[0]["year"] if years else None)
    found: list[Row] = rows(connection, MEETINGS, [chosen])
    for meeting in found:
        meeting["href"] = address("meeting", meeting["id"])
    return {"years": years, "chosen": chosen, "meetings": found}


def missing_page(connection: sqlite3.Connection) -> dict[str, Any]:
    """What was not read and why, names that nobody could be linked to, references that lead nowhere."""
    unresolved = rows(connection, UNRESOLVED, [MAX_MISSING])
    for x in unresolved:
        x["href"] = f"{address('meeting', x['meeting_id'])}#item-{x['sequence']}"
    return {
        "documents": rows(connection, UNREAD, [MAX_MISSING]),
        "kinds": rows(
            connection, "select coalesce(kind, 'other') as kind, count(*) as n from documents where status = 'not-minutes' group by 1 order by 2 desc"
        ),
        "issues": rows(
            connection, "select kind, severity, count(*) as n, count(distinct document_id) as files from issues group by 1, 2 order by 3 desc"
        ),
        "waiting": number(connection, "select count(*) from pages where needs_ocr"),
        "unlinked": rows(connection, UNLINKED, [MAX_MISSING]),
        "people": number(connection, "select count(*) from people"),
        "unresolved": unresolved,
        "references": rows(connection, "select state, count(*) as n from cross_references group by 1 order by 2 desc"),
        "copies": number(connection, "select count(*) from meetings where copy_of is not null"),
        "counts": counts_of(connection),
    }


LATEST = """
    select m.id, m.title, m.date, m.n_items, m.n_resolutions, m.n_declarations, c.name as committee from meetings m
      left join committees c on c.id = m.committee_id where m.copy_of is null order by m.date desc, m.id limit ?"""
MEETINGS = """
    select m.id, m.title, m.date, m.n_items, m.n_resolutions, m.n_declarations, c.name as committee, k.name as council from meetings m
      left join committees c on c.id = m.committee_id left join councils k on k.id = c.council_id
    where m.copy_of is null and coalesce(substr(m.date, 1, 4), 'undated') = ? order by m.date desc, m.id limit 2000"""
COUNCILS = """
    select k.id, k.name, count(m.id) as meetings from councils k left join committees c on c.council_id = k.id
      left join meetings m on m.committee_id = c.id and m.copy_of is null group by k.id order by k.name"""
UNREAD = """
    select filename, status, coalesce(error, error_code, 'not said') as reason, page_count from documents
    where status in ('failed', 'partial') order by status, filename limit ?"""
UNLINKED = """
    select name_as_written, match_method, candidates, k.name as council from person_names n left join councils k on k.id = n.council_id
    where person_id is null order by name_as_written limit ?"""
UNRESOLVED = """
    select x.id, x.as_written, x.state, x.page, i.title, i.sequence, m.id as meeting_id, m.title as meeting_title, m.date from cross_references x
      join minute_items i on i.id = x.item_id join meetings m on m.id = i.meeting_id
    where x.state <> 'resolved' and m.copy_of is null order by m.date desc, x.id limit ?"""
SCHOOLS = """
    select s.id, s.name from (select school_id, count(*) as times from mentions where school_id is not null group by 1 order by 2 desc, 1 limit ?) x
      join schools s on s.id = x.school_id order by s.name"""
MEMBERS = """
    select id as person_id, name from people
    where kind in ('member', 'co-opted-member') and id in (select person_id from attendance) order by id limit ?"""
NAMES = """
    select distinct a.name_as_written as name, a.name_as_written, null as person_id, c.council_id from attendance a
      join meetings m on m.id = a.meeting_id left join committees c on c.id = m.committee_id where a.capacity = 'member' limit ?"""
