"""The concise report: one line a finding, `path:line:column: error [rule] message`, which terminals and editors can open."""

from collections.abc import Iterator, Sequence

from postlint.diagnostic import Diagnostic, Report, tell
from postlint.report.paint import Line, paint
from postlint.report.parts import parts
from postlint.report.style import Style
from postlint.report.text import by_rule, severity_ink
from postlint.report.visible import brief, visible
from postlint.report.words import CRASHED, totals


def render_concise(report: Report, style: Style) -> str:
    """One line a finding, or with `style.statistics` one a rule; then the totals. Nothing is wrapped or cut to the terminal."""
    return "".join(concise_pieces(report, style))


def concise_pieces(report: Report, style: Style) -> Iterator[str]:
    """The same, post by post."""
    if not style.quiet and not style.statistics:
        yield from parts(report, "concise", style, post_lines)
    yield paint(_summed_up(report, style), style.color)


def post_lines(_path: str, found: Sequence[Diagnostic], style: Style) -> str:
    """The lines of one post."""
    return paint((_diagnostic(each, style) for each in found), style.color)


def _summed_up(report: Report, style: Style) -> Iterator[Line]:
    if style.statistics:
        yield from _statistics(report)
    yield [(totals(report, style.lang), "strong" if report.diagnostics else "good")]
    if report.crashed:
        yield [(CRASHED[style.lang], "error")]


def _diagnostic(found: Diagnostic, style: Style) -> Line:
    """The line of one finding. The severity is English in either language: patterns in editors look for that word."""
    messages, data = style.catalogue[found.rule].messages, brief(found.finding.data)
    return [
        (visible(found.path), "path"),
        (f":{found.start.line}:{found.start.column}: ", ""),
        (found.severity.value, severity_ink(found.severity)),
        (" ", ""),
        (f"[{visible(found.rule)}]", "rule"),
        (" " + visible(tell(messages, found.finding.message, style.lang, data)), ""),
    ]


def _statistics(report: Report) -> Iterator[Line]:
    counts = by_rule(report)
    room = len(str(counts[0][1])) if counts else 0
    for rule, count in counts:
        yield [(f"{count:>{room}}  ", ""), (visible(rule), "rule")]
