"""Attendance kept as a table: a row for each person, with 'Present', 'Apologies' or a mark in one column, or a column of marks for each date."""

from __future__ import annotations

import re

from pipeline import attendance_entries, attendance_labels, attendance_units, dates
from pipeline.attendance_block import Piece
from pipeline.attendance_entries import Person
from pipeline.attendance_labels import Label

NAME_HEAD = re.compile(
    r"(?:[\w’' ]{0,30} )?(?:members?|names?|councillors?|cllrs?|governors?|trustees?|attendees?|representatives?)(?: name)?(?: of [\w ]{0,30})?",
    re.IGNORECASE,
)
STATUS_HEAD = re.compile(
    r"(?:attendance|attended|attending|present|status|in attendance|apologies|absent|substitutes?|present ?/ ?(?:apologies|absent)"
    r"|attendance status|attended\?|present\?|p ?/ ?a)(?: record)?",
    re.IGNORECASE,
)
POST_HEAD = re.compile(
    r"(?:represent\w*|position|title|job title|post|role|organisations?|designation|capacity|constituency|sector|category|office)\b.*", re.IGNORECASE
)
OTHER_HEAD = re.compile(r"(?:appointed by|authority|council|ward|party|group|area|district)s?\b.*", re.IGNORECASE)
STATUS_CELL = re.compile(
    r"(?P<status>present|in attendance|attended|yes|apologies|apology|apols?|absent|not present|did not attend|no|p|y|✓|✔|√|ü|\uf0fc|ap"
    r"|apol|a|x|n|s|l|–|-|late|expected|virtual\w*|remote\w*|online|in person|(?:remote|virtual) attendance)(?!\w)\.?"
    r"(?P<rest>[ \n,:–-]{0,3}\(?[^\n()]{0,60}(?:\n[^\n()]{0,60})?\)?)",
    re.IGNORECASE,
)
SINGLE_MARK = re.compile(r"(?:P|A|AP|Ap|Apol|Apols|S|L|Y|N|X|x|✓|✔|√|ü|\uf0fc|Yes|No|0|1|/|\\|–|-|N/A|n/a)")
LEGEND = re.compile(r"\b(?P<mark>[A-Z]{1,2})[ ]?[=–:-][ ]?(?P<meaning>[A-Z][a-z]+)")
Row = dict[int, list[Piece]]


def read_rolls(text: str, pieces: list[Piece], date: str | None) -> tuple[list[tuple[Person, Label]], list[Piece]]:
    """The persons of the tables that are rolls, and the pieces that remain."""
    found: list[tuple[Person, Label]] = []
    taken: set[int] = set()
    for table in dict.fromkeys(p.cell[0] for p in pieces if p.cell[0] >= 0):
        rows: dict[int, Row] = {}
        for piece in pieces:
            if piece.cell[0] == table:
                rows.setdefault(piece.cell[1], {}).setdefault(piece.cell[2], []).append(piece)
        marks = marks_by_date(text, pieces, rows, date)
        people = read_marks(text, rows, marks, legend_of(text, pieces)) if marks is not None else read_table(text, rows)
        if people:
            found += people
            taken.add(table)
    return found, [p for p in pieces if p.cell[0] not in taken]


def is_head(row: str) -> bool:
    """The head of a list with a column beside the names: 'Member', 'Representing'."""
    titles = [title.strip(" :") for title in row.split("\t")]
    return (
        len(titles) > 1 and NAME_HEAD.fullmatch(titles[0]) is not None and all(POST_HEAD.fullmatch(t) or OTHER_HEAD.fullmatch(t) for t in titles[1:])
    )


def _cell(text: str, row: Row, column: int) -> str:
    return "\n".join(text[p.start : p.end] for p in row.get(column, []))


# ---- a column that says 'Present' ------------------------------------------------------------------------------------------------------
def read_table(text: str, rows: dict[int, Row]) -> list[tuple[Person, Label]]:
    """A table with a column of names and one of statuses, known by its head or by what all its cells say."""
    head = next((number for number, row in list(rows.items())[:2] if any(STATUS_HEAD.fullmatch(_cell(text, row, c).strip(" :")) for c in row)), None)
    titles = {c: " ".join(_cell(text, rows[head], c).split()).strip(" :") for c in rows[head]} if head is not None else {}
    body = {number: row for number, row in rows.items() if head is None or number > head}
    columns = sorted({c for row in body.values() for c in row})
    if len(body) < 2 or len(columns) < 2:
        return []
    ticked = {c: mark_status(title, {}) for c, title in titles.items() if STATUS_HEAD.fullmatch(title) and c != columns[0]}
    if len(ticked) > 1:
        return _read_ticks(text, body, columns[0], ticked)
    status_column = next((c for c in columns[1:] if _says_status(text, body, c)), None)
    if status_column is None:
        return []
    name_column = next((c for c, title in titles.items() if NAME_HEAD.fullmatch(title)), columns[0])
    if name_column == status_column:
        return []
    posts = [c for c in columns if c not in (name_column, status_column) and (POST_HEAD.fullmatch(titles.get(c, "")) or not titles)]
    found, over = [], Label("present", "member", says_members=True)
    for row in body.values():
        label = _status_of(_cell(text, row, status_column), over)
        people = _people_of(text, row.get(name_column, []))
        if label is None or not people:
            over = _heading_of(text, row) or over
            continue
        for person in people:
            independent = [
                _cell(text, row, c)
                for c in row
                if c not in (name_column, status_column) and re.match(r"(?:independent|co-?opted)\b", _cell(text, row, c), re.IGNORECASE)
            ]
            written = " ".join(", ".join(filter(None, [*(_cell(text, row, c) for c in posts), *(independent if not posts else [])])).split())
            person.post_text = person.post_text or written or None
            person.remarks += _remarks(_cell(text, row, status_column))
            found.append((person, label._replace(capacity="co-opted-member") if independent else label))
    return found


