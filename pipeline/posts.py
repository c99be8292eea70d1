"""Posts beside names: 'Ann Lee, Service Lead', 'Mr S Ash (Corporate Director of Growth)', 'the Planning Officer, Mrs Bell', 'PCSO Ann Lee'."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline import styles

NOUN = re.compile(
    r"(?<![\w’'-])(?:Officers?|Managers?|Directors?|Head|Clerk|RFO|Lead|Leader|Co-?[Oo]rdinator|Engineer|Superintendent|Accountant"
    r"|Executive|Advis[eo]r|Consultant|Psychologist"
    r"|Headteacher|Head ?[Tt]eacher|Principal|Treasurer|Administrator|Planner|Surveyor|Secretary|Inspector|Counsel|Chief|Technician|Auditor"
    r"|Warden|PCSO|P\.C\.S\.O\.?|Assistant"
    r"|Commissioner|Analyst|Architect|Nurse|Practitioner|Specialist|Supervisor|Solicitor|Lawyer|Barrister|Economist|Librarian|Registrar"
    r"|Ranger|Caretaker|Commander|Lengthsman"
    r"|Enforcer|Steward|Representative|Strategist|Partner|Actuary|Teacher|Worker|Geographer|Ecologist|Arboriculturist|Constable|Sergeant"
    r"|Member|Holder|Chair(?:man|woman|person)?"
    r"|Spokes(?:man|woman|person)|Mayor|Convener|Convenor|Governor|Trustee|Chaplain|Developer|Designer|Instructor|Controller|Coroner|SENCO"
    r"|SENCo|Bursar|Foreman|Operative|Minister"
    r"|President|Guide|Champion|Agent|Valuer|Forester|Gardener|Cleaner|Postmaster|Rector|Vicar|Liaison)(?!['’\w]|-[\w])"
    r"|(?<=[a-z] )(?:officer|manager|engineer|warden|solicitor|director|co-ordinator|surveyor)(?=,? ?\(?(?:Mr|Mrs|Ms|Miss|Dr)\b| \([A-Z])"
)
# Offices of councillors, and of others who are no staff
MEMBERS_OFFICE = re.compile(
    r"(?i)\b(?:(?:cabinet|executive|lead|ward|portfolio|board|committee|council|shadow cabinet|parish|elected) member|member (?:for|of)"
    r"|portfolio holder"
    r"|(?:deputy |group )?leader(?: of (?:the )?(?:council|opposition|.{0,30}group))?$|mayor|councillor|opposition|spokes(?:man|woman"
    r"|person)|governor|trustee|whip)\b"
)
NO_STAFF = re.compile(
    r"(?i)\b(?:(?:vice|deputy)?[- ]?chair(?:man|woman|person)?|conven[eo]r|president|representative|minister|member|secretary of state"
    r"|vicar|rector|partner|treasurer"
    r"|police and crime commissioner|liaison|champion|resident|secretary|mp|msp|guide|(?:tree |footpath |flood )?warden|auditor|chartered surveyor)\b"
)
STAFF = re.compile(r"(?i)\b(?:officer|manager|director|head|clerk|engineer|solicitor|assistant|administrator|adviser|advisor|executive|lead)\b")
_WORD = r"(?:[A-Z0-9][\w’'/&-]*|\([A-Z][A-Za-z ,&]{1,40}\)|&)"
_LINK = r"(?:and|of|for|the|to|in|with|on|at|&|-|–|/)"
# What may stand before the noun of a post, read from left to right up to it.
_LEFT = re.compile(rf"(?:{_WORD}(?: {_LINK}){{0,2}} ){{0,8}}$")
_RIGHT = re.compile(rf"(?: (?:[–-] )?(?:{_LINK} ){{0,2}}{_WORD}){{1,10}}")
_RIGHT_LINKED = re.compile(rf"(?: (?:[–-] )?(?:{_LINK} ){{1,2}}{_WORD}(?: {_WORD}){{0,3}}){{1,6}}")
_TAIL = re.compile(rf",? (?:and )?(?P<more>(?:(?:{_WORD}|and|of|for|&)(?: |(?=[,.;:)])|$)){{1,7}})")
_PART = r"(?:(?:de|van|der|von|Mc|Mac|O['’]|ap|Ap|Ó|le|la) ?)?(?:[A-Z]\.? ?){0,3}[A-Z][^\W\d_]*(?:[-'’][^\W\d_]+)*"
NAME_BEFORE = re.compile(
    rf"(?P<name>(?:{styles.PERSONAL_STYLE}\.? |{styles.COUNCIL_STYLE}\.? |{styles.RANK}\.? )?(?:[A-Z]\.? ){{0,3}}(?:{_PART}"
    rf" ){{0,3}}{_PART}(?: (?:OBE|MBE|CBE|QC|KC|JP|BEM))?)"
    r"(?P<join>, (?:the (?:new )?|our (?:new )?|its |currently |who is (?:the )?|as )?| is (?:now )?(?:the |our )(?:new )?|; ?| \((?:the )?"
    r"| ?[-–] (?:the )?|\n)$"
)
AFTER_POST = re.compile(r"(?:,? ?\(?| ?[-–:] ?)(?=[A-Z])")
_PAID = re.compile(r"(?i)\b(?:salar\w+|wages|expenses|allowances?|gratuity)\b")  # a payment, not a post
_JOINTS = (",", "(", "-", "–", ";", "\n", "the", "our", "its", "new", "ntly", "is", "as")  # what may stand between a name and a post
MAX_LOOK = 90


class Posted(NamedTuple):
    """A name with the post beside it."""

    start: int
    end: int
    post: str
    post_start: int
    post_end: int


def find_posted(flow: str, start: int, end: int) -> list[Posted]:
    """The names that have a post beside them, in order; of two readings of one name the first."""
    found: list[Posted] = []
    for noun in NOUN.finditer(flow, start, end):
        if found and noun.start() < found[-1].post_end:
            continue
        posted = _with_name_before(flow, start, end, noun) or _with_name_after(flow, start, end, noun)
        if posted and not any(p.start < posted.end and posted.start < p.end for p in found[-3:]):
            found.append(posted)
    return found


def _left_of(flow: str, start: int, noun: re.Match[str]) -> int:
    """Where the words of a post begin that end with its noun."""
    floor = max(start, noun.start() - MAX_LOOK)
    floor = max(floor, flow.rfind("\n", floor, noun.start()) + 1)
    left = _LEFT.search(flow, floor, noun.start())
    return left.start() if left else noun.start()


def _with_name_before(flow: str, start: int, end: int, noun: re.Match[str]) -> Posted | None:
    """'Ann Lee, Service Lead, SENDIASS'."""
    first = _left_of(flow, start, noun)
    name = None
    for begin in (m.start() for m in re.finditer(r"(?:(?<=[ (\n])|^)(?=[A-Z0-9&])", flow[first : noun.end()])):
        at = first + begin
        if not flow[max(start, at - 5) : at].rstrip(" ").endswith(_JOINTS):
            continue
        name = NAME_BEFORE.search(flow, max(start, at - 70), at)
        if name and is_name(name["name"]) and not NOUN.search(name["name"]):
            first = at
            break
        name = None
    if name is None:
        return None
    begin = name.start("name")
    if len(name["name"].split()) == 4 and not styles.STYLE.match(name["name"]) and "." not in name["name"]:  # 'Dan Ash Ann Lee, Head of Roads'
        begin += len(" ".join(name["name"].split(" ")[:2])) + 1
    bracketed = name["join"].strip().startswith("(")
    stop = _right_of(flow, end, noun.end(), bracketed)
    post = " ".join(flow[first:stop].split()).strip(" ,–-")
    if bracketed and post.count("(") < post.count(")"):
        post = post.rstrip(")")
    if _PAID.search(post) or _PAID.match(flow, stop + 1, stop + 20):
        return None
    return Posted(begin, name.end("name"), post, first, stop)


def _right_of(flow: str, end: int, at: int, bracketed: bool) -> int:
    """Where a post ends that stands behind a name."""
    if bracketed:
        close, line = flow.find(")", at, min(end, at + 120)), flow.find("\n", at, min(end, at + 120))
        if close >= 0 and (line < 0 or close < line):
            inner = flow.find("(", at, close)
            if inner >= 0:
                close = flow.find(")", close + 1, min(end, close + 60))
            return close if close >= 0 else at
    ahead = _RIGHT.match(flow, at, min(end, at + 120))
    stop = ahead.end() if ahead else at
    tail = re.compile(r", (?P<more>[A-Z][\w’'&-]*(?:(?: |, )(?:and |& |of |for )?[A-Z][\w’'&-]*){0,6})(?=[,.;:)\n]| [a-z(])").match(
        flow, stop, min(end, stop + 90)
    )
    if tail and not NOUN.search(tail["more"]) and not _begins_with_person(flow, stop + 2, tail.end()):
        stop = tail.end()
    return stop


def _begins_with_person(flow: str, at: int, end: int) -> bool:
    """Whether what follows a comma is the next person: a style, or two or three words with a verb or a post behind them."""
    if styles.STYLE.match(flow, at, end):
        return True
    words = flow[at:end].split()
    joined = any(word in ("and", "&", "of", "for") for word in words)
    return not joined and 2 <= len(words) <= 3 and not any(word.isupper() and len(word) > 2 for word in words) and flow[end : end + 1] in ", ("


def _with_name_after(flow: str, start: int, end: int, noun: re.Match[str]) -> Posted | None:
    """'the Planning Officer, Mrs Bell', 'PCSO Ann Lee'."""
    first = _left_of(flow, start, noun)
    linked = _RIGHT_LINKED.match(flow, noun.end(), min(end, noun.end() + 90))
    for stop in dict.fromkeys((noun.end(), linked.end() if linked else noun.end())):
        join = AFTER_POST.match(flow, stop, min(end, stop + 8))
        if join is None:
            continue
        style = styles.STYLE.match(flow, join.end(), min(end, join.end() + 60))
        at = style.end() + (flow[style.end() : style.end() + 1] == " ") if style else join.end()
        name = styles.match_name(flow, at, min(end, at + 60), styled=bool(style))
        if name is None or not (style or name[1]) or (not style and join.group().strip() not in ("", "-", "–", ":", "(", ",")):
            continue
        begin = style.start() if style else at
        if not style and not is_name(flow[at : name[0]]):
            continue
        before = flow[max(start, first - 30) : first].rstrip()
        if not style and join.group().startswith(",") and not before.endswith(("the", "The", "by", "from")):
            continue
        return Posted(begin, name[0], " ".join(flow[first:stop].split()), first, stop)
    return None


def is_name(words: str) -> bool:
    """Whether words before a comma and a post are a person's name: two words, or a style and one, none of them a common one."""
    style = styles.STYLE.match(words)
    bare = words[style.end() :].strip() if style else words
    parts = bare.split()
    if not parts or (not style and len(parts) < 2) or len(parts) > 5:
        return False
    return not any(styles.is_common(part) and len(part) > 2 for part in parts) and not any(
        p.isupper() and len(p.strip(".")) > 3 and not bare.isupper() for p in parts
    )
