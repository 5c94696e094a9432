"""What a substitution puts in the place of what it found: templates with groups, and lists of words."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from postlint.mistake import shortened
from postlint.post.patterns import lazy
from postlint.tables import Node, hint

_REFERENCE = lazy(r"\\(?:([0-9]{1,2})|g<([^<>\\]{1,60})>|(\\))?")
_META = lazy(r"[\\.+*?()|\[\]{}^$]")
_WORD = lazy(r"[0-9A-Za-z_]")


def read_replacement(node: Node, compiled: Any) -> str:
    """A template whose references all name groups of the pattern; it may be empty, which deletes."""
    text = node.value if isinstance(node.value, str) else node.text()
    for reference in _REFERENCE.finditer(text):
        number, name, _ = reference.groups()
        if reference.group() == "\\":
            node.fail("lone-backslash")
        if number is not None and int(number) > compiled.groups:
            node.fail("no-group", group=int(number), count=compiled.groups)
        if name is not None and name not in compiled.groupindex:
            node.fail("no-named-group", group=shortened(name), hint=hint(name, compiled.groupindex))
    return text


def expand(template: str, match: Any) -> str:
    """The template filled from a match. RE2's own `expand` breaks text outside ASCII; a group that took no part is empty."""
    return "".join(match.group(piece) or "" if is_group else str(piece) for is_group, piece in _pieces(template))


@lru_cache(maxsize=256)
def _pieces(template: str) -> tuple[tuple[bool, str | int], ...]:
    """The template as (is it a group?, text as it is or the group's number or name)."""
    pieces: list[tuple[bool, str | int]] = []
    at = 0
    for reference in _REFERENCE.finditer(template):
        number, name, backslash = reference.groups()
        pieces.append((False, template[at : reference.start()]))
        pieces.append((False, backslash) if backslash else (True, name or int(number)))
        at = reference.end()
    return (*pieces, (False, template[at:]))


def literal(words: Iterable[str]) -> str:
    """A pattern for any of the words as they are; where two begin alike, the longer one goes first."""
    return "|".join(map(_escaped, _longest_first(words)))


def whole_words(words: Iterable[str]) -> str:
    """The same, where a Latin letter or digit at a word's edge may not stand beside another: `js` is not in `json`."""
    return "|".join(f"{_edge(word[0])}{_escaped(word)}{_edge(word[-1])}" for word in _longest_first(words))


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


def _escaped(word: str) -> str:
    return _META.sub(r"\\\g<0>", word)


def _edge(character: str) -> str:
    return r"\b" if _WORD.match(character) else ""


def reads_already(text: str, start: int, end: int, replacement: str) -> bool:
    """Whether text[start:end] stands inside the replacement already, as サーバ does in サーバー; to replace it would never end."""
    found = text[start:end]
    at = replacement.find(found)
    while at >= 0:
        if text.startswith(replacement, start - at) and start >= at:
            return True
        at = replacement.find(found, at + 1)
    return False
