"""Finding, reading and merging the configuration."""

import os
import pickle
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import postlint.post
from postlint.checks.base import Options
from postlint.config import Config, ConfigError, Level, RuleSettings, find_config, load_config
from postlint.packs.load import PackError
from postlint.plugin import option
from postlint.schemas import SchemaError
from postlint.words import YAML


@dataclass(frozen=True)
class Pace:
    slowest: int = option(400, en="", ja="", minimum=1, maximum=2000)
    slack: float = option(1.0, en="", ja="", minimum=0)
    strict: bool = option(False, en="", ja="")
    unit: Literal["minutes", "seconds"] = "minutes"
    keys: list[str] = option(["reading_time"], en="", ja="")  # noqa: RUF009
    limits: tuple[int, ...] = option((1,), en="", ja="", minimum=1)
    names: dict[str, str] = field(default_factory=dict)
    note: str | None = None


@dataclass(frozen=True)
class Schema:
    schema: str = option("", en="", ja="")


@dataclass(frozen=True)
class Missing:
    content: list[str] = option([], en="", ja="")  # noqa: RUF009


@dataclass(frozen=True)
class Emphasis:
    renderer: str = option("commonmark", en="", ja="")


KNOWN: dict[str, type[Any]] = {
    "stray-marker": Options,
    "reading-time": Pace,
    "front-matter-schema": Schema,
    "front-matter-missing": Missing,
    "broken-emphasis": Emphasis,
}
PROBLEM = re.compile(r'"((?:yaml|toml)-[a-z-]+)"')
PACK = """\
summary: {en: a, ja: あ}
why: {en: a, ja: あ}
bad: a
good: b
source: {en: a, ja: あ}
messages: {default: {en: a, ja: あ}}
entries: [{name: a, pattern: a}]
"""


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., Config]:
    def load(text: str, name: str = "postlint.yml") -> Config:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return load_config(tmp_path / name, KNOWN)

    return load


@pytest.fixture
def mistake(load: Callable[..., Config]) -> Callable[..., ConfigError]:
    def mistake(text: str, name: str = "postlint.yml") -> ConfigError:
        with pytest.raises(ConfigError) as raised:
            load(text, name)
        assert set(raised.value.texts) == {"en", "ja"}
        assert raised.value.file.endswith(name)
        assert str(raised.value).endswith(raised.value.texts["en"])
        return raised.value

    return mistake


def test_without_a_file_the_defaults_hold() -> None:
    config = load_config(None, KNOWN)
    assert (config.path, config.root, config.renderer, config.lang, config.preset) == (None, None, "", None, None)
    assert (config.select, config.ignore, config.content, config.exclude, config.packs, config.path_ignores) == ((),) * 6
    assert all(rule.severity is None for rule in config.rules.values())


def test_every_key_is_read(load: Callable[..., Config], tmp_path: Path) -> None:
    (tmp_path / "house-style.yml").write_text(PACK, encoding="utf-8")
    config = load(
        "select: [integrity, reading-time]\nignore: stray-marker\npreset: hugo\nrenderer: commonmark\ncontent: [./posts/, a/b]\n"
        "exclude: ['drafts/', '*.tmp.md']\npacks: [house-style.yml]\nlang: ja\nrules:\n  reading-time: {severity: warning, slowest: 300}\n"
    )
    assert (config.select, config.ignore) == (("integrity", "reading-time"), ("stray-marker",))
    assert (config.preset, config.renderer, config.lang) == ("hugo", "commonmark", "ja")
    assert (config.content, config.exclude) == (("posts", "a/b"), ("drafts/", "*.tmp.md"))
    assert config.packs == (tmp_path / "house-style.yml",)
    assert config.root == tmp_path
    assert config.rules["reading-time"] == RuleSettings("warning", {"slowest": 300})


def test_a_pyproject_says_the_same(load: Callable[..., Config]) -> None:
    text = '[project]\nname = "blog"\n\n[tool.postlint]\npreset = "zenn"\n\n[tool.postlint.rules.reading-time]\nslack = 2\n'
    config = load(text, "pyproject.toml")
    assert (config.preset, config.rules["reading-time"].options) == ("zenn", {"slack": 2})


