"""The characters of a word, cleaned once, before any offset is counted."""

from __future__ import annotations

import re

SOFT_HYPHEN = "\u00ad"
LINE_END_HYPHEN = "\ufffe"  # PDFium's sign for a hyphen at the end of a line; it swallows the line break

UNMAPPED = "\ufffd"

_PLAIN = re.compile(r"[ -~£–—‘’“”•…éâêîôŵŷáàÂ\s]*")  # what nearly every page consists of: nothing to clean

# Ligatures that fonts of the 1990s mapped to characters of their own.
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}

# No glyph of their own: controls, zero-width marks, the controls of writing direction (which can show a name backwards), variation selectors, tags,
# halves of surrogate pairs, noncharacters.
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")

# Symbol and Wingdings have no Unicode table in most files: their codes arrive as U+F000 + code. Ticks mean something; the rest are bullets.
_SYMBOLS = {0xF02D: "-", 0xF0E0: "→", 0xF0E8: "→", 0xF0FC: "✓", 0xF0FB: "✗", 0xF050: "✓", 0xF0FE: "☑", 0xF0FD: "☒", 0xF0A3: "☐"}
BULLET = "•"
_PICTURES = {"ü": "✓", "P": "✓", "û": "✗", "þ": "☑", "ý": "☒", "¨": "☐"} | {chr(code): sign for code, sign in _SYMBOLS.items()}


def is_plain(text: str) -> bool:
    """No character of the text needs cleaning."""
    return _PLAIN.fullmatch(text) is not None


def clean(text: str) -> str:
    """The word without what has no glyph, ligatures spelt out, bullets of symbol fonts as '•'; a soft hyphen stays only at its end. May be ''.

    >>> clean("\\uf0b7"), clean("o\\ufb03ce"), clean("co\\u00adop\\u00ad"), clean("a\\u202eb\\x00")
    ('•', 'office', 'coop\\xad', 'ab')
    """
    if is_plain(text):
        return text
    text = _INVISIBLE.sub("", text).translate(_LIGATURES)
    if SOFT_HYPHEN in text:
        text = text[:1].replace(SOFT_HYPHEN, "") + text[1:-1].replace(SOFT_HYPHEN, "") + text[1:][-1:]
    if _PRIVATE.search(text):
        text = _private_use(text)
    return text


def picture(text: str) -> str:
    """What a word in a font of pictures stands for: a tick, a cross, else a bullet."""
    return _PICTURES.get(text, BULLET)


def from_glyph_numbers(codes: list[int]) -> str | None:
    """The text of glyph numbers that a font without a Unicode table gave for characters; None where it does not number them as most fonts do.

    The fonts of Microsoft and Apple number their first glyphs in the order of MacRoman: 3 is the space; from 172 on, the no-break space is missing.

    >>> from_glyph_numbers([38, 79, 72, 85, 78, 182, 86, 3, 53, 72, 83, 82, 85, 87])
    'Clerk’s Report'
    """
    if not all(0 < code < 223 for code in codes):
        return None
    text = bytes(32 if code < 3 else code + (29 if code < 98 else 30 if code < 172 else 31) for code in codes).decode("mac_roman")
    letters = [c for c in text.lower() if c.isalpha()]
    plain = sum(" " <= c <= "~" or c in "‘’“”–—£•" for c in text)
    vowels = sum(c in "aeiouyw" for c in letters)
    return text if plain >= 0.9 * len(text) and 2 * len(letters) >= len(text) and 4 * vowels >= len(letters) else None


def _private_use(text: str) -> str:
    """A run of letters in a symbol-encoded font stands 0xF000 above its ASCII; a lone private character is a bullet or a sign."""
    if len(text) > 1 and all(0xF021 <= ord(c) <= 0xF07E for c in text):
        return "".join(chr(ord(c) - 0xF000) for c in text)
    return _PRIVATE.sub(lambda m: _SYMBOLS.get(ord(m[0]), BULLET), text)
