"""What every check is: an id, documentation, messages, options, and a `check` that yields findings."""

import dataclasses
import inspect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from postlint.diagnostic import Finding, Messages, Severity, Tier
from postlint.post.post import Post


def option(default: Any, *, en: str, ja: str, minimum: float | None = None, maximum: float | None = None) -> Any:
    """A field of an Options dataclass: its default, what it means, and the range that the configuration may set it to."""
    metadata = {"en": en, "ja": ja, "minimum": minimum, "maximum": maximum}
    if isinstance(default, list | dict | set):
        return dataclasses.field(default_factory=lambda: type(default)(default), metadata=metadata)
    return dataclasses.field(default=default, metadata=metadata)


@dataclass(frozen=True)
class Options:
    """The options of a check that has none. A check with options nests its own frozen dataclass called Options."""


class Rule:
    """What Check and CorpusCheck share. The id is the module's name with hyphens; a subclass says the rest.

    `messages` maps each key a finding may use (and the notes and fix titles) to its text in every language. The
    docstring documents the check in English: a summary line, then Why, Bad, Good, Source; `doc_ja` the same in Japanese.
    """

    id: ClassVar[str]
    tier: ClassVar[Tier] = Tier.INTEGRITY
    severity: ClassVar[Severity] = Severity.ERROR
    messages: ClassVar[Messages]
    doc_ja: ClassVar[str]
    Options: ClassVar[type[Any]] = Options

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "id" not in cls.__dict__:
            cls.id = cls.__module__.rpartition(".")[2].replace("_", "-")

    def __init__(self, options: Any = None) -> None:
        self.options = self.Options() if options is None else options

    @classmethod
    def doc(cls, lang: str) -> str:
        """The documentation in `lang`, dedented."""
        return inspect.cleandoc(cls.doc_ja if lang == "ja" else cls.__doc__ or "")


class Check(Rule):
    """A check of one post."""

    def check(self, post: Post) -> Iterator[Finding]:
        """Yield what is wrong with the post. Must not print, change anything, or depend on order or time."""
        raise NotImplementedError


Summary = TypeVar("Summary")


class CorpusCheck(Rule, Generic[Summary]):
    """A check of all posts of a run together."""

    def summarise(self, post: Post) -> Summary:
        """What of the post the comparison needs: small, picklable, a function of the post alone."""
        raise NotImplementedError

    def compare(self, summaries: Sequence[tuple[str, Summary]]) -> Iterator[tuple[str, Finding]]:
        """Yield (path, finding) over the (path, summary) pairs of a run, which come sorted by path."""
        raise NotImplementedError
