"""The commands that put an archive before people and other programs: browse, publish, export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline import errors, shown
from pipeline.arguments import DB, Raw
from pipeline.terminal import say, warn

Corpus = Annotated[
    Path | None, typer.Option("--corpus", metavar="DIR", help="The folder that holds the PDFs, if they were moved.", show_default=False)
]


def browse(
    db: DB,
    port: Annotated[int, typer.Option("-p", "--port", min=0, max=65535, help="0: any that is free.")] = 8001,
    host: Annotated[str, typer.Option("--host", help="Where to listen; 0.0.0.0 lets other machines in.")] = "127.0.0.1",
    corpus: Corpus = None,
    public: Annotated[bool, typer.Option("--public", help="For strangers: no SQL of their own, no pages about the server.")] = False,
    open_browser: Annotated[bool, typer.Option("-o", "--open", help="Open it in the browser.")] = False,
) -> None:
    """Look at an archive in the browser, each fact with the page it was read from.

    Only reads. Other machines reach it by its address, or by a name in MINUTEBOOK_HOSTS.
    """
    from pipeline.browse.server import browse

    browse(db, host, port, corpus, public, open_browser, say)


def publish(
    db: DB,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder, or one that this command made.", show_default=False)],
    corpus: Corpus = None,
) -> None:
    """Make a folder that any host of Datasette can serve.

    It holds the database, the settings, the pages' templates, and pictures of the pages that carry facts.
    """
    from pipeline.publish import publish

    done = publish(db, folder, corpus, warn)
    say(f"{done.pages:,} pages drawn into {shown.line(str(folder))}")
    if done.missing:
        warn(f"{done.missing:,} pages could not be drawn: their PDFs were not found; pass --corpus")
    say(f"Next: cd {shown.line(str(folder))} && pip install -r requirements.txt && datasette .")
    raise typer.Exit(3 if done.missing else 0)


def export(
    db: DB,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to put the files; made where there is none.", show_default=False)],
    tables: Annotated[
        list[str] | None, typer.Option("-t", "--table", metavar="TABLE", help="Only this table; may be given again.", show_default=False)
    ] = None,
    forms: Annotated[
        list[str] | None,
        typer.Option(
            "-f", "--format", metavar="csv|parquet|json", help="Only this; may be given again. json: people and bodies.", show_default=False
        ),
    ] = None,
    raw: Raw = False,
) -> None:
    """Write each table as CSV and Parquet, people and bodies as Popolo JSON, and what each column means."""
    from pipeline.export import KINDS, export
    from pipeline.schema import asked

    for form in forms or []:
        if form not in KINDS:
            raise errors.UsageFailure(f"{shown.line(form)}: no such format; give csv, parquet or json")
    with asked(db) as connection:
        written = export(connection, folder, tables or [], [kind for kind in KINDS if not forms or kind in forms], raw)
    say(f"{len(written)} files in {shown.line(str(folder))}")
