"""Title blocks as they look on the page, and what is read of them; two meetings in one file; when a meeting opened and closed."""

import json
import time
from pathlib import Path

import pytest

from pipeline.meeting import find_meetings
from pipeline.pdf import extract
from pipeline.reading import read_document
from pipeline.records import Document, Glyphs, Line, PageText

WIDTH, HEIGHT = 595.0, 842.0
CORPUS = Path(__file__).resolve().parent.parent / "corpus"


def document_of(*pages, header=None, footer=None):
    """A Document of pages written as they look: an empty line parts two paragraphs, '**' makes a line bold, '>>' centres it."""
    text, lines, bounds, block = "", [], [], 0
    for number, page in enumerate(pages, 1):
        text += "\n\n" if text else ""
        start = len(text)
        for row, drawn in enumerate(page.strip("\n").split("\n")):
            bold, centred, said = "**" in drawn, ">>" in drawn, drawn.replace("**", "").replace(">>", "").strip()
            if not said:
                block += 1
                continue
            text += "" if len(text) == start else "\n\n" if lines[-1].block != block else "\n"
            at, words = len(text), []
            for word in said.split(" "):
                words.append(Glyphs(at, at + len(word), 0, 1, 11, bold, False, False))
                at += len(word) + 1
            x0, x1 = (WIDTH / 2 - 80, WIDTH / 2 + 80) if centred else (70, 500)
            lines.append(Line(len(text), len(text) + len(said), number, x0, 70 + 14 * row, x1, 82 + 14 * row, words, block))
            text += said
        block += 1
        bounds.append((start, len(text)))
    return Document(text, lines, [PageText(n, WIDTH, HEIGHT, *place, header, footer) for n, place in enumerate(bounds, 1)])


def head_of(page, **running):
    (head,) = find_meetings(document_of(page, **running))
    return head


