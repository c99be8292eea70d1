"""The tasks of an evaluation: what one document's rows are worth against its annotation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from pipeline.gold import PARTS, GoldFile, GoldStatistic, Part
from pipeline.matching import alike, number, overlap, pair, same_matter, same_name, same_person, same_value, words

Row = dict[str, Any]
GONE = ("apologies", "absent")  # one status here: minutes seldom keep them apart


class Found(msgspec.Struct, frozen=True):
    """What the database holds of one annotated document."""

    in_database: bool
    meeting: Row | None
    items: dict[int, Row]
    attendance: list[Row]
    declarations: list[Row]
    resolutions: list[Row]
    cross_references: list[Row]
    statistics: list[Row]
    mentions: list[Row]
    posts: list[Row]  # of the whole archive: a post may be stated in another document

    def item_number(self, item_id: int | None) -> str:
        """The number of the top-level item that holds this one."""
        row = self.items.get(item_id) if item_id is not None else None
        while row and row["parent_id"] in self.items:
            row = self.items[row["parent_id"]]
        return number(row["number"]) if row else ""

    def same_item(self, gold_item: str | None, row: Row) -> bool:
        """The row lies in the item that the annotation names; an annotation without an item fits any."""
        return not gold_item or number(gold_item) == self.item_number(row["item_id"])


class Count(msgspec.Struct, frozen=True):
    """What one document gave for one task."""

    task: str
    hit: int
    missed: int
    extra: int
    missed_rows: list[str] = []  # as a person reads them
    extra_rows: list[str] = []


def judge(gold: GoldFile, found: Found) -> Iterator[Count]:
    """Each task that the annotated parts allow, for one document."""
    tasks = {
        "attendance": _attendance,
        "items": _items,
        "declarations": _declarations,
        "resolutions": _resolutions,
        "cross_references": _cross_references,
        "entities": _entities,
        "statistics": _statistics,
    }
    yield from _meeting(gold, found)
    parts: Iterable[Part] = gold.partial or PARTS
    for part in parts:
        yield from tasks[part](gold, found)


def _meeting(gold: GoldFile, found: Found) -> Iterator[Count]:
    """The title block, field by field; a field that was not annotated counts neither way."""
    row = found.meeting or {}
    body_that_met = f"{row.get('committee') or ''} {row.get('council') or ''}" if row else ""
    fields = (
        ("committee", gold.meeting.committee, body_that_met),
        ("date", gold.meeting.date, row.get("date")),
        ("start_time", gold.meeting.start_time, row.get("start_time")),
    )
    for field, wanted, said in fields:
        if wanted:
            same = overlap(wanted, said) >= 0.8 or overlap(said, wanted) >= 0.99 if field == "committee" else wanted == said
            hit = bool(said) and same
            wrong = bool(said) and not hit
            yield Count(f"meeting {field}", int(hit), int(not hit), int(wrong), [] if hit else [wanted], [str(said)] if wrong else [])


def _attendance(gold: GoldFile, found: Found) -> Iterator[Count]:
    """The person with the right status; then those who were not there; then who took the chair."""
    wanted, said = gold.attendance or [], found.attendance

    def status(word: str) -> str:
        return "gone" if word in GONE else word

    pairs, missed, extra = pair(wanted, said, lambda g, r: same_person(g.name, r["name_as_written"]) and status(g.status) == status(r["status"]))
    yield Count(
        "attendance",
        len(pairs),
        len(missed),
        len(extra),
        [f"{g.name} ({g.status})" for g in missed],
        [f"{r['name_as_written']} ({r['status']})" for r in extra],
    )
    yield Count(
        "attendance: apologies and absent",
        sum(g.status in GONE for g, _ in pairs),
        sum(g.status in GONE for g in missed),
        sum(r["status"] in GONE for r in extra),
    )
    chairs = sum(g.role == "chair" and r["meeting_role"] == "chair" for g, r in pairs)
    yield Count("chair", chairs, sum(g.role == "chair" for g in wanted) - chairs, sum(r["meeting_role"] == "chair" for r in said) - chairs)


def _items(gold: GoldFile, found: Found) -> Iterator[Count]:
    """Top-level items: the number alone, then the number with the title."""
    wanted, top = gold.items or [], [r for r in found.items.values() if r["parent_id"] is None]
    pairs, missed, extra = pair(
        wanted,
        top,
        lambda g, r: number(g.number) == number(r["number"]) if g.number else not r["number"] and alike(g.title, r["title"], 0.8),
    )
    yield Count(
        "item boundaries",
        len(pairs),
        len(missed),
        len(extra),
        [f"{g.number} {g.title}" for g in missed],
        [f"{r['number']} {r['title']}" for r in extra],
    )
    titled = [(g, r) for g, r in pairs if g.title]
    wrong = [(g, r) for g, r in titled if not alike(g.title, r["title"], 0.85)]
    hit, untitled = len(titled) - len(wrong), len(pairs) - len(titled)
    yield Count(
        "items with titles",
        hit,
        sum(bool(g.title) for g in wanted) - hit,
        len(top) - untitled - hit,
        [f"{g.number} {g.title}" for g, _ in wrong],
        [f"{r['number']} {r['title']}" for _, r in wrong],
    )


def _declarations(gold: GoldFile, found: Found) -> Iterator[Count]:
    """What is said of the heading; who declared; then the whole row: matter, kind of interest, participation and reason too."""
    wanted, said = gold.declarations or [], found.declarations
    statement = found.meeting["declarations_statement"] if found.meeting else None
    hit = found.meeting is not None and statement == gold.declarations_statement
    wrong = found.meeting is not None and not hit
    yield Count("declarations statement", int(hit), int(not hit), int(wrong), [] if hit else [str(gold.declarations_statement)])
    about, missed, extra = pair(
        wanted,
        said,
        lambda g, r: same_person(g.name, r["name_as_written"]) and same_matter(g.about, r["about_as_written"], r["about_number"]),
    )
    by_name, missed, extra = pair(missed, extra, lambda g, r: same_person(g.name, r["name_as_written"]))
    yield Count(
        "declarations: who",
        len(about + by_name),
        len(missed),
        len(extra),
        [g.name for g in missed],
        [f"{r['name_as_written']}: {r['quote'][:80]}" for r in extra],
    )
    whole = [
        g
        for g, r in about
        if (g.interest, g.participation) == (r["interest_kind"], r["participation"]) and (not g.nature or overlap(g.nature, r["nature"]) >= 0.5)
    ]
    yield Count(
        "declarations: whole row",
        len(whole),
        len(wanted) - len(whole),
        len(said) - len(whole),
        [f"{g.name}, {g.interest}, {g.about}, {g.participation}, {g.nature}" for g in wanted if g not in whole],
    )


def _resolutions(gold: GoldFile, found: Found) -> Iterator[Count]:
    """The item and the first eight words; then who proposed and who seconded."""
    wanted, said = gold.resolutions or [], found.resolutions

    def starts_so(starts: str, text: str) -> bool:
        first = words(starts)[:8]
        return alike(" ".join(first), " ".join(words(text)[: len(first)]), 0.75)

    pairs, missed, extra = pair(wanted, said, lambda g, r: found.same_item(g.item, r) and starts_so(g.starts, r["text"]))
    yield Count(
        "resolutions",
        len(pairs),
        len(missed),
        len(extra),
        [f"{g.item}: {g.starts}" for g in missed],
        [f"{found.item_number(r['item_id'])}: {r['text'][:70]}" for r in extra],
    )
    named = [(g.proposer, r["proposer_as_written"]) for g, r in pairs] + [(g.seconder, r["seconder_as_written"]) for g, r in pairs]
    hit = sum(bool(g and said_name) and same_person(g, said_name) for g, said_name in named)
    yield Count(
        "proposers and seconders",
        hit,
        sum(bool(g.proposer) + bool(g.seconder) for g in wanted) - hit,
        sum(bool(r["proposer_as_written"]) + bool(r["seconder_as_written"]) for r in said) - hit,
    )


def _cross_references(gold: GoldFile, found: Found) -> Iterator[Count]:
    """Where a reference stands and the number it leads to, each pair once."""
    said = {(found.item_number(r["item_id"]), number(r["to_number"])): r for r in found.cross_references}
    wanted = {(number(g.item), number(g.to)): g for g in gold.cross_references or []}
    pairs, missed, extra = pair(wanted.values(), said.values(), lambda g, r: found.same_item(g.item, r) and number(g.to) == number(r["to_number"]))
    yield Count("cross-references", len(pairs), len(missed), len(extra), [f"{g.item} -> {g.to}" for g in missed], [r["as_written"] for r in extra])


def _entities(gold: GoldFile, found: Found) -> Iterator[Count]:
    """Distinct names in the document, kind by kind. The council whose minutes these are counts neither way."""
    entities = gold.entities
    if entities is None:
        return
    own = gold.meeting.council or ""
    kinds = (
        ("members", "MEMBER", "person", entities.members),
        ("officers", "OFFICER", "person", [g.name for g in entities.officers]),
        ("services", "SERVICE", "service", entities.services),
        ("schools", "SCHOOL", "school", entities.schools),
        ("committees", "COMMITTEE", "committee", entities.committees),
        ("organisations", "ORGANISATION", "organisation", entities.organisations),
    )
    for kind, label, column, names in kinds:
        ours = own if kind in ("committees", "organisations") else None
        yield _names(kind, names, [m for m in found.mentions if m["label"] == label], column, ours)
    posts = [g for g in entities.officers if g.post]
    hit = sum(any(same_person(g.name, p["name"]) and alike(g.post, p["title"], 0.8) for p in found.posts) for g in posts)
    yield Count("officers' posts (recall only)", hit, len(posts) - hit, 0)


def _names(kind: str, names: list[str], mentions: list[Row], column: str, ours: str | None) -> Count:
    """The names of one kind; two mentions are one name where they are spelt alike or linked to the same row (`column` holds its name)."""
    same = same_person if column == "person" else same_name
    wanted = [name for name in names if ours is None or not same_name(name, ours)]
    said: list[Row] = []
    for mention in mentions:
        known = any(same(mention["text"], m["text"]) or (mention[column] and mention[column] == m[column]) for m in said)
        if not known and (ours is None or not same_name(mention["text"], ours)):
            said.append(mention)
    pairs, missed, extra = pair(wanted, said, lambda g, m: same(g, m["text"]) or bool(m[column] and same(g, m[column])))
    return Count(kind, len(pairs), len(missed), len(extra), missed, [m["text"] for m in extra])


def _statistics(gold: GoldFile, found: Found) -> Iterator[Count]:
    """The item, the value and the unit; then what the figure is of."""
    wanted = gold.statistics or []

    def unit(word: str) -> str:
        return "count" if word == "places" else word

    def same(g: GoldStatistic, r: Row) -> bool:
        values = same_value(g.value, r["value"]) and same_value(g.value_high, r["value_high"])
        return values and unit(g.unit) == unit(r["unit"]) and found.same_item(g.item, r)

    firm = [g for g in wanted if not g.optional]
    pairs, missed, extra = pair(firm, found.statistics, same)
    _, _, extra = pair([g for g in wanted if g.optional], extra, same)
    if gold.payments_truncated:
        extra = [r for r in extra if r["unit"] != "GBP"]
    yield Count(
        "statistics: value and unit",
        len(pairs),
        len(missed),
        len(extra),
        [f"{g.item}: {g.as_written} [{g.value:g} {g.unit}] {g.about}" for g in missed],
        [f"{found.item_number(r['item_id'])}: {r['as_written']} [{r['value']:g} {r['unit']}] {r['sentence'][:60]}" for r in extra],
    )
    right = 0
    for g, r in pairs:
        told = f"{r['measure'] or ''} {r['population'] or ''}"
        right += overlap(g.about, told) >= 0.5 and len(words(told)) <= 4 * max(4, len(words(g.about)))  # a whole sentence names anything
    yield Count("statistics: and what of", right, len(firm) - right, len(pairs) + len(extra) - right)
