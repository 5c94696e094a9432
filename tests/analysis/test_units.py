"""What a reader takes as one paragraph, item, heading or label."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from postlint.analysis.keys import normalise
from postlint.analysis.markers import marker_spans
from postlint.analysis.units import _Markers, _units_of_block, units_of
from postlint.post.post import Post
from postlint.post.sentences import split_by_marks

LINE = "一行に一つの文を書く人もいます。"


def shown(text: str) -> list[tuple[str, str]]:
    return [(unit.kind, unit.plain) for unit in units_of(Post("a.md", text))]


def test_lines_that_end_as_sentences_are_units_of_their_own() -> None:
    assert shown(f"{LINE}\n{LINE}\n") == [("prose", LINE), ("prose", LINE)]


def test_a_wrapped_paragraph_is_one_unit() -> None:
    assert shown("The line goes on\nhere and ends.\n") == [("prose", "The line goes on\nhere and ends.")]


def test_a_bold_line_is_a_label_also_on_top_of_a_paragraph() -> None:
    assert shown(f"**小見出し**\n{LINE}\n") == [("label", "小見出し"), ("prose", LINE)]


def test_a_marker_parts_units_and_segments_and_is_in_none() -> None:
    units = units_of(Post("a.md", f"{LINE}---END---{LINE}\n---END---\n\n{LINE}\n"))
    assert [(u.plain, u.segment) for u in units] == [(LINE, 0), (LINE, 1), (LINE, 2)]


def test_rules_under_a_paragraph_leave_it_a_paragraph() -> None:
    assert shown(f"{LINE}\n---\n") == [("prose", LINE)]
    assert shown("見出し\n---\n") == [("heading", "見出し")]


def test_links_images_and_addresses_alone_are_references() -> None:
    text = "[公式サイト](https://example.org)\n\n![図](a.png)\n\nhttps://example.org/a/b\n\n- [一覧](https://example.org)\n"
    assert [kind for kind, _ in shown(text)] == ["reference"] * 4


def test_tables_and_code_are_other() -> None:
    assert [kind for kind, _ in shown("|a|b|\n|-|-|\n|1|2|\n\n```\nx\n```\n")] == ["other", "other"]


def test_sentences_of_a_unit_stand_where_the_unit_stands() -> None:
    text = f"**小見出し**\n最初の**文**です。次の文です。\n{LINE}\n"
    unit = units_of(Post("a.md", text))[1]
    assert [s.span.of(text) for s in unit.sentences] == ["最初の**文**です。", "次の文です。"]
    assert [s.key for s in unit.sentences] == ["最初の文です。", "次の文です。"]


def test_a_sentence_takes_no_word_of_the_next_with_the_emphasis_that_wraps_both() -> None:
    text = "**水。次**は明日です。\n"
    (unit,) = units_of(Post("a.md", text))
    assert [s.span.of(text) for s in unit.sentences] == ["**水。", "次**は明日です。"]


def test_a_key_has_no_markup_and_no_width() -> None:
    assert normalise("**ＡＢＣ　１２**\nの[語](https://example.org)") == "ABC12の語"


@given(st.text(alphabet=st.sampled_from("あ。、「」**_# -\n`[](x)AEND<|>"), max_size=120))
def test_units_lie_inside_the_text_in_order(text: str) -> None:
    post = Post("a.md", text)
    starts = []
    for unit in units_of(post):
        assert 0 <= unit.span.start <= unit.span.end <= len(text)
        starts.append(unit.span.start)
        for sentence in unit.sentences:
            assert 0 <= sentence.span.start <= sentence.span.end <= len(text)
    assert starts == sorted(starts)


@given(st.text(alphabet=st.sampled_from("あ。、「」**_# -\n`[](x)AEND<|>"), max_size=60))
def test_what_is_written_twice_is_taken_apart_alike_each_time(text: str) -> None:
    # Twice in front: a fence in the text may swallow what stands behind it.
    post = Post("a.md", f"{LINE}\n\n{LINE}\n\n{text}\n\n{LINE}\n\n{text}\n\n{LINE}\n")
    twins = [unit for unit in units_of(post) if unit.twin is not None]
    assert [unit for unit in twins if unit.plain == LINE]
    for unit in twins:
        assert unit.twin is not None
        assert unit.span.of(post.text) == unit.twin.span.of(post.text)
        assert unit.sentences == structs.replace(unit, twin=None).sentences


@given(st.text(alphabet=st.sampled_from('あいＡ。。、！「」（）『』"”♪**_# -\n`[](x)&#;.\u3000'), max_size=60))
def test_the_short_way_to_the_keys_of_sentences_gives_those_of_the_sentences(text: str) -> None:
    for unit in units_of(Post("a.md", text)):
        assert unit.keys == tuple(sentence.key for sentence in unit.sentences)
        if unit.twin is None and unit.block.plain == unit.span.of(text):
            long = [unit.block.source(span.start, span.end) for span in split_by_marks(unit.block.plain)]
            assert [sentence.span for sentence in unit.sentences] == [span for span in long if normalise(span.of(text))]
            assert unit.keys == tuple(filter(None, [normalise(span.of(text)) for span in long]))


@given(
    st.lists(
        st.sampled_from(
            "あ い。 、 「 」 １ Ａ ｚ ％ ： : :// http https://a.b 1 1. 3) - -- --- ---END--- + = # \u3000 \u200b \ufffc \xad \n \n\n".split(
                " "
            )
        ),
        max_size=12,
    ).map("".join)
)
def test_the_short_way_to_the_unit_of_a_dense_paragraph_gives_that_of_the_long_one(text: str) -> None:
    post = Post("a.md", f"{LINE}\n\n{text}\n\n{LINE}\n")
    units, markers = units_of(post), _Markers(marker_spans(post))
    assert units[-1].block.dense and units[-1].twin == units[0]
    for unit in units:
        if unit.block.dense and not markers.around(unit.block.span)[1]:
            block = structs.replace(unit.block, dense=False)
            assert _units_of_block(block, post.text, unit.index, markers, ()) == [structs.replace(unit, block=block, twin=None)]


def test_sentences_take_their_emphasis_along_however_much_there_is() -> None:
    piece = "**The garden is open.** We water *it every day.* ***Seeds are sown in spring.*** "
    (few,) = units_of(Post("a.md", piece + "\n"))
    (many,) = units_of(Post("a.md", piece * 10_000 + "\n"))
    said = ["**The garden is open.**", "We water *it every day.*", "***Seeds are sown in spring.***"]
    assert [sentence.span.of(few.text) for sentence in few.sentences] == said
    assert [sentence.span.of(many.text) for sentence in many.sentences] == said * 10_000
