"""Who proposed and who seconded: the motions of a passage, in every order of words that clerks use, and those that were lost."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from pipeline import styles

P = "\x01"  # stands for a person in the shape of a sentence; the text itself has no control characters

# A pattern that begins with one of a few letters is found several times faster than one that begins with \b; so the word's beginning comes second
_LETTER = r"[2MNPSmnps](?<!\w.)"
_WORDS = re.compile(
    rf"{_LETTER}(?i:(?P<sure>(?<=s)ec(?:ond(?:ed|er|s)?)?|(?<=2)nd|(?<=n)ominated)|(?<=p)rop(?:os(?:e[drs]|al|ition))?|(?<=m)(?:ove[drs]|otion))\b"
)
# The words of moving count where somebody may be named beside them: 'the proposed extension' and 'in motion' are passed over at once
_NAMED_AFTER = re.compile(r"[\s.:–-]{1,4}(?:by|of|from)\b|\s?[.:(–-]|\s[A-Z]")
_NAMED_BEFORE = re.compile(
    r"(?:[A-Z][\w’'.()-]{0,20}|\)|\b[Ss]?[Hh]e|\b(?:chair(?:man|person|woman)?|mayor)),?\s(?:(?:then|also|formally|duly|had|who)\s){0,2}$"
)
_STEMS = (
    "proposed",
    "moved",
    "second",
    "proposer",
    "nominated",
    "motion",
    "proposal",
    "mover",
    "moves",
    "proposes",
    "proposition",
    "prop:",
    "prop ",
    "prop.",
    "2nd",
    "sec ",
    "sec.",
)
_BEFORE_CUE, _BEHIND_CUE = 260, 200  # characters about the words of moving in which those who moved are named
_OFFICE = re.compile(
    r"(?:[Tt]he\s)?(?:(?:Deputy|Vice|Acting|Lord|Joint)[\s-]|(?:deputy|vice)-){0,2}(?:Mayor(?:ess)?|Chair(?:man|person|woman)?|chair(?:man|person|woman)?|Convenor|Convener|Leader"
    r"|President|Cathaoirleach|Provost|(?:Cabinet|Lead|Executive|Portfolio)\s(?:Member|Holder|Councillor)(?:\s(?:for|of)\s(?:the\s)?[A-Z][\w’-]{0,20}(?:,?\s(?:(?:and|&|of|the)\s){0,2}[A-Z][\w’-]{0,20}){0,6})?)(?:\sof\sthe\sCouncil)?(?:\s?\([^()]{2,50}\))?(?![\w-])"
)
_KEY = re.compile(r"[A-Z](?:\.?[A-Z]){1,3}\.?(?![\w-])")
_TWO_KEYS = re.compile(r"[A-Z]{2,3}(?=\s[A-Z]{2,3}\s)")  # 'seconded SB', and the next line begins 'JM was thanked'
_INITIALS = re.compile(r"[A-Z]{2,3}")
_PRONOUN = re.compile(r"(?:[Hh]e|[Ss]he)\b")
_CUE_WORD = re.compile(
    r"\b(?i:prop(?:os(?:ed|es|er|al|ition))?|mov(?:ed|es|er)|sec(?:ond(?:ed|s|er)?)?|nominat(?:ed|ion)|motion|amendment|resolved|agreed|carried|that)\b"
)
_START = re.compile(r"[A-Zchstv](?<![\w’'./-].)(?:(?<=[A-Z])|(?:(?<=t)he|(?<=h)e|(?<=s)he|(?<=v)ice|(?<=c)hair)\b)")
_TAIL = re.compile(r"\s?\((?:[A-Z]|[A-Z][a-z]{1,15})\)")  # 'Councillor Collins (M)'
_VERB = re.compile(
    rf"{_LETTER}(?:(?P<both>(?i:(?<=p)ropose[dr]|(?<=m)oved)(?:,|\sand|\s&|/|\s/)\s?(?:duly\s)?(?i:seconde[dr])\b)"
    r"|(?P<move>(?i:(?<=p)rop(?:os(?:e[drs]|al|ition))?|(?<=m)(?:ove[drs]|otion)|(?<=n)ominat(?:ed|ion))\b)"
    r"|(?P<second>(?i:(?<=s)ec(?:ond(?:ed|er|s)?)?|(?<=2)nd)\b))"
)
_AFTER = re.compile(
    rf"(?:,?\sas\s(?:an\s(?:further\s)?amendment|(?:a\s)?(?:true|correct|accurate)(?:\s(?:and\s\w{{3,10}}\s)?record)?),?)?[\s.:,;–-]{{0,4}}(?:was\s)?(?P<by>(?:by|of|from)\b)?[\s:–-]{{0,3}}(?:both\s)?(?P<who>{P})"
)
_NOMINATED_BY = re.compile(rf"[^.]{{0,70}}?\bby\s(?P<who>{P})")
_PAIR = re.compile(rf"\s?(?:and|&|,|/)\s?(?P<who>{P})")
_TWO = re.compile(rf"{P}\s?[,/&]\s?{P}\s?[:;]")
_NUMBER = re.compile(r"\W{0,3}R?\d{2,4}[-/.]\d{1,4}\s{1,4}")
_FILLER = r"(?:\s?(?:then|also|formally|duly|and|who|again|first|therefore|subsequently|had|jointly|had\sthen|&|[–-]))"
_BEFORE = re.compile(rf"{P}(?:\s?\([^()]{{0,60}}\))?,?{_FILLER}{{0,2}}\s?$")
_AMENDMENT = re.compile(r"(?i)\bamendment\b")
_NO_MOTION = re.compile(rf"\s(?:to\s(?:the\s[a-z]|[A-Z{P}])|from|away|on\sto|into|house|out|up|forward|back)\b")
_PUT_AFTER = re.compile(r"\s?(?:[,;.:)(–-]|and\b|seconded\b|sec\b|2nd\b|second\b|$)")
_NOUNS = frozenset(("proposal", "proposition", "motion", "nomination", "second", "sec", "prop", "2nd", "mover", "proposer", "seconder"))
_CARRIED_AMENDMENT = re.compile(r"(?i)\bamendment\b(?![^.;]{0,60}\bnot\b)[^.;]{0,60}?\bcarried\b")
_LOSSES = ("lost", "defeated", "negatived", "not carried", "fell", "not supported", "withdrawn", "rejected")
_LOST = re.compile(
    r"\b(?P<what>amendment|motion|proposal|proposition|vote|it|this|which)\b[^.;]{0,70}?\b(?:lost|defeated|negatived|not\scarried|fell|not\ssupported|withdrawn|rejected)\b"
    r"|\b(?:lost|LOST)\b(?=\s?[,:(]?\s?(?:\(?\d|by\b|for\b))|\b(?:NOT\sCARRIED|MOTION\sLOST|DEFEATED)\b",
    re.IGNORECASE,
)


class Motion(NamedTuple):
    """Movers as one passage names them, with the offsets at which they are named."""

    start: int
    end: int
    proposer: str | None
    seconder: str | None
    amendment: bool = False


class Shape(NamedTuple):
    """A passage with every person in it written as one P, so that patterns need not know what names look like."""

    text: str
    people: dict[int, str]  # who stands at a place of `text`
    places: list[int]  # where a stretch of `text` begins, and
    origins: list[int]  # where the same stretch begins in the passage

    def origin(self, place: int) -> int:
        k = bisect_right(self.places, place) - 1
        return self.origins[k] + place - self.places[k]


def shape_of(text: str) -> Shape:
    """Write each name, office, key of initials and pronoun as P."""
    parts: list[str] = []
    people: dict[int, str] = {}
    places, origins = [0], [0]
    at = length = 0
    for begin in _START.finditer(text):
        start = begin.start()
        if start < at or _CUE_WORD.match(text, start):
            continue
        end = _person_end(text, start)
        if end is None:
            continue
        parts += [text[at:start], P]
        length += start - at + 1
        people[length - 1] = " ".join(text[start:end].split()).rstrip(".,")
        places += [length - 1, length]
        origins += [start, end]
        at = end
    return Shape("".join([*parts, text[at:]]), people, places, origins)


def _person_end(text: str, start: int) -> int | None:
    """Where the person ends who is named at a place, if one is."""
    fixed = _OFFICE.match(text, start) or _TWO_KEYS.match(text, start)
    if fixed:
        return fixed.end()
    style = styles.STYLE.match(text, start)
    name = styles.match_name(text, style.end() + (text[style.end() : style.end() + 1] == " "), len(text), styled=True) if style else None
    name = name or styles.match_name(text, start, len(text), styled=False)
    if name:
        cue = _CUE_WORD.search(text, start, name[0])
        if cue:
            return cue.start()
        tail = _TAIL.match(text, name[0])
        return tail.end() if tail else name[0]
    other = _PRONOUN.match(text, start) or _KEY.match(text, start)
    return other.end() if other else None


_PAIR_IN_BRACKETS = re.compile(r"\((?P<pair>[^()/]{2,50}/[^()/,;]{2,50})(?P<rest>[,;][^()]{0,50})?\)(?P<last>\W{0,3}$)?")


def _bracketed(text: str) -> list[Motion]:
    """'RESOLVED (Cllr A Smith/Cllr B Jones) to ...', '... be bought. (AS/BJ)': mover and seconder between brackets."""
    found = []
    for hit in _PAIR_IN_BRACKETS.finditer(text) if "/" in text and "(" in text else ():
        first, second = (part.strip() for part in hit["pair"].split("/"))
        keys = bool(_INITIALS.fullmatch(first) and _INITIALS.fullmatch(second) and hit["last"] is not None)
        if keys or all(styles.STYLE.match(part) and _person_end(part, 0) == len(part) for part in (first, second)):
            found.append(Motion(hit.start(), hit.end("pair"), " ".join(first.split()), " ".join(second.split())))
    return found


def _cues(text: str) -> list[int]:
    """Where the words of moving and seconding stand with somebody beside them."""
    low = text.lower()
    for stem in _STEMS:
        if stem in low:
            break
    else:
        return []
    return [
        hit.start()
        for hit in _WORDS.finditer(text)
        if hit["sure"] or _NAMED_AFTER.match(text, hit.end()) or _NAMED_BEFORE.search(text, max(0, hit.start() - 40), hit.start())
    ]


@lru_cache(maxsize=128)  # a passage is asked for its decisions, and again for all that was moved in its item
def find_motions(text: str) -> tuple[Motion, ...]:
    """The motions that a passage tells of, in order. A seconder named alone is a motion without a proposer."""
    cues = _cues(text)
    if not cues:
        heads = _pair(text) if len(text) < 90 and text.rstrip()[-1:] in (":", ";") else None
        return (heads,) if heads else tuple(_bracketed(text))
    floor = max(0, cues[0] - _BEFORE_CUE)
    near = text[floor : cues[-1] + _BEHIND_CUE]
    return tuple(m._replace(start=m.start + floor, end=m.end + floor) for m in _motions_in(near)) or tuple(_bracketed(text))


def _motions_in(text: str) -> list[Motion]:
    shape = shape_of(text)
    found: list[Motion] = []
    used: set[int] = set()
    waiting: int | None = None  # 'A, seconded by B, moved': A
    for verb in _VERB.finditer(shape.text):
        start, at, word = verb.start(), verb.end(), verb.group().lower()
        after = _AFTER.match(shape.text, at)
        before = _BEFORE.search(shape.text, max(0, start - 110), start)
        was = before.start() if before and before.start() not in used else None
        if verb["both"]:
            if after:
                first, pair = after.start("who"), _PAIR.match(shape.text, after.end())
                second = pair.start("who") if pair else None
                if was is not None and second is None:  # 'A proposed, seconded by B'
                    first, second = was, first
                used |= {first, *([second] if second else [])}
                found.append(Motion(min(first, start), second or first, shape.people[first], shape.people[second] if second else None))
            continue
        if after is None and word == "nominated":
            after = _NOMINATED_BY.match(shape.text, at)
        elif after and not after["by"] and (was is not None or shape.people[after.start("who")].lower() in ("he", "she")):
            after = None  # 'NO proposed JH seconded'
        who = after.start("who") if after else None if word in _NOUNS or shape.text.startswith(" by", at) else was
        if word == "proposed" and after and not after["by"] and shape.text[at : at + 1] == " " and not _PUT_AFTER.match(shape.text, after.end()):
            continue  # 'the proposed Traffic Order'
        if verb["move"] and word.startswith("mov") and _NO_MOTION.match(shape.text, at):
            continue
        if verb["second"] and who is not None:
            waiting = was if after else None
            if found and found[-1].seconder is None and found[-1].proposer is not None:
                found[-1] = found[-1]._replace(seconder=shape.people[who], end=max(who, at))
            else:
                found.append(Motion(min(who, start), max(who, at), None, shape.people[who]))
        elif verb["move"] and who is None and waiting is not None and word not in _NOUNS:
            who, waiting = waiting, None
            found[-1] = found[-1]._replace(proposer=shape.people[who], start=who, end=at)
        elif verb["move"] and who is not None:
            found.append(Motion(min(who, start), max(who, at), shape.people[who], None))
        if who is not None:
            used.add(who)
    return [_finished(text, shape, motion) for motion in found]


def _pair(text: str) -> Motion | None:
    """'D. Yemm, T. Butler:' alone, as Canadian minutes head a resolution with its mover and seconder."""
    if not any(mark in text for mark in ",/&"):
        return None
    number = _NUMBER.match(text)
    shape = shape_of(text[number.end() :] if number else text)
    if len(shape.people) != 2 or not _TWO.fullmatch(shape.text.strip()):
        return None
    first, second = (shape.people[k] for k in sorted(shape.people))
    return Motion(0, len(text), first, second)


def _finished(text: str, shape: Shape, motion: Motion) -> Motion:
    """With the passage's offsets, pronouns resolved, and amendments known as such: announced just before their movers, or what they moved."""
    start, end = shape.origin(motion.start), shape.origin(motion.end + (motion.end in shape.people))
    if motion.proposer and motion.proposer.lower() in ("he", "she"):
        motion = motion._replace(proposer=_antecedent(shape, motion.start))
    return motion._replace(start=start, end=end, amendment=bool(_AMENDMENT.search(text, max(0, start - 40), end + 30)))


def _antecedent(shape: Shape, place: int) -> str | None:
    """Whom 'she' means: the first one named in the sentence, or in the sentence before it."""
    end = place
    for _ in range(2):
        start = max(shape.text.rfind(". ", 0, end), shape.text.rfind("; ", 0, end), 0)
        named = [k for k in shape.people if start <= k < end and shape.people[k].lower() not in ("he", "she")]
        if named:
            return shape.people[min(named)]
        end = start
    return None


def find_lost(text: str) -> list[tuple[int, int, bool]]:
    """Where a passage says that a motion was lost: start, end, and whether it was an amendment."""
    low = text.lower()
    if not any(word in low for word in _LOSSES):
        return []
    return [(m.start(), m.end(), (m["what"] or "").lower() == "amendment") for m in _LOST.finditer(text)]


def find_carried_amendments(text: str) -> list[tuple[int, int]]:
    """Where a passage says that an amendment was carried."""
    return [m.span() for m in _CARRIED_AMENDMENT.finditer(text)] if "arried" in text and "mendment" in text else []


def opens_with_movers(text: str) -> bool:
    """The passage begins with who moved: 'Moved by A and seconded by B'."""
    return any(m.start < 40 for m in find_motions(text[:200]))
