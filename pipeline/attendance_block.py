"""Lines of an attendance block -> sections: a label and the pieces of text that stand under it, whichever way the page sets them.

Labels stand before their names, above them, in a column on the left or at the head of a column; so a piece belongs to the label that was met last
in its own column or, failing that, in the nearest column to its left.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from pipeline import attendance_labels as labels
from pipeline import styles
from pipeline.attendance_labels import Label
from pipeline.records import Document, Glyphs, Line

NEAR = 14.0  # points: two pieces that begin closer than this stand in one column
MAX_LABEL = 80  # characters of a label over two lines
WIDE, WIDER = 0.65, 2.2  # ems, and times the usual space of the line: names set side by side
APART = 0.8  # ems: no paragraph has many such spaces, but a justified one in a narrow column
_JOINED = re.compile(r"[,;&]|\band\b")  # words that are parts of one sentence or list
SAME_ROW = 5.0  # points between the tops of pieces of one row


class Piece(NamedTuple):
    """A run of text in one column of one line."""

    start: int
    end: int
    page: int
    x0: float
    x1: float
    top: float
    block: int
    cell: tuple[int, int, int]  # table, row, column; -1 outside tables


@dataclass(slots=True)
class Section:
    """A label and what stands under it, in reading order."""

    label: Label
    label_at: int  # where the label begins; where the first piece begins, when there is no label
    pieces: list[Piece]


_PROSE_VERB = re.compile(
    r"\b(?:was|were|had|has|have|been|are|took|welcomed|opened|reported|declared|asked|thanked|gave|stated|confirmed|advised|noted|agreed"
    r"|resolved|explained|informed"
    r"|read|said|reminded|announced|conveyed|wished|commenced|began|joined|met|substituted|is|will|would|shall|can|could|should|may be|must)\b"
)


_INLINE = re.compile(r"\bthere (?:were|was) present\b[ :–-]{0,4}|(?<=[a-z0-9,.] )(?:Present|PRESENT)[ ]?:[ ]?-?[ ]?")
_BRACKETS = re.compile(r"\([^()]{0,200}\)")
_TITLE = re.compile(r"(?:draft )?minutes? (?:of|from) ", re.IGNORECASE)
_PLAIN_LABEL = re.compile(r"chair[^:]{0,12}(?::|$)|present|apolog|attend|absen|regret|substitut|sederunt", re.IGNORECASE)
_STOP = re.compile(r"(?<=[a-z)\]]) {0,3}\.(?=[ \n][A-Z])")
_OPENER = re.compile(r"(?:The|There|It|This|Before|Prior|At|In the absence|Members|No|Due)[ ][a-zA-Z]")


def pieces_of(document: Document, start: int, end: int) -> list[Piece]:
    """The lines of a stretch of text, cut at their wide gaps; margin notes are left out."""
    found = []
    for line in document.lines[bisect_right(document.lines, start, key=lambda line: line.end) :]:
        if line.start >= end:
            break
        if line.kind == "aside":
            continue
        found += _cut(document.text, line, max(line.start, start), min(line.end, end))
    return found


def _cut(text: str, line: Line, start: int, end: int) -> list[Piece]:
    """The parts of a line between tabs, or between words that stand clearly wider apart than the others, each with its own place on the page."""
    words = [w for w in line.words if w.start < end and w.end > start]
    spaces = sorted(b.x0 - a.x1 for a, b in zip(words, words[1:], strict=False))
    usual = spaces[len(spaces) // 2] if spaces else 0.0
    if sum(space > APART * words[0].size for space in spaces) > 1 and not _JOINED.search(text, start, end):
        usual = 0.0  # nothing but names set side by side
    parts: list[list[Glyphs]] = []
    for number, word in enumerate(words):
        before = words[number - 1] if number else None
        space = word.x0 - before.x1 if before else 0.0
        wide = before is not None and space > WIDE * word.size and space > WIDER * usual
        if before is None or wide or "\t" in text[before.end : word.start]:
            parts.append([])
        parts[-1].append(word)
    cell = (line.table, line.row, line.column)
    return [Piece(max(p[0].start, start), min(p[-1].end, end), line.page, p[0].x0, p[-1].x1, line.top, line.block, cell) for p in parts]


class _Open(NamedTuple):
    """A label that is in force in a column."""

    x0: float
    x1: float
    section: Section
    row: tuple[int, float]  # page and top of the row in which it stands, or of the head of its column
    within: bool = False  # 'Councillors:' inside 'Present:': it ends when a label to its left is met


def split_sections(text: str, pieces: list[Piece], first: Label | None = None) -> list[Section]:
    """Give each piece to its label. `first` is in force from the beginning: that of the item's title."""
    sections: list[Section] = []
    open_labels: list[_Open] = []
    if first is not None and pieces:
        sections.append(Section(first, pieces[0].start, []))
        open_labels.append(_Open(-1.0, -1.0, sections[0], (0, 0.0)))
    heading = first  # the last label that stood alone: 'Apologies' over 'Members' and 'Officers'
    label_goes_on = -1  # the piece that is the second line of a label
    skipped = -1  # the block of prose that is passed over
    ended = False  # other business has begun: only a label that says 'present' or 'apologies' takes the list up again
    for number, piece in enumerate(pieces):
        if piece.block == skipped or number == label_goes_on:
            continue
        found = labels.read_label(text, piece.start, piece.end)
        if (longer := _label_of_two_lines(text, pieces, number)) is not None:
            found, label_goes_on = (longer[0], piece.end), longer[1]
        if found is None and (inline := _INLINE.search(text, piece.start, piece.end)):
            found = Label("present"), inline.end()  # 'At a meeting of the Council held on ... there were present: A, B'
        if found is not None and (_is_post(text, pieces, number, found[1]) or _in_bracket(text, pieces, number)):
            found = None
        if found is None:
            begins_block = number == 0 or pieces[number - 1].block != piece.block
            title = _TITLE.match(text, piece.start, piece.end) is not None
            if title or (begins_block and labels.ends_block(text, piece.start, piece.end) and _is_leftmost(pieces, number)):
                open_labels, ended = [], not title
            elif (begins_block or _OPENER.match(text, piece.start, piece.end)) and _is_prose(text, pieces, number):
                skipped = piece.block
                under = _label_over(open_labels, piece)
                if under is not None and not under.pieces and _begins_with_list(text, pieces, number):
                    under.pieces += _block_of(pieces, number)  # 'Apologies' / 'Cllr Ash (unwell) and Cllr Birch. The reasons were accepted.'
                else:
                    sections.append(Section(Label(), piece.start, _block_of(pieces, number)))
            elif (under := _label_over(open_labels, piece)) is not None:
                under.pieces.append(piece)
            continue
        label, rest = found
        if ended and not _PLAIN_LABEL.search(text, piece.start, rest):
            continue
        ended = False
        within = label.status is None
        label, heading = _under_heading(label, heading, sections)
        if label.status is not None and rest >= piece.end:
            heading = label
        section = Section(label, piece.start, [])
        sections.append(section)
        row = [p for p in _row_of(pieces, number) if p is not piece]
        if (
            label.style
            and within
            and rest >= piece.end
            and len(sections) > 1
            and any(p.start == sections[-2].label_at for p in row)
            and not sections[-2].pieces
        ):
            sections[-2].label = sections[-2].label._replace(style=label.style)  # 'Present:   Councillors' over the names
        open_labels = _opened(open_labels, _Open(piece.x0, piece.x1, section, (piece.page, piece.top), within), row, rest >= piece.end)
        if rest < piece.end:
            _read_on(text, piece._replace(start=rest), section, sections)
    return [section for section in sections if section.pieces]


