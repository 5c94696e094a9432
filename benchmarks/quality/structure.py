"""Markdown that was broken: fences, headings, emphasis, a title that stands in the body again."""

import re
from random import Random

from postlint.post.block import Block
from postlint.post.text import Span
from quality.draft import Draft, Injected, Kind, inserted, replaced

_FENCED = re.compile(r"^ {0,3}(```+|~~~+)", re.MULTILINE)
_BOLD = re.compile(r"\*\*[^*\n`\[\]]{2,40}\*\*")
_BRACKETED = re.compile(r"[一-龥ァ-ヴー]{2,10}（[^（）]{2,20}）(?=[ぁ-ん])")


def _open_fence(draft: Draft, rng: Random) -> Injected | None:
    """The closing fence of a code block is lost, or an opening one stands where no code is; the rest of the post is code."""
    return _fenced(draft, rng, swallowed=True)


def _run_on_fence(draft: Draft, rng: Random) -> Injected | None:
    """… and the next code block's closing fence ends it: what stands between them is code."""
    return _fenced(draft, rng, swallowed=False)


def _fenced(draft: Draft, rng: Random, *, swallowed: bool) -> Injected | None:
    text = draft.text
    made = []
    for block in draft.blocks[:-1]:
        last = text.rfind("\n", block.span.start, block.span.end)
        if block.kind == "code" and _FENCED.match(text, block.span.start) and _FENCED.match(text, last + 1):
            made.append((block.span.start, text[:last] + text[block.span.end :], "closing fence lost"))
    for block in draft.whole:
        if text[: block.span.start].endswith("\n\n"):
            fence = rng.choice(["```\n", "```text\n", "~~~\n", "```markdown\n\n"])
            made.append((block.span.start, text[: block.span.start] + fence + text[block.span.start :], "opening fence put in"))
    fitting = [one for one in made if swallows_the_rest(one[1]) is swallowed]
    if not swallowed:
        fitting = [one for one in fitting if one[2] == "closing fence lost"]
    if not fitting:
        return None
    start, after, how = rng.choice(fitting)
    return Injected(text, after, (Span(start, len(after)),), how)


def swallows_the_rest(text: str) -> bool:
    """Whether a code fence is still open at the text's end."""
    fence = ""
    for line in text.split("\n"):
        mark = _FENCED.match(line)
        if mark and not fence and "`" not in line[mark.end() :]:
            fence = mark[1]
        elif mark and fence and mark[1].startswith(fence) and not line[mark.end() :].strip():
            fence = ""
    return bool(fence)


def _underlined(draft: Draft, rng: Random) -> Injected | None:
    """A thematic break straight under a paragraph."""
    if not draft.plain:
        return None
    block = rng.choice(draft.plain)
    line = rng.choice(["---", "---", "----", "-----", "===", "======"])
    made = inserted(draft, block.span.end, "\n" + line, line)
    return Injected(made.before, made.after, (Span(block.span.start, made.places[0].end),), line)


def _one_sided(draft: Draft, rng: Random) -> Injected | None:
    """One side of a strong emphasis is lost: of one that stands in the post, or of one around a word."""
    pairs = [Span(b.span.start + m.start(), b.span.start + m.end()) for b in draft.whole for m in _lone_bold(draft, b)]
    side = rng.choice(["opening", "closing"])
    if pairs and rng.random() < 0.6:
        span = rng.choice(pairs)
        inner = draft.text[span.start + 2 : span.end - 2]
        made = replaced(draft, span, inner + "**" if side == "opening" else "**" + inner, f"{side} ** lost")
    else:
        words = [
            Span(b.span.start + m.start(), b.span.start + m.end())
            for b in draft.plain
            for m in re.finditer(r"[一-龥ァ-ヴーA-Za-z]{3,12}", b.span.of(draft.text))
        ]
        if not words:
            return None
        span = rng.choice(words)
        word = span.of(draft.text)
        made = replaced(draft, span, word + "**" if side == "opening" else "**" + word, f"{side} ** never written")
    return made


def _lone_bold(draft: Draft, block: Block) -> list[re.Match[str]]:
    """The bold stretches of a paragraph that has no other asterisks."""
    source = block.span.of(draft.text)
    found = list(_BOLD.finditer(source))
    return found if source.count("*") == 4 * len(found) and "`" not in source else []


