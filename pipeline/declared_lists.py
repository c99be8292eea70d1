"""Declarations in lists and tables: a person, a number, a kind and a reason side by side, without a verb."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from pipeline.declarants import Group, find_groups
from pipeline.declared_matters import (
    ABOUT,
    BECAUSE,
    NUMBERED,
    TIES,
    Clause,
    Matter,
    clean,
    find_numbers,
    read_clause,
    read_matters,
    split_list,
    split_matters,
)
from pipeline.declared_prose import PLAIN
from pipeline.interests import DID, KIND_WORDS, find_did, participation
from pipeline.records import Document, Line
from pipeline.register import OFFICE, Register


class Entry(NamedTuple):
    """A line of a list: 'Cllr A - personal - item 5 - as a governor', 'Item 4 - Mr B (Financial), as ...'."""

    start: int
    end: int
    names: tuple[str, ...]
    kind: str
    clause: Clause


_AFTER_NAME = re.compile(
    r" ?(?:$|[-:;,(.&]|(?:re|in|regarding|concerning|as|item|items|agenda|minute|no|nos|non|other|personal|pecuniary|prejudicial"
    r"|disclosable|for|about|on|and|declared)\b|#|\d)",
    re.I,
)
_SURELY_NEW = re.compile(r" ?(?:[-:(] ?|,? ?)(?:agenda |minute )?(?:item|minute)s? (?:no\.? ?)?\d|[ ]?-[ ]", re.I)
_TOLD = re.compile(r"\b(?:was|were|had|would|will|has|have|been|agreed|advised|reported|noted|update|gave|said)\b", re.I)
_PRESENTS = re.compile(r"\b(?:provided|presented|gave|attended|updated|outlined|thanked|introduced)\b", re.I)
_NOT_AN_ENTRY = re.compile(
    r"\b(?:remind\w*|invited|welcom\w*|proposed by|moved by|seconded|thanked|arrived|apolog\w*|resolved|nominated|elected|queried|enquired"
    r"|explained that|the meeting (?:was|closed|opened))\b",
    re.I,
)
_BEFORE_NAME = re.compile(r"[-:(] ?$|\d[^,]{0,60}, ?$|\b(?:by|from|and|for) $|^[\W\d]*$")
_MARK = re.compile(
    r"(?:(?i:name|member|councillor)s?: ?)?\W{0,3}(?:\(?(?:\d{1,2}(?:\.\d{1,2})?|[a-z]|[ivx]{1,4})[.)] ?|[\u2022\u25cf\uf0b7*-] ?){0,2} ?"
)
_KIND_EDGE = re.compile(r" ?(?:[-,;:)(.]|$|in\b|interest|re\b|for\b|as\b)", re.I)
_BRACKETED = re.compile(r" ?[-:]? ?\((?P<words>[^()]{2,200})\)\W*$")


def find_entries(text: str, start: int, end: int, groups: list[Group], known: dict[str, str], intro: str = "") -> list[Entry]:
    """The entries of a stretch of a list; none where it does not read as one. `intro`: the matter named by the sentence that opened the list."""
    if not groups or _NOT_AN_ENTRY.search(text, start, end):
        return []
    first = groups[0]
    lead = _MARK.match(text, start)
    begins = lead.end() if lead else start
    if first.start <= begins + 1:
        return _by_person(text, end, groups, known, intro)
    if not _BEFORE_NAME.search(text[begins : first.start]) or not _AFTER_NAME.match(text, first.end, end):
        return []
    return _by_matter(text, begins, end, groups, known)


def _by_person(text: str, end: int, groups: list[Group], known: dict[str, str], intro: str) -> list[Entry]:
    """The person comes first: each next person behind a stop, '&' or 'and' begins an entry of their own."""
    heads = [groups[0]]
    for group in groups[1:]:
        before = text[heads[-1].end : group.start]
        parted = _SURELY_NEW.match(text, group.end, end) or (
            re.search(r"(?:[.:;&)]|\band|,) {0,3}$", before) and _AFTER_NAME.match(text, group.end, end)
        )
        if parted and re.search(r"\w", before):
            heads.append(group)
    entries: list[Entry] = []
    for k, head in enumerate(heads):
        stop = heads[k + 1].start if k + 1 < len(heads) else end
        if not _AFTER_NAME.match(text, head.end, end):
            return entries
        rest = re.sub(r"(?: and| &|,|;)? ?$", "", text[head.end : stop])
        if is_only_office(head) or _tells(rest, known):
            return entries
        kind, clause = read_rest(rest, known, intro)
        entries.append(Entry(head.start, stop, head.names, kind, clause))
    return entries


def is_only_office(group: Group) -> bool:
    """'Clerk' in a list is who is to act, not who declares; the chair and the mayor may be meant by their office."""
    return OFFICE.fullmatch(group.names[0]) is not None and not re.search(r"(?i)chair|mayor|convener|convenor|provost", group.names[0])


def _tells(rest: str, known: dict[str, str]) -> bool:
    """Whether the words beside a name tell what somebody did, and no interest."""
    if DID.search(rest) or (TIES.search(rest) and not _PRESENTS.search(rest)):
        return False
    return bool(_TOLD.search(rest)) or (not find_numbers(rest, known) and (len(rest) > 160 or re.search(r"\b[a-z]{3,}ed\b", rest) is not None))


def _by_matter(text: str, begins: int, end: int, groups: list[Group], known: dict[str, str]) -> list[Entry]:
    """The matter comes first: 'Item 4 - Mr B (Financial), as ...; Item 5 - Mr C'."""
    entries = []
    at = begins
    for k, group in enumerate(groups):
        stop = end
        if k + 1 < len(groups):
            again = NUMBERED.search(text, group.end, groups[k + 1].start)
            if again is None:
                continue
            stop = again.start()
        if is_only_office(group) or _tells(text[group.end : stop], known):
            break
        kind, clause = read_rest(text[group.end : stop], known, "")
        before = re.sub(r"(?i)^(?:in respect of|in relation to|re) ", "", text[at : group.start].strip(" -:(,"))
        if KIND_WORDS.fullmatch(before):  # 'Prejudicial: Cllr A, item 5'
            kind, matters = before, clause.matters
        else:
            matters = read_matters(before, known) or clause.matters
        beside = clause.matters[0].words if clause.matters and clause.matters is not matters and not clause.matters[0].number else None
        nature = clause.nature or clean(beside or "")
        entries.append(Entry(at, stop, group.names, kind, Clause(matters, nature, clause.participation)))
        at = stop
    return entries


def read_rest(rest: str, known: dict[str, str], intro: str) -> tuple[str, Clause]:
    """What stands beside a name: the kind is taken out, then the rest is read as the words behind 'interest'."""
    kind = ""
    did = find_did(rest)
    for found in KIND_WORDS.finditer(rest, 0, min(len(rest), 160)):
        if (
            _KIND_EDGE.match(rest, found.end())
            and not (did is not None and did < found.start())
            and not rest[found.end() : found.end() + 9].startswith(" interest in the")
        ):
            kind = found.group()
            before = re.sub(r"(?:\bboth|\beach|\ban?|\bdeclared) ?$", "", rest[: found.start()].rstrip("(- "), flags=re.I)
            rest = before.rstrip(" -,") + " - " + rest[found.end() :].lstrip(") -,")
            break
    rest = re.sub(r"^\W*declared\b", "", rest).strip(" -:,;.")
    if intro:
        bracket = _BRACKETED.match(f" {rest.strip()}") or _BRACKETED.match(f" ({rest.strip(' ()')})")
        if rest and bracket and not DID.search(rest):
            named = split_list(bracket["words"])
            numbers = find_numbers(intro, known)
            if numbers:
                return kind, Clause([Matter(numbers[0].number, f"{intro} ({part})", part) for part in named], None, "not-stated")
            return kind, Clause([Matter(None, part) for part in split_matters(f"{intro} ({bracket['words']})")], None, "not-stated")
        return kind, Clause([], clean(rest), participation(rest))
    if not rest:
        return kind, Clause([], None, "not-stated")
    if rest.startswith("(") and ")" in rest and not find_numbers(rest, known):
        inside, behind = rest[1:].split(")", 1)
        clause = read_clause(" " + behind if behind.strip(" .") else "", known)
        if not clause.matters and inside[:1].isupper() and not TIES.search(inside):
            return kind, Clause([Matter(None, part) for part in split_list(inside)], clause.nature, clause.participation)
        if clause.nature is None:
            return kind, Clause(clause.matters, clean(inside), clause.participation)
        return kind, clause
    if ABOUT.match(" " + rest):
        return kind, _after_number(read_clause(" " + rest, known))
    numbered = find_numbers(rest[:60], known)
    if numbered and not re.search(r"[a-z]{4}", rest[: numbered[0].start]):
        return kind, _after_number(read_clause(" in " + rest, known))
    because = BECAUSE.match(" " + rest) or BECAUSE.match(rest)
    if because or (TIES.search(rest[:60].split("(")[0]) and not numbered):
        did = find_did(rest)
        nature = clean(re.sub(r"(?i)^(?:as|because|is|was|are|were)\b(?: an?\b)?", "", rest[:did]))
        matters = [Matter(n.number, rest[n.start : n.end]) for n in find_numbers(rest, known)]
        return kind, Clause(matters, nature, participation(rest[did:] if did is not None else ""))
    return kind, read_clause(" in " + rest, known)


def _after_number(clause: Clause) -> Clause:
    """'item 5 - governor of the school': words behind the number that tell a tie and are not the item's title are the reason."""
    if clause.nature is not None or len(clause.matters) != 1 or not clause.matters[0].words or not clause.matters[0].number:
        return clause
    matter, words = clause.matters[0], clause.matters[0].words
    after = words.find(matter.number or "") + len(matter.number or "")
    cut = re.compile(r"(?: -|:|,) ?").search(words, after)
    behind = words[cut.end() :] if cut else ""
    pieces = re.split(r" - |; ", behind)
    if behind and TIES.search(pieces[-1]) and not re.search(r"(?i)\b(?:application|planning|proposed)\b", pieces[-1]):
        return Clause([matter._replace(words=clean(words[: len(words) - len(pieces[-1])]))], clean(pieces[-1]), clause.participation)
    return clause


