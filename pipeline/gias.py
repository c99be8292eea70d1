"""The register of English schools (GIAS), as a user supplies it, and which school of it a name in minutes means: with certainty, or none."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pipeline import authorities, bodies, errors
from pipeline.shown import escaped

MAX_BYTES = 1 << 30  # the official extract has some 70 MB
# What each thing is called: in the official extract (edubasealldata), and in shorter tables
COLUMNS = {
    "urn": ("URN", "urn"),
    "name": ("EstablishmentName", "name"),
    "authority": ("LA (name)", "local_authority"),
    "phase": ("PhaseOfEducation (name)", "phase"),
    "kind": ("TypeOfEstablishment (name)", "type"),
    "status": ("EstablishmentStatus (name)", "status"),
    "low": ("StatutoryLowAge", "low_age"),
    "high": ("StatutoryHighAge", "high_age"),
    "opened": ("OpenDate", "open_date"),
    "closed": ("CloseDate", "close_date"),
    "town": ("Town", "town"),
    "parish": ("Parish (name)", "parish"),
}
NEEDED = ("urn", "name", "authority", "status")
AGES_APART = 1  # years by which an age range in minutes may differ from the register's
# Words that clerks shorten or spell in several ways
_SAME = (
    (r"\bc(?: ?of ?| )e\b|\bcofe\b|\bce\b|\bchurch of england\b|\banglican\b", "ce"),
    (r"\br c\b|\brc\b|\broman catholic\b|\bcatholic\b", "catholic"),
    (r"\bsaints?\b|\bss\b", "st"),
    (r"\bjnr\b|\bjun\b", "junior"),
    (r"\binf\b|\binfants\b", "infant"),
    (r"\bjunior and infant\b|\binfant and junior\b|\bj and i\b|\bjmi\b|\bj m i\b|\bjmi\b", "primary"),
    (r"\bsch\b|\bschools\b", "school"),
    (r"\bpru\b", "pupil referral unit"),
    (r"\bvol(?:untary)? (?:aided|controlled)\b|\bv a\b|\bv c\b|\bva\b|\bvc\b|\bcontrolled\b|\baided\b", " "),
    (r"\b(?:and|the|of|for|a)\b", " "),
)
# Words that many schools share: they tell the kind, not which
_KIND = set(
    "school academy primary junior infant nursery secondary high comprehensive college special ce catholic community grammar middle first upper lower"
    " sixth form centre foundation free trust church pupil referral unit technology sports arts science specialist methodist".split()
)
_PHASES = (  # a word of the name, and what the phase of the school may be then
    ("nursery", ("nursery", "not applicable", "primary", "all-through")),
    ("infant", ("primary", "middle deemed primary", "not applicable")),
    ("junior", ("primary", "middle deemed primary", "not applicable")),
    ("primary", ("primary", "all-through", "not applicable", "middle deemed primary")),
    ("secondary", ("secondary", "all-through", "middle deemed secondary", "not applicable")),
    ("comprehensive", ("secondary", "all-through", "middle deemed secondary", "not applicable")),
    ("high", ("secondary", "all-through", "middle deemed secondary", "not applicable")),
    ("special", ("not applicable",)),
)


class Registered(NamedTuple):
    """A school of the register."""

    urn: int
    name: str
    authority: str
    phase: str
    kind: str
    status: str
    low: int | None
    high: int | None
    opened: str | None  # ISO
    closed: str | None
    town: str
    parish: str


class Named(NamedTuple):
    """A school as minutes name it."""

    name: str
    first: str | None  # day of the first and of the last meeting that names it
    last: str | None
    ages: tuple[int, int] | None  # as minutes say: 'age 2-19'


class NotARegister(errors.UsageFailure):
    """The file is no register of schools; give the CSV of all establishments from Get Information about Schools."""


# ---- the file ---------------------------------------------------------------------------------------------------------------------------
def read_register(path: Path) -> list[Registered]:
    """The schools of a CSV with the official column names, or the shorter ones."""
    rows = csv.reader(io.StringIO(text_of(path), newline=""))
    try:
        head = [cell.strip().lstrip("\ufeff") for cell in next(rows, [])]
        places = {key: next((head.index(name) for name in names if name in head), None) for key, names in COLUMNS.items()}
        missing = [COLUMNS[key][0] for key in NEEDED if places[key] is None]
        if missing:
            raise NotARegister(f"{escaped(str(path))} has no column {', '.join(missing)}")
        return list(schools_of(rows, places))
    except csv.Error as error:
        raise NotARegister(f"{escaped(str(path))}: {escaped(str(error))}") from None


def text_of(path: Path) -> str:
    """The file's text: UTF-8, or else Windows' Latin letters, in which the official extract is written."""
    try:
        with open(path, "rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise NotARegister(f"{escaped(str(path))}: {error.strerror}") from None
    if len(content) > MAX_BYTES:
        raise NotARegister(f"{escaped(str(path))} has more than {MAX_BYTES:,} bytes")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def schools_of(rows: Iterable[list[str]], places: dict[str, int | None]) -> Iterator[Registered]:
    for row in rows:
        cells = {key: row[place].strip() if place is not None and place < len(row) else "" for key, place in places.items()}
        if cells["urn"].isdecimal() and cells["name"]:
            ages = [int(cells[key]) if cells[key].isdecimal() else None for key in ("low", "high")]
            yield Registered(
                *(int(cells["urn"]), cells["name"], cells["authority"], cells["phase"], cells["kind"], cells["status"]),
                *(ages[0], ages[1], iso(cells["opened"]), iso(cells["closed"]), cells["town"], cells["parish"]),
            )


def iso(date: str) -> str | None:
    """'01-09-2017', '01/09/2017' and '2017-09-01'."""
    for form in ("%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.datetime.strptime(date, form).date().isoformat()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            continue
    return None


# ---- names ------------------------------------------------------------------------------------------------------------------------------
@lru_cache(maxsize=131_072)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a school's name, the same for all its spellings: 'St. Aidan's C. of E. J & I School' -> st aidans ce primary school."""
    plain = " ".join(re.findall(r"[a-z0-9]+", bodies.folded(name).replace(" s ", "s ")))
    for pattern, word in _SAME:
        plain = re.sub(pattern, word, plain)
    return tuple(plain.split())


