"""A run: many posts → one report, the same whatever the number of processes, and whatever the cache holds."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from typing import TYPE_CHECKING, NamedTuple

from postlint.diagnostic import Diagnostic, Report
from postlint.engine.compare import Comparison, Posts, posts_of
from postlint.engine.discover import Source
from postlint.engine.internal import InternalError
from postlint.engine.keep import Keeper, Kept, Render, kept
from postlint.engine.lint import lint_post
from postlint.engine.over import Progress, over
from postlint.engine.registry import Plan
from postlint.engine.suppress import suppress
from postlint.post.post import Post
from postlint.shelf import AnyShelf, Shelf, Shelves

if TYPE_CHECKING:
    from postlint.engine.cache import Cache
    from postlint.engine.recall import Recall


class Aids(NamedTuple):
    """What a run may have besides posts and rules.

    `progress` is told how far it is; it must start no thread. `render` makes the parts of a report where the findings are. `cache` holds
    what earlier runs have found. The posts are compared with those of the `site`, too, which are not reported on.
    """

    progress: Progress | None = None
    render: Render | None = None
    cache: "Cache | None" = None
    site: Sequence[Source] = ()


UNAIDED = Aids()


def run(
    sources: Sequence[Source],
    plan: Plan,
    jobs: int | None = None,
    today: datetime.date | None = None,
    aids: Aids = UNAIDED,
) -> Report:
    """Apply the plan to files, in `jobs` processes (None: as many as there are processors).

    Suppressions that end are judged by the date `today` (None: the local one).
    """
    recall = recall_of(aids, plan)
    if recall is None and len(sources) == 1 and not aids.site:
        plan = plan._replace(alone=True)
    keeper = Keeper(plan, aids.render, hashing=recall is not None)
    if recall is None:
        results = over(sources, keeper, kept, jobs, aids.progress)
    else:
        results = _remembered(sources, keeper, recall, jobs, aids.progress)
    return settle(results, plan, posts_of(sources, plan), today or local_day(), Comparison(sources, aids.site, jobs, recall))


def run_text(data: bytes, path: str, plan: Plan, today: datetime.date | None = None) -> Report:
    """Apply the plan to one post that is no file, such as standard input."""
    posts = Posts(lambda _: plan, lambda _: Post.from_bytes(data, path))
    return settle([kept(lint_post(data, path, plan._replace(alone=True)))], plan, posts, today or local_day())


def local_day() -> datetime.date:
    """The day where the user is: whoever writes `until` means that one."""
    return datetime.date.today()


def recall_of(aids: Aids, plan: Plan) -> "Recall | None":
    """The cache as the runs of a plan see it, if there is one."""
    if aids.cache is None:
        return None
    from postlint.engine.recall import Recall  # a run without a cache does without

    aids.cache.prune()
    return Recall(aids.cache, plan, getattr(aids.render, "key", ""))


def _remembered(sources: Sequence[Source], keeper: Keeper, recall: "Recall", jobs: int | None, progress: Progress | None) -> Iterator[Kept]:
    """What the files yield: from the cache, or else looked at and put there."""
    known = recall.posts(sources)
    if known and progress is not None:
        progress(len(known), len(sources))
    yield from known
    paths = {each.path for each in known}
    missing = {source.path: source for source in sources if source.path not in paths}
    tell = (lambda done, _: progress(len(known) + done, len(sources))) if progress is not None else None
    for each in over(tuple(missing.values()), keeper, kept, jobs, tell):
        yield recall.keep(missing[each.path], each)
    recall.flush()


def settle(results: Iterable[Kept], plan: Plan, posts: Posts, today: datetime.date, comparison: Comparison | None = None) -> Report:
    """Bring the posts' findings together with those of the corpus checks, take out what is suppressed, and sort.

    Only posts that a corpus check speaks of, or that have directives, are looked into.
    """
    by_path = {each.path: each for each in results}
    compared = (comparison or Comparison()).found(by_path, plan, posts)
    touched = {path for path, each in by_path.items() if each.suppressions} | {each.path for each in compared}
    opened = [each for path, each in by_path.items() if path in touched]
    found = chain(compared, chain.from_iterable(each.diagnostics for each in opened))
    left, suppressed = suppress(found, {each.path: each.suppressions for each in opened}, today)
    shelves = [each.shelf for path, each in by_path.items() if each.shelf and path not in touched]
    diagnostics = Shelves(tuple(sorted((*shelves, *_shelved(left)), key=lambda shelf: shelf.path)))
    crashed = any(kind.rule == InternalError.id for kind in diagnostics.tally)
    return Report(diagnostics, len(by_path), suppressed, crashed)


def _shelved(found: list[Diagnostic]) -> Iterator[AnyShelf]:
    found.sort(key=lambda diagnostic: diagnostic.sort_key)
    return (Shelf(path, tuple(group)) for path, group in groupby(found, key=lambda diagnostic: diagnostic.path))
