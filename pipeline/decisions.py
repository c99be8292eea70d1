"""The sentences in which a body decides: RESOLVED and its kin, 'It was agreed to', 'The minutes were approved', 'this was agreed'."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from pipeline import movers
from pipeline.prose import BULLET, sentences

Manner = Literal["keyword", "plain", "approval", "referring", "note", "body"]


class Decision(NamedTuple):
    """What a sentence decides. `text[start:end]` are the operative words; empty where a list of clauses follows."""

    cue: int
    start: int
    end: int
    manner: Manner
    recommends: bool = False
    lead: bool = False  # the words introduce a list, they decide nothing by themselves


# Without one of these a sentence decides nothing
STEMS = (
    "resol agree recommend decid decision approv adopt accept confirm ratif propos second carried nominat elected appointed object signed authori"
    " deferred passed moved voted refused"
).split()
_ADVERB = (
    r"(?:unanimously|therefore|however|thus|provisionally|then|also|further|accordingly|duly|formally|subsequently|all|hereby|eventually|jointly|finally|again|generally|fully|subsequently|collectively|both"
    r"|by\sall|without\sa\sdivision|nem\.?\scon\.?|on\sa\s(?:show\sof\shands|vote))"
)
_DECIDED = r"(?:agreed|resolved|decided|AGREED|RESOLVED|DECIDED|Agreed|Resolved)"

# RESOLVED in capitals anywhere; 'Resolved' at the beginning of a sentence or a table's cell
_KEYWORD = re.compile(
    r"(?P<caps>\b(?:RESOLVED|AGREED|RECOMMENDED|DECIDED|RESOLUTION|DECISION)\b)"
    r"|(?:(?<=,\s)|(?<=and\s)|(?<=was\s)|(?<=[–-]\s))(?:Resolved|Agreed)(?=\s?(?:[:(]|unanimously\s?[:–-]|that\b))"
    r"|^\W{0,4}(?:(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]\s{1,4})?(?P<first>(?:(?:[Ii]t\swas|IT\sWAS)\s(?:[a-z]{2,12}\s){0,2})?(?:Resolved|Agreed|Decided|Recommended(?=\s?(?:[:(–-]|to\b|that\b))|(?:Decision|Resolution)(?=\s?(?:[:–-](?!\s?\d)|\s?$)))\b)"
)
_KEYWORDS = ("RESOL", "AGREED", "RECOMMENDED", "DECI", "Resol", "Agreed", "Decid", "Decis", "Recommended")
_NO_KEYWORD = re.compile(
    r"\s(?:(?:and|&)\s(?:signed|approved|adopted|accepted|confirmed)|[Mm]inutes|MINUTES|[Aa]ctions?|ACTIONS?|[Ii]tems?|[Nn]otes?|NOTES?|at|at\sthe|AT|in\sthe|by\s(?:EHDC|the\s(?:County|District|Borough))|upon|with)\b"
)
_AFTER_KEYWORD = re.compile(
    r"[\s:;,.–—-]{1,6}|\(?R?\d{1,4}[/-]\d{1,4}\)?(?=[\s:])|(?:that|THAT|That)?\s?\((?=[^()]{0,80}(?:\d\s?:\s?\d|[Uu]nanim|for|FOR|[Ff]avour|[Pp]roposed|[Mm]oved|[Nn]em|[Aa]greed))[^()]{0,160}\)"
    r"|(?:unanimously|accordingly|nem\.?\scon\.?|as\sfollows|by\sall|without\sa\sdivision|by\sa\s(?:large\s)?majority)\b"
    r"|by\s(?:\d{1,3}|[a-z]{2,12}(?:-[a-z]{3,5})?)\svotes?\sto\s(?:\d{1,3}|[a-z]{2,12})(?:[,\s]{1,2}(?:and|with)\s\w{1,8}\sabst\w{1,10})?"
)
_TO_A_BODY = re.compile(r"to\s(?:the\s)?(?:[A-Z][\w’'-]{0,20}\s?(?:of\s|and\s|for\s|the\s){0,2}){1,8}(?=that\b|:|$|to\b)")
_MOVED_INSIDE = re.compile(r"(?:on\s(?:the|a)\s(?:motion|proposal|proposition)\s(?:of|by|from)|(?:proposed|moved)\s(?:by\s)?)", re.IGNORECASE)
_BODY_WORD = (
    r"(?:[Mm]embers|[Cc]ouncillors|[Cc]llrs\.?|[Gg]overnors|[Tt]rustees|[Dd]irectors|[Cc]ouncil|[Cc]ommittee|[Ss]ub-[Cc]ommittee|[Bb]oard|[Pp]anel|[Cc]abinet|[Ee]xecutive|[Ff]orum|[Cc]ommission"
    r"|[Mm]eeting|[Ww]orking\s(?:[Pp]arty|[Gg]roup)|[Aa]uthority|[Cc]onference|[Aa]ssembly|[Cc]ommunity\s[Cc]ouncil|[Pp]arish\s[Cc]ouncil|[Tt]own\s[Cc]ouncil)"
)
_SOME_BODY = (
    rf"(?:(?:[Tt]he\s)?[A-Z]{{2,5}}|[Tt]he\s[Mm]ajority\sof\s(?:the\s)?(?:[A-Z]{{2,5}}|[Mm]embers|[Cc]ouncillors)|(?:[Aa]ll|Both)\s(?:of\s)?(?:the\s)?(?:Parish\s|Town\s)?{_BODY_WORD}|All"
    rf"|[Tt]he\s(?:[Ff]ull\s|[A-Z][\w’-]{{1,16}}\s){{0,3}}{_BODY_WORD}|Members|Councillors|Cllrs\.?|Governors|Cabinet|Council|Trustees|Committee)(?:\spresent|\sof\sthe\s\w{{3,12}})?"
)
_PLAIN = re.compile(
    rf"\b(?:(?P<it>[Ii]t\swas|IT\sWAS)|(?P<body>{_SOME_BODY}))"
    rf"(?:,?\s{_ADVERB},?){{0,3}}(?:,?\s(?:and\s)?(?:discussed|considered|reviewed|noted|approved|nominated|proposed|seconded|moved)(?:\s(?:this|it|the\s\w{{1,12}}))?){{0,3}}"
    rf"(?:,?\s(?:and|&))?(?:,?\s{_ADVERB},?){{0,2}}\s(?P<verb>{_DECIDED})\b"
)
# 'seconded by Cllr. D. Jones and unanimously agreed, that'; 'A response was discussed and it was agreed'
_AND_AGREED = re.compile(
    rf"(?:\b(?:and|&)|,\sthey)\s(?:it\swas\s)?(?:{_ADVERB}\s)?(?P<verb>(?:agreed|resolved|approved|carried|passed|supported))(?:\s{_ADVERB})?[\s,:]{{1,3}}(?=(?:not\s)?(?:that|to)\b)"
)
_OTHERS = re.compile(r"\b(?:had|has|have|been|previously|already|not|was\snot|once|as|if|when|until|unless|which|who|be|being)\s$")
_AFTER_PLAIN = re.compile(
    rf"[\s:;,–—-]{{1,4}}|(?:(?:and|&)\s(?:agreed|resolved|approved)(?=\s(?:to|that)\b)|by\s(?:all|everyone|the\s(?:council|members|committee|meeting)|members|councillors|a\s(?:\w{{1,12}}\s)?majority(?:\sof\s\w{{1,8}}\sto\s\w{{1,8}})?|\w{{1,10}}\svotes\sto\s\w{{1,10}})(?:\spresent)?|{_ADVERB})(?![\w-])"
)
_BODY_LEAD = re.compile(rf"^\W{{0,3}}(?P<body>{_SOME_BODY})\s?:")
_ASKED = re.compile(
    rf"^\W{{0,3}}(?P<body>{_SOME_BODY})(?:,?\s{_ADVERB},?){{0,2}}(?:\s(?:considered|reviewed|discussed|noted)(?:\sand|\s&|,))?"
    r"\s(?P<verb>(?:asked|requested|recommended)\sthat|(?:voted|were)\sin\sfavour\sof|voted\s(?:to|that)|(?:endorsed|approved|adopted|supported|accepted|ratified)(?!\sby\b)|REFUSED|GRANTED|APPROVED|AGREED)\b"
)
_PASSIVE = re.compile(
    r"\b(?:was|were)\s(?:(?:[a-z-]{2,14}|by\sall),?\s(?:and\s|&\s)?){0,4}?(?P<verb>approved|agreed|adopted|accepted|confirmed|ratified|authorised|authorized|passed|carried|re-elected|elected|appointed|co-opted|signed)\b"
)
_SIGNED = re.compile(
    r"\b(?:as\s(?:a|an|being\sa|the)?\s?(?:true|correct|accurate|fair)|correct\srecord|taken\sas\sread|true\s(?:and\s\w{3,10}\s)?(?:copy|record))\b"
)
_NOT_APPROVED = re.compile(r"\b(?:if|once|until|unless|when|who|which|before|whether|I)\s(?:\S{1,20}\s){0,5}$")
_BY_OTHERS = re.compile(
    r"\s(?:unanimously\s)?(?:by|at)\s(?!(?:the\s)?(?:[Pp]arish\s|[Tt]own\s|[Cc]ommunity\s)?(?:[Cc]ouncil(?:lors)?(?!\s[A-Z])|[Cc]ommittee|[Bb]oard|[Mm]embers|[Mm]eeting|[Gg]overnors|[Cc]hair(?:man)?|[Cc]abinet|[Ff]orum|[Pp]anel|PC)\b"
    r"|all\b|everyone|those\spresent|\x01|Cllr|Councillor|M(?:rs?|s)\b|a\smajority|this\smeeting)"
)
_REFERRING = re.compile(
    r"^\W{0,3}(?:(?:[Tt]his|[Tt]hese|[Tt]hey|[Ii]t|[Tt]he\s(?:proposal|motion|request|recommendation|suggestion|alteration|amendment|resolution)s?)\s(?:was|were)\s)?"
    r"(?:(?:discussed|considered|duly|put|seconded(?:\sby\s[^.]{2,50}?(?:\.\s[^.]{2,40}?)?)?)\s?(?:and|,)\s(?:was\s)?)?(?:the\s(?:alteration|amendment|proposal)s?\s)?"
    rf"(?:(?:All|Everyone)(?:\s(?:Councillors|Members|Governors|members|councillors))?\s(?:present\s)?(?:were\s)?)?(?:in\s)?(?:{_ADVERB}\s)?"
    r"(?P<verb>[Aa]greed?(?:ment)?|[Ff]avour|[Aa]pproved|[Aa]ccepted|[Cc]arried|CARRIED|AGREED|[Pp]assed|[Rr]esolved|RESOLVED)(?:\s(?:to\s|with\s)?(?:this|these))?"
    rf"(?:\s(?:{_ADVERB}|by\s(?:all|everyone)(?:\spresent)?))?\s?[.!]?\s?$"
)
_DASH_REFERRING = re.compile(
    rf"\s?[–—-]\s?(?:and\s)?(?:(?:this|it|these|all)\s(?:was|were)?\s?)(?:discussed\s(?:and|,)\s)?(?:{_ADVERB}\s)?(?P<verb>agreed|approved|accepted)(?:\s{_ADVERB})?\s?\.?\s?$",
    re.IGNORECASE,
)
_NOTE_END = re.compile(
    rf"(?:^|\s)(?P<verb>(?:[Aa]ll\s)?(?:[Aa]pproved|[Aa]greed|[Aa]dopted|[Rr]esolved\sto\s(?:pay|sign|approve|accept|adopt|support)|[Dd]eferred\s(?:to|until)\s(?:the\s)?(?:next\s)?\w{{1,10}}(?:\smeeting)?))(?:\s{_ADVERB})?\s?\.?\s?$"
)
_NOTE_START = re.compile(
    rf"^\W{{0,3}}(?:[Aa]pproval\s(?:was\s)?recommended\b|\(?(?:\d{{1,2}}|[a-z])[.)]\s[^.]{{5,120}}\b(?:agreed|approved)\sand\s(?:to\sbe|recommended|signed)\b)(?P<rest>)|^\W{{0,3}}(?P<verb>(?:[Aa]ll\s)?(?:Approved|Agreed|approved|agreed|Accepted)(?:\s(?:and|&)\s(?:signed|approved|agreed|accepted|adopted))?)(?:\s{_ADVERB})?(?:\s(?:as|for)\b[^.]{{0,60}})?\s?\.?\s?$"
)
_NO_OBJECTION = re.compile(
    r"\b(?:(?P<who>[A-Z]{2,4}|(?:[Tt]he\s)?(?:[Pp]arish\s|[Tt]own\s|[Cc]ommunity\s)?(?:PC|[Cc]ouncil(?:lors)?|[Cc]ommittee|Members))\s(?:had|has|have|raised|will\shave)\sno\sobjections?|(?:PC|[Cc]ouncil)\swill\snot\sobject)\b"
)
_LABEL = re.compile(
    rf"^\s{{0,3}}(?:{BULLET}\s{{1,3}})?(?:\(?(?:\d{{1,2}}|[a-zA-Z]|[ivx]{{1,4}})[.)]\s{{1,4}})?(?:[A-Z][^.:;–—]{{0,70}}?\s?(?:\s[–—-]|:)\s{{1,3}}(?=\S))?"
)
_ADVERBIAL = re.compile(
    r"^(?:(?:Following|After|In\sview\sof|Having|With|As|Because|Due\sto|Given|Once|Therefore|However|Subsequently|In\saddition|Furthermore|Finally|Also)\b[^,.]{0,120},\s(?:and\s(?:increasing|\w{1,12})\s\w{1,12},\s)?)"
)
_ELSEWHERE = re.compile(
    r"\b[Aa]t\s(?:that|its|their|our|an?|the\s(?:last|previous|recent|earlier|[A-Z]\w{1,14}\s(?:[A-Z]\w{1,14}\s)?(?=Committee|Cabinet|Assembly|Board)))\s?(?:\w{1,14}\s){0,3}"
    r"(?:[Mm]eeting|[Cc]ommittee|[Cc]abinet|[Aa]ssembly|Board)\b"
    r"|\b(?:[Cc]ommittee|Board|Cabinet)\s(?:had\s)?(?:was\s|were\s)?held\son\b|\battended\sa\s[Mm]eeting\b"
)
_COMPLETE = re.compile(r"\b(?:be|is|are|was|were|should|would|shall|will|remain|receive|approve|adopt|support|respond|represent\w*|write|has|have)\b")
_LEADS = re.compile(
    r"(?:recommended|asked|requested|agrees?d?|resolves?d?|authorised|invited|decides?d?|delegated|instructed)(?:\s(?:to|that|the\sfollowing|as\sfollows|by|:))?[\s:–-]{0,4}$|\bagree\sto[\s:]{0,3}$",
    re.IGNORECASE,
)
_SUBJECT_TO = re.compile(r"(?:subject\sto|as\sfollows|following|namely|including|these|reasons?|conditions?)\s?[:–-]{0,3}\s?$", re.IGNORECASE)
_LABEL_OPENER = re.compile(rf"^\s{{0,3}}(?:{BULLET}\s{{1,3}})?(?:\(?(?:\d{{1,2}}|[a-zA-Z]|[ivx]{{1,4}})[.)]\s{{1,4}})?")
_ANY_BODY = re.compile(rf"(?:All|Both|The|Elected|Voting|Select|Parish|Town|Community|Full|Scrutiny|PC|{_BODY_WORD})")
OPENS = re.compile(r"^\W{0,4}(?:that\W{1,3})?\(?(?:1|i|a|A)[.)]\s")
RECOMMENDS = re.compile(
    r"\b(?:RECOMMENDED?|be\srecommended\sto|recommend(?:ed|s)?\sto\s(?:the\s)?(?:[A-Z]\w|full\s[Cc]ouncil)|to\srecommend\b|recommend(?:ed|s)?\s(?:approval|refusal)|(?:approval|refusal)\s(?:was\s)?recommended)"
)


_ENDING = re.compile(
    rf"\b(?:and|&|,|–|-)\s(?:was\s|were\s|this\swas\s|it\swas\s)?(?:{_ADVERB}\s)?(?:agreed|approved|carried|passed)(?:\s{_ADVERB})?\s?\.?\s?$"
)
_PROPOSED_THAT = re.compile(
    r"\b(?:proposed|asked|suggested|requested|recommended|moved|propos(?:al|ed)\swas)\s(?:(?:for|the\s(?:Parish\s|Town\s)?Council(?=\sto\s))\s)?"
)
_THAT_NEXT = re.compile(r"[\s,]{1,3}(?P<that>(?:not\s)?(?:that|to))\b")
_TO_OFFICE = re.compile(r"\s(?:as|to|[Cc]hair\w{0,6}|[Vv]ice\S{0,14}|[Mm]ayor|onto|on\sto|unopposed|unanimously)\b")
MOVERS_ALONE = re.compile(r"^\W{0,3}(?:Proposed|Moved|Prop|Proposer|Seconded|PROPOSED|MOVED)\b(?![^.]{0,120}\b(?:that|to)\s)")
_MINUTES = re.compile(r"\b(?:[Mm]inutes|MINUTES)\b")
_APPLICATION = re.compile(r"(?<![\w/])(?:[A-Z]{1,6}/)?\d{2,4}/\d{3,6}(?!\d)")
_VERBLESS = re.compile(r"\b(?:was|were|be|been|had|has|have|is|are|will|would)\b")


def may_decide(text: str) -> bool:
    """A quick look for the words without which nothing is decided."""
    low = text.lower()
    for stem in STEMS:
        if stem in low:
            return True
    return "asked that" in low


def heads_list(text: str) -> bool:
    """'The Board:' alone, perhaps."""
    return len(text) < 60 and text.rstrip().endswith((":", ":-", ":–"))


def find_decisions(text: str, own: frozenset[str]) -> list[Decision]:
    """The decisions of a passage, in order. `own` holds the words and the acronyms of the body's own names, as what others agreed is not its."""
    if heads_list(text) and (alone := _BODY_LEAD.match(text)) and _is_own(alone["body"], own):
        return [Decision(0, len(text), len(text), "body", False, True)]
    found: list[Decision] = []
    before: tuple[int, int] | None = None
    for start, end in sentences(text):
        if end - start == len(text) or may_decide(text[start:end]):
            found += _in_sentence(text, start, end, own, before)
        if not MOVERS_ALONE.match(text[start:end]):
            before = (start, end)
    return found