@pytest.mark.parametrize(
    ("preset", "renderer"), [("jekyll", "kramdown"), ("hugo", "goldmark"), ("zenn", "markdown-it"), ("astro", "markdown-it")]
)
def test_a_preset_brings_its_renderer_and_its_schema(load: Callable[..., Config], preset: str, renderer: str) -> None:
    config = load(f"preset: {preset}\n")
    assert config.renderer == renderer
    assert config.rules["front-matter-schema"].options == {"schema": preset}
    assert config.rules["broken-emphasis"].options == {"renderer": renderer}


def test_what_the_run_shares_gives_way_to_what_a_rule_says(load: Callable[..., Config]) -> None:
    config = load("preset: hugo\ncontent: [posts]\nrules: {front-matter-schema: {schema: zenn}, front-matter-missing: warning}\n")
    assert config.rules["front-matter-schema"].options == {"schema": "zenn"}
    assert config.rules["front-matter-missing"].severity == "warning"
    assert config.rules["front-matter-missing"].options["content"][0].endswith("/posts")


def test_a_schema_file_is_counted_from_the_configuration(load: Callable[..., Config], tmp_path: Path) -> None:
    (tmp_path / "s.json").write_text("{}", encoding="utf-8")
    config = load("rules: {front-matter-schema: {schema: ./s.json}}\n")
    assert config.rules["front-matter-schema"].options == {"schema": str(tmp_path / "s.json")}


@pytest.mark.parametrize(("schema", "line"), [("[]", 1), ('{\n"type": 5}', 2), ('{\n\n"type" "a"}', 3)])
def test_a_mistake_in_a_schema_is_told_at_its_own_place(load: Callable[..., Config], tmp_path: Path, schema: str, line: int) -> None:
    (tmp_path / "s.json").write_text(schema, encoding="utf-8")
    with pytest.raises(SchemaError) as raised:
        load("lang: ja\nrules: {front-matter-schema: {schema: s.json}}\n")
    assert (Path(raised.value.file).name, raised.value.line) == ("s.json", line)


def test_an_empty_schema_switches_the_preset_off(load: Callable[..., Config]) -> None:
    assert load("preset: hugo\nrules: {front-matter-schema: {schema: ''}}\n").rules["front-matter-schema"].options == {"schema": ""}


@pytest.mark.parametrize(("written", "severity"), [("off", "off"), ("'off'", "off"), ("error", "error"), ("warning", "warning")])
def test_a_severity_stands_alone_or_as_a_key(load: Callable[..., Config], written: Callable[..., Path], severity: Level) -> None:
    assert load(f"rules: {{stray-marker: {written}}}\n").rules["stray-marker"] == RuleSettings(severity)
    assert load(f"rules: {{stray-marker: {{severity: {written}}}}}\n").rules["stray-marker"] == RuleSettings(severity)


