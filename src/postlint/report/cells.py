"""Text in terminal cells, of which a full-width character takes two: widths, cutting, wrapping."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from postlint.post.patterns import lazy

# What may not begin a line in Japanese typesetting (行頭禁則), and what may not end one (行末禁則).
_NO_START = frozenset("、。，．,.・：；:;？！?!」』）)】〕］]｝}〉》”’ー―…‥々ゝゞ％%ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ")
_DIGITS = frozenset("0123456789")
_NO_END = frozenset("「『（(【〔［[｛{〈《“‘")
#: printable ASCII, Japanese in full width, dashes and quotation marks: nearly all that is ever shown
_PLAIN = lazy("[ -~\u2010-\u2027\u2030-\u205e\u3000-\u3029\u3030-\u303e\u3041-\u3096\u309b-\u30ff\u4e00-\u9fff\uff01-\uff60]*+")
#: the cells of a plain character by its high byte in UTF-16
_CELLS = bytes(1 if high in (0x00, 0x20) else 2 for high in range(256))


class _Widths(dict[str, int]):
    """Cells by character or glyph; looked up once each, since reports measure every character that they show."""

    def __missing__(self, glyph: str) -> int:
        if is_plain(glyph):
            self[glyph] = size = sum(widths(glyph))
            return size
        from rich.cells import get_character_cell_size

        self[glyph] = size = sum(map(get_character_cell_size, glyph))
        return size


_WIDTHS = _Widths()


def is_plain(text: str) -> bool:
    """Whether the text consists of characters that are shown as they are and of which the cells are known without a table."""
    return _PLAIN.fullmatch(text) is not None


def width(text: str) -> int:
    """How many cells the text takes. It must hold no control characters; `visible` sees to that."""
    return len(text) if text.isascii() else sum(widths(text))


def widths(glyphs: Sequence[str]) -> Sequence[int]:
    """How many cells each glyph takes."""
    if isinstance(glyphs, str) and is_plain(glyphs):
        return glyphs.encode("utf-16-le")[1::2].translate(_CELLS)
    return list(map(_WIDTHS.__getitem__, glyphs))


def cut(text: str, room: int) -> str:
    """The text, or as much of its beginning as fits into `room` cells with … behind it."""
    cells = edges(text)
    return text if cells[-1] <= room else text[: _reach(cells, 0, room - 1)].rstrip() + "…"


def pad(text: str, room: int) -> str:
    """The text filled up with spaces to `room` cells."""
    return text + " " * (room - width(text))


@lru_cache(maxsize=256)
def wrap(text: str, room: int) -> tuple[str, ...]:
    """The text in lines of at most `room` cells, by the rules of Latin and Japanese line breaking; at least one line."""
    text = text.strip(" ")
    cells = edges(text)
    if cells[-1] <= room:
        return (text,)
    lines: list[str] = []
    start = 0
    while (end := _reach(cells, start, room)) < len(text):
        # Where no break is allowed, as in a long URL, the line is filled and broken anyway.
        at = _last_break(text, start, end) or max(end, start + 1)
        lines.append(text[start:at].rstrip(" "))
        start = at
        while text[start : start + 1] == " ":
            start += 1
    return (*lines, text[start:]) if start < len(text) or not lines else tuple(lines)


@lru_cache(maxsize=64)
def edges(text: str) -> Sequence[int]:
    """How many cells stand in front of each character, and of the end. Remembered: beside a copy its original is shown, mostly alike."""
    return range(len(text) + 1) if text.isascii() else tuple(accumulate(widths(text), initial=0))


def _reach(cells: Sequence[int], start: int, room: int) -> int:
    """The end of the longest stretch from `start` that fits into `room` cells."""
    return max(bisect_right(cells, cells[start] + room) - 1, start)


def _last_break(text: str, start: int, end: int) -> int | None:
    """The last place behind `start`, and not behind `end`, where a line may end."""
    return next((at for at in range(end, start, -1) if _may_break(text[at - 1], text[at])), None)


def _may_break(before: str, after: str) -> bool:
    if before == " " or after == " ":
        return True
    # 5件 stays together, as does every other number with its counter.
    if after in _NO_START or before in _NO_END or before in _DIGITS:
        return False
    return _WIDTHS[before] == 2 or _WIDTHS[after] == 2
