"""The one sentence that is left of a paragraph when copied ones are taken out: it joins the text that it belongs to."""

from postlint.analysis.cuts import cuts_of
from postlint.analysis.endings import LEANS, closing, copied, takes_leave
from postlint.analysis.homes import torn
from postlint.analysis.keys import weight
from postlint.analysis.markers import markers_between
from postlint.analysis.removal import crosses_emphasis, without_unit
from postlint.analysis.repeats import repeats_of
from postlint.analysis.units import Sentence, Unit, units_of
from postlint.diagnostic import Edit
from postlint.post.patterns import lazy
from postlint.post.post import Post
from postlint.post.text import Span

#: a sentence of so many characters of Japanese stands as a paragraph of its own
_STANDS_ALONE = 100
#: an ending of so many sentences is brought to where the post closes
_MOST_BROUGHT = 2
#: sentences that share so many characters at an end say much the same
_ALIKE = 12
#: a sentence that begins so goes on from the one before it, or gives examples of what that says
_GOES_ON = lazy(r"例えば|たとえば|また、|さらに|特に|もちろん|ただし?、|むしろ|(?:For example|Also|Moreover|In particular|Of course)\b")


def left_alone(unit: Unit, gone: tuple[Sentence, ...]) -> Sentence | None:
    """The short sentence that alone would be left of a paragraph; None where more is left, or nothing."""
    left = _left(unit, gone)
    short = len(left) == 1 and weight(left[0].key) < _STANDS_ALONE
    return left[0] if short and not crosses_emphasis(unit, left[0].span) else None


def _left(unit: Unit, gone: tuple[Sentence, ...]) -> list[Sentence]:
    """What is left of a paragraph that is a block of its own; nothing where that is more than anybody asks for."""
    if len(unit.sentences) - len(gone) > _MOST_BROUGHT:
        return []  # a text pasted as one paragraph has thousands
    spans = {s.span for s in gone}
    return [s for s in unit.sentences if s.span not in spans] if unit.kind == "prose" and _is_alone(unit) else []


def waits(unit: Unit, left: Sentence, post: Post) -> bool:
    """Whether the text behind the paragraph, which goes on from what is left, is itself to be mended first."""
    following = _following(unit, post)
    if left != unit.sentences[-1] or following is None or not _leans(following.sentences[0], following):
        return False
    return any(cut.unit.index == following.index and (cut.continued or cut.resumed) for cut in cuts_of(post).cuts)


def brought_to_the_end(unit: Unit, gone: tuple[Sentence, ...], kept: tuple[Unit, Sentence], post: Post) -> list[Edit]:
    """The edits that put the rest of an earlier ending before the sentence that it stood before, and that the post closes with.

    None where little speaks for an ending, as the post does not take leave there, nor where it would stand beside its like.
    """
    left, (home, sentence) = _left(unit, gone), kept
    if not 0 < len(left) <= _MOST_BROUGHT or left[-1].span.end > gone[0].span.start or home.index not in closing(post):
        return []
    span, at = Span(left[0].span.start, left[-1].span.end), sentence.span.start
    tears = crosses_emphasis(unit, span) or any(e.start < at < e.end for e in home.block.emphasised)
    alike = any(_are_alike(one.key, other.key) for one in left for other in home.sentences)
    if tears or alike or _leans(left[0], unit) or not _leads_to_farewell(home, post):
        return []
    piece = span.of(post.text)
    return [Edit(Span(at, at), piece + _space(piece)), without_unit(unit, post)]


def _leads_to_farewell(home: Unit, post: Post) -> bool:
    """Whether the post takes leave in this paragraph or behind it."""
    return any(takes_leave(units_of(post)[index]) for index in closing(post) if index >= home.index)


def _are_alike(one: str, other: str) -> bool:
    """Whether two sentences begin or end with the same words."""
    return one[:_ALIKE] == other[:_ALIKE] or one[-_ALIKE:] == other[-_ALIKE:]


def joined(unit: Unit, left: Sentence, post: Post) -> list[Edit]:
    """The edit that makes one paragraph of a sentence and the text that goes on from it, or that it goes on from; none without either.

    It reaches a character into the neighbour, so that it is looked at anew if something else changes that.
    """
    text, piece = post.text, left.span.of(post.text)
    following, before = _settled(_following(unit, post), post), _settled(_neighbour(unit.index - 1, post), post)
    ends = left == unit.sentences[-1]
    if following is not None and ends and _leans(following.sentences[0], following):
        return _before(unit, piece, following, text)
    heads = left == unit.sentences[0] or _leans(left, unit)
    if before is not None and heads and before.segment == unit.segment and not _between(before, unit, post):
        return [Edit(Span(before.span.end - 1, unit.span.end), text[before.span.end - 1] + _space(piece) + piece)]
    if following is not None and ends and following.segment == unit.segment:
        return _before(unit, piece, following, text)
    return []


def _before(unit: Unit, piece: str, following: Unit, text: str) -> list[Edit]:
    start = following.span.start
    return [Edit(Span(unit.span.start, start + 1), piece + _space(piece) + text[start])]


def _following(unit: Unit, post: Post) -> Unit | None:
    """The paragraph that stands behind a unit, a marker between them or not."""
    following = _neighbour(unit.index + 1, post)
    return following if following is not None and _between(unit, following, post) == "" else None


def _settled(unit: Unit | None, post: Post) -> Unit | None:
    """The paragraph if nothing of it is still to be mended."""
    to_mend = unit is None or unit.index in torn(post) or unit.index in repeats_of(post).matches
    return None if to_mend else unit


def _neighbour(index: int, post: Post) -> Unit | None:
    """A paragraph of text that stays."""
    units = units_of(post)
    if not 0 <= index < len(units) or index in copied(post):
        return None
    unit = units[index]
    return unit if unit.kind == "prose" and unit.sentences and _is_alone(unit) else None


def _between(one: Unit, other: Unit, post: Post) -> str:
    """What stands between two units but for white space and markers."""
    pieces, at = [], one.span.end
    for marker in markers_between(post, at, other.span.start):
        if at <= marker.start and marker.end <= other.span.start:
            pieces.append(post.text[at : marker.start])
            at = marker.end
    return "".join([*pieces, post.text[at : other.span.start]]).strip()


def _leans(sentence: Sentence, unit: Unit) -> bool:
    words = sentence.span.of(unit.text).lstrip("*_ ")
    return LEANS.match(words) is not None or _GOES_ON.match(words) is not None


def _is_alone(unit: Unit) -> bool:
    """Whether the unit is a block of its own."""
    return unit.block.span.start >= unit.span.start - 2 and unit.block.span.end <= unit.span.end + 2


def _space(piece: str) -> str:
    """The space that parts Latin sentences."""
    return " " if piece[-1:].isascii() else ""
