"""A unit of the attendance block -> the persons named in it, with what the clerk wrote beside each name: office, post, arrival, substitute for whom.

It is read from left to right as names, remarks in brackets, and words between them. Words after a name are its post; words before the first name are
the post of the name that they lead to ('Clerk, Jenny Lee'; 'The Chairman, Mr Ash').
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline import styles
from pipeline.attendance_names import POST_WORD, bare_name, suffix_name
from pipeline.attendance_units import Unit

_SEPARATOR = re.compile(r"[ \u00a0\n*†‡]*(?:[,;:/+\t]|[–—•●]|-(?=[ \n])|\.(?=[ \n]|$)|\b(?:and|AND|plus|with|from)(?=[ \n])|&)?[ \u00a0\n]*")
_WORDS_BETWEEN = re.compile(r"[^,;:(\[\t&/+•●]{1,200}")
_HARD_STOP = re.compile(r"[ ]+[-–—][ ]|[ \n]and[ \n]|\.[ ](?=[A-Z])")
_GROUP = re.compile(
    r"(?:the[ ]|an?[ ]|no[ ]|some[ ]|approx|about|around|\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several"
    r"|members? of|representatives? of|all[ ])",
    re.IGNORECASE,
)
_MEMBERS_ALL = re.compile(r"(?:all |parish |town |community |borough )?(?:councillors|cllrs\.?|members)\W*", re.IGNORECASE)
_PERSONAL = re.compile(rf"(?:{styles.COUNCIL_STYLE}|(?!Lord|Lady|Canon|Father|Provost){styles.PERSONAL_STYLE})(?![\w’'-])\.?(?=[ ])")
_PAIR = re.compile(r"(Mr|Dr|Cllr)\.?[ ](?:&|and)[ ](Mrs|Ms|Dr|Miss)\.?[ ]")
_HER_STYLE = re.compile(r"(?:Mrs|Miss|Ms|Dr)\.?")  # beside 'Councillor' in a list of councillors
_COUNCIL_STYLE = re.compile(r"(?:[Cc]ouncillor|[Cc]l?lr)")
_ITS_POST = re.compile(r"[ \n]?\((?!.{0,12}[Cc]hair)|,[ \n](?:the )?(?:[Cc]lerk|[A-Z][a-z]+ (?:[Oo]fficer|[Dd]irector|[Mm]anager))|[ ][-–][ ]")
_ITS_BRACKET = re.compile(r"[ \n]\([A-Z][^()]{3}")
_ITS_OFFICE = re.compile(r"the (?:[\w-]+ ){1,4}(?:representative|leader)\b")
_IN_THE_CHAIR = re.compile(r"[ ,–-]{0,3}(?:(?:was |took )?(?:in )?the chair\b|presiding|chairing)", re.IGNORECASE)
_CHAIR_ALONE = re.compile(r"[ ]*(?:vice[- ])?chair(?:man|woman|person)?[ ]*", re.IGNORECASE)
MAX_BRACKET = 300
Name = tuple[int, str, str]  # where it ends, given names or initials, surname


@dataclass(slots=True)
class Person:
    """A name and the remarks that stand with it."""

    start: int
    end: int
    page: int
    name: str
    style: str
    given: str
    surname: str
    remarks: list[str] = field(default_factory=list)  # what stands in brackets after the name
    remarks_at: list[tuple[int, int]] = field(default_factory=list)  # where, in the document
    post_text: str | None = None  # words after the name or leading to it
    post_at: int = -1  # where the words after the name begin, in the unit
    group_note: str | None = None  # an office after the whole list: 'Councillors'


def read_unit(unit: Unit, style: str, one_each: bool, singles: bool = False, start: int = 0, end: int | None = None) -> list[Person]:
    """The persons of a unit, or of a part of it.

    `style` is carried from the label to names that have none; `one_each`: every unit of the section begins with a name, so that after a post a phrase
    that looks like a name is a body ('Jo Ash, Chair, Healthwatch Aldermoor'); `singles`: a given name by itself will do.
    """
    stop = len(unit.text) if end is None else end
    reader = _Reader(unit, style, one_each or ";" in unit.text[start:stop], singles, style, stop)
    at = start
    while at < stop:
        at = reader.step(at)
    return reader.people


@dataclass(slots=True)
class _Reader:
    """Where the reading of a unit stands: whom it has found, which style is carried on, which words lead to the next name."""

    unit: Unit
    style: str
    one_each: bool
    singles: bool
    carried: str
    end: int
    soft: bool = False  # the style carried is that of one person: 'Cllr Ash, Birch'
    separator: str = "start"
    lead: tuple[int, int] | None = None
    people: list[Person] = field(default_factory=list)

    def step(self, at: int) -> int:
        """Read one separator, bracket, name, or run of words; where to read on."""
        text, end = self.unit.text, self.end
        gap = _SEPARATOR.match(text, at, end)
        if gap and gap.end() > at:
            self._separate(gap.group())
            return gap.end()
        if text[at] in "([":
            return self._bracket(at)
        if text[at] in ")]":
            return at + 1
        if found := styles.STYLE.match(text, at, end):
            at = self._styled(found)
            self.separator = "name"
            return at
        if name := self._bare(at):
            self._add(at, name, "" if self.soft and name[1] else self.carried)
            return name[0]
        between = _WORDS_BETWEEN.match(text, at, end)
        stop = _words_end(text, at, between.end() if between else at + 1)
        if (suffix := suffix_name(text, at, stop)) and (name := styles.match_name(text, suffix, stop, styled=False)):
            self.lead = (self.lead[0] if self.lead else at, suffix)
            self._add(suffix, name, "")
            return name[0]
        self._words(at, stop)
        if self.people and not self.soft and self.lead is not None and self.separator in (",", "and", "&", "name") and self.carried != self.style:
            self.carried = ""
        return max(stop, at + 1)

    def _separate(self, gap: str) -> None:
        mark = gap.strip()
        if "\t" in gap:
            self.separator = "tab"
        elif not (self.separator == ";" and mark in ("and", "&", "")):
            self.separator = mark or ("line" if "\n" in gap else "space")

    def _bracket(self, at: int) -> int:
        """Brackets speak of the name before them; after words that lead to a name they hold it: 'The Clerk (Mrs Lane)'."""
        stop = _bracket_end(self.unit.text, at, self.end)
        inside = self.unit.text[at + 1 : stop - 1]
        if self.lead is not None and (styles.STYLE.match(inside) or bare_name(inside, 0, len(inside), False)):
            return at + 1
        if self.people and self.lead is None:
            self.people[-1].remarks.append(" ".join(inside.split()))
            self.people[-1].remarks_at.append((self.unit.place(at + 1)[0], self.unit.place(stop - 2)[0] + 1))
        self.separator = "bracket"
        return stop

    def _bare(self, at: int) -> Name | None:
        """A name without a style."""
        text, last = self.unit.text, self.people[-1] if self.people else None
        if last is not None and self.separator == "tab":
            return None  # what stands in the column beside a name is no other name, or it would be a unit of its own
        name = None
        if (self.carried and not self.soft) or self.separator == ";" or last is None or self._may_follow(last):
            listed = bool(self.carried) and (not self.soft or last is None or not last.given)
            name = bare_name(text, at, self.end, listed, listed or self.singles)
        if name is None and self.separator in (",", "and", "&", ";"):  # '... and McKay (Chief Accountant)'
            name = styles.match_name(text, at, self.end, styled=False)
            name = name if name and _ITS_BRACKET.match(text, name[0]) else None
        return name

    def _may_follow(self, last: Person) -> bool:
        """A phrase that looks like a name is a body or a place where the name before has a style and this has none, or a post and the list "
        "one line each."""
        return not (last.style and not self.soft) and not (self.one_each and (last.post_at >= 0 or last.remarks))

    def _styled(self, found: re.Match[str]) -> int:
        """A style, and the name after it."""
        text, end, written = self.unit.text, self.end, found.group()
        at = found.end()
        while at < end and text[at] in " \u00a0\n\t:,":
            at += 1
        if text[at : at + 1] == "(" and "ayor" in written and (inner := styles.STYLE.match(text, at + 1, end)):  # 'The Mayor (Councillor Ash)'
            self.lead = (found.start(), found.end())
            return self._styled(inner)
        if (pair := _PAIR.match(text, found.start())) and (name := styles.match_name(text, pair.end(), end)):
            lead = self.lead
            for each in pair.groups():
                self.lead = lead
                self._add(pair.end(), name, each)
            self.carried, self.soft = "", False
            return name[0]
        name = styles.match_name(text, at, end) if at < end else None
        if name is None:
            return self._style_alone(found, at)
        each, one = styles.list_style(written), styles.singular(written)
        if self.carried and not self.soft and self.lead is None and _HER_STYLE.fullmatch(one) and not _ITS_POST.match(text, name[0]):
            self._add(at, name, f"{self.carried} {one}", found.start())
            return name[0]
        self._add(at, name, one, found.start())
        council = _COUNCIL_STYLE.search(one) is not None
        self.carried, self.soft = each or (one if council else ""), council and not each
        return name[0]

    def _style_alone(self, found: re.Match[str], at: int) -> int:
        """A style without a name: the office of all before it ('..., Councillors'), the style of the names to come, or words of a title."""
        text, written = self.unit.text, found.group()
        stop = max(at, found.end())
        if self.people and not styles.is_plural(written) and (at >= self.end or "\n" in text[found.end() : at]):
            self._words(found.start(), found.end())  # 'Jo Ash, County Councillor'
        elif styles.is_plural(written) or at >= self.end or "\n" in text[found.end() : at]:
            if self.people and (at >= self.end or "," in text[found.end() : at]):
                self._note_all(styles.singular(written))
            else:
                self.carried, self.soft = styles.singular(written), False
            return stop
        if re.match(r"[\w’'(–-]", text[at : at + 1]):
            between = _WORDS_BETWEEN.match(text, found.end(), self.end)
            stop = _words_end(text, found.start(), between.end() if between else found.end())
            self.separator = "name"
            self._words(found.start(), stop)
            return max(stop, found.end())
        self.lead = (self.lead[0] if self.lead else found.start(), found.end())
        return stop

    def _note_all(self, office: str) -> None:
        for person in self.people:
            person.group_note = person.group_note or office

    def _add(self, at: int, name: Name, style: str, begin: int | None = None) -> None:
        """A person, with the words that led to the name."""
        stop, given, surname = name
        start, page = self.unit.place(at if begin is None else begin)
        last, _ = self.unit.place(stop - 1)
        person = Person(start, last + 1, page, " ".join(f"{style} {self.unit.text[at:stop]}".split()), style, given, surname)
        if self.lead:
            person.post_text = " ".join(self.unit.text[self.lead[0] : self.lead[1]].split()).strip(" ,-–:")
        self.people.append(person)
        self.lead, self.separator = None, "name"

    def _words(self, at: int, stop: int) -> None:
        """Words between names: the post of the name before, or, where there is none, what leads to the next."""
        text, words, lead = self.unit.text, self.unit.text[at:stop], self.lead
        self.lead = None
        joined = self.separator in (",", "and", "&")
        named_after = stop < self.end and text[stop] in "( " and styles.STYLE.match(text, stop + 1) is not None
        if self.people and joined and stop < self.end and text[stop] == "(" and self._is_bracketed(stop):
            self.lead = (at, stop)  # 'Engineer (J Ash), Clerk of Works (T Birch)'
        elif named_after and (text[stop] == "(" or (self.people and joined and POST_WORD.search(words))):
            self.lead = (at, stop)  # 'the Clerk (Mrs Lane)', 'and the Clerk Mrs Lane'
        elif _GROUP.match(words) and not _ITS_OFFICE.match(words) and (joined or self.separator in ("+", "plus", "line", "•")):
            return  # 'and 3 members of the public'
        elif self.people and _MEMBERS_ALL.fullmatch(words):
            self._note_all(" ".join(words.split()))
        elif not self.people or self.separator == ";":
            self.lead = (lead[0] if lead else at, stop)
        elif _IN_THE_CHAIR.match(words) or (self.separator in ("space", "bracket", "name", "line") and _CHAIR_ALONE.fullmatch(words)):
            self.people[-1].remarks.append(" ".join(words.split()))
        elif self.separator in ("and", "&") and self.people[-1].post_at < 0:
            self.lead = (at, stop)
        else:
            last = self.people[-1]
            if last.post_text and last.post_at < 0 and not words[:1].isupper():
                return  # the post stood before the name
            last.post_at = at if last.post_at < 0 else last.post_at
            last.post_text = " ".join(text[last.post_at : stop].split()).strip(" ,-–:.")

    def _is_bracketed(self, at: int) -> bool:
        """A bracket holds a name, as that of the person before stood in one behind their post."""
        text, last = self.unit.text, self.people[-1]
        close = _bracket_end(text, at, self.end) - 1
        name = styles.match_name(text, at + 1, close, styled=False)
        return last.post_text is not None and last.post_at < 0 and name is not None and bool(name[1]) and name[0] == close


