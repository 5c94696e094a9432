"""The commands, as typer knows them: each translates arguments and says how it went. What only some need is imported where it is used."""

# A command has as many parameters as options.
# ruff: noqa: PLR0913, PLR0917

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, get_args

import typer

from postlint import __version__
from postlint.cli_check import check_posts
from postlint.cli_config import config_command, init_command
from postlint.cli_given import Given
from postlint.cli_help import USAGE_ERROR, Command, Group, both, complaint
from postlint.cli_options import (
    AddSuppressions,
    AllowEmpty,
    BaselineFile,
    Color,
    ConfigFile,
    Diff,
    ExitZero,
    FailOn,
    Fix,
    Format,
    Ignore,
    Isolated,
    Jobs,
    Language,
    NoCache,
    OnlyShrinks,
    Output,
    Packs,
    Paths,
    Quiet,
    Reason,
    RuleId,
    RulesFormat,
    Select,
    ShowFiles,
    Statistics,
    StdinFilename,
    Strict,
    UnsafeFixes,
    UseBaseline,
    Verbose,
    Watch,
)
from postlint.cli_print import UNWRITABLE, show
from postlint.cli_run import NO_POST, lint, session_of, sources_of
from postlint.cli_schema import schema_app
from postlint.cli_style import style
from postlint.cli_values import names, one_of, processes
from postlint.cli_voice import Voice
from postlint.diagnostic import Lang, Texts
from postlint.engine.errors import CallError, call_error
from postlint.report.visible import visible

CLEANED: Texts = {"en": "Deleted {folder}.", "ja": "{folder} を削除しました。"}
NO_CACHE: Texts = {"en": "There is no cache in {folder}.", "ja": "{folder} にキャッシュはありません。"}

app = typer.Typer(cls=Group, rich_markup_mode=None, pretty_exceptions_enable=False)
rules_app = typer.Typer(cls=Group, rich_markup_mode=None)
app.add_typer(
    rules_app,
    name="rules",
    help=both("List the rules, or try the examples in rule packs.", "ルールの一覧を表示します。パックの例も試せます。"),
)
app.add_typer(schema_app, name="schema", help=both("Learn a schema for front matter.", "フロントマターのスキーマを作ります。"))


def carry_out(args: Sequence[str], voice: Voice) -> int:
    """Do what a call asks for; the exit status. Raises PostlintError for a mistake in it."""
    try:
        command = typer.main.get_command(app)
        result = command.main(list(args) or ["--help"], prog_name="postlint", standalone_mode=False, obj=voice)
    except USAGE_ERROR as error:
        raise CallError(complaint(error)) from error
    except typer.Abort:
        return 130
    except SystemExit as done:  # typer's completion leaves this way
        return int(done.code or 0)
    return int(result or 0) if args else 2


def _version(asked: bool) -> None:
    if asked:
        show(f"postlint {__version__}\n")
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
        one_of("--lang", lang, get_args(Lang))


@app.command(cls=Command, help=both("Check posts and report what is broken.", "記事を調べ、見つかった問題を報告します。"))
def check(
    ctx: typer.Context,
    paths: Paths = None,
    select: Select = None,
    ignore: Ignore = None,
    strict: Strict = False,
    format_: Format = None,
    output: Output = None,
    lang: Language = None,
    jobs: Jobs = None,
    stdin_filename: StdinFilename = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
    exit_zero: ExitZero = False,
    fail_on: FailOn = None,
    allow_empty: AllowEmpty = False,
    baseline: UseBaseline = False,
    baseline_file: BaselineFile = None,
    fix: Fix = False,
    unsafe_fixes: UnsafeFixes = False,
    diff: Diff = False,
    add_suppressions: AddSuppressions = False,
    reason: Reason = None,
    statistics: Statistics = False,
    show_files: ShowFiles = False,
    watch: Watch = False,
    color: Color = "auto",
    quiet: Quiet = False,
    verbose: Verbose = False,
    no_cache: NoCache = False,
) -> int:
    """Check posts and report what is broken."""
    return check_posts(Given(**{name: value for name, value in ctx.params.items() if value is not None}), ctx.obj)


