"""Joining again what a generator that was cut and restarted left in pieces.

Each function gives the edits that cure one finding: a copy is taken out and what was added to it is kept; a fragment gives way to
the sentence that goes on with it; a paragraph that opens in mid-sentence is joined to the one that stops there, what both
say once. Nothing is rewritten: edits only delete, join, or put a longer copy in the place of the shorter one.
"""

from collections.abc import Iterable, Iterator

from postlint.analysis.cuts import Cut, Resumption, cuts_of
from postlint.analysis.markers import marker_spans
from postlint.analysis.memo import once_a_post
from postlint.analysis.repeats import Match, repeats_of
from postlint.analysis.runs import RepeatedRun, RepeatedSentences
from postlint.analysis.units import Sentence, Unit, key_offsets, normalise, units_of
from postlint.diagnostic import Edit
from postlint.post.post import Post
from postlint.post.text import Span

#: the shortest overlap, in characters, that joins two pieces, and where dots say that they belong together
_OVERLAP, _OVERLAP_DOTS = 3, 2
#: the longest label
_LABEL = 40
_HEADINGS = ("heading", "label")
_DOTS = "…‥.・ 　\t*_"


def take_out_copies(run: RepeatedRun, post: Post) -> tuple[Edit, ...]:
    """A run of copies is deleted; sentences that were added to them stay, and so does a heading above such sentences.

    A heading goes all the same where the text before the run stands under the very same one.
    """
    units = units_of(post)
    cures = {u.index: _without_copied_sentences(u, post) for u in run.units if u.kind not in _HEADINGS}
    above = _original_heading_above(run.units[0], units)
    edits: list[Edit] = []
    for place, unit in enumerate(run.units):
        if unit.kind not in _HEADINGS:
            edits += cures[unit.index]
        elif unit.key != above and _has_text_below(place, run, cures, units):
            above = unit.key
        else:
            edits.append(without_unit(unit, post))
    return _merged(edits)


def take_out_sentences(group: RepeatedSentences, post: Post) -> tuple[Edit, ...]:
    """Sentences that were said before are deleted from a paragraph that is no copy, and a heading above it that stands there already."""
    units = units_of(post)
    edits = list(_edits_for(group.matches, group.unit, post))
    heading = units[group.unit.index - 1]
    if edits and group.unit.index and heading.kind in _HEADINGS and heading.key == _original_heading_above(heading, units):
        edits.append(without_unit(heading, post))
    return _merged(edits)


def drop_fragment(cut: Cut, post: Post) -> tuple[Edit, ...]:
    """The fragment at the end of a cut paragraph is deleted where the same words go on elsewhere, or where the post ends with it.

    In the middle of a post, where nothing goes on with it, only its author can tell what is missing.
    """
    last = cut.unit.index == units_of(post)[-1].index
    if not cut.unit.sentences or (cut.continued is None and not last):
        return ()
    return _merged([_without_sentence(cut.unit, cut.unit.sentences[-1], post)])


def join(resumption: Resumption, post: Post) -> tuple[Edit, ...]:
    """The paragraph is joined to the one it goes on from; what both say stays once. Without that one only the dots are deleted."""
    unit = resumption.unit
    before = _before(resumption, post)
    head = _head(unit)
    if before is None or not before.sentences:
        return (Edit(Span(unit.span.start, head), ""),) if head > unit.span.start else ()
    new = _offsets(unit, head, post)
    least = _OVERLAP_DOTS if resumption.why == "dots" else _OVERLAP
    old, overlap = _taken_up(before, "".join(post.text[i] for i in new)[:400], least)
    if not resumption.cut:
        return _join_whole(resumption, old, overlap, head, post)
    offsets = key_offsets(post.text, old.span)
    end = offsets[overlap] if overlap is not None and overlap < len(offsets) else _text_end(before, post)
    return (Edit(Span(end, head), _space(post.text, end, head)),)


def without_unit(unit: Unit, post: Post) -> Edit:
    """The unit's lines and the blank lines behind them are deleted, with a list item's mark; only the unit where its line has more."""
    text = post.text
    start = text.rfind("\n", 0, unit.span.start) + 1
    if text[start : unit.span.start].strip(" \t>-*+0123456789.)#") and unit.kind != "item":
        start = unit.span.start
    end = unit.span.end
    line_end = text.find("\n", end)
    rest = text[end : line_end if line_end >= 0 else len(text)]
    if rest.strip(" \t\r#"):
        return Edit(Span(unit.span.start if start < unit.span.start and unit.kind != "item" else start, end), "")
    end = line_end + 1 if line_end >= 0 else len(text)
    while end < len(text):
        after = text.find("\n", end)
        if text[end : after if after >= 0 else len(text)].strip():
            break
        end = after + 1 if after >= 0 else len(text)
    if end == len(text) and start > post.body.start:
        return Edit(Span(_line_end_before(text, start), end), _last_line_end(text))
    return Edit(Span(start, end), "")


