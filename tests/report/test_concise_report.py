"""The concise report, as editors and terminals read it."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from report_sample import BROKEN, CATALOGUE, diagnose

from postlint.diagnostic import Lang, Report
from postlint.post.text import Span
from postlint.report import Style, render

# What a problem matcher looks for.
LINE = re.compile(r"(?P<path>.+):(?P<line>\d+):(?P<column>\d+): (?P<severity>error|warning) \[(?P<rule>[\w-]+)\] (?P<message>.+)")
TEXT = st.text(st.one_of(st.characters(), st.sampled_from("\r\n\x0b\x1b\u2028\x85:[]字。")), max_size=200)


def _read(lang: Lang) -> list[re.Match[str] | None]:
    *findings, _ = render("concise", BROKEN, Style(CATALOGUE, lang)).splitlines()
    return [LINE.fullmatch(line) for line in findings]


def test_one_pattern_reads_every_finding_in_either_language() -> None:
    for read in (_read("en"), _read("ja")):
        assert len(read) == len(BROKEN.diagnostics)
        assert [match and (match["line"], match["severity"], match["rule"]) for match in read[:2]] == [
            ("3", "warning", "reading-time"),
            ("6", "error", "stray-marker"),
        ]


def test_statistics_put_the_most_frequent_rule_first() -> None:
    counts = render("concise", BROKEN, Style(CATALOGUE, statistics=True)).splitlines()[:-1]
    assert counts == ["4  stray-marker", "2  reading-time", "2  repeated-paragraph"]


def test_statistics_change_nothing_in_json() -> None:
    assert render("json", BROKEN, Style(CATALOGUE, statistics=True)) == render("json", BROKEN, Style(CATALOGUE))


@settings(max_examples=100, deadline=None)
@given(text=TEXT, path=TEXT.filter(bool))
def test_a_finding_is_one_line_whatever_the_post_and_its_path_hold(text: str, path: str) -> None:
    found = diagnose(path, text, "stray-marker", Span(0, len(text)), "marker", {"text": text})
    rendered = render("concise", Report((found,), checked=1), Style(CATALOGUE, "ja"))
    assert len(rendered.splitlines()) == 2
    assert "\x1b" not in rendered
    rendered.encode("utf-8")
