"""The scores of a database against annotated documents."""

import importlib.util
import json
import random
import sqlite3
import time
from pathlib import Path

import pytest

import pipeline
from pipeline import cli, matching, schema
from pipeline.errors import UsageFailure
from pipeline.evaluate import evaluate
from pipeline.gold import read_gold

REPO = Path(__file__).resolve().parent.parent
SHARED = REPO.parent / "shared"
SCHEMA = (Path(pipeline.__file__).parent / "schema.sql").read_text(encoding="utf-8")


def empty_database(path=":memory:"):
    db = sqlite3.connect(path)
    db.executescript(SCHEMA)
    return db


def insert(db, table, **values):
    names, marks = ", ".join(f'"{name}"' for name in values), ", ".join("?" * len(values))
    return db.execute(f"insert into {table} ({names}) values ({marks})", list(values.values())).lastrowid


def add_meeting(db, stem="m", date="2017-03-22", committee="Parks Committee", council="Aldbury Council", statement="declared"):
    """A document with one meeting and nothing in it."""
    insert(db, "documents", id=f"sha-{stem}", filename=f"{stem}.pdf", path=f"{stem}.pdf", place=stem, status="ok")
    insert(db, "councils", id=f"c-{stem}", name=council)
    insert(db, "committees", id=f"k-{stem}", name=committee, council_id=f"c-{stem}")
    insert(
        db,
        "meetings",
        id=f"m-{stem}",
        title="Parks",
        committee_id=f"k-{stem}",
        document_id=f"sha-{stem}",
        sequence=1,
        date=date,
        start_time="13:30",
        declarations_statement=statement,
    )
    return f"m-{stem}"


def add_item(db, meeting, sequence, number, title, parent=None):
    return insert(db, "minute_items", meeting_id=meeting, sequence=sequence, number=number, title=title, text="", parent_id=parent)


def annotate(folder, stem="m", **parts):
    meeting = {"council": "Aldbury Council", "committee": "Parks Committee", "date": "2017-03-22", "start_time": "13:30", "venue": None}
    whole = {"meeting": meeting, "partial": [part for part in parts if part in ALL_PARTS], "declarations_statement": "declared"}
    (folder / f"{stem}.json").write_text(json.dumps(whole | parts), encoding="utf-8")


ALL_PARTS = ("attendance", "items", "declarations", "resolutions", "cross_references", "entities", "statistics")


def scores_of(db, folder):
    golds, _ = read_gold(folder)
    return {score.task: score for score in evaluate(db, golds).scores}


def counts_of(score):
    return score.gold, score.found, score.f1


# ---- the tasks ------------------------------------------------------------------------------------------------------------------------
def test_a_title_block_read_right_scores_full_marks_and_a_wrong_date_is_both_missed_and_extra(tmp_path):
    """A field that was read wrongly costs precision and recall; the committee may carry its council's name."""
    db = empty_database()
    add_meeting(db, date="2017-03-23", committee="Aldbury Council Parks Committee")
    annotate(tmp_path, items=[])
    scores = scores_of(db, tmp_path)
    assert counts_of(scores["meeting committee"]) == (1, 1, 1.0)
    assert counts_of(scores["meeting start_time"]) == (1, 1, 1.0)
    assert counts_of(scores["meeting date"]) == (1, 1, 0.0)


def test_only_top_level_items_are_held_against_the_annotation(tmp_path):
    """A sub-item is neither a hit nor too many; a wrong title spoils the second task only."""
    db = empty_database()
    meeting = add_meeting(db)
    first = add_item(db, meeting, 1, "49.", "Apologies")
    add_item(db, meeting, 2, "49.1", "Of members", parent=first)
    add_item(db, meeting, 3, "50", "Something else")
    annotate(tmp_path, items=[{"number": "49", "title": "APOLOGIES", "page": 1}, {"number": "50", "title": "Declarations of Interest", "page": 1}])
    scores = scores_of(db, tmp_path)
    assert counts_of(scores["item boundaries"]) == (2, 2, 1.0)
    assert counts_of(scores["items with titles"]) == (2, 2, 0.5)


def test_apologies_and_absence_are_one_status(tmp_path):
    """Minutes seldom keep them apart, and neither does the score."""
    db = empty_database()
    meeting = add_meeting(db)
    insert(db, "attendance", meeting_id=meeting, name_as_written="Cllr A Lee", capacity="member", status="absent")
    insert(db, "attendance", meeting_id=meeting, name_as_written="Cllr B Ray", capacity="member", status="present", meeting_role="chair")
    people = [("Councillor Ann Lee", "apologies", None), ("Councillor Ray", "present", "chair")]
    annotate(tmp_path, attendance=[{"name": n, "capacity": "member", "status": s, "role": r} for n, s, r in people])
    scores = scores_of(db, tmp_path)
    assert counts_of(scores["attendance"]) == (2, 2, 1.0)
    assert counts_of(scores["attendance: apologies and absent"]) == (1, 1, 1.0)
    assert counts_of(scores["chair"]) == (1, 1, 1.0)


