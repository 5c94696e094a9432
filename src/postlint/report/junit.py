"""The report as JUnit's XML, for whatever shows tests: GitLab, Jenkins, Azure. A post is a suite, a finding a failed test.

GitLab compares the tests of two branches by their names, so these hold no line numbers.
"""

from collections import Counter
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from postlint.diagnostic import Diagnostic, Report
from postlint.engine.internal import InternalError
from postlint.report.message import by_path, message
from postlint.report.style import Style
from postlint.report.words import totals
from postlint.report.xml import document, legal


def render_junit(report: Report, style: Style) -> str:
    """The suites. A run that found nothing is one test that passed: an empty report is an error to Jenkins."""
    root = Element("testsuites", {"name": "postlint"} | _counts(report.diagnostics))
    for path, found in by_path(report):
        suite = SubElement(root, "testsuite", {"name": legal(path)} | _counts(found))
        seen: Counter[str] = Counter()
        for each in found:
            seen[each.rule] += 1
            _case(suite, each, seen[each.rule], style)
    if not report.diagnostics:
        root.set("tests", "1")
        suite = SubElement(root, "testsuite", name="postlint", tests="1", failures="0", errors="0")
        SubElement(suite, "testcase", name=legal(totals(report, style.lang)), classname="postlint")
    return document(root)


def _counts(found: Sequence[Diagnostic]) -> dict[str, str]:
    errors = sum(each.rule == InternalError.id for each in found)
    return {"tests": str(len(found)), "failures": str(len(found) - errors), "errors": str(errors)}


def _case(suite: Element, found: Diagnostic, number: int, style: Style) -> None:
    path, told = legal(found.path), legal(message(found, style))
    name = legal(found.rule) + (f" ({number})" if number > 1 else "")
    case = SubElement(suite, "testcase", name=name, classname=path, file=path, line=str(found.start.line))
    kind = "error" if found.rule == InternalError.id else "failure"
    failure = SubElement(case, kind, message=told, type=found.severity.value)
    failure.text = f"{path}:{found.start.line}:{found.start.column}: {told}\n{legal(found.excerpt.text)}"
