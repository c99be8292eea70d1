"""Who came: labels, lists, columns, rolls, apologies, substitutes, the chair. All names are invented."""

import re
import time

import pytest

from pipeline import attendance, attendance_labels, reading
from pipeline.attendance_block import Piece, split_sections
from pipeline.records import Item, MeetingHead, Page, Word

WIDTH = 4.6  # points a character


def laid_out(text):
    """A document of one page whose words stand where the spaces put them."""
    words = []
    for number, line in enumerate(text.split("\n")):
        top = 40 + 14.0 * number
        for found in re.finditer(r"\S+", line):
            x0 = 60 + WIDTH * found.start()
            words.append(Word(found.group(), x0, top, x0 + WIDTH * len(found.group()), top + 10, 10, False, False, False))
    return reading.read_document([Page(1, 700, 842, words)])


def read(text, date="2023-01-10", items=(), committee=None):
    """The attendees of minutes whose items are given as (number, title), found at the beginnings of lines."""
    document = laid_out(text)
    starts = [document.text.index(title) for _, title in items]
    stops = [*starts[1:], len(document.text)]
    found = [
        Item(n, number, None, title.strip(), starts[n - 1], stops[n - 1], starts[n - 1] + len(title), 1) for n, (number, title) in enumerate(items, 1)
    ]
    head = MeetingHead(0, len(document.text), None, committee, date, None, None, None)
    attendees, _ = attendance.read_attendance(document, head, found)
    for a in attendees:
        assert a.name.split()[-1] in document.text[a.start : a.end], a
    return attendees


def told(attendees):
    return [(a.name, a.capacity, a.status) for a in attendees]


def by_name(attendees, name):
    return next(a for a in attendees if a.name == name)


def test_apologies_in_a_numbered_paragraph_or_under_a_lettered_number():
    """'1.1 Apologies were received from ...' belongs to item 1; 'C70/24' numbers the label that follows it, and a sentence may end the list."""
    text = "Present: Cllr Ash (Chair)\n\n1.  Apologies\n\n1.1  Apologies were received from Cllr Elm\n\n2.  Minutes\n\n2.1  They were signed."
    document = laid_out(text)
    at = [document.text.index(words) for words in ("1.", "1.1", "2.")]
    end = len(document.text)
    items = [Item(1, "1", None, "Apologies", at[0], at[2], at[0] + 12, 1), Item(2, "1.1", 1, "", at[1], at[2], at[1] + 4, 1)]
    items.append(Item(3, "2", None, "Minutes", at[2], end, at[2] + 10, 1))
    found, _ = attendance.read_attendance(document, MeetingHead(0, end, None, None, None, None, None, None), items)
    assert told(found) == [("Cllr Ash", "member", "present"), ("Cllr Elm", "member", "apologies")]
    text = "Present: Cllr Ash\n\nC70/24  Apologies\n\nCllr Elm (work) and Cllr Fir (unwell). The reasons were accepted.\n\nC71/24  Minutes"
    found = read(text, items=[("C70/24", "Apologies"), ("C71/24", "Minutes")])
    assert told(found)[1:] == [("Cllr Elm", "member", "apologies"), ("Cllr Fir", "member", "apologies")]


def test_wards_over_the_names_of_their_members():
    """A ward is no name; a mark that refers to a note is no part of one."""
    found = read("""PRESENT

Castle Ward        Mill Ward
Ann Ash            Ben Cedar*
Joan Birch         Tom Dale""")
    assert sorted(told(found)) == [(name, "member", "present") for name in ("Ann Ash", "Ben Cedar", "Joan Birch", "Tom Dale")]


def test_a_list_of_councillors_ends_with_its_sentence():
    """Who stands in the next sentence has an office of their own; a first name may be shortened; '*' refers to a note."""
    found = read("""Present: Councillors Ann Ash, Wm. Birch* and
Dale. Brian Lock, Clerk. Borough
Councillor Neil Oak came in at 7.20.""")
    assert told(found) == [
        ("Councillor Ann Ash", "member", "present"),
        ("Councillor Wm. Birch", "member", "present"),
        ("Councillor Dale", "member", "present"),
        ("Brian Lock", "officer", "in-attendance"),
        ("Borough Councillor Neil Oak", "other-councillor", "in-attendance"),
    ]
    assert (found[3].post, found[4].arrived) == ("Clerk", "7.20")


