"""One post → its diagnostics: the same function behind the command line, standard input and the Python API."""

from collections.abc import Iterator, Mapping
from functools import lru_cache, partial
from string import Formatter
from typing import Any, NamedTuple, cast

from postlint.checks.base import Check, GroupedCheck, Rule
from postlint.diagnostic import Diagnostic, Excerpt, Finding, Related, RelatedPlace, Severity, tell
from postlint.engine.discover import Source
from postlint.engine.edits import overlap_each_other
from postlint.engine.fingerprint import fingerprint
from postlint.engine.guard import guarded
from postlint.engine.internal import InternalError
from postlint.engine.read import read_post
from postlint.engine.registry import ALWAYS, Plan, Planned
from postlint.engine.suppress import UNUSED, Suppression, collect
from postlint.post.post import Post
from postlint.post.text import Position, Span

#: longest excerpt of a line, in characters, and how many of them stand in front of a range that is far into the line
EXCERPT, LEAD = 200, 50
#: an error's wording is cut here: it may quote the post
ERROR = 200

INTERNAL = Planned(InternalError(), Severity.ERROR)


class PostResult(NamedTuple):
    """What one post yields: its diagnostics in order, what the corpus checks keep of it (rule id → summary), and what it suppresses."""

    path: str
    diagnostics: tuple[Diagnostic, ...]
    summaries: Mapping[str, Any]
    suppressions: tuple[Suppression, ...] = ()


def lint_post(data: bytes, path: str, plan: Plan) -> PostResult:
    """Apply the plan to a file's content. Never raises: a check that does is told as an `internal-error`."""
    try:
        post = Post.from_bytes(data, path)
    except Exception as error:
        return PostResult(path, (failure(Post(path, ""), "check", "post", error),), {})
    return judge(post, plan)


def lint_file(source: Source, plan: Plan) -> PostResult:
    """Apply the plan to a file; one that cannot be opened is a post without text."""
    plan, data = plan.of(source.variant), read_post(source.file)
    if isinstance(data, bytes):
        return lint_post(data, source.path, plan)
    return judge(Post(source.path, "", data), plan)


def judge(post: Post, plan: Plan) -> PostResult:
    """Apply the plan to a post. Of one that cannot be read only `unreadable-post` speaks."""
    diagnostics: list[Diagnostic] = []
    summaries: Mapping[str, Any] = {}
    for planned, check in plan.checks():
        if post.damage is None or check.id == ALWAYS:
            diagnostics.extend(_apply(post, planned, check))
    if post.damage is None:
        summaries, failures = summarise(post, plan)
        diagnostics.extend(failures)
    suppressions: tuple[Suppression, ...] = ()
    try:
        suppressions = collect(post, plan, partial(stamp, post, plan.planned(UNUSED) or INTERNAL))
    except BaseException as error:
        diagnostics.append(failure(post, "check", UNUSED, error))
    told = guarded(post, plan, diagnostics, stamp)
    return PostResult(post.path, tuple(sorted(told, key=lambda d: d.sort_key)), summaries, suppressions)


def summarise(post: Post, plan: Plan) -> tuple[dict[str, Any], list[Diagnostic]]:
    """What the corpus checks keep of a readable post (rule id → summary; none of a check that it has nothing for), and which failed."""
    summaries: dict[str, Any] = {}
    failures: list[Diagnostic] = []
    for _, corpus in plan.corpus_checks():
        if plan.alone and isinstance(corpus, GroupedCheck):  # only two posts or more make a group
            continue
        try:
            summary = corpus.summarise(post)
        except BaseException as error:
            failures.append(failure(post, "check", corpus.id, error))
            continue
        if summary is not None:
            summaries[corpus.id] = summary
    return summaries, failures


def _apply(post: Post, planned: Planned, check: Check) -> Iterator[Diagnostic]:
    """Stamp what a check yields; where it raises, tell that and go on. A panic in a Rust library is no Exception, but raises, too."""
    try:
        for finding in check.check(post):
            yield stamp(post, planned, finding)
    except BaseException as error:
        yield failure(post, "check", check.id, error)


