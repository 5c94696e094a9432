"""Rules that other packages bring along by an entry point in the group `postlint.checks`.

What a plugin gets wrong is a mistake that ends the call: a rule that is silently missing would pass for one that finds nothing.
"""

import importlib
import os
import sys
import typing
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

from postlint.checks.base import Check, CorpusCheck, GroupedCheck, Rule
from postlint.diagnostic import Texts, Tier
from postlint.engine.errors import CallError
from postlint.engine.internal import InternalError
from postlint.mistake import fill, shortened
from postlint.option_values import is_readable
from postlint.post.patterns import lazy

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "postlint.checks"
_ID = lazy(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_LANGUAGES = ("en", "ja")
#: what a rule must define
_METHODS: Mapping[type[Rule], tuple[str, ...]] = {
    Check: ("check",),
    CorpusCheck: ("summarise", "compare"),
    GroupedCheck: ("keys", "matches", "findings"),
}

FAILED: Texts = {
    "en": "The plugin “{name}” of the package {package} cannot be used: {reason}.",
    "ja": "パッケージ {package} のプラグイン「{name}」を使えません。{reason}。",
}
REASONS: Mapping[str, Texts] = {
    "import": {"en": "importing {value} fails with {error}", "ja": "{value} を読み込めません（{error}）"},
    "target": {"en": "{value} is neither a check nor a module", "ja": "{value} はチェックでもモジュールでもありません"},
    "no-check": {"en": "there is no check in {value}", "ja": "{value} にチェックがありません"},
    "id": {
        "en": "“{rule}” is no rule id; use lower-case letters, digits and hyphens, such as no-shouting",
        "ja": "「{rule}」はルールの ID として使えません。no-shouting のように、英小文字・数字・ハイフンで付けてください",
    },
    "taken": {"en": "there is a rule “{rule}” already", "ja": "「{rule}」というルールはすでにあります"},
    "lacks": {"en": "the check “{rule}” lacks {missing}", "ja": "チェック「{rule}」に {missing} がありません"},
    "options": {
        "en": "the Options of “{rule}” must be a frozen dataclass whose fields are of simple types and made with option(…) ({error})",
        "ja": "「{rule}」の Options は、option(…) で初期値を付けた単純な型の項目だけを持つ、frozen な dataclass にしてください（{error}）",
    },
}


class _Plugin(NamedTuple):
    """An entry point, and how mistakes in it are told."""

    name: str
    value: str
    package: str

    def error(self, key: str, **data: str) -> CallError:
        """The mistake `key` of this plugin."""
        reason = fill(REASONS[key], {"value": self.value, **data})
        return CallError(fill(FAILED, {"name": self.name, "package": self.package, "reason": reason}))


def plugin_rules(taken: Mapping[str, type[Rule]]) -> dict[str, type[Rule]]:
    """The rules of all plugins by id. Raises CallError for a plugin that fails, and for an id that is `taken` or comes twice."""
    rules: dict[str, type[Rule]] = {}
    for point in _entry_points() if may_have_plugins() else ():
        plugin = _Plugin(point.name, point.value, point.dist.name if point.dist else "?")
        for rule in _rules(plugin, point):
            _judge(plugin, rule)
            if rule.id in taken or rule.id in rules:
                raise plugin.error("taken", rule=rule.id)
            rules[rule.id] = rule
    return rules


def may_have_plugins() -> bool:
    """Whether some installed package may name the group. To ask importlib.metadata takes 40 ms, to look into the folders one."""
    from importlib.machinery import PathFinder

    if any(hasattr(finder, "find_distributions") and finder is not PathFinder for finder in sys.meta_path):
        return True  # packages that lie in no folder
    return any(_names_group(path or os.curdir) for path in sys.path)


def _names_group(folder: str) -> bool:
    if folder.endswith(".egg") or os.path.isfile(folder):  # noqa: PTH113 (an archive)
        return True
    try:
        with os.scandir(folder) as entries:
            infos = [entry.path for entry in entries if entry.name.lower().endswith((".dist-info", ".egg-info", ".egg"))]
    except OSError:
        return False
    return any(info.endswith(".egg") or _holds_group(os.path.join(info, "entry_points.txt")) for info in infos)  # noqa: PTH118


def _holds_group(file: str) -> bool:
    try:
        with open(file, "rb") as stream:  # noqa: PTH123 (a third of the time)
            return GROUP.encode() in stream.read()
    except OSError:
        return False


def _entry_points() -> list["EntryPoint"]:
    from importlib.metadata import entry_points

    return sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value))


