"""Which address shows which page. Each question to the database runs in a thread of Datasette's; each page asks first whether it may be seen."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote
from weakref import WeakKeyDictionary

from datasette.utils.asgi import Forbidden, NotFound, Request, Response

from pipeline.browse import bodies, declarations, finding, home, measure, meeting, person, png
from pipeline.browse import evidence as proof
from pipeline.browse.asking import row
from pipeline.browse.canned import QUESTIONS
from pipeline.browse.house import House
from pipeline.declared import check_date
from pipeline.errors import UsageFailure

OWN_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
PICTURE_POLICY = "default-src 'none'; sandbox"
MAX_VALUE = 400  # characters of a value in an address
DATABASE = "minutes"
houses: WeakKeyDictionary[Any, House] = WeakKeyDictionary()


class Asked(NamedTuple):
    """A request in the form that pages take: what its path and its query say."""

    path: dict[str, str]
    query: dict[str, str]

    def words(self, name: str) -> str | None:
        """A value of the query; None where it is missing or empty."""
        return self.query.get(name, "").replace("\0", " ").strip()[:MAX_VALUE] or None

    def page(self) -> int:
        """The number of the page of a list."""
        written = self.query.get("page", "1")
        return max(1, min(int(written), 10_000)) if written.isdecimal() and len(written) < 6 else 1


Page = Callable[[sqlite3.Connection, Asked], dict[str, Any] | None]


# ---- the pages ----------------------------------------------------------------------------------------------------------------------------
def home_page(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any] | None:
    return home.home_page(connection)


def meetings_page(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any] | None:
    return home.meetings_page(connection, asked.words("year"))


def meeting_page(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any] | None:
    return meeting.meeting_page(connection, asked.path["key"])


def people_page(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any] | None:
    return home.people_page(connection, asked.words("council"))


def person_page(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any] | None:
    return person.person_page(connection, person.Who(int(asked.path["key"]), None, None), asked.words("upto"))


def name_page(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any] | None:
    who = person.Who(None, asked.words("name"), asked.words("council"))
    return person.person_page(connection, who, asked.words("upto")) if who.name else None


def named_page(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any] | None:
    return bodies.named_page(connection, asked.path["kind"], asked.path["key"])


def committee_page(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any] | None:
    return bodies.committee_page(connection, asked.path["key"])


def council_page(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any] | None:
    return bodies.council_page(connection, asked.path["key"])


def series_page(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any] | None:
    return measure.series_page(connection, asked.path["key"])


def told_page(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any] | None:
    words = asked.words("q")
    return measure.told_page(connection, words, asked.words("unit")) if words else None


def measures_page(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any] | None:
    return measure.measures_page(connection)


def checks_page(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any] | None:
    return measure.checks_page(connection)


def declarations_page(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any] | None:
    since, until = asked.words("since"), asked.words("until")
    for date in (since, until):
        check_date(date)
    member, kind, council, did = (asked.words(name) for name in ("member", "kind", "council", "did"))
    wanted = declarations.Filters(member, kind, council, did, since, until, asked.words("about"), asked.page())
    return declarations.declarations_page(connection, wanted)


def search_page(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any] | None:
    kind = asked.words("kind")
    wanted = finding.Wanted(
        asked.words("q") or "", asked.words("committee"), asked.words("year"), kind if kind in finding.KINDS else None, asked.page()
    )
    return finding.search_page(connection, wanted)


def evidence_page(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any] | None:
    return proof.evidence_page(connection, asked.path["kind"], asked.path["key"])


def missing_page(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any] | None:
    return home.missing_page(connection)


def questions_page(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any] | None:
    return {"questions": QUESTIONS}


PAGES: list[tuple[str, str, Page]] = [
    (r"^/$", "home", home_page),
    (r"^/meetings$", "meetings", meetings_page),
    (r"^/meeting/(?P<key>[^?]+)$", "meeting", meeting_page),
    (r"^/people$", "people", people_page),
    (r"^/person/(?P<key>\d{1,18})$", "person", person_page),
    (r"^/name$", "person", name_page),
    (r"^/(?P<kind>school|service|organisation)/(?P<key>\d{1,18})$", "named", named_page),
    (r"^/committee/(?P<key>[^?]+)$", "committee", committee_page),
    (r"^/council/(?P<key>[^?]+)$", "council", council_page),
    (r"^/measures$", "measures", measures_page),
    (r"^/measure$", "measure", told_page),
    (r"^/measure/(?P<key>[^?]+)$", "measure", series_page),
    (r"^/checks$", "checks", checks_page),
    (r"^/declarations$", "declarations", declarations_page),
    (r"^/search$", "search", search_page),
    (r"^/evidence/(?P<kind>[a-z]{1,20})/(?P<key>\d{1,18})$", "evidence", evidence_page),
    (r"^/missing$", "missing", missing_page),
    (r"^/questions$", "questions", questions_page),
]


def routes() -> list[tuple[str, Callable[..., Any]]]:
    """All of our routes, pages first, then pictures and files."""
    pages = [(pattern, view_of(template, page)) for pattern, template, page in PAGES]
    return [
        *pages,
        (r"^/evidence/(?P<kind>[a-z]{1,20})/(?P<key>\d{1,18})\.png$", strip),
        (r"^/page/(?P<document>[0-9a-f]{64})/(?P<number>\d{1,5})\.png$", picture),
        (r"^/source/(?P<document>[0-9a-f]{64})\.pdf$", source),
        (r"^/-/minutebook/(?P<name>style|tables)\.css$", style),
    ]


def view_of(template: str, page: Page) -> Callable[..., Any]:
    """The view of a page: may it be seen, what does it show, how does it look."""

    async def view(datasette: Any, request: Request) -> Response:
        await ensure_allowed(datasette, request)
        asked = Asked({name: unquote(value) for name, value in request.url_vars.items()}, {name: request.args[name] for name in request.args})
        try:
            shown = await datasette.get_database(DATABASE).execute_fn(lambda connection: page(connection, asked))
        except UsageFailure as failure:
            return await refusal(datasette, request, failure.reason(), 400)
        if shown is None:
            return await refusal(datasette, request, "There is no such page. What was looked for may have been taken out of the archive.", 404)
        house = house_of(datasette)
        context = {"path": request.path} | shown
        if template == "evidence":
            context["pictured"] = await is_pictured(datasette, house, shown["fact"]["document"], shown["fact"]["path"])
            context["has_pdf"] = house.drawn is None and context["pictured"]
        return html(await datasette.render_template(f"mb_{template}.html", context, request=request))

    return view


async def refusal(datasette: Any, request: Request, words: str, status: int) -> Response:
    context = {"path": request.path, "words": words, "status": status}
    return html(await datasette.render_template("mb_refusal.html", context, request=request), status)


def html(body: str, status: int = 200) -> Response:
    return Response.html(body, status=status, headers={"content-security-policy": OWN_POLICY, "cache-control": "private, max-age=60"})


# ---- pictures and files -------------------------------------------------------------------------------------------------------------------
async def strip(datasette: Any, request: Request) -> Response:
    """The part of a page around a fact, the fact highlighted, to embed elsewhere."""
    await ensure_allowed(datasette, request)
    kind, key = request.url_vars["kind"], request.url_vars["key"]
    place = await datasette.get_database(DATABASE).execute_fn(lambda connection: proof.place_of(connection, kind, key))
    if place is None or not place.sheets:
        raise NotFound("No such fact")
    house, sheet, fact = house_of(datasette), place.sheets[0], place.fact

    def cut(connection: sqlite3.Connection) -> bytes | None:
        drawn = page_picture(connection, house, fact["document"], sheet.number)
        return png.strip(drawn, sheet) if drawn else None

    return picture_of(await datasette.get_database(DATABASE).execute_fn(cut))


async def picture(datasette: Any, request: Request) -> Response:
    """A page of a document."""
    await ensure_allowed(datasette, request)
    house, document, number = house_of(datasette), request.url_vars["document"], int(request.url_vars["number"])
    return picture_of(await datasette.get_database(DATABASE).execute_fn(lambda connection: page_picture(connection, house, document, number)))


def page_picture(connection: sqlite3.Connection, house: House, document: str, number: int) -> bytes | None:
    """The picture of a page that the database knows; no other page is drawn."""
    found = row(connection, PAGE_OF, [document, number])
    return house.pictures.page(document, found["path"], number, found["turn"]) if found else None


def picture_of(content: bytes | None) -> Response:
    if content is None:
        raise NotFound("No picture of this page: its PDF is not there")
    headers = {"content-security-policy": PICTURE_POLICY, "cache-control": "private, max-age=86400", "cross-origin-resource-policy": "cross-origin"}
    return Response(content, content_type="image/png", headers=headers)


async def source(datasette: Any, request: Request) -> Response:
    """The PDF itself, as it was read."""
    await ensure_allowed(datasette, request)
    house, document = house_of(datasette), request.url_vars["document"]

    def read(connection: sqlite3.Connection) -> bytes | None:
        found = row(connection, "select path from documents where id = ?", [document])
        return house.sources.read(document, found["path"]) if found and house.drawn is None else None

    content = await datasette.get_database(DATABASE).execute_fn(read)
    if content is None:
        raise NotFound("This PDF is not there")
    headers = {"content-security-policy": PICTURE_POLICY, "content-disposition": f'inline; filename="{document[:12]}.pdf"'}
    return Response(content, content_type="application/pdf", headers=headers)


async def is_pictured(datasette: Any, house: House, document: str, path: str) -> bool:
    """Whether pictures of this document can be had."""
    if house.drawn is not None:
        return (house.drawn / document).is_dir()
    return bool(await datasette.get_database(DATABASE).execute_fn(lambda connection: house.sources.there(document, path)))


async def style(request: Request) -> Response:
    """Our style sheets."""
    content = (FOLDER / "static" / f"{request.url_vars['name']}.css").read_text(encoding="utf-8")
    return Response(content, content_type="text/css; charset=utf-8", headers={"cache-control": "public, max-age=3600"})


# ---- who may see it -----------------------------------------------------------------------------------------------------------------------
async def ensure_allowed(datasette: Any, request: Request) -> None:
    """Our pages show every table, so whoever may not see one of them sees none of our pages."""
    if not await is_allowed(datasette, getattr(request, "actor", None)):
        raise Forbidden("This archive is not open to you")


async def is_allowed(datasette: Any, actor: Any) -> bool:
    """Whether somebody may see the server, the database and all of its tables, as Datasette 0.65 or 1.0 tells."""
    names = [name for name in await datasette.get_database(DATABASE).table_names() if "_fts" not in name]
    if not hasattr(datasette, "permission_allowed"):
        from datasette.resources import DatabaseResource, TableResource

        if not await datasette.allowed(action="view-instance", actor=actor):
            return False
        if not await datasette.allowed(action="view-database", resource=DatabaseResource(DATABASE), actor=actor):
            return False
        return all([await datasette.allowed(action="view-table", resource=TableResource(DATABASE, name), actor=actor) for name in names])
    wanted = [("view-instance", None), ("view-database", DATABASE), *(("view-table", (DATABASE, name)) for name in names)]
    return all([await datasette.permission_allowed(actor, action, resource=resource, default=True) for action, resource in wanted])


def house_of(datasette: Any) -> House:
    """The settings of this server, made when they are first asked for."""
    if datasette not in houses:
        houses[datasette] = House(datasette.plugin_config("minutebook") or {})
    return houses[datasette]


FOLDER = Path(__file__).parent
STYLE_MARK = hashlib.sha256((FOLDER / "static" / "style.css").read_bytes()).hexdigest()[:8]
PAGE_OF = "select d.path, p.turn from documents d join pages p on p.document_id = d.id where d.id = ? and p.number = ?"
