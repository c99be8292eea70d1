"""Ruled tables: pdfplumber's table finder on the lines that PDFium told, without pdfplumber's reading of the page (which takes twenty times as long).

The finder looks for points where level and upright lines meet, for the smallest cells whose corners are such points and whose sides are drawn, and
for cells that share corners. It is asked only where lines cross, and given few lines: pieces of a line, and lines drawn double, are made one before.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any, Literal, NamedTuple

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells

from pipeline import limits
from pipeline.records import Cell, Rule, Table, Word

_SNAP = 3.0  # points: lines nearer than this are one line, drawn double or in pieces
_SAME = 1.5  # points: pieces of one line stand no further apart
_SHORTEST = 6.0  # points: the side of the smallest cell that holds a letter

_LINE_HEIGHT = 2.0  # of the font size: how far from the nearest line a row stands that no line closes

Line = tuple[float, float, float]  # where it stands (the y of a level line, the x of an upright one), from where and to where it runs
Bounds = tuple[float, float, float, float]  # x0, top, x1, bottom


class Grid(NamedTuple):
    """A table without upright lines: where it begins and ends, and the left end, the inner limits and the right end of its columns."""

    top: float
    bottom: float
    breaks: list[float]


def find_tables(rules: list[Rule], words: list[Word]) -> list[Table]:
    """The ruled tables of a page, from top to bottom."""
    level = [((r.top + r.bottom) / 2, r.x0, r.x1) for r in rules if r.bottom - r.top <= r.x1 - r.x0]
    upright = [((r.x0 + r.x1) / 2, r.top, r.bottom) for r in rules if r.bottom - r.top > r.x1 - r.x0]
    if len(level) < 2:
        return []
    for grid in _open_grids(level, upright, words):
        upright += [(x, grid.top, grid.bottom) for x in grid.breaks]
        level += [(y, grid.breaks[0], grid.breaks[-1]) for y in (grid.top, grid.bottom)]
    if len(upright) < 3:
        return []
    upright, level = _joined(upright), _joined(level)
    if len(upright) + len(level) > limits.MAX_EDGES_A_PAGE:
        return []
    upright = [line for line in upright if _meets(line, level) > 1]
    level = [line for line in level if _meets(line, upright) > 1]
    if len(upright) < 3 or len(level) < 2:
        return []
    edges = [_edge("v", x, top, x, bottom) for x, top, bottom in upright] + [_edge("h", x0, y, x1, y) for y, x0, x1 in level]
    crossings = edges_to_intersections(edges, _SNAP, _SNAP)
    if len(crossings) > limits.MAX_CROSSINGS_A_PAGE:
        return []
    tables = [_table(cells) for cells in cells_to_tables(intersections_to_cells(crossings))]
    return [table for table in tables if max(cell.column for cell in table.cells) > 0]


def _open_grids(level: list[Line], upright: list[Line], words: list[Word]) -> list[Grid]:
    """Tables drawn with level lines only: a line and the next below it are drawn in pieces that break at the same places, which are the columns.

    Not where an upright line is drawn between the two or ends at one (they belong to two tables), nor where a word stands across a break.
    """
    rows: list[list[Line]] = []
    for line in sorted(line for line in level if line[2] - line[1] >= _SHORTEST):
        if rows and line[0] - rows[-1][0][0] < _SAME:
            rows[-1].append(line)
        else:
            rows.append([line])
    grids: list[Grid] = []
    lines = [Grid(row[0][0], row[0][0], _breaks(row)) for row in rows if len(row) > 1]
    for above, below in pairwise(lines):
        breaks = above.breaks
        if not breaks or len(breaks) != len(below.breaks) or any(abs(a - b) > _SNAP for a, b in zip(breaks, below.breaks, strict=True)):
            continue
        if any(top < below.top + _SNAP and bottom > above.top - _SNAP and breaks[0] - _SNAP <= x <= breaks[-1] + _SNAP for x, top, bottom in upright):
            continue
        if _stand_across(_between(words, above.top, below.top), breaks):
            continue
        if grids and grids[-1].bottom == above.top:
            grids[-1] = grids[-1]._replace(bottom=below.top)
        else:
            grids.append(Grid(above.top, below.top, breaks))
    return [_with_outer_rows(grid, words) for grid in grids]


def _with_outer_rows(grid: Grid, words: list[Word]) -> Grid:
    """The table with its first and last rows where no line closes them: words as near as a line's height that begin where the words inside begin."""
    inside = [w for w in _between(words, grid.top, grid.bottom) if grid.breaks[0] - _SNAP <= w.x0 <= grid.breaks[-1]]
    if not inside:
        return grid
    left, height = min(w.x0 for w in inside), _LINE_HEIGHT * max(w.size for w in inside)
    found = [grid.top, grid.bottom]
    for start, end in ((grid.top - height, grid.top), (grid.bottom, grid.bottom + height)):
        row = [w for w in _between(words, start, end) if grid.breaks[0] - _SNAP <= w.x0 <= grid.breaks[-1]]
        columns = {sum(w.x0 >= x - 1 for x in grid.breaks) for w in row}
        if len(columns) > 1 and abs(min(w.x0 for w in row) - left) < _SNAP and not _stand_across(row, grid.breaks):
            found += [min(w.top for w in row) - 1, max(w.bottom for w in row) + 1]
    return grid._replace(top=min(found), bottom=max(found))


def _between(words: list[Word], top: float, bottom: float) -> list[Word]:
    return [word for word in words if top < (word.top + word.bottom) / 2 < bottom]


def _stand_across(words: list[Word], breaks: list[float]) -> bool:
    return any(word.x0 < x - 1 and word.x1 > x + 1 for word in words for x in breaks[1:-1])


def _breaks(row: list[Line]) -> list[float]:
    """Where the pieces of a line begin and end; nothing where they are not one line."""
    pieces = sorted(row, key=lambda line: line[1])
    if any(abs(b[1] - a[2]) > _SNAP for a, b in pairwise(pieces)):
        return []
    return [pieces[0][1], *((a[2] + b[1]) / 2 for a, b in pairwise(pieces)), pieces[-1][2]]


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
