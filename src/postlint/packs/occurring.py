"""Which patterns occur in a post.

To read a text through takes the same time for one pattern as for dozens. So the first pack that asks has it searched for the patterns
of all shipped packs, and the others find the answer.
"""

from functools import cache

from postlint.packs.load import load_pack, shipped
from postlint.packs.pack import Scanned, Scope
from postlint.packs.regex import PatternSet
from postlint.packs.scopes import prose_of, text_of
from postlint.post.post import Post

#: scopes of which the texts are long enough to be searched for all packs together
JOINT: frozenset[Scope] = frozenset(("text", "prose"))
#: bytes for the states of so many patterns at once; in RE2's usual 8 MB the Set would drop and rebuild them in every post
_MEMORY = 32 * 2**20


def occurring(post: Post, scope: Scope) -> frozenset[Scanned]:
    """Those of the shipped packs' patterns with this scope, which is one of JOINT, that occur in the post."""
    key = ("packs.occurring", scope)
    hits: frozenset[Scanned] | None = post.memo.get(key)
    if hits is None:
        hits = post.memo[key] = hits_in(post, scope, shipped_patterns(scope))
    return hits


def hits_in(post: Post, scope: Scope, patterns: PatternSet) -> frozenset[Scanned]:
    """Those of the patterns that occur in the text or in the prose of a post."""
    text = text_of(post).text if scope == "text" else prose_of(post).text
    return frozenset(patterns.patterns[index] for index in patterns.hits(text))


@cache
def shipped_patterns(scope: Scope) -> PatternSet:
    """All patterns of the shipped packs with this scope."""
    entries = (entry for path in shipped() for entry in load_pack(path).entries if entry.scope == scope)
    return PatternSet(tuple(dict.fromkeys(entry.scanned for entry in entries)), _MEMORY)
