"""What an interest touches and why: the matter by number or in words, the reason, and the clause that holds them.

Texts are the words of one declaration, in which line ends are spaces and typographic quotes and dashes are plain ones.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.interests import find_did, participation
from pipeline.records import Participation

# ---- the matter ------------------------------------------------------------------------------------------------------------------------
ABOUT = re.compile(
    r"\s*(?:(?:being|was|were|made|declared|lies|lay|both|each|specifically|also) )?(?:in (?:respect|regards?|relation|connection|reference"
    r"|terms) (?:of|to|with) |in (?:the matter of )?"
    r"|with (?:regards?|respect|reference) to |as regards |relating to |relative to |related to |pertaining to |regarding |concerning "
    r"|respecting |re[.:]? |re: ?|is (?=the |[A-Z])|under |on |for |about |at "
    r"|during |against |over |- (?=(?:agenda |minute )?(?:item|minute|no)s?\b)|: ?(?=(?:agenda |minute )?(?:item|minute|no)s?\b))",
    re.I,
)
_SUFFIX = r"(?: ?\((?:[a-z]|[ivx]{2,4}|\d{1,2})\)){0,3}"
_NUMBER = rf"(?:(?-i:[A-Z]{{1,5}})[ .-]?)?\d{{1,5}}(?:[./-]{{1,2}}\d{{1,5}}){{0,4}}(?:[a-z]|[ivx]{{2,4}})?(?![A-Za-z\d]){_SUFFIX}(?![\w/])"
_LABEL = r"(?:(?:agenda|minute|item|motion|resolution|para(?:graph)?|section)s? ?){1,2}(?: ?(?:nos?\b\.?|numbers?))?|nos?\b\.?|numbers?|#"
NUMBERED = re.compile(rf"(?:\b|(?=#))(?:{_LABEL})[ :]{{0,2}}(?P<number>{_NUMBER})", re.I)
_NEXT_NUMBER = re.compile(
    rf"(?: ?\([^()]{{2,100}}\))?(?:,? (?:and|&|to)(?: also)? |, ?|/| ?& ?|; ?)(?:in )?(?:(?:agenda |minute )?(?:items?"
    rf"|minutes?) (?:nos?\.? )?)?(?P<number>{_NUMBER})",
    re.I,
)


class Matter(NamedTuple):
    """What an interest touches: a number as printed, the words, and a reason that stands with this matter alone."""

    number: str | None
    words: str | None
    nature: str | None = None


class Number(NamedTuple):
    start: int  # of its label
    end: int
    number: str


def find_numbers(text: str, known: dict[str, str]) -> list[Number]:
    """The minute and item numbers that a text names: behind 'item' or 'minute', in a list after such a one, or a known number of three signs."""
    found: list[Number] = []
    at = 0
    while hit := NUMBERED.search(text, at):
        found.append(Number(hit.start(), hit.end(), hit["number"].strip()))
        at = hit.end()
        while more := _NEXT_NUMBER.match(text, at):
            found.append(Number(more.start("number"), more.end(), more["number"].strip()))
            at = more.end()
    if not found:
        for number in known:
            if len(number) >= 3 and (place := _stands_in(text, number)) >= 0:
                found.append(Number(place, place + len(number), number))
        found.sort()
    return found


def _stands_in(text: str, number: str) -> int:
    at = text.find(number)
    while at >= 0:
        after = text[at + len(number) : at + len(number) + 2]
        if not (at and (text[at - 1].isalnum() or text[at - 1] in "/.£-")) and not (
            after[:1].isalnum() or after[:1] == "/" or (after[:1] == "." and after[1:].isdigit())
        ):
            return at
        at = text.find(number, at + 1)
    return -1


_MATTER_NOUN = (
    r"(?:discussions?|applications?|requests?|items?|donations?|grants?|planning|reports?|matters?|proposals?|motions?|contracts?|quot(?:e"
    r"|ation)s?)"
)
_LIST_HEAD = re.compile(
    r"(?P<head>(?:[\w'/.-]{1,30} ){0,8}?(?:applications|requests|items|donations|grants|matters|reports|motions|proposals|sites|schools|invoices"
    r"|payments|quotes|contracts)(?: (?:from|for|by|of|to|at|in respect of|relating to|concerning|re|numbers?"
    r"|nos?\.?))?:? ?\(?)(?=(?-i:[A-Z\d]))",
    re.I,
)
_SHORT_LIST = re.compile(r"(?P<stem>[A-Z\d/]{0,20}/)(?P<first>\d{1,5})(?P<others>(?:,\d{1,5}){1,12})(?!\d)")  # 'SR/147/001,002,003'
_TWO_MATTERS = re.compile(rf" (?:and|&)(?: also)?(?: in| on| for)? (?=(?:the |an? )?(?:[\w'/-]+ ){{0,3}}{_MATTER_NOUN}\b)", re.I)


def split_list(words: str) -> list[str]:
    """'A, B and C' where each begins like a name or a number, else the words whole; an 'and' parts names only in the last place of a list."""
    parts = [p for p in words.strip(" ().").split(", ") if p]
    if parts:
        parts[-1:] = [p for p in re.split(r" (?:and|&) ", parts[-1].removeprefix("and "), maxsplit=1) if p]
    parts = [p.strip(" ().,") for p in parts]
    return parts if all(p[:1].isupper() or p[:1].isdigit() for p in parts) else [words]


def split_matters(words: str) -> list[str]:
    """Several matters told in words: 'the donation requests from A, B and C', 'the discussion on A and the grant to B'."""
    words = _SHORT_LIST.sub(lambda m: ", ".join(f"{m['stem']}{last}" for last in [m["first"], *m["others"][1:].split(",")]), words)
    parts: list[str] = []
    for part in _TWO_MATTERS.split(words) if re.match(r"(?:the|an?) ", words) else [words]:
        head = _LIST_HEAD.match(part)
        listed = split_list(part[head.end() :]) if head else []
        if not head and re.fullmatch(r"(?:[A-Z\d/.-]{3,20}(?:, | and | & |$)){2,8}", part):
            parts += re.split(r", | and | & ", part)
        elif head and len(listed) > 1:
            parts += [f"{head['head']}{p}".strip() + (")" if "(" in head["head"] else "") for p in listed]
        else:
            parts.append(part)
    return [p.strip(" ,;:-") for p in parts if p.strip(" ,;:-")]


# ---- the reason ------------------------------------------------------------------------------------------------------------------------
_AS = (
    r"(?<!such )(?<!well )(?<!far )(?<!same )(?<!known )(?<!listed )(?<!soon )(?<!long )(?<!described )(?<!considered )(?<!set )as"
    r"(?! (?:follows|below|above|set|detailed|listed|well|amended|shown|per|part|regards|recorded|stated|such|an interest"
    r"|a (?:personal|prejudicial|pecuniary|non|disclosable|result|whole))\b)(?: to)?"
)
BECAUSE = re.compile(
    r"\A ?(?:that )?(?=(?:he|she|they|his|her|their) )|[,;:(]? ?-? ?(?<![A-Za-z])(?:"
    rf"(?:{_AS}|because(?: of)?|since(?! \d)|due to(?: the fact(?: that)?)?|owing to|by virtue of|in view of|on account of|in that"
    rf"|given that|by reason of"
    r"|(?:on|for) the (?:basis|grounds?|reason)(?: (?:that|of))?|arising (?:from|out of)|by way of|in (?:his|her|their|its) (?:capacity"
    r"|role|position)s? (?:as|of)"
    r"|for being|(?<!of )(?<!is )(?<!was )(?<!are )(?<!were )being|both being|each being|having|through(?= (?:his|her|their|being))"
    r"|(?<!so )that(?= (?:he|she|they|his|her|their)\b)"
    r"|who (?:is|was|are|were)) "
    r"|(?=(?:his|her|their) [^,;.]{1,60}\b(?:being|having)\b)"
    r"|(?<=\d) (?=(?:he|she|they) (?:is|was|are|were) an? )"
    r"|(?<=, )(?=(?:which|where) (?:he|she|they|his|her)\b)|(?<=, )(?=(?:a|an) (?:member"
    r"|governor|trustee|director|friend|neighbour|resident)\b))"
    r"|: (?=in both|in each|(?:the|his|her|their|he|she|they|a|an) )"
    r"| - (?=(?:(?:the|his|her|their|he|she|they|a|an) |members?\b|trustee|friend|owner|employ|neighbour|resident|governor|director))",
    re.I,
)
_REGARDING = re.compile(r"\b(?:regarding|concerning|relating to|in respect of|in relation to|with regard to) (?P<matter>[^.;]{2,160})")
_BARE_NUMBERS = re.compile(r"\d{1,3}(?:[./]\d{1,4}){0,2}[a-z]?\b")
_ONLY_NUMBERS = re.compile(rf" ?(?:{_BARE_NUMBERS.pattern}\)?(?:, ?(?:and )?| and | & |[ .]?$)){{1,8}}")
_JOINT_END = re.compile(r"(?i:[ ,;(]{1,3}(?:and|&|respectively|in|on the|agenda|minutes?|items?|nos?)\b\.?){0,4}[ ,;.(]{0,3}$")
_DASHED = re.compile(r" - (?:the|a|an) [^;]{2,100}?(?= -? ?(?:as|because|since|due to|being) )", re.I)
_THEN_MATTER = re.compile(
    r"(?P<reason>[^;]{3,100}?), (?P<matter>(?:in|regarding|re|in respect of|in relation to) (?:the |agenda |minute |item|planning "
    r"|application|this ).{2,200})",
    re.I,
)
_ASIDE = re.compile(r"\((?P<words>[^()]{3,160})\)")
_ASIDE_FIRST = re.compile(r" ?\((?P<words>[^()]{3,160})\)(?= (?:in|re|regarding|for|on) )")
TIES = re.compile(
    r"\b(?:members?(?!')|memberships?|trustees?|governors?|directors?|owners?|owns?|owned|employ\w+|residents?|resid\w+|neighbours?|neighbouring"
    r"|friends?|wife|husband|spouse|partner|sons?|daughters?"
    r"|brothers?|sisters?|mother|father|parents?|famil\w+|relatives?|relations?|relationship|works?|worked|tenants?|landlord|landowner"
    r"|lives?|adjoin\w*|applicants?|allotment holder|volunteers?"
    r"|shareholders?|chair(?:man|person)?|secretary|treasurer|president|representatives?|nominee|client|customer|knows?|knew|acquaint\w+"
    r"|business|property|patient|pupil|holder|agent|in-law"
    r"|nephew|niece|cousin|grand\w+|colleagues?|subscrib\w+|user|contractor|pension\w*|committee member|patron|supplier)\b",
    re.I,
)


def clean(words: str) -> str | None:
    """A field's words without the joints around them."""
    words = " ".join(words.split()).strip(" ,;:-.")
    if (words.startswith("(") and words.count("(") > words.count(")")) or (words.endswith(")") and words.count(")") > words.count("(")):
        words = words.strip("()")
    if words.startswith("(") and words.endswith(")") and words.find(")") == len(words) - 1:
        words = words[1:-1]
    return words.strip(" ,;:-.") or None


