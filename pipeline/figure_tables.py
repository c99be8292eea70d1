"""Figures in tables: a cell takes its row's and its column's heads."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple

from pipeline.figures import Figure, find_figures
from pipeline.numerals import IN_FIGURES, value_of
from pipeline.periods import find_periods
from pipeline.prose import Within
from pipeline.records import Document, MeetingHead, Statistic


class Box(NamedTuple):
    """The text of one cell."""

    row: int
    column: int
    text: str
    start: int
    end: int
    page: int


class Grid(NamedTuple):
    """A table's cells by row and column, the head of each column, and the first row below the heads."""

    number: int
    cells: dict[tuple[int, int], Box]
    heads: dict[int, str]
    first: int


_NUMBER = re.compile(
    rf"(?P<open>\(\s?)?(?P<sign>[+−–-]\s?)?(?P<money>[£$€]\s?)?(?P<number>{IN_FIGURES})\s?(?P<multiple>million|billion|thousand|bn|m|k|K"
    rf"|M)?\s?(?P<percent>%|per\scent)?(?P<close>\s?\))?\s?(?:CR|cr|DR)?(?P<rank>st|nd|rd|th)?[*†]?"
)
_NAMES = re.compile(
    r"\b(?:no|nos|number|ref|reference|chq|cheque|invoice|inv|voucher|code|tel|telephone|phone|appn|id|account|a/c)\b\.?|#"
    r"|^\W*(?:date|minute|item|page|time|year|day|action|agenda|ward|owner|initials|clause|grid|para|resolution|plot|application)s?\W*$",
    re.IGNORECASE,
)
_COUNTED_HEAD = re.compile(r"\b(?:number\sof|no\.?\sof|nos?\.?\sof)\b", re.IGNORECASE)
_MONEY_HEAD = re.compile(
    r"[£]|\b(?:amount|total|vat|net|gross|cost|paid|payment|payments|balance|price|budget|spend|expenditure|income|receipts?|debit|credit"
    r"|value|precept|fee|actual|variance|invoice\stotal|sum)\b",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"£\s?(?:000s?|['’]000s?|k)\b|\b(?:£?000s|thousands)\b", re.IGNORECASE)
_MILLIONS = re.compile(r"£\s?m(?:illions?)?\b", re.IGNORECASE)
_PERCENT_HEAD = re.compile(r"%|\bper\s?cent|\bpercentage\b", re.IGNORECASE)
_RANK_HEAD = re.compile(r"\brank", re.IGNORECASE)
_RATE_HEAD = re.compile(r"\b(?:per|rate)\s(?:\d|of|hundred|thousand)|\bscore\b", re.IGNORECASE)
_UNIT_HEAD = {
    "days": re.compile(r"\bdays\b", re.IGNORECASE),
    "hours": re.compile(r"\b(?:hours|hrs)\b", re.IGNORECASE),
    "mph": re.compile(r"\bmph\b", re.IGNORECASE),
    "tonnes": re.compile(r"\btonn", re.IGNORECASE),
    "places": re.compile(r"\b(?:places|capacity)\b", re.IGNORECASE),
}
_NAMES_ROW = re.compile(r"[A-Za-z]{3}")
_AMOUNT = re.compile(r"£\s?[1-9]")
LONGEST_HEAD = 80  # characters
_PENNIES = re.compile(r"\d\.\d\d\)?$")


def read_tables(document: Document, head: MeetingHead, within: Within, titles: dict[int, str]) -> list[Statistic]:
    """A statistic for each cell that holds one number, of the tables inside items."""
    tables: dict[int, dict[tuple[int, int], Box]] = defaultdict(dict)
    above: dict[int, str] = {}
    last = ""
    for line in document.lines:
        if line.kind == "body":
            last = document.text[line.start : line.end]
        elif line.kind == "cell" and line.table not in above:
            above[line.table] = last
        if line.kind != "cell" or line.table < 0 or not head.start <= line.start < head.end:
            continue
        cells, place = tables[line.table], (line.row, line.column)
        text, before = document.text[line.start : line.end].strip(), cells.get(place)
        if before:
            cells[place] = Box(line.row, line.column, f"{before.text} {text}", before.start, line.end, before.page)
        else:
            cells[place] = Box(line.row, line.column, text, line.start, line.end, line.page)
    found: list[Statistic] = []
    known: Grid | None = None
    for number, cells in tables.items():
        grid = _grid(number, cells, known)
        item = within.item_at(cells[min(cells)].start)
        if item is not None and (grid.heads or len({row for row, _ in cells}) > 1):
            found += _of_grid(grid, item, head.date, above.get(number, ""), titles.get(item, ""))
        known = grid
    return found


def _grid(number: int, cells: dict[tuple[int, int], Box], before: Grid | None) -> Grid:
    """A table with its heads; one that goes on over the page has those of the table before it."""
    rows, columns = sorted({r for r, _ in cells}), {c for _, c in cells}
    heads = _heads(cells, rows)
    page = cells[min(cells)].page
    if not heads and before is not None and before.number == number - 1 and before.heads and columns <= set(before.heads):
        last = before.cells[max(before.cells)].page
        if page == last + 1:
            return Grid(number, cells, before.heads, rows[0])
    return Grid(number, cells, heads, rows[0] + bool(heads))


