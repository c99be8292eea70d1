"""The words for kinds of interest, and for what a member did about it.

Texts are the words of one declaration, in which line ends are spaces and typographic quotes and dashes are plain ones.
"""

from __future__ import annotations

import re

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
_DID_NOT_LEAVE = re.compile(r"\bdid not (?:\w{2,12} )?(?:withdraw|leave|retire)\b", re.I)
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
    return "remained" if _REMAINED.search(affirmed) or _DID_NOT_LEAVE.search(words) else "not-stated"


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


def find_did(text: str, start: int = 0) -> int | None:
    """Where the clause begins that tells what the member did."""
    did = DID.search(text, start)
    if did is None:
        return None
    joint = max(did.group()[:-6].rfind(" and "), did.group()[:-6].rfind(" but "))
    return did.start() + max(joint, 0)
