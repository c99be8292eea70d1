"""Declarations of interest: who, in what, why, and what they did."""

from __future__ import annotations

import json
import re
import time
from itertools import chain
from pathlib import Path

import pytest
from written import minutes

from pipeline import (
    attendance,
    declarants,
    declarations,
    declared_later,
    declared_lists,
    declared_matters,
    declared_prose,
    declared_rows,
    interests,
    items,
    meeting,
    passages,
    pdf,
    reading,
)
from pipeline.declarations import DeclarationsFound
from pipeline.records import Attendee, Declaration

CORPUS = Path(__file__).parents[1] / "corpus"
PRESENT = [
    Attendee("Councillor Jane Archer", "member", "present", 0, 0, 1),
    Attendee("Councillor Tom Bell", "member", "present", 0, 0, 1),
    Attendee("Councillor R. Cole", "member", "present", 0, 0, 1),
    Attendee("Neal Dodd", "member", "present", 0, 0, 1, initials="ND"),
]


def found(declared: str, later: str = "The minutes were signed.", title: str = "Declarations of Interest") -> DeclarationsFound:
    """The declarations in an item of that title, with one item before and one after it."""
    written = minutes(f"# 1 Apologies\n\nNone.\n\n# 2 {title}\n\n{declared}\n\n# 3 Mill Lane Allotments\n\n{later}")
    return declarations.read_declarations(*written, PRESENT, passages.cut_passages(*written))


def rows(declared: str, later: str = "The minutes were signed.") -> list[Declaration]:
    return found(declared, later).declarations


def told(declared: str, later: str = "The minutes were signed.") -> list[tuple[str, str, str | None, str | None, str]]:
    return [(r.name, r.interest_kind, r.about_number, r.nature, r.participation) for r in rows(declared, later)]


# ---- a sentence ------------------------------------------------------------------------------------------------------------------------
def test_sentence_tells_kind_matter_reason_and_departure() -> None:
    """All that one sentence tells goes into one row, with its span."""
    sentence = (
        "Councillor Archer declared a Disclosable Pecuniary Interest in agenda item 7 (Land at Mill Lane) due to her employment by the\n"
        "applicant and left the meeting during consideration of the item."
    )
    (row,) = rows(sentence)
    assert (row.name, row.interest_as_written, row.interest_kind) == ("Councillor Archer", "Disclosable Pecuniary Interest", "disclosable-pecuniary")
    assert (row.about_number, row.about_as_written, row.nature) == ("7", "agenda item 7 (Land at Mill Lane)", "her employment by the applicant")
    assert (row.participation, row.item, row.page) == ("left-room", 2, 1)
    assert row.quote == " ".join(sentence.split())


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("a personal interest", "personal"),
        ("a personal and prejudicial interest", "personal-and-prejudicial"),
        ("a personal but not prejudicial interest", "personal"),
        ("a prejudicial interest", "prejudicial"),
        ("a financial interest", "pecuniary"),
        ("a non-financial interest", "non-pecuniary"),
        ("a Disclosable Pecuniary Interest (DPI)", "disclosable-pecuniary"),
        ("an ORI", "other-registrable"),
        ("an other registerable interest", "other-registrable"),
        ("a non-registrable interest", "non-registrable"),
        ("a conflict of interest", "not-stated"),
        ("an interest", "not-stated"),
    ],
)
def test_kind_is_never_raised_above_what_is_written(words: str, kind: str) -> None:
    """The kind is mapped from the words alone."""
    (row,) = rows(f"Councillor Archer declared {words} in item 3.")
    assert row.interest_kind == kind


@pytest.mark.parametrize(
    ("words", "did"),
    [
        ("and left the room.", "left-room"),
        ("and withdrew while it was considered.", "left-room"),
        ("and was absent from the chamber for that item.", "left-room"),
        ("and did not contribute nor vote.", "took-no-part"),
        ("and took no part in the discussion or vote.", "took-no-part"),
        ("and remained in the meeting.", "remained"),
        ("but did not think it necessary to leave and stayed.", "remained"),
        (". He spoke on the item but did not vote.", "spoke-no-vote"),
        (". He would answer questions but would not vote.", "spoke-no-vote"),
        (". She left the room.", "left-room"),
        (".", "not-stated"),
        ("as he remains a governor of the school.", "not-stated"),
    ],
)
def test_participation_is_what_the_minutes_say(words: str, did: str) -> None:
    """In the sentence or in the one behind it; a denial ('did not leave') is no departure, and a reason is no act."""
    (row,) = rows(f"Councillor Bell declared an interest in item 3 {words}".replace(" .", "."))
    assert row.participation == did