def _words_end(text: str, at: int, stop: int) -> int:
    """Words run to a mark, to a dash, to 'and' with a name after it, or to a style: 'Clerk Mrs Lee'."""
    for mark in _HARD_STOP.finditer(text, at, stop):
        if mark.group().split() != ["and"] or _name_follows(text, mark.end()) or suffix_name(text, at, mark.start()):
            stop = mark.start() if mark.start() > at else stop
            break
    gap = text.find(" ", at, stop)
    while gap >= 0:
        found = styles.STYLE.match(text, gap + 1) if _PERSONAL.match(text, gap + 1) else None
        if found and styles.match_name(text, found.end() + 1, len(text)):
            return gap
        gap = text.find(" ", gap + 1, stop)
    return stop


def _name_follows(text: str, at: int) -> bool:
    return styles.STYLE.match(text, at) is not None or bare_name(text, at, len(text), False) is not None


def _bracket_end(text: str, at: int, end: int) -> int:
    """Behind the bracket that closes the one at a place; a bracket that does not close ends with its line."""
    depth = 0
    for stop in range(at, min(end, at + MAX_BRACKET)):
        depth += (text[stop] in "([") - (text[stop] in ")]")
        if depth == 0:
            return stop + 1
    line = text.find("\n", at, end)
    return min(end, at + MAX_BRACKET) if line < 0 else line
