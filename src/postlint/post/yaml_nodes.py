"""Safe YAML that knows where everything stands: data, and the place of every key and value in it.

Front matter, rule packs and the configuration are all read by `load_yaml`. Nothing is built that the text could use
against us: nesting, size and what aliases expand to are capped before any Python value exists, and only YAML's core
tags are understood.
"""

import re
from collections.abc import Hashable, Iterator, Mapping
from typing import Any, NamedTuple

import yaml
from msgspec import Struct, field

from postlint.post.patterns import lazy
from postlint.post.text import Span
from postlint.post.yaml_problems import YamlProblem, explain

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # pragma: no cover - a PyYAML built without libyaml reads the same, fifteen times slower
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

__all__ = ["MAX_DEPTH", "MAX_NODES", "MAX_SIZE", "Document", "Entry", "YamlProblem", "load_yaml"]

#: code points
MAX_SIZE = 1_000_000
MAX_DEPTH = 100
#: after aliases are expanded
MAX_NODES = 10_000
#: a longer text could compose more nodes than memory should hold, so its events are counted first
_COUNT_EVENTS_FROM = 16_384
#: a longer number is text: int() refuses it or takes quadratic time
_LONGEST_NUMBER = 100

#: a longer key or tag is cut in messages
_LONGEST_NAME = 40

_CORE = "tag:yaml.org,2002:"
# What can open nested blocks on one line: indentation, then any number of `- `, `? `, `: `.
_LINE_OPENING = lazy(r"^[ \t]*(?:[-?:][ \t]+)*", re.MULTILINE)

Path = tuple[str | int, ...]


class Entry(NamedTuple):
    """Where a key (None for list items and the whole) and its value stand; quotes are part of the span."""

    key: Span | None
    value: Span


class Document(NamedTuple):
    """YAML data and the place of each part by its path of keys and indexes; `()` is the whole.

    `duplicates` are the keys said more than once (only where `load_yaml` was asked to go on); the last one counts.
    """

    data: Any
    places: Mapping[Path, Entry]
    duplicates: tuple[YamlProblem, ...] = ()


def load_yaml(text: str, offset: int = 0, *, dates_as_text: bool = True, allow_duplicates: bool = False) -> Document:
    """Read one YAML document. Keys become strings as written; so do dates, unless `dates_as_text` is False.

    All spans are shifted by `offset`, where `text` begins in its file. Raises YamlProblem (its own offset counts from
    the beginning of `text`, unshifted) for what is no YAML, no core YAML or too large; for a duplicate key, too, unless
    `allow_duplicates` is set.
    """
    if len(text) > MAX_SIZE:
        raise YamlProblem("yaml-too-big", 0, {"limit": MAX_SIZE})
    if text.startswith("\ufeff"):  # libyaml would drop it uncounted
        text = " " + text[1:] if text[1:2].isspace() else "\n" + text[1:]
    try:
        _guard(text)
        loader = Loader(text)
        try:
            node = loader.get_single_node()
        finally:
            loader.dispose()
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        raise explain(text, error) from None
    if node is None:
        return Document(None, {(): Entry(None, Span(offset, offset))})
    _Census().count(node)
    builder = _Builder(loader, text, offset, dates_as_text)
    data, end = builder.build(node, ())
    builder.places[()] = Entry(None, Span(node.start_mark.index + offset, end + offset))
    if builder.duplicates and not allow_duplicates:
        raise builder.duplicates[0]
    return Document(data, builder.places, tuple(builder.duplicates))


