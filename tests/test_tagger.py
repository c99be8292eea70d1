"""The trained tagger: what it is asked, when it is refused, and how a user trains one."""

import json
import subprocess
import sys

import pytest

from pipeline import errors, tagger, training
from pipeline.version import pipeline_version


def asked(flow, taken=()):
    return [flow[start:end] for start, end in tagger.candidates(flow, 0, len(flow), list(taken))]


def test_runs_of_capitals_and_their_parts_are_asked_about():
    """The whole run, and the parts between small words."""
    assert asked("a grant to Kates and Sons for seats") == ["Kates and Sons", "Kates", "Sons"]


@pytest.mark.parametrize("flow", ["Residents were told. Thanks were given.", "the Council in January", "on Monday the Clerk left"])
def test_first_words_and_dull_words_are_not(flow):
    """A capital at a sentence's beginning tells nothing, nor do words that every page has."""
    assert asked(flow) == []


def test_what_is_taken_is_not_asked_about():
    """A run that meets a name of the rules is theirs."""
    assert asked("from Bidwall Estates now", [(5, 12)]) == []


def test_a_snippet_stays_in_its_line_and_holds_its_candidates():
    """Context ends at a hard end of line; near candidates share a snippet."""
    flow = "heading\na letter from Bidwall and one from Sawscope was read\nnext"
    snippets = tagger.cut(flow, tagger.candidates(flow, 0, len(flow), []))
    assert [flow[begin:end] for begin, end, _ in snippets] == ["a letter from Bidwall and one from Sawscope was read"]
    assert [flow[a:b] for a, b in snippets[0][2]] == ["Bidwall", "Sawscope"]


def test_the_shipped_model_is_whole_and_part_of_the_version(monkeypatch, tmp_path):
    """It passes the check before the first file, is small, and another model makes documents stale."""
    place = tagger.place_of_model()
    assert tagger.check(place)["minutebook_format"] == tagger.FORMAT
    assert sum(file.stat().st_size for file in place.rglob("*") if file.is_file()) < 15_000_000
    before = pipeline_version()
    other = tmp_path / "meta.json"
    other.write_text("{}")
    monkeypatch.setattr("pipeline.version.MODEL", other)
    pipeline_version.cache_clear()
    assert pipeline_version() != before
    monkeypatch.undo()
    pipeline_version.cache_clear()


@pytest.mark.parametrize(
    ("meta", "word"),
    [
        (None, "there is none"),
        ("{", "does not say"),
        (json.dumps({"minutebook_format": 99, "minutebook_files": {}, "minutebook_floors": {}}), "format 99"),
        (json.dumps({"minutebook_format": 1, "minutebook_files": {"model": "0" * 64}, "minutebook_floors": {}}), "missing or damaged"),
    ],
)
def test_a_missing_damaged_or_foreign_model_is_refused(tmp_path, meta, word):
    """With what is wrong and what to do, and without loading anything."""
    if meta is not None:
        (tmp_path / "meta.json").write_text(meta)
    with pytest.raises(errors.ModelFailure, match=word) as caught:
        tagger.check(tmp_path)
    assert "minutebook train" in caught.value.reason()


def test_help_and_reading_load_no_spacy():
    """Start-up stays quick: spaCy is imported only where a model is asked or trained."""
    code = "import sys, pipeline.cli, pipeline.process, pipeline.ingest; print('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "False"


def test_names_are_labelled_longest_first_and_over_lines():
    """'Trust' inside 'Otherton Trust' is not a name of its own; a name may break over a line's end."""
    flow = "the Otherton\nTrust and the Trust"
    assert training.label_all(flow, {"ORGANISATION": ["Otherton Trust"], "COMMITTEE": ["Trust"]}) == [(4, 18, "ORGANISATION"), (27, 32, "COMMITTEE")]
    assert training.spellings("No Use Empty (NUE)") == ["No Use Empty (NUE)", "No Use Empty", "NUE"]


def test_a_user_trains_on_own_annotations(tmp_path):
    """spaCy's own files in, a model out that loads and says for which kinds it may speak."""
    spacy = pytest.importorskip("spacy")
    from spacy.tokens import DocBin, Span

    nlp = spacy.blank("en")
    docs = DocBin()
    for firm in ("Bidwall", "Sawscope", "Broxel", "Kompar", "Hydra", "Portmar"):
        doc = nlp.make_doc(f"a cheque to {firm} was signed near Marchby")
        doc.ents = [Span(doc, 3, 4, label="ORGANISATION")]
        docs.add(doc)
    docs.to_disk(tmp_path / "own.spacy")
    samples = training.read_samples(tmp_path)
    assert [flow[a:b] for _, flow, spans, _ in samples[:2] for a, b, _ in spans] == ["Bidwall", "Sawscope"]
    training.write(training.train(samples), tmp_path / "model", {"ORGANISATION": 0.5})
    assert tagger.check(tmp_path / "model")["minutebook_floors"] == {"ORGANISATION": 0.5}
    trained = spacy.load(tmp_path / "model")
    flow = "it was agreed that a cheque to Sawmore was signed near Otherby"
    assert {body.name for body in tagger.find_named(flow, 0, len(flow), [], trained)} <= {"Sawmore", "Otherby"}


def test_a_folder_without_annotations_is_refused(tmp_path):
    """With what is looked for."""
    with pytest.raises(errors.UsageFailure, match=r"NAME\.json beside NAME\.pdf"):
        training.read_samples(tmp_path)
