"""Posts and offices with their first and last days."""

from __future__ import annotations

from datetime import date

from pipeline.offices import Held, roles_of, title_in, titles_of


def held(person, title, *days, committee=None):
    return [Held(person, title, committee, date.fromisoformat(day).toordinal()) for day in days]


def spans(found):
    return [(role.person, role.title, *(date.fromordinal(day).isoformat() for day in (role.first, role.last))) for role in roles_of(found)]


def test_a_post_runs_from_its_first_to_its_last_day():
    found = held(0, "Head of SEND", "2015-09-16", "2017-01-25") + held(0, "Assistant Director, Education", "2017-03-15", "2018-06-13")
    assert spans(found) == [(0, "Head of SEND", "2015-09-16", "2017-01-25"), (0, "Assistant Director, Education", "2017-03-15", "2018-06-13")]


def test_a_title_written_two_ways_is_one_post():
    found = held(0, "Strategic Director, Children’s Services", "2015-09-16") + held(0, "Strategic Director - Children’s Services", "2016-09-16")
    assert spans(found) == [(0, "Strategic Director, Children’s Services", "2015-09-16", "2016-09-16")]


def test_a_post_cut_short_is_the_fuller_post_of_the_same_person():
    found = held(0, "Service Manager, Early Help", "2015-09-16") + held(0, "Service Manager", "2017-01-25")
    assert spans(found) == [(0, "Service Manager, Early Help", "2015-09-16", "2017-01-25")]
    apart = held(0, "Service Manager, Early Help", "2015-09-16") + held(1, "Service Manager", "2017-01-25")
    assert len(spans(apart)) == 2


def test_the_chairman_is_not_the_chairman_of_planning():
    assert len(spans(held(0, "Chairman of Planning", "2015-09-16") + held(0, "Chairman", "2016-09-16"))) == 2


def test_years_away_make_two_spells():
    found = held(0, "member", "2003-05-10", "2007-03-05", "2013-09-02", committee="steep/council")
    assert spans(found) == [(0, "member", "2003-05-10", "2007-03-05"), (0, "member", "2013-09-02", "2013-09-02")]


def test_another_chair_for_a_year_makes_two_spells_and_one_evening_does_not():
    chair = held(0, "chair", "2015-05-10", "2018-05-10", committee="c")
    assert len(spans(chair + held(1, "chair", "2016-11-06", committee="c"))) == 2
    assert len(spans(chair + held(1, "chair", "2016-05-10", "2016-11-06", "2017-02-06", committee="c"))) == 3


def test_two_district_councillors_at_a_time_part_no_spell():
    found = held(0, "District Councillor", "2015-05-10", "2018-05-10") + held(1, "District Councillor", "2016-05-10", "2016-11-06", "2017-02-06")
    assert len(spans(found)) == 2


def test_where_somebody_comes_from_is_no_post():
    """'West Moors Police' behind a name is a body; 'Head of Planning' a post; the chair is the body's."""
    assert titles_of("partner", None, "West Moors Police", "calderby/board") == [("partner", "calderby/board")]
    assert titles_of("officer", None, "Head of Planning", None) == [("Head of Planning", None)]
    assert titles_of("member", "chair", "The Mayor", "calderby/council") == [("chair", "calderby/council"), ("The Mayor", None)]
    assert titles_of("public", None, "Head of the Residents", "calderby/council") == []


def test_what_somebody_did_that_evening_is_no_part_of_a_title():
    for words, title in (
        ("County Councillor (later in the meeting)", "County Councillor"),
        ("County Councillor who left early to attend another meeting", "County Councillor"),
        ("Clerk to the Council", "Clerk to the Council"),
        ("Clerk to pass this on to the school", "Clerk"),
        ("Director of Education (Acting)", "Director of Education (Acting)"),
        ("20/20 Apologies – County Councillor", None),
    ):
        assert title_in(words) == title
