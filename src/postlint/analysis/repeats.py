"""Who repeats whom inside a post: sentences that are said again, paragraphs made of them, and runs of such paragraphs.

Everything is built on sentences. Each is looked up among the earlier ones: by its normalised text, then, among the few that
share a clause with it, as a cut or continued copy and by rapidfuzz's ratio. A paragraph repeats where nearly all of its
characters stand in such sentences: that finds exact copies, light edits, a paragraph inside a longer one and one that is
merged from several, all alike.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from postlint.analysis.memo import once_a_post
from postlint.analysis.units import Sentence, Unit, units_of
from postlint.post.japanese import has_japanese
from postlint.post.post import Post

How = Literal["exact", "near", "part", "whole"]

_NAMES = re.compile(r"[A-Za-z]+")
_FIGURES = re.compile(r"[0-9]+|[〇一二三四五六七八九十百千万億]+")
#: clauses shorter than this are shared by sentences that have nothing to do with each other; Latin letters say less each
_CLAUSE_LENGTH, _CLAUSE_LENGTH_LATIN = 6, 14
_CLAUSE, _CLAUSE_LATIN = (
    re.compile(rf"[^、。，．！？!?,;:；：「」『』（）()…・\n]{{{least},}}") for least in (_CLAUSE_LENGTH, _CLAUSE_LENGTH_LATIN)
)
#: how much of a sentence's beginning and end counts as a clause
_EDGE, _EDGE_LATIN = 8, 16
#: a clause that more sentences share than this tells nothing
_MOST_SHARERS = 12
#: how many of the sentences that share a clause are compared
_MOST_COMPARED = 6
#: sentences longer than this are compared exactly only: ratio takes time in proportion to the product of the lengths
_LONGEST_FUZZY = 1200
#: the design's "about 85% alike"
ALIKE = 85.0
_ALIKE_WITH_OTHER_NAMES = 94.0
#: a piece shorter than this inside another sentence is chance
_SHORTEST_PART, _SHORTEST_PART_LATIN = 14, 40


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with the unit it stands in."""

    unit: Unit
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Match:
    """`again` says what `first` said earlier; `how`: exact, near, part (inside the earlier one) or whole (the earlier one inside it).

    `shared` is how many of the characters of `again` are copied.
    """

    again: Said
    first: Said
    how: How
    shared: int


@dataclass(frozen=True)
class Repeats:
    """What the units of a post repeat, by unit index.

    `matches`: the matched sentences of the unit. `copied`: the share of it that is copied. `sources`: the index of the unit that most of
    that stands in.
    """

    matches: Mapping[int, tuple[Match, ...]]
    copied: Mapping[int, float]
    sources: Mapping[int, int]


@once_a_post
def repeats_of(post: Post) -> Repeats:
    """Every sentence of the post that repeats an earlier one, by unit."""
    headings, texts = _Index(), _Index()
    matches, copied, sources = _Matches(), dict[int, float](), dict[int, int]()
    for unit in units_of(post):
        if unit.kind in ("other", "quote", "reference"):
            continue
        # A paragraph that takes up the words of its heading repeats nothing.
        index = headings if unit.kind in ("heading", "label") else texts
        if unit.twin is not None and unit.twin.sentences:
            matches.put_copy(unit, index.exact)
            copied[unit.index], sources[unit.index] = 1.0, index.source_of_copy(unit.twin)
        elif unit.twin is None and (found := index.take(unit)):
            matches.put(unit, found)
            copied[unit.index] = sum([m.shared for m in found]) / sum([len(s.key) for s in unit.sentences])
            sources[unit.index] = _most((m.first.unit.index, m.shared) for m in found)
    return Repeats(matches, copied, sources)


class _Matches(Mapping[int, tuple[Match, ...]]):
    """Matches by unit index. Those of a unit that has a twin, which are all exact, are made when someone asks for them."""

    def __init__(self) -> None:
        self._made: dict[int, tuple[Match, ...]] = {}
        self._copies: dict[int, tuple[Unit, Mapping[str, Said]]] = {}

    def put(self, unit: Unit, matches: tuple[Match, ...]) -> None:
        """Keep the matches of a unit."""
        self._made[unit.index] = matches

    def put_copy(self, unit: Unit, exact: Mapping[str, Said]) -> None:
        """Keep of a unit that each of its sentences stands in `exact`."""
        self._made[unit.index] = ()
        self._copies[unit.index] = unit, exact

    def __getitem__(self, index: int) -> tuple[Match, ...]:
        found = self._made[index]
        if not found:
            unit, exact = self._copies[index]
            found = tuple([Match(Said(unit, s), exact[s.key], "exact", len(s.key)) for s in unit.sentences])
            self._made[index] = found
        return found

    def __iter__(self) -> Iterator[int]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


