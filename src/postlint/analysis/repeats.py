"""Who repeats whom inside a post: sentences that are said again, paragraphs made of them, and runs of such paragraphs.

Everything is built on sentences. Each is looked up among the earlier ones: by its normalised text, then, among the few that
share a clause with it, as a cut or continued copy and by rapidfuzz's ratio. A paragraph repeats where nearly all of its
characters stand in such sentences: that finds exact copies, light edits, a paragraph inside a longer one and one that is
merged from several, all alike.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Literal

from msgspec import Struct

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
_CLAUSE, _CLAUSE_LATIN = (
    lazy(rf"[^、。，．！？!?,;:；：「」『』（）()…・\n]{{{least},}}") for least in (_CLAUSE_LENGTH, _CLAUSE_LENGTH_LATIN)
)
#: how much of a sentence's beginning and end counts as a clause
_EDGE, _EDGE_LATIN = 8, 16
#: a clause that more sentences share than this tells nothing
_MOST_SHARERS = 12
#: how many of the sentences that share a clause are compared
_MOST_COMPARED = 6
#: how many sentences of its own paragraph one is compared with: more stand in none that is meant to be read
_MOST_WITHIN = 100
#: sentences longer than this are compared exactly only: ratio takes time in proportion to the product of the lengths
_LONGEST_FUZZY = 1200
#: the design's "about 85% alike"
ALIKE = 85.0
_ALIKE_WITH_OTHER_NAMES = 94.0
#: a piece shorter than this inside another sentence is chance
_SHORTEST_PART, _SHORTEST_PART_LATIN = 14, 40


class Said(Struct, frozen=True):
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


class Match(Struct, frozen=True):
    """`again` says what `first` said earlier; `how`: exact, near, part (inside the earlier one) or whole (the earlier one inside it).

    `shared` is how many of the characters of `again` are copied.
    """

    again: Said
    first: Said
    how: How
    shared: int


class Repeats(Struct, frozen=True):
    """What the units of a post repeat, by unit index.

    `matches`: the matched sentences of the unit. `copied`: the share of it that is copied. `sources`: the index of the unit that most of
    that stands in. `within`: the sentences that hold, or stand in, one before them in the unit itself.
    """

    matches: "Matches"
    copied: Mapping[int, float]
    sources: Mapping[int, int]
    within: Mapping[int, tuple[Match, ...]]


@once_a_post
def repeats_of(post: Post) -> Repeats:
    """Every sentence of the post that repeats an earlier one, by unit."""
    headings, texts = _Index(), _Index()
    matches, copied, sources = Matches(), dict[int, float](), dict[int, int]()
    for unit in units_of(post):
        if unit.kind in ("other", "quote", "reference"):
            continue
        # A paragraph that takes up the words of its heading repeats nothing.
        index = headings if unit.kind in ("heading", "label") else texts
        rows, source = index.rows_of_copy(unit.twin) if unit.twin is not None else index.take(unit)
        if rows:
            matches.put(unit, index, rows)
            copied[unit.index] = 1.0 if unit.twin is not None else sum([shared for _, _, _, shared in rows]) / sum(map(len, unit.keys))
            sources[unit.index] = source
    return Repeats(matches, copied, sources, {**headings.within, **texts.within})


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

    def places(self, unit: Unit) -> list[int]:
        """Which of the sentences of a unit are matched."""
        return [place for place, _, _, _ in self._rows[unit.index][2]] if unit.index in self._rows else []

    def hows(self, unit: Unit) -> list[How]:
        """How each of the matched sentences of a unit is."""
        return [how for _, _, how, _ in self._rows[unit.index][2]]

    def is_whole(self, unit: Unit) -> bool:
        """Whether every sentence of a unit is matched."""
        return unit.index in self._rows and len(self._rows[unit.index][2]) == len(unit.keys)

    def originals(self, unit: Unit) -> set[int]:
        """The indexes of the units that say to the letter all that a matched unit says; empty where it says anything else."""
        return self._saying_all(unit, ("exact",))

    def holders(self, unit: Unit) -> set[int]:
        """The same where its sentences may be parts of longer ones there."""
        return self._saying_all(unit, ("exact", "part"))

    def _saying_all(self, unit: Unit, hows: Sequence[How]) -> set[int]:
        _, seen, rows = self._rows[unit.index]
        found = [seen.said[first][0].index for _, first, how, _ in rows if how in hows]
        return set(found) if len(found) == len(unit.keys) else set()

    def __iter__(self) -> Iterator[int]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


class _Index:
    """The different sentences seen so far: `said` has the unit and the place of each in order, and everything else their numbers there."""

    def __init__(self) -> None:
        self.said: list[tuple[Unit, int]] = []
        self.within: dict[int, tuple[Match, ...]] = {}
        self._exact: dict[str, int] = {}
        #: for each clause the first sentence that has it, and, for the few that several have, all of them: a list for each clause
        #: would cost as much as all the rest
        self._first: dict[str, int] = {}
        self._known = self._first.keys()
        self._sharing: dict[str, list[int]] = {}
        self._copies: dict[int, tuple[list[_Row], int]] = {}

    def rows_of_copy(self, unit: Unit) -> tuple[list[_Row], int]:
        """What `take` would give for a copy of `unit`, which was taken before: all of it is there by now.

        Without a word in it, as a lone `\\*` between two sections is, it repeats nothing.
        """
        known = self._copies.get(unit.index)
        if known is None:
            rows: list[_Row] = [(place, self._exact[key], "exact", len(key)) for place, key in enumerate(unit.keys)]
            known = self._copies[unit.index] = rows, self._source(rows) if rows else -1
        return known

    def take(self, unit: Unit) -> tuple[list[_Row], int]:
        """What the sentences of a unit repeat, and the index of the unit that most of that stands in (-1 for none).

        They are remembered for the units to come; of equal ones the first is.
        """
        rows: list[_Row] = []
        new: list[tuple[str, int, list[str]]] = []
        for place, key in enumerate(unit.keys):
            same = self._exact.get(key)
            if same is not None:
                rows.append((place, same, "exact", len(key)))
                continue
            latin = not has_japanese(key)  # then a character carries about a third as much
            clauses = _clauses(key, latin)
            new.append((key, place, clauses))
            if not self._known.isdisjoint(clauses) and (near := self._nearest(key, clauses, latin)):
                rows.append((place, *near))
        held = [Match(Said(unit, place), Said(unit, first), how, shared) for place, first, how, shared in _within(new)]
        if held:
            self.within[unit.index] = tuple(held)
        for key, place, clauses in new:
            if key not in self._exact:
                self._exact[key] = len(self.said)
                self._add_clauses(clauses, len(self.said))
                self.said.append((unit, place))
        return rows, self._source(rows) if rows else -1

    def _source(self, rows: list[_Row]) -> int:
        """The index of the unit that most of the characters stand in; of equal ones the first."""
        total: dict[int, int] = {}
        for _, first, _, shared in rows:
            index = self.said[first][0].index
            total[index] = total.get(index, 0) + shared
        return max(total, key=total.__getitem__)

    def _add_clauses(self, clauses: list[str], number: int) -> None:
        for clause in clauses:
            first = self._first.setdefault(clause, number)
            if first != number:
                sharers = self._sharing.setdefault(clause, [first])
                if len(sharers) <= _MOST_SHARERS and sharers[-1] != number:
                    sharers.append(number)

    def _nearest(self, key: str, clauses: list[str], latin: bool) -> tuple[int, How, int] | None:
        """The earlier sentence that this one, which is no exact copy, repeats best."""
        best: tuple[int, How, int] | None = None
        for number in self._candidates(clauses):
            unit, place = self.said[number]
            found = _compare(key, unit.keys[place], latin)
            if found is not None and (best is None or found[1] > best[2]):
                best = (number, *found)
        return best

    def _candidates(self, clauses: list[str]) -> list[int]:
        """The earlier sentences that share most; of those that share as much, the earlier."""
        shared: dict[int, int] = {}
        for clause in self._known & clauses:
            sharers = self._sharing.get(clause) or (self._first[clause],)
            if len(sharers) <= _MOST_SHARERS:
                for number in sharers:
                    shared[number] = shared.get(number, 0) + len(clause)
        return sorted(shared, key=lambda number: (-shared[number], number))[:_MOST_COMPARED] if len(shared) > 1 else list(shared)


def _clauses(key: str, latin: bool) -> list[str]:
    """What makes two sentences candidates: clauses that are long enough to tell, and the sentence's own beginning and end."""
    if latin:
        clauses, edge = _CLAUSE_LATIN.findall(key), _EDGE_LATIN
    else:
        clauses, edge = _CLAUSE.findall(key), _EDGE
    if len(key) >= 2 * edge:
        # An edit inside a clause leaves one of the two.
        clauses += ("^" + key[:edge], key[-edge:] + "$")
    return clauses


