import os
from pathlib import Path

import pytest

from postlint.engine.discover import discover, display_path, excluded, printable
from postlint.engine.errors import CallError


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def tree(*names: str) -> None:
    """Files by name; one that ends in / is a folder."""
    for name in names:
        path = Path(name)
        (path if name.endswith("/") else path.parent).mkdir(parents=True, exist_ok=True)
        if not name.endswith("/"):
            path.write_text("x", encoding="utf-8")


def paths(*named: str, exclude: tuple[str, ...] = (), root: str | None = None) -> list[str]:
    return [source.path for source in discover(named, exclude, root)]


def test_a_folder_is_walked_for_posts_in_the_order_of_their_paths() -> None:
    tree("c/b.md", "c/a.markdown", "c/d/e.MDX", "c/README.MD", "c/x.txt", "c/md", "c/x.md.bak")
    assert paths("c") == ["c/README.MD", "c/a.markdown", "c/b.md", "c/d/e.MDX"]


def test_a_named_file_is_taken_whatever_its_suffix() -> None:
    tree("c/x.txt")
    assert paths("c/x.txt") == ["c/x.txt"]


def test_a_post_named_in_several_ways_is_taken_once() -> None:
    tree("c/a.md")
    assert paths("c/a.md", "c", "./c/../c/a.md", str(Path("c/a.md").absolute())) == ["c/a.md"]


def test_hidden_folders_and_those_of_tools_are_not_walked_but_drafts_are() -> None:
    tree(".git/a.md", ".obsidian/a.md", "node_modules/p/a.md", "_site/a.md", "_drafts/a.md", "_posts/a.md", ".hidden.md")
    assert paths(".") == [".hidden.md", "_drafts/a.md", "_posts/a.md"]


def test_a_skipped_folder_that_is_named_is_walked() -> None:
    tree("node_modules/a.md", ".notes/a.md")
    assert paths("node_modules", ".notes") == [".notes/a.md", "node_modules/a.md"]


def test_a_folder_named_like_a_post_is_walked() -> None:
    tree("c/x.md/y.md")
    assert paths("c") == ["c/x.md/y.md"]
    assert paths("c/x.md") == ["c/x.md/y.md"]


def test_links_to_files_are_taken_and_links_to_folders_are_not_followed() -> None:
    tree("c/a.md", "d/b.md")
    Path("c/link.md").symlink_to("a.md")
    Path("c/gone.md").symlink_to("nowhere.md")
    Path("c/loop.md").symlink_to("loop.md")
    Path("c/up").symlink_to("..")
    Path("c/folder.md").symlink_to("../d")
    assert paths("c") == ["c/a.md", "c/gone.md", "c/link.md", "c/loop.md"]
    assert paths("c/gone.md", "c/loop.md") == ["c/gone.md", "c/loop.md"]
    assert paths("c/folder.md") == ["c/folder.md/b.md"]


