"""Faults 1, 2, 6, 18, 19: however a run ends, whole documents stand, and the next run goes on as if nothing had been."""

from __future__ import annotations

import contextlib
import random
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from pipeline import errors
from tests.faults.bench import HONEST, REPO, SLOW, archive, ask, minutes, read, rows, run, start
from tests.test_isolation import alive, offspring, wait_for


@pytest.fixture
def undisturbed(tmp_path):
    """A folder of minutes, two of them of one meeting and one broken, and the rows of a run that nothing disturbed."""
    folder = archive(tmp_path / "in", 24)
    (folder / "003-again.pdf").write_bytes(minutes("Board 0", "2000-04-01", 2, more="Draft"))
    (folder / "005-broken.pdf").write_bytes(b"<html>")
    read(folder, into=tmp_path / "whole.db", workers=2)
    return folder, rows(tmp_path / "whole.db")


def test_killed_again_and_again_it_ends_as_if_undisturbed(undisturbed, tmp_path):
    """kill -9 at random moments until a run comes through: the database equals the undisturbed one to the row id."""
    folder, expected = undisturbed
    chance, kills = random.Random(1), 0
    for attempt in range(60):
        process = start(SLOW, "ingest", "-q", "-j2", folder, tmp_path / "m.db")
        try:
            process.wait(chance.uniform(0.15, 0.5) + attempt / 20)
        except subprocess.TimeoutExpired:
            process.kill()
            kills += 1
        process.communicate()
        if process.returncode == 3:
            break
    assert process.returncode == 3
    assert kills
    assert rows(tmp_path / "m.db") == expected
    assert {path.name for path in tmp_path.iterdir()} == {"in", "m.db", "whole.db"}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_run_between_documents(undisturbed, tmp_path, number):
    """Exit code 130 or 143, no traceback, no orphan; what was done is whole and is not done again."""
    folder, expected = undisturbed
    process = start(SLOW, "ingest", "-j2", folder, tmp_path / "m.db")
    children = wait_for(lambda: offspring(process.pid), 2)
    wait_for(lambda: documents_in(tmp_path / "m.db"), 1)
    process.send_signal(number)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 128 + number, err
    assert "Traceback" not in err
    assert "Run the same command again" in out
    assert not any(alive(child) for child in children)
    done = len(rows(tmp_path / "m.db")["documents"])
    assert 0 < done < 26
    _, again = read(folder, into=tmp_path / "m.db")
    assert sum(outcome.as_before for outcome in again.values()) == done
    assert rows(tmp_path / "m.db") == expected


def documents_in(database) -> list[tuple]:
    """What another program sees of a run that is under way."""
    try:
        return ask(database, "select id from documents")
    except sqlite3.OperationalError:
        return []


def test_nobody_listening_stops_nothing(tmp_path):
    """`minutebook ingest ... 2>&1 | head -0`: the work is done all the same."""
    folder = archive(tmp_path / "in", 5)
    (folder / "broken.pdf").write_bytes(b"no")
    process = start(HONEST, "ingest", folder, tmp_path / "m.db")
    process.stdout.close()
    process.stderr.close()
    assert process.wait(60) == 3
    assert len(rows(tmp_path / "m.db")["documents"]) == 6


def test_without_standard_streams(tmp_path):
    """Closed by whoever started it: no file of ours may land on their numbers."""
    folder = archive(tmp_path / "in", 3)
    command = f"{sys.executable} -m tests.faults.run {HONEST} ingest {folder} {tmp_path}/m.db <&- >&- 2>&-"
    assert subprocess.run(["/bin/sh", "-c", command], cwd=REPO).returncode == 0
    assert len(rows(tmp_path / "m.db")["documents"]) == 3


class Failing(sqlite3.Connection):
    """Fails at one of its statements, counted over all connections."""

    left = 0

    def execute(self, *words):
        self.count()
        return super().execute(*words)

    def executemany(self, *words):
        self.count()
        return super().executemany(*words)

    def count(self):
        Failing.left -= 1
        if Failing.left == 0:
            raise sqlite3.OperationalError("a fault")


def test_a_failure_at_every_step_leaves_whole_documents(tmp_path, monkeypatch):
    """The store fails at one statement, then at a later one, until a run comes through; each time what stands is whole, and is gone on with."""
    folder = archive(tmp_path / "in", 4)
    read(folder, into=tmp_path / "whole.db")
    expected = rows(tmp_path / "whole.db")
    for step in range(1, 1000, 3):
        database, Failing.left = tmp_path / f"{step}.db", step
        with monkeypatch.context() as patch:
            patch.setattr(sqlite3, "connect", lambda path, **more: sqlite3.dbapi2.connect(path, factory=Failing, **more))
            with contextlib.suppress(errors.StoreFailure):
                read(folder, into=database)
        if Failing.left > 0:
            break
        if database.exists():
            assert_whole(database)
        read(folder, into=database)
        assert rows(database) == expected
    assert step > 60


def assert_whole(database):
    connection = sqlite3.connect(database)
    for document, status, pages in connection.execute(
        "select d.id, d.status, (select count(*) from pages p where p.document_id = d.id) from documents d"
    ):
        assert (status, pages) == ("ok", 1), document
    assert connection.execute("select count(*) from meetings").fetchone() == connection.execute("select count(*) from documents").fetchone()
    connection.close()


def test_a_second_ingest_stops_at_once_and_says_why(tmp_path):
    """One at a time; the lock of a killed run does not block."""
    folder = archive(tmp_path / "in", 60)
    first = start(SLOW, "ingest", "-j1", folder, tmp_path / "m.db")
    wait_for(lambda: offspring(first.pid), 1)
    begun = time.monotonic()
    code, _, err = run("ingest", folder, tmp_path / "m.db")
    assert code == 1
    assert "Another ingest" in err
    assert err.count("\n") == 1
    assert time.monotonic() - begun < 5
    first.kill()
    first.communicate()
    assert run("ingest", "-j2", folder, tmp_path / "m.db")[0] == 0
    assert ask(tmp_path / "m.db", "select count(*), count(distinct id) from documents") == [(60, 60)]
