"""How minutes write names: styles, initials, particles, honours, and lists under one style."""

import time

import pytest

from pipeline import styles


def names(text):
    return [name.text for name in styles.find_names(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mr R W Gale, OBE, Mr D Marsh", ["Mr R W Gale, OBE", "Mr D Marsh"]),
        ("Councillor DJ Ricketts and Cllr. M. O'Dowd", ["Councillor DJ Ricketts", "Cllr. M. O'Dowd"]),
        ("Cllr J.R.Small left", ["Cllr J.R.Small"]),
        ("Councillor S Ap Ifan; Clr Jan van der Meer", ["Councillor S Ap Ifan", "Clr Jan van der Meer"]),
        ("The Reverend Canon N Hope and Dame Ann Bly", ["The Reverend Canon N Hope", "Dame Ann Bly"]),
        ("County Cllr Webber and PCSO Dan Hollis", ["County Cllr Webber", "PCSO Dan Hollis"]),
        ("Councillor Mrs JM Cole JP", ["Councillor Mrs JM Cole JP"]),
        ("Councillor K Rees-Lloyd MBE", ["Councillor K Rees-Lloyd MBE"]),
        ("Cllr Iain “Sandy” Patrick said", ["Cllr Iain “Sandy” Patrick"]),
        ("CLLR J LEE", ["CLLR J LEE"]),
        ("Cyng. Siân Môn Hughes", ["Cyng. Siân Môn Hughes"]),
        ("Mrs C Head (Head of Finance) and Cllr Hall", ["Mrs C Head", "Cllr Hall"]),
    ],
)
def test_a_name_is_taken_with_its_style_and_honours_and_no_more(text, found):
    """The office that follows, in brackets or not, is no part of the name."""
    assert names(text) == found


def test_a_plural_style_is_carried_over_its_list():
    """Each name of 'Councillors A, B (Chair) and C' is 'Councillor NAME', over lines and with their own titles too."""
    text = "Councillors Dr. Ash (in the Chair), Birch,\nCedar and Short; Messrs Dale & Elm."
    assert names(text) == ["Councillor Dr. Ash", "Councillor Birch", "Councillor Cedar", "Councillor Short", "Mr Dale", "Mr Elm"]


def test_a_style_without_a_name_is_no_name():
    """'The Mayor opened', 'Councillors agreed', and a style at the end of a sentence."""
    assert names("The Mayor opened the meeting. Councillors agreed. The Chairman thanked the Councillor.") == []


def test_a_name_over_two_lines_is_taken_where_the_first_leaves_it_unfinished():
    """After initials or one name a line may break; a whole name ends with its line."""
    assert names("Dr M\nGoss spoke") == ["Dr M Goss"]
    assert names("Cllr Ann Lee\nPlanning was discussed") == ["Cllr Ann Lee"]


def test_the_parts_of_a_name():
    """Given names or initials, then the surname with its particles; the place includes the style."""
    (name,) = styles.find_names("then Cllr Jan de la Tour spoke")
    assert (name.start, name.end, name.style, name.given, name.surname) == (5, 24, "Cllr", "Jan", "de la Tour")


def test_a_list_is_split():
    """The style before the list, before one name, or nowhere."""
    assert styles.split_list("Cllrs A Ash, B Birch & C Cedar (Chair)") == ["Cllr A Ash", "Cllr B Birch", "Cllr C Cedar"]
    assert styles.split_list("Ann Lee, Bob Cox and Mr J Dee") == ["Ann Lee", "Bob Cox", "Mr J Dee"]


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Councillor Ash", "Cllr J Ash", True),
        ("Mr R W Gale, OBE", "Mr Gale", True),
        ("Jenny Martin", "Jennifer Martin", True),
        ("Alun Davies", "Arwel Davies", False),
        ("J Martin", "A Martin", False),
        ("Mr A Martin", "Mrs A Martin", False),
        ("Cllr Biddlecombe", "Cllr Biddlecome", True),
        ("Cllr Bird", "Cllr Baird", False),
        ("Cllr Ash", "", False),
    ],
)
def test_who_is_the_same_person(a, b, same):
    """The surname must agree, but for a slip in a long one; initials, given names and Mr or Mrs may speak against it."""
    assert styles.same_person(a, b) is same


@pytest.mark.parametrize("junk", ["Cllr ", "A ", "J. ", "de ", "Cllrs A, ", "(", "Smith-", "Cllr A B ", "O'", " \n", "Mayor ", "Cllrs Smith (x) "])
def test_hostile_text_takes_time_in_proportion(junk):
    """Twice the text takes about twice the time."""

    def seconds(length):
        text = junk * (length // len(junk))
        begin = time.process_time()
        styles.find_names(text)
        return time.process_time() - begin

    small, large = seconds(100_000), seconds(400_000)
    assert large < 10 * small + 0.05
    assert large < 2
