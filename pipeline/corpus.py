"""Lists the files of a corpus in a fixed order, without following links, and reads each once.

The bytes that are hashed are the bytes that are parsed, whatever happens to the file meanwhile.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline import errors, limits
from pipeline.records import Source
from pipeline.shown import escaped

CHUNK = 1 << 20
SIGNATURE = b"%PDF-"


class OtherKind(NamedTuple):
    """A file that is not a PDF by name or content."""

    path: str
    suffix: str  # '.md', or 'no suffix'


class Link(NamedTuple):
    """A symbolic link found in a folder: not followed."""

    path: str


class Refused(NamedTuple):
    """Something called .pdf that is no file, or a folder that cannot be listed."""

    source: Source
    failure: errors.InputFailure


Found = Source | OtherKind | Link | Refused


def check(arguments: Iterable[str]) -> None:
    """Every argument must be there, before anything is done."""
    for argument in arguments:
        try:
            os.stat(argument)
        except (OSError, ValueError) as error:
            reason = (error.strerror if isinstance(error, OSError) else None) or "no such name"
            raise errors.UsageFailure(f"{escaped(argument)}: {reason}; give a PDF, or a folder that holds some") from None


def listing(arguments: Iterable[str], leave_out: Iterable[str] = ()) -> Iterator[Found]:
    """All files of the arguments: in the order given, in each folder by the bytes of their names. `leave_out` names files that are our own.

    An argument that is itself a link is followed, for the user named it; a link inside a folder is not.
    """
    ours = {os.path.realpath(path) for path in leave_out}
    for argument in arguments:
        path = os.path.realpath(argument) if os.path.islink(argument) else argument
        yield from below(path, os.path.basename(os.path.normpath(path)), ours)


def below(path: str, name: str, ours: set[str]) -> Iterator[Found]:
    """A file, or all files of a folder; a stack of names rather than calls, as folders may be nested deeper than Python's calls."""
    names_of_ours = {os.path.basename(each) for each in ours}
    ahead = [(path, name)]
    while ahead:
        path, name = ahead.pop()
        try:
            state = os.lstat(path)
        except OSError as error:
            yield Refused(source_of(path, name, 0), failure_of(error))
            continue
        if stat.S_ISLNK(state.st_mode):
            yield Link(path)
        elif stat.S_ISDIR(state.st_mode):
            if has_suffix(name):
                yield Refused(source_of(path, name, 0), errors.NotAFile("a folder"))
            try:
                names = sorted(os.listdir(path), key=os.fsencode, reverse=True)
            except OSError as error:
                yield Refused(source_of(path, name, 0), failure_of(error))
            else:
                ahead += [(os.path.join(path, each), each) for each in names]
        elif not stat.S_ISREG(state.st_mode):
            if has_suffix(name):
                yield Refused(source_of(path, name, 0), errors.NotAFile(kind_of(state.st_mode)))
            else:
                yield OtherKind(path, kind_of(state.st_mode))
        elif has_suffix(name) or is_pdf_inside(path):
            yield source_of(path, name, state.st_size)
        elif name not in names_of_ours or os.path.realpath(path) not in ours:
            yield OtherKind(path, suffix_of(name))


def has_suffix(name: str) -> bool:
    return name.lower().endswith(".pdf")


def is_pdf_inside(path: str) -> bool:
    """Whether a file under another name begins as a PDF does."""
    try:
        descriptor = open_plainly(path)
    except OSError:
        return False
    try:
        return os.read(descriptor, len(SIGNATURE)) == SIGNATURE
    except OSError:
        return False
    finally:
        os.close(descriptor)


def suffix_of(name: str) -> str:
    """The kind that a name claims; endings too long for that are none."""
    suffix = os.path.splitext(name)[1].lower()
    return escaped(suffix) if 1 < len(suffix) <= 8 and suffix[1:].isalnum() else "no suffix"


def source_of(path: str, name: str, size: int) -> Source:
    """A file of the corpus, its name fit to be shown."""
    return Source(path=path, filename=escaped(name), size=size)


# ---- reading --------------------------------------------------------------------------------------------------------------------------
def read(source: Source) -> tuple[bytes, str]:
    """The bytes of a file and their SHA-256, from one reading."""
    try:
        descriptor = open_plainly(source.path)
    except OSError as error:
        raise failure_of(error) from None
    try:
        state = os.fstat(descriptor)
        if not stat.S_ISREG(state.st_mode):
            raise errors.NotAFile(kind_of(state.st_mode))
        content = os.read(descriptor, min(state.st_size + 1, limits.MAX_FILE_BYTES + 1))
        while chunk := os.read(descriptor, CHUNK):  # it has grown since, or comes in pieces
            content += chunk
            if len(content) > limits.MAX_FILE_BYTES:
                break
        if len(content) > limits.MAX_FILE_BYTES:
            raise errors.TooLarge(f"over {limits.MAX_FILE_BYTES // limits.MEBIBYTE} MiB")
    except OSError as error:
        raise failure_of(error) from None
    finally:
        os.close(descriptor)
    return content, hashlib.sha256(content).hexdigest()


def open_plainly(path: str) -> int:
    """Open for reading; never wait for the other end of a pipe, never follow a link, never take a terminal."""
    return os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_NOCTTY | os.O_CLOEXEC)


def failure_of(error: OSError) -> errors.InputFailure:
    """What an error of the system means for one file."""
    kinds: dict[int | None, type[errors.InputFailure]] = {
        errno.ENOENT: errors.Vanished,
        errno.ENOTDIR: errors.Vanished,
        errno.ELOOP: errors.NotAFile,
        errno.ENXIO: errors.NotAFile,
        errno.EISDIR: errors.NotAFile,
    }
    return kinds.get(error.errno, errors.Unreadable)(error.strerror or "")


def kind_of(mode: int) -> str:
    """What stands under a file's name, in a word."""
    kinds = {stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket", stat.S_IFCHR: "a device", stat.S_IFBLK: "a device", stat.S_IFDIR: "a folder"}
    return kinds.get(stat.S_IFMT(mode), "a special file")


def place_of(path: str) -> str:
    """A short hash of where a file stands, the same from whatever folder the command runs; it tells no one the name of a home folder."""
    return hashlib.sha256(os.fsencode(os.path.abspath(path))).hexdigest()[:32]
