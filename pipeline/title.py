"""A title block, read: who met, for which council, and when."""

from __future__ import annotations

import re

from pipeline.councils import BODY, SMALL, find_councils, is_full_council, tidy
from pipeline.dates import StatedDate, StatedTime, find_dates, find_times

# ---- who met ---------------------------------------------------------------------------------------------------------------------------
_LABEL = re.compile(  # 'Committee: Planning', 'Name of meeting CABINET'
    r"(?:^|[\t\n|]) {0,4}(?:(?:committee|meeting|body|title)(?: name| title)? {0,4}(?:[:;–-]{1,3}[ \t]{0,4}|\t)|"
    r"name of (?:the )?(?:meeting|committee|body) {0,4}[:;–-]{0,3}[ \t]{0,4})(?P<body>[^\t\n]{3,120})",
    re.IGNORECASE,
)
# 'MINUTES of a meeting of the Cabinet held in ...', 'Minutes of the Souldern Parish Council meeting': a name begins here,
_NAME_BEGINS = re.compile(
    r"\b(?:(?P<meeting>meetings?)(?:\s\([^()\n]{2,60}\))?\s{1,3}(?:of|for)|(?:minutes?|notes|record|proceedings)\s{1,3}(?:of|for|from))\s{1,3}"
    r"(?:(?:the|an?|our)\s{1,3})?",
    re.IGNORECASE,
)
# and ends here.
_NAME_ENDS = re.compile(
    r",?\s?(?:\b(?:held|which|that was|was held|took place|in the|commenc\w{1,6}|via|by video|dated?|"
    r"on\s(?:the\s)?(?:mon|tue|wed|thu|fri|sat|sun|\d)|at\s(?:the\b|\d))|\n\n|[;:.\t]|\((?![A-Z\d]{1,2}\))|\s[-–—]\s|$)",
    re.IGNORECASE,
)
NO_NAMES = {"committee", "board", "boards", "panel", "commission", "forum", "group", "party", "team", "trust", "network", "conference"}  # which one?
MAX_BODY = 160  # characters of a body's name as a title writes it
# The meeting of a parish's electors is not one of its council.
_ELECTORS = re.compile(
    r"(?:[A-Z][\w'’-]{1,30}[ \n]){0,4}\b"
    r"(?i:annual (?:general )?(?:parish|town|community|electors['’]?)[ \n](?:meeting|assembly))\b(?! of (?:the )?council)"
)
_AFTER_IT = re.compile(r"\b(?:after|follow(?:ed|ing)|before|preced(?:ed|ing)|and|by)\W{1,3}(?:the )?$", re.IGNORECASE)

_KINDS = re.compile(  # what is said of a meeting before its body is named
    r"^(?:(?:an?|the|their|our|its|annual|general|extra[ -]?ordinary|ordinary|special|monthly|regular|statutory|inaugural|"
    r"full(?= (?:parish|town|city|council|meeting))|remote|virtual|hybrid|public|emergency|additional|"
    r"reconvened|adjourned|informal|formal|open|first|joint(?= (?:meeting|virtual))|on-?line|teams|zoom|scheduled|agm|bi-?monthly|quarterly|"
    r"proceedings|duly|convened|section|session|part|council)\b[\s,-]{0,3}){1,8}",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:(?:of|the|an?|for|meeting|and)\b\s*){1,3}", re.IGNORECASE)
