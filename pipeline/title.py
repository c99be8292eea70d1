"""A title block, read: who met, for which council, when and where."""

from __future__ import annotations

import re

from pipeline.councils import BODY, find_councils, is_full_council, tidy
from pipeline.dates import StatedDate, StatedTime, find_dates, find_times
from pipeline.limits import MAX_NAME

# Words before a date that say it is not the day of this meeting.
_OTHER_DAY = re.compile(
    r"\b(?:previous|last|next|preceding|future|following meeting|approved?(?: by council)?|adopted|confirmed|published|printed|issued|despatch(?:ed)?|dispatch(?:ed)?|"
    r"dated|created|updated|circulated|signed|ending|ended|until|since|deadline|term of office|born|version|revised|effective|from previous)\b[^\n]{0,40}$",
    re.IGNORECASE,
)
_HELD = re.compile(r"\b(?:held|meeting|minutes?|date|on|of)\b[^\n]{0,80}$", re.IGNORECASE)
_LABEL = (
    r"(?:^|[\t\n|])[ ]*(?:{0})(?: of (?:the )?meeting)?[ ]*(?:[:;–-]+[ \t]*\n?|\t)[ \t]*(?P<value>[^\t\n]{{2,160}}(?:\n(?!\n)(?![^\n:]{{0,30}}:)[^\t\n]{{2,80}})?)"
)
_VENUE_LABEL = re.compile(_LABEL.format("venue|place|location|held at"), re.IGNORECASE)
_BODY_LABEL = re.compile(
    r"(?:^|[\t\n|])[ ]*(?:committee|meeting|name of (?:meeting|committee|body)|body|title)(?: name| title)?[ ]*(?:[:;–-]+[ \t]*|\t)[ \t]*(?P<value>[^\t\n]{3,120})",
    re.IGNORECASE,
)

_MEETING_WORD = re.compile(r"\b(?:minutes?|meeting|which|approved|draft|agenda)\b", re.IGNORECASE)

_KINDS = (
    r"(?:an?|the|their|our|its|annual|general|extra[ -]?ordinary|ordinary|special|monthly|regular|statutory|inaugural|full|remote|virtual|hybrid|public|"
    r"emergency|additional|reconvened|adjourned|informal|formal|open|first|joint|on-?line|teams|zoom|scheduled|agm|bi-?monthly|quarterly|"
    r"proceedings|(?:duly )?convened|council)"
)
_FIRST = r"(?:draft |unconfirmed |confirmed |approved |un-?approved |public )?"
# 'MINUTES of a meeting of the Cabinet held in ...': what stands between 'meeting of the' and 'held'.
_MEETING_OF = re.compile(
    r"\bmeetings?\s+(?:of|for)\s+(?:the\s+|an?\s+|our\s+)?(?P<body>[^.;:]{3,160}?)"
    r"(?=\s*,?\s*(?:\bheld\b|\bwhich\b|\bthat was\b|\bwas held\b|\btook place\b|\bon\s+(?:the\s+)?(?:mon|tue|wed|thu|fri|sat|sun|\d)|\bat\s+(?:the\b|\d)|\bin the\b|"
    r"\bcommenc|\bvia\b|\bby video|\bdated?\b|\n\n|[;:.(\t]|\s[-–—]\s|$))",
    re.IGNORECASE,
)
# 'Minutes of the Planning Committee held ...', 'Minutes of the Souldern Parish Council meeting'
_MINUTES_OF = re.compile(
    r"\b(?:minutes?|notes|record|proceedings|(?<=\n)at|^at)\s+(?:of|for|from)\s+(?P<body>[^.;:]{3,160}?)"
    r"(?=\s*,?\s*(?:\bheld\b|\bmeetings?\b|\bwhich\b|\bon\s+(?:the\s+)?(?:mon|tue|wed|thu|fri|sat|sun|\d)|\bat\s+(?:the\b|\d)|\bin the\b|\bcommenc|\bvia\b|\bdated?\b|"
    r"\n\n|[;:.(\t]|\s[-–—]\s|$))",
    re.IGNORECASE,
)
_KIND_WORDS = re.compile(rf"^(?:{_KINDS}\b[\s,-]*)+", re.IGNORECASE)
_LINE_FILLER = re.compile(rf"^{_FIRST}(?:(?:minutes?|notes|record|agenda|proceedings)\b\W*)?(?:(?:of|for|from)\b)?\s*(?:the\b)?\s*", re.IGNORECASE)
_AFTER_BODY = re.compile(r"\s*(?:[-–—:|]+\s*)?\b(?:agm|annual general meeting|annual meeting|(?:public |ordinary |monthly |extra-?ordinary |special )?meetings?|minutes|open minutes|held)\b.*$", re.IGNORECASE | re.DOTALL)
_NOT_A_BODY = re.compile(
    r"@|https?:|www\.|\b(?:present|chair(?:man|person)?|clerk|councillors?|cllrs?|tel|chambers?|house|offices?|room|hall|working with|serving|"
    r"town hall|street|road|guildhall|members? of|agenda|resolved|apologies|report|attend\w*|officer)\b",
    re.IGNORECASE,
)
# What speaks of the meeting being held, and then the places after it: 'held on Monday, 2nd November 2009 at 7.30 p.m. at Steep Village Hall'.
_HELD_THEN = re.compile(r"\b(?:held|took place|commenc\w+|began|started|opened|met|meeting)\b", re.IGNORECASE)
_AT_PLACE = re.compile(r"\b(?:in|at)\s+(?:the\s+)?(?=[A-Z0-9‘'’\"])(?!\d{1,4}\s?(?:[.:;]\s?\d\d|[ap]\.?\s?m|noon|hrs|hours|o['’]clock|\d))", re.IGNORECASE)
_VIRTUAL = re.compile(
    r"\bheld\s+(?P<place>virtually|remotely|on-?line|via (?:zoom|(?:microsoft |ms )?teams|video[ -]?conference)|by (?:zoom|video[ -]?conferenc\w+))\b", re.IGNORECASE
)
_VENUE_END = re.compile(
    r"\s*(?:,?\s*\bon\s*(?:the\b\s*)?(?:mon|tues|wednes|thurs|fri|satur|sun|\d|$)|,?\s*\bat\s+\d|,?\s*\b(?:commenc|starting|beginning|from\s+\d|following|"
    r"immediately|when\b|owing|due to|with\b|and livestream|for the|to (?:consider|discuss)|during|after|before|where\b|there were)|\n\n|\.\s|\.$|\)|\s[-–—]\s|\bpresent\b)",
    re.IGNORECASE,
)
_PLACE_WORD = re.compile(
    r"\b(?:chambers?|hall|rooms?|centre|center|house|offices?|church|chapel|school|college|guildhall|library|institute|pavilion|club|hotel|"
    r"theatre|building|suite|pub|inn|hub|zoom|teams|virtual(?:ly)?|online|vestry|museum|barn|lounge)\b",
    re.IGNORECASE,
)


