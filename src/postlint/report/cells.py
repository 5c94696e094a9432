"""Text in terminal cells, of which a full-width character takes two: widths, cutting, wrapping."""

from collections.abc import Iterable
from functools import cache

# What may not begin a line in Japanese typesetting (行頭禁則), and what may not end one (行末禁則).
_NO_START = frozenset("、。，．,.・：；:;？！?!」』）)】〕］]｝}〉》”’ー―…‥々ゝゞ％%ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ")
_DIGITS = frozenset("0123456789")
_NO_END = frozenset("「『（(【〔［[｛{〈《“‘")


@cache
def _character_width(character: str) -> int:
    from rich.cells import get_character_cell_size

    return get_character_cell_size(character)


def width(text: str) -> int:
    """How many cells the text takes. It must hold no control characters; `visible` sees to that."""
    return len(text) if text.isascii() else sum(map(_character_width, text))


def cut(text: str, room: int) -> str:
    """The text, or as much of its beginning as fits into `room` cells with … behind it."""
    if width(text) <= room:
        return text
    return _beginning(text, room - 1).rstrip() + "…"


def pad(text: str, room: int) -> str:
    """The text filled up with spaces to `room` cells."""
    return text + " " * (room - width(text))


def wrap(text: str, room: int) -> list[str]:
    """The text in lines of at most `room` cells, by the rules of Latin and Japanese line breaking; at least one line."""
    lines: list[str] = []
    line, used = "", 0
    for unit in _fitting(_units(text), room):
        wide = width(unit)
        if line and used + wide > room:
            lines.append(line.rstrip())
            line, used = "", 0
        if line or unit != " ":
            line, used = line + unit, used + wide
    return [*lines, line.rstrip()] if line or not lines else lines


def _units(text: str) -> list[str]:
    """The stretches of text that must stay on one line; a space is a unit of its own."""
    units: list[str] = []
    start = 0
    for at in range(1, len(text)):
        if _may_break(text[at - 1], text[at]):
            units.append(text[start:at])
            start = at
    return [*units, text[start:]] if text else []


def _may_break(before: str, after: str) -> bool:
    if before == " " or after == " ":
        return True
    # 5件 stays together, as does every other number with its counter.
    if after in _NO_START or before in _NO_END or before in _DIGITS:
        return False
    return _character_width(before) == 2 or _character_width(after) == 2


def _fitting(units: Iterable[str], room: int) -> Iterable[str]:
    for unit in units:
        rest = unit
        while width(rest) > room and len(rest) > 1:
            head = _beginning(rest, room) or rest[0]
            yield head
            rest = rest[len(head) :]
        yield rest


def _beginning(text: str, room: int) -> str:
    """The longest beginning that fits into `room` cells."""
    used = 0
    for at, character in enumerate(text):
        used += _character_width(character)
        if used > room:
            return text[:at]
    return text
