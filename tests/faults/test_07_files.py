"""Faults 7, 8, 9, 10, 11, 20, 28, 29, 30, 32: whatever stands in the folder, each file is accounted for and none blocks or harms another."""

from __future__ import annotations

import hashlib
import os
import resource
import shutil
import socket
import tempfile
import time
from pathlib import Path

import pytest

from pipeline import corpus, errors, ingest
from pipeline.records import Source
from tests.faults.bench import HONEST, REPO, archive, ask, minutes, read, rows, run
from tests.pdfs import make_pdf, minutes_pdf

SAMPLE = REPO / "corpus"


# ---- 7: the file changes under our hands ---------------------------------------------------------------------------------------------------
def test_the_hash_is_of_the_bytes_that_were_parsed(tmp_path, monkeypatch):
    """The file is replaced right after it was read, and before the child has it."""
    folder, first = tmp_path / "in", minutes("Board A")
    folder.mkdir()
    (folder / "a.pdf").write_bytes(first)
    really_read = corpus.read

    def read_and_replace(source):
        found = really_read(source)
        (folder / "a.pdf").write_bytes(minutes("Board B"))
        return found

    monkeypatch.setattr(corpus, "read", read_and_replace)
    read(folder, into=tmp_path / "m.db")
    assert ask(tmp_path / "m.db", "select d.id, d.bytes, m.title from documents d join meetings m on m.document_id = d.id") == [
        (hashlib.sha256(first).hexdigest(), len(first), "Board A, 22 March 2017")
    ]


def test_a_file_that_grows_while_it_is_read_is_hashed_as_read(tmp_path):
    """The size that was listed is only a hint."""
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 and more")
    content, digest = corpus.read(Source(str(tmp_path / "a.pdf"), "a.pdf", 3))
    assert (content, digest) == (b"%PDF-1.4 and more", hashlib.sha256(b"%PDF-1.4 and more").hexdigest())


def test_a_replaced_file_replaces_its_rows(tmp_path):
    """The corrected minutes stand in place of the first ones, under the same meeting's id."""
    folder, database = archive(tmp_path / "in", 1), tmp_path / "m.db"
    read(folder, into=database)
    before = ask(database, "select id from meetings")
    (folder / "000.pdf").write_bytes(minutes("Board 0", "2000-01-01", 3, more="Corrected"))
    read(folder, into=database)
    assert ask(database, "select id from meetings") == before
    assert ask(database, "select count(*) from minute_items") == [(4,)]


def test_a_file_damaged_later_keeps_the_rows_that_were_read(tmp_path):
    """The failure is named; what was read from the good bytes is not thrown away."""
    folder, database = archive(tmp_path / "in", 1), tmp_path / "m.db"
    read(folder, into=database)
    (folder / "000.pdf").write_bytes(b"cut")
    summary, outcomes = read(folder, into=database)
    assert (summary.exit_code, outcomes["000.pdf"].code) == (3, "not-a-pdf")
    assert ask(database, "select status from documents order by status") == [("failed",), ("ok",)]
    assert ask(database, "select count(*) from meetings") == [(1,)]


# ---- 8: what is no file --------------------------------------------------------------------------------------------------------------------
def test_pipes_sockets_devices_and_folders_called_pdf(tmp_path):
    """One failure each, at once, and the files beside and below them are read."""
    folder = archive(tmp_path / "in", 1)
    os.mkfifo(folder / "pipe.pdf")
    (folder / "folder.pdf").mkdir()
    (folder / "folder.pdf" / "inside.pdf").write_bytes(minutes("Inside"))
    os.symlink("/dev/zero", folder / "link.pdf")
    with socket.socket(socket.AF_UNIX) as plug:
        here = os.getcwd()
        os.chdir(folder)  # a socket's name has a hundred letters at most
        plug.bind("socket.pdf")
        os.chdir(here)
        start = time.monotonic()
        summary, outcomes = read(folder, into=tmp_path / "m.db")
    assert time.monotonic() - start < 10
    assert {name: outcome.code for name, outcome in outcomes.items() if outcome.status == "failed"} == dict.fromkeys(
        ("pipe.pdf", "folder.pdf", "socket.pdf"), "not-a-file"
    )
    assert summary.statuses["ok"] == 2
    assert summary.statuses["link"] == 1
    assert summary.exit_code == 3