def _of_grid(grid: Grid, item: int, date: str | None, above: str, item_title: str) -> list[Statistic]:
    cells, heads = grid.cells, grid.heads
    numeric = {place: m for place, box in cells.items() if (m := _NUMBER.fullmatch(box.text.strip()))}
    measured = {place: f for place, box in cells.items() if place not in numeric and (f := _measured(box.text.strip()))}
    money = {c for (_, c), m in numeric.items() if m["money"]}
    pennies = {c for c in {c for _, c in numeric} if any(_PENNIES.search(cells[p].text) for p in numeric if p[1] == c)}
    first_head = heads[min(heads)] if heads else ""
    found = []
    for place in sorted({*numeric, *measured}):
        row, column = place
        if row < grid.first:
            continue
        title = heads.get(column, "")
        row_head = " ".join(
            cells[(row, c)].text
            for c in sorted({c for r, c in cells if r == row})
            if (row, c) not in numeric and (row, c) not in measured and _NAMES_ROW.search(cells[(row, c)].text)
        )
        if not title and not row_head:
            continue
        if place in measured:
            unit_value: tuple[str, float] | None = (measured[place].unit, measured[place].value)
        else:
            unit_value = _unit_and_value(numeric[place], title, row_head, first_head, column in money, column in pennies)
        if unit_value is None:
            continue
        unit, value = unit_value
        box = cells[place]
        period = next(iter(find_periods(title, date) or find_periods(row_head, date)), None)
        source = title if period and find_periods(title, date) else row_head
        found.append(
            Statistic(
                item=item,
                as_written=box.text.strip(),
                value=value,
                value_high=measured[place].value_high if place in measured else None,
                unit=unit,
                sentence=" | ".join(cells[(row, c)].text for c in sorted({c for r, c in cells if r == row}))[:600],
                start=box.start,
                end=box.end,
                page=box.page,
                measure=_few(title, 10) or _few(row_head, 12),
                population=_few(f"{row_head}, {item_title}, {above}" if len(f"{title} {row_head}".split()) < 5 else row_head, 12) if title else None,
                subject_kind="target"
                if re.search(r"target", title, re.IGNORECASE)
                else "budget"
                if re.search(r"budget", title, re.IGNORECASE)
                else "forecast"
                if re.search(r"forecast", title, re.IGNORECASE)
                else "capacity"
                if re.search(r"capacity|places", title, re.IGNORECASE)
                else "actual",
                period_as_written=source[period.start : period.end] if period else None,
                period_start=period.first if period else None,
                period_end=period.last if period else None,
                table=grid.number,
                row=row,
                column=column,
            )
        )
    return found


def _measured(text: str) -> Figure | None:
    """The figure that fills a cell with its unit: '9 weeks', '£2.3 million to £2.9 million'."""
    if len(text) > 40 or (not text[:1].isdigit() and text[:1] not in "£("):
        return None
    figures = find_figures(text)
    return figures[0] if len(figures) == 1 and figures[0].end - figures[0].start >= len(text.strip("()")) - 1 else None


def _heads(cells: dict[tuple[int, int], Box], rows: list[int]) -> dict[int, str]:
    """The first row, where its cells are short and hold no numbers but years."""
    first = {c: cells[(r, c)].text.strip() for r, c in cells if r == rows[0]}
    numbers = any(
        (_NUMBER.fullmatch(t) and not re.fullmatch(r"(?:19|20)\d\d", t)) or _AMOUNT.search(t) or len(t) > LONGEST_HEAD for t in first.values()
    )
    return {} if numbers else first


def _is_name(head: str) -> bool:
    """A column of names of things: numbers of cheques, dates, references."""
    return bool(_NAMES.search(head)) and not _COUNTED_HEAD.search(head) and not re.search(r"£|amount|total\b", head, re.IGNORECASE)


def _unit_and_value(match: re.Match[str], title: str, row_head: str, first_head: str, in_money: bool, in_pennies: bool) -> tuple[str, float] | None:
    heads = f"{title} {first_head}"
    if _is_name(title) and not match["money"] and not match["percent"]:
        return None
    value = value_of(match["number"] + (match["multiple"] or ""))
    if match["rank"] or _RANK_HEAD.search(title):
        return "other", value
    if match["percent"] or (not match["money"] and _PERCENT_HEAD.search(title)):
        negative = match["sign"] is not None and match["sign"].strip() in "−–-"
        return "percent", -value if negative else value
    if match["money"] and match["money"].strip() != "£":
        return "other", value
    if not match["money"] and re.fullmatch(r"(?:19|20)\d\d", match["number"]):
        return None
    written = match["number"]
    scale = 1.0
    if not match["multiple"]:
        scale = 1_000.0 if _THOUSANDS.search(heads) else 1_000_000.0 if _MILLIONS.search(heads) else 1.0
    if match["money"] or in_money or scale > 1 or (_MONEY_HEAD.search(title) and (in_pennies or "." in written)) or (in_pennies and not title):
        return "GBP", value * scale
    if re.fullmatch(r"0\d+", written) or re.fullmatch(r"\d{5,}", written):
        return None
    if _RATE_HEAD.search(f"{title} {row_head}"):
        return "other", value
    for unit, pattern in _UNIT_HEAD.items():
        if pattern.search(title):
            return unit, value
    return ("count", value) if title else None


def _few(text: str, most: int) -> str:
    return " ".join(text.split()[:most])
