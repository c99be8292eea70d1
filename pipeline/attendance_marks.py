"""Members listed with a mark beside each name, and what the marks mean: '* denotes attendance', 'ø denotes apologies'. Inside `attendance`."""

from __future__ import annotations

import re

from pipeline.attendance_block import SAME_ROW, Piece
from pipeline.attendance_entries import Person, read_unit
from pipeline.attendance_labels import Label
from pipeline.attendance_units import unit_of

_MEANING = re.compile(
    r"(?P<mark>[^\w\s]{1,2}|[^\W\d_])[ \t]{1,4}(?:[Dd]enotes?|[Ii]ndicates?|=|[Mm]eans)[ \t]{1,3}(?:that |the |member |members |those ){0,3}"
    r"(?P<status>attend\w*|in attendance|present|apolog\w*|absen\w*)",
)
MAX_MARKS = 200  # pieces that are looked at


def read_marked(text: str, pieces: list[Piece]) -> tuple[list[tuple[Person, Label]], list[Piece]]:
    """The persons beside whose names a mark stands that a note explains, and the pieces that are left."""
    meanings: dict[str, Label] = {}
    notes: set[Piece] = set()
    for piece in pieces[:MAX_MARKS]:
        for found in _MEANING.finditer(text, piece.start, piece.end):
            meanings[found["mark"]] = _label(found["status"].lower())
            notes.add(piece)
    if len({label.status for label in meanings.values()}) < 2:  # one mark alone tells nothing of the others
        return [], pieces
    people: list[tuple[Person, Label]] = []
    taken: set[Piece] = set()
    for piece in pieces[:MAX_MARKS]:
        label = meanings.get(text[piece.start : piece.end].strip())
        beside = _on_the_right(pieces, piece) if label else None
        if label is None or beside is None or text[beside.start : beside.end].strip() in meanings:
            continue
        people += [(person, label) for person in read_unit(unit_of(text, [("", beside)]), "", True)[:1]]
        taken |= {piece, beside}
    return (people, [p for p in pieces if p not in taken and p not in notes]) if len(people) > 1 else ([], pieces)


def _label(status: str) -> Label:
    return Label("apologies" if status.startswith("apolog") else "absent" if status.startswith("absen") else "present")


def _on_the_right(pieces: list[Piece], mark: Piece) -> Piece | None:
    """The piece next to a mark in its row."""
    row = [p for p in pieces if p.page == mark.page and abs(p.top - mark.top) < SAME_ROW and p.x0 > mark.x0]
    return min(row, key=lambda p: p.x0, default=None)
