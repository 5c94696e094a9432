"""Computing a view of a post once, however many checks and fixes ask for it."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from postlint.post.post import Post

Result = TypeVar("Result")


def once_a_post(compute: Callable[[Post], Result]) -> Callable[[Post], Result]:
    """A function of a post that keeps its result in the post's memo."""
    key = (compute.__module__, compute.__qualname__)

    @wraps(compute)
    def kept(post: Post) -> Result:
        if key not in post.memo:
            post.memo[key] = compute(post)
        found: Result = post.memo[key]
        return found

    return kept
