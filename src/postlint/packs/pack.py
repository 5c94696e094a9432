"""What a pack is once it is read: a rule whose findings are matches of named patterns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from postlint.diagnostic import Messages, Severity, Texts, Tier

#: `substitution` and `morphemes` will join
Kind = Literal["existence"]
Scope = Literal["text", "prose", "title", "excerpt", "heading", "first", "last"]
Reach = Literal["sentence", "block"]

KINDS: tuple[str, ...] = get_args(Kind)
SCOPES: tuple[str, ...] = get_args(Scope)
REACHES: tuple[str, ...] = get_args(Reach)

_HEADINGS = {"en": ("Why", "Bad", "Good", "Source"), "ja": ("理由", "悪い例", "良い例", "出典")}


@dataclass(frozen=True)
class Entry:
    """One named pattern of a pack.

    `pattern` and `unless` are RE2 in which ^ and $ stand at the edges of lines. `group` is the part that is marked (0:
    all of it). `reach` is the stretch around a match in which `unless` clears it. `data` goes into the finding as it is.
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


@dataclass(frozen=True)
class Pack:
    """A pack file. One that only lists entries is data for a Python check: it has no messages and is no rule itself."""

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