def test_a_declaration_counts_whole_only_with_its_kind_matter_reason_and_participation(tmp_path):
    """Who declared is one task; the whole row another."""
    db = empty_database()
    meeting = add_meeting(db)
    row = {"meeting_id": meeting, "interest_kind": "personal", "participation": "left-room", "about_number": "53", "quote": "q"}
    insert(db, "declarations", name_as_written="Councillor Lee", nature="governor of the school", **row)
    insert(db, "declarations", name_as_written="Councillor Ray", nature="a tenant", **row)
    gold = {"item": "49", "interest": "personal", "about": "Minute 53", "participation": "left-room"}
    annotate(
        tmp_path, declarations=[gold | {"name": "Cllr Lee", "nature": "a governor of the school"}, gold | {"name": "Cllr Ray", "nature": "landlord"}]
    )
    scores = scores_of(db, tmp_path)
    assert counts_of(scores["declarations: who"]) == (2, 2, 1.0)
    assert counts_of(scores["declarations: whole row"]) == (2, 2, 0.5)
    assert counts_of(scores["declarations statement"]) == (1, 1, 1.0)


def test_an_optional_figure_costs_nothing_either_way(tmp_path):
    """It is not missed where it is not found, and not too many where it is."""
    db = empty_database()
    meeting = add_meeting(db)
    item = add_item(db, meeting, 1, "5", "Schools")
    for value, measure in ((16, "children with special needs"), (7, "")):
        insert(
            db,
            "statistics",
            meeting_id=meeting,
            item_id=item,
            as_written=str(value),
            value=value,
            unit="percent",
            measure=measure,
            sentence="s",
        )
    figure = {"item": "5", "unit": "percent", "value_high": None, "period": None, "comparator": None}
    annotate(
        tmp_path,
        statistics=[
            figure | {"as_written": "16%", "value": 16, "about": "children with a special need", "optional": False},
            figure | {"as_written": "7%", "value": 7, "about": "x", "optional": True},
        ],
    )
    scores = scores_of(db, tmp_path)
    assert counts_of(scores["statistics: value and unit"]) == (1, 1, 1.0)
    assert counts_of(scores["statistics: and what of"]) == (1, 1, 1.0)


def test_a_kind_of_fact_without_rows_is_shown_as_found_nothing(tmp_path):
    """What is not read yet is a score of nought, not a missing line."""
    db = empty_database()
    add_meeting(db)
    annotate(tmp_path, resolutions=[{"item": "5", "number": None, "kind": "resolution", "starts": "That the report be noted"}])
    assert counts_of(scores_of(db, tmp_path)["resolutions"]) == (1, 0, 0.0)


def test_a_document_that_the_database_lacks_counts_as_all_missed(tmp_path):
    """It is named, and every annotated row of it is missed."""
    annotate(tmp_path, items=[{"number": "1", "title": "Apologies"}])
    golds, _ = read_gold(tmp_path)
    result = evaluate(empty_database(), golds)
    assert result.absent == ["m"]
    assert {score.task: counts_of(score) for score in result.scores}["item boundaries"] == (1, 0, 0.0)
    assert ("item boundaries", "missed", "1 Apologies") in {(d.task, d.side, d.row) for d in result.differences}


def test_scores_stand_by_body_too(tmp_path):
    """Each body's documents alone, beside all together."""
    db = empty_database()
    for stem, council in (("a", "Aldbury Council"), ("b", "Birchwell Council")):
        meeting = add_meeting(db, stem=stem, council=council)
        if stem == "a":
            add_item(db, meeting, 1, "1", "Apologies")
        about = {"council": council, "committee": "Parks Committee", "date": "2017-03-22", "start_time": None}
        annotate(tmp_path, stem=stem, meeting=about, items=[{"number": "1", "title": "Apologies"}])
    golds, _ = read_gold(tmp_path)
    result = evaluate(db, golds)
    by_body = {score.body: score.f1 for score in result.by_body if score.task == "item boundaries"}
    assert by_body == {"Aldbury Council": 1.0, "Birchwell Council": 0.0}
    assert next(score.f1 for score in result.scores if score.task == "item boundaries") == pytest.approx(2 / 3)


