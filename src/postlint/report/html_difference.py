"""What tells a passage from the one that it repeats, so that nobody has to compare them word by word."""

from collections.abc import Iterable

from postlint.post.text import Span

#: longer passages are not compared: it would take long, and nobody reads that much marked text
LONGEST = 2000
#: passages less alike than this (0 to 1) are no copies of each other; marks would cover them
ALIKE = 0.6
#: single letters that happen to agree amid a change would make it hard to read
STRAY = 2


def differences(one: str, other: str) -> tuple[list[Span], list[Span]]:
    """What stands only in `one`, and what only in `other`; nothing where they are equal, too long or too little alike."""
    if one == other or max(len(one), len(other)) > LONGEST:
        return [], []
    from rapidfuzz.distance import Indel

    if Indel.normalized_similarity(one, other) < ALIKE:
        return [], []
    steps = Indel.opcodes(one, other)
    only_one = (Span(step.src_start, step.src_end) for step in steps if step.tag == "delete")
    only_other = (Span(step.dest_start, step.dest_end) for step in steps if step.tag == "insert")
    return _joined(only_one), _joined(only_other)


def _joined(spans: Iterable[Span]) -> list[Span]:
    """The spans, those as one that are hardly apart."""
    joined: list[Span] = []
    for span in spans:
        if joined and span.start - joined[-1].end <= STRAY:
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined
