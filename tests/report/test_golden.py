"""Every format, in both languages, compared with files that were read before they were committed.

Run with POSTLINT_UPDATE_GOLDEN=1 to write them anew; then read the difference.
"""

import os
from pathlib import Path

import pytest
from report_sample import BROKEN, CATALOGUE, CLEAN, CRASHED, EMPTY, TEXTS

from postlint.diagnostic import Lang, Report
from postlint.report import Style, render

GOLDEN = Path(__file__).parent / "golden"
CASES = {
    "text-en.txt": ("text", BROKEN, Style(CATALOGUE, "en")),
    "text-ja.txt": ("text", BROKEN, Style(CATALOGUE, "ja")),
    "text-ja-narrow.txt": ("text", BROKEN, Style(CATALOGUE, "ja", width=10)),
    "text-en-wide.txt": ("text", BROKEN, Style(CATALOGUE, "en", width=200)),
    "text-ja-wide.txt": ("text", BROKEN, Style(CATALOGUE, "ja", width=200)),
    "text-en-verbose.txt": ("text", BROKEN, Style(CATALOGUE, "en", verbose=True)),
    "text-ja-color.txt": ("text", BROKEN, Style(CATALOGUE, "ja", color=True)),
    "text-en-quiet.txt": ("text", BROKEN, Style(CATALOGUE, "en", quiet=True)),
    "text-ja-quiet.txt": ("text", BROKEN, Style(CATALOGUE, "ja", quiet=True)),
    "text-en-clean.txt": ("text", CLEAN, Style(CATALOGUE, "en")),
    "text-ja-clean.txt": ("text", CLEAN, Style(CATALOGUE, "ja")),
    "text-en-suppressed.txt": ("text", Report((), checked=1, suppressed=2), Style(CATALOGUE, "en")),
    "text-ja-suppressed.txt": ("text", Report((), checked=1, suppressed=2), Style(CATALOGUE, "ja")),
    "text-en-crashed.txt": ("text", CRASHED, Style(CATALOGUE, "en")),
    "text-ja-crashed.txt": ("text", CRASHED, Style(CATALOGUE, "ja")),
    "text-en-empty.txt": ("text", EMPTY, Style(CATALOGUE, "en")),
    "text-ja-empty.txt": ("text", EMPTY, Style(CATALOGUE, "ja")),
    "text-en-statistics.txt": ("text", BROKEN, Style(CATALOGUE, "en", statistics=True)),
    "text-ja-statistics.txt": ("text", BROKEN, Style(CATALOGUE, "ja", statistics=True, quiet=True)),
    "concise-en.txt": ("concise", BROKEN, Style(CATALOGUE, "en")),
    "concise-ja.txt": ("concise", BROKEN, Style(CATALOGUE, "ja", width=10)),
    "concise-ja-color.txt": ("concise", BROKEN, Style(CATALOGUE, "ja", color=True)),
    "concise-en-quiet.txt": ("concise", BROKEN, Style(CATALOGUE, "en", quiet=True)),
    "concise-en-statistics.txt": ("concise", BROKEN, Style(CATALOGUE, "en", statistics=True)),
    "concise-ja-clean.txt": ("concise", CLEAN, Style(CATALOGUE, "ja", statistics=True)),
    "concise-en-crashed.txt": ("concise", CRASHED, Style(CATALOGUE, "en")),
    "github-en.txt": ("github", BROKEN, Style(CATALOGUE, "en")),
    "github-ja.txt": ("github", BROKEN, Style(CATALOGUE, "ja", prefix="site")),
    "github-ja-clean.txt": ("github", CLEAN, Style(CATALOGUE, "ja")),
    "github-en-quiet.txt": ("github", BROKEN, Style(CATALOGUE, "en", quiet=True)),
    "github-ja-statistics.txt": ("github", BROKEN, Style(CATALOGUE, "ja", statistics=True)),
    "github-ja-crashed.txt": ("github", CRASHED, Style(CATALOGUE, "ja")),
    "json-en.json": ("json", BROKEN, Style(CATALOGUE, "en")),
    "json-ja.json": ("json", BROKEN, Style(CATALOGUE, "ja")),
    "json-clean.json": ("json", CLEAN, Style(CATALOGUE, "en")),
    "sarif-en.json": ("sarif", BROKEN, Style(CATALOGUE, "en", text_of=TEXTS.get)),
    "sarif-ja.json": ("sarif", BROKEN, Style(CATALOGUE, "ja", prefix="site")),
    "sarif-clean.json": ("sarif", CLEAN, Style(CATALOGUE, "en")),
    "gitlab-en.json": ("gitlab", BROKEN, Style(CATALOGUE, "en")),
    "gitlab-ja.json": ("gitlab", BROKEN, Style(CATALOGUE, "ja")),
    "gitlab-clean.json": ("gitlab", CLEAN, Style(CATALOGUE, "en")),
    "junit-en.xml": ("junit", BROKEN, Style(CATALOGUE, "en")),
    "junit-ja.xml": ("junit", BROKEN, Style(CATALOGUE, "ja")),
    "junit-ja-clean.xml": ("junit", CLEAN, Style(CATALOGUE, "ja")),
    "checkstyle-en.xml": ("checkstyle", BROKEN, Style(CATALOGUE, "en")),
    "checkstyle-ja.xml": ("checkstyle", BROKEN, Style(CATALOGUE, "ja")),
    "checkstyle-clean.xml": ("checkstyle", CLEAN, Style(CATALOGUE, "en")),
    "rdjson-en.json": ("rdjson", BROKEN, Style(CATALOGUE, "en", text_of=TEXTS.get)),
    "rdjson-ja-lines.json": ("rdjson", BROKEN, Style(CATALOGUE, "ja")),
    "rdjson-clean.json": ("rdjson", CLEAN, Style(CATALOGUE, "en")),
    "jsonl-en.jsonl": ("jsonl", BROKEN, Style(CATALOGUE, "en")),
    "jsonl-ja.jsonl": ("jsonl", BROKEN, Style(CATALOGUE, "ja")),
    "markdown-en.md": ("markdown", BROKEN, Style(CATALOGUE, "en")),
    "markdown-ja.md": ("markdown", BROKEN, Style(CATALOGUE, "ja")),
    "markdown-ja-clean.md": ("markdown", CLEAN, Style(CATALOGUE, "ja")),
    "markdown-ja-crashed.md": ("markdown", CRASHED, Style(CATALOGUE, "ja")),
    "text-en-baselined.txt": ("text", Report((), checked=3, suppressed=1, baselined=2), Style(CATALOGUE, "en")),
    "text-ja-baselined.txt": ("text", Report((), checked=3, suppressed=1, baselined=2), Style(CATALOGUE, "ja")),
}


@pytest.mark.parametrize("name", CASES)
def test_a_report_looks_as_it_was_reviewed(name: str) -> None:
    fmt, report, style = CASES[name]
    rendered = render(fmt, report, style).encode("utf-8")
    if os.environ.get("POSTLINT_UPDATE_GOLDEN"):
        (GOLDEN / name).write_bytes(rendered)
    assert rendered == (GOLDEN / name).read_bytes()


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(CASES)


@pytest.mark.parametrize("fmt", ["text", "concise", "github"])
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_colour_changes_nothing_but_colour(lang: Lang, fmt: str) -> None:
    import re

    painted = render(fmt, BROKEN, Style(CATALOGUE, lang, color=True))
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == render(fmt, BROKEN, Style(CATALOGUE, lang))


def test_an_unknown_format_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="'pdf'"):
        render("pdf", CLEAN, Style(CATALOGUE))
