"""Rows in reading order -> the one text: paragraphs, tables, margin notes, and words that a line's end has broken. Inside `reading`."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median
from typing import Literal, NamedTuple

from msgspec.structs import replace

from pipeline.characters import SOFT_HYPHEN
from pipeline.records import Glyphs, Line, Word
from pipeline.rows import BULLETS, MARGIN_NUMBER, Grid, Row

TERMINAL = tuple(".:;!?")
HYPHENS = "-\u00ad\u2010"
# Prefixes that keep their hyphen when a line ends behind it, where the document itself does not show the word whole
KEEPS_HYPHEN = frozenset(("anti", "by", "bye", "co", "ex", "non", "self", "vice", "well", "year"))
HYPHENATED = 0.015  # of the lines: a document in which more end in a hyphen breaks words; elsewhere hyphens at line ends are the author's
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")


class Place(NamedTuple):
    """What a line belongs to: the fields of the same names in `Line`."""

    kind: Literal["body", "cell", "aside"]
    table: int = -1
    row: int = -1
    column: int = -1


BODY, ASIDE = Place("body"), Place("aside")


def breaks_words(rows: list[Row]) -> bool:
    """Whether the document breaks words at the ends of lines as a habit."""
    return sum(row.words[-1].text[-1] in HYPHENS for row in rows) >= max(3, HYPHENATED * len(rows))


def _lead(row: Row) -> int:
    """How many words at the start of the row are a bullet or a number set off from the text: 0 or 1."""
    words = row.words
    if words[0].text in BULLETS:
        return 1
    return int(_is_number(words) and _stands_apart(words))


def _is_number(words: list[Word]) -> bool:
    return len(words) > 1 and len(words[0].text) <= 14 and MARGIN_NUMBER.fullmatch(words[0].text) is not None


def _stands_apart(words: list[Word]) -> bool:
    """The first word is set off by more than the spaces between the others, as a number before its text is; or it is a number of the outer margin."""
    gap = words[1].x0 - words[0].x1
    if words[1].x0 < words[0].x0:
        return True
    others = [b.x0 - a.x1 for a, b in pairwise(words[1:12])]
    return gap > 0.45 * words[0].size and (not others or gap > 1.6 * median(others))


class Paragraphs:
    """The text as it grows; lines get their offsets when they are added and are never moved."""

    def __init__(self, vocabulary: list[str], pitch: float, hyphenates: bool):
        self.parts: list[str] = []
        self.here = 0
        self.pitch = pitch
        self.lines: list[Line] = []
        self.pending: list[tuple[int, Row]] = []  # margin notes that wait for the paragraph beside them to end
        self.page, self.right = 0, 0.0
        self.block = -1
        self.tables = 0
        self.before: Row | None = None  # the row before, in the same flow
        self.first_of_block = True
        self.fresh_page = False
        self.hyphen = ""  # at the end of the last line, not yet written
        self._vocabulary, self._hyphenates = vocabulary, hyphenates
        self._words: set[str] | None = None

    def turn_page(self, number: int, right: float) -> None:
        self.page, self.right, self.fresh_page = number, right, True

    def add_row(self, row: Row) -> None:
        """Add a row of body text: to the paragraph at hand, or as the first of a new one."""
        if self.before is None or self._begins_block(self.before, row):
            self._end_block(row.top)
            self._write("\n\n")
            self.block += 1
            self.first_of_block = True
            self._line(row)
        else:
            self._carry_on(row)
            self.first_of_block = False
        self.before, self.fresh_page = row, False

    def add_grid(self, grid: Grid) -> None:
        """Add a table row by row; cells of a row stand on one line where each is one line high."""
        self._end_block(grid.top)
        table, self.tables, self.fresh_page = self.tables, self.tables + 1, False
        for r, cells in enumerate(grid.cells):
            between = "\n\n" if r == 0 else "\n"
            flat = all(len(c) <= 1 for c in cells)
            for c, rows in enumerate(cells):
                before: Row | None = None
                for row in rows:
                    place = Place("cell", table, r, c)
                    if before is None or self._begins_block(before, row):
                        self._write(between if before is None else "\n\n")
                        self.block += 1
                        self.first_of_block = True
                        self._line(row, place)
                    else:
                        self._carry_on(row, place)
                        self.first_of_block = False
                    before = row
                if rows:
                    between = "\t" if flat else "\n"
        self.before = None

    # ---- paragraphs
    def _begins_block(self, before: Row, row: Row) -> bool:
        words, lead = row.words, _lead(row)
        last = before.words[-1].text
        if words[0].text in BULLETS:
            return True
        if self.fresh_page:
            runs_on = not last.endswith(TERMINAL) and not lead and before.x1 > 0.8 * self.right and not words[0].bold
            return not (words[0].text[0].islower() or runs_on)
        step = row.top - before.top
        usual = max(self.pitch, 1.1 * min(row.size, before.size))
        runs_on = not last.endswith(TERMINAL)
        if step < 0 or step > (1.7 if runs_on and words[0].text[0].islower() else 1.32) * usual:
            return True
        # A year at the start of a line is no number of a paragraph where the line before runs to the margin without a stop
        if lead and not (runs_on and abs(row.x0 - before.x0) < 2 and before.x1 > 0.9 * self.right and not _lead(before)):
            return True
        if _is_number(words) and row.x0 < before.x0 - 3:
            return True
        if abs(row.size - before.size) > 0.15 * before.size and len(words) > 1:
            return True
        bold, was_bold = all(w.bold for w in words), all(w.bold for w in before.words)
        if bold != was_bold and (len(words) > 1 or len(before.words) > 1) and (was_bold or last.endswith(TERMINAL)):
            return True
        em = row.size
        own, start = words[lead].x0 if lead < len(words) else row.x0, before.words[min(_lead(before), len(before.words) - 1)].x0
        if own > start + 0.9 * em:
            return True
        if own < start - 0.9 * em and row.x0 < before.x0 - 0.9 * em:
            return not (self.first_of_block and before.x1 > 0.85 * self.right)
        return before.x1 < 0.75 * self.right and last.endswith(TERMINAL) and words[0].text[0].isupper()

    def _end_block(self, below: float) -> None:
        """Before what starts at `below`: write the margin notes that stand above it."""
        self._settle_hyphen(None)
        pending, self.pending = self.pending, []
        above: tuple[int, Row] | None = None
        for page, row in pending:
            if page == self.page and row.top > below - 1:
                self.pending.append((page, row))
                continue
            same_note = above is not None and above[0] == page and row.top - above[1].top < 1.32 * self.pitch
            self._write("\n" if same_note else "\n\n")
            self.block += not same_note
            turned, self.page = self.page, page
            self._line(row, ASIDE)
            self.page, above = turned, (page, row)

    # ---- lines
    def _carry_on(self, row: Row, place: Place = BODY) -> None:
        if not self._settle_hyphen(row.words[0].text):
            self._write("\n")
        self._line(row, place)

    def _line(self, row: Row, place: Place = BODY) -> None:
        start = at = self.here
        glyphs, words = [], row.words
        out: list[str] = []
        left = right = words[0].x0
        final = len(words) - 1
        for k, w in enumerate(words):
            text = w.text
            if k:
                out.append("\t" if w.x0 - right > 1.5 * w.size or w.x0 < left else " ")
                at += 1
            if k == final and len(text) > 1 and text[-1] in HYPHENS and text[-2].isalnum():
                self.hyphen, text = text[-1], text[:-1]
            elif SOFT_HYPHEN in text:
                text = text.replace(SOFT_HYPHEN, "-" if text.endswith(SOFT_HYPHEN) else "") or "-"
            out.append(text)
            glyphs.append(Glyphs(at, at + len(text), w.x0, w.x1, w.size, w.bold, w.italic, w.underlined))
            at += len(text)
            left, right = w.x0, w.x1
        self.parts += out
        self.here = at
        self.lines.append(Line(start, at, self.page, row.x0, row.top, row.x1, row.bottom, glyphs, self.block, *place))

    def _write(self, text: str) -> None:
        self._settle_hyphen(None)
        if self.lines:
            self.parts.append(text)
            self.here += len(text)

    def _settle_hyphen(self, following: str | None) -> bool:
        """Write or drop the hyphen at the end of the last line. True where the word goes on in `following`, without a break."""
        if not self.hyphen:
            return False
        mark, self.hyphen = self.hyphen, ""
        line = self.lines[-1]
        head = self.parts[-1]
        goes_on = following is not None and following[0].isalnum() and head[-1].isalnum()
        drops = goes_on and following is not None and following[0].islower() and self._is_one_word(head, following, mark)
        if not drops:
            self.parts.append("-")
            self.here += 1
            final = replace(line.words[-1], end=line.end + 1)
            self.lines[-1] = replace(line, end=line.end + 1, words=[*line.words[:-1], final])
        return goes_on

    def _is_one_word(self, head: str, tail: str, mark: str) -> bool:
        """Whether the hyphen was only the line's: by the document's own words first, then by prefixes that keep theirs."""
        if self._words is None:
            # Neither the pieces of broken words nor, as a rule, what is drawn after them count as words
            whole = [w for before, w in pairwise(["", *self._vocabulary]) if w[-1] not in HYPHENS and before[-1:] not in HYPHENS]
            self._words = set(_WORD.findall(" ".join(whole).lower()))
        found_head, found_tail = _WORD.findall(head.lower()), _WORD.match(tail.lower())
        if not found_head or not found_tail:
            return mark == SOFT_HYPHEN
        first, second = found_head[-1], found_tail[0]
        if first + second in self._words:
            return True
        if f"{first}-{second}" in self._words or first.split("-")[-1] in KEEPS_HYPHEN:
            return False
        # Neither form stands elsewhere: only a document that breaks words as a habit made this hyphen, and not between two known words
        return self._hyphenates and not (first in self._words and second in self._words and len(first) > 3 and len(second) > 3)

    def finish(self) -> tuple[str, list[Line]]:
        """The whole text and its lines."""
        self._end_block(float("inf"))
        return "".join(self.parts), self.lines
