"""Who held which post or office, and from when to when the minutes show it."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple

from pipeline.namings import TERM, folded_post, municipal_year

MAX_TITLE = 150  # characters; the longest real ones have 110
ACTING = 3  # so many meetings under another chair end a spell; one or two are somebody acting for the holder

# A word that heads the title of a post or an office; without one, words beside a name say where somebody comes from.
_TITLE = re.compile(
    r"\b(?:chair(?:man|woman|person)?|vice|deputy|mayor(?:ess)?|provost|leader|clerk|rfo|officers?|manager|director|head|chief|lead"
    r"|secretary|treasurer|solicitor|lawyer|barrister|counsel|accountant|auditor|planner|engineer|surveyor|architect|adviser|advisor"
    r"|consultant|co-?ordinator|administrator|executive|assistant|supervisor|inspector|superintendent|sergeant|constable|commander|warden"
    r"|teacher|headteacher|principal|governor|trustee|representative|specialist|analyst|economist|technician|librarian|registrar|doctor"
    r"|nurse|editor|enabler|ranger|steward|caretaker|councillor|member for|cabinet member|portfolio holder|spokes(?:man|woman|person)"
    r"|whip|p\.?c\.?s\.?o\.?|pc|sgt|insp|supt|convenor|convener|president|champion|bursar|vicar|rector)\b",
    re.IGNORECASE,
)
# Where words beside a name go on to what somebody did that evening: 'who left early', 'to pass this on', '(later in the meeting)'
_ASIDE = re.compile(
    r",? \((?=[a-z])|,? (?:who|which|was|were|has|had|left|arrived|joined|will|later|until|part)\b"
    r"|,? to (?!the\b|governors?\b|council\b|cabinet\b|committees?\b|[A-Z])"
)
_ELECTED = re.compile(r"\b(?:chair|vice|mayor|leader|member|councillor|provost|convenor|convener|president)", re.IGNORECASE)
_SINGLE = re.compile(  # offices that one person holds at a time
    r"^(?:chair|(?:the )?(?:deputy )?(?:lord )?mayor|(?:deputy )?leader(?: of the council)?|(?:town |parish )?clerk|chief executive)$"
)


class Held(NamedTuple):
    """Somebody held an office at a meeting."""

    person: int
    title: str  # as it will be shown
    committee: str | None  # NULL for a post that belongs to no committee
    day: int | None


class Role(NamedTuple):
    """A spell in an office."""

    person: int
    title: str
    committee: str | None
    first: int | None
    last: int | None


def titles_of(capacity: str, meeting_role: str | None, post: str | None, committee: str | None) -> list[tuple[str, str | None]]:
    """What a row of an attendance list says somebody was, each with the committee: 'chair' of it, and 'The Mayor'."""
    held: list[tuple[str, str | None]] = []
    if committee and capacity != "public":
        held.append((meeting_role or capacity, committee))
    title = title_in(post or "")
    if title and capacity != "public":
        held.append((title, None))
    return held


def title_in(post: str) -> str | None:
    """The title that words beside a name hold: 'County Councillor (later in the meeting)' is 'County Councillor'."""
    title = _ASIDE.split(" ".join(post.split())[:MAX_TITLE], maxsplit=1)[0].strip(" ,;:.-–—")
    return title if title and not title[0].isdigit() and is_title(title) else None


def is_title(post: str) -> bool:
    """'Head of SEND' is a post; 'West Moors Police' is where somebody comes from."""
    return _TITLE.search(post) is not None


def bare_office(title: str) -> str:
    """'The Deputy Mayor' and 'Deputy Mayor' are 'deputy mayor'."""
    return folded_post(title).removeprefix("the ")


def holders_of(held: list[Held]) -> dict[tuple[str, int | None], set[int]]:
    """Who held an office in a municipal year."""
    holders: dict[tuple[str, int | None], set[int]] = defaultdict(set)
    for one in held:
        if one.committee is None:
            holders[bare_office(one.title), municipal_year(one.day)].add(one.person)
    return holders


def in_full(held: list[Held]) -> list[Held]:
    """Posts cut short given their full words, where the same person's fuller post begins so: 'Service Manager' is 'Service Manager, Early Help'.
    Of several, the nearest in time."""
    posts: dict[int, list[Held]] = defaultdict(list)
    for one in held:
        if one.committee is None and not _ELECTED.search(one.title):
            posts[one.person].append(one)
    return [one if one.committee is not None or _ELECTED.search(one.title) else fullest(one, posts[one.person]) for one in held]


def fullest(one: Held, posts: list[Held]) -> Held:
    short = folded_post(one.title)
    longer = [post for post in posts if folded_post(post.title).startswith(short + " ")]
    if not longer or one.day is None:
        return one
    nearest = min(longer, key=lambda post: (abs((post.day or 0) - (one.day or 0)), -len(post.title)))
    return one._replace(title=nearest.title) if abs((nearest.day or 0) - one.day) <= TERM else one


def roles_of(held: list[Held]) -> list[Role]:
    """Each office with its first and last day. Out of it for a term, or with another in an office that one holds at a time, it is two spells."""
    offices: dict[tuple[str, str | None], list[Held]] = defaultdict(list)
    for one in in_full(held):
        offices[folded_post(one.title), one.committee].append(one)
    roles: list[Role] = []
    for (title, _), holders in offices.items():
        by_person: dict[int, list[Held]] = defaultdict(list)
        for one in holders:
            by_person[one.person].append(one)
        for person, times in by_person.items():
            others = sorted(o.day for o in holders if o.person != person and o.day is not None) if _SINGLE.match(title) else []
            roles += [Role(person, spell[0].title, spell[0].committee, spell[0].day, spell[-1].day) for spell in spells(times, others)]
    return sorted(roles, key=lambda role: (role.person, role.first or 0, role.title, role.committee or ""))


def spells(times: list[Held], others: list[int]) -> list[list[Held]]:
    """One person's days in an office, parted at long gaps and where another held it for some meetings. Days not known join the first spell."""
    undated = [one for one in times if one.day is None]
    dated = sorted((one for one in times if one.day is not None), key=lambda one: one.day or 0)
    found: list[list[Held]] = []
    for one in dated:
        before = found[-1][-1].day if found else None
        day = one.day or 0
        if before is not None and day - before <= TERM and sum(before < other < day for other in others) < ACTING:
            found[-1].append(one)
        else:
            found.append([one])
    return found or ([undated] if undated else [])
