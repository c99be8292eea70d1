"""The meetings that minutes record: where each begins in the text, and what its title block says of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from typing import Literal

import msgspec

from pipeline.councils import BODY, find_councils
from pipeline.dates import StatedDate, find_dates
from pipeline.kind import classify as classify
from pipeline.limits import MAX_MEETINGS
from pipeline.records import Document, Line, MeetingHead
from pipeline.sitting import HOURS, NEAR_END, NEAR_START, read_closing, read_opening
from pipeline.title import choose_date, choose_times, read_committee, read_councils
from pipeline.venue import read_venue

MAX_TITLE_LINES = 30  # a letterhead, the names of chairman and clerk, and the title itself
MAX_TITLE_TEXT = 2_500  # characters
UNMARKED_TITLE_LINES = 12  # where neither an attendance block nor a numbered item ends the title block
MAX_LINE_OF_TITLE = 160  # characters
LINES_ABOVE_ATTENDANCE = 14  # among which the title block of a second meeting is looked for
SEARCHED = 100_000  # characters of a meeting's text in which a name or a year that the title block lacks is looked for
MAX_RUNNING_HEADS = 12  # different ones, of a meeting
MAX_RUNNING_TEXT = 400  # characters of one that are read

_WHO = (
    r"[^\w\n]{0,3}(?:\d{1,2}[.)]?\s?|[a-z][.)]\s?)?"
    r"(?:(?:those|members?|councillors?|cllrs?\.?|(?:board|committee|panel|forum) members?|also|officers?|governors?|trustees?|staff) )?"
)
_ATTENDANCE = re.compile(
    rf"^{_WHO}(?:were )?(?:present|attendance|attendees|attending|in[ -]attendance|apologies|sederunt|regrets|membership)\b"
    r"|^[^\w\n]{0,3}(?:(?:board|committee|panel|forum) )?members?\s{0,3}$",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    rf"\n{_WHO}(?:were )?(?:present|attendance|attendees|sederunt)\b(?! (?:at|in|for|during|when|with|and voting)\b)", re.IGNORECASE
)
_NUMBERED = re.compile(r"\W{0,2}(?:\d{1,5}(?:[./-]\d{1,4}){0,3}[.):]?[ \t]{1,9}[A-Z]|\d{1,4}[.)])")
_LEADS_ON = re.compile(r"(?:\b(?:at|on|from|the|of|until|commencing|and|rooms?)\W{0,2}|,)$", re.IGNORECASE)
_MINUTES = re.compile(
    r"\W{0,3}(?:(?:draft|un-?confirmed|un-?approved|confirmed|approved|agreed|public) )?(?:minutes?\b|notes of\b|at an?\b[^\n]{0,60}\bmeeting of\b)",
    re.IGNORECASE,
)
_MEETING_LINE = re.compile(r"\b(?:minutes?|meeting|held)\b", re.IGNORECASE)
_EARLIER_MINUTES = re.compile(
    r"\b(?:previous|last|preceding|approv\w{1,4}|confirm\w{1,4}|sign\w{0,4}|receive\w?|adopt\w{0,4}|matters arising|accept\w{0,4}|agree\w?|correct|"
    r"accurate|true record|resolved|circulated|to consider|noted?)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d/.£,-])(?:19|20)\d\d(?![\d/]|[.,]\d)")
_TYPE_OF_COUNCIL = re.compile(r" ?\b(?:parish|town|community|city|county|district|metropolitan|borough|village)? ?council$", re.IGNORECASE)
_OFFICE_IN = re.compile(
    r"\b(?:chair(?:man|person)?|mayor|conven[eo]r|clerk|secretary|proper officer)[ ,:\n–-]{1,3}(?:(?:to|of|for) )?(?:the )?$", re.IGNORECASE
)
_DRAFT = re.compile(
    r"(?<![a-z])(?:D ?R ?A ?F ?T\b|[Dd]raft [Mm]inutes?|Draft\s{0,3}(?:$|\n)|"
    r"(?i:un-?confirmed|un-?approved|subject to (?:confirmation|approval|amendment)))"
)
_CONFIRMED = re.compile(
    r"(?<!un)(?<!un-)\b(?:confirmed|approved|adopted|agreed|signed|ratified)\s?minutes?\b|\bminutes?\s?[-–(]{0,2}\s?(?:confirmed|approved)\b\s?[-–)]{0,2}$"
    r"|\b(?:these|the above|the foregoing)\s(?:minutes\s)?(?:were|have been)\s(?:confirmed|approved|adopted|agreed|signed)\b",
    re.IGNORECASE | re.MULTILINE,
)


def find_meetings(document: Document) -> list[MeetingHead]:
    """One head a meeting, in the order of the text; the whole text is one meeting where no second title block is certain."""
    if not document.lines:
        return [MeetingHead(0, len(document.text), None, None, None, None, None, None)]
    starts = _meeting_starts(document)
    ends = [*[document.lines[start].start for start in starts[1:]], len(document.text)]
    return [read_head(document, first, end) for first, end in zip(starts, ends, strict=True)]


def read_head(document: Document, first: int, end: int) -> MeetingHead:
    """What the title block at line `first`, and the text from there to `end`, state of a meeting."""
    text, begin = document.text, document.lines[first].start
    block = text[begin : min(document.lines[_title_end(document, first)].end, begin + MAX_TITLE_TEXT)]
    body = text[begin:end]
    runs = _running_heads(document, begin, end)
    heads = "\n".join(runs)
    head_dates = [date for run in runs for date in find_dates(run)]
    councils = read_councils(block, heads)
    committee = read_committee(block, heads, councils)
    date = choose_date(block, head_dates) or _most_stated(head_dates)
    start_time, end_time = choose_times(block)
    if start_time is None and (hours := HOURS.search(body[:NEAR_START])):
        start_time, end_time = choose_times(hours[0])
    opened, place = read_opening(body) if start_time is None else (None, None)
    return MeetingHead(
        start=begin if first else 0,
        end=end,
        council=councils[0] if councils else _council_in_text(committee, body),
        committee=committee,
        date=_with_year(date, head_dates, body),
        start_time=start_time or opened,
        end_time=end_time or read_closing(body, start_time or opened),
        venue=read_venue(block) or place,
        minutes_status=_status(block, heads),
    )


# ---- where a title block ends, and where a second one begins ---------------------------------------------------------------------------
def _line(document: Document, at: int) -> str:
    return document.text[document.lines[at].start : document.lines[at].end]


def _title_end(document: Document, first: int) -> int:
    """The last line of the title block that begins at line `first`: the one before the attendance block or the first numbered item."""
    last = min(len(document.lines), first + MAX_TITLE_LINES) - 1
    for at in range(first + 1, last + 1):
        text = _line(document, at)
        if _ATTENDANCE.match(text) or (at > first + 1 and _is_numbered(text, _line(document, at - 1))):
            return at - 1
    return min(last, first + UNMARKED_TITLE_LINES - 1)


def _is_numbered(line: str, before: str) -> bool:
    """Whether a line begins with the number of an item, and not with the date or time that the line before it leads to."""
    return bool(_NUMBERED.match(line)) and not _LEADS_ON.search(before[-20:]) and not find_dates(line)


def _meeting_starts(document: Document) -> list[int]:
    """The lines at which meetings begin; the first is always the first line. A second has a title block right above its attendance block."""
    starts = [0]
    own = document.lines[min(_title_end(document, 0) + 1, len(document.lines) - 1)]  # the first attendance block begins here
    for present in _PRESENT.finditer(document.text, own.end):
        at = bisect_right(document.lines, present.start() + 1, key=lambda line: line.start) - 1
        start = _title_above(document, at, starts[-1]) if len(starts) < MAX_MEETINGS else None
        if start is not None:
            starts.append(start)
    return starts


def _title_above(document: Document, present: int, floor: int) -> int | None:
    """The first line of the title block that stands right above the attendance line `present`; None where there is none with a title and a date."""
    top, has_date, has_title = present, False, False
    for at in range(present - 1, max(floor + 2, present - LINES_ABOVE_ATTENDANCE), -1):
        text = _line(document, at)
        dates = find_dates(text)
        if len(text) > MAX_LINE_OF_TITLE or (_NUMBERED.match(text) and not dates) or _EARLIER_MINUTES.search(text):
            break
        heading = _looks_like_heading(document, document.lines[at])
        title = bool(_MINUTES.match(text)) or (heading and bool(_MEETING_LINE.search(text) or BODY.search(text) or find_councils(text, 0, len(text))))
        dated = any(date.year is not None for date in dates)
        if dated or title or (heading and not text.rstrip().endswith(".")):
            top, has_date, has_title = at, has_date or dated, has_title or title
        elif present - at > 6 or document.lines[at].page != document.lines[present].page:
            break
    return top if has_date and has_title else None


def _looks_like_heading(document: Document, line: Line) -> bool:
    """Bold, in capitals, or centred: as title blocks are set."""
    letters = [c for c in document.text[line.start : line.end] if c.isalpha()]
    page = document.pages[line.page - 1]
    centred = abs(line.x0 + line.x1 - page.width) < 30 and line.x0 > page.width * 0.2
    return bool(letters) and (line.bold or centred or sum(c.isupper() for c in letters) > 0.8 * len(letters))


# ---- beside the title block ------------------------------------------------------------------------------------------------------------
def _running_heads(document: Document, start: int, end: int) -> list[str]:
    """The running heads and feet of the pages of a meeting, the most frequent first."""
    counted: Counter[str] = Counter()
    for page in document.pages:
        if page.end > start and page.start < end:
            counted.update(run[:MAX_RUNNING_TEXT] for run in (page.running_header, page.running_footer) if run)
    return [run for run, _ in counted.most_common(MAX_RUNNING_HEADS)]


def _most_stated(dates: list[StatedDate]) -> StatedDate | None:
    counted = Counter((date.year, date.month, date.day) for date in dates)
    return max(dates, key=lambda date: counted[date.year, date.month, date.day], default=None)


def _with_year(date: StatedDate | None, head_dates: list[StatedDate], body: str) -> str | None:
    """The date in ISO; a missing year is taken from the running heads, else from the years in the text that fit the day of the week."""
    if date is None or date.year is not None:
        return date.iso if date else None
    same_day = [other.year for other in head_dates if (other.day, other.month) == (date.day, date.month) and other.year is not None]
    if same_day:
        return msgspec.structs.replace(date, year=same_day[0]).iso
    if date.weekday is None:
        return None
    years = Counter(int(year) for year in _YEAR.findall(body, 0, SEARCHED))
    years.update(other.year for other in find_dates(body, 0, SEARCHED) if other.year is not None)
    fitting = [year for year, _ in years.most_common(4) if msgspec.structs.replace(date, year=year).fits]
    return msgspec.structs.replace(date, year=fitting[0]).iso if fitting else None


def _council_in_text(committee: str | None, body: str) -> str | None:
    """The council that the text names as its own, where the title block names none.

    The body that met bears its name ('Souldern Annual Parish Meeting'), or the signature gives an office in it ('Chair, Souldern Parish Council').
    """
    named = Counter(name for _, _, name in find_councils(body, 0, min(len(body), SEARCHED)) if name.endswith("Council"))
    for name, _ in named.most_common():
        place = _TYPE_OF_COUNCIL.sub("", name).strip()
        if len(place) > 3 and committee and re.search(rf"\b{re.escape(place)}\b", committee, re.IGNORECASE):
            return name
    near_end = max(0, len(body) - NEAR_END)
    signed = [name for start, _, name in find_councils(body, near_end, len(body)) if _OFFICE_IN.search(body, max(near_end, start - 60), start)]
    return signed[-1] if signed else None


def _status(block: str, heads: str) -> Literal["draft", "confirmed", "not-stated"]:
    """Whether these minutes call themselves a draft, or confirmed; usually they do not say. A running head may be left over from the draft."""
    for said in (block, heads):
        if _CONFIRMED.search(said):
            return "confirmed"
        if _DRAFT.search(said):
            return "draft"
    return "not-stated"