def test_the_police_have_a_seat_on_a_board_of_bodies():
    """Where most of those present sit for some body, so does the officer of the police; in a parish's list the constable is a visitor."""
    board = read("""Present
Cllr Ros Ash         Chair of the Board
Dr Ann Birch         Clinical Lead
Ian Cedar            Hospitals Trust
Ch Supt Tom Dale     District Commander""")
    assert told(board)[-1] == ("Ch Supt Tom Dale", "member", "present")


def test_marks_beside_names_mean_what_a_note_says():
    """A note explains the marks; without one that tells two of them apart they say nothing."""
    layout = """Members in attendance
* Denotes attendance     ø Denotes apologies
*     Cllr Ash (Chairman)          *     Cllr Cedar
ø     Cllr Birch                   *     Cllr Dale"""
    found = read(layout)
    assert sorted(told(found)) == [
        ("Cllr Ash", "member", "present"),
        ("Cllr Birch", "member", "apologies"),
        ("Cllr Cedar", "member", "present"),
        ("Cllr Dale", "member", "present"),
    ]
    assert by_name(found, "Cllr Ash").meeting_role == "chair"


def test_officers_named_in_brackets_behind_their_posts():
    """'Engineer (J Ash), Clerk (T Birch)': each bracket holds the holder of the post before it."""
    found = read("Present: Cllr Lee\n\nOfficers: Director of Roads (J Ash), Head of Waste (N Birch) and Clerk (T Cedar)")
    assert [(a.name, a.post) for a in found[1:]] == [("J Ash", "Director of Roads"), ("N Birch", "Head of Waste"), ("T Cedar", "Clerk")]


def test_names_set_apart_without_commas():
    """Where nothing but names set apart stands on a line, however many, each is one; aldermen are members."""
    found = read("Present\n\nAldermen:    Ash\n\nCouncillors:    Birch    Cedar (7.06 pm)    Dale    Elm")
    assert told(found) == [
        ("Alderman Ash", "member", "present"),
        *((f"Councillor {n}", "member", "present") for n in ("Birch", "Cedar", "Dale", "Elm")),
    ]


def test_apologies_told_by_the_title_in_whichever_words():
    """The list under a title that speaks of nothing but apologies is of those away."""
    text = "Present: Cllr Ash\n\n7  To consider acceptance of any apologies for absence\n\nCllr Elm – illness, Cllr Fir – work\n\n8  Minutes"
    found = read(text, items=[("7", "To consider acceptance of any apologies for absence"), ("8", "Minutes")])
    assert told(found)[1:] == [("Cllr Elm", "member", "apologies"), ("Cllr Fir", "member", "apologies")]


def test_a_label_over_two_lines_of_its_cell():
    """'Other people in' / 'attendance' is one label."""
    cell = [Piece(0, 15, 1, 60, 140, 40, 0, (0, 0, 0)), Piece(16, 26, 1, 60, 120, 52, 0, (0, 0, 0)), Piece(27, 33, 1, 200, 240, 40, 0, (0, 0, 1))]
    (section,) = split_sections("Other people in\nAttendance\nMr Ash", cell)
    assert (section.label.status, [p.start for p in section.pieces]) == ("in-attendance", [27])


def test_prose_with_a_style_carried_and_the_chair_before_the_list():
    """Apologies name the office and, in brackets, who holds it."""
    found = read("""Present:- Councillor Ash (in the Chair); Councillors Birch, Cedar,
Dale and Senior.

Apologies for absence:- Apologies were received from The Mayor (Councillor Elm)
and Councillor Fir.

4 members of the public attended.""")
    assert told(found) == [
        ("Councillor Ash", "member", "present"),
        ("Councillor Birch", "member", "present"),
        ("Councillor Cedar", "member", "present"),
        ("Councillor Dale", "member", "present"),
        ("Councillor Senior", "member", "present"),
        ("Councillor Elm", "member", "apologies"),
        ("Councillor Fir", "member", "apologies"),
    ]
    assert found[0].meeting_role == "chair"
    assert by_name(found, "Councillor Elm").post == "The Mayor"


