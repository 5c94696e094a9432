"""Time postlint beside rumdl and markdownlint-cli2, on a folder of posts and on its one post of median size.

    python benchmarks/compare.py POSTS                         print a Markdown table
    python benchmarks/compare.py POSTS --write results.md      and store it
    python benchmarks/compare.py POSTS --tools DIR --runs 20   keep the other linters in DIR for the next time; 20 runs each

Seconds are wall-clock times by hyperfine, of warm runs, every command in one call of hyperfine. Memory is taken from a run
of its own before that: of the largest process as the kernel counts it (resident), of all processes from samples of /proc
(proportional, so that a page which workers share counts once). Every linter runs with its default rules and without a cache,
on the same copy of the posts in a folder that holds nothing else, so that no configuration or ignore file takes part.
A linter that cannot be installed, or that fails on the posts, is left out, and the table says so. Exit statuses: 0 for a table,
2 where hyperfine, postlint or the posts are missing, or where a timed run failed.
"""

import argparse
import json
import os
import re
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

Peak = tuple[int, int | None]  # Bytes of the largest process, and of all of them, or None where there is no /proc to sample.
PAUSE = 0.01  # Seconds between two looks at the memory of a process tree.
PEAK_UNIT = 1 if sys.platform == "darwin" else 1024  # Bytes in one unit of ru_maxrss.
FINISHED = {0, 1}  # "Nothing found" and "something found", for all three linters; anything else is a failure.
# A child is charged for the process it was forked from until it starts its own program: hence this small one, without
# site-packages, and not the script itself, between the two.
WRAPPER = """
import os, resource, sys
null = [(os.POSIX_SPAWN_OPEN, descriptor, os.devnull, os.O_RDWR, 0) for descriptor in (0, 1, 2)]
status = os.waitpid(os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=null), 0)[1]
print(os.waitstatus_to_exitcode(status), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


class CompareError(Exception):
    """What stops the comparison, in words for the person who started it."""


@dataclass(frozen=True, slots=True)
class Linter:
    """A linter as installed: its program with the options for a run, and what it calls all posts of the folder."""

    name: str
    argv: tuple[str, ...]
    folder: str = "posts"


@dataclass(frozen=True, slots=True)
class Case:
    """One line of the table: a command and what it is run on."""

    subject: str
    linter: str
    argv: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Posts:
    """The posts to lint: a copy of a folder's Markdown files, and what the table says of them."""

    name: str
    count: int
    size: int
    median_size: int


def copy_posts(source: Path, work: Path) -> Posts:
    """Copy the Markdown files below `source`, not hidden ones, to posts/, the median one to post.md; raise CompareError for none."""
    sizes: list[tuple[int, str]] = []
    for path in sorted(source.rglob("*.md")):
        inside = path.relative_to(source)
        if path.is_file() and not any(part.startswith(".") for part in inside.parts):
            copy = work / "posts" / inside
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
            sizes.append((copy.stat().st_size, str(inside)))
    if not sizes:
        raise CompareError(f"no Markdown posts in {source}")
    size, name = statistics.median_low(sizes)
    shutil.copyfile(work / "posts" / name, work / "post.md")  # A plain name: one of the linters reads its arguments as globs.
    return Posts(source.name, len(sizes), sum(each for each, _ in sizes), size)


def install(name: str, commands: Sequence[Sequence[str]], program: Path) -> str | None:
    """Run the commands that install a linter; return its program, or None, having said why, where that fails."""
    for command in commands:
        try:
            subprocess.run(command, check=True, capture_output=True, text=True)
        except FileNotFoundError:
            reason = f"there is no {command[0]} to install it with"
        except subprocess.CalledProcessError as error:
            reason = f"{Path(command[0]).name} could not install it:\n{error.stderr.strip()}"
        else:
            continue
        print(f"{name}: skipped, {reason}", file=sys.stderr)
        return None
    return str(program)


def find_linters(postlint: Path, tools: Path) -> list[Linter]:
    """postlint as given and the others as installed in `tools`; those that cannot be installed are left out."""
    python, prefix = tools / "venv" / "bin", tools / "npm"
    venv = [[sys.executable, "-m", "venv", str(python.parent)], [str(python / "python"), "-m", "pip", "install", "-q", "rumdl"]]
    rumdl = install("rumdl", venv, python / "rumdl")
    npm = [["npm", "install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", str(prefix), "markdownlint-cli2"]]
    markdownlint = install("markdownlint-cli2", npm, prefix / "node_modules" / ".bin" / "markdownlint-cli2")
    linters = [Linter("postlint", (str(postlint), "check", "--format", "json", "--no-cache", "--isolated"))]
    if rumdl:
        linters.append(Linter("rumdl", (rumdl, "check", "--no-cache")))
    if markdownlint:
        linters.append(Linter("markdownlint-cli2", (markdownlint,), "posts/**/*.md"))
    return linters


def list_cases(linters: Sequence[Linter], posts: Posts) -> list[Case]:
    """Every linter on the folder, every linter on the one post, and the start-up of postlint, which comes first in `linters`."""
    folder = [Case(f"{posts.count} posts", each.name, (*each.argv, each.folder)) for each in linters]
    one = [Case("1 post", each.name, (*each.argv, "post.md")) for each in linters]
    return [*folder, *one, Case("`--version`", linters[0].name, (linters[0].argv[0], "--version"))]


def descendants(pid: int) -> Iterator[int]:
    """The processes below a process, as far as they still live; any of its threads may have started one."""
    with suppress(OSError):
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            for child in map(int, children.read_text().split()):
                yield child
                yield from descendants(child)


