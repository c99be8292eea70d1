"""A folder that any host of Datasette can serve: the database, the settings, the templates, and the pages of the PDFs that carry facts, drawn."""

from __future__ import annotations

import ast
import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from pipeline import errors
from pipeline.browse.dress import settings_of
from pipeline.browse.evidence import pages_with_facts
from pipeline.browse.pictures import Pictures
from pipeline.browse.server import SETTINGS, TEMPLATES, title_of
from pipeline.browse.sources import Sources
from pipeline.export import explained
from pipeline.schema import asked
from pipeline.shown import escaped

HOUSE = Path(__file__).parent
PLUGIN = '''"""Loads Minutebook's pages into Datasette."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE / "code"))

from datasette.plugins import pm  # noqa: E402

from pipeline.browse import plugin  # noqa: E402

if not pm.is_registered(plugin):
    pm.register(plugin, name="minutebook")
'''
REQUIREMENTS = "datasette>=0.65.5,<2\n"
README = """This folder is a website: council minutes as tables and pages, to be looked at only.

    pip install -r requirements.txt
    datasette .

It needs Python 3.11 or newer. Nothing in it can be changed by a visitor; questions in SQL of one's own are turned off.
"""


class Published(NamedTuple):
    """What was put into the folder."""

    pages: int
    missing: int  # pages whose PDF was not found


def publish(database: Path, folder: Path, corpus: Path | None = None, tell: Callable[[str], None] = lambda words: None) -> Published:
    """Fill a new or empty folder; a folder of something else is left alone."""
    with asked(database) as connection, explained(folder):
        if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / "minutes.db").is_file())):
            raise errors.UsageFailure(f"{escaped(str(folder))} holds something else; give a new folder")
        for part in ("code", "plugins", "templates", "pages"):
            shutil.rmtree(folder / part, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        copy_database(connection, folder / "minutes.db")
        write_settings(connection, folder)
        copy_code(folder)
        return draw_pages(connection, Pictures(Sources(database, corpus), None), folder / "pages", tell)


def copy_database(connection: sqlite3.Connection, path: Path) -> None:
    """A whole copy of the rows, without the paths of this machine: a document is called by its file's name."""
    path.unlink(missing_ok=True)
    copy = sqlite3.connect(path)
    try:
        connection.backup(copy)
        copy.execute("update documents set path = filename, place = ''")
        copy.commit()
        copy.execute("pragma journal_mode = delete")
        copy.execute("vacuum")
    finally:
        copy.close()


def write_settings(connection: sqlite3.Connection, folder: Path) -> None:
    """Settings as both Datasette 0.65 and 1.0 look for them in a folder."""
    title = title_of(connection)
    own: dict[str, Any] = {"public": True, "hosts": ["*"], "title": title, "published": True}
    settings = settings_of(connection, title) | {"plugins": {"minutebook": own}}
    limits = SETTINGS | {"default_allow_sql": False}
    (folder / "metadata.json").write_text(json.dumps(settings, indent=1), encoding="utf-8")
    (folder / "datasette.json").write_text(json.dumps(settings | {"settings": limits}, indent=1), encoding="utf-8")
    (folder / "settings.json").write_text(json.dumps(limits, indent=1), encoding="utf-8")
    (folder / "requirements.txt").write_text(REQUIREMENTS, encoding="utf-8")
    (folder / "README.txt").write_text(README, encoding="utf-8")


def copy_code(folder: Path) -> None:
    """The pages' templates, and the rooms that make them."""
    shutil.copytree(TEMPLATES, folder / "templates")
    (folder / "plugins").mkdir()
    (folder / "plugins" / "minutebook_pages.py").write_text(PLUGIN, encoding="utf-8")
    for path in rooms_behind([*sorted((HOUSE / "browse").glob("*.py")), HOUSE / "__init__.py"]):
        copy = folder / "code" / "pipeline" / path.relative_to(HOUSE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    shutil.copytree(HOUSE / "browse" / "static", folder / "code" / "pipeline" / "browse" / "static")


def rooms_behind(files: list[Path]) -> list[Path]:
    """These files of the package and all that they import of it."""
    found: list[Path] = []
    while files:
        file = files.pop()
        if file in found or not file.is_file():
            continue
        found.append(file)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "pipeline":
                parts = (node.module or "").split(".")[1:]
                files += [HOUSE.joinpath(*parts, alias.name).with_suffix(".py") for alias in node.names]
                files += [HOUSE.joinpath(*parts).with_suffix(".py")] if parts else []
    return sorted(found)


def draw_pages(connection: sqlite3.Connection, pictures: Pictures, folder: Path, tell: Callable[[str], None]) -> Published:
    """The pages that carry facts, as pictures."""
    drawn = missing = 0
    try:
        for page in pages_with_facts(connection):
            picture = pictures.page(page["document"], page["path"], page["number"], page["turn"])
            if picture is None:
                missing += 1
                continue
            place = folder / page["document"]
            place.mkdir(parents=True, exist_ok=True)
            (place / f"{page['number']}.png").write_bytes(picture)
            drawn += 1
            if drawn % 500 == 0:
                tell(f"{drawn} pages drawn")
    finally:
        pictures.close()
    return Published(drawn, missing)
