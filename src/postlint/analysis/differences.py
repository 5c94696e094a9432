"""How two sentences that are nearly alike differ: word by word, and in what way.

A slip, or a hasty edit, adds a word, drops a few letters or changes a mark. Who describes two things in the same way exchanges words:
前景色 for 背景色, `GET` for `POST`, left for right.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from postlint.post.japanese import has_japanese
from postlint.post.patterns import lazy

#: code, a word in Latin or other letters, a figure, a row of katakana, a row of kanji, one letter of hiragana
_WORDS = lazy(
    r"`[^`\n]{1,200}`|[^\W\d_ぁ-んァ-ヺー一-鿿々〆ヶ]+(?:['’_.-][A-Za-z0-9]+)*|[0-9]+(?:[.,][0-9]+)*"
    r"|[ァ-ヺー]+|[一-鿿々〆ヶ]+|[ぁ-ん]"
)
_TARGET = lazy(r"\]\([^)\s]{0,500}\)")
_NAME = lazy("[`ァ-ヺ0-9]|.*[._0-9]")
#: words that name nothing: with others of them a sentence says the same
_EMPTY = frozenset(
    "a an the is are was were be been being it its this that these those of in on to for from by with at as and or not no"
    " will would can could may might must shall should do does did has have had if when then also just really indeed so but"
    " there their they them you your we us our i my me he his she her than into any all some each very quite truly which who".split()
)
#: the same of kanji: who speaks, how sure and when; they come and go as a text is written anew
_EMPTY_KANJI = frozenset(
    "私 僕 俺 彼 彼女 彼等 我 我々 皆 皆様 皆様方 方 方々 私達 自分 自身 自体 個人 個人的 私個人 正直 今 今回 今後 現在 最近 実際 本当 非常"
    " 常 特 更 例 他 何 事 時 物 者 点 的 等 言 言葉 思 考 感 感覚 見 結論 結局 一方 同時 直接 間違".split()
)
#: characters that make opposites, or names of a series, of words that are equal else
_OPPOSITES = (
    "前後背 上下 左右 内外 入出 送受発着 高低 大小 長短 多少 増減 加減引 正負 真偽 有無 新旧 明暗 強弱 始終 開閉 昼夜朝夕 男女 "
    "東西南北 縦横 自他 主副従 公私 売買 表裏 先後 早遅 軽重 太細 広狭 深浅 遠近 春夏秋冬 月火水木金土日 年月週日時分秒 往復 親子 甲乙丙丁"
).split()
#: a share of letters that are not the other word's: with more of them it is another word
_OTHER = 0.4
#: a verb that is denied; ます and ません differ in their ends alone
_NO = lazy(r"(?<!しれ)(?:ない|ません|なかっ)(?!でしょう|か)|ず$|^せん$")
_KANA = lazy("[ぁ-ん]")


class Difference(Struct, frozen=True):
    """A stretch of words of one sentence, `first`, where another has the words `again`; one of the two may be empty."""

    first: tuple[str, ...]
    again: tuple[str, ...]
    #: whether the stretch opens the sentence, where every word has a capital
    opens: bool
    #: whether the sentence is a Japanese one
    japanese: bool

    @property
    def sides(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Both stretches."""
        return self.first, self.again

    @property
    def exchanged(self) -> bool:
        """Whether words that name something stand on both sides, and one side is not the other with letters added or dropped."""
        return all(any(map(is_telling, side)) for side in self.sides) and not self.slipped

    @property
    def slipped(self) -> bool:
        """Whether one side is the other with letters added here and dropped there, as it is where one is empty, and none put for others."""
        first, again = ("".join(side).casefold() for side in self.sides)
        changed = list(_changed(first, again))
        dropped, added = sum(b - a for a, b, _, _ in changed), sum(d - c for _, _, c, d in changed)
        if not dropped or not added:
            return True
        # Other words may have a few letters in common, too.
        return dropped + added <= _OTHER * (len(first) + len(again)) and all(a == b or c == d for a, b, c, d in changed)

    @property
    def turned(self) -> bool:
        """Whether one side says no where the other says yes, or one names the opposite of the other."""
        first, again = ("".join(side) for side in self.sides)
        if not first or not again:
            return "なけ" in {first, again}  # すれば and しなければ
        return _are_opposite(first, again) or (_NO.search(first) is None) != (_NO.search(again) is None)

    @property
    def of_names(self) -> bool:
        """Whether there is a name on either side: code, katakana, a figure, a word with a capital, or Latin letters amid Japanese."""
        return all(any(map(self._is_name, side)) for side in self.sides)

    def _is_name(self, word: str) -> bool:
        if _NAME.match(word):
            return True
        if self.japanese:
            return word.isascii() and is_telling(word)
        return not self.opens and not word.islower() and is_telling(word)


def differences(first: str, again: str) -> tuple[Difference, ...]:
    """Where the source of a sentence has other words than that of one before it; marks, width and capitals make no difference."""
    words = words_of(first), words_of(again)
    folded = [[word.casefold() for word in side] for side in words]
    japanese = has_japanese(again)
    return tuple([Difference(words[0][a:b], words[1][c:d], a == 0, japanese) for a, b, c, d in _changed(*folded)])


@lru_cache(maxsize=64)
def words_of(source: str) -> tuple[str, ...]:
    """The words of a source, without its marks and the targets of its links."""
    source = _TARGET.sub("] ", source) if "](" in source else source
    return tuple(_WORDS.findall(unicodedata.normalize("NFKC", source.replace("*", "").replace("\\", ""))))


def is_telling(word: str) -> bool:
    """Whether a word names something."""
    return not "ぁ" <= word[0] <= "ん" and word.lower() not in _EMPTY and word not in _EMPTY_KANJI


def _changed(first: Sequence[str], again: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Where first[a:b] became again[c:d], as (a, b, c, d), so that as much as can be stays."""
    from rapidfuzz.distance import Indel  # most posts without copies do without

    a = c = 0
    for same in (op for op in (*Indel.opcodes(first, again), None) if op is None or op.tag == "equal"):
        b, d = (same.src_start, same.dest_start) if same is not None else (len(first), len(again))
        if (a, c) != (b, d):
            yield a, b, c, d
        a, c = (same.src_end, same.dest_end) if same is not None else (b, d)


def _are_opposite(first: str, again: str) -> bool:
    """Whether two words differ in one character, kana aside, and these two are opposites or names of a series."""
    first, again = _KANA.sub("", first), _KANA.sub("", again)
    if len(first) != len(again):
        return False
    pairs = [(a, b) for a, b in zip(first, again, strict=True) if a != b]
    return len(pairs) == 1 and any(pairs[0][0] in row and pairs[0][1] in row for row in _OPPOSITES)
