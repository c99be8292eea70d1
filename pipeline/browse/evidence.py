"""The page that shows a fact where it stands: the sentence highlighted on the picture of its page, and how to cite it."""

from __future__ import annotations

import re
import sqlite3
from typing import Any, NamedTuple

from pipeline.browse.asking import Row, evidence, row, rows
from pipeline.browse.facts import item_address
from pipeline.browse.places import Sheet, sentence_of, sheets
from pipeline.browse.words import DID, INTERESTS, STATUSES, matter, unit_of

MAX_SHOWN = 4_000  # characters of a highlighted passage
AROUND = 1_600  # characters of the document before and after a fact that are looked at


class Kind(NamedTuple):
    """A kind of fact: its table, and how its meeting is found."""

    table: str
    meeting: str  # the SQL that gives the meeting's id
    title: str


KINDS = {
    "declaration": Kind("declarations", "x.meeting_id", "Declaration of interest"),
    "dispensation": Kind("dispensations", "x.meeting_id", "Dispensation"),
    "resolution": Kind("resolutions", "x.meeting_id", "Decision"),
    "figure": Kind("statistics", "x.meeting_id", "Figure"),
    "attendance": Kind("attendance", "x.meeting_id", "Attendance"),
    "mention": Kind("mentions", "x.meeting_id", "Name"),
    "item": Kind("minute_items", "x.meeting_id", "Item"),
    "reference": Kind("cross_references", "(select meeting_id from minute_items where id = x.item_id)", "Reference"),
    "question": Kind("questions", "(select meeting_id from minute_items where id = x.item_id)", "Question"),
}
BY_TABLE = {kind.table: name for name, kind in KINDS.items()}


class Place(NamedTuple):
    """Where a fact stands."""

    fact: Row
    passage: str  # a stretch of the document's text around it
    base: int  # where the passage begins in the document
    sentence: tuple[int, int]
    words: tuple[int, int]
    sheets: list[Sheet]


def place_of(connection: sqlite3.Connection, kind: str, key: str) -> Place | None:
    """The fact and where it stands; None where there is no such fact, or where it has no place."""
    known = KINDS.get(kind)
    if known is None or not key.isdecimal() or len(key) > 18:
        return None
    fact = row(connection, FACT.format(table=known.table, meeting=known.meeting), [int(key)])
    if fact is None or fact["start"] is None or fact["end"] is None:
        return None
    start, end = fact["start"], min(fact["end"], fact["start"] + MAX_SHOWN)
    if kind == "item":
        end = min(end, fact["body"] or end)
    base = max(0, start - AROUND)
    passage = (
        connection.execute("select substr(text, ?, ?) from documents where id = ?", [base + 1, end - base + AROUND, fact["document"]]).fetchone()[0]
        or ""
    )
    if kind in ("item", "resolution", "declaration", "question"):
        sentence = (start, end)
    else:
        first, last = sentence_of(passage, start - base, end - base)
        sentence = (first + base, last + base)
    return Place(fact, passage, base, sentence, (start, end), sheets(connection, fact["document"], sentence, (start, end), passage, base))


def evidence_page(connection: sqlite3.Connection, kind: str, key: str) -> dict[str, Any] | None:
    """All that the page of a fact shows."""
    place = place_of(connection, kind, key)
    if place is None:
        return None
    fact, (first, last), (start, end) = place.fact, place.sentence, place.words
    text = [paragraphs(place.passage[a - place.base : b - place.base]) for a, b in ((first, start), (start, end), (end, last))]
    return {
        "kind": kind,
        "title": KINDS[kind].title,
        "fact": fact,
        "before": text[0],
        "words": text[1],
        "after": text[2],
        "whole": (first, last) == (start, end),
        "sheets": place.sheets,
        "said": sayings(kind, fact),
        "read": read_from(connection, fact["meeting"], first, last),
        "item": item_of(connection, fact),
        "pages": pages_of(place, fact),
    }


def paragraphs(text: str) -> str:
    """Lines run on; a blank line still parts paragraphs."""
    return re.sub(r"(?<!\n)\n(?!\n)", " ", text.replace("\u00ad\n", ""))


def pages_of(place: Place, fact: Row) -> str:
    numbers = [sheet.number for sheet in place.sheets] or [fact["page"]]
    return f"pages {numbers[0]}–{numbers[-1]}" if len(numbers) > 1 else f"page {numbers[0]}"


def item_of(connection: sqlite3.Connection, fact: Row) -> Row | None:
    """The item that the fact belongs to, with its place on the page of the meeting."""
    found = row(connection, "select number, title, sequence, meeting_id from minute_items where id = ?", [fact.get("item_id") or fact["id"]])
    if found is None or found["meeting_id"] != fact["meeting"]:
        return None
    return found | {"href": item_address(found["meeting_id"], found["sequence"])}


