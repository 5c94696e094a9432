"""The page for editors: what stands in it, what is left out, and that nothing from a post can act.

Run with POSTLINT_UPDATE_GOLDEN=1 to write the golden pages anew; then read the difference.
"""

import base64
import hashlib
import os
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from report_sample import BROKEN, CATALOGUE, CLEAN, COFFEE, CRASHED, HOSTILE_PATH, TEXTS, SampleRule, diagnose, mark

from postlint.diagnostic import Diagnostic, Fix, Lang, Related, Report, Severity
from postlint.post.text import Span
from postlint.report import Style, html, html_post, render
from postlint.report.github import harmless
from postlint.report.html_difference import STRAY, differences
from postlint.report.html_picture import MOST_YEARS, chart, columns, month_of
from postlint.report.html_text import Mark, kept, marked, shown
from postlint.report.html_words import ENGLISH, WORDS

GOLDEN = Path(__file__).parent / "golden-html"
PATH = "content/コーヒー.md"
STYLE = Style(CATALOGUE, "en", text_of=TEXTS.get)
VOID = {"meta", "input", "wbr", "br"}


class Page(HTMLParser):
    """Reads a page strictly: every element must be closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.tags: set[str] = set()
        self.text: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id" and value:
                self.ids.append(value)
            if name == "href" and value:
                self.links.append(value)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"script", "style"} & set(self.open):
            self.text.append(data)

    @property
    def words(self) -> str:
        return "".join(self.text)


def page_of(report: Report, style: Style = STYLE) -> str:
    return render("html", report, style)


def findings(text: str, *parts: str, path: str = PATH) -> list[Diagnostic]:
    return [diagnose(path, text, "stray-marker", mark(text, part), "marker", {"text": part}) for part in parts]


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_page_looks_as_it_was_reviewed(lang: Lang) -> None:
    page = page_of(BROKEN, STYLE._replace(lang=lang))
    fragment = page[page.index("<header>") : page.index("<footer>")]
    file = GOLDEN / f"{lang}.html"
    if os.environ.get("POSTLINT_UPDATE_GOLDEN"):
        file.write_text(fragment, "utf-8", newline="\n")
    assert fragment == file.read_text("utf-8")


@pytest.mark.parametrize("report", [BROKEN, CLEAN, CRASHED], ids=["broken", "clean", "crashed"])
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_element_is_closed_every_id_unique_and_every_link_leads_somewhere(report: Report, lang: Lang) -> None:
    read = Page(page_of(report, STYLE._replace(lang=lang)))
    assert len(read.ids) == len(set(read.ids))
    assert {link.removeprefix("#") for link in read.links} <= set(read.ids)
    assert all(link.startswith("#") for link in read.links)


def test_the_policy_allows_only_the_script_and_the_style_of_the_page() -> None:
    page = page_of(BROKEN)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert page.count("<script") == page.count("<style") == 1
    for name, tag in (("script-src", "script"), ("style-src", "style")):
        content = page.partition(f"<{tag}>")[2].partition(f"</{tag}>")[0]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{name} 'sha256-{digest}'" in policy[1]
    assert policy[1].startswith("default-src 'none'; ")


def test_the_page_asks_for_nothing_from_elsewhere_and_has_no_handlers() -> None:
    read = Page(page_of(BROKEN))
    assert not {"src", "style", "action", "srcdoc"} & read.attributes
    assert not any(name.startswith("on") for name in read.attributes)
    assert not {"img", "iframe", "object", "embed", "link", "base"} & read.tags


@given(st.text())
def test_any_text_is_shown_as_text(text: str) -> None:
    read = Page(f'<p title="{shown(text)}">{shown(text)}</p>')
    assert read.tags == {"p"}
    assert read.attributes == {"title"}


def test_what_acts_or_hides_is_spelt_out_while_lines_tabs_and_emoji_stay() -> None:
    assert shown("a\x00\u202eb\u200b\u2028\ud800") == r"a\x00\u202eb\u200b\u2028\ud800"
    assert shown("一\r\n\t二") == "一\r\n\t二"
    assert shown("☕\ufe0f👩\u200d🍳") == "☕\ufe0f👩\u200d🍳"
    assert shown("""<a href="x">'&""") == "&lt;a href=&quot;x&quot;&gt;&#x27;&amp;"


