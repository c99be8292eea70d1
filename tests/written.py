"""Minutes written out in a test, as a document with its lines and items: '# 12 Title' heads an item, a blank line ends a paragraph."""

from __future__ import annotations

import re

from pipeline.records import Document, Glyphs, Item, Line, MeetingHead, PageText

Written = tuple[Document, MeetingHead, list[Item]]


def minutes(written: str, council: str = "Otherby Parish Council") -> Written:
    """The document, its head and its items. Lines that begin with '>> ' stand in a margin column; '|' parts the cells of a row."""
    text, lines, heads = "", [], []
    block = row = 0
    for paragraph in re.split(r"\n\s*\n", written.strip("\n")):
        block += 1
        for raw in paragraph.split("\n"):
            raw = raw.strip()
            number, title = "", ""
            if raw.startswith("# "):
                number, _, title = raw[2:].partition(" ")
                raw = f"{number}\t{title}"
            kind = "aside" if raw.startswith(">> ") else "cell" if "|" in raw else "body"
            row += kind == "cell"
            for column, cell in enumerate(raw.removeprefix(">> ").split("|")):
                cell = cell.strip()
                start = len(text)
                if number:
                    heads.append((number, title, start, start + len(cell)))
                text += cell
                words = [Glyphs(start + w.start(), start + w.end(), 72.0, 80.0, 11.0, False, False, False) for w in re.finditer(r"\S+", cell)]
                table = (0, row, column) if kind == "cell" else (-1, -1, -1)
                lines.append(Line(start, len(text), 1, 72.0, 0.0, 300.0, 10.0, words, block + column, kind, *table))  # type: ignore[arg-type]
                text += "\n"
            block += len(raw.split("|")) - 1
        text += "\n"
    ends = [*(h[2] for h in heads[1:]), len(text)] if heads else []
    items = [
        Item(k, number, None, title, start, end, body, 1) for k, ((number, title, start, body), end) in enumerate(zip(heads, ends, strict=True), 1)
    ]
    head = MeetingHead(0, len(text), council, None, "2024-05-07", None, None, None)
    return Document(text, lines, [PageText(1, 595.0, 842.0, 0, len(text))]), head, items
