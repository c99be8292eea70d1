"""What the values of the tables are called on the pages."""

from __future__ import annotations

import re

INTERESTS = {
    "disclosable-pecuniary": "disclosable pecuniary interest",
    "other-registrable": "other registrable interest",
    "non-registrable": "non-registrable interest",
    "pecuniary": "pecuniary interest",
    "non-pecuniary": "non-pecuniary interest",
    "personal": "personal interest",
    "personal-and-prejudicial": "personal and prejudicial interest",
    "prejudicial": "prejudicial interest",
    "not-stated": "interest, its kind not stated",
}
DID = {
    "remained": "stayed in the meeting",
    "spoke-no-vote": "spoke, did not vote",
    "took-no-part": "took no part",
    "left-room": "left the room",
    "not-stated": "the minutes do not say what they did",
}
STATUSES = {"present": "present", "apologies": "sent apologies", "absent": "absent", "in-attendance": "in attendance"}
STATEMENTS = {
    "declared": "Interests were declared.",
    "none-declared": "The minutes say that no interest was declared.",
    "no-heading": "These minutes have no heading for declarations of interest.",
}
REFERENCES = {"resolved": "", "outside-archive": "not in this archive", "ambiguous": "more than one item has that number"}
LABELS = {
    "MEMBER": ("person", "person"),
    "OFFICER": ("person", "person"),
    "SCHOOL": ("school", "school"),
    "SERVICE": ("service", "service"),
    "COMMITTEE": ("body", "committee"),
    "ORGANISATION": ("body", "organisation"),
}
UNITS = {"percent": "%", "GBP": "£", "count": "", "other": "", "ratio": ""}
RULES = {
    "difference": "a difference",
    "percent-of": "a percentage of a stated number",
    "percentage-of-base": "a percentage of a stated number",
    "percent-change": "a change in per cent",
    "sum-of-parts": "a total of its parts",
}


def called(values: dict[str, str], value: str | None) -> str:
    """The word for a value; a value that has none stands for itself."""
    return values.get(value or "", value or "")


def unit_of(value: object, unit: str | None) -> str:
    """'67%', '£1,200', '12 weeks': a number with its unit."""
    amount = (
        f"{value:,.6g}" if isinstance(value, int | float) and abs(value) < 1e6 else f"{value:,.0f}" if isinstance(value, int | float) else str(value)
    )
    if unit == "GBP":
        return f"£{amount}"
    if unit == "percent":
        return f"{amount}%"
    return f"{amount} {unit}" if unit and unit not in UNITS else amount


def matter(number: str | None, words: str | None) -> str:
    """'53 Overview of Provision': the number before the words, unless they have it already."""
    return words or "" if not number or re.search(rf"\b{re.escape(number)}\b", words or "") else f"{number} {words or ''}".rstrip()
