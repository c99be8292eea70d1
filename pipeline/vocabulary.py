"""The words that a council's minutes use in small letters: two of them with capitals are a heading ('Cleaning Issues'), not somebody's name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.forenames import FORMS

FIRST_NAMES = frozenset(FORMS.split())
_SMALL = re.compile(r"(?<![^\W\d_])[a-z]{2,30}(?![^\W\d_])")


class Vocabulary(NamedTuple):
    """The words in use."""

    words: frozenset[str]

    def all_common(self, name: str) -> bool:
        """Whether no word of a name is one that only names have."""
        parts = re.findall(r"[^\W\d_]+", name.casefold())
        return bool(parts) and parts[0] not in FIRST_NAMES and all(part in self.words for part in parts)


def vocabulary_of(texts: Iterable[str | None]) -> Vocabulary:
    """The words of these texts that are written in small letters."""
    words: set[str] = set()
    for text in texts:
        words.update(_SMALL.findall(text or ""))
    return Vocabulary(frozenset(words))
