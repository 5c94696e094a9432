"""What a run sets aside changes nothing of what it reports, wherever it lies."""

import gc
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import engine_stubs as stubs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from postlint.diagnostic import Report
from postlint.engine.cache import Cache, place
from postlint.engine.discover import discover
from postlint.engine.fix import Fixing
from postlint.engine.mend import mend
from postlint.engine.registry import load_registry
from postlint.engine.run import Aids, local_day, run
from postlint.report import Style, pieces
from postlint.report.parts import renderer
from postlint.spill import Spill, Stash

REGISTRY = load_registry()
POSTS = 30
PARTS = [(tool, place, work) for tool in ("鋏", "鋸", "鍬") for place in ("軒下", "物置", "井戸端") for work in ("洗い", "拭き", "研ぎ")]
TITLE = "---\ntitle: 庭の道具を手入れする日\ndate: 2026-04-0{day}\n---\n\n"
BODY = "".join(f"{n} 本目の{tool}は{place}で{work}ました。\n\n" for n, (tool, place, work) in enumerate(PARTS))
IDLE = "<!-- postlint-disable-next-line stray-marker -- meant so -->\n"
#: fills a spill, says so, and waits to be killed
RUNNER = """
import sys
from postlint.spill import Spill
spill = Spill(room=10)
numbers = [spill.put(bytes(1000)) for _ in range(100)]
print(spill.get(numbers[7]) == bytes(1000), flush=True)
sys.stdin.read()
"""


def post(number: int) -> str:
    """Some are copies of each other, some suppress what is found, some suppress nothing, some are clean."""
    marker = "---END---\n\n" if number % 3 else ""
    directive = IDLE if number % 4 == 0 else ""
    copied = BODY if number % 5 < 2 else f"{number} 回目です。\n\n"
    return TITLE.format(day=number % 9 + 1) + f"{directive}{marker}" + copied + "".join(f"{number} の {n}。\n\n" for n in range(9))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    for number in range(POSTS):
        (folder / f"{number:02}.md").write_text(post(number), encoding="utf-8")
    return folder


Outcome = tuple[Report, list[str]]


@pytest.fixture
def check(site: Path) -> Callable[..., Outcome]:
    """What a run over the site finds, and what it reports as text and as JSON."""
    sources = discover([str(site)])
    plan = REGISTRY.plan(sorted(REGISTRY.rules), {})
    style = Style(REGISTRY.catalogue)

    def checked(jobs: int = 1, cached: bool = False) -> Outcome:
        texts = []
        for form in ("text", "json"):
            aids = Aids(render=renderer(form, style))
            with Cache(place(str(site.parent))) as cache:
                report = run(sources, plan, jobs, aids=aids._replace(cache=cache) if cached else aids)
                texts.append("".join(pieces(form, report, style)))
                assert list(report.diagnostics) == list(report.diagnostics)
                assert len(report.diagnostics) == sum(report.tally.values())
                diagnostics = tuple(report.diagnostics)
        return Report(diagnostics, report.checked, report.suppressed, report.crashed), texts

    return checked


def spilling(room: int, few: int, monkeypatch: pytest.MonkeyPatch) -> list[Spill]:
    """Lets runs set aside what they do not let others; the spills that they use."""
    made: list[Spill] = []

    def small() -> Spill:
        made.append(Spill(room, few))
        return made[-1]

    for module in ("run", "mend"):
        monkeypatch.setattr(f"postlint.engine.{module}.Spill", small)
    return made


@pytest.mark.parametrize(
    ("room", "few", "jobs", "cached"),
    [(3, 0, 1, False), (3, 0, 2, True), (3, 20, 1, True), (3, 20, 2, False), (10_000, 5, 2, False), (10**6, 0, 1, True)],
)
def test_the_report_is_the_same_whatever_is_set_aside(
    check: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch, room: int, few: int, jobs: int, cached: bool
) -> None:
    plain = check()
    assert {"duplicate-post", "stray-marker", "unused-suppression"} <= {found.rule for found in plain[0].diagnostics}
    assert plain[0].suppressed
    made = spilling(room, few, monkeypatch)
    for _ in range(2):
        assert check(jobs, cached) == plain
    assert any(spill._ends[-1] for spill in made)
    assert room == 10**6 or any(spill._file for spill in made)


