"""What a meeting decided: a row for each clause, with its movers, its outcome and its votes."""

from __future__ import annotations

import re

import msgspec

from pipeline import clauses, decisions, movers, outcomes, prose, votes, wording
from pipeline.clauses import Clause
from pipeline.decisions import Decision
from pipeline.prose import OPENER, Passage
from pipeline.records import Item, MeetingHead, Problem, Resolution, Vote

_THAT = re.compile(r"^\W{0,3}(?:(?P<that>That|THAT)\b|NOW,?\sTHEREFORE,?\s(?:BE\sIT\sRESOLVED\s)?)")
_PROPOSED = re.compile(r"\b(?:proposed|moved)\s(?!(?:by|and|seconded|from)\b)(?=[a-z])")
_SECONDER = re.compile(r",?\s(?:and\s)?[^,]{0,40}\bsecond")
_THAT_OR_TO = re.compile(r"\b(?:not\s)?(?:[Tt]hat|to)\s")
_GOES_ON = re.compile(r"\s{0,2}[a-z]{2}")
_CLOSED = re.compile(
    r"(?i)\W{0,3}(?:the\s)?(?:chair(?:man|person)?\s)?(?:meeting|closed)\s"
    r"(?:was\s|then\s|declared\s|the\s|meeting\s){0,4}(?:closed|finished|ended|concluded|at)\b"
)
# 'The recommendation was moved by A and seconded by B', and below it what was resolved
_RECOMMENDATION = re.compile(r"(?i)\W{0,3}(?:the\s)?(?:officers?[’']?s?\s)?(?:recommendations?|motion|proposal|resolution|report)\b(?!\sthat\b)")
_ADOPTED = re.compile(r"[Tt]hat\sthe\srecommendations?\sbe\s(?:adopted|approved|agreed|accepted)\b")
_SAME_AGAIN = re.compile(r"(?:to|that|with)\s(?:\w{1,12}\s){0,3}(?:it|this|them|so|the\s(?:proposal|motion|recommendations?|report))\W{0,3}$")
_NOMINATED = re.compile(r"^\W{0,3}\S[^.,;]{0,50}\s(?:was|were)\W{0,2}$")
_APPROVES = re.compile(r"(?i)\b(?:minutes|approv|accept|adopt|confirm)")
_PUT = re.compile(
    r"\b(?:[Ff]or|[Aa]gainst)\sthe\s(?:[Ss]ubstantive\s)?[Mm]otion\b|\b[Mm]otion\swas\s(?:therefore\s|then\s|declared\s){0,2}[Cc]arried\b"
)
_OBJECTION_CELL = re.compile(r"(?i)no\s(?:objections?|comments?|observations?)|objections?|support(?:ed)?")
_APPLICATIONS = re.compile(
    r"(?i)\bplanning\s(?:applications|documents|matters)\b.{0,60}\b(?:discussed|considered|received)|applications\swere\s(?:discussed|considered|reviewed)"
)


def read_resolutions(head: MeetingHead, items: list[Item], passages: list[Passage]) -> tuple[list[Resolution], list[Problem]]:
    """Every decision of the meeting, in order, and the recorded votes that do not add up to their stated counts."""
    own = _own_names(head)
    rows: list[Resolution] = []
    problems: list[Problem] = []
    for sequence, group in prose.by_item(passages, items).items():
        if sequence is None and items:
            continue  # the title block, the attendance, the signature
        found = read_item(group, own)
        rolls = _rolls(group) if found else []
        found = _with_rolls(found, rolls)
        problems += _mismatches(found, rolls)
        rows += found
    return sorted(rows, key=lambda r: r.start), problems


def _own_names(head: MeetingHead) -> frozenset[str]:
    """The words of the names of the body that meets, and its acronyms: 'tintern', 'council', 'TCC'; 'PC' is every parish council's."""
    words: set[str] = {"PC", "CC"}
    for name in filter(None, (head.council, head.committee)):
        parts = re.findall(r"[A-Za-z][\w’-]+", name)
        words |= {p.lower() for p in parts}
        words.add("".join(p[0] for p in parts if p[0].isupper()))
    return frozenset(words)


