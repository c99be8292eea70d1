"""What makes a heading stand out in a document, and how far a title goes. Inside `items`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.numbering import read_letter
from pipeline.records import Document, Glyphs, Line

BOLD, UNDERLINED, LARGE, ITALIC = 1, 2, 4, 8
_CAPS = re.compile(r"[A-Z]{3}")
_LOWER = re.compile(r"[a-z]{2}|^[a-z]\b")
# What ends a title that runs on with its text: a dash, a colon, a full stop before a new sentence
_RUN_ON = re.compile(r"\s[–—~-]+(?:\s|$)|:(?:[-–—\s]|$)|[–—](?=[A-Z])|\.(?=\s+[A-Z])|\t")
_DASHED = re.compile(r"[–—-][A-Za-z]")  # the first word of the text, which a dash without space ties to the heading
PERSON = re.compile(r"(?:cllrs?|councillors?|mr|mrs|ms|miss|dr|sir|the following)\b", re.IGNORECASE)
_NIL = re.compile(r"(?:none|nil|n/a|noted|agreed|as above|there)\b", re.IGNORECASE)
_SAID = re.compile(  # 'Apologies were received from ...': what it is about stands before the verb
    r"((?:the )?(?:apologies|minutes|acceptance|approval|adoption|confirmation|declarations?)\b[^.:;–—]{0,80}?)\s(?:was|were)\s", re.IGNORECASE
)
_OF_PEOPLE = re.compile(r"(?:apolog|declar|disclos|present|attend|absent)", re.IGNORECASE)
_ABBREVIATED = re.compile(r"\b(?:cllr|no|st|mr|mrs|ms|dr|rev|hon|[a-z])$", re.IGNORECASE)
_VERB = re.compile(r"\b(?:was|were|is|are|has|had|have|will|be|been)\b")
_NUMBERED = re.compile(r"[Nn]os?\b\.? \d")  # within capitals: 'ORDER No 3'
_TAIL = " \t:;,.-–—_~"  # OCR reads some dashes as a tilde
AGENDA_PLACE = re.compile(r"[\s–—-]{0,3}[(\[]?(?:agenda (?:item |no\.? )|items? |agenda )(?:no\.? )?\d{1,3}[a-z]?\b", re.IGNORECASE)
# 'D. Yemm, T. Butler:' names who moved and seconded; it is no title
_MOVERS = re.compile(r"(?:[A-Z]\. ?){1,3}[A-Z][\w'’-]{1,30}(?:(?:,| and| &|/) (?:[A-Z]\. ?){1,3}[A-Z][\w'’-]{1,30}){1,2}:?")
TITLE_WORDS = 60
LONGEST = 1_000  # characters in which the end of a title is looked for


@dataclass(slots=True, frozen=True)
class Looks:
    """The usual look of a document's text, against which a heading stands out."""

    bold: bool
    italic: bool
    size: float
    left: float  # where the lines furthest to the left begin, but for a few
    rights: dict[tuple[int, int], float]  # where the lines of the page's body, or of a column of a table, end

    def emphasis(self, word: Glyphs) -> int:
        """How a word stands out from the text, as a set of bits; 0 where it does not."""
        bits = BOLD if word.bold and not self.bold else 0
        bits |= UNDERLINED if word.underlined else 0
        bits |= LARGE if word.size > 1.1 * self.size else 0
        return bits | (ITALIC if word.italic and not self.italic else 0)


