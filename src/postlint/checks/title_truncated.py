"""title-truncated: a title that was cut off."""

from collections.abc import Iterator
from typing import ClassVar

from postlint.analysis.headline import headline_of, place_of, title_flaw
from postlint.checks.base import Check
from postlint.diagnostic import Finding, Messages
from postlint.post.post import Post


class TitleTruncated(Check):
    """The title was cut off: inside a word, inside a quotation, or before what it announces.

    A title counts as cut where a quotation is left open, where it ends with a colon or a comma or a word that must go on,
    where a question mark was put behind such a word, where its last letters are no word (手軽にイ) or one that the text has only as
    the beginning of longer ones, or where the excerpt or the first line begins with it and goes on inside the word. Titles that end in a particle, as headlines do (「基礎研究へ」), are left alone.

    Why
        The title is all that readers see in lists, feeds and search results. Scripts cut it at a number of bytes.

    Bad
        ---
        title: 自家製酵母で焼く「田舎パ
        ---

    Good
        ---
        title: 自家製酵母で焼く「田舎パン」
        ---

    Source
        In a machine-drafted blog titles were cut at 40 bytes, some with a question mark put behind the stump.
    """

    doc_ja = """タイトルが途中で切れています。

    かぎかっこが閉じていない、コロンや読点で終わっている、続きがないと意味をなさない言葉で終わっている、そこに「？」だけが
    付いている、末尾が単語にならない（「手軽にイ」など）か本文では長い語の書き出しにしか現れない、抜粋や本文の 1 行目に同じ書き出しの
    長いものがある、といった手がかりから判断します。
    「基礎研究へ」のように助詞で終わる見出しは対象にしません。

    理由
        記事一覧や検索結果で読者の目に入るのはタイトルだけです。スクリプトがバイト数で切り落とすと、このようになります。

    悪い例
        ---
        title: 自家製酵母で焼く「田舎パ
        ---

    良い例
        ---
        title: 自家製酵母で焼く「田舎パン」
        ---

    出典
        機械生成のあるブログでは、タイトルが 40 バイトで切られ、切り口に「？」が付け足されたものもありました。
    """

    messages: ClassVar[Messages] = {
        "empty": {"en": "The title is empty. Write one.", "ja": "タイトルが空です。タイトルを付けてください。"},
        "bracket": {
            "en": "The title has a quotation or parenthesis without its partner. Complete the title.",
            "ja": "タイトルのかっこの対応が取れていません。最後まで書いてください。",
        },
        "mark": {
            "en": "The title ends with “{text}”, as if something should follow. Complete it, or delete the mark.",
            "ja": "タイトルが「{text}」で終わっています。続きを書くか、記号を削除してください。",
        },
        "word": {
            "en": "The title ends with “{text}”, which must go on. Complete it.",
            "ja": "タイトルが「{text}」で途切れています。最後まで書いてください。",
        },
        "question": {
            "en": "The title ends with “{text}”: a question mark behind a stump. Complete the title.",
            "ja": "タイトルの末尾「{text}」は、途切れた言葉に「？」が付いたもののようです。書き直してください。",
        },
        "stub": {
            "en": "The title ends with “{text}”, which seems to be the beginning of a word. Complete it.",
            "ja": "タイトルの末尾「{text}」は、単語の途中のようです。最後まで書いてください。",
        },
        "longer": {
            "en": "The title is cut off; the whole one seems to be “{text}”. Shorten it at the end of a phrase.",
            "ja": "タイトルが途中で切れています（元は「{text}」のようです）。切りのよいところでまとめてください。",
        },
    }

    def check(self, post: Post) -> Iterator[Finding]:
        """At most one finding, on the title."""
        if "title" not in post.meta or not isinstance(post.meta["title"], str):
            return
        flaw = title_flaw(headline_of(post))
        if flaw is not None:
            yield Finding(place_of(post, "title"), flaw[0], {"text": flaw[1]})