def _guard(text: str) -> None:
    """Refuse nesting that could exhaust the C stack and texts of too many nodes, before anything is composed.

    A bound that costs next to nothing clears ordinary texts; the others are judged by their parse events, which come
    one by one and need no stack. Raises YamlProblem, or a YAMLError where the events break off.
    """
    indent = max(match.end() - match.start() for match in _LINE_OPENING.finditer(text))
    # Each block level stands further right than the one around it, but for a list right under its key.
    deepest = text.count("[") + text.count("{") + 2 * (indent + 1)
    if deepest <= MAX_DEPTH and len(text) <= _COUNT_EVENTS_FROM:
        return
    depth = nodes = 0
    for event in yaml.parse(text, Loader=Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if isinstance(event, yaml.NodeEvent):
            nodes += 1
        if depth > MAX_DEPTH or nodes > MAX_NODES:
            assert event.start_mark is not None
            key, limit = ("yaml-too-deep", MAX_DEPTH) if depth > MAX_DEPTH else ("yaml-too-big", MAX_NODES)
            raise YamlProblem(key, event.start_mark.index, {"limit": limit})


class _Census(Struct):
    """Counts what a node expands to, each node once however often aliases name it."""

    known: dict[int, tuple[int, int] | None] = field(default_factory=dict)

    def count(self, node: yaml.Node) -> tuple[int, int]:
        """How many nodes `node` expands to and how deep they nest; raises YamlProblem beyond the limits.

        Recursion is bounded by the depth of the text, since an alias can only name what stands before it.
        """
        if isinstance(node, yaml.ScalarNode):
            return 1, 0
        known = self.known.get(id(node), (0, 0))
        if known is None:
            raise YamlProblem("yaml-alias-loop", node.start_mark.index)
        if known[0]:
            return known
        self.known[id(node)] = None
        total, deepest = 1, 0
        for child in _children(node):
            nodes, depth = self.count(child)
            total += nodes
            deepest = max(deepest, depth)
        if total > MAX_NODES:
            raise YamlProblem("yaml-too-big", node.start_mark.index, {"limit": MAX_NODES})
        if deepest >= MAX_DEPTH:
            raise YamlProblem("yaml-too-deep", node.start_mark.index, {"limit": MAX_DEPTH})
        self.known[id(node)] = (total, deepest + 1)
        return total, deepest + 1


def _children(node: yaml.Node) -> Iterator[yaml.Node]:
    for child in node.value:
        if isinstance(child, tuple):
            yield from child
        else:
            yield child


class _Builder(Struct):
    """Builds Python values of nodes that the census has passed, noting where each stands."""

    loader: Any
    text: str
    offset: int
    dates_as_text: bool
    places: dict[Path, Entry] = field(default_factory=dict)
    duplicates: list[YamlProblem] = field(default_factory=list)

    def build(self, node: yaml.Node, path: Path) -> tuple[Any, int]:
        """The value of `node`, and where it ends without what follows it (blank lines, comments)."""
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node), self._end(node)
        if isinstance(node, yaml.SequenceNode):
            self._require(node, "seq")
            return self._sequence(node, path)
        assert isinstance(node, yaml.MappingNode)
        self._require(node, "map")
        return self._mapping(node, path)

    def _require(self, node: yaml.Node, tag: str) -> None:
        if node.tag != _CORE + tag:
            raise YamlProblem("yaml-tag", node.start_mark.index, {"tag": _written(node.tag)})

    def _note(self, path: Path, key: yaml.Node | None, node: yaml.Node, end: int) -> None:
        shift = self.offset
        where = None if key is None else Span(key.start_mark.index + shift, key.end_mark.index + shift)
        self.places[path] = Entry(where, Span(node.start_mark.index + shift, end + shift))

    def _sequence(self, node: yaml.SequenceNode, path: Path) -> tuple[list[Any], int]:
        items, end = [], node.start_mark.index + 1
        for index, child in enumerate(node.value):
            value, end = self.build(child, (*path, index))
            self._note((*path, index), None, child, end)
            items.append(value)
        return items, node.end_mark.index if node.flow_style else end

    def _mapping(self, node: yaml.MappingNode, path: Path) -> tuple[dict[str, Any], int]:
        result: dict[str, Any] = {}
        merged: list[yaml.MappingNode] = []
        end = node.start_mark.index
        for key_node, value_node in node.value:
            if key_node.tag == _CORE + "merge":
                merged += self._merged(value_node)
                end = key_node.end_mark.index
                continue
            key = self._key(key_node)
            if key in result:
                self._tell_duplicate(key, key_node, (*path, key))
            result[key], end = self.build(value_node, (*path, key))
            self._note((*path, key), key_node, value_node, end)
        for source in merged:
            self._merge(source, result, path)
        return result, node.end_mark.index if node.flow_style else end

    def _merged(self, node: yaml.Node) -> list[yaml.MappingNode]:
        """The mappings that a `<<` names: one, or a list of them."""
        sources = node.value if isinstance(node, yaml.SequenceNode) else [node]
        for source in sources:
            if not isinstance(source, yaml.MappingNode):
                raise YamlProblem("yaml-merge", source.start_mark.index)
        return list(sources)

    def _merge(self, source: yaml.MappingNode, result: dict[str, Any], path: Path) -> None:
        """Add what `source` says and `result` does not."""
        inherited: list[yaml.MappingNode] = []
        for key_node, value_node in source.value:
            if key_node.tag == _CORE + "merge":
                inherited += self._merged(value_node)
                continue
            key = self._key(key_node)
            if key not in result:
                result[key], end = self.build(value_node, (*path, key))
                self._note((*path, key), key_node, value_node, end)
        for ancestor in inherited:
            self._merge(ancestor, result, path)

    def _tell_duplicate(self, key: str, node: yaml.Node, path: Path) -> None:
        start = node.start_mark.index
        first = self.places[path].key
        data = {"name": key[:_LONGEST_NAME], "first": first.start - self.offset if first else 0, "end": node.end_mark.index}
        self.duplicates.append(YamlProblem("yaml-duplicate-key", start, data))

    def _key(self, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode):
            start = node.start_mark.index
            if isinstance(node, yaml.MappingNode) and self.text[start - 1 : start + 1] == "{{":
                raise YamlProblem("yaml-special-character", start - 1, {"character": "{{"})
            raise YamlProblem("yaml-key", start)
        self._scalar(node)  # refuses tags
        return str(node.value)

    def _end(self, node: yaml.ScalarNode) -> int:
        end: int = node.end_mark.index
        if node.style in ("|", ">"):  # their mark stands behind the blank lines that follow
            while end > node.start_mark.index and self.text[end - 1] in " \t\r\n":
                end -= 1
        return end

    def _scalar(self, node: yaml.ScalarNode) -> Hashable:
        kind = node.tag.removeprefix(_CORE)
        text: str = node.value
        if kind in ("str", "value", "merge") or (kind == "timestamp" and self.dates_as_text):
            return text
        if kind == "null":
            return None
        if kind not in ("bool", "int", "float", "timestamp"):
            raise YamlProblem("yaml-tag", node.start_mark.index, {"tag": _written(node.tag)})
        if len(text) > _LONGEST_NUMBER:
            return text
        try:
            value: Hashable = getattr(self.loader, f"construct_yaml_{kind}")(node)
        except (ValueError, KeyError, AttributeError, IndexError, OverflowError):
            return text  # looks like a number or date and is none (0x_, 2024-13-45), or was tagged as one by hand
        return value


def _written(tag: str) -> str:
    """A tag as the text has it, `!!set` and not its long form."""
    return ("!!" + tag.removeprefix(_CORE) if tag.startswith(_CORE) else tag)[:_LONGEST_NAME]
