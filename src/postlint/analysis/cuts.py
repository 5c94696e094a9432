"""Where a text stops, or starts, in mid-sentence.

A cut is seen first by its surroundings: what stands behind it (a marker, the end, a restart), whether the post's other
paragraphs end with a full stop, whether a later paragraph goes on with this very text. The last word settles the rest.
"""

from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from postlint.analysis.bound import fits, goes_on, is_bound, shared_word, splits_a_word
from postlint.analysis.ends import End, Openness, end_of, is_caption
from postlint.analysis.keys import head_of, normalise
from postlint.analysis.markers import marker_spans
from postlint.analysis.memo import once_a_post
from postlint.analysis.repeats import Repeats, repeats_of
from postlint.analysis.stumps import begins_a_word
from postlint.analysis.units import Unit, units_of
from postlint.analysis.weigh import HABIT, Behind, Habit, Stop, habit_of, is_cut
from postlint.post.japanese import has_japanese
from postlint.post.patterns import lazy
from postlint.post.post import Post
from postlint.post.text import Span

#: how much of a fragment must stand in another paragraph, and go on there, before that is no chance; of a Latin one twice as much is
_CONTINUED = 10
#: how much of the sentence before it makes up for a shorter fragment
_CONTEXT = 12
#: from how many characters on an item can be a text that was cut inside a word
_ITEM = 15
#: how far back a restart that takes up more than the cut sentence is looked for
_TAKEN_UP = 80
#: how many open ends are looked for in the rest of the post, each in all of it; no post that is meant to be read is cut so often
_MOST_ASKED = 100
#: how many characters tell a continuation from another
_SAME = 3
_LEADING_DOTS = lazy(r"^[\s*_]*(?:…+|‥+|\.{3,}|・{3,})[\s*_]*")
#: dots before a key
DOTS = "….‥・"
_BRACKET = lazy("[「」『』（）【】]")
_ORPHAN = lazy(r"^[」』）)】、。，ーっゃゅょぁぃぅぇぉッャュョァィゥェォン々]")

Why = Literal["dots", "orphan", "overlap", "word", "bound"]


class Cut(Struct, frozen=True):
    """A unit that stops in mid-sentence. `span` is its last clause; `at_end` tells that the post stops with it.

    `continued` is where the same words go on, if they do; `resumed` the paragraph right behind that goes on from here, `restated`
    whether that one says the sentence from its beginning.
    """

    unit: Unit
    span: Span
    end: End
    behind: Behind
    continued: Span | None
    resumed: Span | None = None
    restated: bool = False

    @property
    def at_end(self) -> bool:
        """Whether nothing but markers follows."""
        return self.behind == "end"


class Resumption(Struct, frozen=True):
    """A unit that opens in mid-sentence. `why`: dots, orphan, overlap (it repeats the words before it), word (cut in a word) or
    bound (its first word is one of the word before it, a particle or an ending).

    `after` is the unit before it, `before` that one's last sentence, `cut` whether it has no end.
    """

    unit: Unit
    span: Span
    why: Why
    after: Unit
    before: Span
    cut: bool

    @property
    def restated(self) -> bool:
        """Whether the unit says the sentence that was cut from its beginning, and begins with it or with one before it."""
        keys = [key.lstrip(DOTS) for key in self.unit.keys] if self.cut and self.after.keys else []
        again = any(key.startswith(self.after.keys[-1]) for key in keys)
        return again and any(keys[0].startswith(key) for key in self.after.keys)


class Cuts(Struct, frozen=True):
    """All cuts and resumptions of a post, in order."""

    cuts: tuple[Cut, ...]
    resumptions: tuple[Resumption, ...]


@once_a_post
def cuts_of(post: Post, habit: float = HABIT) -> Cuts:
    """Where the post stops or starts in mid-sentence. `habit`: at which share of closed paragraphs an open end is out of the ordinary."""
    units = units_of(post)
    ends: dict[int, End] = {}
    for unit in units:
        if unit.kind in ("prose", "item"):
            ends[unit.index] = ends[unit.twin.index] if unit.twin is not None else end_of(unit.plain)
    habits = {
        kind: habit_of(units, ends, kind, habit)
        for kind in {units[i].kind for i, end in ends.items() if end.openness is not Openness.CLOSED}
    }
    last_segment = len(marker_spans(post))
    cuts: dict[int, Cut] = {}
    asked = 0
    for unit in units:
        end = ends.get(unit.index)
        if end is None or end.openness is Openness.CLOSED:
            continue
        stop = _stop(unit, end, units, habits[unit.kind], last_segment)
        if stop is None:
            continue
        asked += 1
        cut = _cut(stop, units, units if asked <= _MOST_ASKED else (), habits[unit.kind])
        if cut is not None:
            cuts[unit.index] = cut
    pairs = ((before, unit) for before, unit in _neighbours(units) if before.segment != unit.segment or before.index in cuts)
    found = tuple(r for r in (_resumption(unit, before, cuts, ends, post) for before, unit in pairs) if r is not None)
    for r in found:
        if r.cut and r.after.index in cuts:
            cuts[r.after.index] = replace(cuts[r.after.index], resumed=r.unit.span, restated=r.restated)
    return Cuts(tuple(cuts.values()), found)


