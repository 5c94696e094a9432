"""Front matter: what it says, where each key and value stands, and what is wrong with it."""

import re
from collections.abc import Mapping
from typing import Any, Literal

from frontmatter.default_handlers import BaseHandler
from msgspec import Struct, field

from postlint.post.patterns import lazy
from postlint.post.text import Span
from postlint.post.toml_places import load_toml
from postlint.post.yaml_nodes import Document, Entry, Path, YamlProblem, load_yaml

# A line that could stand in front matter: a key, an item, or what is indented under one.
_KEY_LINE = lazy(r"""(?:[^\W\d][\w.-]*|"[^"\r\n]*"|'[^'\r\n]*')[ \t]*[:=](?:[ \t]|$)""")
_MORE_LINE = lazy(r"[ \t]+\S|- \S|[\]}]|\[[\w.\"' \[\]-]+\][ \t]*$")
_LINE = lazy(r"([^\r\n]*)(\r\n|\n|\r|\Z)")
_NOWHERE = Span(0, 0)
# A fence that was meant to close and is mistyped.
_NEAR_FENCE = lazy(r"[-+—–─ー=*_]{2,}[ \t]*$")


class Problem(Struct, frozen=True):
    """Something wrong with the front matter. `key` names a message of front-matter-syntax, `data` its parameters."""

    key: str
    span: Span
    data: Mapping[str, Any] = field(default_factory=dict)


class FrontMatter(Struct, frozen=True):
    """What stands between the fences at the top of a post.

    `span` runs from the opening fence to the end of the closing one, `content` between them; the body begins at
    `body_start`. `places` maps each path of keys and indexes to where its key and value stand. `data` is what could
    be read in spite of `problems`. Without front matter, `kind` is None and all is empty.
    """

    kind: Literal["yaml", "toml"] | None = None
    span: Span = _NOWHERE
    content: Span = _NOWHERE
    data: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[Path, Entry] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    body_start: int = 0

    @property
    def opening(self) -> Span:
        """The opening fence."""
        return Span(self.span.start, min(self.span.start + 3, self.span.end))

    def value_span(self, *path: str | int) -> Span | None:
        """Where the value at `path` stands; None where there is none, or where it could not be located."""
        entry = self.places.get(path)
        return entry.value if entry else None

    def key_span(self, *path: str | int) -> Span | None:
        """Where the key of `path` stands; None for list items too."""
        entry = self.places.get(path)
        return entry.key if entry else None


class FenceHandler(BaseHandler):
    """python-frontmatter's protocol with strict fences: on the first line, alone on theirs, and nothing is stripped."""

    kind: Literal["yaml", "toml"]
    FM_BOUNDARY: re.Pattern[str]
    START_DELIMITER: str
    #: its first group is the fence with its line end
    closing: re.Pattern[str]

    def fences(self, text: str) -> tuple[Span, Span | None] | None:
        """The lines of the opening and of the closing fence with their line ends; None without an opening."""
        opening = self.FM_BOUNDARY.match(text)
        if not opening:
            return None
        closing = self.closing.search(text, opening.end() - 1)
        return Span(0, opening.end()), closing and Span(closing.start(1), closing.end())

    def split(self, text: str) -> tuple[str, str]:
        """Front matter and content, both as they are; raises ValueError without both fences."""
        fences = self.fences(text)
        if not fences or not fences[1]:
            raise ValueError("no front matter")
        return text[fences[0].end : fences[1].start], text[fences[1].end :]

    def load(self, fm: str) -> dict[str, Any]:
        """The data; raises YamlProblem."""
        data = self.read(fm, 0).data
        return data if isinstance(data, dict) else {}

    def read(self, fm: str, offset: int) -> Document:
        """Data and places, shifted by `offset`; raises YamlProblem, whose own offset is not."""
        raise NotImplementedError


class YamlHandler(FenceHandler):
    """`---` … `---` or `...`"""

    kind = "yaml"
    START_DELIMITER = END_DELIMITER = "---"
    FM_BOUNDARY = lazy(r"---[ \t]*(?:\r\n|\n|\r)")
    closing = lazy(r"[\r\n]((?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z))")

    def read(self, fm: str, offset: int) -> Document:
        return load_yaml(fm, offset, allow_duplicates=True)


