"""How many voted which way, and, where a vote was recorded, who: counts as clerks write them, and lists of names under For, Against, Abstaining."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from pipeline import styles
from pipeline.records import Vote

Option = Literal["for", "against", "abstain"]

_UNITS = (
    "no none nil zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_WORDS = {word: max(0, place - 3) for place, word in enumerate(_UNITS)}
_TENS = {word: 10 * place for place, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}
_NUMBER = (
    rf"(?:\d{{1,3}}|(?:{'|'.join(_TENS)})(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?"
    rf"|(?:{'|'.join(sorted(_UNITS, key=len, reverse=True))}))(?![\w/]|[.,]\d)"
)
_GAP = r"[\s,;:.–-]{1,4}(?:(?:and|with|to)\s)?"
_ABSTAINING = r"abst(?:ain(?:ed|ing|s)?|entions?|\b\.?)"

_LABEL_FIRST = re.compile(
    rf"\b(?:for|in\sfavou?r)(?:\sthe\s(?:motion|proposal|recommendation)s?)?[\s:=–(-]{{1,4}}(?P<for>{_NUMBER})\)?{_GAP}"
    rf"against[\s:=–(-]{{1,4}}(?P<against>{_NUMBER})\)?(?:{_GAP}(?:{_ABSTAINING}[\s:=–(-]{{1,4}}(?P<abstain>{_NUMBER})|(?P<abstained>{_NUMBER})\s{_ABSTAINING}))?",
    re.IGNORECASE,
)
_NUMBER_FIRST = re.compile(
    rf"(?<![\w£.,/])(?P<for>{_NUMBER})\s(?:votes?\s|members?\s|councillors?\s|voting\s|voted\s|were\s|cast\s){{0,3}}(?:for|in\sfavou?r)\b(?:\s(?:of\s(?:the\s)?\w{{1,20}}|the\s(?:motion|proposal|recommendation)s?))?{_GAP}"
    rf"(?P<against>{_NUMBER})\s(?:votes?\s|members?\s|councillors?\s|voting\s|voted\s|were\s|cast\s){{0,3}}against\b(?:{_GAP}(?:there\swere\s|there\swas\s)?(?P<abstain>{_NUMBER})\s"
    rf"(?:members?\s|councillors?\s)?{_ABSTAINING})?",
    re.IGNORECASE,
)
_FAVOUR_ABSTAINING = re.compile(
    rf"(?<![\w£.,/])(?P<for>{_NUMBER})\s(?:votes?\s|members?\s|councillors?\s|voting\s|voted\s|were\s|cast\s){{0,3}}(?:for|in\sfavou?r)\b{_GAP}"
    rf"(?P<abstain>{_NUMBER})\s(?:members?\s|councillors?\s)?{_ABSTAINING}",
    re.IGNORECASE,
)
_ABSTAINING_ALONE = re.compile(rf"(?<![\w£.,/])(?P<abstain>{_NUMBER})\s(?:members?\s|councillors?\s)?abstentions?\b", re.IGNORECASE)
_WON_TO = re.compile(
    rf"\b(?:carried|lost|defeated|voted?|votes?)(?:,|\sby)?\s(?P<for>{_NUMBER})(?:\svotes)?\sto\s(?P<against>{_NUMBER})(?:{_GAP}(?P<abstain>{_NUMBER})\s{_ABSTAINING})?",
    re.IGNORECASE,
)
_VOTES_TO = re.compile(
    rf"(?<![\w£.,/])(?P<for>{_NUMBER})\svotes?\s(?:in\sfavou?r\s)?to\s(?P<against>{_NUMBER})(?:\svotes?)?(?:{_GAP}(?P<abstain>{_NUMBER})\s(?:members?\s|councillors?\s)?{_ABSTAINING})?",
    re.IGNORECASE,
)
_MAJORITY = re.compile(rf"\bmajority\sof\s(?P<for>{_NUMBER})(?:\svotes)?\sto\s(?P<against>{_NUMBER})", re.IGNORECASE)
_MOTION_AMENDMENT = re.compile(
    rf"\bmotion\sreceived\s(?P<for>{_NUMBER})\svotes?{_GAP}(?:the\s)?amendment\s(?:received\s)?(?P<against>{_NUMBER})(?:\svotes?)?(?:{_GAP}(?P<abstain>{_NUMBER})\s{_ABSTAINING})?",
    re.IGNORECASE,
)
_FOR_EACH = re.compile(
    rf"\bfor\sthe\smotion[\s:–-]{{1,4}}(?P<for>{_NUMBER})(?:\svotes?)?{_GAP}for\sthe\samendment[\s:–-]{{1,4}}(?P<against>{_NUMBER})(?:\svotes?)?"
    rf"(?:{_GAP}{_ABSTAINING}[\s:–-]{{1,4}}(?P<abstain>{_NUMBER}))?",
    re.IGNORECASE,
)
_RATIO = re.compile(r"[0-9]\s?[:–-]\s?[0-9]")
_SCORE = re.compile(
    r"\b(?:resolved|agreed|carried|lost|votes?|voting|voted|approved|granted|refused|recommended)\b(?:[\s:,–(-]|unanimously|by\b|was\b){0,5}"
    r"(?P<for>\d{1,3})\s?[:–-]\s?(?P<against>\d{1,3})(?:\s?[:–-]\s?(?P<abstain>\d{1,3}))?(?![\d/:.-])(?=\)|\s|,|;|\.|$)",
    re.IGNORECASE,
)


class Counts(NamedTuple):
    """A stated result, and where it is stated."""

    start: int
    end: int
    votes_for: int | None
    votes_against: int | None
    abstentions: int | None


def number_of(written: str) -> int:
    """'7', 'none', 'twenty-one'."""
    low = written.lower()
    if low.isdigit():
        return int(low)
    tens, _, unit = low.replace(" ", "-").partition("-")
    return _TENS[tens] + _WORDS.get(unit, 0) if tens in _TENS else _WORDS[low]


def find_counts(text: str) -> list[Counts]:
    """The results of votes that a passage states, in order."""
    low = text.lower()
    patterns: list[re.Pattern[str]] = []
    if "against" in low:
        patterns += [_NUMBER_FIRST, _LABEL_FIRST]
    elif "abst" in low and ("favo" in low or " for" in low):
        patterns.append(_FAVOUR_ABSTAINING)
    if " to " in low and any(word in low for word in ("carried", "lost", "defeated", "vote")):
        patterns.append(_WON_TO)
    if "vote" in low:
        patterns += [_MOTION_AMENDMENT, _VOTES_TO]
    if "for the amendment" in low:
        patterns.append(_FOR_EACH)
    if "majority" in low:
        patterns.append(_MAJORITY)
    if _RATIO.search(text):
        patterns.append(_SCORE)
    if not patterns and "abstention" not in low:
        return []
    hits = sorted((hit.start(), rank, hit) for rank, pattern in enumerate(patterns) for hit in pattern.finditer(text))
    found: list[Counts] = []
    for start, _, hit in hits:
        if found and start < found[-1].end:
            continue
        found.append(_counts(hit))
    if not found and "abstention" in low:
        found = [_counts(hit) for hit in _ABSTAINING_ALONE.finditer(text)]
    return found


def _counts(hit: re.Match[str]) -> Counts:
    said = {option: number_of(words) for option, words in hit.groupdict().items() if words}
    return Counts(hit.start(), hit.end(), said.get("for"), said.get("against"), said.get("abstain", said.get("abstained")))


# ---- recorded votes --------------------------------------------------------------------------------------------------------------------
_LABEL = re.compile(
    r"(?:(?<![A-Za-z])|(?<=[a-z])(?=[A-Z]))(?:Members\svoting\s|Councillors\svoting\s|Voting\s|Voted\s|Those\s(?:voting|who\svoted)\s)?"
    r"(?P<label>For|FOR|for|In\s[Ff]avour|IN\sFAVOUR|in\sfavour|Against|AGAINST|against|Abst(?:ain(?:ed|ing|s)?|entions?)|ABST(?:AIN(?:ED|ING|S)?|ENTIONS?)|abst(?:ained|aining|entions?))"
    r"(?:\s(?:the|The|of\sthe)\s(?P<what>[Mm]otion|[Aa]mendment|[Pp]roposal|[Rr]ecommendations?|MOTION|AMENDMENT|[Ss]ubstantive\s[Mm]otion))?(?:\sfrom\svoting)?"
    r"(?:\s?\((?P<count>\d{1,3})\)\s?[:–-]{0,2}|\s?[:–-]\s?(?P<bare>\d{1,3})?\s?[:–-]?|\s(?=(?:Councillors|Cllrs)\s))\s{0,3}"
)
_NAMES_END = re.compile(
    r"\.(?=\s+(?:The|It|In|On|As|That|Therefore|RESOLVED|Resolved|Following|A|At|This|There|Accordingly|Councillor\s[A-Z][\w’'-]+\s[a-z])\b)|\b(?:RESOLVED|Resolved|MOTION|Motion|CARRIED|Carried|LOST|The)\b"
)


class Roll(NamedTuple):
    """A recorded vote: the names under each label, in order of the text."""

    start: int
    end: int
    votes: list[Vote]
    stated: dict[Option, int]  # the counts that stand beside the labels
    on_amendment: bool


def find_rolls(text: str) -> list[Roll]:
    """The recorded votes in the text of an item: a label For, then Against, Abstaining, each with its names; 'WrightAgainst (0)' too."""
    labels = [m for m in _LABEL.finditer(text) if _is_label(text, m)]
    rolls: list[Roll] = []
    for group in _groups(text, labels):
        votes: list[Vote] = []
        stated: dict[Option, int] = {}
        whats = [(m["what"] or "").lower() for m in group]
        opposed = "amendment" in whats and any("motion" in w for w in whats)
        end = group[-1].end()
        for k, label in enumerate(group):
            limit = group[k + 1].start() if k + 1 < len(group) else _end_of_names(text, label.end())
            option = _option(label["label"])
            if opposed and option == "for" and "amendment" in whats[k]:
                option = "against"
            names = styles.split_list(_tidied(text[label.end() : limit]))
            votes += [Vote(name, option) for name in names]
            count = label["count"] or label["bare"]
            if count:
                stated[option] = int(count)
            end = limit if names else label.end()
        if votes:
            rolls.append(Roll(group[0].start(), end, votes, stated, "amendment" in whats and not opposed))
    return rolls


def _is_label(text: str, label: re.Match[str]) -> bool:
    """A label heads names (or says none): a count in brackets is enough; else names with a style or two names with a comma must follow."""
    after = text[label.end() : label.end() + 60].lstrip()
    if label["count"]:
        return True
    if label["label"][0].islower() and not label.group().rstrip().endswith(":"):
        return False
    if re.match(r"(?i)(?:none|nil|0)\b", after):
        return True
    return bool(styles.STYLE.match(after)) or bool(re.match(r"[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,3}\s?,", after))


def _groups(text: str, labels: list[re.Match[str]]) -> list[list[re.Match[str]]]:
    """Labels of one vote: each option once, none further from the last than a long list of names."""
    groups: list[list[re.Match[str]]] = []
    for label in labels:
        option, last = _option(label["label"]), groups[-1] if groups else []
        amendment_after_motion = bool(last) and (label["what"] or "").lower() == "amendment" and "motion" in (last[-1]["what"] or "").lower()
        new = (
            not last
            or (option == "for" and not amendment_after_motion)
            or label.start() - last[-1].end() > 4_000
            or any(_option(m["label"]) == option != "for" for m in last)
        )
        if new:
            groups.append([label])
        else:
            last.append(label)
    return [g for g in groups if len(g) > 1]


def _option(label: str) -> Option:
    low = label.lower()
    return "against" if low.startswith("against") else "abstain" if low.startswith("abst") else "for"


def _end_of_names(text: str, start: int) -> int:
    """The last list of a vote runs to the end of its sentence, or to what cannot be a name."""
    stop = _NAMES_END.search(text, start, start + 4_000)
    line = text.find("\n\n", start)
    return min(stop.start() if stop else len(text), line if line >= 0 else len(text), start + 4_000)


def _tidied(names: str) -> str:
    return re.sub(r"\s+", " ", names).strip(" .•–-")


def mismatch(votes: list[Vote], stated: dict[Option, int]) -> str | None:
    """How the names differ from the stated counts, in words, or None where they agree."""
    options: tuple[Option, ...] = ("for", "against", "abstain")
    named = {option: sum(v.option == option for v in votes) for option in options}
    wrong = [f"{stated[o]} {o} are stated and {named[o]} named" for o in options if o in stated and stated[o] != named[o]]
    return "; ".join(wrong) or None
