"""What a baseline knows, and how it is written anew."""

import json
from pathlib import Path
from random import Random

import engine_stubs as stubs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postlint.diagnostic import Report
from postlint.engine.baseline import (
    FILE_NAME,
    Baseline,
    BaselineError,
    Entry,
    Scope,
    baseline_file,
    load_baseline,
    load_or_empty,
    rendered,
    renew,
)
from postlint.engine.lint import lint_post
from postlint.engine.registry import load_registry
from postlint.engine.run import run_text

REGISTRY = load_registry()
MARKERS = REGISTRY.plan(("stray-marker",), {})
ALL = frozenset(("word", "stray-marker", "unreadable-post", "raises"))
WORDS = stubs.plan(stubs.Word)
CLEAN = ("窓辺に鉢を置きました。", "朝のうちに水をやります。", "葉が増えたら摘みます。")
BROKEN = ("---END---", "鉢の土が乾い---END---たら水をやる。", "<|endoftext|>", "葉を摘ん---END OF POST---で乾かす。")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def scope(*files: str, folders: tuple[str, ...] = (), rules: frozenset[str] = ALL) -> Scope:
    return Scope([str(Path.cwd() / file) for file in files], [str(Path.cwd() / folder) for folder in folders], rules, ALL)


def report(text: str, path: str = "a.md") -> Report:
    return run_text(text.encode("utf-8"), path, WORDS)


def known(report: Report) -> Baseline:
    return renew(Baseline(str(Path.cwd())), report, scope()).baseline


def paragraphs(*texts: str) -> str:
    return "---\ntitle: 鉢\n---\n\n" + "\n\n".join(texts) + "\n"


# What is known


def test_what_is_known_is_left_out_and_counted() -> None:
    before = report("誤り。\n\n別の誤字。\n")
    left = known(before).apply(report("誤り。\n\n別の誤字。\n\n誤植。\n"))
    assert [found.start.line for found in left.diagnostics] == [5]
    assert left.baselined == 2


def test_another_finding_of_the_same_text_is_new() -> None:
    left = known(report("誤\n\n誤\n")).apply(report("誤\n\n誤\n\n誤\n"))
    assert (len(left.diagnostics), left.baselined) == (1, 2)


def test_the_same_text_in_another_post_is_new() -> None:
    assert len(known(report("誤\n")).apply(report("誤\n", "b.md")).diagnostics) == 1


def test_one_post_is_sifted_as_the_run_is() -> None:
    before = known(report("誤り。\n"))
    result = lint_post("誤り。\n\n誤植。\n".encode(), "a.md", WORDS)
    assert [found.start.line for found in before.sieve("a.md", result.diagnostics)] == [3]


def test_paths_count_from_the_baseline_wherever_one_stands(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    baseline = known(report("誤\n", "posts/a.md"))
    (here / "posts").mkdir()
    monkeypatch.chdir(here / "posts")
    for path in ("a.md", str(here / "posts/a.md"), "../posts/a.md"):
        assert baseline.apply(report("誤\n", path)).diagnostics == ()


def test_failures_and_unreadable_posts_are_never_known() -> None:
    plan = stubs.plan(stubs.Raises, stubs.Unreadable)
    crashed = run_text(b"raise", "a.md", plan)
    damaged = run_text(b"\xff", "b.md", plan)
    for each in (crashed, damaged):
        baseline = known(each)
        assert {entry.rule for entry in baseline.entries} <= {"raises"}
        assert baseline.apply(each).diagnostics != ()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(BROKEN), min_size=1, max_size=6),
    st.lists(st.sampled_from(CLEAN), max_size=4),
    st.sampled_from(BROKEN),
    st.randoms(use_true_random=False),
    st.data(),
)
def test_moving_and_inserting_paragraphs_brings_nothing_back_and_hides_nothing_new(
    broken: list[str], inserted: list[str], new: str, random: Random, data: st.DataObject
) -> None:
    def judged(texts: list[str]) -> Report:
        return run_text(paragraphs(*texts).encode("utf-8"), "a.md", MARKERS)

    before = judged(broken)
    baseline = known(before)
    moved = [*broken, *inserted]
    random.shuffle(moved)
    after = baseline.apply(judged(moved))
    assert after.diagnostics == ()
    assert after.baselined == len(before.diagnostics) == len(broken)
    moved.insert(data.draw(st.integers(0, len(moved))), new)
    again = baseline.apply(judged(moved))
    assert len(again.diagnostics) == 1
    assert again.diagnostics[0].finding.span.of(paragraphs(*moved)) in new


# Writing anew


def test_what_was_fixed_is_dropped_and_what_is_new_is_added() -> None:
    old = known(report("誤り。\n\n別の誤字。\n"))
    done = renew(old, report("別の誤字。\n\n誤植。\n"), scope("a.md"))
    assert [found.start.line for found in done.added] == [3]
    assert (done.dropped, len(done.baseline.entries)) == (1, 2)


