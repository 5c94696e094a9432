"""Packs as checks: a rule class made of a pack file."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar

from postlint.checks.base import Check
from postlint.diagnostic import Finding, Fix, Messages
from postlint.mistake import shortened
from postlint.packs.fixes import fix_of
from postlint.packs.load import require_rule, shipped
from postlint.packs.match import Match, Matcher, shipped_matcher
from postlint.packs.pack import Pack
from postlint.post.post import Post

#: what fixes are called where the pack has no message for it
FIXES: Messages = {
    "fix": {"en": "Replace it by “{replace}”.", "ja": "「{replace}」に置き換える"},
    "fix-delete": {"en": "Delete “{text}”.", "ja": "「{text}」を削除する"},
}


class PackCheck(Check):
    """A check that reports every match of a pack's entries."""

    id = "pack"
    pack: ClassVar[Pack]
    matcher: ClassVar[Matcher]

    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]:
        return _remake, (self.pack, self.options)

    def files(self) -> Sequence[Path]:
        """The pack file."""
        return (self.pack.path,)

    @classmethod
    def doc(cls, lang: str) -> str:
        """The documentation that the pack file holds."""
        return cls.pack.doc(lang)

    def check(self, post: Post) -> Iterator[Finding]:
        """Yield a finding for every match."""
        for match in self.matcher.matches(post):
            yield Finding(match.span, match.entry.message, finding_data(match), fix=self._fix(post, match))

    def _fix(self, post: Post, match: Match) -> Fix | None:
        return fix_of(post, match, "fix" if match.replace or "fix" in self.pack.messages else "fix-delete")


def pack_check(pack: Pack) -> type[PackCheck]:
    """The check that a pack describes; raises PackError where the pack only lists entries."""
    require_rule(pack)
    names = {
        "__module__": __name__,
        "__doc__": pack.doc("en"),
        "doc_ja": pack.doc("ja"),
        "id": pack.id,
        "tier": pack.tier,
        "severity": pack.severity,
        "messages": {**(FIXES if any(entry.kind == "substitution" or entry.delete for entry in pack.entries) else {}), **pack.messages},
        "pack": pack,
        "matcher": shipped_matcher(pack.id) if pack.path in shipped() else Matcher(pack.entries),
    }
    return type("PackCheck", (PackCheck,), names)


def finding_data(match: Match) -> dict[str, Any]:
    """What a finding tells of a match: entry, text, what stood there, what should, the pattern's named groups, the entry's own data."""
    groups = {name: shortened(text, 80) for name, text in match.groups.items()}
    replace = {} if match.replace is None else {"replace": shortened(match.replace, 80)}
    restore = {} if match.entry.restore is None else {"restore": match.entry.restore}
    return {"entry": match.entry.name, "text": shortened(match.text, 80), **restore, **groups, **replace, **match.entry.data}


def _remake(pack: Pack, options: Any) -> PackCheck:
    """The check again, in another process."""
    return pack_check(pack)(options)
