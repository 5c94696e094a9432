"""Every mistake in a configuration: exit 2, the file, the line and what was probably meant, in both languages; and the JSON Schema."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import jsonschema_rs
import pytest

import postlint
import postlint.config
from postlint.checks.base import Check
from postlint.cli import main
from postlint.config import PRESETS, RENDERERS
from postlint.config.schema import config_schema
from postlint.engine.registry import load_registry
from postlint.plugin import option
from postlint.post.yaml_nodes import YamlProblem, load_yaml

ROOT = Path(__file__).parent.parent
POST = "---\ntitle: 庭の手入れ\n---\n\n今日は庭の草を抜きました。\n"
PACK = (
    "tier: advisory\nsummary: {en: A, ja: あ}\nwhy: {en: A, ja: あ}\nbad: a\ngood: b\nsource: {en: A, ja: あ}\n"
    "messages: {default: {en: A, ja: あ}}\nentries: [{name: a, pattern: a}]\n"
)


@dataclass(frozen=True)
class Row:
    """A configuration with a mistake, and what must be told of it. `near` is the valid name that is suggested.

    `schema` tells whether an editor can see it: the JSON Schema knows no files, and reads YAML that is valid.
    """

    text: str
    line: int | None
    en: str
    ja: str
    near: str = ""
    name: str = "postlint.yml"
    file: str = ""
    others: dict[str, str] = field(default_factory=dict)
    schema: bool = True


ROWS = {
    # keys
    "key": Row("lang: ja\nselct: [integrity]\n", 2, "Unknown key “selct”", "「selct」というキーはありません", "select"),
    "key-of-two-words": Row("per_path_ignores: {a: integrity}\n", 1, "per_path_ignores", "per_path_ignores", "per-path-ignores"),
    "no-mapping": Row("- lang\n", 1, "The file", "ファイル全体"),
    "empty": Row("", 1, "empty", "空です", schema=False),
    "comment-only": Row("# lang: ja\n", 1, "empty", "空です", schema=False),
    # values
    "preset": Row("lang: ja\npreset: hugoo\n", 2, "“hugoo”", "「hugoo」", "hugo"),
    "preset-of-none": Row("preset: wordpress\n", 1, "Valid: astro, hugo, jekyll, zenn", "使えるもの: astro, hugo, jekyll, zenn"),
    "renderer": Row("renderer: gold-mark\n", 1, "“gold-mark”", "「gold-mark」", "goldmark"),
    "lang": Row("lang: fr\n", 1, "Valid: en, ja", "使えるもの: en, ja"),
    "lang-list": Row("lang: [ja]\n", 1, "must be text, but is a list", "文字列を書いてください（いまはリストです）"),
    "root": Row("root: yes please\n", 1, "true or false", "true か false"),
    "select": Row("select:\n  - integrity\n  - redaing-time\n", 3, "“redaing-time”", "「redaing-time」", "reading-time"),
    "select-mapping": Row("select: {a: b}\n", 1, "a list", "リスト"),
    "select-number": Row("select: [1]\n", 1, "text, but is a whole number", "いまは整数です"),
    "select-nothing": Row("select:\n", 1, "a list, but is nothing", "いまは空です"),
    "ignore": Row("ignore: advisroy\n", 1, "“advisroy”", "「advisroy」", "advisory"),
    "content-above": Row("content: [../other]\n", 1, "below", "その中のフォルダー"),
    "content-absolute": Row("content: /etc\n", 1, "below", "その中のフォルダー"),
    "content-drive": Row("content: ['C:\\posts']\n", 1, "below", "その中のフォルダー"),
    "content-empty": Row("content: ['']\n", 1, "empty", "空です"),
    "exclude": Row("exclude: ['a', '!']\n", 1, ".gitignore", ".gitignore", schema=False),
    "exclude-bracket": Row("exclude:\n  - a\n  - 'b['\n", 3, "“b[” names no file", "「b[」はパターンとして正しくない", schema=False),
    "exclude-class": Row("exclude: '[[:alpha:]]'\n", 1, "“[[:alpha:]]” names no file", "「[[:alpha:]]」は", schema=False),
    "exclude-comment": Row("exclude: '#a'\n", 1, "“#a” names no file", "「#a」は", schema=False),
    "exclude-range": Row("exclude:\n  - a\n  - '[z-a]'\n", 3, "“[z-a]”", "「[z-a]」", schema=False),
    "replacement": Row(
        "rules:\n  mechanical-substitution:\n    replacements:\n      - 庭 => 畑\n      - 草から花\n", 5, "“草から花” is no valid", "「草から花」は指定できません"
    ),
    "replacement-of-nothing": Row("rules: {mechanical-substitution: {replacements: '庭 =>'}}\n", 1, "from => to", "置き換えた語"),
    "schema-folder": Row("rules:\n  front-matter-schema: {schema: ./}\n", 2, "“./”, which", "「./」はフォルダーです", schema=False),
    # packs
    "pack-folder": Row("lang: ja\npacks: [./]\n", 2, "is a folder", "フォルダーです", schema=False),
    "pack": Row("lang: ja\npacks: [huose.yml]\n", 2, "“huose.yml”", "「huose.yml」", "house.yml", others={"house.yml": PACK}, schema=False),
    "pack-id": Row("packs: [stray-marker.yml]\n", 1, "stray-marker", "stray-marker", others={"stray-marker.yml": PACK}, schema=False),
    "pack-mistake": Row(
        "packs: [house.yml]\n", 9, "extra", "extra", file="house.yml", others={"house.yml": PACK + "extra: 1\n"}, schema=False
    ),
    # rules
    "rule": Row("rules:\n  stray-marker: off\n  reading-tme: off\n", 3, "no rule “reading-tme”", "「reading-tme」", "reading-time"),
    "rules-list": Row("rules: [a]\n", 1, "keys with values", "「キー: 値」の組"),
    "severity": Row("rules:\n  reading-time: fatal\n", 2, "Valid: error, off, warning", "使えるもの: error, off, warning"),
    "severity-true": Row("rules:\n  reading-time: true\n", 2, "text, but is true or false", "文字列"),
    "severity-key": Row("rules:\n  reading-time:\n    severity: warn\n", 3, "“warn”", "「warn」", "warning"),
    "option": Row("rules:\n  reading-time:\n    slakc: 3\n", 3, "no option “slakc”", "「slakc」というオプション", "slack"),
    "option-of-none": Row("rules:\n  stray-marker:\n    slack: 3\n", 3, "Valid: severity", "使えるもの: severity"),
    "option-low": Row("rules:\n  reading-time:\n    slow_words: 0\n", 3, "at least", "以上"),
    "option-fraction": Row("rules:\n  reading-time:\n    slow_words: 1.5\n", 3, "a whole number", "整数"),
    "option-text": Row("rules:\n  reading-time:\n    slack: '2'\n", 3, "a whole number, but is text", "いまは文字列です"),
    "option-high": Row("rules:\n  truncated-ending:\n    habit: 1.5\n", 3, "at most", "以下"),
    "option-nan": Row("rules:\n  truncated-ending:\n    habit: .nan\n", 3, "must be a number", "数値"),
    "schema": Row("rules: {front-matter-schema: {schema: hugoo}}\n", 1, "“hugoo”", "「hugoo」", "hugo", schema=False),
    "schema-mistake": Row(
        "rules: {front-matter-schema: {schema: a.json}}\n", 2, "JSON Schema", "JSON Schema", file="a.json",
        others={"a.json": '{\n"type": 5}'}, schema=False,
    ),
    # ignores by path
    "path-rule": Row("per-path-ignores:\n  old/: [redaing-time]\n", 2, "“redaing-time”", "「redaing-time」", "reading-time"),
    "path-list": Row("per-path-ignores: [old/]\n", 1, "keys with values", "「キー: 値」の組"),
    "path-exception": Row("per-path-ignores:\n  '!old/': integrity\n", 2, "“!old/”", "「!old/」"),
    "path-comment": Row("per-path-ignores:\n  '#old': integrity\n", 2, "“#old”", "「#old」"),
    "path-bracket": Row("per-path-ignores:\n  'a[': integrity\n", 2, "“a[”", "「a[」", schema=False),
    "path-range": Row("per-path-ignores:\n  '[z-a]': integrity\n", 2, "“[z-a]”", "「[z-a]」", schema=False),
    # extends
    "extends": Row("lang: ja\nextends: strct\n", 2, "“strct”", "「strct」", "strict", schema=False),
    "extends-file": Row("extends: [a.yml]\n", 1, "“a.yml”", "「a.yml」", "b.yml", others={"b.yml": "lang: ja\n"}, schema=False),
    "extends-itself": Row("extends: postlint.yml\n", 1, "leads back", "戻ってしまいます", schema=False),
    "extends-loop": Row("extends: a.yml\n", 2, "leads back", "戻ってしまいます", file="a.yml",
                        others={"a.yml": "lang: ja\nextends: postlint.yml\n"}, schema=False),
    "extends-mistake": Row("extends: a.yml\n", 2, "Unknown key “igonre”", "「igonre」", "ignore", file="a.yml",
                           others={"a.yml": "lang: ja\nigonre: a\n"}, schema=False),
    "extends-number": Row("extends: 3\n", 1, "a list, but is a whole number", "いまは整数です"),
    # files below
    "below-key": Row("lang: ja\n", 2, "“preset” belongs to the whole run", "「preset」は全体の設定", "postlint.yml", file="below/postlint.yml",
                     others={"below/postlint.yml": "ignore: advisory\npreset: hugo\n"}, schema=False),
    "below-option": Row("lang: ja\n", 3, "front-matter-missing", "front-matter-missing", file="below/postlint.yml",
                        others={"below/postlint.yml": "rules:\n  front-matter-missing:\n    content: a\n"}, schema=False),
    "below-rule": Row("lang: ja\n", 1, "“zzz”", "「zzz」", file="below/postlint.yml",
                      others={"below/postlint.yml": "ignore: [zzz]\n"}, schema=False),
    "below-extends": Row("lang: ja\n", 1, "“lang” belongs to the whole run", "「lang」は全体の設定", "postlint.yml", file="below/a.yml",
                         others={"below/postlint.yml": "extends: a.yml\n", "below/a.yml": "lang: ja\n"}, schema=False),
    # YAML
    "tab": Row("lang: ja\n\tselect: a\n", 2, "tab", "タブ", schema=False),
    "twice": Row("lang: ja\nlang: en\n", 2, "“lang” stands here twice", "「lang」が二度", schema=False),
    "tag": Row("lang: !!python/object/apply:os.getcwd []\n", 1, "!!python", "!!python", schema=False),
    "quote": Row("lang: 'ja\n", 1, "never closed", "閉じられていません", schema=False),
    # TOML
    "toml-key": Row('[tool.postlint]\nlang = "ja"\nselct = ["a"]\n', 3, "Unknown key “selct”", "「selct」", "select", "pyproject.toml"),
    "toml-item": Row('[tool.postlint]\n# x\nselect = [\n  "integrity",\n  "zzz",\n]\n', 5, "“zzz”", "「zzz」", name="pyproject.toml"),
    "toml-option": Row("[tool.postlint.rules.reading-time]\n\nslakc = 3\n", 3, "“slakc”", "「slakc」", "slack", "pyproject.toml"),
    "toml-path": Row('[tool.postlint.per-path-ignores]\n"a/" = ["zzz"]\n', 2, "“zzz”", "「zzz」", name="pyproject.toml"),
    "toml-quote": Row('[tool.postlint]\nlang = "ja\n', 2, "never closed", "閉じられていません", name="pyproject.toml", schema=False),
    "toml-equals": Row("[tool.postlint]\n\nlang: ja\n", 3, "key = value", "キー = 値", name="pyproject.toml", schema=False),
}  # fmt: skip


def write(folder: Path, row: Row) -> None:
    for name, text in {row.name: row.text, "a.md": POST, "below/b.md": POST, **row.others}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("row", ROWS.values(), ids=list(ROWS))
def test_a_mistake_is_told_with_file_line_and_the_nearest_name(
    row: Row, lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, row)
    monkeypatch.chdir(tmp_path)
    status = main(["check", "--lang", lang])
    out, err = capsys.readouterr()
    word = {"en": "error", "ja": "エラー"}[lang]
    place = row.file or row.name
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"postlint: {word}: {place}:{row.line}: ")
    assert (row.en if lang == "en" else row.ja) in err
    assert row.near in err.partition(": ")[2].partition(str(row.line))[2]
    if row.near and row.near != "postlint.yml":
        assert (f"Did you mean “{row.near}”?" if lang == "en" else f"「{row.near}」の間違いではありませんか。") in err


EVERYTHING = """\
extends: [default, below.yml]
selct: integrity
select: [redaing-time, zzz]
lang: fr
content: [../other, posts, C:/posts]
exclude: ['a[', ok, '!']
per-path-ignores:
  old/: [zzz, stray-marker]
  '#new': integrity
