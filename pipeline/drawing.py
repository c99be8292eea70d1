"""What is drawn on a page beside its text: straight lines (of tables, underlining, frames), and whether there is ink that could be writing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from ctypes import byref, c_float, c_int, c_void_p
from itertools import pairwise
from typing import NamedTuple

import msgspec
import pypdfium2.raw as raw

from pipeline import limits
from pipeline.calls import Box, Frame, bare, view
from pipeline.records import Rule, Word

_count_objects = bare(raw.FPDFPage_CountObjects, c_int)
_get_object = bare(raw.FPDFPage_GetObject, c_void_p)
_count_in_form = bare(raw.FPDFFormObj_CountObjects, c_int)
_get_in_form = bare(raw.FPDFFormObj_GetObject, c_void_p)
_get_type = bare(raw.FPDFPageObj_GetType, c_int)
_get_bounds = bare(raw.FPDFPageObj_GetBounds, c_int)
_get_matrix = bare(raw.FPDFPageObj_GetMatrix, c_int)
_get_draw_mode = bare(raw.FPDFPath_GetDrawMode, c_int)
_count_segments = bare(raw.FPDFPath_CountSegments, c_int)
_get_segment = bare(raw.FPDFPath_GetPathSegment, c_void_p)
_segment_point = bare(raw.FPDFPathSegment_GetPoint, c_int)
_segment_type = bare(raw.FPDFPathSegment_GetType, c_int)
_segment_closes = bare(raw.FPDFPathSegment_GetClose, c_int)

_PATH, _IMAGE, _FORM = raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM
_SHAPES = frozenset((_PATH, _IMAGE))
_MOVE, _LINE = raw.FPDF_SEGMENT_MOVETO, raw.FPDF_SEGMENT_LINETO

_THIN = 2.6  # points: a filled box as thin as this is a line; borders of Word are 0.5 to 2.25
_SHORT = 4.0  # points: what is shorter is a dot or a dash
_SMALL = 15.0  # points: a shape no larger than this is a letter, a bullet or a box to tick
_BOX = 6  # pieces of a path that is a box at most
_INK = 0.05  # of the page: images or shapes that cover less hold no writing worth reading
_WRITING = 400  # pieces of curves: some forty letters drawn as outlines
_NESTING = 4  # forms within forms; real ones go two deep

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]


class Drawing(NamedTuple):
    """What is drawn: lines, and whether there is ink for writing."""

    rules: list[Rule]
    has_ink: bool


class _Pen:
    """Reads shapes of one page, with room for PDFium's answers."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.lines: list[Box] = []
        self.ink = 0.0  # area of images
        self.curves = 0
        self.curved: Box | None = None
        self.left = limits.MAX_SHAPES_A_PAGE
        floats = (c_float * 6)()
        self._floats = view(floats, "f")
        self._refs = [byref(floats, 4 * i) for i in range(4)]
        self._mode, self._stroke = c_int(), c_int()

    def read(self, objects: Iterator[int | None], matrix: Matrix | None, depth: int) -> None:
        """Take in the shapes among these objects; `matrix` leads from their space to the page's."""
        bounds_of, refs, floats = _get_bounds, self._refs, self._floats
        for number in objects:
            if number is None or self.left <= 0:
                continue
            shape = c_void_p(number)
            kind = _get_type(shape)
            if kind in _SHAPES:
                self.left -= 1
                if not bounds_of(shape, *refs):
                    continue
                left, bottom, right, top, _, _ = floats
                box = (left, bottom, right, top) if matrix is None else moved((left, bottom, right, top), matrix)
                width, height = box[2] - box[0], box[3] - box[1]
                if min(width, height) <= _THIN:
                    if max(width, height) >= _SHORT:
                        self.lines.append(box)
                elif kind == _IMAGE:
                    self.ink += self._visible(box)
                else:
                    self._path(shape, box, matrix)
            elif kind == _FORM and depth < _NESTING:
                self.left -= 1
                _get_matrix(shape, refs[0])
                a, b, c, d, e, f = floats
                inner = (a, b, c, d, e, f) if matrix is None else multiplied((a, b, c, d, e, f), matrix)
                count = min(_count_in_form(shape), self.left)
                self.read((_get_in_form(shape, i) for i in range(count)), inner, depth + 1)

    def _visible(self, box: Box) -> float:
        frame = self.frame
        width = min(box[2], frame.right) - max(box[0], frame.left)
        height = min(box[3], frame.top) - max(box[1], frame.bottom)
        return max(0.0, width) * max(0.0, height)

    def _path(self, shape: c_void_p, box: Box, matrix: Matrix | None) -> None:
        """A path that is no thin line itself: the sides of a box, lines drawn in one go, or a curve."""
        count = _count_segments(shape)
        _get_draw_mode(shape, byref(self._mode), byref(self._stroke))
        stroked = bool(self._stroke.value)
        small = max(box[2] - box[0], box[3] - box[1]) < _SMALL
        if not stroked and not small and count <= _BOX:
            return  # shading
        strokes = None if small or count > limits.MAX_SEGMENTS_A_PATH else self._strokes(shape, count, matrix)
        if strokes is None:
            self.curves += count
            self.curved = box if self.curved is None else around(self.curved, box)
        elif stroked:
            self.lines += [side for points in strokes for side in sides(points) if side[2] - side[0] >= _SHORT or side[3] - side[1] >= _SHORT]
        else:
            for points in strokes:
                xs, ys = [x for x, _ in points], [y for _, y in points]
                width, height = max(xs) - min(xs), max(ys) - min(ys)
                if min(width, height) <= _THIN and max(width, height) >= _SHORT:
                    self.lines.append((min(xs), min(ys), max(xs), max(ys)))

    def _strokes(self, shape: c_void_p, count: int, matrix: Matrix | None) -> list[list[Point]] | None:
        """The corners of each stroke of the path's pen, closed where the path closes it; None where any of it is bent."""
        _get_matrix(shape, self._refs[0])
        a, b, c, d, e, f = self._floats
        if matrix is not None:
            a, b, c, d, e, f = multiplied((a, b, c, d, e, f), matrix)
        strokes: list[list[Point]] = []
        for index in range(count):
            segment = c_void_p(_get_segment(shape, index))
            kind = _segment_type(segment)
            _segment_point(segment, self._refs[0], self._refs[1])
            x, y = self._floats[0], self._floats[1]
            if kind == _MOVE or not strokes:
                strokes.append([])
            elif kind != _LINE:
                return None
            strokes[-1].append((a * x + c * y + e, b * x + d * y + f))
            if _segment_closes(segment):
                strokes[-1].append(strokes[-1][0])
        return strokes

    def _page_area(self) -> float:
        return max(1.0, (self.frame.right - self.frame.left) * (self.frame.top - self.frame.bottom))

    def drawing(self) -> Drawing:
        """What was read, as displayed."""
        area = self._page_area()
        writing = self.curves >= _WRITING and self.curved is not None and self._visible(self.curved) >= _INK * area
        rules = [Rule(*self.frame.display(*box)) for box in map(self._clipped, self.lines) if box is not None]
        return Drawing(rules, self.ink >= _INK * area or writing)

    def _clipped(self, box: Box) -> Box | None:
        """The part of the box that is on the page."""
        frame = self.frame
        left, bottom, right, top = max(box[0], frame.left), max(box[1], frame.bottom), min(box[2], frame.right), min(box[3], frame.top)
        return (left, bottom, right, top) if left <= right and bottom <= top else None


