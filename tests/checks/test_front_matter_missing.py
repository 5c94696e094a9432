"""front-matter-missing: who is expected to have front matter."""

import pytest

from postlint.checks.front_matter_missing import FrontMatterMissing
from postlint.diagnostic import tell
from postlint.post.post import Post


def flagged(paths: dict[str, bool], *content: str) -> dict[str, str]:
    """Path → message of the files that are flagged; `paths` tells which have front matter."""
    check = FrontMatterMissing(FrontMatterMissing.Options(content=content))
    found = list(check.compare(sorted(paths.items()), paths))
    for _, finding in found:
        assert tell(check.messages, finding.message, "en", finding.data)
        assert tell(check.messages, finding.message, "ja", finding.data)
    return {path: finding.message for path, finding in found}


@pytest.mark.parametrize(
    ("text", "has"),
    [
        ("---\na: b\n---\n", True),
        ('+++\na = "b"\n+++\n', True),
        ("---\na: b\n\nopen\n", True),
        ("---\n\nbreak\n", False),
        ("text\n", False),
    ],
)
def test_front_matter_counts_even_where_it_is_broken(text: str, has: bool) -> None:
    assert FrontMatterMissing().summarise(Post("a.md", text)) is has


def test_a_file_unlike_most_of_the_run_is_flagged() -> None:
    assert flagged({"a.md": True, "b.md": True, "c.md": False}) == {"c.md": "unlike-others"}


@pytest.mark.parametrize(
    "paths",
    [
        {"a.md": False},
        {"a.md": True, "b.md": False},  # two files are no habit
        {"a.md": True, "b.md": True, "c.md": False, "d.md": False},  # half is not most
        {"a.md": False, "b.md": False, "c.md": True},
    ],
)
def test_without_a_habit_nothing_is_flagged(paths: dict[str, bool]) -> None:
    assert flagged(paths) == {}


@pytest.mark.parametrize(
    "path", ["README.md", "docs/readme.ja.md", "CHANGELOG.md", "CODE_OF_CONDUCT.md", "SECURITY.md", "index.md", "posts/_index.md"]
)
def test_pages_about_a_repository_need_none(path: str) -> None:
    assert flagged({"a.md": True, "b.md": True, path: False}) == {}


@pytest.mark.parametrize("path", ["content/a.md", "./content/deep/b.md", "content/README.md", "posts/content.md"])
def test_every_file_in_a_content_folder_needs_it(path: str) -> None:
    assert flagged({path: False}, "posts", "content") == {path: "content"}


@pytest.mark.parametrize("path", ["contents/a.md", "old/content/a.md", "content", "/home/me/site/content/c.md", "a.md", "../content/a.md"])
def test_folders_match_by_whole_names_from_the_top(path: str) -> None:
    assert flagged({path: False}, "content", "./posts/") == {}


def test_a_content_folder_may_have_several_names_or_be_the_whole_site() -> None:
    assert flagged({"site/content/a.md": False, "site/b.md": False}, "site/content") == {"site/content/a.md": "content"}
    assert flagged({"a.md": False}, ".") == {"a.md": "content"}
    assert flagged({"/srv/site/a.md": False}, "/srv/site") == {"/srv/site/a.md": "content"}
    assert flagged({"/srv/other/a.md": False}, "/srv/site") == {}
    assert flagged({"../site/a.md": False}, "../site", "/srv/site") == {"../site/a.md": "content"}
    assert flagged({"../other/a.md": False, "/srv/a.md": False}, "../site", ".") == {}
    assert flagged({"../a.md": False}, "..") == {"../a.md": "content"}
    assert flagged({"../../a.md": False}, "..") == {}


def test_windows_paths_are_read_by_their_parts() -> None:
    assert flagged({"content\\a.md": False}, "content") == {"content\\a.md": "content"}


def test_the_message_tells_how_many_have_it() -> None:
    (found,) = FrontMatterMissing().compare([("a.md", True), ("b.md", True), ("c.md", False)], {"c.md"})
    assert found[1].data == {"having": 2, "files": 3}


def test_the_rest_of_the_site_makes_a_habit_and_is_not_told_of() -> None:
    site = [("a.md", True), ("b.md", True), ("c.md", True), ("d.md", False), ("e.md", False)]
    assert [path for path, _ in FrontMatterMissing().compare(site, {"d.md"})] == ["d.md"]
