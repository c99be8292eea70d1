"""The text under a label -> the persons named in it, with what the clerk wrote beside each name: office, post, arrival, substitute for whom.

A unit is one entry of a list, or a whole paragraph of names; it is read from left to right as names, remarks in brackets, and words between them.
Words after a name are its post; words before the first name are the post of the name that they lead to ('Clerk, Jenny Lee'; 'The Chairman, Mr
Ash').
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline import styles
from pipeline.attendance_block import NEAR, SAME_ROW, Piece, Section

POST_WORD = re.compile(
    r"(?:acting|interim|assistant|deputy|vice|senior|principal|chief|chair(?:man|woman|person)?|clerk|mayor(?:ess)?|leader|director"
    r"|head(?:teacher)?|manager|officer|secretary"
    r"|treasurer|members?|conven[eo]r|solicitor|lawyer|accountant|planner|engineer|surveyor|executive|lead|county|district|borough|ward"
    r"|councillors?|cllr|cabinet|portfolio|adviser"
    r"|advisor|consultant|co-?ordinator|administrator|auditor|rfo|governors?|trustees?|president|warden|inspector|superintendent|commander"
    r"|specialist|strategic|democratic"
    r"|independent|representative|substitute|co-opted|public|monitoring|partner|corporate|services?|team|representing|operations|legal"
    r"|planning|environmental|housing|finance|financial"
    r"|parish|town|community|group|out-going|outgoing|headteacher|librarian|architect|barrister|counsel|section|s151|rector|vicar|chaplain"
    r"|police|programme|project|policy|scrutiny|committee"
    r"|licensing|governance|electoral|audit|education|highways|area|business|development|general|minutes?|office|observer|guest|resident"
    r"|editor|reporter|press|professional|statutory|intern|superintendent|apprentice|trainee|technician|inspector|economist|analyst|nurse"
    r"|doctor|apprentice|president)(?![\w’'])",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"[ \u00a0\n]*(?:[,;:/+\t]|[–—•●]|-(?=[ \n])|\.(?=[ \n]|$)|\b(?:and|AND|plus|with|from)(?=[ \n])|&)?[ \u00a0\n]*")
_WORDS_BETWEEN = re.compile(r"[^,;:(\t&/+•●]{1,200}")
_HARD_STOP = re.compile(r"[ ]+[-–—][ ]|[ ]and[ ]|\.[ ](?=[A-Z])")
_GROUP = re.compile(
    r"(?:the[ ]|an?[ ]|no[ ]|some[ ]|approx|about|around|\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several"
    r"|members? of|representatives? of|all[ ])",
    re.IGNORECASE,
)
_PERSONAL = re.compile(rf"(?:{styles.COUNCIL_STYLE}|(?!Lord|Lady|Canon|Father|Provost){styles.PERSONAL_STYLE})(?![\w’'-])\.?(?=[ ])")
_IN_THE_CHAIR = re.compile(r"[ ,–-]{0,3}(?:(?:was |took )?(?:in )?the chair\b|presiding|chairing)", re.IGNORECASE)


LINE = 14.0  # points: about the distance of two lines


_CHAIR_ALONE = re.compile(r"[ ]*(?:vice[- ])?chair(?:man|woman|person)?[ ]*", re.IGNORECASE)


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
    post: list[tuple[int, int]] = field(default_factory=list)  # places of the words after or before it
    post_text: str | None = None
    group_note: str | None = None  # an office after the whole list: 'Councillors'


class Unit(NamedTuple):
    """Pieces of text put together, and where each stands in the document."""

    text: str
    at: list[int]  # offsets in `text` at which pieces begin
    pieces: list[Piece]

    def place(self, offset: int) -> tuple[int, int]:
        """Where a character of the unit stands in the document, and on which page."""
        index = max(0, bisect_right(self.at, offset) - 1)
        piece = self.pieces[index]
        return min(piece.start + offset - self.at[index], piece.end), piece.page


# ---- units -----------------------------------------------------------------------------------------------------------------------------
def units_of(text: str, section: Section) -> list[Unit]:
    """Cut a section into its entries: a new one begins where a line begins with a name and the line before is complete."""
    style = section.label.style
    posts = _post_columns(text, section.pieces, style)
    groups: list[list[tuple[str, Piece]]] = []
    right = max((p.x1 for p in section.pieces), default=0.0)
    for number, piece in enumerate(section.pieces):
        left = _beside(section.pieces, number)
        above = _above(groups, piece) or (groups[-1] if groups else None)
        if above is None:
            groups.append([("", piece)])
        elif text[piece.start] == "(" and above[-1][1] is not left:
            above.append(("\n", piece))
        elif _column(piece, posts) and (row := _row_group(groups, piece)) is not None:
            row.append(("\t" if row[-1][1].cell != piece.cell else "\n", piece))
        elif left is not None and _is_post_first(text, left, style):
            groups[-1].append(("\t", piece))
        elif left is not None and (_column(piece, posts) or not begins_with_name(text, piece, style)):
            (groups[-1] if _column(piece, posts) or groups[-1][-1][1] is left else above).append(("\t", piece))
        elif _column(piece, posts) or (left is None and _goes_on(text, above[-1][1], piece, style, right)):
            above.append(("\n", piece))
        else:
            groups.append([("", piece)])
    return [unit_of(text, group) for group in groups]


def _beside(pieces: list[Piece], number: int) -> Piece | None:
    """The piece before, where it stands to the left on the same row."""
    if number == 0:
        return None
    before, piece = pieces[number - 1], pieces[number]
    return before if before.page == piece.page and abs(before.top - piece.top) < SAME_ROW and before.x0 < piece.x0 else None


def _row_group(groups: list[list[tuple[str, Piece]]], piece: Piece) -> list[tuple[str, Piece]] | None:
    """The entry to the left in the same row of a table."""
    if piece.cell[0] < 0:
        return None
    for group in reversed(groups[-8:]):
        if any(p.cell[:2] == piece.cell[:2] and p.cell[2] < piece.cell[2] for _, p in group):
            return group
    return None


def _above(groups: list[list[tuple[str, Piece]]], piece: Piece) -> list[tuple[str, Piece]] | None:
    """The entry that the line above in the same column belongs to."""
    for group in reversed(groups[-8:]):
        if any(abs(p.x0 - piece.x0) <= NEAR and p.page == piece.page and 0 < piece.top - p.top < 2.5 * LINE for _, p in group[-2:]):
            return group
    return None


def unit_of(text: str, group: list[tuple[str, Piece]]) -> Unit:
    whole, at = "", []
    for joint, piece in group:
        whole += joint
        at.append(len(whole))
        whole += text[piece.start : piece.end]
    return Unit(whole, at, [piece for _, piece in group])


def begins_with_name(text: str, piece: Piece, style: str) -> bool:
    """A piece that can begin an entry."""
    at = piece.start
    while at < piece.end and not text[at].isalpha() and text[at] not in "(":
        at += 1
    found = styles.STYLE.match(text, at, piece.end)
    if found:
        return True
    name = bare_name(text, at, piece.end, bool(style))
    return name is not None


def bare_name(text: str, at: int, end: int, listed: bool, alone: bool | None = None) -> tuple[int, str, str] | None:
    """A name without a style that stands by itself: what follows it is no part of a longer phrase.

    `listed`: a style heads the list in which it stands; `alone`: a surname by itself will do.
    """
    name = styles.match_name(text, at, end, styled=listed)
    if name is None or not (name[1] or (listed if alone is None else alone)) or len(text[at : name[0]].split()) > 5:
        return None
    rest = text[name[0] : min(end, name[0] + 60)].lstrip(" \u00a0")
    if rest[:1].islower() and not rest.startswith("and ") and text[at : name[0]].lower() in styles.WEAK_NAMES:
        return None
    if not rest or rest[0] in ",;()–—-/&+.\t:\n" or rest[0].islower() or rest[0].isdigit() or rest[0] in "*":
        return name
    return name if POST_WORD.match(rest) or styles.STYLE.match(rest) else None


def _before_bracket(text: str, at: int, end: int, separator: str) -> tuple[int, str, str] | None:
    """A surname by itself in a list, with its post in brackets: '... and McKay (Chief Accountant)'."""
    if separator not in (",", "and", "&", ";"):
        return None
    name = styles.match_name(text, at, end, styled=False)
    return name if name and re.match(r"[ \n]\([A-Z][^()]{3}", text[name[0] : name[0] + 6]) else None


def _may_be_a_name(last: Person, one_each: bool, soft: bool) -> bool:
    """A phrase that looks like a name, after a person: a body or a place where that one has a style and this has none, or a post and the "
    "list one line each."""
    if last.style and not soft:
        return False
    return not (one_each and (last.post or last.remarks))


