"""Manners of writing minutes: short pieces in the ways of many kinds of bodies, each with the rows that it states.

A file of `manners/` holds pieces parted by '----'; behind each piece stands a line '=> ' for each row, its fields parted by ' | ', with '-' where
nothing is stated.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from written import minutes

from pipeline import declarations, references, resolutions
from pipeline.passages import cut_passages

MANNERS = Path(__file__).parent / "manners"


def pieces(name: str) -> list[tuple[str, list[list[str]]]]:
    """The pieces of a file, each with the fields of its rows."""
    found = []
    for piece in (MANNERS / name).read_text(encoding="utf-8").split("\n----\n"):
        written, *rows = piece.split("\n=> ")
        found.append((written.strip(), [row.strip().split(" | ") for row in rows if row.strip() != "nothing"]))
    return found


def shown(field: object) -> str:
    return "-" if field is None else str(field)


@pytest.mark.parametrize(("written", "rows"), pieces("decisions.txt"))
def test_decisions(written: str, rows: list[list[str]]) -> None:
    """Each decision by its first words, with its mover, its seconder, and the votes for, against and abstaining."""
    document, head, items = minutes(written)
    found, _ = resolutions.read_resolutions(head, items, cut_passages(document, head, items))
    said = [
        [r.text[: len(row[0])], *map(shown, (r.proposer, r.seconder, r.votes_for, r.votes_against, r.abstentions))]
        for r, row in zip(found, rows, strict=False)
    ]
    assert (len(found), said) == (len(rows), rows), [r.text for r in found]


@pytest.mark.parametrize(("written", "rows"), pieces("references.txt"))
def test_references(written: str, rows: list[list[str]]) -> None:
    """Each number referred to; an item's own place on the agenda is none."""
    assert [[r.to_number] for r in references.read_references(*minutes(written), [])] == rows


@pytest.mark.parametrize(("written", "rows"), pieces("declarations.txt"))
def test_declarations(written: str, rows: list[list[str]]) -> None:
    """Each declaration: who, the kind, how its matter begins (the number, else the words), what was done, and words of the reason."""
    document, head, items = minutes(written)
    found = declarations.read_declarations(document, head, items, [], cut_passages(document, head, items)).declarations
    assert len(found) == len(rows), [r.quote for r in found]
    for row, (name, kind, about, did, nature) in zip(found, rows, strict=True):
        assert (row.name, row.interest_kind, row.participation) == (name, kind, did)
        assert about == "-" or (row.about_number or row.about_as_written or "").startswith(about)
        assert nature == "-" or nature in (row.nature or "")
