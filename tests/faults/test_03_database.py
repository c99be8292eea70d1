"""Faults 3, 4, 5, 12, 13, 14: a database that cannot be written, or must not be, is refused in one line and left as it was."""

from __future__ import annotations

import hashlib
import os
import resource
import sqlite3
import subprocess
import sys
import threading
import time

import pytest

from pipeline import errors, limits, schema
from tests.faults.bench import HONEST, REPO, archive, ask, read, rows, run

ROOT = os.geteuid() == 0


def test_a_full_disk_is_said_in_one_line_and_nothing_is_lost(tmp_path):
    """Files may not grow beyond a limit, as on a disk that fills: exit code 4; the rest is read when there is room."""
    folder, database = archive(tmp_path / "in", 200), tmp_path / "m.db"
    code, _, err = run("ingest", folder, database, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000)))
    assert code == 4, err
    assert err.count("\n") == 1
    assert "disk is full" in err
    connection = sqlite3.connect(database)
    assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
    done = connection.execute("select count(*) from documents").fetchone()[0]
    connection.close()
    assert 0 < done < 200
    assert run("ingest", folder, database)[0] == 0
    read(folder, into=tmp_path / "whole.db")
    assert rows(database) == rows(tmp_path / "whole.db")


def test_a_disk_with_no_room_for_a_database_at_all(tmp_path):
    """Nothing half made is left behind."""
    folder, database = archive(tmp_path / "in", 2), tmp_path / "m.db"
    code, _, err = run("ingest", folder, database, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)))
    assert code == 4, err
    assert err.count("\n") == 1
    assert os.listdir(tmp_path) == ["in"]


@pytest.mark.skipif(not ROOT, reason="only root can mount")
def test_a_small_disk(tmp_path):
    """A real one, where the system lets us make it."""
    disk, folder = tmp_path / "disk", archive(tmp_path / "in", 300)
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("no mounting here")
    try:
        code, _, err = run("ingest", folder, disk / "m.db")
        assert code == 4, err
        assert err.count("\n") == 1
        connection = sqlite3.connect(disk / "m.db")
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
        assert connection.execute("select count(*) from documents").fetchone()[0] > 0
        connection.close()
    finally:
        subprocess.run(["umount", disk], check=True)


@pytest.mark.parametrize("what", ["file", "folder", "new"])
def test_a_read_only_database_is_refused_before_a_pdf_is_read(tmp_path, what):
    """The file, or the folder that must hold the log beside it. No child is started for the new PDF."""
    folder, out = archive(tmp_path / "in", 2), tmp_path / "out"
    out.mkdir()
    database = out / "m.db"
    if what != "new":
        read(folder, into=database)
    (folder / "unread.pdf").write_bytes(b"%PDF-1.4\n")
    before = fingerprints(tmp_path)
    if what == "file":
        database.chmod(0o444)
    out.chmod(0o777 if what == "file" else 0o555)
    for path in (tmp_path, *tmp_path.parents):
        if "pytest" in str(path):
            path.chmod(0o755)
    failure = as_nobody(lambda: read(folder, into=database, reader="no.such:reader"))
    out.chmod(0o755)
    assert failure.startswith("The database cannot be written; check the permissions of the file and its folder.")
    assert "m.db" in failure
    assert fingerprints(tmp_path) == before


def as_nobody(act) -> str:
    """The reason why something fails for a user who owns nothing: root ignores mode bits. In a fork, for that user may not read our modules."""
    receive, send = os.pipe()
    child = os.fork()
    if not child:
        try:
            if ROOT:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            act()
        except errors.MinutebookError as error:
            os.write(send, error.reason().encode())
        except BaseException as error:
            os.write(send, repr(error).encode())
        os._exit(0)
    os.close(send)
    os.waitpid(child, 0)
    with open(receive, encoding="utf-8") as pipe:
        return pipe.read()


def test_a_locked_database_is_waited_for(tmp_path):
    """Another program writes for a moment: nothing is lost, nothing is said."""
    folder, database = archive(tmp_path / "in", 3), tmp_path / "m.db"
    read(folder, into=database)
    other = sqlite3.connect(database, check_same_thread=False, isolation_level=None)
    other.execute("begin immediate")
    threading.Timer(0.7, lambda: other.execute("rollback")).start()
    archive(folder, 6)
    start = time.monotonic()
    read(folder, into=database)
    assert time.monotonic() - start > 0.5
    other.close()
    assert len(rows(database)["documents"]) == 6


def test_a_database_that_stays_locked_is_said(tmp_path, monkeypatch):
    """One line, and all that was there is still there."""
    folder, database = archive(tmp_path / "in", 3), tmp_path / "m.db"
    read(folder, into=database)
    before = rows(database)
    monkeypatch.setattr(limits, "BUSY_SECONDS", 0.3)
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("begin immediate")
    archive(folder, 6)
    with pytest.raises(errors.DatabaseLocked, match=r"m\.db"):
        read(folder, into=database)
    other.execute("rollback")
    other.close()
    assert rows(database) == before


