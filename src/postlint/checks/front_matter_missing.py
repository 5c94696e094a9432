"""Posts without front matter among posts that have it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import ClassVar

from postlint.checks.base import CorpusCheck, option
from postlint.diagnostic import Finding, Messages
from postlint.post.post import Post
from postlint.post.text import Span

#: pages about a repository, and the listing pages of folders; they need no front matter
_NO_POSTS = frozenset(
    ("readme", "changelog", "contributing", "license", "licence", "code_of_conduct", "code-of-conduct", "security", "index", "_index")
)
#: so few files show no habit
_FEWEST_FILES = 3

Path = tuple[str, ...]


class FrontMatterMissing(CorpusCheck[bool]):
    """A post has no front matter, where posts should have it.

    Why
    Without front matter a site generator knows neither title nor date: it publishes the post under its file name, or
    passes it over without a word. What a post is depends on the site, so a file is flagged in two cases only: it lies
    in one of the `content` folders of the configuration; or more than half of the files of the run, of three or more,
    have front matter. README, CHANGELOG, CONTRIBUTING, LICENSE, CODE_OF_CONDUCT, SECURITY and index files are flagged
    in `content` folders only.

    Bad
        # Three ways to sharpen a kitchen knife

        A dull knife slips.

    Good
        ---
        title: Three ways to sharpen a kitchen knife
        date: 2025-03-09
        ---

        A dull knife slips.

    Source
    Jekyll copies files without front matter as they are; Hugo and Zenn publish them without title and date.
    """

    doc_ja = """フロントマターがあるはずの記事に、フロントマターがありません。

    理由
    フロントマターがないと、サイトジェネレーターはタイトルも日付も分からず、ファイル名のまま公開したり、何も言わずに
    読み飛ばしたりします。どのファイルが記事かはサイトによって違うため、指摘するのは、設定の content に挙げた
    フォルダーにあるファイルと、調べた 3 本以上のファイルの過半数にフロントマターがあるときだけです。
    README、CHANGELOG、CONTRIBUTING、LICENSE、CODE_OF_CONDUCT、SECURITY、index は、content の中でだけ調べます。

    悪い例
        # 包丁を研ぐ三つの方法

        切れない包丁は滑ります。

    良い例
        ---
        title: 包丁を研ぐ三つの方法
        date: 2025-03-09
        ---

        切れない包丁は滑ります。

    出典
    Jekyll はフロントマターのないファイルを変換せずに複製し、Hugo や Zenn はタイトルと日付のない記事として扱います。
    """
    messages: ClassVar[Messages] = {
        "content": {
            "en": "The post has no front matter, so it has neither title nor date. Put them between two lines of --- at the top.",
            "ja": "フロントマターがなく、タイトルも日付もありません。先頭に「---」で囲んだフロントマターを追加してください。",
        },
        "unlike-others": {
            "en": "The file has no front matter, but {having} of {files} files have. Add it at the top, or exclude a file that is no post.",
            "ja": "フロントマターがありません（{files} 件中 {having} 件にはあります）。先頭に追加するか、記事でなければ対象から外してください。",
        },
    }

    @dataclass(frozen=True)
    class Options:
        """Where posts lie."""

        content: tuple[str, ...] = option(
            (),
            en="folders in which every file must have front matter; set by the configuration's `content`",
            ja="すべてのファイルにフロントマターが必要なフォルダー。設定の content から引き継ぎます",
        )

    def summarise(self, post: Post) -> bool:
        """Whether the post has front matter, sound or not."""
        return post.front_matter.kind is not None

    def compare(self, summaries: Sequence[tuple[str, bool]], for_paths: Collection[str]) -> Iterator[tuple[str, Finding]]:
        """Flag posts without front matter in content folders, or where most of the others have it."""
        folders = [_parts(folder) for folder in self.options.content]
        having = sum(has for _, has in summaries)
        usual = len(summaries) >= _FEWEST_FILES and 2 * having > len(summaries)
        for path, has in summaries:
            if has or path not in for_paths:
                continue
            parts = _parts(path)
            if any(_lies_in(parts, folder) for folder in folders):
                yield path, Finding(Span(0, 0), "content")
            elif usual and PurePosixPath(path).stem.lower().partition(".")[0] not in _NO_POSTS:
                yield path, Finding(Span(0, 0), "unlike-others", {"having": having, "files": len(summaries)})


def _parts(path: str) -> Path:
    """The names that a path consists of; `.` is none."""
    return tuple(part for part in PurePosixPath(path.replace("\\", "/")).parts if part != ".")


def _lies_in(path: Path, folder: Path) -> bool:
    """Whether the file lies in the folder or below it; both are absolute, or both from the same folder."""
    rest = path[len(folder) :]
    return path[: len(folder)] == folder and bool(rest) and rest[0] != ".." and not rest[0].startswith("/")