def _rules(plugin: _Plugin, point: "EntryPoint") -> list[type[Rule]]:
    """The checks that an entry point stands for: one class, those of a module, or those of a package's modules."""
    target = _imported(plugin, point.value, point.load)
    if _is_check(target):
        return [target]
    if not isinstance(target, ModuleType):
        raise plugin.error("target")
    found = [rule for module in _modules(plugin, target) for rule in _defined(module)]
    if not found:
        raise plugin.error("no-check")
    return found


def _modules(plugin: _Plugin, module: ModuleType) -> Iterator[ModuleType]:
    """The module; of a package also the modules straight in it whose names do not begin with an underscore."""
    import pkgutil

    yield module
    for inner in pkgutil.iter_modules(getattr(module, "__path__", ()), f"{module.__name__}."):
        if not inner.name.rpartition(".")[2].startswith("_"):
            yield _imported(plugin, inner.name, lambda name=inner.name: importlib.import_module(name))


def _imported(plugin: _Plugin, value: str, load: Any) -> Any:
    try:
        return load()
    except (Exception, SystemExit) as error:
        told = f"{type(error).__name__}: {shortened(error, 160)}{_place(error)}"
        raise plugin.error("import", value=value, error=told) from error


def _place(error: BaseException) -> str:
    """The line of the plugin's that raised, where there is one."""
    import traceback

    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "importlib" not in frame.filename]
    last = frames[-1] if frames else None
    return "" if last is None or last.filename == __file__ else f", {os.path.basename(last.filename)}:{last.lineno}"  # noqa: PTH119


def _is_check(thing: Any) -> bool:
    return isinstance(thing, type) and issubclass(thing, Check | CorpusCheck)


def _defined(module: ModuleType) -> list[type[Rule]]:
    """The checks that the module defines; what it imports, and what others build upon (`_Base`), does not count."""
    return [
        thing
        for name, thing in vars(module).items()
        if _is_check(thing) and thing.__module__ == module.__name__ and not name.startswith("_") and name == thing.__name__
    ]


def _judge(plugin: _Plugin, rule: type[Rule]) -> None:
    """Raise for a rule that could not be configured, run, told or explained."""
    import dataclasses

    if not _ID.fullmatch(rule.id) or rule.id in set(Tier) or rule.id == InternalError.id:
        raise plugin.error("id", rule=rule.id)
    missing = list(_missing(rule))
    if missing:
        raise plugin.error("lacks", rule=rule.id, missing=", ".join(missing))
    try:
        rule()
        types = typing.get_type_hints(rule.Options)
        wrong = [field.name for field in dataclasses.fields(rule.Options) if not is_readable(types[field.name])]
        wrong += [field.name for field in dataclasses.fields(rule.Options) if not {"en", "ja"} <= field.metadata.keys()]
        if wrong:
            raise TypeError(", ".join(dict.fromkeys(wrong)))
    except Exception as error:
        raise plugin.error("options", rule=rule.id, error=shortened(error, 80)) from error


def _missing(rule: type[Rule]) -> Iterator[str]:
    for base, methods in _METHODS.items():
        if issubclass(rule, base):
            yield from (f"{method}()" for method in methods if getattr(rule, method) is getattr(base, method))
    if not (rule.__dict__.get("__doc__") or "").strip():
        yield "docstring"
    if not isinstance(getattr(rule, "doc_ja", None), str):
        yield "doc_ja"
    messages = getattr(rule, "messages", None)
    if not isinstance(messages, Mapping) or not messages:
        yield "messages"
        return
    for key, texts in messages.items():
        for lang in _LANGUAGES:
            if not isinstance(texts, Mapping) or not isinstance(texts.get(lang), str):
                yield f"messages[{str(key)!r}][{lang!r}]"
