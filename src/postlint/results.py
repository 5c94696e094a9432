"""What the Python API returns: a report, and diagnostics that tell themselves in either language. docs/api.md describes them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import get_args

from postlint import diagnostic as stamped
from postlint.diagnostic import Data, Edit, Lang, Severity, Texts, Tier
from postlint.engine.texts import TextOf
from postlint.post.cached import cached_property
from postlint.post.text import Position
from postlint.report import Style, Told, render
from postlint.report.message import message, note, title
from postlint.report.visible import plain

LANGS: tuple[Lang, ...] = get_args(Lang)


@dataclass(frozen=True)
class Fix:
    """Edits that cure a finding; they do not overlap. A `safe` fix loses nothing that a reader wants."""

    edits: tuple[Edit, ...]
    safe: bool
    texts: Texts = field(repr=False)

    def title(self, lang: Lang = "en") -> str:
        """What the fix does, on one line."""
        return self.texts[lang]


@dataclass(frozen=True)
class Related:
    """Another range that explains a finding, such as the paragraph it repeats."""

    path: str
    start: Position
    end: Position
    texts: Texts = field(repr=False)

    def message(self, lang: Lang = "en") -> str:
        """What it has to do with the finding, on one line."""
        return self.texts[lang]


@dataclass(frozen=True)
class Diagnostic:
    """One finding in one post. `end` is exclusive.

    `message_id` and `data` are for programs: which of the rule's messages it is, and what fills it (values as JSON has them).
    `fingerprint` stays the same where the finding moves within its post.
    """

    path: str
    rule: str
    severity: Severity
    tier: Tier
    start: Position
    end: Position
    message_id: str
    data: Data
    related: tuple[Related, ...]
    fix: Fix | None
    fingerprint: str
    texts: Texts = field(repr=False)

    def message(self, lang: Lang = "en") -> str:
        """What is wrong, on one line; nothing of the post that is quoted in it acts on a terminal."""
        return self.texts[lang]


@dataclass(frozen=True, repr=False)
class Report:
    """What a run found."""

    _found: stamped.Report
    _catalogue: Mapping[str, Told] = field(compare=False)
    _text_of: TextOf = field(compare=False)

    def __repr__(self) -> str:
        return f"<Report: {len(self._found.diagnostics)} diagnostics, {self.checked} checked>"

    @cached_property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The findings that are not suppressed, sorted by path, offset and rule."""
        return tuple(_diagnostics(self._found, self._catalogue))

    @property
    def checked(self) -> int:
        """How many posts were read or tried."""
        return self._found.checked

    @property
    def suppressed(self) -> int:
        """How many findings directives in the posts suppress."""
        return self._found.suppressed

    @property
    def crashed(self) -> bool:
        """Whether postlint itself failed on some post, which the rule `internal-error` tells of."""
        return self._found.crashed

    def count(self, severity: Severity) -> int:
        """How many diagnostics have this severity."""
        return self._found.count(severity)

    def render(self, format: str = "text", lang: Lang = "en") -> str:  # noqa: A002 (the word of the command line)
        """The report in one of the formats of `postlint check --format`. Raises ValueError where there is no such format or language."""
        if lang not in LANGS:
            raise ValueError(f"no such language: {lang!r}")
        return render(format, self._found, Style(self._catalogue, lang, text_of=self._text_of))


def _diagnostics(report: stamped.Report, catalogue: Mapping[str, Told]) -> Iterator[Diagnostic]:
    styles = [Style(catalogue, lang) for lang in LANGS]
    for found in report.diagnostics:
        finding = found.finding
        yield Diagnostic(
            path=found.path,
            rule=found.rule,
            severity=found.severity,
            tier=found.tier,
            start=found.start,
            end=found.end,
            message_id=finding.message,
            data=plain(finding.data),
            related=tuple(
                Related(place.path, place.start, place.end, {style.lang: note(place, found, style) for style in styles})
                for place in found.related
            ),
            fix=_fix(finding.fix, found, styles) if finding.fix else None,
            fingerprint=found.fingerprint,
            texts={style.lang: message(found, style) for style in styles},
        )


def _fix(fix: stamped.Fix, found: stamped.Diagnostic, styles: list[Style]) -> Fix:
    return Fix(fix.edits, fix.safe, {style.lang: title(fix, found, style) for style in styles})
