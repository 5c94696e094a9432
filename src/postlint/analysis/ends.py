"""How a text ends: closed, or open, and how surely the last words say that something is missing."""

from enum import IntEnum
from typing import NamedTuple

from postlint.analysis.stumps import opens_a_sentence, stump_of
from postlint.post.japanese import Morpheme, has_japanese, morphemes
from postlint.post.patterns import lazy
from postlint.post.shortcodes import PLACEHOLDER


class Openness(IntEnum):
    """How surely an end is no end. A BARE end only lacks its full stop; SURE ones no author leaves."""

    CLOSED = 0
    BARE = 1
    LIKELY = 2
    SURE = 3


class End(NamedTuple):
    """How open a text ends and why: a key that the checks' messages explain."""

    openness: Openness
    why: str


CLOSED = End(Openness.CLOSED, "closed")

_TRAILING = lazy(r"(?:[\s*_~`\u200b]|\[\^[^\]\n]{1,40}\])+$")
#: the last characters, besides white space, of what _TRAILING matches
_TRAILERS = "*_~`\u200b]"
_FULL_STOP = tuple('。．！？!?…‥♪☆★ｗ)）」』】〉》"”’；;:：｡〜～›»→⇒▶►▼↓' + PLACEHOLDER)
_LAUGH = lazy(r"(?:笑|爆|泣|汗|ｗ|(?:^|[^A-Za-z])w{1,}|m\(_ _\)m|orz|[^\w\s]{2,}|[\U0001f000-\U0001faff\u2600-\u27bf]\ufe0f?)$")
#: a remark in square brackets; the number of a source (［3］) may stand behind anything
_REMARK = lazy(r"\[[^\[\]]*[^\W\d][^\[\]]*\]$")
#: the caption of a picture or a table: its number, and what it shows
_CAPTION = lazy(
    r"\s*(?:(?:図表?|表|写真|グラフ|リスト|例)\s?\d{1,3}(?:[.\-‐–]\d{1,3})*(?:[:：．]|\.?\s)\s*(?![はがをにのでともへや]\s?)[^、。\n]{1,60}"
    r"|(?:Figure|Fig\.|Table|Listing|Example)\s\d{1,3}(?:[.\-–]\d{1,3})*[:.]\s[^\n]{1,160})"
)
_PAIRS = {"「": "」", "『": "』", "（": "）", "【": "】", "“": "”"}
_BRACKET = lazy("[「」『』（）【】“”]")
#: an ASCII parenthesis that is never closed, with words in it and before it: no smiley, and no row of them as in a list a), b)
_OPEN_PARENTHESIS = lazy(r"[^\s():;,'-][ \t]?\((?=[^\W\d])[^()]{3,160}$")
#: how much of the end is given to the tagger; a clause is enough to tell the part of speech of its last word
_WINDOW = 60

#: adverbs that announce what must follow; others may end a greeting (…にどうぞ)
_ADVERBS = frozenset(
    "まるで もし たとえ 例えば たとえば 特に とくに もちろん つまり なぜ 決して"
    " とても もっと ずっと きっと まったく ますます ほとんど かなり やはり とりわけ よく"
    " より 最も もっとも いかに いわば いわゆる あたかも ただ さらに まず むしろ".split()
)
#: what one wishes or gives in so many words, and what stands before what one wishes
_WISHES = frozenset("感謝 拍手 祝福 喝采 乾杯 声援 応援 一票 週末 一日 年末 連休".split())
_WISHED = frozenset("ご お 御 良い よい いい よき 素敵 楽しい 素晴らしい".split())
_ENGLISH_OPEN = frozenset(
    "a an the of and or but nor to for with from by in on at into onto over under as than that which who whose whom because although"
    " though while if unless whether when where is are was were be been being am has have had can could will would shall should may might"
    " must do does did not very such their its our your his my these those each every between through during without within about"
    " i.e. e.g.".split()
)


def end_of(text: str) -> End:
    """How the plain text of a paragraph or item ends."""
    stripped = text[-400:]
    if stripped and (stripped[-1] in _TRAILERS or stripped[-1].isspace()):
        stripped = _TRAILING.sub("", stripped)
    if not stripped:
        return CLOSED
    if stripped.endswith(("、", "，", ",")):
        return End(Openness.SURE, "comma")
    if _open_bracket(text):
        return End(Openness.SURE, "bracket")
    if stripped.endswith(_FULL_STOP) or stripped.endswith(".") or _LAUGH.search(stripped[-8:]):
        return CLOSED
    if (stripped[-1] == "]" and _REMARK.search(stripped)) or is_caption(stripped):
        return CLOSED
    if _OPEN_PARENTHESIS.search(stripped):
        return End(Openness.SURE, "bracket")
    if not has_japanese(stripped[-_WINDOW:]):
        return _english_end(stripped)
    return _japanese_end(stripped)


