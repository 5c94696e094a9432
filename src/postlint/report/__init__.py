"""Report → str, one file a format."""

from collections.abc import Iterator
from typing import Literal, assert_never, cast, get_args

from postlint.diagnostic import Report
from postlint.report.style import Style, Told

__all__ = ["FORMATS", "JSON_FORMATS", "Style", "Told", "pieces", "render"]

Format = Literal["text", "concise", "github", "gitlab", "json", "jsonl", "sarif", "junit", "checkstyle", "rdjson", "markdown", "html"]
FORMATS: tuple[str, ...] = get_args(Format)
#: those whose text is JSON, or one JSON a line
JSON_FORMATS = frozenset(("gitlab", "json", "jsonl", "rdjson", "sarif"))


def render(name: str, report: Report, style: Style) -> str:
    """The report in the format `name`, which is one of FORMATS; the string ends with a line end.

    Raises ValueError for any other name.
    """
    if name not in FORMATS:
        raise ValueError(f"no such format: {name!r}")
    return _render(cast("Format", name), report, style)


def pieces(name: str, report: Report, style: Style) -> Iterator[str]:
    """The same report, post by post where its format allows, so that that of a large site need not fit into memory."""
    match name:
        case "text":
            from postlint.report.text import text_pieces

            return text_pieces(report, style)
        case "concise":
            from postlint.report.concise import concise_pieces

            return concise_pieces(report, style)
        case "github":
            from postlint.report.github import github_pieces

            return github_pieces(report, style)
        case "json":
            from postlint.report.json import json_pieces

            return json_pieces(report, style)
        case "jsonl":
            from postlint.report.jsonl import jsonl_pieces

            return jsonl_pieces(report, style)
    return iter((render(name, report, style),))


def _render(name: Format, report: Report, style: Style) -> str:
    # Each format is imported when it is asked for: a run pays for one.
    match name:
        case "text":
            from postlint.report.text import render_text

            return render_text(report, style)
        case "concise":
            from postlint.report.concise import render_concise

            return render_concise(report, style)
        case "github":
            from postlint.report.github import render_github

            return render_github(report, style)
        case "json":
            from postlint.report.json import render_json

            return render_json(report, style)
        case "html":
            from postlint.report.html import render_html

            return render_html(report, style)
        case "gitlab":
            from postlint.report.gitlab import render_gitlab

            return render_gitlab(report, style)
        case "jsonl":
            from postlint.report.jsonl import render_jsonl

            return render_jsonl(report, style)
        case "sarif":
            from postlint.report.sarif import render_sarif

            return render_sarif(report, style)
        case "junit":
            from postlint.report.junit import render_junit

            return render_junit(report, style)
        case "checkstyle":
            from postlint.report.checkstyle import render_checkstyle

            return render_checkstyle(report, style)
        case "rdjson":
            from postlint.report.rdjson import render_rdjson

            return render_rdjson(report, style)
        case "markdown":
            from postlint.report.markdown import render_markdown

            return render_markdown(report, style)
        case _:  # pragma: no cover
            assert_never(name)
