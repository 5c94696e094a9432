"""One piece of work for each of many files, in as many processes as it is worth."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from postlint.analysis.sketch import expect
from postlint.engine.discover import Source
from postlint.engine.lint import PostResult

#: with fewer posts than this starting processes costs more than they save
WORTH_IT = 12
#: told in the parent how many posts of how many are done
Progress = Callable[[int, int], None]
T = TypeVar("T")


def over(
    sources: Sequence[Source],
    work: Callable[[Source], T],
    lost: Callable[[PostResult], T],
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Iterator[T]:
    """What the work makes of each source, in no particular order; `lost` makes it of the diagnostic about a process that died."""
    jobs = jobs or processors()
    expect(len(sources) // jobs)
    if jobs == 1 or len(sources) < WORTH_IT:
        results: Iterable[T] = map(work, sources)
    else:
        from postlint.engine.workers import in_parallel  # one post does not pay for the import

        results = in_parallel(sources, work, lost, jobs)
    for done, result in enumerate(results, 1):
        if progress is not None:
            progress(done, len(sources))
        yield result


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1  # pragma: no cover (not on Linux)
