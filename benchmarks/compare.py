"""Time postlint beside rumdl, markdownlint-cli2, proselint and textlint on a folder of posts: cold, warm, one changed post, one post.

    python benchmarks/compare.py POSTS                         print a Markdown table
    python benchmarks/compare.py POSTS --write results.md      and store it
    python benchmarks/compare.py POSTS --write docs            or put it into the guide on speed, in both languages
    python benchmarks/compare.py POSTS --tools DIR --runs 20   keep the other linters in DIR for the next time; 20 runs each

Seconds are wall-clock times by hyperfine. Memory is taken from a run of its own before that, which also warms up: of the largest
process as the kernel counts it (resident), of all processes from samples of /proc (proportional, so that a page which workers share
counts once). Every linter runs with its default rules and its default report, on the same copy of the posts in a folder that holds
nothing else, so that no configuration or ignore file takes part. proselint and textlint are so slow that they, and the others beside
them, are run on a sample of the posts. `wc -m`, which decodes all posts and does nothing else, is the yardstick. A linter that cannot
be installed, or that fails on the posts, is left out, and the table says so. Exit statuses: 0 for a table, 2 where hyperfine, postlint
or the posts are missing, or where a timed run failed.
"""

import argparse
import shutil
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from compare_words import WORDS
from linters import Linter, find_linters
from measuring import Case, MeasureError, Peak, change, cores, count_characters, measure_peak, measure_times, version_of
from pages import Lang, mebibytes, table, write_pages

NAMES = ("rumdl", "markdownlint-cli2", "proselint", "textlint")
LISTING, YARDSTICK, SEED = "posts.list", "`wc -m`", 1


@dataclass(frozen=True, slots=True)
class Posts:
    """The posts to lint: a copy of a folder's Markdown files, and what the table says of them."""

    name: str
    count: int
    size: int
    sample: int
    sample_size: int
    median_size: int
    changed: str


