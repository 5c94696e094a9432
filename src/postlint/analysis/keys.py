"""Keys: texts without what may differ between two copies of them."""

from functools import lru_cache

from postlint.post.patterns import lazy
from postlint.post.text import Span

#: what besides white space is left out of a key, or narrowed in it
_MARKS = lazy("[*_`~\\\\\u200b\ufeff\u00ad]+")
_CHANGING = lazy("[*_`~\\\\\u200b\ufeff\u00ad\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_WIDE = lazy("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_NOISE = lazy("[\\s*_`~\\\\\u200b\ufeff\u00ad]+")
_TARGET = lazy(r"\]\([^)\s]{0,500}\)")
#: so many characters from a sentence's beginning, in the one before it, are no chance, nor is all of a sentence of the fewer
_HEAD, _WHOLE = 12, 8
_ADDRESS = lazy(r"https?://[!-~]+")
#: how many Latin letters say as much as one character of Japanese
_LATIN_FACTOR = 2.0
_NARROW = {**{c: c - 0xFEE0 for c in range(0xFF10, 0xFF1A)}, **{c: c - 0xFEE0 for c in range(0xFF21, 0xFF5B)}}


def normalise(source: str) -> str:
    """A key under which two copies of a text are equal.

    White space, emphasis and link targets are left out; full-width letters and digits are narrowed.
    """
    key = _TARGET.sub("", source).replace("[", "") if "](" in source else source
    # Splitting takes a third of the time that a pattern takes to find white space, and leaves a text without any as it is.
    key = "".join(key.split())
    if "*" in key:  # the mark that most texts have, if they have any
        key = key.replace("*", "")
    if not _CHANGING.search(key):
        return key
    key = _MARKS.sub("", key)
    return key.translate(_NARROW) if _WIDE.search(key) else key


def key_offsets(text: str, span: Span) -> list[int]:
    """For each character of the normalised stretch where it stands in the text."""
    source = span.of(text)
    hidden = [m.span() for m in _NOISE.finditer(source)]
    if "](" in source:
        hidden += [m.span() for m in _TARGET.finditer(source)]
        hidden += [(i, i + 1) for i, c in enumerate(source) if c == "["]
    offsets: list[int] = []
    at = 0
    for start, end in (*sorted(hidden), (len(source), len(source))):
        offsets += range(span.start + at, span.start + start)
        at = max(at, end)
    return offsets


def head_of(key: str) -> str:
    """What is no chance if a key begins with it and another has it in its middle; empty if all of the key may well be chance.

    A Latin letter counts half: the name that a sentence begins with may be as long as a clause of Japanese.
    """
    counted = 0
    for end, char in enumerate(key, 1):
        counted += 1 if char.isascii() else 2
        if counted >= 2 * _HEAD:
            return key[:end]
    return key if counted >= 2 * _WHOLE else ""


@lru_cache(maxsize=1024)
def weight(key: str) -> float:
    """The length of a normalised text in characters of Japanese; Latin letters count less, addresses nothing."""
    key = _ADDRESS.sub("", key) if "://" in key else key
    return len(key) - len(key.encode("ascii", "ignore")) * (1 - 1 / _LATIN_FACTOR)
