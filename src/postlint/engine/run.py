"""A run: many posts → one report, the same whatever the number of processes."""

import datetime
import os
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

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
#: a path, and what the corpus checks keep of its post: rule id → summary
Summarised = tuple[str, Mapping[str, Any]]
T = TypeVar("T")


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
    results = over(sources, partial(lint_file, plan=plan), lambda result: result, jobs, progress)
    return settle(results, plan, posts_of(sources, plan), today or local_day())


def run_text(data: bytes, path: str, plan: Plan, today: datetime.date | None = None) -> Report:
    """Apply the plan to one post that is no file, such as standard input."""
    posts = Posts(lambda _: plan, lambda _: Post.from_bytes(data, path))
    return settle([lint_post(data, path, plan)], plan, posts, today or local_day())


def over(
    sources: Sequence[Source],
    work: Callable[[Source], T],
    lost: Callable[[PostResult], T],
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Iterator[T]:
    """What the work makes of each source, in no particular order; `lost` makes it of the diagnostic about a process that died."""
    jobs = jobs or processors()
    if jobs == 1 or len(sources) < WORTH_IT:
        results: Iterable[T] = map(work, sources)
    else:
        from postlint.engine.workers import in_parallel  # one post does not pay for the import

        results = in_parallel(sources, work, lost, jobs)
    for done, result in enumerate(results, 1):
        if progress is not None:
            progress(done, len(sources))
        yield result


def local_day() -> datetime.date:
    """The day where the user is: whoever writes `until` means that one."""
    return datetime.date.today()


@dataclass(frozen=True)
class Posts:
    """The plan of each path of a run, and its text once more."""

    plan: Callable[[str], Plan]
    reopen: Callable[[str], Post]


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1  # pragma: no cover (not on Linux)


def posts_of(sources: Iterable[Source], plan: Plan) -> Posts:
    """The posts of files."""
    by_path = {source.path: source for source in sources}
    return Posts(lambda path: plan.of(by_path[path].variant), lambda path: _open(by_path[path].file, path))


def settle(results: Iterable[PostResult], plan: Plan, posts: Posts, today: datetime.date, rest: Iterable[Summarised] = ()) -> Report:
    """Bring the posts' diagnostics together with those of the corpus checks, take out what is suppressed, and sort.

    `rest` is what is known of the posts of the site that this run does not report on; none of it may be among the results.
    """
    diagnostics: list[Diagnostic] = []
    summaries: dict[str, list[tuple[str, Any]]] = defaultdict(list)
    suppressions: dict[str, Sequence[Suppression]] = {}
    checked = 0
    for result in results:
        checked += 1
        diagnostics.extend(result.diagnostics)
        suppressions[result.path] = result.suppressions
        _sort_in(summaries, result.path, result.summaries)
    for path, known in rest:
        _sort_in(summaries, path, known)
    for check in plan.comparisons():
        pairs = sorted(summaries[check.id], key=lambda pair: pair[0])
        diagnostics.extend(_compare(check, pairs, suppressions.keys(), posts))
    left, suppressed = suppress(diagnostics, suppressions, today)
    left.sort(key=lambda diagnostic: diagnostic.sort_key)
    crashed = any(diagnostic.rule == InternalError.id for diagnostic in left)
    return Report(tuple(left), checked, suppressed, crashed)


def _sort_in(summaries: dict[str, list[tuple[str, Any]]], path: str, known: Mapping[str, Any]) -> None:
    for rule_id, summary in known.items():
        summaries[rule_id].append((path, summary))


def _compare(
    check: "CorpusCheck[Any]", summaries: Sequence[tuple[str, Any]], for_paths: Collection[str], posts: Posts
) -> Iterator[Diagnostic]:
    """Stamp what a corpus check yields of some paths. Texts are not kept, so the few posts that it speaks of are read again."""
    path = next((path for path, _ in summaries if path in for_paths), "")
    try:
        for path, finding in check.compare(summaries, for_paths):  # a failure is told of the post last spoken of
            planned = posts.plan(path).planned(check.id) if path in for_paths else None
            if planned is not None:
                yield stamp(posts.reopen(path), planned, finding)
    except BaseException as error:
        yield failure(Post(path, ""), "corpus", check.id, error)


def _open(file: str, path: str) -> Post:
    data = read_post(file)
    return Post.from_bytes(data, path) if isinstance(data, bytes) else Post(path, "", data)
