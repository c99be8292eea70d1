"""References by number to a minute or an item, of this meeting or another."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice

from pipeline import dates
from pipeline.prose import Within
from pipeline.records import CrossReference, Declaration, Document, Item, MeetingHead

MOST = 5_000  # numbers of one meeting that are looked at: minutes refer some dozens of times
# 46, 12a, 9.1, 16/119, 02.25.05, HWB.29, CAB 23/24-87, BM 38/2021, 7(a)
_NUMBER = r"(?:[A-Z]{1,6}(?:[ \n/-]|\.[ ]?)?)?\d{1,5}(?:[./-]{1,2}\d{1,5}){0,3}[a-f]?(?![\w])(?:[ ]?\([a-z]{1,4}\))?"
_JOIN = r"(?:\s?,\s?(?:and\s)?|\s(?:and|&|to|or)\s|\s?[&–-]\s?)"
_CUED = re.compile(
    rf"(?P<cue>[MmIi](?:inutes?|INUTES?|ins?\.|in(?=\s[Nn]o)|tems?|TEMS?)"
    rf"(?:\s?\(?(?:[Nn]os?|NOS?|[Nn]umbers?|[Rr]ef(?:erence)?s?)\b\s?[.:]?)?\s?[:#]?)(?P<space>[ \n]{{1,3}})(?P<first>{_NUMBER})"
)
_AGENDA = re.compile(r"(?:[Aa]genda|AGENDA)\s$")
_PLACE_END = re.compile(r"\s?\)?(?=\s{0,3}(?:\n|$))|\s?\)")  # what stands behind an item's own place on the agenda
_NEXT = re.compile(
    rf"(?:\s?\([^()\n]{{0,80}}(?:\n[^()\n]{{0,80}})?\)|\sof\s[^,;.]{{6,40}},?\s\d{{4}})?{_JOIN}(?P<number>{_NUMBER})(?!\s?(?:%|per\b|years?\b|people|votes?))"
)
# A pattern that begins with one of a few letters is found several times faster than one that begins with \b; so the word's beginning comes second
_MENTION = re.compile(
    r"[CcRrSs](?<!\w.)(?:(?<=[Rr])efer(?:s|red)?(?:\sto)?|(?<=[Ss])ee|(?<=[Cc])overed\s(?:in|under))\s(?:[Aa]genda\s)?(?:[Ii]tem\s)?(?:[A-Z][a-z]{2,14}\s)?(?:[Ii]tem\s)?(?P<first>\d{1,3}\.\d{1,3})(?![\w/%]|\.\d|\s(?:%|per\b|million\b))"
)
_BEFORE = re.compile(r"(?:\b(?:\d{1,3}|[a-z]{0,5}teen|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|few|several)\s|-)$")
_AFTER = re.compile(
    r"\s?(?:st|nd|rd|th)\b|\s(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|seconds?|minutes?|past|per\scent|pages?|yards|metres|miles|times)\b"
    r"|[%:]\d|%"
)
_DATED = re.compile(
    r"[,\s]{0,2}(?:\([^()]{0,140}\)|[–-]\s[^,.;()]{3,90})?[\s,]{0,2}\(?(?:dated|of|from|at|on|in)?\s?(?:the\s)?(?:[Mm]inutes?\s(?:of\s)?)?(?:the\s)?(?:[Mm]eeting\s)?(?:held\s)?(?:of|on|dated)?[\s(]{0,2}$"
)
_TITLE = re.compile(r"\s?(?:\((?P<brackets>[^()\d][^()]{2,110})\)|[–-]\s(?P<dash>[A-Z][^.;()\n]{2,90}(?:\n[^.;()\n]{2,60})?))")
_OF_BODY = re.compile(
    r"\sof\s(?:the|that)\s(?:[A-Z][\w’-]{1,20}\s){0,5}(?:Board|Committee|Cabinet|Panel|Commission|Forum|Council|Executive|Sub-Committee)\b"
)
_MINUTES_OF = re.compile(r"\b[Mm]inutes?\sof\s(?:the\s)?(?:\w{1,12}\s){0,4}?(?:[Mm]eeting\s)?(?:of\s[^,.;]{3,80}?\s)?(?:held\s)?(?:on\s)?$")
_DIGITS = re.compile(r"\d+")
_NO_PART = re.compile(r"[^a-z0-9/.()-]")  # of a number
_INTERESTS = re.compile(r"(?i)\binterests?\b")
_LEGAL = re.compile(r"(?:[Ss]chedule|[Ss]ection|[Rr]egulation|[Pp]art|[Aa]ct)\s[^.;]{0,25}$")


def read_references(document: Document, head: MeetingHead, items: list[Item], declarations: list[Declaration]) -> list[CrossReference]:
    """The references of a meeting, in order: 'Minute No. 46', 'item 9.1', numbers in the minutes' own style, and what declarations are about.

    A reference before the first item is the first item's.
    """
    if not items:
        return []
    text = document.text
    within = Within(items)
    starts = [page.start for page in document.pages]
    found: list[CrossReference] = []
    for number, start, end, date in sorted(_spans(text, head, items, within), key=lambda s: (s[1], s[2])):
        sequence = within.item_at(start) or (items[0].sequence if start < items[0].start else items[-1].sequence)
        if _is_own_place(within.by_sequence[sequence], items, number, start, end):
            continue
        page = max(0, bisect_right(starts, start) - 1)
        found.append(
            CrossReference(
                sequence, " ".join(text[start:end].split()), number, date, start, end, document.pages[page].number if document.pages else 1
            )
        )
    known = {(r.item, plain(r.to_number)) for r in found}
    for declaration in declarations:
        sequence = declaration.item or items[0].sequence
        if declaration.about_number and (sequence, plain(declaration.about_number)) not in known and plain(declaration.about_number):
            known.add((sequence, plain(declaration.about_number)))
            found.append(
                CrossReference(
                    sequence,
                    declaration.about_as_written or declaration.about_number,
                    declaration.about_number,
                    None,
                    declaration.start,
                    declaration.end,
                    declaration.page,
                )
            )
    return sorted(found, key=lambda r: r.start)


def _spans(text: str, head: MeetingHead, items: list[Item], within: Within) -> list[tuple[str, int, int, str | None]]:
    """Each number referred to: as written, where the reference begins and ends, and the meeting's date where stated."""
    own = own_style(items)
    found: list[tuple[str, int, int, str | None]] = []
    taken: list[tuple[int, int]] = []
    for hit in islice(_CUED.finditer(text, head.start, head.end), MOST):
        if not _is_reference(text, hit, own, head.start):
            continue
        agenda = _AGENDA.search(text, max(head.start, hit.start() - 8), hit.start())
        if hit["cue"][0] in "Ii" and _is_place(text, agenda.start() if agenda else hit.start(), hit.end(), within):
            continue
        numbers = [(hit["first"], agenda.start() if agenda else hit.start(), hit.end("first"))]
        plural = hit["cue"].rstrip(" .:#").lower().endswith(("s", "nos"))
        at = hit.end("first")
        while plural and (more := _NEXT.match(text, at)) and not _AFTER.match(text, more.end()):
            numbers.append((more["number"], more.start("number"), more.end()))
            at = more.end()
        for number, start, end in numbers:
            date, stop = _date_after(text, end)
            if date is None and hit["cue"][0] in "Mm":
                date = _date_before(text, hit.start(), max(head.start, hit.start() - 300))
            found.append((_tidy(number), start, max(stop, _title_end(text, end)) if len(numbers) == 1 else stop, date))
            taken.append((start, end))
    for hit in _MENTION.finditer(text, head.start, head.end):
        if any(start < hit.end() and hit.start() < end for start, end in taken):
            continue
        found.append((hit["first"], hit.start(), hit.end(), None))
        taken.append((hit.start(), hit.end()))
    for hit in islice(own.finditer(text, items[0].start, head.end), MOST) if own else ():
        if not any(start < hit.end() and hit.start() < end for start, end in taken) and _stands_alone(text, hit, head.date):
            date, stop = _date_after(text, hit.end())
            found.append((_tidy(hit.group()), hit.start(), stop, date))
    return found


