"""One tree of errors. The first line of each docstring says what happened and what the reader can do; it is shown to people.

`exit_code` is the command's; `code` is what the database keeps in `documents.error_code`.
"""

from __future__ import annotations


class MinutebookError(Exception):
    """Something went wrong."""

    exit_code = 1

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = detail

    @classmethod
    def meaning(cls) -> str:
        """What happened and what to do: the first line of the docstring."""
        return (cls.__doc__ or "").strip().split("\n")[0]

    def reason(self) -> str:
        """One line for a person: the meaning, with the particulars of this case."""
        return f"{self.meaning()} ({self.detail})" if self.detail else self.meaning()

    def __str__(self) -> str:
        return self.reason()


class UsageFailure(MinutebookError):
    """The command was asked for something that is not there."""

    exit_code = 2

    def reason(self) -> str:
        return self.detail or self.meaning()


# ---- one file of the corpus: it gets a row that says why, and the next file goes on -------------------------------------------------------
class InputFailure(MinutebookError):
    """The file cannot be read."""

    exit_code = 3
    code = "unreadable"


class NotAPdf(InputFailure):
    """The file is not a PDF, whatever its name says; look at what was downloaded."""

    code = "not-a-pdf"


class EncryptedPdf(InputFailure):
    """The PDF needs a password; ask the council for an open copy."""

    code = "encrypted"


class NoPages(InputFailure):
    """The PDF holds no pages; fetch it again."""

    code = "no-pages"


class CorruptPdf(InputFailure):
    """The PDF is damaged beyond what can be read; fetch it again."""

    code = "corrupt"


class TooLarge(InputFailure):
    """The file is larger than any minutes are; split it if it is real."""

    code = "too-large"


class NotAFile(InputFailure):
    """This is a folder, a device, a pipe or a link under a file's name; give the file itself."""

    code = "not-a-file"


class Vanished(InputFailure):
    """The file was listed, but is gone; run again when the folder is at rest."""

    code = "gone"


class Unreadable(InputFailure):
    """The file may not be read; check its permissions."""

    code = "unreadable"


class ChildFailure(InputFailure):
    """Reading the file failed midway."""

    code = "crash"


class OutOfMemory(ChildFailure):
    """Reading the file took more memory than is allowed; it is damaged or hostile, or far too large."""

    code = "memory"


class Crashed(ChildFailure):
    """Reading the file failed midway; the file is damaged or hostile, or this is a fault of Minutebook to report."""

    code = "crash"


class TimedOut(ChildFailure):
    """Reading the file took longer than is allowed; it is damaged or hostile, or far too large."""

    code = "timeout"


class BadReply(ChildFailure):
    """The process that read the file gave an answer that does not hold together; nothing of it was kept."""

    code = "reply"


# ---- the database ---------------------------------------------------------------------------------------------------------------------
class StoreFailure(MinutebookError):
    """The database cannot be used."""


class NotOurDatabase(StoreFailure):
    """Not a Minutebook database, and left untouched; give another name for the database."""

    exit_code = 2


class FutureDatabase(StoreFailure):
    """The database was written by a newer Minutebook, and left untouched; update Minutebook."""

    exit_code = 2


class NoDatabase(StoreFailure):
    """There is no such database; make it with: minutebook ingest FOLDER DB"""

    exit_code = 2


class DatabaseLocked(StoreFailure):
    """Another program is writing to the database; close it and run again: what is done is kept."""


class DatabaseReadOnly(StoreFailure):
    """The database cannot be written; check the permissions of the file and its folder."""


class DiskFull(StoreFailure):
    """The disk is full; make room and run again: what is done is kept."""

    exit_code = 4


class AnotherIngest(StoreFailure):
    """Another ingest is writing to this database; wait for it to end and run again."""


class DamagedDatabase(StoreFailure):
    """The database is damaged; restore a copy, or remove it and ingest again."""


class ModelFailure(MinutebookError):
    """The trained model is missing, damaged or of another version."""

    exit_code = 2
