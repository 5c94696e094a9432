"""A distributed run finds what the command finds: by its steps, in whatever parts; and on a local Ray, also when a worker is killed."""

import contextlib
import inspect
import json
import logging
import multiprocessing
import os
import pickle
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import engine_stubs as stubs
import pytest
from msgspec.structs import replace

import postlint

pa = pytest.importorskip("pyarrow", reason="needs postlint[ray]")
pytest.importorskip("ray", reason="needs postlint[ray]")
os.environ["RAY_USAGE_STATS_ENABLED"] = "0"

from postlint.distributed import DIAGNOSTIC, lint_dataset, stages  # noqa: E402
from postlint.distributed.crashes import Hands  # noqa: E402
from postlint.distributed.job import Job, Packed, job_of  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
CLEAN = "---\ntitle: 庭の手入れ\n---\n\n今日は庭の草を抜きました。明日は種をまきます。\n"
Post = tuple[str, str | bytes | None]
Rows = list[dict[str, Any]]


def rows_of(table: Any) -> Rows:
    rows = [{**row, "data": json.loads(row["data"])} for row in table.to_pylist()]
    return sorted(rows, key=lambda row: (row["path"], row["start"]["offset"], row["rule"], row["end"]["offset"], row["messageId"]))


def table_of(posts: Sequence[Post]) -> Any:
    kind = pa.string() if all(isinstance(content, str) for _, content in posts) else pa.binary()
    return pa.table({"path": [path for path, _ in posts], "content": pa.array([content for _, content in posts], kind)})


def parts(tables: Sequence[Any]) -> list[Any]:
    """The rows of all tables, those of a part together, as Ray groups them."""
    whole = pa.concat_tables(tables)
    column = whole["part"].to_pylist()
    return [whole.take([index for index, part in enumerate(column) if part == each]) for each in sorted(set(column), reverse=True)]


def steps(posts: Sequence[Post], job: Job, size: int = 5, partitions: int = 3) -> Rows:
    """What the steps of a run find, done one by one on tables of `size` posts."""
    packed = job.packed
    linted = [stages.lint(packed, partitions, table_of(posts[start : start + size])) for start in range(0, len(posts), size)]
    keyed = [stages.keys(packed, partitions, table) for table in linted]
    matched = [stages.match(packed, partitions, table) for table in parts(keyed)]
    return rows_of(pa.concat_tables([stages.tell(packed, table) for table in parts([*linted, *matched])]))


