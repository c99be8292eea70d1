"""Questions and answers."""

from __future__ import annotations

import pytest
from written import Written, minutes

from pipeline import questions
from pipeline.passages import cut_passages
from pipeline.records import Question


def asked(document: Written) -> list[Question]:
    return questions.read_questions(document[2], cut_passages(*document))


def pairs(written: str) -> list[tuple[str, str | None]]:
    return [(q.question, q.answer) for q in asked(minutes(written))]


@pytest.mark.parametrize(
    ("said", "question", "answer"),
    [
        ("• Were special schools too full? Larchwood had 94 pupils.", "Were special schools too full?", "Larchwood had 94 pupils."),
        ("• Who decided it? – A panel met each week.", "Who decided it?", "A panel met each week."),
        (
            "• What work was being done with them – The Government had changed it.",
            "What work was being done with them",
            "The Government had changed it.",
        ),
        (
            "• Health checks took 35 days. Was that realistic? A family did not wait.",
            "Health checks took 35 days. Was that realistic?",
            "A family did not wait.",
        ),
        ("• Was there data? Was there support? If so, it would be sent.", "Was there data? Was there support?", "If so, it would be sent."),
        ("a. Are risks assessed? Yes, by staff.", "Are risks assessed?", "Yes, by staff."),
    ],
)
def test_points_that_ask_and_answer(said: str, question: str, answer: str) -> None:
    """The question runs to its last mark, or to the dash; the rest answers it."""
    assert pairs(f"# 5 Needs\n\n{said}") == [(question, answer)]


@pytest.mark.parametrize("said", ["• Two carers had resigned.", "Could it be done? Nobody knew.", "• 67% were in work – against 43% in England"])
def test_points_that_ask_nothing(said: str) -> None:
    """Statements, figures with a dash, and a question in running prose are no pair."""
    assert pairs(f"# 5 Needs\n\n{said}") == []


def test_a_paragraph_between_two_questions_goes_on_answering() -> None:
    """What stands between two points belongs to the answer before it; the resolution below the last does not."""
    assert pairs("# 5 A\n\n• Was it full? It was.\n\nMore places would open.\n\n• Would it be cut? No.\n\nResolved:- That it be noted.") == [
        ("Was it full?", "It was. More places would open."),
        ("Would it be cut?", "No."),
    ]


def test_formal_questions_with_replies() -> None:
    """'Question from Mr X: ...' and 'Reply: ...', a supplementary one too."""
    written = (
        "# 6 Public Questions\n\nQuestion 1 from Mr A Lee:\n\nWill the path be mended?\n\nReply from the Chair: It will, in May.\n\n"
        "Supplementary question: And the gate?\n\nAnswer: Also."
    )
    assert pairs(written) == [("Will the path be mended?", "It will, in May."), ("And the gate?", "Also.")]
    assert pairs("# 6 Questions\n\nQ1. When will it open?\n\nA1. In June.\n\nQ2. How many places?\n\nA2. Forty.") == [
        ("When will it open?", "In June."),
        ("How many places?", "Forty."),
    ]


def test_asked_and_answered_in_prose() -> None:
    """'Councillor A asked how many ... Councillor B replied that ...' is a pair; a question that nobody is said to answer is none."""
    assert pairs("# 6 Business\n\nCouncillor Lee asked how many had been filled. The answer was 4,310.") == [
        ("Councillor Lee asked how many had been filled.", "The answer was 4,310.")
    ]
    assert pairs("# 6 Business\n\nCouncillor Lee asked how many had been filled. The Clerk noted it.") == []
