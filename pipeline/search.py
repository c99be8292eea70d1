"""Full-text search over items."""

from __future__ import annotations

import re
import sqlite3
from typing import NamedTuple

from pipeline.shown import Cell, line

TOKEN = re.compile(r'"([^"]*)"|(\S+)')
OPEN, CLOSE = "\x02", "\x03"  # around a word that was found; no text holds them


class Hit(NamedTuple):
    """An item that has the words."""

    ref: str  # what `show` takes
    date: str | None
    committee: str | None
    title: str
    snippet: str  # with OPEN and CLOSE around the words
    file: str
    page: int


HITS = """
    with hits as materialized (
      select rowid as id, bm25(minute_items_fts, 4.0, 1.0) as rank,
        snippet(minute_items_fts, 1, :open, :close, '…', 24) as snippet
      from minute_items_fts where minute_items_fts match :words)
    select i.meeting_id || '#' || coalesce(i.number, i.sequence), m.date, c.name,
      trim(coalesce(i.number, '') || ' ' || i.title), h.snippet, d.filename, i.page
    from hits h join minute_items i on i.id = h.id join meetings m on m.id = i.meeting_id join documents d on d.id = m.document_id
      left join committees c on c.id = m.committee_id
    where not exists (select 1 from minute_items part join hits on hits.id = part.id where part.parent_id = i.id)
    order by h.rank, m.date desc, i.id limit :limit"""  # an item whose part has the words too gives way to the part


def search(connection: sqlite3.Connection, words: str, limit: int) -> list[Hit]:
    """Items that have all the words, best first; words in quotes must stand together. Nothing in the words is taken for syntax."""
    match = query_of(words)
    return [Hit(*row) for row in connection.execute(HITS, {"words": match, "limit": limit, "open": OPEN, "close": CLOSE})] if match else []


def query_of(words: str) -> str:
    """The words as FTS5 strings: every one quoted, so that AND, *, ^, : and the like are words or nothing."""
    phrases = [phrase or word for phrase, word in TOKEN.findall(words.replace("\0", " "))]
    return " ".join('"' + phrase.replace('"', '""') + '"' for phrase in phrases if any(c.isalnum() for c in phrase))


def lines_of(hits: list[Hit], database: str) -> list[str]:
    """Hits for people: what, where, and the words in brackets."""
    lines = []
    for hit in hits:
        lines += [
            line(hit.title),
            f"  {line(hit.snippet.replace(OPEN, '[').replace(CLOSE, ']'), 400)}",
            f"  {line(hit.ref)} · {line(hit.file)}, page {hit.page}",
            "",
        ]
    return [*lines, f"Read one: minutebook show {database} {line(hits[0].ref)}"] if hits else ["Nothing has all these words."]


def rows_of(hits: list[Hit]) -> tuple[list[str], list[list[Cell]]]:
    """Hits for programs, the words without marks."""
    return list(Hit._fields), [[cell.replace(OPEN, "").replace(CLOSE, "") if isinstance(cell, str) else cell for cell in hit] for hit in hits]
