"""What README shows is what the commands print."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parent.parent
README = (REPO / "README.md").read_text(encoding="utf-8")
TRANSCRIPTS = re.findall(r"```console\n(.*?)```", README, re.DOTALL)


def runs():
    """Each command shown, and the lines shown beneath it."""
    for transcript in TRANSCRIPTS:
        for shown in re.split(r"^\$ ", transcript, flags=re.MULTILINE)[1:]:
            command, _, output = shown.partition("\n")
            yield command, output.splitlines()


def in_order(shown, printed):
    """The first shown line that is not there, in order; a line of '…' stands for any lines, and '…' at the end of one for its rest."""
    at, skip = 0, False
    for line in shown:
        if line.strip() == "…":
            skip = True
            continue
        beginning = line.removesuffix("…")
        while skip and at < len(printed) and not fits(printed[at], line, beginning):
            at += 1
        if at == len(printed) or not fits(printed[at], line, beginning):
            return line
        at, skip = at + 1, False
    return None


def fits(printed, line, beginning):
    return printed.startswith(beginning) if beginning != line else printed.rstrip() == line.rstrip()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("readme")


@pytest.mark.xdist_group("readme")
def test_the_transcripts_are_true(folder):
    """Run in order in an empty folder, each command prints the lines shown."""
    assert len(list(runs())) >= 4
    for command, shown in runs():
        program, *words = shlex.split(command)
        assert program == "minutebook"
        done = subprocess.run(
            [sys.executable, "-m", "pipeline", *words],
            capture_output=True,
            text=True,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(REPO)},
            timeout=300,
        )
        assert done.returncode == 0, (command, done.stderr)
        assert in_order(shown, done.stdout.splitlines()) is None, (command, done.stdout)


def test_every_command_named_is_there():
    """Each `minutebook COMMAND` of README is one that the command knows, and each command is named."""
    named = set(re.findall(r"(?:^ *|`|\$ )minutebook ([a-z]+)", README, re.MULTILINE))
    shown = subprocess.run([sys.executable, "-m", "pipeline", "--help"], capture_output=True, text=True, cwd=REPO).stdout
    known = set(re.findall(r"^  ([a-z]+)  +[A-Z]", shown.partition("Commands:")[2], re.MULTILINE))
    assert named == known


def test_every_file_linked_is_there():
    """Links and pictures of README and of the documents lead somewhere."""
    for page in [REPO / "README.md", *REPO.glob("docs/*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), (page.name, target)
