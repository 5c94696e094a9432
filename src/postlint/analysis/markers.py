"""Where the stray markers stand: they part a post into the segments that a generator wrote one after the other.

So do the comments that fixing leaves in the place of a marker by which a cut is seen.
"""

from postlint.analysis.directives import requests
from postlint.analysis.memo import once_a_post
from postlint.packs.match import shipped_matcher
from postlint.post.post import Post
from postlint.post.text import Span


@once_a_post
def marker_spans(post: Post) -> tuple[Span, ...]:
    """The spans of the markers, and of the comments that stand for one, in order."""
    # The marks are listed once, in the pack of the check that tells of them.
    marks = tuple(match.span for match in shipped_matcher("stray-marker").matches(post))
    cuts = requests(post).cuts
    return tuple(sorted((*marks, *cuts))) if cuts else marks


def marker_before(post: Post, offset: int) -> Span | None:
    """The last marker that stands before an offset."""
    return next((mark for mark in reversed(marker_spans(post)) if mark.start < offset), None)
