"""Places in posts that are not at hand: marked where the post is read, told where it is compared."""

from postlint.diagnostic import Excerpt, RelatedPlace
from postlint.post.post import Post
from postlint.post.text import LineIndex, Position, Span

#: a stretch of one line in plain values: offset, length, line and column (from 1), and its first SHOWN characters or none
Mark = tuple[int, int, int, int, str]
#: what is kept of a stretch for the reader to know it by
SHOWN = 60
#: an offset before this is near the beginning
_NEAR = 1000


def mark_of(post: Post, span: Span, shown: int = SHOWN) -> Mark:
    """The mark of a span, as far as it stands on its first line."""
    # A title is marked in every post of a site: lines are not looked for in all of it.
    lines = LineIndex(post.text[: span.start]) if span.start < _NEAR else post.lines
    start = lines.position(span.start)
    text = span.of(post.text)
    first = (text.splitlines() or [""])[0] if "\n" in text or "\r" in text else text
    return span.start, len(first), start.line, start.column, first[:shown]


def span_of(mark: Mark) -> Span:
    """Where a mark stands in its own post."""
    return Span(mark[0], mark[0] + mark[1])


def elsewhere(path: str, mark: Mark, note: str) -> RelatedPlace:
    """A mark as a place in another post; `note` is a message key of the check."""
    offset, length, line, column, shown = mark
    end = Position(offset + length, line, column + length)
    return RelatedPlace(path, Position(offset, line, column), end, note, Excerpt(shown, column, column > 1, 0 < len(shown) < length))
