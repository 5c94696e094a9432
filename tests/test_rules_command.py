"""`postlint rules test`: the examples in packs, tried out."""

from collections.abc import Callable
from pathlib import Path

import pytest

from postlint.cli import main
from postlint.engine.examples import try_examples
from postlint.packs.load import shipped
from postlint.report.cells import width

HEAD = """\
summary: {en: Not our spelling., ja: 表記が違います。}
why: {en: Readers stumble., ja: 読みにくくなります。}
bad: このサーバです。
good: このサーバーです。
source: {en: Our guide., ja: 社内ガイド。}
messages:
  default: {en: "“{text}”.", ja: "「{text}」。"}
entries:
"""
SERVER = "  - name: server\n    kind: substitution\n    swap: {サーバ: サーバー}\n"
Call = Callable[..., tuple[int, str, str]]
Write = Callable[..., Path]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "FORCE_COLOR", "TERM", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    def run(*args: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = main(["rules", *args])
        done = capsys.readouterr()
        return status, done.out, done.err

    return run


@pytest.fixture
def write(here: Path) -> Write:
    def put(entries: str, head: str = HEAD, name: str = "house-words.yml") -> Path:
        path = here / name
        path.write_text(head + entries, encoding="utf-8")
        return path

    return put


def test_examples_that_are_as_they_should_be_are_counted(call: Call, write: Write) -> None:
    write(SERVER)
    assert call("test", "house-words.yml") == (0, "2 examples in 1 pack: all are as they should be.\n", "")
    assert call("test", "house-words.yml", "--lang", "ja")[1] == "1個のパックの例2件を試しました。すべて期待どおりです。\n"


def test_a_bad_example_that_is_not_found_is_shown(call: Call, write: Write) -> None:
    write(SERVER + "    bad:\n      - サーバ\n      - |\n        一行目\n        二行目\n")
    status, out, _ = call("test", "house-words.yml")
    assert status == 1
    assert out == (
        "house-words.yml:14  house-words › server\n"
        "  Nothing was found in this bad example.\n"
        "    │ 一行目\n"
        "    │ 二行目\n"
        "\n"
        "4 examples in 1 pack: 1 is not as they should be.\n"
    )


def test_a_good_example_that_is_found_is_shown_with_carets_under_the_match(call: Call, write: Write) -> None:
    write(SERVER, HEAD.replace("good: このサーバーです。", "good: |\n  一行目。\n\n  新しいサーバです。"))
    status, out, _ = call("test", "house-words.yml", "--lang", "ja")
    assert status == 1
    assert out == (
        "house-words.yml:4  house-words\n"
        "  良い例なのに、問題として見つかりました。\n"
        "    │ 新しいサーバです。\n"
        "    │       ^^^^^^\n"
        "    │ server → サーバー\n"
        "\n"
        "1個のパックの例2件を試しました。期待と違うものが1件あります。\n"
    )


def test_several_failures_are_counted(call: Call, write: Write) -> None:
    write(SERVER + "    bad: [い, ろ]\n")
    assert call("test", "house-words.yml")[1].endswith("4 examples in 1 pack: 2 are not as they should be.\n")


def test_an_example_of_an_entry_is_tried_with_that_entry_alone(call: Call, write: Write) -> None:
    write(SERVER + "    good: 誤\n  - name: wide\n    pattern: このサーバで|誤\n    bad: このサーバです。\n")
    assert call("test", "house-words.yml")[0] == 0


def test_every_match_in_a_good_example_is_shown_with_its_entry(call: Call, write: Write) -> None:
    cut = "  - {name: cut, kind: substitution, pattern: 余, replace: '', good: 余分}\n"
    write(SERVER + "    good: サーバとサーバ\n" + cut + '  - {name: two, pattern: "あ\\nい", good: "あ\\nい"}\n')
    _, out, _ = call("test", "house-words.yml")
    assert out.count("│ server → サーバー") == 2
    assert "    │ cut → (deleted)" in out
    assert "    │ あ\n    │ ^^\n    │ two\n" in out


def test_verbose_shows_what_was_found_in_every_example(call: Call, write: Write) -> None:
    write(SERVER)
    out = call("test", "house-words.yml", "-v")[1]
    assert "  This bad example was found.\n    │ このサーバです。\n    │     ^^^^^^\n" in out
    assert "  Nothing was found in this good example.\n    │ このサーバーです。\n" in out


def test_quiet_leaves_only_the_summary(call: Call, write: Write) -> None:
    write(SERVER + "    bad: い\n")
    assert call("test", "house-words.yml", "-q")[1] == "3 examples in 1 pack: 1 is not as they should be.\n"


def test_an_example_for_the_title_without_a_title_is_told_why(call: Call, write: Write) -> None:
    entry = "  - {name: t, scope: title, pattern: 誤}\n  - {name: e, scope: excerpt, pattern: 誤}\n"
    head = HEAD.replace("bad: このサーバです。", "bad: 誤")
    write(entry, head)
    assert "Only title or excerpt or description in the front matter is looked into" in call("test", "house-words.yml")[1]
    write(entry, head.replace("bad: 誤", 'bad: "---\\ntitle: 誤\\n---\\n"'))
    assert call("test", "house-words.yml")[0] == 0


def test_without_names_the_shipped_and_the_configured_packs_are_tried(call: Call, write: Write, here: Path) -> None:
    write(SERVER + "    bad: い\n")
    assert call("test")[0] == 0
    (here / "postlint.yml").write_text("packs: [house-words.yml]\n", encoding="utf-8")
    status, out, _ = call("test")
    assert (status, f"in {len(shipped()) + 1} packs" in out) == (1, True)
    assert call("test", "--isolated")[0] == 0
    assert call("--isolated", "test")[0] == 0


def test_a_pack_may_be_named_by_its_id(call: Call, write: Write, here: Path) -> None:
    write(SERVER, name="words.yml")
    (here / "other.yml").write_text("packs: words.yml\n", encoding="utf-8")
    assert call("test", "stray-marker")[1].endswith("in 1 pack: all are as they should be.\n")
    assert call("test", "words", "--config", "other.yml")[1].startswith("2 examples in 1 pack")
    assert call("--config", "other.yml", "test", "words")[1].startswith("2 examples in 1 pack")


def test_a_pack_that_is_not_there_is_told_with_the_nearest(call: Call) -> None:
    status, out, err = call("test", "stray-maker")
    assert (status, out) == (2, "")
    assert "“stray-maker”" in err
    assert "“stray-marker”" in err
    assert "「stray-marker」" in call("test", "stray-maker", "--lang", "ja")[2]


def test_a_pack_that_is_broken_is_told_with_its_line(call: Call, write: Write) -> None:
    write(SERVER + "    replce: x\n")
    status, _, err = call("test", "house-words.yml")
    assert (status, "house-words.yml:12: Unknown key “replce”" in err) == (2, True)
    assert "house-words.yml:12:" in call("test", "house-words.yml", "--lang", "ja")[2]


def test_a_pack_without_examples_does_not_pass_for_one_that_was_tried(call: Call, here: Path) -> None:
    (here / "data.yml").write_text("entries: [{name: a, pattern: a}]\n", encoding="utf-8")
    assert call("test", "data.yml")[:2] == (0, "There are no examples in 1 pack.\n")
    assert call("test", "data.yml", "--lang", "ja")[1] == "1個のパックには例がありません。\n"


def test_long_lines_fit_the_terminal_and_controls_are_visible(call: Call, write: Write) -> None:
    write(SERVER + '    bad: "' + "長い例です。" * 40 + '\\t終わり\\x07"\n    good: ' + "長い例です。" * 40 + "サーバ\n")
    out = call("test", "house-words.yml")[1]
    assert all(width(line) <= 80 for line in out.splitlines())
    assert "\\x07" in out


def test_a_command_that_is_none_is_told_with_the_nearest(call: Call, write: Write) -> None:
    write(SERVER)
    assert "“test”" in call("tets")[2]
    assert "postlint rules test house-words.yml" in call("house-words.yml")[2]


def test_the_list_of_rules_takes_the_same_call_as_before(call: Call) -> None:
    assert "stray-marker" in call()[1]
    assert call("--format", "json")[1].startswith('{\n "version": 1')


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_the_examples_of_the_shipped_packs_are_as_they_should_be(path: Path) -> None:
    assert try_examples([path]).failed == ()
