"""Which of the numbers at the starts of lines number the items: the longest steady sequence of one form, one place and one look. Inside `items`.

A document shows many numbered things: its items, paragraphs and clauses inside them, agenda numbers, cheques, applications. The items are those whose
numbers go on from one end of the document to the other, in steps of one, at one place of the page, before headings. Each of these is a small weight;
none alone decides, as clerks misprint, double, skip and reorder.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.headings import Looks, Title, read_title
from pipeline.numbering import Mark, read_mark
from pipeline.records import Document, Line

_PROSE = re.compile(r"(?:that|to|the|a|an|and|of|in|for|was|were|is|are|be|by|on|with|at|from|it|as|or)\b")
_MONEY = re.compile(r"[£$€]\s?\d|\d[\d,]*\.\d\d\b")
ALIGNED = 9.0  # points: numbers whose starts differ by less stand in one column; '9.' and '10.' set flush right differ by half an em
LOOK_BACK = 40  # a sequence is followed over this many numbers of the same form that do not belong to it


@dataclass(slots=True, frozen=True)
class Candidate:
    """A line that may begin an item."""

    index: int  # of the line among the document's
    start: int  # where the item begins: at its number, or at the heading above it
    mark: Mark
    title: Title
    x0: float
    weight: float  # how much it looks like a heading, apart from all others
    place: float  # 0 at the start of the minutes, 1 at their end

    @property
    def stands_out(self) -> bool:
        return bool(self.title.emphasis) or self.title.caps


@dataclass(slots=True, frozen=True)
class Node:
    """A candidate with the one of its numbers that runs."""

    value: int
    candidate: Candidate


def find_candidates(document: Document, looks: Looks, first: int, last: int) -> list[Candidate]:
    """Every line from `first` to before `last` that begins with a number that could be an item's."""
    out = []
    text, lines = document.text, document.lines
    begin, extent = lines[first].start, max(1, lines[last - 1].end - lines[first].start)
    for index in range(first, last):
        line = lines[index]
        head = text[line.start : min(line.start + 24, line.end)]
        if line.kind == "aside" or not any(c.isdigit() for c in head) or (line.column > 0 and _has_left_neighbour(lines, index)):
            continue
        mark = read_mark(text, line.start, line.end)
        if mark is None:
            continue
        start, title, beside = _title_of(document, looks, index, mark, last)
        if line.kind == "cell" and _MONEY.search(beside):
            continue
        out.append(Candidate(index, start, mark, title, line.x0, _weight(document, looks, index, mark, title), (line.start - begin) / extent))
    return out


def _has_left_neighbour(lines: list[Line], index: int) -> bool:
    """A cell has another one, with text, on its left."""
    line = lines[index]
    for other in reversed(lines[max(0, index - 60) : index]):
        if (other.table, other.row) != (line.table, line.row):
            return False
        if other.column < line.column:
            return True
    return False


def _title_of(document: Document, looks: Looks, index: int, mark: Mark, last: int) -> tuple[int, Title, str]:
    """Where the item starts, its title, and what stands beside its number in a table."""
    lines, text = document.lines, document.text
    line = lines[index]
    limit = lines[last - 1].end
    beside = ""
    if line.kind == "cell":
        others = [(k, o) for k, o in enumerate(lines[index + 1 : index + 80], index + 1) if (o.table, o.row) == (line.table, line.row) and k < last]
        right = [(k, o) for k, o in others if o.column > line.column]
        beside = "\t".join(text[o.start : o.end] for _, o in right[:12])
        if mark.lone and right:
            k, cell = right[0]
            ends = [o.end for _, o in right if o.column == cell.column]
            return line.start, read_title(document, looks, k, cell.start, ends[-1]), beside
    if not mark.lone:
        return line.start, read_title(document, looks, index, mark.end, limit), beside
    above = _heading_above(document, looks, index)
    if index + 1 < last and lines[index + 1].kind != "aside":
        below = lines[index + 1]
        near = below.page == line.page and below.top - line.bottom < 1.5 * (line.bottom - line.top)
        if near and not (above and not looks.emphasis(below.words[0])) and read_mark(text, below.start, below.end) is None:
            return line.start, read_title(document, looks, index + 1, below.start, limit), beside
    if above is not None:
        title = read_title(document, looks, above, lines[above].start, line.start)
        return lines[above].start, Title(title.text, mark.end, title.emphasis, title.caps, False), beside
    return line.start, Title("", mark.end, 0, False, False), beside


