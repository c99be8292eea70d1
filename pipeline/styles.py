"""How minutes write a person's name: the style before it, initials, particles, honours after it, and lists that share one style."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple


class NameSpan(NamedTuple):
    """A name in the text. `text` is the name as written; in a list under one style it has the style in the singular put before it."""

    start: int
    end: int
    text: str
    style: str  # as written before the name, or carried over from the head of the list; '' where there is none
    given: str
    surname: str


# ---- the trade's words -----------------------------------------------------------------------------------------------------------------
COUNCIL_STYLE = r"(?:[Cc]ouncill?ors?|COUNCILL?ORS?|[Cc]l{1,2}rs?|CLL?RS?|Cll?r['’]s|Couns?(?=\.)|Cynghorydd|Cynghorwyr|Cyng(?:h)?|[CD]/Cllrs?)"
TIER = r"(?:County|COUNTY|Cty|District|DISTRICT|Borough|BOROUGH|Boro|Parish|PARISH|Town|TOWN|City|CITY|Community|COMMUNITY|Ward|Unitary|Shire)"
PERSONAL_STYLE = (
    r"(?:Mrs?|MRS?|Ms|MS|Miss|MISS|Mx|MX|Messrs|MESSRS|Drs?|DRS?|Doctor|Prof(?:essor)?|PROF(?:ESSOR)?|Sir|SIR|Dame|DAME|Lord|LORD|Lady|LADY|Baroness"
    r"|BARONESS|Baron|Viscount|Earl|Rt\.? Hon|Hon|Rev(?:d|erend)?|REV(?:D|EREND)?|Canon|CANON|Father|Fr|Sister|Imam|Rabbi|Pastor|Bishop|Archdeacon"
    r"|Ald(?:erman|erwoman|ermen)?|ALD(?:ERMAN)?|Bailie|Baillie|Provost)"
)
RANK = (
    r"(?:PCSO|PC|WPC|DC|DI|DCI|Police Constable|Constable|Police Sergeant|Sergeant|Sgt|Chief Inspector|Ch\.? Insp|C/?Insp|Inspector|Insp"
    r"|Chief Superintendent|Superintendent|Ch\.? Supt|[CDT]/?Supt|Det\.? (?:Insp|Supt|Sgt|Ch\.? Insp)"
    r"|Supt|Chief Constable|Station Officer|Watch Manager|Commander|Cdr|Cmdr|Major|Maj|Captain|Capt"
    r"|Lt\.? Col|Lieutenant Colonel|Colonel|Col|Brigadier|Brig|Wing Commander|Wg\.? Cdr|Squadron Leader|Sqn\.? Ldr|Group Captain|Lieutenant"
    r"|Flt\.? Lts?|Flight Lieutenant|Lt)"
)
COUNCILLOR = re.compile(rf"(?<![\w’'-]){COUNCIL_STYLE}(?![\w’'-])")
MAYORALTY = r"(?:(?:The |the )?(?:Right Worshipful |Rt\.? Worshipful |Worshipful )?(?:Deputy |Lord |Lady )?(?:Lord |Town )?Mayor(?:ess)?"
MAYORALTY += r"(?: of [A-Z][a-z]{1,20})?,?)"
_UNIT = rf"(?:(?:{TIER}[ \n])?{COUNCIL_STYLE}|{PERSONAL_STYLE}|{RANK}|{MAYORALTY})"
STYLE = re.compile(rf"(?:[Tt]he )?{_UNIT}(?![\w’'-])\.?(?:[ \u00a0\n]{{1,2}}{_UNIT}(?![\w’'-])\.?){{0,3}}(?=[ \u00a0\n(:]|[^\W\d_])")
_STYLE_SEARCH = re.compile(rf"(?<![\w’'/-]){STYLE.pattern}")
_STYLE_AT_END = re.compile(rf"(?<![\w’'/-])(?:{COUNCIL_STYLE}|{PERSONAL_STYLE}|{RANK})\.?$")
PLURALS = {"councillors": "Councillor", "councilors": "Councilor", "cllrs": "Cllr", "cllr's": "Cllr", "clrs": "Clr", "couns": "Coun", "messrs": "Mr"}
PLURALS |= {"cynghorwyr": "Cynghorydd", "drs": "Dr", "aldermen": "Alderman"}
HONOUR = (
    r"(?:OBE|MBE|CBE|KBE|DBE|BEM|QPM|JP|J\.P\.|DL|QC|KC|MP|MSP|MEP|AM|TD|RD|CB|CMG|KCB|QFSM|QSO|LVO|MVO|CVO|VR|FRICS|FRSA|PhD|BSc|MA|Esq\.?"
    r"|Jnr|Jr|Snr|Sr)"
    r"(?![\w’'-])"
)
_HONOUR = re.compile(HONOUR)
HONOURS = re.compile(rf"(?:,?[ \u00a0\n]{{1,2}}{HONOUR}){{1,4}}")
PARTICLE = re.compile(
    r"(?:de la|de le|van der|van den|van de|von der|de|De|van|Van|von|der|den|du|di|da|dos|la|le|ap|Ap|ab|al|el|bin|ibn|ul|ur)"
    r"(?=[ \n]{1,2}[^\W\d_])"
)
_OF_PARTICLES = frozenset("ADVabdeiluv")  # what they begin with
INITIALS = re.compile(
    r"(?:Wm|Geo|Chas|Thos|Jas|Jos|Robt|Edw|Fredk|Saml)\.(?=[ \n])"
    r"|(?:[A-Z]\.(?:[ ]?-?[ ]?)?){1,5}(?=[ \n]?[A-Z])|(?:[A-Z]\.){1,5}(?=[ \n])|[A-Z](?:-[A-Z])?(?![\w’'.-])|[A-Z]{2,4}(?![\w’'-])"
)
NICKNAME = re.compile(r"[“\"‘']{1,2}[A-Z][a-z]{1,14}[”\"’']{1,2}(?=[ \n])|\([A-Z][a-z]{1,14}\)(?=[ ]{1,2}[A-Z][a-z])")
_OF_NICKNAMES = frozenset("“\"‘'(")
WORD = re.compile(
    r"(?:St\.?[ ](?=[A-Z])|St\.|[OD]['’] )?[^\W\d_]{1,30}(?:[’'‘`´.-][^\W\d_]{2,30}|(?:-[ ]|[ ]-)(?=[A-Z][a-z])[^\W\d_]{2,30}"
    r"|[’'`][^\W\d_]){0,3}"
)
GAP = re.compile(r"[ \u00a0]{1,3}|[ ]?\n[ ]?(?!\n)")
JOIN = re.compile(r"[ \u00a0\n]{0,2}(?:[,;/&+]|,?[ \n](?:and|AND|with|&)(?=[ \n]))[ \u00a0\n]{0,2}(?:(?:and|AND|&)(?=[ \n])[ \n])?")
_LISTED_ON = re.compile(r",|[ \n]and[ \n]")
ASIDE = re.compile(r"[ \u00a0\n]{0,2}(?:\([^()\n]{0,90}(?:\n[^()\n]{0,90})?\)|[-–][ ](?:in the )?[Cc]hair(?:man|person|woman)?(?![\w-]))")

# Capitalised words of minutes that are no part of a name: offices, bodies, labels, the beginnings of sentences.
NOT_NAMES = frozenset(
    """a absence absent accountancy accountant acting action admin administration administrative administrator adult adults adviser advisor
    advisory agenda agreed all also alternate an and annual any apologies apology appointed appointment approved architect area arising
    arrived arriving as asked assistant associate association at attendance attended attendees attending audit auditor auditors barrister
    board borough both building business but by cabinet care centre ceo chair chaired chairing chairman chairperson chairs chairwoman
    chamber chief children clerk clerks closed co co-opted co-optee co-ordinator college comments commission committee communications
    community company confirmed conservative consultant consultation contract control convener convenor convenors coopted coordinator
    corporate correspondence council councillor councillor/s councillors counsel county customer date december declaration declarations
    declared delegate democracy democrat democratic departure departures deputies deputy development director directors discussion district
    due during economic education eight elected election electoral eleven ended engagement engineer engineering enterprise environment
    environmental ex executive external facilitator february finance financial finish five following for forum forward foundation four
    friday from full funding further general governance governor governors group guests headteacher health her highway highways his housing
    however human if in inc independent independents information interest interests interim internal into investment invited is it item
    items january joint july labour late lawyer leader learning left legal leisure liberal licensing limited llp local ltd made management
    manager matters mayor meeting meetings member members minute minutes monday monitoring motion name names neighbourhood new next nhs nine
    no nominated non none not note noted notes november observer observers october of office officer officers offices on one online opened
    operations opposition or other our own panel parents part partner partnership partnerships performance planning police policy portfolio
    present presentation president press primary principal procurement programme project property proposed proposer providing public pupil
    quality questions raised re received recorded regeneration regulatory reminded remotely report reported reporter reports representative
    representatives representing reserve resident residents resolved resources responsible review room safeguarding safer saturday school
    schools scrutiny secondary seconded secretary section september service services seven she signed since six social society solicitor
    speakers special specialist standards start started statement strategic strategy sub-committee subcommittee subject substitute
    substitutes substituting sunday support supporting surveyor team teams technical ten that the their then there these they this those
    three thursday time times title to together transport treasurer tree trust trustee tuesday twelve two under unison unitary unless until
    update vacancy venue via vice vice-chair vice-chairman vice-chairperson vice-chairwoman vicechair virtual virtually visitor visitors
    voting warden was wednesday welcome welcomed wellbeing were when where which while who with within works would you youth zoom""".split()
)
# Common words that are surnames too: part of a name after a style, initials or one given name, never its beginning.
WEAK_NAMES = frozenset(
    """hall street lane road page church bank house land park place law lead head guest ward south england english staff chambers parish prior
    power parent noon village speaker town city green senior""".split()
)
_STYLE_WORD = re.compile(
    r"\b(?:councill?ors?|cllr['’]s|cll?rs?|couns?(?=\.)|cynghorydd|cynghorwyr|cyngh?|county|district|borough|parish|town(?= c)|community"
    r"|city(?= c)|the|deputy|lord|lady|mayor(?:ess)?|mrs?|ms|miss|mx|messrs|drs?|doctor|prof(?:essor)?|sir|dame|baroness|rev(?:d|erend)?"
    r"|canon|father|fr|ald(?:erman)?|bailie|provost|pcso|pc|sergeant|sgt|constable"
    r"|chief|inspector|insp|superintendent|supt|obe|mbe|cbe|bem|jp|dl|qc|kc|mp|msp|esq|hon|rt)\b\.?"
)

_BRACKETS = re.compile(r"\([^()]{0,100}\)")
_PLAIN_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_SEX = re.compile(r"\b(?:(Mr|MR|Sir|Lord|Father)|(Mrs|MRS|Ms|MS|Miss|MISS|Dame|Lady|Baroness))\b")
FULL_NAME = 3  # letters: a shorter given name is initials


# ---- one name --------------------------------------------------------------------------------------------------------------------------
def match_name(text: str, start: int, end: int, styled: bool = True) -> tuple[int, str, str] | None:
    """The name without its style that begins at `start`: where it ends (honours included), the given names or initials, the surname.

    The surname is the last part with the particles before it; `styled` says that a style stands before the name.
    A name over two lines is taken where the first line leaves it unfinished.
    """
    at, broken, finished = start, False, -1
    parts: list[tuple[str, int, int]] = []
    while at < end and len(parts) < 7:
        part = _match_part(text, at, end, bool(parts))
        if part is None:
            break
        kind, stop = part
        if kind == "w" and text[at:stop].lower().strip(".") in WEAK_NAMES and not _lacks_surname(parts, styled):
            break
        if broken and not (kind in "wi" and _may_go_on(text, parts, at, stop)):
            break
        parts.append((kind, at, stop))
        if kind == "w":
            finished = len(parts)
        gap = GAP.match(text, stop, end)
        if gap is None:
            at = stop
            if kind != "i" or not text[stop : stop + 1].isalpha():
                break
            continue  # 'R.Smith'
        if broken and "\n" in gap.group():
            break
        broken = broken or "\n" in gap.group()
        at = gap.end()
    if finished < 1:
        last = parts[-1] if parts else None
        if last is None or len(parts) < 2 or last[0] != "i" or last[2] - last[1] < 2 or "." in text[last[1] : last[2]]:
            return None
        finished = len(parts)  # a short surname in capitals: 'J LEE', 'A COX'
    parts = parts[:finished]
    name_end = parts[-1][2]
    first = len(parts) - 1
    while first > 0 and parts[first - 1][0] == "p":
        first -= 1
    given = " ".join(text[parts[0][1] : parts[first - 1][2]].split()) if first else ""
    surname = " ".join(text[parts[first][1] : name_end].split())
    honours = HONOURS.match(text, name_end, end)
    return (honours.end() if honours else name_end), given, surname


def _match_part(text: str, at: int, end: int, inside: bool) -> tuple[str, int] | None:
    """One part of a name at a place: p a particle, i initials, n a nickname, w a word."""
    first = text[at]
    if first in _OF_PARTICLES and (found := PARTICLE.match(text, at, end)):
        return "p", found.end()
    if first.isupper() and (found := INITIALS.match(text, at, end)):
        letters = found.group()
        if not ((inside and _HONOUR.match(letters)) or (len(letters) > 1 and letters.lower() in NOT_NAMES)):
            return "i", at + len(letters.rstrip(" -"))
    if inside and first in _OF_NICKNAMES and (found := NICKNAME.match(text, at, end)):
        return "n", found.end()
    found = WORD.match(text, at, end)
    if found is None:
        return None
    word = found.group()
    if not (word[0].isupper() or word[:2] in ("d’", "d'", "o’", "o'")) or is_common(word) or STYLE.match(text, at, end) or _HONOUR.match(word):
        return None
    return "w", found.end()


def _may_go_on(text: str, parts: list[tuple[str, int, int]], at: int, stop: int) -> bool:
    """At a line's end a name is unfinished after initials, particles or a single word; inside a list a comma ends it: ', P Lindsay' / 'Hall,'."""
    if parts[-1][0] != "w" or len(parts) == 1:
        return True
    begin = parts[0][1]
    if len(parts) != 2 or parts[0][0] != "i" or text[max(0, begin - 2) : begin] not in (", ", ",\n"):
        return False
    return _LISTED_ON.match(text, stop) is not None and WORD.fullmatch(text, at, stop) is not None


