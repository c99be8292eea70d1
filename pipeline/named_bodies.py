"""Bodies named in the text by a noun that tells what they are: a run of capitalised words with such a noun, and what it is 'of' or 'for'."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline import head_nouns
from pipeline.records import EntityLabel

TOKEN = re.compile(r"\n|C\.? ?of ?E\.?(?!\w)|(?:[A-Z]\.){2,8}|[^\W_](?:[^\W_]|[’'&/.+-](?=[^\W_])){0,40}(?:[’'](?![^\W_]))?|[^\w\s]")
JOINING = frozenset("and & + upon under le de y la cum super".split())
LINKING = frozenset("of for".split())
# Words with a capital that begin a sentence, a heading or a line, and no name.
OPENING = frozenset(
    """a about above accepted according action actions adopted after again against agreed all also although among an and another any apologies
    appendix application applications appointed appointment appointments approval approve approved are as asked at attended attending authorised award
    based be because been before being below besides between beyond both but by call can carried chair chaired chairman chairperson cheque chq
    clarification clerk comments concern concerns confirmed congratulations consider considered contact correspondence could councillor councillors
    cllr cllrs date declaration declarations declared despite did discussed discussion do does donation donations draft due during each either
    election     email every except feedback following for former forthcoming from further future given grant grants had has have he held her his how
    however i if in introduction invoice is it item items its join late latest leader letter letters
    like making many mayor may meeting meetings member members minute minutes mr mrs ms my name new next no nominated nomination
    nominations none not note noted now of officer officers on once one only or other our out over page part payment payments pending
    please possible present presentation presented previous proposal proposed proposer question questions re reappointed
    received recent recommendation recommendations recommended referred regarding re-elected reminder report reported reports representative
    representatives representing request requested requests resolution resolved response result results resulted retired revised see seconded
    she should since so some subject such suggested than thank thanks that the their them then there therefore these they
    this those though through throughout to today together total towards treasurer under unanimously unless until up update updates upon
    verbal via was we welcome welcomed were what when where whereas whether which while who whole why will with within
    without work would written yes you your monday tuesday wednesday thursday friday saturday sunday january february march april june july august
    september october november december item’s currently vacancy vacancies
    vice-chair vice-chairman attendance attendees governor governors trustee trustees cabinet's executive's""".split()
)  # fmt: skip
NATION = frozenset("England Scotland Wales Cymru UK Ireland Canada International Worldwide Alba".split())
BEFORE_NATION = frozenset("in of for and across from throughout within outside to new".split())
PREFIXES: dict[str, EntityLabel] = {
    "NHS": "ORGANISATION", "Healthwatch": "ORGANISATION", "Voluntary": "ORGANISATION", "Groundwork": "ORGANISATION",
    "Ysgol": "SCHOOL", "Coleg": "SCHOOL", "YSGOL": "SCHOOL", "COLEG": "SCHOOL",
}  # fmt: skip
STRONG = frozenset({"COMMITTEE", "ORGANISATION", "SCHOOL"})
PLURAL_PARTS = frozenset(
    "services schools homes housing health police fire water voice government highways education hospital hospitals gas energy school academy"
    " nursery resources resource programme project centre".split()
)
FUNCTIONS = frozenset("police fire water housing health voice education homes energy gas".split())
SMALL_HEADS = frozenset(
    "team teams department dept service services unit scheme directorate estates foundation project committee forum panel hub".split()
)
_LETTERS_OF_COUNCIL = re.compile(r"[A-Z]{1,4}(?:CC|DC|BC)")
_NO_COUNCIL = frozenset(
    "tax chamber chambers house offices office members member meeting meetings leader plan policy minutes tenants taxpayers officer officers".split()
)
POST_WORDS = frozenset("director manager minister headteacher convener secretary".split())
WHOLES = frozenset("council authority school academy".split())
NOT_PLACES = frozenset(
    "checks check services plan constitution long number numbers staff continuing dentistry app dentist dentists dental act bill".split()
)
MAX_WORDS = 14


class Token(NamedTuple):
    start: int
    end: int
    word: str

    @property
    def is_capital(self) -> bool:
        return self.word[0].isupper()


class Body(NamedTuple):
    """A body named at a place. `why` is the rule that had the word."""

    start: int
    end: int
    label: EntityLabel
    name: str
    why: str = "noun"


def find_bodies(flow: str, start: int, end: int, barred: list[tuple[int, int]]) -> list[Body]:
    """The bodies named in a stretch of flowing text; no name reaches into a barred stretch (where a person is named)."""
    tokens = tokens_of(flow, start, end, barred)
    found: list[Body] = []
    for place, token in enumerate(tokens):
        body = None
        if head_at(tokens, place):
            body = _around(tokens, place)
        elif token.word in NATION:
            body = _of_nation(tokens, place)
        if body is None and token.word in PREFIXES:
            body = _with_prefix(tokens, place)
        if body is not None:
            found.append(body)
    return longest(found)


def tokens_of(flow: str, start: int, end: int, barred: list[tuple[int, int]]) -> list[Token]:
    """Words and marks; a barred stretch is one mark that no name goes over."""
    tokens: list[Token] = []
    stops = sorted(barred)
    place = 0
    for match in TOKEN.finditer(flow, start, end):
        while place < len(stops) and stops[place][1] <= match.start():
            place += 1
        if place < len(stops) and stops[place][0] < match.end():
            tokens.append(Token(match.start(), match.end(), "|"))
        else:
            tokens.append(Token(match.start(), match.end(), match.group()))
    return tokens


def plain(word: str) -> str:
    """A word in small letters without the genitive's ending."""
    low = word.lower().rstrip("’'")
    return low[:-2] if low.endswith(("’s", "'s")) and low[:-2] not in ("children", "parent", "women", "men") else low


