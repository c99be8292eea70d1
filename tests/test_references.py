"""References by number, and where they lead."""

from __future__ import annotations

import time
from zlib import crc32

import pytest
from written import minutes

from pipeline import linking, references
from pipeline.linking import Held, Minuted
from pipeline.records import CrossReference, Declaration


def read(written: str) -> list[CrossReference]:
    return references.read_references(*minutes(written), [])


def numbers(said: str, title: str = "# 9 Business") -> list[str]:
    return [r.to_number for r in read(f"{title}\n\n{said}")]


# ---- finding them ----------------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("said", "to"),
    [
        ("He declared an interest in Minute No. 53 (Overview) as a governor.", ["53"]),
        ("Matters arising from minute 112/19 were discussed.", ["112/19"]),
        ("NS declared an interest in agenda item 9.1 and did not vote.", ["9.1"]),
        ("It was linked to Minutes 136.2, 136.3 and 136.4.", ["136.2", "136.3", "136.4"]),
        ("Councillor Lee declared an interest in Items 11 and 12.", ["11", "12"]),
        ("See item 7 above.", ["7"]),
        ("Reference was made to Minute No. CAB 23/24-87.", ["CAB 23/24-87"]),
        ("Minutes Nos. 18 of 16th September, 2015, and 50 of 25th January, 2017 were recalled.", ["18", "50"]),
        ("Refer to Planning Item 4.14", ["4.14"]),
        ("on the broken line of minute\n88 it said so", ["88"]),
    ],
)
def test_references(said: str, to: list[str]) -> None:
    """Minute or item, with or without 'No.', one number or several."""
    assert numbers(said) == to


@pytest.mark.parametrize(
    "said",
    [
        "The wait was 7 minutes 30 seconds.",
        "The minutes of 12 February 2009 were signed.",
        "Minutes 22/03/17 were signed.",
        "The budget item 2023/24 was noted.",
        "under section 106 and paragraph 3 of Schedule 12A",
        "Application 17/0412/F, page 84, stood on the list.",
        "Mr Gough was in attendance for this item\n1. He said so.",
        "comments on these Minutes.",
        "The litter item 100 yards away was removed.",
    ],
)
def test_no_references(said: str) -> None:
    """Times, dates, years, legislation, applications, pages and the numbers of paragraphs are none."""
    assert numbers(said) == []


def test_the_items_own_place_is_no_reference() -> None:
    """'(Item 5)' and '(Item 6 – Report by ...)' under a heading are its place on the agenda."""
    assert read("# 39 Minutes\n\n(Item 3)\n\nThey were signed.\n\n# 40 Report\n\n(Item 4 – Report by the Director)\n\nIt was noted.") == []


def test_numbers_in_the_bodys_own_style() -> None:
    """'HWB.29' needs no word before it where the items are HWB.45, HWB.46, HWB.47; a heading's own number is no reference."""
    found = read("# HWB.45 Minutes\n\nOf HWB.37 more was asked.\n\n# HWB.46 Estates\n\nSaid under HWB.29.\n\n# HWB.47 Fund\n\nAgreed.")
    assert [(r.item, r.to_number) for r in found] == [(1, "HWB.37"), (2, "HWB.29")]


def test_two_parts_with_a_slash_count_in_brackets_and_are_no_financial_year() -> None:
    """'(23/58)' is a minute of a council that numbers so; '2022/23' and '08/09' are years."""
    written = "# 23/80 Minutes\n\nThe comment (23/58) was corrected. In 2022/23 and (08/09) much was spent.\n\n# 23/81 A\n\nx\n\n# 23/82 B\n\nx"
    assert [r.to_number for r in read(written)] == ["23/58"]


def test_the_date_of_the_meeting() -> None:
    """Stated behind the number, or as the date of the minutes that the sentence is about."""
    assert read("# 9 A\n\nSee Minute 14 of 22 June 2017.")[0].to_date == "2017-06-22"
    assert read("# 9 A\n\nthe figure in minute 37 (14 September 2022) was wrong")[0].to_date == "2022-09-14"
    assert (
        read("# 9 A\n\nThat the minutes of the meeting held on 22 June 2017 be approved, with the addition to Minute 12 of a path.")[0].to_date
        == "2017-06-22"
    )


def test_declarations_matters_count() -> None:
    """'Cllr Hayward re 2718' is a reference by what the declaration is about; the same number in the same item is one."""
    declaration = Declaration(1, "Cllr Hayward", None, "not-stated", "2718 (Slipway)", "2718", None, "not-stated", "Cllr Hayward re 2718", 12, 32, 1)
    document = minutes("# 2712 Declarations\n\nCllr Hayward re 2718 (Slipway).")
    assert [r.to_number for r in references.read_references(*document, [declaration])] == ["2718"]
    document = minutes("# 2712 Declarations\n\nCllr Hayward declared one in item 2718.")
    assert len(references.read_references(*document, [declaration])) == 1


