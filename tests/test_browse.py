"""The pages over a running server: each shows what it should, with the rows that later stages bring and without them."""

from __future__ import annotations

import asyncio
import re
import sqlite3
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Server, copy_of, pages_of, serving, with_facts

from pipeline.browse import person
from pipeline.browse.canned import QUESTIONS
from pipeline.browse.server import datasette_of

KINDS = [
    "home",
    "meetings",
    "meeting",
    "people",
    "name",
    "person",
    "school",
    "service",
    "organisation",
    "committee",
    "council",
    "measures",
    "measure",
]
KINDS += ["checks", "declarations", "search", "declaration", "resolution", "attendance", "item", "reference", "missing", "questions"]
KINDS += ["table", "row", "query", "database"]


@pytest.fixture(scope="module")
def full_path(sample_database_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_facts(sample_database_path, tmp_path_factory.mktemp("full"))


@pytest.fixture(scope="module")
def full(full_path: Path) -> Iterator[Server]:
    with serving(full_path) as server:
        yield server


def query(path: Path, sql: str, *values: object) -> list[tuple]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_page_is_there(full, full_path, kind):
    """A page of each kind answers 200 with a title, a heading and the way to search."""
    answer = full.ask(pages_of(full_path)[kind])
    assert answer.status == 200, answer.text[:500]
    assert re.search(r"<title>[^<]+</title>", answer.text)
    assert re.search(r"<h1[ >]", answer.text)
    assert 'action="/search"' in answer.text


def test_every_page_is_good_without_people_figures_and_names(sample_database_path, tmp_path):
    """Before names are linked and figures are read, all pages that can be reached answer, and say so."""
    tables = ("mentions", "statistic_checks", "statistics", "person_names", "roles")
    emptied = [f"delete from {table}" for table in tables]
    unlinked = [f"update {table} set {column} = null" for table, column in UNLINKED]
    path = copy_of(sample_database_path, tmp_path, *emptied, *unlinked, "delete from people", "delete from schools")
    with serving(path) as server:
        for kind, page in pages_of(path).items():
            assert server.ask(page).status == 200, (kind, page)
        assert "not linked to a person with certainty" in server.ask(pages_of(path)["name"]).text
        assert "Committees" in server.ask("/").text


UNLINKED = [("attendance", "person_id"), ("declarations", "person_id"), ("votes", "person_id"), ("dispensations", "person_id")]
UNLINKED += [("resolutions", "proposer_id"), ("resolutions", "seconder_id")]


def test_nobody_follows_a_link_to_nowhere(full, full_path):
    """From home on, every link of our own pages leads to a page that is there."""
    seen: set[str] = set()
    ahead = ["/"]
    while ahead and len(seen) < 250:
        path = ahead.pop(0)
        if path in seen:
            continue
        seen.add(path)
        answer = full.ask(path)
        assert answer.status == 200, path
        if not path.startswith("/minutes") and answer.headers["content-type"].startswith("text/html"):
            links = [link.replace("&amp;", "&").partition("#")[0] for link in re.findall(r'(?:href|src)="(/[^"]*)"', answer.text)]
            by_kind: dict[str, int] = {}
            for link in links:  # a few of each kind
                kind = link.split("/")[1].partition("?")[0]
                by_kind[kind] = by_kind.get(kind, 0) + 1
                if by_kind[kind] <= 3:
                    ahead.append(link)
    assert len(seen) > 60


def test_a_meeting_has_its_text_in_shape_and_its_facts_beside(full, full_path):
    """Headings, bullets and clauses are told apart; a decision stands beside its item with the way to its page; references are links."""
    meeting = query(full_path, "select id from meetings where id like '%2017-03-15'")[0][0]
    text = full.ask(f"/meeting/{meeting}").text
    assert '<p class="subhead">' in text
    assert '<ul class="bullets"><li>' in text
    assert re.search(r'<span class="label">\(2\)</span>', text)
    assert re.search(r'class="fact resolution">.*?/evidence/resolution/\d+', text, re.S)
    assert re.search(r'class="mark minute" href="/meeting/[^"]+#item-\d+"', text)
    assert "that is not the same as absent" in text


def test_a_copy_of_a_meeting_says_so_and_is_in_no_list(full, full_path):
    """A meeting that two files hold is listed once; the page of the copy leads to the original."""
    rows = query(full_path, "select id, copy_of from meetings where copy_of is not null")
    if not rows:
        key, other = [row[0] for row in query(full_path, "select id from meetings order by id limit 2")]
        connection = sqlite3.connect(full_path)
        connection.execute("update meetings set copy_of = ? where id = ?", [other, key])
        connection.commit()
        connection.close()
        rows = [(key, other)]
    key, original = rows[0]
    assert f'/meeting/{original}"' in full.ask(f"/meeting/{key}").text
    year = key.rpartition("/")[2][:4]
    assert f'href="/meeting/{key}"' not in full.ask(f"/meetings?year={year}").text
    if len(query(full_path, "select 1 from meetings where copy_of is not null")) == 1 and not rows[0][0].endswith("-2"):
        connection = sqlite3.connect(full_path)
        connection.execute("update meetings set copy_of = null")
        connection.commit()
        connection.close()


def test_not_listed_is_not_absent(full, full_path):
    """Between the first and the last meeting that name a member, a meeting that does not is 'not listed', and the page says what that means."""
    text = full.ask("/person/901").text
    assert "not the same as absent" in text
    assert 'class="cell present"' in text
    assert "recorded absent, 20" not in text


def test_many_years_of_attendance_are_a_year_at_a_time(full_path, monkeypatch):
    """A member of decades would make a page of megabytes: the latest years are shown, the earlier ones are a click away."""
    monkeypatch.setattr(person, "MAX_CELLS", 2)

    async def ask(path: str) -> str:
        return (await datasette_of(full_path).client.get(path)).text

    text = asyncio.run(ask("/person/901"))
    earlier = re.search(r'href="(/person/901\?upto=[^"]+)">Earlier years, from (\d{4}/\d\d)', text)
    assert earlier
    before = asyncio.run(ask(earlier[1]))
    assert f"<h3>{earlier[2]} " in before
    assert f"<h3>{earlier[2]} " not in text
    assert "The latest years" in before


def test_each_declaration_of_a_person_has_the_strip_that_proves_it(full, full_path):
    """The strip is a picture of the page with the quote as its text."""
    text = full.ask("/person/901").text
    strips = re.findall(r'<img src="(/evidence/declaration/\d+\.png)"[^>]*alt="From page \d+: ([^"]+)"', text)
    assert strips
    answer = full.ask(strips[0][0])
    assert answer.headers["content-type"] == "image/png"
    assert answer.body.startswith(b"\x89PNG")


def test_the_highlight_lies_over_the_ink_of_the_words(full, full_path):
    """On the picture of the page there is ink under each box, and the boxes stand where the database says that the line is."""
    (key,) = query(full_path, "select min(id) from declarations")[0]
    page = full.ask(f"/evidence/declaration/{key}").text
    source, width, _ = re.search(r'<img src="(/page/[^"]+)" width="(\d+)" height="(\d+)"', page).groups()
    boxes = [tuple(map(float, box)) for box in re.findall(r'class="exact" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', page)]
    assert boxes
    across, rows = pixels_of(full.ask(source).body)
    scale = across / float(width)
    for x, y, w, h in boxes:
        under = [rows[int(v * scale)][int(u * scale)] for v in steps(y, y + h) for u in steps(x, x + w)]
        assert 0.02 < sum(value < 8 for value in under) / len(under) < 0.6


def steps(low: float, high: float) -> list[float]:
    return [low + (high - low) * (k + 0.5) / 60 for k in range(60)]


def pixels_of(picture: bytes) -> tuple[int, list[bytes]]:
    """Width and rows of a PNG of sixteen greys, a byte a pixel."""
    width, height = struct.unpack(">II", picture[16:24])
    at = picture.index(b"IDAT")
    packed = zlib.decompress(picture[at + 4 : at + 4 + struct.unpack(">I", picture[at - 4 : at])[0]])
    line = 1 + (width + 1) // 2
    return width, [bytes(nibble for byte in packed[y * line + 1 : (y + 1) * line] for nibble in (byte >> 4, byte & 15)) for y in range(height)]


def test_the_sentence_is_there_for_those_who_cannot_see_the_picture(full, full_path):
    """Its words stand as text, with file, page and SHA-256 to cite."""
    key, quote, document = query(
        full_path, "select d.id, d.quote, m.document_id from declarations d join meetings m on m.id = d.meeting_id order by d.id limit 1"
    )[0]
    text = full.ask(f"/evidence/declaration/{key}").text
    shown = " ".join(re.sub(r"<[^>]+>", "", re.search(r"<blockquote>(.*?)</blockquote>", text, re.S)[1]).split()).replace("&#39;", "'")
    assert quote.split(".")[0][:60] in shown
    assert document in text


def test_missing_pdfs_are_said_plainly_and_the_facts_stay(full_path, tmp_path):
    """With a folder that holds no PDFs, the page says so, the sentence stands, and the picture is a 404."""
    (key,) = query(full_path, "select min(id) from declarations")[0]
    with serving(full_path, "--corpus", str(tmp_path)) as server:
        assert "Source PDFs not found" in server.process.stdout.readline()
        answer = server.ask(f"/evidence/declaration/{key}")
        assert answer.status == 200
        assert "The PDF is not at hand" in answer.text
        assert server.ask(f"/evidence/declaration/{key}.png").status == 404


def test_the_corpus_may_have_moved(full_path, tmp_path):
    """`--corpus` names the folder; the files are known by their bytes."""
    from pipeline.shipped import shipped_folder

    (key,) = query(full_path, "select min(id) from declarations")[0]
    with serving(full_path, "--corpus", str(shipped_folder("corpus"))) as server:
        assert server.ask(f"/evidence/declaration/{key}.png").status == 200


def test_search_finds_every_kind_and_narrows(full):
    """Items, decisions and interests come with their words marked; a year and a kind narrow the list; odd syntax is no error."""
    text = full.ask("/search?q=minutes").text
    assert "<mark>" in text
    assert 'class="tag resolution"' in text
    narrowed = full.ask("/search?q=minutes&year=2017&kind=item").text
    assert "2017" in narrowed
    assert not re.search(r'<p class="when">[^<]* 2015', narrowed.partition('class="results"')[2])
    for odd in ("%22", "OR+NEAR((", "-", "*", "a%00b", "%22unclosed", "title:x", "^a", ")" * 50, "%F0%9F%98%80", ""):
        assert full.ask(f"/search?q={odd}").status == 200, odd


def test_rows_that_wait_in_the_write_ahead_log_are_shown(sample_database_path, tmp_path):
    """A database that another program holds open in WAL mode is read with all that it committed; an immutable reader would see none of it."""
    path = copy_of(sample_database_path, tmp_path)
    writer = sqlite3.connect(path)
    writer.execute("pragma journal_mode = wal")
    writer.execute("update meetings set venue = 'The Waiting Room'")
    writer.commit()
    try:
        with serving(path) as server:
            assert "The Waiting Room" in server.ask(pages_of(path)["meeting"]).text
    finally:
        writer.close()


def test_a_measure_is_drawn_with_a_link_at_each_point(full, full_path):
    """The plot is SVG of the server; each point leads to its figure's page, and the table below has the same figures."""
    text = full.ask("/measure/x/absence").text
    points = re.findall(r'<a href="(/evidence/figure/\d+)" aria-label', text)
    assert len(points) == len(query(full_path, "select 1 from statistics where measure = 'absence that persists'"))
    assert len(points) > 3
    assert "<table>" in text


def test_filters_of_interests(full):
    """By member and by what they did; a date that is none is refused with a reason."""
    stayed = full.ask("/declarations?did=left-room").text
    assert 'class="did left-room"' in stayed
    assert 'class="did remained"' not in stayed
    assert "prompt to read the page" in stayed
    assert full.ask("/declarations?since=2017").status == 200
    assert full.ask("/declarations?since=yesterday").status == 400


@pytest.mark.parametrize("key", sorted(QUESTIONS))
def test_each_question_is_answered(full, key):
    """Every canned query runs, with its parameters empty and filled."""
    answer = full.ask(f"/minutes/{key}.json?_shape=objects")
    assert answer.status == 200, answer.text[:300]
    assert full.ask(f"/minutes/{key}?member=stockdale&words=report&school=fern&number=60").status == 200


def test_there_are_twelve_questions_and_most_have_answers_in_the_sample(full):
    """At least twelve, and those that rest on the minutes' own words give rows."""
    assert len(QUESTIONS) >= 12
    for key in ("who-declared-interests", "declared-and-stayed", "attendance", "resolutions-containing", "asked-to-come-back", "thread-of-an-item"):
        assert full.ask(f"/minutes/{key}.json?_shape=objects").json["rows"], key


def test_datasettes_tables_lead_to_the_page_and_explain_their_columns(full):
    """Labels stand in place of ids, a chip leads to the evidence, and the schema's comments describe the columns."""
    text = full.ask("/minutes/declarations").text
    assert re.search(r'<a class="chip" href="/evidence/declaration/\d+">page \d+ ▸</a>', text)
    assert "the reason given" in text
    assert 'href="/meeting/' in text
    assert "Facets" in text or "facet" in text


def test_what_is_not_there_is_a_404(full):
    """Unknown meetings, people, facts and pages."""
    for path in (
        "/meeting/none",
        "/person/99999999",
        "/evidence/declaration/99999999",
        "/evidence/nothing/1",
        "/school/99999999",
        "/nowhere",
        "/measure?q=x",
    ):
        assert full.ask(path).status == 404, path