def test_options_have_the_types_that_the_check_declares(load: Callable[..., Config]) -> None:
    options = "{strict: true, unit: seconds, keys: one, limits: [2, 3], names: {a: b}, note: null, slack: 1}"
    assert load(f"rules: {{reading-time: {options}}}\n").rules["reading-time"].options == {
        "strict": True,
        "unit": "seconds",
        "keys": ["one"],
        "limits": (2, 3),
        "names": {"a": "b"},
        "note": None,
        "slack": 1,
    }
    assert load("rules: {reading-time: {note: a}}\n").rules["reading-time"].options == {"note": "a"}


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("lang: ja\nselct: [integrity]\n", 2, "“select”"),
        ("select:\n  - integrity\n  - redaing-time\n", 3, "“reading-time”"),
        ("ignore: advisroy\n", 1, "“advisory”"),
        ("select: [zzz]\n", 1, "no rule or tier “zzz”"),
        ("preset: hugoo\n", 1, "“hugo”"),
        ("preset: wordpress\n", 1, "Valid: astro, hugo, jekyll, zenn"),
        ("renderer: comonmark\n", 1, "“commonmark”"),
        ("lang: fr\n", 1, "Valid: en, ja"),
        ("lang: [ja]\n", 1, "text, but is a list"),
        ("select: {a: b}\n", 1, "a list, but is keys with values"),
        ("select: [1]\n", 1, "text, but is a whole number"),
        ("select:\n", 1, "a list, but is nothing"),
        ("content: [../other]\n", 1, "below"),
        ("content: [/etc]\n", 1, "below"),
        ("content: ['C:\\\\posts']\n", 1, "below"),
        ("exclude: ['a', '!']\n", 1, "gitignore"),
        ("per-path-ignores: [a]\n", 1, "keys with values"),
        ("per-path-ignores:\n  'old/': [zzz]\n", 2, "“zzz”"),
        ("per-path-ignores:\n  'old/': [redaing-time]\n", 2, "“reading-time”"),
        ("per-path-ignores:\n  '!': integrity\n", 2, "gitignore"),
        ("per-path-ignores:\n  '# a': integrity\n", 2, "gitignore"),
        ("per-path-ignores:\n  '!a/': integrity\n", 2, "gitignore"),
        ("per-path-ignores:\n  '[z-a]': integrity\n", 2, "gitignore"),
        ("root: 1\n", 1, "true or false"),
        ("packs: [none-such.yml]\n", 1, "does not exist"),
        ("rules:\n  stray-marker: off\n  reading-tme: off\n", 3, "“reading-time”"),
        ("rules:\n  reading-time: fatal\n", 2, "Valid: error, off, warning"),
        ("rules:\n  reading-time: true\n", 2, "text, but is true or false"),
        ("rules:\n  reading-time:\n    slowst: 3\n", 3, "“slowest”"),
        ("rules:\n  stray-marker:\n    slowest: 3\n", 3, "Valid: severity"),
        ("rules:\n  reading-time:\n    severity: warn\n", 3, "“warning”"),
        ("rules:\n  reading-time:\n    slowest: 0\n", 3, "“rules.reading-time.slowest” must be at least 1, but is 0"),
        ("rules:\n  reading-time:\n    slowest: 2001\n", 3, "at most 2000"),
        ("rules:\n  reading-time:\n    slowest: 1.5\n", 3, "a whole number, but is a number"),
        ("rules:\n  reading-time:\n    slowest: true\n", 3, "a whole number, but is true or false"),
        ("rules:\n  reading-time:\n    slack: .nan\n", 3, "must be a number"),
        ("rules:\n  reading-time:\n    slack: '2'\n", 3, "a number, but is text"),
        ("rules:\n  reading-time:\n    limits: [1, 0]\n", 3, "at least 1"),
        ("rules:\n  reading-time:\n    unit: hours\n", 3, "minutes"),
        ("rules:\n  reading-time:\n    note: 3\n", 3, "text"),
        ("rules:\n  reading-time:\n    keys:\n      - a\n      - ''\n", 5, "empty"),
        ("rules: [a]\n", 1, "keys with values, but is a list"),
        ("rules: {front-matter-schema: {schema: hugoo}}\n", 1, "Did you mean “hugo”"),
        ("a\n", 1, "keys with values, but is text"),
        ("", 1, "empty"),
        ("# only a remark\n", 1, "empty"),
        ("lang: ja\n\tselect: a\n", 2, "tab"),
        ("lang: ja\nlang: en\n", 2, "“lang” stands here twice"),
        ("lang: !!python/object/apply:os.getcwd []\n", 1, "!!python"),
        ("lang: 'ja\n", 1, "never closed"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_the_nearest_valid_name(
    mistake: Callable[..., ConfigError], text: str, line: int, told: str
) -> None:
    error = mistake(text)
    assert (error.line, told in error.texts["en"]) == (line, True), (error.line, error.texts["en"])


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ('[tool.postlint]\nlang = "ja"\nselct = ["integrity"]\n', 3, "“select”"),
        ('[tool.other]\na = 1\n\n[tool.postlint]\n# x\nselect = [\n  "integrity",\n  "zzz",\n]\n', 8, "“zzz”"),
        ('[tool.postlint.rules]\nstray-marker = "off"\nreading-time = { slowest = 0 }\n', 3, "at least 1"),
        ("[tool.postlint.rules.reading-time]\n\nslowst = 3\n", 3, "“slowest”"),
        ('[tool.postlint]\nlang = "ja\n', 2, "never closed"),
        ("[tool.postlint]\n\nlang: ja\n", 3, "key = value"),
    ],
)
def test_a_mistake_in_a_pyproject_has_its_line_too(mistake: Callable[..., ConfigError], text: str, line: int, told: str) -> None:
    error = mistake(text, "pyproject.toml")
    assert (error.line, told in error.texts["en"]) == (line, True), (error.line, error.texts["en"])