def test_a_pipe_named_by_the_user_does_not_block(tmp_path):
    os.mkfifo(tmp_path / "minutes.pdf")
    code, _, err = run("ingest", tmp_path / "minutes.pdf", tmp_path / "m.db")
    assert code == 3
    assert "not-a-file" in err


def test_a_file_gone_after_the_listing(tmp_path, monkeypatch):
    """One failure; when it is back, its row gives way to what was read."""
    folder, database = archive(tmp_path / "in", 3), tmp_path / "m.db"
    gone = (folder / "001.pdf").read_bytes()
    really_read = corpus.read

    def read_late(source):
        if source.filename == "001.pdf":
            (folder / "001.pdf").unlink(missing_ok=True)
        return really_read(source)

    monkeypatch.setattr(corpus, "read", read_late)
    summary, outcomes = read(folder, into=database)
    assert (summary.exit_code, outcomes["001.pdf"].code) == (3, "gone")
    monkeypatch.undo()
    (folder / "001.pdf").write_bytes(gone)
    assert read(folder, into=database)[0].exit_code == 0
    assert ask(database, "select status, count(*) from documents group by status") == [("ok", 3)]


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    folder, database = archive(tmp_path / "in", 2), tmp_path / "m.db"

    def refuse(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(corpus, "open_plainly", refuse)
    summary, outcomes = read(folder, into=database)
    assert summary.exit_code == 3
    assert {outcome.code for outcome in outcomes.values()} == {"unreadable"}
    before = rows(database)
    read(folder, into=database)
    assert rows(database) == before  # said again, written once


# ---- 9: names ----------------------------------------------------------------------------------------------------------------------------
NAMES = [
    "new\nline.pdf", "=cmd.pdf", "-rf.pdf", "--force.pdf", "quote'\".pdf", "<script>alert(1)<script>.pdf", "right\u202eto left.pdf",
    "caf\u00e9.pdf", "cafe\u0301.pdf", "esc\x1b[31mred.pdf", "percent%s{}.pdf", "dollar$(touch x).pdf", "semi;drop table documents.pdf",
    " .pdf", "CAPITAL.PDF",
    os.fsdecode(b"latin\xe9.pdf"), "\u200bzero.pdf", "tab\t.pdf", "x" * 240 + ".pdf", "*?[].pdf",
]  # fmt: skip


def test_names_of_all_kinds_are_read_and_shown_escaped(tmp_path):
    """Nothing in a name reaches the terminal, the shell or SQL as more than a name."""
    folder, database = tmp_path / "in", tmp_path / "m.db"
    folder.mkdir()
    for number, name in enumerate(NAMES):
        (folder / name).write_bytes(minutes(f"Board {number}") if number % 2 else b"no PDF " + bytes([number]))
    code, out, err = run("ingest", folder, database, "--report", tmp_path / "r.jsonl")
    assert code == 3
    assert out.startswith(f"{len(NAMES) // 2} read, {len(NAMES) // 2} failed")
    assert err.count("\n") == len(NAMES) // 2
    for printed in (out, err, *run("status", database)[1:], *run("status", database, "-f", "json")[1:], *run("search", database, "matter")[1:]):
        assert not set(printed) & {"\x1b", "\u202e", "\u200b", "\r", "\t"}
    stored = {row[0] for row in ask(database, "select filename from documents")}
    assert len(stored) == len(NAMES)
    assert {"new\\nline.pdf", "right\\u202eto left.pdf", "latin\\xe9.pdf", "caf\u00e9.pdf", "cafe\u0301.pdf"} <= stored
    before = rows(database)
    assert run("ingest", folder, database)[0] == 3
    assert rows(database) == before
    assert sorted(os.listdir(tmp_path)) == ["in", "m.db", "r.jsonl"]


def test_names_that_look_like_options(tmp_path, monkeypatch):
    """After `--`, everything is a file."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "-x.pdf").write_bytes(minutes_pdf())
    import subprocess
    import sys

    done = subprocess.run([sys.executable, "-m", "pipeline", "ingest", "--", "-x.pdf", "m.db"], env={**os.environ, "PYTHONPATH": str(REPO)})
    assert done.returncode == 0


# ---- 10, 11: links, many files ----------------------------------------------------------------------------------------------------------------
def test_links_are_counted_and_not_followed(tmp_path):
    """Neither a loop nor a way out of the folder."""
    folder, outside = archive(tmp_path / "in", 2), archive(tmp_path / "outside", 3)
    os.symlink(folder, folder / "loop")
    os.symlink(outside, folder / "out")
    os.symlink(outside / "002.pdf", folder / "z.pdf")
    os.symlink("nowhere", folder / "broken.pdf")
    summary, _ = read(folder, into=tmp_path / "m.db")
    assert summary.statuses == {"ok": 2, "link": 4}
    assert summary.exit_code == 0


def test_a_link_that_the_user_names_is_followed(tmp_path):
    archive(tmp_path / "real", 2)
    os.symlink(tmp_path / "real", tmp_path / "in")
    assert read(tmp_path / "in", into=tmp_path / "m.db")[0].statuses == {"ok": 2}


@pytest.mark.slow
def test_a_hundred_thousand_files(tmp_path):
    """The first result comes within seconds, and the memory stays flat."""
    memory = Path("/dev/shm")  # where there is a disk in memory, the files are made there: on a real one that takes longer than reading them
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else tmp_path) as name:
        folder = Path(name)
        for number in range(100):
            (folder / f"{number:02}").mkdir()
            for each in range(1000):
                os.mknod(folder / f"{number:02}" / f"{each:03}.txt")
        (folder / "00" / "000.pdf").write_bytes(minutes())
        first, start = [], time.monotonic()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

        def note(outcome):
            if outcome.status == "ok":
                first.append(time.monotonic() - start)

        summary = ingest.ingest([name], tmp_path / "m.db", workers=1, tell=note, reader=HONEST)
    assert summary.statuses["other-kind"] == 100_000
    assert first[0] < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_a_thousand_files_take_no_more_descriptors_than_one(tmp_path):
    """The whole run within 64 of them."""
    folder = archive(tmp_path / "in", 1000)
    code, out, err = run("ingest", "-j2", folder, tmp_path / "m.db", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64)))
    assert (code, out[:10]) == (0, "1000 read\n"), err


def test_folders_nested_deeper_than_calls_may_be(tmp_path):
    """A name may be too long for the system; that is one failure, and no end of the run."""
    here, depth = os.getcwd(), 1200
    folder = archive(tmp_path / "in", 1)
    os.chdir(folder)
    try:
        for _ in range(depth):
            os.mkdir("dddd")
            os.chdir("dddd")
        summary, _ = read(folder, into=tmp_path / "m.db")
        assert summary.statuses["ok"] == 1
        assert summary.exit_code == 3
    finally:
        for _ in range(depth):
            os.chdir("..")
            os.rmdir("dddd")
        os.chdir(here)


# ---- 20, 28, 29, 30: what counts as the same -----------------------------------------------------------------------------------------------------
def test_times_of_files_do_not_matter(tmp_path):
    """Order and skipping rest on names and hashes: 1970, 2100 or back in time, nothing is read again, and the rows come in the same order."""
    folder = archive(tmp_path / "in", 5)
    read(folder, into=tmp_path / "plain.db")
    for number, stamp in enumerate((0, 4_102_444_800, 1, 10**9, 2**31 - 1)):
        os.utime(folder / f"{number:03}.pdf", (stamp, stamp))
    read(folder, into=tmp_path / "m.db")
    assert rows(tmp_path / "m.db") == rows(tmp_path / "plain.db")
    os.utime(folder / "000.pdf")
    assert read(folder, into=tmp_path / "m.db")[0].statuses == {"unchanged": 5}


def test_the_same_pdf_under_two_names_is_one_document(tmp_path):
    """In one run, in later runs, and in whatever order they come; a name that goes away hands the document to the other."""
    folder, database = archive(tmp_path / "in", 1), tmp_path / "m.db"
    shutil.copy(folder / "000.pdf", folder / "twin.pdf")
    assert read(folder, into=database, workers=2)[0].statuses == {"ok": 1, "same": 1}
    before = rows(database)
    assert read(folder, folder / "twin.pdf", into=database)[0].statuses == {"unchanged": 1, "same": 2}
    assert read(folder / "twin.pdf", into=database)[0].statuses == {"same": 1}
    assert read(folder, into=database, force=True)[0].statuses == {"ok": 1, "same": 1}
    assert rows(database)["meetings"] == before["meetings"]
    (folder / "000.pdf").unlink()
    assert read(folder, into=database, prune=True)[0].statuses == {"unchanged": 1}
    assert ask(database, "select filename from documents") == [("twin.pdf",)]


def test_only_stale_documents_are_read_again(tmp_path, monkeypatch):
    """A document that other code has read is stale; one that this code has read is not. A meeting keeps its id."""
    folder, database = archive(tmp_path / "in", 4), tmp_path / "m.db"
    monkeypatch.setattr(ingest, "pipeline_version", lambda: "1")
    read(folder / "000.pdf", folder / "001.pdf", into=database)
    before = ask(database, "select id from meetings order by id")
    monkeypatch.setattr(ingest, "pipeline_version", lambda: "2")
    read(folder / "001.pdf", folder / "002.pdf", into=database)
    assert ask(database, "select filename, pipeline_version from documents order by filename") == [
        ("000.pdf", "1"),
        ("001.pdf", "2"),
        ("002.pdf", "2"),
    ]
    assert read(folder, into=database)[0].statuses == {"ok": 2, "unchanged": 2}
    assert set(before) <= set(ask(database, "select id from meetings"))
    assert ask(database, "select count(*) from minute_items") == ask(database, "select count(*) from minute_items_fts")


def test_each_kind_of_unreadable_file_has_its_own_code(tmp_path):
    """With the real reader: a web page, an archive and nothing under a PDF's name, no pages, no text."""
    folder, database = tmp_path / "in", tmp_path / "m.db"
    folder.mkdir()
    (folder / "page.pdf").write_bytes(b"<!DOCTYPE html><html><body>404</body></html>")
    (folder / "zip.pdf").write_bytes(b"PK\x03\x04" + bytes(200))
    (folder / "nothing.pdf").write_bytes(b"")
    (folder / "no-pages.pdf").write_bytes(make_pdf([]))
    (folder / "blank.pdf").write_bytes(make_pdf([[]]))
    (folder / "good.pdf").write_bytes(minutes_pdf())
    shutil.copy(SAMPLE / "calderby-cyp-scrutiny-2015-09-16-scan.pdf", folder / "scan.pdf")
    _, outcomes = read(folder, into=database, reader="pipeline.process:process_text_only")
    assert {name: outcome.code for name, outcome in outcomes.items()} == {
        "page.pdf": "not-a-pdf",
        "zip.pdf": "not-a-pdf",
        "nothing.pdf": "not-a-pdf",
        "no-pages.pdf": "no-pages",
        "blank.pdf": "no-text",
        "scan.pdf": "needs-ocr",
        "good.pdf": None,
    }
    assert ask(database, "select text_source, kind from documents where filename = 'scan.pdf'") == [("none", None)]


def test_an_encrypted_pdf_says_so(tmp_path):
    """A password to open it is needed, and we have none."""
    pikepdf = pytest.importorskip("pikepdf")
    (tmp_path / "open.pdf").write_bytes(minutes_pdf())
    with pikepdf.open(tmp_path / "open.pdf") as pdf:
        pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(user="secret", owner="secret"))
    _, outcomes = read(tmp_path / "locked.pdf", into=tmp_path / "m.db", reader="pipeline.process:process")
    assert outcomes["locked.pdf"].code == errors.EncryptedPdf.code


# ---- 15: damaged files --------------------------------------------------------------------------------------------------------------------
def test_flipped_bytes_never_take_pages_away_in_silence(tmp_path):
    """Copies of a good PDF with bytes flipped: all of its pages are counted, or the file is named as a failure or read in part."""
    import random

    good = (SAMPLE / "calderby-planning-2017-06-22.pdf").read_bytes()
    folder, database, chance = tmp_path / "in", tmp_path / "m.db", random.Random(7)
    folder.mkdir()
    (folder / "good.pdf").write_bytes(good)
    for number in range(25):
        flipped = bytearray(good)
        for _ in range(30):
            flipped[chance.randrange(len(good))] ^= 1 << chance.randrange(8)
        (folder / f"{number:02}.pdf").write_bytes(flipped)
    read(folder, into=database, reader="pipeline.process:process", workers=2)
    (pages,) = ask(database, "select page_count from documents where filename = 'good.pdf'")[0]
    for name, status, count, stored in ask(
        database, "select filename, status, page_count, (select count(*) from pages where document_id = documents.id) from documents"
    ):
        assert status == "failed" or (count, stored) == (pages, pages) or status in ("partial", "not-minutes"), name
