"""What a JSON Schema finds in front matter, in our own words: never the whole instance, and of alternatives the one that was meant."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from postlint.mistake import shortened
from postlint.post.yaml_nodes import Path
from postlint.schemas import Schema, compiled
from postlint.spelling import nearest

#: said of a key that is not allowed, by the schema keyword that forbids it
_UNKNOWN = ("additionalProperties", "unevaluatedProperties")
#: keywords whose message tells one limit
_LIMITS = ("minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
_TYPES = {
    frozenset(("string",)): "type-string",
    frozenset(("array",)): "type-array",
    frozenset(("boolean",)): "type-boolean",
    frozenset(("integer",)): "type-integer",
    frozenset(("number",)): "type-number",
    frozenset(("integer", "number")): "type-number",
    frozenset(("object",)): "type-object",
    frozenset(("array", "string")): "type-string-or-array",
    frozenset(("number", "string")): "type-string",
}


class Violation(NamedTuple):
    """A place of the front matter, by keys and indexes, and what is wrong there: a message key of front-matter-schema and its data."""

    path: Path
    key: str
    data: Mapping[str, Any]


def violations(schema: str, data: Mapping[str, Any]) -> Iterator[Violation]:
    """What the schema (a preset's name or a path) finds wrong with `data`. Raises SchemaError."""
    chosen = compiled(schema)
    for error in chosen.validator.iter_errors(data):
        yield from _told(error, chosen)


def _told(error: Any, schema: Schema) -> Iterator[Violation]:
    keyword, path = error.kind.name, tuple(error.instance_path)
    if keyword in ("anyOf", "oneOf"):
        yield from _alternatives(error, path, schema)
    elif keyword in _UNKNOWN:
        for key in error.kind.unexpected:
            yield Violation((*path, key), *_unknown(key, schema.part(error.schema_path)))
    elif keyword == "falseSchema":
        yield Violation(path, "unknown-key", {"name": _name(path)})
    elif keyword == "required":
        yield Violation(path, "required", {"name": _name((*path, error.kind.property))})
    else:
        yield Violation(path, *_violation(keyword, error, path, schema))


def _alternatives(error: Any, path: Path, schema: Schema) -> Iterator[Violation]:
    """Where none of several schemas fits (or more than one does): the errors of the one whose type fits."""
    branches = error.kind.context
    if branches and all(branch and all(e.kind.name == "required" for e in branch) for branch in branches):
        names = ", ".join(_name((*e.instance_path, e.kind.property)) for branch in branches for e in branch)
        yield Violation(path, "required-one", {"names": shortened(names, 80)})
        return
    near = [branch for branch in branches if not any(e.kind.name == "type" and tuple(e.instance_path) == path for e in branch)]
    if len(near) == 1 and near[0]:
        for inner in near[0]:
            yield from _told(inner, schema)
    elif branches and not near:
        types = {kind for branch in branches for e in branch if e.kind.name == "type" for kind in e.kind.types}
        yield Violation(path, *_wrong_type(error.instance, path, types))
    else:
        yield Violation(path, "other", {"name": _name(path), "keyword": error.kind.name})


def _violation(keyword: str, error: Any, path: Path, schema: Schema) -> tuple[str, dict[str, Any]]:
    """Message key and data for a value that is not as its keyword wants it."""
    name, kind, value = _name(path), error.kind, error.instance
    data: dict[str, Any] = {"name": name, "value": _shown(value)}
    if keyword == "type":
        return _wrong_type(value, path, set(kind.types))
    if keyword in ("enum", "const"):
        return _no_choice(data, list(kind.options) if keyword == "enum" else [kind.expected_value])
    form = schema.part(error.schema_path).get("x-form")
    if isinstance(form, Mapping) and {"en", "ja"} <= form.keys() and keyword in ("pattern", "format", "minLength"):
        return "form", {**data, "form_en": form["en"], "form_ja": form["ja"]}
    if keyword == "pattern":
        return "pattern", {**data, "pattern": shortened(kind.pattern, 80)}
    if keyword == "format":
        return (f"format-{kind.format}" if kind.format in ("date", "date-time") else "format"), {**data, "format": kind.format}
    if keyword in _LIMITS:
        return keyword, {**data, "limit": kind.limit, "actual": len(value) if isinstance(value, str | list) else value}
    if keyword == "uniqueItems":
        return keyword, {"name": name}
    return "other", {"name": name, "keyword": keyword}


def _unknown(key: str, part: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """`part` is the schema that forbids the key."""
    known = part.get("properties")
    near = nearest(key, known) if isinstance(known, Mapping) else None
    name = shortened(key)
    return ("unknown-key-near", {"name": name, "nearest": near}) if near else ("unknown-key", {"name": name})


def _wrong_type(value: Any, path: Path, types: set[str]) -> tuple[str, dict[str, Any]]:
    if value is None:
        return "empty", {"name": _name(path)}
    key = _TYPES.get(frozenset(types - {"null"}), "type")
    return key, {"name": _name(path), "value": _shown(value), "types": ", ".join(sorted(types))}


def _no_choice(data: dict[str, Any], options: list[Any]) -> tuple[str, dict[str, Any]]:
    near = nearest(data["value"], [option for option in options if isinstance(option, str)])
    if near and near != data["value"]:
        return "enum-near", {**data, "nearest": near}
    return "enum", {**data, "allowed": shortened(", ".join(_shown(option) for option in options), 80)}


def _name(path: Path) -> str:
    """How a message names a place: `author.name`, `tags[2]` (counted from 1)."""
    name = ""
    for step in path:
        name += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if name else step
    return shortened(name) or "front matter"


def _shown(value: Any) -> str:
    """A value as a message quotes it: never the whole of a long or nested one."""
    if isinstance(value, list):
        return "[…]"
    if isinstance(value, dict):
        return "{…}"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return shortened(value)
