"""Dates and times of day as councils write them: the words, and what they mean."""

import time

import pytest

from pipeline.dates import find_dates, find_times


@pytest.mark.parametrize(
    ("said", "iso"),
    [
        ("22nd March, 2017", "2017-03-22"),
        ("held on Wednesday the 22 nd day of March 2017", "2017-03-22"),
        ("Thursday 12 March\n2009, commencing", "2009-03-12"),
        ("ON29 th June2023", "2023-06-29"),
        ("COMMISSION - 22/03/17", "2017-03-22"),
        ("Minutes of Meeting – 11.1.16", "2016-01-11"),
        ("2-11-2009", "2009-11-02"),
        ("Tuesday, December 19, 2023", "2023-12-19"),
        ("2021-08-17", "2021-08-17"),
        ("the twenty-first of May 1998", "1998-05-21"),
        ("5th Sept '07", "2007-09-05"),
        ("8th Febuary 2012", "2012-02-08"),
        ("1/2/99", "1999-02-01"),
    ],
)
def test_a_date_in_all_its_spellings(said, iso):
    """Day, month, year; words, figures, raised letters apart, line ends and the clerk's slips."""
    assert [date.iso for date in find_dates(said)] == [iso]


@pytest.mark.parametrize(
    "said", ["31st June 2017", "30/02/2018", "version 2.1.45.6", "16/119", "12 maybe 2017", "£12.11.20", "Minute 4 March of the toys"]
)
def test_what_is_no_date(said):
    """Days that no calendar has, minute numbers, sums of money; a day and a month without a year are a date with a hole."""
    assert [date.iso for date in find_dates(said) if date.iso] == []


def test_a_date_may_lack_its_year():
    """'Tuesday 19th January': the day stands, the year is not invented."""
    (date,) = find_dates("held on Tuesday 19th January at 7.00 pm")
    assert (date.day, date.month, date.year, date.weekday, date.iso, date.fits) == (19, 1, None, 1, None, None)


def test_the_day_of_the_week_betrays_a_misprint():
    """2 May 2016 was a Monday."""
    assert [date.fits for date in find_dates("Monday 2nd May 2016; Tuesday 2nd May 2016; 2nd May 2016")] == [True, False, None]


def test_the_place_of_a_date_includes_its_weekday():
    """What is found can be shown in the text."""
    text = "held on Monday, 2nd November 2009 at 7.30 p.m."
    (date,) = find_dates(text)
    assert text[date.start : date.end] == "Monday, 2nd November 2009"


@pytest.mark.parametrize(
    ("said", "clock"),
    [
        ("7.30 p.m.", "19:30"),
        ("6pm", "18:00"),
        ("19:30", "19:30"),
        ("at 1830hrs", "18:30"),
        ("17.30 hours", "17:30"),
        ("10.00 am", "10:00"),
        ("13:30pm", "13:30"),
        ("12 noon", "12:00"),
        ("12.30pm", "12:30"),
        ("7.30\np.m.", "19:30"),
        ("seven of them at 7 o'clock", "19:00"),
        ("commenced at 1835", "18:35"),
        ("Meeting opened at 6.30", "18:30"),
        ("at 9.15", "09:15"),
    ],
)
def test_a_time_in_all_its_spellings(said, clock):
    """A bare hour from one to seven is of the afternoon or evening: councils do not meet at night."""
    assert [found.clock for found in find_times(said)] == [clock]


@pytest.mark.parametrize("said", ["£7.30", "22.3.17", "7.30%", "minute 12/19", "25:10"])
def test_what_is_no_time(said):
    """Money, dates, shares, numbers."""
    assert find_times(said) == []


def test_a_bare_number_is_not_certain():
    """'6.30' may be a time or a number; who asks must look at the words before it."""
    assert [found.certain for found in find_times("at 6.30; 6.30 pm; at 1835; 18:35")] == [False, True, False, True]


@pytest.mark.parametrize("piece", ["12 ", "monday, the first of may, ", "1.1.1.", "7.30 p", "may ", "at 18 ", "x"])
def test_long_lines_take_linear_time(piece):
    """A long line takes time by its length."""
    text = piece * (200_000 // len(piece))
    begun = time.process_time()
    find_dates(text), find_times(text)
    assert time.process_time() - begun < 2
