"""References by number made links: in the database, when both ends are there, at whatever time each was ingested."""

from __future__ import annotations

import sqlite3
from collections import defaultdict

from pipeline.linking import Held, Minuted, agenda_number, context_of, resolve
from pipeline.records import CrossReference
from pipeline.references import plain
from pipeline.schema import transaction

MEETINGS = """
    select m.id, m.committee_id, c.name, m.date from meetings m join documents d on d.id = m.document_id
    left join committees c on c.id = m.committee_id
    where coalesce(c.council_id, m.committee_id, m.id) = ? order by d.text_source = 'ocr', m.date, m.id"""
ITEMS = """
    select i.id, i.number, i.title, substr(i.text, 1, 600), i.body - i.start from minute_items i
    where i.meeting_id = ? and i.kind <> 'heading' order by i.sequence"""
REFERENCES = """
    select x.id, x.item_id, x.as_written, x.to_number, x.to_date, x.start, x."end", x.page, substr(d.text, max(x.start - 299, 1), min(300, x.start))
    from cross_references x join minute_items i on i.id = x.item_id join meetings m on m.id = i.meeting_id
      join documents d on d.id = m.document_id where m.id = ? order by x.id"""
ABOUT = "select id, about_number, about_as_written, page from declarations where meeting_id = ? and about_number is not null order by id"
# A council is linked anew where one of its meetings is new, or where one was taken out
WAITING = """
    select distinct coalesce(c.council_id, m.committee_id, m.id) from meetings m left join committees c on c.id = m.committee_id
    where m.is_linked = 0 order by 1"""


def link_references(connection: sqlite3.Connection) -> int:
    """Resolve the references of every council that has meetings not yet linked. Returns how many references were looked at."""
    return sum(link_council(connection, council) for (council,) in connection.execute(WAITING).fetchall())


def link_council(connection: sqlite3.Connection, council: str) -> int:
    """Link the references of one council's meetings anew; how many references there are."""
    meetings = connection.execute(MEETINGS, [council]).fetchall()
    held = {meeting: Held(name or committee, date, items_of(connection, meeting)) for meeting, committee, name, date in meetings}
    with_number: dict[str, list[Held]] = defaultdict(list)
    copies = copies_among(held)
    for one in (held[meeting] for meeting in held if meeting not in copies):
        by_number: dict[str, list[Minuted]] = defaultdict(list)
        for item in one.items:
            by_number[plain(item.number or "")].append(item)
        for number, items in by_number.items():
            with_number[number].append(one._replace(items=items))
    links, abouts = [], []
    for meeting, own in held.items():
        for row in connection.execute(REFERENCES, [meeting]):
            reference = CrossReference(0, row[2], row[3] or "", row[4], len(row[8]), row[6], row[7] or 0)
            others = [other for other in with_number[plain(reference.to_number)] if other.date != own.date or other.committee != own.committee]
            state, target = resolve(reference, own, others, context_of(row[8], reference))
            links.append((state, target, row[0]))
        for declaration, number, words, page in connection.execute(ABOUT, [meeting]):
            about = CrossReference(0, words if words and number in words else number, number, None, 0, 0, page or 0)
            abouts.append((resolve(about, own, [])[1], declaration))
    with transaction(connection):
        connection.executemany("update cross_references set state = ?, to_item_id = ? where id = ?", links)
        connection.executemany("update declarations set about_item_id = ? where id = ?", abouts)
        connection.executemany("update meetings set is_linked = 1, copy_of = ? where id = ?", [(copies.get(meeting), meeting) for meeting in held])
    return len(links)


def copies_among(held: dict[str, Held]) -> dict[str, str]:
    """Meetings that another file holds too, with the first in the list that does: scans come last in it. They share body, date and first number."""
    first: dict[tuple[str | None, str, str], str] = {}
    copies = {}
    for meeting, one in held.items():
        numbers = sorted({plain(item.number) for item in one.items if item.number})
        if numbers and one.date:
            original = first.setdefault((one.committee, one.date, numbers[0]), meeting)
            if original != meeting:
                copies[meeting] = original
    return copies


def items_of(connection: sqlite3.Connection, meeting: str) -> list[Minuted]:
    rows = connection.execute(ITEMS, [meeting])
    return [Minuted(key, number, title, agenda_number(text[max(body or 0, 0) :], title)) for key, number, title, text, body in rows]
