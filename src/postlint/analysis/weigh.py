"""Whether a text without an end was cut: its surroundings, the post's habit and its last word are weighed together."""

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from postlint.analysis.ends import End, Openness, end_of
from postlint.analysis.units import Unit
from postlint.post.japanese import has_japanese
from postlint.post.patterns import lazy
from postlint.post.shortcodes import PLACEHOLDER

Behind = Literal["marker", "end", "heading", "prose", "other"]

#: a paragraph shorter than this is a label, a greeting or a caption, unless a marker follows
_SHORTEST = 8
#: from this length on one that stops behind a particle is no lead-in to what stands under the heading (まずは)
_CLAUSE = 14
#: and from which on a single one is a sentence, and no lead-in
_SENTENCE = 30
#: how many English words without a full stop are no greeting and no signature
_WORDS = 10
#: how many of them behind the last comma are no item of a list
_LAST_WORDS = 3
#: from how many closed paragraphs on, and at which share of them, a post has the habit of ending paragraphs with a full stop
_HABIT_PARAGRAPHS, HABIT = 5, 0.85
_STRONG_HABIT_PARAGRAPHS, _STRONG_HABIT = 8, 0.95
#: how many say enough where the last word itself speaks of a cut
_FEW_PARAGRAPHS = 2
#: how long a paragraph, and a list item, must be to count
_COUNTED = {"prose": 25, "item": 15}
#: so many lines without a full stop among them are verse
_VERSES = 4
_FAREWELL = lazy(r"以上|おわり|終わり|終|完|了|ではまた|それでは|おしまい|fin|end", re.IGNORECASE)
#: how a sentence in the polite style ends, whatever marks stand behind
_POLITE = lazy(r"(?:です|ます|した|せん|でしょう|ましょう|さい)(?:か|ね|よ|よね)?[^\w]*$")
#: with so many characters at the end of a paragraph its last word and full stop are told
_END = 12
#: the last letter before the full stop, and the particles that set the tone of a post
_FINAL = lazy(r"(\w)[^\w]*$")
_KANA = lazy("[ぁ-ん]")
_PARTICLES_OF_TONE = tuple("よなのかけわねぜさ")
_CLAUSE_PARTICLE = lazy("[はがを、]")
_CASE_PARTICLE = lazy("[はがを]")
#: a term, or several, and what they mean, with a dash between
_TERM = lazy(r"[^\s。、,]{1,40}(?:,\s?[^\s。、,]{1,40}){0,29}\s[-–—]\s")
#: a key with a value, a note, an address
_NO_SENTENCE = lazy(r"[:：]|^[^\w「『（(]|://|" + PLACEHOLDER + r"|\]$")


class Habit(NamedTuple):
    """How the post's paragraphs (or items) end: `closed` has the last letters of those that are closed.

    `open` are the indices of the others; `least` the share of closed ones from which on an open end is out of the ordinary. `verse`
    tells that there are several, however short, and that none of them is closed.
    """

    closed: tuple[str, ...]
    open: frozenset[int]
    least: float
    verse: bool

    def of_others(self, unit: Unit) -> "Habit":
        """The habit of all but one unit, which must not speak for itself."""
        return self._replace(open=self.open - {unit.index})

    @property
    def paragraphs(self) -> int:
        """How many there are."""
        return len(self.closed) + len(self.open)

    @property
    def share(self) -> float:
        """Which share of them is closed."""
        return len(self.closed) / max(self.paragraphs, 1)

    @property
    def leaning(self) -> bool:
        """Whether what there is of paragraphs, however few, is closed."""
        return self.paragraphs >= _FEW_PARAGRAPHS and self.share >= self.least

    @property
    def usual(self) -> bool:
        """Whether an open end is out of the ordinary."""
        return self.paragraphs >= _HABIT_PARAGRAPHS and self.share >= self.least

    @property
    def strict(self) -> bool:
        """Whether an open end is almost unheard of."""
        if not self.open and self.paragraphs >= _HABIT_PARAGRAPHS:
            return True
        return self.paragraphs >= _STRONG_HABIT_PARAGRAPHS and self.share >= max(_STRONG_HABIT, self.least)

    @property
    def polite(self) -> bool:
        """Whether the closed ones say です and ます."""
        return sum(_POLITE.search(end) is not None for end in self.closed) >= _STRONG_HABIT * len(self.closed) > 0

    @property
    def finals(self) -> frozenset[str]:
        """The letters that stand before their full stops."""
        return frozenset(m.group(1) for end in self.closed if (m := _FINAL.search(end[-6:])))


class Stop(NamedTuple):
    """An open end and what stands around it.

    `several`: whether closed sentences stand before it in its paragraph. `continued`: whether the same words go on elsewhere, or
    right behind.
    """

    unit: Unit
    end: End
    behind: Behind
    several: bool
    continued: bool

    @property
    def long(self) -> bool:
        """Whether it is long enough to be more than a greeting or a lead-in."""
        return len(self.unit.key) >= _CLAUSE


def habit_of(units: tuple[Unit, ...], ends: Mapping[int, End], kind: str, least: float) -> Habit:
    """The habit of the units of one kind. Those before a marker are under suspicion themselves and do not count.

    Copies count once: they say no more than the one that they are copies of, and would take the habit along when they are deleted.
    """
    own = [u for u in units if u.kind == kind and len(u.key) >= _COUNTED[kind]]
    free = list({u.key: u for u in reversed(own) if u.index + 1 < len(units) and units[u.index + 1].segment == u.segment}.values())
    closed = [u for u in free if ends[u.index].openness is Openness.CLOSED]
    open_ = frozenset([u.index for u in free]).difference([u.index for u in closed])
    lines = [u for u in units if u.kind == kind]
    verse = len(lines) >= _VERSES and all(ends[u.index].openness is not Openness.CLOSED for u in lines)
    return Habit(tuple([u.key[-_END:] for u in closed]), open_, least, verse)