def test_posts_in_brackets_run_over_lines_and_hold_commas():
    """Officers are in attendance; those who attend by video are marked so."""
    found = read("""PRESENT: Mr R W Gale (Chairman), Mr N Baker and Mr R C Lowe, OBE

IN ATTENDANCE: Dr A Gosh (Director of Public Health), Mrs S Hand (Corporate
Director Children, Young People and Education) and McKie (Acting Chief
Accountant)

IN ATTENDANCE VIRTUALLY: Mr S Joy (Director of Growth)""")
    assert told(found)[:3] == [("Mr R W Gale", "member", "present"), ("Mr N Baker", "member", "present"), ("Mr R C Lowe, OBE", "member", "present")]
    assert by_name(found, "Mrs S Hand").post == "Corporate Director Children, Young People and Education"
    assert by_name(found, "McKie").post == "Acting Chief Accountant"
    assert {a.capacity for a in found[3:]} == {"officer"}
    assert by_name(found, "Mr S Joy").mode == "virtual"


def test_columns_each_with_its_head():
    """A label inside a column ends that column's list only."""
    found = read("""Present:                           Also in attendance:

Mr A Ash (Chairman)                Mr L. Birch
Mrs S Cedar                        Mr & Mrs D Dale
Mrs B Elm (Clerk)                  Apologies:
Mrs J Fir (RFO)                    Clr JJ Gorse (CDC)
                                   Clr Ray Holly (OCC)""")
    assert sorted((a.name, a.status) for a in found) == [
        ("Clr JJ Gorse", "apologies"),
        ("Clr Ray Holly", "apologies"),
        ("Mr A Ash", "present"),
        ("Mr D Dale", "in-attendance"),
        ("Mr L. Birch", "in-attendance"),
        ("Mrs B Elm", "in-attendance"),
        ("Mrs D Dale", "in-attendance"),
        ("Mrs J Fir", "in-attendance"),
        ("Mrs S Cedar", "present"),
    ]
    assert by_name(found, "Mrs B Elm").capacity == "officer"
    assert by_name(found, "Clr Ray Holly").capacity == "other-councillor"


def test_a_label_over_two_lines_of_a_left_column():
    """'In' over 'attendance:' is one label, though a name stands beside its first line and the end of that one's post beside its second."""
    found = read("""Present:      Councillors Ann Ash (Chair) and Ben Cedar
Apologies:    Councillor Joan Birch
In            Tom Dale, Corporate Director of Resources and Place
attendance:   Delivery
              Sue Elm, Strategy Manager""")
    assert told(found)[2:] == [
        ("Councillor Joan Birch", "member", "apologies"),
        ("Tom Dale", "officer", "in-attendance"),
        ("Sue Elm", "officer", "in-attendance"),
    ]


def test_wide_spaces_of_a_justified_line_cut_no_sentence():
    """A narrow column set justified may have spaces as wide as those between names side by side; its names are joined by 'and'."""
    found = read("""Present:      Councillor Ann Ash

Co-opted:     Mr  N.  Cooper  (District  Councils)  and  Mr  R.  Lyons
              (Scheduled Bodies)""")
    assert [a.name for a in found] == ["Councillor Ann Ash", "Mr N. Cooper", "Mr R. Lyons"]


def test_the_tier_of_the_chair_is_that_of_the_body():
    """County councillors sit on a body whose chair is styled so, and only attend a parish council."""
    found = read("""Present:   County Councillor Ann Ash (Chairperson)
           County Councillors Ben Cedar and Joan Birch""")
    assert {(a.capacity, a.status) for a in found} == {("member", "present")}
    parish = read("""Present: Cllr Ann Ash (Chair), Cllr Ben Cedar
In attendance: County Councillor Joan Birch""")
    assert by_name(parish, "County Councillor Joan Birch").capacity == "other-councillor"