def _read_on(text: str, piece: Piece, section: Section, sections: list[Section]) -> None:
    """The rest of a line after its label; a second label may follow at once: 'PRESENT: Councillors: A, B'."""
    second = labels.read_label(text, piece.start, piece.end)
    if second is not None and second[1] < piece.end and second[0].style and not second[0].status:
        section.pieces.append(piece._replace(start=piece.start))
        return
    section.pieces.append(piece)


def _under_heading(label: Label, heading: Label | None, sections: list[Section]) -> tuple[Label, Label | None]:
    """'Members', 'Officers', 'Remotely' take what they leave open from the label above: at once after it, or from the list that they go on."""
    last = sections[-1] if sections else None
    if (
        last is not None
        and not last.pieces
        and last.label.status in ("apologies", "absent")
        and label.status in (None, "in-attendance")
        and label.capacity
    ):
        return label._replace(status=last.label.status), heading
    if label.status is not None:
        return label, heading
    if label.capacity == "co-opted-member" or (label.capacity == "member" and not (last and not last.pieces)):
        return label._replace(status="present"), heading
    before = last.label if last else heading
    if label.capacity is None and before is not None:
        before_status = before.status if before.status not in ("apologies", "absent") else "present"
        return label._replace(status=before_status or "present", capacity=before.capacity, style=before.style), heading
    return label._replace(status=(before.status if before else None) or "present"), heading


def _opened(open_labels: list[_Open], new: _Open, row: list[Piece], alone: bool) -> list[_Open]:
    """The labels in force after one more: it ends those of its own column, and, unless columns go on beside it, those to its right."""
    beside = [p for p in row if p.x0 > new.x0 + NEAR]
    column = [o for o in open_labels if abs(o.x0 - new.x0) <= NEAR and o.x0 >= 0]
    if alone and not row and not column:
        return [new._replace(x0=-1.0)]
    if alone and not row and column and any(0 <= o.x0 < new.x0 - NEAR for o in open_labels):
        return [*(o for o in open_labels if o not in column), new._replace(row=column[0].row)]
    goes_on = [o for o in open_labels if o.x0 > new.x0 + NEAR and not o.within and any(abs(p.x0 - o.x0) <= NEAR for p in beside)]
    if column and row and alone:
        new = new._replace(row=column[0].row)
    return [*(o for o in open_labels if o.x0 < new.x0 - NEAR), *goes_on, new]


