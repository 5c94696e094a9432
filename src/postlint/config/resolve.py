"""The configuration of a run, and of each file in it."""

import os
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from postlint.config.find import absolute, config_in, folders_between
from postlint.config.layer import PRESETS, Layer, Origin, PathIgnore, Place, RuleSettings, over
from postlint.config.read import SCHEMA_RULE, Known, Reader
from postlint.diagnostic import Lang
from postlint.option_values import option_names
from postlint.post.cached import cached_property

#: an option of this name holds folders of posts
CONTENT = "content"


class Config(Struct, frozen=True, dict=True):
    """What a run, or one file of it, goes by.

    `path` is the root file, None without one; `content` and `exclude` count from its folder. `said` is what the files say, `call`
    what the command line says over it. `reader` reads the files below the folder `top`; without `top` none counts.
    """

    path: Path | None = None
    said: Layer = field(default_factory=Layer)
    call: Layer = field(default_factory=Layer)
    reader: Reader = field(default_factory=Reader)
    top: Path | None = None
    files: tuple[Path, ...] = ()

    @cached_property
    def _below(self) -> dict[Path, "Config"]:
        """The configurations of the folders below that were asked for."""
        return {}

    @cached_property
    def merged(self) -> Layer:
        """What files and call say together."""
        return over(self.said, self.call)

    @property
    def root(self) -> Path | None:
        """The folder of the root file."""
        return self.path.parent if self.path else None

    @property
    def select(self) -> tuple[str, ...]:
        """Ids and tiers of the rules that run; empty for the default."""
        return self.merged.select

    @property
    def ignore(self) -> tuple[str, ...]:
        """Ids and tiers of the rules that do not."""
        return self.merged.ignore

    @property
    def path_ignores(self) -> tuple[PathIgnore, ...]:
        """Rules that do not run on some files."""
        return self.merged.path_ignores

    @property
    def preset(self) -> str | None:
        """The site generator."""
        return self.merged.preset

    @property
    def renderer(self) -> str:
        """What renders Markdown on the site."""
        return self.merged.renderer or PRESETS.get(self.preset or "", "")

    @property
    def content(self) -> tuple[str, ...]:
        """Folders of posts."""
        return self.merged.content

    @property
    def exclude(self) -> tuple[str, ...]:
        """Patterns of files that are left alone."""
        return self.merged.exclude

    @property
    def packs(self) -> tuple[Path, ...]:
        """Rule packs, absolute."""
        return self.merged.packs

    @property
    def inputs(self) -> tuple[Path, ...]:
        """Every file that says what is done: configuration files, what they extend, packs, a schema."""
        said = self.merged.rules.get(SCHEMA_RULE, RuleSettings()).options.get("schema", "")
        schema = (Path(said),) if said and said not in PRESETS else ()
        return (*self.merged.files, *self.packs, *schema)

    @property
    def lang(self) -> Lang | None:
        """The language of messages."""
        return self.merged.lang

    @property
    def narrowed(self) -> bool:
        """Whether the call has picked rules, so that others may not run."""
        return self.merged.narrows

    @cached_property
    def rules(self) -> Mapping[str, RuleSettings]:
        """The settings of every rule that has any, with what the run shares as the value of an option of that name that is not set."""
        rules = dict(self.merged.rules)
        for name, options in self.reader.known.items():
            names = option_names(options)
            taken = {key: value for key, (value, _) in self.shared.items() if value and key in names}
            settings = rules.get(name, RuleSettings())
            merged = {**taken, **settings.options}
            if CONTENT in names and merged.get(CONTENT):
                merged[CONTENT] = self._forms(merged[CONTENT])
            if merged:
                rules[name] = replace(settings, options=merged)
        return rules

    @property
    def shared(self) -> Mapping[str, tuple[Any, Origin]]:
        """What the run shares with the options of rules, by their name, and where it comes from."""
        origins, default = self.merged.origins, Origin("default")
        preset = origins.get(("preset",), default)
        by_preset = Origin("preset", self.preset) if self.preset else default
        return {
            CONTENT: (list(self.content), next((origins[place] for place in origins if place[0] == CONTENT), default)),
            "renderer": (self.renderer, origins.get(("renderer",), by_preset)),
            "schema": (self.preset or "", by_preset),
            "preset": (self.preset or "", preset),
        }

    def overridden(self, *, select: Sequence[str] = (), ignore: Sequence[str] = (), lang: Lang | None = None) -> "Config":
        """The configuration under what the call says: its `select` replaces, its `ignore` adds, and what it selects by name runs."""
        origins: dict[Place, Origin] = {("ignore", name): Origin("call") for name in ignore}
        for key, value in (("select", select), ("lang", lang)):
            if value:
                origins[key,] = Origin("call")
        call = Layer(select=tuple(select), ignore=tuple(ignore), lang=lang, narrows=bool(select or ignore), origins=origins)
        return replace(self, call=over(self.call, call))

    def of(self, file: str) -> "Config":
        """The configuration of a file: this one under what the files in folders below say. The same object where that is the same."""
        found = self
        for folder in folders_between(self.top, absolute(Path(file))) if self.top else ():
            if folder not in self._below:
                path = config_in(folder)
                self._below[folder] = found if path is None else found._with(path)
            found = self._below[folder]
        return found

    def _with(self, path: Path) -> "Config":
        """This configuration under what a file below says; under `root: true` only what belongs to the run is kept."""
        layer = self.reader.layer(path, below=self.path or self.top)
        kept, files = self.said, self.files
        if layer.alone:
            kept, files = replace(self.said, select=(), ignore=(), path_ignores=(), rules={}), ()
        return replace(self, said=over(kept, layer), files=(*files, path))

    def _forms(self, folders: Sequence[str]) -> list[str]:
        """Each folder as the paths of a report may begin with it: absolute, and from the working folder."""
        forms = []
        for folder in folders:
            path = os.path.abspath((self.root or Path()) / folder)  # noqa: PTH100
            forms.append(path.replace(os.sep, "/"))
            try:
                forms.append(os.path.relpath(path).replace(os.sep, "/"))
            except ValueError:  # pragma: no cover (another drive of Windows)
                continue
        return forms


def load_config(path: Path | None, known: Known, corpus: Collection[str] = (), *, below: Path | None = None) -> Config:
    """The configuration that begins with a root file (None: without one). Raises ConfigError, or PackError for a pack that it names.

    `known` holds every rule but those of the configuration's own packs, `corpus` the ids of rules that compare posts.
    Files in folders below `below` say what differs there; None: no other file counts.
    """
    reader = Reader(known, frozenset(corpus))
    if path is None:
        return Config(reader=reader, top=below and absolute(below))
    path = absolute(path)
    layer = reader.layer(path)
    return Config(path, layer, reader=reader.with_packs(layer.packs), top=below and absolute(below), files=(path,))


def given_config(settings: Mapping[str, Any], known: Known, corpus: Collection[str] = ()) -> Config:
    """The configuration that a program gives as the keys and values of a file; other arguments as for `load_config`.

    What it names counts from the working folder, and no file counts but those. Raises ConfigError without a line, or PackError.
    """
    reader = Reader(known, frozenset(corpus))
    layer = reader.given(settings)
    return Config(said=layer, reader=reader.with_packs(layer.packs))
