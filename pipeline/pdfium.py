"""The words of one page, by PDFium, in as few calls as it takes.

A call costs more than what it fetches, so: the text of the page in one call, boxes of the first and last character of each word, the facts of a font
once a run of text. The functions are called without ctypes' conversion of arguments, a quarter of the price; so every pointer is passed as an object
of ctypes, never as a number.

Boxes are PDFium's loose ones: as wide as the glyphs advance, as high as the font's ascent and descent, so the words of a line share top and bottom.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from ctypes import PYFUNCTYPE, byref, c_double, c_float, c_int, c_ushort, c_void_p, cast, create_string_buffer
from math import hypot
from typing import Any, NamedTuple

import pypdfium2.raw as raw

from pipeline import limits
from pipeline.characters import LINE_END_HYPHEN, SOFT_HYPHEN, clean
from pipeline.records import Word


def bare(function: Any, result: Any) -> Callable[..., Any]:
    """The same C function, without conversion of its arguments."""
    return PYFUNCTYPE(result)(cast(function, c_void_p).value)  # type: ignore[no-any-return]


_count_chars = bare(raw.FPDFText_CountChars, c_int)
_get_text = bare(raw.FPDFText_GetText, c_int)
_get_unicode = bare(raw.FPDFText_GetUnicode, c_int)
_is_hyphen = bare(raw.FPDFText_IsHyphen, c_int)
_is_generated = bare(raw.FPDFText_IsGenerated, c_int)
_loose_box = bare(raw.FPDFText_GetLooseCharBox, c_int)
_tight_box = bare(raw.FPDFText_GetCharBox, c_int)
_origin = bare(raw.FPDFText_GetCharOrigin, c_int)
_char_matrix = bare(raw.FPDFText_GetMatrix, c_int)
_font_size = bare(raw.FPDFText_GetFontSize, c_double)
_text_object = bare(raw.FPDFText_GetTextObject, c_void_p)
_object_font = bare(raw.FPDFTextObj_GetFont, c_void_p)
_render_mode = bare(raw.FPDFTextObj_GetTextRenderMode, c_int)
_font_name = bare(raw.FPDFFont_GetBaseFontName, c_int)
_font_flags = bare(raw.FPDFFont_GetFlags, c_int)
_font_weight = bare(raw.FPDFFont_GetWeight, c_int)

_ITALIC_FLAG, _FORCE_BOLD_FLAG = 1 << 6, 1 << 18  # of a font descriptor, PDF 32000 table 123
_FILL_AND_STROKE = 2  # text rendering mode: how a bold is made of a font that has none
_BOLD_WEIGHT = 600
_BOLD_NAME = re.compile(r"bold|black|heavy|demi|[-,]bd|[-,]b$", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"italic|oblique|kursiv|[-,]it$|[-,]i$|[-,]bi$", re.IGNORECASE)

_TOKEN = re.compile(rf"[^\s{LINE_END_HYPHEN}]+")
# Where a label may be glued to what follows it: '31.1.Members', 'Present:Councillor', 'Page1'; and a very long word.
_SEAM = re.compile(r"[.,:;)\]a-z0-9](?=[A-Z(£‘“])|[.:;)\]](?=[a-z])|[a-z)](?=[0-9])|[0-9](?=[a-z])|[a-z](?=[a-z]{16})")
_SEAM_GAP = 0.12  # of the font size: a gap that parts two words; kerning stays below .05, the narrowest spaces are .2
_WIDE = 0.9  # of the font size a character: a word wider than that holds a gap
_TOUCH = 0.08  # of the font size: what stands nearer than this touches
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\W{0,3}")


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
    stretched: bool  # wider or narrower than the font was made, which PDFium's loose boxes take for larger or smaller


class Letters:
    """The characters of one page: a thin face of PDFium's text page, with room for its answers."""

    def __init__(self, textpage: Any, turns: int) -> None:
        self.handle = cast(textpage, c_void_p)
        self.turns = turns
        self._floats = (c_float * 6)()
        self._floats_ref = byref(self._floats)
        self._doubles = (c_double * 4)()
        self._doubles_refs = [byref(self._doubles, 8 * i) for i in range(4)]
        self._styles: dict[int | None, Style] = {}
        self._fonts: dict[int | None, tuple[bool, bool]] = {}

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
        # PDFium left out what has no Unicode value, or wrote two halves of one beyond 0xFFFF.
        codes = (_get_unicode(self.handle, i) for i in range(count))
        return "".join(
            LINE_END_HYPHEN if code == 2 and _is_hyphen(self.handle, i) == 1 else chr(code) if 0 < code <= 0x10FFFF else "\ufffd"
            for i, code in enumerate(codes)
        )

    def loose_box(self, index: int) -> tuple[float, float, float, float]:
        """left, bottom, right, top."""
        _loose_box(self.handle, index, self._floats_ref)
        left, top, right, bottom = self._floats[:4]
        return left, bottom, right, top

    def tight_box(self, index: int) -> tuple[float, float, float, float]:
        """left, bottom, right, top of the ink."""
        _tight_box(self.handle, index, *self._doubles_refs)
        left, right, bottom, top = self._doubles[:]
        return left, bottom, right, top

    def origin(self, index: int) -> tuple[float, float]:
        """Where the character stands on its baseline."""
        _origin(self.handle, index, self._doubles_refs[0], self._doubles_refs[1])
        return self._doubles[0], self._doubles[1]

    def is_generated(self, index: int) -> bool:
        """PDFium put this character in: no such character is drawn."""
        return bool(_is_generated(self.handle, index) == 1)

    def style(self, index: int) -> Style:
        """The looks of the run that holds the character."""
        run = _text_object(self.handle, index)
        known = self._styles.get(run)
        if known is None or run is None:
            known = self._styles[run] = self._look(run, index)
        return known

    def _look(self, run: int | None, index: int) -> Style:
        _char_matrix(self.handle, index, self._floats_ref)
        a, b, c, d = self._floats[:4]
        size = round(_font_size(self.handle, index) * hypot(c, d), 2)
        bold, italic = self._font(run)
        if not bold and run is not None:
            bold = _render_mode(c_void_p(run)) == _FILL_AND_STROKE
        if abs(a) >= abs(b):
            direction = 0 if a >= 0 else 2
        else:
            direction = 3 if b > 0 else 1
        width, height = hypot(a, b), hypot(c, d)
        italic = italic or (direction == 0 and c > 0.15 * d and abs(b) < 0.02 * a)  # a slanted upright
        return Style(size, bold, italic, (direction + self.turns) % 4, abs(width - height) > 0.02 * height)

    def _font(self, run: int | None) -> tuple[bool, bool]:
        """Whether the run's font is bold, and italic: its name says more than its weight."""
        font = _object_font(c_void_p(run)) if run is not None else None
        known = self._fonts.get(font)
        if known is None:
            known = self._fonts[font] = _font_facts(c_void_p(font)) if font is not None else (False, False)
        return known


