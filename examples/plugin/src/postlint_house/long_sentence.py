"""long-sentence: a sentence that is too long to be read in one go."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from postlint.plugin import Check, Finding, Messages, Post, Severity, Tier, count_characters, option


class LongSentence(Check):
    """A sentence is too long to be read in one go.

    Why
        Readers on a phone lose the thread and leave.

    Bad
        The shop, which the owner's father had opened in the spring of the year in which the station was built, and which
        had moved twice since, opens at nine.

    Good
        The shop opens at nine. It has moved twice since it was opened.

    Source
        The style guide of our house.
    """

    doc_ja = """文が長すぎて、一度で読み切れません。

    理由
        スマートフォンで読む人が、話の筋を見失って離れてしまいます。

    悪い例
        駅ができた年の春に店主の父が開き、その後二度の移転を経て今の場所に落ち着いたこの店は、近所の人に長く親しまれながら、朝九時に開きます。

    良い例
        この店は朝九時に開きます。駅ができた年の春に開店し、二度移転しました。

    出典
        編集部の表記ルール
    """

    tier = Tier.ADVISORY
    severity = Severity.WARNING
    messages: ClassVar[Messages] = {
        "long": {
            "en": "This sentence has {length} characters; {most} are enough. Part it in two.",
            "ja": "この文は{length}文字あります。{most}文字を超える文は、二つに分けてください。",
        }
    }

    @dataclass(frozen=True)
    class Options:
        """What the configuration may set."""

        most: int = option(100, en="Characters that a sentence may have.", ja="一文の文字数の上限。", minimum=20)

    def check(self, post: Post) -> Iterator[Finding]:
        """Yield a finding for every sentence that is longer than the option allows."""
        for block in post.blocks:
            if block.kind not in ("paragraph", "item"):
                continue
            for sentence in block.sentences:
                length = count_characters(sentence.of(block.plain))
                if length > self.options.most:
                    place = block.source(sentence.start, sentence.end)
                    yield Finding(place, "long", {"length": length, "most": self.options.most})
