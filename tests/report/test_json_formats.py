"""The formats that are JSON for one reader: GitLab, reviewdog, line by line."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_sample import BROKEN, CATALOGUE, CLEAN, COFFEE, COFFEE_PATH, TEXTS, diagnose, mark

from postlint.diagnostic import Edit, Fix, Related, RelatedPlace, Report
from postlint.post.text import Span
from postlint.report import JSON_FORMATS, Style, render
from postlint.report.rdjson import LONGEST

TEXT = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("\r\n字😀é")), max_size=80)
LONG_LINE = "豆" * 5000 + "誤" + "豆" * 5000


def _rdjson(report: Report, style: Style) -> list[dict[str, Any]]:
    read = json.loads(render("rdjson", report, style))
    assert read["source"] == {"name": "postlint"}
    diagnostics: list[dict[str, Any]] = read["diagnostics"]
    return diagnostics


def _fixed(text: str, *edits: tuple[Span, str]) -> dict[str, Any]:
    fix = Fix("delete", tuple(Edit(span, new) for span, new in edits))
    found = diagnose("a.md", text, "stray-marker", edits[0][0] if edits else Span(0, 0), "marker", {"text": "x"}, fix=fix)
    return _rdjson(Report((found,), 1), Style(CATALOGUE, text_of=lambda _: text))[0]


def _marked(text: str, place: dict[str, Any]) -> str:
    """What a range marks, as reviewdog counts: lines by LF, columns in bytes."""
    lines = text.encode("utf-8").split(b"\n")
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
    low, high = (starts[place[end]["line"] - 1] + place[end]["column"] - 1 for end in ("start", "end"))
    return text.encode("utf-8")[low:high].decode("utf-8")


@pytest.mark.parametrize("fmt", sorted(JSON_FORMATS - {"jsonl"}))
def test_a_format_that_counts_as_json_is(fmt: str) -> None:
    assert json.loads(render(fmt, BROKEN, Style(CATALOGUE)))
    assert json.loads(render(fmt, CLEAN, Style(CATALOGUE))) is not None


def test_json_lines_hold_what_the_json_report_holds() -> None:
    lines = render("jsonl", BROKEN, Style(CATALOGUE, "ja")).splitlines()
    assert [json.loads(line) for line in lines] == json.loads(render("json", BROKEN, Style(CATALOGUE, "ja")))["diagnostics"]


def test_a_run_that_found_nothing_has_no_json_line() -> None:
    assert render("jsonl", CLEAN, Style(CATALOGUE)) == ""


# GitLab


def test_gitlab_gets_lines_and_a_severity_it_knows() -> None:
    first, second = json.loads(render("gitlab", BROKEN, Style(CATALOGUE)))[3:5]
    assert first["location"] == {"path": COFFEE_PATH, "lines": {"begin": 8, "end": 8}}
    assert second["location"]["lines"] == {"begin": 12, "end": 13}
    assert {issue["severity"] for issue in json.loads(render("gitlab", BROKEN, Style(CATALOGUE)))} == {"major", "minor"}


def test_gitlab_fingerprints_are_unique_and_do_not_depend_on_lines() -> None:
    def prints(text: str) -> list[str]:
        found = [diagnose("a.md", text, "stray-marker", mark(text, "---END---", nth), "marker", {"text": "x"}) for nth in range(3)]
        return [issue["fingerprint"] for issue in json.loads(render("gitlab", Report(tuple(found), 1), Style(CATALOGUE)))]

    before = prints("---END---\n\n---END---\n\n豆です。---END---\n")
    assert len(set(before)) == 3
    assert prints("新しい段落です。\n\n---END---\n\n---END---\n\n\n豆です。---END---\n") == before


# reviewdog


def test_reviewdog_gets_columns_in_bytes() -> None:
    marker = _rdjson(BROKEN, Style(CATALOGUE, text_of=TEXTS.get))[3]
    assert marker["location"]["range"] == {"start": {"line": 8, "column": 29}, "end": {"line": 8, "column": 38}}
    assert (marker["severity"], marker["code"]) == ("ERROR", {"value": "stray-marker"})


def test_columns_are_right_far_into_a_long_line() -> None:
    found = diagnose("a.md", LONG_LINE, "stray-marker", mark(LONG_LINE, "誤"), "marker", {"text": "誤"})
    (told,) = _rdjson(Report((found,), 1), Style(CATALOGUE, text_of=lambda _: LONG_LINE))
    assert told["location"]["range"]["start"]["column"] == 15_001


@pytest.mark.parametrize("now", [None, COFFEE.replace("20", "21"), "\n" + COFFEE, COFFEE[:40]])
def test_without_the_text_whole_lines_are_told_and_nothing_is_suggested(now: str | None) -> None:
    told = _rdjson(BROKEN, Style(CATALOGUE, text_of=lambda _: now))
    assert told[4]["location"]["range"] == {"start": {"line": 12}, "end": {"line": 13}}
    assert told[4]["related_locations"][0]["location"]["range"] == {"start": {"line": 9}, "end": {"line": 10}}
    assert not any("suggestions" in each for each in told)


def test_a_range_up_to_a_line_end_does_not_reach_the_next_line() -> None:
    text = "一行目\n二行目\n"
    found = diagnose("a.md", text, "stray-marker", Span(0, 4), "marker", {"text": "x"})
    assert _rdjson(Report((found,), 1), Style(CATALOGUE))[0]["location"]["range"] == {"start": {"line": 1}, "end": {"line": 1}}


def test_a_fix_is_suggested() -> None:
    suggestions = _rdjson(BROKEN, Style(CATALOGUE, text_of=TEXTS.get))[1]["suggestions"]
    assert suggestions == [{"range": {"start": {"line": 6, "column": 1}, "end": {"line": 7, "column": 1}}, "text": ""}]


def test_several_edits_are_suggested_as_one() -> None:
    text = "一つの誤りと、二つの誤り。"
    told = _fixed(text, (mark(text, "二つ"), "2つ"), (mark(text, "一つ"), "1つ"))
    (suggestion,) = told["suggestions"]
    assert suggestion["text"] == "1つの誤りと、2つ"
    assert _marked(text, suggestion["range"]) == "一つの誤りと、二つ"


def test_a_fix_that_is_spread_out_or_empty_is_not_suggested() -> None:
    text = "誤" + "豆" * LONGEST + "誤"
    assert "suggestions" not in _fixed(text, (mark(text, "誤"), ""), (mark(text, "誤", 1), ""))
    assert "suggestions" not in _fixed(text)


def test_a_range_in_another_post_is_told_in_lines() -> None:
    found = diagnose("a.md", "豆\n", "repeated-paragraph", Span(0, 1), "copy", {"count": 1}, related=(Related(Span(0, 1), "first"),))
    there = found.related[0]
    elsewhere = RelatedPlace("b.md", there.start, there.end, there.note, there.excerpt)
    moved = found._replace(related=(elsewhere,))
    (told,) = _rdjson(Report((moved,), 1), Style(CATALOGUE, text_of=lambda _: "豆\n"))
    assert told["related_locations"][0]["location"] == {"path": "b.md", "range": {"start": {"line": 1}, "end": {"line": 1}}}
    assert "column" in told["location"]["range"]["start"]


@settings(max_examples=150, deadline=None)
@given(text=TEXT.map(lambda text: text.replace("\r", "")), data=st.data())
def test_ranges_mark_the_same_text_however_it_is_encoded(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    told = _fixed(text, (span, "新"))
    assert _marked(text, told["location"]["range"]) == span.of(text)
    assert _marked(text, told["suggestions"][0]["range"]) == span.of(text)
