"""excerpt-truncated: an excerpt that was cut off."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import ClassVar

from postlint.analysis.ends import End, Openness, end_of
from postlint.analysis.headline import place_of, text_of, unbalanced
from postlint.analysis.keys import normalise
from postlint.analysis.units import Unit, units_of
from postlint.checks.base import Check
from postlint.diagnostic import Finding, Messages
from postlint.post.japanese import morphemes
from postlint.post.post import Post

#: how an end is open that no headline has (「次の一手を」, 「真意は」 are headlines' ends)
_NO_HEADLINE = ("comma", "stump", "form", "modifier", "conjunction")
#: how many of the last characters are looked for in the body
_TAIL = 20
#: from how many on a whole excerpt, which a paragraph begins with, is as telling
_WHOLE = 8


class ExcerptTruncated(Check):
    """The excerpt or description was cut off: behind a comma, inside a quotation, or inside a word.

    Where the last word alone does not tell, the body does: it has the same words and goes on. An excerpt that ends with … was shortened on purpose and is left alone.

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
    最後の単語だけでは決められないときは、本文に同じ言葉があって続いているかどうかを見ます。「…」で終わるものは意図した省略とみなします。

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
    if end.openness is Openness.SURE and end.why != "bracket" and (end.why in _NO_HEADLINE or "。" in text):
        return "cut"
    if end.openness is not Openness.CLOSED and _goes_on_in_the_body(text, end, post):
        return "cut"
    return None


def _goes_on_in_the_body(text: str, end: End, post: Post) -> bool:
    """Whether the body has the last words and goes on, where no excerpt may stop: inside a word, or behind one that must go on."""
    tail = normalise(text)[-_TAIL:]
    prose = [u for u in units_of(post) if u.kind == "prose"]
    body = "".join(u.key for u in prose)
    ends = list(accumulate(len(u.key) for u in prose))
    short = len(tail) < _TAIL
    starts = [start for start, u in zip((0, *ends), prose, strict=False) if u.key.startswith(tail)] if short and len(tail) >= _WHOLE else []
    at = starts[0] if starts else -1 if short else body.find(tail)
    if at < 0:
        return False
    at += len(tail)
    if at in ends or body[at] in "。．.！!？?":
        return False
    # What is said in so few words may be a phrase, which the text takes up (春の鉢植えの水やり).
    if end.openness > (Openness.LIKELY if short else Openness.BARE):
        return True
    if tail[-1].isascii() and body[at].isascii():
        return _inside_a_latin_word(text, prose)
    return _inside_a_word(tail[-12:], body[at : at + 12])


def _inside_a_latin_word(text: str, prose: Sequence[Unit]) -> bool:
    """Whether the body has no space behind the last words."""
    own = " ".join(text.split())[-_TAIL:]
    flat = " ".join(" ".join(u.plain.split()) for u in prose)
    at = flat.find(own)
    return at >= 0 and own[-1].isalnum() and flat[at + len(own) : at + len(own) + 1].isalnum()


def _inside_a_word(left: str, right: str) -> bool:
    at = 0
    for morpheme in morphemes(left + right):
        if at < len(left) < at + len(morpheme.surface):
            return True
        at += len(morpheme.surface)
    return False
