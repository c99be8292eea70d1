"""Ruled tables: pdfplumber's table finder on the lines that PDFium told, without pdfplumber's reading of the page (which takes twenty times as long).

The finder looks for points where level and upright lines meet, for the smallest cells whose corners are such points and whose sides are drawn, and
for cells that share corners. It is asked only where lines cross, and given few lines: pieces of a line, and lines drawn double, are made one before.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells

from pipeline import limits
from pipeline.records import Cell, Rule, Table

_SNAP = 3.0  # points: lines nearer than this are one line, drawn double or in pieces
_SHORTEST = 6.0  # points: the side of the smallest cell that holds a letter

Line = tuple[float, float, float]  # where it stands (the y of a level line, the x of an upright one), from where and to where it runs
Bounds = tuple[float, float, float, float]  # x0, top, x1, bottom


def find_tables(rules: list[Rule], shades: list[Rule]) -> list[Table]:
    """The ruled tables of a page, from its lines and the sides of its shaded boxes, from top to bottom."""
    if not any(r.bottom - r.top > r.x1 - r.x0 for r in rules) and not shades:
        return []
    drawn = [*rules, *shades]
    upright = _joined(((r.x0 + r.x1) / 2, r.top, r.bottom) for r in drawn if r.bottom - r.top > r.x1 - r.x0)
    level = _joined(((r.top + r.bottom) / 2, r.x0, r.x1) for r in drawn if r.bottom - r.top <= r.x1 - r.x0)
    upright = [line for line in upright if _meets(line, level) > 1]
    level = [line for line in level if _meets(line, upright) > 1]
    if len(upright) < 3 or len(level) < 2 or len(upright) + len(level) > limits.MAX_EDGES_A_PAGE:
        return []
    edges = [_edge("v", x, top, x, bottom) for x, top, bottom in upright] + [_edge("h", x0, y, x1, y) for y, x0, x1 in level]
    crossings = edges_to_intersections(edges, _SNAP, _SNAP)
    if len(crossings) > limits.MAX_CROSSINGS_A_PAGE:
        return []
    tables = [_table(cells) for cells in cells_to_tables(intersections_to_cells(crossings))]
    return [table for table in tables if max(cell.column for cell in table.cells) > 0]


def _joined(lines: Iterable[Line]) -> list[Line]:
    """The lines, those that stand together made one where they touch or overlap."""
    rows: list[list[Line]] = []
    for line in sorted(lines):
        if rows and line[0] - rows[-1][-1][0] < _SNAP:
            rows[-1].append(line)
        else:
            rows.append([line])
    found: list[Line] = []
    for row in rows:
        place = sum(line[0] for line in row) / len(row)
        start, end = None, 0.0
        for _, a, b in sorted(row, key=lambda line: line[1:]):
            if start is None:
                start, end = a, b
            elif a <= end + _SNAP:
                end = max(end, b)
            else:
                found.append((place, start, end))
                start, end = a, b
        if start is not None:
            found.append((place, start, end))
    return [line for line in found if line[2] - line[1] >= _SHORTEST]


def _meets(line: Line, across: list[Line]) -> int:
    place, start, end = line
    return sum(start - _SNAP <= at <= end + _SNAP and a - _SNAP <= place <= b + _SNAP for at, a, b in across)


def _edge(orientation: Literal["h", "v"], x0: float, top: float, x1: float, bottom: float) -> dict[str, Any]:
    """A line as pdfplumber knows them."""
    return {"orientation": orientation, "x0": x0, "top": top, "x1": x1, "bottom": bottom}


def _table(boxes: list[Bounds]) -> Table:
    """Cells numbered by the rows and columns in which they begin."""
    rows, columns = _ranks(box[1] for box in boxes), _ranks(box[0] for box in boxes)
    cells = sorted((Cell(rows[top], columns[x0], x0, top, x1, bottom) for x0, top, x1, bottom in boxes), key=lambda cell: (cell.row, cell.column))
    return Table(min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes), cells)


def _ranks(places: Iterable[float]) -> dict[float, int]:
    return {place: rank for rank, place in enumerate(sorted(set(places)))}
