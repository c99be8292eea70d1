"""A person as written and the label above -> an attendee: capacity, status, role, post, mode, arrival and departure, substitute for whom."""

from __future__ import annotations

import re

from pipeline import styles
from pipeline.attendance_entries import Person
from pipeline.attendance_labels import Label, Status
from pipeline.records import Attendee, Capacity

MAX_POST = 150  # characters: a longer one is no title
_CHAIR = r"(?:chair(?:man|person|woman)?|conven[eo]r)"
CHAIR = re.compile(
    rf"(?:.*\bin the (?:chair|{_CHAIR})\b.*|(?:the |acting |interim |independent |elected |committee |board |panel )?{_CHAIR}"
    rf"(?: of the (?:meeting|committee|council"
    rf"|board|panel|forum))?(?: [A-Z]{{2,4}})?|(?:in the )?chairing.*|presiding(?: officer)?|chaired.*"
    rf"|{_CHAIR} for (?:the|this) meeting)",
    re.IGNORECASE,
)
VICE = re.compile(rf"(?:the |acting )?(?:vice|deputy)[- ]?{_CHAIR}(?: of the (?:meeting|committee|council|board|panel|forum))?", re.IGNORECASE)
SUBSTITUTE = re.compile(
    r"(?:(?:as |acting as |attending as |attended as )?(?:a )?(?:substitut\w{0,4}|sub|reserve|deput\w{0,5}|alternate)(?: member)?\.?(?: "
    r"(?:for|of))?|in (?:the )?place of|on behalf of|for|vice|representing)[ :]+(?P<whom>.+)",
    re.IGNORECASE,
)
SUBSTITUTED = re.compile(r"(?:as )?(?:a )?(?:substitute|sub|reserve)(?: member)?", re.IGNORECASE)
VIRTUAL = re.compile(
    r"(?:(?:attend(?:ed|ing)|joined|joining|present|in attendance|participat\w+)(?: the meeting)?,? )?(?:virtual(?:ly)?|remote(?:ly)?"
    r"|on-?line|(?:via|by|through|on) "
    r"(?:vc|zoom|(?:ms |microsoft )?teams|video\S{0,12}(?: link| conferenc\w+)?|skype|telephone|phone)|teams|zoom|vc)(?: (?:attendance|only"
    r"|link|call|from .{1,30}))?",
    re.IGNORECASE,
)
IN_PERSON = re.compile(r"\b(?:in person|in the (?:chamber|room))\b", re.IGNORECASE)
ARRIVED = re.compile(
    r"(?:from|arrived?|arriving|joined?|joining|entered|came in|late from|present from|items? \S+ onwards)(?: the meeting)?(?: (?:at|from"
    r"|during|for|after|before|following))?(?: and)? (?P<when>.+)",
    re.IGNORECASE,
)
LEFT = re.compile(
    r"(?:left|leaving|departed|until|up to|to|till|retired|withdrew|present until|present to)(?: the meeting)?(?: (?:at|after|during|before"
    r"|following|from))? (?P<when>.+)",
    re.IGNORECASE,
)
PARTLY = re.compile(
    r"(?:(?:for )?(?:agenda |minute )?(?:items?|minutes?|nos?\.?|agenda)[ .]{0,2}(?:no[.s]{0,2} ?)?\d.*|part(?:ly)?|(?:for )?part of (?:the "
    r")?meeting|for (?:the "
    r")?(?:first|last|item|part|minute|agenda).*|late|arrived late|left early)",
    re.IGNORECASE,
)
REASON = re.compile(
    r"(?:ill(?:ness)?|sick(?:ness)?|unwell|holiday|on holiday|annual leave|on leave|leave|work(?:ing)?(?: commitments?)?|business"
    r"|personal(?: reasons?)?|family(?: \w+)?|prior (?:engagement|commitment)|other (?:engagement|commitment|meeting)|another (?:meeting|engagement)"
    r"|council business|medical.*|health|unavailable|away|bereavement|maternity.*|paternity.*|accepted|none|as above|see below|approved"
    r"|observing|observer|non[- ]voting|voting|no vote)\.?",
    re.IGNORECASE,
)
PLAIN = re.compile(
    r"(?:committee |board |parish |council )?(?:members?|public|member of the public|councillors?|resident|guest|visitor|observer)(?: [A-Z]{2,4})?",
    re.IGNORECASE,
)
_COUNCILLOR = re.compile(r"\b(?:[Cc]ouncill?ors?|COUNCILL?ORS?|[Cc]l{1,2}rs?|CLLRS?|Ald(?:erman)?|Bailie|Provost|Cyng(?:horydd)?)\b")
_RANK = re.compile(rf"(?:{styles.RANK})\b")
_CLERICAL = re.compile(
    r"\b(?:clerk|rfo|responsible financial officer|minute[- ]?taker|minutes secretary|democratic services|committee (?:officer|manager"
    r"|administrator|services)|governance (?:officer|services)|proper officer)\b",
    re.IGNORECASE,
)
_MEMBERS_OFFICE = re.compile(
    r"\b(?:councillors?|cllr|cabinet member|portfolio holder|executive member|leader of the|opposition|group leader|deputy leader|ward "
    r"member|member of parliament|MP|MSP|MS|AM|alderman|(?:chair(?:man)?|member) of (?:the )?\w+(?: \w+){0,4} (?:committee|scrutiny|panel))\b",
    re.IGNORECASE,
)
_INDEPENDENT = re.compile(r"\bindependent (?:co-?opted )?(?:members?|persons?)\b", re.IGNORECASE)
_OTHER_COUNCIL = re.compile(r"\b[A-Z]{1,3}[CDB]C\b")
_OUTSIDE = re.compile(
    r"\b(?:NHS|police|fire|trust|hospitals?|ltd|limited|llp|plc|university|college|church|diocese|archdiocese|healthwatch|ccg|icb|society"
    r"|association|charity|foundation|friends of|resident(?:s)?|grant thornton|kpmg|deloitte|ernst|bdo|mazars|pwc|ey|"
    r"voluntary|consult(?:ants|ing|ancy)|agency|housing association|federation|union|unison|gmb|warden|youth council|engagement lead"
    r"|external audit\w*|plan group|partnership)\b",
    re.IGNORECASE,
)
_COMPANY = re.compile(r"\b(?:NHS|police|trust|ltd|limited|llp|plc|external audit\w*|grant thornton|kpmg|deloitte|mazars)\b", re.IGNORECASE)
_STYLE_OFFICE = re.compile(rf"{styles.MAYORALTY}|{styles.TIER} {styles.COUNCIL_STYLE}|{styles.RANK}(?![\\w])")
_CLAUSE = re.compile(
    r"(?:who|which|to|for|and|as|at|in|on|was|were|had|has|have|is|of|from|sent|gave|that|with|by|but"
    r"|joined|attended|also|[Rr]eceived|came)\b"
)
_CAME_OR_WENT = re.compile(r"(?:came in|arrived|entered|joined|left|departed|withdrew)\b")
_PUBLIC = re.compile(r"\b(?:members? of (?:the )?(?:public|press)|resident|parishioner|elector|reporter)\b|^public\b", re.IGNORECASE)
_ACRONYM = re.compile(r"(?!CLERK|CHAIR|MAYOR|RFO|CEO|MP|MSP|PCSO|S151)[A-Z]{2,6}(?: [A-Z]{2,4})?")
_PARTY = re.compile(
    r"(?:con(?:servative)?|lab(?:our)?(?: (?:and|&) co-op(?:erative)?)?|lib(?:eral)?[ -]?dem(?:ocrat)?s?|lib|ld|green"
    r"|ind(?:ependent)?s?|ukip|reform(?: uk)?|snp|plaid(?: cymru)?|dup|sdlp|uup|alliance|sinn f[eé]in|non-aligned)(?: (?:group|party))?",
    re.IGNORECASE,
)
_NEIGHBOUR = re.compile(
    r"\b(?:County|District|Borough|Unitary|Ward|City)\b[ ](?:[Cc]ouncill?or|[Cc]l?lr)|\b(?:[CD]/Cllr)|\bA ?& ?B Councillor|\b[A-Z]{2,4} Councillor",
    re.IGNORECASE,
)


