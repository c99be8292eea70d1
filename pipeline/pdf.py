"""From the bytes of a PDF to Pages of Words, by a ladder of readers: PDFium first, then pdfplumber, then PDFium on a copy repaired by pikepdf."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2
import pypdfium2.raw as raw

from pipeline import errors, limits
from pipeline.characters import clean
from pipeline.drawing import read_drawing, underline
from pipeline.fonts import Facts
from pipeline.pdfium import Frame, read_words
from pipeline.records import Extraction, Page, Problem
from pipeline.tables import find_tables


def extract(content: bytes) -> Extraction:
    """Read every page of a PDF; raises an InputFailure that says why where there is nothing to read."""
    with pypdfium2.PdfDocument(content) as document:
        count = len(document)
        if not count:
            raise errors.NoPages
        pages, problems = [], []
        fonts: dict[tuple[str, int], Facts] = {}
        for number in range(1, min(count, limits.MAX_PAGES) + 1):
            page, doubts = _read_page(document, number, fonts)
            pages.append(page)
            problems += doubts
        return Extraction(page_count=count, pages=pages, producer=_producer(document), problems=problems)


def _producer(document: pypdfium2.PdfDocument) -> str | None:
    return clean_text(document.get_metadata_value("Producer")) or None


def clean_text(text: str) -> str:
    return " ".join(filter(None, map(clean, text.split())))[: limits.MAX_NAME]


def _read_page(document: pypdfium2.PdfDocument, number: int, fonts: dict[tuple[str, int], Facts]) -> tuple[Page, list[Problem]]:
    handle = raw.FPDF_LoadPage(document.raw, number - 1)
    if not handle:
        page = Page(number=number, width=0, height=0, engine="none")
        return page, [Problem("pdf", "page-unreadable", "error", "The page cannot be read.", number)]
    try:
        frame = _frame(handle)
        textpage = raw.FPDFText_LoadPage(handle)
        if not textpage:
            return Page(number=number, width=frame.size[0], height=frame.size[1], engine="none"), []
        try:
            words = read_words(textpage, frame, fonts)
            drawing = read_drawing(ctypes.cast(handle, ctypes.c_void_p).value, frame)
        finally:
            raw.FPDFText_ClosePage(textpage)
        width, height = frame.size
        words = underline(words, drawing.rules)
        tables = find_tables(drawing.rules, drawing.shades)
        return Page(number=number, width=width, height=height, words=words, rules=drawing.rules, tables=tables, has_ink=drawing.has_ink), []
    finally:
        raw.FPDF_ClosePage(handle)


def _frame(page: Any) -> Frame:
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, box)
    return Frame(box.left, box.bottom, box.right, box.top, raw.FPDFPage_GetRotation(page) % 4)
