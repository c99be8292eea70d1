"""Where minutes say that somebody's name has changed: 'Councillor Ormondroyd (formerly Councillor Pemberton)'."""

from __future__ import annotations

import re

from pipeline import styles

BEFORE = 90  # characters in which the name before the brackets stands
_FORMERLY = re.compile(r"\([ \n]?(?:formerly|previously|n[ée]e|until recently)(?:[ \n]known[ \n]as)?[ \n]+", re.IGNORECASE)
_NOW = re.compile(r"\([ \n]?now(?:[ \n]known[ \n]as)?[ \n]+", re.IGNORECASE)


def find_changes(text: str) -> list[tuple[str, str]]:
    """(new name, old name) for each change that a text states; of people only, which a style before the new name or the old shows."""
    found = []
    for pattern, old_stands_last in ((_FORMERLY, True), (_NOW, False)):
        for mark in pattern.finditer(text):
            first = name_before(text, mark.start())
            last = name_after(text, mark.end())
            if first and last:
                found.append((first, last) if old_stands_last else (last, first))
    return found


def name_before(text: str, at: int) -> str | None:
    """The name with a style that ends at a place."""
    names = styles.find_names(text, max(0, at - BEFORE), at)
    return names[-1].text if names and not text[names[-1].end : at].strip() else None


def name_after(text: str, at: int) -> str | None:
    """The name that begins at a place and fills the brackets."""
    style = styles.STYLE.match(text, at)
    start = style.end() + 1 if style else at
    name = styles.match_name(text, start, min(len(text), at + BEFORE), styled=True)
    return " ".join(text[at : name[0]].split()) if name and text[name[0] : name[0] + 2].lstrip().startswith(")") else None
