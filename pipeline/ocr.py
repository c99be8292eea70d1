"""Pages with ink and no text -> words with boxes, by Tesseract, so that everything after is the same as for printed text.

Needs the extra `minutebook[ocr]` and Tesseract's English language data (Debian: tesseract-ocr-eng). Where either is missing the pages wait.
"""

from __future__ import annotations

import os
import re
import resource
from collections.abc import Iterator
from statistics import median
from typing import Any, NamedTuple

import pypdfium2
from msgspec.structs import replace

from pipeline import limits
from pipeline.characters import clean
from pipeline.records import Extraction, Page, Problem, Word
from pipeline.tesseract import language_data

RESOLUTION = 200  # dots an inch: 1.0 CPU s a page; 150 misses small print, 300 costs a quarter more and reads the same
FAIR = 60.0  # mean confidence of a page, of 100: below it the page may lie on its side
DOUBTFUL = 75.0  # below it the page's words are reported as doubtful; clean scans have 90 and more
NOISE = 30.0  # confidence of a word: below it signatures, stamps and specks
WIDE = 150.0  # points: a line as long as this shows how far the page lies askew
MONTHS = re.compile(r"(?:january|february|march|april|may|june|july|august|september|october|november|december)\b", re.IGNORECASE)
# A raised 'th' is often read as marks: 12" January, 3° May
RAISED = re.compile(r"(\d{1,2})[\"“”'’*°™®]{1,2}$")
BAR = re.compile(r"^\|(?=\.?$)")  # a capital I alone, as an initial
COMMA = re.compile(r"\d{1,4},")  # the number of an item, at the start of its line: its stop is read as a comma


def read_scans(content: bytes, extraction: Extraction) -> Extraction:
    """Read by OCR each page that holds ink and no words; the others stay as they are.

    The limit of CPU time grows with the pages to be read. Pages beyond MAX_OCR_PAGES wait, and so do all where Tesseract is not installed.
    """
    waiting = [page.number for page in extraction.pages if page.has_ink and not page.words][: limits.MAX_OCR_PAGES]
    folder = language_data()
    if not waiting or folder is None:
        return extraction
    _allow(limits.OCR_CPU_SECONDS * len(waiting))
    read: dict[int, Page] = {}
    problems = []
    with pypdfium2.PdfDocument(content) as document, _tesseract(folder) as engine:
        for number in waiting:
            before = extraction.pages[number - 1]
            page, confidence = _read_page(engine, document, before)
            read[number] = page
            if not page.words:
                problems.append(Problem("ocr", "no-words", "info", "OCR found no words on the page: a picture, handwriting, a stamp.", number))
            elif confidence < DOUBTFUL:
                message = f"The page was read by OCR with a mean confidence of {confidence:.0f} %: hold its words against the page."
                problems.append(Problem("ocr", "doubtful-words", "warning", message, number))
    pages = [read.get(page.number, page) for page in extraction.pages]
    return replace(extraction, pages=pages, problems=[*extraction.problems, *problems])


def _allow(seconds: float) -> None:
    """Raise this process's own limit of CPU time, set for pages that only need reading."""
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if soft != resource.RLIM_INFINITY:
        raised = soft + int(seconds)
        resource.setrlimit(resource.RLIMIT_CPU, (raised if hard == resource.RLIM_INFINITY else min(raised, hard), hard))


def _tesseract(folder: str) -> Any:
    os.environ["OMP_THREAD_LIMIT"] = "1"  # the documents are what is spread over the cores
    import tesserocr

    return tesserocr.PyTessBaseAPI(path=folder, lang="eng", psm=tesserocr.PSM.AUTO, oem=tesserocr.OEM.LSTM_ONLY)


def _read_page(engine: Any, document: pypdfium2.PdfDocument, page: Page) -> tuple[Page, float]:
    """The page with its words, and their mean confidence. A page that reads badly is tried on its sides and on its head."""
    words, confidence = _recognise(engine, document, page, turn=0)
    best = 0
    for turn in (90, 270, 180) if confidence < FAIR else ():
        turned, better = _recognise(engine, document, page, turn)
        if better > max(confidence, FAIR) and len(turned) > len(words) // 2:
            words, confidence, best = turned, better, turn
    width, height = (page.height, page.width) if best in (90, 270) else (page.width, page.height)
    return replace(page, width=width, height=height, words=words, turn=best, is_ocr=True, engine="ocr"), confidence


