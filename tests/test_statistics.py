"""What figures mean, and figures held against each other: over minutes written out in the test, and over the sample archive."""

from __future__ import annotations

import json

import msgspec
import pytest

from pipeline import checks, passages, periods, statistics
from pipeline.process import process_text_only
from pipeline.records import Statistic
from pipeline.shipped import shipped_folder
from tests.written import minutes

CORPUS = shipped_folder("corpus")
ERRORS = json.loads((CORPUS / "errors.json").read_text(encoding="utf-8"))


def told(written):
    document, head, items = minutes(f"# 5 School Places\n\n{written}")
    return statistics.read_statistics(document, head, items, passages.cut_passages(document, head, items)), document


def judged(written):
    found, document = told(written)
    return [(check.rule, check.verdict, check.stated) for check in checks.read_checks(document, found)]


def test_a_share_is_told_of_whom_and_compared_with_what():
    """'67% of care leavers ... compared to the national average of 43%': the second figure has a row of its own, to which the first points."""
    (own, national), _ = told("67% of care leavers were in education compared to the national average of 43%.")
    assert own.measure == "care leavers were in education"
    assert (own.comparator, own.comparator_index, national.comparator) == ("national average", 1, None)
    assert national.measure.startswith("national average: care leavers")


def test_a_target_in_brackets_makes_no_target_of_the_figure_before_it():
    """'12.5% (target 11.5%)': what is aimed at is the second."""
    found, _ = told("Persistent absence was 12.5% (target 11.5%).")
    assert [f.subject_kind for f in found] == ["actual", "target"]


def test_a_figure_that_leans_on_the_one_before_measures_the_same():
    """'from 412 applications to 340'."""
    (fall, first, last), _ = told("Receipts of applications had fallen by 17.5 per cent, from 412 applications to 340.")
    assert (fall.direction, first.value, last.value) == ("down", 412, 340)
    assert "applications" in f"{last.measure} {last.population}"


def test_an_answer_is_told_by_its_question():
    """'How many potholes had been filled? 4,310.'"""
    (figure,), _ = told("• How many potholes had been filled? – 4,310 since April.")
    assert "potholes" in f"{figure.measure} {figure.population}"


def test_a_cell_takes_the_heads_of_its_row_and_its_column():
    """A column of numbers of cheques holds names, not figures; thousands in the head count."""
    found, _ = told("Head | (£000) 2008/09 | Chq No.\nEducation | 130 | 300456\nHighways | 207 | 300457")
    assert [(s.value, s.unit, s.measure, s.population.split(",")[0], s.period_start) for s in found] == [
        (130_000, "GBP", "(£000) 2008/09", "Education", "2008-04-01"),
        (207_000, "GBP", "(£000) 2008/09", "Highways", "2008-04-01"),
    ]


def test_each_payment_of_a_list_is_told_by_its_own_line():
    found, _ = told("S. Bridger\tInstallation of Kissing Gate £288.00\nChris Budd\tImprovements £1,176.00")
    assert [(s.value, "Kissing" in s.measure) for s in found] == [(288, True), (1176, False)]


def test_targets_budgets_and_forecasts_are_told_apart():
    found, _ = told("The target was 65%. The budget was £1.2m. It is predicted that 7,616 pupils will come. Up to 15 children may join.")
    assert [s.subject_kind for s in found][:3] == ["target", "budget", "forecast"]
    assert found[3].qualifier == "up-to"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("in 2016/17", "2016-04-01", "2017-03-31"),
        ("in the academic year 2016/17", "2016-09-01", "2017-08-31"),
        ("in the municipal year 2016/17", "2016-05-01", "2017-04-30"),
        ("at the end of February 2017", "2017-02-01", "2017-02-28"),
        ("in January", "2017-01-01", "2017-01-31"),
        ("in May", "2016-05-01", "2016-05-31"),
        ("as of 14th March", "2017-03-14", "2017-03-14"),
        ("(April 2016 to February 2017)", "2016-04-01", "2017-02-28"),
        ("in the third quarter of 2016/17", "2016-10-01", "2016-12-31"),
        ("in the fourth quarter of 2016/17", "2017-01-01", "2017-03-31"),
        ("last financial year", "2015-04-01", "2016-03-31"),
        ("over the past few months", None, None),
    ],
)
def test_periods_are_resolved_against_the_meeting(text, first, last):
    """As written, with the first and last day where they are certain."""
    found = periods.find_periods(text, "2017-03-22")
    assert [(p.first, p.last) for p in found] == [(first, last)]


