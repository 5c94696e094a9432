"""Whether a text stops inside a word, by how the tagger reads what is left of it.

A tagger must read the stump of a word as something: a one-letter noun behind a case particle (…を推), an archaic ending
(…を構成す), a filler (…できま), a final particle behind what takes none (…にな). Sentences, headings and list items that are
whole give such readings hardly ever: over the well-formed posts each of those below was met at least twenty times as often
where a word had been cut as in 13,764 whole texts, the sure ones never or once.
"""

import re
from collections.abc import Sequence
from typing import Literal

from postlint.post.japanese import Morpheme, has_unknown_word, is_known_word, morphemes, surfaces
from postlint.post.patterns import lazy

Sureness = Literal["sure", "likely"]

_HIRAGANA = lazy("[ぁ-ん]+")
_KANJI = lazy("[一-龥々]")
_KATAKANA_RUN = lazy("[ァ-ヴー]+$")
_KATAKANA_ROW, _LATIN_ROW = lazy("[ァ-ヴー]+"), lazy("[A-Za-z]+")
#: what no katakana word ends with (ダッシュ has another letter before it), and the letters that begin a sound
_HALF_SOUND = lazy("[キギニヒビピミリ][ュョ]$")
_WHOLE_SOUNDS = [letter for letter in (*map(chr, range(ord("ア"), ord("ヴ") + 1)), "ー") if letter not in "ァィゥェォャュョ"]
#: forms that an auxiliary or a particle must follow: a noun or a final particle behind one is the rest of that
_BOUND_FORMS = frozenset(
    ["未然形", "未然ウ接続", "未然特殊", "連用タ接続", "連用テ接続", "仮定形", "ガル接続", "体言接続特殊", "体言接続特殊２"]
)
#: nouns of one letter that do close a phrase, whatever stands before them
_WHOLE_KANJI = frozenset("図例話点型表鍵肝謎壁夢罠毒件旨次他等人物事本色化差")
#: the kanji that are written alone for a word, or behind a compound of which they are the last one
_KANJI_WORDS = frozenset(
    "人物事本色声音手足目耳口鼻顔頭首肩腕指胸腹背腰膝骨血肉皮毛髪心身体命力気味息夢道車船橋駅店家門窓扉庭畑田山川海空雲雨雪風火水土石金銀銅鉄"
    "木花草葉根実種芽枝幹森林鳥犬猫馬牛魚虫卵米茶酒塩油糖酢薬服靴傘鍵箱袋紙筆机棚床壁柱屋春夏秋冬朝昼夜晩日月年週時分秒今昔前後先次上下左右中内外"
    "表裏奥横縦隣傍側端角隅間際元源基末頃度回番号順位数量値率差額図例話点型肝謎罠毒件旨他等化版章節項欄行列桁字文詩歌曲絵像写影光熱波音線面軸層"
    "群組班隊村町市県国州島港街城寺社宮神仏王君僕私彼誰何皆我父母兄姉弟妹子孫娘妻夫親友客敵主者士師様氏君達方法式系類種別形姿柄紋印札券証状品具器"
    "機材料費代賃税給券株債利益損得失敗勝負罪罰恩恥愛恋情欲怒涙笑嘘噂癖技芸術策案論説学科史誌書典譜帳簿票表暦席室部課局所場地域圏帯区園館院校塔宅"
    "坂道路岸浜池湖沼滝泉谷丘峰崖穴溝堀砂泥岩星太陽影闇霧霜露氷炎煙灰炭香匂味臭糸布綿絹革網縄帯紐針釘刃刀剣弓矢盾銃弾砲旗鈴鐘笛鼓琴弦球玉珠輪"
    "円角弧丸束塊片粒滴泡波渦層幅丈厚径重長高低深浅濃量倍比割歩階段壇台座席枠縁柄蓋底栓蛇管筒缶瓶皿鉢碗椀杯釜鍋串箸匙飯粥麺汁粉餅飴菓蜜豆芋栗柿"
    "梨桃梅桜松竹杉菊蘭苔藻茸蕾株苗稲麦栄礎要核芯砦掟虜可性"
)
#: case particles that a verb must follow; が and は also stand before a noun that ends the sentence (それが鍵)
_CASE = frozenset(["を", "に", "で", "と", "へ", "から", "より", "まで", "について", "として"])
#: what is left of します, という and すべて behind a verb or the noun of one; other hiragana nouns of two letters are words (そば, いも)
_VERBAL_STUMPS = frozenset(["しま", "とい", "すべ"])
#: letters that may follow a whole word: particles and the copula; any other kana behind kanji are the rest of the word
_PARTICLES = frozenset("はがをにでとのもへやかだなさ")
#: the English words of one or two letters, and what is written as such
_SHORT_WORDS = frozenset(
    "a i of to in it is be as at so we he by or on do if me my up an go no us am ok vs id ad pr ci cd ui os ie io ex re hi oh tv db js ts"
    " ip ai ml qa uk eu ng pm".split()
)
#: the last word of an English text of six words or more, and whether there are ten
_ENGLISH_END = lazy(r"(?:[!-~‘-”–—]+\s+){4}[a-z]+[,;:]?\s([a-z]+)$")
#: small letters behind a space or behind Japanese, and behind some other words
_LATIN_END = lazy(r"(?:[^\W_][ \t\r\n]|[ぁ-んァ-ヴー一-龥々、。，][ \t]?)([a-z]{3,15})$")
_TEN_WORDS = lazy(r"(?:[!-~‘-”–—]+\s+){9}[!-~‘-”–—]+\s[a-z]+$")
_ENGLISH_WORD = lazy(r"[a-z]{3,}")
_VOWEL, _ABBREVIATION = lazy("[aeiouy]"), 4
#: how many different words tell how the words of a post end
_VOCABULARY = 100
_LAST_RUN = lazy("([ァ-ヴー]+|[A-Za-z]+|[一-龥々])$")
#: what makes another form of a word that is whole without it
_ENDINGS = frozenset(["s", "es", "d", "ed", "ing", "ly", "er", "ー"])
#: how often a letter must go on elsewhere, never ending its word: where it begins the word, and at the end of a compound (機能差)
_GOES_ON, _GOES_ON_IN_COMPOUND = 1, 2
#: how much of a text's end the tagger is given, as in analysis.ends
_WINDOW = 60
#: how much of it is looked at for its last words
_TAIL = 400
#: words that a sentence is opened with and that do not close one; the beginnings of longer ones stand for them, too
_OPENERS = (
    "さらに しかし しかしながら つまり たとえば すなわち もちろん ただし ただ または そして それから それでも"
    " それぞれ それら そのため その これら これまで この ここで こうした このような そこで そんな したがって"
    " だから ですから なぜなら なお ところが ところで とくに とりわけ まず やはり かなり とても もっと もし"
    " もしも いずれ いずれにせよ いくつか あるいは および ほとんど まったく ますます さまざま すべて なかでも"
    " どのような どんな たしかに むしろ しばしば ようやく きっと ずっと いったん おそらく けっして つねに すでに"
    " まるで いわゆる どうやら"
).split()
_OPENERS_BEGUN = frozenset(word[:n] for word in _OPENERS for n in range(1, len(word) + 1)) - frozenset("あいうえおかきも")
#: a last sentence of a few kana
_KANA_SENTENCE = lazy(r"[。！？!?][\"'”’]?\s*([ぁ-ん]{1,8})$")
#: hiragana nouns, and the particles behind which they are what is left of another word: ようにしました, かまわない, さらに, つまり
_STUMPS_BEHIND = {"しま": ("に",), "かま": ("も",), "さら": ("から", "は", "て"), "つま": ("は",), "しば": ("は",)}
_COMMON = frozenset(["一般", "サ変接続", "副詞可能", "形容動詞語幹"])


