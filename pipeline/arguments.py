"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, cast

import typer

from pipeline import errors, shown

DB = Annotated[Path, typer.Argument(metavar="DB", help="The database, made by `minutebook ingest`.", show_default=False)]
Form = Annotated[str, typer.Option("-f", "--format", metavar="table|csv|json", help="How to print: for people, spreadsheets or programs.")]
Member = Annotated[str | None, typer.Option("-m", "--member", metavar="NAME", help="Words of the name.", show_default=False)]
Council = Annotated[str | None, typer.Option("--council", metavar="NAME", help="Words of the council's or committee's name.", show_default=False)]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="From this year, month or day on.", show_default=False)]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="To the end of this year, month or day.", show_default=False)]
Raw = Annotated[bool, typer.Option("--raw", help="Leave text cells of CSV as they are, even those that a spreadsheet takes for a formula.")]


def format_of(form: str, *forms: str) -> shown.Format:
    known = forms or ("table", "csv", "json")
    if form not in known:
        raise errors.UsageFailure(f"{shown.line(form)}: no such format; give {', '.join(known[:-1])} or {known[-1]}")
    return cast(shown.Format, form)
