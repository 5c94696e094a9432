"""What the posts of a run have yielded, by path. What must be at hand of a post is its path, its digest and some numbers."""

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Self, overload

from postlint.diagnostic import Diagnostic, Kind, tally_of
from postlint.engine.keep import Kept, Summaries
from postlint.engine.suppress import Suppression
from postlint.shelf import AnyShelf, Shelf, Shelves
from postlint.spill import Spill, Stash

#: posts that are asked of the cache at a time
WINDOW = 64


#: gets the findings of posts from the cache, in the order given: (path, digest, whether the part of the report is there, too)
Lender = Callable[[Sequence[tuple[str, bytes, bool]]], Iterator[AnyShelf]]


class Column(Sequence[tuple[str, Any]]):
    """The summaries of one rule as (path, summary), in the order of paths."""

    def __init__(self, stash: Stash) -> None:
        self._stash = stash
        self._paths: list[str] = []
        self._numbers = array("q")

    def put(self, path: str, summary: Any) -> None:
        """Add a post, wherever its path stands. To be called for each once."""
        self._paths.append(path)
        self._numbers.append(self._stash.put(summary))

    def sort(self) -> None:
        """Bring the posts into the order of their paths."""
        order = sorted(range(len(self._paths)), key=self._paths.__getitem__)
        self._paths = [self._paths[at] for at in order]
        self._numbers = array("q", [self._numbers[at] for at in order])

    def __len__(self) -> int:
        return len(self._paths)

    @overload
    def __getitem__(self, index: int) -> tuple[str, Any]: ...
    @overload
    def __getitem__(self, index: slice) -> list[tuple[str, Any]]: ...
    def __getitem__(self, index: int | slice) -> tuple[str, Any] | list[tuple[str, Any]]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        return self._paths[index], self._stash.get(self._numbers[index])


class Columns:
    """The summaries of all rules."""

    def __init__(self, spill: Spill | None = None) -> None:
        self._stash = Stash(spill)
        self._columns: dict[str, Column] = {}

    def put(self, path: str, summaries: Summaries) -> None:
        """Add a post. To be called for each once."""
        for rule, summary in summaries.items():
            if rule not in self._columns:
                self._columns[rule] = Column(self._stash)
            self._columns[rule].put(path, summary)

    def of(self, rule: str) -> Column:
        """The summaries of one rule."""
        column = self._columns.get(rule) or Column(self._stash)
        column.sort()
        return column


class Store:
    """What the posts of a run have yielded: without a spill all in memory, as it came."""

    def __init__(self, spill: Spill | None = None, lender: Lender | None = None) -> None:
        self._lender = lender
        self._stash = Stash(spill)
        self._digests: dict[str, bytes | None] = {}
        self._places: dict[str, int] = {}
        self._lent: dict[str, bool] = {}
        self._asked: dict[str, int] = {}
        self._tally: Counter[Kind] = Counter()
        self._columns = Columns(spill)
        #: the digests of the posts whose summaries lie in the cache
        self.unread: dict[str, bytes] = {}
        #: whether a post has summaries, but no digest
        self.unhashed = False

    @classmethod
    def of(cls, results: Iterable[Kept], spill: Spill | None = None, lender: Lender | None = None) -> Self:
        """What has come of posts."""
        store = cls(spill, lender)
        for each in results:
            store.add(each)
        return store

    def add(self, kept: Kept) -> None:
        """Take what a post has yielded; of two posts that the run calls the same, the first."""
        if kept.path in self._digests:
            return
        self._digests[kept.path] = kept.digest
        if kept.suppressions:
            self._asked[kept.path] = self._stash.put(kept.suppressions, len(kept.suppressions))
        if kept.summaries:
            self._columns.put(kept.path, kept.summaries)
            self.unhashed |= kept.digest is None
        elif kept.summaries is None and kept.digest is not None:
            self.unread[kept.path] = kept.digest
        if kept.lent is not None:
            self._tally.update(kept.lent.tally)
            self._lent[kept.path] = kept.lent.rendered
        elif kept.shelf is not None:
            self._put(kept.shelf)

    def _put(self, shelf: AnyShelf) -> None:
        tally = shelf.tally
        self._tally.update(tally)
        self._places[shelf.path] = self._stash.put(shelf, sum(tally.values()))

    @property
    def digests(self) -> Mapping[str, bytes | None]:
        """The digests of all posts; None of one of which none is to be had, or none is wanted."""
        return self._digests

    @property
    def hashed(self) -> dict[str, bytes]:
        """Those that there are."""
        return {path: digest for path, digest in self._digests.items() if digest is not None}

    def take_columns(self) -> Columns:
        """The summaries, which the store has no longer."""
        columns, self._columns = self._columns, Columns()
        return columns

    @property
    def asking(self) -> Collection[str]:
        """The posts that have directives."""
        return self._asked.keys()

    def suppressions(self, path: str) -> tuple[Suppression, ...]:
        """What the directives of a post ask for."""
        found: tuple[Suppression, ...] = self._stash.get(self._asked[path]) if path in self._asked else ()
        return found

    def diagnostics(self, path: str) -> tuple[Diagnostic, ...]:
        """The findings in a post."""
        return next((shelf.diagnostics for shelf in self._shelves([path])), ())

    def retell(self, path: str, diagnostics: Sequence[Diagnostic]) -> None:
        """Put other findings, of which there may be none, in the place of those of a post."""
        self._tally.subtract(tally_of(self.diagnostics(path)))
        self._lent.pop(path, None)
        self._places.pop(path, None)
        if diagnostics:
            self._put(Shelf(path, tuple(diagnostics)))

    def shelves(self) -> Shelves:
        """All findings."""
        return Shelves(self, +self._tally)

    def __len__(self) -> int:
        """How many posts have findings."""
        return len(self._places) + len(self._lent)

    def __iter__(self) -> Iterator[AnyShelf]:
        """The findings post by post, in the order of paths."""
        paths = iter(sorted((*self._places, *self._lent)))
        while some := list(islice(paths, WINDOW)):
            yield from self._shelves(some)

    def _shelves(self, paths: Sequence[str]) -> Iterator[AnyShelf]:
        """The shelves of those posts that have one."""
        wanted = [(path, digest, self._lent[path]) for path in paths if path in self._lent and (digest := self._digests[path])]
        lent = self._lender(wanted) if self._lender else iter(())
        for path in paths:
            if path in self._lent:
                yield next(lent)
            elif path in self._places:
                yield self._stash.get(self._places[path])