@pytest.mark.parametrize(
    "reason",
    [
        "as a governor of the school",
        ", because she was a governor of the school",
        "since she was a governor of the school",
        "by virtue of being a governor of the school",
        ", being a governor of the school",
        "in that she was a governor of the school",
        "(governor of the school)",
        "in her capacity as governor of the school",
        ", her husband being a governor of the school",
        ". She was a governor of the school",
    ],
)
def test_reason_in_its_several_places(reason: str) -> None:
    """Connectives, brackets, participles and a sentence of its own."""
    (row,) = rows(f"Councillor Archer declared an interest in item 3 {reason}.".replace(" ,", ",").replace(" .", "."))
    assert row.nature is not None
    assert "governor of the school" in row.nature
    assert row.about_number == "3"


# ---- who -------------------------------------------------------------------------------------------------------------------------------
def test_row_for_each_person_for_each_matter() -> None:
    """Two people, two items: four rows; 'respectively' gives each their own."""
    assert [(r.name, r.about_number) for r in rows("Councillors Archer and Bell each declared an interest in items 5 and 7.")] == [
        ("Councillor Archer", "5"),
        ("Councillor Archer", "7"),
        ("Councillor Bell", "5"),
        ("Councillor Bell", "7"),
    ]
    assert [(r.name, r.about_number) for r in rows("Councillors Archer and Bell declared personal interests in items 5 and 7 respectively.")] == [
        ("Councillor Archer", "5"),
        ("Councillor Bell", "7"),
    ]


def test_initials_offices_and_all_members() -> None:
    """People are named as written: by initials of the register, by office, or all together."""
    assert [r.name for r in rows("ND declared a non-pecuniary interest in agenda item 9.1 and did not vote.")] == ["ND"]
    assert [r.name for r in rows("The Chairman declared an interest in item 9 as he knew the applicant.")] == ["The Chairman"]
    assert [r.name for r in rows("All Members declared a personal interest in item 10.")] == ["All Members"]
    assert [r.name for r in rows("The Chair, Councillor Archer, declared an interest in item 9.")] == ["Councillor Archer"]


def test_two_interests_of_one_person_in_a_sentence() -> None:
    """Each has its own kind and reason."""
    declared = (
        "Councillor Archer declared a personal interest in item 5 as a member of the Trust and a prejudicial interest in item 6 as the landowner."
    )
    assert told(declared) == [
        ("Councillor Archer", "personal", "5", "a member of the Trust", "not-stated"),
        ("Councillor Archer", "prejudicial", "6", "the landowner", "not-stated"),
    ]


def test_pronoun_means_who_the_sentence_before_speaks_of() -> None:
    """'He declared' is the councillor named before, and what he said is the reason."""
    (row,) = rows("None.", "Councillor Bell said that the architect was his brother. He declared a prejudicial interest and left the Chamber.")
    assert (row.name, row.interest_kind, row.nature, row.participation, row.item) == (
        "Councillor Bell",
        "prejudicial",
        "the architect was his brother",
        "left-room",
        3,
    )


def test_same_item_means_the_item_before() -> None:
    """'In the same item' takes the number of the declaration before."""
    found_rows = rows("Councillor Archer declared an interest in Minute 42. Councillor Bell declared a personal interest in the same item.")
    assert [r.about_number for r in found_rows] == ["42", "42"]


def test_both_remained_is_said_of_both() -> None:
    """What 'both' did is the act of the last two who declared."""
    declared = "Cllr Archer declared an interest in item 3 as a tenant. Cllr Bell declared an interest in item 5. Both remained and voted."
    assert [r.participation for r in rows(declared)] == ["remained", "remained"]


