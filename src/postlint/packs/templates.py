"""Whether a pack's messages can be filled with what its entries give."""

from collections.abc import Sequence
from string import Formatter

from postlint.diagnostic import Messages
from postlint.packs.entries import BASE_FIELDS, fields_of
from postlint.packs.pack import Entry
from postlint.tables import Node, hint

LANGUAGES = ("en", "ja")


#: the message that fixes take their title from
FIX = "fix"


def read_texts(node: Node) -> dict[str, str]:
    """A text in every language; one that stands alone serves all of them."""
    if isinstance(node.value, str):
        return dict.fromkeys(LANGUAGES, node.text())
    return {lang: text.text() for lang, text in node.fields(LANGUAGES, LANGUAGES).items()}


def read_messages(node: Node) -> dict[str, dict[str, str]]:
    """The messages by key, each in every language."""
    return {key: read_texts(texts) for key, texts in node.mapping().items()}


def judge_messages(messages: Messages, node: Node, entries: Sequence[Entry], entries_node: Node) -> None:
    """Fail where an entry names no message, or a message a field that its entries do not have."""
    fields = [fields_of(entry) for entry in entries]
    items, written = entries_node.items(), node.mapping()
    for entry, item in zip(entries, items, strict=True):
        if entry.message not in messages:
            named = item.mapping().get("message", item)
            named.fail("no-choice", name="message", value=entry.message, hint=hint(entry.message, messages))
    for key in messages:
        fixing = key == FIX
        users = [index for index, entry in enumerate(entries) if entry.message == key or (fixing and entry.kind == "substitution")]
        known = frozenset[str]().union(*(fields[index] for index in users)) or BASE_FIELDS | {"restore"}
        used = frozenset[str]().union(*(_fields(text, known) for text in _templates(written[key])))
        for index in users:
            for field in sorted(used - fields[index]):
                items[index].fail("missing-field", message=key, field=field)


def _templates(node: Node) -> list[Node]:
    return [node] if isinstance(node.value, str) else list(node.mapping().values())


def _fields(node: Node, known: frozenset[str]) -> set[str]:
    """The names in braces of one template, all of which are `known`."""
    try:
        parts = list(Formatter().parse(node.text()))
    except ValueError:
        node.fail("broken-template")
    fields = {name for _, name, _, _ in parts if name is not None}
    for name in sorted(fields):
        if name not in known:
            node.fail("unknown-field", field=name, hint=hint(name, known))
    if any(spec or conversion for _, _, spec, conversion in parts):
        node.fail("broken-template")
    return fields