def test_labels_in_a_left_column():
    """'Councillors' on the left is the style of the names beside it, in one column or two."""
    found = read("""Present             Councillor DJ Ash (Chair)
Councillors         PB Birch (Vice-Chair)            GH Elm
                    KL Cedar                         N Fir
                    Mrs JM Dale                      RK Gorse
Deputies            Councillor J Holly (for B Ivy)
Apologies           Councillor B Ivy
Officers            Mr J Jay (Head of Development)""")
    assert {a.name for a in found if a.status == "present"} == {
        "Councillor DJ Ash",
        "Councillor PB Birch",
        "Councillor KL Cedar",
        "Councillor Mrs JM Dale",
        "Councillor GH Elm",
        "Councillor N Fir",
        "Councillor RK Gorse",
        "Councillor J Holly",
    }
    holly = by_name(found, "Councillor J Holly")
    assert (holly.capacity, holly.substitutes_for) == ("substitute", "Councillor B Ivy")
    assert by_name(found, "Councillor B Ivy").status == "apologies"


def test_one_a_line_with_posts_after_a_comma():
    """A body named after a post is no person, though it looks like one."""
    found = read("""Board members present:

Cllr Mary Ash (Chair), Cabinet Member for Adult Care and Health
Carl Birch, Executive Director for Adults (left at 3.35pm)
Maud Cedar, Chair, Healthwatch Aldermoor
Superintendent Craig Dale, Wessmoor Police""")
    assert [a.name for a in found] == ["Cllr Mary Ash", "Carl Birch", "Maud Cedar", "Superintendent Craig Dale"]
    assert [a.meeting_role for a in found] == ["chair", None, None, None]
    assert (found[1].left, found[2].post) == ("3.35pm", "Chair, Healthwatch Aldermoor")
    assert {a.capacity for a in found} == {"member"}


def test_the_post_may_stand_before_the_name():
    """'Clerk, X', 'Clerk - X', 'the Clerk (X)', 'County Councillor, X', and posts with the name run on."""
    found = read("""Present: Cllr A Ash (AA) Chair, Cllr B Birch (BB)
In attendance: The Clerk (Mrs K Lane), County Cllr M Noble and 3 members of the public

Staff: Operations Superintendent Dan Mace; Fire Chief Will
Bates and Municipal Clerk-Treasurer Kris Crosby-Hodge.""")
    assert [(a.name, a.post) for a in found[2:]] == [
        ("Mrs K Lane", "The Clerk"),
        ("County Cllr M Noble", "County Cllr"),
        ("Dan Mace", "Operations Superintendent"),
        ("Will Bates", "Fire Chief"),
        ("Kris Crosby-Hodge", "Municipal Clerk-Treasurer"),
    ]
    assert [(a.initials, a.meeting_role) for a in found[:2]] == [("AA", "chair"), ("BB", None)]


def test_the_list_inside_the_sentence_that_opens_the_minutes():
    """'At a meeting ... there were present: ...', with offices before some names."""
    found = read("""At a meeting of the Council held on 10 January there were present: The Mayor
(Councillor A Ash) (in the Chair); The Deputy Mayor (Councillor B Birch);
Councillors C Cedar, Mrs E Elm and M May.

Apologies for absence were received from Councillor Z Fir.""")
    assert [(a.name, a.status) for a in found] == [
        ("Councillor A Ash", "present"),
        ("Councillor B Birch", "present"),
        ("Councillor C Cedar", "present"),
        ("Councillor Mrs E Elm", "present"),
        ("Councillor M May", "present"),
        ("Councillor Z Fir", "apologies"),
    ]
    assert (found[0].post, found[0].meeting_role) == ("The Mayor", "chair")


def test_one_chair_and_one_clerk_to_a_label():
    """Who follows 'Clerk: X' on the next line is not the clerk."""
    found = read("PRESENT\nCllrs J Ash (Chairman) and K Birch\nClerk: N Elm\nCounty Councillor O Fir")
    assert [(a.name, a.capacity, a.post) for a in found[2:]] == [
        ("N Elm", "officer", "Clerk"),
        ("County Councillor O Fir", "other-councillor", "County Councillor"),
    ]


def test_an_office_after_the_whole_list():
    """'A, B and C, Councillors, and D, Clerk'."""
    found = read("Present: Miss Jane Ash, Mr David Birch and Mrs\nSally Cedar, Councillors, and Mr Ken Dale, Clerk")
    assert told(found) == [
        ("Miss Jane Ash", "member", "present"),
        ("Mr David Birch", "member", "present"),
        ("Mrs Sally Cedar", "member", "present"),
        ("Mr Ken Dale", "officer", "in-attendance"),
    ]


