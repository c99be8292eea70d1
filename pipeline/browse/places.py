"""Where on a page a stretch of the text stands: boxes in points, from the lines that the database keeps with each page."""

from __future__ import annotations

import json
import re
import sqlite3
from typing import NamedTuple

from pipeline.browse.asking import rows

MAX_SENTENCE = 1_500  # characters to each side of a fact that are looked through for the ends of its sentence
SENTENCE_END = re.compile(r"(?<=[.!?])[”’\"')\]]{0,2}\s+(?=[\[(“‘\"'•·A-Z0-9])|\n\s*\n|\n(?=[ \t]{0,8}(?:[•▪◦‣]|[*–-] ))")
# what ends in a full stop and goes on: 'Minute No. 53', 'Mr. Lee', 'J. Hargreave'
ABBREVIATED = re.compile(r"(?:\b(?:Nos?|Mr|Mrs|Ms|Dr|Cllrs?|Rev|St|Prof|para|p|pp|e\.g|i\.e|approx|[A-Z])\.)[\s]*$")


class Box(NamedTuple):
    """A highlight on one page, in points from the page's top left."""

    x: float
    y: float
    width: float
    height: float


class Sheet(NamedTuple):
    """A page that shows a stretch of the text, with its highlights."""

    number: int
    width: float
    height: float
    sentence: list[Box]
    words: list[Box]


def sentence_of(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence, bullet or paragraph around a stretch of a text."""
    low = max(0, start - MAX_SENTENCE)
    first = low
    for cut in SENTENCE_END.finditer(text, low, start + 1):
        if cut.end() <= start and not ABBREVIATED.search(text, max(0, cut.start() - 8), cut.start() + 1):
            first = cut.end()
    last = min(len(text), end + MAX_SENTENCE)
    for cut in SENTENCE_END.finditer(text, max(0, end - 2), last):
        if cut.end() > end and not ABBREVIATED.search(text, max(0, cut.start() - 8), cut.start() + 1):
            last = cut.start()
            break
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, max(last, end)


def sheets(connection: sqlite3.Connection, document: str, sentence: tuple[int, int], words: tuple[int, int], text: str, base: int) -> list[Sheet]:
    """The pages on which the sentence stands, with boxes for it and for the words themselves. `text` begins at `base` in the document."""
    found = rows(
        connection,
        'select number, width, height, lines from pages where document_id = ? and "end" > ? and start < ? order by number limit 4',
        [document, sentence[0], sentence[1]],
    )
    result = []
    for page in found:
        lines = lines_of(page["lines"])
        boxes = boxes_of(lines, *sentence, text, base)
        if boxes:
            result.append(Sheet(page["number"], page["width"], page["height"], boxes, boxes_of(lines, *words, text, base)))
    return result


def lines_of(written: str | None) -> list[list[float]]:
    """The lines of a page as the database keeps them; none where that is damaged."""
    try:
        lines = json.loads(written or "[]")
    except ValueError:
        return []
    if not isinstance(lines, list):
        return []
    return [line for line in lines if isinstance(line, list) and len(line) == 6 and all(isinstance(n, int | float) for n in line)]


def boxes_of(lines: list[list[float]], start: int, end: int, text: str, base: int) -> list[Box]:
    """A box for each line, or part of a line, of a stretch."""
    boxes = []
    for first, last, x0, top, x1, bottom in lines:
        a, b = max(int(first), start), min(int(last), end)
        if a >= b:
            continue
        line = text[max(0, int(first) - base) : max(0, int(last) - base)]
        left, right = (widths(line, a - int(first)), widths(line, b - int(first))) if len(line) == last - first else (a - first, b - first)
        whole = widths(line, len(line)) if len(line) == last - first else last - first
        scale = (x1 - x0) / (whole or 1)
        boxes.append(Box(round(x0 + left * scale, 1), round(top, 1), round((right - left) * scale, 1), round(bottom - top, 1)))
    return boxes


NARROW, WIDE = frozenset("iIjl.,:;'’‘|!()[]ft r-"), frozenset("mMwW@%—…")


def widths(line: str, upto: int) -> float:
    """How far the first letters of a line reach, in letters of middle width: `i` is narrow and `m` wide in almost any type."""
    reach = 0.0
    for c in line[:upto]:
        reach += 0.55 if c in NARROW else 1.55 if c in WIDE else 1.3 if c.isupper() else 1.0
    return reach
