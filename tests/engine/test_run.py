import multiprocessing
import os
import pickle
from collections.abc import Callable, Iterator
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path

import engine_stubs as stubs
import pytest

from postlint.diagnostic import Report
from postlint.engine import keep, workers
from postlint.engine.discover import Source, discover
from postlint.engine.lint import PostResult, lint_file, lint_post
from postlint.engine.over import WORTH_IT, processors
from postlint.engine.registry import Plan
from postlint.engine.run import run, run_text
from postlint.engine.workers import METHOD, Method, in_parallel

METHODS: list[Method] = ["fork", "spawn"] if "fork" in multiprocessing.get_all_start_methods() else ["spawn"]
Posts = Callable[..., list[Source]]


def lint_parallel(sources: list[Source], plan: Plan, jobs: int, method: Method = METHOD) -> Iterator[PostResult]:
    return in_parallel(sources, partial(lint_file, plan=plan), lambda result: result, jobs, method)


@pytest.fixture
def posts(tmp_path: Path) -> Posts:
    def write(count: int, **special: str) -> list[Source]:
        for number in range(count):
            (tmp_path / f"{number:03}.md").write_text(f"{number % 10}\n誤り\n", encoding="utf-8")
        for name, text in special.items():
            (tmp_path / f"{name[1:]}.md").write_text(text, encoding="utf-8")
        return list(discover([str(tmp_path)]))

    return write


def seen(report: Report) -> list[tuple[str, str, int]]:
    return [(Path(d.path).name, d.rule, d.start.offset) for d in report.diagnostics]


def test_the_report_is_sorted_by_path_and_place_and_counts_what_was_checked(posts: Posts) -> None:
    report = run(posts(3)[::-1], stubs.plan(stubs.Word), 1)
    assert seen(report) == [("000.md", "word", 2), ("001.md", "word", 2), ("002.md", "word", 2)]
    assert (report.checked, report.crashed, report.suppressed) == (3, False, 0)


def test_the_report_is_the_same_whatever_the_number_of_processes(posts: Posts) -> None:
    sources, plan = posts(40, _005="raise 誤", _017=""), stubs.plan(stubs.Alike, stubs.Raises, stubs.Unreadable, stubs.Word)
    alone = run(sources, plan, 1)
    assert {"alike", "internal-error", "unreadable-post", "word"} <= {d.rule for d in alone.diagnostics}
    assert run(sources, plan, 2) == alone
    assert run(sources[::-1], plan, 5) == alone
    assert run(sources, plan) == alone


def test_a_failing_check_makes_the_run_a_crashed_one(posts: Posts) -> None:
    assert run(posts(1, _000="raise"), stubs.plan(stubs.Raises), 1).crashed
    assert not run(posts(1, _000="fine"), stubs.plan(stubs.Raises), 1).crashed


def test_few_posts_are_checked_without_other_processes(posts: Posts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "in_parallel", lambda *_: pytest.fail("processes were started"))
    assert run(posts(WORTH_IT - 1), stubs.plan(stubs.Word), 4).checked == WORTH_IT - 1
    assert run(posts(20), stubs.plan(stubs.Word), 1).checked == 20


def test_corpus_checks_compare_posts_in_the_order_of_their_paths(posts: Posts) -> None:
    report = run(posts(12)[::-1], stubs.plan(stubs.Alike), 1)
    assert seen(report) == [("010.md", "alike", 0), ("011.md", "alike", 0)]
    assert report.diagnostics[0].excerpt.text == "0"


def test_a_corpus_check_that_fails_is_told_and_the_rest_is_reported(posts: Posts) -> None:
    report = run(posts(2, _001="raise"), stubs.plan(stubs.Alike, stubs.Word), 1)
    assert [(d.rule, d.finding.message) for d in report.diagnostics] == [("internal-error", "corpus"), ("word", "here")]
    assert report.crashed


