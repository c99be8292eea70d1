"""Lines -> the items of one meeting, as a tree."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from itertools import pairwise

from pipeline import limits
from pipeline.candidates import Candidate, farther_above, find_candidates
from pipeline.headings import Looks, looks_of
from pipeline.parts import Part, find_parts
from pipeline.records import Document, Item, MeetingHead, Problem
from pipeline.sequences import find_sequence, running_values
from pipeline.unnumbered import Heading, find_headings, headings_beside, headings_in_gap

_EXEMPT_TITLE = re.compile(r"\b(?:exempt|not for publication)\b(?! (?:from|items? of business|information rules))|\(confidential\)", re.IGNORECASE)
_EXEMPT_PART = re.compile(
    r"(?:part (?:b|c|2|ii|two)\b[\s:–—-]{0,4}(?:exempt|private|confidential|closed|restricted).{0,40}"
    r"|(?:exempt|confidential|private|closed|restricted) (?:items?|business|session|part|minutes?|information)(?: of .{0,30})?)",
    re.IGNORECASE,
)
_OPEN_PART = re.compile(
    r"(?:part (?:a|1|i|one)\b.{0,40}|open (?:items?|session|part)|unrestricted items?|public (?:items?|session|part))", re.IGNORECASE
)
_OF_PARTS = frozenset("CEOPRUceopru")  # what the headings of exempt and open parts begin with
_EXCLUSION = re.compile(
    r"exclu(?:sion|de) (?:of )?(?:the )?(?:press|public)|(?:press|public) (?:and (?:the )?(?:press|public) )?(?:be|were) excluded", re.IGNORECASE
)
_EXCLUDED = re.compile(r"\b(?:be|were|was|is|are) (?:now )?excluded\b|resolved to exclude|agreed to exclude", re.IGNORECASE)
_READMITTED = re.compile(
    r"re-?admitted|re-?admission|resumed? (?:in )?(?:public|open)|(?:press|public) (?:be|were) (?:invited|allowed) (?:back|to return)", re.IGNORECASE
)
_NAMED = re.compile(
    r"(?:minutes?|items?)(?: (?:nos?\.?|numbers?))? ([A-Z]{0,4}[ ./-]?\d[\d ,&./–-]{0,80}(?: ?and [A-Z]{0,4}[\d./-]{1,12})?)", re.IGNORECASE
)


def split_items(document: Document, head: MeetingHead) -> tuple[list[Item], list[Problem]]:
    """Cut the minutes of one meeting at each numbered heading; text before the first belongs to no item.

    Minutes that number nothing are cut at their headings, whose number is None.
    """
    starts = [line.start for line in document.lines]
    first, last = bisect_left(starts, head.start), bisect_left(starts, head.end)
    if first >= last:
        return [], []
    looks = looks_of(document.lines[first:last])
    candidates = find_candidates(document, looks, first, last)
    numbered = _cut_at_colons(document.text, _under_headings(document, looks, find_sequence(candidates)))
    if not numbered:
        numbered = [c for c in find_sequence(find_candidates(document, looks, first, last, lettered=True)) if c.stands_out]
    inside = not numbered or numbered[-1].place - numbered[0].place < 0.4
    headings = find_headings(document, looks, first, last) if inside else []
    found: list[Candidate | Heading] = list(headings) if _tell_more(headings, numbered) else _with_headings(document, looks, numbered, first, last)
    if not found:
        return [], [Problem("items", "no-items", "warning", "no numbered items and no headings were found", document.lines[first].page)]
    found = found[: limits.MAX_ITEMS]
    exempt = _exempt(document, found, first, head.end)
    items: list[Item] = []
    for k, (c, after) in enumerate(zip(found, [*found[1:], None], strict=True)):
        end = after.start if after else head.end
        items.append(_item(document, len(items) + 1, c, end, exempt[k]))
        if isinstance(c, Candidate):
            stop = after.index if after else last
            within = [x for x in candidates if c.index < x.index < stop]
            _add_parts(document, looks, items, c, within, stop)
    return items[: limits.MAX_ITEMS], _doubts(document, [c for c in found if isinstance(c, Candidate)])


def _tell_more(headings: list[Heading], numbered: list[Candidate]) -> bool:
    """The unnumbered headings cut the minutes, and the numbers found are a list inside one of them."""
    if not headings or not numbered:
        return bool(headings)
    needed = 2 * len(numbered) if numbered[0].stands_out else 0.7 * len(numbered)
    return len(headings) >= max(4, needed) and headings[-1].place - headings[0].place > 0.4


def _under_headings(document: Document, looks: Looks, numbered: list[Candidate]) -> list[Candidate]:
    """Where headings stand over numbered paragraphs, they are the titles; a further paragraph under one heading has none.

    Between a heading and the decision that bears its number there may be whole paragraphs without a number.
    """
    if 2 * sum(c.above is not None for c in numbered) < len(numbered):
        return numbered
    out = []
    for c, before in zip(numbered, [None, *numbered], strict=False):
        above = c.above or (farther_above(document, looks, before.index + 1, c) if before else None)
        out.append(replace(c, start=above[0], title=above[1]) if above else replace(c, title=replace(c.title, text="", end=c.mark.end)))
    return out


def _cut_at_colons(text: str, numbered: list[Candidate]) -> list[Candidate]:
    """Where minutes end their headings with a colon, whatever stands out behind the first colon is text: a heading of its own, or a name."""
    ended = [text[max(0, c.title.end - 8) : c.title.end].rstrip(" \n\t-–").endswith(":") for c in numbered]
    if sum(ended) < max(3, 0.6 * len(numbered)):
        return numbered
    out = []
    for c, whole in zip(numbered, ended, strict=True):
        colon = c.title.text.find(":")
        at = text.find(":", c.mark.end, c.title.end)
        if colon > 2 and at > 0 and not whole:
            out.append(replace(c, title=replace(c.title, text=c.title.text[:colon], end=at + 1, run_on=True)))
        else:
            out.append(c)
    return out


def _with_headings(document: Document, looks: Looks, numbered: list[Candidate], first: int, last: int) -> list[Candidate | Heading]:
    """The numbered items, with the headings whose number was forgotten where the numbering jumps, and those that stand beside numbered decisions."""
    if not numbered:
        return []
    values = running_values(numbered)
    added = headings_beside(document, looks, numbered, first, last)
    for (c, after), (value, following) in zip(pairwise(numbered), pairwise(values), strict=True):
        if 1 < following - value < 5:
            added += headings_in_gap(document, looks, c, after, following - value - 1)
    taken = {c.index for c in numbered}
    return sorted([*numbered, *(h for h in added if h.index not in taken)], key=lambda c: c.start)


def _item(document: Document, sequence: int, found: Candidate | Heading, end: int, exempt: bool) -> Item:
    numbered = isinstance(found, Candidate)
    return Item(
        sequence=sequence,
        number=found.mark.number if isinstance(found, Candidate) else None,
        parent=None,
        title=found.title.text[: limits.MAX_TITLE],
        start=found.start,
        end=end,
        body=min(found.title.end, end),
        page=document.lines[found.index].page,
        kind="item" if numbered else "heading",
        is_exempt=exempt,
    )


def _add_parts(document: Document, looks: Looks, items: list[Item], found: Candidate, inside: list[Candidate], stop: int) -> None:
    """Put the parts of the last item behind it."""
    item = items[-1]
    parts = find_parts(document, looks, found, inside, found.index + 1, stop)
    for k, part in enumerate(parts):
        above, holder = part.above, item
        if above >= 0:
            holder = items[item.sequence + above]
        # A part ends where the next one begins that it does not hold
        end = next((p.start for j, p in enumerate(parts[k + 1 :], k + 1) if not _holds(parts, k, j)), item.end)
        items.append(
            Item(
                sequence=len(items) + 1,
                number=part.mark.number,
                parent=holder.sequence,
                title=part.title.text[: limits.MAX_TITLE],
                start=part.start,
                end=end,
                body=min(part.title.end if part.title.text else part.mark.end, end),
                page=document.lines[part.index].page,
                is_exempt=item.is_exempt,
            )
        )


def _holds(parts: list[Part], holder: int, part: int) -> bool:
    """Whether one part lies inside another, however deep."""
    while part >= 0:
        part = parts[part].above
        if part == holder:
            return True
    return False


# ---- exempt business, doubts -------------------------------------------------------------------------------------------------------------
def _exempt(document: Document, found: list[Candidate | Heading], first: int, end: int) -> list[bool]:
    """For each item, whether it was taken without the public: its title, the heading of its part or an exclusion before it says so."""
    text = document.text
    ends = [c.start for c in found[1:]] + [end]
    out: list[bool] = []
    closed = False
    named: set[str] = set()
    line = first
    for c, stop in zip(found, ends, strict=True):
        for heading in document.lines[line : c.index]:
            said = text[heading.start : heading.end].strip(" .:–-")
            if said[:1] not in _OF_PARTS:
                continue
            if _EXEMPT_PART.fullmatch(said):
                closed = True
            elif _OPEN_PART.fullmatch(said):
                closed = False
        line = c.index
        number = c.mark.number if isinstance(c, Candidate) else ""
        excludes = bool(_EXCLUSION.search(c.title.text))
        out.append(not excludes and (closed or number in named or bool(_EXEMPT_TITLE.search(c.title.text))))
        body = text[c.start : min(stop, c.start + 4000)]
        if excludes and _EXCLUDED.search(body):
            told = {n for m in _NAMED.finditer(body) for n in re.findall(r"\d[\d./-]*\d|\d", m[1])}
            ahead = {x.mark.number for x in found[len(out) :] if isinstance(x, Candidate)}
            named = {n for n in ahead if n in told or any(n.endswith(t) and not n[: -len(t)][-1:].isdigit() for t in told)}
            closed = not named
        elif (closed or named) and _READMITTED.search(body):
            closed, named = False, set()
    return out


def _doubts(document: Document, numbered: list[Candidate]) -> list[Problem]:
    """What is odd in the numbering, as printed."""
    problems: list[Problem] = []
    values = running_values(numbered)
    for (before, c), (a, b) in zip(pairwise(numbered), pairwise(values), strict=True):
        page = document.lines[c.index].page
        if c.mark.letter or before.mark.letter or not a or not b:
            continue
        if b > a + 1:
            problems.append(Problem("items", "numbering-gap", "info", f"{before.mark.number} is followed by {c.mark.number}", page))
        elif b == a:
            problems.append(Problem("items", "numbering-double", "warning", f"{c.mark.number} stands twice", page))
        elif b < a and b > 1:
            problems.append(Problem("items", "numbering-out-of-order", "warning", f"{before.mark.number} is followed by {c.mark.number}", page))
    return problems[: limits.MAX_PROBLEMS]
