"""The names in a council's attendance lists -> its people: which spellings are one person, why, and which cannot be told.

Names in full make the first people; forms of one name are joined where the lists bear it out ('Jenny', 'Jennifer'); then initials and surnames
find their person where only one can be meant. What could be two people stays apart, and what could be either stays unlinked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pipeline import spelling
from pipeline.namings import MEMBERS, TERM, Change, Link, Naming, Person, municipal_year
from pipeline.spelling import FIRST_NAME, INITIALS, SURNAME, Spelling, spelling_of

NEAR = 740  # two years: so far a bare surname reaches beyond its own committee, and a rare misspelling from the name itself
CLOSE = 400  # a year and a little: so near a name must stand to the day that is asked about

Index = defaultdict[str, list[int]]  # surname -> places in the list of people


def gather(namings: list[Naming], changes: Iterable[Change] = ()) -> tuple[list[Person], list[Link]]:
    """The people named, in the order in which they first appear, and the link of each naming. Namings come in the order of their meetings."""
    links = [Link(None, "not-a-name")] * len(namings)
    people = full_names(namings, links)
    joined(people, links)
    index = by_surname(people)
    for unit in units_of(namings):
        place_unit(unit, people, index, namings, links)
    renamed(people, changes, links)
    known_residents(people, namings, links)
    return in_order(people, links)


# ---- full names ---------------------------------------------------------------------------------------------------------------------------
def full_names(namings: list[Naming], links: list[Link]) -> list[Person]:
    """A person for each full name, and two where one list has the name twice: a member and an officer, or Mr and Mrs."""
    groups: dict[str, list[int]] = defaultdict(list)
    for place, naming in enumerate(namings):
        if naming.capacity != "public" and spelling_of(naming.written).level == FIRST_NAME:
            groups[spelling_of(naming.written).letters].append(place)
    people: list[Person] = []
    for places in groups.values():
        for part in apart(places, namings):
            person = Person()
            for place in part:
                person.add(place, namings[place])
                links[place] = Link(len(people), "full-name")
            people.append(person)
    return people


def apart(places: list[int], namings: list[Naming]) -> list[list[int]]:
    """The places of one full name, parted where two people bear it."""
    sexes = {spelling_of(namings[place].written).sex for place in places}
    suffixes = {spelling_of(namings[place].written).suffix for place in places}
    if len(sexes - {None}) > 1 or len(suffixes - {""}) > 1:
        parts: dict[tuple[str | None, str], list[int]] = defaultdict(list)
        for place in places:
            one = spelling_of(namings[place].written)
            parts[one.sex, one.suffix].append(place)
        return list(parts.values())
    listed: dict[str, set[bool]] = defaultdict(set)
    for place in places:
        if namings[place].listed:
            listed[namings[place].meeting].add(namings[place].capacity in MEMBERS)
    if any(len(kinds) > 1 for kinds in listed.values()):
        members = [place for place in places if namings[place].capacity in MEMBERS]
        return [members, [place for place in places if place not in set(members)]]
    return [places]


# ---- forms of one name --------------------------------------------------------------------------------------------------------------------
def joined(people: list[Person], links: list[Link]) -> None:
    """Forms of one full name made one person: 'Caro' and 'Caroline Robinson', 'David Llewllyn' and 'Llewellyn'. Where a form may belong to
    either of two people ('Pat' to Patrick and to Patricia), none is joined."""
    ties: dict[int, set[int]] = defaultdict(set)
    for a, b in look_alikes(people):
        if bears_out(people[a], people[b]):
            ties[a].add(b)
            ties[b].add(a)
    taken: set[int] = set()
    for start in list(ties):
        if start in taken:
            continue
        together, ahead = {start}, [start]
        while ahead:
            for other in ties[ahead.pop()] - together:
                together.add(other)
                ahead.append(other)
        taken |= together
        parts = sorted(together)
        if all(not contrary(people[a], people[b]) for k, a in enumerate(parts) for b in parts[k + 1 :]):
            for other in parts[1:]:
                unite(people, parts[0], other, links)


def look_alikes(people: list[Person]) -> Iterable[tuple[int, int]]:
    """Pairs of people with one surname, or with surnames a slip apart."""
    index = by_surname(people)
    by_initial: dict[str, list[str]] = defaultdict(list)
    for surname in index:
        by_initial[surname[:1]].append(surname)
    for alike in by_initial.values():
        for k, surname in enumerate(alike):
            here = index[surname]
            yield from ((a, b) for n, a in enumerate(here) for b in here[n + 1 :])
            for other in alike[k + 1 :]:
                if spelling.is_slip(surname, other):
                    yield from ((a, b) for a in here for b in index[other] if a != b)


def contrary(a: Person, b: Person) -> bool:
    """Something speaks against two people being one: first names, styles, one list that has both, a councillor and an officer."""
    if any(not spelling.given_agree(one.given, other.given) or spelling.differ(one, other) for one in a.spellings for other in b.spellings):
        return True
    return not a.lists.keys().isdisjoint(b.lists) or (a.is_member != b.is_member and a.posts.isdisjoint(b.posts))


def bears_out(a: Person, b: Person) -> bool:
    """The lists speak for two people being one: they sat on one committee or held one post, within a term, and were never at one meeting."""
    gap = a.gap(b.first, b.last)
    if gap > TERM or contrary(a, b):
        return False
    same_post = not a.posts.isdisjoint(b.posts)
    if any(spelling.agree(one, other) for one in a.spellings for other in b.spellings):
        return same_post or not a.committees.isdisjoint(b.committees) or (a.is_councillor and b.is_councillor)
    fewer = min(len(a.namings), len(b.namings))
    return same_post or (not a.committees.isdisjoint(b.committees) and (gap == 0 or (fewer <= 2 and gap <= NEAR)))


def unite(people: list[Person], one: int, other: int, links: list[Link]) -> None:
    """Two people become one; the namings of the other say why."""
    slip = {s.surname for s in people[one].spellings}.isdisjoint(s.surname for s in people[other].spellings)
    fewer = other if len(people[other].namings) <= len(people[one].namings) else one
    for place in people[fewer].namings:
        links[place] = Link(one, "misspelling" if slip else "short-form")
    for place in people[other].namings:
        links[place] = links[place]._replace(person=one)
    people[one].take(people[other])
    people[other].namings, people[other].spellings = [], set()


# ---- initials and surnames ----------------------------------------------------------------------------------------------------------------
def units_of(namings: list[Naming]) -> list[list[int]]:
    """Names without a first name that are one person if anybody is: one spelling in one committee, without a gap of a term.
    Those that tell most come first: 'R W Gough', then 'R Gough', then 'Mr Gough'."""
    runs: dict[tuple[object, ...], list[list[int]]] = defaultdict(list)
    for place, naming in enumerate(namings):
        one = spelling_of(naming.written)
        if naming.capacity == "public" or one.level == FIRST_NAME or not one.surname:
            continue
        members = naming.capacity in MEMBERS or one.is_councillor
        row = runs[one.given, one.surname, one.sex, one.suffix, members, naming.committee or naming.meeting]
        before = namings[row[-1][-1]].day if row else None
        if row and (before is None or naming.day is None or naming.day - before <= TERM):
            row[-1].append(place)
        else:
            row.append([place])
    units = [unit for row in runs.values() for unit in row]
    return sorted(units, key=lambda unit: (-len(spelling_of(namings[unit[0]].written).given), unit[0]))


def place_unit(unit: list[int], people: list[Person], index: Index, namings: list[Naming], links: list[Link]) -> None:
    """Give a unit to the one person that it can mean; make it a person of its own where there is none; leave it where there are several."""
    own = unit_person(unit, namings)
    one = spelling_of(namings[unit[0]].written)
    fitting = candidates(one, own, people, index)
    method = "initials" if one.level == INITIALS else "surname"
    if not fitting:
        if is_name(own, namings[unit[0]]):
            index[one.surname].append(len(people))
            people.append(own)
            for place in unit:
                links[place] = Link(len(people) - 1, f"{method}-alone")
        return
    if len(fitting) == 1 and twice(own, people[fitting[0]]) > max(2, len(unit) // 5):
        for place in unit:
            links[place] = Link(None, "ambiguous", tuple(fitting))
        return
    meant = people[fitting[0]] if len(fitting) == 1 else None
    placed: list[tuple[int, int, str]] = []
    for place in unit:
        naming = namings[place]
        close = fitting if meant else in_committee(naming, fitting, people)
        if len(close) == 1 and not is_twice(naming, people[close[0]]):
            placed.append((place, close[0], method if meant else f"{method}-in-committee"))
        else:
            links[place] = Link(None, "ambiguous", tuple(fitting))
    for place, person, why in placed:
        people[person].add(place, namings[place])
        links[place] = Link(person, why)


def unit_person(unit: list[int], namings: list[Naming]) -> Person:
    person = Person()
    for place in unit:
        person.add(place, namings[place])
    return person


def candidates(one: Spelling, own: Person, people: list[Person], index: Index) -> list[int]:
    """The people whom a name can mean: it agrees with one of theirs, and so do the capacity and the time of those who bear it."""
    fitting = [place for place in sorted(set(index[one.surname])) if people[place].namings and fits(one, people[place])]
    fitting = [place for place in fitting if reaches(one, own, people[place])]
    return [place for place in fitting if people[place].is_member == own.is_member] or fitting


def by_surname(people: list[Person]) -> Index:
    """The people under each of their surnames."""
    index: Index = defaultdict(list)
    for place, person in enumerate(people):
        for surname in sorted({one.surname for one in person.spellings} | {one.tail for one in person.spellings if one.tail}):
            index[surname].append(place)
    return index


def fits(name: Spelling, person: Person) -> bool:
    """A name agrees with one of a person's, and with all others but for a slip in the surname."""
    return any(spelling.agree(name, one) for one in person.spellings) and not any(
        spelling.differ(name, one) or not spelling.given_agree(name.given, one.given) for one in person.spellings if one.surname == name.surname
    )


