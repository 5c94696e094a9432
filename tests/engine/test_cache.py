"""A cache never changes what is found, whatever becomes of it."""

import datetime
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import engine_stubs as stubs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from postlint.diagnostic import Report, Severity
from postlint.engine import stamps
from postlint.engine.cache import DAYS, Cache, Place, clean, place
from postlint.engine.discover import Source, discover
from postlint.engine.fix import Fixing
from postlint.engine.lint import PostResult, lint_file, lint_post
from postlint.engine.mend import mend
from postlint.engine.registry import Plan, load_registry
from postlint.engine.run import Aids, run
from postlint.packing import dumps_exactly, loads_exactly, pack, unpack

NOBODY = 65534
PLAN = stubs.plan(stubs.Word, stubs.Alike)
SUPPRESSING = "誤り\n\n<!-- postlint-disable-next-block word -- meant so, until further notice -->\n\n誤り\n"
#: lints a folder again and again with a cache, and says so each time
RUNNER = """
import sys
sys.path.insert(0, sys.argv[2])
import engine_stubs as stubs
from postlint.engine.cache import Cache, place
from postlint.engine.discover import discover
from postlint.engine.run import Aids, run
while True:
    with Cache(place(sys.argv[1])) as cache:
        run(discover([sys.argv[1]]), stubs.plan(stubs.Word, stubs.Alike), 1, aids=Aids(cache=cache))
    print(flush=True)
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    for number in range(14):
        (folder / f"{number:02}.md").write_text(f"{number % 5}\n誤り\n", encoding="utf-8")
    (folder / "directive.md").write_text(SUPPRESSING, encoding="utf-8")
    (folder / "clean.md").write_text("clean\n", encoding="utf-8")
    return folder


@pytest.fixture
def where(tmp_path: Path) -> Place:
    return place(str(tmp_path))


def lint(site: Path, where: Place | None, plan: Plan = PLAN, jobs: int = 1, aids: Aids | None = None) -> tuple[Report, str | None]:
    """What a run finds, looked into while the cache is open, and the trouble with the cache."""
    sources = discover([str(site)])
    if where is None:
        return run(sources, plan, jobs), None
    with Cache(where) as cache:
        report = run(sources, plan, jobs, aids=(aids or Aids())._replace(cache=cache))
        return structs.replace(report, diagnostics=tuple(report.diagnostics)), cache.trouble


@pytest.fixture
def linted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the posts that are looked at, and not taken from the cache."""
    paths: list[str] = []

    def spy(data: bytes, path: str, plan: Plan) -> PostResult:
        paths.append(Path(path).name)
        return lint_post(data, path, plan)

    monkeypatch.setattr("postlint.engine.keep.lint_post", spy)
    return paths


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_second_run_finds_the_same_and_looks_at_nothing(site: Path, where: Place, jobs: int, linted: list[str]) -> None:
    plain, _ = lint(site, None)
    assert lint(site, where, jobs=jobs) == (plain, None)
    linted.clear()
    assert lint(site, where, jobs=jobs) == (plain, None)
    assert linted == []
    assert plain.suppressed == 1
    assert len(plain.diagnostics) > 14


def test_only_a_post_that_has_changed_is_looked_at_again(site: Path, where: Place, linted: list[str]) -> None:
    lint(site, where)
    linted.clear()
    (site / "03.md").write_text("3\nno mistake\n", encoding="utf-8")
    report, _ = lint(site, where)
    assert linted == ["03.md"]
    assert report == lint(site, None)[0]