# ---- lists and tables ------------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "entry",
    [
        "Councillor Archer – personal – minute 131 – as a governor of the school",
        "Cllr Archer: item 131 – governor of the school (personal interest)",
        "Item 131 – Cllr Archer (personal), as a governor of the school.",
        "Councillor Archer, item 131, personal, governor of the school",
        "Item 131: Cllr Archer - Personal - governor of the school",
    ],
)
def test_line_of_a_list_has_no_verb(entry: str) -> None:
    """Person, number, kind and reason stand side by side in any order."""
    ((name, kind, number, nature, _),) = told(f"The following interests were declared:\n\n{entry}")
    assert (name.split()[-1], kind, number) == ("Archer", "personal", "131")
    assert nature is not None
    assert "governor of the school" in nature


def test_list_of_people_under_one_matter() -> None:
    """The sentence that opens a list gives its matter to all in it, and brackets part it."""
    declared = "The following declared an interest in the grant requests:\n\nCllr Archer (Bowls Club, Choir)\n\nCllr Bell (Choir)"
    assert [(r.name, r.about_as_written) for r in rows(declared)] == [
        ("Cllr Archer", "the grant requests (Bowls Club)"),
        ("Cllr Archer", "the grant requests (Choir)"),
        ("Cllr Bell", "the grant requests (Choir)"),
    ]


def test_table_under_the_heading() -> None:
    """Columns are known by their heads or by what stands in them."""
    heads = "Member | Item | Interest | Action"
    declared = f"{heads}\nCllr Archer | 5 | Personal (Tenant of a garage) | Left the room\nCllr Bell | 6 | Other Registrable Interest | Stayed"
    assert told(declared) == [
        ("Cllr Archer", "personal", "5", "Tenant of a garage", "left-room"),
        ("Cllr Bell", "other-registrable", "6", None, "remained"),
    ]


# ---- the rest of the meeting -----------------------------------------------------------------------------------------------------------
def test_departure_minuted_in_the_item_itself() -> None:
    """'Councillor Archer left the room' in the item that she declared an interest in is what she did; a departure with the time is not taken so."""
    declared = "Councillor Archer declared an interest in item 3."
    assert [r.participation for r in rows(declared, "(Councillor Archer left the room for this item.)")] == ["left-room"]
    assert [r.participation for r in rows(declared, "Rents rose. Councillor Archer left at 8.05 p.m.")] == ["not-stated"]


def test_declared_again_in_the_item_is_a_row_of_its_own() -> None:
    """Its matter is the item's."""
    first, again = rows("Cllr Bell declared an interest in item 3.", "Cllr Bell again declared an interest and took no part in the decision.")
    assert (first.item, first.about_number, first.participation) == (2, "3", "not-stated")
    assert (again.item, again.about_as_written, again.participation) == (3, "Mill Lane Allotments", "took-no-part")


def test_interest_told_before_is_not_declared_anew() -> None:
    """'Who had declared an interest' and 'having declared' tell what the member did; they are no second declaration."""
    for later in (
        "Councillor Archer, who had declared an interest in this item, left the room.",
        "Having declared an interest in this item, Councillor Archer left the room.",
    ):
        (row,) = rows("Councillor Archer declared an interest in item 3.", later)
        assert (row.item, row.about_number, row.participation) == (2, "3", "left-room")


def test_name_at_the_top_and_explanation_between_resolutions_are_one_row() -> None:
    """Where items are bare resolutions, a paragraph between them is inside none of them."""
    written = minutes(
        "# 2 Disclosure of pecuniary interest\n\nCouncillor Archer.\n\n# R24-1 \n\nThat the minutes be adopted. Carried.\n\n"
        "Councillor Archer declared a pecuniary interest in the accounts as she owns the shop.\n\nCouncillor Archer left the table."
    )
    (row,) = declarations.read_declarations(*written, PRESENT, passages.cut_passages(*written)).declarations
    assert (row.interest_kind, row.about_as_written, row.nature, row.participation) == ("pecuniary", "the accounts", "she owns the shop", "left-room")
    assert row.quote.startswith("Councillor Archer declared a pecuniary interest in the accounts")


# ---- none, and what is no declaration --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "words",
    [
        "None.",
        "Nil.",
        "None received.",
        "There were no declarations of interest.",
        "No interests were declared.",
        "Members were reminded to keep their registers of interests up to date.",
        "The Chairman reminded Councillors of their responsibility to declare any interest in any matter on the Agenda – none declared.",
        "Governors are invited to declare any personal or prejudicial interests they may have in any items.",
        "Councillor Archer asked whether she should declare an interest; the Clerk advised that she need not.",
        "Councillor Archer stated that her son attended the school. She had been advised that this was not an interest which had to be declared.",
    ],
)
def test_heading_without_a_declaration_says_that_there_were_none(words: str) -> None:
    """Reminders, invitations and advice are no declarations."""
    result = found(words)
    assert (result.statement, result.declarations) == ("none-declared", [])


