"""The meetings that minutes record: where each begins in the text, and what its title block says of it."""

from __future__ import annotations

import re
from collections import Counter
from typing import Literal

from pipeline.councils import find_councils
from pipeline.dates import StatedDate, find_dates, find_times
from pipeline.kind import classify as classify
from pipeline.limits import MAX_MEETINGS
from pipeline.records import Document, Line, MeetingHead
from pipeline.title import choose_date, choose_times, read_committee, read_councils, read_venue

MAX_TITLE_LINES = 30  # a letterhead, the names of chairman and clerk, and the title itself
MAX_TITLE_TEXT = 2_500  # characters
UNMARKED_TITLE_LINES = 12  # where neither an attendance block nor a numbered item ends the title block

_ATTENDANCE = re.compile(
    r"\W{0,3}(?:\d{1,2}[.)]?\s*|[a-z][.)]\s*)?(?:(?:those|members?|councillors?|cllrs?\.?|(?:board|committee|panel|forum) members?|also|officers?|governors?|trustees?|staff)\s+)?"
    r"(?:were\s+)?(?:present\b|attendance\b|attendees\b|attending\b|in[ -]attendance\b|apologies\b|sederunt\b|regrets\b|membership\b)"
    r"|\W{0,3}(?:board|committee|panel|forum)?\s*members?\s*$",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"\W{0,3}(?:(?:those|members?|councillors?|cllrs?\.?|(?:board|committee|panel) members?|governors?|trustees?)\s+)?(?:were\s+)?present\b(?!\s+(?:at|in|for|during|when|with|and\s+voting)\b)"
    r"|\W{0,3}(?:attendance|attendees|sederunt)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\W{0,2}(?:\d{1,5}(?:[./-]\d{1,4}){0,3}[.):]?[ \t]+[A-Z]|\d{1,4}[.)])")
_MINUTES = re.compile(r"\W{0,3}(?:draft\s+|un-?confirmed\s+|un-?approved\s+|confirmed\s+|approved\s+|public\s+)?(?:minutes?\b|notes of\b|at an?\b[^\n]{0,60}\bmeeting of\b)", re.IGNORECASE)
_MEETING_LINE = re.compile(r"\b(?:minutes?|meeting|held)\b", re.IGNORECASE)
_EARLIER_MINUTES = re.compile(
    r"\b(?:previous|last|preceding|approv\w+|confirm\w+|sign\w*|receive\w*|adopt\w*|matters arising|accept\w*|agree\w*|correct|accurate|true record|resolved|circulated|to consider|noted?)\b",
    re.IGNORECASE,
)

_OPENED = re.compile(
    r"\b(?:meeting|chair(?:man|person|woman)?|mayor|convenor|convener|reeve|he|she|proceedings|session)\b[^.\n]{0,60}\n?[^.\n]{0,40}?\b(?:opened|commenced|started|began|called to order|convened|start(?:ed)? time)\b(?P<rest>[^\n]{0,60}\n?[^\n]{0,20})"
    r"|\b(?:start(?:ing)? time|commenced at|opened at|started at|meeting (?:start|starts|began|begins)(?: at)?|time of (?:start|commencement|meeting)|time (?:started|commenced|opened))\b(?P<rest2>[^\n]{0,30})",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    r"\b(?:clos(?:ed|es|ing|e|ure)|conclud(?:ed|es|ing)|end(?:ed|ing|s)?|finish(?:ed|es|ing)?|terminat(?:ed|ing)|adjourn(?:ed|ment)?|rose|dissolved|declared closed|no (?:further|other|more) business|nothing further)\b(?P<rest>[^\n]{0,90}\n?[^\n]{0,90})",
    re.IGNORECASE,
)
_NOT_THIS_MEETING = re.compile(r"\b(?:next|will|would|to be|deadline|consultation|road|closed to|session|future|until|exhibition|office)\b", re.IGNORECASE)
_DRAFT = re.compile(r"(?<![a-z])(?:DRAFT\b|[Dd]raft [Mm]inutes?|(?i:un-?confirmed|un-?approved|subject to (?:confirmation|approval|amendment))|Draft\s*(?:$|\n))")
_CONFIRMED = re.compile(
    r"\b(?:confirmed|approved|adopted|signed|ratified)\s+minutes?\b|\bminutes?\s+[-–(]?\s*(?:confirmed|approved)\b\s*[-–)]?\s*$"
    r"|\b(?:these|the above|the foregoing)\s+minutes\s+(?:were|have been)\s+(?:confirmed|approved|adopted|agreed|signed)\b",
    re.IGNORECASE | re.MULTILINE,
)


