"""The units of a post: what a reader takes as one paragraph, list item, heading or label.

Markdown's paragraph is not always the reader's: Japanese posts put one sentence, or a whole paragraph, on each line, a bold
line on top serves as a heading, and a stray marker may stand inside a block. A unit is a block cut at those places.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from operator import attrgetter
from typing import Literal

from msgspec import Struct

from postlint.analysis.keys import normalise
from postlint.analysis.markers import marker_spans
from postlint.analysis.memo import once_a_post
from postlint.post.block import Block, Run
from postlint.post.cached import cached_property
from postlint.post.patterns import lazy
from postlint.post.post import Post
from postlint.post.sentences import dense_sentences, ends_in_ascii, flat_sentences
from postlint.post.shortcodes import PLACEHOLDER
from postlint.post.text import Span

UnitKind = Literal["prose", "item", "heading", "label", "quote", "reference", "other"]

#: a mark that ends a sentence and one that would belong to it if it stood right behind
_LOOSE = lazy("[。．！？][\"'”’♪☆★]*[\\s*_`~\\\\\u200b\ufeff\u00ad]+[。．！？\"'”’♪☆★]")
#: a line that ends like this is whole, and the next line begins something new
_LINE_DONE = lazy(r"[。．！？!?」』）)][\"'”’*_~\s]*$")
#: a line that is bold from end to end stands where a heading would
_ALL_BOLD = lazy(r"[ \t]*(?:[*＊]{2}|__)(?=\S)[^\n]{1,120}(?:\*{2}|__)[:：]?[ \t]*\r?")
#: code, images and bare addresses: what a unit says beside these and its links is its author's own text
_REFERENCE = lazy(r"`[^`\n]*`|!\[[^\]\n]*\]\([^)\n]*\)|https?://[!-~]+")
#: a comment to postlint itself, which is no part of the post
_DIRECTIVE = lazy(r"(?:<!--|\{/\*)\s*postlint\b")
_WORD = lazy(r"[^\W_]")
_FEWEST_OWN_LETTERS = 8
#: marks that may stand between the edge of emphasis and that of its text
_OPENING, _CLOSING = "*_~[", "*_~"
_START, _END = attrgetter("start"), attrgetter("end")
_KINDS: dict[str, UnitKind] = {"paragraph": "prose", "item": "item", "heading": "heading", "quote": "quote"}


class Sentence(Struct, frozen=True):
    """A sentence of a unit: where it stands, and its normalised text."""

    span: Span
    key: str


class Unit(Struct, frozen=True, dict=True):
    """A stretch of one block. `index` is its place among the post's units, `segment` counts the markers before it.

    `twin` is the first unit of the post that is the same letter for letter, markup and all, if that is another one: what the text of
    that one says need not be found out again. `text` is the post's.
    """

    index: int
    kind: UnitKind
    span: Span
    plain: str
    key: str
    segment: int
    block: Block
    offset: int
    text: str
    twin: "Unit | None" = None

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The normalised texts of the sentences. Most are never asked where they stand, so they are had without looking that up."""
        if self.twin is not None:
            return self.twin.keys
        return tuple([s.key for s in self.sentences] if self._flat is None else self._flat)

    @cached_property
    def _flat(self) -> list[str] | None:
        """The normalised texts of the sentences, if nothing but 。．！？ ends one; None where something else may."""
        if not self._reads_as_written:
            return None
        whole = len(self.plain) == len(self.block.plain)
        if ends_in_ascii(self.plain) if whole else not self.block.flat:
            return None
        found = dense_sentences(self.key)
        if found is None or self.key == self.plain or not _LOOSE.search(self.plain):
            return found
        return list(filter(None, map(normalise, flat_sentences(self.plain))))

    @property
    def _reads_as_written(self) -> bool:
        """Whether nothing but emphasis and white space parts the source from the plain text."""
        if self.kind == "heading":
            return len(self.block.runs) == 1 and self.block.runs[0].exact and "](" not in self.plain
        if self.key == self.plain:
            return True
        if self._is_bare:
            return "](" not in self.plain
        source = self.span.of(self.text)
        return "](" not in source and (self.plain == source or self.key == normalise(self.plain))

    @property
    def _is_bare(self) -> bool:
        """Whether this is a whole block whose source is its plain text."""
        return not self.block.runs and len(self.plain) == len(self.block.plain) > 0

    @property
    def _is_marked_up(self) -> bool:
        """Whether the source is another text than the plain one; in most paragraphs it is not."""
        return not self._is_bare and (bool(self.block.emphasised) or self.plain != self.span.of(self.text))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences, each with its place in the file."""
        if self.twin is not None:
            by = self.span.start - self.twin.span.start
            return tuple([Sentence(Span(s.span.start + by, s.span.end + by), s.key) for s in self.twin.sentences])
        if self.key == self.plain and not self._is_marked_up and self._flat is not None:
            # Nothing parts the sentences: their lengths say where they stand.
            ends = list(accumulate(map(len, self._flat), initial=self.span.start))
            return tuple([Sentence(Span(*place), key) for *place, key in zip(ends, ends[1:], self._flat, strict=False)])
        first = self.offset
        last = first + len(self.plain)
        spans = self.block.sentences
        if first or last < len(self.block.plain):
            # Found by bisection, since a block can have thousands of lines that each are a unit.
            inside = spans[bisect_right(spans, first, key=_END) : bisect_left(spans, last, key=_START)]
            spans = tuple([Span(max(s.start, first), min(s.end, last)) for s in inside])
        if self._is_marked_up:
            return tuple(self._marked_up(spans))
        by, plain = self.span.start - first, self.block.plain
        keys = [plain[s.start : s.end] for s in spans]
        if self.key != self.plain:
            keys = [normalise(key) for key in keys]
        return tuple([Sentence(Span(s.start + by, s.end + by), key) for s, key in zip(spans, keys, strict=True) if key])

    def _marked_up(self, spans: Sequence[Span]) -> Iterator[Sentence]:
        """The sentences at these places in the block's plain text, each with the emphasis that wraps it."""
        for s in spans:
            span = _with_emphasis(self.block, self.block.source(s.start, s.end), self.text)
            key = normalise(span.of(self.text))
            if key:
                yield Sentence(span, key)


