"""What the command line prints for GitHub Actions, and in place of findings; the bar; completion in the shell."""

import io
import os
import pty
import re
import shutil
import subprocess
import sys
import termios
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from postlint import cli_style
from postlint.cli import main
from postlint.cli_completion import rule_ids, selectable
from postlint.cli_progress import CHECKING, PATIENCE, PAUSE, progress_bar
from postlint.engine.run import Aids, run

CLEAN = "---\ntitle: 庭の手入れ\n---\n\n今日は庭の草を抜きました。明日は種をまきます。\n"
MARKED = CLEAN.replace("手入れ", "片付け") + "\n---END---\n\n残りの作業は来週に回します。\n"


@dataclass
class Done:
    status: int
    out: str
    err: str


Call = Callable[..., Done]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "FORCE_COLOR", "TERM", "GITHUB_ACTIONS", "GITHUB_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts/clean.md").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "posts/marked.md").write_text(MARKED, encoding="utf-8")
    return tmp_path


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    def run_main(*args: str) -> Done:
        capsys.readouterr()
        status = main(args)
        return Done(status, *capsys.readouterr())

    return run_main


@pytest.fixture
def actions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")


# GitHub Actions


@pytest.mark.usefixtures("actions")
def test_in_github_actions_findings_become_annotations_and_the_summary_stays_readable(call: Call) -> None:
    done = call("check", "posts")
    first, *rest = done.out.splitlines()
    assert first.startswith("::error file=posts/marked.md,line=7,endLine=7,col=1,endColumn=10,title=postlint (stray-marker)::")
    assert rest[0].startswith("Rule ")
    assert rest[-2:] == ["2 posts checked: 1 finding in 1 post (1 error, 0 warnings).", "1 can be fixed with --fix."]
    assert done.status == 1


@pytest.mark.usefixtures("actions")
def test_a_format_that_is_named_is_used_in_github_actions_too(call: Call) -> None:
    assert call("check", "--format", "text", "posts").out.startswith("posts/marked.md\n")


@pytest.mark.usefixtures("actions")
def test_a_file_without_a_format_gets_the_text_report_in_github_actions(call: Call, here: Path) -> None:
    call("check", "--output", "report.txt", "posts")
    assert (here / "report.txt").read_text("utf-8").startswith("posts/marked.md\n")


@pytest.mark.usefixtures("actions")
@pytest.mark.parametrize("form", ["text", "concise", "json"])
def test_in_github_actions_no_post_gives_commands_in_any_format(call: Call, here: Path, form: str) -> None:
    (here / "posts/::warning::x ##[add-mask]a.md").write_text(MARKED.replace("庭の", "畑の"), encoding="utf-8")
    done = call("check", "--format", form, "posts/::warning::x ##[add-mask]a.md")
    assert "add-mask" in done.out
    assert "##[" not in done.out
    assert not any(line.lstrip().startswith("::") for line in done.out.splitlines())


@pytest.mark.usefixtures("actions")
def test_in_github_actions_a_mistake_gives_no_commands(call: Call) -> None:
    done = call("check", "##[add-mask]a.md")
    assert (done.status, "# #[add-mask]a.md" in done.err) == (2, True)


@pytest.mark.parametrize("value", ["", "false", "1"])
def test_elsewhere_the_format_is_text(call: Call, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", value)
    assert call("check", "posts").out.startswith("posts/marked.md\n")


@pytest.mark.usefixtures("actions")
@pytest.mark.parametrize(
    ("root", "folder", "file"),
    [
        ("", "posts", "posts/marked.md"),
        (".", "posts", "posts/marked.md"),
        (".", ".", "posts/marked.md"),
        ("elsewhere", "posts", "marked.md"),
    ],
)
def test_annotations_name_files_from_the_root_of_the_repository(
    call: Call, here: Path, monkeypatch: pytest.MonkeyPatch, root: str, folder: str, file: str
) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(here / root) if root else "")
    monkeypatch.chdir(here / folder)
    file = "marked.md" if not root else file
    assert f"::error file={file},line=7," in call("check", ".").out


