"""A section of the attendance block -> its units: one entry of a list each, or a whole paragraph of names.

Columns are followed by geometry: a line goes on the one above it in its column, a cell that holds a post belongs to the name on its left.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from pipeline import styles
from pipeline.attendance_block import NEAR, SAME_ROW, Piece, Section
from pipeline.attendance_names import POST_WORD, bare_name, begins_with_name, suffix_name

LINE = 14.0  # points: about the distance of two lines
NEAR_RIGHT = 60.0  # points from the right end of the longest line: such a line may go on
_OFFICE_AND_NAME = re.compile(
    r"(?:(?:(?:County|District|Borough|Parish|Ward|City|Unitary) Councillor|(?:Parish |Town |Assistant |Deputy )?Clerk|RFO|Treasurer)(?:,| "
    r"-| –)|PCSO?) [A-Z]"
)
_TIER_AT_END = re.compile(rf"\b{styles.TIER}$")
Group = list[tuple[str, Piece]]  # pieces of one entry, each with what joins it to the one before


class Unit(NamedTuple):
    """Pieces of text put together, and where each stands in the document."""

    text: str
    at: list[int]  # offsets in `text` at which pieces begin
    pieces: list[Piece]

    def place(self, offset: int) -> tuple[int, int]:
        """Where a character of the unit stands in the document, and on which page."""
        index = max(0, bisect_right(self.at, offset) - 1)
        piece = self.pieces[index]
        return min(piece.start + offset - self.at[index], piece.end), piece.page


def units_of(text: str, section: Section) -> list[Unit]:
    """Cut a section into its entries: a new one begins where a line begins with a name and the line before is complete."""
    style = section.label.style
    posts = _post_columns(text, section.pieces, style)
    groups: list[Group] = []
    right = max((p.x1 for p in section.pieces), default=0.0)
    for number, piece in enumerate(section.pieces):
        left = _beside(section.pieces, number)
        above = _above(groups, piece) or (groups[-1] if groups else None)
        if above is None:
            groups.append([("", piece)])
        elif text[piece.start] == "(" and above[-1][1] is not left:
            above.append(("\n", piece))
        elif _column(piece, posts) and (row := _row_group(groups, piece)) is not None:
            row.append(("\t" if row[-1][1].cell != piece.cell else "\n", piece))
        elif left is not None and _is_post_first(text, left, style):
            groups[-1].append(("\t", piece))
        elif left is not None and (_column(piece, posts) or not begins_with_name(text, piece.start, piece.end, style)):
            (groups[-1] if _column(piece, posts) or groups[-1][-1][1] is left else above).append(("\t", piece))
        elif (_column(piece, posts) and _just_below(above[-1][1], piece)) or (left is None and _goes_on_below(text, above, piece, style, right)):
            above.append(("\n", piece))
        else:
            groups.append([("", piece)])
    return [unit_of(text, group) for group in groups]


def _beside(pieces: list[Piece], number: int) -> Piece | None:
    """The piece before, where it stands to the left on the same row."""
    if number == 0:
        return None
    before, piece = pieces[number - 1], pieces[number]
    return before if before.page == piece.page and abs(before.top - piece.top) < SAME_ROW and before.x0 < piece.x0 else None


def _just_below(before: Piece, piece: Piece) -> bool:
    return before.page == piece.page and 0 <= piece.top - before.top < 1.7 * LINE


def _goes_on_below(text: str, group: Group, piece: Piece, style: str, right: float) -> bool:
    """A piece goes on from the one above it in its column; where a post stands to the right of that, only with what is no name."""
    above = next((p for _, p in reversed(group) if abs(p.x0 - piece.x0) <= NEAR), group[-1][1])
    if any(joint == "\t" and abs(p.top - above.top) < SAME_ROW for joint, p in group) and begins_with_name(text, piece.start, piece.end, style):
        return False
    return _goes_on(text, above, piece, style, right)


def _row_group(groups: list[Group], piece: Piece) -> Group | None:
    """The entry to the left in the same row of a table."""
    if piece.cell[0] < 0:
        return None
    for group in reversed(groups[-8:]):
        if any(p.cell[:2] == piece.cell[:2] and p.cell[2] < piece.cell[2] for _, p in group):
            return group
    return None


def _above(groups: list[Group], piece: Piece) -> Group | None:
    """The entry that the line above in the same column belongs to."""
    for group in reversed(groups[-8:]):
        if any(abs(p.x0 - piece.x0) <= NEAR and p.page == piece.page and 0 < piece.top - p.top < 2.5 * LINE for _, p in group[-2:]):
            return group
    return None


def unit_of(text: str, group: Group) -> Unit:
    """The pieces of an entry as one text."""
    whole, at = "", []
    for number, (joint, piece) in enumerate(group):
        whole += "" if number and group[number - 1][1].end == piece.start else joint  # a word broken at the line's end
        at.append(len(whole))
        whole += text[piece.start : piece.end]
    return Unit(whole, at, [piece for _, piece in group])


def _goes_on(text: str, before: Piece, piece: Piece, style: str, right: float) -> bool:
    """A line continues the one before: that is unfinished, or this does not begin with a name."""
    last, this = text[before.start : before.end].rstrip(), text[piece.start : piece.end]
    if this.isupper() and " " in this.strip() and not last.isupper():
        return False  # a heading
    if re.match(r"(?:Item )?\d{1,4}[.):]?(?:[ \t]+[A-Z]|$)", this):
        return False  # a numbered item
    alone = re.search(r"(?:,|\band)[ ][A-Z][\w’'-]+$", last)
    if alone and before.x1 > right - NEAR_RIGHT and (name := styles.match_name(text, piece.start, piece.end)) and not name[1]:
        return True  # a given name at the end of a full line, the surname on the next
    if last.endswith((",", "&", "-", "–", "/", " and", " of", " for", " the", " with", "(")) or last == "and" or _open_bracket(text, before, piece):
        return True
    tail = last.split()[-1] if last.split() else ""
    if (
        re.fullmatch(r"(?:[A-Z]\.?){1,3}", tail)
        and not re.match(r"(?:[A-Z]\.?){1,3}[ ]", text[piece.start : piece.end])
        and len(last.split()) > 1
        and not tail.isupper()
    ) or (styles.ends_with_style(last) and not styles.STYLE.match(this)):
        return True
    if _TIER_AT_END.search(last) and re.match(styles.COUNCIL_STYLE, this):
        return True
    if re.fullmatch(r"[A-Z]\.?", tail) and before.x1 > right - NEAR_RIGHT:
        return True
    if before.block != piece.block and before.cell[0] == piece.cell[0] < 0 and not _just_below(before, piece):
        return False  # another paragraph
    if before.cell[0] >= 0 > piece.cell[0]:
        return False  # the table has ended
    if ";" in last and before.block == piece.block and not last.endswith(";"):
        return True  # a paragraph of names with their posts
    if begins_with_name(text, piece.start, piece.end, style) or _OFFICE_AND_NAME.match(this):
        return False
    return not (POST_WORD.match(text, piece.start, piece.end) and before.x1 < right - NEAR_RIGHT and _ends_with_name(text[piece.start : piece.end]))


def _open_bracket(text: str, before: Piece, piece: Piece) -> bool:
    """A bracket opened on the line before closes on this or later."""
    written = text[before.start : before.end]
    after = text[piece.start : piece.end + 200]
    return written.rfind("(") > written.rfind(")") and 0 <= after.find(")") < (after.find("(") if "(" in after else len(after))


def _ends_with_name(words: str) -> bool:
    if suffix_name(words, 0, len(words)) is not None:
        return True
    last = max(words.rfind("("), words.rfind(","), words.rfind(" - "), words.rfind(" – "))
    tail = words[last + 1 :].lstrip(" -–") if last > 0 else ""
    return bool(tail) and (styles.STYLE.match(tail) is not None or bare_name(tail, 0, len(tail), False) is not None)


def _column(piece: Piece, columns: list[float]) -> bool:
    return any(abs(piece.x0 - x) <= NEAR for x in columns)


def _clusters(pieces: list[Piece]) -> list[list[Piece]]:
    """Pieces that begin at one x, from left to right; only columns that share rows with others count."""
    found: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: p.x0):
        if found and abs(found[-1][0].x0 - piece.x0) <= NEAR:
            found[-1].append(piece)
        else:
            found.append([piece])
    return found


def _post_columns(text: str, pieces: list[Piece], style: str) -> list[float]:
    """Where the columns begin that hold posts or bodies beside the names."""
    rows = {(p.page, round(p.top)) for p in pieces}
    if len(rows) == len(pieces):
        return []
    clusters = _clusters(pieces)
    posts = []
    for column in clusters[1:]:
        column = [p for p in column if text[p.start] not in "("] or column
        names = [p for p in column if begins_with_name(text, p.start, p.end, style)]
        different = len({text[p.start : p.end].strip() for p in column})
        if len(names) < 0.55 * len(column) or (different < 0.8 * len(column)):
            posts.append(column[0].x0)
    return posts


def _is_post_first(text: str, piece: Piece, style: str) -> bool:
    """The piece is an office in a left column, and its name stands to the right of it."""
    return POST_WORD.match(text, piece.start, piece.end) is not None and not begins_with_name(text, piece.start, piece.end, style)