# ---- one item --------------------------------------------------------------------------------------------------------------------------
def read_item(group: list[Passage], own: frozenset[str]) -> list[Resolution]:
    """The decisions of one item of business."""
    group = _joined(group)
    hot = [decisions.may_decide(p.text) for p in group]
    if not any(hot) and not any(p.kind == "cell" or _THAT.match(p.text) for p in group):
        return []
    if not any(is_hot for p, is_hot in zip(group, hot, strict=True) if p.kind != "title"):
        # an item in one sentence, which stands for its title too
        group = [p._replace(kind="text") if is_hot and len(p.text.split()) > 5 else p for p, is_hot in zip(group, hot, strict=True)]
    # what was moved before a RESOLVED led to it
    last_keyword = max((k for k, p in enumerate(group) if hot[k] and p.kind != "title" and decisions.has_keyword(p.text)), default=-1)
    rows: list[Resolution] = []
    events: list[outcomes.Event] | None = None
    used: set[int] = set()  # places of motions that a decision has taken
    done = 0  # passages before this one are read
    since = group[0].start
    closed = False
    for k, passage in enumerate(group):
        if k < done or passage.kind == "title":
            continue
        if _CLOSED.match(passage.text):
            closed = True
        if passage.kind == "cell" and len(passage.text) < 24 and _OBJECTION_CELL.fullmatch(passage.text.strip(" .")):
            rows += _comments(group, k)
            continue
        found = (_numbered(group, k) if k >= last_keyword else []) or (
            decisions.find_decisions(passage.text, own) if hot[k] or decisions.heads_list(passage.text) else []
        )
        moved = _own_motions(passage, found, k < last_keyword) if hot[k] else []
        moved = [d for d in moved if passage.start + d.cue not in used]
        if moved and _is_put_below(group, k):
            moved = [] if any(hot[j] and decisions.find_decisions(group[j].text, own) for j in range(k + 1, len(group))) else moved
        if not found and not moved and k > last_keyword and hot[k] and (above := _moved_above(group, k, since if rows else -1)):
            events = outcomes.events_of(group) if events is None else events
            rows += outcomes.attach(group, k - 1, Decision(0, 0, 0, "referring"), [above], events, used, since)
            since = passage.end
            continue
        found = [d for d in found if not (k < last_keyword and d.manner in ("referring", "approval") and _moves_recommendation(passage.text, d))]
        if closed:  # 'Approved as a true and correct record' over the chair's name
            found = [d for d in found if d.manner != "note"]
        for decision in sorted([*found, *moved], key=lambda d: d.cue):
            if decision.start + passage.start < since and rows and rows[-1].end > passage.start + decision.start:
                continue
            following = clauses.follow(group, k, decision)
            if not following:
                continue
            events = outcomes.events_of(group) if events is None else events
            if decision in moved and (told := _told_before(rows, following[0])) is not None:
                rows[told] = _moved_after(rows[told], passage, decision, events)
                continue
            done = max(done, following[-1].passage + 1)
            rows += outcomes.attach(group, k, decision, following, events, used, since)
            since = rows[-1].end
    if any(_ADOPTED.match(row.text) for row in rows):  # what officers had recommended, and what came of it
        rows = [
            row for k, row in enumerate(rows) if not (row.kind == "recommendation" and any(_ADOPTED.match(later.text) for later in rows[k + 1 :]))
        ]
    return rows


def _joined(group: list[Passage]) -> list[Passage]:
    """A heading that is the beginning of its sentence is read with it: 'Acceptance of the Minutes', 'was proposed by A'."""
    k = next((k for k, p in enumerate(group) if p.kind != "title"), 0)
    if not k or not _GOES_ON.match(group[k].text) or group[k - 1].text.rstrip()[-1:] in ".:–-":
        return group
    title, body = group[k - 1 : k + 1]
    text = title.text + " " * (body.start - title.end) + body.text
    return [*group[: k - 1], title._replace(text=text, kind="text"), *group[k + 1 :]]


def _is_put_below(group: list[Passage], k: int) -> bool:
    """The vote on what was moved follows in a paragraph of its own."""
    return not outcomes.is_carried(group[k].text) and any(_PUT.search(p.text) for p in group[k + 1 :])


def _told_before(rows: list[Resolution], clause: Clause) -> int | None:
    """The row that the same words have already, where minutes give the resolution first, and then who moved it."""
    words = set(re.findall(r"\w{3,}", clause.text.lower()))
    for k, row in enumerate(rows):
        if row.proposer is None and len(words) > 3 and len(words - set(re.findall(r"\w{3,}", row.text.lower()))) <= len(words) // 8:
            return k
    return None


