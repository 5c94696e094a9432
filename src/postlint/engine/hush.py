"""Suppressing what a run has found: the narrowest directive for each finding, written into the posts."""

import datetime
from collections.abc import Mapping, Sequence
from functools import partial

from msgspec import Struct

from postlint.checks.unused_suppression import UnusedSuppression
from postlint.diagnostic import Diagnostic, Edit, Report
from postlint.engine.directive_places import Level, Writer, directives
from postlint.engine.discover import Source
from postlint.engine.edits import apply, choose, line_end
from postlint.engine.fix import Sieve, digest
from postlint.engine.lint import failure, judge
from postlint.engine.mend import Unwritten
from postlint.engine.over import over
from postlint.engine.read import read_post
from postlint.engine.registry import Plan, Planned
from postlint.engine.suppress import PROTECTED, UNUSED, suppress
from postlint.engine.write import ChangedError, rewrite
from postlint.post.post import Post

#: what is tried one after the other for findings that are still told: a comment may bring a finding about, so each twice
LEVELS: tuple[Level, ...] = ("line", "line", "block", "block", "post", "post")

_BOM = b"\xef\xbb\xbf"


class Hushing(Struct, frozen=True):
    """With which reason to suppress. `today` and `sieve` say what is told of a post, as in fixing."""

    reason: str
    today: datetime.date
    sieve: Sieve | None = None


class Hushed(Struct, frozen=True):
    """A post with its directives: the new content, None where nothing was to be done; `digest` that of the content that was read."""

    path: str
    data: bytes | None = None
    digest: bytes = b""
    failed: Diagnostic | None = None


class Outcome(Struct, frozen=True):
    """How many posts got directives, the files that could not be written, and failures of postlint itself."""

    posts: int
    unwritten: tuple[Unwritten, ...] = ()
    failed: tuple[Diagnostic, ...] = ()


def hush(sources: Sequence[Source], report: Report, plan: Plan, hushing: Hushing, jobs: int | None = None) -> Outcome:
    """Write directives for every finding of a report into the files that it stands in."""
    found: dict[str, list[Diagnostic]] = {}
    for diagnostic in report.diagnostics:
        if diagnostic.rule not in PROTECTED:
            found.setdefault(diagnostic.path, []).append(diagnostic)
    sources = [source for source in sources if source.path in found]
    files = {source.path: source.file for source in sources}
    posts, unwritten, failed = 0, list[Unwritten](), list[Diagnostic]()
    work = partial(hush_file, plan=plan, found=found, hushing=hushing)
    for done in over(sources, work, lambda lost: Hushed(lost.path, failed=lost.diagnostics[0]), jobs):
        if done.failed is not None:
            failed.append(done.failed)
        elif done.data is not None:
            error = _write(files[done.path], done.data, done)
            unwritten += [error] if error else []
            posts += error is None
    return Outcome(posts, tuple(sorted(unwritten, key=lambda each: each.path)), tuple(sorted(failed, key=lambda each: each.path)))


def _write(file: str, data: bytes, done: Hushed) -> Unwritten | None:
    try:
        rewrite(file, data, lambda held: digest(held) == done.digest)
    except ChangedError:
        return Unwritten(done.path, None)
    except OSError as error:
        return Unwritten(done.path, error.strerror or str(error))
    return None


def hush_file(source: Source, plan: Plan, found: Mapping[str, Sequence[Diagnostic]], hushing: Hushing) -> Hushed:
    """The content of a file with directives for what was found in it."""
    data = read_post(source.file)
    if not isinstance(data, bytes):
        return Hushed(source.path)
    try:
        return hush_post(data, found[source.path], plan.of(source.variant), hushing)
    except Exception as error:
        return Hushed(source.path, failed=failure(Post(source.path, ""), "fix", "", error))


def hush_post(data: bytes, found: Sequence[Diagnostic], plan: Plan, hushing: Hushing) -> Hushed:
    """A post's content with directives for what was found in it."""
    path = found[0].path
    before = post = Post.from_bytes(data, path)
    if post.damage is not None:
        return Hushed(path)
    writer = Writer(hushing.reason, mdx=path.lower().endswith(".mdx"))
    left = found
    for level in LEVELS:
        if not left:
            break
        post = _with(post, directives(post, left, level, writer))
        left = [each for each in _told(post, plan, hushing) if each.rule not in PROTECTED]
    post = _without_idle(before, post, plan, hushing)
    if post.text == before.text:
        return Hushed(path)
    head = _BOM if data.startswith(_BOM) else b""
    return Hushed(path, head + post.text.encode("utf-8"), digest(data))


def _with(post: Post, edits: Sequence[Edit]) -> Post:
    """The post after the edits, which take its line ends."""
    native = [Edit(edit.span, edit.text.replace("\n", line_end(post.lines, edit.span.start))) for edit in edits]
    return Post(post.path, apply(post.text, native))


def _told(post: Post, plan: Plan, hushing: Hushing) -> list[Diagnostic]:
    result = judge(post, plan)
    left, _ = suppress(result.diagnostics, {post.path: result.suppressions}, hushing.today)
    return list(hushing.sieve(post.path, tuple(left))) if hushing.sieve else left


def _without_idle(before: Post, post: Post, plan: Plan, hushing: Hushing) -> Post:
    """The post without directives of this run that have turned out to suppress nothing; those that did so before stay."""
    if plan.planned(UNUSED) is None:  # whoever does not want to hear of idle directives still wants none of ours
        plan = plan._replace(rules=(*plan.rules, Planned(UnusedSuppression(), UnusedSuppression.severity)))
    known: list[str] | None = None
    for _ in LEVELS:
        idle = [each for each in _told(post, plan, hushing) if each.rule == UNUSED and each.finding.fix]
        if idle and known is None:
            known = [_name(each) for each in _told(before, plan, hushing) if each.rule == UNUSED]
        ours = choose(post.lines, [each for each in idle if _name(each) not in (known or ())]).edits
        if not ours:
            break
        post = _with(post, ours)
    return post


def _name(idle: Diagnostic) -> str:
    return f"{idle.finding.message} {idle.finding.data.get('name')}"
