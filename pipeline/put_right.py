"""Putting people right by hand: a correction is written to the file beside the database and done at once."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from pipeline import corrections, errors, people, people_rows, schema
from pipeline.corrections import Correction
from pipeline.shown import escaped
from pipeline.who import Person, find_person

FIRST_MEETING = "select m.id from attendance a join meetings m on m.id = a.meeting_id where a.person_id = ? order by m.date is null, m.date, m.id"
UNLINKED = "select distinct council_id from person_names where name_as_written = ? and person_id is null and council_id is not null"
COMMITTEES = "select id, name from committees where council_id = ? order by id"


def merge(database: Path, one: str, other: str, council: str | None = None) -> str:
    """Two people are one, shown under the fuller of their names; or a spelling that means nobody means this person."""
    with schema.existing(database) as connection:
        person = find_person(connection, one, council)
        if (person.council_id,) in connection.execute(UNLINKED, [other]).fetchall():
            correction = Correction(person.council_id, "means", person.name, first_meeting(connection, person), other)
        else:
            second = find_person(connection, other, council)
            if second.council_id != person.council_id:
                raise errors.UsageFailure("they are of two councils; people are linked within a council only")
            if second.id == person.id:
                raise errors.UsageFailure(f"{escaped(one)} and {escaped(other)} are one person already")
            where = (first_meeting(connection, person), second.name, first_meeting(connection, second))
            correction = Correction(person.council_id, "merge", person.name, *where)
        put_right(connection, database, correction)
    return f"{correction.other} is {person.name}"


def split(
    database: Path,
    one: str,
    new: str,
    council: str | None = None,
    spelling: str | None = None,
    committee: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> str:
    """Some of a person's namings are another person, who is called `new`: those with the spelling, in the committee, between the dates."""
    if not (spelling or committee or since or until):
        raise errors.UsageFailure("say which of the names part: --spelling, --committee, --since, --until")
    with schema.existing(database) as connection:
        person = find_person(connection, one, council)
        body = committee and committee_named(connection, person, committee)
        chosen = Correction(
            person.council_id, "split", person.name, first_meeting(connection, person), new, None, spelling, body or None, since, until
        )
        put_right(connection, database, chosen)
    return f"{new} is another person than {person.name}"


def rename(database: Path, one: str, new: str, council: str | None = None) -> str:
    """The name under which a person is shown."""
    with schema.existing(database) as connection:
        person = find_person(connection, one, council)
        put_right(connection, database, Correction(person.council_id, "rename", person.name, first_meeting(connection, person), new))
    return f"{person.name} is shown as {new}"


def put_right(connection: sqlite3.Connection, database: Path, correction: Correction) -> None:
    """Do a correction and keep it; one that changes nothing is refused and not kept."""
    path = corrections.file_of(database)
    in_file = corrections.read(path)
    before = people_rows.corrections_in(connection) if in_file is None else in_file
    if correction in before:
        raise errors.UsageFailure("that was put right before")
    people.link_people(connection, [*before, correction])
    if connection.execute("select 1 from issues where kind = 'correction-not-done' and message = ?", [people_rows.words_of(correction)]).fetchone():
        people.link_people(connection, before)
        raise errors.UsageFailure("nothing would change by that: no name fits, or all of them do")
    try:
        corrections.add(path, before, correction)
    except corrections.BadCorrections:
        people.link_people(connection, before)
        raise


def first_meeting(connection: sqlite3.Connection, person: Person) -> str | None:
    row = connection.execute(FIRST_MEETING, [person.id]).fetchone()
    return row[0] if row else None


def committee_named(connection: sqlite3.Connection, person: Person, words: str) -> str:
    """The id of a committee of the person's council by its id, or by words of its name."""
    rows = connection.execute(COMMITTEES, [person.council_id]).fetchall()
    wanted = words.casefold().split()
    found = [key for key, name in rows if words == key] or [key for key, name in rows if set(wanted) <= set(name.casefold().split())]
    if len(found) != 1:
        there = ", ".join(escaped(key) for key, _ in rows)
        raise errors.UsageFailure(f"{escaped(words)}: {len(found)} committees are called that; give one of {there}")
    return str(found[0])
