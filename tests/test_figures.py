"""The grammar of figures: what is read as one, what it is worth, and what is no figure."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import bare_numbers, checks, counted, figure_patterns, figure_tables, listed_parts, measures, not_figures, numerals, periods
from pipeline.figures import find_figures, number_starts

# Written in place: what the text says, and each figure as written, its value (and upper end) and unit
READ = [
    ("7,124 children are identified as having a need (16%)", [("7,124", 7124, None, "count"), ("16%", 16, None, "percent")]),
    ("the population will grow from 261,400 to 265,800", [("261,400", 261400, None, "count"), ("265,800", 265800, None, "count")]),
    ("a decrease of approximately 200-300 children", [("200-300", 200, 300, "count")]),
    ("between 41 and 52 per cent, depending on the area", [("between 41 and 52 per cent", 41, 52, "percent")]),
    ("staff costs could increase by about 10 to 11 percent", [("10 to 11 percent", 10, 11, "percent")]),
    ("a budget of £1.2m and a saving of £127k", [("£1.2m", 1_200_000, None, "GBP"), ("£127k", 127_000, None, "GBP")]),
    ("awards of £500 to £7,500", [("£500 to £7,500", 500, 7500, "GBP")]),
    ("tax rose from £1,411.91 to £1,482.36", [("£1,411.91", 1411.91, None, "GBP"), ("£1,482.36", 1482.36, None, "GBP")]),
    ("the waiting charge was 30p", [("30p", 0.3, None, "GBP")]),
    ("three boys to one girl", [("three boys to one girl", 3, None, "ratio")]),
    ("a ratio of roughly 1:21 to schools", [("1:21", 21, None, "ratio")]),
    ("referrals were 1.7 times the level of before", [("1.7 times", 1.7, None, "ratio")]),
    ("there had been 2.7 cases per 100,000 residents", [("2.7 cases per 100,000", 2.7, None, "other")]),
    ("issued within 20 weeks", [("20 weeks", 20, None, "weeks")]),
    ("a wait of 7 minutes 30 seconds", [("7 minutes 30 seconds", 7.5, None, "minutes")]),
    ("a journey of an hour and ten minutes", [("an hour and ten minutes", 70, None, "minutes")]),
    ("a stair 710 mm wide", [("710 mm", 0.71, None, "metres")]),
    ("it holds 95 places", [("95 places", 95, None, "places")]),
    ("Sixty-two letters of objection had come in", [("Sixty-two", 62, None, "count")]),
    ("a third of children", [("a third", 33.3, None, "percent")]),
    ("one in eight was sent back", [("one in eight", 12.5, None, "percent")]),
    ("seven in ten families had not been told", [("seven in ten", 70, None, "percent")]),
    ("Of the 42 indicators reported, 31 were on target (74%)", [("42", 42, None, "count"), ("31", 31, None, "count"), ("74%", 74, None, "percent")]),
    ("placed 58th of 151 local authorities", [("58th", 58, None, "other"), ("151", 151, None, "count")]),
    ("half a million pupils fewer", [("half a million", 500_000, None, "count")]),
    ("Y6, Y9, Y11, Y14 = 255", [("255", 255, None, "count")]),
    ("By 20 November 71,460 residents had come", [("71,460", 71460, None, "count")]),
]


@pytest.mark.parametrize(("text", "expected"), READ, ids=[text[:40] for text, _ in READ])
def test_figures_are_read_with_value_and_unit(text, expected):
    """Counts, shares, money, ranges, ratios, rates, measures, in figures and in words."""
    assert [(text[f.start : f.end], pytest.approx(f.value), f.value_high, f.unit) for f in find_figures(text)] == expected


NO_FIGURES = [
    "The meeting on 22 March 2017 began at 7.30 pm and closed at 8.16.",
    "The accounts for 2016/17, and those of 2015-16, were received.",
    "children aged 5 to 11 and 16-18 year olds",
    "Minute 33 and Minutes 12, 13 and 14 of the last meeting; item 9.1; paragraph 3 of Part 1 of Schedule 12A",
    "Planning application 17/03205/PPP at 53 Church Road, GU32 2DB",
    "Ring 01730 265467 or 0191 234 5678, or write to clerk@example.org",
    "The A466, the B782 and Footpath 12",
    "Section 106 of the Town and Country Planning Act 1990",
    "The motion was carried by 17 votes to none, with three abstentions.",
    "Voting: 4 for, 0 against.",
    "Resolved (10:2) that the application be approved",
    "(2) That the report be noted",
    "Three Lochs Way is waiting for an agreement",
    "Cheque No. 300118 was signed",
]


@pytest.mark.parametrize("text", NO_FIGURES)
def test_numbers_that_quantify_nothing_are_no_figures(text):
    """Dates, times, years, ages of groups, numbers of minutes, telephones, roads, applications, laws and votes."""
    assert [text[f.start : f.end] for f in find_figures(text)] == []


@given(st.integers(2, 999_999_999))
def test_a_whole_number_with_commas_reads_back_as_itself(number):
    """However large, with the commas of thousands."""
    figures = find_figures(f"There were {number:,} pupils.")
    assert [f.value for f in figures] == [number] or 1900 <= number <= 2099


@given(st.decimals(min_value=0, max_value=10**7, places=2))
def test_an_amount_of_money_reads_back_as_itself(amount):
    """With and without commas, with a space behind the sign."""
    for written in (f"£{amount:,}", f"£{amount}", f"£ {amount:,}"):
        (figure,) = find_figures(f"A cheque of {written} was signed.")
        assert (figure.value, figure.unit) == (pytest.approx(float(amount)), "GBP")


@given(st.decimals(min_value=0, max_value=1000, places=1), st.sampled_from(["%", " %", " per cent", " percent"]))
def test_a_percentage_reads_back_as_itself(share, sign):
    (figure,) = find_figures(f"The share was {share}{sign}.")
    assert (figure.value, figure.unit) == (pytest.approx(float(share)), "percent")


@given(st.integers(1, 99), st.integers(0, 9), st.sampled_from([("k", 1e3), ("m", 1e6), (" million", 1e6), ("bn", 1e9), (" thousand", 1e3)]))
def test_a_multiple_reads_back_as_itself(whole, tenth, multiple):
    """'£1.2m', '£127k', '£3 million'."""
    word, worth = multiple
    (figure,) = find_figures(f"It cost £{whole}.{tenth}{word} in all.")
    assert figure.value == pytest.approx((whole + tenth / 10) * worth)


def in_words(n: int) -> str:
    if n < 20:
        return numerals._ONES[n - 1]
    if n < 100:
        return numerals._TENS[n // 10 - 2] + (f"-{in_words(n % 10)}" if n % 10 else "")
    return f"{in_words(n // 100)} hundred" + (f" and {in_words(n % 100)}" if n % 100 else "")


@given(st.integers(2, 999))
def test_a_number_in_words_reads_back_as_itself(number):
    """'twenty-three', 'two hundred and fifty'."""
    assert [f.value for f in find_figures(f"In all {in_words(number)} children came.")] == [number]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from([*"0123456789,.£%-–()/: \n\tabcmkn²٣", "twenty ", " and ", " per cent", " to ", " million", "half ", " of "]), max_size=40
    ).map("".join)
)
def test_no_text_raises(text):
    """Whatever stands in a line, it is read, and every figure lies inside it, none over another."""
    figures = find_figures(text)
    assert all(0 <= f.start < f.end <= len(text) for f in figures)
    assert all(a.end <= b.start for a, b in zip(figures, figures[1:], strict=False))


PATTERNS = [
    (module.__name__, name, value)
    for module in (bare_numbers, checks, counted, figure_patterns, figure_tables, listed_parts, measures, not_figures, numerals, periods)
    for name, value in vars(module).items()
    if isinstance(value, re.Pattern)
]
LONG = 40_000  # characters: twice what a passage may have
HOSTILE = ["a", "1 ", "1,", "one and ", "£1 to ", "⟦1⟧ of ", "- "]


@pytest.mark.parametrize(("module", "name", "pattern"), PATTERNS, ids=[f"{m.split('.')[-1]}.{n}" for m, n, _ in PATTERNS])
def test_patterns_are_linear(module, name, pattern):
    """A line longer than any passage, of what the pattern likes best, takes no longer than its length explains."""
    for piece in HOSTILE:
        text = piece * (LONG // len(piece))
        began = time.process_time()
        for _ in pattern.finditer(text):
            pass
        assert time.process_time() - began < 1.0, (module, name, text[:8])


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("from 12 to 15 pupils", ["from", "12", "15"]),
        ("a hundred, -4.5% and half a million", ["a", "hundred", "-4", "4", "5", "half", "a", "million"]),
        ("two2 tenants", ["two", "2"]),
    ],
)
def test_numbers_are_looked_for_where_one_may_begin(text, starts):
    """At each run of digits, with its sign; at number words, articles, 'half', 'from' and 'between'; not inside other words."""
    found = number_starts(text)
    assert found == sorted(found)
    assert [next(piece for piece in starts[k:] if text.startswith(piece, at)) for k, at in enumerate(found)] == starts
