"""The names in the text: who and what is named, by which rule, each shown in its place: '<M>Cllr Lee</> spoke'."""

import re

import msgspec
import pytest
from written import minutes

from pipeline import entities, payees, posts, school_lists, styles, wrapped
from pipeline.records import Attendee

SIGNS = {"MEMBER": "M", "OFFICER": "O", "SERVICE": "S", "SCHOOL": "E", "COMMITTEE": "C", "ORGANISATION": "G"}
LISTED = [
    Attendee("Councillor Ann Lee", "member", "present", 0, 0, 1, meeting_role="chair"),
    Attendee("Councillor T Birdwood", "member", "present", 0, 0, 1),
    Attendee("Mrs J Moss", "officer", "in-attendance", 0, 0, 1, post="Clerk"),
]


def named(text, attendees=()):
    """The mentions of a text."""
    document, head, items = minutes(text)
    return entities.read_mentions(document, head, items, list(attendees))


def marked(text, attendees=()):
    """The text on one line with its mentions marked; people of the list who are not in the text stand at its very beginning and are left out."""
    document, head, items = minutes(text)
    found = [m for m in entities.read_mentions(document, head, items, list(attendees)) if m.end > m.start]
    marks = sorted([(m.start, 1, f"<{SIGNS[m.label]}>") for m in found] + [(m.end, 0, "</>") for m in found], reverse=True)
    out = document.text
    for at, _, sign in marks:
        out = out[:at] + sign + out[at:]
    return " ".join(out.split())


def holds(written, attendees=()):
    """The marked text comes out of the bare one."""
    bare = re.sub(r"<[A-Z]?/?>", "", written)
    assert marked(bare, attendees) == written


@pytest.mark.parametrize(
    "written",
    [
        "Thanks were given to <M>Councillor Lee</> and to <M>Ann Lee</> again.",
        "It was proposed by <M>Cllr Birdwod</> and agreed.",  # a slip of one letter in a long surname
        "<M>Cllr Birdwood</>’s report was noted.",
        "The letter came from <O>Mrs Moss</> last week.",
        "Training for Councillor Training days was noted.",  # no surname
    ],
)
def test_those_of_the_attendance_are_carried_through_the_text(written):
    """A surname alone, a full name, a genitive, a slip; what follows 'Councillor' and is no name stays."""
    holds(written, LISTED)


def test_an_office_means_who_held_it():
    """'The Chairman' is a mention of the one in the chair, under the name by which the list has that one."""
    found = named("It was agreed that the Chairman would write to the owner.", LISTED)
    assert ("the Chairman", "Councillor Ann Lee") in [(m.text, m.name) for m in found]


@pytest.mark.parametrize(
    ("text", "name", "post"),
    [
        ("Kerry Tailor, Service Lead, SENDIASS. Kerry explained it.", "Kerry Tailor", "Service Lead, SENDIASS"),
        (
            "Mr S Jonas (Corporate Director of Growth, Environment and Transport) spoke.",
            "Mr S Jonas",
            "Corporate Director of Growth, Environment and Transport",
        ),
        ("The advice of the Planning Officer, Mrs Bellis, was heard.", "Mrs Bellis", "Planning Officer"),
        ("PCSO Heather Cample reported two thefts.", "PCSO Heather Cample", "PCSO"),
        ("Andrew Woodly is now the Principal Engineer with the county.", "Andrew Woodly", "Principal Engineer"),
    ],
)
def test_officers_by_the_post_beside_the_name(text, name, post):
    """After a comma, in brackets, before the name, after 'is now the'."""
    assert [(m.name, m.post) for m in named(text) if m.label == "OFFICER"] == [(name, post)]


@pytest.mark.parametrize(
    "text", ["Mrs Hall, Cabinet Member for Housing, spoke.", "Mr Vane (Chairman of the Village Trust) spoke.", "Ann Lee – Clerk salary £200"]
)
def test_no_officer_is_made_of_a_member_a_chair_or_a_payment(text):
    """A post must be paid, and be a post."""
    assert not [m for m in named(text) if m.label == "OFFICER"]


def test_who_comes_from_a_council_is_its_officer():
    """Without a post, and only where the body is a council or a service."""
    assert [m.name for m in named("A visit by Lisa Mundle from Otherton District Council is planned.") if m.label == "OFFICER"] == ["Lisa Mundle"]
    assert not [m for m in named("A visit by Lisa Mundle from Otherton Bakery is planned.") if m.label == "OFFICER"]


