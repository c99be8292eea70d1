"""Sentences that tell who was away, who came, and who took the chair: 'Apologies were received from Mrs Bell', 'Ann Lee sent her apologies'."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline import styles
from pipeline.attendance_entries import Person, read_unit
from pipeline.attendance_labels import Label
from pipeline.attendance_units import Unit

VERB = re.compile(
    r"\b(?:was|were|had|has|have|been|are|took|welcomed|opened|reported|declared|asked|thanked|gave|given|stated|confirmed|advised|noted"
    r"|agreed|resolved|explained|informed|sent|tendered|submitted"
    r"|received|accepted|elected|read|said|reminded|announced|conveyed|wished|commenced|began|joined|is|will|would|shall|can|could|should"
    r"|must|attended|chaired|acted|left|arrived|did|does|substituted|deputised|replaced|met)\b"
)
FROM = re.compile(
    r"\b(?:apolog(?:y|ies)|app?ologies|regrets|absence|absences)\b[^.;\n]{0,120}?(?:\n[^.;\n]{0,120}?)?\b(?:from|on behalf of|behalf of"
    r"|were as follows|by)\b[ \n:]*",
    re.IGNORECASE,
)
AWAY = re.compile(
    r"\b(?:(?:had |has |have |also )?(?:sent|gave|given|tendered|submitted|offered|conveyed|passed on|presented)(?: in)?(?: (?:his|her"
    r"|their|its))?[ \n](?:sincere )?apologies|apologised|apologies (?:were|was|had been) (?:received|accepted|noted|given)"
    r"|(?:was|were) (?:absent|unable to attend|not present|not in attendance)|did not attend|could not attend)\b",
    re.IGNORECASE,
)
HERE = re.compile(r"\b(?:was|were)[ \n](?:also[ \n])?(?:present|in[ \n]attendance)\b|\battended(?: the meeting)?\b|\balso attended\b", re.IGNORECASE)
APPOINTED = re.compile(r"\b(?:appointed|nominated)\b[^.;]{0,60}?\b(?:to replace|replacing|in (?:the )?place of)\b", re.IGNORECASE)
SUBSTITUTE = re.compile(
    r"\b(?:attended|attending|present|acted|acting|substituted|substituting|was|were|deputis\w+)\b[^.;]{0,40}?\b(?:as (?:a "
    r")?(?:substitutes?|reserves?|deput\w+) (?:members? )?(?:for|of)|in (?:the )?place of|on behalf of|substitut\w+ for|deputis\w+ for|for)\b",
    re.IGNORECASE,
)
AS_SUBSTITUTE = re.compile(
    r"\b(?:attended|attending|were|was|acted|sat)\b[^.;]{0,40}\b(?:as (?:a )?)?(?:named )?(?:substitutes?|reserves?"
    r"|substituting|deputising)\b",
    re.IGNORECASE,
)
TOOK_CHAIR = re.compile(r"\b(?:took|assumed|occupied|was in|in) the chair\b|\b(?:chaired|presided)\b", re.IGNORECASE)
CHAIR_TAKEN_BY = re.compile(
    r"\b(?:chair was (?:taken|occupied|assumed) by|(?:meeting|chaired) (?:was )?chaired by)(?: the [Vv]ice[- ][Cc]hair(?:man)?,?)?[ \n]",
    re.IGNORECASE,
)
LATER = re.compile(r"\b(?:late|lateness|leav\w+ early|previous|last meeting|next meeting|as (?:above|shown|listed|set out))\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)\]])[.!](?=[ \n\t]+[A-Z•(])|;[ \n]|\n\n")
_STYLE_END = re.compile(
    r"(?:\b(?:[Cc]l?lrs?|[Cc]ll?rs?|Couns|Messrs|Mrs?|Ms|Dr|Rev|Revd|Prof|Insp|Sgt|Hon|St|Coun|Ald|No|approx"
    r"|Wm|Geo|Chas|Thos|Jas)|\b[A-Z])$"
)
BY_SUBSTITUTE = re.compile(r"\b(?:substituted|replaced|represented|deputised for|substituted for)[ ]by$|^in whose place|^for whom", re.IGNORECASE)
REPLACED_BY = re.compile(r"\b(?:substituted|replaced|represented) by\b", re.IGNORECASE)
SUBSTITUTING = re.compile(
    r"(?:is |was |as |acting as )?(?:the |a |their |his |her )?(?:substitut(?:e|ing)|deputi(?:sing|zing)|deputy)(?: "
    r"on (?:his|her|their) behalf)?$",
    re.IGNORECASE,
)
SUBSTITUTED_BY = re.compile(r"\b(?:substitut\w*|deputis\w*|replaced by|represented by)\b(?! for)", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]{0,200}\)")
APOLOGIES = Label("apologies")
PRESENT = Label("present")
ATTENDING = Label("in-attendance")


def sentences_of(text: str, whole: bool = False) -> list[tuple[int, int]]:
    """Where sentences begin and end; a full stop after a style or an initial ends none, a semicolon ends one where `whole` is not set."""
    cuts = [0]
    for end in _SENTENCE_END.finditer(text):
        if end.group().startswith(";") and whole:
            continue
        if end.group() == "." and _STYLE_END.search(text, max(0, end.start() - 8), end.start()):
            continue
        cuts.append(end.end())
    cuts.append(len(text))
    return [(a, b) for a, b in pairwise(cuts) if text[a:b].strip()]


def has_verb(text: str) -> bool:
    """A sentence rather than a list: a verb outside brackets."""
    return VERB.search(_BRACKETS.sub(" ", text)) is not None


def read_statement(unit: Unit, start: int, end: int) -> list[tuple[Person, Label]]:
    """The persons of whom a sentence says that they were away, came, stood in for others, or took the chair."""
    words = unit.text[start:end]
    if (found := AWAY.search(words)) and not LATER.search(words) and (away := read_unit(unit, "", False, start=start, end=start + found.start())):
        stood_in = REPLACED_BY.search(words, found.end())
        came = read_unit(unit, "", False, start=start + stood_in.end(), end=end)[:1] if stood_in else []
        for person in came:
            person.remarks.append(f"substitute for {away[-1].name}")
        return [*((person, APOLOGIES) for person in away), *((person, Label("present", "substitute")) for person in came)]
    if found := FROM.search(words):
        if LATER.search(words[: found.end()]):
            return []
        return away_and_substitutes(read_unit(unit, "", False, start=start + found.end(), end=end), APOLOGIES)
    if found := SUBSTITUTE.search(words) or APPOINTED.search(words):
        return _substitutes(unit, start, end, found)
    if found := AS_SUBSTITUTE.search(words):
        return [(person, Label("present", "substitute")) for person in read_unit(unit, "", False, start=start, end=start + found.start())]
    if found := TOOK_CHAIR.search(words):
        people = read_unit(unit, "", False, start=start, end=start + found.start())[-1:]
        return [(person, PRESENT._replace(role="chair")) for person in people]
    if found := CHAIR_TAKEN_BY.search(words):
        return [(person, PRESENT._replace(role="chair")) for person in read_unit(unit, "", False, start=start + found.end(), end=end)[:1]]
    if found := HERE.search(words):
        return [(person, ATTENDING) for person in read_unit(unit, "", False, start=start, end=start + found.start())]
    return []


def away_and_substitutes(people: list[Person], label: Label) -> list[tuple[Person, Label]]:
    """In a list of those away, whoever is said to stand in for one came.

    'Councillor A, substituted by Councillor B', 'Councillor A (Councillor B substituting)', 'Councillor A, with Councillor B substituting'.
    """
    found: list[tuple[Person, Label]] = []
    for number, person in enumerate(people):
        before = people[number - 1] if number else None
        if before is not None and (
            (before.post_text and BY_SUBSTITUTE.search(before.post_text)) or (person.post_text and SUBSTITUTING.match(person.post_text))
        ):
            found.append((person, Label("present", "substitute")))
            person.remarks.append(f"substitute for {before.name}")
            person.post_text = None
            before.post_text = None if before.post_text and BY_SUBSTITUTE.search(before.post_text) else before.post_text
            continue
        found.append((person, label))
        if label.status in ("apologies", "absent"):
            found += _in_brackets(person)
    return found


def _in_brackets(away: Person) -> list[tuple[Person, Label]]:
    """The substitute named in brackets after the one who is away."""
    found = []
    for remark, (start, end) in zip(away.remarks, away.remarks_at, strict=False):
        names = styles.split_list(remark) if SUBSTITUTED_BY.search(remark) else []
        if len(names) == 1:
            given, surname = styles.name_parts(names[0])
            found.append(
                (
                    Person(start, end, away.page, names[0], "", " ".join(given), surname, [f"substitute for {away.name}"]),
                    Label("present", "substitute"),
                )
            )
    away.remarks = [remark for remark in away.remarks if not SUBSTITUTED_BY.search(remark)]
    return found


def _substitutes(unit: Unit, start: int, end: int, found: re.Match[str]) -> list[tuple[Person, Label]]:
    """'Councillor A attended as a substitute for Councillor B': A came; B's apologies are said elsewhere, if they were sent."""
    came = read_unit(unit, "", False, start=start, end=start + found.start())[-1:]
    away = read_unit(unit, "", False, start=start + found.end(), end=end)[:1]
    for person in came:
        person.remarks = [f"substitute for {away[0].name}"] if away else []
    return [(person, Label("present", "substitute")) for person in came if away]
