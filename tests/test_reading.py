"""Reading order: words on pages in, one text with the place of each line out."""

from __future__ import annotations

from pipeline.reading import read_document
from pipeline.records import Cell, Document, Page, Table, Word

SIZE = 10.0


def words(x: float, top: float, text: str, *, bold: bool = False, size: float = SIZE) -> list[Word]:
    """The words of a stretch of text set at (x, top), each character half an em wide, spaces a quarter."""
    made = []
    for part in text.split(" "):
        width = 0.5 * size * len(part)
        made.append(Word(part, x, top, x + width, top + size, size, bold, False, False))
        x += width + 0.25 * size
    return made


def page(*stretches: list[Word], number: int = 1, **more) -> Page:
    return Page(number, 595, 842, [w for stretch in stretches for w in stretch], **more)


def text_of(*pages: Page) -> str:
    return read_document(list(pages)).text


def assert_geometry(document: Document) -> None:
    """What holds of every document: lines in order, inside the text, no break within, the words where they say."""
    at = 0
    for line in document.lines:
        assert at <= line.start < line.end <= len(document.text)
        assert "\n" not in document.text[line.start : line.end]
        assert (line.words[0].start, line.words[-1].end) == (line.start, line.end)
        at = line.end


def test_rows_are_read_by_place_and_not_in_the_order_of_drawing():
    """A foot drawn first and a margin number drawn last still stand where they are printed."""
    foot, number = words(72, 300, "Last line of the page."), words(40, 100, "49.")
    drawn = page(foot, words(90, 100, "APOLOGIES"), words(72, 288, "First of two"), number)
    assert text_of(drawn) == "49.\tAPOLOGIES\n\nFirst of two\nLast line of the page."


def test_lines_of_one_paragraph_share_a_block_and_a_wider_step_begins_another():
    first = [words(72, 100, "The minutes of the last meeting"), words(72, 112, "were approved.")]
    document = read_document([page(*first, words(72, 140, "A second paragraph."))])
    assert document.text == "The minutes of the last meeting\nwere approved.\n\nA second paragraph."
    assert [line.block for line in document.lines] == [0, 0, 1]
    assert_geometry(document)


def test_a_bullet_begins_a_block_of_its_own():
    listed = page(words(72, 100, "The Clerk reported on:"), words(80, 112, "• the hall"), words(80, 124, "• the green"))
    assert text_of(listed) == "The Clerk reported on:\n\n• the hall\n\n• the green"


def test_running_heads_feet_and_page_numbers_are_kept_as_data():
    """They repeat at one place (digits aside); a first page without them, and body text near the edge, are left alone."""

    def printed(number: int, body: str) -> Page:
        return page(words(72, 30, f"COMMITTEE - 22/03/17 {number}"), words(72, 100, body), words(290, 810, f"- {number} -"), number=number)

    document = read_document([printed(1, "Apologies were received."), printed(2, "The minutes were signed.")])
    assert document.text == "Apologies were received.\n\nThe minutes were signed."
    assert [p.running_header for p in document.pages] == ["COMMITTEE - 22/03/17 1", "COMMITTEE - 22/03/17 2"]
    assert [p.running_footer for p in document.pages] == ["- 1 -", "- 2 -"]


def test_a_paragraph_goes_on_over_the_page():
    """No terminal stop before the turn and a small letter after it: one block."""
    document = read_document([page(words(72, 100, "The Council noted that")), page(words(72, 100, "the hall was full."), number=2)])
    assert document.text == "The Council noted that\nthe hall was full."
    assert [(line.page, line.block) for line in document.lines] == [(1, 0), (2, 0)]


def test_a_column_of_initials_in_the_margin_stands_behind_its_paragraph():
    """'MP' beside the second line must not fall into the middle of the sentence."""
    prose = [words(72, 100 + 12 * n, "it is hard to tell whether the leak has been repaired" + ("." if n == 9 else "")) for n in range(10)]
    document = read_document([page(*prose, words(480, 112, "MP"), words(480, 148, "Clerk"))])
    assert "MP" not in document.text[: document.text.index(".")]
    assert document.text.endswith(".\n\nMP\n\nClerk")
    assert [line.kind for line in document.lines[-2:]] == ["aside", "aside"]


def test_columns_without_rules_are_read_row_by_row_as_cells():
    """Two columns of names, aligned in two rows or more; a label in the first column stands on the first row."""
    label, first, second = words(72, 100, "Present"), words(150, 100, "J Smith"), words(150, 112, "T Cook")
    document = read_document([page(label, first, words(300, 100, "A Jones"), second, words(300, 112, "N Hurst"))])
    assert [(document.text[w.start : w.end], w.row, w.column) for w in document.lines] == [
        ("Present", 0, 0),
        ("J Smith", 0, 1),
        ("T Cook", 0, 1),
        ("A Jones", 0, 2),
        ("N Hurst", 0, 2),
    ]
    assert_geometry(document)


