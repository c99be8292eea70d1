"""Which numbers without a unit count something: those with a counted noun behind them, and those that the words around them expect."""

from __future__ import annotations

import re

_FOLLOWING = re.compile(r"(?:\s|-|\+\s?)[“‘\"']?(?P<first>[A-Za-z][\w'’-]*)")
_CAPITALS = re.compile(r"[\s-](?P<run>[A-Z][\w'’]*(?:[\s-](?:(?:and|of|&|for|in)\s)?[A-Z][\w'’]*){0,5})(?:\s(?P<next>[a-z][\w’'-]*))?")
_PLURAL = re.compile(r"(?:[^s'’]s|children|people|men|women|staff|CVs|FTE)$")
# Words behind a number that are no noun it could count
_NO_NOUN = frozenset(
    "and or to in at on was were is are be been being by for from had have has with as but if when which that who whom whose than then so "
    "also would could should may might will shall the a an this these those "
    "it its their there here he she we they you i not no nor only just each per after before since until during while although though "
    "because of against between am pm per cent out "
    "st nd rd th x ltd plc noted received approved agreed resolved did does do came went took said said".split()
)
# What stands before a number that is meant as one
_CUE = re.compile(
    r"(?:\b(?:from|to|of|was|were|is|are|than|by|total|totall(?:ed|ing)|totals|reached|reach|numbered|numbering|only|just|about|around"
    r"|approximately|approx\.?|nearly|almost|over|under|some|average|averaged|averages|averaging|"
    r"median|mean|target|up|down|all|another|further|additional|extra|remaining|had|have|has|against|with|became|become|plus|more|fewer"
    r"|less|making|made|capacity|establishment|limit|roll|number|count|seat|hold|score|"
    r"the|these|those|its|their|least|most|and|but|while|whom|which|stood\sat|include|includes|including|between|for|becoming|nor|or"
    r"|remained|employed|helped|supported|saw|seen|received|dismissed|allowed|issued|into)|[=(])\s?$",
    re.IGNORECASE,
)
# A number that is the subject of its clause: '31 were on target', '146 of 198', '98 (63%)'
_SUBJECT = re.compile(
    r"\s(?:were|had|have|are|was|would|could|did|came|went|took|of\s(?:the|them|these|those|which|whom|its|their))\b|\s(?:out\s)?of\s(?:\d"
    r"|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)"
    r"|\s?\(\s?\d[\d.]{0,5}\s?(?:%|per\scent)|\s?%"
)
# An answer that is a number: '46 since April, eight fewer than ...', 'Nine, or 6%'
_BEGINS = re.compile(r"(?:^|[.?!]\s|\s[–—]\s)[\s•▪●–—-]{0,6}$")
_OPENS_ANSWER = re.compile(r",|\s(?:in|at|since|each|or|from|by|for|so|more|fewer|last|this|per|a)\b")
_LOWER_BEFORE = re.compile(r"(?:^|\s)(?:[a-z][\w'’-]*|[A-Z]+s?)[,:]?\s$")
_STOP_BEHIND = re.compile(
    r"\s?(?:[,;.)]|$|\s(?:and|or|to|in|at|on|by|for|from|with|as|but|when|which|that|who|than|last|this|per|each|a|since|after|before"
    r"|during|until|compared|against|on)\b)"
)
_LIST_GOES_ON = re.compile(r"\d[^.;:]{0,70}(?:,|\band)\s$|[a-z0-9]:\s$")
_COMPARED = re.compile(
    r"\b(?:england|wales|scotland|london|national(?:ly)?|average|figure|compared|against|than|was|rate|from|to|up|down|region\w*"
    r"|neighbours?)\b|^\s?\($",
    re.IGNORECASE,
)
_GOES_ON, _GOES_BEFORE = re.compile(r"[-–.:,]\d"), re.compile(r"\d[.:/,]$|[A-Za-z]-$|^-$")
_NAMES_BEFORE = re.compile(r"(?:^|[.:•–-]\s|\b(?:the|of|to|in|at|near)\s)$", re.IGNORECASE)


def noun_after(text: str, end: int) -> bool:
    """A noun that can be counted stands behind the number: 'pupils', 'new foster carers', 'EHC Plans', 'Members'."""
    after = _FOLLOWING.match(text, end)
    if after is None or after["first"].lower() in _NO_NOUN:
        return False
    if after["first"][0].islower():
        return True
    capitals = _CAPITALS.match(text, end)
    if capitals is None:
        return False
    return bool(_PLURAL.search(capitals["run"])) or bool(
        capitals["next"] and _PLURAL.search(capitals["next"]) and capitals["next"] not in ("was", "is", "has", "as", "this")
    )


def is_expected(text: str, start: int, end: int) -> bool:
    """The words around a number without a noun tell that it is a figure."""
    before, after = text[max(0, start - 90) : start], text[end : end + 24]
    following = _FOLLOWING.match(text, end)
    if following and following["first"][0].isupper():
        return False
    written = text[start:end]
    if "," in written or _SUBJECT.match(after):
        return True
    if not _STOP_BEHIND.match(after):
        return "." in written and bool(_CUE.search(before))
    if _BEGINS.search(before) and _OPENS_ANSWER.match(after):
        return True
    return bool(
        _CUE.search(before)
        or _LIST_GOES_ON.search(before)
        or (written[0].isalpha() and before.strip())
        or (_LOWER_BEFORE.search(before) and len(written) < 6)
    )


def is_glued(text: str, start: int, end: int) -> bool:
    """The number is a piece of something else: of a code, of a longer number, of a compound word."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return (
        bool(before and (before.isalnum() or before in "_/#@\\"))
        or bool(after and (after.isalnum() or after in "_/@'’"))
        or bool(_GOES_ON.match(text, end))
        or bool(_GOES_BEFORE.search(text[max(0, start - 2) : start]))
    )


def is_part_of_name(text: str, start: int, end: int) -> bool:
    """'Three Lochs Way', 'Two Castles': a number word with a capital, and a capital behind it that ends in no plural."""
    if not text[start].isalpha():
        return False
    capitals = _CAPITALS.match(text, end)
    if capitals is None or not text[start].isupper():
        return False
    inside = text[:start].rstrip()
    mid_sentence = bool(inside) and inside[-1] not in ".:;?!•–-)"
    return mid_sentence or not noun_after(text, end)


def is_comparison(between: str, after: str) -> bool:
    """Between two figures, or just behind the second, stands what a comparison is told with."""
    return bool(_COMPARED.search(between) or re.match(r"\s(?:nationally|in\s[A-Z]|for\s[A-Z]|a\syear\sago|the\syear\sbefore)", after))
