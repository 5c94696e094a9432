"""Whether a text can only go on from the one before it: it opens with what grammar binds to a word, or with the rest of one.

Everywhere `left` is the normalised text before the seam, `right` the one behind it.
"""

from postlint.post.japanese import Morpheme, is_known_word, morphemes
from postlint.post.patterns import lazy

#: how many characters on either side of the seam decide
_NEAR = 12
#: what a bound text can begin with; spares the tagger most texts
_FIRST = frozenset("をにのはもへまたなうしさせすでだ")
#: particles that open no sentence; others do, in words such as とはいえ and なので
_PARTICLES = frozenset("をにのはもへ")
#: auxiliary verbs that open no sentence, as だ does in だが and です in ですが
_AUXILIARIES = frozenset(("ます", "た", "ない", "たい", "う"))
_GUESSES = frozenset(("でしょ", "だろ"))
#: with these a noun makes a verb
_PREDICATES = frozenset(("する", "できる", "れる"))
#: what opens a sentence all the same
_OPENERS = lazy(
    r"に(?:も(?:かかわ|関わ)らず|しても|せよ|加え)|と(?:、|は(?:い|言)|いっても|いうわけで|いうこと(?:で|は)|いうのも|すると|すれば|なると|なれば)"
)
#: suffixes that make one word with the noun before them
_SUFFIXES = frozenset((*"化的性業者家式型系論力率量度界層側製", "入り", "向け", "付き", "済み"))
#: sentences that open with a verb, all the same: what one asks the reader to do, and what is singled out
_INVITATIONS = lazy(
    "考え|想像し|思い|思え|見て|見る|見れ|みれ|聞い|言い|言え|いえ|いい|振り返|例え|続い|加えて|従っ|したが|繰り返し|くり返し|驚い|想定し"
    "|[^、。]{1,20}(?:のは|べきは|点は|ことに、|と、|ば、|たら、|なら、|くださ|下さい|みよう|みましょう)"
)
#: no particle stands behind these
_NO_PARTICLE = frozenset(("接続詞", "副詞", "形容詞", "連体詞"))
_WORDS = lazy("[A-Za-z0-9]+")
#: marks behind which a small letter opens a text of its own, as in the name of a command
_CLOSED = ")]}>:;!?"
_LAST_WORD, _FIRST_WORD = lazy(r"[A-Za-z0-9]{1,30}$"), lazy(r"[A-Za-z0-9]{1,30}")


def is_bound(left: str, right: str) -> bool:
    """Whether `right` opens with an inflection or a particle of the word that `left` ends with: no sentence begins so."""
    if right[:1] not in _FIRST:
        return False
    before, first = _seam(left, right)
    if before is None or first is None:
        return False
    if first.pos == "動詞" and first.base == "する":
        return before.detail == "サ変接続"
    if not _is_alone(first, right):
        return False  # a word of its own, such as もちろん or ない
    if first.pos == "助動詞":
        return first.base in _AUXILIARIES or first.surface in _GUESSES
    return first.pos == "助詞" and first.surface in _PARTICLES


def goes_on(left: str, right: str, said: str) -> bool:
    """Whether `right` goes on from a `left` that is known to be cut; a weaker sign will do. `said` is what else the post says.

    It opens with any particle or suffix, with a verb, or with the rest of a name or a figure that the post has whole.
    """
    return _completes_a_name(left, right, said) or is_bound(left, right) or _leans(left, right) or _opens_with_a_verb(left, right)


def _leans(left: str, right: str) -> bool:
    before, first = _seam(left, right)
    if before is None or first is None:
        return False
    if first.pos == "名詞":
        return first.surface in _SUFFIXES and before.pos == "名詞" and _is_alone(first, right, same=False)
    # Behind anything but a noun, が、 and で、 with a comma are conjunctions.
    conjunction = before.pos != "名詞" and right[len(first.surface) : len(first.surface) + 1] == "、"
    return first.pos == "助詞" and not conjunction and _is_alone(first, right, same=False)


def fits(left: str, right: str) -> bool:
    """Whether a `right` that is bound may go on from this very text: no particle stands behind a conjunction (つまり)."""
    before, first = _seam(left, right)
    return before is None or first is None or first.pos != "助詞" or before.pos not in _NO_PARTICLE


def _opens_with_a_verb(left: str, right: str) -> bool:
    if not left or not right or _INVITATIONS.match(right):
        return False
    found = morphemes(right[:_NEAR])
    noun = next((at for at, morpheme in enumerate(found) if morpheme.pos != "名詞"), 0)
    if noun and found[noun - 1].pos == "名詞" and _makes_a_verb(found[noun - 1]):
        return found[noun].base in _PREDICATES
    return bool(found) and found[0].pos == "動詞" and found[0].detail == "自立"


def _makes_a_verb(noun: Morpheme) -> bool:
    """Whether する can follow: 分析, and 化 of 活性化."""
    return noun.detail == "サ変接続" or (noun.detail == "接尾" and noun.surface == "化")


def _seam(left: str, right: str) -> tuple[Morpheme | None, Morpheme | None]:
    """The last morpheme before the seam and the first behind it; none where one reaches over it, or a sentence begins there."""
    left, right = left[-_NEAR:], right[:_NEAR]
    at, before = 0, None
    for morpheme in morphemes(left + right) if left and right and not _OPENERS.match(right) else ():
        if at >= len(left):
            return (before, morpheme) if at == len(left) else (None, None)
        at, before = at + len(morpheme.surface), morpheme
    return None, None


def _is_alone(first: Morpheme, right: str, *, same: bool = True) -> bool:
    """Whether a text by itself begins with that word, too, and with the `same` part of speech."""
    alone = morphemes(right[:_NEAR])[:1]  # of control characters there is none
    return any(each.surface == first.surface and (each.pos == first.pos or not same) for each in alone)


def _completes_a_name(left: str, right: str, said: str) -> bool:
    head, tail = _LAST_WORD.search(left[-_NEAR * 2 :]), _FIRST_WORD.match(right)
    if head is None or tail is None:
        return False
    # Looked for in place: the words of a post need not be listed anew for each of its seams.
    name = head.group() + tail.group()
    at = said.find(name)
    while at >= 0:
        if not _WORDS.fullmatch(said[max(at - 1, 0) : at]) and not _WORDS.match(said, at + len(name)):
            return True
        at = said.find(name, at + 1)
    return False


def splits_a_word(left: str, right: str) -> bool:
    """Whether the end of `left` and the beginning of `right` make one word."""
    if left and right and left[-1].isascii() and right[0].isascii():
        # The dictionary takes any row of Latin letters for a word; a small letter that opens a paragraph says enough.
        return right[0].islower() and left[-1] not in _CLOSED
    return shared_word(left, right, known=False)


def shared_word(left: str, right: str, *, known: bool) -> bool:
    """Whether one morpheme reaches over the seam; `known`: one that the dictionary has."""
    near, behind, at = left[-_NEAR:], right[:_NEAR], 0
    for morpheme in morphemes(near + behind) if near and behind else ():
        if at < len(near) < at + len(morpheme.surface):
            # By chance two words make a name (水 and 庭).
            common = not morpheme.surface.isascii() and morpheme.detail != "固有名詞" and is_known_word(morpheme.surface)
            return not known or common
        at += len(morpheme.surface)
    return False
