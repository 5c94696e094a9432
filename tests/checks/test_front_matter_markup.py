"""The fix takes marks out of a value only where that leaves the rest of the front matter as it was."""

import pytest

from postlint.checks.front_matter_markup import FrontMatterMarkup
from postlint.engine.edits import apply
from postlint.post.post import Post


def fixed(front: str) -> str | None:
    """The front matter after the fix; None where the check offers none."""
    post = Post("a.md", f"---\n{front}\n---\n\n庭に水をやる。\n")
    (finding,) = FrontMatterMarkup().check(post)
    return apply(post.text, finding.fix.edits).split("\n---\n")[0].removeprefix("---\n") if finding.fix else None


@pytest.mark.parametrize(
    ("front", "after"),
    [
        ('title: "**庭**の手入れ"', 'title: "庭の手入れ"'),
        ("title: 庭の[手入れ](https://example.com/a)、__水__", "title: 庭の手入れ、水"),
        ('date: 2026-01-02\ntitle: "## 庭"', 'date: 2026-01-02\ntitle: "庭"'),
    ],
)
def test_marks_are_taken_out(front: str, after: str) -> None:
    assert fixed(front) == after


@pytest.mark.parametrize("name", ["What __init__ is for", "How a __lazy_value__() is made", "if __name__ and __main__"])
def test_the_name_of_a_program_is_no_emphasis(name: str) -> None:
    assert not list(FrontMatterMarkup().check(Post("a.md", f"---\ntitle: {name}\n---\n\nA text.\n")))


@pytest.mark.parametrize(
    "front",
    [
        pytest.param("title: <b>#1 の庭</b>", id="would-become-a-comment"),
        pytest.param("title: <b>12</b>", id="would-become-a-number"),
        pytest.param("title: <b>- 庭</b>", id="would-become-a-list"),
        pytest.param('title: "<b></b>"', id="would-be-empty"),
        pytest.param('title: "\\u5EAD**の手入れ"', id="is-escaped"),
    ],
)
def test_a_value_that_would_no_longer_be_that_text_is_left_to_its_author(front: str) -> None:
    assert fixed(front) is None


def test_a_title_of_marks_takes_no_square_of_its_length() -> None:
    assert fixed("title: 庭" + "<b>の" * 50_000) == "title: 庭" + "の" * 50_000
