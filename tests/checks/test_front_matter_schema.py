"""front-matter-schema: violations in our own words, at their own place; presets; schemas that cannot be used."""

import json
import pickle
from pathlib import Path
from typing import Any

import pytest

from postlint.checks.front_matter_schema import FrontMatterSchema
from postlint.diagnostic import tell
from postlint.post.post import Post
from postlint.schemas import PRESETS, SchemaError, compile_schema, compiled, load_schema

Told = list[tuple[str, str]]


def judged(meta: str, schema: str) -> Told:
    """Message and marked text of each finding; each is told in both languages on the way."""
    subject = Post("a.md", f"---\n{meta}\n---\n\n本文です。\n")
    check = FrontMatterSchema(FrontMatterSchema.Options(schema=schema))
    found = sorted(check.check(subject), key=lambda finding: (finding.span, finding.message))
    for finding in found:
        assert json.loads(json.dumps(finding.data)) == finding.data
        for lang in ("en", "ja"):
            assert len(tell(check.messages, finding.message, lang, finding.data)) < 250
    return [(finding.message, finding.span.of(subject.text)) for finding in found]


@pytest.fixture
def using(tmp_path: Path) -> Any:
    """Judge front matter by a schema of one's own."""

    def judge(meta: str, schema: Any) -> Told:
        path = tmp_path / f"schema-{len(list(tmp_path.iterdir()))}.json"
        path.write_text(json.dumps(schema), encoding="utf-8")
        return judged(meta, str(path))

    return judge


def error(tmp_path: Path, content: str | bytes, name: str = "schema.json") -> SchemaError:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(SchemaError) as caught:
        compiled(str(path))
    assert set(caught.value.texts) == {"en", "ja"}
    return caught.value


def properties(**schemas: Any) -> dict[str, Any]:
    return {"type": "object", "properties": schemas}


def test_without_a_schema_nothing_is_judged() -> None:
    assert judged("title: [1]", "") == []


@pytest.mark.parametrize("text", ["本文だけです。\n", "---\ntitle: a: b\n---\n", "---\n- a\n---\n", "---\nlayout: post\n\n本文です。\n"])
def test_front_matter_that_is_missing_or_broken_is_left_to_other_checks(text: str) -> None:
    assert list(FrontMatterSchema(FrontMatterSchema.Options(schema="jekyll")).check(Post("a.md", text))) == []


def test_duplicate_keys_do_not_hinder_the_schema() -> None:
    assert judged("title: 雨\ntitle: 風\npublished: no way", "jekyll") == [("type-boolean", "published")]


def test_empty_front_matter_is_judged() -> None:
    assert judged("", "jekyll") == [("required", "---")]


def test_a_missing_key_stands_on_the_opening_line_or_on_what_should_hold_it(using: Any) -> None:
    schema = {"required": ["title"], "properties": {"author": {"required": ["name"]}}}
    assert using("author: {mail: x}", schema) == [("required", "---"), ("required", "author")]


def test_nested_keys_and_items_are_marked_where_they_stand(using: Any) -> None:
    schema = properties(
        author=properties(links={"items": {"type": "string"}}), tags={"type": "array", "items": {"type": "string", "maxLength": 4}}
    )
    meta = "author:\n  links: [a, 7]\ntags:\n  - ok\n  - 長すぎるタグ"
    assert using(meta, schema) == [("type-string", "7"), ("maxLength", "長すぎるタグ")]


def test_the_key_of_postlint_is_never_a_violation(using: Any) -> None:
    assert using("postlint: {disable: [x]}\ntitle: a", {"properties": {"title": {}}, "additionalProperties": False}) == []
    assert using("postlint: x", properties(postlint=False)) == []