def _lacks_surname(parts: list[tuple[str, int, int]], styled: bool) -> bool:
    """Nothing but a style, initials or one given name has been read."""
    words = [kind for kind, _, _ in parts if kind == "w"]
    return (not words and (styled or bool(parts))) or len(words) == 1 == len(parts)


@lru_cache(maxsize=4096)
def is_common(word: str) -> bool:
    """A capitalised word of minutes that is no part of a name."""
    low = word.lower().strip(".’'")
    if low.endswith(("’s", "'s")):
        low = low[:-2]
    return low in NOT_NAMES or ("-" in low and not NOT_NAMES.isdisjoint(low.replace(" ", "").split("-")))


def singular(style: str) -> str:
    """The style of one person of a list: 'Councillors' -> 'Councillor', 'Councillors Dr.' -> 'Councillor Dr.'."""
    return " ".join(_one_of(word) for word in style.split()).rstrip(":,")


def _one_of(word: str) -> str:
    plain = word.rstrip(".,:")
    one = PLURALS.get(plain.lower().replace("’", "'"))
    if one is None:
        return word
    one = one.upper() if plain.isupper() and len(plain) > 3 else one if plain[0].isupper() else one.lower()
    return one + ("." if word.endswith(".") else "")


def ends_with_style(text: str) -> bool:
    """A line that breaks off after a style: '... and Mrs'."""
    return _STYLE_AT_END.search(text, max(0, len(text) - 24)) is not None


