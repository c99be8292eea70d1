"""The labels of an attendance block: 'Present:-', 'Apologies for absence', 'Also in attendance', 'Officers', 'Members of the public' ...

A label is known by its words alone: all of them belong to the clerks' stock for such labels, and it ends at a colon, a dash, the end of its line
or the first name. Words that say nothing by themselves ('Board', 'other', 'by invitation') may stand in it.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from pipeline import styles
from pipeline.records import Capacity

Status = Literal["present", "apologies", "absent", "in-attendance"]
Mode = Literal["in-person", "virtual"]


class Label(NamedTuple):
    """What a label says of the names under it; None where it leaves that open."""

    status: Status | None = None
    capacity: Capacity | None = None
    mode: Mode | None = None
    role: Literal["chair", "vice-chair"] | None = None
    post: str | None = None  # 'Clerk' in 'Clerk: Mrs X'
    style: str = ""  # 'Councillor' in 'Councillors: A, B'
    says_members: bool = False  # the label itself says that these are the body's members


MAX_WORDS = 16  # of a label
NUMBERING = re.compile(
    r"[ \t•●*–-]{0,4}(?:\(?\d{1,4}(?:[./]\d{1,4}){0,3}[a-z]?[.):]{0,2}[ \t]+|\(?[a-zA-Z][.)][ \t]*|\(?[ivx]{1,4}[.)][ \t]*"
    r"|[A-Z][A-Z&]{0,4}[ ./-]?\d{1,5}(?:[./-]\d{1,5}){0,2}[a-z]?[.:]?[ \t]+)?"
)
_WORD = re.compile(r"[^\W\d_][^\W\d_’'.-]*(?:[’'-][^\W\d_]+)*(?:['’](?=\s|:|$))?|&|/|,|\(|\)|\+|(?<=[a-z] )\d{1,3}(?![\d./])")
_CLOSE = re.compile(r"[ \t]*(?:[:;][ ]?[-–—]?|[-–—](?=[ \t\n]|$)|\.(?=[ \t]?(?:[A-Z]|$)))[ \t.]*")

_KEYS = {
    "present": "present attendees sederunt attended attending attendance",
    "gone": "apologies apology appologies apologises apolgies regrets",
    "absent": "absent absentees absence absences",
    "officer": "officers officer staff officials clerk secretariat clerks advisers advisors adviser minute-taker minuted solicitor clerked",
    "public": "public residents parishioners electors parishioner press applicant applicants objector objectors appellant appellants",
    "guest": "guests guest visitors visitor speakers speaker observers observer invitees invited invitee presenters presenter witnesses "
    "witness partners partner together",
    "substitute": "substitutes substitute deputies substitutions substituting deputising reserves reserve alternates",
    "coopted": "co-opted coopted co-optees co-optee co-opt church parent independent lay non-voting nonvoting co-option",
    "member": "members councillors cllrs clrs couns aldermen trustees governors member non-members",
    "chair": "chair chairman chairperson chairwoman chaired convenor convener preside presiding chairmanship",
    "virtual": "virtually remotely remote virtual online teams zoom video-conference videoconference telephone video skype webex",
    "person": "physically person",
    "executive": "portfolio holder holders cabinet executive ward county district borough",
}
_FILLERS = frozenset(
    """& ( ) + , / a accept accepted accordance acting advance all also an and any apologised appointed approved are as at attendance
    authority be been behalf being board body both by cabinet call calling chair's chairman's chairperson's chief city come
    commission committee committee's community conference conferencing consider conveyed corporate council council's declared
    democratic deputy elected ex-officio executive expressed external following for forum from given governance governing
    governor governors group had has have her his holders in internal intimated introduction introductions invitation invite is
    it its late lateness later leadership leave legal link list local made management meeting members' microsoft ms name names
    no non not note noted notice notification of offered officio on opening order orders other others panel parish part participating partly
    partnership people permission person persons police reason reasons receive received record recorded register remarks rep
    reported representative representatives reps resignation roll rule school schools sector senior sent service services
    speaking standing sub-committee submitted substitution support supporting taken teacher tendered that the their there these
    this those through to town trade unable under union unitary via vice voting was welcome welcomes were who with without""".split()
)
COUNCILLORS = ("councillors", "cllrs", "clrs", "couns", "aldermen")
_STOCKS = {key: frozenset(stock.split()) for key, stock in _KEYS.items()}
_STOCK = _FILLERS | frozenset(word for words in _KEYS.values() for word in words.split())
_OTHER_BUSINESS = re.compile(
    r"(?:to receive |to note |to record |receive )?(?:any )?(?:the )?(?:disclos|declar|interests?\b|minutes? (?:of|from)|report|agenda\b"
    r"|items?\b|resol|motion|questions? |public (?:session|part|forum|quest|comm|speak|time|open)|prayer"
    r"|announce|correspond|planning|financ|accounts?\b|matters |date of|signed|quorum|actions?\b|decision|exempt|unrestricted|restricted"
    r"|part \w+\b|open forum|business|confidential|election|whipping"
    r"|proceedings|recording|filming|webcast|exclusion|police report|(?:county|district|borough|parish)? ?councillors?[’']?s?[’']? reports?"
    r"|committee reports?|key |minute (?:item|no|ref|number)|(?:date|time|venue|location|place)\b|held (?:at|on|in)\b|subject\b"
    r"|(?:officer )?contact\b)",
    re.IGNORECASE,
)
_AGENDA_VERBS = (["receive"], ["note"], ["consider"], ["accept"], ["record"], ["approve"])
_IN_BRACKETS = re.compile(r"\([^()\n]{1,60}\)(?=[ \t]*(?:[:;]|$))")
_POSTS = re.compile(
    r"(?:(?:parish|town|acting|assistant|deputy|locum|minutes?|committee|clerk and|clerk &|clerk/)\s)?(?:clerk|secretary|minute[- ]taker"
    r"|rfo|minutes? secretary)(?:\s?(?:and|&|/)\s?(?:rfo|proper officer|responsible financial officer))?",
    re.IGNORECASE,
)


def read_label(text: str, start: int, end: int) -> tuple[Label, int] | None:
    """The label that a line begins with, and where the names after it begin; None where the line begins otherwise."""
    begins = NUMBERING.match(text, start, end)
    at = begins.end() if begins else start
    words: list[tuple[str, int, int]] = []
    while len(words) < MAX_WORDS and (word := _WORD.match(text, at, end)) and _is_stock(word.group()):
        aside = _IN_BRACKETS.match(text, word.start(), end) if word.group() == "(" else None
        if aside and words and not _STOCK.issuperset(_WORD.findall(aside.group().lower())):
            at = aside.end()  # 'Officers present (for all or part of the meeting):'
            words[-1] = (*words[-1][:2], at)
            continue
        words.append((word.group(), word.start(), word.end()))
        at = word.end()
        while at < end and text[at] in " \t\u00a0":
            at += 1
    while words:
        label = _meaning([word for word, _, _ in words])
        stop = words[-1][2]
        close = _CLOSE.match(text, stop, end)
        if close and close.group().lstrip().startswith(".") and words[-1][0].lower() in COUNCILLORS:
            close, stop = None, stop + 1  # 'from Cllrs. Ash and Birch'
        rest = close.end() if close else _skip_blank(text, stop, end)
        if label is not None and words[0][0][0].islower() and not (close and close.group().strip().startswith(":")):
            label = None  # the end of a sentence
        if label is not None and not close and _is_singular(words):
            label = None  # 'Member', 'Officer': what somebody is, or the end of a phrase
        if label is not None and (rest >= end or close or _takes_names(text, words, rest, end)):
            if not close and rest < end and words[-1][0].lower() in COUNCILLORS:
                words.pop()
                continue  # 'Present Councillors A and B': the style belongs to the names
            if label.style and text[stop : stop + 1] == ".":
                label = label._replace(style=f"{label.style}.")
            return label, rest
        if close or stop == end:
            return None
        words.pop()
    return None


def _is_stock(word: str) -> bool:
    """A word of the clerks' labels; 'A' is an initial."""
    return word != "A" and (word.isdigit() or word.lower().replace("’", "'").strip("'") in _STOCK)


