"""When a figure holds: periods as minutes state them, resolved against the date of the meeting."""

from __future__ import annotations

import calendar
import datetime
import re
from typing import NamedTuple

from pipeline import dates
from pipeline.dates import MONTHS


class Period(NamedTuple):
    """A period as written, and its first and last day where they are certain."""

    start: int
    end: int
    first: str | None
    last: str | None


_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
)
_SPAN = re.compile(rf"\b{_MONTH}\s(?P<year>(?:19|20)\d\d)\s?(?:to|[-–]|until|and)\s?{_MONTH.replace('month', 'month2')}\s(?P<year2>(?:19|20)\d\d)\b")
_MONTH_YEAR = re.compile(rf"\b{_MONTH}\.?,?\s(?P<year>(?:19|20)\d\d)\b")
_SPLIT_YEAR = re.compile(
    r"(?<![\d£/-])(?P<year>(?:19|20)\d\d)\s?[/–-]\s?(?P<next>(?:20)?\d\d)(?![\d/-])|(?<![\d£/-])(?P<short>\d\d)/(?P<short2>\d\d)(?![\d/-])"
)
_QUARTER = re.compile(
    r"\b(?:Q(?P<q>[1-4])|[Qq]uarter\s(?P<n>[1-4])|(?P<word>first|second|third|fourth|last)\squarter)(?:\s(?:of\s)?(?P<year>(?:19"
    r"|20)\d\d)\s?(?:[/–-]\s?(?P<next>\d\d))?)?\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d£$€.,/–-])(?P<year>(?:19|20)\d\d)(?![\d/,.–-]\d|\d)")
_MONTH_ONLY = re.compile(rf"\b(?:in|during|for|since|until|to|by|from|of)\s(?:last\s|early\s|late\s|mid-)?{_MONTH}\b(?!\s\d)")
_RELATIVE = re.compile(
    r"\b(?:this|last|the\slast|next|the\snext|the\scurrent|current|previous|the\sprevious|the\spast|past"
    r"|the\ssame)\s(?:(?:\w{2,6}\s)?(?:financial|municipal|academic|calendar|school)\s)?(?:(?:\w{2,6}\s)?(?:years?|months?|weeks?"
    r"|quarters?|term|period|summer|winter|spring|autumn))"
    r"(?:\s(?:last\syear|of\sthe\syear\sbefore|the\syear\sbefore))?|\b(?:per|each|every|a)\s(?:annum|year|month|week|day|quarter|term"
    r"|night)\b|\bannually|\byear\sto\sdate|\bto\sdate\b|\bthe\syear\sbefore\b|\ba\syear\sago\b",
    re.IGNORECASE,
)


def find_periods(text: str, meeting: str | None) -> list[Period]:
    """The periods that a stretch of text states, in order, none inside another."""
    met = datetime.date.fromisoformat(meeting) if meeting else None
    found = [_spanned(m) for m in _SPAN.finditer(text)]
    for date in dates.find_dates(text):
        iso = date.iso or (_nearest(date.month, date.day, met) if met else None)
        found.append(Period(date.start, date.end, iso, iso))
    found += [Period(m.start(), m.end(), *_of_month(int(m["year"]), MONTHS[m["month"].lower()[:3]])) for m in _MONTH_YEAR.finditer(text)]
    found += [p for m in _QUARTER.finditer(text) if (p := _quarter(m))]
    found += [p for m in _SPLIT_YEAR.finditer(text) if (p := _split_year(m, text))]
    found += [_year(m) for m in _YEAR.finditer(text)]
    found += [_month(m, met) for m in _MONTH_ONLY.finditer(text)]
    found += [Period(m.start(), m.end(), *_relative(m[0].lower(), met)) for m in _RELATIVE.finditer(text)]
    kept: list[Period] = []
    for period in sorted(found, key=lambda p: (p.start, -p.end)):
        if not kept or period.start >= kept[-1].end:
            kept.append(period)
    return kept


def _of_month(year: int, month: int) -> tuple[str, str]:
    return f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-{calendar.monthrange(year, month)[1]:02}"


