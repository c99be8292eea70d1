"""An archive as files for other programs: tables as CSV and Parquet with names beside ids, people and bodies as Popolo JSON, a data dictionary."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from pipeline import errors
from pipeline.browse.dress import LABELS, TITLES, comments_of
from pipeline.popolo import popolo_of
from pipeline.shown import Cell, escaped, write_json, write_rows

Kind = Literal["csv", "parquet", "json"]
KINDS: tuple[Kind, ...] = ("csv", "parquet", "json")
TYPES = {"INTEGER": "integer", "REAL": "number", "TEXT": "text", "": "text"}


def export(connection: sqlite3.Connection, folder: Path, tables: list[str], kinds: list[Kind], raw: bool = False) -> list[Path]:
    """Write the files into a folder, made where there is none. Returns what was written."""
    known = tables_of(connection)
    for table in tables:
        if table not in known:
            raise errors.UsageFailure(f"{escaped(table)}: no such table; there are {', '.join(known)}")
    with explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
        written = [write_table(connection, table, folder, kind, raw) for table in tables or known for kind in kinds if kind != "json"]
        if "json" in kinds and not tables:
            written.append(folder / "popolo.json")
            with open(written[-1], "w", encoding="utf-8") as out:
                write_json(popolo_of(connection), out)
        written.append(folder / "dictionary.csv")
        with open(written[-1], "w", encoding="utf-8", newline="") as out:
            write_rows(("table", "column", "type", "meaning"), dictionary_of(connection, tables or known), "csv", raw, out)
    return written


@contextlib.contextmanager
def explained(folder: Path) -> Iterator[None]:
    """What goes wrong with the folder, in one line."""
    try:
        yield
    except OSError as error:
        kind = errors.DiskFull if error.errno in (28, 122) else errors.UsageFailure
        raise kind(f"{escaped(str(error.filename or folder))}: {error.strerror}; give another folder") from None


def tables_of(connection: sqlite3.Connection) -> list[str]:
    """The tables and views that people query."""
    rows = connection.execute("select name from sqlite_master where type in ('table', 'view') and name not like 'sqlite_%' order by type, rowid")
    return [name for (name,) in rows if "_fts" not in name]


def columns_of(connection: sqlite3.Connection, table: str) -> list[tuple[str, str]]:
    """Name and type of each column."""
    return [(name, (kind or "").upper()) for name, kind in connection.execute("select name, type from pragma_table_info(?)", [table])]


def question_of(connection: sqlite3.Connection, table: str) -> tuple[list[str], str]:
    """The columns of a table's file and the SQL that gives them: behind each id that leads to another table stands what is called so."""
    own = columns_of(connection, table)
    links = {
        source: (target, key) for target, source, key in connection.execute('select "table", "from", "to" from pragma_foreign_key_list(?)', [table])
    }
    names, parts = [], []
    for name, _ in own:
        names.append(name)
        parts.append(f't."{name}"')
        target, key = links.get(name, ("", ""))
        if target in LABELS and LABELS[target] in {column for column, _ in columns_of(connection, target)}:
            label = f"{name.removesuffix('_id')}_label"
            names.append(label)
            parts.append(f'(select l."{LABELS[target]}" from "{target}" l where l."{key or "id"}" = t."{name}")')  # noqa: S608
    return names, f'select {", ".join(parts)} from "{table}" t'  # noqa: S608


def write_table(connection: sqlite3.Connection, table: str, folder: Path, kind: Kind, raw: bool) -> Path:
    """One table as one file; it appears under its name when it is whole."""
    names, sql = question_of(connection, table)
    path = folder / f"{table}.{kind}"
    part = path.with_name(path.name + ".part")
    if kind == "csv":
        with open(part, "w", encoding="utf-8", newline="") as out:
            write_rows(names, connection.execute(sql), "csv", raw, out)
    else:
        write_parquet(names, dict(columns_of(connection, table)), connection.execute(sql), part)
    os.replace(part, path)
    return path


def write_parquet(names: list[str], kinds: dict[str, str], rows: Iterator[tuple[Cell, ...]], path: Path) -> None:
    """Rows as Parquet, some thousand at a time."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise errors.UsageFailure("Parquet needs pyarrow: pip install 'minutebook[export]', or leave it out with -f csv") from None
    types: dict[str, Any] = {"INTEGER": pyarrow.int64(), "REAL": pyarrow.float64()}
    plan = pyarrow.schema([(name, types.get(kinds.get(name, "TEXT"), pyarrow.string())) for name in names])
    cursor: Any = rows
    with pyarrow.parquet.ParquetWriter(path, plan, compression="zstd") as writer:
        while chunk := cursor.fetchmany(20_000):
            columns = [
                [as_type(value, kinds.get(name, "TEXT")) for value in column] for name, column in zip(names, zip(*chunk, strict=True), strict=True)
            ]
            writer.write_table(pyarrow.table(columns, schema=plan))


def as_type(value: Cell, kind: str) -> Cell:
    """A cell as the column's type: SQLite lets a column hold anything."""
    if value is None or kind not in TYPES:
        return None if value is None else str(value)
    if kind == "INTEGER":
        return value if isinstance(value, int) else None
    if kind == "REAL":
        return float(value) if isinstance(value, int | float) else None
    return str(value)


def dictionary_of(connection: sqlite3.Connection, tables: list[str]) -> list[tuple[Cell, ...]]:
    """A row for each table and each column: its type, and what the schema says of it."""
    found: list[tuple[Cell, ...]] = []
    for table in tables:
        sql = connection.execute("select sql from sqlite_master where name = ?", [table]).fetchone()[0]
        described, meanings = comments_of(sql)
        found.append((table, None, None, described or TITLES.get(table)))
        own = dict(columns_of(connection, table))
        for name in question_of(connection, table)[0]:
            source = f"{name.removesuffix('_label')}_id"
            meaning = meanings.get(name) or (
                f"what {source if source in own else name.removesuffix('_label')} is called" if name not in own else None
            )
            found.append((table, name, TYPES.get(own.get(name, "TEXT"), "text"), meaning))
    return found