def test_github_actions_finds_no_command_in_the_page() -> None:
    text = "::set-env name=A::B\n  ::error::x\n##[error]y\n---END---\n"
    page = page_of(Report(tuple(findings(text, "---END---")), 1), STYLE._replace(text_of=lambda _: text))
    assert harmless(page) == page
    assert "::set-env name=A::B" in Page(page).words


def test_posts_with_most_findings_come_first() -> None:
    texts = {"b.md": "一つ目\n二つ目\n", "a.md": "一つ目\n", "c.md": "一つ目\n"}
    found = [*findings(texts["a.md"], "一つ目", path="a.md"), *findings(texts["b.md"], "一つ目", "二つ目", path="b.md")]
    found += findings(texts["c.md"], "一つ目", path="c.md")
    page = page_of(Report(tuple(found), 3), STYLE._replace(text_of=texts.get))
    assert re.findall(r'class="path">([^<]*)<', page) == ["b.md", "a.md", "c.md"]


def test_a_file_that_changed_is_told_and_not_marked() -> None:
    page = page_of(BROKEN, STYLE._replace(text_of=lambda _: "まったく別の本文です。\n" * 50))
    assert ENGLISH.changed in Page(page).words
    assert 'class="body"' not in page
    assert "---END---" in Page(page).words


def test_a_file_whose_words_changed_in_place_is_told_too() -> None:
    page = page_of(BROKEN, STYLE._replace(text_of=lambda path: COFFEE.replace("---END---", "---KEN---") if path == PATH else None))
    assert ENGLISH.changed in Page(page).words


def test_a_file_that_is_gone_leaves_its_excerpts() -> None:
    page = page_of(BROKEN, STYLE._replace(text_of=lambda _: None))
    assert ENGLISH.missing in Page(page).words
    assert "<mark" in page
    assert Page(page).links[:3] == ["#posts"] * 3


def test_a_file_of_nothing_but_white_space_has_no_text_to_show() -> None:
    page = page_of(
        Report((diagnose("a.md", " \n", "stray-marker", Span(0, 0), "marker", {"text": ""}),), 1), STYLE._replace(text_of=lambda _: " \n")
    )
    assert 'class="body"' not in page
    assert "note" not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)


def test_a_hostile_name_is_shown_and_does_nothing() -> None:
    assert r"悪い\n\x1b[2J名前\u202e[bold].md" in Page(page_of(BROKEN)).words
    assert HOSTILE_PATH not in page_of(BROKEN)


def test_repeats_stand_beside_what_they_repeat() -> None:
    pair = re.findall(
        r'<div class="pair"><div><figure class="o">(.*?)</div><div><figure class="e">(.*?)</figure></div></div>', page_of(BROKEN), re.DOTALL
    )
    assert len(pair) == 2
    left, right = (re.sub(r"<[^>]*>", "", side) for side in pair[0])
    assert "冷凍した豆は、解凍せずにそのまま挽きます。\n香りが逃げないうちに淹れましょう。" in left
    assert "冷凍した豆は、解凍せずにそのまま挽きます。\n香りが逃げないうちに淹れましょう。" in right


def test_a_finding_that_repeats_several_places_leads_to_each() -> None:
    places = tuple(Related(mark(COFFEE, part), "first") for part in ("密閉できる缶", "冷凍した豆", "香りが逃げない", "タブのあと"))
    found = diagnose(PATH, COFFEE, "repeated-paragraph", mark(COFFEE, "次の段落です。"), "copy", {"count": 1}, related=places)
    read = Page(page_of(Report((found,), 1)))
    assert {"o1-1-0", "o1-1-1", "o1-1-2"} <= set(read.ids) & {link[1:] for link in read.links}
    assert len(read.ids) == len(set(read.ids))
    assert read.words.count("the first of them:") == html_post.MOST_PASSAGES


