"""Diagnostics as bytes and back: how a worker hands them over and how the cache keeps them.

JSON, since what lies in a cache must never be able to run code. Rows instead of objects, since there are tens of thousands of them.
"""

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from postlint.diagnostic import Diagnostic, Edit, Excerpt, Finding, Fix, Related, RelatedPlace, Severity, Tier
from postlint.post.text import Position, Span

#: bytes of a post's packed findings before they are compressed, at most
LARGEST = 2**30

_SEVERITIES = {severity.value: severity for severity in Severity}
_TIERS = {tier.value: tier for tier in Tier}
_COLLECTIONS: Mapping[str, Callable[[Iterable[Any]], Any]] = {"t": tuple, "s": set, "f": frozenset}


def dumps(value: Any) -> bytes:
    """Plain data as JSON; what JSON has no word for as text, and lone surrogates as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str).encode("utf-8", "surrogatepass")


def loads(data: bytes) -> Any:
    """The data that `dumps` has packed; tuples come back as lists. Raises ValueError for bytes that are no JSON."""
    return json.loads(data.decode("utf-8", "surrogatepass"))


def dumps_exactly(value: Any) -> bytes:
    """Data as JSON from which `loads_exactly` makes equal data of the same types.

    It may consist of None, bool, int, float, str, bytes, tuples, lists, sets and dictionaries; raises TypeError for anything else.
    """
    return json.dumps(_tagged(value), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def loads_exactly(data: bytes) -> Any:
    """What `dumps_exactly` has packed. Raises ValueError, KeyError or TypeError for bytes that it did not make."""
    return _untagged(loads(data))


def _tagged(value: Any) -> Any:
    kind = type(value)
    if value is None or kind in (bool, int, float, str):
        return value
    if kind is bytes:
        return {"b": b64encode(value).decode("ascii")}
    if kind is list:
        return [_tagged(item) for item in value]
    if kind is tuple:
        return {"t": [_tagged(item) for item in value]}
    if kind is dict:
        return {"d": [[_tagged(key), _tagged(item)] for key, item in value.items()]}
    if kind in (set, frozenset):
        return {"s" if kind is set else "f": [_tagged(item) for item in value]}
    raise TypeError(f"{kind.__name__} is no plain data")


def _untagged(value: Any) -> Any:
    if isinstance(value, list):
        return [_untagged(item) for item in value]
    if not isinstance(value, dict):
        return value
    ((tag, items),) = value.items()
    if tag == "b":
        return b64decode(items)
    if tag == "d":
        return {_untagged(key): _untagged(item) for key, item in items}
    return _COLLECTIONS[tag](_untagged(item) for item in items)


def pack(diagnostics: Iterable[Diagnostic]) -> bytes:
    """The diagnostics of one post, compressed to a quarter. The path is left out: who keeps the bytes knows it."""
    return zlib.compress(dumps([row(each) for each in diagnostics]), 1)


def unpack(path: str, data: bytes) -> tuple[Diagnostic, ...]:
    """The diagnostics that `pack` has packed. Raises ValueError, KeyError or TypeError for bytes that it did not make."""
    return tuple(diagnostic(path, row) for row in rows(_decompressed(data)))


def _decompressed(data: bytes) -> bytes:
    """What was compressed; no bomb goes off, since no post has findings of so many bytes."""
    try:
        worker = zlib.decompressobj()
        found = worker.decompress(data, LARGEST)
    except zlib.error as error:
        raise ValueError("not compressed by us") from error
    if worker.unconsumed_tail or not worker.eof:
        raise ValueError("more than any post has")
    return found


def rows(data: bytes) -> list[Any]:
    """The list that `dumps` has packed. Raises ValueError for bytes that are none."""
    found = loads(data)
    if not isinstance(found, list):
        raise ValueError("no list")
    return found


def row(each: Diagnostic) -> list[Any]:
    """A diagnostic without its path, as plain data."""
    finding = each.finding
    return [
        each.rule,
        each.severity.value,
        each.tier.value,
        each.fingerprint,
        _point(each.start),
        _point(each.end),
        _excerpt_row(each.excerpt),
        [_place_row(place, each.path) for place in each.related],
        [
            finding.span.start,
            finding.span.end,
            finding.message,
            dict(finding.data),
            [[related.span.start, related.span.end, related.note, related.evidence] for related in finding.related],
            _fix_row(finding.fix),
        ],
    ]


def diagnostic(path: str, row: list[Any]) -> Diagnostic:
    """What `row` has made plain data of."""
    rule, severity, tier, fingerprint, start, end, excerpt, related, finding = row
    places = tuple(_place(path, place) for place in related)
    return Diagnostic(
        path,
        rule,
        _SEVERITIES[severity],
        _TIERS[tier],
        _finding(finding, places),
        Position(*start),
        Position(*end),
        Excerpt(*excerpt),
        places,
        fingerprint,
    )


def _finding(values: list[Any], stamped: tuple[RelatedPlace, ...]) -> Finding:
    """A finding; of the places of its diagnostic the last ones, which it does not name itself, are those elsewhere."""
    start, end, message, data, related, fix = values
    places = tuple(Related(Span(first, last), note, evidence) for first, last, note, evidence in related)
    return Finding(Span(start, end), message, data, places, None if fix is None else _fix(*fix), stamped[len(places) :])


def _fix_row(fix: Fix | None) -> list[Any] | None:
    return None if fix is None else [fix.title, fix.safe, [[edit.span.start, edit.span.end, edit.text] for edit in fix.edits]]


def _fix(title: str, safe: bool, edits: list[Any]) -> Fix:
    return Fix(title, tuple(Edit(Span(start, end), text) for start, end, text in edits), safe)


def _place_row(place: RelatedPlace, path: str) -> list[Any]:
    other = None if place.path == path else place.path
    return [other, _point(place.start), _point(place.end), place.note, _excerpt_row(place.excerpt)]


def _place(path: str, values: list[Any]) -> RelatedPlace:
    other, start, end, note, excerpt = values
    return RelatedPlace(path if other is None else other, Position(*start), Position(*end), note, Excerpt(*excerpt))


def _point(position: Position) -> list[int]:
    return [position.offset, position.line, position.column]


def _excerpt_row(excerpt: Excerpt) -> list[Any]:
    return [excerpt.text, excerpt.column, excerpt.before, excerpt.after]
