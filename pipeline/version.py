"""The version of what reads: a document read by another version is stale, and is read again."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib import metadata
from pathlib import Path

from pipeline import __version__
from pipeline.shipped import shipped_folder

HOUSE = Path(__file__).parent
READERS = ("process", "store")  # the rooms that make rows of a file; a change in them, or in a room that they use, makes rows stale
LIBRARIES = ("pypdfium2", "pdfplumber", "pikepdf")
MODEL = shipped_folder("models") / "names" / "meta.json"
IMPORT = re.compile(r"^[ \t]*from pipeline(?:\.(\w+))? import (\([^)]*\)|[^\n]*)", re.M)


@cache
def pipeline_version() -> str:
    """The release, and a fingerprint of the code, the model and the libraries that read: '0.1.0+5f3a9c01d2e4'."""
    mark = hashlib.sha256()
    for name in rooms_behind(READERS):
        mark.update(name.encode() + b"\0" + (HOUSE / f"{name}.py").read_bytes() + b"\0")
    mark.update(b"model\0" + (MODEL.read_bytes() if MODEL.is_file() else b"") + b"\0")  # it lists the digests of the model's other files
    for library in LIBRARIES:
        mark.update(f"{library} {metadata.version(library)}\0".encode())
    return f"{__version__}+{mark.hexdigest()[:12]}"


def rooms_behind(names: tuple[str, ...]) -> list[str]:
    """These rooms and all that they use, near and far."""
    seen: set[str] = set()
    ahead = list(names)
    while ahead:
        name = ahead.pop()
        if name in seen or not (HOUSE / f"{name}.py").is_file():
            continue
        seen.add(name)
        for room, imported in IMPORT.findall((HOUSE / f"{name}.py").read_text(encoding="utf-8")):
            ahead += [room] if room else re.findall(r"\w+", imported)
    return sorted(seen)