def test_what_differs_between_a_passage_and_its_near_copy_is_marked_on_either_side() -> None:
    text = "雨の日は早めに出かけます。\n雨の日は傘を持って早めに出ます。\n"
    found = diagnose("a.md", text, "repeated-paragraph", Span(14, 30), "copy", {"count": 1}, related=(Related(Span(0, 13), "first"),))
    page = page_of(Report((found,), 1), STYLE._replace(text_of=lambda _: text))
    assert re.findall(r'<mark class="d">(.*?)</mark>', page) == ["かけ", "傘を持って"]


@given(st.text(alphabet="abc", max_size=40), st.text(alphabet="abc", max_size=40))
def test_differences_stand_apart_inside_their_passages(one: str, other: str) -> None:
    only_one, only_other = differences(one, other)
    if not only_one and not only_other:
        return
    assert all(0 <= span.start < span.end <= len(one) for span in only_one)
    assert all(0 <= span.start < span.end <= len(other) for span in only_other)
    assert all(one.end + STRAY < two.start for spans in (only_one, only_other) for one, two in pairwise(spans))


@pytest.mark.parametrize(("one", "other"), [("同じ文", "同じ文"), ("あいうえお", "かきくけこ"), ("長" * 2001, "長" * 2000 + "短")])
def test_equal_long_and_unlike_passages_are_not_compared(one: str, other: str) -> None:
    assert differences(one, other) == ([], [])


def test_of_a_long_passage_nothing_that_differs_is_left_out() -> None:
    copy = "あ" * 800
    text = f"{copy[:400]}い{copy[400:]}\n{copy}\n"
    found = diagnose("a.md", text, "repeated-paragraph", Span(802, 1602), "copy", {"count": 1}, related=(Related(Span(0, 801), "first"),))
    page = page_of(Report((found,), 1), STYLE._replace(text_of=lambda _: text))
    left = page.partition('<figure class="o">')[2].partition("</figure>")[0]
    assert re.sub(r"<[^>]*>", "", left.partition("<div")[2].partition(">")[2]) == (
        "あ" * 280 + "100 characters left out" + "あ" * 20 + "い" + "あ" * 20 + "240 characters left out" + "あ" * 140
    )


def test_a_passage_in_another_post_is_named_with_its_file() -> None:
    found = diagnose(PATH, COFFEE, "repeated-paragraph", mark(COFFEE, "密閉できる缶"), "copy", {"count": 1})
    there = diagnose(
        "other/b.md",
        COFFEE,
        "repeated-paragraph",
        mark(COFFEE, "冷凍した豆"),
        "copy",
        related=(Related(mark(COFFEE, "冷凍した豆"), "first"),),
    )
    page = page_of(Report((found._replace(related=there.related),), 1))
    assert "other/b.md line 9 the first of them:" in Page(page).words


def test_a_fix_is_told_and_whether_it_needs_a_look() -> None:
    found = findings("目印---END---", "---END---")[0]
    for safe, said in ((True, ENGLISH.fixable), (False, ENGLISH.maybe)):
        fixed = found._replace(finding=replace(found.finding, fix=Fix("delete", (), safe)))
        assert f"{said} Delete the marker" in Page(page_of(Report((fixed,), 1))).words


def test_of_a_post_with_very_many_findings_the_first_are_shown_and_all_are_counted() -> None:
    text = "目印\n" * (html_post.MOST_FINDINGS + 5)
    found = tuple(
        diagnose("a.md", text, "stray-marker", Span(at * 3, at * 3 + 2), "marker", {"text": "目印"})
        for at in range(html_post.MOST_FINDINGS + 5)
    )
    page = page_of(Report(found, 1), STYLE._replace(text_of=lambda _: text))
    assert page.count("<li ") == html_post.MOST_FINDINGS
    assert f"There are {len(found)} findings in this post. The first {html_post.MOST_FINDINGS} are shown." in page


