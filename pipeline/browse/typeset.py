"""The text of minutes in its right shape: paragraphs whose lines run on, headings, bullets, clauses, rows of tables; marks where facts stand."""

from __future__ import annotations

import re
from typing import NamedTuple

BULLET = re.compile(r"[•·▪◦‣●○■□–—*-][ \t]+|o[ \t](?=[A-Z])")
CLAUSE = re.compile(r"(\((?:\d{1,3}|[a-z]{1,2}|[ivxl]{1,6})\)|(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])[ \t]+(?=\S)", re.I)
DECIDED = re.compile(r"(?:\d{1,3}\.?\s)?(?:RESOLVED|Resolved|RECOMMENDED|Recommended|AGREED|Agreed|DECISION|Decision)\b[^\n.]{0,20}?[:–-]{1,2}")
SHORT = 0.62  # of the widest line: a line that ends before has room for the next word, so it was ended on purpose
MAX_HEADING = 80  # characters
MAX_LINES = 5_000  # of one item; real ones have some 300


class Mark(NamedTuple):
    """A stretch of the text that leads somewhere."""

    start: int
    end: int
    kind: str  # person | school | service | body | minute | figure
    href: str
    hint: str


class Run(NamedTuple):
    """Words of a paragraph, marked or not."""

    text: str
    mark: Mark | None


class Block(NamedTuple):
    """A paragraph, a heading, a bullet, a clause, or a row of cells."""

    kind: str  # paragraph | heading | bullet | clause | decision | row
    label: str  # of a clause: '(1)'; of a decision: 'Resolved:-'
    runs: list[Run]
    cells: list[list[Run]]  # of a row


def typeset(text: str, base: int, marks: list[Mark]) -> list[Block]:
    """A stretch of a document's text as blocks; `base` is where it begins in the document, as marks are counted there."""
    chosen = without_overlap(marks)
    blocks = []
    for kind, label, start, end in pieces(text):
        if kind == "row":
            cells, at = [], start
            for cell in text[start:end].split("\t"):
                cells.append(runs_of(text, base, at, at + len(cell), chosen))
                at += len(cell) + 1
            blocks.append(Block(kind, label, [], cells))
        else:
            blocks.append(Block(kind, label, runs_of(text, base, start, end, chosen), []))
    return blocks


def pieces(text: str) -> list[tuple[str, str, int, int]]:
    """Kind, label, start and end of each block."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)][:MAX_LINES]
    if len(lines) == MAX_LINES:
        lines[-1] = (lines[-1][0], len(text))
    widest = max((end - start for start, end in lines), default=0)
    found: list[tuple[str, str, int, int]] = []
    open_ = False
    for at, (start, end) in enumerate(lines):
        words = text[start:end]
        body = start + len(words) - len(words.lstrip())
        words = words.strip()
        if not words:
            open_ = False
            continue
        gap = at > 0 and "\n" in text[lines[at - 1][1] + 1 : start]
        if gap or at == 0:
            open_ = False
        if clause := CLAUSE.match(words):
            found.append(("clause", clause[1], body + clause.end(), end))
        elif bullet := BULLET.match(words):
            found.append(("bullet", "", body + bullet.end(), end))
        elif "\t" in words:
            found.append(("row", "", body, body + len(words)))
            open_ = False
            continue
        elif open_ and found:
            kind, label, first, _ = found[-1]
            found[-1] = (kind, label, first, end)
        elif decided := DECIDED.match(words):
            found.append(("decision", decided[0], body + decided.end(), end))
            if clause := CLAUSE.match(text[body + decided.end() : end].lstrip()):
                first = end - len(text[body + decided.end() : end].lstrip())
                found[-1] = ("decision", decided[0], first, first)
                found.append(("clause", clause[1], first + clause.end(), end))
        else:
            found.append(("paragraph", "", body, end))
        open_ = not (words.endswith((":-", ":–")) or (end - start < SHORT * widest and not is_open(text, lines, at)))
    return [("heading", label, start, end) if is_heading(kind, text, start, end, found, k) else (kind, label, start, end)
            for k, (kind, label, start, end) in enumerate(found)]  # fmt: skip


def is_open(text: str, lines: list[tuple[int, int]], at: int) -> bool:
    """Whether the next line goes on with the sentence of this one, as a small letter at its beginning tells."""
    if at + 1 >= len(lines):
        return False
    following = text[slice(*lines[at + 1])].lstrip()
    return following[:1].islower() and not CLAUSE.match(following)


def is_heading(kind: str, text: str, start: int, end: int, found: list[tuple[str, str, int, int]], k: int) -> bool:
    """A short line of its own, without a full stop, that text or a list follows; several short lines are an address or the like."""
    words = text[start:end].strip()
    return (
        kind == "paragraph"
        and len(words) <= MAX_HEADING
        and "\n" not in words
        and words[:1].isupper()
        and not words.endswith((".", ";", ",", ":-", "?"))
        and sum(c.isalpha() for c in words) > 2
        and k + 1 < len(found)
        and (found[k + 1][0] != "paragraph" or found[k + 1][3] - found[k + 1][2] > MAX_HEADING)
    )


def without_overlap(marks: list[Mark]) -> list[Mark]:
    """Marks in order; where two overlap, the longer one stays."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.start, m.start - m.end)):
        if kept and mark.start < kept[-1].end:
            if mark.end - mark.start > kept[-1].end - kept[-1].start:
                kept[-1] = mark
        elif mark.end > mark.start:
            kept.append(mark)
    return kept


def runs_of(text: str, base: int, start: int, end: int, marks: list[Mark]) -> list[Run]:
    """The words of a block, cut where marks begin and end; its lines run on."""
    runs, at = [], start
    for mark in marks:
        a, b = max(mark.start - base, start), min(mark.end - base, end)
        if a >= b or a < at:
            continue
        runs += [Run(flow(text[at:a]), None), Run(flow(text[a:b]), mark)]
        at = b
    runs.append(Run(flow(text[at:end]), None))
    return [run for run in runs if run.text]


def flow(text: str) -> str:
    """Lines run on; a word that was parted at a line's end is whole again."""
    return re.sub(r"\s+", " ", re.sub("\u00ad\\s*\n\\s*", "", text))
