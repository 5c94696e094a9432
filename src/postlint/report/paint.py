"""Lines of styled stretches → one string, with or without escape sequences. The look is the same apart from colour."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from rich.style import Style as RichStyle

Ink = Literal["", "path", "error", "warning", "rule", "faint", "strong", "good", "removed"]
#: a line is a row of (text, ink)
Line = Sequence[tuple[str, Ink]]

_INKS: dict[Ink, str] = {
    "path": "bold",
    "error": "bold red",
    "warning": "bold yellow",
    "rule": "cyan",
    "faint": "bright_black",
    "strong": "bold",
    "good": "green",
    "removed": "red",
}


def paint(lines: Iterable[Line], color: bool) -> str:
    """The lines as one string that ends with a line end. Texts are taken literally: nothing in them is markup."""
    texts: list[str] = []
    for line in lines:
        texts += [_stroke(text, ink) if color and ink and not text.isspace() else text for text, ink in line]
        texts.append("\n")
    return "".join(texts)


def _stroke(text: str, ink: Ink) -> str:
    from rich.color import ColorSystem

    return _rich(ink).render(text, color_system=ColorSystem.STANDARD)


@cache
def _rich(ink: Ink) -> "RichStyle":
    from rich.style import Style

    return Style.parse(_INKS[ink])
