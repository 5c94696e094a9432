"""Wrapping and cutting by terminal cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from postlint.report.cells import cut, is_plain, pad, width, wrap
from postlint.report.visible import _SPECIAL

PRINTED = st.text(alphabet=st.sampled_from("ab c、。」「（）漢字かなカナー1.％"), max_size=80)


def test_full_width_characters_take_two_cells() -> None:
    assert width("ab漢字ｶ") == 2 + 4 + 1


def test_cutting_leaves_room_for_the_ellipsis() -> None:
    assert cut("豆を挽いて淹れる", 8) == "豆を挽…"
    assert cut("豆を挽く", 8) == "豆を挽く"
    assert cut("豆", 1) == "…"


def test_plain_text_takes_the_cells_that_a_table_says_and_nothing_in_it_acts() -> None:
    plain = [chr(code) for code in range(0x110000) if is_plain(chr(code))]
    assert len(plain) > 21_000
    assert [width(character) for character in plain] == [cell_len(character) for character in plain]
    assert not any(_SPECIAL.search(character) for character in plain)


def test_padding_counts_cells() -> None:
    assert pad("豆", 4) + "|" == "豆  |"


def test_latin_text_breaks_at_spaces() -> None:
    assert wrap("one two three", 8) == ("one two", "three")


def test_no_text_is_one_empty_line() -> None:
    assert wrap("", 20) == ("",)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("挽き豆、湯", ["挽き", "豆、湯"]),
        ("味です。次", ["味で", "す。次"]),
        ("豆の「香り」", ["豆の", "「香", "り」"]),
        ("あのさっと", ["あの", "さっと"]),
    ],
)
def test_japanese_lines_neither_begin_with_a_full_stop_nor_end_with_an_opening_bracket(text: str, lines: list[str]) -> None:
    assert list(wrap(text, 6)) == lines


def test_a_word_longer_than_the_line_is_split() -> None:
    assert wrap("see https://example.org/a", 10) == ("see", "https://ex", "ample.org/", "a")


def test_a_cell_too_few_never_hangs() -> None:
    assert wrap("漢字", 1) == ("漢", "字")


def test_a_number_stays_with_its_counter() -> None:
    assert wrap("合計12件です", 7) == ("合計", "12件で", "す")


@given(PRINTED, st.integers(2, 30))
def test_wrapping_loses_nothing_and_keeps_to_the_width(text: str, room: int) -> None:
    lines = wrap(text, room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width(line) <= room for line in lines)


@given(PRINTED, st.integers(1, 30))
def test_cutting_keeps_to_the_width(text: str, room: int) -> None:
    assert width(cut(text, room)) <= room