def _moved_after(row: Resolution, passage: Passage, decision: Decision, events: list[outcomes.Event]) -> Resolution:
    motion = next((e.motion for e in events if e.motion and e.start == passage.start + decision.cue), None)
    return msgspec.structs.replace(row, proposer=motion.proposer, seconder=motion.seconder) if motion else row


def _moves_recommendation(text: str, decision: Decision) -> bool:
    """What was moved is the recommendation; its words come below."""
    return _RECOMMENDATION.match(text[decision.start : decision.end]) is not None and bool(
        movers.find_motions(text[decision.start : decision.end + 200])
    )


def _own_motions(passage: Passage, found: list[Decision], keyword_follows: bool) -> list[Decision]:
    """Decisions that a passage tells of only as motions: 'Jenny Martin proposed that the plan be accepted and Caro seconded this'."""
    if keyword_follows or any(d.manner == "keyword" for d in found) or not (motions := movers.find_motions(passage.text)):
        return []
    rows = []
    told = list(prose.sentences(passage.text))
    for before, (start, end) in zip([None, *told], told, strict=False):
        words = passage.text[start:end]
        motion = next((m for m in motions if start <= m.start < end and m.proposer and not m.amendment), None)
        if motion is None or any(start <= d.cue < end or start <= d.start < end for d in found) or movers.find_lost(passage.text[start : end + 120]):
            continue
        if any(end <= d.cue < end + 60 and _SAME_AGAIN.match(passage.text[d.start : d.end]) for d in found) and not outcomes.is_carried(words):
            continue  # 'It was agreed to accept it': the next sentence says what came of the motion
        if not (motion.seconder or outcomes.is_carried(words) or outcomes.is_unanimous(words)):
            continue
        if before and wording.MOVERS_ALONE.match(words) and motion.seconder and not any(before[0] <= d.cue < before[1] for d in found):
            rows.append(Decision(motion.start, before[0] + decisions.body_of(passage.text[before[0] : before[1]]), before[1], "referring"))
            continue
        moved = _moved_words(words, motion._replace(start=motion.start - start, end=min(motion.end, end) - start))
        if moved and not _NOMINATED.match(words[moved[0] : moved[1]]):
            rows.append(Decision(motion.start, start + moved[0], start + moved[1], "referring", decisions.recommends(words)))
    return rows


def _moved_above(group: list[Passage], k: int, decided: int) -> Clause | None:
    """'Proposed by A, seconded by B and agreed' alone: what stands above it was moved, a sentence or the title of the item."""
    passage, above = group[k], group[k - 1] if k else None
    if above is None or above.start < decided or not wording.MOVERS_ALONE.match(passage.text) or above.kind == "cell":
        return None
    below = [p.text for p in group[k + 1 : k + 3]]
    told = f"{passage.text} {below.pop(0)}" if below and below[0].lstrip().startswith("Second") else passage.text
    if below and told.rstrip().endswith(",") and _THAT.match(below[0]):
        return None  # what was moved stands below its movers
    if told.rstrip().endswith((":", ":-")) or not any(m.proposer and m.seconder for m in movers.find_motions(told)):
        return None
    if OPENER.match(above.text):  # the last point of something else: it was the item's own matter that was moved
        k = next((j + 1 for j, p in enumerate(group[:k]) if p.kind == "title" and _APPROVES.search(p.text)), 0)
        return clauses.clause_of(group[k - 1], k - 1, 0, len(group[k - 1].text)) if k else None
    if above.kind == "title":
        return clauses.clause_of(above, k - 1, 0, len(above.text))
    start, end = list(prose.sentences(above.text))[-1]
    return clauses.clause_of(above, k - 1, start + decisions.body_of(above.text[start:end]), end) if len(above.text[start:end].split()) > 3 else None


def _moved_words(sentence: str, motion: movers.Motion) -> tuple[int, int] | None:
    """What was moved: behind 'proposed' and before the seconder, behind both, or before both."""
    said = _PROPOSED.search(sentence, motion.start, motion.end)
    if said:
        seconder = _SECONDER.search(sentence, said.end()) if "second" in sentence else None
        stop = max(sentence.rfind(" and ", said.end(), motion.end), sentence.rfind(", ", said.end(), motion.end)) if seconder else -1
        return said.end(), stop if stop > 0 else len(sentence)
    that = _THAT_OR_TO.search(sentence, motion.end)
    if that:
        return that.start(), len(sentence)
    return (decisions.body_of(sentence), motion.start) if len(sentence[: motion.start].split()) > 1 else None


