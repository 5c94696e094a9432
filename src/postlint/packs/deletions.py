"""Taking a mark out of a text so that nothing shows where it stood."""

import re

from postlint.diagnostic import Edit
from postlint.post.patterns import lazy
from postlint.post.post import Post
from postlint.post.text import Span

#: what may stand before a mark that has a line, an item or a heading for itself, and how long that may be
_LEAD = lazy(r"[ \t]*(?:([-*+]|\d{1,9}[.)])[ \t]+|#{1,6}[ \t]+)?")
_LONGEST_LEAD = 40
_REST = lazy(r"[ \t]*(?=[\r\n]|\Z)")
_EMPHASIS = "*_"


def deletion(post: Post, span: Span) -> Edit:
    """The edit that deletes a mark.

    One that stands alone on its line goes with the line and, between two blank lines, with one of them; where text stands above
    and below, an empty line stays to part the two. Of an inline one the emphasis that wraps it goes, too, and the white space
    beside it that would be left over.
    """
    text, lines = post.text, post.lines
    span = _with_emphasis(text, span)
    number = lines.position(span.start).line
    start, end = lines.starts[number - 1], lines.line_span(lines.position(span.end).line).end
    lead = _lead(text, start, span)
    if lead is None:
        return Edit(_inline(text, span, Span(start, end)), "")
    below = lines.position(span.end).line + 1
    if below > len(lines.starts) or lines.starts[below - 1] == len(text):
        return Edit(_last_line(post, number, end), "")
    behind = lines.starts[below - 1]
    is_above, is_below = number == 1 or _is_blank(post, number - 1), _is_blank(post, below)
    if is_above and is_below:
        behind = lines.starts[below] if below < len(lines.starts) else len(text)
    elif not (is_above or is_below or lead[1]):
        behind = end
    return Edit(Span(start, behind), "")


def stand_in(post: Post, span: Span, comment: str) -> Edit:
    """The edit that puts a comment in a mark's place: instead of its item or heading, too, since an empty one would be seen."""
    span = _with_emphasis(post.text, span)
    start = post.lines.starts[post.lines.position(span.start).line - 1]
    lead = _lead(post.text, start, span)
    if lead is None and not post.text[start : span.start].strip():
        # What follows a comment that opens a line is HTML to Markdown, and no text: it gets a paragraph of its own.
        end = span.end + len(post.text[span.end :]) - len(post.text[span.end :].lstrip(" \t"))
        return Edit(Span(span.start, end), comment + "\n\n")
    if lead is None:
        return Edit(span, comment)
    indent = len(lead[0]) - len(lead[0].lstrip(" \t"))
    return Edit(Span(start + indent, span.end), comment)


def _lead(text: str, start: int, span: Span) -> re.Match[str] | None:
    """What stands before a mark that has its line, which begins at `start`, for itself; None for an inline one."""
    lead = _LEAD.fullmatch(text[start : span.start]) if span.start - start < _LONGEST_LEAD else None
    return lead if lead and _REST.match(text, span.end) else None


def _last_line(post: Post, number: int, end: int) -> Span:
    """The last line of a text with the blank ones above it. The line end that closed the text closes it again, if there was one."""
    lines = post.lines
    first = number
    while first > 1 and lines.starts[first - 1] > post.body.start and _is_blank(post, first - 1):
        first -= 1
    if end < len(post.text) or first == 1 or lines.starts[first - 1] <= post.body.start:
        return Span(lines.starts[first - 1], len(post.text))
    return Span(lines.line_span(first - 1).end, end)


def _with_emphasis(text: str, span: Span) -> Span:
    """The span with the asterisks or underscores that stand alike on both sides of it."""
    start, end = span.start, span.end
    while start and end < len(text) and text[start - 1] == text[end] and text[end] in _EMPHASIS:
        start, end = start - 1, end + 1
    return Span(start, end)


def _inline(text: str, span: Span, line: Span) -> Span:
    """The span with the white space that would stand at an edge of the line, or twice, once it is gone. Indentation stays."""
    start, end = span.start, span.end
    while start > line.start and text[start - 1] in " \t" and (end == line.end or text[end] in " \t"):
        start -= 1
    if start == line.start:
        start = span.start
        while end < line.end and text[end] in " \t":
            end += 1
    return Span(start, end)


def _is_blank(post: Post, number: int) -> bool:
    return not post.lines.line_span(number).of(post.text).strip()
