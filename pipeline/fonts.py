"""Whether a font is bold or italic, or holds pictures, by what PDFium tells of it.

Its name says it, and nearly always truly. The weight in its description does not (1340 for a plain Arial, 640 for a plain Calibri): producers fill it
as they like. Where the name says nothing ('CIDFont+F1'), the font program itself does.
"""

from __future__ import annotations

import re
from ctypes import byref, c_int, c_size_t, c_void_p, create_string_buffer
from typing import NamedTuple

import pypdfium2.raw as raw

from pipeline.calls import bare

_font_name = bare(raw.FPDFFont_GetBaseFontName, c_size_t)
_font_flags = bare(raw.FPDFFont_GetFlags, c_int)
_font_weight = bare(raw.FPDFFont_GetWeight, c_int)
_font_data = bare(raw.FPDFFont_GetFontData, c_int)

_ITALIC_FLAG, _FORCE_BOLD_FLAG = 1 << 6, 1 << 18  # of a font descriptor, PDF 32000 table 123
_BOLD = re.compile(r"bold|black|heavy|demi|[-,]bd|[-,]b$", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|kursiv|[-,]it$|[-,]i$|[-,]bi$", re.IGNORECASE)
_PICTURES = re.compile(r"wingdings|webdings|dingbats|symbol", re.IGNORECASE)
_SUBSET = re.compile(r"^(?:[A-Z]{6}|CIDFont)\+")
_NAMELESS = re.compile(r"[A-Za-z]{0,3}[-_ ]?[0-9]{0,6}")
_BOLD_WEIGHTS = range(600, 1000)  # beyond is no weight
_MAX_TABLES = 64  # of a font program; real ones have some 25


class Facts(NamedTuple):
    """What a font is."""

    bold: bool = False
    italic: bool = False
    pictures: bool = False  # its letters are bullets and signs


def font_facts(font: c_void_p, known: dict[tuple[str, int], Facts]) -> Facts:
    """The facts of a font; `known` keeps, for one document, what was read from font programs."""
    buffer = create_string_buffer(128)
    written = _font_name(font, buffer, c_size_t(128))
    name = _SUBSET.sub("", buffer.raw[: max(0, min(written, 128) - 1)].decode("utf-8", "replace"))
    flags = max(0, _font_flags(font))
    bold = bool(named_bold(name) or flags & _FORCE_BOLD_FLAG)
    italic = bool(named_italic(name) or flags & _ITALIC_FLAG)
    if _NAMELESS.fullmatch(name):
        size = c_size_t()
        _font_data(font, None, c_size_t(0), byref(size))
        key = (name, size.value)
        if key not in known:
            program = create_string_buffer(size.value or 1)
            _font_data(font, program, size, byref(size))
            known[key] = program_facts(program.raw) or Facts(bold=_font_weight(font) in _BOLD_WEIGHTS)
        bold, italic = bold or known[key].bold, italic or known[key].italic
    return Facts(bold, italic, bool(_PICTURES.search(name)))


def named_bold(name: str) -> bool:
    """The font's name says that it is bold."""
    return _BOLD.search(name) is not None


def named_italic(name: str) -> bool:
    """The font's name says that it is italic."""
    return _ITALIC.search(name) is not None


def program_facts(program: bytes) -> Facts | None:
    """Whether a TrueType or OpenType program calls itself bold, and italic (macStyle, in its table 'head'); None where it does not say."""
    for place in range(12, 12 + 16 * min(int.from_bytes(program[4:6]), _MAX_TABLES), 16):
        if program[place : place + 4] == b"head":
            head = int.from_bytes(program[place + 8 : place + 12])
            style = program[head + 44 : head + 46]
            if len(style) == 2:
                return Facts(bool(style[1] & 1), bool(style[1] & 2))
    return None
