"""The title of a post, the line that its body opens with, and how the two are related."""

import re
from typing import Literal

from msgspec import Struct

from postlint.analysis.ends import Openness, end_of
from postlint.analysis.keys import normalise, weight
from postlint.analysis.memo import once_a_post
from postlint.analysis.stumps import begins_a_word, ends_in_half_a_word, is_latin_stump, is_short_word
from postlint.analysis.units import Unit, units_of
from postlint.post.cached import cached_property
from postlint.post.japanese import has_japanese, has_unknown_word, morphemes, surfaces
from postlint.post.patterns import lazy
from postlint.post.post import Post
from postlint.post.text import Span

Flaw = Literal["empty", "bracket", "mark", "word", "question", "longer", "stub"]

_PAIRS = {"「": "」", "『": "』", "（": "）", "【": "】", "“": "”", "〈": "〉", "《": "》"}
#: an ASCII parenthesis that is opened behind a word and never closed
_OPEN_ASCII = lazy(r"[^\W_][ \t]?(?:\((?=\w)[^()]*|\[(?=\w)[^\[\]]*)$")
_BRACKETS = lazy("[「」『』（）【】“”〈〉《》]")
#: a row of katakana, or a word in Latin letters, whatever it is put together from (open-source, 1Password)
_LAST_ROW = lazy("(?:[ァ-ヴー]+|(?<![A-Za-z0-9_.-])[A-Za-z0-9][A-Za-z0-9_.-]*[A-Za-z])$")
#: one or two letters behind four words or more in Latin letters, or one behind hiragana
_SHORT_END = lazy(r"(?:(?:^|\s)(?:[!-~]+\s+){4,}|[ぁ-ん](?=[a-z]$))([a-z]{1,2})$")
#: one letter of katakana is no word, unless it is a particle in fancy dress (だヨ, ですネ, 三ヶ)
_ONE_LETTER = lazy("[^ァ-ヴー][ァ-ヴ]$(?<![ヨネゾワダカナヤノハモニチ])(?<![のだよる]サ)")
#: from how many letters on a row of katakana, or of Latin letters, is told because a word of the dictionary begins so
_LETTERS_SHORT = 4
_END_MARKS = "？?！!。…：:、，, 　"
_HEADLINE_MARK = lazy("[？?！!：:]")
_HANGING = lazy(r"[：:、，,／・]$")
_WORD = lazy(r"[^\W_]")
_KANA_END = lazy("[ぁ-んァ-ヴー]$")
#: adjectival stems that never end a phrase as nouns do: the 性 or な behind them was cut off
_STEMS = frozenset(["可能", "不可能", "可", "新た", "様々", "膨大", "巨大", "画期的", "本格的", "具体的", "革新的"])
#: from how many letters on a row of katakana is a compound, of which a part may be missing
_COMPOUND = 6
#: how heavy a line may be and still be a headline: the longest of 300 machine-drafted titles weighs 60
_HEADLINE = 75
#: how much of a title's end is looked at for its last words
_TAIL = 400
_SHARED_PREFIX = 6
#: from how many letters on an English title that a sentence begins with is no name of its subject
_CLAUSE_LATIN = 20


class Headline(Struct, frozen=True, dict=True):
    """A post's title (`key` is it normalised, `bare` that without marks at its end), excerpt, and first unit of the body."""

    title: str
    excerpt: str
    first: Unit | None
    #: how many units of prose follow the first
    following: int
    #: the body as it is written
    body: str = ""

    @cached_property
    def key(self) -> str:
        """The normalised title."""
        return normalise(self.title)

    @cached_property
    def bare(self) -> str:
        """The normalised title without the marks at its end."""
        return self.key.rstrip(_END_MARKS)

    @cached_property
    def excerpt_key(self) -> str:
        """The normalised excerpt."""
        return normalise(self.excerpt)

    @cached_property
    def first_key(self) -> str:
        """The normalised first line."""
        return normalise(self.first.plain) if self.first is not None else ""


@once_a_post
def headline_of(post: Post) -> Headline:
    """What the post's front matter and first line say of its title."""
    units = [u for u in units_of(post) if u.kind != "other"]
    first = units[0] if units else None
    prose = sum(u.kind == "prose" for u in units[1:])
    excerpt = text_of(post, "excerpt") or text_of(post, "description")
    return Headline(text_of(post, "title"), excerpt, first, prose, post.text[post.body.start :])