def _in_sentence(text: str, start: int, end: int, own: frozenset[str], before: tuple[int, int] | None) -> list[Decision]:
    sentence = text[start:end]
    referring = _REFERRING.match(sentence)
    if referring and (referring["verb"].lower() in ("carried", "passed") or _APPLICATION.search(text, 0, start)):
        return []
    if referring and before and len(text[before[0] : before[1]].split()) > 4:
        return [_referred(text, *before, start)]
    if referring and referring["verb"].lower() != "resolved":
        return [_note(text, start, end)]
    keywords = _keywords(text, start, end)
    if keywords:
        return keywords
    plain = _plain(text, start, end, own)
    if plain:
        reported = _ELSEWHERE.search(text, start, plain.cue)
        return [] if reported else [plain]
    if not _MINUTES.search(sentence) and _ELSEWHERE.search(sentence[:80]):
        return []
    dash = _DASH_REFERRING.search(sentence, max(0, len(sentence) - 80))
    if dash and sentence[: dash.start()].strip():
        return [
            _note(text, start, end) if "all" in dash.group().lower().split() else _referred(text, start, start + dash.start(), start + dash.start())
        ]
    asked = _ASKED.match(sentence)
    if asked and _is_own(asked["body"], own):
        begins = start + asked.start("verb" if asked["verb"].isupper() else "body")
        return [Decision(start + asked.start("verb"), begins, end, "plain", bool(RECOMMENDS.search(sentence)))]
    ending = _ENDING.search(sentence, max(0, len(sentence) - 70))
    if ending and movers.find_motions(sentence) and not MOVERS_ALONE.match(sentence):
        return [_referred(text, start, start + ending.start(), start + ending.start())]
    passive = _passive(text, start, end)
    if passive:
        return [passive]
    objection = _NO_OBJECTION.search(sentence) if "object" in sentence else None
    if objection and (objection["who"] is None or not objection["who"].isupper() or objection["who"] in own):
        return [Decision(start + objection.start(), start + objection.start(), end, "plain", bool(RECOMMENDS.search(sentence)))]
    note = _NOTE_START.match(sentence) or (_NOTE_END.search(sentence) if len(sentence) < 260 else None)
    if (
        note
        and before is None
        and not MOVERS_ALONE.match(sentence)
        and ((note["verb"] or "").startswith("Resolved") or not _VERBLESS.search(sentence[: max(0, note.start("verb"))]))
    ):
        return [] if _APPLICATION.search(sentence) else [_note(text, start, end)]
    return []


