"""The words of one page, by PDFium, in as few calls as it takes.

A call costs more than what it fetches, so: the text of the page in one call, boxes of the first and last character of each word, the facts of a font
once a run of text. The functions are called without ctypes' conversion of arguments, a quarter of the price; so every pointer is passed as an object
of ctypes, never as a number.

Boxes are as wide as the glyphs advance (PDFium's loose boxes) and as high as the font size, about the baseline, so that the words of a line share top
and bottom whatever their fonts.
"""

from __future__ import annotations

import re
from ctypes import byref, c_double, c_float, c_int, c_ushort, c_void_p, cast
from math import hypot
from typing import Any, NamedTuple

import pypdfium2.raw as raw

from pipeline import limits
from pipeline.calls import bare, view
from pipeline.characters import LINE_END_HYPHEN, SOFT_HYPHEN, UNMAPPED, clean, from_glyph_numbers, is_plain, picture
from pipeline.fonts import Facts, font_facts
from pipeline.records import Word

_count_chars = bare(raw.FPDFText_CountChars, c_int)
_get_text = bare(raw.FPDFText_GetText, c_int)
_get_unicode = bare(raw.FPDFText_GetUnicode, c_int)
_is_hyphen = bare(raw.FPDFText_IsHyphen, c_int)
_is_generated = bare(raw.FPDFText_IsGenerated, c_int)
_has_no_unicode = bare(raw.FPDFText_HasUnicodeMapError, c_int)
_loose_box = bare(raw.FPDFText_GetLooseCharBox, c_int)
_tight_box = bare(raw.FPDFText_GetCharBox, c_int)
_origin = bare(raw.FPDFText_GetCharOrigin, c_int)
_char_matrix = bare(raw.FPDFText_GetMatrix, c_int)
_font_size = bare(raw.FPDFText_GetFontSize, c_double)
_text_object = bare(raw.FPDFText_GetTextObject, c_void_p)
_object_font = bare(raw.FPDFTextObj_GetFont, c_void_p)
_render_mode = bare(raw.FPDFTextObj_GetTextRenderMode, c_int)

_FILL_AND_STROKE = 2  # text rendering mode: how a bold is made of a font that has none
_TOKEN = re.compile(rf"[^\s{LINE_END_HYPHEN}]+")
# Where a label may be glued to what follows it: '31.1.Members', '(a)The'; 'NamePresent', 'Page1'. Rare signs first: fast.
_SEAM = re.compile(r"[.:;)\]0-9][A-Za-z(£‘“]")
_SEAM_BEFORE = re.compile(r"[A-Z(£‘“0-9](?<=[a-z,)].)")
_SEAM_GAP = 0.08  # of the font size: a gap that parts a label and a word; kerning stays below .05, the narrowest such gaps are .1
_ABOVE, _BELOW = 0.78, 0.22  # of the font size: how far a word reaches above its baseline and below, the same for all fonts
_SMALLEST, _LARGEST = 1.0, 300.0  # points: sizes beyond are none (fonts drawn by programs state them in units of their own)
_TOUCH = 0.08  # of the font size: what stands nearer than this touches
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\W{0,3}")


Box = tuple[float, float, float, float]  # left, bottom, right, top, in the page's own space: y grows upwards


