"""The second reader: pdfplumber, for files that PDFium cannot open. Thirty times slower; never used where PDFium answers."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pdfplumber

from pipeline import limits
from pipeline.characters import BULLET, clean
from pipeline.fonts import named_bold, named_italic
from pipeline.records import Page, Rule, Word
from pipeline.tables import find_tables

_NO_UNICODE = re.compile(r"\(cid:[0-9]{1,6}\)")  # how pdfminer writes a character without a Unicode value; most are bullets


def read_pages(content: bytes) -> list[Page]:
    """Every page that pdfplumber can read; none where it finds none."""
    with pdfplumber.open(BytesIO(content)) as document:
        return [_read_page(page, number) for number, page in enumerate(document.pages[: limits.MAX_PAGES], 1)]


def _read_page(page: Any, number: int) -> Page:
    words = []
    for found in page.extract_words(use_text_flow=True, extra_attrs=["fontname", "size"])[: limits.MAX_WORDS_A_PAGE]:
        text, name = clean(_NO_UNICODE.sub(BULLET, found["text"])), str(found["fontname"])
        if text:
            x0, top, x1, bottom, size = (float(found[side]) for side in ("x0", "top", "x1", "bottom", "size"))
            words.append(Word(text, x0, top, x1, bottom, round(size, 2), named_bold(name), named_italic(name), False))
    edges = page.edges[: limits.MAX_SHAPES_A_PAGE]
    rules = [Rule(*(float(edge[side]) for side in ("x0", "top", "x1", "bottom"))) for edge in edges]
    images = sum(float(i["width"] * i["height"]) for i in page.images)
    has_ink = images > 0.05 * float(page.width * page.height)
    page.close()
    return Page(number, float(page.width), float(page.height), words, rules, find_tables(rules, words), has_ink, engine="pdfplumber")