def head_at(tokens: list[Token], place: int) -> bool:
    """Whether the word is the noun of a body's name: with a capital, or one of those that often have none, behind a capitalised word."""
    word = tokens[place].word
    low = plain(word)
    if low not in head_nouns.LABELS:
        return False
    if word[0].isupper():
        return True
    before = tokens[place - 1] if place else None
    return low in SMALL_HEADS and before is not None and before.is_capital and not _opens(tokens, place - 1) and plain(before.word) not in OPENING


def _opens(tokens: list[Token], place: int) -> bool:
    """Whether a word stands at the beginning of a sentence or of a line, where a capital tells nothing."""
    return place == 0 or not (tokens[place - 1].word[0].isalnum() or tokens[place - 1].word in "&,’'")


def _around(tokens: list[Token], place: int) -> Body | None:
    """The name whose noun stands at a place: the words before it, and what it is of."""
    head = plain(tokens[place].word)
    label = head_nouns.LABELS[head]
    stop = _forward(tokens, place)
    after = tokens[stop + 1] if stop + 1 < len(tokens) else None
    own = tokens[place].word.endswith(("’s", "'s", "s’", "s'"))
    if head == "council" and after is not None and after.word.lower() in _NO_COUNCIL:
        return None
    if stop == place and after is not None and after.is_capital and not own and not tokens[place].word.islower():
        if any(head_at(tokens, k) for k in _contiguous(tokens, stop + 1)):
            return None  # 'School Improvement Team': the last noun tells what it is
        if label not in STRONG or head in head_nouns.WEAK or head in ("school", "schools", "primary", "secondary", "church"):
            return None
    first = _back(tokens, place)
    while first < place and (
        plain(tokens[first].word) in OPENING
        or not tokens[first].word[0].isalnum()
        or any(c.isdigit() for c in tokens[first].word)
        or tokens[first].word.lower() in JOINING
    ):
        first += 1
    if first > 1 and tokens[first].word == "Saints" and tokens[first - 1].word == "All":
        first -= 1
    if first == place == stop:
        return None
    end = tokens[stop].end - (2 if own and stop == place and tokens[place].word[-2] in "’'" else 0)
    start = tokens[first].start
    text = _name(tokens, first, stop, end)
    before_words = [plain(t.word) for t in tokens[first:place]]
    if head in head_nouns.WEAK and not any(_is_proper(t) for t in tokens[first:place]) and stop == place:
        return None
    label = head_nouns.label_of(text, head)
    if head == "church" and plain(tokens[stop].word) in head_nouns.SCHOOL:
        label = "SCHOOL"
    if head in head_nouns.ONLY_OF and stop == place:
        return None
    if head_nouns.NO_BODY.search(text) or head_nouns.is_generic(text, label) or (not before_words and stop == place) or stop - first > MAX_WORDS:
        return None
    return Body(start, end, label, text)


