"""accidental-heading: a rule straight under a paragraph, which makes a heading of it."""

import re
from collections.abc import Iterator
from typing import ClassVar

from postlint.checks.base import Check
from postlint.diagnostic import Edit, Finding, Fix, Messages
from postlint.post.block import Block
from postlint.post.patterns import lazy
from postlint.post.post import Post
from postlint.post.text import Span

_SENTENCE = lazy(r"(?:[。！？]|[.!?])[」』）)\"'”’*_]*\s*$")
_WORDS = 6
#: a rule between two paragraphs is shorter than this, or by chance not as long as the line above it
_DRAWN = 8
_SEVERAL = lazy(r"[。！？].*[。！？]|[.!?]\s+[A-Z].*[.!?]", re.DOTALL)


class AccidentalHeading(Check):
    """`---` or `===` straight under a paragraph makes a heading of it.

    Told where the paragraph has several lines or ends as a sentence does; a single line without a full stop is taken for
    a heading that is meant.

    Why
        The whole paragraph is shown in large bold type, and enters the table of contents.

    Bad
        鉢は一回り大きいものを選びます。
        ---
        土は水はけのよいものを使います。

    Good
        鉢は一回り大きいものを選びます。

        ---
        土は水はけのよいものを使います。

    Source
        CommonMark, “Setext headings”.
    """

    doc_ja = """段落のすぐ下に `---` や `===` があり、段落全体が見出しになっています。

    段落が複数行の場合と、文として終わっている場合に知らせます。句点のない 1 行は、意図した見出しとみなします。

    理由
        段落全体が大きな太字で表示され、目次にも入ってしまいます。

    悪い例
        鉢は一回り大きいものを選びます。
        ---
        土は水はけのよいものを使います。

    良い例
        鉢は一回り大きいものを選びます。

        ---
        土は水はけのよいものを使います。

    出典
        CommonMark の「Setext headings」。
    """

    messages: ClassVar[Messages] = {
        "heading": {
            "en": "The line “{rule}” under this paragraph makes a heading of it. Put a blank line between the two.",
            "ja": "直後の「{rule}」により、この段落が見出しになっています。間に空行を入れてください。",
        },
        "part": {"en": "Put a blank line before the rule", "ja": "罫線の前に空行を入れる"},
    }

    def check(self, post: Post) -> Iterator[Finding]:
        """One finding for each such paragraph, on its underline."""
        for block in post.blocks:
            if block.kind == "heading" and block.setext and _is_paragraph(block):
                line = post.lines.position(block.span.end).line
                under = post.lines.line_span(line)
                rule = under.of(post.text).strip(" \t>")
                if _is_drawn(rule, block.plain):
                    continue
                start = under.end - len(under.of(post.text).lstrip(" \t>"))
                fix = Fix("part", (Edit(Span(under.start, under.start), _line_end(post, under)),), safe=False)
                yield Finding(Span(start, under.end), "heading", {"rule": rule[:12]}, (), fix)


def _is_paragraph(block: Block) -> bool:
    plain = block.plain.strip()
    if "\n" in plain:
        return True
    if _SENTENCE.search(plain[-40:]) is None:
        return False
    # "Really?" and "Version 2.0!" are headings; a row of words with a full stop is a sentence.
    return "。" in plain[-3:] or _SEVERAL.search(plain) is not None or len(plain.split()) >= _WORDS


def _is_drawn(rule: str, plain: str) -> bool:
    """Whether a row of marks is as long as the line above it, or as wide: who draws it so means a heading, however many lines that has."""
    last = plain.rstrip().rsplit("\n", 1)[-1].strip()
    wide = len(last) + sum(not char.isascii() for char in last)
    return len(rule) >= _DRAWN and len(rule) in (len(last), wide) and _SENTENCE.search(last[-40:]) is None


def _line_end(post: Post, line: Span) -> str:
    """The line end that the post uses above this line."""
    before = post.text[max(0, line.start - 2) : line.start]
    return "\r\n" if before == "\r\n" else before[-1:] or "\n"
