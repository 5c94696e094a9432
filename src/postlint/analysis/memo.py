"""Computing a view of a post once, however many checks and fixes ask for it."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from postlint.post.post import Post

Result = TypeVar("Result")
Settings = ParamSpec("Settings")


def once_a_post(compute: Callable[Concatenate[Post, Settings], Result]) -> Callable[Concatenate[Post, Settings], Result]:
    """A function of a post that keeps its result in the post's memo, one for each setting it is called with."""
    name = (compute.__module__, compute.__qualname__)

    @wraps(compute)
    def kept(post: Post, /, *args: Settings.args, **kwargs: Settings.kwargs) -> Result:
        key = (*name, args, tuple(sorted(kwargs.items())))
        if key not in post.memo:
            post.memo[key] = compute(post, *args, **kwargs)
        found: Result = post.memo[key]
        return found

    return kept
