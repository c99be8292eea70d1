"""Who came to a meeting and who did not: the attendance block, the roll, and what the item on apologies says."""

from __future__ import annotations

import re

import msgspec

from pipeline import (
    attendance_block,
    attendance_entries,
    attendance_labels,
    attendance_marks,
    attendance_names,
    attendance_remarks,
    attendance_statements,
    attendance_units,
    chairing,
    roll,
    styles,
)
from pipeline.attendance_block import Section
from pipeline.attendance_entries import Person
from pipeline.attendance_labels import Label
from pipeline.attendance_units import Unit
from pipeline.records import Attendee, Document, Item, MeetingHead, Problem

BLOCK_TITLE = re.compile(
    r"\b(?:apolog\w*|appolog\w*|absen(?:ce|t)|present|in attendance|attendance|welcome|introductions?|membership|substitut\w*|roll call"
    r"|calling of the roll|sederunt|regrets)\b",
    re.IGNORECASE,
)
APOLOGIES_TITLE = re.compile(r"\b(?:apolog\w*|appolog\w*|regrets|leave of absence|non-attendance)\b|^absen(?:ce|t)s?\b[^,]{0,30}$", re.IGNORECASE)
# 'To consider acceptance of apologies for absence': whoever is listed below was away, in whichever words the title says it
ONLY_APOLOGIES = re.compile(
    r"^(?!.*\b(?:interests?|welcome|present|attendance)\b).*\b(?:apolog|appolog)\w*(?: (?:for|of) absences?| received)?\W*$", re.IGNORECASE
)
TITLE_LINE = re.compile(r"\b(?:[Mm]inutes?|MINUTES?)\b|\b(?:[Mm]eeting|MEETING)\b|\b(?:held|HELD)\b")
WARD = re.compile(r"[A-Z][\w’'&, -]{1,50} (?:Ward|WARD|Division|DIVISION)(?: \(\d{1,2}\))?")
MAX_PREAMBLE = 12_000  # characters before the first item that can be an attendance block; a report may have none
MAX_WITHOUT_ITEMS = 4_000  # in minutes whose items were not found
MAX_BLOCK_ITEM = 6_000


def read_attendance(document: Document, head: MeetingHead, items: list[Item]) -> tuple[list[Attendee], list[Problem]]:
    """Everyone named as present, absent, or in attendance; a person stands once, with what all places together tell."""
    text = document.text
    found: list[Attendee] = []
    named_above: list[Attendee] = []  # in the letterhead: who holds the chair, not who came
    for start, end, first in _places(document, head, items):
        pieces = attendance_block.pieces_of(document, start, end)
        rows, pieces = roll.read_rolls(text, pieces, head.date)
        marked, pieces = attendance_marks.read_marked(text, pieces)
        for person, label in [*rows, *marked]:
            _note(found, attendance_remarks.attendee_of(person, label, head.council))
        sections = attendance_block.split_sections(text, pieces, first)
        for section in sections:
            into = named_above if _is_letterhead(text, section, sections) else found
            for number, (person, label) in enumerate(_read_section(text, section)):
                if number and (label.role or label.post):  # one chair, one clerk; who follows is named beside them
                    label = label._replace(role=None, post=None, capacity=None)
                _note(into, attendance_remarks.attendee_of(person, label, head.council))
    found = chairing.with_seats(text, head, found)
    found = chairing.with_chair(text, items, found, named_above)
    found = [_naming_the_absent(attendee, found) for attendee in found]
    problems = [] if found else [Problem("attendance", "no-attendance", "warning", "nobody is named as present or absent")]
    return found, problems


def _is_letterhead(text: str, section: Section, sections: list[Section]) -> bool:
    """'CHAIRMAN: Mr Ash  CLERK: Mrs Lee' above the title of the minutes, or before the list of those present that tells who came."""
    if not (section.label.role or section.label.post):
        return False
    main = next((s.label_at for s in sections if s.label.status and not (s.label.role or s.label.post)), None)
    return main is not None and section.label_at < main and TITLE_LINE.search(text, section.pieces[-1].end, main) is not None


def _naming_the_absent(attendee: Attendee, found: list[Attendee]) -> Attendee:
    """A substitute is for somebody by the name under which that one is listed: 'for Prescott' is for 'Councillor B Prescott'."""
    if attendee.substitutes_for is None:
        return attendee
    whom = [other for other in found if other is not attendee and styles.same_person(other.name, attendee.substitutes_for)]
    return msgspec.structs.replace(attendee, substitutes_for=whom[0].name) if len(whom) == 1 else attendee


