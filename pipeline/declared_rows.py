"""From the words of a declaration to rows: a row for each person for each matter, and what the sentences behind it add."""

from __future__ import annotations

import re
from typing import NamedTuple

import msgspec

from pipeline.declarants import Group
from pipeline.declared_later import same_name
from pipeline.declared_lists import Entry
from pipeline.declared_matters import BECAUSE, TIES, Clause, Matter, clean, find_numbers, read_clause, split_list
from pipeline.declared_prose import Statement
from pipeline.interests import interest_kind, participation
from pipeline.prose import Passage
from pipeline.records import Declaration

PRONOUN = re.compile(
    r"\W{0,3}(?:(?:having|after|in|on|at|for|as|following|because|under)\b[^.]{0,80}?,? )?"
    r"(?:he|she|they|both|neither|each|all|his|her|their|(?:the )?(?:member|councillor)s?)\b",
    re.I,
)
_SAME = re.compile(
    r"\b(?:the )?same (?:item|minute|matter|application|report|agenda item)\b|\bthe (?:latter|above) (?:item|minute|application)\b", re.I
)
_HERE = re.compile(
    r"(?:th(?:is|at)|the(?: present| following| ensuing| above)?) (?:agenda )?(?:item|matter|application|report|subject|discussion|debate"
    r"|request)(?: or decision)?",
    re.I,
)
_THAT = re.compile(
    r"\b(?:realis\w+|explain\w+|said|stat\w+|disclosed|mentioned|aware|reveal\w+)\b[^.;]{0,30}?\bthat (?:he had (?:just |now )?(?:seen"
    r"|noticed|learned) )?(?P<reason>[^;]{5,200})",
    re.I,
)
_AS = re.compile(
    r"\bin (?:his|her|their) (?:position|capacity|role)s? as [^,;]{3,80}|\bas (?=(?:a |an |the )?[a-z])"
    r"(?!(?:an? |the )?(?:co-?opted|chair|vice|mayor|leader|portfolio|ward|member of (?:the|this) (?:committee|council)))[^,;]{5,120}",
    re.I,
)
_AHEAD = re.compile(
    r"\W{0,4}(?:\(?[\w.]{1,24}[.)] )?(?:with (?:regard|reference|respect) to|in (?:relation|respect|regard) (?:to|of)|re|on|regarding"
    r"|for) ?(?P<matter>[^.;]{3,120}?),? ?$",
    re.I,
)
_ALONE = re.compile(
    r"\W{0,4}(?P<matter>(?:agenda |minute )?(?:item|minute)s? (?:nos?\.? ?)?[\w./()-]{1,14}"
    r"(?:(?:, | and | & )\d[\w./()-]{0,10}){0,3}(?: ?[-:(] ?.{3,100})?)\W{0,3}",
    re.I,
)  # 'Item 6' above what was declared in it
_LABELLED = re.compile(
    r"\W{0,4}(?P<matter>(?:agenda |minute )?(?:item|minute)s? (?:nos?\.? ?)?[^.;]{1,120}?) ?[-:,] ?$", re.I
)  # 'Item 5 - X declared'
_NEXT_MATTER = re.compile(
    r"(?P<joint>(?:,|;|:|\.| and| &| -|(?<=\w))(?: also)?(?: in)? )(?=(?:agenda |minute )?(?:item|minute)s? (?:nos?\.? ?)?\d)", re.I
)
_SMALL_WORDS = re.compile(r"\b(?:he|she|they|then|also|again|both|each|had|has|wished|to)\b", re.I)
_DID_ALONE = re.compile(
    r"\W{0,4}(?:Left|Withdrew|Took no|Did not (?:vote|take|speak|participate)|Remained|Stayed|Vacated)\b"
)  # the subject is left out
_TIE_SENTENCE = re.compile(
    r" ?(?:is|was|are|were|has|have|had|owns?|owned|rents?|works?|worked|lives?|knows?|knew|runs?|holds?|sits?|chairs?)\b", re.I
)
_ADVISER = re.compile(r"(?:The )?(?:Monitoring Officer|Clerk|Solicitor|Legal|Head of|Proper Officer|Chief Executive|Democratic)", re.I)
NOTHING = Clause([], None, "not-stated")


