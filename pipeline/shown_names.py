"""The one name under which a person is shown, the surname by which lists are sorted, and what kind of person it is."""

from __future__ import annotations

import re
from collections import Counter

from pipeline import offices, styles
from pipeline.namings import MEMBERS, Link, Naming, Person
from pipeline.spelling import spelling_of, without_style

SPOILT = ("misspelling", "name-change")  # spellings that are never the one shown
# Words of a post that stand for another body than the council.
_OUTSIDE = re.compile(
    r"\b(?:NHS|CCG|clinical commissioning|police|constabulary|healthwatch|voluntary|trust|hospitals?|university|college|chamber of commerce"
    r"|housing association|ltd|limited|diocese|probation|fire and rescue|fire service|charity|foundation|partnership)\b",
    re.IGNORECASE,
)


def shown_name(person: Person, namings: list[Naming], links: list[Link]) -> str:
    """The fullest name, and of these the most frequent: 'Caroline Robinson' rather than 'Caro', 'Mrs C Robinson'."""
    if person.shown:
        return person.shown
    written = [namings[place].written for place in person.namings if links[place].method not in SPOILT]
    forms = Counter(map(without_style, written or [namings[place].written for place in person.namings]))
    return max(forms, key=lambda form: (spelling_of(form).level, min(len(spelling_of(form).given), 1), forms[form], len(form)))


def surname_of(name: str) -> str | None:
    """'van den Berg', with the letters as they are written."""
    style = styles.STYLE.match(name)
    bare = name[style.end() :].strip() if style else name
    found = styles.match_name(bare, 0, len(bare))
    return found[2] if found else bare.rpartition(" ")[2] or None


def kind_of(person: Person, namings: list[Naming]) -> str:
    """member | co-opted-member | officer | partner, by the capacities in which somebody came most often. Members of a board who have no
    councillor's style and hold a post are officers or partners; whose post names another body is a partner."""
    counts = person.capacities
    members = sum(counts[each] for each in MEMBERS) - counts["co-opted-member"]
    posts = [post for post in (namings[place].post for place in person.namings) if post]
    titles = [post for post in posts if offices.is_title(post)]
    if counts["co-opted-member"] > max(members, person.staff):
        return "co-opted-member"
    if members > person.staff and (person.is_councillor or not posts):
        return "member"
    if not person.staff and not posts:
        return "member" if members else "unknown"
    if members > person.staff and not titles and not any(map(_OUTSIDE.search, posts)):
        return "member"
    outside = sum(_OUTSIDE.search(post) is not None for post in posts)
    return "partner" if counts["partner"] > counts["officer"] or 2 * outside > len(posts) else "officer"
