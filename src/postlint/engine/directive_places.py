"""Where a directive has to stand to suppress a finding, and how it is written there."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from postlint.analysis.directive_key import KEY
from postlint.diagnostic import Diagnostic, Edit
from postlint.post.markdown import Block
from postlint.post.post import Post
from postlint.post.text import Span

#: from the narrowest on: the line below, the block below, the whole post
Level = Literal["line", "block", "post"]

_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)")
_INDENT = re.compile(r"[ \t]*")
_COMMENT = re.compile(r"\s*(?:<!-- postlint-[^\n]*?-->|(?:<p>)?\{/\* postlint-[^\n]*?\*/\}(?:</p>)?)\s*")
_SPACE = re.compile(r"\s+")
_RUNS = ("item", "quote", "footnote")


@dataclass(frozen=True)
class Writer:
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


@dataclass(frozen=True, slots=True)
class _Place:
    """Above which line a comment goes, how far it is indented, and what it says."""

    line: int
    indent: str
    verb: str


def directives(post: Post, found: Iterable[Diagnostic], level: Level, writer: Writer) -> list[Edit]:
    """Edits that put directives into a post for all of the findings; those of one place share one.

    A comment that would change what the post looks like is tried at the next level instead.
    """
    wanted: dict[_Place | None, set[str]] = defaultdict(set)
    for diagnostic in found:
        wanted[_place(post, diagnostic, level, writer)].add(diagnostic.rule)
    edits = [_above(post, place, sorted(rules), writer) for place, rules in wanted.items() if place is not None]
    if None in wanted:
        edits += _keyed(post, sorted(wanted[None]), writer)
    return sorted(edits, key=lambda edit: edit.span)


def _place(post: Post, diagnostic: Diagnostic, level: Level, writer: Writer) -> _Place | None:
    """Where the comment about a finding goes; None for the front matter."""
    start = diagnostic.finding.span.start
    if start < post.body.start:
        return None
    if not post.front_matter.kind and diagnostic.finding.span == Span(0, 0):
        return _Place(1, "", "disable")
    for place in _candidates(post, diagnostic.start.line, start, level):
        if _looks_the_same(post, _above(post, place, [diagnostic.rule], writer)):
            return place
    return None if post.front_matter.kind else _Place(1, "", "disable")


def _candidates(post: Post, line: int, offset: int, level: Level) -> Iterator[_Place]:
    index = next((i for i, block in enumerate(post.blocks) if block.span.start <= offset < max(block.span.end, block.span.start + 1)), None)
    first = line if index is None else post.lines.position(post.blocks[index].span.start).line
    if level == "line" and first == line:
        yield _Place(line, _indent(post, line), "disable-next-line")
    if level != "post" and index is not None:
        block = _first_of_run(post.blocks, index)
        top = post.lines.position(block.span.start).line
        yield _Place(top, _INDENT.match(post.lines.line_span(top).of(post.text))[0], "disable-next-block")  # type: ignore[index]


def _first_of_run(blocks: tuple[Block, ...], index: int) -> Block:
    """The first block of the list or quotation that a block belongs to."""
    while index and blocks[index].kind in _RUNS and blocks[index - 1].kind == blocks[index].kind:
        index -= 1
    return blocks[index]


def _indent(post: Post, line: int) -> str:
    """How far a comment above a line is indented: under an item it belongs to the item, or it would part the list in two."""
    text = post.lines.line_span(line).of(post.text)
    above = line - 1
    while above > 1 and not post.lines.line_span(above).of(post.text).strip():
        above -= 1
    item = _ITEM.match(post.lines.line_span(above).of(post.text)) if above >= 1 and _ITEM.match(text) else None
    if item:
        return re.sub(r"[^ \t]", " ", item[0])
    found = _INDENT.match(post.lines.line_span(above).of(post.text) if _ITEM.match(text) and above >= 1 else text)
    return found[0] if found else ""


def _above(post: Post, place: _Place, rules: list[str], writer: Writer) -> Edit:
    at = post.lines.starts[place.line - 1]
    comment = f"{place.indent}{writer.comment(place.verb, rules)}\n"
    return Edit(Span(at, at), comment + "\n" if writer.mdx and not place.indent else comment)


def _looks_the_same(post: Post, edit: Edit) -> bool:
    """Whether readers see the same with the edit."""
    text, start = post.text, post.body.start
    after = text[start : edit.span.start] + edit.text + text[edit.span.end :]
    return _rendered(after) == _rendered(text[start:])


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
