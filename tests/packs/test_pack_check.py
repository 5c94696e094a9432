"""Packs as checks."""

import pickle
from pathlib import Path

import pytest

from postlint.checks._pack import pack_check
from postlint.checks.base import Check
from postlint.diagnostic import Severity, Tier
from postlint.packs.load import PackError, read_pack
from postlint.packs.pack import Pack
from postlint.post.post import Post

PACK = """\
tier: advisory
severity: warning
summary: {en: A share., ja: 割合です。}
why: {en: Why not., ja: なぜなら。}
bad: 3割の店
good: 多くの店
source: {en: Our own., ja: 独自。}
messages:
  default: {en: "“{text}” was {restore} ({number} {unit}, {entry})", ja: "「{text}」は{restore}でした。"}
entries:
  - {name: share, pattern: '(?P<number>[0-9]+)割の店', restore: 多くの店, data: {unit: tenths}}
"""


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    path = tmp_path / "share-of-shops.yml"
    path.write_text(PACK, encoding="utf-8")
    return read_pack(path)


def test_a_pack_becomes_a_check_with_all_that_a_check_has(pack: Pack) -> None:
    rule = pack_check(pack)
    assert issubclass(rule, Check)
    assert (rule.id, rule.tier, rule.severity) == ("share-of-shops", Tier.ADVISORY, Severity.WARNING)
    assert rule.messages == pack.messages
    assert (rule.doc("en"), rule.doc("ja")) == (pack.doc("en"), pack.doc("ja"))


def test_a_finding_says_what_was_found_and_what_stood_there(pack: Pack) -> None:
    (finding,) = pack_check(pack)().check(Post("a.md", "町の7割の店です。\n"))
    assert (finding.span.start, finding.span.end, finding.message) == (2, 6, "default")
    assert finding.data == {"entry": "share", "text": "7割の店", "restore": "多くの店", "number": "7", "unit": "tenths"}


def test_a_long_match_is_told_short(pack: Pack) -> None:
    (finding,) = pack_check(pack)().check(Post("a.md", "1" * 500 + "割の店\n"))
    assert len(finding.data["text"]) == len(finding.data["number"]) == 80
    assert len(finding.span) == 503


def test_the_check_can_be_sent_to_another_process(pack: Pack) -> None:
    check = pack_check(pack)()
    post = Post("a.md", "7割の店\n")
    again = pickle.loads(pickle.dumps(check))
    assert (again.id, list(again.check(post))) == (check.id, list(check.check(post)))


def test_a_pack_that_only_lists_entries_is_no_check(tmp_path: Path) -> None:
    path = tmp_path / "data-only.yml"
    path.write_text("entries:\n  - {name: a, pattern: a}\n", encoding="utf-8")
    with pytest.raises(PackError):
        pack_check(read_pack(path))
