"""Pictures of pages as PNG: sixteen greys, two pixels a byte; and strips cut from them with the highlight burnt in."""

from __future__ import annotations

import struct
import zlib

from pipeline.browse.places import Box, Sheet

SIGNATURE = b"\x89PNG\r\n\x1a\n"
HIGH = bytes(value & 0xF0 for value in range(256))
LOW = bytes(value >> 4 for value in range(256))
SECOND = bytes(value & 0x0F for value in range(256))  # of a byte of two pixels
MARGIN = 24  # points of the page above and below the highlight that a strip shows
MAX_PIXELS = 6_000_000  # a picture of more was not made here
# the palette of a strip: paper, the sentence, the words
TINTS = ((255, 255, 255), (255, 239, 170), (255, 214, 64))


def grey_png(pixels: bytes, width: int, height: int, stride: int) -> bytes:
    """A PNG of a page from its bytes of grey, one a pixel."""
    odd = width % 2
    rows = []
    for y in range(height):
        row = pixels[y * stride : y * stride + width] + b"\xff" * odd
        high = int.from_bytes(row[0::2].translate(HIGH), "big")
        low = int.from_bytes(row[1::2].translate(LOW), "big")
        rows.append(b"\0" + (high | low).to_bytes(len(row) // 2, "big"))
    return assemble(width, height, 4, 0, b"", b"".join(rows))


def assemble(width: int, height: int, depth: int, colours: int, palette: bytes, rows: bytes) -> bytes:
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, 0))]
    parts += [(b"PLTE", palette)] * bool(palette)
    parts += [(b"IDAT", zlib.compress(rows, 6)), (b"IEND", b"")]
    return SIGNATURE + b"".join(struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts)


def size_of(picture: bytes) -> tuple[int, int] | None:
    """Width and height of a picture that `grey_png` made."""
    if not picture.startswith(SIGNATURE) or picture[12:16] != b"IHDR" or len(picture) < 45:
        return None
    width, height, depth, colours = struct.unpack(">IIBB", picture[16:26])
    return (width, height) if (depth, colours) == (4, 0) and 0 < width * height <= MAX_PIXELS else None


def strip(picture: bytes, sheet: Sheet) -> bytes | None:
    """The part of a page around its highlight, with the sentence and the words tinted."""
    size = size_of(picture)
    boxes = sheet.sentence or sheet.words
    if size is None or not boxes or not sheet.width or not sheet.height:
        return None
    width, height = size
    across, down = width / sheet.width, height / sheet.height
    top = max(0, int((min(box.y for box in boxes) - MARGIN) * down))
    bottom = min(height, int((max(box.y + box.height for box in boxes) + MARGIN) * down))
    if bottom <= top:
        return None
    at = picture.index(b"IDAT")
    packed = zlib.decompressobj().decompress(picture[at + 4 : at + 4 + struct.unpack(">I", picture[at - 4 : at])[0]], MAX_PIXELS)
    line = 1 + (width + 1) // 2
    rows = []
    for y in range(top, bottom):
        row = bytearray(unpacked(packed[y * line + 1 : (y + 1) * line])[:width])
        for tint, marks in ((1, sheet.sentence), (2, sheet.words)):
            for x0, x1 in spans(marks, y, across, down, width):
                row[x0:x1] = bytes((value & 0x0F) | tint << 4 for value in row[x0:x1])
        rows.append(b"\0" + row)
    palette = bytes(part * grey // 15 for tint in TINTS for grey in range(16) for part in tint)
    return assemble(width, bottom - top, 8, 3, palette, b"".join(rows))


def unpacked(row: bytes) -> bytes:
    """A byte a pixel of a row of two pixels a byte."""
    pixels = bytearray(2 * len(row))
    pixels[0::2], pixels[1::2] = row.translate(LOW), row.translate(SECOND)
    return bytes(pixels)


def spans(boxes: list[Box], y: int, across: float, down: float, width: int) -> list[tuple[int, int]]:
    """From where to where the boxes reach in a row of pixels."""
    return [
        (max(0, int(box.x * across) - 3), min(width, int((box.x + box.width) * across) + 3))
        for box in boxes
        if box.y * down - 2 <= y <= (box.y + box.height) * down + 2
    ]
