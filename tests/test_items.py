"""How minutes are cut into items. A layout is written as it looks: `**bold**`, `__underlined__`, indents as spaces, `|` between cells of a table."""

import re
import time

import pytest

from pipeline.items import split_items
from pipeline.records import Document, Glyphs, Line, MeetingHead, PageText

WIDTH, HEIGHT, LEFT = 6.0, 12.0, 60.0  # of a character, of a line; where the text begins
PROSE = "The report of the officers was received and members asked about the works and what they were to cost in the end"


def document_of(layout, per_page=60):
    """A Document of lines as drawn: an empty line parts two paragraphs, four spaces or a tab inside a line are a gap."""
    parts, lines, at, block, table, row, y = [], [], 0, 0, -1, 0, 0
    fresh = True
    for drawn in layout.strip("\n").split("\n"):
        y += 1
        if not drawn.strip():
            fresh, table = True, -1 if table < 0 or "|" not in drawn else table
            continue
        cells = drawn.split("|") if "|" in drawn else [drawn]
        if len(cells) > 1:
            table, row = (max((line.table for line in lines), default=-1) + 1, 0) if table < 0 else (table, row + 1)
        else:
            table = -1
        column_x = LEFT
        for column, cell in enumerate(cells):
            if not cell.strip():
                column_x += 16 * WIDTH
                continue
            if lines:
                joint = "\t" if column and lines[-1].row == row and len(cells) > 1 else "\n\n" if fresh or len(cells) > 1 else "\n"
                parts.append(joint)
                at += len(joint)
                block += joint != "\n"
            words, x, start = [], column_x + (len(cell) - len(cell.lstrip())) * WIDTH, at
            for k, token in enumerate(re.split(r"(\t| {4}| )", cell.strip())):
                if k % 2:
                    parts.append("\t" if len(token) > 1 or token == "\t" else " ")
                    at += 1
                    x += WIDTH * (4 if parts[-1] == "\t" else 1)
                    continue
                bold, under = token.startswith("**"), token.strip("*").startswith("__")
                token = token.strip("*").strip("_") if bold or under else token
                words.append(Glyphs(at, at + len(token), x, x + WIDTH * len(token), 11.0, bold, False, under))
                parts.append(token)
                at += len(token)
                x += WIDTH * len(token)
            top = 60.0 + HEIGHT * 1.2 * (y % per_page)
            place = ("cell", table, row, column) if len(cells) > 1 else ("body", -1, -1, -1)
            lines.append(Line(start, at, 1 + y // per_page, words[0].x0, top, words[-1].x1, top + HEIGHT, words, block, *place))
            column_x += 16 * WIDTH
        fresh = False
    text = "".join(parts)
    return Document(text, lines, [PageText(n, 595.0, 842.0, 0, len(text)) for n in range(1, 2 + y // per_page)])


def bold(words):
    return " ".join(f"**{w}**" for w in words.split())


def under(words):
    return " ".join(f"__{w}__" for w in words.split())


def read(layout):
    document = document_of(layout)
    return split_items(document, MeetingHead(0, len(document.text), None, None, None, None, None, None))


def top(layout):
    """The items of the highest rank: (number, title)."""
    return [(i.number, i.title) for i in read(layout)[0] if i.parent is None]


def minutes(*headings, text=PROSE):
    return "\n\n".join(f"{heading}\n\n{text}\n{text}" for heading in headings)


@pytest.mark.parametrize(
    ("numbers", "printed"),
    [
        (["49.", "50.", "51."], ["49", "50", "51"]),
        (["16/119", "16/120", "16/121"], ["16/119", "16/120", "16/121"]),
        (["2324/12", "2324/13", "2324/14"], ["2324/12", "2324/13", "2324/14"]),
        (["03.22.01", "03.22.02", "03.22.03"], ["03.22.01", "03.22.02", "03.22.03"]),
        (["R2023-196", "R2023-197", "R2023-198"], ["R2023-196", "R2023-197", "R2023-198"]),
        (["HWB.45", "HWB.46", "HWB.47"], ["HWB.45", "HWB.46", "HWB.47"]),
        (["BM 35/2021", "BM 36/2021", "BM 37/2021"], ["BM 35/2021", "BM 36/2021", "BM 37/2021"]),
        (["CAB 23/24-98", "CAB 23/24-99", "CAB 23/24-100"], ["CAB 23/24-98", "CAB 23/24-99", "CAB 23/24-100"]),
        (["Minute No. 12", "Minute No. 13", "Minute No. 14"], ["12", "13", "14"]),
        (["*34.", "35.", "*36."], ["34", "35", "36"]),
        (["1.0", "2.0", "3.0"], ["1.0", "2.0", "3.0"]),
        (["A1.", "A2.", "A3."], ["A1", "A2", "A3"]),
    ],
)
def test_numbers_are_kept_as_printed(numbers, printed):
    """Whatever its form, the number is given as it stands, without the punctuation behind it."""
    titles = ["Apologies", "Declarations of Interest", "Footpaths"]
    layout = minutes(*(bold(f"{n} {t}") for n, t in zip(numbers, titles, strict=True)))
    assert top(layout) == list(zip(printed, titles, strict=True))


def test_minute_numbers_win_over_agenda_numbers_and_paragraphs():
    """'(Item 1)' beneath a heading is no item, nor are numbered paragraphs and clauses that begin again in each item."""
    layout = f"""
{bold("84. Apologies")}
(Item 1)

None were received.

{bold("85. Budget Monitoring")}
(Item 2)

      1. {PROSE}

      2. {PROSE}

RESOLVED that Cabinet agree:

      (1) to note the report;

      (2) to send it on.

{bold("86. Care Strategy")}
(Item 3)

      1. {PROSE}

      2. {PROSE}
"""
    assert top(layout) == [("84", "Apologies"), ("85", "Budget Monitoring"), ("86", "Care Strategy")]


def test_a_misprinted_double_or_backward_number_stays_an_item():
    """Clerks misprint, double and swap numbers; each printed heading survives with its number, and a doubt is recorded."""
    layout = minutes(
        *(
            bold(h)
            for h in ("18.05.1 Apologies", "18.05.2 Minutes", "18.05.2 Finance", "18.06.4 Roads", "18.05.5 Trees", "18.05.7 Bins", "18.05.6 Dogs")
        )
    )
    items, problems = read(layout)
    assert [i.number for i in items] == ["18.05.1", "18.05.2", "18.05.2", "18.06.4", "18.05.5", "18.05.7", "18.05.6"]
    assert {p.kind for p in problems} == {"numbering-double", "numbering-gap", "numbering-out-of-order"}


def test_item_number_may_restart_after_exempt_business():
    """Part B starts again at 1; both items must survive, and those of Part B are exempt."""
    layout = minutes(*(bold(f"{n}. {t}") for n, t in enumerate(["Apologies", "Minutes", "Budget", "Roads"], 1)))
    layout += f"\n\n{bold('PART B - EXEMPT ITEMS')}\n\n" + minutes(bold("1. Sale of Land"), bold("2. Staffing"))
    items, _ = read(layout)
    assert [i.number for i in items] == ["1", "2", "3", "4", "1", "2"]
    assert [i.is_exempt for i in items] == [False] * 4 + [True] * 2


def test_items_behind_the_exclusion_of_the_public_are_exempt():
    """The exclusion itself was public; what follows it was not, unless it names the items that it is for."""
    resolved = "RESOLVED that the press and public be excluded from the meeting for the following items."
    exclusion = f"{bold('12. Exclusion of the Press and Public')}\n\n{resolved}\n"
    layout = minutes(bold("10. Apologies"), bold("11. Minutes")) + f"\n\n{exclusion}\n" + minutes(bold("13. Depot"), bold("14. Pay"))
    assert [i.number for i in read(layout)[0] if i.is_exempt] == ["13", "14"]
    named = layout.replace("the following items", "Minute No. 14")
    assert [i.number for i in read(named)[0] if i.is_exempt] == ["14"]
    unneeded = layout.replace(resolved, "This was not necessary.")
    assert not [i for i in read(unneeded)[0] if i.is_exempt]


def test_an_agenda_before_the_items_is_no_item():
    """A list of the numbers with nothing between them, whose numbers return as headings, is left out."""
    agenda = "\n".join(f"{n}. {t}" for n, t in enumerate(["Apologies", "Minutes", "Budget", "Roads", "Close"], 1))
    layout = f"Agenda\n\n{agenda}\n\n" + minutes(*(f"{n}. {t}" for n, t in enumerate(["Apologies", "Minutes", "Budget", "Roads", "Close"], 1)))
    items, _ = read(layout)
    assert [i.number for i in items] == ["1", "2", "3", "4", "5"]
    assert items[0].start > layout.index("Close")


def test_a_list_of_actions_behind_the_items_is_no_item():
    """Numbers behind the last item that all stand before refer to the items."""
    layout = minutes(*(f"03.21.{n:02d} {t}" for n, t in enumerate(["Apologies", "Minutes", "Budget", "Roads", "Close"], 1)))
    layout += "\n\nActions\n\n03.21.02 NO to send them\n\n03.21.04 KA to visit the site"
    assert [n for n, _ in top(layout)] == ["03.21.01", "03.21.02", "03.21.03", "03.21.04", "03.21.05"]


def test_a_list_of_those_present_is_no_item():
    """Numbered names before the items, which begin at 1 again."""
    names = "\n".join(f"{n}. Councillor {name}" for n, name in enumerate(["A Ash", "B Birch", "C Cedar", "D Dogwood", "E Elm"], 1))
    layout = f"Present\n\n{names}\n\n" + minutes(*(f"{n}. {t}" for n, t in enumerate(["Apologies", "Minutes", "Budget", "Roads"], 1)))
    assert top(layout) == [("1", "Apologies"), ("2", "Minutes"), ("3", "Budget"), ("4", "Roads")]


def test_a_numbered_list_in_minutes_without_numbers_is_text():
    """Six recommendations under one heading do not number the items."""
    clauses = "\n\n".join(f"{n}. {PROSE}" for n in range(1, 7))
    layout = minutes(*(bold(t) for t in ("Apologies", "Minutes", "Village Hall", "Roads", "Finance", "Trees")))
    layout = layout.replace(f"{bold('Roads')}\n", f"{clauses}\n\n{bold('Roads')}\n")
    assert [n for n, _ in top(layout)] == [None] * 6


def test_a_list_that_begins_again_inside_an_item_stays_text():
    """Applications numbered 1 to 3 inside item 2 are no items, though they look as the headings do."""
    layout = minutes(
        bold("1. Apologies"),
        bold("2. Planning"),
        bold("1. House in Mill Lane"),
        bold("2. Barn"),
        bold("3. Road"),
        bold("4. Finance"),
        bold("5. Close"),
    )
    layout = layout.replace(bold("4. Finance"), bold("3. Bridges") + "\n\n" + bold("4. Finance"))
    assert [n for n, _ in top(layout)].count("1") == 1


def test_years_dates_roads_and_money_at_the_start_of_a_line_are_no_numbers():
    """'2016.' that ends a sentence, '21 March', 'B6160', '40 %' and cheque numbers in a table begin no item."""
    layout = f"""
{under("16/01 APOLOGIES")} – Apologies had been received from Cllr. Fairley and it was said that she would be back in
2016. If so, a lead parish will be needed.

{under("16/02 FINANCE")} – The payments were agreed on
21 March and the rest was put off.

300317 | £288.00 | S. Bridger
300318 | £1,176.00 | C. Budd
300319 | £60.00 | J. Street

{under("16/03 ROADS")} – The works will take up to
40 % of the sum. The road meant is the
B6160 at the bridge.
"""
    assert [n for n, _ in top(layout)] == ["16/01", "16/02", "16/03"]


@pytest.mark.parametrize(
    ("drawn", "title"),
    [
        (f"{bold('3. Minutes')} The minutes of the last meeting were signed.", "Minutes"),
        (f"{bold('3. Police Report:')} Attached.", "Police Report"),
        (f"{bold('3. Calling of the Roll.')} Apologies for absence were intimated.", "Calling of the Roll"),
        ("3. APOLOGIES – Drake Hocking", "APOLOGIES"),
        ("3. PLANNING – SITE WORKING PARTY – Cllr. Fairley has written.", "PLANNING – SITE WORKING PARTY"),
        ("3. FINANCE A cheque was signed.", "FINANCE"),
        ("3. Speeding – Mr Eadie stated that they are still waiting for the report from the survey.", "Speeding"),
        ("3. Disclosures of Interest & Dispensations: None", "Disclosures of Interest & Dispensations"),
        ("3. Property – Future Options", "Property – Future Options"),
        ("3. No questions from the public.", "No questions from the public"),
        ("3. Apologies were received from the Mayor and two others.", "Apologies"),
        (bold("3. Enforcement: Land Rear of 19 Salters Close"), "Enforcement: Land Rear of 19 Salters Close"),
        (bold("3. Better Care Fund (Agenda Item 7)"), "Better Care Fund"),
        (f"{under('3. To Elect a Chair')} – Cllr. Dark was nominated.", "To Elect a Chair"),
    ],
)
def test_a_title_is_the_run_that_stands_out_or_the_first_clause(drawn, title):
    """Bold, underlined or in capitals as far as that goes; where nothing stands out, up to the dash, colon or full stop before the text."""
    first, rest = drawn.replace("3.", "1."), drawn.replace("3.", "2.")
    layout = f"{first}\n\n{PROSE}\n{PROSE}\n\n{rest}\n\n{PROSE}\n\n{drawn}\n\n{PROSE}\n{PROSE}"
    assert top(layout)[2] == ("3", title)


def test_a_title_goes_over_lines_and_its_body_begins_behind_it():
    """A heading runs on where the next word had no room; the text after it starts a paragraph of its own."""
    long = bold("53. OVERVIEW OF THE PROVISION AND SERVICES FOR CHILDREN AND YOUNG PEOPLE IN ALL THE TOWNS OF THE WHOLE")
    layout = minutes(bold("52. MINUTES")) + f"\n\n{long}\n    {bold('DISTRICT')}\n\nPaula gave a talk.\n\n" + minutes(bold("54. CLOSE"))
    document = document_of(layout)
    items, _ = split_items(document, MeetingHead(0, len(document.text), None, None, None, None, None, None))
    assert items[1].title.endswith("OF THE WHOLE DISTRICT")
    assert document.text[items[1].body :].startswith("Paula gave a talk")
    assert document.text[items[1].start : items[1].end].rstrip().endswith("Paula gave a talk.")


def test_a_number_may_stand_above_its_heading():
    """'12/23' on a line of its own belongs to the heading under it."""
    layout = minutes(*(f"{bold(n)}\n{bold(t)}" for n, t in (("12/23", "Apologies"), ("13/23", "Internal audit"), ("14/23", "Risk register"))))
    assert top(layout) == [("12/23", "Apologies"), ("13/23", "Internal audit"), ("14/23", "Risk register")]


def test_headings_may_stand_over_numbered_paragraphs():
    """Where the number stands before the text, the heading over it is the title, and the item starts there."""
    layout = "\n\n".join(f"{bold(t)}\n\n{n} {PROSE}\n{PROSE}" for n, t in (("CC/12", "Apologies"), ("CC/13", "Minutes"), ("CC/14", "Roads")))
    items, _ = read(layout)
    assert [(i.number, i.title) for i in items] == [("CC/12", "Apologies"), ("CC/13", "Minutes"), ("CC/14", "Roads")]
    assert items[0].start == 0


def test_a_numbered_decision_takes_the_heading_over_the_paragraphs_before_it():
    """'5207 RESOLVED:-' ends business whose heading stands paragraphs above; a second decision under one heading has no title."""
    titles = (("11", "Apologies"), ("12", "Minutes"))
    layout = "\n\n".join(f"{bold(t)}\n\n{n} {under('RESOLVED:-')}\n\nThat it be noted." for n, t in titles)
    layout += (
        f"\n\n{bold('Canal Street')}\n\n{PROSE}\n{PROSE}\n\n{PROSE}\n{PROSE}\n\n{PROSE}\n{PROSE}\n\n13 {under('RESOLVED:-')}\n\nThat it be built."
    )
    layout += f"\n\n14 {under('RESOLVED:-')}\n\nThat it be painted."
    assert top(layout) == [("11", "Apologies"), ("12", "Minutes"), ("13", "Canal Street"), ("14", "")]


def test_numbers_may_stand_in_the_right_margin():
    """A heading with its number far to the right, where the lines end; a total in bold is no such number."""
    headings = (("Minutes", 11), ("Pumping", 12), ("Finance", 13), ("Closing", 14))
    layout = "\n\n".join(f"{under(t)}    **{n}**\n\nIt was noted." for t, n in headings)
    layout = layout.replace(under("Closing"), f"{under('Totally')}    **90**\n\n{under('Closing')}")
    assert [(n, t) for n, t in top(layout) if n] == [(str(n), t) for t, n in headings]


def test_items_in_a_table_take_their_title_from_the_cell_beside():
    """A layout table: the number in the first column, what was said in the next, the action in the last."""
    layout = "\n".join(
        f"{n} | {t} – {PROSE} | CS"
        for n, t in (("6(a)", "Planning"), ("6(b)", "Speeding"), ("6(c)", "Fountain"), ("7.", "Cemetery"), ("8.", "Close"))
    )
    layout = f"4. | Police – {PROSE} | MC\n5. | Roads – {PROSE} | MC\n" + layout
    assert top(layout) == [
        ("4", "Police"), ("5", "Roads"), ("6(a)", "Planning"), ("6(b)", "Speeding"), ("6(c)", "Fountain"), ("7", "Cemetery"), ("8", "Close"),
    ]  # fmt: skip


def test_letters_fill_the_place_of_a_number_that_does_not_stand():
    """8a to 8c with no 8 of their own are items; (a) to (c) under an 8 are its parts."""
    around = [bold("6. Roads"), bold("7. Gates")]
    letters = [bold(f"8{c}. {t}") for c, t in zip("abc", ["Convenor", "Secretary", "Church"], strict=True)]
    assert [n for n, _ in top(minutes(*around, *letters, bold("9. Close")))] == ["6", "7", "8a", "8b", "8c", "9"]
    items, _ = read(minutes(*around, bold("8. Reports"), *letters, bold("9. Close")))
    assert [(i.number, i.parent) for i in items] == [("6", None), ("7", None), ("8", None), ("8a", 3), ("8b", 3), ("8c", 3), ("9", None)]


def test_numbered_paragraphs_and_lettered_headings_are_parts_of_their_item():
    """23.1 and 23.2 lie in 23, '(a) Allotments' in 24; clauses of a resolution stay text. A part has no title unless one stands out."""
    layout = f"""
{bold("22 APOLOGIES")}

{PROSE}

{bold("23 HIGH NEEDS BLOCK")}

23.1    {PROSE}

23.2    {PROSE}

RESOLVED: That

      (a) the position be noted;

      (b) the money be moved.

{bold("24 VILLAGE")}

      (a) {bold("Allotments")} – {PROSE}

      (b) {bold("Trees")} – {PROSE}

{bold("25 CLOSE")}

{PROSE}
"""
    items, _ = read(layout)
    by_sequence = {i.sequence: i for i in items}
    found = [(i.number, by_sequence[i.parent].number, i.title) for i in items if i.parent]
    assert found == [("23.1", "23", ""), ("23.2", "23", ""), ("(a)", "24", "Allotments"), ("(b)", "24", "Trees")]
    for i in items:
        if i.parent:
            holder = by_sequence[i.parent]
            assert holder.start < i.start < i.end <= holder.end


def test_minutes_without_numbers_are_cut_at_their_headings():
    """Headings that stand out, of one rank; the labels of the attendance and the words of decisions are none."""
    layout = f"**Present:** Cllr Ash, Cllr Birch\n\n{bold('In attendance:')} The Clerk\n\n"
    layout += minutes(*(bold(t) for t in ("Apologies", "Minutes of the last meeting", "Village Hall", "Roads", "Finance")))
    layout = layout.replace(f"{bold('Roads')}\n", f"{bold('RESOLVED')} that it be built.\n\n{bold('Roads')}\n")
    items, _ = read(layout)
    assert [(i.number, i.kind, i.title) for i in items] == [
        (None, "heading", t) for t in ("Apologies", "Minutes of the last meeting", "Village Hall", "Roads", "Finance")
    ]


def test_a_heading_may_follow_close_on_a_decision_in_bold():
    """A heading that is underlined too begins an item right below a bold line."""
    headings = [" ".join(f"**__{w}__**" for w in t.split()) for t in ("Apologies", "Village Hall", "Roads", "Finance")]
    layout = "\n\n".join(f"{h}\n\n{PROSE}\n\n{bold('It was built.')}" for h in headings).replace("**built.**\n\n**__R", "**built.**\n**__R")
    assert [i.title for i in read(layout)[0]] == ["Apologies", "Village Hall", "Roads", "Finance"]


def test_a_heading_whose_number_was_forgotten_fills_the_gap():
    """Between 09/71 and 09/73 a heading of the same look is an item without a number; other bold lines are not."""
    layout = minutes(
        bold("09/70 COUNTY"), bold("09/71 MEETING"), bold("UP-DATE ON HOUSING"), bold("09/73 COMMON"), bold("09/74 PLAN"), bold("RETURNS")
    )
    assert top(layout) == [("09/70", "COUNTY"), ("09/71", "MEETING"), (None, "UP-DATE ON HOUSING"), ("09/73", "COMMON"), ("09/74", "PLAN")]


def test_numbered_decisions_have_no_title():
    """'R2023-233 D. Yemm, T. Butler:' names mover and seconder; the headings among such numbers are items of their own."""
    layout = minutes(
        bold("Committee Reports:"),
        bold("R2023-233 D. Yemm, T. Butler:"),
        bold("R2023-234 S. Foote, S. Kirkey:"),
        bold("R2023-235 D. Yemm, S. Foote:"),
    )
    assert top(layout) == [(None, "Committee Reports"), ("R2023-233", ""), ("R2023-234", ""), ("R2023-235", "")]


def test_only_the_lines_of_the_meeting_are_read():
    """A file may hold two meetings, each with its own numbers."""
    layout = minutes(*(bold(f"{n}. {t}") for n, t in enumerate(["Apologies", "Minutes", "Close"] * 2, 1)))
    document = document_of(layout)
    middle = document.text.index("4. Apologies")
    items, _ = split_items(document, MeetingHead(middle, len(document.text), None, None, None, None, None, None))
    assert [i.number for i in items] == ["4", "5", "6"]
    assert items[0].start == middle


def test_minutes_with_nothing_to_cut_have_no_items_and_a_doubt():
    """Prose alone gives no item; the doubt says so."""
    items, problems = read("\n\n".join([PROSE] * 6))
    assert not items
    assert [p.kind for p in problems] == ["no-items"]


@pytest.mark.parametrize("made_of", ["1", "1.", "1 /", "A", "(a) ", "1.1.", " .", "–", "Item 1 ", "I. "])
def test_a_hostile_line_takes_no_time(made_of):
    """A line of a megabyte against every pattern ends within a second."""
    text = (made_of * 1_000_000)[:1_000_000]
    words = [Glyphs(0, len(text), 60.0, 500.0, 11.0, True, False, False)]
    line = Line(0, len(text), 1, 60.0, 60.0, 500.0, 72.0, words, 0)
    began = time.process_time()
    split_items(Document(text, [line], []), MeetingHead(0, len(text), None, None, None, None, None, None))
    assert time.process_time() - began < 1


def test_many_numbers_take_time_in_proportion():
    """A document with very many numbered lines costs no more for each than a small one."""
    document = document_of("\n\n".join(f"{n % 50}. {PROSE}" for n in range(4000)))
    began = time.process_time()
    split_items(document, MeetingHead(0, len(document.text), None, None, None, None, None, None))
    assert time.process_time() - began < 4
