"""Running heads, feet and page numbers: found by repetition and position, so that they can be kept as data and left out of the text."""

from __future__ import annotations

import re
from itertools import takewhile

from pipeline.rows import Row

HEAD_ZONE, FOOT_ZONE = 0.16, 0.14  # of the page's height, from the top and from the bottom: where a running line may stand
DEEP_ZONE = 0.25  # where one may stand that repeats to the letter: a letterhead
SAME_PLACE = 6.0  # points by which a running line may wander from page to page
NEAR_PAGES = 3  # a running line comes again soon: on the next page, the next of its side, or after a page of another shape
MOST_LINES = 6  # a signature block and an address over a page number: no running foot seen was longer

PAGE_NUMBER = re.compile(
    r"(?:(?:page|p\.?|tudalen|pg\.?)\s{0,3}[|:]?\s{0,3})?[-–—|(\[]{0,2}\s{0,3}(?:\d{1,5}[A-Za-z]?|[ivxlc]{1,6})\s{0,3}[-–—|)\]]{0,2}"
    r"(?:\s{0,3}(?:of|/|o)\s{0,3}\d{1,5})?\s{0,3}(?:[|]?\s{0,3}p\s?a\s?g\s?e)?|p\s?a\s?g\s?e\s{0,2}[|]?\s{0,2}\d{1,5}(?:\s{0,3}of\s{0,3}\d{1,5})?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]+")
_DATE = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b")
_SPACE = re.compile(r"[\s.…_]+")


def split_running(pages: list[list[Row]], heights: list[float]) -> list[tuple[list[Row], list[Row], list[Row]]]:
    """For each page: the rows of its running head, its body, its running foot.

    A row runs where it stands in the outer zone, its words stand at the same place on another page (its numbers the same, or counting with the
    pages), and all rows farther out run too; not where the same line stands in the middle of a page ('RESOLVED:' met the margin twice by chance).
    A page number needs no second page: alone, last, and apart from the body, it is one. So does a head that gives the document's own title and date
    over a later page, as on the even pages of a bound volume.
    """
    short = ((r, h) for rows, h in zip(pages, heights, strict=True) for r in rows if len(r.words) < 12)
    middle = {r.text for r, h in short if DEEP_ZONE * h < r.top < (1 - DEEP_ZONE) * h}
    heads = [_candidates(rows, height, middle, top=True) for rows, height in zip(pages, heights, strict=True)]
    feet = [_candidates(rows, height, middle, top=False) for rows, height in zip(pages, heights, strict=True)]
    seen_heads, seen_feet = _places(heads, heights, top=True), _places(feet, heights, top=False)
    split = []
    title = {word for row in pages[0][:10] for word in _LETTERS.findall(row.text.lower())} if pages else set()
    for number, (rows, height) in enumerate(zip(pages, heights, strict=True)):
        head = _running(heads[number], seen_heads, number, height, top=True)
        following = heads[number][len(head) : len(head) + 2]
        if number and following and _gives_title(following, title, height):
            head = [*head, following[0]]
        foot = _running(feet[number], seen_feet, number, height, top=False)
        foot = [r for r in foot if r not in head]
        out = {id(r) for r in head} | {id(r) for r in foot}
        split.append((head, [r for r in rows if id(r) not in out], foot[::-1]))
    return split


def _candidates(rows: list[Row], height: float, middle: set[str], *, top: bool) -> list[Row]:
    """Rows of the zone, from the page's edge inwards, up to one that is ordinary text elsewhere."""
    if top:
        zone = [r for r in rows[:MOST_LINES] if r.bottom < DEEP_ZONE * height]
    else:
        zone = [r for r in rows[: -MOST_LINES - 1 : -1] if r.top > (1 - DEEP_ZONE) * height]
    return list(takewhile(lambda r: r.text not in middle or PAGE_NUMBER.fullmatch(r.text), zone))


def _place(row: Row, height: float, *, top: bool) -> float:
    """Points from the page's edge."""
    return row.top if top else height - row.bottom


def _key(row: Row, height: float, *, top: bool) -> str:
    """What two running lines share. At the edge digits do not count ('Page 3 of 9', 'Page 4 of 9'); farther in, every letter does."""
    outer = row.bottom < HEAD_ZONE * height if top else row.top > (1 - FOOT_ZONE) * height
    return _SPACE.sub("", _DIGITS.sub("#", row.text.lower())) if outer else "=" + row.text


_Seen = dict[str, list[tuple[int, float, list[str]]]]  # key -> page, place, numbers of each line


def _places(candidates: list[list[Row]], heights: list[float], *, top: bool) -> _Seen:
    seen: _Seen = {}
    for page, (rows, height) in enumerate(zip(candidates, heights, strict=True)):
        for row in rows:
            seen.setdefault(_key(row, height, top=top), []).append((page, _place(row, height, top=top), _DIGITS.findall(row.text)))
    return seen


def _running(rows: list[Row], seen: _Seen, page: int, height: float, *, top: bool) -> list[Row]:
    """The rows from the edge inwards, up to the first that does not run."""
    for depth, row in enumerate(rows, start=1):
        if not _repeats(row, seen, page, height, top=top) and not _is_page_number(row, rows, depth, height, top=top):
            return rows[: depth - 1]
    return rows


def _repeats(row: Row, seen: _Seen, page: int, height: float, *, top: bool) -> bool:
    key = _key(row, height, top=top)
    if len(key) < 2 and key != "#":
        return False
    place, numbers = _place(row, height, top=top), _DIGITS.findall(row.text)
    for other, at, others in seen.get(key, ()):
        if other != page and abs(other - page) <= NEAR_PAGES and abs(at - place) <= SAME_PLACE and _count_with_pages(numbers, others, other - page):
            return True
    return False


def _count_with_pages(numbers: list[str], others: list[str], pages: int) -> bool:
    """Each number stays the same or grows with the pages: 'Page 3 of 9', 'Page 4 of 9'; but not '(Item 4)', '(Item 9)'."""
    return all(a == b or int(b[-9:]) - int(a[-9:]) == pages for a, b in zip(numbers, others, strict=False))


def _gives_title(rows: list[Row], title: set[str], height: float) -> bool:
    """The first row has a date in figures and no word that the first page's title block lacks, and stands apart from the next row."""
    row = rows[0]
    words = set(_LETTERS.findall(row.text.lower()))
    apart = len(rows) < 2 or rows[1].top - row.bottom > 0.6 * (row.bottom - row.top)
    return bool(_DATE.search(row.text)) and len(words) > 1 and words <= title and apart and row.bottom < 0.12 * height


def _is_page_number(row: Row, rows: list[Row], depth: int, height: float, *, top: bool) -> bool:
    """A lone number at the very edge, apart from the text by more than a line."""
    if len(row.words) > 6 or not PAGE_NUMBER.fullmatch(row.text):
        return False
    if not (row.bottom < 0.09 * height if top else row.top > 0.9 * height):
        return False
    if depth >= len(rows):
        return True
    inner = rows[depth]
    return (inner.top - row.bottom if top else row.top - inner.bottom) > 0.8 * (row.bottom - row.top)
