"""Where sentences belong that were added to a copy: beside the sentences of the original that they stood beside in the copy."""

from collections.abc import Iterator

from msgspec import Struct

from postlint.analysis.cuts import cuts_of
from postlint.analysis.endings import copied
from postlint.analysis.memo import once_a_post
from postlint.analysis.removal import crosses_emphasis, without_unit
from postlint.analysis.repeats import Match, repeats_of
from postlint.analysis.runs import RepeatedRun
from postlint.analysis.units import Sentence, Unit, units_of
from postlint.diagnostic import Edit
from postlint.post.post import Post
from postlint.post.text import Span

_HEADINGS = ("heading", "label")
#: so many new paragraphs are taken for additions to a copy
_MOST_CARRIED = 3


class _Added(Struct, frozen=True):
    """Neighbouring sentences of a copy that its original lacks, and the copied ones beside them."""

    sentences: tuple[Sentence, ...]
    before: Match | None
    behind: Match | None

    @property
    def span(self) -> Span:
        return Span(self.sentences[0].span.start, self.sentences[-1].span.end)


def moved_home(unit: Unit, matches: tuple[Match, ...], run: RepeatedRun, post: Post) -> list[Edit]:
    """The edits that take a copy out and put each addition behind the sentence of the original that it followed in the copy.

    None where an addition must stay where it is: it begins what is new behind the run, or ends what is new before it, its paragraph
    stops or opens in mid-sentence, or it cannot be moved without tearing emphasis apart.
    """
    if unit.index in torn(post):
        return []
    inserted: dict[int, str] = {}
    for added in _additions(unit, matches):
        at = _home(added, unit, run, post)
        if at is None:
            return []
        piece = added.span.of(post.text)
        inserted[at] = inserted.get(at, "") + _joined(post.text, at, piece, behind=added.before is not None)
    return [*(Edit(Span(at, at), text) for at, text in inserted.items()), without_unit(unit, post)]


def carried_along(run: RepeatedRun, post: Post) -> list[Edit]:
    """The edits that move new paragraphs behind a run to the place between the originals that they have between the copies.

    None where what follows them is no copy of what follows the original: then the new text begins with them.
    """
    units, matches = units_of(post), repeats_of(post).matches
    first = run.units[-1].index + 1
    last = first
    while last - first < _MOST_CARRIED and _is_new(last, run.units[-1], post) and _is_whole(units[last], post):
        last += 1
    if last == first or last not in matches or units[last].segment != run.units[-1].segment:
        return []
    if last not in copied(post) and units[last].kind not in _HEADINGS:
        return []
    here, there = matches[run.units[-1].index][-1].first.unit, matches[last][0].first.unit
    if not here.index < there.index <= here.index + 2 or here.kind != "prose" or here.block.span.end > here.span.end + 2:
        return []
    at, text = here.span.end, Span(units[first].span.start, units[last - 1].span.end).of(post.text)
    return [Edit(Span(at, at), "\n\n" + text), *(without_unit(unit, post) for unit in units[first:last])]


def _is_whole(unit: Unit, post: Post) -> bool:
    """Whether it is a paragraph that neither stops nor opens in mid-sentence, and of which nothing was said before."""
    return unit.kind == "prose" and unit.index not in torn(post) and unit.index not in repeats_of(post).matches


@once_a_post
def torn(post: Post) -> frozenset[int]:
    """The indexes of the units that stop or open in mid-sentence."""
    cuts = cuts_of(post)
    return frozenset(cut.unit.index for cut in cuts.cuts) | frozenset(resumption.unit.index for resumption in cuts.resumptions)


def goes_on(unit: Unit, matches: tuple[Match, ...], post: Post) -> bool:
    """Whether what is new before or behind a copy begins or ends inside it."""
    return any(_begins_or_ends_in(added, unit, (unit,), post) for added in _additions(unit, matches))


def _additions(unit: Unit, matches: tuple[Match, ...]) -> Iterator[_Added]:
    copied = {m.again.place: m for m in matches}
    group: list[Sentence] = []
    before: Match | None = None
    for place, sentence in enumerate(unit.sentences):
        match = copied.get(place)
        if match is None:
            group.append(sentence)
            continue
        if group:
            yield _Added(tuple(group), before, match)
            group = []
        before = match
    if group:
        yield _Added(tuple(group), before, None)


def _home(added: _Added, unit: Unit, run: RepeatedRun, post: Post) -> int | None:
    """The offset where an addition belongs; None where it is to stay."""
    beside = added.before or added.behind
    if beside is None or crosses_emphasis(unit, added.span) or _begins_or_ends_in(added, unit, run.units, post):
        return None
    first = beside.first
    if first.unit.kind != unit.kind or first.unit.index in {u.index for u in run.units}:
        return None
    at = first.sentence.span.end if added.before is not None else first.sentence.span.start
    return None if any(e.start < at < e.end for e in first.unit.block.emphasised) else at


def _begins_or_ends_in(added: _Added, unit: Unit, copies: tuple[Unit, ...], post: Post) -> bool:
    """Whether what is new behind the copies begins with the addition, or what is new before them ends with it."""
    if added.behind is None and unit.index == copies[-1].index:
        return _is_new(unit.index + 1, unit, post)
    if added.before is None and unit.index == copies[0].index:
        return _is_new(unit.index - 1, unit, post)
    return False


def _is_new(index: int, unit: Unit, post: Post) -> bool:
    """Whether a neighbour of a unit is text of the same segment that stands nowhere else."""
    units = units_of(post)
    if not 0 <= index < len(units) or units[index].segment != unit.segment:
        return False
    return units[index].kind not in _HEADINGS and index not in copied(post)


def _joined(text: str, at: int, piece: str, *, behind: bool) -> str:
    """The piece as it stands behind or before what is there; Latin sentences keep a space between them."""
    if not piece[:1].isascii() or not piece[-1:].isascii():
        return piece
    return " " + piece if behind else piece + " "
