"""What a database holds, and what could not be read or is in doubt."""

from __future__ import annotations

import sqlite3
from itertools import groupby
from typing import NamedTuple

from pipeline.shown import Cell, line

STATUSES = ("ok", "partial", "not-minutes", "failed")


class Count(NamedTuple):
    """How many there are of something."""

    what: str  # documents | meetings ...
    kind: str  # of documents: their status; else ''
    number: int


class Doubt(NamedTuple):
    """A row of `issues` with the file that it is about."""

    kind: str
    severity: str
    file: str
    page: int | None
    reason: str


class Status(NamedTuple):
    counts: list[Count]
    first: str | None  # date of the earliest meeting
    last: str | None
    doubts: list[Doubt]  # by kind, the gravest first


def status_of(connection: sqlite3.Connection) -> Status:
    """Counts of the whole, and every failure and doubt."""
    by_status = dict(connection.execute("select status, count(*) from documents group by status").fetchall())
    counts = [Count("documents", status, by_status.get(status, 0)) for status in STATUSES]
    counts += [Count("not minutes:", kind, count) for kind, count in connection.execute(NOT_MINUTES)]
    counts += [Count(what, "", count) for what, count in connection.execute(TABLES)]
    first, last = connection.execute("select min(date), max(date) from meetings").fetchone()
    return Status(counts, first, last, [Doubt(*row) for row in connection.execute(DOUBTS)])


def lines_of(status: Status, few: int, database: str) -> list[str]:
    """The same for people: counts, then each kind of doubt with the first of its files."""
    lines = [f"{count.number:>8,}  {' '.join(filter(None, [count.what, count.kind]))}" for count in status.counts if count.number]
    lines += [f"{'':>10}meetings from {status.first} to {status.last}"] * bool(status.first)
    for (severity, kind), group in groupby(status.doubts, key=lambda doubt: (doubt.severity, doubt.kind)):
        doubts = list(group)
        lines += ["", f"{kind} ({severity}): {len(doubts):,}, files: {len({doubt.file for doubt in doubts}):,}"]
        by_file = {doubt.file: [one for one in doubts if one.file == doubt.file] for doubt in doubts[: few * few]}
        for file, of_file in list(by_file.items())[:few]:
            pages = ", ".join(str(doubt.page) for doubt in of_file if doubt.page)
            lines.append(f"  {line(file)}{f', page {line(pages, 40)}' if pages else ''}: {line(of_file[0].reason)}")
        if len({doubt.file for doubt in doubts}) > few:
            lines.append(f"  … all of them: minutebook status {database} -f csv")
    return lines


def rows_of(status: Status) -> tuple[list[str], list[list[Cell]]]:
    """The same as one table: a row for each count, then one for each doubt."""
    rows: list[list[Cell]] = [[count.what, count.kind, count.number, None, None, None, None] for count in status.counts]
    rows += [["doubts", doubt.kind, 1, doubt.severity, doubt.file, doubt.page, doubt.reason] for doubt in status.doubts]
    return ["what", "kind", "count", "severity", "file", "page", "reason"], rows


NOT_MINUTES = """
    select coalesce(kind, 'other') || case when language is not null and language <> 'en' then ' (' || language || ')' else '' end as what, count(*)
    from documents where status = 'not-minutes' group by what order by what"""
TABLES = """
    select 'pages', (select count(*) from pages)
    union all select 'pages that wait for OCR', (select count(*) from pages where needs_ocr)
    union all select 'councils', (select count(*) from councils)
    union all select 'committees', (select count(*) from committees)
    union all select 'meetings', (select count(*) from meetings)
    union all select 'items', (select count(*) from minute_items)"""
DOUBTS = """
    select i.kind, i.severity, d.path, i.page, i.message
    from issues i join documents d on d.id = i.document_id
    order by case i.severity when 'error' then 0 when 'warning' then 1 else 2 end, i.kind, d.path, i.page, i.id"""