def _goes_on(text: str, before: Piece, piece: Piece, style: str, right: float) -> bool:
    """A line continues the one before: that is unfinished, or this does not begin with a name."""
    last, this = text[before.start : before.end].rstrip(), text[piece.start : piece.end]
    if this.isupper() and " " in this.strip() and not last.isupper():
        return False  # a heading
    if re.match(r"(?:Item )?\d{1,4}[.):]?(?:[ \t]+[A-Z]|$)", this):
        return False  # a numbered item
    alone = re.search(r"(?:,|\band)[ ][A-Z][\w’'-]+$", last)
    if alone and before.x1 > right - 60 and (name := styles.match_name(text, piece.start, piece.end)) and not name[1]:
        return True  # a given name at the end of a full line, the surname on the next
    if last.endswith((",", "&", "-", "–", "/", " and", " of", " for", " the", " with", "(")) or last == "and" or _open_bracket(text, before, piece):
        return True
    tail = last.split()[-1] if last.split() else ""
    if (
        re.fullmatch(r"(?:[A-Z]\.?){1,3}", tail)
        and not re.match(r"(?:[A-Z]\.?){1,3}[ ]", text[piece.start : piece.end])
        and len(last.split()) > 1
        and not tail.isupper()
    ) or styles.STYLE.fullmatch(tail + " ", 0, len(tail)):
        return True
    if re.fullmatch(r"[A-Z]\.?", tail) and before.x1 > right - 60:
        return True
    if begins_with_name(text, piece, style):
        return False
    return not (POST_WORD.match(text, piece.start, piece.end) and before.x1 < right - 60 and _ends_with_name(text[piece.start : piece.end]))


