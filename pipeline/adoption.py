"""Minutes that do not name their council, given the council of the folder that they lie in, where there is no doubt."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict

from pipeline import bodies, store
from pipeline.schema import transaction

NAMELESS = """
    select m.id, c.name, m.date, m.document_id, d.path, d.text from meetings m join documents d on d.id = m.document_id
    left join committees c on c.id = m.committee_id where c.council_id is null order by m.rowid"""
COUNCILS = """
    select distinct d.path, k.id, k.name from meetings m join documents d on d.id = m.document_id
    join committees c on c.id = m.committee_id join councils k on k.id = c.council_id"""


def adopt_meetings(connection: sqlite3.Connection) -> int:
    """Give a council to meetings whose minutes name none; returns to how many.

    Only where all other minutes of the folder are of one council, and the text has the name of its place ('Calderby'). `issues` says so.
    """
    nameless = connection.execute(NAMELESS).fetchall()
    if not nameless:
        return 0
    of_folder: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for path, council, name in connection.execute(COUNCILS):
        of_folder[path.rpartition("/")[0]].add((council, name))
    adopted = 0
    for meeting, committee, date, document, path, text in nameless:
        councils = of_folder[path.rpartition("/")[0]]
        if len(councils) == 1:
            council, name = next(iter(councils))
            place = r"[\s-]+".join(map(re.escape, bodies.council_of(name).slug.split("-")))
            if re.search(rf"\b{place}\b", text or "", re.IGNORECASE):
                adopt(connection, meeting, committee or name, date, document, council, name)
                adopted += 1
    return adopted


def adopt(connection: sqlite3.Connection, meeting: str, committee: str, date: str | None, document: str, council: str, name: str) -> None:
    """Give a meeting to a committee of the council; what links it to others is to be found anew."""
    with transaction(connection):
        home = store.committee_id(connection, council, committee)
        renamed = store.free_id(connection, f"{home}/{date or 'undated-' + document[:8]}")
        connection.execute("update meetings set id = ?, committee_id = ?, is_linked = 0 where id = ?", [renamed, home, meeting])
        message = f"The minutes do not name their council; the other minutes of their folder are of {name}."
        connection.execute(
            "insert into issues (document_id, stage, kind, severity, message) values (?, 'adoption', 'council-from-folder', 'info', ?)",
            [document, message],
        )
