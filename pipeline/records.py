"""Every type that flows through the pipeline, top to bottom in the order of the flow.

    bytes of a PDF -> Extraction (Pages of Words) -> Document (one text + where it stands) -> MeetingHead, Item -> Reading -> rows

Coordinates are PDF points from the top left of the page as displayed (rotation applied): x grows to the right, `top` and `bottom` downwards.
Offsets are positions in `Document.text`, counted in code points, `end` exclusive. All records are frozen; lists in them are never changed after
they are built. The child process answers in MessagePack of these types, so nothing that it sends can run code in the parent.
"""

from __future__ import annotations

from typing import Literal

import msgspec


class Record(msgspec.Struct, frozen=True, array_like=True, gc=False, forbid_unknown_fields=True):
    """Small and numerous: sent as an array, without field names."""


# ---- what the file is ----------------------------------------------------------------------------------------------------------------
class Source(msgspec.Struct, frozen=True):
    """A file of the corpus, before it is read."""

    path: str  # as the user gave it, joined with the folders walked; surrogate-escaped where the name is not UTF-8
    filename: str  # the last part of the path, cleaned for display
    size: int  # bytes, as listed


# ---- what stands on the pages ----------------------------------------------------------------------------------------------------------
class Word(Record, frozen=True):
    """A run of characters without a space between, with one style."""

    text: str  # never empty; control characters removed; a trailing '\u00ad' means a hyphen that the line's end may have made
    x0: float
    top: float
    x1: float
    bottom: float
    size: float  # of the font as displayed, in points
    bold: bool
    italic: bool
    underlined: bool


class Rule(Record, frozen=True):
    """A drawn straight line, or a thin filled box that looks like one: of tables, underlining, frames."""

    x0: float
    top: float
    x1: float
    bottom: float


class Cell(Record, frozen=True):
    """A cell of a ruled table; a cell that spans columns or rows stands once, at its first."""

    row: int
    column: int
    x0: float
    top: float
    x1: float
    bottom: float


class Table(Record, frozen=True):
    """A ruled table. Cells in the order of rows, then columns; it has at least two columns and one row."""

    x0: float
    top: float
    x1: float
    bottom: float
    cells: list[Cell]


class Page(msgspec.Struct, frozen=True):
    """A page: words in drawing order (reading order is `reading`'s work)."""

    number: int  # from 1
    width: float
    height: float
    words: list[Word] = []
    rules: list[Rule] = []
    tables: list[Table] = []
    has_ink: bool = False  # images or vector shapes large or many enough to hold writing; with no words: it waits for OCR
    is_ocr: bool = False
    turn: int = 0  # degrees clockwise by which the page must be turned to be read; all coordinates are those of the turned page
    engine: Literal["pdfium", "pdfplumber", "repaired", "ocr", "none"] = "pdfium"  # which rung of the ladder answered


class Problem(msgspec.Struct, frozen=True):
    """What the pipeline could not do, or doubts: a row of `issues`."""

    stage: str  # the room: pdf, reading, meeting, items ...
    kind: str  # a short code: 'needs-ocr', 'page-unreadable', 'numbering-gap' ...
    severity: Literal["error", "warning", "info"]
    message: str
    page: int | None = None


class Extraction(msgspec.Struct, frozen=True):
    """All that a PDF library told about the file."""

    page_count: int
    pages: list[Page]
    producer: str | None = None
    problems: list[Problem] = []


# ---- one text, and where it stands -----------------------------------------------------------------------------------------------------
class Glyphs(Record, frozen=True):
    """A word's place in the text and its looks; what `items` needs to see that a run is bold or stands in the margin."""

    start: int
    end: int
    x0: float
    x1: float
    size: float
    bold: bool
    italic: bool
    underlined: bool


class Line(msgspec.Struct, frozen=True, gc=False):
    """A line as printed, inside one column or one table cell. `text[start:end]` has no line break in it."""

    start: int
    end: int
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    words: list[Glyphs]
    block: int  # paragraphs: lines that belong together share it; grows through the document
    kind: Literal["body", "cell", "aside"] = "body"  # aside: a margin column (Action, initials), moved out of the sentences beside it
    table: int = -1  # index of the table in the document, -1 outside
    row: int = -1
    column: int = -1

    @property
    def bold(self) -> bool:
        """Every word of the line is bold."""
        return all(w.bold for w in self.words)


