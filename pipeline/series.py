"""A measure through the years, for people and programs: its figures in order, what they are compared with, and a small plot."""

from __future__ import annotations

import sqlite3
from itertools import groupby
from typing import NamedTuple

from pipeline.measures import stems_of
from pipeline.numerals import written
from pipeline.shown import Cell, line


class Told(NamedTuple):
    """One figure of a series."""

    measure: str
    unit: str
    date: str
    period: str | None
    value: float
    value_high: float | None
    as_written: str
    comparator: str | None
    comparator_value: float | None
    council: str | None
    committee: str | None
    file: str
    page: int
    ref: str  # what `show` takes
    series: str | None  # None for a figure that stands alone


FIGURES = """
    select coalesce(g.words, trim(s.measure || ', ' || coalesce(s.population, ''), ', ')), s.unit, m.date, s.period_as_written, s.value, s.value_high,
      s.as_written, s.comparator, v.value, k.name, c.name, d.filename, s.page, m.id || '#' || coalesce(i.number, i.sequence), s.measure_id,
      coalesce(s.measure, '') || ' ' || coalesce(s.population, '')
    from statistics s join meetings m on m.id = s.meeting_id join documents d on d.id = m.document_id join minute_items i on i.id = s.item_id
      left join measures g on g.id = s.measure_id left join statistics v on v.id = s.comparator_id
      left join committees c on c.id = m.committee_id left join councils k on k.id = c.council_id
    where m.copy_of is null order by s.measure_id is null, s.measure_id, coalesce(s.period_end, m.date), m.date, s.id"""
WIDEST = 30  # characters of a bar
UNITS = {"percent": " %", "GBP": "", "count": "", "ratio": "", "other": "", "places": " places"}


def figures_with(connection: sqlite3.Connection, words: str) -> list[Told]:
    """The figures of every series that all the words name; else of those one of whose figures is told in them; else single figures that are."""
    wanted = stems_of(words) or frozenset({words.lower()})
    rows = connection.execute(FIGURES).fetchall()
    hits = [row for row in rows if row[-2] is not None and wanted <= stems_of(row[0])]
    if not hits:
        hits = [row for row in rows if wanted <= stems_of(f"{row[0]} {row[-1]}")]
    series = {row[-2] for row in hits if row[-2] is not None}
    return [Told(*row[:-1]) for row in rows if row[-2] in series] if series else [Told(*row[:-1]) for row in hits]


def lines_of(figures: list[Told]) -> list[str]:
    """Each series under its words, a line and a bar a figure."""
    if not figures:
        return ["No figure is told in all these words."]
    lines: list[str] = []
    for series, group in groupby(figures, key=lambda f: f.series or ""):
        members = list(group)
        first = members[0]
        lines += ([] if not lines else [""]) + [line(f"{first.measure} ({first.unit})" if series else "Figures that stand alone"), ""]
        lines += _table(members, bars=bool(series))
    return lines


def _table(members: list[Told], bars: bool) -> list[str]:
    most = max(abs(f.value) for f in members) or 1.0
    cells = []
    for f in members:
        bar = "█" * max(1, round(WIDEST * abs(f.value) / most)) if f.value else ""
        against = f"{f.comparator} {amount(f.comparator_value, f.unit)}" if f.comparator and f.comparator_value is not None else f.comparator or ""
        told = bar if bars else line(f.measure, 60)
        cells.append([f.date, line(f.period or "", 30), shown_value(f), told, line(against, 40), f"{line(f.file, 50)}, page {f.page}"])
    widths = [max(len(row[k]) for row in cells) for k in range(len(cells[0]))]
    return [
        "  " + "  ".join(c.rjust(w) if k == 2 else c.ljust(w) for k, (c, w) in enumerate(zip(row, widths, strict=True))).rstrip() for row in cells
    ]


def shown_value(figure: Told) -> str:
    """A figure as it is shown, with both ends where it is a range."""
    low = amount(figure.value, figure.unit)
    return f"{low} to {amount(figure.value_high, figure.unit)}" if figure.value_high is not None else low


def amount(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    return f"£{written(value)}" if unit == "GBP" else f"{written(value)}{UNITS.get(unit, f' {unit}')}"


def rows_of(figures: list[Told]) -> tuple[list[str], list[list[Cell]]]:
    """For programs: a row a figure."""
    return list(Told._fields), [list(figure) for figure in figures]
