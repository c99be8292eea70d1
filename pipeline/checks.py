"""Figures held against each other: a change against its two ends, a share against its base, parts against their whole.

A check is made only where the sentence itself says how the figures belong together. Rounding is allowed for, and what lies between
a clear yes and a clear no is left unsaid: to accuse a right figure is worse than to miss a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from pipeline.listed_parts import listed_totals, table_totals
from pipeline.numerals import written
from pipeline.records import Check, CheckRule, Document, Statistic
from pipeline.repeated import told_twice

_T = r"⟦\d{1,6}%?⟧"


def _t(name: str) -> str:
    """Any figure."""
    return rf"⟦(?P<{name}>\d{{1,6}})%?⟧"


def _p(name: str) -> str:
    """A percentage."""
    return rf"⟦(?P<{name}>\d{{1,6}})%⟧"


_GAP = r"[^⟦⟧.;:¶]"
_PERIOD = rf"(?:\s?\({_GAP}{{1,30}}\)|\s(?:in|by|at|for|to|during|on|last|this|the)\s{_GAP}{{1,40}}?|\s[a-z]{_GAP}{{1,25}}?)?"
_CHANGE = r"(?:increase|rise|growth|reduction|fall|decrease|drop|cut|decline|gain|difference|uplift|jump)"
_AS_CHANGE = (
    rf"[\s,–-]{{1,4}}(?:which\s(?:is|was|represents|represented)\s|representing\s|that\sis\s|or\s|being\s)?(?:an?\s"
    rf"|the\s)?(?:overall\s|total\s|net\s|further\s)?{_CHANGE}\sof\s(?:about\s|around\s|some\s|just\s(?:over|under)\s)?"
)
_OR_SHARE = rf"(?:{_GAP}{{0,24}}?\s?(?:\(|,?\sor\s|,\s)(?:an?\s{_CHANGE}\sof\s|a\s|or\s)?{_p('share')}(?:\s{_CHANGE})?)?"
_FROM_TO = rf"\bfrom\s(?:about\s|around\s|some\s)?{_t('a')}{_PERIOD}\sto\s(?:about\s|around\s|some\s)?{_t('b')}{_PERIOD}"
# It says: 'from 44,626 to 48,858, a growth of 2,231 (an increase of 5%)'; the second sentence may begin 'A growth of'
_CHANGED = re.compile(rf"{_FROM_TO}(?:\.\s?(?=A[n]?\s))?(?:{_AS_CHANGE}|\s?\.?\sA[n]?\s{_CHANGE}\sof\s){_t('d')}{_OR_SHARE}", re.IGNORECASE)
# It says: 'rise by 4.99%, from £1,411.91 to £1,482.36'
_CHANGED_BY = re.compile(rf"\b(?:by|of)\s(?:about\s|around\s|some\s)?{_p('share')}{_GAP}{{0,60}}?\s{_FROM_TO}", re.IGNORECASE)
# It says: '1,104 calls in 2016, up from 920 in 2015, a rise of 20%'
_UP_FROM = re.compile(
    rf"{_t('b')}{_GAP}{{0,50}}?,?\s(?:up\sfrom|down\sfrom|compared\s(?:with|to)"
    rf"|against)\s(?:the\s)?{_t('a')}{_GAP}{{0,70}}?{_AS_CHANGE}{_t('d')}{_OR_SHARE}",
    re.IGNORECASE,
)
_BASE = r"(?:(?:the|its|their|those|all|a\stotal\sof|some)\s){0,2}"
# It says: '412 of the 1,648 children were in care (30%)'
_PART_OF = re.compile(
    rf"{_t('part')}(?:\s[a-z-]{{2,20}}){{0,3}}?\s(?:out\s)?of\s{_BASE}{_t('whole')}[^⟦⟧.;:¶,]{{0,90}}?\s?(?:\(|,\sor\s|,\s){_p('share')}(?=\s?[),.;¶]|\s?$)",
    re.IGNORECASE,
)
# It says: 'Of the 156 care leavers, 98 (63%)'
_OF_THESE = re.compile(rf"\bOf\s{_BASE}{_t('whole')}{_GAP}{{1,90}}?,\s{_t('part')}\s?(?:{_GAP}{{0,40}}?\s)?\({_p('share')}\)", re.IGNORECASE)
# It says: '207, or 18% of the 1,150'
_OR_OF = re.compile(rf"{_t('part')}{_GAP}{{0,40}}?(?:,\sor|\s\(|,)\s?{_p('share')}\sof\s{_BASE}{_t('whole')}", re.IGNORECASE)
# It says: '64% of ..., 15 percentage points above the national average of 49%'
_POINTS_ABOVE = re.compile(
    rf"{_p('a')}{_GAP}{{0,120}}?,?\s{_p('d')}\s(?:above|below|better\sthan|worse\sthan|higher\sthan|lower\sthan|more\sthan"
    rf"|less\sthan)\s(?:the\s)?{_GAP}{{0,30}}?(?:average|figure|rate)\s(?:of|was|is)\s{_p('b')}",
    re.IGNORECASE,
)
# It says: '61% ... The national average was 57%, so that the Borough was six percentage points better'
_POINTS_BETTER = re.compile(
    rf"{_p('a')}(?:[^⟦⟧¶%.]{{0,90}}⟦\d{{1,6}}⟧){{0,2}}[^⟦⟧¶.]{{0,90}}\.\s(?:The\s)?{_GAP}{{0,40}}?average\s(?:was"
    rf"|is)\s{_p('b')}{_GAP}{{0,60}}?\s{_p('d')}\s(?:better|worse|above|below|higher|lower)\b",
    re.IGNORECASE,
)
_MADE_UP = r"(?::|,?\sbeing|,?\scomprising|,?\smade\sup\sof|,?\sconsisting\sof|\sdivided\s(?:between|among|into)|\ssplit\sbetween|\sshared\sbetween)"
_LISTED = re.compile(
    rf"{_t('whole')}{_GAP}{{0,80}}?{_MADE_UP}(?P<parts>\s(?:[^⟦⟧.;:¶]{{0,110}}{_T}){{2,12}}[^⟦⟧.;:¶]{{0,80}})(?=[.¶]|$)",
    re.IGNORECASE,
)
_PARTS_END = re.compile(rf"\band\s[^⟦⟧]{{0,60}}{_T}[^⟦⟧]{{0,80}}$", re.IGNORECASE)
_UNSURE = ("about", "over", "under", "up-to", "at-least")
_ADDS_UP = ("count", "places", "GBP", "hours", "days", "tonnes")


class Range(NamedTuple):
    """The values that a figure, rounded as it is written, may stand for."""

    low: float
    high: float


def read_checks(document: Document, statistics: list[Statistic]) -> list[Check]:
    """Every check that the text allows, with the figures that it holds against each other."""
    text = _with_figures_marked(document.text, statistics)
    found: list[Check] = []
    for pattern, judge in (
        (_CHANGED, _change),
        (_CHANGED_BY, _change),
        (_UP_FROM, _change),
        (_PART_OF, _part),
        (_OF_THESE, _part),
        (_OR_OF, _part),
        (_POINTS_ABOVE, _points),
        (_POINTS_BETTER, _points),
    ):
        for match in pattern.finditer(text):
            figures = {name: int(key) for name, key in match.groupdict().items() if key is not None}
            if _held(statistics, list(figures.values())):
                found += judge(statistics, figures)
    for match in _LISTED.finditer(text):
        found += _parts(statistics, int(match["whole"]), match["parts"])
    for total, parts, whole in [*listed_totals(document, statistics), *table_totals(statistics)]:
        found += [check for check in _sum(statistics, total, parts) if whole or check.verdict == "agrees"]
    found += [check for one, two in told_twice(statistics) if (check := _same(statistics, one, two))]
    scanned = {page.number for page in document.pages if page.is_ocr}
    kept: dict[tuple[str, int], Check] = {}
    for check in found:
        if check.verdict == "disagrees" and any(statistics[k].page in scanned for k in check.figures):
            continue  # a digit misread is likelier than a clerk's slip
        kept.setdefault((check.rule, check.figures[0]), check)
    return sorted(kept.values(), key=lambda c: c.figures[0])


def _held(statistics: list[Statistic], figures: list[int]) -> bool:
    """Figures of one and the same item; outside items only those who came are counted."""
    return len({statistics[k].item for k in figures}) == 1 and statistics[figures[0]].item is not None


def _with_figures_marked(text: str, statistics: list[Statistic]) -> str:
    """The text on one line with ⟦k⟧ for the k-th figure, and ¶ between paragraphs."""
    parts, at = [], 0
    for k, statistic in enumerate(statistics):
        if statistic.start < at:
            continue
        parts += [text[at : statistic.start], f"⟦{k}%⟧" if statistic.unit == "percent" else f"⟦{k}⟧"]
        at = statistic.end
    parts.append(text[at:])
    return re.sub(r"\s{1,4}", " ", re.sub(r"\n{2,3}|\t", " ¶ ", "".join(parts).replace("⟧-", "⟧ ")))


def _change(statistics: list[Statistic], figures: dict[str, int]) -> Iterator[Check]:
    a, b = statistics[figures["a"]], statistics[figures["b"]]
    if not _alike(a, b) or a.value == b.value:
        return
    low, high = _range(a), _range(b)
    between = Range(high.low - low.high, high.high - low.low)
    by = Range(between.low / abs(a.value) * 100, between.high / abs(a.value) * 100) if a.value else None
    difference, share = b.value - a.value, 100 * (b.value - a.value) / a.value if a.value else 0.0
    said = [k for name in ("d", "share") if (k := figures.get(name)) is not None]
    ends = f"{_written(a)} to {_written(b)} is {_amount(abs(difference), a)}"
    if a.unit != "percent":
        places = max([1, *(len(m[1]) for k in said if (m := _DECIMALS.search(statistics[k].as_written)))])
        ends += f" ({abs(share):.{min(places, 2)}f} %)"
    for k in said:
        stated = statistics[k]
        if stated.qualifier in _UNSURE or stated.value_high is not None:
            continue
        if stated.unit == "percent" and a.unit != "percent":
            if by is None or statistics[k].value == 0:
                continue
            rule: CheckRule = "percent-change"
            computed, expected = abs(share), _positive(by)
        elif _alike(stated, a):
            rule, computed, expected = "difference", abs(difference), _positive(between)
        else:
            continue
        verdict = _verdict(abs(stated.value), _range(stated), expected)
        if verdict:
            others = [statistics[j] for j in said]
            yield Check(
                item=_item(stated),
                rule=rule,
                stated=stated.value,
                computed=round(computed, 4),
                verdict=verdict,
                explanation=f"{ends}, the minutes say {_said(others)}",
                figures=[k, figures["a"], figures["b"]],
            )


def _said(others: list[Statistic]) -> str:
    first, *rest = [_written(o) for o in others]
    return f"{first} ({rest[0]})" if rest else first


def _part(statistics: list[Statistic], figures: dict[str, int]) -> Iterator[Check]:
    part, whole, share = (statistics[figures[name]] for name in ("part", "whole", "share"))
    if share.unit != "percent" or not _alike(part, whole) or part.unit == "percent" or not 0 < part.value < whole.value or whole.value < 5:
        return
    if any(s.qualifier in _UNSURE or s.value_high is not None for s in (part, whole, share)):
        return
    p, w = _range(part), _range(whole)
    expected = Range(100 * p.low / w.high, 100 * p.high / w.low)
    computed = 100 * part.value / whole.value
    in_words = share.as_written[:1].isalpha()  # 'or a quarter': nobody means it to the point
    verdict = _verdict(share.value, Range(share.value - 2.5, share.value + 2.5) if in_words else _range(share), expected)
    if in_words and verdict == "disagrees":
        return
    if verdict:
        yield Check(
            item=_item(share),
            rule="percent-of",
            stated=share.value,
            computed=round(computed, 4),
            verdict=verdict,
            explanation=f"{_written(part)} of {_written(whole)} is {computed:.1f} %, the minutes say {_written(share)}",
            figures=[figures["share"], figures["part"], figures["whole"]],
        )


def _points(statistics: list[Statistic], figures: dict[str, int]) -> Iterator[Check]:
    a, b, d = (statistics[figures[name]] for name in ("a", "b", "d"))
    if any(s.unit != "percent" or s.qualifier in _UNSURE or s.value_high is not None for s in (a, b, d)) or "point" not in d.as_written.lower():
        return
    low, high = _range(min(a, b, key=lambda s: s.value)), _range(max(a, b, key=lambda s: s.value))
    verdict = _verdict(d.value, _range(d), Range(max(0.0, high.low - low.high), high.high - low.low))
    if verdict:
        computed = abs(a.value - b.value)
        yield Check(
            item=_item(d),
            rule="difference",
            stated=d.value,
            computed=round(computed, 4),
            verdict=verdict,
            explanation=(
                f"{_written(a)} and {_written(b)} are {written(round(computed, 2))} percentage points apart, the minutes say {written(d.value)}"
            ),
            figures=[figures["d"], figures["a"], figures["b"]],
        )


def _parts(statistics: list[Statistic], whole: int, listed: str) -> list[Check]:
    """'Thirty-five letters: 21 that objected, 12 in support and three that were neutral'."""
    parts = [int(k) for k in re.findall(r"⟦(\d+)%?⟧", listed)]
    total = statistics[whole]
    between = re.split(r"⟦\d+%?⟧", listed)[1:-1]
    if not all(re.search(r",|\sand\s", words) for words in between):
        return []
    if not _PARTS_END.search(listed) or re.search(r"\b(?:each|per|about|including|among|over|some|others?|rest|remainder)\b", listed, re.IGNORECASE):
        return []
    if any(not _alike(statistics[k], total) or statistics[k].value >= total.value for k in parts):
        return []
    return _sum(statistics, whole, parts)


def _sum(statistics: list[Statistic], total: int, parts: list[int]) -> list[Check]:
    """Parts against the total that is given for them."""
    whole, pieces = statistics[total], [statistics[k] for k in parts]
    if whole.unit not in _ADDS_UP or len(pieces) < 2 or not _held(statistics, [total, *parts]) or any(not _alike(p, whole) for p in pieces):
        return []
    if any(s.qualifier in _UNSURE or s.value_high is not None for s in (whole, *pieces)):
        return []
    computed = round(sum(p.value for p in pieces), 4)
    ranges = [_range(p) for p in pieces]
    verdict = _verdict(whole.value, _range(whole), Range(sum(r.low for r in ranges), sum(r.high for r in ranges)))
    if verdict is None:
        return []
    shown = " + ".join(_written(p) for p in pieces[:8]) + (f" + {len(pieces) - 8} more" if len(pieces) > 8 else "")
    said = "which is what the minutes say" if verdict == "agrees" else f"the minutes say {_written(whole)}"
    explanation = f"{shown} = {_amount(computed, whole)}, {said}"
    return [Check(_item(whole), "sum-of-parts", whole.value, computed, verdict, explanation, [total, *parts])]


def _same(statistics: list[Statistic], one: int, two: int) -> Check | None:
    """A figure that is given twice: the later one is held against the earlier."""
    first, again = statistics[one], statistics[two]
    verdict = _verdict(again.value, _range(again), _range(first))
    if verdict is None:
        return None
    said = "and again" if verdict == "agrees" else "then"
    explanation = f"{first.measure}: the minutes say {_written(first)}, {said} {_written(again)}"
    return Check(_item(again), "same-figure", again.value, first.value, verdict, explanation, [two, one])


# ---- rounding --------------------------------------------------------------------------------------------------------------------------
_DECIMALS = re.compile(r"\d[.·](\d{1,6})")
_MANY = {"million": 1e6, "m": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9, "thousand": 1e3, "k": 1e3}
_MULTIPLE = re.compile(r"\d\s?(million|billion|thousand|bn|mn|m|k)\b", re.IGNORECASE)


def _range(statistic: Statistic) -> Range:
    """Half of the last place that is written to either side; whole numbers that end in three noughts or more are taken for rounded."""
    text, value = statistic.as_written, abs(statistic.value)
    decimals, multiple = _DECIMALS.search(text), _MULTIPLE.search(text)
    many = _MANY[multiple[1].lower()] if multiple and statistic.unit in ("GBP", "count", "other") else 1.0
    if decimals:
        half = 0.5 * many * 10.0 ** -len(decimals[1])
    elif many > 1 or statistic.unit == "percent":
        half = 0.5 * many
    elif value >= 1_000 and value % 1_000 == 0 and statistic.table < 0:
        noughts = len(str(int(value))) - len(str(int(value)).rstrip("0"))
        half = 0.5 * 10.0**noughts
    elif statistic.unit == "GBP" and statistic.table < 0:
        half = 0.5
    else:
        half = 0.0
    return Range(value - half, value + half)


def _verdict(stated: float, rounded: Range, expected: Range) -> Literal["agrees", "disagrees"] | None:
    """'agrees' where the ranges meet, 'disagrees' where they are further apart than cutting off in place of rounding explains, None between."""
    if rounded.low - 1e-9 <= expected.high and expected.low <= rounded.high + 1e-9:
        return "agrees"
    width = rounded.high - rounded.low
    too_much, too_little = rounded.low - expected.high, expected.low - rounded.high
    clear = 0.001 * max(1.0, abs(stated))
    return "disagrees" if too_much > max(0.25 * width, clear) or too_little > max(0.5 * width, clear) else None


def _positive(span: Range) -> Range:
    return span if span.low >= 0 else Range(-span.high, -span.low) if span.high <= 0 else Range(0.0, max(span.high, -span.low))


def _alike(a: Statistic, b: Statistic) -> bool:
    def unit(s: Statistic) -> str:
        return "count" if s.unit == "places" else s.unit

    return unit(a) == unit(b) and a.value_high is None and b.value_high is None


def _item(statistic: Statistic) -> int:
    return statistic.item or 0  # none: `_held` leaves figures outside items alone


def _written(statistic: Statistic) -> str:
    """As the minutes have it; with its unit where that stands apart."""
    return statistic.as_written


def _amount(value: float, like: Statistic) -> str:
    if like.unit == "GBP":
        return f"£{value:,.2f}".removesuffix(".00")
    return written(round(value, 4)) + (" %" if like.unit == "percent" else "")
