"""Which name was probably meant."""

import pytest

from postlint.spelling import nearest

NAMES = ("reading-time", "stray-marker", "front-matter-schema")


@pytest.mark.parametrize("name", ["reading-tme", "reading_time", "Reading-Time", "readingtime"])
def test_slips_find_the_name(name: str) -> None:
    assert nearest(name, NAMES) == "reading-time"


@pytest.mark.parametrize("name", ["", "zzz", "桜", "x" * 100_000])
def test_what_is_like_nothing_finds_nothing(name: str) -> None:
    assert nearest(name, NAMES) is None


def test_among_no_names_there_is_none() -> None:
    assert nearest("reading-time", ()) is None
