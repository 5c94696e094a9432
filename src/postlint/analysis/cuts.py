"""Where a text stops, or starts, in mid-sentence.

A cut is seen first by its surroundings: what stands behind it (a marker, the end, a restart), whether the post's other
paragraphs end with a full stop, whether a later paragraph goes on with this very text. The last word settles the rest.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from postlint.analysis.ends import End, Openness, end_of
from postlint.analysis.markers import marker_spans
from postlint.analysis.memo import once_a_post
from postlint.analysis.repeats import Repeats, repeats_of
from postlint.analysis.units import Unit, normalise, units_of
from postlint.post.japanese import morphemes
from postlint.post.post import Post
from postlint.post.text import Span

Behind = Literal["marker", "end", "heading", "prose", "other"]

#: a paragraph shorter than this is a label, a greeting or a caption, unless a marker follows
_SHORTEST = 8
#: from how many closed paragraphs on, and at which share of them, a post has the habit of ending paragraphs with a full stop
_HABIT_PARAGRAPHS, HABIT = 5, 0.85
_STRONG_HABIT_PARAGRAPHS, _STRONG_HABIT = 8, 0.95
#: how much of a fragment must stand in another paragraph, and go on there, before that is no chance
_CONTINUED = 10
_FAREWELL = re.compile(r"以上|おわり|終わり|終|完|了|ではまた|それでは|おしまい|fin|end", re.IGNORECASE)
_LAST_WORD = re.compile(r"[ァ-ヴー]{2,}$")
_LEADING_DOTS = re.compile(r"^[\s*_]*(?:…+|‥+|\.{3,}|・{3,})[\s*_]*")
_BRACKET = re.compile("[「」『』（）【】]")
_ORPHAN = re.compile(r"^[」』）)】、。，ーっゃゅょぁぃぅぇぉッャュョァィゥェォン々]")


@dataclass(frozen=True)
class Cut:
    """A unit that stops in mid-sentence. `span` is its last clause; `at_end` tells that the post stops with it.

    `continued` is where the same words go on, if they do; `resumed` the paragraph right behind that goes on from here.
    """

    unit: Unit
    span: Span
    end: End
    behind: Behind
    continued: Span | None
    resumed: Span | None = None

    @property
    def at_end(self) -> bool:
        """Whether nothing but markers follows."""
        return self.behind == "end"


@dataclass(frozen=True)
class Resumption:
    """A unit that opens in mid-sentence. `why`: dots, orphan, overlap (it repeats the words before it) or word (cut in a word).

    `after` is the unit before it, `before` that one's last sentence, `cut` whether it has no end.
    """

    unit: Unit
    span: Span
    why: Literal["dots", "orphan", "overlap", "word"]
    after: Unit
    before: Span
    cut: bool


@dataclass(frozen=True)
class Cuts:
    """All cuts and resumptions of a post, in order."""

    cuts: tuple[Cut, ...]
    resumptions: tuple[Resumption, ...]


@dataclass(frozen=True)
class _Habit:
    """How often the post's paragraphs end closed."""

    paragraphs: int
    share: float
    least: float

    @property
    def usual(self) -> bool:
        """Whether an open end is out of the ordinary."""
        return self.paragraphs >= _HABIT_PARAGRAPHS and self.share >= self.least

    @property
    def strict(self) -> bool:
        """Whether an open end is almost unheard of."""
        return self.paragraphs >= _STRONG_HABIT_PARAGRAPHS and self.share >= max(_STRONG_HABIT, self.least)


@once_a_post
def cuts_of(post: Post, habit: float = HABIT) -> Cuts:
    """Where the post stops or starts in mid-sentence. `habit`: at which share of closed paragraphs an open end is out of the ordinary."""
    units = units_of(post)
    ends: dict[int, End] = {}
    for unit in units:
        if unit.kind in ("prose", "item"):
            ends[unit.index] = ends[unit.twin.index] if unit.twin is not None else end_of(unit.plain)
    habits = {kind: _habit(units, ends, kind, habit) for kind in ("prose", "item")}
    last_segment = len(marker_spans(post))
    cuts: dict[int, Cut] = {}
    for unit in units:
        end = ends.get(unit.index)
        if end is None or end.openness is Openness.CLOSED:
            continue
        cut = _cut(unit, end, units, habits[unit.kind], last_segment)
        if cut is not None:
            cuts[unit.index] = cut
    repeats = repeats_of(post)
    pairs = ((before, unit) for before, unit in _neighbours(units) if before.segment != unit.segment or before.index in cuts)
    found = tuple(r for r in (_resumption(unit, before, cuts, ends, repeats) for before, unit in pairs) if r is not None)
    goes_on = {r.after.index: r.unit.span for r in found if r.cut}
    return Cuts(tuple(replace(cut, resumed=goes_on.get(cut.unit.index)) for cut in cuts.values()), found)