def test_every_problem_that_the_readers_know_has_words() -> None:
    keys = {key for file in Path(postlint.post.__path__[0]).glob("*.py") for key in PROBLEM.findall(file.read_text(encoding="utf-8"))}
    assert len(keys) > 20
    assert keys <= set(YAML)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text("ab:\"'[]{}-#&*!|>%@\\\t\n ,=.桜1", max_size=40) | st.text(max_size=40),
    name=st.sampled_from(["postlint.yml", "pyproject.toml"]),
)
def test_whatever_the_file_holds_it_is_read_or_told(tmp_path: Path, text: str, name: str) -> None:
    (tmp_path / name).write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        assert isinstance(load_config(tmp_path / name, KNOWN), Config)
    except ConfigError as error:
        assert error.texts["en"] and error.texts["ja"]


def test_a_missing_schema_or_pack_names_its_neighbour(mistake: Callable[..., ConfigError], tmp_path: Path) -> None:
    (tmp_path / "post.schema.json").write_text("{}", encoding="utf-8")
    error = mistake("rules:\n  front-matter-schema:\n    schema: post.shema.json\n")
    assert (error.line, "“post.schema.json”" in error.texts["en"]) == (3, True)


def test_a_missing_configuration_names_its_neighbour(tmp_path: Path) -> None:
    (tmp_path / "postlint.yml").write_text("lang: ja\n", encoding="utf-8")
    with pytest.raises(ConfigError) as raised:
        load_config(tmp_path / "postlnt.yml", KNOWN)
    assert (raised.value.line, "“postlint.yml”" in raised.value.texts["en"]) == (None, True)


def test_a_toml_file_without_our_table_is_a_mistake(mistake: Callable[..., ConfigError]) -> None:
    assert "[tool.postlint]" in mistake("[tool.other]\na = 1\n", "pyproject.toml").texts["en"]
    assert "[tool.postlint]" in mistake("a = 1\n", "pyproject.toml").texts["en"]


def test_a_folder_is_no_configuration(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no regular file"):
        load_config(tmp_path, KNOWN)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a FIFO")
def test_a_pipe_is_no_configuration(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "postlint.yml")
    with pytest.raises(ConfigError, match="no regular file"):
        load_config(tmp_path / "postlint.yml", KNOWN)


def test_a_name_that_no_file_can_have_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        load_config(tmp_path / ("x" * 5000), KNOWN)


@pytest.mark.parametrize("name", ["a\0b.yml", "none/such.yml"])
def test_a_file_that_cannot_be_opened_is_a_mistake(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError) as raised:
        load_config(tmp_path / name, KNOWN)
    assert raised.value.texts["ja"]


def test_a_file_is_named_from_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "postlint.yml").write_text("lang: fr\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError, match=r"^site/postlint\.yml:1: "):
        load_config(Path("site/postlint.yml"), KNOWN)


def test_a_byte_order_mark_is_no_part_of_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "postlint.yml").write_bytes(b"\xef\xbb\xbflang: ja\r\n")
    assert load_config(tmp_path / "postlint.yml", KNOWN).lang == "ja"


def test_another_encoding_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "postlint.yml").write_bytes("lang: ja\ncontent: [記事]\n".encode("cp932"))
    with pytest.raises(ConfigError) as raised:
        load_config(tmp_path / "postlint.yml", KNOWN)
    assert (raised.value.line, "UTF-8" in raised.value.texts["ja"]) == (2, True)


class TestPacks:
    def test_the_rule_of_a_pack_can_be_named(self, load: Callable[..., Config], tmp_path: Path) -> None:
        (tmp_path / "house-style.yml").write_text(PACK, encoding="utf-8")
        config = load("packs: [house-style.yml]\nselect: [house-style]\nrules: {house-style: warning}\n")
        assert (config.select, config.rules["house-style"].severity) == (("house-style",), "warning")

    @pytest.mark.parametrize("packs", ["[stray-marker.yml]", "[a.yml, ./a.yml]"])
    def test_an_id_can_be_taken_only_once(self, mistake: Callable[..., ConfigError], tmp_path: Path, packs: str) -> None:
        for name in ("stray-marker.yml", "a.yml"):
            (tmp_path / name).write_text(PACK, encoding="utf-8")
        error = mistake(f"lang: ja\npacks: {packs}\n")
        assert (error.line, "already" in error.texts["en"]) == (2, True)

    def test_a_mistake_in_a_pack_is_told_at_its_own_place(self, load: Callable[..., Config], tmp_path: Path) -> None:
        (tmp_path / "a.yml").write_text(PACK + "extra: 1\n", encoding="utf-8")
        with pytest.raises(PackError) as raised:
            load("packs: [a.yml]\n")
        assert (Path(raised.value.file).name, raised.value.line) == ("a.yml", 8)

    def test_a_pack_that_only_lists_entries_is_no_rule(self, load: Callable[..., Config], tmp_path: Path) -> None:
        (tmp_path / "a.yml").write_text("entries: [{name: a, pattern: a}]\n", encoding="utf-8")
        with pytest.raises(PackError):
            load("packs: a.yml\n")