def reaches(one: Spelling, own: Person, person: Person) -> bool:
    """A person was near enough, in time and in the council, for a name without a first name to mean them."""
    if own.is_member != person.is_member and (own.is_councillor or person.is_councillor or own.committees.isdisjoint(person.committees)):
        return False
    gap = person.gap(own.first, own.last)
    if not own.committees.isdisjoint(person.committees) or not own.posts.isdisjoint(person.posts):
        return gap <= TERM
    bare = one.level == SURNAME
    if not (own.is_member and person.is_member):
        return not bare and gap <= CLOSE and not (own.posts and person.posts) and one.given in {other.given for other in person.spellings}
    return gap <= (NEAR if bare else TERM) and (own.is_councillor or not bare)


def in_committee(naming: Naming, fitting: list[int], people: list[Person]) -> list[int]:
    """Of several, those on the committee in that municipal year."""
    year = (naming.committee, municipal_year(naming.day))
    return [place for place in fitting if naming.committee and naming.day and year in people[place].years]


def twice(own: Person, person: Person) -> int:
    """How many lists have both."""
    both = own.lists.keys() & person.lists.keys()
    return sum(any(person.lists[meeting] - {status} for status in own.lists[meeting]) for meeting in both)


def is_twice(naming: Naming, person: Person) -> bool:
    """The list names the person otherwise too, and says something else of them: one came, one sent apologies."""
    return bool(person.lists.get(naming.meeting, set()) - {naming.status})


