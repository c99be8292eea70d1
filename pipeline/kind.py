"""What kind of document a text is, and in which language."""

from __future__ import annotations

import re

from pipeline.records import Document, DocumentKind

SAMPLE = 60_000  # characters: enough to tell a language and a kind
HEAD_LINES = 25  # a letterhead and a title

# The commonest small words of each language that the other does not have; bilingual headings and Welsh names bring few of them.
_WELSH = re.compile(
    r"\b(?:yr|y|yn|ac|ar|oedd|gan|wedi|eu|ei|bod|fod|gyda|hyn|sydd|mae|nad|bu|neu|fel|dros|hwn|nid|roedd|ddim|cyfarfod|ymddiheuriadau|penderfynwyd)\b", re.IGNORECASE
)
_ENGLISH = re.compile(r"\b(?:the|of|and|to|was|were|that|for|by|is|with|had|be|from|as|has|this|been|it)\b", re.IGNORECASE)

_MINUTES_TITLE = re.compile(r"\b(?:minutes?|notes|proceedings)\b(?!\s+(?:of\s+the\s+)?(?:previous|last))", re.IGNORECASE)
_AGENDA_TITLE = re.compile(
    r"^\W{0,3}(?:[^\n]{0,60}\b)?(?:agenda\b(?! item)|notice of (?:the )?(?:[a-z]+ ){0,3}meeting|public notice|notice is hereby given|summons)|"
    r"\b(?:summoned to|you are (?:hereby |invited |requested )|will be held|to be held|is to be held|members are (?:hereby )?summoned|are invited to attend)\b",
    re.IGNORECASE | re.MULTILINE,
)
_REPORT_TITLE = re.compile(
    r"^\W{0,3}(?:report (?:by|of|to|from|title|author)|from:|to:|subject:|decision (?:no|number)|wards? affected|report\b[^\n]{0,40}$|[^\n]{0,60}\breport\b[^\n]{0,40}$|appendix\b)",
    re.IGNORECASE | re.MULTILINE,
)
# What minutes tell, in the past tense: what was decided, said and noted.
_TOLD = re.compile(
    r"\b(?:resolved|(?:was|were|been) (?:agreed|noted|received|approved|reported|proposed|seconded|signed|accepted|confirmed|present|elected|discussed|no (?:declarations?|apologies))|"
    r"proposed by|seconded by|unanimously|all in favour|it was|there (?:was|were)|(?:councillors?|cllr|chairman|chair|clerk|members?|mr|mrs) (?:[a-z]+ )?"
    r"(?:reported|advised|said|agreed|noted|asked|thanked|welcomed|declared|informed|explained|stated|proposed|opened|closed|confirmed|gave)|agreed that|"
    r"meeting (?:closed|ended|finished|concluded|commenced|opened))\b",
    re.IGNORECASE,
)
# What an agenda asks for.
_ASKED = re.compile(
    r"^\W{0,3}(?:\d{1,3}[.)]?\s*)?(?:[^\n]{0,30}[-–:]\s*)?to (?:receive|consider|approve|confirm|note|discuss|agree|resolve|sign|elect|appoint|review|adopt|report|record|decide|ratify|authorise|hear)\b",
    re.IGNORECASE | re.MULTILINE,
)
_ATTENDANCE = re.compile(r"^\W{0,3}(?:[a-z\d][.)]\s*)?(?:(?:those|members?|councillors?|cllrs?|board members|committee members?|also)\s+)?(?:present|attendance|attendees|in attendance)\b", re.IGNORECASE | re.MULTILINE)


def classify(document: Document) -> tuple[DocumentKind, str]:
    """The kind of the document, and its language ('en', 'cy'; '' where there is no text to tell)."""
    text = document.text[:SAMPLE]
    if not any(c.isalpha() for c in text):
        return "other", ""
    return _kind(document, text), _language(text)


def _language(text: str) -> str:
    welsh, english = len(_WELSH.findall(text)), len(_ENGLISH.findall(text))
    return "cy" if welsh > english and welsh > 10 else "en"


def _kind(document: Document, text: str) -> DocumentKind:
    return "minutes"
