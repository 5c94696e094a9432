"""repeated-paragraph: a paragraph, or a run of them, that the post has said already."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from postlint.analysis.cuts import cut_ends
from postlint.analysis.markers import marker_before
from postlint.analysis.runs import COPIED, PARAGRAPH, RepeatedRun, repeated_runs
from postlint.analysis.stitch import take_out_copies, take_out_with_ending
from postlint.checks.base import Check, option
from postlint.diagnostic import Finding, Fix, Messages, Related
from postlint.post.post import Post

#: whether the first passage breaks off, whether the second does → message keys
_KEYS = {(False, False): "run", (True, True): "run", (False, True): "run-cut", (True, False): "run-whole"}


class RepeatedParagraph(Check):
    """A paragraph of the post stands in it again.

    Exact copies, light edits, a paragraph inside a longer one and one merged from several are found alike. Consecutive
    copies are one finding with both ranges. Headings, list items, tables, code and short lines recur rightly and are
    left alone unless they stand inside such a run. So are definitions that describe two things in the same words: where words are
    exchanged that the headings above are told apart by, or nothing but an opposite, a name or two words (left for right, `GET` for
    `POST`), the paragraph speaks of something else; so it does where its links lead elsewhere. A song has its refrain.

    Why
        A generator that was cut off and started again, or a script that stitched its pieces, pastes the same section two
        to four times. Readers take it for carelessness, and search engines for filler.

    Bad
        深煎りの豆は、挽いてから時間がたつほど香りが飛びやすくなります。

        深煎りの豆は、挽いてから時間がたつほど香りが飛びやすくなります。

    Good
        深煎りの豆は、挽いてから時間がたつほど香りが飛びやすくなります。

    Source
        A paragraph counts as a copy where 75% of its characters stand in sentences that are 85% alike (rapidfuzz's ratio)
        or contained in earlier ones. Over 2,004 machine-drafted posts nearly all repeats lay within one post: 21,195
        paragraphs recurred inside a post, 26 between posts.
    """

    doc_ja = """同じ段落が記事の中にもう一度あります。

    完全に同じものだけでなく、少し書き換えたもの、長い段落の一部になっているもの、複数の段落をつなげたものも見つけます。
    連続する重複は 1 件にまとめ、元の範囲も示します。見出し、箇条書き、表、コード、短い行は繰り返されて当然なので、
    重複した範囲の中にある場合を除いて対象にしません。二つのものを同じ書き方で説明した段落も、見出しで区別されている語が入れ替わっている場合や、
    対になる語・固有名詞・複数の語だけが入れ替わっている場合（「左」と「右」、`GET` と `POST` など）、リンク先が異なる場合は、別の内容として扱います。
    歌詞や詩の繰り返し（リフレイン）も対象にしません。

    理由
        生成が途中で切れてやり直されたり、スクリプトが断片をつなぎ合わせたりすると、同じ内容が 2 回から 4 回貼り付けられることが
        あります。読者には不注意に見え、検索エンジンには水増しと判断されかねません。

    悪い例
        深煎りの豆は、挽いてから時間がたつほど香りが飛びやすくなります。

        深煎りの豆は、挽いてから時間がたつほど香りが飛びやすくなります。

    良い例
        深煎りの豆は、挽いてから時間がたつほど香りが飛びやすくなります。

    出典
        段落の文字数の 75% 以上が、前に出た文と 85% 以上似た文（rapidfuzz の ratio）か、前の文に含まれる文であれば重複とみなします。
        機械生成の下書き 2,004 本では、重複のほとんどが記事の中で起きていました（記事内 21,195 段落、記事間 26 段落）。
    """

    messages: ClassVar[Messages] = {
        "copy": {
            "en": "This paragraph stands in the post already (line {first_line}). Delete one of the two.",
            "ja": "この段落は {first_line} 行目にもあります。どちらか一方を削除してください。",
        },
        "near": {
            "en": "This paragraph says what line {first_line} says: {percent}% of it is copied. Keep the better one.",
            "ja": "この段落は {first_line} 行目とほぼ同じ内容です（{percent}% が一致）。良いほうだけを残してください。",
        },
        "held": {
            "en": "Line {first_line} says all that this paragraph says. Delete this paragraph.",
            "ja": "この段落の内容は、すべて {first_line} 行目に書かれています。この段落を削除してください。",
        },
        "held-in-several": {
            "en": "All that this paragraph says was said before, most of it on line {first_line}. Delete this paragraph.",
            "ja": "この段落の内容は、すべて先に書かれています（おもに {first_line} 行目）。この段落を削除してください。",
        },
        "run": {
            "en": "{count} paragraphs in a row repeat what begins on line {first_line}. Keep one of the two passages.",
            "ja": "ここから {count} 段落続けて、{first_line} 行目からの内容が繰り返されています。どちらか一方だけを残してください。",
        },
        "run-cut": {
            "en": "{count} paragraphs in a row repeat what begins on line {first_line}, and break off at the end. Keep the first passage.",
            "ja": "ここから {count} 段落続けて、{first_line} 行目からの内容が繰り返され、最後が途切れています。先に出てくるほうを残してください。",
        },
        "run-whole": {
            "en": "{count} paragraphs in a row repeat what begins on line {first_line}, where the last one breaks off. Keep the passage here.",
            "ja": "ここから {count} 段落続けて、{first_line} 行目からの内容が繰り返されています。先のほうは最後が途切れているので、こちらを残してください。",
        },
        "delete": {"en": "Delete the copy and keep what was added to it", "ja": "重複を削除する（書き足された文は残す）"},
        "move": {
            "en": "Delete the copy, and move the ending before it to the end of the post",
            "ja": "重複を削除し、その前にある結びを記事の末尾に移す",
        },
        "merged": {
            "en": "This paragraph joins what stands on lines {first_line} to {last_line} already: {percent}% of it is copied. Delete what is there twice.",
            "ja": "この段落は、{first_line}〜{last_line} 行目の内容をつなげたものです（{percent}% が一致）。重複している部分を削除してください。",
        },
        "joined": {
            "en": "This paragraph only joins what stands on lines {first_line} to {last_line} already. Delete this paragraph.",
            "ja": "この段落は、{first_line}〜{last_line} 行目の内容をつなげただけのものです。この段落を削除してください。",
        },
        "first": {"en": "said here before", "ja": "先に出てくる箇所"},
        "mark": {"en": "the mark before it", "ja": "直前の目印"},
    }

    @dataclass(frozen=True)
    class Options:
        """Options of the check."""

        copied: float = option(
            COPIED,
            en="the share of a paragraph's characters that must be copied; higher finds fewer",
            ja="段落のうち、この割合以上の文字が重複していれば知らせます（大きいほど控えめ）",
            minimum=0.5,
            maximum=1,
        )
        length: int = option(
            PARAGRAPH,
            en="the shortest paragraph, in characters of Japanese, that is told where it stands alone and away from its original",
            ja="離れた場所に一つだけある重複を知らせる、段落の最小文字数",
            minimum=20,
            maximum=1000,
        )

    def check(self, post: Post) -> Iterator[Finding]:
        """One finding for each run."""
        for run in repeated_runs(post, self.options.copied, self.options.length):
            fix = _fix(run, post)
            mark = marker_before(post, run.span.start) if run.parted else None
            related = (Related(run.first, "first"), *((Related(mark, "mark", evidence=True),) if mark else ()))
            yield Finding(run.span, _key(run, post), _data(run, post), related, fix)


def _key(run: RepeatedRun, post: Post) -> str:
    if len(run.units) > 1:
        return _KEYS[run.first.end in cut_ends(post), run.span.end in cut_ends(post)]
    if run.merged:
        return "joined" if run.holders else "merged"
    if run.exact:
        return "copy"
    return "near" if not run.holders else "held" if run.holders == 1 else "held-in-several"


def _fix(run: RepeatedRun, post: Post) -> Fix | None:
    """Where the copy is exact and stands right behind its original nothing can be lost."""
    edits = take_out_copies(run, post)
    moving = take_out_with_ending(run, edits, post) if run.adjacent else ()
    further = Fix("move", moving, safe=False) if moving else None
    return Fix("delete", edits, safe=run.exact and run.adjacent, further=further) if edits else None


def _data(run: RepeatedRun, post: Post) -> dict[str, object]:
    first_line = post.lines.position(run.first.start).line
    return {
        "count": len(run.units),
        "percent": min(round(run.share * 100), 99),  # what is copied in full is told without a figure
        "first_line": first_line,
        "last_line": post.lines.position(run.first.end).line,
    }