def attendee_of(person: Person, label: Label, council: str | None) -> Attendee:
    """What is known of one person: the label speaks first, then the style, then the remarks and the post."""
    if (
        label.capacity == "other-councillor" and label.style and council and _is_own_tier(label.style, council)
    ):  # 'County Councillors' of a county council
        label = label._replace(status="present", capacity="member")
    status: Status = label.status or "present"
    role, mode = label.role, label.mode
    arrived, left, whom, initials = None, None, None, None
    substitute = label.capacity == "substitute"
    notes = [part for remark in person.remarks for part in _parts(remark)]
    posts: list[str] = []
    hints: list[str] = []
    for part in [*(_parts(person.post_text) if person.post_text else []), *([label.post] if label.post else [])]:
        (notes if _is_office(part, person) or _CAME_OR_WENT.match(part) else posts).append(part)
    away = status in ("apologies", "absent")
    for note in (n.strip(" .") for n in notes):
        if VICE.fullmatch(note) or CHAIR.fullmatch(note):
            vice = re.match(r"(?:the |acting )?(?:vice|deputy)\b", note, re.IGNORECASE)
            scottish = "conven" in note.lower()
            if not (away and scottish):
                role = "vice-chair" if vice or role == "vice-chair" else "chair"
            posts += [note] if scottish else []
        elif initials is None and is_key(note, person):
            initials = note.replace(".", "")
        elif (found := SUBSTITUTE.fullmatch(note)) and names_someone(found["whom"]):
            substitute, whom = True, found["whom"].strip(" .")
        elif SUBSTITUTED.fullmatch(note):
            substitute = True
        elif VIRTUAL.fullmatch(note):
            mode = "virtual"
        elif IN_PERSON.search(note) and len(note) < 60:
            mode = "in-person"
        elif found := LEFT.fullmatch(note):
            left = found["when"].strip()
        elif found := ARRIVED.fullmatch(note):
            arrived = found["when"].strip()
        elif _ACRONYM.fullmatch(note) or _PARTY.fullmatch(note):
            hints.append(note)  # 'CDC': the council or the party that somebody is of
        elif note and not PARTLY.fullmatch(note) and not REASON.fullmatch(note):
            joined = bool(posts) and not _PUBLIC.search(posts[-1])
            posts = [*posts[:-1], f"{posts[-1]} ({note})"] if joined else [*posts, note]
    posts = [p for p in posts if not _CLAUSE.match(p) and len(p) <= MAX_POST]
    if away:
        posts = [p for p in posts if not REASON.fullmatch(p)]
    told = [p.removeprefix("the ") for p in posts if p and not any(plain.fullmatch(p) for plain in (PLAIN, _ACRONYM, _PARTY))]
    written = re.sub(r"^(\w+) [A-Z]{2}$", r"\1", ", ".join(told)) or _office_in_style(person.style)  # 'Convenor CC'
    capacity, status = capacity_of(person, label, status, ", ".join(p for p in [*posts, *hints] if p), substitute, council or "")
    return Attendee(
        name=person.name,
        capacity=capacity,
        status=status,
        start=person.start,
        end=person.end,
        page=person.page,
        mode=mode,
        meeting_role=role,
        post=written,
        substitutes_for=whom,
        initials=initials,
        arrived=arrived,
        left=left,
    )