def _label_over(open_labels: list[_Open], piece: Piece) -> Section | None:
    """The label of a piece's own column, else of the nearest column to its left, else the last. Columns with heads side by side may be centred."""
    heads = [o for o in open_labels if o.x0 >= 0 and any(o is not other and o.row == other.row for other in open_labels)]
    if heads:
        return min(heads, key=lambda o: (min(0.0, max(o.x0, piece.x0) - min(o.x1, piece.x1)), abs(o.x0 + o.x1 - piece.x0 - piece.x1))).section
    left = [o for o in open_labels if o.x0 <= piece.x0 + NEAR]
    if left:
        return max(left, key=lambda o: o.x0).section
    return open_labels[-1].section if open_labels else None


def _label_of_two_lines(text: str, pieces: list[Piece], number: int) -> tuple[Label, int] | None:
    """The label that two lines make in a column of their own, and the place of the second: 'Other people in' / 'attendance'.

    They share a cell of a table, or, in columns without rules, the second goes on in small letters though names stand between them in reading order.
    """
    piece = pieces[number]
    if piece.cell[0] < 0:
        return None
    place = next((k for k, p in enumerate(pieces[number + 1 : number + 7], number + 1) if p.page == piece.page and p.top - piece.top > SAME_ROW), 0)
    after = pieces[place]
    goes_on = (
        text[after.start].islower() and abs(after.x0 - piece.x0) < SAME_ROW and after.top - piece.top < 1.5 * NEAR and after.cell[2] == piece.cell[2]
    )
    if not place or not (goes_on or (place == number + 1 and after.cell == piece.cell)):
        return None
    first, second = (text[p.start : p.end] for p in (piece, after))
    if len(first) + len(second) > MAX_LABEL or first.rstrip().endswith(":"):
        return None
    whole = f"{first} {second}"
    found = labels.read_label(whole, 0, len(whole))
    return (found[0], place) if found and found[1] >= len(whole) else None


def _row_of(pieces: list[Piece], number: int) -> list[Piece]:
    """The pieces that stand beside one."""
    piece = pieces[number]
    around = pieces[max(0, number - 6) : number + 7]
    return [p for p in around if p.page == piece.page and abs(p.top - piece.top) < SAME_ROW]


def _is_leftmost(pieces: list[Piece], number: int) -> bool:
    return all(p.x0 >= pieces[number].x0 for p in _row_of(pieces, number))


def _block_of(pieces: list[Piece], number: int) -> list[Piece]:
    """The pieces of one paragraph from a place on."""
    stop = number
    while stop < len(pieces) and pieces[stop].block == pieces[number].block:
        stop += 1
    return pieces[number:stop]


def _is_post(text: str, pieces: list[Piece], number: int, rest: int) -> bool:
    """'Member', 'Clerk', 'Public' beside a name on its left are what that person is, not the label of a list."""
    piece = pieces[number]
    if ":" in text[piece.start : rest] or re.search(r"\b(?:present|apolog|absen|attend|by$)", text[piece.start : piece.end], re.IGNORECASE):
        return False
    left = [p for p in _row_of(pieces, number) if p.x0 < piece.x0]
    return any(_starts_a_name(text, p) for p in left)


def _in_bracket(text: str, pieces: list[Piece], number: int) -> bool:
    """The line before opened a bracket that this one closes: '(Democratic Services' / 'Officer)'."""
    if number == 0 or pieces[number - 1].block != pieces[number].block:
        return False
    before = text[pieces[number - 1].start : pieces[number - 1].end]
    return before.rfind("(") > before.rfind(")") and ")" in text[pieces[number].start : pieces[number].end]


def _starts_a_name(text: str, piece: Piece) -> bool:
    at = piece.start
    while at < piece.end and not text[at].isalpha():
        at += 1
    if styles.STYLE.match(text, at, piece.end):
        return True
    name = styles.match_name(text, at, piece.end, styled=False)
    return name is not None and bool(name[1])


def _begins_with_list(text: str, pieces: list[Piece], number: int) -> bool:
    """The first sentence of a paragraph is a list of names, without a verb."""
    block = _block_of(pieces, number)
    words = re.sub(r"\([^()]{0,200}\)", " ", text[block[0].start : block[-1].end][:600])
    stop = next((stop.start() for stop in _STOP.finditer(words) if not styles.ends_with_style(words[: stop.start()])), None)
    return stop is not None and _starts_a_name(text, pieces[number]) and _PROSE_VERB.search(words, 0, stop) is None


def _is_prose(text: str, pieces: list[Piece], number: int) -> bool:
    """A paragraph of whole sentences, not a list of names: a verb outside brackets."""
    block = _block_of(pieces, number)
    for place, piece in enumerate(block[1:], 1):
        if _OPENER.match(text, piece.start, piece.end):
            block = block[:place]  # a list, and then a sentence without a space between
            break
    words = text[block[0].start : block[-1].end][:600]
    return _PROSE_VERB.search(_BRACKETS.sub(" ", words)) is not None and len(words.split()) > 4
