"""Where the stray markers stand: they part a post into the segments that a generator wrote one after the other.

So do the comments that fixing leaves in the place of a marker by which a cut is seen.
"""

from bisect import bisect_left
from operator import attrgetter

from postlint.analysis.directives import requests
from postlint.analysis.memo import once_a_post
from postlint.packs.match import shipped_matcher
from postlint.post.post import Post
from postlint.post.text import Span

_START = attrgetter("start")


@once_a_post
def marker_spans(post: Post) -> tuple[Span, ...]:
    """The spans of the markers, and of the comments that stand for one, in order."""
    # The marks are listed once, in the pack of the check that tells of them.
    marks = tuple(match.span for match in shipped_matcher("stray-marker").matches(post))
    cuts = requests(post).cuts
    return tuple(sorted((*marks, *cuts))) if cuts else marks


def marker_before(post: Post, offset: int) -> Span | None:
    """The last marker that stands before an offset."""
    at = _first_from(post, offset)
    return marker_spans(post)[at - 1] if at else None


def marker_behind(post: Post, offset: int) -> Span | None:
    """The first marker that begins at an offset or behind it."""
    marks, at = marker_spans(post), _first_from(post, offset)
    return marks[at] if at < len(marks) else None


def markers_between(post: Post, start: int, end: int) -> tuple[Span, ...]:
    """The markers that begin at `start` or behind it, and before `end`."""
    return marker_spans(post)[_first_from(post, start) : _first_from(post, end)]


def _first_from(post: Post, offset: int) -> int:
    """The number of the first marker that begins at an offset or behind it. A post can have thousands, each with a cut before it."""
    return bisect_left(marker_spans(post), offset, key=_START)
