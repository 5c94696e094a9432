"""Where a directive has to stand to suppress a finding, and how it is written there."""

import json
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, Literal

from msgspec import Struct

from postlint.analysis.directive_key import KEY
from postlint.diagnostic import Diagnostic, Edit
from postlint.engine.edits import apply
from postlint.post.block import Block
from postlint.post.patterns import lazy
from postlint.post.post import Post
from postlint.post.text import Span

#: from the narrowest on: the line below, the block below, the whole post
Level = Literal["line", "block", "post"]

_ITEM = lazy(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)")
_COMMENT = lazy(r"\s*(?:<!-- postlint-[^\n]*?-->|(?:<p>)?\{/\* postlint-[^\n]*?\*/\}(?:</p>)?)\s*")
_SPACE = lazy(r"\s+")
_RUNS = ("item", "quote", "footnote")


class Writer(Struct, frozen=True):
    """Writes directives with one reason, for Markdown or for MDX."""

    reason: str
    mdx: bool

    def comment(self, verb: str, rules: Iterable[str]) -> str:
        """The comment; nothing in the reason can end it, or open a Liquid tag."""
        reason = re.sub(r"-{2,}", "—", self.reason).replace("*/", "* /")
        reason = re.sub(r"([{<])(?=[{%!])", r"\1 ", reason)
        inner = f"postlint-{verb} {', '.join(rules)} -- {reason}"
        return f"{{/* {inner} */}}" if self.mdx else f"<!-- {inner} -->"

    @property
    def quoted(self) -> str:
        """The reason as a string that is the same in YAML and TOML."""
        told = json.dumps(self.reason, ensure_ascii=False)
        return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in told)


class _Place(Struct, frozen=True):
    """Above which line a comment goes, how far it is indented, and what it says."""

    line: int
    indent: str
    verb: str


def directives(post: Post, found: Iterable[Diagnostic], level: Level, writer: Writer) -> list[Edit]:
    """Edits that put directives into a post for all of the findings; those of one place share one.

    A comment that would change what the post looks like is tried at the next level instead.
    """
    found = list(found)
    edits = _edits(post, [(each.rule, _first(post, each, level)) for each in found], writer)
    if _looks_the_same(post, edits):  # nearly always, and to ask for each of thousands would take minutes
        return edits
    return _edits(post, [(each.rule, _proven(post, each, level, writer)) for each in found], writer)


def _edits(post: Post, placed: Iterable[tuple[str, _Place | None]], writer: Writer) -> list[Edit]:
    wanted: dict[_Place | None, set[str]] = defaultdict(set)
    for rule, place in placed:
        wanted[place].add(rule)
    edits = [_above(post, place, sorted(rules), writer) for place, rules in wanted.items() if place is not None]
    if None in wanted:
        edits += _keyed(post, sorted(wanted[None]), writer)
    return sorted(edits, key=lambda edit: edit.span)


def _first(post: Post, diagnostic: Diagnostic, level: Level) -> _Place | None:
    """Where the comment about a finding should go; None for the front matter."""
    return next(_candidates(post, diagnostic, level), None)


def _proven(post: Post, diagnostic: Diagnostic, level: Level, writer: Writer) -> _Place | None:
    """Where the comment about a finding can go without being seen."""
    places = _candidates(post, diagnostic, level)
    return next((place for place in places if _looks_the_same(post, [_above(post, place, [diagnostic.rule], writer)])), None)


def _candidates(post: Post, diagnostic: Diagnostic, level: Level) -> Iterator[_Place]:
    """Places from the narrowest on."""
    start, line = diagnostic.finding.span.start, diagnostic.start.line
    if start < post.body.start:
        return
    if post.front_matter.kind or diagnostic.finding.span != Span(0, 0):
        yield from _in_body(post, line, start, level)
    if not post.front_matter.kind:
        yield _Place(1, "", "disable")