PANEL = "**SCRUTINY PANEL**\n\n22nd March, 2017\n\nPresent: Ann Lee"
TITLES = [
    (
        "**CLYDEMOUTH CITY COUNCIL**\n\n**LICENSING COMMITTEE'S MINUTES.**\n\nClydemouth, 22nd November 2017.",
        {"committee": "Licensing Committee", "date": "2017-11-22"},
    ),
    (
        """
        **MILCHESTER CITY COUNCIL**

        MINUTES OF THE MEETING OF THE LICENSING SUB COMMITTEE B HELD ON TUESDAY 14 MARCH 2017 AT 1000 HOURS IN COMMITTEE ROOM A, COUNCIL HOUSE

        PRESENT: - Councillor Lyd Hale in the Chair
        """,
        {
            "council": "Milchester City Council",
            "committee": "Licensing Sub Committee B",
            "date": "2017-03-14",
            "start_time": "10:00",
            "venue": "Committee Room A, Council House",
        },
    ),
    (
        """
        At a Meeting of the PLANNING COMMITTEE held in the Council Chamber, Town Hall, Eastmouth, on Monday, 5th June, 2017 at 6.00 pm.

        PRESENT:-
        """,
        {
            "council": None,
            "committee": "Planning Committee",
            "date": "2017-06-05",
            "start_time": "18:00",
            "venue": "Council Chamber, Town Hall, Eastmouth",
        },
    ),
    (
        """
        **ARRAN AND BUTE COUNCIL**
        MEETING: EDUCATION AND CHILDREN'S SERVICES POLICY BOARD
        DATE: THURSDAY, 19TH JANUARY, 2017
        TIME: 3.00 PM
        VENUE: Council Chambers, Cotton Street

        PRESENT
        """,
        {
            "council": "Arran and Bute Council",
            "committee": "Education and Children's Services Policy Board",
            "date": "2017-01-19",
            "start_time": "15:00",
            "venue": "Council Chambers, Cotton Street",
        },
    ),
    (
        """
        MINUTES OF A MEETING OF THE
        DEVELOPMENT MANAGEMENT COMMITTEE
        HELD IN THE COUNCIL CHAMBER,
        WALLFIELDS, HERTING ON WEDNESDAY 1
        MARCH 2017, AT 7.00 PM

        PRESENT: Councillor D Andrews (Chairman)
        """,
        {
            "committee": "Development Management Committee",
            "date": "2017-03-01",
            "start_time": "19:00",
            "venue": "Council Chamber, Wallfields, Herting",
        },
    ),
    (
        """
        **LONDON BOROUGH OF THORNMERE**

        MINUTES OF THE STRATEGIC DEVELOPMENT COMMITTEE

        HELD AT 7.00 P.M. ON TUESDAY, 10 JANUARY 2017

        COUNCIL CHAMBER, 1ST FLOOR, TOWN HALL, LONDON, E14 2BG

        Members Present:
        """,
        {
            "council": "London Borough of Thornmere",
            "committee": "Strategic Development Committee",
            "date": "2017-01-10",
            "start_time": "19:00",
            "venue": "Council Chamber, 1st Floor, Town Hall, London, E14 2BG",
        },
    ),
    (
        """
        **ISLE OF SKERRA COUNCIL**
        Minutes
        Name of meeting CABINET
        Date and time THURSDAY, 9 FEBRUARY 2017 COMMENCING AT 5.00 PM
        Venue COUNCIL CHAMBER, COUNTY HALL
        Present Cllrs Dave Stewart (Chairman)
        """,
        {
            "council": "Isle of Skerra Council",
            "committee": "Cabinet",
            "date": "2017-02-09",
            "start_time": "17:00",
            "venue": "Council Chamber, County Hall",
        },
    ),
    (
        """
        **Great Dunmere Town Council**
        Foakes House 47 Stortford Road

        **PLANNING & TRANSPORT COMMITTEE**
        Minutes of the meeting held on 6 July 2017 at 7.30pm at Foakes House

        Committee members present:
        """,
        {"council": "Great Dunmere Town Council", "committee": "Planning & Transport Committee", "date": "2017-07-06", "venue": "Foakes House"},
    ),
    (
        """
        **STEEPLE PARISH COUNCIL - PLANNING COMMITTEE**
        CHAIRMAN: Ann Lee CLERK: Jo Holt
        Minutes of the Planning Meeting held on Monday, 7th September 2015 at Steeple Village Hall at
        7.00 p.m.
        Present:
        """,
        {
            "council": "Steeple Parish Council",
            "committee": "Planning Committee",
            "date": "2015-09-07",
            "start_time": "19:00",
            "venue": "Steeple Village Hall",
        },
    ),
    (
        """
        **WEST RIDING COMBINED AUTHORITY**
        Minutes of the Transport Committee held on Friday, 5 July 2019
        Present:
        """,
        {"council": "West Riding Combined Authority", "committee": "Transport Committee", "date": "2019-07-05", "start_time": None, "venue": None},
    ),
    (
        """
        ELMS PRIMARY SCHOOL BOARD OF GOVERNORS
        COMMITTEE: Business Management Committee DATE: 25/01/2021
        Present: Ann Lee
        """,
        {"council": "Elms Primary School Board of Governors", "date": "2021-01-25"},
    ),
    (
        """
        Minutes of the Annual Meeting of the Parish Council of Little Wendon held on 8th May 2019 at 7.00 p.m. in the Village Hall.
        Present:
        """,
        {"council": "Parish Council of Little Wendon", "date": "2019-05-08", "start_time": "19:00", "venue": "Village Hall"},
    ),
    (
        """
        **TINTON COMMUNITY COUNCIL**
        Minutes of a meeting of the above Council held on Monday 27th November 2017 at
        7.00pm in Tinton Village Hall.
        Present: Cllrs Hay
        """,
        {"committee": "Tinton Community Council", "date": "2017-11-27", "start_time": "19:00", "venue": "Tinton Village Hall"},
    ),
    (
        """
        Draft Minutes: Health & Wellbeing Scrutiny Panel – 12 September 2018 (10.00 - 12.15pm)
        Attendance:
        """,
        {
            "committee": "Health & Wellbeing Scrutiny Panel",
            "date": "2018-09-12",
            "start_time": "10:00",
            "end_time": "12:15",
            "minutes_status": "draft",
        },
    ),
]


