"""title-truncated: titles of any length."""

import pytest

from postlint.checks.title_truncated import TitleTruncated
from postlint.post.post import Post


def told(title: str, body: str = "庭に水をやります。") -> list[str]:
    return [finding.message for finding in TitleTruncated().check(Post("a.md", f'---\ntitle: "{title}"\n---\n\n{body}\n'))]


@pytest.mark.parametrize("piece", ["アイ", " _a", "**a** b ", "a.b-"])
def test_a_long_title_takes_no_square_of_its_length(piece: str) -> None:
    long = piece * (300_000 // len(piece))
    assert told(f"庭{long}です") == []
    assert told(f"庭{long}です：") != []


@pytest.mark.parametrize("title", ["テラコ", "pot-wash"])
def test_a_title_of_one_word_is_a_name(title: str) -> None:
    body = "テラコッタの鉢を pot-washing で洗います。テラコッタは乾きやすい鉢です。"
    assert told(title, body) == []
    assert told(f"夏の{title}", body) == ["stub"]


@pytest.mark.parametrize(("title", "told_as"), [("テラコ", []), ("テラコッタポッ", ["stub"]), ("Terracot", ["stub"])])
def test_a_title_of_one_long_word_may_be_cut(title: str, told_as: list[str]) -> None:
    assert told(title, "夏に使う Terracotta の話です。テラコッタポットは乾きやすい鉢です。") == told_as
