"""Which findings a post's directives take back, and which directives are told to take back none."""

import datetime
import pickle
import time
from collections.abc import Callable
from pathlib import Path

import engine_stubs as stubs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postlint.checks.unused_suppression import UnusedSuppression
from postlint.diagnostic import Diagnostic, Report, Severity, Tier, tell
from postlint.engine import lint
from postlint.engine.discover import Source
from postlint.engine.lint import lint_post
from postlint.engine.registry import Plan, load_registry
from postlint.engine.run import run, run_text

TODAY = datetime.date(2026, 6, 15)
PLAN = stubs.plan(stubs.Alike, stubs.Paragraph, stubs.Raises, stubs.Unreadable, UnusedSuppression, stubs.Word)._replace(
    ids=("advice", "alike", "paragraph", "raises", "unreadable-post", "unused-suppression", "word"),
)


def check(text: str, plan: Plan = PLAN) -> Report:
    quiet = plan._replace(rules=tuple(planned for planned in plan.rules if planned.rule.id != "raises"))
    return run_text(text.encode(), "a.mdx", quiet, TODAY)


def lines(report: Report, rule: str = "word") -> list[int]:
    return [found.start.line for found in report.diagnostics if found.rule == rule]


def told(report: Report) -> list[tuple[str, str]]:
    """Message and name of each unused-suppression."""
    return [(d.finding.message, d.finding.data.get("name", "")) for d in report.diagnostics if d.rule == "unused-suppression"]


def fixed(text: str) -> str:
    """The text after fixes that do not overlap, again and again until none is left."""
    for _ in range(20):
        fixes = [found.finding.fix for found in check(text).diagnostics if found.finding.fix and found.finding.fix.safe]
        if not fixes:
            return text
        reached = len(text) + 1
        for edit in sorted({edit for fix in fixes for edit in fix.edits}, key=lambda edit: edit.span, reverse=True):
            if edit.span.end <= reached:
                text, reached = text[: edit.span.start] + edit.text + text[edit.span.end :], edit.span.start
    raise AssertionError("the fixes do not converge")


def test_the_next_line_is_suppressed_and_no_other() -> None:
    report = check("誤\n<!-- postlint-disable-next-line word -- a reason -->\n誤\n誤\n")
    assert (lines(report), report.suppressed, told(report)) == ([1, 4], 1, [])


def test_the_next_line_is_the_next_that_holds_text() -> None:
    assert lines(check("<!-- postlint-disable-next-line word -->\n\n \t\n誤\n誤")) == [5]


def test_directives_above_each_other_speak_of_the_same_line() -> None:
    text = "<!-- postlint-disable-next-line word -->\n{/* postlint-disable-next-line paragraph */}\n\n誤 段落\n\n誤 段落\n"
    report = check(text)
    assert (lines(report), lines(report, "paragraph"), told(report)) == ([6], [6], [])


def test_directives_on_one_line_speak_of_the_same_line() -> None:
    comment = "<!-- postlint-disable-next-line {} -->"
    report = check(f"誤 {comment.format('word')} {comment.format('paragraph')}\n誤 段落\n")
    assert (lines(report), lines(report, "paragraph"), told(report)) == ([1], [], [])


def test_a_directive_may_name_several_rules_and_give_a_reason() -> None:
    for names in ("word, paragraph", "word paragraph", "word、paragraph", "paragraph,word"):
        report = check(f"<!-- postlint-disable-next-line {names} -- word by word, all -->\n誤 段落\n")
        assert (lines(report), lines(report, "paragraph"), told(report)) == ([], [], [])


@pytest.mark.parametrize("names", ["", "all", " all -- reason", "-- reason"])
def test_without_a_rule_every_rule_is_suppressed(names: str) -> None:
    report = check(f"<!-- postlint-disable-next-line {names} -->\n誤 段落\n")
    assert (report.diagnostics, report.suppressed) == ((), 2)


def test_the_next_block_is_suppressed_with_all_its_lines() -> None:
    report = check("<!-- postlint-disable-next-block word -->\n\n一行目\n誤\n誤\n\n誤\n")
    assert (lines(report), told(report)) == ([7], [])


