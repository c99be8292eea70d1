"""Running text: passages in which a sentence can be looked for, with every offset still the document's; the items that they lie in; sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from pipeline.records import Item

BULLET = r"[•●▪◦○■➢❖\-–—*\uf0b7\uf0a7\uf0d8]"
# What opens a clause or a point of a list: (1) 1. 1) (iv) iv. (a) a) A. or a bullet
OPENER = re.compile(rf"\s{{0,4}}(?:\(?(?P<mark>\d{{1,2}}|[ivxIVX]{{1,4}}|[a-zA-Z])(?P<close>[.)])(?=[\s(“\"'‘A-Z])|(?P<bullet>{BULLET})\s)\s{{0,8}}")


# The number of a paragraph: '4.1', '66.4.'; it is no part of the words
PARAGRAPH = re.compile(r"\s{0,4}(?P<number>\d{1,4}(?:\.\d{1,3}){1,2})[.)]?\s{1,8}(?=[A-Za-z(“\"'‘])")


class Passage(NamedTuple):
    """A paragraph, a point of a list, or a table's cell. `text[i]` is the document's character `start + i`, or a blank for a line's end, a tab
    and all that stands in a margin column."""

    start: int
    text: str
    item: int | None  # sequence of the innermost item in which it begins
    page: int
    kind: str  # text | cell | title
    row: tuple[int, int]  # table and row of a cell, (-1, -1) outside

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Within:
    """Which item an offset lies in."""

    def __init__(self, items: list[Item]) -> None:
        self.items = sorted(items, key=lambda i: (i.start, i.sequence))
        self.starts = [i.start for i in self.items]
        self.by_sequence = {i.sequence: i for i in items}

    def item_at(self, offset: int) -> int | None:
        """The sequence of the innermost item at an offset."""
        k = bisect_right(self.starts, offset) - 1
        while k >= 0:
            if offset < self.items[k].end:
                return self.items[k].sequence
            if self.items[k].parent is None:
                return None
            k -= 1
        return None

    def top(self, sequence: int | None) -> Item | None:
        """The top-level item that holds an item."""
        item = self.by_sequence.get(sequence) if sequence is not None else None
        while item is not None and item.parent is not None and item.parent in self.by_sequence:
            item = self.by_sequence[item.parent]
        return item


def by_item(passages: list[Passage], items: list[Item]) -> dict[int | None, list[Passage]]:
    """The passages of each top-level item with all its parts, by the item's sequence; under None those outside all items."""
    within = Within(items)
    groups: dict[int | None, list[Passage]] = {}
    for passage in passages:
        top = within.top(passage.item)
        groups.setdefault(top.sequence if top else None, []).append(passage)
    return groups


# ---- sentences -------------------------------------------------------------------------------------------------------------------------
_STOP = re.compile(r"[.!?][)”’\"']{0,2}(?=\s+[(“‘\"'\[]{0,2}[A-Z£\d•]|\s*$)")
_NO_STOP = re.compile(
    r"(?:(?:^|[\s(])(?:[A-Za-z]|[A-Z]{1,2}[a-z]?|Cll?rs?|Couns?|Mrs?|Ms|Drs?|Prof|Rev|Revd|Hon|St|Nos?|no|nos|Ref|ref|Rd|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|approx|etc"
    r"|vs|viz|Ltd|Inc|Co|Dept|Govt|Min|Para|para|Sec|sec|Art|App|Cmdr|Capt|Col|Maj|Sgt|Insp|Supt|Bros|Esq|Chq|Inv|cc|incl|excl)"
    r"|(?:[A-Za-z]\.)+[A-Za-z])\.$"
)
LONG_WORD = 7  # letters: no abbreviation has as many
_ENDS_ANYWAY = re.compile(r"\b(?:[ap]\.m|etc|Ltd|[A-Z]\.[A-Z])\.$")
_BEGINS_ANYWAY = re.compile(
    r"\s+(?:The|It|This|That|These|He|She|They|In|On|At|A|An|Members|Councillors|Proposed|Resolved|RESOLVED|Agreed|AGREED|All|There|Following|After)\b"
)


@lru_cache(maxsize=32)  # the rooms ask for the same passage several times
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Where each sentence of a passage begins and ends; 'Cllr. W. Loynton' and '7.30 p.m.' are no ends."""
    start, found = 0, []
    for stop in _STOP.finditer(text):
        if text[stop.start()] == "." and _abbreviates(text, stop.start(), stop.end()):
            continue
        found.append((start, stop.end()))
        start = stop.end()
    if text[start:].strip():
        found.append((start, len(text)))
    return tuple(found)


def _abbreviates(text: str, stop: int, end: int) -> bool:
    """The full stop is that of a short word, and the sentence goes on."""
    if stop >= LONG_WORD and text[stop - LONG_WORD : stop].isalpha():
        return False
    before = text[max(0, end - 14) : stop + 1]
    return _NO_STOP.search(before) is not None and not (_ENDS_ANYWAY.search(before) and _BEGINS_ANYWAY.match(text, end))
