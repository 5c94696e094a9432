"""Regular expressions that are compiled when they are first used.

Python keeps no compiled pattern from one process to the next. There are well over a hundred in postlint; to compile them all takes 30 ms
at every start, and a class that has all kanji in it takes one or two alone. A post, and a run that finds everything in the cache, use few.
"""

import re
from typing import Any, cast


class _Lazy:
    """A pattern that looks like a compiled one. What is taken from it once stays with it, so that later uses cost the same."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._source = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # asked by copy and pickle of what is not complete yet
            raise AttributeError(name)
        found = getattr(re.compile(*self._source), name)
        setattr(self, name, found)
        return found


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern, compiled at its first use; a mistake in it shows then. Give it to functions that only call its methods."""
    return cast("re.Pattern[str]", _Lazy(pattern, flags))
