"""Schools: a row a name a council, former names, and the register of English schools."""

from __future__ import annotations

import csv

import pytest

from pipeline import schema, schools
from pipeline.authorities import facts_of
from pipeline.gias import Named, NotARegister, Register, read_register, words_of
from pipeline.mentioned import lines_of, mentions

OFFICIAL = [
    *("URN", "LA (code)", "LA (name)", "EstablishmentName", "TypeOfEstablishment (name)", "EstablishmentStatus (name)", "OpenDate", "CloseDate"),
    *("PhaseOfEducation (name)", "StatutoryLowAge", "StatutoryHighAge", "Town", "Parish (name)"),
]
SCHOOLS = [
    (1, "Rotherham", "Hilltop School", "Academy special", "Open", "01-06-2016", "", "Not applicable", 2, 19, "Maltby", ""),
    (2, "Rotherham", "Fernbank Primary School", "Community school", "Closed", "", "31-08-2017", "Primary", 3, 11, "Rotherham", ""),
    (3, "Rotherham", "Fernbank Academy", "Academy converter", "Open", "01-09-2017", "", "Primary", 3, 11, "Rotherham", ""),
    (4, "Rotherham", "St Aidan's Church of England Junior and Infant School", "Voluntary", "Open", "", "", "Primary", 3, 11, "Rotherham", ""),
    (5, "Rotherham", "Milton School", "Special", "Closed", "", "28-02-2018", "Not applicable", 5, 16, "Rotherham", ""),
    (6, "Rotherham", "Milton School", "Academy special", "Open", "01-03-2018", "", "Not applicable", 5, 16, "Rotherham", ""),
    (7, "Sheffield", "Hilltop Primary School", "Community school", "Open", "", "", "Primary", 3, 11, "Sheffield", ""),
    (8, "Sheffield", "Hinde House Bents Green School", "Special", "Open", "", "", "Not applicable", 11, 19, "Sheffield", ""),
    (9, "Kent", "Abbey School", "Academy", "Open", "", "", "Secondary", 11, 18, "Faversham", ""),
    (10, "Devon", "Abbey School", "Independent", "Open", "", "", "Not applicable", 2, 13, "Torquay", ""),
    (11, "Hampshire", "Steep Church of England Primary School", "Voluntary", "Open", "", "", "Primary", 4, 11, "Petersfield", "Steep"),
    (12, "Rotherham", "Newman School", "Academy special", "Proposed to open", "", "", "Not applicable", 2, 19, "Rotherham", ""),
    (13, "Rotherham", "Wingfield Comprehensive School", "Academy", "Open", "", "", "Secondary", 11, 16, "Rotherham", ""),
]


@pytest.fixture
def register(tmp_path):
    path = tmp_path / "edubasealldata.csv"
    with open(path, "w", encoding="cp1252", newline="") as file:
        out = csv.writer(file)
        out.writerow(OFFICIAL)
        for urn, area, name, kind, status, opened, closed, phase, low, high, town, parish in SCHOOLS:
            out.writerow([urn, "372", area, name, kind, status, opened, closed, phase, low, high, town, parish])
    return path


def urns(register, name, council="Rotherham Metropolitan Borough Council", on="2017-03-22", last=None, ages=None):
    return [school.urn for school in Register(read_register(register)).find(Named(name, on, last or on, ages), council)]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Hilltop", [1]),
        ("The Hilltop School", [1]),
        ("Fernbank Primary", [2]),
        ("St. Aidan's C. of E. J & I School", [4]),
        ("Milton", [5]),
        ("Abbey", []),
        ("Newman", []),
        ("Hinde House Bents Green School", [8]),
        ("Wingfield Primary School", []),
        ("Nowhere School", []),
    ],
)
def test_a_school_is_found_in_the_council_s_own_area(register, name, found):
    """Not one of another area by a common word alone ('Abbey'), not one that is still to open, not one of another phase."""
    assert urns(register, name) == found


def test_a_name_that_two_had_in_turn_goes_by_the_dates(register):
    assert urns(register, "Milton School", on="2019-03-22") == [6]
    assert urns(register, "Milton School", on="2017-03-22", last="2019-03-22") == []
    assert urns(register, "Fernbank Academy", on="2016-03-22") == []
    assert urns(register, "Fernbank Academy", on="2018-03-22") == [3]


def test_ages_that_differ_speak_against_it(register):
    assert urns(register, "Hilltop", ages=(2, 19)) == [1]
    assert urns(register, "Hilltop", ages=(3, 11)) == []


def test_a_parish_s_school_is_found_by_the_parish(register):
    assert urns(register, "Steep Primary School", "Steep Parish Council") == [11]
    assert urns(register, "Steep C of E Primary School", "Steep Parish Council") == [11]
    assert urns(register, "Steep High School", "Steep Parish Council") == []


def test_a_district_s_schools_are_the_county_s(register):
    assert urns(register, "Abbey School", "Swale Borough Council") == [9]


def test_the_shorter_columns_are_read_too(tmp_path):
    path = tmp_path / "schools.csv"
    path.write_text("urn,name,local_authority,phase,status,open_date,close_date\n1,Hilltop School,Rotherham,Not applicable,Open,2016-06-01,\n")
    assert urns(path, "Hilltop") == [1]


