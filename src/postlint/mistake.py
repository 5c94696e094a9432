"""A mistake in a file that the user wrote for postlint: where it is, and what it is in every language."""

from collections.abc import Mapping
from typing import Any


class Mistake(Exception):  # noqa: N818 (it is the user's, not an error of ours)
    """What is wrong in a configuration, a pack or a schema.

    `file` is the path as the user would name it, `line` counts from 1 (None: the whole file), `texts` tells it in every
    language: {"en": …, "ja": …}.
    """

    def __init__(self, file: str, line: int | None, texts: Mapping[str, str]) -> None:
        super().__init__(file, line, texts)
        self.file = file
        self.line = line
        self.texts = texts

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.texts['en']}"


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
