"""Words of a page -> rows as the eye sees them, and the columns that rows share. Inside `reading`; works on one page at a time.

Geometry only: what a word says matters in two places, bullets and margin numbers, which stand apart from their line without being a column.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter

from pipeline.records import Page, Word

BULLETS = frozenset("•●○▪■□▫◦‣⁃∙·o§Ø-–—*➢➤►✓✔")
# A number that stands in the margin of its line: '49.', '16/119', '(a)', 'HWB.45', '12.1', 'R2023-196', 'iv)'. The whole word, and short.
MARGIN_NUMBER = re.compile(r"\(?(?:[A-Z]{1,4}[ ./-]?)?\d{1,5}(?:[./-]{1,2}\d{1,5}){0,3}[a-z]?\)?[.):]?|\(?[a-zA-Z][.)]|\(?[ivxIVX]{1,5}[.)]")

GAP = 1.5  # ems: a wider space than this inside a row is a gap between columns, not between words (justified lines stay below)
NEAR_GAP = 0.8  # ems: enough where neighbouring rows have a column at the same place
ALIGNED = 4.0  # points: column starts closer than this are one column


_top, _left = attrgetter("top"), attrgetter("x0")


@dataclass(slots=True)
class Row:
    """Words on one baseline, from left to right. Mutable while a page is being put in order."""

    words: list[Word]
    top: float
    bottom: float
    x0: float = 0.0
    x1: float = 0.0
    size: float = 0.0

    def close(self) -> Row:
        """Sort the words and take the row's own measures from them."""
        words = self.words
        if len(words) == 1:
            word = words[0]
            self.x0, self.x1, self.size, self.top, self.bottom = word.x0, word.x1, word.size, word.top, word.bottom
            return self
        words.sort(key=_left)
        self.x0, self.x1 = words[0].x0, max([w.x1 for w in words])
        self.size = max([w.size for w in words])
        self.top, self.bottom = min([w.top for w in words]), max([w.bottom for w in words])
        return self

    @property
    def text(self) -> str:
        return " ".join(w.text for w in self.words)


@dataclass(slots=True)
class Grid:
    """Rows of cells: a ruled table, or columns without rules. `cells[r][c]` is the list of rows (lines) inside a cell, maybe empty."""

    top: float
    bottom: float
    cells: list[list[list[Row]]] = field(default_factory=list)
    ruled: bool = False


def rows_of(words: list[Word]) -> list[Row]:
    """Gather words into rows by the overlap of their heights; rows from top to bottom."""
    rows: list[Row] = []
    open_rows: list[Row] = []
    for word in sorted(words, key=_top):
        top, bottom = word.top, word.bottom
        height = bottom - top
        best, best_share = None, 0.45
        for row in open_rows:
            low, least = row.bottom, row.bottom - row.top
            if height < least:
                least = height
            shared = ((low if low < bottom else bottom) - top) / least if least > 0 else 0.0
            if shared > best_share:
                best, best_share = row, shared
        if best is None:
            row = Row([word], top, bottom)
            rows.append(row)
            open_rows = [r for r in open_rows if r.bottom > top - 1]
            open_rows.append(row)
            continue
        best.words.append(word)
        if bottom > best.bottom and height < 2.2 * (best.bottom - best.top):
            best.bottom = bottom
    for row in rows:
        row.close()
    rows.sort(key=lambda r: (r.top + r.bottom, r.x0))
    return rows


def segments(row: Row, gap: float = GAP) -> list[Row]:
    """A row cut at its wide gaps. A margin number or a bullet stays with what follows it."""
    words = row.words
    if len(words) < 2:
        return [row]
    parts: list[list[Word]] = [[words[0]]]
    right = words[0].x1
    for word in words[1:]:
        if word.x0 - right > gap * word.size and not _is_lead(parts[-1], len(parts)):
            parts.append([word])
        else:
            parts[-1].append(word)
        if word.x1 > right:
            right = word.x1
    return [row] if len(parts) == 1 else [Row(p, row.top, row.bottom).close() for p in parts]


def _is_lead(part: list[Word], parts: int) -> bool:
    """A bullet, or at the start of a row a number, which belongs to the words on its right however far they stand."""
    if len(part) > 2:
        return False
    text = part[0].text if len(part) == 1 else f"{part[0].text} {part[1].text}"
    return text in BULLETS or (parts == 1 and len(text) <= 14 and MARGIN_NUMBER.fullmatch(text) is not None)


# ---- ruled tables ----------------------------------------------------------------------------------------------------------------------
def ruled_grids(page: Page, words: list[Word]) -> tuple[list[Grid], list[Word]]:
    """Put each word that lies in a cell of a ruled table into it. Returns the grids and the words outside."""
    grids = []
    for table in page.tables:
        inside = [w for w in words if table.x0 <= (w.x0 + w.x1) / 2 <= table.x1 and table.top <= (w.top + w.bottom) / 2 <= table.bottom]
        if not inside:
            continue
        taken: dict[tuple[int, int], list[Word]] = {}
        rest: list[Word] = []
        for word in inside:
            x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
            cell = next((c for c in table.cells if c.x0 <= x <= c.x1 and c.top <= y <= c.bottom), None)
            if cell is None:
                rest.append(word)
            else:
                taken.setdefault((cell.row, cell.column), []).append(word)
        if not taken:
            continue
        out = {id(w) for w in inside} - {id(w) for w in rest}
        words = [w for w in words if id(w) not in out]
        columns = max(c for _, c in taken) + 1
        grid = Grid(table.top, table.bottom, ruled=True)
        for r in sorted({r for r, _ in taken}):
            grid.cells.append([rows_of(taken.get((r, c), [])) for c in range(columns)])
        grids.append(grid)
    return grids, words