def list_style(style: str) -> str:
    """What each name of the list bears that a plural style heads: 'Councillors Dr.' -> 'Councillor'; '' where the style heads no list."""
    words = style.split()
    plural = [n for n, word in enumerate(words) if word.rstrip(".,:").lower().replace("’", "'") in PLURALS]
    return " ".join(_one_of(word) for word in words[: plural[-1] + 1]).rstrip(":,") if plural else ""


def is_plural(style: str) -> bool:
    """The style heads a list."""
    return bool(list_style(style))


# ---- names in prose --------------------------------------------------------------------------------------------------------------------
def find_names(text: str, start: int = 0, end: int | None = None) -> list[NameSpan]:
    """The names that bear a style, in order; a plural style is carried over its list ('Councillors A, B (Chair) and C')."""
    end = len(text) if end is None else end
    found: list[NameSpan] = []
    at = start
    while style := _STYLE_SEARCH.search(text, at, end):
        spans, at = match_styled(text, style, end)
        found += spans
    return found


def match_styled(text: str, style: re.Match[str], end: int) -> tuple[list[NameSpan], int]:
    """The name or the list of names after a style, and where to read on."""
    at = _skip_space(text, style.end(), end)
    as_written = style.group()
    if text[at : at + 1] == "(" and "ayor" in as_written:  # 'The Mayor (Councillor Pitchley)'
        return [], at
    name = match_name(text, at, end)
    if name is None:
        return [], max(style.end(), style.start() + 1)
    one = singular(as_written)
    stop, given, surname = name
    spans = [NameSpan(style.start(), stop, _join(one, text[at:stop]), one, given, surname)]
    each = list_style(as_written)
    if not each:
        return spans, stop
    while (following := next_in_list(text, stop, end)) is not None:
        at, (stop, given, surname) = following
        spans.append(NameSpan(at, stop, _join(each, text[at:stop]), each, given, surname))
    return spans, stop