class TestFinding:
    def test_the_topmost_file_is_the_root(self, tmp_path: Path) -> None:
        (tmp_path / "a" / "b").mkdir(parents=True)
        for folder in (tmp_path, tmp_path / "a"):
            (folder / "postlint.yml").write_text("lang: ja\n", encoding="utf-8")
        assert find_config(tmp_path / "a" / "b") == tmp_path / "postlint.yml"
        assert find_config(tmp_path / "a" / "post.md") == tmp_path / "postlint.yml"

    def test_our_own_file_wins_over_a_pyproject(self, tmp_path: Path) -> None:
        (tmp_path / "pyproject.toml").write_text("[tool.postlint]\n", encoding="utf-8")
        assert find_config(tmp_path) == tmp_path / "pyproject.toml"
        (tmp_path / ".postlint.yml").write_text("", encoding="utf-8")
        assert find_config(tmp_path) == tmp_path / ".postlint.yml"
        (tmp_path / "postlint.yml").write_text("", encoding="utf-8")
        assert find_config(tmp_path) == tmp_path / "postlint.yml"

    @pytest.mark.parametrize(
        "text", ["", "[tool.other]\n", '[project]\ndependencies = ["postlint"]\n', "tool = 1 # postlint\n", "postlint = [\n"]
    )
    def test_a_pyproject_without_our_table_is_passed_over(self, tmp_path: Path, text: str) -> None:
        (tmp_path / "postlint.yml").write_text("", encoding="utf-8")
        (tmp_path / "a").mkdir()
        (tmp_path / "a" / "pyproject.toml").write_text(text, encoding="utf-8")
        assert find_config(tmp_path / "a") == tmp_path / "postlint.yml"

    def test_a_broken_pyproject_with_our_table_is_found_so_that_it_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "pyproject.toml").write_text("a = \n[ tool . postlint ]\n", encoding="utf-8")
        assert find_config(tmp_path) == tmp_path / "pyproject.toml"

    def test_a_folder_of_that_name_is_passed_over(self, tmp_path: Path) -> None:
        (tmp_path / "postlint.yml").mkdir()
        (tmp_path / ".postlint.yml").write_text("", encoding="utf-8")
        assert find_config(tmp_path) == tmp_path / ".postlint.yml"

    def test_where_no_folder_has_one_there_is_none(self) -> None:
        assert find_config(Path(Path.cwd().anchor)) is None

    @pytest.mark.parametrize(
        ("name", "text", "ends"),
        [
            ("postlint.yml", "root: true\n", True),
            ("postlint.yml", "root: false\n", False),
            ("postlint.yml", "lang: ja # root: true\n", False),
            ("postlint.yml", "root: [\n", False),
            ("postlint.yml", "- root\n", False),
            ("pyproject.toml", "[tool.postlint]\nroot = true\n", True),
            ("pyproject.toml", "[tool.postlint]\nlang = 'ja'\n[tool.other]\nroot = true\n", False),
            ("pyproject.toml", "[tool]\npostlint = 1 # root\n", False),
        ],
    )
    def test_a_file_that_says_so_ends_the_search(self, tmp_path: Path, name: str, text: str, ends: bool) -> None:
        (tmp_path / "a").mkdir()
        (tmp_path / "postlint.yml").write_text("lang: ja\n", encoding="utf-8")
        (tmp_path / "a" / name).write_text(text, encoding="utf-8")
        assert find_config(tmp_path / "a") == (tmp_path / "a" / name if ends else tmp_path / "postlint.yml")

    @pytest.mark.parametrize("kind", ["folder", "file"])
    def test_a_repository_ends_the_search(self, tmp_path: Path, kind: str) -> None:
        (tmp_path / "postlint.yml").write_text("lang: ja\n", encoding="utf-8")
        (tmp_path / "a" / "b").mkdir(parents=True)
        (tmp_path / "a" / ".git").mkdir() if kind == "folder" else (tmp_path / "a" / ".git").write_text("gitdir: x\n", encoding="utf-8")
        assert find_config(tmp_path / "a" / "b") is None
        (tmp_path / "a" / "postlint.yml").write_text("lang: ja\n", encoding="utf-8")
        assert find_config(tmp_path / "a" / "b") == tmp_path / "a" / "postlint.yml"


