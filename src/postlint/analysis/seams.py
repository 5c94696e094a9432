"""Seams: where a text that was cut goes on, further down or right behind.

A fragment gives way to the sentence that goes on with it; a paragraph that opens in mid-sentence is joined to the one that stops
there, what both say once.
"""

from collections.abc import Iterator

from postlint.analysis.cuts import DOTS, Cut, Resumption
from postlint.analysis.keys import head_of, key_offsets, normalise
from postlint.analysis.markers import markers_between
from postlint.analysis.memo import once_a_post
from postlint.analysis.removal import merged, without_sentence
from postlint.analysis.units import Sentence, Unit, units_of
from postlint.diagnostic import Edit
from postlint.post.patterns import lazy
from postlint.post.post import Post
from postlint.post.text import Span

#: the shortest overlap, in characters, that joins two pieces, and where dots, or the grammar, say that they belong together
_OVERLAP, _LEAST = 3, {"dots": 2, "bound": 1}
#: the shortest end of a sentence that is known again
_PIECE = 8
#: less than any number of characters
_FOREIGN = -(2**31)
#: how many sentences that end alike are compared
_MOST_ALIKE = 200
#: reasons that say nothing of the text before it
_OPENING = ("dots", "orphan", "bound")
_DOTS = "…‥.・ 　\t*_"
_STOPS = "。．！？!?."
_ENDS = lazy(r"[。！？!?]|\.(?!\d)")


def drop_fragment(cut: Cut, post: Post) -> tuple[Edit, ...]:
    """The fragment at the end of a cut paragraph is deleted where the same words go on elsewhere, or where the post ends with it.

    In the middle of a post, where nothing goes on with it, only its author can tell what is missing.
    """
    last = cut.unit.index == units_of(post)[-1].index
    if not cut.unit.sentences or (cut.continued is None and not last):
        return ()
    return merged([without_sentence(cut.unit, cut.unit.sentences[-1], post)])


def join(resumption: Resumption, post: Post) -> tuple[Edit, ...]:
    """The paragraph is joined to the one it goes on from; what both say stays once. Without that one only the dots are deleted."""
    unit = resumption.unit
    before = _before(resumption, post)
    head = _head(unit)
    alone = before is None or not resumption.cut
    if alone and resumption.why in _OPENING and _said_whole(unit, post, _PIECE):
        return (without_sentence(unit, unit.sentences[0], post),)
    if resumption.why == "overlap" and _opens_with_a_copy(unit, post):
        return ()  # the sentence is a copy, with which the stump goes, too: joined to it, it would stand twice in one paragraph
    if before is None or not before.sentences:
        return (Edit(Span(unit.span.start, head), ""),) if head > unit.span.start else ()
    new = _offsets(unit, head, post)
    least = _LEAST.get(resumption.why, _OVERLAP)
    words = "".join([post.text[i] for i in new[:400]])
    old, overlap = _taken_up(before, words, least)
    if not resumption.cut:
        return _join_whole(resumption, old, overlap, words, post)
    if overlap is None and resumption.why in _OPENING:
        shared = _shared(old.key, unit, post)
        if shared < 0:
            said = (without_sentence(before, before.sentences[-1], post),) if shared > _FOREIGN else ()
            return merged((*said, without_sentence(unit, unit.sentences[0], post)))
        overlap = len(old.key) - shared
    offsets = key_offsets(post.text, old.span)
    end = offsets[overlap] if overlap is not None and overlap < len(offsets) else _text_end(before, post)
    size = min(len(offsets) - overlap, len(new)) if overlap is not None and overlap < len(offsets) else 0
    seam = Span(new[size - 1] + 1 if size else unit.span.start, new[size] if size < len(new) else unit.span.end)
    return (Edit(Span(end, head), _space(post.text, end, head)), *_without_emphasis(unit, before, seam, head, post))


def _without_emphasis(unit: Unit, before: Unit, seam: Span, head: int, post: Post) -> Iterator[Edit]:
    """The marks are deleted of emphasis that opens at the seam and closes with the sentence: half a sentence in bold stresses nothing.

    Not where the stump opens with the same marks and lacks their other end: there all of the sentence is stressed.
    """
    for span in unit.block.emphasised:
        source = span.of(post.text)
        marks = source[: len(source) - len(source.lstrip("*_"))]
        opened = before.span.of(post.text).count(marks) % 2 if marks else 1
        closes = _ENDS.match(post.text, span.end) or _ENDS.match(source.rstrip("*_")[-1:]) or span.end == unit.span.end
        if seam.start <= span.start <= seam.end and closes and not opened:
            if span.start >= head:
                yield Edit(Span(span.start, span.start + len(marks)), "")
            yield Edit(Span(span.end - len(marks), span.end), "")


def _before(resumption: Resumption, post: Post) -> Unit | None:
    """The unit that the paragraph goes on from, if nothing but white space, markers and a heading without text stands between the two."""
    units = units_of(post)
    unit = resumption.unit
    before = units[unit.index - 1]
    headings: tuple[Span, ...] = ()
    if before.kind in ("heading", "label") and before.segment != unit.segment and resumption.after.index == before.index - 1:
        headings, before = (before.span,), resumption.after
    if not before.span.covers(resumption.before) and not before.span.overlaps(resumption.before):
        return None
    between, at = [], before.span.end
    for span in sorted((*markers_between(post, at, unit.span.start), *headings)):
        if at <= span.start:
            between.append(post.text[at : span.start])
            at = span.end
    rest = "".join(between) + post.text[at : unit.span.start]
    return before if not rest.strip(" \t\r\n>") else None


