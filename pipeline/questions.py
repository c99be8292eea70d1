"""Questions and answers of a discussion: bulleted pairs, formal questions with their replies, and what one member asked and another answered."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline import prose
from pipeline.prose import OPENER, Passage
from pipeline.records import Item, Question

_INTERROGATIVE = (
    r"(?:[Ww]hat|[Ww]hen|[Ww]here|[Ww]hy|[Ww]ho|[Ww]hose|[Ww]hich|[Hh]ow|[Ii]s|"
    r"[Aa]re|[Ww]as|[Ww]ere|[Dd]o|[Dd]oes|[Dd]id|[Cc]an|[Cc]ould|[Ww]ill|[Ww]ould|[Ss]hould|[Hh]as|[Hh]ave|[Hh]ad|[Mm]ay)"
)
_DASHED = re.compile(rf"(?:^|[.?]\s)(?P<asks>{_INTERROGATIVE}\s[^.?]{{8,400}}?)\s[–—-]\s(?=[A-Z])")
_ASKED_MARK = re.compile(r"\?")
_MORE_ASKED = re.compile(r"[”\"')]{0,2}\s+[A-Z][^.?!]{4,300}\?")
_BEFORE_ANSWER = re.compile(r"[”\"')]{0,2}\s{0,3}(?:[–—-]{1,2}\s)?")
_FORMAL = re.compile(
    r"^\W{0,3}(?:(?P<supplementary>[Ss]upplementary(?:\s[Qq]uestion)?|SUPPLEMENTARY(?:\sQUESTION)?)|[Qq]uestion|QUESTION|Q)(?![a-z])\s?(?:[Nn]o\.?\s?)?(?:\d{1,2}|\(?[a-z]\))?\b"
    r"(?P<who>\s?(?:[–:-]\s?)?(?:from|by|asked\sby|to)\s[^:?\n]{3,160})?\s?[:.–-]{1,2}(?:\s|$)"
)
_REPLY = re.compile(
    r"^\W{0,3}(?:(?:[Ss]upplementary\s)?(?:[Aa]nswer|ANSWER|[Rr]esponse|RESPONSE|[Rr]eply|REPLY)|A)(?![a-z])\s?(?:[Nn]o\.?\s?)?(?:\d{1,2})?\b(?:\s?(?:[–:-]\s?)?(?:from|by|of)\s[^:?\n]{3,160})?\s?[:.–-]{1,2}\s"
)
_INLINE_REPLY = re.compile(r"(?<=[.?!”\"])\s+(?:Answer|ANSWER|Response|RESPONSE|Reply|REPLY|A\d{0,2})\s?[:–-]{1,2}\s")
_ASKING = ("asked", "enquired", "queried", "sought")  # without one of them the next pattern finds nothing
_MEMBER_ASKED = re.compile(
    r"\b(?:asked|enquired|queried|sought\sto\sknow)\s(?:the\s\w{3,14}\s|officers\s|[A-Z]\w{1,14}\s){0,3}(?:if|whether|what|when|where|why|who|which|how|for|about)\b"
)
_ANSWERED = re.compile(r"\b(?:replied|answered|responded|in\sreply|in\sresponse|the\s(?:answer|reply|response)\s(?:was|given))\b", re.IGNORECASE)
_ABOUT_QUESTIONS = re.compile(r"(?i)\bquestions?\b")
_ENDS = re.compile(
    r"\b(?:RESOLVED|Resolved|AGREED|RECOMMENDED)\b|^\W{0,3}(?:The\s(?:Chair|Committee|Board|Commission|Panel)\b.{0,40}\bthank|It\swas\sagreed)"
)
MOST_TEXT = 3_000  # characters of one answer


class Pair(NamedTuple):
    question: str
    answer: str | None
    start: int
    end: int


def read_questions(items: list[Item], passages: list[Passage]) -> list[Question]:
    """The pairs of question and answer of each item, in order."""
    titles = {i.sequence: i.title for i in items}
    found: list[Question] = []
    for sequence, group in prose.by_item(passages, items).items():
        if sequence is None:
            continue
        pairs = _formal(group) or _listed(group, bool(_ABOUT_QUESTIONS.search(titles[sequence])))
        pairs += [p for p in _asked(group) if not any(p.start < q.end and q.start < p.end for q in pairs)]
        for k, pair in enumerate(sorted(pairs, key=lambda p: p.start), start=1):
            passage = next(p for p in reversed(group) if p.start <= pair.start)
            found.append(Question(passage.item or sequence, k, pair.question, pair.answer, pair.start, pair.end, passage.page))
    return found


def _listed(group: list[Passage], about_questions: bool) -> list[Pair]:
    """Points of a list that ask and answer: 'Question? Answer', 'Question – Answer'; what stands between two of them goes on answering."""
    pairs: list[tuple[int, Pair]] = []
    for k, passage in enumerate(group):
        opener = OPENER.match(passage.text)
        if passage.kind == "title" or not (opener or about_questions):
            continue
        start = opener.end() if opener else len(passage.text) - len(passage.text.lstrip())
        split = _split(passage.text, start)
        if split is None:
            continue
        asks, answer = split
        text = _plain(passage.text[answer:])
        pair = Pair(_plain(passage.text[start:asks]), text or None, passage.start + start, passage.end)
        pairs.append((k, pair))
    return [_with_rest(group, k, pair, pairs[n + 1][0] if n + 1 < len(pairs) else None) for n, (k, pair) in enumerate(pairs)]


def _split(text: str, start: int) -> tuple[int, int] | None:
    """Where the question ends and where the answer begins. Several questions in a row are one."""
    first = _ASKED_MARK.search(text, start)
    dashed = _DASHED.search(text[start:]) if any(dash in text for dash in "–—-") else None
    if dashed and (first is None or start + dashed.end() < first.start()):
        return start + dashed.end("asks"), start + dashed.end()
    if first is None or first.start() - start < 8 or len(re.findall(r"\.\s", text[start : first.start()])) > 4:
        return None
    end = first.end()
    while more := _MORE_ASKED.match(text, end):
        end = more.end()
    answer = _BEFORE_ANSWER.match(text, end)
    return end, answer.end() if answer else end


def _with_rest(group: list[Passage], k: int, pair: Pair, following: int | None) -> Pair:
    """With the paragraphs that go on answering: those before the next question of the list, and the one below a question left alone in its line."""
    stop = following if following is not None else (k + 2 if pair.answer is None else k + 1)
    answer, end = pair.answer or "", pair.end
    for passage in group[k + 1 : stop]:
        if OPENER.match(passage.text) or passage.kind != group[k].kind or _ENDS.search(passage.text) or len(answer) > MOST_TEXT:
            break
        answer, end = f"{answer} {_plain(passage.text)}".strip(), passage.end
    return Pair(pair.question, answer or None, pair.start, end)


def _formal(group: list[Passage]) -> list[Pair]:
    """'Question from Mr X: ...' and 'Answer: ...', 'Q1 ...' and 'A1 ...', with supplementary questions, each a pair of its own."""
    pairs: list[Pair] = []
    open_at: int | None = None
    question, answer, begins, ends = "", "", 0, 0

    def close() -> None:
        if open_at is not None and question:
            pairs.append(Pair(question, answer or None, begins, ends))

    for k, passage in enumerate(group):
        if passage.kind == "title":
            continue
        asked, replied = _FORMAL.match(passage.text), _REPLY.match(passage.text)
        if asked:
            close()
            inline = _INLINE_REPLY.search(passage.text, asked.end())
            open_at, begins, ends = k, passage.start, passage.end
            question = _plain(passage.text[asked.end() : inline.start() if inline else len(passage.text)])
            answer = _plain(passage.text[inline.end() :]) if inline else ""
        elif open_at is not None and replied:
            answer, ends = _plain(passage.text[replied.end() :]), passage.end
        elif open_at is not None and answer and len(answer) < MOST_TEXT and not _ENDS.search(passage.text):
            answer, ends = f"{answer} {_plain(passage.text)}", passage.end
        elif open_at is not None and not answer:
            question, ends = f"{question} {_plain(passage.text)}".strip(), passage.end
    close()
    return [p for p in pairs if p.answer or p.question.endswith("?")]


def _asked(group: list[Passage]) -> list[Pair]:
    """'Councillor A asked how many ... The answer was ...': the sentence that asks and the one behind it that answers."""
    pairs: list[Pair] = []
    for passage in group:
        if passage.kind == "title" or not _has_asked(passage.text):
            continue
        last: tuple[int, int] | None = None
        for start, end in prose.sentences(passage.text):
            sentence = passage.text[start:end]
            if last is not None and _ANSWERED.search(sentence):
                pairs.append(Pair(_plain(passage.text[last[0] : last[1]]), _plain(sentence), passage.start + last[0], passage.start + end))
                last = None
            elif _has_asked(sentence):
                parts = re.search(r"[;,]\s(?=[^;,]{0,60}\b(?:replied|answered|responded)\b)", sentence)
                if parts:
                    pairs.append(Pair(_plain(sentence[: parts.start()]), _plain(sentence[parts.end() :]), passage.start + start, passage.start + end))
                last = None if parts else (start, end)
            else:
                last = None
    return pairs


def _has_asked(text: str) -> bool:
    """A member asks something in the words."""
    return any(verb in text for verb in _ASKING) and _MEMBER_ASKED.search(text) is not None


def _plain(text: str) -> str:
    return " ".join(text.split())
