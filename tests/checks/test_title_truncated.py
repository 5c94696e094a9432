"""title-truncated: titles of any length."""

import pytest

from postlint.checks.title_truncated import TitleTruncated
from postlint.post.post import Post


def told(title: str) -> list[str]:
    return [finding.message for finding in TitleTruncated().check(Post("a.md", f'---\ntitle: "{title}"\n---\n\n庭に水をやります。\n'))]


@pytest.mark.parametrize("piece", ["アイ", " _a", "**a** b ", "a.b-"])
def test_a_long_title_takes_no_square_of_its_length(piece: str) -> None:
    long = piece * (300_000 // len(piece))
    assert told(f"庭{long}です") == []
    assert told(f"庭{long}です：") != []
