"""What holds for every input."""

import os
import tempfile
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postlint.diagnostic import Diagnostic, Report
from postlint.engine.discover import Source, display_path
from postlint.engine.internal import InternalError
from postlint.engine.lint import lint_post
from postlint.engine.registry import Plan, Registry, load_registry
from postlint.engine.run import run
from postlint.post.post import Post
from postlint.post.text import Position
from postlint.report import FORMATS, Style, render

STEADY = settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])

#: pieces that posts are made of, and that posts break at
PIECES = st.sampled_from(
    [
        "---\n", "+++\n", "...\n", "title: 庭の手入れ\n", 'title: "庭', "reading_time: 12\n", "reading_time = 3\n", "tags: [草, 種]\n", "a: &a\n",
        "\n", "\n\n", "\r\n", "\t", " ", "　", "# ", "## まとめ\n", "- ", "1. ", "> ", "```\n", "~~~\n", "`", "**", "*", "|", "[", "](", ")", "<!--", "-->",
        "<p>", "{{< x >}}", "{% raw %}", ":::message\n", "---END---", "…", "。", "、", "「", "」", "（", "）", "300%の", "より75%以上の企業が", "庭の草を抜いて",
        "種をまきました。", "水をやる必要があります。", "そのために、", "The seeds are sown in spring. ", "Water them ", "\u2028", "\x85", "\x0b", "\x00", "\x1b[31m",
        "\u202e", "👨‍👩‍👧", "が\u3099", "\ufeff", "𠮷野家", "12:30", "https://example.com/a_b_c ",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, PIECES, st.text(max_size=12)), max_size=40).map("".join)
CONTENTS = st.one_of(TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")), st.binary(max_size=400))


@cache
def registry() -> Registry:
    return load_registry()


@cache
def everything() -> Plan:
    return registry().plan(registry().select(strict=True), {})


def places(diagnostic: Diagnostic) -> list[Position]:
    return [diagnostic.start, diagnostic.end, *(place for related in diagnostic.related for place in (related.start, related.end))]


@given(CONTENTS)
@STEADY
def test_arbitrary_bytes_crash_no_check(data: bytes) -> None:
    result = lint_post(data, "a.md", everything())
    assert [d.finding.data for d in result.diagnostics if d.rule == InternalError.id] == []


@given(CONTENTS)
@STEADY
def test_every_place_lies_inside_the_text_and_agrees_with_its_offset(data: bytes) -> None:
    post = Post.from_bytes(data, "a.md")
    for diagnostic in lint_post(data, "a.md", everything()).diagnostics:
        assert 0 <= diagnostic.finding.span.start <= diagnostic.finding.span.end <= len(post.text)
        assert (diagnostic.start.offset, diagnostic.end.offset) == (diagnostic.finding.span.start, diagnostic.finding.span.end)
        for place in places(diagnostic):
            assert 0 <= place.offset <= len(post.text)
            assert post.lines.starts[place.line - 1] + place.column - 1 == place.offset


@given(CONTENTS)
@STEADY
def test_an_excerpt_is_what_stands_at_its_column(data: bytes) -> None:
    post = Post.from_bytes(data, "a.md")
    for diagnostic in lint_post(data, "a.md", everything()).diagnostics:
        start = post.lines.starts[diagnostic.start.line - 1] + diagnostic.excerpt.column - 1
        assert post.text[start : start + len(diagnostic.excerpt.text)] == diagnostic.excerpt.text
        assert len(diagnostic.excerpt.text) <= 200


@given(CONTENTS)
@STEADY
def test_the_same_post_is_told_the_same_in_order(data: bytes) -> None:
    first, second = (lint_post(data, "a.md", everything()).diagnostics for _ in range(2))
    assert first == second
    assert list(first) == sorted(first, key=lambda d: d.sort_key)


@given(CONTENTS)
@STEADY
def test_every_format_can_tell_every_finding_in_both_languages(data: bytes) -> None:
    report = Report(lint_post(data, "a.md", everything()).diagnostics, 1)
    for name in FORMATS:
        for style in (Style(registry().catalogue, "en"), Style(registry().catalogue, "ja", width=40)):
            told = render(name, report, style)
            assert "\x1b" not in told
            # jsonl has a line for each finding, and none for none.
            assert told.encode("utf-8").endswith(b"\n") or (name == "jsonl" and not report.diagnostics and not told)


@given(st.lists(CONTENTS, min_size=12, max_size=30), st.integers(2, 4))
@settings(STEADY, max_examples=12)
def test_order_and_findings_do_not_depend_on_the_number_of_processes(contents: list[bytes], jobs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        sources = []
        for number, data in enumerate(contents):
            file = Path(folder) / f"{number:02}.md"
            file.write_bytes(data)
            sources.append(Source(file.name, str(file)))
        assert run(sources, everything(), jobs) == run(sources[::-1], everything(), 1)


@given(st.binary(min_size=1, max_size=60).filter(lambda name: b"\0" not in name))
@STEADY
def test_a_display_path_is_valid_unicode(name: bytes) -> None:
    assert display_path(os.fsdecode(name)).encode("utf-8")