def test_names_that_collapsed_into_one_line():
    """Without commas, a style or a bracket parts one name from the next."""
    found = read("Present:- Cllr Sarah Ash Cllr George Birch Cllr Hugh Cedar (Chair) Cllr Ann Dale")
    assert [a.name for a in found] == ["Cllr Sarah Ash", "Cllr George Birch", "Cllr Hugh Cedar", "Cllr Ann Dale"]
    assert by_name(found, "Cllr Hugh Cedar").meeting_role == "chair"


def test_a_roll_with_a_column_of_statuses():
    """'Present (left 11.55 am)', 'Present (virtually)', 'Apologies', 'Absent'; the body that appoints is no post."""
    found = read("""Committee member                      Appointed by                      Attendance
Mr Ron Ash (Chair)                    Independent Chair                 Present
Cllr Eve Birch                        Holt Borough Council              Present (left 11.55 am)
Cllr Kit Cedar                        Rox Borough Council               Present (virtually)
Cllr Tim Dale                         Holt Borough Council              Apologies
Cllr Una Elm                          Rox Borough Council               Absent""")
    assert told(found) == [
        ("Mr Ron Ash", "co-opted-member", "present"),
        ("Cllr Eve Birch", "member", "present"),
        ("Cllr Kit Cedar", "member", "present"),
        ("Cllr Tim Dale", "member", "apologies"),
        ("Cllr Una Elm", "member", "absent"),
    ]
    assert (found[1].left, found[2].mode, found[3].post) == ("11.55 am", "virtual", None)


def test_a_grid_of_marks_is_read_in_the_column_of_this_meeting():
    """P, A and S mean what the legend says; who has no mark on the day had no seat."""
    grid = """                    28/09/2020    23/11/2020    25/01/2021

GOVERNOR ATTENDANCE
Ken Ash             P             P             P
Hetty Birch         P             A             S
Olly Cedar          P             P             A
Ruth Dale           P             P

P – Present      S – Sanctioned      A – Absent"""
    found = {a.name: a.status for a in read(grid, date="2021-01-25")}
    assert found == {"Ken Ash": "present", "Hetty Birch": "apologies", "Olly Cedar": "absent"}
    assert {a.name: a.status for a in read(grid, date="2020-11-23")}["Hetty Birch"] == "absent"


def test_a_roll_with_a_column_for_each_status():
    """The column in which the cross stands."""
    found = read("""Name                 Role                 Present   Apologies
Ann Ash              Primary              x
Bob Birch            Secondary                      x
Cath Cedar           Academy              x""")
    assert [(a.name, a.status) for a in found] == [("Ann Ash", "present"), ("Bob Birch", "apologies"), ("Cath Cedar", "present")]


@pytest.mark.parametrize(
    ("sentence", "away"),
    [
        ("Apologies were received from Mrs C Birch.", ["Mrs C Birch"]),
        ("An apology was tendered on behalf of Councillor Becky Cedar.", ["Councillor Becky Cedar"]),
        ("Apologies had been received from Cllrs. Dale and Elm.", ["Cllr. Dale", "Cllr. Elm"]),
        ("Apologies were received, and the reason accepted, from Councillor Vic Fir.", ["Councillor Vic Fir"]),
        ("Jenny Gorse, Charles Holly and Sue Ivy sent their apologies.", ["Jenny Gorse", "Charles Holly", "Sue Ivy"]),
        ("Cllr Q Jay (holiday) and Cllr S Kemp (work)", ["Cllr Q Jay", "Cllr S Kemp"]),
        ("Cllr Tim Low – work; Cllr Una May – ill", ["Cllr Tim Low", "Cllr Una May"]),
        ("Apologies were as shown above.", []),
        ("There were no apologies, all the members being present.", []),
        ("Apologies for lateness were received from Councillor Sue Nye.", []),
        ("The apologies listed above were received. The Mayor wished all a happy St David's Day.", []),
        ("None", []),
    ],
)
def test_the_item_on_apologies(sentence, away):
    """Those of whom it says that they were away; not those it mentions otherwise."""
    found = read(
        f"Present: Councillor Ann Ash (Chair)\n\n1. Apologies for absence\n\n{sentence}\n\n2. Minutes\n\nThe minutes were agreed.",
        items=[("1", "Apologies for absence"), ("2", "Minutes\n")],
    )
    assert [a.name for a in found if a.status == "apologies"] == away
    assert by_name(found, "Councillor Ann Ash").status == "present"


