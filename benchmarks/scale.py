"""Time postlint on sites of growing size, and draw time and memory against the number of posts.

    python benchmarks/scale.py POSTS                                   print a Markdown table
    python benchmarks/scale.py POSTS --write docs                      put table and picture into the guide on speed
    python benchmarks/scale.py POSTS --work DIR --results FILE         keep the sites in DIR, what was measured in FILE

The sites are made from a folder of real posts by make_site.py, each post different from all others. On each, postlint is run with its
default rules and its default report: with an empty cache that it writes, with a full one, and with a full one after one post was
changed. Seconds and memory are measured as compare.py does. With --results a run that was stopped goes on where it was: sizes that the
file has are not measured again. --work is best given with it; without --work the site is deleted in the end. The report is searched for the
number of findings, and for those that compare posts, of which there should be none. Exit statuses: 0 for a table, 2 where hyperfine,
postlint, the posts or room for the site are missing, where results are of another run, or where a timed run failed.
"""

import argparse
import json
import re
import shutil
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from linters import postlint_as
from make_site import ALIKE, Maker, SiteError
from measuring import OUTPUT, Case, MeasureError, Peak, change, cores, count_characters, measure_peak, measure_times, version_of
from pages import Lang, mebibytes, table, write_pages
from plot import Panel, Series, picture
from scale_words import WORDS

SIZES = (250, 500, 1000, 2000, 8000, 32000)
LISTING, CASES = "posts.list", ("empty", "full", "changed", "wc")


