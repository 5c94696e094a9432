"""The part of a line that fits the terminal, and where in it the marked range stands."""

from dataclasses import dataclass

from postlint.diagnostic import Excerpt, RelatedPlace
from postlint.report.cells import cut, widths
from postlint.report.visible import glyphs, visible

# Tab stops depend on where the line begins on the screen; a fixed width keeps the carets right.
_TAB = "    "


@dataclass(frozen=True, slots=True)
class Window:
    """A line of text, and the mark in it: `indent` cells in, `length` cells (at least one) long."""

    text: str
    indent: int
    length: int


def window(excerpt: Excerpt, start: int, end: int, room: int) -> Window:
    """The excerpt around the columns `start` to `end` (from 1, `end` exclusive) in at most `room` cells, … at cut sides."""
    shown = [_TAB if raw == "\t" else glyph for raw, glyph in zip(excerpt.text, glyphs(excerpt.text), strict=True)]
    cells = widths(shown)
    first = min(max(start - excerpt.column, 0), len(shown))
    last = min(max(end - excerpt.column, first), len(shown))
    low, high = 0, len(shown)
    if sum(cells) + excerpt.before + excerpt.after > room:
        low, high = _bounds(cells, first, last, room - 2)
    left = "…" if low > 0 or excerpt.before else ""
    right = "…" if high < len(shown) or excerpt.after else ""
    indent = len(left) + sum(cells[low:first])
    return Window(left + "".join(shown[low:high]) + right, indent, max(sum(cells[first : min(last, high)]), 1))


def opening(place: RelatedPlace, room: int) -> str:
    """The range's first line, as much of it as fits into `room` cells."""
    excerpt = place.excerpt
    start = max(place.start.column - excerpt.column, 0)
    end = place.end.column - excerpt.column if place.end.line == place.start.line else len(excerpt.text)
    cut_off = "…" if excerpt.after and end >= len(excerpt.text) else ""
    return cut(visible(excerpt.text[start:end]) + cut_off, room)


def _bounds(cells: list[int], first: int, last: int, room: int) -> tuple[int, int]:
    """Which glyphs to show: the marked ones, as far as three quarters of the room hold them, amid about as much on either side."""
    mark = min(sum(cells[first:last]), room * 3 // 4)
    low, used = _walk_left(cells, first, (room - mark) // 2)
    high = _walk_right(cells, first, room - used)
    if high == len(cells):
        low, _ = _walk_left(cells, first, room - sum(cells[first:]))
    return low, high


def _walk_left(cells: list[int], at: int, room: int) -> tuple[int, int]:
    used = 0
    while at > 0 and used + cells[at - 1] <= room:
        at -= 1
        used += cells[at]
    return at, used


def _walk_right(cells: list[int], at: int, room: int) -> int:
    used = 0
    while at < len(cells) and used + cells[at] <= room:
        used += cells[at]
        at += 1
    return at
