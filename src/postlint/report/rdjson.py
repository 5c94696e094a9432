"""The report for reviewdog, in its Diagnostic Format: https://github.com/reviewdog/reviewdog/tree/master/proto/rdf.

Its columns count UTF-8 bytes, which only the post's text can tell. Where that is not to be had, or has changed since it was checked, the
lines alone are told and nothing is suggested.
"""

from typing import Any

from postlint.diagnostic import Diagnostic, Edit, RelatedPlace, Report
from postlint.post.text import Position, Span
from postlint.report.json import dump
from postlint.report.lines import Lines, lines_of
from postlint.report.message import by_path, last_line, message, note, relative
from postlint.report.style import Style

#: a suggestion is one stretch of text; a fix whose edits lie further apart is not suggested
LONGEST = 4_000


def render_rdjson(report: Report, style: Style) -> str:
    """A JSON object with a finding a line."""
    rows = [
        dump(_diagnostic(each, lines, style))
        for path, found in by_path(report)
        for lines in (lines_of(path, found, style),)
        for each in found
    ]
    listed = ",\n".join(rows)
    return f'{{"source": {{"name": "postlint"}}, "diagnostics": [\n{listed}\n]}}\n'


def _diagnostic(found: Diagnostic, lines: Lines | None, style: Style) -> dict[str, Any]:
    told: dict[str, Any] = {
        "message": message(found, style),
        "location": _location(found, lines),
        "severity": found.severity.value.upper(),
        "code": {"value": found.rule},
    }
    if lines is not None and found.finding.fix and (edit := _joined(found.finding.fix.edits, lines.text)):
        start, end = lines.position(edit.span.start), lines.position(edit.span.end)
        told["suggestions"] = [{"range": _range(start, end, lines), "text": edit.text}]
    if found.related:
        told["related_locations"] = [
            {"message": note(place, found, style), "location": _location(place, lines if place.path == found.path else None)}
            for place in found.related
        ]
    return told


def _location(place: Diagnostic | RelatedPlace, lines: Lines | None) -> dict[str, Any]:
    if lines is None:
        # Without columns the range is one of whole lines, and its end belongs to it.
        whole = {"start": {"line": place.start.line}, "end": {"line": last_line(place)}}
        return {"path": relative(place.path), "range": whole}
    return {"path": relative(place.path), "range": _range(place.start, place.end, lines)}


def _range(start: Position, end: Position, lines: Lines) -> dict[str, Any]:
    return {
        "start": {"line": start.line, "column": lines.byte_column(start)},
        "end": {"line": end.line, "column": lines.byte_column(end)},
    }


def _joined(edits: tuple[Edit, ...], text: str) -> Edit | None:
    """The edits as one, with what stands between them; None where that is too much."""
    ordered = sorted(edits, key=lambda edit: edit.span)
    if not ordered or ordered[-1].span.end - ordered[0].span.start > LONGEST:
        return None
    parts, at = [], ordered[0].span.start
    for edit in ordered:
        parts += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return Edit(Span(ordered[0].span.start, at), "".join(parts))
