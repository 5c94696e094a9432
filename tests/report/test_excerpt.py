"""The window of a line, and the mark in it."""

from hypothesis import given
from hypothesis import strategies as st

from postlint.diagnostic import Excerpt
from postlint.report.cells import width
from postlint.report.excerpt import window

LINE = st.text(alphabet=st.sampled_from("ab漢字か。\t\x1b\u200b☕️e\u0301"), max_size=120)


def test_a_short_line_is_shown_whole() -> None:
    view = window(Excerpt("豆---END---", 1, False, False), 2, 11, 40)
    assert (view.text, view.indent, view.length) == ("豆---END---", 2, 9)


def test_an_excerpt_that_was_cut_says_so_on_both_sides() -> None:
    view = window(Excerpt("豆を挽く", 101, True, True), 102, 103, 40)
    assert (view.text, view.indent, view.length) == ("…豆を挽く…", 3, 2)


def test_a_mark_wider_than_the_room_shows_its_beginning() -> None:
    view = window(Excerpt("あ" * 50, 1, False, False), 11, 41, 22)
    assert view.text == "…" + "あ" * 10 + "…"
    assert (view.indent, view.length) == (1 + 2, 18)


def test_a_place_between_characters_gets_one_caret() -> None:
    view = window(Excerpt("豆", 1, False, False), 2, 2, 40)
    assert (view.indent, view.length) == (2, 1)


def test_near_the_end_of_the_line_the_room_goes_to_the_left() -> None:
    view = window(Excerpt("a" * 50 + "X", 1, False, False), 51, 52, 22)
    assert view.text == "…" + "a" * 19 + "X"


def test_a_tab_is_shown_as_spaces_and_an_escape_as_its_name() -> None:
    view = window(Excerpt("\t\x1bX", 1, False, False), 3, 4, 40)
    assert (view.text, view.indent) == ("    \\x1bX", 8)


@given(LINE, st.integers(1, 130), st.integers(0, 130), st.integers(20, 60), st.booleans(), st.booleans())
def test_the_window_fits_and_the_mark_stands_in_it(line: str, start: int, length: int, room: int, before: bool, after: bool) -> None:
    view = window(Excerpt(line, 1, before, after), start, start + length, room)
    assert width(view.text) <= room
    assert view.length >= 1
    assert view.indent + view.length <= max(width(view.text), view.indent + 1)
