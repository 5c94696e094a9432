"""The corpus checks of a run: summaries of all posts → diagnostics on those of the run."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct

from postlint.checks.base import CorpusCheck
from postlint.diagnostic import Diagnostic
from postlint.engine.discover import Source
from postlint.engine.keep import Kept, Summariser
from postlint.engine.lint import failure, stamp
from postlint.engine.over import over
from postlint.engine.read import read_post
from postlint.engine.registry import Plan
from postlint.engine.store import Columns, Store
from postlint.post.post import Post

if TYPE_CHECKING:
    from postlint.engine.recall import Recall


class Posts(NamedTuple):
    """The plan of each path of a run, and its text once more."""

    plan: Callable[[str], Plan]
    reopen: Callable[[str], Post]


def posts_of(sources: Sequence[Source], plan: Plan) -> Posts:
    """The posts of files."""
    by_path = {source.path: source for source in sources}
    return Posts(lambda path: plan.of(by_path[path].variant), lambda path: _open(by_path[path].file, path))


def _open(file: str, path: str) -> Post:
    data = read_post(file)
    return Post.from_bytes(data, path) if isinstance(data, bytes) else Post(path, "", data)


class Comparison(Struct, frozen=True):
    """What the posts of a run are compared with besides each other: those of the `site`. `sources` are the files of the run."""

    sources: Sequence[Source] = ()
    site: Sequence[Source] = ()
    jobs: int | None = None
    recall: "Recall | None" = None

    def found(self, store: Store, plan: Plan, posts: Posts) -> list[Diagnostic]:
        """What the rules that compare posts find in those of the run. The store has no summaries afterwards."""
        if not any(True for _ in plan.comparisons()):
            return []
        told = store.digests.keys()
        rest = {source.path: source for source in (*self.site, *self.sources) if source.path not in told}
        if self.recall is None:
            columns = store.take_columns()
            self._read(tuple(rest.values()), plan, columns)
            return _compared(columns, told, plan, posts)
        digests = self.recall.digests(rest.values())
        if store.unhashed:  # posts as they are once they are mended
            found = self._compared(store, digests, self.recall, plan, posts)
        else:
            key = self.recall.comparison_key(told, digests | store.hashed)
            known = self.recall.comparison(key)
            if known is not None:
                return known
            found = self._compared(store, digests, self.recall, plan, posts)
            self.recall.keep_comparison(key, found)
        self.recall.flush()
        return found

    def _compared(self, store: Store, digests: Mapping[str, bytes], recall: "Recall", plan: Plan, posts: Posts) -> list[Diagnostic]:
        """Compare all posts: by the summaries that the run has just made, those that the cache has, and those that must be made."""
        columns, wanted = store.take_columns(), {**digests, **store.unread}
        for path, summaries in recall.summaries(wanted):
            columns.put(path, summaries)
            del wanted[path]
        self._read([recall.sources[path] for path in wanted], plan, columns)
        return _compared(columns, store.digests.keys(), plan, posts)

    def _read(self, sources: Sequence[Source], plan: Plan, columns: Columns) -> None:
        """Add the summaries of files of which none are known."""
        for each in over(sources, Summariser(plan, hashing=self.recall is not None), _lost, self.jobs):
            columns.put(each.path, each.summaries or {})
            if self.recall is not None:
                self.recall.keep_summaries(each)


def _lost(result: Any) -> Kept:
    """A post of the site on which a process died is not compared with; where it is checked itself, that is told."""
    return Kept(result.path, None, {})


def _compared(columns: Columns, told: Collection[str], plan: Plan, posts: Posts) -> list[Diagnostic]:
    """What comes of comparing; only posts that are `told` of are reported on."""
    return [found for check in plan.comparisons() for found in _compare(check, columns.of(check.id), told, posts)]


def _compare(check: "CorpusCheck[Any]", summaries: Sequence[tuple[str, Any]], told: Collection[str], posts: Posts) -> Iterator[Diagnostic]:
    """Stamp what a corpus check yields of some paths. Texts are not kept, so the few posts that it speaks of are read again."""
    path = next((path for path, _ in summaries if path in told), "")
    try:
        for path, finding in check.compare(summaries, told):  # a failure is told of the post last spoken of
            planned = posts.plan(path).planned(check.id) if path in told else None
            if planned is not None:
                yield stamp(posts.reopen(path), planned, finding)
    except BaseException as error:
        yield failure(Post(path, ""), "corpus", check.id, error)
