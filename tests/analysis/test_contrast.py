"""Which near copies speak of something else than what they are like."""

import pytest

from postlint.analysis.differences import differences
from postlint.analysis.runs import repeated_runs, repeated_sentences
from postlint.post.post import Post

BETWEEN = "窓口は平日の朝九時に開きます。混み合う月初めを避けると、待たずに済むことが多いようです。"


def told(*paragraphs: str) -> int:
    """How many repeats a post of these paragraphs is told to have."""
    subject = Post("p.md", "\n\n".join(paragraphs) + "\n")
    return len(repeated_runs(subject)) + len(repeated_sentences(subject))


@pytest.mark.parametrize(
    ("first", "again"),
    [
        (
            "引き出しの左側に並んだ札を、古いものから順に一枚ずつめくっていきます。",
            "引き出しの右側に並んだ札を、古いものから順に一枚ずつめくっていきます。",
        ),
        (
            "送信用の箱に入れた手紙は、夕方の便でまとめて隣町の局へ運ばれます。",
            "受信用の箱に入れた手紙は、夕方の便でまとめて隣町の局へ運ばれます。",
        ),
        (
            "この札を掛けておくと、留守の間に届いた荷物は隣の窓口で預かります。",
            "この札を掛けておくと、留守の間に届いた荷物は隣の窓口で預かりません。",
        ),
        (
            "鍵を預けている場合、係の人が昼休みに部屋の植木へ水をやってくれます。預けていれば、届け出は要りません。",
            "鍵を預けている場合、係の人が昼休みに部屋の植木へ水をやってくれます。預けていなければ、届け出は要りません。",
        ),
        (
            "サンプルの束をほどいて、印のある紙だけを机の上に広げておきます。",
            "レシートの束をほどいて、印のある紙だけを机の上に広げておきます。",
        ),
        (
            "The clerk puts every letter from the north into the upper tray and locks it before lunch.",
            "The clerk puts every parcel from the south into the upper tray and locks it before lunch.",
        ),
        (
            "A visitor from Kyoto may leave a bag at the desk until the last train has left the station.",
            "A visitor from Nara may leave a bag at the desk until the last train has left the station.",
        ),
    ],
    ids=["opposites", "kanji of a pair", "denied", "denied condition", "names", "two words", "proper names"],
)
def test_paragraphs_that_exchange_what_they_speak_of_are_no_copies(first: str, again: str) -> None:
    assert told(first, BETWEEN, again) == 0
    assert told(first, again) == 0


FORM = (
    "申請書は二階の棚から取り、青い欄だけを埋めて、番号札と一緒に奥の机へ出し、名前を呼ばれるまで長椅子に掛けて静かに待っていてください。"
)


@pytest.mark.parametrize(
    "edited",
    [
        FORM.replace("青い欄だけを", "まず青い欄だけを"),
        FORM.replace("番号札", "号札"),
        FORM.replace("、青い", "青い").replace("二階", "２階").replace("２階", "二階の"),
        FORM.replace("待っていてください", "待ちましょう"),
        FORM.replace("奥の机", "窓の机"),
        FORM.replace("番号札", "番さらに札"),
    ],
    ids=["a word added", "a letter dropped", "a mark dropped", "another ending", "one word for another", "a word in a word"],
)
def test_an_edited_copy_is_told_all_the_same(edited: str) -> None:
    assert told(FORM, BETWEEN, "写真を撮っておくと、あとで見比べられます。", edited) == 1


def test_what_headings_are_told_apart_by_may_stand_in_a_copy_with_other_changes() -> None:
    first = "申込者が書く紙は二階の棚から取り、名前と住所を書いて奥の机へ出すと、その日のうちに番号の札が渡されますので、失くさずにお持ちください。"
    again = first.replace("申込者", "紹介者").replace("その日の", "もちろんその日の")
    assert told("## 申込者の紙", first, "## 紹介者の紙", again) == 0
    assert told("## 一枚目", first, BETWEEN, again) == 1


def test_behind_a_marker_a_machine_began_anew() -> None:
    first = "引き出しの左側に並んだ札を、古いものから順に一枚ずつめくっていきます。棚の上の札はそのままにしておいてください。"
    assert told(first, "---END---", first.replace("左", "右")) == 1


def test_a_long_paragraph_with_one_word_exchanged_is_a_copy_that_was_gone_over() -> None:
    long = FORM + BETWEEN + "雨の日は入口が滑りやすいので、傘の滴をよく落としてから上がってください。" + "ベルを鳴らすと係が出てきます。"
    assert told(long, "写真を撮っておくと、あとで見比べられます。", long.replace("ベル", "チャイム")) == 1


