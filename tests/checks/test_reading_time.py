"""reading-time: which figures fit which text."""

from typing import Any

import pytest

from postlint.checks.reading_time import ReadingTime
from postlint.diagnostic import Finding, tell
from postlint.post.post import Post

SENTENCE = "庭の草を抜いた。"  # 8 characters


def post(meta: str, characters: int = 4000) -> Post:
    return Post("a.md", f"---\ntitle: 庭\n{meta}\n---\n\n{SENTENCE * (characters // 8)}\n")


def findings(subject: Post, **options: Any) -> list[Finding]:
    check = ReadingTime(ReadingTime.Options(**options))
    found = list(check.check(subject))
    for finding in found:
        assert tell(check.messages, finding.message, "ja", finding.data)
    return found


@pytest.mark.parametrize("key", ["reading_time", "readingTime", "reading-time"])
@pytest.mark.parametrize(("value", "fits"), [("4", False), ("5", True), ("11", True), ("12", False), ("11.5", False), ("0", False)])
def test_the_figure_must_lie_between_the_fast_and_the_slow_reader(key: str, value: str, fits: bool) -> None:
    found = findings(post(f"{key}: {value}"))
    assert (not found) is fits
    assert [finding.message for finding in found] == ([] if fits else ["characters"])


def test_the_data_tell_value_bounds_and_length() -> None:
    (finding,) = findings(post("reading_time: 20"))
    assert finding.data == {"value": 20, "low": 5, "high": 11, "characters": 4000, "count": 4000, "middle": 8}


@pytest.mark.parametrize(
    "value", ["8 min", '"8 分"', "約8分", "８分", "'約８分'", "about 8 minutes", "~8", "5-9 min", "9〜15分", "8.5", "8:30", "480秒", "0x8"]
)
def test_a_figure_may_have_words_around_it(value: str) -> None:
    assert findings(post(f"reading_time: {value}")) == []


@pytest.mark.parametrize(("value", "minutes"), [("2 hours", 120), ("1時間20分", 80), ("30 sec", 0.5), ("20:30", 20.5), ("0x20", 32)])
def test_other_units_are_turned_into_minutes_but_not_rewritten(value: str, minutes: float) -> None:
    (finding,) = findings(post(f"reading_time: {value}"))
    assert finding.data["value"] == minutes
    assert finding.fix is None


def test_a_range_is_judged_whole_and_not_rewritten() -> None:
    (finding,) = findings(post("reading_time: 20〜25分"))
    assert (finding.data["value"], finding.fix) == ("20–25", None)


@pytest.mark.parametrize("value", ["soon", "-5", '"-5 min"', "true", "[8]", "{a: 8}", ".inf", ".nan", "9999999999", "-0x10", '""'])
def test_what_is_no_number_of_minutes_is_told(value: str) -> None:
    assert [finding.message for finding in findings(post(f"reading_time: {value}"))] == ["not-a-number"]


@pytest.mark.parametrize("meta", ["reading_time:", "reading_time: ~", "title2: x", "reading: 99"])
def test_a_missing_value_is_left_alone(meta: str) -> None:
    assert findings(post(meta)) == []


@pytest.mark.parametrize(
    ("written", "fixed"),
    [("20", "8"), ('"20 min" # counted', '"8 min" # counted'), ("約２０分", "約８分"), ("20.5", "8"), ("1", "8")],
)
def test_the_fix_replaces_the_number_and_nothing_else(written: str, fixed: str) -> None:
    subject = post(f"reading_time: {written}")
    (finding,) = findings(subject)
    assert finding.fix is not None
    assert finding.fix.safe
    (edit,) = finding.fix.edits
    text = subject.text[: edit.span.start] + edit.text + subject.text[edit.span.end :]
    assert text == subject.text.replace(written, fixed, 1)
    assert findings(Post("a.md", text)) == []


@pytest.mark.parametrize("characters", [0, 8, 400, 1200, 9_000, 40_000])
def test_the_fixed_figure_fits_a_text_of_any_length(characters: int) -> None:
    (finding,) = findings(post("reading_time: 500", characters))
    assert finding.fix is not None
    assert findings(post(f"reading_time: {finding.fix.edits[0].text}", characters)) == []


def test_white_space_and_code_do_not_count() -> None:
    code = "```\n" + "make all\n" * 2000 + "```\n"
    subject = Post("a.md", f"---\nreading_time: 1\n---\n\n{SENTENCE} {SENTENCE}\n\n{code}")
    assert findings(subject) == []
    (finding,) = findings(Post("a.md", subject.text.replace(": 1", ": 40")))
    assert finding.data["characters"] == 16


def test_other_languages_are_counted_in_words() -> None:
    text = "---\nreading_time: {}\n---\n\n" + "The tall grass is cut by hand. " * 200
    assert findings(Post("a.md", text.format(6))) == []
    (finding,) = findings(Post("a.md", text.format(20)))
    assert (finding.message, finding.data["words"], finding.data["low"], finding.data["high"]) == ("words", 1400, 4, 9)


def test_rates_and_slack_are_options() -> None:
    assert findings(post("reading_time: 5"), slack=0, fast_characters=500)
    assert findings(post("reading_time: 14"), slow_characters=300) == []
    assert findings(post("reading_time: 20"), slack=10) == []


@pytest.mark.parametrize("table", ["extra", "params"])
def test_tables_of_a_sites_own_keys_are_looked_at(table: str) -> None:
    subject = Post("a.md", f"+++\ntitle = 'x'\n[{table}]\nreading_time = 30\n+++\n\n{SENTENCE}\n")
    (finding,) = findings(subject)
    assert finding.span.of(subject.text) == "30"


def test_a_table_that_is_none_is_passed_over() -> None:
    assert findings(post("extra: reading_time\nparams: [1]")) == []


def test_each_reading_time_is_judged() -> None:
    assert len(findings(post("reading_time: 90\nreadingTime: 91"))) == 2


def test_of_a_text_with_repeats_these_are_told_of_first() -> None:
    part = "\n\n".join(f"{n}番の畝には、{n}月になってから苗を植え、{n}日おきに水を与えました。" * 2 for n in range(1, 60))
    (finding,) = findings(Post("a.md", f"---\ntitle: 庭\nreading_time: 1\n---\n\n{part}\n\n---END---\n\n{part}\n"))
    assert finding.message == "characters-again"
    assert finding.data["copied"] == pytest.approx(finding.data["count"] / 2, rel=0.05)
    (finding,) = findings(Post("a.md", f"---\ntitle: 庭\nreading_time: 1\n---\n\n{part}\n"))
    assert (finding.message, "copied" in finding.data) == ("characters", False)


def test_white_space_before_a_figure_takes_no_power_of_its_length() -> None:
    blank = " " * 100_000
    assert [found.message for found in findings(post(f'reading_time: "{blank}soon"'))] == ["not-a-number"]
    assert [found.data["value"] for found in findings(post(f'reading_time: "{blank}約{blank}20"'))] == [20]
