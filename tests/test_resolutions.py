"""Resolutions: the clauses, who moved them, the votes."""

from __future__ import annotations

import time

import pytest
from written import Written, minutes

from pipeline import decisions, movers, passages, prose, resolutions, votes
from pipeline.passages import cut_passages
from pipeline.records import Problem, Resolution


def decided(document: Written) -> tuple[list[Resolution], list[Problem]]:
    _, head, items = document
    return resolutions.read_resolutions(head, items, cut_passages(*document))


def read(written: str) -> list[Resolution]:
    return decided(minutes(written))[0]


def texts(written: str) -> list[str]:
    return [r.text for r in read(written)]


# ---- what is decided, and in which words -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("RESOLVED that the report be noted.", ["that the report be noted."]),
        ("RESOLVED: That the minutes be approved and signed as a correct record.", ["That the minutes be approved and signed as a correct record."]),
        ("Resolved – That the order be confirmed without modification.", ["That the order be confirmed without modification."]),
        ("Resolved unanimously – That a trial of six months be permitted.", ["That a trial of six months be permitted."]),
        ("It was agreed that the Clerk should write to the County Council.", ["that the Clerk should write to the County Council."]),
        ("Hedges were discussed and it was therefore resolved to obtain two quotes.", ["to obtain two quotes."]),
        ("It was proposed, seconded and unanimously agreed to plant a tree.", ["to plant a tree."]),
        ("Members agreed to defer the item.", ["to defer the item."]),
        ("The Committee RESOLVED to exclude the public.", ["to exclude the public."]),
        (
            "The minutes of the meeting held on 3 May were approved and signed.",
            ["The minutes of the meeting held on 3 May were approved and signed."],
        ),
        ("MINUTES – The minutes of 3 May were confirmed and signed.", ["The minutes of 3 May were confirmed and signed."]),
        ("In view of this, a rise of 10% was approved from June.", ["a rise of 10% was approved from June."]),
        ("Terry asked the Council to insure the bonfire – this was agreed.", ["to insure the bonfire"]),
        ("Anne proposed that the plan be accepted. This was agreed.", ["that the plan be accepted."]),
        ("Cllr A Smith proposed acceptance of the minutes, seconded by Cllr B Jones, all in favour.", ["acceptance of the minutes"]),
        ("RECOMMENDED to Council that rents rise by 7.7%.", ["that rents rise by 7.7%."]),
        ("RESOLVED (24/101) that the grant be paid.", ["that the grant be paid."]),
        ("Mr Ward proposed that the minutes be adopted. Seconded by Mr Bonnett.", ["that the minutes be adopted."]),
        ("To approve the minutes of 5 May. Proposed: Cllr A Dee Seconded: Cllr B Eff. Resolved.", ["To approve the minutes of 5 May."]),
        ("The quote was discussed at length.\n\nProposed by Cllr A Dee, seconded by Cllr B Eff and agreed.", ["The quote was discussed at length."]),
        ("On the proposal of Cllr A Dee, seconded by Cllr B Eff, the accounts were approved.", ["the accounts were approved."]),
        ("The Board:\n\n• NOTED the report;\n\n• APPROVED the plan.", ["NOTED the report", "APPROVED the plan."]),
        ("It was resolved by a majority of 4 to 2 that it be refused.", ["that it be refused."]),
        ("Cllr Ann Lee was elected Chairman unopposed.", ["Cllr Ann Lee was elected Chairman unopposed."]),
    ],
)
def test_operative_words(said: str, words: list[str]) -> None:
    """The words after RESOLVED or AGREED, with 'that' or 'to'; of 'was approved' the whole main clause; of 'this was agreed' what it refers to."""
    assert texts(f"# 7 Business\n\n{said}") == words


@pytest.mark.parametrize(
    "said",
    [
        "The report was noted.",
        "The Clerk was asked to write to the owner.",
        "Cllr Smith agreed to attend the meeting.",
        "The grant has been approved, but nothing has been heard.",
        "At the last meeting it was agreed that the fence should be painted.",
        "The application was approved by the District Council.",
        "The policy was not adopted.",
        "The proposed Traffic Regulation Order was discussed.",
        "Members said that the action agreed with the owner had not been carried out.",
        "The amendment was put to the vote and lost (4:8).",
        "The Pay Committee agreed that the grade should rise.",
    ],
)
def test_no_decision(said: str) -> None:
    """Notes, actions, promises of one person, reports of the past and of other bodies, and lost amendments are no resolutions."""
    assert texts(f"# 7 Business\n\n{said}") == []


