"""The PDF room: from bytes to words with boxes and looks, lines, tables, and a reason where nothing can be read."""

import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pdfs import assemble, make_pdf, minutes_pdf

from pipeline import errors, limits, pdf
from pipeline.characters import clean, from_glyph_numbers, picture
from pipeline.drawing import underline
from pipeline.fonts import program_facts
from pipeline.legibility import is_rubbish
from pipeline.records import Rule, Word
from pipeline.tables import find_tables

REPO = Path(__file__).parent.parent
CORPUS = sorted((REPO / "corpus").glob("*.pdf"))
HOSTILE = sorted((REPO.parent / "shared" / "hostile").glob("*.pdf"))

# Courier is as wide as high times .6 in every letter, so that places can be reckoned.
COURIER = b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"


def drawn(content, *, page=b"", fonts=(COURIER,)):
    """A PDF of one page, 600 by 800, that draws this content. Fonts are objects from number 5 on, /F1, /F2 ..."""
    names = b" ".join(b"/F%d %d 0 R" % (i, 4 + i) for i in range(1, len(fonts) + 1))
    leaf = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << %s >> >> /Contents 4 0 R %s >>" % (names, page)
    stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)
    return assemble([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", leaf, stream, *fonts])


def page_of(content, **details):
    found = pdf.extract(drawn(content, **details))
    assert len(found.pages) == 1
    return found.pages[0]


def texts(page):
    return [word.text for word in page.words]


def show(text, x, y, size=10, font=1, more=""):
    return f"BT /F{font} {size} Tf {more} {x} {y} Td ({text}) Tj ET\n".encode("cp1252")


def near(word, x0, top, x1, bottom, slack=1.0):
    return all(abs(a - b) <= slack for a, b in zip((word.x0, word.top, word.x1, word.bottom), (x0, top, x1, bottom), strict=True))


# ---- words and their boxes ------------------------------------------------------------------------------------------------------------
def test_words_have_boxes_in_points_from_the_top_left():
    """Two words of 10 points at x 100, 200 points below the top: five and four letters of 6 points, a space between."""
    page = page_of(show("Apply here", 100, 600))
    assert texts(page) == ["Apply", "here"]
    first, second = page.words
    assert near(first, 100, 192.2, 130, 202.2)
    assert near(second, 136, 192.2, 160, 202.2)
    assert (page.width, page.height, first.size, page.engine) == (600, 800, 10, "pdfium")


def test_words_come_in_the_order_of_drawing():
    """What is drawn first comes first, wherever it stands; reading order is the next room's work."""
    assert texts(page_of(show("Foot", 100, 50) + show("Head", 100, 750))) == ["Foot", "Head"]


def test_the_crop_box_is_the_page():
    """Boxes count from what is displayed; what is cut off is not read."""
    page = page_of(show("inside", 150, 600) + show("outside", 20, 600), page=b"/CropBox [100 100 500 700]")
    assert texts(page) == ["inside"]
    assert (page.width, page.height) == (400, 600)
    assert near(page.words[0], 50, 92.2, 86, 102.2)


@pytest.mark.parametrize(("turn", "matrix"), [(90, "0 1 -1 0 300 100"), (180, "-1 0 0 -1 300 100"), (270, "0 -1 1 0 300 100")])
def test_a_rotated_page_is_read_as_displayed(turn, matrix):
    """/Rotate turns the page; text set so that it then stands upright has upright boxes, as high as the font size."""
    page = page_of(b"BT /F1 10 Tf %s Tm (Upright text) Tj ET" % matrix.encode(), page=b"/Rotate %d" % turn)
    assert texts(page) == ["Upright", "text"]
    first, second = page.words
    assert first.x1 - first.x0 == pytest.approx(42, abs=3)
    assert first.bottom - first.top == pytest.approx(10, abs=0.5)
    assert second.x0 > first.x1
    assert abs(second.top - first.top) < 0.5
    x, y = {90: (100, 300), 180: (300, 100), 270: (700, 300)}[turn]
    assert near(first, x, y - 7.8, x + 42, y + 2.2, slack=3)
    assert (page.width, page.height) == ((600, 800) if turn == 180 else (800, 600))


def test_text_that_runs_upwards_is_read_in_tall_boxes():
    """The dates at the head of an attendance grid stand upright, one word each."""
    page = page_of(b"BT /F1 10 Tf 0 1 -1 0 300 500 Tm (28/09/2020) Tj ET" + b"\n" + show("Moore", 100, 480))
    assert texts(page) == ["28/09/2020", "Moore"]
    assert near(page.words[0], 292.2, 240, 302.2, 300, slack=2)


def test_the_size_is_as_displayed():
    """Some producers state a font size of 1 and put the size into the matrix."""
    assert page_of(b"BT /F1 1 Tf 12 0 0 12 100 600 Tm (Size) Tj ET").words[0].size == 12


def test_stretched_text_keeps_its_height():
    """Letters squeezed to four fifths of their width are not smaller."""
    word = page_of(show("Squeezed", 100, 600, more="80 Tz")).words[0]
    assert word.size == 10
    assert near(word, 100, 192.2, 100 + 8 * 6 * 0.8, 202.2, slack=1.5)


def test_fonts_of_a_line_share_top_and_bottom():
    """Boxes stand about the baseline, whatever ascent a font claims."""
    fonts = (COURIER, COURIER.replace(b"Courier", b"Times-Bold"), COURIER.replace(b"Courier", b"Helvetica"))
    page = page_of(show("one", 100, 600) + show("two", 150, 600, font=2) + show("three", 200, 600, font=3), fonts=fonts)
    assert len({(round(word.top, 1), round(word.bottom, 1)) for word in page.words}) == 1


# ---- looks ----------------------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "descriptor", "bold", "italic"),
    [
        ("Helvetica-Bold", "", True, False),
        ("ABCDEF+Calibri,BoldItalic", "", True, True),
        ("Times-Italic", "", False, True),
        ("ArialNarrow", "/StemV 150 /Flags 32", False, False),
        ("Arial", "/StemV 80 /Flags 262176", True, False),
        ("Arial", "/StemV 80 /Flags 96 /ItalicAngle -12", False, True),
        ("F1", "/StemV 150 /Flags 32", True, False),
        ("F1", "/StemV 900 /Flags 32", False, False),
    ],
)
def test_a_font_is_bold_by_its_name_or_its_flag(name, descriptor, bold, italic):
    """The weight counts only where the name says nothing: a plain Arial Narrow states a bold's weight. Beyond 1000 it is no weight at all."""
    font = b"<< /Type /Font /Subtype /TrueType /BaseFont /%s /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 32 /Widths [600] %s >>"
    described = b"<< /Type /FontDescriptor /FontName /%s /FontBBox [0 0 1000 1000] /Ascent 800 /Descent -200 %s >>" % (
        name.encode(),
        descriptor.encode(),
    )
    details = b"/FontDescriptor 6 0 R" if descriptor else b""
    page = page_of(show("Word", 100, 600), fonts=(font % (name.encode(), details), described))
    assert (page.words[0].bold, page.words[0].italic) == (bold, italic)


def test_a_font_program_says_that_it_is_bold():
    """Bit 0 of macStyle in the table 'head' is bold, bit 1 italic; a program cut short says nothing."""
    head = bytes(44) + b"\x00\x03" + bytes(8)
    program = b"\x00\x01\x00\x00\x00\x01" + bytes(6) + b"head" + bytes(4) + (28).to_bytes(4) + len(head).to_bytes(4) + head
    facts = program_facts(program)
    assert facts is not None
    assert (facts.bold, facts.italic) == (True, True)
    assert program_facts(program[:60]) is None
    assert program_facts(b"") is None
    assert program_facts(b"\x00\x01\x00\x00\xff\xff" * 50) is None


def test_a_bold_made_by_stroking_is_bold():
    """Text rendering mode 2 fills and strokes: so a bold is made of a font that has none."""
    page = page_of(show("thick", 100, 600, more="2 Tr") + show("thin", 200, 600, more="0 Tr"))
    assert [word.bold for word in page.words] == [True, False]


def test_a_word_drawn_twice_is_one_word():
    """A bold made by drawing again, a third of a point aside."""
    assert texts(page_of(show("AGENDA", 100, 600) + show("AGENDA", 100.3, 600))) == ["AGENDA"]


def test_invisible_text_is_kept():
    """Rendering mode 3 is the text layer that OCR puts behind a scan."""
    assert texts(page_of(show("scanned", 100, 600, more="3 Tr"))) == ["scanned"]


@pytest.mark.parametrize("line", [b"100 598 36 0.6 re f", b"0.6 w 100 598.3 m 136 598.3 l S"])
def test_a_line_below_the_words_underlines_them(line):
    """Word draws underlining as a thin filled box, others as a stroke; the next word is not underlined."""
    page = page_of(show("Minute of", 100, 600) + line)
    assert [(word.text, word.underlined) for word in page.words] == [("Minute", True), ("of", False)]


def test_the_border_of_a_table_is_no_underlining():
    """A line that runs on far beyond the words, or stands well below them, is a border."""
    far = page_of(show("Name", 100, 600) + b"0.6 w 100 598 m 400 598 l S")
    low = page_of(show("Name", 100, 600) + b"0.6 w 100 593 m 124 593 l S")
    assert not far.words[0].underlined
    assert not low.words[0].underlined


def test_underlining_in_pieces_is_one_line():
    """Each run of a line has its own piece; together they underline all of it."""
    words = [Word(text, x, 100, x + 30, 110, 10, False, False, False) for text, x in (("Apologies", 100), ("for", 133), ("absence", 166))]
    pieces = [Rule(100, 108.5, 131, 109), Rule(131, 108.5, 164, 109), Rule(164, 108.5, 196, 109)]
    assert all(word.underlined for word in underline(words, pieces))


# ---- what PDFium glues, splits and swallows ------------------------------------------------------------------------------------------------
def test_a_hyphen_at_the_line_end_is_marked():
    """PDFium swallows it with the line break; the parts stay words of their own lines, the first with a mark at its end."""
    page = page_of(show("the by-", 100, 600) + show("election was", 100, 588))
    assert texts(page) == ["the", "by\u00ad", "election", "was"]
    assert near(page.words[1], 124, 192.2, 142, 202.2)
    assert near(page.words[2], 100, 204.2, 148, 214.2)


def test_a_hyphen_inside_a_line_stays():
    """Only the line's end makes a hyphen doubtful."""
    assert texts(page_of(show("the by-election was", 100, 600))) == ["the", "by-election", "was"]


def test_a_label_is_cut_from_its_title():
    """A gap of an eighth of the font size, too narrow for PDFium's space, parts '31.1.' from 'Members'; without one, they are one word."""
    apart = page_of(b"BT /F1 10 Tf 100 600 Td [(31.1.) -140 (Members)] TJ ET")
    assert texts(apart) == ["31.1.", "Members"]
    assert texts(page_of(show("31.1.Members", 100, 600))) == ["31.1.Members"]


def test_spread_letters_are_not_cut():
    """Where every letter stands apart by as much, a gap parts nothing."""
    assert texts(page_of(show("1.Members", 100, 600, more="1.2 Tc"))) == ["1.Members"]


def test_what_touches_is_one_word_though_drawn_apart():
    """'on' and '-going' in two runs, the second a little lower, where PDFium sees a space; words that stand apart by a narrow space stay two."""
    narrow = b"BT /F1 10 Tf 100 600 Td [(rated) 550 ( ) (fitting)] TJ ET"
    assert texts(page_of(show("on", 100, 600) + show("-going", 112.1, 600.2))) == ["on-going"]
    assert texts(page_of(narrow)) == ["rated", "fitting"]


def test_raised_letters_join_their_number():
    """'2' and a smaller, raised 'nd' are one word of the larger size."""
    page = page_of(show("on 2", 100, 600) + show("nd", 124, 604, size=6) + show("May", 138, 600))
    assert texts(page) == ["on", "2nd", "May"]
    assert page.words[1].size == 10
    assert abs(page.words[1].top - page.words[0].top) < 0.5


def test_a_detached_first_letter_is_joined():
    """A heading's first letter of its own size and run belongs to the word it touches; the article 'A' before a word does not."""
    page = page_of(show("A", 100, 600, size=14) + show("pologies", 108.4, 600) + show("A report", 100, 560))
    assert texts(page) == ["Apologies", "A", "report"]


# ---- characters -----------------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("\uf0b7", "•"),
        ("\uf0a7", "•"),
        ("\uf0fc", "✓"),
        ("\uf041\uf042", "AB"),
        ("o\ufb03ce", "office"),
        ("\ufb01re", "fire"),
        ("co\u00adoperate", "cooperate"),
        ("co\u00ad", "co\u00ad"),
        ("\u202ereversed\u2066", "reversed"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("a\x00b\x1b[31m", "ab[31m"),
        ("\ud800", ""),
        ("Cyngor", "Cyngor"),
        ("tŷ’r", "tŷ’r"),
        ("“as is”", "“as is”"),
    ],
)
def test_characters_are_cleaned_once(raw, cleaned):
    """No controls, no marks without a glyph, no halves of characters; ligatures spelt out; bullets of symbol fonts as bullets."""
    assert clean(raw) == cleaned


