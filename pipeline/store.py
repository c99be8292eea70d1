"""Records -> rows: a document in one transaction, whole, in place of what stood for it before."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from pipeline import bodies, errors, limits
from pipeline.belonging import find_owners
from pipeline.dates import MONTH_NAMES
from pipeline.facts import cut, insert_facts
from pipeline.mention_rows import insert_mentions
from pipeline.records import Item, Meeting, MeetingHead, Problem, Reading
from pipeline.schema import transaction

FAILED = "failed"
PLACE_ID = "path:"  # before the hash of its place: the id of a file whose bytes could not be had

REMOVAL = Path(__file__).with_name("removal.sql").read_text(encoding="utf-8").split(";\n")
UNUSED = (  # bodies that no row refers to any more
    "delete from services where id not in (select service_id from mentions where service_id is not null union all"
    " select service_id from statistics where service_id is not null)",
    "delete from organisations where id not in (select organisation_id from mentions where organisation_id is not null)",
    "delete from schools where id not in (select school_id from mentions where school_id is not null union all"
    " select school_id from statistics where school_id is not null)",
    "delete from committees where id not in (select committee_id from meetings where committee_id is not null union all"
    " select committee_id from roles where committee_id is not null union all select committee_id from mentions where committee_id is not null)",
    "delete from councils where id not in (select council_id from committees where council_id is not null union all"
    " select council_id from people where council_id is not null union all select council_id from person_names where council_id is not null union all"
    " select council_id from services where council_id is not null union all select council_id from schools where council_id is not null)",
)


class Filed(NamedTuple):
    """The file that a document was read from."""

    id: str  # SHA-256 of its bytes
    path: str  # escaped
    filename: str
    place: str
    size: int
    version: str  # of the pipeline that read it
    at: str  # when, in UTC


class Known(NamedTuple):
    """What the database has of a document."""

    path: str
    place: str
    status: str
    error_code: str | None
    error: str | None
    version: str | None


class Verdict(NamedTuple):
    """What became of a document as a whole."""

    status: str  # ok | partial | failed | not-minutes
    kind: str | None
    code: str | None
    error: str | None


# ---- asking ---------------------------------------------------------------------------------------------------------------------------
def known(connection: sqlite3.Connection, document: str) -> Known | None:
    """What stands in the database for a document, if anything does."""
    row = connection.execute("select path, place, status, error_code, error, pipeline_version from documents where id = ?", [document]).fetchone()
    return Known(*row) if row else None


def verdict_on(reading: Reading) -> Verdict:
    """Whether a reading is all that there is to be had from the document."""
    waiting = sum(page.needs_ocr for page in reading.pages)
    waits = f"{waiting} of {reading.page_count} page{'s' * (reading.page_count != 1)} to be read by OCR"
    if waiting and (not reading.text.strip() or (reading.kind != "minutes" and 2 * waiting > reading.page_count)):
        return Verdict("partial", None, "needs-ocr", waits)  # what kind of document it is, the waiting pages will tell
    if not reading.text.strip():
        return Verdict("not-minutes", "other", "no-text", "the pages are blank")
    if reading.kind != "minutes":
        return Verdict("not-minutes", reading.kind, None, None)
    if reading.language != "en":
        return Verdict("not-minutes", reading.kind, "language", f"minutes in another language than English ({reading.language})")
    if waiting:
        return Verdict("partial", reading.kind, "needs-ocr", waits)
    for problem in reading.problems:
        if problem.severity == "error":
            return Verdict("partial", reading.kind, problem.kind, problem.message)
    if not reading.meetings:
        return Verdict("partial", reading.kind, "no-meeting", "no meeting was found in these minutes")
    if not any(meeting.items for meeting in reading.meetings):
        return Verdict("partial", reading.kind, "no-items", "no items of business were found in these minutes")
    return Verdict("ok", reading.kind, None, None)


# ---- writing --------------------------------------------------------------------------------------------------------------------------
def write_reading(connection: sqlite3.Connection, filed: Filed, reading: Reading) -> Verdict:
    """All rows of a document that was read. What the same place held before, under other bytes, gives way."""
    verdict = verdict_on(reading)
    with transaction(connection):
        for (before,) in connection.execute("select id from documents where id = ? or place = ?", [filed.id, filed.place]).fetchall():
            remove_rows(connection, before)
        insert_document(connection, filed, verdict, reading)
        insert_pages(connection, filed.id, reading)
        insert_problems(connection, filed.id, problems_of(reading, verdict))
        for sequence, meeting in enumerate(reading.meetings, 1):
            insert_meeting(connection, filed.id, sequence, meeting, reading)
    return verdict


def write_failure(connection: sqlite3.Connection, filed: Filed, failure: errors.InputFailure) -> None:
    """The one row of a file that could not be read. What the same place held before stays: those facts were read."""
    reason = failure.reason()[: limits.MAX_REASON]
    with transaction(connection):
        remove_rows(connection, filed.id)
        remove_rows(connection, PLACE_ID + filed.place)
        insert_document(connection, filed, Verdict(FAILED, None, failure.code, reason), None)
        insert_problems(connection, filed.id, [Problem("ingest", failure.code, "error", reason)])


def move(connection: sqlite3.Connection, filed: Filed) -> None:
    """The file has another name or folder now, and the same bytes."""
    with transaction(connection):
        connection.execute("update documents set path = ?, filename = ?, place = ? where id = ?", [filed.path, filed.filename, filed.place, filed.id])


def remove(connection: sqlite3.Connection, documents: Iterable[str]) -> None:
    """Take documents out with all their rows."""
    for document in documents:
        with transaction(connection):
            remove_rows(connection, document)


def sweep(connection: sqlite3.Connection) -> None:
    """Take out committees and councils that were left without meetings."""
    with transaction(connection):
        for statement in UNUSED:
            connection.execute(statement)


def remove_rows(connection: sqlite3.Connection, document: str) -> None:
    if connection.execute("select 1 from documents where id = ?", [document]).fetchone():
        for statement in REMOVAL:
            connection.execute(statement, {"id": document})


def insert_document(connection: sqlite3.Connection, filed: Filed, verdict: Verdict, reading: Reading | None) -> None:
    connection.execute(
        "insert into documents (id, filename, path, place, bytes, page_count, producer, kind, language, text_source, status, error, error_code, text,"
        " pipeline_version, ingested_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            *(filed.id, filed.filename, filed.path, filed.place, filed.size),
            *((reading.page_count, cut(reading.producer, limits.MAX_NAME), verdict.kind) if reading else (None, None, None)),
            *((reading.language if reading.text.strip() else None, reading.text_source) if reading else (None, None)),
            *(verdict.status, verdict.error, verdict.code, reading.text if reading else None, filed.version, filed.at),
        ],
    )


def insert_pages(connection: sqlite3.Connection, document: str, reading: Reading) -> None:
    lines = defaultdict(list)
    for number, *place in reading.lines:
        lines[number].append(place)
    connection.executemany(
        'insert into pages (document_id, number, width, height, running_header, running_footer, is_ocr, needs_ocr, turn, start, "end",'
        " lines) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                *(document, page.number, page.width, page.height, page.running_header, page.running_footer),
                *(page.is_ocr, page.needs_ocr, page.turn, page.start, page.end, msgspec.json.encode(lines[page.number]).decode()),
            )
            for page in reading.pages
        ],
    )


def problems_of(reading: Reading, verdict: Verdict) -> list[Problem]:
    """What the stages said, and the verdict where none of them said that."""
    problems = list(reading.problems[: limits.MAX_PROBLEMS])
    if verdict.code and verdict.error and verdict.code not in {problem.kind for problem in problems}:
        problems.append(Problem("ingest", verdict.code, "warning", verdict.error))
    return problems


def insert_problems(connection: sqlite3.Connection, document: str, problems: Iterable[Problem]) -> None:
    connection.executemany(
        "insert into issues (document_id, page, stage, kind, severity, message) values (?, ?, ?, ?, ?, ?)",
        [(document, problem.page, problem.stage, problem.kind, problem.severity, cut(problem.message, limits.MAX_REASON)) for problem in problems],
    )


def insert_meeting(connection: sqlite3.Connection, document: str, sequence: int, meeting: Meeting, reading: Reading) -> None:
    head = meeting.head
    council = council_id(connection, head.council)
    committee = committee_id(connection, council, head.committee)
    meeting_id = free_id(connection, base_id(council, committee, head, document))
    page = next((page.number for page in reading.pages if page.start <= head.start < page.end), None)
    connection.execute(
        "insert into meetings (id, title, committee_id, document_id, date, start_time, end_time, venue, minutes_status, declarations_statement,"
        ' sequence, page, start, "end", n_items, n_present, n_apologies, n_declarations, n_resolutions, n_statistics)'
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            *(meeting_id, title_of(head), committee, document, head.date, head.start_time, head.end_time),
            *(cut(head.venue, limits.MAX_NAME), head.minutes_status),
            *(meeting.declarations_statement, sequence, page, head.start, head.end, sum(item.parent is None for item in meeting.items)),
            *(sum(a.status == "present" for a in meeting.attendance), sum(a.status == "apologies" for a in meeting.attendance)),
            *(len(meeting.declarations), len(meeting.resolutions), len(meeting.statistics)),
        ],
    )
    first = insert_items(connection, meeting_id, meeting.items, reading.text)
    insert_facts(connection, meeting_id, first, meeting)
    insert_mentions(connection, meeting_id, council, meeting.mentions, first, partial(committee_id, connection, council))
    if meeting.statistics and meeting.mentions:
        find_owners(connection, meeting_id)


def insert_items(connection: sqlite3.Connection, meeting_id: str, items: list[Item], text: str) -> int:
    """Rows of the items, and their words for the full-text search. Returns what is added to a sequence to make a row's id."""
    first: int = connection.execute("select coalesce(max(id), 0) from minute_items").fetchone()[0]  # an item's id is this and its sequence
    titles = [cut(item.title, limits.MAX_TITLE) or "" for item in items]
    connection.executemany(
        'insert into minute_items (id, meeting_id, sequence, number, parent_id, title, text, kind, is_exempt, page, start, "end", body)'
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                *(
                    first + item.sequence,
                    meeting_id,
                    item.sequence,
                    cut(item.number, 100),
                    None if item.parent is None else first + item.parent,
                    title,
                ),
                *(text[item.start : item.end], item.kind, item.is_exempt, item.page, item.start, item.end, item.body),
            )
            for item, title in zip(items, titles, strict=True)
        ],
    )
    connection.executemany(
        "insert into minute_items_fts (rowid, title, text) values (?, ?, ?)",
        [(first + item.sequence, title, text[item.start : item.end]) for item, title in zip(items, titles, strict=True)],
    )
    return first


