"""A run: many posts → one report, the same whatever the number of processes."""

import datetime
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from postlint.checks.base import CorpusCheck
from postlint.diagnostic import Diagnostic, Report
from postlint.engine.discover import Source
from postlint.engine.internal import InternalError
from postlint.engine.lint import PostResult, failure, lint_file, lint_post, stamp
from postlint.engine.read import read_post
from postlint.engine.registry import Plan
from postlint.engine.suppress import Suppression, suppress
from postlint.post.post import Post

#: with fewer posts than this starting processes costs more than they save
WORTH_IT = 12
#: told in the parent how many posts of how many are done
Progress = Callable[[int, int], None]


def run(
    sources: Sequence[Source],
    plan: Plan,
    jobs: int | None = None,
    progress: Progress | None = None,
    today: datetime.date | None = None,
) -> Report:
    """Apply the plan to files, in `jobs` processes (None: as many as there are processors). `progress` must start no thread.

    Suppressions that end are judged by the date `today` (None: the local one).
    """
    jobs = jobs or processors()
    if jobs == 1 or len(sources) < WORTH_IT:
        results: Iterable[PostResult] = (lint_file(source, plan) for source in sources)
    else:
        from postlint.engine.workers import lint_parallel  # one post does not pay for the import

        results = lint_parallel(sources, plan, jobs)
    if progress is not None:
        results = _telling(results, len(sources), progress)
    by_path = {source.path: source for source in sources}
    posts = _Posts(lambda path: plan.of(by_path[path].variant), lambda path: _open(by_path[path].file, path))
    return _settle(results, plan, posts, today or _today())


def run_text(data: bytes, path: str, plan: Plan, today: datetime.date | None = None) -> Report:
    """Apply the plan to one post that is no file, such as standard input."""
    posts = _Posts(lambda _: plan, lambda _: Post.from_bytes(data, path))
    return _settle([lint_post(data, path, plan)], plan, posts, today or _today())


def _today() -> datetime.date:
    return datetime.date.today()  # the local one: whoever writes `until` means the day where they are


@dataclass(frozen=True)
class _Posts:
    """The plan of each path of a run, and its text once more."""

    plan: Callable[[str], Plan]
    reopen: Callable[[str], Post]


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1  # pragma: no cover (not on Linux)


def _telling(results: Iterable[PostResult], total: int, progress: Progress) -> Iterator[PostResult]:
    for done, result in enumerate(results, 1):
        progress(done, total)
        yield result


def _settle(results: Iterable[PostResult], plan: Plan, posts: _Posts, today: datetime.date) -> Report:
    """Bring the posts' diagnostics together with those of the corpus checks, take out what is suppressed, and sort."""
    diagnostics: list[Diagnostic] = []
    summaries: dict[str, list[tuple[str, Any]]] = defaultdict(list)
    suppressions: dict[str, Sequence[Suppression]] = {}
    checked = 0
    for result in results:
        checked += 1
        diagnostics.extend(result.diagnostics)
        suppressions[result.path] = result.suppressions
        for rule_id, summary in result.summaries.items():
            summaries[rule_id].append((result.path, summary))
    for check in plan.comparisons():
        pairs = sorted(summaries[check.id], key=lambda pair: pair[0])
        diagnostics.extend(_compare(check, pairs, posts))
    left, suppressed = suppress(diagnostics, suppressions, today)
    left.sort(key=lambda diagnostic: diagnostic.sort_key)
    crashed = any(diagnostic.rule == InternalError.id for diagnostic in left)
    return Report(tuple(left), checked, suppressed, crashed)


def _compare(check: "CorpusCheck[Any]", summaries: Sequence[tuple[str, Any]], posts: _Posts) -> Iterator[Diagnostic]:
    """Stamp what a corpus check yields. Texts are not kept, so the few posts that it speaks of are read again."""
    path = summaries[0][0] if summaries else ""
    try:
        for path, finding in check.compare(summaries):  # a failure is told of the post last spoken of
            planned = posts.plan(path).planned(check.id)
            if planned is not None:
                yield stamp(posts.reopen(path), planned, finding)
    except BaseException as error:
        yield failure(Post(path, ""), "corpus", check.id, error)


def _open(file: str, path: str) -> Post:
    data = read_post(file)
    return Post.from_bytes(data, path) if isinstance(data, bytes) else Post(path, "", data)
