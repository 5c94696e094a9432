"""docs/house-rules.md and docs/plugins.md, in both languages, taken at their word."""

import re
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import postlint.plugin
from postlint.cli import main
from postlint.config import load_config
from postlint.diagnostic import Finding, tell
from postlint.engine.examples import try_examples
from postlint.engine.registry import load_registry
from postlint.packs.load import read_pack
from postlint.packs.pack import KINDS, SCOPES
from postlint.packs.tokens import POS
from postlint.post.block import Block
from postlint.post.post import Post

ROOT = Path(__file__).resolve().parent.parent
PLUGIN = ROOT / "examples" / "plugin"
HEAD = """\
summary: x
why: x
bad: "---\\ntitle: x！！\\n---\\n\\nサーバ 7割の人 2026/11/22 見れる"
good: x
source: x
messages: {default: "{text}"}
"""

each_house_page = pytest.mark.parametrize("page", ["house-rules.md", "house-rules.ja.md"])
each_plugin_page = pytest.mark.parametrize("page", ["plugins.md", "plugins.ja.md"])


def blocks(page: str, language: str) -> list[str]:
    text = (ROOT / "docs" / page).read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


@pytest.fixture
def first_pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """The first pack of a page, and its configuration, written where the page says."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)

    def write(page: str) -> Path:
        pack, config, *_ = blocks(page, "yaml")
        (tmp_path / "rules").mkdir()
        (tmp_path / "rules" / "house-words.yml").write_text(pack, "utf-8")
        (tmp_path / "postlint.yml").write_text(config, "utf-8")
        return tmp_path

    return write


@each_house_page
def test_the_first_pack_works_as_the_page_says(page: str, first_pack: Callable[[str], Path], capsys: pytest.CaptureFixture[str]) -> None:
    folder = first_pack(page)
    (folder / "content").mkdir()
    (folder / "content" / "post.md").write_text("---\ntitle: 店\n---\n\nユーザが増えました。\n", "utf-8")
    lang = "ja" if ".ja" in page else "en"
    first, last = blocks(page, "console")
    assert main(["rules", "test", "rules/house-words.yml", "--lang", lang]) == 0
    assert first.splitlines()[1] == capsys.readouterr().out.strip()
    assert main(["check", "content", "--lang", lang]) == 1
    assert "「ユーザ」は「ユーザー」と書きます。" in capsys.readouterr().out
    pack = folder / "rules" / "house-words.yml"
    pack.write_text(pack.read_text("utf-8").replace("good: サーバーが", "good: サーバが"), "utf-8")
    assert main(["rules", "test", "rules/house-words.yml", "--lang", lang]) == 1
    assert last.partition("\n")[2] == capsys.readouterr().out


@each_house_page
def test_every_entry_shown_finds_its_bad_examples_and_passes_its_good_ones(page: str, tmp_path: Path) -> None:
    shown = [block for block in blocks(page, "yaml") if block.startswith("entries:")]
    assert len(shown) == 4
    for block in shown:
        path = tmp_path / "shown.yml"
        path.write_text(HEAD + block, "utf-8")
        assert all(any(example.entry == entry.name for example in read_pack(path).examples) for entry in read_pack(path).entries)
        assert [result.example for result in try_examples([path]).failed if result.example.entry] == []


@each_house_page
def test_the_page_tells_of_every_key_scope_kind_and_part_of_speech(page: str) -> None:
    from postlint.packs import entries, load, tokens

    text = (ROOT / "docs" / page).read_text("utf-8")
    keys = {*entries._COMMON, *(key for keys in entries._KEYS.values() for key in keys), *tokens._CONDITIONS, "optional", "not"}
    keys |= {"tier", "severity", "entries", *load._REQUIRED, *SCOPES, *KINDS}
    assert [key for key in keys if f"`{key}`" not in text] == []
    assert [pos for pos in POS if pos not in text] == []


@each_plugin_page
def test_the_page_shows_the_template_as_it_is(page: str) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8")
    for file in ("pyproject.toml", "src/postlint_house/long_sentence.py", "tests/test_long_sentence.py"):
        assert f"\n{(PLUGIN / file).read_text('utf-8')}```" in text, file


@each_plugin_page
def test_the_configuration_of_the_template_is_valid(page: str, tmp_path: Path) -> None:
    (block,) = blocks(page, "yaml")
    (tmp_path / "postlint.yml").write_text(block, "utf-8")
    template = runpy.run_path(str(PLUGIN / "src" / "postlint_house" / "long_sentence.py"))["LongSentence"]
    known = {**load_registry().known, "long-sentence": template.Options}
    assert load_config(tmp_path / "postlint.yml", known).rules["long-sentence"].options == {"most": 120}


def class_shown(page: str, base: str, folder: Path) -> Any:
    """The class SameOpening of a page, in the form that has this base."""
    (code,) = [block for block in blocks(page, "python") if f"class SameOpening({base}[" in block]
    (folder / f"{base}.py").write_text(code, "utf-8")
    return runpy.run_path(str(folder / f"{base}.py"))["SameOpening"]


@each_plugin_page
@pytest.mark.parametrize("base", ["CorpusCheck", "GroupedCheck"])
def test_the_comparison_of_posts_works(page: str, base: str, tmp_path: Path) -> None:
    whole = class_shown(page, "CorpusCheck", tmp_path)
    as_above = {name: vars(whole)[name] for name in ("__doc__", "doc_ja", "messages", "summarise")}
    check = type("SameOpening", (class_shown(page, base, tmp_path),), as_above)()
    posts = {"a.md": "同じです。一。\n", "b.md": "# 題\n\n同じです。二。\n", "c.md": "違います。\n", "d.md": "", "e.md": ""}
    summaries = [(path, check.summarise(Post(path, text))) for path, text in posts.items()]
    ((path, finding),) = check.compare(summaries, posts)
    assert (path, finding.span.of(posts[path])) == ("b.md", "同じです。")
    assert tell(check.messages, finding.message, "en", finding.data) == "a.md opens with the same sentence."


@each_plugin_page
def test_the_finding_with_a_fix_can_be_made(page: str) -> None:
    (code,) = [block for block in blocks(page, "python") if block.startswith("yield")]
    names = {name: getattr(postlint.plugin, name) for name in postlint.plugin.__all__}
    made: list[Finding] = []
    code = code.replace("yield Finding(", "made.append(Finding(", 1).rstrip() + ")"
    exec(code, {**names, "made": made, "post": Post("a.md", "店店"), "span": names["Span"](1, 2), "first": names["Span"](0, 1)})
    assert made[0].data == {"word": "店"}
    assert made[0].fix is not None


@each_plugin_page
def test_the_page_tells_of_everything_that_is_promised(page: str) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8")
    assert [name for name in postlint.plugin.__all__ if not re.search(rf"\b{name}\b", text)] == []
    post, block = Post("a.md", "a"), Block("paragraph", postlint.plugin.Span(0, 1))
    for name in ("path", "text", "body", "blocks", "masked", "meta"):
        assert f"`{name}" in text
        assert hasattr(post, name)
    for name in ("kind", "span", "plain", "sentences", "source", "level", "links", "emphasised"):
        assert f"`{name}" in text
        assert hasattr(block, name)


@pytest.mark.parametrize("stem", ["house-rules", "plugins"])
def test_both_languages_have_the_same_sections_tables_and_code(stem: str) -> None:
    def shape(suffix: str) -> list[str]:
        text = (ROOT / "docs" / f"{stem}{suffix}").read_text("utf-8")
        prose = re.sub(r"^```.*?^```", "```", text, flags=re.DOTALL | re.MULTILINE)
        return re.findall(r"^(#+(?= )|\|(?= )|```|- )", prose, re.MULTILINE)

    assert shape(".md") == shape(".ja.md")
