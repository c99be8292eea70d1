"""The database file: whose it is, of what version; made whole or not at all; brought up to date step by step."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import errors, limits
from pipeline.shown import escaped

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x4D494E42  # 'MINB': file(1) and the header tell a Minutebook database from any other of SQLite
FIRST_VERSION = 1
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
HEADER = b"SQLite format 3\0"
TABLES = Path(__file__).with_name("schema.sql")

Migration = Callable[["Database"], None]
migrations: list[Migration] = []  # the first leads from version 1 to 2, and so on


def migration(step: Migration) -> Migration:
    """Mark a function as the next step from an older version. It runs in a transaction together with the new version's number."""
    migrations.append(step)
    return step


def newest() -> int:
    """The version that this code writes."""
    return FIRST_VERSION + len(migrations)


# ---- whose file is it -------------------------------------------------------------------------------------------------------------------
def examine(path: Path) -> bool:
    """Whether there is a database of ours that this code can use; False where there is no file. Only reads, and only the file's first bytes."""
    try:
        with open(path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NONBLOCK)) as file:
            head = file.read(100)
    except FileNotFoundError:
        folder = path.parent
        if not folder.is_dir():
            raise errors.UsageFailure(f"{shown(folder)}: no such folder; make it, or give another name for the database") from None
        return False
    except IsADirectoryError:
        raise errors.NotOurDatabase(f"{shown(path)} is a folder") from None
    except OSError as error:
        raise errors.DatabaseReadOnly(f"{shown(path)}: {error.strerror}") from None
    if not head:
        raise errors.NotOurDatabase(f"{shown(path)} is empty")
    if not head.startswith(HEADER):
        raise errors.NotOurDatabase(f"{shown(path)} is not an SQLite file")
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise errors.NotOurDatabase(f"{shown(path)} is an SQLite file of another program")
    check_version(path, int.from_bytes(head[60:64], "big"))
    return True


def check_version(path: Path, version: int) -> None:
    """A database of a later program, or of none, is not touched."""
    if version > newest():
        raise errors.FutureDatabase(f"{shown(path)}: version {version}, where this one knows {newest()}")
    if version < FIRST_VERSION:
        raise errors.NotOurDatabase(f"{shown(path)} has no version")


def shown(path: Path) -> str:
    return escaped(str(path))


# ---- making it, opening it ----------------------------------------------------------------------------------------------------------------
def create(path: Path) -> None:
    """Make an empty database. It is made under another name and then linked, so a half-made one never stands under this name."""
    for left in path.parent.glob(f".{glob_escaped(path.name)}.*.new*"):  # of a run that was killed just here
        with contextlib.suppress(OSError):
            left.unlink()
    unborn = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with explained(path), contextlib.closing(sqlite3.connect(unborn)) as connection:
            connection.executescript(
                f"pragma journal_mode = delete; begin; {TABLES.read_text(encoding='utf-8')};"
                f"pragma application_id = {APPLICATION_ID}; pragma user_version = {newest()}; commit"
            )
        try:
            os.link(unborn, path)
        except FileExistsError:
            pass  # another ingest was faster: its lock will tell
        except OSError:  # a file system without links
            os.rename(unborn, path)
    except OSError as error:
        raise failure_of(error, path) from None
    finally:
        for left in (unborn, unborn.with_name(unborn.name + "-journal")):
            left.unlink(missing_ok=True)


def glob_escaped(name: str) -> str:
    """A name for SQLite's `glob`, in which it means itself only."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)


@contextlib.contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A database to write to, made or brought up to date where needed, and left finished: one file, without a write-ahead log beside it.

    Refuses before anything is written; holds a lock that ends with the process, however it ends.
    """
    if not examine(path):
        create(path)
    with explained(path), locked(path), contextlib.closing(connect(path)) as connection:
        try:
            if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
                raise errors.DatabaseReadOnly(shown(path))
            connection.execute("pragma journal_mode = delete")  # takes in what a killed run left in its log
            connection.execute("begin immediate")  # is it ours to write?
            connection.execute("rollback")
            check_version(path, connection.execute("pragma user_version").fetchone()[0])
            bring_up_to_date(connection)
            connection.execute("pragma journal_mode = wal")
            yield connection
        finally:
            finish(connection)


def existing(path: Path) -> contextlib.AbstractContextManager[sqlite3.Connection]:
    """A database to change; none is made."""
    if not examine(path):
        raise errors.NoDatabase(shown(path))
    return opened(path)


def connect(path: Path) -> sqlite3.Connection:
    """A connection with the settings that every room counts on."""
    connection = sqlite3.connect(path, timeout=limits.BUSY_SECONDS, isolation_level=None)
    connection.execute("pragma foreign_keys = on")
    connection.execute("pragma synchronous = normal")  # with a log, a loss of power may cost the last documents, never the file
    return connection


def finish(connection: sqlite3.Connection) -> None:
    """Leave one whole file. Where the disk is full or a reader holds the log, it stays beside the file and the next run takes it in."""
    if connection.in_transaction:
        connection.rollback()
    with contextlib.suppress(sqlite3.Error):
        connection.execute("pragma wal_checkpoint(truncate)").fetchall()
        connection.execute("pragma journal_mode = delete").fetchall()


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Run the steps that this database has not seen, each whole or not at all."""
    version = connection.execute("pragma user_version").fetchone()[0]
    if version == newest():
        return
    from sqlite_utils import Database  # slow to load, and seldom needed

    db = Database(connection, execute_plugins=False)
    for number, step in enumerate(migrations[version - FIRST_VERSION :], version + 1):
        with transaction(connection):
            step(db)
            connection.execute(f"pragma user_version = {number}")


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing. The lock is taken at the start, where waiting for it is still possible."""
    connection.execute("begin immediate")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("rollback")
        raise
    connection.execute("commit")


@contextlib.contextmanager
def rehearsed(path: Path) -> Iterator[sqlite3.Connection]:
    """A database that will not be written to; an empty one in memory where there is no file."""
    if examine(path):
        with asked(path) as connection:
            yield connection
    else:
        with contextlib.closing(sqlite3.connect(":memory:")) as connection:
            connection.executescript(TABLES.read_text(encoding="utf-8"))
            yield connection


@contextlib.contextmanager
def asked(path: Path) -> Iterator[sqlite3.Connection]:
    """A database to ask: nothing is written to it."""
    if not examine(path):
        raise errors.NoDatabase(shown(path))
    with (
        explained(path),
        contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=limits.BUSY_SECONDS)) as connection,
    ):
        yield connection


# ---- what can go wrong --------------------------------------------------------------------------------------------------------------------
@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """One ingest at a time. The lock is on the file itself, beside SQLite's own, and falls with the process: a killed run leaves none."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise errors.AnotherIngest(shown(path)) from None
    try:
        yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns an error of SQLite into one that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise failure_of(error, path) from error


def failure_of(error: sqlite3.Error | OSError, path: Path) -> errors.StoreFailure:
    """What an error of the database means."""
    detail = f"{shown(path)}: {error}"
    if isinstance(error, OSError):
        kind = errors.DiskFull if error.errno in FULL else errors.DatabaseReadOnly
        return kind(f"{shown(path)}: {error.strerror}")
    name = getattr(error, "sqlite_errorname", "") or ""
    if name == "SQLITE_FULL" or name.startswith(("SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_TRUNCATE")):
        return errors.DiskFull(detail)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return errors.DatabaseLocked(detail)
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return errors.DatabaseReadOnly(detail)
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR")):
        return errors.DamagedDatabase(detail)
    return errors.StoreFailure(detail)
