"""Which of the numbers at the starts of lines number the items: the longest steady sequence of one form, one place and one look. Inside `items`.

A document shows many numbered things: its items, paragraphs and clauses inside them, agenda numbers, cheques, applications. The items are those whose
numbers go on from one end of the document to the other, in steps of one, at one place of the page, before headings. Each of these is a small weight;
none alone decides, as clerks misprint, double, skip and reorder.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.candidates import Candidate, Look
from pipeline.numbering import alphabet_value, roman_value

ALIGNED = 9.0  # points: numbers whose starts differ by less stand in one column; '9.' and '10.' set flush right differ by half an em
IMPOSSIBLE = -1e9
LOOK_BACK = 40  # a sequence is followed over this many numbers of the same form that do not belong to it


@dataclass(slots=True, frozen=True)
class Node:
    """A candidate with the one of its numbers that runs."""

    value: int
    candidate: Candidate
    part: int  # which of the candidate's numbers it is; 0 for a letter


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
            best = _without_references(_without_returns(best))
    return _filled(best, candidates)


def _without_returns(chain: list[Node]) -> list[Node]:
    """Leave out a list that starts again at 1 inside an item: behind it the numbering goes on where it was left; behind a new part it does not."""
    if chain and chain[0].candidate.form != ("", 1):
        return chain  # a list inside an item has no '19.05.01'
    for k in range(1, len(chain)):
        if chain[k].value == 1 < chain[k - 1].value:
            for j in range(k + 1, len(chain)):
                if chain[j].value == chain[k - 1].value + 1 and chain[j - 1].value != chain[k - 1].value:
                    return _without_returns(chain[:k] + chain[j:])
    return chain


def _without_references(chain: list[Node]) -> list[Node]:
    """Leave out lists before or behind the items, such as those of actions, whose numbers all stand among the items: they refer to them."""
    if not chain or chain[0].candidate.form == ("", 1):
        return chain  # a new part, which starts at 1 again
    rises: list[list[Node]] = [[]]
    for before, node in zip([None, *chain], chain, strict=False):
        if before is not None and node.value < before.value:
            rises.append([])
        rises[-1].append(node)
    most = max(rises, key=len)
    values = {n.value for n in most}
    kept = [r for r in rises if r is most or (len(r) == 1 and r[0].candidate.stands_out) or not all(n.value in values for n in r)]
    return [n for r in kept for n in r]


def _without_lists(candidates: list[Candidate]) -> list[Candidate]:
    """Leave out an agenda before the items, and tables of actions, that repeat their numbers: entries follow each other without text between."""
    runs: list[list[Candidate]] = []
    for before, c in zip([None, *candidates], candidates, strict=False):
        if before is not None and c.start <= before.title.end + 2 and _is_next(before, c):
            runs[-1].append(c)
        else:
            runs.append([c])
    titles = {_gist(c): c.index for run in runs for c in run if len(run) < 4}
    for k, run in enumerate(runs):
        again = [titles.get(_gist(c), 0) > run[-1].index for c in run]
        if len(run) > 3 and 2 * sum(again) >= len(run):
            runs[k] = [] if again[-1] else run[-1:]  # the last entry may be the first item, which follows the agenda at once
    runs = [run for run in runs if run]
    items = {c.numbered: _gist(c) for run in runs for c in run if not c.in_table}
    return [c for run in runs for c in run if not (c.in_table and len(c.mark.values) > 1 and items.get(c.numbered, _gist(c)) != _gist(c))]


def _is_next(before: Candidate, c: Candidate) -> bool:
    """Two entries of a list: of one form, place and look, the second number one more than the first, or misprinted nearly so."""
    alike = c.form == before.form and c.in_table == before.in_table and c.look == before.look and abs(c.x0 - before.x0) < ALIGNED
    return alike and 0 <= sum(c.mark.values) - sum(before.mark.values) < 4


def _gist(c: Candidate) -> str:
    """The first letters of a title, by which an entry of the agenda is known again."""
    return "".join(filter(str.isalnum, c.title.text.lower()))[:8]


def _tracks(candidates: list[Candidate]) -> Iterable[list[Node]]:
    """Candidates of one form, one place on the page and one look, each with the number that runs among them."""
    forms: dict[tuple[object, ...], list[Node]] = defaultdict(list)
    for c in candidates:
        values = c.mark.values
        if c.mark.letter:
            if not values:
                for kind in (alphabet_value, roman_value):
                    if kind(c.mark.letter):
                        forms[(c.mark.letter.isupper(), kind)].append(Node(kind(c.mark.letter), c, 0))
            continue
        for k, value in enumerate(values):
            forms[(c.mark.prefix, len(values), k, *values[:k], *values[k + 1 :])].append(Node(value, c, k))
    for nodes in forms.values():
        if len(nodes) < 2:
            continue
        near, wide = list(_columns(nodes, ALIGNED)), list(_columns(nodes, 2 * ALIGNED))
        for group in near if len(near) == len(wide) else near + wide:
            looks = {n.candidate.stands_out for n in group}
            if len(looks) == 1:
                yield group
            else:
                yield [n for n in group if n.candidate.stands_out]
                yield group


def _columns(nodes: list[Node], tolerance: float) -> Iterable[list[Node]]:
    """Nodes that begin at one place of the page, or at places that shift a little from one to the next."""
    ordered = sorted(nodes, key=lambda n: n.candidate.x0)
    column: list[Node] = []
    for node in ordered:
        if column and node.candidate.x0 - column[-1].candidate.x0 > tolerance:
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
    first, last = chain[0].candidate.place, chain[-1].candidate.place
    return total * (0.4 + 0.3 * (last - first) + 0.3 * (1 - first)), chain


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
    elif len(b.mark.values) > 1:
        worth = -1.5
    elif b.stands_out or after.value == 1:
        worth = -2.5 if b.stands_out else -6.0
    else:
        return IMPOSSIBLE
    if abs(a.x0 - b.x0) > ALIGNED:
        worth -= 0.5
    if a.look != b.look:
        worth -= 0.5 if a.stands_out == b.stands_out else 1.0
    return worth - (1.0 if b.index == a.index + 1 else 0.0)


# ---- what the sequence leaves open ---------------------------------------------------------------------------------------------------------
def _filled(chain: list[Node], candidates: list[Candidate]) -> list[Candidate]:
    """The chain with what stands in its gaps: '8a', '8b' where no 8 stands; misprinted numbers; numbers of another look or place."""
    if not chain or not chain[0].candidate.mark.values:
        return [n.candidate for n in chain]
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
        elif sure.stands_out and sure.form != ("", 1):  # swapped by the clerk
            form, k = node.candidate.mark.values, node.part
            rests = [
                (c, c.mark.values[:k] + c.mark.values[k + 1 :]) for c in inside if c.look == sure.look and c.form == sure.form and not c.mark.letter
            ]
            out += [c for c, rest in rests if rest == form[:k] + form[k + 1 :]]
    return out


def _between(before: Node, after: Node | None, inside: list[Candidate]) -> list[Candidate]:
    """Of the candidates inside a gap of the numbering, those that fill it, in order."""
    form, k = before.candidate.mark, before.part
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
        elif len(form.values) > 1 and c.look == before.candidate.look and (after is not None or own == value + 1) and len(out) < len(missing):
            value = own if own in missing else value
            out.append(c)
    return out


def running_values(sequence: list[Candidate]) -> list[int]:
    """Of each number of a sequence, the part that runs: in '16/01', '16/02' the second. 0 where a number has another form."""
    if not sequence:
        return []
    usual = Counter(len(c.mark.values) for c in sequence).most_common(1)[0][0]
    if not usual:
        return list(range(1, len(sequence) + 1))
    parts = [c.mark.values for c in sequence if len(c.mark.values) == usual]
    k = max(range(usual), key=lambda k: len({v[k] for v in parts}))
    return [c.mark.values[k] if len(c.mark.values) == usual else 0 for c in sequence]
