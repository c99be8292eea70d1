"""People in the database: the names of a council's minutes linked to its people, anew whenever its minutes have changed."""

from __future__ import annotations

import sqlite3
from datetime import date as Date
from typing import NamedTuple, cast

from pipeline import corrections, names, offices, people_rows
from pipeline.corrections import Correction
from pipeline.name_changes import find_changes
from pipeline.namings import Change, Link, Naming, Person
from pipeline.people_rows import Cell
from pipeline.records import Attendee, Capacity
from pipeline.schema import transaction
from pipeline.spelling import FIRST_NAME, spelling_of
from pipeline.vocabulary import vocabulary_of
from pipeline.whom import AWAY, sitting_of, whom

SCOPE = "coalesce(c.council_id, m.document_id)"  # minutes that name no council stand alone: their people are nobody else
FROM = "from meetings m left join committees c on c.id = m.committee_id"
SCOPES = f"select {SCOPE}, c.council_id, min(m.is_linked) {FROM} group by 1 order by 1"
# Councils that have people and no minutes any more; with NULL, those of documents that are gone
LEFT = f"""
    select council_id from people where council_id is not null except select c.council_id {FROM}
    union all select null where exists (select 1 from people where council_id is null)"""  # noqa: S608
MEETINGS = f"select m.id, m.committee_id, c.council_id, m.date {FROM} where {SCOPE} = ? order by m.date is null, m.date, m.id"
ATTENDANCE = """
    select id, name_as_written, capacity, status, meeting_role, post, initials, coalesce(start, -id) from attendance
    where meeting_id = ? order by start, id"""
OFFICERS = "select id, text, post from mentions where meeting_id = ? and label = 'OFFICER' and post is not null order by start, id"
CHANGES = f"""
    select m.id, m.date, substr(d.text, m.start + 1, m."end" - m.start) {FROM} join documents d on d.id = m.document_id
    where {SCOPE} = ? and (d.text like '%(%formerly%' or d.text like '%(%previously%' or d.text like '%(n_e %' or d.text like '%(now %')
    order by m.date, m.id"""
LISTED = f"select distinct a.name_as_written {FROM} join attendance a on a.meeting_id = m.id where {SCOPE} = ?"
# Some of the texts, evenly over the years, to know the words in use
TEXTS = f"""
    select text from documents where id in (select document_id from
      (select m.document_id, row_number() over (order by m.date, m.id) as place, count(*) over () as all_of {FROM} where {SCOPE} = ?)
      where (place * 60) / all_of <> ((place - 1) * 60) / all_of)"""  # noqa: S608
# All other places where minutes name somebody: the table, the column to fill, and row, name and label (member or officer, where that is known)
FACTS = (
    ("declarations", "person_id", "select id, name_as_written, null from declarations where meeting_id = ? order by id"),
    ("dispensations", "person_id", "select id, name_as_written, null from dispensations where meeting_id = ? order by id"),
    ("resolutions", "proposer_id", "select id, proposer_as_written, null from resolutions where meeting_id = ? order by id"),
    ("resolutions", "seconder_id", "select id, seconder_as_written, null from resolutions where meeting_id = ? order by id"),
    (
        "votes",
        "person_id",
        "select v.id, v.name_as_written, 'MEMBER' from votes v left join resolutions r on r.id = v.resolution_id"
        " left join minute_items i on i.id = v.item_id where coalesce(r.meeting_id, i.meeting_id) = ? order by v.id",
    ),
    ("mentions", "person_id", "select id, text, label from mentions where meeting_id = ? and label in ('MEMBER', 'OFFICER') order by id"),
)


class Listed(NamedTuple):
    """A meeting and its attendance list."""

    meeting: str
    committee: str | None
    day: int | None
    attendees: list[Attendee]
    places: list[int]  # of the attendees among the namings


class Read(NamedTuple):
    """All names of a scope from which its people are made."""

    meetings: list[Listed]
    namings: list[Naming]
    cells: list[Cell]  # where the link of each naming is written
    roles: list[tuple[str | None, str | None]]  # of each naming: the part in the meeting, the post


def link_people(connection: sqlite3.Connection, corrected: list[Correction] | None = None) -> int:
    """Link the people of every council that has meetings not yet linked, or whose corrections are others than before.

    `corrected` is what the file of corrections says; where there is no file it is None, and those that the database knows stand.
    Returns how many names were looked at.
    """
    before = people_rows.corrections_in(connection)
    current = before if corrected is None else corrected
    changed = {one.council for one in [*before, *current]} if current != before else set()
    waiting = [scope for scope, council, is_linked in connection.execute(SCOPES) if not is_linked or council in changed]
    looked_at = sum(link_scope(connection, scope, current) for scope in waiting)
    for (council,) in connection.execute(LEFT).fetchall():
        with transaction(connection):
            people_rows.write(connection, "", council, people_rows.Linked([], [], [], [], [], []), [])
    if current != before:  # not before all is linked by them: a run that is killed here begins again
        people_rows.write_corrections(connection, current)
    return looked_at