def _open_bracket(text: str, before: Piece, piece: Piece) -> bool:
    """A bracket opened on the line before closes on this or later."""
    written = text[before.start : before.end]
    return written.rfind("(") > written.rfind(")") and ")" in text[piece.start : piece.end + 200]


def _ends_with_name(words: str) -> bool:
    if suffix_name(words, 0, len(words)) is not None:
        return True
    last = max(words.rfind("("), words.rfind(","), words.rfind(" - "), words.rfind(" – "))
    tail = words[last + 1 :].lstrip(" -–") if last > 0 else ""
    return bool(tail) and (styles.STYLE.match(tail) is not None or bare_name(tail, 0, len(tail), False) is not None)


def _column(piece: Piece, columns: list[float]) -> bool:
    return any(abs(piece.x0 - x) <= NEAR for x in columns)


def _clusters(pieces: list[Piece]) -> list[list[Piece]]:
    """Pieces that begin at one x, from left to right; only columns that share rows with others count."""
    found: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: p.x0):
        if found and abs(found[-1][0].x0 - piece.x0) <= NEAR:
            found[-1].append(piece)
        else:
            found.append([piece])
    return found


def _post_columns(text: str, pieces: list[Piece], style: str) -> list[float]:
    """Where the columns begin that hold posts or bodies beside the names."""
    rows = {(p.page, round(p.top)) for p in pieces}
    if len(rows) == len(pieces):
        return []
    clusters = _clusters(pieces)
    posts = []
    for column in clusters[1:]:
        column = [p for p in column if text[p.start] not in "("] or column
        names = [p for p in column if begins_with_name(text, p, style)]
        different = len({text[p.start : p.end].strip() for p in column})
        if len(names) < 0.55 * len(column) or (different < 0.8 * len(column)):
            posts.append(column[0].x0)
    return posts