def test_a_run_over_a_few_posts_writes_no_file_and_packs_nothing(check: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.TemporaryFile", None)
    monkeypatch.setattr("postlint.shelf.pack", None)
    assert check()[0].diagnostics


def test_a_run_that_fixes_reports_the_same_whatever_is_set_aside(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources, plan = discover([str(site)]), REGISTRY.plan(sorted(REGISTRY.rules), {})
    plain = mend(sources, plan, Fixing(False, local_day(), None, False), 1)
    made = spilling(3, 0, monkeypatch)
    told = mend(sources, plan, Fixing(False, local_day(), None, False), 1)
    assert made[0]._file
    assert (told.report, told.diff, told.applied) == (plain.report, plain.diff, plain.applied)
    assert told.report.diagnostics


@pytest.mark.parametrize("left", [0, 4_096, 20_000])
def test_a_temporary_disk_that_is_full_costs_nothing_but_memory(
    check: Callable[..., Outcome], small_disk: Path, monkeypatch: pytest.MonkeyPatch, left: int
) -> None:
    plain = check()
    made = spilling(2_000, 0, monkeypatch)
    monkeypatch.setattr(tempfile, "tempdir", str(small_disk))
    filler = small_disk / "filler"
    with filler.open("wb", buffering=0) as stream, suppress(OSError):
        while True:
            stream.write(bytes(4096))
    os.truncate(filler, max(filler.stat().st_size - left, 0))
    assert check(2) == plain
    assert all(spill._refused for spill in made)
    assert bool(left) == any(spill._written for spill in made)
    made.clear()
    gc.collect()


def test_where_there_is_no_temporary_folder_memory_holds_everything(check: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch) -> None:
    plain = check()
    made = spilling(3, 0, monkeypatch)
    monkeypatch.setattr(tempfile, "tempdir", "/there/is/no/such/folder")
    assert check() == plain
    assert all(spill._refused and not spill._file for spill in made)


@pytest.mark.parametrize("killed", [True, False])
def test_nothing_is_left_of_a_run_however_it_ends(tmp_path: Path, killed: bool) -> None:
    call = [sys.executable, "-c", RUNNER]
    env = {**os.environ, **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(tmp_path))}
    with subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env) as runner:
        assert runner.stdout is not None
        assert runner.stdin is not None
        assert runner.stdout.readline().strip() == b"True"
        if killed:
            runner.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        runner.stdin.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "pread"), reason="a file that is open keeps its name here")
def test_the_file_has_no_name_while_it_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    spill = Spill(room=0)
    assert spill.get(spill.put(b"set aside")) == b"set aside"
    assert spill._file
    assert list(tmp_path.iterdir()) == []


def test_the_file_is_closed_with_its_owner() -> None:
    spill = Spill(room=0)
    spill.put(b"set aside")
    file = spill._file
    assert file is not None
    assert not file.closed
    del spill
    gc.collect()
    assert file.closed


@pytest.mark.parametrize("seeking", [False, True])
@given(st.lists(st.binary(max_size=9)), st.integers(0, 20))
def test_byte_strings_come_back_whatever_is_read_in_between(seeking: bool, data: list[bytes], room: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        if seeking:
            patch.delattr(os, "pread", raising=False)
        spill, put = Spill(room), []
        for each in data:
            put.append((spill.put(each), each))
            number, held = put[len(put) // 2]
            assert spill.get(number) == held
        assert [spill.get(number) for number, _ in put] == data


def test_a_file_that_has_become_shorter_is_told() -> None:
    spill = Spill(room=0)
    number = spill.put(b"set aside")
    assert spill._file
    os.truncate(spill._file.fileno(), 3)
    with pytest.raises(OSError, match="shorter"):
        spill.get(number)


@pytest.mark.parametrize("things", [[1, "雨", b"\0", ("a", (1, 2.5), None)], [lambda: 3], [{"a": {1, 2}}, lambda: 3, 4]])
def test_things_come_back_equal_or_as_they_are(things: list[Any]) -> None:
    for stash in (Stash(), Stash(Spill()), Stash(Spill(0, 0)), Stash(Spill(0, 2))):
        numbers = [stash.put(thing) for thing in things]
        assert [stash.get(number) for number in numbers] == things


def test_what_weighs_much_does_not_stay() -> None:
    stash, heavy, light = Stash(Spill(0, 2)), ("heavy",), ("light",)
    heavy_one, light_one = stash.put(heavy, 3), stash.put(light, 2)
    assert stash.get(heavy_one) is not heavy
    assert stash.get(light_one) is light


def test_a_summary_that_cannot_be_packed_is_compared_all_the_same(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources, plan = discover([str(site)]), stubs.plan(stubs.Alike)
    plain = run(sources, plan, 1)
    spilling(3, 0, monkeypatch)

    class Local(str):
        __slots__ = ()

    summarise = stubs.Alike.summarise
    monkeypatch.setattr(stubs.Alike, "summarise", lambda self, post: Local(summarise(self, post)))
    assert run(sources, plan, 1) == plain
    assert plain.diagnostics
