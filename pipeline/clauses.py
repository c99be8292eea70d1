"""The clauses of a decision: the operative words of one, or a list of them, numbered, lettered or bulleted, in the line or below it."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline import decisions, movers, wording
from pipeline.decisions import Decision
from pipeline.prose import OPENER, PARAGRAPH, Passage

_ROMAN = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split()
_BODY_ALONE = re.compile(r"^\W{0,3}(?:[Tt]he\s)?(?:[A-Z][\w’-]{1,20}\s?){1,5}\W{0,3}$")
_OWN_KEYWORD = re.compile(r"^\W{0,2}(?:AGREED|RESOLVED|Agreed|Resolved)\W{0,4}\s(?=that\b|to\b|That\b|THAT\b)")
_END_CUT = re.compile(
    r"\s?\((?=[^()/]{3,60}/)\s?(?:Cll?r\.?|Councillor|Ald(?:erman)?\.?|M(?:rs?|s|iss)\.?)\s[^()]{2,120}\)|\s?\([A-Z]{2,3}\s?/\s?[A-Z]{2,3}\)(?=\W{0,3}$)"
    r"|\s?\(\s?(?:[Vv]oting|[Vv]otes?|[Ff]or:?|FOR|[Mm]oved|[Pp]rop(?:osed|oser)?\b|[Cc]lause|\d{1,3}\s(?:for|in\sfavour|votes)|[Uu]nanim)\b[^()]{0,200}\)?"
    r"|,\s(?:[Pp]roposed|[Mm]oved)\s(?:by\s)?(?=[A-Z])|,?\s(?:on\sthe\s(?:motion|proposal|proposition)\s(?:of|by)\b|by\s\w{1,12}\svotes?\sto\s)"
    r"|\s\(References?\s?[:–-]"
    r"|[.;,]?\s\(?(?:Proposed\b|Moved\b|Prop:|Carried\b|CARRIED\b|All\sin\sfavour|Agreed\sunanimously|Unanimous|Time:)"
)
_JOINT_AT_END = re.compile(r"[\s;,]{0,3}(?:\b(?:and|or))?[\s;,”\"–-]{0,3}$")  # nine characters at most
# Without one of these the pattern of the cut finds nothing
_END_WORDS = ("(", "ropos", "otion", "moved", "Moved", "Prop:", "arried", "CARRIED", "avour", "Agreed", "Unanimous", "vote", "Time:")
# The verbs with which a list below 'The Board:' tells what it did, and those that decide nothing
_PAST = re.compile(r"(?i)(?:noted|received|considered|heard|welcomed|thanked|reviewed|discussed|\w{3,14}ed|gave|took)\b")
_DECISION_LABEL = re.compile(r"[Dd]ecision\s?[:–-]\s{0,3}$")
# 'Detailed in the Confidential Schedule': what was decided is not told here
_TOLD_ELSEWHERE = re.compile(
    r"\W{0,3}(?:(?:As\s)?(?:[Dd]etailed|[Rr]ecorded|[Ss]et\sout|[Cc]ontained)|See)\sin\sthe\s"
    r"[^.]{0,40}\b(?:[Ss]chedule|[Aa]ppendix|[Aa]nnex|[Mm]inute)\b"
)
MOTION_WON = re.compile(r"\W{0,3}To\s(?:approve|adopt|agree|support)\sthe\s(?:motion|amendment)\sby\b")
_HEARD = re.compile(r"(?i)(?:noted|received|considered|heard|welcomed|thanked|reviewed|discussed)\b")
_THAT_NEXT = re.compile(r"\s{1,3}(?:AND\s)?(?:That|THAT)\b[^.]{0,2000}\.")
_INLINE = re.compile(r"(?:^|(?<=[\s;:,.–-]))\(?(?P<mark>\d{1,2}|[ivx]{1,5}|[a-zA-Z])(?P<close>[.)])\s{1,4}")
_NUMBERED_LIST = re.compile(r"\s{0,4}\d{1,4}(?:\.\d{1,3}){1,2}\s{1,8}(?=\(?[1iaA][.)]\s)")  # a list in a numbered row: '6.4 1. Endorse'
_FIRST_INLINE = re.compile(r"\((?:i|1|a)\)\s")
MOST_BETWEEN = 8  # passages of sub-clauses, tables and continuations that may stand between two clauses


class Clause(NamedTuple):
    """One clause: its number, its words, and where they stand in the document."""

    number: str | None
    text: str
    start: int
    end: int
    stop: int  # where the operative words end and the count or the movers begin
    reach: int  # where all that belongs to it ends
    page: int
    passage: int  # index in the group of the passage in which it ends
    tail: str  # what was cut off at its end: the count, 'Carried'
    recommends: bool = False  # it stands in a list of what is recommended to another body


def follow(group: list[Passage], k: int, decision: Decision) -> list[Clause]:
    """The clauses that a decision introduces; none where its words are only a heading."""
    passage = group[k]
    words = passage.text[decision.start : decision.end]
    if decision.manner == "body":
        below = _list_below(group, k)
        return below if below and all(_PAST.match(c.text) for c in below) and any(not _HEARD.match(c.text) for c in below) else []
    if decision.manner == "keyword" and wording.OPENS.match(words):
        inline = _inline(passage, k, decision.start)
        if inline:
            return [*inline, *_below(group, k + 1, inline[-1].number)]
    if decision.lead or not words.strip(" .:;–-") or (decision.manner == "note" and len(words.split()) <= 3):
        below = _list_below(group, k)
        if below:
            return below
        if decision.manner == "note" and len(words.split()) <= 3 and k and group[k - 1].kind == "title":
            return [_with_title(group[k - 1], passage, k)]
        labelled = words.strip(" .:;–-") and _DECISION_LABEL.search(passage.text, 0, decision.start)  # 'Decision: Refusal'
        if (decision.manner == "note" and words.strip()) or len(words.split()) > 3 or (labelled and not words.rstrip().endswith(":")):
            return [clause_of(passage, k, decision.start, decision.end, None)]
        return _next_paragraph(group, k) if decision.manner == "keyword" else []
    if words.rstrip().endswith((":", ":-")):
        moved = _list_below(group, k)
        if moved and all(movers.find_motions(group[c.passage].text) for c in moved):
            return moved
    inline = _inline(passage, k, decision.start) if _FIRST_INLINE.search(words) and decision.manner in ("keyword", "plain") else []
    if inline and _starts_list(passage.text[decision.start : inline[0].start - passage.start]):
        return inline
    return [clause_of(passage, k, decision.start, _stretch(passage, decision), None)]


def _with_title(title: Passage, passage: Passage, k: int) -> Clause:
    """'Minutes of the last meeting', and below it 'Agreed': the title says what."""
    number = re.match(r"\W{0,3}[\dA-Z][\w./-]{0,12}\s{1,4}(?=\S)", title.text)
    start = title.start + (number.end() if number and any(c.isdigit() for c in number.group()) else 0)
    words = f"{title.text[start - title.start :]} {passage.text}"
    return Clause(None, " ".join(words.split()), start, passage.end, passage.end, passage.end, passage.page, k, "")


def _starts_list(words: str) -> bool:
    return len(words.split()) <= 4


def _stretch(passage: Passage, decision: Decision) -> int:
    """A resolution in a paragraph of its own runs to the paragraph's end where its sentences go on 'That'; otherwise its sentence is all."""
    end = decision.end
    if decision.manner == "keyword":
        while more := _THAT_NEXT.match(passage.text, end):
            end = more.end()
    return end


