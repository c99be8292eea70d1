"""The sentences in which a body decides: RESOLVED and its kin, 'It was agreed to', 'The minutes were approved', 'this was agreed'."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from pipeline import movers, wording
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


_NOTE_OPENER = re.compile(rf"\s{{0,3}}(?:{BULLET}\s{{1,3}}|[–—:-]\s{{1,3}}|\(?(?:\d{{1,2}}|[a-zA-Z]|[ivx]{{1,4}})[.)]\s{{1,4}}){{0,2}}")
_UNANIMOUSLY = re.compile(r"^\W{0,4}(?:UNANIMOUSLY|NEM\.?\sCON\.?)")
_OF_MINUTES = re.compile(r"[MmRr](?<!\w.)(?:(?<=[Mm])inutes|(?<=M)INUTES|(?<=r)ecord)\b")


def may_decide(text: str) -> bool:
    """A quick look for the words without which nothing is decided."""
    low = text.lower()
    return wording.has_one(low, wording.STEMS) or "asked that" in low or "excluded the" in low


def recommends(words: str) -> bool:
    """The words recommend something to another body."""
    return "ecommend" in words.lower() and wording.RECOMMENDS.search(words) is not None


def heads_list(text: str) -> bool:
    """'The Board:' alone, perhaps."""
    return len(text) < 60 and text.rstrip().endswith((":", ":-", ":–"))


def find_decisions(text: str, own: frozenset[str]) -> list[Decision]:
    """The decisions of a passage, in order. `own` holds the words and the acronyms of the body's own names, as what others agreed is not its."""
    if heads_list(text) and (alone := wording.BODY_LEAD.match(text)) and _is_own(alone["body"], own):
        return [Decision(0, len(text), len(text), "body", False, True)]
    found: list[Decision] = []
    before: tuple[int, int] | None = None
    for start, end in sentences(text):
        if end - start == len(text) or may_decide(text[start:end]):
            found += _in_sentence(text, start, end, own, before)
        if not wording.MOVERS_ALONE.match(text[start:end]):
            before = (start, end)
    return found


def _in_sentence(text: str, start: int, end: int, own: frozenset[str], before: tuple[int, int] | None) -> list[Decision]:
    sentence = text[start:end]
    referring = wording.REFERRING.match(sentence) if len(sentence) < 160 else None
    if referring and (referring["verb"].lower() in ("carried", "passed") or wording.APPLICATION.search(text, 0, start)):
        return []
    if referring and before and len(text[before[0] : before[1]].split()) > 4:
        return [_referred(text, *before, start)]
    if referring and referring["verb"].lower() != "resolved":
        return [_note(text, start, end)]
    keywords = _keywords(text, start, end)
    if keywords:
        return keywords
    plain = _plain(text, start, end, own) if wording.has_one(sentence, wording.AGREEING) else None
    if plain:
        return [] if _elsewhere(text[start : plain.cue]) else [plain]
    if _elsewhere(sentence[:80]) and not wording.MINUTES.search(sentence):
        return []
    dash = wording.DASH_REFERRING.search(sentence, max(0, len(sentence) - 80))
    if dash and sentence[: dash.start()].strip():
        return [
            _note(text, start, end) if "all" in dash.group().lower().split() else _referred(text, start, start + dash.start(), start + dash.start())
        ]
    asked = wording.ASKED.match(sentence)
    if asked and _is_own(asked["body"], own):
        begins = start + (asked.end() + 1 if asked["count"] else asked.start("verb" if asked["verb"].isupper() else "body"))
        return [Decision(start + asked.start("verb"), begins, end, "plain", recommends(sentence))]
    excluded = wording.EXCLUDED.match(sentence) if "excluded the" in sentence else None
    if excluded and _is_own(excluded["body"], own):
        return [Decision(start + excluded.start("body"), start + excluded.start("body"), end, "plain")]
    ending = wording.ENDING.search(sentence, max(0, len(sentence) - 70))
    if ending and movers.find_motions(sentence) and not wording.MOVERS_ALONE.match(sentence):
        return [_referred(text, start, start + ending.start(), start + ending.start())]
    passive = _passive(text, start, end)
    if passive:
        return [passive]
    objection = wording.NO_OBJECTION.search(sentence) if "object" in sentence else None
    if objection and (objection["who"] is None or not objection["who"].isupper() or objection["who"] in own):
        return [Decision(start + objection.start(), start + objection.start(), end, "plain", recommends(sentence))]
    note = wording.NOTE_START.match(sentence) or (wording.NOTE_END.search(sentence, max(0, len(sentence) - 90)) if len(sentence) < 260 else None)
    if (
        note
        and before is None
        and not wording.MOVERS_ALONE.match(sentence)
        and ((note["verb"] or "").startswith("Resolved") or not wording.VERBLESS.search(sentence[: max(0, note.start("verb"))]))
    ):
        return [] if wording.APPLICATION.search(sentence) else [_note(text, start, end)]
    return []


def _elsewhere(words: str) -> bool:
    """The words tell of another meeting than this one."""
    return wording.has_one(words, wording.MEETINGS) and wording.ELSEWHERE.search(words) is not None


