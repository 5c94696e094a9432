"""Mistakes of the user: where they are, and what they are in every language."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class PostlintError(Exception):
    """What is wrong in a call, or in a file that the user wrote for postlint: a configuration, a pack, a schema, a baseline.

    `file` is the path as the user would name it (None: the call is wrong), `line` counts from 1 (None: the whole file), `texts` tells
    it in every language: {"en": …, "ja": …}. `others` are the mistakes that were found besides, in the order of their file and line.
    `str` is the English of all of them, behind file and line, each on a line.
    """

    others: tuple["PostlintError", ...] = ()

    def __init__(self, file: str | None, line: int | None, texts: Mapping[str, str]) -> None:
        super().__init__(file, line, texts)
        self.file = file
        self.line = line
        self.texts = texts

    @property
    def told(self) -> Mapping[str, str]:
        """The texts behind file and line."""
        if self.file is None:
            return self.texts
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return {lang: f"{place}: {text}" for lang, text in self.texts.items()}

    @property
    def all(self) -> tuple["PostlintError", ...]:
        """This mistake and the others."""
        return (self, *self.others)

    def __str__(self) -> str:
        return "\n".join(each.told["en"] for each in self.all)


class Mistake(PostlintError):  # noqa: N818 (it is the user's, not an error of ours)
    """What is wrong in a file."""

    file: str

    def __init__(self, file: str, line: int | None, texts: Mapping[str, str]) -> None:
        super().__init__(file, line, texts)


class Mistakes:
    """Gathers mistakes while reading goes on, so that all of them are told at once."""

    def __init__(self) -> None:
        self._found: list[PostlintError] = []

    def take(self, read: Callable[[], Result], otherwise: Result) -> Result:
        """What is read, or else `otherwise`."""
        try:
            return read()
        except PostlintError as error:
            self._found += error.all
            return otherwise

    def each(self, read: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
        """What is read of each item, without those in which there is a mistake."""
        found: list[Result] = []
        for item in items:
            self.take(lambda item=item: found.append(read(item)), None)  # type: ignore[misc]
        return found

    def __bool__(self) -> bool:
        return bool(self._found)

    def tell(self) -> None:
        """Raise the first of the mistakes, with the others, if there is one."""
        told = list({(each.file, each.line, each.texts["en"]): each for each in self._found}.values())
        if told:
            first, *others = sorted(told, key=lambda each: (each.file or "", each.line or 0))
            for each in others:
                each.others = ()
            first.others = tuple(others)
            raise first


def each(read: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
    """What is read of each item; raises the mistakes in all of them at once."""
    mistakes = Mistakes()
    found = mistakes.each(read, items)
    mistakes.tell()
    return found


def fill(texts: Mapping[str, str], data: Mapping[str, Any]) -> dict[str, str]:
    """The templates filled with `data`; a value that is a mapping is itself a text in every language."""
    return {
        lang: template.format(**{key: value[lang] if isinstance(value, Mapping) else value for key, value in data.items()})
        for lang, template in texts.items()
    }


def shortened(value: object, limit: int = 40) -> str:
    """A value as a message may quote it: on one line, cut at `limit` characters."""
    text = " ".join(str(value)[: 4 * limit].split())
    return text if len(text) <= limit else text[: limit - 1] + "…"
