"""A child process that draws pages of PDFs, under limits: a hostile file costs a picture, never the server.

It is asked on its standard input and answers on its standard output: a line of JSON ({"page": 3, "turn": 0, "bytes": 81234}) and the file's bytes;
then the length of a PNG in ten digits and the PNG, or ten zeros.
"""

from __future__ import annotations

import contextlib
import json
import resource
import sys
from typing import Any

from pipeline.browse.png import grey_png

WIDTH = 1100  # pixels: sharp at twice the width of a phone, and readable on a desk
MAX_PIXELS = 2_600_000  # a page of A4 takes 1.7 million at that width; a page of 14,400 points must not take more memory than it
MEMORY = 2 << 30  # bytes of address space
DESCRIPTORS = 32


def main() -> None:
    """Draw until the parent closes the pipe."""
    import pypdfium2

    for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_NOFILE, DESCRIPTORS), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while asked := requests.readline():
        wanted = json.loads(asked)
        content = requests.read(wanted["bytes"])
        try:
            picture = draw(pypdfium2, content, wanted["page"], wanted["turn"])
        except Exception:  # whatever a damaged file does, there is just no picture of it
            picture = b""
        answers.write(b"%010d" % len(picture) + picture)
        answers.flush()


def draw(pdfium: Any, content: bytes, number: int, turn: int) -> bytes:
    """A page as a PNG of sixteen greys; nothing where there is no such page."""
    document = pdfium.PdfDocument(content)
    try:
        if not 1 <= number <= len(document):
            return b""
        page = document[number - 1]
        width, height = page.get_size()
        if turn in (90, 270):
            width, height = height, width
        scale = min(WIDTH / width, (MAX_PIXELS / (width * height)) ** 0.5)
        bitmap = page.render(scale=scale, rotation=turn, grayscale=True, may_draw_forms=False)
        return grey_png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)
    finally:
        document.close()


if __name__ == "__main__":
    main()