def _keywords(text: str, start: int, end: int) -> list[Decision]:
    """RESOLVED and the like; what follows up to the next of them, or to the sentence's end, is decided."""
    sentence = text[start:end]
    hits = [m for m in _keyword_hits(sentence) if _speaks(sentence, m)]
    found = []
    for k, hit in enumerate(hits):
        stop = start + hits[k + 1].start() if k + 1 < len(hits) else end
        if stop < end and not text[start + hit.end() : stop].strip():
            continue  # 'DECISION RESOLVED that'
        begins, recommends = _operative(text, start + hit.end(), stop), "ecommended" in hit.group() or "RECOMMENDED" in hit.group()
        found.append(
            Decision(
                start + hit.start(), begins, stop, "keyword", recommends or bool(RECOMMENDS.search(text, begins, stop)), is_lead(text[begins:stop])
            )
        )
    return found


def _keyword_hits(text: str) -> Iterable[re.Match[str]]:
    return _KEYWORD.finditer(text) if any(word in text for word in _KEYWORDS) else ()


def _speaks(sentence: str, keyword: re.Match[str]) -> bool:
    """The keyword is the verb of a decision, not a word of a heading or of a report."""
    rest = sentence[keyword.end() : keyword.end() + 60]
    if _NO_KEYWORD.match(rest) or _OTHERS.search(sentence[max(0, keyword.start() - 12) : keyword.start()]):
        return False
    word = keyword.group().strip()
    if word.isupper() and word in ("DECISION", "RESOLUTION") and keyword.start() > 4:
        return False
    letters = [c for c in rest if c.isalpha()]
    return not (len(letters) > 8 and all(c.isupper() for c in letters)) or bool(re.match(r"\W{0,4}THAT\b", rest))


