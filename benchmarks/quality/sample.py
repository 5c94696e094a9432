"""Draw findings for a reading: at random with a seed, at least so many of each rule that fired.

    python benchmarks/quality/sample.py FOLDER --seed 4 --count 100 --each 5 --packet packet.md --list sample.json

The packet shows each finding with the lines around it and what it points to, for a reader who has neither the code nor another's
verdicts. It quotes posts, so it stays outside the project; the list (file, rule, line, message key) may be kept.
"""

import argparse
import json
import random
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

#: how many characters before and behind a finding a reader sees, and how many of a long range from each of its ends
_AROUND, _ENDS = 220, 260


def main() -> None:
    """Draw, and write the packet and the list."""
    args = _arguments()
    findings = _findings(args.folder, args.postlint)
    drawn = draw(findings, args.seed, args.count, args.each)
    args.packet.write_text("\n".join(_shown(n, item) for n, item in enumerate(drawn, 1)), encoding="utf-8")
    rows = [
        {"number": n, "file": Path(i["path"]).name, "rule": i["rule"], "line": i["start"]["line"], "messageId": i["messageId"]}
        for n, i in enumerate(drawn, 1)
    ]
    args.list.write_text("[\n" + ",\n".join(" " + json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n", encoding="utf-8")
    print(f"{len(drawn)} of {len(findings)} findings, {len({i['rule'] for i in drawn})} rules", file=sys.stderr)


def draw(findings: list[dict[str, Any]], seed: int, count: int, each: int) -> list[dict[str, Any]]:
    """`each` of every rule (all, where fewer fired), then others until there are `count`, in an order that tells nothing."""
    rng = random.Random(seed)
    by_rule: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for finding in findings:
        by_rule[finding["rule"]].append(finding)
    drawn = [f for rule in sorted(by_rule) for f in rng.sample(by_rule[rule], min(each, len(by_rule[rule])))]
    chosen = {id(f) for f in drawn}
    rest = [f for f in findings if id(f) not in chosen]
    drawn += rng.sample(rest, max(0, min(count - len(drawn), len(rest))))
    rng.shuffle(drawn)
    return drawn


def _findings(folder: Path, postlint: str) -> list[dict[str, Any]]:
    command = [postlint, "check", str(folder), "--isolated", "--no-cache", "--format", "json", "--lang", "ja"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr)
    found: list[dict[str, Any]] = json.loads(done.stdout)["diagnostics"]
    return found


def _shown(number: int, item: dict[str, Any]) -> str:
    text = Path(item["path"]).read_bytes().decode("utf-8-sig")
    parts = [
        f"## {number}. {item['rule']}: {Path(item['path']).name}:{item['start']['line']}",
        item["message"],
        _around(text, item["start"]["offset"], item["end"]["offset"]),
    ]
    parts += [
        f"-> line {r['start']['line']}: {r['message']}\n{_around(text, r['start']['offset'], r['end']['offset'])}" for r in item["related"]
    ]
    return "\n\n".join(parts) + "\n"


def _around(text: str, start: int, end: int) -> str:
    marked = text[start:end]
    if len(marked) > 2 * _ENDS:
        marked = f"{marked[:_ENDS]} [… {len(marked) - 2 * _ENDS} characters …] {marked[-_ENDS:]}"
    return f"{text[max(0, start - _AROUND) : start]}⟦{marked}⟧{text[end : end + _AROUND]}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--postlint", default=str(Path(sys.executable).with_name("postlint")))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--each", type=int, default=5)
    parser.add_argument("--packet", type=Path, required=True)
    parser.add_argument("--list", type=Path, required=True)
    return parser.parse_args()


if __name__ == "__main__":
    main()
