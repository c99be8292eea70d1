"""The names of councils, and of the bodies that meet in them, as title blocks write them."""

from __future__ import annotations

import re

from pipeline.limits import MAX_NAME

# The last word of a body's name.
BODY = re.compile(
    r"\b(?:(?:sub-? ?|joint |select )?committees?|cabinet|executive|commission|panel|boards?|forum|council|assembly|authority|"
    r"(?:working|steering|task|focus|review|reference|advisory|user|liaison|scrutiny) (?:group|party)|group|party|"
    r"task and finish group|task force|partnership|governors|governing body|trustees|trust|tribunal|hearing|conference|court|"
    r"association|consortium|federation|network|bench|team)\b",
    re.IGNORECASE,
)
_FULL_COUNCIL = re.compile(
    r"^(?:(?:the|full|above|named|parish|town|community|city|county|borough|district|village|annual|township|municipal|extraordinary|ordinary|special|"
    r"metropolitan|royal|london)\s+){0,6}(?:council|council meeting|meeting)?$",
    re.IGNORECASE,
)

_TYPES = set("parish town community city borough county district metropolitan village neighbourhood regional islands unitary municipal".split())
# Words in small letters (or in capitals, in a name all in capitals) that join the parts of a council's name.
_JOINING = {"and", "&", "of", "upon", "with", "cum", "in", "on", "under", "le", "next", "by", "the", "juxta", "y", "a'r", "super", "near", "de", "la"}
# Words that stand before a council's name in a title, and are no part of it.
_BEFORE = set(
    "minutes minute notes meeting meetings proceedings held draft approved unconfirmed confirmed annual ordinary extraordinary extra-ordinary "
    "special monthly regular statutory inaugural general agm a an at to from for between present report agenda record full public above our your "
    "this that is was were are chairman chair clerk councillor councillors cllr cllrs "
    "member members committee cabinet board panel commission councils council "
    "welcome page dear item contact website email tel telephone local principal monday tuesday wednesday thursday friday saturday sunday "
    "january february march april may june july august september october november december representing representative "
    "leader mayor officer officers manager director executive planning finance assistant head virtual remote hybrid zoom teams "
    "new former another other each any every no all signed also both today's tonight's council's committee's year's following".split()
)
_TOKEN = re.compile(r"[^\s\t,;:()\[\]|]+|[,;:()\[\]|\t]|\n")
# 'Council' as the end of a name, not as the first word of 'Council Chamber'.
_COUNCIL = re.compile(
    r"\bcouncil(?![a-z])(?!['’]?s?[ \n]+(?:chambers?|house|offices?|buildings?|tax|suite|members?|plan|depot|owned)\b)"
    r"|\b(?:combined|fire(?:[ \n]+(?:and|&)[ \n]+rescue)?|national[ \n]+park|waste(?:[ \n]+disposal)?|police|integrated[ \n]+transport|"
    r"conservation|broads|port[ \n]+health)[ \n]+authority\b",
    re.IGNORECASE,
)
_BOROUGH_OF = re.compile(
    r"\b(?:(?:London|Royal|Metropolitan)[ \n]+(?:London[ \n]+)?Borough|Township|City and County|Municipality|County Borough)"
    r"[ \n]+of[ \n]+(?:the[ \n]+)?(?P<name>[^\n,;:.()|]{2,60})",
    re.IGNORECASE,
)
_NOT_IN_BOROUGH = re.compile(
    r"\b(?:pension|council|schools?|committee|cabinet|planning|health|held|meeting|minutes|in|at|on|is|was|has|by|which|to|for)\b.*",
    re.IGNORECASE | re.DOTALL,
)
# 'the Parish Council of Little Wenlock'; 'Comhairle nan Eilean Siar'
_COUNCIL_OF = re.compile(
    r"\b(?:Parish|Town|Community|City|Borough|County|District)[ \n]+Council[ \n]+of[ \n]+(?:the[ \n]+)?"
    r"(?:[A-Z][\w'’-]{1,30}[ \n]+(?:and[ \n]+)?){0,2}[A-Z][\w'’-]{1,30}"
    r"|\bComhairle(?:[ ](?:[a-zà-ÿ]{2,5}|[A-ZÀ-Ý][\w'’-]{1,20})){1,4}"
)
_GOVERNORS = re.compile(
    r"\b(?:board of governors|(?:local )?governing (?:body|board)|governors|board of trustees|trustees)\b",
    re.IGNORECASE,
)
_SCHOOL = re.compile(r"\b(?:school|academy|college|federation|trust|nursery|primary)\b", re.IGNORECASE)

