"""The run over a folder: what is counted, what is skipped, what is taken out, and in which order rows come."""

from __future__ import annotations

import json

import pytest

from pipeline import errors, ingest, limits, version
from tests.faults.bench import archive, ask, minutes, read, rows


def test_every_file_is_accounted_for(tmp_path):
    """Each line of the report is a file, each file has a line."""
    folder, database = archive(tmp_path / "in", 3), tmp_path / "m.db"
    (folder / "agenda.pdf").write_bytes(minutes(more="AGENDA"))
    (folder / "broken.pdf").write_bytes(b"<html>")
    (folder / "notes.md").write_text("# Notes")
    (folder / "twin.pdf").write_bytes((folder / "000.pdf").read_bytes())
    summary, outcomes = read(folder, into=database, report=tmp_path / "r.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text().splitlines()]
    assert {line["path"].rpartition("/")[2]: line["status"] for line in lines} == {
        "000.pdf": "ok",
        "001.pdf": "ok",
        "002.pdf": "ok",
        "agenda.pdf": "not-minutes",
        "broken.pdf": "failed",
        "notes.md": "other-kind",
        "twin.pdf": "same",
    }
    assert sum(summary.statuses.values()) == len(outcomes) == len(lines) == 7
    assert summary.suffixes == {".md": 1}
    broken = next(line for line in lines if line["status"] == "failed")
    assert broken["code"] == "not-a-pdf"
    assert broken["reason"].startswith("The file is not a PDF")


def test_a_second_run_reads_nothing_and_changes_nothing(tmp_path):
    """Not even a failed file is read again: `--force` does that."""
    folder, database = archive(tmp_path / "in", 4), tmp_path / "m.db"
    (folder / "broken.pdf").write_bytes(b"<html>")
    first, _ = read(folder, into=database)
    before = rows(database)
    again, outcomes = read(folder, into=database, reader="no.such:reader")
    assert again.statuses == {"unchanged": 4, "failed": 1}
    assert first.exit_code == again.exit_code == 3
    assert all(outcome.as_before for outcome in outcomes.values())
    assert rows(database) == before
    forced, _ = read(folder, into=database, force=True)
    assert forced.statuses == {"ok": 4, "failed": 1}


@pytest.mark.parametrize("workers", [2, 3])
def test_rows_are_the_same_however_many_read(tmp_path, workers):
    """Written in the order of the listing, to the row id."""
    folder = archive(tmp_path / "in", 30)
    read(folder, into=tmp_path / "one.db", workers=1)
    read(folder, into=tmp_path / "many.db", workers=workers)
    assert rows(tmp_path / "many.db") == rows(tmp_path / "one.db")


def test_a_slow_file_holds_back_only_so_many(tmp_path, monkeypatch):
    """What waits for it in memory is bounded; the order holds."""
    monkeypatch.setattr(limits, "WAITING_FILES", 3)
    folder = archive(tmp_path / "in", 12)
    (folder / "001.pdf").write_bytes(minutes("Slow", more="DO doze"))
    written = []
    summary = ingest.ingest(
        [str(folder)], tmp_path / "m.db", workers=2, reader="tests.faults.saboteurs:saboteur", tell=lambda outcome: written.append(outcome.path[-7:])
    )
    assert summary.statuses == {"ok": 12}
    assert written == sorted(written)


def test_files_that_are_gone_stay_until_they_are_pruned(tmp_path):
    """And only those at or below what was named."""
    folder, other, database = archive(tmp_path / "in", 3), tmp_path / "other", tmp_path / "m.db"
    other.mkdir()
    (other / "x.pdf").write_bytes(minutes("Elsewhere"))
    read(folder, other, into=database)
    (folder / "001.pdf").unlink()
    (other / "x.pdf").unlink()
    summary, _ = read(folder, into=database)
    assert (summary.gone, summary.pruned) == (1, 0)
    assert ask(database, "select count(*) from documents") == [(4,)]
    summary, _ = read(folder, into=database, prune=True)
    assert (summary.gone, summary.pruned) == (1, 1)
    assert ask(database, "select filename from documents order by 1") == [("000.pdf",), ("002.pdf",), ("x.pdf",)]
    assert ("calderby/board-1",) not in ask(database, "select id from committees")


def test_a_relative_path_means_nothing_in_another_folder(tmp_path, monkeypatch):
    """`minutes.pdf` of one folder is not `minutes.pdf` of another: neither replaces or prunes the other."""
    database = tmp_path / "m.db"
    for place in ("a", "b"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "minutes.pdf").write_bytes(minutes(f"Board {place}"))
        monkeypatch.chdir(tmp_path / place)
        read("minutes.pdf", into=database, prune=True)
    assert ask(database, "select path from documents") == [("minutes.pdf",)] * 2
    (tmp_path / "a" / "minutes.pdf").unlink()
    assert read("minutes.pdf", into=database, prune=True)[0].pruned == 0


def test_a_renamed_file_is_not_read_again(tmp_path):
    folder, database = archive(tmp_path / "in", 1), tmp_path / "m.db"
    read(folder, into=database)
    (folder / "000.pdf").rename(folder / "renamed.pdf")
    assert read(folder, into=database, reader="no.such:reader", prune=True)[0].statuses == {"unchanged": 1}
    assert ask(database, "select filename from documents") == [("renamed.pdf",)]


def test_a_rehearsal_writes_nothing(tmp_path):
    folder, database = archive(tmp_path / "in", 3), tmp_path / "m.db"
    assert read(folder, into=database, dry_run=True)[0].statuses == {"to-read": 3}
    assert not database.exists()
    read(folder / "000.pdf", into=database)
    before = database.read_bytes()
    (folder / "x.pdf").mkdir()
    summary, _ = read(folder, into=database, dry_run=True, prune=True)
    assert summary.statuses == {"to-read": 2, "unchanged": 1, "failed": 1}
    assert database.read_bytes() == before


def test_nothing_to_read_is_said_before_a_database_is_made(tmp_path):
    """An empty folder, and one with other files only; `--prune` takes nothing out for a folder that has come to be empty."""
    folder, database = tmp_path / "in", tmp_path / "m.db"
    folder.mkdir()
    with pytest.raises(errors.UsageFailure, match="no PDF in"):
        read(folder, into=database)
    (folder / "a.md").write_text("x")
    with pytest.raises(errors.UsageFailure, match="no PDF in"):
        read(folder, into=database)
    assert not database.exists()


def test_a_report_that_cannot_be_written_is_said_first(tmp_path):
    folder = archive(tmp_path / "in", 1)
    with pytest.raises(errors.UsageFailure, match="report"):
        read(folder, into=tmp_path / "m.db", report=tmp_path / "no" / "r.jsonl", reader="no.such:reader")


def test_a_reader_that_cannot_start_fails_the_run(tmp_path):
    """A missing library is no fault of the files: none is marked as failed."""
    from pipeline.isolation import CannotRead

    folder, database = archive(tmp_path / "in", 2), tmp_path / "m.db"
    with pytest.raises(CannotRead, match="No module"):
        read(folder, into=database, reader="no.such:reader")
    assert ask(database, "select count(*) from documents") == [(0,)]


def test_the_version_tells_what_reads():
    """It changes with the code of the rooms that read and store, and of those that they use; not with the rooms that show."""
    rooms = version.rooms_behind(version.READERS)
    assert {"process", "pdf", "reading", "meeting", "items", "records", "store", "bodies"} <= set(rooms)
    assert not {"cli", "status", "show", "search", "evaluate"} & set(rooms)
    assert version.pipeline_version().startswith("0.")
