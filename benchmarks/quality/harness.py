"""Measure every check: defects put into well-formed posts, false alarms on them, and labelled posts.

    python benchmarks/quality/harness.py --clean FOLDER… --labelled FOLDER… --seed 1 --posts-per-kind 80 --write docs/quality.md

Without --clean the posts that lie beside this script are used. --write FILE also writes the Japanese page (FILE with .ja.md)
and the figures that `postlint explain` prints (src/postlint/quality.json).
"""

import argparse
import sys
from datetime import UTC, date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from quality.labelled import measure_labelled
from quality.measure import KindResult, false_alarms, judged_real, measure_kinds, read_drafts
from quality.table import Measured, as_json, markdown

HERE = Path(__file__).resolve().parent
FIGURES = HERE.parents[1] / "src" / "postlint" / "quality.json"
#: kinds below this share are listed with examples of what was missed
BAR, EXAMPLES = 0.95, 5


def main() -> int:
    """Measure, print, and write what was asked for."""
    args = _arguments()
    drafts = read_drafts(args.clean)
    kinds = measure_kinds(drafts, args.posts_per_kind, args.seed, args.jobs)
    alarms = false_alarms(args.clean, judged_real(args.read))
    labelled = measure_labelled(args.labelled)
    folders = {folder.name: len(list(folder.glob("*.md"))) for folder in args.clean}
    measured = Measured(kinds, alarms, labelled, folders, args.date, args.seed, args.posts_per_kind)
    print(markdown(measured, "en"))
    print("\n".join([*(f"alarm   {note}" for note in alarms.notes), *labelled.notes]))
    for result in kinds:
        _show_missed(result)
    if args.write:
        args.write.write_text(markdown(measured, "en"), "utf-8", newline="\n")
        args.write.with_suffix(".ja.md").write_text(markdown(measured, "ja"), "utf-8", newline="\n")
        args.figures.write_text(as_json(measured), "utf-8", newline="\n")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clean", type=Path, nargs="+", default=[HERE / "posts"], help="folders of well-formed posts")
    parser.add_argument("--labelled", type=Path, nargs="*", default=[], help="folders of posts with labels.json")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--posts-per-kind", type=int, default=80)
    parser.add_argument("--read", type=Path, default=HERE / "read.json", help="verdicts on findings in well-formed posts")
    parser.add_argument("--write", type=Path, help="the page to write; its Japanese one and the figures are written with it")
    parser.add_argument("--figures", type=Path, default=FIGURES, help="the figures for postlint explain, written with the page")
    parser.add_argument(
        "--date", type=date.fromisoformat, default=datetime.now(UTC).date(), help="the date that the pages say; today if not given"
    )
    parser.add_argument("--jobs", type=int, help="processes; one for each processor if not given")
    return parser.parse_args()


def _show_missed(result: KindResult) -> None:
    if not result.outcomes or result.found >= BAR * len(result.outcomes):
        return
    print(f"\n{result.kind}: {result.found} of {len(result.outcomes)}")
    for outcome in [outcome for outcome in result.outcomes if not outcome.found][:EXAMPLES]:
        print(f"  {outcome.post}:{outcome.line} [{outcome.variant}] {outcome.excerpt!r}")


if __name__ == "__main__":
    sys.exit(main())
