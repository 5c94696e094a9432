"""What applies to a file, and from where: every setting, every rule with its severity and options."""

import dataclasses
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from postlint.checks.base import Rule
from postlint.config import Config, Origin, PathIgnore
from postlint.engine.discover import Source, excluded
from postlint.engine.plans import ignoring, planned
from postlint.engine.registry import Plan, Registry

DEFAULT = Origin("default")


class Setting(Struct, frozen=True):
    """A setting and where it comes from; of a list, one item."""

    key: str
    value: Any
    origin: Origin


class AppliedRule(Struct, frozen=True):
    """A rule as it applies to the file. `severity` is "off" where it does not run; `origin` tells what decided that."""

    id: str
    severity: str
    origin: Origin
    options: tuple[Setting, ...]


class Applied(Struct, frozen=True):
    """What applies to a file. `files` are the configuration files, from the root's on; `excluded` files are not checked at all."""

    path: str
    files: tuple[Path, ...]
    excluded: bool
    settings: tuple[Setting, ...]
    rules: tuple[AppliedRule, ...]


def applied(path: str, config: Config, registry: Registry, *, strict: bool = False) -> Applied:
    """What applies to a file, or to the files of a folder for which no pattern says something else."""
    folder = os.path.isdir(path)  # noqa: PTH112 (never raises)
    file = os.path.join(path, "_") if folder else path  # noqa: PTH118
    (source,), plan = planned([Source(path, file)], config, registry, strict=strict)
    own = config.of(file)
    matching = ignoring(own.path_ignores, file)
    out = not folder and excluded(path, config.exclude, str(config.root) if config.root else None)
    rules = tuple(_rule(rule, plan.of(source.variant), own, matching) for rule in registry.rules.values())
    return Applied(path, own.files, out, tuple(_settings(own)), rules)


def _settings(config: Config) -> Iterator[Setting]:
    origins = config.merged.origins
    lists: tuple[tuple[str, tuple[Any, ...]], ...] = (
        ("select", config.select or ("integrity",)),
        ("ignore", config.ignore),
        ("content", config.content),
        ("exclude", config.exclude),
        ("packs", tuple(map(str, config.packs))),
    )
    for key, values in lists:
        for value in values:
            yield Setting(key, value, origins.get((key, value), origins.get((key,), DEFAULT)))
    for ignore in config.path_ignores:
        yield Setting("per-path-ignores", {ignore.pattern: list(ignore.rules)}, ignore.origin)
    for key in ("preset", "renderer"):
        value, origin = config.shared[key]
        if value:
            yield Setting(key, value, origin)
    if config.lang:
        yield Setting("lang", config.lang, origins.get(("lang",), DEFAULT))


def _rule(rule: type[Rule], plan: Plan, config: Config, matching: tuple[PathIgnore, ...]) -> AppliedRule:
    running = plan.planned(rule.id)
    options = tuple(_options(rule, config))
    said = config.merged.origins.get(("rules", rule.id, "severity"))
    if running is not None:
        return AppliedRule(rule.id, running.severity, said or DEFAULT, options)
    return AppliedRule(rule.id, "off", _why_off(rule, config, matching) or said or DEFAULT, options)


def _why_off(rule: type[Rule], config: Config, matching: tuple[PathIgnore, ...]) -> Origin | None:
    """What keeps a rule from running, if it is not its own severity; None for the default selection."""
    origins, names = config.merged.origins, (rule.id, rule.tier)
    for name in names:
        if name in config.ignore:
            return origins.get(("ignore", name), DEFAULT)
    for ignore in matching:
        if set(names) & set(ignore.rules):
            return ignore.origin
    if not set(names) & set(config.select or ("integrity",)):
        return origins.get(("select",))
    return None


def _options(rule: type[Rule], config: Config) -> Iterator[Setting]:
    settings = config.merged.rules.get(rule.id)
    said: Mapping[str, Any] = settings.options if settings else {}
    for option in dataclasses.fields(rule.Options):
        place = ("rules", rule.id, option.name)
        if option.name in said:
            yield Setting(option.name, said[option.name], config.merged.origins.get(place, DEFAULT))
        elif option.name in config.shared and config.shared[option.name][0]:
            yield Setting(option.name, *config.shared[option.name])
        else:
            yield Setting(option.name, getattr(rule.Options(), option.name), DEFAULT)
