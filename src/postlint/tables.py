"""Reading what users write in YAML or TOML: values that know their line, and complain of what they should not be."""

import math
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from postlint.mistake import Mistake, Mistakes, fill, shortened
from postlint.post.text import LineIndex
from postlint.post.yaml_nodes import Document, YamlProblem, load_yaml
from postlint.spelling import nearest
from postlint.words import HINTS, KINDS, SHAPE, YAML, Words

#: keys and list indexes that lead from the whole file to a value
Place = tuple[str | int, ...]


class Source(NamedTuple):
    """A file that is being read: its name, where things stand in it, and the kind of mistake that it makes.

    `proven` says that tests have read it, so that what takes time to judge need not be judged again.
    """

    file: str
    line: Callable[[Place], int | None]
    error: type[Mistake]
    words: Words
    proven: bool = False

    def fail(self, place: Place, key: str, **data: Any) -> NoReturn:
        """Raise the mistake `key` at the line of `place`; `data` fills its texts."""
        texts = self.words[key] if key in self.words else SHAPE[key]
        raise self.error(self.file, self.line(place), fill(texts, data))


class Node(NamedTuple):
    """A value in a file. Every method that reads it raises the source's kind of mistake where the value is another."""

    value: Any
    place: Place
    source: Source

    @property
    def name(self) -> str | Mapping[str, str]:
        """How messages name it: the keys that lead to it."""
        return ".".join(key for key in self.place if isinstance(key, str)) or {"en": "The file", "ja": "ファイル全体"}

    def fail(self, key: str, **data: Any) -> NoReturn:
        """Raise the mistake `key` at this value; its texts may use {name}."""
        self.source.fail(self.place, key, **{"name": self.name, **data})

    def taken_as_proven(self) -> "Node":
        """The same of a file that tests have read."""
        return self._replace(source=self.source._replace(proven=True))

    def mapping(self) -> dict[str, "Node"]:
        """The values by key."""
        if not isinstance(self.value, Mapping):
            self._wrong("mapping")
        return {key: Node(value, (*self.place, key), self.source) for key, value in self.value.items()}

    def known(self, allowed: Collection[str], mistakes: Mistakes) -> dict[str, "Node"]:
        """The values by key, without those whose key is not `allowed`: they are mistakes."""
        fields = self.mapping()
        unknown = [key for key in fields if key not in allowed]
        mistakes.each(lambda key: fields.pop(key).fail("unknown-key", name=shortened(key), hint=hint(key, allowed)), unknown)
        return fields

    def fields(self, allowed: Collection[str], required: Collection[str] = ()) -> dict[str, "Node"]:
        """The values by key; no key outside `allowed`, and none of `required` missing (of which a key with a slip would be another)."""
        mistakes = Mistakes()
        fields = self.known(allowed, mistakes)
        mistakes.tell()
        where = fill(HINTS["in"], {"parent": self.name}) if self.place else HINTS["none"]
        missing = [key for key in required if key not in fields]
        mistakes.each(lambda key: self.source.fail(self.place, "missing-key", name=key, where=where), missing)
        mistakes.tell()
        return fields

    def items(self) -> list["Node"]:
        """The values of a list, in order."""
        if not isinstance(self.value, list | tuple):
            self._wrong("list")
        return [Node(value, (*self.place, index), self.source) for index, value in enumerate(self.value)]

    def one_or_more(self) -> list["Node"]:
        """The values of a list; a single text counts as a list of one."""
        return [self] if isinstance(self.value, str) else self.items()

    def text(self) -> str:
        """A text with something in it."""
        if not isinstance(self.value, str):
            self._wrong("text")
        if not self.value.strip():
            self.fail("empty-value")
        return self.value

    def choice(self, names: Collection[str]) -> str:
        """A text that is one of `names`."""
        text = self.text()
        if text not in names:
            self.fail("no-choice", value=shortened(text), hint=hint(text, names))
        return text

    def switch(self) -> bool:
        """A truth value."""
        if not isinstance(self.value, bool):
            self._wrong("switch")
        return self.value

    def whole(self) -> int:
        """A whole number; a truth value is none."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            self._wrong("whole")
        return self.value

    def number(self) -> float:
        """A number that is finite; a truth value is none."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float) or not math.isfinite(self.value):
            self._wrong("number")
        return self.value

    def _wrong(self, wanted: str) -> NoReturn:
        self.fail("wrong-type", wanted=KINDS[wanted], found=KINDS[kind_of(self.value)])