def test_a_post_that_is_gone_when_the_corpus_is_compared_does_not_end_the_run(posts: Posts, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = posts(11)
    contents = {source.file: Path(source.file).read_bytes() for source in sources}
    monkeypatch.setattr(keep, "read_post", contents.__getitem__)
    Path(sources[10].file).unlink()
    assert [(d.path, d.rule) for d in run(sources, stubs.plan(stubs.Alike), 1).diagnostics] == [(sources[10].path, "internal-error")]


def test_one_post_that_is_no_file_can_be_checked() -> None:
    report = run_text("誤".encode(), "stdin.md", stubs.plan(stubs.Word, stubs.Alike))
    assert seen(report) == [("stdin.md", "word", 0)]
    assert report.checked == 1


def test_a_corpus_of_one_text_is_compared_too() -> None:
    report = run_text(b"raise\n", "stdin.md", stubs.plan(stubs.Alike))
    assert [d.finding.message for d in report.diagnostics] == ["corpus"]


def test_nothing_to_check_is_an_empty_report() -> None:
    assert run([], stubs.plan(stubs.Word, stubs.Alike)) == Report((), 0)


def test_there_is_a_processor_to_run_on() -> None:
    assert processors() >= 1


@pytest.mark.parametrize("method", METHODS)
def test_a_worker_that_dies_costs_only_its_own_post(posts: Posts, method: Method) -> None:
    sources = posts(30, _003="die", _004="die", _029="die")
    results = list(lint_parallel(sources, stubs.plan(stubs.Dies, stubs.Word), 2, method))
    assert sorted(result.path for result in results) == [source.path for source in sources]
    told = {Path(d.path).name: d.finding.message for result in results for d in result.diagnostics if d.rule == "internal-error"}
    assert told == {"003.md": "worker", "004.md": "worker", "029.md": "worker"}
    assert sum(d.rule == "word" for result in results for d in result.diagnostics) == 27


def test_a_pool_that_is_broken_refuses_work_like_work_that_failed(posts: Posts) -> None:
    sources = posts(2, _000="die")
    with workers._Pool(partial(lint_file, plan=stubs.plan(stubs.Dies)), METHODS[0], 1) as pool:
        assert isinstance(pool.submit((sources[0],)).exception(), BrokenProcessPool)
        assert isinstance(pool.submit((sources[1],)).exception(), BrokenProcessPool)


def test_a_dead_worker_makes_the_run_a_crashed_one(posts: Posts) -> None:
    assert run(posts(12, _003="die"), stubs.plan(stubs.Dies), 2).crashed


def test_what_cannot_be_sent_back_costs_only_its_own_post(posts: Posts) -> None:
    report = run(posts(16, _003="send me"), stubs.plan(stubs.Unpicklable, stubs.Word), 2)
    assert [(Path(d.path).name, d.finding.message) for d in report.diagnostics if d.rule == "internal-error"] == [("003.md", "worker")]
    assert report.checked == 16


def test_where_no_process_can_be_started_this_one_does_the_work(posts: Posts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_start_worker", lambda plan: os._exit(1))
    if "fork" not in METHODS:
        pytest.skip("a spawned process does not see the change")
    report = run(posts(16), stubs.plan(stubs.Word), 2)
    assert (report.checked, len(report.diagnostics), report.crashed) == (16, 16, False)


def test_leaving_early_drops_what_is_queued(posts: Posts) -> None:
    results = lint_parallel(posts(64), stubs.plan(stubs.Word), 2)
    assert next(results).diagnostics
    results.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


def test_a_worker_ends_with_its_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    os.close(writer)
    ended: list[int] = []
    monkeypatch.setattr(multiprocessing, "parent_process", lambda: type("Parent", (), {"sentinel": reader}))
    monkeypatch.setattr(os, "_exit", ended.append)
    workers._die_with_parent()
    os.close(reader)
    assert ended == [1]


def test_no_worker_is_no_orphan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "_exit", lambda code: pytest.fail("the main process must not end"))
    assert workers._die_with_parent() is None  # type: ignore[func-returns-value]


def test_results_come_back_equal_from_another_process() -> None:
    result = lint_post("誤誤誤".encode(), "a.md", stubs.plan(stubs.Word))
    assert result.diagnostics
    assert pickle.loads(pickle.dumps(result)) == result