def _habit(units: tuple[Unit, ...], ends: dict[int, End], kind: str, least_share: float) -> _Habit:
    """The habit of the units of one kind. Those before a marker are under suspicion themselves and do not count."""
    least = 25 if kind == "prose" else 15
    own = [u for u in units if u.kind == kind and len(u.key) >= least]
    free = [u for u in own if u.index + 1 < len(units) and units[u.index + 1].segment == u.segment]
    closed = sum(ends[u.index].openness is Openness.CLOSED for u in free)
    return _Habit(len(free), closed / len(free) if free else 0.0, least_share)


def _behind(unit: Unit, units: tuple[Unit, ...], last_segment: int) -> Behind:
    following = units[unit.index + 1] if unit.index + 1 < len(units) else None
    if following is None:
        return "end" if unit.segment == last_segment else "marker"
    if following.segment != unit.segment:
        return "marker"
    if following.kind in ("heading", "label"):
        return "heading"
    return "prose" if following.kind == "prose" else "other"


def _cut(unit: Unit, end: End, units: tuple[Unit, ...], habit: _Habit, last_segment: int) -> Cut | None:
    """The unit's cut, if its surroundings and its last word together say that it is one."""
    behind = _behind(unit, units, last_segment)
    continued = _continued(unit, units) if behind != "other" or end.openness is Openness.SURE else None
    resumed = behind == "prose" and _opens_inside(units[unit.index + 1].plain)
    stub = end.why in ("noun", "bare") and behind != "other" and _ends_in_stub(unit, units)
    if not _is_cut(unit, end, behind, habit, continued is not None or resumed or stub) and not (stub and behind in ("end", "heading")):
        return None
    return Cut(unit, _last_clause(unit), end, behind, continued)


def _is_cut(unit: Unit, end: End, behind: Behind, habit: _Habit, continued: bool) -> bool:
    """Weighs the signals. Each line states which of them must meet; `continued`: the same words go on elsewhere, or right behind."""
    several = len(unit.sentences) > 1
    sentence_like = unit.kind == "prose" or several
    if behind == "marker":
        if _FAREWELL.fullmatch(unit.key):
            return False
        if continued or (end.openness >= Openness.LIKELY and end.why != "bare"):
            return True
        return habit.usual or (several and _others_are_closed(unit))
    if len(unit.key) < _SHORTEST:
        return False
    if behind == "end":
        if end.openness is Openness.SURE:
            return sentence_like or continued
        if end.why in ("terminal", "modifier") and not continued:
            # A sentence that is whole but for its full stop, and a greeting, end many a good post.
            return False
        return unit.kind == "prose" and several and (habit.usual if end.openness is Openness.LIKELY else habit.strict)
    if behind == "heading":
        sure = end.openness is Openness.SURE and (several or end.why in ("comma", "bracket"))
        likely = end.openness is Openness.LIKELY and several and habit.strict
        return unit.kind == "prose" and habit.usual and (sure or likely or (continued and several))
    if behind == "prose":
        return unit.kind == "prose" and continued and habit.usual and several and unit.index > 0
    return False


def _ends_in_stub(unit: Unit, units: tuple[Unit, ...]) -> bool:
    """Whether the text ends with the beginning of a word that the post has whole, and that never stands as it is."""
    m = _LAST_WORD.search(unit.plain.rstrip()[-40:])
    if m is None:
        return False
    stub = m.group()
    longer = re.compile(rf"(?<![ァ-ヴー]){stub}[ァ-ヴー]")
    alone = re.compile(rf"{stub}(?![ァ-ヴー])")
    rest = [u.plain for u in units if u.index != unit.index] + [unit.plain.rstrip()[: -len(stub)]]
    return any(longer.search(text) for text in rest) and not any(alone.search(text) for text in rest)


def _others_are_closed(unit: Unit) -> bool:
    """Whether the paragraph's sentences before the last end as sentences do, so that only the last one hangs."""
    return all(end_of(s.key).openness is Openness.CLOSED for s in unit.sentences[:-1])


def _continued(unit: Unit, units: tuple[Unit, ...]) -> Span | None:
    """Where another unit has the words of the cut sentence and goes on with them."""
    if not unit.sentences:
        return None
    fragment = unit.sentences[-1].key
    if len(fragment) < _CONTINUED:
        return None
    for other in units:
        if other.index == unit.index or other.kind in ("other", "quote", "reference") or len(other.key) <= len(fragment):
            continue
        at = other.key.find(fragment)
        while at >= 0:
            if other.key[at + len(fragment) : at + len(fragment) + 1] not in ("", "。"):
                return other.span
            if other.index > unit.index and other.segment != unit.segment and at + len(fragment) < len(other.key):
                return other.span
            at = other.key.find(fragment, at + 1)
    return None