class Frame(NamedTuple):
    """What of a page is displayed, in its own space (y grows upwards), and how it is turned (quarter turns clockwise)."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as displayed."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turns % 2 else (width, height)

    def display(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """x0, top, x1, bottom as displayed."""
        if self.turns == 0:
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        if self.turns == 1:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.turns == 2:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        return self.top - top, self.right - right, self.top - bottom, self.right - left


class Style(NamedTuple):
    """How a run of text looks, and which way it runs on the page as displayed (0 rightwards, 1 downwards, 2 leftwards, 3 upwards)."""

    size: float
    bold: bool
    italic: bool
    direction: int
    pictures: bool  # its letters are bullets and signs
    is_plain: bool  # upright and of the font's own width: PDFium's loose boxes can be trusted
    rise: float  # from the bottom of its loose boxes up to the top of its words
    fall: float  # and to the bottom of its words


class Letters:
    """The characters of one page: a thin face of PDFium's text page, with room for its answers."""

    def __init__(self, textpage: Any, turns: int, known: dict[tuple[str, int], Facts]) -> None:
        self.handle = cast(textpage, c_void_p)
        self.turns = turns
        self._known = known
        self.styles: dict[int | None, Style] = {}  # by run
        self._looks: dict[tuple[Any, ...], Style] = {}
        self._fonts: dict[int | None, Facts] = {}
        floats, doubles = (c_float * 6)(), (c_double * 4)()
        self._floats, self._floats_ref = view(floats, "f"), byref(floats)
        self._doubles, self._doubles_refs = view(doubles, "d"), [byref(doubles, 8 * i) for i in range(4)]

    def text(self) -> str:
        """One character for each of PDFium's, so that a place in this text is its index."""
        count = min(_count_chars(self.handle), limits.MAX_CHARACTERS_A_PAGE)
        if count <= 0:
            return ""
        buffer = (c_ushort * (count + 1))()
        written = _get_text(self.handle, 0, count, byref(buffer))
        text = bytes(buffer)[: 2 * count].decode("utf-16-le", "surrogatepass") if written == count + 1 else ""
        if len(text) == count:
            return text
        return self._text_without_gaps(count)

    def _text_without_gaps(self, count: int) -> str:
        """The same where PDFium left out what has no Unicode value, or wrote two halves of one beyond 0xFFFF."""
        handle = self.handle
        codes = [_get_unicode(handle, i) for i in range(count)]
        signs = [chr(code) if 0 < code <= 0x10FFFF else UNMAPPED for code in codes]
        numbers: dict[int | None, list[int]] = {}  # by font: places where PDFium gives the number of a glyph for want of a character
        for i, code in enumerate(codes):
            if _is_hyphen(handle, i) == 1:
                signs[i] = LINE_END_HYPHEN if code == 2 else signs[i]
            elif _has_no_unicode(handle, i) == 1:
                numbers.setdefault(_object_font(c_void_p(_text_object(handle, i))), []).append(i)
        for places in numbers.values():
            for i, sign in zip(places, from_glyph_numbers([codes[i] for i in places]) or "", strict=False):
                signs[i] = sign
        return "".join(signs)

    def loose_box(self, index: int) -> Box:
        """The place that the character takes up in its line."""
        _loose_box(self.handle, index, self._floats_ref)
        left, top, right, bottom, _, _ = self._floats
        return left, bottom, right, top

    def tight_box(self, index: int) -> Box:
        """The box of its ink."""
        _tight_box(self.handle, index, *self._doubles_refs)
        left, right, bottom, top = self._doubles
        return left, bottom, right, top

    def origin(self, index: int) -> tuple[float, float]:
        """Where the character stands on its baseline."""
        _origin(self.handle, index, self._doubles_refs[0], self._doubles_refs[1])
        return self._doubles[0], self._doubles[1]

    def is_generated(self, index: int) -> bool:
        """PDFium put this character in: no such character is drawn."""
        return bool(_is_generated(self.handle, index) == 1)

    def look(self, run: int | None, index: int) -> Style:
        """The looks of a run, which holds the character."""
        shape = c_void_p(run)
        _char_matrix(self.handle, index, self._floats_ref)
        font = _object_font(shape) if run is not None else None
        facts = (font, _font_size(self.handle, index), *self._floats)[:6]
        known = self._looks.get(facts)
        if known is None:
            known = self._looks[facts] = self._style(index, *facts)
        if not known.bold and run is not None and _render_mode(shape) == _FILL_AND_STROKE:
            return known._replace(bold=True)
        return known

    def _style(self, index: int, font: int | None, font_size: float, a: float, b: float, c: float, d: float) -> Style:
        width = hypot(a, b)
        height = abs(a * d - b * c) / width if width else hypot(c, d)
        bold, italic, pictures = self._font(font)
        if abs(a) >= abs(b):
            direction = 0 if a >= 0 else 2
            italic = italic or (b == 0 and 0.15 * d < c < d)  # an upright font, slanted
        else:
            direction = 3 if b > 0 else 1
        _, bottom, _, top = box = self.loose_box(index)
        size = round(font_size * height, 2)
        if not _SMALLEST <= size <= _LARGEST:
            size = round(max(_SMALLEST, min(top - bottom, _LARGEST)), 2)
        is_plain = direction == self.turns == 0 and abs(width - height) <= 0.02 * height and box != self.tight_box(index)
        baseline = self.origin(index)[1] - bottom
        return Style(size, bold, italic, (direction + self.turns) % 4, pictures, is_plain, baseline + _ABOVE * size, baseline - _BELOW * size)

    def _font(self, font: int | None) -> Facts:
        known = self._fonts.get(font)
        if known is None:
            known = self._fonts[font] = font_facts(c_void_p(font), self._known) if font is not None else Facts()
        return known


def read_words(textpage: Any, frame: Frame, known: dict[tuple[str, int], Facts]) -> list[Word]:
    """The words of a page in the order of drawing, cleaned, without those that stand outside the page."""
    letters = Letters(textpage, frame.turns, known)
    text = letters.text()
    # Everything in this loop is done for each word of each page; hence no calls of methods, and no boxes but as four numbers.
    handle, styles, loose, run_of = letters.handle, letters.styles, _loose_box, _text_object
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
    above, below = _ABOVE * style.size, _BELOW * style.size
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
        gap = letters.tight_box(b_start)[0] - letters.tight_box(a_end - 1)[2]
        if gap > _TOUCH * size or abs(a.bottom - b.bottom) > 0.3 * size:
            return None
    larger = a if a.size >= b.size else b
    return Word(content, a.x0, larger.top, b.x1, larger.bottom, size, a.bold, a.italic, False)
