"""garbled-text: characters that only a broken conversion leaves."""

from collections.abc import Iterator
from typing import ClassVar

from postlint.analysis.torn import torn_words
from postlint.checks.base import Check
from postlint.diagnostic import Edit, Finding, Fix, Messages
from postlint.packs.match import shipped_matcher
from postlint.post.post import Post
from postlint.post.text import Span


class GarbledText(Check):
    """Text was broken by a conversion: replacement characters, mojibake, voicing marks torn off.

    U+FFFD, UTF-8 read in another encoding (`ã€`, 縺ゅ), and combining marks without a letter are told wherever they stand. A
    katakana word counts as torn (エーシェント) where the dictionary lacks it but has it with its voicing marks, as one word or as
    several (オーフンソース); a short one must have lost two marks, or be no name. Where the post has the word whole elsewhere, that
    is told too, and so is a sentence that ends with a letter too many (…ですす。), as where two texts were joined inside a word.

    Why
        The reader cannot read the word, and search engines do not find it.

    Bad
        家庭菜園のフロクラムを公開しました。このプログラムは無料です。詳しくは� をご覧ください。

    Good
        家庭菜園のプログラムを公開しました。このプログラムは無料です。詳しくは案内をご覧ください。

    Source
        In a machine-drafted blog file names had lost their voicing marks (エーシェント for エージェント), and link texts
        ended in U+FFFD where a script had cut them at a number of bytes.
    """

    doc_ja = """文字コードの変換などで壊れた文字があります。

    置換文字（U+FFFD）、別の文字コードで読まれた文字化け（`ã€`、縺ゅ）、文字から離れた濁点・半濁点は、どこにあっても知らせます。
    カタカナ語は、辞書になく、濁点や半濁点を補うと辞書にある語や、その組み合わせになるときに知らせます（エーシェント → エージェント、
    オーフンソース → オープンソース）。短い語は、落ちた濁点が 2 つ以上あるか、補った語が固有名詞でない場合に限ります。
    補った語が記事のほかの場所に出てくるときも知らせます。文末の文字が重なったもの（…ですす。）も、文をつなぎ損ねた跡として知らせます。

    理由
        読者が読めないうえ、検索でも見つかりません。

    悪い例
        家庭菜園のフロクラムを公開しました。このプログラムは無料です。詳しくは� をご覧ください。

    良い例
        家庭菜園のプログラムを公開しました。このプログラムは無料です。詳しくは案内をご覧ください。

    出典
        機械生成のあるブログでは、濁点の落ちた語（エーシェント）や、バイト数で切られて U+FFFD で終わるリンクがありました。
    """

    messages: ClassVar[Messages] = {
        "replacement": {
            "en": "A character was lost here in a conversion (U+FFFD). Put back what stood there.",
            "ja": "文字が失われ、置換文字（�）になっています。元の文字に直してください。",
        },
        "mojibake": {
            "en": "“{text}” is text read in the wrong encoding. Put back what stood there, and check the whole post.",
            "ja": "「{text}」は文字化けです。元の文章に直し、ほかにもないか確認してください。",
        },
        "escaped": {
            "en": "“{text}” was escaped once too often: the reader sees the code, not the character. Put in the character itself.",
            "ja": "「{text}」はエスケープが一回多く、読者には文字ではなく符号がそのまま見えます。本来の文字に直してください。",
        },
        "combining": {
            "en": "A voicing mark stands here without a letter that can carry it. Put back what stood there.",
            "ja": "濁点または半濁点が文字から離れています。正しい文字に直してください。",
        },
        "doubled": {
            "en": "“{text}” ends with a letter too many, as where two texts were joined inside a word. Delete it.",
            "ja": "「{text}」は末尾の文字が重なっています。途中で切れた文をつないだときの消し残しのようです。余分な 1 文字を削除してください。",
        },
        "letter": {"en": "Delete the letter", "ja": "余分な文字を削除する"},
        "torn": {
            "en": "“{text}” seems to have lost its voicing marks. Write “{restore}”.",
            "ja": "「{text}」は濁点・半濁点が落ちているようです。「{restore}」に直してください。",
        },
    }

    def check(self, post: Post) -> Iterator[Finding]:
        """One finding for each broken stretch."""
        for match in shipped_matcher("garbled-text").matches(post):
            key, data = _message_of(match.entry.name), {"text": match.text, "entry": match.entry.name}
            full_stop = match.span.end - 1
            fix = Fix("letter", (Edit(Span(full_stop - 1, full_stop), ""),), safe=True) if key == "doubled" else None
            yield Finding(match.span, key, data, fix=fix)
        for span, word, restored in torn_words(post):
            yield Finding(span, "torn", {"text": word, "restore": restored})


def _message_of(entry: str) -> str:
    """The message for an entry of the pack, by the entry's name."""
    if entry in ("combining", "apart"):
        return "combining"
    return next((key for key in ("replacement", "escaped", "doubled") if entry.startswith(key)), "mojibake")
