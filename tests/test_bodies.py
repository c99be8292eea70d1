"""One committee is one row through small changes of its name."""

from __future__ import annotations

import pytest

from pipeline.bodies import committee_of


@pytest.mark.parametrize(
    ("one", "other", "council"),
    [
        ("Minutes of the Scrutiny Board", "SCRUTINY BOARD", None),
        ("Planning & Highways Committee", "The Planning and Highways Committee", None),
        ("Planning Committee meeting", "Planning Committee", None),
        ("Licensing Sub-Committee", "Licensing Subcommittee", None),
        ("Licensing Sub-Ctte", "Licensing Sub Committee", None),
        ("Steep Annual Parish Assembly", "Annual Parish Assembly", "steep"),
        ("Steep Parish Annual Parish Assembly", "Annual Parish Assembly", "steep"),
        ("Kent County Council Planning Committee", "Planning Committee", "kent"),
        ("Rotherham Health and Wellbeing Board", "Health & Wellbeing Board", "rotherham"),
        ("Approved minutes for Garelochhead Community Council", "Garelochhead Community Council", "garelochhead"),
    ],
)
def test_one_committee(one, other, council):
    assert committee_of(one, council).slug == committee_of(other, council).slug


@pytest.mark.parametrize(
    ("one", "other", "council"),
    [
        ("Planning Committee", "Planning Sub-Committee", None),
        ("Steep Parish Council", "Steep Annual Parish Assembly", "steep"),
        ("Calderby Town Deal Board", "Deal Board", "calderby"),
        ("Health Select Commission", "Improving Lives Select Commission", None),
        ("Maltby Health and Wellbeing Board", "Health and Wellbeing Board", "rotherham"),
    ],
)
def test_two_committees(one, other, council):
    assert committee_of(one, council).slug != committee_of(other, council).slug


def test_the_council_itself_keeps_its_name():
    assert committee_of("Steep Parish Council", "steep").slug == "steep-parish-council"
    assert committee_of("Kent County Council", "kent").slug == "kent-county-council"