def stump_of(last: Morpheme, before: Morpheme | None) -> Sureness | None:
    """How surely a text's last two morphemes are a word that was cut; None where they may well be whole."""
    if _KATAKANA_RUN.fullmatch(last.surface):
        return _katakana(last)
    if before is None:
        return None
    if _KANJI.fullmatch(last.surface) and _KANJI.match(before.surface[-1]):
        # The dictionary lacks many a compound (自家焙煎), and reads its letters one by one.
        # And a family name is followed by the other.
        return "likely" if len(before.surface) > 1 and before.detail != "固有名詞" and _is_no_word(last) else None
    if last.pos == "名詞" and _KANJI.fullmatch(last.surface):
        return _kanji(last, before)
    if last.pos == "名詞" and _HIRAGANA.fullmatch(last.surface):
        return _hiragana_noun(last, before)
    if last.pos in ("動詞", "助動詞", "形容詞"):
        return _inflected(last, before)
    if last.pos == "助詞" and last.detail == "終助詞":
        return _final_particle(last, before)
    if last.pos == "副詞" and _KANJI.fullmatch(last.surface):
        return "likely" if before.detail == "格助詞" else None
    return "sure" if last.pos in ("フィラー", "感動詞") and len(last.surface) == 1 else None


def _katakana(last: Morpheme) -> Sureness | None:
    if last.surface.endswith("ッ"):
        return "sure"
    if not has_unknown_word(last.surface):
        return None
    return "likely" if len(last.surface) <= 2 or _splits_a_mora(last.surface) else None


