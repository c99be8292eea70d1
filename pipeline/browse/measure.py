"""Figures that return: the list of them, and the page of one with its plot."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from typing import Any

from pipeline.browse.asking import Row, address, evidence, number, rows, with_query
from pipeline.browse.plot import plot
from pipeline.browse.words import unit_of

MAX_POINTS = 400
MAX_SERIES = 60


def measure_page(connection: sqlite3.Connection, words: str, unit: str | None) -> dict[str, Any] | None:
    """One measure over the meetings: its figures, those that they are compared with, and a plot of both."""
    found = rows(connection, FIGURES, {"words": words, "unit": unit, "most": MAX_POINTS})
    if not found:
        return None
    ids = [figure["id"] for figure in found]
    against = rows(connection, COMPARED.format(marks=", ".join("?" * len(ids))), ids)
    known = set(ids)
    against = [figure for figure in against if figure["id"] not in known]
    for figure in [*found, *against]:
        figure["href"] = evidence("figure", figure["id"])
        figure["meeting_href"] = address("meeting", figure["meeting_id"])
        figure["at"] = figure["period_end"] or figure["date"]
    units = sorted({figure["unit"] for figure in found})
    chosen = unit or max(units, key=lambda one: sum(figure["unit"] == one for figure in found))
    return {
        "words": words,
        "unit": chosen,
        "units": [(one, with_query("/measure", q=words, unit=one)) for one in units if one != chosen],
        "figures": [figure for figure in found if figure["unit"] == chosen],
        "against": against,
        "plot": plot(series_of([figure for figure in found if figure["unit"] == chosen], against, chosen), chosen),
    }


def series_of(figures: list[Row], against: list[Row], unit: str) -> list[tuple[str, list[Row]]]:
    """Lines of the plot: what was measured by council, then what it is compared with."""
    lines: dict[str, list[Row]] = defaultdict(list)
    councils = {figure["council"] for figure in figures}
    for figure in figures:
        name = (
            figure["comparator"] or (figure["council"] or "as reported")
            if not figure["subject_kind"] or figure["subject_kind"] == "actual"
            else figure["subject_kind"]
        )
        lines[f"{name}"].append(figure)
    for figure in against:
        if figure["unit"] == unit:
            name = figure["comparator"] or figure["measure"] or "compared with"
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
        x["href"] = with_query("/measure", q=x["measure"], unit=x["unit"])
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
    where s.measure = :words collate nocase and (:unit is null or s.unit = :unit) and m.copy_of is null order by m.date, s.start limit :most"""
COMPARED = """
    select s.*, m.date, m.title as meeting_title, k.name as council from statistics a join statistics s on s.id = a.comparator_id
      join meetings m on m.id = s.meeting_id left join committees c on c.id = m.committee_id left join councils k on k.id = c.council_id
    where a.id in ({marks}) group by s.id order by m.date, s.start"""
RETURNING = """
    with figures as (
      select s.measure, s.unit, s.value, s.meeting_id, m.date from statistics s join meetings m on m.id = s.meeting_id
      where s.measure is not null and m.copy_of is null and coalesce(s.subject_kind, 'actual') = 'actual')
    select measure, unit, count(*) as count, count(distinct meeting_id) as meetings, min(date) as first, max(date) as last,
      (select value from figures f where f.measure = g.measure and f.unit = g.unit order by date limit 1) as first_value,
      (select value from figures f where f.measure = g.measure and f.unit = g.unit order by date desc limit 1) as last_value
    from figures g group by measure, unit having count(distinct meeting_id) > 1 order by meetings desc, count desc, measure limit ?"""
DISAGREEING = """
    select k.*, i.number, i.title, i.sequence, m.id as meeting_id, m.title as meeting_title, m.date
    from statistic_checks k join minute_items i on i.id = k.item_id join meetings m on m.id = i.meeting_id
    where k.verdict = 'disagrees' and m.copy_of is null order by m.date desc, k.id limit ?"""