def _operative(text: str, at: int, end: int) -> int:
    """Where the operative words begin: behind the punctuation, the count, 'unanimously', the movers and the body that it is recommended to."""
    while at < end:
        skip = _AFTER_KEYWORD.match(text, at, end) or _TO_A_BODY.match(text, at, end)
        if skip and skip.end() > at:
            at = skip.end()
        elif _MOVED_INSIDE.match(text, at, end):
            motions = movers.find_motions(text[at : min(end, at + 250)])
            if not motions:
                break
            at += motions[0].end
        else:
            break
    return at


def is_lead(words: str) -> bool:
    """'that', 'that Cabinet agree to:', 'for 2024/25': words that introduce clauses and decide nothing without them."""
    plain = words.strip(" :;,.–—-")
    if not plain or OPENS.match(words):
        return True
    if len(plain.split()) > 12 or _SUBJECT_TO.search(words.rstrip(" :–-")) or words.rstrip().endswith("."):
        return False
    return bool(_LEADS.search(words)) or not _COMPLETE.search(plain)


def _plain(text: str, start: int, end: int, own: frozenset[str]) -> Decision | None:
    """'It was agreed that', 'Members resolved to', 'seconded by B and agreed, that'."""
    hit = _PLAIN.search(text, start, end)
    while hit and not _is_plain(text, hit, start, own):
        hit = _PLAIN.search(text, hit.end(), end)
    hit = hit or _AND_AGREED.search(text, start, end)
    if hit is None:
        return None
    at = hit.end()
    while skip := _AFTER_PLAIN.match(text, at, end):
        if skip.end() == at:
            break
        at = skip.end()
    if text[hit.end() : end].rstrip().endswith((":", ":-", "–", ":–")) and len(text[at:end].strip(" .:–-")) < 4:
        return Decision(hit.start(), end, end, "plain", False, True)
    if len(text[at:end].strip(" .")) < 4:
        return _referred(text, start, hit.start(), hit.start()) if hit.start() - start > 25 else None
    return Decision(
        hit.start(),
        at,
        end,
        "plain",
        bool(RECOMMENDS.search(text, at, end)),
        is_lead(text[at:end]) and text[at:end].rstrip().endswith((":", ":-", "–")),
    )


