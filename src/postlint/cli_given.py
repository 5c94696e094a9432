"""What a call of `check` gives, and a short way to it: typer takes longer to import than to check a post.

Only calls that are plainly right go that way. All others (a mistake, `--help`, another command) are left to typer.
"""

import os
from collections.abc import Sequence
from typing import Any, NamedTuple


class Given(NamedTuple):
    """The paths and options of `check`, by the names of its parameters; typer knows them, too. False stands for a flag, () for a list."""

    paths: Sequence[str] = ()
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    strict: bool = False
    format_: str | None = None
    output: Sequence[str] = ()
    lang: str | None = None
    jobs: str | None = None
    stdin_filename: str | None = None
    config: str | None = None
    isolated: bool = False
    exit_zero: bool = False
    fail_on: str | None = None
    allow_empty: bool = False
    baseline: bool = False
    baseline_file: str | None = None
    fix: bool = False
    unsafe_fixes: bool = False
    diff: bool = False
    add_suppressions: bool = False
    reason: str | None = None
    statistics: bool = False
    show_files: bool = False
    watch: bool = False
    color: str = "auto"
    quiet: bool = False
    verbose: bool = False
    no_cache: bool = False


_PARAMETERS = {f"--{name.rstrip('_').replace('_', '-')}": name for name in Given._fields if name != "paths"}
_PARAMETERS |= {"-q": "quiet", "-v": "verbose"}
#: set where the shell asks what may follow
_COMPLETION = "_POSTLINT_COMPLETE"


def given_in(args: Sequence[str]) -> Given | None:
    """What the arguments of a plain `check` give; None where typer must look at them."""
    if args[:1] != ["check"] or _COMPLETION in os.environ:
        return None
    defaults, found, paths = Given()._asdict(), dict[str, Any](), list[str]()
    left = iter(args[1:])
    for arg in left:
        if not arg.startswith("-") or arg == "-":
            paths.append(arg)
            continue
        option, equals, value = arg.partition("=")
        name = _PARAMETERS.get(option)
        if name is None or (equals and (defaults[name] is False or not option.startswith("--"))):
            return None
        if defaults[name] is False:
            found[name] = True
            continue
        told = value if equals else next(left, "-")
        if not equals and told.startswith("-"):  # perhaps a value, more likely a mistake
            return None
        found[name] = [*found.get(name, ()), told] if defaults[name] == () else told
    return Given(**found, paths=paths)
