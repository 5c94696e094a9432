"""Joining again what restarts left in pieces: nothing that was said once is lost, and nothing is left twice."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postlint.analysis.cuts import cuts_of
from postlint.analysis.keys import normalise
from postlint.analysis.markers import marker_spans
from postlint.analysis.removal import without_sentence, without_unit
from postlint.analysis.repeats import repeats_of
from postlint.analysis.runs import repeated_runs
from postlint.analysis.stitch import take_out_copies
from postlint.analysis.units import units_of
from postlint.checks.base import Check
from postlint.checks.dangling_heading import DanglingHeading
from postlint.checks.repeated_paragraph import RepeatedParagraph
from postlint.checks.repeated_sentence import RepeatedSentence
from postlint.checks.resumed_paragraph import ResumedParagraph
from postlint.checks.truncated_ending import TruncatedEnding
from postlint.checks.truncated_paragraph import TruncatedParagraph
from postlint.diagnostic import Edit
from postlint.post.post import Post

CHECKS: tuple[Check, ...] = (
    RepeatedParagraph(),
    RepeatedSentence(),
    ResumedParagraph(),
    TruncatedParagraph(),
    TruncatedEnding(),
    DanglingHeading(),
)
PLACES = "台所 縁側 裏庭 屋上 玄関 書斎 土間 納屋 窓辺 軒下 坂道 河原 市場 港町 山小屋 温室 図書館 公民館 停留所 商店街".split()
THINGS = "苗木 種芋 鉢植え 如雨露 麻袋 古新聞 剪定鋏 竹支柱 培養土 腐葉土 霧吹き 寒冷紗 木箱 巻尺 軍手 長靴 手帳 温度計 ふるい 熊手".split()
DOINGS = "運び入れて並べ直しました 念入りに洗って乾かしました 友人に頼んで分けてもらいました 半日かけて作り替えました 近所の子どもたちと数えました".split()


def said(rng: random.Random, serial: int) -> str:
    """A sentence that no other call gives."""
    return (
        f"{rng.choice(PLACES)}に置いてあった{rng.choice(THINGS)}{serial}個を、{rng.choice(PLACES)}の{rng.choice(THINGS)}{serial + 3}箱と一緒に、"
        f"{rng.choice(DOINGS)}。"
    )


def article(rng: random.Random, paragraphs: int) -> list[str]:
    return ["".join(said(rng, 1000 * i + 10 * j) for j in range(rng.randint(2, 4))) for i in range(paragraphs)]


def restarted(rng: random.Random, paragraphs: list[str]) -> list[str]:
    """The article as a generator leaves it that is cut off twice and starts again a bit before the place."""
    out: list[str] = []
    at = 0
    for _ in range(2):
        stop = rng.randint(at + 3, max(at + 3, len(paragraphs) - 4))
        cut = paragraphs[stop][: rng.randint(len(paragraphs[stop]) // 2, len(paragraphs[stop]) - 4)]
        out += [*paragraphs[at:stop], cut, "---END---"]
        at = max(stop - rng.randint(0, 2), 0)
    return [*out, *paragraphs[at:]]


def edited(text: str, edits: list[Edit]) -> str:
    pieces, at = [], 0
    for edit in sorted(edits, key=lambda e: e.span):
        pieces += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join(pieces) + text[at:]


def stitched(text: str) -> str:
    """The text after rounds of the checks' fixes, each as a whole and none that overlaps another, until nothing changes."""
    for _ in range(30):
        post = Post("a.md", text)
        taken: list[Edit] = []
        for finding in sorted((f for check in CHECKS for f in check.check(post) if f.fix), key=lambda f: f.span):
            assert finding.fix is not None
            own = finding.fix.edits
            if not any(a.span.overlaps(b.span) or a.span.start == b.span.start for a in own for b in taken):
                taken += own
        if not taken:
            return text
        text = edited(text, taken)
    pytest.fail("does not converge")


def sentences(text: str) -> set[str]:
    return {s.key for unit in units_of(Post("a.md", text)) for s in unit.sentences}