def stamp(post: Post, planned: Planned, finding: Finding) -> Diagnostic:
    """A finding with its place. Raises ValueError for a span outside the text or edits that overlap, KeyError for an untold message."""
    rule, position = planned.rule, post.lines.position
    _prove_tellable(rule, finding)
    _prove_placed(post, finding)
    start = position(finding.span.start)
    return Diagnostic(
        path=post.path,
        rule=rule.id,
        severity=planned.severity,
        tier=rule.tier,
        finding=finding,
        start=start,
        end=position(finding.span.end),
        excerpt=_excerpt_at(post, start),
        related=(*[_place(post, related) for related in finding.related], *finding.elsewhere),
        fingerprint=fingerprint(rule.id, post.text, finding.span),
    )


def failure(post: Post, message: str, check: str, error: BaseException | str) -> Diagnostic:
    """The `internal-error` diagnostic, at the post's beginning; `message` is one of its keys. Raises what is no failure: Ctrl-C, exit."""
    if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit):
        raise error
    if isinstance(error, BaseException):
        error = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return stamp(post, INTERNAL, Finding(Span(0, 0), message, {"check": check, "error": error[:ERROR]}))


def excerpt(post: Post, span: Span) -> Excerpt:
    """The line that a span begins on; of a very long one at most EXCERPT characters around the beginning."""
    return _excerpt_at(post, post.lines.position(span.start))


def _excerpt_at(post: Post, at: Position) -> Excerpt:
    line = post.lines.line_span(at.line)
    if line.end - line.start <= EXCERPT:
        return Excerpt(line.of(post.text), 1, False, False)
    start = max(line.start, min(at.offset - LEAD, line.end - EXCERPT))
    end = start + EXCERPT
    return Excerpt(post.text[start:end], start - line.start + 1, start > line.start, end < line.end)


def _place(post: Post, related: Related) -> RelatedPlace:
    start, end = post.lines.position(related.span.start), post.lines.position(related.span.end)
    return RelatedPlace(post.path, start, end, related.note, _excerpt_at(post, start))


def _prove_placed(post: Post, finding: Finding) -> None:
    """Fail where a span is not in the text, or where a fix cannot be applied."""
    fixes = [fix for fix in (finding.fix, finding.fix and finding.fix.further) if fix]
    spans = [finding.span, *[related.span for related in finding.related], *[edit.span for fix in fixes for edit in fix.edits]]
    for span in spans:
        if not 0 <= span.start <= span.end <= len(post.text):
            raise ValueError(f"{span} is outside the text of {len(post.text)} characters")
    if any(len(fix.edits) > 1 and overlap_each_other(fix.edits) for fix in fixes):
        raise ValueError("the edits of a fix overlap")


def _prove_tellable(rule: Rule, finding: Finding) -> None:
    """Fail here, where the check can be blamed, rather than in a reporter, where the whole report would be lost."""
    keys = (
        finding.message,
        *[related.note for related in finding.related],
        *[place.note for place in finding.elsewhere],
        *([finding.fix.title] if finding.fix else ()),
    )
    fields = _fields(cast(Any, type(rule)), keys)
    if fields is None or not fields <= finding.data.keys():
        for key in keys:
            tell(rule.messages, key, "en", finding.data)
            tell(rule.messages, key, "ja", finding.data)


@lru_cache(maxsize=1024)
def _fields(rule: type[Rule], keys: tuple[str, ...]) -> frozenset[str] | None:
    """What the messages take from the data, in any language; None where one is missing, or where values could fail in one."""
    names: frozenset[str] = frozenset()
    for key in keys:
        if not {"en", "ja"} <= rule.messages.get(key, {}).keys():
            return None
        try:
            parts = [part for text in rule.messages[key].values() for part in Formatter().parse(text)]
        except ValueError:
            return None
        # {count} takes whatever there is; {count:.1f} and {count.real} do not.
        if any(form or conversion or not (name is None or name.isidentifier()) for _, name, form, conversion in parts):
            return None
        names |= {name for _, name, _, _ in parts if name is not None}
    return names
