"""Suppressing what was found: the narrowest directive that works, in a place where readers see no difference."""

import datetime
from functools import cache
from pathlib import Path

import engine_stubs
import fix_stubs as stubs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postlint.checks.base import Rule
from postlint.diagnostic import Diagnostic
from postlint.engine import directive_places
from postlint.engine import hush as hush_module
from postlint.engine.discover import Source, discover
from postlint.engine.hush import Hushing, hush, hush_file, hush_post
from postlint.engine.lint import lint_post
from postlint.engine.mend import Unwritten
from postlint.engine.registry import Plan, load_registry
from postlint.engine.run import run
from postlint.engine.suppress import suppress
from postlint.engine.write import rewrite

TODAY = datetime.date(2026, 5, 1)
HUSHING = Hushing("about this", TODAY)
SOIL = "庭の手入れは、まず土の水はけを確かめてから始めます。"


@cache
def everything() -> Plan:
    registry = load_registry()
    return registry.plan(registry.select(), {})


def told(data: bytes, path: str = "a.md") -> list[Diagnostic]:
    result = lint_post(data, path, everything())
    return suppress(result.diagnostics, {path: result.suppressions}, TODAY)[0]


def hushed(text: str, path: str = "a.md", reason: str = "about this") -> str:
    """The text with directives, after which nothing is told any more."""
    found = told(text.encode(), path)
    done = hush_post(text.encode(), found, everything(), Hushing(reason, TODAY))
    assert done.data is not None
    assert [(d.rule, d.start.line) for d in told(done.data, path)] == []
    return done.data.decode()


def line(*rules: str, verb: str = "disable-next-line") -> str:
    return f"<!-- postlint-{verb} {', '.join(rules)} -- about this -->\n"


MARKER = line("stray-marker")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        pytest.param(f"{SOIL}\n\n---END---\n", f"{SOIL}\n\n{MARKER}---END---\n", id="a-paragraph"),
        pytest.param(f"{SOIL}\n\n---END---", f"{SOIL}\n\n{MARKER}---END---", id="no-line-end"),
        pytest.param(f"{SOIL}\r\n\r\n---END---\r\n", f"{SOIL}\r\n\r\n{MARKER}---END---\r\n".replace("-->\n", "-->\r\n"), id="crlf"),
        pytest.param(
            f"{SOIL}\n水をやる。---END---\n", f"{MARKER.replace('line', 'block')}{SOIL}\n水をやる。---END---\n", id="a-later-line"
        ),
        pytest.param("- 種---END---\n- 水\n", f"{MARKER}- 種---END---\n- 水\n", id="a-first-item"),
        pytest.param("- 種\n- 水---END---\n", f"- 種\n  {MARKER}- 水---END---\n", id="an-item"),
        pytest.param("1. 種\n\n2. 水---END---\n", f"1. 種\n\n   {MARKER}2. 水---END---\n", id="a-numbered-item"),
        pytest.param("- 種\n  - 水---END---\n", f"- 種\n  {MARKER}  - 水---END---\n", id="a-nested-item"),
        pytest.param("- 種\n  まく\n- 水---END---\n", f"- 種\n  まく\n  {MARKER}- 水---END---\n", id="behind-an-item-of-two-lines"),
        pytest.param(
            f"{SOIL}\n\n> 種\n> 水---END---\n", f"{SOIL}\n\n{MARKER.replace('line', 'block')}> 種\n> 水---END---\n", id="a-quotation"
        ),
        pytest.param(
            "| 種 | 水 |\n|---|---|\n| 1 | ---END--- |\n",
            f"{MARKER.replace('line', 'block')}| 種 | 水 |\n|---|---|\n| 1 | ---END--- |\n",
            id="a-table",
        ),
        pytest.param(f"## 種---END---\n\n{SOIL}\n", f"{MARKER}## 種---END---\n\n{SOIL}\n", id="a-heading"),
        pytest.param(f"```\n{SOIL}\n", f"{line('unclosed-fence')}```\n{SOIL}\n", id="a-fence"),
        pytest.param(
            "---END---より75%以上の企業が\n",
            f"{line('garbled-statistic', 'stray-marker', 'truncated-ending')}---END---より75%以上の企業が\n",
            id="several",
        ),
        pytest.param(
            f"---\ntitle: 庭\nreading_time: 9\n---\n{SOIL}\n",
            f'---\ntitle: 庭\nreading_time: 9\npostlint: {{disable: [reading-time], reason: "about this"}}\n---\n{SOIL}\n',
            id="yaml",
        ),
        pytest.param(
            f"+++\ntitle = '庭'\nreading_time = 9\n+++\n{SOIL}\n",
            f'+++\ntitle = \'庭\'\nreading_time = 9\n[postlint]\ndisable = ["reading-time"]\nreason = "about this"\n+++\n{SOIL}\n',
            id="toml",
        ),
        pytest.param(
            f"---\ntitle: 庭\nreading_time: 9\npostlint: {{disable: [stray-marker]}}\n---\n{SOIL}---END---\n",
            f"---\ntitle: 庭\nreading_time: 9\npostlint: {{disable: [stray-marker, reading-time]}}\n---\n{SOIL}---END---\n",
            id="beside-others",
        ),
        pytest.param(
            f"---\ntitle: 庭\nreading_time: 9\npostlint:\n  disable:\n    - stray-marker\n---\n{SOIL}---END---\n",
            f"---\ntitle: 庭\nreading_time: 9\npostlint:\n  disable:\n    - stray-marker\n    - reading-time\n---\n{SOIL}---END---\n",
            id="in-a-list",
        ),
    ],
)
def test_a_directive_stands_where_it_suppresses_the_finding_and_shows_nowhere(text: str, after: str) -> None:
    assert hushed(text) == after


