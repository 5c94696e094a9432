"""The JSON report, version 1: for programs. One diagnostic a line, so that reports can be compared and searched by line.

A site has tens of thousands of them. So each is put together as text at once: to make dictionaries of it first takes twice as long.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from postlint import __version__
from postlint.diagnostic import Data, Diagnostic, Fix, Lang, Messages, RelatedPlace, Report, Severity, tell
from postlint.post.text import Position
from postlint.report.parts import parts
from postlint.report.style import Style
from postlint.report.visible import brief, encodable, plain

VERSION = 1

_json = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
_text = json.encoder.encode_basestring
#: a number that needs no second look
_LARGE = 2**53


def render_json(report: Report, style: Style) -> str:
    """The report as a JSON object; always valid UTF-8 once encoded."""
    return "".join(json_pieces(report, style))


def json_pieces(report: Report, style: Style) -> Iterator[str]:
    """The same, post by post."""
    head = {"version": VERSION, "tool": {"name": "postlint", "version": __version__}}
    last = f'{dump(head)[:-1]},\n "summary": {dump(_summary(report))},\n "diagnostics": ['
    end = "\n"
    for part in parts(report, "json", style, post_rows):
        yield last + end
        last, end = "  " + part[:-1].replace("\n", ",\n  "), ",\n"
    yield last + ("]}\n" if end == "\n" else "\n ]}\n")


def post_rows(_path: str, found: Sequence[Diagnostic], style: Style) -> str:
    """The diagnostics of one post, each a line."""
    return encodable("".join([_row(each, style) for each in found]))


def _summary(report: Report) -> dict[str, int]:
    return {
        "checked": report.checked,
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "suppressed": report.suppressed,
        "baselined": report.baselined,
        "fixable": sum(count for kind, count in report.tally.items() if kind.safe is not None),
    }


def _row(found: Diagnostic, style: Style) -> str:
    finding, messages, lang = found.finding, style.catalogue[found.rule].messages, style.lang
    data = brief(finding.data)
    related = ", ".join([_related(place, messages, lang, data) for place in found.related])
    return (
        f'{{"path": {_text(found.path)}, "rule": {_text(found.rule)}, '
        f'"severity": {_text(found.severity.value)}, "tier": {_text(found.tier.value)}, '
        f'"message": {_text(tell(messages, finding.message, lang, data))}, "messageId": {_json(finding.message)}, '
        f'"data": {_data(finding.data)}, "start": {_position(found.start)}, "end": {_position(found.end)}, '
        f'"related": [{related}], "fix": {_fix(finding.fix, messages, lang, data) if finding.fix else "null"}}}\n'
    )


def _data(data: Data) -> str:
    return f"{{{', '.join([f'{_text(str(key))}: {_value(value)}' for key, value in data.items()])}}}"


def _value(value: Any) -> str:
    # An encoder has to be set up for each value, which most are too small for.
    if type(value) is str:
        return _text(value)
    return str(value) if type(value) is int and abs(value) < _LARGE else _json(plain(value))


def _related(place: RelatedPlace, messages: Messages, lang: Lang, data: dict[str, Any]) -> str:
    message = _text(tell(messages, place.note, lang, data))
    return f'{{"path": {_text(place.path)}, "start": {_position(place.start)}, "end": {_position(place.end)}, "message": {message}}}'


def _fix(fix: Fix, messages: Messages, lang: Lang, data: dict[str, Any]) -> str:
    edits = ", ".join([f'{{"start": {e.span.start}, "end": {e.span.end}, "text": {_json(e.text)}}}' for e in fix.edits])
    return f'{{"title": {_text(tell(messages, fix.title, lang, data))}, "safe": {"true" if fix.safe else "false"}, "edits": [{edits}]}}'


def _position(position: Position) -> str:
    return f'{{"offset": {position.offset}, "line": {position.line}, "column": {position.column}}}'


def dump(value: Any) -> str:
    """A value as JSON on one line; what UTF-8 cannot hold is replaced."""
    return encodable(_json(value))
