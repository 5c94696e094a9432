"""Text made fit for a terminal."""

import pytest

from postlint.report.visible import brief, encodable, glyphs, plain, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("普通の文", "普通の文"),
        ("\x1b[31m", "\\x1b[31m"),
        ("a\tb\r\n", "a\\tb\\r\\n"),
        ("\x00\x7f\x9b", "\\x00\\x7f\\x9b"),
        ("a\u202eb\u2069", "a\\u202eb\\u2069"),
        ("a\u200bb\u200d", "a\\u200bb\\u200d"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
        ("葛\U000e0100城", "葛城"),
        ("☕\ufe0f", "☕"),
        ("👩\u200d🍳", "👩🍳"),
    ],
)
def test_what_would_act_or_hide_is_spelt_out(text: str, shown: str) -> None:
    assert visible(text) == shown
    assert "".join(glyphs(text)) == shown


def test_there_is_one_glyph_a_character() -> None:
    assert glyphs("a\x1b☕\ufe0f") == ["a", "\\x1b", "☕", ""]


def test_a_lone_surrogate_becomes_the_replacement_character() -> None:
    assert encodable("a\ud800b") == "a\ufffdb"


def test_long_values_are_shortened_for_messages() -> None:
    short = brief({"text": "字" * 200, "number": 16**200, "count": 3})
    assert short["text"] == "字" * 99 + "…"
    assert short["number"].startswith("0x1000")
    assert short["count"] == 3


def test_values_that_json_cannot_hold_become_text() -> None:
    told = plain({1: float("inf"), "n": 16**200, "l": (1, 2.5, None, True), "o": {1}})
    assert told["1"] == "inf"
    assert told["n"].startswith("0x")
    assert told["l"] == [1, 2.5, None, True]
    assert told["o"] == "{1}"
