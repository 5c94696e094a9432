"""dangling-heading: a heading with nothing under it, at the end or before a mark at which the text was restarted."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import ClassVar

from postlint.analysis.cuts import cuts_of
from postlint.analysis.endings import copied
from postlint.analysis.ends import is_caption
from postlint.analysis.markers import marker_before, marker_spans
from postlint.analysis.memo import once_a_post
from postlint.analysis.removal import without_unit
from postlint.analysis.units import Unit, units_of
from postlint.checks.base import Check
from postlint.diagnostic import Finding, Fix, Messages, Related
from postlint.post.patterns import lazy
from postlint.post.post import Post

_HEADINGS = ("heading", "label")
#: how many headings below a marker are looked at for the one before it
_MOST_BELOW = 200
_PICTURE = lazy(r"[\[ \t]*!\[")
_NOTHING = lazy(r"[\s*_\-=]*")
_CLOSING = lazy(r"[。！？!?♪…]$|(?:おわり|終わり|完|以上|fin|end)$", re.IGNORECASE)


class DanglingHeading(Check):
    """A heading, or a bold line used as one, stands with nothing under it at the end, or where the text was cut and restarted.

    At the end a bold line counts only where the post uses such lines as headings elsewhere. Before a stray marker a heading is told if
    behind the marker another heading follows, or text that opens in mid-sentence or was said before.

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
        Found by reading machine-drafted posts whose last segment was cut right behind a heading, or in it. In 300 of them ten
        headings stand right before a marker, all of them cut off; in 296 well-formed posts none does.
    """

    doc_ja = """記事の最後や、途中で書き直された箇所が、見出しだけで終わっています。

    記事の最後の太字の行は、その記事でほかにも見出しとして使われている場合だけ対象にします。生成ツールの目印の直前にある見出しは、
    目印の後が別の見出しである場合、文の途中から始まる文章である場合、前の文章の繰り返しである場合に知らせます。

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
        見出しの直後や見出しの途中で生成が途切れた記事を読んで確かめました。そうした記事 300 本では、目印の直前にある見出し 10 か所のすべてが途切れたもので、
        整った記事 296 本には一つもありませんでした。
    """

    messages: ClassVar[Messages] = {
        "end": {
            "en": "Nothing stands under this heading. Write the section, or delete the heading.",
            "ja": "この見出しの下に本文がありません。本文を書くか、見出しを削除してください。",
        },
        "again": {
            "en": "The text breaks off at this heading, and line {again_line} has the heading with its section. Delete the one here.",
            "ja": "文章がこの見出しで途切れています。見出しと本文は {again_line} 行目にあります。ここの見出しを削除してください。",
        },
        "restart": {
            "en": "The text breaks off at this heading, and what follows does not belong under it. Write the section, or delete the heading.",
            "ja": "文章がこの見出しで途切れていて、次の文章はこの見出しの本文ではありません。本文を書くか、見出しを削除してください。",
        },
        "whole": {"en": "the heading with its section", "ja": "本文のある見出し"},
        "mark": {"en": "the mark behind it", "ja": "直後の目印"},
        "delete": {"en": "Delete the heading", "ja": "見出しを削除する"},
    }

    def check(self, post: Post) -> Iterator[Finding]:
        """One finding for each heading with nothing under it."""
        units = units_of(post)
        for unit, following in pairwise(units):
            if unit.kind in _HEADINGS and following.segment != unit.segment:
                yield from _before_marker(unit, following, post)
        last = units[-1] if units else None
        if last is None or last.kind not in _HEADINGS or len(units) < 2:
            return
        if last.kind == "label" and not _is_used_as_heading(last, units):
            return
        if _NOTHING.fullmatch(_behind(last, post)):
            yield Finding(last.span, "end", {}, (), Fix("delete", (without_unit(last, post),), safe=False))


@once_a_post
def _resumed(post: Post) -> frozenset[int]:
    """The units that open in mid-sentence."""
    return frozenset(resumption.unit.index for resumption in cuts_of(post).resumptions)


@once_a_post
def _whole(post: Post) -> tuple[Unit, ...]:
    """The headings with something under them that are no copies: a copy will go, and one of the two must stay."""
    pairs = pairwise(units_of(post))
    return tuple(unit for unit, below in pairs if _is_above(unit, below) and unit.index not in copied(post))


def _before_marker(heading: Unit, following: Unit, post: Post) -> Iterator[Finding]:
    """What to tell of a heading right before a marker, if the text was cut there, and not merely marked."""
    opens_amid = following.index in _resumed(post)
    if heading.index in copied(post) or not (following.index in copied(post) or following.kind in _HEADINGS or opens_amid):
        return  # it goes with the rest of the copy, or the marker stands between it and its section
    mark = marker_before(post, following.span.start)
    evidence = (Related(mark, "mark", evidence=True),) if mark else ()
    first = bisect_left(_whole(post), following.index, key=lambda unit: unit.index)
    later = _whole(post)[first : first + _MOST_BELOW]
    again = next((unit for unit in later if unit.key.startswith(heading.key)), None)
    if again is None:
        yield Finding(heading.span, "restart", {}, evidence)
        return
    line = post.lines.position(again.span.start).line
    fix = Fix("delete", (without_unit(heading, post),), safe=False)
    yield Finding(heading.span, "again", {"again_line": line}, (Related(again.span, "whole"), *evidence), fix)


def _is_above(unit: Unit, below: Unit) -> bool:
    """Whether a unit is a heading with something under it."""
    return unit.kind in _HEADINGS and below.kind not in _HEADINGS and below.segment == unit.segment


def _is_used_as_heading(last: Unit, units: tuple[Unit, ...]) -> bool:
    """Whether a bold line at the end is a heading as others of the post are, and no farewell and no caption of what stands above it."""
    if is_caption(last.plain) or _PICTURE.match(units[-2].span.of(last.text)):
        return False
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
