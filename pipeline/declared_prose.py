"""Sentences that declare an interest: who, the verb, the kind, and the words that tell the matter, the reason and what was done.

Texts here are passages in which typographic quotes and dashes are plain ones (`PLAIN`); they are as long as the document's own.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.declarants import Group

PLAIN = str.maketrans("\u2019\u2018\u2013\u2014\u2012\u2010\u2011\u2212\uff1a", "''------:")
_HIT = re.compile(r"\binterests?\b|\b(?:DPI|ORI|NRI|NPI|DNPI)s?\b", re.I)
_SHORT = re.compile(r"(?:D(?<!\wD)N?PI|N(?<!\wN)[PR]I|O(?<!\wO)RI)s?\b")
_STRONG = re.compile(
    r"\b(?:declared|disclosed|declares|discloses|declaring|disclosing"
    r"|(?:wish(?:ed|es)?|would like|wanted|ought|had|needed|asked|felt obliged|was obliged|were obliged) to (?:have )?(?:declare|disclose"
    r"|register|record|note)d?"
    r"|(?:made|gave|submitted|lodged) (?:(?:a|an|the|his|her|their|following|further|own) ){0,3}(?:declarations?|disclosures?)(?: of)?)(?!\w)",
    re.I,
)
_WEAK = re.compile(
    r"\b(?:registered|expressed|stated|noted|recorded|indicated|reported|advised|announced|confirmed|acknowledged|raised|notified|has|have"
    r"|had|gave notice of|registering|wished it to be (?:known|recorded|noted)|made (?:it )?known)\b",
    re.I,
)
_QUALIFIED = re.compile(r"\b(?:pecuniary|personal|prejudicial|financial|registr?e?able|registerable|disclosable|again|conflict of)\b", re.I)
_DENIED = re.compile(
    r"\b(?:no|not|none|nothing|nobody|no-one|neither|nor|never|any|whether|if|should|must|unless|invited|reminded)\b"
    r"|n't\b",
    re.I,
)
_ADJECTIVE = re.compile(r"\b(?:a|an|the|any|no|of|their|his|her|these|those|previously) $", re.I)
_PASSIVE = re.compile(
    r"\b(?:was|were|had been|have been|has been|is|are|be)\b (?:also |then |hereby |duly )?"
    r"(?:declared|disclosed|made|received|registered|recorded|noted|given|reported|stated|raised)\b(?P<by>[^.;:]{0,12}?\b(?:by|from)\b)?",
    re.I,
)
_LEAVES = re.compile(r",? (?:then |therefore |and )?(?:left|withdrew|vacated|took no|did not|remained|retired|abstained)\b")
_PERFECT = re.compile(r"\b(?:had|has|have|having)(?: already| previously| earlier| also)? $", re.I)
_FOLLOWING = re.compile(r"\b(?:the following|as follows|these|below|tabulated|listed|namely)\b", re.I)
_PRONOUN = re.compile(r"\b(?:he|she|they|both|who)\b", re.I)
_ALSO_IN = re.compile(
    r"(?: ?\([^()]{2,80}\))?(?: also| both| each| similarly| likewise)?"
    r"(?: (?:in|re|for|on|regarding|about) | ?[:(-] ?(?:agenda |minute )?(?:item|minute|no)s?\b)",
    re.I,
)
_JOINT = re.compile(r"(?:\band|,|;|&) ?$")
_MORE = re.compile(r"(?P<joint>,? and| &|,|;) (?:also )?(?:an? |his |her |their )?(?P<kind>(?:[\w/-]{1,16} ){0,6})$", re.I)


def speaks_of_interests(text: str) -> bool:
    """Whether a text names an interest at all."""
    return "nterest" in text or "NTEREST" in text or ("I" in text and _SHORT.search(text) is not None)


_BARE_VERB = re.compile(
    r"\b(?:(?:declared|disclosed)(?: an? (?:item|intere?s?ts?|intrest)\b|(?= ?(?:that|he|she|they|in|re|regarding|as|items?|agenda"
    r"|minute)\b| ?[:-]))|made (?:a )?(?:declarations?|transparency statement)"
    r"|(?:advised|stated|said|informed \w+(?: \w+)?|confirmed|reported|noted)"
    r"(?= that (?:he|she|they) (?:is|was|are|were) (?:an?|the|also|members?|trustees?|governors?|directors?|employed|related)\b))",
    re.I,
)


class Statement(NamedTuple):
    """One declaration as written. `start` is where the person is named, `verb` where the head ends, `tail` the stretch behind 'interest'."""

    start: int
    verb: int
    tail: tuple[int, int]
    group: Group | None  # None where a list of people follows, or only a pronoun stands
    kind: str
    lists: bool  # the people and matters follow
    perfect: bool = False  # 'who had declared': perhaps told before

    @property
    def named(self) -> int:
        """Where the words between the person and the verb begin."""
        return self.group.end if self.group and self.group.end <= self.verb else self.start


def find_statements(text: str, start: int, end: int, groups: list[Group], firm: bool) -> list[Statement]:
    """The declarations in a sentence. `firm`: it stands under the heading of declarations, so that weaker verbs will do."""
    found: list[Statement] = []
    for hit in _HIT.finditer(text, start, end):
        since = found[-1].tail[0] if found else start
        statement = _continued(text, found, hit) or _active(text, since, hit, groups, firm, end) or _passive(text, since, hit, groups, end, firm)
        if statement is None:
            continue
        if found:
            stop = max(statement.start, found[-1].tail[0])
            found[-1] = found[-1]._replace(tail=(found[-1].tail[0], min(found[-1].tail[1], stop)))
        found.append(statement)
    if firm and not found:
        found = [x for x in [_without_the_word(text, start, end, groups)] if x is not None]
    return [part for statement in found for part in _others_in_tail(text, statement, groups)]


def _kind_words(text: str, verb_end: int, hit: re.Match[str]) -> str:
    """The words before 'interest', and those in brackets right behind it."""
    after = re.compile(r" ?\(([^()]{2,50})\)").match(text, hit.end())
    return text[verb_end : hit.end()].strip() + (f" ({after[1]})" if after else "")


def _tail_start(text: str, hit: re.Match[str]) -> int:
    after = re.compile(r" ?\((?:[^()\d]{2,50})\)(?= (?:in|on|re|for|with|regarding|under)\b)").match(text, hit.end())
    return after.end() if after else hit.end()


def _active(text: str, since: int, hit: re.Match[str], groups: list[Group], firm: bool, end: int) -> Statement | None:
    """'X [also] declared a KIND interest ...'."""
    window = max(since, hit.start() - 140)
    verbs = [m for m in _STRONG.finditer(text, window, hit.start()) if not _ADJECTIVE.search(text, max(since, m.start() - 14), m.start())]
    strong = bool(verbs)
    if not verbs:
        qualified = bool(_QUALIFIED.search(text, max(since, hit.start() - 60), hit.start()))
        verbs = list(_WEAK.finditer(text, max(window, hit.start() - 90), hit.start())) if firm or qualified else []
        if not verbs or not re.search(r"\b(?:an?|his|her|their|the following|interests)\b", text[verbs[-1].end() : hit.end()], re.I):
            return None
    verb = verbs[-1]
    between = text[verb.end() : hit.start()]
    if re.search(r"[.;]", between) or _DENIED.search(between) or _DENIED.search(text, max(since, verb.start() - 22), verb.start()):
        return None
    ahead = [g for g in groups if since <= g.start and g.end <= verb.start()]
    if re.search(r"(?i)\b(?:he|she|they)(?: then| also| therefore)? $", text[max(since, verb.start() - 22) : verb.start()]):
        ahead = ahead[:1]
    group = _subject(text, ahead, since)
    lists = bool(_FOLLOWING.search(text, max(since, verb.start() - 40), min(end, hit.end() + 25))) and not (
        group and not _collective(group) and verb.start() - group.end < 12
    )
    behind = groups[0] if groups and group is None and not lists and re.match(r"\W{0,3}[Hh]aving\b", text[since : verb.start()]) else None
    if lists:
        group = None
    elif behind is not None and behind.start > hit.end() and _LEAVES.match(text, behind.end):
        return Statement(since, verb.start(), (_tail_start(text, hit), end), behind, _kind_words(text, verb.end(), hit), False, True)
    elif group is None:
        if not strong or not _PRONOUN.search(text, since, verb.start()):
            return None
    elif verb.start() - group.end > (220 if strong else 45):
        return None
    begins = group.start if group else since
    perfect = _PERFECT.search(text, since, verb.start()) is not None
    return Statement(begins, verb.start(), (_tail_start(text, hit), end), group, _kind_words(text, verb.end(), hit), lists, perfect)


def _without_the_word(text: str, start: int, end: int, groups: list[Group]) -> Statement | None:
    """Under the heading of declarations: 'X declared that he was a member of Y', 'X declared item 7'."""
    for verb in _BARE_VERB.finditer(text, start, end):
        at = verb.start()
        ahead = [
            g for g in groups if g.end <= at and not re.search(r"\w{4}", re.sub(r"\b(?:also|again|then|both|each|have|had)\b", "", text[g.end : at]))
        ]
        if ahead and not _DENIED.search(text, ahead[-1].end, at):
            return Statement(ahead[-1].start, at, (verb.end(), end), ahead[-1], "", False)
    return None


def _collective(group: Group) -> bool:
    return re.search(r"(?i)members|councillors\b", group.names[0]) is not None


def _subject(text: str, ahead: list[Group], since: int) -> Group | None:
    """The people named last before the verb, unless they only belong to the one before ('X, the wife of Y, declared')."""
    if (
        len(ahead) > 1
        and re.search(r"\b(?:of|for|with|by|from|to|behalf of) $", text[max(since, ahead[-1].start - 12) : ahead[-1].start])
        and ahead[-1].start - ahead[-2].end < 40
    ):
        return ahead[-2]
    return ahead[-1] if ahead else None


def _passive(text: str, since: int, hit: re.Match[str], groups: list[Group], end: int, firm: bool) -> Statement | None:
    """'Interests were declared by X ...', 'X asked that an interest be recorded', 'Declarations of interest from X'."""
    before = text[max(since, hit.start() - 90) : hit.start()]
    if _DENIED.search(before) and not re.search(r"reminded|invited", before):
        return None
    passive = _PASSIVE.search(text, hit.end(), min(end, hit.end() + 120))
    if passive is None or re.search(r"[.;:]", text[hit.end() : passive.start()]):
        return None
    declared = re.search(r"(?i)declar|disclos", text[max(since, hit.start() - 60) : passive.end()])
    if not (declared or firm):
        return None
    kind = _kind_words(text, max(since, hit.start() - 40), hit)
    ahead = [g for g in groups if since <= g.start and g.end <= hit.start()]
    asked = re.search(r"\b(?:asked|requested|wished)\b[^.;]{0,20}$", before[:-1]) or (
        ahead and re.search(r"(?i)\b(?:asked|requested|wished)\b", text[ahead[-1].end : hit.start()])
    )
    if asked and ahead:
        return Statement(ahead[-1].start, hit.start(), (hit.end(), end), ahead[-1], kind, False)
    if passive["by"]:
        behind = [g for g in groups if passive.end() - 1 <= g.start <= passive.end() + 6]
        if behind:
            return Statement(since, hit.start(), (behind[0].end, end), behind[0], kind, False)
    return Statement(since, hit.start(), (passive.end(), end), None, kind, True)


def _continued(text: str, found: list[Statement], hit: re.Match[str]) -> Statement | None:
    """'... and a prejudicial interest in item 6': the same person's next interest."""
    if not found or found[-1].lists:
        return None
    before = text[found[-1].tail[0] : hit.start()]
    more = _MORE.search(before[-110:])
    if (
        more is None
        or _STRONG.search(more.group())
        or not more["kind"].strip()
        or not (_QUALIFIED.search(more["kind"]) or re.search(r"\ban? $", before[-3:]))
    ):
        return None
    at = hit.start() - len(before[-110:]) + more.start()
    last = found[-1]
    return last._replace(start=at, verb=at, tail=(_tail_start(text, hit), last.tail[1]), kind=_kind_words(text, at, hit))


def _others_in_tail(text: str, statement: Statement, groups: list[Group]) -> list[Statement]:
    """'... in item 5 and Councillor B in item 6': people who share the verb."""
    start, end = statement.tail
    cuts = [g for g in groups if g.start > start and g.end <= end and _JOINT.search(text[start : g.start]) and _ALSO_IN.match(text, g.end)]
    if not cuts:
        return [statement]
    parts = [statement._replace(tail=(start, cuts[0].start))]
    for k, group in enumerate(cuts):
        stop = cuts[k + 1].start if k + 1 < len(cuts) else end
        parts.append(statement._replace(start=group.start, verb=group.start, tail=(group.end, stop), group=group))
    return parts
