"""Reads files in child processes under limits: records back, or a reason. A child that aborts, hangs, floods or lies costs its own file only.

The children stay and read one file after another, for starting one costs as much as reading some pages. The parent waits for all of them in one
place, so it can hand out the next file before it turns to what the last one gave.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import NamedTuple

import msgspec

import pipeline
from pipeline import errors, limits
from pipeline.records import Reading
from pipeline.worker import HEAD, Done, Failed, Message, NotStarted, Ready

READER = "pipeline.process:process"  # what a child runs on the bytes of one file
STARTS = 3  # children in a row that die before they are ready: then it is not chance
CHUNK = 1 << 20  # bytes read from a child at once
WAIT = 0.25  # seconds; how late a signal or a deadline may be noticed

decoder = msgspec.msgpack.Decoder(Message)
FAILURES: dict[str, type[errors.InputFailure]] = {
    kind.code: kind
    for kind in (
        *(errors.NotAPdf, errors.EncryptedPdf, errors.NoPages, errors.CorruptPdf, errors.TooLarge),
        *(errors.OutOfMemory, errors.Crashed, errors.TimedOut, errors.BadReply),
    )
}


class CannotRead(errors.MinutebookError):
    """No file can be read: the reading process does not start; install Minutebook again."""


class Job(NamedTuple):
    """The bytes of one file, under a number that comes back with the answer."""

    tag: int
    content: bytes


class Answer(NamedTuple):
    """What became of one job."""

    tag: int
    outcome: Reading | errors.InputFailure
    cpu: float  # seconds of the child's
    peak: int  # bytes that the child held at most


def read_files(
    jobs: Iterator[Job | None],
    workers: int,
    reader: str = READER,
    check: Callable[[Reading], str | None] = lambda reading: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[Answer]:
    """Answers in the order in which they come. `jobs` is drawn from only when a child will soon be free; it may give None for 'ask later'.

    `check` says what is wrong with a reading that came in the right form. A file on which a child fails that had read others before is tried once
    more in a fresh child, so that nothing left over from another file is held against it.
    """
    crew = Crew(workers, reader)
    again: deque[tuple[Job, bool]] = deque()
    deck: Job | None = None  # read ahead, so that a free child need not wait for the disk
    drained, false_starts = False, 0
    try:
        while not stopped():
            while True:
                if deck is None and not drained:
                    try:
                        deck = next(jobs)
                    except StopIteration:
                        drained = True
                if again and crew.take(*again[0]):
                    again.popleft()
                elif not again and deck is not None and crew.take(deck, False):
                    deck = None
                else:
                    break
            if drained and deck is None and not again and not crew.busy():
                return
            answers = []
            for child, message in crew.listen():
                if child not in crew.children:  # it was dismissed for what it said before
                    continue
                if isinstance(message, NotStarted):
                    raise CannotRead(message.reason)
                if isinstance(message, Ready) and not child.ready:
                    child.ready, false_starts = True, 0
                    child.deadline = time.monotonic() + limits.WALL_SECONDS
                    continue
                job, fresh = child.job, child.fresh
                if not child.ready:
                    false_starts += 1
                    if false_starts == STARTS:
                        raise CannotRead(message.detail if isinstance(message, errors.ChildFailure) else "")
                    crew.dismiss(child)
                    again += [(job, fresh)] if job else []
                    continue
                outcome = outcome_of(message, check)
                first, child.files = child.files == 0, child.files + 1
                if job and isinstance(message, (Done, Failed)) and not message.leaving and not isinstance(outcome, errors.BadReply):
                    child.rest()
                else:
                    crew.dismiss(child)
                if job is not None and isinstance(outcome, errors.ChildFailure) and not first and not isinstance(outcome, errors.TimedOut):
                    again.append((job, True))
                elif job is not None:
                    answers.append(Answer(job.tag, outcome, getattr(message, "cpu", 0.0), getattr(message, "peak", 0)))
            if deck is not None and not again and crew.take(deck, False):  # before the rows of these answers are written
                deck = None
            yield from answers
    finally:
        crew.end()


def outcome_of(message: Message | errors.ChildFailure, check: Callable[[Reading], str | None]) -> Reading | errors.InputFailure:
    """A reading that holds together, or why there is none."""
    if isinstance(message, errors.ChildFailure):
        return message
    if isinstance(message, Failed):
        kind = FAILURES.get(message.code)
        return kind(message.detail[: limits.MAX_REASON]) if kind else errors.BadReply("an unknown failure")
    if isinstance(message, Done):
        wrong = check(message.reading)
        return errors.BadReply(wrong) if wrong else message.reading
    return errors.BadReply("an answer to no question")


class Child:
    """One process that reads files, and the talk with it."""

    def __init__(self, reader: str) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "pipeline.worker", str(theirs.fileno()), reader],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # ^C in the terminal reaches the parent alone
                env=surroundings(),
            )
        ours.setblocking(False)
        self.channel = ours
        self.ready = False
        self.files = 0  # read so far
        self.cpu = 0.0  # seconds, when last looked at
        self.rest()
        self.deadline = time.monotonic() + limits.START_SECONDS

    def rest(self) -> None:
        """Nothing to do, and nothing to be heard."""
        self.job: Job | None = None
        self.fresh = False  # the job is a second try
        self.unsent = memoryview(b"")
        self.heard = bytearray()
        self.deadline = float("inf")

    def give(self, job: Job, fresh: bool) -> None:
        """Set the child to read a file."""
        self.job, self.fresh = job, fresh
        self.unsent = memoryview(len(job.content).to_bytes(HEAD, "big") + job.content)
        self.deadline = time.monotonic() + limits.WALL_SECONDS + (0 if self.ready else limits.START_SECONDS)
        self.push()

    def is_stuck(self) -> bool:
        """Whether its time is up and it has not even used the processor; one that works is for the CPU limit to end, which OCR may raise."""
        if time.monotonic() <= self.deadline:
            return False
        before, self.cpu = self.cpu, cpu_seconds(self.process.pid)
        if self.cpu - before < 1:
            return True
        self.deadline = time.monotonic() + limits.WALL_SECONDS
        return False

    def push(self) -> None:
        """Send as much of the file as the socket takes."""
        with contextlib.suppress(BlockingIOError):
            try:
                while self.unsent:
                    self.unsent = self.unsent[self.channel.send(self.unsent[:CHUNK]) :]
            except OSError as error:
                if isinstance(error, BlockingIOError):
                    raise
                self.unsent = memoryview(b"")  # it died; what it leaves to be read says so

    def pull(self) -> list[Message | errors.ChildFailure]:
        """What came: whole messages, or how the talk failed; nothing where more is to come."""
        try:
            chunk = self.channel.recv(CHUNK)
        except BlockingIOError:
            return []
        except OSError:
            chunk = b""
        if not chunk:
            return [self.cause_of_death()]
        self.heard += chunk
        said: list[Message | errors.ChildFailure] = []
        while len(self.heard) >= HEAD:
            size = int.from_bytes(self.heard[:HEAD], "big")
            if size > limits.MAX_REPLY_BYTES:
                return [*said, errors.BadReply(f"an answer of {size:,} bytes")]
            if len(self.heard) < HEAD + size:
                break
            body, self.heard = self.heard[HEAD : HEAD + size], self.heard[HEAD + size :]
            try:
                said.append(decoder.decode(body))
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
                return [*said, errors.BadReply(type(error).__name__)]
        return said

    def cause_of_death(self) -> errors.ChildFailure:
        """Why the socket ended."""
        try:
            code = self.process.wait(5)
        except subprocess.TimeoutExpired:
            return errors.Crashed("it closed its socket")
        if code == -signal.SIGXCPU:
            return errors.TimedOut(f"{limits.CPU_SECONDS} s of CPU")
        if code < 0:
            return errors.Crashed(f"signal {signal_name(-code)}")
        return errors.BadReply("half an answer") if self.heard else errors.Crashed(f"it ended with code {code}")

    def end(self) -> None:
        """Kill the child: between files it holds nothing."""
        self.process.kill()
        self.process.wait()
        self.channel.close()


class Crew:
    """The children, at most so many; each is started when there is a file for it."""

    def __init__(self, most: int, reader: str) -> None:
        self.most = most
        self.reader = reader
        self.children: list[Child] = []
        self.selector = selectors.DefaultSelector()

    def busy(self) -> bool:
        return any(child.job is not None for child in self.children)

    def take(self, job: Job, fresh: bool) -> bool:
        """Whether a child could take the file; `fresh` asks for one that has read no other."""
        free = next((child for child in self.children if child.job is None and not (fresh and child.files)), None)
        if free is None and fresh:
            tired = next((child for child in self.children if child.job is None), None)
            if tired is not None:
                self.dismiss(tired)
        if free is None and len(self.children) < self.most:
            free = Child(self.reader)
            self.children.append(free)
            self.selector.register(free.channel, selectors.EVENT_READ, free)
        if free is None:
            return False
        free.give(job, fresh)
        return True

    def listen(self) -> list[tuple[Child, Message | errors.ChildFailure]]:
        """Wait a moment for what the children have to say; those past their time have said that."""
        for child in self.children:
            self.selector.modify(child.channel, selectors.EVENT_READ | (selectors.EVENT_WRITE if child.unsent else 0), child)
        said: list[tuple[Child, Message | errors.ChildFailure]] = []
        for key, mask in self.selector.select(WAIT):
            child = key.data
            if mask & selectors.EVENT_WRITE:
                child.push()
            if mask & selectors.EVENT_READ:
                said += [(child, message) for message in child.pull()]
        heard = [child for child, _ in said]
        late = [child for child in self.children if child not in heard and child.is_stuck()]
        return said + [(child, errors.TimedOut("it does nothing")) for child in late]

    def dismiss(self, child: Child) -> None:
        self.selector.unregister(child.channel)
        self.children.remove(child)
        child.end()

    def end(self) -> None:
        for child in list(self.children):
            self.dismiss(child)
        self.selector.close()


def surroundings() -> dict[str, str]:
    """The environment of a child: it finds this package, whatever folder it stands in, and takes no module from the folder of the user."""
    home = os.path.dirname(os.path.dirname(os.path.abspath(pipeline.__file__)))
    more = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([home, more] if more else [home]), "PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1"}


def cpu_seconds(pid: int) -> float:
    """The CPU time that a process has used; 0 where the system does not say."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            user, system = file.read().rpartition(")")[2].split()[11:13]
    except OSError:
        return 0.0
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)


def processors() -> int:
    """How many processors this process may use: by affinity, and by the quota of its container."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        with open("/sys/fs/cgroup/cpu.max", encoding="ascii") as file:
            quota, period = file.read().split()
        if quota != "max":
            allowed = min(allowed, max(1, round(int(quota) / int(period))))
    except (OSError, ValueError):
        pass
    return max(1, allowed)
