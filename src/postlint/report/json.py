"""The JSON report, version 1: for programs. One diagnostic a line, so that reports can be compared and searched by line."""

import json
from collections.abc import Sequence
from typing import Any

from postlint import __version__
from postlint.diagnostic import Diagnostic, Fix, Lang, Messages, RelatedPlace, Report, Severity, tell
from postlint.post.text import Position
from postlint.report.parts import parts
from postlint.report.style import Style
from postlint.report.visible import brief, encodable, plain

VERSION = 1


def render_json(report: Report, style: Style) -> str:
    """The report as a JSON object; always valid UTF-8 once encoded."""
    head = {"version": VERSION, "tool": {"name": "postlint", "version": __version__}}
    rows = ",".join("\n  " + row for row in "".join(parts(report, "json", style, post_rows)).split("\n")[:-1])
    end = "\n ]}" if rows else "]}"
    return f'{dump(head)[:-1]},\n "summary": {dump(_summary(report))},\n "diagnostics": [{rows}{end}\n'


def post_rows(_path: str, found: Sequence[Diagnostic], style: Style) -> str:
    """The diagnostics of one post, each a line."""
    return "".join(dump(diagnostic(each, style)) + "\n" for each in found)


def _summary(report: Report) -> dict[str, int]:
    return {
        "checked": report.checked,
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "suppressed": report.suppressed,
        "baselined": report.baselined,
        "fixable": sum(count for kind, count in report.tally.items() if kind.safe is not None),
    }


def diagnostic(found: Diagnostic, style: Style) -> dict[str, Any]:
    """A diagnostic as JSON has it."""
    finding, messages = found.finding, style.catalogue[found.rule].messages
    data = brief(finding.data)
    return {
        "path": found.path,
        "rule": found.rule,
        "severity": found.severity.value,
        "tier": found.tier.value,
        "message": tell(messages, finding.message, style.lang, data),
        "messageId": finding.message,
        "data": plain(finding.data),
        "start": _position(found.start),
        "end": _position(found.end),
        "related": [_related(place, messages, style.lang, data) for place in found.related],
        "fix": _fix(finding.fix, messages, style.lang, data) if finding.fix else None,
    }


def _related(place: RelatedPlace, messages: Messages, lang: Lang, data: dict[str, Any]) -> dict[str, Any]:
    return {
        "path": place.path,
        "start": _position(place.start),
        "end": _position(place.end),
        "message": tell(messages, place.note, lang, data),
    }


def _fix(fix: Fix, messages: Messages, lang: Lang, data: dict[str, Any]) -> dict[str, Any]:
    edits = [{"start": edit.span.start, "end": edit.span.end, "text": edit.text} for edit in fix.edits]
    return {"title": tell(messages, fix.title, lang, data), "safe": fix.safe, "edits": edits}


def _position(position: Position) -> dict[str, int]:
    return {"offset": position.offset, "line": position.line, "column": position.column}


def dump(value: Any) -> str:
    """A value as JSON on one line; what UTF-8 cannot hold is replaced."""
    return encodable(json.dumps(value, ensure_ascii=False, allow_nan=False))
