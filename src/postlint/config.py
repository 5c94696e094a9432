"""The configuration: found upwards, read from YAML or TOML, validated, merged with the call.

Every field of Config belongs to the whole run. `select`, `ignore`, `preset`, `renderer` and `rules` could differ by file;
nothing outside this module may assume that they do not.
"""

import os
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, Literal, cast

from postlint.checks.base import Options
from postlint.config_words import CONFIG
from postlint.diagnostic import Lang, Severity, Tier
from postlint.mistake import Mistake, shortened
from postlint.option_values import option_names, read_option
from postlint.packs.load import load_pack, require_rule
from postlint.tables import Node, hint, neighbours, read_text, read_toml, read_yaml, shown

FILE_NAMES = ("postlint.yml", "postlint.yaml", ".postlint.yml", ".postlint.yaml")
#: what each site generator renders Markdown with
PRESETS: Mapping[str, str] = {"jekyll": "kramdown", "hugo": "goldmark", "zenn": "markdown-it", "astro": "markdown-it"}
RENDERERS = ("commonmark", "goldmark", "kramdown", "markdown-it")
SCHEMA_RULE = "front-matter-schema"

_KEYS = ("select", "ignore", "preset", "renderer", "content", "exclude", "packs", "lang", "rules")
_LEVELS = (*Severity, "off")
_SECTION = re.compile(r"^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*\"?postlint\b", re.MULTILINE)

Level = Literal["error", "warning", "off"]
#: rule id → the Options dataclass of that rule
Known = Mapping[str, type[Any]]


class ConfigError(Mistake):
    """A configuration that cannot be used."""


@dataclass(frozen=True)
class RuleSettings:
    """What the configuration says of one rule: its severity (None: the rule's own) and the options it sets."""

    severity: Level | None = None
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Config:
    """What a run goes by. `path` is the file it comes from, None without one; `exclude` and `content` count from its folder.

    `select` and `ignore` hold rule ids and tiers. `packs` are absolute. `rules` has the settings of each rule that has any.
    """

    path: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    preset: str | None = None
    renderer: str = ""
    content: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    packs: tuple[Path, ...] = ()
    lang: Lang | None = None
    rules: Mapping[str, RuleSettings] = field(default_factory=dict)

    @property
    def root(self) -> Path | None:
        """The folder of the configuration file."""
        return self.path.parent if self.path else None

    def overridden(self, *, select: Sequence[str] = (), ignore: Sequence[str] = (), lang: Lang | None = None) -> "Config":
        """The configuration under what the call says: its `select` replaces, its `ignore` adds, and what it selects by name runs."""
        return replace(
            self,
            select=tuple(select) or self.select,
            ignore=(*(name for name in self.ignore if name not in select), *ignore),
            lang=lang or self.lang,
            rules={name: replace(rule, severity=_unless_off(rule, name in select)) for name, rule in self.rules.items()},
        )


def _unless_off(rule: RuleSettings, called: bool) -> Level | None:
    return None if called and rule.severity == "off" else rule.severity


def find_config(start: Path) -> Path | None:
    """The configuration file of a folder (or of a file in it): in it or in the nearest folder above that has one."""
    here = _absolute(start)
    for folder in (here, *here.parents):
        for name in FILE_NAMES:
            if os.path.isfile(folder / name):  # noqa: PTH113 (never raises)
                return folder / name
        if _has_section(folder / "pyproject.toml"):
            return folder / "pyproject.toml"
    return None


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 (a link stays where it is: the files that it names lie around it)


def _has_section(path: Path) -> bool:
    """Whether a pyproject.toml configures postlint; one that is broken does if it seems to."""
    try:
        text = path.read_bytes().decode("utf-8", "replace")
    except OSError:
        return False
    if "postlint" not in text:
        return False
    import tomllib

    try:
        tool = tomllib.loads(text).get("tool")
    except (ValueError, RecursionError):
        return _SECTION.search(text) is not None
    return isinstance(tool, dict) and "postlint" in tool


