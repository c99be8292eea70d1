"""An archive as files: what is written, that ids have names beside them, that no cell starts a formula, and what a column means."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from browsing import copy_of, with_facts

from pipeline import errors
from pipeline.export import export, tables_of
from pipeline.popolo import popolo_of


@pytest.fixture(scope="module")
def full(sample_database_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_facts(sample_database_path, tmp_path_factory.mktemp("export"))


def read(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_table_becomes_a_csv_with_names_beside_ids(full, tmp_path):
    """All rows of all tables; behind `meeting_id` stands the meeting's title, behind `person_id` the name."""
    with closing(sqlite3.connect(full)) as connection:
        export(connection, tmp_path / "out", [], ["csv"])
        for table in tables_of(connection):
            assert len(read(tmp_path / "out" / f"{table}.csv")) == connection.execute(f"select count(*) from {table}").fetchone()[0], table
        (title,) = connection.execute("select m.title from declarations d join meetings m on m.id = d.meeting_id where d.id = 1").fetchone()
    rows = read(tmp_path / "out" / "declarations.csv")
    assert next(row for row in rows if row["id"] == "1")["meeting_label"] == title
    assert {row["person_label"] for row in rows if row["person_id"] == "901"} == {"Councillor Alan Stockdale"}


def test_parquet_has_the_same_rows_with_types(full, tmp_path):
    """Numbers are numbers there, and text is never guarded."""
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    with closing(sqlite3.connect(full)) as connection:
        export(connection, tmp_path, ["statistics", "minute_items"], ["parquet"])
        count = connection.execute("select count(*), sum(value) from statistics").fetchone()
    table = parquet.read_table(tmp_path / "statistics.parquet")
    assert (table.num_rows, pytest.approx(sum(table["value"].to_pylist()))) == count
    assert str(table.schema.field("page").type) == "int64"
    assert not list(tmp_path.glob("*.part"))


def test_a_cell_never_starts_a_formula_unless_raw(sample_database_path, tmp_path):
    """`--raw` is for programs."""
    path = copy_of(sample_database_path, tmp_path, "insert into issues (message) values ('=HYPERLINK(1)')")
    with closing(sqlite3.connect(path)) as connection:
        export(connection, tmp_path / "guarded", ["issues"], ["csv"])
        export(connection, tmp_path / "raw", ["issues"], ["csv"], raw=True)
    assert read(tmp_path / "guarded" / "issues.csv")[-1]["message"] == "'=HYPERLINK(1)"
    assert read(tmp_path / "raw" / "issues.csv")[-1]["message"] == "=HYPERLINK(1)"


def test_the_dictionary_says_what_each_column_means(full, tmp_path):
    """From the comments of the schema; every column of every file is in it."""
    with closing(sqlite3.connect(full)) as connection:
        export(connection, tmp_path, [], ["csv"])
    meanings = {(row["table"], row["column"]): row for row in read(tmp_path / "dictionary.csv")}
    assert meanings["declarations", "nature"]["meaning"] == "the reason given"
    assert meanings["statistics", "value"]["type"] == "number"
    for file in tmp_path.glob("*.csv"):
        if file.name != "dictionary.csv":
            heads = file.read_text(encoding="utf-8").partition("\n")[0].split(",")
            assert all((file.stem, head) in meanings for head in heads), file


def test_people_and_bodies_are_popolo(full, tmp_path):
    """Persons with their other names, organizations with their parents, memberships that point at both."""
    with closing(sqlite3.connect(full)) as connection:
        export(connection, tmp_path, [], ["json"])
        assert json.loads((tmp_path / "popolo.json").read_text(encoding="utf-8")) == popolo_of(connection)
    popolo = json.loads((tmp_path / "popolo.json").read_text(encoding="utf-8"))
    people = {person["id"]: person for person in popolo["persons"]}
    assert people["person/901"]["other_names"] == [{"name": "Councillor Stockdale"}]
    bodies = {body["id"] for body in popolo["organizations"]}
    assert all(body.get("parent_id", next(iter(bodies))) in bodies for body in popolo["organizations"])
    assert popolo["memberships"]
    assert all(one["person_id"] in people and one.get("organization_id", next(iter(bodies))) in bodies for one in popolo["memberships"])


def test_an_unknown_table_or_a_bad_folder_is_said(full, tmp_path):
    """In one line, before anything is written."""
    (tmp_path / "file").write_text("")
    with closing(sqlite3.connect(full)) as connection:
        with pytest.raises(errors.UsageFailure, match="no such table"):
            export(connection, tmp_path / "out", ["nothing"], ["csv"])
        with pytest.raises(errors.UsageFailure, match="give another folder"):
            export(connection, tmp_path / "file", [], ["csv"])
    assert not (tmp_path / "out").exists()
