"""Who held the chair, and who had a seat, where the list of those present does not say so but the minutes do."""

from __future__ import annotations

import re

import msgspec

from pipeline import styles
from pipeline.records import Attendee, Item, MeetingHead

ELECTION = re.compile(r"\b(?:elect\w*|appoint\w*|office)\b", re.IGNORECASE)
CHAIR = re.compile(r"\bchair(?:man|woman|person)?\b", re.IGNORECASE)
VICE = re.compile(r"\b(?:vice|deputy)[- ]?(?:chair|president)", re.IGNORECASE)
ELECTED = re.compile(r"\b(?:elect|appoint|nominat|remain|continu|took the chair)", re.IGNORECASE)
NEAR = 90  # characters between a name and the office it is elected to
OTHER_TIER = re.compile(r"(?:County|District|Borough|Ward|Unitary)[ ]", re.IGNORECASE)
LOCAL = re.compile(r"\b(?:parish|town|community|village)\b", re.IGNORECASE)  # councils below those tiers
MOVED = re.compile(r"ed by[ \n]+((?:[A-Z][a-z]+[ \n]){0,2}(?:Councillor|Cll?r)\.?[ \n][^,;:()\n]{2,40})")  # proposed, seconded, moved


def with_chair(text: str, items: list[Item], found: list[Attendee], named_above: list[Attendee]) -> list[Attendee]:
    """The chair, if nobody bears it yet: whom the letterhead names, else whom the meeting elected at its beginning."""
    if any(a.meeting_role == "chair" and a.status == "present" for a in found):
        return found
    elected = _elected(text, items)
    for name in [*(a.name for a in named_above if a.meeting_role == "chair"), *([elected] if elected else [])]:
        whom = [a for a in found if a.status == "present" and styles.same_person(a.name, name)]
        if len(whom) == 1 and whom[0].meeting_role is None:
            return [msgspec.structs.replace(a, meeting_role="chair") if a is whom[0] else a for a in found]
    return found


def _elected(text: str, items: list[Item]) -> str | None:
    """The one who was elected chair in an item for that: the name nearest before the office."""
    for item in items:
        if not (CHAIR.search(item.title) and ELECTION.search(item.title)) or VICE.search(item.title):
            continue
        for name in styles.find_names(text, item.start, min(item.end, item.start + 1500)):
            after = text[name.end : name.end + NEAR]
            office = CHAIR.search(after)
            if (
                office
                and not VICE.search(after[: office.end()])
                and ELECTED.search(after[: office.start()])
                and len(styles.find_names(after[: office.start()])) == 0
            ):
                return name.text
    return None


def with_seats(text: str, head: MeetingHead, found: list[Attendee]) -> list[Attendee]:
    """A councillor of another council, named among those present, who proposes or seconds in this meeting has a seat on this body too."""
    if not any(a.status == "present" and a.meeting_role != "chair" for a in found):  # 'Presiding: A; also present: Councillors B and C'
        found = [_seated(a) if _is_councillor_here(a) else a for a in found]
    chair = next((a for a in found if a.meeting_role == "chair"), None)
    tier = OTHER_TIER.match(chair.name) if chair and not LOCAL.search(head.council or "") else None
    if tier:  # 'County Councillor Ash (Chair)': whoever is styled so sits on a body of that council
        found = [_seated(a) if a.capacity == "other-councillor" and a.name.startswith(tier.group()) else a for a in found]
    return [_with_seat(text, head, attendee, found) if attendee.capacity == "other-councillor" else attendee for attendee in found]


def _is_councillor_here(attendee: Attendee) -> bool:
    return attendee.capacity == "other-councillor" and attendee.status == "in-attendance" and OTHER_TIER.match(attendee.name) is None


def _with_seat(text: str, head: MeetingHead, attendee: Attendee, found: list[Attendee]) -> Attendee:
    if attendee.status != "in-attendance":
        return attendee
    seated = attendee.meeting_role == "chair" or any(_is_he(mover.group(1), attendee, found) for mover in MOVED.finditer(text, head.start, head.end))
    return _seated(attendee) if seated else attendee


def _seated(attendee: Attendee) -> Attendee:
    """A member after all; one who sent apologies stays away."""
    return msgspec.structs.replace(attendee, capacity="member", status="present" if attendee.status == "in-attendance" else attendee.status)


def _is_he(written: str, attendee: Attendee, found: list[Attendee]) -> bool:
    """The name at the beginning of some words is this attendee's, and nobody else's."""
    names = styles.find_names(written)
    return bool(names) and [a for a in found if styles.same_person(a.name, names[0].text)] == [attendee]
