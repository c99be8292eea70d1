"""The figures of a meeting, each with its meaning: from running text, from lists of payments, and from tables."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from pipeline import prose
from pipeline.counted import Meaning, Place, meaning_of
from pipeline.figure_patterns import HAS_FIGURE
from pipeline.figure_tables import read_tables
from pipeline.figures import Figure, find_figures
from pipeline.periods import Period, find_periods
from pipeline.prose import Passage
from pipeline.records import Document, Item, MeetingHead, Statistic

_AMOUNT_AT_END = re.compile(r"[£\d][\d,]*\.\d\d\)?\s*$")
_NUMBERED = re.compile(r"^[\s(]{0,3}[\w./()-]{1,14}\t")
# Before the first item stands who was there; only those who are counted are figures: '11 members of the public'
_PUBLIC = re.compile(r"\b(?:members?\sof\sthe\s(?:public|press)|residents|parishioners|members\sof\spublic)\b", re.IGNORECASE)
# A line that only leads over to what was said
_INTRODUCES = re.compile(
    r"\b(?:follow\w*|questions?|points?|matters|discuss\w*|issues|ensued|presented|presentation|gave|reported|raised|asked|seconded"
    r"|resolved|present)\b",
    re.IGNORECASE,
)
FARTHEST = 240  # characters between a figure and what it is compared with
MOST_SENTENCE = 600  # characters that are kept of a sentence


class Stretch(NamedTuple):
    """A sentence or a line of a list, and what stands above it."""

    start: int  # in the document
    text: str
    previous: str  # the sentence before it in its paragraph
    heading: str


def read_statistics(document: Document, head: MeetingHead, items: list[Item], passages: list[Passage]) -> list[Statistic]:
    """Every figure of the meeting that quantifies something, in the order of the text."""
    within = prose.Within(items)
    titles = {i.sequence: i.title for i in items}
    lines = [line.start for line in document.lines]
    tabled = read_tables(document, head, within, titles)
    cells = [(s.start, s.end) for s in tabled]
    found: list[Statistic] = []
    above = ""
    for passage in passages:
        if passage.kind == "title":
            above = ""
            continue
        if not HAS_FIGURE.search(passage.text):
            above = _heading(passage, above)
            continue
        before: Meaning | None = None
        for stretch in _stretches(document, passage, lines, above):
            if passage.item is None and not _PUBLIC.search(stretch.text):
                continue
            title = titles.get(passage.item, "") if passage.item is not None else ""
            statistics, before = _of_stretch(stretch, passage, head.date, title, before)
            for statistic in statistics:
                k = bisect_left(cells, (statistic.start, statistic.start))
                if any(s < statistic.end and statistic.start < e for s, e in cells[max(0, k - 1) : k + 1]):
                    continue
                found.append(statistic)
        above = _heading(passage, above)
    return _with_comparators(sorted([*found, *tabled], key=lambda s: (s.start, s.end)))


def _with_comparators(statistics: list[Statistic]) -> list[Statistic]:
    """A figure 'compared with the national average of 43%' is told of the figure that it stands behind, which points to it."""
    linked = list(statistics)
    for k, statistic in enumerate(statistics):
        if statistic.comparator is None:
            continue
        linked[k] = msgspec.structs.replace(linked[k], comparator=None)
        for j in range(k - 1, max(-1, k - 4), -1):
            local = statistics[j]
            near = local.sentence == statistic.sentence or (
                statistic.comparator not in ("target", "year before") and statistic.start - local.end < FARTHEST
            )
            if local.item != statistic.item or not near:
                break
            if f"from {local.as_written}" in local.sentence or local.subject_kind == "threshold":
                continue
            if local.unit == statistic.unit and local.comparator is None and linked[j].comparator_index is None and "point" not in local.as_written:
                linked[j] = msgspec.structs.replace(linked[j], comparator=statistic.comparator, comparator_index=k)
                break
    return linked


def _heading(passage: Passage, above: str) -> str:
    """A short paragraph that ends without a stop, or with a colon, heads what follows."""
    text = passage.text.strip()
    if len(text) < 120 and (not text.endswith((".", "?", "!")) or text.endswith(":")) and not prose.OPENER.match(passage.text):
        return "" if _INTRODUCES.search(text) else text.rstrip(":–- ")
    return above if prose.OPENER.match(passage.text) else ""


def _stretches(document: Document, passage: Passage, starts: list[int], above: str) -> Iterator[Stretch]:
    """The lines of a passage that is a list of rows; else its sentences."""
    k = bisect_left(starts, passage.start)
    if k and document.lines[k - 1].end > passage.start and (k >= len(starts) or starts[k] > passage.start):
        k -= 1
    pieces: list[tuple[int, int]] = []
    while k < len(starts) and starts[k] < passage.end:
        line = document.lines[k]
        pieces.append((max(line.start, passage.start), min(line.end, passage.end)))
        k += 1
    raw = [document.text[a:b] for a, b in pieces]
    rowlike = [bool("\t" in _NUMBERED.sub("", r).strip() or _AMOUNT_AT_END.search(r)) for r in raw]
    if sum(rowlike) >= 2 and sum(rowlike) * 2 >= len(rowlike):
        for a, b in pieces:
            yield Stretch(a, passage.text[a - passage.start : b - passage.start], "", above)
        return
    previous = ""
    for start, end in prose.sentences(passage.text):
        text = passage.text[start:end]
        yield Stretch(passage.start + start, text, previous, above)
        previous = text


def _of_stretch(stretch: Stretch, passage: Passage, date: str | None, title: str, before: Meaning | None) -> tuple[list[Statistic], Meaning | None]:
    """The figures of a sentence, and the meaning of the last one, on which the next sentence may lean."""
    figures = find_figures(stretch.text)
    if not figures:
        return [], before
    periods = find_periods(stretch.text, date)
    sentence = " ".join(stretch.text.split())[:MOST_SENTENCE]
    found = []
    for k, figure in enumerate(figures):
        before = meaning = meaning_of(stretch.text, k, figures, Place(stretch.previous, stretch.heading, title), before)
        period = _period_of(figure, figures, k, periods)
        found.append(
            Statistic(
                item=passage.item,
                as_written=" ".join(stretch.text[figure.start : figure.end].split()),
                value=figure.value,
                value_high=figure.value_high,
                unit=figure.unit,
                sentence=sentence,
                start=stretch.start + figure.start,
                end=stretch.start + figure.end,
                page=passage.page,
                qualifier=meaning.qualifier,
                measure=meaning.measure,
                population=meaning.population,
                subject_kind=meaning.subject_kind,
                period_as_written=stretch.text[period.start : period.end] if period else None,
                period_start=period.first if period else None,
                period_end=period.last if period else None,
                direction=meaning.direction,
                comparator=meaning.comparator,
            )
        )
    return found, before


def _period_of(figure: Figure, figures: list[Figure], k: int, periods: list[Period]) -> Period | None:
    """The period nearest to a figure: the one behind it before the next figure, else the one before it, else the only one of the sentence."""
    following = figures[k + 1].start if k + 1 < len(figures) else 10**9
    behind = [p for p in periods if figure.end <= p.start < following and p.start - figure.end < 60]
    if behind:
        return behind[0]
    last = figures[k - 1].end if k else 0
    ahead = [p for p in periods if last <= p.start and p.end <= figure.start]
    if ahead:
        return ahead[-1]
    return periods[0] if len(periods) == 1 else None
