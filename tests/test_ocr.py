"""Scanned pages: told apart, read where Tesseract is installed, left waiting where it is not."""

from __future__ import annotations

import contextlib
import sqlite3

import pytest

from pipeline import ingest, ocr, pdf, tesseract
from pipeline.process import process, process_text_only
from pipeline.reading import read_document
from pipeline.shipped import shipped_folder

SCAN = shipped_folder("corpus") / "calderby-cyp-scrutiny-2015-09-16-scan.pdf"
needs_tesseract = pytest.mark.skipif(tesseract.language_data() is None, reason="Tesseract or its English language data is not installed")


def test_without_ocr_the_pages_of_a_scan_wait():
    reading = process_text_only(SCAN.read_bytes())
    assert [page.needs_ocr for page in reading.pages] == [True] * 4
    assert {problem.kind for problem in reading.problems} == {"needs-ocr"}
    assert (reading.text, reading.text_source) == ("", "none")


def test_without_language_data_nothing_is_lost(monkeypatch):
    monkeypatch.setattr(ocr, "language_data", lambda: None)
    extraction = pdf.extract(SCAN.read_bytes())
    assert ocr.read_scans(SCAN.read_bytes(), extraction) is extraction


@needs_tesseract
def test_a_scan_is_read_like_its_printed_twin():
    """The same meeting, items by number, and people; the words stand where they stand on the page."""
    scan, twin = process(SCAN.read_bytes()), process(SCAN.with_name("calderby-cyp-scrutiny-2015-09-16.pdf").read_bytes())
    assert scan.text_source == "ocr"
    (read,), (printed,) = scan.meetings, twin.meetings
    assert (read.head.date, read.head.start_time) == (printed.head.date, printed.head.start_time)
    assert [item.number for item in read.items if item.parent is None] == [item.number for item in printed.items if item.parent is None]
    assert {person.name for person in read.attendance} == {person.name for person in printed.attendance}
    heights = {item.number: item.start for item in printed.items}
    top = {line[1]: (line[0], line[4]) for line in twin.lines}
    for item in read.items:
        page, height = next((line[0], line[4]) for line in scan.lines if line[1] <= item.start < line[2])
        if item.parent is None and heights.get(item.number) in top:
            assert page == top[heights[item.number]][0]
            assert abs(height - top[heights[item.number]][1]) < 12


@needs_tesseract
def test_pages_with_text_are_never_sent_to_ocr(monkeypatch):
    def fail(*_):
        raise AssertionError("a page with text was sent to OCR")

    monkeypatch.setattr(ocr, "_read_page", fail)
    twin = SCAN.with_name("calderby-cyp-scrutiny-2015-09-16.pdf").read_bytes()
    assert read_document(ocr.read_scans(twin, pdf.extract(twin)).pages).text


@needs_tesseract
def test_a_scan_that_waited_is_read_by_a_later_run(tmp_path):
    """--ocr never, then auto: only the waiting document is read again."""
    database = tmp_path / "m.db"
    files = [str(SCAN), str(SCAN.with_name("calderby-cyp-scrutiny-2016-12-07.pdf"))]
    first = ingest.ingest(files, database, workers=1, ocr="never")
    assert (first.statuses["partial"], first.waiting) == (1, 1)
    second = ingest.ingest(files, database, workers=1)
    assert (second.statuses["ok"], second.statuses["unchanged"], second.waiting) == (1, 1, 0)
    with contextlib.closing(sqlite3.connect(database)) as connection:
        assert connection.execute("select status, text_source from documents order by filename").fetchall() == [("ok", "ocr"), ("ok", "text-layer")]
    assert ingest.ingest(files, database, workers=1).statuses["unchanged"] == 2
