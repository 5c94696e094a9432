"""repeated-sentence: a long sentence that is said again in a paragraph that is no copy."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from postlint.analysis.markers import marker_before
from postlint.analysis.runs import SENTENCE, SENTENCE_ACROSS, RepeatedSentences, repeated_sentences
from postlint.analysis.stitch import take_out_sentences
from postlint.analysis.versions import is_fragment
from postlint.checks.base import Check, option
from postlint.diagnostic import Finding, Fix, Messages, Related
from postlint.post.post import Post


class RepeatedSentence(Check):
    """A long sentence of the post is said again, in another paragraph or in its own.

    Sentences of a paragraph that is a copy as a whole are told by repeated-paragraph. A sentence that announces that it
    comes again (「先ほども」, "again"), one with other figures, one that says the same of something else, the note that short
    entries below labels end with, and short ones are left alone. Where a stray marker stands between the two, or both stand in one
    paragraph, a shorter sentence is enough.

    Why
        The same sentence twice is what remains of a text that was cut off, restarted and stitched, or of a paragraph that
        was pasted and then edited. Readers stop at it.

    Bad
        焙煎したての豆は、三日ほど置いてから飲むと甘みがはっきりして、香りの輪郭も整ってきます。

        冷凍庫での保存も試しました。焙煎したての豆は、三日ほど置いてから飲むと甘みがはっきりして、香りの輪郭も整ってきます。

    Good
        焙煎したての豆は、三日ほど置いてから飲むと甘みがはっきりして、香りの輪郭も整ってきます。

        冷凍庫での保存も試しました。こちらは風味の落ち方がゆるやかです。

    Source
        45 characters of Japanese (24 across a marker) were the shortest at which no sentence of 296 well-formed posts
        recurred by chance; of copies to the letter 70% of that, save for sentences that lead in to a list (以下の…). In one
        paragraph or item of theirs no sentence of 12 characters or more stands twice.
    """

    doc_ja = """同じ長い文が、別の段落や同じ段落の中でもう一度使われています。

    段落全体が重複している場合は repeated-paragraph が知らせます。「先ほども」のように繰り返しだと断っている文、数字だけが違う文、
    同じ書き方で別のものを説明している文、小見出しの付いた短い項目がそろって最後に添える注記、短い文は対象にしません。間に生成ツールの目印がある場合や、同じ段落の中で繰り返されている場合は、短めの文でも知らせます。

    理由
        途中で切れた文章をつなぎ合わせたり、段落を貼り付けてから手直ししたりした跡です。読者はここで引っかかります。

    悪い例
        焙煎したての豆は、三日ほど置いてから飲むと甘みがはっきりして、香りの輪郭も整ってきます。

        冷凍庫での保存も試しました。焙煎したての豆は、三日ほど置いてから飲むと甘みがはっきりして、香りの輪郭も整ってきます。

    良い例
        焙煎したての豆は、三日ほど置いてから飲むと甘みがはっきりして、香りの輪郭も整ってきます。

        冷凍庫での保存も試しました。こちらは風味の落ち方がゆるやかです。

    出典
        日本語で 45 文字（目印をはさむ場合は 24 文字）を下限としました。整った記事 296 本では、この長さの文が偶然繰り返されることはありませんでした。
        一字一句同じ文は、その 7 割の長さから知らせます（「以下の…」のように後を導く文を除きます）。同じ段落や項目の中では、12 文字以上の文が
        2 回出てくる例もありませんでした。
    """

    messages: ClassVar[Messages] = {
        "again": {
            "en": "This sentence was said on line {first_line} already. Delete it, or say something new here.",
            "ja": "この文は {first_line} 行目にもあります。削除するか、別の内容に書き換えてください。",
        },
        "twice": {
            "en": "This sentence stands in the same paragraph already. Delete one of the two.",
            "ja": "この段落の中に、同じ文が 2 回出てきます。どちらか一方を削除してください。",
        },
        "twice-several": {
            "en": "These {sentences} sentences stand in the same paragraph already. Delete them here.",
            "ja": "この段落の前のほうに、同じ {sentences} 文がもう書かれています。ここの {sentences} 文を削除してください。",
        },
        "near": {
            "en": "This sentence says nearly word for word what line {first_line} says. Delete one of the two.",
            "ja": "この文は {first_line} 行目の文とほとんど同じです。どちらか一方を削除してください。",
        },
        "delete": {"en": "Delete the sentence here", "ja": "この文を削除する"},
        "contains": {
            "en": "This sentence says what line {first_line} says already, with more around it. Delete one of the two.",
            "ja": "この文には {first_line} 行目の文がそのまま含まれています。どちらか一方にまとめてください。",
        },
        "completes": {
            "en": "This sentence says in full what breaks off on line {first_line}. Delete the broken one there.",
            "ja": "{first_line} 行目で途切れている文が、ここに最後まであります。途切れているほうを削除してください。",
        },
        "first": {"en": "said here before", "ja": "先に出てくる箇所"},
        "mark": {"en": "the mark before it", "ja": "直前の目印"},
    }

    @dataclass(frozen=True)
    class Options:
        """Options of the check."""

        length: int = option(
            SENTENCE,
            en="the shortest repetition that is told, in characters of Japanese; 70% of it where it is one to the letter",
            ja="知らせる重複の最小文字数。一字一句同じ文は、その 7 割から知らせます",
            minimum=20,
            maximum=1000,
        )
        length_across: int = option(
            SENTENCE_ACROSS,
            en="the same where a stray marker stands between the two, or both stand in one paragraph",
            ja="間に生成ツールの目印がある場合と、同じ段落の中で繰り返されている場合の最小文字数",
            minimum=10,
            maximum=1000,
        )

    def check(self, post: Post) -> Iterator[Finding]:
        """One finding for each group of neighbouring sentences."""
        for group in repeated_sentences(post, self.options.length, self.options.length_across):
            first = group.first
            edits = take_out_sentences(group, post)
            fix = Fix("delete", edits, safe=False) if edits else None
            mark = marker_before(post, group.span.start) if group.parted else None
            related = (Related(first, "first"), *((Related(mark, "mark", evidence=True),) if mark else ()))
            data = {"first_line": post.lines.position(first.start).line, "characters": group.shared, "sentences": len(group.matches)}
            yield Finding(group.span, _key(group, post), data, related, fix)


def _key(group: RepeatedSentences, post: Post) -> str:
    if group.twice and all(match.how == "exact" for match in group.matches):
        return "twice" if len(group.matches) == 1 else "twice-several"
    hows = {match.how for match in group.matches}
    if hows != {"whole"}:
        return "near" if hows == {"near"} else "again"
    return "completes" if all(is_fragment(match, post) for match in group.matches) else "contains"
