"""What the text report promises whatever the posts hold."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st
from report_sample import BROKEN, CATALOGUE, HOSTILE_PATH, diagnose
from rich.cells import cell_len

from postlint.diagnostic import Excerpt, Related, Report
from postlint.post.text import Span
from postlint.report import Style, render

MESSY = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("\x1b\x00\x7f\x9b\u202e\u200d\ufe0f\ud800[]字、。\t")), max_size=300)


def _lines(text: str) -> list[str]:
    return text.split("\n")


def test_every_line_fits_the_terminal() -> None:
    for columns in (40, 80, 200):
        for line in _lines(render("text", BROKEN, Style(CATALOGUE, "ja", width=columns))):
            assert cell_len(line) <= columns or line.startswith("content/")


def test_carets_stand_right_under_full_width_text() -> None:
    lines = _lines(render("text", BROKEN, Style(CATALOGUE, "ja")))
    at = next(i for i, line in enumerate(lines) if "ここで話は終わり" in line)
    excerpt, carets = lines[at], lines[at + 1]
    before = excerpt[: excerpt.index("---END---")]
    assert cell_len(before) == carets.index("^")
    assert carets.count("^") == len("---END---")


def test_rich_markup_in_a_post_stays_literal() -> None:
    painted = render("text", BROKEN, Style(CATALOGUE, "en", color=True))
    assert "[red]危険" in painted
    assert "[bold].md" in painted


def test_a_path_with_a_line_end_stays_on_one_line() -> None:
    plain = render("text", BROKEN, Style(CATALOGUE, "en"))
    assert HOSTILE_PATH.count("\n") == 1
    assert "content/悪い\\n\\x1b[2J名前\\u202e[bold].md\n" in plain


def test_what_is_in_another_post_is_named_with_its_path() -> None:
    from msgspec import structs

    found = diagnose(
        "a.md", "同じ段落です。\n", "repeated-paragraph", Span(0, 6), "copy", {"count": 1}, related=(Related(Span(0, 6), "first"),)
    )
    elsewhere = found._replace(related=(structs.replace(found.related[0], path="b.md"),))
    assert "b.md: the first of them:  同じ段落です" in render("text", Report((elsewhere,), checked=2), Style(CATALOGUE))


def test_of_another_post_the_path_is_enough() -> None:
    from msgspec import structs

    found = diagnose(
        "a.md", "同じ段落です。\n", "repeated-paragraph", Span(0, 6), "copy", {"count": 1}, related=(Related(Span(0, 6), "first"),)
    )
    place = structs.replace(found.related[0], path="b.md", excerpt=Excerpt("", 1, False, False))
    shown = render("text", Report((found._replace(related=(place,)),), checked=2), Style(CATALOGUE))
    assert "\n    1 │ b.md: the first of them:\n" in shown


@settings(max_examples=150, deadline=None)
@given(text=MESSY, path=MESSY, places=st.tuples(st.integers(0, 300), st.integers(0, 300)), columns=st.integers(1, 120))
def test_nothing_from_a_post_acts_on_the_terminal(text: str, path: str, places: tuple[int, int], columns: int) -> None:
    start, end = sorted(min(place, len(text)) for place in places)
    data = {"text": text, "count": 2}
    found = [
        diagnose(path, text, "stray-marker", Span(start, end), "marker", data),
        diagnose(path, text, "repeated-paragraph", Span(start, end), "copy", data, related=(Related(Span(start, end), "first"),)),
    ]
    plain = render("text", Report(tuple(found), checked=1), Style(CATALOGUE, "ja", width=columns))
    plain.encode("utf-8")
    assert {unicodedata.category(character) for character in plain.replace("\n", "")}.isdisjoint({"Cc", "Cs", "Zl", "Zp"})
    assert not set(plain) & set("\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