@once_a_post
def units_of(post: Post) -> tuple[Unit, ...]:
    """The units of a post, in order; tables, code and HTML are units of the kind "other" without text."""
    units: list[Unit] = []
    markers = _Markers(marker_spans(post))
    seen: dict[tuple[str, str], tuple[Block, list[Unit]]] = {}
    dense: dict[str, Unit] = {}
    for block in post.blocks:
        segment, inside = markers.around(block.span)
        if inside:
            units += _units_of_block(block, post.text, len(units), markers, inside)
        elif block.dense:
            plain = block.plain  # is the key, and needs no look at what it may be besides a paragraph
            units.append(Unit(len(units), "prose", block.span, plain, plain, segment, block, 0, post.text, dense.get(plain)))
            dense.setdefault(plain, units[-1])
        else:
            name = (block.kind, block.span.of(post.text))
            known = seen.get(name)
            if known is not None and _is_same(known[0], block):
                units += _moved(known[1], block, len(units), segment)
            else:
                found = _units_of_block(block, post.text, len(units), markers, ())
                seen[name] = (block, found)
                units += found
    return tuple(units)


class _Markers:
    """The markers of a post, which are in order and do not overlap."""

    def __init__(self, spans: tuple[Span, ...]) -> None:
        self._spans = spans
        self._starts = [span.start for span in spans]
        self._ends = [span.end for span in spans]

    def before(self, offset: int) -> int:
        """How many begin before an offset."""
        return bisect_left(self._starts, offset)

    def around(self, span: Span) -> tuple[int, tuple[Span, ...]]:
        """How many end before a span, and those that share something with it."""
        first = bisect_right(self._ends, span.start)
        if first == len(self._spans) or self._starts[first] >= span.end:
            return first, ()
        return first, self._spans[first : bisect_left(self._starts, span.end)]


def _is_same(one: Block, other: Block) -> bool:
    """Whether blocks of one source are one in all: a quotation or list around a block could make a difference."""
    by = other.span.start - one.span.start
    return one.plain == other.plain and len(one.runs) == len(other.runs) and _places(one, by) == _places(other, 0)


def _places(block: Block, by: int) -> list[tuple[int, int]]:
    """Where the block's runs, emphasis and links stand, moved by so many characters."""
    stretches: Sequence[Run | Span] = block.runs
    if block.emphasised or block.links:
        stretches = (*block.runs, *block.emphasised, *block.links)
    return [(stretch.start + by, stretch.end + by) for stretch in stretches]


def _moved(units: list[Unit], block: Block, index: int, segment: int) -> list[Unit]:
    """The units of a block that another has the same, and in which no marker stands."""
    moved = []
    for i, u in enumerate(units, index):
        start = u.span.start + block.span.start - u.block.span.start
        span = Span(start, start + len(u.span))
        moved.append(Unit(i, u.kind, span, u.plain, u.key, segment, block, u.offset, u.text, u))
    return moved


def _units_of_block(block: Block, text: str, index: int, markers: _Markers, inside: tuple[Span, ...]) -> list[Unit]:
    if block.kind == "html" and (_DIRECTIVE.match(text, block.span.start) or _is_marker(text, block.span, inside)):
        return []  # or to suppress one finding would bring others about; <END> is a marker as ---END--- is
    kind = _kind(block)
    if kind == "prose" and block.plain and not block.runs and not inside:
        # Bare text, as most paragraphs are; in one line all that is done below leaves it as it is.
        plain, key = block.plain, normalise(block.plain)
        if key == plain or plain.isprintable():
            shown = _shown_as(kind, block, block.span, plain, plain)
            return [Unit(index, shown, block.span, plain, key, markers.before(block.span.start), block, 0, text)]
    if kind == "other":
        key = normalise(block.span.of(text))
        return [Unit(index, kind, block.span, "", key, markers.before(block.span.start), block, 0, text)]
    if any(marker.covers(block.span) for marker in inside):
        return []
    units = []
    # The usual block is one line, and one piece.
    whole = not inside and block.plain.isprintable() and block.plain == block.plain.strip() != ""
    for i, (a, b) in enumerate([(0, len(block.plain))] if whole else _pieces(text, block, inside), index):
        span = block.span if kind == "heading" else _with_markup(text, block.span, block.source(a, b))
        plain, source = block.plain[a:b], span.of(text)
        shown = _shown_as(kind, block, span, plain, source)
        key = normalise(plain if kind == "heading" else source)
        units.append(Unit(i, shown, span, plain, key, markers.before(span.start), block, a, text))
    return units


