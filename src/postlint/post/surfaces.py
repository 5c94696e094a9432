"""Which words stand in the tagger's dictionary, without tagging anything.

The tagger takes 7 µs to say whether a text is one word. Where a word may have a hundred spellings that adds up, and most of them begin
alike: a walk through the dictionary's double array (Aoe 1989, in the layout of Darts) drops together those that begin as no word does.
"""

import mmap
import struct
from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from pathlib import Path

#: the head of a dictionary that MeCab has compiled: magic number, version, kind, numbers of words, of left and of right contexts, bytes of
#: the double array, of tokens and of features, a zero, and the encoding
_HEAD = struct.Struct("<10I32s")
_MAGIC, _VERSION = 0xEF718F77, 102
_ENCODINGS = (b"utf8", b"utf-8")


class Surfaces:
    """The words of a dictionary file. One with another layout is taken to have every word."""

    def __init__(self, path: str) -> None:
        with Path(path).open("rb") as file:
            self._units = _units(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))

    def spelled(self, choices: Sequence[Sequence[str]]) -> list[str]:
        """The words made of one of each letter's choices, in the order of itertools.product."""
        if not self._units:
            return ["".join(letters) for letters in product(*choices)]
        begun = [("", self._units[0])]
        for letters in choices:
            begun = [(row + letter, below) for row, base in begun for letter in letters if (below := self._below(base, letter)) is not None]
        return [row for row, base in begun if self._step(base, 0) is not None]

    def begins(self, row: str) -> bool:
        """Whether a word begins with these letters; False where the layout is another."""
        base = self._units[0] if self._units else None
        for letter in row if base is not None else ():
            base = None if base is None else self._below(base, letter)
        return base is not None

    @lru_cache(maxsize=8192)  # noqa: B019 (there is one dictionary, and it stays)
    def _below(self, base: int, letter: str) -> int | None:
        """Where a letter leads to; None where no word goes on so."""
        for byte in letter.encode("utf-8"):
            below = self._step(base, byte + 1)
            if below is None:
                return None
            base = below
        return base

    def _step(self, base: int, code: int) -> int | None:
        """Where a code leads to from the node with this base: to a node with another one, or, with 0, to the word that ends here."""
        # The array has pairs of a base and a check, which is the base of the node that the pair belongs to.
        at = 2 * (base + code)
        return self._units[at] if at + 1 < len(self._units) and self._units[at + 1] == base else None


def _units(file: mmap.mmap) -> "memoryview[int] | tuple[()]":
    """The double array of a dictionary; empty where it has another layout."""
    if len(file) < _HEAD.size:
        return ()
    magic, version, *_, size, _tokens, _features, _zero, encoding = _HEAD.unpack_from(file)
    if (magic ^ len(file), version) != (_MAGIC, _VERSION) or encoding.rstrip(b"\0").lower() not in _ENCODINGS:
        return ()
    return memoryview(file)[_HEAD.size : _HEAD.size + size].cast("i")
