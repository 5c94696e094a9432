"""Japanese: characters, and morphemes over bounded windows of text."""

from functools import lru_cache
from typing import Any, NamedTuple

from postlint.post.patterns import lazy
from postlint.post.surfaces import Surfaces

_JAPANESE = r"[\u3041-\u309f\u30a0-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff66-\uff9f々〆ヶ]"
#: one letter and more: a search skips to a class, but not to a repeated one
_JAPANESE_RUN = lazy(f"{_JAPANESE}{_JAPANESE}*")
#: takes a tenth of the time to compile, which a start pays for
_KANA_RUN = lazy(r"[\u3041-\u309f\u30a0-\u30ff][\u3041-\u309f\u30a0-\u30ff]*")
_LETTER = lazy(r"[^\W\d_]")

#: fugashi crashes the interpreter at about 1.5 million characters; no sentence that anyone reads comes near this
LONGEST_WINDOW = 2000
#: every entry of the IPA dictionary has nine features, and what is made of an unknown word has seven
_KNOWN_COMMAS = 8


class Morpheme(NamedTuple):
    """One morpheme as MeCab with the IPA dictionary sees it: 品詞, 品詞細分類1, 活用型, 活用形, 原形."""

    surface: str
    pos: str
    detail: str
    conjugation: str
    form: str
    base: str


def count_characters(text: str) -> int:
    """How many characters a reader reads: everything but white space."""
    return sum(map(len, text.split()))


def is_japanese(text: str) -> bool:
    """Whether a text is written in Japanese: at least a fifth of its first letters are kana or kanji."""
    sample, kana = text[:4000], 0
    # The kana of their beginning alone settle it for most Japanese posts.
    for start in range(0, len(sample), 500):
        kana += sum(map(len, _KANA_RUN.findall(sample, start, start + 500)))
        if kana * 5 >= len(sample):
            return True
    japanese = sum(map(len, _JAPANESE_RUN.findall(sample)))
    # There are no more letters than characters, and most Japanese posts need no closer look.
    return japanese > 0 and (japanese * 5 >= len(sample) or japanese * 5 >= len(_LETTER.findall(sample)))


def has_japanese(text: str) -> bool:
    """Whether there is any kana or kanji at all."""
    first = text[:1]
    if "ぁ" <= first <= "ヿ" or "一" <= first <= "鿿":
        return True  # as it is of most sentences
    return not text.isascii() and (_KANA_RUN.search(text) is not None or _JAPANESE_RUN.search(text) is not None)


@lru_cache(maxsize=1)
def _tagger() -> Any:
    # 20 ms to load; most posts never ask.
    import fugashi
    import ipadic

    return fugashi.GenericTagger(ipadic.MECAB_ARGS)


@lru_cache(maxsize=1)
def surfaces() -> Surfaces:
    """The words of the tagger's dictionary."""
    import ipadic

    return Surfaces(f"{ipadic.DICDIR}/sys.dic")


def tag(text: str) -> tuple[Morpheme, ...]:
    """The morphemes of a text, not remembered.

    Only its last LONGEST_WINDOW characters are looked at, and NUL (where MeCab stops) counts as a space.
    """
    window = text[-LONGEST_WINDOW:].replace("\0", " ")
    # The tagger's printed form takes a sixth of the time that one Python object a node takes. Its last line
    # says EOS; no feature of the dictionary holds a comma.
    return tuple([_morpheme(line) for line in _tagger().parse(window).split("\n")[:-1]])


@lru_cache(maxsize=8192)
def _morpheme(line: str) -> Morpheme:
    """One line of the tagger: the surface, a tab, the features. A text of 60 characters has some thirty, and most are old acquaintances."""
    surface, _, joined = line.partition("\t")
    features = (*joined.split(","), "*", "*", "*", "*", "*", "*", "*")
    return Morpheme(surface, features[0], features[1], features[4], features[5], features[6])


@lru_cache(maxsize=8192)
def is_known_word(text: str) -> bool:
    """Whether the dictionary has this text as one word."""
    found = _features(text)
    return len(found) == 1 and found[0].count(",") == _KNOWN_COMMAS


@lru_cache(maxsize=8192)
def has_unknown_word(text: str) -> bool:
    """Whether the dictionary lacks the text or a part of it: compounds of known words are known."""
    return any(one.count(",") < _KNOWN_COMMAS for one in _features(text))


def _features(text: str) -> list[str]:
    """The features of each morpheme of a text, as the tagger prints them: that takes two thirds of the time that nodes take."""
    printed: str = _tagger().parse(text[:LONGEST_WINDOW].replace("\0", " "))
    return [line.rpartition("\t")[2] for line in printed.split("\n")[:-1]]


#: the same, remembered: for the short pieces of text that more than one check asks for
morphemes = lru_cache(maxsize=4096)(tag)