def _is_post_first(text: str, piece: Piece, style: str) -> bool:
    """The piece is an office in a left column, and its name stands to the right of it."""
    return POST_WORD.match(text, piece.start, piece.end) is not None and not begins_with_name(text, piece, style)


# ---- one unit --------------------------------------------------------------------------------------------------------------------------
def read_unit(unit: Unit, style: str, one_each: bool, singles: bool = False, start: int = 0, end: int | None = None) -> list[Person]:
    """The persons of a unit, or of a part of it.

    `style` is carried from the label to names that have none; `one_each`: every unit of the section begins with a name, so that after a post a phrase
    that looks like a name is a body ('Jo Ash, Chair, Healthwatch Aldermoor'); `singles`: a given name by itself will do.
    """
    text = unit.text
    end = len(text) if end is None else end
    one_each = one_each or ";" in text[start:end]
    people: list[Person] = []
    lead: tuple[int, int] | None = None  # words before a name
    carried, soft, at, separator = style, False, start, "start"
    while at < end:
        gap = _SEPARATOR.match(text, at, end)
        if gap and gap.end() > at:
            mark = gap.group().strip()
            if not (separator == ";" and mark in ("and", "&")):
                separator = mark or (separator if separator == ";" else "line" if "\n" in gap.group() else "space")
            if "\t" in gap.group():
                separator = "tab"
            at = gap.end()
            continue
        if text[at] == "(":
            stop = _bracket_end(text, at, end)
            inside = text[at + 1 : stop - 1]
            if lead is not None and (styles.STYLE.match(inside) or bare_name(inside, 0, len(inside), False)):  # 'The Clerk (Mrs Lane)'
                at += 1
                continue
            _remark(people, inside, lead)
            at, separator = stop, "bracket"
            continue
        if text[at] == ")":
            at += 1
            continue
        found = styles.STYLE.match(text, at, end)
        if found:
            at, carried, soft, lead = _styled(unit, found, end, people, lead, carried, soft)
            separator = "name"
            continue
        name = None
        if (carried and not soft) or separator == ";" or not people or _may_be_a_name(people[-1], one_each, soft):
            alone = bool(carried) and (not soft or (not people[-1].given if people else True))
            name = bare_name(text, at, end, alone, alone or singles)
        name = name or _before_bracket(text, at, end, separator)
        if name:
            _add(unit, people, at, name, "" if soft and name[1] else carried, lead)
            at, lead, separator = name[0], None, "name"
            continue
        between = _WORDS_BETWEEN.match(text, at, end)
        stop = _words_end(text, at, between.end() if between else at + 1)
        begins_name = suffix_name(text, at, stop)
        if begins_name and begins_name[0] > at:
            people_name = styles.match_name(text, begins_name[0], stop, styled=False)
            if people_name:
                lead = (lead[0] if lead else at, begins_name[0])
                _add(unit, people, begins_name[0], people_name, "", lead)
                at, lead, separator = people_name[0], None, "name"
                continue
        lead = _words(unit, people, lead, at, stop, separator)
        if people and not soft and separator in (",", "and", "&", "name") and lead is not None:
            carried = "" if carried != style else carried
        at = max(stop, at + 1)
    return people


