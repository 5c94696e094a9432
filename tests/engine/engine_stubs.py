"""Checks for the tests of the engine, each doing one thing; they stand in a module so that spawned workers find them."""

import os
from collections.abc import Collection, Iterator, Sequence
from typing import ClassVar

from postlint.checks.base import Check, CorpusCheck, Rule
from postlint.diagnostic import Edit, Finding, Fix, Messages, Related, Severity, Tier
from postlint.engine.registry import Plan, Planned
from postlint.post.post import Post
from postlint.post.text import Span

TOLD = {"here": {"en": "Here: {word}.", "ja": "ここです: {word}"}, "plain": {"en": "Here.", "ja": "ここです。"}}


class Word(Check):
    """Finds every 誤 in the text."""

    id = "word"
    messages = TOLD

    def check(self, post: Post) -> Iterator[Finding]:
        for offset, character in enumerate(post.text):
            if character == "誤":
                yield Finding(Span(offset, offset + 1), "here", {"word": character}, (Related(Span(0, 1), "plain"),))


class Paragraph(Check):
    """Finds every 段落, to the end of what follows on this line and the next two."""

    id = "paragraph"
    messages = TOLD

    def check(self, post: Post) -> Iterator[Finding]:
        at = -1
        while (at := post.text.find("段落", at + 1)) >= 0:
            line = post.lines.position(at).line
            last = post.lines.line_span(min(line + 2, len(post.lines.starts)))
            yield Finding(Span(at, max(last.end, at)), "plain")


class WholeLine(Check):
    """Finds each line that reads 行, with its line end."""

    id = "whole-line"
    messages = TOLD

    def check(self, post: Post) -> Iterator[Finding]:
        at = -1
        while (at := post.text.find("行\n", at + 1)) >= 0:
            yield Finding(Span(at, at + 2), "plain")


class Raises(Check):
    """Yields one finding, then fails on a text that says so."""

    id = "raises"
    messages = TOLD

    def check(self, post: Post) -> Iterator[Finding]:
        yield Finding(Span(0, 0), "plain")
        if "raise" in post.text:
            raise TypeError("a secret of " + "x" * 1000)
        if "recurse" in post.text:
            yield from self.check(post)
        if "panic" in post.text:
            raise BaseException  # as a panic in a Rust library does
        if "stop" in post.text:
            raise KeyboardInterrupt


class Outside(Check):
    """Points outside the text, or tells what cannot be told."""

    id = "outside"
    messages = TOLD

    def check(self, post: Post) -> Iterator[Finding]:
        match post.text.strip():
            case "span":
                yield Finding(Span(0, 1000), "plain")
            case "backwards":
                yield Finding(Span(2, 1), "plain")
            case "related":
                yield Finding(Span(0, 1), "plain", related=(Related(Span(5, 1000), "plain"),))
            case "edit":
                yield Finding(Span(0, 1), "plain", fix=Fix("plain", (Edit(Span(-1, 0), ""),)))
            case "title":
                yield Finding(Span(0, 1), "plain", fix=Fix("nothing", ()))
            case "message":
                yield Finding(Span(0, 1), "nothing")
            case "data":
                yield Finding(Span(0, 1), "here")


class Dies(Check):
    """Ends its process on a text that says so."""

    id = "dies"
    messages = TOLD

    def check(self, post: Post) -> Iterator[Finding]:
        if "die" in post.text:
            os._exit(9)
        return iter(())


class Unpicklable(CorpusCheck[object]):
    """Keeps what cannot be sent to another process."""

    id = "unpicklable"
    messages = TOLD

    def summarise(self, post: Post) -> object:
        if "raise" in post.text:
            raise ValueError("no summary")
        return (lambda: None) if "send" in post.text else None

    def compare(self, summaries: Sequence[tuple[str, object]], for_paths: Collection[str]) -> Iterator[tuple[str, Finding]]:
        return iter(())


class Alike(CorpusCheck[str]):
    """Finds posts that begin with the same line as an earlier one."""

    id = "alike"
    messages = TOLD

    def summarise(self, post: Post) -> str:
        return post.text.partition("\n")[0]

    def compare(self, summaries: Sequence[tuple[str, str]], for_paths: Collection[str]) -> Iterator[tuple[str, Finding]]:
        seen: set[str] = set()
        for path, line in summaries:
            if line == "raise":
                raise ValueError("cannot compare")
            if line in seen:
                yield path, Finding(Span(0, len(line)), "plain")
            seen.add(line)


class Unreadable(Check):
    """Tells of a post that cannot be read."""

    id = "unreadable-post"
    messages: ClassVar[Messages] = {"damage": {"en": "Cannot be read.", "ja": "読めません。"}}

    def check(self, post: Post) -> Iterator[Finding]:
        if post.damage:
            yield Finding(post.damage.span, "damage", {"reason": post.damage.reason, **post.damage.data})


class Advice(Check):
    """Advises nothing."""

    id = "advice"
    tier = Tier.ADVISORY
    severity = Severity.WARNING
    messages = TOLD

    def check(self, post: Post) -> Iterator[Finding]:
        return iter(())


def plan(*rules: type[Rule]) -> Plan:
    return Plan(tuple(Planned(rule(), rule.severity) for rule in rules))
