"""Mistakes of the user: where they are, and what they are in every language."""

from collections.abc import Mapping
from typing import Any


class PostlintError(Exception):
    """What is wrong in a call, or in a file that the user wrote for postlint: a configuration, a pack, a schema, a baseline.

    `file` is the path as the user would name it (None: the call is wrong), `line` counts from 1 (None: the whole file), `texts` tells
    it in every language: {"en": …, "ja": …}. `str` is the English of it, behind file and line.
    """

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

    def __str__(self) -> str:
        return self.told["en"]


class Mistake(PostlintError):  # noqa: N818 (it is the user's, not an error of ours)
    """What is wrong in a file."""

    file: str

    def __init__(self, file: str, line: int | None, texts: Mapping[str, str]) -> None:
        super().__init__(file, line, texts)


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
