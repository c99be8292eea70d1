"""The pages of a council, a committee, a school, a service and an organisation: where the minutes name it, what was said of it, what was decided."""

from __future__ import annotations

import sqlite3
from typing import Any

from pipeline.browse.asking import Row, address, evidence, row, rows, with_query
from pipeline.browse.facts import item_address
from pipeline.browse.measure import measure_address
from pipeline.browse.person import declaration

MAX_LISTED = 200
TABLES = {"school": ("schools", "school_id"), "service": ("services", "service_id"), "organisation": ("organisations", "organisation_id")}


def named_page(connection: sqlite3.Connection, kind: str, key: str) -> dict[str, Any] | None:
    """A school, a service or an organisation: the items that name it, figures of it, interests declared in those items or for its sake."""
    table, column = TABLES[kind]
    if not key.isdecimal() or len(key) > 18:
        return None
    thing = row(connection, f"select * from {table} where id = ?", [int(key)])  # noqa: S608
    if thing is None:
        return None
    items = rows(connection, ITEMS.format(column=column), [thing["id"], MAX_LISTED])
    for item in items:
        item["href"] = item_address(item["meeting_id"], item["sequence"])
    has_figures = column in ("school_id", "service_id")
    figures = rows(connection, FIGURES.format(column=column), [thing["id"], MAX_LISTED]) if has_figures else []
    for figure in figures:
        figure["href"] = evidence("figure", figure["id"])
        figure["measure_href"] = measure_address(figure)
    declared = [
        declaration(x) for x in rows(connection, DECLARED.format(column=column), {"key": thing["id"], "name": thing["name"], "most": MAX_LISTED})
    ]
    decided = rows(connection, DECIDED.format(column=column), [thing["id"], MAX_LISTED])
    for x in decided:
        x["href"] = evidence("resolution", x["id"])
    return {"kind": kind, "thing": thing, "items": items, "figures": figures, "declared": declared, "decided": decided}


def committee_page(connection: sqlite3.Connection, key: str) -> dict[str, Any] | None:
    """A committee: its meetings by year, who sat on it, its interests."""
    committee = row(connection, "select c.*, k.name as council from committees c left join councils k on k.id = c.council_id where c.id = ?", [key])
    if committee is None:
        return None
    meetings = rows(connection, MEETINGS, [key])
    years: dict[str, list[Row]] = {}
    for meeting in meetings:
        meeting["href"] = address("meeting", meeting["id"])
        years.setdefault((meeting["date"] or "undated")[:4], []).append(meeting)
    return {"committee": committee, "years": years, "count": len(meetings), "members": members_of(connection, "c.id = ?", key)}


def council_page(connection: sqlite3.Connection, key: str) -> dict[str, Any] | None:
    """A council: its committees and its members."""
    council = row(connection, "select * from councils where id = ?", [key])
    if council is None:
        return None
    committees = rows(connection, COMMITTEES.format(where="c.council_id = ?"), [key])
    return {"council": council, "committees": committees, "members": members_of(connection, "c.council_id = ?", key)}


def members_of(connection: sqlite3.Connection, where: str, *values: object) -> list[Row]:
    """The members named in attendance blocks, each with how often they came and what they declared."""
    found = rows(connection, MEMBERS.format(where=where), values)
    for x in found:
        x["href"] = address("person", x["person_id"]) if x["person_id"] else with_query("/name", name=x["name"], council=x["council_id"])
    return found


ITEMS = """
    select i.id, i.number, i.title, i.sequence, m.id as meeting_id, m.title as meeting_title, m.date, count(*) as times from mentions x
      join minute_items i on i.id = x.item_id join meetings m on m.id = x.meeting_id
    where x.{column} = ? and m.copy_of is null group by i.id order by m.date desc, i.sequence limit ?"""
FIGURES = """
    select s.id, s.as_written, s.measure, s.measure_id, s.unit, s.sentence, s.page, m.date, m.title as meeting_title from statistics s
      join meetings m on m.id = s.meeting_id where s.{column} = ? and m.copy_of is null order by m.date desc, s.id limit ?"""
DECLARED = """
    select d.*, m.date, m.title as meeting_title, c.name as committee, about.title as about_title from declarations d
      join meetings m on m.id = d.meeting_id left join committees c on c.id = m.committee_id
      left join minute_items about on about.id = d.about_item_id
    where m.copy_of is null and (instr(lower(d.quote || ' ' || coalesce(about.title, '')), lower(:name)) or d.id in (
      select y.id from mentions x join declarations y on y.meeting_id = x.meeting_id and x.start < y."end" and x."end" > y.start
      where x.{column} = :key))
    order by m.date desc, d.id limit :most"""
DECIDED = """
    select distinct r.id, r.text, r.page, m.date, m.title as meeting_title from mentions x join resolutions r on r.meeting_id = x.meeting_id
      and x.start < r."end" and x."end" > r.start join meetings m on m.id = r.meeting_id
    where x.{column} = ? and m.copy_of is null order by m.date desc, r.id limit ?"""
MEETINGS = """
    select id, title, date, n_items, n_resolutions, n_declarations, n_present, copy_of from meetings
    where committee_id = ? and copy_of is null order by date desc, sequence"""
COMMITTEES = """
    select c.id, c.name, count(m.id) as meetings, min(m.date) as first, max(m.date) as last from committees c
      left join meetings m on m.committee_id = c.id and m.copy_of is null
    where {where} group by c.id order by meetings desc, c.name"""
MEMBERS = """
    select coalesce(p.name, a.name_as_written) as name, a.person_id, c.council_id, count(distinct a.meeting_id) as listed,
      count(distinct case when a.status in ('present', 'in-attendance') then a.meeting_id end) as present,
      count(distinct case when a.status = 'apologies' then a.meeting_id end) as apologies, min(m.date) as first, max(m.date) as last
    from meetings m join committees c on c.id = m.committee_id join attendance a on a.meeting_id = m.id left join people p on p.id = a.person_id
    where {where} and m.copy_of is null and a.capacity in ('member', 'co-opted-member', 'substitute')
    group by coalesce(cast(a.person_id as text), a.name_as_written || ' ' || coalesce(c.council_id, '')) order by listed desc, name limit 600"""
