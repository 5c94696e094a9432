"""Which patterns occur in a post.

To read a text through takes the same time for one pattern as for dozens. So the first pack that asks has it searched for the patterns
of all shipped packs, and the others find the answer.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache

from postlint.packs.load import load_pack, shipped
from postlint.packs.needs import PERCENT, needs_of, needs_percent
from postlint.packs.pack import Scanned, Scope
from postlint.packs.regex import PatternSet
from postlint.packs.scopes import prose_of, text_of
from postlint.post.post import Post

#: scopes of which the texts are long enough to be searched for all packs together
JOINT: frozenset[Scope] = frozenset(("text", "prose"))
#: bytes for the states of so many patterns at once, which every post adds to until they are dropped; in RE2's usual 8 MB that can be in
#: every post, and what is more than this makes no run faster
_MEMORY = 16 * 2**20
#: how many posts of a process are searched for few patterns each, and how many have been, by scope: who has one post needs no larger Set
_EARLY = 2
_begun: Counter[Scope] = Counter()


def occurring(post: Post, scope: Scope) -> frozenset[Scanned]:
    """Those of the shipped packs' patterns with this scope, which is one of JOINT, that occur in the post."""
    key = ("packs.occurring", scope)
    hits: frozenset[Scanned] | None = post.memo.get(key)
    if hits is None and _begun[scope] < _EARLY:
        _begun[scope] += 1
        hits = post.memo[key] = hits_in(post, scope, PatternSet(_possible(post, scope), _MEMORY))
    elif hits is None:
        anywhere, near_percent = _sets(scope)
        hits = post.memo[key] = hits_in(post, scope, anywhere) | _hits_near_percent(post, near_percent)
    return hits


def _possible(post: Post, scope: Scope) -> list[Scanned]:
    """The patterns whose literals stand in the post. To look for those takes 1 ms; a Set of all patterns takes 12 to make."""
    text = _text(post, scope)
    folded = text.casefold()
    asked = ((each, needs_of(each[0], ignore_case=each[1])) for each in shipped_patterns(scope))
    return [each for each, needs in asked if _one_of(needs.literals, text) and _one_of(needs.folded, folded)]


def _one_of(literals: Sequence[str], text: str) -> bool:
    """Whether one of the literals, if any are told, stands in a text."""
    return not literals or any(literal in text for literal in literals)


def hits_in(post: Post, scope: Scope, patterns: PatternSet) -> frozenset[Scanned]:
    """Those of the patterns that occur in the text or in the prose of a post."""
    return _hits(_text(post, scope), patterns)


def _text(post: Post, scope: Scope) -> str:
    return text_of(post).text if scope == "text" else prose_of(post).distinct


def _hits_near_percent(post: Post, patterns: PatternSet) -> frozenset[Scanned]:
    """Those of the patterns that occur in the blocks of prose with a percent sign. Few have one, and there are many such patterns."""
    prose = prose_of(post)
    having = sorted(prose.holding(PERCENT)) if patterns.patterns else ()
    return _hits("\n".join([prose.blocks[index].plain for index in having]), patterns) if having else frozenset()


def _hits(text: str, patterns: PatternSet) -> frozenset[Scanned]:
    return frozenset([patterns.patterns[index] for index in patterns.hits(text)])


@cache
def shipped_patterns(scope: Scope) -> tuple[Scanned, ...]:
    """All patterns of the shipped packs with this scope."""
    entries = (entry for path in shipped() for entry in load_pack(path).entries if entry.scope == scope)
    return tuple(dict.fromkeys(entry.scanned for entry in entries))


@cache
def _sets(scope: Scope) -> tuple[PatternSet, PatternSet]:
    """The shipped patterns that are sought in all of a text, and those that are in the blocks with a percent sign."""
    patterns = shipped_patterns(scope)
    written = [each for each in patterns if scope == "prose" and any(sign in each[0] for sign in PERCENT)]
    near = [each for each in written if needs_percent(needs_of(each[0], ignore_case=each[1]))]
    return PatternSet([each for each in patterns if each not in near], _MEMORY), PatternSet(near, _MEMORY)