def test_no_heading_is_told_from_none_declared() -> None:
    """Minutes that never raise interests say nothing of them; other interests are not meant."""
    result = found("A resident expressed an interest in joining the working group. Interest of £4.10 was received.", title="Correspondence")
    assert (result.statement, result.declarations) == ("no-heading", [])
    assert found("No declarations of interest were made.", title="Opening").statement == "none-declared"


def test_late_declaration_makes_the_statement_declared() -> None:
    """'None' under the heading does not silence a declaration made in another item."""
    assert found("None.", "Councillor Cole declared an interest and withdrew.").statement == "declared"


def test_dispensation_is_kept_and_is_no_declaration() -> None:
    """Leave to take part stands beside the declarations."""
    result = found("The Monitoring Officer reported that a dispensation allowed all of them to vote. Cllr Bell held a dispensation for item 3.")
    assert result.declarations == []
    assert [d.name for d in result.dispensations] == [None, "Cllr Bell"]


# ---- the sample corpus, and hostile text -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["calderby-cyp-scrutiny-2017-01-25", "calderby-planning-2017-07-20", "calderby-council-2018-02-28"])
def test_sample_minutes(name: str) -> None:
    """Who declared, in what and how they took part, as the gold of the sample archive has it."""
    gold = json.loads((CORPUS / f"{name}.json").read_text(encoding="utf8"))
    document = reading.read_document(pdf.extract((CORPUS / f"{name}.pdf").read_bytes()).pages)
    head = meeting.find_meetings(document)[0]
    minute_items, _ = items.split_items(document, head)
    attendees, _ = attendance.read_attendance(document, head, minute_items)
    result = declarations.read_declarations(document, head, minute_items, attendees, passages.cut_passages(document, head, minute_items))
    assert result.statement == gold["declarations_statement"]
    assert [(r.name, r.interest_kind, r.about_number, r.participation) for r in result.declarations] == [
        (g["name"], g["interest"], g["about"], g["participation"]) for g in gold["declarations"]
    ]
    for row in result.declarations:
        assert row.name.split()[-1] in document.text[row.start : row.end] or row.quote.startswith("He declared")


PATTERNS = {
    f"{room.__name__.removeprefix('pipeline.')}.{name}": pattern
    for room in (declarations, declarants, declared_later, declared_lists, declared_matters, declared_prose, declared_rows, interests)
    for name, pattern in chain(vars(room).items(), ((f"kind {kind}", pattern) for pattern, kind in getattr(room, "KINDS", ())))
    if isinstance(pattern, re.Pattern)
}


@pytest.mark.parametrize("unit", ["a", "A ", "interest ", "item 1, ", "members all the ", "1/", "(", "he ", "and ", "declared "])
def test_patterns_are_linear(unit: str) -> None:
    """Twenty thousand characters pass in a moment against every pattern, wherever in them it is tried."""
    text = (unit * 20_000)[:20_000]
    slow = {}
    for name, pattern in PATTERNS.items():
        began = time.process_time()
        for _ in pattern.finditer(text):
            pass
        if (spent := time.process_time() - began) > 0.3:
            slow[name] = spent
    assert not slow


@pytest.mark.parametrize("unit", ["Councillor Archer declared an interest in item 3 as a ", "interest Cllr A and ", "item 3, ", "he left the room "])
def test_long_line_under_the_heading(unit: str) -> None:
    """A paragraph of a hundred thousand characters is read in a moment."""
    began = time.process_time()
    found((unit * 100_000)[:100_000])
    assert time.process_time() - began < 3


def test_declarations_beyond_the_limit_are_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is left out is never left out in silence."""
    declared = "Councillor Lee declared a personal interest in item 2. Councillor Marsh declared a pecuniary interest in item 2."
    assert found(declared).problems == []
    monkeypatch.setattr("pipeline.limits.MAX_DECLARATIONS", 1)
    left = found(declared)
    assert [row.name for row in left.declarations] == ["Councillor Lee"]
    assert [problem.kind for problem in left.problems] == ["too-many-declarations"]
