"""TOML front matter: data by tomllib, and the place of keys and values by a scan of our own, since tomllib tells none."""

import datetime
import re
from typing import Any

from msgspec import Struct, field

from postlint.post.patterns import lazy
from postlint.post.text import Span
from postlint.post.toml_problems import explain
from postlint.post.yaml_nodes import MAX_DEPTH, MAX_NODES, MAX_SIZE, Document, Entry, Path, YamlProblem

#: tomllib's time grows with the square of the parts of one dotted key
_MOST_DOTS_IN_LINE = 500

_SPACE = lazy(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY_PART = lazy(r"""[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*'""")
_DOT = lazy(r"[ \t]*(\.?)[ \t]*")
# Strings first, the longest quotes before the shorter ones; anything else ends where its line or its item does.
_SCALAR = lazy(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*'{3,5}"
    r'|"(?:[^"\\]|\\.)*"'
    r"|'[^']*'"
    r"|[^,\]}#\r\n]*",
    re.DOTALL,
)

Parts = list[tuple[str, Span]]


def load_toml(text: str, offset: int = 0) -> Document:
    """Read TOML. Dates become the text that was written. Spans are shifted by `offset`.

    Raises YamlProblem (the offset of which counts from the beginning of `text`, unshifted) with a key `toml-…`.
    """
    import tomllib

    if len(text) > MAX_SIZE:
        raise YamlProblem("yaml-too-big", 0, {"limit": MAX_SIZE})
    if any(line.count(".") > _MOST_DOTS_IN_LINE for line in text.split("\n")):
        raise YamlProblem("yaml-too-deep", 0, {"limit": MAX_DEPTH})
    try:
        data = tomllib.loads(text)
    except RecursionError:
        raise YamlProblem("yaml-too-deep", 0, {"limit": MAX_DEPTH}) from None
    except ValueError as error:  # a number of too many digits is no TOMLDecodeError
        raise explain(text, str(error)) from None
    scan = _Scan(text, offset)
    scan.document()
    return Document(_dates_as_text(data, (), scan), scan.places)


def _dates_as_text(value: Any, path: Path, scan: "_Scan") -> Any:
    """The data with each date and time as it was written."""
    if isinstance(value, dict):
        return {key: _dates_as_text(child, (*path, key), scan) for key, child in value.items()}
    if isinstance(value, list):
        return [_dates_as_text(child, (*path, index), scan) for index, child in enumerate(value)]
    if isinstance(value, datetime.date | datetime.time):
        entry = scan.places.get(path)
        return Span(entry.value.start - scan.offset, entry.value.end - scan.offset).of(scan.text) if entry else value.isoformat()
    return value


class _Scan(Struct):
    """Walks through a text that tomllib has found to be TOML, and notes where things stand."""

    text: str
    offset: int
    at: int = 0
    places: dict[Path, Entry] = field(default_factory=dict)
    #: how many tables each array of tables has so far
    tables: dict[Path, int] = field(default_factory=dict)

    def document(self) -> None:
        """The whole text."""
        self._note((), None, Span(0, len(self.text)))
        table: Path = ()
        self._skip()
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip()

    def _skip(self) -> None:
        found = _SPACE.match(self.text, self.at)
        assert found is not None
        self.at = found.end()

    def _note(self, path: Path, key: Span | None, value: Span) -> None:
        if len(path) > MAX_DEPTH:
            raise YamlProblem("yaml-too-deep", value.start, {"limit": MAX_DEPTH})
        if len(self.places) > MAX_NODES:
            raise YamlProblem("yaml-too-big", value.start, {"limit": MAX_NODES})
        shift = self.offset
        where = Span(key.start + shift, key.end + shift) if key else None
        self.places.setdefault(path, Entry(where, Span(value.start + shift, value.end + shift)))

    def _key(self) -> Parts:
        """The parts of a dotted key."""
        parts: Parts = []
        while found := _KEY_PART.match(self.text, self.at):
            parts.append((_unquoted(found[0]), Span(*found.span())))
            dot = _DOT.match(self.text, found.end())
            assert dot is not None
            self.at = dot.end()
            if not dot[1]:
                break
        return parts

    def _header(self) -> Path:
        """`[table]` or `[[array of tables]]`: the path that the pairs behind it belong to."""
        start = self.at
        array = self.text.startswith("[[", start)
        self.at += 2 if array else 1
        self._skip()
        parts = self._key()
        self.at += 2 if array else 1
        span = Span(start, self.at)
        path: Path = ()
        for index, (name, key) in enumerate(parts):
            path = (*path, name)
            self._note(path, key, span)
            if array and index == len(parts) - 1:
                self.tables[path] = self.tables.get(path, 0) + 1
            if path in self.tables:
                path = (*path, self.tables[path] - 1)
                self._note(path, None, span)
        return path

    def _pair(self, path: Path) -> None:
        """`key = value`; what stands around a dotted key is placed with its first pair."""
        start = self.at
        parts = self._key()
        if len(path) + len(parts) > MAX_DEPTH:
            raise YamlProblem("yaml-too-deep", start, {"limit": MAX_DEPTH})
        self.at += 1  # the equals sign
        self._skip()
        paths = [(*path, *(name for name, _ in parts[: count + 1])) for count in range(len(parts))]
        value = self._value(paths[-1])
        for inner, (_, key) in zip(paths, parts, strict=True):
            self._note(inner, key, value)

    def _value(self, path: Path) -> Span:
        start = self.at
        opening = self.text[start : start + 1]
        if opening and opening in "[{":
            if len(path) >= MAX_DEPTH:
                raise YamlProblem("yaml-too-deep", start, {"limit": MAX_DEPTH})
            self._items(path, "]" if opening == "[" else "}")
            return Span(start, self.at)
        found = _SCALAR.match(self.text, start)
        assert found is not None
        self.at = start + len(found[0].rstrip(" \t"))
        return Span(start, self.at)

    def _items(self, path: Path, closing: str) -> None:
        """What stands in an array or an inline table, up to and with its closing bracket."""
        self.at += 1
        index = 0
        self._skip()
        while self.text[self.at] != closing:
            if closing == "]":
                self._note((*path, index), None, self._value((*path, index)))
                index += 1
            else:
                self._pair(path)
            self._skip()
            if self.text[self.at] == ",":
                self.at += 1
                self._skip()
        self.at += 1


def _unquoted(key: str) -> str:
    if key[0] == "'" or (key[0] == '"' and "\\" not in key):
        return key[1:-1]
    if key[0] != '"':
        return key
    import tomllib

    value: str = tomllib.loads(f"key = {key}")["key"]
    return value
