"""duplicate-title: another post of the site has this title."""

import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from postlint.analysis.headline import text_of
from postlint.analysis.keys import weight
from postlint.analysis.places import span_of
from postlint.analysis.site import Card, card_of, day_of, others_of, standing
from postlint.checks._posts import MOST, shown_posts, told_posts
from postlint.checks.base import GroupedCheck, Key, Match, option
from postlint.diagnostic import Finding, Messages
from postlint.post.post import Post

#: the title as it is compared, the post's card, and its day (0: unknown)
Summary = tuple[str, Card, int]

_LONGEST = 300


class DuplicateTitle(GroupedCheck[Summary]):
    """Another post of the site has this title.

    Width, letter case and white space make no difference. Not compared are posts in different languages (`en/` and `ja/`,
    `index.en.md`, `lang` in the front matter), and short titles in different folders, where they name a chapter (はじめに).
    Nor are posts that were published more than `days` days apart: notices that come every month or year may share a title.
    A draft is told of a published post, but not the other way round, nor of the published post that has its file name.
    With `content` in the configuration, the posts that a run checks are compared with all posts in those folders.

    Why
        In lists, feeds and search results readers cannot tell the two apart, and most often one is an earlier version that
        was left behind, or the same subject was given to a generator twice.

    Bad
        ---
        title: 鉄瓶の錆を防ぐ、毎日の手入れ
        ---

    Good
        ---
        title: 鉄瓶の錆を防ぐ、毎日の手入れ（南部鉄器編）
        ---

    Source
        Two of 300 posts of one machine-drafted blog had one title, for two drafts about the same news, two days apart. Two of 80
        posts of a blog written by people had one, for notices of meetings, five months apart.
    """

    doc_ja = """同じタイトルの記事がほかにもあります。

    全角と半角、大文字と小文字、空白の違いは無視します。言語の違う記事（`en/` と `ja/`、`index.en.md`、フロントマターの `lang`）と、
    別のフォルダーにある短いタイトル（「はじめに」のような章の名前）は比べません。公開日が `days` 日より離れた記事も比べません。
    毎月・毎年のお知らせは、同じ題でもおかしくないからです。
    下書きには公開済みの記事との重複を知らせますが、公開済みの記事には下書きとの重複を知らせません。ファイル名が同じ下書きと
    公開記事も比べません。設定に `content` があれば、調べる記事をそのフォルダーにあるすべての記事と比べます。

    理由
        一覧やフィード、検索結果で見分けが付きません。多くは古い版の消し忘れか、同じ題材で 2 回生成した記事です。

    悪い例
        ---
        title: 鉄瓶の錆を防ぐ、毎日の手入れ
        ---

    良い例
        ---
        title: 鉄瓶の錆を防ぐ、毎日の手入れ（南部鉄器編）
        ---

    出典
        機械生成のあるブログでは、記事 300 本のうち 2 本が、2 日違いで同じニュースを扱い、タイトルも同じでした。人が書いている別のブログでは、
        記事 80 本のうち 2 本が、5 か月違いの会合のお知らせで、タイトルが同じでした。
    """

    messages: ClassVar[Messages] = {
        "one": {
            "en": "{other} has this title, too. Rename one of the two, or delete the one that is not needed.",
            "ja": "{other} と同じタイトルです。どちらかの題を変えるか、不要なほうを削除してください。",
        },
        "several": {
            "en": "{other} and {more} more posts have this title, too. Give each its own, or delete those that are not needed.",
            "ja": "{other} ほか {more} 本の記事と同じタイトルです。それぞれ題を変えるか、不要な記事を削除してください。",
        },
        "there": {"en": "the same title", "ja": "同じタイトル"},
    }

    @dataclass(frozen=True)
    class Options:
        """Options of the check."""

        length: int = option(
            8,
            en="titles shorter than this, in characters of Japanese, are compared within their folder only",
            ja="この文字数より短いタイトルは、同じフォルダーの中だけで比べます",
            minimum=0,
            maximum=100,
        )

        days: int = option(
            27,
            en="posts published further apart than this, in days, may share a title; 0 to compare all",
            ja="公開日がこの日数より離れた記事どうしは比べません。0 にすると、すべて比べます",
            minimum=0,
            maximum=100_000,
        )

    def summarise(self, post: Post) -> Summary | None:
        """The normalised title; nothing of a post without one."""
        title = "".join(unicodedata.normalize("NFKC", text_of(post, "title")).casefold().split())
        return (title[:_LONGEST], card_of(post), day_of(post)) if any(map(str.isalnum, title)) else None

    def keys(self, summary: Summary) -> Collection[Key]:
        """The title."""
        return (summary[0],)

    def matches(self, key: Key, members: Sequence[tuple[str, Summary]]) -> Iterator[tuple[str, Match]]:
        """For each post the others, with the places of their titles."""
        short = weight(str(key)) < self.options.length
        stand = [standing(path, draft, language) for path, (_, (draft, language, _), _) in members]
        for index, others in others_of(stand, MOST):
            path = members[index][0]
            for at in others:
                other, (_, card, day) = members[at]
                if (not short or stand[at].folder == stand[index].folder) and self._are_near(members[index][1][2], day):
                    yield path, (other, card[2])

    def _are_near(self, one: int, other: int) -> bool:
        """Whether posts of these days are not to share a title; of unknown days they are not."""
        return not self.options.days or not one or not other or abs(one - other) <= self.options.days

    def findings(self, path: str, summary: Summary, matches: Sequence[Match]) -> Iterator[Finding]:
        """One finding, on the title."""
        others = [(other, mark) for other, mark in matches]
        message = "one" if len(others) == 1 else "several"
        yield Finding(span_of(summary[1][2]), message, told_posts(others), elsewhere=shown_posts(others, "there"))
