"""The command `figures`."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline import shown
from pipeline.arguments import DB, Form, Raw, format_of
from pipeline.terminal import say


def figures(
    db: DB,
    words: Annotated[list[str], typer.Argument(metavar="WORD", help="Words of what is measured; all of them must be there.", show_default=False)],
    form: Form = "table",
    raw: Raw = False,
) -> None:
    """Follow a measure through the meetings: its figures in order, and what they were compared with."""
    from pipeline.schema import asked
    from pipeline.series import figures_with, lines_of, rows_of

    chosen = format_of(form)
    with asked(db) as connection:
        found = figures_with(connection, " ".join(words))
    if chosen == "table":
        for line in lines_of(found):
            say(line)
    else:
        shown.write_rows(*rows_of(found), chosen, raw)
