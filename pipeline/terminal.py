"""The terminal: words out, one line for what went wrong, and nothing that fails because nobody listens any more."""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from pipeline import shown

if TYPE_CHECKING:
    from pipeline.ingest import Outcome, Summary

KINDS_NAMED = 4  # endings of skipped files that are counted by name
FEW = 10  # files named under one kind of doubt; `-f csv` names all


def ensure_streams() -> None:
    """Where a standard stream is closed, put the null device in its place: the next file opened must not land there."""
    for number, mode in ((0, os.O_RDONLY), (1, os.O_WRONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, mode)  # takes the lowest free number, which is this
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal that cannot show a letter shows its number


def say(words: str) -> None:
    """A line on standard output; where nobody reads it any more, the command still ends as it would have."""
    try:
        sys.stdout.write(words + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        silence()


def warn(words: str) -> None:
    """A line on standard error; where nobody reads it, the work goes on."""
    try:
        sys.stderr.write(words + "\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        silence(2)


def end(code: int) -> NoReturn:
    """End the process; whoever closed the pipe has read what they wanted."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        silence()
    sys.exit(code)


def silence(stream: int = 1) -> None:
    """Let nothing more be written to standard output, or to standard error, so that Python's own last flush cannot fail."""
    with contextlib.suppress(OSError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream)
        os.close(null)


def fail(words: str, code: int, error: BaseException) -> NoReturn:
    """One line that says what, where and what to do; the traceback only for those who ask for it."""
    if os.environ.get("MINUTEBOOK_DEBUG"):
        warn("".join(traceback.format_exception(error)).rstrip())
    if words:
        warn(words)
    end(code)


# ---- an ingest ------------------------------------------------------------------------------------------------------------------------
@contextlib.contextmanager
def progress(count: Callable[[], int], quiet: bool) -> Iterator[Callable[[Outcome], None]]:
    """A function to be told of each file: it names failures, and moves a bar where there is a terminal to show one."""
    if quiet or not sys.stderr.isatty():

        def name_failures(outcome: Outcome) -> None:
            if outcome.status == "failed":
                warn(failure_line(outcome))

        yield name_failures
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    with Progress(BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}", markup=False), console=console) as bar:
        task = bar.add_task("", total=count())

        def tell(outcome: Outcome) -> None:
            if outcome.status == "failed":
                console.print(failure_line(outcome), markup=False, highlight=False, soft_wrap=True)
            bar.update(task, advance=outcome.status not in ("other-kind", "link"), description=shown.line(outcome.path.rpartition("/")[2], 40))

        yield tell


def failure_line(outcome: Outcome) -> str:
    before = " As before: read it again with --force." if outcome.as_before else ""
    return f"{shown.line(outcome.path)}: {outcome.code}: {shown.line(outcome.reason or '', 500)}{before}"


def closing_lines(summary: Summary, database: Path, dry_run: bool) -> list[str]:
    """What a run did, and what can be done next."""
    count = summary.statuses
    parts = [f"{count['to-read']} would be read" if dry_run else f"{count['ok'] + count['partial']} read"]
    parts += [f"{count[status]} {words}" for status, words in WORDS.items() if count[status]]
    parts += [f"{summary.waiting} wait for OCR"] * bool(summary.waiting)
    parts += [f"{count['other-kind']} other kinds skipped ({named(summary.suffixes)})"] * bool(count["other-kind"])
    parts += [f"{count['link']} links not followed"] * bool(count["link"])
    lines = [", ".join(parts)]
    if summary.pruned:
        lines.append(f"{summary.pruned} whose file is gone were taken out")
    elif summary.gone:
        lines.append(f"{summary.gone} stay in the database though their file is gone; take them out with --prune")
    if summary.stopped:
        lines.append("Stopped: what is done is kept. Run the same command again to go on.")
    elif not dry_run:
        lines.append(f"Next: minutebook browse {shown.line(str(database))}")
    return lines


WORDS = {"unchanged": "unchanged", "same": "the same as another", "failed": "failed", "not-minutes": "not minutes"}


def named(suffixes: Counter[str]) -> str:
    """'.md 145, .txt 77'."""
    most = suffixes.most_common(KINDS_NAMED)
    rest = sum(suffixes.values()) - sum(count for _, count in most)
    return ", ".join([*(f"{suffix} {count}" for suffix, count in most), *[f"others {rest}"] * bool(rest)])
