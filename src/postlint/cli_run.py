"""What a call stands for: configuration, rules, posts, and the run over them. Prints nothing but the bar."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar, cast, get_args

from postlint.cli_style import person_waits
from postlint.cli_values import one_of
from postlint.cli_voice import Voice
from postlint.diagnostic import Lang, Report, Texts
from postlint.engine.errors import CallError
from postlint.report import Style

if TYPE_CHECKING:
    from postlint.config import Config
    from postlint.engine.baseline import Baseline
    from postlint.engine.cache import Cache, Trouble
    from postlint.engine.discover import Source
    from postlint.engine.over import Progress
    from postlint.engine.registry import Plan
    from postlint.engine.run import Aids
    from postlint.engine.session import Session
    from postlint.engine.texts import TextOf

T = TypeVar("T")
NO_POST: Texts = {
    "en": "No post was found in {names}. Use --allow-empty if that is fine.",
    "ja": "{names} に記事が見つかりません。記事がなくてもよい場合は --allow-empty を付けてください。",
}
STDIN_ALONE: Texts = {
    "en": "Standard input (-) cannot be checked together with files.",
    "ja": "標準入力（-）とファイルは同時に指定できません。",
}
TROUBLES: "dict[Trouble, Texts]" = {
    "rebuilt": {
        "en": "The cache in .postlint_cache was damaged and has been built anew. The findings are complete.",
        "ja": ".postlint_cache のキャッシュが壊れていたため、作り直しました。検査結果に影響はありません。",
    },
    "unwritable": {
        "en": "The cache in .postlint_cache cannot be written, so the next run will take as long. The findings are complete.",
        "ja": ".postlint_cache にキャッシュを書き込めないため、次回も同じだけ時間がかかります。検査結果に影響はありません。",
    },
}
CONFIG_TWICE: Texts = {"en": "--config and --isolated exclude each other.", "ja": "--config と --isolated は同時に指定できません。"}


def session_of(voice: Voice, lang: str | None, file: str | None, isolated: bool, named: Sequence[str]) -> "Session":
    """The configuration that holds for the named paths, and the rules that there are under it."""
    from postlint.engine.session import session

    if lang is not None:
        voice.lang = cast(Lang, one_of("--lang", lang, get_args(Lang)))
    if file is not None and isolated:
        raise CallError(CONFIG_TWICE)
    found = session(file, named, isolated=isolated)
    if lang is None and found.config.lang is not None:
        voice.lang = found.config.lang
    return found


def sources_of(named: Sequence[str], session: "Session") -> "tuple[Source, ...]":
    """The posts that the named paths stand for."""
    if "-" in named:
        raise CallError(STDIN_ALONE)
    return session.sources(named)


@contextmanager
def cache_of(session: "Session", *, wanted: bool, tell: Callable[[Texts], None]) -> "Iterator[Cache | None]":
    """The cache while it is open. What was wrong with it is told in the end."""
    if not wanted:
        yield None
        return
    from postlint.engine.cache import Cache

    with Cache(session.cache_place) as cache:
        yield cache
        if cache.trouble is not None:
            tell(TROUBLES[cache.trouble])


def lint(  # noqa: PLR0913, PLR0917
    sources: "Sequence[Source]", plan: "Plan", jobs: int | None, form: str, look: Style, aids: "Aids | None" = None
) -> Report:
    """What a run over files finds; with a bar where a person waits for it."""
    from postlint.engine.run import Aids, run
    from postlint.report.parts import renderer

    own = (aids or Aids())._replace(render=renderer(form, look))
    return with_bar(form, look, lambda tell: run(sources, plan, jobs, aids=own._replace(progress=tell)))


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


def lint_stdin(name: str | None, plan: "Plan", session: "Session") -> "tuple[Report, TextOf]":
    """What standard input, as the file `name`, yields, and its text."""
    from postlint.engine.run import run_text
    from postlint.engine.texts import text_of_input, texts_of_files

    if session.excludes(name):
        return Report((), 0), texts_of_files(())
    data, path = sys.stdin.buffer.read(), path_of_stdin(name)
    return run_text(data, path, plan), text_of_input(data, path)


def path_of_stdin(name: str | None) -> str:
    """How reports call standard input."""
    from postlint.engine.session import path_of_text

    return path_of_text(name)


def known_findings(file: str | None, config: "Config") -> "Baseline":
    """The baseline in the named file, or in the one that belongs to the configuration."""
    from postlint.engine.baseline import baseline_file, load_baseline

    return load_baseline(baseline_file(file, config.root))
