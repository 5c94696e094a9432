"""Runs postlint over posts with an injected defect, over well-formed posts, and over labelled ones."""

import json
import multiprocessing
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from postlint.config import RuleSettings
from postlint.diagnostic import Diagnostic, Tier
from postlint.engine.discover import Source
from postlint.engine.registry import Plan, Registry, load_registry
from postlint.engine.run import run, run_text
from postlint.post.post import Post
from postlint.post.text import Span
from quality.draft import Draft, Injected, Kind
from quality.files import PATH
from quality.inject import KINDS

#: rounds over the posts before a kind for which few are suitable is given up
_ROUNDS = 40


@dataclass(frozen=True)
class Outcome:
    """One injected defect: into which post, in which way, whether it was found, and where it stands."""

    post: str
    lang: str
    variant: str
    found: bool
    line: int
    excerpt: str


@dataclass(frozen=True)
class KindResult:
    """What came of a kind. `posts` is the number of different posts; `known` False where no rule of the kind exists."""

    kind: str
    known: bool
    outcomes: tuple[Outcome, ...] = ()
    posts: int = 0

    @property
    def found(self) -> int:
        """How many of the injected defects were found."""
        return sum(outcome.found for outcome in self.outcomes)


@dataclass(frozen=True)
class Alarms:
    """Findings on well-formed posts by rule, real ones set apart: (findings, posts with one) for each rule; and how many posts."""

    posts: int
    false: Mapping[str, tuple[int, int]]
    real: Mapping[str, int]
    notes: tuple[str, ...]


@lru_cache(maxsize=1)
def registry() -> Registry:
    """The rules that ship."""
    return load_registry()


def plan_for(kind: Kind) -> Plan:
    """What runs for a kind: its rules that exist, under its settings."""
    rules = registry()
    runs = kind.runs or tuple(rule for rule in kind.rules if rule in rules.rules)
    settings = {rule: RuleSettings(options=options) for rule, options in kind.settings.items()}
    return rules.plan(rules.select(runs), settings)


def read_drafts(folders: Iterable[Path]) -> tuple[Draft, ...]:
    """The posts of folders that can be read, in the order of their names."""
    drafts = []
    for file in (file for folder in folders for file in sorted(folder.glob("*.md"))):
        post = Post.from_bytes(file.read_bytes(), file.name)
        if post.damage is None:
            drafts.append(Draft(file.name, post))
    return tuple(drafts)


def diagnose(data: str | bytes, plan: Plan, others: Mapping[str, bytes]) -> Sequence[Diagnostic]:
    """What postlint says of a post, alone or in a run with other files."""
    content = data.encode() if isinstance(data, str) else data
    if not others:
        return run_text(content, PATH, plan).diagnostics
    with TemporaryDirectory() as folder:
        sources = []
        for path, file in {PATH: content, **others}.items():
            place = Path(folder) / path.replace("/", "-")
            place.write_bytes(file)
            sources.append(Source(path, str(place)))
        return run(sources, plan, jobs=1).diagnostics


def touches(diagnostic: Diagnostic, injected: Injected) -> bool:
    """Whether a finding, or a range that it relates to, stands on what was injected."""
    if diagnostic.path != PATH or isinstance(injected.after, bytes):
        return True
    finding = diagnostic.finding
    return any(_meet(span, place) for span in (finding.span, *(r.span for r in finding.related)) for place in injected.places)


def _meet(span: Span, place: Span) -> bool:
    return span.start <= place.end and place.start <= span.end


def _try(kind: Kind, plan: Plan, draft: Draft, rng: Random) -> Outcome | None:
    """Inject once; None where the post is not suitable, or was flagged by the kind's rules before."""
    injected = kind.inject(draft, rng)
    if injected is None or any(d.rule in kind.rules for d in diagnose(injected.before, plan, {})):
        return None
    told = [d for d in diagnose(injected.after, plan, injected.others) if d.rule in kind.rules]
    place = injected.places[0] if injected.places else Span(0, 0)
    after = injected.after if isinstance(injected.after, str) else ""
    found = any(touches(diagnostic, injected) for diagnostic in told)
    return Outcome(draft.name, draft.lang, injected.variant, found, after.count("\n", 0, place.start) + 1, place.of(after)[-160:])


def measure_kind(kind: Kind, drafts: Sequence[Draft], n: int, seed: int) -> KindResult:
    """Inject the kind into n posts chosen at random; into some of them again where too few are suitable."""
    if kind.rule not in registry().rules:
        return KindResult(kind.name, known=False)
    plan = plan_for(kind)
    order = Random(f"{seed}:{kind.name}").sample(drafts, len(drafts))
    outcomes: list[Outcome] = []
    for round_ in range(_ROUNDS):
        suitable = []
        for draft in order:
            outcome = _try(kind, plan, draft, Random(f"{seed}:{kind.name}:{draft.name}:{round_}"))
            if outcome is not None:
                suitable.append(draft)
                outcomes.append(outcome)
            if len(outcomes) == n:
                break
        if len(outcomes) == n or (not round_ and not suitable):
            break
    return KindResult(kind.name, True, tuple(outcomes), len({outcome.post for outcome in outcomes}))


#: what forked processes share: posts parsed by none of them yet
_shared: tuple[tuple[Draft, ...], int, int] = ((), 0, 0)


def _measure_shared(index: int) -> KindResult:
    drafts, n, seed = _shared
    return measure_kind(KINDS[index], drafts, n, seed)


def measure_kinds(drafts: tuple[Draft, ...], n: int, seed: int, jobs: int | None = None) -> tuple[KindResult, ...]:
    """Every kind, over several processes; the same whatever their number."""
    global _shared  # noqa: PLW0603 (forked processes inherit it; posts are not sent)
    _shared = (drafts, n, seed)
    jobs = jobs or os.cpu_count() or 1
    if jobs == 1:
        return tuple(_measure_shared(index) for index in range(len(KINDS)))
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("fork")) as pool:
        return tuple(pool.map(_measure_shared, range(len(KINDS))))


def judged_real(read: Path | None) -> set[tuple[str, str, int]]:
    """(file name, rule, line) of findings on well-formed posts that someone read and found to be real defects.

    The file is a JSON list of {"file", "rule", "line", "verdict": "real" | "false", "why"}.
    """
    if read is None:
        return set()
    return {(v["file"], v["rule"], v["line"]) for v in json.loads(read.read_text("utf-8")) if v["verdict"] == "real"}


def strict_plan() -> Plan:
    """Every rule, both tiers, as without a configuration."""
    rules = registry()
    return rules.plan(rules.select(strict=True), {})


def false_alarms(folders: Sequence[Path], real: set[tuple[str, str, int]]) -> Alarms:
    """Findings of every rule on well-formed posts, a run for each folder."""
    false: dict[str, list[str]] = {}
    apart: Counter[str] = Counter()
    notes: list[str] = []
    posts = 0
    for folder in folders:
        sources = [Source(file.name, str(file)) for file in sorted(folder.glob("*.md"))]
        posts += len(sources)
        for told in run(sources, strict_plan()).diagnostics:
            if (told.path, told.rule, told.start.line) in real:
                apart[told.rule] += 1
                continue
            false.setdefault(told.rule, []).append(f"{folder.name}/{told.path}")
            if told.tier is Tier.INTEGRITY:
                notes.append(f"{folder.name}/{told.path}:{told.start.line} {told.rule}")
    return Alarms(posts, {rule: (len(names), len(set(names))) for rule, names in false.items()}, dict(apart), tuple(notes))
