"""A leaf block of a body: a paragraph, a heading, an item, and what else text stands in."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter
from typing import Literal

from msgspec import Struct

from postlint.post.cached import cached_property
from postlint.post.sentences import is_flat, split_sentences
from postlint.post.text import Span

Kind = Literal["paragraph", "heading", "item", "quote", "table", "code", "html", "rule", "footnote"]
_START, _END = attrgetter("start"), attrgetter("end")
#: how many characters are near, and how many emphases are few
_NEAR, _FEW = 16, 8


class Run(Struct, frozen=True, gc=False):
    """A stretch of plain text from offset `plain` on, and where in the source it comes from: [start, end).

    It is `exact` where each of its characters stands there as it is.
    """

    plain: int
    start: int
    end: int
    exact: bool


class Block(Struct, frozen=True, dict=True):
    """A leaf block: its kind, where it stands, and its text without markup.

    `plain` has a placeholder for each piece of inline code, formula or image, and a line feed for each line break. `runs` is
    empty where it is the source as it stands, as in most paragraphs, and where there is none. `dense` tells such a paragraph
    that is nothing but letters and punctuation: it has no white space, no address, no placeholder, and no character that
    could be left out, or written in another width, without changing what it says.
    `level` is a heading's; `setext` tells a heading that is underlined, `fenced` code between fences, not merely indented.
    A paragraph inside a quotation is a quote, one inside a list an item, one inside a footnote a footnote. `emphasised` and
    `links` hold the source spans of emphasis and links in it, with their delimiters and targets.
    """

    kind: Kind
    span: Span
    plain: str = ""
    runs: tuple[Run, ...] = ()
    dense: bool = False
    level: int = 0
    setext: bool = False
    fenced: bool = False
    emphasised: tuple[Span, ...] = ()
    links: tuple[Span, ...] = ()

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Spans of the sentences in `plain`."""
        return split_sentences(self.plain)

    @cached_property
    def flat(self) -> bool:
        """Whether nothing but 。．！？ can end a sentence in `plain`."""
        return is_flat(self.plain)

    def emphasised_near(self, start: int, end: int) -> Sequence[Span]:
        """The emphasis that begins a few characters before `start`, or ends as many behind `end`, in the source; all if that is little."""
        if len(self.emphasised) <= _FEW:
            return self.emphasised
        opening = self.emphasised[bisect_left(self.emphasised, start - _NEAR, key=_START) : bisect_left(self.emphasised, start, key=_START)]
        closing = self._closing[bisect_right(self._closing, end, key=_END) : bisect_right(self._closing, end + _NEAR, key=_END)]
        return sorted({*opening, *closing})

    def emphasised_across(self, span: Span) -> list[Span]:
        """The emphasis that has one end in a stretch of the source and the other outside it."""
        if not self.emphasised:
            return []  # as most blocks have none
        starts = slice(*(bisect_left(self.emphasised, at, key=_START) for at in (span.start, span.end)))
        ends = slice(*(bisect_right(self._closing, at, key=_END) for at in (span.start, span.end)))
        onwards = [each for each in self.emphasised[starts] if each.end > span.end]
        return onwards + [each for each in self._closing[ends] if each.start < span.start]

    @cached_property
    def _closing(self) -> list[Span]:
        """The emphasis in the order of its ends."""
        return sorted(self.emphasised, key=_END)

    def source(self, start: int, end: int) -> Span:
        """Where plain[start:end] stands in the file."""
        if not self.runs:
            first, last = self.span.start, self.span.end
            return Span(min(first + start, last), min(first + max(start, end), last)) if self.plain else self.span
        if end <= start:
            at = self._source_of(start, False)
            return Span(at, at)
        return Span(self._source_of(start, False), self._source_of(end - 1, True))

    @cached_property
    def _starts(self) -> list[int]:
        return [run.plain for run in self.runs]

    def _source_of(self, offset: int, behind: bool) -> int:
        """The source offset of the plain character at `offset`, or of the place right behind it."""
        run = self.runs[max(bisect_right(self._starts, offset) - 1, 0)]
        if not run.exact:
            return run.end if behind else run.start
        return min(run.start + offset - run.plain + behind, run.end)
