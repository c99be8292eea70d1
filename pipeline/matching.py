"""When a row of the database says the same as a row that a person annotated. Small slips of spelling and style are forgiven, facts are not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from typing import TypeVar

G = TypeVar("G")
R = TypeVar("R")

STYLES = re.compile(
    r"\b(councillors?|cllrs?\.?|county|district|borough|community|parish|the|mayor|deputy|mr|mrs|ms|miss|mx|dr|sir|dame|lord|lady|rev|reverend|revd"
    r"|cyng|prof|professor|pc|pcso|obe|mbe|cbe|jp|qc|kc|frics|esq)\b\.?"
)
WORD = re.compile(r"[a-z0-9£%]+")
NAME_PART = re.compile(r"[a-zà-ÿ'-]+")
IN_BRACKETS = re.compile(r"\([^)\n]{0,300}\)")
NUMBER_LABEL = re.compile(r"\b(minute|item|agenda|no)\b\.?", re.IGNORECASE)
COMMON_WORDS = frozenset(
    "a an and are as at be been by for from had has have in is it its of on or that the their there these this those to was were "
    "which who with".split()
)


def words(text: str | None) -> list[str]:
    """The words of a phrase without case, punctuation and apostrophes."""
    return WORD.findall((text or "").lower().replace("&", " and ").replace("’", "'").replace("'", ""))


def alike(a: str | None, b: str | None, least: float) -> bool:
    """True where two phrases are the same but for case, punctuation and small slips; `least` is the share that must agree."""
    said, meant = " ".join(words(a)), " ".join(words(b))
    return said == meant or (bool(said and meant) and SequenceMatcher(None, said, meant, autojunk=False).ratio() >= least)


def overlap(gold: str | None, said: str | None) -> float:
    """The share of the gold phrase's content words that the other phrase has too."""
    wanted, had = (_content_words(text) for text in (gold, said))
    return len(wanted & had) / len(wanted) if wanted else 1.0


def _content_words(text: str | None) -> set[str]:
    return {w[:-1] if len(w) > 3 and w.endswith("s") else w for w in words(text)} - COMMON_WORDS


def same_person(a: str | None, b: str | None) -> bool:
    """The same surname, and no first initial that speaks against it; titles and honours do not count."""
    (given_a, surname_a), (given_b, surname_b) = _person(a), _person(b)
    if not surname_a or not surname_b:
        return words(a) == words(b)
    if surname_a != surname_b and not (len(surname_a) > 5 and SequenceMatcher(None, surname_a, surname_b).ratio() > 0.9):
        return False
    return not given_a or not given_b or given_a[0][0] == given_b[0][0]


def _person(name: str | None) -> tuple[list[str], str]:
    """Given names or initials, and the surname."""
    plain = IN_BRACKETS.sub(" ", name or "").replace("’", "'").lower()
    parts = [p for p in NAME_PART.findall(STYLES.sub(" ", plain)) if p != "-"]
    return (parts[:-1], parts[-1]) if parts else ([], "")


def same_name(a: str | None, b: str | None) -> bool:
    """The same service, school, committee or organisation."""
    a, b = (" ".join(words(text)).removeprefix("the ") for text in (a, b))
    return a == b or alike(a, b, 0.88)


def number(text: str | None) -> str:
    """An item's number without spaces, case and the punctuation around it."""
    return re.sub(r"[^a-z0-9/.\-]", "", (text or "").lower()).strip("./-")


def same_matter(gold: str | None, about: str | None, about_number: str | None) -> bool:
    """What a declaration is about: the same number, else half of the same words. A matter that was not annotated fits any."""
    if not gold:
        return True
    if number(about_number) and number(about_number) == number(NUMBER_LABEL.sub("", gold)):
        return True
    return overlap(gold, f"{about or ''} {about_number or ''}") >= 0.5


def same_value(a: float | None, b: float | None) -> bool:
    """Two figures that differ by rounding of the machine only, or two that are both not stated."""
    if a is None or b is None:
        return a is b
    return abs(a - b) <= 1e-6 * max(1, abs(a))


def pair(golds: Iterable[G], rows: Iterable[R], same: Callable[[G, R], bool]) -> tuple[list[tuple[G, R]], list[G], list[R]]:
    """Pair each gold row with the first free row for which `same` holds: the pairs, the gold rows missed, the rows too many."""
    free, pairs, missed = list(rows), [], []
    for gold in golds:
        at = next((i for i, row in enumerate(free) if same(gold, row)), None)
        if at is None:
            missed.append(gold)
        else:
            pairs.append((gold, free.pop(at)))
    return pairs, missed, free
