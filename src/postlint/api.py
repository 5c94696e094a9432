"""The Python API: the same configuration, rules and runs as the command line has. docs/api.md describes it."""

import os
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from postlint import diagnostic as stamped
from postlint.engine.discover import Source
from postlint.engine.registry import Plan
from postlint.engine.run import Aids, run, run_text
from postlint.engine.session import Configured, Session, path_of_text, session
from postlint.engine.texts import text_of_input, texts_of_files
from postlint.results import Report

StrPath = str | os.PathLike[str]


def lint_text(  # noqa: PLR0913
    text: str | bytes,
    path: StrPath | None = None,
    config: Configured = None,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    strict: bool = False,
) -> Report:
    """What is wrong with one post; `bytes` are what stands in its file. No file is read but the configuration.

    It is compared with no other. `path` is what it is called: by that the configuration is looked for and says what applies; None:
    "-", and the working folder. Other arguments as for `lint_paths`. Raises PostlintError.
    """
    name = None if path is None else os.fspath(path)
    found = _session(config, [] if name is None else [name], select, ignore, strict=strict)
    data, shown = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text, path_of_text(name)
    report = stamped.Report((), 0) if found.excludes(name) else run_text(data, shown, found.plan_of_text(name))
    return Report(report, found.registry.catalogue, text_of_input(data, shown))


def lint_paths(  # noqa: PLR0913
    paths: StrPath | Iterable[StrPath],
    config: Configured = None,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    strict: bool = False,
    jobs: int | None = 1,
    cache: bool = False,
) -> Report:
    """What is wrong with the posts that files, folders and globs stand for.

    `config` is a configuration file, or its keys and values as a mapping ({}: the defaults), or None to look for a file as the
    command line does. `select` and `ignore` name rules and tiers over it; `strict` adds the advisory tier. `jobs` is how many
    processes do the work (None: one a processor); more than one may be started only before the program has started a thread. With
    `cache` posts that have not changed are not looked at again: what was found is kept where the command keeps it.
    Raises PostlintError for a mistake in the call or the configuration, such as a path that does not exist.
    """
    if jobs is not None and jobs < 1:
        raise ValueError(f"jobs must be 1 or more, or None: {jobs}")
    named = [os.fspath(path) for path in ([paths] if isinstance(paths, str | os.PathLike) else paths)]
    found = _session(config, named, select, ignore, strict=strict)
    sources, site, plan = found.surrounded(found.sources(named))
    report = _remembered(found, sources, plan, jobs, Aids(site=site)) if cache else run(sources, plan, jobs, aids=Aids(site=site))
    return Report(report, found.registry.catalogue, texts_of_files(sources))


def _remembered(session: Session, sources: Sequence[Source], plan: Plan, jobs: int | None, aids: Aids) -> stamped.Report:
    """The report of a run with the cache, which is closed again, so that nothing of the report may be left there."""
    from postlint.engine.cache import Cache

    with Cache(session.cache_place) as opened:
        report = run(sources, plan, jobs, aids=aids._replace(cache=opened))
        return replace(report, diagnostics=tuple(report.diagnostics))


def _session(config: Configured, named: Sequence[str], select: Iterable[str], ignore: Iterable[str], *, strict: bool) -> Session:
    return session(config, named).overridden(select=_names(select), ignore=_names(ignore), strict=strict)


def _names(given: Iterable[str]) -> list[str]:
    return [given] if isinstance(given, str) else list(given)
