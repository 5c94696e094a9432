"""What a fix changes, as a unified diff that `patch -p0` and `git apply -p0` take."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

#: unchanged lines around a change
CONTEXT = 3
#: beyond this product of line numbers a diff is not sought: it would take too long for what it says
_LARGEST = 25_000_000
_NO_END = "\\ No newline at end of file\n"

#: lines [a, b) of the old text have become lines [c, d) of the new one
_Change = tuple[int, int, int, int]


def unified(path: str, before: str, after: str) -> str:
    """The diff, line ends as they are in the texts; nothing where they are equal."""
    old, new = _lines(before), _lines(after)
    hunks = [part for group in _groups(_changes(old, new)) for part in _hunk(group, old, new)]
    return "".join([f"--- {path}\n", f"+++ {path}\n", *hunks]) if hunks else ""


def _lines(text: str) -> list[str]:
    """The lines with their ends. For `patch` only LF ends a line."""
    pieces = text.split("\n")
    return [piece + "\n" for piece in pieces[:-1]] + ([pieces[-1]] if pieces[-1] else [])


def _changes(old: Sequence[str], new: Sequence[str]) -> list[_Change]:
    """The stretches that differ, in order."""
    first = _shared(old, new)
    last = _shared(old[first:][::-1], new[first:][::-1])
    a, b = old[first : len(old) - last], new[first : len(new) - last]
    if not a and not b:
        return []
    if len(a) * len(b) > _LARGEST:
        return [(first, first + len(a), first, first + len(b))]
    found = SequenceMatcher(None, a, b).get_opcodes()
    return [(first + i, first + j, first + k, first + m) for tag, i, j, k, m in found if tag != "equal"]


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines the two begin with alike."""
    pairs = zip(one, other, strict=False)
    return next((index for index, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _groups(changes: Sequence[_Change]) -> Iterator[list[_Change]]:
    """The changes, together where the lines shown around them would meet."""
    group: list[_Change] = []
    for change in changes:
        if group and change[0] - group[-1][1] > 2 * CONTEXT:
            yield group
            group = []
        group.append(change)
    if group:
        yield group


def _hunk(group: Sequence[_Change], old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    lead = min(CONTEXT, group[0][0])
    trail = min(CONTEXT, len(old) - group[-1][1])
    yield f"@@ -{_range(group[0][0] - lead, group[-1][1] + trail)} +{_range(group[0][2] - lead, group[-1][3] + trail)} @@\n"
    reached = group[0][0] - lead
    for start, end, new_start, new_end in group:
        yield from _marked(" ", old[reached:start])
        yield from _marked("-", old[start:end])
        yield from _marked("+", new[new_start:new_end])
        reached = end
    yield from _marked(" ", old[reached : reached + trail])


def _range(start: int, end: int) -> str:
    """Lines as a hunk's head names them: from 1; an empty range by the line before it."""
    count = end - start
    return f"{start + 1}" if count == 1 else f"{start + (count > 0)},{count}"


def _marked(mark: str, lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        yield mark + line if line.endswith("\n") else f"{mark}{line}\n{_NO_END}"
