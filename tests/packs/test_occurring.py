"""Which patterns occur in a post: the same for the first posts of a process as for later ones, of which fewer are sought."""

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postlint.packs import occurring
from postlint.packs.load import load_pack, shipped
from postlint.packs.match import Match, shipped_matcher
from postlint.packs.occurring import JOINT, hits_in, shipped_patterns
from postlint.packs.pack import Scanned
from postlint.packs.regex import PatternSet, compile_pattern
from postlint.packs.scopes import haystacks
from postlint.post.post import Post

EXAMPLES = [example.text for path in shipped() for example in load_pack(path).examples]


def matches(text: str, begun: int, monkeypatch: pytest.MonkeyPatch) -> list[list[Match]]:
    """What each shipped pack finds, with so many posts looked at before."""
    monkeypatch.setattr(occurring, "_numbers", count(begun))
    post = Post("a.md", text)
    return [list(shipped_matcher(path.stem).matches(post)) for path in shipped()]


def test_the_first_posts_are_searched_for_what_later_ones_are(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [matches(text, 0, monkeypatch) for text in EXAMPLES]
    assert found == [matches(text, 99, monkeypatch) for text in EXAMPLES]
    assert sum(map(any, found)) > len(EXAMPLES) / 3


def test_whatever_occurs_is_possible() -> None:
    everything = PatternSet(shipped_patterns(), 2**26)
    for text in EXAMPLES:
        post = Post("a.md", text)
        assert hits_in(post, everything) <= set(occurring._possible(post))


#: patterns that ask for the edges of a line, of a word, and for what may stand between lines
EDGES = ["^庭", "草$", "^草$", r"\bab\b", r"ab$", r"^ab\n", r"庭\n草", r"庭[^。]草", r"\*", "、草"]
PIECES = st.sampled_from(
    ["庭", "草", "ab", "、", " ", "\n", "\r\n", "\n\n", "\n- ", "\n\n# ", "*", "**", "`x`", "[庭](/a)", "&amp;", "---\na: b\n---\n"]
)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_what_occurs_in_the_text_or_in_a_block_is_found_in_one_pass(text: str) -> None:
    post = Post("a.md", text)
    told = {pattern for pattern, _ in hits_in(post, PatternSet([(pattern, False) for pattern in EDGES]))}
    for pattern in EDGES:
        compiled = compile_pattern(pattern)
        occurs = any(compiled.search(haystack.text) for scope in sorted(JOINT) for haystack in haystacks(post, scope))
        assert pattern in told or not occurs


def test_only_the_first_posts_are_searched_for_few_patterns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(occurring, "_numbers", count())
    made: list[str] = []

    def possible(post: Post) -> list[Scanned]:
        made.append(post.path)
        return []

    monkeypatch.setattr(occurring, "_possible", possible)
    for number in range(5):
        occurring.occurring(Post(f"{number}.md", "庭の草を抜きました。\n"))
    assert made == ["0.md", "1.md"]