@given(st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_a_restarted_article_comes_back_with_every_sentence_once(seed: int) -> None:
    rng = random.Random(seed)
    whole = article(rng, rng.randint(10, 16))
    broken = "\n\n".join(restarted(rng, whole)) + "\n"
    mended = stitched(broken)
    wanted = sentences("\n\n".join(whole))
    assert wanted <= sentences(mended)
    assert all(normalise(mended).count(sentence) == 1 for sentence in wanted)


@given(st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_sentences_that_were_added_to_a_copy_are_kept(seed: int) -> None:
    rng = random.Random(seed)
    whole = article(rng, 8)
    added = said(rng, 99_000)
    chosen = rng.randrange(8)
    copy = whole[chosen] + added if rng.random() < 0.5 else added + whole[chosen]
    mended = stitched("\n\n".join([*whole, "---END---", copy]) + "\n")
    assert {*sentences("\n\n".join(whole)), added} <= sentences(mended)
    assert all(normalise(mended).count(s) == 1 for s in sentences("\n\n".join(whole)))


@given(st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_nothing_is_left_to_find_and_no_sentence_that_stood_once_is_lost(seed: int) -> None:
    rng = random.Random(seed)
    broken = "\n\n".join(restarted(rng, article(rng, 12))) + "\n"
    before, mended = Post("a.md", broken), stitched(broken)
    after = Post("a.md", mended)
    assert not list(RepeatedParagraph().check(after))
    assert not list(ResumedParagraph().check(after))
    assert not [c for c in cuts_of(after).cuts if c.continued is not None and c.continued.start > c.span.start]
    copied = {key for found in repeats_of(before).matches.values() for m in found for key in (m.again.sentence.key, m.first.sentence.key)}
    stumps = {c.unit.sentences[-1].key for c in cuts_of(before).cuts}
    kept = normalise(mended)
    assert all(key in kept for key in sentences(broken) - copied - stumps if len(key) >= 30)


def test_line_ends_of_the_text_that_stays_are_untouched() -> None:
    rng = random.Random(7)
    whole = article(rng, 8)
    broken = "\r\n\r\n".join([*whole, whole[2], whole[3]]) + "\r\n"
    assert stitched(broken) == "\r\n\r\n".join(whole) + "\r\n"


def test_a_section_that_was_pasted_again_goes_with_its_heading() -> None:
    rng = random.Random(11)
    a, b, c, d = article(rng, 4)
    broken = "\n\n".join([a, "## 育て方", b, c, "## 育て方", b, c, d]) + "\n"
    assert stitched(broken) == "\n\n".join([a, "## 育て方", b, c, d]) + "\n"


def test_a_cut_in_the_middle_that_nothing_goes_on_with_is_left_to_its_author() -> None:
    rng = random.Random(5)
    whole = article(rng, 9)
    whole[4] += "そのあとで、夕方の市場へ"
    text = "\n\n".join([*whole[:5], "---END---", *whole[5:]]) + "\n"
    assert "夕方の市場へ" in stitched(text)
    assert len(marker_spans(Post("a.md", stitched(text)))) == 1


# -- where things go -----------------------------------------------------------------------------------------------

HEAD = "種は一晩ぬるま湯につけてから、浅い皿に並べて芽が出るのを待ちます。"
FLAT = "皿は北向きの窓辺に置き、乾いたら霧吹きで軽く湿らせておきます。"
POTS = "本葉が四枚そろったら、三号の鉢へ一本ずつ植え替えていきます。"
SOIL = "用土には赤玉と腐葉土を七対三で混ぜ、底には軽石を敷いておきます。"
WIND = "風の強い日には、軒下へ入れて網をかけておくと茎が折れません。"
LATE = "秋の終わりには枝を半分ほどに切り、根元を藁で覆ってやります。"
FAREWELL = "今年の夏は、一緒に窓辺の小さな畑を広げていきましょう。"
NEWS = "隣町の種苗店では、今年から小袋の種を量り売りするようになりました。"


def in_order(text: str, *parts: str) -> bool:
    places = [text.index(part) for part in parts]
    return places == sorted(places) and all(text.count(part) == 1 for part in parts)


def test_what_was_added_inside_a_copy_goes_to_the_same_place_in_the_original() -> None:
    whole = [HEAD + FLAT, POTS + SOIL, WIND + LATE]
    mended = stitched("\n\n".join([*whole, "---END---", POTS + NEWS + SOIL, WIND + LATE]) + "\n")
    assert in_order(mended, HEAD, POTS, NEWS, SOIL, WIND)


def test_a_new_paragraph_between_copies_goes_between_the_originals() -> None:
    whole = [HEAD + FLAT, POTS + SOIL, WIND + LATE]
    mended = stitched("\n\n".join([*whole, "---END---", HEAD + FLAT, NEWS, POTS + SOIL, WIND + LATE]) + "\n")
    assert in_order(mended, FLAT, NEWS, POTS, LATE)


def test_what_goes_on_behind_a_copy_stays_behind_it() -> None:
    mended = stitched("\n\n".join([HEAD + FLAT, POTS + SOIL, WIND, "---END---", HEAD + FLAT + NEWS, LATE + SOIL[:9] + "ます。"]) + "\n")
    assert in_order(mended, WIND, NEWS, LATE) or in_order(mended, NEWS, POTS, WIND, LATE)


def test_of_two_equal_sections_the_one_stays_that_keeps_both_versions_in_order() -> None:
    mended = stitched("\n\n".join([HEAD + FLAT, POTS + SOIL, WIND + LATE, "---END---", NEWS, WIND + LATE]) + "\n")
    assert in_order(mended, HEAD, POTS, NEWS, WIND, LATE)


def test_of_two_equal_closing_sentences_the_last_stays() -> None:
    first, last = [HEAD + FLAT, POTS + LATE], [SOIL, NEWS + "店の前には行列ができています。", WIND + LATE]
    mended = stitched("\n\n".join([*first, "---END---", *last]) + "\n")
    assert in_order(mended, POTS, SOIL, NEWS, WIND, LATE)


def test_a_sentence_is_not_taken_from_under_the_one_that_speaks_of_it() -> None:
    copy = f"{SOIL}{NEWS}しかし、そこで買える品種はまだ多くないようです。"
    text = "\n\n".join([HEAD + FLAT, POTS + NEWS + LATE, "---END---", copy, WIND]) + "\n"
    assert in_order(stitched(text), POTS, LATE, SOIL, NEWS, "しかし、")


def test_a_repeat_that_is_leant_on_at_both_places_is_left_to_the_editor() -> None:
    first, again = f"{POTS}{NEWS}それが評判になりました。{LATE}", f"{SOIL}{NEWS}しかし、品種はまだ多くないようです。{WIND}"
    mended = stitched("\n\n".join([HEAD + FLAT, first, LATE[:12] + "ます。", "---END---", again]) + "\n")
    assert mended.count(NEWS) == 2


def test_of_two_neighbouring_paragraphs_one_gives_its_copy_up_though_it_is_leant_on_at_both() -> None:
    first, again = f"{POTS}{NEWS}それが評判になりました。{LATE}", f"{SOIL}{NEWS}しかし、品種はまだ多くないようです。{WIND}"
    mended = stitched("\n\n".join([HEAD + FLAT, first, again]) + "\n")
    assert in_order(mended, POTS, NEWS, "それが", LATE, SOIL, "しかし、", WIND)


def test_the_one_sentence_that_is_left_of_a_paragraph_goes_before_the_text_that_goes_on_from_it() -> None:
    again, following = NEWS + "店先は朝から賑わっています。", "例えば、小さな秤を三つも並べてあります。" + WIND
    mended = stitched("\n\n".join([HEAD + FLAT, POTS + NEWS + SOIL, again, following, LATE]) + "\n")
    assert "賑わっています。例えば、" in mended
    assert in_order(mended, POTS, NEWS, SOIL, "賑わって", WIND)


def test_the_one_sentence_that_is_left_of_a_paragraph_ends_the_one_before_it() -> None:
    again = "店先は朝から賑わっています。" + NEWS
    mended = stitched("\n\n".join([HEAD + FLAT, POTS + NEWS + SOIL, WIND, again, LATE]) + "\n")
    assert WIND + "店先は朝から賑わっています。\n\n" in mended
    assert in_order(mended, POTS, NEWS, SOIL, WIND, LATE)


def test_what_is_left_under_a_heading_is_not_joined_to_the_section_before_it() -> None:
    again = "店先は朝から賑わっています。" + NEWS
    mended = stitched("\n\n".join([HEAD + FLAT, POTS + NEWS + SOIL, WIND, "## 隣町", again, "## 冬", LATE]) + "\n")
    assert "## 隣町\n\n店先は朝から賑わっています。\n\n## 冬\n" in mended


def test_the_rest_of_an_earlier_ending_goes_where_the_post_closes() -> None:
    torso, close = "窓辺の畑は小さくても十分に楽しめます。", SOIL + FAREWELL
    mended = stitched("\n\n".join([HEAD + FLAT, POTS, torso + SOIL, NEWS, WIND, LATE, close]) + "\n")
    assert mended.endswith(f"{LATE}\n\n{torso}{SOIL}{FAREWELL}\n")
    assert mended.count(torso) == 1


def test_the_rest_of_an_earlier_ending_stays_where_its_like_stands_in_the_last_one() -> None:
    torso, like = "庭のない家の窓辺でも十分に楽しめます。", "畑を借りる人が年々増えていますが、鉢一つあれば窓辺でも十分に楽しめます。"
    mended = stitched("\n\n".join([HEAD + FLAT, POTS, torso + SOIL, NEWS, WIND, LATE, like + SOIL + FAREWELL]) + "\n")
    assert mended.index(torso) < mended.index(NEWS)


def test_marks_that_open_at_the_seam_and_close_with_the_sentence_are_taken_off() -> None:
    text = "\n\n".join([HEAD + FLAT, POTS + SOIL[:20], "---END---", f"…{SOIL[12:20]}**{SOIL[20:]}**", WIND, LATE]) + "\n"
    assert stitched(text) == "\n\n".join([HEAD + FLAT, POTS + SOIL, WIND, LATE]) + "\n"


@pytest.mark.parametrize("marked", [f"…{SOIL[12:20]}**{SOIL[20:24]}**{SOIL[24:]}", f"…{SOIL[12:]}**{WIND}**"], ids=["a-word", "a-sentence"])
def test_marks_around_a_word_at_the_seam_or_a_later_sentence_stay(marked: str) -> None:
    text = "\n\n".join([HEAD + FLAT, POTS + SOIL[:20], "---END---", marked, LATE]) + "\n"
    assert marked[marked.index("**") :] in stitched(text)


def test_a_paragraph_goes_on_behind_the_stump_without_a_break() -> None:
    text = "\n\n".join([HEAD + FLAT, POTS + SOIL[:20], "---END---", "…" + SOIL + WIND, LATE]) + "\n"
    assert stitched(text) == "\n\n".join([HEAD + FLAT, POTS + SOIL + WIND, LATE]) + "\n"


def with_endings_moved(text: str) -> str:
    """The text after the further fixes of repeated paragraphs, once."""
    post = Post("a.md", text)
    fixes = [f.fix.further for f in RepeatedParagraph().check(post) if f.fix and f.fix.further]
    return edited(text, [edit for fix in fixes for edit in fix.edits])


def test_an_ending_that_was_repeated_before_the_text_went_on_closes_the_post() -> None:
    ending = SOIL + FAREWELL
    text = "\n\n".join([HEAD + FLAT, POTS, ending, "---END---", ending, NEWS, WIND, LATE]) + "\n"
    assert in_order(with_endings_moved(text), HEAD, POTS, NEWS, WIND, LATE, SOIL, FAREWELL)


def test_text_that_names_what_was_named_before_the_ending_does_not_take_it_up() -> None:
    ending, following = SOIL + FAREWELL, "このTomato 3がよく実るのには訳があるそうです。"
    opening = "去年の春に、Tomato 3という苗を初めて植えてみました。"
    text = "\n\n".join([opening, HEAD + FLAT, ending, "---END---", ending, following + NEWS, WIND, LATE]) + "\n"
    assert in_order(with_endings_moved(text), HEAD, following, LATE, FAREWELL)


@pytest.mark.parametrize(
    ("ending", "following"),
    [
        pytest.param(SOIL + LATE, NEWS, id="no-farewell"),
        pytest.param(SOIL + FAREWELL, "しかし、" + NEWS, id="taken-up"),
        pytest.param(SOIL + FAREWELL, "その前に、" + NEWS, id="referred-to"),
        pytest.param(SOIL + "皆さんなら、どの鉢から始めますか？", "私なら、" + NEWS, id="answered"),
    ],
)
def test_what_is_no_ending_or_is_taken_up_stays(ending: str, following: str) -> None:
    text = "\n\n".join([HEAD + FLAT, POTS, ending, "---END---", ending, following, WIND, LATE + NEWS[:5] + "。"]) + "\n"
    assert with_endings_moved(text) == text


def test_an_ending_goes_before_nothing_but_the_stump_that_it_replaces() -> None:
    ending = SOIL + FAREWELL
    text = "\n\n".join([HEAD + FLAT, POTS, ending, "---END---", ending, NEWS, WIND + LATE[:18], "---END---"]) + "\n"
    assert in_order(with_endings_moved(text), POTS, NEWS, WIND, FAREWELL)
    assert LATE[:18] not in with_endings_moved(text)


def test_a_heading_without_text_does_not_part_a_stump_from_what_goes_on_from_it() -> None:
    text = "\n\n".join([HEAD + FLAT, POTS + SOIL[:20], "---END---", "### 冬じた", "---END---", "…" + SOIL[16:] + WIND, LATE]) + "\n"
    assert stitched(text) == "\n\n".join([HEAD + FLAT, POTS + SOIL + WIND, LATE]) + "\n"


def test_a_paragraph_does_not_open_with_the_end_of_a_sentence_that_stands_elsewhere() -> None:
    text = (
        "\n\n".join(
            [HEAD + FLAT, "手元に置くのは「霧吹きと小さな鋏」です。" + POTS, SOIL, "---END---", "」です。".join(["と小さな鋏", WIND]), LATE]
        )
        + "\n"
    )
    assert in_order(stitched(text), "小さな鋏", POTS, SOIL, WIND, LATE)


def test_a_whole_sentence_is_no_copy_of_its_own_end_behind_dots() -> None:
    mended = stitched("\n\n".join([HEAD + LATE, f"…{POTS[3:]}", "---END---", SOIL + POTS + LATE, FLAT]) + "\n")
    assert POTS in mended


def test_a_copy_behind_a_marker_in_a_list_item_does_not_take_what_stands_before_the_marker_along() -> None:
    post = Post("a.md", f"- {SOIL}\n- {NEWS}---END---{LATE}\n")
    behind = units_of(post)[-1]
    assert behind.plain == LATE
    assert edited(post.text, [without_unit(behind, post)]).startswith(f"- {SOIL}\n- {NEWS}---END---")


def test_only_one_of_two_sentences_that_say_more_takes_the_place_of_a_third() -> None:
    stump = POTS[:18]
    longer, other = f"{stump}ですが、{SOIL}", f"{stump}のに、{WIND}"
    mended = stitched("\n\n".join([HEAD + FLAT, f"{stump}。", LATE, "---END---", f"{NEWS}{longer}{other}"]) + "\n")
    assert longer in mended and other in mended


def test_the_end_of_a_sentence_that_stands_whole_elsewhere_is_not_joined_to_another_stump() -> None:
    text = "\n\n".join([HEAD + FLAT, POTS + "小さな鉢は", "---END---", f"…{SOIL[8:]}", WIND, LATE + SOIL]) + "\n"
    mended = stitched(text)
    assert in_order(mended, HEAD, POTS, WIND, LATE, SOIL)
    assert SOIL[8:] not in mended.replace(SOIL, "")


def test_two_pieces_share_what_the_whole_sentence_says_once() -> None:
    text = "\n\n".join([HEAD + FLAT, SOIL[:8], "---END---", f"…{SOIL[7:]}", WIND, POTS, LATE + SOIL]) + "\n"
    assert in_order(stitched(text), HEAD, SOIL, WIND, POTS, LATE)


@pytest.mark.parametrize(
    ("written", "gone", "left"),
    [
        (f"**{HEAD}**{FLAT}", 0, FLAT),
        (f"**{HEAD}{FLAT}** {POTS}", 0, f"**{FLAT}** {POTS}"),
        (f"{HEAD}**{FLAT}{POTS}**", 2, f"{HEAD}**{FLAT}**"),
        (f"{HEAD}**{FLAT}**", 1, HEAD),
    ],
    ids=["opens", "holds-two", "closes", "alone"],
)
def test_a_sentence_goes_with_the_marks_that_hold_nothing_else(written: str, gone: int, left: str) -> None:
    post = Post("a.md", written + "\n")
    unit = units_of(post)[0]
    assert edited(post.text, [without_sentence(unit, unit.sentences[gone], post)]) == left + "\n"


def test_of_two_pieces_that_belong_in_one_place_neither_is_moved_there() -> None:
    copies = [f"{FLAT}{NEWS[:7]}", f"{FLAT}{WIND[:7]}", HEAD + POTS, FAREWELL]
    post = Post("a.md", "\n\n".join([HEAD + FLAT + LATE, POTS, SOIL, "---END---", *copies]) + "\n")
    (run,) = repeated_runs(post)
    assert edited(post.text, list(take_out_copies(run, post))).count(FLAT) == 1
    assert all(edit.text == "" for edit in take_out_copies(run, post))