def test_a_no_break_space_parts_words():
    """It is a space to a reader."""
    assert texts(page_of(show("Item\xa04", 100, 600))) == ["Item", "4"]


def test_letters_of_a_picture_font_are_bullets():
    """In Wingdings, the paragraph sign is a square, and ü is a tick."""
    assert (picture("§"), picture("v"), picture("ü")) == ("•", "•", "✓")


def test_glyph_numbers_are_read_as_letters():
    """A font without a Unicode table gives numbers of glyphs: 3 is the space in nearly all fonts. Numbers of another order are left."""
    numbers = [code for c in "The Clerk" for code in [ord(c) - 29]]
    assert from_glyph_numbers(numbers) == "The Clerk"
    assert from_glyph_numbers([1, 2, 3, 4, 5, 6]) is None
    assert from_glyph_numbers([500]) is None


# ---- ink, and text that is none --------------------------------------------------------------------------------------------------------
def test_a_page_of_outlines_has_ink():
    """Glyphs drawn as curves are neither text nor image, but can be read by eye."""
    letters = b"".join(
        b"%d %d m %d %d %d %d %d %d c f\n" % (x, y, x + 3, y + 9, x + 6, y + 9, x + 8, y) for x in range(50, 550, 10) for y in range(300, 700, 20)
    )
    page = page_of(letters)
    assert page.has_ink
    assert not page.words


