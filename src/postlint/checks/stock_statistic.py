"""stock-statistic: one figure in the same words in many posts, with no source."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from postlint.analysis.keys import normalise
from postlint.checks._posts import shown_posts
from postlint.checks._shared import Entries, Entry, SharedCheck, entries_of, entry, shared
from postlint.checks.base import Match, option
from postlint.diagnostic import Finding, Messages, Severity, Tier
from postlint.post.block import Block
from postlint.post.patterns import lazy
from postlint.post.post import Post
from postlint.post.text import Span

#: a whole figure: from another digit of it on the same is read again, which in a row of digits takes the square of their number
_DIGITS = r"(?<![0-9０-９])(?<![0-9０-９][.,．，])[0-9０-９]++(?:[.,．，][0-9０-９]++)*+"
_DIGITS_ENGLISH = r"(?<![0-9])(?<![0-9][.,])[0-9]++(?:[.,][0-9]++)*+"
_DIGIT = lazy("[0-9０-９]")
_WORD = "[一-龥々〆ァ-ヴーA-Za-zＡ-Ｚａ-ｚ]"
#: a figure with a unit; what it is a figure of stands behind it (75%以上の企業) or before it (市場規模は3兆円)
_FIGURE = lazy(
    rf"(?P<ja>{_DIGITS}(?:[%％]|パーセント|割|倍|[兆億万]+(?:円|ドル|ユーロ|人|社|件|台|回|時間)))"
    rf"|(?P<en>[$€£]?{_DIGITS_ENGLISH}(?: per ?cent| (?:million|billion|trillion)| times))"
)
_BEFORE = lazy(rf"({_WORD}{{2,10}})[はがをのもで]?(?:約|およそ|最大で?|平均で?|年率|年平均)?\Z")
_BEHIND = lazy(rf"(?:以上|以下|超|未満|近く|前後|程度|強|弱)?(?:の?({_WORD}{{2,12}}))?")
_BEHIND_ENGLISH = lazy(r"(?: or more)?(?: of (?:(?:all|the|its|our|their) )*[A-Za-z][a-z-]+|(?: [A-Za-z][a-z-]+){3})")
#: how far before a figure its words are looked for
_REACH = 18
#: what a figure may be of without saying what has changed; by itself it says too little to be the same statement
_CHANGE = lazy(
    r"(?:大幅)?(?:削減|短縮|低減|減少|節約|向上|改善|増加|拡大|上昇|成長|増|減|アップ|ダウン|高速化|効率化|以上|以下|程度)|(?:増|減|向上|削減)[一-龥]?"
)
#: not worth a source: all of it, the same, twice
_PLAIN = lazy(r"(?:100|１００|0|０)(?:[%％]|パーセント)|(?:10|十)割|[12１２]倍")
#: who says so
_SOURCE = lazy(
    r"によると|によれば|よると|調査|調べ|アンケート|統計|白書|出典|出所|参考|集計|サーベイ|レポート|報告|回答|発表|公表|試算|[0-9０-９]{4}年(?:度|版|時点)"
    r"|[一-龥](?:省|庁|協会|研究所|大学)|総研|リサーチ|Gartner|IDC|McKinsey|マッキンゼー|ガートナー"
    r"|\b(?:according to|survey|study|studies|report|reported|source|research|poll|census|statistics)\b|\[\^",
    re.IGNORECASE,
)


class StockStatistic(SharedCheck):
    """One figure stands in the same words in many posts, and no source is named.

    Compared is the figure (a share, a multiple, an amount) with the words for what it is a figure of: 75%以上の企業,
    市場規模は3兆円, "75% of companies". A figure has a source where its paragraph has a link or a footnote, or says
    who found it out (調査, によると, "according to"). Advisory: a blog may have a favourite figure, and the source elsewhere.

    Why
        One figure that is true of every subject is true of none. A generator that knows one figure uses it in every post,
        and a script that put it in place of a word (多くの) has put it everywhere.

    Bad
        同じ文が 20 本の記事にあります。

        いまや68%以上の園芸家が、雨水をためて使っています。

    Good
        市の緑化センターが昨年行った調査では、園芸家の68%が雨水をためて使っていました。

    Source
        536 of 2,004 posts of one machine-drafted blog had one share of companies, because a script had put it in place of a word.
    """

    doc_ja = """同じ数字が、同じ言い回しで、出典のないまま多くの記事に出てきます。

    数字（割合、倍率、金額など）と、それが何の数字かを示す言葉（「75%以上の企業」「市場規模は3兆円」）を比べます。
    同じ段落にリンクか脚注があるとき、または「調査」「によると」など、誰が調べたかを示す言葉があるときは出典ありとみなします。
    出典が別の場所にあることもあるため、参考情報として知らせます。

    理由
        どの話題にも当てはまる数字は、どの話題の裏付けにもなりません。覚えている数字を毎回使う生成や、「多くの」を数字に置き換える
        スクリプトが原因です。

    悪い例
        同じ文が 20 本の記事にあります。

        いまや68%以上の園芸家が、雨水をためて使っています。

    良い例
        市の緑化センターが昨年行った調査では、園芸家の68%が雨水をためて使っていました。

    出典
        機械生成のあるブログでは、スクリプトが言葉を数字に置き換えたため、記事 2,004 本のうち 536 本に同じ企業の割合がありました。
    """

    tier = Tier.ADVISORY
    severity = Severity.WARNING
    messages: ClassVar[Messages] = {
        "figure": {
            "en": "“{text}” stands in other posts, too ({other}; {count} in all), each time without a source. Name one, or leave the figure out.",
            "ja": "「{text}」は、ほかの {count} 本の記事（{other} など）にも、出典のないまま出てきます。出典を示すか、数字を外してください。",
        },
        "there": {"en": "the same figure", "ja": "同じ数字"},
    }

    @dataclass(frozen=True)
    class Options:
        """Options of the check."""

        posts: int = option(
            5,
            en="how many posts must have the figure without a source",
            ja="同じ数字が出典なしで出てくる記事が何本以上あれば知らせるか",
            minimum=2,
            maximum=1000,
        )

    def summarise(self, post: Post) -> Entries | None:
        """Each figure without a source, where it stands first."""
        found: dict[bytes, Entry] = {}
        for block in post.blocks:
            if block.kind in ("paragraph", "item") and not block.links and _DIGIT.search(block.plain):
                for one in _figures(post, block):
                    found.setdefault(one[0], one)
        return entries_of(post, found.values())

    def findings(self, path: str, summary: Entries, matches: Sequence[Match]) -> Iterator[Finding]:
        """One finding for each figure, where it stands first."""
        for match in matches:
            one = shared(path, match)
            yield Finding(one.span, "figure", one.data, elsewhere=shown_posts(one.others, "there"))


def _figures(post: Post, block: Block) -> Iterator[Entry]:
    """The figures of a block with what they are figures of; none where the block names a source."""
    figures = [match for match in _FIGURE.finditer(block.plain) if not _PLAIN.fullmatch(match.group())]
    if not figures or _SOURCE.search(block.plain):
        return
    for match in figures:
        span = _statement(block.plain, match)
        if span is not None:
            said = unicodedata.normalize("NFKC", span.of(block.plain))
            yield entry(post, "f", normalise(said).casefold(), block.source(span.start, span.end))


def _statement(plain: str, figure: re.Match[str]) -> Span | None:
    """The figure with the words that make a statement of it; None where it stands for itself."""
    start, end = figure.span()
    english = _BEHIND_ENGLISH.match(plain, end)
    if english:
        return Span(start, english.end())
    if figure["en"]:
        return None
    behind = _BEHIND.match(plain, end)
    if behind is not None and behind[1] and not _CHANGE.fullmatch(behind[1]):
        return Span(start, behind.end())
    before = _BEFORE.search(plain, max(0, start - _REACH), start)
    return Span(before.start(), behind.end() if behind else end) if before else None
