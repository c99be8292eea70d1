"""The pages in a real browser: the walk from home to the highlighted words, narrow screens, no JavaScript, and what axe finds.

Needs the system's Chromium; axe-core (npm) is looked for in build/axe. Pictures of every page go to the folder that MINUTEBOOK_SCREENSHOTS names.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import REPO, Server, pages_of, serving, with_facts

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = REPO / "build" / "axe" / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
FLAGS += ["--disable-sync", "--hide-scrollbars"]
playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (apt-get install chromium)"),
    pytest.mark.xdist_group("browser"),
]
WIDE, NARROW = {"width": 1200, "height": 900}, {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def path(sample_database_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_facts(sample_database_path, tmp_path_factory.mktemp("browser"))


@pytest.fixture(scope="module")
def server(path: Path) -> Iterator[Server]:
    with serving(path) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with playwright_api.sync_playwright() as driver, tempfile.TemporaryDirectory() as home:
        running = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS, env={**os.environ, "HOME": home})
        yield running
        running.close()


@pytest.fixture
def page(browser, server) -> Iterator[object]:
    """A page at 1200 pixels that fails the test when anything is written to the console, or asked of another host."""
    with open_page(browser, server, WIDE) as opened:
        yield opened


class open_page:
    """A page of its own; at its end, nothing may have gone wrong in it."""

    def __init__(self, browser, server, size, scripts=True) -> None:
        self.context = browser.new_context(viewport=size, java_script_enabled=scripts, base_url=server.url)
        self.page = self.context.new_page()
        self.wrong: list[str] = []
        self.page.on("console", lambda message: self.wrong.append(message.text) if message.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", lambda request: self.wrong.append(request.url) if not request.url.startswith((server.url, "data:")) else None)

    def __enter__(self):
        return self.page

    def __exit__(self, kind, *_) -> None:
        self.context.close()
        if kind is None:
            assert not self.wrong, self.wrong


def keep(page, name: str) -> None:
    """A picture of the page, where a folder is named for them."""
    if folder := os.environ.get("MINUTEBOOK_SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def test_from_home_to_the_highlighted_words(page, path):
    """Home, search, a meeting, a fact, its page: with clicks and one word typed; the highlight lies over the words that were read."""
    page.goto("/")
    page.get_by_label("Search for a school, a councillor or a topic").fill("Fernbank")
    page.locator("form.big button").click()
    assert "Fernbank" in page.locator("h1").inner_text()
    page.locator(".results a.lead[href^='/meeting/']").first.click()
    assert "/meeting/" in page.url
    page.locator(".fact.resolution .chip, .fact.declaration .chip").first.click()
    page.wait_for_url("**/evidence/**", wait_until="load")
    shown = page.locator(".paper img").first
    assert shown.evaluate("image => image.complete && image.naturalWidth > 0")
    marked = page.locator("blockquote mark").inner_text()
    kind, key = re.search(r"/evidence/(\w+)/(\d+)", page.url).groups()
    table = {"resolution": "resolutions", "declaration": "declarations"}[kind]
    connection = sqlite3.connect(path)
    start, end, text = connection.execute(
        f'select x.start, x."end", d.text from {table} x join meetings m on m.id = x.meeting_id '
        "join documents d on d.id = m.document_id where x.id = ?",
        [key],
    ).fetchone()
    connection.close()
    assert " ".join(marked.split()) == " ".join(text[start:end].split())
    assert_over_the_words(page, " ".join(text[start:end].split()))


def assert_over_the_words(page, words: str) -> None:
    """The boxes cover the words as PDFium itself finds them on the page of the PDF."""
    pdfium = pytest.importorskip("pypdfium2")
    answer = page.request.get(page.locator("a", has_text="The PDF").get_attribute("href").partition("#")[0])
    number = int(re.search(r"/(\d+)\.png", page.locator(".paper img").first.get_attribute("src"))[1])
    document = pdfium.PdfDocument(answer.body())
    leaf = document[number - 1]
    textpage = leaf.get_textpage()
    found = textpage.search(" ".join(words.split()[:3])).get_next()
    assert found
    left, bottom, right, top = textpage.get_charbox(found[0])
    height = leaf.get_height()
    whole = page.locator("svg.marks").first.bounding_box()
    scale = whole["width"] / leaf.get_width()
    x, y = whole["x"] + (left + right) / 2 * scale, whole["y"] + (height - (top + bottom) / 2) * scale
    boxes = [box.bounding_box() for box in page.locator("svg.marks rect.exact").all()]
    assert any(b["x"] <= x <= b["x"] + b["width"] and b["y"] <= y <= b["y"] + b["height"] for b in boxes), (x, y, boxes)
    document.close()


def test_the_four_questions_with_clicks_alone(page):
    """Who declared an interest in a school's item and did they leave; how often a member came; a figure over the years; what disagrees."""
    page.goto("/")
    page.locator(".cloud a[href^='/school/']", has_text="Fernbank").first.click()
    assert page.locator("article.interest .did").count() >= 1
    page.goto("/")
    page.get_by_role("link", name="All interests").click()
    page.get_by_label("Matter, school or body").fill("Fernbank")
    page.get_by_role("button", name="Show").click()
    assert page.locator("article.interest .did").count() >= 3
    page.goto("/")
    page.locator(".cloud a", has_text="Stockdale").first.click()
    assert "present at" in page.locator("main").inner_text()
    page.goto("/")
    page.locator(".columns a.lead[href^='/measure']").first.click()
    assert page.locator("svg a circle").count() >= 2
    page.goto("/")
    page.locator("h2", has_text="Figures that disagree").locator("xpath=following-sibling::ul[1]").locator("a").first.click()
    assert page.locator(".fact.check").count() >= 1


