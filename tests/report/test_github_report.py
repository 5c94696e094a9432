"""The report for GitHub Actions, as the runner reads it."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_sample import BROKEN, CATALOGUE, diagnose

from postlint.diagnostic import Related, Report
from postlint.post.text import Span
from postlint.report import FORMATS, Style, render
from postlint.report.github import harmless

TRICKS = (
    "::set-env name=PATH::/tmp",
    "\n::set-env name=PATH::/tmp",
    "\r::add-mask::a",
    "%0A::stop-commands::x",
    "%0D%0A::error::x",
    "##[add-matcher]x.json",
    ",title=other",
    "::",
    "\u3000::group::x",
)
MESSY = st.lists(
    st.one_of(st.sampled_from(TRICKS), st.text(st.characters(), max_size=20), st.sampled_from("%:,=\r\n\x1b\u2028字")), max_size=8
).map("".join)
KNOWN = {"error", "warning"}


def _commands(log: str) -> list[tuple[str, dict[str, str], str]]:
    """The commands in a log: name, properties, message. By the runner's rules: lines end with CR or LF, white space in front is passed over."""
    read = []
    for line in re.split(r"\r\n|\r|\n", log):
        if line.lstrip().startswith("::"):
            head, _, message = line.lstrip()[2:].partition("::")
            name, _, listed = head.partition(" ")
            properties = dict(pair.split("=", 1) for pair in listed.split(",") if pair)
            read.append((name, {key: _unescape(value) for key, value in properties.items()}, _unescape(message)))
        elif "##[" in line:
            read.append(("##[", {}, line))
    return read


def _unescape(text: str) -> str:
    for code, character in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, character)
    return text


def _report(path: str, text: str, data: str) -> Report:
    found = diagnose(path, text, "repeated-paragraph", Span(0, len(text)), "copy", {"count": data}, related=(Related(Span(0, 0), "first"),))
    return Report((found, diagnose(path, text, "stray-marker", Span(0, 0), "marker", {"text": data})), checked=1)


def test_every_finding_is_one_command_with_its_place() -> None:
    commands = _commands(render("github", BROKEN, Style(CATALOGUE)))
    assert len(commands) == len(BROKEN.diagnostics)
    name, properties, message = commands[1]
    assert name == "error"
    assert properties == {
        "file": "content/コーヒー.md",
        "line": "6",
        "endLine": "6",
        "col": "1",
        "endColumn": "10",
        "title": "postlint (stray-marker)",
    }
    assert message.startswith("content/コーヒー.md:6:1 “---END---”")


def test_a_range_over_several_lines_has_no_columns() -> None:
    _, properties, message = _commands(render("github", BROKEN, Style(CATALOGUE)))[4]
    assert (properties["line"], properties["endLine"]) == ("12", "13")
    assert not {"col", "endColumn"} & set(properties)
    assert message.endswith("\ncontent/コーヒー.md:9:1 the first of them:")


def test_paths_count_from_the_root_of_the_repository() -> None:
    def file(path: str, prefix: str) -> str:
        return _commands(render("github", _report(path, "x", "x"), Style(CATALOGUE, prefix=prefix)))[0][1]["file"]

    assert file("_posts/a.md", "") == "_posts/a.md"
    assert file("_posts/a.md", "docs/blog") == "docs/blog/_posts/a.md"
    assert file("../a.md", "docs/blog") == "docs/a.md"
    assert file("/srv/a.md", "docs/blog") == "/srv/a.md"


def test_a_file_name_keeps_what_is_merely_invisible() -> None:
    path = "葛\U000e0100城, 50%: ☕\ufe0f.md"
    command = render("github", _report(path, "x", "x"), Style(CATALOGUE)).splitlines()[0]
    assert "file=葛\U000e0100城%2C 50%25%3A ☕\ufe0f.md,line=1" in command
    assert _commands(command)[0][1]["file"] == path


@pytest.mark.parametrize("trick", TRICKS)
@pytest.mark.parametrize("where", ["path", "text", "data"])
def test_a_post_cannot_start_a_command(trick: str, where: str) -> None:
    values = {"path": "a.md", "text": "x", "data": "x"} | {where: trick}
    commands = _commands(render("github", _report(**values), Style(CATALOGUE, "ja")))
    assert [name for name, _, _ in commands] == ["error", "error"]
    assert {tuple(properties) for _, properties, _ in commands} <= {
        ("file", "line", "endLine", "title"),
        ("file", "line", "endLine", "col", "endColumn", "title"),
    }


def test_a_percent_code_in_a_post_stays_what_it_is() -> None:
    command = render("github", _report("a%0A.md", "x", "100%0A::error::y"), Style(CATALOGUE)).splitlines()[0]
    assert "100%250A::error::y" in command
    assert "file=a%250A.md," in command


@settings(max_examples=150, deadline=None)
@given(path=MESSY, text=MESSY, data=MESSY)
def test_whatever_a_post_holds_there_are_as_many_commands_as_findings(path: str, text: str, data: str) -> None:
    log = render("github", _report(path, text, data), Style(CATALOGUE))
    assert [name for name, _, _ in _commands(log)] == ["error", "error"]
    assert "\x1b" not in log
    log.encode("utf-8")


@settings(max_examples=150, deadline=None)
@given(path=MESSY, text=MESSY, data=MESSY, fmt=st.sampled_from(sorted({*FORMATS} - {"github"})))
def test_in_the_log_of_actions_no_other_format_starts_a_command(path: str, text: str, data: str, fmt: str) -> None:
    rendered = render(fmt, _report(path, text, data), Style(CATALOGUE, "ja"))
    log = harmless(rendered, json=fmt == "json")
    assert _commands(log) == []
    if fmt == "json":
        assert json.loads(log) == json.loads(rendered)


def test_what_is_no_command_stays_as_it_is() -> None:
    plain = render("text", BROKEN, Style(CATALOGUE))
    assert harmless(plain) == plain
    assert harmless("  ::error::x\n# ##[group]y\n") == "  : :error::x\n# # #[group]y\n"
