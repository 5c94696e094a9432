"""Taking a unit or a sentence out of a post, so that nothing shows where it stood."""

from bisect import bisect_left
from collections.abc import Iterable
from operator import attrgetter

from postlint.analysis.units import Sentence, Unit
from postlint.diagnostic import Edit
from postlint.post.post import Post
from postlint.post.text import Span

_START = attrgetter("span.start")


def without_unit(unit: Unit, post: Post) -> Edit:
    """The unit's lines and the blank lines behind them are deleted, with a list item's mark; only the unit where its line has more."""
    own = unit.span
    if unit.kind == "heading" and unit.plain.strip() != unit.block.plain.strip():  # a marker in it parts it from another
        own = unit.block.source(unit.offset, unit.offset + len(unit.plain))
    text, lines, at, end = post.text, post.lines, own.start, own.end
    start = lines.starts[lines.position(at).line - 1]
    opens_item = unit.kind == "item" and unit.offset == 0  # behind a marker in an item stands another unit of it
    if start < at and not opens_item and text[start:at].strip(" \t>-*+0123456789.)#"):
        start = at
    line = lines.position(end).line
    if text[end : lines.line_span(line).end].strip(" \t#"):
        return Edit(Span(start if opens_item else at, end), "")
    while line < len(lines.starts) and not lines.line_span(line + 1).of(text).strip():
        line += 1
    end = lines.starts[line] if line < len(lines.starts) else len(text)
    if end == len(text) and start > post.body.start:
        return Edit(Span(_line_end_before(text, start), end), _last_line_end(text))
    return Edit(Span(start, end), "")


def without_sentence(unit: Unit, sentence: Sentence, post: Post) -> Edit:
    """The sentence is deleted with the white space that parted it from its neighbour; the unit with it, if nothing else is in it."""
    span = sentence.span
    # They are in order, and a paragraph may have hundreds.
    behind = bisect_left(unit.sentences, span.end, key=_START)
    if behind < len(unit.sentences):
        return _with_its_marks(unit, Span(span.start, unit.sentences[behind].span.start), post)
    others = [s.span.end for s in unit.sentences if s.span != span]
    if not others:
        return without_unit(unit, post)
    return _with_its_marks(unit, Span(min(max(others), span.start), span.end), post)


def _with_its_marks(unit: Unit, span: Span, post: Post) -> Edit:
    """The stretch is deleted with both ends of an emphasis that holds nothing else, and without the end of one that holds more."""
    start, end = span.start, span.end
    for emphasis in unit.block.emphasised_across(span):
        source = emphasis.of(post.text)
        marks = len(source) - len(source.lstrip("*_"))
        if emphasis.end > end and not post.text[end : emphasis.end].strip("*_"):
            end = emphasis.end
        elif emphasis.start == start:
            start += marks
        elif emphasis.end == end:
            end -= marks
    return Edit(Span(start, _behind_marks(post.text, start, end)), "")


def _behind_marks(text: str, start: int, end: int) -> int:
    """The end of a stretch, behind marks that close what it opens, which not every renderer takes for emphasis where a letter follows."""
    stretch = text[start:end]
    marks = stretch[: len(stretch) - len(stretch.lstrip("*"))]
    return end + len(marks) if marks and text.startswith(marks, end) and stretch.count(marks) % 2 else end


def crosses_emphasis(unit: Unit, span: Span) -> bool:
    """Whether a stretch holds one end of an emphasis and not the other."""
    return bool(unit.block.emphasised_across(span))


def merged(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits in order; deletions that touch are one, and of two that overlap otherwise, or insert in one place, the first stays."""
    different = {(edit.span.start, edit.span.end, edit.text): edit for edit in edits}
    places: list[tuple[int, int, str]] = []
    for start, end, text in sorted(different):
        first, last, before = places[-1] if places else (-1, 0, None)
        if start <= last and text == before == "":
            places[-1] = first, max(last, end), ""
        elif start >= last and not first == last == start == end:
            places.append((start, end, text))
    return tuple([different.get(place) or Edit(Span(*place[:2]), place[2]) for place in places])


def _line_end_before(text: str, start: int) -> int:
    """The end of the last line of text before `start`."""
    while start > 0 and text[start - 1].isspace():
        start -= 1
    return start


def _last_line_end(text: str) -> str:
    """The line end that the text ends with, if it does."""
    if text.endswith("\r\n"):
        return "\r\n"
    return text[-1:] if text.endswith(("\n", "\r")) else ""
