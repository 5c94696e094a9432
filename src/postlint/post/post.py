"""The Post: one immutable value that everything else looks at."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from postlint.post.block import Block
from postlint.post.cached import cached_property
from postlint.post.decode import Damage, decode
from postlint.post.front_matter import FrontMatter, parse_front_matter
from postlint.post.markdown import Body, blank_spans, parse_body
from postlint.post.patterns import lazy
from postlint.post.shortcodes import PLACEHOLDER, blank_shortcodes
from postlint.post.text import LineIndex, Span

_URL = lazy(r"https?://[!-~]+")


@dataclass(frozen=True)
class Post:
    """A post as text with views of it, each computed once, when first asked for.

    `path` is how the run names the file. `damage` tells why the text cannot be judged, if it cannot. `memo` holds what
    analysis/ computed of the post; it belongs to them.
    """

    path: str
    text: str
    damage: Damage | None = None
    memo: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def from_bytes(cls, data: bytes, path: str) -> "Post":
        """Decode a file's content; never raises, what is wrong with it stands in `damage`."""
        text, damage = decode(data)
        return cls(path, text, damage)

    @cached_property
    def front_matter(self) -> FrontMatter:
        """The front matter with the place of every key and value; its `kind` is None where the post has none."""
        return parse_front_matter(self.text)

    @property
    def meta(self) -> Mapping[str, Any]:
        """The front matter's data; empty where it is missing or cannot be read."""
        return self.front_matter.data

    @property
    def body(self) -> Span:
        """Where the text behind the front matter stands."""
        return Span(self.front_matter.body_start, len(self.text))

    @cached_property
    def lines(self) -> LineIndex:
        """Offsets to lines and columns."""
        return LineIndex(self.text)

    @cached_property
    def shown(self) -> str:
        """The text with every shortcode of the body blanked; same length, same lines."""
        return blank_shortcodes(self.text, self.body.start)

    @cached_property
    def _parsed(self) -> Body:
        return parse_body(self.shown, self.body.start)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The leaf blocks of the body, in order."""
        return self._parsed.blocks

    @cached_property
    def masked(self) -> str:
        """The text with everything that no prose check reads blanked: front matter, code, comments, shortcodes, link targets.

        Offsets and lines are those of `text`.
        """
        body = blank_spans(self.shown, (Span(0, self.body.start), *self._parsed.hidden))
        body = _URL.sub(lambda m: " " * len(m.group()), body)
        return body.replace(PLACEHOLDER, " ") if PLACEHOLDER not in self.text else body