SMALL = {"and", "of", "the", "in", "on", "for", "to", "with", "upon", "under", "cum", "le", "by", "at", "y", "juxta", "or", "from"}
# Letters that stay large: words without a vowel, numbers of committees, postcodes ('SK10', '1EA').
_ACRONYM = re.compile(r"(?:[A-Z]\.){2,9}|[^AEIOUYaeiouy\W\d_]{2,5}|[A-Z]{1,2}\d{1,2}[A-Z]?|\d[A-Z]{2}|SACRE|AGM|SEND|CYP|ICT|EU|UK|I|II|III|IV|V")
_WORDS_WITHOUT_VOWEL = {"st", "gt", "mr", "mrs", "ms", "dr", "rd", "ltd", "nth", "sth"}


def tidy(name: str) -> str:
    """A name on one line, without the punctuation around it; a name shouted in capitals in the usual letters."""
    name = re.sub(r"\s+", " ", name).strip(" \t\n-–—:;,.|*_/‘’'\"“”!")
    if name.count("(") != name.count(")"):
        name = name.replace("(", "").replace(")", "").strip()
    letters = [c for c in name if c.isalpha()]
    if len(letters) > 5 and sum(c.isupper() for c in letters) > 0.8 * len(letters):
        name = " ".join(_quieten(word, first=place == 0) for place, word in enumerate(name.split(" ")))
    return name[:MAX_NAME]


def _quieten(word: str, first: bool) -> str:
    """A word in capitals in the usual letters; 'NHS' stays."""
    bare = word.strip("()[],.'’")
    if bare.lower() in SMALL and not first:
        return word.lower()
    if re.fullmatch(r"\d+(?:ST|ND|RD|TH)", bare):
        return word.lower()
    if _ACRONYM.fullmatch(bare) and bare.lower() not in _WORDS_WITHOUT_VOWEL:
        return word
    parts = [part.lower() if part.lower() in SMALL and place else _capital(part.lower()) for place, part in enumerate(word.split("-"))]
    return "-".join(parts)


def _capital(low: str) -> str:
    """The first letter large: of '(audit' too."""
    first = next((place for place, c in enumerate(low) if c.isalpha()), len(low))
    return low[:first] + low[first : first + 1].upper() + low[first + 1 :]


def is_full_council(name: str, councils: list[str]) -> bool:
    """Whether the name is that of the council itself, not of a body of it."""
    low = name.lower()
    return bool(_FULL_COUNCIL.match(low)) or any(low in council.lower() for council in councils)


def find_councils(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """The names of councils and of authorities like them in `text[start:end]`, in order: where each stands, and the name."""
    found = []
    for match in _COUNCIL.finditer(text, start, end):
        first = _walk_back(text, max(start, match.start() - 120), match.start())
        if first is not None:
            found.append((first, match.end(), tidy(text[first : match.end()])))
    found += [(match.start(), match.end(), tidy(match.group())) for match in _COUNCIL_OF.finditer(text, start, end)]
    for match in _BOROUGH_OF.finditer(text, start, end):
        kept = _leading_names(_NOT_IN_BOROUGH.sub("", match["name"]))
        if kept:
            stop = match.start("name") + len(kept)
            found.append((match.start(), stop, tidy(text[match.start() : stop])))
    for match in _GOVERNORS.finditer(text, start, end):
        line = max(start, text.rfind("\n", start, match.start()) + 1, match.start() - 100)
        words = re.split(r"\s+", text[line : match.start()].rpartition("\t")[2])
        while words and words[0].lower().strip(":-–,") in _BEFORE | _JOINING | {""}:
            words.pop(0)
        name = " ".join(words)
        if name[:1].isupper() and _SCHOOL.search(name):
            found.append((line, match.end(), tidy(f"{name} {match.group()}")))
    found.sort(key=lambda one: (one[0], -one[1]))
    return [one for k, one in enumerate(found) if not any(other[1] >= one[1] for other in found[:k])]


def _leading_names(name: str) -> str:
    """'Richmond upon Thames', 'Tower Hamlets', 'Kensington and Chelsea': at most two names, and what joins them."""
    match = re.match(r"[A-Z][\w'’-]*(?:[ \n]+(?:and|upon|AND|UPON|&)[ \n]+[A-Z][\w'’-]*|[ \n]+[A-Z][\w'’-]*)?", name)
    return match.group() if match else ""


def _walk_back(text: str, floor: int, council: int) -> int | None:
    """Where the name begins that ends with the word 'Council' at `council`; None where the word stands alone."""
    shouted = text[council : council + 7].isupper()
    first, breaks, named = None, 0, False
    for token in reversed(list(_TOKEN.finditer(text, floor, council))):
        word = token.group()
        low = word.lower().replace("’", "'").strip("'‘\"“”*")
        if word == "\n":
            breaks += 1
            if breaks > 1:
                break
        elif len(word) == 1 and not word.isalnum() and word != "&":
            break
        elif low in _TYPES:
            if low == word and not shouted and first is None:
                break  # 'the parish council'
            first = token.start()
        elif low in _BEFORE or (low.endswith(".") and low not in ("st.", "gt.", "lt.")):
            break
        elif low in _JOINING:
            continue  # kept only when a name stands before it
        elif not word[0].isupper():
            break
        else:
            first, named = token.start(), True
    return first if named else None
