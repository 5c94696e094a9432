"""What a pattern asks of a text, told from the pattern alone, so that most of a text need not be searched for it.

This is the prefilter of RE2 itself (Cox 2012, after Google's Code Search) in small: the literals of which every match has one. Of what is
not understood nothing is told, and the whole text is searched.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from postlint.post.patterns import lazy
from postlint.post.text import Span

#: half of all patterns are about percentages, and few paragraphs have any: where a match must have such a sign, that is told of it
PERCENT = ("%", "％")
#: how many texts stand for a piece of a pattern, and how many literals are told of a pattern at most: each is sought by itself
_MOST_TEXTS, _MOST_LITERALS = 4, 8
#: the same where it is only asked whether one of them is there at all
_MOST_FOLDED = 64
#: longer literals say no more
_LONG = 3
#: patterns that are nested more deeply are left alone
_DEEPEST = 30
_ZERO_WIDTH = "bB"
#: escapes for classes, those of them that have the line feed in them, and the properties that it has not
_CLASSES, _WITH_LINE_FEED = "dDsSwWpP", "sDWP"
_PROPERTIES = frozenset(("L", "Lu", "Ll", "N", "Nd", "Han", "Hiragana", "Katakana", "Latin"))
_LETTERS = lazy(r"[^\\^$.|?*+()\[\]{}]{2,}")
_QUANTIFIERS = tuple("*+?{")
_CONTROLS = {"a": "\a", "f": "\f", "t": "\t", "n": "\n", "r": "\r", "v": "\v"}

Texts = frozenset[str]


class Needs(NamedTuple):
    """`literals`: every match has one of them in it; none if nothing is known. `one_line`: no match has a line feed in it.

    `folded`: where there are no literals, since they would be many or their case is ignored, what every casefolded match has one of.
    """

    literals: tuple[str, ...] = ()
    one_line: bool = False
    folded: tuple[str, ...] = ()


class _Piece(NamedTuple):
    """A part of a pattern: all texts that it matches, if they are few (else None), and what is told of its matches."""

    texts: Texts | None
    needed: Texts = frozenset()
    one_line: bool = True


class _UnknownError(Exception):
    """The pattern has something that is not understood."""


_EMPTY: Texts = frozenset(("",))
_NOTHING = _Piece(_EMPTY)
_ANY = _Piece(None)


#: what was told before, by the pattern and whether case is ignored
_KNOWN: dict[tuple[str, bool], Needs] = {}


def needs_of(pattern: str, *, ignore_case: bool = False) -> Needs:
    """What an RE2 pattern, in which ^ and $ stand at the edges of lines, asks of a text."""
    return _KNOWN.get((pattern, ignore_case)) or told_by(pattern, ignore_case)


def learn(pattern: str, ignore_case: bool, needs: Needs) -> None:
    """Take what `told_by` has told of a pattern at another time: to read one takes 0.2 ms."""
    _KNOWN[pattern, ignore_case] = needs


@lru_cache(maxsize=1024)
def told_by(pattern: str, ignore_case: bool) -> Needs:
    """The same, from the pattern itself."""
    try:
        piece = _Reader(pattern, ignore_case).whole()
        literals = _shortest(_better(piece.needed, piece.texts))
        if literals:
            return Needs(literals, piece.one_line)
        # RE2 ignores the case of one letter at a time, and letters that it takes for one another are casefolded alike.
        written = _Reader(pattern, False, _MOST_FOLDED).whole()
        folded = map(str.casefold, _better(written.needed, written.texts))
        return Needs((), piece.one_line, _shortest(frozenset(folded)))
    except (_UnknownError, IndexError, ValueError):
        return Needs()


def _shortest(texts: Texts) -> tuple[str, ...]:
    """The texts without those that have another in them."""
    return tuple(sorted(text for text in texts if not any(other in text for other in texts if other != text)))


def worth_a_look(text: str, needs: Needs) -> list[Span]:
    """The stretches of a text that hold all its matches, apart and in order: lines, or all of it."""
    if not needs.one_line or not needs.literals:
        return [Span(0, len(text))]
    lines = {}
    for literal in needs.literals:
        at = text.find(literal)
        while at >= 0:
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            lines[text.rfind("\n", 0, at) + 1] = end
            at = text.find(literal, end)
    return [Span(start, end) for start, end in sorted(lines.items())]


def needs_percent(needs: Needs) -> bool:
    """Whether every match has a percent sign in it."""
    return bool(needs.literals) and _have_percent(needs.literals)


def _have_percent(texts: Sequence[str] | Texts) -> bool:
    return all(any(sign in text for sign in PERCENT) for text in texts)


class _Reader:
    """Reads a pattern from left to right. Raises what `needs_of` catches."""

    def __init__(self, pattern: str, ignore_case: bool, most: int = _MOST_LITERALS) -> None:
        self._text, self._ignore_case, self._most, self._at = pattern, ignore_case, most, 0

    def whole(self) -> _Piece:
        """The whole pattern."""
        piece = self.alternatives(0)
        if self._next():
            raise _UnknownError
        return piece

    def alternatives(self, depth: int) -> _Piece:
        """What stands between |, up to the end of the pattern or of the group."""
        if depth > _DEEPEST:
            raise _UnknownError
        pieces = [self._row(depth)]
        while self._next() == "|":
            self._at += 1
            pieces.append(self._row(depth))
        texts: Texts | None = frozenset()
        needed: Texts = frozenset()
        for piece in pieces:
            texts = None if texts is None or piece.texts is None else texts | piece.texts
        each = [_better(piece.needed, piece.texts) for piece in pieces]
        if all(each) and len(union := frozenset[str]().union(*each)) <= self._most:
            needed = union
        return _Piece(_few(texts), needed, all(piece.one_line for piece in pieces))

    def _next(self) -> str:
        return self._text[self._at : self._at + 1]

    def _take(self) -> str:
        self._at += 1
        return self._text[self._at - 1]

    def _row(self, depth: int) -> _Piece:
        """Pieces that follow one another: texts are put together as long as they are few."""
        whole, texts, needed, one_line = True, _EMPTY, frozenset[str](), True
        while self._next() not in ("", "|", ")"):
            piece = self._repeated(self._atom(depth))
            one_line = one_line and piece.one_line
            if piece.texts is not None and len(texts) * len(piece.texts) <= _MOST_TEXTS:
                texts = frozenset([one + other for one in texts for other in piece.texts])
            else:
                needed = _better(_better(needed, texts), piece.needed)
                whole, texts = False, piece.texts or _EMPTY
        return _Piece(texts if whole else None, _better(needed, texts), one_line)

    def _atom(self, depth: int) -> _Piece:
        letters = None if self._ignore_case else _LETTERS.match(self._text, self._at)
        if letters:
            # A quantifier belongs to the last letter only.
            self._at = letters.end() - self._text.startswith(_QUANTIFIERS, letters.end())
            text = self._text[letters.start() : self._at]
            return _Piece(frozenset((text,)), one_line="\n" not in text)
        char = self._take()
        match char:
            case "(":
                return self._group(depth)
            case "[":
                return self._class()
            case "\\":
                return self._escape()
            case "^" | "$":
                return _NOTHING
            case ".":
                return _ANY
            case "*" | "+" | "?":
                raise _UnknownError
        return self._letter(char)

    def _letter(self, char: str) -> _Piece:
        # In another case a letter may be several others; a sign is itself.
        if self._ignore_case and not char.lower() == char.upper() == char:
            return _ANY
        return _Piece(frozenset((char,)), one_line=char != "\n")

    def _group(self, depth: int) -> _Piece:
        if self._next() == "?":
            self._at += 1
            mark = self._take()
            if mark in "P<":
                self._at = self._text.index(">", self._at) + 1
            elif mark != ":":
                raise _UnknownError  # flags
        piece = self.alternatives(depth + 1)
        if self._take() != ")":
            raise _UnknownError
        return piece

    def _escape(self) -> _Piece:
        char = self._take()
        if char in _ZERO_WIDTH:
            return _NOTHING
        return self._known_class(char) if char in _CLASSES else self._letter(self._escaped(char))

    def _escaped(self, char: str) -> str:
        """The character that an escape stands for."""
        if char == "x":
            digits = self._text[self._at : self._at + 2]
            self._at += 2
            if digits[:1] == "{":
                end = self._text.index("}", self._at - 1)
                digits, self._at = self._text[self._at - 1 : end], end + 1
            return chr(int(digits, 16))
        if char in _CONTROLS:
            return _CONTROLS[char]
        if char.isalnum() or not char.isascii():
            raise _UnknownError
        return char

    def _known_class(self, char: str) -> _Piece:
        """Any letter of the class of an escape."""
        if char in "pP":
            start, end = self._at, self._at + 1
            if self._next() == "{":
                start, end = start + 1, self._text.index("}", start)
            if self._text[start:end] not in _PROPERTIES:
                raise _UnknownError
            self._at = end + (end > start + 1 or self._text[end : end + 1] == "}")
        return _Piece(None, one_line=char not in _WITH_LINE_FEED)

    def _class(self) -> _Piece:
        """Of a class of a few letters the letters, else whether a line feed is in it."""
        negated = self._next() == "^"
        self._at += negated
        letters: Texts | None = frozenset()
        one_line, first = True, True
        while first or self._next() != "]":
            first = False
            piece = self._member()
            letters = None if letters is None or piece.texts is None else letters | piece.texts
            one_line = one_line and piece.one_line
        self._at += 1
        # One that leaves the line feed out holds the others.
        return _Piece(None, one_line=not one_line) if negated else _Piece(_few(letters), one_line=one_line)

    def _member(self) -> _Piece:
        """A letter of a class, a range, or a class in it."""
        if self._text.startswith("[:", self._at):
            raise _UnknownError
        char = self._take()
        if char == "\\":
            char = self._take()
            if char in _CLASSES:
                return self._known_class(char)
            char = self._escaped(char)
        if self._next() != "-" or self._text[self._at + 1] == "]":
            return self._letter(char)
        self._at += 1
        last = self._take()
        last = self._escaped(self._take()) if last == "\\" else last
        return _Piece(None, one_line=not char <= "\n" <= last)

    def _repeated(self, piece: _Piece) -> _Piece:
        """The piece with the quantifiers behind it."""
        while self._text.startswith(_QUANTIFIERS, self._at):
            mark = self._text[self._at]
            self._at += 1
            if mark == "{":
                end = self._text.index("}", self._at)
                least, *_ = self._text[self._at : end].split(",")
                self._at = end + 1
                needed = int(least) > 0
            else:
                needed = mark == "+"
            if self._next() == "?":
                self._at += 1
            if mark == "?" and piece.texts is not None:
                piece = _Piece(_few(piece.texts | {""}), frozenset(), piece.one_line)
            else:
                piece = _Piece(None, _better(piece.needed, piece.texts) if needed else frozenset(), piece.one_line)
        return piece


def _few(texts: Texts | None) -> Texts | None:
    return texts if texts is not None and len(texts) <= _MOST_TEXTS else None


def _better(one: Texts, other: Texts | None) -> Texts:
    """Which of two sets says more: one of percent signs, one of longer texts, or one of fewer. One that has an empty text says nothing."""
    if not other or not all(map(str.strip, other)):
        return one
    return max(one, other, key=_worth) if one else other


def _worth(texts: Texts) -> tuple[bool, int, int]:
    return _have_percent(texts), min(_LONG, *[len(text.strip()) for text in texts]), -len(texts)
