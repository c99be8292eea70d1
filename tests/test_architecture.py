"""The rule of direction between the rooms of the house, read from their imports."""

import ast
from pathlib import Path

import pytest

import pipeline

HOUSE = Path(pipeline.__file__).parent
FOUNDATIONS = {"records", "errors", "limits"}
PDF_LIBRARIES = {"pypdfium2", "pdfplumber", "pdfminer", "pikepdf"}
SQL_LIBRARIES = {"sqlite3", "sqlite_utils"}
NETWORK = {"socketserver", "ssl", "urllib.request", "http", "ftplib", "smtplib", "requests", "httpx", "aiohttp"}
INTERNET = ("AF_INET", "create_connection", "getaddrinfo")  # a pair of sockets between two processes is no network
UNSAFE_FORMATS = {"pickle", "marshal", "shelve"}


def imports_of(source):
    """Every module that a file imports, at the top or inside a function, as dotted names."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


IMPORTS = {}  # by room: a file, or a folder with all that is in it
for file in HOUSE.rglob("*.py"):
    IMPORTS.setdefault(file.relative_to(HOUSE).parts[0].removesuffix(".py"), set()).update(imports_of(file.read_text(encoding="utf-8")))
ROOMS = set(IMPORTS) - {"__init__", "__main__"}
OURS = {room: {name.split(".")[1] for name in names if name.startswith("pipeline.")} & ROOMS - {room} for room, names in IMPORTS.items()}
LIBRARIES = {room: {name.split(".")[0] for name in names} for room, names in IMPORTS.items()}
STAGES = OURS["process"] - FOUNDATIONS


def reach(room):
    """The room and all that it uses, near and far."""
    seen, ahead = set(), [room]
    while ahead:
        at = ahead.pop()
        if at not in seen:
            seen.add(at)
            ahead += OURS[at]
    return seen


def test_the_foundations_rest_on_nothing_else():
    """Records, errors and limits are used by everything and use nothing but each other."""
    for room in FOUNDATIONS:
        assert OURS[room] <= FOUNDATIONS, room
    assert not OURS["records"]


@pytest.mark.parametrize("stage", sorted(STAGES))
def test_a_stage_uses_no_other_stage(stage):
    """What one stage tells another goes through records, in `process`."""
    assert reach(stage) & STAGES == {stage}


def test_the_stages_are_known():
    """The stages are read from `process`; were that to find none, the test above would prove nothing."""
    assert {"pdf", "reading", "meeting", "items"} <= STAGES


def test_what_runs_in_the_child_knows_no_database():
    """The process that reads a hostile file has no way to the rows."""
    for room in reach("process"):
        assert not LIBRARIES[room] & SQL_LIBRARIES, room


def test_only_the_rooms_of_the_page_and_those_behind_them_know_pdf_libraries():
    """`pdf` reads words from pages, `ocr` draws pages to read them, `browse` to show them; others ask for a page's records."""
    doors = {"pdf", "ocr", "browse"}
    behind = set().union(*(reach(door) for door in doors & ROOMS)) - FOUNDATIONS
    for room in ROOMS - doors:
        if LIBRARIES[room] & PDF_LIBRARIES:
            assert room in behind, room
            users = {other for other in ROOMS if room in OURS[other]}
            assert users <= behind, (room, users)


def test_the_command_line_only_calls():
    """No SQL and no PDF stands in `cli`, and no room calls it."""
    assert not LIBRARIES["cli"] & (SQL_LIBRARIES | PDF_LIBRARIES)
    assert not [room for room in ROOMS if "cli" in OURS[room]]


def test_no_two_rooms_use_each_other():
    """The imports make no circle."""
    for room in ROOMS:
        assert not any(room in reach(other) for other in OURS[room]), room


def test_nothing_reaches_for_the_network_or_runs_what_it_reads():
    """No client of a network, and no format that can carry code."""
    for room in ROOMS:
        assert not [name for name in IMPORTS[room] for barred in NETWORK | UNSAFE_FORMATS if f"{name}.".startswith(f"{barred}.")], room
    for file in HOUSE.rglob("*.py"):
        assert not [word for word in INTERNET if word in file.read_text(encoding="utf-8")], file
