"""What a reader wants of a report: language, colour, width, how much of it."""

from collections.abc import Callable, Mapping
from typing import NamedTuple, Protocol

from postlint.diagnostic import Lang, Messages


class Told(Protocol):
    """The part of a rule that reports need. Classes and instances of Rule are such things."""

    @property
    def messages(self) -> Messages:
        """Message key → its text in every language."""

    def doc(self, lang: str, /) -> str:
        """The documentation; its first line sums the rule up."""


def no_text(_path: str) -> None:
    """The text of no post: what a report has that is rendered away from the files."""


class Style(NamedTuple):
    """How to render. `width` is the terminal's, in cells; `catalogue` maps every rule id of the report to its rule.

    `quiet` leaves the totals, `statistics` the counts by rule and the totals. `prefix` is the way from the repository's root to
    the folder that paths are relative to; only the format `github` asks for it. `text_of` gives a post's text by its path, None where it
    cannot be had, and perhaps another one than was checked; only the formats that show or measure texts ask for it.
    """

    catalogue: Mapping[str, Told]
    lang: Lang = "en"
    color: bool = False
    width: int = 80
    quiet: bool = False
    verbose: bool = False
    statistics: bool = False
    prefix: str = ""
    text_of: Callable[[str], str | None] = no_text

    def with_statistics(self) -> "Style":
        """The same without the findings."""
        return self._replace(statistics=True)
