"""When a meeting began and closed, where its text says so rather than its title block."""

from __future__ import annotations

import re

from pipeline.dates import StatedTime, find_times
from pipeline.venue import read_venue

NEAR_START, NEAR_END = 4_000, 1_500  # characters: where minutes say when they began
SEARCHED = 200_000  # characters before the end of a meeting's text: some 60 pages
NEAR_CLOSE = 4_000  # characters at the end, looked at first: reports may be bound behind the minutes
EARLIEST_CLOSE = 10  # o'clock: a bare '9.30' at which a meeting closed is of the evening

# 'Virtual meeting: 2.00 p.m. - 3.25 p.m.', a line of its own under the list of those present
HOURS = re.compile(
    r"^[ \t]{0,4}(?:(?:(?:virtual|remote|hybrid|online) )?(?:meeting|time|hours)[ \t]{0,3}[:–-]?[ \t]{0,3})?(?:from )?"
    r"\d{1,2}[.:]?\d{0,2} ?(?:[ap]\.?m\b\.?)? ?(?:-|–|—|to|until) ?\d{1,2}[.:]\d\d ?(?:[ap]\.?m\b\.?)?[ \t]{0,4}$",
    re.IGNORECASE | re.MULTILINE,
)
_OPENED = re.compile(r"\b(?:open(?:ed|ing)|commenc(?:ed|ing|ement)|start(?:ed|ing)?|began|called to order|convened)\b", re.IGNORECASE)
_CLOSED = re.compile(
    # the first letter, and that no other stands before it: a pattern that begins with \b is found several times more slowly
    r"[ACDEFRTacdefrt](?<!\w.)(?i:(?<=c)los(?:ed?|ing|ure)|(?<=c)onclu(?:ded|sion)|(?<=e)nd(?:ed|ing)?|(?<=f)inish(?:ed)?|(?<=t)erminated"
    r"|(?<=a)djourn(?:ed)?|(?<=r)ose|(?<=d)issolved)\b"
)
_SITTING = re.compile(r"\b(?:meeting|business|proceedings|session|council|committee|board)\b", re.IGNORECASE)
# A full stop before a capital letter, but not that of 'p.m.'; a blank line, but not one before a time; a line that begins such a sentence.
_SENTENCE_END = re.compile(
    r"(?<![ap]\.m)(?<![ap])\.(?=\s{1,3}(?!Time)[A-Z])|\n\n(?!\W{0,3}\d{1,2}[.:]?\d\d)|\n(?=(?:the (?:meeting|chair)|there|meeting)\b)|"
    r"\b(?:next|resum\w{1,4}|reconven\w{1,4})\b",
    re.IGNORECASE,
)
_NOT_THE_MEETING = re.compile(
    r"\b(?:next|will|would|to be|deadline|closed to|future|until|roads?|lane|street|window|consultation|exhibition|school|office|survey|"
    r"open forum|public session|public forum|applications?|works?)\b",
    re.IGNORECASE,
)
_RESUMED = re.compile(r"\b(?:resum|re-?conven|re-?open|for (?:the|a|five|ten)\b)", re.IGNORECASE)
_LABEL = re.compile(r"(?:^|[\n\t(]|[ap]\.?m\.?[,;]?\s)(?:time )?$", re.IGNORECASE)
_LABELLED = re.compile(r" ?(?:[:–-]|at) ?\d")
_AT = re.compile(r"(?:\bat|:)\s{0,3}$", re.IGNORECASE)


def read_opening(body: str) -> tuple[str | None, str | None]:
    """When and where the text says that the meeting began, near its beginning or near its end."""
    near = body if len(body) <= NEAR_START + NEAR_END else f"{body[:NEAR_START]}\n\n{body[-NEAR_END:]}"
    for match in _OPENED.finditer(near):
        before, after = _sentence(near, match)
        if not _is_of_meeting(before, match.group(), after):
            continue
        times = [time for time in find_times(after) if time.certain or _AT.search(after[: time.start])]
        if times:
            return times[0].clock, read_venue(f"held {after[times[0].end :]}")
    return None, None


def read_closing(body: str, start_time: str | None) -> str | None:
    """When the text says that the meeting closed: the last such statement."""
    found = _last_closing(body, max(0, len(body) - NEAR_CLOSE)) or _last_closing(body, max(0, len(body) - SEARCHED))
    if found is None:
        return None
    hour = int(found.clock[:2])
    evening = f"{hour + 12:02}{found.clock[2:]}"
    if not found.certain and start_time is None:
        return evening if hour < EARLIEST_CLOSE else found.clock if hour >= 12 else None
    return evening if hour < 12 and start_time is not None and found.clock < start_time < evening else found.clock


def _last_closing(body: str, start: int) -> StatedTime | None:
    found = None
    for match in _CLOSED.finditer(body, start):
        before, after = _sentence(body, match)
        if not _is_of_meeting(before, match.group(), after):
            continue
        if match.group()[0] in "aA" and _RESUMED.search(body, match.end(), match.end() + 400):
            continue
        said = find_times(after) or [time for time in find_times(before) if _SITTING.search(before, time.end)]
        found = said[0] if said else found
    return found


def _sentence(text: str, match: re.Match[str]) -> tuple[str, str]:
    """What stands before and after a match in its sentence, up to a line or two."""
    before = text[max(0, match.start() - 140) : match.start()]
    before = before[max((cut.end() for cut in _SENTENCE_END.finditer(before)), default=0) :]
    after = text[match.end() : match.end() + 90]
    cut = _SENTENCE_END.search(after)
    return before, after[: cut.start()] if cut else after


def _is_of_meeting(before: str, verb: str, after: str) -> bool:
    """Whether it is the meeting that opened or closed: the sentence says so, or it is a label ('Time finished: 7.42 pm')."""
    label = _LABEL.search(before) and _LABELLED.match(after)
    return bool(label or _SITTING.search(before) or _SITTING.search(after[:30])) and not _NOT_THE_MEETING.search(before[-60:] + verb + after)
