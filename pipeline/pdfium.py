"""The words of one page, by PDFium, in as few calls as it takes.

A call costs more than what it fetches, so: the text of the page in one call, boxes of the first and last character of each word, the facts of a font
once a run of text.

Boxes are as wide as the glyphs advance (PDFium's loose boxes) and as high as the font size, about the baseline, so that the words of a line share top
and bottom whatever their fonts.
"""

from __future__ import annotations

import re
from ctypes import byref, c_float
from typing import Any

from pipeline import limits
from pipeline.calls import Frame, view
from pipeline.characters import LINE_END_HYPHEN, SOFT_HYPHEN, clean, is_plain, picture
from pipeline.fonts import Facts
from pipeline.letters import ABOVE, BELOW, Letters, Style, get_loose_box, get_run
from pipeline.records import Word

_TOKEN = re.compile(rf"[^\s{LINE_END_HYPHEN}]+")
# Where a label may be glued to what follows it: '31.1.Members', '(a)The'; 'NamePresent', 'Page1'. Rare signs first: fast.
_SEAM = re.compile(r"[.:;)\]0-9][A-Za-z(£‘“]")
_SEAM_BEFORE = re.compile(r"[A-Z(£‘“0-9](?<=[a-z,)].)")
_SEAM_GAP = 0.08  # of the font size: a gap that parts a label and a word; kerning stays below .05, the narrowest such gaps are .1
# Of the font size: what stands nearer touches, by the advance of its letters and by its ink. Both are asked, as some fonts misstate the one.
_TOUCH, _TOUCH_INK, _TOUCH_INK_OF_POINTS = 0.03, 0.08, 0.18
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\W{0,3}")


def read_words(textpage: Any, frame: Frame, known: dict[tuple[str, int], Facts]) -> list[Word]:
    """The words of a page in the order of drawing, cleaned, without those that stand outside the page."""
    letters = Letters(textpage, frame.turns, known)
    text = letters.text()
    # Everything in this loop is done for each word of each page; hence no calls of methods, and no boxes but as four numbers.
    handle, styles, loose, run_of = letters.handle, letters.styles, get_loose_box, get_run
    first_box, last_box = (c_float * 4)(), (c_float * 4)()
    first, last = view(first_box, "f"), view(last_box, "f")
    first_ref, last_ref = byref(first_box), byref(last_box)
    page_left, page_top, (width, height) = frame.left, frame.top, frame.size
    all_plain = is_plain(text)
    words: list[Word] = []
    before_x1, before_size, before_end = 0.0, 0.0, 0
    for start, end in _spans(letters, text):
        content = text[start:end]
        if not all_plain:
            final = end
            content = clean(content)
            if text[end : end + 1] == LINE_END_HYPHEN:
                content, final = content.rstrip(SOFT_HYPHEN) + SOFT_HYPHEN, end + 1
            if not content:
                continue
        else:
            final = end
        run = run_of(handle, start)
        style = styles.get(run)
        if style is None:
            style = styles[run] = letters.look(run, start)
        size, bold, italic, _, pictures, is_plain_style, rise, fall = style
        if pictures and (content.isascii() or (len(content) == 1 and content < "\u0370")):  # Greek letters are meant
            content = picture(content)
        x0 = top = x1 = bottom = 0.0
        if is_plain_style:
            loose(handle, start, first_ref)
            x0, loose_top, x1, loose_bottom = first
            if final > start + 1:
                loose(handle, final - 1, last_ref)
                x1 = last[2]
                if last[1] != loose_top:  # the word changes its style
                    size = max(size, letters.look(run_of(handle, final - 1), final - 1).size)
            x0, top, x1, bottom = x0 - page_left, page_top - loose_bottom - rise, x1 - page_left, page_top - loose_bottom - fall
        if x1 <= x0:
            x0, top, x1, bottom = _box_of_ink(letters, frame, start, final - 1, style)
        if not (x1 > 0 and bottom > 0 and x0 < width and top < height):  # so, because a hostile number may be none
            continue
        word = Word(content, x0, top, x1, bottom, size, bold, italic, False)
        if -0.3 < (x0 - before_x1) / (before_size or 1.0) < 0.15 and words:
            joined = _join(letters, text, words[-1], word, before_end, start)
            if joined is not None:
                words[-1], before_x1, before_end = joined, x1, end
                continue
        words.append(word)
        before_x1, before_size, before_end = x1, size, end
        if len(words) >= limits.MAX_WORDS_A_PAGE:
            break
    return words


