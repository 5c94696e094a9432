"""Whether sentences that are nearly alike speak of two things, as parallel definitions do, and are no copies."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

from postlint.analysis.differences import Difference, differences, is_telling, words_of
from postlint.analysis.keys import weight
from postlint.analysis.repeats import Match, Said
from postlint.analysis.units import Unit
from postlint.post.block import Block
from postlint.post.japanese import has_japanese
from postlint.post.patterns import lazy

_NAMES = lazy(r"[A-Za-z0-9]+|[〇一二三四五六七八九十百千万億]+")
_FIGURES = lazy(r"\d+")
_CODE, _ENGLISH = lazy("`[^`\n]+`"), lazy("[a-z]+(?:['’][a-z]+)?")
_NEGATION = lazy("not|no|never|none|neither|nor|cannot|without|[a-z]+n['’]t")
#: how alike, in percent, the letters of two names are that differ by a slip
_SLIP = 75.0
#: how far up the heading or label of a paragraph is looked for
_FAR = 200
#: what stands straight above a paragraph and is shorter, and no sentence, is its label
_LABEL = 20
#: a paragraph of more characters of Japanese is no definition of one line: where headings do not say that it speaks of something else,
#: one with a few words exchanged is a copy that was gone over
_DEFINITION = 120
#: a paragraph is no parallel one where sentences to the letter make up so much of what is copied
_TO_THE_LETTER = 0.67
#: how alike, in percent, the letters of two headings are that part the same of two things
_PARALLEL = 50.0
#: the longest line of verse, in characters of Japanese, the fewest stanzas of a song, and which share of its paragraphs they are
_VERSE, _STANZAS, _MOSTLY = 30, 3, 0.8
_LEAD = lazy("[^。.:：\n]{1,30}[:：]")
_ENDS = tuple("。．！？!?.」』）)…")
_LINK = lazy(r"\]\(<?([^)\s>]{1,500})")


class Contrasts:
    """What the near copies of a post are compared by; what its units say is looked up when first asked for."""

    def __init__(self, units: tuple[Unit, ...]) -> None:
        self.units = units

    def is_stanza(self, unit: Unit) -> bool:
        """Whether a unit is one, or a line of one, in a song or a poem, where lines come again."""
        return unit.block.span.start in self._stanzas

    @cached_property
    def _stanzas(self) -> frozenset[int]:
        """Where the paragraphs of a few short lines begin, if nearly all of the post's are such."""
        blocks = {unit.block.span.start: unit.block for unit in self.units if unit.kind in ("prose", "label")}
        found = frozenset([start for start, block in blocks.items() if _are_verses(block)])
        return found if len(found) >= max(_STANZAS, _MOSTLY * len(blocks)) else frozenset()

    def figures_differ(self, match: Match) -> bool:
        """Whether a near copy has other figures or names: then it is a sentence of the same pattern about something else."""
        if match.how != "near":
            return False
        again, first = match.again.key, match.first.key
        if not has_japanese(again):
            return _FIGURES.findall(again) != _FIGURES.findall(first) or _says_otherwise(match)
        mine, theirs = _NAMES.findall(again), _NAMES.findall(first)
        return mine != theirs and not self._is_slip(mine, theirs)

    def are_parallel(self, matches: Sequence[Match]) -> bool:
        """Whether all that is nearly alike in a paragraph speaks of something else than its original does.

        Words are exchanged for others, and nothing else is changed; or words are exchanged that the headings or labels above the two
        are told apart by. No marker stands between them: behind one a machine began anew.
        """
        near = [m for m in matches if m.how == "near"]
        if not near or any(m.first.unit.segment != m.again.unit.segment for m in matches):
            return False
        found = [difference for m in near for difference in differences(_source(m.first), _source(m.again))]
        changed = [d for d in found if d.exchanged or d.turned or self._are_both_words(d, near)]
        if not changed:
            return False
        if any(self._stand_above(d, near) for d in changed):
            return True
        if len(changed) < len(found) or not _is_short(matches):
            return False
        return self._tell_apart(changed, near)

    def links_differ(self, match: Match) -> bool:
        """Whether what is said in the same words links to something else: then it points there, and does not say the same."""
        unit = match.again.unit
        if match.first.unit.segment != unit.segment or "](" not in unit.span.of(unit.text):
            return False
        first, again = (_LINK.findall(_source(said)) for said in (match.first, match.again))
        return len(first) == len(again) > 0 and set(first) != set(again)

    def is_note(self, match: Match) -> bool:
        """Whether a sentence is what two short entries, each below a label of its own, both say in the same place."""
        first, again = match.first, match.again
        if first.unit.segment != again.unit.segment or not self._stand_alike(first.unit, again.unit):
            return False
        if first.place != again.place and not (first.ends_unit and again.ends_unit):
            return False
        return all(len(said.unit.keys) > 1 and weight(said.unit.key) <= _DEFINITION for said in (first, again))

    def _tell_apart(self, changed: Sequence[Difference], near: Sequence[Match]) -> bool:
        """Whether the exchanged words are no others for the same: two of them or more, opposites, names, what stands below labels."""
        if len({d.sides for d in changed}) > 1 or any(d.turned or d.of_names for d in changed):
            return True
        if all(self._stand_alike(m.first.unit, m.again.unit) for m in near):
            return True
        return not has_japanese(near[0].again.key) and all(self._are_said_elsewhere(d, near) for d in changed)

    def _are_both_words(self, difference: Difference, near: Sequence[Match]) -> bool:
        """Whether a word that lacks letters of the other is one of its own: 複製 beside 複製元, `bool` beside `bool_lax`."""
        if not all(len(side) == 1 for side in difference.sides) or not all(is_telling(word) for (word,) in difference.sides):
            return False
        return all(word[0] == "`" for (word,) in difference.sides) or self._are_said_elsewhere(difference, near)

    def _are_said_elsewhere(self, difference: Difference, near: Sequence[Match]) -> bool:
        """Whether the post uses the words in other paragraphs, too."""
        own = Counter(word for unit in _units_in(near) for word in set(words_of(unit.plain)))
        return all(self._said[word] > own[word] for side in difference.sides for word in side if is_telling(word))

    @cached_property
    def _said(self) -> Counter[str]:
        """In how many units each word stands."""
        return Counter(word for unit in self.units for word in set(words_of(unit.plain)))

    def _stand_above(self, difference: Difference, near: Sequence[Match]) -> bool:
        """Whether what one paragraph says in the place of the other's words stands above it, and not above the other."""
        for match in near:
            first, again = (self._above(said.unit) for said in (match.first, match.again))
            mine, theirs = set(difference.again), set(difference.first)
            if any(map(is_telling, (mine - theirs) & (again - first))) or any(map(is_telling, (theirs - mine) & (first - again))):
                return True
        return False

    def _above(self, unit: Unit) -> set[str]:
        """The words of the headings and the label above a paragraph, and of what it begins with before a colon."""
        lead = _LEAD.match(unit.plain)
        words = set(words_of(lead.group())) if lead else set[str]()
        for above in self._labels(unit):
            words.update(words_of(above.plain))
        return words

    def _labels(self, unit: Unit) -> Iterator[Unit]:
        """What a paragraph stands under: a short line straight above it, the nearest label, and the headings of ever higher levels."""
        level, labelled = 7, False
        for above in reversed(self.units[max(unit.index - _FAR, 0) : unit.index]):
            if above.kind == "heading" and above.block.level < level:
                level = above.block.level
                yield above
            elif level == 7 and not labelled and (above.kind == "label" or (above.index == unit.index - 1 and _is_label(above))):
                labelled = above.kind == "label"
                yield above

    def _stand_alike(self, first: Unit, again: Unit) -> bool:
        """Whether two paragraphs stand straight below labels of their own, or below headings that are alike but not the same."""
        above = [self.units[unit.index - 1] for unit in (first, again) if unit.index]
        if len(above) < 2 or above[0].key == above[1].key:
            return False
        if all(unit.kind == "heading" for unit in above):
            return _alike(above[0].key, above[1].key) >= _PARALLEL
        return all(unit.kind == "label" or (unit.kind != "heading" and _is_label(unit)) for unit in above)

    def _is_slip(self, mine: list[str], theirs: list[str]) -> bool:
        """Whether names differ as a slip makes them differ: by a letter or two, and one of each two stands nowhere else in the post."""
        from difflib import SequenceMatcher  # neither is needed by most posts

        from rapidfuzz import fuzz

        said = Counter(name for unit in self.units for name in _NAMES.findall(unit.key))
        for what, a, b, c, d in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
            if what == "equal":
                continue
            if fuzz.ratio("".join(mine[a:b]), "".join(theirs[c:d])) < _SLIP:
                return False
            if not any(said[name] <= own.count(name) for own, names in ((mine, mine[a:b]), (theirs, theirs[c:d])) for name in names):
                return False
        return True


