"""Councils and their committees: from a name as written to the one id and the one row that all its spellings share."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import NamedTuple

from pipeline import limits

MAX_SLUG = 80
SMALL = {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "upon", "with", "under", "y", "yr", "a'r"}
SHORT = {  # endings as clerks shorten them
    "mbc": "metropolitan borough council", "cbc": "county borough council", "bc": "borough council", "cc": "county council", "dc": "district council",
    "tc": "town council", "pc": "parish council", "mdc": "metropolitan district council", "ctte": "committee", "cttee": "committee", "sub": "sub",
}  # fmt: skip
TIERS = (  # what kind of council it is; a borough and a parish of one name are two councils
    ("county", r"county(?! borough)"),
    ("parish", r"parish|town|community|neighbourhood"),
    ("district", r"metropolitan|borough|district|city"),
)
TYPE_WORDS = set(
    "council metropolitan borough district county city parish town community london royal unitary authority municipal combined neighbourhood".split()
)
KINDS = (  # of committees, by the last word of the trade in the name
    ("sub-committee", r"sub committee|subcommittee"),
    ("committee", r"committee"),
    ("commission", r"commission"),
    ("board", r"board"),
    ("panel", r"panel"),
    ("cabinet", r"cabinet|executive"),
    ("forum", r"forum"),
    ("group", r"group|party"),
    ("council", r"council"),
)


# What title blocks put before the name of the body that met
_BEFORE_BODY = re.compile(
    r"^\W*(?:the )?(?:(?:approved|unapproved|draft|confirmed|unconfirmed) ?)?(?:minutes )?(?:of |for )?(?:the )?(?:meeting )?(?:of )?(?:the )?",
    re.IGNORECASE,
)


class Body(NamedTuple):
    """What one name says."""

    slug: str  # of a council without the words of its kind: 'rotherham'
    name: str  # as it will be shown
    key: str  # the same for all spellings of the name
    tier: str | None  # county | parish | district; None where the name does not say


def council_of(name: str) -> Body:
    """A council's name taken apart: 'Rotherham Metropolitan Borough Council' is 'rotherham', a district."""
    key = folded(name)
    words = key.split()
    if not re.search(r"\b(?:council|borough|authority)\b", key):  # a school's governors, or a place: each word of it tells it from others
        return Body(slugged(words), presentable(name), key, None)
    stem = [word for word in words if word not in TYPE_WORDS]
    while stem and stem[0] == "of":
        del stem[0]
    while stem and stem[-1] in ("of", "and"):
        del stem[-1]
    tier = next((tier for tier, pattern in TIERS if re.search(rf"\b(?:{pattern})\b", key)), None)
    return Body(slugged(stem or words), presentable(name), " ".join(words), tier)


def committee_of(name: str, council: str | None = None) -> Body:
    """A committee's name: 'Minutes of the Improving Lives Select Commission' is the Improving Lives Select Commission. Within a council, whose id
    may be given, 'Steep Annual Parish Assembly' is its Annual Parish Assembly."""
    plain = _BEFORE_BODY.sub("", name.strip(), count=1) or name
    key = folded(plain).replace("subcommittee", "sub committee")
    key = own_body(re.sub(r"\b(committee|commission|board|panel|forum) meetings?$", r"\1", key), council or "")
    return Body(slugged(key.split()), presentable(plain), key, None)


def own_body(key: str, council: str) -> str:
    """A committee's folded name without the name of its own council; the council's own name stays whole."""
    place = [word for word in council.split("-") if word not in TYPE_WORDS]
    words = key.split()
    if not place or words[: len(place)] != place:
        return key
    rest = words[len(place) :]
    kinds = next((n for n, word in enumerate(rest) if word not in TYPE_WORDS), len(rest))
    if "council" in rest[:kinds] or rest[kinds : kinds + 1] == ["annual"]:
        rest = rest[kinds:]
    return " ".join(rest) if len(rest) > 1 and re.search(r"\b(?:committee|board|panel|commission|cabinet|assembly|group|forum)$", key) else key


def kind_of(key: str) -> str | None:
    """The kind of a committee from its folded name: the word of the trade that stands last, before any 'of'."""
    for part in (key.split(" of ")[0], key):
        found = [(match.end(), kind) for kind, pattern in KINDS for match in re.finditer(rf"\b(?:{pattern})\b", part)]
        if found:
            return max(found, key=lambda pair: pair[0])[1]
    return None


def folded(name: str) -> str:
    """A name without case, accents, punctuation, articles and shortenings."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name[: limits.MAX_NAME]) if not unicodedata.combining(c)).casefold()
    words = re.findall(r"[a-z0-9]+", plain.replace("&", " and ").replace("’", "").replace("'", ""))
    words = " ".join(SHORT.get(word, word) for word in words).split()
    return " ".join(word for word in words if word != "the") or "unnamed"


def slugged(words: list[str]) -> str:
    """An id that may stand in a web address; a very long one is cut, and told from others that begin alike."""
    slug = "-".join(words)
    return slug if len(slug) <= MAX_SLUG else f"{slug[:MAX_SLUG].strip('-')}-{hashlib.sha256(slug.encode()).hexdigest()[:6]}"


def presentable(name: str) -> str:
    """A name as it will be shown: a name all in capitals gets small letters."""
    flat = " ".join(name.split())[: limits.MAX_NAME].strip(" .,:;-–—")
    if not flat.isupper():
        return flat
    words = flat.lower().split(" ")
    return " ".join(word if word in SMALL and place else capital(word) for place, word in enumerate(words))


def capital(word: str) -> str:
    """The first letter of a word, and of each part of a joined one, in capitals: 'sub-committee' becomes 'Sub-Committee'."""
    return re.sub(r"(^|[-/(&])([a-zà-ÿ])", lambda match: match[1] + match[2].upper(), word)
