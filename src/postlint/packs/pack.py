"""What a pack is once it is read: a rule whose findings are matches of named patterns."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from msgspec import Struct, field

from postlint.diagnostic import Messages, Severity, Texts, Tier

Kind = Literal["existence", "substitution", "morphemes"]
Scope = Literal["text", "prose", "title", "excerpt", "heading", "first", "last"]
Reach = Literal["sentence", "block"]

KINDS: tuple[str, ...] = get_args(Kind)
SCOPES: tuple[str, ...] = get_args(Scope)
REACHES: tuple[str, ...] = get_args(Reach)
#: what the fix of an existence may be
FIXES: tuple[str, ...] = ("delete",)

#: where an entry of morphemes may look: where there are sentences
SENTENCE_SCOPES: tuple[str, ...] = tuple(scope for scope in SCOPES if scope != "text")

_HEADINGS = {"en": ("Why", "Bad", "Good", "Source"), "ja": ("理由", "悪い例", "良い例", "出典")}


#: a pattern as a Set takes it, and whether case is ignored
Scanned = tuple[str, bool]
#: field of a morpheme → the values that it may have
Conditions = Mapping[str, frozenset[str]]


class Token(Struct, frozen=True):
    """One place in a row of morphemes: every condition of `wanted` holds, and not every one of `unwanted` (if there are any)."""

    wanted: Conditions = field(default_factory=dict)
    unwanted: Conditions = field(default_factory=dict)
    optional: bool = False


class Entry(Struct, frozen=True):
    """One named pattern of a pack.

    `pattern` and `unless` are RE2 in which ^ and $ stand at the edges of lines. `group` is the part that is marked (0:
    all of it). `reach` is the stretch around a match in which `unless` clears it. `data` goes into the finding as it is.

    `delete` says that the fix of an existence takes the marked part out.

    A substitution puts `replace` (a template with \\1 and \\g<name>) in the marked part's place, or what `swap` (found → right)
    has for it; None and empty where there is neither. Of morphemes, `pattern` only says which sentences are worth a look;
    `tokens` are the row that is sought, and `mark` the numbers (from 1) of those that are marked, empty for all.
    """

    name: str
    pattern: str
    kind: Kind = "existence"
    scope: Scope = "text"
    message: str = "default"
    unless: str | None = None
    reach: Reach = "sentence"
    group: int = 0
    ignore_case: bool = False
    restore: str | None = None
    data: Mapping[str, str | int | float] = field(default_factory=dict)
    replace: str | None = None
    swap: Mapping[str, str] = field(default_factory=dict)
    safe: bool = False
    delete: bool = False
    tokens: tuple[Token, ...] = ()
    mark: tuple[int, ...] = ()

    @property
    def scanned(self) -> Scanned:
        """What a text is searched for to find the entry."""
        return self.pattern, self.ignore_case


class Example(NamedTuple):
    """A post (or a piece of one) in which something must be found (`bad`) or nothing may be, by one entry or by any (None).

    `line` is where it stands in the pack file.
    """

    text: str
    bad: bool
    entry: str | None
    line: int | None


class Pack(Struct, frozen=True):
    """A pack file. One that only lists entries is data for a Python check: it has no messages and is no rule itself.

    `bad` and `good` document the pack; `examples` has them, too, and those of its entries.
    """

    id: str
    path: Path
    entries: tuple[Entry, ...]
    tier: Tier = Tier.INTEGRITY
    severity: Severity = Severity.ERROR
    messages: Messages = field(default_factory=dict)
    summary: Texts = field(default_factory=dict)
    why: Texts = field(default_factory=dict)
    bad: tuple[str, ...] = ()
    good: tuple[str, ...] = ()
    source: Texts = field(default_factory=dict)
    examples: tuple[Example, ...] = ()

    @property
    def is_rule(self) -> bool:
        """Whether the pack can stand as a rule of its own."""
        return bool(self.messages)

    def doc(self, lang: str) -> str:
        """The documentation in `lang`, in the shape of a check's docstring."""
        why, bad, good, source = _HEADINGS["ja" if lang == "ja" else "en"]
        sections = (
            (why, _indented(self.why[lang])),
            (bad, _examples(self.bad)),
            (good, _examples(self.good)),
            (source, _indented(self.source[lang])),
        )
        parts = [self.summary[lang].strip(), *(f"{heading}\n{text}" for heading, text in sections)]
        return "\n\n".join(parts)


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.strip("\n").splitlines())


def _examples(texts: tuple[str, ...]) -> str:
    """Examples, a blank line between each two."""
    return "\n\n".join(map(_indented, texts))
