"""Declarations of interest: who declared what, about which matter, why, and what they did; and whether the minutes say that there were none."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

import msgspec

from pipeline import prose, styles
from pipeline.declarants import Group, find_groups
from pipeline.declared_later import followed_up, is_heading, merged, same_name
from pipeline.declared_lists import Entry, find_entries, section_tables, table_entries
from pipeline.declared_prose import HIT, PLAIN, Statement, find_statements
from pipeline.interests import TIES, Clause, Matter, clean, interest_kind, participation, read_clause, split_list
from pipeline.prose import Passage, Within
from pipeline.records import Attendee, Declaration, DeclarationsStatement, Dispensation, Document, Item, MeetingHead, Problem
from pipeline.register import Register


class DeclarationsFound(NamedTuple):
    """What a meeting's minutes say of interests."""

    statement: DeclarationsStatement
    declarations: list[Declaration]
    dispensations: list[Dispensation]
    problems: list[Problem]


class _Part(NamedTuple):
    """A passage with plain quotes and dashes; `begins` is where its text starts behind a heading of its own."""

    passage: Passage
    text: str
    begins: int
    firm: bool  # it stands under the heading of declarations


_HEADING_LINE = re.compile(
    r"(?:\(?[\w./]{1,8}[.)]? )?(?:to (?:receive|note|record|consider|declare) (?:any |the )?)?(?:declarations?|disclosures?|notifications?|registers?) of"
    r" (?:[\w/'-]+ ){0,6}?interests?\b(?: (?:in|on|by|from|and|for) [^:.-]{0,60}?)?(?: ?[:.-] ?| *$)",
    re.I,
)
_NEXT_HEADING = re.compile(r"(?:[\w./-]{1,12}[.)]? )?[A-Z][A-Z '&,/()-]{7,70}")
_NONE = re.compile(
    r"\b(?:no|nil)\b[^.;]{0,40}\b(?:declarations?|interests?)\b|\binterests?\b[^.;]{0,30}\b(?:none|nil)\b|\bnone (?:declared|received|were|was)\b", re.I
)
_PRONOUN = re.compile(r"\W{0,3}(?:(?:having|after|in|on|at|for|as|following|because|under)\b[^.]{0,80}?,? )?(?:he|she|they|both|neither|each|all|his|her|their|(?:the )?(?:member|councillor)s?)\b", re.I)
_SAME = re.compile(r"\b(?:the )?same (?:item|minute|matter|application|report|agenda item)\b|\bthe (?:latter|above) (?:item|minute|application)\b", re.I)
_HERE = re.compile(r"(?:th(?:is|at)|the(?: present| following| ensuing)?) (?:agenda )?(?:item|matter|application|report|subject|discussion|debate|request)(?: or decision)?", re.I)
_THAT = re.compile(
    r"\b(?:realis\w+|explain\w+|said|stat\w+|disclosed|mentioned|aware|reveal\w+)\b[^.;]{0,30}?\bthat (?P<reason>[^;]{5,200})"
    r"|\bhad just seen (?P<seen>[^;]{5,160})",
    re.I,
)
_AS = re.compile(r"\bin (?:his|her|their) (?:position|capacity|role)s? as [^,;]{3,80}|\bas (?=(?:a |an |the )?[a-z])(?!(?:an? |the )?(?:co-?opted|chair|vice|mayor|leader|portfolio|ward|member of (?:the|this) (?:committee|council)))[^,;]{5,120}", re.I)
_AHEAD = re.compile(
    r"\W{0,4}(?:\(?[\w.]{1,24}[.)] )?(?:with (?:regard|reference|respect) to|in (?:relation|respect|regard) (?:to|of)|re|on|regarding|for) ?(?P<matter>[^.;]{3,120}?),? ?$", re.I
)
_TIE_SENTENCE = re.compile(r" ?(?:is|was|are|were|has|have|had|owns?|owned|rents?|works?|worked|lives?|knows?|knew|runs?|holds?|sits?|chairs?)\b", re.I)
_ADVISER = re.compile(r"(?:The )?(?:Monitoring Officer|Clerk|Solicitor|Legal|Head of|Proper Officer|Chief Executive|Democratic)", re.I)
_DISPENSATION = re.compile(r"\bdispensations?\b", re.I)
_GRANTED = re.compile(r"\b(?:grant\w*|hold|holds|held|has|had|have|allow\w*|given|approved|received|permit\w*|in place|exercis\w+|benefit\w*)\b", re.I)


