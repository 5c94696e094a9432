"""The body of a post → leaf blocks with spans and plain text.

The parser (pyromark, which is pulldown-cmark) speaks of UTF-8 byte offsets. It is given a *shadow* of the text in which every
character outside ASCII is one ASCII character that Markdown treats alike, so that its offsets are code points already.
"""

import re
from functools import lru_cache
from typing import Any, NamedTuple

from postlint.post.block import Block, Kind, Run
from postlint.post.patterns import lazy
from postlint.post.shadow import shadow
from postlint.post.shortcodes import PLACEHOLDER, blank
from postlint.post.simple import is_dense, reaches_far, simple_blocks
from postlint.post.text import Span

_HIDDEN_HTML = lazy(r"\s*<(?:!--|pre\b|script\b|style\b|textarea\b)", re.IGNORECASE)
_INLINE_BREAK = lazy(r"<br\s*/?>", re.IGNORECASE)
#: an event of the parser, and where it begins and ends in its text
_Event = tuple[Any, dict[str, int]]


class Body(NamedTuple):
    """What parsing a body gives: its leaf blocks, and the spans that no prose check reads (code, comments, link targets)."""

    blocks: tuple[Block, ...]
    hidden: tuple[Span, ...]


@lru_cache(maxsize=1)
def _parser() -> Any:
    from pyromark import Markdown, Options

    return Markdown(options=Options.ENABLE_TABLES | Options.ENABLE_FOOTNOTES | Options.ENABLE_STRIKETHROUGH | Options.ENABLE_TASKLISTS)


def parse_body(source: str, start: int) -> Body:
    """Parse `source` (shortcodes blanked already) from offset `start` on."""
    body = source[start:]
    blocks: list[Block] = []
    hidden: list[Span] = []
    waiting = at = len(body) - len(body.lstrip("\n"))
    for text in body.strip("\n").split("\n\n"):
        simple = simple_blocks(text, start + at)
        if simple is None:
            if reaches_far(text):
                return parse_stretch(source, start, body)
        else:
            if waiting < at:
                found = parse_stretch(source, start + waiting, body[waiting:at])
                blocks += found.blocks
                hidden += found.hidden
            blocks += simple
            waiting = at + len(text) + 2
        at += len(text) + 2
    if waiting < at:
        rest = parse_stretch(source, start + waiting, body[waiting:])
        blocks += rest.blocks
        hidden += rest.hidden
    return Body(tuple(blocks), tuple(hidden))


def parse_stretch(source: str, start: int, text: str) -> Body:
    """What the parser makes of a text that stands in `source` at `start`."""
    builder = _Builder(source, start)
    # The parser knows CR alone for a line end in paragraphs, but not behind comments and other HTML.
    lines = _LONE_CR.sub("\n", text) if "\r" in text else text
    events = list(_parser().events_with_range(shadow(lines)))
    at = 0
    while at < len(events):
        if events[at][0] == _PARAGRAPH and at + 2 < len(events) and builder.take_paragraph(*events[at : at + 3]):
            at += 3
            continue
        event, place = events[at]
        builder.take(event, place["start"] + start, place["end"] + start)
        at += 1
    return Body(builder.finish(), tuple(builder.hidden))


_LONE_CR = lazy(r"\r(?!\n)")
_PARAGRAPH = {"Start": "Paragraph"}