@app.command(
    name="baseline",
    cls=Command,
    help=both(
        "Record what is found now, so that only new findings are reported.",
        "いまある問題を記録し、新しい問題だけを報告できるようにします。",
    ),
)
def write_baseline(
    ctx: typer.Context,
    paths: Paths = None,
    select: Select = None,
    ignore: Ignore = None,
    strict: Strict = False,
    baseline_file: BaselineFile = None,
    only_shrinks: OnlyShrinks = False,
    lang: Language = None,
    jobs: Jobs = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
    allow_empty: AllowEmpty = False,
    color: Color = "auto",
    verbose: Verbose = False,
) -> int:
    """Record what is found now."""
    from postlint.cli_baseline import renewed, scope
    from postlint.engine.baseline import baseline_file as file_of

    workers, named = processes(jobs), paths or ["."]
    session = session_of(ctx.obj, lang, config, isolated, named).overridden(select=names(select), ignore=names(ignore), strict=strict)
    settings, registry = session.config, session.registry
    look = style(ctx.obj.lang, color, registry.catalogue)
    sources, plan = session.planned(sources_of(named, session))
    report = lint(sources, plan, workers, "text", look._replace(verbose=verbose))
    if not report.checked and not allow_empty:
        raise call_error(NO_POST, names=", ".join(named))
    looked_at = scope([source.file for source in sources], named, plan, registry.catalogue)
    file = file_of(baseline_file, settings.root)
    try:
        text, status = renewed(report, file, looked_at, look, only_shrinks=only_shrinks)
    except OSError as error:
        raise call_error(UNWRITABLE, file=file, error=error.strerror or str(error)) from error
    show(text)
    return status


@app.command(
    cls=Command, help=both("Explain a rule: why it matters, bad and good examples, options.", "ルールの理由、例、オプションを説明します。")
)
def explain(
    ctx: typer.Context, rule: RuleId, lang: Language = None, config: ConfigFile = None, isolated: Isolated = False, color: Color = "auto"
) -> None:
    """Explain a rule."""
    from postlint.explain import terminal

    registry = session_of(ctx.obj, lang, config, isolated, ["."]).registry
    found = registry.get(rule)
    show(terminal(found, style(ctx.obj.lang, color, registry.catalogue)))


@rules_app.callback(invoke_without_command=True)
def rules(
    ctx: typer.Context,
    format_: RulesFormat = "text",
    lang: Language = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
    color: Color = "auto",
) -> None:
    """List the rules; or nothing, where a command follows."""
    from postlint.explain import listing, table

    if ctx.invoked_subcommand is not None:
        return
    registry = session_of(ctx.obj, lang, config, isolated, ["."]).registry
    form, look = one_of("--format", format_, ("text", "json")), style(ctx.obj.lang, color, registry.catalogue)
    show((table if form == "text" else listing)(registry.rules.values(), look), form)


@rules_app.command(cls=Command, help=both("Try the examples in rule packs.", "ルールパックに書かれた例を試します。"))
def test(
    ctx: typer.Context,
    packs: Packs = None,
    lang: Language = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
    color: Color = "auto",
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Try the examples in rule packs."""
    from postlint.engine.examples import chosen, try_examples
    from postlint.packs.load import shipped
    from postlint.report.trial import render_trial

    before = ctx.parent.params if ctx.parent else {}  # `rules --config FILE test` means it, too
    session = session_of(ctx.obj, lang, config or before["config"], isolated or before["isolated"], ["."])
    trial = try_examples(chosen(packs or (), [*shipped(), *session.config.packs]))
    show(render_trial(trial, style(ctx.obj.lang, color, session.registry.catalogue)._replace(quiet=quiet, verbose=verbose)))
    return 1 if trial.failed else 0


@app.command(cls=Command, help=both("Delete the cache.", "キャッシュを削除します。"))
def clean(ctx: typer.Context, lang: Language = None, config: ConfigFile = None, isolated: Isolated = False) -> None:
    """Delete the cache."""
    from postlint.engine.cache import clean as clean_cache
    from postlint.tables import shown

    where = session_of(ctx.obj, lang, config, isolated, ["."]).cache_place
    try:
        found = clean_cache(where)
    except OSError as error:
        raise call_error(UNWRITABLE, file=where.folder, error=error.strerror or str(error)) from error
    show((CLEANED if found else NO_CACHE)[ctx.obj.lang].format(folder=visible(shown(Path(where.folder)))) + "\n")


app.command(
    name="config",
    cls=Command,
    help=both("Show what applies to a file, and from where.", "ファイルに使われる設定と、その出どころを表示します。"),
)(config_command)
app.command(
    name="init",
    cls=Command,
    help=both("Write a first configuration for the site in a folder.", "サイトに合わせて、最初の設定ファイルを作ります。"),
)(init_command)
