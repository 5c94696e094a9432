"""The linters that compare.py times: how each is installed, called, and freed of its cache."""

import json
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from measuring import version_of

PRESET = "textlint-rule-preset-ja-technical-writing"


@dataclass(frozen=True, slots=True)
class Linter:
    """A linter as installed. `argv` runs it without a cache, `cached` with one, where it has one by default; `clean` deletes that.

    A pattern is what it calls the posts of a folder, {} standing for the folder. A slow one is run on a sample only.
    """

    name: str
    argv: tuple[str, ...]
    version: str
    cached: tuple[str, ...] = ()
    clean: tuple[str, ...] = ()
    pattern: str = "{}"
    slow: bool = False


def install(name: str, commands: Sequence[Sequence[str]]) -> bool:
    """Run the commands that install a linter; whether that went well. Where not, the reason is printed."""
    for command in commands:
        try:
            subprocess.run(command, check=True, capture_output=True, text=True)
        except FileNotFoundError:
            reason = f"there is no {command[0]} to install it with"
        except subprocess.CalledProcessError as error:
            reason = f"{Path(command[0]).name} could not install it:\n{error.stderr.strip()}"
        else:
            continue
        print(f"{name}: skipped, {reason}", file=sys.stderr)
        return False
    return True


def with_pip(package: str, tools: Path) -> str | None:
    """The program of a package from PyPI, installed in a virtual environment of its own."""
    folder = tools / f"venv-{package}"
    commands = [[sys.executable, "-m", "venv", str(folder)], [str(folder / "bin" / "python"), "-m", "pip", "install", "-q", package]]
    return str(folder / "bin" / package) if install(package, commands) else None


def with_npm(packages: Sequence[str], tools: Path) -> str | None:
    """The program of the first of some packages from npm, all installed in one folder."""
    folder = tools / f"npm-{packages[0]}"
    command = ["npm", "install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", str(folder), *packages]
    return str(folder / "node_modules" / ".bin" / packages[0]) if install(packages[0], [command]) else None


def postlint_as(program: Path, work: Path) -> Linter:
    """postlint as it is run by default, configuration files apart."""
    argv, name = (str(program), "check", "--isolated"), str(program)
    return Linter("postlint", (*argv, "--no-cache"), version_of([name, "--version"], work), argv, (name, "clean", "--isolated"))


def find_linters(postlint: Path, tools: Path, work: Path) -> list[Linter]:
    """postlint as given and the others as installed in `tools`; those that cannot be installed are left out."""
    linters = [postlint_as(postlint, work)]
    if rumdl := with_pip("rumdl", tools):
        check = (rumdl, "check")
        linters.append(Linter("rumdl", (*check, "--no-cache"), version_of([rumdl, "--version"], work), check, (rumdl, "clean")))
    if markdownlint := with_npm(["markdownlint-cli2"], tools):
        version = version_of([markdownlint, "--version"], work)
        linters.append(Linter("markdownlint-cli2", (markdownlint,), version, pattern="{}/**/*.md"))
    if proselint := with_pip("proselint", tools):
        version = version_of([proselint, "version"], work)
        linters.append(Linter("proselint", (proselint, "check"), version, slow=True))
    if textlint := with_npm(["textlint", PRESET], tools):
        version = f"{version_of([textlint, '--version'], work)} with {PRESET} {npm_version(tools / 'npm-textlint', PRESET)}"
        argv = (textlint, "--no-textlintrc", "--preset", "ja-technical-writing")
        linters.append(Linter("textlint", argv, version, pattern="{}/**/*.md", slow=True))
    return linters


def npm_version(folder: Path, package: str) -> str:
    """The version of a package that is installed below a folder."""
    with suppress(OSError, ValueError, KeyError):
        return str(json.loads((folder / "node_modules" / package / "package.json").read_text("utf-8"))["version"])
    return "unknown"
