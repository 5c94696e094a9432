"""Who repeats whom inside a post: sentences that are said again, paragraphs made of them, and runs of such paragraphs.

Everything is built on sentences. Each is looked up among the earlier ones: by its normalised text, then, among the few that
share a clause with it, as a cut or continued copy and by rapidfuzz's ratio. A paragraph repeats where nearly all of its
characters stand in such sentences: that finds exact copies, light edits, a paragraph inside a longer one and one that is
merged from several, all alike.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, NamedTuple

from postlint.analysis.memo import once_a_post
from postlint.analysis.units import Sentence, Unit, units_of
from postlint.post.japanese import has_japanese
from postlint.post.patterns import lazy
from postlint.post.post import Post

How = Literal["exact", "near", "part", "whole"]

_NAMES = lazy(r"[A-Za-z]+")
_FIGURES = lazy(r"[0-9]+|[〇一二三四五六七八九十百千万億]+")
#: clauses shorter than this are shared by sentences that have nothing to do with each other; Latin letters say less each
_CLAUSE_LENGTH, _CLAUSE_LENGTH_LATIN = 6, 14
#: a clause, or the end of a sentence that is one of several lines
_CLAUSE = lazy(rf"[^、。，．！？!?,;:；：「」『』（）()…・\n]{{{_CLAUSE_LENGTH},}}|\n")
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


class Said(NamedTuple):
    """A sentence, by the unit it stands in and its place among the sentences of that."""

    unit: Unit
    place: int

    @property
    def key(self) -> str:
        """Its normalised text."""
        return self.unit.keys[self.place]

    @property
    def sentence(self) -> Sentence:
        """The sentence itself."""
        return self.unit.sentences[self.place]

    @property
    def ends_unit(self) -> bool:
        """Whether it is the last of its unit."""
        return self.place == len(self.unit.keys) - 1


class Match(NamedTuple):
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

    matches: "Matches"
    copied: Mapping[int, float]
    sources: Mapping[int, int]


@once_a_post
def repeats_of(post: Post) -> Repeats:
    """Every sentence of the post that repeats an earlier one, by unit."""
    headings, texts = _Index(), _Index()
    # A paragraph that takes up the words of its heading repeats nothing.
    taken = [
        (unit, headings if unit.kind in ("heading", "label") else texts)
        for unit in units_of(post)
        if unit.kind not in ("other", "quote", "reference")
    ]
    rows = {unit.index: index.take(unit) for unit, index in taken if unit.twin is None}
    for index in (headings, texts):
        for unit, row in index.near():
            rows[unit.index].append(row)
    matches, copied, sources = Matches(), dict[int, float](), dict[int, int]()
    for unit, index in taken:
        if unit.twin is not None:
            found, source = index.rows_of_copy(unit.twin)
            share = 1.0
        elif found := sorted(rows[unit.index]):
            source = index.source(found)
            share = sum([shared for _, _, _, shared in found]) / sum(map(len, unit.keys))
        if found:
            matches.put(unit, index, found)
            copied[unit.index], sources[unit.index] = share, source
    return Repeats(matches, copied, sources)


#: a match while nobody asks for it: the place of the sentence in its unit, the earlier one's number, how, and how much is shared
_Row = tuple[int, int, How, int]


class Matches(Mapping[int, tuple[Match, ...]]):
    """Matches by unit index, made when someone asks for them: most are told of as a run without a look at each."""

    def __init__(self) -> None:
        self._rows: dict[int, tuple[Unit, _Index, Sequence[_Row]]] = {}
        self._made: dict[int, tuple[Match, ...]] = {}

    def put(self, unit: Unit, index: "_Index", rows: Sequence[_Row]) -> None:
        """Keep the matches of a unit as rows with numbers of an index."""
        self._rows[unit.index] = unit, index, rows

    def __getitem__(self, index: int) -> tuple[Match, ...]:
        if index not in self._made:
            unit, seen, rows = self._rows[index]
            self._made[index] = tuple(
                [Match(Said(unit, place), Said(*seen.said[first]), how, shared) for place, first, how, shared in rows]
            )
        return self._made[index]

    def __contains__(self, index: object) -> bool:
        return index in self._rows

    def hows(self, unit: Unit) -> list[How]:
        """How each of the matched sentences of a unit is."""
        return [how for _, _, how, _ in self._rows[unit.index][2]]

    def is_whole(self, unit: Unit) -> bool:
        """Whether every sentence of a unit is matched."""
        return unit.index in self._rows and len(self._rows[unit.index][2]) == len(unit.keys)

    def originals(self, unit: Unit) -> set[int]:
        """The indexes of the units that say to the letter all that a matched unit says; empty where it says anything else."""
        _, seen, rows = self._rows[unit.index]
        exact = [seen.said[first][0].index for _, first, how, _ in rows if how == "exact"]
        return set(exact) if len(exact) == len(unit.keys) else set()

    def __iter__(self) -> Iterator[int]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


class _Index:
    """The different sentences of a post's texts, or of its headings.

    `said` has the unit and the place of each in order, and everything else their numbers there.
    """

    def __init__(self) -> None:
        self.said: list[tuple[Unit, int]] = []
        self._numbers: dict[str, int] = {}
        #: for each how many there are in the units before its own
        self._before: list[int] = []
        #: at which further places of that unit it stands, if at any
        self._again: dict[int, list[int]] = {}
        self._copies: dict[int, tuple[list[_Row], int]] = {}

    def take(self, unit: Unit) -> list[_Row]:
        """Which sentences of a unit stand to the letter in the units before it; of equal ones the first counts."""
        rows: list[_Row] = []
        before = len(self.said)
        for place, key in enumerate(unit.keys):
            number = self._numbers.setdefault(key, len(self.said))
            if number < before:
                rows.append((place, number, "exact", len(key)))
            elif number == len(self.said):
                self.said.append((unit, place))
                self._before.append(before)
            else:
                self._again.setdefault(number, []).append(place)
        return rows

    def rows_of_copy(self, unit: Unit) -> tuple[list[_Row], int]:
        """What a copy of `unit`, which was taken, repeats, and the unit that most of it stands in."""
        known = self._copies.get(unit.index)
        if known is None:
            rows: list[_Row] = [(place, self._numbers[key], "exact", len(key)) for place, key in enumerate(unit.keys)]
            known = self._copies[unit.index] = rows, self.source(rows) if rows else -1
        return known

    def source(self, rows: list[_Row]) -> int:
        """The index of the unit that most of the characters stand in; of equal ones the first."""
        total: dict[int, int] = {}
        for _, first, _, shared in rows:
            index = self.said[first][0].index
            total[index] = total.get(index, 0) + shared
        return max(total, key=total.__getitem__)

    def near(self) -> Iterator[tuple[Unit, _Row]]:
        """What the sentences of all the units that were taken repeat of earlier units, but not to the letter, each with its unit."""
        keys = list(self._numbers)
        for number, shared in self._candidates(keys).items():
            unit, first = self.said[number]
            found = _nearest(keys, number, _most(shared))
            if found is not None:
                yield from [(unit, (place, *found)) for place in (first, *self._again.get(number, ()))]

    def _candidates(self, keys: list[str]) -> dict[int, dict[int, int]]:
        """For each sentence those of earlier units that share clauses with it, and how long these are together."""
        candidates: dict[int, dict[int, int]] = {}
        for clause, sharers in _sharers(keys).items():
            for number in sharers[1:]:
                count = bisect_left(sharers, self._before[number])
                if 0 < count <= _MOST_SHARERS:
                    shared = candidates.setdefault(number, {})
                    for earlier in sharers[:count]:
                        shared[earlier] = shared.get(earlier, 0) + len(clause)
        return candidates


def _most(shared: dict[int, int]) -> list[int]:
    """The sentences that share most; of those that share as much, the earlier."""
    return sorted(shared, key=lambda number: (-shared[number], number))[:_MOST_COMPARED] if len(shared) > 1 else list(shared)


def _nearest(keys: list[str], number: int, candidates: list[int]) -> tuple[int, How, int] | None:
    """The earlier sentence that this one, which is no exact copy, repeats best."""
    best: tuple[int, How, int] | None = None
    key = keys[number]
    latin = not has_japanese(key)  # then a character carries about a third as much
    for earlier in candidates:
        found = _compare(key, keys[earlier], latin)
        if found is not None and (best is None or found[1] > best[2]):
            best = (earlier, *found)
    return best


def _sharers(keys: list[str]) -> dict[str, list[int]]:
    """The clauses that two sentences or more have, and the numbers of those, ascending."""
    sharers: defaultdict[str, list[int]] = defaultdict(list)
    for clause, number in (*_clauses(keys), *_edges(keys)):
        numbers = sharers[clause]
        if not numbers or numbers[-1] != number:
            numbers.append(number)
    return sharers


def _clauses(keys: list[str]) -> Iterator[tuple[str, int]]:
    """Clauses that are long enough to tell, and the number of the sentence; only such as come twice."""
    found = _CLAUSE.findall("\n".join(keys))  # one search through all of them
    often = _often(found) - {"\n"}
    if often:
        number = 0
        for clause in found:
            if clause == "\n":
                number += 1
            elif clause in often and (len(clause) >= _CLAUSE_LENGTH_LATIN or has_japanese(keys[number])):
                yield clause, number


def _edges(keys: list[str]) -> Iterator[tuple[str, int]]:
    """The beginning and the end of a sentence, likewise: an edit inside a clause leaves one of the two."""
    heads, tails = [key[:_EDGE] for key in keys], [key[-_EDGE:] for key in keys]
    often_heads, often_tails = _often(heads), _often(tails)
    for number, (head, tail) in enumerate(zip(heads, tails, strict=True)):
        if head in often_heads or tail in often_tails:
            key = keys[number]
            edge = _EDGE if has_japanese(key) else _EDGE_LATIN
            if len(key) >= 2 * edge:
                yield "\n" + key[:edge], number
                yield key[-edge:] + "\n", number


def _often(texts: list[str]) -> set[str]:
    """Those that come twice or more."""
    return {text for text, count in Counter(texts).items() if count > 1}


def _compare(new: str, old: str, latin: bool) -> tuple[How, int] | None:
    """How a sentence repeats an earlier one, if it does, and how many of its characters are copied."""
    least = _SHORTEST_PART_LATIN if latin else _SHORTEST_PART
    body_new, body_old = new.rstrip("。.…"), old.rstrip("。.…")
    if len(body_new) >= least and body_new in old:
        return "part", len(new)
    if len(body_old) >= least and body_old in new:
        return "whole", min(len(body_old), len(new))
    shorter, longer = (len(new), len(old)) if len(new) < len(old) else (len(old), len(new))
    if longer > _LONGEST_FUZZY or 200 * shorter < ALIKE * (shorter + longer):
        return None  # even if all of the shorter one stood in the longer, they would not be alike
    score = _ratio()(new, old, score_cutoff=ALIKE)
    if not score or _FIGURES.findall(new) != _FIGURES.findall(old):
        # With other figures it is a sentence of the same pattern about something else.
        return None
    # So it is with other names, unless all the rest is alike to a letter or two.
    if score < _ALIKE_WITH_OTHER_NAMES and not latin and _NAMES.findall(new) != _NAMES.findall(old):
        return None
    return "near", round(len(new) * score / 100)


@cache
def _ratio() -> Any:
    from rapidfuzz import fuzz  # most posts without copies do without

    return fuzz.ratio
