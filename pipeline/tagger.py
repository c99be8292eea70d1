"""The trained tagger, the one room that knows spaCy: which of the capitalised words that no rule explains are a body's name, and what kind of body.

It is asked about places, not about sentences: each candidate goes with a few words around it, so that a page costs little.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import errors
from pipeline.named_bodies import OPENING, Body
from pipeline.records import EntityLabel
from pipeline.shipped import shipped_folder

if TYPE_CHECKING:
    from spacy.language import Language

MODEL = "names"  # the folder of the trained pipeline in models/
REMEDY = "install minutebook again, or train a model with 'minutebook train'"
FORMAT = 1  # what this room expects of a model: its labels, its spans; a model of another format is refused
CANDIDATES, NAMES = "candidates", "names"  # keys of the spans that go in and come out
LABELS: tuple[EntityLabel, ...] = ("ORGANISATION", "SERVICE", "COMMITTEE", "SCHOOL")
BEFORE, AFTER = 48, 32  # characters of context
MAX_WORDS = 8
_WORD = r"[A-Z0-9][\w’'&./+-]*"
RUN = re.compile(rf"(?<![\w’'/-])[A-Z][\w’'&./+-]*(?: (?:(?:and|of|for|the|&|in|at|to|on|–|-) ){{0,2}}{_WORD}){{0,7}}")
_PARTS = re.compile(r" (?:and|&|of|for|in|at|to|on|the|–|-)(?: the)? ")
_DULL = re.compile(
    r"(?:I|A|An|The|[A-Z]|[A-Z]?\d[\w.,/]*|Mr|Mrs|Ms|Dr|Cllrs?|Councillors?|Chairman|Chair|Clerk|Council|Parish|Committee|Members?|Minutes?"
    r"|Item|Report|Resolved|RESOLVED|AGREED|Agreed"
    r"|January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday"
    r"|Saturday|Sunday|Board|Panel|Cabinet|School|Schools"
    r"|Section|Part|Page|Appendix|Road|Lane|Street|Village|Hall|Action|Agenda|Apologies|Mayor|Vice|Service|Team|Group|County|District"
    r"|Borough|Town)[.’']?"
)


def place_of_model() -> Path:
    return shipped_folder("models") / MODEL


@cache
def load() -> Language:
    """The trained pipeline. Raises ModelFailure, with what to do, where it cannot be loaded."""
    place = place_of_model()
    check(place)
    try:
        import spacy
    except ImportError as error:
        raise errors.ModelFailure("the model needs spaCy; install minutebook[model]") from error
    try:
        return spacy.load(place)
    except Exception as error:  # spaCy and its parts raise whatever the damage leads to
        raise errors.ModelFailure(f"{place} is damaged ({type(error).__name__}); {REMEDY}") from error


def check_ready() -> None:
    """Before the first file: a missing, damaged or foreign model is told now; where it will be asked, that it can be loaded."""
    if is_used():
        load()


@cache
def is_used() -> bool:
    """Whether the model has the word anywhere: it speaks for the kinds of body for which its training found a floor, and for no other."""
    return bool(check(place_of_model())["minutebook_floors"])


def check(place: Path) -> dict[str, Any]:
    """The model's own description, read without spaCy. Raises ModelFailure where the model is missing, damaged or of another format."""
    meta = place / "meta.json"
    if not meta.is_file():
        raise errors.ModelFailure(f"there is none in {place}; {REMEDY}")
    try:
        told: dict[str, Any] = json.loads(meta.read_text(encoding="utf-8"))
        version, files, _ = told["minutebook_format"], dict(told["minutebook_files"]), dict(told["minutebook_floors"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise errors.ModelFailure(f"{meta} does not say what the model is; {REMEDY}") from error
    if version != FORMAT:
        raise errors.ModelFailure(f"{place} is of format {version}, and this minutebook reads format {FORMAT}; {REMEDY}")
    for name, digest in files.items():
        if digest_of(place / name) != digest:
            raise errors.ModelFailure(f"{place / name} is missing or damaged; {REMEDY}")
    return told


def digest_of(file: Path) -> str | None:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return None


def find_named(flow: str, start: int, end: int, taken: list[tuple[int, int]], nlp: Language) -> list[Body]:
    """What the model names among the words that nobody has taken."""
    snippets = cut(flow, candidates(flow, start, end, taken))
    docs = [make_doc(nlp, flow, snippet) for snippet in snippets]
    floors: dict[str, float] = nlp.meta["minutebook_floors"]
    found: list[tuple[float, Body]] = []
    for (first, _, _), doc in zip(snippets, nlp.pipe(docs, batch_size=256), strict=True):
        for span, score in scored(doc):
            if score >= floors.get(span.label_, 2.0):
                found.append((score, Body(first + span.start_char, first + span.end_char, span.label_, span.text, "model")))
    kept: list[Body] = []
    for _, body in sorted(found, key=lambda pair: -pair[0]):
        if not any(body.start < other.end and other.start < body.end for other in kept):
            kept.append(body)
    return kept


def candidates(flow: str, start: int, end: int, taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Runs of capitalised words, and their parts between small words, that meet nothing taken; the first word of a sentence only in a longer run."""
    stops = sorted(taken)
    found: dict[tuple[int, int], None] = {}
    place = 0
    for run in RUN.finditer(flow, start, end):
        while place < len(stops) and stops[place][1] <= run.start():
            place += 1
        if place < len(stops) and stops[place][0] < run.end():
            continue
        for first, last in _parts(run):
            words = flow[first:last].split()
            opens = first == run.start() and _begins_sentence(flow, first)
            if opens and len(words) == 1 and not words[0].isupper():
                continue
            if all(_DULL.fullmatch(word) or word.lower() in OPENING or word[0].islower() for word in words):
                continue
            found[first, last] = None
    return list(found)


def _parts(run: re.Match[str]) -> list[tuple[int, int]]:
    """The whole run without the words that open a sentence, and each part of it."""
    text, at = run.group(), run.start()
    cuts = [0, *(edge for m in _PARTS.finditer(text) for edge in m.span()), len(text)]
    pieces = [(cuts[k], cuts[k + 1]) for k in range(0, len(cuts), 2)]
    spans = [(0, len(text)), *pieces]
    result = []
    for first, last in spans:
        while (word := re.match(r"[\w’'&./+-]+ ", text[first:last])) and (word.group().strip().lower() in OPENING or word.group()[0].islower()):
            first += word.end()
        last = first + len(text[first:last].rstrip(".’'/-"))
        if text[first:last].endswith(("’s", "'s")):
            last -= 2
        if last - first > 1 and len(text[first:last].split()) <= MAX_WORDS and text[first].isupper():
            result.append((at + first, at + last))
    return list(dict.fromkeys(result))


def _begins_sentence(flow: str, at: int) -> bool:
    before = flow[max(0, at - 3) : at].rstrip(" ")
    return not before or not (before[-1].isalnum() or before[-1] in ",’'(&")


Snippet = tuple[int, int, list[tuple[int, int]]]  # where it begins and ends, and the candidates in it


def cut(flow: str, spans: list[tuple[int, int]]) -> list[Snippet]:
    """Stretches of text with candidates and a little around them; near candidates share one."""
    snippets: list[Snippet] = []
    for first, last in sorted(spans):
        begin, stop = max(0, first - BEFORE), min(len(flow), last + AFTER)
        begin = max(begin, flow.rfind("\n", begin, first) + 1)
        line = flow.find("\n", last, stop)
        stop = stop if line < 0 else line
        while begin < first and begin and flow[begin - 1].isalnum() and flow[begin].isalnum():
            begin += 1
        while stop > last and stop < len(flow) and flow[stop - 1].isalnum() and flow[stop].isalnum():
            stop -= 1
        if snippets and begin < snippets[-1][1] and snippets[-1][2][-1][0] >= first - 160:
            before = snippets[-1]
            snippets[-1] = (before[0], max(stop, before[1]), [*before[2], (first, last)])
        else:
            snippets.append((begin, stop, [(first, last)]))
    return snippets


def make_doc(nlp: Language, flow: str, snippet: Snippet) -> Any:
    """A small document with its candidates as spans."""
    begin, stop, spans = snippet
    doc = nlp.make_doc(flow[begin:stop])
    found = [doc.char_span(first - begin, last - begin, alignment_mode="expand") for first, last in spans]
    doc.spans[CANDIDATES] = [span for span in dict.fromkeys(found) if span is not None]
    return doc


def scored(doc: Any) -> list[tuple[Any, float]]:
    """The spans that the model named, each with its probability."""
    group = doc.spans[NAMES]
    return [
        (span, float(max(score)) if hasattr(score, "__len__") else float(score)) for span, score in zip(group, group.attrs["scores"], strict=True)
    ]
