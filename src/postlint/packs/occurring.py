"""Which patterns occur in a post.

To read a text through takes the same time for one pattern as for dozens, and for two scopes as for one. So the first pack that asks has
the post searched for the patterns of all shipped packs, and the others find the answer.
"""

from functools import cache
from itertools import count

from postlint.packs.load import load_pack, shipped
from postlint.packs.needs import needs_of
from postlint.packs.pack import Scanned, Scope
from postlint.packs.regex import PatternSet
from postlint.packs.scopes import text_and_prose
from postlint.post.post import Post

#: scopes of which the texts are long enough to be searched for all packs together
JOINT: frozenset[Scope] = frozenset(("text", "prose"))
#: bytes for the states of so many patterns at once; in RE2's usual 8 MB the Set would drop and rebuild them in every post
_MEMORY = 64 * 2**20
#: how many posts of a process are searched for few patterns each, and the numbers of those to come: who has one post needs no larger Set
_EARLY = 2
_numbers = count()


def occurring(post: Post) -> frozenset[Scanned]:
    """Those of the shipped packs' patterns that may occur in the post; of those with a scope of JOINT none is missing that does."""
    hits: frozenset[Scanned] | None = post.memo.get("packs.occurring")
    if hits is None:
        patterns = PatternSet(_possible(post), _MEMORY) if next(_numbers) < _EARLY else _shipped_set()
        hits = post.memo["packs.occurring"] = hits_in(post, patterns)
    return hits


def _possible(post: Post) -> list[Scanned]:
    """The patterns whose literals stand in the post. To look for those takes 1 ms; a Set of all patterns takes 20 to make."""
    text = text_and_prose(post)
    asked = ((each, needs_of(each[0], ignore_case=each[1]).literals) for each in shipped_patterns())
    return [each for each, literals in asked if not literals or any(literal in text for literal in literals)]


def hits_in(post: Post, patterns: PatternSet) -> frozenset[Scanned]:
    """Those of the patterns that occur in the text of a post, or in its prose."""
    return frozenset([patterns.patterns[index] for index in patterns.hits(text_and_prose(post))])


@cache
def shipped_patterns() -> tuple[Scanned, ...]:
    """All patterns of the shipped packs with a scope of JOINT."""
    entries = (entry for path in shipped() for entry in load_pack(path).entries if entry.scope in JOINT)
    return tuple(dict.fromkeys(entry.scanned for entry in entries))


@cache
def _shipped_set() -> PatternSet:
    return PatternSet(shipped_patterns(), _MEMORY)
