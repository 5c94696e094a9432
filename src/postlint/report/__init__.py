"""Report → str, one file a format."""

from typing import Literal, assert_never, cast, get_args

from postlint.diagnostic import Report
from postlint.report.style import Style, Told

__all__ = ["FORMATS", "Style", "Told", "render"]

Format = Literal["text", "concise", "github", "json"]
FORMATS: tuple[str, ...] = get_args(Format)


def render(name: str, report: Report, style: Style) -> str:
    """The report in the format `name`, which is one of FORMATS; the string ends with a line end.

    Raises ValueError for any other name.
    """
    if name not in FORMATS:
        raise ValueError(f"no such format: {name!r}")
    return _render(cast("Format", name), report, style)


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
        case _:  # pragma: no cover
            assert_never(name)