class _Index:
    """The sentences seen so far: `exact` has them by their text."""

    def __init__(self) -> None:
        self.exact: dict[str, Said] = {}
        self._said: list[Said] = []
        #: the place in `_said` of the first sentence that has a clause, and, of the few clauses that several have, the places of all;
        #: a list for each clause would cost as much as all the rest
        self._first: dict[str, int] = {}
        self._sharing: dict[str, list[int]] = {}
        self._sources: dict[int, int] = {}

    def source_of_copy(self, unit: Unit) -> int:
        """The index of the unit that a copy of `unit`, seen before, has most of its sentences from."""
        if unit.index not in self._sources:
            self._sources[unit.index] = _most((self.exact[s.key].unit.index, len(s.key)) for s in unit.sentences)
        return self._sources[unit.index]

    def take(self, unit: Unit) -> tuple[Match, ...]:
        """What the sentences of a unit repeat. They are remembered for the units to come; of equal ones the first is."""
        found: list[Match] = []
        new: list[tuple[Said, set[str]]] = []
        for sentence in unit.sentences:
            said, same = Said(unit, sentence), self.exact.get(sentence.key)
            if same is not None:
                found.append(Match(said, same, "exact", len(sentence.key)))
                continue
            latin = _is_latin(sentence.key)
            clauses = _clauses(sentence.key, latin)
            new.append((said, clauses))
            match = self._nearest(said, clauses, latin)
            if match is not None:
                found.append(match)
        for said, clauses in new:
            if said.sentence.key not in self.exact:
                self._add(said, clauses)
        return tuple(found)

    def _add(self, said: Said, clauses: Iterable[str]) -> None:
        number = len(self._said)
        self._said.append(said)
        self.exact[said.sentence.key] = said
        for clause in clauses:
            first = self._first.setdefault(clause, number)
            if first != number:
                sharers = self._sharing.setdefault(clause, [first])
                if len(sharers) <= _MOST_SHARERS:
                    sharers.append(number)

    def _nearest(self, said: Said, clauses: set[str], latin: bool) -> Match | None:
        """The earlier sentence that this one, which is no exact copy, repeats best."""
        best: Match | None = None
        for number in self._candidates(clauses):
            match = _compare(said, self._said[number], latin)
            if match is not None and (best is None or match.shared > best.shared):
                best = match
        return best

    def _candidates(self, clauses: set[str]) -> Sequence[int]:
        """The places of the earlier sentences that share most; of those that share as much, the earlier."""
        if self._first.keys().isdisjoint(clauses):
            return ()
        shared: dict[int, int] = {}
        for clause in self._first.keys() & clauses:
            sharers = self._sharing.get(clause) or (self._first[clause],)
            if len(sharers) <= _MOST_SHARERS:
                for number in sharers:
                    shared[number] = shared.get(number, 0) + len(clause)
        return sorted(shared, key=lambda number: (-shared[number], number))[:_MOST_COMPARED]


def _most(shares: Iterable[tuple[int, int]]) -> int:
    """Of (unit index, characters copied from it) the index with most characters; of equal ones the first."""
    total: dict[int, int] = {}
    for index, shared in shares:
        total[index] = total.get(index, 0) + shared
    return max(total, key=total.__getitem__)


def _is_latin(key: str) -> bool:
    """Whether a text is written without kana and kanji, where a character carries about a third as much."""
    return key.isascii() or not has_japanese(key)


def _clauses(key: str, latin: bool) -> set[str]:
    """What makes two sentences candidates: clauses that are long enough to tell, and the sentence's own beginning and end."""
    clauses = set((_CLAUSE_LATIN if latin else _CLAUSE).findall(key))
    edge = _EDGE_LATIN if latin else _EDGE
    if len(key) >= 2 * edge:
        # An edit inside a clause leaves one of the two.
        clauses.add("^" + key[:edge])
        clauses.add(key[-edge:] + "$")
    return clauses


def _compare(said: Said, other: Said, latin: bool) -> Match | None:
    """How `said` repeats `other`, if it does."""
    from rapidfuzz import fuzz

    new, old = said.sentence.key, other.sentence.key
    least = _SHORTEST_PART_LATIN if latin else _SHORTEST_PART
    body_new, body_old = new.rstrip("。.…"), old.rstrip("。.…")
    if len(body_new) >= least and body_new in old:
        return Match(said, other, "part", len(new))
    if len(body_old) >= least and body_old in new:
        return Match(said, other, "whole", min(len(body_old), len(new)))
    if max(len(new), len(old)) > _LONGEST_FUZZY:
        return None
    score = fuzz.ratio(new, old, score_cutoff=ALIKE)
    if not score or _FIGURES.findall(new) != _FIGURES.findall(old):
        # With other figures it is a sentence of the same pattern about something else.
        return None
    # So it is with other names, unless all the rest is alike to a letter or two.
    if score < _ALIKE_WITH_OTHER_NAMES and not latin and _NAMES.findall(new) != _NAMES.findall(old):
        return None
    return Match(said, other, "near", round(len(new) * score / 100))
