"""Computing a view of a post once, however many checks and fixes ask for it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from postlint.post.post import Post

Result = TypeVar("Result")
Settings = ParamSpec("Settings")
_NOT_KNOWN = object()


def once_a_post(compute: Callable[Concatenate[Post, Settings], Result]) -> Callable[Concatenate[Post, Settings], Result]:
    """A function of a post that keeps its result in the post's memo, one for each setting it is called with.

    All its settings must have defaults.
    """
    name = f"{compute.__module__}.{compute.__qualname__}"
    plain: Any = compute  # a plain function: to ask `inspect` for its signature would import that at every start
    defaults: tuple[object, ...] = plain.__defaults__ or ()
    parameters = plain.__code__.co_varnames[1 : 1 + len(defaults)]

    def settings(*args: object, **kwargs: object) -> tuple[object, ...]:
        """All settings of a call. One that is given as the default is no other setting than one that is left out."""
        if not kwargs:
            return args + defaults[len(args) :]
        return tuple({**dict(zip(parameters, args + defaults[len(args) :], strict=True)), **kwargs}.values())

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