def test_a_scan_has_ink_and_an_empty_page_has_none():
    """An image over the page can hold writing; lines alone cannot."""
    image = b"q 600 0 0 800 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q"
    logo = b"q 60 0 0 40 20 740 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q"
    assert page_of(image).has_ink
    assert not page_of(logo).has_ink
    assert not page_of(b"50 400 m 550 400 l S").has_ink


def test_rubbish_text_waits_for_ocr():
    """Letters shifted by a constant are no words; the page says that it has ink, and why it has no words."""
    shifted = "".join(chr(33 + (ord(c) - 33 + 3) % 90) if c != " " else c for c in "meeting members were asked whether they had interests " * 4)
    lines = b"".join(show(shifted[i : i + 60].replace("\\", "/").replace("(", "[").replace(")", "]"), 50, 700 - i // 5) for i in range(0, 200, 60))
    found = pdf.extract(drawn(lines))
    assert [problem.kind for problem in found.problems] == ["rubbish-text"]
    assert found.pages[0].has_ink
    assert not found.pages[0].words


@pytest.mark.parametrize(
    "text",
    [
        "Cynhaliwyd cyfarfod o'r pwyllgor yn Neuadd y Sir dydd Llun gyda'r cadeirydd yn llywyddu",
        "Cllr A Smythe Cllr B Wynn Cllr C Pryce Mrs D Lynch Mr E Hughes Ms F Wright Dr G Schwartz Cllr H Flynn Cllr J Byrd Cllr K Grymsby",
        "12.50 13.75 £1,400 2016/17 100% 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40",
        "• • • • • • • • • • • • • • • • • • • • Apologies Declarations Matters Arising Correspondence Planning Highways Finance Date Next Meeting",
        "DfT DCLG HMRC NHS CCG LGA ESFA SEND EHCP CAMHS MASH LSCB TPO SSSI CIL S106 LDF AONB HGV PCSO",
    ],
)
def test_unusual_text_is_not_rubbish(text):
    """Welsh, lists of names, tables of figures, bullets, abbreviations."""
    assert not is_rubbish([Word(part, 0, 0, 1, 1, 10, False, False, False) for part in text.split()])


# ---- tables ---------------------------------------------------------------------------------------------------------------------------
def grid(xs, ys):
    return [Rule(x, ys[0], x, ys[-1]) for x in xs] + [Rule(xs[0], y, xs[-1], y) for y in ys]


def test_a_ruled_table_has_rows_and_columns():
    """Three rows of two cells, numbered from 0 by row and column."""
    [table] = find_tables(grid([50, 150, 300], [100, 120, 140, 160]), [])
    assert [(cell.row, cell.column) for cell in table.cells] == [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1)]
    assert (table.x0, table.top, table.x1, table.bottom) == (50, 100, 300, 160)


def test_a_spanning_cell_stands_once_at_its_first_place():
    """The first row is one cell over two columns."""
    rules = [Rule(50, 100, 50, 140), Rule(300, 100, 300, 140), Rule(150, 120, 150, 140), *(Rule(50, y, 300, y) for y in (100, 120, 140))]
    [table] = find_tables(rules, [])
    assert [(cell.row, cell.column, cell.x1) for cell in table.cells] == [(0, 0, 300), (1, 0, 150), (1, 1, 300)]


def test_lines_in_pieces_and_double_lines_are_one():
    """Word draws each side of each cell, some twice, a point apart."""
    pieces = []
    for x in (50, 150, 300):
        pieces += [Rule(x + d, y, x + d + 0.5, y + 20) for y in (100, 120) for d in (0, 1)]
    for y in (100, 120, 140):
        pieces += [Rule(x, y, x1, y + 0.5) for x, x1 in ((50, 150), (150, 300))]
    [table] = find_tables(pieces, [])
    assert len(table.cells) == 4


def test_frames_underlining_and_single_boxes_are_no_tables():
    """A frame round the page, a box in it, lines across, and a list of boxes in one column."""
    frame, box = grid([20, 580], [20, 780]), grid([100, 200], [100, 130])
    assert find_tables(frame + box + [Rule(100, y, 200, y) for y in (300, 320, 340)], []) == []
    assert find_tables(grid([50, 300], [100, 120, 140]), []) == []


def test_level_lines_that_break_at_the_same_places_make_columns():
    """A table without upright lines; its last row, closed by no line, belongs to it; a word that stands across a break ends it."""
    rules = [Rule(x0, y, x1, y + 0.5) for y in (100, 120, 140) for x0, x1 in ((50, 150), (150, 250), (250, 400))]
    words = [Word("cell", x, y, x + 40, y + 10, 10, False, False, False) for y in (105, 125, 145) for x in (55, 155, 255)]
    [table] = find_tables(rules, words)
    assert len(table.cells) == 9
    assert find_tables(rules, [Word("across", 140, y, 180, y + 10, 10, False, False, False) for y in (105, 125)]) == []


def test_a_hostile_grid_takes_no_time():
    """Ten thousand lines crossing, or a thousand with as many words: no table is better than an hour."""
    start = time.process_time()
    assert find_tables(grid(list(range(0, 20_000, 4)), list(range(0, 20_000, 4))), []) == []
    assert find_tables(grid(list(range(0, 5_000, 10)), list(range(0, 5_000, 10))), []) == []
    assert time.process_time() - start < 5


def test_tables_come_with_their_page():
    """From strokes on the page to cells in its record; the text of a cell lies in it."""
    strokes = [(100, y, 400, y) for y in (100, 130, 160)] + [(x, 100, x, 160) for x in (100, 250, 400)]
    page = pdf.extract(make_pdf([[(110, 120, 10, "Name"), (260, 120, 10, "Role")]], strokes={0: strokes})).pages[0]
    [table] = page.tables
    second = table.cells[1]
    assert second.x0 < page.words[1].x0 < page.words[1].x1 < second.x1
    assert second.top < page.words[1].top < page.words[1].bottom < second.bottom


def test_lines_inside_forms_are_found_where_they_stand():
    """A form drawn at another place carries its lines along."""
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 300 300] /Length 21 >>\nstream\n0 0 m 200 0 l S 1 1 m\nendstream"
    content = b"q 1 0 0 1 100 500 cm /X Do Q"
    leaf = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /XObject << /X 4 0 R >> >> /Contents 5 0 R >>"
    stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)
    document = assemble([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", leaf, form, stream])
    [rule] = pdf.extract(document).pages[0].rules
    assert (rule.x0, rule.x1) == (pytest.approx(100, abs=1), pytest.approx(300, abs=1))
    assert rule.top == pytest.approx(300, abs=1)


# ---- the ladder, and what cannot be read ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html><body>Not found</body></html>", "web page"),
        (b"PK\x03\x04" + bytes(50), "Office"),
        (b"\xd0\xcf\x11\xe0" + bytes(50), "Office"),
        (b"{\\rtf1 minutes}", "rich-text"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "JPEG"),
        (b"Minutes of the meeting", "plain text"),
        (bytes(100), "zero bytes"),
    ],
)
def test_what_is_no_pdf_is_named(content, word):
    """The reason says what the file seems to be."""
    with pytest.raises(errors.NotAPdf) as caught:
        pdf.extract(content)
    assert word in caught.value.reason()