def _styled(
    unit: Unit, found: re.Match[str], end: int, people: list[Person], lead: tuple[int, int] | None, carried: str, soft: bool
) -> tuple[int, str, bool, tuple[int, int] | None]:
    """A style, and the name after it."""
    text = unit.text
    at = found.end()
    while at < end and text[at] in " \u00a0\n:,":
        at += 1
    written = found.group()
    inner = styles.STYLE.match(text, at + 1, end) if text[at : at + 1] == "(" and "ayor" in written else None
    if inner:  # 'The Mayor (Councillor Pitchley)'
        stop, carried, soft, lead = _styled(unit, inner, end, people, (found.start(), found.end()), carried, soft)
        return (stop + 1 if text[stop : stop + 1] == ")" else stop), carried, soft, lead
    pair = re.match(r"(Mr|Dr|Cllr)\.?[ ](?:&|and)[ ](Mrs|Ms|Dr|Miss)\.?[ ]", text[found.start() : found.start() + 20])
    if pair:
        name = styles.match_name(text, found.start() + pair.end(), end)
        if name:
            for each in pair.groups():
                _add(unit, people, found.start() + pair.end(), name, each, lead)
            return name[0], "", False, None
    name = styles.match_name(text, at, end) if at < end else None
    if name is None:
        one = styles.singular(written)
        if styles.is_plural(written) or at >= end or "\n" in text[found.end() : at]:
            if people and (at >= end or "," in text[found.end() : at]):
                for person in people:
                    person.group_note = person.group_note or one
                return max(at, found.end()), carried, soft, lead
            return max(at, found.end()), one, False, lead
        if re.match(r"[\w’'-]", text[at : at + 1]) or text[at : at + 1] in "(-–":
            stop = _words_end(text, found.start(), _between_end(text, found.end(), end))
            return max(stop, found.end()), carried, soft, _words(unit, people, lead, found.start(), stop, "name")
        return max(at, found.end()), carried, soft, (lead[0] if lead else found.start(), found.end())
    each = styles.list_style(written)
    one = styles.singular(written)
    if carried and not soft and lead is None and re.fullmatch(r"(?:Mrs|Miss|Ms|Dr|Mr)\.?", one) and not _has_post(text, name[0]):
        _add(unit, people, at, name, f"{carried} {one}", lead, found.start())
        return name[0], carried, soft, None
    _add(unit, people, at, name, one, lead, found.start())
    counts = re.search(r"(?:[Cc]ouncillor|[Cc]l?lr)", one) is not None
    return name[0], each or (one if counts else ""), counts and not each, None


def _has_post(text: str, at: int) -> bool:
    """A post in brackets or after a comma follows a name."""
    return (
        re.match(
            r"[ \n]?\((?!.{0,12}[Cc]hair)|,[ \n](?:the )?(?:[Cc]lerk|[A-Z][a-z]+ (?:[Oo]fficer|[Dd]irector|[Mm]anager))|[ ][-–][ ]",
            text[at : at + 40],
        )
        is not None
    )


def _between_end(text: str, at: int, end: int) -> int:
    between = _WORDS_BETWEEN.match(text, at, end)
    return between.end() if between else at


def _words_end(text: str, at: int, stop: int) -> int:
    """Words run to a mark, to a dash, to 'and' with a name after it, or to a style: 'Clerk Mrs Lee'."""
    for mark in _HARD_STOP.finditer(text, at, stop):
        if mark.group() != " and " or _name_follows(text, mark.end()) or suffix_name(text, at, mark.start()):
            stop = mark.start() if mark.start() > at else stop
            break
    gap = text.find(" ", at, stop)
    while gap >= 0:
        found = _PERSONAL.match(text, gap + 1)
        if found and styles.match_name(text, found.end() + 1, len(text)):
            return gap
        gap = text.find(" ", gap + 1, stop)
    return stop