def read_committee(block: str, heads: str, councils: list[str]) -> str | None:
    """The body that met, as the title block names it, else the running heads; None where neither does."""
    said: list[str] = []
    for pattern in (_BODY_LABEL, _MEETING_OF, _MINUTES_OF):
        for match in pattern.finditer(block):
            said.append(match["value"] if pattern is _BODY_LABEL else match["body"])
    bodies = [body for body in (body_of(one, councils) for one in said) if body]
    named = next((body for body in bodies if not is_full_council(body, councils)), None)
    if named:
        return named
    lines = [line for line in re.split(r"[\n\t|]+|\s[-–—]\s", block) if 4 < len(line) < 120]
    lines += [line for line in re.split(r"[\n\t|]+|\s[-–—]\s|,", heads) if 4 < len(line) < 120]
    own = [body for body in (_body_in_line(line, councils) for line in lines) if body]
    named = next((body for body in own if not is_full_council(body, councils)), None)
    if named:
        return named
    return councils[0] if councils else ("Council" if bodies or own else None)


def body_of(said: str, councils: list[str]) -> str | None:
    """'the annual meeting of Planning Committee' -> 'Planning Committee'; 'X Council Planning Committee' -> 'Planning Committee'."""
    name = re.sub(r"\s+", " ", said).strip(" ,-–—:;.|")
    name = _AFTER_BODY.sub("", name)
    name = _cut_date(name)
    for council in councils:
        if len(name) > len(council) + 4:
            name = _without(name, council)
    name = re.sub(r"^(?:of|the|a|an|for|meeting|and)\b\s*", "", _KIND_WORDS.sub("", name) if not _bare(name) else name, flags=re.IGNORECASE)
    name = re.sub(r"^(?:the)\b\s*", "", name, flags=re.IGNORECASE)
    name = tidy(name)
    if len(name) < 3 or not BODY.search(name):
        return None
    return name[0].upper() + name[1:] if name[0].islower() else name


def _bare(name: str) -> bool:
    """Whether the name is the council's without more: 'Full Council', 'the above Council'."""
    return is_full_council(name, [])


def _without(name: str, council: str) -> str:
    """The name of a committee without the council's own name before or after it."""
    place = name.lower().find(council.lower())
    if place < 0:
        return name
    rest = (name[:place] + " " + name[place + len(council) :]).strip()
    rest = re.sub(r"^(?:['’]s?|of|the|-|–|,)+\s+|\s+(?:of|for|the|-|–|,)(?:\s+the)?$", "", rest, flags=re.IGNORECASE).strip(" ,-–’'")
    return rest if BODY.search(rest) else name


def _cut_date(name: str) -> str:
    dates = find_dates(name)
    return name[: dates[0].start].strip(" ,-–—") if dates and dates[0].start > 3 else name


def _body_in_line(line: str, councils: list[str]) -> str | None:
    """The body named by a line of a title block that holds nothing else."""
    line = _cut_date(line.strip())
    if _NOT_A_BODY.search(line) or line.endswith("."):
        return None
    text = _LINE_FILLER.sub("", line)
    body = body_of(text, councils)
    if body is None or len(body.split()) > 14:
        return None
    ends = list(BODY.finditer(body))
    return body if ends and len(body[ends[-1].end() :].split()) <= 3 else None


