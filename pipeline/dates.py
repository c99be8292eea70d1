"""Dates and times of day as British and Irish councils write them, found in running text, with what they mean beside the place where they stand."""

from __future__ import annotations

import calendar
import datetime
import re

import msgspec

MONTH_NAMES = "January February March April May June July August September October November December".split()
MONTHS = {name.lower()[:3]: number for number, name in enumerate(MONTH_NAMES, 1)}
WEEKDAYS = {name.lower()[:3]: number for number, name in enumerate(calendar.day_name)}
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth "
    "eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh "
    "twenty-eighth twenty-ninth thirtieth thirty-first"
).split()

# Two digits stand for a year of this century up to here: no archive of PDFs holds minutes of the coming decades.
LAST_SHORT_YEAR = 60

_WEEKDAY = r"(?P<weekday>mon|tues?|wed(?:nes|ens|ne)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b"
# The longer spelling first; the slips are those that clerks make.
_MONTH = (
    r"(?P<month>jan(?:uary|urary)?|feb(?:r?u?r?ary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:em?ber)?|oct(?:o?ber)?|"
    r"nov(?:em?ber)?|dec(?:em?ber)?)(?![a-z])\.?"
)
_YEAR = r"(?P<year>(?:19|20)\d\d|['’]?\d\d)(?![\d/]|[.:]\d)"
_GAP = r"[ \t\n,]{0,4}"
_NTH = r"(?P<nth>" + "|".join(sorted((o.replace("-", "[ -]") for o in ORDINALS), key=len, reverse=True)) + r")\b"

