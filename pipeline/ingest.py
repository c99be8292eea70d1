"""From a folder of PDFs to a database: lists the files, has each new one read, and writes the rows in the order of the listing.

So the database is the same however many children read, and however often the run was killed and begun again.
"""

from __future__ import annotations

import contextlib
import datetime
import errno
import os
import sqlite3
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

import msgspec

from pipeline import corpus, corrections, errors, isolation, limits, schema, store, tagger, tesseract
from pipeline.adoption import adopt_meetings
from pipeline.authorities import describe_councils
from pipeline.corpus import Link, OtherKind, Refused
from pipeline.isolation import Answer, Job
from pipeline.measures import build_measures
from pipeline.people import link_people
from pipeline.records import Reading, Source
from pipeline.schools import link_schools
from pipeline.shown import escaped
from pipeline.sound import unsound
from pipeline.threads import link_references
from pipeline.version import pipeline_version

READERS = {"auto": "pipeline.process:process", "never": "pipeline.process:process_text_only"}  # what a child runs on the bytes of one file
READ = ("ok", "partial", "not-minutes", "failed")  # what a document is when it was read in this run


class Outcome(msgspec.Struct, frozen=True):
    """What became of one file: a line of the report."""

    path: str
    status: str  # ok | partial | not-minutes | failed | unchanged | same | other-kind | link | to-read (in a rehearsal)
    sha256: str | None = None
    code: str | None = None
    reason: str | None = None
    as_before: bool = False  # known from an earlier run; the file was not read again
    pages: int = 0
    items: int = 0
    cpu_seconds: float = 0.0
    peak_mib: int = 0


class Summary(msgspec.Struct):
    """The counts of a run."""

    statuses: Counter[str] = msgspec.field(default_factory=Counter)
    suffixes: Counter[str] = msgspec.field(default_factory=Counter)
    waiting: int = 0  # documents with pages that wait for OCR
    gone: int = 0
    pruned: int = 0
    stopped: int = 0  # the signal that ended the run early

    def add(self, outcome: Outcome) -> None:
        self.statuses[outcome.status] += 1
        self.waiting += outcome.code == "needs-ocr"

    @property
    def exit_code(self) -> int:
        if self.stopped:
            return 128 + self.stopped
        return errors.InputFailure.exit_code if self.statuses["failed"] else 0


def ingest(
    arguments: list[str],
    database: Path,
    *,
    workers: int | None = None,
    force: bool = False,
    prune: bool = False,
    dry_run: bool = False,
    report: Path | None = None,
    tell: Callable[[Outcome], None] = lambda outcome: None,
    stopped: Callable[[], int] = lambda: 0,
    ocr: str = "auto",
    reader: str | None = None,
) -> Summary:
    """Bring the database up to the files of the arguments. `stopped` gives the number of a signal once one has come.

    `ocr`: 'auto' reads scanned pages where Tesseract is installed, those that waited since an earlier run too; 'never' lets them wait.
    """
    corpus.check(arguments)
    tagger.check_ready()
    ours = [f"{database}{ending}" for ending in ("", "-wal", "-shm", "-journal")] + [str(report)] * bool(report)
    if not any(isinstance(found, (Source, Refused)) for found in corpus.listing(arguments, ours)):
        raise errors.UsageFailure(f"no PDF in {', '.join(map(escaped, arguments))}; give a PDF, or a folder that holds some")
    corrected = corrections.read(corrections.file_of(database))
    with contextlib.ExitStack() as stack:
        connection = stack.enter_context(schema.rehearsed(database) if dry_run else schema.opened(database))
        out = stack.enter_context(writing(report)) if report else None
        run = Run(connection, force, dry_run, tell, stopped, out, reads_scans=ocr != "never" and tesseract.language_data() is not None)
        workers = workers or isolation.processors()
        jobs = run.jobs(corpus.listing(arguments, ours), workers)
        for answer in isolation.read_files(jobs, workers, reader or READERS[ocr], unsound, lambda: bool(stopped())):
            run.settle(answer)
        run.summary.stopped = stopped()
        if not run.summary.stopped:
            gone = documents_gone(connection, arguments, run.places)
            run.summary.gone = len(gone)
            if prune and not dry_run:
                store.remove(connection, gone)
                run.summary.pruned = len(gone)
            if not dry_run:
                adopt_meetings(connection)
                link_people(connection, corrected)
                link_schools(connection)
                store.sweep(connection)
                describe_councils(connection)
                build_measures(connection)
                link_references(connection)
    return run.summary