def _is_place(text: str, start: int, end: int, within: Within) -> bool:
    """'Apologies - Agenda Item 1', '(ITEM NO. A1)', or 'Agenda Item 4' alone below a heading: where the item itself stood on the agenda."""
    sequence = within.item_at(start)
    item = within.by_sequence.get(sequence) if sequence is not None else None
    closed = _PLACE_END.match(text, end) or (item is not None and end >= item.body - 1)
    if item is None or not closed:
        return False
    before = text[item.start : start].rstrip(" \t")
    if start < item.body and before.endswith(("(", "-", "–", "—", "\n", "[")):
        return True
    return (
        start >= item.body and not text[item.body : start].strip(" \t\n([") and not _INTERESTS.search(item.title)
    )  # there "Item 6" heads what was declared in it


def own_style(items: list[Item]) -> re.Pattern[str] | None:
    """Numbers that by their form alone are this body's minutes: with its letters ('HWB.29'), or of two or more parts ('09.17.08', '23/58').

    Plain numbers, and two parts with a point ('9.1'), say nothing without a word before them.
    """
    numbers = [i.number for i in items if i.number and i.parent is None]
    forms: dict[str, int] = {}
    for number in numbers:
        forms[form_of(number)] = forms.get(form_of(number), 0) + 1
    if not forms:
        return None
    form, count = max(forms.items(), key=lambda f: f[1])
    if count < 3 or not re.search(r"[A-Z]|/|9\.9\.9", form) or form.startswith("R9"):
        return None
    alone = r"(?<![\w./£-].)"  # behind the first character, before which it looks: so it is found faster
    if "9.9.9" in form:
        pattern = rf"\d{alone}\d\.\d{{2}}\.{{1,2}}\d{{2}}"
    else:
        first = rf"\d{alone}\d{{0,3}}" if form[0] == "9" else re.escape(form[0]) + alone
        pattern = first + re.escape(form[1:]).replace(r"\ ", r"\s").replace("9", r"\d{1,4}")
    return re.compile(rf"{pattern}(?![\w/]|[.-]\d)")