def test_a_post_whose_findings_no_one_asks_for_is_not_unpacked(site: Path, where: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    (site / "directive.md").unlink()
    lint(site, where, stubs.plan(stubs.Word))
    monkeypatch.setattr("postlint.shelf.unpack", None)
    with Cache(where) as cache:
        report = run(discover([str(site)]), stubs.plan(stubs.Word), 1, aids=Aids(cache=cache))
        assert len(report.diagnostics) == 14


@pytest.mark.parametrize("other", ["rule", "severity", "version", "code", "file"])
def test_what_decides_the_findings_makes_what_is_cached_old(
    site: Path, where: Place, linted: list[str], monkeypatch: pytest.MonkeyPatch, other: str
) -> None:
    read = site.parent / "read.txt"
    read.write_text("old", encoding="utf-8")
    monkeypatch.setattr(stubs.Word, "files", lambda self: (read,))
    lint(site, where)
    linted.clear()
    plan = PLAN
    match other:
        case "rule":
            plan = stubs.plan(stubs.Word)
        case "severity":
            plan = PLAN._replace(rules=(PLAN.rules[0]._replace(severity=Severity.WARNING), *PLAN.rules[1:]))
        case "version":
            monkeypatch.setattr("postlint.__version__", "99")
            stamps.environment.cache_clear()
        case "code":
            monkeypatch.setattr(stamps, "_code_of", lambda package: b"new code")
        case "file":
            read.write_text("new", encoding="utf-8")
    lint(site, where, plan)
    assert len(linted) == 16
    stamps.environment.cache_clear()


def test_the_program_is_read_once_while_its_files_look_the_same(site: Path, where: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    before = lint(site, where)
    monkeypatch.setattr("postlint.engine.recall.environment", lambda: pytest.fail("read again"))
    assert lint(site, where) == before


@pytest.mark.parametrize("name", ["checks/one.py", "rules/two.yml", "new.py"])
def test_a_change_of_the_program_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, linted: list[str], site: Path, where: Place, name: str
) -> None:
    folder = tmp_path / "program"
    for path in (folder / "checks/one.py", folder / "rules/two.yml"):
        path.parent.mkdir(parents=True)
        path.write_text("old", encoding="utf-8")
    monkeypatch.setattr(stamps, "_folders", lambda: (str(folder / "checks"), str(folder / "rules"), str(folder)))
    stamps.environment.cache_clear()
    lint(site, where)
    linted.clear()
    times = (folder / "checks/one.py").stat()
    (folder / name).write_text("new", encoding="utf-8")
    os.utime(folder / name, ns=(times.st_atime_ns, times.st_mtime_ns))
    stamps.environment.cache_clear()
    lint(site, where)
    stamps.environment.cache_clear()
    assert len(linted) == 16


def test_variants_do_not_share_what_they_find(site: Path, where: Place) -> None:
    sources = [source._replace(variant=index % 2) for index, source in enumerate(discover([str(site)]))]
    plan = PLAN._replace(variants=(stubs.plan(stubs.Word), stubs.plan(stubs.Paragraph)))
    plain = run(sources, plan, 1)
    for _ in range(2):
        with Cache(where) as cache:
            assert run(sources, plan, 1, aids=Aids(cache=cache)) == plain
        plan = plan._replace(variants=plan.variants[::-1])
        sources = [source._replace(variant=1 - (source.variant or 0)) for source in sources]


def test_the_path_is_part_of_the_key(site: Path, where: Place) -> None:
    lint(site, where)
    (site / "00.md").rename(site / "renamed.md")
    report, _ = lint(site, where)
    assert "renamed.md" in {Path(found.path).name for found in report.diagnostics}
    assert report == lint(site, None)[0]


def test_an_end_date_is_judged_by_the_day_of_the_run_and_not_of_the_cache(site: Path, where: Place) -> None:
    directive = "---\npostlint:\n  disable: [word]\n  reason: for now\n  until: 2026-05-01\n---\n"
    (site / "until.md").write_text(directive + "誤り\n", encoding="utf-8")
    sources = [source for source in discover([str(site)]) if source.path.endswith("until.md")]
    found = []
    for day in (datetime.date(2026, 4, 1), datetime.date(2026, 6, 1)):
        with Cache(where) as cache:
            found.append([each.rule for each in run(sources, PLAN, 1, day, Aids(cache=cache)).diagnostics])
    assert found == [[], ["word"]]


def test_what_postlint_failed_on_is_tried_again(site: Path, where: Place, linted: list[str]) -> None:
    (site / "00.md").write_text("raise", encoding="utf-8")
    plan = stubs.plan(stubs.Word, stubs.Raises)
    assert lint(site, where, plan)[0].crashed
    linted.clear()
    assert lint(site, where, plan)[0].crashed
    assert linted == ["00.md"]


def test_summaries_that_are_no_plain_data_are_made_anew(site: Path, where: Place) -> None:
    (site / "00.md").write_text("send", encoding="utf-8")
    plan = stubs.plan(stubs.Unpicklable, stubs.Word)
    assert lint(site, where, plan) == lint(site, where, plan)
    assert not lint(site, where, plan)[0].crashed


# the rest of the site


@pytest.mark.parametrize("cached", [False, True])
def test_one_post_is_compared_with_the_whole_site_and_only_that_one_is_told_of(site: Path, where: Place, cached: bool) -> None:
    sources = discover([str(site)])
    staged = [source for source in sources if source.path.endswith("08.md")]
    for _ in range(2):
        with Cache(where) as cache:
            report = run(staged, stubs.plan(stubs.Alike), 1, aids=Aids(cache=cache if cached else None, site=sources))
            assert [(Path(found.path).name, found.rule) for found in report.diagnostics] == [("08.md", "alike")]
            assert report.checked == 1
    assert not run(staged, stubs.plan(stubs.Alike), 1).diagnostics


def test_a_change_elsewhere_on_the_site_is_seen(site: Path, where: Place) -> None:
    sources = discover([str(site)])
    staged = [source for source in sources if source.path.endswith("08.md")]

    def found() -> int:
        with Cache(where) as cache:
            return len(run(staged, stubs.plan(stubs.Alike), 1, aids=Aids(cache=cache, site=sources)).diagnostics)

    assert found() == 1
    (site / "03.md").write_text("another\n", encoding="utf-8")
    assert found() == 0


def test_a_run_that_fixes_takes_the_rest_of_the_site_from_the_cache(site: Path, where: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = discover([str(site)])
    staged = [source for source in sources if source.path.endswith("08.md")]
    fixing = Fixing(False, datetime.date(2026, 4, 1), None, False)
    for _ in range(2):
        with Cache(where) as cache:
            left = mend(staged, PLAN, fixing, 1, Aids(cache=cache, site=sources)).report
            assert [found.rule for found in left.diagnostics] == ["alike", "word"]
        monkeypatch.setattr(stubs.Alike, "summarise", lambda self, post: {"08.md": "3"}[Path(post.path).name])


def test_a_post_of_the_site_that_cannot_be_read_is_not_compared_with(site: Path, where: Place) -> None:
    sources = (*discover([str(site)]), Source("gone.md", str(site / "gone.md")))
    staged = [source for source in sources if source.path.endswith("08.md")]
    for aids in (Aids(site=sources), Aids(cache=Cache(where), site=sources)):
        assert len(run(staged, stubs.plan(stubs.Alike), 1, aids=aids).diagnostics) == 1


# faults


def spoil_all(file: Path) -> None:
    file.write_bytes(b"this is no database" * 500)


def spoil_end(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def spoil_start(file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data[:100] + bytes(3000) + data[3100:])


def spoil_tables(file: Path) -> None:
    with closing(sqlite3.connect(file)) as base:
        base.execute("DROP TABLE posts")


@pytest.mark.parametrize("spoil", [spoil_all, spoil_end, spoil_start, spoil_tables])
def test_a_broken_file_is_begun_anew_and_that_is_said_once(
    site: Path, where: Place, spoil: Callable[[Path], None], linted: list[str]
) -> None:
    plain, _ = lint(site, where)
    spoil(Path(where.file))
    assert lint(site, where) == (plain, "rebuilt")
    linted.clear()
    assert lint(site, where) == (plain, None)
    assert linted == []


@pytest.mark.parametrize("table", ["posts", "findings", "parts", "summaries", "comparisons"])
@pytest.mark.parametrize("change", ["x'00' || value", "x'7b7d'", "x''"])
def test_a_row_that_has_changed_on_the_disk_was_never_there(site: Path, where: Place, table: str, change: str) -> None:
    plain, _ = lint(site, where)
    with closing(sqlite3.connect(where.file)) as base, base:
        base.execute(f"UPDATE {table} SET value = {change}")
    assert lint(site, where) == (plain, None)


@pytest.mark.parametrize("table", ["posts", "findings", "parts", "summaries", "comparisons"])
@pytest.mark.parametrize("value", [b"{}", b"[1]\n", b"[[[1]],2,3]", b'{"t":{"b":1}}', b'[["a",[]]]', b"\xff"])
def test_a_row_that_means_nothing_was_never_there(site: Path, where: Place, table: str, value: bytes) -> None:
    plain, _ = lint(site, where)
    with closing(sqlite3.connect(where.file)) as base:
        keys = [key for (key,) in base.execute(f"SELECT key FROM {table}")]
    with Cache(where) as cache:
        cache.put(table, dict.fromkeys(keys, value))  # type: ignore[arg-type]
    assert lint(site, where) == (plain, None)


def test_another_layout_is_thrown_away(site: Path, where: Place) -> None:
    plain, _ = lint(site, where)
    with closing(sqlite3.connect(where.file)) as base:
        base.execute("DROP TABLE posts")
        base.execute("PRAGMA user_version = 99")
    assert lint(site, where) == (plain, None)


def test_findings_that_vanish_while_they_are_wanted_are_found_again(site: Path, where: Place) -> None:
    plain, _ = lint(site, where)
    with Cache(where) as cache:
        report = run(discover([str(site)]), PLAN, 1, aids=Aids(cache=cache))
        with closing(sqlite3.connect(where.file)) as base, base:
            base.execute("DELETE FROM findings")
        assert report == plain


def test_a_cache_that_cannot_be_had_costs_nothing_but_time(site: Path, where: Place) -> None:
    Path(where.folder).write_text("a file where the folder would be", encoding="utf-8")
    plain, _ = lint(site, None)
    assert lint(site, where) == (plain, "unwritable")
    assert Path(where.folder).read_text(encoding="utf-8") == "a file where the folder would be"


def as_nobody(work: Callable[[], str]) -> str:
    """What the work returns when no root does it."""
    if os.geteuid() != 0:
        return work()
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            os.write(writer, work().encode())
        os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader) as stream:
        return stream.read()


@pytest.fixture
def open_site(site: Path) -> Iterator[Path]:
    """The site in a folder that other users get to: pytest's own is closed to them."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    shutil.copytree(site, folder / "site")
    yield folder / "site"
    subprocess.run(["chmod", "-R", "u+w", folder], check=True)
    shutil.rmtree(folder)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no users here")
@pytest.mark.parametrize("filled", [True, False])
def test_a_folder_that_is_read_only_is_read(open_site: Path, filled: bool) -> None:
    where = place(str(open_site.parent))
    plain, _ = lint(open_site, where if filled else None)
    for path in (open_site.parent, open_site, *([Path(where.folder)] if filled else [])):
        path.chmod(0o555)

    def work() -> str:
        report, trouble = lint(open_site, where)
        return f"{report == plain} {trouble}"

    assert as_nobody(work) == "True unwritable"


@pytest.mark.parametrize("left", [0, 4_096, 60_000])
def test_a_disk_that_is_full_costs_nothing_but_time(site: Path, small_disk: Path, left: int) -> None:
    for number in range(60):
        (site / f"long-{number}.md").write_text("誤り\n" * 50 + str(number), encoding="utf-8")
    plain, _ = lint(site, None)
    filler = small_disk / "filler"
    with filler.open("wb", buffering=0) as stream, suppress(OSError):
        while True:
            stream.write(bytes(4096))
    os.truncate(filler, max(filler.stat().st_size - left, 0))
    for _ in range(2):
        assert lint(site, place(str(small_disk))) == (plain, "unwritable")


def test_two_runs_at_once_and_a_kill_leave_a_cache_that_finds_the_same(site: Path, where: Place) -> None:
    (site / "00.md").write_text("0\n誤り\n" * 200, encoding="utf-8")
    plain, _ = lint(site, None)
    for killed_after in (0, 1, 3):
        clean(where)
        call = [sys.executable, "-c", RUNNER, where.folder.removesuffix("/.postlint_cache"), str(Path(stubs.__file__).parent)]
        runners = [subprocess.Popen(call, stdout=subprocess.PIPE) for _ in range(2)]
        for runner in runners:
            for _ in range(killed_after):
                assert runner.stdout is not None
                assert runner.stdout.readline() == b"\n"
        report, trouble = lint(site, where)
        for runner in runners:
            runner.send_signal(signal.SIGKILL)
            runner.wait()
            assert runner.stdout is not None
            runner.stdout.close()
        assert (report, trouble) in ((plain, None), (plain, "unwritable"))
        assert lint(site, where) == (plain, None)


# keeping house


def test_what_no_run_asks_for_is_forgotten_in_time(site: Path, where: Place) -> None:
    def count(day: int) -> int:
        with Cache(where, day) as cache:
            run(discover([str(site)]), PLAN, 1, aids=Aids(cache=cache))
        with closing(sqlite3.connect(where.file)) as base:
            found: int = base.execute("SELECT count(*) FROM posts").fetchone()[0]
            return found

    assert count(100) == 16
    (site / "00.md").unlink()
    assert count(100 + DAYS) == 16
    assert count(101 + DAYS) == 15
    assert count(150 + DAYS) == 15


def test_cleaning_leaves_what_is_not_ours(site: Path, where: Place) -> None:
    assert not clean(where)
    lint(site, where)
    assert Path(where.folder, ".gitignore").read_text(encoding="utf-8").endswith("*\n")
    Path(where.folder, "mine.txt").write_text("mine", encoding="utf-8")
    assert clean(where)
    assert [file.name for file in Path(where.folder).iterdir()] == ["mine.txt"]
    Path(where.folder, "mine.txt").unlink()
    lint(site, where)
    assert clean(where)
    assert not Path(where.folder).exists()


# packing


def test_real_findings_come_back_equal(tmp_path: Path) -> None:
    registry = load_registry()
    plan = registry.plan(registry.select(strict=True), {})
    examples = Path(__file__).parents[2] / "examples" / "content"
    found = [lint_file(source, plan).diagnostics for source in discover([str(examples)])]
    assert sum(map(len, found)) > 20
    for diagnostics in found:
        assert not diagnostics or pack(unpack(diagnostics[0].path, pack(diagnostics))) == pack(diagnostics)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary() | st.just("\ud800"),
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.dictionaries(st.text() | st.integers() | st.tuples(st.text()), inner)
        | st.sets(st.integers())
        | st.frozensets(st.binary())
    ),
    max_leaves=20,
)


@given(PLAIN)
def test_plain_data_comes_back_equal_and_of_the_same_types(value: object) -> None:
    back = loads_exactly(dumps_exactly(value))
    assert back == value
    assert dumps_exactly(back).count(b'"t"') == dumps_exactly(value).count(b'"t"')


def test_what_is_no_plain_data_is_refused() -> None:
    with pytest.raises(TypeError, match="no plain data"):
        dumps_exactly([Path()])
