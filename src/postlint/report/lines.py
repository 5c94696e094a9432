"""Places in a post's text that a diagnostic alone does not tell: where its edits stand, and bytes."""

from collections.abc import Sequence
from itertools import accumulate

from postlint.diagnostic import Diagnostic
from postlint.engine.fingerprint import fingerprint
from postlint.post.cached import cached_property
from postlint.post.text import LineIndex, Position
from postlint.report.style import Style

_CHUNK = 1024


class Lines(LineIndex, frozen=True, dict=True):
    """A text's lines, with columns in UTF-8 bytes too."""

    def byte_column(self, position: Position) -> int:
        """The column (from 1) in UTF-8 bytes."""
        return self._bytes(position.offset) - self._bytes(self.starts[position.line - 1]) + 1

    @cached_property
    def _chunks(self) -> list[int]:
        """How many bytes stand in front of each chunk. A line may be a whole post: no line is encoded once a finding."""
        sizes = (_size(self.text[at : at + _CHUNK]) for at in range(0, len(self.text), _CHUNK))
        return list(accumulate(sizes, initial=0))

    def _bytes(self, offset: int) -> int:
        chunk = offset // _CHUNK
        return self._chunks[chunk] + _size(self.text[chunk * _CHUNK : offset])


def lines_of(path: str, found: Sequence[Diagnostic], style: Style) -> Lines | None:
    """The lines of a post with these diagnostics; None where its text cannot be had, or is no longer the one that was checked."""
    text = style.text_of(path)
    if text is None:
        return None
    lines = Lines(text)
    return lines if all(_stands(lines, each) for each in found) else None


def _stands(lines: Lines, found: Diagnostic) -> bool:
    """Whether the diagnostic's text is where it was; edits stand within or around it."""
    places = ((found.start, lines.position(found.start.offset)), (found.end, lines.position(found.end.offset)))
    same = all(was == now for was, now in places) and max(_ends(found)) <= len(lines.text)
    return same and fingerprint(found.rule, lines.text, found.finding.span) == found.fingerprint


def _ends(found: Diagnostic) -> list[int]:
    return [found.end.offset, *(edit.span.end for edit in found.finding.fix.edits)] if found.finding.fix else [found.end.offset]


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
