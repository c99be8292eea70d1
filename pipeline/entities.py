"""The persons and bodies named in a meeting's minutes: what each rule says, and which of them has the word where two speak of one stretch of text.

A person's name goes before a body's: 'Cllr Bank' is no bank. Of bodies the longest name goes first, and of two as long the one that is known by name.
"""

from __future__ import annotations

import bisect

from pipeline import acronyms, bodies, councils, known_bodies, named_bodies, persons, wrapped
from pipeline.named_bodies import Body
from pipeline.persons import Named
from pipeline.records import Attendee, Document, Item, Mention, MeetingHead


def read_mentions(document: Document, head: MeetingHead, items: list[Item], attendees: list[Attendee]) -> list[Mention]:
    """Every mention of a member, an officer, a service, a school, a committee or an organisation, in the order of the text."""
    flow = wrapped.flowing(document)
    named = persons.find_persons(document.text, flow, head.start, head.end, attendees)
    found = find_bodies(flow, head, named)
    place = Places(document, items)
    mentions = [_of_person(document.text, person, place) for person in named if person.label is not None]
    mentions += [m for m in (_of_body(document.text, body, letters, place) for body, letters in found)]
    return sorted(mentions, key=lambda m: (m.start, -m.end))


def find_bodies(flow: str, head: MeetingHead, named: list[Named]) -> list[tuple[Body, str | None]]:
    """The bodies named between the persons, each with the letters that stand for it."""
    barred = [(person.start, person.end) for person in named if person.why != "register" or person.label is not None or " " in person.text]
    said = named_bodies.find_bodies(flow, head.start, head.end, barred)
    said += [body for body in known_bodies.find_known(flow, head.start, head.end) if not _overlaps(body, barred)]
    said += [body for body in _councils(flow, head) if not _overlaps(body, barred)]
    kept = named_bodies.longest(said)
    explained = acronyms.meanings(flow, kept)
    letters = {meaning.body: meaning for meaning in explained}
    whole = [
        (
            body._replace(start=letters[body].start, end=letters[body].end) if body in letters else body,
            letters[body].letters if body in letters else None,
        )
        for body in kept
    ]
    short = [
        Body(start, end, body.label, body.name, "acronym")
        for start, end, body in acronyms.uses(flow, head.start, head.end, explained)
        if not any(start < other.end and other.start < end for other, _ in whole)
    ]
    return whole + [(body, None) for body in short]


def _councils(flow: str, head: MeetingHead) -> list[Body]:
    """Councils and authorities like them, by the words before 'Council'."""
    return [Body(start, end, "ORGANISATION", name, "noun") for start, end, name in councils.find_councils(flow, head.start, head.end)]


def _overlaps(body: Body, barred: list[tuple[int, int]]) -> bool:
    return any(body.start < end and start < body.end for start, end in barred)


class Places:
    """On which page and in which item a place of the text stands."""

    def __init__(self, document: Document, items: list[Item]) -> None:
        self.pages = document.pages
        self.starts = [page.start for page in document.pages]
        self.items = items

    def page(self, at: int) -> int:
        return self.pages[max(0, bisect.bisect_right(self.starts, at) - 1)].number

    def item(self, at: int) -> int | None:
        """The innermost item."""
        inside = [item for item in self.items if item.start <= at < item.end]
        return max(inside, key=lambda item: (item.start, -item.end)).sequence if inside else None


def _of_person(text: str, person: Named, place: Places) -> Mention:
    label = person.label
    assert label is not None  # noqa: S101
    return Mention(
        label, " ".join(text[person.start : person.end].split()) if person.text == person.name else person.text, person.name, person.start, person.end,
        place.page(person.start), place.item(person.start), person.why, person.post,
    )  # fmt: skip


def _of_body(text: str, body: Body, letters: str | None, place: Places) -> Mention:
    return Mention(
        body.label, " ".join(text[body.start : body.end].split()), bodies.presentable(body.name), body.start, body.end,
        place.page(body.start), place.item(body.start), body.why, None, letters,
    )  # fmt: skip
