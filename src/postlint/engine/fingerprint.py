"""What identifies a finding while the post around it changes: the text that it marks, not where that stands.

Nothing of a line number goes in, so moved paragraphs and edits elsewhere leave a fingerprint alone. White space does not count. A short
mark is known by its sentence, but only as far as that stands on its line: mending what stands on the next one must not bring it back.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from postlint.diagnostic import Diagnostic
from postlint.post.patterns import lazy
from postlint.post.text import Span

if TYPE_CHECKING:
    from hashlib import blake2b

#: a marked text of this many characters identifies itself; a shorter one needs the sentence that it stands in
ENOUGH = 20
#: how far the sentence is looked at on either side, in characters
REACH = 60
#: bytes of the hash; a site would need millions of findings of one rule before two of them met
SIZE = 10

_LIMIT = lazy(r"[\r\n。！？!?]|\.\s")


def fingerprint(rule: str, text: str, span: Span) -> str:
    """The fingerprint of a rule's finding at `span` of a post's text: 20 hexadecimal digits.

    Equal texts within a post have equal fingerprints; `numbered` tells them apart.
    """
    marked = _bare(span.of(text))
    parts = [rule, marked]
    if len(marked) < ENOUGH and span.end > 0:
        parts += [_before(text, span.start), _after(text, span.end)]
    return _blake2b()("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=SIZE).hexdigest()


def numbered(diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[Diagnostic, int]]:
    """Each diagnostic with its number, from 1, among those with the same path, rule and fingerprint, in the order they come in."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for found in diagnostics:
        key = (found.path, found.rule, found.fingerprint)
        seen[key] += 1
        yield found, seen[key]


@cache
def _blake2b() -> "type[blake2b]":
    from hashlib import blake2b  # a run without findings does without

    return blake2b


def _before(text: str, at: int) -> str:
    """What stands in front of an offset in its sentence and line."""
    near = text[max(0, at - REACH) : at]
    return _bare(_LIMIT.split(near)[-1])


def _after(text: str, at: int) -> str:
    """What follows an offset in its sentence and line."""
    near = text[at : at + REACH]
    limit = _LIMIT.search(near)
    return _bare(near[: limit.start()] if limit else near)


def _bare(text: str) -> str:
    """The text without white space, NUL included, which would part the hashed texts wrongly."""
    return "".join(text.replace("\0", "").split())