def _says_otherwise(match: Match) -> bool:
    """Whether an English sentence is like another but names other code, or says no where that says yes."""
    again, first = (_source(said) for said in (match.again, match.first))
    if sorted(_CODE.findall(again)) != sorted(_CODE.findall(first)):
        return True
    mine, theirs = (Counter(_ENGLISH.findall(said.lower())) for said in (again, first))
    less, more = mine - theirs, theirs - mine
    if any(_NEGATION.fullmatch(word) for word in (*less, *more)):
        return True
    return any("un" + word in other for word, other in (*((w, more) for w in less), *((w, less) for w in more)))


def _alike(first: str, again: str) -> float:
    from rapidfuzz import fuzz

    score: float = fuzz.ratio(first, again)
    return score


def _are_verses(block: Block) -> bool:
    """Whether a paragraph is several short lines, and no sentence ends with a line but the last."""
    lines = block.plain.strip().split("\n")
    if len(lines) == 1 or any(weight(line) > _VERSE for line in lines):
        return False
    ended = lines if has_japanese(lines[0]) else lines[:-1]
    return not any(line.endswith(("。", ".")) for line in ended)


def _source(said: Said) -> str:
    """A sentence as it is written."""
    return said.sentence.span.of(said.unit.text)


def _units_in(matches: Sequence[Match]) -> tuple[Unit, ...]:
    """The units that matches stand in, each once."""
    return tuple({said.unit.index: said.unit for m in matches for said in (m.first, m.again)}.values())


def _is_label(unit: Unit) -> bool:
    """Whether a paragraph or an item is so short, and so open, that it names what stands below."""
    return weight(unit.key) < _LABEL and not unit.key.endswith(_ENDS)


def _is_short(matches: Sequence[Match]) -> bool:
    """Whether what is copied is no longer than a definition, and not for the most part copied to the letter."""
    total = sum(weight(m.again.key) for m in matches)
    exact = sum(weight(m.again.key) for m in matches if m.how != "near")
    return total <= _DEFINITION and exact <= total * _TO_THE_LETTER
