"""The harness counts what it says: recall of injected defects, false alarms, labels."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from quality.draft import Draft, Injected, Kind
from quality.inject import KINDS
from quality.labelled import RULES_FOR, UNJUDGED, measure_labelled
from quality.measure import Alarms, KindResult, Outcome, false_alarms, judged_real, measure_kind, measure_kinds, read_drafts
from quality.table import Measured, as_json, markdown

from postlint.diagnostic import Lang
from postlint.engine.registry import load_registry
from postlint.post.text import Span

BENCHMARK = Path(__file__).resolve().parents[2] / "benchmarks" / "quality"
DRAFTS = read_drafts([BENCHMARK / "posts"])
N = 12
#: kinds that are found less often than eleven times in twelve, and how often at least; to be raised as checks are mended
FLOORS = {
    "vague-to-figure": 9,
    "figure-misfit": 9,
}
CUT = "---\ntitle: 棚の手入れ\n---\n\n棚は月に一度、乾いた布で拭きます。\n\n---END---\n\n本は日陰に並べてください。\n"


def marked(draft: Draft, rng: Random) -> Injected | None:
    after = draft.text + "\n---END---\n"
    return Injected(draft.text, after, (Span(len(draft.text), len(after)),), "at the end")


def marked_elsewhere(draft: Draft, rng: Random) -> Injected | None:
    after = draft.text + "\n---END---\n"
    return Injected(draft.text, after, (Span(0, 3),), "place is wrong")


def kind(inject: Any, *rules: str) -> Kind:
    return Kind("test", rules or ("stray-marker",), inject, "", "")


@pytest.fixture(scope="module")
def measured() -> dict[str, KindResult]:
    return {result.kind: result for result in measure_kinds(DRAFTS, N, seed=1)}


@pytest.fixture
def labelled_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "labelled"
    folder.mkdir()
    (folder / "a.md").write_text(CUT, "utf-8")
    labels = [
        {"type": "marker", "line": 7},
        {"type": "title_echo", "line": 5},
        {"type": "other", "line": 9},
        {"type": "truncated", "line": 5, "sure": False},
    ]
    (folder / "labels.json").write_text(json.dumps([{"file": "a.md", "findings": labels}]), "utf-8")
    return folder


@pytest.mark.parametrize("name", [kind.name for kind in KINDS])
def test_on_the_shipped_posts_a_kind_is_found_at_least_this_often(name: str, measured: dict[str, KindResult]) -> None:
    result = measured[name]
    if not result.known:
        pytest.skip("there is no such rule yet")
    assert len(result.outcomes) == N
    assert result.found >= FLOORS.get(name, N - 1)


def test_the_figures_do_not_depend_on_the_number_of_processes(measured: dict[str, KindResult]) -> None:
    one = measure_kind(KINDS[0], DRAFTS, N, 1)
    assert one == measured[KINDS[0].name]


def test_a_defect_counts_as_found_where_a_finding_touches_it() -> None:
    assert measure_kind(kind(marked), DRAFTS, 5, 1).found == 5
    assert measure_kind(kind(marked_elsewhere), DRAFTS, 5, 1).found == 0


def test_a_sibling_rule_may_find_it_and_another_may_not() -> None:
    assert measure_kind(kind(marked, "chat-residue", "stray-marker"), DRAFTS, 5, 1).found == 5
    assert measure_kind(kind(marked, "chat-residue"), DRAFTS, 5, 1).found == 0


def test_a_post_that_is_flagged_before_is_not_suitable() -> None:
    def flagged(draft: Draft, rng: Random) -> Injected | None:
        made = marked(draft, rng)
        return made and Injected(str(made.after), made.after, made.places, "")

    assert measure_kind(kind(flagged), DRAFTS, 5, 1).outcomes == ()


def test_with_few_suitable_posts_some_get_several_defects_and_the_result_says_so() -> None:
    few = measure_kind(kind(marked), DRAFTS[:2], 7, 1)
    assert (len(few.outcomes), few.posts) == (7, 2)


def test_a_kind_of_a_rule_that_does_not_exist_is_skipped() -> None:
    assert measure_kind(kind(marked, "no-such-rule"), DRAFTS, 5, 1) == KindResult("test", known=False)


def test_false_alarms_are_counted_by_rule_and_those_judged_real_set_apart(tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(CUT, "utf-8")
    (tmp_path / "read.json").write_text(
        json.dumps([{"file": "b.md", "rule": "stray-marker", "line": 7, "verdict": "real", "why": ""}]), "utf-8"
    )
    alarms = false_alarms([tmp_path], judged_real(tmp_path / "read.json"))
    assert (alarms.posts, alarms.false["stray-marker"], alarms.real) == (2, (1, 1), {"stray-marker": 1})
    assert f"{tmp_path.name}/a.md:7 stray-marker" in alarms.notes


def test_without_verdicts_nothing_is_real() -> None:
    assert judged_real(None) == set()


def test_labels_are_found_by_right_findings_and_unsure_ones_are_not_asked_for(labelled_folder: Path) -> None:
    result = measure_labelled([labelled_folder])
    assert result.recall == {"marker": (1, 1), "title_echo": (0, 1)}
    assert result.precision == {"stray-marker": (1, 1)}
    assert result.notes == ("missed  a.md:5 title_echo",)


def test_a_finding_off_every_label_is_wrong(labelled_folder: Path) -> None:
    (labelled_folder / "labels.json").write_text(json.dumps([{"file": "a.md", "findings": [{"type": "marker", "line": 5}]}]), "utf-8")
    result = measure_labelled([labelled_folder])
    assert result.precision == {"stray-marker": (0, 1)}
    assert result.recall == {"marker": (0, 1)}


def test_the_rules_that_may_stand_for_labels_exist_or_are_to_come() -> None:
    ids = set(load_registry().ids)
    assert set().union(*RULES_FOR.values()) - ids == set()
    assert "reading-time" in UNJUDGED & ids


@pytest.fixture
def little() -> Measured:
    outcomes = tuple(Outcome("a.md", "ja", "way of a post's words", found, 1, "words of a post") for found in (True, True, False, True))
    results = [KindResult(k.name, True, outcomes, 1) if k.name == "blank" else KindResult(k.name, known=False) for k in KINDS]
    alarms = Alarms(1000, {"placeholder": (4, 3)}, {"title-echo": 1}, ())
    return Measured(results, alarms, measure_labelled([]), {"posts": 1000}, date(2026, 1, 2), 7, 4)


@pytest.mark.parametrize(("lang", "row"), [("en", "3.0 (0.6–8.7)"), ("ja", "3.0 (0.6–8.7)")])
def test_the_page_has_a_row_for_every_rule_and_every_kind(little: Measured, lang: Lang, row: str) -> None:
    page = markdown(little, lang)
    assert [rule for rule in load_registry().ids if f"| [{rule}](checks/{rule}." not in page] == []
    assert [k.name for k in KINDS if f"| {k.name} | " not in page] == []
    (told,) = [line for line in page.splitlines() if line.startswith("| [placeholder]")]
    assert f"| 4 | 75.0% | 19.4–99.4% | 4 | 3 | {row} |" in told


def test_what_was_not_measured_says_so(little: Measured) -> None:
    lines = markdown(little, "en").splitlines()
    (told,) = [line for line in lines if line.startswith("| [stray-marker]")]
    assert told.startswith("| [stray-marker](checks/stray-marker.md) | not measured | – | – | 0 | 0 | 0.0 (0.0–3.7)")


def test_the_figures_hold_no_words_of_posts(little: Measured) -> None:
    for text in (as_json(little), markdown(little, "en"), markdown(little, "ja")):
        assert "way of a post" not in text
        assert "words of a post" not in text


def test_the_figures_say_what_they_were_measured_on(little: Measured) -> None:
    told = json.loads(as_json(little))
    assert (told["date"], told["seed"], told["clean"]) == ("2026-01-02", 7, {"posts": 1000, "folders": {"posts": 1000}})
    assert told["rules"]["placeholder"]["injected"] == {"n": 4, "found": 3, "interval": [0.19412, 0.99369]}
    assert told["rules"]["stray-marker"]["injected"] is None


def test_the_harness_writes_both_pages_and_the_figures(tmp_path: Path) -> None:
    posts = tmp_path / "secret-place" / "some-posts"
    posts.mkdir(parents=True)
    for draft in DRAFTS[:3]:
        (posts / draft.name).write_text(draft.text, "utf-8")
    figures, page = tmp_path / "figures.json", tmp_path / "page.md"
    command = [
        sys.executable,
        str(BENCHMARK / "harness.py"),
        "--clean",
        str(posts),
        "--posts-per-kind",
        "1",
        "--jobs",
        "1",
        "--date",
        "2026-01-02",
    ]
    done = subprocess.run(
        [*command, "--write", str(page), "--figures", str(figures)], capture_output=True, text=True, encoding="utf-8", check=True
    )
    for file in (page, tmp_path / "page.ja.md", figures):
        assert "2026-01-02" in file.read_text("utf-8")
        assert "some-posts" in file.read_text("utf-8")
        assert "secret-place" not in file.read_text("utf-8")
    assert page.read_text("utf-8") in done.stdout