def _last_clause(unit: Unit) -> Span:
    """The last few words, where a caret is of use."""
    plain = unit.plain
    start = max(plain.rfind(mark, 0, len(plain) - 1) for mark in "、。！？」\n")
    start = max(start + 1, len(plain) - 24)
    if plain[:1].isascii() and start > 0 and plain[start - 1 : start + 1].isalnum():
        start = plain.find(" ", start) + 1 or start
    return unit.block.source(unit.offset + start, unit.offset + len(plain))


def _neighbours(units: tuple[Unit, ...]) -> Iterator[tuple[Unit, Unit]]:
    """The paragraphs and items with the one before, where nothing but headings parts the two."""
    before: Unit | None = None
    for unit in units:
        if unit.kind in ("prose", "item"):
            if before is not None:
                yield before, unit
            before = unit
        elif unit.kind not in ("heading", "label"):
            before = None


def _resumption(unit: Unit, before: Unit, cuts: dict[int, Cut], ends: dict[int, End], repeats: Repeats) -> Resumption | None:
    """How a unit opens in mid-sentence, if it does; `before` stands before it, is cut or ends at a marker."""
    cut = cuts.get(before.index)
    open_end = ends[before.index].openness is not Openness.CLOSED
    why = _why_resumed(unit, before, cut)
    if why == "word" and _begins_as_before(unit, repeats):
        return None
    last = before.sentences[-1].span if before.sentences else before.span
    if why == "dots" and open_end and _says_something_else(unit, before, repeats):
        open_end = False
    return Resumption(unit, _first_clause(unit), why, before, last, open_end) if why else None


def _says_something_else(unit: Unit, before: Unit, repeats: Repeats) -> bool:
    """Whether the unit's first sentence stands elsewhere: then it does not go on from the text right before it."""
    matches = repeats.matches.get(unit.index, ())
    return bool(matches) and matches[0].again.place == 0 and matches[0].first.unit.index != before.index


def _begins_as_before(unit: Unit, repeats: Repeats) -> bool:
    """Whether the unit's first sentence was said before, from its beginning: then a restart began there, and not inside a word."""
    matches = repeats.matches.get(unit.index, ())
    return bool(matches) and matches[0].again.place == 0 and matches[0].how != "part"


def _why_resumed(unit: Unit, before: Unit, cut: Cut | None) -> Literal["dots", "orphan", "overlap", "word"] | None:
    dots = _LEADING_DOTS.match(unit.plain)
    if dots:
        return "dots"
    if _opens_inside(unit.plain):
        return "orphan"
    if not unit.sentences or not before.sentences:
        return None
    if _overlaps(unit.sentences[0].key, before.sentences[-1].key, cut is not None, len(before.sentences) > 1):
        return "overlap"
    return "word" if cut is not None and cut.end.openness is not Openness.CLOSED and _splits_a_word(before.plain, unit.plain) else None


def _opens_inside(plain: str) -> bool:
    """Whether a text begins with what cannot begin one, or closes a quotation that it has not opened."""
    m = _BRACKET.search(plain[:30])
    return _ORPHAN.match(plain) is not None or (m is not None and m.group() in "」』）】")


def _overlaps(new: str, old: str, cut: bool, mid_paragraph: bool) -> bool:
    """Whether a new sentence takes up the last one: from its middle, or, in mid-paragraph, from its beginning."""
    head = new[:12]
    at = old.find(head) if len(head) >= 8 else -1
    if at > 0:
        return True
    if not cut:
        return False
    if mid_paragraph and new.startswith(old):
        # However short: the stump of a sentence, and the sentence.
        return True
    for size in range(min(len(new), len(old), 40), 2, -1):
        if old.endswith(new[:size]):
            return size < len(old) or mid_paragraph
    return False


def _splits_a_word(before: str, after: str) -> bool:
    """Whether the end of one text and the beginning of the next make one word."""
    left, right = normalise(before)[-12:], normalise(after)[:12]
    if not left or not right:
        return False
    if left[-1].isascii() and right[0].isascii():
        # The dictionary takes any row of Latin letters for a word; a small letter that opens a paragraph says enough.
        return right[0].islower()
    at = 0
    for morpheme in morphemes(left + right):
        if at < len(left) < at + len(morpheme.surface):
            return True
        at += len(morpheme.surface)
    return False


def _first_clause(unit: Unit) -> Span:
    ends = [i + 1 for i in (unit.plain.find(mark, 1) for mark in "、。！？") if i >= 0]
    stop = min([*ends, 24, len(unit.plain)])
    return unit.block.source(unit.offset, unit.offset + stop)
