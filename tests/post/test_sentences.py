"""Sentences in Japanese and English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postlint.post.sentences import split_by_marks, split_sentences


def pieces(text: str) -> list[str]:
    return [span.of(text) for span in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("一つ目です。二つ目です！三つ目？", ["一つ目です。", "二つ目です！", "三つ目？"]),
        ("母は「早く寝なさい。明日は早いよ。」と言った。私は寝た。", ["母は「早く寝なさい。明日は早いよ。」と言った。", "私は寝た。"]),
        ("「おはよう。」\n「おはようございます。」", ["「おはよう。」", "「おはようございます。」"]),
        ("（補足です。長い補足です。）本文です。", ["（補足です。長い補足です。）本文です。"]),
        ("彼は『「はい。」と言え。』と書いた。次。", ["彼は『「はい。」と言え。』と書いた。", "次。"]),
        ("閉じない「かっこです。次の文です。", ["閉じない「かっこです。", "次の文です。"]),
        ("余分な」かっこです。次の文です。", ["余分な」かっこです。", "次の文です。"]),
        ("本当ですか!?はい。", ["本当ですか!?", "はい。"]),
        ("句点なし", ["句点なし"]),
        ("It works. Dr. Smith agreed, e.g. on Monday. Did he?", ["It works.", "Dr. Smith agreed, e.g. on Monday.", "Did he?"]),
        ("Version 3.11 of example.org is out. See it.", ["Version 3.11 of example.org is out.", "See it."]),
        ('He said "stop." Then he left.', ['He said "stop."', "Then he left."]),
        ("wait... no. Yes", ["wait... no.", "Yes"]),
        ("  余白。  次。 ", ["余白。", "次。"]),
        ("", []),
        ("\n \n", []),
    ],
)
def test_sentences_are_parted_where_a_reader_would(text: str, sentences: list[str]) -> None:
    assert pieces(text) == sentences


@given(st.text(alphabet=st.sampled_from("あい。！？!?.「」『』（）()ab A\n\"'"), max_size=80))
def test_sentences_are_in_order_apart_and_leave_out_only_white_space(text: str) -> None:
    spans = split_sentences(text)
    at = 0
    for span in spans:
        assert text[at : span.start].strip() == ""
        assert span.start < span.end
        at = span.end
    assert text[at:].strip() == ""


def test_a_million_openers_without_partners_are_split_all_the_same() -> None:
    text = "「" * 500_000 + "文です。" + "」" * 10 + "次です。"
    assert pieces(text)[-1].endswith("次です。")


@given(st.text(alphabet=st.sampled_from("あい。。．！？!?.「」『』（）()ab A\n\"'”♪。"), max_size=40))
def test_the_short_way_for_plain_brackets_parts_as_the_long_one(text: str) -> None:
    assert split_sentences(text) == split_by_marks(text)


def test_a_row_of_marks_that_ends_nothing_takes_no_square_of_its_length() -> None:
    text = "種は何粒" + "?!" * 250_000 + "x"
    assert pieces(text) == [text]
    assert pieces(text + "。水は?」")[-1] == "水は?」"
