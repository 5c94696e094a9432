"""duplicate-post: planted copies among many posts, its options, and very many copies of one post."""

from random import Random

import duplicates
import pytest

from postlint.analysis.sketch import sketch_of
from postlint.checks.duplicate_post import DuplicatePost
from postlint.post.post import Post

THINGS = "棚 机 椅子 窓 庭 畑 鉢 土 水 風 本 紙 筆 布 糸 針 鍋 皿 箸 茶 豆 粉 塩 油 傘 靴 鞄 鍵 灯 時計 手紙 写真".split()
WHEN = "朝 昼 夜 春 夏 秋 冬 週末 月末 雨の日 晴れた日 休みの日".split()
DOES = "並べました 運びました 洗っておきます 乾かしてください 探しています 片付けます 修理しました 貸し出します 数え直しました 磨いてみましょう".split()
FORMS = (
    "{when}に{a}と{b}を{does}。",
    "{a}の手入れは、{when}のうちに済ませるのがいちばんです。",
    "{a}がなければ{b}で間に合わせ、あとで{does}。",
    "わが家では{when}になると、{a}より先に{b}を{does}。",
    "「{a}は{b}の隣に」と祖母が言っていたのを、{when}になるたびに思い出します。",
    "{b}を使い終えたら、{a}も一緒に{does}。",
)


def body(rng: Random) -> str:
    """A post of some 600 characters, of sentences that follow a few patterns."""
    sentences = [
        rng.choice(FORMS).format(a=rng.choice(THINGS), b=rng.choice(THINGS), when=rng.choice(WHEN), does=rng.choice(DOES))
        for _ in range(24)
    ]
    return "\n\n".join("".join(sentences[i : i + 4]) for i in range(0, 24, 4))


def test_planted_copies_are_all_found_among_two_thousand_posts_and_nothing_else() -> None:
    rng = Random(5)
    planted = duplicates.plant({f"posts/{n:04}.md": body(rng) for n in range(2000)}, 150, rng)
    assert len(planted.copies) == 150
    assert min(planted.copies.values()) >= 0.8
    assert sum(alike < 0.85 for alike in planted.copies.values()) >= 20
    outcome = duplicates.judge(planted, DuplicatePost())
    assert outcome.missed == frozenset()
    assert outcome.others == frozenset()


def compared(check: DuplicatePost, *bodies: str) -> dict[str, tuple[str, int]]:
    """Path → message and percentage."""
    posts = {f"{n:03}.md": Post(f"{n:03}.md", text) for n, text in enumerate(bodies)}
    known = [(path, summary) for path, post in posts.items() if (summary := check.summarise(post)) is not None]
    return {path: (finding.message, finding.data["percent"]) for path, finding in check.compare(known, posts)}


@pytest.mark.parametrize(("alike", "told"), [(0.7, True), (0.97, False)])
def test_the_threshold_is_an_option(alike: float, told: bool) -> None:
    rng = Random(9)
    text = body(rng)
    copy = duplicates.edited_copy(text, body(rng).split("\n\n"), 0.83, rng)
    assert 0.83 <= duplicates.jaccard(text, copy) < 0.9
    assert bool(compared(DuplicatePost(DuplicatePost.Options(alike=alike)), text, copy)) is told


def test_short_posts_are_compared_from_the_length_of_the_option_on() -> None:
    text = "短いお知らせです。" * 20
    assert compared(DuplicatePost(), text, text) == {}
    assert compared(DuplicatePost(DuplicatePost.Options(length=100)), text, text) == {"000.md": ("same", 100), "001.md": ("same", 100)}


def test_white_space_is_no_length() -> None:
    assert DuplicatePost().summarise(Post("a.md", "字 \n\t　" * 299)) is None
    assert DuplicatePost().summarise(Post("a.md", "字 \n\t　" * 300)) is not None


def test_only_equal_texts_are_called_the_same() -> None:
    rng = Random(3)
    text = "".join(body(rng) for _ in range(20))
    assert len(text) > 10_000
    edits = [text[:at] + "※" + text[at + 1 :] for at in range(500, 10_000, 900)]
    assert any(sketch_of(text) == sketch_of(edit) for edit in edits)  # so small a change may not show in a sketch
    assert all(compared(DuplicatePost(), text, edit)["000.md"] == ("near", 99) for edit in edits)
    assert compared(DuplicatePost(), text, text.replace("。", "。\n"))["000.md"] == ("same", 100)


def test_hundreds_of_copies_are_told_in_time_and_name_a_bounded_number() -> None:
    text = body(Random(4))
    check = DuplicatePost()
    known = [(f"{n:03}.md", summary) for n in range(300) if (summary := check.summarise(Post("a.md", text))) is not None]
    found = list(check.compare(known, dict(known)))
    assert [path for path, _ in found] == [f"{n:03}.md" for n in range(300)]
    assert {len(finding.data["posts"]) for _, finding in found} == {100}
    assert {finding.data["more"] for _, finding in found} == {99}
    assert {len(finding.elsewhere) for _, finding in found} == {3}
