"""A run: many posts → one report, the same whatever the number of processes, and whatever the cache holds."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from postlint.diagnostic import Diagnostic, Report
from postlint.engine.compare import Comparison, Posts, posts_of
from postlint.engine.discover import Source
from postlint.engine.internal import InternalError
from postlint.engine.keep import Keeper, Kept, Render, kept
from postlint.engine.lint import lint_post
from postlint.engine.over import Progress, over
from postlint.engine.registry import Plan
from postlint.engine.store import Store
from postlint.engine.suppress import suppress
from postlint.post.post import Post
from postlint.spill import Spill

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
    recall = recall_of(aids, plan, sources)
    if recall is None and len(sources) == 1 and not aids.site:
        plan = plan._replace(alone=True)
    keeper = Keeper(plan, aids.render, hashing=recall is not None)
    if recall is None:
        results = over(sources, keeper, kept, jobs, aids.progress)
    else:
        results = _remembered(sources, keeper, recall, jobs, aids.progress)
    store = Store.of(results, Spill(), recall.shelves if recall else None)
    return settle(store, plan, posts_of(sources, plan), today or local_day(), Comparison(sources, aids.site, jobs, recall))


def run_text(data: bytes, path: str, plan: Plan, today: datetime.date | None = None) -> Report:
    """Apply the plan to one post that is no file, such as standard input."""
    posts = Posts(lambda _: plan, lambda _: Post.from_bytes(data, path))
    return settle(Store.of([kept(lint_post(data, path, plan._replace(alone=True)))]), plan, posts, today or local_day())


def local_day() -> datetime.date:
    """The day where the user is: whoever writes `until` means that one."""
    return datetime.date.today()


def recall_of(aids: Aids, plan: Plan, sources: Sequence[Source]) -> "Recall | None":
    """The cache as the runs of a plan over sources see it, if there is one."""
    if aids.cache is None:
        return None
    from postlint.engine.recall import Recall  # a run without a cache does without

    aids.cache.prune()
    return Recall(aids.cache, plan, getattr(aids.render, "key", ""), {source.path: source for source in (*aids.site, *sources)})


def _remembered(sources: Sequence[Source], keeper: Keeper, recall: "Recall", jobs: int | None, progress: Progress | None) -> Iterator[Kept]:
    """What the files yield: from the cache, or else looked at and put there."""
    known: set[str] = set()
    for each in recall.posts(sources):
        known.add(each.path)
        yield each
    if known and progress is not None:
        progress(len(known), len(sources))
    missing = [source for source in sources if source.path not in known]
    tell = (lambda done, _: progress(len(known) + done, len(sources))) if progress is not None else None
    for each in over(missing, keeper, kept, jobs, tell):
        yield recall.keep(each)
    recall.flush()


def settle(store: Store, plan: Plan, posts: Posts, today: datetime.date, comparison: Comparison | None = None) -> Report:
    """Bring the posts' findings together with those of the corpus checks, and take out what is suppressed.

    Only posts that a corpus check speaks of, or that have directives, are looked into, one after the other.
    """
    checked, suppressed = len(store.digests), 0
    compared: defaultdict[str, list[Diagnostic]] = defaultdict(list)
    for found in (comparison or Comparison()).found(store, plan, posts):
        compared[found.path].append(found)
    for path in sorted({*compared, *store.asking}):
        left, gone = suppress((*compared[path], *store.diagnostics(path)), {path: store.suppressions(path)}, today)
        store.retell(path, sorted(left, key=lambda diagnostic: diagnostic.sort_key))
        suppressed += gone
    shelves = store.shelves()
    return Report(shelves, checked, suppressed, any(kind.rule == InternalError.id for kind in shelves.tally))
