"""Hold a database against annotated documents: what was found, missed and found too many, task by task and body by body.

A task's score is its F1 over all documents together (micro); a document that the database lacks counts as all missed.
"""

from __future__ import annotations

import sqlite3
from pathlib import PurePath
from typing import Any, Literal

import msgspec

from pipeline.gold import Gold
from pipeline.shown import Cell, line
from pipeline.tasks import Count, Found, Row, judge


class Score(msgspec.Struct, frozen=True):
    """A task over the documents of one body, or of all (`body` is None). A share of nothing is None."""

    body: str | None
    task: str
    gold: int
    found: int
    precision: float | None
    recall: float | None
    f1: float | None


class Difference(msgspec.Struct, frozen=True):
    """A row that only the annotation has, or only the database."""

    task: str
    document: str
    body: str
    side: Literal["missed", "extra"]
    row: str


class Evaluation(msgspec.Struct, frozen=True):
    """The scores over all documents, then by body; `macro_f1` is the mean F1 of the tasks over all."""

    documents: int
    absent: list[str]  # annotated, but not in the database
    macro_f1: float | None
    scores: list[Score]
    by_body: list[Score]
    differences: list[Difference]


# ---- the database ---------------------------------------------------------------------------------------------------------------------
OF_MEETING = "select * from {} where meeting_id = ? order by id"
MEETINGS = """
    select m.id, m.date, m.start_time, m.declarations_statement, c.name as committee, k.name as council
    from meetings m left join committees c on c.id = m.committee_id left join councils k on k.id = c.council_id
    where m.document_id = ? order by m.date"""
REFERENCES = "select x.* from cross_references x join minute_items i on i.id = x.item_id where i.meeting_id = ?"
MENTIONS = """
    select m.text, m.label, p.name as person, s.name as service, k.name as school, c.name as committee, o.name as organisation
    from mentions m
    left join people p on p.id = m.person_id left join services s on s.id = m.service_id left join schools k on k.id = m.school_id
    left join committees c on c.id = m.committee_id left join organisations o on o.id = m.organisation_id
    where m.meeting_id = ?"""


def _rows(db: sqlite3.Connection, query: str, *values: object) -> list[Row]:
    cursor = db.execute(query, values)
    columns = [column[0] for column in cursor.description]
    return [dict(zip(columns, row, strict=True)) for row in cursor]


def _find(db: sqlite3.Connection, documents: list[Row], posts: list[Row], gold: Gold) -> Found:
    document = next((d for d in documents if PurePath(d["filename"]).stem == gold.stem), None)
    meetings = _rows(db, MEETINGS, document["id"]) if document else []
    meeting = next((m for m in meetings if m["date"] == gold.file.meeting.date), meetings[0] if meetings else None)
    key = meeting["id"] if meeting else None
    rows = {table: _rows(db, OF_MEETING.format(table), key) for table in ("minute_items", "attendance", "declarations", "resolutions", "statistics")}
    return Found(
        in_database=document is not None,
        meeting=meeting,
        items={row["id"]: row for row in rows["minute_items"]},
        attendance=rows["attendance"],
        declarations=rows["declarations"],
        resolutions=rows["resolutions"],
        cross_references=_rows(db, REFERENCES, key),
        statistics=rows["statistics"],
        mentions=_rows(db, MENTIONS, key),
        posts=posts,
    )