def _splits_a_mora(row: str) -> bool:
    """Whether an unknown row ends in the middle of a sound, as the words that the dictionary has with this beginning go on (コンピュ)."""
    words = surfaces()
    if not words.begins(row):
        return False
    return _HALF_SOUND.search(row) is not None or not any(words.begins(row + letter) for letter in _WHOLE_SOUNDS)


def ends_in_half_a_word(text: str) -> bool:
    """Whether the tagger takes the last kanji of a text for a word of its own that is hardly ever written so."""
    last = morphemes(text[-_WINDOW:])[-1:]
    return bool(last) and _KANJI.fullmatch(last[0].surface) is not None and _is_no_word(last[0])


def _is_no_word(last: Morpheme) -> bool:
    """Whether a noun of one kanji is written so by hardly anybody."""
    return last.pos == "名詞" and last.detail not in ("接尾", "数") and last.surface not in _KANJI_WORDS


def _kanji(last: Morpheme, before: Morpheme) -> Sureness | None:
    """A noun of one letter: what stands before it, or the letter, says whether it can be a word."""
    return _kanji_behind(last, before) or ("likely" if _is_no_word(last) else None)


def _kanji_behind(last: Morpheme, before: Morpheme) -> Sureness | None:
    particle = before.detail if before.pos == "助詞" else ""
    behind_case = particle == "接続助詞" or (particle == "格助詞" and before.surface in _CASE)
    if before.form in _BOUND_FORMS:
        return "sure"
    if last.detail in ("固有名詞", "接続詞的", "数", "接尾"):
        loose = particle or before.pos in ("動詞", "助動詞") or before.detail in ("読点", "句点", "一般", "サ変接続")
        loose = last.detail == "接続詞的" or (last.detail == "固有名詞" and loose)
        return "sure" if behind_case else "likely" if loose else None
    if last.detail not in _COMMON or last.surface in _WHOLE_KANJI:
        return None
    if behind_case:
        # Without a verb を has nothing to govern; に and で also set a scene (正月に鰤).
        return "sure" if before.surface in ("を", "て") else "likely"
    if last.detail == "形容動詞語幹":
        return None
    open_ = particle in ("格助詞", "係助詞", "副助詞", "並立助詞", "副詞化")
    return "likely" if open_ or before.pos in ("助動詞", "接続詞", "副詞") or before.detail in ("読点", "句点") else None


