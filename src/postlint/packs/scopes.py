"""Where an entry looks: the stretches of a post that a scope names, as texts with a way back to the source."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from msgspec import Struct

from postlint.packs.pack import Reach, Scope
from postlint.post.block import Block
from postlint.post.cached import cached_property
from postlint.post.patterns import lazy
from postlint.post.post import Post
from postlint.post.text import Span

PROSE = ("paragraph", "item", "heading")
_LINE_END = lazy(r"\n")
_BLANK_LINES = lazy(r"\n[ \t]*\n")


class Haystack(Struct, frozen=True, dict=True):
    """A text to search. Its lines end in LF. `place` gives the source span of text[start:end]."""

    text: str
    place: Callable[[int, int], Span]
    sentences: Callable[[], Sequence[Span]]
    blocks: Callable[[], Sequence[Span]]

    def around(self, start: int, end: int, reach: Reach) -> Span:
        """The sentence or block (in `text`) that text[start:end] stands in; more than one where it crosses an edge."""
        spans = self._sentences if reach == "sentence" else self._blocks
        starts = self._sentence_starts if reach == "sentence" else self._block_starts
        if not spans:
            return Span(0, len(self.text))
        first = max(bisect_right(starts, start) - 1, 0)
        last = max(bisect_right(starts, max(start, end - 1)) - 1, 0)
        return Span(min(spans[first].start, start), max(spans[last].end, end))

    @cached_property
    def _sentences(self) -> Sequence[Span]:
        return self.sentences()

    @cached_property
    def _blocks(self) -> Sequence[Span]:
        return self.blocks()

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [span.start for span in self._sentences]

    @cached_property
    def _block_starts(self) -> list[int]:
        return [span.start for span in self._blocks]


def haystacks(post: Post, scope: Scope) -> Iterator[Haystack]:
    """What of the post an entry with this scope searches, in order."""
    if scope == "text":
        yield text_of(post)
    elif scope in ("title", "excerpt"):
        yield from _front_matter(post, ("title",) if scope == "title" else ("excerpt", "description"))
    elif scope in ("first", "last"):
        texts = [block for block in post.blocks if block.kind in ("paragraph", "item")]
        yield from map(_of_block, texts[:1] if scope == "first" else texts[-1:])
    else:
        kinds = ("heading",) if scope == "heading" else PROSE
        yield from (_of_block(block) for block in post.blocks if block.kind in kinds)


def text_of(post: Post) -> Haystack:
    """The post's text as it is searched: several packs do."""
    found: Haystack | None = post.memo.get("packs.text")
    if found is None:
        found = post.memo["packs.text"] = _of_source(post.masked, 0)
    return found


class Prose(Struct, frozen=True, dict=True):
    """All prose of a post as one text, in which a line feed parts the blocks."""

    blocks: Sequence[Block]

    @cached_property
    def text(self) -> str:
        """The plain text of the blocks."""
        return "\n".join(block.plain for block in self.blocks)

    @cached_property
    def distinct(self) -> str:
        """The same without copies: to find out what occurs at all, a paragraph that is pasted several times is read once."""
        return "\n".join(dict.fromkeys([block.plain for block in self.blocks]))

    def touched(self, start: int, end: int) -> range:
        """The indexes of the blocks that a part of text[start:end] stands in."""
        return range(max(bisect_right(self._starts, start) - 1, 0), bisect_left(self._starts, end))

    def holding(self, literals: Sequence[str]) -> set[int]:
        """The indexes of the blocks that hold one of the literals."""
        found: set[int] = set()
        for literal in literals:
            at = self.text.find(literal)
            while at >= 0:
                found.update(self.touched(at, at + len(literal)))
                at = self.text.find(literal, at + len(literal))
        return found

    def haystack(self, index: int) -> Haystack:
        """One block, to be searched on its own."""
        return _of_block(self.blocks[index])

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate((len(block.plain) + 1 for block in self.blocks[:-1]), initial=0))


def prose_of(post: Post) -> Prose:
    """The prose of a post."""
    found: Prose | None = post.memo.get("packs.prose")
    if found is None:
        found = post.memo["packs.prose"] = Prose([block for block in post.blocks if block.kind in PROSE])
    return found


def _front_matter(post: Post, keys: Sequence[str]) -> Iterator[Haystack]:
    for key in keys:
        value, span = post.meta.get(key), post.front_matter.value_span(key)
        if not isinstance(value, str) or not value or span is None:
            continue
        # Within quotation marks, where the value stands as it is; else (escapes, folded lines) all that is written there.
        at = span.of(post.text).find(value)
        exact = at >= 0
        yield _of_source(value if exact else span.of(post.text), span.start + at if exact else span.start)


def _of_block(block: Block) -> Haystack:
    return Haystack(block.plain, block.source, lambda: block.sentences, lambda: (Span(0, len(block.plain)),))


def _of_source(text: str, offset: int) -> Haystack:
    """A stretch of the source that begins at `offset`; its sentences are its lines, its blocks what blank lines part."""
    lines, removed = _with_line_feeds(text)

    def place(start: int, end: int) -> Span:
        return Span(start + bisect_left(removed, start) + offset, end + bisect_left(removed, end) + offset)

    return Haystack(lines, place, lambda: _between(_LINE_END, lines), lambda: _between(_BLANK_LINES, lines))


def _with_line_feeds(text: str) -> tuple[str, list[int]]:
    """The text with LF for CRLF and CR, and the (new) offsets of the LFs that stand for CRLF."""
    if "\r" not in text:
        return text, []
    removed = [match.start() - index for index, match in enumerate(re.finditer("\r\n", text))]
    return text.replace("\r\n", "\n").replace("\r", "\n"), removed


def _between(separator: re.Pattern[str], text: str) -> list[Span]:
    edges = [match.span() for match in separator.finditer(text)]
    starts = [0, *(end for _, end in edges)]
    ends = [*(start for start, _ in edges), len(text)]
    return [Span(start, max(start, end)) for start, end in zip(starts, ends, strict=True)]
