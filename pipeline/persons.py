"""Members and officers where the text names them: those of the attendance by any form of their name, others by a style or a post beside it."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from pipeline import forenames, posts, styles
from pipeline.posts import Posted
from pipeline.records import Attendee, EntityLabel
from pipeline.register import Register

SEATED = ("member", "co-opted-member", "substitute", "other-councillor")
_RANK = re.compile(rf"(?:{styles.RANK})\b")
_MAYOR = re.compile(r"\bMayor(?:ess)?\b")
_OFFICE_ONLY = re.compile(r"(?i)^(?:the )?(?:[a-z]+[- ])?(?:chair\w*|convenor|convener|mayor|leader.*|clerk|provost|chief executive|rfo)$")


# What 'Councillor' stands before that is nobody's name: 'Councillor Training'.
_NO_SURNAME = re.compile(
    r"(?i)^(?:training|allowances?|responsibilit\w+|comments?|reports?|guide|roles?|vacanc\w+|surger\w+|resignations?|expenses|code"
    r"|development|conduct|drop|e-?mails?"
    r"|induction|profiles?|contact|details|workshops?|briefings?|questions?|updates?|attendance|elections?|co-?option|representation"
    r"|portfolio|forum|grants?|fund"
    r"|locality|support|services?|handbook|declarations?|interests?|flooding|he|she|they|it|who|was|had)\b"
)
# Words of a post in another body than the council: who holds it and sits on a board is a member of the board.
_OUTSIDE = re.compile(
    r"(?i)\b(?:NHS|CCG|ICB|clinical commissioning|care board|police|healthwatch|voluntary|trust|hospitals?|university|college|chamber"
    r"|association|ltd|limited|diocese|charity"
    r"|foundation|fire|housing|society|plc|llp|school|academy|union)\b"
)
_DOTTED_RANK = re.compile(r"(?:P\.C\.S\.O\.?|P\.C\.)")
_COMPANY = re.compile(r"\b(?:Co|Company|Ltd|Limited|PLC|LLP)\.?$")
FIRST_NAMES = frozenset(forenames.FORMS.split())
_THING = re.compile(
    r"(?i)\b(?:ground|shed|phone|storage|hill|road|street|lane|close|avenue|drive|way|night|day|week|box|boards?|seat|bench|addresse?s?"
    r"|green|park|field|hall|house|farm|cottage|court|centre|bridge"
    r"|garden|wood|common|station|signs?|lights?|path|footpath|bus|bin|bins|tree|trees|plan|policy|report|scheme|project|order|act|notice"
    r"|fund|grant|budget|vaccination|quarter"
    r"|psychologist|psychology|salary|expenses|services?|council|committee|school|fire|police|water|health|social|data|protection|year"
    r"|years|safety|traffic|speed|annual|winter"
    r"|summer|autumn|spring|healthwatch|voluntary|action|trust|citizens|advice|first|second|third|fourth|north|south|east|west|central|new"
    r"|old|public|village|parish|town|county|borough|district|city|review|update|meeting)\b"
)
MIN_SLIP = 4  # letters of a surname in which a slip is believed


class Named(NamedTuple):
    """A person named at a place; `label` is None for a member of the public or somebody not known: no mention, and no body's name."""

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
    for whole, known in register.find(text, start, end):
        span, person = _cut(whole, known, flow, register)
        if not span.surname and not _OFFICE_ONLY.match(span.text) and not register.has_keys:
            continue  # initials that nobody's key explains
        if person is None and (_NO_SURNAME.match(span.surname) or _NO_SURNAME.match(span.given)):
            continue
        near = beside.get(span.start) or next((p for p in posted if p.start < span.end and span.start < p.end), None)
        found.append(_of_register(span.start, span.end, span.text, person, near) if person else _of_style(span, near))
    for near in posted:
        if not any(n.start < near.end and near.start < n.end for n in found):
            name = " ".join(flow[near.start : near.end].split())
            if (styles.STYLE.match(name) and not _THING.search(name)) or is_likely(name, near.post_start < near.start):
                found.append(_of_post(name, near))
    found += [_listed(a) for a in attendees if not any(n.start < a.end and a.start < n.end for n in found)]
    return sorted(found)


