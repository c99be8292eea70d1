"""Attendance lists -> people: who is one, who are two, and who cannot be told."""

from __future__ import annotations

from datetime import date

from pipeline.names import gather
from pipeline.namings import Change, Naming

PLANNING, SCRUTINY = "calderby/planning", "calderby/scrutiny"


def naming(written, on, committee=SCRUTINY, capacity="member", status="present", post=None, **more):
    return Naming(written, f"{committee}/{on}", committee, date.fromisoformat(on).toordinal(), capacity, status, post, **more)


def people_of(*namings, changes=()):
    """Each person as the set of its spellings, and the spellings that mean nobody, each with whom it might mean."""
    people, links = gather(list(namings), changes)
    together = [{namings[place].written for place in person.namings} for person in people]
    return together, {n.written: link.candidates for n, link in zip(namings, links, strict=True) if link.person is None}


def test_a_full_name_is_one_person_in_all_committees():
    people, _ = people_of(naming("Councillor Ann Lee", "2017-05-10"), naming("Ann Lee", "2018-06-10", PLANNING, "other-councillor"))
    assert people == [{"Councillor Ann Lee", "Ann Lee"}]


def test_one_person_with_two_styles_is_one():
    people, unlinked = people_of(naming("Mr R W Gough", "2017-05-10"), naming("Roger Gough", "2017-06-10"), naming("Cllr Gough", "2017-07-10"))
    assert people == [{"Mr R W Gough", "Roger Gough", "Cllr Gough"}]
    assert not unlinked


def test_two_people_with_one_surname_are_never_merged():
    """'J. Hargreave' and 'P. Hargreave' of one committee, and the full names of the council's roll."""
    council = "calderby/council"
    people, unlinked = people_of(
        *(naming(f"Councillor {initial}. Hargreave", "2017-05-10") for initial in "JP"),
        *(naming(f"Councillor {first} Hargreave", "2018-02-28", council) for first in ("Janet", "Peter")),
    )
    assert people == [{"Councillor J. Hargreave", "Councillor Janet Hargreave"}, {"Councillor P. Hargreave", "Councillor Peter Hargreave"}]
    assert not unlinked


def test_a_surname_that_may_be_either_stays_unlinked_with_its_candidates():
    people, unlinked = people_of(
        naming("Councillor Imran Sadiq", "2018-02-28", "calderby/council"),
        naming("Councillor Nadia Sadiq", "2018-02-28", "calderby/council"),
        naming("Councillor Sadiq", "2018-03-10"),
    )
    assert len(people) == 2
    assert unlinked == {"Councillor Sadiq": (0, 1)}


def test_of_two_the_one_of_the_committee_and_year_is_meant():
    """Imran sits on Planning that year, Nadia does not; the year before neither did."""
    people, unlinked = people_of(
        naming("Councillor Sadiq", "2016-06-10", PLANNING),
        naming("Councillor Imran Sadiq", "2017-06-10", PLANNING),
        naming("Councillor Sadiq", "2017-09-10", PLANNING),
        naming("Councillor Nadia Sadiq", "2017-06-12", SCRUTINY),
    )
    assert {"Councillor Imran Sadiq", "Councillor Sadiq"} in people
    assert {"Councillor Nadia Sadiq"} in people
    assert unlinked == {"Councillor Sadiq": (0, 1)}  # that of 2016


def test_a_surname_alone_is_a_person_until_a_fuller_name_comes():
    assert people_of(naming("Councillor Stockdale", "2017-06-10"))[0] == [{"Councillor Stockdale"}]
    people, _ = people_of(naming("Councillor Stockdale", "2017-06-10"), naming("Alan Stockdale", "2018-06-10"))
    assert people == [{"Councillor Stockdale", "Alan Stockdale"}]


def test_a_surname_reaches_no_further_than_a_term():
    """Sheila Fairley of 2003 is not 'Cllr Fairley' of 2016."""
    people, _ = people_of(naming("Sheila Fairley", "2003-05-10"), naming("Cllr Fairley", "2016-05-10"))
    assert people == [{"Sheila Fairley"}, {"Cllr Fairley"}]


def test_a_full_name_is_one_person_after_years_away():
    people, _ = people_of(naming("Peter Cruttenden", "2003-05-10"), naming("Cllr Peter Cruttenden", "2013-09-10"))
    assert len(people) == 1


def test_forms_of_a_first_name_are_one_person_where_the_lists_bear_it_out():
    people, _ = people_of(naming("Caro Robinson", "2008-05-10"), naming("Caroline Robinson", "2009-01-10"), naming("Caro Robinson", "2009-07-10"))
    assert people == [{"Caro Robinson", "Caroline Robinson"}]


def test_forms_of_a_first_name_at_one_meeting_are_two_people():
    people, _ = people_of(naming("Jenny Gray", "2008-05-10"), naming("Jennifer Gray", "2008-05-10"))
    assert len(people) == 2


