"""RE2 as packs use it: ^ and $ at line edges, nothing written to stderr, many patterns searched for at once.

Of RE2: no look-around or back-references; `\\d` is ASCII only; a code point is `\\x{FFFD}`; a match's groups answer to numbers.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from postlint.post.cached import cached_property


def compile_pattern(pattern: str, *, ignore_case: bool = False) -> Any:
    """The compiled pattern; raises ValueError with RE2's reason where it is none."""
    import re2

    try:
        return re2.compile(_flagged(pattern, ignore_case), _quiet())
    except re2.error as error:
        reason = error.args[0] if error.args else error
        raise ValueError(reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)) from error
    except UnicodeEncodeError as error:
        raise ValueError("lone surrogate") from error


class PatternSet(Struct, frozen=True, dict=True):
    """Many patterns (with their ignore_case), asked all at once which of them occur in a text.

    `memory` is what the patterns and the states of the search may take, in bytes.
    """

    patterns: Sequence[tuple[str, bool]]
    memory: int = 8 * 2**20

    def hits(self, text: str) -> Iterator[int]:
        """The indexes of the patterns that occur in `text`, ascending."""
        for first, size, finder in self._parts:
            found = finder.Match(text) if finder is not None else None
            # A Set that runs out of memory says nothing, not even the beginning that every text has; then any may occur.
            offsets = sorted(found)[:-1] if found else range(size)
            yield from (first + offset for offset in offsets)

    @cached_property
    def _parts(self) -> list[tuple[int, int, Any]]:
        return list(_split(self.patterns, 0, self.memory))


def _split(patterns: Sequence[tuple[str, bool]], first: int, memory: int) -> Iterator[tuple[int, int, Any]]:
    """(first index, size, Set) of as few Sets as hold the patterns; None for a pattern that is too large for any."""
    import re2

    if not patterns:
        return
    options = _quiet()
    options.max_mem = memory
    finder = re2.Set.SearchSet(options)
    try:
        for pattern, ignore_case in patterns:
            finder.Add(_flagged(pattern, ignore_case))
        finder.Add(r"\A")  # once in every text; the empty pattern, which is there at each byte, takes as long as all others
        finder.Compile()
    except re2.error:
        if len(patterns) == 1:
            yield first, 1, None
            return
        half = len(patterns) // 2
        yield from _split(patterns[:half], first, memory)
        yield from _split(patterns[half:], first + half, memory)
        return
    yield first, len(patterns), finder


def _flagged(pattern: str, ignore_case: bool) -> str:
    return f"(?{'mi' if ignore_case else 'm'}){pattern}"


def _quiet() -> Any:
    import re2

    options = re2.Options()
    options.log_errors = False
    return options
