"""Where a text stops or starts in mid-sentence."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from postlint.analysis.cuts import cuts_of
from postlint.analysis.ends import Openness, _open_bracket, end_of
from postlint.analysis.stumps import begins_a_word, is_latin_stump
from postlint.post.post import Post

WHOLE = [
    "春の終わりに植えた苗は、梅雨を越すころには膝の高さまで育ちます。支柱は早めに立てておきましょう。",
    "夏の盛りには、朝と夕方の二回に分けて水を与えます。葉がしおれていたら、日陰で休ませてください。",
    "秋になったら、黄色い葉をこまめに取り除きます。風通しがよくなり、病気を防ぐことができます。",
    "冬のあいだは、土が乾いてから数日待って水を与えます。根が休んでいるので、肥料は要りません。",
    "枯れた枝は早春に切り戻します。切り口には薬を塗り、雨の当たらない場所で一週間ほど様子を見ます。",
    "芽が動き出したら植え替えの合図です。鉢は一回りだけ大きくし、新しい土を隙間なく入れてください。",
    "植え替えの直後は日陰に置きます。十日ほどたって葉に張りが出てきたら、少しずつ日に当てましょう。",
    "ここまで来れば、あとは収穫を待つばかりです。毎朝の見回りが、いちばんの肥料になります。",
]


def post(*paragraphs: str) -> Post:
    return Post("a.md", "\n\n".join((*WHOLE, *paragraphs)) + "\n")


def cut(*paragraphs: str) -> list[str]:
    return [c.unit.plain for c in cuts_of(post(*paragraphs)).cuts]


@pytest.mark.parametrize(
    ("text", "openness", "why"),
    [
        ("水を与えます。", Openness.CLOSED, "closed"),
        ("楽しかったです（笑）", Openness.CLOSED, "closed"),
        ("楽しかったですw", Openness.CLOSED, "closed"),
        ("ありがとうございました！！", Openness.CLOSED, "closed"),
        ("おやすみなさい😀", Openness.CLOSED, "closed"),
        ("次のとおりです：", Openness.CLOSED, "closed"),
        ("**まとめです。**", Openness.CLOSED, "closed"),
        ("", Openness.CLOSED, "closed"),
        ("鉢を二回り大きくすること [大株の場合]", Openness.CLOSED, "closed"),
        ("鉢を二回り大きくして[3]", Openness.BARE, "bare"),  # a source, and the text stops all the same
        ("図 2.1 鉢を日なたに", Openness.CLOSED, "closed"),
        ("表3: 月ごとの水やりを", Openness.CLOSED, "closed"),
        ("図 2 は水やりの回数を", Openness.SURE, "particle"),
        ("図2に示したとおり、水やりの回数を", Openness.SURE, "particle"),
        ("Figure 4: The pot, the saucer and the", Openness.CLOSED, "closed"),
        ("Figure 4 shows the pot, the saucer and the", Openness.SURE, "word"),
        ("次の章へ ›", Openness.CLOSED, "closed"),
        ("水を与え、", Openness.SURE, "comma"),
        ("母は「早く寝", Openness.SURE, "bracket"),
        ("（補足すると", Openness.SURE, "bracket"),
        ("水を", Openness.SURE, "particle"),
        ("この", Openness.SURE, "modifier"),
        ("しかし", Openness.SURE, "conjunction"),
        ("水を与えなけれ", Openness.SURE, "form"),
        ("水をたっぷりと与え", Openness.LIKELY, "form"),
        ("まるで", Openness.LIKELY, "modifier"),
        ("ご自由にどうぞ", Openness.BARE, "modifier"),
        ("Water twice a day with a rest in between", Openness.BARE, "bare"),
        ("Water twice a day with nothing between", Openness.SURE, "word"),
        ("支えてくれた家族に感謝を", Openness.BARE, "terminal"),
        ("どうぞ良い週末を", Openness.BARE, "terminal"),
        ("鉢の移動を", Openness.SURE, "particle"),
        ("春まで待ってからの植え替えを推", Openness.SURE, "stump"),
        ("苗を植えることができま", Openness.SURE, "stump"),
        ("鉢の底に穴をあけるた", Openness.SURE, "stump"),
        ("植え替えの手順を説明しま", Openness.SURE, "stump"),
        ("夏は日除けの必要がありま", Openness.SURE, "stump"),
        ("土は新しいものをお使いくださ", Openness.SURE, "stump"),
        ("宿は瀬戸内のしま", Openness.BARE, "noun"),
        ("以下のような形にな", Openness.SURE, "stump"),
        ("根が伸びる前に植えてい", Openness.LIKELY, "stump"),
        ("肥料の量は比", Openness.LIKELY, "stump"),
        ("世話の難しさ", Openness.BARE, "noun"),
        ("土を入れ替えてしま", Openness.SURE, "stump"),
        ("すぐに乾くようにしま", Openness.LIKELY, "stump"),
        ("苗を分けてもかま", Openness.LIKELY, "stump"),
        ("水はまだ乾いていなか", Openness.SURE, "stump"),
        ("理由はよくわか", Openness.SURE, "stump"),
        ("早く植えなければな", Openness.SURE, "stump"),
        ("春を待てばよ", Openness.SURE, "stump"),
        ("庭に植えるのはどのよ", Openness.SURE, "stump"),
        ("来年も続けることがで", Openness.SURE, "stump"),
        ("夕方の水やりで正しいで", Openness.LIKELY, "stump"),
        ("来年の実りも期待さ", Openness.LIKELY, "stump"),
        ("苗は土が乾いたら。さら", Openness.SURE, "stump"),
        ("鉢を替えました。これ", Openness.SURE, "stump"),
        ("鉢を替えました。また来週", Openness.BARE, "noun"),
        ("夏は強い日差しを避け", Openness.LIKELY, "stump"),
        ("庭師よ、鋏を磨け", Openness.LIKELY, "form"),
        ("鉢に植えるのはすべて実", Openness.BARE, "noun"),
        ("雨樋につないだポンプの修", Openness.LIKELY, "stump"),
        ("育てた苗の成長記", Openness.BARE, "noun"),
        ("雨水だけで苗の発芽成", Openness.LIKELY, "stump"),
        ("この庭を造ったのは山田修", Openness.BARE, "noun"),
        ("水の量を測るコンピュ", Openness.LIKELY, "stump"),
        ("庭で使うビューア", Openness.BARE, "noun"),
        ("次回もどうぞお楽しみに", Openness.BARE, "terminal"),
        ("冬はやっぱりそば", Openness.BARE, "noun"),
        ("旬のたけのこ", Openness.BARE, "noun"),
        ("鉢を重ねるこ", Openness.SURE, "stump"),
        ("片手鍋ではじめる自家焙煎", Openness.BARE, "terminal"),
        ("正月には鯛、節分に鰯", Openness.LIKELY, "stump"),
        ("植え替えの例", Openness.BARE, "noun"),
        ("(小さな鉢でも育つ品", Openness.BARE, "noun"),
        ("鉢は二つ(大きいほう", Openness.SURE, "bracket"),
        ("The roots filled the pot and began to grow brow", Openness.BARE, "bare"),
        ("水を与える", Openness.BARE, "terminal"),
        ("そうだよね", Openness.BARE, "terminal"),
        ("朝の収穫", Openness.BARE, "noun"),
        ("The pads are as thick as the", Openness.SURE, "word"),
        ("a half-finished sen-", Openness.LIKELY, "word"),
        ("The end of the road", Openness.BARE, "bare"),
        ("It stops here.", Openness.CLOSED, "closed"),
    ],
)
def test_how_a_text_ends(text: str, openness: Openness, why: str) -> None:
    end = end_of(text)
    assert (end.openness, end.why) == (openness, why)


@pytest.mark.parametrize(
    ("text", "others", "sure"),
    [
        ("庭に置くオブジ", ["オブジェの台"], "sure"),
        ("次の苗はプラン", ["プランターの土"], "likely"),
        ("次の苗はプラン", ["プランターの土", "植えるプランを立てる"], None),
        ("次のサーバ", ["サーバーの電源"], None),
        ("鉢の培", ["培養土を足す"], "likely"),
        ("鉢の横", ["横に並べる", "鉢の横、窓の下"], None),
        ("into the bigger cont", ["a container"], "likely"),
        ("into the bigger container", ["two containers"], None),
        ("we keep the seedlings out of the wind until they ar", [], "likely"),
        ("we keep the seedlings out of the wind, and so do we", [], None),
        ("鉢を、", ["鉢植え"], None),
    ],
)
def test_the_post_tells_that_a_word_is_only_a_beginning(text: str, others: list[str], sure: str | None) -> None:
    assert begins_a_word(text, others) == sure


@given(st.text("「」『』（）あ、", max_size=16))
def test_a_bracket_is_open_that_no_bracket_of_its_kind_closes_behind_it(text: str) -> None:
    waiting: list[str] = []
    for mark in text:
        if mark in "「『（":
            waiting.append("」』）"["「『（".index(mark)])
        elif mark in waiting:
            del waiting[len(waiting) - 1 - waiting[::-1].index(mark) :]
    assert _open_bracket(text) == bool(waiting)


@given(st.text("プラン", min_size=1, max_size=5), st.lists(st.text("プランのx", max_size=9), max_size=3))
@example("プラン", ["プランン", "ンプラン"])
def test_a_row_of_letters_goes_on_where_it_begins_longer_ones_and_ends_none(row: str, others: list[str]) -> None:
    begins = any(re.search(f"(?<![ァ-ヴー]){row}[ァ-ヴー]", other) for other in others)
    ends = any(re.search(f"{row}(?![ァ-ヴー])", other) for other in others)
    assert (begins_a_word(f"鉢の{row}", others) is not None) == (len(row) > 1 and begins and not ends)


@pytest.mark.parametrize("tail", ["土を入れ替えるよ", "土を入れ替えるか", "土を入れ替えた"])
def test_an_end_in_another_tone_is_no_end_of_a_polite_post(tail: str) -> None:
    assert cut("鉢底の石は毎年洗い、" + tail) == ["鉢底の石は毎年洗い、" + tail]
    plain = [text.replace("です。", "だ。").replace("ます。", "るよ。").replace("ください。", "くれ。") for text in WHOLE]
    assert cuts_of(Post("a.md", "\n\n".join([*plain, "鉢底の石は毎年洗い、土を入れ替えるよ"]))).cuts == ()


def test_an_open_end_does_not_speak_against_the_habit_that_it_breaks() -> None:
    few = [*WHOLE[:2], "枝ごと束ねて、風通しのよい部屋に吊るして乾燥させま"]
    assert [c.end.why for c in cuts_of(Post("a.md", "\n\n".join(few))).cuts] == ["stump"]


def test_a_bold_line_under_an_open_one_is_no_heading() -> None:
    assert cut("鉢底の石は毎年洗って使い、**古いものは\n**庭にまきます。**\n" + WHOLE[0]) == []


@pytest.mark.parametrize("tail", ["、", "を", "「その", "という"])
def test_the_last_words_alone_say_that_the_end_is_cut(tail: str) -> None:
    text = "最後にもう一つ。鉢底の石は毎年洗って使い" + tail
    assert cut(text) == [text]


def test_a_noun_before_a_marker_is_a_cut_where_paragraphs_end_with_a_full_stop() -> None:
    text = "最後にもう一つ。鉢底の石"
    assert cut(text, "---END---") == [text]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("最後にもう一つ。鉢底の石は毎年洗って使います",),
        ("それではまた次回お会いしましょう",),
        ("以上", "---END---"),
        ("おわり",),
        ("- 鉢底の石を", "- 培養土"),
        ("| 月 | 水を |\n|---|---|\n| 四月 | 朝に |",),
        ("## 鉢底の石を",),
        ("[鉢底の石について](https://example.org)",),
        ("`pot.wash()`",),
        ("ご覧いただきありがとうございました(^^)",),
        ("休みの日にゆっくりと楽しむ自家焙煎",),
    ],
)
def test_what_ends_rightly_without_a_full_stop_is_left_alone(paragraphs: tuple[str, ...]) -> None:
    assert cut(*paragraphs) == []


@pytest.mark.parametrize(
    ("line", "told"), [("鉢上げ - 小さな鉢への植え替えと、その後の世話", False), ("小さな鉢への植え替えと、その後の世話を", True)]
)
def test_a_term_and_what_it_means_are_no_sentence(line: str, told: bool) -> None:
    assert cut(line, "## 植え替え", WHOLE[0]) == ([line] if told else [])


@pytest.mark.parametrize(("label", "told"), [("**図 1: 鉢と受け皿**", False), ("**鉢と受け皿**", True)])
def test_what_leads_to_a_picture_with_its_caption_is_not_cut(label: str, told: bool) -> None:
    assert cut("鉢と受け皿の置き方は、", label, WHOLE[0]) == (["鉢と受け皿の置き方は、"] if told else [])


VERSE = ("鉢ひとつ窓辺に寄せて春を待つ", "水差しの底にのこりし朝の月", "植ゑ替へて土の匂ひの指の先", "名も知らぬ草の芽ひとつ鉢の縁")


@pytest.mark.parametrize("last", ["風の音鉢の影だけ暮るる", "ゆふぐれの庭のむかふの海へ"])
def test_verse_ends_as_it_will(last: str) -> None:
    assert cuts_of(Post("a.md", "\n\n".join((*VERSE, last)) + "\n")).cuts == ()
    assert len(cuts_of(Post("a.md", "\n\n".join((*VERSE, WHOLE[0], last)) + "\n")).cuts) == 1


def test_noun_endings_are_left_alone_where_the_post_uses_them() -> None:
    lines = [f"{n}月は植え替えの季節" for n in ("三", "四", "五", "六", "七", "九")]
    assert cuts_of(Post("a.md", "\n\n".join([*lines, "---END---", "十月は種まきの季節"]))).cuts == ()


def test_a_later_paragraph_that_goes_on_with_the_words_betrays_the_cut() -> None:
    fragment = "鉢底の石は毎年洗って使い回す"
    subject = post("最後にもう一つ。" + fragment, "---END---", fragment + "のがわが家のやり方です。")
    (found,) = cuts_of(subject).cuts
    assert found.continued is not None
    assert found.continued.of(subject.text).startswith(fragment)


def test_the_cut_and_its_continuation_are_told_each_once() -> None:
    found = cuts_of(post("最後にもう一つ。鉢底の石は毎年洗", "---END---", "って使います。", "---END---", WHOLE[0]))
    assert [c.unit.plain[-4:] for c in found.cuts] == ["は毎年洗"]
    assert [r.why for r in found.resumptions] == ["orphan"]


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("最後にもう一つ。鉢底の石は毎年", "…毎年洗って使います。", "dots"),
        ("最後にもう一つ。鉢底の石は毎年", "...毎年洗って使います。", "dots"),
        ("母は「石は毎年", "洗いなさい」と言います。", "orphan"),
        ("最後にもう一つ。鉢底の石は毎年洗って使い", "鉢底の石は毎年洗って使い回します。", "overlap"),
        (
            "最後にもう一つ。鉢底の石も、植え替えのときに洗って使うのがおすすめです。",
            "植え替えのときに洗って使うのがおすすめです。楽ですよ。",
            "overlap",
        ),
        ("最後にもう一つ。鉢植えには軽い培養土を使うのがお勧", "めです。重い土は根を傷めます。", "word"),
        ("One more thing. Rinse the stones every year and use", "them again in spring.", "word"),
    ],
)
def test_how_a_paragraph_behind_a_marker_opens(before: str, after: str, why: str) -> None:
    assert [r.why for r in cuts_of(post(before, "---END---", after)).resumptions] == [why]


def test_a_new_sentence_behind_an_english_cut_is_no_resumption() -> None:
    assert cuts_of(post("One more thing. Rinse the stones every", "---END---", "Rinsing is quickly done.")).resumptions == ()


def test_a_version_that_both_name_is_no_resumption_in_english() -> None:
    lines = [f"Release {n}.0.0 changed how beds are drawn, and it took a week to test it in the garden." for n in range(1, 9)]
    text = "\n\n".join(
        [*lines, "Version 9.16.0 included 6 changes that are being\nundone in this release", "**Beds**:", "9.16.0 included a large change."]
    )
    assert cuts_of(Post("a.md", text + "\n")).resumptions == ()


def test_a_sentence_that_ends_with_a_whole_link_is_not_cut() -> None:
    assert cut("## 参考", "詳しい育て方は[園芸の手引き](https://example.com/)", "## おわりに", "また来年。") == []
    assert cut("## 参考", "詳しい育て方は、冬の前に[園芸の手引き](https://example.com/)を", "## おわりに", "また来年。") != []


def test_dots_are_style_where_nothing_was_cut() -> None:
    assert cuts_of(post("…そう思っていた時期もありました。")).resumptions == ()


@given(st.text(alphabet=st.sampled_from("あい漢、。「」（）…は を\nENDa-ー"), max_size=100))
def test_nothing_is_cut_outside_the_text(text: str) -> None:
    found = cuts_of(Post("a.md", text))
    for span in (*(c.span for c in found.cuts), *(r.span for r in found.resumptions), *(r.before for r in found.resumptions)):
        assert 0 <= span.start <= span.end <= len(text)


def test_a_short_fragment_is_known_again_by_the_sentence_before_it() -> None:
    lead = "夏を越した株は、秋にもう一度だけ花をつけます。"
    found = cuts_of(
        post(f"{lead}しかし、花が", "---END---", "肥料は控えめにします。", f"{lead}しかし、花が終わったら枝を切り戻します。")
    ).cuts
    assert [(c.unit.plain, c.continued is not None) for c in found] == [(f"{lead}しかし、花が", True)]
    found = cuts_of(post(f"{lead}しかし、花が", "---END---", "肥料は控えめにします。しかし、花が終わったら枝を切り戻します。")).cuts
    assert [(c.unit.plain, c.continued is not None) for c in found] == [(f"{lead}しかし、花が", False)]


def test_what_says_the_sentence_from_its_beginning_is_told_from_what_goes_on() -> None:
    stump = "鉢は日の当たる窓辺に置いて、土が"
    again = cuts_of(post(stump, "---END---", f"…{stump}乾いたら水を与えます。"))
    on = cuts_of(post(stump, "---END---", "を乾かしてから水を与えます。"))
    assert [(c.resumed is not None, c.restated) for c in again.cuts] == [(True, True)]
    assert [(c.resumed is not None, c.restated) for c in on.cuts] == [(True, False)]


def test_thousands_of_cuts_take_no_square_of_their_number() -> None:
    number = 6_000
    subject = Post("a.md", "---END---".join(f"庭の草を{i}本抜いて構" for i in range(number)))
    assert len(cuts_of(subject).cuts) >= number // 2


def test_a_text_goes_on_where_its_first_hundred_cuts_are_looked_for() -> None:
    """The rest of the post is asked about so many open ends only; the others are judged by what stands around them."""
    stump = "庭の草は朝の涼しいうちに根元から抜いて、日陰に"
    whole = f"{stump}積みます。\n\n"
    stumps = [f"{stump}\n\n---END---\n\n{WHOLE[i % 8]}\n\n" for i in range(150)]
    found = cuts_of(Post("a.md", whole + "".join(stumps))).cuts
    assert len(found) == 150
    assert [cut.continued is not None for cut in found] == [True] * 100 + [False] * 50


@pytest.mark.parametrize(
    ("before", "behind", "taken"),
    [
        ("この庭では、Greenhouse2の温度をこまめに見ています。", "Greenhouse2は古くなりましたが、まだ使えます。", False),
        ("この庭では、Green House Kitを早くから使っています。", "Green House Kitのよいところは、軽いことです。", False),
        ("この庭では、Green House Kitを早くから使っています。", "Green House Kitを早くから使っています。", True),
        ("この庭では、夏の朝の水やりをこまめに続けています。", "夏の朝の水やりをこまめに続けています。", True),
        ("この庭では、夏の朝に水をやります。", "夏の朝に水をやります。", True),
        ("この庭では、GARDENを使います。", "GARDENです。", False),
    ],
)
def test_a_name_that_two_sentences_share_takes_up_nothing(before: str, behind: str, taken: bool) -> None:
    found = cuts_of(post(before, "---END---", behind)).resumptions
    assert [resumption.why for resumption in found] == (["overlap"] if taken else [])


@pytest.mark.parametrize("text", ["A “raised“ bed drains better than a “sunken” one.", "She calls it “the pit“, and waters it by hand."])
def test_a_quotation_closed_with_the_wrong_mark_is_closed(text: str) -> None:
    assert end_of(text).openness is Openness.CLOSED


def test_a_quotation_that_opens_within_another_is_open() -> None:
    assert end_of("She said “the “raised bed is dry.").why == "bracket"


def test_a_few_english_words_that_go_on_elsewhere_are_no_continuation() -> None:
    english = [
        "Water the bed twice a day while the seeds are small.",
        "Shade helps more than water does. For example, a net keeps the soil cool until noon.",
        "Turn the heap once a month, and it will not smell.",
        "Prune the roses when the forsythia is in bloom. For example,",
    ]
    found = cuts_of(Post("a.md", "\n\n".join([*english, "## Tools", "A fork and a spade."]) + "\n")).cuts
    assert [c.continued for c in found] == [None]


def test_a_noun_hangs_behind_sentences_where_the_post_mostly_closes_its_paragraphs() -> None:
    closed = [f"{n}月は土が乾いてから、朝のうちに水を与えるようにしています。" for n in range(1, 12)]
    open_ = ["庭の写真と、鉢の数と、去年の一年間に使った水の量を書いた表"]
    tail = "苗は二週間で育ちます。植え替えのあとは、土を軽く押さえてから窓辺"
    last = "## 道具"
    lines = [*closed, *open_, "鉢は三つあれば十分です。"]
    assert [c.end.why for c in cuts_of(Post("a.md", "\n\n".join([*lines, tail]) + "\n")).cuts] == ["noun"]
    assert [c.end.why for c in cuts_of(Post("a.md", "\n\n".join([*lines, tail, last, "鋏。"]) + "\n")).cuts] == ["noun"]
    assert cuts_of(Post("a.md", "\n\n".join([*lines, tail.partition("。")[2]]) + "\n")).cuts == ()
    assert cuts_of(Post("a.md", "\n\n".join([*lines, f"{tail}[1]", last, "鋏。"]) + "\n")).cuts == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The roots grew slowly and the leaves were depre", True),
        ("葉の色は画面では depre", True),
        ("Water the pots in the morning with a bucket", False),
        ("Write it in the config", False),
        ("The roots grew slowly in the garden of Gerv", False),
        ("depre", False),
    ],
)
def test_small_letters_that_only_begin_english_words_are_a_stump(text: str, told: bool) -> None:
    assert is_latin_stump(text, ["土が乾いたら水を与えます。"]) is told
    assert not is_latin_stump(text, ["The depre is a tool."])


@pytest.mark.parametrize(
    ("tail", "told"),
    [
        ("The lid keeps the light away, and nothing sca", True),
        ("You’d better clean the filter before it obv", True),
        ("The lid keeps the light away from the water", False),
        ("The pump is set up with the help of npm", False),
        ("It obv", False),
    ],
)
def test_an_english_text_stops_inside_a_word_where_no_word_ends_so(tail: str, told: bool) -> None:
    whole = ["Rain barrels fill in an hour of summer rain.", "Set the barrel on four bricks.", "Empty it before the first frost."]
    found = cuts_of(Post("a.md", "\n\n".join([*whole, tail]) + "\n")).cuts
    assert [c.end.why for c in found] == (["stump"] if told else [])
