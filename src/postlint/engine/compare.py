"""The corpus checks of a run: summaries of all posts → diagnostics on those of the run."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from postlint.checks.base import CorpusCheck
from postlint.diagnostic import Diagnostic
from postlint.engine.discover import Source
from postlint.engine.keep import Kept, Summaries, Summariser
from postlint.engine.lint import failure, stamp
from postlint.engine.over import over
from postlint.engine.read import read_post
from postlint.engine.registry import Plan
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


@dataclass(frozen=True)
class Comparison:
    """What the posts of a run are compared with besides each other: those of the `site`. `sources` are the files of the run."""

    sources: Sequence[Source] = ()
    site: Sequence[Source] = ()
    jobs: int | None = None
    recall: "Recall | None" = None

    def found(self, results: Mapping[str, Kept], plan: Plan, posts: Posts) -> list[Diagnostic]:
        """What the rules that compare posts find in those of the run."""
        if not any(True for _ in plan.comparisons()):
            return []
        files = {source.path: source for source in (*self.site, *self.sources)}
        rest = {path: source for path, source in files.items() if path not in results}
        if self.recall is None:
            return _compared({**self._read(rest, plan), **_own(results)}, results.keys(), plan, posts)
        digests = self.recall.digests(rest.values())
        if any(each.summaries and each.digest is None for each in results.values()):  # posts as they are once they are mended
            made = _compared(self._recalled(files, digests, _own(results), plan), results.keys(), plan, posts)
            self.recall.flush()
            return made
        digests.update((path, each.digest) for path, each in results.items() if each.digest is not None)
        key = self.recall.comparison_key(results, digests, files)
        found = self.recall.comparison(key)
        if found is None:
            found = _compared(self._recalled(files, digests, _own(results), plan), results.keys(), plan, posts)
            self.recall.keep_comparison(key, found)
            self.recall.flush()
        return found

    def _recalled(
        self, files: Mapping[str, Source], digests: Mapping[str, bytes], own: Mapping[str, Summaries], plan: Plan
    ) -> dict[str, Summaries]:
        """The summaries of all posts: those that the run has just made, those that the cache has, those that must be made."""
        summaries = dict(own)
        missing = {path: digest for path, digest in digests.items() if path not in summaries}
        summaries |= self.recall.summaries(files, missing) if self.recall else {}
        summaries |= self._read({path: files[path] for path in digests if path not in summaries}, plan)
        return summaries

    def _read(self, files: Mapping[str, Source], plan: Plan) -> dict[str, Summaries]:
        """The summaries of files of which none are known."""
        summaries: dict[str, Summaries] = {}
        for each in over(tuple(files.values()), Summariser(plan, hashing=self.recall is not None), _lost, self.jobs):
            summaries[each.path] = each.summaries or {}
            if self.recall is not None:
                self.recall.keep_summaries(files[each.path], each)
        return summaries


def _own(results: Mapping[str, Kept]) -> dict[str, Summaries]:
    return {path: each.summaries for path, each in results.items() if each.summaries is not None}


def _lost(result: Any) -> Kept:
    """A post of the site on which a process died is not compared with; where it is checked itself, that is told."""
    return Kept(result.path, None, {})


def _compared(summaries: Mapping[str, Summaries], told: Collection[str], plan: Plan, posts: Posts) -> list[Diagnostic]:
    """What comes of comparing; only posts that are `told` of are reported on."""
    found: list[Diagnostic] = []
    for check in plan.comparisons():
        pairs = [(path, summaries[path][check.id]) for path in sorted(summaries) if check.id in summaries[path]]
        found.extend(_compare(check, pairs, told, posts))
    return found


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
