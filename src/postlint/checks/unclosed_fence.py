"""unclosed-fence: a code fence that swallows the rest of the post."""

import re
from collections.abc import Iterator
from typing import ClassVar

from postlint.checks.base import Check
from postlint.diagnostic import Finding, Messages
from postlint.post.post import Post
from postlint.post.text import Span

_OPENING = re.compile(r"[ \t>]*(`{3,}|~{3,})[^\r\n]*")


class UnclosedFence(Check):
    """A code fence is opened and never closed, so that the rest of the post is shown as code.

    Why
        Every paragraph behind it stands in a grey box, without links and line breaks.

    Bad
        設定は次のとおりです。

        ```yaml
        interval: 3

        これで、三日に一度、水が出るようになります。

    Good
        設定は次のとおりです。

        ```yaml
        interval: 3
        ```

        これで、三日に一度、水が出るようになります。

    Source
        CommonMark, “Fenced code blocks”: an unclosed block is closed by the end of the document.
    """

    doc_ja = """コードブロックの囲みが閉じられておらず、記事の残りがすべてコードとして表示されます。

    理由
        囲みより後ろの段落がすべて灰色の枠に入り、リンクも改行も効かなくなります。

    悪い例
        設定は次のとおりです。

        ```yaml
        interval: 3

        これで、三日に一度、水が出るようになります。

    良い例
        設定は次のとおりです。

        ```yaml
        interval: 3
        ```

        これで、三日に一度、水が出るようになります。

    出典
        CommonMark の「Fenced code blocks」。閉じられないブロックは文書の終わりまで続きます。
    """

    messages: ClassVar[Messages] = {
        "open": {
            "en": "This code fence is never closed: everything behind it, to the end of the post, is shown as code. Add a line {fence} where the code ends.",
            "ja": "ここで始まるコードブロックが閉じられていないため、以降がすべてコードとして表示されます。コードの終わりに {fence} の行を加えてください。",
        },
    }

    def check(self, post: Post) -> Iterator[Finding]:
        """One finding for each fence without its end, on the opening line."""
        for block in post.blocks:
            source = block.span.of(post.text)
            opening = _OPENING.match(source) if block.kind == "code" else None
            if opening is None:
                continue
            fence = opening.group(1)
            if not _is_closed(source[opening.end() :], fence):
                start = block.span.start + opening.start(1)
                yield Finding(Span(start, block.span.start + len(opening.group().rstrip())), "open", {"fence": fence})


def _is_closed(rest: str, fence: str) -> bool:
    """Whether the last line is a closing fence: the same mark, at least as many of it, and nothing else."""
    last = rest.rstrip().rpartition("\n")[2].strip(" \t>\r")
    return len(last) >= len(fence) and set(last) == {fence[0]} and "\n" in rest.rstrip()
