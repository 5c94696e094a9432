"""Where the entries of a pack are found in a post."""

import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postlint.packs.match import Matcher, shipped_matcher
from postlint.packs.pack import Entry
from postlint.packs.regex import PatternSet, compile_pattern
from postlint.packs.scopes import Haystack
from postlint.post.post import Post
from postlint.post.text import Span


def found(text: str, *entries: Entry) -> list[tuple[str, str]]:
    """(entry, source under the mark) of each match."""
    post = Post("a.md", text)
    return [(match.entry.name, match.span.of(text)) for match in Matcher(entries).matches(post)]


def entry(pattern: str, name: str = "a", **rest: Any) -> Entry:
    return Entry(name, pattern, **rest)


FRONT = "---\ntitle: 桜の便り\nexcerpt: 'it''s 桜'\ndescription: \"桜だより\"\n---\n"


def test_text_is_the_body_outside_code_and_front_matter() -> None:
    text = FRONT + "桜です。\n\n```\n桜\n```\n\n`桜` と [桜](https://example.com/桜)\n"
    post = Post("a.md", text)
    starts = [match.span.start for match in Matcher([entry("桜")]).matches(post)]
    assert starts == [text.index("桜です"), text.index("[桜]") + 1]


def test_prose_is_searched_without_its_markup() -> None:
    assert found("これは**7**割の店です。\n", entry("7割の店", scope="prose")) == [("a", "7**割の店")]


def test_in_prose_a_block_is_searched_on_its_own() -> None:
    text = "桜です\n\n- 桜です\n- 咲く桜\n"
    assert found(text, entry(r"\A桜", scope="prose")) == [("a", "桜"), ("a", "桜")]
    assert found(text, entry(r"(?-m)です$", scope="prose")) == [("a", "です"), ("a", "です")]
    assert found(text, entry(r"です\s+", scope="prose")) == []
    assert found(text, entry(r"桜で\pL+(?:\s+桜で)?", scope="prose")) == [("a", "桜です"), ("a", "桜です")]


def test_a_pack_of_ones_own_is_sought_beside_the_shipped_ones() -> None:
    text = "ここに[Your City]と桜と---END---があります。\n"
    shipped = shipped_matcher("placeholder").entries
    entries = [*shipped, entry("桜", "own", scope="prose"), entry("END", "end")]
    assert [name for name, _ in found(text, *entries)] == ["field-en", "own", "end"]


def test_a_post_is_searched_once_for_all_who_ask() -> None:
    post = Post("a.md", "---END---\n")
    assert shipped_matcher("stray-marker").matches(post) is shipped_matcher("stray-marker").matches(post)


def test_prose_leaves_quotations_tables_and_code_alone() -> None:
    assert found("> 桜\n\n| 桜 |\n|---|\n| 桜 |\n\n    桜\n", entry("桜", scope="prose")) == []


@pytest.mark.parametrize(
    ("scope", "marked"),
    [("heading", ["## 桜 一"]), ("first", ["桜 二"]), ("last", ["桜 四"]), ("prose", ["桜 一", "桜 二", "桜 三", "桜 四"])],
)
def test_a_scope_names_certain_blocks(scope: str, marked: list[str]) -> None:
    text = FRONT + "## 桜 一\n\n桜 二\n\n- 桜 三\n\n桜 四\n\n---\n"
    assert [source for _, source in found(text, entry("桜 .", scope=scope))] == [source.removeprefix("## ") for source in marked]


def test_title_is_the_value_in_the_front_matter() -> None:
    assert found(FRONT + "桜\n", entry("^桜の便り$", scope="title")) == [("a", "桜の便り")]


def test_excerpt_is_the_description_too_and_is_searched_as_written_where_it_is_escaped() -> None:
    assert found(FRONT, entry("桜", scope="excerpt")) == [("a", "桜"), ("a", "桜")]
    assert found(FRONT, entry("^桜だより$", scope="excerpt")) == [("a", "桜だより")]


@pytest.mark.parametrize("text", ["", "本文だけ\n", "---\ntitle: 5\n---\n", "---\ntitle: ''\n---\n"])
def test_a_title_that_is_missing_or_no_text_has_no_matches(text: str) -> None:
    assert found(text, entry(".", scope="title")) == []


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_edges_are_the_same_whatever_ends_a_line(newline: str) -> None:
    text = newline.join(["一行目", "@@END@@", "", "x @@END@@", "@@END@@", "終わり"])
    assert found(text, entry("^@@END@@$")) == [("a", "@@END@@")] * 2


def test_a_match_over_a_line_end_covers_both_of_its_characters() -> None:
    assert found("あ\r\nい\r\nう\r\n", entry("い\nう\n")) == [("a", "い\r\nう\r\n")]


def test_a_group_marks_a_part() -> None:
    assert found("より30%の店\n", entry("より([0-9]+%)の", group=1)) == [("a", "30%")]


def test_a_group_that_took_no_part_marks_the_whole() -> None:
    assert found("ab\n", entry("ab|(c)", group=1)) == [("a", "ab")]


