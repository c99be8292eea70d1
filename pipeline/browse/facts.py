"""The facts of items, in one shape for every page: what it is, what it says, where it stands."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from pipeline.browse.asking import Row, address, evidence, person_address, rows
from pipeline.browse.measure import measure_address
from pipeline.browse.typeset import Mark
from pipeline.browse.words import DID, INTERESTS, LABELS, REFERENCES, called, matter


class Fact(NamedTuple):
    """One fact beside the text it was read from."""

    kind: str  # declaration | resolution | figure | reference | question | dispensation | check
    item: int | None
    head: str
    head_href: str
    text: str
    page: int | None
    href: str  # of its evidence


def facts_of_meeting(connection: sqlite3.Connection, meeting: str) -> list[Fact]:
    """All facts of a meeting's items, those that matter most first."""
    found = [*declarations(connection, meeting), *resolutions(connection, meeting), *checks(connection, meeting), *figures(connection, meeting)]
    return [*found, *questions(connection, meeting), *references(connection, meeting)]


def declarations(connection: sqlite3.Connection, meeting: str) -> list[Fact]:
    """Interests, beside the item where they are minuted and beside the one that they are about."""
    found = []
    for x in rows(connection, DECLARATIONS, [meeting]):
        said = called(INTERESTS, x["interest_kind"])
        about = f" in {about}" if (about := matter(x["about_number"], x["about_title"] or x["about_as_written"])) else ""
        reason = f" Reason: {x['nature']}." if x["nature"] else ""
        did = f" {called(DID, x['participation']).capitalize()}."
        found.append(
            Fact(
                "declaration",
                x["item_id"],
                x["name_as_written"],
                person_address(x),
                said + about + "." + reason + did,
                x["page"],
                evidence("declaration", x["id"]),
            )
        )
        if x["about_item_id"] and x["about_item_id"] != x["item_id"]:
            text = f"declared a {said} in this item." + did if said[0] not in "aeiou" else f"declared an {said} in this item." + did
            found.append(
                Fact("declaration", x["about_item_id"], x["name_as_written"], person_address(x), text, x["page"], evidence("declaration", x["id"]))
            )
    for x in rows(connection, DISPENSATIONS, [meeting]):
        found.append(
            Fact("dispensation", x["item_id"], "Dispensation", "", x["name_as_written"] or x["quote"], x["page"], evidence("dispensation", x["id"]))
        )
    return found


def resolutions(connection: sqlite3.Connection, meeting: str) -> list[Fact]:
    """What was decided, with who moved it and the vote."""
    found = []
    for x in rows(connection, RESOLUTIONS, [meeting]):
        head = ("Recommended" if x["kind"] == "recommendation" else "Resolved") + (f" {numbered(x['number'])}" if x["number"] else "")
        votes = [
            f"{x[name]} {word}"
            for name, word in (("votes_for", "for"), ("votes_against", "against"), ("abstentions", "abstaining"))
            if x[name] is not None
        ]
        movers = [f"moved by {x['proposer_as_written']}"] * bool(x["proposer_as_written"]) + [f"seconded by {x['seconder_as_written']}"] * bool(
            x["seconder_as_written"]
        )
        tail = "; ".join(
            [*movers, *[", ".join(votes)] * bool(votes), *[x["outcome"] or ""] * bool(x["outcome"] and x["outcome"] not in ("agreed", "carried"))]
        )
        found.append(
            Fact("resolution", x["item_id"], head, "", x["text"] + (f" ({tail})" if tail else ""), x["page"], evidence("resolution", x["id"]))
        )
    return found


def numbered(number: str) -> str:
    return number if number.startswith("(") else f"({number})"


def figures(connection: sqlite3.Connection, meeting: str) -> list[Fact]:
    return [
        Fact(
            "figure",
            x["item_id"],
            x["as_written"],
            measure_address(x),
            ", ".join(
                filter(
                    None,
                    [
                        x["measure"] or " ".join(x["sentence"].split())[:120],
                        f"against the {x['comparator']}" if x["comparator"] else None,
                        x["period_as_written"],
                    ],
                )
            ),
            x["page"],
            evidence("figure", x["id"]),
        )
        for x in rows(connection, FIGURES, [meeting])
    ]


def checks(connection: sqlite3.Connection, meeting: str) -> list[Fact]:
    return [
        Fact("check", x["item_id"], "These figures disagree", "", x["explanation"], None, f"/checks#check-{x['id']}")
        for x in rows(connection, CHECKS, [meeting])
    ]


