"""The command that trains the tagger on a user's own annotations: parse, call, print, exit."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.terminal import say


def train(
    data: Annotated[Path, typer.Option("--data", metavar="DIR", help="Annotated documents: NAME.json beside NAME.pdf, or spaCy's own .spacy files.")],
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Where the model goes; in place of the one in use if not given.")] = None,
) -> None:
    """Train the model that names bodies where no rule does, and find for which kinds of body it may speak."""
    from pipeline import tagger, training

    samples = training.read_samples(data)
    say(f"{len(samples)} annotated document{'s' * (len(samples) != 1)}, {sum(len(sample.spans) for sample in samples)} names")
    floors = training.find_floors(samples)
    training.write(training.train(samples, tell=say), out or tagger.place_of_model(), floors)
    kinds = ", ".join(f"{label.lower()} from {floor:.2f}" for label, floor in floors.items())
    say(
        f"The model speaks for: {kinds}."
        if kinds
        else "On documents held back it was not right often enough to speak for any kind; the rules have the word."
    )
