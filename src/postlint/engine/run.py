"""A run: many posts → one report, the same whatever the number of processes."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from postlint.checks.base import CorpusCheck
from postlint.diagnostic import Diagnostic, Report
from postlint.engine.discover import Source
from postlint.engine.internal import InternalError
from postlint.engine.lint import PostResult, failure, lint_file, lint_post, stamp
from postlint.engine.read import read_post
from postlint.engine.registry import Plan, Planned
from postlint.post.post import Post

#: with fewer posts than this starting processes costs more than they save
WORTH_IT = 12
#: told in the parent how many posts of how many are done
Progress = Callable[[int, int], None]


def run(sources: Sequence[Source], plan: Plan, jobs: int | None = None, progress: Progress | None = None) -> Report:
    """Apply the plan to files, in `jobs` processes (None: as many as there are processors). `progress` must start no thread."""
    jobs = jobs or processors()
    if jobs == 1 or len(sources) < WORTH_IT:
        results: Iterable[PostResult] = (lint_file(source, plan) for source in sources)
    else:
        from postlint.engine.workers import lint_parallel  # one post does not pay for the import

        results = lint_parallel(sources, plan, jobs)
    if progress is not None:
        results = _telling(results, len(sources), progress)
    files = {source.path: source.file for source in sources}
    return _settle(results, plan, lambda path: _open(files[path], path))


def run_text(data: bytes, path: str, plan: Plan) -> Report:
    """Apply the plan to one post that is no file, such as standard input."""
    return _settle([lint_post(data, path, plan)], plan, lambda _: Post.from_bytes(data, path))


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1  # pragma: no cover (not on Linux)


def _telling(results: Iterable[PostResult], total: int, progress: Progress) -> Iterator[PostResult]:
    for done, result in enumerate(results, 1):
        progress(done, total)
        yield result


def _settle(results: Iterable[PostResult], plan: Plan, reopen: Callable[[str], Post]) -> Report:
    """Bring the posts' diagnostics together with those of the corpus checks, in order."""
    diagnostics: list[Diagnostic] = []
    summaries: dict[str, list[tuple[str, Any]]] = defaultdict(list)
    checked = 0
    for result in results:
        checked += 1
        diagnostics.extend(result.diagnostics)
        for rule_id, summary in result.summaries.items():
            summaries[rule_id].append((result.path, summary))
    for planned, check in plan.corpus_checks():
        pairs = sorted(summaries[check.id], key=lambda pair: pair[0])
        diagnostics.extend(_compare(planned, check, pairs, reopen))
    # Suppression belongs here: it judges corpus findings, too, and by the day of the run.
    diagnostics.sort(key=lambda diagnostic: diagnostic.sort_key)
    crashed = any(diagnostic.rule == InternalError.id for diagnostic in diagnostics)
    return Report(tuple(diagnostics), checked, crashed=crashed)


def _compare(
    planned: Planned, check: "CorpusCheck[Any]", summaries: Sequence[tuple[str, Any]], reopen: Callable[[str], Post]
) -> Iterator[Diagnostic]:
    """Stamp what a corpus check yields. Texts are not kept, so the few posts that it speaks of are read again."""
    path = summaries[0][0] if summaries else ""
    try:
        for path, finding in check.compare(summaries):  # a failure is told of the post last spoken of
            yield stamp(reopen(path), planned, finding)
    except BaseException as error:
        yield failure(Post(path, ""), "corpus", check.id, error)


def _open(file: str, path: str) -> Post:
    data = read_post(file)
    return Post.from_bytes(data, path) if isinstance(data, bytes) else Post(path, "", data)
