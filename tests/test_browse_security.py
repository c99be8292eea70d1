"""The security checklist, row by row, against a running server (design notes of browsing: twenty rows)."""

from __future__ import annotations

import asyncio
import csv
import hashlib
import io
import os
import re
import socket
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from browsing import Server, copy_of, pages_of, serving, with_facts
from pdfs import make_pdf

from pipeline.browse.server import datasette_of

SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(2)>'


@pytest.fixture(scope="module")
def path(sample_database_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_facts(sample_database_path, tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def server(path: Path) -> Iterator[Server]:
    with serving(path) as running:
        yield running


@pytest.fixture(scope="module")
def public(path: Path) -> Iterator[Server]:
    with serving(path, "--public") as running:
        yield running


@pytest.fixture(scope="module")
def hostile_path(sample_database_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database whose every text was written by an enemy."""
    path = with_facts(sample_database_path, tmp_path_factory.mktemp("hostile"))
    connection = sqlite3.connect(path)
    texts = {
        "meetings": ["title", "venue"],
        "minute_items": ["title", "number"],
        "committees": ["name"],
        "councils": ["name"],
        "people": ["name"],
        "schools": ["name"],
        "services": ["name"],
        "organisations": ["name"],
        "attendance": ["name_as_written", "post"],
        "declarations": ["name_as_written", "quote", "nature", "about_as_written"],
        "resolutions": ["text", "proposer_as_written"],
        "statistics": ["as_written", "measure", "sentence", "comparator"],
        "statistic_checks": ["explanation"],
        "cross_references": ["as_written"],
        "questions": ["question"],
        "documents": ["filename", "error"],
        "issues": ["message", "kind"],
        "roles": ["title"],
    }
    for table, columns in texts.items():
        for column in columns:
            connection.execute(f"update {table} set {column} = ? || coalesce({column}, '') || ?", [SCRIPT, IMAGE])
    connection.execute("update minute_items set text = replace(text, 'the ', ?)", [SCRIPT[:4]])
    connection.execute("update minute_items set text = ? || text", [f"{SCRIPT} {IMAGE}\n\n"])
    connection.execute("update documents set text = ? || substr(text, ?)", [SCRIPT + IMAGE, len(SCRIPT + IMAGE) + 1])
    connection.commit()
    connection.close()
    return path


WRITES = [
    "insert into councils (id, name) values ('x', 'x')",
    "update meetings set title = 'x'",
    "delete from meetings",
    "drop table meetings",
    "create table x (y)",
    "attach database '/tmp/x.db' as x",
    "vacuum into '/tmp/x.db'",
    "pragma writable_schema = 1",
    "pragma database_list",
    "select load_extension('x')",
    "select readfile('/etc/passwd')",
    "select writefile('/tmp/x', 'x')",
]


@pytest.mark.parametrize("statement", WRITES)
def test_01_nothing_is_written_or_read_through_sql(server, path, statement):
    """No write, no other file, no extension: each statement is refused, and the file's bytes stay."""
    before = hashlib.sha256(path.read_bytes()).digest()
    assert server.sql(statement).status == 400
    assert hashlib.sha256(path.read_bytes()).digest() == before
    assert not os.path.exists("/tmp/x.db")


def test_02_a_runaway_query_is_cut(server):
    """A recursion without end costs a second."""
    start = time.monotonic()
    answer = server.sql("with recursive r(n) as (select 1 union all select n + 1 from r) select count(*) from r")
    assert answer.status == 400
    assert time.monotonic() - start < 5


@pytest.mark.parametrize(
    "value", ["zeroblob(50000000)", "hex(zeroblob(20000000))", "printf('%.50000000c', 'x')", "replace(hex(zeroblob(2000000)), '0', 'xxxxxxxx')"]
)
def test_03_no_query_builds_a_huge_value(server, value):
    """A value of more than 5 MB is refused, or comes out as nothing."""
    start = time.monotonic()
    answer = server.sql(f"select {value} as x")
    assert answer.status == 400 or len(answer.body) < 2_000
    assert time.monotonic() - start < 3


def test_04_rows_are_cut(server):
    """A thousand rows, and the answer says that there are more."""
    answer = server.sql("with recursive r(n) as (select 1 union all select n + 1 from r where n < 5000) select n from r").json
    assert len(answer["rows"]) == 1000
    assert answer["truncated"]


def test_05_no_path_of_the_server_is_shown(server, public, path):
    """Not by pragma, not on any page; a public server runs no SQL of a visitor's at all, canned queries alone."""
    for question in ("select * from pragma_database_list", "select * from pragma_database_list()"):
        answer = server.sql(question)
        assert str(path.parent) not in answer.text
    for page in pages_of(path).values():
        assert str(path.parent) not in server.ask(page).text, page
    assert public.sql("select 1").status == 403
    assert public.ask("/minutes/meetings.json?_where=1").status in (400, 403)
    assert public.ask("/minutes/who-declared-interests").status == 200
    assert public.ask("/").status == 200


def test_06_html_in_any_text_is_escaped(hostile_path):
    """Tags from PDFs, titles, names, queries and parameters come out as text, on every kind of page."""
    with serving(hostile_path) as server:
        pages = [*pages_of(hostile_path).values(), f"/search?q={quote(SCRIPT)}", f"/search?q={quote(IMAGE)}", f"/measure?q={quote(SCRIPT)}"]
        pages += [f"/declarations?member={quote(IMAGE)}", f"/name?name={quote(SCRIPT)}&council=x", f"/meetings?year={quote(SCRIPT)}"]
        pages += [f"/minutes/attendance?member={quote(IMAGE)}", "/minutes/minute_items", "/minutes/schools", f"/people?council={quote(IMAGE)}"]
        pages += [f"/minutes?sql={quote('select 1 as ' + chr(34) + SCRIPT + chr(34))}", "/evidence/figure/9000", "/evidence/mention/1"]
        for page in pages:
            answer = server.follow(page)
            assert answer.status in (200, 400, 404), (page, answer.status)
            assert SCRIPT not in answer.text, page
            assert "<img src=x" not in answer.text, page
            assert not re.search(r"<[^>]*\sonerror=", re.sub(r'"[^"]*"', "", answer.text)), page


def test_07_headers_bar_foreign_script(server, path):
    """Our pages allow no script at all; Datasette's allow their own; nothing is guessed from content, no address is told to others."""
    for kind, page in pages_of(path).items():
        headers = server.ask(page).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        if kind not in ("table", "row", "query", "database"):
            assert "script" not in policy
            assert "<script" not in server.ask(page).text
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "server" not in headers


def test_07_nothing_is_loaded_from_elsewhere(server, path):
    """No page names another host but in links to follow."""
    for page in pages_of(path).values():
        text = server.ask(page).text
        assert not re.search(r'(?:src|srcset|action|data|poster)\s*=\s*"?\s*(?:https?:)?//', text), page
        assert not re.search(r'<link(?![^>]+rel="alternate")[^>]+href="(?:https?:)?//', text), page
    for name in ("style", "tables"):
        assert not re.search(r"url\(|@import|https?:", server.ask(f"/-/minutebook/{name}.css").text)


def files_of_an_enemy(folder: Path) -> list[tuple[str, bytes]]:
    """Paths as a hostile database may state them, each with the bytes of the file that it would reach."""
    corpus, outside = folder / "corpus", folder / "outside"
    corpus.mkdir()
    outside.mkdir()
    secret = make_pdf([[(72, 100, 12, "secret")]])
    (outside / "secret.pdf").write_bytes(secret)
    (corpus / "link.pdf").symlink_to(outside / "secret.pdf")
    (corpus / "empty.pdf").write_bytes(b"")
    corrupt = b"%PDF-1.7\n" + bytes(range(256)) * 20
    (corpus / "corrupt.pdf").write_bytes(corrupt)
    (corpus / "text.pdf").write_bytes(b"no pdf")
    os.mkfifo(corpus / "pipe.pdf")
    passwd = Path("/etc/passwd").read_bytes()
    return [
        ("../../../../../../../../etc/passwd", passwd),
        ("/etc/passwd", passwd),
        (str(outside / "secret.pdf"), secret),
        ("../outside/secret.pdf", secret),
        ("link.pdf", secret),
        ("a\0b.pdf", secret),
        ("empty.pdf", b""),
        ("corrupt.pdf", corrupt),
        ("text.pdf", b"no pdf"),
        ("pipe.pdf", secret),
        (".", secret),
        ("", secret),
        ("link.pdf/../../outside/secret.pdf", secret),
    ]


def test_08_no_path_of_a_row_escapes_the_corpus(sample_database_path, tmp_path):
    """Whatever `documents.path` says, even with the right SHA-256, no picture and no file of it is sent."""
    files = files_of_an_enemy(tmp_path)
    path = copy_of(sample_database_path, tmp_path)
    connection = sqlite3.connect(path)
    ids = []
    for number, (name, content) in enumerate(files):
        key = hashlib.sha256(content + b"%d" % number if name in ("a\0b.pdf", "") else content).hexdigest()
        connection.execute("delete from documents where id = ?", [key])
        connection.execute("delete from pages where document_id = ?", [key])
        connection.execute("insert into documents (id, filename, path, place, status) values (?, 'x.pdf', ?, '', 'ok')", [key, name])
        connection.execute("insert into pages (document_id, number, width, height) values (?, 1, 595, 842)", [key])
        connection.commit()
        ids.append(key)
        if number == 0:
            continue
    connection.close()
    with serving(path, "--corpus", str(tmp_path / "corpus")) as server:
        for key in ids:
            for address in (f"/page/{key}/1.png", f"/source/{key}.pdf"):
                answer = server.ask(address)
                if (address.endswith(".pdf") and key == hashlib.sha256(files[7][1]).hexdigest()) and answer.status == 200:
                    continue  # the damaged PDF of the corpus itself may be fetched; no picture can be made of it
                assert answer.status == 404, (address, dict(zip(ids, files, strict=True))[key][0])
                assert b"root:" not in answer.body


RAW = [
    *("/source/../../../etc/passwd", "/source/..%2f..%2f..%2fetc%2fpasswd", "/source/%2e%2e/%2e%2e/etc/passwd", "/page/../../../etc/passwd/1.png"),
    *("/-/static/../../../../etc/passwd", "/-/static/..%2f..%2f..%2fetc%2fpasswd", "/-/static/%2e%2e/%2e%2e/app.py", "/-/static//etc/passwd"),
    *("/-/minutebook/../plugin.py", "/-/minutebook/..%2fplugin.py", "/-/minutebook/style.css/../../plugin.py", "/static/../minutes.db"),
    *("/-/static-plugins/minutebook/../plugin.py", "/%2e%2e/%2e%2e/etc/passwd", "/minutes.db", "/meeting/../../../../etc/passwd", "//etc/passwd"),
]


@pytest.mark.parametrize("address", RAW)
def test_09_no_address_reaches_a_file(server, address):
    """Sent raw, so that nothing tidies the path on its way."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as wire:
        wire.sendall(f"GET {address} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        answer = b""
        while piece := wire.recv(65536):
            answer += piece
    assert answer.split()[1] in (b"302", b"400", b"403", b"404"), answer[:200]
    assert b"root:" not in answer
    assert b"SQLite format 3" not in answer
    assert b"hookimpl" not in answer


def test_10_a_page_bomb_is_capped(sample_database_path, tmp_path):
    """A page of 14,400 points a side is drawn small, and one that never ends is given up."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    content = make_pdf([[(72, 100, 12, "far")]], width=14400, height=14400)
    (corpus / "bomb.pdf").write_bytes(content)
    key = hashlib.sha256(content).hexdigest()
    path = copy_of(
        sample_database_path,
        tmp_path,
        f"insert into documents (id, filename, path, place, status) values ('{key}', 'bomb.pdf', 'bomb.pdf', '', 'ok')",
        f"insert into pages (document_id, number, width, height) values ('{key}', 1, 14400, 14400)",
    )
    with serving(path, "--corpus", str(corpus)) as server:
        answer = server.ask(f"/page/{key}/1.png")
        assert answer.status == 200
        assert int.from_bytes(answer.body[16:20], "big") * int.from_bytes(answer.body[20:24], "big") <= 2_700_000


def test_11_csv_starts_no_formula(sample_database_path, tmp_path):
    """A cell that begins as a formula gets a quote mark, numbers do not; a streamed table keeps all its rows."""
    texts = ["=HYPERLINK(1)", "+1+1", "-bullet", "@x", "\tx", "\rx", "-5.25", "+44", 'a "quoted", cell\nof two lines', "plain"]
    path = copy_of(sample_database_path, tmp_path)
    connection = sqlite3.connect(path)
    for text in texts:
        connection.execute("insert into issues (message) values (?)", [text])
    connection.executemany("insert into issues (message) values (?)", [(f'={n}\n"',) for n in range(3000)])
    connection.commit()
    connection.close()
    with serving(path) as server:
        answer = server.ask("/minutes/issues.csv?_stream=1")
        rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
        known = [row["message"] for row in rows]
        assert len(rows) == len(texts) + 3000 + sqlite3.connect(sample_database_path).execute("select count(*) from issues").fetchone()[0]
        for text in texts:
            assert ("'" + text if (text[0] in "=+@\t\r" and text != "+44") or text == "-bullet" else text) in known, text
        assert not [name for name in known if name.startswith("=")]
        assert "'=HYPERLINK(1)" in server.ask("/minutes/issues.csv?_size=20&_sort_desc=id&message__contains=HYPER").text
        assert server.sql("select '=1' as x", "csv").text.splitlines()[1] == "'=1"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_12_only_get_and_head(server, method):
    """All else is refused, wherever it is sent."""
    for page in ("/", "/minutes/meetings", "/-/permissions", "/evidence/declaration/1"):
        answer = server.ask(page, method=method)
        assert answer.status == 405, page
        assert answer.headers["allow"] == "GET, HEAD"
    head = server.ask("/", method="HEAD")
    assert (head.status, head.body) == (200, b"")


def test_13_a_foreign_host_is_refused(server):
    """A name on another's page that was made to lead here gets nothing; addresses and localhost do."""
    for host in ("evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil.example", "", "x"):
        assert server.ask("/", host=host or " ").status in (400, 421), host
    for host in ("localhost", f"localhost:{server.port}", "127.0.0.1", "[::1]:8001", "192.168.1.5:8001"):
        assert server.ask("/", host=host).status == 200, host


def test_14_our_pages_obey_allow(path):
    """Where the server, the database, or one table of it is closed to a visitor, so is every page of ours, home first."""
    nobody = {"allow": {"id": "root"}}

    async def statuses(extra: dict) -> set[int]:
        application = datasette_of(path, extra=extra)
        addresses = [address for kind, address in pages_of(path).items() if kind != "query"]  # settings laid over ours have no canned queries
        addresses += ["/evidence/declaration/1.png", "/search?q=council", "/minutes.json?sql=select+1"]
        answers = [await application.client.get(address) for address in addresses]
        assert all("Stockdale" not in answer.text for answer in answers)
        return {answer.status_code for answer in answers}

    async def home(extra: dict) -> int:
        return (await datasette_of(path, extra=extra).client.get("/")).status_code

    assert asyncio.run(statuses(nobody)) == {403}
    assert asyncio.run(statuses({"databases": {"minutes": nobody}})) == {403}
    assert asyncio.run(home({"databases": {"minutes": {"tables": {"declarations": nobody}}}})) == 403
    assert asyncio.run(home({})) == 200


def test_15_the_database_cannot_be_downloaded(server):
    """Not the file, by any name."""
    for address in ("/minutes.db", "/minutes.sqlite", "/-/minutes.db"):
        answer = server.ask(address)
        assert answer.status in (200, 403, 404)  # 200: the page of the database, which Datasette shows under any ending that it does not know
        assert b"SQLite format 3" not in answer.body


@pytest.mark.parametrize("address", ["//evil.example/", "//evil.example//", "/\\evil.example/", "/%2f%2fevil.example/", "//evil.example/%2e%2e/"])
def test_16_no_redirect_leads_away(server, address):
    """A doubled slash at the start leads to a path here, or nowhere."""
    location = server.ask(address).headers.get("location", "/")
    assert not location.startswith(("//", "/\\", "http"))


def test_17_errors_are_cheap_and_quiet(path):
    """A 404 takes a few milliseconds, and what was asked is not written to the log."""
    with serving(path) as server:
        server.ask("/nowhere")
        times = []
        for _ in range(9):
            start = time.monotonic()
            assert server.ask("/nowhere/secret-word").status == 404
            times.append(time.monotonic() - start)
        assert sorted(times)[4] < 0.05
        server.process.terminate()
        server.process.wait(20)
        assert "secret-word" not in server.process.stdout.read() + server.process.stderr.read()


def test_18_bad_syntax_of_the_full_text_search_is_no_error(server):
    """In our search and in Datasette's."""
    for odd in ('" OR NEAR((', "-", "*", '"', "AND", "a AND", "(", "col:x"):
        assert server.ask(f"/search?q={quote(odd)}").status == 200
        assert server.ask(f"/minutes/minute_items?_search={quote(odd)}").status == 200


def test_19_it_listens_here_alone_and_shares_with_nobody(server):
    """Bound to 127.0.0.1 by default; no other origin may read it; no trace of the SQL that was run."""
    answer = server.ask("/minutes/meetings.json?_trace=1", Origin="https://evil.example")
    assert "access-control-allow-origin" not in answer.headers
    assert "_trace" not in answer.json
    ports = Path("/proc/net/tcp")
    if ports.exists():
        local = [line.split()[1] for line in ports.read_text().splitlines()[1:] if line.split()[3] == "0A"]
        assert [one for one in local if one.endswith(f":{server.port:04X}")] == [f"0100007F:{server.port:04X}"]


def test_20_what_the_server_is_made_of_is_closed_in_public(server, public):
    """Plugins, settings, databases, versions and the like are for the owner; styles are for all."""
    for name in (
        "plugins",
        "settings",
        "databases",
        "versions",
        "threads",
        "permissions",
        "allow-debug",
        "messages",
        "patterns",
        "actor",
        "metadata",
    ):
        for suffix in ("", ".json"):
            assert public.ask(f"/-/{name}{suffix}").status in (403, 404), name
    for name in ("settings.json", "plugins.json", "databases.json"):
        assert "sample" not in server.ask(f"/-/{name}").text
    assert public.ask("/-/minutebook/style.css").status == 200
    assert public.ask("/-/static/app.css").status == 200