def count_of(arguments: list[str]) -> int:
    """How many files there are to look at."""
    return sum(isinstance(found, (Source, Refused)) for found in corpus.listing(arguments))


class Run:
    """One run over the listing: what is under way, and what waits for an earlier file so that rows come in order."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        force: bool,
        dry_run: bool,
        tell: Callable[[Outcome], None],
        stopped: Callable[[], int],
        out: BinaryIO | None,
        reads_scans: bool = False,
    ) -> None:
        self.connection = connection
        self.force = force
        self.dry_run = dry_run
        self.tell = tell
        self.stopped = stopped
        self.out = out
        self.reads_scans = reads_scans
        self.version = pipeline_version()
        self.at = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        self.summary = Summary()
        self.places: set[str] = set()  # of all files listed
        self.seen: set[str] = set()  # documents met in this run
        self.line: deque[Callable[[], Outcome] | None] = deque()  # what is to be done in order; None: still being read
        self.done = 0  # of the line, so far: the tag of its first
        self.under_way: dict[int, store.Filed] = {}
        self.waiting_characters = 0

    def jobs(self, listing: Iterable[corpus.Found], workers: int) -> Iterator[Job | None]:
        """The files to read, one after another; None while too much waits for one slow file."""
        for found in listing:
            while len(self.line) >= limits.WAITING_FILES * workers or self.waiting_characters > limits.WAITING_CHARACTERS:
                yield None
            if self.stopped():
                return
            tag = self.done + len(self.line)
            act = self.consider(found)
            if isinstance(act, tuple):
                filed, content = act
                self.line.append(None)
                self.under_way[tag] = filed
                yield Job(tag, content)
            else:
                self.line.append(act)
                self.advance()

    def consider(self, found: corpus.Found) -> Callable[[], Outcome] | tuple[store.Filed, bytes]:
        """What to do with a file of the listing: something to be done in its turn, or bytes to be read."""
        if isinstance(found, OtherKind):
            self.summary.suffixes[found.suffix] += 1
            return partial(Outcome, escaped(found.path), "other-kind")
        if isinstance(found, Link):
            return partial(Outcome, escaped(found.path), "link")
        source = found.source if isinstance(found, Refused) else found
        place = corpus.place_of(source.path)
        self.places.add(place)
        filed = store.Filed("", escaped(source.path), source.filename, place, source.size, self.version, self.at)
        try:
            if isinstance(found, Refused):
                raise found.failure
            content, digest = corpus.read(source)
        except errors.InputFailure as failure:
            return self.unread(filed._replace(id=store.PLACE_ID + place), failure)
        filed = filed._replace(id=digest, size=len(content))
        if digest in self.seen:
            return partial(Outcome, filed.path, "same", digest)
        self.seen.add(digest)
        known = store.known(self.connection, digest)
        waited = known is not None and known.error_code == "needs-ocr" and self.reads_scans
        if known is None or known.version != self.version or self.force or waited:
            return partial(Outcome, filed.path, "to-read", digest) if self.dry_run else (filed, content)
        if known.place != place:
            if stands(known):
                return partial(Outcome, filed.path, "same", digest)
            return partial(self.move, filed, known)
        return partial(as_before, filed, known)

    def unread(self, filed: store.Filed, failure: errors.InputFailure) -> Callable[[], Outcome]:
        """A file whose bytes could not be had: written down, unless it stands there already."""
        known = store.known(self.connection, filed.id)
        if known and known.error_code == failure.code and known.version == self.version:
            return partial(as_before, filed, known)
        return partial(self.write, filed, Answer(0, failure, 0.0, 0))

    def settle(self, answer: Answer) -> None:
        """An answer came: its rows are written as soon as it is its turn."""
        self.line[answer.tag - self.done] = partial(self.write, self.under_way.pop(answer.tag), answer)
        self.waiting_characters += size_of(answer)
        self.advance()

    def advance(self) -> None:
        """Do what is ready, in order."""
        while self.line and (act := self.line[0]) is not None:
            outcome = act()
            self.line.popleft()
            self.done += 1
            self.summary.add(outcome)
            if self.out:
                self.out.write(msgspec.json.encode(outcome) + b"\n")
            self.tell(outcome)

    def write(self, filed: store.Filed, answer: Answer) -> Outcome:
        """The rows of one document, or the row that says why there are none."""
        self.waiting_characters -= size_of(answer)
        cost = (round(answer.cpu, 3), answer.peak // limits.MEBIBYTE)
        sha256 = None if filed.id.startswith(store.PLACE_ID) else filed.id
        if isinstance(answer.outcome, errors.InputFailure):
            failure = answer.outcome
            if not self.dry_run:
                store.write_failure(self.connection, filed, failure)
            return Outcome(filed.path, store.FAILED, sha256, failure.code, escaped(failure.reason()), False, 0, 0, *cost)
        reading = answer.outcome
        verdict = store.write_reading(self.connection, filed, reading)
        items = sum(len(meeting.items) for meeting in reading.meetings)
        return Outcome(filed.path, verdict.status, sha256, verdict.code, verdict.error, False, reading.page_count, items, *cost)

    def move(self, filed: store.Filed, known: store.Known) -> Outcome:
        """The same bytes under another name, where the first is gone."""
        if not self.dry_run:
            store.move(self.connection, filed)
        return as_before(filed, known)


def as_before(filed: store.Filed, known: store.Known) -> Outcome:
    """A document that an earlier run has read, by the same code: as it was, or failed as it did."""
    sha256 = None if filed.id.startswith(store.PLACE_ID) else filed.id
    status = store.FAILED if known.status == store.FAILED else "unchanged"
    return Outcome(filed.path, status, sha256, known.error_code, known.error, True)


def size_of(answer: Answer) -> int:
    return len(answer.outcome.text) if isinstance(answer.outcome, Reading) else 0


def stands(known: store.Known) -> bool:
    """Whether the file that a document was read from is still where it was, as far as can be told from this folder."""
    return corpus.place_of(known.path) == known.place and os.path.lexists(known.path)


def documents_gone(connection: sqlite3.Connection, arguments: list[str], places: set[str]) -> list[str]:
    """Documents whose file stood at or below an argument and is not there any more.

    A path that was given in another folder is left alone: what it means there cannot be told here.
    """
    tops = [os.path.abspath(argument) for argument in arguments]
    gone = []
    for document, path, place in connection.execute("select id, path, place from documents"):
        below = any(os.path.commonpath([top, os.path.abspath(path)]) == top for top in tops)
        if place not in places and below and corpus.place_of(path) == place and is_gone(path):
            gone.append(document)
    return gone


def is_gone(path: str) -> bool:
    """Whether there is no such file; False where that cannot be told."""
    try:
        os.lstat(path)
    except OSError as error:
        return error.errno in (errno.ENOENT, errno.ENOTDIR)
    return False


@contextlib.contextmanager
def writing(report: Path) -> Iterator[BinaryIO]:
    """The report's file, made anew; refused before the first PDF is read."""
    try:
        with open(report, "wb") as out:
            yield out
    except OSError as error:
        kind = errors.DiskFull if error.errno in schema.FULL else errors.UsageFailure
        raise kind(f"{escaped(str(report))}: {error.strerror}; give another name for the report") from None
