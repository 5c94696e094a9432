"""Pack files → packs. A mistake in one is told with its file and line."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from postlint.diagnostic import Severity, Tier
from postlint.mistake import Mistake
from postlint.packs.built import built
from postlint.packs.entries import read_entries
from postlint.packs.pack import Example, Pack
from postlint.packs.templates import judge_messages, read_messages, read_texts
from postlint.packs.words import PACK
from postlint.post.patterns import lazy
from postlint.tables import Node, read_text, read_yaml, shown

_TEXTS = ("summary", "why", "source")
_EXAMPLES = ("bad", "good")
_REQUIRED = (*_TEXTS, *_EXAMPLES, "messages")
#: what makes a pack a rule; a pack that has none of it is data for a Python check
_RULE_KEYS = tuple(key for key in _REQUIRED if key != "source")
_ID = lazy(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


class PackError(Mistake):
    """A pack file that cannot be used."""


@cache
def rules_folder() -> Path:
    """Where the shipped packs and schemas lie: inside the installed package, or beside src/ in an editable install."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "rules"
    return inside if inside.is_dir() else package.parent.parent / "rules"


@cache
def shipped() -> tuple[Path, ...]:
    """The pack files that postlint brings along, sorted."""
    return tuple(sorted(rules_folder().glob("*.yml")))


def load_pack(path: Path) -> Pack:
    """The pack in a file; raises PackError with file and line. Shipped packs are read once a process."""
    return _load_shipped(path) if path.parent == rules_folder() else read_pack(path)


@cache
def _load_shipped(path: Path) -> Pack:
    # Tests read these with every pattern compiled; a run compiles those that it needs, when it needs them.
    return built(path) or read_pack(path, proven=True)


def require_rule(pack: Pack) -> Pack:
    """The pack, if it can stand as a rule of its own; raises PackError where it only lists entries."""
    if not pack.is_rule:
        raise PackError(shown(pack.path), None, PACK["not-a-rule"])
    return pack


def read_pack(path: Path, *, proven: bool = False) -> Pack:
    """Read and validate a pack file; of one that is `proven` patterns and messages are taken as they stand."""
    file = shown(path)
    if not _ID.fullmatch(path.stem):
        raise PackError(file, None, PACK["pack-name"])
    root = read_yaml(read_text(path, file, PackError), file, PackError, PACK)
    root = root.taken_as_proven() if proven else root
    is_rule = any(key in root.mapping() for key in _RULE_KEYS)
    fields = root.fields(("tier", "severity", "entries", *_REQUIRED), ("entries", *(_REQUIRED if is_rule else ())))
    entries = read_entries(fields["entries"])
    examples = _examples(root, fields["entries"])
    messages = {}
    if is_rule:
        messages = read_messages(fields["messages"])
        if not proven:
            judge_messages(messages, fields["messages"], entries, fields["entries"])
    return Pack(
        id=path.stem,
        path=path,
        entries=entries,
        tier=Tier(fields["tier"].choice(list(Tier))) if "tier" in fields else Tier.INTEGRITY,
        severity=Severity(fields["severity"].choice(list(Severity))) if "severity" in fields else Severity.ERROR,
        messages=messages,
        bad=tuple(example.text for example in examples if example.entry is None and example.bad),
        good=tuple(example.text for example in examples if example.entry is None and not example.bad),
        examples=examples,
        **{key: read_texts(fields[key]) for key in _TEXTS if key in fields},
    )


def _examples(root: Node, entries: Node) -> tuple[Example, ...]:
    """The examples of the pack, then those of its entries: each is one text or a list of them."""
    found = list(_told(root, None))
    for entry in entries.items():
        found += _told(entry, entry.mapping()["name"].text())
    return tuple(found)


def _told(node: Node, entry: str | None) -> Iterator[Example]:
    fields = node.mapping()
    for key in _EXAMPLES:
        for item in fields[key].one_or_more() if key in fields else ():
            yield Example(item.text(), key == "bad", entry, item.source.line(item.place))