def _name_follows(text: str, at: int) -> bool:
    return styles.STYLE.match(text, at) is not None or bare_name(text, at, len(text), False) is not None


def suffix_name(text: str, at: int, stop: int) -> tuple[int, int] | None:
    """The name that words with a post in them end with: 'Operations Manager Dan Ash'; the longest that is a name."""
    if not POST_WORD.search(text, at, stop):
        return None
    begins = [m.start() for m in re.finditer(r"(?<![^\s])[A-Z]", text[at:stop])][-4:]
    for begin in begins:
        here = at + begin
        name = styles.match_name(text, here, stop, styled=False)
        led = text[at:here].split()
        before = re.split(r"[-/]", led[-1])[-1] if led else ""
        if not (POST_WORD.fullmatch(before) or (before.isupper() and len(before) > 1)):
            continue
        if name and name[1] and not text[name[0] : stop].strip(" ,.") and 2 <= len(text[here:stop].split()) <= 4:
            return here, stop
    return None


def _add(
    unit: Unit, people: list[Person], at: int, name: tuple[int, str, str], style: str, lead: tuple[int, int] | None, begin: int | None = None
) -> None:
    stop, given, surname = name
    start, page = unit.place(at if begin is None else begin)
    last, _ = unit.place(stop - 1)
    written = " ".join(f"{style} {unit.text[at:stop]}".split())
    person = Person(start, last + 1, page, written, style, given, surname)
    if lead:
        person.post_text = " ".join(unit.text[lead[0] : lead[1]].split()).strip(" ,-–:")
    people.append(person)


def _remark(people: list[Person], remark: str, lead: tuple[int, int] | None) -> None:
    """Brackets speak of the name before them, unless other words stand between."""
    if people and lead is None:
        people[-1].remarks.append(" ".join(remark.split()))


def _words(unit: Unit, people: list[Person], lead: tuple[int, int] | None, at: int, stop: int, separator: str) -> tuple[int, int] | None:
    """Words between names: the post of the name before, or, where there is none, what leads to the next."""
    words = unit.text[at:stop]
    if unit.text[stop : stop + 1] == "(" and styles.STYLE.match(unit.text, stop + 1):
        return at, stop  # 'the Clerk (Mrs Lane)'
    if (
        people
        and POST_WORD.search(words)
        and separator in (",", "and", "&")
        and styles.STYLE.match(unit.text, stop + 1)
        and unit.text[stop : stop + 1] == " "
    ):
        return at, stop  # 'and the Clerk Mrs Lane'
    if _GROUP.match(words) and separator in ("and", "&", "+", "plus", ",", "line", "•"):
        return None
    if people and re.fullmatch(r"(?:all |parish |town |community |borough )?(?:councillors|cllrs\.?|members)\W*", words, re.IGNORECASE):
        for person in people:
            person.group_note = person.group_note or " ".join(words.split())
        return None
    if people and separator != ";":
        if _IN_THE_CHAIR.match(words) or (separator in ("space", "bracket", "name", "line") and _CHAIR_ALONE.fullmatch(words)):
            people[-1].remarks.append(" ".join(words.split()))
            return None
        if separator in ("and", "&") and not people[-1].post:
            return (at, stop)
        people[-1].post.append((at, stop))
        spans = people[-1].post
        people[-1].post_text = (
            people[-1].post_text if not spans else " ".join(unit.text[spans[0][0] : spans[-1][1]].replace("\t", " ").split()).strip(" ,-–:.")
        )
        return None
    return (lead[0] if lead else at, stop)


def _bracket_end(text: str, at: int, end: int) -> int:
    """Behind the bracket that closes the one at a place; a bracket that does not close ends with its line."""
    depth = 0
    for stop in range(at, min(end, at + 300)):
        depth += (text[stop] == "(") - (text[stop] == ")")
        if depth == 0:
            return stop + 1
    line = text.find("\n", at, end)
    return min(end, at + 300) if line < 0 else line
