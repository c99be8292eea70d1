"""Schools as rows: one for each name within a council, so that a school is never taken for one of another place by its name alone."""

from __future__ import annotations

import sqlite3

from pipeline import bodies, limits


def school_row(connection: sqlite3.Connection, name: str, council: str | None) -> int:
    """The row of a school named in a council's minutes, made at its first mention; small differences of spelling share it."""
    shown = bodies.presentable(name)[: limits.MAX_NAME]
    key = bodies.folded(shown)
    for row, known in connection.execute("select id, name from schools where council_id is ? order by id", [council]):
        if bodies.folded(known) == key:
            return int(row)
    return connection.execute("insert into schools (name, council_id) values (?, ?) returning id", [shown, council]).fetchone()[0]  # type: ignore[no-any-return]