def _office_in_style(style: str) -> str | None:
    """'Mayor Tom Ash', 'County Cllr Birch', 'PCSO Cedar': the style tells the office."""
    found = _STYLE_OFFICE.match(style)
    return found.group().strip(" ,") if found else None


def _is_office(part: str, person: Person) -> bool:
    """'Chairman' after a name is the meeting's chair; with more after it, of another body: 'Chair, Healthwatch Calderby'."""
    if not (CHAIR.fullmatch(part) or VICE.fullmatch(part)):
        return False
    after = (person.post_text or "").partition(part)[2].strip(" ,-–")
    return not after or CHAIR.fullmatch(after) is not None or VICE.fullmatch(after) is not None


def _parts(remark: str) -> list[str]:
    """Remarks of one bracket: '(Mayor, in the Chair)'; a title with a comma in it stays whole."""
    parts = [part.strip() for part in re.split(r"[;,]| [-–] (?=[Ss]ubstitute|[Ii]n the)", remark)]
    known = [
        (bool(p) and any(r.fullmatch(p) for r in (CHAIR, VICE, LEFT, ARRIVED, PARTLY, VIRTUAL, SUBSTITUTED))) or bool(SUBSTITUTE.fullmatch(p))
        for p in parts
    ]
    return parts if any(known) or all(re.fullmatch(r"[A-Z.]{2,5}", p) for p in parts) else [remark.strip()]