def _keywords(text: str, start: int, end: int) -> list[Decision]:
    """RESOLVED and the like; what follows up to the next of them, or to the sentence's end, is decided."""
    sentence = text[start:end]
    hits = [m for m in _keyword_hits(sentence) if _speaks(sentence, m)]
    found = []
    for k, hit in enumerate(hits):
        stop = start + hits[k + 1].start() if k + 1 < len(hits) else end
        if stop < end and not text[start + hit.end() : stop].strip():
            continue  # 'DECISION RESOLVED that'
        begins = _operative(text, start + hit.end(), stop)
        if wording.AS_RECORD.match(text, start + hit.end(), stop) and wording.WAS.search(sentence, max(0, hit.start() - 24), hit.start()):
            begins = start + body_of(sentence)  # 'The minutes were AGREED as a correct record'
        told = "ecommended" in hit.group() or "RECOMMEND" in text[start + hit.start() : begins].upper()
        found.append(
            Decision(
                start + hit.start(),
                begins,
                stop,
                "keyword",
                told or recommends(text[begins:stop]),
                is_lead(text[begins:stop]),
            )
        )
    return found


def _keyword_hits(text: str) -> Iterable[re.Match[str]]:
    return wording.KEYWORD.finditer(text) if wording.has_one(text, wording.KEYWORDS) else ()


def _speaks(sentence: str, keyword: re.Match[str]) -> bool:
    """The keyword is the verb of a decision, not a word of a heading or of a report."""
    rest = sentence[keyword.end() : keyword.end() + 60]
    if wording.NO_KEYWORD.match(rest) or wording.OTHERS.search(sentence[max(0, keyword.start() - 12) : keyword.start()]):
        return False
    word = keyword.group().strip()
    if word.isupper() and word in ("DECISION", "RESOLUTION") and keyword.start() > 4:
        return False
    rest = _UNANIMOUSLY.sub("", rest)
    letters = [c for c in rest if c.isalpha()]
    return not (len(letters) > 8 and all(c.isupper() for c in letters)) or bool(re.match(r"\W{0,4}(?:THAT|TO)\b", rest))


def _operative(text: str, at: int, end: int, after: re.Pattern[str] = wording.AFTER_KEYWORD) -> int:
    """Where the operative words begin: behind the punctuation, the count, 'unanimously', the movers, the body that it is recommended to, and
    'it was resolved' said once more."""
    while at < end:
        skip = after.match(text, at, end) or wording.TO_A_BODY.match(text, at, end) or wording.AND_AGREED.match(text, at, end)
        if skip is None and any(word in text[at : at + 90] for word in wording.AGREEING):
            skip = wording.PLAIN.match(text, at, min(end, at + 90))
        if skip and skip.end() > at:
            at = skip.end()
        elif wording.MOVED_INSIDE.match(text, at, end):
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
    if not plain or wording.OPENS.match(words) or wording.RECOMMEND_LEAD.match(words) or wording.MOTION_LEAD.match(words):
        return True
    if len(plain.split()) > 12 or wording.SUBJECT_TO.search(words.rstrip(" :–-")) or words.rstrip().endswith("."):
        return False
    return bool(wording.LEADS.search(words)) or not wording.COMPLETE.search(plain)


def _plain(text: str, start: int, end: int, own: frozenset[str]) -> Decision | None:
    """'It was agreed that', 'Members resolved to', 'seconded by B and agreed, that'."""
    hit = wording.PLAIN.search(text, start, end)
    while hit and not _is_plain(text, hit, start, own):
        hit = wording.PLAIN.search(text, hit.end(), end)
    hit = hit or wording.AND_AGREED.search(text, start, end)
    if hit is None:
        return None
    at = _operative(text, hit.end(), end, wording.AFTER_PLAIN)
    if adopted := wording.ADOPTED_AND.search(text, start, hit.start() + (text[hit.start() - 1 : hit.start()] != " ")):
        return Decision(hit.start(), adopted.start("verb"), end, "plain", recommends(text[adopted.start("verb") : end]))
    manner: Manner = "keyword" if hit["verb"][0].isupper() else "plain"
    if text[hit.end() : end].rstrip().endswith((":", ":-", "–", ":–")) and len(text[at:end].strip(" .:–-")) < 4:
        return Decision(hit.start(), end, end, manner, False, True)
    if len(text[at:end].strip(" .")) < 4:
        return _referred(text, start, hit.start(), hit.start()) if hit.start() - start > 25 else None
    return Decision(
        hit.start(),
        at,
        end,
        manner,
        recommends(text[at:end]) or bool(wording.RECOMMEND_LEAD.match(text[at:end])),
        is_lead(text[at:end]) and text[at:end].rstrip().endswith((":", ":-", "–")),
    )