@dataclass(frozen=True, slots=True)
class About:
    """What is the same for all sizes. Results of runs in which it differs are not to be compared."""

    source: str
    originals: int
    seed: int
    runs: int
    cores: int
    postlint: str
    python: str


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of a size: seconds and bytes by the keys of CASES, findings, and those of the rules that compare posts.

    `alike` is how much the two most alike posts of a sample have in common (Jaccard's similarity of their 5-grams).
    """

    posts: int
    size: int
    date: str
    times: Mapping[str, Sequence[float]]
    peaks: Mapping[str, Peak]
    findings: int
    across: int
    alike: float

    def median(self, case: str) -> float:
        """Seconds; raises KeyError for a case that was not measured."""
        return statistics.median(self.times[case])


def findings_in(report: str) -> tuple[int, int]:
    """How many findings a report in English tells, and how many that compare posts; raises MeasureError for what is no report."""
    end = re.search(r"^[\d,]+ posts? checked(?:: ([\d,]+) findings?|, nothing found)", report, re.MULTILINE)
    if end is None:
        raise MeasureError("postlint has written no report")
    across = re.findall(r"^duplicate-(?:post|title) +(\d+) ", report, re.MULTILINE)
    return int((end[1] or "0").replace(",", "")), sum(map(int, across))


def measure(maker: Maker, posts: int, postlint: Path, runs: int, work: Path) -> Measured:
    """A size, on a site that is grown to it; raises MeasureError where the site is already larger."""
    site = work / "posts"
    alike = maker.highest_similarity(posts)
    if alike >= ALIKE:
        raise MeasureError(f"two posts of the site are alike ({alike:.2f}): it would be no measure of posts that are not")
    maker.grow(site, posts)
    files = sorted(site.glob("*.md"))
    if len(files) > posts:
        raise MeasureError(f"there are more than {posts:,} posts in {site}; delete it")
    (work / LISTING).write_bytes(b"".join(f"posts/{file.name}\0".encode() for file in files))
    changing, unchanged = Path("posts", maker.name(0)), maker.text(0).encode()
    (work / changing).write_bytes(unchanged)  # a run that was stopped may have left it changed
    linter = postlint_as(postlint, work)
    argv = (*linter.cached, "--lang", "en", "posts")
    prepared = {"empty": linter.clean, "full": ("true",), "changed": change(changing, len(unchanged))}
    cases = {key: Case(f"{posts} posts", "postlint", key, argv, prepare) for key, prepare in prepared.items()}
    cases["wc"] = Case(f"{posts} posts", "wc", "", count_characters(LISTING))
    peaks, found = {}, (0, 0)
    for key, case in cases.items():
        if (peak := measure_peak(case, work)) is None:
            raise MeasureError(f"{case.linter} fails on {case.subject}")
        peaks[key] = peak
        found = findings_in((work / OUTPUT).read_text("utf-8")) if key == "full" else found
    times = dict(zip(cases, measure_times(list(cases.values()), runs, work), strict=True))
    (work / changing).write_bytes(unchanged)
    total = sum(file.stat().st_size for file in files)
    return Measured(posts, total, f"{datetime.now(UTC):%Y-%m-%d}", times, peaks, *found, alike)


def load(file: Path | None, about: About) -> list[Measured]:
    """What an earlier run has measured, or nothing; raises MeasureError where it was another kind of run."""
    if file is None or not file.exists():
        return []
    held = json.loads(file.read_text("utf-8"))
    if held["about"] != asdict(about):
        raise MeasureError(f"the results in {file} are of another run: {held['about']}; delete it, or name another file")
    return [Measured(**{**each, "peaks": {key: tuple(peak) for key, peak in each["peaks"].items()}}) for each in held["sizes"]]


def save(file: Path | None, about: About, done: Sequence[Measured]) -> None:
    if file is not None:
        text = json.dumps({"about": asdict(about), "sizes": [asdict(each) for each in done]}, indent=1) + "\n"
        part = file.with_name(f"{file.name}.part")
        part.write_text(text, "utf-8")
        part.replace(file)


def rendered(about: About, done: Sequence[Measured], lang: Lang) -> str:
    """The table, with what it is about."""
    words = WORDS[lang]
    lines = [
        [
            f"{each.posts:,}",
            f"{each.size / 1e6:,.1f}",
            *(f"{each.median(key):.2f}" for key in CASES),
            f"{1000 * each.median('empty') / each.posts:.2f}",
            *(f"{each.median(key) / each.median('wc'):.1f}" for key in ("empty", "full")),
            *(mebibytes(each.peaks[key][1]) for key in ("empty", "full")),
            mebibytes(each.peaks["empty"][0]),
            f"{each.findings / each.posts:.1f}",
            f"{each.across:,}",
            f"{each.alike:.2f}",
        ]
        for each in done
    ]
    dates = sorted({each.date for each in done})
    fields = asdict(about) | {"date": " – ".join(dict.fromkeys((dates[0], dates[-1])))}
    return f"{words.about.format(**fields)}\n\n{table(words.head, lines, 0)}\n\n![{words.title}]({words.file})\n"


def drawn(done: Sequence[Measured], lang: Lang) -> str:
    """The picture: seconds by case; memory of all processes, or of the largest where only that is known."""
    words = WORDS[lang]
    seconds = [Series(words.lines[key], [(each.posts, each.median(key)) for each in done]) for key in CASES]
    memory = [
        Series(words.lines[key], [(each.posts, (each.peaks[key][1] or each.peaks[key][0]) / 2**20) for each in done])
        for key in ("empty", "full", "changed")
    ]
    return picture([Panel(words.seconds, words.posts, seconds, True), Panel(words.memory, words.posts, memory, False)], words.title)


def run(options: argparse.Namespace, work: Path) -> tuple[About, list[Measured]]:
    """Measure the sizes that are not known yet, saving after each."""
    maker = Maker(options.source.resolve(), options.seed)
    python = version_of([str(options.postlint.with_name("python")), "--version"], work)
    version = postlint_as(options.postlint.absolute(), work).version
    about = About(options.source.resolve().name, len(maker.originals), options.seed, options.runs, cores(), version, python)
    done = load(options.results, about)
    for posts in sorted(set(options.sizes) - {each.posts for each in done}):
        print(f"{posts:,} posts", file=sys.stderr)
        done = sorted([*done, measure(maker, posts, options.postlint.absolute(), options.runs, work)], key=lambda each: each.posts)
        save(options.results, about, done)
    return about, done


def write(about: About, done: Sequence[Measured], target: Path) -> None:
    """Into the guide that lies in a folder, or into a file."""
    if not target.is_dir():
        target.write_text(rendered(about, done, "en"), "utf-8")
        return
    write_pages(target, "scale", {"en": rendered(about, done, "en"), "ja": rendered(about, done, "ja")})
    for lang in WORDS:
        (target / WORDS[lang].file).write_text(drawn(done, lang), "utf-8", newline="\n")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", metavar="POSTS", type=Path, help="the folder of real posts")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N", help=f"numbers of posts; default: {SIZES}")
    parser.add_argument("--postlint", type=Path, default=Path(sys.executable).with_name("postlint"), help="default: beside this Python")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="the seed of the sites; default: 1")
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="timed runs of each case; default: 5")
    parser.add_argument("--work", type=Path, metavar="DIR", help="where the sites are made and stay; default: a temporary folder")
    parser.add_argument("--results", type=Path, metavar="FILE", help="what was measured, to go on from (JSON)")
    parser.add_argument("--write", type=Path, metavar="FILE", help="store the table in this file, or table and picture in this folder")
    options = parser.parse_args()
    try:
        if min(options.runs, *options.sizes) < 1:
            raise MeasureError("--runs and --sizes must be at least 1")
        if not shutil.which("hyperfine"):
            raise MeasureError("hyperfine is missing; on Debian: sudo apt install hyperfine")
        with tempfile.TemporaryDirectory() as passing:
            work = (options.work or Path(passing)).resolve()
            work.mkdir(parents=True, exist_ok=True)
            about, done = run(options, work)
        print(rendered(about, done, "en"), end="")
        if options.write:
            write(about, done, options.write)
    except (MeasureError, SiteError) as problem:
        print(f"scale.py: {problem}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
