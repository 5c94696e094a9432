"""The report as Checkstyle's XML, which Jenkins and many editors and review tools read."""

from xml.etree.ElementTree import Element, SubElement

from postlint.diagnostic import Report
from postlint.report.message import by_path, message
from postlint.report.style import Style
from postlint.report.xml import document, legal

#: the version of Checkstyle whose format this is
_VERSION = "4.3"


def render_checkstyle(report: Report, style: Style) -> str:
    """One `file` a post, one `error` a finding; columns count code points from 1."""
    root = Element("checkstyle", version=_VERSION)
    for path, found in by_path(report):
        file = SubElement(root, "file", name=legal(path))
        for each in found:
            place = {"line": str(each.start.line), "column": str(each.start.column)}
            texts = {"message": legal(message(each, style)), "source": legal(f"postlint.{each.rule}")}
            SubElement(file, "error", place | {"severity": each.severity.value} | texts)
    return document(root)