def test_texts_get_shorter_as_the_page_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "前置きの文です。\n" * 200 + "---END---\n" + "後書きの文です。\n" * 200
    paths = ["a.md", "b.md", "c.md"]
    report = Report(tuple(found for path in paths for found in findings(text, "---END---", path=path)), 3)
    monkeypatch.setattr(html, "FULL", len(text))
    monkeypatch.setattr(html, "PARTS", html.PART)
    posts = page_of(report, STYLE._replace(text_of=lambda _: text)).split('<details class="post"')[1:]
    assert [post.count("前置き") for post in posts] == [200, 13, 0]
    assert "characters left out" in posts[1]
    assert ENGLISH.too_large in posts[2]


def test_a_page_over_posts_of_any_size_stays_small() -> None:
    text = "長い行が続きます。" * 200_000 + "---END---" + "まだ続きます。" * 200_000
    page = page_of(Report(tuple(findings(text, "---END---")), 1), STYLE._replace(text_of=lambda _: text))
    assert len(page) < 40_000
    assert "1,799,880 characters left out" in page


# marks


def test_marks_that_overlap_are_cut_at_their_ends_and_name_their_findings() -> None:
    marks = [Mark(Span(1, 4), 1, "w"), Mark(Span(2, 6), 2, "e"), Mark(Span(0, 2), 2, "o")]
    assert re.sub(r"<a .*?</a>", "", marked("abcdefg", Span(0, 7), marks)) == (
        '<mark class="o" data-f="2">a</mark><mark class="w" data-f="1 2">b</mark><mark class="e" data-f="1 2">cd</mark>'
        '<mark class="e" data-f="2">ef</mark>g'
    )


def test_a_finding_has_its_number_where_it_begins_even_if_it_marks_nothing() -> None:
    number = '<a class="no e" id="m1-1" href="#f1-1" data-f="1">1</a>'
    assert marked("ab", Span(0, 2), [Mark(Span(1, 1), 1, "e")], "1-") == f"a{number}b"
    assert marked("ab", Span(0, 2), [Mark(Span(2, 2), 1, "e")], "1-") == f"ab{number}"
    assert marked("ab", Span(1, 2), [Mark(Span(0, 2), 1, "e")], "1-") == '<mark class="e" data-f="1">b</mark>'