def test_any_line_of_a_finding_counts_for_a_block_but_only_the_first_for_a_line() -> None:
    block, line = (f"一行目\n段落の\n<!-- postlint-disable-next-{kind} paragraph -->\n終わり\n" for kind in ("block", "line"))
    assert lines(check(block), "paragraph") == []
    assert lines(check(line), "paragraph") == [2]


def test_a_list_or_a_quotation_is_one_block() -> None:
    report = check("<!-- postlint-disable-next-block word -->\n- 誤\n- 誤\n\n- 誤\n\n誤\n")
    assert lines(report) == [7]
    assert lines(check("<!-- postlint-disable-next-block word -->\n> 誤\n>\n> 誤\n\n誤\n")) == [6]


def test_of_a_paragraph_that_a_directive_stands_in_the_rest_is_the_next_block() -> None:
    assert lines(check("誤\n  {/* postlint-disable-next-block word */}\n誤\n誤\n\n誤\n")) == [1, 6]


def test_a_block_may_begin_after_lines_that_are_no_block() -> None:
    assert lines(check("<!-- postlint-disable-next-block word -->\n\n{% include note.html %}\n\n誤\n\n誤\n")) == [7]


@pytest.mark.parametrize("kind", ["line", "block"])
def test_at_the_end_of_the_post_nothing_is_left_to_suppress(kind: str) -> None:
    report = check(f"誤\n\n<!-- postlint-disable-next-{kind} word -->\n\n")
    assert (lines(report), told(report)) == ([1], [("unused", "word")])
    assert lines(check(f"誤\n\n<!-- postlint-disable-next-{kind} word -->\n\n{{% include a.html %}}\n")) == [1]


def test_a_range_is_suppressed_from_disable_to_enable() -> None:
    report = check("誤\n<!-- postlint-disable word -->\n誤\n\n誤\n<!-- postlint-enable word -->\n誤\n")
    assert (lines(report), told(report)) == ([1, 7], [])


def test_a_range_that_is_not_ended_reaches_to_the_end() -> None:
    assert lines(check("誤\n<!-- postlint-disable word -->\n誤\n\n誤")) == [1]


def test_enable_without_a_rule_ends_every_range() -> None:
    text = "<!-- postlint-disable word -->\n<!-- postlint-disable paragraph -->\n誤 段落\n<!-- postlint-enable -->\n誤 段落\n"
    report = check(text)
    assert (lines(report), lines(report, "paragraph"), told(report)) == ([5], [5], [])


def test_enable_with_a_rule_ends_that_one_only() -> None:
    report = check("<!-- postlint-disable word, paragraph -->\n誤 段落\n<!-- postlint-enable word -->\n誤 段落\n")
    assert (lines(report), lines(report, "paragraph"), told(report)) == ([4], [], [])


def test_enable_with_a_rule_does_not_end_what_disables_all() -> None:
    report = check("<!-- postlint-disable -->\n誤\n<!-- postlint-enable word -->\n誤\n")
    assert (lines(report), told(report)) == ([], [("enable", "word")])


@pytest.mark.parametrize(
    "code",
    [
        "```\n<!-- postlint-disable -->\n```\n誤",
        "    <!-- postlint-disable -->\n\n誤",
        "A `<!-- postlint-disable -->` 誤",
        "{% highlight html %}\n<!-- postlint-disable -->\n{% endhighlight %}\n\n誤",
        "<!-- nothing of postlint -->\n誤",
        "postlint-disable\n誤",
        "```\n{/* postlint-disable */}\n```\n誤",
    ],
)
def test_what_is_code_or_no_comment_is_no_directive(code: str) -> None:
    report = check(code)
    assert (len(lines(report)), told(report)) == (1, [])


def test_a_directive_may_reach_over_several_lines_and_stand_in_html() -> None:
    assert lines(check("<div><!--\n postlint-disable-next-line\n word\n--></div>\n誤\n誤\n")) == [6]


@pytest.mark.parametrize("disable", ["word", "[word]", "[word, paragraph]", "all", "[all]", "\n  - word\n  - paragraph"])
def test_the_front_matter_suppresses_in_the_whole_post(disable: str) -> None:
    report = check(f"---\ntitle: 誤\npostlint:\n  disable: {disable}\n  reason: because\n---\n\n誤 段落\n")
    assert lines(report) == []


