"""The findings of a run, post by post, each post's packed until somebody wants to look into it.

A run over a large site has tens of thousands of findings. To count them, and to print what was rendered where they were found, takes
none of them apart.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby
from typing import Any, NamedTuple, Protocol, overload

from msgspec import Struct

from postlint.diagnostic import Diagnostic, Kind, Tally, tally_of
from postlint.packing import pack, unpack
from postlint.post.cached import cached_property


class Part(NamedTuple):
    """A post's part of a report, as text. `key` tells how it was rendered."""

    key: str
    text: str


@dataclass(frozen=True)
class StoredPart:
    """A part that lies in the cache. `load` gets it, or None where it is no longer there."""

    key: str
    load: Callable[[], str | None] = field(compare=False)

    @property
    def text(self) -> str | None:
        """The text; not kept, since the parts of a large site would fill the memory."""
        return self.load()


AnyPart = Part | StoredPart


class Shelf(Struct, frozen=True, dict=True):
    """The diagnostics of one post, in order, of which there is at least one."""

    path: str
    diagnostics: tuple[Diagnostic, ...]
    part: Part | None = None

    @cached_property
    def tally(self) -> Tally:
        """How many there are of each kind."""
        return tally_of(self.diagnostics)

    @cached_property
    def packed(self) -> bytes:
        """The diagnostics as bytes."""
        return pack(self.diagnostics)

    def __reduce__(self) -> tuple[Any, ...]:
        return PackedShelf, (self.path, self.packed, dict(self.tally), self.part)


class PackedShelf(Struct, frozen=True):
    """The same, not looked into yet."""

    path: str
    packed: bytes
    tally: Tally
    part: Part | None = None

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The diagnostics."""
        return unpack(self.path, self.packed)

    def __reduce__(self) -> tuple[Any, ...]:
        return PackedShelf, (self.path, self.packed, self.tally, self.part)


@dataclass(frozen=True)
class LentShelf:
    """The same, in the cache. `load` gets the packed diagnostics."""

    path: str
    load: Callable[[], bytes] = field(compare=False)
    part: StoredPart | None = None

    @property
    def tally(self) -> Tally:
        """How many there are of each kind."""
        return tally_of(self.diagnostics)

    @property
    def packed(self) -> bytes:
        """The diagnostics as bytes."""
        return self.load()

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The diagnostics."""
        return unpack(self.path, self.packed)


AnyShelf = Shelf | PackedShelf | LentShelf


class Rack(Protocol):
    """Shelves in the order of paths, which may be made one after the other as they are asked for."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[AnyShelf]: ...


@dataclass(frozen=True, eq=False)
class Shelves(Sequence[Diagnostic]):
    """The diagnostics of all shelves as one sequence, equal to a tuple of the same ones. `known` is their tally if known."""

    shelves: Rack
    known: Tally | None = None

    @cached_property
    def tally(self) -> Tally:
        """How many there are of each kind."""
        if self.known is not None:
            return self.known
        total: Counter[Kind] = Counter()
        for shelf in self.shelves:
            total.update(shelf.tally)
        return total

    @cached_property
    def _all(self) -> tuple[Diagnostic, ...]:
        return tuple(self)

    def __iter__(self) -> Iterator[Diagnostic]:
        return chain.from_iterable(shelf.diagnostics for shelf in self.shelves)

    def __len__(self) -> int:
        return sum(self.tally.values())

    @overload
    def __getitem__(self, index: int) -> Diagnostic: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Diagnostic, ...]: ...
    def __getitem__(self, index: int | slice) -> Diagnostic | tuple[Diagnostic, ...]:
        return self._all[index]

    def __eq__(self, other: object) -> bool:
        return self._all == tuple(other) if isinstance(other, Shelves | tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._all)


def shelves_of(diagnostics: Sequence[Diagnostic]) -> Iterable[AnyShelf]:
    """Diagnostics in the order of paths, post by post."""
    if isinstance(diagnostics, Shelves):
        return diagnostics.shelves
    return (Shelf(path, tuple(group)) for path, group in groupby(diagnostics, key=lambda each: each.path))