def is_caption(text: str) -> bool:
    """Whether a line is the caption of a picture, a table or a listing, by its number."""
    return _CAPTION.fullmatch(text) is not None


def _open_bracket(text: str) -> bool:
    """Whether the last quotation or parenthesis of the text's last lines is never closed."""
    for opener, closer in _PAIRS.items():
        if opener in text and any(closer not in behind for behind in text.split(opener)[1:]):
            break
    else:
        return False  # each is closed before the next of its kind, as in most texts
    depth: list[str] = []
    for found in _BRACKET.finditer(text):
        mark = found.group()
        if mark == "“" and "”" in depth and text[found.start() - 1].isalnum() and not text[found.end() : found.end() + 1].isalnum():
            mark = "”"  # “so“: the wrong one of the two was typed
        if mark in _PAIRS:
            depth.append(_PAIRS[mark])
        elif mark in depth:
            while depth.pop() != mark:
                pass
    return bool(depth)


def _english_end(text: str) -> End:
    words = text[-80:].split()
    last = words[-1].lower() if words else ""
    if last in _ENGLISH_OPEN and len(words) > 3 and not text.endswith(" in between"):
        return End(Openness.SURE, "word")
    if last.endswith(("-", "–")):
        return End(Openness.LIKELY, "word")
    return End(Openness.BARE, "bare")


def _japanese_end(text: str) -> End:
    found = morphemes(text[-_WINDOW:])
    if not found:
        return CLOSED
    if text.endswith("楽しみに") or (found[-1].surface == "を" and _is_wish(found[:-1])):
        return End(Openness.BARE, "terminal")
    before = found[-2] if len(found) > 1 else None
    if text.endswith("くださ"):  # read as a particle (くだ + さ)
        return End(Openness.SURE, "stump")
    stump = opens_a_sentence(text) or stump_of(found[-1], before)
    if stump is not None:
        return End(Openness.SURE if stump == "sure" else Openness.LIKELY, "stump")
    return _by_morpheme(found[-1], before)


def _is_wish(words: tuple[Morpheme, ...]) -> bool:
    """Whether words before a final を make an elliptical wish, which is whole: 感謝を, ご注意を, 良い週末を."""
    bases = [word.base for word in words[-3:]]
    return bool(bases) and (bases[-1] in _WISHES or any(base in _WISHED for base in bases[:-1]))


def _by_morpheme(last: Morpheme, before: Morpheme | None) -> End:
    """What the last morpheme's part of speech and form say (IPA dictionary)."""
    pos, detail, form = last.pos, last.detail, last.form
    if pos == "助詞":
        return _by_particle(last)
    if pos in ("接頭詞", "連体詞"):
        return End(Openness.SURE, "modifier")
    if pos == "接続詞":
        return End(Openness.SURE, "conjunction")
    if pos == "副詞":
        return End(Openness.LIKELY if last.surface in _ADVERBS else Openness.BARE, "modifier")
    if pos in ("動詞", "助動詞", "形容詞"):
        if form in ("未然形", "未然ウ接続", "連用タ接続", "仮定形", "未然特殊", "仮定縮約１", "連用テ接続", "ガル接続") or (
            pos == "助動詞" and form in ("連用形", "体言接続")
        ):
            return End(Openness.SURE, "form")
        if form == "連用形":
            return End(Openness.LIKELY, "form")
        return End(Openness.BARE, "terminal")
    if pos == "名詞" and detail == "接尾" and before is None:
        return End(Openness.LIKELY, "bare")
    return End(Openness.BARE, "noun" if pos == "名詞" else "bare")


def _by_particle(last: Morpheme) -> End:
    if last.detail in ("終助詞", "副助詞／並立助詞／終助詞", "特殊"):
        return End(Openness.BARE, "terminal")
    if last.surface in (
        "を",
        "は",
        "が",
        "に",
        "へ",
        "と",
        "で",
        "の",
        "も",
        "や",
        "より",
        "という",
        "として",
        "について",
        "による",
        "によって",
    ):
        # が, の, と and で also end casual sentences (…ですが, …なの, …とのこと, …で); the surroundings must agree.
        sure = last.surface not in ("の", "で", "も", "が", "と") or last.detail in ("格助詞", "連体化", "係助詞", "並立助詞")
        return End(Openness.SURE if sure else Openness.LIKELY, "particle")
    if last.detail == "格助詞":
        return End(Openness.SURE, "particle")
    return End(Openness.LIKELY, "particle")