def read_declarations(document: Document, head: MeetingHead, items: list[Item], attendance: list[Attendee]) -> DeclarationsFound:
    """Find every declaration of the meeting: a row for each person for each matter."""
    if not HIT.search(document.text, head.start, head.end):
        return DeclarationsFound("no-heading", [], [], [])
    register = Register(attendance)
    known = {i.number: i.title for i in items if i.number}
    passages = prose.passages(document, head, items)
    parts = _parts(passages, items)
    rows = _read_parts(parts, register, known)
    firm = [(p.passage.start, p.passage.end) for p in parts if p.firm]
    for table in section_tables(document.lines, lambda at: any(start <= at < end for start, end in firm)):
        rows += _table_rows(table_entries(document, table, register, known), document, table[0].page, Within(items))
    rows = followed_up(merged(sorted(rows, key=lambda r: r.start), items), passages, items)
    stated = any(p.firm for p in parts) or any(is_heading(i.title) for i in items) or any(_NONE.search(p.text) and "declar" in p.text for p in parts)
    statement: DeclarationsStatement = "declared" if rows else "none-declared" if stated else "no-heading"
    return DeclarationsFound(statement, rows, _dispensations(parts, register), [])


def _parts(passages: list[Passage], items: list[Item]) -> list[_Part]:
    """The passages that may speak of interests: those under a heading of declarations, those with a heading run on, and those that name an interest."""
    by_sequence = {i.sequence: i for i in items}
    parts: list[_Part] = []
    loose = 0  # passages that may still belong to a heading that is no item
    last: int | None = None
    closed: int | None = -1  # the item in which another heading has followed
    for passage in passages:
        text = passage.text.translate(PLAIN)
        inside, item = False, by_sequence.get(passage.item) if passage.item is not None else None
        while item is not None and not inside:
            inside, item = is_heading(item.title), by_sequence.get(item.parent) if item.parent is not None else None
        heading = _HEADING_LINE.match(text)
        if passage.kind == "title":
            loose = 0
        elif not heading and _NEXT_HEADING.fullmatch(text.strip()) and not is_heading(text):
            loose, closed = 0, passage.item
        elif heading and not (inside and closed == passage.item):
            loose = 0 if re.search(r"\w\w", text[heading.end() :]) or inside else 4
            parts.append(_Part(passage, text, heading.end(), True))
        elif (inside and closed != passage.item) or (loose and passage.item == last and not re.fullmatch(r"[^.]{3,60}:?", text.strip())):
            loose = max(0, loose - 1)
            parts.append(_Part(passage, text, 0, True))
        else:
            loose = 0
            run_on = next((m for m in re.finditer(r"Declarations? of [Ii]nterests? ?[:-] ?", text)), None)
            parts.append(_Part(passage, text, run_on.end() if run_on else 0, run_on is not None))
        last = passage.item
    return parts


# ---- sentence by sentence --------------------------------------------------------------------------------------------------------------
def _read_parts(parts: list[_Part], register: Register, known: dict[str, str]) -> list[Declaration]:
    rows: list[Declaration] = []
    last: list[int] = []  # the rows of the declaration before, to which the next sentence may add
    listing: tuple[str, Clause] | None = None  # a list of people is open: its kind and what its first sentence tells
    listed_in: int | None = None
    for k, part in enumerate(parts):
        if part.passage.item != listed_in:
            listing = None
        if not (part.firm or listing or HIT.search(part.text)):
            if last and len(part.text) < 250:  # 'Councillor A left the table.' as a paragraph of its own
                for s, e in prose.sentences(part.text):
                    rows = _added(part, s, e, find_groups(part.text, register, s, e), rows, last)
            last = []
            continue
        if part.passage.kind == "cell" and not HIT.search(part.text):
            continue
        opened = listing
        antecedent = _antecedent(parts[k - 1], register) if k and _PRONOUN.match(part.text) else None
        before = ""
        for s, e in prose.sentences(part.text[part.begins :]):
            s, e = s + part.begins, e + part.begins
            groups = find_groups(part.text, register, s, e)
            statements = find_statements(part.text, s, e, groups, part.firm, antecedent)
            new = [_rows(part, s, e, x, known, rows, before) for x in statements if not x.lists]
            if new:
                last = list(range(len(rows), len(rows) + sum(map(len, new))))
                rows += [row for group in new for row in group]
                listing = None
            if any(x.lists for x in statements):
                opening = next(x for x in statements if x.lists)
                listed_in = part.passage.item
                listing = opening.kind, _opening(part.text, s, opening, known)
                s = max(opening.tail[0], part.text.find(":", opening.tail[0], e) + 1 or opening.tail[0])
                groups = [g for g in groups if g.start >= s]
                statements = []
            if not statements:
                entries = _entries(part, s, e, groups, known, listing) if part.firm or listing else []
                if entries:
                    last = list(range(len(rows), len(rows) + sum(map(len, entries))))
                    rows += [row for group in entries for row in group]
                elif last:
                    rows = _added(part, s, e, groups, rows, last)
            antecedent = groups[0] if groups else antecedent
            before = part.text[s:e]
        if listing is not None and listing is opened and not any(r.start >= part.passage.start for r in rows):
            listing = None
        if not part.firm and listing is None and part.passage.kind == "cell":
            last = []
    return rows


