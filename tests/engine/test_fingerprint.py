"""What a fingerprint holds on to, and what leaves it alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postlint.engine.fingerprint import ENOUGH, fingerprint
from postlint.engine.lint import lint_post
from postlint.post.text import Span

LONG = "棚の上に置いた缶は、光を通さないものを選びます。"
POST = f"前の文です。豆に---END---水を注ぐ。後の文です。\n{LONG}\n"


def _of(text: str, part: str, rule: str = "stray-marker") -> str:
    return fingerprint(rule, text, Span(text.index(part), text.index(part) + len(part)))


def test_it_does_not_depend_on_where_the_text_stands() -> None:
    assert _of("一行目。\n\n" + POST, "---END---") == _of(POST, "---END---")


@pytest.mark.parametrize(
    "changed",
    [
        POST.replace("前の文", "別の文"),
        POST.replace("後の文", "別の文"),
        POST.replace(LONG, "短い文です。"),
        POST.replace("\n", "\r\n"),
        POST.replace("豆に", "豆 に　"),
    ],
    ids=["sentence-before", "sentence-behind", "line-below", "line-ends", "white-space"],
)
def test_edits_outside_the_sentence_leave_it_alone(changed: str) -> None:
    assert _of(changed, "---END---") == _of(POST, "---END---")


@pytest.mark.parametrize("changed", [POST.replace("豆に", "葉に"), POST.replace("水を", "湯を")])
def test_a_short_mark_is_known_by_its_sentence(changed: str) -> None:
    assert _of(changed, "---END---") != _of(POST, "---END---")


def test_a_long_mark_is_known_by_itself() -> None:
    assert len(LONG) >= ENOUGH
    assert _of(f"なお、{LONG}とのことです。", LONG) == _of(POST, LONG)
    assert _of(POST.replace("選びます", "選ぶ"), LONG.replace("選びます", "選ぶ")) != _of(POST, LONG)


def test_rules_and_marked_texts_have_fingerprints_of_their_own() -> None:
    assert _of(POST, "豆に", "chat-residue") != _of(POST, "豆に")
    assert _of(POST, "水を") != _of(POST, "豆に")


def test_a_finding_on_the_whole_file_does_not_depend_on_the_text() -> None:
    assert fingerprint("front-matter-missing", POST, Span(0, 0)) == fingerprint("front-matter-missing", "別の本文", Span(0, 0))


@given(st.text(st.characters(), max_size=60), st.data())
def test_any_span_of_any_text_has_one(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    assert len(bytes.fromhex(fingerprint("stray-marker", text, span))) == 10


def test_the_engine_stamps_it() -> None:
    import engine_stubs as stubs

    (found,) = lint_post("誤り".encode(), "a.md", stubs.plan(stubs.Word)).diagnostics
    assert found.fingerprint == fingerprint("word", "誤り", Span(0, 1))
