"""How the pages ask the database: rows as dictionaries for the templates, and the addresses that lead from one page to another."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlencode

from pipeline.dates import MONTH_NAMES

Row = dict[str, Any]


def rows(connection: sqlite3.Connection, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[Row]:
    """All rows of a question."""
    cursor = connection.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def row(connection: sqlite3.Connection, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> Row | None:
    """The first row, or None."""
    found = rows(connection, sql, values)
    return found[0] if found else None


def number(connection: sqlite3.Connection, sql: str, values: Sequence[Any] = ()) -> int:
    """The one number that is asked for."""
    found = connection.execute(sql, values).fetchone()
    return int(found[0] or 0) if found else 0


# ---- addresses --------------------------------------------------------------------------------------------------------------------------
def address(kind: str, key: object) -> str:
    """Where the page of a thing stands: '/meeting/calderby/council/2018-02-28', '/person/7'."""
    return f"/{kind}/{quote(str(key), safe='/')}"


def evidence(kind: str, key: object) -> str:
    """Where the page stands that shows a fact on its page."""
    return f"/evidence/{kind}/{key}"


def with_query(path: str, **values: object) -> str:
    """A path with the values that are not empty."""
    given = {name: str(value) for name, value in values.items() if value not in (None, "")}
    return f"{path}?{urlencode(given)}" if given else path


def person_address(person: Row) -> str:
    """The page of a linked person, or of a name as it is written where nobody could be linked."""
    if person.get("person_id"):
        return address("person", person["person_id"])
    return with_query("/name", name=person.get("name_as_written"), council=person.get("council_id"))


# ---- words ------------------------------------------------------------------------------------------------------------------------------
def day(date: str | None) -> str:
    """'22 March 2017' of an ISO date; what is no date stays as it is."""
    parts = (date or "").split("-")
    try:
        words = [str(int(parts[2]))] if len(parts) == 3 else []
        return " ".join([*words, MONTH_NAMES[int(parts[1]) - 1], parts[0]])
    except (IndexError, ValueError):
        return date or "undated"


def short_day(date: str | None) -> str:
    """'22 Mar'."""
    words = day(date).split()
    return f"{words[0]} {words[1][:3]}" if len(words) == 3 else day(date)


def many(count: int | None, one: str, several: str = "") -> str:
    """'1 item', '1,200 items'."""
    count = count or 0
    return f"{count:,} {one if count == 1 else several or one + 's'}"
