"""Headings that carry no number: of minutes that number nothing, and those of a numbered one whose number was forgotten. Inside `items`."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from pipeline.candidates import Candidate
from pipeline.headings import BOLD, LARGE, UNDERLINED, Looks, Title, read_title
from pipeline.numbering import read_letter, read_mark
from pipeline.records import Document, Line

MAX_WORDS = 16  # of an unnumbered heading; more is a sentence set in bold
ALIGNED = 6.0  # points: headings of one rank begin at one place, or are centred
# Labels of the title block and the attendance, whole
_LABEL = re.compile(
    r"(?:members? |also |councillors |officers |those |non-members |also in )?"
    r"(?:present|in attendance|attend(?:ing|ance|ees)|absent|officers|substitutes?|(?:members of the )?public|guests?"
    r"|chair(?:man|person)?|clerk|in the chair|agenda|draft|date|time|venue|location|staff(?: members?)?|regrets|zoom)",
    re.IGNORECASE,
)
# What stands out inside an item without being one: the words of a decision, whole or as the start of a line, and people
_DECISION = re.compile(
    r"(?:for|against|abst[a-z]{1,12}|actions?|decisions?|recommendations?|reasons?|amendment|motion|vote|notes?)(?: ?\(?\d{0,3}\)?)?", re.IGNORECASE
)
_DECIDED = re.compile(
    r"(?:it was )?(?:resolved|agreed|recommended|decided|proposed|seconded|carried|defeated|deferred|noted|signed|appendix)\b"
    r"|(?:councillor|cllr|mayor|mr|mrs|ms|miss|dr|sir)\b\.?(?! ?s?[’'])",
    re.IGNORECASE,
)
_ATTENDANCE = re.compile(r"(?:members? |councillors )?(?:present|attend)", re.IGNORECASE)
_APOLOGIES = re.compile(r"apolog", re.IGNORECASE)


@dataclass(slots=True, frozen=True)
class Heading:
    """An unnumbered line, or run at the start of a line, that stands out."""

    index: int
    start: int
    title: Title
    x0: float
    place: float

    @property
    def look(self) -> tuple[int, bool]:
        return self.title.emphasis, self.title.caps


def find_headings(document: Document, looks: Looks, first: int, last: int) -> list[Heading]:
    """The unnumbered headings of the highest rank: what begins a paragraph and stands out most, most often, at one place of the page."""
    found = _all_headings(document, looks, first, last)
    found = found[_after_attendance(document, found, first, last) :]
    ranks: dict[tuple[object, ...], list[Heading]] = defaultdict(list)
    for h in found:
        ranks[(*h.look, round(h.x0 / ALIGNED))].append(h)
    best: list[Heading] = []
    most = 0.0
    for group in ranks.values():
        texts = {h.title.text.lower() for h in group}
        if len(texts) < 3 or 2 * len(texts) < len(group):
            continue
        worth = len(group) * (0.3 + group[-1].place - group[0].place) * (1 + 0.3 * group[0].title.emphasis.bit_count() + 0.3 * group[0].title.caps)
        if worth > most:
            best, most = group, worth
    if not best:
        return []
    rank = best[0].title.emphasis.bit_count() + best[0].title.caps
    # What stands out as much, in the same way and no further to the right, is of the same rank, or above it
    wanted, right = best[0].title.emphasis, best[0].x0 + ALIGNED
    alike = [h for h in found if h.x0 < right and (h.title.emphasis & wanted or h.title.emphasis == wanted)]
    return [h for h in alike if h.title.emphasis.bit_count() + h.title.caps >= rank]


def headings_in_gap(document: Document, looks: Looks, before: Candidate, after: Candidate, missing: int) -> list[Heading]:
    """Between two numbered items that are not consecutive: as many headings as numbers are missing, if they look quite as the numbered ones do."""
    if not before.stands_out:
        return []
    found = _all_headings(document, looks, before.index + 1, after.index)
    alike = [h for h in found if h.look == (before.title.emphasis, before.title.caps) and h.title.run_on == before.title.run_on]
    places = [before.x0, document.lines[before.index].words[-1].x0, *(w.x0 for w in document.lines[before.index].words if w.start >= before.mark.end)]
    alike = [h for h in alike if any(abs(h.x0 - x) < ALIGNED for x in places[:1] + places[2:3])]
    return alike if len(alike) <= missing else []


def headings_beside(document: Document, looks: Looks, numbered: list[Candidate], first: int, last: int) -> list[Heading]:
    """Where the numbers are those of decisions and have no titles, the headings that look as they do are business of their own."""
    if 2 * sum(not c.title.text for c in numbered) < len(numbered):
        return []
    found = _all_headings(document, looks, first, last)
    found = found[_after_attendance(document, found, first, last) :]
    look = (numbered[0].title.emphasis, numbered[0].title.caps)
    return [h for h in found if h.look == look and abs(h.x0 - numbered[0].x0) < ALIGNED and h.title.emphasis]


def _all_headings(document: Document, looks: Looks, first: int, last: int) -> list[Heading]:
    out = []
    text, lines = document.text, document.lines
    begin, extent = lines[first].start, max(1, lines[last - 1].end - lines[first].start)
    for index in range(first, last):
        line = lines[index]
        begins = index == 0 or lines[index - 1].block != line.block or _stands_out_more(looks, line, lines[index - 1])
        if not begins or line.kind != "body" or not (_stands_out(looks, line) or _in_capitals(text, line)):
            continue
        if read_mark(text, line.start, line.end) or read_letter(text, line.start, line.end) or not text[line.start].isupper():
            continue
        title = read_title(document, looks, index, line.start, lines[last - 1].end)
        words = title.text.split()
        if not words or len(words) > MAX_WORDS or len(title.text) < 3 or not (title.emphasis or title.caps) or _is_label(title.text):
            continue
        out.append(Heading(index, line.start, title, line.x0, (line.start - begin) / extent))
    return out


def _is_label(title: str) -> bool:
    return bool(_LABEL.fullmatch(title) or _DECISION.fullmatch(title) or _DECIDED.match(title))


def _stands_out(looks: Looks, line: Line) -> bool:
    return bool(looks.emphasis(line.words[0]) & (BOLD | UNDERLINED | LARGE))


def _stands_out_more(looks: Looks, line: Line, above: Line) -> bool:
    """The line stands out in a way in which the one above it does not: underlined below a decision in bold."""
    ways = BOLD | UNDERLINED | LARGE
    return not _stands_out(looks, above) or bool(looks.emphasis(line.words[0]) & ways & ~looks.emphasis(above.words[0]))


def _in_capitals(text: str, line: Line) -> bool:
    head = text[line.start : line.words[min(1, len(line.words) - 1)].end]
    return head.isupper() and len(head) > 4


def _after_attendance(document: Document, found: list[Heading], first: int, last: int) -> int:
    """How many of the headings belong to the title block and the attendance: those before its last label near the start, and before any text."""
    text, lines = document.text, document.lines
    limit = lines[first].start + (lines[last - 1].end - lines[first].start) // 3
    labels = [k for k in range(first, last) if lines[k].start < limit and _ATTENDANCE.match(text, lines[k].start, lines[k].end)]
    behind = labels[-1] if labels else next((k for k in range(first, last) if len(lines[k].words) > 8), first) - 2
    skipped = sum(h.index <= behind for h in found)
    if skipped < len(found) and labels and _APOLOGIES.match(found[skipped].title.text) and found[skipped].title.text.split()[1:] == []:
        follows = found[skipped + 1].index if skipped + 1 < len(found) else last
        # 'Apologies:' in a list of names is a label; before a sentence it is a heading
        if lines[found[skipped].index].kind == "cell" or follows - found[skipped].index > 6:
            skipped += 1
    return skipped