def test_a_present_member_named_in_the_item_on_apologies_stays_present():
    """'... in whose place Mr Birch attended' is about somebody already listed."""
    found = read(
        "PRESENT: Mr R Ash (Chairman) and Mr H Birch (Substitute for Mr D Cedar)\n\n37. Apologies\n\n"
        "Apologies had come from Mr D Cedar, in whose place Mr Birch attended, and from Ms R\nDale, the headteacher representative.",
        items=[("37", "Apologies\n")],
    )
    assert [(a.name, a.status) for a in found] == [
        ("Mr R Ash", "present"),
        ("Mr H Birch", "present"),
        ("Mr D Cedar", "apologies"),
        ("Ms R Dale", "apologies"),
    ]


def test_substitutes_named_in_sentences():
    """'substituted by', 'were in attendance as substitutes', 'substituted for'."""
    text = "Present: Councillor A Ash (Chair)\n\n1. Apologies\n\n{}\n\n2. Minutes\n"
    items = [("1", "Apologies\n"), ("2", "Minutes")]
    found = read(text.format("Apologies were received from Councillor B Birch, substituted by Councillor C Cedar."), items=items)
    assert (by_name(found, "Councillor C Cedar").status, by_name(found, "Councillor C Cedar").substitutes_for) == ("present", "Councillor B Birch")
    found = read(text.format("Councillors D Dale and E Elm were in attendance as substitutes."), items=items)
    assert told(found)[1:] == [("Councillor D Dale", "substitute", "present"), ("Councillor E Elm", "substitute", "present")]


def test_substitutes_named_in_brackets_of_those_away():
    """'(substitute X)' after a name under apologies: X came."""
    found = read("Present: Cllr Jeff Ash (Chairman)\n\nApologies: Cllr Jay Birch, Cllr Mike Cedar (substitute Cllr Ned Dale)")
    assert [(a.name, a.status, a.substitutes_for) for a in found[1:]] == [
        ("Cllr Jay Birch", "apologies", None),
        ("Cllr Mike Cedar", "apologies", None),
        ("Cllr Ned Dale", "present", "Cllr Mike Cedar"),
    ]


def test_letterhead_is_not_attendance():
    """'CHAIRMAN: X  CLERK: Y' above the title names who holds office; X has the chair only if present and nobody else had it."""
    head = "STEEPLE PARISH COUNCIL\n\nCHAIRMAN: Mr Ron Ash          CLERK: Mrs Jan Birch\n\nMinutes of a Meeting held on 11th January 2016\n\n"
    found = read(head + "Present: Cllrs. Ron Ash, Tim Cedar and Una Dale")
    assert [(a.name, a.meeting_role) for a in found] == [("Cllr. Ron Ash", "chair"), ("Cllr. Tim Cedar", None), ("Cllr. Una Dale", None)]
    found = read(head + "Present: Cllrs. Tim Cedar (in the Chair) and Una Dale")
    assert [(a.name, a.meeting_role) for a in found] == [("Cllr. Tim Cedar", "chair"), ("Cllr. Una Dale", None)]


def test_who_was_elected_or_took_the_chair():
    """The item of the election, or a sentence, says who presided."""
    found = read(
        "Present: Miss Jane Ash and Mr David Birch, Councillors\n\n1. Election of Chairman\n\n"
        "Councillor David Birch proposed that Councillor Jane Ash should be elected as Chairman, and this was passed.",
        items=[("1", "Election of Chairman")],
    )
    assert [a.meeting_role for a in found] == ["chair", None]
    found = read(
        "PRESENT\n\nCouncillors Alun Ash and Arwel Ash.\n\n1. WELCOME AND APOLOGIES\n\nCllr. Arwel Ash took the Chair and welcomed everyone.",
        items=[("1", "WELCOME AND APOLOGIES")],
    )
    assert [(a.name, a.meeting_role) for a in found] == [("Councillor Alun Ash", None), ("Councillor Arwel Ash", "chair")]


