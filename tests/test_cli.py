"""The command line, told by what it prints and its exit status."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from postlint import __version__, cli_style
from postlint.cli import main
from postlint.cli_help import Command, Group, both
from postlint.cli_voice import Voice, spoken
from postlint.diagnostic import Report

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
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "FORCE_COLOR", "TERM", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "clean.md").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "marked.md").write_text(MARKED, encoding="utf-8")
    return tmp_path


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    def run(*args: str) -> Done:
        capsys.readouterr()
        status = main(args)
        return Done(status, *capsys.readouterr())

    return run


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    def give(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    return give


def rules(done: Done) -> list[str]:
    return [found["rule"] for found in json.loads(done.out)["diagnostics"]]


# exit status


def test_a_clean_post_exits_with_0(call: Call) -> None:
    done = call("check", "clean.md")
    assert (done.status, done.err) == (0, "")
    assert done.out


def test_findings_exit_with_1_on_standard_output(call: Call) -> None:
    done = call("check", "marked.md")
    assert (done.status, done.err) == (1, "")
    assert "stray-marker" in done.out


def test_findings_exit_with_0_if_asked_for(call: Call) -> None:
    assert call("check", "marked.md", "--exit-zero").status == 0


def test_warnings_fail_unless_only_errors_are_to(call: Call) -> None:
    Path("postlint.yml").write_text("rules: {stray-marker: warning}", encoding="utf-8")
    assert call("check", "marked.md").status == 1
    assert call("check", "marked.md", "--fail-on", "warning").status == 1
    assert call("check", "marked.md", "--fail-on", "error").status == 0
    assert call("check", "marked.md", "--isolated", "--fail-on", "error").status == 1


def test_a_crash_of_a_check_exits_with_2_even_where_findings_may_stand(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    from postlint.checks.truncated_ending import TruncatedEnding

    def fail(self: object, post: object) -> Iterator[object]:
        raise TypeError("oops")

    monkeypatch.setattr(TruncatedEnding, "check", fail)
    done = call("check", "marked.md", "--exit-zero", "--format", "json")
    assert done.status == 2
    assert sorted(rules(done)) == ["internal-error", "stray-marker"]
    assert "truncated-ending" in call("check", "clean.md").out


# what is checked


def test_the_current_folder_is_checked_by_default(call: Call) -> None:
    done = call("check", "--format", "json")
    assert json.loads(done.out)["summary"]["checked"] == 2


def test_rules_are_selected_and_ignored_with_commas_and_repeats(call: Call) -> None:
    assert call("check", "marked.md", "--select", "reading-time,front-matter-syntax", "--select", "truncated-ending").status == 0
    assert call("check", "marked.md", "--select", "reading-time, stray-marker,").status == 1
    assert "stray-marker" not in call("check", "marked.md", "--ignore", "stray-marker").out


def test_what_the_call_selects_runs_although_the_configuration_ignores_it(call: Call) -> None:
    Path("postlint.yml").write_text("ignore: [stray-marker]", encoding="utf-8")
    assert "stray-marker" not in rules(call("check", "marked.md", "--format", "json"))
    assert rules(call("check", "marked.md", "--format", "json", "--select", "stray-marker")) == ["stray-marker"]


def test_strict_adds_the_advisory_tier(call: Call, here: Path) -> None:
    (here / "note.yml").write_text(
        "tier: advisory\nseverity: warning\nsummary: {en: A, ja: あ}\nwhy: {en: A, ja: あ}\nbad: a\ngood: b\nsource: {en: A, ja: あ}\n"
        "messages: {default: {en: 'A {text}', ja: 'あ {text}'}}\nentries: [{name: garden, pattern: 庭}]\n",
        encoding="utf-8",
    )
    Path("postlint.yml").write_text("packs: [note.yml]", encoding="utf-8")
    assert "note" not in rules(call("check", "clean.md", "--format", "json"))
    assert "note" in rules(call("check", "clean.md", "--format", "json", "--strict"))
    assert "note" in call("rules").out
    assert call("explain", "note").status == 0


def test_standard_input_is_checked_under_the_name_that_is_given(call: Call, stdin: Callable[[bytes], None]) -> None:
    for args in (["-"], ["-", "--stdin-filename", "posts/new.md"], ["--stdin-filename", "posts/new.md"]):
        stdin(MARKED.encode())
        done = call("check", *args, "--format", "json")
        assert done.status == 1
        assert json.loads(done.out)["diagnostics"][0]["path"] == ("posts/new.md" if len(args) > 1 else "-")


def test_standard_input_does_not_mix_with_files(call: Call) -> None:
    done = call("check", "-", "clean.md")
    assert done.status == 2
    assert "(-)" in done.err


def test_standard_input_under_an_excluded_name_is_not_checked(call: Call, stdin: Callable[[bytes], None]) -> None:
    Path("postlint.yml").write_text("exclude: [old/]", encoding="utf-8")
    stdin(MARKED.encode())
    assert call("check", "--stdin-filename", "old/a.md", "-", "--allow-empty").status == 0
    assert call("check", "--stdin-filename", "old/a.md", "-").status == 2


def test_no_post_is_a_mistake_unless_allowed(call: Call) -> None:
    Path("empty").mkdir()
    done = call("check", "empty")
    assert (done.status, done.out) == (2, "")
    assert "empty" in done.err
    assert call("check", "empty", "--allow-empty").status == 0
    assert json.loads(call("check", "empty", "--allow-empty", "--format", "json").out)["summary"]["checked"] == 0


def test_excludes_bind_files_that_are_named(call: Call) -> None:
    Path("postlint.yml").write_text("exclude: [marked.md]", encoding="utf-8")
    assert call("check", "marked.md", "clean.md").status == 0
    assert call("check", "marked.md", "clean.md", "--isolated").status == 1


def test_the_number_of_processes_does_not_change_the_output(call: Call) -> None:
    for number in range(14):
        Path(f"{number:02}.md").write_text((MARKED if number % 3 else CLEAN).replace("庭の", f"{number}番目の庭の"), encoding="utf-8")
    one, two, many = (call("check", "--format", "json", *jobs) for jobs in (["--jobs", "1"], ["--jobs", "2"], []))
    assert one == two == many
    assert "stray-marker" in rules(one)


@pytest.mark.parametrize("jobs", ["0", "-1", "x", "1.5", "9999999999", "２"])
def test_a_number_of_processes_that_is_none_is_a_mistake(call: Call, jobs: str) -> None:
    done = call("check", f"--jobs={jobs}")
    assert done.status == 2
    assert f"“{jobs}”" in done.err


# configuration


def test_the_configuration_is_found_above_the_named_paths(call: Call, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "site/posts").mkdir(parents=True)
    (here / "site/postlint.yml").write_text("ignore: [stray-marker]", encoding="utf-8")
    (here / "site/posts/a.md").write_text(MARKED, encoding="utf-8")
    assert "stray-marker" not in rules(call("check", "site/posts/a.md", "--format", "json"))
    assert "stray-marker" not in rules(call("check", "site/posts/*.md", "--format", "json"))
    assert "stray-marker" in rules(call("check", "site/posts/a.md", "marked.md", "--format", "json"))
    monkeypatch.chdir(here / "site/posts")
    assert "stray-marker" not in rules(call("check", "--format", "json"))


def test_a_configuration_can_be_named_or_left_out(call: Call) -> None:
    Path("other.yml").write_text("ignore: [stray-marker]", encoding="utf-8")
    assert "stray-marker" not in call("check", "marked.md", "--config", "other.yml").out
    Path("other.yml").rename("postlint.yml")
    assert "stray-marker" in call("check", "marked.md", "--isolated").out
    done = call("check", "--isolated", "--config", "postlint.yml")
    assert done.status == 2
    assert "--isolated" in done.err


def test_a_mistake_in_the_configuration_names_file_line_and_the_nearest_name(call: Call) -> None:
    Path("postlint.yml").write_text("lang: en\nignor: [stray-marker]\n", encoding="utf-8")
    done = call("check")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("postlint: error: postlint.yml:2: ")
    assert "“ignore”" in done.err
    assert done.err.count("\n") == 1


def test_a_named_configuration_that_does_not_exist_is_a_mistake_without_a_line(call: Call) -> None:
    done = call("check", "--config", "postlnt.yml")
    assert done.status == 2
    assert done.err.startswith("postlint: error: postlnt.yml: ")


# mistakes


@pytest.mark.parametrize(
    ("args", "name", "near"),
    [
        (["chek"], "chek", "check"),
        (["check", "--slect", "x"], "--slect", "--select"),
        (["--versoin"], "--versoin", "--version"),
        (["check", "--select", "stray-maker"], "stray-maker", "stray-marker"),
        (["check", "--ignore", "Stray_Marker"], "Stray_Marker", "stray-marker"),
        (["explain", "stray-maker"], "stray-maker", "stray-marker"),
        (["check", "--format", "jsn"], "jsn", "json"),
        (["check", "--output", "jsn=x.json"], "jsn", "json"),
        (["check", "--fail-on", "warnings"], "warnings", "warning"),
        (["check", "--color", "allways"], "allways", "always"),
        (["rules", "--format", "txt"], "txt", "text"),
        (["check", "clena.md"], "clena.md", "clean.md"),
    ],
)
def test_a_name_that_does_not_exist_is_a_mistake_with_the_nearest_one(call: Call, args: list[str], name: str, near: str) -> None:
    for lang, said in (("en", f"“{near}”?"), ("ja", f"「{near}」の間違いではありませんか。")):
        done = (
            call(*args[:1], *args[1:])
            if lang == "en"
            else call("--lang", "ja", *args)
            if args[0][0] == "-"
            else call(*args, "--lang", "ja")
        )
        assert (done.status, done.out) == (2, "")
        assert name in done.err
        assert said in done.err
        assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["check", "--lang", "fr"], "fr"),
        (["--lang", "fr", "rules"], "fr"),
        (["check", "--jobs"], "--jobs"),
        (["check", "--strict=1"], "--strict"),
        (["explain"], "RULE"),
        (["explain", "stray-marker", "again"], "again"),
        (["check", "-x"], "-x"),
        (["clean.md"], "postlint check clean.md"),
        (["--lang"], "--lang"),
        (["--lang", "en"], "postlint"),
    ],
)
def test_a_call_that_makes_no_sense_is_a_mistake_in_one_line(call: Call, args: list[str], told: str) -> None:
    done = call(*args)
    assert (done.status, done.out) == (2, "")
    assert told in done.err
    assert done.err.startswith("postlint: error: ")
    assert done.err.count("\n") == 1


def test_a_failure_of_postlint_is_told_in_one_line_and_in_full_if_asked_for(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> Report:
        raise RuntimeError("odd")

    monkeypatch.setattr("postlint.engine.run.run", fail)
    done = call("check")
    assert done.status == 2
    assert done.err.startswith("postlint: error: ")
    assert "RuntimeError: odd" in done.err
    assert "Traceback" not in done.err
    assert "Traceback" in call("check", "-v").err


def test_a_failure_without_words_is_told_by_its_name(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> Report:
        raise MemoryError

    monkeypatch.setattr("postlint.engine.run.run", fail)
    assert "(MemoryError)" in call("check").err


def test_ctrl_c_ends_quietly(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> Report:
        raise KeyboardInterrupt

    monkeypatch.setattr("postlint.engine.run.run", stop)
    assert call("check") == Done(130, "", "")
    assert call("--lang", "en", "check") == Done(130, "", "")
    monkeypatch.setattr("typer.main.get_command", stop)
    assert call("rules") == Done(130, "", "")


def test_a_mistake_shows_control_characters_as_escapes(call: Call) -> None:
    done = call("check", "\x1b[31mred.md")
    assert "\x1b" not in done.err
    assert "\\x1b[31mred.md" in done.err


# reports


def test_a_report_is_written_to_files_in_any_format_beside_the_one_printed(call: Call) -> None:
    done = call("check", "marked.md", "--output", "json=report.json", "--output", "./report.txt", "--output", "text=b=c.txt")
    assert done.status == 1
    assert "stray-marker" in done.out
    assert json.loads(Path("report.json").read_text(encoding="utf-8"))["summary"]["checked"] == 1
    assert "stray-marker" in Path("report.txt").read_text(encoding="utf-8")
    assert "stray-marker" in Path("b=c.txt").read_text(encoding="utf-8")


def test_a_report_file_is_never_coloured(call: Call) -> None:
    assert "\x1b[" in call("check", "marked.md", "--output", "report.txt", "--color", "always").out
    assert "\x1b" not in Path("report.txt").read_text(encoding="utf-8")


def test_a_report_that_cannot_be_written_is_a_mistake(call: Call) -> None:
    done = call("check", "clean.md", "--output", "none/report.txt")
    assert done.status == 2
    assert "none/report.txt" in done.err


@pytest.mark.parametrize(
    ("args", "environment", "colored"),
    [
        ([], {}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "0"}, False),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color=never"], {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour_follows_the_option_then_the_environment_then_the_terminal(
    call: Call, monkeypatch: pytest.MonkeyPatch, args: list[str], environment: dict[str, str], colored: bool
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in call("check", "marked.md", *args).out) is colored


@pytest.mark.parametrize(("term", "colored"), [("xterm", True), ("dumb", False)])
def test_a_terminal_is_coloured_unless_it_is_dumb(monkeypatch: pytest.MonkeyPatch, term: str, colored: bool) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("TERM", term)
    assert cli_style.colored("auto") is colored


def test_quiet_prints_less_and_verbose_more(call: Call) -> None:
    quiet, usual, verbose = (len(call("check", "marked.md", *args).out) for args in (["-q"], [], ["-v"]))
    assert quiet < usual <= verbose


def test_a_cache_is_kept_beside_the_configuration_unless_it_is_not_wanted(call: Call) -> None:
    first = call("check", "marked.md", "--no-cache")
    assert not Path(".postlint_cache").exists()
    assert call("check", "marked.md") == first
    assert Path(".postlint_cache/cache.db").is_file()
    assert call("check", "marked.md") == first
    Path("below").mkdir()
    Path("postlint.yml").write_text("lang: en", encoding="utf-8")
    os.chdir("below")
    assert call("clean").out.endswith(".postlint_cache.\n")
    assert call("clean").out.startswith("There is no cache in ")
    assert not Path("../.postlint_cache").exists()


def test_a_cache_that_was_damaged_is_told_of_beside_the_report(call: Call) -> None:
    first = call("check", "marked.md")
    Path(".postlint_cache/cache.db").write_bytes(b"no database" * 999)
    again = call("check", "marked.md")
    assert (again.status, again.out) == (first.status, first.out)
    assert "built anew" in again.err
    assert call("check", "marked.md") == first


# languages


def test_the_language_is_the_options_then_the_configurations_then_the_locales(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "checked" in call("check", "clean.md").out
    monkeypatch.setenv("LANG", "ja_JP.UTF-8")
    assert "調べました" in call("check", "clean.md").out
    Path("postlint.yml").write_text("lang: en", encoding="utf-8")
    assert "checked" in call("check", "clean.md").out
    assert "調べました" in call("check", "clean.md", "--lang", "ja").out


def test_mistakes_after_the_configuration_are_told_in_its_language(call: Call) -> None:
    Path("postlint.yml").write_text("lang: ja", encoding="utf-8")
    assert call("check", "nowhere.md").err.startswith("postlint: エラー: ")


@pytest.mark.parametrize(
    ("args", "environment", "lang"),
    [
        ([], {}, "en"),
        ([], {"LANG": "ja_JP.UTF-8"}, "ja"),
        ([], {"LANG": "ja_JP.UTF-8", "LC_ALL": "C"}, "en"),
        ([], {"LANG": "en_US.UTF-8", "LC_MESSAGES": "ja_JP"}, "ja"),
        (["check", "--lang", "ja"], {}, "ja"),
        (["check", "--lang=en"], {"LANG": "ja"}, "en"),
        (["check", "--lang"], {"LANG": "ja"}, "ja"),
        (["check", "--lang", "fr"], {"LANG": "ja"}, "ja"),
    ],
)
def test_the_language_of_a_call(monkeypatch: pytest.MonkeyPatch, args: list[str], environment: dict[str, str], lang: str) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert spoken(args) == lang


# help


def commands() -> list[str]:
    return ["check", "explain", "rules"]


def test_help_lists_the_commands(call: Call) -> None:
    done = call("--help")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("Usage: postlint [OPTIONS] COMMAND …\n")
    assert all(f"\n  {name}" in done.out for name in commands())


def test_a_call_of_nothing_prints_the_help_and_is_a_mistake(call: Call) -> None:
    done = call()
    assert done.status == 2
    assert done.out == call("--help").out


@pytest.mark.parametrize("command", [[], *([name] for name in ("check", "explain", "rules"))])
def test_every_help_text_is_told_in_japanese(call: Call, command: list[str]) -> None:
    english, japanese = call(*command, "--help", "--lang", "en"), call("--lang", "ja", *command, "--help")
    assert japanese.out.startswith("使い方: postlint")
    told = [line.split("  ")[-1] for line in english.out.splitlines() if line.startswith("  ") and "  " in line.strip()]
    assert told
    assert not [text for text in told if text.strip() and text in japanese.out]


@pytest.mark.parametrize("columns", ["40", "80", "200"])
def test_help_fits_the_terminal(call: Call, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    from postlint.report.cells import width

    monkeypatch.setenv("COLUMNS", columns)
    for lang in ("en", "ja"):
        assert max(width(line) for line in call("check", "--help", "--lang", lang).out.splitlines()) <= min(max(int(columns), 60), 100)


def test_an_option_that_is_too_long_has_its_text_below(call: Call) -> None:
    import typer

    app = typer.Typer(cls=Group, add_completion=False, rich_markup_mode=None)

    @app.command(cls=Command)
    def only(value: str = typer.Option("", "--a-very-long-option-indeed", metavar="LONGER", help=both("A text.", "説明。"))) -> None:
        """Do nothing."""

    @app.command(cls=Command)
    def other() -> None:
        """Do nothing."""

    output = io.StringIO()
    context = typer.main.get_command(app).commands["only"].make_context("only", [], obj=Voice("ja"))  # type: ignore[attr-defined]
    output.write(context.get_help())
    assert "  --a-very-long-option-indeed LONGER\n                              説明。\n" in output.getvalue()


def test_where_typer_works_otherwise_its_own_conversions_run(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("postlint.cli_help.partial", lambda *_: pytest.fail("nothing is to be replaced"))
    monkeypatch.setattr("postlint.cli_help.callable", lambda _: False, raising=False)
    assert call("--lang", "en", "check", "clean.md", "--ignore", "stray-marker").status == 0
    assert call("--lang", "en", "check", "marked.md", "--select", "stray-marker", "--strict").status == 1


def test_the_version_is_told(call: Call) -> None:
    assert call("--version") == Done(0, f"postlint {__version__}\n", "")


# the other commands


def test_explain_tells_of_a_rule_in_either_language(call: Call) -> None:
    assert "Why" in call("explain", "stray-marker").out
    assert "理由" in call("explain", "stray-marker", "--lang", "ja").out
    assert "internal-error" in call("explain", "internal-error").out


def test_rules_lists_every_rule_as_a_table_or_as_json(call: Call) -> None:
    listed = json.loads(call("rules", "--format", "json", "--lang", "ja").out)["rules"]
    table = call("rules").out
    assert {"rule", "tier", "severity", "summary"} == set(listed[0])
    assert all(rule["rule"] in table for rule in listed)
    assert "truncated-ending" in {rule["rule"] for rule in listed}


# as a process


def process(*args: str, **environment: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run([sys.executable, "-m", "postlint", *args], capture_output=True, env={**os.environ, **environment}, check=False)


def test_the_output_is_utf8_even_under_a_c_locale() -> None:
    done = process("check", "marked.md", "--lang", "ja", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert done.returncode == 1
    assert "記事" in done.stdout.decode("utf-8")


def test_a_reader_that_has_gone_is_no_mistake() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as pipe:
        done = subprocess.run([sys.executable, "-m", "postlint", "check", "marked.md"], stdout=pipe, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_an_output_that_cannot_be_written_is_told() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([sys.executable, "-m", "postlint", "--version"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert b"stdout" in done.stderr


def test_a_check_of_one_post_imports_no_typer_no_pydantic_and_no_process_pool() -> None:
    code = (
        "import sys; from postlint.cli import main; main(['check', 'clean.md', 'marked.md', '--jobs', '1']);"
        "heavy = ('typer', 'rich', 'pydantic', 'multiprocessing', 'concurrent.futures', 'pathspec', 'jsonschema_rs', 'shutil');"
        "print([name for name in heavy if name in sys.modules])"
    )
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}  # coverage imports some of them
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=plain)
    assert done.stdout.splitlines()[-1] == "[]"


def test_streams_that_cannot_be_reconfigured_are_written_to_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    assert main(["check", "marked.md"]) == 1
    assert "stray-marker" in stream.getvalue()
