"""Text that was cut off: at the post's end, in its middle, and what goes on behind the cut."""

import re
from random import Random

from postlint.post.block import Block
from postlint.post.japanese import morphemes
from postlint.post.text import Span
from quality.draft import Draft, Injected, Injector, Kind
from quality.phrases import MARKERS

_EN_WORDS = re.compile(
    r"\b(?:a|an|the|of|to|in|on|for|with|from|by|at|into|and|or|but|because|that|which|when|if|is|are|was|were|has|have|will|can|its|their|our|your)\b"
)
_ENDING = ("truncated-ending", "truncated-paragraph")
_PARAGRAPH = ("truncated-paragraph", "truncated-ending")
#: the cut leaves at least so much of the paragraph
_LEAST = {"ja": 15, "en": 40}
HOW = ("inside-word", "after-particle", "after-comma")


def cut_offsets(text: str, lang: str, how: str) -> list[int]:
    """Offsets in a plain paragraph where a cut of the given sort falls."""
    if how == "after-comma":
        return [m.end() for m in re.finditer("[、，]" if lang == "ja" else ",(?= )", text) if _LEAST[lang] <= m.end() < len(text) - 4]
    found = _japanese_offsets(text, how) if lang == "ja" else _english_offsets(text, how)
    return [at for at in found if _LEAST[lang] <= at < len(text) - 4]