_FILLER = re.compile(
    r"^(?:(?:draft|unconfirmed|confirmed|agreed|approved|un-?approved|public) )?"
    r"(?:(?:minutes?|notes|record|agenda|proceedings)\b\W{0,3})?(?:(?:of|for|from)\b)?\s?(?:the\b)?\s?",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(
    r"\s?(?:[-–—:|]{1,3}\s?)?\b(?:agm|annual (?:general )?meeting|"
    r"(?:(?:public|ordinary|monthly|extra-?ordinary|special) )?meetings?|(?:open )?minutes|held)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
# What may follow the last word of a body's name and belong to it: 'Panel on Climate Change', 'Sub-Committee (1)', 'Forum North'.
_GOES_ON = re.compile(
    r"\s?(?:\(|,|(?:of|for|on|and|to|[A-Z\d]{1,2}|one|two|three|four|(?:north|south|east|west|central)\w{0,3})\b|&)|$", re.IGNORECASE
)
_NO_BODY = re.compile(
    r"@|https?:|www\.|\b(?:present|chair(?:man|person)?|clerk|councillors?|cllrs?|tel|chambers?|house|offices?|room|hall|working with|serving|"
    r"street|road|guildhall|members? of|agenda|resolved|apologies|report|attend\w{0,5}|officer)\b",
    re.IGNORECASE,
)
_WHOLE_BODY = re.compile(r"council|authority|govern|trustees|comhairle", re.IGNORECASE)


def read_councils(block: str, heads: str) -> list[str]:
    """The councils that the title block and the running heads name, the first of the title block first."""
    return list(dict.fromkeys(name for said in (block, heads) for _, _, name in find_councils(said, 0, len(said))))


def read_committee(block: str, heads: str, councils: list[str]) -> str | None:
    """The body that met, as the title block names it, else the running heads; the council where it names no other; None where it names neither."""
    for match in _ELECTORS.finditer(block):
        if not _AFTER_IT.search(block[max(0, match.start() - 20) : match.start()]):
            return tidy(_FILLER.sub("", match.group()))
    said = [match["body"] for match in _LABEL.finditer(block)] + _names(block)
    lines = [*re.split(r"[\n\t|]+|\s[-–—]\s", block), *re.split(r"[\n\t|]+|\s[-–—]\s|,", heads)]
    bodies = [_body_of(one, councils) for one in said] + [_body_in_line(line, councils) for line in lines]
    named = [body for body in bodies if body]
    committee = next((body for body in named if not is_full_council(body, councils)), None)
    if committee or not councils:
        return committee or ("Council" if named else None)
    if _WHOLE_BODY.search(councils[0]):
        return councils[0]
    longer = f"{councils[0]} Council"
    return longer if longer.lower() in re.sub(r"\s+", " ", block).lower() else "Council"


def _names(block: str) -> list[str]:
    """What stands after 'meeting of' and 'minutes of'; the first tell more."""
    of_meetings: list[str] = []
    of_minutes: list[str] = []
    for match in _NAME_BEGINS.finditer(block):
        said = block[match.end() : match.end() + MAX_BODY]
        end = _NAME_ENDS.search(said)
        (of_meetings if match["meeting"] else of_minutes).append(said[: end.start()] if end else said)
    return of_meetings + of_minutes


def _body_of(said: str, councils: list[str]) -> str | None:
    """'annual meeting of Planning Committee' -> 'Planning Committee'; 'X Council Planning Committee' -> 'Planning Committee'; None: no body."""
    name = _AFTER_NAME.sub("", re.sub(r"\s+", " ", said).strip(" ,-–—:;.|"))
    dates = find_dates(name)
    name = name[: dates[0].start].strip(" ,-–—") if dates and dates[0].start > 3 else name
    for council in councils:
        name = _without(name, council)
    name = _ARTICLE.sub("", name if is_full_council(name, []) else _KINDS.sub("", name))
    ends = [match.end() for match in BODY.finditer(name)]
    if not ends or _is_prose(name):
        return None
    name = tidy(name if _GOES_ON.match(name, ends[-1]) else name[: ends[-1]])
    return name[0].upper() + name[1:] if len(name) > 2 and name.lower() not in NO_NAMES else None


def _without(name: str, council: str) -> str:
    """The name of a committee without the council's own before or after it."""
    place = name.lower().find(council.lower())
    if place < 0:
        return name
    rest = f"{name[:place]} {name[place + len(council) :]}".strip()
    rest = re.sub(r"^(?:['’]s?|of|the|-|–|,)\s|\s(?:of|for|the|-|–|,)(?:\sthe)?$", "", rest, flags=re.IGNORECASE).strip(" ,-–’'")
    return rest if BODY.search(rest) else name


def _is_prose(name: str) -> bool:
    """Whether the words are of a sentence, not of a name: too many, or most of them in small letters."""
    words = [word for word in name.split() if word.lower() not in SMALL]
    return len(words) > 14 or (len(words) > 4 and sum(word[0].islower() for word in words) * 2 > len(words))


def _body_in_line(line: str, councils: list[str]) -> str | None:
    """The body named by a line of a title block that holds nothing else."""
    line = line.strip()
    line = line[:-1] if line.lower().endswith("minutes.") else line  # "LICENSING COMMITTEE'S MINUTES."
    if not 4 < len(line) < 120 or _NO_BODY.search(line) or line.endswith(".") or _is_prose(line):
        return None
    body = _body_of(_FILLER.sub("", line), councils)
    ends = [match.end() for match in BODY.finditer(body or "")]
    return body if body and ends and len(body[ends[-1] :].split()) <= 3 else None


# ---- when ------------------------------------------------------------------------------------------------------------------------------
# Words before a date that say it is not the day of this meeting, or that it is.
_OTHER_DAY = re.compile(
    r"\b(?:previous|last|next|preceding|future|following meeting|approved?(?: by council)?|"
    r"adopted|confirmed|published|printed|issued|d[ei]spatch(?:ed)?|dated|created|updated|circulated|signed|ending|ended|until|since|deadline|"
    r"term of office|born|version|revised|effective)\b[^\n]{0,40}$",
    re.IGNORECASE,
)
_HELD_ON = re.compile(r"\bheld\b|\bdate\b[^\n]{0,15}$", re.IGNORECASE)
_OF_A_MEETING = re.compile(r"\b(?:held|meeting|minutes?|date|on|of)\b[^\n]{0,60}$", re.IGNORECASE)


def choose_date(block: str, head_dates: list[StatedDate]) -> StatedDate | None:
    """The day of the meeting among the dates of the title block.

    It stands alone on its line, or after 'held'; the day of the week is right; the running heads say the same; it comes first.
    """
    weighed = []
    for date in find_dates(block):
        line_start = block.rfind("\n", 0, date.start) + 1
        line_end = block.find("\n", date.end)
        before = block[max(line_start, date.start - 60) : date.start]
        if _OTHER_DAY.search(before):
            continue
        rest = block[line_start : date.start] + block[date.end : line_end if line_end >= 0 else len(block)]
        weight = 2.0 if not rest.strip(" ,.-–—()\t") else 0.0
        weight += 2 if _HELD_ON.search(block[max(0, date.start - 100) : date.start]) else 1 if _OF_A_MEETING.search(before) else 0
        weight += {True: 1, False: -2, None: 0}[date.fits]
        weight += 1.5 if any((other.day, other.month) == (date.day, date.month) for other in head_dates) else 0
        weight -= (1 if date.year is None else 0) + date.start / 2000
        weighed.append((weight, date))
    return max(weighed, key=lambda pair: pair[0])[1] if weighed else None


# What stands before a bare number that is a time, and before the time of something else than the meeting.
_BEFORE_TIME = re.compile(r"(?:\bat|\bfrom|\bcommenc\w{1,8}(?: at)?|\btime:?|\bopened|\bstart\w{0,4}|\bto|[-–])\s{0,3}$", re.IGNORECASE)
_OTHER_TIME = re.compile(
    r"\b(?:arrived|left|until|joined|withdrew|item|minute|adjourned|next|deadline|published|follow(?:ed|ing)(?: the)?)\b[^\n]{0,30}$", re.IGNORECASE
)
_RANGE = re.compile(r"\s?(?:-|–|—|to|until|and (?:end|clos|conclud|finish)(?:ed|ing)(?: at)?)\s?", re.IGNORECASE)


def choose_times(block: str) -> tuple[str | None, str | None]:
    """When the meeting began and, where the title block states it, when it ended."""
    dates = find_dates(block)
    times = [
        time
        for time in find_times(block)
        if not any(date.start < time.end and time.start < date.end for date in dates)
        and (time.certain or _RANGE.match(block, time.end) or _BEFORE_TIME.search(block[max(0, time.start - 20) : time.start]))
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
