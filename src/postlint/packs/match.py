"""Finding in a post what the entries of a pack describe."""

from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache
from typing import Any

from msgspec import Struct, field

from postlint.packs.load import load_pack, rules_folder
from postlint.packs.morphemes import Row, rows
from postlint.packs.needs import Needs, needs_of, worth_a_look
from postlint.packs.occurring import JOINT, hits_in, occurring, shipped_patterns
from postlint.packs.pack import Entry, Scanned, Scope
from postlint.packs.regex import PatternSet, compile_pattern
from postlint.packs.replacements import expand, reads_already
from postlint.packs.scopes import Haystack, haystacks, prose_of
from postlint.post.cached import cached_property
from postlint.post.patterns import lazy
from postlint.post.post import Post
from postlint.post.text import Span

#: \\A, \\z, and what may turn ^ and $ into them
_ANCHOR = lazy(r"\\[Az]|\(\?[a-zA-Z]*-")


class Match(Struct, frozen=True):
    """Where an entry was found: the marked span in the source, and its text as it was searched (without markup).

    `groups` holds the pattern's named groups; one that took no part is empty. `replace` is what a substitution would put
    there; None for the other kinds.
    """

    entry: Entry
    span: Span
    text: str
    groups: Mapping[str, str] = field(default_factory=dict)
    replace: str | None = None


class Matcher(Struct, frozen=True, eq=False, dict=True):
    """Finds entries in posts. Patterns are compiled when the first post is searched, then kept."""

    entries: Sequence[Entry]

    def __reduce__(self) -> tuple[type["Matcher"], tuple[Sequence[Entry]]]:
        return Matcher, (self.entries,)

    def matches(self, post: Post) -> Sequence[Match]:
        """The matches in the order of their place; one that lies inside another is left out. Remembered: an analysis may ask, too."""
        known = post.memo.get(self)
        if known is None:
            known = post.memo[self] = tuple(self._outermost(post))
        return known

    def _outermost(self, post: Post) -> Iterator[Match]:
        found = sorted(self._all(post), key=lambda numbered: (numbered[1].span.start, -numbered[1].span.end, numbered[0]))
        reached = -1
        for _, match in found:
            if match.span.end > reached:
                reached = match.span.end
                yield match

    def _all(self, post: Post) -> Iterator[tuple[int, Match]]:
        """Every match, with its entry's place among the entries."""
        for searches in self._searches:
            for number, haystack in searches.worth_it(post):
                yield from ((number, match) for match in searches.by_number[number].matches(haystack))

    @cached_property
    def _searches(self) -> "list[_Searches]":
        scopes: dict[Scope, dict[int, _PatternSearch | _MorphemeSearch]] = {}
        for number, entry in enumerate(self.entries):
            search = _MorphemeSearch(entry) if entry.kind == "morphemes" else _PatternSearch(entry)
            scopes.setdefault(entry.scope, {})[number] = search
        return [_Searches(scope, searches) for scope, searches in scopes.items()]


@cache
def shipped_matcher(name: str) -> Matcher:
    """The matcher of a shipped pack. There is one, so that a post is searched once, however many ask."""
    return Matcher(load_pack(rules_folder() / f"{name}.yml").entries)


