"""Train the tagger that is shipped: python models/train.py DIR [DIR ...] [--floor SERVICE=0.95 ...]

The floors are not found here but given, from what models/evaluate.py shows on bodies left out; without one the rules have the word.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline import tagger, training


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--floor", action="append", default=[], metavar="KIND=P")
    given = parser.parse_args()
    samples = [sample for folder in given.folders for sample in training.read_samples(folder)]
    floors = {kind: float(value) for kind, _, value in (each.partition("=") for each in given.floor)}
    training.write(training.train(samples, tell=print), tagger.place_of_model(), floors)


if __name__ == "__main__":
    main()
