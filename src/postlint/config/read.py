"""One configuration file, and what it extends → a layer, validated."""

import os
import re
from collections.abc import Collection, Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, cast

from msgspec import Struct, field
from msgspec.structs import replace

from postlint.checks.base import Options
from postlint.config.find import absolute
from postlint.config.layer import BASES, PRESETS, RENDERERS, Layer, Level, Origin, PathIgnore, Place, RuleSettings, over
from postlint.config_words import CONFIG
from postlint.diagnostic import Lang, Severity, Tier
from postlint.mistake import Mistake, shortened
from postlint.option_values import option_names, read_option
from postlint.packs.load import load_pack, require_rule
from postlint.tables import Node, Source, hint, neighbours, read_text, read_toml, read_yaml, shown

SCHEMA_RULE = "front-matter-schema"
#: what belongs to the whole run, and may stand in its root file (and in what that extends) only
RUN_WIDE = ("preset", "renderer", "content", "exclude", "packs", "lang")
BY_FILE = ("extends", "root", "select", "ignore", "per-path-ignores", "rules")
LEVELS = (*Severity, "off")
#: what messages call settings that stand in no file
GIVEN = "config"

#: rule id → the Options dataclass of that rule
Known = Mapping[str, type[Any]]


class ConfigError(Mistake):
    """A configuration that cannot be used."""


class Reader(Struct, frozen=True):
    """Reads files against the rules that there are; `corpus` has the ids of those that compare posts."""

    known: Known = field(default_factory=dict)
    corpus: frozenset[str] = frozenset()

    def with_packs(self, packs: Collection[Path]) -> "Reader":
        """The reader that also knows the rules of these packs."""
        return replace(self, known={**self.known, **{pack.stem: Options for pack in packs}})

    def layer(self, path: Path, *, below: Path | None = None) -> Layer:
        """What a file says over what it extends. Raises ConfigError, or PackError for a pack.

        `below` is the root file of the run (or its folder) where this is not it: then what belongs to the run is a mistake.
        """
        return self._layer(path, path.parent, below, ())

    def given(self, settings: Mapping[str, Any]) -> Layer:
        """What settings say that stand in no file, over what they extend; folders in them count from the working folder."""
        path = Path.cwd() / GIVEN
        return self._layer(path, path.parent, None, (), _given(settings))

    def _layer(self, path: Path, folder: Path, below: Path | None, through: tuple[Path, ...], root: Node | None = None) -> Layer:
        """The layer of a file that those of `through` extend; folders and patterns in it count from `folder`. `root` is its content."""
        fields = (root or _read(path)).fields((*BY_FILE, *RUN_WIDE))
        if below is not None:
            for key in RUN_WIDE:
                if key in fields:
                    fields[key].fail("run-wide", root=shown(below))
        bases = Layer()
        extends = fields.get("extends")
        for node in extends.one_or_more() if extends else ():
            bases = over(bases, self._base(node, path, folder, below, through))
        reader = self.with_packs(bases.packs)
        packs = _packs(fields.get("packs"), path.parent, reader.known)
        own = reader.with_packs(packs)._own(fields, path, folder, packs, nested=below is not None)
        return over(bases, replace(own, files=() if root else (path,)))

    def _base(self, node: Node, path: Path, folder: Path, below: Path | None, through: tuple[Path, ...]) -> Layer:
        """What a name in `extends` stands for."""
        if node.text() in BASES:
            return BASES[node.text()]
        base = absolute(_existing(node, path.parent, BASES))
        if base in (*through, path):
            node.fail("extends-loop", value=shortened(node.text(), 80))
        return replace(self._layer(base, folder, below, (*through, path)), alone=False)

    def _own(self, fields: Mapping[str, Node], path: Path, folder: Path, packs: tuple[Path, ...], *, nested: bool) -> Layer:
        """What the file itself says."""
        origins: dict[Place, Origin] = {}
        for key, node in fields.items():
            _note(node, (key,), origins)
        return Layer(
            select=_names(fields.get("select"), self.known),
            ignore=_names(fields.get("ignore"), self.known),
            path_ignores=tuple(_path_ignores(fields.get("per-path-ignores"), self.known, folder)),
            preset=fields["preset"].choice(PRESETS) if "preset" in fields else None,
            renderer=fields["renderer"].choice(RENDERERS) if "renderer" in fields else None,
            content=_folders(fields.get("content")),
            exclude=_patterns(fields.get("exclude")),
            packs=packs,
            lang=cast(Lang, fields["lang"].choice(("en", "ja"))) if "lang" in fields else None,
            rules=dict(self._rules(fields.get("rules"), path.parent, nested=nested)),
            alone="root" in fields and fields["root"].switch(),
            origins=origins,
        )

    def _rules(self, node: Node | None, folder: Path, *, nested: bool) -> dict[str, RuleSettings]:
        """The settings by rule id."""
        rules = {}
        for name, settings in node.mapping().items() if node else ():
            if name not in self.known:
                settings.fail("unknown-rule", value=shortened(name), hint=hint(name, self.known))
            rules[name] = _rule(settings, name, self.known[name], folder)
            if nested and name in self.corpus and rules[name].options:
                settings.mapping()[next(iter(rules[name].options))].fail("run-wide-option", rule=name)
        return rules


def _note(node: Node, place: Place, origins: dict[Place, Origin]) -> None:
    """Note where a setting stands, and the parts of it that can be told apart."""
    if len(place) == 2 and place[0] == "rules" and not isinstance(node.value, Mapping):
        place = (*place, "severity")
    origins[place] = Origin("file", node.source.file, node.source.line(node.place))
    if isinstance(node.value, Mapping):
        for key, inner in node.mapping().items():
            _note(inner, (*place, key), origins)
    elif isinstance(node.value, list | tuple) and len(place) == 1:
        for item in node.items():
            if isinstance(item.value, str):
                _note(item, (*place, item.value), origins)
    elif isinstance(node.value, str) and len(place) == 1:
        origins[(*place, node.value)] = origins[place]