def test_the_command_prints_scores_by_body_and_what_differs(tmp_path, capfd, monkeypatch):
    """For people, for spreadsheets and for programs; the same figures in each."""
    db = tmp_path / "minutes.db"
    schema.create(db)
    with sqlite3.connect(db) as connection:
        add_item(connection, add_meeting(connection), 1, "1", "=SUM(A1)")
    (tmp_path / "gold").mkdir()
    annotate(tmp_path / "gold", items=[{"number": "2", "title": "Apologies"}])
    (tmp_path / "gold" / "people.json").write_text("[]")

    def printed(*options):
        monkeypatch.setattr("sys.argv", ["minutebook", "evaluate", str(db), str(tmp_path / "gold"), *options])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert ended.value.code == 0
        return capfd.readouterr()

    out, err = printed("--by-body", "--misses")
    assert err == "left out, for no meeting is annotated in them: people.json\n"
    assert out.count("meeting date                            1      1  100.0  100.0  100.0\n") == 2
    assert "\nAldbury Council\n" in out
    assert "item boundaries\tm\tmissed\t2 Apologies\n" in out
    assert "\n1 annotated documents\n" in out
    tree = json.loads(printed("-f", "json", "--by-body").out)
    assert {one["task"]: one["f1"] for one in tree["scores"]} == {one["task"]: one["f1"] for one in tree["by_body"]}
    assert "differences" not in tree
    assert printed("-f", "csv").out.splitlines()[:2] == ["body,task,gold,found,precision,recall,f1", ",meeting committee,1,1,1.0,1.0,1.0"]
    assert "item boundaries,m,Aldbury Council,extra,1 =SUM(A1)\n" in printed("-f", "csv", "--misses").out


# ---- the annotations ------------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "is not JSON"),
        ('{"meeting": {"date": 5}}', "is not an annotated document"),
        ('{"meeting": {}, "partial": ["motions"]}', "is not an annotated document"),
        ('{"meeting": {}}', "lacks attendance, items"),
        ('{"meeting": {}, "partial": ["items"]}', "lacks items"),
        ("[]", "No annotated documents"),
    ],
)
def test_a_faulty_annotation_is_named_in_one_line(tmp_path, content, says):
    """The file, what is wrong with it, and nothing else."""
    (tmp_path / "m.json").write_text(content)
    with pytest.raises(UsageFailure) as caught:
        read_gold(tmp_path)
    assert says in caught.value.reason()
    assert str(tmp_path) in caught.value.reason()
    assert "\n" not in caught.value.reason()


def test_other_json_files_beside_the_annotations_are_told_apart(tmp_path):
    """A register of people beside the gold is not an annotated document."""
    annotate(tmp_path, items=[])
    (tmp_path / "people.json").write_text("[]")
    golds, others = read_gold(tmp_path)
    assert [gold.stem for gold in golds] == ["m"]
    assert others == ["people.json"]


def test_the_sample_archive_is_annotated_in_full():
    """Thirteen documents, each with every part."""
    golds, others = read_gold(REPO / "corpus")
    assert len(golds) == 13
    assert all(getattr(gold.file, part) is not None for gold in golds for part in ALL_PARTS)
    assert others == ["errors.json", "links.json", "people.json"]


# ---- when two things are the same -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Councillor J Smith", "Cllr. John Smith", True),
        ("Mr R W Gough", "Gough", True),
        ("Councillor J Smith", "Councillor P Smith", False),
        ("Councillor Lee (until item 6)", "Cllr A Lee", True),
        ("Councillor Pemberton", "Councillor Pembertan", False),
        ("O’Neill", "Cllr O'Neill", True),
    ],
)
def test_people_are_the_same_by_surname_and_initial(a, b, same):
    """Titles do not count; a different initial does."""
    assert matching.same_person(a, b) is same


@pytest.mark.parametrize("text", ["(" * 1_000_000, "a" * 1_000_000, "cllr " * 200_000, "-' " * 300_000])
def test_a_line_of_a_megabyte_is_compared_at_once(text):
    """No pattern is worse than linear."""
    began = time.process_time()
    matching.words(text)
    matching.number(text)
    matching.same_person(text, "Lee")
    assert time.process_time() - began < 4


