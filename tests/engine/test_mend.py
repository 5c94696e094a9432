"""Fixing the files of a run: each written whole or left as it was, and the others whatever happens to one."""

import datetime
import multiprocessing
import os
from collections.abc import Callable
from pathlib import Path

import engine_stubs
import fix_stubs as stubs
import pytest

from postlint.engine import mend as mend_module
from postlint.engine.discover import Source, discover
from postlint.engine.fix import Fixing
from postlint.engine.mend import Mended, Unwritten, mend, mend_text
from postlint.engine.write import ChangedError, rewrite

TODAY = datetime.date(2026, 5, 1)
WRITING = Fixing(unsafe=False, today=TODAY)
SHOWING = Fixing(unsafe=False, today=TODAY, writing=False)
Posts = Callable[..., list[Source]]


@pytest.fixture
def posts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Posts:
    monkeypatch.chdir(tmp_path)

    def write(*texts: str) -> list[Source]:
        for number, text in enumerate(texts):
            (tmp_path / f"{number:02}.md").write_bytes(text.encode())
        return list(discover(["."]))

    return write


def run(sources: list[Source], fixing: Fixing = WRITING, jobs: int = 1) -> Mended:
    return mend(sources, engine_stubs.plan(stubs.Wrong, engine_stubs.Alike, engine_stubs.Dies), fixing, jobs)


def contents(sources: list[Source]) -> list[str]:
    return [Path(source.file).read_bytes().decode() for source in sources]


def test_files_are_written_and_what_is_left_is_reported(posts: Posts) -> None:
    sources = posts("誤種\n誤", "水\n", "種\n")
    done = run(sources)
    assert contents(sources) == ["種\n", "水\n", "種\n"]
    assert (done.applied, done.posts, done.unwritten, done.diff) == ({"wrong": 2}, 1, (), "")
    # the comparison of posts sees them as they are now
    assert [(d.path, d.rule) for d in done.report.diagnostics] == [("02.md", "alike")]
    assert done.report.checked == 3


def test_a_diff_writes_nothing_and_reports_as_if_it_had_been_written(posts: Posts) -> None:
    sources = posts("誤種\n", "水\n", "種\n", "誤種\n")
    done = run(sources, SHOWING)
    assert contents(sources) == ["誤種\n", "水\n", "種\n", "誤種\n"]
    assert done.diff == "--- 00.md\n+++ 00.md\n@@ -1 +1 @@\n-誤種\n+種\n--- 03.md\n+++ 03.md\n@@ -1 +1 @@\n-誤種\n+種\n"
    assert [(d.path, d.excerpt.text) for d in done.report.diagnostics] == [("02.md", "種"), ("03.md", "種")]
    assert done.contents == {"00.md": "種\n".encode(), "03.md": "種\n".encode()}


@pytest.mark.parametrize("fixing", [WRITING, SHOWING], ids=["writing", "showing"])
def test_the_number_of_processes_makes_no_difference(posts: Posts, fixing: Fixing) -> None:
    texts = [f"誤{number % 7}\n" * (number % 3) + "水\n" for number in range(30)]
    results = []
    for jobs in (1, 3):
        sources = posts(*texts)
        results.append((run(sources, fixing, jobs), contents(sources)))
    assert results[0] == results[1]


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="a spawned process takes too long here")
def test_a_process_that_dies_costs_only_its_own_post(posts: Posts) -> None:
    sources = posts(*["誤水\n"] * 15, "誤die\n")
    done = run(sources, jobs=2)
    assert contents(sources) == ["水\n"] * 15 + ["誤die\n"]
    assert done.report.crashed
    assert done.applied == {"wrong": 15}


def test_a_file_that_changed_since_it_was_read_is_left_alone(posts: Posts, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = posts("誤種\n", "誤水\n")

    def late(file: str, data: bytes, is_unchanged: Callable[[bytes], bool]) -> None:
        if file.endswith("00.md"):
            Path(file).write_text("今書いた誤\n")
        rewrite(file, data, is_unchanged)

    monkeypatch.setattr(mend_module, "rewrite", late)
    done = run(sources)
    assert contents(sources) == ["今書いた誤\n", "水\n"]
    assert done.unwritten == (Unwritten("00.md", None),)
    assert (done.applied, [d.path for d in done.report.diagnostics]) == ({"wrong": 1}, ["00.md"])


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), OSError("odd")])
def test_a_file_that_cannot_be_written_is_told_and_its_findings_stay(posts: Posts, monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    sources = posts("誤種\n", "誤水\n", "誤草\n")

    def refuse(file: str, data: bytes, is_unchanged: Callable[[bytes], bool]) -> None:
        if not file.endswith("01.md"):
            raise error
        rewrite(file, data, is_unchanged)

    monkeypatch.setattr(mend_module, "rewrite", refuse)
    done = run(sources)
    assert contents(sources) == ["誤種\n", "水\n", "誤草\n"]
    assert done.unwritten == (Unwritten("00.md", error.strerror or "odd"), Unwritten("02.md", error.strerror or "odd"))
    assert [d.path for d in done.report.diagnostics] == ["00.md", "02.md"]


def test_a_post_that_is_no_file_comes_back_as_bytes() -> None:
    plan = engine_stubs.plan(stubs.Wrong, engine_stubs.Alike)
    done = mend_text("誤種\r\n".encode(), "-", plan, WRITING)
    assert (done.contents, done.applied, done.posts) == ({"-": "種\r\n".encode()}, {"wrong": 1}, 1)
    untouched = mend_text(b"\xff\xfe\x00", "-", plan, WRITING)
    assert (untouched.contents, untouched.applied, untouched.posts) == ({"-": b"\xff\xfe\x00"}, {}, 0)
    assert mend_text("誤種\n".encode(), "-", plan, SHOWING).diff.endswith("-誤種\n+種\n")


def test_a_file_that_goes_away_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    with pytest.raises(FileNotFoundError):
        rewrite(str(file), b"x", lambda held: True)
    file.write_text("old")

    def gone(held: bytes) -> bool:
        return False

    with pytest.raises(ChangedError):
        rewrite(str(file), b"x", gone)
    assert os.listdir(tmp_path) == ["a.md"]  # noqa: PTH208
