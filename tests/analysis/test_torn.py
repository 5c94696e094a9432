"""Katakana words that have lost their voicing marks: what the dictionary, the word's parts and the post say of them."""

import pytest

from postlint.analysis.torn import torn_words
from postlint.post.post import Post


def torn(text: str) -> dict[str, str]:
    return {word: restored for _, word, restored in torn_words(Post("a.md", text + "\n"))}


@pytest.mark.parametrize(
    ("text", "word", "restored"),
    [
        ("エーシェントに頼みます。", "エーシェント", "エージェント"),  # a long word of the dictionary
        ("オフションを選びます。", "オフション", "オプション"),  # a short one, no name
        ("タウンロートを待ちます。", "タウンロート", "ダウンロード"),  # two words by chance, two marks lost
        ("オーフンソースの図案です。", "オーフンソース", "オープンソース"),  # torn in front
        ("庭のフロクラムシートです。", "フロクラムシート", "プログラムシート"),
        ("デットロックを避けます。", "デットロック", "デッドロック"),  # a slip: one mark lost, one left
        ("ヌメハリスの苗です。ヌメバリスとヌメバリスは別の鉢です。", "ヌメハリス", "ヌメバリス"),  # in no dictionary, but in the post
        ("ヌメハリトの苗です。ヌメバリド用の鉢もあります。", "ヌメハリト", "ヌメバリド"),  # two marks; the post has it in a longer run
    ],
)
def test_a_word_is_torn_where_it_was_another_before(text: str, word: str, restored: str) -> None:
    assert torn(text) == {word: restored}


@pytest.mark.parametrize(
    "text",
    [
        "トラッカーを付けます。",  # ドラッカー is a name
        "トラッカーを付けます。ドラッカーの本です。",
        "インサイトとは洞察です。",  # two known words, one mark
        "トランスレーターの仕事です。",  # レーター is an ending, not レーダー
        "書体のヒンティングです。",  # ビンディング, had two marks been lost and one been left
        "コヒーレンスを測ります。",  # コピー and レンズ are too short to tell
        "フルスクラッチで書きます。",
        "ヌメハリスの苗です。",  # in no dictionary, and only here
        "ヌメハリスとヌメハリスを、ヌメバリスとヌメバリスの隣に植えます。",  # two words that the post tells apart
        "インサイトの記事です。インサイドとインサイドは別です。インサイトは洞察です。",
    ],
)
def test_a_word_that_may_be_right_is_left_alone(text: str) -> None:
    assert torn(text) == {}


def test_a_long_run_of_katakana_is_no_word_to_take_apart() -> None:
    assert torn("カハシテト" * 2000) == {}


def test_no_more_than_some_compounds_of_a_post_are_looked_up() -> None:
    kana = "アイエオナニヌネノマミムメモラリルレロ"
    words = [f"ヌ{a}{b}{c}メレリ" for a in kana for b in kana for c in kana[:1]]
    assert len(words) > 200
    assert torn("、".join([*words, "フロクラムシート"])) == {}
    assert torn("、".join(["フロクラムシート", *words])) == {"フロクラムシート": "プログラムシート"}
