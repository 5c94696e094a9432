"""truncated-paragraph: a paragraph inside the post stops in mid-sentence."""

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


class TruncatedParagraph(Check):
    """A paragraph before a marker, a heading or a restart stops in mid-sentence.

    It is judged as truncated-ending judges the end of the post; see there. Before a heading more is asked for: a few words may lead in
    to what stands under it. So an ending in a noun is told only where it closes a paragraph of several sentences, or a sentence of 30
    characters or more, in a post whose other paragraphs nearly all end with a full stop.

    Why
        Here a generator was cut off and started again. The fragment makes no sense to a reader, and the text behind it
        often says the same once more.

    Bad
        手回しのミルは、豆の硬さが手に伝わってくるのが楽しいところです。ただし、

        ---END---

        ただし、一度に挽ける量は多くありません。

    Good
        手回しのミルは、豆の硬さが手に伝わってくるのが楽しいところです。ただし、一度に挽ける量は多くありません。

    Source
        About half of the 9,967 segments before a marker in 2,004 machine-drafted posts were cut in mid-sentence.
    """

    doc_ja = """段落が文の途中で途切れています。

    生成ツールの目印、見出し、書き直しの直前にある段落が対象です。判断の仕方は truncated-ending と同じです。
    見出しの直前には、見出しへつなぐ短い言葉が置かれることもあるため、条件を厳しくしています。体言で終わる段落は、複数の文からなるか、
    30 字以上の 1 文で、ほかの段落がほぼすべて句点で終わっている場合に限って知らせます。

    理由
        生成がここで途切れ、やり直された跡です。断片は意味が通らず、直後に同じ内容がもう一度書かれていることもよくあります。

    悪い例
        手回しのミルは、豆の硬さが手に伝わってくるのが楽しいところです。ただし、

        ---END---

        ただし、一度に挽ける量は多くありません。

    良い例
        手回しのミルは、豆の硬さが手に伝わってくるのが楽しいところです。ただし、一度に挽ける量は多くありません。

    出典
        機械生成の下書き 2,004 本にあった 9,967 個の目印のうち、約半分の直前で文が途切れていました。
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
        """One finding for each cut paragraph but the last one of the post."""
        units = units_of(post)
        for cut in cuts_of(post, self.options.habit).cuts:
            if cut.unit.index != units[-1].index:
                yield cut_finding(cut, post)
