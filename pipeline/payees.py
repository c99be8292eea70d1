"""Firms, clubs and charities in lists of payments: the name beside a sum, where it is no person and no thing paid for."""

from __future__ import annotations

import re

from pipeline import persons, styles
from pipeline.named_bodies import Body

MONEY = re.compile(r"[£€$] ?\d[\d,]*(?:\.\d\d)?|\b\d{1,3}(?:,?\d{3})*\.\d\d\b")
_NUMBERED = re.compile(r"(?:chq?\.?|cheque|ch\.? ?no\.?|bacs|d/?d|s/?o|dd|fp|online|vat|inv(?:oice)?)\b|\b\d{4,7}\b", re.IGNORECASE)
_NO_PAYEE = re.compile(
    r"(?i)\b(?:salar\w+|wages?|expenses?|stationery|postage|stamps|hire|tax|paye|n\.?i\.?|allowances?|total|balance|interest|precept|vat"
    r"|rent|mileage|pension|petty cash|plants?|cutting"
    r"|mowing|repairs?|insurance|grants?|donations?|subscriptions?|account|budget|income|receipts?|payments?|transfer|opening|closing|cash"
    r"|reserves?|fund|clerk|chairman|cllr|councillor"
    r"|caretaker|litter|picker|lengthsman|contractor|invoices?|refunds?|fees?|licen[cs]e|audit fee|electricity|water rates|website|training"
    r"|travel|printing|photocopying|telephone|broadband"
    r"|maintenance|equipment|supplies|rates|costs?|bank|savings|current|deposit|date|amount|payee|description|details|item|net|gross"
    r"|village|hall|parish|toilets?|playground|allotments?"
    r"|cemetery|churchyard|church|recreation|ground|lights?|lighting|street|budgeted|actual|year|month|january|february|march|april|may"
    r"|june|july|august|september|october|november"
    r"|december|planning|application|new|purchase|installation|works?|various|loan|hmrc|other|admin\w*|office|general|community|council"
    r"|county|district|carried|brought|forward|per|cost|noted|approved|agreed|resolved|apologies|updates?|correspondence|finance|survey|mugs)\b"
)
_COMPANY = re.compile(r"(?i)\b(?:ltd|limited|plc|llp|services|trust|charity|society|association|club|bank|council|& sons?|and sons?|& co|company)\b")
_INITIALS = re.compile(r"(?:[A-Z]\.? ?){1,3} ?[A-Z][a-z’'-]+(?: [A-Z][a-z]+)?$|[A-Z]{2} [A-Z][a-z]+$")
_CELL = re.compile(
    r"[•·▪o*–-]{0,2} ?(?P<name>[A-Z][\w’'.&+/-]*(?: (?:&|and|of|the|for|[A-Z][\w’'.&+/-]*|\([A-Z]\w*\))){0,7})(?= ?[(:–,-]|$| for | \()"
)
_DASHED = re.compile(
    r"(?m)^[•·▪o* \t-]{0,4}(?P<name>[A-Z][\w’'.&+/-]*(?: (?:&|and|of|the|[A-Z][\w’'.&+/-]*)){0,7}) ?(?:\([^()\n]{1,40}\) ?)?[–-] ?[£€$] ?\d|"
    r"(?m:^)[•·▪o* \t-]{0,4}(?P<named>[A-Z][\w’'.&+/-]*(?: (?:&|and|of|the|[A-Z][\w’'.&+/-]*)){0,7}) ?[–-] ?[\w ’'-]{3,40} ?[–-] ?[£€$] ?\d"
)
_ITEM = re.compile(r"[A-Za-z]{0,4}\d{1,4}[./]\d{1,3}[./]{1,2}\d{1,3}\t")  # the number of an item
_CHEQUE = re.compile(r"(?:^|\t)[•\s]*\d{5,7}\t|\b(?:BACS|DD|SO|FP|Chq)\b")
_PAID = re.compile(r"(?i)\b(?:cheques?|payees?|payments?|invoices|accounts for payment|paid)\b")
MAX_ABOVE = 1_200  # characters up to the words that say that this is a list of payments
MAX_LINE = 300


def find_payees(text: str, start: int, end: int) -> list[Body]:
    """The payees of a stretch of the document's text, by lines: cells beside a sum, or a name, a dash and a sum."""
    found = []
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        line = text[at : min(stop, at + MAX_LINE)]
        if (
            "\t" in line
            and MONEY.search(line)
            and not _ITEM.match(line)
            and (_CHEQUE.search(line) or _PAID.search(text, max(start, at - MAX_ABOVE), at))
        ):
            found += _of_row(line, at)
        at = stop + 1
    for match in _DASHED.finditer(text, start, end):
        kind = "name" if match["name"] else "named"
        if is_payee(match[kind]):
            found.append(Body(match.start(kind), match.end(kind), "ORGANISATION", " ".join(match[kind].split()), "payee"))
    return found


def _of_row(line: str, at: int) -> list[Body]:
    """The first cell of a row that is a name and no number, date or sum; a row of a list of payments has a number, a date or a sum before it."""
    begin = 0
    cells = line.split("\t")
    for number, cell in enumerate(cells):
        plain = cell.strip()
        match = _CELL.match(cell)
        numeric = not plain or MONEY.fullmatch(plain) or _NUMBERED.search(plain) or re.match(r"[•\W]{0,3}\d", plain)
        if not numeric:
            if match and is_payee(match["name"]) and (number or any(MONEY.fullmatch(other.strip()) for other in cells[1:])):
                return [Body(at + begin + match.start("name"), at + begin + match.end("name"), "ORGANISATION", match["name"], "payee")]
            return []
        begin += len(cell) + 1
    return []


def is_payee(name: str) -> bool:
    """Whether a name beside a sum is a body's: no person's, and no thing."""
    if len(name) < 2 or styles.STYLE.match(name) or (_NO_PAYEE.search(name) and not _COMPANY.search(name)):
        return False
    if _INITIALS.match(name) and not _COMPANY.search(name) and not name.isupper():
        return False
    words = name.split()
    return not (2 <= len(words) <= 3 and words[0].lower() in persons.FIRST_NAMES and not _COMPANY.search(name))
