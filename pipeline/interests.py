"""The words of declarations: kinds of interest, what a member did about it, the matter it touches and the reason given.

Everything here works on the words of one declaration, in which line ends are spaces and typographic quotes and dashes are plain ones.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.records import InterestKind, Participation

# ---- kinds -----------------------------------------------------------------------------------------------------------------------------
# First that fits; a kind is never raised above what is written ('personal' is not 'prejudicial', 'financial' is not 'disclosable').
KINDS: tuple[tuple[re.Pattern[str], InterestKind], ...] = tuple(
    (re.compile(pattern, re.I), kind)  # type: ignore[misc]
    for pattern, kind in (
        (r"\bnon[- ]?disclosable\b.{0,12}\bpecuniary|\bnon[- ]{0,2}(?:pecuniary|financial)|\bDNPI\b|\bNPI\b", "non-pecuniary"),
        (r"\bdisclosable\b.{0,6}\bpecuniary|\bDPIs?\b", "disclosable-pecuniary"),
        (r"\bother[- ]{1,2}(?:disclosable |significant )?regist(?:e?r)able|\bORIs?\b", "other-registrable"),
        (r"\bnon[- ]{0,2}regist(?:e?r)able|\bNRIs?\b", "non-registrable"),
        (r"\bpersonal\b.{0,6}(?:\bnot|\bnon)[- ]{0,2}(?:a )?prejudicial|\bnon[- ]prejudicial.{0,5}\bpersonal|\bnon[- ]prejudicial", "personal"),
        (
            r"\bpersonal\b(?: interest)?(?:,? and|/| &)(?: also)?(?: an?)? ?prejudicial|\bprejudicial and(?: an?)? personal",
            "personal-and-prejudicial",
        ),
        (r"\bprejudicial", "prejudicial"),
        (r"\bpecuniary|\bfinancial", "pecuniary"),
        (r"\bpersonal", "personal"),
    )
)
KIND_WORDS = re.compile(
    r"\b(?:(?:disclosable|other|non|significant|personal|prejudicial|pecuniary|financial|registr?e?rable|registe?rable|registrable|and|but"
    r"|not|also|an?|direct|indirect"
    r"|DPI|ORI|NRI|NPI|DNPI)[ /-]{1,2}){0,6}(?:personal|prejudicial|pecuniary|financial|regist(?:e?r)able|DPI|ORI|NRI|NPI"
    r"|DNPI)\b(?: interests?\b)?",
    re.I,
)


def interest_kind(words: str) -> InterestKind:
    """The kind that the words name, or 'not-stated'."""
    return next((kind for pattern, kind in KINDS if pattern.search(words)), "not-stated")


# ---- what the member did ---------------------------------------------------------------------------------------------------------------
_LEFT = re.compile(
    r"(?<!was )(?<!were )(?<!been )\bleft\b(?! (?:hand|the chair\b|over\b|by\b|to\b|with\b|turn|it\b|them\b))|\bleaves\b|\bleaving (?:the"
    r"|at|before|during)\b"
    r"|\b(?:would|will|to|could|must|should|and|shall|did|they|may) (?:then |therefore )?leave\b|\bwithdr(?:e|a)w(?:s|n|ing)?\b"
    r"|\bvacat(?:ed|es|ing|e)\b"
    r"|\bretired from\b|\bexcused? (?:him|her|them)sel\w+|\babsent(?:ed)? (?:(?:him|her|them)sel\w+ )?from\b|\bstep(?:ped|s)? out\w*"
    r"|\b(?:was|were|be) (?:out of|outside|absent from) the (?:room|chamber|meeting)|\bremoved (?:him|her|them)sel\w+|\b(?:was"
    r"|were) asked to (?:leave|withdraw)"
    r"|\b(?:was|were|be|being) not (?:present|in the (?:room|chamber|meeting))(?! at th(?:e|is) meeting)|\bnot present (?:for|during"
    r"|in the room|while|when)",
    re.I,
)
_NO_PART = re.compile(
    r"\b(?:t(?:oo|a)k(?:e|es|ing)?|play(?:ed)?|had|have) no (?:further |active )?part\b|\b(?:refrain|abstain|abstention)"
    r"|\b(?:not|nor|neither|never|without|cannot|unable to)\b[^.;]{0,40}\b(?:tak(?:e|ing|en)(?: any| an active)? part|particip\w+|partake"
    r"|vot(?:e|ed|ing)|contribut\w+|speak(?:ing)?"
    r"|discuss\w*|comment\w*|engag\w+|debat\w+|join\w*|involve\w*)\b|\bno part in\b|\bnon-participa|\bdeclin(?:ed|ing|e) to (?:vote"
    r"|take part|participate|comment)",
    re.I,
)
_NO_VOTE = re.compile(
    r"\b(?:not|nor|neither|without|no)\b[^.;,]{0,30}\bvot(?:e|ed|ing)\b|\bno (?:further )?part in the (?:vote|voting|decision)|\babstain", re.I
)
_SPOKE = re.compile(
    r"\b(?:spoke|speak|speaking|spoken|address(?:ed|ing)|(?:answer|put|ask)(?:ed|ing)? (?:any )?questions|introduc(?:ed|ing)|present(?:ed"
    r"|ing) the|comment(?:ed)?"
    r"|(?:join(?:ed)?|took part|take part|taking part|participat(?:ed?|ing)) in the (?:discussion|debate)|contribut(?:ed|e|ing) to the)\b",
    re.I,
)
_REMAINED = re.compile(
    r"\b(?:remain(?:ed|ing|s)?|stay(?:ed|ing|s)?)\b(?! (?:a|an|the|as|open|unchanged)\b(?! chair))|\b(?:took|take|taking|taken) (?:a "
    r"|full )?part\b|\bparticipat(?:ed?|ing)\b"
    r"|\b(?:and|both|he|she|they|also|then|would) voted?\b|\bcontinued to (?:chair|take part)|\bspoke\b",
    re.I,
)
_DENIAL = re.compile(r"\b(?:not|nor|neither|no|never|without|cannot)\b(?:(?! and | but )[^.;,]){0,60}", re.I)


def participation(words: str) -> Participation:
    """What the words say that the member did; leaving goes before all, and speaking without a vote before taking no part."""
    affirmed = _DENIAL.sub(" ", words)
    if _LEFT.search(affirmed) or re.search(r"\bnot (?:present|in the (?:room|chamber))(?! at th(?:e|is) meeting)", words, re.I):
        return "left-room"
    if _SPOKE.search(affirmed) and _NO_VOTE.search(words):
        return "spoke-no-vote"
    if _NO_PART.search(words):
        return "took-no-part"
    return "remained" if _REMAINED.search(affirmed) else "not-stated"


# The clause that begins to tell what the member did: a joint, a few small words or a name, and the verb.
DID = re.compile(
    r"(?:[,;(.]| -| and| but| so| who|\A)(?: ?\(| )?(?:(?:and|but|then|so|thus|also|therefore|accordingly|subsequently|consequently|both|he"
    r"|she|they|it|who|all|each|neither|would"
    r"|did|had|has|have|will|was|were|to|having|that|in|case|duly|later|still|however|as|such|such,|therefore,|be|said|stated|indicated"
    r"|confirmed|Cllrs?\.?|Councillors?|Mr|Mrs|Ms|Miss|Dr"
    r"|[A-Z][a-z'.-]{1,20}|[A-Z]\.?) ){0,7}"
    r"(?:left(?! (?:hand|over|by|to|with))|leave|leaving|withdr[ea]w\w*|vacated|retired from|excused? (?:him|her|them)|absent|t[oa]k(?:e|es"
    r"|ing)? (?:no|part|a full part)"
    r"|took|not (?:take|taking|participat\w*|vot\w+|speak\w*|contribut\w+|present|comment\w*|be present|join\w*|discuss\w*|in the room"
    r"|engag\w+|involved)"
    r"|did not|do not|refrain\w*|abstain\w*|remain(?:ed|s)?(?! a\b| an\b)|stay(?:ed|s)?|spoke|step(?:ped)? out|requested that|asked (?:that"
    r"|for)|allowed to|answer(?:ed)? questions"
    r"|play(?:ed)? no part|removed (?:him|her|them)|participat\w*|felt (?:it|able)|no part)\b",
)

# ---- the matter ------------------------------------------------------------------------------------------------------------------------
ABOUT = re.compile(
    r"\s*(?:(?:being|was|were|made|declared|lies|lay|both|each|specifically|also) )?(?:in (?:respect|regards?|relation|connection|reference"
    r"|terms) (?:of|to|with) |in (?:the matter of )?"
    r"|with (?:regards?|respect|reference) to |as regards |relating to |relative to |related to |pertaining to |regarding |concerning "
    r"|respecting |re[.:]? |re: ?|is (?=the |[A-Z])|under |on |for |about |at "
    r"|during |against |over |- (?=(?:agenda |minute )?(?:item|minute|no)s?\b)|: ?(?=(?:agenda |minute )?(?:item|minute|no)s?\b))",
    re.I,
)
_NUMBER = r"(?:[A-Z]{1,5}[ .-]?)?\d{1,5}(?:[./-]{1,2}\d{1,5}){0,4}[a-z]?(?![A-Za-z\d])(?: ?\((?:[a-z]{1,4}|\d{1,2})\)){0,3}(?![\w/])"
_LABEL = r"(?:(?:agenda|minute|item|motion|resolution|para(?:graph)?|section)s? ?){1,2}(?: ?(?:nos?\b\.?|numbers?))?|nos?\b\.?|numbers?|#"
NUMBERED = re.compile(rf"(?:\b|(?=#))(?:{_LABEL})[ :]{{0,2}}(?P<number>{_NUMBER})", re.I)
_NEXT_NUMBER = re.compile(
    rf"(?:,? (?:and|&|to)(?: also)? |, ?|/| ?& ?|; ?)(?:in )?(?:(?:agenda |minute )?(?:items?"
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
    """The minute and item numbers that a text names: behind 'item' or 'minute', in a list after such a one, or a known number of three signs or more."""
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


_MATTER_NOUN = r"(?:discussions?|applications?|requests?|items?|donations?|grants?|planning|reports?|matters?|proposals?|motions?|contracts?|quot(?:e|ation)s?)"
_LIST_HEAD = re.compile(
    r"(?P<head>(?:[\w'/.-]+ ){0,8}?(?:applications|requests|items|donations|grants|matters|reports|motions|proposals|sites|schools|invoices"
    r"|payments|quotes|contracts)"
    r"(?: (?:from|for|by|of|to|at|in respect of|relating to|concerning|re|numbers?|nos?\.?))?:? ?\(?)(?=[A-Z\d])"
)
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
    r"[,;:(]? ?-? ?(?<![A-Za-z])(?:"
    rf"(?:{_AS}|because(?: of)?|since(?! \d)|due to(?: the fact(?: that)?)?|owing to|by virtue of|in view of|on account of|in that"
    rf"|given that|by reason of"
    r"|(?:on|for) the (?:basis|grounds?|reason)(?: (?:that|of))?|arising (?:from|out of)|by way of|in (?:his|her|their|its) (?:capacity"
    r"|role|position)s? (?:as|of)"
    r"|for being|being|both being|each being|having|through(?= (?:his|her|their|being))|(?<!so )that(?= (?:he|she|they|his|her|their)\b)"
    r"|who (?:is|was|are|were)) "
    r"|(?=(?:his|her|their) [^,;.]{1,60}\bbeing\b)|(?<=, )(?=(?:which|where) (?:he|she|they|his|her)\b)|(?<=, )(?=(?:a|an) (?:member"
    r"|governor|trustee|director|friend|neighbour|resident)\b))"
    r"|: (?=in both|in each|(?:the|his|her|their|he|she|they|a|an) )"
    r"| - (?=(?:(?:the|his|her|their|he|she|they|a|an) |members?\b|trustee|friend|owner|employ|neighbour|resident|governor|director))",
    re.I,
)
_REGARDING = re.compile(r"\b(?:regarding|concerning|relating to|in respect of|in relation to|with regard to) (?P<matter>[^.;]{2,160})")
_ASIDE = re.compile(r"\((?P<words>[^()]{3,160})\)")
TIES = re.compile(
    r"\b(?:members?|memberships?|trustees?|governors?|directors?|owners?|owns?|owned|employ\w+|residents?|resid\w+|neighbours?|neighbouring"
    r"|friends?|wife|husband|spouse|partner|sons?|daughters?"
    r"|brothers?|sisters?|mother|father|parents?|famil\w+|relatives?|relations?|relationship|works?|worked|tenants?|landlord|landowner"
    r"|lives?|adjoin\w*|applicants?|allotment holder|volunteers?"
    r"|shareholders?|chair(?:man|person)?|secretary|treasurer|president|representatives?|nominee|client|customer|knows?|acquaint\w+"
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


def find_did(text: str, start: int = 0) -> int | None:
    """Where the clause begins that tells what the member did."""
    did = DID.search(text, start)
    if did is None:
        return None
    joint = max(did.group()[:-6].rfind(" and "), did.group()[:-6].rfind(" but "))
    return did.start() + max(joint, 0)


class Clause(NamedTuple):
    """What the words behind 'interest' tell: the matters, the reason for all of them, and what was done."""

    matters: list[Matter]
    nature: str | None
    participation: Participation


def read_clause(tail: str, known: dict[str, str]) -> Clause:
    """Take apart what follows 'interest': '[in MATTER] [REASON] [and what was done]', in the usual orders. `known`: items' titles by number."""
    did = find_did(tail)
    core, rest = (tail[:did], tail[did:]) if did is not None else (tail, "")
    nature: str | None = None
    because = BECAUSE.search(core)
    if because:
        core, nature = core[: because.start()], clean(core[because.end() :])
    elif rest and (later := BECAUSE.search(rest)):
        again = find_did(rest, later.end())
        nature = clean(rest[later.end() : again])
    done = participation(rest)
    if nature and not rest and ";" in nature:  # 'as X; on advice she stayed in the chair'
        reason, behind_it = nature.rsplit(";", 1)
        done = participation(behind_it)
        nature = clean(reason) if done != "not-stated" else nature
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
    numbers = find_numbers(words, known)
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
        matters.append(Matter(number.number, clean(lead + words[number.start : end]), clean(reason["words"]) if reason else None))
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
