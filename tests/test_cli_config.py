"""`postlint config` and `postlint init`, told by what they print and write; and configurations that differ by folder."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from postlint.cli import main
from postlint.config import load_config
from postlint.engine.registry import load_registry
from postlint.init import Site, configuration, recognise

POST = "---\ntitle: 庭の手入れ\n---\n\n今日は庭の草を抜きました。\n"
MARKED = POST + "\n---END---\n\n残りは来週にします。\n"


@dataclass
class Done:
    status: int
    out: str
    err: str


Call = Callable[..., Done]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    def run(*args: str) -> Done:
        capsys.readouterr()
        status = main(args)
        return Done(status, *capsys.readouterr())

    return run


def tree(texts: dict[str, str]) -> None:
    for name, text in texts.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")


def rules(done: Done) -> list[tuple[str, str]]:
    return [(found["path"], found["rule"]) for found in json.loads(done.out)["diagnostics"]]


# files below, ignores by path, content folders


def test_a_folder_may_say_what_differs_in_it(call: Call) -> None:
    tree({"postlint.yml": "rules: {stray-marker: warning}\n", "a/postlint.yml": "ignore: stray-marker\n", "a/x.md": MARKED, "b.md": MARKED})
    assert rules(call("check", "--format", "json")) == [("b.md", "stray-marker")]
    assert rules(call("check", "a/x.md", "--format", "json")) == []
    assert rules(call("check", "--format", "json", "--isolated")) == [("a/x.md", "stray-marker"), ("b.md", "stray-marker")]
    assert rules(call("check", "a", "--format", "json", "--config", "postlint.yml")) == [("a/x.md", "stray-marker")]
    assert rules(call("check", "a", "--format", "json", "--select", "stray-marker")) == [("a/x.md", "stray-marker")]


def test_standard_input_goes_by_the_folder_that_its_name_lies_in(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    tree({"postlint.yml": "per-path-ignores: {old/: stray-marker}\n", "a/postlint.yml": "ignore: stray-marker\n"})
    for name, expected in {"a/x.md": [], "old/x.md": [], "x.md": [("x.md", "stray-marker")]}.items():
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(MARKED.encode())))
        assert rules(call("check", "-", "--stdin-filename", name, "--format", "json")) == expected


def test_ignores_by_path_are_no_suppressions(call: Call) -> None:
    tree({"postlint.yml": "per-path-ignores:\n  'old/**': stray-marker\n", "old/x.md": MARKED, "b.md": POST})
    done = call("check", "--format", "json")
    assert (rules(done), json.loads(done.out)["summary"]["suppressed"]) == ([], 0)


@pytest.mark.parametrize("working", [".", "site", "site/posts", "other"])
def test_content_folders_are_known_from_any_working_folder(call: Call, here: Path, monkeypatch: pytest.MonkeyPatch, working: str) -> None:
    tree({"site/postlint.yml": "content: posts\n", "site/posts/x.md": "本文です。\n", "site/about.md": "本文です。\n", "other/a.txt": ""})
    monkeypatch.chdir(here / working)
    for named in (str(here / "site"), os.path.relpath(here / "site")):
        found = rules(call("check", named, "--format", "json"))
        assert [(Path(path).name, rule) for path, rule in found] == [("x.md", "front-matter-missing")]


def test_a_suppression_that_has_ended_or_suppresses_nothing_is_told(call: Call) -> None:
    tree({"a.md": MARKED.replace("---END---", "<!-- postlint-disable-next-line stray-marker -- 例 -->\n---END---")})
    assert json.loads(call("check", "--format", "json").out)["summary"]["suppressed"] == 1
    tree({"a.md": POST.replace("---\n\n", "postlint: {disable: stray-marker, until: 2020-01-01}\n---\n\n", 1)})
    assert rules(call("check", "--format", "json")) == [("a.md", "unused-suppression")]
    assert call("check", "--ignore", "unused-suppression").status == 0


# postlint config


def applied(done: Done) -> dict[str, Any]:
    assert (done.status, done.err) == (0, "")
    read: dict[str, Any] = json.loads(done.out)
    return read


def rule(told: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = [rule for rule in told["rules"] if rule["rule"] == name]
    return dict(found)


def origins(told: dict[str, Any], key: str) -> list[tuple[Any, Any]]:
    return [(each["value"], each["origin"]) for each in told["settings"] if each["key"] == key]


FILE, DEFAULT, CALLED = {"kind": "file", "file": "postlint.yml"}, {"kind": "default"}, {"kind": "call"}


def test_without_a_file_all_is_default(call: Call) -> None:
    told = applied(call("config", "--format", "json"))
    assert (told["version"], told["path"], told["files"], told["excluded"]) == (1, ".", [], False)
    assert told["settings"] == [{"key": "select", "value": "integrity", "origin": DEFAULT}]
    assert {each["rule"] for each in told["rules"]} == set(load_registry().rules)
    assert rule(told, "stray-marker") == {"rule": "stray-marker", "severity": "error", "origin": DEFAULT, "options": []}
    assert (rule(told, "excerpt-echo")["severity"], rule(told, "excerpt-echo")["origin"]) == ("off", DEFAULT)
    assert all(option["origin"] == DEFAULT for option in rule(told, "reading-time")["options"])


def test_each_setting_is_told_with_its_line(call: Call) -> None:
    tree(
        {
            "postlint.yml": "preset: hugo\nlang: en\nignore:\n  - stray-marker\n  - garbled-text\nexclude: [x/]\ncontent: posts\n"
            "per-path-ignores:\n  old/: advisory\nrules:\n  reading-time:\n    slack: 2\n  repeated-sentence: off\n  title-echo: warning\n"
        }
    )
    told = applied(call("config", "--format", "json"))
    assert origins(told, "ignore") == [("stray-marker", FILE | {"line": 4}), ("garbled-text", FILE | {"line": 5})]
    assert origins(told, "preset") == [("hugo", FILE | {"line": 1})]
    assert origins(told, "renderer") == [("goldmark", {"kind": "preset", "name": "hugo"})]
    assert origins(told, "exclude") == [("x/", FILE | {"line": 6})]
    assert origins(told, "content") == [("posts", FILE | {"line": 7})]
    assert origins(told, "per-path-ignores") == [({"old/": ["advisory"]}, FILE | {"line": 9})]
    assert origins(told, "lang") == [("en", FILE | {"line": 2})]
    assert rule(told, "stray-marker")["origin"] == FILE | {"line": 4}
    assert rule(told, "repeated-sentence")["origin"] == FILE | {"line": 13}
    assert (rule(told, "title-echo")["severity"], rule(told, "title-echo")["origin"]) == ("warning", FILE | {"line": 14})
    slack = next(option for option in rule(told, "reading-time")["options"] if option["key"] == "slack")
    assert slack == {"key": "slack", "value": 2, "origin": FILE | {"line": 12}}
    schema = rule(told, "front-matter-schema")["options"][0]
    assert schema == {"key": "schema", "value": "hugo", "origin": {"kind": "preset", "name": "hugo"}}
    content = rule(told, "front-matter-missing")["options"][0]
    assert (content["value"], content["origin"]) == (["posts"], FILE | {"line": 7})


def test_files_below_what_is_extended_and_the_call_are_told_apart(call: Call) -> None:
    tree(
        {
            "postlint.yml": "extends: [strict, base.yml]\n",
            "base.yml": "rules:\n  reading-time: {severity: warning}\n",
            "a/postlint.yml": "\nrules:\n  reading-time: error\n",
            "a/x.md": POST,
            "x.md": POST,
        }
    )
    below = applied(call("config", "a/x.md", "--format", "json", "--ignore", "stray-marker"))
    assert below["files"] == ["postlint.yml", "a/postlint.yml"]
    assert rule(below, "reading-time")["origin"] == {"kind": "file", "file": "a/postlint.yml", "line": 3}
    assert rule(below, "stray-marker")["origin"] == CALLED
    assert origins(below, "select") == [(tier, {"kind": "extends", "name": "strict"}) for tier in ("integrity", "advisory")]
    above = applied(call("config", "x.md", "--format", "json", "--select", "reading-time"))
    assert rule(above, "reading-time")["origin"] == {"kind": "file", "file": "base.yml", "line": 2}
    assert (rule(above, "stray-marker")["severity"], rule(above, "stray-marker")["origin"]) == ("off", CALLED)
    assert rule(applied(call("config", "--isolated", "--strict", "--format", "json")), "excerpt-echo")["severity"] == "warning"


def test_what_keeps_a_rule_from_running_on_a_path_is_told(call: Call) -> None:
    tree({"postlint.yml": "per-path-ignores:\n  old/: [integrity]\n", "old/x.md": POST})
    told = applied(call("config", "old/x.md", "--format", "json"))
    assert (rule(told, "stray-marker")["severity"], rule(told, "stray-marker")["origin"]) == ("off", FILE | {"line": 2})


def test_an_excluded_file_is_told_as_such(call: Call) -> None:
    tree({"postlint.yml": "exclude: old/\n", "old/x.md": POST})
    assert applied(call("config", "old/x.md", "--format", "json"))["excluded"]
    assert "excluded" in call("config", "old/x.md").out
    assert "調べません" in call("config", "old/x.md", "--lang", "ja").out


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ["Configuration files: postlint.yml", "default", "preset: zenn"]),
        ("ja", ["設定ファイル: postlint.yml", "初期値", "preset: zenn"]),
    ],
)
def test_the_text_names_files_and_origins_in_either_language(call: Call, lang: str, words: list[str]) -> None:
    tree({"postlint.yml": "preset: zenn\nrules:\n  reading-time: {severity: warning}\n", "a.md": POST})
    out = call("config", "a.md", "--lang", lang).out
    assert all(word in out for word in words)
    line = next(line for line in out.splitlines() if line.startswith("  reading-time: warning"))
    assert line.endswith("  postlint.yml:3")
    assert ("No configuration" if lang == "en" else "設定ファイルはありません") in call("config", "--isolated", "--lang", lang).out


def test_config_of_a_path_that_does_not_exist_is_a_mistake(call: Call) -> None:
    tree({"content/a.md": POST})
    done = call("config", "contnet")
    assert (done.status, done.out) == (2, "")
    assert "“content”" in done.err
    assert call("config", "--format", "txt").status == 2


# postlint init

SITES = {
    "jekyll": {"_config.yml": "", "_posts/a.md": POST, "_drafts/b.md": POST},
    "hugo": {"hugo.toml": "", "content/posts/a.md": POST},
    "zenn": {"package.json": '{"devDependencies": {"zenn-cli": "^0.1"}}', "articles/a.md": POST},
    "astro": {"astro.config.mjs": "", "src/content/blog/a.mdx": POST},
}
FOUND = {"jekyll": ("_posts", "_drafts"), "hugo": ("content",), "zenn": ("articles",), "astro": ("src/content",)}


@pytest.mark.parametrize("preset", list(SITES))
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_first_configuration_fits_the_site_and_loads(call: Call, here: Path, preset: str, lang: str) -> None:
    tree(SITES[preset])
    done = call("init", "--lang", lang)
    assert (done.status, done.err) == (0, "")
    assert preset in done.out and FOUND[preset][0] in done.out
    text = Path("postlint.yml").read_text("utf-8")
    assert ("調べ" in text) is (lang == "ja")
    config = load_config(here / "postlint.yml", load_registry().known)
    assert (config.preset, config.content) == (preset, FOUND[preset])
    assert call("check").status in (0, 1)


def test_config_toml_is_a_sign_of_hugo_beside_content_only(here: Path) -> None:
    tree({"config.toml": ""})
    assert recognise(here).preset is None
    tree({"content/a.md": POST})
    assert recognise(here) == Site("hugo", "config.toml", ("content",))


def test_articles_are_a_sign_of_zenn_with_its_package_only(here: Path) -> None:
    tree({"articles/a.md": POST})
    assert recognise(here) == Site(None, None, ("articles",))
    tree({"package.json": "{}"})
    assert recognise(here).preset is None


def test_a_site_that_is_not_recognised_gets_a_configuration_too(call: Call, here: Path) -> None:
    done = call("init")
    assert done.status == 0
    assert "No site generator" in done.out and "No folder of posts" in done.out
    config = load_config(here / "postlint.yml", load_registry().known)
    assert (config.preset, config.content, config.select) == (None, (), ("integrity",))


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("site", [Site(None, None, ()), Site("hugo", "hugo.toml", ("content", "記事: a"))])
def test_what_stands_in_comments_is_valid_too(here: Path, lang: Any, site: Site) -> None:
    text = configuration(site, lang, alone=True)
    bare = "\n".join(
        line.removeprefix("# ")
        if line.startswith("# ") and ":" in line and line[2:3].isascii() and line.rstrip()[-1] not in ".。"
        else line
        for line in text.splitlines()
        if not line.startswith("# postlint") and "docs/" not in line
    )
    for number, (prefix, said) in enumerate((("", text), ("# all of it\n", bare))):
        file = here / f"{number}.yml"
        file.write_text(prefix + said, encoding="utf-8")
        assert load_config(file, load_registry().known).merged.alone
    assert load_config(here / "1.yml", load_registry().known).rules["repeated-sentence"].severity == "off"


@pytest.mark.parametrize("name", ["postlint.yml", ".postlint.yaml", "pyproject.toml"])
def test_a_configuration_is_never_overwritten_unless_forced(call: Call, name: str) -> None:
    tree({name: "[tool.postlint]\nlang = 'ja'\n" if name.endswith("toml") else "lang: ja\n"})
    before = Path(name).read_text("utf-8")
    for lang in ("en", "ja"):
        done = call("init", "--lang", lang)
        assert (done.status, done.out, Path(name).read_text("utf-8")) == (2, "", before)
        assert name in done.err and "--force" in done.err
    assert call("init", "--force").status == 0
    assert "extends" in Path("postlint.yml").read_text("utf-8")


def test_below_another_configuration_a_forced_one_stands_for_itself(call: Call, here: Path) -> None:
    tree({"postlint.yml": "preset: zenn\n", "site/_config.yml": "", "site/_posts/a.md": POST})
    assert call("init", "site").status == 2
    assert call("init", "site", "--force").status == 0
    assert call("check", "site").status == 0
    assert load_config(here / "site" / "postlint.yml", load_registry().known).merged.alone


def test_a_folder_that_does_not_exist_is_a_mistake(call: Call) -> None:
    done = call("init", "nowhere")
    assert (done.status, done.out) == (2, "")
    assert "nowhere" in done.err
    assert not Path("postlint.yml").exists()


def test_looking_for_posts_ends_in_a_folder_of_very_many_other_files(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("postlint.init._MOST", 3)
    tree({f"posts/{number}.txt": "" for number in range(5)} | {"posts/z/z/a.md": POST})
    assert recognise(here).content == ()