def text_of(post: Post, key: str) -> str:
    """A text of the front matter, "" where it is missing or no text."""
    value = post.meta.get(key)
    return value if isinstance(value, str) else ""


def place_of(post: Post, key: str) -> Span:
    """Where a text of the front matter stands, without its quotation marks where it is written as it is."""
    span = post.front_matter.value_span(key) or post.front_matter.span
    value = text_of(post, key)
    at = span.of(post.text).find(value) if value else -1
    return Span(span.start + at, span.start + at + len(value)) if at >= 0 else span


def title_flaw(line: Headline) -> tuple[Flaw, str] | None:
    """How a title is cut, and the text that shows it: the part that hangs, or the longer original."""
    title = line.title.strip()
    if not _WORD.search(title):
        return "empty", title
    if unbalanced(title) or (("(" in title or "[" in title) and _OPEN_ASCII.search(title)):
        return "bracket", title
    bare = title.rstrip("？?！! 　")
    if _HANGING.search(bare):
        return "mark", bare[-1]
    longer = _longer(line)
    if longer is not None:
        return "longer", longer
    stub = _stub(bare, line)
    if stub is not None:
        return "stub", stub
    if bare != title and _ends_before_a_question(bare):
        return "question", title[-4:]
    if bare == title and _needs_more(bare):
        return "word", bare[-6:]
    return None


def _stub(title: str, line: Headline) -> str | None:
    """The row of katakana or Latin letters that a title ends with, if the post has it only as the beginning of longer words."""
    title = title[-_TAIL:]  # searched from each of its letters on: a title of any length has its last words in so many
    short = _SHORT_END.search(title)
    if short is not None and not is_short_word(short.group(1)) and f" {short.group(1)} " not in line.body:
        return short.group(1)
    texts = [line.body, line.excerpt]
    m = _LAST_ROW.search(title)
    if m is None:
        return title[-1:] if ends_in_half_a_word(title) and begins_a_word(title, texts) is not None else None
    row = m.group()
    if m.start() == 0 and (not row.isalpha() if row.isascii() else len(row) < _COMPOUND):
        return None  # a title of one word, put together or short, is a name, whatever longer ones the post speaks of
    if row.isascii():
        if len(row) >= _LETTERS_SHORT and is_latin_stump(title, texts):
            return row
        return row if _begins_a_latin_word(row.lower(), line.body.lower() + "\n" + line.excerpt.lower()) else None
    if len(row) == 1:
        return row if _ONE_LETTER.search(title) else None
    unknown = len(row) >= _LETTERS_SHORT and row not in line.body and has_unknown_word(row)
    if begins_a_word(row, texts) == "sure" or (unknown and surfaces().begins(row)):
        return row
    return None


def _begins_a_latin_word(row: str, text: str) -> bool:
    """Whether a text in small letters has a word only as the beginning of longer ones, be it put together or not."""
    if row.isalpha():
        return begins_a_word(row, [text]) is not None
    behind = [m.group(1) for m in re.finditer(re.escape(row) + "([a-z]*)", text)]
    return "" not in behind and any(behind)


def unbalanced(text: str) -> bool:
    """Whether a quotation or parenthesis is left open, or closed without having been opened."""
    open_: list[str] = []
    for m in _BRACKETS.finditer(text):
        mark = m.group()
        if mark in _PAIRS:
            open_.append(_PAIRS[mark])
        elif not open_ or open_.pop() != mark:
            return True
    return bool(open_)


def _needs_more(title: str) -> bool:
    """Whether the last word of a title cannot be its last. Particles that end headlines (基礎研究へ, 新社長に) can."""
    if not has_japanese(title[-8:]):
        return False
    end = end_of(title)
    last = morphemes(title[-40:])
    if not last:
        return False
    if last[-1].surface == "の" and last[-1].detail == "連体化":
        return True
    if len(last) > 1 and last[-1].surface in _STEMS and last[-2].surface == "の":
        return True
    if end.why == "stump":
        # A headline may do without the verb that a kanji behind a particle lacks (正月に鰤).
        return end.openness is Openness.SURE and _KANA_END.search(title) is not None
    return end.openness is Openness.SURE and end.why in ("modifier", "conjunction", "form")


