"""Words that should not be there: markers, chat, blanks, figures, letters that were damaged."""

import re
import unicodedata
from collections.abc import Sequence
from random import Random

from postlint.post.japanese import has_unknown_word
from postlint.post.text import Span
from quality.draft import Draft, Injected, Injector, Kind, block_inserted, inserted, replaced, sentences_of
from quality.phrases import (
    CUT_MARKERS,
    GARBLED,
    IMPOSSIBLE,
    INLINE_MARKERS,
    MARKERS,
    PLACEHOLDERS,
    RESIDUE_CLOSING,
    RESIDUE_OPENING,
    RESIDUE_VOICE,
    SUBSTITUTED,
    TOOL_TOKENS,
    VAGUE,
    VAGUE_SAID,
    Texts,
    expand,
)

_MARKER = ("stray-marker", "chat-residue")
_CHAT = ("chat-residue", "stray-marker")
_FIGURE = ("garbled-statistic", "impossible-statistic")
_LETTERS = ("garbled-text",)
#: at least eight characters on end that are no ASCII
_JAPANESE = re.compile("[ぁ-んァ-ヴー一-龥]{8}")
_KATAKANA = re.compile("[ァ-ヴー]{5,}")
#: combining marks that kana carry
_MARKS = "\u3099\u309a"


def _own_line(markers: Sequence[str]) -> Injector:
    def inject(draft: Draft, rng: Random) -> Injected | None:
        if not draft.whole:
            return None
        marker = rng.choice(markers)
        return block_inserted(draft, rng.choice([*draft.whole, draft.whole[-1]]), marker, marker)

    return inject


def _in_line(markers: Sequence[str]) -> Injector:
    """Behind a sentence of a paragraph, with or without a space."""

    def inject(draft: Draft, rng: Random) -> Injected | None:
        if not draft.plain:
            return None
        marker = rng.choice(markers)
        sentence = rng.choice(list(sentences_of(draft, rng.choice(draft.plain))))
        return inserted(draft, sentence.end, rng.choice(["", " "]) + marker, marker)

    return inject


def _said(texts: Texts, where: str) -> Injector:
    """A sentence of ours: as the first or last paragraph, as one anywhere, or among the sentences of a paragraph."""

    def inject(draft: Draft, rng: Random) -> Injected | None:
        if not texts[draft.lang] or not draft.plain:
            return None
        text = expand(rng.choice(texts[draft.lang]), rng)
        block = rng.choice(draft.plain)
        if where == "opening":
            first = draft.beginning
            made = inserted(draft, first, text + "\n\n", text)
            return Injected(made.before, made.after, (Span(first, first + len(text)),), text)
        if where == "closing":
            return (
                block_inserted(draft, draft.blocks[-1], text, text) if draft.blocks[-1].kind in ("paragraph", "item", "heading") else None
            )
        if where == "paragraph" or rng.random() < 0.3:
            return block_inserted(draft, block, text, text)
        gap = "" if draft.lang == "ja" else " "
        at = rng.choice(list(sentences_of(draft, block))).end
        made = inserted(draft, at, gap + text, text)
        return Injected(made.before, made.after, (Span(at + len(gap), at + len(gap) + len(text)),), text)

    return inject


def _vague(draft: Draft, rng: Random) -> Injected | None:
    """A vague word of the post, in a sentence without figures, replaced as a script does; of a post without one, a sentence of ours."""
    found = []
    for vague, figure in VAGUE[draft.lang]:
        for block in draft.plain:
            for sentence in sentences_of(draft, block):
                if not re.search("[0-9０-９]", sentence.of(draft.text)):
                    words = re.finditer(vague, sentence.of(draft.text))
                    found += [(Span(sentence.start + m.start(), sentence.start + m.end()), figure) for m in words]
    if not found:
        return _said(VAGUE_SAID, "anywhere")(draft, rng)
    span, figure = rng.choice(found)
    return replaced(draft, span, figure, f"{span.of(draft.text)} → {figure}")


def _lost_characters(draft: Draft, rng: Random) -> Injected | None:
    """Characters that a decoder could not read, in a paragraph, a heading or the title."""
    block = rng.choice(draft.plain) if draft.plain else None
    if block is None:
        return None
    at = rng.randrange(block.span.start + 3, block.span.end - 3)
    n = rng.choice([1, 1, 2, 3])
    return replaced(draft, Span(at, at + rng.choice([0, 1])), "\ufffd" * n, f"{n} of U+FFFD")


