"""Blocks that are told without the parser are those that it would tell."""

import re
import sys

from hypothesis import given
from hypothesis import strategies as st

from postlint.post.markdown import parse_body, parse_stretch
from postlint.post.simple import _is_letter, reaches_far, simple_blocks

#: words, marks and line ends from which nearly every construct can come together; those of simple blocks come more often
WORDS = "あいう 漢字。 AI、 abc 「え」 （お） 【か】 ： 、 ー ・ ！ é 🙂 ① 1 12 １ #AI ... ( ) ! ? : + = / ; % ' \" ^ $ {} a@b.c https://example.org/a".split(
    " "
)
MARKS = [
    " ",
    "  ",
    "    ",
    "\t",
    "\u3000",
    "\u2028",
    "\x85",
    "\x0c",
    "\u200b",
    "\ufffc",
    "\x00",
    "\\",
    "&amp;",
    "&",
    "|",
    "_",
    "`",
    "~",
    "~~",
    "*",
    "***",
]
LINES = ["- ", "+ ", "1. ", "3) ", "> ", "-", "--", "---", "===", "[a]", "[a](b)", "[ ] ", "|a|b|\n|-|-|\n", "\n", "# ", "### "]
COMMON = ["\n\n", "\n\n", "\n", "**", "**", "**", "あ", "い。", "a ", "# "]
TEXT = st.lists(st.sampled_from([*WORDS, *MARKS, *LINES, *COMMON * 4]), max_size=25).map("".join)


@given(TEXT)
def test_simple_blocks_are_what_the_parser_says(text: str) -> None:
    if not reaches_far(text):
        assert parse_body(text, 0) == parse_stretch(text, 0, text)


def test_a_paragraph_is_the_same_under_a_heading_and_with_a_parser() -> None:
    for text in ("一行です。", "１行です。", "行 です。", "**太字**です。"):
        (alone,), (_, below) = parse_body(text, 0).blocks, parse_body(f"# 題\n{text}", 0).blocks
        (parsed,) = parse_stretch(text, 0, text).blocks
        assert alone == parsed
        assert (below.plain, below.dense, len(below.runs)) == (alone.plain, alone.dense, len(alone.runs))


def test_text_bold_text_and_headings_need_no_parser() -> None:
    for text in ("一行です。", "**太字**", "文の中の**太字**です。\n次の行。", "### 見出し\nその下の文。", "---END---", "100円です。"):
        assert simple_blocks(text, 0) is not None


def test_what_may_be_something_else_is_left_to_the_parser() -> None:
    for text in (
        "- 項目",
        "1. 項目",
        "> 引用",
        "    code",
        "下線\n---",
        "語**「句」**語",
        "*斜体*",
        "`code`",
        "[語](a)",
        "# 見出し #",
        "二  \n行",
    ):
        assert simple_blocks(text, 0) is None


def test_html_fences_and_definitions_reach_over_blank_lines() -> None:
    for text in ("<!--\n\n注\n\n-->", "```\n\n文\n\n```", "[a]\n\n[a]: /b", "注[^1]\n\n[^1]: 文\n\n    文"):
        assert reaches_far(text)
        assert parse_body(text, 0) == parse_stretch(text, 0, text)


def test_offsets_are_those_of_the_file() -> None:
    source = "---\ntitle: x\n---\n\n文。\n\n- **項目**\n\n### **太字**の見出し\n文。\n"
    blocks = parse_body(source, 16).blocks
    assert [block.span.of(source) for block in blocks] == ["文。", "**項目**", "### **太字**の見出し", "文。"]
    assert [block.source(0, 2).of(source) for block in blocks] == ["文。", "項目", "太字", "文。"]


def test_letters_are_those_of_ascii_kana_and_kanji() -> None:
    pattern = re.compile(r"[0-9A-Za-z\u3041-\u3096\u30a1-\u30fa\u30fc-\u30fe\u4e00-\u9fff]")
    assert [char for char in map(chr, range(sys.maxunicode + 1)) if _is_letter(char) != bool(pattern.match(char))] == []
