"""Fixing one post: until nothing is left to fix, what is hidden left alone, and no byte changed outside an edit."""

import datetime
from collections.abc import Iterable
from functools import cache

import engine_stubs
import fix_stubs as stubs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postlint.checks.base import Rule
from postlint.diagnostic import Diagnostic
from postlint.engine.discover import Source
from postlint.engine.fix import Fixed, Fixing, fix_file, fix_post
from postlint.engine.lint import lint_post
from postlint.engine.registry import Plan, load_registry
from postlint.engine.suppress import suppress
from postlint.post.post import Post

TODAY = datetime.date(2026, 5, 1)
SAFE, UNSAFE = Fixing(unsafe=False, today=TODAY), Fixing(unsafe=True, today=TODAY)
BOM = "\ufeff"


def fix(text: str, *rules: type[Rule], fixing: Fixing = SAFE) -> Fixed:
    return fix_post(text.encode(), "a.md", engine_stubs.plan(*rules), fixing)


def fixed(text: str, *rules: type[Rule], fixing: Fixing = SAFE) -> str:
    """The text after fixing; the same where nothing was fixed."""
    data = fix(text, *rules, fixing=fixing).data
    return text if data is None else data.decode()


def test_safe_fixes_are_applied_and_counted_by_rule() -> None:
    done = fix("誤種を誤まく。／水。\n", stubs.Wrong, stubs.Breaks)
    assert done.data == "種をまく。\n水。\n".encode()
    assert done.applied == {"wrong": 2, "breaks": 1}
    assert (len(done.before.diagnostics), done.after.diagnostics) == (3, ())


def test_a_post_without_anything_to_fix_stays_untouched() -> None:
    done = fix("種をまく。\n", stubs.Wrong)
    assert (done.data, done.applied) == (None, {})
    assert done.before is done.after


def test_unsafe_fixes_wait_to_be_asked_for_and_then_go_first() -> None:
    assert fixed("誤誤疑と誤。\n", stubs.Wrong, stubs.Bold) == "疑と。\n"
    assert fixed("誤誤疑と誤。\n", stubs.Wrong, stubs.Bold, fixing=UNSAFE) == "確と。\n"


def test_fixes_that_open_the_way_for_others_are_followed() -> None:
    assert fixed("庭。鎖鎖鎖鎖\n", stubs.Chain) == "庭。\n"
    assert fix("庭。鎖鎖鎖鎖\n", stubs.Chain).applied == {"chain": 4}


@pytest.mark.parametrize(("text", "rule"), [("甲。\n", stubs.Swings), ("長", stubs.Grows)])
def test_fixes_that_never_end_change_nothing_and_name_their_rule(text: str, rule: type[Rule]) -> None:
    done = fix("誤" + text, rule, stubs.Wrong)
    assert done.data is None
    (told,) = [d for d in done.after.diagnostics if d.rule == "internal-error"]
    assert (told.finding.message, told.finding.data["check"]) == ("unstable", rule.id)
    assert {d.rule for d in done.after.diagnostics} >= {rule.id, "wrong"}


def test_a_fix_that_cannot_be_written_as_utf8_is_a_failure_of_postlint() -> None:
    done = fix("孤\n", stubs.Lone)
    assert done.data is None
    assert [d.finding.message for d in done.after.diagnostics if d.rule == "internal-error"] == ["fix"]


def test_what_cannot_be_read_is_not_fixed() -> None:
    assert fix_post(b"\xff\xfe\xe8\x8a", "a.md", engine_stubs.plan(stubs.Wrong, engine_stubs.Unreadable), SAFE).data is None
    missing = fix_file(Source("a.md", "no-such-file.md"), engine_stubs.plan(engine_stubs.Unreadable), SAFE)
    assert (missing.data, [d.rule for d in missing.after.diagnostics]) == (None, ["unreadable-post"])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(BOM + "誤a\r\n／b\r\n", BOM + "a\r\n\r\nb\r\n", id="mark-and-crlf"),
        pytest.param("誤a  \n\tb", "a  \n\tb", id="trailing-space-and-no-final-line-end"),
        pytest.param("a\r誤b\r／", "a\rb\r\r", id="cr"),
        pytest.param("a\nb\r\n／\r\nc\u2028誤\n", "a\nb\r\n\r\n\r\nc\u2028\n", id="mixed"),
        pytest.param("---\nz: '1'\na:   \"2\"  # x\n---\n\n誤\n", "---\nz: '1'\na:   \"2\"  # x\n---\n\n\n", id="front-matter"),
    ],
)
def test_no_byte_changes_outside_an_edit(before: str, after: str) -> None:
    assert fixed(before, stubs.Wrong, stubs.Breaks) == after


