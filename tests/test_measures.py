"""Series of measures that return, over small databases written by hand."""

from __future__ import annotations

import json

import pytest

from pipeline import schema, store
from pipeline.measures import build_measures
from pipeline.records import Check, Item, Meeting, MeetingHead, PageText, Reading, Statistic
from pipeline.series import figures_with, lines_of, rows_of
from pipeline.threads import link_references
from tests.faults.bench import run

TEXT = "5. School places\nPlans."


def figure(value, measure="EHC Plans had been issued within", unit="percent", **more):
    return Statistic(1, f"{value}%", value, None, unit, f"{measure} {value}", 17, 20, 1, measure=measure, **more)


def write(connection, name, date, *figures, council="Calderby Borough Council", checks=()):
    head = MeetingHead(0, len(TEXT), council, "Scrutiny Board", date, None, None, None)
    meeting = Meeting(head, [Item(1, "5", None, "School places", 0, len(TEXT), 17, 1)], statistics=list(figures), checks=list(checks))
    found = Reading(
        1, None, "minutes", "en", "text-layer", TEXT, [PageText(1, 595.0, 842.0, 0, len(TEXT))], [(1, 0, 10, 1.0, 2.0, 3.0, 4.0)], [meeting]
    )
    store.write_reading(connection, store.Filed(name * 64, f"in/{name}.pdf", f"{name}.pdf", f"place {name}", 1, "1", "2026-01-01"), found)


def finish(connection):
    build_measures(connection)
    link_references(connection)
    return connection.execute("select measure_id, group_concat(value) from figures_over_time group by measure_id order by 1").fetchall()


@pytest.fixture
def connection(tmp_path):
    with schema.opened(tmp_path / "m.db") as opened:
        yield opened


def test_a_measure_that_returns_becomes_a_series(connection):
    """At whatever time each meeting was ingested, a word more or less notwithstanding, in the order of the dates."""
    write(connection, "b", "2017-01-25", figure(58.0))
    assert finish(connection) == []
    write(connection, "a", "2016-12-07", figure(54.2, "new EHC Plans had been issued within"))
    ((key, values),) = finish(connection)
    assert values == "54.2,58.0"
    assert key.endswith("/new-ehc-plans-had-been-issued-within-percent")


@pytest.mark.parametrize(
    "other",
    [
        figure(12.0, unit="weeks"),
        figure(12.0, subject_kind="target"),
        figure(12.0, "national average: EHC Plans had been issued within"),
        figure(12.0, "EHC Plans had been refused at once"),
    ],
    ids=["unit", "target", "average", "words"],
)
def test_better_two_series_than_a_wrong_one(connection, other):
    write(connection, "a", "2016-12-07", figure(54.2))
    write(connection, "b", "2017-01-25", other)
    assert finish(connection) == []


def test_two_councils_have_no_series_together(connection):
    write(connection, "a", "2016-12-07", figure(54.2))
    write(connection, "b", "2017-01-25", figure(58.0), council="Otherby Borough Council")
    assert finish(connection) == []


def test_a_part_and_its_whole_told_in_the_same_words_are_left_out(connection):
    """'87 of the 150': of one meeting only figures of different times can belong to one series."""
    write(connection, "a", "2016-12-07", figure(54.2))
    write(connection, "b", "2017-01-25", figure(87.0), figure(150.0))
    write(connection, "c", "2018-01-25", figure(60.0, period_as_written="2016"), figure(61.0, period_as_written="2017"))
    ((_, values),) = finish(connection)
    assert values == "54.2,60.0,61.0"


def test_the_same_twice_changes_nothing_and_what_is_taken_out_is_forgotten(connection):
    for name, date, value in (("a", "2016-12-07", 54.2), ("b", "2017-01-25", 58.0)):
        write(connection, name, date, figure(value))
    first = finish(connection)
    assert finish(connection) == first
    store.remove(connection, ["b" * 64])
    assert finish(connection) == []
    assert connection.execute("select count(*) from measures").fetchone() == (0,)