def _read_ticks(text: str, body: dict[int, Row], name_column: int, ticked: dict[int, attendance_labels.Status | None]) -> list[tuple[Person, Label]]:
    """A column for 'Present' and one for 'Apologies', and a tick in one of them."""
    found = []
    for row in body.values():
        status = next(
            (ticked[c] for c in ticked if _cell(text, row, c).strip() and mark_status(_cell(text, row, c).strip(), {"X": "present", "x": "present"})),
            None,
        )
        if status:
            posts = [_cell(text, row, c) for c in row if c != name_column and c not in ticked]
            for person in _people_of(text, row.get(name_column, [])):
                person.post_text = person.post_text or " ".join(", ".join(posts).split()) or None
                found.append((person, Label(status, "member", says_members=True)))
    return found


def _says_status(text: str, body: dict[int, Row], column: int) -> bool:
    cells = [_cell(text, row, column).strip() for row in body.values() if column in row]
    return len(cells) >= 2 and sum(STATUS_CELL.fullmatch(cell) is not None for cell in cells) >= 0.7 * len(cells)


def _status_of(cell: str, over: Label) -> Label | None:
    """What a cell of the status column says."""
    found = STATUS_CELL.fullmatch(cell.strip())
    if found is None:
        return None
    word = found["status"].lower()
    mode = attendance_labels.Label().mode
    if re.match(r"virtual|remote|online", word):
        return over._replace(mode="virtual")
    if word == "in person":
        return over._replace(mode="in-person")
    status = "apologies" if "apolog" in found["rest"].lower() else mark_status(found["status"], {})
    return over._replace(status=status, mode=mode) if status in ("apologies", "absent") else over


def _remarks(cell: str) -> list[str]:
    found = STATUS_CELL.fullmatch(cell.strip())
    rest = " ".join((found["rest"] if found else "").split()).strip(" (),:–-")
    return [rest] if rest else []


def _heading_of(text: str, row: Row) -> Label | None:
    """A row across the table that labels the rows below it: 'Officers'."""
    pieces = [p for cell in row.values() for p in cell]
    found = attendance_labels.read_label(text, pieces[0].start, pieces[0].end) if len(pieces) == 1 else None
    return found[0]._replace(status=found[0].status or "present") if found else None


def _people_of(text: str, cell: list[Piece]) -> list[Person]:
    if not cell:
        return []
    unit = attendance_units.unit_of(text, [("\n" if n else "", piece) for n, piece in enumerate(cell)])
    return attendance_entries.read_unit(unit, "", True)


# ---- a column of marks for each date ---------------------------------------------------------------------------------------------------
def marks_by_date(text: str, pieces: list[Piece], rows: dict[int, Row], date: str | None) -> float | None:
    """The middle of the column that holds this meeting's marks, in a grid whose columns are dates, else the last that is filled; None where
    the table is no such grid."""
    marked = {n: [p for c, cell in row.items() if c > min(row) for p in cell if _is_mark(text, p)] for n, row in rows.items()}
    marks = [p for cell in marked.values() for p in cell]
    if len(marks) < 3 or sum(map(bool, marked.values())) < 0.5 * len(rows):
        return None
    first = min(marks, key=lambda p: (p.page, p.top))
    above = [p for p in pieces if p.page == first.page and p.top < first.top - 2]
    heads = [(found.iso, found.day, found.month, (p.x0 + p.x1) / 2) for p in above for found in dates.find_dates(text, p.start, p.end)]
    columns = {round(p.x0 / 8) for p in marks}
    if date is not None:
        day, month = int(date[8:10]), int(date[5:7])
        exact = [x for iso, d, m, x in heads if iso == date or (iso is None and (d, m) == (day, month))]
        near = [x for x in exact if any(abs((p.x0 + p.x1) / 2 - x) < 40 for p in marks)]
        if near:
            return near[-1]
    if len(heads) < 2 and len(columns) > 1:
        return None
    last = max(marks, key=lambda p: p.x1)  # the columns of later meetings are still empty
    return (last.x0 + last.x1) / 2


def _is_mark(text: str, piece: Piece) -> bool:
    return SINGLE_MARK.fullmatch(text[piece.start : piece.end].strip()) is not None


def read_marks(text: str, rows: dict[int, Row], middle: float, legend: dict[str, str]) -> list[tuple[Person, Label]]:
    """Who has which mark in one column; a person without a mark there had no seat yet, or no longer."""
    found = []
    for row in rows.values():
        people = _people_of(text, row[min(row)])
        mark = next((p for column, cell in row.items() if column > min(row) for p in cell if abs((p.x0 + p.x1) / 2 - middle) < 25), None)
        if mark is None or not people:
            continue
        written = text[mark.start : mark.end].strip()
        status = mark_status(written, legend)
        if status:
            found += [(person, Label(status, "member", says_members=True)) for person in people]
    return found


def legend_of(text: str, pieces: list[Piece]) -> dict[str, str]:
    """'P – Present', 'S = Sanctioned'."""
    return {found["mark"]: found["meaning"].lower() for p in pieces for found in LEGEND.finditer(text, p.start, p.end)}


def mark_status(mark: str, legend: dict[str, str]) -> attendance_labels.Status | None:
    """What a mark says, by the legend if there is one."""
    word = legend.get(mark, mark).lower()
    if word in ("n/a", "-", "–", "0", "expected"):
        return None
    if re.match(r"ap|sanction|excused|regret", word) or (word == "a" and not legend):
        return "apologies"
    if word in ("a", "x", "n", "no") or re.match(r"abs|not |did not|unauth|non", word):
        return "absent"
    return "present"
