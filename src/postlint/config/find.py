"""Where configuration files stand."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from postlint.post.patterns import lazy
from postlint.post.yaml_nodes import YamlProblem, load_yaml

FILE_NAMES = ("postlint.yml", "postlint.yaml", ".postlint.yml", ".postlint.yaml")

_SECTION = lazy(r"^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*\"?postlint\b", re.MULTILINE)


def find_config(start: Path) -> Path | None:
    """The root file for a folder (or a file in it): the topmost one in it or above it.

    The search ends at the folder that holds `.git`, or at a file that says `root: true`.
    """
    top = None
    here = absolute(start)
    for folder in (here, *here.parents):
        found = config_in(folder)
        if found is not None:
            top = found
            if _is_root(found):
                break
        if os.path.lexists(folder / ".git"):
            break
    return top


def config_in(folder: Path) -> Path | None:
    """The configuration file of a folder: ours, else a pyproject.toml that speaks of postlint."""
    for name in FILE_NAMES:
        if os.path.isfile(folder / name):  # noqa: PTH113 (never raises)
            return folder / name
    return folder / "pyproject.toml" if _has_section(folder / "pyproject.toml") else None


def folders_between(top: Path, file: Path) -> Iterator[Path]:
    """The folders below `top` that lead to a file, from the highest on; none where it does not lie there."""
    parents = file.parents
    if top in parents:
        yield from reversed(parents[: parents.index(top)])


def absolute(path: Path) -> Path:
    """The path from the root of the file system; a link stays where it is, since what it names lies around it."""
    return Path(os.path.abspath(path))  # noqa: PTH100


def _is_root(path: Path) -> bool:
    """Whether a file says `root: true`; one that cannot be read says nothing."""
    text = _text(path)
    if "root" not in text:
        return False
    if path.suffix == ".toml":
        section = _section(text)
        return section is not None and section.get("root") is True
    try:
        data = load_yaml(text).data
    except YamlProblem:
        return False
    return isinstance(data, dict) and data.get("root") is True


def _has_section(path: Path) -> bool:
    """Whether a pyproject.toml configures postlint; one that is broken does if it seems to."""
    text = _text(path)
    return "postlint" in text and _section(text) is not None


def _section(text: str) -> dict[str, object] | None:
    """[tool.postlint] of a TOML file; empty where the file is broken, but seems to have it."""
    import tomllib

    try:
        tool = tomllib.loads(text).get("tool")
    except (ValueError, RecursionError):
        return {} if _SECTION.search(text) else None
    if not isinstance(tool, dict) or "postlint" not in tool:
        return None
    return tool["postlint"] if isinstance(tool["postlint"], dict) else {}


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return ""