def _antecedent(part: _Part, register: Register) -> Group | None:
    """Who the paragraph before speaks of."""
    return next(iter(find_groups(part.text, register, 0, min(len(part.text), 200))), None)


def _rows(part: _Part, s: int, e: int, statement: Statement, known: dict[str, str], earlier: list[Declaration], before: str) -> list[Declaration]:
    """The rows of one declaring sentence."""
    assert statement.group is not None
    text = part.text
    clause = read_clause(text[slice(*statement.tail)], known)
    if not clause.matters:
        clause = clause._replace(matters=_matters_ahead(text[s : statement.start], known))
    between = text[max(s, statement.group.end) : statement.verb]
    natures = [clause.nature or _reason_ahead(between, before)]
    if not clause.matters and natures[0] and len(posts := split_list(natures[0])) > 1 and all(TIES.match(re.sub(r"(?:a|an|the) ", "", post)) for post in posts):
        natures = list(posts)
    return [
        row
        for nature in natures
        for row in _spread(part, s, e, statement.group.names, statement.kind, Clause(clause.matters, nature, clause.participation), earlier)
    ]


def _matters_ahead(front: str, known: dict[str, str]) -> list[Matter]:
    """'With regard to item 7, X declared ...'."""
    lead = _AHEAD.match(front)
    return read_clause(f" in {lead['matter']}", known).matters if lead else []


def _opening(text: str, s: int, opening: Statement, known: dict[str, str]) -> Clause:
    """What the sentence that opens a list tells of all in it."""
    clause = read_clause(text[opening.tail[0] : opening.tail[1]].split(":")[0], known)
    return clause if clause.matters else clause._replace(matters=_matters_ahead(re.sub(r"(?i)(?:the )?following.*$", "", text[s : opening.verb]), known))


def _reason_ahead(between: str, before: str) -> str | None:
    """A reason told before the verb: 'realising that ..., declared', 'said that ...; she declared', or in the sentence before."""
    found = _THAT.search(between)
    if found:
        reason = re.split(r",? (?:and )?(?:he|she|they)? ?(?:wished|would like|ought|therefore|then)?$|, (?:he|she|they) |; ", found["reason"] or found["seen"])[0]
        if re.search(r"\w{3} \w{3}", reason) and not re.search(r"\band(?: again| also| then)? ?$", reason) and not re.match(r"(?:,? ?having|he|she|they) ", reason):
            return clean(reason)
    if (apart := _AS.search(between)) is not None:
        return clean(apart.group().removeprefix("as "))
    if not re.search(r"[A-Za-z]{3}", re.sub(r"(?i)\b(?:he|she|they|then|also|again|both|each|had|has|wished|to)\b", "", between)) and (found := _THAT.search(before)):
        return clean(found["reason"] or found["seen"])
    return None


def _spread(part: _Part, s: int, e: int, names: tuple[str, ...], kind: str, clause: Clause, earlier: list[Declaration]) -> list[Declaration]:
    """A row for each person for each matter; 'respectively' gives each person their own."""
    whole = part.text[s:e]
    matters = clause.matters or [Matter(None, None)]
    pairs = [(name, matter) for name in names for matter in matters]
    if len(names) == len(matters) > 1 and "respectively" in whole.lower():
        pairs = list(zip(names, matters, strict=True))
    out = []
    for name, matter in pairs:
        number, words = matter.number, matter.words
        if words and number is None and _SAME.search(words) and earlier:
            number, words = earlier[-1].about_number, earlier[-1].about_as_written
        if words and number is None and _HERE.fullmatch(words):
            words = None
        out.append(
            Declaration(
                item=part.passage.item,
                name=name,
                interest_as_written=clean(re.sub(r"(?i)^.*\b(?:an?|his|her|their|its|following)\s+|\bin(?= )", "", kind)) if kind else None,
                interest_kind=interest_kind(kind),
                about_as_written=words,
                about_number=number,
                nature=matter.nature or clause.nature,
                participation=clause.participation,
                quote=" ".join(part.passage.text[s:e].split()),
                start=part.passage.start + s,
                end=part.passage.start + e,
                page=part.passage.page,
            )
        )
    return out


