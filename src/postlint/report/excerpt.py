"""The part of a line that fits the terminal, and where in it the marked range stands."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from postlint.diagnostic import Excerpt, RelatedPlace
from postlint.report.cells import cut, edges, widths
from postlint.report.visible import glyphs, is_harmless, visible

# Tab stops depend on where the line begins on the screen; a fixed width keeps the carets right.
_TAB = "    "


class Window(NamedTuple):
    """A line of text, and the mark in it: `indent` cells in, `length` cells (at least one) long."""

    text: str
    indent: int
    length: int


def window(excerpt: Excerpt, start: int, end: int, room: int) -> Window:
    """The excerpt around the columns `start` to `end` (from 1, `end` exclusive) in at most `room` cells, … at cut sides."""
    shown = _shown(excerpt.text)
    cells = edges(shown) if isinstance(shown, str) else tuple(accumulate(widths(shown), initial=0))
    first = min(max(start - excerpt.column, 0), len(shown))
    last = min(max(end - excerpt.column, first), len(shown))
    low, high = 0, len(shown)
    if cells[-1] + excerpt.before + excerpt.after > room:
        low, high = _bounds(cells, first, last, room - 2)
    left = "…" if low > 0 or excerpt.before else ""
    right = "…" if high < len(shown) or excerpt.after else ""
    indent = len(left) + cells[first] - cells[low]
    part = shown[low:high]
    return Window(left + (part if isinstance(part, str) else "".join(part)) + right, indent, max(cells[min(last, high)] - cells[first], 1))


def _shown(text: str) -> Sequence[str]:
    """What stands for each character: most lines have nothing in them that acts, and stand for themselves."""
    if is_harmless(text):
        return text
    return [_TAB if raw == "\t" else glyph for raw, glyph in zip(text, glyphs(text), strict=True)]


def opening(place: RelatedPlace, room: int) -> str:
    """The range's first line, as much of it as fits into `room` cells."""
    excerpt = place.excerpt
    start = max(place.start.column - excerpt.column, 0)
    end = place.end.column - excerpt.column if place.end.line == place.start.line else len(excerpt.text)
    cut_off = "…" if excerpt.after and end >= len(excerpt.text) else ""
    return cut(visible(excerpt.text[start:end]) + cut_off, room)


def _bounds(cells: Sequence[int], first: int, last: int, room: int) -> tuple[int, int]:
    """Which glyphs to show: the marked ones, as far as three quarters of the room hold them, amid about as much on either side."""
    mark = min(cells[last] - cells[first], room * 3 // 4)
    low = _reach_left(cells, first, (room - mark) // 2)
    high = max(bisect_right(cells, cells[low] + room) - 1, first)
    if high == len(cells) - 1:
        low = _reach_left(cells, first, room - (cells[-1] - cells[first]))
    return low, high


def _reach_left(cells: Sequence[int], at: int, room: int) -> int:
    """The first glyph from which on there are no more than `room` cells in front of the glyph `at`."""
    return bisect_left(cells, cells[at] - room, 0, at)
