"""From repeated sentences to what an editor is told: runs of repeated paragraphs, and sentences repeated on their own."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from postlint.analysis.contrast import Contrasts
from postlint.analysis.doubled import doubled_in
from postlint.analysis.keys import weight
from postlint.analysis.memo import once_a_post
from postlint.analysis.repeats import Match, Repeats, repeats_of
from postlint.analysis.units import Unit, units_of
from postlint.post.patterns import lazy
from postlint.post.post import Post
from postlint.post.text import Span

#: a paragraph is a repeat where this share of its characters is copied: a copy with its first sentence reworded still is one
COPIED = 0.75
#: how many characters of Japanese a paragraph, or a sentence, needs to be told for itself; see _stands_alone and _is_told
PARAGRAPH, SENTENCE, SENTENCE_ACROSS = 45, 45, 24
#: how far apart in the original two neighbours of a run may stand
_LARGEST_JUMP = 4
#: list items rightly share wording; only a long one that is copied to the letter can begin a run
_ITEM_LENGTH, _ITEM_COPIED = 80, 0.95
#: how many characters of Japanese must be copied before chance and an author's habit are ruled out. A marker between the two,
#: or the copy right behind its original, speaks of a machine, and less will do; a single sentence needs more than a paragraph
#: of several, a light edit more than a copy to the letter.
_PARAGRAPH_BESIDE, _SEVERAL_FACTOR, _NEAR_FACTOR = 20, 0.78, 1.33
#: Well-formed posts say no sentence from this length on twice to the letter, unless it leads in to what stands below.
_EXACT_FACTOR = 0.7
_LEAD_IN = lazy(r"以下|次の|下記|[:：]$|\b(?:following|below)\b")
#: an author who says so repeats on purpose
_CALLBACK = lazy(
    r"何度も|繰り返し|繰り返す|くり返し|先ほど|さきほど|先述|前述|上述|冒頭|再掲|再度|もう一度|改めて|\b(?:as (?:I|we) said|again|repeat)",
    re.IGNORECASE,
)
_ENDS = tuple("。．！？!?.」』）)…")


class RepeatedRun(Struct, frozen=True):
    """Consecutive units that repeat earlier ones, and the stretch they repeat. `share` is copied characters over all,
    `exact` tells copies to the letter, `adjacent` that they stand right behind their originals,
    `merged` that one unit joins several: then `first` reaches over all of them, `parted` that it is told only because a marker parts
    it from its original. `holders` is in how many earlier units all that a single one says stands to the letter, 0 where some of it
    does not."""

    units: tuple[Unit, ...]
    first: Span
    share: float
    exact: bool
    adjacent: bool
    merged: bool
    parted: bool = False
    holders: int = 0

    @property
    def span(self) -> Span:
        """From the first repeated unit to the end of the last."""
        return Span(self.units[0].span.start, self.units[-1].span.end)


class RepeatedSentences(Struct, frozen=True):
    """Neighbouring sentences of one unit that were said before, there or in another, the unit itself being no copy.

    `parted` tells that they are too short to be told of, but for the marker that parts them from their original.
    """

    unit: Unit
    matches: tuple[Match, ...]
    parted: bool = False

    @property
    def span(self) -> Span:
        """From the first repeated sentence to the end of the last."""
        return Span(self.matches[0].again.sentence.span.start, self.matches[-1].again.sentence.span.end)

    @property
    def first(self) -> Span:
        """Where the first of them, and what follows it there, was said before."""
        spans = [m.first.sentence.span for m in self.matches if m.first.unit.index == self.matches[0].first.unit.index]
        return Span(min(s.start for s in spans), max(s.end for s in spans))

    @property
    def twice(self) -> bool:
        """Whether all of them stand in the unit twice."""
        return all(m.first.unit is self.unit for m in self.matches)

    @property
    def exact(self) -> bool:
        """Whether all of them are copies to the letter, and none leads in to what stands below."""
        return all(m.how == "exact" and not _LEAD_IN.search(m.again.key) for m in self.matches)

    @property
    def shared(self) -> int:
        """How many characters are copied."""
        return sum(m.shared for m in self.matches)


class _Growing(Struct):
    """A run while it is being collected."""

    units: list[Unit] = field(default_factory=list)
    sources: list[int] = field(default_factory=list)
    anchors: list[Unit] = field(default_factory=list)


@once_a_post
def repeated_runs(post: Post, copied: float = COPIED, paragraph: int = PARAGRAPH) -> tuple[RepeatedRun, ...]:
    """The runs of repeated paragraphs, in order. `copied`: from which share on; `paragraph`: from which length on."""
    units = units_of(post)
    repeats = repeats_of(post)
    contrasts = Contrasts(units)
    runs = []
    for growing in _collect(units, repeats, copied):
        run = _finished(growing, repeats, contrasts, paragraph)
        if run is not None:
            runs.append(run)
    return tuple(runs)


@once_a_post
def repeated_sentences(post: Post, length: int = SENTENCE, across: int = SENTENCE_ACROSS) -> tuple[RepeatedSentences, ...]:
    """The repeated sentences that no run covers, neighbours taken together, in order, from which length on, and `across` a marker.

    A sentence that stands twice in one paragraph is told from the length on that is enough across a marker.
    """
    covered = {unit.index for run in repeated_runs(post) for unit in run.units}
    repeats, contrasts = repeats_of(post), Contrasts(units_of(post))
    found: list[RepeatedSentences] = []
    for unit in units_of(post):
        if unit.index in covered:
            continue
        told = _told(unit, _copies(unit, repeats, contrasts), contrasts, length, across) if unit.index in repeats.matches else []
        doubled = (*repeats.within.get(unit.index, ()), *doubled_in(unit))
        if doubled:
            places = {match.again.place for group in told for match in group.matches}
            left = {match.again.place: match for match in doubled if match.again.place not in places}
            told += _told(unit, [left[place] for place in sorted(left)], contrasts, across, across)
            told.sort(key=lambda group: group.span)
        found += told
    return tuple(found)


def _copies(unit: Unit, repeats: Repeats, contrasts: Contrasts) -> Sequence[Match]:
    """The matches of a unit that has some, without those that speak of something else than their originals."""
    found = repeats.matches[unit.index]
    if "near" not in repeats.matches.hows(unit):
        return found
    if repeats.copied[unit.index] >= COPIED and contrasts.are_parallel(found):
        return ()
    return [m for m in found if not contrasts.are_parallel((m,))]


def _neighbours(matches: Sequence[Match]) -> Iterator[tuple[Match, ...]]:
    """The matches, parted where a sentence between two of them is new."""
    group: list[Match] = []
    for match in matches:
        if group and match.again.place != group[-1].again.place + 1:
            yield tuple(group)
            group = []
        group.append(match)
    if group:
        yield tuple(group)


def _collect(units: tuple[Unit, ...], repeats: Repeats, share: float) -> Iterator[_Growing]:
    """Maximal sequences of neighbouring units that copy units standing in the same order."""
    growing = _Growing()
    for unit in units:
        source = _source(unit, repeats, share)
        goes_on = growing.units and source is not None and unit.segment == growing.units[-1].segment
        if not (goes_on and source is not None and 0 <= source - growing.sources[-1] <= _LARGEST_JUMP):
            if growing.anchors:
                yield growing
            if growing.units:
                growing = _Growing()
        if source is not None:
            growing.units.append(unit)
            growing.sources.append(source)
            if _is_anchor(unit, repeats):
                growing.anchors.append(unit)
    if growing.anchors:
        yield growing


def _source(unit: Unit, repeats: Repeats, share: float) -> int | None:
    """The index of the unit that this one copies most of, or None if it is no copy."""
    copied = repeats.copied.get(unit.index, 0.0)
    if copied < (share if unit.kind == "prose" else _ITEM_COPIED):
        return None
    return repeats.sources.get(unit.index)


def _is_anchor(unit: Unit, repeats: Repeats) -> bool:
    """Whether the unit is a repeat by itself, and not only beside others, as headings and short items are."""
    if unit.kind == "item":
        return weight(unit.key) >= _ITEM_LENGTH and repeats.copied[unit.index] >= _ITEM_COPIED
    return unit.kind == "prose" and weight(unit.key) >= _PARAGRAPH_BESIDE


def _finished(growing: _Growing, repeats: Repeats, contrasts: Contrasts, paragraph: int) -> RepeatedRun | None:
    units = contrasts.units
    anchors = [unit for unit in growing.anchors if not _is_parallel(unit, repeats, contrasts)]
    if not anchors:
        return None
    parted = len(anchors) == 1 and not _stands_alone(anchors[0], growing, repeats, contrasts, paragraph)
    here = anchors[0].segment == _source_of(anchors[0], growing, units).segment
    if here and (parted or all(map(contrasts.is_stanza, anchors))):
        return None
    sources = [units[i] for i in growing.sources]
    total = sum(len(u.key) for u in growing.units)
    share = sum(repeats.copied[u.index] * len(u.key) for u in growing.units) / max(total, 1)
    alone = growing.units[0] if len(growing.units) == 1 else None
    merged = alone is not None and alone.twin is None and _is_merged(alone, sources[0], repeats)
    if merged:
        sources = [m.first.unit for m in repeats.matches[growing.units[0].index]]
    elif alone is not None and alone.twin is not None:
        sources = [alone.twin]  # rather than one that both say most of
    exact = not merged and all(u.key == s.key for u, s in zip(growing.units, sources, strict=True))
    first = Span(min(s.span.start for s in sources), max(s.span.end for s in sources))
    adjacent = [u.index for u in sources] == list(range(sources[0].index, growing.units[0].index))
    holders = len(repeats.matches.holders(alone)) if alone is not None else 0
    return RepeatedRun(tuple(growing.units), first, min(share, 1.0), exact, adjacent, merged, parted, holders)


def _source_of(unit: Unit, growing: _Growing, units: tuple[Unit, ...]) -> Unit:
    return units[growing.sources[growing.units.index(unit)]]


def _is_merged(unit: Unit, source: Unit, repeats: Repeats) -> bool:
    """Whether less than half of what the unit copies stands in one earlier unit."""
    matches = repeats.matches[unit.index]
    own = sum(m.shared for m in matches if m.first.unit.index == source.index)
    return own * 2 < sum(m.shared for m in matches)


def _is_parallel(unit: Unit, repeats: Repeats, contrasts: Contrasts) -> bool:
    """Whether a paragraph speaks of something else in the words of another."""
    if unit.twin is not None:
        return False  # as most copies: letter for letter the same, links and all
    if "](" in unit.span.of(unit.text) and any(map(contrasts.links_differ, repeats.matches[unit.index])):
        return True
    return "near" in repeats.matches.hows(unit) and contrasts.are_parallel(repeats.matches[unit.index])


def _stands_alone(unit: Unit, growing: _Growing, repeats: Repeats, contrasts: Contrasts, paragraph: int) -> bool:
    """Whether one repeated paragraph is enough to tell of, with no other beside it and no marker between it and its original."""
    source = _source_of(unit, growing, contrasts.units)
    hows = repeats.matches.hows(unit)
    if "near" in hows and any(map(contrasts.figures_differ, repeats.matches[unit.index])):
        return False
    between = contrasts.units[source.index + 1 : growing.units[0].index]
    if all(u.kind in ("label", "heading") for u in between):
        return True
    if unit.kind == "item":
        # Items sum up what the text said; only where a machine restarted is that a copy.
        return False
    if len(hows) > 1:
        return weight(unit.key) >= paragraph * _SEVERAL_FACTOR
    return weight(unit.key) >= paragraph * (_NEAR_FACTOR if "near" in hows else 1)


def _told(unit: Unit, matches: Sequence[Match], contrasts: Contrasts, length: int, length_across: int) -> list[RepeatedSentences]:
    """The repeated sentences of a paragraph that is no copy, if they are enough to tell of: from which length on, and across a marker."""
    told = []
    for group in (RepeatedSentences(unit, neighbours) for neighbours in _neighbours(matches)):
        across = any(m.first.unit.segment != unit.segment for m in group.matches)
        copied = sum(weight(m.again.key) * m.shared / len(m.again.key) for m in group.matches)
        enough = copied >= (length_across if across else length)
        enough = enough or (not across and copied >= length * _EXACT_FACTOR and group.exact)
        if enough and not _recurs_rightly(group, contrasts):
            told.append(replace(group, parted=True) if across and copied < length else group)
    return told


def _recurs_rightly(group: RepeatedSentences, contrasts: Contrasts) -> bool:
    """Whether repeated sentences are none that a machine left, however long they are."""
    if group.unit.kind not in (("prose", "item") if group.twice else ("prose",)):
        return True
    if any(contrasts.figures_differ(m) or contrasts.links_differ(m) for m in group.matches):
        return True
    here = all(m.first.unit.segment == group.unit.segment for m in group.matches)
    if (here and contrasts.is_stanza(group.unit)) or all(map(contrasts.is_note, group.matches)):
        return True
    if all(m.how == "near" and m.first.unit.kind != "prose" for m in group.matches):
        # An item of a list and the sentence that sums it up are alike by nature.
        return True
    return not any(m.again.key.endswith(_ENDS) for m in group.matches) or any(_CALLBACK.search(m.again.key) for m in group.matches)