def test_a_lock_in_the_middle_of_a_run_keeps_what_is_done(tmp_path, monkeypatch):
    """The other program comes while documents are being written."""
    folder, database = archive(tmp_path / "in", 6), tmp_path / "m.db"
    monkeypatch.setattr(limits, "BUSY_SECONDS", 0.2)
    others = []

    def interfere(outcome):
        if outcome.path.endswith("002.pdf"):
            others.append(sqlite3.connect(database, isolation_level=None))
            others[0].execute("begin immediate")

    from pipeline.ingest import ingest

    with pytest.raises(errors.DatabaseLocked):
        ingest([str(folder)], database, reader=HONEST, workers=1, tell=interfere)
    others[0].execute("rollback")
    others[0].close()
    read(folder, into=database)
    read(folder, into=tmp_path / "whole.db")
    assert rows(database) == rows(tmp_path / "whole.db")


FOREIGN = {
    "a web page": b"<html><body>Minutes</body></html>",
    "nothing": b"",
    "text as long as a header": b"Minutes of the meeting held on 22 March 2017\n" * 50,
}


@pytest.mark.parametrize("what", [*FOREIGN, "another program's", "a folder", "a damaged header"])
@pytest.mark.parametrize("command", ["ingest", "status", "search", "show"])
def test_what_is_not_ours_is_refused_and_untouched(tmp_path, what, command):
    """Checked by its first bytes, before SQLite sees it."""
    folder, database = archive(tmp_path / "in", 2), tmp_path / "minutes.db"
    if what == "another program's":
        connection = sqlite3.connect(database)
        connection.execute("create table documents (id)")
        connection.commit()
        connection.close()
    elif what == "a folder":
        database.mkdir()
    elif what == "a damaged header":
        read(folder, into=database)
        database.write_bytes(b"XQLite" + database.read_bytes()[6:])
    else:
        database.write_bytes(FOREIGN[what])
    before = fingerprints(tmp_path)
    words = {"ingest": ["ingest", folder, database], "status": ["status", database]}.get(command, [command, database, "x"])
    code, _, err = run(*words)
    assert code == 2
    assert "Not a Minutebook database" in err
    assert "minutes.db" in err
    assert err.count("\n") == 1
    assert fingerprints(tmp_path) == before


@pytest.mark.parametrize("command", ["ingest", "status"])
def test_a_database_of_the_future_is_refused_and_untouched(tmp_path, command):
    folder, database = archive(tmp_path / "in", 2), tmp_path / "m.db"
    read(folder, into=database)
    connection = sqlite3.connect(database)
    connection.execute("pragma user_version = 99")
    connection.close()
    before = fingerprints(tmp_path)
    code, _, err = run(*([command, folder, database] if command == "ingest" else [command, database]))
    assert code == 2
    assert "newer Minutebook" in err
    assert err.count("\n") == 1
    assert fingerprints(tmp_path) == before


def test_a_damaged_database_is_said(tmp_path):
    """Its header is whole, its inside is not."""
    folder, database = archive(tmp_path / "in", 20), tmp_path / "m.db"
    read(folder, into=database)
    content = bytearray(database.read_bytes())
    content[4096 : len(content)] = b"\xa5" * (len(content) - 4096)
    database.write_bytes(content)
    for words in (["ingest", folder, database], ["status", database]):
        code, _, err = run(*words)
        assert code == 1
        assert "damaged" in err
        assert err.count("\n") == 1


def test_an_interrupted_migration_leaves_the_old_version(tmp_path, monkeypatch):
    """The step fails in its middle: the database is as it was, and opens; the next time it goes through, and keeps all rows."""
    folder, database = archive(tmp_path / "in", 2), tmp_path / "m.db"
    read(folder, into=database)
    before = rows(database)
    broken = [True]
    monkeypatch.setattr(schema, "migrations", list(schema.migrations))

    @schema.migration
    def add_a_column(db):
        db["councils"].add_column("motto", str)
        db["councils"].insert({"id": "x", "name": "X", "motto": "Forward"})
        if broken[0]:
            raise sqlite3.OperationalError("the power failed")

    with pytest.raises(errors.StoreFailure):
        read(folder, into=database)
    assert rows(database) == before
    assert ask(database, "pragma user_version") == [(schema.newest() - 1,)]
    broken[0] = False
    with schema.opened(database) as connection:
        assert connection.execute("select motto from councils where id = 'x'").fetchone() == ("Forward",)
        assert connection.execute("pragma user_version").fetchone() == (schema.newest(),)
    assert [row[:2] for row in rows(database)["documents"]] == [row[:2] for row in before["documents"]]


def test_a_log_that_a_killed_run_left_is_taken_in(tmp_path):
    """Rows in a write-ahead log beside the file are ours too."""
    folder, database = archive(tmp_path / "in", 3), tmp_path / "m.db"
    read(folder, into=database)
    script = (
        "import os, sqlite3, sys\nc = sqlite3.connect(sys.argv[1], isolation_level=None)\nc.execute('pragma journal_mode = wal')\n"
        "c.execute(\"insert into councils (id, name) values ('late', 'Late')\")\nos._exit(9)"
    )
    subprocess.run([sys.executable, "-c", script, database], cwd=REPO)
    assert os.path.exists(f"{database}-wal")
    with schema.opened(database) as connection:
        assert connection.execute("select name from councils where id = 'late'").fetchone() == ("Late",)
    assert len(rows(database)["documents"]) == 3


def fingerprints(folder):
    """The bytes of every file below a folder."""
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder" for path in sorted(folder.rglob("*"))}