def _mojibake(draft: Draft, rng: Random) -> Injected | None:
    """A stretch of a paragraph as it looks when its UTF-8 is read as another encoding (in English, a curly quotation mark)."""
    if not draft.plain:
        return None
    block = rng.choice(draft.plain)
    if draft.lang == "en":
        words = list(re.finditer(r"[A-Za-z]{3,}", block.span.of(draft.text)))
        if not words:
            return None
        word = rng.choice(words)
        mark = rng.choice(["’", "“", "—", "é", "…"]).encode().decode("cp1252", "ignore")
        return inserted(draft, block.span.start + word.end(), mark, f"{mark} as cp1252")
    encoding = rng.choice(["cp1252", "latin-1", "shift_jis"])
    stretches = list(_JAPANESE.finditer(block.span.of(draft.text)))
    if not stretches:
        return None
    start = block.span.start + rng.choice(stretches).start()
    span = Span(start, start + rng.randint(4, 8))
    seen = span.of(draft.text).encode().decode(encoding, "ignore" if encoding != "shift_jis" else "replace")
    seen = "".join(c for c in seen if c.isprintable())
    return replaced(draft, span, seen, f"UTF-8 as {encoding}") if len(seen) >= 4 else None


def _torn_marks(draft: Draft, rng: Random) -> Injected | None:
    """A katakana word whose combining marks were stripped, or left standing apart.

    Only words that a reader could know to be broken: those that the dictionary has, whole or in its parts, or that the post has
    elsewhere, too. Whether a name that stands once (エルハ) lacks a mark nobody can tell without having met it.
    """
    words = [
        Span(block.span.start + m.start(), block.span.start + m.end())
        for block in draft.plain
        for m in _KATAKANA.finditer(block.span.of(draft.text))
        if any(mark in unicodedata.normalize("NFD", m.group()) for mark in _MARKS)
        and (not has_unknown_word(m.group()) or draft.text.count(m.group()) > 1)
    ]
    if not words:
        return None
    span = rng.choice(words)
    apart = unicodedata.normalize("NFD", span.of(draft.text))
    way = rng.choice(["stripped", "stripped", "apart"])
    if way == "stripped":
        torn = "".join(c for c in apart if c not in _MARKS)
    else:
        torn = apart.replace("\u3099", rng.choice(["゛", " ゙", "ﾞ"])).replace("\u309a", "゜")
    return replaced(draft, span, torn, f"{way}: {span.of(draft.text)} → {torn}")


KINDS = (
    Kind("marker-own-line", _MARKER, _own_line(MARKERS), "a marker on a line of its own", "終了記号だけの行がある"),
    Kind("marker-inline", _MARKER, _in_line(INLINE_MARKERS), "a marker behind a sentence", "文の直後に終了記号がある"),
    Kind("marker-cut", _MARKER, _own_line(CUT_MARKERS), "a marker of which the end is missing", "途中で切れた終了記号がある"),
    Kind(
        "tool-token",
        _MARKER,
        _in_line(TOOL_TOKENS),
        "a citation mark of a chat model's tools behind a sentence",
        "文の直後に、チャットAIのツールが付ける引用記号がある",
    ),
    Kind(
        "chat-opening",
        _CHAT,
        _said(RESIDUE_OPENING, "opening"),
        "the writer's answer in front of the article",
        "記事の前に、依頼への返事がある",
    ),
    Kind(
        "chat-closing",
        _CHAT,
        _said(RESIDUE_CLOSING, "closing"),
        "the writer's talk behind the article",
        "記事の後ろに、依頼者への呼びかけがある",
    ),
    Kind(
        "chat-voice",
        _CHAT,
        _said(RESIDUE_VOICE, "anywhere"),
        "talk of the pipeline among the article's sentences",
        "本文に、生成の事情を語る文がある",
    ),
    Kind("blank", ("placeholder",), _said(PLACEHOLDERS, "anywhere"), "a blank of a template", "ひな型の空欄が残っている"),
    Kind(
        "vague-to-figure",
        _FIGURE,
        _vague,
        "a vague word of the post replaced by a figure",
        "「多くの」などの語が数値に置き換わっている（語がない記事には、置き換わった文を加える）",
    ),
    Kind(
        "figure-misfit",
        _FIGURE,
        _said(GARBLED, "anywhere"),
        "a sentence into whose grammar the figure does not fit",
        "数値が文法に合わない文がある",
    ),
    Kind(
        "figure-impossible",
        ("impossible-statistic", "garbled-statistic"),
        _said(IMPOSSIBLE, "anywhere"),
        "a share or a cut of over 100%",
        "100%を超える割合や削減がある",
    ),
    Kind(
        "substituted-word",
        ("mechanical-substitution",),
        _said(SUBSTITUTED, "anywhere"),
        "a word that a blind replacement made",
        "一括置換でできた、実在しない語がある",
    ),
    Kind("lost-characters", _LETTERS, _lost_characters, "characters that a decoder could not read", "読み取れなかった文字（U+FFFD）がある"),
    Kind("mojibake", _LETTERS, _mojibake, "a stretch of UTF-8 read as another encoding", "一部が別の文字コードで読まれ、文字化けしている"),
    Kind(
        "torn-marks",
        _LETTERS,
        _torn_marks,
        "a katakana word without its combining marks, or with them apart",
        "カタカナ語の濁点・半濁点が取れている、または離れている",
    ),
)
