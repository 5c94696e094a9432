"""What a pack would change in the file, where that is certain to give what was meant."""

from postlint.diagnostic import Edit, Fix
from postlint.packs.deletions import deletion
from postlint.packs.match import Match
from postlint.post.front_matter import parse_front_matter
from postlint.post.post import Post
from postlint.post.shortcodes import PLACEHOLDER

#: the keys of front matter that scopes look into
_KEYS = ("title", "excerpt", "description")


def fix_of(post: Post, match: Match, title: str) -> Fix | None:
    """The fix of a match that is to be deleted or replaced; None where it is neither, or where the source is not plain text there.

    What was searched is the text without its markup. To replace a stretch that holds markup, an escape or inline code would
    lose it.
    """
    if (match.replace is None and not match.entry.delete) or PLACEHOLDER in (match.replace or ""):
        return None
    written = match.span.of(post.text)
    if written.replace("\r\n", "\n").replace("\r", "\n") != match.text:
        return None
    if match.replace is None:
        return Fix(title, (deletion(post, match.span),), match.entry.safe) if match.span.start >= post.body.start else None
    edit = Edit(match.span, match.replace.replace("\n", _line_end(post)))
    if match.span.start < post.body.start and not _keeps_front_matter(post, edit):
        return None
    return Fix(title, (edit,), match.entry.safe)


def _line_end(post: Post) -> str:
    """What ends the post's first line."""
    at = post.lines.line_span(1).end
    return "\r\n" if post.text.startswith("\r\n", at) else post.text[at : at + 1] or "\n"


def _keeps_front_matter(post: Post, edit: Edit) -> bool:
    """Whether the front matter after the edit differs in that value alone, and as meant: an apostrophe could end a string."""
    before, span = post.front_matter, edit.span
    places = {key: place for key in _KEYS if (place := before.value_span(key)) is not None and place.covers(span)}
    (key, place), *_ = places.items()
    value = before.data[key]
    if value not in place.of(post.text):  # written with escapes, or over several lines
        return False
    start = span.start - place.start - place.of(post.text).find(value)
    wanted = value[:start] + edit.text + value[start + len(span) :]
    head = post.text[: post.body.start]
    after = parse_front_matter(head[: span.start] + edit.text + head[span.end :])
    return len(after.problems) <= len(before.problems) and after.data == {**before.data, key: wanted}
