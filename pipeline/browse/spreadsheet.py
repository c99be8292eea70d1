"""CSV on its way out: a text cell that a spreadsheet would take for a formula gets a quote mark; numbers and all else stay."""

from __future__ import annotations

import codecs
import csv
import io
import re
import sys

from pipeline.shown import FORMULA

NUMBER = re.compile(r"[+-]?\d{1,40}(?:\.\d{1,40})?(?:[eE][+-]?\d{1,4})?")
csv.field_size_limit(sys.maxsize if sys.maxsize < 2**31 else 2**31 - 1)  # the text of a document is longer than the 128 KB of the default


class Guarded:
    """Rewrites CSV piece by piece, as it is streamed: whole records go out, the rest waits for the next piece."""

    def __init__(self) -> None:
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.waiting = ""
        self.quotes = 0  # so far in `waiting`
        self.looked = 0  # characters of it that were looked through

    def feed(self, piece: bytes) -> bytes:
        """What can go out now."""
        self.waiting += self.decoder.decode(piece)
        cut = 0
        for match in re.finditer(r'["\n]', self.waiting[self.looked :]):
            if match[0] == '"':
                self.quotes += 1
            elif self.quotes % 2 == 0:
                cut = self.looked + match.end()
        self.looked = len(self.waiting)
        if not cut:
            return b""
        ready, self.waiting = self.waiting[:cut], self.waiting[cut:]
        self.looked, self.quotes = len(self.waiting), self.waiting.count('"')
        return rewritten(ready)

    def close(self) -> bytes:
        """What is left at the end."""
        left, self.waiting = self.waiting + self.decoder.decode(b"", True), ""
        return rewritten(left) if left else b""


def rewritten(text: str) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in csv.reader(io.StringIO(text, newline="")):
        writer.writerow([harmless(cell) for cell in row])
    return out.getvalue().encode()


def harmless(cell: str) -> str:
    """The cell, with a quote mark where a spreadsheet would begin to reckon."""
    return "'" + cell if cell.startswith(FORMULA) and not NUMBER.fullmatch(cell) else cell
