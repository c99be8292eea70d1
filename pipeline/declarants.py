"""Who declares: the people in front of the verb, joined by 'and', by name, initials or office; and all members together."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline import styles
from pipeline.register import OFFICE, Register, find_offices


class Group(NamedTuple):
    """People named together: 'Councillors A (Chair) and B'. `names` as written, each with the style of the list."""

    start: int
    end: int
    names: tuple[str, ...]


_JOINT = re.compile(
    r" ?(?:\((?:[A-Z][A-Za-z]{0,3}|(?:in the )?(?:deputy |vice[- ])?(?:chair\w*|mayor)|substitute|co-opted(?: member)?)\) ?)?"
    r"(?:,|;|/|&|\+|and|together with|as well as|along with)[, ]{0,2}(?:and |also |& )?",
    re.I,
)
_APPOSITION = re.compile(r"[ ,(]{1,3}(?:in the )?")
_ADVISERS = re.compile(r"(?i)(?:monitoring|legal|democratic|proper|returning) $")
_COLLECTIVE = re.compile(
    r"\b(?:(?:all|the other|the remaining|most) (?:(?:of the|the|other|parish|town|borough|district|county|community|city|elected|voting"
    r"|committee|council|board|cabinet) ){0,3}"
    r"(?:councill?ors|cllrs|members|governors|trustees)(?: present)?"
    r"|(?:(?:parish|town|community|district|county) )?(?:councillors|members)(?= (?:all|each) |(?: present)? ha(?:ve|d) an interest))\b",
    re.I,
)
_NAME = r"[A-Z](?:[a-z'-]{1,20}|\.?)(?: [A-Z][A-Za-z'.-]{0,25}){0,2} [A-Z][A-Za-z'-]{1,25}"
_PLAIN_NAMES = re.compile(
    rf"{_NAME}(?:(?:, | and | & ){_NAME}){{0,3}}"
    r"(?= (?:also |again |then |had |has |both |each |wished )?(?:declar|disclos|regist|made|express|stat|left|withdr))"
)
_GIVEN = re.compile(r"(?<![\w'.-])([A-Z][a-z]{2,15}) $")
_KEYS = re.compile(
    r"[A-Z]{2,4}(?:(?:, | and | & |, and |/)[A-Z]{2,4}){0,6}"
    r"(?=(?: \([A-Z]{2,5}\))? (?:also |again |then |both |each |all |had |has )?(?:declar|disclos|regist|express|stat))"
)


def find_groups(plain: str, register: Register, start: int, end: int) -> list[Group]:
    """The people named in a stretch of text, in groups, in order. `plain` has spaces for line ends."""
    found = [_whole(plain, span) for span, _ in register.find(plain, start, end)]
    found += [Group(m.start(), m.end(), (m.group(),)) for m in find_offices(plain, start, end) if not _covered(found, m.start())]
    found += [Group(m.start(), m.end(), (m.group(),)) for m in _COLLECTIVE.finditer(plain, start, end) if not _covered(found, m.start())]
    for m in _KEYS.finditer(plain, start, end):
        if not _covered(found, m.start()):
            found.append(Group(m.start(), m.end(), tuple(re.findall(r"[A-Z]{2,4}", m.group()))))
    for m in _PLAIN_NAMES.finditer(plain, start, end):
        names = [n for n in re.finditer(_NAME, m.group()) if not n.group().startswith("Both ")] or list(
            re.finditer(_NAME, m.group().replace("Both ", "     "))
        )
        for name in names:
            at = m.start() + name.start(), m.start() + name.end()
            if not any(g.start < at[1] and at[0] < g.end for g in found) and not any(styles.is_common(w) for w in name.group().split()):
                found.append(Group(*at, (name.group(),)))
    found.sort()
    return _joined(plain, found)


def _whole(plain: str, span: styles.NameSpan) -> Group:
    """A name without what a dash sets behind it ('Cllr A - Agenda'), and a surname with the given name that the register does not know."""
    name, dash, behind = span.text.partition(" - ")
    start = span.start
    if not span.style and " " not in name and (given := _GIVEN.search(plain[max(0, start - 20) : start])) and not styles.is_common(given[1]):
        start, name = start - len(given.group()), f"{given[1]} {name}"
    return Group(start, span.end - len(dash + behind), (name,))


def _covered(found: list[Group], at: int) -> bool:
    return any(g.start <= at < g.end for g in found)


def _joined(plain: str, found: list[Group]) -> list[Group]:
    """Neighbours joined by 'and' or a comma become one group; an office beside a name ('The Chair, Mr A') is no second person."""
    groups: list[Group] = []
    was_office = False
    for group in found:
        office = OFFICE.fullmatch(group.names[0]) is not None
        if office and _ADVISERS.search(plain[max(0, group.start - 12) : group.start]):
            continue
        if groups:
            between = plain[groups[-1].end : group.start]
            if office != was_office and len(between) < 12 and _APPOSITION.fullmatch(between):
                name = groups[-1].names if office else (*groups[-1].names[:-1], *group.names)
                groups[-1] = Group(groups[-1].start, group.end, name)
                was_office = False
                continue
            if len(between) < 80 and _JOINT.fullmatch(between):
                groups[-1] = Group(groups[-1].start, group.end, (*groups[-1].names, *group.names))
                was_office = office
                continue
        groups.append(group)
        was_office = office
    return groups