def test_numbered_clauses_are_rows_and_their_subclauses_are_not() -> None:
    """(1) and (2) are clauses; (a) and (b) below (2) belong to it."""
    rows = read(
        "# 7 Plan\n\nRESOLVED: (1) That the plan be approved.\n\n(2) That the Director:\n\n(a) write to residents; and\n\n"
        "(b) report back.\n\n(3) That it be sent."
    )
    assert [(r.number, r.text) for r in rows] == [
        ("1", "That the plan be approved."),
        ("2", "That the Director:"),
        ("3", "That it be sent."),
    ]


def test_letters_at_the_first_level_are_rows() -> None:
    """'RESOLVED that:' with (a), (b), (c) below: three clauses, without the 'and' that joins them."""
    rows = read(
        "# 7 Plan\n\nRESOLVED that:\n\n(a) the report be noted;\n\n(b) the Cabinet be recommended to restore the posts; and\n\n"
        "(c) the panel look into it."
    )
    assert [(r.number, r.text, r.kind) for r in rows] == [
        ("a", "the report be noted", "resolution"),
        ("b", "the Cabinet be recommended to restore the posts", "recommendation"),
        ("c", "the panel look into it.", "resolution"),
    ]


def test_clauses_in_the_line() -> None:
    """(i), (ii) in running text are clauses too."""
    assert texts("# 7 Site\n\nRESOLVED: (i) That the site be bought; (ii) That the old one be sold; and (iii) that the Clerk sign.") == [
        "That the site be bought",
        "That the old one be sold",
        "that the Clerk sign.",
    ]


def test_bulleted_clauses() -> None:
    """Bullets below a bare RESOLVED are clauses; bullets below 'as follows:' are what the one resolution lists."""
    assert texts("# 7 Accounts\n\nRESOLVED:\n\n• That the return be approved\n\n• That a cheque be signed") == [
        "That the return be approved",
        "That a cheque be signed",
    ]
    assert texts("# 8 Reply\n\nRESOLVED: That the Clerk should reply as follows:\n\n• That traffic would grow\n\n• That the road was narrow") == [
        "That the Clerk should reply as follows:"
    ]


def test_decision_heading_with_the_body_between() -> None:
    """DECISION, then 'The Sub-Committee:-', then clauses that name the verb."""
    assert texts("# 5 Licences\n\nDECISION\n\nThe Sub-Committee:-\n\ni. AGREED to grant five of them; and\n\nii. NOTED the letter.") == [
        "to grant five of them",
        "NOTED the letter.",
    ]


def test_resolution_in_the_paragraph_below() -> None:
    """'Resolved that:' alone, and its words below."""
    assert texts("# 5 Report\n\nResolved that:\n\nThe Annual Report be received.") == ["The Annual Report be received."]


def test_a_note_of_one_word_takes_its_title() -> None:
    """'Agreed' below 'Minutes of the last meeting' says what only with the title."""
    assert texts("# 3 Minutes of the last meeting\n\n• Agreed") == ["Minutes of the last meeting • Agreed"]


def test_margin_notes_stand_outside_the_words() -> None:
    """Initials in the Action column beside a clause are not in its text."""
    assert texts("# 3 Paths\n\nIt was agreed that the Clerk would ask for\n\n>> JH\n\nthree quotes for the work.") == [
        "that the Clerk would ask for three quotes for the work."
    ]


# ---- movers ----------------------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("said", "proposer", "seconder"),
    [
        ("On a motion by Councillor GH Halsall, seconded by Councillor RK Ormesher, it was", "Councillor GH Halsall", "Councillor RK Ormesher"),
        ("On a motion by the Chair, duly seconded, it was", "the Chair", None),
        ("Mrs A D Purslow proposed, and Mr P Hotchkiss seconded, that it be endorsed.", "Mrs A D Purslow", "Mr P Hotchkiss"),
        ("Mr A Bethune, seconded by Mr J Laidlaw, MOVED that it be granted.", "Mr A Bethune", "Mr J Laidlaw"),
        ("JH proposed HD seconded and it was", "JH", "HD"),
        ("Proposed PD, seconded RJ. All in favour.", "PD", "RJ"),
        ("Prop: KD 2nd : KA", "KD", "KA"),
        ("Proposed by Mandy Cross – Second by Margaret Strat", "Mandy Cross", "Margaret Strat"),
        ("Proposed and seconded by Cllr A Smith and Cllr B Jones.", "Cllr A Smith", "Cllr B Jones"),
        ("Proposed: Cllr Smith Seconded: Cllr Jones", "Cllr Smith", "Cllr Jones"),
        ("The Chair summed up. She proposed, and Cllr Tom Brackley seconded, more measures.", "The Chair", "Cllr Tom Brackley"),
        ("Cllr. Dark was nominated as Chairman by Cllr. Clarke and seconded by Cllr. Forrest", "Cllr. Clarke", "Cllr. Forrest"),
        ("D. Yemm, T. Butler:", "D. Yemm", "T. Butler"),
        ("R2023-233 D. Yemm, T. Butler:", "D. Yemm", "T. Butler"),
    ],
)
def test_movers(said: str, proposer: str, seconder: str | None) -> None:
    """Names before or after the verb, with or without 'by', initials and offices."""
    motion = movers.find_motions(said)[0]
    assert (motion.proposer, motion.seconder) == (proposer, seconder)


