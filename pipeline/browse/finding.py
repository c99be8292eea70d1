"""The search page: every kind of thing by its words, with the words in their sentence, narrowed by committee, year and kind."""

from __future__ import annotations

import sqlite3
from typing import Any, NamedTuple

from pipeline.browse.asking import Row, address, evidence, person_address, rows, with_query
from pipeline.browse.facts import item_address
from pipeline.browse.words import DID, INTERESTS
from pipeline.search import CLOSE, OPEN, query_of

PAGE = 25
MAX_LOOKED_AT = 2_000  # items that have the words, of which committees and years are counted
MAX_OTHERS = 8  # of names, declarations, figures each
MAX_QUERY = 300  # characters
KINDS = {"item": "Items", "resolution": "Decisions", "declaration": "Interests", "figure": "Figures"}


class Wanted(NamedTuple):
    """What is asked for."""

    words: str
    committee: str | None = None
    year: str | None = None
    kind: str | None = None
    page: int = 1


def search_page(connection: sqlite3.Connection, wanted: Wanted) -> dict[str, Any]:
    """Results with their snippets, and what they can be narrowed to."""
    match = query_of(wanted.words[:MAX_QUERY])
    result: dict[str, Any] = {
        "wanted": wanted,
        "kinds": KINDS,
        "names": [],
        "results": [],
        "committees": [],
        "years": [],
        "counts": {},
        "next": "",
        "total": 0,
    }
    if not match:
        return result
    values = {"match": match, "committee": wanted.committee, "year": wanted.year, "most": MAX_LOOKED_AT}
    hits = rows(connection, HITS, values)
    words = plain_words(wanted.words)
    result["counts"]["item"] = len(hits)
    found = [] if wanted.kind not in (None, "item") else hits
    result["committees"] = counted(hits, "committee_id", "committee", wanted, "committee")
    result["years"] = counted(hits, "year", "year", wanted, "year")
    others: list[Row] = []
    for kind, sql in OTHERS.items():
        if wanted.kind in (None, kind):
            of_kind = rows(connection, sql.format(words=conditions(words, kind)), values | {"most": MAX_LOOKED_AT if wanted.kind else 200} | words)
            result["counts"][kind] = len(of_kind)
            others += [shown(kind, x, words) for x in (of_kind if wanted.kind else of_kind[:MAX_OTHERS] if wanted.page == 1 else [])]
    shown_items = page_of(found, wanted.page)
    snippets = (
        dict(
            connection.execute(
                SNIPPETS.format(marks=", ".join("?" * len(shown_items))), [OPEN, CLOSE, match, *(x["id"] for x in shown_items)]
            ).fetchall()
        )
        if shown_items
        else {}
    )
    for x in shown_items:
        x["kind"], x["href"] = "item", item_address(x["meeting_id"], x["sequence"])
        x["heading"] = " ".join(filter(None, [x["number"], x["title"]]))
        x["evidence"], x["snippet"] = evidence("item", x["id"]), parts_of(snippets.get(x["id"], ""))
    others = page_of(others, wanted.page) if wanted.kind not in (None, "item") else others
    result["results"], result["others"] = shown_items, others
    result["total"] = sum(result["counts"].values()) if wanted.kind is None else result["counts"].get(wanted.kind, 0)
    pool = len(found) if wanted.kind in (None, "item") else result["counts"].get(wanted.kind, 0)
    if pool > wanted.page * PAGE:
        result["next"] = narrowed(wanted, page=wanted.page + 1)
    result["previous"] = narrowed(wanted, page=wanted.page - 1) if wanted.page > 1 else ""
    result["names"] = names_with(connection, words) if wanted.kind is None and wanted.page == 1 else []
    result["kind_links"] = [
        (kind, title, result["counts"].get(kind), narrowed(wanted._replace(kind=None if wanted.kind == kind else kind)))
        for kind, title in KINDS.items()
    ]
    return result


def page_of(found: list[Row], page: int) -> list[Row]:
    return found[(page - 1) * PAGE : page * PAGE]


def narrowed(wanted: Wanted, page: int = 1) -> str:
    """The address of the same search, narrowed or widened."""
    return with_query("/search", q=wanted.words, committee=wanted.committee, year=wanted.year, kind=wanted.kind, page=page if page > 1 else None)


def counted(hits: list[Row], column: str, label: str, wanted: Wanted, field: str) -> list[tuple[str, int, str, bool]]:
    """How many results each committee or year has, with the address that narrows to it (or, once chosen, widens again)."""
    counts: dict[tuple[str, str], int] = {}
    for x in hits:
        if x[column]:
            counts[x[column], x[label]] = counts.get((x[column], x[label]), 0) + 1
    chosen = getattr(wanted, field)
    best = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0][1]))[:12]
    if field == "year":
        best.sort(key=lambda pair: pair[0][1], reverse=True)
    asked = wanted._asdict() | {"page": 1}
    return [(name, count, narrowed(Wanted(**asked | {field: None if key == chosen else key})), key == chosen) for (key, name), count in best]


def plain_words(written: str) -> dict[str, str]:
    """The words as values of a question: w0, w1 ..."""
    words = [word.strip("\"'.,;:()*") for word in written.replace("\0", " ")[:MAX_QUERY].split()]
    return {f"w{k}": word.casefold() for k, word in enumerate([word for word in words if word][:8])}


