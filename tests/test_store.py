"""From records to rows: names of councils and meetings, full text, what is replaced and what is taken out."""

from __future__ import annotations

import sqlite3
import time

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import bodies, errors, limits, schema, sound, store
from pipeline.records import Item, Meeting, MeetingHead, PageText, Problem, Reading
from tests.faults.saboteurs import liar

TEXT = "COUNCIL\n1. Apologies\nNone.\n2. School places\n(a) Primary schools\nFull."


def head(council="Calderby Borough Council", committee="Scrutiny Board", date="2017-03-22", **more):
    return MeetingHead(0, len(TEXT), council, committee, date, "10:00", None, "Town Hall", **more)


ITEMS = [
    Item(1, "1", None, "Apologies", 8, 27, 20, 1),
    Item(2, "2", None, "School places", 27, len(TEXT), 43, 1),
    Item(3, "(a)", 2, "Primary schools", 44, len(TEXT), 63, 1),
]


def reading(*heads, items=ITEMS, **more):
    plain = Reading(
        1, "hand", "minutes", "en", "text-layer", TEXT, [PageText(1, 595.0, 842.0, 0, len(TEXT))], [(1, 0, 7, 1.0, 2.0, 3.0, 4.0)],
        [Meeting(each, items) for each in heads or [head()]],
    )  # fmt: skip
    return msgspec.structs.replace(plain, **more)


def filed(name="a", place=None):
    return store.Filed(name * 64, f"in/{name}.pdf", f"{name}.pdf", place or f"place of {name}", 100, "1", "2026-01-01T00:00:00+00:00")


@pytest.fixture
def db(tmp_path):
    with schema.opened(tmp_path / "m.db") as connection:
        yield connection


def column(db, query, *values):
    return [row[0] for row in db.execute(query, values)]


# ---- names ----------------------------------------------------------------------------------------------------------------------------
def test_a_meeting_has_an_id_that_reads_and_a_title(db):
    store.write_reading(db, filed(), reading(head("Rotherham Metropolitan Borough Council", "Improving Lives Select Commission")))
    assert db.execute("select id, title from meetings").fetchone() == (
        "rotherham/improving-lives-select-commission/2017-03-22",
        "Improving Lives Select Commission, 22 March 2017",
    )


@pytest.mark.parametrize(
    ("council", "committee", "date", "expected"),
    [
        (None, "Scrutiny Board", "2017-03-22", "unknown/scrutiny-board/2017-03-22"),
        ("Kent County Council", None, "2017-03-22", "kent/meeting/2017-03-22"),
        ("Kent County Council", "Kent County Council", "2017-03-22", "kent/kent-county-council/2017-03-22"),
        (None, None, None, "unknown/meeting/undated-aaaaaaaa"),
        ("  ", "-", None, "unknown/unnamed/undated-aaaaaaaa"),
        ("Cyngor Sir Gâr", "Pwyllgor Addysg & Phlant", "2017-03-22", "cyngor-sir-gar/pwyllgor-addysg-and-phlant/2017-03-22"),
    ],
)
def test_what_is_not_stated_is_not_invented(db, council, committee, date, expected):
    store.write_reading(db, filed(), reading(head(council, committee, date)))
    assert column(db, "select id from meetings") == [expected]


@pytest.mark.parametrize(
    "spelling",
    ["IMPROVING LIVES SELECT COMMISSION", "The Improving Lives Select Commission", "Minutes of the Improving Lives Select Commission",
     "improving lives select commission.", "Minutes of the meeting of the Improving Lives Select Commission", "Improving  Lives\nSelect Commission"],
)  # fmt: skip
def test_spellings_of_a_committee_share_a_row(db, spelling):
    store.write_reading(db, filed(), reading(head(committee="Improving Lives Select Commission"), head(committee=spelling, date="2017-04-05")))
    assert column(db, "select name from committees") == ["Improving Lives Select Commission"]


@pytest.mark.parametrize(
    "other", ["Improving Places Select Commission", "Improving Lives Sub-Commission", "Improving Lives Select Commission Working Group"]
)
def test_committees_that_differ_in_a_word_are_two(db, other):
    store.write_reading(db, filed(), reading(head(committee="Improving Lives Select Commission"), head(committee=other)))
    assert len(column(db, "select id from committees")) == 2


@pytest.mark.parametrize(
    ("one", "other", "rows"),
    [
        ("Rotherham Metropolitan Borough Council", "ROTHERHAM MBC", 1),
        ("Rotherham Borough Council", "The Borough of Rotherham", 1),
        ("Kent", "Kent County Council", 1),
        ("Rugby Borough Council", "Rugby Parish Council", 2),
        ("Durham County Council", "City of Durham Parish Council", 2),
        ("Kent County Council", "Essex County Council", 2),
    ],
)
def test_councils_of_one_name_and_two_kinds_are_two(db, one, other, rows):
    """And one council under two spellings is one."""
    for number, name in enumerate((one, other, one, other)):
        store.write_reading(db, filed("abcd"[number]), reading(head(name)))
    assert len(column(db, "select id from councils")) == rows