preset: hugoo
rules:
  reading-time:
    severity: fatal
    slakc: 1
    slack: many
  zzz: off
"""
TOLD = [
    ("below.yml", 2, "“yes”"),
    ("below.yml", 3, "“lnag”"),
    ("postlint.yml", 2, "“select”"),
    ("postlint.yml", 3, "“reading-time”"),
    ("postlint.yml", 3, "“zzz”"),
    ("postlint.yml", 4, "“fr”"),
    ("postlint.yml", 5, "“../other”"),
    ("postlint.yml", 5, "“C:/posts”"),
    ("postlint.yml", 6, "“a[”"),
    ("postlint.yml", 6, "“!”"),
    ("postlint.yml", 8, "“zzz”"),
    ("postlint.yml", 9, "“#new”"),
    ("postlint.yml", 10, "“hugo”"),
    ("postlint.yml", 13, "“fatal”"),
    ("postlint.yml", 14, "“slack”"),
    ("postlint.yml", 15, "whole number"),
    ("postlint.yml", 16, "“zzz”"),
]


def errors(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [line.removeprefix("postlint: error: ") for line in capsys.readouterr().err.splitlines()]


def test_all_mistakes_are_told_at_once_by_file_and_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, Row(EVERYTHING, None, "", "", others={"below.yml": "\nlang: 'yes'\nlnag: ja\n"}))
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 2
    told = errors(capsys)
    # A file that cannot be read may have named packs, whose rules would be known.
    sure = [(file, line, part) for file, line, part in TOLD if "zzz" not in part and "reading-time" not in part]
    assert [(each.split(": ")[0], part in each) for each, (*_, part) in zip(told, sure, strict=True)] == [
        (f"{file}:{line}", True) for file, line, _ in sure
    ]
    (tmp_path / "below.yml").write_text("select: advisory\n", encoding="utf-8")
    assert main(["check"]) == 2
    mended = [(file, line, part) for file, line, part in TOLD if file == "postlint.yml"]
    assert [(each.split(": ")[0], part in each) for each, (*_, part) in zip(errors(capsys), mended, strict=True)] == [
        (f"{file}:{line}", True) for file, line, _ in mended
    ]


def test_mistakes_in_several_files_below_are_told_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    others = {
        "below/postlint.yml": "lang: ja\nignore: zzz\n",
        "beside/postlint.yml": "selct: a\n",
        "beside/c.md": POST,
        "beside/d.md": POST,
    }
    write(tmp_path, Row("lang: en\n", None, "", "", others=others))
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 2
    assert [each.split(": ")[0] for each in errors(capsys)] == ["below/postlint.yml:1", "below/postlint.yml:2", "beside/postlint.yml:1"]


def test_a_program_gets_all_mistakes_in_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(postlint.PostlintError) as raised:
        postlint.lint_text(POST, config={"lang": "fr", "ignore": ["zzz"], "rules": {"reading-time": {"slack": "a", "slow": 1}}})
    error = raised.value
    assert [(each.file, each.line) for each in error.all] == [("config", None)] * 4
    assert (error.all[0], error.all[1:]) == (error, error.others)
    assert str(error).count("\n") == 3
    assert len({each.texts["ja"] for each in error.all}) == 4
    assert [each.others for each in error.others] == [()] * 3


@pytest.mark.parametrize(
    ("lang", "told", "meant"),
    [
        ("en", "postlint: warning: postlint.yml:4: There is no folder “post/”", "Did you mean “posts”?"),
        ("ja", "postlint: 警告: postlint.yml:4: 「content」に書かれたフォルダー「post/」がない", "「posts」の間違いではありませんか。"),
    ],
)
def test_a_content_folder_that_does_not_exist_is_told_and_the_run_goes_on(
    lang: str, told: str, meant: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, Row("# x\ncontent:\n  - posts\n  - post/\n", None, "", "", others={"posts/c.md": POST}))
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--no-cache", "--lang", lang, "-q"]) == 0
    err = capsys.readouterr().err
    assert err.startswith(told)
    assert (meant in err, err.count("\n")) == (True, 1)


@pytest.mark.parametrize(("lang", "told"), [("en", "no such file"), ("ja", "見つかりません")])
def test_a_named_configuration_that_is_missing_is_a_mistake_of_the_whole_file(
    lang: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "postlint.yml").write_text("lang: ja\n", encoding="utf-8")
    assert main(["check", "--config", "postlnt.yml", "--lang", lang]) == 2
    err = capsys.readouterr().err
    assert ": postlnt.yml: " in err
    assert told in err
    assert "postlint.yml" in err


def test_every_text_about_configurations_is_shown_by_a_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from postlint.config_words import CONFIG

    for name, row in {**ROWS, "named": Row("a = 1\n", None, "", "", name="other.toml")}.items():
        write(tmp_path / name, row)
        monkeypatch.chdir(tmp_path / name)
        main(["check", "--lang", "ja", *(["--config", row.name] if name == "named" else [])])
    write(tmp_path / "doubt", Row("content: nowhere\n", None, "", ""))
    monkeypatch.chdir(tmp_path / "doubt")
    main(["check", "--lang", "ja", "--no-cache"])
    told = capsys.readouterr().err
    forms = {key: ".*".join(map(re.escape, re.split(r"\{\w+\}", texts["ja"]))) for key, texts in CONFIG.items()}
    assert [key for key, form in forms.items() if not re.search(form, told)] == []


# the JSON Schema


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return config_schema(load_registry().rules.values())


@pytest.fixture(scope="module")
def accepts(schema: dict[str, Any]) -> Callable[[Any], bool]:
    validator = jsonschema_rs.validator_for(schema)
    return lambda data: bool(validator.is_valid(data))


def data_of(name: str, text: str) -> Any:
    if name.endswith(".toml"):
        import tomllib

        return tomllib.loads(text)["tool"]["postlint"]
    return load_yaml(text).data


@pytest.mark.parametrize("row", [row for row in ROWS.values() if row.schema], ids=[name for name, row in ROWS.items() if row.schema])
def test_the_schema_refuses_what_needs_no_other_file_to_be_seen(row: Row, accepts: Callable[[Any], bool]) -> None:
    assert not accepts(data_of(row.name, row.text))


@pytest.mark.parametrize(
    "row", [row for row in ROWS.values() if not row.schema], ids=[name for name, row in ROWS.items() if not row.schema]
)
def test_what_the_schema_does_not_see_it_accepts_or_it_is_no_yaml(row: Row, accepts: Callable[[Any], bool]) -> None:
    try:
        data = data_of(row.name, row.text)
    except (YamlProblem, ValueError):
        return
    assert data is None or accepts(data)


def test_the_schema_accepts_every_configuration_in_the_documentation(accepts: Callable[[Any], bool]) -> None:
    checked = 0
    pages = [
        ROOT / "README.md",
        ROOT / "README.ja.md",
        *(ROOT / "docs").glob("configuration*.md"),
        *(ROOT / "docs" / "checks").glob("*.md"),
    ]
    for page in pages:
        blocks = re.findall(r"```(yaml|toml)\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
        for kind, text in blocks[-1:] if page.parent.name == "checks" else blocks:
            if not text.startswith(("repos:", "---")):
                assert accepts(data_of(f"a.{kind}", text)), (page, text)
                checked += 1
    assert checked > 20
    assert accepts(load_yaml((ROOT / "examples" / "postlint.yml").read_text("utf-8")).data)


def test_the_schema_knows_every_value(accepts: Callable[[Any], bool]) -> None:
    for preset in PRESETS:
        assert accepts({"preset": preset})
    for renderer in RENDERERS:
        assert accepts({"renderer": renderer})
    assert accepts(
        {"rules": {"reading-time": False, "stray-marker": {"severity": "off"}}, "select": "integrity", "extends": ["default", "a.yml"]}
    )
    assert accepts({"per-path-ignores": {"old/": "advisory", "*.tmp.md": ["integrity", "stray-marker"]}, "root": True})


def test_the_schema_describes_every_rule_and_option(schema: dict[str, Any]) -> None:
    rules = schema["properties"]["rules"]["properties"]
    assert set(rules) == set(load_registry().rules)
    for rule_id, rule in load_registry().rules.items():
        keys = rules[rule_id]["anyOf"][1]["properties"]
        assert rules[rule_id]["description"]
        assert set(keys) == {"severity", *rule.Options.__dataclass_fields__}
        assert all(keys[name]["description"] and "default" in keys[name] for name in keys if name != "severity")


def test_options_of_every_type_are_described() -> None:
    @dataclass(frozen=True)
    class Options:
        unit: Literal["minutes", "seconds"] = "minutes"
        limits: tuple[int, ...] = option((1,), en="", ja="", minimum=1)
        names: dict[str, str] = field(default_factory=dict)
        note: str | None = None

    rule = type("Timed", (Check,), {"id": "timed", "__doc__": "Times.", "Options": Options})
    validator = jsonschema_rs.validator_for(config_schema([rule]))
    good: list[dict[str, Any]] = [{"unit": "seconds"}, {"limits": [2]}, {"names": {"a": "b"}}, {"note": None}, {"note": "a"}]
    bad: list[dict[str, Any]] = [{"unit": "hours"}, {"limits": [0]}, {"limits": 1}, {"names": {"a": 1}}, {"note": 3}, {"other": 1}]
    for said in good:
        assert validator.is_valid({"rules": {"timed": said}})
    for said in bad:
        assert not validator.is_valid({"rules": {"timed": said}})


def test_the_shipped_schema_is_current(schema: dict[str, Any]) -> None:
    shipped = Path(postlint.config.__path__[0]) / "schema.json"
    assert json.loads(shipped.read_text("utf-8")) == schema


def test_the_command_prints_the_schema_with_the_rules_of_the_sites_own_packs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "house.yml").write_text(PACK, encoding="utf-8")
    (tmp_path / "postlint.yml").write_text("packs: [house.yml]\n", encoding="utf-8")
    assert main(["config", "--schema"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert {"house", "stray-marker"} <= set(printed["properties"]["rules"]["properties"])
