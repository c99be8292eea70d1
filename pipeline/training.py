"""Annotated documents -> the trained tagger: the gold format beside its PDFs, lists of names beside texts, or spaCy's own files.

What is learnt is, of a run of capitalised words in a few words of context, what kind of body it names, if any. Names are labelled wherever they
stand in the document; a run that is only a part of a name, or more than one, is told to be none.
"""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline import errors, known_bodies, meeting, named_bodies, pdf, persons, reading, tagger, wrapped
from pipeline.shipped import shipped_folder
from pipeline.shown import escaped

if TYPE_CHECKING:
    from spacy.language import Language

KINDS = {"services": "SERVICE", "schools": "SCHOOL", "committees": "COMMITTEE", "organisations": "ORGANISATION"}  # of the gold format
PEOPLE = ("MEMBER", "OFFICER", "PERSON")  # told apart from bodies, not from each other
SEED = 1
RIGHT, MOST = 0.6, 8  # of a hundred names that the model adds, so many must be right; out of fewer than these nothing can be told


class Sample(NamedTuple):
    """A text with the names in it."""

    name: str
    flow: str
    spans: list[tuple[int, int, str]]
    barred: list[tuple[int, int]]  # people whom the rules know: no candidates


def read_samples(folder: Path) -> list[Sample]:
    """All annotated documents of a folder. Raises UsageFailure where there are none, or one cannot be read."""
    if not folder.is_dir():
        raise errors.UsageFailure(f"no folder {escaped(str(folder))}")
    samples = [sample for file in sorted(folder.rglob("*")) for sample in _of_file(file, folder)]
    if not samples:
        raise errors.UsageFailure(
            f"no annotated documents in {escaped(str(folder))}: NAME.json beside NAME.pdf, or files of spaCy's own format (.spacy)"
        )
    return samples


def _of_file(file: Path, folder: Path) -> Iterator[Sample]:
    try:
        if file.suffix == ".spacy":
            yield from _of_docbin(file)
        elif file.suffix == ".json":
            told = json.loads(file.read_text(encoding="utf-8"))
            if isinstance(told, dict) and isinstance(told.get("entities"), dict):
                sample = _of_names(file, folder, told)
                if sample is not None:
                    yield sample
    except (OSError, ValueError, KeyError, TypeError, errors.InputFailure) as error:
        raise errors.UsageFailure(f"{escaped(str(file))} cannot be read ({type(error).__name__}: {escaped(str(error))[:200]})") from error


def _of_docbin(file: Path) -> Iterator[Sample]:
    """Documents of spaCy's own format, with entities or with spans under any key."""
    import spacy
    from spacy.tokens import DocBin

    for number, doc in enumerate(DocBin().from_disk(file).get_docs(spacy.blank("en").vocab)):
        spans = [*doc.ents, *(span for group in doc.spans.values() for span in group)]
        yield Sample(f"{file.name}:{number}", doc.text, [(s.start_char, s.end_char, s.label_) for s in spans if s.label_], [])


def _of_names(file: Path, folder: Path, told: dict[str, Any]) -> Sample | None:
    """The gold format, or lists of names by label; the document stands beside the file, or where its `file` says."""
    places = [file.with_suffix(".pdf"), *(root / str(told.get("file", "")) for root in (file.parent, folder, folder.parent / "archive"))]
    source = next((place for place in places if place.is_file() and place.suffix in (".pdf", ".md", ".txt")), None)
    if source is None:
        return None
    entities = told["entities"]
    forms: dict[str, list[str]] = {}
    if "organisations" in entities:
        for kind, label in KINDS.items():
            forms[label] = [form for name in entities.get(kind, []) for form in spellings(name)]
    else:
        forms = {("PERSON" if label in PEOPLE else label): [] for label in entities}
        for label, names in entities.items():
            forms["PERSON" if label in PEOPLE else label] += names
    flow, barred = _text_of(source, told.get("pages_read"))
    return Sample(file.stem, flow, label_all(flow, forms), barred)


def _text_of(source: Path, pages: int | None) -> tuple[str, list[tuple[int, int]]]:
    if source.suffix != ".pdf":
        return source.read_text(encoding="utf-8", errors="replace").replace("*", ""), []
    document = reading.read_document(pdf.extract(source.read_bytes()).pages)
    end = max((page.end for page in document.pages[: pages or None]), default=0)
    flow = wrapped.flowing(document)
    barred: list[tuple[int, int]] = []
    if pages is None:
        barred = [
            (person.start, person.end)
            for head in meeting.find_meetings(document)
            for person in persons.find_persons(document.text, flow, head.start, head.end, [])
            if person.label is not None
        ]
    return flow[:end], barred


def spellings(name: str) -> list[str]:
    """'No Use Empty (NUE)' is written whole, without the letters, and by the letters alone."""
    both = re.fullmatch(r"(.{2,200}) \(([^()]{1,30})\)", name)
    return [name, both[1], both[2]] if both else [name]


def label_all(flow: str, forms: dict[str, list[str]]) -> list[tuple[int, int, str]]:
    """Where the names stand, longest first, so that a name inside another is not taken for itself."""
    found: list[tuple[int, int, str]] = []
    for form, label in sorted(((form, label) for label, names in forms.items() for form in names), key=lambda pair: -len(pair[0])):
        words = form.split()
        if not words:
            continue
        for match in re.finditer(r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + r"(?!\w)", flow):
            if not any(match.start() < end and start < match.end() for start, end, _ in found):
                found.append((match.start(), match.end(), label))
    return found