def _said_whole(unit: Unit, post: Post, least: int) -> list[str]:
    """The sentences of other paragraphs whose end, of so many characters at least, the paragraph opens with."""
    piece = unit.sentences[0].key.lstrip(DOTS) if unit.sentences else ""
    if len(piece) < least:
        return []
    alike = _by_ending(post).get(piece[-_PIECE:], [])[:_MOST_ALIKE]
    return [key for key, index in alike if index != unit.index and key.endswith(piece) and key != piece]


def _shared(stump: str, unit: Unit, post: Post) -> int:
    """How many characters both the stump and the paragraph say that goes on with it, by the sentence that stands whole elsewhere.

    Negative where that has more between the two, and says all that both say; _FOREIGN where it is another sentence than the stump's.
    """
    sentences = _said_whole(unit, post, _PIECE)
    size = len(unit.sentences[0].key.lstrip(DOTS)) if unit.sentences else 0
    for whole in sentences:
        if whole.startswith(stump):
            return len(stump) + size - len(whole)
    if size < 2 * _PIECE or not sentences:
        return 0  # many sentences end so
    return 0 if any(stump.endswith(whole[:-size]) or whole[:-size].endswith(stump) for whole in sentences) else _FOREIGN


def _opens_with_a_copy(unit: Unit, post: Post) -> bool:
    """Whether the paragraph's first sentence stands in another paragraph, too."""
    first = unit.keys[0] if unit.keys else ""
    alike = _by_ending(post).get(first[-_PIECE:], [])[:_MOST_ALIKE] if len(first) >= _PIECE else ()
    return any(index != unit.index and key == first for key, index in alike)


@once_a_post
def _by_ending(post: Post) -> dict[str, list[tuple[str, int]]]:
    """The sentences of the post, and the index of the unit that each stands in, by how they end."""
    found: dict[str, list[tuple[str, int]]] = {}
    for unit in units_of(post):
        for key in unit.keys:
            found.setdefault(key[-_PIECE:], []).append((key, unit.index))
    return found


def _head(unit: Unit) -> int:
    """Where the paragraph's own words begin, behind leading dots."""
    source = unit.span.of(unit.text)
    stripped = source.lstrip(_DOTS) if source.lstrip("* _")[:1] in "…‥.・" else source
    return unit.span.end - len(stripped)


def _offsets(unit: Unit, head: int, post: Post) -> list[int]:
    return key_offsets(post.text, Span(head, unit.span.end))


def _taken_up(before: Unit, new: str, least: int) -> tuple[Sentence, int | None]:
    """The sentence that `new` takes up, with those behind it, and where in it; the last sentence where none."""
    last = before.sentences[-1]
    overlap = _overlap(last.key, new, least)
    if overlap is not None or len(before.sentences) == 1:
        return last, overlap
    span = Span(before.sentences[0].span.start, last.span.end)
    whole = Sentence(span, normalise(span.of(before.text)))
    size = next((n for n in range(min(len(whole.key), len(new)), len(last.key), -1) if whole.key.endswith(new[:n])), None)
    return (last, None) if size is None else (whole, len(whole.key) - size)


def _overlap(old: str, new: str, least: int) -> int | None:
    """Where in `old` the words begin that `new` begins with: at its end, or anywhere if they are many; None if nowhere."""
    if new.startswith(old):
        return 0
    for size in range(min(len(old), len(new)), least - 1, -1):
        if old.endswith(new[:size]):
            return len(old) - size
    head = head_of(new)
    at = old.rfind(head) if head else -1
    return at if at >= 0 else None


def _join_whole(resumption: Resumption, old: Sentence, overlap: int | None, words: str, post: Post) -> tuple[Edit, ...]:
    """Behind a sentence that is whole: what the paragraph, whose own `words` these are, says again is deleted, and so are its dots.

    The two stay apart. Nothing is deleted where the paragraph takes up the middle of the sentence, and not all that it ends with.
    """
    unit = resumption.unit
    first, head = unit.sentences[0], _head(unit)
    if overlap is not None and first.key.lstrip(DOTS) in old.key:
        return (without_sentence(unit, first, post),)
    if overlap is not None:
        tail = old.key[overlap:].rstrip(_STOPS)
        said = words.startswith(tail) and not any(normalise(line) == tail for line in first.span.of(post.text).splitlines())
        return (Edit(Span(key_offsets(post.text, old.span)[overlap], head), ""),) if said else ()
    return (Edit(Span(unit.span.start, head), ""),) if head > unit.span.start else ()


def _text_end(unit: Unit, post: Post) -> int:
    """Where the unit's text ends, before emphasis that was opened and never closed."""
    end = unit.span.end
    while end > unit.span.start and post.text[end - 1].isspace():
        end -= 1
    return end


def _space(text: str, end: int, head: int) -> str:
    """A space between two words of Latin letters, at whose edges models are cut off; nothing in Japanese."""
    left, right = text[end - 1 : end], text[head : head + 1]
    return " " if left.isascii() and left.isalnum() and right.isascii() and right.isalnum() else ""
