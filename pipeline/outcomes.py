"""What was said of a decision's movers and of its vote, before it, within it and behind it, and the rows that come of it."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline import clauses, decisions, movers, prose, votes, wording
from pipeline.clauses import Clause
from pipeline.decisions import Decision
from pipeline.prose import Passage
from pipeline.records import Resolution

_TRAILING = re.compile(
    r"^\W{0,3}(?:(?:Proposed|Moved|Prop|Proposer|Mover|Seconded)\b|On\s(?:the|a)\s(?:motion|proposal)\s(?:of|by)\b|(?:Vot(?:es?|ing)|For|FOR|In\s[Ff]avour)\s?[:–-]?\s?\(?\d)"
    r"|^\W{0,2}\((?=[^()/]{2,50}/[^()/,;]{2,50}[),;])"
)
_HEADING = re.compile(r"\W{0,3}(?P<what>Motion|Amendment|Decision|Voting)(?:\s\d)?\W{0,3}")
_FOR_ALONE = re.compile(r"\W{0,3}(?:Votes?\s)?(?:For(?:\sthe\s[Mm]otion)?|FOR|In\s[Ff]avour)\b[^a-z\d]{0,4}\d{1,3}(?:\svotes?)?\W{0,3}$")
_AGAINST_ALONE = re.compile(r"\W{0,3}(?:Votes?\s)?(?:Against|AGAINST|For\sthe\s[Aa]mendment)\b[^a-z\d]{0,4}\d{1,3}(?:\svotes?)?\W{0,3}$")
_ABSTAINING_ALONE = re.compile(r"\W{0,3}(?:Abst|ABST)\w{3,9}\b[^a-z\d]{0,4}\d{1,3}\W{0,3}$")
_CLAUSE_NOTE = re.compile(r"\(\s?(?:Clause|Resolution|Recommendation|Part|Paragraph)s?\s\(?(?P<mark>\w{1,3})\)?\s(?:was|were)\s")
_OUTCOME_ALONE = re.compile(r"\W{0,3}(?:Carried|CARRIED|Read\sa\sfirst|Unanim)")
_RESOLVED = re.compile(r"\W{0,3}(?:RESOLVED|Resolved|AGREED|RECOMMENDED)\b")
_VOTE_BEHIND = re.compile(r"\W{0,4}\(?(?:[Vv]oting|[Ff]or|FOR|Clause|Carried|CARRIED|All\b|\d|(?:Up)?[Oo]n\s(?:being\sput|a\svote)\b)")
_VOTE_TOLD = re.compile(r"\W{0,3}On\s(?:being\sput|a\svote)\b[^.]{0,120}\bdeclared\scarried\b")
_CARRIED = re.compile(
    r"\b(?:CARRIED|Carried)\b|\b(?:[Mm]otion|[Pp]roposal|[Rr]esolution|[Vv]ote|[Rr]ecommendation|this|it)\s(?:\w{1,12}\s){0,4}carried\b(?!\s(?:out|over|forward))"
    r"|\bcarried\s(?:unanimously|by\s\w{1,12}\svotes|nem)"
)
# Without one of these a passage tells of no movers, no count and no loss
_TELLING = (
    "propos",
    "mov",
    "second",
    "nominat",
    "motion",
    "mover",
    "prop",
    "2nd",
    "against",
    "vote",
    "lost",
    "majority",
    "carried",
    "resolved",
    "agreed",
    "defeated",
    "withdrawn",
    "fell",
    "abstention",
    "/",
)
_UNANIMOUS_WORDS = ("unanim", "nem", "dissent", "all agreed", "favour")
_UNANIMOUS = re.compile(r"(?i)\bunanimous(?:ly)?\b|\bnem\.?\scon|\bwithout\sdissent\b|\ball\s(?:in\sfavour|agreed|members\svoted\sin\sfavour)\b")


def is_carried(words: str) -> bool:
    """The words say that a vote was won."""
    return ("arried" in words or "CARRIED" in words) and _CARRIED.search(words) is not None


def is_unanimous(words: str) -> bool:
    """The words say that nobody voted against."""
    low = words.lower()
    return wording.has_one(low, _UNANIMOUS_WORDS) and _UNANIMOUS.search(words) is not None


class Event(NamedTuple):
    """Something told of a vote in an item: movers, counts or a loss, with its place in the document."""

    start: int
    end: int
    motion: movers.Motion | None = None
    counts: votes.Counts | None = None
    lost: bool = False
    on_amendment: bool = False
    won: bool = False  # an amendment was carried


def events_of(group: list[Passage]) -> list[Event]:
    """Motions, counts and losses of the item, in order."""
    found: list[Event] = []
    amends = False  # under a heading 'Amendment', until its movers are named
    for passage in group:
        at, text = passage.start, passage.text
        if (heading := _HEADING.fullmatch(text)) is not None:
            amends = heading["what"].lower() == "amendment"
        if not text.rstrip().endswith((":", ";")) and not wording.has_one(text.lower(), _TELLING):
            continue
        motions = [Event(at + m.start, at + m.end, motion=m, on_amendment=m.amendment or amends) for m in movers.find_motions(text)]
        amends = amends and not motions
        found += motions
        found += [Event(at + c.start, at + c.end, counts=c) for c in votes.find_counts(text)]
        found += [Event(at + start, at + end, lost=True, on_amendment=amendment) for start, end, amendment in movers.find_lost(text)]
        found += [Event(at + start, at + end, on_amendment=True, won=True) for start, end in movers.find_carried_amendments(text)]
    return _paired(sorted([*found, *_columns_of_votes(group)], key=lambda e: (e.start, e.end)))


def _paired(events: list[Event]) -> list[Event]:
    """'Proposed: A' and below it 'Seconded: B' are one motion."""
    out: list[Event] = []
    for event in events:
        last = out[-1] if out else None
        if last and last.motion and event.motion and not last.motion.seconder and not event.motion.proposer and event.start - last.end < 40:
            motion = last.motion._replace(seconder=event.motion.seconder, end=event.motion.end)
            out[-1] = last._replace(end=event.end, motion=motion)
        else:
            out.append(event)
    return out


def _columns_of_votes(group: list[Passage]) -> list[Event]:
    """'For: 6', 'Against: 4', 'Abstentions: 1', each in a line of its own."""
    found = []
    for k, passage in enumerate(group[:-1]):
        if len(passage.text) > 40 or not _FOR_ALONE.match(passage.text) or not _AGAINST_ALONE.match(group[k + 1].text):
            continue
        last = k + 2 if k + 2 < len(group) and _ABSTAINING_ALONE.match(group[k + 2].text) else k + 1
        counts = votes.find_counts(", ".join(p.text.strip() for p in group[k : last + 1]))
        found += [Event(passage.start, group[last].end, counts=c) for c in counts[:1]]
    return found


def attach(
    group: list[Passage], k: int, decision: Decision, following: list[Clause], events: list[Event], used: set[int], since: int
) -> list[Resolution]:
    """The clauses of a decision as rows, with what was said of its movers and its vote before, within and behind it."""
    cue = group[k].start + decision.cue
    first, last = following[0].start, max(following[-1].reach, _sentence_end(group[k], decision.cue))
    shared = _before(events, used, since, cue, decision, group, k, following[0].text) if decision.manner != "note" else (None, None)
    trailing = _behind(group, following, events)
    inside = [e for e in events if cue <= e.start < last]
    rows = []
    for clause in following:
        within = [
            e for e in inside if (clause.start <= e.start < clause.reach or len(following) == 1 or e.start < first) and not _in_words(e, clause)
        ]
        named = [e for e in trailing if _names_clause(group, e, clause)]
        motion = next((e.motion for e in [*within, *named] if e.motion), None) or shared[0]
        if motion and motion.proposer and not motion.seconder:  # 'the motion by A', which B has seconded above
            motion = next((e.motion for e in events if e.motion and e.motion.seconder and e.motion.proposer == motion.proposer), motion)
        counts = next((e.counts for e in [*within, *named] if e.counts), None) or shared[1]
        if motion is None:
            motion = next((e.motion for e in trailing if e.motion and not _is_clause_note(group, e)), None)
        if counts is None:
            counts = next((e.counts for e in trailing if e.counts and not _is_clause_note(group, e)), None)
        used |= {e.start for e in [*within, *trailing] if e.motion}
        behind = " ".join(p.text for p in group[clause.passage + 1 : clause.passage + 3] if p.kind == "text" and _OUTCOME_ALONE.match(p.text))
        around = f"{group[k].text[max(0, decision.cue - 120) : decision.cue + 280]} {clause.tail} {group[clause.passage].text[-20:]} {behind}"
        rows.append(_row(group[k], decision, clause, motion, counts, around))
    used |= {e.start for e in events if e.motion and since <= e.start < cue}
    return rows


def _in_words(event: Event, clause: Clause) -> bool:
    """'the scheme proposed by NALC' moves nothing: movers inside the operative words are two, save where 'the motion by A' is what was approved."""
    if clauses.MOTION_WON.match(clause.text):
        return False
    return event.motion is not None and clause.start < event.start < clause.end and not (event.motion.proposer and event.motion.seconder)


def _sentence_end(passage: Passage, place: int) -> int:
    return passage.start + next((end for start, end in prose.sentences(passage.text) if start <= place < end), len(passage.text))


def _before(
    events: list[Event], used: set[int], since: int, cue: int, decision: Decision, group: list[Passage], k: int, words: str
) -> tuple[movers.Motion | None, votes.Counts | None]:
    """The motion that led to a decision, and its count: the last named before it that was not lost; an amendment only where its own words, once
    it was carried, are those decided."""
    floor = since if decision.manner == "keyword" or decision.lead else max(since, group[k].start)
    motions: list[Event] = []
    counts: votes.Counts | None = None
    for event in events:
        if not floor <= event.start < cue or event.start in used:
            continue
        if event.lost:
            dead = [m for m in motions if m.on_amendment] if event.on_amendment else motions
            if dead:
                motions.remove(dead[-1])
            counts = None
        elif event.won:
            amendment = next((m for m in reversed(motions) if m.on_amendment), None)
            if amendment and _moved_with(group, amendment, event, words):
                motions.append(amendment._replace(on_amendment=False))
        elif event.counts:
            counts = None if any(e.lost and abs(e.end - event.start) < 40 for e in events) else event.counts
        elif event.motion and event.motion.proposer:
            motions.append(event)
        elif event.motion and motions and motions[-1].motion and motions[-1].motion.seconder is None:
            motions[-1] = motions[-1]._replace(motion=motions[-1].motion._replace(seconder=event.motion.seconder))
    live = [m for m in motions if not m.on_amendment]
    if decision.manner != "keyword":  # what one member proposed in an earlier paragraph, and nobody seconded, was talk
        live = [m for m in live if m.start >= group[k].start or (m.motion and m.motion.seconder)]
    return (live[-1].motion if live else None), counts


def _moved_with(group: list[Passage], amendment: Event, carried: Event, words: str) -> bool:
    """The words stand between the amendment's movers and where it was carried."""
    between = " ".join(p.text[max(0, amendment.start - p.start) : max(0, carried.start - p.start)] for p in group)
    return " ".join(words.split()[:6]).lower().rstrip(".;,") in " ".join(between.split()).lower()