class TestTheCall:
    def test_nothing_said_changes_nothing(self, load: Callable[..., Config]) -> None:
        config = load("select: [stray-marker]\nignore: [reading-time]\nlang: ja\nrules: {reading-time: off}\n")
        assert config.overridden().merged == config.merged
        assert not config.overridden().narrowed

    def test_select_replaces_ignore_adds_and_lang_wins(self, load: Callable[..., Config]) -> None:
        config = load("select: [stray-marker]\nignore: [reading-time]\nlang: ja\n")
        called = config.overridden(select=["integrity"], ignore=["broken-emphasis"], lang="en")
        assert (called.select, called.ignore, called.lang) == (("integrity",), ("reading-time", "broken-emphasis"), "en")
        assert called.narrowed

    def test_what_is_selected_by_name_runs_even_where_the_file_has_it_off_or_ignored(self, load: Callable[..., Config]) -> None:
        config = load(
            "ignore: [reading-time, stray-marker]\nrules: {reading-time: {severity: off, slowest: 3}, stray-marker: off}\n"
        ).overridden(select=["reading-time"])
        assert config.ignore == ("stray-marker",)
        assert config.rules["reading-time"] == RuleSettings(None, {"slowest": 3})
        assert config.rules["stray-marker"] == RuleSettings("off")


class TestExtends:
    @pytest.fixture
    def files(self, tmp_path: Path) -> Callable[..., Config]:
        def load(**texts: str) -> Config:
            for name, text in texts.items():
                path = tmp_path / f"{name.replace('__', '/')}.yml"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            return load_config(tmp_path / "postlint.yml", KNOWN, {"front-matter-missing"})

        return load

    def test_strict_selects_both_tiers_and_default_one(self, files: Callable[..., Config]) -> None:
        assert files(postlint="extends: strict\n").select == ("integrity", "advisory")
        assert files(postlint="extends: default\n").select == ("integrity",)
        assert files(postlint="extends: [default, strict]\n").select == ("integrity", "advisory")
        assert files(postlint="extends: strict\nselect: [reading-time]\n").select == ("reading-time",)

    def test_a_file_says_its_own_over_what_it_extends(self, files: Callable[..., Config]) -> None:
        config = files(
            base="preset: hugo\nlang: en\nignore: [stray-marker]\nrules:\n  reading-time: {severity: warning, slowest: 300, slack: 2}\n",
            postlint="extends: base.yml\nlang: ja\nignore: [broken-emphasis]\nrules:\n  reading-time: {slack: 3}\n",
        )
        assert (config.preset, config.lang, config.ignore) == ("hugo", "ja", ("stray-marker", "broken-emphasis"))
        assert config.rules["reading-time"] == RuleSettings("warning", {"slowest": 300, "slack": 3})

    def test_later_ones_go_over_earlier_ones_and_bases_may_extend_others(self, files: Callable[..., Config]) -> None:
        config = files(
            a="lang: en\npreset: zenn\nexclude: [a/]\n",
            shared__b="extends: ../a.yml\nlang: ja\nexclude: [b/]\n",
            c="extends: strict\npreset: astro\nroot: true\n",
            postlint="extends: [shared/b.yml, c.yml]\nexclude: c/\n",
        )
        assert (config.lang, config.preset, config.select) == ("ja", "astro", ("integrity", "advisory"))
        assert config.exclude == ("a/", "b/", "c/")

    def test_files_count_from_where_they_are_written_folders_and_patterns_from_the_root(
        self, files: Callable[..., Config], tmp_path: Path
    ) -> None:
        config = files(
            shared__house=PACK,
            shared__base="packs: house.yml\ncontent: posts\nper-path-ignores: {old/: integrity}\nrules: {house: warning}\n",
            postlint="extends: shared/base.yml\nselect: [house]\n",
        )
        assert config.packs == (tmp_path / "shared" / "house.yml",)
        assert config.rules["house"].severity == "warning"
        assert [(ignore.folder, ignore.pattern, ignore.rules) for ignore in config.path_ignores] == [(tmp_path, "old/", ("integrity",))]
        assert config.rules["front-matter-missing"].options["content"][0] == str(tmp_path / "posts")

    def test_one_file_may_be_extended_twice(self, files: Callable[..., Config]) -> None:
        config = files(a="lang: ja\n", b="extends: a.yml\n", c="extends: a.yml\n", postlint="extends: [b.yml, c.yml]\n")
        assert config.lang == "ja"

    @pytest.mark.parametrize(
        ("texts", "file", "line", "told"),
        [
            ({"postlint": "lang: ja\nextends: bsae.yml\n", "base": "lang: ja\n"}, "postlint.yml", 2, "“base.yml”"),
            ({"postlint": "extends:\n  - default\n  - strct\n"}, "postlint.yml", 3, "“strict”"),
            ({"postlint": "extends: postlint.yml\n"}, "postlint.yml", 1, "leads back"),
            ({"postlint": "extends: a.yml\n", "a": "lang: ja\nextends: b.yml\n", "b": "extends: a.yml\n"}, "b.yml", 1, "leads back"),
            ({"postlint": "extends: a.yml\n", "a": "lang: ja\nignore: [zzz]\n"}, "a.yml", 2, "zzz"),
            ({"postlint": "extends: a.yml\n", "a": "lang: ja\nextends: {}\n"}, "a.yml", 2, "a list"),
        ],
    )
    def test_a_mistake_in_it_has_its_file_and_line(
        self, files: Callable[..., Config], texts: dict[str, str], file: str, line: int, told: str
    ) -> None:
        with pytest.raises(ConfigError) as raised:
            files(**texts)
        assert (Path(raised.value.file).name, raised.value.line) == (file, line)
        assert told in raised.value.texts["en"]


