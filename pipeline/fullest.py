"""The fullest name of a body in a document: 'Business Forum' is the Welby Business Forum where only one is meant, 'DfE' the Department."""

from __future__ import annotations

from pipeline import acronyms, bodies, known_bodies
from pipeline.named_bodies import Body


def with_fullest_names(found: list[Body], council: str | None) -> list[Body]:
    """Each body under the fullest name that the document has for it; the council whose minutes these are is left out."""
    keys: dict[str, str] = {}
    for body in found:
        keys.setdefault(body.label + bodies.folded(body.name), body.name)
    own = bodies.council_of(council) if council else None
    result = []
    for body in found:
        if own and body.label == "ORGANISATION" and _is_own(body.name, own):
            continue
        result.append(body._replace(name=_fullest(body, keys)))
    return result


def _is_own(name: str, own: bodies.Body) -> bool:
    other = bodies.council_of(name)
    if " " not in name:
        return acronyms.spells(name.replace(".", ""), own.name)
    return other.slug == own.slug and (other.key == own.key or (other.tier is None and other.key.endswith("council")))


def _fullest(body: Body, keys: dict[str, str]) -> str:
    """The one longer name of the same kind that ends with this one, or that its letters stand for."""
    key = bodies.folded(body.name)
    known = known_bodies.LETTERS.get(body.name)
    if known and body.label + bodies.folded(known) in keys:
        return known
    if " " in key:
        longer = {name for other, name in keys.items() if other.endswith(f" {key}") and other.startswith(body.label)}
        longest = max(longer, key=len, default=body.name)
        return longest if all(bodies.folded(longest).endswith(bodies.folded(name)) for name in longer) else body.name
    if body.name.isupper() and len(body.name) > 2:
        spelt = {name for other, name in keys.items() if other.startswith(body.label) and " " in name and acronyms.spells(body.name, name)}
        return spelt.pop() if len(spelt) == 1 else body.name
    return body.name
