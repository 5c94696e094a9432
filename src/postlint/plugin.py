"""What a plugin may import. These names stay; the rest of postlint may change from one version to the next.

docs/plugins.md describes them.
"""

from postlint.checks.base import Check, CorpusCheck, GroupedCheck, Options, option
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
    "GroupedCheck",
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