@pytest.mark.parametrize("spec", ["posts/broken.md", "json=posts/broken.md", "posts/BROKEN.MD"])
def test_no_report_takes_the_place_of_a_post(call: Call, here: Path, spec: str) -> None:
    file = here / spec.rpartition("=")[2]
    file.write_text("a post\n", encoding="utf-8")
    done = call("check", "--output", spec, "posts")
    assert done.status == 2
    assert "would write the report over the post" in done.err
    assert file.read_text(encoding="utf-8") == "a post\n"


def test_a_report_in_markdown_takes_the_place_of_an_earlier_one(call: Call, here: Path) -> None:
    for _ in range(2):
        assert call("check", "--output", "markdown=report.md", "posts").status == 1
    assert "postlint" in (here / "report.md").read_text(encoding="utf-8")


def test_the_list_of_rules_has_formats_of_its_own(call: Call) -> None:
    done = call("rules", "--format", "github")
    assert (done.status, "text, json" in done.err) == (2, True)


# the terminal


@pytest.mark.parametrize("told", ["", "60", " 70 ", "0", "-1", "wide"])
def test_the_terminal_is_as_wide_as_the_standard_library_says(monkeypatch: pytest.MonkeyPatch, told: str) -> None:
    monkeypatch.setenv("COLUMNS", told)
    main_end, worker_end = pty.openpty()
    termios.tcsetwinsize(worker_end, (24, 93))
    with os.fdopen(main_end), os.fdopen(worker_end, "w") as terminal:
        monkeypatch.setattr(sys, "__stdout__", terminal)
        assert cli_style.columns() == shutil.get_terminal_size().columns == {"60": 60, " 70 ": 70}.get(told, 93)
    assert cli_style.columns() == shutil.get_terminal_size().columns == {"60": 60, " 70 ": 70}.get(told, 80)
    monkeypatch.setattr(sys, "__stdout__", None)
    assert cli_style.columns() == shutil.get_terminal_size().columns == {"60": 60, " 70 ": 70}.get(told, 80)


# --statistics and --show-files


def test_statistics_stand_in_place_of_the_findings(call: Call) -> None:
    done = call("check", "--statistics", "posts")
    assert done.out.startswith("Rule ")
    assert "stray-marker" in done.out
    assert "marked.md" not in done.out
    assert done.status == 1


def test_statistics_of_the_concise_report_are_a_line_a_rule(call: Call) -> None:
    assert call("check", "--statistics", "--format", "concise", "posts").out.startswith("1  stray-marker\n2 posts checked")


def test_statistics_change_nothing_in_the_json_report(call: Call) -> None:
    assert call("check", "--statistics", "--format", "json", "posts").out == call("check", "--format", "json", "posts").out


def test_show_files_lists_the_posts_and_checks_none(call: Call) -> None:
    done = call("check", "--show-files", "posts")
    assert (done.status, done.out, done.err) == (0, "posts/clean.md\nposts/marked.md\n", "")


def test_show_files_leaves_out_what_is_excluded(call: Call, here: Path) -> None:
    (here / "postlint.yml").write_text("exclude: [posts/clean.md]\n", encoding="utf-8")
    assert call("check", "--show-files", "posts", "posts/clean.md").out == "posts/marked.md\n"


def test_show_files_of_an_empty_folder_lists_nothing(call: Call, here: Path) -> None:
    (here / "empty").mkdir()
    done = call("check", "--show-files", "empty")
    assert (done.status, done.out) == (0, "")


def test_show_files_puts_every_name_on_one_line(call: Call, here: Path) -> None:
    (here / "posts/a\n\x1bb.md").write_text(CLEAN.replace("庭の", "畑の"), encoding="utf-8")
    assert call("check", "--show-files", "posts").out == "posts/a\\n\\x1bb.md\nposts/clean.md\nposts/marked.md\n"


