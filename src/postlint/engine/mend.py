"""A run that fixes: many posts → files written, and a report of what is left."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct, field

from postlint.diagnostic import Report
from postlint.engine.compare import Comparison, Posts, posts_of
from postlint.engine.discover import Source
from postlint.engine.fix import Fixed, Fixing, digest, fix_file, fix_post
from postlint.engine.keep import kept
from postlint.engine.lint import PostResult
from postlint.engine.over import over
from postlint.engine.registry import Plan
from postlint.engine.run import UNAIDED, Aids, recall_of, settle
from postlint.engine.store import Store
from postlint.engine.write import ChangedError, rewrite
from postlint.post.post import Post
from postlint.spill import Spill


class Unwritten(Struct, frozen=True):
    """A file that was left as it was. `error` is the system's wording, None where the file had changed since it was read."""

    path: str
    error: str | None


class Mended(Struct, frozen=True):
    """What a run has fixed, or would have.

    `report` tells what is left. `applied` counts the fixes by rule, `posts` the posts that they were in. `diff` shows what they
    change where that was asked for. `contents` has what no file holds: posts as they would be, and one that is no file, by path.
    """

    report: Report
    applied: Mapping[str, int]
    posts: int
    unwritten: tuple[Unwritten, ...] = ()
    diff: str = ""
    contents: Mapping[str, bytes] = field(default_factory=dict)


def mend(sources: Sequence[Source], plan: Plan, fixing: Fixing, jobs: int | None = None, aids: Aids = UNAIDED) -> Mended:
    """Fix files, in `jobs` processes, and write them if they are to be written. Whatever happens to one, the others are fixed.

    What is left is told as it is after the fixes, so only what the posts are compared with comes from a cache.
    """
    ledger = _Ledger(sources, fixing.writing)
    results = over(sources, partial(fix_file, plan=plan, fixing=fixing), _untouched, jobs, aids.progress)
    posts = posts_of(sources, plan)
    mended = Posts(posts.plan, lambda path: ledger.post(path) or posts.reopen(path))
    store = Store.of(map(kept, ledger.enter(results)), Spill())
    report = settle(store, plan, mended, fixing.today, Comparison(sources, aids.site, jobs, recall_of(aids, plan, sources)))
    return Mended(report, _most_first(ledger.applied), ledger.posts, ledger.left, ledger.diff, ledger.contents)


def mend_text(data: bytes, path: str, plan: Plan, fixing: Fixing) -> Mended:
    """Fix one post that is no file."""
    fixed = fix_post(data, path, plan, fixing)
    new = data if fixed.data is None else fixed.data
    report = settle(Store.of([kept(fixed.after)]), plan, Posts(lambda _: plan, lambda _: Post.from_bytes(new, path)), fixing.today)
    return Mended(report, _most_first(fixed.applied), int(bool(fixed.applied)), (), fixed.diff, {path: new})


class _Ledger(Struct):
    """What has become of the posts so far. Files are written here, in one process: each as soon as its fixes are known."""

    sources: Sequence[Source]
    writing: bool
    applied: Counter[str] = field(default_factory=Counter)
    posts: int = 0
    unwritten: list[Unwritten] = field(default_factory=list)
    contents: dict[str, bytes] = field(default_factory=dict)
    _diffs: dict[str, str] = field(default_factory=dict)

    def enter(self, results: Iterator[Fixed]) -> Iterator[PostResult]:
        """What each post yields as it now is."""
        files = {source.path: source.file for source in self.sources}
        for fixed in results:
            path = fixed.before.path
            if fixed.data is None or (self.writing and not self._written(files[path], fixed, fixed.data)):
                yield fixed.before
                continue
            if not self.writing:
                self.contents[path], self._diffs[path] = fixed.data, fixed.diff
            self.applied.update(fixed.applied)
            self.posts += 1
            yield fixed.after

    def _written(self, file: str, fixed: Fixed, data: bytes) -> bool:
        """Whether the file now has its new content."""
        try:
            rewrite(file, data, lambda held: digest(held) == fixed.digest)
        except ChangedError:
            self.unwritten.append(Unwritten(fixed.before.path, None))
        except OSError as error:
            self.unwritten.append(Unwritten(fixed.before.path, error.strerror or str(error)))
        else:
            return True
        return False

    @property
    def left(self) -> tuple[Unwritten, ...]:
        """The files that could not be written, in the order of paths."""
        return tuple(sorted(self.unwritten, key=lambda unwritten: unwritten.path))

    @property
    def diff(self) -> str:
        """What would change, in the order of paths."""
        return "".join(self._diffs[path] for path in sorted(self._diffs))

    def post(self, path: str) -> Post | None:
        """The post as it would be; None where its file is as it is to be."""
        return Post.from_bytes(self.contents[path], path) if path in self.contents else None


def _untouched(result: PostResult) -> Fixed:
    return Fixed(result, result)


def _most_first(applied: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(applied.items(), key=lambda item: (-item[1], item[0])))
