"""unclosed-fence: a code fence that swallows the rest of the post."""

from collections.abc import Iterator
from typing import ClassVar

from postlint.checks.base import Check
from postlint.diagnostic import Finding, Messages
from postlint.post.patterns import lazy
from postlint.post.post import Post
from postlint.post.text import Span

#: what stands behind an opening fence, some with a space before it (``` rust)
_LANGUAGE = lazy(r"[A-Za-z][\w+#.-]{0,30}(?:[ :{][^`]*)?|[ \t]{1,4}[A-Za-z][\w+#.-]{0,30}")
#: a draft in Markdown, with more than one paragraph: an article that shows how Markdown is written has a text of its own
_DRAFT = lazy(r"\A[`~]+[ \t]*(?:markdown|md|mdx)[ \t]*\r?\n[\s\S]*?\S[ \t]*\r?\n[ \t]*\r?\n[\s\S]*?\S[ \t]*\r?\n[ \t]*\r?\n")
_OPENING = lazy(r"[ \t>]*(`{3,}|~{3,})[^\r\n]*")


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
        "run-on": {
            "en": "Another code block opens inside this one: its closing {fence} is missing, and the text between the two is shown as code. Add it, or use a longer fence outside.",
            "ja": "このコードブロックの中で別のコードブロックが始まっています。閉じる {fence} が抜けていて、間の文章までコードとして表示されます。{fence} の行を加えるか、外側の囲みを長くしてください。",
        },
        "whole": {
            "en": "The whole post stands inside a code fence, as a chat tool hands over a draft, and is shown as code. Delete the two lines {fence}.",
            "ja": "記事全体がコードブロックの中にあり、コードとして表示されます（対話型 AI の出力をそのまま貼り付けた形です）。前後の {fence} の行を削除してください。",
        },
    }

    def check(self, post: Post) -> Iterator[Finding]:
        """One finding for each fence without its end, on the opening line, or one for a fence around the whole post."""
        for block in post.blocks:
            if not block.fenced:
                continue
            source = block.span.of(post.text)
            # Within a note that is indented by four, as MkDocs writes them, a fence is code to CommonMark, and no fence.
            opening = _OPENING.match(source)
            if opening is None:
                continue
            fence = opening.group(1)
            start = block.span.start + opening.start(1)
            place = Span(start, block.span.start + len(opening.group().rstrip()))
            if not _is_closed(source[opening.end() :], fence):
                yield Finding(place, "open", {"fence": fence})
            elif _has_another_opening(source[opening.end() :], fence):
                yield Finding(place, "run-on", {"fence": fence})
            elif len(post.blocks) == 1 and _DRAFT.search(source):
                yield Finding(place, "whole", {"fence": fence})


def _has_another_opening(rest: str, fence: str) -> bool:
    """Whether a fence with a language opens inside the block: a closing fence has none, so the one that belongs before it is missing."""
    for line in rest.splitlines():
        text = line.strip(" \t>")
        if text.startswith(fence) and _LANGUAGE.fullmatch(text[len(fence) :].lstrip(fence[0])):
            return True
    return False


def _is_closed(rest: str, fence: str) -> bool:
    """Whether the last line is a closing fence: the same mark, at least as many of it, and nothing else."""
    last = rest.rstrip().rpartition("\n")[2].strip(" \t>\r")
    return len(last) >= len(fence) and set(last) == {fence[0]} and "\n" in rest.rstrip()
