"""Minute numbers printed at the right of their headings, in the margin or at the end of the row: put before what they number. Inside `reading`."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from pipeline.rows import ALIGNED, GAP, MARGIN_NUMBER, Row

# '41', '41.', '16/119', 'PC.41', '2019/114': whole numbers only, so that no column of money or percentages is taken for it
_NUMBER = re.compile(r"\(?(?:[A-Z]{1,5}[ ./-]?)?\d{1,5}(?:[/-]\d{1,5}){0,3}\)?[.:]?")
_INTEGER = re.compile(r"\d+")
LEAST = 3  # numbers that run on, before they are believed
NEAR = 1.6  # row heights between a number that stands alone and the row that it numbers


class _Found(NamedTuple):
    page: int  # place of the page among all
    row: int  # place of the row on it
    values: tuple[int, ...]
    x0: float
    x1: float


def lead_with_outer_numbers(bodies: list[list[Row]]) -> list[list[Row]]:
    """The rows, in which a minute number at the right end stands first, as a reader takes it.

    Such numbers share an edge, run on by one, and have other text between them; a list of pages or of amounts does not.
    """
    found = [_at_end(page, number, rows) for page, rows in enumerate(bodies) for number in range(len(rows))]
    numbers = _column([f for f in found if f is not None])
    if len(numbers) < LEAST:
        return bodies
    steps = [_runs_on(a, b) for a, b in pairwise(numbers)]
    apart = [b.page != a.page or b.row - a.row > 1 for a, b in pairwise(numbers)]
    if sum(steps) < max(LEAST - 1, 0.8 * len(steps)) or 2 * sum(apart) < len(apart):
        return bodies
    of_page: dict[int, set[int]] = {}
    for f in numbers:
        of_page.setdefault(f.page, set()).add(f.row)
    return [_with_numbers_first(rows, of_page[page]) if page in of_page else rows for page, rows in enumerate(bodies)]


def _at_end(page: int, place: int, rows: list[Row]) -> _Found | None:
    """The number at the right end of a row, after a wide gap or alone; a row that begins with a number has one already."""
    words = rows[place].words
    number = words[-1]
    if not _NUMBER.fullmatch(number.text):
        return None
    if len(words) > 1 and (number.x0 - words[-2].x1 <= GAP * number.size or MARGIN_NUMBER.fullmatch(words[0].text)):
        return None
    return _Found(page, place, tuple(int(v) for v in _INTEGER.findall(number.text)), number.x0, number.x1)


def _column(found: list[_Found]) -> list[_Found]:
    """Those that share the edge, left or right, that most of them share."""
    edges = Counter((side, round(x / ALIGNED)) for f in found for side, x in (("left", f.x0), ("right", f.x1)))
    if not edges:
        return []
    (side, edge), _ = edges.most_common(1)[0]
    return [f for f in found if abs((f.x0 if side == "left" else f.x1) / ALIGNED - edge) <= 1]


def _runs_on(before: _Found, after: _Found) -> bool:
    """One part of the number grows by one; between pages by more, where the outer margin of the page between is the left one."""
    if len(before.values) != len(after.values):
        return False
    changes = [b - a for a, b in zip(before.values, after.values, strict=True) if a != b]
    return changes == [1] or (len(changes) == 1 and changes[0] > 0 and after.page > before.page)


def _with_numbers_first(rows: list[Row], numbered: set[int]) -> list[Row]:
    """Each number before the words of its row, or, where it stands alone, before the row that follows close below it."""
    out: list[Row] = []
    waiting: Row | None = None
    for place, row in enumerate(rows):
        if waiting is not None:
            near = row.top - waiting.top < NEAR * (waiting.bottom - waiting.top) and place not in numbered
            if near:
                row = _led(waiting, row)
            else:
                out.append(waiting)
            waiting = None
        if place in numbered and len(row.words) == 1:
            waiting = row
        elif place in numbered:
            rest = Row(row.words[:-1], row.top, row.bottom).close()
            out.append(_led(Row(row.words[-1:], row.top, row.bottom).close(), rest))
        else:
            out.append(row)
    return out if waiting is None else [*out, waiting]


def _led(number: Row, row: Row) -> Row:
    """A row whose first word stands right of the others; its edges stay those of its text."""
    return Row([*number.words, *row.words], row.top, row.bottom, row.x0, row.x1, row.size)
