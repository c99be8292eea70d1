"""Measures that return: the figures of a council's meetings that count the same thing become one series, at whatever time each was ingested.

By words and unit, with care: two series of one thing are a nuisance, one series of two things is wrong.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections import defaultdict
from typing import NamedTuple

from pipeline.schema import transaction
from pipeline.threads import WAITING

FIGURES = """
    select s.id, s.measure, s.population, s.unit, s.subject_kind, m.date, c.council_id, s.meeting_id, coalesce(s.period_as_written, '')
    from statistics s join meetings m on m.id = s.meeting_id
    left join committees c on c.id = m.committee_id
    where coalesce(c.council_id, m.committee_id, m.id) = ? and s.measure is not null and m.date is not null
      and instr(s.sentence, 'from ' || s.as_written) = 0 -- an earlier value, given beside the new one
    order by m.date, s.meeting_id, s.start, s.id"""
# A council's series are made anew where one of its meetings is new, or where one was taken out
FORGOTTEN = "select id from measures where id not in (select measure_id from statistics where measure_id is not null)"
LEAST_SHARED = 3  # words that two measures told in different words must have in common
LEAST_LIKENESS = 0.7  # the words that they share among all that they use
LEAST_AROUND = 0.3  # the same of what else is told, for measures of two words
MOST_TITLE = 80  # characters of a series' id

_WORD = re.compile(r"[a-z][a-z0-9'’&]+")
_LOWER = re.compile(r"(?:^|\s)(?!(?:of|the|and|for|in|at|to|on|by|a|an)\b)[a-z]{3}")  # a name alone measures nothing
_STEM = re.compile(r"(?:ings?|ed|es|s|'s|’s)$")
_EMPTY = frozenset(
    "the a an of in on at to for by from with and or that this these those which who whom whose had has have was were be been being is are "
    "as it its their there they them would will could should "
    "may might can do did does not than then also so but if when where about around approximately nearly almost over under up only just "
    "more less some all any each every between into out during since per "
    "within now still new further extra another other against compared "
    # what a figure did, and the time that it is for: of that its period tells
    "stood come came down rise rose risen fall fell fallen grew grown reported reach reached remain remained autumn spring summer winter term whole "
    "overall".split()
)
# Words that name no measure by themselves, however often they return
_BARE = frozenset(
    "number total amount figure rate cost value year month week people member item report meeting council time area case vat "
    "net gross sum balance paid payment due copy place day january february march april may june july august september october november "
    "december growth increase cheque chq one".split()
)


class Figure(NamedTuple):
    """A figure of a series: its row, and when it was given and for when."""

    key: int
    meeting: str
    date: str
    period: str


class Series(NamedTuple):
    """Figures that count one thing; the words are those of the first."""

    stems: frozenset[str]
    about: frozenset[str]  # the stems of what else is told of the first
    words: str
    council: str | None
    figures: list[Figure]


def build_measures(connection: sqlite3.Connection) -> int:
    """Make the series of every council that has meetings not yet linked; it comes before the linking. Returns how many there are of them."""
    made = sum(build_council(connection, body) for (body,) in connection.execute(WAITING).fetchall())
    forgotten = connection.execute(FORGOTTEN).fetchall()
    if forgotten:
        with transaction(connection):
            connection.executemany("delete from measures where id = ?", forgotten)
    return made


def build_council(connection: sqlite3.Connection, body: str) -> int:
    rows = connection.execute(FIGURES, [body]).fetchall()
    by_kind: dict[tuple[str, str], list[Series]] = defaultdict(list)
    near: dict[tuple[str, str, str], list[int]] = defaultdict(list)  # where the series of a kind that have a stem stand
    for key, measure, population, unit, kind, date, council, meeting, period in rows:
        group = ("count" if unit == "places" else unit, kind if kind in ("target", "budget", "forecast", "threshold") else "actual")
        stems, about = stems_of(measure), stems_of(population or "")
        named = len(stems - _BARE) >= 2 and bool(_LOWER.search(measure))
        words = measure
        if not named:
            # A measure that is only a time, such as a table's head, leaves the name to what is told beside it
            words = (population or "").split(", ")[0] if not stems else f"{measure}, {population}"
            stems, about = stems_of(words), frozenset()
        if len(stems - _BARE) < 2 or not _LOWER.search(words):
            continue
        known = by_kind[group]
        best = max({k for stem in stems for k in near[(*group, stem)]}, key=lambda k: (likeness(stems, known[k].stems), -k), default=None)
        figure = Figure(key, meeting, date, period)
        if best is not None and (same_measure(stems, about, known[best], unit) if named else stems == known[best].stems):
            known[best].figures.append(figure)
        else:
            for stem in stems:
                near[(*group, stem)].append(len(known))
            known.append(Series(stems, about, words, council, [figure]))
    single = [(group, one._replace(figures=one_a_time(one.figures, group[0]))) for group, all_of in sorted(by_kind.items()) for one in all_of]
    series = [(group, one) for group, one in single if len({figure.date for figure in one.figures}) > 1]
    ids = ids_of(body, series)
    with transaction(connection):
        connection.executemany("update statistics set measure_id = null where id = ?", [(row[0],) for row in rows])
        connection.execute("delete from measures where body = ?", [body])
        connection.executemany(
            "insert into measures (id, body, council_id, words, unit, subject_kind) values (?, ?, ?, ?, ?, ?)",
            [(key, body, one.council, one.words, unit, kind) for key, ((unit, kind), one) in zip(ids, series, strict=True)],
        )
        connection.executemany(
            "update statistics set measure_id = ? where id = ?",
            [(key, figure.key) for key, (_, one) in zip(ids, series, strict=True) for figure in one.figures],
        )
    return len(series)


def stems_of(words: str) -> frozenset[str]:
    """The words that mean something, without their endings."""
    plain = [w for w in _WORD.findall(words.lower()) if w not in _EMPTY]
    return frozenset(_STEM.sub("", w) if len(w) > 4 else w for w in plain)


def likeness(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b)


def same_measure(stems: frozenset[str], about: frozenset[str], series: Series, unit: str) -> bool:
    """Most of the words, where there are enough; of a measure of two words, those and some of what else is told, unless it is a percentage."""
    shared = len(stems & series.stems)
    if stems == series.stems and shared < LEAST_SHARED:
        return unit == "percent" or not about or not series.about or likeness(about, series.about) >= LEAST_AROUND
    return shared >= LEAST_SHARED and likeness(stems, series.stems) >= LEAST_LIKENESS


def one_a_time(figures: list[Figure], unit: str) -> list[Figure]:
    """Without those of a meeting that gives several, unless each is of another time: a part and its whole are told in the same words.

    Of money all are left out: the balances of two accounts have dates of their own, and are told in the same words.
    """
    periods: dict[str, list[str]] = defaultdict(list)
    for figure in figures:
        periods[figure.meeting].append(figure.period)
    return [f for f in figures if len(at := periods[f.meeting]) == 1 or (unit != "GBP" and all(at) and len(set(at)) == len(at))]


def ids_of(body: str, series: list[tuple[tuple[str, str], Series]]) -> list[str]:
    """An id a series that a reader can read: 'calderby/ehc-plans-issued-within-percent'."""
    taken: dict[str, int] = defaultdict(int)
    ids = []
    for (unit, kind), one in series:
        flat = unicodedata.normalize("NFKD", one.words.lower()).encode("ascii", "ignore").decode()
        slug = re.sub(r"[^a-z0-9]+", "-", flat).strip("-")[:MOST_TITLE].strip("-")
        key = f"{body}/{slug}-{unit.lower()}" + (f"-{kind}" if kind != "actual" else "")
        taken[key] += 1
        ids.append(key if taken[key] == 1 else f"{key}-{taken[key]}")
    return ids