# ---- against the tool that others score with ------------------------------------------------------------------------------------------
def spoilt_database(golds, chance):
    """A database of what the annotations say, with rows left out, doubled and changed by chance."""
    db = empty_database()
    db.row_factory = sqlite3.Row
    for stem, gold in golds.items():
        if chance.random() < 0.1:
            continue
        meeting = gold["meeting"]
        key = add_meeting(db, stem, meeting["date"] if chance.random() < 0.9 else "1999-01-01", meeting["committee"], meeting["council"] or "x")
        items = {}
        for at, row in enumerate(gold.get("items") or [], 1):
            if chance.random() < 0.9:
                items[row["number"]] = add_item(db, key, at, row["number"], (row["title"] or "")[chance.choice((0, 0, 0, 9)) :])
                if chance.random() < 0.3:
                    add_item(db, key, 1000 + at, "a", "part", parent=items[row["number"]])
        for row in gold.get("attendance") or []:
            status = row["status"] if chance.random() < 0.9 else "absent"
            role = row["role"] if chance.random() < 0.9 else None
            insert(db, "attendance", meeting_id=key, name_as_written=row["name"], capacity="member", status=status, meeting_role=role)
        for row in gold["declarations"]:
            item = items.get(row["item"])
            said = {"interest_kind": row["interest"], "participation": chance.choice((row["participation"], "remained")), "quote": "quote " * 30}
            for _ in range(chance.choice((0, 1, 1, 1, 2))):
                about = {"about_as_written": row["about"], "nature": chance.choice((row["nature"], "tenant"))}
                insert(db, "declarations", meeting_id=key, item_id=item, name_as_written=row["name"], **about, **said)
        for row in gold.get("resolutions") or []:
            text = row["starts"] + " and so on" if chance.random() < 0.8 else "That nothing be done"
            movers = {"proposer_as_written": row["proposer"], "seconder_as_written": chance.choice((row["seconder"], "Cllr Nobody"))}
            insert(db, "resolutions", meeting_id=key, item_id=items.get(row["item"]), kind="resolution", text=text, **movers)
        for row in gold.get("cross_references") or []:
            if row["item"] in items:
                number = row["to"] if chance.random() < 0.8 else "1"
                insert(db, "cross_references", item_id=items[row["item"]], as_written="Minute", to_number=number, state="ambiguous")
        spoil_names(db, key, gold, chance)
        for row in gold.get("statistics") or []:
            value = row["value"] if chance.random() < 0.85 else 1234.5
            told = {"measure": chance.choice((row["about"], "things", None)), "sentence": row["about"]}
            unit = chance.choice((row["unit"], row["unit"], "places"))
            figure = {"as_written": row["as_written"], "value": value, "value_high": row["value_high"], "unit": unit}
            insert(db, "statistics", meeting_id=key, item_id=items.get(row["item"]), **figure, **told)
    return db


def spoil_names(db, key, gold, chance):
    labels = {"services": "SERVICE", "schools": "SCHOOL", "committees": "COMMITTEE", "organisations": "ORGANISATION"}
    entities = gold.get("entities") or {}
    for kind, label in labels.items():
        for name in entities.get(kind, []):
            for text in chance.choice(((), (name,), (name.upper(), "the " + name), (name, "Another Thing"))):
                insert(db, "mentions", meeting_id=key, text=text, label=label)
    for officer in entities.get("officers", []):
        person = insert(db, "people", name=officer["name"], kind="officer")
        insert(db, "roles", title=officer["post"] or "Clerk", person_id=person)
        insert(db, "mentions", meeting_id=key, text=officer["name"], label="OFFICER", person_id=person)
    for name in entities.get("members", []):
        person = insert(db, "people", name=name, kind="member") if chance.random() < 0.5 else None
        insert(db, "mentions", meeting_id=key, text=name, label="MEMBER", person_id=person)


@pytest.mark.parametrize("part", ["gold/dev", "gold/styles", "gold/declarations"])
@pytest.mark.parametrize("seed", [1, 2])
def test_the_figures_are_those_of_the_scoring_tool(part, seed, tmp_path):
    """The same counts for every task, over a database that is right in part."""
    tool, folder = SHARED / "tools" / "score.py", SHARED / part
    if not (tool.is_file() and folder.is_dir()):
        pytest.skip("the annotated documents are not beside this checkout")
    spec = importlib.util.spec_from_file_location("score", tool)
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    golds = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.json"))}
    db = spoilt_database(golds, random.Random(seed))
    tally = score.Tally()
    for stem, gold in golds.items():
        score.score_document(stem, gold, db, tally)
    ours = evaluate(db, read_gold(folder)[0])
    wanted = {task: (row["gold"], row["found"], row["precision"], row["recall"], row["f1"]) for task, row in tally.table().items()}
    assert {s.task: (s.gold, s.found, s.precision, s.recall, s.f1) for s in ours.scores} == wanted
    assert sum(row["found"] > 0 for row in tally.table().values()) > len(wanted) / 2
