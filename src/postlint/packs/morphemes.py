"""Finding rows of morphemes in a sentence."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from postlint.packs.pack import Conditions, Token
from postlint.post.japanese import LONGEST_WINDOW, Morpheme, morphemes, tag
from postlint.post.text import Span

#: where each token was found in the sentence; None for an optional one that was not needed
Row = tuple[Span | None, ...]
#: where a window may end without tearing a word
_PAUSES = "。、．，！？\n 　"
#: a sentence longer than this is not remembered, which bounds the memory that a hostile post can claim
_REMEMBERED = 300


class Placed(NamedTuple):
    """A morpheme and where it stands in the sentence."""

    morpheme: Morpheme
    span: Span


def rows(sentence: str, tokens: Sequence[Token]) -> list[Row]:
    """The rows of morphemes that the tokens describe, from left to right, none overlapping another."""
    placed = place(sentence)
    found: list[Row] = []
    at = 0
    while at < len(placed):
        row = _row(placed, at, tokens)
        if row is None:
            at += 1
            continue
        found.append(tuple(None if index is None else placed[index].span for index in row))
        at = max(index for index in row if index is not None) + 1
    return found


def place(sentence: str) -> tuple[Placed, ...]:
    """The morphemes of a sentence of any length. MeCab drops white space, so each is sought behind the one before it."""
    return _place(sentence) if len(sentence) <= _REMEMBERED else _placed(sentence)


def _placed(sentence: str) -> tuple[Placed, ...]:
    placed = []
    for window in _windows(sentence):
        text, at = window.of(sentence), 0
        for morpheme in morphemes(text) if len(text) <= _REMEMBERED else tag(text):
            start = text.find(morpheme.surface, at)
            if start < 0:  # pragma: no cover (MeCab gives back what it was given)
                continue
            at = start + len(morpheme.surface)
            placed.append(Placed(morpheme, Span(window.start + start, window.start + at)))
    return tuple(placed)


#: several entries and packs ask for the same sentence one after the other
_place = lru_cache(maxsize=256)(_placed)


def _windows(sentence: str) -> list[Span]:
    """The sentence in pieces that the tagger takes whole, parted at a pause where there is one in the second half."""
    windows = []
    start = 0
    while len(sentence) - start > LONGEST_WINDOW:
        end = start + LONGEST_WINDOW
        pause = max(sentence.rfind(mark, start + LONGEST_WINDOW // 2, end) for mark in _PAUSES)
        end = pause + 1 if pause >= 0 else end
        windows.append(Span(start, end))
        start = end
    return [*windows, Span(start, len(sentence))]


def _row(placed: Sequence[Placed], first: int, tokens: Sequence[Token]) -> list[int | None] | None:
    """The index of each token's morpheme in the row that begins at `first`; an optional token is taken where it can be.

    What has failed once is not tried again, so the time is bounded by the square of the number of tokens.
    """
    failed: set[tuple[int, int]] = set()

    def match(number: int, at: int) -> list[int | None] | None:
        """The same for the tokens from `number` on, from the morpheme `at`."""
        if number == len(tokens):
            return []
        if (number, at) in failed:
            return None
        token = tokens[number]
        if at < len(placed) and fits(placed[at].morpheme, token):
            rest = match(number + 1, at + 1)
            if rest is not None:
                return [at, *rest]
        if token.optional and (rest := match(number + 1, at)) is not None:
            return [None, *rest]
        failed.add((number, at))
        return None

    return match(0, first)


def fits(morpheme: Morpheme, token: Token) -> bool:
    """Whether a morpheme meets the conditions of a token."""
    return _holds(morpheme, token.wanted) and not (token.unwanted and _holds(morpheme, token.unwanted))


def _holds(morpheme: Morpheme, conditions: Conditions) -> bool:
    return all(_value(morpheme, field) in values for field, values in conditions.items())


def _value(morpheme: Morpheme, field: str) -> str:
    # a word that is not in the dictionary has no base form there: it is its own
    if field == "base" and morpheme.base == "*":
        return morpheme.surface
    value: str = getattr(morpheme, field)
    return value