def _font_facts(font: c_void_p) -> tuple[bool, bool]:
    buffer = create_string_buffer(128)
    written = _font_name(font, buffer, 128)
    name = buffer.raw[: max(0, min(written, 128) - 1)].decode("utf-8", "replace")
    flags = _font_flags(font)
    bold = bool(_BOLD_NAME.search(name)) or bool(flags > 0 and flags & _FORCE_BOLD_FLAG) or _font_weight(font) >= _BOLD_WEIGHT
    return bold, bool(_ITALIC_NAME.search(name)) or bool(flags > 0 and flags & _ITALIC_FLAG)


def read_words(textpage: Any, frame: Frame) -> list[Word]:
    """The words of a page in the order of drawing, cleaned, without those that stand outside the page."""
    letters = Letters(textpage, frame.turns)
    text = letters.text()
    cuts = _seams(letters, text)
    words: list[Word] = []
    width, height = frame.size
    previous_end = 0
    for start, end in _tokens(text, cuts):
        content = clean(text[start:end])
        if not content:
            continue
        style = letters.style(start)
        last = end - 1
        if text[end : end + 1] == LINE_END_HYPHEN:
            content, last = content.rstrip(SOFT_HYPHEN) + SOFT_HYPHEN, end
        x0, top, x1, bottom = _word_box(letters, frame, start, last, style)
        if x1 <= 0 or bottom <= 0 or x0 >= width or top >= height:
            continue
        word = Word(content, x0, top, x1, bottom, style.size, style.bold, style.italic, False)
        if words and _touches(words[-1], word):
            joined = _join(letters, text, words[-1], word, previous_end, start)
            if joined is not None:
                words[-1] = joined
                previous_end = end
                continue
        words.append(word)
        previous_end = end
        if len(words) >= limits.MAX_WORDS_A_PAGE:
            break
    return words


