"""Lines -> the numbered items of one meeting, as a tree."""

from __future__ import annotations

from bisect import bisect_left

from pipeline.headings import looks_of
from pipeline.records import Document, Item, MeetingHead, Problem
from pipeline.sequences import Candidate, find_candidates, find_sequence


def split_items(document: Document, head: MeetingHead) -> tuple[list[Item], list[Problem]]:
    """Cut the minutes of one meeting at each numbered heading; text before the first belongs to no item."""
    starts = [line.start for line in document.lines]
    first, last = bisect_left(starts, head.start), bisect_left(starts, head.end)
    if first >= last:
        return [], []
    looks = looks_of(document.lines[first:last])
    found = find_sequence(find_candidates(document, looks, first, last))
    if not found:
        return [], []
    ends = [c.start for c in found[1:]] + [head.end]
    return [_item(document, k, c, end) for k, (c, end) in enumerate(zip(found, ends, strict=True), 1)], []


def _item(document: Document, sequence: int, found: Candidate, end: int) -> Item:
    return Item(
        sequence=sequence,
        number=found.mark.number,
        parent=None,
        title=found.title.text,
        start=found.start,
        end=end,
        body=min(found.title.end, end),
        page=document.lines[found.index].page,
    )