class Part(NamedTuple):
    """A passage with plain quotes and dashes; `begins` is where its text starts behind a heading of its own."""

    passage: Passage
    text: str
    begins: int
    firm: bool  # it stands under the heading of declarations
    speaks: bool  # it names an interest


# ---- one declaration -------------------------------------------------------------------------------------------------------------------
def statement_rows(
    part: Part,
    s: int,
    e: int,
    statement: Statement,
    names: tuple[str, ...],
    known: dict[str, str],
    earlier: list[Declaration],
    before: str,
    headed: list[Matter],
) -> list[Declaration]:
    """The rows of a declaring sentence, which stands from `s` to `e`; `before` is the sentence before it, `headed` the matter of the line above."""
    first, *others = _own_reasons(part.text[slice(*statement.tail)])
    clause = read_clause(first, known)
    if not clause.matters:
        clause = clause._replace(matters=_matters_ahead(part.text[s : statement.start], known) or headed)
    between = part.text[max(s, statement.named) : statement.verb]
    nature = clause.nature or _reason_ahead(between, before)
    # 'the following declaration of interest - Trustee of A, Friend of B': each is an interest of its own
    posts = split_list(nature) if nature and not clause.matters else []
    natures = posts if len(posts) > 1 and all(TIES.match(re.sub(r"^(?:a|an|the) ", "", post)) for post in posts) else [nature]
    clauses = [*(clause._replace(nature=each) for each in natures), *(read_clause(f" in {other}", known) for other in others)]
    return [row for each in clauses for row in spread(part, s, e, names, statement.kind, each, earlier)]


def _own_reasons(tail: str) -> list[str]:
    """The parts of a tail in which each numbered matter has a reason of its own: 'in item 5 as X and in item 6 as Y'."""
    parts, at = [], 0
    for label in _NEXT_MATTER.finditer(tail):
        here = tail[at : label.start()]
        if find_numbers(here, {}) and BECAUSE.search(here) and BECAUSE.search(tail, label.end()):
            parts.append(here)
            at = label.end("joint")
    return [*parts, tail[at:]]


def _matters_ahead(front: str, known: dict[str, str]) -> list[Matter]:
    """'With regard to item 7, X declared ...'."""
    lead = _AHEAD.match(front) or _LABELLED.match(front)
    return read_clause(f" in {lead['matter']}", known).matters if lead else []


def matters_of_label(text: str, known: dict[str, str]) -> list[Matter]:
    """The matters that a line names which heads the declarations below it."""
    label = _ALONE.fullmatch(text.strip())
    return [m for m in read_clause(f" in {label['matter']}", known).matters if m.number] if label else []


def opening_clause(text: str, s: int, opening: Statement, known: dict[str, str]) -> Clause:
    """What the sentence that opens a list tells of all in it."""
    clause = read_clause(text[opening.tail[0] : opening.tail[1]].split(":")[0], known)
    return (
        clause if clause.matters else clause._replace(matters=_matters_ahead(re.sub(r"(?i)(?:the )?following.*$", "", text[s : opening.verb]), known))
    )


def _reason_ahead(between: str, before: str) -> str | None:
    """A reason told before the verb: 'realising that ..., declared', 'said that ...; she declared', or in the sentence before."""
    found = _THAT.search(between)
    if found:
        reason = re.split(r",? (?:and )?(?:he|she|they)? ?(?:wished|would like|ought|therefore|then)?$|, (?:he|she|they) |; ", found["reason"])[0]
        if (
            re.search(r"\w{3} \w{3}", reason)
            and not re.search(r"\band(?: again| also| then)? ?$", reason)
            and not re.match(r"(?:,? ?having|he|she|they) ", reason)
        ):
            return clean(reason)
    if (apart := _AS.search(between)) is not None:
        return clean(apart.group().removeprefix("as "))
    if not re.search(r"[A-Za-z]{3}", _SMALL_WORDS.sub("", between)) and (found := _THAT.search(before)):
        return clean(found["reason"])
    return None


