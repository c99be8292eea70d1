"""A line drawn on the server: figures by date, the axis from zero, each point a link to its page."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from pipeline.browse.asking import Row
from pipeline.browse.words import unit_of

WIDTH, HEIGHT = 720, 300
LEFT, RIGHT, TOP, BOTTOM = 62, 40, 28, 44
INDENT = 26  # of the first and the last point, so that they keep off the numbers of the axis
MAX_LINES = 4


class Point(NamedTuple):
    x: float
    y: float
    label: str  # '' where there is no room for it
    label_y: float
    hint: str
    href: str


class Line(NamedTuple):
    """One line, with a class for its colour and the name at its end."""

    name: str
    colour: str
    path: str
    points: list[Point]


class Tick(NamedTuple):
    place: float
    label: str


class Plot(NamedTuple):
    width: int
    height: int
    lines: list[Line]
    ticks: list[Tick]  # of the value, from below
    dates: list[Tick]
    base: float  # where zero stands
    left: int
    right: int


def plot(series: list[tuple[str, list[Row]]], unit: str) -> Plot | None:
    """The plot, or None where fewer than two dates are known."""
    dated: list[tuple[str, list[tuple[int, Row]]]] = [
        (name, [(day_number(row["at"]), row) for row in line if day_number(row["at"])]) for name, line in series[:MAX_LINES]
    ]
    days = sorted({day for _, line in dated for day, _ in line})
    if len(days) < 2:
        return None
    values: list[float] = [row["value"] for _, line in dated for _, row in line]
    least, most = min(0.0, *values), nice(max(0.0, *values))
    if most == least:
        return None

    def x(day: int) -> float:
        return round(LEFT + INDENT + (day - days[0]) / (days[-1] - days[0]) * (WIDTH - LEFT - RIGHT - 2 * INDENT), 1)

    def y(value: float) -> float:
        return round(TOP + (most - value) / (most - least) * (HEIGHT - TOP - BOTTOM), 1)

    lines, spots = [], [(x(day), y(row["value"])) for _, line in dated for day, row in line]
    labels: list[tuple[float, float]] = []
    for k, (name, line) in enumerate(dated):
        points = []
        for day, row in sorted(line, key=lambda pair: pair[0]):
            at = (x(day), y(row["value"]))
            label = next((spot for spot in ((at[0], at[1] - 11), (at[0], at[1] + 20)) if is_free(spot, spots, labels)), None)
            labels += [label] if label else []
            words = unit_of(row["value"], unit) if label else ""
            points.append(Point(*at, words, label[1] if label else at[1], f"{name}: {row['as_written']}, {row['meeting_title']}", row["href"]))
        lines.append(Line(name, f"line-{k}", " ".join(f"{p.x},{p.y}" for p in points), points))
    ticks = [Tick(y(most * k / 4), unit_of(most * k / 4, unit)) for k in range(5)]
    return Plot(WIDTH, HEIGHT, lines, ticks, [Tick(x(day), label) for day, label in date_ticks(days)], y(0), LEFT, WIDTH - RIGHT)


def is_free(spot: tuple[float, float], points: list[tuple[float, float]], labels: list[tuple[float, float]]) -> bool:
    """Whether a label's middle may stand here without covering a point or another label."""
    x, y = spot
    return all(abs(x - a) > 28 or not -6 < y - b < 16 for a, b in points) and all(abs(x - a) > 42 or abs(y - b) > 14 for a, b in labels)


def day_number(written: str | None) -> int:
    """Days since the year 1; 0 where there is no whole date."""
    try:
        return date.fromisoformat(written or "").toordinal()
    except ValueError:
        return 0


def nice(value: float) -> float:
    """The next round number, as an axis ends on."""
    if value <= 0:
        return 0.0
    step = 10.0
    while step < value:
        step *= 10
    while step / 10 >= value:
        step /= 10
    return next(step * part for part in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0) if step * part >= value)


def date_ticks(days: list[int]) -> list[tuple[int, str]]:
    """The first day of each year between, or the first and last day where they lie within one."""
    first, last = date.fromordinal(days[0]), date.fromordinal(days[-1])
    years = [(date(year, 1, 1).toordinal(), str(year)) for year in range(first.year + 1, last.year + 1)]
    step = max(1, len(years) // 8)
    return years[::step] if len(years) > 1 else [(days[0], first.strftime("%b %Y")), (days[-1], last.strftime("%b %Y"))]