@pytest.mark.parametrize(("page", "expected"), TITLES)
def test_title_blocks(page, expected):
    """The styles of title blocks that councils use: one sentence, lines, labels, capitals."""
    head = head_of(page)
    assert {field: getattr(head, field) for field in expected} == expected


def test_how_the_meeting_is_held_may_stand_in_brackets_before_its_body():
    """'A hybrid meeting (in person and via Zoom) of the Environment Committee was held'."""
    held = "A hybrid meeting (in person and via Zoom) of the Environment Committee was held on 3 May 2023 at 7.00 pm."
    page = f"**BARTON BOROUGH COUNCIL**\n\n{held}\n\nPresent: Ann Lee"
    assert head_of(page).committee == "Environment Committee"


def test_a_name_in_capitals_is_shown_in_the_usual_letters():
    """'IMPROVING LIVES SELECT COMMISSION' is shouted; acronyms and postcodes stay."""
    head = head_of("**IMPROVING LIVES AND NHS SELECT COMMISSION**\n\n**22nd March, 2017**\n\nPresent:- Councillor Clark (in the Chair)")
    assert (head.committee, head.date) == ("Improving Lives and NHS Select Commission", "2017-03-22")


def test_the_day_is_not_that_of_another_meeting():
    """Neither the day on which the minutes were approved, nor the previous meeting's, nor the next one's."""
    head = head_of(
        """
        Approved at the meeting of 12 May 2021
        Minutes of the Parish Council meeting of Kirby Moor Parish Council
        Wednesday 14 April 2021 at 7.15pm via Zoom
        Present: Ann Lee
        1. The minutes of the previous meeting held on 10th March 2021 were approved.
        2. The next meeting will be held on 12th May 2021 at 8.00 pm.
        """
    )
    assert (head.date, head.start_time) == ("2021-04-14", "19:15")


def test_the_next_meetings_time_is_not_this_ones():
    """'Date of next meeting: 10th May at 1.30 p.m.' states no time of this meeting."""
    head = head_of(f"{PANEL}\n\n1. Next meeting\nThe next meeting will commence at 1.30 p.m. on 10th May.")
    assert head.start_time is None


def test_a_misprinted_day_yields_to_the_running_head():
    """The day of the week tells which of two days of the title block is right."""
    page = "Minutes of the meeting held on Tuesday 2nd May 2016\n\nBarton Council\nTuesday 3rd May 2016\n\nPresent: A"
    head = head_of(page, header="Barton Council - 03/05/16")
    assert head.date == "2016-05-03"


def test_a_running_head_gives_the_day_that_the_title_block_lacks():
    """The first page of some minutes names only the committee."""
    assert head_of("**AUDIT COMMITTEE**\n\nPresent: Ann Lee", header="AUDIT COMMITTEE - 22/03/17").date == "2017-03-22"


def test_a_missing_year_is_that_of_the_weekday_among_the_years_of_the_text():
    """19 January was a Tuesday in 2016, a Thursday in 2017."""
    page = "Minutes from the meeting held on Tuesday 19th January\n\nPresent: Ann Lee\n\n1. The budget for 2017 and the accounts of 2016 were noted."
    assert head_of(page).date == "2016-01-19"
    assert head_of(page.replace("2016", "2014").replace("2017", "2013")).date is None


def test_a_council_mentioned_in_passing_is_not_the_council():
    """A scrutiny commission that hears of Leeds does not sit in Leeds."""
    head = head_of(f"{PANEL}\n\n1. Visit\nMembers had visited Leeds City Council. Leeds City Council had four hubs.")
    assert head.council is None


