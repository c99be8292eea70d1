"""What several rooms' tests share."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.ingest import ingest
from pipeline.shipped import shipped_folder

TEXT_LAYER = "calderby-*[0-9].pdf"  # without the scan, so that the tests tell the same with and without Tesseract


@pytest.fixture(scope="session")
def sample_database_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample archive, ingested once for each test process; read only."""
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    ingest([str(file) for file in sorted(shipped_folder("corpus").glob(TEXT_LAYER))], path, workers=1)
    return path


@pytest.fixture
def sample_database(sample_database_path: Path) -> Callable[[], sqlite3.Connection]:
    """Opens the sample archive's database for reading."""
    return lambda: sqlite3.connect(f"file:{sample_database_path}?mode=ro", uri=True)