def is_cut(stop: Stop, habit: Habit) -> bool:
    """Weighs the signals. Each line states which of them must meet."""
    habit = habit.of_others(stop.unit)
    if stop.behind == "marker":
        return _is_cut_before_marker(stop, habit)
    prose = stop.unit.kind == "prose"
    if len(stop.unit.key) < _SHORTEST and not (prose and stop.several and stop.end.openness is Openness.SURE):
        return False
    if stop.end.openness is not Openness.SURE and len(stop.unit.keys) == 1 and _TERM.match(stop.unit.plain):
        return False
    if stop.behind == "end":
        return _is_cut_at_the_end(stop, habit)
    if stop.behind == "heading":
        return prose and _is_cut_before_heading(stop, habit)
    return stop.behind == "prose" and prose and stop.continued and habit.usual and stop.several and stop.unit.index > 0


def _is_cut_before_marker(stop: Stop, habit: Habit) -> bool:
    if _FAREWELL.fullmatch(stop.unit.key):
        return False
    if stop.continued or (stop.end.openness >= Openness.LIKELY and stop.end.why != "bare"):
        return True
    return habit.usual or (len(stop.unit.keys) > 1 and _others_are_closed(stop.unit))


def _is_cut_at_the_end(stop: Stop, habit: Habit) -> bool:
    """At the end nothing follows, so that even one sentence without its end is out of the ordinary."""
    end = stop.end
    if end.openness is Openness.SURE:
        if habit.verse and end.why in ("form", "particle", "modifier", "word"):
            return stop.continued
        return stop.unit.kind == "prose" or stop.several or stop.continued
    if stop.unit.kind == "prose" and end.why == "stump" and (stop.several or habit.leaning):
        return True
    if stop.unit.kind != "prose" or not habit.leaning:
        return False
    if end.why in ("terminal", "modifier") and not stop.continued:
        # A sentence that is whole but for its full stop, and a greeting, end many a good post; but not in a tone of their own.
        return end.why == "terminal" and habit.usual and stop.long and _is_out_of_tone(stop.unit.key, habit)
    if end.openness is Openness.LIKELY:
        return (habit.usual and stop.several) or (habit.strict and stop.long)
    return _hangs_behind_sentences(stop, habit) or (habit.strict and (stop.several or _is_clause(stop.unit.plain)))


def _is_cut_before_heading(stop: Stop, habit: Habit) -> bool:
    """Before a heading a few words may lead in to what it says (まずは)."""
    end = stop.end
    if end.openness is Openness.SURE:
        return stop.long or (habit.leaning and (stop.several or end.why in ("comma", "bracket", "stump")))
    if end.why == "stump":
        return stop.several or habit.leaning
    if end.openness is Openness.LIKELY and habit.strict and (stop.several or stop.long):
        return True
    if not stop.several and len(stop.unit.key) < _SENTENCE:
        return False
    if habit.usual and stop.continued:
        return True
    # An English sentence by itself may be whole but for its full stop, and no dictionary here could tell.
    told = stop.several or has_japanese(stop.unit.plain)
    return _hangs_behind_sentences(stop, habit) or (habit.strict and told and end.why in ("noun", "bare") and _is_clause(stop.unit.plain))


def _hangs_behind_sentences(stop: Stop, habit: Habit) -> bool:
    """Whether a Japanese text ends with a noun behind sentences that are closed, which a usual habit, too, has no room for."""
    plain = stop.unit.plain
    return habit.usual and stop.several and stop.end.why in ("noun", "bare") and has_japanese(plain) and _is_clause(plain)


def _is_out_of_tone(key: str, habit: Habit) -> bool:
    """Whether a sentence ends as none of the post's paragraphs does: not with です or ます, or with a particle that no other ends with."""
    if not _KANA.match(key[-1:]):
        return False  # a compound that the dictionary lacks
    if habit.polite:
        return not _POLITE.search(key[-_END:])
    return habit.paragraphs >= _STRONG_HABIT_PARAGRAPHS and key.endswith(_PARTICLES_OF_TONE) and key[-1] not in habit.finals


def _is_clause(plain: str) -> bool:
    """Whether a text without a full stop is as long, and built, as a sentence is: no greeting, no signature, no reference."""
    if has_japanese(plain):
        label, _, said = plain.partition(": ")
        if len(label) < _SHORTEST and len(said) >= _SENTENCE and _CASE_PARTICLE.search(said):
            plain = said  # 補足: 論文では…
        return len(plain) >= _CLAUSE and _CLAUSE_PARTICLE.search(plain) is not None and _NO_SENTENCE.search(plain) is None
    words = plain.split()
    last = plain.rpartition(",")[2].split()
    return len(words) >= _WORDS and words[-1].islower() and words[-1].isalpha() and ":" not in plain and len(last) >= _LAST_WORDS


def _others_are_closed(unit: Unit) -> bool:
    """Whether the paragraph's sentences before the last end as sentences do, so that only the last one hangs."""
    return all(end_of(key).openness is Openness.CLOSED for key in unit.keys[:-1])
