"""Which item of an archive a reference leads to: of its own meeting, of an earlier one of the same committee, or of another body that it names."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from pipeline import dates
from pipeline.records import CrossReference
from pipeline.references import plain

_AGENDA_PLACE = re.compile(
    r"\s{0,4}(?:\((?:Agenda\s|AGENDA\s)?|(?:Agenda|AGENDA)\s)I(?:tem|TEM)\s(?:N[Oo]\.?\s)?(?P<number>[A-Z]?\d{1,3}[a-zA-Z]?)\b"
)
_AGENDA_END = re.compile(r"[(–-]\s?(?:Agenda\s|AGENDA\s)?I(?:tem|TEM)\s(?:N[Oo]\.?\s)?(?P<number>[A-Z]?\d{1,3}[a-zA-Z]?)\W{0,3}$")
State = Literal["resolved", "outside-archive", "ambiguous"]


class Minuted(NamedTuple):
    """A top-level item, or a part of one, as an archive holds it."""

    key: int
    number: str | None
    title: str
    agenda: str | None = None  # its number on the agenda, where the minutes print that too: '(Item 5)'


class Held(NamedTuple):
    """A meeting of a council, with its items."""

    committee: str | None
    date: str | None
    items: list[Minuted]


def resolve(reference: CrossReference, own: Held, others: list[Held], context: str = "") -> tuple[State, int | None]:
    """The item that a reference leads to, among those of its own meeting and of the council's other meetings up to its date.

    A stated date decides. Else the own meeting goes first where it has the number, unless the title that is written beside the number stands over an
    item elsewhere; then the same committee, in the same municipal year and in the one before; another committee only by title, or where the sentence
    (`context`) names it. An 'item' is one of the agenda, and never another meeting's without a date.
    """
    number, title = plain(reference.to_number), _title_beside(reference)
    earlier = [m for m in others if not own.date or not m.date or m.date <= own.date]
    if reference.to_date and reference.to_date != own.date:
        return _on_date(reference, number, title, own, others)
    here = _numbered(own, number)
    titled = [i for i in here if title and _alike(title, i.title)]
    elsewhere = [(m, i) for m in earlier for i in _numbered(m, number) if title and _alike(title, i.title)]
    if here and (titled or not elsewhere):
        return _one(titled or here)
    if re.match(r"(?i)(?:agenda\s)?item", reference.as_written):
        return _on_agenda(number, title, own)
    if elsewhere:
        same = [(m, i) for m, i in elsewhere if m.committee == own.committee]
        last = max((m.date or "" for m, _ in same or elsewhere))
        return _one([i for m, i in same or elsewhere if (m.date or "") == last])
    named = _named_body(reference.as_written + " " + context)
    if named:
        theirs = [m for m in earlier if m.committee and m.committee != own.committee and named in m.committee.lower()]
        fitting = [i for m in theirs if _year(m.date) == _year(own.date) for i in _numbered(m, number)]
        if fitting:
            return _one(fitting)
        if re.search(r"\sof\s(?:the|that)\s", reference.as_written):
            return _one([i for m in theirs for i in _numbered(m, number)])
    ours = [m for m in earlier if m.committee == own.committee]
    if re.search(r"\d[/-]\d|[a-z]\D{0,2}\d", number):  # the year is in the number: it does not come again
        return _one([i for m in ours for i in _numbered(m, number)])
    for year in (_year(own.date), _year(own.date) - 1):
        fitting = [i for m in ours if m.date and _year(m.date) == year for i in _numbered(m, number)]
        if fitting:
            return _one(fitting)
    return "outside-archive", None


def agenda_number(body: str, title: str = "") -> str | None:
    """The number on the agenda that stands under a heading, or at its end: '(Item 5)', '(Item 6 - Report by ...)', 'Apologies - Agenda Item 1'."""
    found = _AGENDA_PLACE.match(body) or _AGENDA_END.search(title[-40:])
    return found["number"] if found else None


def context_of(text: str, reference: CrossReference) -> str:
    """The words around a reference that may name another body, for `resolve`."""
    return " ".join(text[max(0, reference.start - 120) : reference.start].rsplit(". ", 1)[-1].split())


def _on_date(reference: CrossReference, number: str, title: str | None, own: Held, others: list[Held]) -> tuple[State, int | None]:
    held = [m for m in others if m.date == reference.to_date]
    fitting = [(m, i) for m in held for i in _numbered(m, number)]
    ours = [i for m, i in fitting if m.committee == own.committee]
    titled = [i for _, i in fitting if title and _alike(title, i.title)]
    return _one(titled or ours or [i for _, i in fitting])


def _on_agenda(number: str, title: str | None, own: Held) -> tuple[State, int | None]:
    """'Item 9' of a meeting whose minutes have other numbers: by the number that stands under the heading, or by the title."""
    listed = [i for i in own.items if i.agenda and plain(i.agenda) == number]
    if listed:
        return _one(listed)
    titled = [i for i in own.items if title and _alike(title, i.title)]
    return _one(titled) if titled else ("outside-archive", None)


def _one(fitting: list[Minuted]) -> tuple[State, int | None]:
    if not fitting:
        return "outside-archive", None
    return ("resolved", fitting[0].key) if len(fitting) == 1 else ("ambiguous", None)


def _numbered(meeting: Held, number: str) -> list[Minuted]:
    return [i for i in meeting.items if i.number and plain(i.number) == number]


def _title_beside(reference: CrossReference) -> str | None:
    """'Minute No. 42 (Attendance and Persistent Absence)': the words in brackets or behind the dash, unless they are a date."""
    beside = re.search(r"\d[a-z]?\s?(?:\((?P<brackets>[^()]{3,120})\)|[–-]\s(?P<dash>.{3,120}))", reference.as_written)
    title = (beside["brackets"] or beside["dash"]) if beside else None
    return title if title and not dates.find_dates(title) else None


def _alike(title: str, other: str) -> bool:
    """The same title, or one that begins as the other does."""
    a, b = (re.sub(r"[^a-z0-9]+", " ", t.lower().replace("&", "and")).strip() for t in (title, other))
    short, long = sorted((a, b), key=len)
    return len(short) > 5 and (long.startswith(short) or short[:40] == long[:40])


def _named_body(text: str) -> str | None:
    """The body that the words around a reference name: 'of the Board', 'Cabinet Minute 112'."""
    found = re.search(
        r"\b(?:of\s(?:the|that)\s|its\s)?((?:[A-Z][\w’-]+\s|and\s){0,7}(?:Board|Committee|Panel|Commission|Forum|Executive|Cabinet))\b", text
    )
    return found[1].strip().lower() if found else None


def _year(date: str | None) -> int:
    """The municipal year, by the calendar year in which it begins: it runs from the annual meeting in May."""
    if not date:
        return 0
    return int(date[:4]) - (date[5:7] < "05")
