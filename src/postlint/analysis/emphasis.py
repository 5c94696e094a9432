"""Where the stars of an emphasis would have to stand for a renderer that keeps to CommonMark to make emphasis of them."""

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from postlint.diagnostic import Edit
from postlint.post.block import Block
from postlint.post.patterns import lazy
from postlint.post.post import Post
from postlint.post.text import Span

_CLOSING_OF = {"「": "」", "『": "』", "（": "）", "(": ")", "【": "】", "［": "］", "〈": "〉", "《": "》", "“": "”", "‘": "’"}
_OPENING_OF = {closing: opening for opening, closing in _CLOSING_OF.items()}
_STARS = lazy(r"\*{2,3}")
_STOPS = frozenset("。、，．！？!?.,…：:；;")
#: the stars of one emphasis are not sought in longer texts
_LONGEST = 300


def moves(block: Block, post: Post) -> tuple[Edit, ...]:
    """Edits that move the stars of a block to where they work, past brackets and full stops alone.

    The first opens, the second closes, and so on, whatever a renderer makes of them now. Empty where that cannot be had: all of
    them must work then, and nothing but stars may have moved.
    """
    found = [Span(*match.span()) for match in _STARS.finditer(post.text, block.span.start, block.span.end)]
    if len(found) % 2:
        return ()
    edits: list[Edit] = []
    for opening, closing in zip(found[::2], found[1::2], strict=True):
        inner = _inner(post.text, opening, closing) if len(opening) == len(closing) else None
        if inner is None:
            return ()
        edits += _moved(opening, inner.start, post.text) + _moved(closing, inner.end, post.text)
    return tuple(edits) if edits and _works(block, edits, post.text) else ()


def _moved(stars: Span, to: int, text: str) -> list[Edit]:
    if to in (stars.start, stars.end):
        return []
    return [Edit(stars, ""), Edit(Span(to, to), stars.of(text))]


class _Side(NamedTuple):
    """The characters on both sides of a run of stars, seen from the emphasis; empty at an edge of the text."""

    inside: str
    outside: str

    @property
    def fails(self) -> bool:
        """By CommonMark's rule of flanking: punctuation inside needs white space or punctuation outside."""
        return _is_mark(self.inside) and bool(self.outside.strip()) and not _is_mark(self.outside)


def _is_mark(character: str) -> bool:
    return bool(character) and unicodedata.category(character)[0] in "PS"


def _inner(text: str, opening: Span, closing: Span) -> Span | None:
    """What of the text between the stars they should wrap; None where it cannot be told."""
    start, end = opening.end, closing.start
    if not start < end <= start + _LONGEST or "\n" in text[start:end]:
        return None
    while start < end:
        before = text[opening.start - 1 : opening.start] if start == opening.end else text[start - 1]
        behind = text[closing.end : closing.end + 1] if end == closing.start else text[end]
        opens, closes = _Side(text[start], before), _Side(text[end - 1], behind)
        if text[start].isspace() and start > opening.end:
            start += 1
        elif text[end - 1].isspace() and end < closing.start:
            end -= 1
        elif not (opens.fails or closes.fails):
            return Span(start, end) if any(c.isalnum() for c in text[start:end]) else None
        elif _group_end(text, start, end) == end:
            start, end = start + 1, end - 1
        elif closes.fails:
            end = _without_last(text, start, end)
        else:
            start = _group_end(text, start, end) or end
    return None


def _group_end(text: str, start: int, end: int) -> int | None:
    """Where the bracket that opens at `start` is closed; None where there is none."""
    opening, depth = text[start], 0
    for at in range(start, end):
        depth += (text[at] == opening) - (text[at] == _CLOSING_OF.get(opening))
        if depth == 0:
            return at + 1 if opening in _CLOSING_OF else None
    return None


def _without_last(text: str, start: int, end: int) -> int:
    """The end without the bracketed words or the stop that stand last; `start` where it is neither."""
    closing, depth = text[end - 1], 0
    if closing in _STOPS:
        return end - 1
    for at in range(end - 1, start, -1):
        depth += (text[at] == closing) - (text[at] == _OPENING_OF.get(closing))
        if depth == 0:
            return at if closing in _OPENING_OF else start
    return start


def _works(block: Block, edits: Sequence[Edit], text: str) -> bool:
    """Whether the block, with the edits, shows no stars, and otherwise the same as before."""
    start, pieces, reached = block.span.start, list[str](), block.span.start
    for edit in sorted(edits, key=lambda edit: (edit.span.start, edit.span.end)):
        pieces += [text[reached : edit.span.start], edit.text]
        reached = edit.span.end
    source = "".join(pieces) + text[reached : block.span.end]
    before = "".join(each.plain for each in Post("", text[start : block.span.end]).blocks)
    after = "".join(each.plain for each in Post("", source).blocks)
    return "*" not in after and before.replace("*", "") == after
