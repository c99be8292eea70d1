"""The list of interests declared, by member, kind, council, date and what they did."""

from __future__ import annotations

import sqlite3
from typing import Any, NamedTuple

from pipeline.browse.asking import Row, evidence, person_address, rows, with_query
from pipeline.browse.facts import item_address
from pipeline.browse.words import DID, INTERESTS

PAGE = 50


class Filters(NamedTuple):
    """What is asked for; None asks for all."""

    member: str | None = None
    kind: str | None = None
    council: str | None = None
    did: str | None = None
    since: str | None = None
    until: str | None = None
    about: str | None = None
    page: int = 1


def declarations_page(connection: sqlite3.Connection, filters: Filters) -> dict[str, Any]:
    """A page of the list, and what it can be narrowed to."""
    values = filters._asdict() | {"most": PAGE + 1, "skip": (filters.page - 1) * PAGE}
    found = rows(connection, LIST, values)
    for x in found:
        x["said"], x["did"] = INTERESTS.get(x["interest_kind"], x["interest_kind"]), DID.get(x["participation"], x["participation"])
        x["href"], x["who"] = evidence("declaration", x["id"]), person_address(x)
        x["about_href"] = item_address(x["about_meeting"], x["about_sequence"]) if x["about_meeting"] else ""
    given = {name: value for name, value in filters._asdict().items() if name != "page"}
    return {
        "filters": filters,
        "found": found[:PAGE],
        "total": number_of(connection, values),
        "next": with_query("/declarations", **given, page=filters.page + 1) if len(found) > PAGE else "",
        "previous": with_query("/declarations", **given, page=filters.page - 1) if filters.page > 1 else "",
        "kinds": [(x["interest_kind"], INTERESTS.get(x["interest_kind"], x["interest_kind"]), x["n"]) for x in rows(connection, KINDS)],
        "dids": [(x["participation"], DID.get(x["participation"], x["participation"]), x["n"]) for x in rows(connection, DIDS)],
        "councils": rows(connection, COUNCILS),
        "csv": with_query("/minutes/who-declared-interests.csv", member=filters.member or "", since=filters.since or "", _size="max"),
    }


def number_of(connection: sqlite3.Connection, values: dict[str, Any]) -> int:
    return int(connection.execute(f"select count(*) from ({LIST})", values | {"most": -1, "skip": 0}).fetchone()[0])  # noqa: S608


def latest(connection: sqlite3.Connection, most: int) -> list[Row]:
    """The latest declarations."""
    found = rows(connection, LATEST, [most])
    for x in found:
        x["said"], x["href"], x["who"] = INTERESTS.get(x["interest_kind"], x["interest_kind"]), evidence("declaration", x["id"]), person_address(x)
    return found


FROM = """
    from declarations d join meetings m on m.id = d.meeting_id left join committees c on c.id = m.committee_id
      left join councils k on k.id = c.council_id left join minute_items about on about.id = d.about_item_id left join people p on p.id = d.person_id
    where m.copy_of is null"""
COLUMNS = """
    select d.id, d.name_as_written, d.person_id, d.interest_kind, d.about_number, d.about_as_written, d.nature, d.participation, d.quote, d.page,
      m.id as meeting_id, m.date, m.title as meeting_title, c.name as committee, c.council_id, k.name as council, about.title as about_title,
      about.meeting_id as about_meeting, about.sequence as about_sequence"""
LIST = (
    COLUMNS
    + FROM
    + """ and (:member is null or instr(lower(d.name_as_written || ' ' || coalesce(p.name, '')), lower(:member)))
      and (:kind is null or d.interest_kind = :kind) and (:did is null or d.participation = :did)
      and (:council is null or c.council_id = :council) and (:since is null or m.date >= :since) and (:until is null or m.date <= :until || '~')
      and (:about is null or instr(lower(coalesce(about.title, '') || ' ' || d.quote), lower(:about)))
    order by m.date desc, m.id, d.id limit :most offset :skip"""
)
LATEST = COLUMNS + FROM + " order by m.date desc, m.id, d.id limit ?"
KINDS = "select interest_kind, count(*) as n from declarations group by 1 order by 2 desc"
DIDS = "select participation, count(*) as n from declarations group by 1 order by 2 desc"
COUNCILS = """
    select distinct k.id, k.name from declarations d join meetings m on m.id = d.meeting_id join committees c on c.id = m.committee_id
      join councils k on k.id = c.council_id order by k.name"""