def test_toml_front_matter_can_do_so_too() -> None:
    assert lines(check('+++\n[postlint]\ndisable = ["word"]\nuntil = 2026-06-15\n+++\n\n誤\n')) == []
    assert told(check('+++\npostlint = { disable = "word" }\n+++\n\n正\n')) == [("unused", "word")]


@pytest.mark.parametrize("verb", ["postlint-zzzzzz", "POSTLINT_DISABLE", "postlint:  disable-next-lin"])
def test_a_directive_that_does_not_exist_is_told_with_what_exists(verb: str) -> None:
    report = check(f"<!-- {verb} word -->\n誤\n")
    ((message, name),) = told(report)
    assert (lines(report), message, name) == ([2], "malformed" if "zzz" in verb else "malformed-near", " ".join(verb.split()))


@pytest.mark.parametrize("place", ["title = 1\npostlint.disable = 3", "[postlint]\ndisable = [1]", "postlint = 3"])
def test_a_mistake_in_toml_is_told_somewhere_near(place: str) -> None:
    (found,) = check(f"+++\n{place}\n+++\n\n正\n").diagnostics
    assert found.finding.message in ("key-disable", "key-shape")
    assert 1 <= found.start.line <= 3


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("postlint: off", "key-shape"),
        ("postlint:", "key-shape"),
        ("postlint: {reason: a}", "key-shape"),
        ("postlint: {disable: []}", "key-disable"),
        ("postlint: {disable: 3}", "key-disable"),
        ("postlint: {disable: [word, 3]}", "key-disable"),
        ("postlint: {disable: [word, '']}", "key-disable"),
        ("postlint: {disable: word, until: 2026-13-01}", "key-until"),
        ("postlint: {disable: word, until: soon}", "key-until"),
        ("postlint: {disable: word, until: 20261231}", "key-until"),
        ("postlint: {disable: word, until: [2026-12-01]}", "key-until"),
    ],
)
def test_front_matter_that_cannot_be_understood_suppresses_nothing(said: str, message: str) -> None:
    report = check(f"---\n{said}\n---\n\n誤\n")
    assert (lines(report), [key for key, _ in told(report)]) == ([5], [message])


@pytest.mark.parametrize(("said", "key"), [("untill: 2026-12-01", "key-near"), ("zzz: 1", "key-unknown")])
def test_an_unknown_key_is_told_and_the_others_hold(said: str, key: str) -> None:
    report = check(f"---\npostlint:\n  disable: word\n  {said}\n---\n\n誤\n")
    assert (lines(report), [message for message, _ in told(report)]) == ([], [key])


def test_front_matter_that_cannot_be_read_suppresses_nothing() -> None:
    assert lines(check("---\npostlint: {disable: word\n---\n\n誤\n")) == [5]


def test_a_suppression_holds_through_its_last_day() -> None:
    text = "---\npostlint: {disable: word, until: %s}\n---\n\n誤\n"
    last = check(text % "2026-06-15")
    assert (lines(last), told(last)) == ([], [])
    over = check(text % "2026-06-14")
    assert (lines(over), told(over), over.suppressed) == ([5], [("expired", "")], 0)
    assert over.diagnostics[0].start.line == 2


def test_an_expired_directive_is_told_once_and_only_if_one_of_its_rules_ran() -> None:
    text = "---\npostlint: {disable: [word, paragraph, advice], until: 2020-01-01}\n---\n\n誤 段落\n"
    assert told(check(text)) == [("expired", "")]
    assert told(check(text.replace("word, paragraph, ", ""))) == []


@pytest.mark.parametrize(
    ("name", "message"),
    [("word", "unused"), ("all", "unused-all"), ("wrod", "unknown-near"), ("qqqqqq", "unknown"), ("unreadable-post", "protected")],
)
def test_a_directive_that_suppresses_nothing_is_told(name: str, message: str) -> None:
    alone = PLAN._replace(rules=tuple(planned for planned in PLAN.rules if planned.rule.id != "alike"))
    for text in (f"<!-- postlint-disable {name} -->\n\n正\n", f"---\npostlint: {{disable: {name}}}\n---\n\n正\n"):
        report = check(text, alone)
        assert [key for key, _ in told(report)] == [message]
        assert report.diagnostics[0].severity is Severity.WARNING


def test_each_rule_that_is_named_is_judged() -> None:
    report = check("<!-- postlint-disable-next-line word, paragraph -->\n誤\n")
    assert (lines(report), told(report)) == ([], [("unused", "paragraph")])