def _stands_alone(text: str, hit: re.Match[str], date: str | None) -> bool:
    """'16/119' without a word before it is a minute in brackets only, and no financial year: '(23/58)'; '30.04.17' beside '07.17.09' is a date."""
    if date and (parts := re.fullmatch(r"(\d\d)\.(\d\d)\.{1,2}\d\d", hit.group())):
        return any(abs(int(part) - int(date[2:4])) <= 1 for part in parts.groups())
    if not re.fullmatch(r"\d{1,4}/\d{1,4}", hit.group()):
        return True
    first, second = hit.group().split("/")
    if re.search(r"\b[Ss]ee(?:\salso)?\s$", text[max(0, hit.start() - 10) : hit.start()]):
        return int(second) != (int(first) + 1) % 100
    return text[hit.start() - 1] == "(" and text[hit.end() : hit.end() + 1] == ")" and int(second) != (int(first) + 1) % 100


def form_of(number: str) -> str:
    """'16/119' -> '9/9', 'HWB.45' -> 'HWB.9'."""
    return _DIGITS.sub("9", number.strip())


def _is_reference(text: str, hit: re.Match[str], own: re.Pattern[str] | None, floor: int) -> bool:
    """Not a time ('7 minutes 30'), a date ('minutes 5 July'), a year, or the place of an item on the agenda ('(Item 5)' alone)."""
    if text[hit.start() - 1 : hit.start()].isalnum() or text[hit.start() - 1 : hit.start()] == "-":
        return False
    number = hit["first"]
    if hit["cue"][0] in "Ii" and re.match(r"[A-Z]{1,6}/", number) and not (own and own.fullmatch(number)):
        return False  # 'item SDNP/18/05065': an application
    before = text[max(floor, hit.start() - 14) : hit.start()]
    if _BEFORE.search(before) or _AFTER.match(text, hit.end()) or _LEGAL.search(text[max(floor, hit.start() - 40) : hit.start()]):
        return False
    if re.fullmatch(r"(?:19|20)\d\d(?:[/-]\d\d)?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}", number) and not (own and own.fullmatch(number)):
        return False
    if "\n" in hit["space"] and re.match(r"[.)][ \t\n]", text[hit.end() : hit.end() + 2]):
        return False  # 'for this item', and the next line is numbered '1.'
    if (
        hit["cue"][0] in "Ii"
        and text[max(floor, hit.start() - 3) : hit.start()].endswith(("\n(", "\t("))
        and re.match(r"(?:\s?\)|\s?[–-])", text[hit.end() : hit.end() + 3])
    ):
        return False
    line = text.rfind("\n", max(floor, hit.start() - 200), hit.start()) + 1
    heading = not text[line : hit.start()].strip(" (") and text[hit.end() : hit.end() + 1] in (":", "\t", "\n") and hit["cue"][0] in "IA"
    return not (heading and "\n" not in hit["space"]) or text[line - 3 : line - 1].strip(" \n")[-1:] in (",", "y", "r")


def _is_own_place(item: Item, items: list[Item], number: str, start: int, end: int) -> bool:
    """The number is the item's own, printed at its head, or that of a heading below."""
    if any(start <= other.start < end or other.start <= start < other.body for other in items if plain(other.number or "") == plain(number)):
        return True
    return plain(item.number or "") == plain(number) and start < item.body + 3


def _date_after(text: str, end: int) -> tuple[str | None, int]:
    """The date that is stated behind a number: 'of 22 June 2017', '(14 September 2022)', 'of the meeting held on 18th July, 2018'."""
    for date in dates.find_dates(text, end, min(len(text), end + 200))[:1]:
        if date.year and _DATED.fullmatch(text[end : date.start]):
            return f"{date.year:04d}-{date.month:02d}-{date.day:02d}", date.end
    return None, end


def _date_before(text: str, start: int, floor: int) -> str | None:
    """The date of the minutes that the sentence is about: 'the minutes of the meeting held on 22 June 2017 be approved, with Minute 12 corrected'."""
    stop = max(text.rfind(". ", floor, start), text.rfind(".\n", floor, start), text.rfind("\n\n", floor, start), floor)
    for date in dates.find_dates(text, stop, start):
        if date.year and _MINUTES_OF.search(" ".join(text[max(stop, date.start - 120) : date.start].split()) + " "):
            return f"{date.year:04d}-{date.month:02d}-{date.day:02d}"
    return None


def _title_end(text: str, end: int) -> int:
    title = _TITLE.match(text, end) or _OF_BODY.match(text, end)
    return title.end() if title else end


def _tidy(number: str) -> str:
    return " ".join(number.split()).rstrip(".")


def plain(number: str) -> str:
    """Two spellings of one number made equal: 'CAB 23/24-87', 'cab 23/24-87'; '7 (a)', '7(a)'."""
    return _NO_PART.sub("", number.lower()).strip("./-").replace("..", ".")