class PageText(msgspec.Struct, frozen=True):
    """What is kept of a page beside its lines."""

    number: int
    width: float
    height: float
    start: int  # of the page's first character in the text; end - start may be 0
    end: int
    running_header: str | None = None
    running_footer: str | None = None
    is_ocr: bool = False
    needs_ocr: bool = False
    turn: int = 0  # degrees clockwise


class Document(msgspec.Struct, frozen=True):
    """The one text of a document, never edited, and the geometry of its lines.

    Lines are joined by '\\n', paragraphs (blocks) by '\\n\\n'; a wide gap inside a row is a '\\t', and so is the step between the
    cells of a table's row where each is one line high ('\\n' otherwise). A word broken by a hyphen at the end of a line is joined
    over the two lines, which then touch (`lines[i].end == lines[i + 1].start`).
    """

    text: str
    lines: list[Line]
    pages: list[PageText]
    problems: list[Problem] = []


# ---- meetings and items ----------------------------------------------------------------------------------------------------------------
DocumentKind = Literal["minutes", "agenda", "report", "pack", "other"]


class MeetingHead(msgspec.Struct, frozen=True):
    """The title block of one meeting, and the stretch of text that is its minutes."""

    start: int
    end: int
    council: str | None  # as written, or as certain from the document itself
    committee: str | None  # the body that met; the council's own name where the council itself met
    date: str | None  # ISO
    start_time: str | None  # HH:MM, 24 hours
    end_time: str | None
    venue: str | None
    minutes_status: Literal["draft", "confirmed", "not-stated"] = "not-stated"


class Item(msgspec.Struct, frozen=True):
    """A numbered item of business, or a part of one. `text[start:end]` runs from its heading to the next item's (its children lie inside)."""

    sequence: int  # from 1, in the order of the text, within its meeting
    number: str | None  # as printed, without trailing punctuation
    parent: int | None  # sequence of the item that holds this one
    title: str  # without the number; '' where there is none
    start: int
    end: int
    body: int  # where the text after number and title begins
    page: int
    kind: str = "item"  # item | heading (unnumbered)
    is_exempt: bool = False


# ---- facts of a meeting ----------------------------------------------------------------------------------------------------------------
# `item` is the sequence of the minute item in which the fact stands (the innermost), None outside all items.
Capacity = Literal["member", "co-opted-member", "substitute", "other-councillor", "officer", "partner", "public"]
InterestKind = Literal[
    "disclosable-pecuniary",
    "other-registrable",
    "non-registrable",
    "pecuniary",
    "non-pecuniary",
    "personal",
    "personal-and-prejudicial",
    "prejudicial",
    "not-stated",
]
Participation = Literal["remained", "spoke-no-vote", "took-no-part", "left-room", "not-stated"]
DeclarationsStatement = Literal["declared", "none-declared", "no-heading"]


class Attendee(msgspec.Struct, frozen=True):
    """A person named in the attendance block or in an apologies item. All of them together are the meeting's register of names."""

    name: str  # with the style as written; in a list 'Councillors Allcock and Beaumont' each is 'Councillor NAME'
    capacity: Capacity
    status: Literal["present", "apologies", "absent", "in-attendance"]
    start: int
    end: int
    page: int
    mode: Literal["in-person", "virtual"] | None = None
    meeting_role: Literal["chair", "vice-chair"] | None = None
    post: str | None = None
    substitutes_for: str | None = None
    initials: str | None = None  # the key by which the minutes name the person later: 'NS'
    arrived: str | None = None  # as written: '6.20 pm', 'item 7'
    left: str | None = None


class Declaration(msgspec.Struct, frozen=True):
    """One person's interest in one matter."""

    item: int | None
    name: str
    interest_as_written: str | None
    interest_kind: InterestKind
    about_as_written: str | None
    about_number: str | None
    nature: str | None
    participation: Participation
    quote: str
    start: int
    end: int
    page: int


class Dispensation(msgspec.Struct, frozen=True):
    """Leave to take part in spite of an interest; not a declaration."""

    item: int | None
    name: str | None
    quote: str
    start: int
    end: int
    page: int


class Vote(msgspec.Struct, frozen=True):
    """A named vote."""

    name: str
    option: Literal["for", "against", "abstain"]