def test_an_unknown_rule_is_told_with_the_nearest_one() -> None:
    (found,) = check("<!-- postlint-disable-next-line wrod -->\n正\n").diagnostics
    assert "Did you mean “word”?" in tell(UnusedSuppression.messages, found.finding.message, "en", found.finding.data)
    assert "「word」の間違い" in tell(UnusedSuppression.messages, found.finding.message, "ja", found.finding.data)


def test_a_rule_that_did_not_run_is_not_judged() -> None:
    only = PLAN._replace(rules=tuple(planned for planned in PLAN.rules if planned.rule.id != "word"), narrowed=True)
    assert told(check("<!-- postlint-disable word -->\n<!-- postlint-disable -->\n<!-- postlint-disable zzz -->\n正", only)) == [
        ("unknown", "zzz")
    ]


def test_a_rule_that_compares_posts_is_not_judged() -> None:
    assert told(check("<!-- postlint-disable alike -->\n正")) == []


def test_a_directive_for_every_rule_is_not_judged_where_it_may_be_there_for_a_comparison() -> None:
    assert told(check("<!-- postlint-disable -->\n正")) == []
    assert told(check("---\npostlint: {disable: all}\n---\n正")) == []
    assert told(check("正\n<!-- postlint-disable -->\n正")) == [("unused-all", "")]
    advisory = type("Advisory", (stubs.Alike,), {"id": "advisory", "tier": Tier.ADVISORY})
    assert told(check("正\n<!-- postlint-disable -->\n正", stubs.plan(advisory, UnusedSuppression))) == []


def test_a_post_in_which_a_check_failed_is_not_judged() -> None:
    report = run_text(b"<!-- postlint-disable word -->\nraise\n", "a.md", PLAN, TODAY)
    assert (report.crashed, told(report)) == (True, [])


def test_without_the_rule_directives_work_and_none_is_told() -> None:
    plan = stubs.plan(stubs.Word)
    report = check("<!-- postlint-disable-next-line word, zzz -->\n誤\n<!-- postlint-disable paragraph -->\n誤\n", plan)
    assert (lines(report), report.suppressed, told(report)) == ([4], 1, [])


def test_unused_suppression_and_failures_cannot_be_suppressed() -> None:
    text = "<!-- postlint-disable -->\n<!-- postlint-disable-next-line qqqqqq, internal-error, unused-suppression -->\n誤\nraise\n"
    report = run_text(text.encode(), "a.md", PLAN, TODAY)
    assert [found.rule for found in report.diagnostics] == ["internal-error"]
    assert [name for _, name in told(check(text.replace("raise", "")))] == ["qqqqqq", "internal-error", "unused-suppression"]


def test_findings_of_corpus_checks_are_suppressed_too(tmp_path: Path) -> None:
    sources = []
    for name, text in {"a.md": "同じ\n", "b.md": "同じ\n\n<!-- postlint-disable alike -->\n", "c.md": "同じ\n"}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        sources.append(Source(name, str(tmp_path / name)))
    plan = stubs.plan(stubs.Alike, UnusedSuppression)
    assert [found.path for found in run(sources, plan, 1, today=TODAY).diagnostics] == ["b.md", "c.md"]
    (tmp_path / "b.md").write_text("同じ <!-- postlint-disable alike -->\n", encoding="utf-8")
    (tmp_path / "a.md").write_text("同じ <!-- postlint-disable alike -->\n", encoding="utf-8")
    report = run(sources, plan, 1, today=TODAY)
    assert ([found.path for found in report.diagnostics], report.suppressed) == ([], 1)


def test_without_a_day_the_day_of_the_run_counts() -> None:
    text = "---\npostlint: {disable: word, until: %s}\n---\n\n誤\n"
    assert lines(run_text((text % "9999-12-31").encode(), "a.md", PLAN)) == []
    assert lines(run_text((text % "2020-01-01").encode(), "a.md", PLAN)) == [5]


def test_a_finding_that_ends_with_its_line_does_not_reach_the_next_one() -> None:
    plan = stubs.plan(stubs.WholeLine)
    assert lines(check("行\n<!-- postlint-disable-next-block whole-line -->\n次\n", plan), "whole-line") == [1]
    assert lines(check("<!-- postlint-disable-next-block whole-line -->\n行\n次\n", plan), "whole-line") == []