def test_a_long_line() -> None:
    """A megabyte of references is not read to its end, and costs no more than the first of them."""
    began = time.process_time()
    assert 1_000 < len(read("# 9 A\n\n" + "see minute 5, (Item 6) " * 45_000)) <= references.MOST
    assert time.process_time() - began < 3


def test_dates_in_the_style_of_the_numbers() -> None:
    """Where items are month, year, number ('05.24.03'), '30.04.24' is a day and '04.24.02' a minute."""
    written = "# 05.24.01 A\n\nPaid 30.04.22; see 04.24.02 for it.\n\n# 05.24.02 B\n\nx\n\n# 05.24.03 C\n\nx"
    assert [r.to_number for r in read(written)] == ["04.24.02"]


# ---- where they lead -------------------------------------------------------------------------------------------------------------------
def held(committee: str, date: str, *items: tuple[str, str]) -> Held:
    return Held(committee, date, [Minuted(crc32(f"{committee} {date} {number}".encode()), number, title) for number, title in items])


def key(meeting: Held, number: str) -> int:
    return next(i.key for i in meeting.items if i.number == number)


JANUARY = held("Scrutiny", "2017-01-25", ("46", "Declarations"), ("50", "Special Needs – Progress"))
MARCH = held("Scrutiny", "2017-03-15", ("56", "Declarations"), ("60", "Sufficiency of Provision"))
LAST_YEAR = held("Scrutiny", "2015-09-16", ("18", "Special Needs"), ("50", "Old Business"))
BOARD = held("Health and Wellbeing Board", "2017-02-01", ("19", "Local Plan for Health"), ("34", "Grant"))
LONG_AGO = held("Scrutiny", "2014-09-16", ("17", "Special Needs"))
ALL = [JANUARY, LAST_YEAR, LONG_AGO, BOARD]


def reference(written: str, number: str, date: str | None = None) -> CrossReference:
    return CrossReference(1, written, number, date, 0, 0, 1)


@pytest.mark.parametrize(
    ("ref", "leads"),
    [
        (reference("Minute No. 60", "60"), key(MARCH, "60")),  # this meeting
        (reference("Minute No. 50 – Special Needs – Progress", "50"), key(JANUARY, "50")),  # the committee's earlier meeting, by number and title
        (reference("Minute 50", "50"), key(JANUARY, "50")),  # the same municipal year before any other
        (reference("Minute 18 of 16 September 2015", "18", "2015-09-16"), key(LAST_YEAR, "18")),  # a stated date decides
        (reference("Minute No. 19 – Local Plan for Health", "19"), key(BOARD, "19")),  # another body, by title
        (reference("Minute 34 of the Board", "34"), key(BOARD, "34")),  # another body, named
        (reference("Minute 112 of 12 February 2018", "112", "2018-02-12"), None),  # that meeting is not here
        (reference("Minute 18", "18"), key(LAST_YEAR, "18")),  # the municipal year before
        (reference("Minute 17", "17"), None),  # two municipal years ago: another run of numbers
        (reference("item 19", "19"), None),  # an agenda's item is this meeting's
    ],
)
def test_resolve(ref: CrossReference, leads: int | None) -> None:
    """The own meeting, the same committee in its municipal year, a stated date, a title, a named body; else outside the archive."""
    assert linking.resolve(ref, MARCH, ALL) == (("resolved", leads) if leads else ("outside-archive", None))


def test_a_later_meeting_is_never_meant() -> None:
    """Minutes do not refer to what has not been held."""
    assert linking.resolve(reference("Minute 60", "60"), JANUARY, [MARCH]) == ("outside-archive", None)


def test_two_that_fit_are_ambiguous() -> None:
    """A number printed twice is not guessed at."""
    doubled = Held("Scrutiny", "2017-03-15", [Minuted(1, "113.2", "A"), Minuted(2, "113.2", "B")])
    assert linking.resolve(reference("Minute 113.2", "113.2"), doubled, []) == ("ambiguous", None)
    assert linking.resolve(reference("Minute 113.2 (B - the second)", "113.2"), doubled, [])[0] == "ambiguous"


def test_items_of_the_agenda() -> None:
    """'Item 9' of minutes numbered 1070 and up: by the number under the heading, or by the title beside it."""
    own = Held("Council", "2023-03-01", [Minuted(1, "1077", "Trust", "8"), Minuted(2, "1078", "School Organisation: New Provision")])
    assert linking.resolve(reference("Item 8", "8"), own, []) == ("resolved", 1)
    assert linking.resolve(reference("Item 9 (School Organisation)", "9"), own, []) == ("resolved", 2)
    assert linking.resolve(reference("Item 10", "10"), own, []) == ("outside-archive", None)
    assert linking.agenda_number("\n(Item 6 – Report by Director)") == "6"