def _list_below(group: list[Passage], k: int) -> list[Clause]:
    """The list that begins behind a passage, or behind the body's name alone; of a clause 'to recommend to the Council:' what is recommended."""
    j = k + 1
    while j < len(group) and j <= k + 2 and _BODY_ALONE.match(group[j].text) and not OPENER.match(group[j].text):
        j += 1
    found = []
    for clause in _below(group, j, None):
        inner = _below(group, clause.passage + 1, None) if wording.RECOMMEND_LEAD.match(clause.text) else []
        found += [c._replace(recommends=True) for c in inner] or [clause]
    return found


def _below(group: list[Passage], j: int, last: str | None) -> list[Clause]:
    """The clauses of the passages from j on: the sequence that begins there, or that goes on from a number; bullets as long as they follow."""
    found: list[Clause] = []
    kind: str | None = _kind(last) if last else None
    between = 0
    while j < len(group) and between <= MOST_BETWEEN:
        passage = group[j]
        opener = OPENER.match(passage.text) if passage.kind != "title" else None
        if passage.kind == "title":
            break
        if not found and last is None and not opener and (margin := _NUMBERED_LIST.match(passage.text)):
            opener = OPENER.match(passage.text, margin.end())
        if opener and opener["bullet"]:
            if kind is None:
                kind = "bullet"
            if kind == "bullet":
                found.append(clause_of(passage, j, opener.end(), len(passage.text), None))
                between = 0
                j += 1
                continue
        elif (paragraph := PARAGRAPH.match(passage.text)) and kind in (None, "paragraph"):
            if last is None or _next_paragraph_number(last, paragraph["number"]):
                kind, last = "paragraph", paragraph["number"]
                found.append(clause_of(passage, j, paragraph.end(), len(passage.text), last))
                between = 0
                j += 1
                continue
            break
        elif opener and kind not in ("bullet", "paragraph"):
            mark = opener["mark"]
            if (last is None and mark.lower() in ("1", "i", "a")) or (last is not None and _follows(last, mark, kind)):
                kind = kind or _kind(mark)
                last = mark
                found += _several(passage, j, opener.end(), mark, kind)
                last = found[-1].number or mark
                between = 0
                j += 1
                continue
        if not found and last is None:
            break
        if kind == "bullet" or _ends_list(passage):
            break
        between += 1
        j += 1
    return found


