"""broken-emphasis: asterisks that the reader will see."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from postlint.analysis.emphasis import moves
from postlint.checks.base import Check, option
from postlint.diagnostic import Finding, Fix, Messages
from postlint.post.block import Block
from postlint.post.patterns import lazy
from postlint.post.post import Post
from postlint.post.text import Span

_STARS = lazy(r"\*{2,3}")
_PROSE = ("paragraph", "item", "heading", "quote")
#: stars that are no emphasis: powers, globs, keyword arguments
_OTHER_USE = lazy(r"[\w)\]]\*\*\d|\d\*\*[\w(]|\*\*/|/\*\*|\*\*\.[\w*{]|\*\*kw|\*\*args")
#: a pair of stars by itself between Latin words
_WORD = lazy(r"[A-Za-z] \*\* [a-z]")
_QUOTES = frozenset(("''", '""', "“”", "‘’", "「」", "『』", "()", "（）"))


class BrokenEmphasis(Check):
    """`**` stands in the text where the site's renderer makes no emphasis of it, so that the reader sees it.

    Under CommonMark's rule (goldmark and markdown-it follow it) `**` between a letter and a bracket or quotation mark opens
    or closes nothing: 「顧客**生涯価値（LTV）**の」 stays as it is written. kramdown renders it. A `**` without a partner is
    broken under every renderer. The renderer comes from the configuration (`renderer`, `preset`); without one only what is
    broken under every renderer is told, since many sites add a plugin that mends the rule for Japanese.

    Why
        Readers see raw asterisks in the middle of a sentence.

    Bad
        この鉢は**水はけ（すいはけ）**が良く、根腐れを防ぎます。肥料は**月に一度で十分です。

    Good
        この鉢は**水はけ**（すいはけ）が良く、根腐れを防ぎます。肥料は**月に一度**で十分です。

    Options
        renderer: kramdown, commonmark, goldmark or markdown-it.

    Source
        CommonMark 0.31, “Emphasis and strong emphasis”, rules 5 to 8; kramdown's documentation of emphasis.
    """

    doc_ja = """強調にならない `**` が、読者にそのまま見えています。

    CommonMark の規則（goldmark と markdown-it も同じ）では、文字とかっこや引用符にはさまれた `**` は強調の始まりや終わりになりません。
    「顧客**生涯価値（LTV）**の」はそのまま表示されます。kramdown では強調になります。対にならない `**` は、どのレンダラーでも強調に
    なりません。レンダラーは設定（`renderer`、`preset`）で決まります。設定がなければ、日本語向けのプラグインを使うサイトも多いため、
    どのレンダラーでも強調にならないものだけを知らせます。

    理由
        文の途中に「**」がそのまま表示されます。

    悪い例
        この鉢は**水はけ（すいはけ）**が良く、根腐れを防ぎます。肥料は**月に一度で十分です。

    良い例
        この鉢は**水はけ**（すいはけ）が良く、根腐れを防ぎます。肥料は**月に一度**で十分です。

    オプション
        renderer: kramdown、commonmark、goldmark、markdown-it のいずれか。

    出典
        CommonMark 0.31「Emphasis and strong emphasis」の規則 5〜8、および kramdown の強調の説明。
    """

    messages: ClassVar[Messages] = {
        "visible": {
            "en": "Readers see these “**”: next to a bracket, a quotation mark or a space they make no emphasis. Move them to the letters, or put spaces outside of them.",
            "ja": "この「**」は強調にならず、そのまま表示されます。かっこ・引用符・空白に接しない位置に移すか、外側に空白を入れてください。",
        },
        "move": {"en": "Move the “**” to the letters", "ja": "「**」をかっこや句読点の内側に移す"},
        "unpaired": {
            "en": "This “**” has no partner, so readers see it. Close the emphasis, or delete the mark.",
            "ja": "この「**」には対になる「**」がなく、そのまま表示されます。強調を閉じるか、記号を削除してください。",
        },
    }

    @dataclass(frozen=True)
    class Options:
        """Options of the check."""

        renderer: str = option(
            "",
            en="the site's Markdown renderer, set by the run-wide renderer or preset",
            ja="サイトの Markdown レンダラー（全体設定の renderer か preset から決まります）",
        )

    def check(self, post: Post) -> Iterator[Finding]:
        """One finding for each block, on its first visible stars."""
        if "**" not in post.text:
            return
        for block in post.blocks:
            # Four in a row close one emphasis and open the next: which is which cannot be told.
            if not block.dense and "**" in block.plain and block.kind in _PROSE and "****" not in block.plain:
                yield from _judge(block, post, self.options.renderer)


def _judge(block: Block, post: Post, renderer: str) -> Iterator[Finding]:
    visible = [block.source(m.start(), m.end()) for m in _STARS.finditer(block.plain)]
    visible = [span for span in visible if _is_emphasis_meant(span, post.text)]
    if len(visible) == 1 and _WORD.search(post.text[max(0, visible[0].start - 2) : visible[0].end + 2]):
        return  # "the wildcard ** stands for": nothing in this block could be emphasis
    if len(visible) % 2:
        # Which of them has lost its partner cannot be told; the last is where the text was cut.
        yield Finding(visible[-1], "unpaired")
    elif visible and renderer == "kramdown":
        if not all(_kramdown_pairs(a, b, post.text) for a, b in zip(visible[::2], visible[1::2], strict=True)):
            yield Finding(visible[0], "visible")
    elif visible and renderer:
        edits = moves(block, post)
        yield Finding(visible[0], "visible", fix=Fix("move", edits, safe=False) if edits else None)


def _is_emphasis_meant(span: Span, text: str) -> bool:
    """Whether the stars are no power, no glob, no row, and neither escaped nor quoted."""
    around = text[max(0, span.start - 2) : span.end + 3]
    if "\\" in text[max(0, span.start - 1) : span.end] or text[span.start - 1 : span.start] + text[span.end : span.end + 1] in _QUOTES:
        return False
    return not _OTHER_USE.search(around)


def _kramdown_pairs(opening: Span, closing: Span, text: str) -> bool:
    """Whether kramdown makes emphasis of the pair: nothing but white space beside the stars hinders it."""
    return not text[opening.end : opening.end + 1].isspace() and not text[closing.start - 1 : closing.start].isspace()
