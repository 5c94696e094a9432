"""What a post asks of the linter, as data: directives, the names in them, and the range that each holds in."""

from collections.abc import Sequence
from typing import NamedTuple

from postlint.diagnostic import Finding
from postlint.post.patterns import lazy
from postlint.post.post import Post
from postlint.post.text import Span

#: stands for every rule
ALL = "all"

_REST = lazy(r"[ \t]*(?:\r\n|\n|\r|\Z)")


class Name(NamedTuple):
    """A rule id (or ALL) in a directive, and the lines that it is suppressed in: `first` to `last`, from 1, none if `last` is smaller.

    `removal` is what to delete to take the name from a list of several; None where that cannot be told.
    """

    text: str
    span: Span
    removal: Span | None
    first: int = 1
    last: int = 0


class Directive(NamedTuple):
    """A request to suppress. `whole` tells that any line of a finding counts, not only its first; it holds through `until` (ISO date).

    `deletion` is what to delete to be rid of it; None where that cannot be told.
    """

    span: Span
    names: tuple[Name, ...]
    deletion: Span | None
    whole: bool = False
    until: str = ""


class Requests(NamedTuple):
    """The directives of a post, and findings (of the rule unused-suppression) about those that cannot be followed.

    `cuts` are the comments that stand where a mark showed that the text was cut.
    """

    directives: tuple[Directive, ...] = ()
    problems: tuple[Finding, ...] = ()
    cuts: tuple[Span, ...] = ()


def in_list(spans: Sequence[Span], texts: Sequence[str]) -> tuple[Name, ...]:
    """The names of a list with commas or spaces between them. Any that are not all can be removed one after the other."""
    names = []
    for index, (text, span) in enumerate(zip(texts, spans, strict=True)):
        removal = None
        if index:
            removal = Span(spans[index - 1].end, span.end)
        elif len(spans) > 1:
            removal = Span(span.start, spans[1].start)
        names.append(Name(text, span, removal))
    return tuple(names)


def without(post: Post, span: Span) -> Span | None:
    """What to delete to be rid of a comment; None where it opens a line that goes on.

    What follows on such a line belongs to the comment's block of HTML. Without it, it would be read as Markdown.
    """
    whole = with_lines(post, span)
    start = post.lines.starts[post.lines.position(span.start).line - 1]
    return None if whole == span and not post.text[start : span.start].strip(" \t") and _REST.match(post.text, span.end) is None else whole


def with_lines(post: Post, span: Span) -> Span:
    """The span with the rest of its lines, the last one's end included, where nothing else stands on them; else as it is."""
    text, lines = post.text, post.lines
    start = lines.starts[lines.position(span.start).line - 1]
    rest = _REST.match(text, span.end)
    if rest is None or text[start : span.start].strip(" \t"):
        return span
    return Span(start, rest.end())
