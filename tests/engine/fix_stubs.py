"""Checks that fix what they find; they stand in a module so that spawned workers find them."""

import re
from collections.abc import Iterator

from engine_stubs import TOLD

from postlint.checks.base import Check
from postlint.diagnostic import Edit, Finding, Fix
from postlint.post.post import Post
from postlint.post.text import Span


def findings(post: Post, pattern: str, new: str, *, safe: bool = True) -> Iterator[Finding]:
    for match in re.finditer(pattern, post.text):
        span = Span(*match.span())
        yield Finding(span, "plain", fix=Fix("plain", (Edit(span, new),), safe))


class Wrong(Check):
    """Deletes every 誤; safe."""

    id = "wrong"
    messages = TOLD

    def check(self, post: Post) -> Iterator[Finding]:
        yield from findings(post, "誤", "")


class Breaks(Check):
    """Puts a line end in the place of every ／; safe."""

    id = "breaks"
    messages = TOLD

    def check(self, post: Post) -> Iterator[Finding]:
        yield from findings(post, "／", "\n")


class Bold(Check):
    """Replaces a row of 誤 that is followed by 疑 by 確; not safe, and blind once the 誤 are gone."""

    id = "bold"
    messages = TOLD

    def check(self, post: Post) -> Iterator[Finding]:
        yield from findings(post, "誤{1,9}疑", "確", safe=False)


class Swings(Check):
    """Makes 甲 of 乙 and 乙 of 甲."""

    id = "swings"
    messages = TOLD

    def check(self, post: Post) -> Iterator[Finding]:
        yield from findings(post, "甲", "乙")
        yield from findings(post, "乙", "甲")


class Grows(Check):
    """Never has enough of 長."""

    id = "grows"
    messages = TOLD

    def check(self, post: Post) -> Iterator[Finding]:
        yield from findings(post, "長$", "長長")


class Chain(Check):
    """Takes one 鎖 from the end at a time."""

    id = "chain"
    messages = TOLD

    def check(self, post: Post) -> Iterator[Finding]:
        yield from findings(post, "鎖(?=\n\\Z)", "")


class Lone(Check):
    """Puts in what UTF-8 cannot hold."""

    id = "lone"
    messages = TOLD

    def check(self, post: Post) -> Iterator[Finding]:
        yield from findings(post, "孤", "\ud800")


class Whole(Check):
    """Finds fault with a post as a whole."""

    id = "whole"
    messages = TOLD

    def check(self, post: Post) -> Iterator[Finding]:
        yield Finding(Span(0, 0), "plain")


class Nowhere(Check):
    """Finds fault behind all text."""

    id = "nowhere"
    messages = TOLD

    def check(self, post: Post) -> Iterator[Finding]:
        yield Finding(Span(len(post.text), len(post.text)), "plain")