# ---- the sums -------------------------------------------------------------------------------------------------------------------------
def evaluate(db: sqlite3.Connection, golds: list[Gold]) -> Evaluation:
    """Score what the database holds of each annotated document; nothing is written."""
    documents = _rows(db, "select id, filename from documents")
    posts = _rows(db, "select p.name, r.title from roles r join people p on p.id = r.person_id")
    absent, counts, differences = [], [], []
    for gold in golds:
        found = _find(db, documents, posts, gold)
        body = gold.file.meeting.council or "not stated"
        if not found.in_database:
            absent.append(gold.stem)
        for count in judge(gold.file, found):
            counts.append((body, count))
            differences += [Difference(count.task, gold.stem, body, "missed", row) for row in count.missed_rows]
            differences += [Difference(count.task, gold.stem, body, "extra", row) for row in count.extra_rows]
    scores = _scores(None, [count for _, count in counts])
    by_body = []
    for body in sorted({body for body, _ in counts}):
        by_body += _scores(body, [count for of, count in counts if of == body])
    rated = [score.f1 for score in scores if score.f1 is not None]
    return Evaluation(
        documents=len(golds),
        absent=absent,
        macro_f1=sum(rated) / len(rated) if rated else None,
        scores=scores,
        by_body=by_body,
        differences=differences,
    )


def _scores(body: str | None, counts: list[Count]) -> list[Score]:
    """Each task once, over all the counts; tasks stand in the order in which they first come."""
    scores = []
    for task in dict.fromkeys(count.task for count in counts):
        hit, missed, extra = (sum(getattr(c, part) for c in counts if c.task == task) for part in ("hit", "missed", "extra"))
        scores.append(
            Score(
                body=body,
                task=task,
                gold=hit + missed,
                found=hit + extra,
                precision=hit / (hit + extra) if hit + extra else None,
                recall=hit / (hit + missed) if hit + missed else None,
                f1=2 * hit / (2 * hit + missed + extra) if hit + missed + extra else None,
            )
        )
    return scores


# ---- for people and for spreadsheets ----------------------------------------------------------------------------------------------------
HEADS = ["body", "task", "gold", "found", "precision", "recall", "f1"]


def lines_of(result: Evaluation, by_body: bool, misses: bool) -> list[str]:
    """The scores as tables of percentages, with each body's own and each differing row where they are asked for."""
    lines = [*table_of(result.scores), f"{'mean F1 of the tasks':34} {'':27} {percent(result.macro_f1)}"]
    if by_body:
        for body in dict.fromkeys(score.body for score in result.by_body):
            lines += ["", line(body or ""), *table_of([score for score in result.by_body if score.body == body])]
    lines += ["", f"{result.documents} annotated documents"]
    if result.absent:
        lines[-1] += f", of which the database lacks {len(result.absent)}: {line(', '.join(result.absent))}"
    if misses:
        lines += ["", *(f"{one.task}\t{line(one.document)}\t{one.side}\t{line(one.row)}" for one in result.differences)]
    return lines


def table_of(scores: list[Score]) -> list[str]:
    """A line for each task."""
    lines = [f"{'task':34} {'gold':>6} {'found':>6}      P      R     F1"]
    for one in scores:
        lines.append(f"{one.task:34} {one.gold:6} {one.found:6} {percent(one.precision)} {percent(one.recall)} {percent(one.f1)}")
    return lines


def percent(share: float | None) -> str:
    return f"{'–':>6}" if share is None else f"{100 * share:6.1f}"


def rows_of(result: Evaluation, by_body: bool) -> tuple[list[str], list[list[Cell]]]:
    """A row for each task over all bodies (their name is empty there), then for each body's own."""
    scores = result.scores + (result.by_body if by_body else [])
    return HEADS, [[one.body, one.task, one.gold, one.found, one.precision, one.recall, one.f1] for one in scores]


def differences_of(result: Evaluation) -> tuple[list[str], list[list[Cell]]]:
    """A row for each that only one side has."""
    return ["task", "document", "body", "side", "row"], [[one.task, one.document, one.body, one.side, one.row] for one in result.differences]


def tree_of(result: Evaluation, by_body: bool, misses: bool) -> dict[str, Any]:
    """The same for programs."""
    tree: dict[str, Any] = msgspec.to_builtins(result)
    return {name: part for name, part in tree.items() if (by_body or name != "by_body") and (misses or name != "differences")}
