"""What a run keeps of a post: its findings, what corpus checks need of it, and what it suppresses."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec import Struct

from postlint.checks.base import Rule
from postlint.diagnostic import Diagnostic, Tally
from postlint.engine.discover import Source
from postlint.engine.internal import InternalError
from postlint.engine.lint import PostResult, lint_file, lint_post, summarise
from postlint.engine.read import read_post
from postlint.engine.registry import Plan
from postlint.engine.suppress import Suppression
from postlint.post.post import Post
from postlint.shelf import PackedShelf, Part, Shelf

#: the summaries of a post, by rule
Summaries = Mapping[str, Any]
#: renders a post's part of the report where its findings are: (path, diagnostics, rules by id) → part; must be picklable
Render = Callable[[str, Sequence[Diagnostic], Mapping[str, Rule]], Part]


class Lent(NamedTuple):
    """Findings that lie in the cache: how many of each kind; and whether the post's part of the report does, too."""

    tally: Tally
    rendered: bool


class Kept(NamedTuple):
    """What one post yields. `shelf` is None without findings and where they are in the cache, `summaries` where those are.

    `digest` is the hash of the content that was looked at, None where there was none to be had, or none is wanted.
    """

    path: str
    shelf: Shelf | PackedShelf | None
    summaries: Summaries | None
    suppressions: tuple[Suppression, ...] = ()
    digest: bytes | None = None
    lent: Lent | None = None


def kept(result: PostResult, digest: bytes | None = None, part: Part | None = None) -> Kept:
    """What is kept of a result."""
    shelf = Shelf(result.path, result.diagnostics, part) if result.diagnostics else None
    return Kept(result.path, shelf, result.summaries, result.suppressions, digest)


class Keeper(Struct, frozen=True):
    """Lints a file for a run, in whatever process. `hashing` tells that the digest of its content is wanted."""

    plan: Plan
    render: Render | None = None
    hashing: bool = False

    def __call__(self, source: Source) -> Kept:
        """What is kept of a file."""
        data = read_post(source.file)
        if not isinstance(data, bytes):
            return kept(lint_file(source, self.plan))
        plan = self.plan.of(source.variant)
        result = lint_post(data, source.path, plan)
        return kept(result, content_digest(data) if self.hashing else None, self._part(result, plan))

    def _part(self, result: PostResult, plan: Plan) -> Part | None:
        """The post's part of the report; not where directives may yet take findings out."""
        if self.render is None or result.suppressions or not result.diagnostics:
            return None
        return self.render(result.path, result.diagnostics, _catalogue(plan))


class Summariser(Struct, frozen=True):
    """Summarises a file that the posts of a run are compared with, in whatever process."""

    plan: Plan
    hashing: bool = False

    def __call__(self, source: Source) -> Kept:
        """The summaries of a file; none of one that cannot be read, which is told where it is checked."""
        data = read_post(source.file)
        if not isinstance(data, bytes):
            return Kept(source.path, None, {})
        found = content_digest(data) if self.hashing else None
        try:
            post = Post.from_bytes(data, source.path)
        except Exception:
            return Kept(source.path, None, {}, (), found)
        summaries = summarise(post, self.plan.of(source.variant))[0] if post.damage is None else {}
        return Kept(source.path, None, summaries, (), found)


def content_digest(data: bytes) -> bytes:
    """By which a content is known again. On processors of today SHA-256 takes half the time of BLAKE2."""
    from hashlib import sha256

    return sha256(data).digest()


def _catalogue(plan: Plan) -> Mapping[str, Rule]:
    return {InternalError.id: InternalError(), **{planned.rule.id: planned.rule for planned in plan.rules}}
