"""Figures that return: the list of them, and the page of one with its plot."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from typing import Any

from pipeline.browse.asking import Row, address, evidence, number, row, rows, with_query
from pipeline.browse.plot import plot
from pipeline.browse.words import unit_of

MAX_POINTS = 400


def series_page(connection: sqlite3.Connection, key: str) -> dict[str, Any] | None:
    """A measure that returns: all its figures."""
    known = row(connection, "select * from measures where id = ?", [key])
    if known is None:
        return None
    return page_of(connection, known["words"], rows(connection, OF_MEASURE, [key, MAX_POINTS]))


def told_page(connection: sqlite3.Connection, words: str, unit: str | None) -> dict[str, Any] | None:
    """Figures that are told in the same words, whether or not they are a series."""
    found = rows(connection, TOLD, {"words": words, "unit": unit, "most": MAX_POINTS})
    return page_of(connection, words, found)


def page_of(connection: sqlite3.Connection, words: str, found: list[Row]) -> dict[str, Any] | None:
    """The figures over the meetings, those that they are compared with, and a plot of both."""
    if not found:
        return None
    ids = [figure["id"] for figure in found]
    against = [figure for figure in rows(connection, COMPARED.format(marks=", ".join("?" * len(ids))), ids) if figure["id"] not in set(ids)]
    for figure in [*found, *against]:
        figure["href"] = evidence("figure", figure["id"])
        figure["meeting_href"] = address("meeting", figure["meeting_id"])
        figure["at"] = figure["period_end"] or figure["date"]
    units = sorted({figure["unit"] for figure in found})
    unit = max(units, key=lambda one: sum(figure["unit"] == one for figure in found))
    figures = [figure for figure in found if figure["unit"] == unit]
    return {
        "words": words,
        "units": [(one, with_query("/measure", q=words, unit=one)) for one in units if one != unit],
        "figures": figures,
        "against": against,
        "plot": plot(series_of(figures, against, unit), unit),
    }


def measure_address(figure: Row) -> str:
    """The page of a figure's measure, or of the words that tell it; '' where nothing says what it measures."""
    if figure["measure_id"]:
        return address("measure", figure["measure_id"])
    return with_query("/measure", q=figure["measure"], unit=figure["unit"]) if figure["measure"] else ""


def series_of(figures: list[Row], against: list[Row], unit: str) -> list[tuple[str, list[Row]]]:
    """Lines of the plot: what was measured by council, then what it is compared with."""
    lines: dict[str, list[Row]] = defaultdict(list)
    councils = {figure["council"] for figure in figures}
    for figure in figures:
        is_actual = figure["subject_kind"] in (None, "actual")
        lines[(figure["council"] or "as reported") if is_actual else figure["subject_kind"]].append(figure)
    for figure in against:
        if figure["unit"] == unit:
            name = figure["compared_as"] or figure["measure"] or "compared with"
            lines[name if len(councils) < 2 else f"{name} ({figure['council']})"].append(figure)
    return sorted(((name, line) for name, line in lines.items()), key=lambda pair: -len(pair[1]))


def measures_page(connection: sqlite3.Connection) -> dict[str, Any]:
    """Measures by how many meetings report them."""
    found = returning(connection, 400)
    return {"measures": found, "figures": number(connection, "select count(*) from statistics")}


def returning(connection: sqlite3.Connection, most: int) -> list[Row]:
    """The measures that come back, with their first and last figure."""
    found = rows(connection, RETURNING, [most])
    for x in found:
        x["href"] = address("measure", x["id"])
        x["span"] = f"{unit_of(x['first_value'], x['unit'])} → {unit_of(x['last_value'], x['unit'])}"
    return found


def checks_page(connection: sqlite3.Connection) -> dict[str, Any]:
    """Figures that disagree with each other."""
    return {"checks": disagreeing(connection, 500)}


def disagreeing(connection: sqlite3.Connection, most: int) -> list[Row]:
    """Figures of one item that do not fit together, the latest first, each with the places of the figures that it rests on."""
    found = rows(connection, DISAGREEING, [most])
    for x in found:
        x["href"] = f"{address('meeting', x['meeting_id'])}#item-{x['sequence']}"
        x["figures"] = [evidence("figure", key) for key in re.findall(r"\d+", x["statistic_ids"])[:12]]
    return found


FIGURES = """
    select s.*, m.date, m.title as meeting_title, k.name as council from statistics s join meetings m on m.id = s.meeting_id
      left join committees c on c.id = m.committee_id left join councils k on k.id = c.council_id
    where m.copy_of is null and """
ORDER = " order by coalesce(s.period_end, m.date), m.date, s.start limit "
OF_MEASURE = FIGURES + "s.measure_id = ?" + ORDER + "?"
TOLD = FIGURES + "s.measure = :words collate nocase and (:unit is null or s.unit = :unit)" + ORDER + ":most"
COMPARED = """
    select s.*, a.comparator as compared_as, m.date, m.title as meeting_title, k.name as council
    from statistics a join statistics s on s.id = a.comparator_id
      join meetings m on m.id = s.meeting_id left join committees c on c.id = m.committee_id left join councils k on k.id = c.council_id
    where a.id in ({marks}) group by s.id order by m.date, s.start"""
# min() and max() alone in a group give the other columns of their row, as SQLite promises
RETURNING = """
    with figures as materialized (
      select s.measure_id as id, s.value, s.meeting_id, m.date, coalesce(s.period_end, m.date) as at from statistics s
        join meetings m on m.id = s.meeting_id where s.measure_id is not null and m.copy_of is null),
    counted as (select id, count(distinct meeting_id) as meetings, count(*) as count, min(date) as first, max(date) as last from figures group by id),
    earliest as (select id, min(at), value from figures group by id), latest as (select id, max(at), value from figures group by id)
    select g.id, g.words as measure, g.unit, g.subject_kind, n.meetings, n.first, n.last, a.value as first_value, z.value as last_value
    from counted n join measures g on g.id = n.id join earliest a on a.id = n.id join latest z on z.id = n.id
    where n.meetings > 1 order by n.meetings desc, n.count desc, g.words limit ?"""
DISAGREEING = """
    select k.*, i.number, i.title, i.sequence, m.id as meeting_id, m.title as meeting_title, m.date
    from statistic_checks k join minute_items i on i.id = k.item_id join meetings m on m.id = i.meeting_id
    where k.verdict = 'disagrees' and m.copy_of is null order by m.date desc, k.id limit ?"""
