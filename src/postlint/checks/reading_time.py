"""A reading time in the front matter that the text belies."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from postlint.analysis.runs import repeated_runs
from postlint.analysis.units import units_of
from postlint.checks.base import Check, option
from postlint.diagnostic import Edit, Finding, Fix, Messages
from postlint.mistake import shortened
from postlint.post.japanese import count_characters, is_japanese
from postlint.post.patterns import lazy
from postlint.post.post import Post
from postlint.post.text import Span
from postlint.post.yaml_nodes import Path

_KEYS = ("reading_time", "readingTime", "reading-time")
#: tables in which Zola and Hugo keep a site's own keys
_TABLES: tuple[Path, ...] = ((), ("extra",), ("params",))
#: from which share of the text on repeats are told of
_TOLD = 0.1
_DIGIT = "[0-9０-９]"
_VALUE = lazy(
    rf"""["']?[ \t]*+(?:(?:約|およそ|[Aa]bout[ \t]|[Cc]a\.?[ \t]|~|≈|〜)[ \t]*+)?"""
    rf"""(?P<number>(?P<minus>[-−－])?{_DIGIT}{{1,9}}(?:[.．]{_DIGIT}{{1,9}})?)(?!{_DIGIT})"""
    rf"""(?:[ \t]*[-–—~〜～][ \t]*(?P<upto>{_DIGIT}{{1,9}}))?"""
    rf"""[ \t]*(?P<unit>時間|[Hh](?:ou)?rs?\b|[Hh]\b|秒|[Ss]ec|:)?[ \t]*(?P<rest>{_DIGIT}{{1,2}})?"""
)


