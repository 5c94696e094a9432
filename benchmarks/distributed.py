"""Times a distributed run on a local Ray, and proves that it finds what a run without Ray finds.

    python benchmarks/distributed.py POSTS --workers 2

POSTS is a folder of posts. Needs `postlint[ray]`. Exits with 1 where the findings differ, and says in which rules.
"""

import argparse
import json
import logging
import os
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

os.environ["RAY_USAGE_STATS_ENABLED"] = "0"

import ray
import ray.data
from ray.data.context import DataContext, ShuffleStrategy

import postlint
from postlint.distributed import lint_dataset

#: in so many blocks the posts come in
BLOCKS = 8


def main() -> int:
    """Time the runs, and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("posts", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument(
        "--shuffle", choices=[each.value for each in ShuffleStrategy], default=ShuffleStrategy.SORT_SHUFFLE_PULL_BASED.value
    )
    asked = parser.parse_args()
    os.chdir(asked.posts)
    ray.init(num_cpus=asked.workers, include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR)
    context = DataContext.get_current()
    context.enable_progress_bars, context.shuffle_strategy = False, ShuffleStrategy(asked.shuffle)
    files = sorted(path for path in Path().rglob("*.md"))
    posts = ray.data.from_items([{"path": path.as_posix(), "content": path.read_bytes()} for path in files], override_num_blocks=BLOCKS)
    times = []
    rows: list[dict[str, Any]] = []
    for _ in range(asked.runs):
        start = time.perf_counter()
        rows = lint_dataset(posts, {}).take_all()
        times.append(time.perf_counter() - start)
    print(f"{len(files)} posts, {asked.workers} workers: {', '.join(f'{each:.1f}' for each in times)} s; least {min(times):.1f} s")
    return _differences(rows)


def _differences(rows: list[dict[str, Any]]) -> int:
    local = json.loads(postlint.lint_paths(".", {}).render("json"))["diagnostics"]
    far, near = ({json.dumps(row, sort_keys=True): row["rule"] for row in found} for found in ([_plain(row) for row in rows], local))
    for name, left in (("only with Ray", far.keys() - near.keys()), ("only without", near.keys() - far.keys())):
        print(name, dict(Counter((far | near)[key] for key in left)))
    print("rules", dict(sorted(Counter(far.values()).items())))
    return int(far.keys() != near.keys() or len(rows) != len(local))


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "data": json.loads(row["data"])}


if __name__ == "__main__":
    sys.exit(main())
