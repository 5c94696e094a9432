"""Waiting until files change: which folders to watch, and which changes matter."""

# Paths stay text: a folder of thousands of posts is looked at after each change.
# ruff: noqa: PTH100, PTH109, PTH112, PTH113, PTH118, PTH119, PTH120

import os
import sys
from collections.abc import Generator, Iterable, Iterator, Sequence

from msgspec import Struct

from postlint.config import FILE_NAMES, Config
from postlint.config.find import config_in
from postlint.engine.discover import SKIPPED, SUFFIXES, Source
from postlint.engine.snapshot import Stamp, stamp

CONFIGURATIONS = (*FILE_NAMES, "pyproject.toml")
#: what may have changed, as absolute paths; empty where some time has passed without a sign of a change
Signs = frozenset[str]
#: milliseconds: so long is waited for further changes once one is seen; after so long without any the files are looked at all the same
SETTLED, SILENCE = 30, 1000
#: on Linux one folder is watched at a time, so that those which are never looked into cost nothing
RECURSIVE = sys.platform != "linux"


def signs(folders: Sequence[str]) -> Generator[Signs, None, None]:
    """The signs that come from folders, for ever. Raises KeyboardInterrupt on Ctrl-C."""
    from watchfiles import watch  # only who watches pays for it

    for changes in watch(
        *folders,
        watch_filter=None,
        step=SETTLED,
        rust_timeout=SILENCE,
        yield_on_timeout=True,
        recursive=RECURSIVE,
        ignore_permission_denied=True,
    ):
        yield frozenset(os.path.abspath(path) for _, path in changes)


class Scope(Struct, frozen=True):
    """What is watched: the configuration's files and their stamps, the files of posts and the folders that may hold more."""

    named: tuple[str, ...]
    inputs: dict[str, Stamp]
    files: frozenset[str]
    folders: frozenset[str]

    @property
    def everything(self) -> Signs:
        """Signs of every change that would be followed."""
        return self.folders | {os.path.join(folder, name) for folder in self.folders for name in CONFIGURATIONS}

    def reconfigured(self, signs: Signs) -> bool:
        """Whether the configuration may be another one now."""
        if any(stamp(file) != before for file, before in self.inputs.items()):
            return True
        return any(_may_configure(path) and path not in self.inputs and _configures(path) for path in signs)

    def extended(self, signs: Signs) -> bool:
        """Whether there may be other posts now."""
        return any(path not in self.files and self._may_hold_posts(path) for path in signs)

    def _may_hold_posts(self, path: str) -> bool:
        name = os.path.basename(path)
        if name == ".gitignore" or path in self.folders or path in self.named:
            return True
        if not _is_entered(name):
            return False
        is_wanted = name.lower().endswith(SUFFIXES) or any(_fixed(each) != each for each in self.named)
        return os.path.isdir(path) or (is_wanted and os.path.isfile(path))


def scope(named: Iterable[str], sources: Iterable[Source], configs: Iterable[Config]) -> Scope:
    """What to watch for the named paths, which stand for these sources under these configurations (the run's, and those of its files)."""
    paths = tuple(os.path.abspath(name) for name in named)
    files = frozenset(os.path.abspath(source.file) for source in sources)
    inputs = {os.path.abspath(path): stamp(path) for config in configs for path in config.inputs}
    tops = [path for path in map(_fixed, paths) if os.path.isdir(path)]
    beside = {os.path.dirname(path) for path in (*inputs, *files, *paths)} | {os.getcwd()}
    folders = frozenset(folder for top in tops for folder in ([top] if RECURSIVE else _folders(top)))
    return Scope(paths, inputs, files, folders | {folder for folder in beside if os.path.isdir(folder)})


def _fixed(path: str) -> str:
    """The folder of a glob before its first star; any other path as it is."""
    before = min((path.partition(mark)[0] for mark in "*?["), key=len)
    return path if before == path else os.path.dirname(before)


def _folders(top: str) -> Iterator[str]:
    for folder, inner, _ in os.walk(top):
        inner[:] = [name for name in inner if _is_entered(name)]
        yield folder


def _is_entered(name: str) -> bool:
    return name not in SKIPPED and not name.startswith(".")


def _may_configure(path: str) -> bool:
    return os.path.basename(path) in CONFIGURATIONS


def _configures(path: str) -> bool:
    from pathlib import Path

    return config_in(Path(path).parent) == Path(path)