# ---- councils, committees, names of meetings --------------------------------------------------------------------------------------------
def council_id(connection: sqlite3.Connection, name: str | None) -> str | None:
    """The row of a council, made at its first meeting. Two councils of one name and different kinds (a borough, a parish) are two rows."""
    if not name or not name.strip():
        return None
    body = bodies.council_of(name)
    for slug in (body.slug, f"{body.slug}-{body.tier}"):
        row = connection.execute("select name from councils where id = ?", [slug]).fetchone()
        if row is None:
            connection.execute("insert into councils (id, name) values (?, ?)", [slug, body.name])
            return slug
        tier = bodies.council_of(row[0]).tier
        if tier is None and body.tier is not None:
            connection.execute("update councils set name = ? where id = ?", [body.name, slug])  # the fuller name
        if tier is None or body.tier is None or tier == body.tier:
            return slug
    raise AssertionError("a council with its kind in its id has that kind")


def committee_id(connection: sqlite3.Connection, council: str | None, name: str | None) -> str | None:
    """The row of a committee, shared by all spellings of its name within a council."""
    if not name or not name.strip():
        return None
    body = bodies.committee_of(name, council)
    slug = f"{council or 'unknown'}/{body.slug}"
    connection.execute(
        "insert or ignore into committees (id, name, council_id, kind) values (?, ?, ?, ?)", [slug, body.name, council, bodies.kind_of(body.key)]
    )
    return slug


def base_id(council: str | None, committee: str | None, head: MeetingHead, document: str) -> str:
    """'rotherham/improving-lives-select-commission/2017-03-22'."""
    body = committee or f"{council or 'unknown'}/meeting"
    return f"{body}/{head.date}" if head.date else f"{body}/undated-{document[:8]}"


def free_id(connection: sqlite3.Connection, base: str) -> str:
    """The id itself, or with '-2', '-3' where another document, or an earlier meeting of the day, has it."""
    meeting_id, number = base, 1
    while connection.execute("select 1 from meetings where id = ?", [meeting_id]).fetchone():
        number += 1
        meeting_id = f"{base}-{number}"
    return meeting_id


def title_of(head: MeetingHead) -> str:
    """'Improving Lives Select Commission, 22 March 2017'."""
    name = bodies.committee_of(head.committee).name if head.committee else bodies.presentable(head.council or "Meeting")
    if not head.date:
        return f"{name}, undated"
    year, month, day = head.date.split("-")
    return f"{name}, {int(day)} {MONTH_NAMES[int(month) - 1]} {year}"
