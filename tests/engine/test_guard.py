"""What a finding is judged by stays: a comment takes the place of a marker by which a cut is seen, and goes once the cut is mended."""

import datetime
from functools import cache

import pytest

from postlint.diagnostic import Severity
from postlint.engine.fix import Fixing, fix_post
from postlint.engine.lint import lint_post
from postlint.engine.registry import Plan, load_registry
from postlint.post.post import Post

TODAY = datetime.date(2026, 5, 1)
SAFE, UNSAFE = Fixing(unsafe=False, today=TODAY), Fixing(unsafe=True, today=TODAY)
FIRST, LAST = "苗は朝のうちに植えて、根元へたっぷりと水をやります。", "支柱は苗が若いうちに立て、根を傷めないようにします。"
STUMP = "鉢を置く場所は、風の通り道から少し外れた軒下の"
CUT = "<!-- postlint-cut -->"


@cache
def plan(*ids: str) -> Plan:
    registry = load_registry()
    return registry.plan(ids or registry.select(), {})


def fixed(text: str, fixing: Fixing = SAFE, path: str = "a.md") -> str:
    data = fix_post(text.encode(), path, plan(), fixing).data
    return text if data is None else data.decode()


def rules(text: str, *ids: str) -> list[str]:
    return [d.rule for d in lint_post(text.encode(), "a.md", plan(*ids)).diagnostics]


def cut_by(mark: str, lead: str = "\n\n", end: str = "\n\n") -> str:
    return f"{FIRST}\n\n{STUMP}{lead}{mark}{end}{LAST}\n"


def test_a_comment_takes_the_place_of_a_marker_that_shows_a_cut() -> None:
    text = cut_by("---END---")
    assert rules(text) == ["truncated-paragraph", "stray-marker"]
    assert fixed(text) == cut_by(CUT)


def test_the_cut_is_still_told_and_nothing_else() -> None:
    assert rules(cut_by(CUT)) == ["truncated-paragraph"]
    assert fixed(cut_by(CUT)) == cut_by(CUT)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(cut_by("**---END---**"), cut_by(CUT), id="in-bold"),
        pytest.param(cut_by("## ---END---"), cut_by(CUT), id="a-heading"),
        pytest.param(cut_by("- ---END---"), cut_by(CUT), id="an-item"),
        pytest.param(cut_by("  ---END---  "), cut_by(f"  {CUT}  "), id="indented"),
        pytest.param(cut_by("---END---", lead="", end=""), cut_by(CUT, lead="", end=""), id="inline"),
        pytest.param(cut_by("---END---", end=" "), cut_by(CUT), id="first-on-a-line"),
        pytest.param(cut_by("---END---", lead="\n", end="\n"), cut_by(CUT, lead="\n", end="\n"), id="under-the-text"),
        pytest.param(cut_by("<|endoftext|>"), cut_by(CUT), id="a-control-token"),
        pytest.param(cut_by("---END---").replace("\n", "\r\n"), cut_by(CUT).replace("\n", "\r\n"), id="crlf"),
    ],
)
def test_nothing_of_the_marker_is_left_to_see(before: str, after: str) -> None:
    assert fixed(before) == after
    assert "truncated-paragraph" in rules(after)
    assert fixed(after) == after


def test_in_mdx_the_comment_is_one_that_mdx_knows() -> None:
    new = fixed(cut_by("---END---"), path="a.mdx")
    assert new == cut_by("{/* postlint-cut */}")
    assert [d.rule for d in lint_post(new.encode(), "a.mdx", plan()).diagnostics] == ["truncated-paragraph"]


def test_a_marker_by_which_nothing_is_seen_goes_without_a_trace() -> None:
    assert fixed(f"{FIRST}\n\n---END---\n\n{LAST}\n") == f"{FIRST}\n\n{LAST}\n"


def test_a_marker_in_the_last_line_leaves_a_comment_too() -> None:
    text = f"{FIRST}\n\n{LAST}\n\n{STUMP}\n\n---END---\n"
    assert fixed(text) == text.replace("---END---", CUT)
    assert rules(fixed(text)) == ["truncated-ending"]


@pytest.mark.parametrize("tail", ["棚にしています。", "棚にしています。日なたでは葉が焼けるからです。"])
def test_once_the_cut_is_mended_the_comment_is_told_of_and_goes(tail: str) -> None:
    mended = cut_by(CUT).replace(STUMP, STUMP + tail)
    (told,) = lint_post(mended.encode(), "a.md", plan()).diagnostics
    assert (told.rule, told.finding.message, told.severity) == ("unused-suppression", "cut", Severity.WARNING)
    assert fixed(mended) == f"{FIRST}\n\n{STUMP}{tail}\n\n{LAST}\n"


def test_a_comment_is_not_judged_where_a_rule_that_may_need_it_did_not_run() -> None:
    mended = cut_by(CUT).replace(STUMP, FIRST)
    assert "unused-suppression" in rules(mended)
    assert rules(mended, "unused-suppression", "stray-marker", "truncated-ending") == []


def test_an_unsafe_fix_that_mends_the_cut_takes_the_comment_along() -> None:
    text = f"{FIRST}\n\n{STUMP}\n\n---END---\n\n…外れた軒下の棚にしています。{LAST}\n"
    whole = f"{FIRST}\n\n{STUMP}棚にしています。{LAST}\n"
    assert fixed(text, UNSAFE) == whole
    assert fixed(fixed(text), UNSAFE) == whole
    assert CUT in fixed(text)


def test_a_marker_that_makes_a_short_repeat_worth_telling_leaves_a_comment() -> None:
    said = "雨の日の翌朝だけは、鉢の受け皿にたまった水を捨てます。"
    text = f"{FIRST}{said}\n\n---END---\n\n冬のあいだは別の世話をします。{said}{LAST}\n"
    assert rules(text) == ["stray-marker", "repeated-sentence"]
    assert rules(text.replace("---END---\n\n", "")) == []
    assert fixed(text) == text.replace("---END---", CUT)
    assert rules(fixed(text)) == ["repeated-sentence"]


def test_readers_see_no_comment_and_the_linter_no_text_in_it() -> None:
    post = Post("a.md", cut_by(CUT))
    assert "postlint" not in post.masked
    assert all("postlint" not in block.plain for block in post.blocks)
