"""garbled-statistic: a figure put where a plain word was."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from operator import attrgetter
from typing import ClassVar

from postlint.checks.base import Check
from postlint.diagnostic import Edit, Finding, Fix, Messages
from postlint.packs.match import Match, shipped_matcher
from postlint.post.japanese import morphemes
from postlint.post.patterns import lazy
from postlint.post.post import Post
from postlint.post.text import Span


class GarbledStatistic(Check):
    """A figure stands where a plain word was: より75%以上の企業, 300%の削減.

    Two kinds of evidence are used. Where the grammar gives it away (the adverb より before a share, a cut of 300%, a
    figure on a noun that has no amount) the figure is told whatever stands around it. Where only the wording is known from
    scripts that replace vague words (75%以上の企業 for 多くの企業), it is told unless the sentence names a source or has a
    link. The data is in rules/garbled-statistic.yml.

    Why
        A script that replaces vague words by figures invents facts. Readers quote them, and the post loses its credit
        when they ask for the source.

    Bad
        宅配の仕組みが整えば、より75%以上の企業が地方の生産者と取引できます。

    Good
        宅配の仕組みが整えば、より多くの企業が地方の生産者と取引できます。

    Source
        In 2,004 machine-drafted posts of one blog 75%以上の企業 stood in 536, put there by a script for 多くの企業;
        大幅な had become 300%の and 高い成長 年率25%以上の成長.
    """

    doc_ja = """普通の言葉があった場所に、数字が入り込んでいます（より75%以上の企業、300%の削減など）。

    文法から明らかな場合（副詞の「より」に割合が続く、300% も削減する、量で表せない名詞に割合が付く）は、前後に何が書かれていても
    知らせます。置き換えスクリプトでよく見られる言い回し（多くの企業 → 75%以上の企業）は、同じ文に出典やリンクがない場合に
    知らせます。言い回しは rules/garbled-statistic.yml にあります。

    理由
        あいまいな言葉を機械的に数字へ置き換えると、根拠のない事実が生まれます。読者に引用され、出典を聞かれたときに信用を失います。

    悪い例
        宅配の仕組みが整えば、より75%以上の企業が地方の生産者と取引できます。

    良い例
        宅配の仕組みが整えば、より多くの企業が地方の生産者と取引できます。

    出典
        あるブログの機械生成の下書き 2,004 本のうち 536 本に、「多くの企業」を置き換えた「75%以上の企業」がありました。
        「大幅な」は「300%の」に、「高い成長」は「年率25%以上の成長」に置き換わっていました。
    """

    messages: ClassVar[Messages] = {
        "comparative": {
            "en": "“{text}” cannot follow an adverb of degree: a figure seems to have replaced “{restore}”. Put the word back.",
            "ja": "「{text}」は前の言葉とつながりません。「{restore}」が数字に置き換わったようです。元の言葉に戻してください。",
        },
        "share": {
            "en": "“{text}” names no source; scripts put such figures where “{restore}” stood. Name the source, or put the word back.",
            "ja": "「{text}」の出典が見当たりません。「{restore}」が数字に置き換わった可能性があります。出典を書くか、元の言葉に戻してください。",
        },
        "impossible": {
            "en": "Nothing can be cut by “{text}”: a figure seems to have replaced “{restore}”. Put the word back, or give the right figure.",
            "ja": "「{text}」も減らすことはできません。「{restore}」が数字に置き換わったようです。元の言葉か、正しい数字に直してください。",
        },
        "amount": {
            "en": "“{text}” does not fit what follows: a figure seems to have replaced “{restore}”. Put the word back, or give the figure with its source.",
            "ja": "「{text}」は後に続く言葉と合いません。「{restore}」が数字に置き換わったようです。元の言葉に戻すか、出典のある数字に直してください。",
        },
        "put-back": {"en": "Put “{restore}” back", "ja": "「{restore}」に戻す"},
        "delete": {"en": "Delete the figure", "ja": "数字を削除する"},
    }

    def check(self, post: Post) -> Iterator[Finding]:
        """One finding for each figure, marked without the noun behind it where only the figure was put in."""
        if "%" not in post.text and "％" not in post.text:
            return
        links = _Links(post)
        for match in shipped_matcher("garbled-statistic").matches(post):
            entry = match.entry
            if entry.name == "comparative" and not _is_adverb(match, post):
                continue
            if entry.unless is not None and entry.name != "doubled-no" and links.beside(match.span):
                continue
            # The の goes with the figure when the word is put back, but not into the sentence that tells of it.
            text = match.text.removesuffix("の")
            data = {"entry": entry.name, "text": text, "restore": entry.restore}
            yield Finding(match.span, _KEYS[entry.name], data, fix=_fix(match, post))


_KEYS = {
    "comparative": "comparative",
    "comparative-en": "comparative",
    "comparative-so": "comparative",
    "how-many": "comparative",
    "comparative-further": "comparative",
    "growth-doubled": "comparative",
    "share-of-companies": "share",
    "growth": "share",
    "cut-over-whole": "impossible",
    "no-amount": "amount",
    "doubled-no": "amount",
}


#: the figure at the beginning of a match, with the words that came with it
_FIGURE = lazy(r"(?:年率)?(?:[0-9０-９]{1,4}|数百)[%％](?:以上)?の|[0-9]{1,3}% (?:or more )?of (?:the )?")
#: what says already, before or behind the figure, what the figure was put for
_SAID_BEFORE = lazy(r"(?:高い|多くの|\b(?:more|many) )\Z", re.IGNORECASE)
_SAID_BEHIND = lazy("大幅")


def _fix(match: Match, post: Post) -> Fix | None:
    """Put the word back, or take the figure out where the word is still there; nothing where markup stands in between."""
    text, start = post.text, match.span.start
    figure = _FIGURE.match(text, start, match.span.end)
    if figure is None or match.entry.restore is None:
        return None
    if _SAID_BEFORE.search(text[max(start - 8, 0) : start]) or _SAID_BEHIND.match(text, figure.end()):
        return Fix("delete", (Edit(Span(*figure.span()), ""),), safe=False)
    word = match.entry.restore if figure.group().endswith("の") else f"{match.entry.restore} "
    return Fix("put-back", (Edit(Span(*figure.span()), word),), safe=False)


#: connectives that the dictionary takes for nouns where より follows
_CONNECTIVES = ("つまり", "すなわち", "あるいは", "もしくは", "結果", "結果的")


def _is_adverb(match: Match, post: Post) -> bool:
    """Whether the word before the figure is an adverb of degree, and not the より of 昨年より."""
    before = post.text[max(0, match.span.start - 24) : match.span.start].rstrip()
    if not before.endswith("より"):
        return True
    found = morphemes(before.replace("\n", "。"))
    if not found or found[-1].surface != "より":
        return True
    previous = found[-2] if len(found) > 1 else None
    return found[-1].pos == "副詞" or previous is None or previous.surface in _CONNECTIVES or previous.pos not in ("名詞", "動詞", "形容詞")


class _Links:
    """Says of a figure whether a link stands in its sentence: there the source is.

    A sentence is looked at once, and found by bisection: one that was pasted together can hold thousands of figures.
    """

    def __init__(self, post: Post) -> None:
        self._post = post
        self._known: dict[Span, bool] = {}

    def beside(self, span: Span) -> bool:
        """Whether a link stands in the sentence of the figure at `span`."""
        blocks = self._post.blocks
        at = bisect_right(blocks, span.start, key=attrgetter("span.start")) - 1
        if at < 0 or not blocks[at].span.covers(span):
            return False
        block = blocks[at]
        first = bisect_right(block.sentences, span.start, key=lambda sentence: block.source(sentence.start, sentence.end).end)
        if first == len(block.sentences):
            return False
        place = block.source(block.sentences[first].start, block.sentences[first].end)
        if not place.overlaps(span):
            return False
        if place not in self._known:
            source = place.of(self._post.text)
            behind = bisect_right(block.links, place.start, key=attrgetter("end"))
            self._known[place] = "://" in source or "[^" in source or any(link.overlaps(place) for link in block.links[behind : behind + 1])
        return self._known[place]