def ends_block(text: str, start: int, end: int) -> bool:
    """The line is the heading of other business, after which no more attendance follows."""
    begins = NUMBERING.match(text, start, end)
    return _OTHER_BUSINESS.match(text, begins.end() if begins else start, end) is not None


def _skip_blank(text: str, at: int, end: int) -> int:
    while at < end and text[at] in " \t\u00a0\n":
        at += 1
    return at


def _is_singular(words: list[tuple[str, int, int]]) -> bool:
    """A label without a colon is no single office, except such as stand before one name."""
    last = words[-1][0].lower()
    return (
        words[0][0][0].islower()
        or last == ")"
        or (last in ("member", "officer", "public", "councillor", "adviser", "guest", "observer", "partner", "visitor") and len(words) < 3)
    )


def _takes_names(text: str, words: list[tuple[str, int, int]], rest: int, end: int) -> bool:
    """What follows a label without a colon is a name, and the label's words are such as stand before names without one."""
    low = {word.lower() for word, _, _ in words}
    if not (
        low
        & {
            "present",
            "apologies",
            "apology",
            "attendance",
            "absent",
            "regrets",
            "chairman",
            "chair",
            "chairperson",
            "clerk",
            "officers",
            "substitutes",
            "public",
            "deputies",
        }
        or "\t" in text[words[-1][2] : rest]
    ):
        return False
    if text[rest : rest + 4].lower() == "the ":
        rest += 4
    if styles.STYLE.match(text, rest, end):
        return True
    name = styles.match_name(text, rest, end, styled=False)
    return name is not None and (bool(name[1]) or words[-1][0].lower() in ("from", "of"))


