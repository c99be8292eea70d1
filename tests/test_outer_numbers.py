"""Minute numbers at the right of their headings stand before them in the text; other columns of figures stay where they are."""

from __future__ import annotations

from pipeline.reading import read_document
from pipeline.records import Page, Word

SIZE = 10.0


def words(x: float, top: float, text: str) -> list[Word]:
    made = []
    for part in text.split(" "):
        made.append(Word(part, x, top, x + 0.5 * SIZE * len(part), top + SIZE, SIZE, False, False, False))
        x += 0.5 * SIZE * len(part) + 0.25 * SIZE
    return made


def text_of(*rows: tuple[str, str], step: int = 14, x: float = 500) -> str:
    """The text of one page, whose rows have something at the left and perhaps a number at the right."""
    placed = [(at, 100 + step * k, said) for k, row in enumerate(rows) for at, said in zip((72, x), row, strict=True) if said]
    found = [word for at, top, said in placed for word in words(at, top, said)]
    return read_document([Page(1, 595, 842, found)]).text


PROSE = ("The minutes of the last meeting were taken as read and were signed by the Chairman.", "")


def test_a_number_at_the_right_end_of_each_heading_leads_it():
    text = text_of(("MINUTES", "41"), PROSE, ("INTERESTS", "42"), PROSE, ("FINANCE", "43"), PROSE)
    assert [heading in text for heading in ("41\tMINUTES", "42\tINTERESTS", "43\tFINANCE")] == [True] * 3


def test_a_number_with_a_year_is_one_too():
    text = text_of(("MINUTES", "119/16"), PROSE, ("INTERESTS", "120/16"), PROSE, ("FINANCE", "121/16"), PROSE)
    assert "120/16\tINTERESTS" in text


def test_a_number_alone_above_its_heading_leads_the_row_below():
    text = text_of(("", "41"), ("MINUTES", ""), PROSE, ("", "42"), ("INTERESTS", ""), PROSE, ("", "43"), ("FINANCE", ""), PROSE)
    assert "42\tINTERESTS" in text


def test_pages_of_a_contents_list_stay_at_the_right():
    """The rows of a list of contents follow one another."""
    text = text_of(PROSE, ("Minutes", "1"), ("Interests", "2"), ("Finance", "3"), ("Planning", "4"), PROSE)
    assert "2\tInterests" not in text


def test_amounts_stay_at_the_right():
    """Amounts do not run on by one."""
    text = text_of(("Hall", "120"), PROSE, ("Mower", "85"), PROSE, ("Clerk", "212"), PROSE)
    assert "85\tMower" not in text


def test_rows_that_have_a_number_keep_their_order():
    text = text_of(("41. MINUTES", "1"), PROSE, ("42. INTERESTS", "2"), PROSE, ("43. FINANCE", "3"), PROSE)
    assert "2\t42." not in text


def test_a_heading_between_columns_keeps_its_number_first():
    """'RESOLVED' beside its clauses makes columns; the heading between two such pairs is in none of them."""
    clause, more = ("RESOLVED        ", ""), ("", "")
    rows = [("MINUTES", "41"), clause, more, ("INTERESTS", "42"), clause, more, ("FINANCE", "43"), clause]
    placed = [(72, 100 + 14 * k, left.strip(), right) for k, (left, right) in enumerate(rows)]
    found = [w for x, top, left, right in placed for w in [*(words(x, top, left) if left else []), *(words(500, top, right) if right else [])]]
    for k, row in enumerate(rows):
        if row is clause or row is more:
            found += words(160, 100 + 14 * k, "That the minutes of the last meeting be approved.")
    text = read_document([Page(1, 595, 842, found)]).text
    assert [heading in text for heading in ("41\tMINUTES", "42\tINTERESTS", "43\tFINANCE")] == [True] * 3
