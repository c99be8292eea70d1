"""Where minutes name a school, a service, a committee or an organisation, by date, with the words around it."""

from __future__ import annotations

import sqlite3
from typing import Literal

from pipeline import bodies
from pipeline.shown import Cell, line

Kind = Literal["school", "service", "organisation", "committee"]
HEADS = ["date", "name", "as_written", "item", "title", "words", "council", "committee", "file", "page", "meeting"]
AROUND = 80  # characters on each side of a name
TABLES = {"school": "schools", "service": "services", "organisation": "organisations", "committee": "committees"}
NAMES = {kind: f"select id, name from {table} order by name, id" for kind, table in TABLES.items()}  # noqa: S608 - our own words
ACRONYMS = {kind: f"select id, acronym from {TABLES[kind]} where acronym is not null" for kind in ("service", "organisation")}  # noqa: S608
FORMER = "select id, became_id from schools where became_id is not null"
MENTIONS = """
    select m.date, b.name, x.text, i.number, i.title,
      substr(d.text, max(x.start - :around, 0) + 1, min(x.start, :around) + x."end" - x.start + :around),
      k.name, c.name, d.filename, x.page, m.id, b.id
    from mentions x join {table} b on b.id = x.{kind}_id join meetings m on m.id = x.meeting_id join documents d on d.id = m.document_id
      left join minute_items i on i.id = x.item_id left join committees c on c.id = m.committee_id left join councils k on k.id = c.council_id
    where x.label = upper(:kind) order by m.date is null, m.date, m.id, x.start"""


def mentions(connection: sqlite3.Connection, kind: Kind, name: str, council: str | None = None) -> list[tuple[Cell, ...]]:
    """Mentions of the bodies whose name has the words, or whose acronym it is, under HEADS. A school is found by its earlier and later names too."""
    wanted = set(bodies.folded(name).split())
    ids = {key for key, full in connection.execute(NAMES[kind]) if wanted <= set(bodies.folded(full).split())}
    if kind in ACRONYMS:
        ids |= {key for key, acronym in connection.execute(ACRONYMS[kind]) if acronym.casefold() == name.strip().casefold()}
    if kind == "school":
        for before, after in connection.execute(FORMER).fetchall():
            ids |= {before, after} if before in ids or after in ids else set()
    rows = connection.execute(MENTIONS.format(table=TABLES[kind], kind=kind), {"kind": kind, "around": AROUND}).fetchall()
    within = bodies.folded(council) if council else ""
    return [row[:11] for row in rows if row[11] in ids and (not council or within in bodies.folded(f"{row[6] or ''} {row[7] or ''}"))]


def lines_of(rows: list[tuple[Cell, ...]]) -> list[str]:
    """The same for people: where, and the words."""
    lines = []
    for date, _, written, number, title, words, _, committee, file, page, _ in rows:
        matter = " ".join(str(part) for part in (number, title) if part)
        lines.append(f"{date or 'undated'}  {line(str(written))}{f' in {line(matter, 80)}' if matter else ''}")
        lines.append(f"            … {line(str(words), 240)} …")
        lines.append(f"            {line(str(committee or ''), 60)} · {line(str(file))}, page {page}")
    return [*lines, f"{len(rows)} mention{'s' * (len(rows) != 1)}"]
