"""Time commands with hyperfine and take their memory; shared by compare.py and scale.py."""

import json
import os
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

Peak = tuple[int, int | None]  # Bytes of the largest process, and of all of them, or None where there is no /proc to sample.
PAUSE = 0.01  # Seconds between two looks at the memory of a process tree.
PEAK_UNIT = 1 if sys.platform == "darwin" else 1024  # Bytes in one unit of ru_maxrss.
FINISHED = {0, 1}  # "Nothing found" and "something found", for all linters; anything else is a failure.
OUTPUT = "output.txt"  # In the working folder: what the command printed that was last measured for its memory.
# A child is charged for the process it was forked from until it starts its own program: hence this small one, without
# site-packages, and not the script itself, between the two.
WRAPPER = """
import os, resource, sys
flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
actions = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0), (os.POSIX_SPAWN_OPEN, 1, sys.argv[1], flags, 0o666)]
actions.append((os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0))
status = os.waitpid(os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ, file_actions=actions), 0)[1]
print(os.waitstatus_to_exitcode(status), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
# Makes a file different from what it ever was, and not longer each time: its first bytes, so many, and a sentence with the time.
CHANGE = """
import os, sys, time
os.truncate(sys.argv[1], int(sys.argv[2]))
with open(sys.argv[1], "a", encoding="utf-8") as file:
    file.write(f"\\n\\nAdded at {time.time_ns()}.\\n")
"""


class MeasureError(Exception):
    """What stops the measuring, in words for the person who started it."""


@dataclass(frozen=True, slots=True)
class Case:
    """One line of a table: a command, what it is run on, the state of its cache, and what is done before each run."""

    subject: str
    linter: str
    cache: str
    argv: tuple[str, ...]
    prepare: tuple[str, ...] = ("true",)


def change(file: Path, size: int) -> tuple[str, ...]:
    """The command that makes a file, which has so many bytes, another each time it is run."""
    return (sys.executable, "-I", "-S", "-c", CHANGE, str(file), str(size))


def count_characters(listing: str) -> tuple[str, ...]:
    """The yardstick: `wc -m` on the files that a list names, each ended by a zero byte; needs the wc of GNU."""
    return ("env", "LC_ALL=C.UTF-8", "wc", "-m", f"--files0-from={listing}")


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


def measure_peak(case: Case, work: Path) -> Peak | None:
    """Run a command once; None where it fails. The sum is never less than the largest process: samples can miss a short run."""
    highest = 0
    subprocess.run(case.prepare, cwd=work, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    command = [sys.executable, "-I", "-S", "-c", WRAPPER, OUTPUT, *case.argv]
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
    """Seconds of every run of every case, in one call of hyperfine; raise MeasureError where hyperfine or one of the runs fails.

    The cases come in an order in which each leaves the cache as the next one needs it. What is printed goes through a pipe.
    """
    export = work / "times.json"
    command = ["hyperfine", "-N", "-i", "--output", "pipe", "--runs", str(runs), "--export-json", str(export)]
    prepare = [word for case in cases for word in ("--prepare", shlex.join(case.prepare))]
    done = subprocess.run([*command, *prepare, *(shlex.join(case.argv) for case in cases)], cwd=work, stdout=sys.stderr, check=False)
    if done.returncode:
        raise MeasureError("hyperfine failed")
    results = json.loads(export.read_text(encoding="utf-8"))["results"]
    for case, result in zip(cases, results, strict=True):
        if failed := set(result["exit_codes"]) - FINISHED:
            raise MeasureError(f"{case.linter} on {case.subject} ended with status {failed.pop()}")
    return [result["times"] for result in results]


def version_of(argv: Sequence[str], work: Path) -> str:
    """The version a program gives of itself; nothing else of what it prints, which may name paths, is taken over."""
    with suppress(OSError):
        output = subprocess.run(argv, cwd=work, capture_output=True, text=True, check=False).stdout
        if found := re.search(r"\d+(?:\.\d+)+[\w.+-]*", output):
            return found[0]
    return "unknown"


def cores() -> int:
    """The processors that may be used."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