# fixes


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("前\n\n  <!-- postlint-disable word -->  \r\n正\n", "前\n\n正\n"),
        ("前 <!-- postlint-disable-next-line word --> 後\n", "前  後\n"),
        ("<!-- postlint-disable-next-line word, paragraph -- r -->\n誤\n", "<!-- postlint-disable-next-line word -- r -->\n誤\n"),
        ("<!-- postlint-disable-next-line paragraph, word -->\n誤\n", "<!-- postlint-disable-next-line word -->\n誤\n"),
        ("<!-- postlint-disable-next-line qqqqqq, word, paragraph -->\n誤\n", "<!-- postlint-disable-next-line qqqqqq, word -->\n誤\n"),
        ("<!-- postlint-disable word -->\n正\n<!-- postlint-enable word -->\n正\n", "正\n正\n"),
        ("<!-- postlint-disable-next-line word, paragraph, qqqqqq -->\n正\n", "正\n"),
        ("---\ntitle: a\npostlint:\n  disable: [word]\n  reason: r\ntags: a\n---\n", "---\ntitle: a\ntags: a\n---\n"),
        ("---\npostlint: {disable: [paragraph, word]}\n---\n誤\n", "---\npostlint: {disable: [word]}\n---\n誤\n"),
        ("---\npostlint:\n  disable:\n    - paragraph\n    - word\n---\n誤\n", "---\npostlint:\n  disable:\n    - word\n---\n誤\n"),
        # A directive that has expired was meant to hold: only its author can say whether it is to go.
        ("---\npostlint: {disable: word, until: 2020-01-01}\n---\n正\n", None),
        ("---\n{title: a, postlint: {disable: word}}\n---\n正\n", None),
        ('+++\npostlint = { disable = ["word"] }\n+++\n正\n', None),
        ("---\npostlint: {disable: [paragraph, # a\n word]}\n---\n誤\n", "---\npostlint: {disable: [word]}\n---\n誤\n"),
        ("---\npostlint:\n  disable:\n    -\n      paragraph\n    - word\n---\n誤\n", None),
    ],
)
def test_a_fix_removes_what_suppresses_nothing_and_the_line_if_it_stands_alone(text: str, wanted: str | None) -> None:
    assert fixed(text) == (text if wanted is None else wanted)


def test_a_misspelt_directive_is_not_mended_without_being_asked() -> None:
    (found,) = check("<!-- postlint-disable-nextline word -->\n正\n").diagnostics
    assert found.finding.fix is not None
    assert not found.finding.fix.safe


# what holds for every post


PIECES = st.sampled_from(
    [
        "誤",
        "段落",
        "正",
        "\n",
        "\n\n",
        "- 誤\n",
        "> 誤\n",
        "```\n",
        "`",
        "<!-- ",
        " -->",
        "{/* ",
        " */}",
        "postlint-disable",
        "postlint-enable",
    ]
    + ["postlint-disable-next-line", "postlint-disable-next-block", " word", ", paragraph", " all", " zzz", " -- ", "\r\n"]
    + [
        f"<!-- postlint-{verb} {name} -->"
        for verb in ("disable", "enable", "disable-next-line", "disable-next-block")
        for name in ("word", "")
    ]
    + ["---\npostlint: {disable: word}\n---\n", "---\npostlint:\n  disable: [word, paragraph]\n  until: 2026-06-14\n---\n", "---\n"]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)


@settings(deadline=None)
@given(TEXTS)
def test_a_finding_is_kept_or_counted_and_none_appears(text: str) -> None:
    plain = check(text, stubs.plan(stubs.Word, stubs.Paragraph, stubs.Unreadable))
    raw = lint_post(text.encode(), "a.mdx", stubs.plan(stubs.Word, stubs.Paragraph, stubs.Unreadable)).diagnostics
    assert len(plain.diagnostics) + plain.suppressed == len(raw)
    assert all(found in raw for found in plain.diagnostics)


@settings(deadline=None)
@given(TEXTS)
def test_suppressing_everything_that_was_found_leaves_nothing_but_unused(text: str) -> None:
    report = check(f"<!-- postlint-disable -->\n\n{text}")
    if not any(found.rule == "unreadable-post" for found in report.diagnostics) and "postlint-enable" not in text:
        assert {found.rule for found in report.diagnostics} <= {"unused-suppression"}