@once_a_post
def cut_ends(post: Post) -> frozenset[int]:
    """Where the units end that are cut."""
    return frozenset(cut.unit.span.end for cut in cuts_of(post).cuts)


def _behind(unit: Unit, units: tuple[Unit, ...], last_segment: int) -> Behind:
    following = units[unit.index + 1] if unit.index + 1 < len(units) else None
    if following is None:
        return "end" if unit.segment == last_segment else "marker"
    if following.segment != unit.segment:
        return "marker"
    if following.kind in ("heading", "label"):
        # A bold line right under an open one is emphasis that goes over the line's end, and a caption belongs to what the line leads to.
        return "heading" if following.block is not unit.block and not is_caption(following.plain) else "other"
    return "prose" if following.kind == "prose" else "other"


def _stop(unit: Unit, end: End, units: tuple[Unit, ...], habit: Habit, last_segment: int) -> Stop | None:
    """A unit's open end as it stands in the post, if it can be a cut at all."""
    if end.openness is not Openness.SURE and any(link.start < unit.span.end <= link.end for link in unit.block.links[-1:]):
        return None  # a link that is whole: a generator would have stopped inside of it
    behind = _behind(unit, units, last_segment)
    stop = Stop(unit, end, behind, len(unit.keys) > 1 or _follows_in_its_block(unit, units), continued=False)
    # Whether the words go on is slow to find out. Before some things it does not matter, and before prose it is not all that matters.
    if behind == "other" or (behind == "prose" and not is_cut(stop._replace(continued=True), habit)):
        return None
    return stop


def _cut(stop: Stop, units: tuple[Unit, ...], others: tuple[Unit, ...], habit: Habit) -> Cut | None:
    """The unit's cut, if its surroundings and its last word together say that it is one; `others` is what it is compared with."""
    unit, end = stop.unit, stop.end
    fragment = unit.keys[-1] if unit.keys else ""
    continued = _continued(unit, fragment, others)
    # An item of one word is that word (水), though the post speaks of longer ones (水はけ).
    words = unit.kind == "prose" or len(unit.key) >= _ITEM
    if words and end.why in ("noun", "bare", "stump") and end.openness is not Openness.SURE:
        end = _by_the_post(unit, end, others)
    stop = stop._replace(end=end, continued=continued is not None)
    if not is_cut(stop, habit) and not (_goes_on_behind(unit, units, stop.behind) and is_cut(stop._replace(continued=True), habit)):
        return None
    if continued is None and 0 < len(fragment) < _telling(fragment):
        # Too short to say anything by itself, it is known again with the end of the sentence before it.
        continued = _continued(unit, unit.key[-len(fragment) - (_CONTEXT if has_japanese(fragment) else _CONTEXT * 2) :], others)
    return Cut(unit, _last_clause(unit), end, stop.behind, continued)


def _goes_on_behind(unit: Unit, units: tuple[Unit, ...], behind: Behind) -> bool:
    """Whether the next unit goes on with the sentence, or, behind a marker, with the very word."""
    if behind not in ("prose", "marker") or unit.index + 1 >= len(units):
        return False
    following = units[unit.index + 1]
    if behind == "prose":
        return _opens_inside(following.plain)
    if following.kind != "prose":
        return False
    return shared_word(normalise(unit.plain), normalise(following.plain), known=True) or is_bound(unit.key, following.key)


def _follows_in_its_block(unit: Unit, units: tuple[Unit, ...]) -> bool:
    """Whether a closed line of prose stands right before the unit in the same paragraph."""
    before = units[unit.index - 1] if unit.index else unit
    return before.block is unit.block and before.offset < unit.offset and before.kind == "prose"


def _by_the_post(unit: Unit, end: End, units: tuple[Unit, ...]) -> End:
    """The end in the light of the post: whether it has the last word only as the beginning of longer ones."""
    plain = unit.plain.rstrip()
    # Without its last letter the text's own end is not another place of the word.
    begins = begins_a_word(plain, [*(u.plain for u in units if u.index != unit.index), plain[:-1]])
    if begins is None:
        return end
    # Where the tagger reads a stump, too, the two agree.
    return End(Openness.SURE if begins == "sure" or end.why == "stump" else Openness.LIKELY, "stump")


