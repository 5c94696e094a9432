"""Katakana words that have lost their voicing marks (濁点・半濁点), as a conversion that drops combining characters leaves them.

A word alone is seldom enough to tell: トラッカー is right although the dictionary has only ドラッカー. So a word that the dictionary lacks
needs a dictionary word that it was, or two of which it was made, or the rest of the post, which still has the word whole.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product
from math import prod
from typing import NamedTuple

from msgspec import Struct

from postlint.post.japanese import has_unknown_word, is_known_word, morphemes, surfaces
from postlint.post.patterns import lazy
from postlint.post.post import Post
from postlint.post.text import Span

_KATAKANA = lazy("[ァ-ヴー][ァ-ヴー]{3,}")  # the search skips to a class of characters, but not to a repeated one
_PLAIN = "カキクケコサシスセソタチツテトハヒフヘホ"
_VOICED = {plain: chr(ord(plain) + 1) for plain in _PLAIN}
_HALF_VOICED = {plain: chr(ord(plain) + 2) for plain in "ハヒフヘホ"}
#: what a letter may have been, itself first
_CHOICES = {plain: tuple(table[plain] for table in ({plain: plain}, _VOICED, _HALF_VOICED) if plain in table) for plain in _PLAIN}
#: letters that still have their marks; a conversion that drops them leaves none in the word
_MARKED = lazy(f"[ヴ{''.join((*_VOICED.values(), *_HALF_VOICED.values()))}]")
_STRIPPED = str.maketrans({marked: plain for table in (_VOICED, _HALF_VOICED) for plain, marked in table.items()} | {"ヴ": "ウ"})
#: from how many letters on a word is told whatever marks it has left, and without a mark
_LONG, _BARE = 6, 5
#: what ends the names of those who do a thing, with a mark or without; as the last part of a compound it says little (トランスレーター)
_AGENT = lazy("[ガザダバパ]ー$")
#: the shortest and longest part of a compound, the shortest one that tells by its lost mark, the longest compound, and how many of a post
#: are looked up: more are no prose
_PART, _LONGEST_PART, _SURE_PART, _LONGEST, _MOST_COMPOUNDS = 3, 9, 4, 20, 200
#: words with more letters that may have lost a mark are not looked up: the readings grow with each
_MOST_READINGS = 128


class _Run(NamedTuple):
    """What a run of katakana is in any post: its letters without marks, whether it has any, and what it was by the dictionary alone."""

    bare: str
    marked: bool
    alone: str | None


class _Words(Struct, frozen=True):
    """The katakana of a post: how often each run stands in it, and those with marks, side by side with and without them.

    `alike` counts the runs that read the same without marks.
    """

    count: Mapping[str, int]
    runs: Mapping[str, _Run]
    alike: Mapping[str, int]
    marked: str
    stripped: str
    whole: Mapping[str, str]

    def of(self, bare: str) -> str | None:
        """The word with its marks, where the post has it alone or in a longer run."""
        if bare in self.whole:
            return self.whole[bare]
        at = self.stripped.find(bare)
        found = self.marked[at : at + len(bare)] if at >= 0 else bare
        return None if found == bare else found


def torn_words(post: Post) -> Iterator[tuple[Span, str, str]]:
    """Each torn word of the prose: where it stands, how it reads, and how it read before."""
    words = _words(_KATAKANA.findall(post.text))
    budget = _MOST_COMPOUNDS
    lost: dict[str, str] = {}
    for word, run in words.runs.items():
        if run.marked and run.alone is None and words.alike[run.bare] == 1:
            continue  # as most words: it still has marks, and what it was no dictionary and no other word tells
        restored = _restored(word, words)
        if restored is None and budget and _may_be_compound(word, run):
            budget -= 1
            restored = _compound(word, words)
        if restored is not None:
            lost[word] = restored
    if not lost:
        return
    for m in _KATAKANA.finditer(post.masked):
        if m.group() in lost:
            yield Span(*m.span()), m.group(), lost[m.group()]


def _words(found: Sequence[str]) -> _Words:
    count = Counter(found)
    runs = {word: _run(word) for word in count}
    whole = [(run.bare, word) for word, run in runs.items() if run.marked]
    marked, stripped = " ".join([word for _, word in whole]), " ".join([bare for bare, _ in whole])
    return _Words(count, runs, Counter([run.bare for run in runs.values()]), marked, stripped, dict(whole))


@lru_cache(maxsize=8192)
def _run(word: str) -> _Run:
    """A site says the same words in many posts."""
    bare = word.translate(_STRIPPED)
    return _Run(bare, bare != word, _restored_alone(word) if len(word) >= _BARE else None)


def _restored(word: str, words: _Words) -> str | None:
    """The word that this one was before it lost its marks, as the dictionary or the post has it."""
    run = words.runs[word]
    if run.alone is not None:
        return run.alone
    # That a word lacks marks is seldom; so the post is asked before the dictionary.
    here = [r for r, marks in _readings(word) if marks > 1 and r in words.count] if words.alike[run.bare] > 1 else ()
    if here and has_unknown_word(word) and (known := next(filter(is_known_word, here), None)) is not None:
        return known
    return _whole_here(word, words) if len(word) >= _BARE and not run.marked and words.count[word] == 1 else None


def _whole_here(word: str, words: _Words) -> str | None:
    """The word that the post has elsewhere with its marks; this one, which stands once, is its slip where the other is no chance."""
    whole = words.of(word)
    if whole is None or is_known_word(word) or _is_name(whole):
        return None
    often = sum(count for run, count in words.count.items() if whole in run) > 1
    return whole if often or _marks(word, whole) > 1 or is_known_word(whole) else None


def _restored_alone(word: str) -> str | None:
    """The dictionary word that an unknown word was, which needs no witness.

    A shorter one that lacks one mark may be a name that the dictionary lacks beside one that it has. One that has marks left can
    have lost one to a slip; what drops more drops them all.
    """
    marked = _MARKED.search(word) is not None
    if marked and len(word) < _LONG:
        return None
    readings = [reading for reading in _known_readings(word) if not marked or _marks(word, reading) == 1]
    if not readings:
        return None
    if not has_unknown_word(word):
        return _of_two_words(word, readings)
    return next((reading for reading in readings if len(word) >= _LONG or _marks(word, reading) > 1 or not _is_name(reading)), None)


def _of_two_words(word: str, readings: Sequence[str]) -> str | None:
    """The same for letters that are two words by chance (タウンロート for ダウンロード): two marks are lost, and the word is common."""
    if len(word) < _LONG or _MARKED.search(word) or is_known_word(word):
        return None
    return next((reading for reading in readings if _marks(word, reading) > 1 and not _is_name(reading)), None)


def _may_be_compound(word: str, run: _Run) -> bool:
    return 2 * _PART <= len(word) <= _LONGEST and not run.marked and has_unknown_word(word)


def _compound(word: str, words: _Words) -> str | None:
    """The words of which this one was made, where the parts that lost marks are enough to tell."""
    parts = _parts(word, words, {})
    whole = "".join(parts or ())
    if not parts or whole == word:
        return None
    torn = [(at, part) for at, part in enumerate(parts) if part not in word]
    if any(part in words.count for _, part in torn):
        return whole
    long = [(at, part) for at, part in torn if len(part) >= _SURE_PART]
    return whole if (long and _marks(word, whole) > 1) or any(not at or not _AGENT.search(part) for at, part in long) else None


def _parts(word: str, words: _Words, seen: dict[str, tuple[str, ...] | None]) -> tuple[str, ...] | None:
    """The word as words of three letters or more, with marks put back where needed. `seen`: what was found of the word's ends."""
    if word not in seen:
        whole = _part(word, words) if len(word) <= _LONGEST_PART else None
        seen[word] = (whole,) if whole is not None else None
        for length in range(min(_LONGEST_PART, len(word) - _PART), _PART - 1, -1) if whole is None else ():
            first = _part(word[:length], words)
            rest = _parts(word[length:], words, seen) if first is not None else None
            if first is not None and rest is not None:
                seen[word] = (first, *rest)
                break
    return seen[word]


