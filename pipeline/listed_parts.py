"""Totals and their parts where the layout shows them: a list under a heading that gives its total, a column above its total."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from typing import NamedTuple

from pipeline.records import Document, Line, Statistic

_TOTAL = re.compile(r"\btotal\b", re.IGNORECASE)
_TOTAL_ROW = re.compile(
    r"^\W{0,3}(?:grand\s|overall\s)?totals?\b(?:\s?[:–-])?(?:\s(?:payments|expenditure|cheques|income|amount|all))?", re.IGNORECASE
)
_SUBTOTAL = re.compile(
    r"\bsub[-\s]?total|\bbrought\sforward|\bcarried\sforward|\bb/f\b|\bc/f\b|\bbalance\b|\bof\swhich\b|\bless\b|\bnet\b|\bgross\b|\baverage\b",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^\s{0,3}[•●▪◦○■➢❖*\uf0b7\uf0a7\uf0d8–—-]\s")
MOST_PARTS = 60


class Total(NamedTuple):
    """The place of a total in the list of figures, and those of its parts."""

    total: int
    parts: list[int]
    whole: bool = True  # no part can be missing: False for a table without heads, above which more may stand


def listed_totals(document: Document, statistics: list[Statistic]) -> list[Total]:
    """'Special schools (total capacity 345)' above a bulleted list in which each point has one number of places."""
    starts = [line.start for line in document.lines]
    by_line: dict[int, list[int]] = defaultdict(list)
    for k, statistic in enumerate(statistics):
        if statistic.table < 0:
            by_line[bisect_right(starts, statistic.start) - 1].append(k)
    found = []
    for at, figures in by_line.items():
        line = document.lines[at]
        text = document.text[line.start : line.end]
        if len(figures) != 1 or not _TOTAL.search(text) or len(text) > 100 or _BULLET.match(text) or text.rstrip().endswith("."):
            continue
        parts = _points_below(document, at, by_line, statistics)
        if parts and statistics[figures[0]].item == statistics[parts[0]].item:
            found.append(Total(figures[0], parts))
    return found


def _points_below(document: Document, at: int, by_line: dict[int, list[int]], statistics: list[Statistic]) -> list[int]:
    """The first number of places of each point of the list; none where a point has none or the list is not of places."""
    parts: list[int] = []
    points: list[list[int]] = []
    last: Line | None = None
    for k in range(at + 1, min(at + 1 + MOST_PARTS, len(document.lines))):
        line = document.lines[k]
        text = document.text[line.start : line.end]
        if _BULLET.match(text):
            points.append([])
        elif last is None or line.block != last.block:
            break
        if points:
            points[-1] += [i for i in by_line.get(k, []) if statistics[i].unit == "places"]
        last = line
    for point in points:
        if not point:
            return []
        parts.append(point[0])
    return parts if len(parts) >= 2 else []


def table_totals(statistics: list[Statistic]) -> list[Total]:
    """A row headed 'Total' below a column that has a figure in every row."""
    tables: dict[int, dict[tuple[int, int], int]] = defaultdict(dict)
    for k, statistic in enumerate(statistics):
        if statistic.table >= 0:
            tables[statistic.table][(statistic.row, statistic.column)] = k
    found = []
    for number, cells in tables.items():
        rows = sorted({row for row, _ in cells})
        if len(rows) < 3 or (
            number - 1 in tables and statistics[next(iter(tables[number - 1].values()))].item == statistics[next(iter(cells.values()))].item
        ):
            continue  # a table that another one comes before may go on from it
        heads = {row: statistics[next(k for (r, _), k in cells.items() if r == row)].sentence for row in rows}
        totals = [row for row in rows if _TOTAL_ROW.match(heads[row])]
        if totals != [rows[-1]] or any(_SUBTOTAL.search(heads[row]) for row in rows) or rows != list(range(rows[0], rows[-1] + 1)):
            continue
        for column in sorted({c for _, c in cells}):
            column_cells = [cells.get((row, column)) for row in rows]
            if all(k is not None for k in column_cells):
                *parts, total = [k for k in column_cells if k is not None]
                found.append(Total(total, parts, whole=statistics[total].population is not None))
    return found
