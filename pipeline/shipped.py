"""Find the folders that come with the program: the sample archive and the models."""

from __future__ import annotations

from pathlib import Path
from typing import Literal


def shipped_folder(name: Literal["corpus", "models"]) -> Path:
    """The folder as it was installed with the package, or as it stands at the top of a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "_shipped" / name
    return installed if installed.is_dir() else package.parent / name


def copy_sample(folder: Path) -> int:
    """Copy the PDFs of the sample archive into a folder, made where there is none; what stands there already is left. How many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    files = sorted(shipped_folder("corpus").glob("*.pdf"))
    for file in files:
        if not (folder / file.name).exists():
            (folder / file.name).write_bytes(file.read_bytes())
    return len(files)
