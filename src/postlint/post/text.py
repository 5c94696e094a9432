"""Places in a text: spans, lines, columns."""

from bisect import bisect_right
from itertools import accumulate

from msgspec import Struct

from postlint.post.cached import cached_property
from postlint.post.patterns import lazy

_LINE_END = lazy(r"\r\n|\n|\r")


class Span(Struct, frozen=True, order=True):
    """A half-open range of code-point offsets into the file's text (front matter included, byte-order mark excluded)."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """The stretch of `text` that the span marks."""
        return text[self.start : self.end]


class Position(Struct, frozen=True):
    """A place in a file: offset from 0, line and column from 1, all in code points."""

    offset: int
    line: int
    column: int


class LineIndex(Struct, frozen=True, dict=True):
    """Offsets to lines and back. Only LF, CRLF and CR end a line; U+2028 and its kin do not."""

    text: str

    @cached_property
    def starts(self) -> list[int]:
        """The offset at which each line begins, ascending; the first is 0."""
        if "\r" in self.text:
            return [0, *(m.end() for m in _LINE_END.finditer(self.text))]
        return list(accumulate([len(line) + 1 for line in self.text.split("\n")], initial=0))[:-1]

    def position(self, offset: int) -> Position:
        """The line and column of an offset; offsets outside the text are moved to its nearest end."""
        if not 0 <= offset <= len(self.text):
            offset = min(max(offset, 0), len(self.text))
        line = bisect_right(self.starts, offset)
        return Position(offset, line, offset - self.starts[line - 1] + 1)

    def line_span(self, line: int) -> Span:
        """The span of a line (from 1) without its line end."""
        start = self.starts[line - 1]
        end = self.starts[line] if line < len(self.starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)

    def utf16_column(self, position: Position) -> int:
        """The column (from 1) in UTF-16 code units, as SARIF and editors count."""
        start = self.starts[position.line - 1]
        return len(self.text[start : position.offset].encode("utf-16-le", "surrogatepass")) // 2 + 1
