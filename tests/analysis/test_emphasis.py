"""Stars are moved only where CommonMark's rule then makes emphasis of them, and nothing else of the text changes."""

import pytest

from postlint.analysis.emphasis import moves
from postlint.engine.edits import apply
from postlint.post.post import Post


def moved(text: str) -> str | None:
    """The text with its visible stars moved; None where they stay."""
    post = Post("a.md", text)
    (block,) = post.blocks
    edits = moves(block, post)
    return apply(text, sorted(edits, key=lambda edit: edit.span)) if edits else None


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("この鉢は**水はけ（すいはけ）**が良い。", "この鉢は**水はけ**（すいはけ）が良い。"),
        ("この**「鉢」**が良い。", "この「**鉢**」が良い。"),
        ("この**（注）鉢**が良い。", "この（注）**鉢**が良い。"),
        ("鉢は**軽い。**土は重い。", "鉢は**軽い**。土は重い。"),
        ("鉢は**軽い（かるい）。**土は重い。", "鉢は**軽い（かるい）**。土は重い。"),
        ("鉢は**『軽い』もの（小）**を、土は**「重い」**ものを選ぶ。", "鉢は『軽い』**もの**（小）を、土は「**重い**」ものを選ぶ。"),
        ("The **pot (small)**is here.", "The **pot** (small)is here."),
    ],
)
def test_stars_move_past_brackets_and_stops(text: str, after: str) -> None:
    assert moved(text) == after


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("値引きは**10%**の店だけ。", id="a-sign-that-is-no-bracket"),
        pytest.param("これは**（）**の中。", id="nothing-in-the-brackets"),
        pytest.param("これは**鉢）**の中。", id="a-bracket-that-was-never-opened"),
        pytest.param("これは**（（鉢）**の中。", id="a-bracket-that-is-never-closed"),
        pytest.param("これは** 鉢 **の中。", id="white-space-inside"),
        pytest.param("これは**「" + "鉢" * 400 + "」**の中。", id="a-very-long-text"),
        pytest.param("これは**「鉢\nの」**中。", id="two-lines"),
        pytest.param("これは**「鉢」**の**中。", id="one-without-a-partner"),
        pytest.param("これは**「鉢」***の中。", id="stars-of-two-lengths"),
        pytest.param("これは**「鉢」**の`**`中。", id="stars-in-code"),
        pytest.param("これは**鉢**の中。", id="emphasis-that-works"),
    ],
)
def test_stars_stay_where_their_place_cannot_be_told(text: str) -> None:
    assert moved(text) is None
