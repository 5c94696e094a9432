"""Reading the entries of a pack."""

from collections.abc import Mapping
from typing import Any, cast

from postlint.mistake import shortened
from postlint.packs.pack import KINDS, REACHES, SCOPES, Entry, Kind, Reach, Scope
from postlint.packs.regex import compile_pattern
from postlint.packs.words import ADVICE
from postlint.tables import Node

#: what every finding of a pack carries
BASE_FIELDS = frozenset({"entry", "text"})

_COMMON = ("name", "kind", "message", "scope", "restore", "data")
#: the keys that each kind of entry has besides
_KEYS: Mapping[str, tuple[str, ...]] = {"existence": ("pattern", "unless", "unless_in", "group", "ignore_case")}
#: texts in which a pattern that can match nothing is likely to do so
_PROBES = ("", "a", "あ。\n\nb 1\n")


def read_entries(node: Node) -> tuple[Entry, ...]:
    """The entries of a pack; their names are unique."""
    items = node.items()
    if not items:
        node.fail("no-entries")
    entries: dict[str, Entry] = {}
    for item in items:
        entry = read_entry(item)
        if entry.name in entries:
            first = list(entries).index(entry.name)
            line = node.source.line((*node.place, first, "name"))
            item.source.fail((*item.place, "name"), "duplicate-entry", value=shortened(entry.name), line=line)
        entries[entry.name] = entry
    return tuple(entries.values())


def read_entry(node: Node) -> Entry:
    """One entry, of any kind."""
    named = node.mapping().get("kind")
    kind = named.choice(KINDS) if named else "existence"
    fields = node.fields((*_COMMON, *_KEYS[kind]), ("name", "pattern"))
    ignore_case = fields["ignore_case"].switch() if "ignore_case" in fields else False
    pattern, compiled = _pattern(fields["pattern"], ignore_case)
    return Entry(
        name=fields["name"].text(),
        kind=cast(Kind, kind),
        pattern=pattern,
        ignore_case=ignore_case,
        group=_group(fields["group"], compiled) if "group" in fields else 0,
        scope=cast(Scope, fields["scope"].choice(SCOPES)) if "scope" in fields else "text",
        message=fields["message"].text() if "message" in fields else "default",
        unless=_pattern(fields["unless"], ignore_case)[0] if "unless" in fields else None,
        reach=cast(Reach, fields["unless_in"].choice(REACHES)) if "unless_in" in fields else "sentence",
        restore=fields["restore"].text() if "restore" in fields else None,
        data=_data(fields["data"], compiled) if "data" in fields else {},
    )


def fields_of(entry: Entry) -> frozenset[str]:
    """The names that a message for this entry may use in braces."""
    groups = compile_pattern(entry.pattern, ignore_case=entry.ignore_case).groupindex
    return BASE_FIELDS | set(entry.data) | set(groups) | ({"restore"} if entry.restore is not None else set())


def _pattern(node: Node, ignore_case: bool) -> tuple[str, Any]:
    """A pattern as text and compiled; it is valid RE2 and matches something."""
    text = node.text()
    try:
        compiled = compile_pattern(text, ignore_case=ignore_case)
    except ValueError as error:
        node.fail("bad-pattern", error=shortened(error, 80), advice=ADVICE[_advice(str(error))])
    if any(match.start() == match.end() for probe in _PROBES for match in compiled.finditer(probe)):
        node.fail("empty-match")
    return text, compiled


def _advice(error: str) -> str:
    if "perl operator" in error:
        return "look-around"
    return "escape" if "escape sequence" in error else "none"


def _group(node: Node, compiled: Any) -> int:
    """The number of a group that is given by its number or its name."""
    named: Mapping[str, int] = compiled.groupindex
    if isinstance(node.value, str):
        return named[node.choice(named)]
    number = node.whole()
    if not 0 <= number <= compiled.groups:
        node.fail("no-group", group=number, count=compiled.groups)
    return number


def _data(node: Node, compiled: Any) -> dict[str, str | int | float]:
    """What the entry adds to its findings: texts and numbers by name."""
    data: dict[str, str | int | float] = {}
    for key, value in node.mapping().items():
        if key in BASE_FIELDS or key == "restore" or key in compiled.groupindex:
            value.fail("taken-field", value=key)
        data[key] = value.text() if isinstance(value.value, str) else value.number()
    return data
