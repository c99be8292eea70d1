"""References made links in the database, the council of a folder, copies of one meeting; over small databases written by hand."""

from __future__ import annotations

import contextlib
import json

import pytest

from pipeline import schema, store
from pipeline.adoption import adopt_meetings
from pipeline.records import CrossReference, Declaration, Item, Meeting, MeetingHead, PageText, Reading
from pipeline.shipped import shipped_folder
from pipeline.threads import link_references

TEXT = "1. Minutes\nSee minute 2.\n2. School places in Calderby\nFull."


def reading(date="2017-03-22", council="Calderby Borough Council", committee="Scrutiny Board", numbers=("1", "2"), refers=(), **more):
    items = [
        Item(1, numbers[0], None, "Minutes", 0, 25, 11, 1),
        Item(2, numbers[1], None, "School places in Calderby", 25, len(TEXT), 53, 1),
    ]
    references = [CrossReference(1, f"minute {number}", number, on, 11, 24, 1) for number, on in refers]
    meeting = Meeting(MeetingHead(0, len(TEXT), council, committee, date, None, None, None), items, references=references, **more)
    pages = [PageText(1, 595.0, 842.0, 0, len(TEXT))]
    return Reading(1, None, "minutes", "en", "text-layer", TEXT, pages, [(1, 0, 10, 1.0, 2.0, 3.0, 4.0)], [meeting])


@pytest.fixture
def connection(tmp_path):
    with schema.opened(tmp_path / "m.db") as opened:
        yield opened


def write(connection, name, found, folder="in"):
    filed = store.Filed(name * 64, f"{folder}/{name}.pdf", f"{name}.pdf", f"place of {folder} {name}", 1, "1", "2026-01-01")
    store.write_reading(connection, filed, found)


def links(connection):
    return connection.execute(
        """select x.to_number, x.state, m.date, t.number from cross_references x left join minute_items t on t.id = x.to_item_id
        left join meetings m on m.id = t.meeting_id order by x.id"""
    ).fetchall()


def test_a_reference_leads_to_the_item_of_its_own_meeting(connection):
    write(connection, "a", reading(refers=[("2", None)]))
    link_references(connection)
    assert links(connection) == [("2", "resolved", "2017-03-22", "2")]


def test_a_reference_is_resolved_when_the_earlier_meeting_comes_later(connection):
    """At whatever time each was ingested: first it leads out of the archive, then to the very item."""
    write(connection, "b", reading("2017-04-26", numbers=("3", "4"), refers=[("2", None)]))
    link_references(connection)
    assert links(connection) == [("2", "outside-archive", None, None)]
    write(connection, "a", reading("2017-03-22"))
    link_references(connection)
    assert links(connection) == [("2", "resolved", "2017-03-22", "2")]


def test_a_reference_leads_nowhere_once_its_target_is_taken_out(connection):
    write(connection, "a", reading("2017-03-22"))
    write(connection, "b", reading("2017-04-26", numbers=("3", "4"), refers=[("2", None)]))
    link_references(connection)
    store.remove(connection, ["a" * 64])
    link_references(connection)
    assert links(connection) == [("2", "outside-archive", None, None)]


def test_a_second_copy_of_a_meeting_makes_no_reference_ambiguous(connection):
    """A scan beside the text: the reference leads to the first, and the views count the meeting once."""
    write(connection, "a", reading("2017-03-22"))
    write(connection, "c", reading("2017-03-22"))
    write(connection, "b", reading("2017-04-26", numbers=("3", "4"), refers=[("2", None)]))
    link_references(connection)
    assert links(connection) == [("2", "resolved", "2017-03-22", "2")]
    copies = connection.execute("select id, copy_of from meetings where copy_of is not null").fetchall()
    assert copies == [("calderby/scrutiny-board/2017-03-22-2", "calderby/scrutiny-board/2017-03-22")]


def test_another_council_s_minutes_are_never_the_target(connection):
    write(connection, "a", reading("2017-03-22", council="Otherham Borough Council"))
    write(connection, "b", reading("2017-04-26", numbers=("3", "4"), refers=[("2", None)]))
    link_references(connection)
    assert links(connection) == [("2", "outside-archive", None, None)]


def test_a_declaration_points_to_the_item_that_it_is_about(connection):
    made = Declaration(1, "Cllr Lee", "personal", "personal", None, "2", None, "remained", "Cllr Lee declared ...", 0, 5, 1)
    write(connection, "a", reading(declarations=[made], declarations_statement="declared"))
    link_references(connection)
    about = connection.execute("select d.about, d.member, m.declarations_statement from declarations_of_interest d, meetings m").fetchall()
    assert about == [("School places in Calderby", "Cllr Lee", "declared")]


def test_linking_again_changes_nothing(connection):
    write(connection, "a", reading(refers=[("2", None), ("99", None)]))
    assert link_references(connection) == 2
    before = links(connection)
    assert link_references(connection) == 0
    assert links(connection) == before


def test_minutes_without_a_council_take_that_of_their_folder(connection):
    """All others of the folder are of one council, and the text names its place."""
    write(connection, "a", reading(council=None, refers=[("2", None)]))
    write(connection, "b", reading("2017-04-26"))
    assert adopt_meetings(connection) == 1
    assert [row[0] for row in connection.execute("select id from meetings order by id")] == [
        "calderby/scrutiny-board/2017-03-22",
        "calderby/scrutiny-board/2017-04-26",
    ]
    # What hangs on the meeting's id went with it
    assert connection.execute("select count(*) from minute_items where meeting_id = 'calderby/scrutiny-board/2017-03-22'").fetchone() == (2,)
    assert connection.execute("pragma foreign_key_check").fetchall() == []
    assert connection.execute("select kind from issues").fetchall() == [("council-from-folder",)]


@pytest.mark.parametrize(
    "others",
    [
        [("b", "Calderby Borough Council", "in"), ("c", "Otherham Borough Council", "in")],  # two councils in the folder
        [("b", "Otherham Borough Council", "in")],  # the text does not name the place
        [("b", "Calderby Borough Council", "elsewhere")],  # another folder
    ],
)
def test_where_there_is_doubt_no_council_is_given(connection, others):
    write(connection, "a", reading(council=None))
    for name, council, folder in others:
        write(connection, name, reading("2017-04-26", council=council), folder)
    assert adopt_meetings(connection) == 0
    assert connection.execute("select id from meetings where id like 'unknown/%'").fetchall() == [("unknown/scrutiny-board/2017-03-22",)]


def test_the_sample_archive_s_references_lead_where_its_gold_says(sample_database):
    """corpus/links.json: 51 references and the item, in whatever meeting, that each means."""

    wrong = []
    with contextlib.closing(sample_database()) as connection:
        for link in json.loads((shipped_folder("corpus") / "links.json").read_text(encoding="utf-8")):
            rows = connection.execute(
                """select x.state, d2.filename, t.number from cross_references x join minute_items i on i.id = x.item_id
                join meetings m on m.id = i.meeting_id join documents d on d.id = m.document_id left join minute_items t on t.id = x.to_item_id
                left join meetings m2 on m2.id = t.meeting_id left join documents d2 on d2.id = m2.document_id
                where d.filename = :file and (i.number = :item or :item is null) and x.to_number = :to""",
                {"file": link["file"], "item": link["item"], "to": link["to"]},
            ).fetchall()
            target = link["resolves_to"]
            want = (target, None, None) if isinstance(target, str) else ("resolved", target["file"], target["number"])
            if want not in rows:
                wrong.append((link["file"], link["as_written"], rows))
    assert not wrong
