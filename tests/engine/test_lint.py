import engine_stubs as stubs
import pytest

from postlint.diagnostic import Excerpt, Severity, Tier, tell
from postlint.engine import lint
from postlint.engine.internal import InternalError
from postlint.engine.lint import excerpt, lint_post
from postlint.engine.registry import Plan, Planned
from postlint.post.post import Post
from postlint.post.text import Position, Span


def test_a_finding_is_stamped_with_its_file_rule_and_place() -> None:
    (found,) = lint_post("一行目\n二行誤目\n".encode(), "a.md", Plan((Planned(stubs.Word(), Severity.WARNING),))).diagnostics
    assert (found.path, found.rule, found.severity, found.tier) == ("a.md", "word", Severity.WARNING, Tier.INTEGRITY)
    assert (found.start, found.end) == (Position(6, 2, 3), Position(7, 2, 4))
    assert found.excerpt == Excerpt("二行誤目", 1, False, False)


def test_a_related_range_has_a_place_and_an_excerpt_of_its_own() -> None:
    (found,) = lint_post("一行目\r\n誤".encode(), "a.md", stubs.plan(stubs.Word)).diagnostics
    (related,) = found.related
    assert (related.path, related.start.line, related.note, related.excerpt.text) == ("a.md", 1, "plain", "一行目")


def test_diagnostics_come_in_the_order_of_the_text_whatever_the_checks_order() -> None:
    found = lint_post("誤 raise 誤".encode(), "a.md", stubs.plan(stubs.Word, stubs.Raises)).diagnostics
    assert [(d.start.offset, d.rule) for d in found] == [(0, "internal-error"), (0, "raises"), (0, "word"), (8, "word")]


@pytest.mark.parametrize(("text", "error"), [("raise", "TypeError: a secret"), ("recurse", "RecursionError"), ("panic", "BaseException")])
def test_a_check_that_raises_is_told_and_the_others_go_on(text: str, error: str) -> None:
    found = lint_post(f"{text} 誤".encode(), "a.md", stubs.plan(stubs.Raises, stubs.Word)).diagnostics
    (crash,) = [d for d in found if d.rule == InternalError.id]
    assert crash.finding.data["check"] == "raises"
    assert crash.finding.data["error"].startswith(error)
    assert len(crash.finding.data["error"]) <= lint.ERROR
    assert "raises" in tell(InternalError.messages, crash.finding.message, "ja", crash.finding.data)
    assert "word" in {d.rule for d in found}


def test_ctrl_c_is_no_failure_of_a_check() -> None:
    with pytest.raises(KeyboardInterrupt):
        lint_post(b"stop", "a.md", stubs.plan(stubs.Raises))


@pytest.mark.parametrize("text", ["span", "backwards", "related", "edit", "title", "message", "data"])
def test_a_finding_outside_the_text_or_that_cannot_be_told_is_a_failure_of_its_check(text: str) -> None:
    (crash,) = lint_post(text.encode(), "a.md", stubs.plan(stubs.Outside)).diagnostics
    assert (crash.rule, crash.finding.data["check"]) == ("internal-error", "outside")


def test_of_a_post_that_cannot_be_read_only_unreadable_post_speaks() -> None:
    result = lint_post("誤 raise".encode("utf-16"), "a.md", stubs.plan(stubs.Word, stubs.Raises, stubs.Alike, stubs.Unreadable))
    assert [d.rule for d in result.diagnostics] == ["unreadable-post"]
    assert result.summaries == {}


def test_summaries_are_kept_for_the_corpus_checks_and_a_failing_one_is_told() -> None:
    result = lint_post(b"raise\nmore", "a.md", stubs.plan(stubs.Alike, stubs.Unpicklable))
    assert result.path == "a.md"
    assert result.summaries == {"alike": "raise"}
    assert [d.finding.data["check"] for d in result.diagnostics] == ["unpicklable"]


def test_a_failure_to_read_bytes_is_told_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(data: bytes, path: str) -> Post:
        raise MemoryError

    monkeypatch.setattr(Post, "from_bytes", fail)
    result = lint_post(b"text", "a.md", stubs.plan(stubs.Word))
    assert [(d.rule, d.finding.data) for d in result.diagnostics] == [("internal-error", {"check": "post", "error": "MemoryError"})]


LONG = "".join(chr(0x4E00 + number) for number in range(1000))


@pytest.mark.parametrize(
    ("start", "first", "before", "after"), [(0, 0, False, True), (30, 0, False, True), (500, 450, True, True), (990, 800, True, False)]
)
def test_of_a_long_line_the_part_around_the_beginning_is_shown(start: int, first: int, before: bool, after: bool) -> None:
    shown = excerpt(Post("a.md", f"前の行\n{LONG}\n次の行"), Span(start + 4, start + 6))
    assert shown == Excerpt(LONG[first : first + 200], first + 1, before, after)
    assert LONG[start] in shown.text


def test_the_excerpt_of_a_line_end_is_the_line_before_it() -> None:
    assert excerpt(Post("a.md", "一行目\r\n二行目"), Span(4, 5)).text == "一行目"
    assert excerpt(Post("a.md", ""), Span(0, 0)) == Excerpt("", 1, False, False)
