"""How Datasette's own pages are dressed: titles, the schema's comments, facets, labels in place of ids, a way from each fact to its page."""

from __future__ import annotations

import re
import sqlite3
from typing import Any

from markupsafe import Markup

from pipeline.browse.asking import address, evidence
from pipeline.browse.canned import QUESTIONS
from pipeline.browse.evidence import BY_TABLE

TITLES = {
    "councils": "Councils",
    "committees": "Committees",
    "people": "People",
    "person_names": "Spellings of names",
    "roles": "Posts and offices",
    "services": "Services",
    "organisations": "Organisations",
    "schools": "Schools",
    "documents": "Documents",
    "pages": "Pages",
    "issues": "Doubts",
    "meetings": "Meetings",
    "minute_items": "Items of the minutes",
    "attendance": "Attendance",
    "declarations": "Declarations of interest",
    "dispensations": "Dispensations",
    "resolutions": "Decisions",
    "votes": "Recorded votes",
    "questions": "Questions and answers",
    "statistics": "Figures",
    "statistic_checks": "Figures held against each other",
    "cross_references": "References between items",
    "mentions": "Names in the text",
    "measures": "Measures that return",
    "declarations_of_interest": "Who declared interests",
    "member_attendance": "Attendance of members",
    "resolutions_with_votes": "Decisions with votes",
    "minute_threads": "Threads of items",
    "figures_over_time": "Figures over time",
    "figures_that_disagree": "Figures that disagree",
}
LABELS = {
    **dict.fromkeys(("councils", "committees", "people", "services", "organisations", "schools"), "name"),
    "documents": "filename",
    "meetings": "title",
    "minute_items": "title",
    "roles": "title",
    "person_names": "name_as_written",
    "attendance": "name_as_written",
    "declarations": "name_as_written",
    "resolutions": "text",
    "statistics": "as_written",
    "votes": "name_as_written",
    "cross_references": "as_written",
    "mentions": "text",
    "questions": "question",
    "issues": "message",
    "pages": "number",
}
FACETS = {
    "declarations": ["interest_kind", "participation"],
    "declarations_of_interest": ["interest_kind", "participation", "council"],
    "attendance": ["status", "capacity"],
    "member_attendance": ["status", "municipal_year", "committee"],
    "resolutions": ["kind", "outcome"],
    "resolutions_with_votes": ["kind", "outcome", "committee"],
    "statistics": ["unit", "subject_kind"],
    "statistic_checks": ["verdict", "rule"],
    "cross_references": ["state"],
    "mentions": ["label"],
    "documents": ["status", "kind", "text_source"],
    "issues": ["kind", "severity"],
    "people": ["kind", "council_id"],
    "meetings": ["declarations_statement", "minutes_status"],
    "votes": ["option"],
}
ENTITIES = {"person_id": "person", "school_id": "school", "service_id": "service", "organisation_id": "organisation", "committee_id": "committee"}
ENTITIES |= {
    "council_id": "council",
    "measure_id": "measure",
    "meeting_id": "meeting",
    "proposer_id": "person",
    "seconder_id": "person",
    "copy_of": "meeting",
}
FACTS = {
    "declaration_id": "declaration",
    "attendance_id": "attendance",
    "resolution_id": "resolution",
    "reference_id": "reference",
    "figure_id": "figure",
}
FACTS |= {"item_id": "item", "about_item_id": "item", "referring_item_id": "item", "to_item_id": "item", "parent_id": "item", "mention_id": "mention"}
FACTS |= {"statistic_id": "figure", "comparator_id": "figure"}


def settings_of(connection: sqlite3.Connection, title: str) -> dict[str, Any]:
    """Titles, descriptions, facets and queries, as Datasette takes them."""
    tables: dict[str, Any] = {}
    for name, sql in connection.execute("select name, sql from sqlite_master where type in ('table', 'view') and name not like 'sqlite_%'"):
        if "_fts" in name:
            tables[name] = {"hidden": True}
            continue
        described, columns = comments_of(sql or "")
        table: dict[str, Any] = {"title": TITLES.get(name, name.replace("_", " ").capitalize())}
        table |= {"description": described} if described else {}
        table |= {"columns": columns} if columns else {}
        table |= {"label_column": LABELS[name]} if name in LABELS else {}
        known = {column for (column,) in connection.execute("select name from pragma_table_info(?)", [name])}
        facets = [facet for facet in FACETS.get(name, []) if facet in known]
        table |= {"facets": facets} if facets else {}
        tables[name] = table
    return {
        "title": title,
        "description": "Facts read from council minutes by a program. Each leads to the page it was read from: look before you rely on it.",
        "databases": {"minutes": {"title": title, "tables": tables, "queries": QUESTIONS}},
    }


def comments_of(sql: str) -> tuple[str, dict[str, str]]:
    """A table's description and those of its columns: the comments that stand behind them in the schema."""
    described, columns, last = "", dict[str, str](), ""
    for k, line in enumerate(sql.splitlines()):
        code, mark, comment = line.partition("--")
        comment = comment.strip()
        if k == 0:
            described = comment
            continue
        names = re.findall(r'(?:^|,)\s*"?(\w+)"? (?:text|integer|real)\b', code.strip())
        if names:
            last = names[-1]
        if mark and comment and last:
            columns[last] = f"{columns[last]} {comment}" if not names and last in columns else comment
    return described[:1].upper() + described[1:], columns


def cell(row: Any, value: Any, column: str, table: str | None) -> Markup | None:
    """A cell of Datasette's tables, where it leads somewhere."""
    key, label = (value["value"], value["label"]) if isinstance(value, dict) and "value" in value else (value, None)
    if key in (None, ""):
        return None
    if column == "page" and table in BY_TABLE and has(row, "id"):
        return link(evidence(BY_TABLE[table], row["id"]), f"page {key} ▸", "chip")
    if column in FACTS and str(key).isdecimal():
        if column == "item_id" and table in ("declarations_of_interest", "resolutions_with_votes"):
            return None
        return link(evidence(FACTS[column], key), str(label or "see the page") + " ▸", "chip")
    if column in ENTITIES:
        return link(address(ENTITIES[column], key), str(label or key))
    if column == "document_id":
        return Markup("<code>{}</code>").format(label or f"{str(key)[:12]}…")
    if column == "id" and table == "meetings":
        return link(address("meeting", key), str(key))
    return None


def has(row: Any, column: str) -> bool:
    try:
        return row[column] is not None
    except (KeyError, IndexError, TypeError):
        return False


def link(href: str, words: str, kind: str = "") -> Markup:
    words = words if len(words) < 120 else words[:119] + "…"
    return Markup('<a class="{}" href="{}">{}</a>').format(kind, href, words) if kind else Markup('<a href="{}">{}</a>').format(href, words)
