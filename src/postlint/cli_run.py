"""What a call stands for: configuration, rules, posts, and the run over them. Prints nothing but the bar."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast, get_args

from postlint.cli_help import Voice
from postlint.cli_style import person_waits
from postlint.cli_values import one_of
from postlint.diagnostic import Lang, Report, Texts
from postlint.engine.errors import CallError
from postlint.report import Style

if TYPE_CHECKING:
    from postlint.config import Config
    from postlint.engine.baseline import Baseline
    from postlint.engine.discover import Source
    from postlint.engine.registry import Plan, Registry
    from postlint.engine.run import Progress
    from postlint.engine.texts import TextOf

T = TypeVar("T")
STDIN_ALONE: Texts = {
    "en": "Standard input (-) cannot be checked together with files.",
    "ja": "標準入力（-）とファイルは同時に指定できません。",
}
CONFIG_TWICE: Texts = {"en": "--config and --isolated exclude each other.", "ja": "--config と --isolated は同時に指定できません。"}


def settings_of(voice: Voice, lang: str | None, file: str | None, isolated: bool, named: Sequence[str]) -> "tuple[Config, Registry]":
    """The configuration that holds for the named paths, and the rules that there are under it."""
    from postlint.config import find_config, load_config
    from postlint.engine.registry import load_registry

    if lang is not None:
        voice.lang = cast(Lang, one_of("--lang", lang, get_args(Lang)))
    if file is not None and isolated:
        raise CallError(CONFIG_TWICE)
    registry = load_registry()
    common = _common_folder(named)
    path = None if isolated else Path(file) if file is not None else find_config(common)
    searched = not isolated and file is None
    below = (path.parent if path else common) if searched else None
    config = load_config(path, registry.known, registry.corpus, below=below)
    if lang is None and config.lang is not None:
        voice.lang = config.lang
    return config, registry.with_packs(config.packs)


def _common_folder(named: Sequence[str]) -> Path:
    """The folder that holds all the named paths; of a glob, what stands before its first star counts."""
    fixed = [os.path.abspath(min((name.partition(mark)[0] for mark in "*?["), key=len) or ".") for name in named]  # noqa: PTH100
    try:
        return Path(os.path.commonpath(fixed)) if fixed else Path.cwd()
    except ValueError:  # pragma: no cover (two drives of Windows have nothing in common)
        return Path.cwd()


def sources_of(named: Sequence[str], config: "Config") -> "tuple[Source, ...]":
    """The posts that the named paths stand for."""
    from postlint.engine.discover import discover

    if "-" in named:
        raise CallError(STDIN_ALONE)
    return discover(named, config.exclude, _root(config))


def plan_of(
    sources: "Sequence[Source]", config: "Config", registry: "Registry", *, strict: bool = False
) -> "tuple[tuple[Source, ...], Plan]":
    """The plan of a run over the sources, and the sources, which know by which variant of it they go."""
    from postlint.engine.plans import planned

    return planned(sources, config, registry, strict=strict)


def plan_of_call(
    sources: "Sequence[Source] | None", name: str | None, config: "Config", registry: "Registry", *, strict: bool = False
) -> "tuple[tuple[Source, ...] | None, Plan]":
    """The same where the sources may be None: for standard input, which goes by a name."""
    from postlint.engine.discover import Source

    if sources is not None:
        return plan_of(sources, config, registry, strict=strict)
    (source,), plan = plan_of([Source("-", name or "-")], config, registry, strict=strict)
    return None, plan.of(source.variant)


def lint(sources: "Sequence[Source]", plan: "Plan", jobs: int | None, form: str, look: Style) -> Report:
    """What a run over files finds; with a bar where a person waits for it."""
    from postlint.engine.run import run

    return with_bar(form, look, lambda tell: run(sources, plan, jobs, tell))


def with_bar(form: str, look: Style, work: "Callable[[Progress | None], T]") -> T:
    """Do the work, with a bar where a person waits for it."""
    if not person_waits(form, quiet=look.quiet):
        return work(None)
    from postlint.cli_progress import progress_bar

    with progress_bar(look.lang, sys.stderr) as tell:
        return work(tell)


def texts(sources: "Sequence[Source]") -> "TextOf":
    """The texts of the files that a run was over, for reports that show them."""
    from postlint.engine.texts import texts_of_files

    return texts_of_files(sources)


def lint_stdin(name: str | None, plan: "Plan", config: "Config") -> "tuple[Report, TextOf]":
    """What standard input, as the file `name`, yields, and its text."""
    from postlint.engine.run import run_text
    from postlint.engine.texts import text_of_input, texts_of_files

    if is_excluded(name, config):
        return Report((), 0), texts_of_files(())
    data, path = sys.stdin.buffer.read(), path_of_stdin(name)
    return run_text(data, path, plan), text_of_input(data, path)


def path_of_stdin(name: str | None) -> str:
    """How reports call standard input."""
    from postlint.engine.discover import display_path

    return display_path(name) if name else "-"


def is_excluded(name: str | None, config: "Config") -> bool:
    """Whether the configuration excludes what standard input holds."""
    from postlint.engine.discover import excluded

    return name is not None and excluded(name, config.exclude, _root(config))


def known_findings(file: str | None, config: "Config") -> "Baseline":
    """The baseline in the named file, or in the one that belongs to the configuration."""
    from postlint.engine.baseline import baseline_file, load_baseline

    return load_baseline(baseline_file(file, config.root))


def _root(config: "Config") -> str | None:
    return str(config.root) if config.root else None