def _places(document: Document, head: MeetingHead, items: list[Item]) -> list[tuple[int, int, Label | None]]:
    """The stretches of text that can tell who came: before the first item of business, and the items on apologies and attendance."""
    top = [item for item in items if item.parent is None]
    business = [item.start for item in top if item.number] or _business_headings(document, head, top)
    first = min(business, default=min(head.end, head.start + MAX_WITHOUT_ITEMS))
    places: list[tuple[int, int, Label | None]] = [(head.start, min(first, head.start + MAX_PREAMBLE), None)]
    for item in items:
        inside = any(start <= item.start < end for start, end, _ in places[1:])
        if BLOCK_TITLE.search(item.title[:120]) and not inside and (APOLOGIES_TITLE.search(item.title) or item in top[:6]):
            others = (i for i in items if i.start > item.start and not (i.parent is not None and not i.title))  # '1.1 Apologies were received ...'
            after = min((i.start for i in others if not BLOCK_TITLE.search(i.title[:120])), default=item.end)
            start, first_label = (item.body, attendance_statements.APOLOGIES) if ONLY_APOLOGIES.search(item.title) else (item.start, None)
            places.append((start, min(item.end, after, item.start + MAX_BLOCK_ITEM), first_label))
    return places


def _business_headings(document: Document, head: MeetingHead, headings: list[Item]) -> list[int]:
    """In minutes without numbers: the headings after the first label of attendance that are neither labels nor names."""
    text = document.text
    lines = (line for line in document.lines if head.start <= line.start < head.end)
    labelled = next((line.start for line in lines if attendance_labels.read_label(text, line.start, line.end)), head.end)
    return [item.start for item in headings if item.start > labelled and not BLOCK_TITLE.search(item.title) and not _is_of_the_block(item.title)]


def _is_of_the_block(title: str) -> bool:
    """A label or a name of the list of those present that looks like a heading."""
    if attendance_labels.read_label(title, 0, len(title)):
        return True
    return styles.STYLE.match(title) is not None or attendance_names.bare_name(title, 0, len(title), False) is not None


def _read_section(text: str, section: Section) -> list[tuple[Person, Label]]:
    """The persons of a section: of its lists by its label, of its sentences by what they say."""
    label = section.label
    units = _without_wards(attendance_units.units_of(text, section))
    if units and roll.is_head(units[0].text):  # 'Member    Representing'
        label, units = label._replace(says_members=label.status == "present"), units[1:]
    own_style = label.style
    if (
        units and not label.style and label.status in ("present", "apologies", "absent")
    ):  # 'Cllrs. Ann Lee' and, in other columns, names without a style
        heads = styles.STYLE.match(units[0].text)
        label = label._replace(style=styles.list_style(heads.group()) if heads else "")
    begin = sum(attendance_names.begins_with_name(text, unit.pieces[0].start, unit.pieces[0].end, label.style) for unit in units)
    one_each = len(units) > 1 and begin >= 0.7 * len(units)
    people: list[tuple[Person, Label]] = []
    for number, unit in enumerate(units):
        for place, (start, end) in enumerate(attendance_statements.sentences_of(unit.text, whole=label.status is not None)):
            words = unit.text[start:end]
            inner = attendance_labels.read_label(unit.text, start, end) if place else None
            if inner and inner[0].status and not attendance_statements.has_verb(words):  # '... and the Clerk. Members of the public: Mr Ash'
                people += [(p, inner[0]) for p in attendance_entries.read_unit(unit, inner[0].style, False, False, inner[1], end)]
                continue
            if not attendance_statements.has_verb(words):
                if label.status is not None:
                    style = own_style if place else label.style  # 'Councillors A and B. Tom Ash, Clerk': the style ends with its sentence
                    named = attendance_entries.read_unit(unit, style, one_each, label.capacity == "public", start, end)
                    people += attendance_statements.away_and_substitutes(named, label)
                continue
            first = label.status is not None and number == place == 0
            from_list = first and label.status != "present" and not attendance_statements.FROM.search(words)
            said = [] if from_list else attendance_statements.read_statement(unit, start, end)
            if not said and first:
                verb = attendance_statements.VERB.search(words)
                stop = start + verb.start() if verb and label.status not in ("apologies", "absent") else end
                said = attendance_statements.away_and_substitutes(
                    attendance_entries.read_unit(unit, label.style, one_each, False, start, stop), label
                )
            people += said
    with_posts = sum(bool(person.post_text) for person, _ in people)
    if label.status == "present" and len(people) > 3 and 2 * with_posts > len(people):  # a board: each has a seat for some body
        people = [(person, told._replace(says_members=True) if told.status == "present" else told) for person, told in people]
    return people


def _without_wards(units: list[Unit]) -> list[Unit]:
    """Members listed ward by ward: 'Castle Ward' over the names of its members is no name."""
    wards = [WARD.fullmatch(unit.text.strip()) is not None for unit in units]
    return [unit for unit, ward in zip(units, wards, strict=True) if not ward] if sum(wards) > 1 else units


def _note(found: list[Attendee], new: Attendee) -> None:
    """Add a person, or what is new about one who is known already."""
    for place, known in enumerate(found):
        if not styles.same_person(known.name, new.name):
            continue
        found[place] = msgspec.structs.replace(
            known,
            mode=known.mode or new.mode,
            meeting_role=known.meeting_role
            or (new.meeting_role if known.status == new.status or known.status in ("present", "in-attendance") else None),
            post=known.post or new.post,
            substitutes_for=known.substitutes_for or new.substitutes_for,
            capacity="substitute" if known.capacity == "member" and new.substitutes_for else known.capacity,
            initials=known.initials or new.initials,
            arrived=known.arrived or new.arrived,
            left=known.left or new.left,
        )
        return
    found.append(new)
