"""The report as JSON Lines: one diagnostic a line, each as in the JSON report; nothing where nothing was found."""

from collections.abc import Iterator

from postlint.diagnostic import Report
from postlint.report.json import post_rows
from postlint.report.parts import parts
from postlint.report.style import Style


def render_jsonl(report: Report, style: Style) -> str:
    """The diagnostics; counts and version are left to the JSON report."""
    return "".join(jsonl_pieces(report, style))


def jsonl_pieces(report: Report, style: Style) -> Iterator[str]:
    """The same, post by post."""
    return parts(report, "jsonl", style, post_rows)
