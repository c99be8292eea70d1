"""Which school or service a figure belongs to."""

from __future__ import annotations

import pytest

from pipeline import schema
from pipeline.belonging import Named, owner_of
from pipeline.ingest import ingest
from pipeline.shipped import shipped_folder

HILLTOP = Named(0, "Hilltop School", 1, None)
SERVICE = Named(0, "Music Service", None, 2)


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("Hilltop School – PMLD – age 2-19 95 places", HILLTOP),
        ("• Hilltop School (PMLD) age 2-19 95 places", HILLTOP),
        ("Hilltop School had 95 pupils on roll.", HILLTOP),
        ("The Music Service supported 40 families in 2016.", SERVICE),
    ],
)
def test_a_line_or_a_sentence_that_speaks_of_one(sentence, named):
    """It heads the line of a list, or is the subject of the sentence."""
    assert owner_of(sentence, [named]) == named


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("95 pupils had left, some of them to Hilltop School.", [HILLTOP]),
        ("Hilltop School reported that 40 pupils of the town had moved.", [HILLTOP]),
        ("Hilltop School had asked for 40 places.", [HILLTOP]),
        ("Hilltop School had 12% absent, against a national average of 9%.", [HILLTOP]),
        ("Hilltop School had 95 pupils and the Music Service helped 40.", [HILLTOP, SERVICE]),
        ("There were 95 pupils.", []),
    ],
)
def test_nothing_is_told_where_it_is_not_certain(sentence, named):
    """A name that is only spoken of, one that reports on others, several names."""
    assert owner_of(sentence, named) is None


def test_places_of_schools_belong_to_them(tmp_path):
    """In a list of special schools each number of places has the school of its line."""
    database = tmp_path / "m.db"
    ingest([str(shipped_folder("corpus") / "calderby-cyp-scrutiny-2017-03-15.pdf")], database, workers=1)
    with schema.opened(database) as connection:
        rows = connection.execute("select k.name, s.value from statistics s join schools k on k.id = s.school_id where s.unit = 'places'").fetchall()
    assert {("Larchwood School", 90.0), ("Kestrel House School", 60.0)} <= set(rows)