def names() -> list[str]:
    kinds = ["home", "meetings", "meeting", "people", "name", "person", "school", "service", "organisation", "committee", "council", "measures"]
    kinds += ["measure", "checks", "declarations", "search", "declaration", "resolution", "attendance", "item", "reference", "missing"]
    return [*kinds, "questions", "table", "row", "query", "database"]


OURS = [kind for kind in names() if kind not in ("table", "row", "database")]


@pytest.mark.parametrize("kind", names())
def test_a_page_at_360_pixels_without_javascript(browser, server, path, kind):
    """The page stands without scripts and is no wider than a small phone."""
    with open_page(browser, server, NARROW, scripts=False) as page:
        page.goto(pages_of(path)[kind])
        assert page.locator("h1").first.is_visible()
        assert page.locator("input[type=search]").first.is_visible() or kind == "home"
        keep(page, f"{kind}-360")
    if kind in OURS:
        with open_page(browser, server, NARROW) as page:
            page.goto(pages_of(path)[kind])
            wide = page.evaluate(WIDER)
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, wide


WIDER = """[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > 361 && !e.closest('.wide'))
    .slice(0, 5).map(e => e.outerHTML.slice(0, 120))"""


DARK = ["home", "meeting", "person", "declarations", "search", "measure", "declaration", "missing"]


@pytest.mark.parametrize(("kind", "theme"), [*((kind, "light") for kind in names()), *((kind, "dark") for kind in DARK)])
def test_axe_finds_nothing_serious(browser, server, path, kind, theme):
    """No violation of weight 'serious' or 'critical', in light and in dark."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (npm install --prefix build/axe axe-core)")
    with open_page(browser, server, WIDE) as page:
        page.emulate_media(color_scheme=theme)
        page.goto(pages_of(path)[kind])
        keep(page, f"{kind}-1200" if theme == "light" else f"{kind}-dark")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    found = [
        (violation["id"], violation["nodes"][0]["html"][:200], violation["nodes"][0].get("failureSummary", "")[:300])
        for violation in result["violations"]
        if violation["impact"] in ("serious", "critical")
    ]
    assert not found
