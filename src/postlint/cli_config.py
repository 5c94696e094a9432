"""`postlint config` and `postlint init`."""

# A command has as many parameters as options.
# ruff: noqa: PLR0913, PLR0917

import json
import os
from pathlib import Path
from typing import Annotated, cast, get_args

import typer

from postlint.cli_help import both
from postlint.cli_options import Color, ConfigFile, Force, Ignore, Isolated, Language, RulesFormat, Select, Strict
from postlint.cli_print import show, write
from postlint.cli_run import session_of
from postlint.cli_style import style
from postlint.cli_values import names, one_of
from postlint.diagnostic import Lang, Texts
from postlint.engine.errors import call_error
from postlint.mistake import fill

Target = Annotated[
    str,
    typer.Argument(
        metavar="[PATH]", help=both("A post or a folder [default: .]", "記事またはフォルダー（省略時は今のフォルダー）"), show_default=False
    ),
]
Folder = Annotated[
    str,
    typer.Argument(
        metavar="[FOLDER]",
        help=both("The top folder of the site [default: .]", "サイトの一番上のフォルダー（省略時は今のフォルダー）"),
        show_default=False,
    ),
]
AsSchema = Annotated[
    bool,
    typer.Option(
        "--schema",
        help=both("Print the JSON Schema of the configuration, for editors", "設定ファイルの JSON Schema を表示（エディター用）"),
    ),
]

NO_FOLDER: Texts = {"en": "There is no folder “{name}”.", "ja": "「{name}」というフォルダーはありません。"}
THERE_IS_ONE: Texts = {
    "en": "{file} configures postlint already; it was left as it is. --force writes postlint.yml anyway.",
    "ja": "設定はすでに {file} にあるため、何も書き込みませんでした。それでも postlint.yml を作るには --force を付けてください。",
}
WRITTEN: Texts = {"en": "Wrote {file}.", "ja": "{file} を作りました。"}
RECOGNISED: Texts = {"en": "Preset: {preset}, because of {sign}.", "ja": "preset は {preset} にしました（{sign} があるため）。"}
UNRECOGNISED: Texts = {
    "en": "No site generator was recognised. Set `preset` if you use Jekyll, Hugo, Zenn or Astro.",
    "ja": "サイトの生成ツールを判別できませんでした。Jekyll、Hugo、Zenn、Astro を使っている場合は preset を書いてください。",
}
CONTENT: Texts = {"en": "Posts: {content}.", "ja": "記事の置き場所: {content}"}
NO_CONTENT: Texts = {
    "en": "No folder of posts was found. Set `content` to the folders that hold them.",
    "ja": "記事のフォルダーが見つかりませんでした。content に書いてください。",
}


def config_command(
    ctx: typer.Context,
    path: Target = ".",
    select: Select = None,
    ignore: Ignore = None,
    strict: Strict = False,
    format_: RulesFormat = "text",
    schema: AsSchema = False,
    lang: Language = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
    color: Color = "auto",
) -> None:
    """Show what applies to a file, and from where."""
    form = one_of("--format", format_, ("text", "json"))
    session = session_of(ctx.obj, lang, config, isolated, [path])
    settings, registry = session.config, session.registry
    if schema:
        from postlint.config.schema import config_schema

        show(json.dumps(config_schema(registry.rules.values()), ensure_ascii=False, indent=2) + "\n", "json")
        return
    from postlint.engine.applied import applied
    from postlint.engine.discover import require
    from postlint.report.applied import render_applied

    require(path)
    settings = settings.overridden(select=names(select), ignore=names(ignore))
    found = applied(path, settings, registry, strict=strict)
    show(render_applied(found, style(ctx.obj.lang, color, registry.catalogue), form), form)


def init_command(ctx: typer.Context, folder: Folder = ".", force: Force = False, lang: Language = None) -> None:
    """Write a first configuration."""
    from postlint.config import find_config
    from postlint.config.find import config_in
    from postlint.init import FILE, configuration, recognise
    from postlint.tables import shown

    if lang is not None:
        ctx.obj.lang = cast(Lang, one_of("--lang", lang, get_args(Lang)))
    if not os.path.isdir(folder):  # noqa: PTH112 (never raises)
        raise call_error(NO_FOLDER, name=folder)
    top = Path(os.path.abspath(folder))  # noqa: PTH100
    there, site = config_in(top) or find_config(top), recognise(top)
    if there is not None and not force:
        raise call_error(THERE_IS_ONE, file=shown(there))
    write(str(top / FILE), configuration(site, ctx.obj.lang, alone=there is not None and there.parent != top))
    lines = (WRITTEN, RECOGNISED if site.preset else UNRECOGNISED, CONTENT if site.content else NO_CONTENT)
    data = {"file": shown(top / FILE), "preset": site.preset, "sign": site.sign, "content": ", ".join(site.content)}
    show("".join(fill(line, data)[ctx.obj.lang] + "\n" for line in lines))
