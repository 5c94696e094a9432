"""stock-statistic: which figures are compared."""

import pytest

from postlint.checks._shared import unpacked
from postlint.checks.stock_statistic import StockStatistic
from postlint.post.post import Post


def spans(text: str) -> list[str]:
    post = Post("a.md", f"---\ntitle: 庭\n---\n\n{text}\n")
    entries = StockStatistic(StockStatistic.Options()).summarise(post)
    return [] if entries is None else [post.text[mark[0] : end] for _, mark, end in unpacked(entries)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("75%以上の庭師が選びます。", ["75%以上の庭師"]),
        ("市場規模は1,234.5億円です。", ["市場規模は1,234.5億円"]),
        ("市場規模は１，２３４億円です。", ["市場規模は１，２３４億円"]),
        ("版は1.2.3で、7割の庭師が選びます。", ["7割の庭師"]),
        ("About 1,200 million of the seeds were sown.", ["1,200 million of the seeds"]),
    ],
)
def test_a_figure_is_taken_whole(text: str, said: list[str]) -> None:
    assert spans(text) == said


@pytest.mark.parametrize("row", ["1234567890", "1,", "１．", "1.5億万"])
def test_a_row_of_digits_takes_no_square_of_its_length(row: str) -> None:
    assert spans(f"種は{row * 40_000}粒です。") == []
