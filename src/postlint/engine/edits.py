"""Which fixes of a post go together, and the text that they make."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from postlint.diagnostic import Diagnostic, Edit
from postlint.post.patterns import lazy
from postlint.post.text import LineIndex, Span

_LINE_END = lazy(r"\r\n|\n|\r")
#: an edit as it is compared: start, end, text
_Row = tuple[int, int, str]


class Chosen(NamedTuple):
    """Edits in the order of their place, none in another's way, and the rule of every fix that they come from."""

    edits: tuple[Edit, ...]
    rules: tuple[str, ...]


def choose(lines: LineIndex, diagnostics: Iterable[Diagnostic], protected: Iterable[Span] = ()) -> Chosen:
    """The fixes of the diagnostics that can be applied together to the text of `lines`.

    They are tried in the order of path, offset and rule, those that join lines first: what was torn is known again once it is whole.
    A fix is taken whole or not at all: not where one of its edits is in the way of an edit that was taken before (an equal one is
    not), and not where one touches a protected span. What an edit joins to the line before it no other fix changes: half of a
    sentence would be joined to what stands behind the other.
    """
    taken: list[_Row] = []
    rules: list[str] = []
    guard = _Guard(protected)
    fixes = [(d, [row for edit in d.finding.fix.edits for row in _changing(lines, edit)]) for d in diagnostics if d.finding.fix]
    for diagnostic, rows in sorted(fixes, key=lambda fix: (not any(_joins(lines.text, row) for row in fix[1]), fix[0].sort_key)):
        if not rows or any(guard.holds(row) or _is_in_the_way(taken, row, lines.text) for row in rows):
            continue
        for row in rows:
            if row not in _around(taken, row):
                insort(taken, row)
        rules.append(diagnostic.rule)
    return Chosen(tuple(Edit(Span(start, end), new) for start, end, new in taken), tuple(rules))


def apply(text: str, edits: Sequence[Edit]) -> str:
    """The text with the edits made, which are in order and do not overlap."""
    pieces, reached = [], 0
    for edit in edits:
        pieces += [text[reached : edit.span.start], edit.text]
        reached = edit.span.end
    return "".join(pieces) + text[reached:]


def overlap_each_other(edits: Sequence[Edit]) -> bool:
    """Whether the edits of one fix contradict each other. One may begin where another ends."""
    ordered = sorted(edits, key=lambda edit: (edit.span.start, edit.span.end))
    return any(one.span.end > other.span.start or one.span == other.span for one, other in pairwise(ordered))


def moved(spans: Iterable[Span], edits: Sequence[Edit]) -> Iterator[Span]:
    """Where spans that no edit touches stand after the edits, which are in order."""
    ends = [edit.span.end for edit in edits]
    shifts = [0, *accumulate(len(edit.text) - len(edit.span) for edit in edits)]
    for span in spans:
        by = shifts[bisect_right(ends, span.start)]
        yield Span(span.start + by, span.end + by)


def _changing(lines: LineIndex, edit: Edit) -> Iterator[_Row]:
    """The edit with the line ends of its surroundings; nothing where it would change nothing."""
    new = edit.text
    if "\n" in new or "\r" in new:
        new = _LINE_END.sub(line_end(lines, edit.span.start), new)
    if new != edit.span.of(lines.text):
        yield edit.span.start, edit.span.end, new


def line_end(lines: LineIndex, offset: int) -> str:
    """What ends the line before an offset; on the first line, what ends that one; LF in a text of one line."""
    at = lines.line_span(max(lines.position(offset).line - 1, 1)).end
    return "\r\n" if lines.text.startswith("\r\n", at) else lines.text[at : at + 1] or "\n"


def _around(taken: Sequence[_Row], row: _Row) -> Iterator[_Row]:
    """The rows that touch a row. Those taken do not overlap, so they end in the order in which they begin."""
    start, end, _ = row
    at = bisect_left(taken, (start,))
    for other in reversed(taken[max(at - 3, 0) : at]):  # of those that begin earlier, one at most ends behind `start`, two more at it
        if other[1] >= start:
            yield other
    while at < len(taken) and taken[at][0] <= end:
        yield taken[at]
        at += 1


def _is_in_the_way(taken: Sequence[_Row], row: _Row, text: str) -> bool:
    near = [other for other in _around(taken, row) if other != row]
    return any(_clash(other, row) or _parts(text, *sorted((other, row))) for other in near)


def _parts(text: str, one: _Row, other: _Row) -> bool:
    """Whether the second of two edits that touch changes what the first joins to the text before it."""
    return one[1] == other[0] and _joins(text, one)


def _joins(text: str, row: _Row) -> bool:
    """Whether an edit makes one line of two, of which the first keeps its beginning."""
    start, end, new = row
    if start == 0 or text[start - 1] in "\r\n":
        return False
    return _LINE_END.search(text, start, end) is not None and _LINE_END.search(new) is None


def _clash(one: _Row, other: _Row) -> bool:
    """Whether two edits overlap. Where one only inserts, touching is enough: which of the two comes first would be a guess."""
    if one[0] == one[1] or other[0] == other[1]:
        return one[0] <= other[1] and other[0] <= one[1]
    return one[0] < other[1] and other[0] < one[1]


class _Guard:
    """Spans that no edit may touch."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._merged: list[tuple[int, int]] = []
        for span in sorted(spans):
            if self._merged and span.start <= self._merged[-1][1]:
                self._merged[-1] = (self._merged[-1][0], max(span.end, self._merged[-1][1]))
            else:
                self._merged.append((span.start, span.end))

    def holds(self, row: _Row) -> bool:
        """Whether the row changes something inside a span; to insert at its edge is no harm."""
        start, end, _ = row
        at = bisect_right(self._merged, (start, end)) - 1
        near = self._merged[max(at, 0) : at + 2]
        if start == end:
            return any(low < start < high for low, high in near)
        return any(low < end and start < high for low, high in near)