def _spanned(match: re.Match[str]) -> Period:
    first = _of_month(int(match["year"]), MONTHS[match["month"].lower()[:3]])[0]
    last = _of_month(int(match["year2"]), MONTHS[match["month2"].lower()[:3]])[1]
    return Period(match.start(), match.end(), first, last)


def _split_year(match: re.Match[str], text: str) -> Period | None:
    """'2016/17' is a financial year from April; an academic one from September where the words say so, a municipal one from May."""
    year = int(match["year"]) if match["year"] else 2000 + int(match["short"])
    following = match["next"] or match["short2"]
    end = int(following) if len(following) == 4 else year // 100 * 100 + int(following)
    if end != year + 1:
        return Period(match.start(), match.end(), f"{year}-01-01", f"{end}-12-31") if match["year"] and year < end <= year + 40 else None
    around = text[max(0, match.start() - 30) : match.end() + 30].lower()
    if "academic" in around or "school year" in around:
        return Period(match.start(), match.end(), f"{year}-09-01", f"{end}-08-31")
    if "municipal" in around or "civic year" in around:
        return Period(match.start(), match.end(), f"{year}-05-01", f"{end}-04-30")
    return Period(match.start(), match.end(), f"{year}-04-01", f"{end}-03-31")


def _quarter(match: re.Match[str]) -> Period | None:
    if match["year"] is None:
        return Period(match.start(), match.end(), None, None)
    number = match["q"] or match["n"] or {"first": "1", "second": "2", "third": "3"}.get((match["word"] or "").lower(), "4")
    quarter, year = int(number), int(match["year"])
    month = (4, 7, 10, 1)[quarter - 1] if match["next"] else 3 * quarter - 2
    year += bool(match["next"]) and quarter == 4
    return Period(match.start(), match.end(), _of_month(year, month)[0], _of_month(year, month + 2)[1])


def _year(match: re.Match[str]) -> Period:
    return Period(match.start(), match.end(), f"{match['year']}-01-01", f"{match['year']}-12-31")


def _month(match: re.Match[str], met: datetime.date | None) -> Period:
    """'in January': of the year that puts it nearest before the meeting; 'by January', 'until January' are left open."""
    start = match.start("month")
    if met is None or match[0].lower().startswith(("by", "until", "to", "next")):
        return Period(start, match.end(), None, None)
    month = MONTHS[match["month"].lower()[:3]]
    year = met.year if month <= met.month else met.year - 1
    first, last = _of_month(year, month)
    return Period(
        match.start() if match[0].lower().startswith("since") else start,
        match.end(),
        first,
        met.isoformat() if match[0].lower().startswith("since") else last,
    )


def _nearest(month: int, day: int, met: datetime.date) -> str | None:
    """A day without a year: of the year that puts it nearest to the meeting."""
    candidates = []
    for year in (met.year - 1, met.year, met.year + 1):
        try:
            candidates.append(datetime.date(year, month, day))
        except ValueError:
            continue
    return min(candidates, key=lambda d: abs((d - met).days)).isoformat() if candidates else None


def _relative(words: str, met: datetime.date | None) -> tuple[str | None, str | None]:
    """'last year' and 'this year' as calendar, financial, academic or municipal years; everything else stays open."""
    if met is None or not re.search(r"\byear$", words) or words.startswith(("a ", "per", "each", "every", "the same")):
        return None, None
    begins = 4 if "financial" in words else 9 if "academic" in words or "school" in words else 5 if "municipal" in words else 1
    year = met.year if met.month >= begins else met.year - 1
    step = -1 if "last" in words or "previous" in words else 1 if "next" in words else 0 if "this" in words or "current" in words else None
    if step is None or (begins == 1 and re.search(r"\b\w+\s(?:calendar)?", words) is None):
        return None, None
    year += step
    last = datetime.date(year + (begins > 1), begins, 1) - datetime.timedelta(days=1) if begins > 1 else datetime.date(year, 12, 31)
    return f"{year:04}-{begins:02}-01", last.isoformat()
