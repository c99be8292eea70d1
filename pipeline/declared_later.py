"""What the rest of a meeting adds to its declarations: told twice, and what members did when the matter itself came."""

from __future__ import annotations

import re

import msgspec

from pipeline import prose, styles
from pipeline.declared_matters import clean
from pipeline.declared_prose import PLAIN
from pipeline.interests import participation
from pipeline.prose import Passage
from pipeline.records import Declaration, Item

HEADING = re.compile(
    r"\b(?:declar\w+|disclos\w+|registers?|registrations?|notifications?|conflicts?)\b.{0,60}\binterests?\b"
    r"|\binterests?\b.{0,25}\b(?:declar|disclos)\w+"
    r"|^\W*(?:(?:members'?|councillors'?|personal|pecuniary|financial|prejudicial|and|or|disclosable) ){0,6}interests?\W*$",
    re.I,
)
_CLOCK = re.compile(r"\b\d{1,2}[.:]\d{2} ?(?:[ap]\.?m|hours|hrs)?|\b\d{1,2} ?[ap]\.?m", re.I)
_DID_LATER = re.compile(
    r"(?i)\b(?:left|withdr[ea]w\w*|took no|not (?:take|participat\w+|vote)|vacated|retired from|not present|remained|absented|returned"
    r"|rejoined|abstained)\b"
)
_THEN = re.compile(
    r"\S{0,3} ?(?:\([^()]{0,40}\) ?)?(?:both |each |all |had |then |who had |therefore |did |also )?"
    r"(?:left|withdr[ea]w|took no|not (?:take|participat\w+|vote)|vacated|retired from|was not present|remained|absented|returned to the"
    r"|rejoined the|abstained)\b"
)
_THIS = re.compile(r"(?i)\bth(?:is|at) (?:item|application|discussion|matter|agenda item|part)\b|\b(?:the|for) discussion|\bthe item\b")
_EARLIER = re.compile(r"(?i)\b(?:had|has|have|having)(?: \w+)? declared\b")
_INTEREST = re.compile(r"(?i)\binterests?\b")


def is_heading(title: str) -> bool:
    """Whether a title is that of the declarations of interest."""
    return "interest" in title.lower() and HEADING.search(title.translate(PLAIN)) is not None


def same_name(a: str, b: str) -> bool:
    """Two spellings that may be one person's."""
    return a == b or styles.same_person(a, b)


def merged(rows: list[Declaration], items: list[Item]) -> list[Declaration]:
    """One row where the same declaration is told twice: in one item, or between resolutions that have no heading of their own."""
    titles = {i.sequence: i.title for i in items}
    numbers = {i.sequence: i.number for i in items}
    out: list[Declaration] = []
    for row in rows:
        bare = row.item is None or not titles.get(row.item)
        k = next((k for k, other in enumerate(out) if same_name(other.name, row.name) and _is_told_again(other, row, bare)), None)
        if k is None:
            ahead = next((k for k, other in enumerate(out) if same_name(other.name, row.name) and _is_of_item(other, row, numbers, titles)), None)
            if ahead is None:
                out.append(row)
            else:
                out[ahead] = _with_more(out[ahead], row)
            continue
        other = out[k]
        bare_name = other.about_as_written is None and other.about_number is None and other.nature is None
        shown = row if bare_name else other  # the sentence that tells more is the one to quote
        out[k] = msgspec.structs.replace(
            other,
            quote=shown.quote,
            start=shown.start,
            end=shown.end,
            page=shown.page,
            interest_as_written=row.interest_as_written if other.interest_kind == "not-stated" else other.interest_as_written,
            interest_kind=row.interest_kind if other.interest_kind == "not-stated" else other.interest_kind,
            about_as_written=other.about_as_written or row.about_as_written,
            about_number=other.about_number or row.about_number,
            nature=other.nature or row.nature,
            participation=row.participation if other.participation == "not-stated" else other.participation,
        )
    return out


def _is_of_item(other: Declaration, row: Declaration, numbers: dict[int, str | None], titles: dict[int, str]) -> bool:
    """What the list at the head of the minutes gives for item 4, or what 'had earlier' been declared in it, is told again in item 4 itself. What
    was declared at its own item and is declared anew is two."""
    if other.about_number is None or row.item is None or other.about_number != numbers.get(row.item):
        return False
    if other.item is not None and not _EARLIER.search(row.quote):
        return False
    return row.about_number is None and other.item != row.item and not is_heading(titles.get(row.item, ""))


def _with_more(row: Declaration, more: Declaration) -> Declaration:
    """The declaration at the start, with what only the item tells."""
    return msgspec.structs.replace(
        row,
        quote=f"{row.quote} {more.quote}",
        interest_as_written=more.interest_as_written if row.interest_kind == "not-stated" else row.interest_as_written,
        interest_kind=more.interest_kind if row.interest_kind == "not-stated" else row.interest_kind,
        nature=row.nature or more.nature,
        participation=more.participation if row.participation == "not-stated" else row.participation,
    )


