"""tag-not-in-body: a tag that the text never names."""

import unicodedata
from collections.abc import Iterator
from typing import ClassVar

from postlint.checks.base import Check
from postlint.diagnostic import Finding, Messages, Severity, Tier
from postlint.post.post import Post
from postlint.post.text import Span

_KEYS = ("tags", "topics", "keywords")


class TagNotInBody(Check):
    """A tag of the front matter names something that neither the title nor the text mentions.

    Width, letter case, spaces and hyphens make no difference. Advisory: a tag may name a wider subject.

    Why
        Readers who follow the tag find a post about something else. Scripts that tag by loose matches do that: xAI for XAI.

    Bad
        ---
        title: 春の植え替え
        tags: [植え替え, 熱帯魚]
        ---

        鉢の底から根が見えてきたら、植え替えの合図です。

    Good
        ---
        title: 春の植え替え
        tags: [植え替え]
        ---

        鉢の底から根が見えてきたら、植え替えの合図です。

    Source
        Two of ten machine-drafted posts that were labelled by hand carried a company's tag for an abbreviation.
    """

    doc_ja = """フロントマターのタグが、タイトルにも本文にも出てきません。

    全角と半角、大文字と小文字、空白やハイフンの違いは無視します。広い分野を表すタグもあるため、参考情報として知らせます。

    理由
        タグから来た読者が、関係のない記事に行き着きます。略語を取り違えて自動で付けたタグ（XAI に xAI など）で起こります。

    悪い例
        ---
        title: 春の植え替え
        tags: [植え替え, 熱帯魚]
        ---

        鉢の底から根が見えてきたら、植え替えの合図です。

    良い例
        ---
        title: 春の植え替え
        tags: [植え替え]
        ---

        鉢の底から根が見えてきたら、植え替えの合図です。

    出典
        人手で確認した機械生成の記事 10 本のうち 2 本に、略語を会社名と取り違えたタグがありました。
    """

    tier = Tier.ADVISORY
    severity = Severity.WARNING
    messages: ClassVar[Messages] = {
        "absent": {
            "en": "Neither the title nor the text mentions the tag “{tag}”. Remove it, or check its spelling.",
            "ja": "タグ「{tag}」はタイトルにも本文にも出てきません。外すか、表記を確認してください。",
        },
    }

    def check(self, post: Post) -> Iterator[Finding]:
        """One finding for each tag, on the tag."""
        said: str | None = None
        for key in _KEYS:
            for index, tag in _tags(post.meta.get(key)):
                if said is None:
                    said = _plain(str(post.meta.get("title", "")) + post.text[post.body.start :])
                place = _place(post, key, index)
                if place is not None and _plain(tag) and _plain(tag) not in said:
                    yield Finding(place, "absent", {"tag": tag})


def _tags(value: object) -> Iterator[tuple[int | None, str]]:
    """The tags with their place in a list; a single text is split at commas as Jekyll and Hugo do not, so it is one tag."""
    if isinstance(value, str):
        yield None, value
    elif isinstance(value, list):
        yield from ((i, tag) for i, tag in enumerate(value) if isinstance(tag, str))


def _place(post: Post, key: str, index: int | None) -> Span | None:
    path = (key,) if index is None else (key, index)
    return post.front_matter.value_span(*path) or post.front_matter.value_span(key)


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if c.isalnum())