def test_paragraphs_below_labels_are_definitions() -> None:
    first, again = "束ねた紙の端を揃え、文字の大きさを決めます。", "束ねた紙の端を揃え、文字の色調を決めます。"
    assert told("**第一の欄**", first, "**第二の欄**", again) == 0
    assert told(BETWEEN, first, again) == 1


NOTE = "この欄は後から直せないので、書き終えたら必ず係の人に声を掛けてください。"


def test_the_note_that_entries_end_with_is_no_repeat() -> None:
    entries = ("**住所**", "住んでいる町を書きます。" + NOTE, "**電話**", "昼に出られる番号を書きます。" + NOTE)
    assert told(*entries) == 0
    assert told(entries[1], BETWEEN, entries[3]) == 1


@pytest.mark.parametrize(
    ("first", "again", "exchanged", "turned", "slipped"),
    [
        ("前景色を選ぶ", "背景色を選ぶ", True, True, False),
        ("番号札を出す", "号札を出す", False, False, True),
        ("インストールすると", "インストーさらにルると", False, False, True),  # a word in a word, and a letter dropped behind it
        ("送信側を選ぶ", "受信側を選ぶ", True, True, False),
        ("札を出します", "札を出しません", False, True, False),
        ("私は思う", "個人は思う", False, False, False),
        ("read the file", "read the page", True, False, False),
        ("it is the file", "it was the file", False, False, False),
    ],
)
def test_kinds_of_differences(first: str, again: str, exchanged: bool, turned: bool, slipped: bool) -> None:
    (found,) = differences(first, again)
    assert (found.exchanged, found.turned, found.slipped) == (exchanged, turned, slipped)


def test_marks_width_capitals_and_link_targets_make_no_difference() -> None:
    assert differences("**ABC**の[紙](a.md)、青い欄。", "ａｂｃの[紙](b.md) 青い欄") == ()


def test_a_sentence_of_a_thousand_words_is_compared_in_no_time_to_speak_of() -> None:
    assert len(differences("紙と" * 1000, "紙や" * 1000)) == 1000


LINKED = "順番と持ち物は[案内の一枚目](first.md)に、朝の受付から夕方の片付けまで一日分をまとめて載せてありますので、前の晩に読んでおいてください。"


@pytest.mark.parametrize(("target", "repeats"), [("first.md", 1), ("second.md", 0)])
def test_the_same_words_that_link_to_something_else_are_no_copy(target: str, repeats: int) -> None:
    again = LINKED.replace("first.md", target)
    assert told(LINKED, BETWEEN, "写真を撮っておくと、あとで見比べられます。", again) == repeats
    assert (
        told("一日目は山です。" + LINKED, BETWEEN + FORM, "二日目は海の近くを歩きます。" + BETWEEN[:14] + "雨なら休みます。" + again)
        == repeats
    )


REFRAIN = "Turn the tap, turn it low, and let the water run,\nlet it run, let it run till the watering is done."
STANZAS = (
    "The pots are dry on the window sill,\nand the sun comes over the neighbour's hill.",
    "The beans are up, and the peas are tall,\nand the cat is asleep on the garden wall.",
)


def test_a_refrain_is_no_repeat() -> None:
    assert told(STANZAS[0], REFRAIN, STANZAS[1], REFRAIN) == 0
    assert told(STANZAS[0], REFRAIN, "---END---", STANZAS[1], REFRAIN) == 1
    prose = [stanza.replace("\n", " ") for stanza in STANZAS]
    assert told(prose[0], REFRAIN, prose[1], REFRAIN) == 1


def test_a_song_of_thousands_of_lines_is_looked_at_once() -> None:
    line = "Turn the tap, turn it low, and let the water run,"
    assert told(STANZAS[0], STANZAS[1], "\n".join([line] * 5_000), "\n".join([line] * 5_000)) == 0


def test_sentences_each_on_a_line_of_its_own_are_no_verse() -> None:
    first = "窓口は九時に開き、月初めは混み合います。\n番号札を取り、呼ばれるまで静かに待ちます。"
    again = "印鑑を忘れた人は、隣の机で書き直します。\n書き終えた紙は、青い箱に入れておきます。"
    last = "帰りの道は北の門から出て、坂を下ります。\n雨の日は足元が滑るので、ゆっくり歩きます。"
    assert told(first, again, last, again) == 1
    assert told(*(each.replace("。", "") for each in (first, again, last, again))) == 0