def load_config(path: Path | None, known: Known) -> Config:
    """The configuration in a file (None: the defaults). Raises ConfigError, or PackError for a pack that it names.

    `known` holds every rule but those of the configuration's own packs, which are added to it.
    """
    if path is None:
        return Config()
    path = _absolute(path)
    fields = _read(path).fields(_KEYS)
    packs = _packs(fields.get("packs"), path.parent, known)
    known = {**known, **{pack.stem: Options for pack in packs}}
    preset = fields["preset"].choice(PRESETS) if "preset" in fields else None
    config = Config(
        path=path,
        select=_names(fields.get("select"), known),
        ignore=_names(fields.get("ignore"), known),
        preset=preset,
        renderer=fields["renderer"].choice(RENDERERS) if "renderer" in fields else PRESETS.get(preset or "", ""),
        content=_folders(fields.get("content")),
        exclude=_patterns(fields.get("exclude")),
        packs=packs,
        lang=cast(Lang, fields["lang"].choice(("en", "ja"))) if "lang" in fields else None,
        rules=_rules(fields.get("rules"), known, path.parent),
    )
    return replace(config, rules=_with_shared(config, known))


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


def _names(node: Node | None, known: Known) -> tuple[str, ...]:
    """Rule ids and tiers."""
    if node is None:
        return ()
    names = [*known, *Tier]
    for item in node.one_or_more():
        if item.text() not in names:
            item.fail("unknown-rule-or-tier", value=shortened(item.text()), hint=hint(item.text(), names))
    return tuple(item.text() for item in node.one_or_more())


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
    from pathspec import GitIgnoreSpec  # only who excludes pays for the import

    for item in node.one_or_more():
        try:
            GitIgnoreSpec.from_lines([item.text()])
        except (ValueError, re.error):
            item.fail("bad-exclude", value=shortened(item.text()))
    return tuple(item.text() for item in node.one_or_more())


def _packs(node: Node | None, folder: Path, known: Known) -> tuple[Path, ...]:
    """Pack files, each read once to see that it can be used."""
    packs: list[Path] = []
    for item in node.one_or_more() if node else ():
        path = _absolute(_existing(item, folder))
        if path.stem in known or path.stem in {pack.stem for pack in packs}:
            item.fail("taken-id", value=shortened(path.stem))
        require_rule(load_pack(path))
        packs.append(path)
    return tuple(packs)


def _existing(node: Node, folder: Path, others: Collection[str] = ()) -> Path:
    """A file that the value names, counted from the configuration's folder; `others` could have stood there as well."""
    path = folder / node.text()
    if not os.path.isfile(path):  # noqa: PTH113 (never raises)
        node.fail("missing-named-file", value=shortened(node.text(), 80), hint=neighbours(path, others))
    return path


def _rules(node: Node | None, known: Known, folder: Path) -> dict[str, RuleSettings]:
    """The settings by rule id."""
    rules = {}
    for name, settings in node.mapping().items() if node else ():
        if name not in known:
            settings.fail("unknown-rule", value=shortened(name), hint=hint(name, known))
        rules[name] = _rule(settings, name, known[name], folder)
    return rules


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

    path = str(_absolute(_existing(node, folder, PRESETS)))
    compiled(path)
    return path


def _severity(node: Node) -> Level:
    """A severity; `off` is a truth value in YAML, so that one counts, too."""
    return "off" if node.value is False else cast(Level, node.choice(_LEVELS))


def _with_shared(config: Config, known: Known) -> dict[str, RuleSettings]:
    """The settings of every rule, with what the whole run shares as the value of an option of that name that is not set."""
    shared: dict[str, Any] = {"content": list(config.content), "renderer": config.renderer, "schema": config.preset or "", "preset": config.preset or ""}
    rules = dict(config.rules)
    for name, options in known.items():
        taken = {key: value for key, value in shared.items() if value and key in option_names(options)}
        if taken:
            settings = rules.get(name, RuleSettings())
            rules[name] = replace(settings, options={**taken, **settings.options})
    return rules
