"""Suppression: which findings a post's own directives take back, and which directives take back none.

Directives are collected where the post is at hand, in the worker. They are judged last and in the parent: findings of corpus
checks are suppressed like others, and `until` is judged by the day of the run.
"""

import datetime
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from msgspec.structs import replace

from postlint.analysis.directive import ALL, Directive, Name
from postlint.analysis.directives import requests
from postlint.checks.base import Check
from postlint.diagnostic import Diagnostic, Edit, Finding, Fix, Tier
from postlint.engine.internal import InternalError
from postlint.engine.registry import ALWAYS, Plan
from postlint.mistake import shortened
from postlint.post.post import Post
from postlint.post.text import Span
from postlint.spelling import nearest

UNUSED = "unused-suppression"
#: no directive hides these
PROTECTED = frozenset((ALWAYS, UNUSED, InternalError.id))
#: so many names that do not exist are looked up in a post; the others are told without a guess
_GUESSES = 50

Stamp = Callable[[Finding], Diagnostic]


class Suppression(NamedTuple):
    """One rule (or ALL) that a directive suppresses from the line `first` to the line `last`; other fields as in Directive.

    `directive` numbers the directives of a post. `unused` and `expired` are what to tell where it suppresses nothing or no longer;
    None where that is not to be judged. `part` is what to delete to remove this name, `rest` to remove the directive.
    """

    rule: str
    first: int
    last: int
    whole: bool
    until: str
    directive: int
    unused: Diagnostic | None = None
    expired: Diagnostic | None = None
    part: Span | None = None
    rest: Span | None = None


def collect(post: Post, plan: Plan, stamp: Stamp) -> tuple[Suppression, ...]:
    """What the directives of a post ask for. `stamp` places a finding of the rule unused-suppression in it."""
    judge = _Judge(plan)
    return tuple(
        judge.suppression(directive, name, number, stamp)
        for number, directive in enumerate(requests(post).directives)
        for name in directive.names
    )


class _Judge:
    """Says of the names in a post's directives what is to be told where they suppress nothing."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._telling = any(planned.rule.id == UNUSED for planned in plan.rules)
        self._ran = {planned.rule.id for planned in plan.rules if isinstance(planned.rule, Check)}
        self._compared = {planned.rule.tier for planned, _ in plan.corpus_checks()}
        self._guesses: dict[str, str | None] = {}

    def suppression(self, directive: Directive, name: Name, number: int, stamp: Stamp) -> Suppression:
        """A name of a directive, ready to be judged."""
        unused = expired = None
        message = self._message(name) if self._telling else None
        if message:
            unused = stamp(Finding(name.span, *message))
            if directive.until and message[0] in ("unused", "unused-all"):
                expired = stamp(Finding(directive.span, "expired", {"until": directive.until}))
        return Suppression(
            name.text, name.first, name.last, directive.whole, directive.until, number, unused, expired, name.removal, directive.deletion
        )

    def _message(self, name: Name) -> tuple[str, dict[str, str]] | None:
        """What to say of a name that suppresses nothing; None where its rule did not run, or is not judged."""
        told = shortened(name.text)
        if name.text in PROTECTED:
            return "protected", {"name": told}
        if name.text == ALL:
            return ("unused-all", {}) if self._judges_all(name) else None
        if name.text in self._ran:
            return "unused", {"name": told}
        if not self._plan.ids or name.text in self._plan.ids:
            return None
        near = self._nearest(told)
        return ("unknown-near", {"name": told, "nearest": near}) if near else ("unknown", {"name": told})

    def _judges_all(self, name: Name) -> bool:
        """Whether a directive for every rule can be told to be idle: not if it may be there for a rule that did not run.

        What rules find that compare posts depends on the posts of the run. They speak of a post as a whole, at its beginning; advisory
        ones may speak of any part.
        """
        return not (self._plan.narrowed or Tier.ADVISORY in self._compared or (self._compared and name.first == 1))

    def _nearest(self, name: str) -> str | None:
        """The id that was probably meant. The first names of a post are looked up; a post of thousands must not take minutes."""
        if name not in self._guesses and len(self._guesses) < _GUESSES:
            self._guesses[name] = nearest(name, self._plan.ids)
        return self._guesses.get(name)


def suppress(found: Iterable[Diagnostic], asked: Mapping[str, Sequence[Suppression]], today: datetime.date) -> tuple[list[Diagnostic], int]:
    """The diagnostics that are left, with those of directives that suppress nothing, in no order; and how many are gone.

    `asked` holds the suppressions of each path that has any. Takes time in proportion to both, but for a logarithm.
    """
    left: list[Diagnostic] = []
    by_path: dict[str, list[Diagnostic]] = {path: [] for path, suppressions in asked.items() if suppressions}
    for diagnostic in found:
        by_path.get(diagnostic.path, left).append(diagnostic)
    gone = 0
    for path, of_post in by_path.items():
        holding = [each for each in asked[path] if not _has_expired(each, today)]
        kept = _kept(of_post, holding)
        gone += len(of_post) - len(kept)
        left += kept
        if not any(diagnostic.rule == InternalError.id for diagnostic in of_post):  # what a failed check would have found is not known
            left += _idle(of_post, asked[path], holding)
    return left, gone


def _has_expired(suppression: Suppression, today: datetime.date) -> bool:
    return bool(suppression.until) and datetime.date.fromisoformat(suppression.until) < today


def _kept(found: Sequence[Diagnostic], holding: Sequence[Suppression]) -> list[Diagnostic]:
    """The diagnostics that nothing covers."""
    ranges = defaultdict(list)
    for each in holding:
        ranges[each.rule, each.whole].append((each.first, each.last))
    covers = {kind: _Ranges(lines) for kind, lines in ranges.items()}
    return [diagnostic for diagnostic in found if diagnostic.rule in PROTECTED or not _covered(diagnostic, covers)]


def _covered(diagnostic: Diagnostic, covers: Mapping[tuple[str, bool], "_Ranges"]) -> bool:
    first, last = _lines(diagnostic)
    for rule in (diagnostic.rule, ALL):
        for whole, end in ((False, first), (True, last)):
            ranges = covers.get((rule, whole))
            if ranges is not None and ranges.touch(first, end):
                return True
    return False


def _lines(diagnostic: Diagnostic) -> tuple[int, int]:
    """The first and the last line that a diagnostic stands on; a line end belongs to its line."""
    start, end = diagnostic.start, diagnostic.end
    return start.line, max(start.line, end.line - (end.column == 1))


class _Ranges:
    """Ranges of lines, merged where they overlap."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        self._first: list[int] = []
        self._last: list[int] = []
        for first, last in sorted(pair for pair in ranges if pair[0] <= pair[1]):
            if self._last and first <= self._last[-1]:
                self._last[-1] = max(self._last[-1], last)
            else:
                self._first.append(first)
                self._last.append(last)

    def touch(self, first: int, last: int) -> bool:
        """Whether any of the lines `first` to `last` lies in a range."""
        index = bisect_right(self._first, last) - 1
        return index >= 0 and self._last[index] >= first


