"""A published folder: served by plain Datasette, without this checkout, it shows the pages and their pictures, and tells nothing of this machine."""

from __future__ import annotations

import http.client
import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Server, pages_of, with_facts

from pipeline import errors
from pipeline.publish import publish


@pytest.fixture(scope="module")
def folder(sample_database_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("published")
    database = with_facts(sample_database_path, place)
    done = publish(database, place / "site")
    assert done.pages > 20
    assert done.missing == 0
    return place / "site"


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[Server]:
    """`datasette .` in the folder, with nothing of this checkout on its path."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [sys.executable, "-P", "-c", "from datasette.cli import cli; cli()", ".", "-p", str(port)]
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    server = Server(port, process)
    try:
        for _ in range(200):
            try:
                server.ask("/-/minutebook/style.css")
                break
            except (OSError, http.client.HTTPException):
                time.sleep(0.1)
        yield server
    finally:
        process.terminate()
        process.wait(20)


def test_every_page_is_there_with_its_picture(site, folder):
    """Pages, strips and canned queries; SQL of a visitor's own is off, and so is what tells of the server."""
    for kind, page in pages_of(folder / "minutes.db").items():
        assert site.ask(page).status == 200, kind
    page = site.ask("/evidence/declaration/1").text
    assert "/page/" in page
    assert "/source/" not in page
    assert site.ask("/evidence/declaration/1.png").body.startswith(b"\x89PNG")
    assert site.sql("select 1").status == 403
    assert site.ask("/-/settings.json").status == 403
    assert site.ask("/minutes.db").status in (403, 404)
    assert site.ask("/", host="minutes.example").status == 200


def test_nothing_in_it_tells_of_this_machine(folder):
    """The path of no document and no folder of this checkout stands in it."""
    connection = sqlite3.connect(folder / "minutes.db")
    assert connection.execute("select count(*) from documents where path <> filename or place <> ''").fetchone()[0] == 0
    connection.close()
    checkout = str(Path(__file__).resolve().parent.parent).encode()
    for file in folder.rglob("*"):
        if file.is_file():
            assert checkout not in file.read_bytes(), file


def test_it_may_be_made_again_but_covers_nothing_else(folder, sample_database_path, tmp_path):
    """A folder that holds something else is left alone."""
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(errors.UsageFailure, match="holds something else"):
        publish(sample_database_path, tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]
    assert publish(folder.parent / "minutes.db", folder).pages > 20


def test_pdfs_that_are_not_there_are_counted(sample_database_path, tmp_path):
    """The folder is made all the same, without their pages."""
    (tmp_path / "none").mkdir()
    done = publish(sample_database_path, tmp_path / "site", tmp_path / "none")
    assert done.pages == 0
    assert done.missing > 20
    assert (tmp_path / "site" / "minutes.db").is_file()
