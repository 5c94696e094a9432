"""The steps of a distributed run, each a function from a table to a table, done wherever Ray likes."""

import pickle
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from hashlib import blake2b
from typing import Any

import pyarrow as pa

from postlint.checks.base import CorpusCheck, GroupedCheck
from postlint.diagnostic import Diagnostic
from postlint.distributed.crashes import Hands
from postlint.distributed.job import Job, Packed
from postlint.distributed.rows import steps, told
from postlint.engine.discover import Source
from postlint.engine.lint import PostResult, failure, lint_post, stamp
from postlint.engine.registry import Planned
from postlint.engine.suppress import suppress
from postlint.post.post import Post
from postlint.report.style import Style

#: what a row is about that is no rule's: the post itself
POST = ""
Row = tuple[int, str, str, Any, bytes | None]


def lint(packed: Packed, partitions: int, table: pa.Table) -> pa.Table:
    """Rows of `path` and `content` → rows of STEP: what each post yields, under POST."""
    return steps(_linted(packed, partitions, zip(table["path"].to_pylist(), table["content"].to_pylist(), strict=True)))


def _linted(packed: Packed, partitions: int, posts: Iterable[tuple[str, str | bytes | None]]) -> Iterator[Row]:
    job = packed.job()
    hands = Hands(job.run)
    suspects = hands.of_the_dead()
    for path, content in posts:
        if job.excludes(path):
            continue
        data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content or b""
        post = _digest(path.encode("utf-8", "surrogatepass"))
        if post in suspects:
            result = _lint_apart(packed, path, data)
        else:
            with hands.holding(post):
                result = lint_post(data, path, job.plan_of(path))
        yield part_of(path, partitions), path, POST, result, data if result.summaries else None


def _lint_apart(packed: Packed, path: str, data: bytes) -> PostResult:
    """What a post yields that may kill the process that looks at it: a process of its own does. Where it dies, that is told."""
    from postlint.engine.workers import in_parallel

    (result,) = in_parallel([Source(path, path)], partial(_lint_held, packed, data), lambda lost: lost, 1, "spawn")
    return result


def _lint_held(packed: Packed, data: bytes, source: Source) -> PostResult:
    return lint_post(data, source.path, packed.job().plan_of(source.path))


def keys(packed: Packed, partitions: int, table: pa.Table) -> pa.Table:
    """Rows of STEP → a row of STEP for each key that a post may share with others: the key and its own summary, for one rule."""
    checks = {check.id: check for check in packed.job().plan.comparisons()}
    posts = ((path, pickle.loads(found).summaries) for path, _, found in _columns(table))
    each = ((path, checks[rule], summary) for path, summaries in posts for rule, summary in summaries.items())
    return steps(row for path, check, summary in each for row in _keyed(path, check, summary, partitions))


def _keyed(path: str, check: "CorpusCheck[Any]", summary: Any, partitions: int) -> Iterator[Row]:
    for key in set(check.keys(summary)) if isinstance(check, GroupedCheck) else {None}:
        yield part_of(repr((check.id, key)), partitions), path, check.id, (key, summary), None


def match(packed: Packed, partitions: int, table: pa.Table) -> pa.Table:
    """Rows of `keys`, all those of some keys → rows of STEP: what comparisons say of a post, by its path.

    That is matches, or findings of a check that knows no keys, or the diagnostic about one that fails.
    """
    checks = {check.id: check for check in packed.job().plan.comparisons()}
    groups: defaultdict[tuple[str, Any], list[tuple[str, Any]]] = defaultdict(list)
    for path, rule, found in _columns(table):
        key, summary = pickle.loads(found)
        groups[rule, key].append((path, summary))
    said = (
        (rule, *each)
        for (rule, key), members in groups.items()
        for each in _compared(checks[rule], key, sorted(members, key=lambda member: member[0]))
    )
    return steps((part_of(path, partitions), path, rule, found, None) for rule, path, found in said)


def tell(packed: Packed, table: pa.Table) -> pa.Table:
    """Rows of `lint` and `match`, all those of some paths → rows of DIAGNOSTIC."""
    job = packed.job()
    posts = {path: (pickle.loads(found), content) for path, found, content in _posts(table)}
    said: defaultdict[str, list[tuple[str, Any]]] = defaultdict(list)
    for path, rule, found in _columns(table):
        if rule != POST:
            said[path].append((rule, pickle.loads(found)))
    diagnostics = (each for path, (result, content) in posts.items() for each in _diagnostics(job, result, content, said[path]))
    return told(diagnostics, Style(job.catalogue, job.lang))


def part_of(name: str, partitions: int) -> int:
    """The part in which all is brought together that goes by a name; the same in every process."""
    return int(_digest(name.encode("utf-8", "surrogatepass")), 16) % partitions


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=8).hexdigest()


def _columns(table: pa.Table) -> Iterator[tuple[str, str, bytes]]:
    return zip(table["path"].to_pylist(), table["rule"].to_pylist(), table["found"].to_pylist(), strict=True)


def _compared(check: "CorpusCheck[Any]", key: Any, members: Sequence[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    """Matches, or findings, or the diagnostic about a check that fails, each by path."""
    path = members[0][0]
    try:
        if not isinstance(check, GroupedCheck):
            yield from check.compare(members, {path for path, _ in members})
        elif len(members) > 1:
            yield from check.matches(key, members)
    except BaseException as error:
        yield path, failure(Post(path, ""), "corpus", check.id, error)


def _posts(table: pa.Table) -> Iterator[tuple[str, bytes, bytes | None]]:
    """The rows of posts. Raises ValueError where two have the same path: their findings could not be told apart."""
    seen = set()
    for path, rule, found, content in zip(*(table[name].to_pylist() for name in ("path", "rule", "found", "content")), strict=True):
        if rule == POST:
            if path in seen:
                raise ValueError(f"there are several posts of the path {path!r} in the dataset")
            seen.add(path)
            yield path, found, content


def _diagnostics(job: Job, result: PostResult, content: bytes | None, said: Sequence[tuple[str, Any]]) -> list[Diagnostic]:
    """The diagnostics of a post: its own, and those of what comparisons say of it, without what is suppressed."""
    by_rule: defaultdict[str, list[Any]] = defaultdict(list)
    for rule, found in said:
        by_rule[rule].append(found)
    post, plan = Post.from_bytes(content or b"", result.path), job.plan_of(result.path)
    compared = [each for rule in sorted(by_rule) for each in _stamped(post, plan.planned(rule), result, by_rule[rule])]
    left, _ = suppress((*result.diagnostics, *compared), {result.path: result.suppressions}, job.today)
    return sorted(left, key=lambda each: each.sort_key)


def _stamped(post: Post, planned: Planned | None, result: PostResult, said: Sequence[Any]) -> Iterator[Diagnostic]:
    """The diagnostics of one rule, of what its comparisons say of a post."""
    yield from (each for each in said if isinstance(each, Diagnostic))
    if planned is None:
        return
    rule, matches = planned.rule, [each for each in said if not isinstance(each, Diagnostic)]
    try:
        found = rule.findings(post.path, result.summaries[rule.id], sorted(set(matches))) if isinstance(rule, GroupedCheck) else matches
        for finding in found:
            yield stamp(post, planned, finding)
    except BaseException as error:
        yield failure(Post(post.path, ""), "corpus", rule.id, error)
