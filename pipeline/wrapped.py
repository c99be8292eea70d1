"""Where a line of a paragraph ends because the paper does, and where its writer ended it: a name may run on over the first, never over the second."""

from __future__ import annotations

from collections import defaultdict

from pipeline.records import Document, Line

UNFINISHED = frozenset("and & of for the to in on at with by from a an de y – - / nhs st st.".split())  # a line that ends so is not at its end
SLACK = 3.0  # points: a line may stop a little short of the margin


def flowing(document: Document) -> str:
    """The text, of the same length, with a space for each line's end that a name may run over; '\\n' stays where it may not, and for '\\t'."""
    text = document.text.replace("\t", "\n")
    right: dict[tuple[int, int, int], float] = defaultdict(float)  # the right margin of a page, or of a table's column
    for line in document.lines:
        right[_column(line)] = max(right[_column(line)], line.x1)
    letters = list(text)
    for line, after in zip(document.lines, document.lines[1:], strict=False):
        if line.block != after.block or after.start != line.end + 1 or text[line.end] != "\n" or document.text[line.end] == "\t":
            continue
        if _runs_on(text, line, after, right[_column(line)]):
            letters[line.end] = " "
    return "".join(letters)


def _column(line: Line) -> tuple[int, int, int]:
    return (line.page, line.table, line.column)


def _runs_on(text: str, line: Line, after: Line, right: float) -> bool:
    """The next line's first word had no room left, or the line stops in the middle of something."""
    words = text[line.start : line.end].split()
    if not words or not after.words:
        return False
    if words[-1].lower() in UNFINISHED or text[after.start].islower():
        return True
    first = after.words[0]
    return line.x1 + (first.x1 - first.x0) + SLACK > right