def find_meetings(document: Document) -> list[MeetingHead]:
    """One head a meeting, in the order of the text; the whole text is one meeting where no second title block is certain."""
    starts = _meeting_starts(document)
    ends = [*[document.lines[start].start for start in starts[1:]], len(document.text)]
    heads = [read_head(document, first, end, alone=len(starts) == 1) for first, end in zip(starts, ends, strict=True)]
    return heads or [MeetingHead(0, len(document.text), None, None, None, None, None, None)]


def read_head(document: Document, first: int, end: int, alone: bool = True) -> MeetingHead:
    """What the title block at line `first` states of the meeting that runs to `end`."""
    lines = document.lines
    start = lines[first].start if first else 0
    stop = lines[_title_end(document, first)].end
    block = document.text[lines[first].start : min(stop, lines[first].start + MAX_TITLE_TEXT)]
    runs = _running_heads(document, start, end)
    heads = "\n".join(runs)
    head_dates = [date for run in runs for date in find_dates(run)]
    councils = read_councils(block, heads)
    dates = find_dates(block)
    date = choose_date(block, head_dates) or _most_stated(head_dates)
    start_time, end_time = choose_times(block, dates)
    body = document.text[lines[first].start : end]
    return MeetingHead(
        start=start,
        end=end,
        council=councils[0] if councils else _council_in_text(document.text, start, end),
        committee=read_committee(block, heads, councils),
        date=_with_year(date, head_dates, body),
        start_time=start_time or _opening(body),
        end_time=end_time or _closing(body, start_time),
        venue=read_venue(block),
        minutes_status=_status(block, heads),
    )


# ---- where a title block ends, and where a second one begins ---------------------------------------------------------------------------
def _title_end(document: Document, first: int) -> int:
    """The last line of the title block that begins at line `first`: the one before the attendance block or the first numbered item."""
    lines = document.lines
    last = min(len(lines), first + MAX_TITLE_LINES) - 1
    for at in range(first + 1, last + 1):
        text = document.text[lines[at].start : lines[at].end]
        if _ATTENDANCE.match(text) or (at > first + 1 and _NUMBERED.match(text) and not find_dates(text)):
            return at - 1
    return min(last, first + UNMARKED_TITLE_LINES - 1)


def _meeting_starts(document: Document) -> list[int]:
    """The lines at which meetings begin; the first is always the first line."""
    if not document.lines:
        return []
    starts = [0]
    first_end = _title_end(document, 0)
    for at, line in enumerate(document.lines):
        if at <= first_end + 1 or len(starts) >= MAX_MEETINGS:
            continue
        text = document.text[line.start : line.end]
        if _PRESENT.match(text):
            start = _title_above(document, at, starts[-1])
            if start is not None:
                starts.append(start)
    return starts


def _title_above(document: Document, present: int, floor: int) -> int | None:
    """The first line of the title block that stands right above the attendance line `present`; None where there is none."""
    lines, text = document.lines, document.text
    top = present
    has_date = has_title = False
    for at in range(present - 1, max(floor + 5, present - 14), -1):
        line = text[lines[at].start : lines[at].end]
        if len(line) > 160 or (_NUMBERED.match(line) and not find_dates(line)):
            break
        if _EARLIER_MINUTES.search(line):
            break
        dates = [d for d in find_dates(line) if d.year is not None]
        is_title = bool(_MINUTES.match(line)) or (bool(_MEETING_LINE.search(line)) and _looks_like_heading(document, lines[at]))
        if dates or is_title or (_looks_like_heading(document, lines[at]) and not line.rstrip().endswith(".")):
            has_date = has_date or bool(dates)
            has_title = has_title or is_title or (bool(find_councils(line, 0, len(line))) and _looks_like_heading(document, lines[at]))
            top = at
        elif present - at > 6 or lines[at].page != lines[present].page:
            break
    return top if has_date and has_title and top < present else None


