"""Tiny PDFs for tests, written by hand: what stands where is all that they hold."""

from __future__ import annotations

Run = tuple[float, float, float, str]  # x and y of the baseline in points from the TOP left, size, text; '*' before the text makes it bold

FONTS = b"/F1 3 0 R /F2 4 0 R"


def escaped(text: str) -> bytes:
    """A PDF string of text, in WinAnsi."""
    return text.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def content_of(runs: list[Run], height: float) -> bytes:
    """The drawing instructions of a page."""
    parts = []
    for x, y, size, text in runs:
        font, words = ("F2", text[1:]) if text.startswith("*") else ("F1", text)
        parts.append(b"BT /%s %g Tf %g %g Td (%s) Tj ET" % (font.encode(), size, x, height - y, escaped(words)))
    return b"\n".join(parts)


def assemble(objects: list[bytes]) -> bytes:
    """A file of numbered objects (the first is the catalog), with its cross-reference table."""
    out, places = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def make_pdf(
    pages: list[list[Run]],
    *,
    width: float = 595,
    height: float = 842,
    rotate: int = 0,
    strokes: dict[int, list[tuple[float, float, float, float]]] | None = None,
) -> bytes:
    """A PDF of the given pages. Text in Helvetica, bold where it starts with '*'; `strokes[page index]`: lines x0, y0, x1, y1 from the top left."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for index, runs in enumerate(pages):
        drawing = content_of(runs, height)
        for x0, y0, x1, y1 in (strokes or {}).get(index, []):
            drawing += b"\n%g %g m %g %g l S" % (x0, height - y0, x1, height - y1)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %g %g] /Rotate %d /Resources << /Font << %s >> >> /Contents %d 0 R >>"
            % (width, height, rotate, FONTS, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    return assemble(objects)


def minutes_pdf(title: str = "Scrutiny Committee", day: str = "22 March 2017", items: int = 3, council: str = "Calderby Borough Council") -> bytes:
    """Plain minutes of one page: title block, present, numbered items with bold titles."""
    runs: list[Run] = [(180, 60, 14, f"*{council.upper()}"), (200, 90, 12, f"*{title.upper()}"), (200, 110, 12, f"*{day}")]
    runs += [(72, 140, 11, "Present:- Councillor Ashdown (in the Chair); Councillors Bell and Crane.")]
    y = 175.0
    for number in range(1, items + 1):
        runs += [(72, y, 11, f"*{number}."), (108, y, 11, f"*MATTER {number} BEFORE THE COMMITTEE")]
        runs += [(108, y + 16, 11, f"The Committee considered matter {number} and noted it.")]
        runs += [(108, y + 32, 11, f"Resolved:- That matter {number} be noted.")]
        y += 60
    return make_pdf([runs])
