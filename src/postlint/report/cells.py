"""Text in terminal cells, of which a full-width character takes two: widths, cutting, wrapping."""

from collections.abc import Iterable
from functools import lru_cache

# What may not begin a line in Japanese typesetting (行頭禁則), and what may not end one (行末禁則).
_NO_START = frozenset("、。，．,.・：；:;？！?!」』）)】〕］]｝}〉》”’ー―…‥々ゝゞ％%ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ")
_DIGITS = frozenset("0123456789")
_NO_END = frozenset("「『（(【〔［[｛{〈《“‘")


class _Widths(dict[str, int]):
    """Cells by character or glyph; looked up once each, since reports measure every character that they show."""

    def __missing__(self, glyph: str) -> int:
        from rich.cells import get_character_cell_size

        self[glyph] = size = sum(map(get_character_cell_size, glyph))
        return size


_WIDTHS = _Widths()


def width(text: str) -> int:
    """How many cells the text takes. It must hold no control characters; `visible` sees to that."""
    return len(text) if text.isascii() else sum(map(_WIDTHS.__getitem__, text))


def widths(glyphs: Iterable[str]) -> list[int]:
    """How many cells each glyph takes."""
    return list(map(_WIDTHS.__getitem__, glyphs))


def cut(text: str, room: int) -> str:
    """The text, or as much of its beginning as fits into `room` cells with … behind it."""
    if width(text) <= room:
        return text
    return text[: _reach(text, 0, room - 1)].rstrip() + "…"


def pad(text: str, room: int) -> str:
    """The text filled up with spaces to `room` cells."""
    return text + " " * (room - width(text))


@lru_cache(maxsize=256)
def wrap(text: str, room: int) -> tuple[str, ...]:
    """The text in lines of at most `room` cells, by the rules of Latin and Japanese line breaking; at least one line."""
    text = text.strip(" ")
    lines: list[str] = []
    start = 0
    while (end := _reach(text, start, room)) < len(text):
        # Where no break is allowed, as in a long URL, the line is filled and broken anyway.
        at = _last_break(text, start, end) or max(end, start + 1)
        lines.append(text[start:at].rstrip(" "))
        start = at
        while text[start : start + 1] == " ":
            start += 1
    return (*lines, text[start:]) if start < len(text) or not lines else tuple(lines)


def _reach(text: str, start: int, room: int) -> int:
    """The end of the longest stretch from `start` that fits into `room` cells."""
    used = 0
    for at in range(start, len(text)):
        used += _WIDTHS[text[at]]
        if used > room:
            return at
    return len(text)


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