def _ends_before_a_question(bare: str) -> bool:
    """Whether a question mark was put behind a title that had been cut: …の真意と？, その？"""
    if not has_japanese(bare[-8:]):
        return False
    found = morphemes(bare[-40:])
    if len(found) < 2:
        return False
    last, before = found[-1], found[-2]
    if last.surface == "と":
        return before.pos == "名詞" and before.detail not in ("代名詞", "非自立", "副詞可能")
    return last.pos in ("連体詞", "接頭詞") or (last.surface == "の" and last.detail == "連体化" and before.pos == "名詞")


def _longer(line: Headline) -> str | None:
    """The longer original that a title was cut from: the excerpt or the first line, which begin with it and go on inside a word."""
    for text, key in ((line.excerpt, line.excerpt_key), (line.first.plain if line.first is not None else "", line.first_key)):
        if len(line.bare) >= 8 and len(key) > len(line.key) and key.startswith(line.bare) and _goes_on_inside(line, key, text):
            return text
    return None


def _goes_on_inside(line: Headline, key: str, text: str) -> bool:
    """Whether the original goes on where no title could end: inside a word or a compound, or where the title has a mark of its own."""
    rest = key[len(line.bare) :]
    if line.key != line.bare and not rest.startswith(line.key[len(line.bare) :][:1]) and line.key[-1] in "？?":
        return rest[:1] not in "、：:|｜（(「。！!？?"
    if line.key != line.bare or not _WORD.match(rest):
        return False
    title, whole = line.title.strip(), text.strip()
    if line.bare[-1].isascii() and line.bare[-1].isalnum() and rest[0].isascii():
        # Latin letters: inside a word unless the original has a space there.
        flat = " ".join(text.split())
        return flat.startswith(title) and flat[len(title) :][:1].isalnum()
    if whole.startswith(title) and whole[len(title) :][:1].isspace():
        return False  # 雨どい コマンドは…: the title is the name of what the sentence is about
    found = morphemes(key[: len(line.bare) + 12])
    at = 0
    for i, morpheme in enumerate(found):
        if at == len(line.bare):
            return morpheme.pos == "名詞" and i > 0 and found[i - 1].pos == "名詞" and found[i - 1].detail != "副詞可能"
        if at > len(line.bare):
            return True
        at += len(morpheme.surface)
    return False


def _is_english_sentence(plain: str) -> bool:
    """Whether an English line ends as a sentence does, or leads in to a list."""
    return plain.rstrip().endswith((".", ":", ";", ",")) and not has_japanese(plain)


def is_headline(unit: Unit) -> bool:
    """Whether a unit is short enough to be a title set as a line."""
    return "\n" not in unit.plain.strip() and weight(unit.key) <= _HEADLINE


def echoes(line: Headline) -> Literal["same", "longer"] | None:
    """Whether the first line of the body is the title again ("same"), or the headline that the title was made from ("longer")."""
    first, key = line.first, line.first_key
    if first is None or not line.bare or not is_headline(first) or line.following < 2:
        return None
    if any(link.overlaps(first.span) for link in first.block.links):
        # A first sentence that says what the title says, with links in it, is the beginning of the text.
        return None
    if key.rstrip(_END_MARKS) == line.bare:
        return "same"
    if first.kind == "heading" and first.block.level > 1 and not key.startswith(line.bare):
        return None
    if _is_english_sentence(first.plain) and not (key.startswith(line.bare) and len(line.bare) >= _CLAUSE_LATIN):
        # A first sentence about what the title names: in Japanese, headlines are sentences, too.
        return None
    from rapidfuzz import fuzz

    if fuzz.ratio(key, line.key, score_cutoff=85):
        return "same"
    excerpt_says_it = len(line.excerpt_key) >= 8 and (key == line.excerpt_key or key.startswith(line.excerpt_key))
    # An excerpt that is taken from the first sentence says nothing of the title; a headline has no full stop, or a mark before it.
    closed = key.endswith(("。", "."))
    if (closed and not excerpt_says_it) or (key.endswith("。") and not _HEADLINE_MARK.search(first.plain)):
        return None
    if key.startswith(line.bare) and len(line.bare) >= 8:
        return "longer"
    shared = next((i for i, (a, b) in enumerate(zip(key, line.key, strict=False)) if a != b), min(len(key), len(line.key)))
    return "longer" if excerpt_says_it and shared >= _SHARED_PREFIX else None