def locked(**passwords):
    out = BytesIO()
    with pikepdf.open(BytesIO(minutes_pdf())) as document:
        document.save(out, encryption=pikepdf.Encryption(R=6, **passwords))
    return out.getvalue()


def test_a_file_that_needs_a_password_says_so():
    """There is nothing to try."""
    with pytest.raises(errors.EncryptedPdf):
        pdf.extract(locked(user="secret", owner="secret"))


def test_an_owners_password_alone_does_not_matter():
    """It forbids printing, not reading."""
    assert pdf.extract(locked(user="", owner="secret")).pages[0].words


def test_no_pages_has_its_own_code():
    """A PDF that is whole but empty."""
    with pytest.raises(errors.NoPages):
        pdf.extract(assemble([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"]))


def test_a_file_beyond_repair_is_corrupt():
    """It has a PDF's header, and nothing that hangs together."""
    with pytest.raises(errors.CorruptPdf):
        pdf.extract(b"%PDF-1.4\n" + b"\x8b\x00garbage" * 40)


def test_a_file_without_its_end_is_still_read():
    """Cut off before its cross-reference table: whichever rung answers, the words are there."""
    whole = minutes_pdf()
    found = pdf.extract(whole[: whole.index(b"xref")])
    assert "COMMITTEE" in texts(found.pages[0])


def test_each_rung_answers_where_the_one_before_fails(monkeypatch):
    """PDFium's failure leads to pdfplumber, pdfplumber's to a repaired copy; which one answered is recorded, with a word to the reader."""
    by_pdfium = pdf._by_pdfium
    monkeypatch.setattr(pdf, "_by_pdfium", lambda content, engine="pdfium": (None, "broken") if engine == "pdfium" else by_pdfium(content, engine))
    second = pdf.extract(minutes_pdf())
    assert {page.engine for page in second.pages} == {"pdfplumber"}
    assert [problem.kind for problem in second.problems] == ["repaired"]
    bold = {word.text: word.bold for word in second.pages[0].words}
    assert bold["COMMITTEE"]
    assert not bold["Present:-"]

    monkeypatch.setattr(pdf, "_by_pdfplumber", lambda content: None)
    third = pdf.extract(minutes_pdf())
    assert {page.engine for page in third.pages} == {"repaired"}
    assert texts(third.pages[0]) == texts(by_pdfium(minutes_pdf())[0].pages[0])


def test_the_second_reader_agrees_with_the_first():
    """The same words with boxes that overlap, so that nothing behind notices who read them."""
    content = minutes_pdf()
    first, second = pdf.extract(content).pages[0], pdf._by_pdfplumber(content).pages[0]
    assert texts(first) == texts(second)
    for a, b in zip(first.words, second.words, strict=True):
        assert near(a, b.x0, b.top, b.x1, b.bottom, slack=3)


def test_a_page_that_cannot_be_read_costs_no_other_page():
    """Its record says that no engine answered."""
    broken = make_pdf([[(72, 72, 12, "One")], [(72, 72, 12, "Two")], [(72, 72, 12, "Three")]])
    kids = broken[broken.index(b"/Kids [") + 7 :].split(b"]")[0].split(b" 0 R ")
    found = pdf.extract(broken.replace(b"\n%s 0 obj\n<< /Type /Page " % kids[1], b"\n%s 0 obj\n   (no page at) " % kids[1]))
    assert [page.engine for page in found.pages] == ["pdfium", "none", "pdfium"]
    assert [(problem.kind, problem.page, problem.severity) for problem in found.problems] == [("page-unreadable", 2, "error")]


def test_beyond_the_limit_of_pages_the_first_are_read(monkeypatch):
    """And the reader is told."""
    monkeypatch.setattr(limits, "MAX_PAGES", 2)
    found = pdf.extract(make_pdf([[(72, 72, 12, "Page")]] * 3))
    assert (found.page_count, len(found.pages)) == (3, 2)
    assert [problem.kind for problem in found.problems] == ["too-many-pages"]


def test_beyond_the_limit_of_words_a_page_the_first_are_read(monkeypatch):
    """And the reader is told."""
    monkeypatch.setattr(limits, "MAX_WORDS_A_PAGE", 5)
    found = pdf.extract(minutes_pdf())
    assert len(found.pages[0].words) == 5
    assert [problem.kind for problem in found.problems] == ["too-many-words"]


def test_the_producer_is_cleaned():
    """It is shown in lists; it holds no controls."""
    out = BytesIO()
    with pikepdf.open(BytesIO(minutes_pdf())) as document:
        document.docinfo["/Producer"] = "Word\x07 \u202efor\n Councils\u200b"
        document.save(out)
    assert pdf.extract(out.getvalue()).producer == "Word for Councils"


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_the_sample_archive_is_read(path):
    """Every page has words or ink; words lie on their page, have a size, and hold no control character."""
    found = pdf.extract(path.read_bytes())
    assert len(found.pages) == found.page_count
    for page in found.pages:
        assert page.words or page.has_ink
        for word in page.words:
            assert word.text.isprintable() or word.text.endswith("\u00ad")
            assert 0 <= word.x0 < word.x1 <= page.width
            assert 0 <= word.top < word.bottom <= page.height
            assert 5 < word.size < 40
        for table in page.tables:
            assert max(cell.column for cell in table.cells) > 0
            assert len({(cell.row, cell.column) for cell in table.cells}) == len(table.cells)


CHILD = """
import resource, sys
sys.path.insert(0, sys.argv[2])
from pipeline import errors, pdf
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
try:
    print("pages", len(pdf.extract(open(sys.argv[1], "rb").read()).pages))
except errors.InputFailure as failure:
    print("failure", failure.code)
"""


@pytest.mark.slow
@pytest.mark.skipif(not HOSTILE, reason="the hostile files are not here")
@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path.stem)
def test_a_hostile_file_ends_as_pages_or_as_a_named_failure(path):
    """Or in an abort when its memory runs out, which the process that reads it takes upon itself; never in another exception."""
    run = subprocess.run([sys.executable, "-c", CHILD, path, REPO], capture_output=True, text=True, timeout=120, check=False)
    assert run.stdout.startswith(("pages", "failure")) or run.returncode < 0, run.stderr[-500:]
    assert "Traceback" not in run.stderr