def is_key(note: str, person: Person) -> bool:
    """Initials by which the minutes name the person later; '(CDC)' is the body that somebody comes from."""
    key = note.replace(".", "").replace(" ", "")
    if not re.fullmatch(r"[A-Z][A-Za-z’']{1,4}", key) or sum(c.isupper() for c in key) < 2 or not person.given:
        return False
    surname = person.surname.split()[-1]
    return key[0] == person.given[0].upper() and surname[0].upper() in key[1:].upper()


def names_someone(words: str) -> bool:
    """'for Robert Chell', not 'for items 5 and 6'."""
    return bool(styles.split_list(words)) and not re.match(r"(?:item|part|minute|the )", words, re.IGNORECASE)


def _is_own_tier(office: str, council: str) -> bool:
    """A county councillor is a member of a county council."""
    tier = office.split()[0].lower()
    return tier in ("county", "district", "borough", "city", "unitary") and tier in council.lower()


def capacity_of(person: Person, label: Label, status: Status, post: str | None, substitute: bool, council: str) -> tuple[Capacity, Status]:
    """In which capacity somebody came; under 'Present' the clerk is no member, and a county councillor no member of a parish."""
    councillor = _COUNCILLOR.search(person.style) is not None or bool(person.group_note and _COUNCILLOR.search(person.group_note))
    here: Status | None = status if status in ("apologies", "absent") else None
    if substitute and label.capacity not in ("officer", "public") and status != "in-attendance":
        return "substitute", here or "present"
    if label.capacity == "public":
        return ("other-councillor" if councillor else "public"), here or "in-attendance"
    if post and _CLERICAL.search(post) and not councillor:
        return "officer", here or "in-attendance"
    if label.capacity == "officer" and not councillor:
        return (
            "partner"
            if post and _COMPANY.search(post) and not re.search(r"\b(?:clerk|director|manager|officer)\b", post, re.IGNORECASE)
            else "officer"
        ), here or "in-attendance"
    if label.capacity in ("co-opted-member", "partner"):
        return label.capacity, status
    if post and re.search(r"\bco-?opted (?:member|representative)|\bco-?optee\b", post, re.IGNORECASE):
        return "co-opted-member", here or "present"
    if _RANK.match(person.style) and not label.says_members:
        return "partner", here or "in-attendance"
    tier = _NEIGHBOUR.search(f"{person.style} {post or ''}")
    own = tier is not None and _is_own_tier(tier.group(), council)
    neighbour = (tier is not None and not own) or bool(post and _OTHER_COUNCIL.search(post))
    if post and _INDEPENDENT.search(post) and status != "in-attendance":
        return "co-opted-member", status
    if status in ("present", "apologies", "absent"):
        if neighbour and not label.says_members:
            return "other-councillor", here or "in-attendance"
        if here and post and _PUBLIC.search(post):
            return "public", here
        if (
            here
            and not councillor
            and post
            and label.capacity is None
            and not _MEMBERS_OFFICE.search(post)
            and re.search(r"\b(?:officer|director|manager|clerk|head of)\b", post, re.IGNORECASE)
        ):
            return "officer", here
        return ("co-opted-member" if post and re.search(r"\bco-?opted\b", post, re.IGNORECASE) else "member"), status
    if councillor or label.capacity == "other-councillor":
        return "other-councillor", status
    if post and _PUBLIC.search(post):
        return "public", status
    if post and _MEMBERS_OFFICE.search(post):
        return "other-councillor", status
    if post and _OUTSIDE.search(post):
        return "partner", status
    return (
        "officer" if post else "partner" if label.capacity == "partner" else "public" if label.status == "in-attendance" and not post else "officer"
    ), status