def own_words(name: str) -> frozenset[str]:
    """The words that tell which school: without those of its kind, where others are left."""
    words = frozenset(words_of(name))
    return words - _KIND or words


class Register:
    """The schools of a register, by area and by name."""

    def __init__(self, schools: Iterable[Registered]) -> None:
        self.in_area: dict[str, list[Registered]] = defaultdict(list)
        self.in_place: dict[str, list[Registered]] = defaultdict(list)
        self.by_words: dict[tuple[str, ...], list[Registered]] = defaultdict(list)
        for school in schools:
            self.in_area[authorities.place_of(school.authority)].append(school)
            for place in {school.parish, school.town} - {""}:
                self.in_place[authorities.place_of(place)].append(school)
            self.by_words[tuple(sorted(set(words_of(school.name))))].append(school)

    def near(self, council: str, first: str | None = None, last: str | None = None) -> list[Registered]:
        """The schools of a council's area: of its own, of the county of a district, of the parish or town of a local council."""
        authority = authorities.authority_of(council, first, last)
        own = self.in_area.get(authorities.place_of(council), [])
        if bodies.council_of(council).tier == "parish":
            return self.in_place.get(authorities.place_of(council), [])
        return own or (self.in_area.get(authorities.place_of(authority.county), []) if authority and authority.county else [])

    def find(self, school: Named, council: str) -> list[Registered]:
        """The schools that a name may mean: one, where it is certain. In the council's area first; elsewhere only under the same full name,
        where no other school of England has it and it is more than one common word."""
        near = self.near(council, school.first, school.last)
        same = set(words_of(school.name))
        full = [one for one in near if set(words_of(one.name)) == same]
        for fitting in (full, [one for one in near if may_be(school.name, one.name)]):
            if found := [one for one in fitting if suits(school, one)]:
                return in_turn(school, found)
            if fitting and len(fitting) == len(full):
                return []  # it is here, and something speaks against it
        if not near or len(own_words(school.name)) < 2 or not same & _KIND:
            return []
        everywhere = self.by_words.get(tuple(sorted(same)), [])
        return everywhere if len(everywhere) == 1 and suits(school, everywhere[0]) else []


def may_be(name: str, registered: str) -> bool:
    """A shorter name of the same school: its own words are the same, and no word of its kind is another: 'Hilltop' is Hilltop School."""
    words, full = set(words_of(name)), set(words_of(registered))
    if own_words(name) != own_words(registered) or not words - _KIND:
        return False
    kinds = (words & _KIND) - {"school"}
    return kinds <= full or not (full & _KIND) - {"school"}


def in_turn(school: Named, found: list[Registered]) -> list[Registered]:
    """Of several of one name, which follow one another under new numbers, the one that had not closed yet, where the day of its closing is
    known, and the others are later by their numbers and tell no day."""
    held = [one for one in found if one.closed]
    others = [one for one in found if not one.closed]
    same = len({words_of(one.name) for one in found}) == 1
    return held if same and len(held) == 1 and school.last and all(one.opened is None and one.urn > held[0].urn for one in others) else found


def suits(school: Named, registered: Registered) -> bool:
    """Phase, ages and dates do not speak against it."""
    words = set(words_of(school.name))
    phase = registered.phase.casefold()
    if registered.status.casefold() == "proposed to open":
        return False
    if phase and any(word in words and phase not in phases for word, phases in _PHASES):
        return False
    if school.ages and registered.low is not None and registered.high is not None:
        low, high = school.ages
        if abs(low - registered.low) > AGES_APART or abs(high - registered.high) > AGES_APART:
            return False
    too_late = registered.opened and school.first and registered.opened > school.first
    too_early = registered.closed and school.last and registered.closed < school.last
    return not (too_late or too_early)
