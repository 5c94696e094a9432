"""The shipped packs as JSON, which is read in a twentieth of the time that their YAML takes at every start.

scripts/make_docs.py makes it of the YAML, which stays the source: a pack file that has changed since is read itself. `make_docs.py --check`
and a test tell where the code that reads packs would make something else of them.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

from msgspec import structs

from postlint.diagnostic import Severity, Tier
from postlint.packs.needs import Needs, learn, told_by
from postlint.packs.pack import Entry, Example, Pack, Token

FILE = Path(__file__).with_name("shipped.json")
_TEXTS = ("messages", "summary", "why", "source")


def built(path: Path) -> Pack | None:
    """The pack that was made of a file; None where there is none, or the file has changed since."""
    row = _rows().get(path.stem)
    try:
        return _pack(path, row) if row is not None and row["sum"] == _sum(path.read_bytes()) else None
    except (KeyError, TypeError, ValueError):  # made by other code, before this was changed
        return None


def build(packs: Iterable[Pack]) -> str:
    """The content of FILE for packs that were read from their files, one entry or text a line."""
    return json.dumps({pack.id: _pack_row(pack) for pack in packs}, ensure_ascii=False, indent=0) + "\n"


@cache
def _rows() -> Mapping[str, Any]:
    try:
        rows: Mapping[str, Any] = json.loads(FILE.read_bytes())
    except (OSError, ValueError):  # to be made anew; until then the YAML is read
        return {}
    return rows


def _sum(data: bytes) -> str:
    """By which a file's content is known again. No attack is feared: who may write here may write the code, too."""
    return f"{len(data)} {crc32(data):08x}"


def _pack_row(pack: Pack) -> dict[str, Any]:
    texts = {name: getattr(pack, name) for name in _TEXTS if getattr(pack, name)}
    entries = [_entry_row(entry) for entry in pack.entries]
    examples = [list(example) for example in pack.examples]
    needs = [list(told_by(entry.pattern, entry.ignore_case)) for entry in pack.entries]
    head = {"sum": _sum(pack.path.read_bytes()), "tier": pack.tier.value, "severity": pack.severity.value}
    return {**head, **texts, "entries": entries, "needs": needs, "examples": examples}


def _pack(path: Path, row: Mapping[str, Any]) -> Pack:
    examples = tuple(Example(*each) for each in row["examples"])
    entries = tuple(_entry(each) for each in row["entries"])
    for entry, (literals, one_line, folded) in zip(entries, row["needs"], strict=True):
        learn(entry.pattern, entry.ignore_case, Needs(tuple(literals), one_line, tuple(folded)))
    whole = [each for each in examples if each.entry is None]
    return Pack(
        id=path.stem,
        path=path,
        entries=entries,
        tier=Tier(row["tier"]),
        severity=Severity(row["severity"]),
        bad=tuple(each.text for each in whole if each.bad),
        good=tuple(each.text for each in whole if not each.bad),
        examples=examples,
        **{name: row[name] for name in _TEXTS if name in row},
    )


def _entry_row(entry: Entry) -> dict[str, Any]:
    """What is not left to its default."""
    plain = Entry(entry.name, entry.pattern)
    told = structs.asdict(entry)
    row = {name: value for name, value in told.items() if name in ("name", "pattern") or value != getattr(plain, name)}
    if entry.tokens:
        row["tokens"] = [[_sorted(token.wanted), _sorted(token.unwanted), token.optional] for token in entry.tokens]
    return row


def _entry(row: Mapping[str, Any]) -> Entry:
    if "tokens" not in row and "mark" not in row:
        return Entry(**row)
    tokens = tuple(Token(_sets(wanted), _sets(unwanted), optional) for wanted, unwanted, optional in row["tokens"])
    return Entry(**{**row, "tokens": tokens, "mark": tuple(row.get("mark", ()))})


def _sorted(conditions: Mapping[str, frozenset[str]]) -> dict[str, list[str]]:
    return {name: sorted(values) for name, values in conditions.items()}


def _sets(conditions: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(values) for name, values in conditions.items()}
