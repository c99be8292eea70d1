"""Annotated documents: what a careful clerk would say that a document states, one JSON file a document, beside the PDF or in a folder of its own.

`NAME.json` belongs to the document `NAME.pdf`. A file may hold a few kinds of fact only and then names them in `partial`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

import msgspec

from pipeline.errors import UsageFailure
from pipeline.shown import line

Part = Literal["attendance", "items", "declarations", "resolutions", "cross_references", "entities", "statistics"]
PARTS: tuple[Part, ...] = get_args(Part)


class GoldMeeting(msgspec.Struct, frozen=True):
    council: str | None = None
    committee: str | None = None
    date: str | None = None  # ISO
    start_time: str | None = None  # HH:MM


class GoldAttendance(msgspec.Struct, frozen=True):
    name: str
    status: str
    role: str | None = None


class GoldItem(msgspec.Struct, frozen=True):
    number: str | None  # null in a document without numbers
    title: str | None


class GoldDeclaration(msgspec.Struct, frozen=True):
    name: str
    interest: str
    participation: str
    about: str | None = None
    nature: str | None = None


class GoldResolution(msgspec.Struct, frozen=True):
    item: str | None
    starts: str  # the first words of the operative text
    proposer: str | None = None
    seconder: str | None = None


class GoldReference(msgspec.Struct, frozen=True):
    item: str | None
    to: str


class GoldOfficer(msgspec.Struct, frozen=True):
    name: str
    post: str | None = None


class GoldEntities(msgspec.Struct, frozen=True):
    """Distinct names in the document, each once."""

    members: list[str] = []
    officers: list[GoldOfficer] = []
    services: list[str] = []
    schools: list[str] = []
    committees: list[str] = []
    organisations: list[str] = []


class GoldStatistic(msgspec.Struct, frozen=True):
    item: str | None
    as_written: str
    value: float
    unit: str
    about: str
    value_high: float | None = None
    optional: bool = False  # neither missed where it is not found, nor too many where it is


class GoldFile(msgspec.Struct, frozen=True):
    """One annotated document; a part that was not annotated is None."""

    meeting: GoldMeeting
    partial: list[Part] = []  # empty: everything was annotated
    attendance: list[GoldAttendance] | None = None
    declarations_statement: str | None = None
    items: list[GoldItem] | None = None
    declarations: list[GoldDeclaration] | None = None
    resolutions: list[GoldResolution] | None = None
    cross_references: list[GoldReference] | None = None
    entities: GoldEntities | None = None
    statistics: list[GoldStatistic] | None = None
    payments_truncated: bool = False  # a table of payments was annotated in part: amounts of money beyond it are not too many


class Gold(msgspec.Struct, frozen=True):
    """An annotated document under its name."""

    stem: str  # the document's filename without its suffix
    file: GoldFile


def read_gold(path: Path) -> tuple[list[Gold], list[str]]:
    """The annotated documents of a folder, or of one file; and the names of JSON files beside them that describe no meeting."""
    if not path.exists():
        raise UsageFailure(f"No such file or folder of annotations: {named(path)}")
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    golds, others = [], []
    for file in files:
        content = _content(file)
        if _describes_a_meeting(content, file):
            golds.append(Gold(stem=file.stem, file=_decode(content, file)))
        else:
            others.append(file.name)
    if not golds:
        raise UsageFailure(f"No annotated documents in {named(path)}: each is a NAME.json with a 'meeting', for the document NAME.pdf")
    return golds, others


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise UsageFailure(f"Cannot read {named(file)}: {error.strerror}") from error


def _describes_a_meeting(content: bytes, file: Path) -> bool:
    try:
        found = msgspec.json.decode(content)
    except msgspec.DecodeError as error:
        raise UsageFailure(f"{named(file)} is not JSON: {line(str(error))}") from error
    return isinstance(found, dict) and "meeting" in found


def _decode(content: bytes, file: Path) -> GoldFile:
    try:
        gold = msgspec.json.decode(content, type=GoldFile)
    except msgspec.DecodeError as error:
        raise UsageFailure(f"{named(file)} is not an annotated document: {line(str(error))}") from error
    absent = [part for part in gold.partial or PARTS if getattr(gold, part) is None]
    if absent:
        raise UsageFailure(f"{named(file)} lacks {', '.join(absent)}; name the parts that were annotated in 'partial'")
    return gold


def named(path: Path) -> str:
    return line(str(path), 500)