def test_mdx_gets_comments_of_its_own() -> None:
    comment = "{/* postlint-disable-next-line stray-marker -- about this */}\n"
    assert (
        hushed(f"{SOIL}\n\n---END---\n\n- 種\n- 水---END---\n", "a.MDX")
        == f"{SOIL}\n\n{comment}\n---END---\n\n- 種\n  {comment}- 水---END---\n"
    )


@pytest.mark.parametrize("path", ["a.md", "a.mdx"])
@pytest.mark.parametrize(
    "reason", ["a --> b", "--", "*/}", "{{ site.url }} {% raw %}", "<!-- x", "rule, stray-marker", '"quoted" \\ \x1b \u2028']
)
def test_a_reason_cannot_break_out(path: str, reason: str) -> None:
    text = f"---\ntitle: 庭\nreading_time: 9\n---\n\n{SOIL}\n\n---END---\n\n{SOIL[:-1]}と思います。\n"
    after = hushed(text, path, reason)
    body = after.split("---\n", 2)[2]
    assert not any(mark in body for mark in ("{{", "{%"))
    assert (body.count("-->"), body.count("*/}")) == ((0, 2) if path == "a.mdx" else (2, 0))


@pytest.mark.parametrize(
    "key",
    [
        "postlint: {disable: stray-marker}",
        "postlint: {disable: [stray-marker], until: 2027-01-01}",
        "postlint:\n  disable:\n    -\n      stray-marker",
    ],
)
def test_a_directive_of_the_author_that_cannot_be_extended_is_not_touched(key: str) -> None:
    text = f"---\ntitle: 庭\nreading_time: 9\n{key}\n---\n{SOIL}---END---\n"
    assert [d.rule for d in told(text.encode())] == ["reading-time"]
    assert hush_post(text.encode(), told(text.encode()), everything(), HUSHING).data is None


def by_stub(text: str, rule: type[Rule]) -> str:
    plan = engine_stubs.plan(rule)
    done = hush_post(text.encode(), lint_post(text.encode(), "a.md", plan).diagnostics, plan, HUSHING)
    return text if done.data is None else done.data.decode()


def test_a_finding_on_a_post_without_front_matter_is_suppressed_from_the_top() -> None:
    assert by_stub(f"{SOIL}\n", stubs.Whole) == f"{line('whole', verb='disable')}{SOIL}\n"
    assert by_stub(f"---\ntitle: 庭\n---\n{SOIL}\n", stubs.Whole).split("\n")[2] == 'postlint: {disable: [whole], reason: "about this"}'


def test_a_finding_behind_all_text_is_suppressed_for_the_whole_post() -> None:
    assert by_stub(f"{SOIL}\n", stubs.Nowhere) == f"{line('nowhere', verb='disable')}{SOIL}\n"


def test_a_comment_that_readers_would_see_goes_above_the_block_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directive_places, "_looks_the_same", lambda post, edits: not any("next-line" in edit.text for edit in edits))
    assert hushed(f"- 種\n- 水---END---\n\n{SOIL}\n") == f"{MARKER.replace('line', 'block')}- 種\n- 水---END---\n\n{SOIL}\n"


def test_what_no_directive_can_suppress_stays() -> None:
    for untouched in (b"---\ntitle: a\n\n" + SOIL.encode(), b"\xff\xfe"):
        assert hush_post(untouched, told(untouched), everything(), HUSHING).data is None


