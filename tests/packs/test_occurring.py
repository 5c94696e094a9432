"""Which patterns occur in a post: the same for the first posts of a process as for later ones, of which fewer are sought."""

from collections import Counter

import pytest

from postlint.packs import occurring
from postlint.packs.load import load_pack, shipped
from postlint.packs.match import Match, shipped_matcher
from postlint.packs.occurring import JOINT, hits_in, shipped_patterns
from postlint.packs.pack import Scanned, Scope
from postlint.packs.regex import PatternSet
from postlint.post.post import Post

EXAMPLES = [example.text for path in shipped() for example in load_pack(path).examples]


def matches(text: str, begun: int, monkeypatch: pytest.MonkeyPatch) -> list[list[Match]]:
    """What each shipped pack finds, with so many posts looked at before."""
    monkeypatch.setattr(occurring, "_begun", Counter(dict.fromkeys(JOINT, begun)))
    post = Post("a.md", text)
    return [list(shipped_matcher(path.stem).matches(post)) for path in shipped()]


def test_the_first_posts_are_searched_for_what_later_ones_are(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [matches(text, 0, monkeypatch) for text in EXAMPLES]
    assert found == [matches(text, 99, monkeypatch) for text in EXAMPLES]
    assert sum(map(any, found)) > len(EXAMPLES) / 3


@pytest.mark.parametrize("scope", sorted(JOINT))
def test_whatever_occurs_is_possible(scope: Scope) -> None:
    everything = PatternSet(shipped_patterns(scope), 2**26)
    for text in EXAMPLES:
        post = Post("a.md", text)
        assert hits_in(post, scope, everything) <= set(occurring._possible(post, scope))


def test_only_the_first_posts_are_searched_for_few_patterns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(occurring, "_begun", Counter())
    made: list[str] = []

    def possible(post: Post, scope: Scope) -> list[Scanned]:
        made.append(post.path)
        return []

    monkeypatch.setattr(occurring, "_possible", possible)
    for number in range(5):
        occurring.occurring(Post(f"{number}.md", "庭の草を抜きました。\n"), "prose")
    assert made == ["0.md", "1.md"]