def next_in_list(text: str, at: int, end: int) -> tuple[int, tuple[int, str, str]] | None:
    """The next name of a list without a style of its own: where it begins, and what `match_name` says of it."""
    aside = ASIDE.match(text, at, end)
    join = JOIN.match(text, aside.end() if aside else at, end)
    if join is None and aside is None:
        return None
    begins = join.end() if join else _skip_space(text, aside.end() if aside else at, end)
    if STYLE.match(text, begins, end):
        return None
    name = match_name(text, begins, end)
    return (begins, name) if name else None


def split_list(text: str) -> list[str]:
    """The names of a list, each with the style that stands before it or before the list: 'Cllrs A, B & C (Chair)' -> Cllr A, Cllr B, Cllr C."""
    names: list[str] = []
    at, one, own = 0, "", ""
    while at < len(text):
        style = STYLE.match(text, at)
        if style:
            own, one = singular(style.group()), list_style(style.group()) or singular(style.group())
            at = _skip_space(text, style.end(), len(text))
        name = match_name(text, at, len(text))
        if name is None:
            at += 1
            while at < len(text) and text[at - 1].isalnum():
                at += 1
            continue
        names.append(_join(own or one, text[at : name[0]]))
        own = ""
        aside = ASIDE.match(text, name[0])
        at = aside.end() if aside else name[0]
        join = JOIN.match(text, at)
        at = join.end() if join else at
    return names