def _read(path: Path) -> Node:
    """The file's settings: the whole of a YAML file, or [tool.postlint] of a TOML file."""
    file = shown(path)
    text = read_text(path, file, ConfigError)
    if path.suffix != ".toml":
        return read_yaml(text, file, ConfigError, CONFIG)
    root = read_toml(text, file, ConfigError, CONFIG)
    tool = root.mapping().get("tool")
    section = tool.mapping().get("postlint") if tool else None
    if section is None:
        raise ConfigError(file, None, CONFIG["no-section"])
    return section


def _given(settings: Mapping[str, Any]) -> Node:
    """Settings that a program gives, as a file would have them."""
    return Node(_plain(settings), (), Source(GIVEN, lambda _: None, ConfigError, CONFIG))


def _plain(value: Any) -> Any:
    """The value with paths as texts, and keys as texts."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return os.fspath(value) if isinstance(value, os.PathLike) else value


def _names(node: Node | None, known: Known) -> tuple[str, ...]:
    """Rule ids and tiers."""
    if node is None:
        return ()
    names = [*known, *Tier]
    for item in node.one_or_more():
        if item.text() not in names:
            item.fail("unknown-rule-or-tier", value=shortened(item.text()), hint=hint(item.text(), names))
    return tuple(item.text() for item in node.one_or_more())


def _path_ignores(node: Node | None, known: Known, folder: Path) -> list[PathIgnore]:
    """Patterns of files, and the rules that do not run on them."""
    ignores = []
    for pattern, names in node.mapping().items() if node else ():
        if not _is_pattern(pattern, only=True):
            names.fail("bad-pattern", value=shortened(pattern))
        origin = Origin("file", names.source.file, names.source.line(names.place))
        ignores.append(PathIgnore(folder, pattern, _names(names, known), origin))
    return ignores


def _folders(node: Node | None) -> tuple[str, ...]:
    """Folders below the configuration's own, in POSIX form."""
    folders = []
    for item in node.one_or_more() if node else ():
        folder = PurePosixPath(item.text().replace("\\", "/"))
        if folder.is_absolute() or ".." in folder.parts or PureWindowsPath(item.text()).drive:
            item.fail("outside-folder", value=shortened(item.text()))
        folders.append(str(folder))
    return tuple(folders)


def _patterns(node: Node | None) -> tuple[str, ...]:
    """Patterns as in a .gitignore."""
    if node is None:
        return ()
    for item in node.one_or_more():
        if not _is_pattern(item.text()):
            item.fail("bad-exclude", value=shortened(item.text()))
    return tuple(item.text() for item in node.one_or_more())


def _is_pattern(text: str, *, only: bool = False) -> bool:
    """Whether a text is a pattern as in a .gitignore; with `only` one that names files by itself, no comment and no exception."""
    from pathspec import GitIgnoreSpec  # only who uses patterns pays for the import

    try:
        patterns = GitIgnoreSpec.from_lines([text]).patterns
    except (ValueError, re.error):
        return False
    return not only or any(pattern.include for pattern in patterns)


def _packs(node: Node | None, folder: Path, known: Known) -> tuple[Path, ...]:
    """Pack files, each read once to see that it can be used."""
    packs: list[Path] = []
    for item in node.one_or_more() if node else ():
        path = absolute(_existing(item, folder))
        if path.stem in known or path.stem in {pack.stem for pack in packs}:
            item.fail("taken-id", value=shortened(path.stem))
        require_rule(load_pack(path))
        packs.append(path)
    return tuple(packs)


def _existing(node: Node, folder: Path, others: Collection[str] = ()) -> Path:
    """A file that the value names, counted from the configuration's folder; `others` could have stood there as well."""
    path = folder / node.text()
    if os.path.isdir(path):  # noqa: PTH112 (never raises)
        node.fail("named-folder", value=shortened(node.text(), 80))
    if not os.path.isfile(path):  # noqa: PTH113 (never raises)
        node.fail("missing-named-file", value=shortened(node.text(), 80), hint=neighbours(path, others))
    return path


def _rule(node: Node, name: str, options: type[Any], folder: Path) -> RuleSettings:
    """A rule's settings: its severity alone, or keys for the severity and its options."""
    if not isinstance(node.value, Mapping):
        return RuleSettings(_severity(node))
    declared = option_names(options)
    fields = node.mapping()
    for key, value in fields.items():
        if key not in declared and key != "severity":
            value.fail("unknown-option", rule=name, value=shortened(key), hint=hint(key, ["severity", *declared]))
    values = {key: read_option(value, options, key) for key, value in fields.items() if key != "severity"}
    if name == SCHEMA_RULE and values.get("schema") and values["schema"] not in PRESETS:
        values["schema"] = _schema(fields["schema"], folder)
    return RuleSettings(_severity(fields["severity"]) if "severity" in fields else None, values)


def _schema(node: Node, folder: Path) -> str:
    """A schema file, compiled once to see that it can be used; SchemaError tells its own place."""
    from postlint.schemas import compiled  # only who brings a schema pays for the import

    path = str(absolute(_existing(node, folder, PRESETS)))
    compiled(path)
    return path


def _severity(node: Node) -> Level:
    """A severity; `off` is a truth value in YAML, so that one counts, too."""
    return "off" if node.value is False else cast(Level, node.choice(LEVELS))
