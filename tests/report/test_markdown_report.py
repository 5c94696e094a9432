"""The Markdown report, as it is rendered: text of a post stays text."""

import html
import re

import pyromark
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from report_sample import BROKEN, CATALOGUE, CLEAN, CRASHED, diagnose

from postlint.diagnostic import Report
from postlint.post.text import Span
from postlint.report import Style, render
from postlint.report.markdown import LONGEST, escaped
from postlint.report.visible import visible

MARKS = st.sampled_from("*_`[]()<>&#@!|~$:\\-+.=\"'{}^% \n字a1")
TRICKS = st.sampled_from(
    [
        "@someone",
        "#12",
        "GH-12",
        "gh-12",
        "owner/repo#1",
        "!12",
        "~label",
        ":tada:",
        "https://example.org",
        "www.example.org",
        "a@example.org",
        "<img src=x onerror=alert(1)>",
        "</details><script>",
        "[x](javascript:alert(1))",
        "![x](//example.org/x.png)",
        "&lt;b&gt;",
        "&#64;all",
        "<!-- -->",
        "| a | b |",
        "\n\n# x\n",
        "```\n",
        "$x$",
        "**x**",
    ]
)
MESSY = st.lists(st.one_of(TRICKS, MARKS, st.text(max_size=10)), max_size=12).map("".join)
# What GitHub and GitLab look for in rendered text, outside code.
ACTIVE = re.compile(r"@\w|#\d|\bGH-\d|:[\w+-]+:|https?://|www\.\w", re.IGNORECASE)


def _shown(rendered: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", rendered))


def _report(path: str, text: str) -> str:
    found = diagnose(path, text, "stray-marker", Span(0, len(text)), "marker", {"text": text})
    return render("markdown", Report((found,), 1), Style(CATALOGUE))


@settings(max_examples=300, deadline=None)
@given(MESSY)
@example("a@b.example GH-1 :x:y: #1")
def test_escaped_text_is_shown_as_it_is_and_does_nothing(text: str) -> None:
    for read in (MarkdownIt("gfm-like", {"linkify": False}).render, pyromark.html):
        shown = _shown(read("> " + escaped(text) + " end"))
        assert " ".join(shown.replace("\u200b", "").split()) == " ".join((visible(text) + " end").replace("\u200b", "").split())
        assert not ACTIVE.search(shown)


@settings(max_examples=200, deadline=None)
@given(path=MESSY.filter(bool), text=MESSY)
def test_no_tag_comes_from_a_post_or_its_path(path: str, text: str) -> None:
    rendered = MarkdownIt("gfm-like", {"linkify": False}).render(_report(path, text))
    tags = set(re.findall(r"</?([a-z0-9]+)[^>]*>", rendered))
    assert tags <= {"h3", "p", "strong", "table", "thead", "tbody", "tr", "th", "td", "code", "details", "summary", "ul", "li"}
    assert rendered.count("<li>") == 1
    assert rendered.count("<code>") == 3
    assert "onerror" not in re.sub(r">[^<]*<", "><", rendered)


def test_the_table_counts_by_rule_and_each_post_unfolds() -> None:
    rendered = render("markdown", BROKEN, Style(CATALOGUE, "ja"))
    assert rendered.startswith("### postlint\n\n**4件の記事を調べ、")
    assert "| <code>stray-marker</code> | 4 |" in rendered
    assert rendered.count("<details>") == rendered.count("</details>") == 2
    assert "- 6行目 · エラー · <code>stray-marker</code>: " in rendered


def test_a_run_that_found_nothing_is_one_line() -> None:
    assert render("markdown", CLEAN, Style(CATALOGUE)) == "### postlint\n\n**3 posts checked\\, nothing found\\.**\n"


def test_a_failure_of_postlint_itself_is_told() -> None:
    assert "Please report it as a bug" in render("markdown", CRASHED, Style(CATALOGUE))


def test_a_long_report_is_cut_so_that_a_comment_holds_it_and_says_so() -> None:
    found = tuple(
        diagnose(f"{post:03}.md", "誤", "stray-marker", Span(0, 1), "marker", {"text": "**誤**" * 9})
        for post in range(400)
        for _ in range(3)
    )
    rendered = render("markdown", Report(found, 400), Style(CATALOGUE))
    listed = rendered.count("\n- line ")
    assert len(rendered) < LONGEST + 200
    assert 0 < listed < 1200
    assert rendered.endswith(f"\n{1200 - listed} more are not listed here.\n")
    assert render("markdown", Report(found, 400), Style(CATALOGUE, "ja")).endswith("件あります。\n")
