"""Directives in comments: <!-- postlint-disable-next-block RULE -- reason -->, <!-- postlint-cut -->, in MDX {/* … */}."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from postlint.analysis.directive import ALL, Name, in_list
from postlint.diagnostic import Edit, Finding, Fix
from postlint.mistake import shortened
from postlint.post.patterns import lazy
from postlint.post.post import Post
from postlint.post.text import Span
from postlint.spelling import nearest

VERBS = ("disable", "enable", "disable-next-line", "disable-next-block")
#: stands where a mark showed that the text was cut
CUT = "cut"

_CLOSINGS = {"<!--": "-->", "{/*": "*/}"}
#: a directive, or what was meant as one: postlint: disable
_OPENING = lazy(r"(<!--|\{/\*)\s*(postlint(?:-[\w-]*|[_:\s]+(?:disable|enable)\b[\w-]*))", re.IGNORECASE)
_REASON = lazy(r"(?:^|\s)--+(?:\s|$)")
_NAME = lazy(r"[^\s,、，]+")


class Comment(NamedTuple):
    """A directive as it is written; without names it names ALL."""

    verb: str
    span: Span
    names: tuple[Name, ...]


def comments(post: Post) -> Iterator[Comment | Finding]:
    """The comments that are meant for postlint, in order, or what is wrong with one. Code holds none."""
    text, at, code = post.text, post.body.start, _Code(post)
    unclosed: set[str] = set()
    while opening := _OPENING.search(text, at):
        at, mark = opening.end(), opening[1]
        if mark in unclosed or code.holds(opening.start(), mark):
            continue
        end = text.find(_CLOSINGS[mark], opening.end())
        if end < 0:
            unclosed.add(mark)  # no later one of this kind is closed either
            yield Finding(Span(*opening.span()), "unclosed", {"closing": _CLOSINGS[mark]})
            continue
        at = end + len(_CLOSINGS[mark])
        yield _comment(text, opening, end, Span(opening.start(), at))


def _comment(text: str, opening: re.Match[str], end: int, span: Span) -> Comment | Finding:
    verb = opening[2].removeprefix("postlint-")
    if verb == CUT:
        return Comment(verb, span, ())
    if verb not in VERBS:
        return _malformed(opening)
    reason = _REASON.search(text, opening.end(), end)
    found = list(_NAME.finditer(text, opening.end(), reason.start() if reason else end))
    names = in_list([Span(*name.span()) for name in found], [name[0] for name in found])
    return Comment(verb, span, names or (Name(ALL, span, None),))


def _malformed(opening: re.Match[str]) -> Finding:
    """A directive that does not exist, with the one that was probably meant. Obeying it hides findings, so the fix is not safe."""
    written, place = " ".join(opening[2].split()), Span(*opening.span(2))
    verb = re.sub(r"^[_:\s-]+", "", written[len("postlint") :])
    near = nearest(verb, VERBS)
    if near is None:
        return Finding(place, "malformed", {"name": shortened(written)})
    meant = f"postlint-{near}"
    return Finding(
        place, "malformed-near", {"name": shortened(written), "nearest": meant}, fix=Fix("rename", (Edit(place, meant),), safe=False)
    )


def cut_comment(path: str) -> str:
    """The comment that tells where a text was cut, as a file of this name can hold it."""
    return f"{{/* postlint-{CUT} */}}" if path.lower().endswith(".mdx") else f"<!-- postlint-{CUT} -->"


class _Code:
    """Where a comment would be code: fences, indented and inline code, and the verbatim tags of Liquid and Hugo."""

    def __init__(self, post: Post) -> None:
        self._blocks = post.blocks
        self._starts = [block.span.start for block in post.blocks]
        self._shown = post.shown
        self._text = post.text

    def holds(self, offset: int, mark: str) -> bool:
        """Whether the comment that opens at `offset` with `mark` is code."""
        if mark == "<!--" and self._shown[offset] != "<":
            return True
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self._blocks[index].span.end:
            return False
        block = self._blocks[index]
        if block.kind == "code":
            return True
        at = bisect_right(block.runs, offset, key=lambda run: run.start) - 1
        return at >= 0 and not block.runs[at].exact and offset < block.runs[at].end and self._text[block.runs[at].start] == "`"