def test_lines_of_a_wrapped_cell_stay_together_where_the_rows_are_set_apart():
    """Two people side by side, each over two lines, rows a wider step apart: one cell a person."""
    rows = []
    for n, top in enumerate((100, 132, 164)):
        rows += [words(72, top, f"Cllr A{n} Cabinet Member"), words(72, top + 11, "for Adults")]
        rows += [words(330, top, f"K{n} Lloyd Director"), words(330, top + 11, "of Housing")]
    assert "Cllr A1 Cabinet Member\nfor Adults\nK1 Lloyd Director\nof Housing" in text_of(page(*rows))


def test_ruled_tables_are_read_cell_by_cell():
    """Words go to the cell that holds their middle, rows of one line each are joined by tabs, other text stays around the table."""
    cells = [Cell(r, c, 72 + 200 * c, 100 + 20 * r, 272 + 200 * c, 120 + 20 * r) for r in range(2) for c in range(2)]
    table = Table(72, 100, 472, 140, cells)
    minute, member = [words(80, 125, "49"), words(80, 105, "Minute")], [words(280, 125, "Cllr Lee"), words(280, 105, "Member")]
    document = read_document([page(words(72, 60, "Interests:"), *minute, *member, words(72, 170, "End."), tables=[table])])
    assert document.text == "Interests:\n\nMinute\tMember\n49\tCllr Lee\n\nEnd."
    assert [(line.table, line.row, line.column) for line in document.lines[1:5]] == [(0, 0, 0), (0, 0, 1), (0, 1, 0), (0, 1, 1)]


def test_a_hyphen_that_the_line_made_is_dropped_and_the_lines_touch():
    """Known by the word whole elsewhere, or by a document that breaks words as a habit."""
    known = page(words(72, 100, "The report was received and the minutes be re\u00ad"), words(72, 112, "ceived and signed."))
    document = read_document([known])
    assert document.text == "The report was received and the minutes be received and signed."
    first, second = document.lines
    assert first.end == second.start
    assert_geometry(document)
    habit = [words(72, 100, "Members no\u00ad"), words(72, 112, "ted the en\u00ad"), words(72, 124, "force\u00ad"), words(72, 136, "ment report.")]
    assert text_of(page(*habit)) == "Members noted the enforcement report."


def test_a_hyphen_that_the_word_owns_stays():
    """By its prefix; because the document writes it so elsewhere; because the document breaks no words."""
    assert text_of(page(words(72, 100, "It was part-"), words(72, 112, "exchanged in May."))) == "It was part-exchanged in May."
    assert text_of(page(words(72, 100, "There was a bye\u00ad"), words(72, 112, "election in May."))) == "There was a bye-election in May."
    seen = page(words(72, 100, "A care-home stood near the care\u00ad"), words(72, 112, "home in May."))
    assert text_of(seen) == "A care-home stood near the care-home in May."
    assert text_of(page(words(72, 100, "minutes for 2016-"), words(72, 112, "2017 were signed"))) == "minutes for 2016-2017 were signed"


def test_a_page_with_ink_and_no_words_waits_for_ocr():
    document = read_document([page(has_ink=True), page(words(72, 100, "Text."), number=2), page(number=3)])
    assert [p.needs_ocr for p in document.pages] == [True, False, False]
    assert [(p.kind, p.page) for p in document.problems] == [("needs-ocr", 1)]
    assert document.text == "Text."


def test_no_pages_and_empty_pages_make_an_empty_text():
    assert text_of() == ""
    assert text_of(page(), page(number=2)) == ""


def test_a_line_of_the_text_that_meets_the_margin_twice_is_no_running_foot():
    """'Resolved that:' ends two pages at the same height, but stands in the middle of a page too."""

    def printed(number: int) -> Page:
        return page(words(72, 400, "Resolved that:"), words(72, 780, "Resolved that:"), words(290, 810, str(number)), number=number)

    document = read_document([printed(1), printed(2)])
    assert document.text.count("Resolved that:") == 4
    assert [p.running_footer for p in document.pages] == ["1", "2"]


def test_numbered_headings_at_the_top_of_two_pages_are_no_running_heads():
    """'(Item 4)' and '(Item 9)' at one place do not count with the pages."""
    document = read_document([page(words(72, 60, "(Item 4)"), words(72, 100, "A.")), page(words(72, 60, "(Item 9)"), words(72, 100, "B."), number=2)])
    assert document.text == "(Item 4)\n\nA.\n\n(Item 9)\n\nB."
