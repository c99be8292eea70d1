"""Functions that a child runs in place of the real reader: an honest one, and some that fail in every way a C library can fail.

They read 'PDFs' that are plain text: the first line after the header says what to do.
"""

from __future__ import annotations

import ctypes
import os
import re
import signal
import sys
import time

import msgspec

from pipeline import errors
from pipeline.records import Item, Meeting, MeetingHead, PageText, Reading


def honest(content: bytes) -> Reading:
    """Minutes of one page whose text is the file itself: `Council|Committee|date` on the second line, then an item a line."""
    if not content.startswith(b"%PDF-"):
        raise errors.NotAPdf
    text = content.decode("utf-8", "replace").replace("\0", "")
    rows = text.split("\n")
    council, committee, date = [*rows[1].split("|"), "", "", ""][:3] if len(rows) > 1 else ("", "", "")
    items, place = [], len("\n".join(rows[:2])) + 1
    for sequence, row in enumerate(rows[2:], 1):
        number, _, title = row.partition(" ")
        items.append(Item(sequence, number, None, title, place, place + len(row), place + len(number), 1))
        place += len(row) + 1
    head = MeetingHead(0, len(text), council or None, committee or None, date or None, "10:00", None, None)
    lines, start = [], 0
    for row in rows:
        lines.append((1, start, start + len(row), 72.0, 72.0, 500.0, 84.0))
        start += len(row) + 1
    kind = "agenda" if b"AGENDA" in content else "minutes"
    meetings = [Meeting(head, items)] if kind == "minutes" else []
    return Reading(1, "hand", kind, "en", "text-layer", text, [PageText(1, 595.0, 842.0, 0, len(text))], lines, meetings, [])


def slow(content: bytes) -> Reading:
    """Honest, but takes a while: for what is stopped in the middle."""
    time.sleep(0.03)
    return honest(content)


def saboteur(content: bytes) -> Reading:
    """Does what the file's second line says; honest where it says nothing."""
    order = re.search(rb"^DO ([a-z-]+)", content, re.M)
    if order:
        DEEDS[order[1].decode()](content)
    return honest(content)


def tiring(content: bytes) -> Reading:
    """Aborts on its fourth file, whichever that is."""
    KEPT.append(0)
    if len(KEPT) == 4:
        os.abort()
    return honest(content)


# ---- the deeds ------------------------------------------------------------------------------------------------------------------------
def channel() -> int:
    return int(sys.argv[1])


def hoard(content: bytes) -> None:
    kept = []
    while True:
        kept.append(bytearray(64 << 20))


def abort(content: bytes) -> None:
    os.abort()


def die(content: bytes) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def leave(content: bytes) -> None:
    os._exit(7)


def crash(content: bytes) -> None:
    ctypes.string_at(0)


def blunder(content: bytes) -> None:
    raise ZeroDivisionError("a fault of ours\x1b[31m")


def spin(content: bytes) -> None:
    while True:
        pass


def sleep(content: bytes) -> None:
    time.sleep(3600)


def doze(content: bytes) -> None:
    time.sleep(0.7)


def chatter(content: bytes) -> None:
    """Floods what it believes to be the terminal."""
    for stream in (1, 2):
        for _ in range(200):
            os.write(stream, b"x" * 65536)


def flood(content: bytes) -> None:
    while True:
        os.write(channel(), b"\xff" * 65536)


def half(content: bytes) -> None:
    os.write(channel(), (1000).to_bytes(8, "big") + b"\x82")
    os._exit(0)


def huge(content: bytes) -> None:
    os.write(channel(), (1 << 40).to_bytes(8, "big"))
    time.sleep(3600)


def rubbish(content: bytes) -> None:
    os.write(channel(), (5).to_bytes(8, "big") + b"hello")
    time.sleep(3600)


def pickle(content: bytes) -> None:
    """A pickle that would make a file beside the database, if anyone loaded it."""
    body = b"cos\nsystem\n(S'touch /tmp/minutebook-was-here'\ntR."
    os.write(channel(), len(body).to_bytes(8, "big") + body)
    time.sleep(3600)


def twice(content: bytes) -> None:
    os.write(channel(), ((1).to_bytes(8, "big") + b"\xc0") * 2)
    time.sleep(3600)


def write(content: bytes) -> None:
    """Tries to write beside the PDFs."""
    name = re.search(rb"^INTO (.*)$", content, re.M)
    assert name
    with open(name[1], "wb") as file:
        file.write(b"x" * 10)


def leak(content: bytes) -> None:
    """Takes one descriptor more for each file."""
    KEPT.append(os.open("/dev/null", os.O_RDONLY))


def liar(content: bytes) -> Reading:
    """Honest, except where the file asks for a reading that does not hold together."""
    order = re.search(rb"^LIE ([a-z-]+)", content, re.M)
    if not order:
        return honest(content)
    text = "One. Two."
    head = MeetingHead(0, len(text), None, "Board", "2017-03-22", None, None, None)
    item = Item(1, "1", None, "One", 0, 5, 4, 1)
    page = PageText(1, 595.0, 842.0, 0, len(text))
    lie = {
        "page-span": {"pages": [PageText(1, 595.0, 842.0, 0, 900)]},
        "page-twice": {"pages": [page, page]},
        "line-span": {"lines": [(1, 0, 900, 0.0, 0.0, 1.0, 1.0)]},
        "line-page": {"lines": [(7, 0, 3, 0.0, 0.0, 1.0, 1.0)]},
        "line-nan": {"lines": [(1, 0, 3, 0.0, float("nan"), 1.0, 1.0)]},
        "item-span": {"meetings": [Meeting(head, [Item(1, "1", None, "One", 5, 900, 6, 1)])]},
        "item-parent": {"meetings": [Meeting(head, [Item(1, "1", 5, "One", 0, 5, 4, 1)])]},
        "item-sequence": {"meetings": [Meeting(head, [item, item])]},
        "meeting-date": {"meetings": [Meeting(MeetingHead(0, 5, None, "Board", "tomorrow'; drop table documents", None, None, None), [])]},
        "nul": {"text": "One.\0Two."},
        "type": {"text": ["One", "Two"]},
        "surrogate": {"text": "One \ud800 Two."},
        "number": {"page_count": 1 << 70},
    }[order[1].decode()]
    truth = Reading(1, None, "minutes", "en", "text-layer", text, [page], [(1, 0, 4, 0.0, 0.0, 1.0, 1.0)], [Meeting(head, [item])])
    return msgspec.structs.replace(truth, **lie)


KEPT: list[int] = []
DEEDS = {
    deed.__name__: deed
    for deed in (
        *(hoard, abort, die, leave, crash, blunder, spin, sleep, doze, chatter),
        *(flood, half, huge, rubbish, pickle, twice, write, leak),
    )
}