def test_suppressed_findings_are_left_alone_until_their_day_has_passed() -> None:
    text = "<!-- postlint-disable-next-line wrong -->\n誤種。\n誤水。\n"
    assert fixed(text, stubs.Wrong) == text.replace("誤水", "水")
    keyed = "---\npostlint: {disable: [wrong], until: 2026-04-30}\n---\n\n誤種。\n"
    assert fixed(keyed, stubs.Wrong) == keyed.replace("誤種", "種")
    assert fixed(keyed.replace("04-30", "05-01"), stubs.Wrong) == keyed.replace("04-30", "05-01")


def test_no_fix_reaches_into_a_suppressed_finding() -> None:
    directive = "<!-- postlint-disable-next-line wrong -->\n"
    assert fixed(directive + "誤疑。\n誤疑。\n", stubs.Wrong, stubs.Bold, fixing=UNSAFE) == directive + "誤疑。\n確。\n"


class FirstOfAll:
    """A baseline that knows the first finding, by a fingerprint that changes with its surroundings."""

    def __call__(self, path: str, diagnostics: tuple[Diagnostic, ...]) -> Iterable[Diagnostic]:
        return [d for d in diagnostics if d.start.offset or "／" not in d.excerpt.text]


def test_what_a_baseline_knows_stays_even_where_its_surroundings_are_fixed() -> None:
    fixing = Fixing(unsafe=False, today=TODAY, sieve=FirstOfAll())
    assert fixed("誤種。／誤水。\n", stubs.Wrong, stubs.Breaks, fixing=fixing) == "誤種。\n水。\n"


def test_a_diff_is_made_where_nothing_is_to_be_written() -> None:
    shown = fix(BOM + "種。\r\n誤水。\r\n", stubs.Wrong, fixing=Fixing(unsafe=False, today=TODAY, writing=False))
    assert shown.diff == "--- a.md\n+++ a.md\n@@ -1,2 +1,2 @@\n 種。\r\n-誤水。\r\n+水。\r\n"
    assert fix("誤水。\n", stubs.Wrong).diff == ""


# What holds for the real checks, whatever the post.

STEADY = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
SENTENCES = st.sampled_from(
    [
        "春の庭では、まず土の水はけを確かめてから苗の置き場所を決めていきます。",
        "苗を買うときは、葉の裏まで見て、黒い点や白い筋のないものを選びましょう。",
        "水やりは朝のうちに済ませ、日が高くなってからは葉をぬらさないようにします。",
        "肥料は月に一度で十分で、与えすぎると根が傷んでしまうことがよくあります。",
        "The seeds are sown in a shallow tray and covered with a thin layer of sand.",
        "Once the second pair of leaves has come, each plant moves to its own pot.",
        "今では60%以上の企業が屋上に菜園を設けようと考えています。",
    ]
)
MARKS = st.sampled_from(
    ["---END---", "---END", "<|endoftext|>", "**---END---**", "- ---END---", "<!-- postlint-disable-next-line stray-marker -->"]
)
PARAGRAPHS = st.one_of(SENTENCES, st.lists(SENTENCES, min_size=2, max_size=4).map("".join), MARKS, SENTENCES.map(lambda s: s[:21]))
JOINTS = st.sampled_from(["\n\n", "\n\n", "\n\n", "\n\n\n", "\n", " "])
FRONTS = st.sampled_from(
    ["", "---\ntitle: 春の庭\nreading_time: 30\n---\n\n", '---\ntitle: "**春**の庭"\nexcerpt: 庭の[手入れ](https://example.com/)\n---\n']
)
POSTS = st.builds(
    lambda front, pieces, end: front + "".join(text + joint for text, joint in pieces) + end,
    FRONTS,
    st.lists(st.tuples(PARAGRAPHS, JOINTS), max_size=12),
    st.sampled_from(["", "\n"]),
)


@cache
def everything() -> Plan:
    registry = load_registry()
    return registry.plan(registry.select(strict=True), {})