def sayings(kind: str, fact: Row) -> list[tuple[str, str]]:
    """What the fact says, field by field; what the minutes do not state is said to be so."""
    match kind:
        case "declaration":
            about = matter(fact["about_number"], fact["about_as_written"])
            pairs = [("Who", fact["name_as_written"]), ("Interest", INTERESTS.get(fact["interest_kind"], fact["interest_kind"])), ("In", about)]
            return stated(
                [*pairs, ("Reason given", fact["nature"] or "not stated"), ("What they did", DID.get(fact["participation"], fact["participation"]))]
            )
        case "resolution":
            votes = [
                f"{fact[name]} {word}"
                for name, word in (("votes_for", "for"), ("votes_against", "against"), ("abstentions", "abstaining"))
                if fact[name] is not None
            ]
            pairs = [("Decision", fact["text"]), ("Moved by", fact["proposer_as_written"]), ("Seconded by", fact["seconder_as_written"])]
            return stated([*pairs, ("Vote", ", ".join(votes)), ("Outcome", fact["outcome"])])
        case "figure":
            value = unit_of(fact["value"], fact["unit"]) + (
                f" to {unit_of(fact['value_high'], fact['unit'])}" if fact["value_high"] is not None else ""
            )
            pairs = [("Value", value), ("As written", fact["as_written"]), ("What", fact["measure"]), ("Of whom", fact["population"])]
            pairs += [("When", fact["period_as_written"]), ("Compared with", fact["comparator"]), ("Kind", fact["subject_kind"])]
            return stated(pairs)
        case "attendance":
            pairs = [
                ("Who", fact["name_as_written"]),
                ("Recorded", STATUSES.get(fact["status"], fact["status"])),
                ("As", fact["capacity"].replace("-", " ")),
            ]
            return stated(
                [*pairs, ("Role", fact["meeting_role"]), ("Post", fact["post"]), ("In place of", fact["substitutes_for"]), ("How", fact["mode"])]
            )
        case "reference":
            return stated(
                [
                    ("Refers to", fact["as_written"]),
                    ("Number", fact["to_number"]),
                    ("Date", fact["to_date"]),
                    ("Found", fact["state"].replace("-", " ")),
                ]
            )
        case "question":
            return stated([("Question", fact["question"]), ("Answer", fact["answer"] or "not stated")])
        case "mention":
            return stated([("Name", fact["text"]), ("Kind", fact["label"].lower())])
        case "dispensation":
            return stated([("Who", fact["name_as_written"]), ("What", fact["quote"])])
    return stated([("Number", fact["number"]), ("Title", fact["title"])])


def stated(pairs: list[tuple[str, Any]]) -> list[tuple[str, str]]:
    return [(name, str(value)) for name, value in pairs if value not in (None, "")]


def read_from(connection: sqlite3.Connection, meeting: str, start: int, end: int) -> list[tuple[str, str, str]]:
    """Everything that was read from the same stretch of text: kind, words, address."""
    found = []
    for kind, key, words in connection.execute(READ, {"meeting": meeting, "start": start, "end": end}):
        found.append((KINDS[kind].title, " ".join(str(words).split())[:160], evidence(kind, key)))
    return found


def pages_with_facts(connection: sqlite3.Connection) -> list[Row]:
    """The pages that carry facts, for `publish`: document, path, page, turn."""
    return rows(connection, PAGES)


FACT = """
    select x.*, m.id as meeting, m.title as meeting_title, m.date, d.id as document, d.filename, d.path, d.page_count, d.text_source,
      c.name as committee, c.council_id
    from {table} x join meetings m on m.id = {meeting} join documents d on d.id = m.document_id left join committees c on c.id = m.committee_id
    where x.id = ?"""
READ = """
    select 'declaration', id, name_as_written || ': ' || interest_kind from declarations
      where meeting_id = :meeting and start < :end and "end" > :start
    union all select 'resolution', id, text from resolutions where meeting_id = :meeting and start < :end and "end" > :start
    union all select 'figure', id, as_written || coalesce(' – ' || measure, '') from statistics
      where meeting_id = :meeting and start < :end and "end" > :start
    union all select 'reference', x.id, x.as_written from minute_items i join cross_references x on x.item_id = i.id
      where i.meeting_id = :meeting and x.start < :end and x."end" > :start
    union all select 'question', q.id, q.question from minute_items i join questions q on q.item_id = i.id
      where i.meeting_id = :meeting and q.start < :end and q."end" > :start
    union all select 'attendance', id, name_as_written || ': ' || status from attendance
      where meeting_id = :meeting and start < :end and "end" > :start limit 40"""
PAGES = """
    select distinct d.id as document, d.path, p.number, p.turn from pages p join documents d on d.id = p.document_id
      join meetings m on m.document_id = d.id
    where p."end" > m.start and p.start < m."end" order by d.id, p.number"""
