"""Taking out what a generator that was cut and restarted says again.

Each function gives the edits that cure one finding: a copy is taken out, what was added to it is kept beside the text that stays,
a longer copy takes the place of the shorter one. Of two that are equal the one stays that leaves both versions in their order:
the first, as a rule; the last where the post closes with it. Nothing is rewritten.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from postlint.analysis.cuts import cuts_of
from postlint.analysis.endings import closing, is_leant_on, survivors
from postlint.analysis.homes import carried_along, goes_on, moved_home
from postlint.analysis.leftovers import brought_to_the_end, joined, left_alone, waits
from postlint.analysis.memo import once_a_post
from postlint.analysis.premature import moved_to_the_end
from postlint.analysis.removal import crosses_emphasis, merged, without_sentence, without_unit
from postlint.analysis.repeats import Match, Said, repeats_of
from postlint.analysis.runs import RepeatedRun, RepeatedSentences
from postlint.analysis.seams import join
from postlint.analysis.units import Sentence, Unit, units_of
from postlint.analysis.versions import cut_units, is_doubtful, is_fragment, is_mere_copy
from postlint.diagnostic import Edit
from postlint.post.post import Post

_HEADINGS = ("heading", "label")
#: a paragraph takes the place of a shorter one if so much of it stands there
_MOST = 0.5
#: a sentence by the index of its unit, and its place there
_Place = tuple[int, int]


def take_out_copies(run: RepeatedRun, post: Post) -> tuple[Edit, ...]:
    """A run of copies is deleted; sentences that were added to them stay, and so does a heading above such sentences.

    A heading goes all the same where the text before the run stands under the very same one. Where the copies follow something
    new, and the originals end their segment, the originals go: so what stands before either still does.
    """
    originals = _originals_to_go(run, post)
    if originals:
        return merged(without_unit(unit, post) for unit in originals)
    found = _whole([*_edits_of_run(run, post, home=True), *carried_along(run, post)])
    # What was to be moved may be in the way of another edit: it stays where it is.
    return found or merged(_edits_of_run(run, post, home=False))


def take_out_with_ending(run: RepeatedRun, edits: tuple[Edit, ...], post: Post) -> tuple[Edit, ...]:
    """The edits that take a run out, and the ending before it to the end of the post; empty where there is none to move."""
    if any(edit.text.strip() or edit.span.start < run.units[0].span.start for edit in edits):
        return ()
    moved = moved_to_the_end(run, post)
    return _whole([*edits, *moved]) if moved else ()


def take_out_sentences(group: RepeatedSentences, post: Post) -> tuple[Edit, ...]:
    """Sentences that were said before are deleted from a paragraph that is no copy, and a heading above it that stands there already.

    None where the text behind them would hang in the air on either side.
    """
    units = units_of(post)
    edits = list(_edits_of_group(group, post))
    heading = units[group.unit.index - 1]
    here = any(edit.span.overlaps(group.span) for edit in edits)
    if here and group.unit.index and heading.kind in _HEADINGS and heading.key == _original_heading_above(heading, post):
        edits.append(without_unit(heading, post))
    return merged(edits)


def _whole(edits: list[Edit]) -> tuple[Edit, ...]:
    """The edits as one, if what is to be put in does not get lost; empty if it does."""
    found = merged(edits)
    return found if all(edit in found for edit in edits if edit.text) else ()


# -- which of the two goes --------------------------------------------------------------------------------------


def _originals_to_go(run: RepeatedRun, post: Post) -> tuple[Unit, ...]:
    """The originals of a run where they are to go, and the copies to stay; none as a rule.

    Of A B | X B the order of both is kept in A X B, and lost in A B X.
    """
    if not run.exact or run.adjacent:
        return ()
    units = units_of(post)
    before = units[run.units[0].index - 1]
    if before.segment != run.units[0].segment or before.kind in _HEADINGS:
        return ()
    stay = survivors(post)
    if before.index not in stay:
        return ()
    originals = tuple(u for u in units[: run.units[0].index] if run.first.covers(u.span))
    if (
        [u.key for u in originals] != [u.key for u in run.units]
        or before.index <= originals[-1].index
        or originals[0].segment == run.units[0].segment
    ):
        return ()
    behind = units[originals[-1].index + 1 : run.units[0].index]
    if any(u.segment == originals[-1].segment and u.index in stay for u in behind):
        return ()
    above = units[originals[0].index - 1] if originals[0].index else None
    return () if above is not None and above.kind in _HEADINGS else originals


def _edits_of_group(group: RepeatedSentences, post: Post) -> Iterator[Edit]:
    """The edits for neighbouring sentences. Mere copies go here or at their first place, wherever nothing leans on them."""
    matches = () if group.twice else repeats_of(post).matches[group.unit.index]
    shorter = _shorter_original(group.unit, matches, post)
    most = shorter is not None and repeats_of(post).copied[group.unit.index] >= _MOST
    if shorter is not None and most and not goes_on(group.unit, matches, post):
        yield from _in_place_of(shorter, group.unit, post)
        return
    if not all(is_mere_copy(match, post) for match in group.matches):
        yield from _edits_for(group.matches, group.unit, post, set())
        return
    sides = _sides(group.matches, post)
    free = [side for side in sides if not is_leant_on(side[0].unit, _sentences(side)) or _is_said_before(side, group, post)]
    if not free and _are_neighbours(group):
        free = sides  # To read it twice on end is worse than a loose word behind it.
    if free:
        yield from _without_side(free[0], _kept(free[0], group.matches), post)


def _without_side(side: tuple[Said, ...], kept: Said, post: Post) -> list[Edit]:
    """The edits that take sentences out; a short one that alone is left of their paragraph joins the text that it belongs to."""
    unit, gone = side[0].unit, _sentences(side)
    left = None if unit.index in cut_units(post) else left_alone(unit, gone)
    if left is not None and waits(unit, left, post):
        return []
    brought = brought_to_the_end(unit, gone, (kept.unit, kept.sentence), post) if unit.index not in cut_units(post) else []
    alone = [without_sentence(unit, sentence, post) for sentence in gone]
    return brought or (joined(unit, left, post) if left is not None else []) or alone


def _sentences(side: tuple[Said, ...]) -> tuple[Sentence, ...]:
    return tuple(said.sentence for said in side)


def _kept(side: tuple[Said, ...], matches: tuple[Match, ...]) -> Said:
    """The first sentence of the other side."""
    return matches[0].first if side[0] is matches[0].again else matches[0].again


def _are_neighbours(group: RepeatedSentences) -> bool:
    """Whether the sentences stand twice in one paragraph, or in two on end."""
    return all(abs(group.unit.index - match.first.unit.index) < 2 for match in group.matches)


def _is_said_before(side: tuple[Said, ...], group: RepeatedSentences, post: Post) -> bool:
    """Whether the copies stand right behind the stump that says the same: what leans on them will lean on that."""
    first = group.matches[-1].first.unit.index
    return side[0].unit.index == group.unit.index == first + 1 and first in cut_units(post)


def _sides(matches: tuple[Match, ...], post: Post) -> list[tuple[Said, ...]]:
    """The copies and, if they say no more, their originals, in the order in which they may go.

    Of what ends a paragraph the copy stays if the post closes with it. A paragraph is never taken whole, nor one that is cut.
    """
    again, first = tuple(m.again for m in matches), tuple(m.first for m in matches)
    unit = first[0].unit
    alike = all(m.how in ("exact", "near") and m.first.unit.index == unit.index for m in matches) and unit.kind == "prose"
    if not alike or unit.index in cut_units(post) or len(first) == len(unit.keys):
        return [again]
    if any(crosses_emphasis(unit, said.sentence.span) for said in first):
        return [again]
    last = closing(post)
    return [first, again] if first[-1].ends_unit and again[0].unit.index in last and unit.index not in last else [again, first]


# -- copies -----------------------------------------------------------------------------------------------------


def _edits_of_run(run: RepeatedRun, post: Post, *, home: bool) -> list[Edit]:
    units = units_of(post)
    texts = [u for u in run.units if u.kind not in _HEADINGS]
    matches = repeats_of(post).matches
    taken = {(u.index, place) for u in texts for place in matches.places(u)}  # what goes has no place to be taken
    cures = {u.index: _without_copied_sentences(u, run, post, taken, home=home) for u in texts}
    above = _original_heading_above(run.units[0], post)
    edits: list[Edit] = []
    for place, unit in enumerate(run.units):
        if unit.kind not in _HEADINGS:
            edits += cures[unit.index]
        elif unit.key != above and _has_text_below(place, run, cures, units):
            above = unit.key
        else:
            edits.append(without_unit(unit, post))
    return edits


def _original_heading_above(unit: Unit, post: Post) -> str:
    """The last heading before a unit that stands there for the first time; its copies will go."""
    indexes, keys = _original_headings(post)
    place = bisect_left(indexes, unit.index)
    return keys[place - 1] if place else ""


@once_a_post
def _original_headings(post: Post) -> tuple[list[int], list[str]]:
    """The index and the key of each heading that is no copy of another, in order."""
    first: dict[str, int] = {}
    for unit in units_of(post):
        if unit.kind in _HEADINGS:
            first.setdefault(unit.key, unit.index)
    return list(first.values()), list(first)


def _has_text_below(place: int, run: RepeatedRun, cures: dict[int, list[Edit]], units: tuple[Unit, ...]) -> bool:
    """Whether something of its section stays under a heading of the run.

    Where all of the section's copies go, the heading goes with them, and a new paragraph behind them joins the section before.
    """
    section = run.units[place + 1 :]
    for unit in section:
        if unit.kind in _HEADINGS:
            return False
        own = [edit.span for edit in cures[unit.index] if edit.span.overlaps(unit.span)]
        if not own or own[0].start > unit.span.start or own[-1].end < unit.span.end:
            return True
    if section:
        return False
    following = run.units[-1].index + 1
    return following < len(units) and units[following].segment == run.units[-1].segment and units[following].kind not in _HEADINGS


def _without_copied_sentences(unit: Unit, run: RepeatedRun, post: Post, taken: set[_Place], *, home: bool) -> list[Edit]:
    repeats = repeats_of(post).matches
    originals = repeats.originals(unit)
    if originals and originals.isdisjoint(cut_units(post)):
        return [without_unit(unit, post)]
    matches = repeats[unit.index]
    shorter = _shorter_original(unit, matches, post)
    places = {(shorter.index, place) for place in range(len(shorter.keys))} if shorter is not None else set[_Place]()
    if shorter is not None and taken.isdisjoint(places):
        taken |= places
        return sorted(_in_place_of(shorter, unit, post), key=lambda edit: edit.span)
    mere = all(is_mere_copy(m, post) for m in matches)
    if mere and repeats.is_whole(unit):
        return [without_unit(unit, post)]
    edits = (moved_home(unit, matches, run, post) if mere and home else []) or list(_edits_for(matches, unit, post, taken))
    return sorted(edits, key=lambda edit: edit.span)


def _shorter_original(unit: Unit, matches: tuple[Match, ...], post: Post) -> Unit | None:
    """The earlier unit that this one repeats whole and adds to: the longer one takes its place."""
    if not matches or len(matches) == len(unit.keys):
        return None
    first = matches[0].first.unit
    if any(m.first.unit.index != first.index or is_doubtful(m, post) for m in matches):
        return None
    whole = len({m.first.place for m in matches}) == len(first.keys)
    return first if whole and first.kind == unit.kind == "prose" else None


def _in_place_of(shorter: Unit, unit: Unit, post: Post) -> tuple[Edit, Edit]:
    return Edit(shorter.span, unit.span.of(post.text)), without_unit(unit, post)


def _edits_for(matches: Iterable[Match], unit: Unit, post: Post, taken: set[_Place]) -> Iterator[Edit]:
    """The edits for the matches of a unit; the places in `taken`, to which it adds, are those that others take, or that go."""
    for match in matches:
        first = match.first
        if is_mere_copy(match, post):
            yield without_sentence(unit, match.again.sentence, post)
        elif _is_seam(match, post):
            continue  # the two will be joined, and stand together
        elif is_fragment(match, post):
            # The later one says the whole sentence: the fragment goes.
            yield without_sentence(first.unit, first.sentence, post)
        elif is_doubtful(match, post) or (first.unit.index, first.place) in taken:
            continue  # of two that say more than one sentence only one can take its place
        elif not (crosses_emphasis(unit, match.again.sentence.span) or crosses_emphasis(first.unit, first.sentence.span)):
            # The later one says more: it takes the place of the earlier.
            taken.add((first.unit.index, first.place))
            yield Edit(first.sentence.span, match.again.sentence.span.of(post.text))
            yield without_sentence(unit, match.again.sentence, post)


def _is_seam(match: Match, post: Post) -> bool:
    """Whether the later sentence opens the paragraph that goes on right behind the stump."""
    seam = _seams(post).get(match.again.unit.index)
    return seam == match.first.unit.index and match.again.place == 0


@once_a_post
def _seams(post: Post) -> dict[int, int]:
    """The index of each unit that can be joined to a stump → the stump's."""
    return {r.unit.index: r.after.index for r in cuts_of(post).resumptions if r.cut and join(r, post)}
