"""What the formats for programs say of a diagnostic: its texts on one line each, and the lines that it covers."""

import os
import posixpath
from collections.abc import Iterator
from itertools import groupby
from urllib.parse import quote

from postlint.diagnostic import Diagnostic, Fix, RelatedPlace, Report, tell
from postlint.report.style import Style
from postlint.report.visible import brief, visible


def message(found: Diagnostic, style: Style) -> str:
    """What is wrong, on one line and with nothing in it that acts."""
    return _text(found, found.finding.message, style)


def note(place: RelatedPlace, found: Diagnostic, style: Style) -> str:
    """What a related range has to do with it."""
    return _text(found, place.note, style)


def title(fix: Fix, found: Diagnostic, style: Style) -> str:
    """What a fix does."""
    return _text(found, fix.title, style)


def summary(rule: str, style: Style) -> str:
    """A rule in one line."""
    return visible(style.catalogue[rule].doc(style.lang).partition("\n")[0].strip())


def last_line(found: Diagnostic | RelatedPlace) -> int:
    """The last line with a marked character; a line end belongs to the line that it ends."""
    return found.end.line - (found.end.column == 1 and found.end.line > found.start.line)


def by_path(report: Report) -> Iterator[tuple[str, list[Diagnostic]]]:
    """The diagnostics post by post."""
    for path, group in groupby(report.diagnostics, key=lambda found: found.path):
        yield path, list(group)


def relative(path: str, prefix: str = "") -> str:
    """The path from the current folder, or with `prefix` from that folder's root: never one that only this machine knows."""
    if not os.path.isabs(path):  # noqa: PTH117
        return posixpath.normpath(posixpath.join(prefix, path)) if prefix else path
    try:
        return os.path.relpath(path).replace(os.sep, "/")
    except ValueError:  # pragma: no cover (another drive of Windows)
        return posixpath.basename(path)


def uri(path: str, prefix: str = "") -> str:
    """The path as a relative reference; a colon in its first part must not read as a scheme."""
    return quote(relative(path, prefix), safe="/", errors="replace")


def _text(found: Diagnostic, key: str, style: Style) -> str:
    return visible(tell(style.catalogue[found.rule].messages, key, style.lang, brief(found.finding.data)))