def _numbered(group: list[Passage], k: int) -> list[Decision]:
    """A paragraph 'THAT ...' under its movers ('R2023-233 D. Yemm, T. Butler:'), or one that ends 'Carried.'"""
    text = group[k].text
    that = _THAT.match(text)
    if not that:
        return []
    above = group[k - 1] if k else None
    if above is not None and above.kind != "title" and above.text.rstrip().endswith(";") and not above.text.lstrip().startswith("WHEREAS"):
        return []  # the resolution goes on
    led = above is not None and (above.kind == "title" or above.text.lstrip().startswith("WHEREAS") or bool(movers.find_motions(above.text)))
    if not led and not outcomes.is_carried(text[-14:]):
        return []
    start = that.start("that") if that["that"] else that.end()
    return [Decision(start, start, len(text), "keyword")]


def _comments(group: list[Passage], k: int) -> list[Resolution]:
    """What the body said of a planning application, in the column for it of a table of applications."""
    first = group[0].text + " " + " ".join(p.text for p in group[:k] if p.kind == "text")[-400:]
    if not _APPLICATIONS.search(first):
        return []
    passage = group[k]
    return [Resolution(passage.item, None, "resolution", " ".join(passage.text.split()), passage.start, passage.end, passage.page, outcome="agreed")]


# ---- recorded votes --------------------------------------------------------------------------------------------------------------------
def _rolls(group: list[Passage]) -> list[votes.Roll]:
    """The recorded votes of an item on what was not lost, with offsets in the document."""
    joined = "\n\n".join(p.text for p in group)
    low = joined.lower()
    if "against" not in low and "for the amendment" not in low:
        return []
    places, at = [], 0
    for passage in group:
        places.append((at, passage.start))
        at += len(passage.text) + 2

    def origin(place: int) -> int:
        mine = [p for p in places if p[0] <= place][-1]
        return mine[1] + place - mine[0]

    carried = [r for r in votes.find_rolls(joined) if not r.on_amendment and not movers.find_lost(joined[r.end : r.end + 160])]
    return [r._replace(start=origin(r.start), end=origin(r.end)) for r in carried]


def _with_rolls(rows: list[Resolution], rolls: list[votes.Roll]) -> list[Resolution]:
    """Each roll goes to the decision that follows it, else to the one before it; every clause of that decision was voted on."""
    for roll in rolls:
        later = [r for r in rows if r.start >= roll.start]
        earlier = [r for r in rows if r.start < roll.start]
        target = later[0] if later else earlier[-1] if earlier else None
        if target is None:
            continue
        counts = {o: roll.stated.get(o, sum(v.option == o for v in roll.votes)) for o in ("for", "against", "abstain")}
        same = [r for r in rows if (r.proposer, r.seconder, r.votes_for, r.item) == (target.proposer, target.seconder, target.votes_for, target.item)]
        rows = [_voted(r, roll.votes, counts) if r in same and not r.votes else r for r in rows]
    return rows


def _voted(row: Resolution, named: list[Vote], counts: dict[str, int]) -> Resolution:
    return Resolution(
        **{f: getattr(row, f) for f in row.__struct_fields__ if f not in ("votes", "votes_for", "votes_against", "abstentions", "outcome")},
        outcome=row.outcome if row.outcome and row.outcome.startswith("carried") else "carried",
        votes_for=counts["for"] if row.votes_for is None else row.votes_for,
        votes_against=counts["against"] if row.votes_against is None else row.votes_against,
        abstentions=counts["abstain"] if row.abstentions is None else row.abstentions,
        votes=named,
    )


def _mismatches(rows: list[Resolution], rolls: list[votes.Roll]) -> list[Problem]:
    """A recorded vote whose names do not add up to its counts is shown as it is, and said to differ."""
    found = []
    for roll in rolls:
        row = next((r for r in rows if r.votes == roll.votes), None)
        stated = dict(roll.stated)
        if row:
            said: dict[votes.Option, int | None] = {"for": row.votes_for, "against": row.votes_against, "abstain": row.abstentions}
            stated |= {o: n for o, n in said.items() if n is not None and o not in stated}
        wrong = votes.mismatch(roll.votes, stated)
        if wrong:
            found.append(Problem("resolutions", "vote-mismatch", "warning", f"a recorded vote does not add up: {wrong}", row.page if row else None))
    return found
