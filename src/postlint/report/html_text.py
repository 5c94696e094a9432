"""Text from posts, rules and file names → HTML that shows it and does nothing else; and text with ranges of it marked."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Literal

from msgspec import Struct

from postlint.post.patterns import lazy
from postlint.post.text import Span
from postlint.report.visible import visible

#: what a mark stands for: a finding of either severity, the place that a finding repeats (o), what differs between the two (d);
#: the first here wins where marks overlap
Kind = Literal["e", "w", "o", "d"]
KINDS: tuple[Kind, ...] = ("e", "w", "o", "d")

# A page lays these out well: line ends, tabs, and what joins emoji or picks a glyph. `visible` would spell them out.
_LAID_OUT = lazy("([\t\n\r\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]+)")
# GitHub Actions takes these in its log for commands, and so the command line would change them in a page that it prints.
_COMMAND = lazy(r"^([^\S\n]*):(?=:)", re.MULTILINE)
_KANA = lazy("[\u3041-\u30ff]")


class Mark(Struct, frozen=True):
    """A range of a text, and the finding (its number in the post, from 1; 0 for none) that it belongs to.

    `nth` tells the places apart that one finding repeats.
    """

    span: Span
    number: int
    kind: Kind
    nth: int = 0


def shown(text: str) -> str:
    """Any text as HTML, fit for an element and for a quoted attribute. What acts or hides, such as a control, is spelt out."""
    parts = _LAID_OUT.split(text)
    parts[::2] = [visible(part) for part in parts[::2]]
    safe = escape("".join(parts), quote=True).replace("##[", "#&#35;[")
    return _COMMAND.sub(r"\1&#58;", safe)


def language(text: str) -> str:
    """The attribute that lets a browser pick Japanese glyphs for a text that has kana; with the space before it."""
    return ' lang="ja"' if _KANA.search(text) else ""


def cut(text: str, most: int) -> str:
    """The text, or where it has more than `most` characters its beginning and …"""
    return text if len(text) <= most else text[: most - 1] + "…"


def marked(text: str, part: Span, marks: Sequence[Mark], label: str = "") -> str:
    """A part of a text as HTML, with the marks in it.

    In front of a finding stands its number, a link to `label` + number. Where marks overlap the text is cut at their
    ends, so that elements never overlap, and a piece names all the findings that it belongs to.
    """
    inside = [mark for mark in marks if mark.span.start <= part.end and mark.span.end >= part.start]
    edges = {part.start, part.end, *(max(part.start, min(edge, part.end)) for m in inside for edge in (m.span.start, m.span.end))}
    return "".join(_pieces(text, sorted(edges), inside, part, label))


def _pieces(text: str, edges: Sequence[int], marks: Iterable[Mark], part: Span, label: str) -> Iterator[str]:
    waiting = sorted(marks, key=lambda mark: (mark.span.start, mark.number), reverse=True)
    active: list[Mark] = []
    for start, end in zip(edges, [*edges[1:], edges[-1]], strict=True):
        active = [mark for mark in active if mark.span.end > start]
        while waiting and waiting[-1].span.start <= start:
            mark = waiting.pop()
            if mark.span.start >= part.start and label and (mark.span.start < part.end or mark.span.end == part.end):
                yield _number(mark, label)
            if mark.span.end > start:
                active.append(mark)
        yield _piece(text[start:end], active)


def _piece(text: str, marks: Sequence[Mark]) -> str:
    if not text or not marks:
        return shown(text)
    kind = min((mark.kind for mark in marks), key=KINDS.index)
    numbers = " ".join(str(number) for number in sorted({mark.number for mark in marks if mark.number}))
    belongs = f' data-f="{numbers}"' if numbers else ""
    return f'<mark class="{kind}"{belongs}>{shown(text)}</mark>'


def _number(mark: Mark, label: str) -> str:
    """What stands where a finding begins: its number. Where a repeated text begins: a place for a link to lead to."""
    at = f"{label}{mark.number}"
    if mark.kind == "o":
        return f'<a id="o{at}-{mark.nth}"></a>'
    return f'<a class="no {mark.kind}" id="m{at}" href="#f{at}" data-f="{mark.number}">{mark.number}</a>'


def kept(text: str, spans: Iterable[Span], context: int, longest: int) -> list[Span]:
    """The parts of a text to show so that each span is seen in its surroundings: ascending, apart from each other.

    About `context` characters stand on either side, to the line's edge if that is near. Of a span longer than `longest`
    characters the middle is left out.
    """
    parts: list[Span] = []
    for span in sorted(_ends(spans, longest)):
        start, end = (
            _line_start(text, max(span.start - context, 0), span.start),
            _line_end(text, min(span.end + context, len(text)), span.end),
        )
        if parts and start <= parts[-1].end + context // 2:
            parts[-1] = Span(parts[-1].start, max(parts[-1].end, end))
        else:
            parts.append(Span(start, end))
    return parts


def _ends(spans: Iterable[Span], longest: int) -> Iterator[Span]:
    for span in spans:
        if len(span) <= longest:
            yield span
        else:
            yield Span(span.start, span.start + longest * 2 // 3)
            yield Span(span.end - longest // 3, span.end)


def _line_start(text: str, low: int, high: int) -> int:
    """The first line start in `low` … `high`, or `low` where there is none."""
    at = text.find("\n", max(low - 1, 0), high) + 1
    return at if at and low else low


def _line_end(text: str, high: int, low: int) -> int:
    """The last line end in `low` … `high`, or `high` where there is none."""
    at = text.rfind("\n", low, high)
    return at if at >= 0 and high < len(text) else high
