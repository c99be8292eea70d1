"""A place to break things in: made-up files, the command in a process of its own, and what a database holds."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

from pipeline.ingest import Outcome, Summary, ingest

REPO = Path(__file__).resolve().parent.parent.parent
HONEST = "tests.faults.saboteurs:honest"
SLOW = "tests.faults.saboteurs:slow"
CLOCKS = {"ingested_at"}  # the only column in which two runs may differ


def minutes(
    committee: str = "Scrutiny Board", date: str = "2017-03-22", items: int = 3, council: str = "Calderby Borough Council", more: str = ""
) -> bytes:
    """What the honest saboteur reads as minutes."""
    rows = [f"{number}. Matter {number} of the {committee}" for number in range(1, items + 1)]
    return "\n".join(["%PDF-1.4", f"{council}|{committee}|{date}", *rows, more]).encode("utf-8", "surrogateescape")


def archive(folder: Path, count: int) -> Path:
    """A folder of so many different minutes."""
    folder.mkdir(exist_ok=True)
    for number in range(count):
        year, month = divmod(number, 12)
        (folder / f"{number:03}.pdf").write_bytes(minutes(f"Board {number % 3}", f"{2000 + year}-{month + 1:02}-01", 1 + number % 5))
    return folder


def read(*paths: Path | str, into: Path, reader: str = HONEST, **more) -> tuple[Summary, dict[str, Outcome]]:
    """Ingest in this process; the outcomes by the file's name."""
    outcomes: list[Outcome] = []
    summary = ingest([str(path) for path in paths], into, reader=reader, workers=more.pop("workers", 1), tell=outcomes.append, **more)
    return summary, {outcome.path.rpartition("/")[2]: outcome for outcome in outcomes}


def start(reader: str, *words: Path | str, **more) -> subprocess.Popen[str]:
    """The command in a process of its own."""
    command = [sys.executable, "-m", "tests.faults.run", reader, *map(str, words)]
    return subprocess.Popen(command, cwd=REPO, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)


def run(*words: Path | str, reader: str = HONEST, **more) -> tuple[int, str, str]:
    """Exit code, output and errors of the command."""
    process = start(reader, *words, **more)
    out, err = process.communicate(timeout=120)
    assert "Traceback" not in out + err
    return process.returncode, out, err


def rows(database: Path) -> dict[str, list[tuple]]:
    """All rows of all tables, without times; the database must be whole, and without a log beside it."""
    assert not Path(f"{database}-wal").exists()
    assert not Path(f"{database}-journal").exists()
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert connection.execute("pragma foreign_key_check").fetchall() == []
        found = {}
        for (table,) in connection.execute("select name from sqlite_master where type = 'table' order by name").fetchall():
            columns = [f'"{row[1]}"' for row in connection.execute(f"pragma table_info({table})") if row[1] not in CLOCKS]
            if not table.startswith("minute_items_fts_"):
                found[table] = connection.execute(f"select {', '.join(columns)} from {table} order by 1, 2").fetchall()
    connection.close()
    return found


def ask(database: Path, query: str, *values: object) -> list[tuple]:
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        return connection.execute(query, values).fetchall()
    finally:
        connection.close()
