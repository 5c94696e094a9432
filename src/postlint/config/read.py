"""One configuration file, and what it extends → a layer, validated."""

import os
from collections.abc import Callable, Collection, Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, cast

from msgspec import Struct, field
from msgspec.structs import replace

from postlint.checks.base import Options
from postlint.config.find import absolute
from postlint.config.layer import BASES, PRESETS, RENDERERS, Layer, Level, Origin, PathIgnore, Place, RuleSettings, over
from postlint.config_words import CONFIG
from postlint.diagnostic import Severity, Tier
from postlint.mistake import Mistake, Mistakes, each, shortened
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
    """Reads files against the rules that there are; `corpus` has the ids of those that compare posts.

    It is `unsure` where there may be more rules: a pack, or a file that may name packs, cannot be read.
    """

    known: Known = field(default_factory=dict)
    corpus: frozenset[str] = frozenset()
    unsure: bool = False

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
        mistakes, lacking = Mistakes(), Mistakes()  # where it is packs that are lacking, rules may be unknown for no other reason
        fields: dict[str, Node] = mistakes.take(lambda: (root or _read(path)).known((*BY_FILE, *RUN_WIDE), mistakes), {})
        if below is not None:
            wide = [key for key in RUN_WIDE if key in fields]
            mistakes.each(lambda key: fields.pop(key).fail("run-wide", root=shown(below)), wide)
        bases = Layer()
        extends: list[Node] = lacking.take(lambda: fields["extends"].one_or_more() if "extends" in fields else [], [])
        for base in lacking.each(lambda node: self._base(node, path, folder, below, through), extends):
            bases = over(bases, base)
        reader = self.with_packs(bases.packs)
        packs: tuple[Path, ...] = lacking.take(lambda: _packs(fields.get("packs"), path.parent, reader.known), ())
        reader = replace(reader.with_packs(packs), unsure=self.unsure or bool(lacking))
        own = mistakes.take(lambda: reader._own(fields, path, folder, packs, nested=below is not None), Layer())
        mistakes.take(lacking.tell, None)
        mistakes.tell()
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
        readers: Mapping[str, tuple[str, Callable[[Node], Any]]] = {
            "select": ("select", self._names),
            "ignore": ("ignore", self._names),
            "per-path-ignores": ("path_ignores", lambda node: self._path_ignores(node, folder)),
            "preset": ("preset", lambda node: node.choice(PRESETS)),
            "renderer": ("renderer", lambda node: node.choice(RENDERERS)),
            "content": ("content", _folders),
            "exclude": ("exclude", _patterns),
            "lang": ("lang", lambda node: node.choice(("en", "ja"))),
            "rules": ("rules", lambda node: self._rules(node, path.parent, nested=nested)),
            "root": ("alone", Node.switch),
        }
        said = each(lambda key: (readers[key][0], readers[key][1](fields[key])), [key for key in readers if key in fields])
        return Layer(packs=packs, origins=origins, **dict(said))

    def _rules(self, node: Node, folder: Path, *, nested: bool) -> dict[str, RuleSettings]:
        """The settings by rule id."""
        read = each(lambda item: self._rule(*item, folder, nested=nested), node.mapping().items())
        return dict(zip(node.mapping(), read, strict=True))

    def _rule(self, name: str, settings: Node, folder: Path, *, nested: bool) -> RuleSettings:
        if name not in self.known:
            return RuleSettings() if self.unsure else settings.fail("unknown-rule", value=shortened(name), hint=hint(name, self.known))
        rule = _rule(settings, name, self.known[name], folder)
        if nested and name in self.corpus and rule.options:
            settings.mapping()[next(iter(rule.options))].fail("run-wide-option", rule=name)
        return rule

    def _names(self, node: Node) -> tuple[str, ...]:
        """Rule ids and tiers."""
        return tuple(each(self._name, node.one_or_more()))

    def _name(self, node: Node) -> str:
        names = [*self.known, *Tier]
        if node.text() not in names and not self.unsure:
            node.fail("unknown-rule-or-tier", value=shortened(node.text()), hint=hint(node.text(), names))
        return node.text()

    def _path_ignores(self, node: Node, folder: Path) -> tuple[PathIgnore, ...]:
        """Patterns of files, and the rules that do not run on them."""
        return tuple(each(lambda item: self._path_ignore(*item, folder), node.mapping().items()))

    def _path_ignore(self, pattern: str, names: Node, folder: Path) -> PathIgnore:
        if not _is_pattern(pattern, only=True):
            names.fail("bad-pattern", value=shortened(pattern))
        return PathIgnore(folder, pattern, self._names(names), Origin("file", names.source.file, names.source.line(names.place)))


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


def _folders(node: Node) -> tuple[str, ...]:
    """Folders below the configuration's own, in POSIX form."""
    return tuple(each(_folder, node.one_or_more()))


def _folder(node: Node) -> str:
    folder = PurePosixPath(node.text().replace("\\", "/"))
    if folder.is_absolute() or ".." in folder.parts or PureWindowsPath(node.text()).drive:
        node.fail("outside-folder", value=shortened(node.text()))
    return str(folder)


def _patterns(node: Node) -> tuple[str, ...]:
    """Patterns as in a .gitignore."""
    return tuple(each(_pattern, node.one_or_more()))


def _pattern(node: Node) -> str:
    if not _is_pattern(node.text()):
        node.fail("bad-exclude", value=shortened(node.text()))
    return node.text()


def _is_pattern(text: str, *, only: bool = False) -> bool:
    """Whether a text says of some files what a .gitignore can say; with `only` that it names them, and takes none back in."""
    import warnings

    from pathspec import GitIgnoreSpec  # only who uses patterns pays for the import

    try:
        with warnings.catch_warnings():  # Python's, about what a later version might make of the pattern
            warnings.simplefilter("ignore")
            patterns = GitIgnoreSpec.from_lines([text]).patterns
    except Exception:  # that of the library's engine for patterns comes through as well as its own
        return False
    # A comment, and a bracket that is not closed, are let through, and name no file.
    return any(pattern.include if only else pattern.include is not None for pattern in patterns)


def _packs(node: Node | None, folder: Path, known: Known) -> tuple[Path, ...]:
    """Pack files, each read once to see that it can be used."""
    packs: list[Path] = []

    def read(item: Node) -> None:
        path = absolute(_existing(item, folder))
        if path.stem in known or path.stem in {pack.stem for pack in packs}:
            item.fail("taken-id", value=shortened(path.stem))
        require_rule(load_pack(path))
        packs.append(path)

    each(read, node.one_or_more() if node else ())
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
    names = ("severity", *option_names(options))

    def read(key: str, value: Node) -> tuple[str, Any]:
        if key not in names:
            value.fail("unknown-option", rule=name, value=shortened(key), hint=hint(key, names))
        if key == "severity":
            return key, _severity(value)
        option = read_option(value, options, key)
        takes_file = name == SCHEMA_RULE and key == "schema" and option and option not in PRESETS
        return key, _schema(value, folder) if takes_file else option

    values = dict(each(lambda item: read(*item), node.mapping().items()))
    return RuleSettings(values.pop("severity", None), values)


def _schema(node: Node, folder: Path) -> str:
    """A schema file, compiled once to see that it can be used; SchemaError tells its own place."""
    from postlint.schemas import compiled  # only who brings a schema pays for the import

    path = str(absolute(_existing(node, folder, PRESETS)))
    compiled(path)
    return path


def _severity(node: Node) -> Level:
    """A severity; `off` is a truth value in YAML, so that one counts, too."""
    return "off" if node.value is False else cast(Level, node.choice(LEVELS))
