"""Rules that other packages bring along."""

import importlib
import json
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import postlint.plugin
from postlint.checks.base import Check, Rule
from postlint.engine import plugins
from postlint.engine.errors import CallError
from postlint.engine.plugins import may_have_plugins, plugin_rules
from postlint.engine.registry import load_registry
from postlint.option_values import is_readable

TEMPLATE = Path(__file__).resolve().parent.parent / "examples" / "plugin"
RULE = '''
from dataclasses import dataclass
from postlint.plugin import Check, Finding, Options, Span, option

class {name}(Check):
    """Says no.

    Why
        It should not.
    """

    doc_ja = "だめです。"
    messages = {{"no": {{"en": "No.", "ja": "だめ。"}}}}

    def check(self, post):
        yield Finding(Span(0, 0), "no")
'''
Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Installs a package that is made of files and entry points."""
    before = set(sys.modules)

    def put(points: str, files: dict[str, str], name: str = "house-rules") -> None:
        info = tmp_path / f"{name.replace('-', '_')}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", "utf-8")
        (info / "entry_points.txt").write_text(f"[postlint.checks]\n{points}\n", "utf-8")
        for file, text in files.items():
            path = tmp_path / file
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
        importlib.invalidate_caches()

    monkeypatch.syspath_prepend(str(tmp_path))
    yield put
    for module in set(sys.modules) - before:
        if module.partition(".")[0].startswith("made_"):
            del sys.modules[module]


def rule(name: str = "SaysNo", *changes: tuple[str, str]) -> str:
    text = RULE.format(name=name)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def refused(taken: dict[str, type[Rule]] | None = None) -> dict[str, str]:
    with pytest.raises(CallError) as caught:
        plugin_rules(taken or {})
    assert caught.value.texts["en"] != caught.value.texts["ja"]
    assert "house-rules" in caught.value.texts["ja"]
    return dict(caught.value.texts)


# -- what an entry point may name -----------------------------------------------------------------------------


def test_a_module_is_a_rule_named_after_it(install: Install) -> None:
    install("no = made_says_no", {"made_says_no.py": rule()})
    assert list(plugin_rules({})) == ["made-says-no"]


def test_a_class_may_name_its_rule_itself(install: Install) -> None:
    text = rule("SaysNo", ('doc_ja = "', 'id = "never-no"\n    doc_ja = "'))
    install("no = made_class:SaysNo", {"made_class.py": text})
    assert list(plugin_rules({})) == ["never-no"]


def test_every_module_of_a_package_is_looked_into_but_not_those_with_an_underscore(install: Install) -> None:
    files = {
        "made_package/__init__.py": "",
        "made_package/first_no.py": rule("First"),
        "made_package/second_no.py": rule("Second") + "from made_package.first_no import First\n",
        "made_package/words.py": "WORDS = []\n",
        "made_package/_broken.py": "raise ValueError\n",
    }
    install("no = made_package", files)
    assert list(plugin_rules({})) == ["first-no", "second-no"]


def test_what_rules_of_a_plugin_build_upon_is_no_rule(install: Install) -> None:
    base = "from postlint.plugin import Check\nclass _Base(Check):\n    pass\n"
    install("no = made_base", {"made_base.py": base + rule("SaysNo", ("(Check):", "(_Base):"))})
    assert list(plugin_rules({})) == ["made-base"]


def test_a_plugin_stands_among_the_rules_like_others(install: Install) -> None:
    install("no = made_among", {"made_among.py": rule()})
    registry = load_registry()
    assert "made-among" in registry.ids
    assert list(registry.ids) == sorted(registry.ids)
    assert "made-among" in registry.select()


def test_a_check_of_a_plugin_can_be_sent_to_another_process(install: Install) -> None:
    install("no = made_sent", {"made_sent.py": rule()})
    again = pickle.loads(pickle.dumps(plugin_rules({})["made-sent"]()))
    assert again.id == "made-sent"


def test_options_are_read_by_their_types(install: Install) -> None:
    options = '''
    @dataclass(frozen=True)
    class Options:
        """Options."""
        most: int | None = option(3, en="Most.", ja="上限。")
        words: list[str] = option([], en="Words.", ja="言葉。")

    def check('''
    install("no = made_options", {"made_options.py": rule("SaysNo", ("\n    def check(", options))})
    assert plugin_rules({})["made-options"].Options().most == 3


# -- mistakes -------------------------------------------------------------------------------------------------


def test_a_plugin_that_cannot_be_imported_is_a_mistake_with_its_line(install: Install) -> None:
    install("no = made_raises", {"made_raises.py": "x = 1\nimport made_missing\n"})
    told = refused()["en"]
    assert "“no” of the package house-rules" in told
    assert "ModuleNotFoundError: No module named 'made_missing', made_raises.py:2" in told


@pytest.mark.parametrize(
    ("point", "text", "told"),
    [
        ("made_gone", "", "ModuleNotFoundError: No module named 'made_gone'"),
        ("made_bad:SaysYes", rule(), "AttributeError"),
        ("made_bad:x", "x = 3\n", "neither a check nor a module"),
        ("made_bad", "x = 3\n", "no check in made_bad"),
        ("made_bad", "def f(:\n", "SyntaxError"),
        ("made_bad", "raise SystemExit(0)\n", "SystemExit"),
        ("made_bad", rule("SaysNo", ('doc_ja = "', 'id = "Says No"\n    doc_ja = "')), "“Says No” is no rule id"),
        ("made_bad", rule("SaysNo", ('doc_ja = "', 'id = "advisory"\n    doc_ja = "')), "“advisory” is no rule id"),
        ("made_bad", rule("SaysNo", ('doc_ja = "', 'id = "internal-error"\n    doc_ja = "')), "“internal-error” is no rule id"),
        ("made_bad", rule("SaysNo", ("def check(", "def chekc(")), "lacks check()"),
        ("made_bad", rule("SaysNo", ('doc_ja = "だめです。"', "")), "lacks doc_ja"),
        ("made_bad", rule("SaysNo", ('"ja": "だめ。"', "")), "lacks messages['no']['ja']"),
        ("made_bad", rule("SaysNo", ("messages =", "massages =")), "lacks messages"),
        (
            "made_bad",
            "from postlint.plugin import CorpusCheck\nclass A(CorpusCheck):\n    pass\n",
            "lacks summarise(), compare(), docstring, doc_ja, messages",
        ),
        (
            "made_bad",
            rule("SaysNo", ("\n    def check(", "\n    class Options:\n        most = 3\n\n    def check(")),
            "Options of “made-bad”",
        ),
        (
            "made_bad",
            rule(
                "SaysNo", ("\n    def check(", "\n    @dataclass(frozen=True)\n    class Options:\n        most: int = 3\n\n    def check(")
            ),
            "(most)",
        ),
        (
            "made_bad",
            rule(
                "SaysNo",
                (
                    "\n    def check(",
                    "\n    @dataclass(frozen=True)\n    class Options:\n        most: bytes = option(b'', en='x', ja='x')\n\n    def check(",
                ),
            ),
            "(most)",
        ),
        (
            "made_bad",
            rule("SaysNo", ("\n    def check(", "\n    @dataclass(frozen=True)\n    class Options:\n        most: int\n\n    def check(")),
            "missing 1 required",
        ),
    ],
)
def test_a_plugin_that_is_wrong_is_a_mistake(install: Install, point: str, text: str, told: str) -> None:
    install(f"no = {point}", {"made_bad.py": text} if text else {})
    assert told in refused()["en"]


def test_an_id_that_is_taken_is_a_mistake(install: Install) -> None:
    install("no = made_twice", {"made_twice.py": rule()})
    assert "there is a rule “made-twice” already" in refused({"made-twice": Check})["en"]


def test_of_two_plugins_with_one_id_neither_wins(install: Install) -> None:
    text = rule("SaysNo", ('doc_ja = "', 'id = "one-no"\n    doc_ja = "'))
    install("a = made_one\nb = made_two", {"made_one.py": text, "made_two.py": text})
    assert "“b”" in refused()["en"]
    assert "すでにあります" in refused()["ja"]


# -- looking for them costs next to nothing -------------------------------------------------------------------


def test_without_a_plugin_importlib_metadata_is_not_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    info = tmp_path / "other-1.0.dist-info"
    info.mkdir()
    (info / "entry_points.txt").write_text("[console_scripts]\nx = y:z\n", "utf-8")
    (tmp_path / "empty-1.0.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path), str(tmp_path / "missing")])
    monkeypatch.setattr(sys, "meta_path", [])
    monkeypatch.setattr(plugins, "_entry_points", lambda: pytest.fail("asked"))
    assert plugin_rules({}) == {}


@pytest.mark.parametrize("name", ["a-1.0.dist-info", "a.egg-info", "A-1.0.DIST-INFO"])
def test_a_package_that_names_the_group_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "entry_points.txt").write_text("[ postlint.checks ]\na = b\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "meta_path", [])
    monkeypatch.setattr(sys, "path", [""])
    assert may_have_plugins()


def test_what_cannot_be_looked_into_may_hold_plugins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "archive.zip").write_bytes(b"")
    (tmp_path / "old.egg").mkdir()
    monkeypatch.setattr(sys, "meta_path", [])
    for path in ("archive.zip", "old.egg", "."):
        monkeypatch.setattr(sys, "path", [str(tmp_path / path)])
        assert may_have_plugins()


def test_a_finder_of_packages_that_lie_in_no_folder_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    class Finder:
        def find_distributions(self) -> None: ...

    monkeypatch.setattr(sys, "path", [])
    monkeypatch.setattr(sys, "meta_path", [Finder()])
    assert may_have_plugins()


@pytest.mark.parametrize(
    ("type_", "readable"),
    [
        (int, True),
        (str, True),
        (float | None, True),
        (list[str], True),
        (tuple[int, ...], True),
        (dict[str, int], True),
        (dict[int, int], False),
        (int | str, False),
        (list, False),
        (object, False),
    ],
)
def test_types_that_an_option_may_have(type_: Any, readable: bool) -> None:
    assert is_readable(type_) is readable


def test_everything_promised_to_plugins_is_there() -> None:
    assert sorted(postlint.plugin.__all__) == postlint.plugin.__all__
    assert all(hasattr(postlint.plugin, name) for name in postlint.plugin.__all__)


# -- the template, built, installed and run ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the template installed in it, from a wheel, without network."""
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("plugin")
    shutil.copytree(TEMPLATE, folder / "source", ignore=shutil.ignore_patterns("__pycache__", ".*"))
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input"]
    offline = ["--no-index", "--no-deps", "-q"]
    subprocess.run([*pip, "wheel", *offline, "--no-build-isolation", "-w", str(folder), str(folder / "source")], check=True)
    (wheel,) = folder.glob("*.whl")
    subprocess.run([*pip, "install", *offline, "--target", str(folder / "site"), str(wheel)], check=True)
    return folder / "site"


