"""What the checks of texts that many posts share have in common: a text's hash is the key, and its place in each post is kept."""

import struct
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from msgspec import Struct

from postlint.analysis.headline import text_of
from postlint.analysis.places import Mark, mark_of
from postlint.analysis.site import title_form
from postlint.checks._posts import MOST, Others, told_posts
from postlint.checks.base import GroupedCheck, Key, Match
from postlint.post.post import Post
from postlint.post.text import Span

#: a text that other posts may have: what kind of text and the hash of its normalised form; the mark of its beginning; where it ends
Entry = tuple[bytes, Mark, int]
#: the form of the post's title, by which the issues of a series are known, and its entries: packed in the order of their hashes, and their
#: first words if they are kept
Entries = tuple[str, bytes, tuple[str, ...]]
#: bytes of a hash; among a million texts two are mixed up once in 30 million sites
_SIZE = 8
_NAME = 1 + _SIZE
#: name; offset, length, line, column and end
_RECORD = struct.Struct(f"<{_NAME}s5I")


class Shared(Struct, frozen=True):
    """A text of a post that others have, too: the kind, where it stands, its first words, and in how many and which other posts."""

    kind: str
    span: Span
    text: str
    count: int
    others: Others

    @property
    def data(self) -> Mapping[str, Any]:
        """The data of a finding."""
        return {**told_posts(self.others), "count": self.count, "more": self.count - 1, "text": self.text}


class SharedCheck(GroupedCheck[Entries]):
    """A check of texts that at least `posts` (an option) posts have."""

    def key_of(self, name: bytes) -> bytes:
        """What entries are compared by, of their name (kind and hash): all of it, or what of it ends in the hash."""
        return name

    def is_told(self, found: Sequence[tuple[str, Entry]]) -> bool:
        """Whether a text is worth telling that stands in several posts, each with its title's form and the entry."""
        return len(found) >= int(self.options.posts)

    def keys(self, summary: Entries) -> Collection[Key]:
        """The texts."""
        packed = summary[1]
        return {self.key_of(packed[at : at + _NAME]) for at in range(0, len(packed), _RECORD.size)}

    def matches(self, key: Key, members: Sequence[tuple[str, Entries]]) -> Iterator[tuple[str, Match]]:
        """For each of enough posts where the text stands in it, and where in the others."""
        found = [(path, summary[0], self._entry(summary, cast(bytes, key))) for path, summary in members]
        if not self.is_told([(form, one) for _, form, one in found]):
            return
        named = tuple((path, mark) for path, _, (_, mark, _) in found[: MOST + 1])
        for path, _, (name, mark, end) in found:
            yield path, (mark[0], end, name, mark[4], len(members) - 1, named)

    def _entry(self, summary: Entries, key: bytes) -> Entry:
        """The entry of a summary that has the key, found by bisection: two long posts may share every paragraph."""
        packed = summary[1]
        at = bisect_left(range(len(packed) // _RECORD.size), key[-_SIZE:], key=lambda index: _hash(packed, index))
        return next(one for one in unpacked(summary, at) if self.key_of(one[0]) == key)


def _hash(packed: bytes, index: int) -> bytes:
    """The hash of one of the packed entries."""
    end = index * _RECORD.size + _NAME
    return packed[end - _SIZE : end]


def entries_of(post: Post, entries: Iterable[Entry]) -> Entries | None:
    """The summary of a post; None of one that has no entry."""
    kept = sorted(entries, key=lambda one: one[0][-_SIZE:])
    if not kept:
        return None
    packed = b"".join(_RECORD.pack(name, *mark[:4], end) for name, mark, end in kept)
    texts = tuple(mark[4] for _, mark, _ in kept)
    # A post without a title is no issue of a series.
    return title_form(text_of(post, "title")) or f"\0{post.path}", packed, texts if any(texts) else ()


def unpacked(summary: Entries, first: int = 0) -> Iterator[Entry]:
    """The entries of a summary from the one at the index `first` on, in the order of their hashes."""
    _, packed, texts = summary
    records = _RECORD.iter_unpack(memoryview(packed)[first * _RECORD.size :])
    for index, (name, offset, length, line, column, end) in enumerate(records, first):
        yield name, (offset, length, line, column, texts[index] if texts else ""), end


def forms_of(found: Iterable[tuple[str, Entry]]) -> int:
    """How many posts and series there are, each series counted once: its issues begin alike, and rightly so."""
    return len({form for form, _ in found})


def entry(post: Post, kind: str, text: str, span: Span, shown: int = 60) -> Entry:
    """An entry of a summary: `text` is what posts are compared by, at `span`; of one letter is the `kind`."""
    from hashlib import blake2b  # only where one of these checks runs

    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_SIZE).digest()
    return kind.encode() + digest, mark_of(post, span, shown), span.end


def shared(path: str, match: Match) -> Shared:
    """A match as it is told of the post at `path`."""
    start, end, name, text, count, named = match
    others = [(other, mark) for other, mark in named if other != path]
    return Shared(name[:1].decode(), Span(start, end), text, count, others[:MOST])