# -- copies -----------------------------------------------------------------------------------------------------


def _original_heading_above(unit: Unit, units: tuple[Unit, ...]) -> str:
    """The last heading before a unit that stands there for the first time; its copies will go."""
    seen: list[str] = []
    for other in units[: unit.index]:
        if other.kind in _HEADINGS and other.key not in seen:
            seen.append(other.key)
    return seen[-1] if seen else ""


def _has_text_below(place: int, run: RepeatedRun, cures: dict[int, list[Edit]], units: tuple[Unit, ...]) -> bool:
    """Whether something of its section stays under a heading of the run.

    Where all of the section's copies go, the heading goes with them, and a new paragraph behind them joins the section before.
    """
    section = run.units[place + 1 :]
    for unit in section:
        if unit.kind in _HEADINGS:
            return False
        own = cures[unit.index]
        if not own or own[0].span.start > unit.span.start or own[-1].span.end < unit.span.end:
            return True
    if section:
        return False
    following = run.units[-1].index + 1
    return following < len(units) and units[following].segment == run.units[-1].segment and units[following].kind not in _HEADINGS


def _without_copied_sentences(unit: Unit, post: Post) -> list[Edit]:
    matches = repeats_of(post).matches.get(unit.index, ())
    shorter = _shorter_original(unit, matches)
    if shorter is not None:
        return sorted([Edit(shorter.span, unit.span.of(post.text)), without_unit(unit, post)], key=lambda edit: edit.span)
    if len({m.again.sentence.span for m in matches}) == len(unit.sentences) and all(_is_mere_copy(m, post) for m in matches):
        return [without_unit(unit, post)]
    return sorted(_edits_for(matches, unit, post), key=lambda edit: edit.span)


def _shorter_original(unit: Unit, matches: tuple[Match, ...]) -> Unit | None:
    """The earlier unit that this one repeats whole and adds to: the longer one takes its place."""
    firsts = {m.first.unit.index: m.first.unit for m in matches}
    if len(firsts) != 1 or len({m.again.sentence.span for m in matches}) == len(unit.sentences):
        return None
    (first,) = firsts.values()
    whole = {m.first.sentence.span for m in matches} == {s.span for s in first.sentences}
    return first if whole and first.kind == unit.kind == "prose" else None


def _edits_for(matches: Iterable[Match], unit: Unit, post: Post) -> Iterator[Edit]:
    for match in matches:
        first = match.first
        if _is_mere_copy(match, post):
            yield _without_sentence(unit, match.again.sentence, post)
        elif _is_fragment(match, post):
            # The later one says the whole sentence: the fragment goes.
            yield _without_sentence(first.unit, first.sentence, post)
        elif _crosses_emphasis(unit, match.again.sentence.span) or _crosses_emphasis(first.unit, first.sentence.span):
            continue
        else:
            # The later one says more: it takes the place of the earlier.
            yield Edit(first.sentence.span, match.again.sentence.span.of(post.text))
            yield _without_sentence(unit, match.again.sentence, post)


def _is_mere_copy(match: Match, post: Post) -> bool:
    """Whether the later sentence says nothing that the earlier does not."""
    if _is_fragment(match, post):
        return False
    return match.how != "whole" or _adds_only_a_label(match)


def _adds_only_a_label(match: Match) -> bool:
    """Whether all that the later sentence adds is a label before it (投資家として：…)."""
    prefix = match.again.sentence.key.removesuffix(match.first.sentence.key)
    return len(prefix) <= _LABEL and prefix.endswith((":", "："))


def _is_fragment(match: Match, post: Post) -> bool:
    """Whether the earlier sentence is the stump of a cut paragraph, and the later one no stump itself."""
    cuts = _cut_units(post)
    if not cuts:
        return False
    first, again = match.first, match.again
    stump = first.unit.index in cuts and first.sentence == first.unit.sentences[-1]
    return stump and not (again.unit.index in cuts and again.sentence == again.unit.sentences[-1])


@once_a_post
def _cut_units(post: Post) -> frozenset[int]:
    """The indexes of the units that are cut."""
    return frozenset(cut.unit.index for cut in cuts_of(post).cuts)


def _without_sentence(unit: Unit, sentence: Sentence, post: Post) -> Edit:
    """The sentence is deleted with the white space that parted it from its neighbour; the unit with it, if nothing else is in it."""
    others = [s for s in unit.sentences if s.span != sentence.span]
    if not others:
        return without_unit(unit, post)
    following = next((s for s in others if s.span.start >= sentence.span.end), None)
    if following is not None:
        return Edit(Span(sentence.span.start, following.span.start), "")
    before = max(s.span.end for s in others)
    return Edit(Span(min(before, sentence.span.start), sentence.span.end), "")


