"""The commands on people and on what minutes mention: parse, call, print, exit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from pipeline import errors, shown
from pipeline.arguments import DB, Council, Form, Raw, format_of
from pipeline.terminal import FEW, say, warn

Name = Annotated[str, typer.Argument(metavar="NAME", help="A name in any of its spellings, or a person's number.", show_default=False)]

people = typer.Typer(no_args_is_help=True, help="List people, and put them right: who is one, who are two, what they are called.")


def who(db: DB, name: Name, council: Council = None, form: Form = "table", raw: Raw = False) -> None:
    """Everything on a person: offices, attendance, declarations, motions, votes and mentions, by date, with file and page."""
    from pipeline.schema import asked
    from pipeline.who import HEADS, events_of, find_person, lines_of

    chosen = format_of(form)
    with asked(db) as connection, candidates():
        person = find_person(connection, name, council)
        events = events_of(connection, person)
        lines = lines_of(connection, person, events) if chosen == "table" else []
    for words in lines:
        say(words)
    if chosen != "table":
        shown.write_rows(HEADS, events, chosen, raw)


def mentions(
    db: DB,
    school: Annotated[str | None, typer.Option("--school", help="Words of a school's name, former or later.", show_default=False)] = None,
    service: Annotated[str | None, typer.Option("--service", help="Words of a service's name, or its letters.", show_default=False)] = None,
    organisation: Annotated[str | None, typer.Option("--organisation", help="Words of a name, or its letters.", show_default=False)] = None,
    committee: Annotated[str | None, typer.Option("--committee", help="Words of a committee's name.", show_default=False)] = None,
    council: Council = None,
    form: Form = "table",
    raw: Raw = False,
) -> None:
    """Where minutes name a school, a service, an organisation or a committee, by date, with the words around it."""
    from pipeline.mentioned import HEADS, Kind, lines_of, mentions
    from pipeline.schema import asked

    chosen = format_of(form)
    given: list[tuple[Kind, str]] = []
    for kind, name in (("school", school), ("service", service), ("organisation", organisation), ("committee", committee)):
        if name is not None:
            given.append((kind, name))  # type: ignore[arg-type]
    if len(given) != 1:
        raise errors.UsageFailure("give one of --school, --service, --organisation, --committee")
    with asked(db) as connection:
        rows = mentions(connection, *given[0], council)
    if chosen == "table":
        for words in lines_of(rows):
            say(words)
    else:
        shown.write_rows(HEADS, rows, chosen, raw)


def schools(
    db: DB,
    register: Annotated[
        Path,
        typer.Argument(metavar="FILE.csv", help="All establishments, from Get Information about Schools (edubasealldata).", show_default=False),
    ],
    form: Form = "table",
    raw: Raw = False,
) -> None:
    """Link the schools that minutes name to the register of English schools, each with certainty or not at all."""
    from pipeline.gias import Register, read_register
    from pipeline.schema import existing
    from pipeline.schools import OUTCOME_HEADS, lines_of, look_up, rows_of

    chosen = format_of(form)
    found = Register(read_register(register))
    with existing(db) as connection:
        outcomes = look_up(connection, found)
    if chosen == "table":
        for words in lines_of(outcomes):
            say(words)
    else:
        shown.write_rows(OUTCOME_HEADS, rows_of(outcomes), chosen, raw)


@people.command("list")
def list_people(db: DB, council: Council = None, form: Form = "table", raw: Raw = False) -> None:
    """Everybody, with their number, spellings and roles."""
    from pipeline.schema import asked
    from pipeline.who import PEOPLE_HEADS, people_rows

    chosen = format_of(form)
    with asked(db) as connection:
        rows = people_rows(connection, council)
    shown.write_rows(PEOPLE_HEADS, rows, chosen, raw)


@people.command()
def merge(
    db: DB,
    name: Name,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Who is the same person; or a spelling that means nobody.", show_default=False)],
    council: Council = None,
) -> None:
    """Two people are one. Kept beside the database (NAME.people.toml) and done again at each ingest."""
    from pipeline.put_right import merge

    with candidates():
        say(shown.line(merge(db, name, other, council)))


@people.command()
def split(
    db: DB,
    name: Name,
    new: Annotated[str, typer.Argument(metavar="NEW", help="What the other person is called.", show_default=False)],
    spelling: Annotated[str | None, typer.Option("--spelling", help="The names so written part.", show_default=False)] = None,
    committee: Annotated[str | None, typer.Option("--committee", help="Those at the meetings of this committee part.", show_default=False)] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DATE", help="Those from this date on part.", show_default=False)] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DATE", help="Those up to this date part.", show_default=False)] = None,
    council: Council = None,
) -> None:
    """Some of a person's names are another person. Kept beside the database and done again at each ingest."""
    from pipeline.put_right import split

    with candidates():
        say(shown.line(split(db, name, new, council, spelling, committee, since, until)))


@people.command()
def rename(
    db: DB,
    name: Name,
    new: Annotated[str, typer.Argument(metavar="NEW", help="The name to show.", show_default=False)],
    council: Council = None,
) -> None:
    """What a person is called. Kept beside the database and done again at each ingest."""
    from pipeline.put_right import rename

    with candidates():
        say(shown.line(rename(db, name, new, council)))


@contextmanager
def candidates() -> Iterator[None]:
    """Where several are called so, name them before the error."""
    from pipeline.who import Ambiguous

    try:
        yield
    except Ambiguous as error:
        for person in error.candidates[:FEW]:
            seen = f"{person.first or ''} – {person.last or ''}"
            warn(f"  {person.id}  {shown.line(person.name)}, {person.kind}, {shown.line(person.council or '')} {seen}")
        raise
