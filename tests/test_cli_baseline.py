"""`postlint baseline` and `postlint check --baseline`, from end to end."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from postlint.cli import main
from postlint.engine.baseline import FILE_NAME

POST = "---\ntitle: 庭の手入れ\n---\n\n今日は庭の草を抜きました。明日は種をまきます。\n"
MARKED = POST.replace("手入れ", "片付け") + "\n---END---\n\n残りの作業は来週に回します。\n"
TOKEN = "\n<|endoftext|>\n\n道具は物置に片付けました。\n"


@dataclass
class Done:
    status: int
    out: str
    err: str


Call = Callable[..., Done]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "FORCE_COLOR", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts/a.md").write_text(MARKED, encoding="utf-8")
    (tmp_path / "posts/b.md").write_text(POST, encoding="utf-8")
    return tmp_path


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    def run_main(*args: str) -> Done:
        capsys.readouterr()
        status = main(args)
        return Done(status, *capsys.readouterr())

    return run_main


def test_a_team_starts_clean_and_hears_of_what_is_new(call: Call, here: Path) -> None:
    done = call("baseline", "posts")
    assert (done.status, done.out) == (0, f"{FILE_NAME}: 1 known (new: 1, gone: 0).\n")
    done = call("check", "--baseline", "posts")
    assert (done.status, done.out) == (0, "2 posts checked, nothing found, 1 in the baseline.\n")
    (here / "posts/a.md").write_text(MARKED.replace("今日は", "はじめの段落です。\n\n今日は") + TOKEN, encoding="utf-8")
    done = call("check", "--baseline", "--format", "concise", "posts")
    assert done.status == 1
    assert [line.partition(" error")[0] for line in done.out.splitlines()[:-1]] == ["posts/a.md:13:1:"]


def test_what_was_fixed_is_dropped(call: Call, here: Path) -> None:
    call("baseline", "posts")
    (here / "posts/a.md").write_text(POST.replace("手入れ", "片付け"), encoding="utf-8")
    assert call("baseline", "--lang", "ja", "posts").out == f"{FILE_NAME} に0件の問題を記録しました（追加0件、削除1件）。\n"
    assert call("baseline", "--baseline-only-shrinks", "posts").status == 0


def test_a_baseline_that_may_only_shrink_is_not_written_when_it_would_grow(call: Call, here: Path) -> None:
    call("baseline", "posts")
    before = (here / FILE_NAME).read_text("utf-8")
    (here / "posts/b.md").write_text(POST + TOKEN, encoding="utf-8")
    done = call("baseline", "--baseline-only-shrinks", "posts")
    assert done.status == 1
    first, last = done.out.splitlines()
    assert first.startswith("posts/b.md:7:1: error [stray-marker] ")
    assert last == f"{FILE_NAME} was left as it is: it would grow by 1. Fix what is listed above."
    assert (here / FILE_NAME).read_text("utf-8") == before


def test_a_run_over_some_posts_or_rules_keeps_the_rest(call: Call, here: Path) -> None:
    (here / "posts/b.md").write_text(POST + TOKEN, encoding="utf-8")
    call("baseline", "posts")
    assert call("baseline", "posts/a.md").out == f"{FILE_NAME}: 2 known (new: 0, gone: 0).\n"
    assert call("baseline", "--select", "truncated-ending", "posts").out == f"{FILE_NAME}: 2 known (new: 0, gone: 0).\n"


def test_it_stands_beside_the_configuration(call: Call, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "postlint.yml").write_text("select: [stray-marker]\n", encoding="utf-8")
    monkeypatch.chdir(here / "posts")
    assert call("baseline").status == 0
    assert '["posts/a.md", "stray-marker", ' in (here / FILE_NAME).read_text("utf-8")
    assert call("check", "--baseline", "a.md").status == 0
    monkeypatch.chdir(here)
    assert call("check", "--baseline", "posts").status == 0


def test_another_file_can_be_named(call: Call, here: Path) -> None:
    call("baseline", "--baseline-file", "known.json", "posts")
    assert call("check", "--baseline-file", "known.json", "posts").status == 0
    assert not (here / FILE_NAME).exists()


def test_a_post_on_standard_input_is_known_by_its_name(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    call("baseline", "posts")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(MARKED.encode("utf-8")), encoding="utf-8"))
    assert call("check", "--baseline", "--stdin-filename", "posts/a.md", "-").status == 0


def test_what_no_baseline_hides_is_told_at_once(call: Call, here: Path) -> None:
    (here / "posts/b.md").write_bytes("---\ntitle: 庭\n---\n\n草を抜きました。\n".encode("shift_jis"))
    done = call("baseline", "--lang", "ja", "posts")
    assert done.status == 0
    lines = done.out.splitlines()
    assert lines[1] == "次の1件は、ベースラインでは隠せないため記録していません。"
    assert lines[2].startswith("posts/b.md:")
    assert call("check", "--baseline", "posts").status == 1


def test_after_a_failure_of_postlint_nothing_is_written(call: Call, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from postlint.checks.truncated_ending import TruncatedEnding

    def fail(*_: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(TruncatedEnding, "check", fail)
    done = call("baseline", "posts")
    assert (done.status, (here / FILE_NAME).exists()) == (2, False)
    assert "[internal-error]" in done.out


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_broken_baseline_is_a_mistake_with_its_line(call: Call, here: Path, lang: str) -> None:
    (here / FILE_NAME).write_text('{"version": 1, "findings": [\n["a.md"],\nnull\n]}\n', encoding="utf-8")
    for command in (("check", "--baseline"), ("baseline",)):
        done = call(*command, "--lang", lang, "posts")
        assert (done.status, done.out) == (2, "")
        assert f"{FILE_NAME}:2: " in done.err


def test_a_missing_baseline_is_a_mistake(call: Call) -> None:
    done = call("check", "--baseline", "posts")
    assert done.status == 2
    assert done.err == f"postlint: error: {FILE_NAME}: There is no such baseline. `postlint baseline` writes one.\n"


def test_no_post_is_a_mistake_unless_it_is_fine(call: Call, here: Path) -> None:
    (here / "empty").mkdir()
    assert call("baseline", "empty").status == 2
    assert call("baseline", "--allow-empty", "empty").status == 0


def test_a_place_that_cannot_be_written_is_told(call: Call) -> None:
    done = call("baseline", "--baseline-file", "nowhere/known.json", "posts")
    assert done.status == 2
    assert "cannot be written" in done.err
