"""The register of a meeting: whom a name, a surname, a key of initials or an office means among those who came or sent apologies."""

from __future__ import annotations

import re
from collections import defaultdict

from pipeline import styles
from pipeline.records import Attendee
from pipeline.styles import NameSpan

OFFICE = re.compile(
    r"(?:\b[Tt]he[ \n])?\b(?P<vice>(?:[Vv]ice|[Dd]eputy)[- ])?(?:(?P<chair>[Cc]hair(?:man|woman|person)?|[Cc]onvenor|[Cc]onvener)"
    r"|(?P<post>(?:(?:Deputy |Lord |Deputy Lord )?Mayor|(?:Deputy )?Leader(?: of the Council)?"
    r"|(?:Town |Parish |Assistant |Deputy )?Clerk|Provost|Chief Executive|RFO)))\b"
)
INITIALS_KEY = re.compile(r"(?<![\w./’'-])[A-Z](?:\.?[A-Z]){1,3}(?![\w/’'-])(?!\.[A-Za-z])")
BARE_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_OFFICE_WORDS = ("hair", "onven", "ayor", "eader", "lerk", "rovost", "Executive", "RFO")  # without one of them there is no office


def find_offices(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The offices named in a stretch of text."""
    said = text[start:end]
    return list(OFFICE.finditer(text, start, end)) if any(word in said for word in _OFFICE_WORDS) else []


class Register:
    """Built once a meeting from its attendance; every answer is one person with certainty, or None."""

    def __init__(self, attendees: list[Attendee]) -> None:
        self.people: list[Attendee] = []
        for attendee in attendees:
            if not any(_the_same(attendee, known) for known in self.people):
                self.people.append(attendee)
        self._by_surname: dict[str, list[Attendee]] = defaultdict(list)
        self._by_word: dict[str, list[Attendee]] = defaultdict(list)
        self._by_key: dict[str, list[Attendee]] = defaultdict(list)
        for person in self.people:
            given, surname = styles.name_parts(person.name)
            self._by_surname[surname].append(person)
            for word in {*given, surname}:
                self._by_word[word].append(person)
            if person.initials:
                self._by_key[person.initials.replace(".", "").upper()].append(person)
        self.has_keys = bool(self._by_key)
        if not self.has_keys:  # minutes that use initials without a key: the first letters, where they fit one person
            for person in self.people:
                given, surname = styles.name_parts(person.name)
                key = "".join(part[0] for name in (*given, surname) for part in name.split("-") if part).upper()
                short = (given[0][0] + surname[0]).upper() if given and surname else ""
                for each in {key, short} - {""}:
                    self._by_key[each].append(person)

    def by_initials(self, key: str) -> Attendee | None:
        """'NS', 'N.S.'."""
        return _one(self._by_key.get(key.replace(".", "").upper(), []))

    def by_name(self, name: str) -> Attendee | None:
        """A full name, initials and surname, or a surname alone; where two fit, members go before officers and the public."""
        given, surname = styles.name_parts(name)
        if not surname:
            return None
        fitting = [p for p in self._by_surname.get(surname, []) if styles.same_person(p.name, name)]
        if not fitting:
            fitting = [p for p in self.people if styles.same_person(p.name, name)]
        if len(fitting) > 1 and given:
            fitting = [p for p in fitting if styles.name_parts(p.name)[0] == given] or fitting
        if len(fitting) > 1:
            wanted = styles.sex(name)
            fitting = [p for p in fitting if wanted is None or styles.sex(p.name) in (None, wanted)] or fitting
        if len(fitting) > 1 and re.search(r"\b(?:[Cc]ouncillor|[Cc]l?lr)", name):
            fitting = [p for p in fitting if p.capacity in ("member", "substitute", "other-councillor", "co-opted-member")]
        if len(fitting) > 1:
            fitting = [p for p in fitting if styles.name_parts(p.name)[0] == given] or fitting
        return _one(fitting)

    def by_given_name(self, word: str) -> Attendee | None:
        """'Terry', in minutes that name people so; or any single word of a name that only one person bears."""
        return _one(self._by_word.get(word.lower().replace("’", "'"), []))

    def by_office(self, office: str) -> Attendee | None:
        """'the Chairman', 'Vice-Chair', 'the Mayor', 'the Clerk', 'the Leader of the Council'."""
        found = OFFICE.search(office)
        if found is None:
            return None
        if found["chair"]:
            role = "vice-chair" if found["vice"] else "chair"
            return _one([p for p in self.people if p.meeting_role == role])
        post = f"{found['vice'] or ''}{found['post']}".lower().replace("-", " ")
        exact = [p for p in self.people if p.post and p.post.lower() == post]
        named = [p for p in self.people if p.post and re.search(rf"\b{re.escape(post)}\b", p.post.lower())]
        return _one(exact or [p for p in named if "deputy" in post or "deputy" not in (p.post or "").lower()])

    def lookup(self, name: str) -> Attendee | None:
        """Whom a name means: initials, an office, or a name in any of its forms."""
        plain = " ".join(name.split())
        if INITIALS_KEY.fullmatch(plain):
            return self.by_initials(plain)
        if (office := OFFICE.fullmatch(plain)) is not None:
            return self.by_office(office.group())
        return self.by_name(plain) or (self.by_given_name(plain) if " " not in plain else None)

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[tuple[NameSpan, Attendee | None]]:
        """Everyone named in a stretch of text, in order: names with a style (known or not), then, of those in the register, names without a style,
        keys of initials, and offices ('the Chairman'). Names joined to a styled one ('Cllr Hayward & Hillard') are found as names without a style."""
        end = len(text) if end is None else end
        found = [(span, self.by_name(span.text)) for span in styles.find_names(text, start, end)]
        taken = [(span.start, span.end) for span, _ in found]
        for span, person in [*self._bare_names(text, start, end), *self._keys(text, start, end), *self._offices(text, start, end)]:
            if not any(span.start < stop and begin < span.end for begin, stop in taken):
                found.append((span, person))
                taken.append((span.start, span.end))
        return sorted(found, key=lambda pair: pair[0].start)

    def _bare_names(self, text: str, start: int, end: int) -> list[tuple[NameSpan, Attendee]]:
        """Names of the register as they stand without a style: 'Jo Bell', 'R Gough', 'Hillard', 'Terry'."""
        found = []
        at = start
        while word := BARE_WORD.search(text, at, end):
            at = word.end()
            low = word.group().lower().replace("’", "'").removesuffix("'s")
            if not word.group()[0].isupper() or not (low in self._by_word or len(low) == 1):
                continue
            name = styles.match_name(text, word.start(), end, styled=False)
            whole = self.by_name(text[word.start() : name[0]]) if name else None
            if name and whole and (name[1] or not styles.is_common(low)):
                found.append((NameSpan(word.start(), name[0], " ".join(text[word.start() : name[0]].split()), "", name[1], name[2]), whole))
                at = name[0]
            elif low in self._by_word and not _is_a_word_too(low) and not (name and name[1]) and (one := self.by_given_name(low)):
                found.append((NameSpan(word.start(), word.end(), word.group(), "", "", word.group()), one))
        return found

    def _keys(self, text: str, start: int, end: int) -> list[tuple[NameSpan, Attendee]]:
        """Initials that are somebody's key."""
        hits = [(key, self.by_initials(key.group())) for key in INITIALS_KEY.finditer(text, start, end)]
        return [(NameSpan(key.start(), key.end(), key.group(), "", "", ""), person) for key, person in hits if person]

    def _offices(self, text: str, start: int, end: int) -> list[tuple[NameSpan, Attendee]]:
        """Offices that one person held at the meeting."""
        hits = [(office, self.by_office(office.group())) for office in find_offices(text, start, end)]
        return [(NameSpan(office.start(), office.end(), office.group(), "", "", ""), person) for office, person in hits if person]


def _is_a_word_too(low: str) -> bool:
    return styles.is_common(low) or low in styles.WEAK_NAMES


def _one(people: list[Attendee]) -> Attendee | None:
    return people[0] if len(people) == 1 else None


def _the_same(a: Attendee, b: Attendee) -> bool:
    """The same row twice: one person listed as member and again, say, under apologies. Styles that differ in sex speak against it."""
    return styles.name_parts(a.name) == styles.name_parts(b.name) and styles.sex(a.name) in (
        None,
        styles.sex(b.name),
        *([] if styles.sex(b.name) else [styles.sex(a.name)]),
    )