def _is_plain(text: str, hit: re.Match[str], start: int, own: frozenset[str]) -> bool:
    if re.match(
        r"\s(?:with|upon|earlier|last|at|in\s(?:19|20)|by\s(?!all|every|a\s(?:\w{1,12}\s)?majority|\w{1,10}\svotes\sto|the\s(?:council|members|committee|meeting)|members|councillors)|and\sapproved\sby|terms|actions?)\b",
        text[hit.end() : hit.end() + 24],
    ):
        return False
    if _OTHERS.search(text[max(start, hit.start() - 12) : hit.start()]):
        return False
    if hit["body"] and hit["body"][0].isupper() and not hit["body"].startswith(("The", "All", "Both")):
        qualified = re.search(r"([A-Z][\w’-]*)\s$", text[max(start, hit.start() - 24) : hit.start()])  # 'Parish Councillors', 'Borough Council'
        if qualified and not _is_own(qualified[1], own):
            return False
    return hit["body"] is None or _is_own(hit["body"], own)


def _is_own(body: str, own: frozenset[str]) -> bool:
    """'The Pay Committee' is not the Council that hears of it; 'the Council' and 'Members' are whoever meets."""
    names = [w for w in re.findall(r"[A-Z][\w’-]+", body) if not _ANY_BODY.fullmatch(w)]
    return all(w.lower() in own or w in own for w in names)


