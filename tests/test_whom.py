"""Whom a name in the text of a meeting means."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.names import by_surname, gather
from pipeline.namings import Naming
from pipeline.records import Attendee
from pipeline.whom import sitting_of, whom

DAY = date(2017, 6, 10).toordinal()
PRESENT = [
    Attendee("Councillor Jo Bell", "member", "present", 1, 2, 1, meeting_role="chair", initials="JB"),
    Attendee("Councillor I. Sadiq", "member", "present", 3, 4, 1),
    Attendee("Councillor N. Sadiq", "member", "present", 5, 6, 1),
    Attendee("Ann Lee", "officer", "in-attendance", 7, 8, 1, post="Head of Planning"),
    Attendee("Mr Cole", "public", "in-attendance", 9, 10, 1),
    Attendee("Councillor Tom Ash", "member", "apologies", 11, 12, 1),
]
EARLIER = [
    Attendee("Councillor Mary Fenwick", "member", "present", 13, 14, 1, post="The Mayor"),
    Attendee("Councillor Ed Cole", "member", "present", 15, 16, 1),
]
KEYS = ("fenwickm", "colee", "bellj", "sadiqi", "sadiqn", "leea", "asht")  # of the people, in the order of first appearance


def namings(attendees, meeting):
    return [Naming(a.name, meeting, "calderby/planning", DAY, a.capacity, a.status, a.post) for a in attendees]


PEOPLE, LINKS = gather(namings(EARLIER, "before") + namings(PRESENT, "now"))


def meant(written, label=None, attendees=PRESENT, holders=None):
    links = LINKS[len(EARLIER) :] if attendees is PRESENT else gather(namings(attendees, "now"))[1]
    sitting = sitting_of("now", "calderby/planning", DAY, attendees, links, holders or {("mayor", 2017): {0}})
    link = whom(written, sitting, PEOPLE, by_surname(PEOPLE), label)
    return (None if link.person is None else KEYS[link.person]), link.method


@pytest.mark.parametrize(
    ("written", "person", "method"),
    [
        ("Councillor Bell", "bellj", "surname"),
        ("Jo Bell", "bellj", "full-name"),
        ("Joanne Bell", "bellj", "full-name"),
        ("JB", "bellj", "initials-key"),
        ("the Chair", "bellj", "office"),
        ("Jo", "bellj", "first-name"),
        ("Councillor N Sadiq", "sadiqn", "initials"),
        ("Councillor Sadiq", None, "ambiguous"),
        ("Ms Lee", "leea", "surname"),
        ("Mr Cole", None, "public"),
        ("Councillor Cole", "colee", "surname"),
        ("Councillor Ash", "asht", "surname"),
        ("The Mayor", "fenwickm", "office"),
        ("the Vice-Chair", None, "unknown"),
        ("Councillor Stranger", None, "unknown"),
        ("Scheme", None, "unknown"),
    ],
)
def test_a_name_means_who_came_or_the_one_of_the_council(written, person, method):
    assert meant(written) == (person, method)


def test_a_councillor_is_no_officer_of_that_surname():
    assert meant("Councillor Lee") == (None, "unknown")
    assert meant("Mrs Lee", "MEMBER") == (None, "unknown")


def test_the_chair_is_not_who_sent_apologies():
    """Who took the chair instead, the list does not say."""
    away = [Attendee("Councillor Jo Bell", "member", "apologies", 1, 2, 1, meeting_role="chair"), PRESENT[1]]
    assert meant("the Chair", attendees=away) == (None, "ambiguous")


def test_an_office_that_two_held_in_the_year_means_nobody():
    assert meant("the Mayor", holders={("mayor", 2017): {0, 1}}) == (None, "ambiguous")