def test_a_folder_that_cannot_be_read_is_told_as_a_post_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    tree("c/a.md", "c/shut/b.md")
    scan = os.scandir

    def refuse(folder: str) -> object:
        if folder.endswith("shut"):
            raise PermissionError
        return scan(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    assert paths("c") == ["c/a.md", "c/shut"]


def test_a_gitignore_binds_below_its_folder_and_the_innermost_wins() -> None:
    tree("c/keep.md", "c/skip.md", "c/d/skip.md", "c/d/e/skip.md", "c/out/a.md")
    Path("c/.gitignore").write_text("# comment\nskip.md\nout/\n", encoding="utf-8")
    Path("c/d/.gitignore").write_text("!skip.md\n", encoding="utf-8")
    assert paths("c") == ["c/d/e/skip.md", "c/d/skip.md", "c/keep.md"]


def test_gitignore_files_above_bind_up_to_the_root_of_the_repository() -> None:
    tree("repo/.git/", "repo/site/content/a.md", "repo/site/content/b.md", "repo/site/content/c.md")
    Path(".gitignore").write_text("a.md\n", encoding="utf-8")
    Path("repo/.gitignore").write_text("/site/content/b.md\n", encoding="utf-8")
    Path("repo/site/.gitignore").write_text("c.md\n", encoding="utf-8")
    assert paths("repo/site/content") == ["repo/site/content/a.md"]


def test_what_is_named_is_taken_although_a_gitignore_names_it() -> None:
    tree(".git/", "out/a.md", "out/b.md", "b.md")
    Path(".gitignore").write_text("out/\nb.md\n", encoding="utf-8")
    assert paths("b.md", "out/b.md") == ["b.md", "out/b.md"]
    assert paths("out") == ["out/a.md", "out/b.md"]
    assert paths(".") == []


@pytest.mark.parametrize("content", [b"[z-a]\n!\n\\\nskip.md\n", b"\xff\xfe*\nskip.md\n", b"skip.md\r\n"])
def test_lines_of_a_gitignore_that_are_no_patterns_are_passed_over(content: bytes) -> None:
    tree("a.md", "skip.md")
    Path(".gitignore").write_bytes(content)
    assert paths(".") == ["a.md"]


def test_a_gitignore_that_is_no_readable_file_is_passed_over() -> None:
    tree("c/a.md", "c/.gitignore/", "d/b.md")
    os.mkfifo("d/.gitignore")
    assert paths("c", "d") == ["c/a.md", "d/b.md"]


def test_configured_excludes_bind_folders_and_named_files_relative_to_the_configuration() -> None:
    tree("site/a.md", "site/old/a.md", "site/b.md", "a.md")
    assert paths("site", "a.md", exclude=("a.md",), root="site") == ["a.md", "site/b.md"]
    assert paths("site/old/a.md", "site/b.md", exclude=("old/", "!/b.md"), root="site") == ["site/b.md"]
    assert paths("site/old", exclude=("old/",), root="site") == []
    assert paths("site", exclude=("/site/old",)) == ["site/a.md", "site/b.md"]


def test_whether_a_file_is_excluded_can_be_asked_of_one_that_does_not_exist() -> None:
    assert excluded("old/new.md", ["old/"], None)
    assert not excluded("new.md", ["old/"], None)
    assert not excluded("../old/new.md", ["old/"], None)
    assert not excluded("new.md", [], None)


def test_an_exclude_that_is_no_pattern_is_a_mistake() -> None:
    with pytest.raises(CallError, match=r"\[z-a\]"):
        discover(["."], ["[z-a]"])


def test_a_glob_that_the_shell_left_alone_is_expanded() -> None:
    tree("c/a.md", "c/d/b.md", "c/d/x.txt", "e/a.md", "c/node_modules/z.md")
    assert paths("c/**/*.md") == ["c/a.md", "c/d/b.md"]
    assert paths("c/*.md") == ["c/a.md"]
    assert paths("*/a.md") == ["c/a.md", "e/a.md"]
    assert paths("c/*") == ["c/a.md", "c/d/b.md"]
    assert paths("c/d/?.txt") == ["c/d/x.txt"]
    assert paths(f"{Path.cwd()}/c/[ab].md") == ["c/a.md"]


def test_a_file_whose_name_looks_like_a_glob_is_that_file() -> None:
    tree("[draft] a.md", "d.md")
    assert paths("[draft] a.md") == ["[draft] a.md"]


@pytest.mark.parametrize("name", ["c/*.mdx", "nowhere/*.md", "c/[z-a].md"])
def test_a_glob_that_matches_nothing_is_a_mistake(name: str) -> None:
    tree("c/a.md")
    with pytest.raises(CallError) as caught:
        discover([name])
    assert name in caught.value.texts["en"]
    assert name in caught.value.texts["ja"]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("contnet", "content"),
        ("contnet/a.md", "content/a.md"),
        ("content/a.mb", "content/a.md"),
        ("contnt/zz", "content"),
        ("content/a.md/b.md", "content/a.md"),
    ],
)
def test_a_path_that_does_not_exist_is_a_mistake_with_the_nearest_one(name: str, near: str) -> None:
    tree("content/a.md", "other/")
    with pytest.raises(CallError) as caught:
        discover([name])
    assert f"“{name}”. Did you mean “{near}”?" in caught.value.texts["en"]
    assert near in caught.value.texts["ja"]


@pytest.mark.parametrize("name", ["zzzzzz", "", "/zzzzzz/a.md"])
def test_a_path_like_none_that_exists_is_a_mistake_without_a_guess(name: str) -> None:
    tree("a.md")
    with pytest.raises(CallError) as caught:
        discover([name])
    assert "Did you mean" not in caught.value.texts["en"]


def test_a_folder_that_cannot_be_listed_gives_no_guess(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: str) -> list[str]:
        raise PermissionError

    monkeypatch.setattr(os, "listdir", refuse)
    with pytest.raises(CallError) as caught:
        discover(["a.md"])
    assert "Did you mean" not in caught.value.texts["en"]


def test_paths_are_told_relative_to_the_current_folder_else_as_given(here: Path) -> None:
    (here / "in").mkdir()
    os.chdir(here / "in")
    assert display_path(str(here / "in" / "a.md")) == "a.md"
    assert display_path("./b/../a.md") == "a.md"
    assert display_path("../a.md") == "../a.md"
    assert display_path(str(here / "a.md")) == str(here / "a.md")
    assert display_path(str(here / "inner.md")) == str(here / "inner.md")


def test_names_that_are_no_utf8_or_hold_line_ends_are_found_and_made_printable() -> None:
    Path("c").mkdir()
    for name in (b"\xff.md", b"a\nb.md", b"c\x1b[31m.md", "日本.md".encode()):
        Path(os.fsdecode(os.path.join(b"c", name))).write_text("x", encoding="utf-8")  # noqa: PTH118
    found = discover(["c"], ["nothing"])
    assert [source.path for source in found] == ["c/\\xff.md", "c/a\nb.md", "c/c\x1b[31m.md", "c/日本.md"]
    assert all(Path(source.file).exists() for source in found)


def test_a_printable_name_is_always_encodable() -> None:
    assert printable(os.fsdecode(b"\xe6\x97\xff\xa5")) == "\\xe6\\x97\\xff\\xa5"