def _behind(group: list[Passage], following: list[Clause], events: list[Event]) -> list[Event]:
    """Movers and counts told right behind the clauses: 'Proposed by A, seconded by B', '(Moved by ...)', 'Clause 2 was proposed by ...'."""
    last = following[-1]
    passage = group[last.passage]
    rest = passage.text[last.reach - passage.start :]
    start, end = last.reach, passage.end
    if not rest.strip(" .)"):
        if last.passage + 1 >= len(group):
            return []
        after = group[last.passage + 1]
        if not (_TRAILING.match(after.text) or _VOTE_TOLD.match(after.text) or _CLAUSE_NOTE.match(after.text.lstrip())):
            return []
        if last.passage + 2 < len(group) and _RESOLVED.match(group[last.passage + 2].text):
            return []
        start, end = after.start, after.end
        if last.passage + 2 < len(group) and _is_count(group[last.passage + 2].text):
            end = group[last.passage + 2].end
    elif not (_TRAILING.match(rest) or _VOTE_BEHIND.match(rest)):
        return []
    return [e for e in events if start - 2 <= e.start < end and not e.lost]


def _is_count(text: str) -> bool:
    """'(10 for, 2 against, 0 abstentions)' in a line of its own, below the movers."""
    return len(text) < 80 and text.lstrip().startswith("(") and bool(votes.find_counts(text))


