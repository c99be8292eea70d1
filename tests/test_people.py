"""People in the database: linked over small archives written by hand, corrected, and left as they are by what changes nothing."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from pipeline import corrections, schema, store
from pipeline.cli import app
from pipeline.corrections import BadCorrections, Correction
from pipeline.errors import UsageFailure
from pipeline.people import link_people
from pipeline.put_right import merge, rename, split
from pipeline.records import Attendee, Declaration, Item, Meeting, MeetingHead, PageText, Reading, Resolution, Vote
from pipeline.shipped import shipped_folder
from pipeline.who import Ambiguous, NotFound, events_of, find_person, lines_of

TEXT = "Calderby. 1. Interests\nCouncillor Bell declared.\n2. School places\nFull."


def attendee(name, capacity="member", status="present", **more):
    attendee.at += 1
    return Attendee(name, capacity, status, attendee.at, attendee.at + 1, 1, **more)


attendee.at = 0


def declaration(name):
    return Declaration(1, name, "personal", "personal", "item 2", "2", None, "remained", f"{name} declared.", 23, 40, 1)


def resolution(proposer, votes=()):
    return Resolution(2, None, "resolution", "That it be so.", 50, 60, 1, proposer=proposer, votes=[Vote(name, "for") for name in votes])


def reading(names, date="2017-06-10", council="Calderby Borough Council", committee="Planning Committee", text=TEXT, **more):
    items = [Item(1, "1", None, "Interests", 10, 49, 23, 1), Item(2, "2", None, "School places", 49, len(TEXT), 66, 1)]
    listed = [attendee(name) if isinstance(name, str) else name for name in names]
    meeting = Meeting(MeetingHead(0, len(text), council, committee, date, None, None, None), items, attendance=listed, **more)
    pages = [PageText(1, 595.0, 842.0, 0, len(text))]
    return Reading(1, None, "minutes", "en", "text-layer", text, pages, [(1, 0, 10, 1.0, 2.0, 3.0, 4.0)], [meeting])


def write(connection, name, found):
    filed = store.Filed(name * 64, f"in/{name}.pdf", f"{name}.pdf", f"place of {name}", 1, "1", "2026-01-01")
    store.write_reading(connection, filed, found)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "m.db"


@pytest.fixture
def connection(path):
    with schema.opened(path) as opened:
        yield opened


def people(connection):
    return connection.execute("select id, name from people order by id").fetchall()


def linked(connection, table="attendance", name="name_as_written", column="person_id"):
    return connection.execute(f"select x.{name}, p.name from {table} x left join people p on p.id = x.{column} order by x.id").fetchall()


def everything(connection):
    return {table: connection.execute(f"select * from {table} order by 1").fetchall() for table in ("people", "person_names", "roles", "attendance")}


def test_every_place_that_names_somebody_is_linked(connection):
    """The list, declarations, movers, votes: each to the one person, with the reason."""
    facts = {"declarations": [declaration("Councillor Bell")], "resolutions": [resolution("Cllr Bell", ["J. Bell", "Cllr Nobody"])]}
    write(connection, "a", reading(["Councillor Jo Bell", "Councillor Ann Lee"], **facts))
    link_people(connection)
    assert people(connection) == [(1, "Jo Bell"), (2, "Ann Lee")]
    assert linked(connection, "declarations") == [("Councillor Bell", "Jo Bell")]
    assert linked(connection, "resolutions", "proposer_as_written", "proposer_id") == [("Cllr Bell", "Jo Bell")]
    assert linked(connection, "votes") == [("J. Bell", "Jo Bell"), ("Cllr Nobody", None)]
    reasons = dict(connection.execute("select name_as_written, match_method from person_names").fetchall())
    assert reasons == {
        "Councillor Jo Bell": "full-name",
        "Councillor Ann Lee": "full-name",
        "Councillor Bell": "surname",
        "Cllr Bell": "surname",
        "J. Bell": "initials",
        "Cllr Nobody": "unknown",
    }


def test_a_name_that_may_be_either_is_listed_with_its_candidates(connection):
    write(connection, "a", reading(["Councillor Imran Sadiq", "Councillor Nadia Sadiq"], declarations=[declaration("Councillor Sadiq")]))
    link_people(connection)
    assert linked(connection, "declarations") == [("Councillor Sadiq", None)]
    row = connection.execute("select match_method, candidates from person_names where person_id is null").fetchall()
    assert row == [("ambiguous", "Imran Sadiq (1); Nadia Sadiq (2)")]


def test_people_of_two_councils_are_never_one(connection):
    write(connection, "a", reading(["Councillor Jo Bell"]))
    write(connection, "b", reading(["Councillor Jo Bell"], council="Askerdale Parish Council"))
    link_people(connection)
    assert connection.execute("select council_id, name from people order by 1").fetchall() == [("askerdale", "Jo Bell"), ("calderby", "Jo Bell")]


def test_minutes_that_name_no_council_stand_alone(connection):
    """Two files without a council may be of two councils."""
    write(connection, "a", reading(["Councillor Jo Bell"], council=None))
    write(connection, "b", reading(["Councillor Jo Bell"], council=None, date="2017-07-10"))
    link_people(connection)
    assert [name for _, name in people(connection)] == ["Jo Bell", "Jo Bell"]
    link_people(connection)
    store.remove(connection, ["b" * 64])
    link_people(connection)
    assert people(connection) == [(1, "Jo Bell")]


def test_the_public_are_no_people_and_their_names_stand_only_in_the_text(connection):
    write(connection, "a", reading(["Councillor Jo Bell", attendee("Mrs Ivy Green", "public", "in-attendance")]))
    link_people(connection)
    assert people(connection) == [(1, "Jo Bell")]
    assert connection.execute("select count(*) from person_names where name_as_written like '%Green%'").fetchone() == (0,)


def test_the_ids_of_people_stay_when_more_minutes_come(connection):
    """Also where the earlier minutes come later, and where a fuller name is found."""
    write(connection, "b", reading(["Councillor Bell", "Councillor Lee"], "2017-06-10"))
    link_people(connection)
    assert people(connection) == [(1, "Councillor Bell"), (2, "Councillor Lee")]
    write(connection, "a", reading(["Councillor Ann Lee", "Councillor Jo Bell", "Councillor Tom Ash"], "2017-05-10"))
    link_people(connection)
    assert people(connection) == [(1, "Jo Bell"), (2, "Ann Lee"), (3, "Tom Ash")]


def test_reading_the_same_again_changes_nothing(connection):
    found = reading(["Councillor Jo Bell", "Councillor Ann Lee", attendee("Tom Ash", "officer", "in-attendance", post="Clerk")])
    write(connection, "a", found)
    link_people(connection)
    before = everything(connection)
    write(connection, "a", found)
    link_people(connection)
    assert everything(connection) == before


def test_what_a_killed_run_left_unlinked_the_next_run_links(connection):
    """Linking goes by a mark on the meetings, not by what this run has read."""
    write(connection, "a", reading(["Councillor Jo Bell"]))
    assert people(connection) == []
    link_people(connection)
    assert people(connection) == [(1, "Jo Bell")]


def test_people_go_when_the_last_minutes_that_name_them_go(connection):
    write(connection, "a", reading(["Councillor Jo Bell"]))
    write(connection, "b", reading(["Councillor Ann Lee"], "2017-07-10", committee="Scrutiny Board"))
    link_people(connection)
    connection.execute("update meetings set is_linked = 1")  # as threads.py leaves it
    store.remove(connection, ["b" * 64])
    link_people(connection)
    assert people(connection) == [(1, "Jo Bell")]
    store.remove(connection, ["a" * 64])
    link_people(connection)
    store.sweep(connection)
    assert people(connection) == []
    assert connection.execute("select count(*) from councils").fetchone() == (0,)


def test_a_changed_name_is_read_from_the_text(connection):
    text = TEXT + " The Chair congratulated Councillor Ormondroyd (formerly Councillor\nPemberton) on her marriage."
    write(connection, "a", reading(["Councillor Pemberton"], "2016-12-07"))
    write(connection, "b", reading(["Councillor Ormondroyd"], "2017-03-15", text=text))
    link_people(connection)
    assert linked(connection) == [("Councillor Pemberton", "Councillor Ormondroyd"), ("Councillor Ormondroyd", "Councillor Ormondroyd")]


def test_an_officer_named_in_the_text_is_a_person_and_a_heading_is_not(connection):
    """Words that the minutes use in small letters too are no name."""
    text = TEXT + " Cleaning Issues: the clerk reported on cleaning and other issues. Farah Mirza, Solicitor, advised."
    write(connection, "a", reading(["Councillor Jo Bell"], text=text))
    meeting = connection.execute("select id from meetings").fetchone()[0]
    for name, post in (("Cleaning Issues", "Clerk"), ("Farah Mirza", "Solicitor")):
        connection.execute("insert into mentions (meeting_id, text, label, post, start) values (?, ?, 'OFFICER', ?, 90)", [meeting, name, post])
    link_people(connection)
    assert people(connection) == [(1, "Jo Bell"), (2, "Farah Mirza")]
    assert linked(connection, "mentions", "text") == [("Cleaning Issues", None), ("Farah Mirza", "Farah Mirza")]
    assert connection.execute("select title, first_seen from roles where person_id = 2").fetchall() == [("Solicitor", "2017-06-10")]


# ---- corrections --------------------------------------------------------------------------------------------------------------------------
def archive(path):
    with schema.opened(path) as connection:
        write(connection, "a", reading(["Councillor Bill Stone", "Councillor William Ash"], "2017-05-10"))
        write(connection, "b", reading(["Councillor Bill Stones", "Councillor Ann Lee"], "2019-05-10", committee="Scrutiny Board"))
        link_people(connection, corrections.read(corrections.file_of(path)))
        return people(connection)


def names_of(path):
    with schema.opened(path) as connection:
        return [name for _, name in people(connection)]


def test_a_merge_survives_reading_again_and_a_new_database(path, tmp_path):
    archive(path)
    merge(path, "Bill Stone", "Bill Stones")
    assert names_of(path) == ["Bill Stones", "William Ash", "Ann Lee"]
    archive(path)
    assert names_of(path) == ["Bill Stones", "William Ash", "Ann Lee"]
    path.unlink()
    assert [name for _, name in archive(path)] == ["Bill Stones", "William Ash", "Ann Lee"]


def test_corrections_stay_in_a_database_whose_file_of_corrections_is_gone(path):
    archive(path)
    merge(path, "Bill Stone", "Bill Stones")
    corrections.file_of(path).unlink()
    archive(path)
    assert len(names_of(path)) == 3


def test_a_correction_taken_out_of_the_file_is_undone(path):
    archive(path)
    merge(path, "Bill Stone", "Bill Stones")
    corrections.file_of(path).write_text("# nothing\n")
    archive(path)
    assert sorted(names_of(path)) == ["Ann Lee", "Bill Stone", "Bill Stones", "William Ash"]


def test_a_split_parts_the_names_of_a_committee(path):
    with schema.opened(path) as connection:
        write(connection, "a", reading(["Councillor A Smith"], "2017-05-10"))
        write(connection, "b", reading(["Councillor A Smith"], "2017-06-10", committee="Scrutiny Board"))
        link_people(connection)
        assert people(connection) == [(1, "A Smith")]
    split(path, "A Smith", "Anne Smith", committee="Scrutiny")
    with schema.opened(path) as connection:
        assert people(connection) == [(1, "A Smith"), (2, "Anne Smith")]
        assert linked(connection) == [("Councillor A Smith", "A Smith"), ("Councillor A Smith", "Anne Smith")]


def test_a_person_may_be_given_another_name(path):
    archive(path)
    rename(path, "Ann Lee", "Dr Annabel Lee")
    assert "Dr Annabel Lee" in names_of(path)
    archive(path)
    assert "Dr Annabel Lee" in names_of(path)


def test_a_spelling_that_means_nobody_may_be_given_to_a_person(path):
    with schema.opened(path) as connection:
        write(connection, "a", reading(["Councillor Imran Sadiq", "Councillor Nadia Sadiq"], declarations=[declaration("Councillor Sadiq")]))
        link_people(connection)
    merge(path, "Nadia Sadiq", "Councillor Sadiq")
    with schema.opened(path) as connection:
        assert linked(connection, "declarations") == [("Councillor Sadiq", "Nadia Sadiq")]


def test_a_correction_that_changes_nothing_is_refused_and_not_kept(path):
    archive(path)
    with pytest.raises(UsageFailure):
        split(path, "Ann Lee", "Other", spelling="nobody writes her so")
    with pytest.raises(UsageFailure):
        merge(path, "Ann Lee", "Councillor Ann Lee")
    with pytest.raises(NotFound):
        merge(path, "Ann Lee", "Nobody")
    assert not corrections.file_of(path).exists()


def test_the_file_is_for_people_to_read_and_keeps_their_comments(path):
    file = corrections.file_of(path)
    first = Correction("calderby", "rename", 'Jo "J" Bell', "m/1", "Joanne\nBell")
    corrections.add(file, [], first)
    file.write_text(file.read_text() + "# she said so herself\n")
    corrections.add(file, [first], first._replace(other="Joanna Bell"))
    assert corrections.read(file) == [first, first._replace(other="Joanna Bell")]
    assert "# she said so herself" in file.read_text()


@pytest.mark.parametrize(
    "content",
    ["[[correction]\n", '[[correction]]\nkind = "merge"\n', "[[correction]]\nkind = 3\n", "[[correction]]\nfoo = 'x'\n", "correction = 3"],
)
def test_a_file_of_corrections_that_cannot_be_read_is_said_before_anything_is_done(tmp_path, content):
    file = tmp_path / "m.people.toml"
    file.write_text(content)
    with pytest.raises(BadCorrections, match=r"m\.people\.toml"):
        corrections.read(file)


# ---- who ------------------------------------------------------------------------------------------------------------------------------------
def test_who_finds_a_person_by_any_of_the_names(connection):
    write(connection, "a", reading(["Councillor Jo Bell", "Councillor Imran Sadiq", "Councillor Nadia Sadiq"]))
    link_people(connection)
    for name in ("Jo Bell", "jo bell", "Cllr Bell", "bell", "Councillor Jo Bell", "1"):
        assert find_person(connection, name).name == "Jo Bell"
    with pytest.raises(Ambiguous) as several:
        find_person(connection, "Sadiq")
    assert [person.name for person in several.value.candidates] == ["Imran Sadiq", "Nadia Sadiq"]
    with pytest.raises(NotFound):
        find_person(connection, "Nobody")


def test_who_tells_all_by_date_with_pages(connection):
    facts = {"declarations": [declaration("Councillor Bell")], "resolutions": [resolution("Cllr Bell", ["J. Bell"])]}
    write(connection, "a", reading([attendee("Councillor Jo Bell", meeting_role="chair"), "Councillor Ann Lee"], **facts))
    link_people(connection)
    person = find_person(connection, "Jo Bell")
    events = events_of(connection, person)
    assert [(event[0], event[1], event[8], event[9]) for event in events] == [
        ("2017-06-10", what, "a.pdf", 1) for what in ("attendance", "declaration", "moved", "voted for")
    ]
    lines = "\n".join(lines_of(connection, person, events))
    assert "chair, Planning Committee" in lines
    assert "2 School places · Planning Committee · a.pdf, page 1" in lines


def test_the_commands_on_people_say_what_they_did(path):
    """`people merge` by name, `people list` after it, `who` by the number; a name of several is answered with all of them."""
    archive(path)
    run = CliRunner().invoke
    assert run(app, ["people", "merge", str(path), "Bill Stone", "Bill Stones"]).output == "Bill Stones is Bill Stone\n"
    listed = json.loads(run(app, ["people", "list", str(path), "-f", "json"]).output)
    first = listed[0]
    assert (first["id"], first["name"], first["spellings"]) == (1, "Bill Stones", "Councillor Bill Stone; Councillor Bill Stones")
    assert "Scrutiny Board: 1 present" in run(app, ["who", str(path), "1"]).output
    assert isinstance(run(app, ["who", str(path), "Nobody"]).exception, NotFound)


# ---- the sample archive ---------------------------------------------------------------------------------------------------------------------
def test_the_sample_archive_s_people_are_those_of_its_gold(sample_database):
    """Every attendance row of a spelling that one person of people.json bears is linked to that person, and to nobody else."""
    gold = json.loads((shipped_folder("corpus") / "people.json").read_text())
    bears = {}
    for person in gold:
        for spelling in person["spellings"]:
            bears.setdefault(spelling["as_written"].casefold(), set()).add(person["id"])
    rows = sample_database().execute("select name_as_written, person_id from attendance").fetchall()
    pairs = set()
    for written, person in rows:
        bare = written.removeprefix("Councillor ").casefold()
        owners = bears.get(bare, bears.get(written.casefold(), set()))
        assert len(owners) == 1, written
        pairs.add((next(iter(owners)), person))
    assert None not in {person for _, person in pairs}
    assert len(pairs) == len({owner for owner, _ in pairs}) == len({person for _, person in pairs})


@pytest.mark.parametrize(
    ("name", "title", "first", "last"),
    [
        ("David Tattersall", "chair", "2018-06-13", "2019-02-06"),
        ("Margaret Oldroyd", "The Mayor", "2018-06-13", "2019-02-06"),
        ("Farah Mirza", "Solicitor to the Council", "2017-06-22", "2017-07-20"),
        ("Wendy Arkwright", "Senior Democratic Services Officer", "2017-07-20", "2018-02-28"),
    ],
)
def test_the_sample_archive_s_offices_have_the_dates_of_its_gold(sample_database, name, title, first, last):
    rows = sample_database().execute(
        "select r.title, r.first_seen, r.last_seen from roles r join people p on p.id = r.person_id where p.name = ?", [name]
    )
    assert (title, first, last) in rows.fetchall()