def test_the_words_of_a_kind_are_left_out_of_ids_of_councils_only():
    """'Community' tells one school from another."""
    assert bodies.council_of("Calderby Community Council").slug == "calderby"
    assert bodies.council_of("London Borough of Calder").slug == "calder"
    assert bodies.council_of("Oak Community Primary School Board of Governors").slug == "oak-community-primary-school-board-of-governors"


def test_names_in_capitals_are_shown_in_small_letters():
    assert bodies.presentable("HEALTH AND WELLBEING BOARD (SUB-COMMITTEE)") == "Health and Wellbeing Board (Sub-Committee)"
    assert bodies.presentable("The Mayor's Cabinet") == "The Mayor's Cabinet"


def test_very_long_names_stay_apart():
    one, other = bodies.committee_of("word " * 50 + "a"), bodies.committee_of("word " * 50 + "b")
    assert len(one.slug) < 100
    assert one.slug != other.slug


def test_two_documents_of_one_meeting_have_two_ids_and_keep_them(db):
    """Draft and confirmed minutes: '-2' for the second, also after either is read again."""
    store.write_reading(db, filed("a"), reading())
    store.write_reading(db, filed("b"), reading())
    before = db.execute("select document_id, id from meetings order by 1").fetchall()
    assert [meeting for _, meeting in before] == ["calderby/scrutiny-board/2017-03-22", "calderby/scrutiny-board/2017-03-22-2"]
    for name in "aba":
        store.write_reading(db, filed(name), reading())
        assert db.execute("select document_id, id from meetings order by 1").fetchall() == before


# ---- rows -----------------------------------------------------------------------------------------------------------------------------
def test_spans_give_the_text_of_every_row(db):
    """`text` of an item is what its span says in the document, its parent the row that holds it."""
    store.write_reading(db, filed("b"), reading())
    store.write_reading(db, filed("a"), reading())
    for text, start, end, of_document in db.execute(
        'select i.text, i.start, i."end", d.text from minute_items i join meetings m on m.id = i.meeting_id join documents d on d.id = m.document_id'
    ):
        assert of_document[start:end] == text
    assert (
        db.execute("select i.number, p.number, i.meeting_id = p.meeting_id from minute_items i join minute_items p on p.id = i.parent_id").fetchall()
        == [("(a)", "2", 1)] * 2
    )
    assert column(db, "select n_items from meetings") == [2, 2]
    assert column(db, "select lines from pages") == ["[[0,7,1.0,2.0,3.0,4.0]]"] * 2


def test_full_text_keeps_step_with_items(db):
    """After writing, writing again and taking out, a search finds what is there and nothing else."""
    find = "select i.title from minute_items_fts f join minute_items i on i.id = f.rowid where minute_items_fts match 'school' order by 1"
    store.write_reading(db, filed("a"), reading())
    store.write_reading(db, filed("b"), reading())
    assert column(db, find) == ["Primary schools", "Primary schools", "School places", "School places"]
    store.write_reading(db, filed("a"), reading(items=ITEMS[:1]))
    assert column(db, find) == ["Primary schools", "School places"]
    store.remove(db, [filed("b").id])
    assert column(db, find) == []
    db.execute("insert into minute_items_fts (minute_items_fts) values ('integrity-check')")


def test_nothing_is_left_of_a_document_that_is_taken_out(db):
    """Not in any table; and councils and committees without meetings go at the end of a run."""
    store.write_reading(db, filed(), reading())
    store.remove(db, [filed().id])
    store.sweep(db)
    tables = column(db, "select name from sqlite_master where type = 'table' and name not like '%fts%' and name not like 'sqlite%'")
    assert {table: db.execute(f"select count(*) from {table}").fetchone()[0] for table in tables} == dict.fromkeys(tables, 0)


def test_a_failed_file_has_one_row_that_says_why(db):
    store.write_failure(db, filed(), errors.EncryptedPdf())
    assert db.execute("select status, error_code, error, text from documents").fetchone() == (
        "failed",
        "encrypted",
        errors.EncryptedPdf.meaning(),
        None,
    )
    assert db.execute("select kind, severity from issues").fetchall() == [("encrypted", "error")]
    store.write_reading(db, filed(), reading())
    assert column(db, "select status from documents") == ["ok"]
    assert column(db, "select count(*) from issues") == [0]


WAITING = PageText(1, 595.0, 842.0, 0, 0, needs_ocr=True)


