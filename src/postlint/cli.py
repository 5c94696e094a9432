"""The command line: translates arguments, prints, and says how it went. Nothing else in postlint prints.

What a call may do without, such as `--version`, is imported where it is used.
"""

# A command has as many parameters as options.
# ruff: noqa: PLR0913, PLR0917

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast, get_args

import typer

from postlint import __version__
from postlint.cli_help import USAGE_ERROR, Command, Group, Voice, both, complaint, spoken
from postlint.cli_options import (
    AllowEmpty,
    Color,
    ConfigFile,
    ExitZero,
    FailOn,
    Format,
    Ignore,
    Isolated,
    Jobs,
    Language,
    NoCache,
    Output,
    Paths,
    Quiet,
    RuleId,
    Select,
    StdinFilename,
    Strict,
    Verbose,
)
from postlint.diagnostic import Lang, Report, Severity, Texts
from postlint.engine.errors import CallError, call_error, unknown
from postlint.mistake import Mistake
from postlint.report import FORMATS, Style, render
from postlint.report.visible import visible

if TYPE_CHECKING:
    from postlint.config import Config
    from postlint.engine.registry import Plan, Registry

MOST_JOBS = 256
ERROR: Texts = {"en": "error", "ja": "エラー"}
NO_CHOICE: Texts = {
    "en": "{option} cannot be “{{name}}”; it is one of {valid}.",
    "ja": "{option} に「{{name}}」は指定できません（使える値: {valid}）。",
}
NO_NUMBER: Texts = {
    "en": "{option} cannot be “{value}”; it is a number from 1 to {most}.",
    "ja": "{option} に「{value}」は指定できません（1〜{most}の数値）。",
}
NO_POST: Texts = {
    "en": "No post was found in {names}. Use --allow-empty if that is fine.",
    "ja": "{names} に記事が見つかりません。記事がなくてもよい場合は --allow-empty を付けてください。",
}
STDIN_ALONE: Texts = {
    "en": "Standard input (-) cannot be checked together with files.",
    "ja": "標準入力（-）とファイルは同時に指定できません。",
}
CONFIG_TWICE: Texts = {"en": "--config and --isolated exclude each other.", "ja": "--config と --isolated は同時に指定できません。"}
UNWRITABLE: Texts = {"en": "{file} cannot be written: {error}.", "ja": "{file} に書き込めません（{error}）。"}
BUG: Texts = {
    "en": "postlint itself failed ({error}). Please report this; -v shows where it happened.",
    "ja": "postlint 自体の不具合で止まりました（{error}）。お手数ですがご報告ください。-v を付けると発生箇所を表示します。",
}