def _is_plain(text: str, hit: re.Match[str], start: int, own: frozenset[str]) -> bool:
    if re.match(
        r"\s(?:with|upon|earlier|last|at|in\s(?:19|20)|by\s(?!all|every|a\s(?:\w{1,12}\s)?majority|\w{1,10}\svotes\sto|the\s(?:council|members|committee|meeting)|members|councillors)|and\sapproved\sby|terms|actions?)\b",
        text[hit.end() : hit.end() + 24],
    ):
        return False
    if wording.OTHERS.search(text[max(start, hit.start() - 12) : hit.start()]):
        return False
    if hit["body"] and hit["body"][0].isupper() and not hit["body"].startswith(("The", "All", "Both")):
        qualified = re.search(r"([A-Z][\w’-]*)\s$", text[max(start, hit.start() - 24) : hit.start()])  # 'Parish Councillors', 'Borough Council'
        if qualified and not _is_own(qualified[1], own):
            return False
    return hit["body"] is None or _is_own(hit["body"], own)


def _is_own(body: str, own: frozenset[str]) -> bool:
    """'The Pay Committee' is not the Council that hears of it; 'the Council' and 'Members' are whoever meets."""
    names = [w for w in re.findall(r"[A-Z][\w’-]+", body) if not wording.ANY_BODY.fullmatch(w)]
    return all(w.lower() in own or w in own for w in names)


def _passive(text: str, start: int, end: int) -> Decision | None:
    """'The minutes were approved', 'a 10% increase was agreed'; not what an application got from the planning authority."""
    for hit in wording.PASSIVE.finditer(text, start, end) if " was " in text or " were " in text else ():
        verb, after = hit["verb"].lower(), text[hit.end() : hit.end() + 60]
        subject = text[start : hit.start()]
        if (
            " not " in hit.group()
            or wording.NOT_APPROVED.search(subject)
            or wording.BY_OTHERS.match(after)
            or re.match(
                r"\s(?:to|that|with)\b" if verb in ("agreed", "confirmed", "accepted") and not subject.strip() else r"\s(?:out|over)\b", after
            )
        ):
            continue
        if verb in ("signed", "confirmed") and not (
            _OF_MINUTES.search(text, start, end) and (wording.SIGNED.search(text, start, end) or (verb == "confirmed" and "signed" in after))
        ):
            continue
        if verb.endswith(("elected", "appointed", "co-opted")) and not wording.TO_OFFICE.match(after):
            continue
        if verb in ("passed", "carried") or "planning application" in subject.lower() or "permission" in subject.lower():
            continue
        begins = start + body_of(text[start:end])
        if begins >= hit.start():
            begins = start
        moved = movers.find_motions(text[begins : hit.start()])
        if moved:  # 'On the proposal of A, seconded by B, the minutes were approved'
            begins += moved[-1].end + len(re.match(r"[,\s]*", text[begins + moved[-1].end : hit.start()]).group())  # type: ignore[union-attr]
        return Decision(hit.start(), begins, end, "approval", recommends(text[begins:end]))
    return None


def _referred(text: str, start: int, end: int, cue: int) -> Decision:
    """What 'this was agreed' refers to: from 'that' or 'to' where the sentence says who proposed or asked it, else the whole."""
    begins = start + body_of(text[start:end])
    motions = movers.find_motions(text[begins:end])
    that = wording.THAT_NEXT.match(text, begins + motions[0].end, end) if motions else None
    if that:
        return Decision(cue, that.start("that"), end, "referring", recommends(text[begins:end]))
    asked = wording.PROPOSED_THAT.search(text, begins, min(end, begins + 160))
    if asked and re.match(r"(?:that|to)\b|(?:the|a|an)\s", text[asked.end() : asked.end() + 5]) and not text.startswith("by", asked.end()):
        begins = asked.end()
    return Decision(cue, begins, end, "referring", recommends(text[begins:end]))


def _note(text: str, start: int, end: int) -> Decision:
    """A note without a verb: 'Approved & signed as correct', 'Terms of reference agreed'."""
    opener = _NOTE_OPENER.match(text, start, end)
    return Decision(start, opener.end() if opener else start, end, "note", False, len(text[start:end].split()) < 3)


def body_of(sentence: str) -> int:
    """Where the main clause begins: behind its number, its label ('MINUTES – ', 'Plaque - ') and an opening phrase ('In view of this, ')."""
    label = wording.LABEL.match(sentence)
    at = label.end() if label else 0
    if at and not (sentence[at : at + 1].isupper() or sentence[at : at + 1] in "£“\"'" or sentence[at : at + 1].isdigit()):
        opener = wording.LABEL_OPENER.match(sentence)
        at = opener.end() if opener else 0
    adverbial = wording.ADVERBIAL.match(sentence[at : at + 200])
    return at + (adverbial.end() if adverbial else 0)


def has_keyword(text: str) -> bool:
    """The passage has a RESOLVED or its kin of its own, or REFUSED and the like."""
    if any(_speaks(text, m) for m in _keyword_hits(text)) or bool(may_decide(text) and wording.ASKED.match(text)):
        return True
    return any(word in text for word in ("Agreed", "Resolved", "Decided")) and any(m["verb"][0].isupper() for m in wording.PLAIN.finditer(text))
