"""The command `minutebook`: parses, calls, prints, exits."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline import __version__, errors, shown
from pipeline.arguments import DB, Council, Form, Member, Raw, Since, Until, format_of
from pipeline.cli_browse import browse, export, publish
from pipeline.cli_figures import figures
from pipeline.cli_people import mentions, people, schools, who
from pipeline.cli_train import train
from pipeline.terminal import FEW, closing_lines, end, ensure_streams, fail, progress, say, warn

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 all well; 1 failed; 2 wrong usage or missing input; 3 finished, but some files could not be read; 4 the disk is full; "
    "130 or 143 stopped.",
)


def main() -> None:
    """Run the command; whatever goes wrong is one line and an exit code."""
    ensure_streams()
    try:
        code = app(prog_name="minutebook", standalone_mode=False)
    except errors.MinutebookError as error:
        fail(f"minutebook: {error.reason()}", error.exit_code, error)
    except (typer.Abort, KeyboardInterrupt) as error:
        fail("minutebook: stopped; run the same command again to go on", 130, error)
    except BrokenPipeError as error:
        fail("", 1, error)
    except Exception as error:
        if hasattr(error, "format_message"):  # the command was typed wrongly
            fail(f"minutebook: {shown.line(error.format_message(), 500)} See: minutebook --help", 2, error)
        fail(f"minutebook: a fault of Minutebook: {type(error).__name__}: {shown.line(str(error))} (MINUTEBOOK_DEBUG=1 tells more)", 1, error)
    end(code if isinstance(code, int) else 0)


def tell_version(asked: bool) -> None:
    if asked:
        say(f"minutebook {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def minutebook(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True, callback=tell_version)] = False,
) -> None:
    """Questions asked of council minutes.

    Read a folder of PDFs into a database, then ask it:

        minutebook ingest FOLDER minutes.db

        minutebook search minutes.db "school places"
    """
    if context.invoked_subcommand is None:
        say(context.get_help())
        raise typer.Exit(2)


@app.command()
def sample(folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where to put it; made where there is none.", show_default=False)]) -> None:
    """Copy out the sample archive: made-up minutes of a made-up council, to try the other commands on."""
    from pipeline.shipped import copy_sample

    count = copy_sample(folder)
    say(f"{count} PDFs in {shown.line(str(folder))}")
    say(f"Next: minutebook ingest {shown.line(str(folder))} minutes.db")


@app.command()
def ingest(
    pdfs: Annotated[list[str], typer.Argument(metavar="PDF", help="PDFs, or folders that hold them.", show_default=False)],
    db: Annotated[Path, typer.Argument(metavar="DB", help="The database to write; made where there is none.", show_default=False)],
    jobs: Annotated[int, typer.Option("-j", "--jobs", min=0, max=256, help="Files read at once.", show_default="one for each processor")] = 0,
    force: Annotated[bool, typer.Option("--force", help="Read again what was read before.")] = False,
    prune: Annotated[bool, typer.Option("--prune", help="Take out documents whose file is gone.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say how much would be read.")] = False,
    report: Annotated[
        Path | None, typer.Option("--report", metavar="FILE.jsonl", help="Write a line of JSON for every file.", show_default=False)
    ] = None,
    ocr: Annotated[
        str, typer.Option("--ocr", metavar="auto|never", help="Read scanned pages where Tesseract is installed, or let them wait.")
    ] = "auto",
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No progress and no counts; failures are still named.")] = False,
) -> None:
    """Read PDFs of council minutes into a database.

    Only files that are new, or that an older version read, are read. A file that cannot be read costs no other file;
    why it could not is said here and by `minutebook status`.
    """
    from pipeline.ingest import READERS, count_of, ingest
    from pipeline.stopping import stopping

    if ocr not in READERS:
        raise errors.UsageFailure(f"{shown.line(ocr)}: no such way; give --ocr auto or --ocr never")
    with stopping() as stopped, progress(lambda: count_of(pdfs), quiet) as tell:
        summary = ingest(
            pdfs, db, workers=jobs or None, force=force, prune=prune, dry_run=dry_run, report=report, tell=tell, stopped=stopped, ocr=ocr
        )
    for words in [] if quiet else closing_lines(summary, db, dry_run):
        say(words)
    raise typer.Exit(summary.exit_code)


@app.command()
def status(db: DB, form: Form = "table", raw: Raw = False) -> None:
    """Say what a database holds, and which files could not be read or are in doubt."""
    from pipeline.schema import asked
    from pipeline.status import lines_of, rows_of, status_of

    chosen = format_of(form)
    with asked(db) as connection:
        found = status_of(connection)
    if chosen == "table":
        for words in lines_of(found, FEW, shown.line(str(db))):
            say(words)
    elif chosen == "json":
        shown.write_json(
            {
                "counts": [count._asdict() for count in found.counts],
                "first": found.first,
                "last": found.last,
                "doubts": [doubt._asdict() for doubt in found.doubts],
            }
        )
    else:
        shown.write_rows(*rows_of(found), chosen, raw)


@app.command()
def show(
    db: DB,
    ref: Annotated[
        str,
        typer.Argument(
            metavar="REF",
            help="A meeting's id, the end of one, or its date; 'MEETING#49' or a minute's number; a file's name.",
            show_default=False,
        ),
    ],
) -> None:
    """Print a meeting or an item, with its file and page."""
    from pipeline.schema import asked
    from pipeline.show import Ambiguous, show

    with asked(db) as connection:
        try:
            parts = show(connection, ref)
        except Ambiguous as error:
            for candidate in error.candidates[:FEW]:
                warn(f"  {shown.line(candidate.ref)}  {shown.line(candidate.title)}")
            raise
    for part in parts:
        say(shown.line(part.heading, 500))
        say(shown.line(part.where))
        say("")
        say(shown.paragraphs(part.text))
        say("")


@app.command()
def search(
    db: DB,
    words: Annotated[list[str], typer.Argument(metavar="WORD", help='All of them must be there; "in quotes", together.', show_default=False)],
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many items at most.")] = 20,
    form: Form = "table",
    raw: Raw = False,
) -> None:
    """Find items by their words, the best first."""
    from pipeline.schema import asked
    from pipeline.search import lines_of, rows_of, search

    chosen = format_of(form)
    with asked(db) as connection:
        hits = search(connection, " ".join(words), limit)
    if chosen == "table":
        for line in lines_of(hits, shown.line(str(db))):
            say(line)
    else:
        shown.write_rows(*rows_of(hits), chosen, raw)


@app.command()
def evaluate(
    db: DB,
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD", help="A folder of annotated documents, NAME.json for NAME.pdf, or one of them.", show_default=False)
    ],
    by_body: Annotated[bool, typer.Option("--by-body", help="The scores of each body too.")] = False,
    misses: Annotated[bool, typer.Option("--misses", help="Each row that only one side has too; as CSV, these rows alone.")] = False,
    form: Form = "table",
    raw: Raw = False,
) -> None:
    """Hold a database against documents that a person annotated."""
    from pipeline.evaluate import differences_of, evaluate, lines_of, rows_of, tree_of
    from pipeline.gold import read_gold
    from pipeline.schema import asked

    chosen = format_of(form)
    golds, others = read_gold(gold)
    with asked(db) as connection:
        result = evaluate(connection, golds)
    if others:
        warn(f"left out, for no meeting is annotated in them: {shown.line(', '.join(others))}")
    if chosen == "table":
        for line in lines_of(result, by_body, misses):
            say(line)
    elif chosen == "json":
        shown.write_json(tree_of(result, by_body, misses))
    else:
        shown.write_rows(*(differences_of(result) if misses else rows_of(result, by_body)), chosen, raw)


@app.command()
def interests(
    db: DB,
    member: Member = None,
    kind: Annotated[str | None, typer.Option("--kind", help="As 'personal' or 'disclosable-pecuniary'.", show_default=False)] = None,
    since: Since = None,
    until: Until = None,
    council: Council = None,
    form: Annotated[str, typer.Option("-f", "--format", metavar="table|csv|json|nl", help="nl: an object of JSON a line.")] = "table",
    raw: Raw = False,
) -> None:
    """Who declared an interest: when, in what, and what they did, with file and page.

    That somebody declared and stayed is a reason to read the page, not an accusation.
    """
    from pipeline.declared import HEADS, Wanted, interests, lines_of
    from pipeline.schema import asked

    chosen = format_of(form, "table", "csv", "json", "nl")
    with asked(db) as connection:
        rows = interests(connection, Wanted(member, kind, since, until, council))
    if chosen == "table":
        for words in lines_of(rows):
            say(words)
    else:
        shown.write_rows(HEADS, rows, chosen, raw)


@app.command()
def attendance(
    db: DB,
    member: Member = None,
    council: Council = None,
    since: Since = None,
    until: Until = None,
    form: Form = "table",
    raw: Raw = False,
) -> None:
    """How often members came: by member, committee and municipal year (from May).

    Only meetings whose minutes name the member are counted; not to be named is not to be absent.
    """
    from pipeline.attended import HEADS, attendance
    from pipeline.schema import asked

    chosen = format_of(form)
    with asked(db) as connection:
        rows = attendance(connection, member, council, since, until)
    shown.write_rows(HEADS, rows, chosen, raw)


app.command()(who)
app.command()(browse)
app.command()(publish)
app.command()(export)
app.command()(mentions)
app.command()(figures)
app.command()(schools)
app.command()(train)
app.add_typer(people, name="people")