def read_councils(block: str, heads: str) -> list[str]:
    """The councils that the title block and the running heads name, the surest first."""
    found = [name for _, _, name in find_councils(block, 0, len(block))] + [name for _, _, name in find_councils(heads, 0, len(heads))]
    return list(dict.fromkeys(found))


def choose_date(block: str, head_dates: list[StatedDate]) -> StatedDate | None:
    """The day of the meeting among the dates of the title block and the running heads."""
    best: tuple[float, StatedDate] | None = None
    for date in find_dates(block):
        line_start = block.rfind("\n", 0, date.start) + 1
        before = block[max(line_start, date.start - 60) : date.start]
        wider = block[max(0, date.start - 100) : date.start]
        if _OTHER_DAY.search(before):
            continue
        score = 0.0
        line_end = block.find("\n", date.end)
        rest = (block[line_start : date.start] + block[date.end : line_end if line_end >= 0 else len(block)]).strip(" ,.-–—()\t")
        if not rest:
            score += 2
        if re.search(r"\bheld\b|\bdate\b[^\n]{0,15}$", wider, re.IGNORECASE):
            score += 2
        elif _HELD.search(before):
            score += 1
        score += {True: 1.0, False: -2.0, None: 0.0}[date.fits]
        if any((d.day, d.month) == (date.day, date.month) for d in head_dates):
            score += 1.5
        score -= 1 if date.year is None else 0
        score -= date.start / 2000
        if best is None or score > best[0]:
            best = (score, date)
    return best[1] if best else None


# What stands before a bare number that is a time, and before the time of something else than the meeting.
_BEFORE_TIME = re.compile(r"(?:\bat|\bfrom|\bcommenc\w+(?: at)?|\btime:?|\bopened|\bstart\w*|\bto|[-–])\s*$", re.IGNORECASE)
_OTHER_TIME = re.compile(r"\b(?:arrived|left|until|joined|withdrew|item|minute|adjourned|next|deadline|published)\b[^\n]{0,30}$", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:-|–|—|to|until|and (?:ended|closed|concluded|finished)(?: at)?)\s*", re.IGNORECASE)


def choose_times(block: str, dates: list[StatedDate]) -> tuple[str | None, str | None]:
    """When the meeting began and, where the title block states it, when it ended."""
    times = [
        time
        for time in find_times(block)
        if not any(date.start < time.end and time.start < date.end for date in dates)
        and (time.certain or _BEFORE_TIME.search(block[max(0, time.start - 20) : time.start]))
        and not _OTHER_TIME.search(block[max(0, time.start - 40) : time.start])
    ]
    if not times:
        return None, None
    end = times[1].clock if len(times) > 1 and _RANGE.fullmatch(block[times[0].end : times[1].start]) else None
    return _same_half(times[0], end), end


def _same_half(first: StatedTime, end: str | None) -> str:
    """'2.00 - 4.30 pm' starts in the afternoon."""
    hour = int(first.clock[:2])
    if end and not first.certain and hour + 12 <= int(end[:2]):
        return f"{hour + 12:02}{first.clock[2:]}"
    return first.clock


def read_venue(block: str) -> str | None:
    """Where the meeting was held, as the title block says it."""
    label = _VENUE_LABEL.search(block)
    if label and (place := _place(label["value"])):
        return place
    held = _HELD_THEN.search(block)
    if held:
        for match in _AT_PLACE.finditer(block, held.end()):
            place = _place(block[match.end() : match.end() + MAX_NAME])
            if place and not _MEETING_WORD.search(place):
                return place
    virtual = _VIRTUAL.search(block)
    if virtual:
        return re.sub(r"\s+", " ", virtual["place"])
    return next((place for line in block.split("\n")[1:] if _is_place(line) and (place := _place(line))), None)


def _is_place(line: str) -> bool:
    """Whether a line of a title block holds a place and nothing else."""
    if len(line) > 100 or not _PLACE_WORD.search(line) or _MEETING_WORD.search(line) or find_councils(line, 0, len(line)):
        return False
    return not find_dates(line) and not find_times(line) and not re.search(r"[:@]|\.\s|\.$|\b(?:mr|mrs|ms|cllr|councillor|chairman|clerk)\b", line, re.IGNORECASE)


def _place(said: str) -> str | None:
    """A place, from the words that begin with it; None where they hold none."""
    end = _VENUE_END.search(said)
    place = said[: end.start()] if end else said
    dates = find_dates(place)
    if dates:
        place = place[: dates[0].start]
    place = re.sub(r"\s+", " ", place).strip(" ,.;:-–—(")
    place = re.sub(r"^the\s+", "", place, flags=re.IGNORECASE)
    place = re.sub(r",?\s+(?:on|at|the|and)$", "", place)
    if len(place) < 4 or not any(c.isalpha() for c in place) or re.match(r"[\d.: ]+[ap]\.?m\b", place):
        return None
    return tidy(place)