def job(config: Any = None, **given: Any) -> Job:
    return job_of(
        config if config is not None else {}, given.get("select", ()), given.get("ignore", ()), strict=given.get("strict", False), lang="en"
    )


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with every kind of finding: the examples, and the bad posts of all fixtures, some of which are alike."""
    (tmp_path / ".git").mkdir()
    for number, file in enumerate(sorted([*ROOT.glob("examples/content/*.md"), *ROOT.glob("tests/fixtures/*/*/bad*.md")])):
        (tmp_path / f"{number:03}.md").write_bytes(file.read_bytes())
    hushed = CLEAN.replace("---\n\n", "postlint: {disable: [duplicate-title], reason: 連載}\n---\n\n", 1)
    for name, text in (("twin.md", CLEAN), ("twin-too.md", CLEAN + "\n続きは来週です。\n"), ("hushed.md", hushed)):
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def posts_in(site: Path) -> list[Post]:
    return [(path.name, path.read_bytes()) for path in site.glob("*.md")]


def local(config: Any = None, **given: Any) -> Rows:
    found: Rows = json.loads(postlint.lint_paths(".", config if config is not None else {}, **given).render("json"))["diagnostics"]
    return found


@pytest.mark.parametrize(("size", "partitions"), [(1, 1), (7, 3), (500, 64)])
def test_the_steps_find_what_the_command_finds(site: Path, size: int, partitions: int) -> None:
    expected = local(strict=True)
    assert steps(posts_in(site), job(strict=True), size, partitions) == expected
    assert len({row["rule"] for row in expected}) > 25
    assert {row["path"] for row in expected if row["rule"] == "duplicate-title"} >= {"twin.md", "twin-too.md"}
    assert "hushed.md" not in {row["path"] for row in expected if row["rule"] == "duplicate-title"}


@pytest.mark.parametrize(
    ("config", "given"),
    [
        ({"rules": {"stray-marker": "warning", "duplicate-title": "off"}}, {}),
        ({}, {"select": ["duplicate-post", "duplicate-title"]}),
        ({}, {"ignore": ["integrity"], "select": "advisory"}),
        ({"exclude": ["twin*", "00*"]}, {}),
        ({"per-path-ignores": {"twin.md": ["duplicate-title"], "0*": ["integrity"]}}, {"strict": True}),
        ({"content": ["."], "preset": "jekyll"}, {}),
        ({"rules": {"front-matter-schema": {"schema": "front.json"}}}, {}),
        ("all.yml", {}),
    ],
)
def test_the_configuration_holds(site: Path, config: Any, given: dict[str, Any]) -> None:
    (site / "front.json").write_text('{"required": ["tags"]}', "utf-8")
    (site / "all.yml").write_text("extends: strict\nignore: [stray-marker]\n", "utf-8")
    assert steps(posts_in(site), job(config, **given)) == local(config, **given)


def test_a_schema_file_comes_along(site: Path, scratch: Path) -> None:
    (site / "front.json").write_text('{"required": ["tags"]}', "utf-8")
    made = job({"rules": {"front-matter-schema": {"schema": "front.json"}}}, select="front-matter-schema")
    (site / "front.json").unlink()
    assert {row["rule"] for row in steps([("a.md", CLEAN)], made)} == {"front-matter-schema"}
    assert list(scratch.glob("postlint-*")) == []


def test_the_configuration_is_looked_for_from_the_working_folder(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (site / "postlint.yml").write_text("select: [duplicate-title]\n", "utf-8")
    (site / "inner").mkdir()
    monkeypatch.chdir(site / "inner")
    made = job_of(None, (), (), strict=False, lang="en")
    assert {planned.rule.id for planned in made.plan.rules} == {"duplicate-title", "unreadable-post"}
    with pytest.raises(postlint.PostlintError, match=r"no\.yml: There is no such file"):
        job("no.yml")


def test_content_is_text_or_bytes(site: Path) -> None:
    texts: list[Post] = [("a.md", CLEAN + "\n---END---\n"), ("b.md", CLEAN)]
    assert steps(texts, job()) == steps([(path, str(text).encode()) for path, text in texts], job())
    assert [row["rule"] for row in steps([("a.md", None)], job())] == ["unreadable-post"]


def test_a_path_may_stand_there_only_once(site: Path) -> None:
    with pytest.raises(ValueError, match=r"several posts of the path 'a\.md'"):
        steps([("a.md", CLEAN), ("a.md", CLEAN)], job())


def test_what_a_corpus_check_says_without_keys_is_told_too_and_where_it_fails(site: Path) -> None:
    alike = replace(job(), plan=stubs.plan(stubs.Alike))
    posts: list[Post] = [(f"{number}.md", CLEAN) for number in range(4)]
    found = steps(posts, alike)
    assert found
    assert {row["rule"] for row in found} == {"alike"}

    class Fails(stubs.Alike):
        id = "alike"

        def compare(self, *_: Any) -> Any:
            raise RuntimeError("no")

    checks = {"alike": Fails()}
    ((path, failed),) = stages._compared(checks["alike"], None, [("a.md", "x")])
    assert (path, failed.rule, failed.finding.data["error"]) == ("a.md", "internal-error", "RuntimeError: no")


def test_a_row_is_one_of_the_json_report_and_fits_into_parquet(site: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    packed = job(strict=True).packed
    (table,) = (stages.tell(packed, part) for part in parts([stages.lint(packed, 1, table_of(posts_in(site)))]))
    assert table.schema == DIAGNOSTIC
    parquet.write_table(table, tmp_path / "found.parquet")
    assert parquet.read_table(tmp_path / "found.parquet").to_pylist() == table.to_pylist()
    assert [field.name for field in DIAGNOSTIC] == list(local()[0])


def test_a_dataset_without_posts_has_no_findings(site: Path) -> None:
    packed = job().packed
    assert stages.tell(packed, stages.lint(packed, 4, table_of([]))).num_rows == 0


# workers that die


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, for this process and those that it starts."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


def test_what_the_dead_had_in_hand_is_known(scratch: Path) -> None:
    hands = Hands("run")
    assert hands.of_the_dead() == frozenset()
    with hands.holding("lives"):
        code = "import os, sys\nfrom postlint.distributed.crashes import Hands\nwith Hands('run').holding('died'):\n    os._exit(9)"
        subprocess.run([sys.executable, "-c", code], check=False)
        assert hands.of_the_dead() == {"died"}
    assert Hands("other").of_the_dead() == frozenset()


def test_nothing_is_left_behind_where_nobody_dies(scratch: Path) -> None:
    steps([("a.md", CLEAN)], job())
    assert list(scratch.iterdir()) == []


def test_a_post_that_kills_its_worker_is_told_and_the_others_are_checked(scratch: Path) -> None:
    packed = replace(job(), plan=stubs.plan(stubs.Dies, stubs.Word)).packed
    posts = table_of([("a.md", "誤り"), ("b.md", "die"), ("c.md", "誤り")])
    worker = multiprocessing.get_context("spawn").Process(target=stages.lint, args=(packed, 2, posts))
    worker.start()
    worker.join()
    assert worker.exitcode == 9
    found = {path: pickle.loads(row).diagnostics for path, _, row in stages._columns(stages.lint(packed, 2, posts))}
    assert [each.rule for each in found["b.md"]] == ["internal-error"]
    assert "killed, or crashed in a library" in str(found["b.md"][0].finding.data["error"])
    assert [each.rule for each in found["a.md"]] == [each.rule for each in found["c.md"]] == ["word"]


def test_a_post_that_was_only_in_the_wrong_hands_is_checked(scratch: Path) -> None:
    made = job()
    marked = CLEAN + "\n---END---\n"
    expected = steps([("a.md", marked)], made)
    folder = Hands(made.run).folder
    folder.mkdir()
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    (folder / f"{gone.pid}.{stages._digest(b'a.md')}").touch()
    assert steps([("a.md", marked)], made) == expected != []


# Ray


@pytest.fixture(scope="module")
def ray() -> Iterator[Any]:
    """A Ray with two workers on this machine, which tells nobody."""
    import ray
    from ray.data.context import DataContext, ShuffleStrategy

    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR, object_store_memory=100 * 2**20)
    context = DataContext.get_current()
    context.enable_progress_bars = False
    context.shuffle_strategy = ShuffleStrategy.SORT_SHUFFLE_PULL_BASED  # quicker to begin with on one machine
    yield ray
    ray.shutdown()


def _dying_once(flag: Path) -> Callable[..., Any]:
    """The first step, but the first process to have done half of a table is killed."""
    lint = stages.lint

    def lint_and_die(packed: Packed, partitions: int, table: Any) -> Any:
        lint(packed, partitions, table.slice(0, table.num_rows // 2))
        with contextlib.suppress(FileExistsError):
            os.close(os.open(flag, os.O_CREAT | os.O_EXCL))
            os.kill(os.getpid(), signal.SIGKILL)
        return lint(packed, partitions, table)

    return lint_and_die


@pytest.mark.parametrize("killing", [False, True])
def test_ray_finds_what_the_command_finds_also_where_a_worker_is_killed(
    ray: Any, site: Path, killing: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    flag = site / "killed"
    if killing:
        monkeypatch.setattr(stages, "lint", _dying_once(flag))
    dataset = ray.data.from_arrow([table_of(posts_in(site)[start::6]) for start in range(6)])
    found = lint_dataset(dataset, {}, strict=True, batch_size=10, partitions=4)
    assert rows_of(pa.concat_tables(ray.get(found.to_arrow_refs()), promote_options="permissive")) == local(strict=True)
    assert flag.exists() == killing


def test_ray_needs_no_comparison_where_none_is_wanted(ray: Any, site: Path) -> None:
    found = lint_dataset(ray.data.from_arrow(table_of(posts_in(site))), {}, select="stray-marker", lang="ja")
    expected = json.loads(postlint.lint_paths(".", {}, select="stray-marker").render("json", "ja"))["diagnostics"]
    assert rows_of(pa.Table.from_pylist(found.take_all(), schema=DIAGNOSTIC)) == expected != []


@pytest.mark.parametrize("page", ["distributed.md", "distributed.ja.md"])
def test_the_first_run_of_the_guide_works(ray: Any, site: Path, page: str) -> None:
    (site / "content").mkdir()
    for name in ("twin.md", "twin-too.md", "hushed.md"):
        (site / name).rename(site / "content" / name)
    (site / "postlint.yml").write_text("select: [duplicate-title]\n", "utf-8")
    text = (ROOT / "docs" / page).read_text("utf-8")
    first, *others = re.findall(r"^```python\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    exec(first, {})
    rows = ray.data.read_parquet(str(site / "findings")).take_all()
    assert sorted(Path(row["path"]).name for row in rows) == ["twin-too.md", "twin.md"]
    for other in others:
        compile(other, page, "exec")


def test_both_pages_have_the_same_shape_and_tell_every_argument() -> None:
    def shape(text: str) -> list[str]:
        return re.findall(r"^(?:#+(?= )|```\w+|\| |\*\*)", text, re.MULTILINE)

    english, japanese = ((ROOT / "docs" / page).read_text("utf-8") for page in ("distributed.md", "distributed.ja.md"))
    assert shape(english) == shape(japanese)
    for name in (*list(inspect.signature(lint_dataset).parameters)[1:], *DIAGNOSTIC.names):
        assert f"`{name}`" in english
        assert f"`{name}`" in japanese
