"""The plugin of Datasette: our routes, our dress for its pages, and its guard."""

from __future__ import annotations

import sqlite3
from typing import Any

import datasette.handle_exception
from datasette import hookimpl
from markupsafe import Markup

from pipeline.browse import dress
from pipeline.browse.guard import App, guard
from pipeline.browse.house import template_words
from pipeline.browse.routes import STYLE_MARK, house_of, routes

MAX_VALUE_BYTES = 5_000_000  # of one value of an answer: a query cannot build a value that fills the memory
# Datasette prints every handled exception with all its locals where rich can be imported: half a second of CPU for each 404, and requests in the log
datasette.handle_exception.rich = None


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return routes()


@hookimpl(trylast=True)
def asgi_wrapper(datasette: Any) -> Any:
    house = house_of(datasette)

    def wrap(app: App) -> App:
        return guard(app, house.hosts, house.public)

    return wrap


@hookimpl
def prepare_connection(conn: sqlite3.Connection) -> None:
    """No value larger than a page needs, and no query that tells where the file lies."""
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES)
    conn.set_authorizer(without_paths)


def without_paths(action: int, first: str | None, *_: str | None) -> int:
    """`pragma database_list` answers with nothing: it would name the folder on this machine."""
    return sqlite3.SQLITE_IGNORE if action == sqlite3.SQLITE_PRAGMA and first == "database_list" else sqlite3.SQLITE_OK


@hookimpl
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """Words for all templates, those of Datasette's error pages included, which are given nothing else."""
    env.globals |= template_words() | {"archive": house_of(datasette).title, "style": STYLE_MARK}


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None, database: str) -> Markup | None:
    return dress.cell(row, value, column, table) if database == "minutes" else None
