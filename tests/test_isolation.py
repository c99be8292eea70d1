"""A child that fails in any way costs its own file, and says why in a code."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline import errors, isolation, limits
from pipeline.isolation import Job, read_files
from pipeline.records import Reading

GOOD = b"%PDF-1.4\nCalderby Borough Council|Scrutiny Board|2017-03-22\n1. Apologies\n2. Budget\n"


def bad(deed: str, more: str = "") -> bytes:
    return GOOD + f"DO {deed}\n{more}\n".encode()


def run(*contents: bytes, workers: int = 1, reader: str = "tests.faults.hurried:saboteur", **more) -> dict[int, Reading | errors.InputFailure]:
    answers = list(read_files(iter([Job(n, content) for n, content in enumerate(contents)]), workers, reader, **more))
    assert len(answers) == len({answer.tag for answer in answers})  # one answer a file
    return {answer.tag: answer.outcome for answer in answers}


@pytest.mark.parametrize(
    ("deed", "failure"),
    [
        ("hoard", errors.OutOfMemory),
        ("abort", errors.Crashed),
        ("die", errors.Crashed),
        ("leave", errors.Crashed),
        ("crash", errors.Crashed),
        ("blunder", errors.Crashed),
        ("spin", errors.TimedOut),
        ("flood", errors.BadReply),
        ("half", errors.BadReply),
        ("huge", errors.BadReply),
        ("rubbish", errors.BadReply),
        ("pickle", errors.BadReply),
        ("twice", errors.BadReply),
    ],
)
def test_a_failing_child_costs_one_file(deed, failure):
    """The failure has its code, and the files before and after it are read."""
    outcomes = run(GOOD, bad(deed), GOOD)
    assert type(outcomes[1]) is failure
    assert isinstance(outcomes[0], Reading)
    assert isinstance(outcomes[2], Reading)


def test_a_sleeping_child_is_ended_by_the_clock(monkeypatch):
    """CPU limits do not end a child that sleeps; the clock behind them does."""
    monkeypatch.setattr(limits, "WALL_SECONDS", 1)
    outcomes = run(bad("sleep"), GOOD)
    assert type(outcomes[0]) is errors.TimedOut
    assert isinstance(outcomes[1], Reading)


def test_what_a_library_prints_is_no_answer():
    """Prints go nowhere: neither into the answer nor onto the terminal, however many there are."""
    assert isinstance(run(bad("chatter"))[0], Reading)


def test_a_pickle_is_never_loaded():
    run(bad("pickle"))
    assert not Path("/tmp/minutebook-was-here").exists()


def test_a_child_cannot_write_files(tmp_path):
    """RLIMIT_FSIZE 0: whatever a document makes a library do, no byte lands on the disk."""
    outcome = run(bad("write", f"INTO {tmp_path}/evil"))[0]
    assert type(outcome) is errors.Crashed
    assert (tmp_path / "evil").read_bytes() == b""


def test_failures_named_by_the_reader_arrive_as_such():
    assert type(run(b"<html>")[0]) is errors.NotAPdf


def test_an_error_says_where_it_arose():
    """A fault of ours can be found from the reason, without a traceback."""
    assert "ZeroDivisionError saboteurs.py:" in run(bad("blunder"))[0].detail


def test_a_child_that_had_read_other_files_is_given_a_second_chance(tmp_path):
    """A file is not blamed for what others left behind: it is tried once more in a fresh child."""
    assert isinstance(run(*[GOOD] * 3, b"%PDF-\nA|B|2017-01-01\nDO second-chance", reader="tests.faults.saboteurs:tiring")[3], Reading)


@pytest.mark.parametrize("lie", ["type", "surrogate", "number"])
def test_a_reading_of_the_wrong_form_is_refused(lie):
    outcomes = run(GOOD + f"LIE {lie}".encode(), GOOD, reader="tests.faults.hurried:liar")
    assert type(outcomes[0]) is errors.BadReply
    assert isinstance(outcomes[1], Reading)


def test_a_reading_that_does_not_hold_together_is_refused():
    outcomes = run(GOOD, check=lambda reading: "spans outside the text")
    assert type(outcomes[0]) is errors.BadReply
    assert "spans outside" in outcomes[0].reason()


def test_descriptors_stay_flat():
    """Over many files and many failing children the parent holds no descriptor more; a child that leaks them fails alone."""
    run(GOOD)
    before = len(os.listdir("/proc/self/fd"))
    outcomes = run(*[GOOD, bad("abort")] * 20, *[bad("leak")] * 70, *[GOOD] * 50)
    assert len(os.listdir("/proc/self/fd")) == before
    assert sum(isinstance(outcome, Reading) for outcome in outcomes.values()) >= 20 + 60 + 50


def test_all_children_work_at_once():
    """Four sleeping children take the time of one."""
    start = time.monotonic()
    run(*[GOOD] * 40, workers=4, reader="tests.faults.saboteurs:slow")
    assert time.monotonic() - start < 40 * 0.03 * 0.8 + 2


def test_a_reader_that_cannot_start_is_no_files_fault():
    """A missing library is said once, before any file is blamed."""
    with pytest.raises(isolation.CannotRead, match="No module named"):
        run(GOOD, reader="no.such.room:process")


def test_a_large_file_arrives_whole():
    """Far beyond what a socket holds at once."""
    content = GOOD + b"3. Long\n" + b"x" * 5_000_000
    assert len(run(content)[0].text) == len(content)


def test_children_end_with_the_parent():
    """kill -9 leaves no orphan, even one that spins."""
    script = (
        "from pipeline.isolation import Job, read_files\nfrom tests.test_isolation import bad\n"
        "jobs = iter([Job(0, bad('sleep')), Job(1, bad('sleep'))])\n"
        "for answer in read_files(jobs, 2, 'tests.faults.saboteurs:saboteur'): pass\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=Path(__file__).parent.parent)
    try:
        children = wait_for(lambda: offspring(parent.pid), 2)
        time.sleep(0.3)
    finally:
        parent.kill()
        parent.wait()
    wait_for(lambda: [] if any(alive(child) for child in children) else [1], 1)


def test_no_network_is_needed(monkeypatch):
    """The talk goes over a socket pair; nothing connects anywhere."""

    def refuse(*args):
        raise AssertionError("a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert isinstance(run(GOOD)[0], Reading)


def offspring(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def wait_for(look, count: int) -> list[int]:
    """What `look` gives, once there is so much of it."""
    for _ in range(200):
        found = look()
        if len(found) >= count:
            return found
        time.sleep(0.05)
    raise AssertionError("it did not happen in ten seconds")
