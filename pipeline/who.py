"""Everything that minutes say of one person: offices, attendance, declarations, motions, votes and mentions, by date, with file and page."""

from __future__ import annotations

import sqlite3
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from pipeline import bodies, errors
from pipeline.shown import Cell, escaped, line
from pipeline.spelling import agree, spelling_of

CANDIDATES = 20  # so many are named where a name fits several
HEADS = ["date", "what", "detail", "as_written", "item", "title", "council", "committee", "file", "page", "meeting"]
PEOPLE_HEADS = ["id", "name", "kind", "council", "first_seen", "last_seen", "spellings", "roles"]
CAME = {"present": "present", "apologies": "sent apologies", "absent": "absent", "in-attendance": "in attendance"}


class Person(NamedTuple):
    """A row of `people`."""

    id: int
    name: str
    kind: str
    council: str | None  # its name
    council_id: str | None
    first: str | None
    last: str | None


class NotFound(errors.UsageFailure):
    """Nobody in the database is called that."""


class Ambiguous(errors.UsageFailure):
    """Several people are called that; give the number of one of them."""

    def __init__(self, detail: str, candidates: list[Person]) -> None:
        super().__init__(detail)
        self.candidates = candidates


PEOPLE = """
    select p.id, p.name, p.kind, k.name, p.council_id, p.first_seen, p.last_seen from people p left join councils k on k.id = p.council_id
    order by p.council_id, p.id"""
SPELLINGS = "select distinct name_as_written from person_names where person_id = ? order by name_as_written"
ROLES = """
    select r.title, c.name, r.first_seen, r.last_seen from roles r left join committees c on c.id = r.committee_id where r.person_id = ?
    order by r.first_seen is null, r.first_seen, r.last_seen, r.title"""
EVENTS = Path(__file__).with_name("who.sql").read_text(encoding="utf-8")


def find_person(connection: sqlite3.Connection, name: str, council: str | None = None) -> Person:
    """The one person of a number or a name: the name as shown, else as minutes write it, else as it agrees ('Cllr Bell' is Jo Bell)."""
    people = [Person(*row) for row in connection.execute(PEOPLE)]
    if council is not None:
        people = [person for person in people if bodies.folded(council) in bodies.folded(f"{person.council or ''} {person.council_id or ''}")]
    people = [person for person in people if str(person.id) == name] if name.isdecimal() else named(connection, name, people)
    if not people:
        raise NotFound(f"{escaped(name)}: nobody is called that; see who is there with: minutebook people list DB")
    if len(people) > 1:
        raise Ambiguous(f"{escaped(name)}: {len(people)} people are called that; give the number of one of them", people[:CANDIDATES])
    return people[0]


def named(connection: sqlite3.Connection, name: str, people: list[Person]) -> list[Person]:
    """The people of a name: as shown, else as written, else all with whose name or spelling it agrees."""
    flat = " ".join(name.split()).casefold()
    if exact := [person for person in people if person.name.casefold() == flat]:
        return exact
    written = connection.execute("select person_id, name_as_written from person_names where person_id is not null").fetchall()
    same = {person for person, spelling in written if spelling.casefold() == flat}
    if spelt := [person for person in people if person.id in same]:
        return spelt
    wanted = spelling_of(" ".join(word.capitalize() if word.islower() else word for word in name.split()))
    if not wanted.surname:
        return []
    near = {person for person, spelling in written if agree(wanted, spelling_of(spelling))}
    return [person for person in people if person.id in near or agree(wanted, spelling_of(person.name))]


def events_of(connection: sqlite3.Connection, person: Person) -> list[tuple[Cell, ...]]:
    """What minutes say of a person, under HEADS, by date and place."""
    return connection.execute(EVENTS, {"person": person.id}).fetchall()


def lines_of(connection: sqlite3.Connection, person: Person, events: list[tuple[Cell, ...]]) -> list[str]:
    """The same for people to read."""
    spellings = [row[0] for row in connection.execute(SPELLINGS, [person.id]) if row[0] != person.name]
    lines = [f"{line(person.name)} ({person.id}), {person.kind.replace('-', ' ')}, {line(person.council or 'council not known')}"]
    if spellings:
        lines.append(f"  written {line(', '.join(spellings), 400)}")
    lines.append(f"  seen {span(person.first, person.last)}")
    lines += ["", "Offices and posts"]
    lines += [
        f"  {span(first, last)}  {line(title)}{f', {line(committee)}' if committee else ''}"
        for title, committee, first, last in connection.execute(ROLES, [person.id])
    ]
    came: Counter[tuple[str, str]] = Counter()
    for _, what, detail, *_, committee, _, _, _ in events:
        if what == "attendance":
            came[str(committee or "body not known"), str(detail).split(",")[0]] += 1
    lines += ["", "Attendance"]
    for committee in dict.fromkeys(committee for committee, _ in came):
        counts = ", ".join(f"{number} {CAME.get(status, status)}" for (body, status), number in came.items() if body == committee)
        lines.append(f"  {line(committee)}: {counts}")
    acts = [event for event in events if event[1] != "attendance"]
    lines += ["", "By date"] if acts else []
    for date, what, detail, _, number, title, _, committee, file, page, _ in acts:
        matter = " ".join(str(part) for part in (number, title) if part)
        lines.append(f"  {date or 'undated'}  {what}{f': {line(str(detail), 140)}' if detail else ''}")
        lines.append(f"              {f'{line(matter, 80)} · ' if matter else ''}{line(str(committee or ''), 60)} · {line(str(file))}, page {page}")
    return lines


def span(first: Cell, last: Cell) -> str:
    if first is None:
        return "undated"
    return str(first) if first == last else f"{first} – {last}"


def people_rows(connection: sqlite3.Connection, council: str | None = None) -> list[tuple[Cell, ...]]:
    """Everybody, under PEOPLE_HEADS, with all spellings and roles."""
    rows: list[tuple[Cell, ...]] = []
    for row in connection.execute(PEOPLE).fetchall():
        person = Person(*row)
        if council is None or bodies.folded(council) in bodies.folded(f"{person.council or ''} {person.council_id or ''}"):
            spellings = "; ".join(row[0] for row in connection.execute(SPELLINGS, [person.id]))
            roles = "; ".join(f"{title}{f', {committee}' if committee else ''}" for title, committee, _, _ in connection.execute(ROLES, [person.id]))
            rows.append((person.id, person.name, person.kind, person.council, person.first, person.last, spellings, roles))
    return rows
