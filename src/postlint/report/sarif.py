"""The report as SARIF 2.1.0, for GitHub's code scanning, Azure DevOps and editors.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html. Columns are code points, and `columnKind` says so.
"""

import re
from itertools import takewhile
from textwrap import dedent
from typing import Any

from postlint import __version__
from postlint.diagnostic import Diagnostic, Edit, Fix, RelatedPlace, Report
from postlint.engine.fingerprint import numbered
from postlint.post.patterns import lazy
from postlint.report.json import dump
from postlint.report.lines import Lines, lines_of
from postlint.report.message import by_path, message, note, summary, title, uri
from postlint.report.style import Style

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_FINGERPRINT = "postlintText/v1"
#: the sections of a rule's documentation, and those of them that are examples
_SECTIONS = frozenset(("Why", "Bad", "Good", "Options", "Source", "理由", "悪い例", "良い例", "オプション", "出典"))
_EXAMPLES = frozenset(("Bad", "Good", "悪い例", "良い例"))
# A bracket and a parenthesis make a link even in a plain text.
_LINK = lazy(r"\](?=\()")


def render_sarif(report: Report, style: Style) -> str:
    """The log with one run; a rule or a result a line."""
    # in the order of ids, so that the log does not depend on which post comes first
    first = {found.rule: found for found in reversed(report.diagnostics)}
    rules = {rule: index for index, rule in enumerate(sorted(first))}
    driver = {
        "name": "postlint",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(first[rule], style) for rule in rules],
    }
    results = [
        dump(_result(found, number, rules[found.rule], lines, style))
        for path, of_post in by_path(report)
        for lines in (_lines(path, of_post, style),)
        for found, number in numbered(of_post)
    ]
    tool = f'"tool": {{"driver": {_spread(driver, "rules")}}}'
    head = f'"columnKind": "unicodeCodePoints", "newlineSequences": ["\\r\\n", "\\n", "\\r"], {tool}'
    listed = ",\n".join(results)
    return f'{{"$schema": "{_SCHEMA}", "version": "2.1.0", "runs": [{{{head}, "results": [\n{listed}\n]}}]}}\n'


def _lines(path: str, found: list[Diagnostic], style: Style) -> Lines | None:
    """The post's lines, if there is a fix that needs them."""
    return lines_of(path, found, style) if any(each.finding.fix for each in found) else None


def _spread(value: dict[str, Any], key: str) -> str:
    """A JSON object whose last value is a list with an item a line."""
    listed = ",\n".join(dump(item) for item in value[key])
    return f"{dump({**value, key: []})[:-2]}\n{listed}]}}"


def _rule(found: Diagnostic, style: Style) -> dict[str, Any]:
    doc = style.catalogue[found.rule].doc(style.lang)
    return {
        "id": found.rule,
        "shortDescription": {"text": summary(found.rule, style)},
        "fullDescription": {"text": _introduction(doc)},
        "help": {"text": doc, "markdown": _markdown(doc)},
        "defaultConfiguration": {"level": found.severity.value},
        "properties": {"tags": [found.tier.value]},
    }


def _introduction(doc: str) -> str:
    """What stands in front of the first section: what is wrong, and where it is looked for."""
    return " ".join(line.strip() for line in takewhile(lambda line: _heading(line) not in _SECTIONS, doc.splitlines()) if line.strip())


def _markdown(doc: str) -> str:
    """The documentation with its headings and examples as Markdown has them."""
    sections: list[tuple[str, list[str]]] = [("", [])]
    for line in doc.splitlines():
        if _heading(line) in _SECTIONS:
            sections.append((_heading(line), []))
        else:
            sections[-1][1].append(line)
    return "\n\n".join(_section(heading, dedent("\n".join(body)).strip("\n")) for heading, body in sections)


def _heading(line: str) -> str:
    return line.rstrip(" :：")


def _section(heading: str, body: str) -> str:
    if heading in _EXAMPLES:
        fence = "`" * (1 + max([2, *(len(run) for run in re.findall("`+", body))]))
        body = f"{fence}markdown\n{body}\n{fence}"
    return f"### {heading}\n\n{body}" if heading else body


def _result(found: Diagnostic, number: int, index: int, lines: Lines | None, style: Style) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": found.rule,
        "ruleIndex": index,
        "level": found.severity.value,
        "message": {"text": _plain(message(found, style))},
        "locations": [_location(found, style)],
        "partialFingerprints": {_FINGERPRINT: f"{found.fingerprint}:{number}"},
    }
    if found.related:
        result["relatedLocations"] = [
            {**_location(place, style), "message": {"text": _plain(note(place, found, style))}} for place in found.related
        ]
    if found.finding.fix and found.finding.fix.edits:
        result["fixes"] = [_fix(found.finding.fix, found, lines, style)]
    return result


def _location(place: Diagnostic | RelatedPlace, style: Style) -> dict[str, Any]:
    region = {
        "startLine": place.start.line,
        "startColumn": place.start.column,
        "endLine": place.end.line,
        "endColumn": place.end.column,
    }
    return {"physicalLocation": {"artifactLocation": _artifact(place.path, style), "region": region}}


def _artifact(path: str, style: Style) -> dict[str, str]:
    return {"uri": uri(path, style.prefix), "uriBaseId": "%SRCROOT%"}


def _fix(fix: Fix, found: Diagnostic, lines: Lines | None, style: Style) -> dict[str, Any]:
    change = {"artifactLocation": _artifact(found.path, style), "replacements": [_replacement(edit, lines) for edit in fix.edits]}
    return {"description": {"text": _plain(title(fix, found, style))}, "artifactChanges": [change], "properties": {"safe": fix.safe}}


def _replacement(edit: Edit, lines: Lines | None) -> dict[str, Any]:
    """Lines and columns where the post's text tells them, else characters from the beginning."""
    region = {"charOffset": edit.span.start, "charLength": len(edit.span)}
    if lines is not None:
        start, end = lines.position(edit.span.start), lines.position(edit.span.end)
        region = {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}
    return {"deletedRegion": region} | ({"insertedContent": {"text": edit.text}} if edit.text else {})


def _plain(text: str) -> str:
    """A text in which nothing is a link."""
    return _LINK.sub(r"\\]", text)
