"""The stretch of a meeting's minutes -> passages of running text: paragraphs, points of a list, cells of a table."""

from __future__ import annotations

import re
from bisect import bisect_right

from pipeline.prose import OPENER, PARAGRAPH, Passage, Within
from pipeline.records import Document, Item, Line, MeetingHead

_KEYWORD_LINE = re.compile(
    r"\W{0,3}(?:(?:RESOLVED|AGREED|RECOMMENDED|DECIDED|IT WAS RESOLVED|It was RESOLVED)\b"
    r"|(?:Resolved|Agreed|Decision|DECISION)\b\s?(?:$|[:(]|[–-](?!\s?\d)|that\b)|(?:Vot(?:es?|ing)|VOT(?:ES?|ING))\s?[:–-])"
)
_DECIDED_LINE = re.compile(r"(?P<before>\n\s{0,4})(?:RESOLVED|AGREED|RECOMMENDED|DECIDED)\b")
_NEW_DECISION = re.compile(r"It was (?:[a-z]{2,12} )?(?:agreed|resolved|decided) (?:that|to|in|by)\b")
_NOTE_LINE = re.compile(r"\b[Rr]esolved to (?:pay|sign|approve|accept|adopt)\W{0,2}$")
_MINUTE_NUMBER = re.compile(r"\(?[A-Z]{0,6}\.?[ ]?\d[\d./-]{1,11}\b")
LONGEST = 20_000  # characters of a passage: no paragraph of minutes is as long; what is longer is cut there


def cut_passages(document: Document, head: MeetingHead, items: list[Item]) -> list[Passage]:
    """Cut a meeting's text into passages, in order; a paragraph broken by a page or a table of columns is put together again.

    The title of a top-level item is a passage of its own.
    """
    blank = _blanked(document)
    titles = sorted((i.start, _title_end(document.text, i)) for i in items if i.parent is None)
    bodies = {end for _, end in titles}
    cuts = sorted({i.start for i in items} | bodies)
    titles = [(start, end) for start, end in titles if end > start]
    within = Within(items)
    right = _right_edge(document)
    found: list[Passage] = []
    run: list[tuple[int, int, Line]] = []

    def close() -> None:
        if run:
            start, end, first = run[0][0], run[-1][1], run[0][2]
            k = bisect_right(titles, (start, len(blank))) - 1
            kind = "title" if k >= 0 and titles[k][0] <= start < titles[k][1] else "cell" if first.kind == "cell" else "text"
            found.append(Passage(start, blank[start:end], within.item_at(start), first.page, kind, (first.table, first.row)))
            run.clear()

    for line in document.lines:
        if line.end <= head.start or line.kind == "aside":
            continue
        if line.start >= head.end:
            break
        for start, end in _pieces(line, cuts, blank):
            ends = start in bodies or (run and (end - run[0][0] > LONGEST or _cut_between(cuts, run[-1][1], start)))
            if ends or (run and not _goes_on(blank, run, start, end, line, right)):
                close()
            run.append((start, end, line))
    close()
    return found


def _title_end(text: str, item: Item) -> int:
    """A title ends where its item's body begins; a line RESOLVED below it is none of it, be it as bold as the title."""
    keyword = _DECIDED_LINE.search(text, item.start, item.body)
    return keyword.end("before") if keyword else item.body


def _blanked(document: Document) -> str:
    """The document's text, as long as it is, with blanks for breaks and for margin columns."""
    text = document.text.replace("\n", " ").replace("\t", " ").replace("\u00a0", " ")
    asides = [line for line in document.lines if line.kind == "aside"]
    if not asides:
        return text
    parts, at = [], 0
    for line in asides:
        parts += [text[at : line.start], " " * (line.end - line.start)]
        at = line.end
    return "".join([*parts, text[at:]])


def _right_edge(document: Document) -> float:
    """Where most long lines end."""
    ends = sorted([line.x1 for line in document.lines if len(line.words) >= 7 and line.kind == "body"])
    return ends[int(0.8 * (len(ends) - 1))] if ends else 0.0


def _pieces(line: Line, cuts: list[int], blank: str) -> list[tuple[int, int]]:
    """The parts of a line between the places where items and their bodies begin; of a line that no page holds, as much as a passage may have."""
    k = bisect_right(cuts, line.start)
    start = line.start
    if line.end - start <= LONGEST and (k == len(cuts) or cuts[k] >= line.end):
        return [(start, line.end)] if not blank[start : line.end].isspace() else []
    found = []
    while line.end - start > LONGEST:
        found.append((start, start + LONGEST))
        start += LONGEST
    while k < len(cuts) and cuts[k] < line.end:
        if blank[start : cuts[k]].strip():
            found.append((start, cuts[k]))
        start = cuts[k]
        k += 1
    if blank[start : line.end].strip():
        found.append((start, line.end))
    return found


def _cut_between(cuts: list[int], last: int, start: int) -> bool:
    k = bisect_right(cuts, last - 1)
    return k < len(cuts) and cuts[k] <= start


def _goes_on(blank: str, run: list[tuple[int, int, Line]], start: int, end: int, line: Line, right: float) -> bool:
    """A line belongs to the passage before it: by its block, or because the sentence is not at its end."""
    first, last = run[0][2], run[-1][2]
    if (line.table, line.row, line.column) != (first.table, first.row, first.column) or line.kind != first.kind:
        return _goes_on_in_table(blank, run, start, line)
    opening = blank[start : min(end, start + 60)]
    opener = OPENER.match(opening)
    if opening.startswith("It was ") and _NEW_DECISION.match(opening):
        return False
    tail = max(run[-1][0], run[-1][1] - 24)
    if blank.find("esolved to ", tail, run[-1][1]) >= 0 and _NOTE_LINE.search(blank, tail, run[-1][1]):
        return False
    if (opener and (last.block != line.block or _opens_list(blank, run, opener))) or _KEYWORD_LINE.match(opening):
        return False
    if PARAGRAPH.match(opening) and blank[run[-1][0] : run[-1][1]].rstrip()[-1:] in ".:;":
        return False
    if last.block == line.block:
        return True
    ending = blank[run[-1][0] : run[-1][1]].rstrip()
    if not ending or ending[-1] in ".:;!?" or opener:
        return False
    lead = opening.lstrip()[:1]
    if lead.islower():
        return True
    wide = last.x1 > right - 70 or line.kind == "cell"
    return wide and line.bold == last.bold and len(last.words) > 3 and not _MINUTE_NUMBER.match(opening) and (lead.isalnum() or lead in "£(“‘\"'&")


def _goes_on_in_table(blank: str, run: list[tuple[int, int, Line]], start: int, line: Line) -> bool:
    """A row with a note in the margin is taken for a table's, in the middle of a sentence."""
    ending = blank[run[-1][0] : run[-1][1]].rstrip()
    return run[0][2].kind == "body" and line.column == 0 and blank[start : start + 2].strip().islower() and ending[-1:] not in ".:;!?"


def _opens_list(blank: str, run: list[tuple[int, int, Line]], opener: re.Match[str]) -> bool:
    """Inside a block a new line's opener counts where the line before has come to an end, or is itself the head of a list."""
    if opener["bullet"]:
        return opener["bullet"] not in "-–—*" or blank[run[-1][0] : run[-1][1]].rstrip()[-1:] in ":;."
    ending = blank[run[-1][0] : run[-1][1]].rstrip()
    return ending[-1:] in ".:;,–-" or ending.endswith((" and", " or")) or bool(OPENER.match(blank[run[0][0] : run[0][0] + 20]))
