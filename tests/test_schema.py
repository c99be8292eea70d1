"""The database file: its tables, its marks, how it is made and left."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from pipeline import errors, schema

REPO = Path(__file__).resolve().parent.parent
CONTRACT = REPO.parent / "shared" / "schema.sql"


def columns(script: str) -> dict[str, list[tuple]]:
    connection = sqlite3.connect(":memory:")
    connection.executescript(script)
    tables = [row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")]
    return {table: [tuple(row[1:4]) for row in connection.execute(f"pragma table_info({table})")] for table in tables}


@pytest.mark.skipif(not CONTRACT.is_file(), reason="the contract is not here")
def test_the_tables_of_the_contract_are_all_there():
    """Under their names, with their columns and types; there may be more."""
    ours = columns(schema.TABLES.read_text(encoding="utf-8"))
    for table, wanted in columns(CONTRACT.read_text(encoding="utf-8")).items():
        assert {(name, kind.upper(), must) for name, kind, must in wanted} <= {(name, kind.upper(), must) for name, kind, must in ours[table]}, table


def test_every_foreign_key_has_an_index(tmp_path):
    """To follow it back, and to take out what it refers to, without reading the whole table."""
    with schema.opened(tmp_path / "m.db") as db:
        for (table,) in db.execute("select name from sqlite_master where type = 'table' and sql not like '%virtual%'").fetchall():
            first = {db.execute(f"pragma index_info('{row[1]}')").fetchone()[2] for row in db.execute(f"pragma index_list('{table}')").fetchall()}
            keys = {row[3] for row in db.execute(f"pragma foreign_key_list('{table}')")}
            assert keys <= first, table


def test_a_database_says_whose_it_is(tmp_path):
    with schema.opened(tmp_path / "m.db") as db:
        assert db.execute("pragma application_id").fetchone() == (schema.APPLICATION_ID,)
        assert db.execute("pragma user_version").fetchone() == (schema.newest(),)
    assert (tmp_path / "m.db").read_bytes()[68:72] == b"MINB"


def test_a_finished_file_stands_alone(tmp_path):
    """No log beside it, and none needed to read it: it may be copied, or opened as never changing."""
    with schema.opened(tmp_path / "m.db") as db:
        db.execute("insert into councils (id, name) values ('x', 'X')")
    assert [path.name for path in tmp_path.iterdir()] == ["m.db"]
    connection = sqlite3.connect(f"file:{tmp_path}/m.db?immutable=1", uri=True)
    assert connection.execute("select name from councils").fetchall() == [("X",)]
    assert connection.execute("pragma journal_mode").fetchone() == ("delete",)


def test_asking_changes_nothing(tmp_path):
    with schema.opened(tmp_path / "m.db"):
        pass
    with pytest.raises(errors.StoreFailure), schema.asked(tmp_path / "m.db") as db:
        db.execute("insert into councils (id, name) values ('x', 'X')")


def test_a_database_that_is_not_there(tmp_path):
    with pytest.raises(errors.NoDatabase, match="minutebook ingest"), schema.asked(tmp_path / "m.db"):
        pass
    with pytest.raises(errors.UsageFailure, match="no such folder"), schema.opened(tmp_path / "no" / "m.db"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_what_a_run_that_died_while_making_one_left_is_cleared(tmp_path):
    (tmp_path / ".m.db.123.new").write_bytes(b"half")
    with schema.opened(tmp_path / "m.db"):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["m.db"]