def test_show_files_names_what_standard_input_is(call: Call) -> None:
    assert call("check", "--show-files", "--stdin-filename", "posts/new.md", "-").out == "posts/new.md\n"


# the bar


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_no_bar_is_shown_to_who_does_not_wait() -> None:
    clock, stream = Clock(), io.StringIO()
    with progress_bar("en", stream, clock) as tell:
        tell(1, 10)
        clock.now += PATIENCE - 0.01
        tell(9, 10)
    assert stream.getvalue() == ""


def test_the_bar_appears_after_a_second_and_vanishes() -> None:
    clock, stream = Clock(), io.StringIO()
    with progress_bar("ja", stream, clock) as tell:
        clock.now += PATIENCE
        tell(3, 10)
        assert CHECKING["ja"] in stream.getvalue()
        assert "3/10" in re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", stream.getvalue())
    assert _screen(stream.getvalue()) == []


def test_the_bar_is_redrawn_no_faster_than_anyone_can_read() -> None:
    clock, stream = Clock(), io.StringIO()
    with progress_bar("en", stream, clock) as tell:
        clock.now += PATIENCE
        tell(1, 10)
        drawn = stream.getvalue()
        tell(2, 10)
        assert stream.getvalue() == drawn
        clock.now += PAUSE
        tell(3, 10)
        assert len(stream.getvalue()) > len(drawn)


def test_the_bar_vanishes_when_the_run_is_stopped_and_the_cursor_comes_back() -> None:
    clock, stream = Clock(), io.StringIO()
    with pytest.raises(KeyboardInterrupt), progress_bar("en", stream, clock) as tell:
        clock.now += PATIENCE
        tell(1, 10)
        raise KeyboardInterrupt
    assert stream.getvalue().rindex("\x1b[?25h") > stream.getvalue().rindex("\x1b[?25l")
    assert _screen(stream.getvalue()) == []


def test_the_bar_starts_no_thread() -> None:
    import threading

    clock, stream, before = Clock(), io.StringIO(), threading.active_count()
    with progress_bar("en", stream, clock) as tell:
        clock.now += PATIENCE
        tell(1, 10)
        assert threading.active_count() == before


def _screen(written: str) -> list[str]:
    """The lines that a terminal shows after all that was written to it."""
    lines, row = [""], 0
    for part in re.findall(r"\x1b\[[0-9;?]*[A-Za-z]|[\r\n]|[^\x1b\r\n]+", written):
        if part == "\n":
            row += 1
            lines += [""] * (row + 1 - len(lines))
        elif part.endswith("A") and part.startswith("\x1b"):
            row -= int(part[2:-1] or 1)
        elif part == "\x1b[2K":
            lines[row] = ""
        elif not part.startswith("\x1b") and part != "\r":
            lines[row] += part
    return [line for line in lines if line]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_tells_how_many_posts_are_done(here: Path, jobs: int) -> None:
    from postlint.engine.discover import discover
    from postlint.engine.registry import Plan

    for number in range(20):
        (here / f"posts/{number}.md").write_text(CLEAN.replace("庭の", f"{number}番目の庭の"), encoding="utf-8")
    told: list[tuple[int, int]] = []
    run(discover(["posts"]), Plan(()), jobs, aids=Aids(lambda done, total: told.append((done, total))))
    assert told == [(number, 22) for number in range(1, 23)]