def _heading_above(document: Document, looks: Looks, index: int) -> int | None:
    """The line that heads a number printed a little below it: it stands out whole and has no number of its own."""
    line = document.lines[index]
    for k in range(index - 1, max(-1, index - 4), -1):
        above = document.lines[k]
        if above.page != line.page or line.top - above.top > 3 * (line.bottom - line.top) or above.kind == "aside":
            return None
        if all(looks.emphasis(w) & 3 for w in above.words):
            return k if read_mark(document.text, above.start, above.end) is None else None
    return None


def _weight(document: Document, looks: Looks, index: int, mark: Mark, title: Title) -> float:
    line, before = document.lines[index], document.lines[index - 1] if index else None
    weight = 1.0
    if title.emphasis:
        weight += 1.5
    if title.caps:
        weight += 1.0
    if before is None or before.block != line.block:
        weight += 0.5
    if not title.emphasis and not title.caps and title.run_on:
        weight -= 0.5
    if line.x0 > looks.left + 3 * looks.size:
        weight -= 1.0
    if not mark.firm:
        weight -= 1.0
    if len(mark.values) > 1 or mark.prefix:
        weight += 0.5
    if title.text[:1].islower():
        weight -= 1.5 if _PROSE.match(title.text) else 0.8
    if title.text.startswith("That ") and not title.emphasis:
        weight -= 1.5
    return weight


# ---- the sequence ------------------------------------------------------------------------------------------------------------------------
def find_sequence(candidates: list[Candidate]) -> list[Candidate]:
    """The candidates that number the items, in the order of the text; empty where no sequence is to be seen."""
    best: list[Node] = []
    most = 3.0
    for track in _tracks(candidates):
        score, chain = _longest(track)
        if score > most:
            most, best = score, chain
    return [n.candidate for n in best]


def _tracks(candidates: list[Candidate]) -> Iterable[list[Node]]:
    """Candidates of one form, one place on the page and one look, each with the number that runs among them."""
    forms: dict[tuple[object, ...], list[Node]] = defaultdict(list)
    for c in candidates:
        values = c.mark.values
        if c.mark.letter:
            continue
        for k, value in enumerate(values):
            forms[(c.mark.prefix, len(values), k, *values[:k], *values[k + 1 :])].append(Node(value, c))
    for nodes in forms.values():
        if len(nodes) < 2:
            continue
        for group in _columns(nodes):
            looks = {n.candidate.stands_out for n in group}
            if len(looks) == 1:
                yield group
            else:
                yield [n for n in group if n.candidate.stands_out]
                yield group


def _columns(nodes: list[Node]) -> Iterable[list[Node]]:
    """Nodes that begin at one place of the page."""
    ordered = sorted(nodes, key=lambda n: n.candidate.x0)
    column: list[Node] = []
    for node in ordered:
        if column and node.candidate.x0 - column[-1].candidate.x0 > ALIGNED:
            yield sorted(column, key=lambda n: n.candidate.index)
            column = []
        column.append(node)
    if column:
        yield sorted(column, key=lambda n: n.candidate.index)


def _longest(track: list[Node]) -> tuple[float, list[Node]]:
    """The chain of greatest worth through a track, and its worth."""
    scores: list[float] = []
    back: list[int] = []
    for k, node in enumerate(track):
        own = node.candidate.weight
        best, link = own + (0.5 if node.value == 1 else 0.0), -1
        for j in range(max(0, k - LOOK_BACK), k):
            worth = scores[j] + own + _step(track[j], node)
            if worth > best:
                best, link = worth, j
        scores.append(best)
        back.append(link)
    if not scores:
        return 0.0, []
    at = max(range(len(scores)), key=scores.__getitem__)
    total = scores[at]
    chain = []
    while at >= 0:
        chain.append(track[at])
        at = back[at]
    chain.reverse()
    covered = chain[-1].candidate.place - chain[0].candidate.place
    return total * (0.4 + 0.6 * covered), chain


def _step(before: Node, after: Node) -> float:
    """What it is worth that one number follows another."""
    step = after.value - before.value
    if step == 1:
        worth = 1.0
    elif step == 0:
        worth = -1.5
    elif 1 < step < 4:
        worth = -0.5 * step
    elif step > 0:
        worth = -3.0 if step < 15 else -6.0
    else:
        worth = -3.0
    if before.candidate.stands_out != after.candidate.stands_out:
        worth -= 1.0
    return worth - (1.0 if after.candidate.index == before.candidate.index + 1 else 0.0)