@pytest.mark.parametrize(
    "said", ["It was proposed to buy a bench.", "Councillor Jones moved to Leeds.", "the proposed Inmans Lane Order was discussed"]
)
def test_no_movers(said: str) -> None:
    """'proposed' and 'moved' in their everyday senses name nobody."""
    assert not [m for m in movers.find_motions(said) if m.seconder or said.startswith("the")]
    assert not read(f"# 1 X\n\n{said}")


def test_a_lost_motion_lends_its_movers_to_nothing() -> None:
    """The resolution has the movers of the motion that was carried after it."""
    (row,) = read(
        "# 132 Change of use\n\nIt was moved by Councillor K Brath and seconded by Councillor P Tyrer that it be refused. The motion was "
        "put and lost (4:8).\n\n"
        "It was then moved by Councillor S Dutton, seconded by Councillor J Kinsella, and –\n\nResolved (8:4) – That it be approved."
    )
    assert (row.proposer, row.seconder, row.votes_for, row.votes_against) == ("Councillor S Dutton", "Councillor J Kinsella", 8, 4)


def test_an_amendment_that_was_lost_leaves_the_motion_its_movers() -> None:
    """Motion, amendment lost, motion carried."""
    (row,) = read(
        "# 9 Budget\n\nIt was moved by Councillor K Rees and seconded by Councillor D Mathias that the budget be adopted.\n\n"
        "Amendment. Councillor I Wyndham moved, and Councillor E Charles seconded, that the rise be 3%. The amendment was declared lost.\n\n"
        "Resolved that:\n\nThe budget be adopted."
    )
    assert (row.proposer, row.seconder) == ("Councillor K Rees", "Councillor D Mathias")


def test_a_motion_whose_vote_follows_is_no_decision_by_itself() -> None:
    """The vote stands in a paragraph of its own, and what was decided below it, with the motion's movers."""
    rows = read(
        "# 4 Order\n\nCouncillor Ash, seconded by Councillor Birch, moved that the Order be made as advertised.\n\n"
        "Councillor Elm, seconded by Councillor Fir, moved an amendment that it be referred back.\n\n"
        "The Motion was therefore carried and the Committee resolved, in terms of delegated powers:\n\n4.1. That the Traffic Order be made."
    )
    assert [(r.text, r.proposer, r.seconder) for r in rows] == [("That the Traffic Order be made.", "Councillor Ash", "Councillor Birch")]


def test_movers_are_repeated_on_each_clause_and_may_follow() -> None:
    """'(Moved by A and seconded by B.)' below two clauses moves both; 'Clause 2 was proposed by' moves the second only."""
    rows = read(
        "# 9 Petition\n\nResolved that:\n\n(i) The petition be sent on, and\n\n(ii) It be answered.\n\n"
        "(Moved by Councillor J Gethin and seconded by Councillor T Dafydd.)"
    )
    assert [(r.proposer, r.seconder) for r in rows] == [("Councillor J Gethin", "Councillor T Dafydd")] * 2
    rows = read(
        "# 9 Fund\n\nRESOLVED: That\n\n1) the position be noted; and\n\n2) a transfer be made.\n\n"
        "(Clause 2 was proposed by Mr Neil Strand and seconded by Dr Helen Sprake.)"
    )
    assert [r.proposer for r in rows] == [None, "Mr Neil Strand"]


# ---- votes -----------------------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("said", "counts"),
    [
        ("Resolved (10:2) –", (10, 2, None)),
        ("carried by 7 votes to 3 with 1 abstention", (7, 3, 1)),
        ("(9 for, none against, 1 abstention)", (9, 0, 1)),
        ("(Voting: For 7; Against 0; Abstentions 1)", (7, 0, 1)),
        ("by 17 votes to none, with three abstentions", (17, 0, 3)),
        ("resolved by a majority of 4 to 2 that it be refused", (4, 2, None)),
        ("twenty-one voting for and two against", (21, 2, None)),
        ("the MOTION received 5 votes and the AMENDMENT 3 votes, with 1 abstention", (5, 3, 1)),
    ],
)
def test_counts(said: str, counts: tuple[int, int, int | None]) -> None:
    """Figures and words, label first or number first."""
    (found,) = votes.find_counts(said)
    assert found[2:] == counts