def test_the_command_prints_a_series_with_a_plot(connection, tmp_path):
    """Date, value, what it is compared with, file and page; CSV and JSON for programs."""
    own = figure(54.2, comparator="national average", comparator_index=1)
    write(connection, "a", "2016-12-07", own, figure(58.6, "national average: EHC Plans had been issued within"))
    write(connection, "b", "2017-01-25", figure(58.0))
    finish(connection)
    connection.commit()
    found = figures_with(connection, "plans issued")
    lines = lines_of(found)
    assert lines[0] == "EHC Plans had been issued within (percent)"
    assert "54.2 %" in lines[2]
    assert "national average 58.6 %" in lines[2]
    assert "a.pdf, page 1" in lines[2]
    assert lines[3].count("█") >= lines[2].count("█") > 0
    assert len(rows_of(found)[1]) == 2
    assert figures_with(connection, "no such words") == []


def test_the_command_runs_and_speaks_json(tmp_path):
    with schema.opened(tmp_path / "m.db") as opened:
        write(opened, "a", "2016-12-07", figure(54.2))
        write(opened, "b", "2017-01-25", figure(58.0))
        finish(opened)
    code, out, _ = run("figures", tmp_path / "m.db", "ehc", "plans", "-f", "json")
    assert code == 0
    assert [row["value"] for row in json.loads(out)] == [54.2, 58.0]


def test_figures_that_disagree_can_be_listed(connection):
    write(connection, "a", "2016-12-07", figure(30.0), checks=[Check(1, "percent-of", 30.0, 25.0, "disagrees", "412 of 1,648 is 25.0 %", [0])])
    rows = connection.execute("select rule, stated, computed, explanation, filename, page from figures_that_disagree").fetchall()
    assert rows == [("percent-of", 30.0, 25.0, "412 of 1,648 is 25.0 %", "a.pdf", 1)]


def test_what_a_percentage_did_and_when_is_no_part_of_its_name(connection):
    """'Persistent absence stood', 'autumn term 2018 persistent absence' and the row of a table under a year are one measure."""
    write(connection, "a", "2015-09-16", figure(4.9, "Persistent absence stood", population="report, quarter 1"))
    write(connection, "b", "2017-01-25", figure(13.4, "2015/16 as a whole", population="persistent absence, autumn term 2016"))
    write(connection, "c", "2018-06-13", figure(11.9, "Persistent absence had come down", population="spring term"))
    write(connection, "d", "2019-02-06", figure(12.3, "2016/17", population="Persistent absence, Education outcomes"))
    write(connection, "e", "2019-05-01", figure(11.2, "National 2016/17", population="Persistent absence, Education outcomes"))
    ((_, values),) = finish(connection)
    assert values == "4.9,13.4,11.9,12.3"


def test_balances_of_two_accounts_are_no_series(connection):
    """Each has a date of its own, and both are told in the same words; a cheque 'to the value' may be anybody's."""
    for name, date, value in (("a", "2016-12-07", 9626.0), ("b", "2017-01-25", 131.0)):
        told = [figure(value + k, "statement showed a credit balance", "GBP", period_as_written=f"{k}th May") for k in (4, 5)]
        write(connection, name, date, figure(value, "one cheque to the value", "GBP"), *told)
    assert finish(connection) == []


def test_a_series_is_found_by_its_own_words_first(connection):
    """What only stands beside a figure of another series does not bring that one up."""
    for name, date in (("a", "2016-12-07"), ("b", "2017-01-25")):
        leavers = figure(61.0, "care leavers had a place", population="persistent absence")
        write(connection, name, date, figure(12.5, "persistent absence"), leavers)
    finish(connection)
    assert {told.measure for told in figures_with(connection, "persistent absence")} == {"persistent absence"}
    assert {told.measure for told in figures_with(connection, "care leavers")} == {"care leavers had a place"}
