"""Where the stray markers stand: they part a post into the segments that a generator wrote one after the other."""

from postlint.analysis.memo import once_a_post
from postlint.packs.match import shipped_matcher
from postlint.post.post import Post
from postlint.post.text import Span


@once_a_post
def marker_spans(post: Post) -> tuple[Span, ...]:
    """The spans of the markers, in order."""
    # The marks are listed once, in the pack of the check that tells of them.
    return tuple(match.span for match in shipped_matcher("stray-marker").matches(post))
