"""What the corpus checks tell alike: the other posts."""

from collections.abc import Mapping, Sequence
from typing import Any

from postlint.analysis.places import Mark, elsewhere
from postlint.diagnostic import RelatedPlace

#: how many other posts are shown with their place; the data names all of them
SHOWN = 3
#: of more posts than this only the first are named, and of more under one key the others are compared with the first, by path
MOST = 100

Others = Sequence[tuple[str, Mark]]


def told_posts(others: Others) -> Mapping[str, Any]:
    """The data of a finding about other posts: `other` the first of them, `more` how many there are beside it, `posts` all paths."""
    return {"other": others[0][0], "more": len(others) - 1, "count": len(others), "posts": [path for path, _ in others]}


def shown_posts(others: Others, note: str) -> tuple[RelatedPlace, ...]:
    """The places in the first of them."""
    return tuple(elsewhere(path, mark, note) for path, mark in others[:SHOWN])
