"""What a running server knows besides its database: where the PDFs or the drawn pages are, whom it answers, what it calls things."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.browse import asking, words
from pipeline.browse.pictures import Pictures
from pipeline.browse.sources import Sources

PUBLISHED = Path(__file__).resolve().parents[3]  # in a folder that `publish` made, the code stands in its `code/pipeline/browse/`


class House:
    """The settings of one server, from the part of Datasette's settings that is ours."""

    def __init__(self, given: dict[str, Any]) -> None:
        self.public = bool(given.get("public"))
        self.hosts = frozenset(str(host).lower() for host in given.get("hosts", []))
        self.title = str(given.get("title") or "Minutebook")
        self.drawn = PUBLISHED / "pages" if given.get("published") else None
        self.sources = Sources(path_of(given.get("database")), path_of(given.get("corpus")))
        self.pictures = Pictures(self.sources, self.drawn)


def path_of(given: object) -> Path | None:
    return Path(str(given)) if given else None


def template_words() -> dict[str, Any]:
    """Functions and words that every template may use."""
    return {
        "day": asking.day,
        "short_day": asking.short_day,
        "many": asking.many,
        "address": asking.address,
        "evidence": asking.evidence,
        "with_query": asking.with_query,
        "unit_of": words.unit_of,
        "RULES": words.RULES,
        "REFERENCES": words.REFERENCES,
    }
