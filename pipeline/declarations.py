"""Declarations of interest: who declared what, about which matter, why, and what they did; and whether the minutes say that there were none."""

from __future__ import annotations

import re
from typing import NamedTuple

import msgspec

from pipeline import limits, prose
from pipeline.declarants import Group, find_groups
from pipeline.declared_later import followed_up, is_heading, merged, same_name
from pipeline.declared_lists import find_entries, is_only_office, section_tables, table_entries
from pipeline.declared_matters import Clause, Matter
from pipeline.declared_prose import PLAIN, find_statements, speaks_of_interests
from pipeline.declared_rows import NOTHING, PRONOUN, Part, add_sentence, entry_rows, matters_of_label, opening_clause, spread, statement_rows
from pipeline.prose import Passage, Within
from pipeline.records import Attendee, Declaration, DeclarationsStatement, Dispensation, Document, Item, MeetingHead, Problem
from pipeline.register import Register


class DeclarationsFound(NamedTuple):
    """What a meeting's minutes say of interests."""

    statement: DeclarationsStatement
    declarations: list[Declaration]
    dispensations: list[Dispensation]
    problems: list[Problem]


LONGEST_SENTENCE = 4_000  # characters; a declaration runs to a few hundred, and a list told in one sentence to a thousand
_HEADING_LINE = re.compile(
    r"(?:\(?[\w./]{1,8}[.)]? )?(?:to (?:receive|note|record|consider|declare) (?:any |the )?)?(?:declarations?|disclosures?|notifications?) of"
    r" (?:[\w/'-]{1,20} ){0,6}?interests?\b(?: (?:in|on|by|from|and|for) [^:.-]{0,60}?)?(?: ?[:.-] ?| *$)",
    re.I,
)
_NEXT_HEADING = re.compile(r"(?:[\w./-]{1,12}[.)]? )?[A-Z][A-Z '&,/()-]{7,70}")
_RUN_ON = re.compile(r"(?:Declarations?|Disclosures?|DECLARATIONS?|DISCLOSURES?) (?i:of (?:[a-z/-]{2,16} ){0,4}?interests?) ?[:-] ?")
_NONE = re.compile(
    r"\b(?:no|nil)\b[^.;]{0,40}\b(?:declarations?|interests?)\b|\binterests?\b[^.;]{0,30}\b(?:none|nil)\b"
    r"|\bnone (?:declared|received|were|was)\b",
    re.I,
)
_DISPENSATION = re.compile(r"\bdispensations?\b", re.I)
_GRANTED = re.compile(
    r"\b(?:grant\w*|hold|holds|held|has|had|have|allow\w*|given|approved|received|permit\w*|in place|exercis\w+|benefit\w*)\b", re.I
)
_NO_DISPENSATION = re.compile(r"\bno\b[^.]{0,20}dispensation", re.I)


def read_declarations(
    document: Document, head: MeetingHead, items: list[Item], attendance: list[Attendee], passages: list[Passage]
) -> DeclarationsFound:
    """Find every declaration of the meeting: a row for each person for each matter."""
    if not speaks_of_interests(document.text[head.start : head.end]):
        return DeclarationsFound("no-heading", [], [], [])
    register = Register(attendance)
    known = {i.number: i.title for i in items if i.number}
    parts = _parts(passages, items)
    reader = _Reader(register, known, {i.sequence: i.number for i in items})
    for k, part in enumerate(parts):
        reader.read(part, parts[k - 1] if k else None)
    rows = reader.rows + _table_rows(document, parts, items, register, known)
    problems = []
    if len(rows) > limits.MAX_DECLARATIONS:
        message = f"Only the first {limits.MAX_DECLARATIONS} of {len(rows)} declarations were read."
        problems = [Problem("declarations", "too-many-declarations", "warning", message, rows[limits.MAX_DECLARATIONS].page)]
        rows = rows[: limits.MAX_DECLARATIONS]
    rows = followed_up(merged(sorted(rows, key=lambda r: r.start), items), passages, items)
    stated = (
        any(p.firm for p in parts)
        or any(is_heading(i.title) for i in items)
        or any(p.speaks and "declar" in p.text and _NONE.search(p.text) for p in parts)
    )
    statement: DeclarationsStatement = "declared" if rows else "none-declared" if stated else "no-heading"
    return DeclarationsFound(statement, rows, _dispensations(parts, register), problems)