def test_a_directive_whose_line_goes_on_is_left_to_the_author() -> None:
    text = "`<!-- postlint-disable-next-block word -->- 誤\n<!-- postlint-disable word -->`"
    assert [found.finding.fix for found in check(text).diagnostics if found.rule == "unused-suppression"] == [None]
    assert fixed(text) == text


@settings(deadline=None)
@given(TEXTS)
def test_fixes_of_directives_converge_and_bring_no_finding_back(text: str) -> None:
    again = fixed(text)
    assert len(lines(check(again))) <= len(lines(check(text)))
    assert not [found for found in check(again).diagnostics if found.finding.fix and found.finding.fix.safe]


@settings(deadline=None, max_examples=10)
@given(st.lists(TEXTS, min_size=12, max_size=20))
def test_order_and_findings_do_not_depend_on_workers(texts: list[str]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        sources = []
        for number, text in enumerate(texts):
            file = Path(folder) / f"{number:02}.md"
            file.write_text(text, encoding="utf-8")
            sources.append(Source(file.name, str(file)))
        assert run(sources, PLAN, 3, today=TODAY) == run(sources[::-1], PLAN, 1, today=TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "<!-- postlint-disable-next-line word -->\n" * 100_000,
        "<!-- postlint-disable-next-block q{} -->\n\n誤\n\n" * 20_000,
        "<!-- postlint-disable word -->誤\n" * 20_000 + "<!-- postlint-enable -->\n" * 1000,
        "<!-- postlint-disable" * 100_000,
        "<!-- " * 100_000 + "postlint",
        "<!-- postlint" + " " * 1_000_000 + "-->",
        "<!-- postlint-disable " + "a," * 20_000 + "-->",
        "<!-- postlint-disable " + "-" * 1_000_000 + " -->",
    ],
    ids=["lines", "blocks", "ranges", "unclosed", "openings", "spaces", "names", "dashes"],
)
def test_hostile_directives_take_linear_time(text: str) -> None:
    numbered = text.replace("q{}", "q%06d") % tuple(range(20_000)) if "q{}" in text else text
    started = time.process_time()
    assert not run_text(numbered.encode(), "a.md", PLAN, TODAY).crashed
    assert time.process_time() - started < 60  # a quadratic one would take far longer


def test_suppressions_survive_the_way_from_a_worker() -> None:
    result = lint_post(b"<!-- postlint-disable word, zzz -->\n", "a.md", PLAN)
    assert pickle.loads(pickle.dumps(result)) == result


def test_a_failure_to_read_directives_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> tuple[()]:
        raise ValueError("odd")

    monkeypatch.setattr(lint, "collect", fail)
    (found,) = lint_post(b"text", "a.md", stubs.plan(stubs.Word)).diagnostics
    assert (found.rule, found.finding.data["check"]) == ("internal-error", "unused-suppression")


def test_exit_and_ctrl_c_are_no_failures_of_directives(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> tuple[()]:
        raise SystemExit(3)

    monkeypatch.setattr(lint, "collect", stop)
    with pytest.raises(SystemExit):
        lint_post(b"text", "a.md", stubs.plan(stubs.Word))


@pytest.fixture(scope="module")
def real() -> Callable[[str], tuple[Diagnostic, ...]]:
    registry = load_registry()
    plan = registry.plan(registry.select(strict=True), {})
    return lambda text: tuple(run_text(text.encode(), "a.md", plan, TODAY).diagnostics)


def test_a_real_finding_is_suppressed_by_its_id_and_its_neighbour_is_not(real: Callable[[str], tuple[Diagnostic, ...]]) -> None:
    front = "---\ntitle: 申込書の書き方\n---\n\n"
    assert {found.rule for found in real(front + "例です。\n\n---END---\n")} == {"stray-marker"}
    assert real(front + "例です。\n\n<!-- postlint-disable-next-block stray-marker -- 例 -->\n---END---\n") == ()
    assert {d.rule for d in real(front + "<!-- postlint-disable-next-block stray-marker -- 例 -->\n例です。\n\n---END---\n")} == {
        "stray-marker",
        "unused-suppression",
    }
