"""Whether what a child sent holds together. The child has read a file that may be hostile, so nothing in its answer is taken on trust."""

from __future__ import annotations

import datetime
import math
import re

from pipeline import limits
from pipeline.records import Meeting, Reading

CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def unsound(reading: Reading) -> str | None:
    """What is wrong with a reading; None where its spans lie in its text, its pages and items are in order, and it keeps to the limits."""
    length = len(reading.text)
    if length > limits.MAX_TEXT:
        return f"a text of {length:,} characters"
    if "\0" in reading.text:
        return "a NUL in the text"
    if not len(reading.pages) <= reading.page_count < 1 << 31 or len(reading.pages) > limits.MAX_PAGES:
        return f"{len(reading.pages):,} of {reading.page_count:,} pages"
    last = place = 0
    for page in reading.pages:
        if not last < page.number <= reading.page_count or not place <= page.start <= page.end <= length:
            return f"page {page.number} is out of place"
        last, place = page.number, page.end
    numbers = {page.number for page in reading.pages}
    for number, start, end, x0, top, x1, bottom in reading.lines:
        if number not in numbers or not 0 <= start <= end <= length or not math.isfinite(x0 + top + x1 + bottom):
            return f"a line of page {number} is out of place"
    if len(reading.meetings) > limits.MAX_MEETINGS or sum(len(meeting.items) for meeting in reading.meetings) > limits.MAX_ITEMS:
        return "too many meetings or items"
    return next((wrong for meeting in reading.meetings if (wrong := unsound_meeting(meeting, length, numbers))), None)


def unsound_meeting(meeting: Meeting, length: int, pages: set[int]) -> str | None:
    """Why a meeting cannot be believed; None where it can."""
    head = meeting.head
    if not 0 <= head.start <= head.end <= length:
        return "a meeting outside the text"
    if head.date is not None and not is_date(head.date):
        return "a meeting's date"
    if any(time is not None and not CLOCK.fullmatch(time) for time in (head.start_time, head.end_time)):
        return "a meeting's time"
    for place, item in enumerate(meeting.items, 1):
        if item.sequence != place or item.page not in pages or not 0 <= item.start <= item.body <= item.end <= length:
            return f"item {place} is out of place"
        if item.parent is not None and not 0 < item.parent < place:
            return f"item {place} has no parent before it"
    return None


def is_date(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