class TestFilesBelow:
    @pytest.fixture
    def tree(self, tmp_path: Path) -> Callable[..., Config]:
        def load(**texts: str) -> Config:
            for name, text in texts.items():
                path = tmp_path / f"{name.replace('__', '/')}.yml"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            return load_config(tmp_path / "postlint.yml", KNOWN, {"front-matter-missing"}, below=tmp_path)

        return load

    def test_a_file_without_one_goes_by_the_root(self, tree: Callable[..., Config], tmp_path: Path) -> None:
        config = tree(postlint="ignore: [stray-marker]\n", a__postlint="ignore: [reading-time]\n")
        assert config.of(str(tmp_path / "x.md")) is config
        assert config.of(str(tmp_path / "b" / "x.md")) is config
        assert config.of(str(tmp_path.parent / "x.md")) is config

    def test_what_stands_nearer_goes_over_what_stands_higher(self, tree: Callable[..., Config], tmp_path: Path) -> None:
        config = tree(
            postlint="preset: hugo\nselect: [integrity]\nignore: [stray-marker]\nrules: {reading-time: {slowest: 300, slack: 2}}\n",
            a__postlint="ignore: [broken-emphasis]\nrules: {reading-time: {slack: 3}}\n",
            a__b__postlint="select: [stray-marker]\nrules: {reading-time: warning}\n",
        )
        upper, lower = config.of(str(tmp_path / "a" / "x.md")), config.of(str(tmp_path / "a" / "b" / "c" / "x.md"))
        assert (upper.select, upper.ignore) == (("integrity",), ("stray-marker", "broken-emphasis"))
        assert (lower.select, lower.ignore) == (("stray-marker",), ("broken-emphasis",))
        assert lower.rules["reading-time"] == RuleSettings("warning", {"slowest": 300, "slack": 3})
        assert (lower.preset, lower.renderer) == ("hugo", "goldmark")
        assert lower.files == (tmp_path / "postlint.yml", tmp_path / "a" / "postlint.yml", tmp_path / "a" / "b" / "postlint.yml")

    def test_files_with_the_same_configuration_share_it(self, tree: Callable[..., Config], tmp_path: Path) -> None:
        config = tree(postlint="lang: ja\n", a__postlint="ignore: [stray-marker]\n")
        assert config.of(str(tmp_path / "a" / "x.md")) is config.of(str(tmp_path / "a" / "c" / "y.md"))

    def test_the_call_goes_over_all(self, tree: Callable[..., Config], tmp_path: Path) -> None:
        config = tree(postlint="lang: ja\n", a__postlint="ignore: [stray-marker]\nrules: {stray-marker: off}\n")
        below = config.overridden(select=["stray-marker"]).of(str(tmp_path / "a" / "x.md"))
        assert (below.select, below.ignore, below.rules["stray-marker"].severity) == (("stray-marker",), (), None)

    def test_root_true_forgets_what_stands_higher_but_what_belongs_to_the_run(self, tree: Callable[..., Config], tmp_path: Path) -> None:
        config = tree(
            postlint="preset: hugo\nselect: [stray-marker]\nignore: [reading-time]\nper-path-ignores: {a/: integrity}\nrules: {reading-time: off}\n",
            a__postlint="root: true\nignore: [broken-emphasis]\n",
        )
        below = config.of(str(tmp_path / "a" / "x.md"))
        assert (below.select, below.ignore, below.path_ignores, below.preset) == ((), ("broken-emphasis",), (), "hugo")
        assert below.rules.get("reading-time", RuleSettings()).severity is None
        assert below.files == (tmp_path / "a" / "postlint.yml",)

    @pytest.mark.parametrize("said", ["preset: hugo", "renderer: kramdown", "content: a", "exclude: a", "packs: a.yml", "lang: ja"])
    def test_what_belongs_to_the_run_is_a_mistake_below(self, tree: Callable[..., Config], tmp_path: Path, said: str) -> None:
        config = tree(postlint="lang: ja\n", a__postlint=f"select: [integrity]\n{said}\n")
        with pytest.raises(ConfigError) as raised:
            config.of(str(tmp_path / "a" / "x.md"))
        assert (raised.value.file, raised.value.line) == (str(tmp_path / "a" / "postlint.yml"), 2)
        assert all(str(tmp_path / "postlint.yml") in text for text in raised.value.texts.values())

    def test_so_it_is_in_what_a_file_below_extends(self, tree: Callable[..., Config], tmp_path: Path) -> None:
        config = tree(postlint="lang: ja\n", a__postlint="extends: base.yml\n", a__base="ignore: [stray-marker]\npreset: hugo\n")
        with pytest.raises(ConfigError) as raised:
            config.of(str(tmp_path / "a" / "x.md"))
        assert (Path(raised.value.file).name, raised.value.line) == ("base.yml", 2)

    def test_options_of_a_rule_that_compares_posts_belong_to_the_run_its_severity_does_not(
        self, tree: Callable[..., Config], tmp_path: Path
    ) -> None:
        config = tree(postlint="lang: ja\n", a__postlint="rules:\n  front-matter-missing:\n    severity: off\n    content: [b]\n")
        with pytest.raises(ConfigError) as raised:
            config.of(str(tmp_path / "a" / "x.md"))
        assert (raised.value.line, "front-matter-missing" in raised.value.texts["ja"]) == (4, True)
        config = tree(a__postlint="rules: {front-matter-missing: off}\n")
        assert config.of(str(tmp_path / "a" / "x.md")).rules["front-matter-missing"].severity == "off"

    def test_without_a_root_file_those_below_hold_too(self, tmp_path: Path) -> None:
        (tmp_path / "a").mkdir()
        (tmp_path / "a" / "postlint.yml").write_text("ignore: [stray-marker]\n", encoding="utf-8")
        config = load_config(None, KNOWN, below=tmp_path)
        assert config.of(str(tmp_path / "a" / "x.md")).ignore == ("stray-marker",)
        assert load_config(None, KNOWN).of(str(tmp_path / "a" / "x.md")).ignore == ()
        (tmp_path / "a" / "postlint.yml").write_text("preset: hugo\n", encoding="utf-8")
        with pytest.raises(ConfigError) as raised:
            load_config(None, KNOWN, below=tmp_path).of(str(tmp_path / "a" / "x.md"))
        assert str(tmp_path) in raised.value.texts["en"]


def test_content_is_known_by_its_path_and_from_the_working_folder(
    load: Callable[..., Config], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "posts").mkdir()
    for folder, seen in {".": "posts", "posts": ".", "..": f"{tmp_path.name}/posts"}.items():
        monkeypatch.chdir(tmp_path / folder)
        for text in ("content: [posts]\n", "rules: {front-matter-missing: {content: [posts]}}\n"):
            assert load(text).rules["front-matter-missing"].options == {"content": [str(tmp_path / "posts"), seen]}


def test_a_mistake_can_be_sent_to_another_process() -> None:
    error = ConfigError("a.yml", 3, {"en": "a", "ja": "あ"})
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.texts) == (ConfigError, "a.yml:3: a", error.texts)
