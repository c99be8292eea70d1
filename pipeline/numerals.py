"""Numbers as British minutes write them, in figures or in words, and what they are worth."""

from __future__ import annotations

import re

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
WORDS = {word: n for n, word in enumerate(_ONES, 1)} | {word: 10 * n for n, word in enumerate(_TENS, 2)} | _SCALES | {"dozen": 12}
# Words with which a number in words, or a range, may begin
BEGINNINGS = frozenset(WORDS) | {"a", "an", "half", "from", "between"}
# What may follow a number in figures: '£1.2m', '18 million', '£127k'
MULTIPLES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}
_PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth "
    "eighteenth nineteenth twentieth"
).split()

_WORD = "|".join(sorted(WORDS, key=len, reverse=True))
_JOINED = r"(?:[-‐\s]{1,2}|(?:(?<=hundred)|(?<=thousand)|(?<=million))(?:,?\sand\s|,\s))"
# 'two hundred and fifty', 'twenty-three', 'a hundred', 'half a million'; which of the words belong together `value_of` decides
IN_WORDS = (
    rf"(?:(?:an?|half\san?)\s(?=hundred|thousand|million|dozen))?(?:{_WORD})(?:{_JOINED}(?:{_WORD})){{0,9}}(?:\sand\sa\s(?:half|quarter))?(?![a-z])"
)
IN_FIGURES = r"(?:\d{1,3}(?:,\d{3}){1,5}(?!\d)|\d{1,12})(?:[.·]\d{1,6})?"
NUMBER = rf"(?:{IN_FIGURES}|\b{IN_WORDS})"
PART = r"(?:hal(?:f|ves)|thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?)"
_SPLIT = re.compile(r"[-‐,\s]+")


def value_of(written: str) -> float:
    """The worth of one number, in figures or in words, with its multiple where it has one: '1,200', '1.2m', 'two and a half', 'half a million'.

    Raises ValueError where the words make no number.
    """
    text = written.strip().lower()
    if number := re.match(IN_FIGURES, text):
        multiple = text[number.end() :].strip(" -\n\t")
        worth = float(number[0].replace(",", "").replace("·", "."))
        if multiple == "k" and "," in number[0]:  # '£127,000K' says the thousands twice
            multiple = ""
        return _round(worth * MULTIPLES.get(multiple, 1.0))
    return _in_words(text)


def _in_words(text: str) -> float:
    added = 0.0
    for words, worth in ((" and a half", 0.5), (" and a quarter", 0.25)):
        if text.endswith(words):
            text, added = text[: -len(words)], worth
    total, group, last, factor = 0.0, 0.0, 0.0, 1.0
    tokens = [t for t in _SPLIT.split(text) if t and t != "and"]
    if tokens[:2] in (["half", "a"], ["half", "an"]):
        tokens, factor = tokens[2:], 0.5
    if tokens[:1] in (["a"], ["an"]):
        tokens = tokens[1:]
    if not tokens:
        raise ValueError(text)
    for token in tokens:
        worth = WORDS.get(token, 0)
        if not worth:
            raise ValueError(text)
        if worth in (100, 12) and token in ("hundred", "dozen"):
            group = (group or 1) * worth
        elif worth >= 1_000:
            total, group = total + (group or 1) * worth, 0.0
        elif (last and not (20 <= last < 100 and worth < 10)) and last < 100:
            raise ValueError(text)
        else:
            group += worth
        last = worth
    return factor * (total + group) + added


def longest_number(words: str) -> str:
    """The longest beginning of a run of number words that makes a number: 'twenty-three' of 'twenty-three four'."""
    ends = [m.end() for m in re.finditer(r"[a-z]+", words, re.IGNORECASE)]
    for end in reversed(ends):
        try:
            _in_words(words[:end].lower())
        except ValueError:
            continue
        return words[:end]
    return ""


def fraction_of(written: str) -> float:
    """A fraction in words as a percentage: 'two thirds' is 66.7, 'a quarter' 25."""
    tokens = [t for t in _SPLIT.split(written.lower()) if t]
    part = tokens[-1]
    below = _PARTS[part if part in _PARTS else part.removesuffix("s")]
    above = WORDS.get(tokens[-2], 1) if len(tokens) > 1 else 1
    return share(above, below)


def share(part: float, whole: float) -> float:
    """A part of a whole as a percentage, to one decimal: a third is 33.3."""
    return round(100 * part / whole, 1) if whole else 0.0


def ordinal_of(written: str) -> int:
    """'58th', 'eleventh'; 0 where the word is no ordinal."""
    text = written.lower()
    if text[:1].isdigit():
        return int(re.sub(r"\D", "", text))
    return ORDINALS.index(text) + 1 if text in ORDINALS else 0


def _round(worth: float) -> float:
    """Without the tail that a float's multiplication leaves: 16.482 x 1,000,000 is 16,482,000."""
    return round(worth, 6)


def written(value: float) -> str:
    """A number as a reader wants to see it: '1,234', '12.5'."""
    return f"{value:,.0f}" if abs(value - round(value)) < 1e-9 else f"{value:,.4f}".rstrip("0")
