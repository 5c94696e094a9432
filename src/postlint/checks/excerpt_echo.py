"""excerpt-echo: the excerpt only repeats the title."""

from collections.abc import Iterator
from typing import ClassVar

from postlint.analysis.headline import place_of, text_of
from postlint.analysis.keys import normalise
from postlint.checks.base import Check
from postlint.diagnostic import Finding, Messages, Severity, Tier
from postlint.post.post import Post


class ExcerptEcho(Check):
    """The excerpt or description only repeats the title.

    Why
        In a list or a search result the same words stand twice, and nothing says what the post is about.

    Bad
        ---
        title: 春の植え替え、始めどきはいつか
        excerpt: 春の植え替え、始めどきはいつか
        ---

    Good
        ---
        title: 春の植え替え、始めどきはいつか
        excerpt: 根が鉢の底から見えてきたら始めどき。道具から植えたあとの水やりまで、順番に見ていきます。
        ---

    Source
        Seven of ten machine-drafted posts that were labelled by hand had such an excerpt.
    """

    doc_ja = """抜粋（excerpt、description）がタイトルの繰り返しになっています。

    理由
        記事一覧や検索結果に同じ言葉が 2 回並び、記事の内容が伝わりません。

    悪い例
        ---
        title: 春の植え替え、始めどきはいつか
        excerpt: 春の植え替え、始めどきはいつか
        ---

    良い例
        ---
        title: 春の植え替え、始めどきはいつか
        excerpt: 根が鉢の底から見えてきたら始めどき。道具から植えたあとの水やりまで、順番に見ていきます。
        ---

    出典
        人手で確認した機械生成の記事 10 本のうち 7 本の抜粋が、タイトルの繰り返しでした。
    """

    tier = Tier.ADVISORY
    severity = Severity.WARNING
    messages: ClassVar[Messages] = {
        "echo": {
            "en": "The “{key}” only repeats the title. Say what the post is about, and why to read it.",
            "ja": "「{key}」がタイトルと同じです。記事の内容や読みどころを書いてください。",
        },
    }

    def check(self, post: Post) -> Iterator[Finding]:
        """One finding for each of excerpt and description that says no more than the title."""
        title = normalise(text_of(post, "title")).rstrip("。.！!？?")
        if not title:
            return
        for key in ("excerpt", "description"):
            said = normalise(text_of(post, key)).rstrip("。.！!？?")
            if said and _same(said, title):
                yield Finding(place_of(post, key), "echo", {"key": key})


def _same(said: str, title: str) -> bool:
    from rapidfuzz import fuzz

    return said == title or fuzz.ratio(said, title) >= 90
