"""What a run takes from the cache, and what it puts there: posts, their summaries, and what came of comparing them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any

from msgspec import Struct, field

from postlint.diagnostic import Diagnostic, Kind
from postlint.engine.cache import BATCH, KEYS, Cache, Table, batches
from postlint.engine.discover import Source
from postlint.engine.internal import InternalError
from postlint.engine.keep import Kept, Lent, Summaries, content_digest
from postlint.engine.lint import lint_file
from postlint.engine.read import read_post
from postlint.engine.registry import Plan
from postlint.engine.stamps import comparing_stamp, digest, digest_of, environment, glance, stamp
from postlint.engine.suppress import Suppression
from postlint.packing import diagnostic, dumps, dumps_exactly, loads, loads_exactly, pack, row, rows, unpack
from postlint.post.cached import cached_property
from postlint.post.text import Span
from postlint.shelf import LentShelf, PackedShelf, StoredPart

#: posts of which the summaries are got at a time
WINDOW = 64


class Recall(Struct, dict=True):
    """The cache as the runs of one plan see it.

    `part` is the key of the parts of the report that are wanted, empty for none; `sources` are the files that it may be asked of, by path.
    """

    cache: Cache
    plan: Plan
    part: str
    sources: Mapping[str, Source]
    _waiting: dict[Table, dict[bytes, bytes]] = field(default_factory=dict)

    @cached_property
    def _program(self) -> bytes:
        """The hash of the program. It takes 9 ms to read, so it is remembered for as long as its files look the same."""
        seen = glance()
        known = self.cache.get("programs", [seen]).get(seen)
        if known is None:
            known = environment()
            self._put("programs", seen, known)
        return known

    @cached_property
    def _stamps(self) -> tuple[bytes, ...]:
        """The stamp of the plan, then those of its variants."""
        return tuple(stamp(plan, self._program) for plan in (self.plan, *self.plan.variants))

    @cached_property
    def _comparing(self) -> tuple[bytes, ...]:
        return tuple(comparing_stamp(plan, self._program) for plan in (self.plan, *self.plan.variants))

    def _key(self, stamps: Sequence[bytes], path: str, content: bytes) -> bytes:
        variant = self.sources[path].variant
        return digest(stamps[0 if variant is None else variant + 1], path.encode("utf-8", "surrogatepass"), content)

    def digests(self, sources: Iterable[Source]) -> dict[str, bytes]:
        """The hashes of what the files hold, by path; of those that can be read."""
        read = ((source.path, read_post(source.file)) for source in sources)
        return {path: content_digest(data) for path, data in read if isinstance(data, bytes)}

    def posts(self, sources: Sequence[Source]) -> Iterator[Kept]:
        """What is known of files as they are now, in no particular order."""
        for some in batches(sources, KEYS):
            digests = self.digests(some)
            keys = {self._key(self._stamps, path, content): path for path, content in digests.items()}
            for key, value in self.cache.get("posts", list(keys)).items():
                kept = self._kept(keys[key], digests[keys[key]], value)
                if kept is not None:
                    yield kept

    def _kept(self, path: str, content: bytes, value: bytes) -> Kept | None:
        try:
            counts, asked, rendered = loads(value)
            tally = {Kind(*kind): count for *kind, count in counts}
            suppressions = tuple([_suppression(path, each) for each in asked])
        except (ValueError, TypeError, KeyError):
            return None
        return Kept(path, None, None, suppressions, content, Lent(tally, bool(rendered) and rendered == self.part) if tally else None)

    def shelves(self, lent: Sequence[tuple[str, bytes, bool]]) -> Iterator[LentShelf]:
        """The findings of posts by path and digest, and their parts of the report, of which all are got when the first is asked for."""
        keys = [self._key(self._stamps, path, content) for path, content, _ in lent]
        parts = _Parts(self.cache, [key for key, (_, _, rendered) in zip(keys, lent, strict=True) if rendered])
        for key, (path, _, rendered) in zip(keys, lent, strict=True):
            part = StoredPart(self.part, partial(parts.take, key)) if rendered else None
            yield LentShelf(path, partial(self._packed, key, path), part)

    def _packed(self, key: bytes, path: str) -> bytes:
        """The findings of a post; found again where the cache has lost them meanwhile."""
        held = self.cache.get("findings", [key]).get(key)
        if held is not None:
            try:
                unpack(path, held)
            except (ValueError, TypeError, KeyError):
                held = None
        return held if held is not None else pack(lint_file(self.sources[path], self.plan).diagnostics)

    def whole(self, sources: Sequence[Source]) -> Iterator[Kept]:
        """What is known of files as they are now, with their findings and summaries; nothing of those of which a part is not known."""
        known = {each.path: each for each in self.posts(sources)}
        found = dict(self.summaries({path: each.digest for path, each in known.items() if each.digest is not None}))
        asked = any(True for _ in self.plan.comparisons())
        complete = {path: each for path, each in known.items() if path in found or not asked}
        lent = [(path, each.digest or b"", False) for path, each in complete.items() if each.lent is not None]
        packed = {shelf.path: shelf.packed for shelf in self.shelves(lent)}
        for path, each in complete.items():
            shelf = PackedShelf(path, packed[path], each.lent.tally) if each.lent is not None else None
            yield each._replace(shelf=shelf, summaries=found.get(path, {}), lent=None)

    def keep(self, kept: Kept) -> Kept:
        """Remember what a file has yielded, and let go of what can be had again. What postlint failed on is tried again next time."""
        if kept.digest is None or (kept.shelf is not None and any(kind.rule == InternalError.id for kind in kept.shelf.tally)):
            return kept
        key = self._key(self._stamps, kept.path, kept.digest)
        shelf, part = kept.shelf, kept.shelf.part if kept.shelf else None
        counts = [[*kind, count] for kind, count in shelf.tally.items()] if shelf else []
        self._put("posts", key, dumps([counts, [_suppression_row(each) for each in kept.suppressions], part.key if part else None]))
        self.keep_summaries(kept)
        if shelf is None:
            return kept
        self._put("findings", key, shelf.packed)
        if part is not None:
            self._put("parts", key, part.text.encode("utf-8", "surrogatepass"))
        return kept._replace(shelf=None, lent=Lent(shelf.tally, part is not None)) if self.cache.keeps else kept

    def keep_summaries(self, kept: Kept) -> None:
        """Remember the summaries of a file, if they are plain data."""
        if kept.digest is None or not kept.summaries:
            return
        try:
            value = dumps_exactly(dict(kept.summaries))
        except (TypeError, ValueError, RecursionError):
            return
        self._put("summaries", self._key(self._comparing, kept.path, kept.digest), value)

    def summaries(self, digests: Mapping[str, bytes]) -> Iterator[tuple[str, Summaries]]:
        """The summaries that are known of files with these digests, as (path, summaries)."""
        for some in batches(tuple(digests.items()), WINDOW):
            keys = {self._key(self._comparing, path, content): path for path, content in some}
            for key, value in self.cache.get("summaries", list(keys)).items():
                try:
                    found = loads_exactly(value)
                except (ValueError, TypeError, KeyError):
                    continue
                yield keys[key], found

    def comparison_key(self, told: Iterable[str], digests: Mapping[str, bytes]) -> bytes:
        """What decides what comparing posts comes to: all of them (`digests`), and which of them are `told` of."""
        keys = (self._key(self._comparing, path, digests[path]) for path in sorted(digests))
        return digest_of(chain(keys, (path.encode("utf-8", "surrogatepass") for path in sorted(told))))

    def comparison(self, key: bytes) -> list[Diagnostic] | None:
        """What comparing posts has come to; None where that is not known."""
        value = self.cache.get("comparisons", [key]).get(key)
        try:
            return None if value is None else [diagnostic(path, found) for path, found in rows(value)]
        except (ValueError, TypeError, KeyError):
            return None

    def keep_comparison(self, key: bytes, found: Sequence[Diagnostic]) -> None:
        """Remember what comparing posts has come to."""
        if not any(each.rule == InternalError.id for each in found):
            self._put("comparisons", key, dumps([[each.path, row(each)] for each in found]))

    def _put(self, table: Table, key: bytes, value: bytes) -> None:
        waiting = self._waiting.setdefault(table, {})
        waiting[key] = value
        if len(waiting) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what is waiting: findings before the posts that they belong to, so that a killed run leaves no post without them."""
        for table in ("programs", "findings", "parts", "summaries", "comparisons", "posts"):
            values = self._waiting.pop(table, None)
            if values:
                self.cache.put(table, values)


class _Parts:
    """The parts of the report of a few posts, got from the cache together."""

    def __init__(self, cache: Cache, keys: Sequence[bytes]) -> None:
        self._cache = cache
        self._keys = keys
        self._got: dict[bytes, bytes] | None = None

    def take(self, key: bytes) -> str | None:
        """One of them, once."""
        if self._got is None:
            self._got = self._cache.get("parts", self._keys)
        text = self._got.pop(key, None)
        return None if text is None else text.decode("utf-8", "surrogatepass")


def _suppression_row(each: Suppression) -> list[Any]:
    told = [None if found is None else row(found) for found in (each.unused, each.expired)]
    spans = [None if span is None else [span.start, span.end] for span in (each.part, each.rest)]
    return [each.rule, each.first, each.last, each.whole, each.until, each.directive, *told, *spans]


def _suppression(path: str, values: list[Any]) -> Suppression:
    *plain, unused, expired, part, rest = values
    told = [None if found is None else diagnostic(path, found) for found in (unused, expired)]
    spans = [None if span is None else Span(*span) for span in (part, rest)]
    return Suppression(*plain, *told, *spans)