def looks_of(lines: list[Line]) -> Looks:
    """The look that most characters of these lines have."""
    styles: dict[tuple[float, bool, bool], int] = {}
    ends: dict[tuple[int, int], list[float]] = {}
    for line in lines:
        for w in line.words:
            style = w.size, w.bold, w.italic
            styles[style] = styles.get(style, 0) + w.end - w.start
        ends.setdefault((line.table, line.column), []).append(line.x1)
    sizes: dict[float, int] = {}
    for (size, _, _), count in styles.items():
        sizes[size] = sizes.get(size, 0) + count
    half = sum(styles.values()) / 2
    bold, italic = (sum(count for style, count in styles.items() if style[k]) > half for k in (1, 2))
    rights = {k: sorted(v)[int(0.95 * (len(v) - 1))] for k, v in ends.items()}
    lefts = sorted([line.x0 for line in lines if line.kind == "body"] or [line.x0 for line in lines])
    size = max(sizes, key=lambda s: sizes[s]) if sizes else 10.0
    return Looks(bold, italic, size, lefts[len(lefts) // 20] if lefts else 0.0, rights)


@dataclass(slots=True, frozen=True)
class Title:
    """A heading found from `start`; `end` is where the text after it begins."""

    text: str
    end: int
    emphasis: int  # of its first word; 0 where only its place or its capitals tell it from the text
    caps: bool
    run_on: bool  # the text goes on in the heading's last line


def read_title(document: Document, looks: Looks, index: int, start: int, limit: int) -> Title:
    """The heading that begins at `start` in line `index`, before `limit`: the run that stands out, or capitals, or the first clause."""
    lines, text = document.lines, document.text
    words = [w for w in lines[index].words if w.end > start]
    if not words:
        return Title("", start, 0, False, False)
    first = next((w for w in words if any(c.isalnum() for c in text[w.start : w.end])), words[0])
    emphasis = looks.emphasis(first) & (BOLD | UNDERLINED | LARGE)
    run = _run(document, looks, index, start, limit, bool(emphasis))
    if emphasis:
        wanted = emphasis
        end, whole = _extent(document, run, lambda w: bool(looks.emphasis(w) & wanted))
    elif _is_caps(text, words):
        end, whole = _extent(document, run, lambda w: _caps_word(text[w.start : w.end]) or bool(_NUMBERED.match(text, w.start)))
    else:
        return _plain(document, looks, run, start)
    title = text[start:end]
    caps = bool(_CAPS.search(title)) and not _LOWER.search(title)
    cut = _cut(title, stands_out=True) if emphasis and not caps else None
    if cut is not None:
        title, end, whole = title[: cut.start()], start + cut.end(), False
    if emphasis and not caps:
        title, end, whole = _caps_first(title, start, end, whole)
        caps = bool(_CAPS.search(title)) and not _LOWER.search(title)
    if not emphasis:
        title = _without_stray(title)
    return Title(clean(title), _skip(text, end, limit), emphasis, caps, not whole)


def clean(title: str) -> str:
    """A title on one line, without the punctuation that led on to the text."""
    place = AGENDA_PLACE.search(title)
    if place and place.start() > 3 and (place[0].lstrip(" –—-")[0] in "([" or (place[0][0] in " –—-" and not title[place.end() :].strip(" )]"))):
        title = title[: place.start()]
    title = " ".join(title.split()).strip(_TAIL + "•")
    return "" if _MOVERS.fullmatch(title) else title


def _run(document: Document, looks: Looks, index: int, start: int, limit: int, stands_out: bool) -> list[list[Glyphs]]:
    """The words of the heading's line, and of the lines into which it may run on: each begins with a word that the line before had no room for.

    A heading that stands out may also be broken by hand, within one paragraph.
    """
    lines = document.lines
    out = [[w for w in lines[index].words if w.end > start]]
    line = lines[index]
    for following in lines[index + 1 : index + 12]:
        if following.start >= limit or following.kind == "aside":
            break
        same = (following.table, following.row, following.column) == (line.table, line.row, line.column)
        first = following.words[0]
        right = looks.rights.get((line.table, line.column), line.x1)
        fits = line.x1 + (first.x1 - first.x0) + 0.5 * first.size < right
        near = following.page != line.page or following.top - line.bottom < 0.9 * (line.bottom - line.top)
        goes_on = document.text[first.start].islower() and read_letter(document.text, following.start, following.end) is None
        by_hand = stands_out and (goes_on or (following.block == line.block and line.x1 > 0.75 * right))
        if not same or not near or (fits and not by_hand):
            break
        out.append(following.words)
        line = following
    return out


def _extent(document: Document, run: list[list[Glyphs]], belongs: Callable[[Glyphs], bool]) -> tuple[int, bool]:
    """The end of the words that belong, and whether nothing follows them on their line."""
    text = document.text
    end = run[0][0].end
    for words in run:
        for k, w in enumerate(words):
            if belongs(w) or (not any(c.isalnum() for c in text[w.start : w.end]) and k + 1 < len(words) and belongs(words[k + 1])):
                end = w.end
            else:
                return end, k == 0
            if k + 1 < len(words) and _DASHED.match(text, words[k + 1].start):
                return end, False
    return end, True


def _is_caps(text: str, words: list[Glyphs]) -> bool:
    """The heading begins in capitals: its first words, or one long word before a sentence."""
    head = [text[w.start : w.end] for w in words[:5]]
    if all(_caps_word(w) for w in head) and _CAPS.search(" ".join(head)):
        return True
    return _caps_word(head[0]) and bool(_CAPS.search(" ".join(head[:2]))) and (len(head) == 1 or _caps_word(head[1]) or len(head[0]) > 3)


def _caps_word(word: str) -> bool:
    """In capitals, but for a possessive 's or a small letter in a name: 'CHAIRMAN’s', 'McDONALD'."""
    word = word.removesuffix("’s").removesuffix("'s")
    return not any(c.islower() for c in word) or sum(map(str.isupper, word)) > 2


def _caps_first(title: str, start: int, end: int, whole: bool) -> tuple[str, int, bool]:
    """Where a heading in capitals and its text stand out alike, the capitals before the first separator are the title."""
    found = _RUN_ON.search(title)
    if found and found.start() > 2 and not _LOWER.search(title[: found.start()]) and _CAPS.search(title[: found.start()]):
        return title[: found.start()], start + found.end(), False
    return title, end, whole


def _without_stray(title: str) -> str:
    """Capitals followed by a sentence that begins with 'A' or 'I': the letter is the sentence's."""
    return re.sub(r"[\s–—-]{1,5}[AI]$", "", title)


def _plain(document: Document, looks: Looks, run: list[list[Glyphs]], start: int) -> Title:
    """A heading that looks like the text: its line where that ends early, else its first clause."""
    text = document.text
    end = run[-1][-1].end
    whole = text[start:end]
    said = _SAID.match(whole)
    if said:
        return Title(clean(said[1]), start + said.end(1), 0, False, True)
    closed = len(whole.split()) <= 25 and not whole.rstrip().endswith((".", ";"))
    cut = _cut(whole, stands_out=False, closed=closed)
    if cut is not None:
        return Title(clean(whole[: cut.start()]), start + cut.end(), 0, False, cut.end() < len(whole))
    if len(run) > 1 and len(whole.split()) > 25:
        sentence = re.search(r"[.;](?:\s|$)", whole)
        stop = sentence.start() if sentence else len(whole)
        return Title(clean(" ".join(whole[:stop].split()[:TITLE_WORDS])), start + stop, 0, False, True)
    return Title(clean(whole), end, 0, False, False)


def _cut(heading: str, stands_out: bool, closed: bool = False) -> re.Match[str] | None:
    """The separator in a heading behind which its text begins, told by what follows: a person, 'None', a sentence.

    A heading that stands out, or is closed (short, and no sentence), may hold separators of its own: 'Petition: Speed of Traffic'.
    """
    heading = heading[:LONGEST]
    for found in _RUN_ON.finditer(heading):
        before, rest = heading[: found.start()], heading[found.end() :].strip()
        if len(before) < 3 or (found[0] == "." and _ABBREVIATED.search(before[-6:])):
            continue
        if len(before.split()) > 14:
            return None
        if _NIL.match(rest) or (_VERB.search(rest) and len(rest.split()) > 4):
            return _second(heading, found) if not stands_out else found
        if stands_out:
            continue
        if found[0] == "." or PERSON.match(rest) or (found[0][0] == ":" and _OF_PEOPLE.match(before)):
            return found
        if not closed and (found[0][0] in ":\t" or len(rest.split()) > 8 or (rest.endswith(".") and " " in rest)):
            return _second(heading, found)
    return None


def _second(heading: str, found: re.Match[str]) -> re.Match[str]:
    """The next dash, where what stands between two dashes is a second part of the heading: 'Network Rail – Sheet Crossing – It was said ...'."""
    after = _RUN_ON.search(heading, found.end())
    between = heading[found.end() : after.start()].strip() if after else ""
    both = after is not None and after[0].strip()[:1] == found[0].strip()[:1] != "" and found[0].strip()[:1] in "–—-"
    if after and both and 0 < len(between.split()) <= 5 and between[0].isupper() and not PERSON.match(between) and not _VERB.search(between):
        return after
    return found


def _skip(text: str, end: int, limit: int) -> int:
    """Past the punctuation and spaces between a title and its text."""
    while end < limit and end < len(text) and text[end] in _TAIL + "\n":
        end += 1
    return end
