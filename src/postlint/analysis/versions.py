"""Two sentences that say the same: which of them says it whole, and whether one can go without a loss."""

from postlint.analysis.cuts import DOTS, cuts_of
from postlint.analysis.keys import normalise
from postlint.analysis.memo import once_a_post
from postlint.analysis.repeats import Match, Said
from postlint.post.post import Post
from postlint.post.text import Span

#: the longest label
_LABEL = 40
_STOPS = tuple("。．！？!?.")
_ENDS = (*_STOPS, *"」』）)：:")
#: what stands inside a sentence where a generator took it up again
_PATCH = ("…", "‥", "...")


def is_mere_copy(match: Match, post: Post) -> bool:
    """Whether the later sentence says nothing that the earlier does not."""
    if is_fragment(match, post) or _has_more_in_front(match) or _mends(match) or _breaks_off(match, post):
        return False
    return match.how != "whole" or _adds_only_a_label(match)


def is_doubtful(match: Match, post: Post) -> bool:
    """Whether either of the two sentences lacks what the other has, so that both stay."""
    return not _mends(match) and (_spoils(match, post) if match.how == "whole" else _breaks_off(match, post))


def is_fragment(match: Match, post: Post) -> bool:
    """Whether the earlier sentence is the stump of a cut paragraph, and the later one no stump itself."""
    cuts = cut_units(post)
    if not cuts:
        return False
    first, again = match.first, match.again
    return first.unit.index in cuts and first.ends_unit and not (again.unit.index in cuts and again.ends_unit)


def _has_more_in_front(match: Match) -> bool:
    """Whether the earlier sentence is what follows dots for the beginning of the later one, of which it is nearly all."""
    first, again = match.first.key, match.again.key
    tail = first.lstrip(DOTS)
    return tail != first and again.endswith(tail) and len(again) > len(tail) > 0


def _adds_only_a_label(match: Match) -> bool:
    """Whether all that the later sentence adds is a label before it (投資家として：…)."""
    prefix = match.again.key.removesuffix(match.first.key)
    return len(prefix) <= _LABEL and prefix.endswith((":", "："))


def _mends(match: Match) -> bool:
    """Whether the later sentence is the earlier one without its flaw, which is a missing full stop, or dots at which it was taken up."""
    first, again = match.first.key, match.again.key
    lacks_stop = again[:-1] == first and again.endswith(_STOPS) and not _needs_no_stop(match.first)
    return lacks_stop or (match.how == "near" and _is_patched(first) and not _is_patched(again))


def _breaks_off(match: Match, post: Post) -> bool:
    """Whether the earlier sentence, which has the words of the later one, breaks off where that one ends, at a line's end at most."""
    first, again = match.first, match.again
    if not again.key.endswith(_STOPS) or _needs_no_stop(first) or match.how == "exact":
        return False
    return not first.key.endswith(_ENDS) if match.how == "near" else _has_unstopped(first, again.key, post)


def _spoils(match: Match, post: Post) -> bool:
    """Whether the later sentence, which has all of the earlier one and more, breaks off where that one does not, or goes on behind dots."""
    first, again = match.first.key, match.again
    breaks_off = first.endswith(_STOPS) and (not again.key.endswith(_ENDS) or _has_unstopped(again, first, post))
    return breaks_off or (_is_patched(again.key) and not _is_patched(first))


def _needs_no_stop(said: Said) -> bool:
    """Whether a sentence is an item of a list, where a full stop is often left out: no text of several lines."""
    return said.unit.kind != "prose" and "\n" not in said.unit.block.plain


def _has_unstopped(said: Said, key: str, post: Post) -> bool:
    """Whether a line of what is said ends with the words of a sentence, and lacks its full stop."""
    words = key.rstrip("".join(_STOPS))
    known, span = _line_keys(post), said.sentence.span
    if span not in known:
        known[span] = [normalise(line) for line in span.of(post.text).splitlines()]
    return any(line.endswith(words) for line in known[span])


@once_a_post
def _line_keys(post: Post) -> dict[Span, list[str]]:
    """The lines of the sentences that were asked for, normalised."""
    return {}


def _is_patched(key: str) -> bool:
    return any(mark in key.strip(DOTS) for mark in _PATCH)


@once_a_post
def cut_units(post: Post) -> frozenset[int]:
    """The indexes of the units that are cut."""
    return frozenset(cut.unit.index for cut in cuts_of(post).cuts)
