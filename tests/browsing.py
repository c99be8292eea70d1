"""A running server for tests: `minutebook browse` in a process of its own, on a port of its own, asked over the wire."""

from __future__ import annotations

import http.client
import json
import re
import select
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

REPO = Path(__file__).resolve().parent.parent


class Answer(NamedTuple):
    """What the server said."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Server:
    """A running server; paths go out as they are given, without being tidied."""

    def __init__(self, port: int, process: subprocess.Popen[str]) -> None:
        self.port, self.process = port, process
        self.url = f"http://127.0.0.1:{port}"

    def ask(self, path: str, method: str = "GET", host: str | None = None, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.putrequest(method, path, skip_host=True)
            connection.putheader("Host", host or f"127.0.0.1:{self.port}")
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def sql(self, statement: str, kind: str = "json") -> Answer:
        """What a statement of a visitor's own gives; Datasette 1.0 moved it to another address."""
        return self.follow(f"/minutes.{kind}?sql={quote(statement)}&_shape=objects")

    def follow(self, path: str) -> Answer:
        """What stands where a path leads."""
        answer = self.ask(path)
        return self.ask(answer.headers["location"]) if answer.status == 302 else answer


@contextmanager
def serving(database: Path, *options: str) -> Iterator[Server]:
    """`minutebook browse DATABASE`, stopped at the end."""
    command = [sys.executable, "-m", "pipeline", "browse", str(database), "-p", "0", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=REPO)
    try:
        assert process.stdout is not None
        assert select.select([process.stdout], [], [], 60)[0], "the server did not start"
        line = process.stdout.readline()
        found = re.search(r":(\d+)/", line)
        assert found, line + (process.stderr.read() if process.stderr and process.poll() is not None else "")
        yield Server(int(found[1]), process)
    finally:
        process.terminate()
        process.wait(20)
        for pipe in (process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()


def copy_of(database: Path, folder: Path, *statements: str) -> Path:
    """A copy of a database, changed by statements."""
    path = folder / "minutes.db"
    shutil.copyfile(database, path)
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return path


def with_facts(database: Path, folder: Path) -> Path:
    """A copy to which rows were added of each kind that the sample may lack: figures, a check, a school, an organisation, a service, mentions."""
    path = copy_of(database, folder)
    connection = sqlite3.connect(path)
    connection.execute("insert into schools (id, name) values (901, 'Fernbank Primary School')")
    for table, name in (("services", "Music Service"), ("organisations", "Wexley Foyer")):
        keyed = [column for _, column, *_ in connection.execute(f"pragma table_info({table})") if column == "key"]
        connection.execute(f"insert into {table} (id, name{', key' * len(keyed)}) values (901, ?{', 901' * len(keyed)})", [name])
    connection.execute("insert into people (id, name, kind) values (901, 'Councillor Alan Stockdale', 'member')")
    connection.execute("insert into person_names (name_as_written, person_id, match_method) values ('Councillor Stockdale', 901, 'full-name')")
    connection.execute("insert into roles (title, person_id, first_seen, last_seen) values ('Member', 901, '2015-09-16', '2019-02-06')")
    for table in ("attendance", "declarations"):
        connection.execute(f"update {table} set person_id = 901 where name_as_written like '%Stockdale'")
    connection.execute("update attendance set person_id = null where id = (select min(id) from attendance where capacity = 'member')")
    items = connection.execute(
        """select i.id, i.meeting_id, i.start, i.page, i.text from minute_items i join meetings m on m.id = i.meeting_id
           where i.text like '%Fernbank%' and m.copy_of is null group by i.meeting_id order by m.date"""
    ).fetchall()
    connection.execute(
        "insert into measures (id, body, words, unit, subject_kind) values ('x/absence', 'x', 'absence that persists', 'percent', 'actual')"
    )
    for number, (item, meeting, start, page, text) in enumerate(items):
        at = start + text.index("Fernbank")
        connection.execute(
            """insert into mentions (meeting_id, item_id, text, label, school_id, page, start, "end")
               values (?, ?, 'Fernbank', 'SCHOOL', 901, ?, ?, ?)""",
            [meeting, item, page, at, at + 8],
        )
        connection.execute(
            """insert into statistics (id, meeting_id, item_id, as_written, value, unit, measure, subject_kind, measure_id, sentence,
                 page, start, "end")
               values (?, ?, ?, ?, ?, 'percent', 'absence that persists', 'actual', 'x/absence', 'as the report said', ?, ?, ?)""",
            [9000 + number, meeting, item, f"{12 + number}%", 12 + number, page, at, at + 8],
        )
    connection.execute(
        "insert into statistic_checks (item_id, rule, stated, computed, verdict, explanation, statistic_ids) "
        "values (?, 'sum-of-parts', 350, 340, 'disagrees', '90 + 110 + 60 + 80 is 340, the minutes say 350', '[9000]')",
        [items[0][0]],
    )
    connection.commit()
    connection.close()
    return path


def pages_of(database: Path) -> dict[str, str]:
    """A path of each kind of page, by its name."""
    connection = sqlite3.connect(database)

    def one(sql: str) -> Any:
        found = connection.execute(sql).fetchone()
        return found[0] if found else None

    meeting = one(
        "select meeting_id from declarations join meetings m on m.id = meeting_id where m.copy_of is null group by 1 order by count(*) desc limit 1"
    )
    unlinked = connection.execute(
        "select a.name_as_written, c.council_id from attendance a join meetings m on m.id = a.meeting_id join committees c on c.id = m.committee_id "
        "where a.person_id is null and a.capacity = 'member' order by a.id limit 1"
    ).fetchone()
    pages = {
        "home": "/",
        "meetings": "/meetings",
        "people": "/people",
        "measures": "/measures",
        "checks": "/checks",
        "missing": "/missing",
        "questions": "/questions",
        "declarations": "/declarations",
        "search": "/search?q=school",
        "meeting": f"/meeting/{meeting}",
        "committee": f"/committee/{one('select committee_id from meetings where committee_id is not null')}",
        "council": f"/council/{one('select id from councils')}",
        **{kind: f"/evidence/{kind}/{one(f'select min(id) from {table} where start is not null')}" for kind, table in EVIDENCE.items()},
        "table": "/minutes/declarations",
        "row": "/minutes/declarations/1",
        "query": "/minutes/who-declared-interests",
        "database": "/minutes",
    }
    if unlinked:
        pages["name"] = f"/name?name={unlinked[0].replace(' ', '+')}&council={unlinked[1]}"
    for kind, table in (("person", "people"), ("school", "schools"), ("service", "services"), ("organisation", "organisations")):
        if key := one(f"select min(id) from {table}"):
            pages[kind] = f"/{kind}/{key}"
    if measure := one("select measure_id from statistics where measure_id is not null group by 1 order by count(distinct meeting_id) desc limit 1"):
        pages["measure"] = f"/measure/{measure}"
    connection.close()
    return pages


EVIDENCE = {
    "declaration": "declarations",
    "resolution": "resolutions",
    "attendance": "attendance",
    "item": "minute_items",
    "reference": "cross_references",
}