# ---- columns without rules -------------------------------------------------------------------------------------------------------------
def column_grids(rows: list[Row], pitch: float) -> list[Row | Grid]:
    """Find runs of rows that share columns; each becomes a grid, the other rows stay as they are.

    A column is a start (or, for amounts, an end) that two rows near each other share after a wide gap; justified prose has no such thing.
    `pitch` is the usual distance in points from line to line.
    """
    cut = [segments(r) for r in rows]
    out: list[Row | Grid] = []
    i, n = 0, len(rows)
    while i < n:
        if len(cut[i]) < 2:
            out.append(rows[i])
            i += 1
            continue
        end, starts = _run_of_columns(rows, cut, i, pitch)
        if end - i < 2:
            out.append(rows[i])
            i += 1
            continue
        out.append(_grid(rows[i:end], starts, pitch))
        i = end
    return out


def _run_of_columns(rows: list[Row], cut: list[list[Row]], first: int, pitch: float) -> tuple[int, list[float]]:
    """The end of the run of rows from `first` that share columns, and where the columns start. The run ends at a row with two columns."""
    starts = [s.x0 for s in cut[first]]
    ends = [s.x1 for s in cut[first]]
    seen = {round(x) for x in starts[1:]}  # where later columns were met, an indent within one included
    hits: Counter[int] = Counter()
    last, end = first, first + 1
    for k in range(first + 1, len(rows)):
        row = rows[k]
        if row.top - rows[k - 1].bottom > 2.2 * pitch or row.words[0].x0 > row.x0:  # a heading whose number stands in the outer margin
            break
        parts = cut[k] if len(cut[k]) > 1 else _split_at(row, starts)
        if len(parts) > 1:
            shared = [j for s in parts[1:] for j in range(1, len(starts)) if abs(s.x0 - starts[j]) < ALIGNED or abs(s.x1 - ends[j]) < ALIGNED / 2]
            if not shared:
                break
            hits.update(shared)
            seen.update(round(s.x0) for s in parts if _column_at(s.x0, starts) > 0)
            for s in parts[1:]:
                if all(abs(s.x0 - x) >= ALIGNED for x in starts) and not any(abs(s.x1 - x) < ALIGNED / 2 for x in ends):
                    starts.append(s.x0)
                    ends.append(s.x1)
            last, end = k, k + 1
        elif _fits_column(row, starts):
            if k - last > 3:
                break
        else:
            break
    # Rows after the last true row belong only where they carry on a later column
    while hits and end < len(rows) and end - last <= 2 and rows[end].top - rows[end - 1].bottom < 0.6 * pitch:
        if not seen.intersection(range(round(rows[end].x0) - 2, round(rows[end].x0) + 3)) or not _fits_column(rows[end], starts):
            break
        end += 1
    return (end if hits else first + 1), sorted(starts)


def _split_at(row: Row, starts: list[float]) -> list[Row]:
    """A row cut where a word begins at a known column after a gap that alone would be too narrow."""
    words, parts = row.words, [[row.words[0]]]
    for before, word in pairwise(words):
        if word.x0 - before.x1 > NEAR_GAP * word.size and any(abs(word.x0 - x) < ALIGNED / 2 for x in starts[1:]):
            parts.append([word])
        else:
            parts[-1].append(word)
    return [row] if len(parts) == 1 else [Row(p, row.top, row.bottom).close() for p in parts]


def _fits_column(row: Row, starts: list[float]) -> bool:
    """A row of one segment that starts at a column and ends before the next one."""
    ordered = sorted(starts)
    column = _column_at(row.x0, ordered)
    if column < 0 or (column == 0 and abs(row.x0 - ordered[0]) > 3 * ALIGNED):
        return False
    return column + 1 == len(ordered) or row.x1 < ordered[column + 1]


def _column_at(x: float, starts: list[float]) -> int:
    """The column in which something at x begins; -1 left of them all."""
    return bisect_left(sorted(starts), x + ALIGNED) - 1


def _grid(rows: list[Row], starts: list[float], pitch: float) -> Grid:
    """Rows of text into rows of cells: lines of one cell set closer than the cells themselves belong together."""
    pieces: list[list[Row]] = []
    for row in rows:
        cells: list[list[Word]] = [[] for _ in starts]
        for segment in segments(row):
            for part in _split_at(segment, starts):
                cells[max(0, _column_at(part.x0, starts))] += part.words
        pieces.append([Row(c, row.top, row.bottom).close() if c else Row([], row.top, row.bottom) for c in cells])
    gaps = [b.top - a.top for a, b in pairwise(rows)]
    tight = min(gaps)
    loose = [g > 1.25 * tight and g > tight + 2 for g in gaps]
    spaced = sum(loose) >= max(1, 0.34 * len(gaps)) and not all(loose)
    # A first column that holds a label for many rows says nothing of where a row begins
    labelled = sum(bool(p[0].words) for p in pieces) <= 0.34 * len(pieces)
    grid = Grid(rows[0].top, rows[-1].bottom)
    for k, cells_of_row in enumerate(pieces):
        apart = k == 0 or (loose[k - 1] if spaced else loose[k - 1] or labelled or bool(cells_of_row[0].words))
        if apart:
            grid.cells.append([[c] if c.words else [] for c in cells_of_row])
        else:
            for column, cell in enumerate(cells_of_row):
                if cell.words:
                    grid.cells[-1][column].append(cell)
    return grid