app = typer.Typer(cls=Group, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status and never raises."""
    args = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    voice = Voice(spoken(args))
    try:
        result = typer.main.get_command(app).main(args or ["--help"], prog_name="postlint", standalone_mode=False, obj=voice)
        return int(result or 0) if args else 2
    except USAGE_ERROR as error:
        return _complain(complaint(error), voice)
    except CallError as error:
        return _complain(error.texts, voice)
    except Mistake as error:
        place = error.file if error.line is None else f"{error.file}:{error.line}"
        return _complain({lang: f"{place}: {text}" for lang, text in error.texts.items()}, voice)
    except (KeyboardInterrupt, typer.Abort):
        return 130
    except Exception as error:
        if {"-v", "--verbose"} & set(args):
            import traceback

            traceback.print_exc()
        told = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        return _complain(call_error(BUG, error=told[:300]).texts, voice)


def _version(asked: bool) -> None:
    if asked:
        _print(f"postlint {__version__}\n")
        raise typer.Exit


@app.callback(
    invoke_without_command=False,
    help=both(
        "Find what a pipeline or a hasty edit left broken in blog posts.",
        "ブログ記事に残った、自動生成や一括置換、編集の途中で生じた不具合を見つけます。",
    ),
)
def _postlint(
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_version, help=both("Show the version", "バージョンを表示")),
    ] = False,
    lang: Language = None,
) -> None:
    """The options that stand in front of a command; `spoken` has read the language already."""
    if lang is not None:
        _one_of("--lang", lang, get_args(Lang))


@app.command(cls=Command, help=both("Check posts and report what is broken.", "記事を調べ、見つかった問題を報告します。"))
def check(
    ctx: typer.Context,
    paths: Paths = None,
    select: Select = None,
    ignore: Ignore = None,
    strict: Strict = False,
    format_: Format = "text",
    output: Output = None,
    lang: Language = None,
    jobs: Jobs = None,
    stdin_filename: StdinFilename = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
    exit_zero: ExitZero = False,
    fail_on: FailOn = None,
    allow_empty: AllowEmpty = False,
    color: Color = "auto",
    quiet: Quiet = False,
    verbose: Verbose = False,
    no_cache: NoCache = False,
) -> int:
    """Check posts and report what is broken."""
    fails = Severity(_one_of("--fail-on", fail_on or "warning", tuple(Severity)))
    _one_of("--format", format_, FORMATS)
    outputs = [_output(spec, format_) for spec in output or ()]
    processes = _processes(jobs)
    stdin = list(paths or ()) == ["-"] or (not paths and stdin_filename is not None)
    named = [stdin_filename] if stdin and stdin_filename else [] if stdin else paths or ["."]
    settings, registry = _settings(ctx.obj, lang, config, isolated, named)
    settings = settings.overridden(select=_names(select), ignore=_names(ignore))
    plan = registry.plan(registry.select(settings.select, settings.ignore, strict=strict), settings.rules)
    style = _style(ctx.obj.lang, color, registry, quiet=quiet, verbose=verbose)
    report = _lint_stdin(stdin_filename, plan, settings) if stdin else _lint(named, plan, settings, processes)
    if not report.checked and not allow_empty:
        raise call_error(NO_POST, names=", ".join(named))
    for name, file in outputs:
        _write(file, render(name, report, Style(registry.catalogue, ctx.obj.lang)))
    _print(render(format_, report, style))
    return _status(report, fails, exit_zero=exit_zero)


@app.command(
    cls=Command, help=both("Explain a rule: why it matters, bad and good examples, options.", "ルールの理由、例、オプションを説明します。")
)
def explain(
    ctx: typer.Context, rule: RuleId, lang: Language = None, config: ConfigFile = None, isolated: Isolated = False, color: Color = "auto"
) -> None:
    """Explain a rule."""
    from postlint.explain import terminal

    _, registry = _settings(ctx.obj, lang, config, isolated, ["."])
    found = registry.get(rule)
    _print(terminal(found, _style(ctx.obj.lang, color, registry)))


@app.command(cls=Command, help=both("List the rules.", "ルールの一覧を表示します。"))
def rules(
    ctx: typer.Context,
    format_: Format = "text",
    lang: Language = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
    color: Color = "auto",
) -> None:
    """List the rules."""
    from postlint.explain import summary, table

    _, registry = _settings(ctx.obj, lang, config, isolated, ["."])
    style = _style(ctx.obj.lang, color, registry)
    if _one_of("--format", format_, FORMATS) == "text":
        _print(table(registry.rules.values(), style))
        return
    import json

    told = [
        {"rule": rule.id, "tier": rule.tier, "severity": rule.severity, "summary": summary(rule, style.lang)}
        for rule in registry.rules.values()
    ]
    _print(json.dumps({"version": 1, "rules": told}, ensure_ascii=False, indent=1) + "\n")


def _settings(voice: Voice, lang: str | None, file: str | None, isolated: bool, named: Sequence[str]) -> "tuple[Config, Registry]":
    """The configuration that holds for the named paths, and the rules that there are under it."""
    from postlint.config import find_config, load_config
    from postlint.engine.registry import load_registry

    if lang is not None:
        voice.lang = cast(Lang, _one_of("--lang", lang, get_args(Lang)))
    if file is not None and isolated:
        raise CallError(CONFIG_TWICE)
    registry = load_registry()
    path = None if isolated else Path(file) if file is not None else find_config(_common_folder(named))
    config = load_config(path, registry.known)
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


def _lint(named: Sequence[str], plan: "Plan", config: "Config", jobs: int | None) -> Report:
    from postlint.engine.discover import discover
    from postlint.engine.run import run

    if "-" in named:
        raise CallError(STDIN_ALONE)
    return run(discover(named, config.exclude, _root(config)), plan, jobs)


def _lint_stdin(name: str | None, plan: "Plan", config: "Config") -> Report:
    from postlint.engine.discover import display_path, excluded
    from postlint.engine.run import run_text

    if name is not None and excluded(name, config.exclude, _root(config)):
        return Report((), 0)
    return run_text(sys.stdin.buffer.read(), display_path(name) if name else "-", plan)


def _root(config: "Config") -> str | None:
    return str(config.root) if config.root else None


def _names(given: Sequence[str] | None) -> list[str]:
    return [name.strip() for part in given or () for name in part.split(",") if name.strip()]


def _one_of(option: str, value: str, valid: Sequence[str]) -> str:
    """The value, if it is valid for the option; raises CallError with the nearest one that is."""
    if value not in valid:
        texts = {lang: text.format(option=option, valid=", ".join(valid)) for lang, text in NO_CHOICE.items()}
        raise unknown(texts, value, valid)
    return value


def _processes(jobs: str | None) -> int | None:
    if jobs is None:
        return None
    if not (jobs.isascii() and jobs.isdigit() and 0 < int(jobs[:6]) <= MOST_JOBS):
        raise call_error(NO_NUMBER, option="--jobs", value=jobs, most=str(MOST_JOBS))
    return int(jobs)


def _output(spec: str, default: str) -> tuple[str, str]:
    """Format and file of an `--output`. What stands before = is a format unless it is plainly part of a path."""
    name, equals, file = spec.partition("=")
    if not equals or "/" in name or os.sep in name or "." in name:
        return default, spec
    return _one_of("--output", name, FORMATS), file


def _style(lang: Lang, color: str, registry: "Registry", *, quiet: bool = False, verbose: bool = False) -> Style:
    import shutil

    width = shutil.get_terminal_size().columns
    return Style(registry.catalogue, lang, _colored(_one_of("--color", color, ("auto", "always", "never"))), width, quiet, verbose)


def _colored(color: str) -> bool:
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") != "0":
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _status(report: Report, fails: Severity, *, exit_zero: bool) -> int:
    if report.crashed:
        return 2
    failing = report.count(Severity.ERROR) if fails is Severity.ERROR else len(report.diagnostics)
    return 1 if failing and not exit_zero else 0


def _speak_utf8() -> None:
    """Whatever the locale: it is UTF-8 that programs and terminals expect, and Japanese must not end in an exception."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _write(file: str, text: str) -> None:
    from postlint.engine.write import write_whole

    try:
        write_whole(file, text)
    except OSError as error:
        raise call_error(UNWRITABLE, file=file, error=error.strerror or str(error)) from error


def _print(text: str) -> None:
    """To standard output. That a reader such as `head` has gone is no mistake."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would try again on exit, and complain
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        raise call_error(UNWRITABLE, file="stdout", error=error.strerror or str(error)) from error


def _complain(texts: Texts, voice: Voice) -> int:
    """Tell a mistake on standard error, in one line."""
    print(f"postlint: {ERROR[voice.lang]}: {visible(texts[voice.lang])}", file=sys.stderr)
    return 2