def test_the_signature_names_the_council():
    """'Chair, Souldrop Parish Council' at the end, where the title block names only a meeting of the parish."""
    head = head_of(f"{PANEL}\n\n1. Trees\nNoted.\n\nSigned ....... Chair, Souldrop Parish Council")
    assert head.council == "Souldrop Parish Council"


def test_the_electors_meeting_is_not_the_councils():
    """An annual parish meeting is no meeting of the parish council, unless it is only said that the council met after it."""
    title = "**STEEPLE PARISH COUNCIL**\n\n{}\n\nPresent: Ann Lee"
    assert head_of(title.format("Minutes of the Annual Parish Meeting held on 7th May 2013 at 7.00 p.m.")).committee == "Annual Parish Meeting"
    after = "Minutes of the Annual Parish Council Meeting held on 8th May 2014 following the Annual Parish Meeting"
    assert head_of(title.format(after)).committee == "Steeple Parish Council"


@pytest.mark.parametrize(
    ("said", "clock"),
    [
        ("There being no further business, the meeting closed at 9.20 pm", "21:20"),
        ("The Chairman thanked all for attending and closed the meeting at 9.30pm.", "21:30"),
        ("The meeting closed at 8.25", "20:25"),
        ("Meeting Closed\n\n21:15hrs", "21:15"),
        ("That the meeting be adjourned. Time: 7:51 p.m. Next regular meeting to be held May 2, 2023.", "19:51"),
        ("At 9.05 pm the Chair declared the meeting closed.", "21:05"),
        ("(The meeting concluded at 12.40 pm)", "12:40"),
        ("4. Date of next meeting - to be arranged\nThe meeting closed at 9.46 p.m.", "21:46"),
        ("The road will be closed from 9.30 am.", None),
        ("The meeting was adjourned at 7.30 pm to hear the public and resumed.", None),
        ("The public session closed at 7.15 pm.", None),
        ("The next meeting will end at 9.00 pm", None),
    ],
)
def test_when_the_meeting_closed(said, clock):
    """The closing statement in its usual words; not a road's closure, nor a break."""
    page = f"**BARTON PARISH COUNCIL**\n\nMinutes of the meeting held on 3rd May 2016 at 7.00 pm\n\nPresent: Ann Lee\n\n1. Trees\nNoted.\n\n{said}"
    assert head_of(page).end_time == clock


def test_when_and_where_the_meeting_opened():
    """The text may say what the title block leaves out."""
    head = head_of(f"{PANEL}\n\nThe meeting began at 2.00 p.m. in the Council Chamber, Town Hall, Barton.\n\n1. Trees")
    assert (head.start_time, head.venue) == ("14:00", "Council Chamber, Town Hall, Barton")


def test_the_hours_of_the_meeting_may_stand_under_the_list_of_those_present():
    """A line of its own that gives two times, of the meeting and not of a report."""
    head = head_of(f"{PANEL}\n\nPresent: Ann Lee\n\nVirtual Meeting: 2.00 p.m. - 3.25 p.m.\n\n1. Trees\nWork is done from 9.00 am to 5.00 pm.")
    assert (head.start_time, head.end_time) == ("14:00", "15:25")


@pytest.mark.parametrize(
    ("title", "footer", "status"),
    [
        ("DRAFT", None, "draft"),
        ("AGREED MINUTES", "Minutes DRAFT Page 1 of 6", "confirmed"),
        ("", "Minutes subject to confirmation at the next meeting", "draft"),
        ("", None, "not-stated"),
    ],
)
def test_whether_the_minutes_are_a_draft(title, footer, status):
    """By their own mark; that the previous minutes were approved says nothing of these."""
    page = f"{title}\n\nMinutes of the meeting held on 3rd May 2016\n\nPresent: A\n\n1. The minutes of the last meeting were confirmed."
    assert head_of(page, footer=footer).minutes_status == status