def kind_of(value: Any) -> str:
    """The key in KINDS that says what a value is."""
    kinds: tuple[tuple[type, str], ...] = ((bool, "switch"), (str, "text"), (int, "whole"), (float, "number"), (Mapping, "mapping"))
    if value is None:
        return "nothing"
    return next((kind for type_, kind in kinds if isinstance(value, type_)), "list" if isinstance(value, list | tuple) else "other")


def hint(name: str, names: Collection[str], *, at_most: int = 12) -> Mapping[str, str]:
    """The end of a message about an unknown name: the nearest valid one, or all of them where they are few."""
    near = nearest(name, names)
    if near is not None:
        return fill(HINTS["nearest"], {"nearest": near})
    return fill(HINTS["known"], {"known": ", ".join(sorted(names))}) if 0 < len(names) <= at_most else HINTS["none"]


def read_text(path: Path, file: str, error: type[Mistake]) -> str:
    """The text of a file that the user wrote, without its byte-order mark; what cannot be read is a mistake."""

    def fail(key: str, line: int | None = None, **data: Any) -> NoReturn:
        raise error(file, line, fill(SHAPE[key], data))

    try:
        if path.exists() and not path.is_file():
            fail("not-a-file")
        data = path.read_bytes()
    except FileNotFoundError:
        fail("missing-file", hint=neighbours(path))
    except (OSError, ValueError) as problem:
        fail("unreadable-file", error=getattr(problem, "strerror", None) or problem)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        fail("not-utf8", data.count(b"\n", 0, problem.start) + 1)


def shown(path: Path) -> str:
    """A path as messages name it: from the working folder where it lies below that."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return path.as_posix()


def neighbours(path: Path, others: Collection[str] = ()) -> Mapping[str, str]:
    """A hint at the file beside a missing one that is named most like it, or at one of the `others` that could have stood there."""
    try:
        names = [entry.name for entry in path.parent.iterdir()]
    except OSError:
        names = []
    return hint(path.name, [*others, *names], at_most=0)


def read_yaml(text: str, file: str, error: type[Mistake], words: Words) -> Node:
    """The whole of a YAML file as a node."""
    return _read(load_yaml, text, file, error, words)


def read_toml(text: str, file: str, error: type[Mistake], words: Words) -> Node:
    """The whole of a TOML file as a node."""
    from postlint.post.toml_places import load_toml

    return _read(load_toml, text, file, error, words)


def _read(load: Callable[[str], Document], text: str, file: str, error: type[Mistake], words: Words) -> Node:
    lines = LineIndex(text)
    try:
        document = load(text)
    except YamlProblem as problem:
        known = YAML.get(problem.key, YAML["toml-other" if problem.key.startswith("toml") else "yaml-other"])
        texts = fill(known, {key: shortened(value) for key, value in problem.data.items()})
        raise error(file, lines.position(problem.offset).line, texts) from problem
    if document.data is None:
        raise error(file, 1, SHAPE["empty-file"])
    return Node(document.data, (), Source(file, lambda place: _line(document, lines, place), error, words))


def _line(document: Document, lines: LineIndex, place: Place) -> int:
    """The line of a value's key, or of the value where it stands in a list."""
    while place and place not in document.places:
        place = place[:-1]
    if not place:
        return 1
    entry = document.places[place]
    return lines.position((entry.key or entry.value).start).line
