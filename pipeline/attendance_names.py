"""Names in lists, where no style marks them: what stands by itself as a name, and the posts that stand before or after it."""

from __future__ import annotations

import re

from pipeline import styles

# A word that titles of posts and offices hold, and names seldom.
POST_WORD = re.compile(
    r"(?:acting|interim|assistant|deputy|vice|senior|principal|chief|chair(?:man|woman|person)?|clerk|mayor(?:ess)?|leader|director"
    r"|head(?:teacher)?|manager|officer|secretary"
    r"|treasurer|members?|conven[eo]r|solicitor|lawyer|accountant|planner|engineer|surveyor|executive|lead|county|district|borough|ward"
    r"|councillors?|cllr|cabinet|portfolio|adviser"
    r"|advisor|consultant|co-?ordinator|administrator|auditor|rfo|governors?|trustees?|president|warden|inspector|superintendent|commander"
    r"|specialist|strategic|democratic"
    r"|independent|representative|substitute|co-opted|public|monitoring|partner|corporate|services?|team|representing|operations|legal"
    r"|planning|environmental|housing|finance|financial"
    r"|parish|town|community|group|out-going|outgoing|headteacher|librarian|architect|barrister|counsel|section|s151|rector|vicar|chaplain"
    r"|police|programme|project|policy|scrutiny|committee"
    r"|licensing|governance|electoral|audit|education|highways|area|business|development|general|minutes?|office|observer|guest|resident"
    r"|editor|reporter|press|professional|statutory|intern|apprentice|trainee|technician|economist|analyst|nurse"
    r"|doctor)(?![\w’'])",
    re.IGNORECASE,
)
OFFICE = re.compile(r"(?:Councillor|Clerk|Member|Secretary|Treasurer|Officer|Director|Manager|Chair(?:man)?)", re.IGNORECASE)
MAX_WORDS = 5  # of a name without a style


def begins_with_name(text: str, start: int, end: int, style: str) -> bool:
    """What can begin an entry of a list: a name with a style, or without one; under a style a surname will do."""
    at = start
    while at < end and not text[at].isalpha() and text[at] not in "(":
        at += 1
    found = styles.STYLE.match(text, at, end)
    if found and found.end() < end:
        return True
    return bare_name(text, at, end, bool(style)) is not None


def bare_name(text: str, at: int, end: int, listed: bool, alone: bool | None = None) -> tuple[int, str, str] | None:
    """A name without a style that stands by itself: what follows it is no part of a longer phrase.

    `listed`: a style heads the list in which it stands; `alone`: a surname by itself will do.
    """
    name = styles.match_name(text, at, end, styled=listed)
    if name is None or not (name[1] or (listed if alone is None else alone)) or len(text[at : name[0]].split()) > MAX_WORDS:
        return None
    rest = text[name[0] : min(end, name[0] + 60)].lstrip(" \u00a0")
    if rest[:1].islower() and not rest.startswith("and ") and text[at : name[0]].lower() in styles.WEAK_NAMES:
        return None
    if not rest or rest[0] in ",;()[–—-/&+.\t:\n" or rest[0].islower() or rest[0].isdigit() or rest[0] in "*":
        return name
    following = rest.split(maxsplit=3)[:3]
    return name if POST_WORD.match(rest) or styles.STYLE.match(rest) or any(OFFICE.fullmatch(word.strip("(),")) for word in following) else None


def suffix_name(text: str, at: int, stop: int) -> int | None:
    """Where the name begins that words with a post in them end with: 'Operations Manager Dan Ash'; the longest that is a name."""
    if not POST_WORD.search(text, at, stop):
        return None
    begins = [m.start() for m in re.finditer(r"(?<![^\s])[A-Z]", text[at:stop])][-4:]
    for begin in begins:
        here = at + begin
        name = styles.match_name(text, here, stop, styled=False)
        led = text[at:here].split()
        before = re.split(r"[-/]", led[-1])[-1] if led else ""
        if not (POST_WORD.fullmatch(before) or (before.isupper() and len(before) > 1)):
            continue
        if name and name[1] and not text[name[0] : stop].strip(" ,.") and 2 <= len(text[here:stop].split()) <= 4:
            return here
    return None
