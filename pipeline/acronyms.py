"""Letters that stand for a name, as the document explains them: 'Independence Service (IS)'. The same letters may mean two things in one document."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.named_bodies import Body

IN_BRACKETS = re.compile(r"[ ]?\((?:the |now |known as |hereafter )?[“\"‘']?(?P<letters>[A-Z][A-Za-z&]{0,4}[A-Z][A-Za-z&]{0,4})[”\"’']?\)")
LETTERS_FIRST = re.compile(r"(?<![\w’'&-])(?P<letters>[A-Z&]{2,8}) \($")
SMALL = frozenset("of for the and & in on to with at a".split())


class Meaning(NamedTuple):
    """What letters mean from one place on."""

    letters: str
    start: int  # of the name that is explained
    end: int  # behind the bracket
    body: Body


def spells(letters: str, name: str) -> bool:
    """Whether letters are the first letters of a name's words, small words counted or not."""
    wanted = letters.replace("&", "").upper()
    words = re.findall(r"[^\W\d_]+", name.replace("’s", "").replace("'s", ""))
    every = "".join(w[0] for w in words).upper()
    large = "".join(w[0] for w in words if w.lower() not in SMALL).upper()
    return wanted in (every, large) or (len(wanted) > 2 and (large.startswith(wanted) or every.startswith(wanted)))


def meanings(flow: str, bodies: list[Body]) -> list[Meaning]:
    """The letters that stand in brackets behind a body's name, or before the brackets in which its name stands."""
    found = []
    for body in bodies:
        behind = IN_BRACKETS.match(flow, body.end)
        if behind and (spells(behind["letters"], body.name) or set(behind["letters"].upper()) <= set(body.name.upper())):
            found.append(Meaning(behind["letters"], body.start, behind.end(), body))
            continue
        before = LETTERS_FIRST.search(flow, max(0, body.start - 12), body.start)
        if before and flow[body.end : body.end + 1] == ")" and spells(before["letters"], body.name):
            found.append(Meaning(before["letters"], before.start("letters"), body.end + 1, body))
    return found


def uses(flow: str, start: int, end: int, explained: list[Meaning]) -> list[tuple[int, int, Body]]:
    """Where the letters stand by themselves, with the body that they mean there: the one explained last before, else the first explained after."""
    by_letters: dict[str, list[Meaning]] = {}
    for meaning in explained:
        by_letters.setdefault(meaning.letters, []).append(meaning)
    found = []
    for letters, senses in by_letters.items():
        for match in re.finditer(rf"(?<![\w&’'-]){re.escape(letters)}(?![\w&-])", flow[start:end]):
            at = start + match.start()
            if any(sense.start <= at < sense.end for sense in senses):
                continue
            before = [sense for sense in senses if sense.start < at]
            found.append((at, start + match.end(), (before[-1] if before else senses[0]).body))
    return found