def _continued(unit: Unit, fragment: str, units: tuple[Unit, ...]) -> Span | None:
    """Where another unit has a fragment of the cut unit and goes on from it."""
    if len(fragment) < _telling(fragment):
        return None
    for other in [other for other in units if fragment in other.key]:
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


def _telling(fragment: str) -> int:
    """How long a fragment must be to be known again: For example, goes on in many ways."""
    return _CONTINUED if has_japanese(fragment) else _CONTINUED * 2


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


def _resumption(unit: Unit, before: Unit, cuts: dict[int, Cut], ends: dict[int, End], post: Post) -> Resumption | None:
    """How a unit opens in mid-sentence, if it does; `before` stands before it, is cut or ends at a marker."""
    cut, repeats = cuts.get(before.index), repeats_of(post)
    open_end = ends[before.index].openness is not Openness.CLOSED
    why = _why_resumed(unit, before, cut)
    if why is None or (why == "word" and _begins_as_before(unit, repeats)):
        return None
    last = before.sentences[-1].span if before.sentences else before.span
    if why == "dots" and open_end and _says_something_else(unit, before, repeats):
        open_end = False
    if why == "bound" and cut is not None and (not fits(before.key, unit.key) or _goes_on_otherwise(cut, unit, units_of(post))):
        open_end = False
    return Resumption(unit, _first_clause(unit), why, before, last, open_end)


def _says_something_else(unit: Unit, before: Unit, repeats: Repeats) -> bool:
    """Whether the unit's first sentence stands elsewhere: then it does not go on from the text right before it."""
    matches = repeats.matches.get(unit.index, ())
    return bool(matches) and matches[0].again.place == 0 and matches[0].first.unit.index != before.index


def _goes_on_otherwise(cut: Cut, unit: Unit, units: tuple[Unit, ...]) -> bool:
    """Whether the words of the cut go on elsewhere, and there not with those of the unit: then it goes on from something else."""
    fragment = cut.unit.keys[-1]
    if len(fragment) < _CONTINUED:
        return False  # so short a fragment goes on in many ways
    if cut.continued is None:
        return False
    at = bisect_left(units, cut.continued, key=attrgetter("span"))
    return at < len(units) and units[at].span == cut.continued and fragment + unit.key[:_SAME] not in units[at].key


def _begins_as_before(unit: Unit, repeats: Repeats) -> bool:
    """Whether the unit's first sentence was said before, from its beginning: then a restart began there, and not inside a word."""
    matches = repeats.matches.get(unit.index, ())
    return bool(matches) and matches[0].again.place == 0 and matches[0].how != "part"


def _why_resumed(unit: Unit, before: Unit, cut: Cut | None) -> Why | None:
    dots = _LEADING_DOTS.match(unit.plain)
    if dots:
        return "dots"
    if _opens_inside(unit.plain):
        return "orphan"
    if not unit.keys or not before.keys:
        return None
    if _overlaps(unit.keys[0], before.keys[-1], cut is not None, len(before.keys) > 1):
        return "overlap"
    if cut is not None and _takes_up_sentences(unit.key, before):
        return "overlap"
    if cut is None or cut.end.openness is Openness.CLOSED:
        return None
    if splits_a_word(normalise(before.plain), normalise(unit.plain)):
        return "word"
    return "bound" if goes_on(before.key, unit.key, unit.text) else None


def _opens_inside(plain: str) -> bool:
    """Whether a text begins with what cannot begin one, or closes a quotation that it has not opened."""
    m = _BRACKET.search(plain[:30])
    return _ORPHAN.match(plain) is not None or (m is not None and m.group() in "」』）】")


def _overlaps(new: str, old: str, cut: bool, mid_paragraph: bool) -> bool:
    """Whether a new sentence takes up the last one: from its middle, or, in mid-paragraph, from its beginning."""
    head = head_of(new)
    if head and old.find(head) > 0:
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


def _takes_up_sentences(new: str, before: Unit) -> bool:
    """Whether a new paragraph begins with more than the cut sentence: with the end of the sentence before that, too."""
    last, old = len(before.keys[-1]), before.key[-_TAKEN_UP:]
    return any(old.endswith(new[:size]) for size in range(last + 1, min(len(old), len(new))))


def _first_clause(unit: Unit) -> Span:
    ends = [i + 1 for i in (unit.plain.find(mark, 1) for mark in "、。！？") if i >= 0]
    stop = min([*ends, 24, len(unit.plain)])
    return unit.block.source(unit.offset, unit.offset + stop)
