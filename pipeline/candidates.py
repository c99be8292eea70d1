"""Lines that may begin an item: those that start with a number, each with its title and how much it looks like a heading. Inside `items`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.headings import AGENDA_PLACE, BOLD, PERSON, UNDERLINED, Looks, Title, clean, read_title
from pipeline.numbering import Mark, read_letter, read_mark
from pipeline.records import Document, Line

_PROSE = re.compile(r"(?:that|to|the|a|an|and|of|in|for|was|were|is|are|be|by|on|with|at|from|it|as|or)\b")
_MONEY = re.compile(r"(?:^|\t)(?:[£$€]\s?\d[\d,]{0,12}(?:\.\d\d)?|\d[\d,]{0,12}\.\d\d)(?=\t|$)")
DECISION = re.compile(r"(?:it was |unanimously )?(?:resolved|recommended|agreed|decided|decision)(?: unanimously)?\W*", re.IGNORECASE)
_DIGIT = re.compile(r"\d")

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
    above: tuple[int, Title] | None = None  # for a number before plain text: the start and title of the heading that stands over it

    @property
    def form(self) -> tuple[str, int]:
        return self.mark.prefix, len(self.mark.values)

    @property
    def numbered(self) -> tuple[str, tuple[int, ...]]:
        return self.mark.prefix, self.mark.values

    @property
    def stands_out(self) -> bool:
        return bool(self.title.emphasis) or self.title.caps


def find_candidates(document: Document, looks: Looks, first: int, last: int, lettered: bool = False) -> list[Candidate]:
    """Every line from `first` to before `last` that begins with a number that could be an item's; or with a letter, where items are `lettered`."""
    out = []
    text, lines = document.text, document.lines
    begin, extent = lines[first].start, max(1, lines[last - 1].end - lines[first].start)
    for index in range(first, last):
        line = lines[index]
        if not lettered and (right := _numbered_at_right(document, looks, index)) is not None:
            at, own, heading = right
            first_line = lines[at]
            look = (looks.emphasis(line.words[-1]) & (BOLD | UNDERLINED), heading.emphasis, heading.caps)
            place = (first_line.start - begin) / extent
            weight = _weight(document, looks, at, own, heading, look[0])
            out.append(Candidate(at, first_line.start, own, heading, first_line.x0, weight, place, look, False))
            continue
        if (
            line.kind == "aside"
            or not (lettered or _DIGIT.search(text, line.start, min(line.start + 24, line.end)))
            or (line.column > 0 and _has_left_neighbour(lines, index))
        ):
            continue
        mark = (read_letter if lettered else read_mark)(text, line.start, line.end)
        if mark is None:
            continue
        start, title, beside = _title_of(document, looks, index, mark, last)
        if line.kind == "cell" and _MONEY.search(beside):  # a list of payments
            continue
        number = max(looks.emphasis(w) & (BOLD | UNDERLINED) for w in line.words if w.start < mark.end)
        look = (number, title.emphasis, title.caps)
        weight = _weight(document, looks, index, mark, title, number)
        if line.kind == "cell" and len(beside) < 50 and not title.emphasis:
            weight -= 1.0  # a row of a list: references, names, sites
        above = None if title.emphasis or title.caps or lettered or line.kind == "cell" else _heading_above(document, looks, index, 5)
        over = _under(document, looks, above, mark) if above is not None else None
        if over is not None:
            weight += 1.0
        out.append(Candidate(index, start, mark, title, line.x0, weight, (line.start - begin) / extent, look, line.kind == "cell", over))
    return out


