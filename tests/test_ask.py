"""Questions to the sample archive: who declared an interest, who came; as a person asks them on the command line."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import subprocess
import sys

import pytest

from pipeline import errors
from pipeline.attended import HEADS as ATTENDED
from pipeline.attended import attendance
from pipeline.declared import Wanted, interests


def ask(connection_of, **wanted):
    with contextlib.closing(connection_of()) as connection:
        return interests(connection, Wanted(**wanted))


def run(*arguments):
    return subprocess.run([sys.executable, "-m", "pipeline", *map(str, arguments)], capture_output=True, text=True, check=False)


def test_the_same_interest_over_the_years(sample_database):
    """Councillor Stockdale, governor of Fernbank, declares in 2015, 2016, January 2017, 2018 and 2019; each with what it is about and a page."""
    rows = ask(sample_database, member="Stockdale")
    assert [str(row[0])[:4] for row in rows] == ["2015", "2016", "2017", "2018", "2019"]
    assert all("Fernbank" in str(row[5]) and row[10] for row in rows)


def test_kind_dates_and_body_narrow_the_answer(sample_database):
    """Both ends of a span are included, and a year will do for a day."""
    assert {row[2] for row in ask(sample_database, kind="prejudicial")} == {"prejudicial"}
    assert {str(row[0])[:4] for row in ask(sample_database, since="2017", until="2017")} == {"2017"}
    assert {row[8] for row in ask(sample_database, council="planning")} == {"Planning Committee"}
    assert ask(sample_database, council="Otherham") == []
    assert ask(sample_database, member="Stock") == []  # a word of the name, not a part of one


@pytest.mark.parametrize("wrong", [{"kind": "grave"}, {"since": "last year"}, {"until": "2017-3"}])
def test_what_makes_no_sense_is_refused_with_what_would(sample_database, wrong):
    with pytest.raises(errors.UsageFailure, match="give"):
        ask(sample_database, **wrong)


def test_attendance_counts_meetings_by_municipal_year(sample_database):
    """December 2016 to March 2017 are one municipal year; a chair's meetings are counted as chaired."""
    with contextlib.closing(sample_database()) as connection:
        rows = [dict(zip(ATTENDED, row, strict=True)) for row in attendance(connection, member="Oldroyd", council="scrutiny")]
    year = next(row for row in rows if row["year"] == "2016/17")
    assert (year["meetings"], year["present"], year["apologies"], year["chaired"]) == (3, 2, 1, 2)


def test_the_commands_print_tables_and_what_programs_read(sample_database_path):
    """An object a line with nl; CSV that parses; the sentence, file and page in the table for people."""
    lines = run("interests", sample_database_path, "-m", "Stockdale", "-f", "nl").stdout.splitlines()
    assert [json.loads(line)["member"] for line in lines] == ["Councillor Stockdale"] * 5
    table = run("interests", sample_database_path, "-m", "Maddocks").stdout
    assert "left the room" in table
    assert ", page " in table
    rows = list(csv.DictReader(io.StringIO(run("attendance", sample_database_path, "-f", "csv").stdout)))
    assert {row["year"] for row in rows} == {"2015/16", "2016/17", "2017/18", "2018/19"}
    refused = run("interests", sample_database_path, "--kind", "grave")
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1


def test_resolutions_carry_their_recorded_votes(sample_database):
    """The motion of February 2018: 14 for, 5 against, by name, as many as stated."""
    with contextlib.closing(sample_database()) as connection:
        rows = connection.execute(
            "select votes_for, votes_against, voted_for, voted_against from resolutions_with_votes where voted_for is not null"
        ).fetchall()
    assert rows
    for stated_for, stated_against, names_for, names_against in rows:
        assert (len(names_for.split("; ")), len(names_against.split("; "))) == (stated_for, stated_against)


def test_threads_join_an_item_with_all_that_refer_to_it(sample_database):
    with contextlib.closing(sample_database()) as connection:
        rows = connection.execute("select referred_on, referring_number from minute_threads where number = '50' and date = '2017-01-25'").fetchall()
    assert ("2017-03-15", "60") in rows
