"""A leaf block of a body: a paragraph, a heading, an item, and what else text stands in."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal, NamedTuple

from postlint.post.cached import cached_property
from postlint.post.sentences import is_flat, split_sentences
from postlint.post.text import Span

Kind = Literal["paragraph", "heading", "item", "quote", "table", "code", "html", "rule", "footnote"]


class Run(NamedTuple):
    """A stretch of plain text and where it comes from; `exact` where each of its characters stands in the source as it is."""

    plain: int
    source: Span
    length: int
    exact: bool


@dataclass(frozen=True)
class Block:
    """A leaf block: its kind, where it stands, and its text without markup.

    `plain` has a placeholder for each piece of inline code, formula or image, and a line feed for each line break.
    `level` is a heading's; `setext` tells a heading that is underlined, `fenced` code between fences, not merely indented.
    A paragraph inside a quotation is a quote, one inside a list an item, one inside a footnote a footnote. `emphasised` and
    `links` hold the source spans of emphasis and links in it, with their delimiters and targets.
    """

    kind: Kind
    span: Span
    plain: str = ""
    runs: tuple[Run, ...] = ()
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

    def source(self, start: int, end: int) -> Span:
        """Where plain[start:end] stands in the file."""
        if not self.runs:
            return self.span
        if end <= start:
            at = self._source_of(start, False)
            return Span(at, at)
        if len(self.runs) == 1 and self.runs[0].exact:
            only = self.runs[0].source  # as in most paragraphs
            return Span(min(only.start + start, only.end), min(only.start + end, only.end))
        return Span(self._source_of(start, False), self._source_of(end - 1, True))

    @cached_property
    def _starts(self) -> list[int]:
        return [run.plain for run in self.runs]

    def _source_of(self, offset: int, behind: bool) -> int:
        """The source offset of the plain character at `offset`, or of the place right behind it."""
        run = self.runs[max(bisect_right(self._starts, offset) - 1, 0)]
        if not run.exact:
            return run.source.end if behind else run.source.start
        return min(run.source.start + offset - run.plain + behind, run.source.end)