def test_a_county_councillor_at_a_parish_has_no_seat_unless_acting_as_a_member():
    """Listed among those present; who proposes or seconds is a member."""
    text = "Present: Cllrs Ash (in the chair), Birch, County Cllr Cedar & the Clerk.\n\n1. Minutes\n\n{}"
    items = [("1", "Minutes")]
    assert told(read(text.format("Agreed."), items=items))[2] == ("County Cllr Cedar", "other-councillor", "in-attendance")
    assert told(read(text.format("It was proposed by Cllr. Cedar and agreed."), items=items))[2] == ("County Cllr Cedar", "member", "present")


def test_county_councillors_are_the_members_of_a_county_council():
    """And guests of a parish."""
    text = "County Councillors\n\nS Ash (Chair), H Birch and J Cedar"
    document = laid_out(text)
    head = MeetingHead(0, len(document.text), "Dunshire County Council", None, None, None, None, None)
    found, _ = attendance.read_attendance(document, head, [])
    assert told(found)[1] == ("County Councillor H Birch", "member", "present")
    head = MeetingHead(0, len(document.text), "Ash Parish Council", None, None, None, None, None)
    assert attendance.read_attendance(document, head, [])[0][1].capacity == "other-councillor"


def test_a_heading_of_other_business_ends_the_block():
    """Names under 'Disclosure of pecuniary interest' or 'Committee Reports' are no attendance."""
    found = read("""Present: Mayor Tom Ash and Councillors Ted Birch and Shel Cedar.

Disclosure of pecuniary interest: Councillor Shel Cedar.

Committee Reports:

Councillor Steve Dale: Library Board.""")
    assert [a.name for a in found] == ["Mayor Tom Ash", "Councillor Ted Birch", "Councillor Shel Cedar"]


def test_minutes_without_any_names_say_so():
    """An issue, not silence."""
    document = laid_out("The meeting was held.\n\n1. Minutes")
    found, problems = attendance.read_attendance(document, MeetingHead(0, len(document.text), None, None, None, None, None, None), [])
    assert found == []
    assert [p.kind for p in problems] == ["no-attendance"]


@pytest.mark.parametrize(
    ("line", "status", "rest"),
    [
        ("Present:- Councillor A", "present", "Councillor A"),
        ("b. Apologies:", "apologies", ""),
        ("Also in attendance (non-voting):- X Y", "in-attendance", "X Y"),
        ("Officers present (for all or part of the meeting):", "in-attendance", ""),
        ("Members of the public – Mr Ash", "in-attendance", "Mr Ash"),
        ("Apologies for absence were submitted on behalf of Councillors Ash", "apologies", "Councillors Ash"),
        ("MEMBERS ABSENT", "absent", ""),
    ],
)
def test_labels(line, status, rest):
    """Known by their words; the style of the names after them stays with the names."""
    label, at = attendance_labels.read_label(line, 0, len(line))
    assert (label.status, line[at:]) == (status, rest)


@pytest.mark.parametrize(
    "line", ["Members of the public were invited to speak", "Present and future needs", "apologies.", "Officer)", "The Chair welcomed all"]
)
def test_what_is_no_label(line):
    """The beginning of a sentence, or the end of one."""
    assert attendance_labels.read_label(line, 0, len(line)) is None


@pytest.mark.parametrize("junk", ["Cllr A B, ", "Present: ", "Apologies from ", "(", "Ann Lee ", "and ", "Clerk, ", "A; ", "was ", "Members (", "- "])
def test_hostile_text_takes_time_in_proportion(junk):
    """A preamble of one endless line."""

    def seconds(length):
        text = "Present: " + junk * (length // len(junk))
        document = laid_out(text)
        begin = time.process_time()
        attendance.read_attendance(document, MeetingHead(0, len(document.text), None, None, None, None, None, None), [])
        return time.process_time() - begin

    assert seconds(12_000) < 8 * seconds(3_000) + 0.2