def read_drawing(page: c_void_p, frame: Frame) -> Drawing:
    """The lines of a page, and whether it has ink beside its text."""
    pen = _Pen(frame)
    pen.read((_get_object(page, i) for i in range(_count_objects(page))), None, 0)
    return pen.drawing()


def multiplied(m: Matrix, n: Matrix) -> Matrix:
    """First m, then n."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def moved(box: Box, m: Matrix) -> Box:
    """The upright box around the box as the matrix turns and moves it."""
    corners = [(m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs, ys = [p[0] for p in corners], [p[1] for p in corners]
    return min(xs), min(ys), max(xs), max(ys)


def around(a: Box, b: Box) -> Box:
    """The box around two boxes."""
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def sides(points: list[Point]) -> list[Box]:
    """The upright and level lines among those that join the points in turn."""
    found = []
    for (x, y), (x2, y2) in pairwise(points):
        if abs(x - x2) < 0.5 or abs(y - y2) < 0.5:
            found.append((min(x, x2), min(y, y2), max(x, x2), max(y, y2)))
    return found


# ---- underlining ----------------------------------------------------------------------------------------------------------------------
def underline(words: list[Word], rules: list[Rule]) -> list[Word]:
    """The words, marked where a level line runs just below their baseline and hardly beyond them."""
    level = sorted((r for r in rules if r.bottom - r.top <= _THIN and r.x1 - r.x0 >= _SHORT), key=lambda r: (round(r.top), r.x0))
    if not level or not words:
        return words
    order = sorted(range(len(words)), key=lambda i: words[i].bottom)
    bottoms = [words[i].bottom for i in order]
    marked = set()
    for x0, x1, y in _joined(level):
        covered = []
        place = bisect_left(bottoms, y - 1.0)
        while place < len(order) and bottoms[place] < y + 12:
            word = words[order[place]]
            middle = (word.x0 + word.x1) / 2
            if x0 <= middle <= x1 and -0.02 * word.size <= word.bottom - y <= 0.3 * word.size:
                covered.append(order[place])
            place += 1
        if covered:
            left, right = min(words[i].x0 for i in covered), max(words[i].x1 for i in covered)
            slack = 1.5 * words[covered[0]].size
            if left - x0 < slack and x1 - right < slack:
                marked.update(covered)
    return [msgspec.structs.replace(w, underlined=True) if i in marked else w for i, w in enumerate(words)] if marked else words


def _joined(level: list[Rule]) -> Iterator[tuple[float, float, float]]:
    """Left end, right end and height of the lines; pieces that follow one another are one line."""
    x0, x1, y = level[0].x0, level[0].x1, (level[0].top + level[0].bottom) / 2
    for rule in level[1:]:
        middle = (rule.top + rule.bottom) / 2
        if abs(middle - y) < 1.0 and rule.x0 <= x1 + 1.5:
            x1 = max(x1, rule.x1)
            continue
        yield x0, x1, y
        x0, x1, y = rule.x0, rule.x1, middle
    yield x0, x1, y