def _is_told_again(other: Declaration, row: Declaration, bare: bool) -> bool:
    numbers = {other.about_number, row.about_number}
    if bare and other.start != row.start:
        return None in numbers or len(numbers) == 1
    if other.item != row.item or None in numbers or len(numbers) > 1:
        return False
    words = {other.about_as_written, row.about_as_written}
    return len(words) == 1 or (other.nature is not None and other.nature == row.nature)


def followed_up(rows: list[Declaration], passages: list[Passage], items: list[Item]) -> list[Declaration]:
    """Add what members did in the matter itself ('Councillor A left the room for this item'), and the matter of what was declared in its own item."""
    by_sequence = {i.sequence: i for i in items}
    by_number = {i.number: i for i in items if i.number}
    waiting = {styles.surname(r.name) for r in rows if r.participation == "not-stated"}
    later = [(p, p.text.translate(PLAIN)) for p in passages if waiting and _names(p.text, waiting) and _DID_LATER.search(p.text)]
    out = []
    for row in rows:
        item = by_sequence.get(row.item) if row.item is not None else None
        about = _item_of(row.about_number, by_number)
        if row.participation == "not-stated":
            only = sum(same_name(row.name, r.name) and (is_declared_ahead(r, by_sequence)) for r in rows) == 1 and is_declared_ahead(row, by_sequence)
            for passage, text in later:
                inside = about is not None and about is not item and about.start <= passage.start < about.end
                if passage.start > row.end - 1 and (inside or (only and about is None)) and (did := _did_in(text, row.name, inside)):
                    row = msgspec.structs.replace(row, participation=did)
                    break
        if row.about_number is None and row.about_as_written is None and item is not None and not is_heading(item.title):
            row = msgspec.structs.replace(row, about_as_written=_matter_here(row, passages, item))
        out.append(row)
    return out


def _names(text: str, surnames: set[str]) -> bool:
    low = text.lower()
    return any(name in low for name in surnames)


def is_declared_ahead(row: Declaration, by_sequence: dict[int, Item]) -> bool:
    """Declared under the heading of declarations, before the matter itself came."""
    item = by_sequence.get(row.item) if row.item is not None else None
    return item is not None and is_heading(item.title)


def _item_of(number: str | None, by_number: dict[str, Item]) -> Item | None:
    """The item of a number, or of its stem: '15/05(d)' stands in item 15/05."""
    if number is None:
        return None
    stem = re.match(r"([^()]{1,30}?\d)(?:[a-z]| ?\(.{1,20})$", number)
    return by_number.get(number) or (by_number.get(stem[1]) if stem else None)


def _did_in(text: str, name: str, inside: bool) -> str | None:
    """What a sentence of the passage says that the person did. A departure with the time of day may have other reasons, and so may one in an item
    that the declaration does not name, unless the sentence ties it to the matter or the interest."""
    surname = styles.surname(name)
    if not surname or surname not in text.lower():
        return None
    for s, e in prose.sentences(text):
        sentence = text[s:e]
        place = sentence.lower().find(surname)
        if (
            place < 0
            or (_CLOCK.search(sentence) and "return" not in sentence)
            or not (inside or _INTEREST.search(sentence) or _THIS.search(sentence))
        ):
            continue
        after = re.sub(
            r"^(?:(?:,| and| &) (?:(?:Cllr|Councillor|Mr|Mrs|Ms|Dr)s?\.? )?[A-Z][\w'.-]*(?: [A-Z][\w'-]+)?){1,4}",
            "",
            sentence[place + len(surname) :],
        )
        if _THEN.match(after) and (said := participation(re.sub(r"\b(?:returned|rejoined)\b.*", " left the room", after))) != "not-stated":
            return said
    return None


def _matter_here(row: Declaration, passages: list[Passage], item: Item) -> str | None:
    """The matter of a declaration made in the item itself: what its paragraph speaks of before, else the item's title with the paragraph that
    stands above ('the following item': below), where that is a heading and no more."""
    k = next((k for k, p in enumerate(passages) if p.start <= row.start < p.end), None)
    before = passages[k].text[: row.start - passages[k].start] if k is not None else ""
    if k is None or len(re.findall(r"[A-Za-z]{3,}", before)) > 3:
        return clean(before[:240]) or clean(item.title)
    beside = k + 1 if re.search(r"\b(?:following|next) (?:item|application|matter)", row.quote) else k - 1
    words = passages[beside].text if 0 <= beside < len(passages) and passages[beside].item == row.item and passages[beside].kind != "title" else ""
    return clean(f"{item.title} - {words}" if 8 < len(words) < 200 and not _INTEREST.search(words) else item.title)
