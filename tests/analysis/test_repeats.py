"""Who repeats whom."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postlint.analysis.keys import weight
from postlint.analysis.repeats import repeats_of
from postlint.analysis.runs import COPIED, PARAGRAPH, repeated_runs, repeated_sentences
from postlint.post.post import Post

A = "春の終わりに植えた苗は、梅雨を越すころには膝の高さまで育ちます。支柱は早めに立てておきましょう。"
B = "夏の盛りには、朝と夕方の二回に分けて水を与えます。葉がしおれていたら、日陰で休ませてください。"
C = "秋になったら、黄色い葉をこまめに取り除きます。風通しがよくなり、病気を防ぐことができます。"
D = "冬のあいだは、土が乾いてから数日待って水を与えます。根が休んでいるので、肥料は要りません。"


def post(*paragraphs: str) -> Post:
    return Post("a.md", "\n\n".join(paragraphs) + "\n")


def hows(subject: Post) -> list[str]:
    return [match.how for found in repeats_of(subject).matches.values() for match in found]


def lines(subject: Post) -> list[tuple[int, int, int]]:
    """(first line, last line, first line of the original) of every run."""
    at = subject.lines.position
    return [(at(r.span.start).line, at(r.span.end).line, at(r.first.start).line) for r in repeated_runs(subject)]


def test_an_exact_copy_is_found() -> None:
    assert hows(post(A, B, A)) == ["exact", "exact"]
    assert lines(post(A, B, A)) == [(5, 5, 1)]


@pytest.mark.parametrize("separator", [r"\*", "\\", "**　**"])
def test_a_paragraph_without_a_word_repeats_nothing(separator: str) -> None:
    found = repeats_of(post(A, separator, B, separator, C, separator, A))
    assert sorted(found.matches) == [6]
    assert lines(post(A, separator, B, separator, C)) == []


def test_a_light_edit_is_a_near_copy() -> None:
    edited = post(B, A, B.replace("夏の盛りには", "夏の盛りは").replace("休ませて", "休めて"))
    assert hows(edited) == ["near", "near"]
    assert lines(edited) == [(5, 5, 1)]


def test_width_spaces_and_emphasis_do_not_hide_a_copy() -> None:
    assert lines(post("ＡＢＣの" + A, B, "**ABC**の　" + A)) == [(5, 5, 1)]


def test_a_paragraph_inside_a_longer_one_is_found_on_either_side() -> None:
    assert lines(post(A + B, C, B)) == [(5, 5, 1)]
    assert hows(post("短い前置き。", "根が休んでいるので、肥料は要", D)) == ["whole"]


def test_consecutive_copies_are_one_run_with_the_headings_between_them() -> None:
    subject = post(A, "## 夏", B, C, D, A, "## 夏", B)
    assert lines(subject) == [(11, 15, 1)]


def test_copies_in_another_order_are_runs_of_their_own() -> None:
    assert len(repeated_runs(post(A, B, C, B, A))) == 2


def test_a_run_ends_at_a_marker() -> None:
    assert lines(post(A, B, "---END---", A, "---END---", B)) == [(7, 7, 1), (11, 11, 3)]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("## 春", "ここで写真を一枚。", "## 夏", "ここで写真を一枚。"),
        (f"> {A}", f"> {A}"),
        (f"- {A}", B, f"- {A}"),
        ("```\n" + A + "\n```", "```\n" + A + "\n```"),
        ("[" + A + "](https://example.org)", "[" + A + "](https://example.org)"),
        ("朝は三百ミリリットル、鉢の縁に沿ってゆっくりと水を与えます。", "夕方は百ミリリットル、鉢の縁に沿ってゆっくりと水を与えます。"),
        (
            "Run `npm publish` to send the package to the registry, then tag it.",
            "Run `cargo publish` to send it to the registry, then tag.",
        ),
    ],
    ids=["short lines", "quotations", "items", "code", "links", "figures differ", "names differ"],
)
def test_what_recurs_rightly_is_left_alone(paragraphs: Sequence[str]) -> None:
    assert repeated_runs(post(*paragraphs)) == ()
    assert repeated_sentences(post(*paragraphs)) == ()


def test_a_sentence_in_a_new_paragraph_is_told_with_its_neighbours_as_one() -> None:
    subject = post(A, C + A + D + B)
    (found,) = repeated_sentences(subject)
    assert found.span.of(subject.text) == A
    assert found.first.of(subject.text) == A


def test_an_announced_repetition_is_left_alone() -> None:
    subject = post(A, "先ほども触れましたが、" + A + C + D)
    assert all("先ほど" not in s.span.of(subject.text) for s in repeated_sentences(subject))


def test_latin_letters_and_addresses_weigh_less() -> None:
    assert weight("あいうえお") == 5
    assert weight("abcde") == pytest.approx(2.5)
    assert weight("https://example.org/path") == 0


@given(st.lists(st.sampled_from([A, B, C, D, "---END---", "## 見出し", "短い。", "- " + A]), max_size=14))
@settings(max_examples=60)
def test_a_run_stands_behind_its_original_and_runs_do_not_overlap(paragraphs: Sequence[str]) -> None:
    runs = repeated_runs(post(*paragraphs))
    for run in runs:
        assert run.first.start < run.span.start
    for before, after in pairwise(runs):
        assert before.span.end <= after.span.start


def test_a_post_of_one_line_forty_thousand_times_is_one_run() -> None:
    (run,) = repeated_runs(post(*[A] * 40_000))
    assert len(run.units) >= 39_998


def test_very_long_sentences_are_compared_only_to_the_letter() -> None:
    long = "とても長い一文で、" * 2_000
    assert hows(post(long + "。", B, long + "。")) == ["exact"]
    assert hows(post("初" + long + "。", B, "次" + long + "。")) == []


def test_a_setting_given_as_the_default_is_not_another_setting() -> None:
    subject = post(A, B, A)
    assert repeated_runs(subject) is repeated_runs(subject, COPIED) is repeated_runs(subject, paragraph=PARAGRAPH)
    assert repeated_runs(subject) is not repeated_runs(subject, 0.9)


def test_a_sentence_that_stands_in_its_paragraph_twice_is_told_once() -> None:
    again = "ペダルを逆に回して、油を行き渡らせます。"
    said = "音が軽くなれば終わりです。"
    (group,) = repeated_sentences(Post("p.md", f"{again}{said}{again}\n"))
    assert group.twice
    assert group.span.of(f"{again}{said}{again}") == again
    assert group.span.start == len(again + said)
    assert group.first.start == 0


def test_a_sentence_of_another_paragraph_that_stands_here_twice_is_told_where_it_stands() -> None:
    again = "ペダルを逆に回して油をすみずみまで行き渡らせ、余ったものは布で拭き取ります。"
    new = "作業が済んだら、道具を元の箱に戻して手を洗いましょう。次の朝に乗る前には、変速の具合も確かめておきます。"
    text = f"雨の日の手入れは、乾いた布から始めます。{again}\n\n{again}{new}{again}\n"
    found = repeated_sentences(Post("p.md", text))
    assert [group.span.of(text) for group in found] == [again, again]
    assert [group.span for group in found] == sorted({group.span for group in found})


def test_a_near_copy_that_its_own_paragraph_says_twice_is_matched_at_both_places() -> None:
    sentence = "夏の盛りには、朝と夕方の二回に分けて水を与えます。"
    edited = sentence.replace("夏の盛りには", "夏の盛りは")
    assert hows(post(sentence + A, C, edited + D + edited)) == ["near", "near"]


def test_a_sentence_that_holds_one_before_it_in_its_paragraph_is_told() -> None:
    first = "旅先の市場では、朝いちばんに並ぶ野菜と果物をまず見てください"
    text = f"{first}。店の人の顔も覚えられます。「{first}。」と、案内人は繰り返しませんでした。\n"
    (group,) = repeated_sentences(Post("p.md", text.replace("繰り返しませんでした", "話していました")))
    assert [match.how for match in group.matches] == ["whole"]
    assert group.twice


def test_sentences_of_one_paragraph_that_are_merely_alike_are_a_row() -> None:
    row = "朝の市場では、旬の野菜を三つまで買ってみてください。夜の市場では、旬の野菜を三つまで買ってみてください。\n"
    assert repeated_sentences(Post("p.md", row)) == ()


ROSE = "In the first year the rose needs water twice a week, and it is safe to prune it hard once the frost is over."


@pytest.mark.parametrize(
    ("edited", "told"),
    [
        (ROSE.replace("the frost is", "the frosts are"), True),
        (ROSE.replace("safe", "unsafe"), False),
        (ROSE.replace("it is safe", "it is not safe"), False),
        (ROSE.replace("the rose", "the `rosa`"), False),
    ],
)
def test_an_english_sentence_that_says_no_or_names_other_code_is_no_copy(edited: str, told: bool) -> None:
    assert lines(post(ROSE, edited)) == ([(3, 3, 1)] if told else [])