def _parts(passages: list[Passage], items: list[Item]) -> list[Part]:
    """The passages, those under a heading of declarations marked; an item's title is none of its text."""
    headed = _headed(items)
    parts: list[Part] = []
    loose = 0  # passages that may still belong to a heading that is no item
    last: int | None = None
    closed: int | None = -1  # the item in which another heading has followed
    for passage in passages:
        inside, speaks = passage.item in headed, speaks_of_interests(passage.text)
        if passage.kind == "title":
            loose = 0
        elif not (inside or speaks or loose):
            parts.append(Part(passage, passage.text, 0, False, False))
        else:
            text = passage.text.translate(PLAIN)
            heading = _HEADING_LINE.match(text) if speaks else None
            run_on = _RUN_ON.search(text) if speaks and not heading else None
            if not heading and _NEXT_HEADING.fullmatch(text.strip()) and not is_heading(text):
                loose, closed = 0, passage.item
            firm, begins = False, 0
            if heading is not None and not (inside and closed == passage.item):
                firm, begins = True, heading.end()
                loose = 0 if inside or re.search(r"\w\w", text[begins:]) else 5
            elif run_on is not None:
                firm, begins, loose = True, run_on.end(), 0
            elif (inside and closed != passage.item) or (loose and passage.item == last and not re.fullmatch(r"[^.]{3,60}:?", text.strip())):
                firm = True
            loose = max(0, loose - 1) if firm else 0
            parts.append(Part(passage, text, begins, firm, speaks))
        last = passage.item
    return parts


def _headed(items: list[Item]) -> set[int | None]:
    """The items under a heading of declarations, by sequence, and those inside them."""
    headed: set[int | None] = {i.sequence for i in items if is_heading(i.title)}
    for item in items:
        if item.parent is not None and item.parent in headed:
            headed.add(item.sequence)
    return headed


