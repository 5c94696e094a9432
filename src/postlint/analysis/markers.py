"""Where the stray markers stand: they part a post into the segments that a generator wrote one after the other."""

from functools import cache

from postlint.analysis.memo import once_a_post
from postlint.packs.load import load_pack, rules_folder
from postlint.packs.match import Matcher
from postlint.post.post import Post
from postlint.post.text import Span


@cache
def _matcher() -> Matcher:
    # The marks are listed once, in the pack of the check that tells of them.
    return Matcher(load_pack(rules_folder() / "stray-marker.yml").entries)


@once_a_post
def marker_spans(post: Post) -> tuple[Span, ...]:
    """The spans of the markers, in order."""
    return tuple(match.span for match in _matcher().matches(post))