def snippets_of(sample: Sample) -> list[tagger.Snippet]:
    """What the model will be asked about, and the names themselves."""
    spans = {*tagger.candidates(sample.flow, 0, len(sample.flow), sample.barred), *((start, end) for start, end, _ in sample.spans)}
    return tagger.cut(sample.flow, sorted(spans))


def train(samples: list[Sample], config: Path | None = None, tell: Callable[[str], None] = lambda words: None) -> Language:
    """A tagger trained on the samples, by the settings in models/config.cfg."""
    import spacy
    from spacy.training import Example
    from spacy.util import fix_random_seed, load_config, minibatch

    settings = load_config(config or shipped_folder("models") / "config.cfg")
    fix_random_seed(SEED)
    chance = random.Random(SEED)
    nlp = spacy.util.load_model_from_config(settings, auto_fill=True)
    examples = []
    for sample in samples:
        labels = {(start, end): label for start, end, label in sample.spans}
        for snippet in snippets_of(sample):
            asked = tagger.make_doc(nlp, sample.flow, snippet)
            answer = nlp.make_doc(asked.text)
            _name_spans(answer, snippet, labels)
            answer.spans[tagger.CANDIDATES] = [answer[span.start : span.end] for span in asked.spans[tagger.CANDIDATES]]
            examples.append(Example(asked, answer))
    optimizer = nlp.initialize(lambda: examples)
    training = settings["training"]
    optimizer.learn_rate = float(training["optimizer"]["learn_rate"])
    for epoch in range(int(training["max_epochs"])):
        chance.shuffle(examples)
        losses: dict[str, float] = {}
        for batch in minibatch(examples, size=32):
            for example in batch:
                example.predicted.spans[tagger.CANDIDATES] = [example.predicted[s.start : s.end] for s in example.reference.spans[tagger.CANDIDATES]]
            nlp.update(batch, sgd=optimizer, drop=float(training["dropout"]), losses=losses)
        tell(f"round {epoch + 1}: loss {sum(losses.values()):.0f}")
    return nlp


def _name_spans(answer: Any, snippet: tagger.Snippet, labels: dict[tuple[int, int], str]) -> None:
    begin, _, spans = snippet
    named = [
        answer.char_span(start - begin, end - begin, label=labels[start, end], alignment_mode="expand")
        for start, end in spans
        if (start, end) in labels
    ]
    answer.spans[tagger.NAMES] = [span for span in named if span is not None]


def find_floors(samples: list[Sample], config: Path | None = None) -> dict[str, float]:
    """For each kind of body the probability from which the model is right often enough, on documents that it was not trained on: a fifth held back.

    Right often enough: of the names that it would add, the share RIGHT, of MOST or more. A kind without such a floor is left to the rules.
    """
    shuffled = sorted(samples)
    random.Random(SEED).shuffle(shuffled)
    held, kept = shuffled[::5], [sample for number, sample in enumerate(shuffled) if number % 5]
    if not kept or not held:
        return {}
    nlp = train(kept, config)
    said: list[tuple[str, float, bool]] = []
    for sample in held:
        labels = {(start, end): label for start, end, label in sample.spans}
        ruled = [
            *sample.barred,
            *((b.start, b.end) for b in named_bodies.find_bodies(sample.flow, 0, len(sample.flow), sample.barred)),
            *((b.start, b.end) for b in known_bodies.find_known(sample.flow, 0, len(sample.flow))),
        ]
        snippets = tagger.cut(sample.flow, tagger.candidates(sample.flow, 0, len(sample.flow), ruled))
        for (first, _, _), doc in zip(snippets, nlp.pipe([tagger.make_doc(nlp, sample.flow, s) for s in snippets]), strict=True):
            for span, score in tagger.scored(doc):
                said.append((span.label_, score, labels.get((first + span.start_char, first + span.end_char)) == span.label_))
    floors: dict[str, float] = {}
    for label in tagger.LABELS:
        for floor in (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98):
            right = [hit for kind, score, hit in said if kind == label and score >= floor]
            if len(right) >= MOST and sum(right) >= RIGHT * len(right):
                floors[label] = floor
                break
    return floors


def write(nlp: Language, folder: Path, floors: dict[str, float]) -> None:
    """The trained pipeline in a folder, in place of what stood there, with what `tagger` must know of it."""
    nlp.meta.update(name="minutebook_names", minutebook_format=tagger.FORMAT, minutebook_floors=floors)
    fresh = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    nlp.to_disk(fresh)
    # The network knows words by their hashes; the words themselves, people's names among them, have no business in the model.
    strings = fresh / "vocab" / "strings.json"
    strings.write_text(json.dumps(sorted(label for _, pipe in nlp.pipeline for label in getattr(pipe, "labels", ()))), encoding="utf-8")
    files = {str(file.relative_to(fresh)): tagger.digest_of(file) for file in sorted(fresh.rglob("*")) if file.is_file() and file.name != "meta.json"}
    meta = json.loads((fresh / "meta.json").read_text(encoding="utf-8"))
    (fresh / "meta.json").write_text(json.dumps({**meta, "minutebook_files": files}, indent=2) + "\n", encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
