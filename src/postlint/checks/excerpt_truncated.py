"""excerpt-truncated: an excerpt that was cut off."""

from collections.abc import Iterator
from typing import ClassVar

from postlint.analysis.ends import Openness, end_of
from postlint.analysis.headline import place_of, text_of, unbalanced
from postlint.analysis.units import normalise, units_of
from postlint.checks.base import Check
from postlint.diagnostic import Finding, Messages
from postlint.post.japanese import morphemes
from postlint.post.post import Post


class ExcerptTruncated(Check):
    """The excerpt or description was cut off: behind a comma, inside a quotation, or inside a word.

    An excerpt that ends with … was shortened on purpose and is left alone.

    Why
        The excerpt stands in lists, feeds and search results. Cut in mid-sentence it looks broken before the post is open.

    Bad
        ---
        title: 春の植え替え
        excerpt: 鉢の底から根が見えてきたら植え替えの合図です。まず、
        ---

    Good
        ---
        title: 春の植え替え
        excerpt: 鉢の底から根が見えてきたら植え替えの合図です。
        ---

    Source
        In a machine-drafted blog excerpts were the first 120 characters of the text, cut at the last comma or anywhere.
    """

    doc_ja = """抜粋（excerpt、description）が途中で切れています。

    読点で終わっている、かぎかっこが閉じていない、単語の途中で終わっている、といった場合が対象です。
    「…」で終わるものは意図した省略とみなします。

    理由
        抜粋は記事一覧や検索結果に表示されます。文の途中で切れていると、記事を開く前から壊れて見えます。

    悪い例
        ---
        title: 春の植え替え
        excerpt: 鉢の底から根が見えてきたら植え替えの合図です。まず、
        ---

    良い例
        ---
        title: 春の植え替え
        excerpt: 鉢の底から根が見えてきたら植え替えの合図です。
        ---

    出典
        機械生成のあるブログでは、本文の先頭 120 文字が読点や途中の文字で切られ、そのまま抜粋になっていました。
    """

    messages: ClassVar[Messages] = {
        "empty": {
            "en": "The “{key}” is empty. Write one, or remove the key.",
            "ja": "「{key}」が空です。内容を書くか、項目ごと削除してください。",
        },
        "bracket": {
            "en": "The “{key}” has a quotation or parenthesis without its partner. End it with a whole sentence.",
            "ja": "「{key}」のかっこの対応が取れていません。文の切れ目で終わらせてください。",
        },
        "cut": {
            "en": "The “{key}” stops in mid-sentence. End it with a whole sentence, or with … where it is meant to be cut.",
            "ja": "「{key}」が文の途中で終わっています。文の切れ目で終わらせるか、省略なら「…」を付けてください。",
        },
    }

    def check(self, post: Post) -> Iterator[Finding]:
        """One finding for each of excerpt and description that is cut."""
        for key in ("excerpt", "description"):
            if isinstance(post.meta.get(key), str):
                flaw = _flaw(text_of(post, key).strip(), post)
                if flaw is not None:
                    yield Finding(place_of(post, key), flaw, {"key": key})


def _flaw(text: str, post: Post) -> str | None:
    if not text:
        return "empty"
    if text.endswith(("…", "...", "‥")):
        return None
    if unbalanced(text):
        return "bracket"
    end = end_of(text)
    if end.openness is Openness.SURE and end.why != "bracket" and (end.why == "comma" or "。" in text):
        return "cut"
    if end.openness is not Openness.CLOSED and _goes_on_in_the_body(text, post):
        return "cut"
    return None


def _goes_on_in_the_body(text: str, post: Post) -> bool:
    """Whether the body opens with these words and goes on inside a word, as where a script took the first so many characters."""
    key = normalise(text)
    for unit in units_of(post)[:5]:
        body = unit.key
        if len(key) >= 20 and body.startswith(key) and len(body) > len(key):
            rest = body[len(key)]
            if end_of(text).openness > Openness.BARE and rest not in "。．.！!？?":
                return True
            if key[-1].isascii() and rest.isascii():
                flat, own = " ".join(unit.plain.split()), " ".join(text.split())
                return flat.startswith(own) and flat[len(own) : len(own) + 1].isalnum() and own[-1].isalnum()
            return _inside_a_word(key[-12:], body[len(key) : len(key) + 12])
    return False


def _inside_a_word(left: str, right: str) -> bool:
    at = 0
    for morpheme in morphemes(left + right):
        if at < len(left) < at + len(morpheme.surface):
            return True
        at += len(morpheme.surface)
    return False
