"""Pages of words -> the one text of a document, in the order in which a person reads it, and the place of every line.

The order comes from geometry, never from the order of drawing: rows, then columns that rows share, then paragraphs. Running heads, feet and page
numbers are kept as data and left out of the text; a margin column of initials or actions is moved behind the paragraph that it stands beside.
"""

from __future__ import annotations

from itertools import pairwise
from statistics import median

from pipeline.margins import right_margins, take_asides
from pipeline.outer_numbers import lead_with_outer_numbers
from pipeline.paragraphs import Paragraphs, breaks_words
from pipeline.records import Document, Line, Page, PageText, Problem
from pipeline.rows import Grid, Row, column_grids, rows_of, ruled_grids
from pipeline.running import split_running


def read_document(pages: list[Page]) -> Document:
    """Put the words of all pages in reading order and join them into one text.

    Pages without words but with ink are listed as waiting for OCR (problem `needs-ocr`).
    """
    outside, grids = [], []
    for page in pages:
        found, words = ruled_grids(page, page.words) if page.tables else ([], page.words)
        grids.append(found)
        outside.append(rows_of(words))
    split = split_running(outside, [p.height for p in pages])
    bodies = lead_with_outer_numbers([body for _, body, _ in split])
    pitch = _pitch(bodies)
    margins = right_margins(pages, bodies)
    bodies, asides = take_asides(bodies, margins)
    hyphenates = breaks_words([row for rows in bodies for row in rows])
    text = Paragraphs([w.text for p in pages for w in p.words], pitch, hyphenates)
    for page, body, ruled, beside, right in zip(pages, bodies, grids, asides, margins, strict=True):
        text.turn_page(page.number, right)
        text.pending += [(page.number, row) for row in beside]
        for element in sorted([*column_grids(body, pitch), *ruled], key=lambda e: e.top):
            if isinstance(element, Grid):
                text.add_grid(element)
            else:
                text.add_row(element)
    joined, lines = text.finish()
    page_texts = _page_texts(pages, lines, [(head, foot) for head, _, foot in split])
    waiting = "the page holds ink and no text: it waits for OCR"
    problems = [Problem("reading", "needs-ocr", "warning", waiting, p.number) for p in page_texts if p.needs_ocr]
    return Document(joined, lines, page_texts, problems)


def _page_texts(pages: list[Page], lines: list[Line], running: list[tuple[list[Row], list[Row]]]) -> list[PageText]:
    """Where each page's text begins and ends; a margin note that waited for its paragraph does not move the bounds."""
    bounds: dict[int, list[int]] = {}
    for line in lines:
        if line.kind != "aside":
            bounds.setdefault(line.page, [line.start, line.end])[1] = line.end
    made, at = [], 0
    for page, (head, foot) in zip(pages, running, strict=True):
        start, at = bounds.get(page.number, (at, at))
        waits = page.has_ink and not page.words and not page.is_ocr
        made.append(PageText(page.number, page.width, page.height, start, at, _joined(head), _joined(foot), page.is_ocr, waits, page.turn))
    return made


def _joined(rows: list[Row]) -> str | None:
    return "\n".join(r.text for r in rows) or None


def _pitch(bodies: list[list[Row]]) -> float:
    """The usual distance in points from one line to the next."""
    steps = [b.top - a.top for rows in bodies for a, b in pairwise(rows) if 0.7 * a.size < b.top - a.top < 2.5 * a.size]
    return median(steps) if steps else 12.0