class ReadingTime(Check):
    """The reading time in the front matter does not fit the length of the text.

    Why
    A pipeline writes the same figure into every post, or the post was cut or lengthened after it was counted. Readers
    who are promised 8 minutes and get 2, or 30, stop trusting the figure. The time may be anything between
    floor(n / 600) - 1 and ceil(n / 400) + 1 minutes for n characters of Japanese without white space and code; for
    other languages, 180 to 260 words a minute.

    Bad
        ---
        title: Watering succulents
        reading_time: 20
        ---

        Once a month is enough.

    Good
        ---
        title: Watering succulents
        reading_time: 1
        ---

        Once a month is enough.

    Source
    400 to 600 characters a minute is what Japanese adults are commonly measured to read silently; for English, Brysbaert
    (2019), 175 to 300 words a minute, 238 on average. In one blog of 2,004 machine-drafted posts 1,443 said 20, whatever their length.
    """

    doc_ja = """フロントマターの読了時間が、本文の長さと合っていません。

    理由
    ツールがどの記事にも同じ数字を書き込んだり、計算した後で本文を削ったり増やしたりすると起こります。「8 分」と
    書かれた記事が 2 分や 30 分かかると、読者は数字を信用しなくなります。空白とコードを除いた本文が n 文字の日本語なら
    floor(n / 600) - 1 分から ceil(n / 400) + 1 分まで、ほかの言語なら 1 分あたり 180〜260 語を許容範囲とします。

    悪い例
        ---
        title: 多肉植物の水やり
        reading_time: 20
        ---

        水やりは月に一度で十分です。

    良い例
        ---
        title: 多肉植物の水やり
        reading_time: 1
        ---

        水やりは月に一度で十分です。

    出典
    日本語の黙読は毎分 400〜600 文字とされます。英語は Brysbaert (2019)（毎分 175〜300 語、平均 238 語）によります。
    機械生成の下書きを公開していたあるブログでは、2,004 本中 1,443 本が長さに関係なく 20 分としていました。
    """
    messages: ClassVar[Messages] = {
        "characters": {
            "en": "{value} minutes do not fit a text of {count} characters, which takes {low} to {high}. Correct the figure, or the text.",
            "ja": "本文は {count} 文字で、読了時間の目安は {low}〜{high} 分ですが、{value} 分と書かれています。数字か本文を直してください。",
        },
        "words": {
            "en": "{value} minutes do not fit a text of {count} words, which takes {low} to {high}. Correct the figure, or the text.",
            "ja": "本文は {count} 語で、読了時間の目安は {low}〜{high} 分ですが、{value} 分と書かれています。数字か本文を直してください。",
        },
        "characters-again": {
            "en": "{value} minutes do not fit a text of {count} characters, which takes {low} to {high}. About {copied} of them are repeats: delete those first, then correct the figure.",
            "ja": "本文は {count} 文字で、読了時間の目安は {low}〜{high} 分ですが、{value} 分と書かれています。うち約 {copied} 文字は繰り返しなので、先に削除してから数字を直してください。",
        },
        "words-again": {
            "en": "{value} minutes do not fit a text of {count} words, which takes {low} to {high}. About {copied} of them are repeats: delete those first, then correct the figure.",
            "ja": "本文は {count} 語で、読了時間の目安は {low}〜{high} 分ですが、{value} 分と書かれています。うち約 {copied} 語は繰り返しなので、先に削除してから数字を直してください。",
        },
        "not-a-number": {
            "en": "“{value}” is no reading time. Write the minutes as a number.",
            "ja": "「{value}」は読了時間として読めません。分数を数字で書いてください。",
        },
        "set": {"en": "Write {middle} minutes", "ja": "{middle} 分にする"},
    }

    @dataclass(frozen=True)
    class Options:
        """How fast readers read, and how far off the figure may be."""

        slow_characters: int = option(
            400, en="characters a slow reader reads in a minute", ja="ゆっくり読む人が 1 分で読む文字数", minimum=1
        )
        fast_characters: int = option(600, en="characters a fast reader reads in a minute", ja="速く読む人が 1 分で読む文字数", minimum=1)
        slow_words: int = option(180, en="words a slow reader reads in a minute", ja="ゆっくり読む人が 1 分で読む語数", minimum=1)
        fast_words: int = option(260, en="words a fast reader reads in a minute", ja="速く読む人が 1 分で読む語数", minimum=1)
        slack: int = option(1, en="minutes allowed on either side", ja="前後に許容する分数", minimum=0)

    def check(self, post: Post) -> Iterator[Finding]:
        """Yield a finding for each reading time that is none, or that is out of range; one without a value is left alone."""
        for path, value in _reading_times(post):
            span = post.front_matter.value_span(*path) or post.front_matter.opening
            stated = _stated(value, span.of(post.text))
            if stated is None:
                yield Finding(span, "not-a-number", {"value": shortened(value) if isinstance(value, str | int | float) else "[…]"})
            else:
                yield from self._judged(post, span, stated)

    def _judged(self, post: Post, span: Span, stated: "_Stated") -> Iterator[Finding]:
        message, count, slow, fast = self._measured(post)
        low = max(count // fast - self.options.slack, 0 if count < fast else 1)
        high = math.ceil(count / slow) + self.options.slack
        if stated.most >= low and stated.least <= high:
            return
        middle = max(1, round(2 * count / (slow + fast)))
        data = {"value": stated.told, "low": low, "high": high, message: count, "count": count, "middle": middle}
        copied = _repeated(post, count)
        if copied >= _TOLD * count:
            message, data["copied"] = f"{message}-again", copied
        fix = None
        if stated.number:
            number = Span(span.start + stated.number.start, span.start + stated.number.end)
            fix = Fix("set", (Edit(number, _in_the_digits_of(number.of(post.text), middle)),))
        yield Finding(span, message, data, fix=fix)

    def _measured(self, post: Post) -> tuple[str, int, int, int]:
        """Message key, length of the text, and the rates of a slow and a fast reader, in characters or in words."""
        blocks = [block for block in post.blocks if block.kind != "code"]
        text = "\n".join([block.plain for block in blocks])
        options = self.options
        if is_japanese(text):
            count = sum([len(block.plain) if block.dense else count_characters(block.plain) for block in blocks])
            return "characters", count, options.slow_characters, options.fast_characters
        return "words", len(text.split()), options.slow_words, options.fast_words


def _repeated(post: Post, count: int) -> int:
    """About how much of a text of `count` characters or words are repeated paragraphs, to two digits."""
    total = sum(len(unit.key) for unit in units_of(post))
    copied = sum(len(unit.key) for run in repeated_runs(post) for unit in run.units)
    return int(float(f"{count * copied / max(total, 1):.2g}"))


class _Stated(NamedTuple):
    """A reading time in minutes, or a range of them; where its number stands in the value, if a fix can replace it."""

    least: float
    most: float
    told: str | float
    number: Span | None = None


def _reading_times(post: Post) -> Iterator[tuple[Path, Any]]:
    """Path and value of each reading time in the front matter that has a value."""
    for table in _TABLES:
        data: Any = post.meta
        for key in table:
            data = data.get(key)
        if not isinstance(data, dict):
            continue
        for key in _KEYS:
            if data.get(key) is not None:
                yield (*table, key), data[key]


def _stated(value: Any, source: str) -> _Stated | None:
    """The minutes that a value tells; None where it tells none. `source` is how it is written."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    found = _VALUE.match(source)
    if not found or found["minus"]:
        return None
    number = float(_ascii(found["number"]))
    if isinstance(value, int | float) and not found["unit"] and number != value:
        return _Stated(value, value, value)  # written as 0x10, 1_000, 1e3
    if found["upto"]:
        return _Stated(number, float(found["upto"]), f"{found['number']}–{found['upto']}")
    if not found["unit"]:
        told = int(number) if number.is_integer() else number
        return _Stated(number, number, told, Span(*found.span("number")))
    rest = float(found["rest"] or 0)
    unit = found["unit"][0].lower()
    minutes = 60 * number + rest if unit in "時h" else number / 60 if unit in "秒s" else number + rest / 60
    return _Stated(minutes, minutes, round(minutes, 1))


def _ascii(number: str) -> str:
    """Full-width digits and point in their ASCII forms."""
    return "".join(chr(ord(c) - 0xFEE0) if "０" <= c <= "９" or c == "．" else c for c in number)


def _in_the_digits_of(written: str, minutes: int) -> str:
    """The minutes in full-width digits where the old figure had them."""
    digits = str(minutes)
    return "".join(chr(ord(c) + 0xFEE0) for c in digits) if "０" <= written[:1] <= "９" else digits
