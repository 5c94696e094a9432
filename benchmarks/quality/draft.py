"""A well-formed post as injectors see it, and what an injector makes of it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from random import Random
from typing import Any, Literal

from postlint.post.block import Block
from postlint.post.japanese import is_japanese
from postlint.post.post import Post
from postlint.post.text import Span

#: markup that an edit could tear: such a paragraph is not edited inside
_MARKUP = re.compile(r"[`\[\]<>|{}*_~#\\]|https?:|&\w+;")
_FULL_STOP = re.compile(r"[。！？.!?][」）)”\"']?$")
_PROSE = ("paragraph",)
#: a paragraph, and a sentence, that readers know again: characters of Japanese, characters of English
LONG_PARAGRAPH = {"ja": 70, "en": 160}
LONG_SENTENCE = {"ja": 45, "en": 90}


@dataclass(frozen=True)
class Injected:
    """A post before and after one defect was put in.

    `places` are the code points of `after` that a right finding touches; where `after` is bytes any finding counts.
    `others` are further files of the run after it, by path; a finding on one of them counts, too.
    """

    before: str
    after: str | bytes
    places: tuple[Span, ...]
    variant: str
    others: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Draft:
    """A well-formed post, parsed. `name` is its file name, without folders."""

    name: str
    post: Post

    @property
    def text(self) -> str:
        """The whole file as text."""
        return self.post.text

    @cached_property
    def lang(self) -> Literal["ja", "en"]:
        """The language of the body."""
        return "ja" if is_japanese(self.text[self.post.body.start :]) else "en"

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The leaf blocks of the body."""
        return self.post.blocks

    @cached_property
    def whole(self) -> tuple[Block, ...]:
        """Paragraphs of running text that end as a sentence does, whatever markup they hold."""
        return tuple(b for b in self.blocks if b.kind in _PROSE and _FULL_STOP.search(b.plain) and is_running_text(b.plain))

    @cached_property
    def plain(self) -> tuple[Block, ...]:
        """Those of them that have no markup inside, so that an edit tears nothing else."""
        return tuple(b for b in self.whole if not _MARKUP.search(b.span.of(self.text)) and self._alone(b))

    @property
    def long_plain(self) -> tuple[Block, ...]:
        """Those of them that a reader would know again."""
        return tuple(b for b in self.plain if len(b.plain) >= LONG_PARAGRAPH[self.lang])

    @property
    def beginning(self) -> int:
        """The offset of the first line of the body that is not blank; a paragraph put there stands in nothing else."""
        start = self.post.body.start
        return start + len(self.text[start:]) - len(self.text[start:].lstrip("\n"))

    @property
    def title(self) -> str:
        """The title; empty without one."""
        title = self.post.meta.get("title")
        return title if isinstance(title, str) else ""

    def _alone(self, block: Block) -> bool:
        """Whether blank lines (or the ends of the body) stand around a block that begins its line."""
        before, behind = self.text[: block.span.start], self.text[block.span.end :]
        return (before.endswith(("\n\n", "---\n", "+++\n")) or before.rstrip(" ").endswith("\n\n")) and re.match(
            r"[ \t]*(\n[ \t]*\n|\n?\Z)", behind
        ) is not None


def is_running_text(text: str) -> bool:
    """Whether a paragraph is text that somebody says, no list of names, no signature, no date line."""
    return len(text) >= 20 and sum(c.isalpha() for c in text) >= 0.6 * len(text)


#: an injector: None where the post is not suitable
Injector = Callable[[Draft, Random], Injected | None]


@dataclass(frozen=True)
class Kind:
    """One kind of defect: how it is injected, which rules are right to tell it, and what it is in both languages.

    `settings` are options of rules under which it is one; `path` where the post lies in the run; `runs` the rules that run
    (empty: those of `rules`).
    """

    name: str
    rules: tuple[str, ...]
    inject: Injector
    en: str
    ja: str
    settings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    runs: tuple[str, ...] = ()

    @property
    def rule(self) -> str:
        """The rule that the kind is counted for."""
        return self.rules[0]


def replaced(draft: Draft, span: Span, new: str, variant: str) -> Injected:
    """The post with `new` in the place of `span`; a right finding touches `new`."""
    after = draft.text[: span.start] + new + draft.text[span.end :]
    return Injected(draft.text, after, (Span(span.start, span.start + len(new)),), variant)


def inserted(draft: Draft, at: int, new: str, variant: str) -> Injected:
    """The post with `new` put in at an offset."""
    return replaced(draft, Span(at, at), new, variant)


def block_inserted(draft: Draft, behind: Block, new: str, variant: str) -> Injected:
    """The post with a block of its own put behind a block."""
    made = inserted(draft, behind.span.end, "\n\n" + new, variant)
    (place,) = made.places
    return Injected(made.before, made.after, (Span(place.start + 2, place.end),), variant)


def sentences_of(draft: Draft, block: Block) -> Iterator[Span]:
    """The source spans of a plain block's sentences."""
    for sentence in block.sentences:
        yield block.source(sentence.start, sentence.end)
