"""The grammar of figures: counts, percentages, money, ranges, ratios, rates and measures of time and length, found in a stretch of text."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.bare_numbers import is_comparison, is_expected, is_glued, is_part_of_name, noun_after
from pipeline.figure_patterns import (
    AFTER_NUMBER,
    BARE,
    CHANGES,
    CHANGES_BEHIND,
    COLON,
    FOR_EVERY,
    FRACTION,
    HAS_FIGURE,
    IN_EVERY,
    IN_PERCENT,
    MEASURED,
    MONEY,
    MOST_TEXT,
    NO_HALF,
    NO_PART,
    PARTS,
    PENCE,
    PER_MANY,
    PERCENT,
    PERCENT_ABOUT,
    POINTS,
    POUNDS,
    RANK,
    RANKED,
    RATES,
    SCORED,
    SMALL,
    TIMES,
    TO_EACH,
    TWICE,
    UNITS,
    WORDS_AND_DIGITS,
)
from pipeline.not_figures import not_figures
from pipeline.numerals import BEGINNINGS, MULTIPLES, fraction_of, longest_number, ordinal_of, share, value_of


class Figure(NamedTuple):
    """A figure and what it is worth; `text[start:end]` is the figure as written."""

    start: int
    end: int
    value: float
    value_high: float | None
    unit: str
    counted: bool = False  # a bare number: what it counts stands beside it


def find_figures(text: str) -> list[Figure]:
    """The figures of a passage, in order, without those that are no figures."""
    if not HAS_FIGURE.search(text):
        return []
    return _Reader(text[:MOST_TEXT]).read()


def number_starts(text: str) -> list[int]:
    """Where a number may begin, with its sign, its article, and the 'from' or 'between' of a range."""
    starts: list[int] = []
    for token in WORDS_AND_DIGITS.finditer(text):
        start, word = token.start(), token[0]
        if word[0].isdigit():
            if start and text[start - 1] in "-−–+":
                starts.append(start - 1)
            starts.append(start)
        elif word.lower() in BEGINNINGS:
            starts.append(start)
    return starts


class _Reader:
    """One passage: what is taken already, and the figures found so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.low_case = text.lower()
        self.barred, self.taken = bytearray(len(text)), bytearray(len(text))  # 1 for each character that is no figure's, or is one's already
        for start, end in not_figures(text):
            self.barred[start:end] = b"\1" * (end - start)
        self.starts = number_starts(text)
        self.found: list[Figure] = []  # in order

    def read(self) -> list[Figure]:
        """The readings that are surest first; each takes its characters from those after it."""
        self._shares()
        self._ratios()
        for match in MONEY.finditer(self.text):
            self._money(match)
        for match in PENCE.finditer(self.text):
            self._add(match.start(), match.end(), float(match["low"]) / 100, None, "GBP")
        for match in self._numbers(POUNDS, "pound", "gbp"):
            if (low := self._low(match)) is not None:
                self._add(match.start(), match.end(), low, None, "GBP")
        for match in self._numbers(IN_PERCENT, "%", "cent", "pc"):
            self._percent(match)
        for match in self._numbers(RATES, " per "):
            if (low := self._low(match)) is not None:
                self._add(match.start(), match.end(), low, None, "other")
        for match in self._numbers(MEASURED):
            self._measured(match)
        self._ranks()
        for match in self._numbers(TIMES, "times", "fold"):
            low = self._low(match)
            if low is not None and (match["after"] or "." in match["low"] or " half" in match["low"].lower()):
                self._add(match.start("low"), match.end("low") + len(" times"), low, None, "ratio")
        for match in self._numbers(BARE):
            self._bare(match)
        return self.found

    def _each(self, pattern: re.Pattern[str], *needed: str) -> Iterable[re.Match[str]]:
        """The matches of a pattern, none where the text has none of the words without which it cannot match: cheap to look for."""
        return pattern.finditer(self.text) if any(word in self.low_case for word in needed) else ()

    def _numbers(self, pattern: re.Pattern[str], *needed: str) -> Iterator[re.Match[str]]:
        """The same of a pattern that begins with a number: it is tried only where a number may begin."""
        if needed and not any(word in self.low_case for word in needed):
            return
        match_at, text, end = pattern.match, self.text, 0
        for start in self.starts:
            if start >= end and (match := match_at(text, start)):
                end = match.end()
                yield match

    # ---- taking --------------------------------------------------------------------------------------------------------------------
    def _free(self, start: int, end: int, barred: bool = True) -> bool:
        return self.taken.find(1, start, end) < 0 and not (barred and self.barred.find(1, start, end) >= 0)

    def _add(self, start: int, end: int, value: float, high: float | None, unit: str, counted: bool = False, barred: bool = True) -> bool:
        if not self._free(start, end, barred):
            return False
        self.taken[start:end] = b"\1" * (end - start)
        if high is not None and high < value:
            value, high = high, value
        insort(self.found, Figure(start, end, value, high, unit, counted), key=lambda f: f.start)
        return True

    def _low(self, match: re.Match[str], group: str = "low") -> float | None:
        """The worth of a match's number; None where its words make none."""
        try:
            return value_of(match[group])
        except ValueError:
            return None

    # ---- the readings --------------------------------------------------------------------------------------------------------------
    def _shares(self) -> None:
        for match in self._each(IN_EVERY, " in ", " out of "):
            part, whole = value_of(match["part"]), self._low(match, "whole")
            if match["part"].isdigit() and match["whole"].isdigit() and "every" not in match[0] and part != 1 and whole != 10:
                continue
            if whole and part < whole <= 100 and whole in (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 100):
                self._add(match.start(), match.end("whole"), share(part, whole), None, "percent")
        for match in self._each(FRACTION, *PARTS):
            name, above = match["part"].lower(), (match["above"] or "").lower()
            before, after = self.text[max(0, match.start() - 24) : match.start()].lower(), self.text[match.end() : match.end() + 24]
            if (not above) != (name == "half") or (name == "half" and NO_HALF.search(before)):
                continue
            if above in ("a", "an") and (NO_PART.match(after) or (before.endswith(" and ") and AFTER_NUMBER.search(before))):
                continue
            self._add(match.start(), match.end(), fraction_of(match[0]), None, "percent")

    def _ratios(self) -> None:
        for match in self._each(FOR_EVERY, "each", "every", " one"):
            one = value_of(match["one"].lstrip("£")) if match["one"][0] in "£0123456789" else self._low(match, "one")
            other = value_of(match["other"].lstrip("£")) if match["other"][0] in "£0123456789" else self._low(match, "other")
            if not one or not other or (one != 1 and other != 1) or one == other:
                continue
            if match["every"] or (one > 1 and other == 1 and match["other"].lower() == "one" and match["one"][0].isalpha()):
                self._add(match.start(), match.end(), max(one, other), None, "ratio")
        for match in self._each(TO_EACH, " each "):
            self._add(match.start("low"), match.end("low"), value_of(match["low"]), None, "ratio")
        for match in COLON.finditer(self.text):
            a, b = int(match["a"]), int(match["b"])
            if (a == 1) != (b == 1) or (a == b == 1):
                self._add(match.start(), match.end(), float(max(a, b)), None, "ratio", barred=a != 1)
        for match in TWICE.finditer(self.text):
            self._add(match.start(), match.start() + len("twice"), 2.0, None, "ratio")

    def _money(self, match: re.Match[str]) -> None:
        sign, low, high, end = match["sign"], match["low"], match["high"], match.end("low")
        unit = "GBP" if sign == "£" else "other"
        ranged = high is not None and (match["sign2"] or match["joint"].strip() in "-–—‐") and (match["ahead"] or "and" not in match["joint"])
        odd = match["odd"] or ""
        if not ranged and odd:
            end, low = match.end("odd"), low + odd.replace(" ", "")
        value = value_of(low)
        if not value and low.startswith("00"):  # the '£000' of a table's head
            return
        start = match.start("sign")
        if ranged and not self._two_values(match):
            upper, tail = value_of(high), re.search(r"[a-z]+$", high, re.IGNORECASE)
            if tail and not re.search(r"[a-z]$", low, re.IGNORECASE) and value < upper / 1000:
                value *= MULTIPLES[tail[0].lower()]
            self._add(match.start(), match.end("high"), value, upper, unit, barred=False)
            return
        self._add(start, end, value, None, unit, barred=False)
        if ranged and match["sign2"]:
            self._add(match.start("sign2"), match.end("high"), value_of(high), None, unit, barred=False)
        elif ranged or (high is not None and match["sign2"]):
            self._add(match.start("sign2") if match["sign2"] else match.start("high"), match.end("high"), value_of(high), None, unit, barred=False)

    def _two_values(self, match: re.Match[str]) -> bool:
        """'rose from A to B' states two values; 'between A and B', 'from A to B weeks' a range."""
        if "to" not in match["joint"]:
            return False
        before = self.text[max(0, match.start() - 120) : match.start()]
        changed = CHANGES.search(before) or CHANGES_BEHIND.match(self.text, match.end())
        return (match["ahead"] or "").strip().lower() == "from" and bool(changed)

    def _percent(self, match: re.Match[str]) -> None:
        low, high = self._low(match), self._low(match, "high") if match["high"] else None
        if low is None:
            self._tail(match, "percent")
            return
        joint = match["joint"] or ""
        if high is not None and (("and" in joint and not match["ahead"]) or self._two_values(match)):
            first = re.compile(PERCENT, re.IGNORECASE).match(self.text, match.end("low"))
            if first or self._two_values(match):
                self._add(match.start("low"), first.end() if first else match.end("low"), low, None, "percent")
            self._add(match.start("high"), match.end(), high, None, "percent")
            return
        start = match.start() if high is not None else match.start("low")
        if (
            match["minus"] in ("-", "−", "–")
            and high is None
            and re.search(r"(?:^|[\s(])$", self.text[: match.start("minus")])
            and not re.search(r"[A-Za-z,:.)%]\s?$", self.text[: match.start("minus")])
        ):
            start, low = match.start("minus"), -low
        elif match["minus"] == "+":
            start = match.start("minus")
        self._add(start, match.end(), low, high, "percent", barred=False)

    def _tail(self, match: re.Match[str], unit: str) -> None:
        """Of number words that make no number together, the last that do: 'for one ten per cent'."""
        words = match["low"].split()
        for k in range(1, len(words)):
            try:
                value = value_of(" ".join(words[k:]))
            except ValueError:
                continue
            self._add(match.end("low") - len(" ".join(words[k:])), match.end(), value, None, unit)
            return

    def _measured(self, match: re.Match[str]) -> None:
        unit = next(name for name in UNITS if match[name])
        said = match[unit].lower()
        low = 1.0 if match["low"].lower().strip() in ("a", "an") else self._low(match)
        high = self._low(match, "high") if match["high"] else None
        if low is None or (match["low"].lower() == "one" and high is None and not match["rest"]):
            return
        factor = SMALL.get(said, 1.0)
        if (
            unit == "metres"
            and said == "m"
            and self.text[match.end() : match.end() + 1] in "./"
            and self.text[match.end() : match.end() + 2].strip("./").islower()
        ):
            return
        if match["rest"] and (rest := self._low(match, "rest")) is not None:
            seconds = match["rest_unit"].lower().startswith("sec")
            if unit == "hours" and not seconds:
                unit, low = "minutes", 60 * low + rest
            elif unit == "minutes" and seconds:
                low += rest / 60
        elif match["rest"]:
            return
        elif re.search(r"\sand\sa\shalf$", match[0], re.IGNORECASE):
            low += 0.5
        start = match.start("low")
        joint = match["joint"] or ""
        if high is not None and (
            ("and" in joint.split() and not match["ahead"] and not match["first"])
            or self._two_values(match)
            or (match["first"] and "to" not in joint and "-" not in joint and "–" not in joint)
        ):
            self._add(match.start("high"), match.end(), high * factor, None, unit)
            if self._two_values(match):
                self._add(start, match.end("low"), low * factor, None, unit)
            return
        if high is not None and "or" in joint.split() and high != low + 1:
            self._add(match.start("high"), match.end(), high * factor, None, unit)
            return
        self._add(
            match.start() if high is not None else start,
            match.end(),
            low * factor,
            None if high is None else high * factor,
            unit,
        )

    def _ranks(self) -> None:
        for match in [*self._each(RANK, " of ", "among", " in the "), *self._each(RANKED, "rank", "placed", "came", "stood", "position")]:
            self._add(match.start("rank"), match.end("rank"), float(ordinal_of(match["rank"])), None, "other", barred=False)

    # ---- bare numbers --------------------------------------------------------------------------------------------------------------
    def _bare(self, match: re.Match[str]) -> None:
        low, high = self._low(match), self._low(match, "high") if match["high"] else None
        if low is None:
            first = longest_number(match["low"])
            if first:
                self._one(match.start("low"), match.start("low") + len(first))
            if match["high"]:
                self._one(match.start("high"), match.end("high"))
            return
        joint, ahead = match["joint"] or "", match["ahead"]
        apart = high is None or not low < high or ("and" in joint.split() and not ahead) or ("or" in joint.split() and high != low + 1)
        if apart or self._two_values(match) or ("to" in joint.split() and not ahead and not noun_after(self.text, match.end())):
            self._one(match.start("low"), match.end("low"))
            if high is not None:
                self._one(match.start("high"), match.end("high"))
        elif noun_after(self.text, match.end()) or is_expected(self.text, match.start(), match.end()):
            unit = self._unit_of_score(match.start("low"), match.end())
            self._add(match.start(), match.end(), low, high, unit, unit == "count")

    def _one(self, start: int, end: int) -> None:
        """A number alone counts something where a counted noun follows, or where the words around it expect a number."""
        written = self.text[start:end]
        try:
            value = value_of(written)
        except ValueError:
            return
        if written.lower() == "one" or is_glued(self.text, start, end) or is_part_of_name(self.text, start, end) or not self._free(start, end):
            return
        if not (noun_after(self.text, end) or is_expected(self.text, start, end)) or (value == 0 and not noun_after(self.text, end)):
            return
        unit = self._unit_of_score(start, end)
        before = bisect_left(self.found, start, key=lambda f: f.start)
        earlier = self.found[before - 1] if before else None
        compared = earlier is not None and not noun_after(self.text, end) and is_comparison(self.text[earlier.end : start], self.text[end:])
        if unit == "count" and earlier is not None and compared:
            rate = earlier.unit == "other" and ("." in written or PER_MANY.search(self.text[earlier.start : earlier.end]))
            unit = earlier.unit if rate or earlier.unit == "ratio" else unit
        self._add(start, end, value, None, unit, unit == "count")

    def _unit_of_score(self, start: int, end: int) -> str:
        """'a score of 17', '17 points': of no unit that others share; but points of percentages are percent."""
        if POINTS.match(self.text, end):
            return "percent" if PERCENT_ABOUT.search(self.text) else "other"
        return "other" if SCORED.search(self.text[max(0, start - 90) : start]) else "count"