@given(st.text(alphabet="ab\n<&", max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6))
def test_marking_changes_no_text_and_marks_what_it_should(text: str, ends: list[tuple[int, int]]) -> None:
    spans = [Span(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in ends]
    read = Page(marked(text, Span(0, len(text)), [Mark(span, at, "e") for at, span in enumerate(spans, 1)]))
    assert read.words == text
    pieces = re.findall(r"<mark [^>]*>(.*?)</mark>", marked(text, Span(0, len(text)), [Mark(s, 1, "e") for s in spans]), re.DOTALL)
    assert sum(len(Page(piece).words) for piece in pieces) == len({at for span in spans for at in range(span.start, span.end)})


@given(st.text(alphabet="ab\n", max_size=200), st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), max_size=5))
def test_parts_are_apart_in_order_and_hold_both_ends_of_every_mark(text: str, ends: list[tuple[int, int]]) -> None:
    spans = [Span(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in ends]
    parts = kept(text, spans, 8, 30)
    assert all(one.end < two.start for one, two in pairwise(parts))
    assert all(0 <= part.start <= part.end <= len(text) for part in parts)
    for span in spans:
        assert any(part.start <= span.start <= part.end for part in parts)
        assert any(part.start <= span.end <= part.end for part in parts)


def test_of_a_long_mark_the_middle_is_left_out() -> None:
    text = "あ" * 1000
    assert kept(text, [Span(100, 900)], 10, 60) == [Span(90, 150), Span(870, 910)]


# pictures


@pytest.mark.parametrize(
    ("path", "meta", "month"),
    [
        ("a.md", {"date": "2026-07-04"}, "2026-07"),
        ("a.md", {"date": "2026/7/4 10:00"}, "2026-07"),
        ("a.md", {"published_at": "2025-12-31"}, "2025-12"),
        ("_posts/2024-02-29-leap.md", {}, "2024-02"),
        ("_posts/2024-02-29-leap.md", {"date": "2025-01-01"}, "2025-01"),
        ("2024-02-29-folder/a.md", {}, ""),
        ("a.md", {"date": "2026年7月4日"}, ""),
        ("2024-13-01-a.md", {}, ""),
        ("a.md", {"date": "0000-01-01"}, ""),
        ("a.md", {"date": ["2026-07-04"]}, ""),
    ],
)
def test_a_posts_month_comes_from_its_front_matter_then_its_name(path: str, meta: dict[str, object], month: str) -> None:
    assert month_of(path, meta) == month


def test_months_between_are_shown_too_and_undated_posts_last() -> None:
    counts = {("2025-11", Severity.ERROR): 3, ("2026-02", Severity.WARNING): 1, ("", Severity.ERROR): 2}
    heading, bars = columns(counts, ENGLISH)
    assert heading == ENGLISH.by_month
    assert [(bar.label, bar.errors, bar.warnings) for bar in bars] == [
        ("2025-11", 3, 0),
        ("2025-12", 0, 0),
        ("2026-01", 0, 0),
        ("2026-02", 0, 1),
        ("no date", 2, 0),
    ]


def test_posts_of_many_years_are_counted_by_year_and_the_oldest_together() -> None:
    counts = {(f"{year}-05", Severity.ERROR): 1 for year in range(1990, 2026)}
    heading, bars = columns(counts, ENGLISH)
    assert heading == ENGLISH.by_year
    assert len(bars) == MOST_YEARS
    assert (bars[0].label, bars[0].errors, bars[1].label, bars[-1].label) == ("earlier", 13, "2003", "2025")
    assert [bar.label for bar in columns({("2010-05", Severity.ERROR): 1, ("2020-01", Severity.ERROR): 1}, ENGLISH)[1]] == ["2010", "2020"]


def test_hostile_years_do_not_blow_the_picture_up() -> None:
    counts = {("0001-01", Severity.ERROR): 1, ("9999-12", Severity.ERROR): 1}
    assert [bar.label for bar in columns(counts, ENGLISH)[1]] == ["0001", "9999"]


def test_undated_posts_alone_make_a_picture_too() -> None:
    heading, bars = columns({("", Severity.ERROR): 2}, ENGLISH)
    assert "no date: 2" in chart(heading, bars, "en")


def test_a_chart_names_few_columns_and_tells_all_figures_in_a_table() -> None:
    bars = columns({("2024-01", Severity.ERROR): 4, ("2026-01", Severity.ERROR): 2}, ENGLISH)[1]
    drawn = chart("By month", bars, "en")
    assert len(re.findall(r'<text x="[^"]*" y="145"', drawn)) <= 7
    assert drawn.count("<tr>") == len(bars) == 25
    assert "warning" not in drawn


# words


def test_both_languages_fill_in_the_same() -> None:
    for name in ENGLISH.__struct_fields__:
        english, japanese = (set(re.findall(r"{\w+}", getattr(WORDS[lang], name))) for lang in ("en", "ja"))
        assert english == japanese, name


def test_a_report_without_findings_says_so_and_has_no_filters() -> None:
    page = page_of(CLEAN)
    assert "3 posts checked, nothing found." in page
    assert 'id="filters"' not in page


def test_a_severity_without_findings_is_not_offered() -> None:
    assert re.findall(r'<option value="([ew])">', page_of(BROKEN)) == ["e", "w"]
    assert re.findall(r'<option value="([ew])">', page_of(CRASHED)) == ["w"]


def test_a_rule_of_a_pack_is_text_like_any_other() -> None:
    hostile = SampleRule({"m": {"en": "<img src=x onerror=alert(1)>", "ja": "x"}}, {"en": "<script>alert(1)</script>", "ja": "x"})
    found = diagnose("a.md", "本文", "r", Span(0, 2), "m")
    page = page_of(Report((found,), 1), Style({"r": hostile}, text_of=lambda _: "本文"))
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "<img" not in page
    assert page.count("<script") == 1
