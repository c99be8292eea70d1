"""How words from outside reach a terminal or a table: escaped, guarded, cut. What stands in a file never moves a cursor or starts a formula."""

from __future__ import annotations

import csv
import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, Literal, TextIO

from pipeline import limits

Cell = str | int | float | None
Format = Literal["table", "csv", "json", "nl"]

MAX_COLUMN = 60  # characters of a column of a table on the terminal
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet takes a cell that starts so for a formula
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # controls, directions, halves of characters, unassigned, line separators
KEPT = "\u00ad\u200c\u200d"  # soft hyphen and joiners: harmless


def escaped(text: str, keep: str = "") -> str:
    """Text on which a terminal does nothing: control characters, reversed directions and broken characters stand as \\x.., \\u...."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in keep or c in KEPT or unicodedata.category(c) not in HIDDEN else escape(c) for c in text)


def escape(character: str) -> str:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # a byte of a name that is not UTF-8
        return f"\\x{code - 0xDC00:02x}"
    short = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(character)
    return short or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")


def line(text: str, most: int = limits.MAX_SHOWN) -> str:
    """Text on one line, escaped, cut where it is very long."""
    flat = escaped(" ".join(text.split()))
    return flat if len(flat) <= most else flat[: most - 1] + "…"


def paragraphs(text: str) -> str:
    """Text with its line breaks, all else escaped."""
    return escaped(text, keep="\n\t")


def guarded(cell: Cell) -> Cell:
    """A text cell that a spreadsheet would take for a formula gets a quote mark; numbers stay."""
    if not isinstance(cell, str):
        return cell
    return "'" * cell.startswith(FORMULA) + escaped(cell, keep="\n\r\t")


def write_rows(heads: Sequence[str], rows: Iterable[Sequence[Cell]], form: Format, raw: bool = False, out: TextIO | None = None) -> None:
    """Rows as a table for people, as CSV for spreadsheets, or as JSON for programs: one list, or (nl) an object a line."""
    out = out or sys.stdout
    if form == "nl":
        for row in rows:
            write_json(dict(zip(heads, row, strict=True)), out, indent=None)
    elif form == "json":
        write_json([dict(zip(heads, row, strict=True)) for row in rows], out)
    elif form == "csv":
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(heads)
        writer.writerows(row if raw else [guarded(cell) for cell in row] for row in rows)
    else:
        cells = [[line("" if cell is None else str(cell), MAX_COLUMN) for cell in row] for row in rows]
        widths = [max(map(len, column)) for column in zip(heads, *cells, strict=True)]
        for row in [list(heads), *cells]:
            out.write("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n")


def write_json(value: Any, out: TextIO | None = None, indent: int | None = 1) -> None:
    """JSON for programs; what would move a cursor is escaped by JSON itself, or here."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    (out or sys.stdout).write("".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text) + "\n")
