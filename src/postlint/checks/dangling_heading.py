"""dangling-heading: a heading with nothing under it at the end."""

import re
from collections.abc import Iterator
from typing import ClassVar

from postlint.analysis.markers import marker_spans
from postlint.analysis.removal import without_unit
from postlint.analysis.units import Unit, units_of
from postlint.checks.base import Check
from postlint.diagnostic import Finding, Fix, Messages
from postlint.post.patterns import lazy
from postlint.post.post import Post

_NOTHING = lazy(r"[\s*_\-=]*")
_CLOSING = lazy(r"[。！？!?♪…]$|(?:おわり|終わり|完|以上|fin|end)$", re.IGNORECASE)


class DanglingHeading(Check):
    """A heading, or a bold line used as one, stands at the end with nothing under it.

    A bold line counts only where the post uses such lines as headings elsewhere.

    Why
        The section that it announces was cut off: a generator stopped, or a script dropped the text.

    Bad
        ## 植え替えの時期

        根が鉢の底から見えてきたら、植え替えの合図です。

        ## 植えたあとの水やり

    Good
        ## 植え替えの時期

        根が鉢の底から見えてきたら、植え替えの合図です。

    Source
        Found by reading machine-drafted posts whose last segment was cut right behind a heading.
    """

    doc_ja = """記事の最後が見出しだけで終わっています。

    太字の行は、その記事でほかにも見出しとして使われている場合だけ対象にします。

    理由
        見出しに続くはずの本文がありません。生成が止まったか、スクリプトが本文を落とした跡です。

    悪い例
        ## 植え替えの時期

        根が鉢の底から見えてきたら、植え替えの合図です。

        ## 植えたあとの水やり

    良い例
        ## 植え替えの時期

        根が鉢の底から見えてきたら、植え替えの合図です。

    出典
        見出しの直後で生成が途切れた記事を読んで確かめました。
    """

    messages: ClassVar[Messages] = {
        "end": {
            "en": "Nothing stands under this heading. Write the section, or delete the heading.",
            "ja": "この見出しの下に本文がありません。本文を書くか、見出しを削除してください。",
        },
        "delete": {"en": "Delete the heading", "ja": "見出しを削除する"},
    }

    def check(self, post: Post) -> Iterator[Finding]:
        """At most one finding, on the last heading."""
        units = units_of(post)
        last = units[-1] if units else None
        if last is None or last.kind not in ("heading", "label") or len(units) < 2:
            return
        if last.kind == "label" and not _is_used_as_heading(last, units):
            return
        if _NOTHING.fullmatch(_behind(last, post)):
            yield Finding(last.span, "end", {}, (), Fix("delete", (without_unit(last, post),), safe=False))


def _is_used_as_heading(last: Unit, units: tuple[Unit, ...]) -> bool:
    others = sum(u.kind == "label" and units[i + 1].kind == "prose" for i, u in enumerate(units[:-1]))
    return others >= 2 and not _CLOSING.search(last.plain.strip())


def _behind(last: Unit, post: Post) -> str:
    """What stands behind the heading, the stray markers left out."""
    rest, at = [], last.span.end
    for marker in marker_spans(post):
        if marker.start >= at:
            rest.append(post.text[at : marker.start])
            at = marker.end
    return "".join(rest) + post.text[at:]