@dataclass(frozen=True, slots=True)
class Line:
    """What was measured of a case."""

    case: Case
    times: Sequence[float]
    peak: Peak


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that the table tells: `left_out` by name, whether each failed (or was not installed)."""

    posts: Posts
    lines: Sequence[Line]
    runs: int
    slow_runs: int
    date: str
    cores: int
    versions: Mapping[str, str]
    left_out: Mapping[str, bool]


def copy_posts(source: Path, work: Path, sample: int) -> Posts:
    """Copy the Markdown files below `source`, not hidden ones, to posts/, some of them to sample/, the median one to post.md.

    Raises MeasureError where there are none.
    """
    sizes: list[tuple[int, str]] = []
    for path in sorted(source.rglob("*.md")):
        inside = path.relative_to(source)
        if path.is_file() and not any(part.startswith(".") for part in inside.parts):
            copy = work / "posts" / inside
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
            sizes.append((copy.stat().st_size, str(Path("posts", inside))))
    if not sizes:
        raise MeasureError(f"no Markdown posts in {source}")
    size, name = statistics.median_low(sizes)
    shutil.copyfile(work / name, work / "post.md")  # A plain name: some of the linters read their arguments as globs.
    drawn = Random(SEED).sample(sizes, min(sample, len(sizes)))
    (work / "sample").mkdir()
    for number, (_, each) in enumerate(drawn):
        shutil.copyfile(work / each, work / "sample" / f"{number}.md")
    (work / LISTING).write_bytes(b"".join(each.encode() + b"\0" for _, each in sizes))
    return Posts(source.name, len(sizes), sum(each for each, _ in sizes), len(drawn), sum(each for each, _ in drawn), size, name)


def on_folder(linter: Linter, changed: tuple[str, ...]) -> list[Case]:
    """A linter on all posts: without its cache, then with it, empty, full, and full but for one post."""
    cases = [Case("posts", linter.name, "off", (*linter.argv, linter.pattern.format("posts")))]
    if linter.cached:
        argv = (*linter.cached, linter.pattern.format("posts"))
        cases += [Case("posts", linter.name, "empty", argv, linter.clean), Case("posts", linter.name, "full", argv)]
        cases.append(Case("posts", linter.name, "changed", argv, changed))
    return cases


def list_cases(linters: Sequence[Linter], changed: tuple[str, ...]) -> list[Case]:
    """Fast linters on all posts, all on one and on the sample; the yardstick, and the start-up of postlint, first in `linters`."""
    fast = [each for each in linters if not each.slow]
    cases = [Case("posts", YARDSTICK, "", count_characters(LISTING)), *(case for each in fast for case in on_folder(each, changed))]
    cases += [Case("post", each.name, "off", (*each.argv, "post.md")) for each in linters]
    cases.append(Case("start", linters[0].name, "", (linters[0].argv[0], "--version")))
    if len(fast) < len(linters):
        cases += [Case("sample", each.name, "off", (*each.argv, each.pattern.format("sample"))) for each in linters]
    return cases


def measure(linters: Sequence[Linter], posts: Posts, runs: int, slow_runs: int, work: Path) -> Comparison:
    """Everything about the linters that do not fail; raises MeasureError where postlint does."""
    changed = change(Path(posts.changed), (work / posts.changed).stat().st_size)
    peaks = {case: measure_peak(case, work) for case in list_cases(linters, changed)}
    failing = {case.linter for case, peak in peaks.items() if peak is None}
    if "postlint" in failing:
        raise MeasureError("postlint fails on these posts")
    left = [each for each in linters if each.name not in failing]
    cases = [case for case in list_cases(left, changed) if case.linter not in failing]
    quick, slow = [case for case in cases if case.subject != "sample"], [case for case in cases if case.subject == "sample"]
    times = measure_times(quick, runs, work) + (measure_times(slow, slow_runs, work) if slow else [])
    lines = [Line(case, seconds, peak) for case, seconds in zip([*quick, *slow], times, strict=True) if (peak := peaks[case])]
    out = {name: name in failing for name in (*NAMES, YARDSTICK) if name not in {line.case.linter for line in lines}}
    return Comparison(posts, lines, runs, slow_runs, f"{datetime.now(UTC):%Y-%m-%d}", cores(), versions(left, work), out)


def versions(linters: Sequence[Linter], work: Path) -> dict[str, str]:
    python = str(Path(linters[0].argv[0]).with_name("python"))
    others = {"Python": python, "Node.js": "node", "hyperfine": "hyperfine"}
    return {each.name: each.version for each in linters} | {name: version_of([file, "--version"], work) for name, file in others.items()}


def rendered(done: Comparison, lang: Lang) -> str:
    """The whole comparison, as Markdown."""
    words, posts = WORDS[lang], done.posts
    yardstick = next((statistics.median(line.times) for line in done.lines if line.case.linter == YARDSTICK), None)
    subjects = {"posts": posts.count, "sample": posts.sample, "post": 1, "start": 0}
    named = {subject: words.subjects[subject].format(count=f"{count:,}") for subject, count in subjects.items()}
    lines = [_cells(line, named[line.case.subject], words.caches[line.case.cache], yardstick) for line in done.lines]
    about = words.about.format(
        name=posts.name,
        count=f"{posts.count:,}",
        size=f"{posts.size:,}",
        median=f"{posts.median_size:,}",
        sample=posts.sample,
        sample_size=f"{posts.sample_size:,}",
        date=done.date,
        cores=done.cores,
        runs=done.runs,
        slow_runs=done.slow_runs,
        versions=words.comma.join(f"{name} {version}" for name, version in done.versions.items()),
    )
    notes = [(words.failed if failed else words.missing).format(name=name) for name, failed in done.left_out.items()]
    return "\n\n".join([about, table(words.head, lines, 3), *notes]) + "\n"


def _cells(line: Line, subject: str, cache: str, yardstick: float | None) -> list[str]:
    seconds = [statistics.median(line.times), min(line.times), max(line.times)]
    ratio = f"{seconds[0] / yardstick:.1f}" if yardstick and line.case.subject == "posts" else ""
    return [subject, line.case.linter, cache, *(f"{value:.3f}" for value in seconds), ratio, *map(mebibytes, line.peak)]


def write(done: Comparison, target: Path) -> None:
    """Into the guide that lies in a folder, or into a file."""
    if target.is_dir():
        write_pages(target, "compare", {"en": rendered(done, "en"), "ja": rendered(done, "ja")})
    else:
        target.write_text(rendered(done, "en"), "utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("posts", type=Path, help="the folder of Markdown posts")
    parser.add_argument("--postlint", type=Path, default=Path(sys.executable).with_name("postlint"), help="default: beside this Python")
    parser.add_argument("--tools", type=Path, help="where the other linters are installed; default: a temporary folder")
    parser.add_argument("--runs", type=int, default=10, metavar="N", help="timed runs of each command; default: 10")
    parser.add_argument("--slow-sample", type=int, default=100, metavar="N", help="posts in the sample for slow linters; default: 100")
    parser.add_argument("--slow-runs", type=int, default=3, metavar="N", help="timed runs on the sample; default: 3")
    parser.add_argument("--write", type=Path, metavar="FILE", help="store the table in this file, or in the guide of this folder")
    options = parser.parse_args()
    try:
        if min(options.runs, options.slow_runs, options.slow_sample) < 1:
            raise MeasureError("--runs, --slow-runs and --slow-sample must be at least 1")
        if not shutil.which("hyperfine"):
            raise MeasureError("hyperfine is missing; on Debian: sudo apt install hyperfine")
        if not options.postlint.is_file():
            raise MeasureError(f"no postlint at {options.postlint}; install it or name it with --postlint")
        with tempfile.TemporaryDirectory() as work, tempfile.TemporaryDirectory() as passing:
            posts = copy_posts(options.posts.resolve(), Path(work), options.slow_sample)
            linters = find_linters(options.postlint.absolute(), (options.tools or Path(passing)).resolve(), Path(work))
            done = measure(linters, posts, options.runs, options.slow_runs, Path(work))
        print(rendered(done, "en"), end="")
        if options.write:
            write(done, options.write)
    except MeasureError as problem:
        print(f"compare.py: {problem}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
