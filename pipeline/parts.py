"""The numbered parts inside an item: '23.1', '6(a)', '(b) Allotments'. Inside `items`. Clauses of a resolution and plain lists stay text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.candidates import Candidate
from pipeline.headings import BOLD, UNDERLINED, Looks, Title, read_title
from pipeline.numbering import Mark, letter_values, read_letter
from pipeline.records import Document

_CLAUSE = re.compile(  # a clause of a decision, whose verb stands out
    r"(?:to |that )?(?:agree|note|resolve|approve|recommend|authorise|decide|refuse|grant|delegate|receive|endorse)[a-z]{0,2}\b", re.IGNORECASE
)


@dataclass(slots=True, frozen=True)
class Part:
    """A part of an item. `above` is the place in the list of parts of the one that holds it, -1 for the item itself."""

    index: int
    start: int
    mark: Mark
    title: Title
    above: int


def find_parts(document: Document, looks: Looks, item: Candidate, inside: list[Candidate], first: int, last: int) -> list[Part]:
    """The parts of an item whose lines are `first` to before `last`; `inside` are the other numbered lines there."""
    own = item.mark.values
    parts: list[Part] = []
    at: dict[tuple[int, ...], int] = {}  # the place of each numbered part
    letters = 0  # how many letters of the list at hand are read
    numbered = {c.index: c for c in inside}
    for index in range(first, last):
        line = document.lines[index]
        if line.kind == "aside" or line.column > 0:
            continue
        c = numbered.get(index)
        if c is not None:
            path = _path(own, item.mark, c.mark)
            if path and path not in at and (len(path) == 1 or path[:-1] in at) and _follows(path, at):
                at[path] = len(parts)
                parts.append(Part(index, c.start, c.mark, _of_part(c.title), at.get(path[:-1], -1)))
                letters = 0
            continue
        mark = read_letter(document.text, line.start, line.end) if line.end - line.start > 2 else None
        if mark is None or mark.lone:
            continue
        values = letter_values(mark.letter)
        if letters + 1 not in values and not (letters and letters + 2 in values) and 1 not in values:
            continue
        title = read_title(document, looks, index, mark.end, document.lines[last - 1].end)
        if (not title.emphasis & (BOLD | UNDERLINED) and not title.caps) or _CLAUSE.match(title.text):
            continue
        letters = min(v for v in values if v > letters) if any(v > letters for v in values) else 1
        holder = max(at.values(), default=-1)
        above = holder if holder >= 0 and document.lines[parts[holder].index].x0 < line.x0 - 3 else -1
        parts.append(Part(index, line.start, mark, title, above))
    return parts


def _path(own: tuple[int, ...], parent: Mark, mark: Mark) -> tuple[int, ...]:
    """Where a number stands below its item's: (1,) for '23.1' and (2, 1) for '23.2.1' in item 23, (1,) for '6(a)' in item 6."""
    if mark.letter:
        return (min(letter_values(mark.letter)),) if mark.values == own and not parent.letter and letter_values(mark.letter) else ()
    own = own[:-1] if len(own) > 1 and not own[-1] else own  # '1.0' holds 1.1
    for k in range(len(own)):  # HWB.45 holds 45.1, and 16/45 may hold 45.1 or 16/45.1
        tail = own[k:]
        if len(tail) < len(mark.values) <= len(tail) + 3 and mark.values[: len(tail)] == tail:
            return mark.values[len(tail) :]
    return ()


def _follows(path: tuple[int, ...], at: dict[tuple[int, ...], int]) -> bool:
    """The part before it is there, or the one before that; the first part may be 0 or 1."""
    return path[-1] < 2 or any((*path[:-1], path[-1] - back) in at for back in (1, 2, 3))


def _of_part(title: Title) -> Title:
    """A numbered paragraph has a title only where one stands out."""
    return title if title.emphasis or title.caps else Title("", title.end, 0, False, True)
