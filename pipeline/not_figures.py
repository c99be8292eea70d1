"""Numbers that quantify nothing: dates, times, ages that name a group, numbers of minutes, telephones, roads, applications, votes."""

from __future__ import annotations

import re

from pipeline import dates
from pipeline.numerals import IN_WORDS

Span = tuple[int, int]

_N = r"\d{1,7}[A-Za-z]?(?:[./(]\w{1,4}\)?){0,4}"
_LIST = rf"{_N}(?:(?:,\s?|\s?[-–&/]\s?|,?\s(?:and|to|or)\s){_N}){{0,8}}"
_LABELS = (
    r"(?<!\d\s)minutes?(?:\s(?:nos?\.?|numbers?))?|(?:agenda\s)?items?(?:\sno\.?|\snumber)?|nos?\.|numbers?|sections?|sect\.|paragraphs?"
    r"|paras?\.?|clauses?|pages?|pp?\."
    r"|appendi(?:x|ces)|annex(?:es)?|parts?|schedule|conditions?|polic(?:y|ies)|rules?|regulations?|articles?|standing\sorders?|options?"
    r"|phases?|bands?|grades?"
    r"|levels?|key\sstages?|ks|(?<!\d\s)years?|tiers?|zones?|plots?|lots?|unit|flats?|ward|table|figure|chart|chapters?|class|type|stage|step"
    r"|category|footpaths?|fps?|f/ps?|bridleways?|byways?|bus(?:es|\sservice)?|routes?|rooms?|cheques?|chq\.?s?|invoices?|vouchers?"
    r"|refs?\.?|references?|tel\.?|telephone|mobile|phone"
    r"|versions?|objective|priority|theme|motion|question|quarters?|junctions?|channel|form|licen[cs]e|bulletin|edition|volume|vol|box|bay|apartment"
    r"|recommendation|resolution|decision|action|risk|principle|outcome|folio|account|a/c|sort\scode|world\swar|agenda|iso"
)
_LABELLED = re.compile(
    rf"(?<![A-Za-z])(?:{_LABELS})[\s:#]{{1,3}}(?:(?:no|nos|number|numbers)\.?\s)?{_LIST}(?![\w%]|,\d{{3}}|[.]\d)(?!\s?(?:%"
    rf"|per\scent|million|places))",
    re.IGNORECASE,
)
# Of labels in words only those that are followed by nothing else: 'year five', 'option two'
_LABELLED_IN_WORDS = re.compile(
    rf"\b(?:years?|options?|phases?|parts?|key\sstages?|items?|tiers?|bands?|grades?|stage|page"
    rf"|plot)\s{IN_WORDS}(?![\w-])",
    re.IGNORECASE,
)
_YEARS = re.compile(
    r"(?<![\d£$€.,])(?:(?:19|20)\d\d\s?[/–-]\s?(?:(?:19|20)\d\d|\d\d)(?!\d)|\d\d\s?/\s?\d\d(?![\d/])(?!\s?%)"  # 2016/17, 2016-17, 23/24
    r"|['’]\d\ds?\b|(?:19|20)\d\d(?:['’]?s)?(?!\d|[,.]\d|\s?(?:%|per\scent\b|km\b|m\b|metres?\b|hours?\b|tonnes?\b)))"
)
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_MONTH_YEAR = re.compile(
    rf"(?<![A-Za-z]){_MONTH}\.?\s?['’]?\d\d(?!\d|[,.]\d|\s?%)(?:\s?[-–/]\s?\d\d(?!\d))?|\b\d{{1,2}}(?:st|nd|rd|th)?\s?(?:[-–&]|to|and"
    rf"|or)\s?\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}\b",
    re.IGNORECASE,
)
_CLOCKS = re.compile(
    r"\b(?:from|between|at|until|till|by)\s\d{1,2}(?:[.:]\d\d)?\s?(?:[-–]|to|and|until)\s?\d{1,2}(?:[.:]\d\d)?\s?(?:[ap]\.?m\b\.?|hours\b|hrs\b)"
    r"|\b\d{1,2}(?:[.:]\d\d)?\s?(?:[-–]|to)\s?\d{1,2}(?:[.:]\d\d)?\s?[ap]\.?m\b\.?|\b\d{1,2}[.:]\d\d\s?(?:[-–]|to|until)\s?\d{1,2}[.:]\d\d\b"
    r"|\b\d{1,2}[.:]?\d\d\s?(?:hrs|h)\b|\b(?:at|from|until|about|around|by)\s\d{3,4}\s?(?:hrs|hours)\b|\bat\s(?:[01]\d|2[0-3])[0-5]\d\b(?!\s[a-z])",
    re.IGNORECASE,
)
_AGES = re.compile(
    r"\bage[sd]?\s(?:of\s|between\s|from\s|group\s|over\s|under\s|up\sto\s)?\d{1,3}(?:\s?(?:[-–]|to|and|or)\s?\d{1,3}|\+)?(?:\s(?:years"
    r"|months)(?:\sold)?)?(?:\s(?:and|or)\s(?:over|under|above|below))?"
    r"|\b\d{1,3}\s?(?:[-–+]|to|and)?\s?(?:\d{1,3})?[-\s]{0,3}(?:(?:year|yr|month)s?[-\s]olds|(?:year|yr|month)[-\s]old)\b"
    r"|\b(?:[a-z]{3,12}[-\s])(?:year|month)[-\s]olds?\b"
    r"|\b(?:under|over)[-\s]?(?:the\s)?(?:\d{1,2}|fives|fifties|sixties|eighteens)(?:['’]?s)\b|\b(?:people|adults|residents|those|women"
    r"|men|persons|children|pupils|aged)\s(?:aged\s)?(?:over|under)\s\d{1,2}\b(?!\s?[%])"
    r"|\b(?:children|pupils|people|young\speople|adults|learners|residents)\s(?:aged\s)?(?:of\s)?\d{1,2}(?:\s?(?:[-–]|to)\s?\d{1,2}|\+"
    r"|\syears)(?!\s?(?:%|per))|\b(?:over|under)s?\s\d{2}s\b|\bpost[-\s]1\d\b|\bpre[-\s]\d\b"
    r"|\bunder\s(?:five|two|three|four|one|sixteen|eighteen)s?\b(?=[\s,.;)]{0,2}(?:$|who|and|in|at|;|\.|,))|\b0\s?[-–]\s?(?:5|11|16|18|19"
    r"|25)\b|\b16\s?[-–/]\s?(?:1[89]|24|25)\b|\b\d{1,2}\s?[-–]\s?\d{1,2}\s(?:age|years?\b(?=\sage))",
    re.IGNORECASE,
)
_CODES = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b|\bthe\s\d{1,3}\s(?:bus|service|route)\b|\b(?:[A-Za-z]{1,6}[-./_]?\d[\w./()-]*"
    r"|[A-Z]{1,5}\s?\d{2,6}[-/][\w/.-]{2,20})(?<![.,)])"  # A466, C/08/1996, GU32, CF24009, Y6
    r"|\b\d{1,6}[A-Za-z]?(?:/[\w.-]{1,12}){2,6}|\b\d{2,5}/\d{2,6}(?:/?[A-Z]\w{0,8})?\b|\b\d{1,2}/\d{1,2}(?:[A-Z]{1,4})\b"  # 17/03205/PPP, 112/19
    r"|\b\d{4,12}[A-Z]{1,4}\b|(?<![\d£.,])0\d{2,5}[\s-]?\d{3,4}[\s-]?\d{0,4}\b|(?<![\d£.,$€])0\d+\b"
    r"|\+44[\d\s()]{6,16}"  # telephones, numbers that begin with 0
    r"|\b[\w.+-]{1,40}@[\w.-]{3,60}|(?:https?://|www\.)\S{3,200}|\b\d{1,3}(?:\.\d{1,3}){2,5}\b|\b24/7\b|\b\d{1,3}/\d{1,3}\b"
    r"|#\s?\d{1,9}\b|\bthe\s\d{1,3}\s(?:bus|service|route)\b|\b(?:Covid|COVID|covid|CV)[-\s]?19\b"
    r"|\bA\d{1,4}\b|\bG20\b|\b[A-Z]{2,}\d+\b"
)
_STREET = re.compile(
    r"\b\d{1,4}[A-Za-z]?(?:\s?(?:[-–/&]|and|to)\s?\d{1,4}[A-Za-z]?)?,?\s(?:[A-Z][\w'’.-]{1,20},?\s){1,4}?"
    r"(?:Roads?|Rd|Streets?|St|Lane|Ln|Close|Avenue|Ave|Terrace|Drive|Way|Court|Crescent|Gardens?|Place|Grove|Hill|Row|Square|Park|Green"
    r"|Walk|Rise|View|Mews|Bank|"
    r"Cottages?|House|Villas?|Parade|Meadows?|Croft|Brow|Fold|Gate|Yard|Common|Field|Fields|ROAD|STREET|LANE|CLOSE|AVENUE|TERRACE|DRIVE"
    r"|WAY|COURT|CRESCENT|BANK)\b"
)
_LAW = re.compile(
    r"\b(?:Act|Order|Regulations|Rules|Bill|Directive|Circular|Measure|Plan|Strategy|Vision|Agenda|Framework)\s(?:of\s)?(?:\d{4}"
    r"|\d{1,2}/\d{1,4})(?:\s?[-–/]\s?\d{2,4})?\b|\bs\.?\s?\d{1,3}\b|\b[Ss]ections?\s\d\w*(?:\(\w+\))*"
)
_VOTE_WORDS = re.compile(r"\b(?:vot(?:e|es|ed|ing)|abst\w+|carried|ayes|noes|motion|amendment|show\sof\shands)\b", re.IGNORECASE)
_COUNT = rf"(?:\d{{1,3}}|{IN_WORDS}|none)"
# In a sentence that tells of a vote
_VOTES = re.compile(
    rf"\(\s?(?:voting|votes?)\b[^)]{{0,100}}\)|\b(?:for|against|abstain\w*|abstentions?|ayes?|noes?|favour)\s?[:=(–-]?\s?\(?{_COUNT}\b\)?"
    rf"|\b{_COUNT}\s(?:members?\s)?(?:votes?\b|(?:voted\s|voting\s)?(?:in\sfavour|for|against)\b|abstentions?\b|abstain\w*|abst\b)"
    rf"|\b(?:by|with)\s{_COUNT}\s(?:votes?|abstentions?)?\b(?:\s?(?:to|:)\s?{_COUNT})?|\b(?:in\sfavour|against)\b[^.;]{{0,20}}\b{_COUNT}\b",
    re.IGNORECASE,
)
# Counts that stand after the word in brackets or after a colon tell of a vote by themselves: 'For (52)', 'Against: 0', 'Resolved (10:2)'
_COUNTED_VOTES = re.compile(
    r"\(\s?\d{1,3}(?:\s?[:–-]\s?\d{1,3}){1,2}\s?\)|\b(?:[Ff]or|FOR|[Aa]gainst|AGAINST|Abstain\w*|ABSTAIN\w*|Abstentions?|Ayes?"
    r"|Noes?)[^.;()]{0,24}(?:\s?\(\d{1,3}\)|\s?[:=]\s?\d{1,3}\b)"
)
_ROLE = r"(?:way|tier|stage|storey|storeyed|bed|bedroom|bedroomed|sided|fold|pronged|page|point|part|star|seater)\b(?!s)"
_HAS_ROLE = re.compile(rf"[-\s]{_ROLE}", re.IGNORECASE)
_ROLES = re.compile(rf"\b(?:{IN_WORDS}|\d)[-\s]{_ROLE}", re.IGNORECASE)
_MARKS = re.compile(
    r"\(\s?(?:\d{1,2}|[ivx]{1,4}|[a-h])\s?\)(?=\s?(?:[A-Z“‘\"']|that\b|to\b|the\b))|(?:(?<=[.:;]\s)|(?<=[.:;]\s\s))\d{1,2}[.)]\s(?=[A-Z])"
)
_OPENING = re.compile(
    r"^[\s•●▪◦○■➢❖*\uf0b7\uf0a7\uf0d8–—-]{0,6}(?:\(?\d{1,4}(?:\.\d{1,3}){0,4}[.)]+(?=\s|$)|\d{1,4}(?:\.\d{1,3}){1,4}(?=\s{1,8}[A-Z(“‘\"'])"
    r"|\(\w{1,4}\)|\d{1,4}[a-z]?(?=\t))"
)
_FIXED = re.compile(
    r"\b(?:one|two)\s(?:thing|of\sthe\smost)\b|\b(?:first|last|next|past|previous)\s(?:one|two)\b(?=\s(?:items?|points?)\b)"
    r"|\b(?:at\s)?(?:one|two)\s(?:another|each\sother)\b"
    r"|\bon\sthe\sone\b|\btwo[-\s](?:thirds\smajority)|\b(?:one|two)-off\b|\bzero[-\s](?:carbon|waste|tolerance|hours?)\b|\bnet\szero\b"
    r"|\b(?:Three|Four|Five|Six|Seven|Nine|Two)\s(?:Rivers|Oaks|Elms|Ashes|Lane|Bridges|Sisters|Marks|Acres|Wells|Mile)\b"
    r"|\b(?:Big|Top|Forum|Studio|Local|Grand|Channel|BBC|Radio|Dig|Five-a-side)\s(?:One|Two|Three|Four|Five|Six)\b|\bthe\s(?:nine|ten)\so.clock\b"
)
_IN_DIGITS = (_YEARS, _MONTH_YEAR, _CLOCKS, _CODES, _LABELLED, _AGES, _STREET, _LAW, _COUNTED_VOTES, _MARKS, _OPENING)
_IN_WORDS = (_FIXED, _LABELLED_IN_WORDS)
_DIGIT, _DIGITS = re.compile(r"\d"), re.compile(r"\d+")
_BEFORE, _BEHIND = 40, 64  # characters: a label and its 'number'; the name of a street
# Without one of these `dates.find_times` finds nothing
_HAS_TIME = re.compile(r"\d(?:\s?[.:;]\s?\d|\s?[apAP]\.?\s?[mM]|\s?[hHoO])|[nN][oO][oO][nN]|[mM][iI][dD][dD]|[aA][tT] [012]\d[0-5]\d")
# A bare '8.16' behind these words is a time of day
_AT_A_TIME = re.compile(r"\b(?:at|closed|finished|ended|commenced|started|began|opened|until|till)\s(?:at\s)?$", re.IGNORECASE)
_THOUSANDS = re.compile(r",\d{3}")