def test_directives_that_suppressed_nothing_before_are_not_touched() -> None:
    text = f"{line('placeholder')}{SOIL}\n\n---END---\n"
    found = [d for d in told(text.encode()) if d.rule == "stray-marker"]
    done = hush_post(text.encode(), found, everything(), HUSHING)
    assert done.data == text.replace("---END", f"{MARKER}---END").encode()


class Sieve:
    """A baseline that knows markers."""

    def __call__(self, path: str, diagnostics: tuple[Diagnostic, ...]) -> list[Diagnostic]:
        return [d for d in diagnostics if d.rule != "stray-marker"]


def test_what_a_baseline_knows_gets_no_directive() -> None:
    text = f"---\ntitle: 庭\nreading_time: 9\n---\n{SOIL}---END---\n".encode()
    found = [d for d in told(text) if d.rule != "stray-marker"]
    done = hush_post(text, found, everything(), Hushing("about this", TODAY, Sieve()))
    assert done.data is not None
    assert [d.rule for d in told(done.data)] == ["stray-marker"]
    assert b"disable-next-line" not in done.data


@pytest.fixture
def posts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Source]:
    monkeypatch.chdir(tmp_path)
    for number, text in enumerate(["誤種\n", "水\n", "誤種\n", "誤草\n"]):
        (tmp_path / f"{number}.md").write_text(text, encoding="utf-8")
    return list(discover(["."]))


def test_files_are_written_and_findings_of_comparisons_are_suppressed_too(posts: list[Source]) -> None:
    plan = engine_stubs.plan(stubs.Wrong, engine_stubs.Alike)
    report = run(posts, plan, 1)
    assert len(report.diagnostics) == 4
    done = hush(posts, report, plan, HUSHING, 1)
    assert (done.posts, done.unwritten, done.failed) == (3, (), ())
    after = run(posts, plan, 1)
    assert [d.rule for d in after.diagnostics if d.rule != "alike"] == []
    assert Path("1.md").read_text(encoding="utf-8") == "水\n"


def test_files_that_cannot_be_written_are_told(posts: list[Source], monkeypatch: pytest.MonkeyPatch) -> None:
    plan = engine_stubs.plan(stubs.Wrong)
    report = run(posts, plan, 1)

    def refuse(file: str, data: bytes, is_unchanged: object) -> None:
        if file.endswith("2.md"):
            raise OSError(28, "No space left on device")
        Path(file).write_bytes(b"other") if file.endswith("0.md") else None
        rewrite(file, data, is_unchanged)  # type: ignore[arg-type]

    monkeypatch.setattr(hush_module, "rewrite", refuse)
    done = hush(posts, report, plan, HUSHING, 1)
    assert (done.posts, done.unwritten) == (1, (Unwritten("0.md", None), Unwritten("2.md", "No space left on device")))


def test_a_post_that_is_gone_and_one_on_which_postlint_fails_are_left_alone(posts: list[Source], monkeypatch: pytest.MonkeyPatch) -> None:
    plan = engine_stubs.plan(stubs.Wrong)
    report = run(posts, plan, 1)
    found = {"0.md": [report.diagnostics[0]]}
    assert hush_file(Source("0.md", "gone.md"), plan, found, HUSHING).data is None

    def fail(*_: object) -> None:
        raise ValueError("a bug")

    monkeypatch.setattr(hush_module, "hush_post", fail)
    done = hush(posts, report, plan, HUSHING, 1)
    assert [d.path for d in done.failed] == ["0.md", "2.md", "3.md"]
    assert done.posts == 0


PIECES = st.sampled_from(
    [SOIL, SOIL[:-1], "- 種---END---\n- 水", "1. 種\n2. 水---END---\n   - 草---END---", "> 引用---END---", "---END---", "## 見出し", "**太字。", "より75%以上の企業が", f"{SOIL}\n---", "```\nコード\n```"]
)  # fmt: skip
FRONTS = st.sampled_from(["", "---\ntitle: 庭\nreading_time: 30\n---\n", "+++\ntitle = '庭'\nreading_time = 30\n+++\n"])


@given(FRONTS, st.lists(PIECES, min_size=1, max_size=9).map("\n\n".join), st.sampled_from(["a.md", "a.mdx"]))
@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
def test_afterwards_nothing_is_told_and_no_directive_is_idle(front: str, body: str, path: str) -> None:
    text = front + body + "\n"
    if told(text.encode(), path):
        hushed(text, path)