def link_scope(connection: sqlite3.Connection, scope: str, corrected: list[Correction]) -> int:
    """Link the people of one council, or of one document that names none."""
    council = next((row[2] for row in connection.execute(MEETINGS, [scope])), None)
    read = read_names(connection, scope)
    people, links = names.gather(read.namings, read_changes(connection, scope))
    undone = corrections.apply([one for one in corrected if one.council == council], people, read.namings, links)
    people, links = names.in_order(people, links)
    cells = [(cell, naming.written, link) for cell, naming, link in zip(read.cells, read.namings, links, strict=True)]
    held = held_in(read, links)
    cells += link_facts(connection, read, people, links, offices.holders_of(held))
    with transaction(connection):
        linked = people_rows.Linked(people, read.namings, links, [(cell, link) for cell, _, link in cells], [], [])
        people_rows.write(
            connection,
            scope,
            council,
            linked._replace(spellings=[(written, link) for _, written, link in cells], roles=offices.roles_of(held)),
            undone,
        )
    return len(cells)


# ---- reading ------------------------------------------------------------------------------------------------------------------------------
def read_names(connection: sqlite3.Connection, scope: str) -> Read:
    """The attendance lists of a scope in the order of their meetings, and the officers whom the text names with a post."""
    read = Read([], [], [], [])
    listed_names = {spelling_of(name).letters for (name,) in connection.execute(LISTED, [scope])}
    words = vocabulary_of(text for (text,) in connection.execute(TEXTS, [scope]))
    for meeting, committee, _, date in connection.execute(MEETINGS, [scope]).fetchall():
        day = ordinal(date)
        listed = Listed(meeting, committee, day, [], [])
        for key, name, capacity, status, role, post, initials, start in connection.execute(ATTENDANCE, [meeting]):
            listed.attendees.append(
                Attendee(name, cast(Capacity, capacity), status, start, start, 0, meeting_role=role, post=post, initials=initials)
            )
            listed.places.append(len(read.namings))
            read.namings.append(Naming(name, meeting, committee, day, capacity, status, post))
            read.cells.append(Cell("attendance", "person_id", key))
            read.roles.append((role, post))
        for key, name, post in connection.execute(OFFICERS, [meeting]):
            if spelling_of(name).level == FIRST_NAME and (spelling_of(name).letters in listed_names or not words.all_common(name)):
                read.namings.append(Naming(name, meeting, committee, day, "officer", "named", post, listed=False))
                read.cells.append(Cell("mentions", "person_id", key))
                read.roles.append((None, post))
        read.meetings.append(listed)
    return read


def read_changes(connection: sqlite3.Connection, scope: str) -> list[Change]:
    """The changes of name that the minutes state."""
    return [
        Change(meeting, ordinal(date), new, old)
        for meeting, date, text in connection.execute(CHANGES, [scope])
        for new, old in find_changes(text or "")
    ]


def ordinal(date: str | None) -> int | None:
    try:
        return Date.fromisoformat(date).toordinal() if date else None
    except ValueError:
        return None


# ---- linking ------------------------------------------------------------------------------------------------------------------------------
def link_facts(
    connection: sqlite3.Connection, read: Read, people: list[Person], links: list[Link], holders: dict[tuple[str, int | None], set[int]]
) -> list[tuple[Cell, str, Link]]:
    """Whom declarations, movers, votes and mentions mean, each in its own meeting."""
    index = names.by_surname(people)
    by_hand = {spelling: place for place, person in enumerate(people) for spelling in person.also}
    done = set(read.cells)
    found: list[tuple[Cell, str, Link]] = []
    for listed in read.meetings:
        own = [links[place] for place in listed.places]
        sitting = sitting_of(listed.meeting, listed.committee, listed.day, listed.attendees, own, holders)
        meant: dict[tuple[str, str | None], Link] = {}
        for table, column, query in FACTS:
            for key, written, label in connection.execute(query, [listed.meeting]):
                if written is None or Cell(table, column, key) in done:
                    continue
                if (written, label) not in meant:
                    meant[written, label] = by_correction(written, whom(written, sitting, people, index, label), by_hand)
                found.append((Cell(table, column, key), written, meant[written, label]))
    return found


def by_correction(written: str, link: Link, by_hand: dict[str, int]) -> Link:
    """A spelling that would mean nobody, where a correction says whom it means."""
    return Link(by_hand[written], "correction") if link.person is None and written in by_hand else link


def held_in(read: Read, links: list[Link]) -> list[offices.Held]:
    """What the lists and the text say that somebody was. Who sends apologies to a body is of it: a member, where another list has them so."""
    members = {
        (link.person, naming.committee)
        for naming, link in zip(read.namings, links, strict=True)
        if naming.listed and naming.capacity == "member" and link.person is not None
    }
    held = []
    for naming, link, (role, post) in zip(read.namings, links, read.roles, strict=True):
        if link.person is None:
            continue
        of_it = naming.status in AWAY and naming.capacity in ("officer", "partner") and (link.person, naming.committee) in members
        body = naming.committee if naming.listed else None
        titles = offices.titles_of("member" if of_it else naming.capacity, role, post, body)
        held += [offices.Held(link.person, title, where, naming.day) for title, where in titles]
    return held
