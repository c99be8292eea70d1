"""What kind of document a text is, and in which language."""

from __future__ import annotations

import re

from pipeline.records import Document, DocumentKind

SAMPLE = 15_000  # characters: enough to tell a language and a kind
LEAST_WELSH = 10  # small words: a page has some 60
HEAD_LINES = 20  # a letterhead and a title
NEAR_HEAD = 500  # characters behind the head in which minutes say who was present
NARRATIVE = 3  # statements in the past tense: a report quotes one or two
NARRATIVE_RATE = 6.0  # of them in a thousand words: minutes have 10 to 60, reports below 4
ITEMS_ASKED = 3  # lines 'to receive ...'
PACK_PAGES = 8  # an agenda alone has one to four

# The commonest small words of each language that the other does not have; bilingual headings and Welsh names bring few of them.
WELSH = frozenset(
    "yr y yn ac ar oedd gan wedi eu ei bod fod gyda hyn sydd mae nad bu neu fel dros hwn nid roedd ddim cyfarfod ymddiheuriadau penderfynwyd".split()
)
ENGLISH = frozenset("the of and to was were that for by is with had be from as has this been it".split())

# A line of a title that names what the document is; 'Minutes of the previous meeting' is an item of business.
_MINUTES = re.compile(
    r"^[^\w\n]{0,3}(?:(?:draft|un-?confirmed|un-?approved|confirmed|approved|signed|open|public|final|[^\n]{0,60}[-–:|])\s*){0,2}"
    r"(?:(?:minutes?|cofnodion)\b(?!\s+(?:of\s+(?:the\s+)?|from\s+(?:the\s+)?)?(?:previous|last|meetings?\s*$))(?! (?:taker|secretary))|"
    r"(?:action |draft )?notes of\b|record of (?:the )?(?:meeting|proceedings|decisions)|proceedings of|at an? [^\n]{0,60}meeting of)"
    r"|^[^\n]{3,80}\bminutes\W{0,4}$",
    re.IGNORECASE | re.MULTILINE,
)
_AGENDA = re.compile(
    r"^[^\w\n]{0,3}(?:[^\n]{0,60}[-–:|]\s*)?(?:public |draft |meeting )?agenda\W{0,3}$|^[^\w\n]{0,3}(?:[^\n\d]{0,60}\s)?agenda (?:for|of)\b|"
    r"\bnotice of (?:the )?(?:[a-z]+ ){0,4}meeting|\bnotice is hereby given|\bsummon(?:s|ed)\b|\byou are (?:hereby|invited|requested)\b|"
    r"\b(?:will|to|shall) be held\b|\bare invited to attend\b|\bagenda\W{0,3}$|^[^\w\n]{0,3}agenda\b",
    re.IGNORECASE | re.MULTILINE,
)
_REPORT = re.compile(
    r"^[^\w\n]{0,3}(?:report (?:by|of|to|from|title|author|for)\b|from:|to:|subject:|decision (?:no|number)|wards? affected|appendix\b|"
    r"[^\n]{0,60}\breports?\W{0,3}(?:\w+ \d{4})?$)",
    re.IGNORECASE | re.MULTILINE,
)
# What minutes tell, in the past tense; in small letters.
_TOLD = re.compile(
    r"\b(?:resolved|carried|moved|(?:was|were|been) (?:agreed|noted|received|approved|reported|proposed|seconded|signed|accepted|confirmed|present|"
    r"elected|discussed|no (?:declarations?|apologies))|proposed by|seconded|unanimously|all in favour|was held|"
    r"held (?:their|its|the) |took the chair|left the (?:room|meeting)|declared an? |reported (?:that|on|back)|"
    r"(?:councillors?|cllr|chairman|chair|clerk|members?|mr|mrs) (?:[a-z]{1,20} )?"
    r"(?:reported|advised|said|agreed|noted|asked|thanked|welcomed|declared|informed|explained|stated|proposed|opened|closed|confirmed|gave)|"
    r"it was|agreed (?:that|to)|(?:no|none) declared|meeting (?:was )?(?:closed|ended|finished|concluded|commenced|opened|adjourned)|"
    r"(?:pender|cyn|eil|nod|adrodd|derbyn|cytun)(?:fyn|ig|i|o|odd)?wyd|croesawodd|diolchodd)\b",
)
# What an agenda asks for.
_ASKED = re.compile(
    r"^[^\w\n]{0,3}(?:[\d./]{1,9}[.)]?\s)?(?:[^\n]{0,40}[-–:.]\s)?"
    r"to (?:receive|consider|approve|confirm|note|discuss|agree|resolve|sign|elect|appoint|review|"
    r"adopt|report|record|decide|ratify|authorise|hear)\b",
    re.IGNORECASE | re.MULTILINE,
)
_ATTENDANCE = re.compile(
    r"^[^\w\n]{0,3}(?:[a-z\d]{1,2}[.)]\s*)?(?:(?:those|members?|councillors?|cllrs?\.?|also|board members|committee members)\s+)?"
    r"(?:present|attendance|attendees|in attendance|presennol|yn bresennol)\b|^[^\n]{1,30} attendance\W{0,3}$",
    re.IGNORECASE | re.MULTILINE,
)


def classify(document: Document) -> tuple[DocumentKind, str]:
    """The kind of the document, and its language ('en', 'cy'; '' where there is no text to tell)."""
    text = document.text[:SAMPLE]
    if not any(c.isalpha() for c in text):
        return "other", ""
    return _kind(document, text), _language(text)


def _language(text: str) -> str:
    words = text.lower().split()
    welsh, english = sum(map(WELSH.__contains__, words)), sum(map(ENGLISH.__contains__, words))
    return "cy" if welsh > english and welsh > LEAST_WELSH else "en"


def _kind(document: Document, text: str) -> DocumentKind:
    """Minutes tell what was done, and an attendance block says who was there; an agenda asks for it; a report does neither."""
    head = text[: document.lines[:HEAD_LINES][-1].end]
    minutes, attendance = _MINUTES.search(head), _ATTENDANCE.search(text)
    present = attendance is not None and attendance.start() < min(len(head) + NEAR_HEAD, document.pages[0].end)
    agenda = None if present else _AGENDA.search(head)
    announced = agenda is not None and not (minutes and minutes.start() <= agenda.start())
    if minutes and attendance and not announced:
        return "minutes"  # most documents: what follows takes longer
    told, words = len(_TOLD.findall(text.lower())), max(1, text.count(" "))
    narrative = told >= NARRATIVE and 1000 * told >= NARRATIVE_RATE * words
    asked = 0 if attendance else len(_ASKED.findall(text))
    if announced or (asked >= ITEMS_ASKED and told < asked):
        return "pack" if len(document.pages) >= PACK_PAGES or (narrative and told > 4 * NARRATIVE) else "agenda"
    report = _REPORT.search(head)
    if (minutes and told) or narrative or (attendance and told and not report):
        return "minutes"
    return "report" if report else "other"