def test_a_file_that_is_no_register_is_refused(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(NotARegister, match="EstablishmentName"):
        read_register(path)
    with pytest.raises(NotARegister):
        read_register(tmp_path / "none.csv")


def test_spellings_of_a_name_are_one():
    assert words_of("St. Aidan's C. of E. J & I School") == words_of("Saint Aidans Church of England Junior and Infant School")
    assert words_of("St Oswin's RC Primary") == words_of("St. Oswin's Roman Catholic Primary")


# ---- in the database ------------------------------------------------------------------------------------------------------------------------
def named_in(connection, *mentions, council="rotherham", date="2018-06-13", text=""):
    """A document whose text has schools at [[marked]] places, as mentions."""
    plain, places = "", []
    for part in text.split("[["):
        name, closed, rest = part.partition("]]")
        if closed:
            places.append((name, len(plain), len(plain) + len(name)))
        plain += name + rest
    document = f"{date}{len(plain)}"
    connection.execute("insert or ignore into councils (id, name) values ('rotherham', 'Rotherham Metropolitan Borough Council')")
    connection.execute("insert or ignore into committees (id, name, council_id) values (?, 'Board', ?)", [f"{council}/board", council])
    connection.execute(
        "insert into documents (id, filename, path, place, status, text) values (?, 'a.pdf', 'a.pdf', ?, 'ok', ?)", [document, document, plain]
    )
    connection.execute(
        "insert into meetings (id, title, committee_id, document_id, date, declarations_statement, sequence) values (?, '', ?, ?, ?, '', 1)",
        [document, f"{council}/board", document, date],
    )
    for name, start, end in places:
        school = schools.school_row(connection, name, council)
        connection.execute(
            "insert into mentions (meeting_id, text, label, school_id, page, start, \"end\") values (?, ?, 'SCHOOL', ?, 1, ?, ?)",
            [document, name, school, start, end],
        )


@pytest.fixture
def connection(tmp_path):
    with schema.opened(tmp_path / "m.db") as opened:
        yield opened


def test_a_former_name_leads_to_the_later_one_where_the_minutes_say_so(connection):
    named_in(connection, text="a governor of [[Fernbank Academy]] (formerly\n[[Fernbank Primary School]]). [[Abbey School]], [[Milton School]].")
    named_in(connection, text="[[Old Hall School]] had become [[New Hall Academy]] in May.", date="2018-07-13")
    schools.link_schools(connection)
    rows = connection.execute("select a.name, b.name from schools a join schools b on b.id = a.became_id order by a.name").fetchall()
    assert rows == [("Fernbank Primary School", "Fernbank Academy"), ("Old Hall School", "New Hall Academy")]


def test_mentions_are_found_by_a_school_s_former_and_later_name(connection):
    named_in(connection, text="[[Fernbank Primary School]] was praised.", date="2016-06-13")
    named_in(connection, text="A governor of [[Fernbank Academy]] (formerly [[Fernbank Primary School]]); not [[Abbey School]].")
    schools.link_schools(connection)
    rows = mentions(connection, "school", "fernbank primary")
    assert [(row[0], row[2]) for row in rows] == [
        ("2016-06-13", "Fernbank Primary School"),
        ("2018-06-13", "Fernbank Academy"),
        ("2018-06-13", "Fernbank Primary School"),
    ]
    assert "was praised" in rows[0][5]
    assert mentions(connection, "school", "fernbank", council="kent") == []
    assert lines_of(rows)[-1] == "3 mentions"


def test_schools_are_linked_with_certainty_or_not_at_all(connection, register):
    named_in(connection, text="[[Hilltop]] – PMLD – age 2-19 95 places. [[Abbey]], [[Fernbank Academy]].")
    schools.link_schools(connection)
    outcomes = schools.look_up(connection, Register(read_register(register)))
    assert connection.execute("select name, urn, phase, register_name from schools order by id").fetchall() == [
        ("Hilltop", 1, "Not applicable", "Hilltop School"),
        ("Abbey", None, None, None),
        ("Fernbank Academy", 3, "Primary", "Fernbank Academy"),
    ]
    assert schools.lines_of(outcomes)[-1] == "2 of 3 schools linked"


def test_a_second_register_takes_back_what_is_not_certain_any_more(connection, register, tmp_path):
    named_in(connection, text="[[Hilltop]].")
    schools.look_up(connection, Register(read_register(register)))
    schools.look_up(connection, Register([]))
    assert connection.execute("select urn, phase from schools").fetchall() == [(None, None)]


def test_spellings_share_a_row_within_a_council_and_not_beyond(connection):
    connection.execute("insert into councils (id, name) values ('rotherham', 'Rotherham Council'), ('kent', 'Kent County Council')")
    first = schools.school_row(connection, "St. Oswin's School", "rotherham")
    assert schools.school_row(connection, "St Oswin’s School", "rotherham") == first
    assert schools.school_row(connection, "St. Oswin's School", "kent") != first


# ---- councils -------------------------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "code", "kind"),
    [
        ("Rotherham Metropolitan Borough Council", "E08000018", "metropolitan district"),
        ("London Borough of Southwark", "E09000028", "london borough"),
        ("Argyll and Bute Council", "S12000035", "scottish council"),
        ("Steep Parish Council", None, "parish"),
        ("Lancaster Town Council", None, "town"),
        ("Calderby Metropolitan Borough Council", None, None),
        ("Buckinghamshire Council", None, None),
    ],
)
def test_a_council_has_its_code_where_that_is_certain(name, code, kind):
    """A parish has the name of a district and is none; Buckinghamshire was a county, and is another council since 2020."""
    assert facts_of(name)[:2] == (code, kind)


def test_of_two_councils_of_one_name_the_dates_tell():
    assert facts_of("Buckinghamshire Council", "2021-01-01", "2022-01-01").gss_code == "E06000060"
    assert facts_of("Buckinghamshire County Council", "2015-01-01", "2016-01-01").gss_code == "E10000002"
