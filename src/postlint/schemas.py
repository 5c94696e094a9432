"""JSON Schemas for front matter: the shipped presets, and the user's own files."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from postlint.mistake import Mistake, fill, shortened
from postlint.post.yaml_nodes import Path as Place
from postlint.post.yaml_nodes import YamlProblem, load_yaml
from postlint.tables import read_text, read_yaml, shown
from postlint.words import Words

PRESETS = ("jekyll", "hugo", "zenn", "astro")
#: steps that a pattern of a user's schema may go back, so that a hostile title cannot stall it
_BACKTRACKS = 100_000

WORDS: Words = {
    "json": {"en": "This is no valid JSON ({error}).", "ja": "JSON として読めません（{error}）。"},
    "deep": {"en": "The file is nested too deeply.", "ja": "入れ子が深すぎます。"},
    "no-object": {
        "en": "A JSON Schema must be an object with keys such as “required” and “properties”.",
        "ja": "JSON Schema は required や properties などのキーを持つオブジェクトで書いてください。",
    },
    "reference": {
        "en": "The reference “{uri}” leads out of the file; nothing is fetched. Copy what it names into “$defs”, and refer to “#/$defs/…”.",
        "ja": "参照「{uri}」はファイルの外を指しています（取得はしません）。参照先を $defs に写し、「#/$defs/…」の形で参照してください。",
    },
    "invalid": {"en": "This is no valid JSON Schema: {error}.", "ja": "JSON Schema として正しくありません（{error}）。"},
}


class SchemaError(Mistake):
    """A schema file that cannot be used."""


class Schema(NamedTuple):
    """A schema as data, and the jsonschema_rs validator that it compiles to."""

    data: Mapping[str, Any]
    validator: Any

    def part(self, path: Sequence[str | int]) -> Mapping[str, Any]:
        """The subschema that holds the keyword at `path`, as jsonschema_rs tells it; empty where it cannot be followed."""
        node: Any = self.data
        for step in path[:-1]:
            try:
                node = node[step]
            except (KeyError, IndexError, TypeError):
                return {}
        return node if isinstance(node, Mapping) else {}


def load_schema(name_or_path: str) -> dict[str, Any]:
    """The schema of a preset, or in a JSON or YAML file. Raises SchemaError for what is no JSON object."""
    path = schema_path(name_or_path)
    file, text = shown(path), read_text(path, shown(path), SchemaError)
    schema = read_yaml(text, file, SchemaError, WORDS).value if path.suffix.lower() in (".yml", ".yaml") else _read_json(text, file)
    if not isinstance(schema, dict):
        raise SchemaError(file, 1, WORDS["no-object"])
    return schema


def schema_path(name_or_path: str) -> Path:
    """The file behind a preset's name or a path."""
    if name_or_path not in PRESETS:
        return Path(name_or_path)
    from postlint.packs.load import rules_folder

    return rules_folder() / "schemas" / f"{name_or_path}.json"


def _read_json(text: str, file: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise SchemaError(file, error.lineno, fill(WORDS["json"], {"error": error.msg})) from None
    except RecursionError:
        raise SchemaError(file, None, WORDS["deep"]) from None


@cache
def compiled(name_or_path: str) -> Schema:
    """The schema of a preset or a file, compiled once a process. Raises SchemaError."""
    data = load_schema(name_or_path)
    return Schema(data, compile_schema(data, name_or_path))


def compile_schema(schema: dict[str, Any], name_or_path: str) -> Any:
    """A jsonschema_rs validator that asserts formats. Raises SchemaError, also for references that lead out of the schema.

    `name_or_path` is where the schema was loaded from.
    """
    import jsonschema_rs  # 30 ms, for those who use a schema

    refused: list[str] = []

    def refuse(uri: str) -> Any:
        refused.append(uri)
        raise ValueError("not fetched")

    try:
        return jsonschema_rs.validator_for(
            schema,
            validate_formats=True,
            retriever=refuse,
            pattern_options=jsonschema_rs.FancyRegexOptions(backtrack_limit=_BACKTRACKS),
        )
    except (ValueError, RecursionError) as error:
        path = schema_path(name_or_path)
        if refused:
            uri, place = next(_outside(schema), (refused[0], ()))
            raise SchemaError(shown(path), _line(path, place), fill(WORDS["reference"], {"uri": shortened(uri, 80)})) from None
        told = shortened(str(error).partition("\n")[0].rstrip("."), 120)
        line = _line(path, tuple(getattr(error, "instance_path", ())))
        raise SchemaError(shown(path), line, fill(WORDS["invalid"], {"error": told})) from None


def _outside(schema: Any, place: Place = ()) -> Iterator[tuple[str, Place]]:
    """Each reference of the schema that is no pointer into it, with its place."""
    if isinstance(schema, Mapping):
        for key, value in schema.items():
            if key in ("$ref", "$dynamicRef", "$recursiveRef") and isinstance(value, str) and not value.startswith("#"):
                yield value, (*place, key)
            yield from _outside(value, (*place, key))
    elif isinstance(schema, list):
        for index, value in enumerate(schema):
            yield from _outside(value, (*place, index))


def _line(path: Path, place: Place) -> int | None:
    """The line of a place in a schema file; JSON is read as YAML for it, which tells places. None where that fails."""
    text = read_text(path, shown(path), SchemaError)
    try:
        entry = load_yaml(text).places.get(place)
    except YamlProblem:
        return None
    return text.count("\n", 0, (entry.key or entry.value).start) + 1 if entry else None
