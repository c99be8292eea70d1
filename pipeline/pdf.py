"""From the bytes of a PDF to Pages of Words, by a ladder of readers: PDFium first, then pdfplumber, then PDFium on a copy repaired by pikepdf."""

from __future__ import annotations

from ctypes import c_void_p, cast
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as raw
from msgspec.structs import replace

from pipeline import errors, limits, plumber
from pipeline.calls import Frame
from pipeline.characters import clean
from pipeline.drawing import read_drawing, underline
from pipeline.fonts import Facts
from pipeline.legibility import is_rubbish
from pipeline.pdfium import read_words
from pipeline.records import Extraction, Page, Problem
from pipeline.tables import find_tables

_HEAD = 1024  # bytes within which a PDF's header must stand, and an object's number stands before what it holds
# What councils' sites hand out in place of a PDF.
_OTHERS = [
    (b"PK\x03\x04", "a ZIP or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "a rich-text document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
]


def extract(content: bytes) -> Extraction:
    """Read every page of a PDF. Raises an InputFailure that says why where there is nothing to read."""
    if b"%PDF" not in content[:_HEAD] and b"endobj" not in content:
        raise errors.NotAPdf(_seems(content))
    found, reason = _by_pdfium(content)
    if found is not None and not _is_empty(found):
        return found
    other = _by_pdfplumber(content)
    if found is None and other is None:
        other = _by_repair(content) or _by_pdfium(_with_trailer(content), "repaired")[0]
    if other is not None:
        message = f"The file is damaged; it was read by {'pdfplumber' if other.pages[0].engine == 'pdfplumber' else 'repairing a copy'}."
        return replace(other, problems=[Problem("pdf", "repaired", "info", message), *other.problems])
    if found is None:
        raise errors.CorruptPdf(reason)
    return found


def _seems(content: bytes) -> str:
    """What the bytes are, for someone who took them for a PDF."""
    if not content:
        return "it is empty"
    for start, name in _OTHERS:
        if content.startswith(start):
            return f"it seems to be {name}"
    head = content[:_HEAD].lower()
    if b"<html" in head or b"<!doctype" in head or b"<head" in head:
        return "it seems to be a web page"
    if not content.strip(b"\x00"):
        return "it holds nothing but zero bytes"
    return "it seems to be plain text" if b"\x00" not in content[:_HEAD] else "it begins with unknown bytes"


def _is_empty(found: Extraction) -> bool:
    """Nothing was seen on any page: neither words nor ink."""
    return not any(page.words or page.has_ink or page.rules for page in found.pages)


# ---- the first rung -------------------------------------------------------------------------------------------------------------------
def _by_pdfium(content: bytes, engine: Any = "pdfium") -> tuple[Extraction | None, str]:
    """What PDFium reads, or None and why not."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD and b"/Encrypt" in content:  # the code may be left over from another file
            raise errors.EncryptedPdf from None
        return None, "its structure cannot be followed"
    with document:
        return _read_document(document, engine), "it has no pages"


def _read_document(document: pypdfium2.PdfDocument, engine: Any) -> Extraction | None:
    count = len(document)
    if count <= 0:
        return None
    fonts: dict[tuple[str, int], Facts] = {}
    pages: list[Page] = []
    problems: list[Problem] = []
    words = 0
    for number in range(1, min(count, limits.MAX_PAGES) + 1):
        page, doubts = _read_page(document, number, fonts, engine)
        pages.append(page)
        problems += doubts
        words += len(page.words)
        if words > limits.MAX_WORDS:
            problems.append(Problem("pdf", "too-many-words", "warning", f"Only the first {number} pages were read.", number))
            break
    if count > limits.MAX_PAGES:
        problems.append(Problem("pdf", "too-many-pages", "warning", f"Only the first {len(pages)} of {count} pages were read."))
    return Extraction(count, pages, _producer(document), problems[: limits.MAX_PROBLEMS])


def _producer(document: pypdfium2.PdfDocument) -> str | None:
    words = map(clean, document.get_metadata_value("Producer").split())
    return " ".join(filter(None, words))[: limits.MAX_NAME] or None


def _read_page(document: pypdfium2.PdfDocument, number: int, fonts: dict[tuple[str, int], Facts], engine: Any) -> tuple[Page, list[Problem]]:
    handle = raw.FPDF_LoadPage(document.raw, number - 1)
    if not handle:
        page = Page(number, 0, 0, engine="none")
        return page, [Problem("pdf", "page-unreadable", "error", "The page is damaged and cannot be read.", number)]
    try:
        frame = _frame(handle)
        width, height = frame.size
        textpage = raw.FPDFText_LoadPage(handle)
        try:
            words = read_words(textpage, frame, fonts) if textpage else []
        finally:
            raw.FPDFText_ClosePage(textpage)
        drawing = read_drawing(cast(handle, c_void_p), frame)
    finally:
        raw.FPDF_ClosePage(handle)
    problems = []
    if len(words) >= limits.MAX_WORDS_A_PAGE:
        problems.append(Problem("pdf", "too-many-words", "warning", f"Only the first {len(words)} words of the page were read.", number))
    has_ink = drawing.has_ink
    if is_rubbish(words):
        problems.append(Problem("pdf", "rubbish-text", "warning", "The text behind the page makes no words; the page waits for OCR.", number))
        words, has_ink = [], True
    words = underline(words, drawing.rules)
    tables = find_tables(drawing.rules, words)
    return Page(number, width, height, words, drawing.rules, tables, has_ink, engine=engine), problems


def _frame(page: Any) -> Frame:
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, box)
    return Frame(box.left, box.bottom, box.right, box.top, raw.FPDFPage_GetRotation(page) % 4)


# ---- the other rungs ------------------------------------------------------------------------------------------------------------------
def _by_pdfplumber(content: bytes) -> Extraction | None:
    try:
        pages = plumber.read_pages(content)
    except MemoryError:
        raise
    except Exception:
        return None
    return Extraction(len(pages), pages) if any(page.words for page in pages) else None


def _by_repair(content: bytes) -> Extraction | None:
    """What PDFium reads of a copy whose structure pikepdf has rebuilt."""
    copy = BytesIO()
    try:
        with pikepdf.open(BytesIO(content)) as document:
            if not document.pages:
                raise errors.NoPages
            document.save(copy)
    except pikepdf.PasswordError:
        raise errors.EncryptedPdf from None
    except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, RuntimeError):
        return None
    return _by_pdfium(copy.getvalue(), "repaired")[0]


def _with_trailer(content: bytes) -> bytes:
    """The file with an end, as where a download was cut off: from it PDFium finds the catalog, and the objects by itself."""
    catalog = content.find(b"/Catalog")
    number = content[max(0, catalog - _HEAD) : catalog].rpartition(b" 0 obj")[0].split()[-1:] if catalog > 0 else []
    return content + b"\ntrailer\n<< /Root %s 0 R >>\nstartxref\n0\n%%%%EOF\n" % number[0] if number and number[0].isdigit() else content