class TomlHandler(FenceHandler):
    """`+++` … `+++`"""

    kind = "toml"
    START_DELIMITER = END_DELIMITER = "+++"
    FM_BOUNDARY = lazy(r"\+\+\+[ \t]*(?:\r\n|\n|\r)")
    closing = lazy(r"[\r\n](\+\+\+[ \t]*(?:\r\n|\n|\r|\Z))")

    def read(self, fm: str, offset: int) -> Document:
        return load_toml(fm, offset)


_HANDLERS: tuple[FenceHandler, ...] = (YamlHandler(), TomlHandler())


def parse_front_matter(text: str) -> FrontMatter:
    """Read the front matter of a file's text (byte-order mark removed). Never raises: what is wrong stands in `problems`."""
    for handler in _HANDLERS:
        fences = handler.fences(text)
        if not fences:
            continue
        opening, closing = fences
        if closing is None:
            return _unterminated(handler, text, opening) if _begins_like_front_matter(text, opening.end) else FrontMatter()
        return _closed(handler, text, opening, closing)
    return FrontMatter()


def _closed(handler: FenceHandler, text: str, opening: Span, closing: Span) -> FrontMatter:
    content = Span(opening.end, closing.start)
    span = Span(0, closing.start + 3)
    try:
        document = handler.read(content.of(text), content.start)
    except YamlProblem as problem:
        if _closes_by_chance(handler, text, content):
            return _unterminated(handler, text, opening)
        return FrontMatter(handler.kind, span, content, problems=(_problem(problem, text, content),), body_start=closing.end)
    if document.data is None:
        return FrontMatter(handler.kind, span, content, body_start=closing.end)
    if not isinstance(document.data, dict):
        return FrontMatter(handler.kind, span, content, problems=(Problem("not-mapping", Span(0, 3)),), body_start=closing.end)
    problems = tuple(_problem(problem, text, content) for problem in document.duplicates)
    return FrontMatter(handler.kind, span, content, document.data, document.places, problems, closing.end)


def _problem(problem: YamlProblem, text: str, content: Span) -> Problem:
    """A problem placed in the post, on the word or character that the offset names."""
    start = min(content.start + problem.offset, content.end)
    data = dict(problem.data)
    end = data.pop("end", None)
    if end is None:
        end = problem.offset + 1
    if "first" in data:
        data["first"] = text.count("\n", 0, content.start + data["first"]) + 1
    return Problem(problem.key, Span(start, max(start, min(content.start + end, content.end))), data)


def _begins_like_front_matter(text: str, start: int) -> bool:
    """Whether the first line from `start` that is not blank is a key; otherwise the fence is a thematic break."""
    for match in _LINE.finditer(text, start):
        if match[1].strip():
            return _KEY_LINE.match(match[1]) is not None
        if match.end() == len(text):
            break
    return False


def _extent(text: str, start: int) -> tuple[int, int]:
    """Where the lines from `start` that look like front matter end, and where the body behind them begins."""
    end = start
    for match in _LINE.finditer(text, start):
        line = match[1]
        if _NEAR_FENCE.match(line):
            return end, match.end()
        if not (_KEY_LINE.match(line) or _MORE_LINE.match(line)):
            break
        end = match.end()
    return end, end


def _unterminated(handler: FenceHandler, text: str, opening: Span) -> FrontMatter:
    """Front matter that no fence closes: read as far as the lines look like it."""
    end, body_start = _extent(text, opening.end)
    content = Span(opening.end, end)
    problems = (Problem("unterminated", Span(0, 3), {"fence": handler.START_DELIMITER}),)
    try:
        document = handler.read(content.of(text), content.start)
    except YamlProblem:
        document = Document(None, {})
    data, places = (document.data, document.places) if isinstance(document.data, dict) else ({}, {})
    return FrontMatter(handler.kind, Span(0, end), content, data, places, problems, body_start)


def _closes_by_chance(handler: FenceHandler, text: str, content: Span) -> bool:
    """Whether the closing fence is a thematic break far down in the body of a post whose front matter was never closed.

    So it is where sound front matter ends at a blank line or a mistyped fence, and prose follows.
    """
    end, body_start = _extent(text, content.start)
    if not content.start < end < content.end:
        return False
    behind = [line for line in text[body_start : content.end].splitlines() if line.strip()]
    like_keys = sum(1 for line in behind if _KEY_LINE.match(line) or _MORE_LINE.match(line))
    if not behind or _KEY_LINE.match(behind[0]) or 2 * like_keys >= len(behind):
        return False
    if body_start == end and text[end : end + 1] not in "\r\n":
        return False
    try:
        return isinstance(handler.read(text[content.start : end], 0).data, dict)
    except YamlProblem:
        return False
