"""Text that stands in the post twice."""

import re
import unicodedata
from random import Random

from postlint.post.block import Block
from postlint.post.text import Span
from quality.draft import LONG_PARAGRAPH, LONG_SENTENCE, Draft, Injected, Kind, block_inserted, inserted, sentences_of
from quality.phrases import BRIDGES

_PARAGRAPH = ("repeated-paragraph", "repeated-sentence")
_WIDTH = str.maketrans("0123456789()!?:", "０１２３４５６７８９（）！？：")


def _elsewhere(draft: Draft, rng: Random, block: Block) -> Block | None:
    """A block behind which a copy can stand, two blocks or more behind or before the original."""
    blocks = draft.blocks
    at = blocks.index(block)
    far = [
        b
        for i, b in enumerate(blocks)
        if b.kind in ("paragraph", "heading") and (i > at + 1 or i < at - 2) and _followed_by_blank(draft, b)
    ]
    return rng.choice(far) if far else None


def _followed_by_blank(draft: Draft, block: Block) -> bool:
    return re.match(r"[ \t]*(\n[ \t]*\n|\n?\Z)", draft.text[block.span.end :]) is not None


def _original(draft: Draft, rng: Random, blocks: tuple[Block, ...]) -> tuple[Block, Block] | None:
    """A paragraph to copy, and the block behind which its copy goes."""
    for block in rng.sample(blocks, len(blocks)):
        target = _elsewhere(draft, rng, block)
        if target:
            return block, target
    return None


def _exact(draft: Draft, rng: Random) -> Injected | None:
    long = tuple(b for b in draft.whole if len(b.plain) >= LONG_PARAGRAPH[draft.lang])
    found = _original(draft, rng, long)
    return found and block_inserted(draft, found[1], found[0].span.of(draft.text), "exact")


def lightly_edited(text: str, lang: str, rng: Random) -> tuple[str, str]:
    """The text with one to three small edits, and their names; never the same text."""
    names = []
    edited = text
    for _ in range(rng.randint(1, 3)):
        name = rng.choice(["drop", "add", "punctuation", "width"])
        changed = _edit(edited, name, lang, rng)
        if changed != edited:
            names.append(name)
            edited = changed
    if edited == text:
        edited, names = _edit(text, "drop", lang, rng), ["drop"]
    return edited, "+".join(names)


def _edit(text: str, name: str, lang: str, rng: Random) -> str:
    at = rng.randint(5, len(text) - 6)
    if name == "drop":
        return text[:at] + text[at + rng.randint(1, 3) :]
    if name == "add":
        words = ["とても", "また", "さらに", "実は", "少し"] if lang == "ja" else [" really", " also", " just", " indeed"]
        if lang == "en":
            at = text.find(" ", at) if " " in text[at:] else at
        return text[:at] + rng.choice(words) + text[at:]
    if name == "punctuation":
        marks = [m.start() for m in re.finditer("[、,]", text)]
        if not marks:
            return text[:-1] + ("！" if lang == "ja" else "!")
        at = rng.choice(marks)
        return text[:at] + rng.choice(["", "，" if lang == "ja" else ";"]) + text[at + 1 :]
    wide = text.translate(_WIDTH)
    return wide if wide != text else unicodedata.normalize("NFKC", text)


def _edited(draft: Draft, rng: Random) -> Injected | None:
    found = _original(draft, rng, draft.long_plain)
    if found is None:
        return None
    copy, names = lightly_edited(found[0].span.of(draft.text), draft.lang, rng)
    return block_inserted(draft, found[1], copy, names)


def _extended(draft: Draft, rng: Random) -> Injected | None:
    found = _original(draft, rng, draft.long_plain)
    if found is None:
        return None
    front, behind = rng.sample(BRIDGES[draft.lang], 2)
    gap = "" if draft.lang == "ja" else " "
    where = rng.choice(["front", "behind", "both"])
    copy = found[0].span.of(draft.text)
    if where != "behind":
        copy = front + gap + copy
    if where != "front":
        copy = copy + gap + behind
    return block_inserted(draft, found[1], copy, f"new sentence: {where}")