def _in_body(post: Post, line: int, offset: int, level: Level) -> Iterator[_Place]:
    index = bisect_right(post.blocks, offset, key=lambda block: block.span.start) - 1
    if index >= 0 and offset >= post.blocks[index].span.end:
        index = -1
    first = line if index < 0 else post.lines.position(post.blocks[index].span.start).line
    if level == "line" and first == line:
        yield _Place(line, _indent(post, line), "disable-next-line")
    if level != "post" and index >= 0:
        block = _first_of_run(post.blocks, index)
        top = post.lines.position(block.span.start).line
        yield _Place(top, _indentation(post.lines.line_span(top).of(post.text)), "disable-next-block")


def _first_of_run(blocks: tuple[Block, ...], index: int) -> Block:
    """The first block of the list or quotation that a block belongs to."""
    while index and blocks[index].kind in _RUNS and blocks[index - 1].kind == blocks[index].kind:
        index -= 1
    return blocks[index]


def _indent(post: Post, line: int) -> str:
    """How far a comment above a line is indented: under an item it belongs to the item, or it would part the list in two."""
    text = post.lines.line_span(line).of(post.text)
    above = line - 1
    while above > 0 and not post.lines.line_span(above).of(post.text).strip():
        above -= 1
    if above < 1 or not _ITEM.match(text):
        return _indentation(text)
    before = post.lines.line_span(above).of(post.text)
    item = _ITEM.match(before)
    return re.sub(r"[^ \t]", " ", item[0]) if item else _indentation(before)


def _indentation(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t"))]


def _above(post: Post, place: _Place, rules: list[str], writer: Writer) -> Edit:
    at = post.lines.starts[place.line - 1]
    comment = f"{place.indent}{writer.comment(place.verb, rules)}\n"
    return Edit(Span(at, at), comment + "\n" if writer.mdx and not place.indent else comment)


def _looks_the_same(post: Post, edits: Sequence[Edit]) -> bool:
    """Whether readers see the same with the edits, those in the front matter left aside."""
    start = post.body.start
    body = [Edit(Span(edit.span.start - start, edit.span.end - start), edit.text) for edit in edits if edit.span.start >= start]
    return not body or _rendered(apply(post.text[start:], body)) == _rendered(post.text[start:])


@cache
def _renderer() -> Any:
    from pyromark import Markdown, Options

    return Markdown(options=Options.ENABLE_TABLES | Options.ENABLE_FOOTNOTES | Options.ENABLE_STRIKETHROUGH)


def _rendered(body: str) -> str:
    """The body as HTML, without directives and white space."""
    return _SPACE.sub("", _COMMENT.sub("", _renderer().html(body)))


def _keyed(post: Post, rules: list[str], writer: Writer) -> list[Edit]:
    """The edit that adds rules to the directive in the front matter; none where there is no place for it."""
    front = post.front_matter
    if front.kind is None or front.problems:
        return []
    if KEY in front.data:
        return _extended(post, rules)
    at = front.content.end
    lead = "" if at == front.content.start or post.text[at - 1 : at] in "\r\n" else "\n"
    if front.kind == "toml":
        listed = ", ".join(f'"{rule}"' for rule in rules)
        return [Edit(Span(at, at), f"{lead}[{KEY}]\ndisable = [{listed}]\nreason = {writer.quoted}\n")]
    return [Edit(Span(at, at), f"{lead}{KEY}: {{disable: [{', '.join(rules)}], reason: {writer.quoted}}}\n")]


def _extended(post: Post, rules: list[str]) -> list[Edit]:
    """The edit that adds rules to a list in YAML that holds some already."""
    front = post.front_matter
    said = front.data[KEY]
    listed = said.get("disable") if isinstance(said, dict) and "until" not in said else None
    if front.kind != "yaml" or not isinstance(listed, list) or not listed:
        return []
    last, whole = front.value_span(KEY, "disable", len(listed) - 1), front.value_span(KEY, "disable")
    if last is None or whole is None:
        return []
    new = [rule for rule in rules if rule not in listed]
    if post.text.startswith("[", whole.start):
        return [Edit(Span(last.end, last.end), "".join(f", {rule}" for rule in new))]
    start = post.lines.starts[post.lines.position(last.start).line - 1]
    dash = post.text[start : last.start]
    return [Edit(Span(last.end, last.end), "".join(f"\n{dash}{rule}" for rule in new))] if dash.strip() == "-" else []
