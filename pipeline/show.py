"""An item, a meeting or a document as text, with its file and page."""

from __future__ import annotations

import re
import sqlite3
from typing import NamedTuple

from pipeline import errors
from pipeline.shown import escaped

CANDIDATES = 20  # so many are named where a reference fits several


class Part(NamedTuple):
    """A piece of text under a heading."""

    heading: str
    where: str  # file and page
    text: str


class Candidate(NamedTuple):
    """Something that a reference may mean."""

    ref: str
    title: str


class NotFound(errors.UsageFailure):
    """Nothing in the database is called that."""


class Ambiguous(errors.UsageFailure):
    """Several things are called that; name one of them."""

    def __init__(self, detail: str, candidates: list[Candidate]) -> None:
        super().__init__(detail)
        self.candidates = candidates


MEETINGS = """
    select m.id, m.title, d.filename, m.page, d.text, m.start, m."end", m.start_time, m.end_time, m.venue
    from meetings m join documents d on d.id = m.document_id"""
ITEMS = """
    select i.meeting_id, i.number, i.title, i.text, i.page, d.filename, i.sequence, m.title
    from minute_items i join meetings m on m.id = i.meeting_id join documents d on d.id = m.document_id"""


def show(connection: sqlite3.Connection, ref: str) -> list[Part]:
    """What a reference names: a meeting's id, its end or its date; 'MEETING#49' or a minute's number; a file's name."""
    meeting, mark, number = ref.rpartition("#")
    if mark and (rows := meetings_named(connection, meeting)):
        rows = items_of(connection, [row[0] for row in rows], number)
        return parts_of_items(ref, rows)
    if rows := meetings_named(connection, ref):
        return [part_of_meeting(one_of(ref, rows, [Candidate(row[0], row[1]) for row in rows]))]
    if parts := parts_of_document(connection, ref):
        return parts
    rows = connection.execute(f"{ITEMS} where i.number = ? order by m.date, m.id, i.sequence", [ref]).fetchall()
    if not rows and ref.rstrip(".") != ref:
        rows = connection.execute(f"{ITEMS} where i.number = ? order by m.date, m.id, i.sequence", [ref.rstrip(".")]).fetchall()
    return parts_of_items(ref, rows)


def meetings_named(connection: sqlite3.Connection, name: str) -> list[tuple[str, ...]]:
    """Meetings whose id is this, or ends with it, or whose title is this."""
    for where in ("m.id = :name", "substr(m.id, -length(:name) - 1) = '/' || :name", "m.date = :name", "m.title = :name collate nocase"):
        rows = connection.execute(f"{MEETINGS} where {where} order by m.date, m.id", {"name": name}).fetchall()
        if rows:
            return rows
    return []


def items_of(connection: sqlite3.Connection, meetings: list[str], number: str) -> list[tuple[str, ...]]:
    """Items of these meetings by their number, or by their place in the meeting where no number is that."""
    marks = ", ".join("?" * len(meetings))
    for column in ("number", "sequence"):
        rows = connection.execute(
            f"{ITEMS} where i.meeting_id in ({marks}) and i.{column} = ? order by m.date, m.id, i.sequence",
            [*meetings, number],
        ).fetchall()
        if rows:
            return rows
    return []


def parts_of_items(ref: str, rows: list[tuple[str, ...]]) -> list[Part]:
    """The one item that was meant; an item named by meeting and number is shown as often as the number stands there."""
    if not rows:
        raise NotFound(f"{escaped(ref)}: no meeting, item or file of that name; search for its words with: minutebook search DB WORDS")
    if len({row[0] for row in rows}) > 1:
        one_of(ref, rows, [Candidate(f"{row[0]}#{row[1] or row[6]}", f"{row[2]} ({row[7]})") for row in rows])
    return [
        Part(" ".join(filter(None, [number, title])), f"{title_of_meeting} · {filename}, page {page}", without_heading(text, number, title))
        for _, number, title, text, page, filename, _, title_of_meeting in rows
    ]


def without_heading(text: str, number: str | None, title: str) -> str:
    """An item's text behind the number and the title that stand above it already."""
    words = [re.escape(word) for word in [number or "", *title.split()] if word]
    match = re.match(r"[\s.:)]*".join(words) + r"[\s.:)]*", text)
    return text[match.end() :] if match and words else text


def part_of_meeting(row: tuple[str, ...]) -> Part:
    """A meeting whole, with its heading and where it stands."""
    _, title, filename, page, text, start, end, start_time, end_time, venue = row
    when = f"{start_time}–{end_time}" if start_time and end_time else start_time
    return Part(", ".join(filter(None, [title, when, venue])), f"{filename}, page {page}", text[int(start) : int(end)])


def parts_of_document(connection: sqlite3.Connection, name: str) -> list[Part]:
    """The meetings of a file, or why there are none."""
    documents = connection.execute(
        "select id, path, filename, status, error, text from documents where filename = :name or path = :name or id = :name order by path",
        {"name": name},
    ).fetchall()
    if not documents:
        return []
    document, path, filename, status, error, text = one_of(name, documents, [Candidate(row[1], row[3]) for row in documents])
    rows = connection.execute(f"{MEETINGS} where d.id = ? order by m.sequence", [document]).fetchall()
    if rows:
        return [part_of_meeting(row) for row in rows]
    return [Part(f"{filename}: {status}", path, text or error or "")]


def one_of(ref: str, rows: list[tuple[str, ...]], candidates: list[Candidate]) -> tuple[str, ...]:
    """The only row; the names of all where there are several."""
    if len(rows) > 1:
        raise Ambiguous(f"{escaped(ref)}: {len(rows)} are called that; name one of them", candidates)
    return rows[0]
