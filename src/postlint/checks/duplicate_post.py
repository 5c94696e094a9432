"""duplicate-post: the post stands on the site again, as it is or edited."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import ClassVar
from zlib import crc32

from postlint.analysis.places import span_of
from postlint.analysis.site import Card, card_of, is_told_of, standing, title_form
from postlint.analysis.sketch import ERROR, bands, shares_band_before, similarity, squeezed_sketch
from postlint.checks._posts import MOST, shown_posts, told_posts
from postlint.checks.base import GroupedCheck, Key, Match, option
from postlint.diagnostic import Finding, Messages
from postlint.post.post import Post

#: notices of a series (version 1.2 is out, minutes of May) repeat the wording of a form, which makes up most of a body shorter than this
_FORM = 5000
#: how much of two such notices may be alike, at least, until they are one and the same
_ALIKE_ISSUES = 1.0

#: the sketch of the body without white space, its length and its checksum, and the post's card
Summary = tuple[bytes, int, int, Card]


class DuplicatePost(GroupedCheck[Summary]):
    """The post stands on the site again, as it is or edited.

    Two posts are alike as far as their bodies have the same character 5-grams (Jaccard's similarity: shared ones among all
    of both, white space left out). It is estimated from a sketch of 1,152 bytes a post. Of pairs that reach the threshold
    one in 16,000 is missed; a pair that is told lies less than 0.1 below it. Not compared are short posts, and posts in
    different languages. Notices of a series, whose titles differ only in a figure or a month, are told where they are the
    same almost to the word, since such posts repeat the wording of a form. A draft is told of a published post, but not the other way round, nor of the published post that
    has its file name. With `content` in the configuration, the posts that a run checks are compared with all posts in
    those folders. All posts of a pair in the run are told, since only the editor knows which one is to stay.

    Why
        Readers who meet the same text under two addresses stop trusting either, and search engines show one of them at will.
        A pipeline that is run twice, or a file that is copied instead of moved, leaves such pairs behind.

    Bad
        posts/2026-03-02-teapot.md and posts/2026-03-09-iron-teapot.md: one text, with another title and a new first paragraph.

    Good
        posts/2026-03-09-iron-teapot.md alone, with a redirect from the other address.

    Source
        Broder 1997 (resemblance of documents by shingles), Li, Owen and Zhang 2012 (one permutation hashing). No two of 2,004
        machine-drafted posts that were written separately reached 0.16; edited copies of a post lie above 0.8.
    """

    doc_ja = """同じ内容の記事がほかにもあります。書き換えた写しも見つけます。

    本文から空白を除き、連続する 5 文字の組がどれだけ共通しているか（Jaccard 係数：両方に共通する組の数 ÷ どちらかにある組の数）で
    比べます。係数は、記事ごとに 1,152 バイトの要約（スケッチ）から推定します。しきい値以上の組を見落とすのは 16,000 組に 1 組ほどで、
    知らせる組の係数がしきい値を下回る場合も、その差は 0.1 未満です。短い記事と、言語の違う記事は比べません。
    タイトルが数字や月しか違わない短い記事（リリースのお知らせなど）は、決まった文面の使い回しと考え、ほぼ一字一句同じ場合だけ
    知らせます。
    下書きには公開済みの記事との重複を知らせますが、公開済みの記事には下書きとの重複を知らせません。ファイル名が同じ下書きと
    公開記事も比べません。設定に `content` があれば、調べる記事をそのフォルダーにあるすべての記事と比べます。
    どちらを残すかは編集者にしか決められないため、重複している記事のすべてに知らせます。

    理由
        同じ文章が別のアドレスにもあると、読者はどちらも信用しなくなり、検索結果にどちらが出るかも分かりません。
        生成を 2 回実行したり、ファイルを移動するつもりでコピーしたりすると起こります。

    悪い例
        posts/2026-03-02-teapot.md と posts/2026-03-09-iron-teapot.md の本文が、タイトルと最初の段落のほかは同じ。

    良い例
        posts/2026-03-09-iron-teapot.md だけを残し、もう一方のアドレスからは転送する。

    出典
        Broder 1997（シングルによる文書の類似度）、Li・Owen・Zhang 2012（one permutation hashing）。別々に書かれた機械生成の記事
        2,004 本には、係数が 0.16 以上の組はありませんでした。書き換えた写しは 0.8 を超えます。
    """

    messages: ClassVar[Messages] = {
        "same": {
            "en": "This is {other} again: the texts are the same. Keep one of the two, and redirect the other address to it.",
            "ja": "{other} とまったく同じ本文です。どちらか一方を残し、もう一方からは転送してください。",
        },
        "near": {
            "en": "This is {other} again: {percent}% of the two texts is the same. Keep the better one, and redirect the other address to it.",
            "ja": "{other} とほぼ同じ内容です（{percent}% が共通）。良いほうを残し、もう一方からは転送してください。",
        },
        "several": {
            "en": "This is {other} again ({percent}% of the two texts is the same), and so are {more} more posts. Keep the best one of them.",
            "ja": "{other}（{percent}% が共通）ほか {more} 本の記事とほぼ同じ内容です。いちばん良いものだけを残してください。",
        },
        "there": {"en": "the other post", "ja": "もう一方の記事"},
    }

    @dataclass(frozen=True)
    class Options:
        """Options of the check."""

        alike: float = option(
            0.8,
            en="how much two posts have in common at least: shared 5-grams among all of both; higher finds fewer",
            ja="二つの記事の 5 文字の組のうち、共通する割合がこれ以上なら知らせます（大きいほど控えめ）",
            minimum=0.7,
            maximum=1,
        )
        length: int = option(
            300,
            en="the shortest body that is compared, in characters without white space",
            ja="比べる本文の最小文字数（空白を除く）",
            minimum=100,
            maximum=10000,
        )

    def summarise(self, post: Post) -> Summary | None:
        """The sketch of the body; nothing of a short post."""
        body = "".join(post.body.of(post.text).split())
        if len(body) < self.options.length:
            return None
        return squeezed_sketch(body), len(body), crc32(body.encode("utf-8", "surrogatepass")), card_of(post)

    def keys(self, summary: Summary) -> Collection[Key]:
        """The bands of the sketch."""
        return bands(summary[0])

    def matches(self, key: Key, members: Sequence[tuple[str, Summary]]) -> Iterator[tuple[str, Match]]:
        """Pairs that are alike enough: each looked at under the first key that it shares, with how much it has in common."""
        hub = members[:MOST]
        pairs = [*combinations(hub, 2), *((one, other) for one in members[MOST:] for other in hub)]
        band = int(key) >> 32
        for (path, one), (other, two) in pairs:
            if shares_band_before(one[0], two[0], band):
                continue
            percent = self._percent(one, two)
            if percent is None:
                continue
            card, other_card = one[3], two[3]
            here, there = standing(path, card[0], card[1]), standing(other, other_card[0], other_card[1])
            if is_told_of(here, there):
                yield path, (-percent, other, other_card[2])
            if is_told_of(there, here):
                yield other, (-percent, path, card[2])

    def _percent(self, one: Summary, other: Summary) -> int | None:
        """How much two posts have in common, 100 for nothing but equal texts; None where it is not enough."""
        if one[:3] == other[:3]:  # a sketch alone may not show the change of a word
            return 100
        alike = similarity(one[0], other[0])
        form = max(one[1], other[1]) < _FORM and _are_issues(one[3], other[3])
        least = _ALIKE_ISSUES if form else self.options.alike
        return min(round(alike * 100), 99) if alike >= least - ERROR else None

    def findings(self, path: str, summary: Summary, matches: Sequence[Match]) -> Iterator[Finding]:
        """One finding, on the title or at the beginning, that names the most similar post first."""
        others = [(other, mark) for _, other, mark in matches[:MOST]]
        percent = -matches[0][0]
        message = "several" if len(others) > 1 else "same" if percent == 100 else "near"
        data = {**told_posts(others), "percent": percent}
        yield Finding(span_of(summary[3][2]), message, data, elsewhere=shown_posts(others, "there"))


def _are_issues(one: Card, other: Card) -> bool:
    """Whether two titles differ in figures or a month only, as those of notices do that are filled into a form."""
    title, other_title = one[2][4], other[2][4]
    return title != other_title and title_form(title) == title_form(other_title)
