"""The characters of one page as PDFium tells them: text, boxes, and the looks of the runs that hold them.

The functions are called without ctypes' conversion of arguments, at a quarter of the price; so every pointer is passed as an object of ctypes, never
as a number.
"""

from __future__ import annotations

from ctypes import byref, c_double, c_float, c_int, c_ushort, c_void_p, cast
from math import hypot
from typing import Any, NamedTuple

import pypdfium2.raw as raw

from pipeline import limits
from pipeline.calls import Box, bare, view
from pipeline.characters import LINE_END_HYPHEN, UNMAPPED, from_glyph_numbers
from pipeline.fonts import Facts, font_facts

get_loose_box = bare(raw.FPDFText_GetLooseCharBox, c_int)
get_run = bare(raw.FPDFText_GetTextObject, c_void_p)
_count_chars = bare(raw.FPDFText_CountChars, c_int)
_get_text = bare(raw.FPDFText_GetText, c_int)
_get_unicode = bare(raw.FPDFText_GetUnicode, c_int)
_is_hyphen = bare(raw.FPDFText_IsHyphen, c_int)
_is_generated = bare(raw.FPDFText_IsGenerated, c_int)
_has_no_unicode = bare(raw.FPDFText_HasUnicodeMapError, c_int)
_tight_box = bare(raw.FPDFText_GetCharBox, c_int)
_origin = bare(raw.FPDFText_GetCharOrigin, c_int)
_char_matrix = bare(raw.FPDFText_GetMatrix, c_int)
_font_size = bare(raw.FPDFText_GetFontSize, c_double)
_object_font = bare(raw.FPDFTextObj_GetFont, c_void_p)
_render_mode = bare(raw.FPDFTextObj_GetTextRenderMode, c_int)

ABOVE, BELOW = 0.78, 0.22  # of the font size: how far a word reaches above its baseline and below, the same for all fonts
_FILL_AND_STROKE = 2  # text rendering mode: how a bold is made of a font that has none
_SMALLEST, _LARGEST = 1.0, 300.0  # points: sizes beyond are none (fonts drawn by programs state them in units of their own)


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
                numbers.setdefault(_object_font(c_void_p(get_run(handle, i))), []).append(i)
        for places in numbers.values():
            for i, sign in zip(places, from_glyph_numbers([codes[i] for i in places]) or "", strict=False):
                signs[i] = sign
        return "".join(signs)

    def loose_box(self, index: int) -> Box:
        """The place that the character takes up in its line."""
        get_loose_box(self.handle, index, self._floats_ref)
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
        return Style(size, bold, italic, (direction + self.turns) % 4, pictures, is_plain, baseline + ABOVE * size, baseline - BELOW * size)

    def _font(self, font: int | None) -> Facts:
        known = self._fonts.get(font)
        if known is None:
            known = self._fonts[font] = font_facts(c_void_p(font), self._known) if font is not None else Facts()
        return known
