"""The options that fix, through the command line: what is printed where, and the exit status."""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from postlint import cli_fixed
from postlint.cli import main
from postlint.engine import hush as hush_module
from postlint.engine import mend as mend_module
from postlint.engine.write import ChangedError, rewrite

BROKEN = "---\ntitle: 春の庭\nreading_time: 30\n---\n\n庭に水をやる。\n\n---END---\n\n今では60%以上の企業が屋上に庭を持ちます。\n"
SAFE = "---\ntitle: 春の庭\nreading_time: 1\n---\n\n庭に水をやる。\n\n今では60%以上の企業が屋上に庭を持ちます。\n"
UNSAFE = SAFE.replace("60%以上の", "多くの")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def post(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    file = tmp_path / "庭.md"
    file.write_bytes(BROKEN.encode())
    return file


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    def call(*args: str) -> tuple[int, str, str]:
        status = main([*args[:1], "--isolated", "--lang", "en", *args[1:]])
        done = capfd.readouterr()
        return status, done.out, done.err

    return call


def test_what_is_safe_is_fixed_and_the_rest_is_reported(post: Path, run: Run) -> None:
    status, out, err = run("check", "--fix", ".")
    assert post.read_bytes() == SAFE.encode()
    assert status == 1
    assert "garbled-statistic" in out
    assert "stray-marker" not in out
    assert err == "Fixed 2 findings in 1 post (reading-time 1, stray-marker 1).\nLeft: 1 finding.\n"


def test_with_unsafe_fixes_nothing_is_left(post: Path, run: Run) -> None:
    status, _, err = run("check", "--fix", "--unsafe-fixes", ".")
    assert (status, post.read_bytes()) == (0, UNSAFE.encode())
    assert err == "Fixed 3 findings in 1 post (garbled-statistic 1, reading-time 1, stray-marker 1).\nNothing is left.\n"
    assert run("check", "--fix", "--unsafe-fixes", ".")[2] == "There was nothing to fix.\nNothing is left.\n"


def test_only_selected_rules_fix(post: Path, run: Run) -> None:
    status, _, _ = run("check", "--fix", "--select", "stray-marker", ".")
    assert (status, post.read_bytes()) == (0, BROKEN.replace("---END---\n\n", "").encode())


def test_a_diff_is_shown_and_nothing_is_written(post: Path, run: Run) -> None:
    status, out, err = run("check", "--diff", "--fix", ".")
    assert (status, post.read_bytes()) == (1, BROKEN.encode())
    assert out.startswith("--- 庭.md\n+++ 庭.md\n@@ ")
    assert "\n-reading_time: 30\n+reading_time: 1\n" in out
    assert err == "--fix would fix 2 findings in 1 post (reading-time 1, stray-marker 1).\nIt would leave 1 finding.\n"


def test_a_diff_that_would_leave_nothing_still_exits_with_1_unless_told_not_to(post: Path, run: Run) -> None:
    assert run("check", "--diff", "--unsafe-fixes", ".")[::2] == (
        1,
        "--fix would fix 3 findings in 1 post (garbled-statistic 1, reading-time 1, stray-marker 1).\nNothing would be left.\n",
    )
    assert run("check", "--diff", "--unsafe-fixes", "--exit-zero", ".")[0] == 0
    post.write_bytes(UNSAFE.encode())
    assert run("check", "--diff", ".") == (0, "", "There is nothing to fix.\nNothing would be left.\n")


def test_a_diff_in_colour_has_no_control_characters_of_the_post(post: Path, run: Run) -> None:
    post.write_bytes(BROKEN.replace("水を", "\x1b[2J水を").encode())
    assert "\x1b[2J" in run("check", "--diff", ".")[1]  # as it is, for patch
    out = run("check", "--diff", "--color", "always", ".")[1]
    assert "\\x1b[2J水" in out
    assert "\x1b[31m-reading_time: 30\x1b[0m" in out


def test_a_diff_on_a_terminal_is_harmless_even_without_colour(post: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli_fixed, "prints_to_terminal", lambda: True)
    post.write_bytes(BROKEN.replace("水を", "\x1b[2J水を").encode())
    assert "\\x1b[2J水" in run("check", "--diff", "--color", "never", ".")[1]


def test_unsafe_fixes_alone_are_a_mistake(post: Path, run: Run) -> None:
    status, out, err = run("check", "--unsafe-fixes", ".")
    assert (status, out) == (2, "")
    assert "--fix" in err
    assert post.read_bytes() == BROKEN.encode()


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["--fix"], "1件の記事で2件の問題を修正しました（reading-time 1件、stray-marker 1件）。\n1件の問題が残っています。\n"),
        (
            ["--diff"],
            "--fix を付けると、1件の記事で2件の問題を修正できます（reading-time 1件、stray-marker 1件）。\n修正後も1件の問題が残ります。\n",
        ),
        (["--fix", "--select", "title-echo"], "修正できる問題はありませんでした。\n残っている問題はありません。\n"),
        (["--diff", "--select", "title-echo"], "修正できる問題はありません。\n修正後に残る問題はありません。\n"),
    ],
)
def test_the_summary_is_told_in_japanese(post: Path, capfd: pytest.CaptureFixture[str], args: list[str], told: str) -> None:
    main(["check", "--isolated", "--lang", "ja", *args, "."])
    assert capfd.readouterr().err == told


