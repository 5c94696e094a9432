"""The JSON Schema of the configuration, made from the rules that there are."""

import dataclasses
import types
import typing
from collections.abc import Iterable, Mapping
from typing import Any

from postlint.checks.base import Rule
from postlint.config.layer import PRESETS, RENDERERS
from postlint.config.read import LEVELS
from postlint.diagnostic import Tier

_TEXT = {"type": "string", "pattern": "\\S"}
_FOLDER = {"type": "string", "pattern": "^(?!/|\\\\|[A-Za-z]:|(.*[/\\\\])?\\.\\.([/\\\\]|$))(?=.*\\S)"}
#: YAML reads `off` as false
_SEVERITY = {"enum": [*LEVELS, False], "description": "The severity of what the rule finds; off: it does not run."}
_SCALARS: Mapping[Any, str] = {bool: "boolean", int: "integer", float: "number"}


def config_schema(rules: Iterable[type[Rule]]) -> dict[str, Any]:
    """A schema (draft-07, as editors read it) that accepts what configurations with these rules may say, and refuses the rest."""
    rules = list(rules)
    names = {"enum": [*(rule.id for rule in rules), *Tier]}
    keys = {
        "extends": (_several(_TEXT), "What this configuration builds on: default, strict, or another configuration file."),
        "root": ({"type": "boolean"}, "No configuration in a folder above counts."),
        "select": (_several(names), "The rules and tiers that run; without it, those of the tier integrity."),
        "ignore": (_several(names), "Rules and tiers that do not run, though selected."),
        "per-path-ignores": (
            {"type": "object", "propertyNames": {"pattern": "^[^#!]"}, "additionalProperties": _several(names)},
            "Rules and tiers that do not run on the files that a pattern, as in a .gitignore, names.",
        ),
        "preset": ({"enum": list(PRESETS)}, "The site generator: sets the schema of the front matter and the renderer."),
        "renderer": ({"enum": list(RENDERERS)}, "What turns Markdown into HTML, if it is not the preset's."),
        "content": (_several(_FOLDER), "Folders of posts: each must have front matter, and is compared with the posts of a run."),
        "exclude": (_several(_TEXT), "Patterns, as in a .gitignore, of files that are left alone."),
        "packs": (_several(_TEXT), "Rule packs of your own."),
        "lang": ({"enum": ["en", "ja"]}, "The language of messages."),
        "rules": (
            {"type": "object", "properties": {rule.id: _rule(rule) for rule in rules}, "additionalProperties": False},
            "Severity and options, rule by rule.",
        ),
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "postlint",
        "description": "The configuration of postlint.",
        "type": "object",
        "properties": {key: {**schema, "description": told} for key, (schema, told) in keys.items()},
        "additionalProperties": False,
    }


def _several(item: Mapping[str, Any]) -> dict[str, Any]:
    """A list, or a single text instead of a list of one."""
    return {"anyOf": [{"type": "string", **item}, {"type": "array", "items": dict(item)}]}


def _rule(rule: type[Rule]) -> dict[str, Any]:
    hints = typing.get_type_hints(rule.Options)
    options = {option.name: _option(option, hints[option.name]) for option in dataclasses.fields(rule.Options)}
    keys = {"severity": _SEVERITY, **options}
    return {
        "description": rule.doc("en").partition("\n")[0],
        "anyOf": [_SEVERITY, {"type": "object", "properties": keys, "additionalProperties": False}],
    }


def _option(option: "dataclasses.Field[Any]", type_: Any) -> dict[str, Any]:
    default = option.default if option.default_factory is dataclasses.MISSING else option.default_factory()
    limits = {key: option.metadata[key] for key in ("minimum", "maximum", "form") if option.metadata.get(key) is not None}
    told = {"description": option.metadata["en"]} if option.metadata.get("en") else {}
    plain = list(default) if isinstance(default, list | tuple) else default
    return {**_typed(type_, limits), **told, "default": plain}


def _formed(form: str | None) -> Mapping[str, Any]:
    return _TEXT if form is None else {"type": "string", "pattern": form}


def _typed(type_: Any, limits: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of what option_values reads for a type."""
    origin, arguments = typing.get_origin(type_), typing.get_args(type_)
    if origin in (typing.Union, types.UnionType):
        (inner,) = (argument for argument in arguments if argument is not type(None))
        return {"anyOf": [{"type": "null"}, _typed(inner, limits)]}
    if origin is typing.Literal:
        return {"enum": list(arguments)}
    if origin in (list, tuple):
        return _several(_formed(limits.get("form"))) if arguments[0] is str else {"type": "array", "items": _typed(arguments[0], limits)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _typed(arguments[1], limits)}
    if type_ is str:
        return {"type": "string"}
    return {"type": _SCALARS[type_], **{key: limit for key, limit in limits.items() if key != "form"}}