def _next_paragraph_number(last: str, number: str) -> bool:
    """'4.2' after '4.1'."""
    before, after = last.split("."), number.split(".")
    return before[:-1] == after[:-1] and int(after[-1]) == int(before[-1]) + 1


def _ends_list(passage: Passage) -> bool:
    """A paragraph of prose that is no sub-clause ends a list."""
    text = passage.text.strip()
    return passage.kind == "text" and not OPENER.match(passage.text) and len(text) > 12 and (text[0].isupper() or text[0] == "(")


def _several(passage: Passage, j: int, start: int, mark: str, kind: str) -> list[Clause]:
    """A passage may hold the next clauses too: '(2) ...; (3) ...'."""
    marks = _sequence(passage.text, start, mark, kind)
    edges = [(mark, start, start), *marks]
    ends = [*(m[1] for m in marks), len(passage.text)]
    return [clause_of(passage, j, begin, end, number) for (number, _, begin), end in zip(edges, ends, strict=True)]


def _inline(passage: Passage, k: int, start: int) -> list[Clause]:
    """Clauses in the running text: '(i) That ...; (ii) That ...; and (iii) ...'."""
    first = next((m for m in _INLINE.finditer(passage.text, start) if m["mark"].lower() in ("1", "i", "a")), None)
    if first is None:
        return []
    return _several(passage, k, first.end(), first["mark"], _kind(first["mark"]))


def _sequence(text: str, start: int, mark: str, kind: str) -> list[tuple[str, int, int]]:
    """The numbers that go on from a first one, each where it is expected: (number, where it stands, where its clause begins)."""
    found = []
    for hit in _INLINE.finditer(text, start):
        before = text[max(0, hit.start() - 6) : hit.start()].rstrip()
        if _follows(mark, hit["mark"], kind) and (before[-1:] in ";,.:–-" or before.endswith(("and", "or"))):
            mark = hit["mark"]
            found.append((mark, hit.start(), hit.end()))
    return found


def _kind(mark: str | None) -> str:
    if mark is None:
        return "bullet"
    return "number" if mark.isdigit() else "roman" if mark.lower() == "i" or len(mark) > 1 else "letter"


def _follows(last: str, mark: str, kind: str | None) -> bool:
    low, before = mark.lower(), last.lower()
    if kind == "number":
        return mark.isdigit() and last.isdigit() and int(mark) == int(last) + 1
    if kind == "roman":
        return before in _ROMAN[:-1] and low == _ROMAN[_ROMAN.index(before) + 1]
    return len(low) == 1 and len(before) == 1 and low.isalpha() and ord(low) == ord(before) + 1


def _next_paragraph(group: list[Passage], k: int) -> list[Clause]:
    """'Resolved that:' with the words in the paragraph below."""
    j = k + 1
    while j < len(group) and j <= k + 2 and _BODY_ALONE.match(group[j].text) and len(group[j].text.split()) < 3:
        j += 1
    if j < len(group) and wording.MOTION_LEAD.match(group[j].text):
        return _below(group, j + 1, None)
    if (
        j >= len(group)
        or group[j].kind != "text"
        or _TOLD_ELSEWHERE.match(group[j].text)
        or not (group[j].text.rstrip()[-1:] in ".;:)" or wording.COMPLETE.search(group[j].text))
        or _decides_itself(group[j].text)
        or decisions.has_keyword(group[j].text)
        or (movers.opens_with_movers(group[j].text) and not MOTION_WON.match(group[j].text))
    ):
        return []
    return [clause_of(group[j], j, 0, len(group[j].text), None)]


def _decides_itself(text: str) -> bool:
    """'The Committee agreed:' below the heading 'Decision'."""
    return decisions.may_decide(text) and text.rstrip().endswith((":", ":-")) and wording.PLAIN.match(text.lstrip()) is not None


def clause_of(passage: Passage, k: int, start: int, end: int, number: str | None = None) -> Clause:
    """The clause without what tells of its vote or its movers, and without the joining word at its end."""
    text = passage.text
    own = _OWN_KEYWORD.match(text[start:end])
    start += own.end() if own else 0
    while start < end and text[start] in " “\"'‘*":
        start += 1
    behind = text[min(start + 12, end) : end]
    cut = _END_CUT.search(text, min(start + 12, end), end) if wording.has_one(behind, _END_WORDS) else None
    stop = cut.start() if cut and cut.start() > start + 3 else end
    joint = _JOINT_AT_END.search(text, max(start, stop - 9), stop)
    words = text[start : joint.start() if joint else stop]
    return Clause(
        number,
        " ".join(words.split()),
        passage.start + start,
        passage.start + start + len(words),
        passage.start + stop,
        passage.start + end,
        passage.page,
        k,
        text[stop : end + 60],
    )
