"""The tables and the picture of the guide on speed say what was measured, in both languages."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import compare
import pytest
import scale
from compare import Comparison, Line, Posts, copy_posts, list_cases, rendered
from linters import Linter, install, npm_version
from measuring import OUTPUT, Case, MeasureError, change, measure_peak
from pages import Lang, filled, write_pages
from plot import LEFT, WIDTH, Axis, Panel, Series, decades, picture, rounds
from scale import About, Measured, drawn, findings_in, load, save

DOCS = Path(__file__).resolve().parents[2] / "docs"
MIB = 2**20
LINTERS = [
    Linter("postlint", ("postlint", "--no-cache"), "1.0", ("postlint",), ("postlint", "clean")),
    Linter("other", ("other",), "2.0", pattern="{}/**/*.md"),
    Linter("slow", ("slow",), "3.0", slow=True),
]
ABOUT = About("posts", 300, 1, 3, 2, "1.0", "3.11.7")
SIZES = [
    Measured(
        posts,
        posts * 1000,
        "2026-01-02",
        {"empty": [posts / 100, 9.0, 0.01], "full": [0.2], "changed": [0.3], "wc": [0.1]},
        {"empty": (MIB, 2 * MIB), "full": (MIB, None), "changed": (MIB, 3 * MIB), "wc": (MIB, MIB)},
        posts * 20,
        0,
        0.2063,
    )
    for posts in (250, 1000)
]


def comparison() -> Comparison:
    cases = [
        Case("posts", "`wc -m`", "", ("wc",)),
        Case("posts", "postlint", "full", ("postlint",)),
        Case("post", "postlint", "off", ("postlint",)),
    ]
    lines = [Line(case, times, (MIB, None)) for case, times in zip(cases, ([0.5], [3.0, 1.0, 2.0], [0.25]), strict=True)]
    posts = Posts("blog", 2004, 90_000_000, 100, 4_000_000, 45_000, "posts/a.md")
    return Comparison(posts, lines, 10, 3, "2026-01-02", 2, {"postlint": "1.0", "Python": "3.11.7"}, {"rumdl": False, "textlint": True})


def shape(text: str) -> list[str]:
    lines = [line for line in text.splitlines() if line]
    return [line[0] if line[0] in "|!" else "text" for line in lines] + [str(line.count("|")) for line in lines]


def test_posts_are_copied_with_a_sample_a_median_and_a_list(tmp_path: Path) -> None:
    source, work = tmp_path / "blog", tmp_path / "work"
    (source / ".git").mkdir(parents=True)
    (source / "sub").mkdir()
    for name, size in (("a.md", 10), ("b.md", 30), ("sub/c.md", 20), ("d.txt", 1), (".git/e.md", 1)):
        (source / name).write_text(name[-4] * size, "utf-8")
    posts = copy_posts(source, work, 2)
    assert (posts.count, posts.size, posts.sample, posts.median_size, posts.changed) == (3, 60, 2, 20, "posts/sub/c.md")
    assert (work / "post.md").read_text("utf-8") == "c" * 20
    assert len(list((work / "sample").iterdir())) == 2
    assert (work / compare.LISTING).read_bytes() == b"posts/a.md\0posts/b.md\0posts/sub/c.md\0"


def test_a_folder_without_posts_cannot_be_compared(tmp_path: Path) -> None:
    with pytest.raises(MeasureError, match="no Markdown posts"):
        copy_posts(tmp_path, tmp_path / "work", 2)


def test_slow_linters_meet_one_post_and_the_sample_beside_all_others() -> None:
    met: dict[str, list[str]] = {}
    for case in list_cases(LINTERS, ("change",)):
        met.setdefault(case.subject, []).append(case.linter)
    assert met == {
        "posts": ["`wc -m`", "postlint", "postlint", "postlint", "postlint", "other"],
        "post": ["postlint", "other", "slow"],
        "start": ["postlint"],
        "sample": ["postlint", "other", "slow"],
    }
    assert "sample" not in {case.subject for case in list_cases(LINTERS[:2], ("change",))}


def test_each_case_leaves_the_cache_as_the_next_one_needs_it() -> None:
    cases = [case for case in list_cases(LINTERS, ("change",)) if case.linter == "postlint" and case.subject == "posts"]
    assert [(case.cache, case.argv, case.prepare) for case in cases] == [
        ("off", ("postlint", "--no-cache", "posts"), ("true",)),
        ("empty", ("postlint", "posts"), ("postlint", "clean")),
        ("full", ("postlint", "posts"), ("true",)),
        ("changed", ("postlint", "posts"), ("change",)),
    ]


def test_a_comparison_as_a_table() -> None:
    text = rendered(comparison(), "en")
    assert "| 2,004 posts | postlint | nothing changed | 2.000 | 1.000 | 3.000 | 4.0 | 1.0 | – |\n" in text
    assert "| 1 post | postlint | without | 0.250 | 0.250 | 0.250 |  | 1.0 | – |\n" in text
    assert "100 posts, 4,000,000 bytes" in text
    assert text.endswith("Left out: rumdl, which was not installed.\n\nLeft out: textlint, which fails on these posts.\n")


def test_both_languages_have_the_same_tables() -> None:
    assert shape(rendered(comparison(), "en")) == shape(rendered(comparison(), "ja"))
    assert shape(scale.rendered(ABOUT, SIZES, "en")) == shape(scale.rendered(ABOUT, SIZES, "ja"))


def test_a_changed_file_is_another_each_time_and_no_longer(tmp_path: Path) -> None:
    file, seen = tmp_path / "a.md", set()
    file.write_text("茶\n", "utf-8")
    for _ in range(2):
        subprocess.run(change(file, 4), check=True)
        seen.add(file.read_text("utf-8"))
    assert len(seen) == 2
    assert all(re.fullmatch(r"茶\n\n\nAdded at \d+\.\n", text) for text in seen)


def test_memory_is_taken_of_runs_that_finish(tmp_path: Path) -> None:
    def peak(code: str) -> tuple[int, int | None] | None:
        return measure_peak(Case("posts", "python", "", (sys.executable, "-I", "-S", "-c", code)), tmp_path)

    assert peak("raise SystemExit(3)") is None
    small, large = peak("print('seen')"), peak("held = b'x' * 60_000_000; raise SystemExit(1)")
    assert small is not None
    assert large is not None
    assert large[0] - small[0] > 50_000_000
    peak("print('seen')")
    assert (tmp_path / OUTPUT).read_text() == "seen\n"


def test_what_cannot_be_installed_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert not install("other", [["no-such-program-anywhere"]])
    assert not install("other", [[sys.executable, "-c", "raise SystemExit('no network')"]])
    told = capsys.readouterr().err
    assert "other: skipped, there is no no-such-program-anywhere to install it with\n" in told
    assert "could not install it:\nno network\n" in told


def test_the_version_of_an_installed_package(tmp_path: Path) -> None:
    (tmp_path / "node_modules" / "rules").mkdir(parents=True)
    (tmp_path / "node_modules" / "rules" / "package.json").write_text('{"version": "12.0.2"}')
    assert (npm_version(tmp_path, "rules"), npm_version(tmp_path, "missing")) == ("12.0.2", "unknown")


def test_only_the_measured_part_of_a_page_is_replaced(tmp_path: Path) -> None:
    page = "before\n<!-- measured: scale -->\nold\n<!-- end: scale -->\nafter\n"
    assert filled(page, "scale", "new \\1\n") == "before\n<!-- measured: scale -->\n\nnew \\1\n\n<!-- end: scale -->\nafter\n"
    (tmp_path / "speed.md").write_text(page, "utf-8")
    (tmp_path / "speed.ja.md").write_text("no part", "utf-8")
    with pytest.raises(MeasureError, match="measured: scale"):
        write_pages(tmp_path, "scale", {"en": "new", "ja": "new"})
    assert (tmp_path / "speed.md").read_text("utf-8") == page


@pytest.mark.parametrize(
    ("report", "found"),
    [
        ("duplicate-title   2  Another\nduplicate-post   31  The\n\n300 posts checked: 6,431 findings in 296 posts (…).\n", (6431, 33)),
        ("1 post checked: 1 finding in 1 post (1 error, 0 warnings).\n", (1, 0)),
        ("5 posts checked, nothing found.\n", (0, 0)),
    ],
)
def test_findings_are_taken_from_the_report(report: str, found: tuple[int, int]) -> None:
    assert findings_in(report) == found


def test_what_is_no_report_is_an_error() -> None:
    with pytest.raises(MeasureError, match="no report"):
        findings_in("Traceback\n")


def test_results_are_taken_up_again_in_the_same_kind_of_run_only(tmp_path: Path) -> None:
    file = tmp_path / "results.json"
    assert load(None, ABOUT) == load(file, ABOUT) == []
    save(file, ABOUT, SIZES)
    assert load(file, ABOUT) == SIZES
    with pytest.raises(MeasureError, match="another run"):
        load(file, replace(ABOUT, seed=2))
    assert json.loads(file.read_text("utf-8"))["sizes"][0]["posts"] == 250


def test_a_size_as_a_line_of_the_table() -> None:
    text = scale.rendered(ABOUT, SIZES, "en")
    assert "| 250 | 0.2 | 2.50 | 0.20 | 0.30 | 0.10 | 10.00 | 25.0 | 2.0 | 2.0 | – | 1.0 | 20.0 | 0 | 0.21 |\n" in text
    assert "![Time and memory against the number of posts](speed.svg)" in text


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_picture_has_a_line_for_each_case_and_panel(lang: Lang) -> None:
    root = ET.fromstring(drawn(SIZES, lang))
    lines = root.findall("{http://www.w3.org/2000/svg}polyline")
    assert len(lines) == 4 + 3
    assert [len(line.attrib["points"].split()) for line in lines] == [2] * 7
    assert lines[0].attrib["points"].split()[0].split(",")[0] == f"{LEFT:.1f}"
    assert lines[0].attrib["points"].split()[-1].split(",")[0] == f"{LEFT + WIDTH:.1f}"


def test_names_in_a_picture_are_escaped_and_do_not_cover_each_other() -> None:
    series = [Series("a<b", [(1, 5), (2, 10)]), Series("c", [(1, 5), (2, 10)])]
    root = ET.fromstring(picture([Panel("x & y", "z", series, True)], "<t>"))
    texts = {text.text: float(text.attrib["y"]) for text in root.iter("{http://www.w3.org/2000/svg}text")}
    assert abs(texts["a<b"] - texts["c"]) >= 15


def test_one_size_alone_can_be_drawn() -> None:
    root = ET.fromstring(drawn(SIZES[:1], "en"))
    assert len(root.findall("{http://www.w3.org/2000/svg}polyline")) == 7


def test_scales() -> None:
    assert Axis(1, 100, 0, 200, True).at(10) == 100
    assert Axis(0, 50, 300, -300, False).at(25) == 150
    assert decades(0.2, 70) == pytest.approx([0.1, 1, 10, 100])
    assert decades(10, 10) == [10, 100]
    assert rounds(230) == [0, 50, 100, 150, 200, 250]
    assert rounds(96) == [0, 20, 40, 60, 80, 100]


def test_both_guides_have_the_same_parts_and_take_the_tables() -> None:
    def parts(name: str) -> list[str]:
        text = (DOCS / name).read_text("utf-8")
        assert "| 9 |" in filled(filled(text, "compare", "| 9 |"), "scale", "| 9 |")
        prose = re.sub(r"(<!-- measured: (\w+) -->\n).*?(<!-- end: \2 -->)", r"\1\3", text, flags=re.DOTALL)
        return re.findall(r"^(?:#+(?= )|- |<!-- .* -->)", prose, re.MULTILINE)

    assert parts("speed.md") == parts("speed.ja.md")
