"""The places of the front matter as a tree, and what could be demanded at each."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from postlint.infer.claims import EVIDENCE, Claim, Field, allowed, claims_on

#: a schema of more keys helps nobody; the most frequent ones count
MOST_KEYS = 100
LONGEST_KEY = 100


class Node(Struct, frozen=True):
    """A key, or the items of a list (whose name is empty).

    `among` are the posts that could have it: those with the mapping that holds it. `keys` are those of a mapping, the
    most frequent first, `left_out` how many more there were; `items` is there where lists were seen.
    """

    name: str
    field: Field
    among: frozenset[int]
    claims: tuple[Claim, ...] = ()
    keys: tuple["Node", ...] = ()
    left_out: int = 0
    items: "Node | None" = None

    def walk(self) -> Iterator["Node"]:
        """This node and all those below."""
        yield self
        for node in (*self.keys, *([self.items] if self.items else [])):
            yield from node.walk()


def grow(posts: Sequence[Mapping[str, Any]], threshold: float) -> Node:
    """The tree of the posts' front matter; its root is the whole, whose keys matter."""
    field = Field(tuple(enumerate(posts)), threshold)
    keys, left_out = _keys(field, nested=True)
    return Node("", field, field.posts, keys=keys, left_out=left_out)


def _keys(field: Field, *, nested: bool) -> tuple[tuple[Node, ...], int]:
    """The nodes of a mapping's keys, and how many keys were left out. `nested`: whether mappings below are looked into."""
    found: dict[str, list[tuple[int, Any]]] = {}
    holders = []
    for post, value in field.values:
        if isinstance(value, Mapping):
            holders.append(post)
            for key, inner in value.items():
                found.setdefault(key, []).append((post, inner))
    among = frozenset(holders)
    shown = sorted((key for key in found if len(key) <= LONGEST_KEY), key=lambda key: -len(found[key]))[:MOST_KEYS]
    nodes = tuple(_key(key, Field(tuple(found[key]), field.threshold), among, top=nested) for key in shown)
    return nodes, len(found) - len(shown)


def _key(name: str, field: Field, among: frozenset[int], *, top: bool) -> Node:
    missing = among - field.posts
    claims = list(claims_on(field))
    if len(missing) <= allowed(len(among), field.threshold) and (top or len(among) >= EVIDENCE):
        claims.insert(0, Claim("required", {}, dict.fromkeys(missing)))
    known = len(field.posts) >= EVIDENCE
    keys, left_out = _keys(field, nested=False) if top and known else ((), 0)
    return Node(name, field, among, tuple(claims), keys, left_out, _items(field) if known else None)


def _items(field: Field) -> Node | None:
    values = tuple((post, item) for post, value in field.values if isinstance(value, list) for item in value)
    items = Field(values, field.threshold)
    return Node("", items, items.posts, tuple(claims_on(items))) if values else None