def _not_flanking(draft: Draft, rng: Random) -> Injected | None:
    """Emphasis around a word with its bracket, with a letter behind: CommonMark does not close it there."""
    words = [
        Span(b.span.start + m.start(), b.span.start + m.end()) for b in draft.plain for m in _BRACKETED.finditer(b.span.of(draft.text))
    ]
    if words:
        span = rng.choice(words)
        return replaced(draft, span, f"**{span.of(draft.text)}**", "in a sentence of the post")
    if draft.lang == "en" or not draft.plain:
        return None
    sentence = rng.choice(
        [
            "鉢は**水はけ（すいはけ）**の良いものを選びます。",
            "毎朝**検温（けんおん）**を欠かしません。",
            "棚には**「予約本」**と書いた札を立てます。",
        ]
    )
    return inserted(draft, rng.choice(draft.plain).span.end, sentence, "in a sentence of ours")


def _nothing_under(draft: Draft, rng: Random) -> Injected | None:
    """The text stops right behind a heading, or a heading is added for a section that never came."""
    headings = [b for i, b in enumerate(draft.blocks) if b.kind == "heading" and i > 2 and draft.blocks[i - 1].kind != "heading"]
    if headings and rng.random() < 0.7:
        block = rng.choice(headings)
        after = draft.text[: block.span.end] + "\n"
        return Injected(draft.text, after, (Span(block.span.start, len(after)),), "cut behind a heading")
    if draft.blocks[-1].kind not in ("paragraph", "item"):
        return None
    heading = rng.choice(
        ["## まとめ", "## おわりに", "### 次のステップ"] if draft.lang == "ja" else ["## Conclusion", "## Next steps", "### Summary"]
    )
    at = len(draft.text.rstrip())
    after = draft.text[:at] + "\n\n" + heading + "\n"
    return Injected(draft.text, after, (Span(at + 2, at + 2 + len(heading)),), "heading added")


def _title_again(draft: Draft, rng: Random) -> Injected | None:
    """The body opens with its title: as a line, in bold, or (where the layout prints it) as a heading."""
    if not draft.title or not draft.blocks:
        return None
    ways = {"plain": "{}", "bold": "**{}**"} | ({"heading": "# {}"} if draft.post.meta.get("layout") else {})
    if re.search(r"[*_`\[\]#<>\\]", draft.title) or draft.title in draft.blocks[0].plain:
        return None
    way = rng.choice(list(ways))
    line = ways[way].format(draft.title)
    first = draft.beginning
    after = draft.text[:first] + line + "\n\n" + draft.text[first:]
    return Injected(draft.text, after, (Span(first, first + len(line)),), way)


KINDS = (
    Kind("open-fence", ("unclosed-fence",), _open_fence, "a code fence that is never closed", "コードブロックが閉じていない"),
    Kind(
        "run-on-fence",
        ("unclosed-fence",),
        _run_on_fence,
        "the closing fence of a code block is lost; that of the next one ends it",
        "コードブロックの閉じる行がなく、次のコードブロックの終わりまでがコードになる",
    ),
    Kind(
        "underlined-paragraph",
        ("accidental-heading",),
        _underlined,
        "`---` or `===` straight under a paragraph",
        "段落のすぐ下の行が --- や === である",
    ),
    Kind("one-sided-emphasis", ("broken-emphasis",), _one_sided, "one side of a `**` pair is missing", "太字の ** が片側だけにある"),
    Kind(
        "flanking-emphasis",
        ("broken-emphasis",),
        _not_flanking,
        "`**` around a word in brackets, under goldmark",
        "かっこ付きの語を囲む ** が太字にならない（goldmark）",
        settings={"broken-emphasis": {"renderer": "goldmark"}},
    ),
    Kind(
        "empty-section",
        ("dangling-heading", "truncated-ending"),
        _nothing_under,
        "a heading at the end with nothing under it",
        "末尾の見出しに本文がない",
    ),
    Kind("title-line", ("title-echo",), _title_again, "the title as the first line of the body", "本文の1行目がタイトルである"),
)