def test_a_form_that_may_belong_to_either_joins_neither():
    """Pat may be Patrick or Patricia."""
    people, _ = people_of(naming("Pat Cole", "2008-05-10"), naming("Patrick Cole", "2008-06-10"), naming("Patricia Cole", "2008-07-10"))
    assert len(people) == 3


def test_a_misspelling_joins_where_first_name_and_committee_are_the_same():
    people, _ = people_of(naming("David Llewellyn", "2006-05-10"), naming("David Llewllyn", "2006-06-10"), naming("David Llewellyn", "2006-09-10"))
    assert len(people) == 1


def test_a_misspelling_does_not_join_two_who_came_together_or_have_other_first_names():
    assert len(people_of(naming("David Clark", "2006-05-10"), naming("David Clarke", "2006-05-10"))[0]) == 2
    assert len(people_of(naming("David Clark", "2006-05-10"), naming("Daniel Clarke", "2006-06-10"))[0]) == 2
    assert len(people_of(naming("David Clark", "2006-05-10"), naming("David Clarke", "2006-06-10", PLANNING))[0]) == 2


def test_mr_and_mrs_of_one_name_are_two():
    people, _ = people_of(naming("Mr J Martin", "2006-05-10"), naming("Mrs J Martin", "2006-06-10"))
    assert len(people) == 2


def test_a_councillor_and_an_officer_of_one_surname_are_two():
    people, _ = people_of(
        naming("Councillor Ann Bell", "2017-06-10"), naming("Mr Bell", "2017-07-10", capacity="officer", status="in-attendance", post="Clerk")
    )
    assert len(people) == 2


def test_a_councillor_and_an_officer_of_one_full_name_at_one_meeting_are_two():
    people, _ = people_of(
        naming("Councillor Ann Bell", "2017-06-10"), naming("Ann Bell", "2017-06-10", capacity="officer", status="in-attendance", post="Clerk")
    )
    assert len(people) == 2


def test_who_is_on_the_list_already_is_not_meant_by_a_second_surname():
    """Jo Bell came; 'Cllr Bell' who sent apologies is another, and nobody can say who."""
    people, unlinked = people_of(naming("Cllr Jo Bell", "2017-06-10"), naming("Cllr Bell", "2017-06-10", status="apologies"))
    assert people == [{"Cllr Jo Bell"}]
    assert unlinked == {"Cllr Bell": (0,)}


def test_a_changed_name_joins_only_where_the_minutes_say_so():
    lists = [
        naming("Councillor Pemberton", "2016-12-07"),
        naming("Councillor Ormondroyd", "2017-03-15"),
        naming("Councillor Ormondroyd", "2018-06-13"),
    ]
    assert len(people_of(*lists)[0]) == 2
    said = Change(f"{SCRUTINY}/2017-03-15", date(2017, 3, 15).toordinal(), "Councillor Ormondroyd", "Councillor Pemberton")
    assert people_of(*lists, changes=[said])[0] == [{"Councillor Pemberton", "Councillor Ormondroyd"}]


def test_a_changed_name_does_not_join_two_who_came_together():
    lists = [naming("Councillor Pemberton", "2016-12-07"), naming("Councillor Ormondroyd", "2016-12-07")]
    said = Change(f"{SCRUTINY}/2016-12-07", date(2016, 12, 7).toordinal(), "Councillor Ormondroyd", "Councillor Pemberton")
    assert len(people_of(*lists, changes=[said])[0]) == 2


def test_members_of_the_public_are_never_people():
    assert people_of(naming("Mrs Ann Lee", "2017-06-10", capacity="public", status="in-attendance"))[0] == []


def test_who_is_listed_with_the_public_and_is_known_by_the_full_name_is_that_person():
    """He was of the council before and will be again; tonight he sits with the public."""
    people, _ = people_of(
        naming("Peter Cruttenden", "2007-03-05"), naming("Mr Peter Cruttenden", "2009-09-02", capacity="public", status="in-attendance")
    )
    assert people == [{"Peter Cruttenden", "Mr Peter Cruttenden"}]


def test_a_resident_with_a_member_s_surname_is_not_the_member():
    people, unlinked = people_of(naming("Cllr Jo Bell", "2017-06-10"), naming("Mr J Bell", "2017-06-10", capacity="public", status="in-attendance"))
    assert people == [{"Cllr Jo Bell"}]
    assert unlinked == {"Mr J Bell": ()}


def test_people_come_in_the_order_in_which_they_first_appear():
    people, _ = people_of(naming("Cllr Cook", "2017-06-10"), naming("Cllr Ann Lee", "2017-06-10"), naming("Terry Cook", "2018-06-10"))
    assert people == [{"Cllr Cook", "Terry Cook"}, {"Cllr Ann Lee"}]