def _passive(text: str, start: int, end: int) -> Decision | None:
    """'The minutes were approved', 'a 10% increase was agreed'; not what an application got from the planning authority."""
    for hit in _PASSIVE.finditer(text, start, end) if " was " in text or " were " in text else ():
        verb, after = hit["verb"], text[hit.end() : hit.end() + 60]
        subject = text[start : hit.start()]
        if (
            " not " in hit.group()
            or _NOT_APPROVED.search(subject)
            or _BY_OTHERS.match(after)
            or re.match(
                r"\s(?:to|that|with)\b" if verb in ("agreed", "confirmed", "accepted") and not subject.strip() else r"\s(?:out|over)\b", after
            )
        ):
            continue
        minutes = re.search(r"\b[Mm]inutes\b|\bMINUTES\b|\brecord\b", text[start:end])
        if verb in ("signed", "confirmed") and not (minutes and (_SIGNED.search(text, start, end) or (verb == "confirmed" and "signed" in after))):
            continue
        if verb.endswith(("elected", "appointed", "co-opted")) and not _TO_OFFICE.match(after):
            continue
        if verb in ("passed", "carried") or "planning application" in subject.lower() or "permission" in subject.lower():
            continue
        begins = start + body_of(text[start:end])
        if begins >= hit.start():
            begins = start
        moved = movers.find_motions(text[begins : hit.start()])
        if moved:  # 'On the proposal of A, seconded by B, the minutes were approved'
            begins += moved[-1].end + len(re.match(r"[,\s]*", text[begins + moved[-1].end : hit.start()]).group())  # type: ignore[union-attr]
        return Decision(hit.start(), begins, end, "approval", bool(RECOMMENDS.search(text, begins, end)))
    return None


