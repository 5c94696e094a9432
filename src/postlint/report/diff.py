"""A unified diff for a person to read: coloured, and with nothing in it that acts on the terminal."""

from collections.abc import Iterator, Mapping

from postlint.post.patterns import lazy
from postlint.report.paint import Ink, Line, paint
from postlint.report.visible import visible

_HUNK = lazy(r"@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@")
_INKS: Mapping[str, Ink] = {"+": "good", "-": "removed"}


def render_diff(diff: str, *, color: bool) -> str:
    """The diff as a terminal may show it. For a file or a program take it as it is."""
    return paint(_lines(diff), color)


def _lines(diff: str) -> Iterator[Line]:
    old = new = 0  # how many lines of the hunk are still to come: by them a deleted line "-- " is no head of a file
    for line in diff.split("\n")[:-1]:
        head = _HUNK.match(line) if not (old or new) else None
        ink: Ink = "strong"
        if line.startswith("\\"):
            ink = "faint"
        elif head:
            old, new, ink = int(head[1] or 1), int(head[2] or 1), "rule"
        elif old or new:
            ink = _INKS.get(line[:1], "")
            old -= line[:1] in "- "
            new -= line[:1] in "+ "
        yield [(_harmless(line), ink)]


def _harmless(line: str) -> str:
    """Tabs stay; the CR of a line end does not show."""
    return "\t".join(map(visible, line.removesuffix("\r").split("\t")))