def _skip_space(text: str, at: int, end: int) -> int:
    while at < end and text[at] in " \u00a0\n:,":
        at += 1
    return at


def _join(style: str, name: str) -> str:
    return " ".join(f"{style} {name}".split())


# ---- comparing -------------------------------------------------------------------------------------------------------------------------
@lru_cache(maxsize=4096)
def name_parts(name: str) -> tuple[tuple[str, ...], str]:
    """(given names or initials, surname) in small letters, without style, honours and words in brackets."""
    plain = _BRACKETS.sub(" ", name).replace("’", "'").replace("‘", "'").lower()
    parts: list[str] = _PLAIN_WORD.findall(_STYLE_WORD.sub(" ", plain))
    return (tuple(parts[:-1]), parts[-1]) if parts else ((), "")


def surname(name: str) -> str:
    """The surname in small letters: its last word."""
    return name_parts(name)[1]


def same_person(a: str, b: str) -> bool:
    """The same surname (a slip of spelling forgiven in a long one), and no given name, initial or style that speaks against it."""
    (given_a, surname_a), (given_b, surname_b) = name_parts(a), name_parts(b)
    if not surname_a or not surname_b:
        return False
    if surname_a != surname_b and not _a_slip(surname_a, surname_b):
        return False
    if None not in (sex(a), sex(b)) and sex(a) != sex(b):
        return False
    if not given_a or not given_b:
        return True
    first, second = given_a[0], given_b[0]
    if len(first) < FULL_NAME or len(second) < FULL_NAME:
        return first[0] == second[0]
    return first[:FULL_NAME] == second[:FULL_NAME]  # 'Jenny' and 'Jennifer', not 'Alun' and 'Arwel'


def _a_slip(a: str, b: str) -> bool:
    """Two spellings of one long surname."""
    if min(len(a), len(b)) < 6 or a[0] != b[0] or abs(len(a) - len(b)) > 2:
        return False
    return SequenceMatcher(None, a, b, autojunk=False).ratio() > 0.9


@lru_cache(maxsize=4096)
def sex(name: str) -> str | None:
    """What the style tells, to keep Mr and Mrs Martin apart."""
    found = _SEX.search(name)
    return None if found is None else "m" if found[1] else "f"
