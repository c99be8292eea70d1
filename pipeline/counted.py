"""What a figure of running text counts or measures, told in the words that stand around it."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from pipeline.figures import Figure
from pipeline.numerals import IN_WORDS

Qualifier = Literal["about", "at-least", "up-to", "over", "under"]
SubjectKind = Literal["actual", "target", "forecast", "capacity", "threshold", "budget"]


class Meaning(NamedTuple):
    measure: str | None
    population: str | None
    qualifier: Qualifier | None
    subject_kind: SubjectKind
    direction: Literal["up", "down"] | None
    comparator: str | None


MOST_WORDS = 15  # of a measure and its population together: longer than that nobody compares
MOST_NEAR = 10  # of them for what stands on the side of the figure that names what it counts
MOST_FAR = 8  # for the other side
_STRONG = re.compile(r"[;?!()•]|(?<!\b[A-Z])(?<!\bCllr)(?<!\bCllrs)(?<!\bSt)(?<!\bNo)(?<!\bapprox)(?<!\bCh)\.(?=\s|$)|\s[–—]\s|:\s?[-–](?=\s|$)")
_APPROX = re.compile(r"\s?\(approx\.?\)", re.IGNORECASE)
_WEAK = re.compile(r",(?=\s)|\s(?:and|or|but|while|whereas)\s")
_WORD = re.compile(r"[^\s()\[\]“”\"]+")
_SAID = (
    r"(?:reported|report|said|says|stated|states|advised|noted|notes|confirmed|explained|informed|told|highlighted|reminded|added|agreed"
    r"|resolved|recommended|heard|thought|announced|pointed\sout|mentioned|clarified|commented|replied|"
    r"estimated|seconded|hoped|felt|suggested|asked|assured|acknowledged|understood|considered|indicated|warned|concluded|RESOLVED|AGREED"
    r"|RECOMMENDED|Resolved|Agreed)"
)
# What a minute writes before it says anything: a number, who spoke, that it was noted or resolved
_REPORTED = re.compile(
    rf"^.{{0,160}}?\b{_SAID}\b(?:\s(?:the\s)?(?:[Mm]embers?|[Cc]ommittee|[Bb]oard|[Cc]ouncil|[Cc]ommission|[Pp]anel|[Mm]eeting|[Ff]orum"
    rf"|[Cc]abinet|[Gg]overnors|[Cc]ouncillors))?[\s:,–-]{{1,4}}(?:[Tt]hat\s|how\s|to\s|(?<=:\s)|(?<=–\s))"
    r"|^[A-Z][^.;:]{3,90},\s(?:reported|presented|introduced|announced|outlined|drew\sattention\sto)\s(?!that\b|how\b)"
    r"|^\s?\(?(?:\d{1,3}(?:\.\d{1,3}){0,2}|[a-z]|[ivx]{1,4})[.)]?\s+(?=[A-Z(])|^[\s•▪●○–-]+"
)
_EMPTY = frozenset(
    "the a an of in on at to for by from with and or that this these those which who whom whose had has have was were be been being is are "
    "as it its their there they them he she we i his her our "
    "would will could should may might can do did does not no than then also so but if when where about around approximately nearly almost "
    "over under up only just more less some all any each every "
    "between compared total against into out during since per figure figures average averages national nationally england wales scotland "
    "london year years month months before previous last same "
    "down rose fell now put being came stood went gone becoming became one other another further mr mrs ms cllr councillor yes no answer".split()
)
_PRONOUN = re.compile(
    r"\s?(?:of\s(?:them|those|these|it|which|whom|the\swhole)\b|of\sthe\s(?:total|latter)\b|were\b|had\b|have\b|are\b|was\b|would\b|could\b|did\b|$)",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[a-z][a-z'’&]+")
_NOUN, _LOWER_NOUN = re.compile(r"[\s-]?[A-Za-z]"), re.compile(r"[\s-]?[a-z]")
_MEASURES = ("GBP", "days", "weeks", "months", "hours", "minutes", "years")
_OF_WHICH = re.compile(
    r"\b(?:of\s(?:which|whom|these|those|them)|including|with|down\sfrom|up\sfrom|compared\s(?:with|to)|against|than)\b[^,;]{0,24}$", re.IGNORECASE
)
_OF_NEXT = re.compile(
    r"\s?(?:out\s)?of\s?(?:(?:the|its|their|these|those|all|our|a|a\stotal\sof)\s)?(?:(?:total|about|some|over)\s)?(?:of\s)?$", re.IGNORECASE
)
_VERB_NEXT = re.compile(
    r"\s?(?:and|or|to|in|at|on|was|were|is|are|by|for|from|had|have|has|as|but|if|when|which|than|so|would|will|could|per|a|an|each|this"
    r"|last|during|since)\b",
    re.IGNORECASE,
)
_QUALIFIERS: tuple[tuple[Qualifier, re.Pattern[str]], ...] = (
    ("up-to", re.compile(r"\b(?:up\sto|a\smaximum\sof|no\smore\sthan|at\smost|not\smore\sthan|maximum\sof|within)\s*$", re.IGNORECASE)),
    ("at-least", re.compile(r"\b(?:at\sleast|a\sminimum\sof|minimum\sof|no\s(?:less|fewer)\sthan|not\sless\sthan)\s*$", re.IGNORECASE)),
    (
        "over",
        re.compile(
            r"\b(?:more\sthan|over|above|in\sexcess\sof|exceeding|exceeded|upwards\sof|well\sover|just\sover|greater\sthan|longer\sthan)\s*$",
            re.IGNORECASE,
        ),
    ),
    ("under", re.compile(r"\b(?:less\sthan|fewer\sthan|under|below|just\sunder|nearly|almost|close\sto)\s*$", re.IGNORECASE)),
    (
        "about",
        re.compile(
            r"\b(?:about|approximately|approx\.?|around|roughly|some|circa|c\.|in\sthe\sregion\sof|an\sestimated|estimated|averag\w+)\s*$",
            re.IGNORECASE,
        ),
    ),
)
_PLUS = re.compile(r"\s?(?:\+|or\smore|and\sover|plus\b|or\sover)", re.IGNORECASE)
_APPROXIMATELY = re.compile(r"\s?\(?approx", re.IGNORECASE)
_KINDS: tuple[tuple[SubjectKind, re.Pattern[str]], ...] = (
    ("target", re.compile(r"\b(?:target|aim|ambition|goal|aspiration|standard)\b", re.IGNORECASE)),
    (
        "forecast",
        re.compile(r"\b(?:forecast|predicted|projected|expected|estimated|estimate|will|would|anticipated|projection|set\sto)\b", re.IGNORECASE),
    ),
    ("capacity", re.compile(r"\b(?:capacity|places|seats?|admission\snumber|hold(?:s|ing)?\sup\sto)\b", re.IGNORECASE)),
    ("threshold", re.compile(r"\b(?:threshold|limit|maximum|minimum|at\sleast|no\smore\sthan|within|cap)\b", re.IGNORECASE)),
    ("budget", re.compile(r"\b(?:budget(?:ed)?|allocat(?:ed|ion)|precept|earmarked|set\saside)\b", re.IGNORECASE)),
)
_UP = re.compile(
    r"\b(?:ris(?:e|en|ing)|rose|grow(?:n|th|ing)?|grew|increas\w+|up|uplift|growth|higher|additional|extra|gone\sup|went\sup)\b", re.IGNORECASE
)
_DOWN = re.compile(r"\b(?:fall(?:en|ing)?|fell|drop(?:ped)?|reduc\w+|decreas\w+|declin\w+|cut|down|lower|fewer|loss|slipped|halved)\b", re.IGNORECASE)
_COMPARATOR_BEHIND = re.compile(
    r"\s(?:was\sthe\s|as\sa\s|is\sthe\s)?((?:national|regional|london|england|county)\s(?:average|figure|rate))\b|\s(?:in|for"
    r"|across)\s(England|Wales|Scotland|London)\b(?!\s(?:and|Road|Street))|\s(nationally)\b"
)
_COMPARATOR = re.compile(
    r"\b((?:national|england|english|regional|london|statistical\sneighbours?['’]?|scottish|welsh|wales|uk|county|all[-\s]wales"
    r"|neighbours?['’]?|family|core\scities|borough|district)\s(?:average|figure|rate|mean|median|standard|position|norm)"
    r"|(?:average|figure|rate|mean)\s(?:for|across|in)\s(?:England|Wales|Scotland|London|the\s(?:country|region|county|UK))"
    r"|statistical\sneighbours|(?:previous|last)\s(?:year|month|quarter)|(?:the\s)?same\s(?:period|months?|quarter|time)\s(?:in|of"
    r"|last)\s[a-z0-9]+(?:\s[a-z]+){0,2}|(?:the\s)?year\sbefore|target)\b"
    r"|\b(?:in|for|across)\s(England|Wales|Scotland|London)\b(?!\s(?:and|Road|Street))",
    re.IGNORECASE,
)


_IN_BRACKET = re.compile(r"\s?\([^()]{2,40}")


class Place(NamedTuple):
    """What stands above a sentence, from near to far: the sentence before it, the heading of its list, the title of its item."""

    previous: str
    heading: str
    title: str


def meaning_of(sentence: str, index: int, figures: list[Figure], place: Place, before: Meaning | None) -> Meaning:
    """What the figure `figures[index]` of a sentence tells. `before` is the meaning of the figure before it in the paragraph."""
    figure = figures[index]
    low = figures[index - 1].end if index else 0
    high = figures[index + 1].start if index + 1 < len(figures) else len(sentence)
    lead, tail = sentence[low : figure.start], _APPROX.sub("", sentence[figure.end : high])
    if index + 1 < len(figures) and _OF_NEXT.fullmatch(tail):  # '11% of the 604 respondents'
        beyond = figures[index + 2].start if index + 2 < len(figures) else len(sentence)
        tail = sentence[figures[index + 1].end : beyond]
    near = f"{lead[-60:]} {tail[:40]}"
    # '12.5% (target 11.5%)': what opens the bracket is said of the next figure
    close = "" if index + 1 < len(figures) and _IN_BRACKET.fullmatch(tail) else tail.lstrip(" (,")[:20]
    kind: SubjectKind = next((k for k, pattern in _KINDS if pattern.search(lead[-45:]) or pattern.match(close)), "actual")
    direction: Literal["up", "down"] | None = "up" if _UP.search(near) else "down" if _DOWN.search(near) else None
    comparator = _comparator(lead[-60:], tail[:70])
    left, right = _left(lead, index > 0), _right(tail)
    noun = _LOWER_NOUN if figure.unit in ("places", "percent") else _NOUN
    names_what_follows = figure.unit not in _MEASURES and bool(noun.match(tail)) and not _VERB_NEXT.match(tail)
    first, second = (_first(right, MOST_NEAR), _last(left, MOST_FAR)) if names_what_follows else (_last(left, MOST_NEAR), _first(right, MOST_FAR))
    if len(_content(first)) < 2 and len(_content(second)) > len(_content(first)):
        first, second = second, first
    inside = " ".join(w for w in sentence[figure.start : figure.end].split() if _NAMED_INSIDE.fullmatch(w))
    told = [f"{inside} {first}".strip(), second]
    if index + 1 < len(figures) and len(_content(right)) < 3:
        told.append(_beyond(sentence, figures, index))
    leans = index > 0 and (bool(_PRONOUN.match(tail)) or bool(_OF_WHICH.search(lead)) or len(_content(lead)) <= 1)
    if before is not None and before.measure:
        if not _content(first):
            told = [_compared(comparator, before.measure), before.population or "", *told[1:]]
        elif index > 0 and (leans or len(_content(" ".join(told))) < 4):
            told += [before.measure, before.population or ""]
    told.append(_first(_unreported(sentence[: figures[0].start]), 8))
    if before is not None and before.measure and len(_content(" ".join(told))) < 4:
        told += [before.measure, before.population or ""]
    previous = _unreported(place.previous)
    told += [_last(previous, MOST_NEAR) if previous.rstrip().endswith("?") else _first(previous, 8), place.heading, place.title]
    if before is not None and before.measure:
        told.append(before.measure)
    if comparator is not None and before is not None and before.measure and len(set(_content(first)) - set(_content(comparator))) < 2:
        told = [_compared(comparator, before.measure), before.population or "", *told]
    measure, population = _filled(told)
    return Meaning(measure, population, _qualifier(sentence, figure), kind, direction, comparator)


def _beyond(sentence: str, figures: list[Figure], index: int) -> str:
    """What is said of a figure behind the next one: '1,089 (88%) were held on time', '880 pupils, or 2.8% of the roll, had a Plan'."""
    end = figures[index + 2].start if index + 2 < len(figures) else len(sentence)
    tail = sentence[figures[index + 1].end : end]
    mark = re.search(r"[,)]\s", tail)
    return _first(_right(tail[mark.end() :] if mark else tail), MOST_FAR)


def _unreported(text: str) -> str:
    """Without 'Councillor A said that', also where it is said twice."""
    return _REPORTED.sub("", _REPORTED.sub("", text.strip())).strip()


def _filled(phrases: list[str]) -> tuple[str | None, str | None]:
    """The first phrase that says something, and of the rest as much as has room and says something new."""
    kept: list[str] = []
    told: set[str] = set()
    room = MOST_WORDS
    for phrase in phrases:
        new = set(_content(phrase)) - told
        words = _PIECES.findall(phrase)
        if not new or not phrase:
            continue
        if len(words) > room:
            phrase = _first(phrase, room) if room >= 3 else ""
            words = _PIECES.findall(phrase)
        if phrase:
            kept.append(phrase)
            told |= new
            room -= len(words)
    return (kept[0] if kept else None), (", ".join(kept[1:]) or None)


def _qualifier(sentence: str, figure: Figure) -> Qualifier | None:
    before = sentence[max(0, figure.start - 30) : figure.start]
    if _PLUS.match(sentence, figure.end):
        return "at-least"
    if _APPROXIMATELY.match(sentence, figure.end):
        return "about"
    return next((q for q, pattern in _QUALIFIERS if pattern.search(before)), None)


def _comparator(before: str, after: str) -> str | None:
    """What the figure is an average, a target or an earlier value of, where another figure is held against it."""
    found = _COMPARATOR.search(before) or _COMPARATOR_BEHIND.match(after)
    if found is None or (found.re is _COMPARATOR and re.search(r"[,;]", before[found.end() :])):
        return None
    return next((g for g in found.groups() if g), None)


def _left(lead: str, after_figure: bool) -> str:
    """The words of the clause before a figure; behind another figure, those that are not its."""
    text = lead
    stops = list(_STRONG.finditer(text))
    for stop in reversed(stops):
        if _content(text[stop.end() :]):
            text = text[stop.end() :]
            break
    if after_figure:
        text = _AGAINST.split(text)[-1]
        breaks = list(_WEAK.finditer(text))
        for stop in breaks:
            if _content(text[stop.end() :]):
                text = text[stop.end() :]
                break
        else:
            text = text[breaks[0].end() :] if breaks else text
    return _unreported(text)


def _right(tail: str) -> str:
    """The words of the clause behind a figure, without what it is compared with."""
    compared = _AGAINST.search(tail)
    text = tail[: compared.start()] if compared and len(_content(tail[: compared.start()])) > 1 else tail
    for stop in _STRONG.finditer(text):
        if _content(text[: stop.start()]) or stop.group() not in "()":
            text = text[: stop.start()]
            break
    for stop in re.finditer(r",(?=\s)", text):
        if len(_content(text[: stop.start()])) >= 2:
            return text[: stop.start()]
    return text


def _compared(comparator: str | None, measure: str) -> str:
    """Of the average that a figure is held against: 'national average: care leavers in education'."""
    base = re.sub(r"^[^:]{3,40}:\s", "", measure)
    return f"{comparator}: {base}" if comparator and comparator.lower() not in base.lower() else base


# A noun that stands inside a figure: '48 families in every hundred', 'one vacancy for every six posts'
_NAMED_INSIDE = re.compile(
    rf"(?!(?:{IN_WORDS}|in|out|of|every|for|to|per|cent|percent|percentage|points?|half|thirds?|quarters?|working|days?|weeks?|months?"
    rf"|years?|hours?|minutes?"
    r"|seconds?|miles?|metres?|places?|between|and|or|from|million|billion|thousand|an?|tonnes?|mph|hectares?|fifths?|tenths?"
    r"|square)$)[a-z][a-z’'-]{2,20}"
)
_AGAINST = re.compile(r"\s(?:compared|as\sagainst|set\sagainst|in\scomparison)\s")
_PIECES = re.compile(r"[A-Za-z0-9£%]+")


def _content(text: str) -> list[str]:
    return [w for w in _LETTERS.findall(text.lower()) if w not in _EMPTY]


def _first(text: str, most: int) -> str:
    """The first words, of which those with a hyphen count twice."""
    kept, room = [], most
    for word in _WORD.findall(text):
        room -= len(_PIECES.findall(word))
        if room < 0:
            break
        kept.append(word)
    return _strip(kept)


def _last(text: str, most: int) -> str:
    kept, room = [], most
    for word in reversed(_WORD.findall(text)):
        room -= len(_PIECES.findall(word))
        if room < 0:
            break
        kept.append(word)
    return _strip(kept[::-1])


def _strip(words: list[str]) -> str:
    """Without the little words at both ends, and without the marks."""
    start, end = 0, len(words)
    while start < end and words[start].strip(_MARKS).lower() in _LITTLE:
        start += 1
    while end > start and words[end - 1].strip(_MARKS).lower() in _LITTLE:
        end -= 1
    return " ".join(words[start:end]).strip(_MARKS)


_MARKS = " ,;:.–—-=+•*()[]\t"
_LITTLE = frozenset(
    "the a an of in on at to for by from with and or that this which who had has have was were be been is are as it its their there they "
    "would will up only just about around approximately over under some "
    "than but also so nearly almost, then into".split()
) | {""}