def postlint_with(site: Path, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name != "GITHUB_ACTIONS"}
    env = kept | {"PYTHONPATH": str(site), "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "postlint", *arguments]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_template_finds_what_it_should_once_it_is_installed(site: Path, tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text("---\ntitle: 店\n---\n\n短い文です。" + "とても" * 40 + "長い文です。\n", "utf-8")
    done = postlint_with(site, tmp_path, "check", "--select", "long-sentence", "--format", "json", "post.md")
    assert done.returncode == 1, done.stderr
    (found,) = json.loads(done.stdout)["diagnostics"]
    assert (found["rule"], found["severity"]) == ("long-sentence", "warning")
    assert "126" in found["message"]


def test_the_template_is_listed_and_explained(site: Path, tmp_path: Path) -> None:
    assert "long-sentence" in postlint_with(site, tmp_path, "rules").stdout
    told = postlint_with(site, tmp_path, "explain", "long-sentence", "--lang", "ja").stdout
    assert "一文の文字数の上限" in told
    assert "理由" in told


def test_the_options_of_the_template_are_configured_and_judged(site: Path, tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text("---\ntitle: 店\n---\n\n" + "とても" * 40 + "長い文です。\n", "utf-8")
    (tmp_path / "postlint.yml").write_text("select: [long-sentence]\nrules:\n  long-sentence: {most: 200}\n", "utf-8")
    assert postlint_with(site, tmp_path, "check", "post.md").returncode == 0
    (tmp_path / "postlint.yml").write_text("rules:\n  long-sentence:\n    most: 2\n", "utf-8")
    done = postlint_with(site, tmp_path, "check", "post.md")
    assert (done.returncode, "postlint.yml:3" in done.stderr) == (2, True)


def test_the_tests_of_the_template_pass(site: Path) -> None:
    env = os.environ | {"PYTHONPATH": str(site), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", os.devnull, str(TEMPLATE / "tests")]
    done = subprocess.run(command, cwd=site, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "4 passed" in done.stdout
