"""What a check says of a post: findings, and findings stamped with a rule and a place."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, Literal, NamedTuple

from msgspec import Struct, field

from postlint.post.text import Position, Span

Lang = Literal["en", "ja"]
#: one text in every language: {"en": …, "ja": …}
Texts = Mapping[str, str]
#: message key → its template in every language; templates are filled with a finding's data by str.format
Messages = Mapping[str, Texts]
Data = Mapping[str, Any]


class Severity(StrEnum):
    """How loudly a diagnostic is told."""

    ERROR = "error"
    WARNING = "warning"


class Tier(StrEnum):
    """Integrity: something is broken, on by default. Advisory: worth a look, opt-in."""

    INTEGRITY = "integrity"
    ADVISORY = "advisory"


class Edit(Struct, frozen=True):
    """Replace what stands at `span` by `text`."""

    span: Span
    text: str


class Fix(Struct, frozen=True):
    """Edits that cure a finding. `title` is a message key of the check; `safe` fixes lose nothing that a reader wants.

    `further` is the fix that takes its place where unsafe fixes are asked for: it does more, and is one of them.
    """

    title: str
    edits: tuple[Edit, ...]
    safe: bool = True
    further: "Fix | None" = None


class Related(Struct, frozen=True):
    """Another range that explains a finding, such as the paragraph it repeats. `note` is a message key of the check.

    `evidence` tells that the finding is judged by what stands there: as long as it is not mended, no other fix takes that away.
    """

    span: Span
    note: str
    evidence: bool = False


class Excerpt(NamedTuple):
    """The line a range begins on, or the part of it around the range where the line is very long.

    `text` is a slice of the line, `column` the column (from 1) of its first character; `before` and `after` tell
    whether something was left out on that side.
    """

    text: str
    column: int
    before: bool
    after: bool


class RelatedPlace(Struct, frozen=True):
    """A related range, positioned. `note` is a key into the rule's messages."""

    path: str
    start: Position
    end: Position
    note: str
    excerpt: Excerpt


class Finding(Struct, frozen=True):
    """What a check yields. `message` is a key into the check's messages, `data` its parameters (JSON values only).

    `elsewhere` are places in other posts, which come with their positions, since the other posts are not at hand.
    """

    span: Span
    message: str
    data: Data = field(default_factory=dict)
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    elsewhere: tuple[RelatedPlace, ...] = ()


class Diagnostic(NamedTuple):
    """A finding stamped with its file, rule and place; complete, so that no reporter opens the post again.

    `fingerprint` identifies it by its text, wherever that stands.
    """

    path: str
    rule: str
    severity: Severity
    tier: Tier
    finding: Finding
    start: Position
    end: Position
    excerpt: Excerpt
    related: tuple[RelatedPlace, ...] = ()
    fingerprint: str = ""

    @property
    def sort_key(self) -> tuple[str, int, str, int, str]:
        """Path, offset, rule; then what is left to tell two findings of one rule at one place apart."""
        return (self.path, self.start.offset, self.rule, self.end.offset, self.finding.message)


class Kind(NamedTuple):
    """What reports count diagnostics by: the rule, how loud it is, and whether a fix is safe (None: there is no fix)."""

    rule: str
    severity: str
    safe: bool | None


#: how many diagnostics there are of each kind
Tally = Mapping[Kind, int]


def tally_of(diagnostics: Iterable[Diagnostic]) -> Tally:
    """The counts; a collection that knows its own (`tally`) is asked for them, since to look into it may cost."""
    counted: Tally | None = getattr(diagnostics, "tally", None)
    if counted is not None:
        return counted
    return Counter(Kind(d.rule, d.severity.value, d.finding.fix.safe if d.finding.fix else None) for d in diagnostics)


class Report(Struct, frozen=True):
    """What a run found. `crashed` tells that postlint itself failed on some post (told as a diagnostic too; exit 2).

    `baselined` counts the findings that a baseline knows, which are not among `diagnostics`.
    """

    diagnostics: Sequence[Diagnostic]
    checked: int
    suppressed: int = 0
    crashed: bool = False
    baselined: int = 0

    def count(self, severity: Severity) -> int:
        """How many diagnostics have this severity."""
        return sum(count for kind, count in self.tally.items() if kind.severity == severity.value)

    @property
    def tally(self) -> Tally:
        """How many diagnostics there are of each kind."""
        return tally_of(self.diagnostics)


def tell(messages: Messages, key: str, lang: Lang, data: Data) -> str:
    """The message `key` in `lang`, filled with `data`. Values are inserted as they are: reporters make them harmless."""
    return messages[key][lang].format(**data)