def _compare(new: str, old: str, latin: bool) -> tuple[How, int] | None:
    """How a sentence repeats an earlier one, if it does, and how many of its characters are copied."""
    held = _held(new, old, latin)
    if held is not None:
        return held
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


def _held(new: str, old: str, latin: bool) -> tuple[How, int] | None:
    """The same where one of the two stands in the other."""
    least = _SHORTEST_PART_LATIN if latin else _SHORTEST_PART
    body_new, body_old = new.rstrip("。.…"), old.rstrip("。.…")
    if len(body_new) >= least and body_new in old:
        return "part", len(new)
    if len(body_old) >= least and body_old in new:
        return "whole", min(len(body_old), len(new))
    return None


def _within(new: list[tuple[str, int, list[str]]]) -> Iterator[_Row]:
    """Which of a unit's sentences, given as (key, place, clauses), hold or stand in one before them, but are not equal to it.

    A sentence that is merely like its neighbour is one of a row that an author wrote so.
    """
    known: set[str] = set()
    for at, (key, place, clauses) in enumerate(new):
        if not known.isdisjoint(clauses):
            latin = not has_japanese(key)
            found = ((first, _held(key, earlier, latin)) for earlier, first, _ in new[max(at - _MOST_WITHIN, 0) : at] if earlier != key)
            match = next(((first, held) for first, held in found if held is not None), None)
            if match is not None:
                yield place, match[0], *match[1]
        known.update(clauses)


@cache
def _ratio() -> Any:
    from rapidfuzz import fuzz  # most posts without copies do without

    return fuzz.ratio