def questions(connection: sqlite3.Connection, meeting: str) -> list[Fact]:
    return [
        Fact("question", x["item_id"], "Question", "", " ".join(x["question"].split())[:240], x["page"], evidence("question", x["id"]))
        for x in rows(connection, QUESTIONS, [meeting])
    ]


def references(connection: sqlite3.Connection, meeting: str) -> list[Fact]:
    """What an item refers to, and what refers to it later or earlier."""
    found = []
    for x in rows(connection, REFERRED, [meeting]):
        text = f"{x['to_number'] or ''} {x['to_title']}, {x['to_meeting_title']}" if x["to_title"] else called(REFERENCES, x["state"])
        href = item_address(x["to_meeting"], x["to_sequence"]) if x["to_title"] else ""
        found.append(Fact("reference", x["item_id"], x["as_written"], href, text, x["page"], evidence("reference", x["id"])))
    for x in rows(connection, REFERRING, [meeting]):
        text = f"{x['from_number'] or ''} {x['from_title']}, {x['from_meeting_title']}"
        found.append(
            Fact(
                "reference",
                x["item_id"],
                "Taken up in",
                item_address(x["from_meeting"], x["from_sequence"]),
                text,
                x["page"],
                evidence("reference", x["id"]),
            )
        )
    return found


def item_address(meeting: str, sequence: int) -> str:
    """An item's place on the page of its meeting."""
    return f"{address('meeting', meeting)}#item-{sequence}"


# ---- marks in the text -------------------------------------------------------------------------------------------------------------------
def marks_of_meeting(connection: sqlite3.Connection, meeting: str) -> list[Mark]:
    """Names and references as they stand in the text, each with the page it leads to."""
    marks = []
    for x in rows(connection, MENTIONS, [meeting]):
        kind, what = LABELS.get(x["label"], ("body", "name"))
        if href := entity_address(x):
            marks.append(Mark(x["start"], x["end"], kind, href, what))
    for x in rows(connection, REFERRED, [meeting]):
        if x["to_title"]:
            hint = f"{x['to_number'] or ''} {x['to_title']}, {x['to_meeting_title']}"
            marks.append(Mark(x["start"], x["end"], "minute", item_address(x["to_meeting"], x["to_sequence"]), hint))
    return [mark for mark in marks if isinstance(mark.start, int) and isinstance(mark.end, int)]


def entity_address(x: Row) -> str:
    """The page of what a mention names, where it is linked."""
    for column, kind in (
        ("person_id", "person"),
        ("school_id", "school"),
        ("service_id", "service"),
        ("committee_id", "committee"),
        ("organisation_id", "organisation"),
    ):
        if x[column]:
            return address(kind, x[column])
    return ""


DECLARATIONS = """
    select d.*, c.council_id, about.title as about_title from declarations d join meetings m on m.id = d.meeting_id
      left join committees c on c.id = m.committee_id left join minute_items about on about.id = d.about_item_id
    where d.meeting_id = ? order by d.start, d.id"""
DISPENSATIONS = "select * from dispensations where meeting_id = ? order by start, id"
RESOLUTIONS = "select * from resolutions where meeting_id = ? order by start, id"
FIGURES = "select * from statistics where meeting_id = ? order by start, id"
CHECKS = """
    select k.* from statistic_checks k join minute_items i on i.id = k.item_id where i.meeting_id = ? and k.verdict = 'disagrees' order by k.id"""
QUESTIONS = "select q.* from questions q join minute_items i on i.id = q.item_id where i.meeting_id = ? order by q.start, q.id"
REFERRED = """
    select x.*, t.title as to_title, t.sequence as to_sequence, t.meeting_id as to_meeting, tm.title as to_meeting_title
    from minute_items i join cross_references x on x.item_id = i.id left join minute_items t on t.id = x.to_item_id
      left join meetings tm on tm.id = t.meeting_id
    where i.meeting_id = ? order by x.start, x.id"""
REFERRING = """
    select x.id, x.page, t.id as item_id, f.number as from_number, f.title as from_title, f.sequence as from_sequence, f.meeting_id as from_meeting,
      fm.title as from_meeting_title
    from minute_items t join cross_references x on x.to_item_id = t.id
      join minute_items f on f.id = x.item_id join meetings fm on fm.id = f.meeting_id
    where t.meeting_id = ? and f.meeting_id <> t.meeting_id and fm.copy_of is null order by fm.date, x.id"""
MENTIONS = "select * from mentions where meeting_id = ? order by start, id"