# ---- tables ----------------------------------------------------------------------------------------------------------------------------
_NAME_HEAD = re.compile(r"\b(?:member|councillor|cllr|name|person|governor|declared by|who)", re.I)
_NUMBER_HEAD = re.compile(r"\b(?:minute|item|agenda|no\.?|number|matter|subject|application|report)\b", re.I)
_NUMBER_AND_TITLE = re.compile(r"(?P<number>[A-Z]{0,5}\d{1,4}(?:[./-]\d{1,4}){0,2}[a-z]?)[.:]? ?[-:]? (?=[A-Z]).{3,120}")  # '4 - Internal Audit'
_NATURE_HEAD = re.compile(r"\b(?:nature|reason|detail|description|basis)", re.I)
_DID_HEAD = re.compile(r"\b(?:action|participat|left|remain|withdr|speak|vote)", re.I)


def table_entries(document: Document, lines: list[Line], register: Register, known: dict[str, str]) -> list[Entry]:
    """The entries of a table, whose cells may run over several of its rows."""
    columns = sorted({line.column for line in lines})
    records = _records(lines)
    texts = [{c: _cell_text(document, [x for x in record if x.column == c]) for c in columns} for record in records]
    heads: dict[int, str] = {}
    entries: list[Entry] = []
    for record, cells in zip(records, texts, strict=True):
        named = {c: found for c, words in cells.items() if (found := find_groups(words, register, 0, len(words)))}
        if not named:
            if not entries and not heads:
                heads = cells
            continue
        name_column = next((c for c, words in heads.items() if c in named and _NAME_HEAD.search(words)), min(named))
        names = tuple(name for group in named[name_column] for name in group.names)
        others = {c: words for c, words in cells.items() if c != name_column and words.strip()}
        entries.append(Entry(record[0].start, record[-1].end, names, *_read_cells(others, heads, known)))
    return entries


