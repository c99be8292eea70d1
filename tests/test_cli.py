"""The command as a person meets it: help, one line for what went wrong, tables for people and for programs."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys

import pytest

from pipeline import search, shown
from tests.faults.bench import HONEST, REPO, archive, minutes, read, run


@pytest.fixture(scope="module")
def archived(tmp_path_factory):
    """A small archive in a database: boards, an agenda, a file that is no PDF, a title that is a formula."""
    home = tmp_path_factory.mktemp("archive")
    folder = archive(home / "in", 6)
    (folder / "agenda.pdf").write_bytes(minutes(more="AGENDA"))
    (folder / "broken.pdf").write_bytes(b"<html>")
    (folder / "formula.pdf").write_bytes(minutes("Finance Board", more="9. =SUM(A1) <script>alert(1)</script> budgets \x1b[31m"))
    read(folder, into=home / "m.db")
    return home


def test_help_names_every_command_and_the_exit_codes():
    code, out, _ = run("--help")
    assert code == 0
    for word in ("ingest", "status", "show", "search", "Exit codes", "minutebook ingest FOLDER minutes.db"):
        assert word in out


def test_help_comes_at_once():
    """No PDF library is loaded to say what the command can do."""
    script = "import sys; from pipeline import cli; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], cwd=REPO, capture_output=True, text=True).stdout.split()
    assert "typer" in loaded
    assert not {"pypdfium2", "pdfplumber", "pikepdf", "spacy", "sqlite_utils", "rich"} & set(loaded)
    before = os.times().children_user
    run("--help")
    assert os.times().children_user - before < 1


def test_without_a_command_it_says_how():
    code, out, err = run()
    assert code == 2
    assert "Usage" in out + err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["ingest", "no-such-folder", "m.db"], "no-such-folder: No such file or directory; give a PDF"),
        (["ingest", "{in}"], "Missing argument"),
        (["ingest", "{in}", "no/such/m.db"], "no/such: no such folder"),
        (["ingest", "--jobs", "many", "{in}", "m.db"], "--jobs"),
        (["inhale"], "inhale"),
        (["status", "no-such.db"], "There is no such database; make it with: minutebook ingest"),
        (["status", "{db}", "-f", "xml"], "xml: no such format; give table, csv or json"),
        (["show", "{db}", "nothing-of-that-name"], "minutebook search DB WORDS"),
        (["search", "{db}"], "Missing argument"),
    ],
)
def test_wrong_usage_is_one_line_and_code_2(archived, words, said):
    """What, where, and what to do."""
    code, out, err = run(*(word.format(db=archived / "m.db", **{"in": archived / "in"}) for word in words))
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1
    assert err.startswith("minutebook: ")


def test_a_fault_of_ours_is_one_line_and_a_traceback_only_on_wish(archived):
    script = "import sys; from pipeline import cli, schema; schema.examine = None; sys.argv = ['minutebook', 'status', 'x']; cli.main()"
    for wish, lines in (("", 1), ("1", 5)):
        done = subprocess.run([sys.executable, "-c", script], cwd=REPO, capture_output=True, text=True, env={**os.environ, "MINUTEBOOK_DEBUG": wish})
        assert done.returncode == 1
        assert done.stderr.count("\n") >= lines
        assert ("Traceback" in done.stderr) == bool(wish)
        assert "a fault of Minutebook: TypeError" in done.stderr


# ---- ingest -----------------------------------------------------------------------------------------------------------------------------
def test_ingest_counts_and_says_what_is_next(tmp_path):
    folder = archive(tmp_path / "in", 3)
    (folder / "agenda.pdf").write_bytes(minutes(more="AGENDA"))
    (folder / "a.md").write_text("x")
    (folder / "b.txt").write_text("x")
    code, out, err = run("ingest", folder, tmp_path / "m.db")
    assert (code, err) == (0, "")
    assert out == f"3 read, 1 not minutes, 2 other kinds skipped (.md 1, .txt 1)\nNext: minutebook browse {tmp_path}/m.db\n"
    code, out, _ = run("ingest", "--dry-run", "--force", folder, tmp_path / "m.db")
    assert out == "4 would be read, 2 other kinds skipped (.md 1, .txt 1)\n"
    assert run("ingest", "-q", folder, tmp_path / "m.db") == (0, "", "")


def test_a_failure_is_named_on_one_line_also_when_quiet(tmp_path):
    folder = archive(tmp_path / "in", 1)
    (folder / "bro\nken.pdf").write_bytes(b"no")
    code, out, err = run("ingest", "-q", folder, tmp_path / "m.db")
    assert (code, out) == (3, "")
    assert err == f"{folder}/bro\\nken.pdf: not-a-pdf: The file is not a PDF, whatever its name says; look at what was downloaded.\n"
    assert "read it again with --force" in run("ingest", "-q", folder, tmp_path / "m.db")[2]


def test_a_bar_is_drawn_on_a_terminal_only(tmp_path):
    """And without colours where NO_COLOR is set."""
    import pty

    folder = archive(tmp_path / "in", 3)
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.run", HONEST, "ingest", str(folder), str(tmp_path / "m.db")],
        cwd=REPO, stdout=subprocess.DEVNULL, stderr=theirs, env={**os.environ, "NO_COLOR": "1", "TERM": "xterm", "COLUMNS": "80"},
    )  # fmt: skip
    os.close(theirs)
    drawn = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:
            break
        drawn += piece
    os.close(ours)
    assert process.wait() == 0
    assert b"3/3" in drawn
    assert b"\x1b[3" not in drawn


def test_the_sample_archive_can_be_copied_out(tmp_path):
    code, out, _ = run("sample", tmp_path / "sample")
    assert code == 0
    assert "Next: minutebook ingest" in out
    assert len(list((tmp_path / "sample").glob("*.pdf"))) == len(list((REPO / "corpus").glob("*.pdf")))


# ---- status, show, search ----------------------------------------------------------------------------------------------------------------
def test_status_counts_and_names_failures(archived):
    code, out, _ = run("status", archived / "m.db")
    assert code == 0
    assert "7  documents ok" in out
    assert "not-a-pdf (error): 1, files: 1" in out
    assert "broken.pdf: The file is not a PDF" in out
    told = json.loads(run("status", archived / "m.db", "-f", "json")[1])
    assert {"what": "documents", "kind": "failed", "number": 1} in told["counts"]
    assert [doubt["kind"] for doubt in told["doubts"]] == ["not-a-pdf"]
    table = list(csv.DictReader(io.StringIO(run("status", archived / "m.db", "-f", "csv")[1])))
    assert {row["kind"]: row["count"] for row in table if row["what"] == "documents"}["ok"] == "7"
    assert [row["reason"][:22] for row in table if row["what"] == "doubts"] == ["The file is not a PDF,"]


def test_show_takes_a_meeting_an_item_or_a_file(archived):
    database = archived / "m.db"
    for ref in ("calderby/board-1/2000-02-01", "board-1/2000-02-01", "2000-02-01", "Board 1, 1 February 2000", "001.pdf"):
        code, out, err = run("show", database, ref)
        assert (code, err) == (0, "")
        assert out.startswith("Board 1, 1 February 2000, 10:00\n001.pdf, page 1\n")
        assert "2. Matter 2 of the Board 1" in out
    code, out, _ = run("show", database, "board-1/2000-02-01#2.")
    assert out.startswith("2. Matter 2 of the Board 1\nBoard 1, 1 February 2000 · 001.pdf, page 1\n")
    assert "The file is not a PDF" in run("show", database, "broken.pdf")[1]


def test_an_ambiguous_reference_names_the_candidates(archived):
    code, out, err = run("show", archived / "m.db", "1.")
    assert (code, out) == (2, "")
    assert "calderby/board-0/2000-01-01#1.  Matter 1 of the Board 0 (Board 0, 1 January 2000)" in err
    assert err.splitlines()[-1] == "minutebook: 1.: 7 are called that; name one of them"


def test_search_finds_words_and_where_they_stand(archived):
    code, out, _ = run("search", archived / "m.db", "budget")  # a stem: the text has 'budgets'
    assert code == 0
    assert "[budgets]" in out
    assert "formula.pdf, page 1" in out
    assert json.loads(run("search", archived / "m.db", "matter", "-f", "json", "--limit", "2")[1])[0]["page"] == 1
    assert run("search", archived / "m.db", "zebra")[:2] == (0, "Nothing has all these words.\n")


@pytest.mark.parametrize(
    "words",
    [
        '"',
        "*",
        "NEAR(a b",
        "a AND",
        "title:x OR",
        "^budget",
        "-budgets",
        "budget* OR (",
        "'; drop table documents; --",
        "\x00",
        "{}",
        "a\\b",
        '"matter 1"',
    ],
)
def test_search_takes_every_word_for_a_word(archived, words):
    """No syntax of full-text search, and no error."""
    if "\0" not in words:
        code, _, err = run("search", archived / "m.db", "--", words)
        assert (code, err) == (0, "")
    assert search.query_of(words).count('"') % 2 == 0


def test_formulas_in_csv_get_a_quote_mark(archived):
    """Text cells only, and not where they are asked for raw."""
    words = ["search", archived / "m.db", "budgets", "-f", "csv"]
    (row,) = csv.DictReader(io.StringIO(run(*words)[1]))
    assert row["snippet"].startswith("9. =SUM") or row["snippet"].startswith("'=")
    assert [shown.guarded(cell) for cell in ("=1", "+1", "-1", "@x", "\tx", "\rx", "x", "", 5, -5, -1.5, None)] == [
        "'=1", "'+1", "'-1", "'@x", "'\tx", "'\rx", "x", "", 5, -5, -1.5, None,
    ]  # fmt: skip
    out = io.StringIO()
    shown.write_rows(["a"], [["=1"], [-2]], "csv", raw=True, out=out)
    assert out.getvalue() == "a\n=1\n-2\n"


def test_text_reaches_the_terminal_escaped(archived):
    """Neither colours nor cursor movements nor reversed writing come out of a document."""
    for words in (["search", "budgets"], ["show", "formula.pdf"], ["search", "budgets", "-f", "csv"], ["search", "budgets", "-f", "json"]):
        code, out, _ = run(words[0], archived / "m.db", *words[1:])
        assert code == 0
        assert "\x1b" not in out
        assert "<script>" in out
    assert shown.line("a\x1b[31mb\u202ec\x00\u2028d\x9b") == "a\\x1b[31mb\\u202ec\\x00 d\\x9b"
    assert shown.escaped("Siân’s café – £5 ✓ 👍🏽") == "Siân’s café – £5 ✓ 👍🏽"


def test_a_reader_of_the_output_may_leave(archived):
    """`minutebook show ... | head -1`: no traceback, no complaint."""
    command = f"{sys.executable} -m pipeline search {archived}/m.db matter --limit 500 -f json | head -c 10"
    done = subprocess.run(["/bin/sh", "-c", command], cwd=REPO, capture_output=True, text=True)
    assert (len(done.stdout), done.stderr) == (10, "")
