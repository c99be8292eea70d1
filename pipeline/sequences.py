"""Which of the numbers at the starts of lines number the items: the longest steady sequence of one form, one place and one look. Inside `items`.

A document shows many numbered things: its items, paragraphs and clauses inside them, agenda numbers, cheques, applications. The items are those whose
numbers go on from one end of the document to the other, in steps of one, at one place of the page, before headings. Each of these is a small weight;
none alone decides, as clerks misprint, double, skip and reorder.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.headings import BOLD, UNDERLINED, Looks, Title, read_title
from pipeline.numbering import Mark, read_letter, read_mark
from pipeline.records import Document, Line

_PROSE = re.compile(r"(?:that|to|the|a|an|and|of|in|for|was|were|is|are|be|by|on|with|at|from|it|as|or)\b")
_MONEY = re.compile(r"(?:^|\t)[£$€]?\s?\d[\d,]{0,12}(?:\.\d\d)?(?=\t|$)")
ALIGNED = 9.0  # points: numbers whose starts differ by less stand in one column; '9.' and '10.' set flush right differ by half an em
IMPOSSIBLE = -1e9
LOOK_BACK = 40  # a sequence is followed over this many numbers of the same form that do not belong to it


Look = tuple[int, int, bool]  # how the number stands out, how the title does, whether it is in capitals


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
    look: Look
    in_table: bool

    @property
    def form(self) -> tuple[str, int]:
        return self.mark.prefix, len(self.mark.values)

    @property
    def numbered(self) -> tuple[str, tuple[int, ...]]:
        return self.mark.prefix, self.mark.values

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
        if line.kind == "cell" and _MONEY.search(beside):  # a list of payments
            continue
        weight = _weight(document, looks, index, mark, title)
        number = max(looks.emphasis(w) & (BOLD | UNDERLINED) for w in line.words if w.start < mark.end)
        look = (number, title.emphasis, title.caps)
        out.append(Candidate(index, start, mark, title, line.x0, weight, (line.start - begin) / extent, look, line.kind == "cell"))
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
    above = _heading_above(document, looks, index)
    if not mark.lone:
        title = read_title(document, looks, index, mark.end, limit)
        if above is not None and read_letter(text, mark.end, line.end) is not None:
            return *_under(document, looks, above, mark), beside
        if title.text[:1].islower() and not title.emphasis and _stands_apart(line, mark, looks):
            above = _heading_above(document, looks, index, 14)
            if above is not None:
                return *_under(document, looks, above, mark), beside
        return line.start, title, beside
    if index + 1 < last and lines[index + 1].kind != "aside":
        below = lines[index + 1]
        near = below.page == line.page and below.top - line.bottom < 1.5 * (line.bottom - line.top)
        if near and not (above and not looks.emphasis(below.words[0])) and read_mark(text, below.start, below.end) is None:
            return line.start, read_title(document, looks, index + 1, below.start, limit), beside
    if above is not None:
        return *_under(document, looks, above, mark), beside
    return line.start, Title("", mark.end, 0, False, False), beside


def _under(document: Document, looks: Looks, above: int, mark: Mark) -> tuple[int, Title]:
    """The start and the title of an item whose heading stands above its number."""
    start = document.lines[above].start
    title = read_title(document, looks, above, start, mark.start)
    return start, Title(title.text, mark.end, title.emphasis, title.caps, False)


def _stands_apart(line: Line, mark: Mark, looks: Looks) -> bool:
    """The number stands in a margin of its own, so far from the words beside it that it may belong to a heading above them."""
    words = [w for w in line.words if w.start >= mark.end]
    return bool(words) and words[0].x0 - line.x0 > 1.5 * looks.size


def _heading_above(document: Document, looks: Looks, index: int, reach: int = 3) -> int | None:
    """The line that heads a number printed below it, at most so many lines: it stands out whole and has no number of its own."""
    line = document.lines[index]
    for k in range(index - 1, max(-1, index - 2 * reach), -1):
        above = document.lines[k]
        if above.page != line.page or line.top - above.top > reach * (line.bottom - line.top):
            return None
        if above.kind == "aside" or above.column > line.column:
            continue
        if all(looks.emphasis(w) & 3 for w in above.words):
            return k if read_mark(document.text, above.start, above.end) is None else None
    return None


def _weight(document: Document, looks: Looks, index: int, mark: Mark, title: Title) -> float:
    line, before = document.lines[index], document.lines[index - 1] if index else None
    weight = 1.0
    if title.emphasis:
        weight += 1.0 + 0.5 * title.emphasis.bit_count()  # the more it stands out, the higher it ranks
    if title.caps:
        weight += 1.0
    if before is None or before.block != line.block:
        weight += 0.5
    if title.run_on:
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
    candidates = _without_lists(candidates)
    best: list[Node] = []
    most = 3.0
    for track in _tracks(candidates):
        score, chain = _longest(track, None)
        if score > most:
            # Steps back are followed only among numbers that look as most of the sequence does
            usual = Counter(n.candidate.look for n in chain).most_common(1)[0][0]
            most, (_, best) = score, _longest(track, usual)
    return _filled(best, candidates)


def _without_lists(candidates: list[Candidate]) -> list[Candidate]:
    """Leave out an agenda before the items, and tables of actions, that repeat their numbers: entries follow each other without text between."""
    runs: list[list[Candidate]] = []
    for before, c in zip([None, *candidates], candidates, strict=False):
        if before is not None and c.start <= before.title.end + 2 and c.form == before.form and c.in_table == before.in_table:
            runs[-1].append(c)
        else:
            runs.append([c])
    last = {c.numbered: c.index for c in candidates}
    runs = [r for r in runs if len(r) < 4 or 2 * sum(last[c.numbered] > r[-1].index for c in r) < len(r)]
    untabled = {c.numbered for run in runs for c in run if not c.in_table}
    actions = [len(r[0].mark.values) > 1 and r[0].in_table and 2 * sum(c.numbered in untabled for c in r) >= len(r) for r in runs]
    return [c for run, repeats in zip(runs, actions, strict=True) if not repeats for c in run]


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


def _longest(track: list[Node], usual: Look | None) -> tuple[float, list[Node]]:
    """The chain of greatest worth through a track, and its worth."""
    scores: list[float] = []
    back: list[int] = []
    for k, node in enumerate(track):
        own = node.candidate.weight
        best, link = own + (0.5 if node.value == 1 else 0.0), -1
        for j in range(max(0, k - LOOK_BACK), k):
            worth = scores[j] + own + _step(track[j], node, usual)
            if worth > best:
                best, link = worth, j
        scores.append(best)
        back.append(link)
    at = max(range(len(scores)), key=scores.__getitem__)
    total = scores[at]
    chain = []
    while at >= 0:
        chain.append(track[at])
        at = back[at]
    chain.reverse()
    covered = chain[-1].candidate.place - chain[0].candidate.place
    return total * (0.4 + 0.6 * covered), chain


def _step(before: Node, after: Node, usual: Look | None) -> float:
    """What it is worth that one number follows another. A step back is a fault of the clerk, or a new part, only where both look quite the same."""
    a, b = before.candidate, after.candidate
    step = after.value - before.value
    if step == 1:
        worth = 1.0
    elif step > 0:
        worth = -0.5 * step if step < 4 else -3.0 if step < 15 else -6.0
    elif a.look != usual or b.look != usual or abs(a.x0 - b.x0) > ALIGNED:
        return IMPOSSIBLE
    elif step == 0:
        worth = -1.0
    else:
        worth = -2.5 if b.stands_out or len(b.mark.values) > 1 else -6.0
    if a.look != b.look:
        worth -= 0.5 if a.stands_out == b.stands_out else 1.0
    return worth - (1.0 if b.index == a.index + 1 else 0.0)


# ---- what the sequence leaves open ---------------------------------------------------------------------------------------------------------
def _filled(chain: list[Node], candidates: list[Candidate]) -> list[Candidate]:
    """The chain with what stands in its gaps: '8a', '8b' where no 8 stands; misprinted numbers; numbers of another look or place."""
    if not chain:
        return []
    taken = {n.candidate.index for n in chain}
    places = [n.candidate.x0 for n in chain]
    near = (min(places) - 2 * ALIGNED, max(places) + 2 * ALIGNED)
    sure = chain[0].candidate
    rest = [c for c in candidates if c.index not in taken and near[0] <= c.x0 <= near[1] and c.mark.prefix == sure.mark.prefix]
    out: list[Candidate] = []
    for node, after in zip(chain, [*chain[1:], None], strict=True):
        out.append(node.candidate)
        low, high = node.candidate.index, after.candidate.index if after else 10**9
        inside = [c for c in rest if low < c.index < high]
        if after is None or after.value > node.value + 1:
            out += _between(node, after, inside)
    return out


def _between(before: Node, after: Node | None, inside: list[Candidate]) -> list[Candidate]:
    """Of the candidates inside a gap of the numbering, those that fill it, in order."""
    form = before.candidate.mark
    k = next(k for k, v in enumerate(form.values) if v == before.value)
    missing = set(range(before.value + 1, after.value if after else before.value + 6))
    out: list[Candidate] = []
    value, letter = before.value, ""
    for c in inside:
        if len(c.mark.values) != len(form.values):
            continue
        own = c.mark.values[k]
        same_rest = c.mark.values[:k] + c.mark.values[k + 1 :] == form.values[:k] + form.values[k + 1 :]
        if c.mark.letter:
            if same_rest and own in missing and own >= value and (own > value or c.mark.letter > letter):
                out.append(c)
                value, letter = own, c.mark.letter
        elif same_rest and own in missing and own > value and (own == value + 1 or after is not None) and c.stands_out >= before.candidate.stands_out:
            out.append(c)
            value, letter = own, ""
        elif len(form.values) > 1 and c.look == before.candidate.look and (after is not None or not same_rest) and len(out) < len(missing):
            out.append(c)
    return out