def test_what_the_run_did_not_look_at_stays(here: Path) -> None:
    (here / "posts").mkdir()
    (here / "b.md").write_text("誤\n", "utf-8")
    (here / "posts/c.md").write_text("誤\n", "utf-8")
    old = Baseline(str(here), frozenset(Entry(path, "word", "00", 1) for path in ("a.md", "b.md", "posts/c.md")))
    clean = Report((), 1)

    def paths(scope: Scope) -> list[str]:
        return sorted(entry.path for entry in renew(old, clean, scope).baseline.entries)

    assert paths(scope("b.md")) == ["posts/c.md"]  # a.md is no more
    assert paths(scope(folders=("posts",))) == ["b.md"]
    assert paths(scope(folders=(".",))) == []
    assert paths(scope(folders=("post",))) == ["b.md", "posts/c.md"]


def test_what_other_rules_found_stays_unless_there_is_no_such_rule() -> None:
    old = Baseline(str(Path.cwd()), frozenset((Entry("a.md", "word", "00", 1), Entry("a.md", "gone", "00", 1))))
    left = renew(old, Report((), 1), scope("a.md", rules=frozenset(("stray-marker",)))).baseline
    assert {entry.rule for entry in left.entries} == {"word"}


# The file


def test_a_baseline_is_read_as_it_was_written(here: Path) -> None:
    baseline = known(report("誤\n\n誤\n", "記事/悪い\n名.md"))
    (here / FILE_NAME).write_text(rendered(baseline), "utf-8")
    assert load_baseline(str(here / FILE_NAME)) == baseline
    assert load_or_empty(str(here / FILE_NAME)) == baseline
    assert load_or_empty(str(here / "other.json")) == Baseline(str(here))


def test_the_file_has_a_finding_a_line_in_the_order_of_paths_and_no_line_numbers() -> None:
    entries = frozenset((Entry("b.md", "word", "0a", 1), Entry("a.md", "word", "0b", 2), Entry("a.md", "word", "0b", 1)))
    text = rendered(Baseline("/x", entries))
    assert text.splitlines()[1:] == [
        '["a.md", "word", "0b", 1],',
        '["a.md", "word", "0b", 2],',
        '["b.md", "word", "0a", 1],',
        "null",
        "]}",
    ]
    assert json.loads(text)["version"] == 1


def test_lines_that_two_branches_have_added_merge_by_putting_both_in(here: Path) -> None:
    lines = rendered(Baseline(str(here), frozenset((Entry("a.md", "word", "0a", 1),)))).splitlines(keepends=True)
    merged = [
        lines[0],
        '["b.md", "word", "0b", 1],\n',
        *lines[1:2],
        '["c.md", "word", "0c", 1],\n',
        '["c.md", "word", "0c", 1],\n',
        *lines[2:],
    ]
    (here / FILE_NAME).write_text("".join(merged), "utf-8")
    assert {entry.path for entry in load_baseline(FILE_NAME).entries} == {"a.md", "b.md", "c.md"}


BAD = {
    "no-json": ("{", 1, "no valid JSON"),
    "conflict": ('{"version": 1, "findings": [\n<<<<<<< ours\nnull\n]}', 2, "Merge both sides"),
    "deep": ("[" * 100_000, None, "no valid JSON"),
    "huge-number": (f'{{"version": {"1" * 5000}}}', None, "no valid JSON"),
    "list": ("[]", 1, "no baseline"),
    "no-version": ('{"findings": []}', 1, "no baseline"),
    "no-findings": ('{"version": 1, "findings": {}}', 1, "no baseline"),
    "version": ('{"version": 2, "findings": []}', 1, "version 2"),
    "short": ('{"version": 1, "findings": [\n["a.md", "word", "0a", 1],\n\n["a.md", "word"],\nnull]}', 4, '["a.md", "word"]'),
    "number": ('{"version": 1, "findings": [["a.md", "word", "0a", 0]]}', 1, "This is no finding"),
    "truth": ('{"version": 1,\n"findings":\n[\n["a.md", "word", "0a", true]]}', 4, "This is no finding"),
    "escaped-key": ('{"version": 1, "find\\u0069ngs": [1]}', None, "This is no finding: 1."),
}


@pytest.mark.parametrize("case", BAD)
def test_a_broken_baseline_is_told_with_its_line(here: Path, case: str) -> None:
    text, line, told = BAD[case]
    (here / FILE_NAME).write_text(text, "utf-8")
    with pytest.raises(BaselineError) as caught:
        load_baseline(str(here / FILE_NAME))
    assert (caught.value.file, caught.value.line) == (FILE_NAME, line)
    assert told in caught.value.texts["en"]
    assert set(caught.value.texts) == {"en", "ja"}


def test_a_missing_baseline_says_how_to_get_one(here: Path) -> None:
    with pytest.raises(BaselineError, match="`postlint baseline` writes one"):
        load_baseline(str(here / FILE_NAME))


def test_a_baseline_stands_beside_the_configuration_or_where_one_says(here: Path) -> None:
    assert baseline_file(None, None) == str(here / FILE_NAME)
    assert baseline_file(None, here / "site") == str(here / "site" / FILE_NAME)
    assert baseline_file("known.json", here / "site") == str(here / "known.json")