def _hiragana_noun(last: Morpheme, before: Morpheme) -> Sureness | None:
    if before.form in _BOUND_FORMS and last.surface != "さ":
        return "sure"
    if before.surface in ("て", "で") and last.surface in ("いま", "くだ", "く", "しま", "ゆ"):
        return "sure"
    if len(last.surface) == 1 and before.surface != "の" and last.surface != "さ":
        return "sure"
    if (before.form == "連用形" and before.pos == "動詞" and last.surface == "なか") or (before.pos == "副詞" and last.surface == "わか"):
        return "sure"
    if before.surface in _STUMPS_BEHIND.get(last.surface, ()):
        return "likely"
    if last.detail == "特殊" or (len(last.surface) == 1 and before.pos in ("動詞", "助動詞")):
        return "sure"
    if (before.detail == "サ変接続" and last.surface == "しま") or (before.surface in ("が", "は", "も") and last.surface == "ありま"):
        return "sure"  # 説明しま, 必要がありま: no island and no place can stand there
    verbal = before.pos in ("動詞", "助動詞") or before.detail == "サ変接続" or before.surface == "か"
    return "likely" if (verbal and last.surface in _VERBAL_STUMPS) or (before.pos == "助詞" and last.surface == "ありま") else None


def _inflected(last: Morpheme, before: Morpheme) -> Sureness | None:
    if last.form in ("体言接続特殊", "体言接続特殊２") or (last.form == "文語基本形" and last.surface != "なし"):
        return "sure"
    if last.pos == "動詞" and last.surface == "く" and before.surface == "て":
        return "sure"
    if last.pos == "動詞" and last.form == "連用形":
        return _continuative(last, before)
    if last.pos != "助動詞":
        return "likely" if (last.surface, before.pos) == ("化す", "名詞") or (last.surface, before.detail) == ("ある", "読点") else None
    if last.surface in ("つ", "じ", "やす") or (last.surface == "や" and before.pos != "名詞"):
        return "likely" if before.pos == "名詞" else "sure"
    return "sure" if last.surface in ("た", "だ") and (before.form == "基本形" or before.pos == "連体詞") else None


def _continuative(last: Morpheme, before: Morpheme) -> Sureness | None:
    """A verb in the form that ます or て follows. Many are nouns, too (見落とし, 埋め込み); auxiliaries and し are not."""
    if last.detail == "接尾":
        return "sure"
    if before.surface == "を" and last.detail == "自立" and len(last.surface) <= 2 and not _is_imperative(last.surface):
        return "likely"
    auxiliary = last.detail == "非自立" and before.surface in ("て", "で")
    return (
        "likely"
        if auxiliary
        or (last.surface == "い" and before.surface in ("が", "も"))
        or (last.surface in ("し", "でき") and before.pos in ("助詞", "名詞"))
        else None
    )


def _is_imperative(surface: str) -> bool:
    """Whether a verb's form is the imperative of another, too (磨け, of 磨く)."""
    at = "えけせてねへめれげぜでべ".find(surface[-1])
    return at >= 0 and is_known_word(surface[:-1] + "うくすつぬふむるぐずづぶ"[at])


def _final_particle(last: Morpheme, before: Morpheme) -> Sureness | None:
    """な, よ, の … end a sentence behind a predicate only."""
    if last.surface in ("な", "よ") and (before.surface == "ば" or before.pos == "連体詞"):
        return "sure"
    if last.surface == "で":
        return "sure" if before.pos == "助詞" else "likely" if before.form == "基本形" else None
    if (last.surface, before.pos) in (("な", "副詞"), ("よ", "接続詞")) or (last.surface == "さ" and before.detail == "サ変接続"):
        return "likely"
    if before.form in _BOUND_FORMS or (last.surface == "な" and before.form == "連用形"):
        return "sure"
    if before.pos == "助詞" and before.detail in ("格助詞", "係助詞", "連体化"):
        return "sure" if last.surface in ("な", "よ") else "likely"
    if last.surface in ("の", "べ"):
        return "likely" if before.form in ("基本形", "体言接続") else None
    if last.surface == "け":
        return "likely" if before.pos == "動詞" else None
    return "likely" if before.pos in ("名詞", "記号") and last.surface in ("な", "よ", "ぜ", "わ", "べ") else None


