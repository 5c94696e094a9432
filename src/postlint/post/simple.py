"""Simple blocks: text between blank lines with no markup but bold and headings. Most of a post is made of them, and they need no parser."""

from postlint.post.block import Block, Kind, Run
from postlint.post.patterns import lazy
from postlint.post.shortcodes import PLACEHOLDER
from postlint.post.text import Span

#: what may reach over a blank line, or from one paragraph into another: HTML, other line ends, fences, definitions of links and notes
_REACHES_FAR = ("<", "\r", "~~~", "```", "]:", "[^")
#: a character that means nothing inside a paragraph
_PLAIN = r"[^\x00-\x1f&*<>\[-\]_`|~\x7f]"
_LINES = lazy(rf"(?:{_PLAIN}*+\n?)*+")
#: how a line begins in whose front no list, heading, quotation, code or underline begins
_FRONT = r"(?:[^\x00-\x20#&*+\-0-9:<=>\[-\]_`|~\x7f\s]|[0-9]++(?![.)])|--++(?=[A-Za-z]))"
_BEGIN, _BARE = lazy(_FRONT), lazy(f"{_FRONT}{_PLAIN}*")
#: what a paragraph has that is not dense: white space, marks that are left out of a key, full-width letters, the colon of an address
_LOOSE = rf"\s\x00-\x1f&*<>\[-\]_`|~\x7f:\u00ad\u200b\ufeff{PLACEHOLDER}\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
_DENSE = lazy(rf"(?:[^#+\-0-9={_LOOSE}]|[0-9]++(?![.)])|--++(?=[A-Za-z]))[^{_LOOSE}]*+")
#: beside these, or at the edge of a line, bold text may begin and end with any mark
_APART = frozenset(("", *" .,;:!?()、。，．：；！？・「」『』（）【】"))
_HEADING = lazy(r"(#{1,6}) [^\s#][^\n#]*+(?:\Z|(?=\n))")


def reaches_far(text: str) -> bool:
    """Whether a body with this text between blank lines may not be parsed piece by piece. No simple block does that."""
    return any(mark in text for mark in _REACHES_FAR)


def is_dense(text: str) -> bool:
    """Whether a text of one paragraph is dense, as blocks know it."""
    return _DENSE.fullmatch(text) is not None


def simple_blocks(text: str, at: int) -> list[Block] | None:
    """The blocks that a text between blank lines is, which stands at offset `at`; None where only the parser can tell.

    A list or quotation before it ends with the blank line, as the text is not indented.
    """
    paragraph = _paragraph(text, at)
    if paragraph is not None:
        return [paragraph]
    match = _HEADING.match(text)
    heading = _block("heading", match.group(), at, len(match[1])) if match is not None else None
    if match is None or heading is None or match.end() == len(text):
        return None if heading is None else [heading]
    below = _paragraph(text[match.end() + 1 :], at + match.end() + 1)
    return None if below is None else [heading, below]


def _paragraph(text: str, at: int) -> Block | None:
    if is_dense(text):
        return Block("paragraph", Span(at, at + len(text)), text, (), True)
    bare = _BARE.match(text)
    end = bare.end() if bare is not None else 0
    if end == len(text) > 0:
        return None if text[-1].isspace() else Block("paragraph", Span(at, at + end), text)
    return _block("paragraph", text, at, 0) if text.startswith(("**", "\n"), end) else None


def _block(kind: Kind, text: str, at: int, level: int) -> Block | None:
    """A block of lines that have text and bold text by turns. `level`: of a heading, and how many marks it begins with."""
    offset = at + level + 1 if level else at
    lines = [line.split("**") for line in text[offset - at :].split("\n")]
    plain = "\n".join(map("".join, lines))
    if not (level or all(map(_begins_nothing, lines))) or not all(map(_alternate, lines)) or not _LINES.fullmatch(plain):
        return None
    runs: list[Run] = []
    bold: list[Span] = []
    length = 0
    for pieces in lines:
        if runs:
            runs.append(Run(length, offset - 1, offset, False))
            length += 1
        for place, piece in enumerate(pieces):
            end = offset + len(piece)
            if piece:
                runs.append(Run(length, offset, end, True))
                length += end - offset
            if place % 2:
                bold.append(Span(offset - 2, end + 2))
            offset = end + 2
        offset -= 1
    return Block(kind, Span(at, at + len(text)), plain, tuple(runs), False, level, emphasised=tuple(bold))


def _begins_nothing(pieces: list[str]) -> bool:
    """Whether a line is one of a paragraph, and begins nothing else."""
    return _BEGIN.match(pieces[0]) is not None if pieces[0] else len(pieces) > 1


def _alternate(pieces: list[str]) -> bool:
    """Whether every other piece of a line is bold for sure, and the line does not end in white space."""
    last = len(pieces) - 1
    if last % 2 or pieces[last][-1:].isspace() or not all(pieces[1:last]):
        return False
    for place in range(1, last, 2):
        piece = pieces[place]
        before, after = pieces[place - 1][-1:], pieces[place + 1][:1]
        begins = _is_letter(piece[0]) or (before in _APART and not piece[0].isspace())
        ends = _is_letter(piece[-1]) or (after in _APART and not piece[-1].isspace())
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
