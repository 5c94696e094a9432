"""What every check is: an id, documentation, messages, options, and a `check` that yields findings."""

import inspect
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

from postlint.diagnostic import Finding, Messages, Severity, Tier
from postlint.post.post import Post


def option(  # noqa: PLR0913
    default: Any, *, en: str, ja: str, minimum: float | None = None, maximum: float | None = None, form: str | None = None
) -> Any:
    """A field of an Options dataclass: its default, what it means, and what the configuration may set it to.

    That is a range for numbers, and for each text of a list a regular expression, which Python and JavaScript read alike.
    """
    metadata = {"en": en, "ja": ja, "minimum": minimum, "maximum": maximum, "form": form}
    if isinstance(default, list | dict | set):
        return field(default_factory=lambda: type(default)(default), metadata=metadata)
    return field(default=default, metadata=metadata)


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

    def files(self) -> Sequence[Path]:
        """The files that, besides the post, decide what the rule finds. What is cached is forgotten when one of them changes."""
        return ()

    @classmethod
    def doc(cls, lang: str) -> str:
        """The documentation in `lang`, dedented."""
        return inspect.cleandoc(cls.doc_ja if lang == "ja" else cls.__doc__ or "")


class Check(Rule):
    """A check of one post."""

    def check(self, post: Post) -> Iterator[Finding]:
        """Yield what is wrong with the post. Must not print, change anything, or depend on order or time."""
        raise NotImplementedError


#: posts of which the keys are counted to guess how many there are
_SAMPLE = 64
Summary = TypeVar("Summary")
#: what posts meet under
Key = int | str | bytes
#: what the comparison of posts under one key says of one of them: a tuple of plain values, comparable with the check's others
Match = tuple[Any, ...]


class CorpusCheck(Rule, Generic[Summary]):
    """A check of all posts of a site together."""

    def summarise(self, post: Post) -> Summary | None:
        """What of the post the comparison needs: small, plain values (numbers, texts, bytes, tuples), a function of the post alone.

        None where the post takes no part. Summaries are cached and sent from process to process.
        """
        raise NotImplementedError

    def compare(self, summaries: Sequence[tuple[str, Summary]], for_paths: Collection[str]) -> Iterator[tuple[str, Finding]]:
        """Yield (path, finding) over (path, summary) pairs, which come sorted by path.

        All posts of the site take part; findings are only wanted of `for_paths`, those of the run, and others are dropped.
        """
        raise NotImplementedError


class GroupedCheck(CorpusCheck[Summary]):
    """A corpus check in steps that need no process to hold the whole site: posts are grouped by key, then matches by path.

    1. `keys` of each summary; posts that share one form a group.
    2. `matches` of each group: (path, match) for each member that has something to be told.
    3. `findings` of each path, from its own summary and its matches.

    Groups may be formed anywhere and in any order: `matches` gets its members sorted by path, `findings` its matches sorted and each once.
    """

    def keys(self, summary: Summary) -> Collection[Key]:
        """The keys under which the post meets others."""
        raise NotImplementedError

    def matches(self, key: Key, members: Sequence[tuple[str, Summary]]) -> Iterator[tuple[str, Match]]:
        """What two or more posts that share a key say of each other, as (path, match)."""
        raise NotImplementedError

    def findings(self, path: str, summary: Summary, matches: Sequence[Match]) -> Iterator[Finding]:
        """What to tell of a post with these matches. Places in other posts come from the matches."""
        raise NotImplementedError

    def compare(self, summaries: Sequence[tuple[str, Summary]], for_paths: Collection[str]) -> Iterator[tuple[str, Finding]]:
        """The three steps, in this process."""
        told: defaultdict[str, set[Match]] = defaultdict(set)
        places: dict[str, int] = {}
        for key, group in self._groups(summaries, for_paths):
            members = [summaries[at] for at in group]
            places.update(zip((path for path, _ in members), group, strict=True))
            for path, match in self.matches(key, members):
                if path in for_paths:
                    told[path].add(match)
        for path in sorted(told):
            _, summary = summaries[places[path]]
            yield from ((path, finding) for finding in self.findings(path, summary, sorted(told[path])))

    def _groups(self, summaries: Sequence[tuple[str, Summary]], for_paths: Collection[str]) -> Iterator[tuple[Key, list[int]]]:
        """The keys that several posts share, one of them in `for_paths`, with the places of those posts. Most keys are never shared."""
        step = len(summaries) // _SAMPLE + 1
        sample = [len(self.keys(summaries[at][1])) for at in range(0, len(summaries), step)]
        met = _met((self.keys(summary) for _, summary in summaries), sum(sample) * step)
        groups: defaultdict[Key, list[int]] = defaultdict(list)
        wanted: set[Key] = set()
        for at, (path, summary) in enumerate(summaries):
            shared = met.intersection(self.keys(summary))
            wanted.update(shared if path in for_paths else ())
            for key in shared:
                groups[key].append(at)
        for key, group in groups.items():
            if key in wanted and len(group) > 1:
                yield key, group


def _met(keys: Iterable[Collection[Key]], expected: int) -> set[Key]:
    """The keys that were there before, and a few others: to tell them apart for certain takes a hundred bytes a key, this takes 8 to 16.

    A Bloom filter with two hashes and a byte for a bit.
    """
    size = 1 << (8 * expected).bit_length()
    mask, seen, met = size - 1, bytearray(size), set[Key]()
    for of_post in keys:
        for key in of_post:
            value = hash(key)
            one, other = value & mask, value >> 17 & mask
            if seen[one] and seen[other]:
                met.add(key)
            else:
                seen[one] = seen[other] = 1
    return met