@pytest.mark.parametrize(
    ("schema", "value", "message"),
    [
        ({"type": "string"}, "3", "type-string"),
        ({"type": ["string", "null"]}, "3", "type-string"),
        ({"type": "string"}, "", "empty"),
        ({"type": "array"}, "a", "type-array"),
        ({"type": "boolean"}, "maybe", "type-boolean"),
        ({"type": "integer"}, "1.5", "type-integer"),
        ({"type": "number"}, "x", "type-number"),
        ({"type": "object"}, "[a]", "type-object"),
        ({"type": ["string", "array"]}, "{a: b}", "type-string-or-array"),
        ({"type": ["boolean", "object"]}, "x", "type"),
        ({"enum": ["tech", "idea"]}, "teck", "enum-near"),
        ({"enum": ["tech", "idea"]}, "zzz", "enum"),
        ({"enum": [1, None, True, [1], {"a": 1}]}, "zzz", "enum"),
        ({"const": "post"}, "page", "enum"),
        ({"pattern": "^a"}, "b", "pattern"),
        ({"pattern": "^a", "x-form": {"en": "an a", "ja": "a"}}, "b", "form"),
        ({"pattern": "^a", "x-form": "an a"}, "b", "pattern"),
        ({"format": "date"}, "2025-02-30", "format-date"),
        ({"format": "date-time"}, "2025-06-01 09:00", "format-date-time"),
        ({"format": "email"}, "me", "format"),
        ({"minLength": 3}, "ab", "minLength"),
        ({"maxLength": 1}, "ab", "maxLength"),
        ({"minItems": 2}, "[a]", "minItems"),
        ({"maxItems": 1}, "[a, b]", "maxItems"),
        ({"uniqueItems": True}, "[a, a]", "uniqueItems"),
        ({"minimum": 3}, "2", "minimum"),
        ({"maximum": 3}, "4", "maximum"),
        ({"exclusiveMinimum": 3}, "3", "exclusiveMinimum"),
        ({"exclusiveMaximum": 3}, "3", "exclusiveMaximum"),
        ({"multipleOf": 5}, "3", "other"),
        ({"not": {"type": "string"}}, "a", "other"),
        ({"contains": {"const": 1}}, "[2]", "other"),
        ({"minProperties": 1}, "{}", "other"),
        ({"anyOf": [{"type": "string"}, {"type": "array"}]}, "3", "type-string-or-array"),
        ({"anyOf": [{"type": "string", "minLength": 3}, {"type": "array"}]}, "ab", "minLength"),
        ({"anyOf": [{"type": "string", "minLength": 3}, {"type": "string", "pattern": "^x"}]}, "ab", "other"),
        ({"oneOf": [{"type": "string"}, {"minLength": 1}]}, "ab", "other"),
        (False, "a", "unknown-key"),
    ],
)
def test_each_kind_of_violation_is_told_in_its_own_words(using: Any, schema: Any, value: str, message: str) -> None:
    assert using(f"key: {value}", properties(key=schema)) == [(message, "key")]


def test_an_unknown_key_is_told_with_the_nearest_valid_one(using: Any) -> None:
    schema = {"properties": {"title": {}, "tags": {}}, "additionalProperties": False}
    assert using("titel: a\nzzz: b", schema) == [("unknown-key-near", "titel"), ("unknown-key", "zzz")]
    assert using("titel: a", {"$ref": "#/$defs/x", "$defs": {"x": schema}}) == [("unknown-key-near", "titel")]
    assert using("zzz: a", {"unevaluatedProperties": False}) == [("unknown-key", "zzz")]


def test_one_of_several_missing_keys_is_told_as_one(using: Any) -> None:
    assert using("title: a", {"anyOf": [{"required": ["date"]}, {"required": ["pubDate"]}]}) == [("required-one", "---")]


