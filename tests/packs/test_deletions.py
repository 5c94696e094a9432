"""Deleting a mark leaves nothing of it behind and takes nothing else along."""

import pytest

from postlint.checks._pack import PackCheck, pack_check
from postlint.packs.deletions import deletion
from postlint.packs.load import load_pack, rules_folder
from postlint.post.post import Post
from postlint.post.text import Span

MARK = "---END---"


def stray_marker() -> PackCheck:
    return pack_check(load_pack(rules_folder() / "stray-marker.yml"))()


def without_mark(text: str) -> str:
    at = text.index(MARK)
    edit = deletion(Post("a.md", text), Span(at, at + len(MARK)))
    return text[: edit.span.start] + edit.text + text[edit.span.end :]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        pytest.param("種をまく。\n\n---END---\n\n水をやる。\n", "種をまく。\n\n水をやる。\n", id="between-blank-lines"),
        pytest.param("種をまく。\n\n---END---\n水をやる。\n", "種をまく。\n\n水をやる。\n", id="on-top-of-a-paragraph"),
        pytest.param("種をまく。\n---END---\n\n水をやる。\n", "種をまく。\n\n水をやる。\n", id="under-a-paragraph"),
        pytest.param("種をまく。\n---END---\n水をやる。\n", "種をまく。\n\n水をやる。\n", id="between-two-paragraphs-that-stay-two"),
        pytest.param("種をまく。\n---END---\n---\n", "種をまく。\n\n---\n", id="above-a-rule-that-must-make-no-heading"),
        pytest.param("---END---\n\n水をやる。\n", "水をやる。\n", id="at-the-beginning"),
        pytest.param("---\ntitle: 庭\n---\n---END---\n\n水をやる。\n", "---\ntitle: 庭\n---\n\n水をやる。\n", id="under-the-front-matter"),
        pytest.param("---\ntitle: 庭\n---\n\n---END---\n", "---\ntitle: 庭\n---\n", id="alone-in-the-body"),
        pytest.param("種をまく。\n\n---END---\n", "種をまく。\n", id="at-the-end"),
        pytest.param("種をまく。\n\n---END---", "種をまく。", id="at-the-end-without-a-line-end"),
        pytest.param("種をまく。\n---END---", "種をまく。", id="under-the-last-line-without-a-line-end"),
        pytest.param("種をまく。  \n\n\n---END---\n", "種をまく。  \n", id="behind-trailing-space-that-stays"),
        pytest.param("---END---\n", "", id="alone-in-the-file"),
        pytest.param("---END---", "", id="alone-in-the-file-without-a-line-end"),
        pytest.param("種をまく。\r\n\r\n---END---\r\n\r\n水をやる。\r\n", "種をまく。\r\n\r\n水をやる。\r\n", id="crlf"),
        pytest.param("種をまく。\r\n\r\n---END---\r\n", "種をまく。\r\n", id="crlf-at-the-end"),
        pytest.param("種をまく。---END---水をやる。", "種をまく。水をやる。", id="inline"),
        pytest.param("Sow it. ---END--- Water it.", "Sow it. Water it.", id="inline-between-spaces"),
        pytest.param("種をまく。 ---END---\n", "種をまく。\n", id="at-the-end-of-a-line"),
        pytest.param("    ---END--- 水をやる。\n", "    水をやる。\n", id="at-the-beginning-of-a-line"),
        pytest.param("---END---\t水をやる。\n", "水をやる。\n", id="first-on-a-line"),
        pytest.param("種をまく。\n\n**---END---**\n\n水をやる。\n", "種をまく。\n\n水をやる。\n", id="in-bold"),
        pytest.param("**種をまく。---END---**\n", "**種をまく。**\n", id="at-the-end-of-bold-text"),
        pytest.param("- 種\n- ---END---\n- 水\n", "- 種\n- 水\n", id="an-item"),
        pytest.param("1. 種\n\n2. ---END---\n\n3. 水\n", "1. 種\n\n3. 水\n", id="an-item-between-blank-lines"),
        pytest.param("## ---END---\n\n水をやる。\n", "水をやる。\n", id="a-heading"),
        pytest.param("> ---END---\n> 水\n", ">\n> 水\n", id="in-a-quote"),
    ],
)
def test_a_mark_goes_with_what_is_its_own(text: str, left: str) -> None:
    assert without_mark(text) == left


def test_marks_in_a_very_long_line_are_each_deleted_alone() -> None:
    text = "種をまく。" * 200 + MARK + "水をやる。" * 200
    assert without_mark(text) == text.replace(MARK, "")


def test_every_marker_but_one_that_stands_for_a_word_is_deleted_safely() -> None:
    text = "詳しくは[cite: 2]をご覧ください。\n\n三割です【3†source】。\n\n<|endoftext|>\n"
    found = stray_marker().check(Post("a.md", text))
    assert [(f.data["entry"], f.fix is not None and f.fix.safe) for f in found] == [
        ("citation-as-word", False),
        ("citation", True),
        ("control-token", True),
    ]
