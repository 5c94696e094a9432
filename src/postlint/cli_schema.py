"""`postlint schema`: a schema for front matter, learnt from posts."""

# A command has as many parameters as options.
# ruff: noqa: PLR0913, PLR0917

import typer

from postlint.cli_help import Command, Group, both
from postlint.cli_options import ConfigFile, Force, Isolated, Language, SchemaFile, SourcePaths, Threshold
from postlint.cli_print import note, show, write
from postlint.cli_run import session_of, sources_of
from postlint.cli_values import share

schema_app = typer.Typer(cls=Group, rich_markup_mode=None)


@schema_app.callback(invoke_without_command=True)
def _schema(ctx: typer.Context) -> int:
    """Nothing, where a command follows."""
    if ctx.invoked_subcommand is None:
        show(ctx.get_help() + "\n")
        return 2
    return 0


@schema_app.command(
    cls=Command,
    help=both(
        "Learn a JSON Schema for front matter from the posts at hand.",
        "いまある記事から、フロントマターの JSON Schema を作ります。",
    ),
)
def infer(
    ctx: typer.Context,
    paths: SourcePaths = None,
    output: SchemaFile = None,
    force: Force = False,
    threshold: Threshold = "0.95",
    lang: Language = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
) -> None:
    """Learn a schema for front matter from the posts at hand."""
    from postlint.infer import learn_from, require_free

    agreed, named = share("--threshold", threshold), paths or ["."]
    session = session_of(ctx.obj, lang, config, isolated, named)
    if output is not None and not force:
        require_free(output)
    learnt = learn_from(sources_of(named, session), agreed, ctx.obj.lang)
    if output is None:
        show(learnt.text, "json")
    else:
        write(output, learnt.text)
    for line in learnt.notes(output, ctx.obj.lang):
        note(line)