def test_values_are_cut_before_they_are_quoted(tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    path.write_text('{"properties": {"a": {"maxLength": 5}}}', encoding="utf-8")
    check = FrontMatterSchema(FrontMatterSchema.Options(schema=str(path)))
    (finding,) = check.check(Post("a.md", f"---\na: {'長い' * 500}\n---\n"))
    assert len(finding.data["value"]) == 40
    assert finding.data["actual"] == 1000


def test_a_merged_value_is_marked_where_it_was_written(using: Any) -> None:
    meta = "base: &b {n: x}\nuse:\n  <<: *b"
    assert using(meta, properties(use=properties(n={"type": "integer"}))) == [("type-integer", "n")]


def test_a_pattern_that_goes_astray_is_stopped(using: Any) -> None:
    assert len(using(f"key: {'a' * 60}!", properties(key={"pattern": "^(?=(a+)+$)(a|aa)+$"}))) == 1


@pytest.mark.parametrize("preset", PRESETS)
def test_presets_compile(preset: str) -> None:
    assert compile_schema(load_schema(preset), preset).is_valid({"title": 3}) is (preset in ("jekyll", "hugo"))


@pytest.mark.parametrize(
    ("preset", "meta"),
    [
        ("jekyll", "title: 雨\ndate: 2025-06-01 09:30:00 +0900\ntags: a b\ncategories: [a, 2015]\nlayout:"),
        ("jekyll", "title: 2025\ndate: 2025-06-01T09:30\ntags:\ncategory: a\nmytheme: {anything: [1]}"),
        ("hugo", "title: 雨\ndate: 2025-06-01T09:30:00+09:00\ndraft: false\nweight: 3\ntags: [a]\nparams: {x: 1}"),
        ("hugo", "title: 雨\ndate: 2025-06-01\naliases:\n- /old\nmenu: main"),
        ("zenn", "title: 雨\nemoji: 🌧️\ntype: tech\ntopics: [nodejs, Node.js, 天気]\npublished: true\npublished_at: 2025-06-01 09:30"),
        ("zenn", "title: 雨\nemoji: 👨‍👩‍👧\ntype: idea\ntopics: []\npublished: false\npublication_name: rain_club"),
        ("zenn", "title: 雨\nemoji: 🏃🏻\ntype: idea\ntopics: [a]\npublished: false\ncanonical: x"),
        ("zenn", "title: 雨\nemoji: 🇯🇵\ntype: idea\ntopics: [a]\npublished: false"),
        ("zenn", "title: 雨\nemoji: 1️⃣\ntype: idea\ntopics: [a]\npublished: false"),
        ("astro", "title: 雨\ndescription: 小雨\npubDate: Jul 08 2022\nheroImage: ./a.jpg"),
        ("astro", "title: 雨\ndate: 2025-06-01\ntags: [a]"),
        ("astro", "title: 雨\npubDate: 2025-06-01T09:30:00.000Z\nupdatedDate: 8 July 2025"),
    ],
)
def test_what_the_tool_accepts_passes_its_preset(preset: str, meta: str) -> None:
    assert judged(meta, preset) == []


@pytest.mark.parametrize(
    ("preset", "meta", "told"),
    [
        ("jekyll", 'title: ""', [("form", "title")]),
        ("jekyll", "title: 雨\ndate: 昨日", [("form", "date")]),
        ("jekyll", "title: 雨\ndate: 2025-06-31\ntags: {a: b}\npublished: 1", [("type", "tags"), ("type-boolean", "published")]),
        ("hugo", "title: 雨\nweight: heavy\ndraft: 'no'", [("type-integer", "weight"), ("type-boolean", "draft")]),
        ("zenn", "title: 雨", [("required", "---")] * 4),
        ("zenn", "emoji: ☔☔\ntitle: 雨\ntype: tech\ntopics: [c++, a b]\npublished: true", [("form", "emoji"), ("form", "c++"), ("form", "a b")]),
        ("zenn", f"emoji: ☔\ntitle: {'雨' * 71}\ntype: tech\ntopics: [a, a]\npublished: true", [("maxLength", "title"), ("uniqueItems", "topics")]),
        ("zenn", "emoji: ☔\ntitle: 雨\ntype: tech\ntopics: a\npublished: true\npublished_at: 6/1", [("type-array", "topics"), ("form", "published_at")]),
        ("astro", "description: x\npubDate: soon", [("required", "---"), ("form", "pubDate")]),
    ],
)  # fmt: skip
def test_what_the_tool_refuses_fails_its_preset(preset: str, meta: str, told: Told) -> None:
    assert judged(meta, preset) == told


def test_a_schema_may_be_written_in_yaml(tmp_path: Path) -> None:
    path = tmp_path / "schema.yml"
    path.write_text("required: [title]\nproperties:\n  title: {type: string}\n", encoding="utf-8")
    assert judged("title: 3", str(path)) == [("type-string", "title")]


@pytest.mark.parametrize("uri", ["http://example.com/a.json", "https://example.com/a.json#/b", "file:///etc/hostname", "other.json"])
def test_references_out_of_the_schema_are_refused_with_their_line(tmp_path: Path, uri: str) -> None:
    found = error(
        tmp_path, f'{{"properties": {{\n"a": {{"type": "string"}},\n"b": [1],\n"c": {{"$ref": "{uri}"}}\n}}}}'.replace('"b": [1],\n', "")
    )
    assert found.line == 3
    assert uri in found.texts["ja"]


def test_a_reference_inside_a_list_is_refused_too(tmp_path: Path) -> None:
    assert error(tmp_path, '{"allOf": [{},\n{"$ref": "other.json"}]}').line == 2


def test_a_part_of_a_schema_that_cannot_be_followed_is_empty() -> None:
    schema = compiled("zenn")
    assert schema.part(["properties", "title", "maxLength"])["maxLength"] == 70
    assert schema.part(["nowhere", "title", "maxLength"]) == {}
    assert schema.part(["title", "x"]) == {}


def test_references_into_the_schema_are_followed(using: Any) -> None:
    assert using("a: 1", {**properties(a={"$ref": "#/$defs/text"}), "$defs": {"text": {"type": "string"}}}) == [("type-string", "a")]


@pytest.mark.parametrize(
    ("content", "name", "line"),
    [
        ('{"required":\n [}', "schema.json", 2),
        ("[1]", "schema.json", 1),
        ('{"title": 1, "title": 2}', "schema.json", None),
        ('{"properties":\n {"a":\n {"type": "text"}}}', "schema.json", 3),
        ("properties:\n  a:\n    type: text\n", "schema.yaml", 3),
        ("a: b: c", "schema.yaml", 1),
        ('{"pattern": "("}', "schema.json", 1),
        ('{"$ref": "#/nowhere"}', "schema.json", None),
        ("[" * 100_000, "schema.json", None),
        (b'{"title": "\xff"}', "schema.json", 1),
        ('{"type": "text",\n\t"a": 1}', "schema.json", None),
        ('{"$schema": "http://example.com/meta"}', "schema.json", None),
    ],
)
def test_a_schema_that_cannot_be_used_is_told_with_file_and_line(tmp_path: Path, content: str | bytes, name: str, line: int | None) -> None:
    found = error(tmp_path, content, name)
    assert found.file.endswith(name)
    assert line is None or found.line == line


def test_a_missing_schema_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(SchemaError) as caught:
        load_schema(str(tmp_path / "none.json"))
    assert caught.value.file.endswith("none.json")


def test_a_check_that_was_used_can_be_sent_to_a_worker() -> None:
    check = FrontMatterSchema(FrontMatterSchema.Options(schema="jekyll"))
    subject = Post("a.md", "---\nlayout: post\n---\n")
    before = list(check.check(subject))
    assert list(pickle.loads(pickle.dumps(check)).check(subject)) == before != []
