"""Which fixes go together, and what they make of a text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postlint.diagnostic import Diagnostic, Edit, Excerpt, Finding, Fix, Severity, Tier
from postlint.engine.edits import apply, choose, line_end, moved, overlap_each_other
from postlint.post.text import LineIndex, Span

TEXT = "abcdefghij"


def edit(start: int, end: int, text: str = "") -> Edit:
    return Edit(Span(start, end), text)


def diagnostic(*edits: Edit, at: int = 0, rule: str = "rule", text: str = TEXT) -> Diagnostic:
    place = LineIndex(text).position(at)
    finding = Finding(Span(at, at), "told", fix=Fix("fix", edits) if edits else None)
    return Diagnostic("a.md", rule, Severity.ERROR, Tier.INTEGRITY, finding, place, place, Excerpt("", 1, False, False))


def fixed(*diagnostics: Diagnostic, text: str = TEXT, protected: tuple[Span, ...] = ()) -> str:
    return apply(text, choose(LineIndex(text), diagnostics, protected).edits)


def test_fixes_that_do_not_meet_are_all_applied() -> None:
    chosen = choose(LineIndex(TEXT), [diagnostic(edit(6, 8), at=6, rule="b"), diagnostic(edit(1, 3, "X"), at=1, rule="a")])
    assert apply(TEXT, chosen.edits) == "aXdefij"
    assert chosen.rules == ("a", "b")


def test_of_fixes_that_overlap_the_first_by_place_and_rule_is_applied() -> None:
    later, earlier = diagnostic(edit(2, 6), at=2, rule="a"), diagnostic(edit(4, 8), at=1, rule="z")
    assert fixed(later, earlier) == "abcdij"
    same_place = diagnostic(edit(2, 6), at=1, rule="a")
    assert fixed(earlier, same_place) == "abghij"


def test_a_fix_is_applied_whole_or_not_at_all() -> None:
    assert fixed(diagnostic(edit(0, 2), at=0), diagnostic(edit(1, 3), edit(8, 9), at=1)) == "cdefghij"


def test_an_edit_that_two_fixes_share_is_made_once() -> None:
    assert fixed(diagnostic(edit(0, 2, "X"), at=0), diagnostic(edit(0, 2, "X"), edit(8, 9), at=1)) == "Xcdefghj"


def test_deletions_may_touch_but_what_is_put_in_may_not() -> None:
    assert fixed(diagnostic(edit(0, 2), at=0), diagnostic(edit(2, 4), at=1)) == "efghij"
    for there in (0, 2):
        assert fixed(diagnostic(edit(0, 2), at=0), diagnostic(edit(there, there, "X"), at=1)) == "cdefghij"
        assert fixed(diagnostic(edit(there, there, "X"), at=0), diagnostic(edit(0, 2), at=1)) == TEXT[:there] + "X" + TEXT[there:]
    assert fixed(diagnostic(edit(2, 2, "X"), at=0), diagnostic(edit(2, 2, "Y"), at=1)) == "abXcdefghij"


def test_what_is_joined_to_the_line_before_it_is_left_to_the_next_round() -> None:
    text = "ab\n\ncd\nef\n"
    joined, deleted = diagnostic(edit(2, 4), at=4, rule="z", text=text), diagnostic(edit(4, 7), at=4, rule="a", text=text)
    assert fixed(deleted, joined, text=text) == "abcd\nef\n"
    replaced = diagnostic(edit(4, 6, "abcd"), at=4, rule="a", text=text)
    assert fixed(replaced, joined, text=text) == "abcd\nef\n"
    whole_lines = diagnostic(edit(3, 4), at=4, rule="z", text=text)
    assert fixed(deleted, whole_lines, text=text) == "ab\nef\n"


def test_the_edits_of_one_fix_may_touch() -> None:
    assert fixed(diagnostic(edit(4, 4, "**"), edit(4, 6), edit(6, 6, "!"))) == "abcd**!ghij"


def test_a_fix_that_changes_nothing_is_not_applied() -> None:
    chosen = choose(LineIndex(TEXT), [diagnostic(edit(0, 2, "ab")), diagnostic(edit(3, 3, ""))])
    assert (chosen.edits, chosen.rules) == ((), ())


@pytest.mark.parametrize(
    ("one", "left_alone"),
    [
        (edit(0, 3), False),
        (edit(0, 4), True),
        (edit(3, 3, "X"), False),
        (edit(4, 4, "X"), True),
        (edit(4, 5), True),
        (edit(6, 6, "X"), False),
        (edit(5, 9), True),
        (edit(6, 8), False),
        (edit(0, 10), True),
    ],
)
def test_nothing_inside_a_protected_span_changes(one: Edit, left_alone: bool) -> None:
    protected = (Span(5, 6), Span(3, 5), Span(9, 9))
    assert (fixed(diagnostic(one), protected=protected) == TEXT) is left_alone


@pytest.mark.parametrize(
    ("text", "offset", "wanted"),
    [
        ("a", 1, "\n"),
        ("a\r\nb", 0, "\r\n"),
        ("a\r\nb", 4, "\r\n"),
        ("a\nb\r\nc", 6, "\r\n"),
        ("a\nb\r\nc", 2, "\n"),
        ("a\rb", 3, "\r"),
        ("", 0, "\n"),
    ],
)
def test_a_line_end_is_that_of_the_line_before(text: str, offset: int, wanted: str) -> None:
    assert line_end(LineIndex(text), offset) == wanted


def test_what_is_put_in_takes_the_line_ends_of_its_surroundings() -> None:
    text = "a\r\nb\r\n"
    assert fixed(diagnostic(edit(3, 3, "x\ny\r\nz\r"), text=text), text=text) == "a\r\nx\r\ny\r\nz\r\nb\r\n"


def test_edits_of_one_fix_that_contradict_each_other_are_known() -> None:
    assert overlap_each_other([edit(0, 3), edit(2, 4)])
    assert overlap_each_other([edit(2, 2, "a"), edit(2, 2, "b")])
    assert not overlap_each_other([edit(2, 4), edit(0, 2), edit(4, 4, "x")])


SPANS = st.tuples(st.integers(0, 10), st.integers(0, 10)).map(lambda pair: Span(min(pair), max(pair)))
EDITS = st.builds(Edit, SPANS, st.sampled_from(["", "X", "YZ"]))


@given(st.lists(st.lists(EDITS, min_size=1, max_size=3), max_size=8), st.lists(SPANS, max_size=3))
def test_chosen_edits_are_in_order_apart_and_of_whole_fixes(fixes: list[list[Edit]], protected: list[Span]) -> None:
    found = [diagnostic(*edits, at=index) for index, edits in enumerate(fixes) if not overlap_each_other(edits)]
    chosen = choose(LineIndex(TEXT), found, protected)
    spans = [(e.span.start, e.span.end) for e in chosen.edits]
    assert spans == sorted(spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    whole = [d for d in found if d.finding.fix and all(e in chosen.edits or e.text == e.span.of(TEXT) for e in d.finding.fix.edits)]
    assert len(chosen.rules) <= len(whole)
    assert set(chosen.edits) <= {e for d in whole if d.finding.fix for e in d.finding.fix.edits}


@given(st.lists(EDITS, max_size=6), st.lists(SPANS, max_size=4))
def test_a_protected_span_holds_the_same_text_where_it_has_moved_to(edits: list[Edit], protected: list[Span]) -> None:
    chosen = choose(LineIndex(TEXT), [diagnostic(e, at=i) for i, e in enumerate(edits)], protected)
    after = apply(TEXT, chosen.edits)
    for before, now in zip(protected, moved(protected, chosen.edits), strict=True):
        assert before.of(TEXT) == now.of(after)