def _looks_like_heading(document: Document, line: Line) -> bool:
    """Bold, in capitals, or centred: as title blocks are set."""
    words = document.text[line.start : line.end]
    letters = [c for c in words if c.isalpha()]
    if not letters:
        return False
    page = document.pages[line.page - 1] if line.page <= len(document.pages) else None
    centred = page is not None and abs((line.x0 + line.x1) / 2 - page.width / 2) < 15 and line.x0 > page.width * 0.2
    return line.bold or sum(c.isupper() for c in letters) > 0.8 * len(letters) or centred


# ---- beside the title block -----------------------------------------------------------------------------------------------------------
def _running_heads(document: Document, start: int, end: int) -> list[str]:
    """The running heads and feet of the pages of a meeting, the most frequent first."""
    counted: Counter[str] = Counter()
    for page in document.pages:
        if (page.end > start and page.start < end) or page.start == page.end == start:
            for run in (page.running_header, page.running_footer):
                if run:
                    counted[re.sub(r"\d+\s*(?:/\s*\d+\s*)?$", "", run) if not find_dates(run) else run[:400]] += 1
    return [run for run, _ in counted.most_common(12)]


def _most_stated(dates: list[StatedDate]) -> StatedDate | None:
    counted = Counter((date.year, date.month, date.day) for date in dates)
    return next((d for d in dates if (d.year, d.month, d.day) == counted.most_common(1)[0][0]), None) if dates else None


def _with_year(date: StatedDate | None, head_dates: list[StatedDate], body: str) -> str | None:
    """The date in ISO; a missing year is taken from the running heads, else from the years in the text that fit the day of the week."""
    if date is None:
        return None
    if date.year is not None:
        return date.iso
    for other in head_dates:
        if (other.day, other.month) == (date.day, date.month) and other.year is not None:
            return other.iso
    years = Counter(d.year for d in find_dates(body[:20_000]) if d.year is not None)
    for year, _ in years.most_common(4):
        try:
            dated = StatedDate(date.start, date.end, date.day, date.month, year, date.weekday)
            if dated.fits is not False:
                return dated.iso
        except ValueError:
            continue
    return None


def _council_in_text(text: str, start: int, end: int) -> str | None:
    """The only council that a text names again and again, where its title block names none."""
    return None


# ---- beginning and end of the meeting -------------------------------------------------------------------------------------------------
def _opening(body: str) -> str | None:
    """When the text says that the meeting opened."""
    for match in _OPENED.finditer(body[:6_000] + "\n" + body[-2_000:] if len(body) > 8_000 else body):
        if _NOT_THIS_MEETING.search(match.group()):
            continue
        rest = match["rest"] or match["rest2"] or ""
        times = find_times(rest)
        if times:
            return times[0].clock
    return None


def _closing(body: str, start_time: str | None) -> str | None:
    """When the text says that the meeting closed: the last such statement near its end."""
    found = None
    tail = body[-6_000:]
    for match in _CLOSED.finditer(tail):
        around = tail[max(0, match.start() - 60) : match.end()]
        if "meeting" not in around.lower() and "business" not in around.lower() and "clos" not in match.group().lower():
            continue
        before = tail[max(0, match.start() - 40) : match.start()]
        if _NOT_THIS_MEETING.search(before):
            continue
        rest = match["rest"]
        later = re.search(r"\bnext\b", rest, re.IGNORECASE)
        times = find_times(rest[: later.start()] if later else rest)
        if times:
            found = times[0].clock
    if found and start_time and found < start_time and int(found[:2]) < 12:
        evening = f"{int(found[:2]) + 12:02}{found[2:]}"
        return evening if evening > start_time else found
    return found


def _status(block: str, heads: str) -> Literal["draft", "confirmed", "not-stated"]:
    """Whether these minutes call themselves a draft, or confirmed; usually they do not say."""
    if _DRAFT.search(block) or _DRAFT.search(heads):
        return "draft"
    return "confirmed" if _CONFIRMED.search(block) or _CONFIRMED.search(heads) else "not-stated"
