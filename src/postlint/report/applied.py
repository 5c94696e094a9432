"""What applies to a file → text or JSON."""

import json
from collections.abc import Iterator
from typing import Any

from postlint.config import Origin
from postlint.diagnostic import Lang, Texts
from postlint.engine.applied import Applied, AppliedRule, Setting
from postlint.report.cells import pad, width
from postlint.report.paint import Line, paint
from postlint.report.style import Style
from postlint.report.visible import visible
from postlint.tables import shown

VERSION = 1
_WORDS: dict[str, Texts] = {
    "files": {"en": "Configuration files:", "ja": "設定ファイル:"},
    "none": {"en": "No configuration file applies.", "ja": "設定ファイルはありません。"},
    "excluded": {"en": "The file is excluded: it is not checked at all.", "ja": "exclude の対象なので、このファイルは調べません。"},
    "rules": {"en": "Rules", "ja": "ルール"},
    "settings": {"en": "Settings", "ja": "設定"},
    "default": {"en": "default", "ja": "初期値"},
    "call": {"en": "command line", "ja": "コマンドの指定"},
    "extends": {"en": "extends: {file}", "ja": "extends: {file}"},
    "preset": {"en": "preset: {file}", "ja": "preset: {file}"},
}


def render_applied(applied: Applied, style: Style, form: str) -> str:
    """The listing in the format `form`, text or json."""
    return _json(applied) if form == "json" else paint(_text(applied, style.lang), style.color)


def _text(applied: Applied, lang: Lang) -> Iterator[Line]:
    yield [(visible(applied.path), "strong")]
    if applied.excluded:
        yield [(_WORDS["excluded"][lang], "")]
    files = "、" if lang == "ja" else ", "
    yield [
        (f"{_WORDS['files'][lang]} {visible(files.join(map(shown, applied.files)))}" if applied.files else _WORDS["none"][lang], ""),
    ]
    rows = [(f"  {setting.key}: {_value(setting.value)}", setting.origin) for setting in applied.settings]
    rules = [row for rule in applied.rules for row in _rule(rule)]
    room = max(width(visible(name)) for name, _ in (*rows, *rules))
    for title, part in (("settings", rows), ("rules", rules)):
        yield []
        yield [(_WORDS[title][lang], "strong")]
        for name, origin in part:
            yield [(pad(visible(name), min(room, 60)), ""), (f"  {visible(_from(origin, lang))}", "faint")]


def _rule(rule: AppliedRule) -> Iterator[tuple[str, Origin]]:
    yield f"  {rule.id}: {rule.severity}", rule.origin
    if rule.severity != "off":
        yield from ((f"    {option.key}: {_value(option.value)}", option.origin) for option in rule.options)


def _value(value: Any) -> str:
    """A value as YAML could have it."""
    return value if isinstance(value, str) and value else json.dumps(value, ensure_ascii=False, default=list)


def _from(origin: Origin, lang: Lang) -> str:
    if origin.kind == "file":
        return origin.file if origin.line is None else f"{origin.file}:{origin.line}"
    return _WORDS[origin.kind][lang].format(file=origin.file)


def _json(applied: Applied) -> str:
    told = {
        "version": VERSION,
        "path": applied.path,
        "files": [shown(file) for file in applied.files],
        "excluded": applied.excluded,
        "settings": [_setting(setting) for setting in applied.settings],
        "rules": [
            {
                "rule": rule.id,
                "severity": rule.severity,
                "origin": _origin(rule.origin),
                "options": [_setting(option) for option in rule.options],
            }
            for rule in applied.rules
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1, default=list) + "\n"


def _setting(setting: Setting) -> dict[str, Any]:
    return {"key": setting.key, "value": setting.value, "origin": _origin(setting.origin)}


def _origin(origin: Origin) -> dict[str, Any]:
    if origin.kind == "file":
        return {"kind": "file", "file": origin.file, "line": origin.line}
    return {"kind": origin.kind, "name": origin.file} if origin.file else {"kind": origin.kind}
