"""Configuration and rules → the plan of a run, and which files have a plan of their own."""

import os
from collections.abc import Iterable, Sequence
from functools import cache

from postlint.config import Config, PathIgnore
from postlint.engine.discover import Patterns, Source, compile_patterns
from postlint.engine.registry import Plan, Registry
from postlint.mistake import each


def planned(sources: Sequence[Source], config: Config, registry: Registry, *, strict: bool = False) -> tuple[tuple[Source, ...], Plan]:
    """The plan of a run, and its sources, each with the variant that the configuration asks for. Raises ConfigError for files below."""
    one_in_each_folder = {os.path.dirname(source.file): source.file for source in sources}  # noqa: PTH120
    each(config.of, one_in_each_folder.values())
    plan, variants = _plan(config, (), registry, strict=strict), dict[tuple[int, tuple[str, ...]], int]()
    plans: list[Plan] = []
    placed = []
    for source in sources:
        own = config.of(source.file)
        ignored = tuple(sorted({name for ignore in ignoring(own.path_ignores, source.file) for name in ignore.rules}))
        if own is config and not ignored:
            placed.append(source)
            continue
        key = (id(own), ignored)  # `of` gives one object for all files with the same configuration
        if key not in variants:
            variants[key] = len(plans)
            plans.append(_plan(own, ignored, registry, strict=strict))
        placed.append(source._replace(variant=variants[key]))
    return tuple(placed), plan._replace(variants=tuple(plans))


def _plan(config: Config, ignored: Sequence[str], registry: Registry, *, strict: bool) -> Plan:
    selected = registry.select(config.select, (*config.ignore, *ignored), strict=strict)
    return registry.plan(selected, config.rules)._replace(narrowed=config.narrowed)


@cache
def _compiled(folder: str, pattern: str) -> Patterns:
    return Patterns(folder, compile_patterns([pattern]))


def ignoring(ignores: Iterable[PathIgnore], file: str) -> tuple[PathIgnore, ...]:
    """Those whose pattern names the file."""
    path = os.path.abspath(file)  # noqa: PTH100
    return tuple(ignore for ignore in ignores if _compiled(str(ignore.folder), ignore.pattern).verdict(path))
