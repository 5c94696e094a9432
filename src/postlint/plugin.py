"""What a plugin may import. These names stay; the rest of postlint may change from one version to the next.

docs/plugins.md describes them.
"""

import dataclasses
from typing import Any

from postlint.checks import base
from postlint.checks.base import Check, CorpusCheck, Options
from postlint.diagnostic import Edit, Finding, Fix, Messages, Related, Severity, Tier
from postlint.post.block import Block
from postlint.post.front_matter import FrontMatter
from postlint.post.japanese import Morpheme, count_characters, is_japanese, morphemes
from postlint.post.post import Post
from postlint.post.text import Position, Span

__all__ = [
    "Block",
    "Check",
    "CorpusCheck",
    "Edit",
    "Finding",
    "Fix",
    "FrontMatter",
    "Messages",
    "Morpheme",
    "Options",
    "Position",
    "Post",
    "Related",
    "Severity",
    "Span",
    "Tier",
    "count_characters",
    "is_japanese",
    "morphemes",
    "option",
]


def option(default: Any, *, en: str, ja: str, minimum: float | None = None, maximum: float | None = None) -> Any:
    """A field of an Options dataclass: its default, what it means, and the range that the configuration may set it to."""
    known = base.option(default, en=en, ja=ja, minimum=minimum, maximum=maximum)
    if known.default_factory is not None:
        return dataclasses.field(default_factory=known.default_factory, metadata=known.metadata)
    return dataclasses.field(default=default, metadata=known.metadata)
