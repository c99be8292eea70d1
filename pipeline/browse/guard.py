"""What stands before every page: only GET and HEAD, only by a name of ours, nothing that a spreadsheet would run, headers that bar foreign script."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from pipeline.browse.spreadsheet import Guarded

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

# Our own pages bring their policy with them: no script at all. Datasette's have scripts and styles of their own within the page.
DATASETTE_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = [(b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer"), (b"x-frame-options", b"DENY")]
DROPPED = {b"access-control-allow-origin"}
OPEN_OF_DATASETTE = ("/-/static/", "/-/minutebook/")  # what a public server shows below /-/
PORT = re.compile(r":\d{1,5}$")


def guard(app: App, hosts: frozenset[str], public: bool) -> App:
    """The application behind its guard. `hosts` are the names it answers to, besides localhost and plain addresses; '*' is any."""

    async def guarded(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await app(scope, receive, send)
            return
        if scope["method"] not in ("GET", "HEAD"):
            await refuse(send, 405, "Only GET and HEAD: nothing can be changed here.", [(b"allow", b"GET, HEAD")])
            return
        if not is_ours(header(scope, b"host"), hosts):
            await refuse(send, 421, "This server is not known by that name. (MINUTEBOOK_HOSTS names others.)")
            return
        path = scope.get("path", "")
        if b"\\" in scope.get("raw_path", path.encode()):  # a browser reads '/\\host' in a redirect as '//host': it would lead away
            await refuse(send, 400, "No address of ours has a backslash in it.")
            return
        if public and path.startswith("/-/") and not path.startswith(OPEN_OF_DATASETTE):
            await refuse(send, 403, "Not shown on a public server.")
            return
        if public and "_trace" in scope.get("query_string", b"").decode("latin-1"):
            await refuse(send, 403, "Not shown on a public server.")
            return
        is_head = scope["method"] == "HEAD"
        await app({**scope, "method": "GET"} if is_head else scope, receive, answering(send, is_head, path))

    return guarded


def answering(send: Send, is_head: bool, path: str) -> Send:
    """Sends what the application answers, with our headers, and CSV made harmless."""
    sheet: Guarded | None = None

    async def answer(message: Message) -> None:
        nonlocal sheet
        if message["type"] == "http.response.start":
            given = [(name.lower(), value) for name, value in message.get("headers", []) if name.lower() not in DROPPED]
            names = {name for name, _ in given}
            kind = dict(given).get(b"content-type", b"")
            if kind.startswith(b"text/csv") or (path.endswith(".csv") and kind.startswith(b"text/plain")):  # Datasette shows CSV as plain text
                sheet = Guarded()
                given = [(name, value) for name, value in given if name != b"content-length"]
            given += [pair for pair in HEADERS if pair[0] not in names]
            given += [(b"content-security-policy", DATASETTE_POLICY.encode())] * (b"content-security-policy" not in names)
            await send({**message, "headers": given})
            return
        if message["type"] == "http.response.body":
            body, more = message.get("body", b""), message.get("more_body", False)
            if sheet is not None:
                body = sheet.feed(body) + (b"" if more else sheet.close())
            await send({**message, "body": b"" if is_head else body, "more_body": more})
            return
        await send(message)

    return answer


def header(scope: Message, name: bytes) -> str:
    """The one value of a request's header; '' where there is none or are several."""
    values = [value.decode("latin-1") for key, value in scope.get("headers", []) if key.lower() == name]
    return values[0] if len(values) == 1 else ""


def is_ours(host: str, hosts: frozenset[str]) -> bool:
    """Whether a request was addressed to us: a page elsewhere whose name was made to lead here is no way in. An address is nobody's to re-point."""
    name = PORT.sub("", host.strip().lower())
    if "*" in hosts or name in hosts or name == "localhost":
        return True
    try:
        ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True


async def refuse(send: Send, status: int, words: str, headers: list[tuple[bytes, bytes]] | None = None) -> None:
    given = [(b"content-type", b"text/plain; charset=utf-8"), *HEADERS, (b"content-security-policy", b"default-src 'none'"), *(headers or [])]
    await send({"type": "http.response.start", "status": status, "headers": given})
    await send({"type": "http.response.body", "body": words.encode() + b"\n"})
