"""The text report: for people. Grouped by post; the line with carets under what is meant; a summary by rule."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from postlint.diagnostic import Diagnostic, RelatedPlace, Report, Severity, tell
from postlint.report.cells import cut, pad, width, wrap
from postlint.report.excerpt import opening, window
from postlint.report.paint import Ink, Line, paint
from postlint.report.parts import parts
from postlint.report.style import Style
from postlint.report.visible import brief, visible
from postlint.report.words import CRASHED, SEVERITIES, TABLE_HEAD, fixable, more_about, totals, until_line

_NARROWEST = 40
# Prose in longer lines is hard to read, however wide the terminal.
_WIDEST_PROSE = 110
_INDENT = "    "
# A related range is shown beside its note if this many cells are left for it, else below.
_LEAST_EXCERPT = 24


def render_text(report: Report, style: Style) -> str:
    """The report for a person to read. No escape sequence is in it unless `style.color`."""
    return "".join(text_pieces(report, style))


def text_pieces(report: Report, style: Style) -> Iterator[str]:
    """The same, post by post."""
    if not style.quiet and not style.statistics:
        yield from parts(report, "text", style, post_text)
    yield paint(_summed_up(report, style), style.color)


def post_text(path: str, found: Sequence[Diagnostic], style: Style) -> str:
    """The part of the report that belongs to one post."""
    return paint(_post(path, found, style), style.color)


def _summed_up(report: Report, style: Style) -> Iterator[Line]:
    if report.diagnostics and (style.statistics or not style.quiet):
        yield from _summary(report, style)
    yield from _prose(totals(report, style.lang), "strong" if report.diagnostics else "good", style)
    if hint := fixable(report, style.lang):
        yield from _prose(hint, "faint", style)
    if report.crashed:
        yield from _prose(CRASHED[style.lang], "error", style)


def by_rule(report: Report) -> list[tuple[str, int]]:
    """How many findings each rule has; the most frequent rule first."""
    counts: Counter[str] = Counter()
    for kind, count in report.tally.items():
        counts[kind.rule] += count
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def severity_ink(severity: Severity) -> Ink:
    """The colour of a severity."""
    return "error" if severity is Severity.ERROR else "warning"


class _Sheet(NamedTuple):
    """What all excerpts of a post's part look like: the digits of its line numbers, the cells beside them, and how it is styled."""

    gutter: int
    room: int
    style: Style


def _post(path: str, found: Sequence[Diagnostic], style: Style) -> Iterator[Line]:
    # Not cut to the width: a path is there to be copied and clicked.
    yield [(visible(path), "path")]
    lines = [d.start.line for d in found] + [place.start.line for d in found for place in d.related]
    gutter = len(str(max(lines)))
    sheet = _Sheet(gutter, _width(style) - len(_bar(gutter)), style)
    for diagnostic in found:
        yield from _diagnostic(diagnostic, sheet)
    yield []


def _diagnostic(found: Diagnostic, sheet: _Sheet) -> Iterator[Line]:
    style, ink = sheet.style, severity_ink(found.severity)
    messages, data = style.catalogue[found.rule].messages, brief(found.finding.data)
    place = f"  {found.start.line}:{found.start.column}  "
    yield [(place, ""), (SEVERITIES[style.lang][found.severity], ink), ("  ", ""), (visible(found.rule), "rule")]
    yield from _prose(visible(tell(messages, found.finding.message, style.lang, data)), "", style, _INDENT)
    if found.excerpt.text.strip():
        yield from _excerpt(found, ink, sheet)
    for related in found.related:
        yield from _related(related, found.path, visible(tell(messages, related.note, style.lang, data)), sheet)


def _excerpt(found: Diagnostic, ink: Ink, sheet: _Sheet) -> list[Line]:
    several = found.end.line > found.start.line
    end = found.excerpt.column + len(found.excerpt.text) if several else found.end.column
    view, bar = window(found.excerpt, found.start.column, end, sheet.room), _bar(sheet.gutter)
    return [
        [(_bar(sheet.gutter, found.start.line), "faint"), (view.text, "")],
        [(bar, "faint"), (" " * view.indent, ""), ("^" * view.length, ink)],
        *([[(bar, "faint"), (until_line(found.end.line, sheet.style.lang), "faint")]] if several else ()),
    ]


def _related(place: RelatedPlace, path: str, note: str, sheet: _Sheet) -> list[Line]:
    """The note and the line that it is about: on one line where both fit, else the note first."""
    if place.path != path:
        note = f"{visible(place.path)}: {note}"
    bar, left = _bar(sheet.gutter, place.start.line), sheet.room - width(note) - 2
    if not place.excerpt.text:  # a place in another post, of which no more is known
        return _prose(note, "", sheet.style, bar)
    if left >= _LEAST_EXCERPT:
        return [[(bar, "faint"), (note + "  ", ""), (opening(place, left), "faint")]]
    return [*_prose(note, "", sheet.style, _bar(sheet.gutter)), [(bar, "faint"), (opening(place, sheet.room), "faint")]]


@lru_cache(maxsize=1024)
def _bar(gutter: int, line: int | None = None) -> str:
    """The left side of an excerpt, with the line's number or without."""
    return f"{_INDENT}{'' if line is None else line:>{gutter}} │ "


def _summary(report: Report, style: Style) -> Iterator[Line]:
    """A table: rule, count, what it means; the most frequent rule first."""
    head = TABLE_HEAD[style.lang]
    counts = by_rule(report)
    first = max(width(head[0]), *(width(visible(rule)) for rule, _ in counts))
    second = max(width(head[1]), *(len(str(count)) for _, count in counts))
    room = max(_width(style) - first - second - 4, 10)
    yield [(f"{pad(head[0], first)}  {pad(head[1], second)}  {head[2]}", "faint")]
    for rule, count in counts:
        meaning = cut(visible(style.catalogue[rule].doc(style.lang).partition("\n")[0]), room)
        yield [(pad(visible(rule), first), "rule"), (f"  {count:>{second}}  {meaning}", "")]
        if style.verbose:
            yield [(f"{' ' * (first + second + 4)}postlint explain {visible(rule)}", "faint")]
    yield []
    if not style.verbose:
        yield from _prose(more_about(visible(counts[0][0]), style.lang), "faint", style)


def _width(style: Style) -> int:
    return max(style.width, _NARROWEST)


def _prose(text: str, ink: Ink, style: Style, indent: str = "") -> list[Line]:
    room = min(_width(style), _WIDEST_PROSE) - width(indent)
    return [[(indent, "faint"), (line, ink)] for line in wrap(text, room)]
