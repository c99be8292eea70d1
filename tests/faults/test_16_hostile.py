"""The broken and hostile PDFs that lie beside the checkout, in one run with a good one: each ends as rows or as a named failure."""

from __future__ import annotations

import pytest

from tests.faults.bench import REPO, ask, run

HOSTILE = REPO.parent / "shared" / "hostile"


@pytest.mark.slow
@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the hostile PDFs are not here")
def test_each_hostile_file_ends_as_rows_or_as_a_named_failure(tmp_path):
    """And the good ones before and after them are read as if they were alone."""
    good = sorted((REPO / "corpus").glob("*.pdf"))
    first, last = good[0], good[-1]
    code, _, err = run("ingest", first, HOSTILE, last, tmp_path / "m.db", reader="pipeline.process:process_text_only")
    assert code == 3
    found = ask(tmp_path / "m.db", "select filename, status, error_code, error from documents")
    files = {path.name for path in HOSTILE.glob("*.pdf")} | {first.name, last.name}
    assert {row[0] for row in found} == files
    assert len(found) == len(files)
    assert err.count("\n") == sum(status == "failed" for _, status, _, _ in found)
    assert all(reason and code for _, status, code, reason in found if status == "failed")
    assert {name: status for name, status, _, _ in found if name in (first.name, last.name)} == {first.name: "ok", last.name: "ok"}
    run("ingest", first, last, tmp_path / "alone.db", reader="pipeline.process:process_text_only")
    items = (
        "select i.text from minute_items i join meetings m on m.id = i.meeting_id join documents d on d.id = m.document_id where d.filename in (?, ?)"
    )
    assert sorted(ask(tmp_path / "m.db", items, first.name, last.name)) == sorted(ask(tmp_path / "alone.db", items, first.name, last.name))
