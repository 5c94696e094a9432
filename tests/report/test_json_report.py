"""The JSON report, as programs read it."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from report_sample import BROKEN, CATALOGUE, diagnose

from postlint import __version__
from postlint.diagnostic import Report
from postlint.post.text import Span
from postlint.report import Style, render

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def _read(report: Report) -> dict[str, Any]:
    def refuse(name: str) -> None:
        raise AssertionError(f"{name} is no JSON")

    read: dict[str, Any] = json.loads(render("json", report, Style(CATALOGUE)).encode("utf-8"), parse_constant=refuse)
    return read


def test_it_names_its_version_and_its_tool() -> None:
    read = _read(BROKEN)
    assert list(read) == ["version", "tool", "summary", "diagnostics"]
    assert (read["version"], read["tool"]) == (1, {"name": "postlint", "version": __version__})


def test_the_summary_counts() -> None:
    assert _read(BROKEN)["summary"] == {"checked": 4, "errors": 7, "warnings": 1, "suppressed": 1, "baselined": 0, "fixable": 1}


def test_every_diagnostic_has_the_same_keys() -> None:
    keys = ["path", "rule", "severity", "tier", "message", "messageId", "data", "start", "end", "related", "fix"]
    assert [list(found) for found in _read(BROKEN)["diagnostics"]] == [keys] * 8


def test_places_count_from_one_in_code_points_and_ends_are_exclusive() -> None:
    marker = _read(BROKEN)["diagnostics"][1]
    assert marker["start"] == {"offset": 62, "line": 6, "column": 1}
    assert marker["end"] == {"offset": 71, "line": 6, "column": 10}


def test_a_fix_carries_its_edits_and_none_is_null() -> None:
    first, second = _read(BROKEN)["diagnostics"][1:3]
    assert first["fix"] == {"title": "Delete the marker", "safe": True, "edits": [{"start": 62, "end": 72, "text": ""}]}
    assert second["fix"] is None


def test_a_related_range_has_its_message() -> None:
    related = _read(BROKEN)["diagnostics"][4]["related"]
    assert [(place["path"], place["start"]["line"], place["message"]) for place in related] == [
        ("content/コーヒー.md", 9, "the first of them:"),
    ]


def test_hostile_text_is_kept_but_harmless() -> None:
    text = _read(BROKEN)["diagnostics"][6]["data"]["text"]
    assert text.startswith("\x1b]0;[red]title\x07\u2066\ufffd")
    assert "\x1b" not in render("json", BROKEN, Style(CATALOGUE))


def test_a_message_stays_short_however_long_the_match_is() -> None:
    found = _read(BROKEN)["diagnostics"][6]
    assert len(found["data"]["text"]) > 500
    assert len(found["message"]) < 200


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.text(), VALUES))
def test_any_data_makes_json_that_every_reader_takes(data: dict[str, Any]) -> None:
    found = diagnose("a.md", "x", "stray-marker", Span(0, 1), "marker", {**data, "text": "x"})
    assert _read(Report((found,), checked=1))["diagnostics"][0]["messageId"] == "marker"
