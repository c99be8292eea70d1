"""One name as written, taken apart so that it can be held against another: what it tells of a person, and what speaks against their being one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from pipeline import bodies, styles
from pipeline.forenames import same_first_name

PARTICLES = {"de", "la", "le", "van", "der", "den", "von", "du", "di", "da", "dos", "ap", "ab", "st", "mac", "mc"}
_RANK = re.compile(rf"{styles.RANK}(?![\w’'-])")
_CAPITALS = re.compile(r"(?<![\w’'-])[A-Z]{2,3}(?![\w’'-])")
_HONOURS = re.compile(rf"{styles.HONOURS.pattern}[ ]*$")
_SUFFIX = re.compile(r"(?<![\w’'-])(?:(J(?:nr|r|unior)|JNR|JR)|(S(?:nr|r|enior)|SNR|SR))\.?$")
MIN_SLIP = 5  # letters of a surname in which a slip is believed

SURNAME, INITIALS, FIRST_NAME = 0, 1, 2  # how much a name tells


class Spelling(NamedTuple):
    """A name without its styles, in small plain letters."""

    given: tuple[str, ...]  # first names or initials
    surname: str  # letters only, with its particles: 'vandenberg', 'parkersmith'
    tail: str  # the surname with the name before it, where that is written in full: by this 'Parker-Smith' is found in 'Yvonne Parker Smith'
    sex: str | None  # as the style tells
    suffix: str  # jr | sr | ''
    is_councillor: bool  # by the style

    @property
    def level(self) -> int:
        """How much the name tells: a surname, initials with it, a first name with it."""
        if not self.given:
            return SURNAME
        return FIRST_NAME if len(self.given[0]) > 1 else INITIALS

    @property
    def letters(self) -> str:
        return "".join(self.given) + self.surname


@lru_cache(maxsize=16_384)
def spelling_of(written: str) -> Spelling:
    """'Cllr Mrs J. A. van den Berg OBE' -> given ('j', 'a'), surname 'vandenberg', a woman, a councillor."""
    bare = _unbracketed(written).strip(" ,;:-–—")
    suffix = _SUFFIX.search(bare)
    if suffix:
        bare = bare[: suffix.start()]
    bare = _HONOURS.sub(" ", bare).strip(" ,.")
    style = styles.STYLE.match(bare)
    given, surname = styles.name_parts(bare[style.end() :] if style else bare)
    together = {word.group().lower() for word in _CAPITALS.finditer(bare)} if not bare.isupper() else set()
    parts: list[str] = []
    for part in given:
        folded = plain(part)
        parts += list(folded) if part in together else [folded]
    last = [plain(surname)] if surname else []
    while parts and last and parts[-1] in PARTICLES:
        last.insert(0, parts.pop())
    parts = [part for part in parts if part]
    joined = "".join(last)
    return Spelling(
        tuple(parts),
        joined,
        parts[-1] + joined if len(parts) > 1 and len(parts[-1]) > 1 else "",
        styles.sex(written),
        "" if suffix is None else "jr" if suffix[1] else "sr",
        styles.COUNCILLOR.search(written) is not None,
    )


def _unbracketed(written: str) -> str:
    """The name without what stands in brackets behind it; what stands in them where nothing else does: 'The Mayor (Councillor Bell)'."""
    outside = re.sub(r"\([^()]{0,100}\)", " ", written)
    inside = re.search(r"\(([^()]{1,100})\)", written)
    return inside[1] if inside and not styles.name_parts(outside)[1] else outside


def plain(word: str) -> str:
    """The letters of a word, without accents: "O'Brien" and 'O’Brien' are 'obrien'."""
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(c for c in decomposed if c.isalpha()).casefold()


def without_style(written: str) -> str:
    """The name as it will be shown: 'Cllr Mrs Jo Bell (Chair)' is 'Jo Bell'. A rank stays ('Inspector Anand'), and the style of one that tells
    no first name ('Councillor Bell')."""
    flat = bodies.presentable(_HONOURS.sub(" ", _unbracketed(written))).strip(" ,;")
    style = styles.STYLE.match(flat)
    if style is None or spelling_of(flat).level == SURNAME or _RANK.match(flat):
        return flat
    bare = flat[style.end() :].strip(" .,:")
    return bare if spelling_of(bare).level == spelling_of(flat).level else flat


# ---- two names --------------------------------------------------------------------------------------------------------------------------
def agree(a: Spelling, b: Spelling) -> bool:
    """Nothing in the two names speaks against their being one person: surnames the same, no first name, initial, style or suffix against it."""
    given_a, given_b = a.given, b.given
    if a.surname != b.surname:
        if a.surname == b.tail:
            given_b = b.given[:-1]
        elif b.surname == a.tail:
            given_a = a.given[:-1]
        else:
            return False
    return given_agree(given_a, given_b) and not differ(a, b)


def differ(a: Spelling, b: Spelling) -> bool:
    """The styles or suffixes tell two people apart: Mr and Mrs Martin, John Smith senior and junior."""
    return (a.sex is not None and b.sex is not None and a.sex != b.sex) or bool(a.suffix and b.suffix and a.suffix != b.suffix)


def given_agree(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """First names and initials that one person may bear; a name left out says nothing."""
    if not a or not b:
        return True
    return first_agrees(a[0], b[0]) and all(first_agrees(one, other) for one, other in zip(a[1:], b[1:], strict=False))


def first_agrees(a: str, b: str) -> bool:
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    return same_first_name(a, b)


def is_slip(a: str, b: str) -> bool:
    """Two surnames that differ by one letter put in, left out or changed: 'Pillans' and 'Pillan'. 'MacDonald' and 'McDonald' too."""
    short, long = sorted((a, b), key=len)
    if len(short) < MIN_SLIP or len(long) - len(short) > 1 or a == b:
        return False
    at = next((k for k, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    rest = long[at + 1 :]
    return short[at:] == rest or short[at + 1 :] == rest or (short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :])