def _is_proper(token: Token) -> bool:
    return token.is_capital and plain(token.word) not in OPENING


def _contiguous(tokens: list[Token], place: int) -> list[int]:
    """The places of the capitalised words that follow without a break; 'and' between two belongs to them."""
    places = []
    while place < len(tokens) and (
        tokens[place].is_capital or (tokens[place].word in ("and", "&") and place + 1 < len(tokens) and tokens[place + 1].is_capital)
    ):
        places.append(place)
        place += 1
    return places


def _back(tokens: list[Token], place: int) -> int:
    """The place of the first word of a name, read back from its noun."""
    first = at = place
    joined, comma_at = False, -1
    while at > 0 and first - at < 3 and place - at < MAX_WORDS:
        at -= 1
        token = tokens[at]
        low = token.word.lower()
        if token.is_capital:
            if at + 1 < place + 1 and token.word.endswith(("’s", "'s")) and (plain(token.word) in head_nouns.LABELS or token.word[:-2].isupper()):
                break  # 'the Council's Empty Homes Forum'
            if low in POST_WORDS and first == at + 1:
                break  # 'Assistant Director Strengthening Independence Service'
            if low.rstrip(".") in ("cllr", "cllrs", "mr", "mrs", "ms", "miss", "councillor", "councillors"):
                break
            first = at
            if plain(token.word) in OPENING and _opens(tokens, at):
                break
        elif low in JOINING and first == at + 1:
            left = tokens[at - 1] if at else None
            if left is None or not (left.is_capital or left.word == ")"):
                break
            if first < place and _LETTERS_OF_COUNCIL.fullmatch(tokens[first].word):
                break  # 'Hyde and EHDC Legal Department'
            if _ends_body(tokens, at - 1, head_nouns.LABELS[plain(tokens[place].word)]):
                break
            joined = True
        elif (low in LINKING and first == at + 1) or (low == "the" and at and tokens[at - 1].word.lower() in LINKING and first == at + 1):
            left = tokens[at - 1] if low in LINKING else tokens[at - 2] if at > 1 else None
            taking = head_nouns.FOR_HEADS if "for" in (low, tokens[at - 1].word.lower()) else head_nouns.OF_HEADS
            if left is None or not left.is_capital or plain(left.word) not in taking:
                break
            if plain(left.word) in head_nouns.BELONGING and plain(tokens[place].word) in WHOLES:
                break  # 'the Highways Department of North Yorkshire Council'

            if low == "the":
                at -= 1
        elif token.word == "," and joined and at and tokens[at - 1].is_capital and first == at + 1 and comma_at != at:
            comma_at = comma_at if comma_at >= 0 else first
        elif token.word[0].isdigit() and at and tokens[at - 1].is_capital and first == at + 1:
            continue
        elif token.word == ")" and at > 2 and tokens[at - 2].word == "(" and tokens[at - 1].word.isupper() and tokens[at - 3].is_capital:
            at -= 2
            first = at
        elif token.word == "." and at and tokens[at - 1].word in ("St", "Gt", "Lt", "S", "N", "E", "W") and first == at + 1:
            continue
        else:
            break
    if comma_at >= 0:
        led = tokens[first - 1].word.lower() if first else "\n"
        if (led[0].isalnum() and led not in ("the", "our", "its", "a")) or led in ",(" or plain(tokens[first].word) in OPENING:
            return comma_at
    return first


def _ends_body(tokens: list[Token], place: int, label: EntityLabel) -> bool:
    """Whether a word before 'and' is itself the noun of another body, or its letters: 'Planning Committee and Health Board', 'CQC and ...'."""
    low = plain(tokens[place].word)
    if low in (PLURAL_PARTS if label == "COMMITTEE" else FUNCTIONS):
        return False
    if low in head_nouns.LABELS:
        return True
    word = tokens[place].word
    return word.isupper() and 2 < len(word) < 6 and not _shouted(tokens, place)


def _shouted(tokens: list[Token], place: int) -> bool:
    """Whether the words around are all in capitals: a heading."""
    near = [t.word for t in tokens[max(0, place - 2) : place + 4] if t.word[0].isalpha()]
    return all(word.isupper() for word in near)


