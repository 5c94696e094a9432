"""The word is put back only where the figure is plain text and the word is not there any more."""

import pytest

from postlint.checks.garbled_statistic import GarbledStatistic
from postlint.engine.edits import apply
from postlint.post.post import Post


def fixed(text: str) -> str | None:
    """The text after the fix of its one finding; None where there is none."""
    (finding,) = GarbledStatistic().check(Post("a.md", text))
    assert finding.fix is None or not finding.fix.safe
    return apply(text, finding.fix.edits) if finding.fix else None


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("庭の手入れは300%の大幅削減になりました。", "庭の手入れは大幅削減になりました。"),
        ("高い年率25%以上の成長が見込めます。", "高い成長が見込めます。"),
        ("There are too 75% of companies here.", "There are too many companies here."),
        ("There are many 75% of the companies here.", "There are many companies here."),
    ],
)
def test_what_is_said_already_is_not_said_twice(text: str, after: str) -> None:
    assert fixed(text) == after


def test_a_figure_with_markup_in_it_is_left_to_the_author() -> None:
    assert fixed("今では**75**%以上の企業が庭を持ちます。") is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("今では75%以上の企業が庭を持ちます。", 1),
        ("今では75%以上の企業が[庭](garden.md)を持ちます。", 0),
        ("今では75%以上の企業が庭を持ちます。[庭](garden.md)を見てください。", 1),
        ("[庭](garden.md)を見てください。今では75%以上の企業が庭を持ちます。[畑](field.md)も見てください。", 1),
        ("- 今では[75%以上の企業](garden.md)が庭を持ちます。\n- 今では75%以上の企業が畑を持ちます。", 1),
        ("今では75%以上の企業が庭を持ちます[^1]。\n\n[^1]: 庭の話", 0),
    ],
)
def test_only_a_link_in_the_sentence_of_the_figure_is_its_source(text: str, told: int) -> None:
    assert len(list(GarbledStatistic().check(Post("a.md", text)))) == told


def test_a_sentence_of_thousands_of_figures_takes_no_square_of_its_length() -> None:
    figures = "75%以上の企業が" * 20_000
    assert len(list(GarbledStatistic().check(Post("a.md", figures)))) == 20_000
    assert list(GarbledStatistic().check(Post("a.md", f"{figures}[庭](garden.md)を持ちます。"))) == []