def _tokens(text: str, cuts: set[int]) -> Iterator[tuple[int, int]]:
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if cuts:
            for cut in sorted(cut for cut in cuts if start < cut < end):
                yield start, cut
                start = cut
        yield start, end


def _seams(letters: Letters, text: str) -> set[int]:
    """Where two words stand apart on the page, though PDFium saw no space between them."""
    found = set()
    for match in _SEAM.finditer(text):
        place = match.end()
        left, bottom, right, top = letters.loose_box(place - 1)
        after = letters.loose_box(place)
        if after[0] - right > _SEAM_GAP * (top - bottom) > 0:
            found.add(place)
    return found


def _word_box(letters: Letters, frame: Frame, start: int, last: int, style: Style) -> tuple[float, float, float, float]:
    """The box of the characters from start to last, as displayed."""
    if style.direction == 0 and frame.turns == 0 and not style.stretched:
        left, bottom, right, top = letters.loose_box(start)
        if last > start:
            _, bottom2, right, top2 = letters.loose_box(last)
            if bottom2 < bottom:
                bottom = bottom2
            if top2 > top:
                top = top2
        if right > left and top > bottom:
            return left - frame.left, frame.top - top, right - frame.left, frame.top - bottom
    boxes = [frame.display(*letters.tight_box(i)) for i in {start, last}]
    x0, top, x1, bottom = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    x, y = letters.origin(start)
    x, y, _, _ = frame.display(x, y, x, y)
    above, below = 0.8 * style.size, 0.2 * style.size
    if style.direction == 0:
        return x0, y - above, max(x1, x0 + 0.1), y + below
    if style.direction == 2:
        return x0, y - below, max(x1, x0 + 0.1), y + above
    if style.direction == 3:
        return x - above, top, x + below, max(bottom, top + 0.1)
    return x - below, top, x + above, max(bottom, top + 0.1)


def _touches(a: Word, b: Word) -> bool:
    """b begins where a ends, on the same line."""
    return -0.3 * a.size < b.x0 - a.x1 < 0.15 * a.size and a.top < b.bottom and b.top < a.bottom


def _join(letters: Letters, text: str, a: Word, b: Word, a_end: int, b_start: int) -> Word | None:
    """One word of two that touch: an ordinal's raised letters, a drop letter, a hyphen that ended no line, a space that nobody drew."""
    size = max(a.size, b.size)
    between = text[a_end:b_start]
    content = a.text + b.text
    if between == LINE_END_HYPHEN:
        content = a.text.rstrip(SOFT_HYPHEN) + "-" + b.text
    elif _ORDINAL.fullmatch(b.text) and a.text[-1].isdigit() and b.size < 0.9 * a.size:
        pass
    elif all(letters.is_generated(i) for i in range(a_end, b_start)):
        gap = letters.tight_box(b_start)[0] - letters.tight_box(a_end - 1)[2]
        if gap > _TOUCH * size or abs(a.bottom - b.bottom) > 0.3 * size:
            return None
    else:
        return None
    return Word(content, a.x0, min(a.top, b.top), b.x1, max(a.bottom, b.bottom), size, a.bold, a.italic, False)
