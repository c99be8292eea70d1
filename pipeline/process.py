"""The stages in order: from the bytes of one PDF to all that was read from it. This runs in the child process."""

from __future__ import annotations

from typing import Literal

from pipeline import (
    attendance,
    checks,
    declarations,
    entities,
    items,
    meeting,
    ocr,
    passages,
    pdf,
    questions,
    reading,
    references,
    resolutions,
    statistics,
)
from pipeline.records import Document, Extraction, Meeting, MeetingHead, Problem, Reading


def process(content: bytes) -> Reading:
    """Read one PDF, given as bytes, from its pages to the facts of its meetings; scanned pages by OCR, where that is installed.

    Raises a subclass of `errors.InputFailure` where the file cannot be read at all.
    """
    return _read(ocr.read_scans(content, pdf.extract(content)))


def process_text_only(content: bytes) -> Reading:
    """The same, but scanned pages wait."""
    return _read(pdf.extract(content))


def _read(extraction: Extraction) -> Reading:
    document = reading.read_document(extraction.pages)
    kind, language = meeting.classify(document)
    meetings, doubts = read_meetings(document) if kind == "minutes" and language == "en" else ([], [])
    return Reading(
        page_count=extraction.page_count,
        producer=extraction.producer,
        kind=kind,
        language=language,
        text_source=_text_source(extraction),
        text=document.text,
        pages=document.pages,
        lines=[(line.page, line.start, line.end, line.x0, line.top, line.x1, line.bottom) for line in document.lines],
        meetings=meetings,
        problems=[*extraction.problems, *document.problems, *doubts],
    )


def _text_source(extraction: Extraction) -> Literal["text-layer", "ocr", "mixed", "none"]:
    sources = {page.is_ocr for page in extraction.pages if page.words}
    if not sources:
        return "none"
    return "mixed" if len(sources) > 1 else "ocr" if True in sources else "text-layer"


def read_meetings(document: Document) -> tuple[list[Meeting], list[Problem]]:
    """Read each meeting that the minutes record, with its items and the facts in them."""
    read = [read_meeting(document, head) for head in meeting.find_meetings(document)]
    return [found for found, _ in read], [problem for _, problems in read for problem in problems]


def read_meeting(document: Document, head: MeetingHead) -> tuple[Meeting, list[Problem]]:
    """The rooms of one meeting, each fed with what the rooms before it found."""
    minute_items, problems = items.split_items(document, head)
    attendees, attendance_doubts = attendance.read_attendance(document, head, minute_items)
    prose = passages.cut_passages(document, head, minute_items)
    interests = declarations.read_declarations(document, head, minute_items, attendees, prose)
    decided, vote_doubts = resolutions.read_resolutions(head, minute_items, prose)
    figures = statistics.read_statistics(document, head, minute_items, prose)
    found = Meeting(
        head=head,
        items=minute_items,
        attendance=attendees,
        declarations_statement=interests.statement,
        declarations=interests.declarations,
        dispensations=interests.dispensations,
        resolutions=decided,
        references=references.read_references(document, head, minute_items, interests.declarations),
        questions=questions.read_questions(minute_items, prose),
        mentions=entities.read_mentions(document, head, minute_items, attendees),
        statistics=figures,
        checks=checks.read_checks(document, figures),
    )
    return found, [*problems, *attendance_doubts, *interests.problems, *vote_doubts]
