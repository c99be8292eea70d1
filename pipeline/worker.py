"""The child's side: reads one file after another under limits, and answers in MessagePack. Run as `python -m pipeline.worker DESCRIPTOR FUNCTION`.

The talk goes over a socket of its own, so that whatever a C library prints cannot be taken for an answer. Each message is its length in eight
bytes and then its body: the bytes of a PDF one way, one of the records below the other way. The child ends when the socket does.
"""

from __future__ import annotations

import ctypes
import importlib
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable

import msgspec

from pipeline import errors, limits
from pipeline.records import Reading

HEAD = 8  # bytes of a message's length


class Ready(msgspec.Struct, frozen=True, tag="ready"):
    """The libraries are loaded, the limits are set: the child can read files."""


class NotStarted(msgspec.Struct, frozen=True, tag="not-started"):
    """The child cannot read any file: a library or a model is missing."""

    reason: str


class Done(msgspec.Struct, frozen=True, tag="done"):
    """One file was read."""

    reading: Reading
    cpu: float  # seconds
    peak: int  # bytes resident at most so far
    leaving: bool  # the child ends after this answer


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    """One file could not be read; `code` is that of a subclass of InputFailure."""

    code: str
    detail: str
    cpu: float
    peak: int
    leaving: bool


Message = Ready | NotStarted | Done | Failed


def main() -> None:
    """Read files until the socket ends, or until it is time for a fresh child."""
    channel = socket.socket(fileno=int(sys.argv[1]))
    end_with_parent()
    try:
        read = function_named(sys.argv[2])
        set_limits()
    except Exception as error:
        send(channel, NotStarted(f"{type(error).__name__}: {error}"))
        return
    send(channel, Ready())
    for count in range(1, limits.FILES_A_CHILD + 1):
        content = receive(channel)
        if content is None:
            return
        answer = answer_for(read, content, last=count == limits.FILES_A_CHILD)
        send(channel, answer)
        if answer.leaving:
            return


def function_named(name: str) -> Callable[[bytes], Reading]:
    """The function that `package.module:function` names."""
    module, _, function = name.partition(":")
    found: Callable[[bytes], Reading] = getattr(importlib.import_module(module), function)
    return found


def answer_for(read: Callable[[bytes], Reading], content: bytes, last: bool) -> Done | Failed:
    """Read one file; whatever Python can catch becomes a reason."""
    start = cpu_seconds()
    resource.setrlimit(resource.RLIMIT_CPU, (int(start) + limits.CPU_SECONDS + 1, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    try:
        reading = read(content)
    except errors.InputFailure as failure:
        code, detail = failure.code, failure.detail
    except MemoryError:
        code, detail = errors.OutOfMemory.code, ""
    except Exception as error:
        code, detail = errors.Crashed.code, f"{type(error).__name__} {place_of(error)}: {error}"
    else:
        return Done(reading, cpu_seconds() - start, peak_bytes(), last or resident_bytes() > limits.RESIDENT_BYTES)
    last = last or code == errors.OutOfMemory.code or resident_bytes() > limits.RESIDENT_BYTES
    return Failed(code, detail[: limits.MAX_REASON], cpu_seconds() - start, peak_bytes(), last)


def place_of(error: Exception) -> str:
    """Where in our own code an error arose, as `room.py:line`."""
    trace = error.__traceback__.tb_next if error.__traceback__ else None  # the first is this room's own
    steps = []
    while trace is not None:
        steps.append((trace.tb_frame.f_code.co_filename, trace.tb_lineno))
        trace = trace.tb_next
    ours = [step for step in steps if os.path.dirname(step[0]) == os.path.dirname(__file__)]
    return "".join(f"{os.path.basename(file)}:{line}" for file, line in (ours or steps)[-1:])


# ---- the talk -------------------------------------------------------------------------------------------------------------------------
def send(channel: socket.socket, message: Message) -> None:
    """Send one message; an answer that cannot be written down (a lone surrogate, too large a number) becomes a reason."""
    try:
        body = msgspec.msgpack.encode(message)
    except (ValueError, OverflowError, MemoryError) as error:
        body = msgspec.msgpack.encode(Failed(errors.BadReply.code, type(error).__name__, 0.0, peak_bytes(), getattr(message, "leaving", True)))
    channel.sendall(len(body).to_bytes(HEAD, "big"))
    channel.sendall(body)


def receive(channel: socket.socket) -> bytes | None:
    """The next file; None where the socket ended."""
    head = receive_exactly(channel, HEAD)
    if head is None:
        return None
    return receive_exactly(channel, int.from_bytes(head, "big"))


def receive_exactly(channel: socket.socket, size: int) -> bytes | None:
    content = bytearray(size)
    view, got = memoryview(content), 0
    while got < size:
        count = channel.recv_into(view[got:])
        if not count:
            return None
        got += count
    return bytes(content)


# ---- the limits -----------------------------------------------------------------------------------------------------------------------
def end_with_parent() -> None:
    """Have the kernel kill this process when the parent dies (Linux); elsewhere the end of the socket and the CPU limit do it, later."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)
        if os.getppid() == 1:  # the parent died before the call
            sys.exit(1)


def set_limits() -> None:
    """What the child may take. Set after the libraries are loaded, so that loading them is never a file's fault."""
    for kind, most in (
        (resource.RLIMIT_AS, limits.MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, limits.DESCRIPTORS),
    ):
        hard = resource.getrlimit(kind)[1]
        lowered = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(kind, (lowered, lowered))
        except (ValueError, OSError):
            if sys.platform == "linux":
                raise
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # ^C is the parent's to answer


def cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def peak_bytes() -> int:
    """The most memory this process has held; macOS counts in bytes, Linux in KiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def resident_bytes() -> int:
    """The memory this process holds now, or its peak where the system does not say."""
    try:
        with open("/proc/self/statm", "rb") as statm:
            return int(statm.read().split()[1]) * resource.getpagesize()
    except OSError:
        return peak_bytes()


if __name__ == "__main__":
    main()
