"""The results of a run, kept in memory, so that only the posts that have changed are looked at again."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from postlint.diagnostic import Report
from postlint.engine.compare import Comparison, posts_of
from postlint.engine.discover import Source
from postlint.engine.keep import Keeper, Kept, Summaries, Summariser, kept
from postlint.engine.over import Progress, over
from postlint.engine.registry import Plan
from postlint.engine.run import local_day, settle
from postlint.engine.store import Columns, Store

if TYPE_CHECKING:
    from postlint.engine.recall import Recall

#: by what a file is told from what it was: time of its last change in nanoseconds, size in bytes, inode; None where there is none
Stamp = tuple[int, int, int] | None


class Watched(Struct, frozen=True):
    """The posts to report on, the other posts of the site, with which they are compared, and the plan."""

    sources: tuple[Source, ...]
    site: tuple[Source, ...]
    plan: Plan

    @property
    def every(self) -> tuple[Source, ...]:
        """All of them."""
        return self.sources + self.site


class Snapshot(Struct, frozen=True):
    """Posts, and by their paths what each yielded and the stamp that its file had just before."""

    posts: Watched
    results: Mapping[str, Kept]
    stamps: Mapping[str, Stamp]

    def outdated(self, sources: Iterable[Source]) -> tuple[Source, ...]:
        """Those of the sources that are new, go by another plan, or whose files have changed."""
        known = {source.path: source for source in self.posts.every}
        return tuple(each for each in sources if known.get(each.path) != each or self.stamps[each.path] != stamp(each.file))

    def again(self, posts: Watched, jobs: int | None = None) -> "Snapshot":
        """What is kept once those of the posts that are outdated have been looked at; what is not among them is dropped.

        The plan must mean the same for the posts that there were before, and a post to report on be none of the others before, nor back.
        """
        fresh = look(Watched(self.outdated(posts.sources), self.outdated(posts.site), posts.plan), jobs)
        paths = [source.path for source in posts.every]
        results, stamps = {**self.results, **fresh.results}, {**self.stamps, **fresh.stamps}
        return Snapshot(posts, {path: results[path] for path in paths}, {path: stamps[path] for path in paths})

    def report(self) -> Report:
        """The report on the posts."""
        sources, plan = self.posts.sources, self.posts.plan
        known = _Known(
            sources, self.posts.site, summaries={source.path: self.results[source.path].summaries or {} for source in self.posts.site}
        )
        results = Store.of(self.results[source.path] for source in sources)
        return settle(results, plan, posts_of(sources, plan), local_day(), known)


class _Known(Comparison, frozen=True, kw_only=True):
    """A comparison with posts of which the summaries are at hand."""

    summaries: Mapping[str, Summaries]

    def _read(self, sources: Sequence[Source], plan: Plan, columns: Columns) -> None:
        for source in sources:
            columns.put(source.path, self.summaries[source.path])


def look(posts: Watched, jobs: int | None = None, progress: Progress | None = None, recall: "Recall | None" = None) -> Snapshot:
    """Apply the plan to posts, and keep what comes of it; `recall` is the cache as the plan sees it, others are as for `run`."""
    stamps = {source.path: stamp(source.file) for source in posts.every}
    results = {each.path: each for each in recall.whole(posts.sources)} if recall is not None else {}
    missing = [source for source in posts.sources if source.path not in results]
    keeper: Callable[[Source], Kept] = Keeper(posts.plan, hashing=recall is not None)
    for each in over(missing, keeper, kept, jobs, progress):
        results[each.path] = each
        if recall is not None:
            recall.keep(each)
    results.update(_summarised(posts, jobs, recall))
    if recall is not None:
        recall.flush()
    return Snapshot(posts, results, stamps)


def _summarised(posts: Watched, jobs: int | None, recall: "Recall | None") -> Iterator[tuple[str, Kept]]:
    """The summaries of the posts that those to report on are compared with."""
    known: dict[str, Summaries] = dict(recall.summaries(recall.digests(posts.site))) if recall is not None else {}
    yield from ((path, Kept(path, None, summaries)) for path, summaries in known.items())
    missing = [source for source in posts.site if source.path not in known]
    for each in over(missing, Summariser(posts.plan, hashing=recall is not None), kept, jobs):
        yield each.path, each
        if recall is not None:
            recall.keep_summaries(each)


def stamp(file: str | os.PathLike[str]) -> Stamp:
    """The stamp of a file as it is now."""
    try:
        status = os.stat(file)  # noqa: PTH116
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