def _run(draft: Draft, rng: Random) -> Injected | None:
    """Several blocks on end, headings and lists among them, pasted at the end or somewhere behind."""
    blocks = draft.blocks
    starts = []
    for i in range(len(blocks) - 3):
        some = blocks[i : i + 3]
        prose = sum(b in draft.whole and len(b.plain) >= LONG_PARAGRAPH[draft.lang] for b in some)
        if (
            prose >= 2
            and all(b.kind in ("paragraph", "heading", "item") for b in some)
            and draft.text[: some[0].span.start].endswith("\n\n")
        ):
            starts.append(i)
    if not starts:
        return None
    first = rng.choice(starts)
    last = first + 2
    behind = [b for b in blocks[last + 1 :] if b.kind in ("paragraph", "heading") and _followed_by_blank(draft, b)]
    if not behind:
        return None
    copy = draft.text[blocks[first].span.start : blocks[last].span.end]
    return block_inserted(draft, rng.choice([*behind, behind[-1]]), copy, "+".join(b.kind for b in blocks[first : last + 1]))


def _sentence(draft: Draft, rng: Random) -> Injected | None:
    """A long sentence said again in another paragraph, between its sentences or at its end."""
    sentences = [
        (block, span)
        for block in draft.plain
        for span in sentences_of(draft, block)
        if len(span) >= LONG_SENTENCE[draft.lang] and len(block.sentences) > 1 and draft.text[span.end - 1] in "。.！？!?"
    ]
    targets = [b for b in draft.plain if len(b.plain) >= LONG_SENTENCE[draft.lang]]
    for home, span in rng.sample(sentences, len(sentences)):
        others = [b for b in targets if b is not home]
        if others:
            target = rng.choice(others)
            place = rng.choice(list(sentences_of(draft, target))).end
            said = span.of(draft.text)
            gap = "" if draft.lang == "ja" else " "
            made = inserted(draft, place, gap + said, "as it is")
            return Injected(made.before, made.after, (Span(place + len(gap), place + len(gap) + len(said)),), made.variant)
    return None


def _twice(draft: Draft, rng: Random) -> Injected | None:
    """A sentence of middle length that its own paragraph says again, right behind it or at the paragraph's end."""
    least = LONG_SENTENCE[draft.lang] // 2
    found = [
        (span, list(sentences_of(draft, block))[-1].end)
        for block in draft.plain
        for span in sentences_of(draft, block)
        if len(span) >= least and len(block.sentences) > 1 and draft.text[span.end - 1] in "。.！？!?"
    ]
    if not found:
        return None
    span, end = rng.choice(found)
    place, how = rng.choice([(span.end, "right behind it"), (end, "at the end")])
    said = span.of(draft.text)
    gap = "" if draft.lang == "ja" else " "
    made = inserted(draft, place, gap + said, how)
    return Injected(made.before, made.after, (Span(place + len(gap), place + len(gap) + len(said)),), made.variant)


KINDS = (
    Kind("copy-exact", _PARAGRAPH, _exact, "a paragraph stands elsewhere again", "同じ段落が別の場所にもある"),
    Kind(
        "copy-edited",
        _PARAGRAPH,
        _edited,
        "… with one to three small edits: words, punctuation, width",
        "同じ段落が、語句・句読点・全角半角など1〜3か所だけ変わって別の場所にもある",
    ),
    Kind(
        "copy-extended",
        _PARAGRAPH,
        _extended,
        "… with a new sentence in front, behind, or both",
        "同じ段落が、前か後ろ（または両方）に新しい文を足して別の場所にもある",
    ),
    Kind(
        "copy-run",
        _PARAGRAPH,
        _run,
        "three blocks on end, headings and lists among them, stand again",
        "見出しや箇条書きを含む連続した3ブロックが、別の場所にもある",
    ),
    Kind(
        "sentence-again",
        ("repeated-sentence", "repeated-paragraph"),
        _sentence,
        "a long sentence stands in another paragraph again",
        "長い一文が、別の段落にもある",
    ),
    Kind(
        "sentence-twice",
        ("repeated-sentence", "repeated-paragraph"),
        _twice,
        "a sentence of middle length stands in its paragraph twice",
        "中くらいの長さの一文が、同じ段落に2回出てくる",
    ),
)
