"""What somebody who knows the people has put right: stored beside the database as a file to read, and done again at each linking."""

from __future__ import annotations

import json
import os
import tomllib
from datetime import date as Date
from pathlib import Path
from typing import NamedTuple

from pipeline import errors
from pipeline.namings import Link, Naming, Person
from pipeline.shown import escaped
from pipeline.shown_names import shown_name

KINDS = ("merge", "means", "split", "rename")
HEADING = """# Corrections of people, written by `minutebook people` and read at each ingest. Each is done in turn.
# merge: `person` and `other` are one. means: the spelling `other`, where it would mean nobody, means `person`.
# split: the names that fit `spelling`, `committee`, `since`, `until` are `other`, not `person`.
# rename: `person` is shown as `other`.
"""
FIELDS = ("council", "kind", "person", "meeting", "other", "other_meeting", "spelling", "committee", "since", "until")
MAX_BYTES = 4_000_000  # some 20,000 corrections


class Correction(NamedTuple):
    """One correction. `meeting` tells people of one name apart: the person named there."""

    council: str | None
    kind: str
    person: str
    meeting: str | None
    other: str
    other_meeting: str | None = None
    spelling: str | None = None
    committee: str | None = None
    since: str | None = None
    until: str | None = None


class BadCorrections(errors.UsageFailure):
    """The file of corrections cannot be read; mend it or move it away."""


# ---- the file ---------------------------------------------------------------------------------------------------------------------------
def file_of(database: Path) -> Path:
    """'minutes.people.toml' beside 'minutes.db'."""
    return database.with_name(f"{database.stem}.people.toml")


def read(path: Path) -> list[Correction] | None:
    """The corrections of a file in order; None where there is no file."""
    try:
        with open(path, "rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BadCorrections(f"{escaped(str(path))}: {error.strerror}") from None
    if len(content) > MAX_BYTES:
        raise BadCorrections(f"{escaped(str(path))} has more than {MAX_BYTES:,} bytes")
    try:
        entries = tomllib.loads(content.decode("utf-8")).get("correction", [])
        return [correction_of(entry) for entry in entries]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValueError, TypeError, AttributeError) as error:
        raise BadCorrections(f"{escaped(str(path))}: {escaped(str(error))}") from None


def correction_of(entry: dict[str, object]) -> Correction:
    """A table of the file, checked."""
    for key, value in entry.items():
        if key not in FIELDS:
            raise ValueError(f"a correction has no '{key}'")
        if not isinstance(value, str):
            raise ValueError(f"'{key}' must be text in quotes")
    fields = {key: str(value) for key, value in entry.items()}
    if fields.get("kind") not in KINDS or not fields.get("person") or not fields.get("other"):
        raise ValueError("each correction needs a kind (merge, means, split or rename), a person and an other")
    return Correction(**{"council": None, "meeting": None, **fields})  # type: ignore[arg-type]


def add(path: Path, corrections: list[Correction], one: Correction) -> None:
    """Write one more correction at the end of the file, whose comments stay; `corrections` are those before it, should the file be gone."""
    try:
        text = path.read_text(encoding="utf-8") if path.exists() else HEADING + "".join(map(table_of, corrections))
        unborn = path.with_name(f".{path.name}.{os.getpid()}.new")
        unborn.write_text(text.rstrip("\n") + "\n" + table_of(one), encoding="utf-8")
        os.replace(unborn, path)
    except OSError as error:
        raise BadCorrections(f"{escaped(str(path))}: {error.strerror}") from None


def table_of(one: Correction) -> str:
    keys = ("kind", *(key for key in FIELDS if key != "kind"))
    lines = [f"{key} = {quoted(value)}" for key in keys if (value := getattr(one, key)) is not None]
    return "\n[[correction]]\n" + "\n".join(lines) + "\n"


def quoted(value: str) -> str:
    """A string of TOML: as JSON writes it, without what TOML forbids."""
    return json.dumps(value.encode("utf-8", "replace").decode("utf-8"), ensure_ascii=False).replace("\x7f", "\\u007f")


# ---- doing them -------------------------------------------------------------------------------------------------------------------------
def apply(corrections: list[Correction], people: list[Person], namings: list[Naming], links: list[Link]) -> list[Correction]:
    """Do the corrections in turn; those that find nobody to correct are returned."""
    return [one for one in corrections if not do(one, people, namings, links)]


def do(one: Correction, people: list[Person], namings: list[Naming], links: list[Link]) -> bool:
    place = find(one.person, one.meeting, people, namings, links)
    if place is None:
        return False
    if one.kind == "rename":
        people[place].shown = one.other
        return True
    if one.kind == "split":
        return split(one, place, people, namings, links)
    if one.kind == "means":
        return give(one, place, people, namings, links)
    other = find(one.other, one.other_meeting, people, namings, links)
    if other is None or other == place:
        return False
    for naming in people[other].namings:
        links[naming] = Link(place, "correction")
    people[place].take(people[other])
    people[other].namings, people[other].spellings = [], set()
    return True


def give(one: Correction, place: int, people: list[Person], namings: list[Naming], links: list[Link]) -> bool:
    """A spelling that means nobody is given to a person: here in the lists, and later in the text."""
    people[place].also.add(one.other)
    for n, naming in enumerate(namings):
        if naming.written == one.other and links[n].person is None and naming.capacity != "public":
            people[place].add(n, naming)
            links[n] = Link(place, "correction")
    return True


def find(name: str, meeting: str | None, people: list[Person], namings: list[Naming], links: list[Link]) -> int | None:
    """The person of a name: as shown, else as written; where several bear it, the one named at the meeting."""
    living = [place for place, person in enumerate(people) if person.namings]
    shown = [place for place in living if shown_name(people[place], namings, links) == name]
    written = [place for place in living if any(namings[n].written == name for n in people[place].namings)]
    for bearers in (shown, written):
        if len(bearers) > 1 and meeting:
            bearers = [place for place in bearers if any(namings[n].meeting == meeting for n in people[place].namings)]
        if len(bearers) == 1:
            return bearers[0]
    return None


def split(one: Correction, place: int, people: list[Person], namings: list[Naming], links: list[Link]) -> bool:
    """The namings that fit leave a person and become another."""
    leaving = [n for n in people[place].namings if fits(one, namings[n])]
    staying = [n for n in people[place].namings if not fits(one, namings[n])]
    if not leaving or not staying:
        return False
    shown = people[place].shown
    people[place] = person_of(staying, namings)
    people[place].shown = shown
    people.append(person_of(leaving, namings))
    people[-1].shown = one.other
    for n in leaving:
        links[n] = Link(len(people) - 1, "correction")
    return True


def person_of(places: list[int], namings: list[Naming]) -> Person:
    person = Person()
    for place in places:
        person.add(place, namings[place])
    return person


def fits(one: Correction, naming: Naming) -> bool:
    """Whether a naming is one of those that part: all that the correction says of them holds."""
    date = None if naming.day is None else Date.fromordinal(naming.day).isoformat()
    return (
        (one.spelling is None or naming.written == one.spelling)
        and (one.committee is None or naming.committee == one.committee)
        and (one.since is None or (date is not None and date >= one.since))
        and (one.until is None or (date is not None and date <= one.until))
        and (one.spelling or one.committee or one.since or one.until) is not None
    )
