"""Packs as checks: a rule class made of a pack file."""

from collections.abc import Iterator
from typing import Any, ClassVar

from postlint.checks.base import Check
from postlint.diagnostic import Finding
from postlint.mistake import shortened
from postlint.packs.load import require_rule
from postlint.packs.match import Match, Matcher
from postlint.packs.pack import Pack
from postlint.post.post import Post


class PackCheck(Check):
    """A check that reports every match of a pack's entries."""

    id = "pack"
    pack: ClassVar[Pack]
    matcher: ClassVar[Matcher]

    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]:
        return _remake, (self.pack, self.options)

    @classmethod
    def doc(cls, lang: str) -> str:
        """The documentation that the pack file holds."""
        return cls.pack.doc(lang)

    def check(self, post: Post) -> Iterator[Finding]:
        """Yield a finding for every match."""
        for match in self.matcher.matches(post):
            yield Finding(match.span, match.entry.message, finding_data(match))


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
        "messages": pack.messages,
        "pack": pack,
        "matcher": Matcher(pack.entries),
    }
    return type("PackCheck", (PackCheck,), names)


def finding_data(match: Match) -> dict[str, Any]:
    """What a finding tells of a match: entry, text, what stood there, the pattern's named groups, the entry's own data."""
    groups = {name: shortened(text, 80) for name, text in match.groups.items()}
    restore = {} if match.entry.restore is None else {"restore": match.entry.restore}
    return {"entry": match.entry.name, "text": shortened(match.text, 80), **restore, **groups, **match.entry.data}


def _remake(pack: Pack, options: Any) -> PackCheck:
    """The check again, in another process."""
    return pack_check(pack)(options)