def proportional_bytes(pid: int) -> int:
    """The memory of a process, a page shared by n processes counted as 1/n; 0 for one that has ended."""
    with suppress(OSError):
        return 1024 * sum(map(int, re.findall(r"^Pss:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)))
    return 0


def measure_peak(argv: Sequence[str], work: Path) -> Peak | None:
    """Run a command once; None where it fails. The sum is never less than the largest process: samples can miss a short run."""
    highest = 0
    command = [sys.executable, "-I", "-S", "-c", WRAPPER, *argv]
    with subprocess.Popen(command, cwd=work, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as wrapper:
        while wrapper.poll() is None:
            highest = max(highest, sum(map(proportional_bytes, descendants(wrapper.pid))))
            time.sleep(PAUSE)
        written = wrapper.stdout.read().split() if wrapper.stdout else []
    if len(written) != 2 or int(written[0]) not in FINISHED:
        return None
    largest = int(written[1]) * PEAK_UNIT
    return largest, max(highest, largest) if Path("/proc/self/smaps_rollup").exists() else None


def measure_times(cases: Sequence[Case], runs: int, work: Path) -> list[list[float]]:
    """Seconds of every run of every case; raise CompareError where hyperfine or one of the runs fails."""
    export = work / "times.json"
    command = ["hyperfine", "-N", "-i", "--warmup", "1", "--runs", str(runs), "--export-json", str(export)]
    done = subprocess.run([*command, *(shlex.join(case.argv) for case in cases)], cwd=work, stdout=sys.stderr, check=False)
    if done.returncode:
        raise CompareError("hyperfine failed")
    results = json.loads(export.read_text(encoding="utf-8"))["results"]
    for case, result in zip(cases, results, strict=True):
        if failed := set(result["exit_codes"]) - FINISHED:
            raise CompareError(f"{case.linter} on {case.subject} ended with status {failed.pop()}")
    return [result["times"] for result in results]


def version_of(program: str, work: Path) -> str:
    """The version a program gives of itself; nothing else of what it prints, which may name paths, reaches the table."""
    with suppress(OSError):
        output = subprocess.run([program, "--version"], cwd=work, capture_output=True, text=True, check=False).stdout
        if found := re.search(r"\d+(?:\.\d+)+[\w.+-]*", output):
            return found[0]
    return "unknown"


def describe(posts: Posts, linters: Sequence[Linter], runs: int, work: Path) -> str:
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count()
    programs = {each.name: each.argv[0] for each in linters} | {"Node.js": "node", "hyperfine": "hyperfine"}
    programs["Python"] = str(Path(linters[0].argv[0]).with_name("python"))
    return (
        f"Posts: `{posts.name}`, {posts.count} posts, {posts.size:,} bytes; the one post: {posts.median_size:,} bytes, the median. "
        f"Date: {datetime.now(UTC):%Y-%m-%d}. Cores: {cores}. Runs of each: {runs}, after one to warm up. "
        f"Versions: {', '.join(f'{name} {version_of(program, work)}' for name, program in programs.items())}."
    )


def table_line(case: Case, times: Sequence[float], peak: Peak) -> str:
    seconds = [f"{value:.3f}" for value in (statistics.median(times), min(times), max(times))]
    memory = ["–" if value is None else f"{value / 2**20:.1f}" for value in peak]
    return f"| {' | '.join([case.subject, case.linter, *seconds, *memory])} |"


def compare(source: Path, postlint: Path, tools: Path, runs: int, work: Path) -> str:
    """The whole comparison, as Markdown; `work` is an empty folder."""
    posts = copy_posts(source, work)
    linters = find_linters(postlint, tools)
    peaks = {case: measure_peak(case.argv, work) for case in list_cases(linters, posts)}
    failing = {case.linter for case, peak in peaks.items() if peak is None}
    if "postlint" in failing:
        raise CompareError("postlint fails on these posts")
    linters = [each for each in linters if each.name not in failing]
    times = measure_times(cases := list_cases(linters, posts), runs, work)
    lines = [table_line(case, seconds, peak) for case, seconds in zip(cases, times, strict=True) if (peak := peaks[case])]
    left_out = {"rumdl", "markdownlint-cli2"} - {each.name for each in linters}
    notes = [f"Left out: {name}, which {'fails on these posts' if name in failing else 'was not installed'}." for name in sorted(left_out)]
    head = "| On | Linter | Median, s | Min, s | Max, s | Largest process, MiB | All processes, MiB |\n|---|---|--:|--:|--:|--:|--:|"
    return "\n\n".join([describe(posts, linters, runs, work), "\n".join([head, *lines]), *notes]) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("posts", type=Path, help="the folder of Markdown posts")
    parser.add_argument("--postlint", type=Path, default=Path(sys.executable).with_name("postlint"), help="default: beside this Python")
    parser.add_argument("--tools", type=Path, help="where the other linters are installed; default: a temporary folder")
    parser.add_argument("--runs", type=int, default=10, metavar="N", help="timed runs of each command; default: 10")
    parser.add_argument("--write", type=Path, metavar="FILE", help="store the table in this file, too")
    options = parser.parse_args()
    try:
        if options.runs < 1:
            raise CompareError("--runs must be at least 1")
        if not shutil.which("hyperfine"):
            raise CompareError("hyperfine is missing; on Debian: sudo apt install hyperfine")
        if not options.postlint.is_file():
            raise CompareError(f"no postlint at {options.postlint}; install it or name it with --postlint")
        with tempfile.TemporaryDirectory() as work, tempfile.TemporaryDirectory() as passing:
            tools = (options.tools or Path(passing)).resolve()
            table = compare(options.posts.resolve(), options.postlint.absolute(), tools, options.runs, Path(work))
    except CompareError as problem:
        print(f"compare.py: {problem}", file=sys.stderr)
        return 2
    print(table, end="")
    if options.write:
        options.write.write_text(table, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
