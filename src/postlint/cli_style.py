"""How a command's output is to look: what its options, the environment and the terminal say together."""

import os
import sys
from collections.abc import Mapping
from contextlib import suppress

from postlint.cli_values import one_of
from postlint.diagnostic import Lang
from postlint.report import Style, Told


def style(lang: Lang, color: str, catalogue: Mapping[str, Told]) -> Style:
    """The style of what goes to standard output; raises CallError for a `--color` that is none."""
    painted = colored(one_of("--color", color, ("auto", "always", "never")))
    return Style(catalogue, lang, painted, columns(), prefix=prefix() if in_actions() else "")


def columns() -> int:
    """How wide the terminal is, as `shutil.get_terminal_size` tells; but that module imports three libraries for archives."""
    with suppress(ValueError):
        told = int(os.environ.get("COLUMNS", ""))
        if told > 0:
            return told
    with suppress(AttributeError, ValueError, OSError):  # no terminal, or no standard output at all
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or 80  # type: ignore[union-attr]
    return 80


def colored(color: str) -> bool:
    """Whether to paint, by `--color`, the environment, and whether a terminal is there."""
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") != "0":
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def prints_to_terminal() -> bool:
    """Whether standard output is a terminal, on which control characters would act."""
    return sys.stdout.isatty()


def in_actions() -> bool:
    """Whether GitHub Actions reads what is printed."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def prefix() -> str:
    """The way from the repository's root to the current folder in GitHub Actions; nothing if that is the root, or outside."""
    root = os.environ.get("GITHUB_WORKSPACE")
    if not root:
        return ""
    way = os.path.relpath(os.path.realpath(os.curdir), os.path.realpath(root)).replace(os.sep, "/")
    return "" if way == "." or way.split("/")[0] == ".." else way


def person_waits(form: str, *, quiet: bool) -> bool:
    """Whether somebody sees standard error while the run goes on, and wants to."""
    return form == "text" and not quiet and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
