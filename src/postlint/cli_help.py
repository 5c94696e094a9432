"""The command line's help and its complaints, in both languages. Texts only: cli_print prints them."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from postlint.cli_voice import spoken
from postlint.diagnostic import Lang, Texts
from postlint.engine.errors import call_error, unknown
from postlint.report.cells import pad, width, wrap

#: help texts by their English; these are typer's own
_JAPANESE: dict[str, str] = {
    "Show this message and exit.": "このヘルプを表示",
    "Install completion for the current shell.": "今のシェルでタブ補完を使えるようにする",
    "Show completion for the current shell, to copy it or customize the installation.": "タブ補完の設定を表示（自分で書き込むとき）",
}
#: what typer raises for a call that it cannot parse
USAGE_ERROR: type[Exception] = typer.BadParameter.__mro__[1]

_WORDS: dict[str, Texts] = {
    "usage": {"en": "Usage", "ja": "使い方"},
    "arguments": {"en": "Arguments", "ja": "引数"},
    "options": {"en": "Options", "ja": "オプション"},
    "commands": {"en": "Commands", "ja": "コマンド"},
}
_NO_COMMAND: Texts = {"en": "There is no command “{name}”.", "ja": "「{name}」というコマンドはありません。"}
_NO_COMMAND_BUT_PATH: Texts = {
    "en": "There is no command “{name}”. To check that path: postlint check {name}",
    "ja": "「{name}」というコマンドはありません。記事を調べるときは postlint check {name} と入力してください。",
}
_NO_COMMAND_BUT_PACK: Texts = {
    "en": "There is no command “{name}”. To try the examples in that pack: postlint rules test {name}",
    "ja": "「{name}」というコマンドはありません。パックの例を試すときは postlint rules test {name} と入力してください。",
}
_NO_OPTION: Texts = {"en": "There is no option “{name}”.", "ja": "「{name}」というオプションはありません。"}
_COMPLAINTS: dict[str, Texts] = {
    "MissingParameter": {"en": "{name} is missing.", "ja": "{name} を指定してください。"},
    "BadOptionUsage": {"en": "{name} is not used rightly: {told}", "ja": "{name} の使い方が正しくありません（{told}）。"},
    "UsageError": {"en": "The call is not understood: {told}", "ja": "コマンドの書き方が正しくありません（{told}）。"},
}


def both(en: str, ja: str) -> str:
    """A help text that is also known in Japanese."""
    _JAPANESE[en] = ja
    return en


class _Offered:
    """What the shell offers of a command, told in the reader's language."""

    help: str | None

    def get_short_help_str(self, limit: int = 45) -> str:
        """What the command does, whole."""
        return _told(self.help, spoken(()))

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """Options and commands that begin so."""
        offered: list[Any] = super().shell_complete(ctx, incomplete)  # type: ignore[misc]  # of typer's class, which stands behind
        for item in offered:
            item.help = _told(item.help, spoken(()))
        return offered


class Command(_Offered, TyperCommand):
    """A command whose help is in the reader's language, and whose values stay the text that was typed."""

    def get_help(self, ctx: Any) -> str:
        """The help text."""
        return help_text(self, ctx)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse without typer's conversions."""
        _keep_text(self, ctx)
        return super().parse_args(ctx, args)


class Group(_Offered, TyperGroup):
    """The commands together."""

    def get_help(self, ctx: Any) -> str:
        """The help text."""
        return help_text(self, ctx)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse without typer's conversions."""
        _keep_text(self, ctx)
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is meant; raises CallError with the nearest."""
        name = args[0]
        if name in self.commands or name.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        if Path(name).exists():
            raise call_error(_NO_COMMAND_BUT_PATH if ctx.parent is None else _NO_COMMAND_BUT_PACK, name=name)
        raise unknown(_NO_COMMAND, name, self.commands)


def _keep_text(command: Any, ctx: Any) -> None:
    """Take values as they come: typer's conversions import pydantic, which takes longer than to check a post.

    Tried with typer 0.15 to 0.29. Where a version works otherwise, its conversions run, which give the same.
    """
    for param in command.get_params(ctx):
        if callable(getattr(param, "process_value", None)):
            param.process_value = partial(_process, param)


def _process(param: Any, ctx: Any, value: Any) -> Any:
    if param.required and value is None and not ctx.resilient_parsing:
        raise call_error(_COMPLAINTS["MissingParameter"], name=param.metavar)
    if value is None and (getattr(param, "multiple", False) or param.nargs == -1):
        value = ()  # older versions of typer ask for its length
    return value if param.callback is None else param.callback(ctx, param, value)


def help_text(command: Any, ctx: Any) -> str:
    """A command's help: usage, what it does, its arguments, options and commands."""
    lang = ctx.obj.lang
    room = min(_columns(), 100)
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    options = [param for param in command.get_params(ctx) if param.param_type_name == "option"]
    commands = list(getattr(command, "commands", {}).values())
    parts = [ctx.command_path, *(["[OPTIONS]"] if options else []), *(["COMMAND …"] if commands else []), *(p.metavar for p in arguments)]
    lines = [f"{_WORDS['usage'][lang]}: {' '.join(parts)}", ""]
    lines += wrap(_told(command.help, lang), room)
    lines += _section("arguments", [(param.metavar, param.help) for param in arguments], lang, room)
    lines += _section("options", [(_declared(param), param.help) for param in options], lang, room)
    lines += _section("commands", [(inner.name, inner.help) for inner in commands], lang, room)
    return "\n".join(lines)


def _columns() -> int:
    import shutil

    return max(shutil.get_terminal_size().columns, 60)


def _told(text: str | None, lang: Lang) -> str:
    flat = " ".join((text or "").split())
    return _JAPANESE.get(flat, flat) if lang == "ja" else flat


def _declared(param: Any) -> str:
    names = ", ".join([*param.opts, *param.secondary_opts])
    return names if param.is_flag else f"{names} {param.metavar}"


def _section(title: str, rows: Sequence[tuple[str, str | None]], lang: Lang, room: int) -> Iterator[str]:
    if not rows:
        return
    yield from ("", f"{_WORDS[title][lang]}:")
    left = min(max(width(name) for name, _ in rows), 26)
    for name, text in rows:
        told = wrap(_told(text, lang), room - left - 4)
        if width(name) > left:
            yield f"  {name}"
            name = ""  # noqa: PLW2901 (the text goes below)
        yield f"  {pad(name, left)}  {told[0]}".rstrip()
        yield from (" " * (left + 4) + line for line in told[1:])


def complaint(error: Any) -> Texts:
    """What is wrong with a call that typer could not parse."""
    kind = type(error).__name__
    if kind == "NoSuchOption":
        known = [name for param in error.ctx.command.get_params(error.ctx) for name in param.opts] if error.ctx else []
        return unknown(_NO_OPTION, error.option_name, known).texts
    name = getattr(error, "option_name", "")
    texts = _COMPLAINTS.get(kind, _COMPLAINTS["UsageError"])
    return call_error(texts, name=name, told=error.format_message().rstrip(".")).texts