# '22nd March, 2017', 'Wednesday the 22 nd day of March 2017', 'Thurs 5th May'; the raised letters of an ordinal may stand apart.
_DAY_MONTH = re.compile(
    rf"(?:(?<![a-z]){_WEEKDAY}\.?{_GAP}(?:the )?)?(?:(?<![\d/.:£])(?P<day>[0-3]?\d)[ \n]?(?:st|nd|rd|th|h)?(?![\d/])|(?<![a-z]){_NTH})"
    rf"(?:[ \n]day)?(?:[ \n]of)?{_GAP}{_MONTH}(?:{_GAP}{_YEAR})?",
    re.IGNORECASE,
)
# 'Tuesday, December 19, 2023'
_MONTH_DAY = re.compile(
    rf"(?:(?<![a-z]){_WEEKDAY}\.?{_GAP})?(?<![a-z]){_MONTH}[ \n]{{1,2}}(?:the )?(?P<day>[0-3]?\d)[ \n]?(?:st|nd|rd|th)?(?![\d:./])"
    rf"{_GAP}(?P<year>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
# '22/03/17', '11.1.16', '2-11-2009'
_NUMERIC = re.compile(
    rf"(?:(?<![a-z]){_WEEKDAY}\.?{_GAP})?(?<![\d/.:£-])(?P<day>[0-3]?\d) ?(?P<mark>[./-]) ?(?P<month>[01]?\d) ?(?P=mark) ?"
    r"(?P<year>(?:19|20)?\d\d)(?![\d/]|[.:-]\d)",
    re.IGNORECASE,
)
_ISO = re.compile(r"(?<![\d/-])(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?![\d/-])")


# Cheap to look for; without one of them no pattern below can match.
_FIGURES = re.compile(r"\d ?[./-] ?\d")
_MONTH_NAME = re.compile(  # begins with its letters, as that is how it is found fast
    r"[ADFJMNOSadfjmnos](?i:(?<=a)(?:pr|ug)|(?<=d)ec|(?<=f)eb|(?<=j)(?:an|u[ln])|(?<=m)a[ry]|(?<=n)ov|(?<=o)ct|(?<=s)ep)"
)


class StatedDate(msgspec.Struct, frozen=True, gc=False):
    """A date as a text states it; the year or the day of the week may be missing."""

    start: int
    end: int
    day: int
    month: int
    year: int | None = None
    weekday: int | None = None  # Monday is 0

    @property
    def iso(self) -> str | None:
        return None if self.year is None else f"{self.year:04}-{self.month:02}-{self.day:02}"

    @property
    def fits(self) -> bool | None:
        """Whether the day of the week is that of the date; None where one of the two is not stated."""
        if self.year is None or self.weekday is None:
            return None
        return datetime.date(self.year, self.month, self.day).weekday() == self.weekday


class StatedTime(msgspec.Struct, frozen=True, gc=False):
    """A time of day as a text states it."""

    start: int
    end: int
    clock: str  # HH:MM, 24 hours
    certain: bool  # False for a bare '7.30', which may be a number of any kind, and of the morning or the evening


def find_dates(text: str, start: int = 0, end: int | None = None) -> list[StatedDate]:
    """All dates with a day and a month in `text[start:end]`, in order; of two that overlap, the longer."""
    stop = len(text) if end is None else end
    in_words = (_DAY_MONTH, _MONTH_DAY) if _MONTH_NAME.search(text, start, stop) else ()
    in_figures = (_NUMERIC, _ISO) if _FIGURES.search(text, start, stop) else ()
    found = [date for pattern in in_words + in_figures for match in pattern.finditer(text, start, stop) if (date := _date_of(match)) is not None]
    kept: list[StatedDate] = []
    for date in sorted(found, key=lambda date: date.start):
        if not kept or date.start >= kept[-1].end:
            kept.append(date)
        elif date.end - date.start > kept[-1].end - kept[-1].start:
            kept[-1] = date
    return kept


def _date_of(match: re.Match[str]) -> StatedDate | None:
    """The date that a pattern matched; None where the calendar has no such day."""
    named = match.groupdict()
    day = ORDINALS.index(named["nth"].lower().replace(" ", "-")) + 1 if named.get("nth") else int(named["day"])
    month = int(named["month"]) if named["month"].isdigit() else MONTHS[named["month"].lower()[:3]]
    year = _full_year(named["year"]) if named.get("year") else None
    weekday = WEEKDAYS[named["weekday"].lower()[:3]] if named.get("weekday") else None
    try:
        datetime.date(year or 2000, month, day)  # a leap year: 29 February is a day where the year is not known
    except ValueError:
        return None
    return StatedDate(match.start(), match.end(), day, month, year, weekday)


def _full_year(written: str) -> int:
    year = int(written.lstrip("'’"))
    if year >= 100:
        return year
    return 2000 + year if year <= LAST_SHORT_YEAR else 1900 + year


_TIMES = re.compile(
    r"(?<![\d/.:£,-])(?:"
    r"(?P<hour>[0-2]?\d)(?: ?[.:;] ?(?P<minute>[0-5]\d))?[ \n]?(?P<half>[ap])\.?[ ]?m\b\.?"  # 7.30 p.m., 6pm, 13:30pm
    r"|(?P<hour24>[01]\d|2[0-3])[.:]?(?P<minute24>[0-5]\d) ?(?:hrs|hours|hr|h)\b\.?"  # 1830hrs, 17.30 hours
    r"|(?P<hour_colon>[01]?\d|2[0-3]):(?P<minute_colon>[0-5]\d)(?![\d:])"  # 19:30
    r"|(?P<hour_clock>1?\d) ?o[’' ]?clock\b(?: in the (?P<part>morning|afternoon|evening))?"
    r"|(?:12[ .:00]{0,4})?(?P<noon>noon|midday)\b"
    r"|(?P<hour_bare>[01]?\d|2[0-3])\.(?P<minute_bare>[0-5]\d)(?![\d%]|[./]\d)"  # 6.30
    r"|(?<=at )(?P<hour_at>[01]\d|2[0-3])(?P<minute_at>[0-5]\d)(?![\d.,/])"  # commenced at 1835
    r")|\b(?P<noon_word>noon|midday)\b",
    re.IGNORECASE,
)


def find_times(text: str, start: int = 0, end: int | None = None) -> list[StatedTime]:
    """All times of day in `text[start:end]`, in order."""
    found = (_time_of(match) for match in _TIMES.finditer(text, start, len(text) if end is None else end))
    return [time for time in found if time is not None]


def _time_of(match: re.Match[str]) -> StatedTime | None:
    """The time that the pattern matched; None where the clock has no such hour."""
    named = match.groupdict()
    certain = True
    if named["noon"] or named["noon_word"]:
        hour, minute = 12, 0
    elif named["hour"]:
        hour, minute = int(named["hour"]), int(named["minute"] or 0)
        if named["half"] in "pP" and hour < 12:
            hour += 12
        elif named["half"] in "aA" and hour == 12:
            hour = 0
    elif named["hour24"]:
        hour, minute = int(named["hour24"]), int(named["minute24"])
    elif named["hour_clock"]:
        hour, minute = int(named["hour_clock"]), 0
        hour = hour + 12 if hour < 12 and (named["part"] in ("afternoon", "evening") or (not named["part"] and hour < 9)) else hour
    elif named["hour_at"]:
        hour, minute, certain = int(named["hour_at"]), int(named["minute_at"]), False
    elif named["hour_colon"]:
        hour, minute = int(named["hour_colon"]), int(named["minute_colon"])
        hour = _of_the_day(hour, named["hour_colon"])
    else:
        hour, minute, certain = int(named["hour_bare"]), int(named["minute_bare"]), False
        hour = _of_the_day(hour, named["hour_bare"])
    return StatedTime(match.start(), match.end(), f"{hour:02}:{minute:02}", certain) if hour < 24 else None


def _of_the_day(hour: int, written: str) -> int:
    """A bare '7:30' is the evening's: councils do not meet before eight in the morning; '07:30' is meant for the 24 hours."""
    return hour + 12 if 1 <= hour < 8 and not written.startswith("0") else hour