def _recognise(engine: Any, document: pypdfium2.PdfDocument, page: Page, turn: int) -> tuple[list[Word], float]:
    scale = min(RESOLUTION / 72, (limits.MAX_OCR_PIXELS / max(page.width * page.height, 1.0)) ** 0.5)
    handle = document[page.number - 1]
    bitmap = handle.render(scale=scale, rotation=turn, grayscale=True, rev_byteorder=False)
    try:
        engine.SetImageBytes(bytes(bitmap.buffer), bitmap.width, bitmap.height, 1, bitmap.stride)
        engine.SetSourceResolution(int(72 * scale))
        engine.Recognize()
        words = _settled(list(_words(engine, 1 / scale)))
        return words, float(engine.MeanTextConf()) if words else 0.0
    finally:
        engine.Clear()
        bitmap.close()
        handle.close()


def _words(engine: Any, points: float) -> Iterator[tuple[Word, float]]:
    """Each word with its confidence. Words take their line's height, put level where the page lies askew, so that they share rows."""
    lines = list(_lines(engine))
    wide = [(line.right_foot - line.left_foot) / (line.x1 - line.x0) for line in lines if line.x1 - line.x0 > WIDE / points]
    slope = median(wide) if wide else 0.0
    middle = max((line.x1 for line in lines), default=0) / 2
    for line in lines:
        foot = (line.left_foot + line.right_foot) / 2 + slope * (middle - (line.x0 + line.x1) / 2) + line.descent
        size = round(line.height * points / 1.15, 1)
        for text, x0, x1, confidence in line.words:
            yield Word(text, x0 * points, (foot - line.height) * points, x1 * points, foot * points, size, False, False, False), confidence


class _Line(NamedTuple):
    """A line as Tesseract found it, in pixels of the rendered page."""

    x0: int
    x1: int
    left_foot: float  # of the baseline, from the top
    right_foot: float
    height: float
    descent: float
    words: list[tuple[str, int, int, float]]  # text, left, right, confidence


def _lines(engine: Any) -> Iterator[_Line]:
    from tesserocr import RIL, iterate_level

    found = engine.GetIterator()
    if found is None:
        return
    line: _Line | None = None
    for word in iterate_level(found, RIL.WORD):
        if line is None or word.IsAtBeginningOf(RIL.TEXTLINE):
            if line is not None and line.words:
                yield line
            line = _line(word, RIL.TEXTLINE)
        box, text = word.BoundingBox(RIL.WORD), clean(word.GetUTF8Text(RIL.WORD) or "")
        # What is taller than an inch is the edge of the paper, a fold, a picture
        if box is not None and text and line.height < RESOLUTION:
            text = BAR.sub("I", text)
            if not line.words and COMMA.fullmatch(text):
                text = text[:-1] + "."
            line.words.append((text, box[0], box[2], word.Confidence(RIL.WORD)))
    if line is not None and line.words:
        yield line


def _line(word: Any, level: int) -> _Line:
    x0, _, x1, bottom = word.BoundingBox(level)
    (_, left), (_, right) = word.Baseline(level) or ((x0, bottom), (x1, bottom))
    row = word.RowAttributes()
    return _Line(x0, max(x1, x0 + 1), left, right, max(row["row_height"], 1.0), max(-row["descenders"], 0.0), [])


def _settled(found: list[tuple[Word, float]]) -> list[Word]:
    """Leave out specks; read a mark behind the day of a date as the raised letters that it was."""
    words = []
    for k, (word, confidence) in enumerate(found):
        if confidence < NOISE or (confidence < FAIR and not any(c.isalnum() for c in word.text)):
            continue
        raised = RAISED.fullmatch(word.text)
        if raised and k + 1 < len(found) and MONTHS.match(found[k + 1][0].text):
            word = replace(word, text=raised[1])
        words.append(word)
    return words