def _entries(part: _Part, s: int, e: int, groups: list[Group], known: dict[str, str], listing: tuple[str, Clause] | None) -> list[list[Declaration]]:
    """The rows of a line in a list of declarations."""
    kind, opening = listing or ("", Clause([], None, "not-stated"))
    intro = opening.matters[0].words or "" if opening.matters else ""
    found: list[Entry] = find_entries(part.text, s, e, groups, known, intro)
    out = []
    for entry in found:
        clause = entry.clause
        if clause.participation == "not-stated":
            clause = clause._replace(participation=opening.participation)
        if not clause.matters and opening.matters:
            clause = clause._replace(matters=opening.matters)
        out.append(_spread(part, entry.start, min(entry.end, e), entry.names, entry.kind or kind, clause, []))
    return out


def _added(part: _Part, s: int, e: int, groups: list[Group], rows: list[Declaration], last: list[int]) -> list[Declaration]:
    """What a sentence behind a declaration adds to it: what the members did, or a reason not yet given."""
    text = part.text[s:e]
    adviser = _ADVISER.search(text[:60])
    first = next((g for g in groups if any(same_name(rows[k].name, name) for k in last for name in g.names)), None)
    if first is not None:
        targets = [k for k in last if any(same_name(rows[k].name, name) for name in first.names)]
        if first.start - s > 25:
            text = part.text[first.start : e]
    elif groups and not adviser and groups[0].start - s < 25:
        return rows
    elif re.match(r"\W*[Bb]oth\b", text) and len({rows[k].name for k in last}) == 1:
        targets = _both(rows, last[0])
    elif _PRONOUN.match(text) or (adviser and re.search(r"(?i)\b(?:he|she|they)\b", text)):
        targets = last
    else:
        return rows
    did = participation(text)
    out = list(rows)
    for k in targets:
        row = rows[k]
        changes: dict[str, object] = {}
        if did != "not-stated" and row.participation == "not-stated":
            changes["participation"] = did
        tie = re.match(r"(?i)\W*(?:his|her|their)\b", text) or _TIE_SENTENCE.match(part.text[first.end : e] if first else re.sub(r"(?i)^\W*(?:he|she|they|both)\b", "", text))
        if did == "not-stated" and row.nature is None and tie and part.firm | (part.passage.start <= row.start):
            changes["nature"] = clean(text)
        if changes:
            out[k] = msgspec.structs.replace(row, **changes, quote=f"{row.quote} {' '.join(part.passage.text[s:e].split())}", end=part.passage.start + e)
    return out


def _both(rows: list[Declaration], at: int) -> list[int]:
    """The rows of the last two people, where 'both' follows two declarations of one person each."""
    names: list[str] = []
    for k in range(at, -1, -1):
        if rows[k].item != rows[at].item:
            break
        if rows[k].name not in names:
            names.append(rows[k].name)
    return [k for k, row in enumerate(rows) if row.item == rows[at].item and row.name in names] if len(names) == 2 else [at]


def _table_rows(entries: list[Entry], document: Document, page: int, within: Within) -> list[Declaration]:
    out = []
    for entry in entries:
        passage = Passage(entry.start, document.text[entry.start : entry.end], within.item_at(entry.start), page, "cell", (-1, -1))
        part = _Part(passage, passage.text, 0, True)
        out += _spread(part, 0, len(passage.text), entry.names, entry.kind, entry.clause, [])
    return out


# ---- dispensations ---------------------------------------------------------------------------------------------------------------------
def _dispensations(parts: list[_Part], register: Register) -> list[Dispensation]:
    """Dispensations granted or held, sentence by sentence."""
    found = []
    for part in parts:
        if not _DISPENSATION.search(part.text):
            continue
        for s, e in prose.sentences(part.text):
            if _DISPENSATION.search(part.text, s, e) and _GRANTED.search(part.text, s, e) and not re.search(r"(?i)\bno\b[^.]{0,20}dispensation", part.text[s:e]):
                names = [name for group in find_groups(part.text, register, s, e) for name in group.names]
                quote = " ".join(part.passage.text[s:e].split())
                start = part.passage.start
                found += [Dispensation(part.passage.item, name, quote, start + s, start + e, part.passage.page) for name in names or [None]]
    return found
