"""Whom a name in the text of a meeting means: somebody who came, as a rule; else somebody of the council, where only one can be meant."""

from __future__ import annotations

from typing import NamedTuple

from pipeline import names
from pipeline.names import Index
from pipeline.namings import MEMBERS, Link, Naming, Person, municipal_year
from pipeline.offices import bare_office
from pipeline.records import Attendee
from pipeline.register import INITIALS_KEY, OFFICE, Register
from pipeline.spelling import FIRST_NAME, INITIALS, SURNAME, Spelling, differ, given_agree, spelling_of

AWAY = ("apologies", "absent")


class Sitting(NamedTuple):
    """A meeting, and whom each row of its attendance list means."""

    meeting: str
    committee: str | None
    day: int | None
    register: Register
    links: dict[int, Link]  # by the place of the row in the text
    holders: dict[tuple[str, int | None], set[int]]  # of the council's offices, by municipal year


def sitting_of(
    meeting: str,
    committee: str | None,
    day: int | None,
    attendees: list[Attendee],
    links: list[Link],
    holders: dict[tuple[str, int | None], set[int]],
) -> Sitting:
    return Sitting(meeting, committee, day, Register(attendees), {a.start: link for a, link in zip(attendees, links, strict=True)}, holders)


def whom(written: str, sitting: Sitting, people: list[Person], index: Index, label: str | None = None) -> Link:
    """The person whom a name, initials or an office means at a meeting. `label` says whether members or officers are meant, where that is known."""
    plain = " ".join(written.split())
    if INITIALS_KEY.fullmatch(plain) and (keyed := sitting.register.by_initials(plain)) is not None:
        return linked(sitting, keyed, "initials-key")
    if OFFICE.fullmatch(plain):
        return by_office(plain, sitting)
    name = spelling_of(plain)
    if not name.surname:
        return Link(None, "not-a-name")
    here = [person for person in dict.fromkeys(link.person for link in sitting.links.values()) if person is not None]
    fitting = [person for person in here if names.fits(name, people[person])]
    residents = [a for a in sitting.register.people if sitting.links[a.start].person is None and a.capacity == "public" and agrees(name, a)]
    if residents and not name.is_councillor:
        return Link(None, "public") if not fitting else Link(None, "ambiguous", tuple(fitting))
    if len(fitting) > 1:
        fitting = narrowed(name, fitting, people, label)
    if len(fitting) == 1:
        return Link(fitting[0], method_of(name)) if suits(name, people[fitting[0]], label) else elsewhere(plain, name, sitting, people, index, label)
    if fitting:
        return Link(None, "ambiguous", tuple(fitting))
    return by_first_name(plain, name, sitting, here, people) if " " not in plain else elsewhere(plain, name, sitting, people, index, label)


def by_first_name(word: str, name: Spelling, sitting: Sitting, here: list[int], people: list[Person]) -> Link:
    """'Terry', in minutes that name people so."""
    found = sitting.register.lookup(word)
    if found is not None:
        return linked(sitting, found, "first-name")
    bearers = [person for person in here if any(one.given[:1] == (name.surname,) for one in people[person].spellings)]
    return Link(None, "ambiguous", tuple(bearers)) if bearers else Link(None, "unknown")


def by_office(office: str, sitting: Sitting) -> Link:
    """'The Chair' is who held the chair at the meeting, not somebody who sent apologies. 'The Mayor' need not be there: it is the only one
    of the municipal year."""
    holder = sitting.register.by_office(office)
    if holder is not None and holder.meeting_role and holder.status in AWAY:
        person = sitting.links[holder.start].person
        return Link(None, "ambiguous", () if person is None else (person,))
    if holder is not None:
        return linked(sitting, holder, "office")
    of_year = sorted(sitting.holders.get((bare_office(office), municipal_year(sitting.day)), ()))
    if len(of_year) == 1 and sitting.day is not None:
        return Link(of_year[0], "office")
    return Link(None, "ambiguous", tuple(of_year)) if of_year else Link(None, "unknown")


def linked(sitting: Sitting, attendee: Attendee | None, method: str) -> Link:
    if attendee is None:
        return Link(None, "unknown")
    link = sitting.links[attendee.start]
    return Link(link.person, method) if link.person is not None else link


def narrowed(name: Spelling, fitting: list[int], people: list[Person], label: str | None) -> list[int]:
    """Of several people at the meeting, those of the capacity that is meant, then the one whose very name it is."""
    fitting = [person for person in fitting if suits(name, people[person], label)] or fitting
    if len(fitting) > 1 and name.given:
        return [person for person in fitting if any(one.given == name.given for one in people[person].spellings)]
    return fitting


def suits(name: Spelling, person: Person, label: str | None) -> bool:
    """A councillor's style is a member's, unless the full name says otherwise; of a bare surname the label tells whose it is."""
    if name.level == FIRST_NAME:
        return True
    if name.is_councillor:
        return person.is_member
    if label == "MEMBER" and name.level == SURNAME:
        return any(person.capacities[each] for each in MEMBERS)
    return label != "OFFICER" or not person.is_councillor or name.level == INITIALS


def elsewhere(plain: str, name: Spelling, sitting: Sitting, people: list[Person], index: Index, label: str | None) -> Link:
    """Somebody of the council who did not come to the meeting: by the full name, or where only one of the committee and year, or of the
    council at the time, can be meant. A slip of spelling is forgiven where the meeting has the name otherwise."""
    near = sitting.register.by_name(plain)
    if near is not None and sitting.links[near.start].person is not None:
        person = people[sitting.links[near.start].person or 0]
        if suits(name, person, label) and name.level < FIRST_NAME:
            return linked(sitting, near, "misspelling")
    member = name.is_councillor or label == "MEMBER"
    own = Person()
    own.add(0, Naming(plain, sitting.meeting, sitting.committee, sitting.day, "member" if member else "officer", "named"))
    fitting = full_named(name, people, index) if name.level == FIRST_NAME else names.candidates(name, own, people, index)
    fitting = [person for person in fitting if suits(name, people[person], label)]
    if len(fitting) > 1:
        year = (sitting.committee, municipal_year(sitting.day))
        fitting = [person for person in fitting if sitting.committee and sitting.day and year in people[person].years] or fitting
    if len(fitting) == 1:
        return Link(fitting[0], method_of(name))
    return Link(None, "ambiguous", tuple(fitting)) if fitting else Link(None, "unknown")


def full_named(name: Spelling, people: list[Person], index: Index) -> list[int]:
    """The people who bear a full name; else the only one who may be called so for short."""
    bearers = [person for person in sorted(set(index[name.surname])) if people[person].namings and names.fits(name, people[person])]
    return [person for person in bearers if name.letters in {one.letters for one in people[person].spellings}] or bearers


def method_of(name: Spelling) -> str:
    return "full-name" if name.level == FIRST_NAME else "initials" if name.level == INITIALS else "surname"


def agrees(name: Spelling, attendee: Attendee) -> bool:
    other = spelling_of(attendee.name)
    return other.surname == name.surname and given_agree(other.given, name.given) and not differ(other, name)
