"""Find the folders that come with the program: the sample archive and the models."""

from __future__ import annotations

from pathlib import Path
from typing import Literal


def shipped_folder(name: Literal["corpus", "models"]) -> Path:
    """The folder as it was installed with the package, or as it stands at the top of a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "_shipped" / name
    return installed if installed.is_dir() else package.parent / name