AGREES, DISAGREES = "agrees", "disagrees"
JUDGED = [
    (
        "The roll will go from 44,626 to 48,858, a growth of 2,231 (an increase of 5%).",
        [("difference", DISAGREES, 2231), ("percent-change", DISAGREES, 5)],
    ),
    (
        "It will increase from 7,253 (2016) to 7,616 by 2021 which is an increase of 363 pupils (5%).",
        [("difference", AGREES, 363), ("percent-change", AGREES, 5)],
    ),
    ("412 of the 1,648 children were in care (30%).", [("percent-of", DISAGREES, 30)]),
    ("Of the 156 care leavers, 98 (63%) were in education.", [("percent-of", AGREES, 63)]),
    ("107 of 428, or a quarter.", [("percent-of", AGREES, 25)]),
    ("Thirty-five letters had come: 21 that objected, 12 in support and three that were neutral.", [("sum-of-parts", DISAGREES, 35)]),
    (
        "The fund was £1.24 million, being £640,000 from the Council, £390,000 from the Group and £210,000 from a trust.",
        [("sum-of-parts", AGREES, 1_240_000)],
    ),
    ("There were 1,104 calls in 2016, up from 920 in 2015, a rise of 20%.", [("percent-change", AGREES, 20)]),
]
SILENT = [
    "About 412 of the 1,648 children were in care (30%).",
    "Nearly 50 letters had come: 21 that objected, 12 in support and others.",
    "It grew from 100 to 119, a rise of about 20%.",
    "31 pupils travelled at £52,000 each, at a total of £1.61 million.",
    "The lists had 412, 188 and 65 names; the number of children was 598.",
    "£1,320 on average, the total of £1.67 million being met by the Council (60%).",
]


@pytest.mark.parametrize(("text", "expected"), JUDGED, ids=[text[:40] for text, _ in JUDGED])
def test_figures_are_held_against_each_other(text, expected):
    """A change against its ends, a share against its base, parts against their whole; rounding is allowed for."""
    assert judged(text) == expected


@pytest.mark.parametrize("text", SILENT)
def test_nothing_is_said_where_the_reading_is_not_sure(text):
    """A false accusation costs most."""
    assert judged(text) == []


def test_the_explanation_can_be_followed():
    found, document = told("The roll will go from 44,626 to 48,858, a growth of 2,231 (5%).")
    assert checks.read_checks(document, found)[0].explanation == "44,626 to 48,858 is 4,232 (9.5 %), the minutes say 2,231 (5%)"


def test_a_column_is_held_against_its_total():
    table = "Payee | Paid\nA. Smith | £10.00\nB. Jones | £15.50\nTotal | {}"
    assert judged(table.format("£25.50")) == [("sum-of-parts", AGREES, 25.5)]
    assert judged(table.format("£26.50")) == [("sum-of-parts", DISAGREES, 26.5)]


def test_a_column_without_heads_may_go_on_above():
    """More payments may stand before the table: it can agree with its total, and never disagree."""
    assert judged("A. Smith | £10.00\nB. Jones | £15.50\nTotal | £90.00") == []


@pytest.fixture(scope="module")
def accused():
    """What every check of the sample archive says, by file."""
    found = {}
    for name in sorted({error["file"] for errors in ERRORS.values() for error in errors}):
        (meeting,) = process_text_only((CORPUS / name).read_bytes()).meetings
        found[name] = meeting.checks
    return found


@pytest.mark.parametrize("error", ERRORS["planted"], ids=lambda e: f"{e['file'][9:-4]} {e['stated']}")
def test_every_planted_error_is_found(error, accused):
    assert [
        c
        for c in accused[error["file"]]
        if c.verdict == DISAGREES and c.stated == error["stated"] and c.computed == pytest.approx(error["computed"], rel=0.01)
    ]


@pytest.mark.parametrize("error", ERRORS["right"], ids=lambda e: f"{e['file'][9:-4]} {e['stated']}")
def test_no_right_figure_is_accused(error, accused):
    assert not [c for c in accused[error["file"]] if c.verdict == DISAGREES and c.stated == error["stated"]]


def test_no_other_figure_of_the_sample_is_accused(accused):
    stated = {(error["file"], error["stated"]) for error in ERRORS["planted"]}
    assert {(name, c.stated) for name, found in accused.items() for c in found if c.verdict == DISAGREES} == stated


def test_a_figure_given_twice_is_held_against_itself():
    """The same measure, population and period in two sentences of an item; a sentence that tells of a change is left alone."""
    first = figure_of("412", "the Service had 412 known children", 1)
    again = figure_of("412", "as said, 412 known children", 2)
    other = figure_of("421", "as said, 421 known children", 2)
    document = told("Nothing.")[1]
    assert [(c.rule, c.verdict) for c in checks.read_checks(document, [first, again])] == [("same-figure", AGREES)]
    (check,) = checks.read_checks(document, [first, other])
    assert (check.verdict, check.explanation) == (DISAGREES, "children known to the Service: the minutes say 412, then 421")
    changed = figure_of("421", "it rose to 421 known children", 2)
    assert checks.read_checks(document, [first, changed]) == []
    assert checks.read_checks(document, [first, msgspec.structs.replace(other, period_as_written="2017")]) == []
    assert checks.read_checks(document, [first, again, other]) == []


def figure_of(written, sentence, place):
    return Statistic(
        1, written, float(written), None, "count", sentence, 10 * place, 10 * place + 3, 1,
        measure="children known to the Service", population="young people", period_as_written="2016",
    )  # fmt: skip


def test_no_figure_of_a_scanned_page_is_accused():
    """There a digit misread is likelier than a slip; what agrees is still told."""
    found, document = told("The roll will go from 44,626 to 48,858, a growth of 2,231.")
    assert [c.verdict for c in checks.read_checks(document, found)] == [DISAGREES]
    scanned = msgspec.structs.replace(document, pages=[msgspec.structs.replace(page, is_ocr=True) for page in document.pages])
    assert checks.read_checks(scanned, found) == []