def is_name(own: Person, naming: Naming) -> bool:
    """A surname alone is a person where a style stands before it, a list of members has it, or a post stands beside it."""
    one = spelling_of(naming.written)
    if one.level > SURNAME or own.is_councillor or one.sex is not None or " " in naming.written:
        return True
    return naming.capacity in MEMBERS or naming.post is not None


# ---- changed names, residents ---------------------------------------------------------------------------------------------------------------
def renamed(people: list[Person], changes: Iterable[Change], links: list[Link]) -> None:
    """One person under two surnames, where the minutes say so and never both came to one meeting."""
    for change in changes:
        new, old = spelling_of(change.new), spelling_of(change.old)
        after = [place for place, one in enumerate(people) if one.namings and fits(new, one) and one.gap(change.day, change.day) <= CLOSE]
        before = [place for place, one in enumerate(people) if one.namings and fits(old, one) and one.gap(change.day, change.day) <= TERM]
        here = [place for place in after if change.meeting in people[place].lists]
        after = here or after
        if len(after) == 1 and len(before) == 1 and after != before:
            one, other = people[after[0]], people[before[0]]
            if one.lists.keys().isdisjoint(other.lists) and other.is_member == one.is_member:
                for place in other.namings:
                    links[place] = links[place]._replace(person=after[0], method="name-change")
                one.take(other)
                other.namings, other.spellings = [], set()


def known_residents(people: list[Person], namings: list[Naming], links: list[Link]) -> None:
    """Somebody listed with the public who is a person already: by the full name; by initials where the minutes give nobody the style of a
    councillor. Nobody becomes a person so."""
    styled = {naming.meeting for naming in namings if spelling_of(naming.written).is_councillor}
    for place, naming in enumerate(namings):
        one = spelling_of(naming.written)
        if naming.capacity != "public" or one.level == SURNAME or (one.level == INITIALS and naming.meeting in styled):
            continue
        fitting = [k for k, person in enumerate(people) if person.namings and fits(one, person)]
        fitting = [k for k in fitting if people[k].gap(naming.day, naming.day) <= (TERM if one.level == FIRST_NAME else CLOSE)]
        same = [k for k in fitting if one.letters in {s.letters for s in people[k].spellings}] if one.level == FIRST_NAME else fitting
        if len(fitting) == 1 and same == fitting and naming.meeting not in people[fitting[0]].lists:
            people[fitting[0]].add(place, naming)
            links[place] = Link(fitting[0], "full-name" if one.level == FIRST_NAME else "initials")
        else:
            links[place] = Link(None, "public")


def in_order(people: list[Person], links: list[Link]) -> tuple[list[Person], list[Link]]:
    """People in the order in which they first appear; the emptied ones left out."""
    kept = sorted((place for place, person in enumerate(people) if person.namings), key=lambda place: min(people[place].namings))
    number = {place: k for k, place in enumerate(kept)}
    for person in people:
        person.namings.sort()
    return [people[place] for place in kept], [
        Link(
            None if link.person is None else number[link.person],
            link.method,
            tuple(number[place] for place in link.candidates if place in number),
        )
        for link in links
    ]