def _is_marker(text: str, span: Span, markers: tuple[Span, ...]) -> bool:
    """Whether a block is a marker and nothing else."""
    inside = next((m for m in markers if span.start <= m.start and m.end <= span.end), None)
    return inside is not None and not (text[span.start : inside.start] + text[inside.end : span.end]).strip()


def _shown_as(kind: UnitKind, block: Block, span: Span, plain: str, source: str) -> UnitKind:
    """What a reader takes the unit for."""
    if kind == "prose" and _ALL_BOLD.fullmatch(source) and not ("。" in plain and len(plain) > 60):
        return "label"
    if kind in ("prose", "item") and (block.links or PLACEHOLDER in plain or "://" in source):
        own = source
        for link in reversed([link for link in block.links if link.overlaps(span)]):
            own = own[: max(link.start - span.start, 0)] + own[link.end - span.start :]
        if len(_WORD.findall(_REFERENCE.sub("", own))) < _FEWEST_OWN_LETTERS:
            return "reference"
    return kind


def _with_emphasis(block: Block, span: Span, text: str) -> Span:
    """The span of a sentence with the emphasis marks that open or close right at its edges."""
    start, end = span.start, span.end
    if text[start - 1 : start] not in _OPENING and text[end : end + 1] not in _CLOSING:
        return span  # as most do
    for e in block.emphasised_near(start, end):
        if e.start < start <= e.start + 3 and start < e.end and not text[e.start : start].strip(_OPENING):
            start = e.start
        if end < e.end <= end + 3 and e.start < end and not text[end : e.end].strip(_CLOSING):
            end = e.end
    return Span(start, end)


def _kind(block: Block) -> UnitKind:
    if block.kind == "heading" and block.setext and ("\n" in block.plain or _LINE_DONE.search(block.plain[-20:])):
        # `---` straight under a paragraph makes a heading of it; to the reader of the source it is a paragraph.
        return "prose"
    return _KINDS.get(block.kind, "other")


def _with_markup(text: str, block: Span, span: Span) -> Span:
    """The span widened over the emphasis that wraps it, never past its own line or block."""
    start, end = span.start, span.end
    while start > block.start and text[start - 1] in "*_`~[":
        start -= 1
    while end < block.end and text[end] in "*_`~":
        end += 1
    return Span(start, end)


def _pieces(text: str, block: Block, inside: tuple[Span, ...]) -> Iterator[tuple[int, int]]:
    """Plain-text ranges of a block's units: cut behind lines that are whole, around bold lines, and at the markers inside."""
    lines = block.plain.splitlines(keepends=True)
    if len(lines) == 1 and not inside:
        yield from _stripped(block.plain, 0, len(block.plain))
        return
    start = at = 0
    for line in lines:
        end = at + len(line)
        bold = bool(block.emphasised) and _is_bold(text, block, at, end)
        if bold and start < at:
            yield from _between_markers(block, start, at, inside)
            start = at
        if bold or _LINE_DONE.search(line[-20:]):
            yield from _between_markers(block, start, end, inside)
            start = end
        at = end
    yield from _between_markers(block, start, at, inside)


def _is_bold(text: str, block: Block, start: int, end: int) -> bool:
    """Whether a line of plain text is bold from end to end."""
    span = _with_markup(text, block.span, block.source(start, max(start, end - 1)))
    return _ALL_BOLD.fullmatch(span.of(text).strip()) is not None


def _between_markers(block: Block, start: int, end: int, markers: tuple[Span, ...]) -> Iterator[tuple[int, int]]:
    """plain[start:end] without the markers in it and without white space around what is left."""
    for marker in markers:
        if not block.source(start, end).overlaps(marker):
            continue
        a, b = (_plain_offset(block, at, start, end) for at in (marker.start, marker.end))
        yield from _stripped(block.plain, start, a)
        start = b
    yield from _stripped(block.plain, start, end)


def _plain_offset(block: Block, source: int, low: int, high: int) -> int:
    """The first plain offset in [low, high] whose source lies at or behind `source`."""
    while low < high:
        middle = (low + high) // 2
        if block.source(middle, middle + 1).start < source:
            low = middle + 1
        else:
            high = middle
    return low


def _stripped(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and plain[start].isspace():
        start += 1
    while end > start and plain[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