def _referred(text: str, start: int, end: int, cue: int) -> Decision:
    """What 'this was agreed' refers to: from 'that' or 'to' where the sentence says who proposed or asked it, else the whole."""
    begins = start + body_of(text[start:end])
    motions = movers.find_motions(text[begins:end])
    that = _THAT_NEXT.match(text, begins + motions[0].end, end) if motions else None
    if that:
        return Decision(cue, that.start("that"), end, "referring", bool(RECOMMENDS.search(text, begins, end)))
    asked = _PROPOSED_THAT.search(text, begins, min(end, begins + 160))
    if asked and re.match(r"(?:that|to)\b|(?:the|a|an)\s", text[asked.end() : asked.end() + 5]) and not text.startswith("by", asked.end()):
        begins = asked.end()
    return Decision(cue, begins, end, "referring", bool(RECOMMENDS.search(text, begins, end)))


def _note(text: str, start: int, end: int) -> Decision:
    """A note without a verb: 'Approved & signed as correct', 'Terms of reference agreed'."""
    opener = re.match(rf"\s{{0,3}}(?:{BULLET}\s{{1,3}}|[–—:-]\s{{1,3}}|\(?(?:\d{{1,2}}|[a-zA-Z]|[ivx]{{1,4}})[.)]\s{{1,4}}){{0,2}}", text[start:end])
    return Decision(start, start + (opener.end() if opener else 0), end, "note", False, len(text[start:end].split()) < 3)


def body_of(sentence: str) -> int:
    """Where the main clause begins: behind its number, its label ('MINUTES – ', 'Plaque - ') and an opening phrase ('In view of this, ')."""
    label = _LABEL.match(sentence)
    at = label.end() if label else 0
    if at and not (sentence[at : at + 1].isupper() or sentence[at : at + 1] in "£“\"'" or sentence[at : at + 1].isdigit()):
        opener = _LABEL_OPENER.match(sentence)
        at = opener.end() if opener else 0
    adverbial = _ADVERBIAL.match(sentence[at : at + 200])
    return at + (adverbial.end() if adverbial else 0)


def has_keyword(text: str) -> bool:
    """The passage has a RESOLVED or its kin of its own, or REFUSED and the like."""
    return any(_speaks(text, m) for m in _keyword_hits(text)) or bool(may_decide(text) and _ASKED.match(text))