class _Found:
    """The lines of the diagnostics of one rule, for asking whether a range would suppress any of them."""

    def __init__(self, lines: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(lines)
        self._first = [first for first, _ in ordered]
        self._reach = list(accumulate((last for _, last in ordered), max))

    def in_range(self, first: int, last: int, *, whole: bool) -> bool:
        """Whether a diagnostic begins in the lines `first` to `last`, or with `whole` has any line there."""
        index = bisect_right(self._first, last)
        if whole:
            return index > 0 and first <= last and self._reach[index - 1] >= first
        return bisect_left(self._first, first) < index


def _idle(found: Sequence[Diagnostic], asked: Sequence[Suppression], holding: Sequence[Suppression]) -> Iterator[Diagnostic]:
    """What is to be told of suppressions that suppress nothing, and of directives that have expired."""
    of_rule = _by_rule(found)
    idle = [each for each in holding if not (each.rule in of_rule and of_rule[each.rule].in_range(each.first, each.last, whole=each.whole))]
    useful = {each.directive for each in holding} - _all_idle(holding, idle)
    for each in idle:
        if each.unused is not None:
            yield (
                _with_fix(each.unused, each.part, "remove-name")
                if each.directive in useful
                else _with_fix(each.unused, each.rest, "remove")
            )
    live = {each.directive for each in holding}
    expired = {each.directive: each for each in reversed(asked) if each.directive not in live and each.expired is not None}
    for each in expired.values():
        if each.expired is not None:
            yield _with_fix(each.expired, each.rest, "remove", safe=False)


def _by_rule(found: Iterable[Diagnostic]) -> dict[str, _Found]:
    lines = defaultdict(list)
    for diagnostic in found:
        if diagnostic.rule not in PROTECTED:
            for rule in (diagnostic.rule, ALL):
                lines[rule].append(_lines(diagnostic))
    return {rule: _Found(each) for rule, each in lines.items()}


def _all_idle(holding: Iterable[Suppression], idle: Iterable[Suppression]) -> set[int]:
    """The directives of which every name is known to suppress nothing."""
    names = Counter(each.directive for each in holding)
    useless = Counter(each.directive for each in idle if each.unused is not None)
    return {directive for directive, count in useless.items() if count == names[directive]}


def _with_fix(told: Diagnostic, span: Span | None, title: str, *, safe: bool = True) -> Diagnostic:
    """The diagnostic with the deletion as its fix, which is not safe where the directive was meant to suppress something."""
    fix = Fix(title, (Edit(span, ""),), safe=safe and not told.finding.message.startswith("unknown")) if span is not None else None
    return told._replace(finding=replace(told.finding, fix=fix))
