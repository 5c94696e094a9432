"""Finding in a post what the entries of a pack describe."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from postlint.packs.morphemes import Row, rows
from postlint.packs.pack import Entry, Scope
from postlint.packs.regex import PatternSet, compile_pattern
from postlint.packs.replacements import expand, reads_already
from postlint.packs.scopes import PROSE, Haystack, haystacks
from postlint.post.post import Post
from postlint.post.text import Span


@dataclass(frozen=True, slots=True)
class Match:
    """Where an entry was found: the marked span in the source, and its text as it was searched (without markup).

    `groups` holds the pattern's named groups; one that took no part is empty. `replace` is what a substitution would put
    there; None for the other kinds.
    """

    entry: Entry
    span: Span
    text: str
    groups: Mapping[str, str] = field(default_factory=dict)
    replace: str | None = None


@dataclass(frozen=True)
class Matcher:
    """Finds entries in posts. Patterns are compiled when the first post is searched, then kept."""

    entries: Sequence[Entry]

    def __reduce__(self) -> tuple[type["Matcher"], tuple[Sequence[Entry]]]:
        return Matcher, (self.entries,)

    def matches(self, post: Post) -> Iterator[Match]:
        """The matches in the order of their place; one that lies inside another is left out."""
        found = sorted(self._all(post), key=lambda numbered: (numbered[1].span.start, -numbered[1].span.end, numbered[0]))
        reached = -1
        for _, match in found:
            if match.span.end > reached:
                reached = match.span.end
                yield match

    def _all(self, post: Post) -> Iterator[tuple[int, Match]]:
        """Every match, with its entry's place among the entries."""
        for group in self._groups:
            if group.scope == "prose" and next(group.found.hits(_prose(post)), None) is None:
                continue
            for haystack in haystacks(post, group.scope):
                for index in group.found.hits(haystack.text):
                    number, search = group.searches[index]
                    yield from ((number, match) for match in search.matches(haystack))

    @cached_property
    def _groups(self) -> list["_Group"]:
        scopes: dict[Scope, list[tuple[int, Entry]]] = {}
        for number, entry in enumerate(self.entries):
            scopes.setdefault(entry.scope, []).append((number, entry))
        return [_group(scope, numbered) for scope, numbered in scopes.items()]


def _prose(post: Post) -> str:
    """All prose of the post as one text, to ask once for all its blocks whether anything occurs in them."""
    found = post.memo.get("packs.prose")
    if found is None:
        blocks = (block.plain for block in post.blocks if block.kind in PROSE)
        found = post.memo["packs.prose"] = "\n".join(blocks)
    return str(found)


@dataclass(frozen=True)
class _Group:
    """The entries of one scope: all at once to ask which occur, one by one to say where."""

    scope: Scope
    found: PatternSet
    searches: list[tuple[int, "_PatternSearch | _MorphemeSearch"]]


def _group(scope: Scope, numbered: Iterable[tuple[int, Entry]]) -> _Group:
    searches = [(number, _MorphemeSearch(entry) if entry.kind == "morphemes" else _PatternSearch(entry)) for number, entry in numbered]
    return _Group(scope, PatternSet([(search.entry.pattern, search.entry.ignore_case) for _, search in searches]), searches)


@dataclass(frozen=True)
class _Search:
    """One entry with its compiled patterns."""

    entry: Entry

    def is_cleared(self, haystack: Haystack, at: tuple[int, int], cleared: dict[Span, bool]) -> bool:
        """Whether `unless` occurs around a match; each stretch is searched only once."""
        if self._unless is None:
            return False
        around = haystack.around(*at, self.entry.reach)
        if around not in cleared:
            cleared[around] = self._unless.search(around.of(haystack.text)) is not None
        return cleared[around]

    @cached_property
    def pattern(self) -> Any:
        """The entry's pattern, compiled."""
        return compile_pattern(self.entry.pattern, ignore_case=self.entry.ignore_case)

    @cached_property
    def _unless(self) -> Any:
        if self.entry.unless is None:
            return None
        return compile_pattern(self.entry.unless, ignore_case=self.entry.ignore_case)


@dataclass(frozen=True)
class _PatternSearch(_Search):
    """An existence or a substitution."""

    def matches(self, haystack: Haystack) -> Iterator[Match]:
        """The matches in one text, without those that `unless` clears and those that read already as they should."""
        cleared: dict[Span, bool] = {}
        names = self.pattern.groupindex
        for match in self.pattern.finditer(haystack.text):
            start, end = match.span(self.entry.group)
            if start < 0:  # the group took no part
                start, end = match.span()
            if start == end or self.is_cleared(haystack, match.span(), cleared):
                continue
            found = haystack.text[start:end]
            replace = self._replacement(match, found)
            if replace is not None and reads_already(haystack.text, start, end, replace):
                continue
            groups = {name: match.group(number) or "" for name, number in names.items()}
            yield Match(self.entry, haystack.place(start, end), found, groups, replace)

    def _replacement(self, match: Any, found: str) -> str | None:
        if self.entry.swap:
            return self.entry.swap.get(found.casefold() if self.entry.ignore_case else found, found)
        return None if self.entry.replace is None else expand(self.entry.replace, match)


@dataclass(frozen=True)
class _MorphemeSearch(_Search):
    """A row of morphemes. Taking sentences apart is slow, so only those that the pattern occurs in are."""

    def matches(self, haystack: Haystack) -> Iterator[Match]:
        """The matches in one text, without those that `unless` clears."""
        cleared: dict[Span, bool] = {}
        worth_it = dict.fromkeys(haystack.around(match.start(), match.end(), "sentence") for match in self.pattern.finditer(haystack.text))
        for sentence in worth_it:
            for row in rows(sentence.of(haystack.text), self.entry.tokens):
                whole, marked = self._whole(row, sentence.start), self._marked(row, sentence.start)
                if not self.is_cleared(haystack, whole, cleared):
                    yield Match(self.entry, haystack.place(*marked), haystack.text[slice(*marked)])

    def _marked(self, row: Row, offset: int) -> tuple[int, int]:
        """From the first marked token to the last; all of the row where none of them took part."""
        marked = tuple(span for number, span in enumerate(row, 1) if number in self.entry.mark)
        return self._whole(marked if any(marked) else row, offset)

    @staticmethod
    def _whole(row: Row, offset: int) -> tuple[int, int]:
        spans = [span for span in row if span is not None]
        return spans[0].start + offset, spans[-1].end + offset