_CODE = re.compile(
    r",? (?:made )?(?:in (?:accordance|line|compliance) with|under|pursuant to) (?:the |its )?[^:;.,]{0,60}?"
    r"(?:Code of Conduct|Standing Orders?|Act \d{4})\b",
    re.I,
)


_REFERS = re.compile(
    r" ?\((?:see )?(?:minute|item)s? (?:nos?\.? )?[\w./-]{1,16}(?:\([a-z]\))? ?(?:below |above )?(?:refers?|below|above)\)", re.I
)  # '(minute 31(a) below refers)'


class Clause(NamedTuple):
    """What the words behind 'interest' tell: the matters, the reason for all of them, and what was done."""

    matters: list[Matter]
    nature: str | None
    participation: Participation


def read_clause(tail: str, known: dict[str, str]) -> Clause:
    """Take apart what follows 'interest': '[in MATTER] [REASON] [and what was done]', in the usual orders. `known`: items' titles by number."""
    tail = _REFERS.sub("", _CODE.sub("", tail))
    did = find_did(tail)
    core, rest = (tail[:did], tail[did:]) if did is not None else (tail, "")
    nature: str | None = None
    because = BECAUSE.search(core)
    if because and (told := _DASHED.match(because.group() + core[because.end() :])):  # 'item 5 - the Stocklands site - as his home adjoins it'
        because = BECAUSE.search(core, because.start() + told.end())
    if because:
        core, nature = core[: because.start()], clean(core[because.end() :])
    elif rest and (later := BECAUSE.search(rest)) and "that" not in later.group():
        again = find_did(rest, later.end())
        nature = clean(rest[later.end() : again])
    done = participation(rest)
    if nature and not rest and ";" in nature:  # 'as X; on advice she stayed in the chair'
        reason, behind_it = nature.rsplit(";", 1)
        done = participation(behind_it)
        nature = clean(reason) if done != "not-stated" else nature
    if nature is None and (ahead := _ASIDE_FIRST.match(core)):  # 'declared by X (member of the Trust) in item 5'
        nature, core = clean(ahead["words"]), core[ahead.end() :]
    about = ABOUT.match(core)
    if nature and not core.strip(" ,") and (inverted := _THEN_MATTER.match(nature)):  # ', as a neighbour, in application 5'
        nature, core = clean(inverted["reason"]), f" {inverted['matter']}"
        about = ABOUT.match(core)
    words = core[about.end() :] if about else core
    matters = read_matters(words, known) if about or find_numbers(words, known) else []
    if not about and not matters and nature is None:
        nature = clean(core) if re.search(r"[a-z]{3}", core) and TIES.search(core) else None
    if not matters and (behind := _REGARDING.search(rest)) is not None:
        matters = read_matters(behind["matter"], known)
    if not matters and (inside := find_numbers(tail, known)):
        matters = [Matter(n.number, clean(tail[n.start : n.end + 80].split(")")[0])) for n in inside]
        if nature:
            nature = clean(re.sub(r"\((?:agenda |minute )?(?:item|minute)[^()]{0,80}\)", " ", nature, flags=re.I))
    return Clause(matters, nature, done)