class _Searches(Struct, frozen=True, dict=True):
    """The entries of one scope, by their number: all at once to ask which occur, one by one to say where."""

    scope: Scope
    by_number: "Mapping[int, _PatternSearch | _MorphemeSearch]"

    def worth_it(self, post: Post) -> Iterator[tuple[int, Haystack]]:
        """The entries' numbers, and texts in which they may occur."""
        if self.scope in JOINT:
            hits = self._hits(post)
            for number, search in self.by_number.items():
                if search.entry.scanned in hits or search.is_anchored:
                    yield from ((number, haystack) for haystack in _candidates(post, search))
            return
        numbers = list(self.by_number)
        for haystack in haystacks(post, self.scope):
            yield from ((numbers[index], haystack) for index in self._own.hits(haystack.text))

    def _hits(self, post: Post) -> Set[Scanned]:
        """The patterns that occur in the post, those of other packs among them."""
        hits = occurring(post, self.scope) if len(self._own.patterns) < len(self.by_number) else frozenset[Scanned]()
        return hits | hits_in(post, self.scope, self._own) if self._own.patterns else hits

    @cached_property
    def _own(self) -> PatternSet:
        """The patterns that are not sought together with those of other packs."""
        joint = frozenset(shipped_patterns(self.scope)) if self.scope in JOINT else frozenset[Scanned]()
        return PatternSet([search.entry.scanned for search in self.by_number.values() if search.entry.scanned not in joint])


def _candidates(post: Post, search: "_Search") -> Iterator[Haystack]:
    """The text, or those blocks of prose that hold what every match has, or that a match in all prose touches.

    What matches in a block matches there, too. So one pass over the prose spares one over each block. What such a match is (it may run on
    into the next block) the block decides.
    """
    if search.entry.scope == "text" or search.is_anchored:
        yield from haystacks(post, search.entry.scope)
        return
    prose, literals = prose_of(post), search.needs.literals
    matches = ((match.start(), match.end()) for match in search.pattern.finditer(prose.text)) if not literals else ()
    touched = prose.holding(literals) | {index for start, end in matches for index in prose.touched(start, end)}
    yield from (prose.haystack(index) for index in sorted(touched))


class _Search(Struct, frozen=True, dict=True):
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
    def is_anchored(self) -> bool:
        """Whether the pattern asks for an edge that a block has and that is none in all prose."""
        return _ANCHOR.search(self.entry.pattern) is not None

    @cached_property
    def needs(self) -> Needs:
        """What stands in every match."""
        return needs_of(self.entry.pattern, ignore_case=self.entry.ignore_case)

    @cached_property
    def pattern(self) -> Any:
        """The entry's pattern, compiled."""
        return compile_pattern(self.entry.pattern, ignore_case=self.entry.ignore_case)

    @cached_property
    def _names(self) -> Mapping[str, int]:
        """The numbers of the pattern's named groups."""
        names: Mapping[str, int] = self.pattern.groupindex
        return names

    @cached_property
    def _unless(self) -> Any:
        if self.entry.unless is None:
            return None
        return compile_pattern(self.entry.unless, ignore_case=self.entry.ignore_case)


class _PatternSearch(_Search, frozen=True):
    """An existence or a substitution."""

    def matches(self, haystack: Haystack) -> Iterator[Match]:
        """The matches in one text, without those that `unless` clears and those that read already as they should."""
        cleared: dict[Span, bool] = {}
        for offset, match in self._found(haystack.text):
            (first, last), (start, end) = match.span(), match.span(self.entry.group)
            if start < 0:  # the group took no part
                start, end = first, last
            if start == end or self.is_cleared(haystack, (first + offset, last + offset), cleared):
                continue
            start, end = start + offset, end + offset
            found = haystack.text[start:end]
            replace = self._replacement(match, found)
            if replace is not None and reads_already(haystack.text, start, end, replace):
                continue
            groups = {name: match.group(number) or "" for name, number in self._names.items()}
            yield Match(self.entry, haystack.place(start, end), found, groups, replace)

    def _found(self, text: str) -> Iterator[tuple[int, Any]]:
        """The matches, each with the offset that its places count from."""
        for part in worth_a_look(text, self.needs):
            yield from ((part.start, match) for match in self.pattern.finditer(part.of(text)))

    def _replacement(self, match: Any, found: str) -> str | None:
        if self.entry.swap:
            return self.entry.swap.get(found.casefold() if self.entry.ignore_case else found, found)
        return None if self.entry.replace is None else expand(self.entry.replace, match)


class _MorphemeSearch(_Search, frozen=True):
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