class _Builder:
    """Turns the parser's events into blocks. One instance a parse; nothing of it is kept."""

    def __init__(self, source: str, start: int) -> None:
        self.source = source
        self.at = start
        self.blocks: list[Block] = []
        self.hidden: list[Span] = []
        self.containers: list[str] = []
        self.kind: Kind | None = None
        self._reset()

    def _reset(self) -> None:
        self.kind = None
        self.span = Span(0, 0)
        self.level, self.setext, self.fenced, self.implicit, self.muted = 0, False, False, False, 0
        self.pieces: list[str] = []
        self.runs: list[Run] = []
        self.length = 0
        self.emphasised: list[Span] = []
        self.links: list[Span] = []

    def take_paragraph(self, opening: _Event, text: _Event, closing: _Event) -> bool:
        """A paragraph of nothing but text, as most are; does nothing where these are the first events of another one."""
        value = text[0].get("Text") if isinstance(text[0], dict) else None
        at, end = text[1]["start"] + self.at, text[1]["end"] + self.at
        if value is None or closing[0] != {"End": "Paragraph"} or len(value) != end - at:
            return False
        self._end_implicit()
        span = self._trimmed(opening[1]["start"] + self.at, opening[1]["end"] + self.at)
        kind, plain = self._prose_kind(), self.source[at:end]
        bare = span.start == at and span.end == end
        runs = () if bare else (Run(0, at, end, True),)
        self.blocks.append(Block(kind, span, plain, runs, bare and kind == "paragraph" and is_dense(plain)))
        return True

    # -- events ---------------------------------------------------------------------------------------------

    def take(self, event: Any, start: int, end: int) -> None:
        """One event of the parser at source offsets [start, end)."""
        if isinstance(event, str):
            self._mark(event, start, end)
            return
        ((name, value),) = event.items()
        if name == "Start":
            self._open(*_tag(value), start, end)
        elif name == "End":
            self._close(_tag(value)[0], start, end)
        elif name == "Text":
            self._text(value, start, end)
        elif name in ("Code", "InlineMath", "DisplayMath"):
            self._begin_implicit(start, end)
            self.hidden.append(Span(start, end))
            self._add(PLACEHOLDER, start, end, exact=False)
        elif name in ("Html", "InlineHtml"):
            self._html(value, start, end)

    def _mark(self, name: str, start: int, end: int) -> None:
        if name in ("SoftBreak", "HardBreak"):
            self._add("\n", start, end, exact=False)
        elif name == "Rule":
            self._end_implicit()
            self.blocks.append(Block("rule", self._trimmed(start, end)))

    def _open(self, name: str, value: Any, start: int, end: int) -> None:
        if name in ("Strong", "Emphasis", "Strikethrough", "Link", "Image"):
            self._begin_implicit(start, end)
        if name in ("Strong", "Emphasis", "Strikethrough"):
            self.emphasised.append(Span(start, end))
        elif name == "Link":
            return
        elif name == "Image":
            self._add(PLACEHOLDER, start, end, exact=False)
            self.hidden.append(Span(start, end))
            self.muted += 1
        elif name in ("List", "Item", "BlockQuote", "FootnoteDefinition", "Table"):
            self._end_implicit()
            self.containers.append(name)
            if name == "Table":
                self._begin("table", start, end)
        elif name == "CodeBlock":
            self._end_implicit()
            self._begin("code", start, end)
            self.fenced = value != "Indented"
            self.hidden.append(Span(start, end))
        elif name == "Heading":
            self._begin("heading", start, end)
            self.level = int(str(value["level"])[1:])
            self.setext = not self.source[start:end].lstrip().startswith("#")
        elif name in ("Paragraph", "HtmlBlock"):
            self._end_implicit()
            self._begin(self._prose_kind() if name == "Paragraph" else "html", start, end)
            if name == "HtmlBlock" and _HIDDEN_HTML.match(self.source, start):
                self.hidden.append(Span(start, end))

    def _close(self, name: str, start: int, end: int) -> None:
        if name == "Image":
            self.muted -= 1
        elif name == "Link":
            self.links.append(Span(start, end))
            self._hide_target(start, end)
        elif name in ("List", "Item", "BlockQuote", "FootnoteDefinition", "Table"):
            self._finish_block()
            if self.containers:
                self.containers.pop()
        elif name == "TableCell":
            self._add("\n", end, end, exact=False)
        elif name in ("Paragraph", "Heading", "CodeBlock", "HtmlBlock"):
            self._finish_block()

    def _text(self, value: str, start: int, end: int) -> None:
        self._begin_implicit(start, end)
        exact = len(value) == end - start
        self._add(self.source[start:end] if exact else value, start, end, exact=exact)

    def _html(self, value: str, start: int, end: int) -> None:
        if _HIDDEN_HTML.match(value):
            self.hidden.append(Span(start, end))
        if _INLINE_BREAK.fullmatch(value.strip()) and self.kind != "html":
            self._add("\n", start, end, exact=False)

    # -- blocks ---------------------------------------------------------------------------------------------

    def _prose_kind(self) -> Kind:
        if "FootnoteDefinition" in self.containers:
            return "footnote"
        if "BlockQuote" in self.containers:
            return "quote"
        return "item" if "Item" in self.containers else "paragraph"

    def _begin(self, kind: Kind, start: int, end: int) -> None:
        self._reset()
        self.kind, self.span = kind, Span(start, end)

    def _add(self, text: str, start: int, end: int, *, exact: bool) -> None:
        if self.kind is None or self.kind in ("code", "html") or self.muted:
            return
        self.runs.append(Run(self.length, start, end, exact))
        self.pieces.append(text)
        self.length += len(text)

    def _hide_target(self, start: int, end: int) -> None:
        """Of [text](target) only the text is prose; of a bare <https://…> nothing is."""
        behind = self.runs[-1].end if self.runs else start
        if start <= behind < end:
            self.hidden.append(Span(behind, end))

    def _begin_implicit(self, start: int, end: int) -> None:
        """Text straight in a tight list item: the item itself is the leaf, and grows with what is in it."""
        if self.kind is None:
            self._begin(self._prose_kind(), start, end)
            self.implicit = True
        elif self.implicit:
            self.span = Span(self.span.start, max(self.span.end, end))

    def _end_implicit(self) -> None:
        if self.implicit:
            self._finish_block()

    def _finish_block(self) -> None:
        if self.kind is None:
            return
        span = self._trimmed(self.span.start, self.span.end)
        self.blocks.append(
            Block(
                self.kind,
                span,
                "".join(self.pieces),
                tuple(self.runs),
                level=self.level,
                setext=self.setext,
                fenced=self.fenced,
                emphasised=tuple(self.emphasised),
                links=tuple(self.links),
            )
        )
        self._reset()

    def _trimmed(self, start: int, end: int) -> Span:
        while end > start and self.source[end - 1].isspace():
            end -= 1
        return Span(start, end)

    def finish(self) -> tuple[Block, ...]:
        """The blocks in order of their place."""
        self._finish_block()
        return tuple(sorted(self.blocks, key=lambda block: (block.span.start, block.span.end)))


def _tag(value: Any) -> tuple[str, Any]:
    if isinstance(value, str):
        return value, None
    ((name, inner),) = value.items()
    return name, inner


def blank_spans(text: str, spans: tuple[Span, ...]) -> str:
    """`text` with the given stretches replaced by spaces; same length, same lines."""
    pieces, at = [], 0
    for span in sorted(spans):
        if span.end > at:
            start = max(span.start, at)
            pieces += [text[at:start], blank(text[start : span.end])]
            at = span.end
    return "".join(pieces) + text[at:]