def test_a_count_in_a_clause_is_its_own() -> None:
    """Each clause may have its vote; 'unanimously' gives none."""
    rows = read(
        "# 9 Phase\n\nRESOLVED: That\n\na) the fund be kept (voting: 2 in favour, 0 against); and\n\n"
        "b) the service be cut (voting: 0 in favour, 1 against)."
    )
    assert [(r.text, r.votes_for, r.votes_against) for r in rows] == [("the fund be kept", 2, 0), ("the service be cut", 0, 1)]
    (row,) = read("# 9 Phase\n\nResolved unanimously: That it be kept.")
    assert (row.votes_for, row.outcome) == (None, "agreed unanimously")


def test_recorded_vote_by_name() -> None:
    """Lists under For, Against, Abstain, run together as the software prints them; the clause has the names and the counts."""
    document = minutes(
        "# 9 Budget\n\nA recorded vote was taken: For (3) Mr N Baker, Mrs A Booth, Mr A WrightAgainst (0)Abstain (1) Ms S Hill\n\n"
        "RESOLVED that the budget be approved."
    )
    (row,), problems = decided(document)
    assert [(v.name, v.option) for v in row.votes] == [
        ("Mr N Baker", "for"),
        ("Mrs A Booth", "for"),
        ("Mr A Wright", "for"),
        ("Ms S Hill", "abstain"),
    ]
    assert (row.votes_for, row.votes_against, row.abstentions, problems) == (3, 0, 1, [])


def test_recorded_vote_that_does_not_add_up() -> None:
    """The names are kept as they are; the doubt is told."""
    document = minutes("# 9 Budget\n\nFor (3): Councillors A Smith and B Jones\n\nAgainst (1): Councillor C Brown\n\nRESOLVED that it be approved.")
    (row,), (problem,) = decided(document)
    assert (len(row.votes), row.votes_for, problem.kind) == (3, 3, "vote-mismatch")
    assert "3 for are stated and 2 named" in problem.message


def test_recorded_vote_on_what_was_lost() -> None:
    """The names belong to the amendment that fell, and not to the resolution after it."""
    (row,) = read(
        "# 9 Budget\n\nFor (1): Councillor A Smith\n\nAgainst (2): Councillors B Jones and C Brown\n\nThe amendment was declared lost.\n\n"
        "RESOLVED that the budget be approved."
    )
    assert (row.votes, row.votes_for) == ([], None)


def test_motion_against_amendment() -> None:
    """Where members vote for the motion or for the amendment, those for the amendment voted against."""
    (row,) = read(
        "# 6 Gala\n\nFor the Motion: Mr A Bethune, Mr R Geddes\n\nFor the Amendment: Dr W Abernethy, Miss L Strachan\n\n"
        "Abstention: Ms I Farquharson\n\n"
        "The Sub-Committee AGREED to grant the licence."
    )
    assert [v.option for v in row.votes] == ["for", "for", "against", "against", "abstain"]
    assert (row.votes_for, row.votes_against, row.abstentions) == (2, 2, 1)


# ---- hostile text ----------------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "piece",
    [
        "Cllr A Smith ",
        "proposed by ",
        "(1) That ",
        "was agreed and ",
        "For (1) A, ",
        "a",
        "A.",
        " ",
        "(",
        "RESOLVED ",
        "5 votes to ",
        "It was agreed that ",
        "x, y; ",
    ],
)
def test_a_line_of_a_megabyte(piece: str) -> None:
    """Each search is linear: about a second for a line of a megabyte, and a few for all of them on one that a document holds."""
    line = (piece * (1_000_000 // len(piece)))[:1_000_000]
    for look in (
        lambda text: list(prose.sentences(text)),
        movers.find_motions,
        movers.find_lost,
        votes.find_counts,
        votes.find_rolls,
        decisions.has_keyword,
    ):
        began = time.process_time()
        look(line)
        assert time.process_time() - began < 1.5, look
    began = time.process_time()
    read(f"# 1 Business\n\n{line}")
    assert time.process_time() - began < 6


def test_a_line_is_cut_where_no_paragraph_is_as_long() -> None:
    """What is longer than any paragraph of minutes is read in pieces."""
    found = cut_passages(*minutes("# 1 Business\n\n" + "word " * 10_000))
    assert max(len(p.text) for p in found) <= passages.LONGEST
