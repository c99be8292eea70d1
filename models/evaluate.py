"""Score the tagger on bodies left out: python models/evaluate.py DIR [DIR ...] [--groups N]

The bodies (the council of each annotated document, or the folder of its file) are dealt into N groups; each group is judged by a
model trained on all others.
It is scored on the names that it would add to those of the rules: for each kind and floor, how many it adds and how many of them are right.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import defaultdict
from pathlib import Path

from pipeline import known_bodies, named_bodies, tagger, training

FLOORS = (0.5, 0.7, 0.9, 0.95)


def body_of(folder: Path, name: str) -> str:
    """The council of a document, or the folder in which its file stands."""
    file = next(folder.rglob(f"{name}.json"), None)
    told = json.loads(file.read_text(encoding="utf-8")) if file else {}
    council = (told.get("meeting") or {}).get("council")
    words = re.sub(r"\W+", "-", council.lower()) if council else "/".join(str(told.get("file", name)).split("/")[:-1])
    return words or name


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--groups", type=int, default=5)
    given = parser.parse_args()
    samples = [(body_of(folder, sample.name), sample) for folder in given.folders for sample in training.read_samples(folder)]
    bodies = sorted({body for body, _ in samples})
    random.Random(training.SEED).shuffle(bodies)
    tally: dict[tuple[str, float], list[int]] = defaultdict(lambda: [0, 0])
    for group in range(given.groups):
        held = set(bodies[group :: given.groups])
        if not held:
            continue
        nlp = training.train([sample for body, sample in samples if body not in held])
        for body, sample in samples:
            if body not in held:
                continue
            labels = {(start, end): label for start, end, label in sample.spans}
            ruled = [(b.start, b.end) for b in named_bodies.find_bodies(sample.flow, 0, len(sample.flow), sample.barred)]
            ruled += [(b.start, b.end) for b in known_bodies.find_known(sample.flow, 0, len(sample.flow))]
            snippets = tagger.cut(sample.flow, tagger.candidates(sample.flow, 0, len(sample.flow), [*sample.barred, *ruled]))
            for (first, _, _), doc in zip(snippets, nlp.pipe([tagger.make_doc(nlp, sample.flow, s) for s in snippets]), strict=True):
                for span, score in tagger.scored(doc):
                    for floor in FLOORS:
                        if score >= floor:
                            tally[span.label_, floor][0] += 1
                            tally[span.label_, floor][1] += labels.get((first + span.start_char, first + span.end_char)) == span.label_
        print(f"group {group + 1}: {', '.join(sorted(held))}", flush=True)
    print(f"{'kind':14} {'floor':>6} {'added':>6} {'right':>6}")
    for label in tagger.LABELS:
        for floor in FLOORS:
            added, right = tally[label, floor]
            print(f"{label:14} {floor:6.2f} {added:6} {right:6}")


if __name__ == "__main__":
    main()