def opens_a_sentence(text: str) -> Sureness | None:
    """Whether a text ends with a sentence that is but a word to open one with, or the beginning of such a word."""
    m = _KANA_SENTENCE.search(text)
    return "sure" if m is not None and m.group(1) in _OPENERS_BEGUN else None


def begins_a_word(text: str, others: Sequence[str]) -> Sureness | None:
    """How surely a text ends with what the others have only as the beginning of a longer word.

    Katakana and Latin letters are taken as the whole row that the text ends with, kanji one by one: 構 never ends a word in a
    post about 構成 and 構築.
    """
    text = text[-_TAIL:]  # searched from each of its letters on: no longer than words and their surroundings are
    m = _LAST_RUN.search(text)
    if m is None:
        return None
    row = m.group()
    if _KANJI.fullmatch(row):
        if row in _WHOLE_KANJI or morphemes(text[-_WINDOW:])[-1].surface != row:
            return None
        # Behind another kanji the letter is the end of a compound's last word, elsewhere it begins the word.
        begins = _KANJI.match(text[-2:-1]) is None
        return "likely" if _kanji_goes_on(row, others, begins=begins) else None
    if not row.isascii():
        return ("likely" if is_known_word(row) else "sure") if _row_goes_on(row, others) else None
    return "likely" if _row_goes_on(row, others) or _is_no_english(text, others) or is_latin_stump(text, others) else None


def is_latin_stump(text: str, others: Sequence[str]) -> bool:
    """Whether a text ends with small Latin letters that English words begin with and that are no word, in English or in the others."""
    m = _LATIN_END.search(text)
    if m is None:
        return False
    from postlint.analysis.english_words import begins_longer_words  # few posts end so

    letters = m.group(1)
    whole = re.compile(rf"(?<![A-Za-z]){letters}(?![a-z])", re.IGNORECASE)
    return begins_longer_words(letters) and not any(whole.search(each) for each in others)


def is_short_word(letters: str) -> bool:
    """Whether one or two small Latin letters are written as a word."""
    return letters in _SHORT_WORDS


def _is_no_english(text: str, others: Sequence[str]) -> bool:
    """Whether an English text ends with letters that are no word: one or two that make none, or such as no word of the post ends with."""
    m = _ENGLISH_END.search(text)
    if m is None:
        return False
    last = m.group(1)
    if len(last) <= 2:
        return last not in _SHORT_WORDS
    if len(last) <= _ABBREVIATION and not _VOWEL.search(last):
        return False  # rpm, html
    from postlint.analysis.english_endings import ENDINGS  # few posts end so

    if last[-3:] not in ENDINGS and not any(re.search(rf"\b{last}\b", other) for other in others):
        return True
    if not _TEN_WORDS.search(text):
        return False
    words = {word for other in others for word in _ENGLISH_WORD.findall(other.lower())}
    return len(words) >= _VOCABULARY and last not in words and all(not word.endswith(last[-3:]) for word in words)


def _row_goes_on(row: str, others: Sequence[str]) -> bool:
    if len(row) < 2:
        return False
    rows = _LATIN_ROW if row.isascii() else _KATAKANA_ROW
    endings = _ENDINGS if row.isascii() or is_known_word(row) else ()
    holding = [found for text in others if row in text for found in rows.findall(text) if row in found]
    longer = [found[len(row) :] for found in holding if found.startswith(row)]
    return any(rest and rest not in endings for rest in longer) and not any(found.endswith(row) for found in holding)


def _kanji_goes_on(letter: str, others: Sequence[str], *, begins: bool) -> bool:
    goes_on = 0
    for text in others:
        at = text.find(letter)
        while at >= 0:
            if not (begins and at and _KANJI.match(text[at - 1])):
                behind = text[at + 1 : at + 2]
                if not (_KANJI.match(behind) or (_HIRAGANA.match(behind) and behind not in _PARTICLES)):
                    return False
                goes_on += 1
            at = text.find(letter, at + 1)
    return goes_on >= (_GOES_ON if begins else _GOES_ON_IN_COMPOUND)
