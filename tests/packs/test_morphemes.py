"""Entries that describe rows of morphemes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postlint.packs.load import PackError, read_pack
from postlint.packs.match import Matcher
from postlint.packs.morphemes import place, rows
from postlint.packs.pack import Entry, Token
from postlint.packs.tokens import FORMS, POS
from postlint.post.japanese import LONGEST_WINDOW, morphemes
from postlint.post.post import Post

HEAD = """\
summary: ら抜き言葉です。
why: 読者が気にするからです。
bad: 今朝は山が見れる。
good: 今朝は山が見られる。
source: 社内ガイド
messages:
  default: 「{text}」です。
entries:
"""


@pytest.fixture
def entry(tmp_path: Path) -> Callable[[str], Entry]:
    def read(text: str) -> Entry:
        path = tmp_path / "house-grammar.yml"
        path.write_text(HEAD + text, encoding="utf-8")
        return read_pack(path).entries[0]

    return read


def token(optional: bool = False, unwanted: dict[str, str] | None = None, **wanted: str) -> Token:
    """A token with one value, or several parted by |, for each condition."""
    conditions = [{key: frozenset(value.split("|")) for key, value in told.items()} for told in (wanted, unwanted or {})]
    return Token(conditions[0], conditions[1], optional)


def marked(text: str, *tokens: Token, pattern: str = ".", **rest: Any) -> list[str]:
    found = Entry("a", pattern, kind="morphemes", scope=rest.pop("scope", "prose"), tokens=tokens, **rest)
    return [match.span.of(text) for match in Matcher([found]).matches(Post("a.md", text))]


# -- what is found --------------------------------------------------------------------------------------------


def test_a_row_of_morphemes_is_found_with_its_place() -> None:
    text = "山が見れるし、食べられる。\n"
    assert marked(text, token(pos="動詞", form="未然形"), token(base="られる")) == ["食べられる"]
    assert marked(text, token(base="見れる")) == ["見れる"]


def test_a_base_form_stands_for_all_forms_of_a_word() -> None:
    assert marked("行く。行った。行けば。行こう。\n", token(base="行く")) == ["行く", "行っ", "行け", "行こ"]


def test_a_word_that_is_in_no_dictionary_is_its_own_base_form() -> None:
    assert marked("ズンドコベロンチョを食べる。\n", token(base="ズンドコベロンチョ")) == ["ズンドコベロンチョ"]


def test_conditions_of_a_token_hold_together_and_alternatives_do_not() -> None:
    assert marked("犬が走る。猫も走る。\n", token(pos="助詞", surface="が|も"), token(pos="動詞")) == ["が走る", "も走る"]
    assert marked("犬が走る。\n", token(pos="名詞", surface="が")) == []


def test_a_token_without_conditions_is_any_morpheme() -> None:
    assert marked("犬が走る。\n", token(surface="犬"), token(), token(pos="動詞")) == ["犬が走る"]


def test_not_shuts_out_what_meets_all_its_conditions() -> None:
    particles = token(pos="助詞", unwanted={"surface": "の", "detail": "連体化"})
    assert marked("私の犬が走る。\n", particles) == ["が"]


def test_an_optional_token_is_taken_where_it_stands() -> None:
    tokens = (token(surface="犬"), token(optional=True, pos="助詞"), token(pos="動詞"))
    assert marked("犬が走る。犬走る。犬がが走る。\n", *tokens) == ["犬が走る", "犬走る"]


def test_an_optional_token_gives_way_to_the_rest_of_the_row() -> None:
    assert marked("犬が走る。\n", token(surface="犬"), token(optional=True, pos="助詞"), token(surface="が")) == ["犬が"]
    assert marked("犬が\n", token(surface="犬"), token(surface="が"), token(optional=True)) == ["犬が"]


def test_rows_do_not_overlap() -> None:
    assert marked("一二三四五\n", token(detail="数"), token(detail="数")) == ["一二", "三四"]


def test_a_row_stays_inside_its_sentence() -> None:
    assert marked("犬。走る。\n", token(surface="犬"), token(optional=True, pos="記号"), token(pos="動詞")) == []


def test_certain_tokens_can_be_marked() -> None:
    tokens = (token(surface="犬"), token(optional=True, pos="助詞"), token(pos="動詞"))
    assert marked("犬が走る。\n", *tokens, mark=(3,)) == ["走る"]
    assert marked("犬が走る。\n", *tokens, mark=(1, 2)) == ["犬が"]
    assert marked("犬走る。\n", *tokens, mark=(2,)) == ["犬走る"]


def test_markup_and_white_space_do_not_part_a_row() -> None:
    assert marked("**犬**が\n走る。\n", token(surface="犬"), token(), token(pos="動詞")) == ["犬**が\n走る"]


def test_only_sentences_in_which_the_pattern_occurs_are_looked_at() -> None:
    assert marked("犬が走る。猫が走る。\n", token(pos="名詞"), pattern="猫") == ["猫"]


def test_unless_clears_a_row_in_its_sentence() -> None:
    assert marked("犬が走る。昔は猫が走る。\n", token(base="走る"), unless="昔") == ["走る"]


@pytest.mark.parametrize(("scope", "expected"), [("heading", 1), ("first", 1), ("last", 1), ("prose", 3), ("title", 1)])
def test_a_row_is_sought_where_the_scope_says(scope: str, expected: int) -> None:
    text = "---\ntitle: 走る題\n---\n\n# 走る\n\n走る。\n\n> 走る。\n\n走る。\n"
    assert len(marked(text, token(base="走る"), scope=scope)) == expected


# -- text of any kind -----------------------------------------------------------------------------------------


def test_a_sentence_longer_than_the_tagger_takes_is_looked_at_whole() -> None:
    text = "山が見え、" * 1000 + "犬が走る\n"
    assert len(text) > 2 * LONGEST_WINDOW
    assert marked(text, token(base="走る")) == ["走る"]
    assert len(marked(text, token(base="見える"))) == 1000


def test_a_row_may_cross_the_windows_of_a_long_sentence() -> None:
    text = "あ" * (LONGEST_WINDOW - 3) + "、犬が走る。"
    assert "".join(text[placed.span.start : placed.span.end] for placed in place(text)) == text
    long = "山が見え、" * 900
    assert len(rows(long, (token(surface="、"), token(surface="山")))) == 899


def test_a_sentence_without_a_pause_is_cut_where_it_must_be() -> None:
    placed = place("犬" * (LONGEST_WINDOW + 10))
    assert sum(len(morpheme.span) for morpheme in placed) == LONGEST_WINDOW + 10


@given(st.text("犬が 走る\n、\t。　aX\0\ufffc🐕é", max_size=60))
def test_every_morpheme_stands_where_it_is_said_to(text: str) -> None:
    placed = place(text)
    assert [found.span.of(text) for found in placed] == [found.morpheme.surface for found in placed]
    ends = [0, *(found.span.end for found in placed)]
    assert all(found.span.start >= end for found, end in zip(placed, ends, strict=False))
    assert "".join(found.morpheme.surface for found in placed).replace(" ", "") == "".join(text.replace("\0", " ").split(" ")).translate(
        dict.fromkeys(map(ord, "\n\t"))
    )


@given(st.text("犬が走るの、", max_size=40), st.integers(1, 6))
def test_many_optional_tokens_end_in_good_time(text: str, count: int) -> None:
    tokens = (*[token(optional=True)] * count * 3, token(surface="無"))
    assert rows(text, tokens) == []


# -- reading --------------------------------------------------------------------------------------------------


def test_an_entry_is_read_with_all_that_it_says(entry: Callable[[str], Entry]) -> None:
    read = entry("""\
  - name: ranuki
    kind: morphemes
    scope: first
    pattern: れる
    tokens:
      - {pos: [動詞, 助動詞], detail: 自立, base: 見れる}
      - {surface: れる, form: 基本形, optional: true, not: {pos: 名詞}}
    mark: [2, 1, 2]
