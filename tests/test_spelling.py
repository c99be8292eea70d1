"""One name against another: what it tells of a person, and what speaks against their being one."""

from __future__ import annotations

import time

import pytest

from pipeline.forenames import same_first_name
from pipeline.spelling import FIRST_NAME, INITIALS, SURNAME, agree, is_slip, spelling_of, without_style


@pytest.mark.parametrize(
    ("written", "given", "surname", "level"),
    [
        ("Councillor Gough", (), "gough", SURNAME),
        ("Mr R W Gough", ("r", "w"), "gough", INITIALS),
        ("Mr. R.W. Gough", ("r", "w"), "gough", INITIALS),
        ("Councillor DJ Rimmer", ("d", "j"), "rimmer", INITIALS),
        ("COUNCILLOR JO BELL", ("jo",), "bell", FIRST_NAME),
        ("Cllr Mrs J. A. van den Berg OBE", ("j", "a"), "vandenberg", INITIALS),
        ("Cllr O’Brien", (), "obrien", SURNAME),
        ("Cllr Siân Prŷs", ("sian",), "prys", FIRST_NAME),
        ("Lt. Col. John Smith", ("john",), "smith", FIRST_NAME),
        ("The Mayor (Cllr Jones)", (), "jones", SURNAME),
        ("Councillor AM Rushton", ("a", "m"), "rushton", INITIALS),
    ],
)
def test_a_name_is_taken_apart_without_its_styles(written, given, surname, level):
    found = spelling_of(written)
    assert (found.given, found.surname, found.level) == (given, surname, level)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mr R W Gough", "Roger Gough"),
        ("Cllr Gough", "Roger Gough"),
        ("Mrs J Gray", "Jennifer Gray"),
        ("Jenny Gray", "Jennifer Gray"),
        ("Cllr Caro Robinson", "Caroline Robinson"),
        ("Phillip Mileham", "Philip Mileham"),
        ("Cllr Parker-Smith", "Yvonne Parker Smith"),
        ("Cllr van der Berg", "Jan van der Berg"),
        ("Dr. Achebe", "Councillor Desmond Achebe"),
        ("Suzi Openshaw", "Suzie Openshaw"),
    ],
)
def test_one_person_may_be_written_so(one, other):
    assert agree(spelling_of(one), spelling_of(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("J. Hargreave", "P. Hargreave"),
        ("Janet Hargreave", "Peter Hargreave"),
        ("Mr Martin", "Mrs Martin"),
        ("Mr R W Gough", "Mr R J Gough"),
        ("John Smith Snr", "John Smith Jnr"),
        ("Paul Lee", "Paula Lee"),
        ("Julia Ash", "Julie Ash"),
        ("Jenny Martin", "Jenny Gray"),
        ("Jane Ash", "Jean Ash"),
    ],
)
def test_two_people_are_told_apart(one, other):
    assert not agree(spelling_of(one), spelling_of(other))


def test_short_forms_are_not_guessed_from_names_that_stand_alone():
    """'Ann' is a name, not the beginning of 'Annabel'; 'Raj' is in no list and may be short."""
    assert not same_first_name("ann", "annabel")
    assert same_first_name("raj", "rajesh")


def test_a_slip_is_one_letter_in_a_long_surname():
    assert is_slip("pillans", "pillan")
    assert is_slip("macdonald", "mcdonald")
    assert is_slip("llewellyn", "llewllyn")
    assert not is_slip("ash", "ashe")
    assert not is_slip("robinson", "robson")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Cllr Mrs Jo Bell (Chair)", "Jo Bell"),
        ("Councillor Bell", "Councillor Bell"),
        ("Mr. G. Peel", "G. Peel"),
        ("CLLR JO BELL", "Jo Bell"),
        ("Superintendent Gail Marsh OBE", "Superintendent Gail Marsh"),
    ],
)
def test_a_name_is_shown_without_its_style_where_it_has_a_first_name_or_initials(written, shown):
    assert without_style(written) == shown


@pytest.mark.parametrize("hostile", ["Cllr " * 200_000, "A. " * 300_000, "(" * 1_000_000, "MBE " * 250_000, "a" * 1_000_000, "O'" * 500_000])
def test_a_hostile_name_takes_no_time(hostile):
    begun = time.process_time()
    spelling_of(hostile)
    assert time.process_time() - begun < 1
