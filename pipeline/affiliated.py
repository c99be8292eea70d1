"""People who speak for a council or a service, without a post: 'Ann Lee from EHDC', 'A and B from the Highways Department'. They are its officers."""

from __future__ import annotations

import re

from pipeline import persons, styles
from pipeline.named_bodies import Body
from pipeline.persons import Named

_ONE = rf"(?:(?:{styles.PERSONAL_STYLE}\.? )(?:[A-Z]\.? ){{0,3}}[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?|[A-Z][a-z’'-]+(?: [A-Z]\.?)? [A-Z][\w’'-]+)"
_BEFORE = re.compile(rf"(?P<names>{_ONE}(?:(?:, | and | & ){_ONE}){{0,3}})(?:,|;|\.| of| from| at| ?[–-]| \()(?: the)? $")
_NAME = re.compile(_ONE)
_PUBLIC = re.compile(r"(?i)\bcouncil\b|\b(?:[A-Z]{1,5}(?:CC|DC|BC|NPA)|(?:[A-Z]\.){1,3}C\.?|HCC|AONB)$|\bauthority$")
MAX_BEFORE = 140


def find_affiliated(flow: str, bodies: list[Body], named: list[Named]) -> list[Named]:
    """Officers by the body that they come from; who is known already as somebody else stays what he is."""
    found: list[Named] = []
    for body in bodies:
        if not (body.label == "SERVICE" or (body.label == "ORGANISATION" and _PUBLIC.search(body.name))):
            continue
        before = _BEFORE.search(flow, max(0, body.start - MAX_BEFORE), body.start)
        for name in _NAME.finditer(flow, *before.span("names")) if before else ():
            words = name.group()
            known = [n for n in [*named, *found] if n.start < name.end() and name.start() < n.end]
            if any(n.label is not None for n in known) or not (styles.STYLE.match(words) or persons.is_likely(words, False)):
                continue
            if any(styles.is_common(word) for word in words.split()[-2:]):
                continue
            found.append(Named(name.start(), name.end(), "OFFICER", words, words, None, "body"))
    return found
