"""A made site: as many posts as wanted, all different, each still broken where its original is."""

import re
import shutil
from collections import Counter
from pathlib import Path
from random import Random

import make_site
import pytest
from make_site import LATIN, Exchange, Maker, SiteError, edited, jaccard, make, name_of, reordered, shingles, variation, vocabulary

POSTS = Path(__file__).resolve().parents[2] / "benchmarks" / "quality" / "posts"
TWICE = """---
title: "棚を直す"
date: 2026-03-01
tags: ["工作", "木材"]
---

## 材料をそろえる

最初に板の長さを測り、必要な枚数を紙に書いておきます。金物は店によって値段がまるで違います。

でも、それでいいのです。

---END---

最初に板の長さを測り、必要な枚数を紙に書いておきます。金物は店によって値段がまるで違います。

より75%以上の企業が使う [接着剤](https://example.com/boards/glue) は、<span>乾燥</span>に時間がかかります。

```python
print("板")
```

最後に色を塗り、一晩そのまま乾燥させておくと、次の日には本棚として使えるようになります。

でも、それでいいのです。
"""


@pytest.fixture(scope="module")
def maker() -> Maker:
    return Maker(POSTS, 1)


def blocks(text: str) -> list[str]:
    return text.split("\n\n")


def varied(seed: int, index: int) -> str:
    return variation(TWICE, vocabulary([TWICE, *(path.read_text("utf-8") for path in POSTS.glob("*.md"))]), seed, index)


def test_the_seed_and_the_number_decide_the_text() -> None:
    assert varied(1, 7) == varied(1, 7)
    assert len({varied(1, 7), varied(2, 7), varied(1, 8), TWICE}) == 4


def test_no_sentence_stands_in_two_posts(maker: Maker) -> None:
    posts_with: dict[str, set[int]] = {}
    for index in range(4 * len(maker.originals)):
        body = re.sub(r"\A(---|\+\+\+)\n.*?^\1\n", "", maker.text(index), flags=re.DOTALL | re.MULTILINE)
        for sentence in re.split(r"(?<=[。！？\n])|(?<=[.!?] )", body):
            if re.search(r"\w", sentence) and not sentence.startswith("```"):
                posts_with.setdefault(sentence.strip(), set()).add(index)
    assert len(posts_with) > 1000
    assert [sentence for sentence, found in posts_with.items() if len(found) > 1] == []


def test_no_two_titles_are_equal(maker: Maker) -> None:
    titles = [re.findall(r"^title *[:=] *(.+)$", maker.text(index), re.MULTILINE) for index in range(60)]
    assert all(titles)
    assert len({title for found in titles for title in found}) == 60


def test_copies_of_one_post_are_far_from_alike(maker: Maker) -> None:
    assert 0 < maker.highest_similarity(72) < make_site.ALIKE


def test_what_is_repeated_stays_repeated() -> None:
    for index in range(20):
        assert sorted(Counter(blocks(varied(1, index))).values()) == sorted(Counter(blocks(TWICE)).values())


def test_what_is_broken_and_what_is_no_prose_stays() -> None:
    for index in range(20):
        text = varied(1, index)
        assert blocks(text).count("---END---") == 1
        for kept in ("## ", "より75%以上の企業が", "](https://example.com/boards/glue)", "<span>", "```python\n", "date: 2026-03-01"):
            assert kept in text


def test_words_give_way_to_words_of_their_kind_and_length() -> None:
    words = vocabulary(["最初に板の長さを測り、金物は店で買います。", "デスクとボード、リンゴ。", "Boards and Planks, boards."])
    exchange = Exchange(words, Random(1))
    assert {exchange(word) for word in ("最初", "金物")} == {"最初", "金物"}
    assert {exchange(word) for word in ("デスク", "ボード", "リンゴ")} == {"デスク", "ボード", "リンゴ"}
    assert (exchange("Boards"), exchange("boards"), exchange("棚板")) in {("Boards", "boards", "棚板"), ("Planks", "boards", "棚板")}


def test_no_two_words_become_one() -> None:
    words = vocabulary(path.read_text("utf-8") for path in POSTS.glob("*.md"))
    for seed in range(5):
        exchange = Exchange(words, Random(seed))
        given = [exchange(word) for word in words.group_of]
        assert len(set(given)) == len(given)
        assert given != list(words.group_of)


def test_a_name_stands_only_before_what_is_too_common() -> None:
    exchange = Exchange(vocabulary(["最初に板の長さを測ります。"]), Random(1))
    assert (
        edited("- **でも、そうです。** また来ます。\n\n---", exchange, "アイウエ、")
        == "- **アイウエ、でも、そうです。** アイウエ、また来ます。\n\n---"
    )
    assert edited("---END--- また来ます。", exchange, "アイウエ、") == "---END--- アイウエ、また来ます。"
    for alone in ("---END---", "<|endoftext|>", "***", "```python", "|---|---|"):
        assert edited(alone, exchange, "アイウエ、") == alone


def test_names_belong_to_one_post_only() -> None:
    assert len({name_of(index, True) for index in range(50_000)}) == 50_000
    assert len({name_of(index, False) for index in range(50_000)}) == 50_000
    assert len(LATIN) == 40


def test_paragraphs_change_places_only_among_themselves() -> None:
    plain = [f"{number}番目の段落です。" for number in "一二三四五六七八九"]
    before = [*plain[:5], "## 見出し", "```\n一行目です。", "二行目です。", "```", *plain[5:], "切れた段落は"]
    orders = {tuple(reordered(before, lambda block, salt=salt: Random(f"{salt}{block}").randbytes(8))) for salt in range(30)}  # type: ignore[misc]
    assert len(orders) > 5
    for order in orders:
        assert set(order[:5]) == set(plain[:5])
        assert list(order[5:9]) == before[5:9]
        assert order[-1] == "切れた段落は"


def test_a_larger_site_begins_with_the_posts_of_a_smaller_one(maker: Maker, tmp_path: Path) -> None:
    maker.grow(tmp_path, 3)
    small = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    maker.grow(tmp_path, 15)
    large = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert (len(small), len(large)) == (3, 15)
    assert small.items() <= large.items()
    assert large[maker.name(14)].decode() == maker.text(14)


def test_a_site_that_does_not_fit_is_not_begun(maker: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full = shutil.disk_usage(tmp_path)._replace(free=1)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: full)
    with pytest.raises(SiteError, match="no room"):
        maker.grow(tmp_path, 2)
    assert list(tmp_path.iterdir()) == []


def test_posts_that_cannot_be_told_apart_are_refused(tmp_path: Path) -> None:
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "a.md").write_text("".join(f"{one}{other}" for one in "あいうえお" for other in "かきくけこさしすせそ"), "utf-8")
    with pytest.raises(SiteError, match="alike"):
        make(tmp_path / "posts", tmp_path / "site", 2, 1)
    with pytest.raises(SiteError, match="no Markdown posts"):
        make(tmp_path / "site" / "none", tmp_path / "site", 2, 1)


def test_similarity_is_that_of_jaccard_over_5_grams() -> None:
    assert shingles("---\ntitle: a\n---\nabc de\nf") == {"abcde", "bcdef"}
    assert jaccard(shingles("abcdef"), shingles("bcdefg")) == 1 / 3
    assert jaccard(shingles("abcdef"), shingles("uvwxyz")) == 0.0
