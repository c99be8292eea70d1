"""What the rooms that ask PDFium share: calls without conversion of arguments, and the frame of a page."""

from __future__ import annotations

from collections.abc import Callable
from ctypes import PYFUNCTYPE, c_void_p, cast
from typing import Any, Literal, NamedTuple

Box = tuple[float, float, float, float]  # left, bottom, right, top, in the page's own space: y grows upwards


class Frame(NamedTuple):
    """What of a page is displayed, in its own space (y grows upwards), and how it is turned (quarter turns clockwise)."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as displayed."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turns % 2 else (width, height)

    def display(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """x0, top, x1, bottom as displayed."""
        if self.turns == 0:
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        if self.turns == 1:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.turns == 2:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        return self.top - top, self.right - right, self.top - bottom, self.right - left


def bare(function: Any, result: Any) -> Callable[..., Any]:
    """The same C function without conversion of its arguments, which takes most of the time: pointers must be passed as objects of ctypes."""
    return PYFUNCTYPE(result)(cast(function, c_void_p).value or 0)


def view(array: Any, code: Literal["f", "d"]) -> memoryview[float]:
    """The numbers of an array of C; reading them through this takes a fifth of the time."""
    return memoryview(array).cast("B").cast(code)