def read_matters(words: str, known: dict[str, str]) -> list[Matter]:
    """The matters of a phrase: each number with the words that stand by it, else the words; brackets that tell no title are a reason."""
    numbers = find_numbers(words, known) or [
        Number(m.start(), m.end(), m.group()) for m in _BARE_NUMBERS.finditer(words) if _ONLY_NUMBERS.fullmatch(words)
    ]
    if not numbers:
        reason = next((a for a in _ASIDE.finditer(words) if TIES.search(a["words"]) and not re.search(r"\d{2}/", a["words"])), None)
        if reason:
            words = words[: reason.start()] + words[reason.end() :]
        return [Matter(None, clean(part), clean(reason["words"]) if reason else None) for part in split_matters(words) if clean(part)]
    matters: list[Matter] = []
    for k, number in enumerate(numbers):
        end = numbers[k + 1].start if k + 1 < len(numbers) else len(words)
        beside = words[number.end : end]
        reason = next((a for a in _ASIDE.finditer(beside) if not _is_title(a["words"], known.get(number.number, ""))), None)
        lead = words[: number.start] if k == 0 else ""
        matters.append(Matter(number.number, clean(_JOINT_END.sub("", lead + words[number.start : end])), clean(reason["words"]) if reason else None))
    if len(matters) == 1 and matters[0].nature is None and len(several := split_matters(words[numbers[0].end :].strip(" ,:-"))) > 1:
        return [Matter(numbers[0].number, clean(f"{words[: numbers[0].end]} {part}")) for part in several]
    if matters[-1].nature and not any(m.nature for m in matters[:-1]):  # brackets behind the last number of a list stand for all
        matters = [m._replace(nature=matters[-1].nature) for m in matters]
    return matters


def _is_title(aside: str, title: str) -> bool:
    """Whether words in brackets after a number name its item (most of them stand in its title, or they are written as a title) and give no reason."""
    said = set(re.findall(r"[a-z]{3,}", aside.lower()))
    if said and len(said & set(re.findall(r"[a-z]{3,}", title.lower()))) * 2 >= len(said):
        return True
    return not (aside[:1].islower() or TIES.search(aside) or aside.isupper())