def _japanese_offsets(text: str, how: str) -> list[int]:
    offsets, at = [], 0
    for word in morphemes(text):
        start = text.find(word.surface, at)
        if start < 0:
            break
        at = start + len(word.surface)
        if how == "inside-word" and len(word.surface) >= 2 and word.pos != "記号" and word.surface[0].isalnum():
            offsets.append(start + 1 + (len(word.surface) - 1) // 2 if len(word.surface) > 2 else start + 1)
        if how == "after-particle" and word.pos == "助詞" and word.detail in ("格助詞", "係助詞", "連体化"):
            offsets.append(at)
    return offsets


def _english_offsets(text: str, how: str) -> list[int]:
    if how == "after-particle":
        return [m.end() for m in _EN_WORDS.finditer(text)]
    return [m.start() + len(m.group()) // 2 for m in re.finditer(r"[A-Za-z]{5,}", text)]


def cut_place(draft: Draft, rng: Random, how: str, blocks: tuple[Block, ...]) -> tuple[Block, int] | None:
    """A paragraph and the offset in the file where it is cut."""
    for block in rng.sample(blocks, len(blocks)):
        offsets = cut_offsets(block.span.of(draft.text), draft.lang, how)
        if offsets:
            return block, block.span.start + rng.choice(offsets)
    return None


def _ending(how: str) -> Injector:
    def inject(draft: Draft, rng: Random) -> Injected | None:
        """The generator stopped: of a later paragraph its beginning is left, of what comes behind nothing."""
        blocks = draft.plain[len(draft.plain) // 2 :] if len(draft.plain) > 3 else ()
        cut = cut_place(draft, rng, how, blocks)
        if cut is None:
            return None
        block, at = cut
        after = draft.text[:at] + rng.choice(["\n", "", "\n\n"])
        return Injected(draft.text, after, (Span(block.span.start, len(after)),), how)

    return inject


def _any_cut(draft: Draft, rng: Random, blocks: tuple[Block, ...]) -> tuple[Block, int, str] | None:
    for how in rng.sample(HOW, len(HOW)):
        cut = cut_place(draft, rng, how, blocks)
        if cut:
            return *cut, how
    return None


def _restart(draft: Draft, rng: Random, block: Block, at: int, how: str) -> tuple[str, str]:
    """How a generator that was cut off goes on: a name of the way, and the text it begins with."""
    rest = draft.text[at : block.span.end].lstrip()
    ways = ["dots", "backed-up"]
    if draft.lang == "en" or how == "inside-word":
        ways.append("straight")  # elsewhere a Japanese continuation looks like any sentence
    way = rng.choice(ways)
    if way == "dots":
        return way, rng.choice(["…", "……", "..."]) + rest
    if way == "backed-up":
        back = rng.randint(8, 20) if draft.lang == "ja" else rng.randint(25, 50)
        start = max(block.span.start, at - back)
        if draft.lang == "en":
            start = draft.text.rfind(" ", block.span.start, start + 1) + 1 or block.span.start
        return way, draft.text[start : block.span.end].lstrip()
    return way, rest


def _stitched(draft: Draft, rng: Random) -> tuple[str, Span, Span, str] | None:
    """A paragraph cut, a marker, and the text going on: new text, both paragraphs' places, the variant."""
    blocks = tuple(b for b in draft.long_plain if b is not draft.blocks[-1])
    cut = _any_cut(draft, rng, blocks)
    if cut is None:
        return None
    block, at, how = cut
    way, restart = _restart(draft, rng, block, at, how)
    gap = f"\n\n{rng.choice(MARKERS)}\n\n"
    after = draft.text[:at] + gap + restart + draft.text[block.span.end :]
    behind = at + len(gap)
    return after, Span(block.span.start, at), Span(behind, behind + len(restart)), f"{how}, {way}"


def _cut_before_restart(draft: Draft, rng: Random) -> Injected | None:
    made = _stitched(draft, rng)
    return made and Injected(draft.text, made[0], (made[1],), made[3])


def _restarted(draft: Draft, rng: Random) -> Injected | None:
    """A paragraph that opens in mid-sentence.

    Where the text backed up as far as the paragraph's very first word, what stands behind the marker is a whole paragraph: the
    defect is the fragment before it, and `cut-before-restart` asks for that one.
    """
    made = _stitched(draft, rng)
    if made is None:
        return None
    after, fragment, restart, way = made
    whole = restart.of(after).startswith(fragment.of(after))
    return None if whole else Injected(draft.text, after, (restart,), way)


def _cut_before_heading(draft: Draft, rng: Random) -> Injected | None:
    """What stands between the cut and the next heading is lost."""
    ends = {}
    blocks = draft.blocks
    for heading in (i for i, block in enumerate(blocks) if block.kind == "heading" and i):
        for block in reversed(blocks[:heading]):
            if block.kind == "heading":
                break
            ends[block.span] = blocks[heading].span.start
    cut = _any_cut(draft, rng, tuple(b for b in draft.plain if b.span in ends))
    if cut is None:
        return None
    block, at, how = cut
    after = draft.text[:at] + "\n\n" + draft.text[ends[block.span] :]
    return Injected(draft.text, after, (Span(block.span.start, at),), how)


KINDS = (
    Kind("ending-inside-word", _ENDING, _ending("inside-word"), "the post stops inside a word", "記事が単語の途中で終わる"),
    Kind(
        "ending-after-particle",
        _ENDING,
        _ending("after-particle"),
        "the post stops behind a particle, a preposition, an article",
        "記事が助詞（英語は前置詞や冠詞など）の直後で終わる",
    ),
    Kind(
        "ending-after-comma", _ENDING, _ending("after-comma"), "the post stops behind a comma", "記事が読点（英語はコンマ）の直後で終わる"
    ),
    Kind(
        "cut-before-restart",
        _PARAGRAPH,
        _cut_before_restart,
        "a paragraph is cut; a marker and its continuation follow",
        "段落が途中で切れ、終了記号と続きの文が来る",
    ),
    Kind(
        "cut-before-heading",
        _PARAGRAPH,
        _cut_before_heading,
        "a paragraph is cut; the next heading follows",
        "段落が途中で切れ、すぐ次の見出しが来る",
    ),
    Kind(
        "restart",
        ("resumed-paragraph", "repeated-paragraph", "repeated-sentence"),
        _restarted,
        "behind a cut the text goes on with dots, in mid-word, or a few words back",
        "切れた箇所のあとが「…」や単語の途中、数語前から始まる",
    ),
)