def _numbered_at_right(document: Document, looks: Looks, index: int) -> tuple[int, Mark, Title] | None:
    """The heading whose number stands at the right end of its line, or in a cell of its own beside it: some bodies number in the right margin."""
    line, text = document.lines[index], document.text
    if line.kind == "aside" or not text[line.end - 1].isdigit() or line.x1 < looks.rights.get((-1, -1), 0.0) - looks.size:
        return None
    at = index - (line.kind == "cell" and len(line.words) == 1)
    words = [*(document.lines[at].words if 0 <= at < index else []), *line.words]
    if len(words) < 2 or words[-1].x0 - words[-2].x1 <= 2 * looks.size or (at < index and document.lines[at].row != line.row):
        return None
    emphasis = looks.emphasis(words[0]) & (BOLD | UNDERLINED)
    if not emphasis or any(looks.emphasis(w) & emphasis != emphasis for w in words[:-1]):
        return None
    mark = read_mark(text, words[-1].start, line.end)
    if mark is None or not mark.lone or read_mark(text, words[0].start, words[-2].end) is not None:
        return None
    heading = text[words[0].start : words[-2].end]
    return at, mark, Title(clean(heading), line.end, emphasis, heading.isupper(), False)


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
        if DECISION.fullmatch(title.text):  # '5205 RESOLVED:-': its heading, if there is one, stands above
            title = Title("", mark.end, 0, False, True)
        if above is not None and read_letter(text, mark.end, line.end) is not None:
            return *_under(document, looks, above, mark), beside
        if title.text[:1].islower() and not title.emphasis and _stands_apart(line, mark, looks):
            above = _heading_above(document, looks, index, 14) if above is None else above
            if above is not None:
                return *_under(document, looks, above, mark), beside
        return line.start, title, beside
    if index + 1 < last and lines[index + 1].kind != "aside":
        below = lines[index + 1]
        near = below.page == line.page and below.top - line.bottom < 1.5 * (line.bottom - line.top)
        upper = above is not None and (not looks.emphasis(below.words[0]) or line.top < lines[above].bottom - 2)
        if near and not upper and read_mark(text, below.start, below.end) is None:
            return line.start, read_title(document, looks, index + 1, below.start, limit), beside
    if above is not None:
        return *_under(document, looks, above, mark), beside
    return line.start, Title("", mark.end, 0, False, False), beside


def _stands_apart(line: Line, mark: Mark, looks: Looks) -> bool:
    """The number stands in a margin of its own, so far from the words beside it that it may belong to a heading above them."""
    words = [w for w in line.words if w.start >= mark.end]
    return bool(words) and words[0].x0 - line.words[0].x1 > 0.5 * looks.size and words[0].x0 - line.x0 > 2.5 * looks.size


def _under(document: Document, looks: Looks, above: int, mark: Mark) -> tuple[int, Title]:
    """The start and the title of an item whose heading stands above its number."""
    start = document.lines[above].start
    title = read_title(document, looks, above, start, mark.start)
    return start, title if title.run_on else Title(title.text, mark.end, title.emphasis, title.caps, False)


def _heading_above(document: Document, looks: Looks, index: int, reach: int = 3) -> int | None:
    """The line that heads a number printed below it, at most so many lines, and has no number of its own.

    It stands out whole; the line just above the number may only begin with its heading, if the number stands in the margin to its left.
    """
    line, text = document.lines[index], document.text
    height = line.bottom - line.top
    for k in range(index - 1, max(-1, index - 2 * reach), -1):
        above = document.lines[k]
        if above.page != line.page or line.top - above.top > reach * height:
            return None
        if above.kind == "aside" or above.column > line.column or AGENDA_PLACE.match(text, above.start, above.end):
            continue
        margin = above.x0 - line.x0 > 1.5 * looks.size and line.top - above.top < 1.4 * height
        begins = margin and (k == 0 or document.lines[k - 1].block != above.block) and looks.emphasis(above.words[0]) & (BOLD | UNDERLINED)
        if begins or all(looks.emphasis(w) & (BOLD | UNDERLINED) for w in above.words):
            return k if read_mark(text, above.start, above.end) is None else None
    return None


def farther_above(document: Document, looks: Looks, first: int, found: Candidate) -> tuple[int, Title] | None:
    """The last line from `first` on, before a numbered paragraph, that stands out whole and begins where the margin begins."""
    for index in range(found.index - 1, first - 1, -1):
        line = document.lines[index]
        if line.kind != "body" or line.x0 > found.x0 + looks.size or read_mark(document.text, line.start, line.end) is not None:
            continue
        if all(looks.emphasis(w) & (BOLD | UNDERLINED) for w in line.words) and DECISION.match(document.text, line.start, line.end) is None:
            return _under(document, looks, index, found.mark)
    return None


def _weight(document: Document, looks: Looks, index: int, mark: Mark, title: Title, number: int) -> float:
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
    if not mark.firm and not (title.emphasis and number):
        weight -= 1.0
    if len(mark.values) > 1 or mark.prefix:
        weight += 0.5
    if title.text[:1].islower():
        weight -= 1.5 if _PROSE.match(title.text) else 0.8
    if PERSON.match(title.text) and not title.emphasis and len(title.text.split()) < 7:
        weight -= 1.0  # a numbered list of those present
    if title.text.startswith("That ") and not title.emphasis:
        weight -= 1.5
    return weight
