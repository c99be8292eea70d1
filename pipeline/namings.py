"""Who is named where, and a person as far as the names found so far tell: what `names` makes people of."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date as Date
from functools import lru_cache
from typing import NamedTuple

from pipeline.spelling import Spelling, spelling_of

TERM = 1_500  # days: four years and a little, the term of a council; so long a person may be out of sight
MEMBERS = ("member", "substitute", "other-councillor", "co-opted-member")


class Naming(NamedTuple):
    """A person named: a row of an attendance list, or an officer with a full name in the text."""

    written: str
    meeting: str
    committee: str | None
    day: int | None  # of the meeting, as an ordinal
    capacity: str
    status: str
    post: str | None = None
    listed: bool = True  # in an attendance list: two of one list are two people


class Change(NamedTuple):
    """The minutes say that a person's name has changed: 'Councillor Ormondroyd (formerly Councillor Pemberton)'."""

    meeting: str
    day: int | None
    new: str
    old: str


class Link(NamedTuple):
    """Whom a name means, and why; where that cannot be told, whom it might mean."""

    person: int | None  # place in the list of people
    method: str
    candidates: tuple[int, ...] = ()


@dataclass
class Person:
    """All names of one person found so far."""

    namings: list[int] = field(default_factory=list)
    spellings: set[Spelling] = field(default_factory=set)
    posts: set[str] = field(default_factory=set)
    lists: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # meeting -> status there
    years: set[tuple[str | None, int | None]] = field(default_factory=set)  # committee and municipal year
    capacities: Counter[str] = field(default_factory=Counter)
    styled: int = 0  # how often as a councillor, by the style or the capacity
    first: int | None = None
    last: int | None = None
    shown: str | None = None  # the name that a correction gives
    also: set[str] = field(default_factory=set)  # spellings that a correction gives, where they would mean nobody

    def add(self, place: int, naming: Naming) -> None:
        self.namings.append(place)
        self.spellings.add(spelling_of(naming.written))
        self.capacities[naming.capacity] += 1
        self.styled += naming.capacity == "other-councillor" or spelling_of(naming.written).is_councillor
        if naming.post:
            self.posts.add(folded_post(naming.post))
        if naming.listed:
            self.lists[naming.meeting].add(naming.status)
            self.years.add((naming.committee, municipal_year(naming.day)))
        if naming.day is not None:
            self.first = naming.day if self.first is None else min(self.first, naming.day)
            self.last = naming.day if self.last is None else max(self.last, naming.day)

    def take(self, other: Person) -> None:
        """Become one with another."""
        self.namings += other.namings
        self.spellings |= other.spellings
        self.posts |= other.posts
        for meeting, statuses in other.lists.items():
            self.lists[meeting] |= statuses
        self.years |= other.years
        self.capacities += other.capacities
        self.styled += other.styled
        days = [day for day in (self.first, other.first, self.last, other.last) if day is not None]
        self.first, self.last = (min(days), max(days)) if days else (None, None)
        self.shown = self.shown or other.shown
        self.also |= other.also

    @property
    def committees(self) -> set[str | None]:
        return {committee for committee, _ in self.years}

    @property
    def staff(self) -> int:
        return self.capacities["officer"] + self.capacities["partner"]

    @property
    def is_councillor(self) -> bool:
        """By the style; a slip in one list makes no councillor of the clerk."""
        return self.styled > self.staff

    @property
    def is_member(self) -> bool:
        return self.is_councillor or sum(self.capacities[each] for each in MEMBERS) > self.staff

    def gap(self, first: int | None, last: int | None) -> int:
        """Days between a span and this person's; 0 where they touch, or where a date is not known."""
        if self.first is None or self.last is None or first is None or last is None:
            return 0
        return max(0, first - self.last, self.first - last)


@lru_cache(maxsize=4096)
def municipal_year(day: int | None) -> int | None:
    """The year in whose May it began."""
    if day is None:
        return None
    date = Date.fromordinal(day)
    return date.year - (date.month < 5)


@lru_cache(maxsize=4096)
def folded_post(post: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in post.casefold()).replace(" and ", " ").split())
