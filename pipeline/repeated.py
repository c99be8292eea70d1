"""Figures that are given twice in an item: the same measure, of the same population, for the same stated period."""

from __future__ import annotations

import re
from collections import defaultdict

from pipeline.records import Statistic

_WORD = re.compile(r"[a-z][a-z'’]{2,}")
_LITTLE = frozenset("the and for that with was were had has have been are its their this which from into".split())
# Such a sentence tells of two states of one thing, or of parts of it
_CHANGES = re.compile(
    r"\b(?:from|of\swhich|of\sthese|of\sthem|ris\w+|rose|fell|fall\w*|grew|grow\w*|increas\w+|decreas\w+|reduc\w+|up|down|another|further"
    r"|additional|extra|amend\w+|instead|correct\w*|revis\w+|option|first|second|each|respectively|between|would|could|either)\b",
    re.IGNORECASE,
)
LEAST_WORDS = 3  # of a measure


def told_twice(statistics: list[Statistic]) -> list[tuple[int, int]]:
    """Pairs of figures, the earlier first. A measure that is told more than twice tells of parts, and is left alone."""
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    alone: dict[str, int] = defaultdict(int)
    for k, s in enumerate(statistics):
        alone[f"{s.item} {s.unit} {s.sentence}"] += 1
        if s.item is None or s.table >= 0 or s.value_high is not None or s.qualifier or s.comparator or not s.period_as_written or not s.population:
            continue
        measure, population = _words(s.measure or ""), _words(s.population)
        if len(measure) >= LEAST_WORDS and s.subject_kind == "actual":
            groups[s.item, s.unit, measure, population, s.period_as_written.lower()].append(k)
    return [(one, two) for one, two in (g for g in groups.values() if len(g) == 2) if _may_be_same(statistics[one], statistics[two], alone)]


def _may_be_same(one: Statistic, two: Statistic, alone: dict[str, int]) -> bool:
    """In two sentences, each of which has no other figure of the unit and tells of no change."""
    if one.sentence == two.sentence:
        return False
    return all(alone[f"{s.item} {s.unit} {s.sentence}"] == 1 and not _CHANGES.search(s.sentence) for s in (one, two))


def _words(text: str) -> frozenset[str]:
    return frozenset(w for w in _WORD.findall(text.lower()) if w not in _LITTLE)
