"""Which posts of a site can be duplicates of each other."""

import pytest

from postlint.analysis.places import elsewhere, mark_of, span_of
from postlint.analysis.site import card_of, is_told_of, others_of, standing
from postlint.post.post import Post
from postlint.post.text import Position, Span


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("content/en/a.md", "en"),
        ("content/zh-CN/a.md", "zh-cn"),
        ("posts/a/index.ja.md", "ja"),
        ("posts/a.pt_BR.md", "pt_br"),
        ("_posts/2026-01-01-no.md", ""),
        ("posts/v1.2.md", ""),
        ("english/a.md", ""),
        ("ja.md", ""),
    ],
)
def test_folders_and_suffixes_tell_the_language(path: str, language: str) -> None:
    assert standing(path).language == language


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("en/a.md", "ja/a.md"),
        ("en/a.md", "ja/other-name.md"),
        ("a.md", "en/a.md"),
        ("a/index.md", "a/index.it.md"),
        ("it/a.md", "cs/a.md"),
        ("a.en.md", "a.ja.md"),
    ],
)
def test_posts_in_different_languages_are_no_duplicates(one: str, other: str) -> None:
    assert not is_told_of(standing(one), standing(other))
    assert not is_told_of(standing(other), standing(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("en/a.md", "en/b.md"),
        ("en/a.md", "b.md"),
        ("it/a.md", "cs/b.md"),  # information technology and computer science
        ("posts/a.md", "archive/a.md"),
        ("_drafts/a.md", "_drafts/b.md"),
    ],
)
def test_other_posts_can_be(one: str, other: str) -> None:
    assert is_told_of(standing(one), standing(other))
    assert is_told_of(standing(other), standing(one))


def test_a_draft_is_told_of_the_published_post_and_not_the_other_way_round() -> None:
    draft, post = standing("posts/b.md", draft=True), standing("posts/a.md")
    assert is_told_of(draft, post)
    assert not is_told_of(post, draft)


@pytest.mark.parametrize(("draft", "post"), [("_drafts/a.md", "_posts/2026-01-05-a.md"), ("drafts/a/index.md", "posts/a/index.md")])
def test_a_draft_may_have_the_name_of_the_post_that_it_became(draft: str, post: str) -> None:
    assert not is_told_of(standing(draft, draft=True), standing(post))


def test_a_bundle_is_listed_in_the_folder_around_it() -> None:
    assert standing("posts/a/index.md").folder == standing("posts/b.md").folder == ("posts",)
    assert standing("posts\\a\\index.md").folder == ("posts",)


def test_of_very_many_only_the_first_are_named() -> None:
    members = [standing(f"{n:02}.md") for n in range(9)]
    assert dict(others_of(members, 3)) == {n: [at for at in range(4) if at != n][:3] for n in range(9)}


@pytest.mark.parametrize(
    ("front", "draft", "language"),
    [
        ("draft: true", True, ""),
        ("published: false", True, ""),
        ("draft: false\npublished: true", False, ""),
        ("lang: JA", False, "ja"),
        ("locale: en_US", False, "en_us"),
        ("language: [en]", False, ""),
    ],
)
def test_the_front_matter_tells_drafts_and_languages(front: str, draft: bool, language: str) -> None:
    assert card_of(Post("a.md", f"---\n{front}\n---\n"))[:2] == (draft, language)


def test_a_mark_is_a_place_that_can_be_told_without_the_post() -> None:
    post = Post("a.md", "---\r\nlayout: post\r\ntitle: 急須の話\r\n---\r\n")
    mark = card_of(post)[2]
    assert span_of(mark).of(post.text) == "急須の話"
    place = elsewhere("b.md", mark, "there")
    assert (place.start, place.end) == (post.lines.position(26), post.lines.position(30))
    assert (place.path, place.excerpt.text, place.excerpt.before, place.excerpt.after) == ("b.md", "急須の話", True, False)


def test_a_mark_ends_with_its_line_and_shows_its_beginning() -> None:
    post = Post("a.md", "一行目\n" + "あ" * 90 + "\n三行目")
    mark = mark_of(post, Span(4, len(post.text)))
    assert mark == (4, 90, 2, 1, "あ" * 60)
    place = elsewhere("a.md", mark, "there")
    assert (place.end, place.excerpt.after) == (Position(94, 2, 91), True)


def test_a_post_without_a_title_is_marked_at_its_beginning() -> None:
    assert card_of(Post("a.md", "text"))[2] == (0, 0, 1, 1, "")
    assert card_of(Post("a.md", "---\nlayout: x\n---\ntext"))[2] == (0, 3, 1, 1, "---")