@pytest.mark.parametrize(
    ("more", "status", "kind", "code"),
    [
        ({}, "ok", "minutes", None),
        ({"kind": "agenda", "meetings": []}, "not-minutes", "agenda", None),
        ({"language": "cy", "meetings": []}, "not-minutes", "minutes", "language"),
        ({"text": "", "lines": [], "meetings": [], "kind": "other", "pages": [WAITING], "text_source": "none"}, "partial", None, "needs-ocr"),
        ({"text": "", "lines": [], "meetings": [], "kind": "other", "pages": [], "text_source": "none"}, "not-minutes", "other", "no-text"),
        ({"problems": [Problem("pdf", "page-unreadable", "error", "page 3", 3)]}, "partial", "minutes", "page-unreadable"),
        ({"meetings": []}, "partial", "minutes", "no-meeting"),
        ({"meetings": [Meeting(head(), [])]}, "partial", "minutes", "no-items"),
    ],
)
def test_what_became_of_a_document(db, more, status, kind, code):
    """Whole, in part, not minutes; what waits for OCR may yet be minutes, so its kind stays open."""
    store.write_reading(db, filed(), reading(**more))
    assert db.execute("select status, kind, error_code from documents").fetchone() == (status, kind, code)
    assert column(db, "select count(*) from issues where kind = ?", code) == [int(code is not None)]


# ---- hostile words ----------------------------------------------------------------------------------------------------------------------
EVIL = "x'); drop table documents; --\x1b[31m<script>alert(1)</script>=cmd|' /C calc'!A0 NEAR(\"* ^: "


def test_words_are_values_never_sql(db):
    """In a title, a number, a name, a path, a message: stored as they are."""
    items = [Item(1, EVIL[:60], None, EVIL, 0, 5, 4, 1)]
    store.write_reading(
        db,
        filed()._replace(path=EVIL, filename=EVIL),
        reading(head(EVIL, EVIL), items=items, problems=[Problem("x", EVIL, "info", EVIL)], producer=EVIL),
    )
    assert column(db, "select title from minute_items") == [EVIL]
    assert column(db, "select path from documents") == [EVIL]
    assert "documents" in column(db, "select name from sqlite_master")
    assert all(set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-/") for slug in column(db, "select id from meetings"))


def test_a_title_of_a_megabyte_is_cut(db):
    items = [Item(1, "1" * 1_000_000, None, "y" * 1_000_000, 0, 5, 4, 1)]
    store.write_reading(db, filed(), reading(head("c" * 1_000_000, "d" * 1_000_000), items=items))
    assert column(db, "select length(title) from minute_items") == [limits.MAX_TITLE]
    assert column(db, "select length(number) from minute_items") == [100]
    assert max(len(row) for row in column(db, "select id from meetings")) < 250


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80))
def test_any_words_can_be_names_and_titles(db, council, committee, title):
    """Surrogates cannot come from a child (MessagePack has none); all else is stored, and read back whole."""
    text = title.replace("\0", "").encode("utf-8", "ignore").decode()
    items = [Item(1, None, None, text, 0, 5, 4, 1)]
    council, committee = (word.encode("utf-8", "ignore").decode() for word in (council, committee))
    store.write_reading(db, filed(), reading(head(council, committee), items=items))
    assert column(db, "select title from minute_items") == [text]


# ---- what a child may not say ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "lie", ["page-span", "page-twice", "line-span", "line-page", "line-nan", "item-span", "item-parent", "item-sequence", "meeting-date", "nul"]
)
def test_a_reading_that_does_not_hold_together_is_seen(lie):
    assert sound.unsound(liar(f"LIE {lie}".encode()))


def test_a_sound_reading_is_let_through():
    assert sound.unsound(reading()) is None


def test_limits_of_a_reading(monkeypatch):
    monkeypatch.setattr(limits, "MAX_TEXT", 10)
    assert "characters" in sound.unsound(reading())
    monkeypatch.setattr(limits, "MAX_TEXT", 1000)
    monkeypatch.setattr(limits, "MAX_ITEMS", 2)
    assert "too many" in sound.unsound(reading())


def test_names_are_read_in_linear_time():
    """A megabyte in the place of a name costs no second."""
    for nasty in ("of the " * 150_000, "minutes of the meeting " * 50_000, "a" * 1_000_000, "-" * 1_000_000, "A " * 500_000):
        start = time.process_time()  # the neighbours on a busy machine do not count
        bodies.council_of(nasty)
        bodies.committee_of(nasty)
        assert time.process_time() - start < 1


def test_a_failure_in_the_middle_leaves_the_document_as_it_was(db):
    store.write_reading(db, filed(), reading())
    before = db.execute("select * from minute_items").fetchall()
    broken = reading(items=[*ITEMS, Item(1, "1", None, "Twice", 0, 5, 4, 1)])
    with pytest.raises(sqlite3.IntegrityError):
        store.write_reading(db, filed(), broken)
    assert db.execute("select * from minute_items").fetchall() == before