COLUMNS = {
    "resolution": "r.text",
    "declaration": "d.name_as_written || ' ' || d.quote",
    "figure": "coalesce(s.measure, '') || ' ' || s.sentence",
}


def conditions(words: dict[str, str], kind: str) -> str:
    """All the words must stand there."""
    return " and ".join(f"instr(lower({COLUMNS[kind]}), :{name})" for name in words) or "0"


def shown(kind: str, x: Row, words: dict[str, str]) -> Row:
    """A decision, a declaration or a figure as a result."""
    href = evidence(kind, x["id"])
    if kind == "declaration":
        heading = f"{x['name_as_written']}: {INTERESTS.get(x['interest_kind'], '')}; {DID.get(x['participation'], '')}"
    elif kind == "figure":
        heading = f"{x['as_written']} – {x['measure'] or 'figure'}"
    else:
        heading = "Recommended" if x["kind_of"] == "recommendation" else "Resolved"
    return x | {"kind": kind, "href": href, "evidence": href, "heading": heading, "snippet": emphasised(" ".join(x["text"].split())[:320], words)}


def emphasised(text: str, words: dict[str, str]) -> list[tuple[str, bool]]:
    """The text in parts, those that were looked for apart."""
    low, parts, at = text.casefold(), list[tuple[str, bool]](), 0
    if len(low) != len(text):
        return [(text, False)]
    while True:
        places = [(place, word) for word in words.values() if (place := low.find(word, at)) >= 0]
        if not places:
            return [*parts, (text[at:], False)]
        place, word = min(places)
        parts += [(text[at:place], False), (text[place : place + len(word)], True)]
        at = place + len(word)


def parts_of(snippet: str) -> list[tuple[str, bool]]:
    """A snippet of the full-text search in parts, the words found apart."""
    parts = []
    for k, piece in enumerate(" ".join(snippet.split()).replace(CLOSE, OPEN).split(OPEN)):
        parts.append((piece, k % 2 == 1))
    return parts


def names_with(connection: sqlite3.Connection, words: dict[str, str]) -> list[Row]:
    """People, schools, services, organisations and committees whose name has the words."""
    if not words:
        return []
    found = []
    for kind, sql in NAMES.items():
        condition = " and ".join(f"instr(lower(name), :{name})" for name in words)
        for x in rows(connection, sql.format(words=condition), words):
            href = person_address(x) if kind == "member" else address(kind, x["id"])
            found.append({"kind": "councillor" if kind == "member" else kind, "name": x["name"], "href": href})
    return found


HITS = """
    with hits as materialized (
      select rowid as id, bm25(minute_items_fts, 4.0, 1.0) as rank from minute_items_fts where minute_items_fts match :match order by rank limit 4000)
    select i.id, i.number, i.title, i.sequence, i.page, i.meeting_id, i.parent_id, m.title as meeting_title, m.date, substr(m.date, 1, 4) as year,
      m.committee_id, c.name as committee
    from hits h join minute_items i on i.id = h.id join meetings m on m.id = i.meeting_id left join committees c on c.id = m.committee_id
    where m.copy_of is null and (:committee is null or m.committee_id = :committee) and (:year is null or substr(m.date, 1, 4) = :year)
      and not exists (select 1 from minute_items part join hits p on p.id = part.id where part.parent_id = i.id)
    order by h.rank, m.date desc, i.id limit :most"""
SNIPPETS = """
    select rowid, snippet(minute_items_fts, 1, ?, ?, '…', 28) from minute_items_fts where minute_items_fts match ? and rowid in ({marks})"""
WHERE = """
    join meetings m on m.id = meeting_id left join committees c on c.id = m.committee_id
    where m.copy_of is null and (:committee is null or m.committee_id = :committee) and (:year is null or substr(m.date, 1, 4) = :year) and {words}
    order by m.date desc, 1 limit :most"""
OTHERS = {
    "resolution": "select r.id, r.text, r.kind as kind_of, r.page, m.date, m.title as meeting_title from resolutions r" + WHERE,  # noqa: S608
    "declaration": "select d.id, d.name_as_written, d.interest_kind, d.participation, d.quote as text, d.page, m.date, m.title as meeting_title "
    "from declarations d" + WHERE,
    "figure": "select s.id, s.as_written, s.measure, s.sentence as text, s.page, m.date, m.title as meeting_title from statistics s" + WHERE,  # noqa: S608
}
NAMES = {
    "person": "select id, name from people where {words} order by name limit 8",
    "member": "select distinct name, name as name_as_written, null as person_id, council_id from (select a.name_as_written as name, c.council_id "
    "from attendance a join meetings m on m.id = a.meeting_id left join committees c on c.id = m.committee_id "
    "where a.person_id is null and a.capacity <> 'public') where {words} limit 8",
    "school": "select id, name from schools where {words} order by name limit 8",
    "service": "select id, name from services where {words} order by name limit 8",
    "committee": "select id, name from committees where {words} order by name limit 8",
    "organisation": "select id, name from organisations where {words} order by name limit 8",
}
