"""Fixing a post: its findings' edits, applied again and again until nothing is left that can be."""

import datetime
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from msgspec import Struct, field
from msgspec.structs import replace

from postlint.diagnostic import Diagnostic, Edit
from postlint.engine.diff import unified
from postlint.engine.discover import Source
from postlint.engine.edits import Chosen, apply, choose, moved
from postlint.engine.lint import PostResult, failure, judge, lint_file, lint_post
from postlint.engine.read import read_post
from postlint.engine.registry import Plan
from postlint.engine.suppress import suppress
from postlint.post.decode import decode
from postlint.post.post import Post
from postlint.post.text import Span

#: fixes that have not come to rest after so many rounds never will; a chain of empty headings goes one a round
ROUNDS = 50

_BOM = b"\xef\xbb\xbf"
#: takes out of a post's diagnostics what is not to be told, such as what a baseline holds; goes to the workers
Sieve = Callable[[str, tuple[Diagnostic, ...]], Iterable[Diagnostic]]


class Fixing(Struct, frozen=True):
    """Which fixes to apply: the safe ones, or also the others. `today` judges suppressions that end.

    Without `writing` the files are to stay as they are, and what would change is shown.
    """

    unsafe: bool
    today: datetime.date
    sieve: Sieve | None = None
    writing: bool = True


class Fixed(Struct, frozen=True):
    """A post after its fixes.

    `data` is its new content, None where nothing was to be done; `digest` that of the content that was read. `applied` counts
    the fixes by rule. `before` and `after` are what it yields without and with them. `diff` shows what they change if that is
    to be shown.
    """

    before: PostResult
    after: PostResult
    data: bytes | None = None
    digest: bytes = b""
    applied: Mapping[str, int] = field(default_factory=dict)
    diff: str = ""


def digest(data: bytes) -> bytes:
    """By which a content is known again."""
    return hashlib.sha256(data).digest()


def fix_file(source: Source, plan: Plan, fixing: Fixing) -> Fixed:
    """Fix the content of a file, which stays as it is; one that cannot be read only yields its diagnostics."""
    data = read_post(source.file)
    if not isinstance(data, bytes):
        result = lint_file(source, plan)
        return Fixed(result, result)
    return fix_post(data, source.path, plan.of(source.variant), fixing)


def fix_post(data: bytes, path: str, plan: Plan, fixing: Fixing) -> Fixed:
    """Fix a post's content. Never raises; where fixes undo each other nothing is changed, and an `internal-error` names their rules."""
    before = lint_post(data, path, plan)
    try:
        return _until_still(data, before, partial(_judged, path=path, plan=plan), fixing)
    except Exception as error:
        return _failed(before, path, "fix", "", error)


def _judged(text: str, path: str, plan: Plan) -> tuple[Post, PostResult]:
    post = Post(path, text)
    return post, judge(post, plan)


def _until_still(data: bytes, before: PostResult, judged: Callable[[str], tuple[Post, PostResult]], fixing: Fixing) -> Fixed:
    post, after = Post.from_bytes(data, before.path), before
    seen, applied, hidden = {post.text}, Counter[str](), _Hidden()
    for _ in range(ROUNDS + 1):
        chosen = _choice(post, after, fixing, hidden)
        if not chosen.edits:
            return _fixed(data, post.text, after, Fixed(before, before, digest=digest(data), applied=applied), fixing)
        applied.update(chosen.rules)
        text = apply(post.text, chosen.edits)
        if text in seen:
            break
        seen.add(text)
        hidden.move(chosen.edits)
        post, after = judged(text)
    return _failed(before, before.path, "unstable", ", ".join(sorted(set(chosen.rules))), "")


class _Hidden:
    """What is not told of a post, from one round to the next: a baseline may not know a finding again once its neighbour is fixed."""

    def __init__(self) -> None:
        self._found: set[tuple[str, Span]] = set()

    def holds(self, diagnostic: Diagnostic) -> bool:
        return (diagnostic.rule, diagnostic.finding.span) in self._found

    def add(self, diagnostics: Iterable[Diagnostic]) -> None:
        self._found.update((diagnostic.rule, diagnostic.finding.span) for diagnostic in diagnostics)

    @property
    def spans(self) -> list[Span]:
        return [span for _, span in self._found]

    def move(self, edits: Sequence[Edit]) -> None:
        found = list(self._found)
        self._found = set(zip((rule for rule, _ in found), moved([span for _, span in found], edits), strict=True))


def _choice(post: Post, result: PostResult, fixing: Fixing, hidden: _Hidden) -> Chosen:
    """What the next round applies: the unsafe fixes as long as there are any, since what they judge by is what the safe ones clear away."""
    if post.damage is not None:
        return Chosen((), ())
    fixable = [diagnostic for diagnostic in _told(result, fixing, hidden) if diagnostic.finding.fix is not None]
    if fixing.unsafe:
        fixable = [_going_further(diagnostic) for diagnostic in fixable]
        chosen = choose(post.lines, [d for d in fixable if d.finding.fix and not d.finding.fix.safe], hidden.spans)
        if chosen.edits:
            return chosen
    return choose(post.lines, [d for d in fixable if d.finding.fix and d.finding.fix.safe], hidden.spans)


def _going_further(diagnostic: Diagnostic) -> Diagnostic:
    fix = diagnostic.finding.fix
    return diagnostic if fix is None or fix.further is None else diagnostic._replace(finding=replace(diagnostic.finding, fix=fix.further))


def _told(result: PostResult, fixing: Fixing, hidden: _Hidden) -> list[Diagnostic]:
    """The diagnostics that are told; the others, which are to stay as they are, go into `hidden`."""
    left, _ = suppress(result.diagnostics, {result.path: result.suppressions}, fixing.today)
    told = list(fixing.sieve(result.path, tuple(left))) if fixing.sieve else left
    kept = set(map(id, told))
    hidden.add(diagnostic for diagnostic in (*result.diagnostics, *left) if id(diagnostic) not in kept)
    return [diagnostic for diagnostic in told if not hidden.holds(diagnostic)]


def _fixed(data: bytes, text: str, after: PostResult, untouched: Fixed, fixing: Fixing) -> Fixed:
    if not untouched.applied:
        return untouched
    head = _BOM if data.startswith(_BOM) else b""
    diff = "" if fixing.writing else unified(after.path, decode(data)[0], text)
    return replace(untouched, after=after, data=head + text.encode("utf-8"), diff=diff)


def _failed(before: PostResult, path: str, message: str, check: str, error: Exception | str) -> Fixed:
    told = failure(Post(path, ""), message, check, error)
    result = before._replace(diagnostics=(told, *before.diagnostics))
    return Fixed(result, result)
