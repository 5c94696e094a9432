"""resumed-paragraph: a paragraph that opens in mid-sentence."""

from collections.abc import Iterator
from typing import ClassVar

from postlint.analysis.cuts import Resumption, cuts_of
from postlint.analysis.endings import copy_ending
from postlint.analysis.markers import markers_between
from postlint.analysis.seams import join
from postlint.checks.base import Check
from postlint.diagnostic import Finding, Fix, Messages, Related
from postlint.post.post import Post


class ResumedParagraph(Check):
    """A paragraph opens in mid-sentence, or with … as the continuation of a text that was cut.

    Only paragraphs behind a stray marker or behind a cut are looked at: elsewhere "…" is style. Such a paragraph begins
    with dots, with a mark that cannot begin a sentence, inside a word, or takes up the sentence before it from its middle. Behind
    a cut it may back up further, into the sentence before the one that was cut; a small Latin letter right behind a cut in a Latin
    word is the rest of that word, and a Japanese particle or ending (を, される) goes with the word before it. So does the rest of a
    name or a figure that the post has whole elsewhere.

    Why
        A generator that was cut off went on from where it stopped, or a bit before. The seam is left for the reader.

    Bad
        豆は冷凍しておくと、一か月ほどは香りがほとんど変わ

        ---END---

        …ほとんど変わりません。使う分だけ取り出します。

    Good
        豆は冷凍しておくと、一か月ほどは香りがほとんど変わりません。使う分だけ取り出します。

    Source
        12 resumptions labelled by hand in ten machine-drafted posts.
    """

    doc_ja = """段落が文の途中から始まっています。

    生成ツールの目印や、途切れた文の直後にある段落だけを見ます（ほかの場所の「…」は書き手の文体です）。「…」や句読点で始まるもの、
    単語の途中から始まるもの、直前の文を途中から言い直しているものが対象です。途切れた文の直後では、その一つ前の文の途中まで戻って
    言い直している場合や、途切れた英単語の残りが小文字で始まっている場合、助詞や活用語尾（「を」「される」など）で始まっていて前の語に
    続く場合、固有名詞や数値の残り半分で始まっている場合（記事のほかの場所に全体があるもの）も知らせます。

    理由
        途切れた生成が、止まったところやその少し手前から再開された跡です。つなぎ目がそのまま読者に見えています。

    悪い例
        豆は冷凍しておくと、一か月ほどは香りがほとんど変わ

        ---END---

        …ほとんど変わりません。使う分だけ取り出します。

    良い例
        豆は冷凍しておくと、一か月ほどは香りがほとんど変わりません。使う分だけ取り出します。

    出典
        機械生成の記事 10 本から人手で拾った 12 か所の再開を測って決めました。
    """

    messages: ClassVar[Messages] = {
        "dots": {
            "en": "This paragraph goes on from a text that was cut off on line {line}. Join the two into one sentence.",
            "ja": "{line} 行目で途切れた文の続きから始まっています。前の文とつなげて、一つの文にしてください。",
        },
        "dots-alone": {
            "en": "This paragraph opens as the continuation of a text that does not stand before it. Give it a beginning, or delete it.",
            "ja": "何かの続きとして始まっていますが、その前半が直前にありません。書き出しを補うか、この段落を削除してください。",
        },
        "orphan": {
            "en": "This paragraph begins with what cannot begin a sentence: the beginning stands on line {line}. Join the two.",
            "ja": "文の始まりになり得ない文字から始まっています。{line} 行目とつなげて、一つの文にしてください。",
        },
        "overlap": {
            "en": "This paragraph takes up the sentence of line {line} again from its middle. Keep it once.",
            "ja": "{line} 行目の文を途中からもう一度書き始めています。重なる部分を一つにまとめてください。",
        },
        "word": {
            "en": "This paragraph begins inside a word whose beginning stands on line {line}. Join the two.",
            "ja": "単語の途中から始まっています。{line} 行目の末尾とつなげてください。",
        },
        "bound": {
            "en": "This paragraph begins in mid-sentence: the sentence begins on line {line}. Join the two.",
            "ja": "文の途中から始まっています。{line} 行目の末尾とつなげてください。",
        },
        "copy": {
            "en": "This paragraph goes on from the end of a copy, which was cut off on line {line}. Delete the copy, and keep here only what is not "
            "said before.",
            "ja": "{line} 行目で途切れた重複の続きから始まっています。重複を削除し、ここには、まだ書かれていない部分だけを残してください。",
        },
        "restated": {
            "en": "This paragraph says the sentence that was cut off on line {line} again, from its beginning. Delete the broken one there.",
            "ja": "{line} 行目で途切れた文を、初めから書き直しています。{line} 行目の途切れた文のほうを削除してください。",
        },
        "join": {"en": "Join it to the text that it goes on from", "ja": "前の文とつなげる"},
        "mark": {"en": "the mark before it", "ja": "直前の目印"},
        "before": {"en": "cut off here", "ja": "途切れた箇所"},
    }

    def check(self, post: Post) -> Iterator[Finding]:
        """One finding for each paragraph that opens in mid-sentence."""
        for resumption in cuts_of(post).resumptions:
            yield _finding(resumption, post)


def _finding(resumption: Resumption, post: Post) -> Finding:
    before = resumption.before
    line = post.lines.position(before.end).line
    edits = join(resumption, post)
    fix = Fix("join", edits, safe=False) if edits else None
    marks = markers_between(post, before.end, resumption.unit.span.start)
    evidence = tuple(Related(mark, "mark", evidence=True) for mark in marks[-1:])
    if resumption.why in ("dots", "bound") and not resumption.cut:
        return Finding(resumption.span, "dots-alone", {}, evidence, fix)
    of_copy = resumption.cut and copy_ending(resumption.after, post) is not None
    why = "restated" if resumption.restated else "copy" if of_copy else resumption.why
    return Finding(resumption.span, why, {"line": line}, (Related(before, "before"), *evidence), fix)