def _cut(span: styles.NameSpan, person: Attendee | None, flow: str, register: Register) -> tuple[styles.NameSpan, Attendee | None]:
    """A name without what a hard end of line, a genitive or a listed surname shows to be no part of it; and whom a slip of spelling means."""
    if not span.surname:
        return span, person
    written = flow[span.start : span.end]
    stop = written.find("\n")
    genitive = re.search(r"[’']s(?![\w’'-])", written)
    if genitive and (stop < 0 or genitive.start() < stop):
        stop = genitive.start()
    if stop > 0 and not styles.ends_with_style(written[:stop]) and len(written[:stop]) > len(span.style) + 1:
        span = _shorter(span, written[:stop])
        person = register.by_name(span.text)
    if person is None and span.given and span.style:
        first = span.given.split()[0]
        if len(first) > 2 and (one := register.by_name(f"{span.style} {first}")) is not None and one.capacity in SEATED:
            at = written.find(first)
            return _shorter(span, written[: at + len(first)]), one
    if person is None and styles.COUNCILLOR.search(span.style):
        person = _by_slip(span, register)
    return span, person


def _shorter(span: styles.NameSpan, written: str) -> styles.NameSpan:
    """The first words of a name."""
    words = " ".join(written.split())
    style = styles.STYLE.match(words)
    bare = words[style.end() :].strip() if style else words
    given, _, surname = bare.rpartition(" ")
    text = words if style or not span.style else f"{span.style} {words}"
    return styles.NameSpan(span.start, span.start + len(written.rstrip()), text, span.style, given, surname)


def _by_slip(span: styles.NameSpan, register: Register) -> Attendee | None:
    """The one councillor of the register whose surname is nearly the one written: 'Cllr Brid'."""
    written = span.surname.lower()
    if len(written) < MIN_SLIP:
        return None
    near = []
    for person in register.people:
        given, surname = styles.name_parts(person.name)
        agree = not span.given or not given or span.given[0].lower() == given[0][0]
        if (
            agree
            and person.capacity in SEATED
            and len(surname) >= MIN_SLIP
            and (sorted(written) == sorted(surname) or SequenceMatcher(None, written, surname, autojunk=False).ratio() >= 0.86)
        ):
            near.append(person)
    return near[0] if len(near) == 1 else None


def is_likely(name: str, alone: bool) -> bool:
    """Whether words with capitals beside a post are a person's name. Behind a post ('alone') only a common first name or initials tells."""
    first = name.split()[0].strip(".").split("-")[0]
    known = len(first) == 1 or (first.isupper() and len(first) < 3) or first.lower() in FIRST_NAMES
    return known and not (first.isupper() and _THING.search(name)) if alone else known or not _THING.search(name)


def label_of(person: Attendee) -> EntityLabel | None:
    """What somebody of the attendance is: who has a seat is a member; who works for the council, or came for a partner with a post, an officer."""
    if person.capacity in SEATED:
        staff = person.post and posts.STAFF.search(person.post) and not posts.MEMBERS_OFFICE.search(person.post) and not _OUTSIDE.search(person.post)
        return "OFFICER" if staff and person.meeting_role is None and not styles.COUNCILLOR.search(person.name) else "MEMBER"
    if person.capacity == "officer":
        return None if person.post and _COMPANY.search(person.post) else "OFFICER"
    if (
        person.capacity == "partner"
        and person.status != "present"
        and (_RANK.match(person.name) or (person.post and posts.STAFF.search(person.post)))
    ):
        return "OFFICER"
    return None


def _of_register(start: int, end: int, text: str, person: Attendee, near: Posted | None) -> Named:
    label = label_of(person)
    if label is None and near and near.start == start and person.capacity in ("public", "partner") and posts.STAFF.search(near.post):
        label = label_of_post(near.post)
    post = near.post if near and near.start == start and label == "OFFICER" and posts.NOUN.search(near.post) else None
    return Named(start, end, label, text, person.name, post, "register")


def _of_style(span: styles.NameSpan, near: Posted | None) -> Named:
    """Somebody of whom the attendance knows nothing, with a style."""
    label: EntityLabel | None = None
    post = near.post if near else None
    if styles.COUNCILLOR.search(span.style):
        label, post = "MEMBER", None
    elif near and near.start <= span.start:
        label = label_of_post(near.post)
    elif _RANK.match(span.style) and span.given and not _THING.search(span.text):
        label, post = "OFFICER", _RANK.match(span.style).group()  # type: ignore[union-attr]
    return Named(
        span.start, span.end, label, span.text, span.text, post if label == "OFFICER" else None, "style" if label != "OFFICER" or not near else "post"
    )


def _of_post(name: str, near: Posted) -> Named:
    label = label_of_post(near.post)
    if _DOTTED_RANK.fullmatch(near.post):
        return Named(near.post_start, near.end, label, f"{near.post} {name}", f"{near.post} {name}", near.post, "post")
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
