"""Simple blocks: text between blank lines with no markup but bold and headings. Most of a post is made of them, and they need no parser."""

from postlint.post.block import Block, Kind, Run
from postlint.post.patterns import lazy
from postlint.post.text import Span

#: what may reach over a blank line, or from one paragraph into another, and the one character that tells it is not there:
#: HTML, other line ends, fences, definitions of links and notes
_REACHES_FAR = (("<", "<"), ("\r", "\r"), ("~", "~~~"), ("`", "```"), ("[", "]:"), ("[", "[^"))
#: a character that means nothing inside a paragraph
_PLAIN = r"[^\x00-\x1f&*<>\[-\]_`|~\x7f]"
_TEXT = lazy(f"{_PLAIN}*")
#: text in whose front no list, heading, quotation, code or underline begins
_BARE = lazy(rf"(?:[^\x00-\x20#&*+\-0-9:<=>\[-\]_`|~\x7f\s]|[0-9]+(?![0-9.)])|--+(?=[A-Za-z])){_PLAIN}*")
_HEADING = lazy(r"(#{1,6}) [^\s#][^\n#]*+(?:\Z|(?=\n))")


def reaches_far(body: str) -> bool:
    """Whether what stands between blank lines may not be parsed by itself."""
    return any(mark in body and what in body for mark, what in _REACHES_FAR)


def simple_blocks(text: str, at: int) -> list[Block] | None:
    """The blocks that a text between blank lines is, which stands at offset `at`; None where only the parser can tell.

    A list or quotation before it ends with the blank line, as the text is not indented.
    """
    bare = _BARE.match(text)
    end = bare.end() if bare is not None else 0
    if end == len(text) > 0:
        span = Span(at, at + end)
        return None if text[-1].isspace() else [Block("paragraph", span, text, (Run(0, span, end, True),))]
    if text.startswith(("**", "\n"), end):
        return _all(_block("paragraph", text, at, 0))
    heading = _HEADING.match(text)
    if heading is None:
        return None
    end = heading.end()
    first = _block("heading", text[:end], at, len(heading[1]))
    return _all(first) if end == len(text) else _all(first, _block("paragraph", text[end + 1 :], at + end + 1, 0))


def _all(*blocks: Block | None) -> list[Block] | None:
    known = [block for block in blocks if block is not None]
    return known if len(known) == len(blocks) else None


def _block(kind: Kind, text: str, at: int, level: int) -> Block | None:
    """A block of lines that have text and bold text by turns. `level`: of a heading, and how many marks it begins with."""
    offset, length = at + level + 1 if level else at, 0
    runs: list[Run] = []
    bold: list[Span] = []
    lines = [line.split("**") for line in text[offset - at :].split("\n")]
    for pieces in lines:
        if not (_begins_nothing(pieces) or level) or not _alternate(pieces):
            return None
        if runs:
            runs.append(Run(length, Span(offset - 1, offset), 1, False))
            length += 1
        for place, piece in enumerate(pieces):
            span = Span(offset, offset + len(piece))
            if piece:
                runs.append(Run(length, span, len(piece), True))
                length += len(piece)
            if place % 2:
                bold.append(Span(span.start - 2, span.end + 2))
            offset = span.end + 2
        offset -= 1
    plain = "\n".join(map("".join, lines))
    return Block(kind, Span(at, at + len(text)), plain, tuple(runs), level, emphasised=tuple(bold))


def _begins_nothing(pieces: list[str]) -> bool:
    """Whether a line is one of a paragraph, and begins nothing else."""
    return _BARE.match(pieces[0]) is not None or (not pieces[0] and len(pieces) > 1)


def _alternate(pieces: list[str]) -> bool:
    """Whether every other piece of a line is bold for sure, and nothing else is marked up."""
    last = len(pieces) - 1
    if last % 2 or not all(pieces[1:last]) or pieces[last][-1:].isspace() or not all(map(_TEXT.fullmatch, pieces)):
        return False
    for place in range(1, last, 2):
        piece = pieces[place]
        begins = _is_letter(piece[0]) or (place == 1 and not pieces[0] and not piece[0].isspace())
        ends = _is_letter(piece[-1]) or (place == last - 1 and not pieces[last] and not piece[-1].isspace())
        if not begins or not ends:
            return False
    return True


def _is_letter(char: str) -> bool:
    """Whether bold text can begin and end with it, whatever stands around; at the edges of its line that may be any mark.

    A pattern that has all kanji takes a millisecond to compile.
    """
    if char.isascii():
        return char.isalnum()
    return "\u4e00" <= char <= "\u9fff" or "\u3041" <= char <= "\u3096" or "\u30a1" <= char <= "\u30fa" or "\u30fc" <= char <= "\u30fe"
