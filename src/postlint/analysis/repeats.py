"""Who repeats whom inside a post: sentences that are said again, paragraphs made of them, and runs of such paragraphs.

Everything is built on sentences. Each is looked up among the earlier ones: by its normalised text, then, among the few that
share a clause with it, as a cut or continued copy and by rapidfuzz's ratio. A paragraph repeats where nearly all of its
characters stand in such sentences: that finds exact copies, light edits, a paragraph inside a longer one and one that is
merged from several, all alike.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from postlint.analysis.memo import once_a_post
from postlint.analysis.units import Sentence, Unit, units_of
from postlint.post.japanese import has_japanese
from postlint.post.post import Post

How = Literal["exact", "near", "part", "whole"]

_CLAUSE = re.compile(r"[^、。，．！？!?,;:；：「」『』（）()…・\n]+")
_NAMES = re.compile(r"[A-Za-z]+")
_FIGURES = re.compile(r"[0-9]+|[〇一二三四五六七八九十百千万億]+")
#: clauses shorter than this are shared by sentences that have nothing to do with each other; Latin letters say less each
_CLAUSE_LENGTH, _CLAUSE_LENGTH_LATIN = 6, 14
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


@dataclass(frozen=True)
class Said:
    """A sentence with the unit it stands in."""

    unit: Unit
    sentence: Sentence

    @property
    def heads(self) -> bool:
        """Whether it is a heading: a paragraph that takes up the words of its heading repeats nothing."""
        return self.unit.kind in ("heading", "label")

    @cached_property
    def latin(self) -> bool:
        """Whether it is written without kana and kanji, where a character carries about a third as much."""
        return self.sentence.key.isascii() or not has_japanese(self.sentence.key)

    @cached_property
    def clauses(self) -> frozenset[str]:
        """What makes two sentences candidates: clauses that are long enough to tell, and the sentence's own beginning and end."""
        key = self.sentence.key
        least, edge = (_CLAUSE_LENGTH_LATIN, _EDGE_LATIN) if self.latin else (_CLAUSE_LENGTH, _EDGE)
        clauses = [clause for clause in _CLAUSE.findall(key) if len(clause) >= least]
        if len(key) >= 2 * edge:
            # An edit inside a clause leaves one of the two.
            clauses += ["^" + key[:edge], key[-edge:] + "$"]
        return frozenset(clauses)


@dataclass(frozen=True)
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
    """`matches`: by unit index, the matched sentences of the unit. `copied`: by unit index, the share of it that is copied."""

    matches: dict[int, tuple[Match, ...]]
    copied: dict[int, float]


@once_a_post
def repeats_of(post: Post) -> Repeats:
    """Every sentence of the post that repeats an earlier one, by unit."""
    index = _Index()
    matches: dict[int, tuple[Match, ...]] = {}
    copied: dict[int, float] = {}
    for unit in units_of(post):
        if unit.kind in ("other", "quote", "reference"):
            continue
        found = [(index.first(said), said) for said in (Said(unit, s) for s in unit.sentences)]
        for _, said in found:
            index.add(said)
        hits = tuple(m for m, _ in found if m is not None)
        if hits:
            total = sum(len(s.key) for s in unit.sentences)
            matches[unit.index] = hits
            copied[unit.index] = sum(m.shared for m in hits) / total if total else 0.0
    return Repeats(matches, copied)


class _Index:
    """The sentences seen so far, by their text and by their clauses."""

    def __init__(self) -> None:
        self.exact: dict[tuple[bool, str], Said] = {}
        self.sharing: defaultdict[tuple[bool, str], list[Said]] = defaultdict(list)

    def add(self, said: Said) -> None:
        """Remember a sentence; of equal ones the first."""
        if (said.heads, said.sentence.key) in self.exact:
            return
        self.exact[said.heads, said.sentence.key] = said
        for clause in said.clauses:
            sharers = self.sharing[said.heads, clause]
            if len(sharers) <= _MOST_SHARERS:
                sharers.append(said)

    def first(self, said: Said) -> Match | None:
        """The earlier sentence that this one repeats best."""
        key = said.sentence.key
        same = self.exact.get((said.heads, key))
        if same is not None:
            return Match(said, same, "exact", len(key))
        best: Match | None = None
        for other in self._candidates(said):
            match = _compare(said, other)
            if match is not None and (best is None or match.shared > best.shared):
                best = match
        return best

    def _candidates(self, said: Said) -> Iterator[Said]:
        """The earlier sentences that share most with this one."""
        lists = [(clause, self.sharing[said.heads, clause]) for clause in said.clauses if (said.heads, clause) in self.sharing]
        lists = [(clause, sharers) for clause, sharers in lists if len(sharers) <= _MOST_SHARERS]
        if not lists:
            return
        shared: Counter[int] = Counter()
        by_id: dict[int, Said] = {}
        for clause, sharers in lists:
            for other in sharers:
                shared[id(other)] += len(clause)
                by_id[id(other)] = other
        # Equal counts are told apart by the place, so that the order of a set decides nothing.
        ranked = sorted(by_id, key=lambda identity: (-shared[identity], by_id[identity].sentence.span))
        for identity in ranked[:_MOST_COMPARED]:
            yield by_id[identity]


def _compare(said: Said, other: Said) -> Match | None:
    """How `said` repeats `other`, if it does."""
    from rapidfuzz import fuzz

    new, old = said.sentence.key, other.sentence.key
    least = _SHORTEST_PART_LATIN if said.latin else _SHORTEST_PART
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
    if score < _ALIKE_WITH_OTHER_NAMES and not said.latin and _NAMES.findall(new) != _NAMES.findall(old):
        return None
    return Match(said, other, "near", round(len(new) * score / 100))