def _meaning(words: list[str]) -> Label | None:
    """What a label of these words says; None where they are no label of attendance."""
    low = [word.lower().replace("’", "'").strip("'") for word in words]
    keys = {key for key, stock in _STOCKS.items() if not stock.isdisjoint(low)}
    if not keys or low[0] in ("of", "by", "from", "for", ",", ")", "&", "/") or (low[0] == "to" and low[1:2] not in _AGENDA_VERBS):
        return None
    phrase = " ".join(low).strip(" ,")
    in_person = "physically" in low or "in person" in phrase
    mode: Mode | None = "virtual" if "virtual" in keys else "in-person" if in_person else None
    style = styles.singular(words[-1]) if low[-1] in COUNCILLORS else ""
    if "gone" in keys and ("lateness" in low or "late" in low):
        return None
    if "gone" in keys or "unable to attend" in phrase:
        return Label("apologies", "officer" if "officer" in keys else None, mode)
    if "absent" in keys or "not present" in phrase or "not in attendance" in phrase:
        if "for absence" in phrase and low[0] != "reasons":
            return None
        return Label("absent", None, mode)
    if "substitute" in keys and not {"clerk", "chair"} & keys:
        return Label("present", "substitute", mode)
    if "chair" in keys and not keys & {"present", "guest", "public", "member"} - ({"present"} if "in the chair" in phrase else set()):
        vice = "vice" in low or "deputy" in low or any(word.startswith("vice-") for word in low)
        return Label("present", "member", mode, "vice-chair" if vice else "chair")
    if "public" in keys and not {"officer"} & keys:
        return Label("in-attendance", "public", mode)
    if "officer" in keys:
        post = "Clerk" if "clerked" in low else " ".join(words).strip(" ,") if _POSTS.fullmatch(phrase) else None
        return Label("in-attendance", "officer", mode, post=post.capitalize() if post and post.isupper() else post)
    apart = (
        not {"accordance", "standing"}.isdisjoint(low)
        or "also" in low
        or "other" in low
        or "others" in low
        or "non-members" in low
        or "invited" in low
        or "invitation" in low
    )
    if "guest" in keys:
        return Label("in-attendance", "partner" if "partner" in phrase else None, mode)
    if "coopted" in keys and not apart:
        return Label(None if "present" not in keys else "present", "co-opted-member", mode)
    elsewhere = apart or "attendance" in low or "attending" in low or not low[-1].startswith("member") or low[-2:-1] in (["cabinet"], ["executive"])
    if "executive" in keys and "member" in keys and elsewhere and not {"council", "board", "committee"} & set(low):
        tier = f"{words[-2]} {style}" if style and len(low) == 2 else ""
        return Label("in-attendance", "other-councillor", mode, style=tier)
    if (apart and "present" in keys) or ("attending" in low and "member" not in keys):
        return Label("in-attendance", None, mode, style=style if _is_of_councillors(low) else "")
    if "in attendance" in phrase and "member" not in keys and "present" not in low:
        return Label("in-attendance", None, mode)
    if "present" in keys:
        return Label("present", "member" if "member" in keys else None, mode, style=style, says_members="member" in keys)
    if "member" in keys and not {"holder", "portfolio", "holders"} & set(low):
        return Label(None, "member", mode, style=style, says_members=True)
    if mode:
        return Label(None, None, mode)
    return None


def _is_of_councillors(low: list[str]) -> bool:
    """The label is of councillors who have no seat: 'Also present: Councillors'."""
    return low[-1] in COUNCILLORS