class _Reader:
    """Reads the parts in order; keeps the declaration before, to which the next sentence may add, and the list that is open."""

    def __init__(self, register: Register, known: dict[str, str], numbers: dict[int, str | None]) -> None:
        self.rows: list[Declaration] = []
        self._register, self._known, self._numbers = register, known, numbers
        self._last: list[int] = []  # rows of the declaration before
        self._list: tuple[str, Clause] | None = None  # kind and clause of the sentence that opened a list of people
        self._list_item: int | None = None
        self._headed: list[Matter] = []  # the matter of a line 'Item 6', below which it was declared

    def read(self, part: Part, before: Part | None) -> None:
        """Read one part, sentence by sentence."""
        if part.passage.item != self._list_item:
            self._list = None
        if not part.firm:
            self._headed = []
        elif not self._groups(part, part.begins, len(part.text)) and (label := matters_of_label(part.text[part.begins :], self._known)):
            self._headed = label
            return
        if self._list or self._last:
            part = part._replace(text=part.text.translate(PLAIN))
        if not (part.firm or self._list or part.speaks):
            if (
                self._last and len(part.text) < 250 and part.passage.item == self.rows[self._last[0]].item
            ):  # 'Councillor A left the table.' as a paragraph of its own
                for s, e in prose.sentences(part.text):
                    add_sentence(part, s, e, self._groups(part, s, e), self.rows, self._last)
            self._last = []
            return
        if part.passage.kind == "cell" and not part.speaks:
            return
        opened, count = self._list, len(self.rows)
        ahead = (before, 0, min(len(before.text), 200)) if before and PRONOUN.match(part.text) else None
        for s, e in prose.sentences(part.text[part.begins :]):
            s, e = s + part.begins, min(e, s + LONGEST_SENTENCE) + part.begins
            if part.firm or self._list or self._last or speaks_of_interests(part.text[s:e]):
                self._read_sentence(part, s, e, ahead)
            ahead = (part, s, e)
        if self._list is opened and len(self.rows) == count:
            self._list = None

    def _groups(self, part: Part, s: int, e: int) -> list[Group]:
        return find_groups(part.text, self._register, s, e)

    def _read_sentence(self, part: Part, s: int, e: int, ahead: tuple[Part, int, int] | None) -> None:
        groups = self._groups(part, s, e)
        for statement in find_statements(part.text, s, e, groups, part.firm):
            if statement.lists:
                self._list = statement.kind, opening_clause(part.text, s, statement, self._known)
                self._list_item = part.passage.item
                colon = part.text.find(":", statement.tail[0], e)
                s = colon + 1 if colon >= 0 else statement.tail[0]
                groups = [g for g in groups if g.start >= s]
                break
            group = statement.group or (next(iter(self._groups(*ahead)), None) if ahead else None)
            if group is not None:
                before = ahead[0].text[ahead[1] : ahead[2]] if ahead else ""
                rows = statement_rows(part, s, e, statement, group.names, self._known, self.rows, before, self._headed)
                if not (statement.perfect and not part.firm and self._told_before(rows)):
                    self._add(rows)
                self._list, groups = None, []
        if not groups and self._last:
            add_sentence(part, s, e, [], self.rows, self._last)
        elif groups:
            kind, opening = self._list or ("", NOTHING)
            intro = (opening.matters[0].words or "") if opening.matters else ""
            entries = find_entries(part.text, s, e, groups, self._known, intro) if part.firm or self._list else []
            if entries:
                self._add(entry_rows(part, e, entries, kind, opening))
            elif self._last:
                add_sentence(part, s, e, groups, self.rows, self._last)

    def _told_before(self, rows: list[Declaration]) -> bool:
        """'Councillor A, who had declared an interest, left': whether all of it is known; what they did is added to what they declared."""
        pairs = [(row, k) for row in rows for k, known in enumerate(self.rows) if same_name(known.name, row.name)]
        if {row.name for row, _ in pairs} != {row.name for row in rows}:
            return False
        for row, k in pairs:
            known = self.rows[k]
            alone = sum(other is row for other, _ in pairs) == 1
            here = row.item is not None and known.about_number is not None and known.about_number == self._numbers.get(row.item)
            if known.participation == "not-stated" and (here or alone):
                self.rows[k] = msgspec.structs.replace(known, participation=row.participation)
        return True

    def _add(self, rows: list[Declaration]) -> None:
        self._last = list(range(len(self.rows), len(self.rows) + len(rows)))
        self.rows += rows


def _table_rows(document: Document, parts: list[Part], items: list[Item], register: Register, known: dict[str, str]) -> list[Declaration]:
    """The rows of the tables under a heading of declarations."""
    firm = [(p.passage.start, p.passage.end) for p in parts if p.firm and p.passage.kind == "cell"]
    if not firm:
        return []
    within, out = Within(items), []
    for table in section_tables(document.lines, lambda at: any(start <= at < end for start, end in firm)):
        for entry in table_entries(document, table, register, known):
            text = document.text[entry.start : entry.end]
            passage = Passage(entry.start, text, within.item_at(entry.start), table[0].page, "cell", (-1, -1))
            out += spread(Part(passage, text, 0, True, True), 0, len(text), entry.names, entry.kind, entry.clause, [])
    return out


def _dispensations(parts: list[Part], register: Register) -> list[Dispensation]:
    """Dispensations granted or held, sentence by sentence."""
    found = []
    for part in parts:
        if "ispensation" not in part.text:
            continue
        for s, e in prose.sentences(part.text):
            if _DISPENSATION.search(part.text, s, e) and _GRANTED.search(part.text, s, e) and not _NO_DISPENSATION.search(part.text, s, e):
                names: list[str | None] = [
                    name for group in find_groups(part.text, register, s, e) if not is_only_office(group) for name in group.names
                ]
                quote, start = " ".join(part.passage.text[s:e].split()), part.passage.start
                found += [Dispensation(part.passage.item, name, quote, start + s, start + e, part.passage.page) for name in names or [None]]
    return found
