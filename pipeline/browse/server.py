"""`minutebook browse`: Datasette over one database, read only, on this machine unless told otherwise."""

from __future__ import annotations

import contextlib
import os
import socket
import sqlite3
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipeline import errors
from pipeline.browse.dress import settings_of
from pipeline.schema import asked, examine
from pipeline.shown import escaped

SETTINGS: dict[str, Any] = {
    "allow_download": False,
    "suggest_facets": False,
    "default_page_size": 50,
    "max_returned_rows": 1000,
    "sql_time_limit_ms": 1000,
    "truncate_cells_html": 240,
    "default_facet_size": 12,
    "default_cache_ttl": 0,
}
TEMPLATES = Path(__file__).with_name("templates")


def browse(
    database: Path,
    host: str = "127.0.0.1",
    port: int = 8001,
    corpus: Path | None = None,
    public: bool = False,
    open_browser: bool = False,
    tell: Callable[[str], None] = print,
) -> None:
    """Serve until stopped."""
    import uvicorn

    if corpus is not None and not corpus.is_dir():
        raise errors.UsageFailure(f"{escaped(str(corpus))}: no such folder; give the folder that holds the PDFs")
    application = datasette_of(database, corpus=corpus, public=public, hosts=[host])
    # Datasette says itself what goes wrong within; uvicorn has nothing to add
    config = uvicorn.Config(application.app(), host=host, port=port, log_level="critical", server_header=False, access_log=False, lifespan="on")
    try:
        listening = config.bind_socket()
        listening.listen(128)  # who follows the address that is told below waits until all is ready
    except (SystemExit, OverflowError):
        raise errors.UsageFailure(f"{escaped(host)}, port {port}: cannot be listened on, or is in use; give another with -p") from None
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else every short answer waits 40 ms for the other side's receipt
    shown = f"[{host}]" if ":" in host else "127.0.0.1" if host in ("0.0.0.0", "") else host  # noqa: S104
    address = f"http://{shown}:{listening.getsockname()[1]}/"
    tell(f"{address}  (Ctrl-C stops it)")
    for words in missing_sources(application, database):
        tell(words)
    if open_browser:
        threading.Timer(0.6, webbrowser.open, [address]).start()
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])


def datasette_of(
    database: Path, corpus: Path | None = None, public: bool = False, hosts: list[str] | None = None, extra: dict[str, Any] | None = None
) -> Any:
    """The application. `extra` is laid over Datasette's settings file, as an `allow` block."""
    from datasette.app import Datasette
    from datasette.database import Database
    from datasette.plugins import pm

    from pipeline.browse import plugin

    if not examine(database):
        raise errors.NoDatabase(escaped(str(database)))
    if not pm.is_registered(plugin):
        pm.register(plugin, name="minutebook")
    with asked(database) as connection:
        settings = settings_of(connection, title_of(connection))
    own = {"public": public, "hosts": [*(hosts or []), *hosts_named()], "database": str(database.absolute()), "title": settings["title"]}
    settings |= {"plugins": {"minutebook": own | ({"corpus": str(corpus)} if corpus else {})}} | (extra or {})
    limits = SETTINGS | ({"default_allow_sql": False} if public else {})
    given: dict[str, Any] = {"metadata": settings, "settings": limits, "template_dir": str(TEMPLATES)}
    if not hasattr(Datasette, "permission_allowed"):  # Datasette 1.0 has a file for titles and another for all else
        given["config"] = settings
    application = Datasette([], **given)
    application.add_database(Database(application, path=str(database.absolute()), is_mutable=True), name="minutes")
    return application


def hosts_named() -> list[str]:
    """Further names that this server answers to."""
    return os.environ.get("MINUTEBOOK_HOSTS", "").replace(",", " ").split()


def title_of(connection: sqlite3.Connection) -> str:
    """What the archive is called: the council, where it is one council's."""
    names = [name for (name,) in connection.execute("select name from councils order by name limit 3")]
    return names[0] if len(names) == 1 else f"Minutes of {len_of(connection)} councils" if names else "Council minutes"


def len_of(connection: sqlite3.Connection) -> int:
    return int(connection.execute("select count(*) from councils").fetchone()[0])


def missing_sources(application: Any, database: Path) -> list[str]:
    """A warning where the PDFs are not found; the facts can be browsed all the same."""
    from pipeline.browse.routes import house_of

    sources = house_of(application).sources
    with asked(database) as connection:
        some = connection.execute("select id, path from documents where page_count > 0 order by path limit 3").fetchall()
    if some and not any(sources.there(*document) for document in some):
        where = f"in {escaped(str(sources.corpus))}" if sources.corpus else f"at {escaped(some[0][1])}"
        return [f"Source PDFs not found {where}: pages are shown as text only; pass --corpus with the folder that holds them."]
    return []
