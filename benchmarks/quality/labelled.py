"""Posts in which a reader marked every defect: which labels are found, and which findings are right.

A folder holds posts and `labels.json`: [{"file", "findings": [{"type", "line", "end_line"?, "sure"?}]}]. A finding is right if at
least 60% of the lines that it covers carry a label that its rule may stand for (one line of slack for findings of a line or two).
A label is found if a right finding, or a related range of one, stands on it.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from postlint.diagnostic import Diagnostic
from postlint.engine.discover import Source
from postlint.engine.run import run
from postlint.post.text import Position
from quality.measure import strict_plan

Label = Mapping[str, Any]
Count = tuple[int, int]

#: which rules may stand for each kind of label
RULES_FOR: Mapping[str, frozenset[str]] = {
    "marker": frozenset({"stray-marker", "chat-residue"}),
    "truncated": frozenset({"truncated-ending", "truncated-paragraph", "dangling-heading", "broken-emphasis"}),
    "resume": frozenset({"resumed-paragraph", "repeated-paragraph", "repeated-sentence"}),
    "repeat_paragraph": frozenset({"repeated-paragraph", "repeated-sentence"}),
    "repeat_sentence": frozenset({"repeated-sentence", "repeated-paragraph"}),
    "garbled_stat": frozenset({"garbled-statistic", "impossible-statistic"}),
    "garbled_text": frozenset({"garbled-text", "broken-emphasis", "accidental-heading", "mechanical-substitution"}),
    "meta_text": frozenset({"chat-residue", "stray-marker"}),
    "placeholder": frozenset({"placeholder"}),
    "title_bad": frozenset({"title-truncated", "front-matter-markup", "chat-residue"}),
    "excerpt_bad": frozenset({"excerpt-truncated", "excerpt-echo", "excerpt-stock", "front-matter-markup", "chat-residue"}),
    "title_echo": frozenset({"title-echo"}),
    "other": frozenset({"accidental-heading", "mechanical-substitution"}),
}
#: facts and wording: no rule is asked to find them, a finding on them is still right
NOT_ASKED = frozenset({"other"})
#: rules whose findings the labels cannot judge
UNJUDGED = frozenset(
    {"front-matter-schema", "front-matter-missing", "reading-time", "duplicate-post", "duplicate-title", "shared-paragraph"}
    | {"stock-statistic", "stock-phrase", "tag-not-in-body", "unused-suppression"}
)


@dataclass(frozen=True)
class Labelled:
    """Recall by kind of label and precision by rule, as (good, all); how many posts; what was missed and what was wrong."""

    posts: int
    recall: Mapping[str, Count]
    precision: Mapping[str, Count]
    notes: tuple[str, ...]


def lines_of(start: Position, end: Position) -> tuple[int, int]:
    """First and last line of a range; an end at column 1 belongs to the line before."""
    return start.line, end.line - 1 if end.column == 1 and end.line > start.line else end.line


def right(told: Diagnostic, lines: Sequence[str], labels: Iterable[Label]) -> bool:
    """Whether the finding stands on labels that its rule may stand for."""
    good = {n for la in labels if told.rule in RULES_FOR[la["type"]] for n in range(la["line"], la.get("end_line", la["line"]) + 1)}
    first, last = lines_of(told.start, told.end)
    covered = [n for n in range(first, last + 1) if n <= len(lines) and lines[n - 1].strip()] or [first]
    if len(covered) <= 2:
        return any(n + slack in good for n in covered for slack in (-1, 0, 1))
    return sum(n in good for n in covered) >= 0.6 * len(covered)


def stands_on(told: Diagnostic, label: Label) -> bool:
    """Whether the finding or a related range touches the label, with a line of slack."""
    ranges = [lines_of(told.start, told.end), *(lines_of(r.start, r.end) for r in told.related)]
    return any(first <= label.get("end_line", label["line"]) + 1 and last >= label["line"] - 1 for first, last in ranges)


def measure_labelled(folders: Sequence[Path]) -> Labelled:
    """All folders together."""
    recall: defaultdict[str, list[bool]] = defaultdict(list)
    precision: defaultdict[str, list[bool]] = defaultdict(list)
    notes: list[str] = []
    posts = 0
    for folder in folders:
        labels = {post["file"]: post["findings"] for post in json.loads((folder / "labels.json").read_text("utf-8"))}
        told = run([Source(name, str(folder / name)) for name in sorted(labels)], strict_plan()).diagnostics
        posts += len(labels)
        for name, marked in labels.items():
            lines = (folder / name).read_text("utf-8").split("\n")
            verdicts = [(d, right(d, lines, marked)) for d in told if d.path == name and d.rule not in UNJUDGED]
            for diagnostic, good in verdicts:
                precision[diagnostic.rule].append(good)
                notes += [] if good else [f"wrong   {name}:{diagnostic.start.line} {diagnostic.rule}"]
            for label in marked:
                if label.get("sure", True) and label["type"] not in NOT_ASKED:
                    hit = any(good and d.rule in RULES_FOR[label["type"]] and stands_on(d, label) for d, good in verdicts)
                    recall[label["type"]].append(hit)
                    notes += [] if hit else [f"missed  {name}:{label['line']} {label['type']}"]
    return Labelled(posts, _counted(recall), _counted(precision), tuple(notes))


def _counted(verdicts: Mapping[str, list[bool]]) -> dict[str, Count]:
    return {name: (sum(found), len(found)) for name, found in sorted(verdicts.items())}