def _spans(letters: Letters, text: str) -> list[tuple[int, int]]:
    """Start and end of each word: what stands between spaces, cut where the page shows a gap though PDFium saw none."""
    cuts = []
    seams = [match.start() + 1 for match in _SEAM.finditer(text)]
    seams += [match.start() for match in _SEAM_BEFORE.finditer(text)]
    for place in sorted(seams):
        _, bottom, right, top = letters.loose_box(place - 1)
        gap, least = letters.loose_box(place)[0] - right, _SEAM_GAP * (top - bottom)
        if gap > least > 0:
            if place > 1 and not text[place - 2].isspace():  # where every letter stands apart, a gap parts nothing
                gap -= max(0.0, letters.loose_box(place - 1)[0] - letters.loose_box(place - 2)[2])
            if gap > least:
                cuts.append(place)
    spans = [match.span() for match in _TOKEN.finditer(text)]
    if not cuts:
        return spans
    parts = []
    for start, end in spans:
        while cuts and cuts[0] < end:
            cut = cuts.pop(0)
            if cut > start:
                parts.append((start, cut))
                start = cut
        parts.append((start, end))
    return parts


def _box_of_ink(letters: Letters, frame: Frame, start: int, last: int, style: Style) -> tuple[float, float, float, float]:
    """x0, top, x1, bottom as displayed of text that is turned or stretched, where loose boxes mislead."""
    boxes = [frame.display(*letters.tight_box(i)) for i in {start, last}]
    x0, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
    x1, bottom = max(b[2] for b in boxes), max(b[3] for b in boxes)
    x, y = letters.origin(start)
    x, y, _, _ = frame.display(x, y, x, y)
    above, below = ABOVE * style.size, BELOW * style.size
    if style.direction == 0:
        return x0, y - above, max(x1, x0 + 0.1), y + below
    if style.direction == 2:
        return x0, y - below, max(x1, x0 + 0.1), y + above
    if style.direction == 3:
        return x - above, top, x + below, max(bottom, top + 0.1)
    return x - below, top, x + above, max(bottom, top + 0.1)


def _join(letters: Letters, text: str, a: Word, b: Word, a_end: int, b_start: int) -> Word | None:
    """One word of two that touch: an ordinal's raised letters, a drop letter, a hyphen that ended no line, a space that nobody drew."""
    if a.top >= b.bottom or b.top >= a.bottom:
        return None
    size = max(a.size, b.size)
    content = a.text + b.text
    if text[a_end:b_start] == LINE_END_HYPHEN:
        content = a.text.rstrip(SOFT_HYPHEN) + "-" + b.text
    elif not (_ORDINAL.fullmatch(b.text) and a.text[-1].isdigit() and b.size < 0.9 * a.size):
        if not all(letters.is_generated(i) for i in range(a_end, b_start)):
            return None
        ink = letters.tight_box(b_start)[0] - letters.tight_box(a_end - 1)[2]
        most = _TOUCH_INK_OF_POINTS if b.text[0] in "-.,;" or a.text[-1] == "-" else _TOUCH_INK
        if b.x0 - a.x1 > _TOUCH * size or ink > most * size or abs(a.bottom - b.bottom) > 0.3 * size:
            return None
    larger = a if a.size >= b.size else b
    return Word(content, a.x0, larger.top, b.x1, larger.bottom, size, a.bold, a.italic, False)