def fixed_by_all(data: bytes, fixing: Fixing) -> bytes:
    done = fix_post(data, "a.md", everything(), fixing)
    assert [d.finding.data for d in done.after.diagnostics if d.rule == "internal-error"] == []
    return data if done.data is None else done.data


def unchanged_if_fixed_again(data: bytes, fixing: Fixing) -> bytes:
    new = fixed_by_all(data, fixing)
    assert fix_post(new, "a.md", everything(), fixing).data is None
    return new


@given(POSTS, st.booleans())
@STEADY
def test_fixing_comes_to_rest(text: str, unsafe: bool) -> None:
    fixing = UNSAFE if unsafe else SAFE
    assert fix_post(fixed_by_all(text.encode(), fixing), "a.md", everything(), fixing).data is None


@given(POSTS)
@STEADY
def test_line_ends_and_the_mark_in_front_make_no_difference(text: str) -> None:
    plain = unchanged_if_fixed_again(text.encode(), SAFE)
    crlf = unchanged_if_fixed_again(b"\xef\xbb\xbf" + text.encode().replace(b"\n", b"\r\n"), SAFE)
    assert crlf == b"\xef\xbb\xbf" + plain.replace(b"\n", b"\r\n")


@given(POSTS)
@STEADY
def test_safe_fixes_leave_no_marker_and_lose_no_sentence(text: str) -> None:
    new = Post.from_bytes(unchanged_if_fixed_again(text.encode(), SAFE), "a.md")
    whole = [
        s for s in text.replace("\n", "。").split("。") if len(s) >= 30 and text.count(s) == 1 and "title" not in s and "postlint" not in s
    ]
    lost = [s for s in whole if not any(mark in s for mark in ("END", "endoftext", "excerpt")) and s not in new.text]
    assert lost == []
    result = lint_post(new.text.encode(), "a.md", everything())
    left, _ = suppress(result.diagnostics, {"a.md": result.suppressions}, TODAY)
    assert [d.finding.data for d in left if d.rule == "stray-marker"] == []


CUTS = ("truncated-paragraph", "truncated-ending", "resumed-paragraph")


@cache
def markers_and_cuts() -> Plan:
    return load_registry().plan(("stray-marker", *CUTS), {})


@given(POSTS)
@STEADY
def test_safe_fixes_hide_no_cut(text: str) -> None:
    before = [d.rule for d in lint_post(text.encode(), "a.md", everything()).diagnostics if d.rule in CUTS]
    assert len([d for d in lint_post(fixed_by_all(text.encode(), SAFE), "a.md", everything()).diagnostics if d.rule in CUTS]) >= len(before)


@given(POSTS)
@STEADY
def test_taking_markers_out_of_their_paragraphs_hides_no_cut(text: str) -> None:
    apart = text.replace(" ", "\n\n").replace("-\n\n---", "- ---").replace("<!--\n\npostlint", "<!-- postlint")
    fixed = fix_post(apart.encode(), "a.md", markers_and_cuts(), SAFE)
    before, after = ([d.rule for d in result.diagnostics if d.rule in CUTS] for result in (fixed.before, fixed.after))
    assert after == before


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("fixing", [SAFE, UNSAFE])
def test_posts_are_fixed_alike_whatever_ends_their_lines(end: str, fixing: Fixing) -> None:
    said = [
        "庭の草は朝の涼しいうちに根元から抜いて、日陰に積んでおきます。夏の盛りには、朝と夕方の二回に分けて水を与えます。",
        "秋になったら、黄色い葉をこまめに取り除いて風通しをよくします。枯れた枝は早春に切り戻し、切り口には薬を塗ります。",
        "冬のあいだは、土が乾いてから数日待って少しだけ水を与えます。根が休んでいるので、肥料は春まで要りません。",
    ]
    body = [*said, "## 春の支度", f"- {said[0]}\n- {said[1]}", "---END---", *said[:2], "## 春の支度"]
    text = "---\ntitle: 庭の手入れのこつ\n---\n" + "\n\n".join(["庭の手入れのこつ", *body]) + "\n"
    fixed = fixed_by_all(text.encode(), fixing)
    assert fixed.count("庭の手入れのこつ".encode()) == 1
    assert all(sentence.encode() in fixed for sentence in said)
    assert fixed_by_all(text.replace("\n", end).encode(), fixing) == fixed.replace(b"\n", end.encode())