@pytest.mark.parametrize(
    "written",
    [
        "A report from the <C>Health and Wellbeing Board</> and the <C>Children’s Trust Board</> was noted.",
        "Members of the <C>Adults, Health and Housing Scrutiny Committee</> met.",
        "The <S>School Improvement Team</> and the <S>Payback team</> had visited.",
        "Pupils of <E>Harrow Hill Primary School</> and <E>The Larches Academy</> sang.".replace("<E>The Larches", "The <E>Larches").replace(
            "and The", "and the"
        ),
        "The <G>Department for Education</> wrote to <G>Westmere Leisure Trust</> about it.",
        "It was referred to the <G>Environment Agency</> and <G>Sport England</>.",
        "The <S>Highways Department</> of <G>Northshire County Council</> replied.",
        "A letter from <G>EHDC</> and from <G>SDNPA</> was read.",
    ],
)
def test_bodies_by_the_noun_that_tells_what_they_are(written):
    """The last noun tells the kind; 'and' joins the words of a name and parts two bodies; well-known names and councils' letters need no noun."""
    holds(written)


@pytest.mark.parametrize(
    "text",
    [
        "The Parish Council and the Working Group met in the Community Centre.",
        "Primary Schools and Local Authorities were consulted.",
        "The Chief Executive and the Monitoring Officer left the Council Chamber.",
        "The Christmas Party and the Notice Board were discussed.",
        "Microsoft Teams was used; the Remembrance Service is on Sunday.",
    ],
)
def test_kinds_posts_and_places_are_no_bodies(text):
    """Words that every council has name none of them."""
    assert not [m.text for m in named(text) if m.label in ("SERVICE", "SCHOOL", "COMMITTEE")]


def test_letters_mean_what_the_document_says_and_may_mean_two_things():
    """The name explained last before the letters is meant."""
    found = named("The Community Safety Panel (CSP) met. The CSP agreed.\n\nThe Coastal Survey Programme (CSP) began. The CSP will report.")
    assert [(m.text, m.name) for m in found if m.source == "acronym"] == [("CSP", "Community Safety Panel"), ("CSP", "Coastal Survey Programme")]
    assert next(m.acronym for m in found if m.text.startswith("Community")) == "CSP"


def test_a_shorter_name_is_the_longer_one_of_the_document():
    """'Business Forum' where only the Tintock Business Forum is meant."""
    found = named("The Tintock Business Forum met in June. The Business Forum asked for signs.")
    assert {m.name for m in found} == {"Tintock Business Forum"}


def test_the_council_itself_is_no_mention():
    """By its own name, by a shorter one, or by its letters."""
    assert not named("Otherby Parish Council met. Otherby Council resolved to write. OPC will reply.")


def test_schools_in_lists_of_places():
    """A heading that speaks of schools, then names with ages or places; a resource in the list is no school."""
    text = "Special Schools\n• Hilltap – PMLD – age 2-19 95 places\n"
    text += "Redwater Early Years Resource\n• The Wallows (MLD) age 7-16 100 places\nAsper\nPrimary (19) and secondary\n"
    assert [b.name for b in school_lists.find_listed(text, 0, len(text))] == ["Hilltap", "The Wallows", "Asper"]
    assert not school_lists.find_listed("Hilltap – age 2-19 95 places\n", 0, 29)


def test_payees_are_bodies_and_not_people_or_things():
    """Cells beside a sum in a list of payments; a name, a dash and a sum."""
    text = "The following cheques were approved:\n300317\t£4,968.00\tSawscopes\tPlay area\n"
    text += "300318\t£20.00\tJ. Smythe\tStamps\n300319\t£9.00\tStationery\n• Eyecatch Signs - £90.00\n"
    assert [b.name for b in payees.find_payees(text, 0, len(text))] == ["Sawscopes", "Eyecatch Signs"]
    table = "Area\tShare\nMarchby\t84.50\n"
    assert not payees.find_payees(table, 0, len(table))


def test_a_name_runs_over_a_line_that_the_paper_ended_and_no_other():
    """A full line is followed by a space; a short one ends what stood on it."""
    document, _, _ = minutes("One\nTwo")
    first, second = document.lines
    room = msgspec.structs.replace(first, x1=100.0)
    full = msgspec.structs.replace(document, lines=[room, second])
    assert wrapped.flowing(full) == "One\nTwo\n\n"  # 'Two' had room on the first line
    assert wrapped.flowing(document) == "One Two\n\n"


def test_a_name_before_a_post_needs_two_words_or_a_style():
    """'Recreation Ground, Clerk' is caught elsewhere; a single word is never a name here."""
    assert posts.is_name("Mr Vane")
    assert posts.is_name("Ann Lee")
    assert not posts.is_name("Planning")
    assert styles.STYLE.match("Mr Vane")


@pytest.mark.parametrize("line", ["A" * 1_000_000, "Ab " * 100_000, "Head of " * 40_000, "£1.00\t" * 50_000, "(A) " * 80_000])
def test_a_line_of_a_megabyte_takes_no_time(line):
    """Every pattern is linear."""
    import time

    began = time.process_time()
    for find in (posts.find_posted, payees.find_payees, school_lists.find_listed):
        find(line, 0, len(line))
    from pipeline import known_bodies

    known_bodies.find_known(line, 0, len(line))
    assert time.process_time() - began < 8