def _cell_text(document: Document, lines: list[Line]) -> str:
    """The words of a cell; lines that touch are parts of one word ('Thomas-', 'Rees')."""
    words = ""
    for before, line in zip([None, *lines], lines, strict=False):
        words += (" " if before and before.end != line.start else "") + document.text[line.start : line.end]
    return words.translate(PLAIN)


def _read_cells(cells: dict[int, str], heads: dict[int, str], known: dict[str, str]) -> tuple[str, Clause]:
    kind, nature, did = "", None, ""
    matters: list[Matter] = []
    for column, words in cells.items():
        head = heads.get(column, "")
        found = KIND_WORDS.search(words)
        if found and (done := find_did(words, found.end())) is not None:
            words, did = words[:done], f"{did} {words[done:]}"
        if _DID_HEAD.search(head) or (not _NATURE_HEAD.search(head) and participation(words) != "not-stated"):
            did += f" {words}"
            continue
        if found and not kind:
            kind = found.group()
            words = words.replace(found.group(), " ").strip(" -:;,")
            nature = nature or (clean(re.sub(r"(?i)^(?:as|because|being)\b", "", words.strip())) if re.search(r"[A-Za-z]{3}", words) else None)
        elif not matters and (_NUMBER_HEAD.search(head) or find_numbers(words, known)):
            number = " ".join(words.split())
            titled = _NUMBER_AND_TITLE.fullmatch(number)
            if number in known or re.fullmatch(r"[\w./()-]{0,5} ?\d[\w./() -]{0,12}", number):
                matters = [Matter(number, number)]
            elif titled and not find_numbers(number, known):
                matters = [Matter(titled["number"], number)]
            else:
                matters = read_matters(number, known)
        elif not matters and not nature and not _NATURE_HEAD.search(head) and not TIES.search(words):
            matters = [Matter(None, clean(words))]
        else:
            nature = nature or clean(re.sub(r"(?i)^(?:as|because|being)\b", "", words.strip()))
    return kind, Clause(matters, nature, participation(did))


def _records(lines: list[Line]) -> list[list[Line]]:
    """The table's rows as a reader sees them: lines set close together are one, where wider gaps part the others."""
    rows: dict[int, list[Line]] = {}
    for line in lines:
        rows.setdefault(line.row, []).append(line)
    ordered = [rows[k] for k in sorted(rows)]
    gaps = [min(x.top for x in b) - max(x.bottom for x in a) for a, b in zip(ordered, ordered[1:], strict=False) if a[0].page == b[0].page]
    near = min(gaps, default=0.0)
    wide = [g for g in gaps if g > near + 3]
    records = [ordered[0]] if ordered else []
    for a, b in zip(ordered, ordered[1:], strict=False):
        gap = min(x.top for x in b) - max(x.bottom for x in a)
        if wide and a[0].page == b[0].page and gap <= near + 3:
            records[-1] = records[-1] + b
        else:
            records.append(b)
    return records


def section_tables(lines: list[Line], inside: Callable[[int], bool]) -> list[list[Line]]:
    """The lines of each table that stands under the heading of declarations."""
    tables: dict[int, list[Line]] = {}
    for line in lines:
        if line.kind == "cell" and inside(line.start):
            tables.setdefault(line.table, []).append(line)
    return list(tables.values())
