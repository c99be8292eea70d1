"""Whether Tesseract is there to read scans: the extra `minutebook[ocr]`, and its English language data."""

from __future__ import annotations

import glob
import os
from functools import cache
from importlib.util import find_spec

LANGUAGE_DATA = ("/usr/share/tesseract-ocr/*/tessdata", "/usr/share/tessdata", "/usr/local/share/tessdata", "/opt/homebrew/share/tessdata")


@cache
def language_data() -> str | None:
    """The folder of Tesseract's English language data, or None where OCR cannot be had."""
    if find_spec("tesserocr") is None:
        return None
    folders = [os.environ.get("TESSDATA_PREFIX", ""), *(f for pattern in LANGUAGE_DATA for f in sorted(glob.glob(pattern), reverse=True))]
    return next((f for f in folders if f and os.path.isfile(os.path.join(f, "eng.traineddata"))), None)
