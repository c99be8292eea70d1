"""Where a page's text ends on the right, and what stands beyond: columns of initials, names or actions. Inside `reading`."""

from __future__ import annotations

from itertools import accumulate

from pipeline.records import Page
from pipeline.rows import Row

CHANNEL = 4  # points of white between the text and a margin column
ASIDE_WORDS = 8  # a row in a margin column is initials, a name, a short action; more words than this is text


def right_margins(pages: list[Page], bodies: list[list[Row]]) -> list[float]:
    """For each page, where its text ends on the right: the first white channel beyond the edge that long lines reach.

    Lines are counted at each point of the page's width; initials in a margin column stand beyond the channel, whatever the lines before it do.
    A page of few long lines takes the place from all pages of its width.
    """
    long_rows = [[r for r in rows if len(r.words) >= 7] for rows in bodies]
    of_width: dict[int, list[Row]] = {}
    for page, rows in zip(pages, long_rows, strict=True):
        of_width.setdefault(round(page.width), []).extend(rows)
    general = {width: _channel(rows, width) if len(rows) >= 5 else float(width) for width, rows in of_width.items()}
    return [_channel(rows, round(page.width)) if len(rows) >= 8 else general[round(page.width)] for page, rows in zip(pages, long_rows, strict=True)]


def _channel(rows: list[Row], width: int) -> float:
    steps = [0] * (width + 2)  # lines that begin to cover a point, less those that end there
    for row in rows:
        for word in row.words[-8:]:
            x0, x1 = int(word.x0), int(word.x1) + 1
            if 0 <= x0 < x1 <= width:
                steps[x0] += 1
                steps[x1] -= 1
    cover = list(accumulate(steps))
    edge = max((x for x in range(width) if cover[x] >= 0.3 * len(rows)), default=width)
    strays = len(rows) // 100
    white = 0
    for x in range(edge + 1, width + 1):
        white = white + 1 if cover[x] <= strays else 0
        if white >= CHANNEL:
            return float(x - CHANNEL)
    return float(width)


def take_asides(bodies: list[list[Row]], margins: list[float]) -> tuple[list[list[Row]], list[list[Row]]]:
    """Take out of each row what stands right of the text: a column of initials, names or actions."""
    kept, taken = [], []
    for rows, right in zip(bodies, margins, strict=True):
        body, beside = [], []
        for row in rows:
            if row.x1 < right + CHANNEL:
                body.append(row)
                continue
            cut = next((k for k, w in enumerate(row.words) if w.x0 >= right + CHANNEL - 1), len(row.words))
            if cut == len(row.words) or len(row.words) - cut > ASIDE_WORDS:
                body.append(row)
                continue
            beside.append(Row(row.words[cut:], row.top, row.bottom).close())
            if cut:
                body.append(Row(row.words[:cut], row.top, row.bottom).close())
        kept.append(body)
        taken.append(beside)
    # One stray word is no column
    return (kept, taken) if sum(map(len, taken)) > 1 else (bodies, [[] for _ in bodies])
