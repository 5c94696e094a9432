"""The report for GitHub Actions: workflow commands, from which GitHub makes annotations, and the summary for who reads the log.

Commands: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands. The runner reads a command wherever a
line begins with `::`, and an older kind wherever a line holds `##[`. So text from a post stands in escaped commands only.
"""

import posixpath
from collections.abc import Iterator, Sequence

from postlint.diagnostic import Diagnostic, RelatedPlace, Report, tell
from postlint.post.patterns import lazy
from postlint.report.parts import parts
from postlint.report.style import Style
from postlint.report.text import text_pieces
from postlint.report.visible import brief, encodable, glyphs, visible

# The runner passes over white space of any kind, the ideographic space included.
_COMMAND = lazy(r"((?:\A|[\r\n])[^\S\r\n]*):(?=:)")
_OLD_COMMAND = "##["
_LINE_END = "\n"


def render_github(report: Report, style: Style) -> str:
    """A command a finding, then the summary of the text report."""
    return "".join(github_pieces(report, style))


def github_pieces(report: Report, style: Style) -> Iterator[str]:
    """The same, post by post."""
    if style.quiet or style.statistics:
        yield from text_pieces(report, style)
        return
    yield from parts(report, "github", style, post_commands)
    yield from text_pieces(report, style.with_statistics())


def post_commands(_path: str, found: Sequence[Diagnostic], style: Style) -> str:
    """The commands of one post."""
    return "".join(_command(each, style) + "\n" for each in found)


def harmless(text: str, *, json: bool = False) -> str:
    """A text of any other format, changed where the runner would take a part of it for a command. JSON keeps its meaning."""
    if json:
        return text.replace(_OLD_COMMAND, "#\\u0023[")
    return _COMMAND.sub(r"\1: ", text).replace(_OLD_COMMAND, "# #[")


def _command(found: Diagnostic, style: Style) -> str:
    messages, data = style.catalogue[found.rule].messages, brief(found.finding.data)
    told: list[tuple[Diagnostic | RelatedPlace, str]] = [(found, found.finding.message), *((place, place.note) for place in found.related)]
    lines = [visible(f"{_where(place)} {tell(messages, key, style.lang, data)}") for place, key in told]
    properties = {"file": _file(found.path, style.prefix), **_range(found), "title": f"postlint ({visible(found.rule)})"}
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{found.severity.value} {listed}::{_message(_LINE_END.join(lines))}"


def _where(place: Diagnostic | RelatedPlace) -> str:
    """The place, as part of a message: of a command, the log shows nothing else."""
    return f"{place.path}:{place.start.line}:{place.start.column}"


def _range(found: Diagnostic) -> dict[str, str]:
    """Lines and columns. GitHub takes columns only where the range stands on one line."""
    start, end = found.start, found.end
    if start.line != end.line:
        return {"line": str(start.line), "endLine": str(end.line)}
    return {"line": str(start.line), "endLine": str(end.line), "col": str(start.column), "endColumn": str(end.column)}


def _file(path: str, prefix: str) -> str:
    """The path from the repository's root. What is merely invisible in a name stays, since GitHub must find the file."""
    shown = "".join(glyph or raw for raw, glyph in zip(path, glyphs(path), strict=True))
    return shown if not prefix or posixpath.isabs(shown) else posixpath.normpath(posixpath.join(prefix, shown))


def _message(text: str) -> str:
    return encodable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
