"""Reading the entries of a pack."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from postlint.mistake import shortened
from postlint.packs.pack import FIXES, KINDS, REACHES, SCOPES, SENTENCE_SCOPES, Entry, Kind, Reach, Scope
from postlint.packs.regex import compile_pattern
from postlint.packs.replacements import literal, read_replacement, whole_words
from postlint.packs.tokens import read_mark, read_tokens
from postlint.packs.words import ADVICE
from postlint.tables import Node

Fields = Mapping[str, Node]

#: what every finding of a pack carries
BASE_FIELDS = frozenset({"entry", "text"})
#: names that the entry's own data may not take
_TAKEN = BASE_FIELDS | {"restore", "replace"}

_COMMON = ("name", "kind", "message", "scope", "restore", "data", "unless", "unless_in", "bad", "good")
#: the keys that each kind of entry has besides
_KEYS: Mapping[str, tuple[str, ...]] = {
    "existence": ("pattern", "group", "ignore_case", "fix", "safe"),
    "substitution": ("pattern", "group", "ignore_case", "replace", "swap", "safe"),
    "morphemes": ("pattern", "tokens", "mark"),
}
_NEEDED: Mapping[str, tuple[str, ...]] = {"existence": ("pattern",), "substitution": ("pattern", "replace"), "morphemes": ("tokens",)}
#: what `swap` stands for, so that it cannot stand beside it
_SWAPPED = ("pattern", "group", "replace")
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
    for key, value in node.mapping().items():
        others = [other for other in KINDS if key in _KEYS[other]]
        if others and kind not in others:
            value.fail("other-kind", name=key, kinds=", ".join(others), kind=kind)
    needed = ("swap",) if "swap" in node.mapping() else _NEEDED[kind]
    fields = node.fields((*_COMMON, *_KEYS[kind]), ("name", *needed))
    ignore_case = fields["ignore_case"].switch() if "ignore_case" in fields else False
    scopes = SENTENCE_SCOPES if kind == "morphemes" else SCOPES
    special = _READERS[kind](node, fields, ignore_case)
    return Entry(
        name=fields["name"].text(),
        kind=cast(Kind, kind),
        ignore_case=ignore_case,
        scope=cast(Scope, fields["scope"].choice(scopes) if "scope" in fields else "prose" if kind == "morphemes" else "text"),
        message=fields["message"].text() if "message" in fields else "default",
        unless=_pattern(fields["unless"], ignore_case) if "unless" in fields else None,
        reach=cast(Reach, fields["unless_in"].choice(REACHES)) if "unless_in" in fields else "sentence",
        restore=fields["restore"].text() if "restore" in fields else None,
        data=_data(fields["data"], special["pattern"]) if "data" in fields else {},
        **special,
    )


def _existence(_node: Node, fields: Fields, ignore_case: bool) -> dict[str, Any]:
    """What the keys of an existence say."""
    if "fix" in fields:
        fields["fix"].choice(FIXES)
    elif "safe" in fields:
        fields["safe"].fail("safe-without-fix")
    fix = {"delete": "fix" in fields, "safe": fields["safe"].switch() if "safe" in fields else False}
    return _place(fields, ignore_case) | fix


def _place(fields: Fields, ignore_case: bool) -> dict[str, Any]:
    """A pattern, and the group that is marked."""
    pattern = _pattern(fields["pattern"], ignore_case)
    return {"pattern": pattern, "group": _group(fields["group"], pattern) if "group" in fields else 0}


def _substitution(_node: Node, fields: Fields, ignore_case: bool) -> dict[str, Any]:
    """What the keys of a substitution say."""
    safe = {"safe": fields["safe"].switch() if "safe" in fields else False}
    if "swap" not in fields:
        place = _place(fields, ignore_case)
        return place | safe | {"replace": read_replacement(fields["replace"], compile_pattern(place["pattern"]))}
    for key in _SWAPPED:
        if key in fields:
            fields[key].fail("beside-swap", name=key)
    words = _swap(fields["swap"], ignore_case)
    pattern = whole_words(words)
    try:
        compile_pattern(pattern, ignore_case=ignore_case)
    except ValueError:
        fields["swap"].fail("too-many-words", count=len(words))
    return {"pattern": pattern, "swap": words} | safe


def _swap(node: Node, ignore_case: bool) -> dict[str, str]:
    """Words as they are found → as they should be; empty deletes. Where case is ignored, the words found are in casefold."""
    words: dict[str, str] = {}
    for found, right in node.mapping().items():
        if not found.strip() or not found.isprintable():
            right.fail("empty-word")
        key = found.casefold() if ignore_case else found
        if key in words:
            right.fail("same-word", value=shortened(found))
        words[key] = right.value if right.value == "" else right.text()
    if not words:
        node.fail("empty-value")
    return words


def _morphemes(node: Node, fields: Fields, _ignore_case: bool) -> dict[str, Any]:
    """What the keys of a row of morphemes say; without a pattern, a surface that the row must have says where to look."""
    tokens = read_tokens(fields["tokens"])
    surfaces = [sorted(token.wanted["surface"]) for token in tokens if "surface" in token.wanted and not token.optional]
    if "pattern" in fields:
        pattern = _pattern(fields["pattern"], False)
    elif surfaces:
        pattern = literal(max(surfaces, key=lambda words: min(map(len, words))))
    else:
        node.fail("no-prefilter")
    return {"pattern": pattern, "tokens": tokens, "mark": read_mark(fields["mark"], len(tokens)) if "mark" in fields else ()}


_READERS: Mapping[str, Callable[[Node, Fields, bool], dict[str, Any]]] = {
    "existence": _existence,
    "substitution": _substitution,
    "morphemes": _morphemes,
}


def fields_of(entry: Entry) -> frozenset[str]:
    """The names that a message for this entry may use in braces."""
    given = {"restore": entry.restore is not None, "replace": entry.kind == "substitution"}
    return BASE_FIELDS | set(entry.data) | set(_groups(entry)) | {name for name, is_given in given.items() if is_given}


def _groups(entry: Entry) -> Mapping[str, int]:
    """The named groups of what the entry marks; the pattern of morphemes marks nothing."""
    if entry.kind == "morphemes":
        return {}
    named: Mapping[str, int] = compile_pattern(entry.pattern, ignore_case=entry.ignore_case).groupindex
    return named


def _pattern(node: Node, ignore_case: bool) -> str:
    """A pattern that is valid RE2 and matches something."""
    text = node.text()
    if node.source.proven:
        return text
    try:
        compiled = compile_pattern(text, ignore_case=ignore_case)
    except ValueError as error:
        node.fail("bad-pattern", error=shortened(error, 80), advice=ADVICE[_advice(str(error))])
    if any(match.start() == match.end() for probe in _PROBES for match in compiled.finditer(probe)):
        node.fail("empty-match")
    return text


def _advice(error: str) -> str:
    if "perl operator" in error:
        return "look-around"
    return "escape" if "escape sequence" in error else "none"


def _group(node: Node, pattern: str) -> int:
    """The number of a group that is given by its number or its name."""
    if node.source.proven and isinstance(node.value, int):
        return node.value
    compiled = compile_pattern(pattern)
    named: Mapping[str, int] = compiled.groupindex
    if isinstance(node.value, str):
        return named[node.choice(named)]
    number = node.whole()
    if not 0 <= number <= compiled.groups:
        node.fail("no-group", group=number, count=compiled.groups)
    return number


def _data(node: Node, pattern: str) -> dict[str, str | int | float]:
    """What the entry adds to its findings: texts and numbers by name."""
    data: dict[str, str | int | float] = {}
    groups = () if node.source.proven else compile_pattern(pattern).groupindex
    for key, value in node.mapping().items():
        if key in _TAKEN or key in groups:
            value.fail("taken-field", value=key)
        data[key] = value.text() if isinstance(value.value, str) else value.number()
    return data