@pytest.mark.parametrize(
    ("form", "quiet", "terminal", "term", "waits"),
    [
        ("text", False, True, "xterm", True),
        ("json", False, True, "xterm", False),
        ("text", True, True, "xterm", False),
        ("text", False, False, "xterm", False),
        ("text", False, True, "dumb", False),
    ],
)
def test_only_who_sees_standard_error_and_wants_text_gets_a_bar(
    monkeypatch: pytest.MonkeyPatch, form: str, quiet: bool, terminal: bool, term: str, waits: bool
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    monkeypatch.setenv("TERM", term)
    assert cli_style.person_waits(form, quiet=quiet) is waits


@pytest.mark.parametrize("seconds", ["0", "1000"])
def test_in_a_terminal_the_report_is_the_same_with_a_bar_and_without(here: Path, seconds: str) -> None:
    script = "import sys; from postlint import cli_progress as bar; bar.PATIENCE = float(sys.argv.pop(1)); bar.PAUSE = 0.0; from postlint.cli import main; main()"
    main_end, worker_end = pty.openpty()
    command = [sys.executable, "-c", script, seconds, "check", "posts"]
    env = {**os.environ, "TERM": "xterm", "NO_COLOR": "1"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=worker_end, env=env)
    out = process.communicate()[0].decode()
    os.close(worker_end)
    err = _drain(main_end)
    assert out.startswith("posts/marked.md\n")
    assert "\x1b" not in out
    assert ("Checking posts" in err) is (seconds == "0")
    assert _screen(err) == []


def _drain(end: int) -> str:
    read = b""
    try:
        while part := os.read(end, 4096):
            read += part
    except OSError:  # Linux says so at the end
        pass
    os.close(end)
    return read.decode()


# completion


def _offered(words: str, shell: str = "bash", lang: str = "C") -> tuple[list[str], str, int]:
    env = os.environ | {"COMP_WORDS": words, "COMP_CWORD": str(words.count(" ")), "_TYPER_COMPLETE_ARGS": words}
    env |= {"_POSTLINT_COMPLETE": f"complete_{shell}", "LC_ALL": lang}
    done = subprocess.run([sys.executable, "-m", "postlint"], env=env, capture_output=True, check=False)
    return done.stdout.decode().split("\n")[:-1], done.stderr.decode(), done.returncode


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("postlint ex", ["explain"]),
        ("postlint explain truncated-", ["truncated-ending", "truncated-paragraph"]),
        ("postlint check --select stray-marker,truncated-p", ["stray-marker,truncated-paragraph"]),
        ("postlint check --ignore integ", ["integrity"]),
        ("postlint check --format c", ["concise", "checkstyle"]),
        ("postlint check --lang ", ["en", "ja"]),
        ("postlint check --fail-on w", ["warning"]),
        ("postlint check --color al", ["always"]),
        ("postlint check --statis", ["--statistics"]),
        ("postlint rules --format ", ["text", "json"]),
        ("postlint check posts/", [""]),
        ("postlint chekc po", [""]),
    ],
)
def test_the_shell_offers_what_may_stand_there_and_leaves_files_to_itself(words: str, offered: list[str]) -> None:
    assert _offered(words) == (offered, "", 0)


def test_what_the_shell_shows_beside_an_offer_is_in_the_readers_language() -> None:
    shown, _, _ = _offered("postlint ", "zsh", "ja_JP.UTF-8")
    assert "記事を調べ" in "".join(shown)
    assert "Check posts" not in "".join(shown)


def test_rules_of_a_pack_are_offered_and_a_broken_configuration_is_passed_over(here: Path) -> None:
    plain = rule_ids("")
    (here / "postlint.yml").write_text("packs: [nowhere.yml]\n", encoding="utf-8")
    assert rule_ids("") == plain
    assert ("integrity", "") in selectable("integ")


@pytest.mark.parametrize(
    ("option", "shown"), [("--show-completion", "_POSTLINT_COMPLETE"), ("--install-completion", "completion installed")]
)
def test_completion_can_be_shown_and_installed(here: Path, option: str, shown: str) -> None:
    script = f"{sys.executable} -m postlint {option}; echo status $?"
    env = os.environ | {"HOME": str(here), "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": ""}
    done = subprocess.run(["bash", "-c", script], env=env, capture_output=True, check=False)
    assert shown in done.stdout.decode()
    assert done.stdout.decode().endswith("status 0\n")
    assert (here / ".bashrc").exists() is (option == "--install-completion")
