"""The body of a post as blocks: kinds, plain text, and the way back to the source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postlint.post.block import Block
from postlint.post.markdown import parse_body
from postlint.post.post import Post
from postlint.post.shadow import shadow
from postlint.post.shortcodes import PLACEHOLDER

MARKDOWN = st.text(alphabet=st.sampled_from("あ漢。、「」（）ab1 \n\r\t*_`~#>-+.|!&[](){}<>%:;=\\/😀\u3000é"), max_size=120)


def blocks(text: str) -> tuple[Block, ...]:
    return Post("a.md", text).blocks


def kinds(text: str) -> list[str]:
    return [block.kind for block in blocks(text)]


def plain(text: str) -> list[str]:
    return [block.plain for block in blocks(text)]


def test_every_kind_of_block_is_told_apart() -> None:
    text = "段落です。\n\n# 見出し\n\n- 項目\n\n> 引用\n\n|a|b|\n|-|-|\n|1|2|\n\n```py\nx\n```\n\n<div>x</div>\n\n***\n\n脚注[^1]\n\n[^1]: 注\n"
    assert kinds(text) == ["paragraph", "heading", "item", "quote", "table", "code", "html", "rule", "paragraph", "footnote"]


def test_a_paragraph_in_a_quotation_in_a_list_is_a_quote() -> None:
    assert kinds("- > 引用\n") == ["quote"]


def test_tight_nested_items_are_blocks_of_their_own() -> None:
    assert plain("- 一\n- **二**は\n  - 三\n- `x`\n") == ["一", "二は", "三", PLACEHOLDER]


def test_an_item_begins_with_its_emphasis() -> None:
    (item,) = blocks("- **二**は太字\n")
    assert item.span.of("- **二**は太字\n") == "**二**は太字"


def test_plain_text_has_no_markup_but_a_placeholder_for_code_and_images() -> None:
    assert plain("**太字**と`code`と[リンク](https://example.org)と![図](a.png)です &amp; 続く\n") == [
        f"太字と{PLACEHOLDER}とリンクと{PLACEHOLDER}です & 続く"
    ]


def test_line_breaks_are_line_feeds_whatever_they_were() -> None:
    assert plain("一\r\n二  \n三<br>四\n") == ["一\n二\n三\n四"]


def test_plain_offsets_lead_back_to_the_source() -> None:
    text = "前置き。\n\n**太字**です &amp; 続き。\n"
    block = blocks(text)[1]
    start = block.plain.index("続き")
    assert block.source(start, start + 2).of(text) == "続き"
    assert block.source(block.plain.index("&"), block.plain.index("&") + 1).of(text) == "&amp;"


def test_a_heading_knows_its_level_and_whether_it_is_underlined() -> None:
    first, second = blocks("### 三\n\n下線\n---\n")
    assert (first.level, first.setext) == (3, False)
    assert (second.level, second.setext) == (2, True)


def test_angle_brackets_around_japanese_are_text() -> None:
    assert plain("<名前>さんへ。\n\n<ユーザー>\n続き。\n") == ["<名前>さんへ。", "<ユーザー>\n続き。"]


def test_a_note_in_japanese_is_no_list() -> None:
    assert kinds("注) これは注です。\n\n第1。 これも段落です。\n") == ["paragraph", "paragraph"]


def test_masked_text_hides_code_comments_addresses_and_link_targets_and_keeps_every_line() -> None:
    text = "---\ntitle: x\n---\n本文 `code` [語](https://example.org/a) https://example.org/b\n<!-- 注 -->\n\n```\nfence\n```\n終わり\n"
    masked = Post("a.md", text).masked
    assert len(masked) == len(text)
    assert masked.count("\n") == text.count("\n")
    assert masked.split() == ["本文", "[語", "終わり"]


@given(MARKDOWN)
def test_spans_lie_inside_the_text_and_plain_offsets_inside_the_block(text: str) -> None:
    post = Post("a.md", text)
    for block in post.blocks:
        assert post.body.start <= block.span.start <= block.span.end <= len(text)
        for i in range(len(block.plain)):
            place = block.source(i, i + 1)
            assert 0 <= place.start <= place.end <= len(text)


@given(MARKDOWN)
def test_blocks_come_in_order(text: str) -> None:
    starts = [block.span.start for block in Post("a.md", text).blocks]
    assert starts == sorted(starts)


@given(st.text(max_size=80))
def test_the_shadow_is_ascii_of_the_same_length_and_lines(text: str) -> None:
    shade = shadow(text)
    assert shade.isascii()
    assert len(shade) == len(text)
    assert [i for i, c in enumerate(shade) if c == "\n"] == [i for i, c in enumerate(text) if c == "\n"]


@given(MARKDOWN)
def test_exact_runs_are_the_source_itself(text: str) -> None:
    for block in parse_body(text, 0).blocks:
        for run in block.runs:
            if run.exact:
                assert block.plain[run.plain : run.plain + run.end - run.start] == text[run.start : run.end]


def test_thousands_of_nested_quotes_and_brackets_are_parsed() -> None:
    for text in (">" * 20_000 + " 深い\n", "[" * 20_000 + "\n", "- " * 5_000 + "深い\n", "**あ" * 20_000):
        assert isinstance(blocks(text), tuple)


def test_five_million_characters_on_one_line_are_one_block_with_its_sentences() -> None:
    text = "長い文です。" * 100_000 + "終わらない" * 880_000
    (block,) = blocks(text)
    assert len(block.plain) == 5_000_000
    assert len(block.sentences) == 100_001


@pytest.mark.parametrize("before", ["<!-- 草 -->", "<div>草</div>", "```\n草\n```", "[^1]: 草", "> 草", "- 草", "| a |\n|--|\n| b |"])
def test_lines_that_end_in_cr_part_blocks_as_others_do(before: str) -> None:
    text = f"{before}\n\n## 庭\n\n水をやります。\n\n- 種\n"
    blocks = [Post("a.md", text.replace("\n", end)).blocks for end in ("\n", "\r")]
    assert [(b.kind, b.span, b.plain.replace("\r", "\n")) for b in blocks[1]] == [(b.kind, b.span, b.plain) for b in blocks[0]]
