"""The PDFs behind the rows: found by the stored path or in the folder that was named, and taken only if they are the very bytes that were read."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from pipeline import limits

MAX_REMEMBERED = 20_000  # files known to be right, by where they stand, when they changed and how large they are


class Sources:
    """Finds the file of a document.

    With a corpus folder, nothing outside of it is opened: no absolute path, no '..', no link that leads out. Without one the path is used as it was
    stored, for that is where `ingest` read it. In both cases the file must be a PDF whose SHA-256 is the document's id.
    """

    def __init__(self, database: Path | None, corpus: Path | None) -> None:
        self.database = database
        self.corpus = corpus.resolve() if corpus else None
        self.known: dict[tuple[str, str, int, int], bool] = {}

    def read(self, document: str, path: str) -> bytes | None:
        """The bytes, or None where the file is not there, or is another one by now."""
        for candidate in self.candidates(path):
            content = self.content_of(candidate, document)
            if content is not None:
                return content
        return None

    def there(self, document: str, path: str) -> bool:
        """Whether the file can be shown."""
        return self.read(document, path) is not None

    def candidates(self, path: str) -> Iterator[Path]:
        """Where the file may stand."""
        if "\0" in path:
            return
        parts = [part for part in PurePosixPath(path).parts if part not in ("/", ".", "..")]
        if self.corpus:
            for k in range(len(parts)):
                inside = self.corpus.joinpath(*parts[k:])
                if is_within(inside, self.corpus):
                    yield inside
            return
        yield Path(path)
        if self.database and parts:
            for folder in (self.database.parent, self.database.parent.parent):
                yield folder.joinpath(*parts)

    def content_of(self, path: Path, document: str) -> bytes | None:
        """The bytes of a regular file that is the PDF it should be."""
        try:
            with open(path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NONBLOCK)) as file:
                facts = os.fstat(file.fileno())
                mark = (document, str(path), facts.st_mtime_ns, facts.st_size)
                if not stat.S_ISREG(facts.st_mode) or facts.st_size > limits.MAX_FILE_BYTES or self.known.get(mark) is False:
                    return None
                content = file.read(limits.MAX_FILE_BYTES + 1)
        except (OSError, ValueError):
            return None
        if mark not in self.known:
            if len(self.known) >= MAX_REMEMBERED:
                self.known.clear()
            self.known[mark] = b"%PDF-" in content[:1024] and hashlib.sha256(content).hexdigest() == document
        return content if self.known[mark] else None


def is_within(path: Path, folder: Path) -> bool:
    """Whether a file stands in a folder once all links are followed."""
    try:
        return path.resolve().is_relative_to(folder)
    except (OSError, RuntimeError, ValueError):
        return False