def _part(letters: str, words: _Words) -> str | None:
    """A word that these letters are, or were: one of the dictionary, or of the post."""
    return words.whole.get(letters) or _known_part(letters)


def _marks(word: str, whole: str) -> int:
    """How many marks the word has lost."""
    return sum(a != b for a, b in zip(word, whole, strict=True))


@lru_cache(maxsize=8192)
def _known_part(letters: str) -> str | None:
    """A dictionary word, no name, that these letters are, or were."""
    if is_known_word(letters):
        return letters
    return next((reading for reading in _known_readings(letters) if not _is_name(reading)), None)


def _is_name(word: str) -> bool:
    """Whether the dictionary has the word as a name only: of people, places, products there are more than it knows."""
    return is_known_word(word) and morphemes(word)[0].detail == "固有名詞"


def _readings(word: str) -> list[tuple[str, int]]:
    """What the word may have been, and how many marks it has then lost; nothing where that could be too many words."""
    choices = _choices(word)
    readings = ["".join(letters) for letters in product(*choices)] if choices else []
    return [(reading, lost) for reading in readings if (lost := _marks(word, reading))]


def _known_readings(word: str) -> list[str]:
    """Those that the dictionary has as one word."""
    choices = _choices(word)
    return [reading for reading in surfaces().spelled(choices) if reading != word and is_known_word(reading)] if choices else []


def _choices(word: str) -> list[tuple[str, ...]]:
    """What each of the word's letters may have been; nothing where that could be too many words."""
    choices = [_CHOICES.get(letter) or (letter,) for letter in word]
    return choices if len(word) >= _PART and prod(map(len, choices)) <= _MOST_READINGS else []
