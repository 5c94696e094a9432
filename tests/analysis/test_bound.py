"""Whether a text can only go on from the one before it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postlint.analysis.bound import fits, goes_on, is_bound, splits_a_word

BOUND = [
    ("日の当たらない窓辺", "に置いた水差しへ"),
    ("枯れた枝", "を切り戻します"),
    ("鉢の底", "の穴をふさがない"),
    ("株を二つに分割", "しようとも"),
    ("枝の先を剪定", "するところから"),
    ("これでよいのではない", "でしょうか"),
]
LEANING = [
    ("水やりの回数", "が増えすぎると"),
    ("ベランダ", "で育てるなら"),
    ("球根や苗", "や種を並べて"),
    ("来年の収穫を確保", "できるはずです"),
    ("鉢植えを室内", "向けの棚に"),
    ("狭い庭は、たくさんの鉢に", "あふれています"),
    ("水やりの回数を", "記録していくと"),
    ("秋の庭を", "活性化させ、来年に備えます"),
]
FREE = [
    ("枯れた枝", "もちろん切ります"),
    ("狭い庭は、たくさんの鉢に", "考えてみてください"),
    ("狭い庭は、たくさんの鉢に", "想像してみましょう"),
    ("狭い庭は、たくさんの鉢に", "注目すべきは、土の色"),
    ("狭い庭は、たくさんの鉢に", "求められるのは、日当たり"),
    ("狭い庭は、たくさんの鉢に", "調べてみると、虫が"),
    ("秋の庭を", "活性化への道のりは長い"),
    ("枯れた枝", "にもかかわらず、"),
    ("株を二つに分割", "そして、水を与えます"),
    ("株を二つに分割", "しかし、水は与えません"),
    ("水やりの回数", "ところで、肥料は"),
    ("水やりの回数", "さて、肥料の話を"),
    ("水やりの回数", "なので、控えめに"),
    ("水やりの回数", "とはいえ、夏は"),
    ("水やりの回数", "では、冬はどうか"),
    ("", "を切り戻します"),
    ("枯れた枝", ""),
]


@pytest.mark.parametrize(("left", "right"), BOUND)
def test_a_particle_or_an_ending_is_bound_to_the_word_before_it(left: str, right: str) -> None:
    assert is_bound(left, right)
    assert goes_on(left, right, "")
    assert fits(left, right)


@pytest.mark.parametrize(("left", "right"), LEANING)
def test_behind_a_cut_weaker_signs_will_do(left: str, right: str) -> None:
    assert not is_bound(left, right)
    assert goes_on(left, right, "")


@pytest.mark.parametrize(("left", "right"), FREE)
def test_what_a_sentence_can_begin_with_is_free(left: str, right: str) -> None:
    assert not is_bound(left, right)
    assert not goes_on(left, right, "")


@pytest.mark.parametrize(
    ("left", "right", "said", "whole"), [("このNEX", "COMの棚は", "NEXCOMの棚", True), ("このNEX", "COMの棚は", "NEXCOMS", False)]
)
def test_the_rest_of_a_name_goes_on_where_the_post_has_the_name(left: str, right: str, said: str, whole: bool) -> None:
    assert goes_on(left, right, said) is whole


def test_no_particle_goes_on_from_a_conjunction() -> None:
    assert not fits("水をたっぷり与え、そして", "の機会でもあります")


@pytest.mark.parametrize("nothing", ["\0", "\0\0", "\x1f", "\u3000", "\u200b"])
def test_what_the_tagger_sees_no_word_in_is_free(nothing: str) -> None:
    assert not goes_on("枯れた枝", nothing, "")
    assert not goes_on(nothing, nothing, "")
    assert is_bound("枯れた枝", f"を{nothing}")


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_judged(left: str, right: str) -> None:
    assert goes_on(left, right, left + right) or not is_bound(left, right)


@pytest.mark.parametrize(
    ("left", "right", "said", "completes"),
    [
        ("次に使うのはGit", "Hubです", "まずGitHubに置きます。", True),
        ("次に使うのはGit", "Hubです", "まずGitHubbyに置きます。", False),
        ("次に使うのはGit", "Hubです", "まずMyGitHubに、そしてGitHubに置きます。", True),
        ("次に使うのはGit", "、です", "まずGitHubに置きます。", False),
    ],
)
def test_a_name_that_the_post_has_whole_is_completed(left: str, right: str, said: str, completes: bool) -> None:
    assert goes_on(left, right, said) == completes


@pytest.mark.parametrize(
    ("said", "goes"),
    [
        ("Greenhouseで", True),
        ("Greenhouse", True),
        ("Greenhouses と myGreenhouse と Greenhouse2", False),
        ("Greenhouses、Greenhouse。", True),
    ],
)
def test_a_name_that_is_part_of_a_longer_one_is_not_said(said: str, goes: bool) -> None:
    assert goes_on("庭にはGreen", "houseを置く", said) is goes


@pytest.mark.parametrize(
    ("left", "right", "split"),
    [
        ("the secateurs were sharp", "ened in spring", True),
        ("see the list [2]", "pots and saucers", False),
        ("two pots, one of them", "clay", True),
        ("two pots,", "one of clay", True),
    ],
)
def test_a_latin_word_goes_on_behind_a_letter_only(left: str, right: str, split: bool) -> None:
    assert splits_a_word(left, right) is split
