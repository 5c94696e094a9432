"""What a run goes by: its configuration and rules, found and read. The command line and the Python API begin here."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from postlint.config import Config, find_config, given_config, load_config
from postlint.engine.discover import Source, discover, display_path, excluded
from postlint.engine.plans import planned
from postlint.engine.registry import Plan, Registry, load_registry

if TYPE_CHECKING:
    from postlint.engine.cache import Place

#: a configuration file, the settings themselves, or None to look for a file as the command line does
Configured = str | os.PathLike[str] | Mapping[str, Any] | None


class Session(NamedTuple):
    """A configuration and the rules that there are under it. `strict` adds the advisory tier."""

    config: Config
    registry: Registry
    strict: bool = False

    def overridden(self, *, select: Sequence[str] = (), ignore: Sequence[str] = (), strict: bool = False) -> "Session":
        """The session under what the call says."""
        return self._replace(config=self.config.overridden(select=select, ignore=ignore), strict=strict)

    def sources(self, named: Sequence[str]) -> tuple[Source, ...]:
        """The posts that files, folders and globs stand for."""
        return discover(named, self.config.exclude, self._root)

    def planned(self, sources: Sequence[Source]) -> tuple[tuple[Source, ...], Plan]:
        """The plan of a run over the sources, and the sources, which know by which variant of it they go."""
        return planned(sources, self.config, self.registry, strict=self.strict)

    def surrounded(self, sources: Sequence[Source]) -> tuple[tuple[Source, ...], tuple[Source, ...], Plan]:
        """The same, and between the two the other posts in the configured `content` folders, with which the sources are compared."""
        own = {os.path.abspath(source.file) for source in sources}  # noqa: PTH100
        found = discover(self.content, self.config.exclude, self._root)
        others = [source for source in found if os.path.abspath(source.file) not in own]  # noqa: PTH100
        placed, plan = self.planned([*sources, *others])
        return placed[: len(sources)], placed[len(sources) :], plan

    @property
    def content(self) -> list[str]:
        """The configured folders of posts, as far as they exist."""
        folders = [os.path.join(self._root or os.curdir, folder) for folder in self.config.content]  # noqa: PTH118
        return [folder for folder in folders if os.path.isdir(folder)]  # noqa: PTH112

    @property
    def cache_place(self) -> "Place":
        """Where the cache lies: beside the configuration, or else in the current folder."""
        from postlint.engine.cache import place

        return place(str(self.config.root or Path.cwd()))

    def plan_of_text(self, name: str | None) -> Plan:
        """The plan of a text that goes by the name of a file, or by none."""
        (source,), plan = self.planned([Source("-", name or "-")])
        return plan.of(source.variant)

    def excludes(self, name: str | None) -> bool:
        """Whether the configuration excludes a text of that name."""
        return name is not None and excluded(name, self.config.exclude, self._root)

    @property
    def _root(self) -> str | None:
        return str(self.config.root) if self.config.root else None


def session(config: Configured, named: Sequence[str], *, isolated: bool = False) -> Session:
    """The session for the named paths; `isolated` looks for no file. Raises PostlintError for a configuration that cannot be used."""
    registry = load_registry()
    found = _config(config, registry, common_folder(named), isolated=isolated)
    return Session(found, registry.with_packs(found.packs))


def _config(config: Configured, registry: Registry, common: Path, *, isolated: bool) -> Config:
    """Where it is looked for, files in folders below count, too."""
    if isinstance(config, Mapping):
        return given_config(config, registry.known, registry.corpus)
    if isolated or config is not None:
        return load_config(None if config is None else Path(config), registry.known, registry.corpus)
    path = find_config(common)
    return load_config(path, registry.known, registry.corpus, below=path.parent if path else common)


def common_folder(named: Sequence[str]) -> Path:
    """The folder that holds all the named paths; of a glob, what stands before its first star counts."""
    fixed = [os.path.abspath(min((name.partition(mark)[0] for mark in "*?["), key=len) or ".") for name in named]  # noqa: PTH100
    try:
        return Path(os.path.commonpath(fixed)) if fixed else Path.cwd()
    except ValueError:  # pragma: no cover (two drives of Windows have nothing in common)
        return Path.cwd()


def path_of_text(name: str | None) -> str:
    """How reports call a text that goes by the name of a file, or by none."""
    return display_path(name) if name else "-"
