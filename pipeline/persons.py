"""Members and officers where the text names them: those of the attendance by any form of their name, others by a style or by a post beside the name."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline import posts, styles
from pipeline.posts import Posted
from pipeline.records import Attendee, EntityLabel
from pipeline.register import Register

SEATED = ("member", "co-opted-member", "substitute", "other-councillor")
_COUNCILLOR = re.compile(rf"(?<![\w’'-]){styles.COUNCIL_STYLE}(?![\w’'-])")
_RANK = re.compile(rf"(?:{styles.RANK})\b")
_MAYOR = re.compile(r"\bMayor(?:ess)?\b")
_OFFICE_ONLY = re.compile(r"(?i)^(?:the )?(?:[a-z]+[- ])?(?:chair\w*|convenor|convener|mayor|leader.*|clerk|provost|chief executive|rfo)$")


class Named(NamedTuple):
    """A person named at a place; `label` is None for a member of the public or somebody of whom nothing is known: no mention, but no body's name either."""

    start: int
    end: int
    label: EntityLabel | None
    text: str
    name: str
    post: str | None
    why: str


def find_persons(text: str, flow: str, start: int, end: int, attendees: list[Attendee]) -> list[Named]:
    """Everyone named in a stretch of text, in order."""
    register = Register(attendees)
    posted = posts.find_posted(flow, start, end)
    beside = {p.start: p for p in posted}
    found: list[Named] = []
    for span, person in register.find(text, start, end):
        if not span.surname and not _OFFICE_ONLY.match(span.text) and not register.has_keys:
            continue  # initials that nobody's key explains
        near = beside.get(span.start) or next((p for p in posted if p.start < span.end and span.start < p.end), None)
        found.append(_of_register(span.start, span.end, span.text, person, near) if person else _of_style(span, near))
    for near in posted:
        if not any(n.start < near.end and near.start < n.end for n in found):
            found.append(_of_post(" ".join(flow[near.start : near.end].split()), near))
    found += [_listed(a) for a in attendees if not any(n.start < a.end and a.start < n.end for n in found)]
    return sorted(found)


def label_of(person: Attendee) -> EntityLabel | None:
    """What somebody of the attendance is: who has a seat is a member; who works for the council, or came for a partner with a post, an officer."""
    if person.capacity in SEATED:
        return "MEMBER"
    if person.capacity == "officer":
        return "OFFICER"
    if person.capacity == "partner" and person.status == "in-attendance" and person.post and posts.STAFF.search(person.post):
        return "OFFICER"
    return None


def _of_register(start: int, end: int, text: str, person: Attendee, near: Posted | None) -> Named:
    label = label_of(person)
    post = near.post if near and near.start == start and label == "OFFICER" and posts.NOUN.search(near.post) else None
    return Named(start, end, label, text, person.name, post, "register")


def _of_style(span: styles.NameSpan, near: Posted | None) -> Named:
    """Somebody of whom the attendance knows nothing, with a style."""
    label: EntityLabel | None = None
    post = near.post if near else None
    if _COUNCILLOR.search(span.style):
        label, post = "MEMBER", None
    elif near and near.start <= span.start:
        label = label_of_post(near.post)
    elif _RANK.match(span.style) and span.given:
        label, post = "OFFICER", _RANK.match(span.style).group()  # type: ignore[union-attr]
    return Named(
        span.start, span.end, label, span.text, span.text, post if label == "OFFICER" else None, "style" if label != "OFFICER" or not near else "post"
    )


def _of_post(name: str, near: Posted) -> Named:
    label = label_of_post(near.post)
    return Named(near.start, near.end, label, name, name, near.post if label == "OFFICER" else None, "post")


def label_of_post(post: str) -> EntityLabel | None:
    """What a post makes of its holder: a cabinet member is a member; a head of service, an officer; a chair of something else, neither."""
    if posts.MEMBERS_OFFICE.search(post) and not re.search(r"(?i)\bofficer\b", post):
        return "MEMBER" if not re.search(r"(?i)\b(?:governor|trustee|board member|committee member|representative)\b", post) else None
    if posts.NO_STAFF.search(post) and not posts.STAFF.search(post):
        return None
    return "OFFICER"


def _listed(person: Attendee) -> Named:
    """An attendee where the list names him, in a form that no search finds."""
    return Named(person.start, person.end, label_of(person), person.name, person.name, None, "register")