def spread(part: Part, s: int, e: int, names: tuple[str, ...], kind: str, clause: Clause, earlier: list[Declaration]) -> list[Declaration]:
    """A row for each person for each matter; 'respectively' gives each person their own."""
    matters = clause.matters or [Matter(None, None)]
    pairs = [(name, matter) for name in names for matter in matters]
    if len(names) == len(matters) > 1 and "respectively" in part.text[s:e].lower():
        pairs = list(zip(names, matters, strict=True))
    out = []
    for name, matter in pairs:
        number, words = matter.number, matter.words
        if words and number is None and _SAME.search(words) and earlier:
            number, words = earlier[-1].about_number, earlier[-1].about_as_written
        if earlier and number is words is None and re.search(r"(?i)\b(?:the same|a similar|a like) interest", kind):
            number, words, kind = earlier[-1].about_number, earlier[-1].about_as_written, f"{earlier[-1].interest_as_written} interest"
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
                quote=_quote(part, s, e),
                start=part.passage.start + s,
                end=part.passage.start + e,
                page=part.passage.page,
            )
        )
    return out


def _quote(part: Part, s: int, e: int) -> str:
    return " ".join(part.passage.text[s:e].split())


def entry_rows(part: Part, end: int, entries: list[Entry], kind: str, opening: Clause) -> list[Declaration]:
    """The rows of a list's line; what its opening sentence tells holds where the line itself is silent."""
    out = []
    for entry in entries:
        clause = entry.clause
        if clause.participation == "not-stated":
            clause = clause._replace(participation=opening.participation)
        if not clause.matters:
            clause = clause._replace(matters=opening.matters)
        out += spread(part, entry.start, min(entry.end, end), entry.names, entry.kind or kind, clause, [])
    return out


# ---- what the sentences behind it add --------------------------------------------------------------------------------------------------
def add_sentence(part: Part, s: int, e: int, groups: list[Group], rows: list[Declaration], last: list[int]) -> None:
    """Write into the rows `last` what a sentence behind their declaration tells: what the members did, or a reason not yet given."""
    text = part.text[s:e]
    adviser = _ADVISER.match(text.lstrip()[:60])
    first = next((g for g in groups if any(same_name(rows[k].name, name) for k in last for name in g.names)), None)
    if first is not None:
        targets = [k for k in last if any(same_name(rows[k].name, name) for name in first.names)]
        if first.start - s > 25:
            text = part.text[first.start : e]
    elif groups and not adviser and groups[0].start - s < 25:
        return
    elif re.match(r"\W*[Bb]oth\b", text) and len({rows[k].name for k in last}) == 1:
        targets = _both(rows, last[0])
    elif _DID_ALONE.match(text):
        targets = [k for k in last if rows[k].name == rows[last[-1]].name]
    elif PRONOUN.match(text) or (adviser and re.search(r"(?i)\b(?:he|she|they)\b", text)):
        targets = last
    else:
        return
    did = participation(text)
    ties = (first is None or first.start - s < 25) and (
        re.match(r"(?i)\W*(?:his|her|their)\b", text)
        or _TIE_SENTENCE.match(part.text[first.end : e] if first else re.sub(r"(?i)^\W*(?:he|she|they|both)\b", "", text))
    )
    for k in targets:
        row = rows[k]
        if did != "not-stated" and row.participation == "not-stated":
            row = msgspec.structs.replace(row, participation=did)
        elif did == "not-stated" and row.nature is None and ties:
            row = msgspec.structs.replace(row, nature=clean(text))
        else:
            continue
        rows[k] = msgspec.structs.replace(row, quote=f"{row.quote} {_quote(part, s, e)}", end=max(row.end, part.passage.start + e))


def _both(rows: list[Declaration], at: int) -> list[int]:
    """The rows of the last two people, where 'both' follows two declarations of one person each."""
    names: list[str] = []
    for k in range(at, -1, -1):
        if rows[k].item != rows[at].item:
            break
        if rows[k].name not in names:
            names.append(rows[k].name)
    return [k for k, row in enumerate(rows) if row.item == rows[at].item and row.name in names] if len(names) == 2 else [at]
