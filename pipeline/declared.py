"""Who declared an interest: when, in what, of what kind, and what they did."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from pipeline import errors
from pipeline.shown import Cell, escaped, line

KINDS = (
    *("disclosable-pecuniary", "other-registrable", "non-registrable", "pecuniary", "non-pecuniary", "personal"),
    *("personal-and-prejudicial", "prejudicial", "not-stated"),
)
DID = {
    "remained": "stayed",
    "spoke-no-vote": "spoke, did not vote",
    "took-no-part": "took no part",
    "left-room": "left the room",
    "not-stated": "not stated what they did",
}
HEADS = ["date", "member", "kind", "number", "about", "reason", "participation", "council", "committee", "file", "page", "words", "meeting", "person"]


class Wanted(NamedTuple):
    """What is asked for; None asks for all."""

    member: str | None = None  # words of the name
    kind: str | None = None
    since: str | None = None  # ISO dates, both ends included; a year or a month will do
    until: str | None = None
    council: str | None = None  # words of the council's or the committee's name


QUERY = """
    select date, member, interest_kind, about_number, about, nature, participation, council, committee, filename, page, quote, meeting_id, person
    from declarations_of_interest
    where (:kind is null or interest_kind = :kind) and (:since is null or date >= :since) and (:until is null or date <= :until || '~')
    order by date, meeting_id, declaration_id"""


def interests(connection: sqlite3.Connection, wanted: Wanted) -> list[tuple[Cell, ...]]:
    """Declarations in order of date, a row for each person and matter, under HEADS."""
    if wanted.kind is not None and wanted.kind not in KINDS:
        raise errors.UsageFailure(f"{escaped(wanted.kind)}: no such kind; give one of: {', '.join(KINDS)}")
    for end in (wanted.since, wanted.until):
        check_date(end)
    rows = connection.execute(QUERY, {"kind": wanted.kind, "since": wanted.since, "until": wanted.until}).fetchall()
    rows = [row for row in rows if has_words(f"{row[1]} {row[13] or ''}", wanted.member)]
    return [row for row in rows if has_words(f"{row[7] or ''} {row[8] or ''}", wanted.council)]


def check_date(date: str | None) -> None:
    """A year, a month or a day; other words are refused."""
    parts = date.split("-") if date is not None else []
    if date is not None and not ([len(p) for p in parts] in ([4], [4, 2], [4, 2, 2]) and all(p.isdecimal() and p.isascii() for p in parts)):
        raise errors.UsageFailure(f"{escaped(date)}: no date; give a year, a month or a day: 2017, 2017-03 or 2017-03-22")


def has_words(text: str, words: str | None) -> bool:
    """Whether each of the words stands in the text as a word of its own, whatever the case."""
    there = {word.strip(".,()'’").casefold() for word in text.split()}
    return words is None or {word.strip(".,()'’").casefold() for word in words.split()} <= there


def lines_of(rows: list[tuple[Cell, ...]]) -> list[str]:
    """The same for people: a short paragraph for each."""
    lines = []
    for date, member, kind, number, about, reason, did, _, committee, file, page, words, *_ in rows:
        matter = " ".join(str(part) for part in (number, about if about != number else None) if part)
        said = kind if kind != "not-stated" else "kind not stated"
        lines.append(f"{date or 'undated'}  {line(str(member))}: {said} interest{f' in {line(matter, 100)}' if matter else ''}; {DID[str(did)]}")
        if reason:
            lines.append(f"            because: {line(str(reason), 120)}")
        lines.append(f"            {line(str(words), 160)}")
        lines.append(f"            {line(str(committee or ''), 60)} · {line(str(file))}, page {page}")
    return [*lines, f"{len(rows)} declaration{'s' * (len(rows) != 1)}"]
