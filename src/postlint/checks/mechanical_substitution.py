"""mechanical-substitution: a compound that a blind replacement broke."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from postlint.checks.base import Check, option
from postlint.diagnostic import Edit, Finding, Fix, Messages
from postlint.packs.match import shipped_matcher
from postlint.post.cached import cached_property
from postlint.post.japanese import is_known_word
from postlint.post.patterns import lazy
from postlint.post.post import Post
from postlint.post.text import Span

_RULE = lazy(r"\s*(\S.*?)\s*(?:=>|→)\s*(\S.*?)\s*")
#: what Japanese compounds are made of
_LETTERS = r"[\u30a1-\u30fa\u30fc\u4e00-\u9fff々]"
_LETTERS_BEHIND, _LETTER = lazy(f"{_LETTERS}*+"), lazy(_LETTERS)


class MechanicalSubstitution(Check):
    """A word is in no dictionary, and one known replacement explains it: エコアーキテクチャ from エコシステム.

    The known replacements are in rules/mechanical-substitution.yml; the option `replacements` adds those of your own scripts.
    scripts/find_substitutions.py lists candidates for replacements that nobody has told of.

    Why
        A script that replaces a word everywhere also replaces it inside other words. Readers meet words that do not exist.

    Bad
        地域の農家がつながるエコアーキテクチャをつくります。

    Good
        地域の農家がつながるエコシステムをつくります。

    Source
        In a machine-drafted blog システム had been replaced by アーキテクチャ; エコアーキテクチャ stood in 21 places of 300 posts.
    """

    doc_ja = """機械的な置き換えで壊れた言葉があります（エコシステム → エコアーキテクチャ）。

    辞書になく、既知の置き換えを元に戻すと辞書にある言葉になる場合に知らせます。既知の置き換えは
    rules/mechanical-substitution.yml にあり、オプション replacements で自分たちの置き換えを加えられます。
    まだ知られていない置き換えの候補は scripts/find_substitutions.py で探せます。

    理由
        ある単語をすべて置き換えるスクリプトは、別の言葉の一部まで置き換えてしまいます。存在しない言葉が読者の目に触れます。

    悪い例
        地域の農家がつながるエコアーキテクチャをつくります。

    良い例
        地域の農家がつながるエコシステムをつくります。

    出典
        機械生成のあるブログでは「システム」が「アーキテクチャ」に置き換えられ、300 本の 21 か所に「エコアーキテクチャ」がありました。
    """

    messages: ClassVar[Messages] = {
        "broken": {
            "en": "“{text}” is no word; a script seems to have put “{to}” for “{from}”. Write “{restore}”.",
            "ja": "「{text}」という言葉はありません。「{from}」が「{to}」に置き換えられたようです。「{restore}」に直してください。",
        },
        "restore": {"en": "Put the word back", "ja": "元の言葉に戻す"},
    }

    @dataclass(frozen=True)
    class Options:
        """Options of the check."""

        replacements: tuple[str, ...] = option(
            (),
            en="replacements that your scripts made, each as “from => to”",
            ja="自分たちのスクリプトが行った置き換え（「元の語 => 置き換えた語」の形で）",
            form=r"\S.*(=>|→).*\S",
        )

    def check(self, post: Post) -> Iterator[Finding]:
        """One finding for each broken word."""
        for entry, span, text in self._candidates(post):
            restored = _restored(text, entry, str(entry["from"]) in post.masked)
            if restored is not None:
                data = {"text": text, "from": entry["from"], "to": entry["to"], "restore": restored}
                yield Finding(span, "broken", data, (), Fix("restore", (Edit(span, restored),), safe=False))

    def _candidates(self, post: Post) -> Iterator[tuple[Mapping[str, Any], Span, str]]:
        for match in shipped_matcher("mechanical-substitution").matches(post):
            if str(match.entry.data["to"]) in match.text:
                yield match.entry.data, match.span, match.text
        for entry in self._own:
            yield from ((entry, span, span.of(post.masked)) for span in compounds(post.masked, entry["to"]))

    @cached_property
    def _own(self) -> list[Mapping[str, str]]:
        """The configured replacements."""
        rules = (_RULE.fullmatch(text) for text in self.options.replacements)
        return [{"from": m.group(1), "to": m.group(2), "words": ""} for m in rules if m]


def compounds(text: str, word: str) -> Iterator[Span]:
    """Where a word stands, with all letters around it. Only those are looked at, and each of them once."""
    reached = 0
    while (start := text.find(word, reached)) >= 0:
        behind = _LETTERS_BEHIND.match(text, start + len(word))
        end = behind.end() if behind else start + len(word)
        while start > reached and _LETTER.match(text, start - 1):
            start -= 1
        yield Span(start, end)
        reached = end


def _restored(text: str, entry: Mapping[str, Any], left: bool) -> str | None:
    """The word before the replacement, if this one is none and that one is. `left`: whether the post still has the replaced word."""
    if text == entry["to"]:
        return None
    restored = text.replace(str(entry["to"]), str(entry["from"]))
    listed = (*str(entry.get("words", "")).split(), *(() if left else str(entry.get("either", "")).split()))
    if any(restored.endswith(word) for word in listed):
        return restored
    # A stem that is a word of its own makes a compound with either (ハードウェアアーキテクチャ is right).
    stem = text.replace(str(entry["to"]), "")
    return restored if not is_known_word(stem) and is_known_word(restored) and not is_known_word(text) else None