class Resolution(msgspec.Struct, frozen=True):
    """One clause of a decision, in its operative words."""

    item: int | None
    number: str | None
    kind: Literal["resolution", "recommendation"]
    text: str
    start: int
    end: int
    page: int
    proposer: str | None = None
    seconder: str | None = None
    outcome: str | None = None  # 'carried', 'agreed unanimously' ... as understood from the text
    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None
    votes: list[Vote] = []


class CrossReference(msgspec.Struct, frozen=True):
    """A reference by number to a minute or an item; where it leads is found in the database, when both ends are there."""

    item: int
    as_written: str
    to_number: str
    to_date: str | None  # ISO, of the meeting referred to, where stated
    start: int
    end: int
    page: int


class Question(msgspec.Struct, frozen=True):
    """A question and its answer in a discussion."""

    item: int
    sequence: int
    question: str
    answer: str | None
    start: int
    end: int
    page: int


EntityLabel = Literal["MEMBER", "OFFICER", "SERVICE", "SCHOOL", "COMMITTEE", "ORGANISATION"]


class Mention(msgspec.Struct, frozen=True):
    """A person or a body named in the text; each place where it is named is one mention."""

    label: EntityLabel
    text: str  # as written, on one line
    name: str  # its fullest form in the document, by which mentions of one person or body are told: an attendee's name as listed
    start: int
    end: int
    page: int
    item: int | None
    source: str  # which rule had the word: 'register', 'style', 'post', 'noun', 'known', 'list', 'payee', 'acronym', 'model'
    post: str | None = None  # of an officer, where it stands beside the name
    acronym: str | None = None  # of a body, where the document says what its letters are


class Statistic(msgspec.Struct, frozen=True):
    """A figure that quantifies something, with its meaning in the document's words."""

    item: int | None
    as_written: str
    value: float
    value_high: float | None  # the upper end of a range
    unit: str  # count percent GBP days weeks months years hours minutes miles metres kilometres tonnes mph ratio places other
    sentence: str  # the sentence, the line of a list, or the row of a table in which it stands
    start: int
    end: int
    page: int
    qualifier: Literal["about", "at-least", "up-to", "over", "under"] | None = None
    measure: str | None = None  # what is counted or measured
    population: str | None = None  # of whom, or the rest of what the clause says
    subject_kind: Literal["actual", "target", "forecast", "capacity", "threshold", "budget"] = "actual"
    period_as_written: str | None = None
    period_start: str | None = None  # ISO
    period_end: str | None = None
    direction: Literal["up", "down"] | None = None
    comparator: str | None = None  # what it is compared with
    comparator_index: int | None = None  # the place in the meeting's list of the figure that it is compared with
    table: int = -1  # for a cell: the table in the document, its row and column
    row: int = -1
    column: int = -1


CheckRule = Literal["difference", "percent-of", "percent-change", "sum-of-parts", "same-figure"]


class Check(msgspec.Struct, frozen=True):
    """Figures of an item held against each other."""

    item: int
    rule: CheckRule
    stated: float
    computed: float
    verdict: Literal["agrees", "disagrees"]
    explanation: str
    figures: list[int]  # places in the meeting's list of statistics: the stated one first


class Meeting(msgspec.Struct, frozen=True):
    """A meeting as read from one document: its head, its items, and the facts in them."""

    head: MeetingHead
    items: list[Item]
    attendance: list[Attendee] = []
    declarations_statement: DeclarationsStatement = "no-heading"
    declarations: list[Declaration] = []
    dispensations: list[Dispensation] = []
    resolutions: list[Resolution] = []
    references: list[CrossReference] = []
    questions: list[Question] = []
    mentions: list[Mention] = []
    statistics: list[Statistic] = []
    checks: list[Check] = []


class Reading(msgspec.Struct, frozen=True):
    """All that was read from one file: what the child sends to the parent."""

    page_count: int
    producer: str | None
    kind: DocumentKind
    language: str  # 'en', 'cy'
    text_source: Literal["text-layer", "ocr", "mixed", "none"]
    text: str
    pages: list[PageText]
    lines: list[tuple[int, int, int, float, float, float, float]]  # page, start, end, x0, top, x1, bottom
    meetings: list[Meeting]
    problems: list[Problem] = []
