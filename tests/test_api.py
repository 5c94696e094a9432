"""The Python API: what the command finds, for programs; and docs/api.md taken at its word."""

import contextlib
import io
import json
import pickle
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import pytest

import postlint
from postlint.cli import main
from postlint.engine import run as engine_run
from postlint.engine.discover import Source
from postlint.engine.keep import Keeper, Kept
from postlint.engine.registry import load_registry
from postlint.engine.session import common_folder

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples" / "content"
POST = "---\ntitle: 庭の手入れ\n---\n\n今日は庭の草を抜きました。\n\n---END---\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, under no configuration."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "a.md").write_text(POST, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return tmp_path


def command(capsys: pytest.CaptureFixture[str], *args: str) -> str:
    main(["check", "--format", "json", "--lang", "en", *args])
    return capsys.readouterr().out


@pytest.mark.parametrize("options", [{}, {"strict": True}, {"select": ["stray-marker", "advisory"]}, {"ignore": ["reading-time"]}])
def test_files_yield_what_the_command_reports(
    options: dict[str, Any], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT / "examples")
    flags = [flag for key, value in options.items() for flag in ([f"--{key}"] if value is True else [f"--{key}", ",".join(value)])]
    report = postlint.lint_paths("content", **options)
    assert report.diagnostics
    assert report.render("json") == command(capsys, *flags, "content")


def test_several_processes_yield_the_same() -> None:
    assert postlint.lint_paths(EXAMPLES, jobs=2) == postlint.lint_paths([EXAMPLES])


def test_the_cache_is_shared_with_the_command_and_used_only_where_it_is_asked_for(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[str] = []

    class Noted(Keeper, frozen=True):
        def __call__(self, source: Source) -> Kept:
            looked_at.append(source.path)
            return super().__call__(source)

    monkeypatch.setattr(engine_run, "Keeper", Noted)
    plain = postlint.lint_paths("posts")
    assert not (site / ".postlint_cache").exists()
    first = postlint.lint_paths("posts", cache=True)
    assert looked_at == ["posts/a.md"] * 2
    again = postlint.lint_paths("posts", cache=True)
    main(["check", "--format", "json", "posts"])
    assert looked_at == ["posts/a.md"] * 2
    assert plain.diagnostics == first.diagnostics == again.diagnostics != ()
    assert plain.render("json") == again.render("json") == first.render("json")
    (site / "posts" / "a.md").write_text(POST.replace("---END---\n", ""), "utf-8")
    assert postlint.lint_paths("posts", cache=True).diagnostics == ()


@pytest.mark.parametrize("file", sorted(path.name for path in EXAMPLES.glob("*.md")))
def test_a_text_yields_what_its_file_does(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT / "examples")
    path = f"content/{file}"
    others = load_registry().corpus  # a text is compared with no other
    assert postlint.lint_text(Path(path).read_bytes(), path, ignore=others) == postlint.lint_paths([path], ignore=others)


def test_text_and_bytes_are_the_same_post(site: Path) -> None:
    assert postlint.lint_text(POST) == postlint.lint_text(POST.encode())
    assert [found.rule for found in postlint.lint_text(POST).diagnostics] == ["stray-marker"]
    assert [found.rule for found in postlint.lint_text("題\udc81").diagnostics] == ["unreadable-post"]


def test_a_diagnostic_tells_itself_as_the_reports_do() -> None:
    report = postlint.lint_paths(EXAMPLES, {}, strict=True)
    for lang in ("en", "ja"):
        told = [
            (
                found.message(lang),
                [place.message(lang) for place in found.related],
                found.fix and [found.fix.title(lang), found.fix.safe, [[e.span.start, e.span.end, e.text] for e in found.fix.edits]],
                found.data,
            )
            for found in report.diagnostics
        ]
        rows = json.loads(report.render("json", lang))["diagnostics"]
        assert told == [
            (
                row["message"],
                [place["message"] for place in row["related"]],
                row["fix"] and [row["fix"]["title"], row["fix"]["safe"], [list(edit.values()) for edit in row["fix"]["edits"]]],
                row["data"],
            )
            for row in rows
        ]
    assert {found.fix is None for found in report.diagnostics} == {True, False}
    assert any(found.related for found in report.diagnostics)


def test_what_a_message_quotes_does_not_act_on_a_terminal() -> None:
    text = '---\ntitle: 庭\npostlint: {disable: ["a\\x9b31m"]}\n---\n\n草を抜いた。\n'
    (found,) = postlint.lint_text(text, config={}).diagnostics
    assert found.data["name"] == "a\x9b31m"
    for lang in ("en", "ja"):
        assert "a\\x9b31m" in found.message(lang)
        assert "\x9b" not in found.message(lang)


def test_diagnostics_can_be_pickled() -> None:
    found = postlint.lint_paths(EXAMPLES, {}).diagnostics
    assert pickle.loads(pickle.dumps(found)) == found


def test_the_configuration_is_looked_for_named_or_given(site: Path) -> None:
    (site / "postlint.yml").write_text("ignore: [stray-marker]\n", "utf-8")
    (site / "other.yml").write_text("rules: {stray-marker: warning}\n", "utf-8")

    def severities(config: Any) -> list[str]:
        by_path, by_text = postlint.lint_paths("posts", config), postlint.lint_text(POST, "posts/a.md", config)
        assert by_path == by_text
        return [found.severity.value for found in by_path.diagnostics]

    assert severities(None) == []
    assert severities(Path("other.yml")) == severities("other.yml") == ["warning"]
    assert severities({}) == ["error"]
    assert severities({"rules": {"stray-marker": "warning"}}) == ["warning"]
    assert severities({"extends": Path("other.yml")}) == ["warning"]


def test_what_the_configuration_excludes_is_not_checked(site: Path) -> None:
    for report in (postlint.lint_paths("posts", {"exclude": ["a.md"]}), postlint.lint_text(POST, "posts/a.md", {"exclude": ("a.md",)})):
        assert (report.checked, report.diagnostics) == (0, ())


def test_a_given_pack_counts_from_the_working_folder(site: Path) -> None:
    text = (
        "tier: integrity\nsummary: {en: A, ja: あ}\nwhy: {en: A, ja: あ}\nbad: 草\ngood: 花\nsource: {en: A, ja: あ}\n"
        "messages: {default: {en: Grass, ja: 草}}\nentries: [{name: grass, pattern: 草}]\n"
    )
    (site / "house.yml").write_text(text, "utf-8")
    report = postlint.lint_paths("posts", {"packs": ["house.yml"]}, select="house")
    assert [found.message() for found in report.diagnostics] == ["Grass"]
    assert pickle.loads(pickle.dumps(report.diagnostics)) == report.diagnostics


@pytest.mark.parametrize(
    ("call", "file", "line", "told"),
    [
        (lambda: postlint.lint_paths("posts", "bad.yml"), "bad.yml", 2, "bad.yml:2: Unknown key “selct”. Did you mean “select”?"),
        (lambda: postlint.lint_text(POST, config={"selct": 1}), "config", None, "config: Unknown key “selct”. Did you mean “select”?"),
        (lambda: postlint.lint_text(POST, config=cast(Any, {1: 2})), "config", None, "config: Unknown key “1”. "),
        (lambda: postlint.lint_text(POST, config="no.yml"), "no.yml", None, "no.yml: There is no such file."),
        (lambda: postlint.lint_paths(["postz"]), None, None, "There is no file or folder “postz”. Did you mean “posts”?"),
        (lambda: postlint.lint_text(POST, select=["stray-maker"]), None, None, "There is no rule or tier “stray-maker”."),
    ],
)
def test_mistakes_are_one_exception_with_file_and_line(site: Path, call: Any, file: str | None, line: int | None, told: str) -> None:
    (site / "bad.yml").write_text("lang: ja\nselct: [integrity]\n", "utf-8")
    with pytest.raises(postlint.PostlintError) as caught:
        call()
    assert (caught.value.file, caught.value.line) == (file, line)
    assert str(caught.value).startswith(told)
    assert set(caught.value.texts) == {"en", "ja"}
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_what_cannot_be_asked_for_is_refused(site: Path) -> None:
    report = postlint.lint_paths("posts")
    with pytest.raises(ValueError, match="no such format"):
        report.render("yaml")
    with pytest.raises(ValueError, match="no such language"):
        report.render("json", "fr")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="jobs must be 1 or more"):
        postlint.lint_paths("posts", jobs=0)


def test_reports_that_show_texts_have_them(site: Path) -> None:
    for report in (postlint.lint_paths("posts"), postlint.lint_text(POST, "posts/a.md")):
        assert "今日は庭の草を抜きました。" in report.render("html")
    assert repr(report) == "<Report: 1 diagnostics, 1 checked>"


def test_the_import_alone_imports_nothing_else() -> None:
    code = "import sys, postlint; print(sorted(name for name in sys.modules if name.startswith('postlint')), 'typing' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(ROOT / 'src')!r}); {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "['postlint'] False"


def test_every_public_name_is_there_and_documented() -> None:
    assert sorted(dir(postlint)) == sorted(postlint.__all__)
    for page in ("api.md", "api.ja.md"):
        text = (ROOT / "docs" / page).read_text("utf-8")
        missing = [name for name in postlint.__all__ if getattr(postlint, name) and not re.search(rf"\b{name}s?\b", text)]
        assert set(missing) <= {"__version__", "Edit", "Related", "Span", "Tier"}, "told by their fields"
    with pytest.raises(AttributeError, match="no attribute 'lint_file'"):
        postlint.lint_file  # noqa: B018


def test_the_types_are_shipped() -> None:
    assert (Path(postlint.__file__).parent / "py.typed").is_file()


@pytest.mark.parametrize("page", ["api.md", "api.ja.md"])
def test_the_examples_print_what_the_page_says(page: str, site: Path) -> None:
    (site / "posts" / "a.md").unlink()
    (site / "posts").rmdir()
    text = (ROOT / "docs" / page).read_text("utf-8")
    steps = re.findall(r"^```python\n(.*?)^```\n\n```text\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    assert len(steps) == text.count("```python") == 5
    names: dict[str, Any] = {}
    for code, printed in steps:
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(code, names)  # the page's own code
        assert out.getvalue() == printed


def test_both_pages_have_the_same_shape() -> None:
    def shape(page: str) -> list[str]:
        return re.findall(r"^(?:#+(?= )|```\w+|\| |---)", (ROOT / "docs" / page).read_text("utf-8"), re.MULTILINE)

    assert shape("api.md") == shape("api.ja.md")


def test_named_paths_share_a_folder(site: Path) -> None:
    assert common_folder([]) == Path.cwd()
    assert common_folder(["posts/*.md", "posts/a.md"]) == site / "posts"