def not_figures(text: str) -> list[Span]:
    """Where `text` has numbers that are no figures, in order; they may overlap."""
    spans = [m.span() for pattern in _IN_WORDS for m in pattern.finditer(text)]
    if _HAS_ROLE.search(text):
        spans += [m.span() for m in _ROLES.finditer(text)]
    if _VOTE_WORDS.search(text):
        spans += [m.span() for m in _VOTES.finditer(text)]
    if _DIGIT.search(text):
        spans += [m.span() for start, end in _around_digits(text) for pattern in _IN_DIGITS for m in pattern.finditer(text, start, end)]
        spans += [_without_thousands(text, d.start, d.end) for d in dates.find_dates(text)]
        if _HAS_TIME.search(text):
            spans += [(t.start, t.end) for t in dates.find_times(text) if t.certain or _AT_A_TIME.search(text[max(0, t.start - 40) : t.start])]
    return sorted(spans)


def _around_digits(text: str) -> list[Span]:
    """The stretches in which digits stand, with what may belong to them before and behind: the patterns are dear, and most text has no digits."""
    windows: list[Span] = []
    for digits in _DIGITS.finditer(text):
        start, end = max(0, digits.start() - _BEFORE), digits.end() + _BEHIND
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], end)
        else:
            windows.append((start, end))
    return windows


def _without_thousands(text: str, start: int, end: int) -> Span:
    """'20 November 71,460 residents': the year of a date is no beginning of a larger number."""
    if _THOUSANDS.match(text, end):
        while end > start and text[end - 1].isdigit():
            end -= 1
    return start, end
