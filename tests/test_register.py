"""Whom a name means among those who came."""

from pipeline.records import Attendee
from pipeline.register import Register


def someone(name, **more):
    return Attendee(**{"name": name, "capacity": "member", "status": "present", "start": 0, "end": 1, "page": 1} | more)


ASH = someone("Cllr Nick Ash", initials="NA")
MRS_BIRCH = someone("Mrs J Birch", meeting_role="chair")
MR_BIRCH = someone("Mr A Birch")
CLERK = someone("Jenny Cole", capacity="officer", status="in-attendance", post="Clerk")
REGISTER = Register([ASH, MRS_BIRCH, MR_BIRCH, CLERK])


def test_a_person_is_found_by_any_form_of_the_name():
    """Full name, surname, initials and surname, another style, the given name alone."""
    for name in ("Cllr Nick Ash", "Councillor Ash", "N Ash", "Ash", "Nick"):
        assert REGISTER.lookup(name) is ASH, name


def test_a_name_that_fits_two_means_nobody():
    """'Birch' is ambiguous; the style or the initial decides."""
    assert REGISTER.lookup("Birch") is None
    assert REGISTER.lookup("Mrs Birch") is MRS_BIRCH
    assert REGISTER.lookup("A Birch") is MR_BIRCH


def test_offices_and_keys_of_initials():
    """'the Chairman' is who held the chair, 'NA' who has that key; where keys are given, other initials mean nobody."""
    assert REGISTER.lookup("the Chairman") is MRS_BIRCH
    assert REGISTER.lookup("The Clerk") is CLERK
    assert REGISTER.lookup("the Vice-Chair") is None
    assert REGISTER.lookup("NA") is ASH
    assert REGISTER.lookup("JC") is None
    assert Register([someone("Kate Dale"), someone("Ann Elm")]).lookup("KD").name == "Kate Dale"


def test_everyone_named_in_a_sentence_is_found_in_order():
    """With a style (known or not), without one, by key, by office; no word twice."""
    found = REGISTER.find("NA declared an interest; the Chairman and Nick left, and Cllr Oak & Mr Birch stayed with Jenny Cole.")
    assert [(span.text, person.name if person else None) for span, person in found] == [
        ("NA", "Cllr Nick Ash"),
        ("the Chairman", "Mrs J Birch"),
        ("Nick", "Cllr Nick Ash"),
        ("Cllr Oak", None),
        ("Mr Birch", "Mr A Birch"),
        ("Jenny Cole", "Jenny Cole"),
    ]


def test_the_same_row_twice_is_one_person():
    """Listed as a member and again under apologies."""
    assert len(Register([ASH, someone("Councillor Nick Ash")]).people) == 1