def _is_clause_note(group: list[Passage], event: Event) -> bool:
    return _clause_mark(group, event) is not None


def _names_clause(group: list[Passage], event: Event, clause: Clause) -> bool:
    mark = _clause_mark(group, event)
    return mark is not None and clause.number is not None and mark.lower() == clause.number.lower()


def _clause_mark(group: list[Passage], event: Event) -> str | None:
    for passage in group:
        if passage.start <= event.start < passage.end:
            note = [m for m in _CLAUSE_NOTE.finditer(passage.text) if m.start() + passage.start <= event.start]
            return note[-1]["mark"] if note else None
    return None


def _row(passage: Passage, decision: Decision, clause: Clause, motion: movers.Motion | None, counts: votes.Counts | None, around: str) -> Resolution:
    unanimous, carried = is_unanimous(around), is_carried(around) or counts is not None
    recommends = decision.recommends if clause.number is None else decision.recommends and decision.lead
    return Resolution(
        item=passage.item,
        number=clause.number,
        kind="recommendation" if recommends or clause.recommends or decisions.recommends(clause.text) else "resolution",
        text=clause.text,
        start=clause.start,
        end=clause.end,
        page=clause.page,
        proposer=motion.proposer if motion else None,
        seconder=motion.seconder if motion else None,
        outcome=("carried" if carried else "agreed") + (" unanimously" if unanimous else ""),
        votes_for=counts.votes_for if counts else None,
        votes_against=counts.votes_against if counts else None,
        abstentions=counts.abstentions if counts else None,
    )