ANNUAL = """
>>**MINUTES OF THE ANNUAL MEETING OF SOULDROP PARISH COUNCIL**
>>**HELD IN THE VILLAGE HALL ON 24th May 2018**

Present: Ann Lee

1. Apologies
None.
2. Minutes
The minutes of the meeting held on 24th April 2018 were approved.

Signed .......... Chair

"""
ORDINARY = """
>>**MINUTES OF THE SOULDROP PARISH COUNCIL MEETING**

>>**HELD IN THE VILLAGE HALL ON 25th May 2018**

Present: Ann Lee

1. Apologies
None.
"""


@pytest.mark.parametrize("pages", [(ANNUAL, ORDINARY), (ANNUAL + ORDINARY,)])
def test_two_meetings_in_one_file(pages):
    """Each has a title block and an attendance block of its own, on a new page or not; the text is divided between them."""
    document = document_of(*pages)
    first, second = find_meetings(document)
    assert (first.date, second.date) == ("2018-05-24", "2018-05-25")
    assert (first.start, first.end, second.end) == (0, second.start, len(document.text))
    assert document.text[second.start :].startswith("MINUTES OF THE SOULDROP PARISH COUNCIL MEETING")


def test_a_volume_of_minutes_with_plain_titles():
    """Committee, day, 'Present:-', without the word minutes."""
    pages = [f">>**AUDIT COMMITTEE**\n>>**{day} March, 2017**\n\nPresent:- Councillor Lee\n\n4. TREES\nNoted." for day in ("1st", "8th")]
    assert [head.date for head in find_meetings(document_of(*pages))] == ["2017-03-01", "2017-03-08"]


def test_the_minutes_of_the_previous_meeting_are_no_second_meeting():
    """A reference to other minutes, even with a list of those present after it, does not divide the text."""
    page = """
    **BARTON COUNCIL**

    **Minutes of the meeting held on 3rd May 2016**

    Present: Ann Lee

    2. MINUTES OF THE PREVIOUS MEETING HELD ON 1ST FEBRUARY 2016

    Present: the clerk had the signed copy.

    **MINUTES OF THE LAST MEETING HELD ON 1ST FEBRUARY 2016**

    Present members agreed that they were correct.
    """
    assert len(find_meetings(document_of(page))) == 1


def test_a_document_without_text_is_one_meeting_of_which_nothing_is_known():
    """A scan that waits for its text."""
    (head,) = find_meetings(Document("", [], [PageText(1, WIDTH, HEIGHT, 0, 0)]))
    assert (head.start, head.end, head.date, head.committee) == (0, 0, None, None)


@pytest.mark.parametrize(
    "piece", ["meeting of ", "minutes of the ", "Council ", "held at The ", "closed the meeting at 9 ", "London Borough of ", "Present\n", "- ", "A "]
)
def test_hostile_text_takes_linear_time(piece):
    """A long line of half a title again and again."""
    text = piece * (200_000 // len(piece))
    bounds, at = [], 0
    for row in text.split("\n"):
        bounds.append((at, at + len(row)))
        at += len(row) + 1
    words = [Glyphs(0, 1, 0, 1, 11, False, False, False)]
    lines = [Line(start, end, 1, 70, 70, 500, 82, words, 0) for start, end in bounds if end > start]
    begun = time.process_time()
    find_meetings(Document(text, lines, [PageText(1, WIDTH, HEIGHT, 0, len(text))]))
    assert time.process_time() - begun < 3


@pytest.mark.parametrize("gold", sorted(CORPUS.glob("calderby-*.json")), ids=lambda path: path.stem)
def test_the_sample_corpus(gold):
    """Council, body, day, time and venue of each document of the sample archive that has a text layer."""
    document = read_document(extract(gold.with_suffix(".pdf").read_bytes()).pages)
    if not document.text:
        pytest.skip("a scan")
    expected = json.loads(gold.read_text(encoding="utf-8"))["meeting"]
    (head,) = find_meetings(document)
    assert (head.date, head.start_time, head.venue) == (expected["date"], expected["start_time"], expected["venue"])
    assert head.committee in (expected["committee"], expected["council"])
    assert head.council in (expected["council"], None)