@pytest.mark.parametrize(
    ("error", "lang", "told"),
    [
        (
            OSError(28, "No space left on device"),
            "en",
            "postlint: error: 庭.md was left as it was: it cannot be written (No space left on device).",
        ),
        (
            OSError(28, "No space left on device"),
            "ja",
            "postlint: エラー: 庭.md に書き込めないため、元のままです（No space left on device）。",
        ),
        (ChangedError(), "en", "postlint: error: 庭.md was left as it was: it has changed since it was read. Run postlint again."),
        (
            ChangedError(),
            "ja",
            "postlint: エラー: 庭.md は読み込んだ後に変更されたため、修正を書き込みませんでした。もう一度実行してください。",
        ),
    ],
)
def test_a_file_that_cannot_be_written_is_told_and_the_others_are_fixed(
    post: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, error: OSError, lang: str, told: str
) -> None:
    other = post.with_name("a.md")
    other.write_bytes(BROKEN.encode())

    def refuse(file: str, data: bytes, is_unchanged: Callable[[bytes], bool]) -> None:
        if file.endswith("庭.md"):
            raise error
        rewrite(file, data, is_unchanged)

    monkeypatch.setattr(mend_module, "rewrite", refuse)
    assert main(["check", "--isolated", "--lang", lang, "--fix", "--exit-zero", "."]) == 2
    assert capfd.readouterr().err.splitlines()[0] == told
    assert (other.read_bytes(), post.read_bytes()) == (SAFE.encode(), BROKEN.encode())


def test_a_report_goes_to_its_file_and_tells_what_is_left(post: Path, run: Run) -> None:
    status, out, _ = run("check", "--fix", "--format", "json", "--output", "json=left.json", ".")
    assert status == 1
    assert out == Path("left.json").read_text("utf-8")
    assert '"rule": "garbled-statistic"' in out
    assert '"rule": "stray-marker"' not in out


def test_a_baseline_is_left_alone(post: Path, run: Run) -> None:
    assert run("baseline", "--select", "stray-marker", ".")[0] == 0
    status, out, _ = run("check", "--fix", "--baseline", ".")
    assert status == 1
    assert "stray-marker" not in out
    assert post.read_bytes() == BROKEN.replace("30", "1").encode()


def stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_standard_input_comes_out_fixed_byte_for_byte(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    stdin(monkeypatch, b"\xef\xbb\xbf" + BROKEN.replace("\n", "\r\n").encode())
    assert main(["check", "--isolated", "--lang", "en", "--fix", "--stdin-filename", "庭.md", "-"]) == 1
    done = capfdbinary.readouterr()
    assert done.out == b"\xef\xbb\xbf" + SAFE.replace("\n", "\r\n").encode()
    assert "garbled-statistic" in done.err.decode()
    assert done.err.decode().endswith("Left: 1 finding.\n")
    assert list(tmp_path.iterdir()) == []


def test_a_diff_of_standard_input_goes_by_its_name(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    stdin(monkeypatch, BROKEN.encode())
    status, out, _ = run("check", "--diff", "--stdin-filename", "庭.md", "-")
    assert status == 1
    assert out.startswith("--- 庭.md\n")


def test_standard_input_that_is_excluded_comes_out_as_it_went_in(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("postlint.yml").write_text("exclude: [drafts/]\n")
    stdin(monkeypatch, BROKEN.encode())
    assert main(["check", "--fix", "--allow-empty", "--stdin-filename", "drafts/庭.md", "-"]) == 0
    assert capfdbinary.readouterr().out == BROKEN.encode()


def test_html_and_the_like_show_the_texts_as_they_would_be(post: Path, run: Run) -> None:
    run("check", "--diff", "--output", "html=left.html", ".")
    page = Path("left.html").read_text("utf-8")
    assert "60%以上の企業" in page
    assert "---END---" not in page


def test_a_reader_that_leaves_early_is_no_mistake(post: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "postlint", "check", "--isolated", "--diff", "."]
    with os.fdopen(writer, "wb") as closed:
        done = subprocess.run(command, stdout=closed, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr


def test_findings_are_suppressed_with_a_reason(post: Path, run: Run) -> None:
    status, out, err = run("check", "--add-suppressions", "--reason", "old  posts", ".")
    assert (status, err) == (0, "Suppressed 3 findings in 1 post.\n")
    assert out == "1 post checked, nothing found, 3 suppressed.\n"
    assert post.read_text("utf-8") == BROKEN.replace(
        "---\n\n庭に", 'postlint: {disable: [reading-time], reason: "old posts"}\n---\n\n庭に'
    ).replace("---END---", "<!-- postlint-disable-next-line stray-marker -- old posts -->\n---END---").replace(
        "今では", "<!-- postlint-disable-next-line garbled-statistic -- old posts -->\n今では"
    )
    assert run("check", "--add-suppressions", "--reason", "x", ".")[2] == "There was nothing to suppress.\n"


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "Suppressed 3 findings in 1 post.\nLeft, since no directive can suppress it: 1 finding.\n"),
        ("ja", "1件の記事で3件の指摘を抑制しました。\n記事の中では抑制できない1件の問題が残っています。\n"),
    ],
)
def test_what_cannot_be_suppressed_is_told(post: Path, capfd: pytest.CaptureFixture[str], lang: str, told: str) -> None:
    post.with_name("b.md").write_bytes(b"\xff")
    assert main(["check", "--isolated", "--lang", lang, "--add-suppressions", "--reason", "x", "."]) == 1
    assert capfd.readouterr().err == told


def test_what_a_baseline_knows_is_not_suppressed(post: Path, run: Run) -> None:
    run("baseline", "--select", "stray-marker,garbled-statistic", ".")
    assert run("check", "--baseline", "--add-suppressions", "--reason", "x", ".")[2] == "Suppressed 1 finding in 1 post.\n"
    assert "<!--" not in post.read_text("utf-8")


def test_a_failure_while_suppressing_is_reported(post: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError("a bug")

    monkeypatch.setattr(hush_module, "hush_post", fail)
    status, out, _ = run("check", "--add-suppressions", "--reason", "x", ".")
    assert status == 2
    assert "a bug" in out
    assert post.read_bytes() == BROKEN.encode()


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["--add-suppressions", "."], "needs --reason"),
        (["--add-suppressions", "--reason", " ", "."], "needs --reason"),
        (["--reason", "x", "."], "goes with --add-suppressions"),
        (["--add-suppressions", "--reason", "x", "--fix", "."], "cannot be combined"),
        (["--add-suppressions", "--reason", "x", "--diff", "."], "cannot be combined"),
        (["--add-suppressions", "--reason", "x", "-"], "cannot be combined"),
    ],
)
def test_options_that_do_not_go_together_are_mistakes(post: Path, run: Run, args: list[str], told: str) -> None:
    status, out, err = run("check", *args)
    assert (status, out) == (2, "")
    assert told in err
    assert post.read_bytes() == BROKEN.encode()
