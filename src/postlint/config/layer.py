"""What one source says of the configuration, and how what one says goes over what another says."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from postlint.diagnostic import Lang, Tier

#: what each site generator renders Markdown with
PRESETS: Mapping[str, str] = {"jekyll": "kramdown", "hugo": "goldmark", "zenn": "markdown-it", "astro": "markdown-it"}
RENDERERS = ("commonmark", "goldmark", "kramdown", "markdown-it")

Level = Literal["error", "warning", "off"]
#: the keys that lead to a setting: ("rules", "reading-time", "slack")
Place = tuple[str, ...]


class Origin(NamedTuple):
    """Where a setting comes from: a line of a file, or what `kind` names otherwise."""

    kind: Literal["file", "default", "extends", "preset", "call"]
    file: str = ""
    line: int | None = None


class RuleSettings(Struct, frozen=True):
    """What the configuration says of one rule: its severity (None: the rule's own) and the options it sets."""

    severity: Level | None = None
    options: Mapping[str, Any] = field(default_factory=dict)


class PathIgnore(NamedTuple):
    """Rules (ids and tiers) that do not run on the files that a pattern, as in a .gitignore of `folder`, names."""

    folder: Path
    pattern: str
    rules: tuple[str, ...]
    origin: Origin


class Layer(Struct, frozen=True):
    """What one source says; what it does not say is empty or None. `origins` tells where each thing is said.

    `select` and `ignore` hold rule ids and tiers. `content` and `exclude` count from the folder of the run's root file.
    `narrows` tells that a call has picked rules. `alone` (root: true) leaves no room for files in folders above.
    `files` are those that were read.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    path_ignores: tuple[PathIgnore, ...] = ()
    preset: str | None = None
    renderer: str | None = None
    content: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    packs: tuple[Path, ...] = ()
    lang: Lang | None = None
    rules: Mapping[str, RuleSettings] = field(default_factory=dict)
    narrows: bool = False
    alone: bool = False
    files: tuple[Path, ...] = ()
    origins: Mapping[Place, Origin] = field(default_factory=dict)


#: what `extends` can name besides files
BASES: Mapping[str, Layer] = {
    "default": Layer(select=(Tier.INTEGRITY,), origins={("select",): Origin("extends", "default")}),
    "strict": Layer(select=(Tier.INTEGRITY, Tier.ADVISORY), origins={("select",): Origin("extends", "strict")}),
}


def over(base: Layer, top: Layer) -> Layer:
    """What holds where `top` is said over `base`: a value, a selection and each option replace, the other lists add.

    A rule that `top` selects by its id runs, whatever `base` says of it.
    """
    return Layer(
        select=top.select or base.select,
        ignore=(*(name for name in base.ignore if name not in top.select), *top.ignore),
        path_ignores=base.path_ignores + top.path_ignores,
        preset=top.preset or base.preset,
        renderer=top.renderer or base.renderer,
        content=base.content + top.content,
        exclude=base.exclude + top.exclude,
        packs=base.packs + top.packs,
        lang=top.lang or base.lang,
        rules={name: _rule(name, base, top) for name in {**base.rules, **top.rules}},
        narrows=base.narrows or top.narrows,
        alone=base.alone or top.alone,
        files=base.files + top.files,
        origins={**base.origins, **top.origins},
    )


def _rule(name: str, base: Layer, top: Layer) -> RuleSettings:
    below, above = (layer.rules.get(name, RuleSettings()) for layer in (base, top))
    if below.severity == "off" and name in top.select:
        below = replace(below, severity=None)
    return RuleSettings(above.severity or below.severity, {**below.options, **above.options})
