"""Pictures of pages: drawn when they are asked for by one child process, one at a time, and kept for a while."""

from __future__ import annotations

import contextlib
import json
import os
import select
import subprocess
import sys
import threading
import time
from collections import OrderedDict
from pathlib import Path

from pipeline.browse.sources import Sources

SECONDS = 15  # for one page; a dense plan takes 3
KEPT_BYTES = 64 << 20  # of pictures in memory: some 600 pages
ROOT = Path(__file__).resolve().parents[2]


class Pictures:
    """The pictures of an archive's pages: from a folder of drawn ones, where there is one, or from the PDFs."""

    def __init__(self, sources: Sources, drawn: Path | None) -> None:
        self.sources, self.drawn = sources, drawn
        self.lock = threading.Lock()
        self.kept: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self.size = 0
        self.child: subprocess.Popen[bytes] | None = None

    def page(self, document: str, path: str, number: int, turn: int) -> bytes | None:
        """The PNG of a page, or None where it cannot be drawn."""
        key = (document, number)
        with self.lock:
            if key in self.kept:
                self.kept.move_to_end(key)
                return self.kept[key]
        if self.drawn is not None:
            return self.from_folder(document, number)
        content = self.sources.read(document, path)
        if content is None:
            return None
        with self.lock:
            if key not in self.kept:
                self.keep(key, self.draw(content, number, turn))
            return self.kept[key] or None

    def from_folder(self, document: str, number: int) -> bytes | None:
        """A page that `publish` drew. Both parts of the name were looked up in the database, and must be what names of ours are made of."""
        if self.drawn is None or not document.isalnum():
            return None
        try:
            return (self.drawn / document / f"{int(number)}.png").read_bytes()
        except OSError:
            return None

    def keep(self, key: tuple[str, int], picture: bytes) -> None:
        self.kept[key] = picture
        self.size += len(picture)
        while self.size > KEPT_BYTES and len(self.kept) > 1:
            self.size -= len(self.kept.popitem(last=False)[1])

    def draw(self, content: bytes, number: int, turn: int) -> bytes:
        """Ask the child; where it dies or takes too long, there is no picture, and the next page gets a fresh child."""
        child = self.child if self.child is not None and self.child.poll() is None else self.start()
        self.child = child
        asked = json.dumps({"page": number, "turn": turn, "bytes": len(content)}).encode() + b"\n"
        deadline = time.monotonic() + SECONDS
        try:
            send(child, asked + content, deadline)
            length = int(receive(child, 10, deadline))
            return receive(child, length, deadline)
        except (OSError, ValueError, TimeoutError):
            self.close()
            return b""

    def start(self) -> subprocess.Popen[bytes]:
        environment = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "LC_ALL", "HOME", "VIRTUAL_ENV")}
        child = subprocess.Popen(
            [sys.executable, "-m", "pipeline.browse.painter"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env=environment,
            bufsize=0,
        )
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                os.set_blocking(pipe.fileno(), False)
        return child

    def close(self) -> None:
        """End the child."""
        if self.child is not None:
            self.child.kill()
            self.child.wait()
            for pipe in (self.child.stdin, self.child.stdout):
                if pipe is not None:
                    with contextlib.suppress(OSError):
                        pipe.close()
            self.child = None


def send(child: subprocess.Popen[bytes], content: bytes, deadline: float) -> None:
    if child.stdin is None:
        raise OSError
    view = memoryview(content)
    while view:
        if not select.select([], [child.stdin], [], max(0.0, deadline - time.monotonic()))[1]:
            raise TimeoutError
        view = view[os.write(child.stdin.fileno(), view[: 1 << 20]) :]


def receive(child: subprocess.Popen[bytes], length: int, deadline: float) -> bytes:
    if child.stdout is None:
        raise OSError
    parts: list[bytes] = []
    while length:
        if not select.select([child.stdout], [], [], max(0.0, deadline - time.monotonic()))[0]:
            raise TimeoutError
        part = os.read(child.stdout.fileno(), min(length, 1 << 20))
        if not part:
            raise OSError
        parts.append(part)
        length -= len(part)
    return b"".join(parts)
