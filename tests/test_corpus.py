"""Listing and reading the files of a corpus."""

from __future__ import annotations

import hashlib
import os

import pytest

from pipeline import corpus, errors, limits
from pipeline.corpus import Link, OtherKind, Refused
from pipeline.records import Source


def names(*paths):
    return [found.filename for found in corpus.listing(map(str, paths)) if isinstance(found, Source)]


@pytest.fixture
def folder(tmp_path):
    for name in ("b.pdf", "a.pdf", "C.PDF", "sub/z.pdf", "sub/deep/y.pdf", "notes.md", "sub/page.html", "README"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"%PDF-1.4" if name.lower().endswith("pdf") else b"text")
    return tmp_path


def test_files_come_in_the_order_of_the_bytes_of_their_names(folder):
    """The same on every machine, whatever its language, and whatever order the disk has."""
    assert names(folder) == ["C.PDF", "a.pdf", "b.pdf", "y.pdf", "z.pdf"]


def test_arguments_keep_their_order(folder):
    assert names(folder / "sub", folder / "a.pdf") == ["y.pdf", "z.pdf", "a.pdf"]


def test_other_kinds_are_told_by_suffix(folder):
    found = [each for each in corpus.listing([str(folder)]) if isinstance(each, OtherKind)]
    assert sorted(each.suffix for each in found) == [".html", ".md", "no suffix"]


def test_a_pdf_under_another_name_is_a_pdf(folder):
    """What counts is how the file begins."""
    (folder / "minutes").write_bytes(b"%PDF-1.7 ...")
    assert "minutes" in names(folder)


def test_our_own_files_are_no_part_of_the_corpus(folder):
    """The database may stand in the folder that it is made from."""
    (folder / "m.db").write_bytes(b"SQLite format 3")
    listed = list(corpus.listing([str(folder)], [str(folder / "m.db")]))
    assert not [each for each in listed if getattr(each, "path", "").endswith("m.db")]


def test_links_are_named_and_not_followed(folder):
    os.symlink(folder, folder / "sub" / "up")
    assert [each for each in corpus.listing([str(folder)]) if isinstance(each, Link)] == [Link(str(folder / "sub" / "up"))]


def test_an_argument_that_is_not_there(folder):
    with pytest.raises(errors.UsageFailure, match="no-such"):
        corpus.check([str(folder), str(folder / "no-such.pdf")])


def test_a_folder_that_may_not_be_listed(folder, monkeypatch):
    """It is one failure; the rest goes on."""
    really = os.listdir

    def refuse(path):
        if str(path).endswith("sub"):
            raise PermissionError(13, "Permission denied")
        return really(path)

    monkeypatch.setattr(os, "listdir", refuse)
    found = list(corpus.listing([str(folder)]))
    assert [type(each.failure) for each in found if isinstance(each, Refused)] == [errors.Unreadable]
    assert len(names(folder)) == 3


def test_a_file_is_read_once_and_hashed(folder):
    content, digest = corpus.read(Source(str(folder / "a.pdf"), "a.pdf", 8))
    assert content == b"%PDF-1.4"
    assert digest == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    ("name", "failure"),
    [("gone.pdf", errors.Vanished), ("sub", errors.NotAFile), ("pipe", errors.NotAFile), ("link", errors.NotAFile), ("a.pdf/x", errors.Vanished)],
)
def test_what_cannot_be_read_says_why(folder, name, failure):
    os.mkfifo(folder / "pipe")
    os.symlink(folder / "a.pdf", folder / "link")
    with pytest.raises(failure):
        corpus.read(Source(str(folder / name), name, 0))


def test_a_file_beyond_the_limit_is_not_read_to_its_end(folder, monkeypatch):
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 5)
    with pytest.raises(errors.TooLarge):
        corpus.read(Source(str(folder / "a.pdf"), "a.pdf", 3))


def test_a_place_is_the_same_from_every_folder(folder, monkeypatch):
    """And tells no one the name of a folder."""
    absolute = corpus.place_of(str(folder / "a.pdf"))
    monkeypatch.chdir(folder)
    assert corpus.place_of("a.pdf") == corpus.place_of("./sub/../a.pdf") == absolute
    assert corpus.place_of("b.pdf") != absolute