def test_a_group_that_is_empty_marks_nothing() -> None:
    assert found("ab\n", entry("a(x*)b", group=1)) == []


def test_named_groups_are_kept() -> None:
    (match,) = Matcher([entry("(?P<n>[0-9]+)(?P<unit>%)?の")]).matches(Post("a.md", "30の\n"))
    assert match.groups == {"n": "30", "unit": ""}


def test_case_counts_unless_it_is_ignored() -> None:
    assert found("End END\n", entry("end")) == []
    assert found("End END\n", entry("end", ignore_case=True)) == [("a", "End"), ("a", "END")]


def test_unless_clears_a_match_in_its_own_sentence_only() -> None:
    text = "調査では7割の店でした。別の話では7割の店でした。\n"
    assert found(text, entry("7割の店", scope="prose", unless="調査")) == [("a", "7割の店")]
    assert found(text, entry("7割の店", scope="prose", unless="調査", reach="block")) == []


def test_unless_sees_the_line_in_the_text_scope_and_the_paragraph_as_its_block() -> None:
    text = "調査です。\n7割の店。\n\n7割の店。\n"
    assert len(found(text, entry("7割の店", unless="調査"))) == 2
    assert len(found(text, entry("7割の店", unless="調査", reach="block"))) == 1
    assert found("調査で7割の店。\n", entry("7割の店", unless="調査")) == []


def test_unless_sees_every_sentence_that_a_match_crosses() -> None:
    text = "一つ目です。二つ目の調査です。三つ目です。\n"
    crossing = entry("目です。二つ目の", scope="prose", unless="調査")
    assert found(text, crossing) == []


def test_unless_in_the_title_sees_the_title() -> None:
    assert found("---\ntitle: 調査の桜\n---\n", entry("桜", scope="title", unless="調査")) == []


def test_a_match_inside_another_is_left_out_and_order_is_by_place() -> None:
    text = "@@END@@ と @@STOP@@\n"
    entries = [entry("STOP", "short"), entry("@@STOP@@", "stop"), entry("@@END@@", "end"), entry("@@END", "cut")]
    assert found(text, *entries) == [("end", "@@END@@"), ("stop", "@@STOP@@")]


def test_of_two_entries_with_the_same_mark_the_first_speaks() -> None:
    assert found("桜\n", entry("桜", "one"), entry("[桜]", "two", scope="prose")) == [("one", "桜")]


def test_a_matcher_can_be_sent_to_another_process() -> None:
    matcher = Matcher((entry("桜"),))
    post = Post("a.md", "桜\n")
    before = list(matcher.matches(post))
    assert list(pickle.loads(pickle.dumps(matcher)).matches(post)) == before


def test_patterns_that_outgrow_one_set_are_split_and_all_found() -> None:
    many = [(rf"\pL+\p{{Han}}[^。]{{0,40}}{number}\pN+\p{{Hiragana}}{{1,10}}", False) for number in range(150)]
    patterns = PatternSet(many)
    text = "花屋の店が1495こと。"
    expected = [index for index, (pattern, _) in enumerate(many) if compile_pattern(pattern).search(text)]
    assert list(patterns.hits(text)) == expected != []
    assert len(patterns._parts) > 1


def test_a_pattern_too_large_for_any_set_is_always_tried() -> None:
    huge = (r"(\pL{0,50}\p{Han}){0,12}x", False)
    assert list(PatternSet([("q", False)]).hits("y")) == []
    assert 1 in PatternSet([("q", False), huge]).hits("字x")


def test_no_patterns_occur_nowhere() -> None:
    assert list(PatternSet([]).hits("a")) == []


def test_a_pattern_that_cannot_be_written_in_utf8_is_none() -> None:
    with pytest.raises(ValueError, match="surrogate"):
        compile_pattern("\ud800")


def test_a_text_without_sentences_is_one_stretch() -> None:
    haystack = Haystack("  a ", Span, lambda: (), lambda: ())
    assert haystack.around(2, 3, "sentence") == Span(0, 4)


@given(st.text("桜a\n\r 。「」*`#-", max_size=60), st.sampled_from(["text", "prose", "heading", "first", "last"]))
def test_marks_lie_inside_the_text_and_hold_what_was_found(text: str, scope: str) -> None:
    post = Post("a.md", text)
    matches = list(Matcher([entry("桜a?", scope=scope)]).matches(post))
    for match in matches:
        assert 0 <= match.span.start < match.span.end <= len(text)
        assert match.span.of(text)[0] == "桜"
    assert matches == sorted(matches, key=lambda match: match.span)


@given(st.text("桜a\n\r。", max_size=60))
def test_the_text_scope_finds_what_stands_in_plain_text_whatever_ends_its_lines(text: str) -> None:
    if text[:1] in "a桜":
        spans = [match.span for match in Matcher([entry("桜+")]).matches(Post("a.md", text))]
        assert sum(map(len, spans)) == text.count("桜")
