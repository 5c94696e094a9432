"""truncated-ending: the post stops in mid-sentence."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from postlint.analysis.cuts import cuts_of
from postlint.analysis.units import units_of
from postlint.analysis.weigh import HABIT
from postlint.checks._cut import CUT_MESSAGES, cut_finding
from postlint.checks.base import Check, option
from postlint.diagnostic import Finding, Messages
from postlint.post.post import Post


class TruncatedEnding(Check):
    """The post stops in mid-sentence.

    The surroundings are asked first: whether the post's other paragraphs end with a full stop, whether a stray marker
    follows, whether the same words go on elsewhere, whether a quotation is still open. Then the last word: whether its part of
    speech and form call for more, whether the tagger can read it only as something that no text ends with (便 for 便利), and
    whether the post has it only as the beginning of longer words. Lists, tables, headings, captions, code and endings in a noun are no truncation where
    nothing else says so.

    Why
        A generator ran into its limit of tokens, or a script cut the text. The reader is left in mid-thought, at the very
        place where the post should close.

    Bad
        中挽きにした豆を使い、湯を三回に分けて注ぎます。最後の一投は、

    Good
        中挽きにした豆を使い、湯を三回に分けて注ぎます。最後の一投は、細く静かに落とします。

    Source
        Signals measured on 16 cuts labelled by hand in ten posts; parts of speech by MeCab with the IPA dictionary. Its readings
        of stumps were counted at 5,398 cuts inside words and 13,764 ends of whole sentences, items and headings.
    """

    doc_ja = """記事が文の途中で終わっています。

    まず前後の様子を見ます。ほかの段落は句点で終わっているか、直後に生成ツールの目印があるか、同じ言葉の続きが別の場所にあるか、
    かぎかっこが開いたままになっていないか。そのうえで、最後の単語を調べます。続きを求める品詞や活用形か、文末には現れない語としてしか
    読めないか（「便利」の「便」など）、記事の中では長い語の書き出しとしてしか使われていないか、の 3 点です。
    箇条書き、表、見出し、図の説明、コード、体言止めは、ほかに手がかりがないかぎり対象にしません。

    理由
        生成が文字数の上限で止まったり、スクリプトが文章を切り落としたりした跡です。記事の締めくくりで読者が置き去りになります。

    悪い例
        中挽きにした豆を使い、湯を三回に分けて注ぎます。最後の一投は、

    良い例
        中挽きにした豆を使い、湯を三回に分けて注ぎます。最後の一投は、細く静かに落とします。

    出典
        10 本の記事から人手で拾った 16 か所の途切れを測って決めました。品詞の判定は MeCab（IPA 辞書）によります。
        途中で切れた語の読まれ方は、単語の途中で切った 5,398 か所と、文・箇条書き・見出しの終わり 13,764 か所で数えました。
    """

    messages: ClassVar[Messages] = CUT_MESSAGES

    @dataclass(frozen=True)
    class Options:
        """Options of the check."""

        habit: float = option(
            HABIT,
            en="the share of the post's paragraphs that must end with a full stop before one without it is told for that alone",
            ja="句点のない終わり方を知らせる条件。ほかの段落のうち、この割合以上が句点で終わっている場合に限ります",
            minimum=0.5,
            maximum=1,
        )

    def check(self, post: Post) -> Iterator[Finding]:
        """At most one finding: the cut behind which the post has nothing but markers."""
        units = units_of(post)
        for cut in cuts_of(post, self.options.habit).cuts:
            if cut.unit.index == units[-1].index:
                yield cut_finding(cut, post)
