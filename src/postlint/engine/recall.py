"""What a run takes from the cache, and what it puts there: posts, their summaries, and what came of comparing them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from postlint.diagnostic import Diagnostic, Kind, Tally
from postlint.engine.cache import BATCH, Cache, Table
from postlint.engine.discover import Source
from postlint.engine.internal import InternalError
from postlint.engine.keep import Keeper, Kept, Summaries, content_digest
from postlint.engine.read import read_post
from postlint.engine.registry import Plan
from postlint.engine.stamps import comparing_stamp, digest, environment, glance, stamp
from postlint.engine.suppress import Suppression
from postlint.packing import diagnostic, dumps, dumps_exactly, loads, loads_exactly, pack, row, rows, unpack
from postlint.post.cached import cached_property
from postlint.post.text import Span
from postlint.shelf import PackedShelf, StoredPart

#: how many parts of the report are in memory at a time
WINDOW = 256


@dataclass
class Recall:
    """The cache as the runs of one plan see it. `part` is the key of the parts of the report that are wanted, empty for none."""

    cache: Cache
    plan: Plan
    part: str = ""
    _waiting: dict[Table, dict[bytes, bytes]] = field(default_factory=dict)
    _paths: dict[bytes, str] = field(default_factory=dict)
    _window: dict[bytes, bytes] = field(default_factory=dict)

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

    def _key(self, stamps: Sequence[bytes], source: Source, content: bytes) -> bytes:
        number = 0 if source.variant is None else source.variant + 1
        return digest(stamps[number], source.path.encode("utf-8", "surrogatepass"), content)

    def digests(self, sources: Iterable[Source]) -> dict[str, bytes]:
        """The hashes of what the files hold, by path; of those that can be read."""
        read = ((source.path, read_post(source.file)) for source in sources)
        return {path: content_digest(data) for path, data in read if isinstance(data, bytes)}

    def posts(self, sources: Sequence[Source]) -> list[Kept]:
        """What is known of files as they are now, in no particular order."""
        digests = self.digests(sources)
        keys = {self._key(self._stamps, source, digests[source.path]): source for source in sources if source.path in digests}
        values = self.cache.get("posts", list(keys))
        found = (self._kept(key, keys[key], digests[keys[key].path], value) for key, value in values.items())
        return [each for each in found if each is not None]

    def _kept(self, key: bytes, source: Source, content: bytes, value: bytes) -> Kept | None:
        try:
            counts, asked, rendered = loads(value)
            tally = {Kind(*kind): count for *kind, count in counts}
            suppressions = tuple([_suppression(source.path, each) for each in asked])
        except (ValueError, TypeError, KeyError):
            return None
        return Kept(source.path, self._shelf(key, source, tally, rendered) if tally else None, None, suppressions, content)

    def _shelf(self, key: bytes, source: Source, tally: Tally, rendered: str | None) -> PackedShelf:
        """The findings of a post, which stay in the cache until somebody asks for them."""
        part = None
        if rendered and rendered == self.part:
            self._paths[key] = source.path
            part = StoredPart(rendered, partial(self._part, key))
        return PackedShelf(source.path, tally, partial(self._packed, key, source), part)

    @cached_property
    def _order(self) -> list[bytes]:
        """The keys of the parts in the order in which a report asks for them. Asked for once all posts are known."""
        return sorted(self._paths, key=self._paths.__getitem__)

    @cached_property
    def _places(self) -> dict[bytes, int]:
        return {key: at for at, key in enumerate(self._order)}

    def _part(self, key: bytes) -> str | None:
        """A post's part of the report. Those of the posts behind it, which are asked for next, are got with it."""
        if key not in self._window:
            at = self._places[key]
            self._window = self.cache.get("parts", self._order[at : at + WINDOW])
        text = self._window.pop(key, None)
        return None if text is None else text.decode("utf-8", "surrogatepass")

    def _packed(self, key: bytes, source: Source) -> bytes:
        """The findings of a post; found again where the cache has lost them meanwhile."""
        held = self.cache.get("findings", [key]).get(key)
        if held is not None:
            try:
                unpack(source.path, held)
            except (ValueError, TypeError, KeyError):
                held = None
        return held if held is not None else pack(Keeper(self.plan)(source).diagnostics)

    def keep(self, source: Source, kept: Kept) -> Kept:
        """Remember what a file has yielded, and let go of what can be had again. What postlint failed on is tried again next time."""
        if kept.digest is None or (kept.shelf is not None and any(kind.rule == InternalError.id for kind in kept.shelf.tally)):
            return kept
        key = self._key(self._stamps, source, kept.digest)
        shelf, part = kept.shelf, kept.shelf.part if kept.shelf else None
        counts = [[*kind, count] for kind, count in shelf.tally.items()] if shelf else []
        self._put("posts", key, dumps([counts, [_suppression_row(each) for each in kept.suppressions], part.key if part else None]))
        self.keep_summaries(source, kept)
        if shelf is None:
            return kept
        self._put("findings", key, shelf.packed)
        if part is not None and part.text is not None:
            self._put("parts", key, part.text.encode("utf-8", "surrogatepass"))
        return kept._replace(shelf=self._shelf(key, source, shelf.tally, part.key if part else None)) if self.cache.keeps else kept

    def keep_summaries(self, source: Source, kept: Kept) -> None:
        """Remember the summaries of a file, if they are plain data."""
        if kept.digest is None or not kept.summaries:
            return
        try:
            value = dumps_exactly(dict(kept.summaries))
        except (TypeError, ValueError, RecursionError):
            return
        self._put("summaries", self._key(self._comparing, source, kept.digest), value)

    def summaries(self, sources: Mapping[str, Source], digests: Mapping[str, bytes]) -> dict[str, Summaries]:
        """The summaries that are known of files with these digests, by path."""
        keys = {self._key(self._comparing, sources[path], content): path for path, content in digests.items()}
        found = {}
        for key, value in self.cache.get("summaries", list(keys)).items():
            try:
                found[keys[key]] = loads_exactly(value)
            except (ValueError, TypeError, KeyError):
                continue
        return found

    def comparison_key(self, told: Iterable[str], digests: Mapping[str, bytes], sources: Mapping[str, Source]) -> bytes:
        """What decides what comparing posts comes to: all of them (`digests`), and which of them are `told` of."""
        keys = [self._key(self._comparing, sources[path], digests[path]) for path in sorted(digests)]
        return digest(*keys, *(path.encode("utf-8", "surrogatepass") for path in sorted(told)))

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


def _suppression_row(each: Suppression) -> list[Any]:
    told = [None if found is None else row(found) for found in (each.unused, each.expired)]
    spans = [None if span is None else [span.start, span.end] for span in (each.part, each.rest)]
    return [each.rule, each.first, each.last, each.whole, each.until, each.directive, *told, *spans]


def _suppression(path: str, values: list[Any]) -> Suppression:
    *plain, unused, expired, part, rest = values
    told = [None if found is None else diagnostic(path, found) for found in (unused, expired)]
    spans = [None if span is None else Span(*span) for span in (part, rest)]
    return Suppression(*plain, *told, *spans)