def _forward(tokens: list[Token], place: int) -> int:
    """The place of the last word of what a body is of or for; the noun's own place where nothing of that kind follows."""
    head = plain(tokens[place].word)
    if place + 2 >= len(tokens) or tokens[place].word.endswith(("’s", "'s")):
        return place
    link = tokens[place + 1].word.lower()
    if not ((link == "of" and head in head_nouns.OF_HEADS) or (link == "for" and head in head_nouns.FOR_HEADS)):
        return place
    at = place + 2
    if tokens[at].word.lower() == "the":
        at += 1
    last = place
    while at < len(tokens) and at - place < MAX_WORDS:
        token = tokens[at]
        if head in head_nouns.ONLY_OF and (plain(token.word) in head_nouns.LABELS or at - place > 4):
            break
        if token.is_capital and token.word.lower() not in ("cllr", "councillor"):
            last = at
            at += 1
            continue
        low = token.word.lower()
        ahead = tokens[at + 1] if at + 1 < len(tokens) else None
        if ahead is None or not ahead.is_capital or last != at - 1:
            break
        if (
            (low in ("and", "&") and not _new_body(tokens, at + 1))
            or (token.word == "," and head in ("department", "ministry", "secretary") and any(t.word == "and" for t in tokens[at + 1 : at + 5]))
            or low in ("of", "upon", "de")
        ):
            at += 1
        else:
            break
    whole = tokens[last].word
    if head in head_nouns.BELONGING and (plain(whole) in WHOLES or _LETTERS_OF_COUNCIL.fullmatch(whole)):
        return place  # 'the Highways Department of North Yorkshire Council'
    return last


def _new_body(tokens: list[Token], place: int) -> bool:
    """Whether what follows 'and' is a body by itself."""
    chunk = _contiguous(tokens, place)
    word = tokens[place].word
    return (word.isupper() and len(word) > 2 and not _shouted(tokens, place)) or any(head_at(tokens, k) for k in chunk if k != place)


def _of_nation(tokens: list[Token], place: int) -> Body | None:
    """'Sport England', 'Audit Wales', 'Cancer Research UK'."""
    first = place
    while first > 0 and tokens[first - 1].is_capital and place - first < 4:
        first -= 1
    while first < place and plain(tokens[first].word) in OPENING:
        first += 1
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if (
        first == place
        or (after is not None and after.is_capital)
        or tokens[place - 1].word.lower() in BEFORE_NATION
        or tokens[place].word.endswith(("’s", "'s"))
    ):
        return None
    if (tokens[first].word.isupper() and tokens[first].word in NATION) or tokens[place - 1].word in ("North", "South", "East", "West", "Great"):
        return None
    if plain(tokens[place - 1].word) in ("council", "county", "town"):
        return None
    return Body(tokens[first].start, tokens[place].end, "ORGANISATION", _name(tokens, first, place, tokens[place].end))


def _with_prefix(tokens: list[Token], place: int) -> Body | None:
    """'NHS Orran', 'Healthwatch Aldermoor', 'Ysgol Gynradd Nant Gwyn': a name that begins with a well-known word and ends with its own."""
    word = tokens[place].word
    last = place
    while (
        last + 1 < len(tokens)
        and last - place < 5
        and (
            tokens[last + 1].is_capital
            or (PREFIXES[word] == "SCHOOL" and tokens[last + 1].word in ("y", "yr", "ap") and last + 2 < len(tokens) and tokens[last + 2].is_capital)
        )
    ):
        last += 1
    if last == place or (word == "Voluntary" and tokens[place + 1].word != "Action") or any(head_at(tokens, k) for k in range(place + 1, last + 1)):
        return None
    if word == "NHS" and (last == place or plain(tokens[last].word) in NOT_PLACES):
        return None
    return Body(tokens[place].start, tokens[last].end, PREFIXES[word], _name(tokens, place, last, tokens[last].end), "known")


def _name(tokens: list[Token], first: int, last: int, end: int) -> str:
    """The words of a name on one line, as written."""
    parts = []
    at = tokens[first].start
    for token in tokens[first : last + 1]:
        word = token.word if token.end <= end else token.word[: end - token.start]
        parts.append((" " if token.start > at else "") + word)
        at = token.end
    return "".join(parts)


def longest(found: list[Body]) -> list[Body]:
    """Of names that overlap, the longest; in the order of the text."""
    kept: list[Body] = []
    for body in sorted(found, key=lambda b: (b.start - b.end, b.start)):
        if not any(body.start < other.end and other.start < body.end for other in kept):
            kept.append(body)
    return sorted(kept)
