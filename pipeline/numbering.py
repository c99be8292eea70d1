"""The numbers that stand at the start of lines, read into their parts. Inside `items`; which of them number the items is found in `sequences`."""

from __future__ import annotations

import re
from dataclasses import dataclass

# '49.', '16/119', '03.22.01', 'R2023-196', 'HWB.45', 'BM 35/2021', 'CAB 23/24-98', 'Minute No. 12', '8a.', '6. (a)', '12(a)'; misprinted '01.18..05'.
# An asterisk before it marks some decisions. A separator may stand doubled, a solidus may have spaces beside it. Each part is bounded.
_NUMBER = re.compile(
    r"""(?:[*#†‡§][ ]{0,3})?(?P<word>(?i:(?:(?:agenda\s|minute\s)?(?:item|minute|min|resolution)\b\.?\s{0,2})?(?:(?:no|number|ref)\b\.?:?\s{0,2})?))?
        (?P<open>\()?
        (?P<number>
            (?P<prefix>(?:[A-Z][A-Z&]{0,5}(?:/[A-Z]{1,4})?[\s.:/-]{0,2}|[A-Z][A-Za-z]{1,5}[./-]\s?)(?=\d))?
            (?P<digits>\d{1,5}(?:\(\d{1,2}\))?(?:(?:\s?/\s?|[./\\–-]{1,2})\d{1,5}){0,3})
            (?P<letter>[ .]{0,2}\([a-z]{1,2}\)|[a-z](?=[.):\s]|$)|[ ][a-z](?=[.):]?\s{1,3}[A-Z]))?
        )
        (?P<stop>\s?[.):;]{1,2}|,(?=\s[A-Z])|\s[–—-](?=\s))?(?P<gap>\s+|$|(?=[A-Z“‘"'(]))""",
    re.VERBOSE,
)
# '(a)', 'a)', 'b.', 'A.', '(iv)': a part of an item, or the items of minutes that letter them
_LETTER = re.compile(r"(?P<open>\()?(?P<letter>[A-Za-z]|[ivxIVX]{1,5})(?P<stop>[.)]{1,2})(?P<gap>\s+|$|(?=[A-Z]))")
_INITIAL = re.compile(r"(?:[A-Z]\.\s?){1,3}[A-Z][a-z]+(?:\s*(?:[,:;&(]|and\b|\n|$))")  # 'D. Yemm, ...' is a name
_INTEGER = re.compile(r"\d+")
_SPACES = re.compile(r"\s*([/\\])\s*")
_NOT_A_NUMBER_BEFORE = re.compile(  # '21 March', '3rd', '10 am', '40 %'
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
    r"|st|nd|rd|th|am|pm|a\.m|p\.m|noon|hours|hrs)\b|%",
    re.IGNORECASE,
)
_ROMAN = {"i": 1, "v": 5, "x": 10}


@dataclass(slots=True, frozen=True)
class Mark:
    """A number, or a letter, at the start of a line."""

    start: int  # of the number, or of the word 'Minute' before it
    end: int  # where the title or the text begins
    number: str  # as printed, without the punctuation behind it
    prefix: str  # what tells its form from others: capitals before the digits, else a word such as ITEM, else an opening bracket
    values: tuple[int, ...]
    letter: str  # '8a' and '6. (a)' have one; a lettered part has nothing else
    firm: bool  # punctuation, a gap or its form tell that it numbers the line; else it may be the first word of a sentence
    lone: bool  # nothing else stands on the line


def read_mark(text: str, start: int, end: int) -> Mark | None:
    """The number with which the line `text[start:end]` begins."""
    found = _NUMBER.match(text, start, end)
    if not found:
        return None
    prefix = found["prefix"] or ""
    values = tuple(int(d) for d in _INTEGER.findall(found["digits"]))
    lone = found.end() >= end
    stop, gap = found["stop"] or "", found["gap"]
    if not lone and len(values) == 1 and not prefix and not stop.strip(" ") and _NOT_A_NUMBER_BEFORE.match(text, found.end(), end):
        return None
    if gap == "" and not lone and not stop and not prefix and len(values) == 1 and text[found.end()] != "(":
        return None  # '4x4', '39A'
    letter = (found["letter"] or "").strip(" .()")
    firm = bool(found["word"] or stop or prefix or letter or len(values) > 1 or lone or "\t" in gap)
    number = found["number"].strip()
    if not found["letter"]:
        number = (_SPACES.sub(r"\1", number) if " " in number else number).removesuffix(")")
    name = "".join(c for c in prefix.upper() if c.isalpha() or c == "&") or (found["word"] or "").strip(" .").upper() or found["open"] or ""
    if found["open"] and ")" not in stop:
        return None  # '(2016 to 2018)'
    return Mark(found.start(), found.end(), number.rstrip(".-–: "), name, values, letter, firm, lone)


def read_letter(text: str, start: int, end: int) -> Mark | None:
    """The letter or Roman number with which a line begins: '(a)', 'b.', '(iv)'."""
    found = _LETTER.match(text, start, end)
    if not found or (found["letter"].isupper() and ")" not in found[0] and _INITIAL.match(text, start, end)):
        return None
    number = found[0].strip()
    number = number.rstrip(".") if not found["open"] else number
    return Mark(found.start(), found.end(), number.rstrip(")") if not found["open"] else number, "", (), found["letter"], True, found.end() >= end)


def letter_values(letter: str) -> list[int]:
    """The places in a sequence that a letter can have: 'c' is 3, 'i' is 9 or 1, as `alphabet_value` and `roman_value` say."""
    return [v for v in (alphabet_value(letter), roman_value(letter)) if v]


def alphabet_value(letter: str) -> int:
    """The place in the alphabet; 0 for more letters than one."""
    return ord(letter.lower()) - 96 if len(letter) == 1 else 0


def roman_value(letter: str) -> int:
    """The value as a Roman number of i, v and x; 0 where it is none."""
    digits = [_ROMAN.get(c, 0) for c in letter.lower()]
    return sum(-d if d < after else d for d, after in zip(digits, [*digits[1:], 0], strict=True)) if all(digits) else 0