def _crosses_emphasis(unit: Unit, span: Span) -> bool:
    """Whether a stretch holds one end of an emphasis and not the other."""
    return any(e.overlaps(span) and not span.covers(e) and not (e.start < span.start and span.end < e.end) for e in unit.block.emphasised)


# -- seams ------------------------------------------------------------------------------------------------------


def _before(resumption: Resumption, post: Post) -> Unit | None:
    """The unit that the paragraph goes on from, if nothing but white space and markers stands between the two."""
    units = units_of(post)
    unit = resumption.unit
    before = units[unit.index - 1]
    if not before.span.covers(resumption.before) and not before.span.overlaps(resumption.before):
        return None
    between, at = [], before.span.end
    for marker in marker_spans(post):
        if at <= marker.start < unit.span.start:
            between.append(post.text[at : marker.start])
            at = marker.end
    rest = "".join(between) + post.text[at : unit.span.start]
    return before if not rest.strip(" \t\r\n>") else None


def _head(unit: Unit) -> int:
    """Where the paragraph's own words begin, behind leading dots."""
    source = unit.span.of(unit.text)
    stripped = source.lstrip(_DOTS) if source.lstrip("* _")[:1] in "…‥.・" else source
    return unit.span.end - len(stripped)


def _offsets(unit: Unit, head: int, post: Post) -> list[int]:
    return key_offsets(post.text, Span(head, unit.span.end))


def _taken_up(before: Unit, new: str, least: int) -> tuple[Sentence, int | None]:
    """The sentence that `new` takes up, with those behind it, and where in it; the last sentence where none."""
    last = before.sentences[-1]
    overlap = _overlap(last.key, new, least)
    if overlap is not None or len(before.sentences) == 1:
        return last, overlap
    span = Span(before.sentences[0].span.start, last.span.end)
    whole = Sentence(span, normalise(span.of(before.text)))
    size = next((n for n in range(min(len(whole.key), len(new)), len(last.key), -1) if whole.key.endswith(new[:n])), None)
    return (last, None) if size is None else (whole, len(whole.key) - size)


def _overlap(old: str, new: str, least: int) -> int | None:
    """Where in `old` the words begin that `new` begins with: at its end, or anywhere if they are many; None if nowhere."""
    if new.startswith(old):
        return 0
    for size in range(min(len(old), len(new)), least - 1, -1):
        if old.endswith(new[:size]):
            return len(old) - size
    head = new[:12]
    at = old.rfind(head) if len(head) >= 8 else -1
    return at if at >= 0 else None


def _join_whole(resumption: Resumption, old: Sentence, overlap: int | None, head: int, post: Post) -> tuple[Edit, ...]:
    """Behind a sentence that is whole: what the paragraph says again is deleted, and so are its dots; the two stay apart."""
    unit = resumption.unit
    first = unit.sentences[0]
    if overlap is not None and first.key.lstrip("….‥・") in old.key:
        return (_without_sentence(unit, first, post),)
    if overlap is not None:
        offsets = key_offsets(post.text, old.span)
        return (Edit(Span(offsets[overlap], head), ""),)
    return (Edit(Span(unit.span.start, head), ""),) if head > unit.span.start else ()


def _text_end(unit: Unit, post: Post) -> int:
    """Where the unit's text ends, before emphasis that was opened and never closed."""
    end = unit.span.end
    while end > unit.span.start and post.text[end - 1].isspace():
        end -= 1
    return end


def _space(text: str, end: int, head: int) -> str:
    """A space between two words of Latin letters, at whose edges models are cut off; nothing in Japanese."""
    left, right = text[end - 1 : end], text[head : head + 1]
    return " " if left.isascii() and left.isalnum() and right.isascii() and right.isalnum() else ""


# -- edits ------------------------------------------------------------------------------------------------------


def _merged(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits in order; deletions that touch are one, and of two that overlap otherwise the first stays."""
    found: list[Edit] = []
    for edit in sorted(set(edits), key=lambda e: (e.span, e.text)):
        last = found[-1] if found else None
        if last is not None and edit.span.start <= last.span.end and not last.text and not edit.text:
            found[-1] = Edit(Span(last.span.start, max(last.span.end, edit.span.end)), "")
        elif last is None or edit.span.start >= last.span.end:
            found.append(edit)
    return tuple(found)


def _line_end_before(text: str, start: int) -> int:
    """The end of the last line of text before `start`."""
    while start > 0 and text[start - 1].isspace():
        start -= 1
    return start


def _last_line_end(text: str) -> str:
    """The line end that the text ends with, if it does."""
    if text.endswith("\r\n"):
        return "\r\n"
    return "\n" if text.endswith("\n") else ""
