"""What kind of document a text is: minutes tell what was done, an agenda asks for it, a report does neither; and in which language."""

import pytest

from pipeline.kind import classify
from pipeline.records import Document, Line, PageText


def document_of(*pages):
    """A Document of pages of plain lines."""
    text, lines, bounds = "", [], []
    for number, page in enumerate(pages, 1):
        text += "\n\n" if text else ""
        start = len(text)
        for row, said in enumerate(line.strip() for line in page.strip().split("\n") if line.strip()):
            text += "\n" if len(text) > start else ""
            lines.append(Line(len(text), len(text) + len(said), number, 70, 70 + 14 * row, 500, 82 + 14 * row, [], number))
            text += said
        bounds.append((start, len(text)))
    return Document(text, lines, [PageText(n, 595, 842, *place) for n, place in enumerate(bounds, 1)])


MINUTES = """
BARTON PARISH COUNCIL
Minutes of the meeting held on 3rd May 2016
Present: Cllrs Lee and Holt
1. Minutes: the minutes of the last meeting were approved and signed.
2. Trees: it was proposed by Cllr Lee, seconded by Cllr Holt and RESOLVED to fell the ash.
3. To receive reports: the clerk reported that the bench had been repaired.
The meeting closed at 9 pm.
"""
WITHOUT_A_TITLE = """
IMPROVING LIVES SELECT COMMISSION
22nd March, 2017
Present:- Councillor Clark (in the Chair)
49. DECLARATIONS
Councillor Lee declared a personal interest.
50. BUDGET
Resolved:- That the report be noted.
"""
GOVERNORS = """
ELMS SCHOOL BOARD OF GOVERNORS
COMMITTEE: Business Committee
GOVERNOR ATTENDANCE
Ann Lee P P A
1 Minutes. The minutes were agreed and signed. The meeting commenced at 1835.
2 Finance. The head reported on the budget. Governors agreed that the library can go ahead.
"""
AGENDA = """
BARTON PARISH COUNCIL
You are hereby summoned to a meeting to be held on 3rd May 2016 at 7.30 pm
AGENDA
1. To receive apologies
2. To approve the minutes of the last meeting
3. To consider planning applications
"""
BARE_AGENDA = "BARTON PARISH COUNCIL\n1. To receive apologies\n2. To approve the minutes\n3. To consider plans\n4. To agree payments"
REPORT = """
BARTON COUNTY COUNCIL
Report to: Cabinet
Subject: Places in schools
1. Introduction
This report sets out the numbers of places that will be needed in the coming years, and where they should be built.
"""
LETTER = "Dear resident,\nThe street lights in Mill Lane will be changed in the coming weeks. Please move your car."


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        (MINUTES, "minutes"),
        (WITHOUT_A_TITLE, "minutes"),
        (GOVERNORS, "minutes"),
        (AGENDA, "agenda"),
        (BARE_AGENDA, "agenda"),
        (REPORT, "report"),
        (LETTER, "other"),
    ],
)
def test_kinds(page, kind):
    """By the title, the attendance block, what is told and what is asked for."""
    assert classify(document_of(page)) == (kind, "en")


def test_an_agenda_with_its_reports_is_a_pack():
    """Even when the minutes of the last meeting are bound into it."""
    assert classify(document_of(AGENDA, MINUTES * 3, REPORT, *[REPORT] * 7))[0] == "pack"


def test_the_minutes_of_the_last_meeting_on_an_agenda_make_no_minutes():
    """'Minutes of the previous meeting' is an item of business, not a title."""
    assert classify(document_of("BARTON COUNCIL\nAGENDA\nMinutes of the previous meeting\nApologies\nPlanning"))[0] == "agenda"


WELSH = """
CYNGOR CYMUNED Y BONT
Cofnodion y cyfarfod a gynhaliwyd yn y neuadd ar 8 Chwefror 2017
Presennol: Y Cynghorwyr Lee a Holt
Roedd y cofnodion wedi eu dosbarthu ac fe benderfynwyd eu bod yn gywir. Mae angen trwsio y fainc sydd ger yr ysgol.
Bu trafodaeth ar y coed yn y parc ac ar y llwybr gan fod y ddau wedi eu difrodi.
"""


def test_minutes_in_welsh_are_named_as_such():
    """By the share of the small words, not by names."""
    assert classify(document_of(WELSH)) == ("minutes", "cy")


def test_bilingual_headings_do_not_make_minutes_welsh():
    """English minutes of a Welsh council carry Welsh headings."""
    headings = "Cyngor Cymuned y Bont\nCofnodion y cyfarfod\nYmddiheuriadau\nDatgan buddiannau\n"
    assert classify(document_of(headings + MINUTES)) == ("minutes", "en")


def test_a_scan_without_text_is_of_no_kind_yet():
    """It waits for its text."""
    assert classify(Document("", [], [])) == ("other", "")
    assert classify(document_of("- 1 -")) == ("other", "")
