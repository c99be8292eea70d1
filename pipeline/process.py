"""The stages in order: from the bytes of one PDF to all that was read from it. This runs in the child process."""

from __future__ import annotations

from pipeline import items, meeting, pdf, reading
from pipeline.records import Meeting, Reading


def process(content: bytes) -> Reading:
    """Read one PDF, given as bytes, from its pages to its numbered items.

    Raises a subclass of `errors.InputFailure` where the file cannot be read at all.
    """
    extraction = pdf.extract(content)
    document = reading.read_document(extraction.pages)
    kind, language = meeting.classify(document)
    heads = meeting.find_meetings(document) if kind == "minutes" and language == "en" else []
    meetings = []
    problems = [*extraction.problems, *document.problems]
    for head in heads:
        found, doubts = items.split_items(document, head)
        meetings.append(Meeting(head=head, items=found))
        problems += doubts
    return Reading(
        page_count=extraction.page_count,
        producer=extraction.producer,
        kind=kind,
        language=language,
        text_source="text-layer" if document.text.strip() else "none",
        text=document.text,
        pages=document.pages,
        lines=[(line.page, line.start, line.end, line.x0, line.top, line.x1, line.bottom) for line in document.lines],
        meetings=meetings,
        problems=problems,
    )
