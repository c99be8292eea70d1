"""The persons and bodies named in a meeting's minutes: what each rule says, and which of them has the word where two speak of one stretch of text.

A person's name goes before a body's: 'Cllr Bank' is no bank. Of bodies the longest name goes first. The trained tagger is asked last, about the words
that no rule has, and only for the kinds of body for which it proved right on documents held back (models/README.md).
"""

from __future__ import annotations

import bisect

from pipeline import acronyms, affiliated, bodies, fullest, known_bodies, named_bodies, payees, persons, school_lists, tagger, wrapped
from pipeline.named_bodies import Body
from pipeline.persons import Named
from pipeline.records import Attendee, Document, Item, MeetingHead, Mention


def read_mentions(document: Document, head: MeetingHead, items: list[Item], attendees: list[Attendee]) -> list[Mention]:
    """Every mention of a member, an officer, a service, a school, a committee or an organisation, in the order of the text."""
    text, flow = document.text, wrapped.flowing(document)
    named = persons.find_persons(text, flow, head.start, head.end, attendees)
    found = find_bodies(text, flow, head, named)
    others = affiliated.find_affiliated(flow, [body for body, _ in found], named)
    named = [person for person in named if not any(_meet(person, other) for other in others)] + others
    place = Places(document, items)
    mentions = [_of_person(text, person, place) for person in named if person.label is not None]
    mentions += [_of_body(text, body, letters, place) for body, letters in found]
    return sorted(mentions, key=lambda m: (m.start, -m.end))


def find_bodies(text: str, flow: str, head: MeetingHead, named: list[Named]) -> list[tuple[Body, str | None]]:
    """The bodies named between the persons, each with the letters that stand for it."""
    barred = [(person.start, person.end) for person in named if person.why != "register" or person.label is not None or " " in person.text]
    said = named_bodies.find_bodies(flow, head.start, head.end, barred)
    said += known_bodies.find_known(flow, head.start, head.end)
    said += school_lists.find_listed(text, head.start, head.end)
    said += payees.find_payees(text, head.start, head.end)
    paid = {bodies.folded(body.name) for body in said if body.why == "payee"}
    said = [body._replace(label="ORGANISATION") if bodies.folded(body.name) in paid else body for body in said]
    kept = named_bodies.longest([body for body in said if not any(body.start < end and start < body.end for start, end in barred)])
    if tagger.is_used():
        taken = [*barred, *((body.start, body.end) for body in kept)]
        kept = sorted([*kept, *tagger.find_named(flow, head.start, head.end, taken, tagger.load())])
    explained = acronyms.meanings(flow, kept)
    letters = {meaning.body: meaning for meaning in explained}
    whole = [body._replace(start=letters[body].start, end=letters[body].end) if body in letters else body for body in kept]
    short = [Body(start, end, body.label, body.name, "acronym") for start, end, body in acronyms.uses(flow, head.start, head.end, explained)]
    whole = [body for body in whole if not any(_meet(body, other) and body.end - body.start <= other.end - other.start for other in short)]
    short = [body for body in short if not any(_meet(body, other) for other in whole)]
    by_name = {meaning.body.name: meaning.letters for meaning in explained}
    return [(body, by_name.get(body.name)) for body in fullest.with_fullest_names(whole + short, head.council)]


def _meet(one: Body | Named, other: Body | Named) -> bool:
    return one.start < other.end and other.start < one.end


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
    written = " ".join(text[person.start : person.end].split()) if person.text == person.name else person.text
    page, item = place.page(person.start), place.item(person.start)
    return Mention(label, written, person.name, person.start, person.end, page, item, person.why, person.post)


def _of_body(text: str, body: Body, letters: str | None, place: Places) -> Mention:
    written = " ".join(text[body.start : body.end].split())
    name = body.name if " " not in body.name else bodies.presentable(body.name)
    page, item = place.page(body.start), place.item(body.start)
    return Mention(body.label, written, name, body.start, body.end, page, item, body.why, None, letters)
