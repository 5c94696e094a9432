"""What a finding is judged by stays in the post until the finding is mended.

A marker by which a cut is seen is not deleted: an invisible comment takes its place, so that readers see no marker and the next
run still sees the cut. A comment by which nothing is seen any more is told of, and deleted.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from operator import attrgetter

from msgspec.structs import replace

from postlint.analysis.directive_comments import cut_comment
from postlint.analysis.directives import requests
from postlint.diagnostic import Diagnostic, Finding, Fix
from postlint.engine.internal import InternalError
from postlint.engine.registry import Plan, Planned
from postlint.engine.suppress import UNUSED
from postlint.packs.deletions import deletion, stand_in
from postlint.post.post import Post
from postlint.post.text import Span

#: the rules whose findings a marker is evidence of; where one did not run, no comment is known to be idle
JUDGES = ("dangling-heading", "repeated-paragraph", "repeated-sentence", "resumed-paragraph", "truncated-ending", "truncated-paragraph")
#: what a fix is called that leaves a comment; only a rule that has a name for it tells of markers
_TRACE = "trace"
_END = attrgetter("end")

Stamp = Callable[[Post, Planned, Finding], Diagnostic]


def guarded(post: Post, plan: Plan, diagnostics: list[Diagnostic], stamp: Stamp) -> list[Diagnostic]:
    """The diagnostics with fixes that leave what others are judged by, and those of comments that nothing is judged by."""
    evidence = sorted({related.span for d in diagnostics for related in d.finding.related if related.evidence})
    cuts = sorted(set(requests(post).cuts).difference(evidence)) if post.damage is None else []
    if not evidence and not cuts:
        return diagnostics
    kept = [_spared(post, plan, d) if _is_in_the_way(d.finding, evidence) else d for d in diagnostics]
    return [*kept, *_idle(post, plan, cuts, diagnostics, stamp)]


def _is_in_the_way(finding: Finding, evidence: list[Span]) -> bool:
    if finding.fix is None or any(related.evidence for related in finding.related):
        return False
    for edit in finding.fix.edits:
        at = bisect_right(evidence, edit.span.start, key=_END)  # markers do not overlap each other
        if at < len(evidence) and edit.span.overlaps(evidence[at]):
            return True
    return False


def _spared(post: Post, plan: Plan, diagnostic: Diagnostic) -> Diagnostic:
    """The diagnostic of a marker, with a fix that leaves a comment in its place; any other without its fix."""
    finding, planned = diagnostic.finding, plan.planned(diagnostic.rule)
    fix = None
    if finding.fix is not None and planned is not None and _TRACE in planned.rule.messages:
        fix = Fix(_TRACE, (stand_in(post, finding.span, cut_comment(post.path)),), finding.fix.safe)
    return diagnostic._replace(finding=replace(finding, fix=fix))


def _idle(post: Post, plan: Plan, cuts: list[Span], diagnostics: list[Diagnostic], stamp: Stamp) -> Iterator[Diagnostic]:
    """What is to be told of comments by which nothing is seen. What a failed check would have seen is not known."""
    rule = plan.planned(UNUSED)
    if rule is None or any(plan.planned(judge) is None for judge in JUDGES) or any(d.rule == InternalError.id for d in diagnostics):
        return
    for span in cuts:
        yield stamp(post, rule, Finding(span, "cut", fix=Fix("remove-cut", (deletion(post, span),))))
