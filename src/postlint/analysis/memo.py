"""Computing a view of a post once, however many checks and fixes ask for it."""

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Concatenate, ParamSpec, TypeVar

from postlint.post.post import Post

Result = TypeVar("Result")
Settings = ParamSpec("Settings")
_NOT_KNOWN = object()


def once_a_post(compute: Callable[Concatenate[Post, Settings], Result]) -> Callable[Concatenate[Post, Settings], Result]:
    """A function of a post that keeps its result in the post's memo, one for each setting it is called with.

    All its settings must have defaults.
    """
    name = f"{compute.__module__}.{compute.__qualname__}"
    parameters = signature(compute)
    defaults = tuple(parameter.default for parameter in list(parameters.parameters.values())[1:])

    def settings(*args: object, **kwargs: object) -> tuple[object, ...]:
        """All settings of a call. One that is given as the default is no other setting than one that is left out."""
        if not kwargs:
            return args + defaults[len(args) :]
        bound = parameters.bind(None, *args, **kwargs)
        bound.apply_defaults()
        return bound.args[1:]

    @wraps(compute)
    def kept(post: Post, /, *args: Settings.args, **kwargs: Settings.kwargs) -> Result:
        """What was computed of the post with these settings, now or before."""
        key: object = name
        if args or kwargs:
            given = settings(*args, **kwargs)
            # A string knows its hash; a tuple hashes all that is in it every time.
            key = name if given == defaults else (name, given)
        known = post.memo.get(key, _NOT_KNOWN)
        if known is _NOT_KNOWN:
            known = post.memo[key] = compute(post, *args, **kwargs)
        found: Result = known
        return found

    return kept