""")
    assert (read.kind, read.scope, read.pattern, read.mark) == ("morphemes", "first", "れる", (1, 2))
    assert read.tokens[0] == token(pos="動詞|助動詞", detail="自立", base="見れる")
    assert read.tokens[1] == token(optional=True, unwanted={"pos": "名詞"}, surface="れる", form="基本形")


def test_it_looks_into_prose_unless_it_says_otherwise(entry: Callable[[str], Entry]) -> None:
    assert entry("  - {name: a, kind: morphemes, tokens: [{surface: 犬}]}\n").scope == "prose"


def test_the_longest_surface_that_must_be_there_says_where_to_look(entry: Callable[[str], Entry]) -> None:
    tokens = "[{surface: が}, {surface: [見れる, 食べれる]}, {surface: とてもとても, optional: true}]"
    assert entry(f"  - {{name: a, kind: morphemes, tokens: {tokens}}}\n").pattern == "食べれる|見れる"


def test_the_names_of_parts_of_speech_are_those_of_the_tagger() -> None:
    seen = morphemes("とても静かな山が、やっと見えました。えーと、お茶を三杯飲みたい（ABC）。しかし、あの人は来られなければならない！")
    assert {found.pos for found in seen} <= set(POS)
    assert {found.detail for found in seen if found.detail != "*"} <= {detail for details in POS.values() for detail in details}
    assert {found.form for found in seen if found.form != "*"} <= set(FORMS)


@pytest.mark.parametrize(
    ("entry_text", "line", "told"),
    [
        ("  - name: a\n    kind: morphemes\n", 9, "“tokens” is missing"),
        ("  - name: a\n    kind: morphemes\n    tokens: 犬\n", 11, "a list, but is text"),
        ("  - name: a\n    kind: morphemes\n    tokens: []\n", 11, "At least one"),
        ("  - name: a\n    kind: morphemes\n    tokens:\n      - {surface: 犬, optional: true}\n", 11, "At least one"),
        ("  - name: a\n    kind: morphemes\n    tokens: [{pos: 動詞}]\n", 9, "a surface"),
        ("  - name: a\n    kind: morphemes\n    tokens:\n      - {surface: 犬}\n      - {pos: 助動}\n", 13, "“助動詞”"),
        ("  - name: a\n    kind: morphemes\n    tokens:\n      - {surface: 犬, pos: verb}\n", 12, "動詞"),
        ("  - name: a\n    kind: morphemes\n    tokens:\n      - {surface: 犬, pos: 動詞, detail: 自律}\n", 12, "自立"),
        (
            "  - name: a\n    kind: morphemes\n    tokens:\n      - {surface: 犬, pos: 動詞, detail: 係助詞}\n",
            12,
            "Valid: 接尾, 自立, 非自立",
        ),
        ("  - name: a\n    kind: morphemes\n    tokens:\n      - {surface: 犬, form: 未然系}\n", 12, "“未然形”"),
        ("  - name: a\n    kind: morphemes\n    tokens:\n      - {surface: 犬, word: x}\n", 12, "Unknown key “word”"),
        ("  - name: a\n    kind: morphemes\n    tokens:\n      - {surface: 3}\n", 12, "a list, but is a whole number"),
        ("  - name: a\n    kind: morphemes\n    tokens:\n      - {surface: []}\n", 12, "empty"),
        ("  - name: a\n    kind: morphemes\n    tokens:\n      - {surface: a b}\n", 12, "white space"),
        ("  - name: a\n    kind: morphemes\n    tokens:\n      - {surface: 犬, not: {}}\n", 12, "empty"),
        ("  - name: a\n    kind: morphemes\n    tokens:\n      - {surface: 犬, not: {optional: true}}\n", 12, "“optional”"),
        ("  - name: a\n    kind: morphemes\n    tokens: [{surface: 犬}]\n    mark: 2\n", 12, "no token 2; tokens are counted from 1 to 1"),
        ("  - name: a\n    kind: morphemes\n    tokens: [{surface: 犬}]\n    mark: [1, 0]\n", 12, "no token 0"),
        ("  - name: a\n    kind: morphemes\n    tokens: [{surface: 犬}]\n    mark: []\n", 12, "empty"),
        ("  - name: a\n    kind: morphemes\n    tokens: [{surface: 犬}]\n    mark: true\n", 12, "a whole number, but is true"),
        ("  - name: a\n    kind: morphemes\n    tokens: [{surface: 犬}]\n    scope: text\n", 12, "prose"),
        ("  - name: a\n    kind: morphemes\n    tokens: [{surface: 犬}]\n    group: 1\n", 12, "the kind existence, substitution"),
        ("  - name: a\n    kind: morphemes\n    tokens: [{surface: 犬}]\n    pattern: '('\n", 12, "missing )"),
        ("  - name: a\n    kind: morphemes\n    tokens:\n" + "      - {surface: 犬}\n" * 21, 11, "20 are allowed"),
    ],
)
def test_a_mistake_is_told_with_its_line(entry: Callable[[str], Entry], entry_text: str, line: int, told: str) -> None:
    with pytest.raises(PackError) as raised:
        entry(entry_text)
    assert (raised.value.line, told in raised.value.texts["en"]) == (line, True), raised.value.texts["en"]
    assert raised.value.texts["ja"] != raised.value.texts["en"]


def test_the_groups_of_the_pattern_are_no_fields_of_the_message(entry: Callable[[str], Entry]) -> None:
    assert entry("  - {name: a, kind: morphemes, pattern: '(?P<n>犬)', tokens: [{surface: 犬}], data: {m: 1}}\n").data == {"m": 1}
